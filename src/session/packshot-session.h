/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include "packshot-blob-store.h"
#include "packshot-edits.h"
#include "packshot-engine.h"
#include "packshot-imaging.h"
#include "packshot-item-view.h"
#include "packshot-plan.h"
#include "packshot-service.h"
#include "packshot-store.h"

G_BEGIN_DECLS

#define PACKSHOT_SESSION_ERROR (packshot_session_error_quark ())

/**
 * PackshotSessionError:
 * @PACKSHOT_SESSION_ERROR_NOT_FOUND: no such item, picture, account, conflict
 * @PACKSHOT_SESSION_ERROR_AMBIGUOUS: a reference fits several items; the message lists them
 * @PACKSHOT_SESSION_ERROR_NOT_A_PICTURE: the file is no picture
 * @PACKSHOT_SESSION_ERROR_EMPTY: the file is empty
 * @PACKSHOT_SESSION_ERROR_BROKEN: the picture is damaged
 * @PACKSHOT_SESSION_ERROR_FORMAT: the service does not take this kind of picture
 * @PACKSHOT_SESSION_ERROR_TOO_LARGE: larger than the service or the program takes
 * @PACKSHOT_SESSION_ERROR_NOT_SUPPORTED: the service can't do this
 * @PACKSHOT_SESSION_ERROR_NOTHING: nothing to undo or redo, or nothing would change
 * @PACKSHOT_SESSION_ERROR_NO_KEY: the account's key is not at hand
 * @PACKSHOT_SESSION_ERROR_KEYRING: no keyring could be used
 * @PACKSHOT_SESSION_ERROR_INVALID: a value that is not allowed; the message says what is
 * @PACKSHOT_SESSION_ERROR_EXISTS: an account of that name exists
 * @PACKSHOT_SESSION_ERROR_UNREADABLE: a file could not be opened
 */
typedef enum
{
  PACKSHOT_SESSION_ERROR_NOT_FOUND,
  PACKSHOT_SESSION_ERROR_AMBIGUOUS,
  PACKSHOT_SESSION_ERROR_NOT_A_PICTURE,
  PACKSHOT_SESSION_ERROR_EMPTY,
  PACKSHOT_SESSION_ERROR_BROKEN,
  PACKSHOT_SESSION_ERROR_FORMAT,
  PACKSHOT_SESSION_ERROR_TOO_LARGE,
  PACKSHOT_SESSION_ERROR_NOT_SUPPORTED,
  PACKSHOT_SESSION_ERROR_NOTHING,
  PACKSHOT_SESSION_ERROR_NO_KEY,
  PACKSHOT_SESSION_ERROR_KEYRING,
  PACKSHOT_SESSION_ERROR_INVALID,
  PACKSHOT_SESSION_ERROR_EXISTS,
  PACKSHOT_SESSION_ERROR_UNREADABLE,
} PackshotSessionError;

GQuark packshot_session_error_quark (void);

#define PACKSHOT_TYPE_SESSION (packshot_session_get_type ())
G_DECLARE_FINAL_TYPE (PackshotSession, packshot_session, PACKSHOT, SESSION, GObject)

/* The session is the program without a display: it owns the store, the blobs, the accounts, the
 * engine and the imaging of one profile. Main thread only; every call that touches the disk or a
 * server is asynchronous.
 *
 * Signals:
 *   item-changed (gint64 item)   something of one item changed: gallery, state, facts
 *   items-changed ()             items came or went
 *   accounts-changed ()          accounts or their states changed
 *   progress (gint64 item, gint64 image, double fraction)
 *                                bytes of a picture are sent; 1.0 at the end
 *   notify::offline, notify::syncing, notify::can-undo, notify::can-redo
 */

/**
 * packshot_session_open_async:
 * @data_dir: (nullable): the profile's folder, or %NULL for the user's own
 * @flags: see #PackshotSessionFlags
 */
