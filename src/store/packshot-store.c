/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* The database of a profile: one connection that writes and one that only reads, each on a worker
 * of its own, so that a page of rows never waits for an edit and an edit never for a page.
 *
 *   write_async ─▶ store-writer: BEGIN IMMEDIATE ─ func… ─ COMMIT or ROLLBACK ▶ callback
 *   read_async  ─▶ store-reader: BEGIN ─ func ─ COMMIT: one snapshot ─────────▶ callback
 *
 * Any thread may call it; callbacks come in the caller's main context. The store owns both
 * connections; every job holds a reference to the store. Other processes may use the same folder:
 * writers wait for each other. Close a store before the last reference goes, or the thread that
 * drops it waits for the disk. */

#include "config.h"

#include "packshot-store.h"

#include "packshot-db-private.h"
#include "packshot-files-private.h"
#include "packshot-migration-private.h"
#include "packshot-profile-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <unistd.h>

#define SMALLEST_PAGE 512
/* The most changes that go to the disk together. */
#define MAX_TOGETHER 64

struct _PackshotStore
{
  GObject         parent_instance;

  /* Owned; each connection belongs to the thread of its worker */
  PackshotWorker *writer;
  PackshotWorker *reader;
  PackshotDb     *writer_db;    /* (nullable): NULL once closed */
  PackshotDb     *reader_db;    /* (nullable): NULL once closed */
  int             use;          /* descriptor: others see that the profile is used */
  gint64          opened_version;

  /* Shared */
  int             closing;      /* (atomic) */
};

G_DEFINE_FINAL_TYPE (PackshotStore, packshot_store, G_TYPE_OBJECT)

typedef struct
{
  /* Input */
  PackshotStoreFunc func;
  gpointer          data;       /* (owned) if @destroy is set */
  GDestroyNotify    destroy;    /* (nullable) */
} Job;

static void
job_free (Job *job)
{
  if (job->destroy != NULL)
    job->destroy (job->data);
  g_free (job);
}

/* The database is closed before. */
static void
stop_using (PackshotStore *self)
{
  if (self->use >= 0)
    close (self->use);
  self->use = -1;
}

static void
packshot_store_finalize (GObject *object)
{
  PackshotStore *self = PACKSHOT_STORE (object);

  /* No job is left, since each holds a reference: the threads stand still. */
  if (self->reader_db != NULL)
    _packshot_db_set_worker (self->reader_db, NULL);
  if (self->writer_db != NULL)
    _packshot_db_set_worker (self->writer_db, NULL);
  g_clear_object (&self->reader);
  g_clear_object (&self->writer);
  g_clear_pointer (&self->reader_db, _packshot_db_close);
  g_clear_pointer (&self->writer_db, _packshot_db_close);
  stop_using (self);

  G_OBJECT_CLASS (packshot_store_parent_class)->finalize (object);
}

static void
packshot_store_class_init (PackshotStoreClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = packshot_store_finalize;
}

static void
packshot_store_init (PackshotStore *self)
{
  self->use = -1;
}

/* SQLite gives its other files the mode of this one. An existing file is not opened here: closing
 * it would drop the locks that this process holds on it. */
