/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* The sync engine: one state machine on the main thread. It owns the accounts' services, takes one
 * run after the other, and lets no two processes sync one profile at once (a lock on a file, which
 * a killed process gives up by itself).
 *
 *   run_async ─▶ waiting runs ─▶ lock ─▶ packshot-run.c ─▶ unlock ─▶ next run
 *   item_edited ─▶ ten seconds of quiet ─▶ an automatic run
 */

#include "config.h"

#include "packshot-engine-private.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include "packshot-accounts.h"
#include "packshot-items.h"
#include "packshot-store-error.h"

/* So that toggling back and forth sends nothing. */
#define QUIET_TIME (10 * G_TIME_SPAN_SECOND)
/* Looking again at what is old can wait until the program stands. */
#define FIRST_REFRESH (30 * G_TIME_SPAN_SECOND)
#define LOCK_PAUSE (250 * G_TIME_SPAN_MILLISECOND)

enum
{
  SIGNAL_ITEM_CHANGED,
  SIGNAL_ITEMS_CHANGED,
  SIGNAL_ACCOUNT_CHANGED,
  SIGNAL_PROGRESS,
  SIGNAL_RUNNING_CHANGED,
  SIGNAL_ACTIVITY_CHANGED,
  SIGNAL_PAUSED_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PackshotEngine, packshot_engine, G_TYPE_OBJECT)

void
packshot_sync_result_free (PackshotSyncResult *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->first_problem);
  g_free (self);
}

void
_packshot_engine_emit_item (PackshotEngine *self,
                            gint64          item)
{
  g_signal_emit (self, signals[SIGNAL_ITEM_CHANGED], 0, item);
}

void
_packshot_engine_emit_items (PackshotEngine *self)
{
  g_signal_emit (self, signals[SIGNAL_ITEMS_CHANGED], 0);
}

void
_packshot_engine_emit_account (PackshotEngine *self,
                               gint64          account)
{
  g_signal_emit (self, signals[SIGNAL_ACCOUNT_CHANGED], 0, account);
}

void
_packshot_engine_emit_progress (PackshotEngine         *self,
                                const PackshotActivity *activity,
                                double                  fraction)
{
  g_signal_emit (self, signals[SIGNAL_PROGRESS], 0, activity->item, activity->image, fraction);
}

void
_packshot_engine_emit_activity (PackshotEngine *self)
{
  g_signal_emit (self, signals[SIGNAL_ACTIVITY_CHANGED], 0);
}

void
_packshot_engine_emit_paused (PackshotEngine *self)
{
  g_signal_emit (self, signals[SIGNAL_PAUSED_CHANGED], 0);
}

/* --- The lock --- */

static void engine_lock (PackshotEngine *self);

static void
engine_unlock (PackshotEngine *self)
{
  if (self->lock_fd >= 0)
    close (self->lock_fd);
  self->lock_fd = -1;
}

static void
lock_try (GTask        *task,
          gpointer      source,
          gpointer      data,
          GCancellable *cancellable)
{
  PackshotEngine *self = source;
  int fd = open (self->lock_path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

  if (fd >= 0 && flock (fd, LOCK_EX | LOCK_NB) != 0)
    {
      close (fd);
      fd = -1;
    }
  g_task_return_int (task, fd);
}

static void
lock_again (gpointer user_data)
{
  PackshotEngine *self = user_data;

  self->lock_id = 0;
  engine_lock (self);
}

static void
lock_tried_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  PackshotEngine *self = PACKSHOT_ENGINE (source);
  GTask *task = g_queue_peek_head (&self->runs);

  self->lock_fd = (int)g_task_propagate_int (G_TASK (result), NULL);
  if (self->lock_fd >= 0)
    _packshot_engine_run_start (self, task);
  else if (g_cancellable_is_cancelled (g_task_get_cancellable (task)))
    _packshot_engine_run_ended (self, task, NULL);
  else
    self->lock_id = packshot_clock_add_timeout (self->parts.clock, LOCK_PAUSE, lock_again, self);
}

static void
engine_lock (PackshotEngine *self)
{
  g_autoptr(GTask) task = NULL;

  if (self->lock_path == NULL)
    {
      _packshot_engine_run_start (self, g_queue_peek_head (&self->runs));
      return;
    }
  task = g_task_new (self, NULL, lock_tried_cb, NULL);
  packshot_worker_queue (self->parts.files, G_PRIORITY_DEFAULT, task, lock_try);
}

/* --- Runs --- */

