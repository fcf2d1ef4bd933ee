/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* Tidying: once a day, and when it is asked for.
 *
 *   trash (store writer) ─▶ alone? ─▶ old contents (worker) ─▶ those that nobody names (store
 *   writer) ─▶ what crashes left, a copy of the database (worker)
 *
 * Contents go only while no other process has the profile open: one that is importing may have
 * added some that no row names yet. Main thread. */

#include "config.h"

#include "packshot-session-keep.h"

#include "packshot-edits.h"
#include "packshot-session-clean.h"

#define TRASH_TIME (30 * G_TIME_SPAN_DAY)
#define WANTED_TIME G_TIME_SPAN_DAY
#define BETWEEN G_TIME_SPAN_DAY

/* The first look after the start, when everything else is done, and then whether a day is over. */
#define FIRST_LOOK G_TIME_SPAN_MINUTE
#define LOOK_EVERY G_TIME_SPAN_HOUR

#define SETTING "cleaned_at"

/* Contents of one transaction: others wait for so many. */
#define AT_ONCE 50

typedef struct
{
  PackshotSession    *session;    /* (borrowed): the task holds it */
  gint64              now;
  GPtrArray          *old;        /* (nullable): char*: contents that may go */
  GPtrArray          *batch;      /* char*: those of one transaction */
  gboolean            is_alone;
  PackshotSweepFacts *facts;
} Clean;

static void
clean_free (Clean *clean)
{
  g_clear_pointer (&clean->old, g_ptr_array_unref);
  g_clear_pointer (&clean->batch, g_ptr_array_unref);
  g_free (clean->facts);
  g_free (clean);
}

static void
clean_end (GTask  *task,
           GError *error)
{
  Clean *clean = g_task_get_task_data (task);

  if (clean->is_alone)
    packshot_store_set_alone (clean->session->store, FALSE);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_steal_pointer (&clean->facts), g_free);
}

static void
clean_files (GTask        *task,
             gpointer      source,
             gpointer      data,
             GCancellable *cancellable)
{
  Clean *clean = data;
  PackshotSession *self = clean->session;
  g_autoptr(GError) error = NULL;

  if (clean->is_alone)
    clean->facts->n_temps = packshot_sweep_files (self->data_dir, self->blobs,
                                                  clean->now - WANTED_TIME);
  if (!packshot_sweep_copy (self->data_dir, &error))
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_boolean (task, TRUE);
}

static void
clean_files_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;

  g_task_propagate_boolean (G_TASK (result), &error);
  clean_end (task, error);
}

static void
clean_run (GTask              *task,
           GTaskThreadFunc     func,
           GAsyncReadyCallback callback)
{
  g_autoptr(GTask) step = g_task_new (g_task_get_source_object (task),
                                      g_task_get_cancellable (task), callback,
                                      g_object_ref (task));

  g_task_set_task_data (step, g_task_get_task_data (task), NULL);
  g_task_run_in_thread (step, func);
}

static void clean_next (GTask *task);

static gboolean
clean_contents (PackshotDb *db,
                gpointer    data,
                GError    **error)
{
  Clean *clean = data;

  return packshot_sweep_contents (db, clean->session->blobs, clean->batch,
                                  clean->now - WANTED_TIME, clean->facts, error);
}

static void
clean_contents_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;

  if (packshot_store_write_finish (PACKSHOT_STORE (source), result, &error))
    clean_next (task);
  else
    clean_end (task, error);
}

static void
clean_next (GTask *task)
{
  Clean *clean = g_task_get_task_data (task);

  g_ptr_array_set_size (clean->batch, 0);
  while (clean->old != NULL && clean->old->len > 0 && clean->batch->len < AT_ONCE)
    g_ptr_array_add (clean->batch, g_ptr_array_steal_index_fast (clean->old, clean->old->len - 1));
  if (clean->batch->len > 0 && !g_cancellable_is_cancelled (g_task_get_cancellable (task)))
    packshot_store_write_async (clean->session->store, clean_contents, clean, NULL, NULL,
                                clean_contents_cb, g_object_ref (task));
  else
    clean_run (task, clean_files, clean_files_cb);
}