static gboolean
create_file (const char *path,
             GError    **error)
{
  int fd = g_open (path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

  if (fd >= 0)
    close (fd);
  return fd >= 0 || errno == EEXIST || _packshot_files_set_error (path, errno, error);
}

/* A file that is shorter than SQLite's smallest page looks like one that is to be made; but a copy
 * of what it was is there. */
static gboolean
check_lost (const char *path,
            GError    **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *daily = g_build_filename (folder, PACKSHOT_DAILY_NAME, NULL);
  GStatBuf st;

  if ((g_stat (path, &st) == 0 && st.st_size >= SMALLEST_PAGE) ||
      !g_file_test (daily, G_FILE_TEST_EXISTS))
    return TRUE;
  g_set_error (error, PACKSHOT_STORE_ERROR, PACKSHOT_STORE_ERROR_CORRUPT,
               "“%s” is missing or empty", path);
  return FALSE;
}

/* What undoes one of several changes that go to the disk together is kept in memory. */
static PackshotDb *
open_writer (const char *path,
             GError    **error)
{
  g_autoptr(PackshotDb) db = NULL;
  g_autoptr(GPtrArray) scripts = _packshot_migration_load_scripts (error);

  if (scripts == NULL || !check_lost (path, error) || !create_file (path, error))
    return NULL;
  db = _packshot_db_open (path, SQLITE_OPEN_READWRITE, error);
  if (db == NULL ||
      !_packshot_db_set_pragma (db, "journal_mode", "WAL", "wal", error) ||
      !_packshot_db_set_pragma (db, "synchronous", "FULL", "2", error) ||
      !_packshot_db_set_pragma (db, "cache_size", "-16000", "-16000", error) ||
      !_packshot_db_set_pragma (db, "temp_store", "MEMORY", "2", error) ||
      !_packshot_db_set_pragma (db, "foreign_keys", "OFF", "0", error) ||
      !_packshot_migration_run (db, path, scripts, error) ||
      !_packshot_db_set_pragma (db, "foreign_keys", "ON", "1", error) ||
      !_packshot_db_set_pragma (db, "busy_timeout", "5000", "5000", error))
    return NULL;
  return g_steal_pointer (&db);
}

static PackshotDb *
open_reader (const char *path,
             GError    **error)
{
  g_autoptr(PackshotDb) db = _packshot_db_open (path, SQLITE_OPEN_READONLY, error);
  gint64 version;

  /* A first look at the schema, so that a failure shows here and not at the first page. */
  if (db == NULL ||
      !_packshot_db_set_pragma (db, "query_only", "ON", "1", error) ||
      !_packshot_db_get_pragma (db, "data_version", &version, error))
    return NULL;
  return g_steal_pointer (&db);
}

/**
 * packshot_store_open:
 * @folder: where the database is, or is to be; made if need be, for its owner alone
 * @flags: %PACKSHOT_STORE_INLINE to do without threads
 * @error: return location; a [error@Packshot.StoreError]
 *
 * Opens a profile's database, making or migrating it first. Waits for the disk: not for the main
 * thread of a window. Several processes may open one folder at once.
 *
 * Returns: (transfer full) (nullable): the store, or %NULL with nothing changed
 */
PackshotStore *
packshot_store_open (const char        *folder,
                     PackshotStoreFlags flags,
                     GError           **error)
{
  g_autoptr(PackshotStore) self = NULL;
  g_autofree char *path = NULL;
  gboolean is_inline = (flags & PACKSHOT_STORE_INLINE) != 0;
  int lock;

  g_return_val_if_fail (folder != NULL, NULL);

  lock = _packshot_profile_lock (folder, error);
  if (lock < 0)
    return NULL;
  self = g_object_new (PACKSHOT_TYPE_STORE, NULL);
  path = g_build_filename (folder, PACKSHOT_DB_NAME, NULL);
  self->use = _packshot_profile_use (folder, FALSE, error);
  if (self->use >= 0)
    self->writer_db = open_writer (path, error);
  if (self->writer_db != NULL &&
      _packshot_db_get_pragma (self->writer_db, "data_version", &self->opened_version, error))
    self->reader_db = open_reader (path, error);
  close (lock);
  if (self->reader_db == NULL)
    return NULL;

  self->writer = is_inline ? packshot_worker_new_inline ("store-writer") :
    packshot_worker_new ("store-writer");
  self->reader = is_inline ? packshot_worker_new_inline ("store-reader") :
    packshot_worker_new ("store-reader");
  _packshot_db_set_worker (self->writer_db, self->writer);
  _packshot_db_set_worker (self->reader_db, self->reader);
  return g_steal_pointer (&self);
}

static void write_job (GTask        *task,
                       gpointer      source_object,
                       gpointer      task_data,
                       GCancellable *cancellable);

/* Ends all tasks whose changes stood in one transaction: they are all on the disk, or none is. */
static void
end_tasks (GPtrArray    *tasks,
           const GError *error)
{
  for (guint i = 0; i < tasks->len; i++)
    if (error == NULL)
      g_task_return_boolean (tasks->pdata[i], TRUE);
    else
      g_task_return_error (tasks->pdata[i], g_error_copy (error));
}

/* Waiting for the disk takes longer than most changes do, so what has been queued meanwhile goes
 * there together: each in a part of its own, which fails for itself. Nobody hears of a change
 * before it is on the disk. */
static void
write_together (PackshotStore *self,
                GTask         *first)
{
  g_autoptr(GPtrArray) done = g_ptr_array_new_with_free_func (g_object_unref);
  GTask *task = g_object_ref (first);
  GError *error = NULL;

  while (task != NULL)
    {
      Job *job = g_task_get_task_data (task);

      if (_packshot_db_run_part (self->writer_db, done->len == 0, job->func, job->data, &error))
        {
          g_ptr_array_add (done, task);
        }
      else
        {
          if (!_packshot_db_is_in_transaction (self->writer_db))
            {
              end_tasks (done, error);
              g_ptr_array_set_size (done, 0);
            }
          g_task_return_error (task, g_steal_pointer (&error));
          g_object_unref (task);
        }
      task = done->len > 0 && done->len < MAX_TOGETHER ?
        packshot_worker_take_next (self->writer, write_job) : NULL;
    }
  if (done->len == 0)
    return;
  _packshot_db_commit (self->writer_db, &error);
  end_tasks (done, error);
  g_clear_error (&error);
}

/* The connection is gone when a thread asked while another one was closing the store. */
static void
write_job (GTask        *task,
           gpointer      source_object,
           gpointer      task_data,
           GCancellable *cancellable)
{
  PackshotStore *self = source_object;

  g_assert (packshot_worker_is_current (self->writer));

  if (self->writer_db == NULL)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CLOSED, "The store has been closed");
  else
    write_together (self, task);
}