void
_packshot_engine_run_ended (PackshotEngine *self,
                            GTask          *task,
                            GError         *error)
{
  PackshotRun *run = g_task_get_task_data (task);

  engine_unlock (self);
  _packshot_engine_retry_plan (self, run);
  g_queue_remove (&self->runs, task);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_steal_pointer (&run->result),
                           (GDestroyNotify)packshot_sync_result_free);
  g_object_unref (task);

  if (!g_queue_is_empty (&self->runs))
    engine_lock (self);
  else
    g_signal_emit (self, signals[SIGNAL_RUNNING_CHANGED], 0);
}

/* A run over everything may take hours. What is sent, or asked for by name, does not wait for
 * it. */
static gboolean
is_urgent (GTask *task)
{
  const PackshotRun *run = g_task_get_task_data (task);

  return run->items != NULL || run->flags & PACKSHOT_SYNC_ONLY_WORK;
}

/* Puts a run before those that are not urgent, but never before one that has begun its rounds. */
static void
engine_put_run (PackshotEngine *self,
                GTask          *task,
                guint           index)
{
  while (index < self->runs.length && is_urgent (g_queue_peek_nth (&self->runs, index)))
    index++;
  g_queue_push_nth (&self->runs, task, (int)index);
}

static void
engine_add_run (PackshotEngine *self,
                GTask          *task)
{
  GTask *head = g_queue_peek_head (&self->runs);
  PackshotRun *run = head != NULL ? g_task_get_task_data (head) : NULL;

  if (run == NULL || !is_urgent (task))
    {
      g_queue_push_tail (&self->runs, task);
      return;
    }
  engine_put_run (self, task, run->started ? 1 : 0);
  if (!run->started || is_urgent (head))
    return;
  run->yielding = TRUE;
  _packshot_run_wake (head);
}

/* The run goes on after what is more urgent. The lock stays taken. */
void
_packshot_engine_run_yielded (PackshotEngine *self,
                              GTask          *task)
{
  g_queue_remove (&self->runs, task);
  engine_put_run (self, task, 0);
  _packshot_engine_run_start (self, g_queue_peek_head (&self->runs));
}

/**
 * packshot_engine_run_async:
 * @self: an engine
 * @items: (nullable): ids, or %NULL for all
 * @n_items: their number
 * @flags: what may be done
 * @cancellable: (nullable): ends the run between two calls
 * @callback: called when nothing can be done any more
 * @user_data: for @callback
 *
 * Runs one after the other; one over everything stands back for one with named items, or only with
 * work, and goes on after it. Temporary failures are not waited for.
 */
void
packshot_engine_run_async (PackshotEngine     *self,
                           const gint64       *items,
                           guint               n_items,
                           PackshotSyncFlags   flags,
                           GCancellable       *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer            user_data)
{
  GTask *task;

  g_return_if_fail (PACKSHOT_IS_ENGINE (self));

  task = g_task_new (self, cancellable != NULL ? cancellable : self->stop, callback, user_data);
  g_task_set_source_tag (task, packshot_engine_run_async);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, _packshot_run_new (items, n_items, flags),
                        (GDestroyNotify)_packshot_run_free);
  engine_add_run (self, task);
  if (self->runs.length == 1)
    {
      g_signal_emit (self, signals[SIGNAL_RUNNING_CHANGED], 0);
      engine_lock (self);
    }
}

/**
 * packshot_engine_run_finish:
 * @self: an engine
 * @result: from the callback
 * @error: return location; only of our own database
 *
 * Returns: (transfer full) (nullable): what was done and what is left
 */
