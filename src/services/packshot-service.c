/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* The public face of the services: each function checks its arguments and calls the adapter, or
 * says that the service has no such call. Main thread. */

#include "config.h"

#include "packshot-service.h"

#include "packshot-url.h"

#include "blaze/packshot-blaze-service.h"
#include "closient/packshot-closient-service.h"
#include "goldleaf/packshot-goldleaf-service.h"

G_DEFINE_INTERFACE (PackshotService, packshot_service, G_TYPE_OBJECT)

static void
packshot_service_default_init (PackshotServiceInterface *iface)
{
}

static void
return_not_supported (PackshotService    *self,
                      GAsyncReadyCallback callback,
                      gpointer            user_data,
                      gpointer            source_tag)
{
  PackshotServiceKind kind = PACKSHOT_SERVICE_GET_IFACE (self)->kind;

  g_task_report_new_error (self, callback, user_data, source_tag, PACKSHOT_SERVICE_ERROR,
                           PACKSHOT_SERVICE_ERROR_NOT_SUPPORTED, "%s has no such call",
                           packshot_service_kind_to_string (kind));
}

/**
 * packshot_service_new:
 * @account: the account
 * @key: its key, as packshot_service_check_key() takes it
 * @transport: where requests go
 * @clock: by which tokens and rate limits are counted
 * @error: return location
 *
 * Returns: (transfer full): the account's service
 */
PackshotService *
packshot_service_new (const PackshotAccount *account,
                      const char            *key,
                      PackshotTransport     *transport,
                      PackshotClock         *clock,
                      GError               **error)
{
  g_autofree char *base_url = NULL;
  g_autofree char *text = NULL;
  g_autoptr(PackshotHttp) http = NULL;
  const PackshotServiceProfile *profile;

  g_return_val_if_fail (account != NULL && key != NULL, NULL);
  g_return_val_if_fail (PACKSHOT_IS_TRANSPORT (transport), NULL);
  g_return_val_if_fail (PACKSHOT_IS_CLOCK (clock), NULL);

  base_url = packshot_service_normalize_url (account->service, account->base_url, error);
  if (base_url == NULL || !packshot_service_check_key (account->service, key, error))
    return NULL;
  text = g_strstrip (g_strdup (key));
  http = packshot_http_new (base_url, transport, clock);
  /* A server on this machine is a practice server: it has the limits that it tells. */
  profile = packshot_service_profile_get (account->service);
  if (!packshot_url_is_loopback (base_url))
    packshot_governor_set_windows (packshot_http_get_governor (http), profile->windows,
                                   G_N_ELEMENTS (profile->windows));
  switch (account->service)
    {
    case PACKSHOT_SERVICE_CLOSIENT:
      return _packshot_closient_service_new (account, text, http);
    case PACKSHOT_SERVICE_GOLDLEAF:
      return _packshot_goldleaf_service_new (account, text, http);
    case PACKSHOT_SERVICE_BLAZE:
      return _packshot_blaze_service_new (account, text, http);
    default:
      g_return_val_if_reached (NULL);
    }
}

/**
 * packshot_service_get_profile:
 * @self: a service
 *
 * Returns: (transfer none): what it can do
 */
const PackshotServiceProfile *
packshot_service_get_profile (PackshotService *self)
{
  g_return_val_if_fail (PACKSHOT_IS_SERVICE (self), NULL);

  return packshot_service_profile_get (PACKSHOT_SERVICE_GET_IFACE (self)->kind);
}

/**
 * packshot_service_get_budget:
 * @self: a service
 * @budget: (out caller-allocates): what the server's last answers said of limits; zeros when they
 *   said nothing
 */
void
packshot_service_get_budget (PackshotService *self,
                             PackshotBudget  *budget)
{
  g_return_if_fail (PACKSHOT_IS_SERVICE (self));
  g_return_if_fail (budget != NULL);

  packshot_http_get_budget (PACKSHOT_SERVICE_GET_IFACE (self)->get_http (self), budget);
}

/**
 * packshot_service_get_governor:
 * @self: a service
 *
 * Returns: (transfer none): what keeps its calls within the server's limits
 */
PackshotGovernor *
packshot_service_get_governor (PackshotService *self)
{
  g_return_val_if_fail (PACKSHOT_IS_SERVICE (self), NULL);

  return packshot_http_get_governor (PACKSHOT_SERVICE_GET_IFACE (self)->get_http (self));
}

/**
 * packshot_service_test_async:
 * @self: a service
 * @cancellable: (nullable): ends the test
 * @callback: called with the result
 * @user_data: for @callback
 *
 * Asks the server what the key may do, step by step and without changing anything.
 */
