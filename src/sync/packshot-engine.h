/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include "packshot-activity.h"
#include "packshot-blob-store.h"
#include "packshot-clock.h"
#include "packshot-journal.h"
#include "packshot-plan.h"
#include "packshot-service.h"
#include "packshot-store.h"
#include "packshot-worker.h"

G_BEGIN_DECLS

typedef enum
{
  PACKSHOT_SYNC_NONE = 0,
  PACKSHOT_SYNC_PULL_ONLY = 1 << 0,   /* looks, merges, sends nothing */
  PACKSHOT_SYNC_ONLY_WORK = 1 << 1,   /* only items with something to send, no lists of items */
  PACKSHOT_SYNC_AUTOMATIC = 1 << 2,   /* not asked for: waits to retry, omits what was refused */
  PACKSHOT_SYNC_REVIEW = 1 << 3,      /* what is replaced or deleted waits for a person */
  PACKSHOT_SYNC_WHILE_PAUSED = 1 << 4, /* once, although the engine is paused, which it stays */
  PACKSHOT_SYNC_SEND_ANYWAY = 1 << 5, /* large pictures too on a metered network */
  PACKSHOT_SYNC_REFRESH = 1 << 6,     /* some of the items that were not looked at for a day */
} PackshotSyncFlags;

/**
 * PackshotSyncResult:
 * @n_items: items looked at
 * @n_sent: calls that changed a server
 * @n_pending: items with work left
 * @n_conflicts: items with conflicts
 * @n_needs_you: items or accounts that a server refused
 * @n_later: items that were not looked at, because the calls that are allowed are used up
 * @n_held: items of the pending ones that wait for a network which is not metered
 * @paused: the engine was paused before everything was done
 * @first_problem: (nullable): the first error's text
 *
 * What a run did, and what is left over.
 */
typedef struct
{
  guint n_items;
  guint n_sent;
  guint n_pending;
  guint n_conflicts;
  guint n_needs_you;
  guint n_later;
  guint n_held;
  gboolean paused;
  char *first_problem;
} PackshotSyncResult;

void packshot_sync_result_free (PackshotSyncResult *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PackshotSyncResult, packshot_sync_result_free)

/**
 * PackshotProbeFunc:
 * @path: a file
 * @content: its mime, width and height are set; a file that is no picture is
 *   "application/octet-stream", 0 × 0
 *
 * Finds out what a file holds. Called on a worker thread.
 */
typedef void (*PackshotProbeFunc) (const char      *path,
                                   PackshotContent *content);

#define PACKSHOT_TYPE_ENGINE (packshot_engine_get_type ())
G_DECLARE_FINAL_TYPE (PackshotEngine, packshot_engine, PACKSHOT, ENGINE, GObject)

PackshotEngine     *packshot_engine_new                (PackshotStore        *store,
                                                        PackshotBlobStore    *blobs,
                                                        PackshotClock        *clock,
                                                        PackshotWorker       *files,
                                                        PackshotProbeFunc     probe,
                                                        const char           *lock_path);
void                packshot_engine_set_service        (PackshotEngine       *self,
                                                        gint64                account,
                                                        PackshotService      *service);
PackshotService    *packshot_engine_get_service        (PackshotEngine       *self,
                                                        gint64                account);
/**
 * PackshotReview:
 * @PACKSHOT_REVIEW_ALWAYS: nothing is sent by itself
 * @PACKSHOT_REVIEW_CHANGES: what sends pictures again or deletes some waits for a person
 * @PACKSHOT_REVIEW_NEVER: everything is sent by itself
 */
typedef enum
{
  PACKSHOT_REVIEW_ALWAYS,
  PACKSHOT_REVIEW_CHANGES,
  PACKSHOT_REVIEW_NEVER,
} PackshotReview;

void                packshot_engine_set_seed           (PackshotEngine       *self,
                                                        guint32               seed);
