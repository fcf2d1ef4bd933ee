/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* A product's pictures: its `assets`, read and written with the whole product.
 *
 *   list:  product_cb
 *   write: seen_cb ── still as seen ──▶ PUT ──▶ written_cb
 *             └────── changed ──▶ conflict, nothing written
 *
 * There is no version to write against, so another's change between the two calls would be lost;
 * the caller reads back. Main thread. */

#include "config.h"

#include "packshot-blaze-private.h"

#include "packshot-blaze-json.h"

typedef struct
{
  char            *key;      /* (owned): the product's */
  PackshotListing *seen;     /* (owned) */
  PackshotListing *wanted;   /* (owned) */
} Write;

static void
write_free (Write *write)
{
  g_free (write->key);
  packshot_listing_unref (write->seen);
  packshot_listing_unref (write->wanted);
  g_free (write);
}

static PackshotRequest *
product_request_new (PackshotBlazeService *self,
                     const char           *method,
                     const char           *key)
{
  g_autofree char *segment = g_uri_escape_string (key, NULL, FALSE);

  return packshot_http_new_request (self->http, method, "/api/v1/partner/products/%s", segment);
}

/* The text of the product in an answer. */
static char *
finish_text (GObject      *source,
             GAsyncResult *result,
             GError      **error)
{
  g_autoptr(PackshotResponse) response = NULL;
  const char *data;
  gsize length;

  response = packshot_http_send_finish (PACKSHOT_HTTP (source), result, error);
  if (response == NULL)
    return NULL;
  data = g_bytes_get_data (response->body, &length);
  return g_strndup (data != NULL ? data : "", length);
}

static PackshotListing *
finish_listing (GObject      *source,
                GAsyncResult *result,
                GError      **error)
{
  g_autofree char *product = finish_text (source, result, error);
  const char *base_url = packshot_http_get_base_url (PACKSHOT_HTTP (source));

  return product != NULL ? _packshot_blaze_parse_gallery (base_url, product, error) : NULL;
}

static void
product_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;
  PackshotListing *listing = finish_listing (source, result, &error);

  if (listing == NULL)
    _packshot_service_return_read_error (task, error);
  else
    g_task_return_pointer (task, listing, (GDestroyNotify)packshot_listing_unref);
}

void
_packshot_blaze_list_images_async (PackshotService    *service,
                                   const PackshotItem *item,
                                   GCancellable       *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer            user_data)
{
  PackshotBlazeService *self = PACKSHOT_BLAZE_SERVICE (service);
  g_autoptr(GTask) task = _packshot_service_task_new (self, cancellable, callback, user_data,
                                                      _packshot_blaze_list_images_async);

  packshot_http_send_async (self->http, product_request_new (self, "GET", item->key), NULL, NULL,
                            cancellable, product_cb, g_steal_pointer (&task));
}

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;
  PackshotListing *listing = finish_listing (source, result, &error);

  if (listing == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, listing, (GDestroyNotify)packshot_listing_unref);
}

static gboolean
same_pictures (PackshotListing *a,
               PackshotListing *b)
{
  if (packshot_listing_get_n (a) != packshot_listing_get_n (b))
    return FALSE;
  for (guint i = 0; i < packshot_listing_get_n (a); i++)
    if (!g_str_equal (packshot_image_get_remote_id (packshot_listing_get (a, i)),
                      packshot_image_get_remote_id (packshot_listing_get (b, i))))
      return FALSE;
  return TRUE;
}

/* The product as it shall be written, or NULL with an error. */
static char *
dup_wanted (Write      *write,
            const char *base_url,
            const char *product,
            GError    **error)
{
  g_autoptr(PackshotListing) now = _packshot_blaze_parse_gallery (base_url, product, error);

  if (now == NULL)
    return NULL;
  if (!same_pictures (now, write->seen))
    {
      g_set_error (error, PACKSHOT_SERVICE_ERROR, PACKSHOT_SERVICE_ERROR_CONFLICT,
                   "The product's pictures were changed on the server");
      return NULL;
    }
  return _packshot_blaze_write_gallery (base_url, product, write->wanted, error);
}

static void
seen_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  PackshotBlazeService *self = g_task_get_source_object (task);
  Write *write = g_task_get_task_data (task);
  GError *error = NULL;
  g_autofree char *product = finish_text (source, result, &error);
  g_autofree char *wanted = NULL;
  PackshotRequest *request;

  if (product != NULL)
    wanted = dup_wanted (write, packshot_http_get_base_url (self->http), product, &error);
  if (wanted == NULL)
    {
      _packshot_service_return_read_error (task, error);
      return;
    }
  request = product_request_new (self, "PUT", write->key);
  packshot_request_set_json (request, wanted);
  packshot_http_send_async (self->http, request, NULL, NULL, g_task_get_cancellable (task),
                            written_cb, g_object_ref (task));
}

void
_packshot_blaze_write_async (PackshotService    *service,
                             const PackshotItem *item,
                             PackshotListing    *seen,
                             PackshotListing    *wanted,
                             GCancellable       *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer            user_data)
{
  PackshotBlazeService *self = PACKSHOT_BLAZE_SERVICE (service);
  g_autoptr(GTask) task = _packshot_service_task_new (self, cancellable, callback, user_data,
                                                      _packshot_blaze_write_async);
  Write *write = g_new0 (Write, 1);

  write->key = g_strdup (item->key);
  write->seen = packshot_listing_ref (seen);
  write->wanted = packshot_listing_ref (wanted);
  g_task_set_task_data (task, write, (GDestroyNotify)write_free);
  packshot_http_send_async (self->http, product_request_new (self, "GET", item->key), NULL, NULL,
                            cancellable, seen_cb, g_steal_pointer (&task));
}