void
packshot_service_test_async (PackshotService    *self,
                             GCancellable       *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer            user_data)
{
  g_return_if_fail (PACKSHOT_IS_SERVICE (self));

  PACKSHOT_SERVICE_GET_IFACE (self)->test_async (self, cancellable, callback, user_data);
}

/**
 * packshot_service_test_finish:
 * @self: a service
 * @result: as given to the callback
 * @error: return location
 *
 * Returns: (transfer full): what was found out, also when @error is set
 */
PackshotConnection *
packshot_service_test_finish (PackshotService *self,
                              GAsyncResult    *result,
                              GError         **error)
{
  g_return_val_if_fail (PACKSHOT_IS_SERVICE (self), NULL);
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return PACKSHOT_SERVICE_GET_IFACE (self)->test_finish (self, result, error);
}

/**
 * packshot_service_list_items_async:
 * @self: a service
 * @cursor: (nullable): as the page before gave it; %NULL for the first
 * @cancellable: (nullable): ends the call
 * @callback: called with the page
 * @user_data: for @callback
 *
 * Asks for a page of the account's items.
 */
void
packshot_service_list_items_async (PackshotService    *self,
                                   const char         *cursor,
                                   GCancellable       *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer            user_data)
{
  g_return_if_fail (PACKSHOT_IS_SERVICE (self));

  PACKSHOT_SERVICE_GET_IFACE (self)->list_items_async (self, cursor, cancellable, callback,
                                                       user_data);
}

/**
 * packshot_service_list_items_finish:
 * @self: a service
 * @result: as given to the callback
 * @next_cursor: (out) (nullable) (transfer full): where to go on; %NULL after the last page
 * @error: return location
 *
 * Returns: (transfer full) (element-type PackshotItem): the items, of which a page may have none
 */
GPtrArray *
packshot_service_list_items_finish (PackshotService *self,
                                    GAsyncResult    *result,
                                    char           **next_cursor,
                                    GError         **error)
{
  g_return_val_if_fail (PACKSHOT_IS_SERVICE (self), NULL);
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (next_cursor != NULL, NULL);

  *next_cursor = NULL;
  return PACKSHOT_SERVICE_GET_IFACE (self)->list_items_finish (self, result, next_cursor, error);
}

/**
 * packshot_service_list_images_async:
 * @self: a service
 * @item: an item of the account
 * @cancellable: (nullable): ends the call
 * @callback: called with the listing
 * @user_data: for @callback
 *
 * Asks for all pictures of an item.
 */
void
packshot_service_list_images_async (PackshotService    *self,
                                    const PackshotItem *item,
                                    GCancellable       *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer            user_data)
{
  PackshotServiceInterface *iface;

  g_return_if_fail (PACKSHOT_IS_SERVICE (self));
  g_return_if_fail (item != NULL && item->key != NULL);

  iface = PACKSHOT_SERVICE_GET_IFACE (self);
  if (iface->list_images_async == NULL)
    return_not_supported (self, callback, user_data, packshot_service_list_images_async);
  else
    iface->list_images_async (self, item, cancellable, callback, user_data);
}

/**
 * packshot_service_list_images_finish:
 * @self: a service
 * @result: as given to the callback
 * @error: return location
 *
 * Returns: (transfer full): the pictures in the order shown
 */
