/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* The one picture of an owner: put it, fetch it. Main thread; files are read and written by
 * transfer threads. */

#include "config.h"

#include "packshot-goldleaf-private.h"

#include "packshot-goldleaf-json.h"

#define TIMEOUT_SECONDS 60

static void
fetched_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(PackshotResponse) response = NULL;
  GError *error = NULL;

  response = _packshot_goldleaf_send_finish (PACKSHOT_GOLDLEAF_SERVICE (source), result, &error);
  if (response != NULL)
    g_task_return_boolean (task, TRUE);
  else
    _packshot_service_return_read_error (task, error);
}

static char *
dup_image_path (const PackshotItem *item)
{
  g_autofree char *key = g_uri_escape_string (item->key, NULL, FALSE);

  return g_strconcat ("/api/v1/image/", key, NULL);
}

void
_packshot_goldleaf_fetch_async (PackshotService    *service,
                                const PackshotItem *item,
                                PackshotImage      *image,
                                gboolean            thumbnail,
                                const char         *path,
                                GCancellable       *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer            user_data)
{
  PackshotGoldleafService *self = PACKSHOT_GOLDLEAF_SERVICE (service);
  g_autoptr(GTask) task = _packshot_service_task_new (self, cancellable, callback, user_data,
                                                      _packshot_goldleaf_fetch_async);
  g_autofree char *address = dup_image_path (item);
  g_autofree char *url = g_strconcat (packshot_http_get_base_url (self->http), address, NULL);
  PackshotRequest *request;
  GError *error = NULL;

  request = packshot_http_new_fetch (self->http, url, path, &error);
  if (request == NULL)
    g_task_return_error (task, error);
  else
    _packshot_goldleaf_send_async (self, request, NULL, NULL, cancellable, fetched_cb,
                                   g_steal_pointer (&task));
}

static void
uploaded_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  const char *key = g_task_get_task_data (task);
  g_autoptr(PackshotResponse) response = NULL;
  g_autoptr(PackshotRemote) remote = NULL;
  g_autoptr(PackshotImage) image = NULL;
  g_autoptr(PackshotListing) listing = NULL;
  GError *error = NULL;

  response = _packshot_goldleaf_send_finish (PACKSHOT_GOLDLEAF_SERVICE (source), result, &error);
  if (response != NULL && !_packshot_goldleaf_parse_complete (response->body))
    error = packshot_service_error_new (PACKSHOT_SERVICE_ERROR_PROTOCOL,
                                        "The server did not say that it took the picture");
  if (error != NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  remote = packshot_remote_new (key, -1, NULL, NULL, NULL);
  image = packshot_image_new (0, NULL, NULL, PACKSHOT_VISIBILITY_NONE, remote);
  listing = packshot_listing_new ();
  packshot_listing_add (listing, image, FALSE);
  g_task_return_pointer (task, g_steal_pointer (&listing), (GDestroyNotify)packshot_listing_unref);
}

static PackshotRequest *
upload_request_new (PackshotGoldleafService *self,
                    const PackshotItem      *item,
                    const PackshotUpload    *upload)
{
  g_autofree char *address = dup_image_path (item);
  PackshotRequest *request = packshot_http_new_request (self->http, "POST", "%s", address);

  request->timeout = TIMEOUT_SECONDS;
  if (self->is_raw)
    {
      request->body_path = g_strdup (upload->path);
      request->body_mime = g_strdup (upload->mime);
    }
  else
    {
      packshot_request_add_file (request, self->part, upload->path, upload->name, upload->mime);
    }
  return request;
}

void
_packshot_goldleaf_upload_async (PackshotService      *service,
                                 const PackshotItem   *item,
                                 const PackshotUpload *upload,
                                 PackshotProgressFunc  progress,
                                 gpointer              progress_data,
                                 GCancellable         *cancellable,
                                 GAsyncReadyCallback   callback,
                                 gpointer              user_data)
{
  PackshotGoldleafService *self = PACKSHOT_GOLDLEAF_SERVICE (service);
  g_autoptr(GTask) task = _packshot_service_task_new (self, cancellable, callback, user_data,
                                                      _packshot_goldleaf_upload_async);

  if (item->kind != PACKSHOT_ITEM_ORGANIZATION && item->kind != PACKSHOT_ITEM_CUSTOMER)
    {
      g_task_return_new_error (task, PACKSHOT_SERVICE_ERROR, PACKSHOT_SERVICE_ERROR_NOT_SUPPORTED,
                               "GoldLeaf takes pictures of the organization and of customers only");
      return;
    }
  g_task_set_task_data (task, g_strdup (item->key), g_free);
  _packshot_goldleaf_send_async (self, upload_request_new (self, item, upload), progress,
                                 progress_data, cancellable, uploaded_cb, g_steal_pointer (&task));
}