typedef enum
{
  PACKSHOT_SESSION_NONE = 0,
  PACKSHOT_SESSION_MANUAL = 1 << 0,   /* nothing is sent or looked at by itself: for packshotctl */
  PACKSHOT_SESSION_OFFLINE = 1 << 1,  /* starts offline, without writing that down */
} PackshotSessionFlags;

void             packshot_session_open_async   (const char           *data_dir,
                                                PackshotSessionFlags  flags,
                                                GCancellable         *cancellable,
                                                GAsyncReadyCallback   callback,
                                                gpointer              user_data);
PackshotSession *packshot_session_open_finish  (GAsyncResult         *result,
                                                GError              **error);
/* Stops the engine, drains the writer, closes. */
void             packshot_session_close_async  (PackshotSession      *self,
                                                GAsyncReadyCallback   callback,
                                                gpointer              user_data);
gboolean         packshot_session_close_finish (PackshotSession      *self,
                                                GAsyncResult         *result,
                                                GError              **error);

PackshotStore     *packshot_session_get_store   (PackshotSession *self);
PackshotBlobStore *packshot_session_get_blobs   (PackshotSession *self);
PackshotImaging   *packshot_session_get_imaging (PackshotSession *self);

/* --- Network ---------------------------------------------------------------------------------- */

/* by choice or for want of a network */
gboolean packshot_session_get_offline       (PackshotSession *self);
/* by choice */
gboolean packshot_session_get_offline_wish  (PackshotSession *self);
void     packshot_session_set_offline_wish  (PackshotSession *self,
                                             gboolean         offline);
/* microseconds UTC, or 0 */
gint64   packshot_session_get_offline_since (PackshotSession *self);
gboolean packshot_session_get_syncing       (PackshotSession *self);
/* what is sent by itself and what waits for packshot_session_sync_async (); not for MANUAL
 * sessions */
void     packshot_session_set_review        (PackshotSession *self,
                                             PackshotReview   review);

/* --- Accounts --------------------------------------------------------------------------------- */

/**
 * PackshotAccountView:
 * @account: the account
 * @has_key: whether its key is at hand
 * @key_in_session: whether the key is kept for this run only, for want of a keyring
 * @checked_at: microseconds UTC of its last complete look, or 0
 * @problem: (nullable): an error code that stops it ("auth", "forbidden", "offline", "no-key" …)
 * @problem_text: (nullable): what the server said
 * @n_items: its items
 * @by_kind: number of its items of each #PackshotItemKind
 */
typedef struct
{
  PackshotAccount *account;
  gboolean has_key;
  gboolean key_in_session;
  gint64 checked_at;
  char *problem;
  char *problem_text;
  gint64 n_items;
  gint64 by_kind[PACKSHOT_N_ITEM_KINDS];
} PackshotAccountView;

void packshot_account_view_free (PackshotAccountView *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PackshotAccountView, packshot_account_view_free)

/* element-type PackshotAccountView, (transfer full) */
void                packshot_session_list_accounts_async   (PackshotSession       *self,
                                                            GCancellable          *cancellable,
                                                            GAsyncReadyCallback    callback,
                                                            gpointer               user_data);
GPtrArray          *packshot_session_list_accounts_finish  (PackshotSession       *self,
                                                            GAsyncResult          *result,
                                                            GError               **error);
/* Saves a new (id 0) or changed account; key NULL leaves the stored one. account->key_source
 * "keyring" falls back to "session" when there is no keyring, and says so in the view; "file:PATH"
 * and "env:NAME" are only checked. Returns its id. */
void                packshot_session_save_account_async    (PackshotSession       *self,
                                                            const PackshotAccount *account,
                                                            const char            *key,
                                                            GCancellable          *cancellable,
                                                            GAsyncReadyCallback    callback,
                                                            gpointer               user_data);
gint64              packshot_session_save_account_finish   (PackshotSession       *self,
                                                            GAsyncResult          *result,
                                                            GError               **error);
