/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include "packshot-budget.h"
#include "packshot-clock.h"
#include "packshot-connection.h"
#include "packshot-http.h"
#include "packshot-item.h"
#include "packshot-listing.h"
#include "packshot-service-error.h"
#include "packshot-service-profile.h"
#include "packshot-transport.h"

G_BEGIN_DECLS

/**
 * PackshotUpload:
 * @path: file with the bytes; it is streamed, and must not change while it is sent
 * @mime: their type
 * @name: a safe file name with the right extension
 * @title: caption, "" for none
 * @is_primary: whether it becomes primary
 * @visibility: private or public, where the service makes a difference
 *
 * A picture to be sent. Borrowed by the call until it has finished.
 */
typedef struct
{
  const char *path;
  const char *mime;
  const char *name;
  const char *title;
  gboolean is_primary;
  PackshotVisibility visibility;
} PackshotUpload;

#define PACKSHOT_TYPE_SERVICE (packshot_service_get_type ())
G_DECLARE_INTERFACE (PackshotService, packshot_service, PACKSHOT, SERVICE, GObject)

/**
 * PackshotServiceInterface:
 * @kind: the service
 * @test_async: asks the server what the key may do, without changing anything
 * @test_finish: gives the result, also when the test failed
 * @list_items_async: one page of the account's items; the cursor %NULL is the first
 * @list_items_finish: gives the page, and the cursor of the next unless it was the last
 * @list_images_async: all pictures of an item, in the order shown; a #GTask with a #PackshotListing
 * @fetch_async: the bytes of a picture into a new file; the image %NULL is the item's one picture;
 *   a thumbnail is a smaller one where the service has it; a #GTask with a truth value
 * @upload_async: a new picture; a #GTask with a #PackshotListing of it alone, flagged when the
 *   server made it primary
 * @delete_async: a picture goes for good; a #GTask with a truth value
 * @write_async: writes the whole list; %PACKSHOT_SERVICE_ERROR_CONFLICT when the server no longer
 *   shows what was seen; a #GTask with a #PackshotListing of what it shows now
 * @get_http: what its calls go through
 *
 * Calls to one account of one service, all asynchronous, called on the main thread and answered
 * there. A method that is %NULL gives %PACKSHOT_SERVICE_ERROR_NOT_SUPPORTED from the public
 * function. No call is ever sent twice by the layers below: when a changing call fails in doubt,
 * the caller looks.
 */
struct _PackshotServiceInterface
{
  GTypeInterface parent_iface;

  PackshotServiceKind kind;

  void                 (* test_async)        (PackshotService        *self,
                                              GCancellable           *cancellable,
                                              GAsyncReadyCallback     callback,
                                              gpointer                user_data);
  PackshotConnection * (* test_finish)       (PackshotService        *self,
                                              GAsyncResult           *result,
                                              GError                **error);
  void                 (* list_items_async)  (PackshotService        *self,
                                              const char             *cursor,
                                              GCancellable           *cancellable,
                                              GAsyncReadyCallback     callback,
                                              gpointer                user_data);
  GPtrArray *          (* list_items_finish) (PackshotService        *self,
                                              GAsyncResult           *result,
                                              char                  **next_cursor,
                                              GError                **error);
  void                 (* list_images_async) (PackshotService        *self,
                                              const PackshotItem     *item,
                                              GCancellable           *cancellable,
                                              GAsyncReadyCallback     callback,
                                              gpointer                user_data);
  void                 (* fetch_async)       (PackshotService        *self,
                                              const PackshotItem     *item,
                                              PackshotImage          *image,
                                              gboolean                thumbnail,
                                              const char             *path,
                                              GCancellable           *cancellable,
                                              GAsyncReadyCallback     callback,
                                              gpointer                user_data);
  void                 (* upload_async)      (PackshotService        *self,
                                              const PackshotItem     *item,
                                              const PackshotUpload   *upload,
                                              PackshotProgressFunc    progress,
                                              gpointer                progress_data,
                                              GCancellable           *cancellable,
                                              GAsyncReadyCallback     callback,
                                              gpointer                user_data);
  void                 (* delete_async)      (PackshotService        *self,
                                              const PackshotItem     *item,
                                              const char             *remote_id,
                                              GCancellable           *cancellable,
                                              GAsyncReadyCallback     callback,
                                              gpointer                user_data);
  void                 (* write_async)       (PackshotService        *self,
                                              const PackshotItem     *item,
                                              PackshotListing        *seen,
                                              PackshotListing        *wanted,
                                              GCancellable           *cancellable,
                                              GAsyncReadyCallback     callback,
                                              gpointer                user_data);
  PackshotHttp *       (* get_http)          (PackshotService        *self);
};