PackshotSyncResult *
packshot_engine_run_finish (PackshotEngine *self,
                            GAsyncResult   *result,
                            GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
engine_tick (gpointer user_data)
{
  PackshotEngine *self = user_data;
  PackshotSyncFlags flags = PACKSHOT_SYNC_ONLY_WORK | PACKSHOT_SYNC_AUTOMATIC;

  self->tick_id = 0;
  if (!self->automatic || g_hash_table_size (self->services) == 0 ||
      !_packshot_engine_may_run (self, flags))
    return;
  if (self->review != PACKSHOT_REVIEW_NEVER)
    _packshot_engine_retry_approved (self);
  if (self->review == PACKSHOT_REVIEW_ALWAYS)
    return;
  if (self->review == PACKSHOT_REVIEW_CHANGES)
    flags |= PACKSHOT_SYNC_REVIEW;
  packshot_engine_run_async (self, NULL, 0, flags, NULL, NULL, NULL);
}

void
_packshot_engine_schedule (PackshotEngine *self,
                           gint64          delay)
{
  if (self->tick_id != 0)
    packshot_clock_remove_timeout (self->parts.clock, self->tick_id);
  self->tick_id = 0;
  if (self->automatic)
    self->tick_id = packshot_clock_add_timeout (self->parts.clock, delay, engine_tick, self);
}

/**
 * packshot_engine_item_edited:
 * @self: an engine
 * @item: the item
 *
 * The item is sent by itself after ten seconds without a further edit, if the engine is automatic.
 */
void
packshot_engine_item_edited (PackshotEngine *self,
                             gint64          item)
{
  g_return_if_fail (PACKSHOT_IS_ENGINE (self));

  _packshot_engine_approve (self, item, FALSE);
  _packshot_engine_schedule (self, QUIET_TIME);
}

/**
 * packshot_engine_set_seed:
 * @self: an engine
 * @seed: any number
 *
 * From here on what is left to chance (how much longer than needed a retry waits) repeats itself.
 */
void
packshot_engine_set_seed (PackshotEngine *self,
                          guint32         seed)
{
  g_return_if_fail (PACKSHOT_IS_ENGINE (self));

  g_rand_set_seed (self->random, seed);
}

/**
 * packshot_engine_set_automatic:
 * @self: an engine
 * @automatic: whether work is sent by itself
 * @review: what waits for a person all the same
 */
void
packshot_engine_set_automatic (PackshotEngine *self,
                               gboolean        automatic,
                               PackshotReview  review)
{
  g_return_if_fail (PACKSHOT_IS_ENGINE (self));

  if (automatic && !self->automatic)
    packshot_engine_reconnected (self);
  self->automatic = automatic;
  self->review = review;
  _packshot_engine_schedule (self, automatic ? G_TIME_SPAN_SECOND : 0);
  _packshot_engine_refresh_schedule (self, FIRST_REFRESH);
}

/**
 * packshot_engine_stop:
 * @self: an engine
 *
 * Cancels what runs; each step that is under way stays recorded and is settled the next time.
 */
void
packshot_engine_stop (PackshotEngine *self)
{
  g_autoptr(GCancellable) stop = NULL;

  g_return_if_fail (PACKSHOT_IS_ENGINE (self));

  stop = g_steal_pointer (&self->stop);
  self->stop = g_cancellable_new ();
  g_cancellable_cancel (stop);
}

gboolean
packshot_engine_get_running (PackshotEngine *self)
{
  g_return_val_if_fail (PACKSHOT_IS_ENGINE (self), FALSE);

  return !g_queue_is_empty (&self->runs);
}

/**
 * packshot_engine_set_service:
 * @self: an engine
 * @account: an account's id
 * @service: (nullable): how it is called, or %NULL when it can't be
 */
void
packshot_engine_set_service (PackshotEngine  *self,
                             gint64           account,
                             PackshotService *service)
{
  g_return_if_fail (PACKSHOT_IS_ENGINE (self));

  if (service != NULL)
    g_hash_table_replace (self->services, g_memdup2 (&account, sizeof account),
                          g_object_ref (service));
  else
    g_hash_table_remove (self->services, &account);
  _packshot_engine_account_answered (self, account);
  if (service != NULL)
    _packshot_engine_load_accounts (self, NULL, NULL);
}

/**
 * packshot_engine_get_service:
 * @self: an engine
 * @account: an account's id
 *
 * Returns: (transfer none) (nullable): how it is called
 */
PackshotService *
packshot_engine_get_service (PackshotEngine *self,
                             gint64          account)
{
  g_return_val_if_fail (PACKSHOT_IS_ENGINE (self), NULL);

  return g_hash_table_lookup (self->services, &account);
}

/* --- Bytes of one picture, and plans --- */

static void
engine_fetched_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;
  char *sha256 = packshot_fetch_finish (result, &error);

  if (sha256 == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, sha256, g_free);
}

/**
 * packshot_engine_fetch_async:
 * @self: an engine
 * @item: an item
 * @image: a picture that its server has
 * @cancellable: (nullable)
 * @callback: called when the bytes are in the blob store
 * @user_data: for @callback
 */
