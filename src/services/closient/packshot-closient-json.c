/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* Closient's answers as values of ours. Members that are not known are ignored, members that may be
 * missing are tolerated, and a wrong type counts as missing. Any thread. */

#include "config.h"

#include "packshot-closient-json.h"

#include "packshot-gtin.h"
#include "packshot-service-error.h"

#include <string.h>

#define SHORTEST_GTIN 8

static void
protocol_error (GError    **error,
                const char *why)
{
  g_set_error_literal (error, PACKSHOT_SERVICE_ERROR, PACKSHOT_SERVICE_ERROR_PROTOCOL, why);
}

/* `{"data":[…],"pagination":{"has_next",…}}` */
gboolean
_packshot_closient_parse_page (JsonNode             *node,
                               guint                 page_size,
                               PackshotClosientPage *page,
                               GError              **error)
{
  JsonObject *object = packshot_json_to_object (node);
  JsonObject *pagination = packshot_json_get_object (object, "pagination");
  guint n;

  page->data = packshot_json_get_array (object, "data");
  n = page->data != NULL ? json_array_get_length (page->data) : 0;
  /* An answer that is no page must never pass for a page without rows. */
  if (page->data == NULL || (n == 0 && pagination == NULL))
    {
      protocol_error (error, "The page has no list of rows");
      return FALSE;
    }
  page->total = packshot_json_get_int (pagination, "total_count", -1);
  page->has_next = n > 0 && packshot_json_get_boolean (pagination, "has_next", n >= page_size);
  return TRUE;
}

/* The ids and names of the organizations in turn. */
char **
_packshot_closient_parse_whoami (JsonNode *node,
                                 char    **role,
                                 GError  **error)
{
  JsonObject *object = packshot_json_to_object (node);
  JsonArray *list = packshot_json_get_array (object, "organizations");
  g_autoptr(GPtrArray) pairs = g_ptr_array_new_with_free_func (g_free);

  if (list == NULL)
    {
      protocol_error (error, "The server does not say what the key may work for");
      return NULL;
    }
  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      JsonObject *entry = packshot_json_to_object (json_array_get_element (list, i));
      char *id = packshot_json_dup_id (entry, "id");
      char *name = packshot_json_dup_line (entry, "name");

      if (id == NULL)
        {
          g_free (name);
          continue;
        }
      g_ptr_array_add (pairs, id);
      g_ptr_array_add (pairs, name != NULL ? name : g_strdup (id));
    }
  g_ptr_array_add (pairs, NULL);
  *role = packshot_json_dup_line (packshot_json_get_object (object, "api_key"), "role");
  return (char **)g_ptr_array_free (g_steal_pointer (&pairs), FALSE);
}

/* The 14 digits of a GTIN, or NULL when it is none that can be asked for. */
static char *
dup_key (const char *gtin)
{
  gsize length = gtin != NULL ? strlen (gtin) : 0;

  if (length < SHORTEST_GTIN || length > PACKSHOT_GTIN_KEY_LENGTH ||
      strspn (gtin, "0123456789") != length)
    return NULL;
  return g_strdup_printf ("%.*s%s", (int)(PACKSHOT_GTIN_KEY_LENGTH - length), "00000000000000",
                          gtin);
}

/* A claimed product, or NULL when it has no GTIN to ask by. A number whose check digit is wrong is
 * taken: the server knows it by that. */
PackshotItem *
_packshot_closient_parse_product (JsonNode *node)
{
  JsonObject *object = packshot_json_to_object (node);
  const char *entered = packshot_json_get_string (object, "gtin");
  char *key = dup_key (entered);
  PackshotItem *item;

  if (key == NULL)
    return NULL;
  item = packshot_item_new ();
  item->kind = PACKSHOT_ITEM_PRODUCT;
  item->key = key;
  item->gtin = g_strdup (key);
  item->entered = g_strdup (entered);
  item->name = packshot_json_dup_line (object, "product_name");
  if (item->name == NULL || *item->name == '\0')
    {
      g_free (item->name);
      item->name = g_strdup (key);
    }
  item->brand = packshot_json_dup_line (object, "brand");
  item->detail = packshot_json_dup_line (object, "net_content");
  return item;
}

/* Adds a row to a listing. */
gboolean
_packshot_closient_parse_image (JsonNode        *node,
                                PackshotListing *listing,
                                GError         **error)
{
  JsonObject *object = packshot_json_to_object (node);
  const char *id = packshot_json_get_string (object, "id");
  g_autofree char *title = packshot_json_dup_line (object, "title");
  const char *url = packshot_json_get_string (object, "image_url");
  g_autoptr(PackshotRemote) remote = NULL;
  g_autoptr(PackshotImage) image = NULL;

  /* Ids are short UUIDs; a number is another page's. */
  if (id == NULL || *id == '\0')
    {
      protocol_error (error, "The server shows a picture without an id");
      return FALSE;
    }
  if (url != NULL && *url == '\0')
    url = NULL;
  remote = packshot_remote_new (id, packshot_json_get_int (object, "priority", -1),
                                packshot_json_get_string (object, "created"), url, NULL);
  image = packshot_image_new (0, NULL, title, PACKSHOT_VISIBILITY_NONE, remote);
  packshot_listing_add (listing, image, packshot_json_get_boolean (object, "is_primary", FALSE));
  return TRUE;
}