PackshotListing *
packshot_service_list_images_finish (PackshotService *self,
                                     GAsyncResult    *result,
                                     GError         **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * packshot_service_fetch_async:
 * @self: a service
 * @item: an item of the account
 * @image: (nullable): a picture with what the server says of it; %NULL is the item's one picture
 * @thumbnail: whether a smaller one will do, where the service has it
 * @path: a new file
 * @cancellable: (nullable): ends the call
 * @callback: called when the file is there
 * @user_data: for @callback
 *
 * Gets the bytes of a picture.
 */
void
packshot_service_fetch_async (PackshotService    *self,
                              const PackshotItem *item,
                              PackshotImage      *image,
                              gboolean            thumbnail,
                              const char         *path,
                              GCancellable       *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer            user_data)
{
  g_return_if_fail (PACKSHOT_IS_SERVICE (self));
  g_return_if_fail (item != NULL && item->key != NULL);
  g_return_if_fail (path != NULL);

  PACKSHOT_SERVICE_GET_IFACE (self)->fetch_async (self, item, image, thumbnail, path, cancellable,
                                                  callback, user_data);
}

/**
 * packshot_service_fetch_finish:
 * @self: a service
 * @result: as given to the callback
 * @error: return location; %PACKSHOT_SERVICE_ERROR_GONE when there is no such picture
 *
 * Returns: whether the file is there; otherwise there is none
 */
gboolean
packshot_service_fetch_finish (PackshotService *self,
                               GAsyncResult    *result,
                               GError         **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * packshot_service_upload_async:
 * @self: a service
 * @item: an item of the account
 * @upload: the picture; borrowed until the call has finished
 * @progress: (nullable): called while bytes are sent
 * @progress_data: for @progress
 * @cancellable: (nullable): ends the call; the server may have taken the picture all the same
 * @callback: called with the listing
 * @user_data: for @callback
 *
 * Sends a picture, once.
 */
void
packshot_service_upload_async (PackshotService      *self,
                               const PackshotItem   *item,
                               const PackshotUpload *upload,
                               PackshotProgressFunc  progress,
                               gpointer              progress_data,
                               GCancellable         *cancellable,
                               GAsyncReadyCallback   callback,
                               gpointer              user_data)
{
  g_return_if_fail (PACKSHOT_IS_SERVICE (self));
  g_return_if_fail (item != NULL && item->key != NULL);
  g_return_if_fail (upload != NULL && upload->path != NULL && upload->mime != NULL);
  g_return_if_fail (upload->name != NULL && upload->title != NULL);

  PACKSHOT_SERVICE_GET_IFACE (self)->upload_async (self, item, upload, progress, progress_data,
                                                   cancellable, callback, user_data);
}

/**
 * packshot_service_upload_finish:
 * @self: a service
 * @result: as given to the callback
 * @error: return location
 *
 * Returns: (transfer full): the new picture alone, flagged when the server made it primary
 */
PackshotListing *
packshot_service_upload_finish (PackshotService *self,
                                GAsyncResult    *result,
                                GError         **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * packshot_service_delete_async:
 * @self: a service
 * @item: an item of the account
 * @remote_id: the service's id of a picture
 * @cancellable: (nullable): ends the call
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Deletes a picture on the server, for good.
 */
void
packshot_service_delete_async (PackshotService    *self,
                               const PackshotItem *item,
                               const char         *remote_id,
                               GCancellable       *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer            user_data)
{
  PackshotServiceInterface *iface;

  g_return_if_fail (PACKSHOT_IS_SERVICE (self));
  g_return_if_fail (item != NULL && item->key != NULL);
  g_return_if_fail (remote_id != NULL);

  iface = PACKSHOT_SERVICE_GET_IFACE (self);
  if (iface->delete_async == NULL)
    return_not_supported (self, callback, user_data, packshot_service_delete_async);
  else
    iface->delete_async (self, item, remote_id, cancellable, callback, user_data);
}

/**
 * packshot_service_delete_finish:
 * @self: a service
 * @result: as given to the callback
 * @error: return location; %PACKSHOT_SERVICE_ERROR_GONE when it was not there
 *
 * Returns: whether it was deleted
 */
gboolean
packshot_service_delete_finish (PackshotService *self,
                                GAsyncResult    *result,
                                GError         **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * packshot_service_write_async:
 * @self: a service
 * @item: an item of the account
 * @seen: the list as it was last seen
 * @wanted: the list as it shall be, each picture with the server's record of it
 * @cancellable: (nullable): ends the call
 * @callback: called with the listing
 * @user_data: for @callback
 *
 * Writes an item's whole list of pictures.
 */
void
packshot_service_write_async (PackshotService    *self,
                              const PackshotItem *item,
                              PackshotListing    *seen,
                              PackshotListing    *wanted,
                              GCancellable       *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer            user_data)
{
  PackshotServiceInterface *iface;

  g_return_if_fail (PACKSHOT_IS_SERVICE (self));
  g_return_if_fail (item != NULL && item->key != NULL);
  g_return_if_fail (seen != NULL && wanted != NULL);

  iface = PACKSHOT_SERVICE_GET_IFACE (self);
  if (iface->write_async == NULL)
    return_not_supported (self, callback, user_data, packshot_service_write_async);
  else
    iface->write_async (self, item, seen, wanted, cancellable, callback, user_data);
}

/**
 * packshot_service_write_finish:
 * @self: a service
 * @result: as given to the callback
 * @error: return location; %PACKSHOT_SERVICE_ERROR_CONFLICT when the server no longer showed what
 *   was seen, and nothing was written
 *
 * Returns: (transfer full): what the server shows now
 */
PackshotListing *
packshot_service_write_finish (PackshotService *self,
                               GAsyncResult    *result,
                               GError         **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
