/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* The shop's products, and the connection test.
 *
 *   test: store ──▶ one product, with its assets
 *
 * The cursor is `OFFSET FIRST`: how many came, and the first of the page before. The documents do
 * not say how large a page may be, whether the offset is called start or skip here, or that a total
 * is given; so both names are sent, the next offset is what really came, and a page that is empty
 * or begins like the one before is the end. Main thread. */

#include "config.h"

#include "packshot-blaze-private.h"

#include "packshot-blaze-json.h"

#define PAGE_SIZE 100
#define MAX_OFFSET 10000000

typedef struct
{
  guint offset;
  char *first;   /* (owned) (nullable) */
} Place;

static void
place_free (Place *place)
{
  g_free (place->first);
  g_free (place);
}

static PackshotRequest *
page_request_new (PackshotBlazeService *self,
                  guint                 offset,
                  guint                 limit)
{
  return packshot_http_new_request (self->http, "GET", "/api/v1/partner/products"
                                    "?start=%u&skip=%u&limit=%u", offset, offset, limit);
}

/* The id of the first entry, whatever it is. */
static char *
dup_first (JsonArray *list)
{
  if (json_array_get_length (list) == 0)
    return NULL;
  return packshot_json_dup_id (packshot_json_to_object (json_array_get_element (list, 0)), "id");
}

static void
page_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Place *place = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr(JsonNode) node = _packshot_service_finish_json (source, result, &error);
  g_autoptr(GPtrArray) items = NULL;
  g_autofree char *first = NULL;
  JsonArray *list = NULL;
  char *cursor = NULL;
  gint64 total;
  guint next;

  if (node != NULL)
    list = _packshot_blaze_parse_list (node, &total, &error);
  if (list == NULL)
    {
      _packshot_service_return_read_error (task, error);
      return;
    }
  items = g_ptr_array_new_with_free_func ((GDestroyNotify)packshot_item_free);
  first = dup_first (list);
  next = place->offset + json_array_get_length (list);
  if (first != NULL && g_strcmp0 (first, place->first) != 0)
    {
      for (guint i = 0; i < json_array_get_length (list); i++)
        {
          PackshotItem *item = _packshot_blaze_parse_product (json_array_get_element (list, i));

          if (item != NULL)
            g_ptr_array_add (items, item);
        }
      if (total < 0 ? next < MAX_OFFSET : next < total)
        cursor = g_strdup_printf ("%u %s", next, first);
    }
  _packshot_service_return_page (task, g_steal_pointer (&items), cursor);
}

static gboolean
place_parse (const char *cursor,
             Place      *place)
{
  g_auto(GStrv) words = g_strsplit (cursor, " ", 2);
  guint64 offset;

  if (g_strv_length (words) != 2 ||
      !g_ascii_string_to_unsigned (words[0], 10, 1, MAX_OFFSET, &offset, NULL))
    return FALSE;
  place->offset = (guint)offset;
  place->first = g_strdup (words[1]);
  return TRUE;
}

void
_packshot_blaze_list_items_async (PackshotService    *service,
                                  const char         *cursor,
                                  GCancellable       *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer            user_data)
{
  PackshotBlazeService *self = PACKSHOT_BLAZE_SERVICE (service);
  g_autoptr(GTask) task = _packshot_service_task_new (self, cancellable, callback, user_data,
                                                      _packshot_blaze_list_items_async);
  Place *place = g_new0 (Place, 1);

  g_task_set_task_data (task, place, (GDestroyNotify)place_free);
  if (cursor != NULL && !place_parse (cursor, place))
    {
      g_task_return_new_error (task, PACKSHOT_SERVICE_ERROR, PACKSHOT_SERVICE_ERROR_INVALID,
                               "Not a page");
      return;
    }
  packshot_http_send_async (self->http, page_request_new (self, place->offset, PAGE_SIZE), NULL,
                            NULL, cancellable, page_cb, g_steal_pointer (&task));
}

static void
test_end (GTask  *task,
          GError *error)
{
  PackshotConnection *connection = g_task_get_task_data (task);

  if (error != NULL)
    {
      packshot_service_error_set_in_doubt (error, FALSE);
      _packshot_service_note_failure (connection, error);
    }
  g_task_set_task_data (task, NULL, NULL);
  _packshot_service_return_test (task, connection, error);
}

static void
test_products_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  PackshotConnection *connection = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr(JsonNode) node = _packshot_service_finish_json (source, result, &error);
  JsonArray *list = NULL;
  gint64 total;

  if (node != NULL)
    list = _packshot_blaze_parse_list (node, &total, &error);
  if (list != NULL)
    {
      guint n = json_array_get_length (list);
      JsonNode *first = n > 0 ? json_array_get_element (list, 0) : NULL;
      JsonArray *assets = packshot_json_get_array (packshot_json_to_object (first), "assets");

      connection->n_items = MAX (total, n);
      if (n > 0)
        {
          connection->n_images = assets != NULL ? json_array_get_length (assets) : 0;
          connection->tried = PACKSHOT_TRIED_PICTURES;
        }
    }
  test_end (task, error);
}

/* The keys fix the shop, so an answer is an organization, whatever it tells of itself. */
static void
note_store (PackshotConnection *connection,
            JsonObject         *store)
{
  static const char * const ids[] = { "id", "shopId", "companyId" };
  g_autofree char *name = packshot_json_dup_line (store, "name");
  g_autofree char *id = NULL;

  for (guint i = 0; id == NULL && i < G_N_ELEMENTS (ids); i++)
    id = packshot_json_dup_id (store, ids[i]);
  if (id != NULL)
    {
      const char *pair[] = { id, name != NULL ? name : id, NULL };

      g_strfreev (connection->organizations);
      connection->organizations = g_strdupv ((char **)pair);
    }
  connection->tried = PACKSHOT_TRIED_ORGANIZATION;
}

static void
test_store_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  PackshotBlazeService *self = g_task_get_source_object (task);
  PackshotConnection *connection = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr(JsonNode) node = _packshot_service_finish_json (source, result, &error);

  if (node == NULL)
    {
      test_end (task, error);
      return;
    }
  note_store (connection, packshot_json_to_object (node));
  packshot_http_send_async (self->http, page_request_new (self, 0, 1), NULL, NULL,
                            g_task_get_cancellable (task), test_products_cb, g_object_ref (task));
}

void
_packshot_blaze_test_async (PackshotService    *service,
                            GCancellable       *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer            user_data)
{
  PackshotBlazeService *self = PACKSHOT_BLAZE_SERVICE (service);
  g_autoptr(GTask) task = _packshot_service_task_new (self, cancellable, callback, user_data,
                                                      _packshot_blaze_test_async);

  g_task_set_task_data (task, packshot_connection_new (), NULL);
  packshot_http_send_async (self->http, packshot_http_new_request (self->http, "GET",
                                                                   "/api/v1/partner/store"),
                            NULL, NULL, cancellable, test_store_cb, g_steal_pointer (&task));
}
