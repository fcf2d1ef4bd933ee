/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* The connection test.
 *
 *   token and organization ──▶ customers ──▶ the organization's picture
 *
 * The picture is read into memory and thrown away. Main thread. */

#include "config.h"

#include "packshot-goldleaf-private.h"

#include "packshot-goldleaf-json.h"

#define MAX_PICTURE_BYTES (64 * 1024 * 1024)

typedef struct
{
  PackshotItem       *organization;   /* (owned) (nullable) */
  PackshotConnection *connection;     /* (owned) */
} Test;

static void
test_free (Test *test)
{
  g_clear_pointer (&test->organization, packshot_item_free);
  g_clear_pointer (&test->connection, packshot_connection_free);
  g_free (test);
}

static void
test_end (GTask  *task,
          GError *error)
{
  PackshotGoldleafService *self = g_task_get_source_object (task);
  Test *test = g_task_get_task_data (task);

  if (error != NULL)
    {
      packshot_service_error_set_in_doubt (error, FALSE);
      _packshot_service_note_failure (test->connection, error);
    }
  /* There is a token, so the key was accepted, whatever failed after that. */
  if (self->has_token)
    test->connection->tried = MAX (test->connection->tried, PACKSHOT_TRIED_KEY);
  _packshot_service_return_test (task, g_steal_pointer (&test->connection), error);
}

static void
picture_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Test *test = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr(PackshotResponse) response = NULL;

  response = _packshot_goldleaf_send_finish (PACKSHOT_GOLDLEAF_SERVICE (source), result, &error);
  if (g_error_matches (error, PACKSHOT_SERVICE_ERROR, PACKSHOT_SERVICE_ERROR_GONE))
    {
      g_clear_error (&error);
      test->connection->n_images = 0;
    }
  else if (response != NULL)
    {
      test->connection->n_images = g_bytes_get_size (response->body) > 0 ? 1 : 0;
    }
  if (error == NULL)
    test->connection->tried = PACKSHOT_TRIED_PICTURES;
  test_end (task, error);
}

static void
customers_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  PackshotGoldleafService *self = PACKSHOT_GOLDLEAF_SERVICE (source);
  Test *test = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr(JsonNode) node = _packshot_goldleaf_send_finish_json (self, result, &error);
  PackshotRequest *request;
  JsonArray *list = NULL;
  gint64 total, page;

  if (node != NULL)
    list = _packshot_goldleaf_parse_list (node, &total, &page, &error);
  if (list == NULL)
    {
      test_end (task, error);
      return;
    }
  test->connection->n_items = MAX (total, json_array_get_length (list));
  if (test->organization == NULL)
    {
      test_end (task, NULL);
      return;
    }
  request = packshot_http_new_request (self->http, "GET", "/api/v1/image/%s",
                                       test->organization->key);
  packshot_request_add_header (request, "Accept", "image/*");
  request->max_bytes = MAX_PICTURE_BYTES;
  _packshot_goldleaf_send_async (self, request, NULL, NULL, g_task_get_cancellable (task),
                                 picture_cb, g_object_ref (task));
}

static void
organization_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  PackshotGoldleafService *self = PACKSHOT_GOLDLEAF_SERVICE (source);
  Test *test = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr(JsonNode) node = _packshot_goldleaf_send_finish_json (self, result, &error);
  PackshotRequest *request;

  if (!self->has_token)
    {
      test_end (task, error);
      return;
    }
  /* The vendor names this call without describing it; the rest does not hang on it. */
  g_clear_error (&error);
  test->connection->tried = PACKSHOT_TRIED_KEY;
  if (node != NULL)
    test->organization = _packshot_goldleaf_parse_organization (node);
  if (test->organization != NULL)
    {
      const char *pair[] = { test->organization->key, test->organization->name, NULL };

      g_strfreev (test->connection->organizations);
      test->connection->organizations = g_strdupv ((char **)pair);
      test->connection->tried = PACKSHOT_TRIED_ORGANIZATION;
    }
  request = packshot_http_new_request (self->http, "GET", "/api/v1/customers");
  _packshot_goldleaf_send_async (self, request, NULL, NULL, g_task_get_cancellable (task),
                                 customers_cb, g_object_ref (task));
}

void
_packshot_goldleaf_test_async (PackshotService    *service,
                               GCancellable       *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer            user_data)
{
  PackshotGoldleafService *self = PACKSHOT_GOLDLEAF_SERVICE (service);
  g_autoptr(GTask) task = _packshot_service_task_new (self, cancellable, callback, user_data,
                                                      _packshot_goldleaf_test_async);
  Test *test = g_new0 (Test, 1);

  test->connection = packshot_connection_new ();
  g_task_set_task_data (task, test, (GDestroyNotify)test_free);
  _packshot_goldleaf_send_async (self, packshot_http_new_request (self->http, "GET",
                                                                  "/api/v1/organization"),
                                 NULL, NULL, cancellable, organization_cb, g_steal_pointer (&task));
}
