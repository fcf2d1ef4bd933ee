/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* Who the key is: the connection test, and the organization when the account names none.
 *
 *   test: whoami ──▶ one claimed product ──▶ one page of its pictures
 *
 * Main thread. */

#include "config.h"

#include "packshot-closient-private.h"

#include "packshot-closient-json.h"

typedef struct
{
  char               *organization;  /* (owned) (nullable) */
  PackshotConnection *connection;    /* (owned) */
} Test;

static void
test_free (Test *test)
{
  g_free (test->organization);
  g_clear_pointer (&test->connection, packshot_connection_free);
  g_free (test);
}

static void
test_end (GTask  *task,
          GError *error)
{
  Test *test = g_task_get_task_data (task);

  if (error != NULL)
    _packshot_service_note_failure (test->connection, error);
  _packshot_service_return_test (task, g_steal_pointer (&test->connection), error);
}

static void
send (GTask              *task,
      PackshotRequest    *request,
      GAsyncReadyCallback callback)
{
  PackshotClosientService *self = g_task_get_source_object (task);

  packshot_http_send_async (self->http, request, NULL, NULL, g_task_get_cancellable (task),
                            callback, g_object_ref (task));
}

static void
pictures_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Test *test = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr(JsonNode) node = _packshot_service_finish_json (source, result, &error);
  PackshotClosientPage page;

  if (node != NULL && _packshot_closient_parse_page (node, 1, &page, &error))
    {
      test->connection->n_images = page.total >= 0 ? page.total : json_array_get_length (page.data);
      test->connection->tried = PACKSHOT_TRIED_PICTURES;
    }
  test_end (task, error);
}

static void
products_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  PackshotClosientService *self = g_task_get_source_object (task);
  Test *test = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr(JsonNode) node = _packshot_service_finish_json (source, result, &error);
  g_autoptr(PackshotItem) item = NULL;
  PackshotClosientPage page;

  if (node == NULL || !_packshot_closient_parse_page (node, 1, &page, &error))
    {
      test_end (task, error);
      return;
    }
  test->connection->tried = PACKSHOT_TRIED_ORGANIZATION;
  test->connection->n_items = page.total >= 0 ? page.total : json_array_get_length (page.data);
  if (json_array_get_length (page.data) > 0)
    item = _packshot_closient_parse_product (json_array_get_element (page.data, 0));
  if (item == NULL)
    {
      test_end (task, NULL);
      return;
    }
  send (task, packshot_http_new_request (self->http, "GET", "/dashboard/api/v1/trade-items/%s/%s"
                                         "/images?page=1&page_size=1", test->organization,
                                         item->key), pictures_cb);
}

/* Which of the key's organizations the account means; NULL with an error when that is not clear. */
static char *
choose (PackshotClosientService *self,
        char                   **organizations,
        GError                 **error)
{
  guint n = g_strv_length (organizations) / 2;

  for (guint i = 0; self->organization != NULL && i < n; i++)
    if (g_str_equal (organizations[2 * i], self->organization))
      return g_strdup (self->organization);
  if (self->organization != NULL)
    g_set_error (error, PACKSHOT_SERVICE_ERROR, PACKSHOT_SERVICE_ERROR_FORBIDDEN,
                 "The key may not work for this organization");
  else if (n == 1)
    return g_strdup (organizations[0]);
  else if (n == 0)
    g_set_error (error, PACKSHOT_SERVICE_ERROR, PACKSHOT_SERVICE_ERROR_FORBIDDEN,
                 "The key may work for no organization");
  else
    g_set_error (error, PACKSHOT_SERVICE_ERROR, PACKSHOT_SERVICE_ERROR_INVALID,
                 "The key may work for %u organizations, and none was chosen", n);
  return NULL;
}

static char *
escape (const char *id)
{
  return g_uri_escape_string (id, NULL, FALSE);
}

static void
whoami_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  PackshotClosientService *self = g_task_get_source_object (task);
  Test *test = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr(JsonNode) node = _packshot_service_finish_json (source, result, &error);
  g_auto(GStrv) organizations = NULL;
  g_autofree char *organization = NULL;

  if (node != NULL)
    organizations = _packshot_closient_parse_whoami (node, &test->connection->role, &error);
  if (organizations == NULL)
    {
      test_end (task, error);
      return;
    }
  test->connection->tried = PACKSHOT_TRIED_KEY;
  organization = choose (self, organizations, &error);
  /* A person chooses among several afterwards; the test goes on with the first. */
  if (organization == NULL && self->organization == NULL && organizations[0] != NULL)
    {
      g_clear_error (&error);
      organization = g_strdup (organizations[0]);
    }
  g_strfreev (test->connection->organizations);
  test->connection->organizations = g_steal_pointer (&organizations);
  if (organization == NULL)
    {
      test_end (task, error);
      return;
    }
  test->organization = escape (organization);
  send (task, packshot_http_new_request (self->http, "GET", "/products/api/v1/products"
                                         "?organization_id=%s&page=1&page_size=1",
                                         test->organization), products_cb);
}

void
_packshot_closient_test_async (PackshotService    *service,
                               GCancellable       *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer            user_data)
{
  PackshotClosientService *self = PACKSHOT_CLOSIENT_SERVICE (service);
  g_autoptr(GTask) task = _packshot_service_task_new (self, cancellable, callback, user_data,
                                                      _packshot_closient_test_async);
  Test *test = g_new0 (Test, 1);

  test->connection = packshot_connection_new ();
  g_task_set_task_data (task, test, (GDestroyNotify)test_free);
  send (task, packshot_http_new_request (self->http, "GET", "/account/api/v1/whoami"), whoami_cb);
}

static void
organization_found_cb (GObject      *source,
                       GAsyncResult *result,
                       gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  PackshotClosientService *self = g_task_get_source_object (task);
  GError *error = NULL;
  g_autoptr(JsonNode) node = _packshot_service_finish_json (source, result, &error);
  g_auto(GStrv) organizations = NULL;
  g_autofree char *role = NULL;
  char *organization = NULL;

  if (node != NULL)
    organizations = _packshot_closient_parse_whoami (node, &role, &error);
  if (organizations != NULL)
    organization = choose (self, organizations, &error);
  if (organization == NULL)
    {
      _packshot_service_return_read_error (task, error);
      return;
    }
  g_free (self->organization);
  self->organization = organization;
  g_task_return_boolean (task, TRUE);
}

/* The organization to work for. Asked for once when the account names none. */
void
_packshot_closient_organization_async (PackshotClosientService *self,
                                       GCancellable            *cancellable,
                                       GAsyncReadyCallback      callback,
                                       gpointer                 user_data)
{
  g_autoptr(GTask) task = _packshot_service_task_new (self, cancellable, callback, user_data,
                                                      _packshot_closient_organization_async);

  if (self->organization != NULL)
    g_task_return_boolean (task, TRUE);
  else
    send (task, packshot_http_new_request (self->http, "GET", "/account/api/v1/whoami"),
          organization_found_cb);
}

const char *
_packshot_closient_organization_finish (PackshotClosientService *self,
                                        GAsyncResult            *result,
                                        GError                 **error)
{
  return g_task_propagate_boolean (G_TASK (result), error) ? self->organization : NULL;
}
