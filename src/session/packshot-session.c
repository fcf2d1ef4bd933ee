/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* The program without a display: opens and closes a profile, and passes on what its parts report.
 * The parts of the session's interface stand in packshot-session-accounts.c, -read.c, -edit.c and
 * -add.c.
 *
 *   folder/packshot.db   folder/blobs   folder/sync.lock   cache: folder/cache or the user's
 *
 * Main thread. */

#include "config.h"

#include "packshot-session-private.h"

#include <glib/gstdio.h>

#include "packshot-accounts.h"
#include "packshot-session-clean.h"
#include "packshot-session-watch.h"
#include "packshot-session-work-private.h"
#include "packshot-watch.h"

enum
{
  SIGNAL_ITEM_CHANGED,
  SIGNAL_ITEMS_CHANGED,
  SIGNAL_ACCOUNTS_CHANGED,
  SIGNAL_PROGRESS,
  SIGNAL_WORK_CHANGED,
  N_SIGNALS,
};

typedef enum
{
  PROP_OFFLINE = 1,
  PROP_SYNCING,
  PROP_CAN_UNDO,
  PROP_CAN_REDO,
  PROP_PAUSED,
} PackshotSessionProperty;

static guint signals[N_SIGNALS];
static GParamSpec *props[PROP_PAUSED + 1];

G_DEFINE_QUARK (packshot-session-error-quark, packshot_session_error)
G_DEFINE_FINAL_TYPE (PackshotSession, packshot_session, G_TYPE_OBJECT)

void
_packshot_session_emit_item (PackshotSession *self,
                             gint64           item)
{
  g_signal_emit (self, signals[SIGNAL_ITEM_CHANGED], 0, item);
}

void
_packshot_session_emit_items (PackshotSession *self)
{
  g_signal_emit (self, signals[SIGNAL_ITEMS_CHANGED], 0);
}

void
_packshot_session_emit_accounts (PackshotSession *self)
{
  g_signal_emit (self, signals[SIGNAL_ACCOUNTS_CHANGED], 0);
}

void
_packshot_session_emit_work (PackshotSession *self)
{
  g_signal_emit (self, signals[SIGNAL_WORK_CHANGED], 0);
}

void
_packshot_session_notify_paused (PackshotSession *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_PAUSED]);
}

void
_packshot_session_set_undo (PackshotSession *self,
                            gboolean         can_undo,
                            gboolean         can_redo)
{
  if (self->can_undo != can_undo)
    {
      self->can_undo = can_undo;
      g_object_notify_by_pspec (G_OBJECT (self), props[PROP_CAN_UNDO]);
    }
  if (self->can_redo != can_redo)
    {
      self->can_redo = can_redo;
      g_object_notify_by_pspec (G_OBJECT (self), props[PROP_CAN_REDO]);
    }
}

gboolean
_packshot_session_read_undo (PackshotDb *db,
                             gboolean   *can_undo,
                             gboolean   *can_redo,
                             GError    **error)
{
  g_autoptr(GPtrArray) undo = packshot_edits_get_undo (db, error);
  g_autoptr(GPtrArray) redo = undo != NULL ? packshot_edits_get_redo (db, error) : NULL;

  if (redo == NULL)
    return FALSE;
  *can_undo = undo->len > 0;
  *can_redo = redo->len > 0;
  return TRUE;
}

/* --- What the engine reports --- */

static void
engine_item_changed_cb (PackshotEngine *engine,
                        gint64          item,
                        gpointer        user_data)
{
  _packshot_session_emit_item (user_data, item);
}

static void
engine_items_changed_cb (PackshotEngine *engine,
                         gpointer        user_data)
{
  _packshot_session_emit_items (user_data);
}

static void
engine_account_changed_cb (PackshotEngine *engine,
                           gint64          account,
                           gpointer        user_data)
{
  _packshot_session_emit_accounts (user_data);
}

static void
engine_running_changed_cb (PackshotEngine *engine,
                           gpointer        user_data)
{
  PackshotSession *self = user_data;

  if (!packshot_engine_get_running (engine))
    g_hash_table_remove_all (self->progress);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SYNCING]);
}