static void
clean_list (GTask        *task,
            gpointer      source,
            gpointer      data,
            GCancellable *cancellable)
{
  Clean *clean = data;
  GError *error = NULL;

  clean->old = packshot_blob_store_list_old (clean->session->blobs, clean->now - WANTED_TIME,
                                             &error);
  if (clean->old == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

static void
clean_listed_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    clean_next (task);
  else
    clean_end (task, error);
}

static gboolean
clean_rows (PackshotDb *db,
            gpointer    data,
            GError    **error)
{
  Clean *clean = data;
  g_autoptr(GPtrArray) before = packshot_trash_list (db, error);
  g_autoptr(GPtrArray) after = NULL;
  g_autofree char *now = g_strdup_printf ("%" G_GINT64_FORMAT, clean->now);

  if (before == NULL || !packshot_trash_expire (db, clean->now - TRASH_TIME, error) ||
      !(after = packshot_trash_list (db, error)))
    return FALSE;
  clean->facts->n_trash = before->len - after->len;
  return packshot_settings_set (db, SETTING, now, error);
}

static void
clean_rows_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Clean *clean = g_task_get_task_data (task);
  GError *error = NULL;

  if (!packshot_store_write_finish (PACKSHOT_STORE (source), result, &error))
    {
      clean_end (task, error);
      return;
    }
  if (clean->facts->n_trash > 0)
    _packshot_session_emit_items (clean->session);
  clean->is_alone = packshot_store_set_alone (clean->session->store, TRUE);
  clean->facts->in_use = !clean->is_alone;
  if (clean->is_alone)
    clean_run (task, clean_list, clean_listed_cb);
  else
    clean_next (task);
}

/**
 * packshot_session_clean_async:
 * @self: a session
 * @cancellable: (nullable): to end it early
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Removes what nobody needs any more.
 */
void
packshot_session_clean_async (PackshotSession    *self,
                              GCancellable       *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer            user_data)
{
  g_autoptr(GTask) task = NULL;
  Clean *clean;

  g_return_if_fail (PACKSHOT_IS_SESSION (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, packshot_session_clean_async);
  clean = g_new0 (Clean, 1);
  clean->session = self;
  clean->now = packshot_clock_get_real_time (self->clock);
  clean->batch = g_ptr_array_new_with_free_func (g_free);
  clean->facts = g_new0 (PackshotSweepFacts, 1);
  g_task_set_task_data (task, clean, (GDestroyNotify)clean_free);
  packshot_store_write_async (self->store, clean_rows, clean, NULL, cancellable, clean_rows_cb,
                              g_object_ref (task));
}

/**
 * packshot_session_clean_finish:
 * @self: a session
 * @result: from the callback
 * @error: return location
 *
 * Returns: (transfer full) (nullable): what was removed
 */
PackshotSweepFacts *
packshot_session_clean_finish (PackshotSession *self,
                               GAsyncResult    *result,
                               GError         **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- Once a day --- */

static void
day_cleaned_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr(GError) error = NULL;
  g_autofree PackshotSweepFacts *facts =
    packshot_session_clean_finish (PACKSHOT_SESSION (source), result, &error);

  if (facts == NULL)
    g_info ("Tidying comes later: %s", error->message);
}

static gboolean
day_read (PackshotDb *db,
          gpointer    data,
          GError    **error)
{
  gint64 *cleaned_at = data;
  g_autofree char *text = packshot_settings_get (db, SETTING, NULL);

  *cleaned_at = text != NULL ? g_ascii_strtoll (text, NULL, 10) : 0;
  return TRUE;
}

/* A clock that was set back makes the next time come sooner, not later. */
static void
day_read_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(PackshotSession) self = user_data;
  gint64 *cleaned_at = packshot_store_result_get_data (result);
  gint64 now = packshot_clock_get_real_time (self->clock);

  if (packshot_store_read_finish (PACKSHOT_STORE (source), result, NULL) && self->clean_id != 0 &&
      (now - *cleaned_at >= BETWEEN || now < *cleaned_at))
    packshot_session_clean_async (self, NULL, day_cleaned_cb, NULL);
}

static void
day_look (gpointer user_data)
{
  PackshotSession *self = user_data;

  self->clean_id = packshot_clock_add_timeout (self->clock, LOOK_EVERY, day_look, self);
  packshot_store_read_async (self->store, G_PRIORITY_LOW, day_read, g_new0 (gint64, 1), g_free,
                             NULL, day_read_cb, g_object_ref (self));
}

void
_packshot_session_clean_start (PackshotSession *self)
{
  if (self->clean_id == 0)
    self->clean_id = packshot_clock_add_timeout (self->clock, FIRST_LOOK, day_look, self);
}

void
_packshot_session_clean_stop (PackshotSession *self)
{
  if (self->clean_id != 0)
    packshot_clock_remove_timeout (self->clock, self->clean_id);
  self->clean_id = 0;
}
