/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* The log of a session: which lines, a page of them, all of them into a file. Main thread. */

#include "config.h"

#include "packshot-session-work-private.h"

typedef struct
{
  PackshotLogQuery  query;    /* its text is owned by @text */
  char             *text;     /* (nullable) */
  GArray           *ids;      /* (nullable): gint64 */
  GPtrArray        *entries;  /* (nullable) (element-type PackshotLogEntry) */
  PackshotLogFormat format;
  char             *path;     /* (nullable) */
} Log;

static void
log_free (Log *log)
{
  g_free (log->text);
  g_clear_pointer (&log->ids, g_array_unref);
  g_clear_pointer (&log->entries, g_ptr_array_unref);
  g_free (log->path);
  g_free (log);
}

static Log *
log_new (const PackshotLogQuery *query)
{
  Log *log = g_new0 (Log, 1);

  if (query != NULL)
    log->query = *query;
  log->text = g_strdup (log->query.text);
  log->query.text = log->text;
  return log;
}

static GTask *
log_task_new (PackshotSession    *self,
              Log                *log,
              gpointer            tag,
              GCancellable       *cancellable,
              GAsyncReadyCallback callback,
              gpointer            user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, log, (GDestroyNotify)log_free);
  return task;
}

/* --- Which lines --- */

static gboolean
log_query (PackshotDb *db,
           gpointer    data,
           GError    **error)
{
  Log *log = data;

  log->ids = packshot_log_query (db, &log->query, error);
  return log->ids != NULL;
}

static void
queried_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Log *log = g_task_get_task_data (task);
  GError *error = NULL;

  if (!packshot_store_read_finish (PACKSHOT_STORE (source), result, &error))
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_steal_pointer (&log->ids), (GDestroyNotify)g_array_unref);
}

/**
 * packshot_session_query_log_async:
 * @self: a session
 * @query: which lines
 * @cancellable: (nullable)
 * @callback: called with their ids
 * @user_data: for @callback
 */
void
packshot_session_query_log_async (PackshotSession        *self,
                                  const PackshotLogQuery *query,
                                  GCancellable           *cancellable,
                                  GAsyncReadyCallback     callback,
                                  gpointer                user_data)
{
  g_autoptr(GTask) task = NULL;
  Log *log;

  g_return_if_fail (PACKSHOT_IS_SESSION (self));

  log = log_new (query);
  task = log_task_new (self, log, packshot_session_query_log_async, cancellable, callback,
                       user_data);
  packshot_store_read_async (self->store, G_PRIORITY_DEFAULT, log_query, log, NULL, cancellable,
                             queried_cb, g_object_ref (task));
}

GArray *
packshot_session_query_log_finish (PackshotSession *self,
                                   GAsyncResult    *result,
                                   GError         **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- A page --- */

static gboolean
log_load (PackshotDb *db,
          gpointer    data,
          GError    **error)
{
  Log *log = data;

  log->entries = packshot_log_load (db, (const gint64 *)(gpointer)log->ids->data, log->ids->len,
                                    error);
  return log->entries != NULL;
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Log *log = g_task_get_task_data (task);
  GError *error = NULL;

  if (!packshot_store_read_finish (PACKSHOT_STORE (source), result, &error))
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_steal_pointer (&log->entries),
                           (GDestroyNotify)g_ptr_array_unref);
}

/**
 * packshot_session_load_log_async:
 * @self: a session
 * @ids: (array length=n_ids): ids, a page of those that a query gave
 * @n_ids: their number
 * @cancellable: (nullable)
 * @callback: called with the lines
 * @user_data: for @callback
 */
void
packshot_session_load_log_async (PackshotSession    *self,
                                 const gint64       *ids,
                                 guint               n_ids,
                                 GCancellable       *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer            user_data)
{
  g_autoptr(GTask) task = NULL;
  Log *log;

  g_return_if_fail (PACKSHOT_IS_SESSION (self));

  log = log_new (NULL);
  log->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_array_append_vals (log->ids, ids, n_ids);
  task = log_task_new (self, log, packshot_session_load_log_async, cancellable, callback,
                       user_data);
  packshot_store_read_async (self->store, G_PRIORITY_DEFAULT, log_load, log, NULL, cancellable,
                             loaded_cb, g_object_ref (task));
}

GPtrArray *
packshot_session_load_log_finish (PackshotSession *self,
                                  GAsyncResult    *result,
                                  GError         **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- Into a file --- */

static gboolean
log_read_all (PackshotDb *db,
              gpointer    data,
              GError    **error)
{
  return log_query (db, data, error) && log_load (db, data, error);
}

static void
log_write (GTask        *task,
           gpointer      source,
           gpointer      data,
           GCancellable *cancellable)
{
  Log *log = data;
  GError *error = NULL;
  g_autofree char *text = log->format == PACKSHOT_LOG_CSV ? _packshot_log_to_csv (log->entries) :
    _packshot_log_to_json (log->entries);

  if (g_file_set_contents_full (log->path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0644, &error))
    g_task_return_int (task, (gssize)log->entries->len);
  else
    g_task_return_error (task, error);
}

static void
all_read_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  PackshotSession *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (!packshot_store_read_finish (PACKSHOT_STORE (source), result, &error))
    g_task_return_error (task, error);
  else
    packshot_worker_queue (self->files, G_PRIORITY_DEFAULT, task, log_write);
}

/**
 * packshot_session_export_log_async:
 * @self: a session
 * @query: which lines
 * @format: CSV or JSON
 * @path: the file, which is replaced when it exists
 * @cancellable: (nullable)
 * @callback: called when the file is written
 * @user_data: for @callback
 */
void
packshot_session_export_log_async (PackshotSession        *self,
                                   const PackshotLogQuery *query,
                                   PackshotLogFormat       format,
                                   const char             *path,
                                   GCancellable           *cancellable,
                                   GAsyncReadyCallback     callback,
                                   gpointer                user_data)
{
  g_autoptr(GTask) task = NULL;
  Log *log;

  g_return_if_fail (PACKSHOT_IS_SESSION (self));
  g_return_if_fail (path != NULL);

  log = log_new (query);
  log->format = format;
  log->path = g_strdup (path);
  task = log_task_new (self, log, packshot_session_export_log_async, cancellable, callback,
                       user_data);
  packshot_store_read_async (self->store, G_PRIORITY_LOW, log_read_all, log, NULL, cancellable,
                             all_read_cb, g_object_ref (task));
}

/**
 * packshot_session_export_log_finish:
 * @self: a session
 * @result: from the callback
 * @error: return location; of #GFileError when the file can't be written
 *
 * Returns: the number of lines written, or -1
 */
int
packshot_session_export_log_finish (PackshotSession *self,
                                    GAsyncResult    *result,
                                    GError         **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), -1);

  return (int)g_task_propagate_int (G_TASK (result), error);
}