static void
engine_progress_cb (PackshotEngine *engine,
                    gint64          item,
                    gint64          image,
                    double          fraction,
                    gpointer        user_data)
{
  PackshotSession *self = user_data;

  if (fraction < 1.0)
    g_hash_table_replace (self->progress, g_memdup2 (&image, sizeof image),
                          g_memdup2 (&fraction, sizeof fraction));
  else
    g_hash_table_remove (self->progress, &image);
  g_signal_emit (self, signals[SIGNAL_PROGRESS], 0, item, image, fraction);
}

/* --- Network --- */

static void
network_changed_cb (GNetworkMonitor *monitor,
                    gboolean         available,
                    gpointer         user_data)
{
  PackshotSession *self = user_data;

  self->network = available;
  _packshot_session_update_network (self);
}

/* Starts and stops the engine by the network and the user's wish. */
void
_packshot_session_update_network (PackshotSession *self)
{
  gboolean offline = packshot_session_get_offline (self);
  gboolean was_offline = self->offline_since != 0;

  packshot_engine_set_automatic (self->engine,
                                 !offline && !(self->flags & PACKSHOT_SESSION_MANUAL),
                                 self->review);
  if (offline == was_offline)
    return;
  self->offline_since = offline ? packshot_clock_get_real_time (self->clock) : 0;
  if (offline)
    packshot_engine_stop (self->engine);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_OFFLINE]);
}

/**
 * packshot_session_get_offline:
 * @self: a session
 *
 * Returns: whether no server is called: by choice, or because no network is there and some account
 *   is not on this machine
 */
gboolean
packshot_session_get_offline (PackshotSession *self)
{
  g_return_val_if_fail (PACKSHOT_IS_SESSION (self), FALSE);

  return self->offline_wish || (self->is_remote && !self->network);
}

gboolean
packshot_session_get_offline_wish (PackshotSession *self)
{
  g_return_val_if_fail (PACKSHOT_IS_SESSION (self), FALSE);

  return self->offline_wish;
}

static gboolean
store_offline_wish (PackshotDb *db,
                    gpointer    data,
                    GError    **error)
{
  return packshot_settings_set (db, "offline", data != NULL ? "1" : "0", error);
}

/**
 * packshot_session_set_offline_wish:
 * @self: a session
 * @offline: whether to work offline from now on, also after a restart
 */
void
packshot_session_set_offline_wish (PackshotSession *self,
                                   gboolean         offline)
{
  g_return_if_fail (PACKSHOT_IS_SESSION (self));

  if (self->offline_wish == offline)
    return;
  self->offline_wish = offline;
  packshot_store_write_async (self->store, store_offline_wish, GINT_TO_POINTER (offline), NULL,
                              NULL, NULL, NULL);
  _packshot_session_update_network (self);
}

/**
 * packshot_session_get_offline_since:
 * @self: a session
 *
 * Returns: microseconds UTC, or 0 when it is online
 */
gint64
packshot_session_get_offline_since (PackshotSession *self)
{
  g_return_val_if_fail (PACKSHOT_IS_SESSION (self), 0);

  return self->offline_since;
}

gboolean
packshot_session_get_syncing (PackshotSession *self)
{
  g_return_val_if_fail (PACKSHOT_IS_SESSION (self), FALSE);

  return packshot_engine_get_running (self->engine);
}

/**
 * packshot_session_set_review:
 * @self: a session
 * @review: what waits for a person before it is sent
 */
void
packshot_session_set_review (PackshotSession *self,
                             PackshotReview   review)
{
  g_return_if_fail (PACKSHOT_IS_SESSION (self));

  self->review = review;
  _packshot_session_update_network (self);
}

/* --- Opening --- */

typedef struct
{
  char                *data_dir;
  char                *cache_dir;
  PackshotSessionFlags flags;
  PackshotStore       *store;
  PackshotBlobStore   *blobs;
  GPtrArray           *accounts;
  gboolean             offline;
  gboolean             can_undo;
  gboolean             can_redo;
  gint64               edited_at;
  PackshotWorkSettings work;
} Open;

static void
open_free (Open *open)
{
  g_free (open->data_dir);
  g_free (open->cache_dir);
  g_clear_object (&open->store);
  g_clear_object (&open->blobs);
  g_clear_pointer (&open->accounts, g_ptr_array_unref);
  g_free (open);
}

