/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* Pictures into files. The answer must be a picture by what the server says of it; what the bytes
 * are is for the decoder to find out.
 *
 *   fetch ──▶ fetched_cb ── fine ──▶ done
 *                  └── a page, a message, nothing ──▶ file removed ──▶ error
 *
 * Main thread; the file is written by a transfer thread. */

#include "config.h"

#include "packshot-http-private.h"

#include "packshot-url.h"

#include <glib/gstdio.h>
#include <string.h>

#define MAX_PICTURE_BYTES (512 * 1024 * 1024)
#define TIMEOUT_SECONDS 60

static gboolean
has_type (const PackshotResponse *response,
          const char             *type)
{
  const char *value = packshot_response_get_header (response, "content-type");

  return value != NULL && g_ascii_strncasecmp (value, type, strlen (type)) == 0;
}

static GError *
check_picture (const PackshotResponse *response)
{
  const char *length = packshot_response_get_header (response, "content-length");

  if (response->status == 204 || g_strcmp0 (length, "0") == 0)
    return packshot_service_error_new (PACKSHOT_SERVICE_ERROR_GONE, "There is no picture");
  if (response->status != 200)
    return packshot_service_error_new (PACKSHOT_SERVICE_ERROR_PROTOCOL,
                                       "The server answered %u instead of a picture",
                                       response->status);
  if (has_type (response, "text/html") || has_type (response, "application/json") ||
      has_type (response, "application/problem+json"))
    return packshot_service_error_new (PACKSHOT_SERVICE_ERROR_PROTOCOL,
                                       "The server sent something else than a picture");
  return NULL;
}

static void
fetched_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  const char *path = g_task_get_task_data (task);
  g_autoptr(PackshotResponse) response = NULL;
  GError *error = NULL;

  response = packshot_http_send_finish (PACKSHOT_HTTP (source), result, &error);
  if (response == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  error = check_picture (response);
  if (error == NULL)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  /* There may be no file at all. */
  g_unlink (path);
  packshot_service_error_set_in_doubt (error, FALSE);
  g_task_return_error (task, error);
}

/**
 * packshot_http_new_fetch:
 * @self: HTTP to one account
 * @url: a picture's address as the server gave it, absolute or relative to the account's server
 * @path: a new file
 * @error: return location
 *
 * An address on this machine is only taken from a server that runs on this machine.
 *
 * Returns: (transfer full): a request for that picture, or %NULL when it may not be asked for
 */
PackshotRequest *
packshot_http_new_fetch (PackshotHttp *self,
                         const char   *url,
                         const char   *path,
                         GError      **error)
{
  const char *base_url = packshot_http_get_base_url (self);
  g_autofree char *absolute = NULL;
  PackshotRequest *request;

  absolute = g_uri_resolve_relative (base_url, url, G_URI_FLAGS_ENCODED, NULL);
  if (absolute == NULL)
    {
      g_set_error (error, PACKSHOT_SERVICE_ERROR, PACKSHOT_SERVICE_ERROR_PROTOCOL,
                   "The server gave no valid address of the picture");
      return NULL;
    }
  if (!packshot_url_check (absolute, error))
    return NULL;
  if (packshot_url_is_loopback (absolute) && !packshot_url_is_loopback (base_url))
    {
      g_set_error (error, PACKSHOT_SERVICE_ERROR, PACKSHOT_SERVICE_ERROR_INSECURE,
                   "The server gave an address on this computer");
      return NULL;
    }
  request = packshot_request_new ("GET", absolute);
  packshot_request_add_header (request, "Accept", "image/*");
  request->sink_path = g_strdup (path);
  request->max_bytes = MAX_PICTURE_BYTES;
  request->timeout = TIMEOUT_SECONDS;
  return request;
}

/**
 * packshot_http_fetch_async:
 * @self: HTTP to one account
 * @request: (transfer full): made by packshot_http_new_fetch()
 * @anonymous: whether no credentials may go with it, not even to the account's own origin
 * @cancellable: (nullable): ends the call
 * @callback: called when the file is there
 * @user_data: for @callback
 *
 * Gets a picture into a file.
 */
void
packshot_http_fetch_async (PackshotHttp       *self,
                           PackshotRequest    *request,
                           gboolean            anonymous,
                           GCancellable       *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer            user_data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (PACKSHOT_IS_HTTP (self));
  g_return_if_fail (request != NULL && request->sink_path != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, packshot_http_fetch_async);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, g_strdup (request->sink_path), g_free);
  _packshot_http_send (self, request, anonymous, cancellable, fetched_cb, g_steal_pointer (&task));
}

/**
 * packshot_http_fetch_finish:
 * @self: HTTP to one account
 * @result: as given to the callback
 * @error: return location
 *
 * Returns: whether the file is there; otherwise there is none
 */
gboolean
packshot_http_fetch_finish (PackshotHttp *self,
                            GAsyncResult *result,
                            GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