static void
read_job (GTask        *task,
          gpointer      source_object,
          gpointer      task_data,
          GCancellable *cancellable)
{
  PackshotStore *self = source_object;
  Job *job = task_data;
  GError *error = NULL;

  g_assert (packshot_worker_is_current (self->reader));

  if (self->reader_db == NULL)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CLOSED, "The store has been closed");
  else if (_packshot_db_run_transaction (self->reader_db, "BEGIN", job->func, job->data, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* What has been written is told as written: a task does not look at its cancellable at the end. */
static void
queue_job (PackshotStore  *self,
           PackshotWorker *worker,
           int             priority,
           GTask          *task,
           GTaskThreadFunc func)
{
  g_task_set_check_cancellable (task, FALSE);
  if (g_atomic_int_get (&self->closing))
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CLOSED, "The store has been closed");
  else
    packshot_worker_queue (worker, priority, task, func);
}

static GTask *
job_task_new (PackshotStore      *self,
              PackshotStoreFunc   func,
              gpointer            data,
              GDestroyNotify      destroy,
              GCancellable       *cancellable,
              GAsyncReadyCallback callback,
              gpointer            user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Job *job = g_new0 (Job, 1);

  job->func = func;
  job->data = data;
  job->destroy = destroy;
  g_task_set_task_data (task, job, (GDestroyNotify)job_free);
  return task;
}

/**
 * packshot_store_write_async:
 * @self: a store
 * @func: runs on the writer thread, inside a transaction
 * @data: (transfer full): for @func
 * @destroy: (nullable): frees @data; called in any thread
 * @cancellable: (nullable): counts only until @func has begun
 * @callback: called when the transaction is on the disk or undone
 * @user_data: for @callback
 *
 * Transactions run one after the other in the order of these calls. When @func returns %TRUE the
 * change is on the disk before @callback is called; otherwise, or when the disk refuses it, nothing
 * of it is left.
 */
void
packshot_store_write_async (PackshotStore      *self,
                            PackshotStoreFunc   func,
                            gpointer            data,
                            GDestroyNotify      destroy,
                            GCancellable       *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer            user_data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (PACKSHOT_IS_STORE (self));
  g_return_if_fail (func != NULL);

  task = job_task_new (self, func, data, destroy, cancellable, callback, user_data);
  g_task_set_source_tag (task, packshot_store_write_async);
  queue_job (self, self->writer, G_PRIORITY_DEFAULT, task, write_job);
}

/**
 * packshot_store_write_finish:
 * @self: a store
 * @result: from the callback
 * @error: return location; that of the function, a [error@Packshot.StoreError], or
 *   %G_IO_ERROR_CANCELLED or %G_IO_ERROR_CLOSED when it has not been called
 *
 * Returns: whether the change has been made
 */
gboolean
packshot_store_write_finish (PackshotStore *self,
                             GAsyncResult  *result,
                             GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, packshot_store_write_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * packshot_store_read_async:
 * @self: a store
 * @priority: lower runs first, as %G_PRIORITY_DEFAULT and its like
 * @func: runs on the reader thread and sees one moment of the database
 * @data: (transfer full): for @func, which leaves its answer there
 * @destroy: (nullable): frees @data; called in any thread
 * @cancellable: (nullable): counts only until @func has begun
 * @callback: called when @func has returned
 * @user_data: for @callback
 *
 * What has been written when this is called is seen.
 */
void
packshot_store_read_async (PackshotStore      *self,
                           int                 priority,
                           PackshotStoreFunc   func,
                           gpointer            data,
                           GDestroyNotify      destroy,
                           GCancellable       *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer            user_data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (PACKSHOT_IS_STORE (self));
  g_return_if_fail (func != NULL);

  task = job_task_new (self, func, data, destroy, cancellable, callback, user_data);
  g_task_set_source_tag (task, packshot_store_read_async);
  queue_job (self, self->reader, priority, task, read_job);
}

/**
 * packshot_store_read_finish:
 * @self: a store
 * @result: from the callback
 * @error: return location; as for packshot_store_write_finish()
 *
 * Returns: whether the function has returned %TRUE
 */
gboolean
packshot_store_read_finish (PackshotStore *self,
                            GAsyncResult  *result,
                            GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, packshot_store_read_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * packshot_store_result_get_data:
 * @result: of a read or a write
 *
 * Returns: (transfer none): the data that was given with the function, alive as long as @result
 */
gpointer
packshot_store_result_get_data (GAsyncResult *result)
{
  Job *job;

  g_return_val_if_fail (G_IS_TASK (result), NULL);

  job = g_task_get_task_data (G_TASK (result));
  g_return_val_if_fail (job != NULL, NULL);

  return job->data;
}

static void
version_job (GTask        *task,
             gpointer      source_object,
             gpointer      task_data,
             GCancellable *cancellable)
{
  PackshotStore *self = source_object;
  GError *error = NULL;
  gint64 version;

  if (self->writer_db == NULL)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CLOSED, "The store has been closed");
  else if (_packshot_db_get_pragma (self->writer_db, "data_version", &version, &error))
    g_task_return_int (task, version);
  else
    g_task_return_error (task, error);
}

/**
 * packshot_store_get_version_async:
 * @self: a store
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Asks for a number that is another one after each change that others have made: another process,
 * or another store on the folder. What this store writes does not count. It compares only with
 * numbers of the same store.
 */
void
packshot_store_get_version_async (PackshotStore      *self,
                                  GAsyncReadyCallback callback,
                                  gpointer            user_data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (PACKSHOT_IS_STORE (self));

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, packshot_store_get_version_async);
  queue_job (self, self->writer, G_PRIORITY_DEFAULT, task, version_job);
}

/**
 * packshot_store_get_version_finish:
 * @self: a store
 * @result: from the callback
 * @error: return location
 *
 * Returns: the number, or -1
 */
gint64
packshot_store_get_version_finish (PackshotStore *self,
                                   GAsyncResult  *result,
                                   GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), -1);
  g_return_val_if_fail (g_async_result_is_tagged (result, packshot_store_get_version_async), -1);

  return g_task_propagate_int (G_TASK (result), error);
}

