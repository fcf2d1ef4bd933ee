/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* One picture to a product.
 *
 *   upload ──▶ organization_cb ──▶ uploaded_cb
 *
 * Main thread; the file is read by a transfer thread. */

#include "config.h"

#include "packshot-closient-private.h"

#include "packshot-closient-json.h"

#define TIMEOUT_SECONDS 60

typedef struct
{
  char                 *gtin;     /* (owned) */
  const PackshotUpload *upload;   /* borrowed until the call has finished */
  PackshotProgressFunc  progress;
  gpointer              progress_data;
} Upload;

static void
upload_free (Upload *upload)
{
  g_free (upload->gtin);
  g_free (upload);
}

static void
uploaded_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(JsonNode) node = NULL;
  g_autoptr(PackshotListing) listing = packshot_listing_new ();
  GError *error = NULL;

  node = _packshot_service_finish_json (source, result, &error);
  if (node == NULL || !_packshot_closient_parse_image (node, listing, &error))
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_steal_pointer (&listing),
                           (GDestroyNotify)packshot_listing_unref);
}

static void
organization_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  PackshotClosientService *self = PACKSHOT_CLOSIENT_SERVICE (source);
  Upload *upload = g_task_get_task_data (task);
  PackshotRequest *request;
  GError *error = NULL;

  if (_packshot_closient_organization_finish (self, result, &error) == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  request = _packshot_closient_images_request_new (self, "POST", upload->gtin, "");
  request->timeout = TIMEOUT_SECONDS;
  packshot_request_add_field (request, "title", upload->upload->title);
  packshot_request_add_field (request, "is_primary", upload->upload->is_primary ? "true" : "false");
  packshot_request_add_file (request, "image", upload->upload->path, upload->upload->name,
                             upload->upload->mime);
  packshot_http_send_async (self->http, request, upload->progress, upload->progress_data,
                            g_task_get_cancellable (task), uploaded_cb, g_object_ref (task));
}

void
_packshot_closient_upload_async (PackshotService      *service,
                                 const PackshotItem   *item,
                                 const PackshotUpload *upload,
                                 PackshotProgressFunc  progress,
                                 gpointer              progress_data,
                                 GCancellable         *cancellable,
                                 GAsyncReadyCallback   callback,
                                 gpointer              user_data)
{
  PackshotClosientService *self = PACKSHOT_CLOSIENT_SERVICE (service);
  g_autoptr(GTask) task = _packshot_service_task_new (self, cancellable, callback, user_data,
                                                      _packshot_closient_upload_async);
  Upload *data = g_new0 (Upload, 1);

  data->gtin = g_strdup (item->key);
  data->upload = upload;
  data->progress = progress;
  data->progress_data = progress_data;
  g_task_set_task_data (task, data, (GDestroyNotify)upload_free);
  _packshot_closient_organization_async (self, cancellable, organization_cb,
                                         g_steal_pointer (&task));
}
