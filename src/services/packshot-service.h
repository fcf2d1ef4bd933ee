/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include "packshot-clock.h"
#include "packshot-item.h"
#include "packshot-listing.h"
#include "packshot-service-error.h"
#include "packshot-transport.h"

G_BEGIN_DECLS

/**
 * PackshotPrimaryRule:
 * @PACKSHOT_PRIMARY_NONE: a single picture; nothing to choose
 * @PACKSHOT_PRIMARY_FLAG: one row may carry a flag, set when it is uploaded (Closient)
 * @PACKSHOT_PRIMARY_FIRST: the first of the list counts (BLAZE)
 */
typedef enum
{
  PACKSHOT_PRIMARY_NONE,
  PACKSHOT_PRIMARY_FLAG,
  PACKSHOT_PRIMARY_FIRST,
} PackshotPrimaryRule;

/**
 * PackshotWriteRule:
 * @PACKSHOT_WRITE_ROWS: rows are uploaded and deleted one by one, and never changed (Closient)
 * @PACKSHOT_WRITE_PUT: the one picture is put, which replaces it; it can't be deleted (GoldLeaf)
 * @PACKSHOT_WRITE_LIST: assets are uploaded, then the item is written with its whole list (BLAZE)
 */
typedef enum
{
  PACKSHOT_WRITE_ROWS,
  PACKSHOT_WRITE_PUT,
  PACKSHOT_WRITE_LIST,
} PackshotWriteRule;

/**
 * PackshotServiceProfile:
 * @kind: the service
 * @write: how pictures are changed
 * @primary: what makes a picture primary there
 * @has_titles: whether captions are kept there
 * @has_visibility: whether a picture is private or public there
 * @can_list: whether an item's pictures can be listed; else the one picture is fetched
 * @max_images: pictures for each item, or 0 for no known limit
 * @mimes: (array zero-terminated=1): types that are taken
 * @max_bytes: largest file taken, or 0 when none is known
 * @calls_per_minute: default budget of calls, or 0 when none is known
 * @calls_per_day: likewise
 *
 * What a service can do and what it limits, as data.
 */
typedef struct
{
  PackshotServiceKind kind;
  PackshotWriteRule write;
  PackshotPrimaryRule primary;
  gboolean has_titles;
  gboolean has_visibility;
  gboolean can_list;
  guint max_images;
  const char *const *mimes;
  gint64 max_bytes;
  guint calls_per_minute;
  guint calls_per_day;
} PackshotServiceProfile;

const PackshotServiceProfile *packshot_service_profile_get (PackshotServiceKind kind);

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

/**
 * PackshotConnection:
 * @organizations: ids and names in turn, a %NULL-terminated array: what the key may work for
 * @role: (nullable): the key's role as the server names it
 * @n_items: items seen, or -1 when that was not asked
 * @n_images: pictures looked at, or -1
 * @tried: how far the test came: the last step that worked
 *
 * What a connection test found out without changing anything. On failure the steps that worked are still told.
 */
typedef enum
{
  PACKSHOT_TRIED_NOTHING,
  PACKSHOT_TRIED_SERVER,          /* an answer came, over a secure connection */
  PACKSHOT_TRIED_KEY,             /* the key was accepted */
  PACKSHOT_TRIED_ORGANIZATION,    /* an organization was found */
  PACKSHOT_TRIED_PICTURES,        /* pictures could be read */
} PackshotTried;

typedef struct
{
  char **organizations;
  char *role;
  gint64 n_items;
  gint64 n_images;
  PackshotTried tried;
} PackshotConnection;

void packshot_connection_free (PackshotConnection *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PackshotConnection, packshot_connection_free)

/**
 * PackshotBudget:
 * @limit: calls in the window that leads at the moment, or 0 when nothing is known
 * @remaining: calls left in it
 * @resets_at: microseconds UTC, by our own clock, when it starts anew
 * @blocked_until: microseconds UTC before which the server wants no call (Retry-After), or 0
 */
typedef struct
{
  guint limit;
  guint remaining;
  gint64 resets_at;
  gint64 blocked_until;
} PackshotBudget;

#define PACKSHOT_TYPE_SERVICE (packshot_service_get_type ())
G_DECLARE_INTERFACE (PackshotService, packshot_service, PACKSHOT, SERVICE, GObject)

/**
 * PackshotServiceInterface:
 *
 * Calls to one account of one service, all asynchronous, called on the main thread and answered there.
 * A method that is %NULL gives %PACKSHOT_SERVICE_ERROR_NOT_SUPPORTED from the public wrapper. No call is
 * ever sent twice by the layers below: when a changing call fails in doubt, the caller looks.
 */
struct _PackshotServiceInterface
{
  GTypeInterface parent_iface;

  PackshotServiceKind kind;

