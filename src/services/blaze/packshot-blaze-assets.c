/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* Assets on their own: upload one, private or public, and fetch one. An upload belongs to no
 * product until a product is written with it. Main thread; files are read and written by transfer
 * threads. */

#include "config.h"

#include "packshot-blaze-private.h"

#include "packshot-blaze-json.h"
#include "packshot-url.h"

#include <string.h>

#define TIMEOUT_SECONDS 60

/* A smaller picture's address from the server's record, when it tells one. */
static char *
dup_thumbnail_url (const PackshotRemote *remote)
{
  static const char * const members[] = { "thumbURL", "mediumURL", "largeURL" };
  g_autoptr(JsonNode) node = NULL;

  if (remote->raw != NULL)
    node = packshot_json_parse_text (remote->raw, NULL);
  for (guint i = 0; node != NULL && i < G_N_ELEMENTS (members); i++)
    {
      const char *url = packshot_json_get_string (packshot_json_to_object (node), members[i]);

      if (url != NULL && *url != '\0')
        return g_strdup (url);
    }
  return NULL;
}

void
_packshot_blaze_fetch_async (PackshotService    *service,
                             const PackshotItem *item,
                             PackshotImage      *image,
                             gboolean            thumbnail,
                             const char         *path,
                             GCancellable       *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer            user_data)
{
  PackshotBlazeService *self = PACKSHOT_BLAZE_SERVICE (service);
  g_autoptr(GTask) task = _packshot_service_task_new (self, cancellable, callback, user_data,
                                                      _packshot_blaze_fetch_async);
  PackshotRemote *remote = image != NULL ? packshot_image_get_remote (image) : NULL;
  g_autofree char *url = NULL;
  PackshotRequest *request;
  GError *error = NULL;
  gboolean is_own;

  if (remote != NULL && thumbnail)
    url = dup_thumbnail_url (remote);
  if (remote != NULL && url == NULL)
    url = g_strdup (remote->url);
  if (url == NULL)
    {
      g_task_return_new_error (task, PACKSHOT_SERVICE_ERROR, PACKSHOT_SERVICE_ERROR_GONE,
                               "The server gives no address of the picture");
      return;
    }
  request = packshot_http_new_fetch (self->http, url, path, &error);
  if (request == NULL)
    {
      _packshot_service_return_read_error (task, error);
      return;
    }
  is_own = packshot_url_same_origin (request->url, packshot_http_get_base_url (self->http));
  _packshot_service_fetch (task, self->http, request, !is_own);
}

static const char *
extension_of (const char *mime)
{
  static const char * const pairs[][2] = {
    { "image/png", ".png" }, { "image/gif", ".gif" }, { "image/webp", ".webp" },
    { "image/svg+xml", ".svg" }, { "image/bmp", ".bmp" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    if (g_str_equal (pairs[i][0], mime))
      return pairs[i][1];
  return ".jpg";
}

/* The server makes its storage key and the file's type from this name, so nothing but letters,
 * digits, `_` and `-` stands before the one extension. */
static char *
dup_safe_name (const PackshotUpload *upload)
{
  const char *dot = strrchr (upload->name, '.');
  gsize length = dot != NULL && dot != upload->name ? (gsize)(dot - upload->name) :
    strlen (upload->name);
  g_autofree char *base = g_strndup (upload->name, length);

  g_strcanon (base, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "_-", '-');
  return g_strconcat (*base != '\0' ? base : "picture", extension_of (upload->mime), NULL);
}

static void
uploaded_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  const char *base_url = packshot_http_get_base_url (PACKSHOT_HTTP (source));
  g_autoptr(PackshotResponse) response = NULL;
  g_autoptr(PackshotImage) image = NULL;
  g_autoptr(PackshotListing) listing = NULL;
  g_autofree char *raw = NULL;
  GError *error = NULL;
  const char *data;
  gsize length;

  response = packshot_http_send_finish (PACKSHOT_HTTP (source), result, &error);
  if (response == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  data = g_bytes_get_data (response->body, &length);
  raw = g_strstrip (g_strndup (data != NULL ? data : "", length));
  image = _packshot_blaze_parse_asset (base_url, raw);
  /* It will be written into the product as it is, so it must be a record by which the picture can
   * be found again. */
  if (image == NULL || packshot_image_get_remote (image)->url == NULL)
    {
      g_task_return_new_error (task, PACKSHOT_SERVICE_ERROR, PACKSHOT_SERVICE_ERROR_PROTOCOL,
                               "The server did not say what it made of the picture");
      return;
    }
  listing = packshot_listing_new ();
  packshot_listing_add (listing, image, FALSE);
  g_task_return_pointer (task, g_steal_pointer (&listing), (GDestroyNotify)packshot_listing_unref);
}

void
_packshot_blaze_upload_async (PackshotService      *service,
                              const PackshotItem   *item,
                              const PackshotUpload *upload,
                              PackshotProgressFunc  progress,
                              gpointer              progress_data,
                              GCancellable         *cancellable,
                              GAsyncReadyCallback   callback,
                              gpointer              user_data)
{
  PackshotBlazeService *self = PACKSHOT_BLAZE_SERVICE (service);
  g_autoptr(GTask) task = _packshot_service_task_new (self, cancellable, callback, user_data,
                                                      _packshot_blaze_upload_async);
  gboolean is_public = upload->visibility == PACKSHOT_VISIBILITY_PUBLIC;
  g_autofree char *name = dup_safe_name (upload);
  PackshotRequest *request;

  request = packshot_http_new_request (self->http, "POST", "/api/v1/partner/asset/upload/%s",
                                       is_public ? "public" : "private");
  request->timeout = TIMEOUT_SECONDS;
  packshot_request_add_file (request, "file", upload->path, name, upload->mime);
  packshot_request_add_field (request, "name", name);
  packshot_request_add_field (request, "assetType", "Photo");
  packshot_http_send_async (self->http, request, progress, progress_data, cancellable, uploaded_cb,
                            g_steal_pointer (&task));
}
