/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* BLAZE's answers as values of ours, and a product with another list of assets.
 *
 * The order of pictures is the order of the `assets` array. The documents do not say what
 * `priority` does; it is numbered along when a list is written, so that both agree, and not looked
 * at. The first picture of the list counts as primary. An asset's `name` is a file name, not a
 * caption.
 *
 * What is no picture in the array (documents, deleted assets, entries without an id) is not shown,
 * and stays in the array, behind the pictures, when it is written. Any thread. */

#include "config.h"

#include "packshot-blaze-json.h"

#include "packshot-service-error.h"

static void
protocol_error (GError    **error,
                const char *why)
{
  g_set_error_literal (error, PACKSHOT_SERVICE_ERROR, PACKSHOT_SERVICE_ERROR_PROTOCOL, why);
}

/* `{"values":[…],"total"}` by the older description, `searchResult` or `results` by the newer. */
JsonArray *
_packshot_blaze_parse_list (JsonNode *node,
                            gint64   *total,
                            GError  **error)
{
  static const char * const names[] = { "values", "searchResult", "results" };
  JsonObject *object = packshot_json_to_object (node);
  JsonArray *list = NULL;

  if (JSON_NODE_HOLDS_ARRAY (node))
    list = json_node_get_array (node);
  for (guint i = 0; list == NULL && i < G_N_ELEMENTS (names); i++)
    list = packshot_json_get_array (object, names[i]);
  *total = packshot_json_get_int (object, "total", -1);
  if (list == NULL)
    protocol_error (error, "The server sent no list");
  return list;
}

/* What changes when a product's pictures do. Products in lists have their assets and the time of
 * their last change by the older documents; where one is missing nothing is known. */
static char *
dup_mark (JsonObject *product)
{
  gint64 modified = packshot_json_get_int (product, "modified", 0);
  JsonArray *assets = packshot_json_get_array (product, "assets");
  g_autoptr(JsonNode) node = NULL;
  g_autofree char *text = NULL;
  g_autofree char *all = NULL;

  if (modified <= 0 || assets == NULL)
    return NULL;
  node = json_node_alloc ();
  json_node_init_array (node, assets);
  text = json_to_string (node, FALSE);
  all = g_strdup_printf ("%" G_GINT64_FORMAT " %s", modified, text);
  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, all, -1);
}

/* A product, or NULL when it has no id or was deleted. */
PackshotItem *
_packshot_blaze_parse_product (JsonNode *node)
{
  JsonObject *object = packshot_json_to_object (node);
  g_autofree char *id = packshot_json_dup_id (object, "id");
  PackshotItem *item;

  if (id == NULL || packshot_json_get_boolean (object, "deleted", FALSE))
    return NULL;
  item = packshot_item_new ();
  item->kind = PACKSHOT_ITEM_PRODUCT;
  item->key = g_steal_pointer (&id);
  item->name = packshot_json_dup_line (object, "name");
  if (item->name == NULL || *item->name == '\0')
    {
      g_free (item->name);
      item->name = g_strdup (item->key);
    }
  item->sku = packshot_json_dup_line (object, "sku");
  item->brand = packshot_json_dup_line (packshot_json_get_object (object, "brand"), "name");
  item->detail = packshot_json_dup_line (packshot_json_get_object (object, "category"), "name");
  item->mark = dup_mark (object);
  return item;
}

/* `type` and `assetType` say the same; either may be missing, and `type` may be an object. */
static gboolean
is_picture (JsonObject *asset)
{
  const char *type = packshot_json_get_string (asset, "type");

  if (type == NULL)
    type = packshot_json_get_string (asset, "assetType");
  return (type == NULL || g_ascii_strcasecmp (type, "Photo") == 0) &&
         !packshot_json_get_boolean (asset, "deleted", FALSE);
}

static char *
dup_url (JsonObject *asset,
         const char *base_url)
{
  static const char * const members[] = { "origURL", "publicURL", "largeURL", "mediumURL" };
  const char *key = packshot_json_get_string (asset, "key");

  if (key != NULL && *key != '\0')
    {
      g_autofree char *segment = g_uri_escape_string (key, NULL, FALSE);

      return g_strconcat (base_url, "/api/v1/partner/asset/", segment, NULL);
    }
  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    {
      const char *url = packshot_json_get_string (asset, members[i]);

      if (url != NULL && *url != '\0')
        return g_strdup (url);
    }
  return NULL;
}