void                packshot_session_remove_account_async  (PackshotSession       *self,
                                                            gint64                 account,
                                                            GCancellable          *cancellable,
                                                            GAsyncReadyCallback    callback,
                                                            gpointer               user_data);
gboolean            packshot_session_remove_account_finish (PackshotSession       *self,
                                                            GAsyncResult          *result,
                                                            GError               **error);
/* Tests a draft without changing anything; key NULL uses the stored one. The connection is returned
 * on failure too. */
void                packshot_session_test_account_async    (PackshotSession       *self,
                                                            const PackshotAccount *account,
                                                            const char            *key,
                                                            GCancellable          *cancellable,
                                                            GAsyncReadyCallback    callback,
                                                            gpointer               user_data);
PackshotConnection *packshot_session_test_account_finish   (PackshotSession       *self,
                                                            GAsyncResult          *result,
                                                            GError               **error);
/* Reads the account's list of items anew. */
void                packshot_session_refresh_items_async   (PackshotSession       *self,
                                                            gint64                 account,
                                                            GCancellable          *cancellable,
                                                            GAsyncReadyCallback    callback,
                                                            gpointer               user_data);
gboolean            packshot_session_refresh_items_finish  (PackshotSession       *self,
                                                            GAsyncResult          *result,
                                                            GError               **error);
/* whether a keyring answers */
gboolean            packshot_session_get_keyring           (PackshotSession       *self);

/* --- Reading ---------------------------------------------------------------------------------- */

void              packshot_session_load_item_async       (PackshotSession         *self,
                                                          gint64                   item,
                                                          GCancellable            *cancellable,
                                                          GAsyncReadyCallback      callback,
                                                          gpointer                 user_data);
PackshotItemView *packshot_session_load_item_finish      (PackshotSession         *self,
                                                          GAsyncResult            *result,
                                                          GError                 **error);
/* one item by ITEM of the command line; NOT_FOUND or AMBIGUOUS */
void              packshot_session_find_item_async       (PackshotSession         *self,
                                                          const char              *reference,
                                                          GCancellable            *cancellable,
                                                          GAsyncReadyCallback      callback,
                                                          gpointer                 user_data);
PackshotItem     *packshot_session_find_item_finish      (PackshotSession         *self,
                                                          GAsyncResult            *result,
                                                          GError                 **error);
/* gint64 ids in order */
void              packshot_session_query_items_async     (PackshotSession         *self,
                                                          const PackshotItemQuery *query,
                                                          GCancellable            *cancellable,
                                                          GAsyncReadyCallback      callback,
                                                          gpointer                 user_data);
GArray           *packshot_session_query_items_finish    (PackshotSession         *self,
                                                          GAsyncResult            *result,
                                                          GError                 **error);
/* element-type PackshotItemRow */
void              packshot_session_load_rows_async       (PackshotSession         *self,
                                                          const gint64            *ids,
                                                          guint                    n_ids,
                                                          GCancellable            *cancellable,
                                                          GAsyncReadyCallback      callback,
                                                          gpointer                 user_data);
GPtrArray        *packshot_session_load_rows_finish      (PackshotSession         *self,
                                                          GAsyncResult            *result,
                                                          GError                 **error);
void              packshot_session_count_async           (PackshotSession         *self,
                                                          GCancellable            *cancellable,
                                                          GAsyncReadyCallback      callback,
                                                          gpointer                 user_data);
gboolean          packshot_session_count_finish          (PackshotSession         *self,
                                                          GAsyncResult            *result,
                                                          PackshotCounts          *counts,
                                                          GError                 **error);
/* element-type PackshotLogRow / PackshotConflictRow / PackshotTrashRow */
void              packshot_session_list_log_async        (PackshotSession         *self,
                                                          guint                    limit,
                                                          GCancellable            *cancellable,
                                                          GAsyncReadyCallback      callback,
                                                          gpointer                 user_data);