static void
open_thread (GTask        *task,
             gpointer      source,
             gpointer      data,
             GCancellable *cancellable)
{
  Open *open = data;
  GError *error = NULL;

  open->store = packshot_store_open (open->data_dir, PACKSHOT_STORE_NONE, &error);
  if (open->store != NULL)
    open->blobs = packshot_blob_store_open (open->data_dir, &error);
  if (open->blobs != NULL && g_mkdir_with_parents (open->cache_dir, 0700) != 0)
    error = g_error_new (G_IO_ERROR, g_io_error_from_errno (errno), "“%s” can’t be made: %s",
                         open->cache_dir, g_strerror (errno));
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

static gboolean
open_read (PackshotDb *db,
           gpointer    data,
           GError    **error)
{
  Open *open = data;
  g_autofree char *offline = NULL;

  open->accounts = packshot_accounts_list (db, error);
  if (open->accounts == NULL ||
      !_packshot_session_read_undo (db, &open->can_undo, &open->can_redo, error) ||
      !packshot_watch_get_edited (db, &open->edited_at, error) ||
      !_packshot_session_work_read (db, &open->work, error))
    return FALSE;
  offline = packshot_settings_get (db, "offline", NULL);
  open->offline = g_strcmp0 (offline, "1") == 0;
  return TRUE;
}

static void
probe_content (const char      *path,
               PackshotContent *content)
{
  PackshotPictureFacts facts = { 0 };

  if (!packshot_imaging_probe_file (path, &facts, NULL))
    return;
  g_free (content->mime);
  content->mime = g_strdup (facts.mime_type);
  content->width = facts.width;
  content->height = facts.height;
}

static void
session_connect_engine (PackshotSession *self)
{
  g_signal_connect_object (self->engine, "item-changed", G_CALLBACK (engine_item_changed_cb), self,
                           0);
  g_signal_connect_object (self->engine, "items-changed", G_CALLBACK (engine_items_changed_cb),
                           self, 0);
  g_signal_connect_object (self->engine, "account-changed", G_CALLBACK (engine_account_changed_cb),
                           self, 0);
  g_signal_connect_object (self->engine, "progress", G_CALLBACK (engine_progress_cb), self, 0);
  g_signal_connect_object (self->engine, "running-changed", G_CALLBACK (engine_running_changed_cb),
                           self, 0);
}

PackshotSession *
_packshot_session_new_with (const char                 *data_dir,
                            const char                 *cache_dir,
                            PackshotSessionFlags        flags,
                            const PackshotSessionParts *parts)
{
  PackshotSession *self = g_object_new (PACKSHOT_TYPE_SESSION, NULL);
  GNetworkMonitor *monitor = g_network_monitor_get_default ();
  g_autofree char *lock = g_build_filename (data_dir, "sync.lock", NULL);
  g_autofree char *thumbnails = g_build_filename (cache_dir, "thumbnails", NULL);

  self->data_dir = g_strdup (data_dir);
  self->flags = flags;
  self->store = g_object_ref (parts->store);
  self->blobs = g_object_ref (parts->blobs);
  self->imaging = packshot_imaging_new (thumbnails, 0);
  self->clock = g_object_ref (parts->clock);
  self->files = g_object_ref (parts->files);
  self->transport = g_object_ref (parts->transport);
  self->secrets = packshot_secrets_new (data_dir);
  self->engine = packshot_engine_new (self->store, self->blobs, self->clock, self->files,
                                      probe_content, lock);
  self->network = g_network_monitor_get_network_available (monitor);
  g_signal_connect_object (monitor, "network-changed", G_CALLBACK (network_changed_cb), self, 0);
  session_connect_engine (self);
  self->work = _packshot_session_work_new (self);
  return self;
}

static PackshotSession *
session_new (Open *open)
{
  g_autoptr(PackshotClock) clock = packshot_clock_new_system ();
  g_autoptr(PackshotWorker) files = packshot_worker_new ("files");
  g_autoptr(PackshotTransport) transport = packshot_soup_transport_new ();
  const PackshotSessionParts parts = { open->store, open->blobs, clock, files, transport };
  PackshotSession *self = _packshot_session_new_with (open->data_dir, open->cache_dir, open->flags,
                                                      &parts);

  self->can_undo = open->can_undo;
  self->can_redo = open->can_redo;
  self->offline_wish = open->offline || open->flags & PACKSHOT_SESSION_OFFLINE;
  _packshot_session_work_start (self, &open->work);
  _packshot_session_load_keys (self, open->accounts);
  _packshot_session_update_network (self);
  if (!(self->flags & PACKSHOT_SESSION_MANUAL))
    {
      _packshot_session_watch_start (self, open->accounts, open->edited_at);
      _packshot_session_clean_start (self);
    }
  return self;
}

static void
open_read_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;

  if (!packshot_store_read_finish (PACKSHOT_STORE (source), result, &error))
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, session_new (g_task_get_task_data (task)), g_object_unref);
}