/**
 * packshot_store_get_opened_version:
 * @self: a store
 *
 * Returns: the number that packshot_store_get_version_async() would have given at the opening
 */
gint64
packshot_store_get_opened_version (PackshotStore *self)
{
  g_return_val_if_fail (PACKSHOT_IS_STORE (self), -1);

  return self->opened_version;
}

/**
 * packshot_store_set_alone:
 * @self: a store
 * @alone: whether nobody else may open the profile from now on
 *
 * Returns: %FALSE when others have it open; nothing has changed then
 */
gboolean
packshot_store_set_alone (PackshotStore *self,
                          gboolean       alone)
{
  g_return_val_if_fail (PACKSHOT_IS_STORE (self), FALSE);

  return _packshot_profile_use_alone (self->use, alone);
}

static void
close_reader_job (GTask        *task,
                  gpointer      source_object,
                  gpointer      task_data,
                  GCancellable *cancellable)
{
  PackshotStore *self = source_object;

  g_clear_pointer (&self->reader_db, _packshot_db_close);
  g_task_return_boolean (task, TRUE);
}

/* The last connection of all folds the write-ahead log back into the file. */
static void
close_writer_job (GTask        *task,
                  gpointer      source_object,
                  gpointer      task_data,
                  GCancellable *cancellable)
{
  PackshotStore *self = source_object;

  g_clear_pointer (&self->writer_db, _packshot_db_close);
  stop_using (self);
  g_task_return_boolean (task, TRUE);
}