GPtrArray        *packshot_session_list_log_finish       (PackshotSession         *self,
                                                          GAsyncResult            *result,
                                                          GError                 **error);
void              packshot_session_list_conflicts_async  (PackshotSession         *self,
                                                          GCancellable            *cancellable,
                                                          GAsyncReadyCallback      callback,
                                                          gpointer                 user_data);
GPtrArray        *packshot_session_list_conflicts_finish (PackshotSession         *self,
                                                          GAsyncResult            *result,
                                                          GError                 **error);
void              packshot_session_list_trash_async      (PackshotSession         *self,
                                                          GCancellable            *cancellable,
                                                          GAsyncReadyCallback      callback,
                                                          gpointer                 user_data);
GPtrArray        *packshot_session_list_trash_finish     (PackshotSession         *self,
                                                          GAsyncResult            *result,
                                                          GError                 **error);
/* Problems, one text each; empty when all is well. Reads every blob. */
void              packshot_session_verify_async          (PackshotSession         *self,
                                                          GCancellable            *cancellable,
                                                          GAsyncReadyCallback      callback,
                                                          gpointer                 user_data);
GPtrArray        *packshot_session_verify_finish         (PackshotSession         *self,
                                                          GAsyncResult            *result,
                                                          GError                 **error);
/* Sees to it that a picture's bytes are here (fetches them when they are only on the server), then
 * gives their path. */
void              packshot_session_fetch_image_async     (PackshotSession         *self,
                                                          gint64                   item,
                                                          gint64                   image,
                                                          GCancellable            *cancellable,
                                                          GAsyncReadyCallback      callback,
                                                          gpointer                 user_data);
char             *packshot_session_fetch_image_finish    (PackshotSession         *self,
                                                          GAsyncResult            *result,
                                                          GError                 **error);

/* --- Editing: offline, at once, each an undoable edit ----------------------------------------- */

/**
 * PackshotAdd:
 * @position: where the first stands, from 1; 0: at the end
 * @title: (nullable): caption of all
 * @primary: whether the first becomes primary
 * @visibility: for services that make the difference; NONE: private, the safe choice
 * @keep_duplicates: whether pictures that the item has already are added again
 */
typedef struct
{
  guint position;
  const char *title;
  gboolean primary;
  PackshotVisibility visibility;
  gboolean keep_duplicates;
} PackshotAdd;

/**
 * PackshotAdded:
 * @images: gint64 ids of the new pictures
 * @duplicates: gint64 ids of pictures that were there already, for files that were left out
 * @refused: (element-type utf8): messages, "name: reason", for files that were left out
 */
typedef struct
{
  GArray *images;
  GArray *duplicates;
  GPtrArray *refused;
} PackshotAdded;

void packshot_added_free (PackshotAdded *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PackshotAdded, packshot_added_free)

/* Fails as a whole, with the first reason, when no file could be added and none was there
 * already. */
void           packshot_session_add_files_async      (PackshotSession    *self,
                                                      gint64              item,
                                                      const char  *const *paths,
                                                      const PackshotAdd  *options,
                                                      GCancellable       *cancellable,
                                                      GAsyncReadyCallback callback,
                                                      gpointer            user_data);
PackshotAdded *packshot_session_add_files_finish     (PackshotSession    *self,
                                                      GAsyncResult       *result,
                                                      GError            **error);
void           packshot_session_replace_image_async  (PackshotSession    *self,
                                                      gint64              item,
                                                      gint64              image,
                                                      const char         *path,
                                                      GCancellable       *cancellable,
                                                      GAsyncReadyCallback callback,
                                                      gpointer            user_data);
void           packshot_session_remove_images_async  (PackshotSession    *self,
                                                      gint64              item,
                                                      const gint64       *images,
                                                      guint               n,
                                                      GCancellable       *cancellable,
                                                      GAsyncReadyCallback callback,
                                                      gpointer            user_data);
