/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* A product's pictures: list all pages, delete a row, fetch an original.
 *
 *   list:   organization_cb ──▶ page_cb ⟲ ──▶ listing
 *   delete: organization_cb ──▶ deleted_cb
 *
 * Originals lie on another host, which never sees the key. Main thread. */

#include "config.h"

#include "packshot-closient-private.h"

#include "packshot-closient-json.h"

#define PAGE_SIZE 100
#define MAX_PAGE 1000

typedef struct
{
  /* Input */
  char            *gtin;        /* (owned) */
  char            *remote_id;   /* (owned) (nullable): the row to delete */

  /* In progress */
  guint            page;
  PackshotListing *listing;     /* (owned) (nullable) */
} Images;

static void
images_free (Images *images)
{
  g_free (images->gtin);
  g_free (images->remote_id);
  g_clear_pointer (&images->listing, packshot_listing_unref);
  g_free (images);
}

/* A request below `…/{gtin}/images`; needs the organization to be known. */
PackshotRequest *
_packshot_closient_images_request_new (PackshotClosientService *self,
                                       const char              *method,
                                       const char              *gtin,
                                       const char              *rest)
{
  g_autofree char *organization = g_uri_escape_string (self->organization, NULL, FALSE);
  g_autofree char *key = g_uri_escape_string (gtin, NULL, FALSE);

  return packshot_http_new_request (self->http, method,
                                    "/dashboard/api/v1/trade-items/%s/%s/images%s", organization,
                                    key, rest);
}

static void ask_for_page (GTask *task);

static void
page_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Images *images = g_task_get_task_data (task);
  g_autoptr(JsonNode) node = NULL;
  PackshotClosientPage page;
  GError *error = NULL;

  node = _packshot_service_finish_json (source, result, &error);
  if (node != NULL && _packshot_closient_parse_page (node, PAGE_SIZE, &page, &error))
    for (guint i = 0; error == NULL && i < json_array_get_length (page.data); i++)
      _packshot_closient_parse_image (json_array_get_element (page.data, i), images->listing,
                                      &error);
  if (error != NULL)
    {
      _packshot_service_return_read_error (task, error);
      return;
    }
  if (page.has_next && images->page < MAX_PAGE)
    {
      images->page++;
      ask_for_page (task);
      return;
    }
  g_task_return_pointer (task, g_steal_pointer (&images->listing),
                         (GDestroyNotify)packshot_listing_unref);
}

static void
ask_for_page (GTask *task)
{
  PackshotClosientService *self = g_task_get_source_object (task);
  Images *images = g_task_get_task_data (task);
  g_autofree char *query = g_strdup_printf ("?page=%u&page_size=%u", images->page, PAGE_SIZE);
  PackshotRequest *request;

  request = _packshot_closient_images_request_new (self, "GET", images->gtin, query);
  packshot_http_send_async (self->http, request, NULL, NULL, g_task_get_cancellable (task), page_cb,
                            g_object_ref (task));
}

static void
list_organization_cb (GObject      *source,
                      GAsyncResult *result,
                      gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;

  if (_packshot_closient_organization_finish (PACKSHOT_CLOSIENT_SERVICE (source), result,
                                              &error) == NULL)
    g_task_return_error (task, error);
  else
    ask_for_page (task);
}

static Images *
images_new (GTask      *task,
            const char *gtin)
{
  Images *images = g_new0 (Images, 1);

  images->gtin = g_strdup (gtin);
  images->page = 1;
  g_task_set_task_data (task, images, (GDestroyNotify)images_free);
  return images;
}

void
_packshot_closient_list_images_async (PackshotService    *service,
                                      const PackshotItem *item,
                                      GCancellable       *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer            user_data)
{
  PackshotClosientService *self = PACKSHOT_CLOSIENT_SERVICE (service);
  g_autoptr(GTask) task = _packshot_service_task_new (self, cancellable, callback, user_data,
                                                      _packshot_closient_list_images_async);

  images_new (task, item->key)->listing = packshot_listing_new ();
  _packshot_closient_organization_async (self, cancellable, list_organization_cb,
                                         g_steal_pointer (&task));
}

static void
deleted_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(PackshotResponse) response = NULL;
  GError *error = NULL;

  response = packshot_http_send_finish (PACKSHOT_HTTP (source), result, &error);
  if (response != NULL)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
delete_organization_cb (GObject      *source,
                        GAsyncResult *result,
                        gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  PackshotClosientService *self = PACKSHOT_CLOSIENT_SERVICE (source);
  Images *images = g_task_get_task_data (task);
  g_autofree char *id = NULL;
  g_autofree char *rest = NULL;
  PackshotRequest *request;
  GError *error = NULL;

  if (_packshot_closient_organization_finish (self, result, &error) == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  id = g_uri_escape_string (images->remote_id, NULL, FALSE);
  rest = g_strconcat ("/", id, NULL);
  request = _packshot_closient_images_request_new (self, "DELETE", images->gtin, rest);
  packshot_http_send_async (self->http, request, NULL, NULL, g_task_get_cancellable (task),
                            deleted_cb, g_object_ref (task));
}

void
_packshot_closient_delete_async (PackshotService    *service,
                                 const PackshotItem *item,
                                 const char         *remote_id,
                                 GCancellable       *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer            user_data)
{
  PackshotClosientService *self = PACKSHOT_CLOSIENT_SERVICE (service);
  g_autoptr(GTask) task = _packshot_service_task_new (self, cancellable, callback, user_data,
                                                      _packshot_closient_delete_async);

  images_new (task, item->key)->remote_id = g_strdup (remote_id);
  _packshot_closient_organization_async (self, cancellable, delete_organization_cb,
                                         g_steal_pointer (&task));
}

/* Closient has no smaller pictures: a thumbnail is the original. */
void
_packshot_closient_fetch_async (PackshotService    *service,
                                const PackshotItem *item,
                                PackshotImage      *image,
                                gboolean            thumbnail,
                                const char         *path,
                                GCancellable       *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer            user_data)
{
  PackshotClosientService *self = PACKSHOT_CLOSIENT_SERVICE (service);
  g_autoptr(GTask) task = _packshot_service_task_new (self, cancellable, callback, user_data,
                                                      _packshot_closient_fetch_async);
  PackshotRemote *remote = image != NULL ? packshot_image_get_remote (image) : NULL;
  PackshotRequest *request;
  GError *error = NULL;

  if (remote == NULL || remote->url == NULL)
    {
      g_task_return_new_error (task, PACKSHOT_SERVICE_ERROR, PACKSHOT_SERVICE_ERROR_GONE,
                               "The server gives no address of the picture");
      return;
    }
  request = packshot_http_new_fetch (self->http, remote->url, path, &error);
  if (request == NULL)
    g_task_return_error (task, error);
  else
    _packshot_service_fetch (task, self->http, request, TRUE);
}
