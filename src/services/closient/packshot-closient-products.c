/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* The claimed products of the organization, a hundred at a time; the cursor is the page's number.
 *
 *   list ──▶ organization_cb ──▶ page_cb
 *
 * Main thread. */

#include "config.h"

#include "packshot-closient-private.h"

#include "packshot-closient-json.h"

#define PAGE_SIZE 100
#define MAX_PAGE 100000

static void
page_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  guint number = GPOINTER_TO_UINT (g_task_get_task_data (task));
  g_autoptr(JsonNode) node = NULL;
  g_autoptr(GPtrArray) items = NULL;
  PackshotClosientPage page;
  GError *error = NULL;
  char *cursor = NULL;

  node = _packshot_service_finish_json (source, result, &error);
  if (node == NULL || !_packshot_closient_parse_page (node, PAGE_SIZE, &page, &error))
    {
      _packshot_service_return_read_error (task, error);
      return;
    }
  items = g_ptr_array_new_with_free_func ((GDestroyNotify)packshot_item_free);
  for (guint i = 0; i < json_array_get_length (page.data); i++)
    {
      PackshotItem *item = _packshot_closient_parse_product (json_array_get_element (page.data, i));

      if (item != NULL)
        g_ptr_array_add (items, item);
    }
  if (page.has_next && number < MAX_PAGE)
    cursor = g_strdup_printf ("%u", number + 1);
  _packshot_service_return_page (task, g_steal_pointer (&items), cursor);
}

static void
organization_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  PackshotClosientService *self = PACKSHOT_CLOSIENT_SERVICE (source);
  guint number = GPOINTER_TO_UINT (g_task_get_task_data (task));
  GError *error = NULL;
  const char *id = _packshot_closient_organization_finish (self, result, &error);
  g_autofree char *organization = NULL;
  PackshotRequest *request;

  if (id == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  organization = g_uri_escape_string (id, NULL, FALSE);
  request = packshot_http_new_request (self->http, "GET", "/products/api/v1/products"
                                       "?organization_id=%s&page=%u&page_size=%u", organization,
                                       number, PAGE_SIZE);
  packshot_http_send_async (self->http, request, NULL, NULL, g_task_get_cancellable (task), page_cb,
                            g_object_ref (task));
}

void
_packshot_closient_list_items_async (PackshotService    *service,
                                     const char         *cursor,
                                     GCancellable       *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer            user_data)
{
  PackshotClosientService *self = PACKSHOT_CLOSIENT_SERVICE (service);
  g_autoptr(GTask) task = _packshot_service_task_new (self, cancellable, callback, user_data,
                                                      _packshot_closient_list_items_async);
  guint64 number = 1;

  if (cursor != NULL && !g_ascii_string_to_unsigned (cursor, 10, 1, MAX_PAGE, &number, NULL))
    {
      g_task_return_new_error (task, PACKSHOT_SERVICE_ERROR, PACKSHOT_SERVICE_ERROR_INVALID,
                               "Not a page");
      return;
    }
  g_task_set_task_data (task, GUINT_TO_POINTER ((guint)number), NULL);
  _packshot_closient_organization_async (self, cancellable, organization_cb,
                                         g_steal_pointer (&task));
}