static void
close_step (PackshotStore      *self,
            PackshotWorker     *worker,
            GTaskThreadFunc     job,
            GAsyncReadyCallback then,
            GTask              *task)
{
  g_autoptr(GTask) close_task = g_task_new (self, NULL, NULL, NULL);

  packshot_worker_queue (worker, G_MAXINT, close_task, job);
  packshot_worker_shutdown_async (worker, then, g_object_ref (task));
}

static void
writer_shutdown_cb (GObject      *source,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;

  if (packshot_worker_shutdown_finish (PACKSHOT_WORKER (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
reader_shutdown_cb (GObject      *source,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  PackshotStore *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (packshot_worker_shutdown_finish (PACKSHOT_WORKER (source), result, &error))
    close_step (self, self->writer, close_writer_job, writer_shutdown_cb, task);
  else
    g_task_return_error (task, error);
}

/**
 * packshot_store_close_async:
 * @self: a store
 * @callback: called when both connections are closed
 * @user_data: for @callback
 *
 * Waits for all that was asked of the store, then closes it. Later calls give %G_IO_ERROR_CLOSED.
 */
void
packshot_store_close_async (PackshotStore      *self,
                            GAsyncReadyCallback callback,
                            gpointer            user_data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (PACKSHOT_IS_STORE (self));

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, packshot_store_close_async);
  if (!g_atomic_int_compare_and_exchange (&self->closing, FALSE, TRUE))
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CLOSED, "The store has been closed");
  else
    close_step (self, self->reader, close_reader_job, reader_shutdown_cb, task);
}

/**
 * packshot_store_close_finish:
 * @self: a store
 * @result: from the callback
 * @error: return location; %G_IO_ERROR_CLOSED when it was closed before
 *
 * Returns: whether this call has closed the store
 */
gboolean
packshot_store_close_finish (PackshotStore *self,
                             GAsyncResult  *result,
                             GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, packshot_store_close_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
