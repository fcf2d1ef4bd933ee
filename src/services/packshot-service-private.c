/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* What the adapters share: how their tasks carry pages and test results, and settings of accounts.
 * Main thread. */

#include "config.h"

#include "packshot-service-private.h"

#include <string.h>

typedef struct
{
  GPtrArray *items;         /* (owned) */
  char      *next_cursor;   /* (owned) (nullable) */
} Page;

typedef struct
{
  PackshotConnection *connection;   /* (owned) */
  GError             *error;        /* (owned) (nullable) */
} Test;

static void
page_free (Page *page)
{
  g_clear_pointer (&page->items, g_ptr_array_unref);
  g_free (page->next_cursor);
  g_free (page);
}

static void
test_free (Test *test)
{
  g_clear_pointer (&test->connection, packshot_connection_free);
  g_clear_error (&test->error);
  g_free (test);
}

/* A task that gives what has come even when the caller cancelled meanwhile: it is the truth. */
GTask *
_packshot_service_task_new (gpointer            self,
                            GCancellable       *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer            user_data,
                            gpointer            source_tag)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, source_tag);
  g_task_set_check_cancellable (task, FALSE);
  return task;
}

/* Takes both over. */
void
_packshot_service_return_page (GTask     *task,
                               GPtrArray *items,
                               char      *next_cursor)
{
  Page *page = g_new0 (Page, 1);

  page->items = items;
  page->next_cursor = next_cursor;
  g_task_return_pointer (task, page, (GDestroyNotify)page_free);
}

GPtrArray *
_packshot_service_list_items_finish (PackshotService *self,
                                     GAsyncResult    *result,
                                     char           **next_cursor,
                                     GError         **error)
{
  Page *page = g_task_propagate_pointer (G_TASK (result), error);
  GPtrArray *items;

  if (page == NULL)
    return NULL;
  items = g_steal_pointer (&page->items);
  *next_cursor = g_steal_pointer (&page->next_cursor);
  page_free (page);
  return items;
}

/* Takes both over. */
void
_packshot_service_return_test (GTask              *task,
                               PackshotConnection *connection,
                               GError             *error)
{
  Test *test = g_new0 (Test, 1);

  test->connection = connection;
  test->error = error;
  g_task_return_pointer (task, test, (GDestroyNotify)test_free);
}

PackshotConnection *
_packshot_service_test_finish (PackshotService *self,
                               GAsyncResult    *result,
                               GError         **error)
{
  Test *test = g_task_propagate_pointer (G_TASK (result), error);
  PackshotConnection *connection;

  if (test == NULL)
    return packshot_connection_new ();
  connection = g_steal_pointer (&test->connection);
  if (test->error != NULL)
    g_propagate_error (error, g_steal_pointer (&test->error));
  test_free (test);
  return connection;
}

/* An error that came as an answer proves that there is a server. */
void
_packshot_service_note_failure (PackshotConnection *connection,
                                const GError       *error)
{
  if (connection->tried != PACKSHOT_TRIED_NOTHING || error->domain != PACKSHOT_SERVICE_ERROR)
    return;
  if (error->code != PACKSHOT_SERVICE_ERROR_OFFLINE &&
      error->code != PACKSHOT_SERVICE_ERROR_INSECURE &&
      error->code != PACKSHOT_SERVICE_ERROR_INVALID &&
      error->code != PACKSHOT_SERVICE_ERROR_DISK)
    connection->tried = PACKSHOT_TRIED_SERVER;
}

/* The answer to a request as JSON, or NULL with an error. */
JsonNode *
_packshot_service_finish_json (GObject      *source,
                               GAsyncResult *result,
                               GError      **error)
{
  g_autoptr(PackshotResponse) response = NULL;

  response = packshot_http_send_finish (PACKSHOT_HTTP (source), result, error);
  return response != NULL ? packshot_json_parse (response->body, error) : NULL;
}

/* Fails a call that only reads, which leaves no doubt whatever went wrong. */
void
_packshot_service_return_read_error (GTask  *task,
                                     GError *error)
{
  packshot_service_error_set_in_doubt (error, FALSE);
  g_task_return_error (task, error);
}

static void
fetched_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;

  if (packshot_http_fetch_finish (PACKSHOT_HTTP (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* Gets a picture and returns the task. Takes the request over. */
void
_packshot_service_fetch (GTask           *task,
                         PackshotHttp    *http,
                         PackshotRequest *request,
                         gboolean         anonymous)
{
  packshot_http_fetch_async (http, request, anonymous, g_task_get_cancellable (task), fetched_cb,
                             g_object_ref (task));
}

/* A text among an account's settings. */
char *
_packshot_service_dup_setting (const PackshotAccount *account,
                               const char            *name,
                               const char            *fallback)
{
  g_autoptr(JsonNode) node = NULL;
  const char *value = NULL;

  if (account->settings != NULL)
    node = packshot_json_parse_text (account->settings, NULL);
  if (node != NULL)
    value = packshot_json_get_string (packshot_json_to_object (node), name);
  return g_strdup (value != NULL && *value != '\0' ? value : fallback);
}

/* `FIRST:SECOND`; only the first may contain a colon. */
gboolean
_packshot_service_split_key (const char *key,
                             char      **first,
                             char      **second)
{
  g_autofree char *text = g_strstrip (g_strdup (key));
  char *colon = strrchr (text, ':');

  if (colon == NULL || colon == text || colon[1] == '\0')
    return FALSE;
  *first = g_strndup (text, (gsize)(colon - text));
  *second = g_strdup (colon + 1);
  return TRUE;
}