void
packshot_engine_fetch_async (PackshotEngine     *self,
                             const PackshotItem *item,
                             PackshotImage      *image,
                             GCancellable       *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer            user_data)
{
  g_autoptr(GTask) task = NULL;
  PackshotService *service;

  g_return_if_fail (PACKSHOT_IS_ENGINE (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, packshot_engine_fetch_async);
  service = packshot_engine_get_service (self, item->account);
  if (service == NULL)
    g_task_return_new_error (task, PACKSHOT_SERVICE_ERROR, PACKSHOT_SERVICE_ERROR_OFFLINE,
                             "The picture is only on the server, which can’t be asked now");
  else
    packshot_fetch_async (&self->parts, service, item, image, cancellable, engine_fetched_cb,
                          g_object_ref (task));
}

/**
 * packshot_engine_fetch_finish:
 * @self: an engine
 * @result: from the callback
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the hash of the bytes
 */
char *
packshot_engine_fetch_finish (PackshotEngine *self,
                              GAsyncResult   *result,
                              GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * packshot_engine_plan:
 * @db: a transaction
 * @item: an item's id
 * @error: return location
 *
 * Returns: (transfer full) (nullable): what would be sent, from what was last seen
 */
PackshotPlan *
packshot_engine_plan (PackshotDb *db,
                      gint64      item,
                      GError    **error)
{
  g_autoptr(PackshotItem) row = packshot_items_get (db, item, error);
  g_autoptr(PackshotAccount) account = NULL;
  g_autoptr(PackshotLook) look = NULL;
  const PackshotServiceProfile *profile;

  if (row == NULL || !(account = packshot_accounts_get (db, row->account, error)))
    return NULL;
  profile = packshot_service_profile_get (account->service);
  look = packshot_look_load (db, profile, item, error);
  return look != NULL ? packshot_look_plan (look, profile) : NULL;
}

/* --- The object --- */

static void
packshot_engine_finalize (GObject *object)
{
  PackshotEngine *self = PACKSHOT_ENGINE (object);

  if (self->tick_id != 0)
    packshot_clock_remove_timeout (self->parts.clock, self->tick_id);
  if (self->lock_id != 0)
    packshot_clock_remove_timeout (self->parts.clock, self->lock_id);
  engine_unlock (self);
  _packshot_engine_control_clear (self);
  _packshot_engine_retry_clear (self);
  g_clear_object (&self->parts.store);
  g_clear_object (&self->parts.blobs);
  g_clear_object (&self->parts.clock);
  g_clear_object (&self->parts.files);
  g_clear_pointer (&self->lock_path, g_free);
  g_clear_pointer (&self->services, g_hash_table_unref);
  g_clear_object (&self->stop);
  g_clear_pointer (&self->random, g_rand_free);

  G_OBJECT_CLASS (packshot_engine_parent_class)->finalize (object);
}

static void
packshot_engine_class_init (PackshotEngineClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  object_class->finalize = packshot_engine_finalize;

  signals[SIGNAL_ITEM_CHANGED] = g_signal_new ("item-changed", type, G_SIGNAL_RUN_LAST, 0, NULL,
                                               NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
  signals[SIGNAL_ITEMS_CHANGED] = g_signal_new ("items-changed", type, G_SIGNAL_RUN_LAST, 0, NULL,
                                                NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_ACCOUNT_CHANGED] = g_signal_new ("account-changed", type, G_SIGNAL_RUN_LAST, 0,
                                                  NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
  signals[SIGNAL_PROGRESS] = g_signal_new ("progress", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                           G_TYPE_NONE, 3, G_TYPE_INT64, G_TYPE_INT64,
                                           G_TYPE_DOUBLE);
  signals[SIGNAL_RUNNING_CHANGED] = g_signal_new ("running-changed", type, G_SIGNAL_RUN_LAST, 0,
                                                  NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_ACTIVITY_CHANGED] = g_signal_new ("activity-changed", type, G_SIGNAL_RUN_LAST, 0,
                                                   NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_PAUSED_CHANGED] = g_signal_new ("paused-changed", type, G_SIGNAL_RUN_LAST, 0,
                                                 NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
packshot_engine_init (PackshotEngine *self)
{
  self->services = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_object_unref);
  g_queue_init (&self->runs);
  self->stop = g_cancellable_new ();
  self->random = g_rand_new ();
  self->lock_fd = -1;
  _packshot_engine_control_init (self);
  _packshot_engine_retry_init (self);
}

/**
 * packshot_engine_new:
 * @store: the database
 * @blobs: the bytes
 * @clock: time
 * @files: worker for files
 * @probe: finds out what a file holds
 * @lock_path: (nullable): file that keeps other processes from syncing the same profile
 *
 * Returns: (transfer full): an engine without accounts, that does nothing by itself
 */
PackshotEngine *
packshot_engine_new (PackshotStore     *store,
                     PackshotBlobStore *blobs,
                     PackshotClock     *clock,
                     PackshotWorker    *files,
                     PackshotProbeFunc  probe,
                     const char        *lock_path)
{
  PackshotEngine *self = g_object_new (PACKSHOT_TYPE_ENGINE, NULL);

  self->parts.store = g_object_ref (store);
  self->parts.blobs = g_object_ref (blobs);
  self->parts.clock = g_object_ref (clock);
  self->parts.files = g_object_ref (files);
  self->parts.probe = probe;
  self->lock_path = g_strdup (lock_path);
  self->clock_ahead = packshot_clock_get_real_time (clock) - packshot_clock_get_run_time (clock);
  return self;
}