static void
open_opened_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Open *open = g_task_get_task_data (task);
  GError *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    g_task_return_error (task, error);
  else
    packshot_store_read_async (open->store, G_PRIORITY_DEFAULT, open_read, open, NULL, NULL,
                               open_read_cb, g_object_ref (task));
}

char *
_packshot_session_dup_data_dir (const char *data_dir)
{
  return data_dir != NULL ? g_canonicalize_filename (data_dir, NULL) :
         g_build_filename (g_get_user_data_dir (), "packshot", NULL);
}

/**
 * packshot_session_open_async:
 * @data_dir: (nullable): the profile's folder, or %NULL for the user's own
 * @flags: how it is opened
 * @cancellable: (nullable)
 * @callback: called when it is open
 * @user_data: for @callback
 */
void
packshot_session_open_async (const char          *data_dir,
                             PackshotSessionFlags flags,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  g_autoptr(GTask) open_task = NULL;
  Open *open = g_new0 (Open, 1);

  g_task_set_source_tag (task, packshot_session_open_async);
  g_task_set_task_data (task, open, (GDestroyNotify)open_free);
  open->flags = flags;
  open->data_dir = _packshot_session_dup_data_dir (data_dir);
  open->cache_dir = data_dir != NULL ? g_build_filename (open->data_dir, "cache", NULL) :
    g_build_filename (g_get_user_cache_dir (), "packshot", NULL);
  open_task = g_task_new (NULL, cancellable, open_opened_cb, g_object_ref (task));
  g_task_set_task_data (open_task, open, NULL);
  g_task_run_in_thread (open_task, open_thread);
}

/**
 * packshot_session_open_finish:
 * @result: from the callback
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the session
 */
PackshotSession *
packshot_session_open_finish (GAsyncResult *result,
                              GError      **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- Closing --- */

static void
closed_store_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;

  if (!packshot_store_close_finish (PACKSHOT_STORE (source), result, &error))
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

static void
closed_files_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  PackshotSession *self = g_task_get_source_object (task);

  packshot_worker_shutdown_finish (PACKSHOT_WORKER (source), result, NULL);
  packshot_store_close_async (self->store, closed_store_cb, g_object_ref (task));
}

static void
close_when_idle (GTask *task)
{
  PackshotSession *self = g_task_get_source_object (task);

  packshot_worker_shutdown_async (self->files, closed_files_cb, g_object_ref (task));
}

static void
close_running_cb (PackshotEngine *engine,
                  gpointer        user_data)
{
  GTask *task = user_data;

  if (packshot_engine_get_running (engine))
    return;
  g_signal_handlers_disconnect_by_func (engine, close_running_cb, task);
  close_when_idle (task);
  g_object_unref (task);
}

/**
 * packshot_session_close_async:
 * @self: a session
 * @callback: called when everything is written
 * @user_data: for @callback
 *
 * Stops the engine, waits for what is under way, drains the writer. A call that is cut off by this
 * is settled by looking when the profile is opened the next time.
 */
void
packshot_session_close_async (PackshotSession    *self,
                              GAsyncReadyCallback callback,
                              gpointer            user_data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (PACKSHOT_IS_SESSION (self));

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, packshot_session_close_async);
  _packshot_session_watch_stop (self);
  _packshot_session_clean_stop (self);
  packshot_engine_set_automatic (self->engine, FALSE, self->review);
  packshot_engine_stop (self->engine);
  if (packshot_engine_get_running (self->engine))
    g_signal_connect (self->engine, "running-changed", G_CALLBACK (close_running_cb),
                      g_object_ref (task));
  else
    close_when_idle (task);
}