gboolean            packshot_service_check_key          (PackshotServiceKind     kind,
                                                         const char             *key,
                                                         GError                **error);
char               *packshot_service_normalize_url      (PackshotServiceKind     kind,
                                                         const char             *url,
                                                         GError                **error);
PackshotService    *packshot_service_new                (const PackshotAccount  *account,
                                                         const char             *key,
                                                         PackshotTransport      *transport,
                                                         PackshotClock          *clock,
                                                         GError                **error);

const PackshotServiceProfile *
                    packshot_service_get_profile        (PackshotService        *self);
void                packshot_service_get_budget         (PackshotService        *self,
                                                         PackshotBudget         *budget);
PackshotGovernor   *packshot_service_get_governor       (PackshotService        *self);
void                packshot_service_test_async         (PackshotService        *self,
                                                         GCancellable           *cancellable,
                                                         GAsyncReadyCallback     callback,
                                                         gpointer                user_data);
PackshotConnection *packshot_service_test_finish        (PackshotService        *self,
                                                         GAsyncResult           *result,
                                                         GError                **error);
void                packshot_service_list_items_async   (PackshotService        *self,
                                                         const char             *cursor,
                                                         GCancellable           *cancellable,
                                                         GAsyncReadyCallback     callback,
                                                         gpointer                user_data);
GPtrArray          *packshot_service_list_items_finish  (PackshotService        *self,
                                                         GAsyncResult           *result,
                                                         char                  **next_cursor,
                                                         GError                **error);
void                packshot_service_list_images_async  (PackshotService        *self,
                                                         const PackshotItem     *item,
                                                         GCancellable           *cancellable,
                                                         GAsyncReadyCallback     callback,
                                                         gpointer                user_data);
PackshotListing    *packshot_service_list_images_finish (PackshotService        *self,
                                                         GAsyncResult           *result,
                                                         GError                **error);
void                packshot_service_fetch_async        (PackshotService        *self,
                                                         const PackshotItem     *item,
                                                         PackshotImage          *image,
                                                         gboolean                thumbnail,
                                                         const char             *path,
                                                         GCancellable           *cancellable,
                                                         GAsyncReadyCallback     callback,
                                                         gpointer                user_data);
gboolean            packshot_service_fetch_finish       (PackshotService        *self,
                                                         GAsyncResult           *result,
                                                         GError                **error);
void                packshot_service_upload_async       (PackshotService        *self,
                                                         const PackshotItem     *item,
                                                         const PackshotUpload   *upload,
                                                         PackshotProgressFunc    progress,
                                                         gpointer                progress_data,
                                                         GCancellable           *cancellable,
                                                         GAsyncReadyCallback     callback,
                                                         gpointer                user_data);
PackshotListing    *packshot_service_upload_finish      (PackshotService        *self,
                                                         GAsyncResult           *result,
                                                         GError                **error);
void                packshot_service_delete_async       (PackshotService        *self,
                                                         const PackshotItem     *item,
                                                         const char             *remote_id,
                                                         GCancellable           *cancellable,
                                                         GAsyncReadyCallback     callback,
                                                         gpointer                user_data);
gboolean            packshot_service_delete_finish      (PackshotService        *self,
                                                         GAsyncResult           *result,
                                                         GError                **error);
void                packshot_service_write_async        (PackshotService        *self,
                                                         const PackshotItem     *item,
                                                         PackshotListing        *seen,
                                                         PackshotListing        *wanted,
                                                         GCancellable           *cancellable,
                                                         GAsyncReadyCallback     callback,
                                                         gpointer                user_data);
PackshotListing    *packshot_service_write_finish       (PackshotService        *self,
                                                         GAsyncResult           *result,
                                                         GError                **error);

G_END_DECLS