/* the pictures, in gallery order, together, the first of them at @position (from 1) of the
 * outcome */
void           packshot_session_move_images_async    (PackshotSession    *self,
                                                      gint64              item,
                                                      const gint64       *images,
                                                      guint               n,
                                                      guint               position,
                                                      GCancellable       *cancellable,
                                                      GAsyncReadyCallback callback,
                                                      gpointer            user_data);
void           packshot_session_set_primary_async    (PackshotSession    *self,
                                                      gint64              item,
                                                      gint64              image,
                                                      GCancellable       *cancellable,
                                                      GAsyncReadyCallback callback,
                                                      gpointer            user_data);
void           packshot_session_set_title_async      (PackshotSession    *self,
                                                      gint64              item,
                                                      const gint64       *images,
                                                      guint               n,
                                                      const char         *title,
                                                      GCancellable       *cancellable,
                                                      GAsyncReadyCallback callback,
                                                      gpointer            user_data);
void           packshot_session_set_visibility_async (PackshotSession    *self,
                                                      gint64              item,
                                                      const gint64       *images,
                                                      guint               n,
                                                      PackshotVisibility  visibility,
                                                      GCancellable       *cancellable,
                                                      GAsyncReadyCallback callback,
                                                      gpointer            user_data);
void           packshot_session_restore_async        (PackshotSession    *self,
                                                      gint64              trash,
                                                      GCancellable       *cancellable,
                                                      GAsyncReadyCallback callback,
                                                      gpointer            user_data);
/* for replace, remove, move, primary, title, visibility, restore; NOTHING when nothing would
 * change */
gboolean       packshot_session_edit_finish          (PackshotSession    *self,
                                                      GAsyncResult       *result,
                                                      GError            **error);

/* Undo and redo answer with the edit's kind (add, remove, move, primary, title, visibility,
 * replace, resolve, restore) and its item. */
gboolean packshot_session_get_can_undo (PackshotSession    *self);
gboolean packshot_session_get_can_redo (PackshotSession    *self);
void     packshot_session_undo_async   (PackshotSession    *self,
                                        GCancellable       *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer            user_data);
void     packshot_session_redo_async   (PackshotSession    *self,
                                        GCancellable       *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer            user_data);
char    *packshot_session_undo_finish  (PackshotSession    *self,
                                        GAsyncResult       *result,
                                        gint64             *item,
                                        GError            **error);

/* --- Sync ------------------------------------------------------------------------------------- */

/* items NULL: all. Runs until nothing can be done any more. Temporary failures are retried later by
 * themselves (unless the session is MANUAL); a run does not wait for them. */
void                packshot_session_sync_async  (PackshotSession    *self,
                                                  const gint64       *items,
                                                  guint               n_items,
                                                  PackshotSyncFlags   flags,
                                                  GCancellable       *cancellable,
                                                  GAsyncReadyCallback callback,
                                                  gpointer            user_data);
PackshotSyncResult *packshot_session_sync_finish (PackshotSession    *self,
                                                  GAsyncResult       *result,
                                                  GError            **error);

/**
 * PackshotItemPlan: what would be sent for one item, from what was last seen
 */
typedef struct
{
  PackshotItem *item;
  PackshotAccount *account;
  PackshotPlan *plan;
  PackshotItemView *view;
} PackshotItemPlan;

void       packshot_item_plan_free       (PackshotItemPlan *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PackshotItemPlan, packshot_item_plan_free)

/* element-type PackshotItemPlan, items with work only; items NULL: all */
void       packshot_session_plan_async  (PackshotSession    *self,
                                         const gint64       *items,
                                         guint               n_items,
                                         GCancellable       *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer            user_data);
GPtrArray *packshot_session_plan_finish (PackshotSession    *self,
                                         GAsyncResult       *result,
                                         GError            **error);

G_END_DECLS