void                packshot_engine_set_automatic      (PackshotEngine       *self,
                                                        gboolean              automatic,
                                                        PackshotReview        review);
void                packshot_engine_item_edited        (PackshotEngine       *self,
                                                        gint64                item);
/* --- Pausing; neither is kept: who starts the engine tells it --- */

#define PACKSHOT_PAUSE_UNTIL_RESUMED G_MAXINT64

void                packshot_engine_pause              (PackshotEngine       *self,
                                                        gint64                until);
void                packshot_engine_resume             (PackshotEngine       *self);
gint64              packshot_engine_get_paused_until   (PackshotEngine       *self);

#define PACKSHOT_HOLD_BYTES (5 * 1000 * 1000)

void                packshot_engine_set_metered        (PackshotEngine       *self,
                                                        gboolean              metered,
                                                        gint64                hold_bytes);
gboolean            packshot_engine_get_metered        (PackshotEngine       *self,
                                                        gint64               *hold_bytes);

/* --- What is under way, and when it goes on --- */

/* (element-type PackshotActivity), in the order in which they began */
GArray             *packshot_engine_dup_activities     (PackshotEngine       *self);
void                packshot_engine_get_progress       (PackshotEngine       *self,
                                                        guint                *n_done,
                                                        guint                *n_items);
void                packshot_engine_stop_item          (PackshotEngine       *self,
                                                        gint64                item);
/* when an account that can't be reached, or has no calls left, is tried again: microseconds UTC,
 * or 0 */
gint64              packshot_engine_get_next_try       (PackshotEngine       *self,
                                                        gint64                account);
/* Calls of the account in each of the windows that its server counts in: how many there are. */
guint               packshot_engine_get_calls          (PackshotEngine       *self,
                                                        gint64                account,
                                                        PackshotCalls        *windows);
/* The item that is on the screen, or 0: it is looked at before others. */
void                packshot_engine_set_visible_item   (PackshotEngine       *self,
                                                        gint64                item);
/* The network is back, or a person asks: accounts that could not be reached are tried now. */
void                packshot_engine_reconnected        (PackshotEngine       *self);
/* those of all accounts: account id -> gint64 */
GHashTable         *packshot_engine_dup_next_tries     (PackshotEngine       *self);

void                packshot_engine_stop               (PackshotEngine       *self);
gboolean            packshot_engine_get_running        (PackshotEngine       *self);
void                packshot_engine_run_async          (PackshotEngine       *self,
                                                        const gint64         *items,
                                                        guint                 n_items,
                                                        PackshotSyncFlags     flags,
                                                        GCancellable         *cancellable,
                                                        GAsyncReadyCallback   callback,
                                                        gpointer              user_data);
PackshotSyncResult *packshot_engine_run_finish         (PackshotEngine       *self,
                                                        GAsyncResult         *result,
                                                        GError              **error);
void                packshot_engine_list_items_async   (PackshotEngine       *self,
                                                        gint64                account,
                                                        GCancellable         *cancellable,
                                                        GAsyncReadyCallback   callback,
                                                        gpointer              user_data);
gboolean            packshot_engine_list_items_finish  (PackshotEngine       *self,
                                                        GAsyncResult         *result,
                                                        GError              **error);
void                packshot_engine_fetch_async        (PackshotEngine       *self,
                                                        const PackshotItem   *item,
                                                        PackshotImage        *image,
                                                        GCancellable         *cancellable,
                                                        GAsyncReadyCallback   callback,
                                                        gpointer              user_data);
char               *packshot_engine_fetch_finish       (PackshotEngine       *self,
                                                        GAsyncResult         *result,
                                                        GError              **error);
/* What would be sent for an item, from what was last seen, inside a transaction; NULL without
 * @error when nothing. */
PackshotPlan       *packshot_engine_plan               (PackshotDb           *db,
                                                        gint64                item,
                                                        GError              **error);

G_END_DECLS