gboolean
packshot_session_close_finish (PackshotSession *self,
                               GAsyncResult    *result,
                               GError         **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* --- The object --- */

PackshotStore *
packshot_session_get_store (PackshotSession *self)
{
  g_return_val_if_fail (PACKSHOT_IS_SESSION (self), NULL);

  return self->store;
}

PackshotBlobStore *
packshot_session_get_blobs (PackshotSession *self)
{
  g_return_val_if_fail (PACKSHOT_IS_SESSION (self), NULL);

  return self->blobs;
}

PackshotImaging *
packshot_session_get_imaging (PackshotSession *self)
{
  g_return_val_if_fail (PACKSHOT_IS_SESSION (self), NULL);

  return self->imaging;
}

gboolean
packshot_session_get_can_undo (PackshotSession *self)
{
  g_return_val_if_fail (PACKSHOT_IS_SESSION (self), FALSE);

  return self->can_undo;
}

gboolean
packshot_session_get_can_redo (PackshotSession *self)
{
  g_return_val_if_fail (PACKSHOT_IS_SESSION (self), FALSE);

  return self->can_redo;
}

static void
packshot_session_get_property (GObject    *object,
                               guint       id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  PackshotSession *self = PACKSHOT_SESSION (object);

  switch ((PackshotSessionProperty)id)
    {
    case PROP_OFFLINE:
      g_value_set_boolean (value, packshot_session_get_offline (self));
      break;

    case PROP_SYNCING:
      g_value_set_boolean (value, packshot_session_get_syncing (self));
      break;

    case PROP_CAN_UNDO:
      g_value_set_boolean (value, self->can_undo);
      break;

    case PROP_CAN_REDO:
      g_value_set_boolean (value, self->can_redo);
      break;

    case PROP_PAUSED:
      g_value_set_boolean (value, packshot_session_get_paused (self, NULL));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
packshot_session_finalize (GObject *object)
{
  PackshotSession *self = PACKSHOT_SESSION (object);

  _packshot_session_watch_stop (self);
  _packshot_session_clean_stop (self);
  g_clear_pointer (&self->work, _packshot_session_work_free);
  g_clear_object (&self->engine);
  g_clear_object (&self->transport);
  g_clear_object (&self->secrets);
  g_clear_object (&self->imaging);
  g_clear_object (&self->files);
  g_clear_object (&self->blobs);
  g_clear_object (&self->store);
  g_clear_object (&self->clock);
  g_clear_pointer (&self->progress, g_hash_table_unref);
  g_clear_pointer (&self->key_problems, g_hash_table_unref);
  g_clear_pointer (&self->waiting, g_ptr_array_unref);
  g_clear_pointer (&self->data_dir, g_free);

  G_OBJECT_CLASS (packshot_session_parent_class)->finalize (object);
}

static void
packshot_session_class_init (PackshotSessionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->finalize = packshot_session_finalize;
  object_class->get_property = packshot_session_get_property;

  props[PROP_OFFLINE] = g_param_spec_boolean ("offline", NULL, NULL, FALSE, flags);
  props[PROP_SYNCING] = g_param_spec_boolean ("syncing", NULL, NULL, FALSE, flags);
  props[PROP_CAN_UNDO] = g_param_spec_boolean ("can-undo", NULL, NULL, FALSE, flags);
  props[PROP_CAN_REDO] = g_param_spec_boolean ("can-redo", NULL, NULL, FALSE, flags);
  props[PROP_PAUSED] = g_param_spec_boolean ("paused", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);

  signals[SIGNAL_ITEM_CHANGED] = g_signal_new ("item-changed", type, G_SIGNAL_RUN_LAST, 0, NULL,
                                               NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
  signals[SIGNAL_ITEMS_CHANGED] = g_signal_new ("items-changed", type, G_SIGNAL_RUN_LAST, 0, NULL,
                                                NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_ACCOUNTS_CHANGED] = g_signal_new ("accounts-changed", type, G_SIGNAL_RUN_LAST, 0,
                                                   NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_PROGRESS] = g_signal_new ("progress", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                           G_TYPE_NONE, 3, G_TYPE_INT64, G_TYPE_INT64,
                                           G_TYPE_DOUBLE);
  signals[SIGNAL_WORK_CHANGED] = g_signal_new ("work-changed", type, G_SIGNAL_RUN_LAST, 0, NULL,
                                               NULL, NULL, G_TYPE_NONE, 0);
}

static void
packshot_session_init (PackshotSession *self)
{
  self->progress = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  self->key_problems = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  self->waiting = g_ptr_array_new_with_free_func (g_object_unref);
  self->review = PACKSHOT_REVIEW_CHANGES;
}
