/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* Who can have a picture: the organization, then its customers, then the brands.
 *
 *   cursor NULL ──▶ "customers" ──▶ "customers PAGE SEEN FIRST" ⟲ ──▶ "brands" ⟲ ──▶ end
 *
 * A page of customers tells a total, but no way to ask for the second is documented. When the total
 * is larger than what came, `page=2` is tried; an answer that is the first page again ends it.
 * Main thread. */

#include "config.h"

#include "packshot-goldleaf-private.h"

#include "packshot-goldleaf-json.h"

#define MAX_PAGE 10000

typedef struct
{
  PackshotItemKind kind;
  guint            page;    /* from 1 */
  guint            seen;    /* items on the pages before */
  char            *first;   /* (owned) (nullable): key of the first item of the page before */
} Stage;

static void
stage_free (Stage *stage)
{
  g_free (stage->first);
  g_free (stage);
}

static const char *
stage_name (const Stage *stage)
{
  return stage->kind == PACKSHOT_ITEM_CUSTOMER ? "customers" : "brands";
}

/* NULL when the cursor is not one of ours. */
static Stage *
stage_parse (const char *cursor)
{
  g_auto(GStrv) words = g_strsplit (cursor, " ", -1);
  guint n = g_strv_length (words);
  guint64 page = 1, seen = 0;
  PackshotItemKind kind;
  Stage *stage;

  if (n != 1 && n != 4)
    return NULL;
  if (g_str_equal (words[0], "customers"))
    kind = PACKSHOT_ITEM_CUSTOMER;
  else if (g_str_equal (words[0], "brands"))
    kind = PACKSHOT_ITEM_BRAND;
  else
    return NULL;
  if (n == 4 && (!g_ascii_string_to_unsigned (words[1], 10, 2, MAX_PAGE, &page, NULL) ||
                 !g_ascii_string_to_unsigned (words[2], 10, 0, G_MAXINT, &seen, NULL)))
    return NULL;
  stage = g_new0 (Stage, 1);
  stage->kind = kind;
  stage->page = (guint)page;
  stage->seen = (guint)seen;
  stage->first = n == 4 ? g_strdup (words[3]) : NULL;
  return stage;
}

static char *
next_stage (const Stage *stage)
{
  return g_strdup (stage->kind == PACKSHOT_ITEM_CUSTOMER ? "brands" : NULL);
}

/* Whether the server just does not have this call, which the vendor only names. */
static gboolean
is_absent (const GError *error)
{
  return error->domain == PACKSHOT_SERVICE_ERROR &&
         (error->code == PACKSHOT_SERVICE_ERROR_GONE ||
          error->code == PACKSHOT_SERVICE_ERROR_NOT_SUPPORTED ||
          error->code == PACKSHOT_SERVICE_ERROR_FORBIDDEN ||
          error->code == PACKSHOT_SERVICE_ERROR_PROTOCOL);
}

static GPtrArray *
items_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify)packshot_item_free);
}

static GPtrArray *
parse_owners (JsonArray       *list,
              PackshotItemKind kind)
{
  GPtrArray *items = items_new ();

  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      PackshotItem *item = _packshot_goldleaf_parse_owner (json_array_get_element (list, i), kind);

      if (item != NULL)
        g_ptr_array_add (items, item);
    }
  return items;
}

static void
owners_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Stage *stage = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr(JsonNode) node = NULL;
  g_autoptr(GPtrArray) items = NULL;
  JsonArray *list = NULL;
  gint64 total, page;
  guint seen;

  node = _packshot_goldleaf_send_finish_json (PACKSHOT_GOLDLEAF_SERVICE (source), result, &error);
  if (node != NULL)
    list = _packshot_goldleaf_parse_list (node, &total, &page, &error);
  if (list == NULL && stage->kind == PACKSHOT_ITEM_BRAND && is_absent (error))
    {
      g_error_free (error);
      _packshot_service_return_page (task, items_new (), NULL);
      return;
    }
  if (list == NULL)
    {
      _packshot_service_return_read_error (task, error);
      return;
    }
  items = parse_owners (list, stage->kind);
  if (items->len > 0 && stage->first != NULL &&
      g_str_equal (((PackshotItem *)items->pdata[0])->key, stage->first))
    g_ptr_array_set_size (items, 0);
  seen = stage->seen + json_array_get_length (list);
  if (items->len > 0 && total > seen && stage->page < MAX_PAGE)
    {
      const char *first = ((PackshotItem *)items->pdata[0])->key;
      char *cursor = g_strdup_printf ("%s %u %u %s", stage_name (stage), stage->page + 1, seen,
                                      first);

      _packshot_service_return_page (task, g_steal_pointer (&items), cursor);
      return;
    }
  _packshot_service_return_page (task, g_steal_pointer (&items), next_stage (stage));
}

static void
organization_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  PackshotGoldleafService *self = PACKSHOT_GOLDLEAF_SERVICE (source);
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) node = _packshot_goldleaf_send_finish_json (self, result, &error);
  g_autoptr(GPtrArray) items = items_new ();
  PackshotItem *item = NULL;

  if (node == NULL && !is_absent (error))
    {
      _packshot_service_return_read_error (task, g_steal_pointer (&error));
      return;
    }
  if (node != NULL)
    item = _packshot_goldleaf_parse_organization (node);
  if (item == NULL)
    {
      gboolean is_known = _packshot_goldleaf_is_id (self->organization);

      item = packshot_item_new ();
      item->kind = PACKSHOT_ITEM_ORGANIZATION;
      item->key = g_strdup (is_known ? self->organization : PACKSHOT_GOLDLEAF_OWN_ORGANIZATION);
      item->name = g_strdup (item->key);
    }
  g_ptr_array_add (items, item);
  _packshot_service_return_page (task, g_steal_pointer (&items), g_strdup ("customers"));
}

void
_packshot_goldleaf_list_items_async (PackshotService    *service,
                                     const char         *cursor,
                                     GCancellable       *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer            user_data)
{
  PackshotGoldleafService *self = PACKSHOT_GOLDLEAF_SERVICE (service);
  g_autoptr(GTask) task = _packshot_service_task_new (self, cancellable, callback, user_data,
                                                      _packshot_goldleaf_list_items_async);
  Stage *stage;
  PackshotRequest *request;

  if (cursor == NULL)
    {
      request = packshot_http_new_request (self->http, "GET", "/api/v1/organization");
      _packshot_goldleaf_send_async (self, request, NULL, NULL, cancellable, organization_cb,
                                     g_steal_pointer (&task));
      return;
    }
  stage = stage_parse (cursor);
  if (stage == NULL)
    {
      g_task_return_new_error (task, PACKSHOT_SERVICE_ERROR, PACKSHOT_SERVICE_ERROR_INVALID,
                               "Not a page");
      return;
    }
  g_task_set_task_data (task, stage, (GDestroyNotify)stage_free);
  if (stage->page == 1)
    request = packshot_http_new_request (self->http, "GET", "/api/v1/%s", stage_name (stage));
  else
    request = packshot_http_new_request (self->http, "GET", "/api/v1/%s?page=%u",
                                         stage_name (stage), stage->page);
  _packshot_goldleaf_send_async (self, request, NULL, NULL, cancellable, owners_cb,
                                 g_steal_pointer (&task));
}