  void                (* test_async)         (PackshotService *self, GCancellable *cancellable,
                                              GAsyncReadyCallback callback, gpointer user_data);
  /* one page of the account's items; cursor NULL is the first */
  void                (* list_items_async)   (PackshotService *self, const char *cursor, GCancellable *cancellable,
                                              GAsyncReadyCallback callback, gpointer user_data);
  GPtrArray *         (* list_items_finish)  (PackshotService *self, GAsyncResult *result, char **next_cursor, GError **error);
  /* all pictures of an item, in the order shown */
  void                (* list_images_async)  (PackshotService *self, const PackshotItem *item, GCancellable *cancellable,
                                              GAsyncReadyCallback callback, gpointer user_data);
  /* the bytes of a picture into a new file; image NULL: the item's one picture; thumbnail: a smaller one when there is one */
  void                (* fetch_async)        (PackshotService *self, const PackshotItem *item, PackshotImage *image,
                                              gboolean thumbnail, const char *path, GCancellable *cancellable,
                                              GAsyncReadyCallback callback, gpointer user_data);
  /* a new picture; answers with a listing of it alone, flagged when the server made it primary */
  void                (* upload_async)       (PackshotService *self, const PackshotItem *item, const PackshotUpload *upload,
                                              PackshotProgressFunc progress, gpointer progress_data, GCancellable *cancellable,
                                              GAsyncReadyCallback callback, gpointer user_data);
  void                (* delete_async)       (PackshotService *self, const PackshotItem *item, const char *remote_id,
                                              GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
  /* writes the whole list; CONFLICT when the server no longer shows @seen; answers with what it shows now */
  void                (* write_async)        (PackshotService *self, const PackshotItem *item, PackshotListing *seen,
                                              PackshotListing *wanted, GCancellable *cancellable,
                                              GAsyncReadyCallback callback, gpointer user_data);
  void                (* get_budget)         (PackshotService *self, PackshotBudget *budget);
};

/* key: `KEY` for Closient, `NAME:KEY` for GoldLeaf, `PARTNER:DEVELOPER` for BLAZE; checked offline */
gboolean         packshot_service_check_key     (PackshotServiceKind kind, const char *key, GError **error);
/* https, or http to this machine only; returns the address without a slash at the end */
char            *packshot_service_normalize_url (PackshotServiceKind kind, const char *url, GError **error);
PackshotService *packshot_service_new           (const PackshotAccount *account, const char *key,
                                                 PackshotTransport *transport, PackshotClock *clock, GError **error);

const PackshotServiceProfile *
                    packshot_service_get_profile        (PackshotService *self);
void                packshot_service_get_budget         (PackshotService *self, PackshotBudget *budget);
void                packshot_service_test_async         (PackshotService *self, GCancellable *cancellable,
                                                         GAsyncReadyCallback callback, gpointer user_data);
/* the connection is returned on failure too, with @error set */
PackshotConnection *packshot_service_test_finish        (PackshotService *self, GAsyncResult *result, GError **error);
void                packshot_service_list_items_async   (PackshotService *self, const char *cursor, GCancellable *cancellable,
                                                         GAsyncReadyCallback callback, gpointer user_data);
GPtrArray          *packshot_service_list_items_finish  (PackshotService *self, GAsyncResult *result, char **next_cursor, GError **error);
void                packshot_service_list_images_async  (PackshotService *self, const PackshotItem *item, GCancellable *cancellable,
                                                         GAsyncReadyCallback callback, gpointer user_data);
PackshotListing    *packshot_service_list_images_finish (PackshotService *self, GAsyncResult *result, GError **error);
void                packshot_service_fetch_async        (PackshotService *self, const PackshotItem *item, PackshotImage *image,
                                                         gboolean thumbnail, const char *path, GCancellable *cancellable,
                                                         GAsyncReadyCallback callback, gpointer user_data);
gboolean            packshot_service_fetch_finish       (PackshotService *self, GAsyncResult *result, GError **error);
void                packshot_service_upload_async       (PackshotService *self, const PackshotItem *item, const PackshotUpload *upload,
                                                         PackshotProgressFunc progress, gpointer progress_data, GCancellable *cancellable,
                                                         GAsyncReadyCallback callback, gpointer user_data);
PackshotListing    *packshot_service_upload_finish      (PackshotService *self, GAsyncResult *result, GError **error);
void                packshot_service_delete_async       (PackshotService *self, const PackshotItem *item, const char *remote_id,
                                                         GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean            packshot_service_delete_finish      (PackshotService *self, GAsyncResult *result, GError **error);
void                packshot_service_write_async        (PackshotService *self, const PackshotItem *item, PackshotListing *seen,
                                                         PackshotListing *wanted, GCancellable *cancellable,
                                                         GAsyncReadyCallback callback, gpointer user_data);
PackshotListing    *packshot_service_write_finish       (PackshotService *self, GAsyncResult *result, GError **error);

G_END_DECLS