/* A picture, or NULL when the record is none. */
PackshotImage *
_packshot_blaze_parse_asset (const char *base_url,
                             const char *raw)
{
  g_autoptr(JsonNode) node = packshot_json_parse_text (raw, NULL);
  JsonObject *asset = packshot_json_to_object (node);
  g_autofree char *id = packshot_json_dup_id (asset, "id");
  g_autofree char *created = packshot_json_dup_id (asset, "created");
  g_autofree char *url = NULL;
  g_autoptr(PackshotRemote) remote = NULL;
  gboolean is_private;

  if (id == NULL)
    id = packshot_json_dup_id (asset, "key");
  if (id == NULL || !is_picture (asset))
    return NULL;
  url = dup_url (asset, base_url);
  remote = packshot_remote_new (id, packshot_json_get_int (asset, "priority", -1), created, url,
                                raw);
  is_private = packshot_json_get_boolean (asset, "secured", TRUE);
  return packshot_image_new (0, NULL, NULL, is_private ? PACKSHOT_VISIBILITY_PRIVATE :
                             PACKSHOT_VISIBILITY_PUBLIC, remote);
}

/* An answer that is no product must never pass for a product without pictures. */
static gboolean
check_product (JsonNode *node)
{
  JsonObject *product = packshot_json_to_object (node);
  g_autofree char *id = packshot_json_dup_id (product, "id");
  JsonNode *assets = product != NULL ? json_object_get_member (product, "assets") : NULL;

  return id != NULL && (assets == NULL || JSON_NODE_HOLDS_NULL (assets) ||
                        JSON_NODE_HOLDS_ARRAY (assets));
}

/* The records of a product's assets as they stand in its text; none when it has no such member. */
static GPtrArray *
split_assets (const char *product,
              GError    **error)
{
  g_autoptr(JsonNode) node = packshot_json_parse_text (product, error);
  g_autofree char *text = NULL;

  if (node == NULL)
    return NULL;
  if (!check_product (node))
    {
      protocol_error (error, "The server sent no product");
      return NULL;
    }
  text = packshot_json_dup_member (product, "assets");
  return packshot_json_split (text != NULL ? text : "");
}

/* The pictures in the text of a product. */
PackshotListing *
_packshot_blaze_parse_gallery (const char *base_url,
                               const char *product,
                               GError    **error)
{
  g_autoptr(GPtrArray) records = split_assets (product, error);
  PackshotListing *listing;

  if (records == NULL)
    return NULL;
  listing = packshot_listing_new ();
  for (guint i = 0; i < records->len; i++)
    {
      g_autoptr(PackshotImage) image = _packshot_blaze_parse_asset (base_url, records->pdata[i]);

      if (image != NULL)
        packshot_listing_add (listing, image, packshot_listing_get_n (listing) == 0);
    }
  return listing;
}

static void
append (GString    *text,
        const char *record)
{
  if (text->len > 1)
    g_string_append_c (text, ',');
  g_string_append (text, record);
}

/* The record to write for a picture: as the product has it now, or as the upload gave it. */
static const char *
find_record (PackshotListing *now,
             PackshotImage   *image)
{
  PackshotImage *shown = packshot_listing_find (now, packshot_image_get_remote_id (image));
  PackshotRemote *remote = packshot_image_get_remote (shown != NULL ? shown : image);
  g_autoptr(JsonNode) node = NULL;

  if (remote->raw != NULL)
    node = packshot_json_parse_text (remote->raw, NULL);
  return packshot_json_to_object (node) != NULL ? remote->raw : NULL;
}

static gboolean
append_wanted (GString         *text,
               PackshotListing *now,
               PackshotListing *wanted,
               GError         **error)
{
  for (guint i = 0; i < packshot_listing_get_n (wanted); i++)
    {
      const char *record = find_record (now, packshot_listing_get (wanted, i));
      g_autofree char *number = g_strdup_printf ("%u", i);
      g_autofree char *numbered = NULL;

      if (record == NULL)
        {
          g_set_error (error, PACKSHOT_SERVICE_ERROR, PACKSHOT_SERVICE_ERROR_INVALID,
                       "The server's record of a picture is not known");
          return FALSE;
        }
      numbered = packshot_json_with_member (record, "priority", number);
      append (text, numbered);
    }
  return TRUE;
}

/* The text of a product with other pictures; all else in it stays as it came, byte by byte. */
char *
_packshot_blaze_write_gallery (const char      *base_url,
                               const char      *product,
                               PackshotListing *wanted,
                               GError         **error)
{
  g_autoptr(GPtrArray) records = split_assets (product, error);
  g_autoptr(PackshotListing) now = NULL;
  g_autoptr(GString) text = g_string_new ("[");

  if (records == NULL)
    return NULL;
  now = _packshot_blaze_parse_gallery (base_url, product, error);
  if (now == NULL || !append_wanted (text, now, wanted, error))
    return NULL;
  for (guint i = 0; i < records->len; i++)
    {
      g_autoptr(PackshotImage) image = _packshot_blaze_parse_asset (base_url, records->pdata[i]);

      if (image == NULL)
        append (text, records->pdata[i]);
    }
  g_string_append_c (text, ']');
  return packshot_json_with_member (product, "assets", text->str);
}
