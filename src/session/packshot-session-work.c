/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* Reading the work. What only the main thread knows (what the engine does now, pauses, keys) is
 * written down first, then all of it is built on the reader's thread in one transaction. What
 * changes in between is told by another work-changed. Main thread. */

#include "config.h"

#include "packshot-session-work-private.h"

typedef struct
{
  PackshotWorkInput input;
  PackshotWork     *work;       /* (nullable): the result */
  guint             remaining;
} Load;

static void
load_free (Load *load)
{
  g_clear_pointer (&load->input.activities, g_array_unref);
  g_clear_pointer (&load->input.key_problems, g_hash_table_unref);
  g_clear_pointer (&load->input.next_tries, g_hash_table_unref);
  g_clear_pointer (&load->input.scope, g_hash_table_unref);
  g_clear_pointer (&load->work, packshot_work_unref);
  g_free (load);
}

static GHashTable *
copy_key_problems (PackshotSession *self)
{
  GHashTable *copy = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  GHashTableIter iter;
  gpointer account, problem;

  g_hash_table_iter_init (&iter, self->key_problems);
  while (g_hash_table_iter_next (&iter, &account, &problem))
    g_hash_table_insert (copy, g_memdup2 (account, sizeof (gint64)), g_strdup (problem));
  return copy;
}

static void
load_take_input (Load             *load,
                 PackshotSession  *self,
                 PackshotWorkFlags flags)
{
  PackshotWorkInput *input = &load->input;

  input->now = packshot_clock_get_real_time (self->clock);
  input->offline = packshot_session_get_offline (self);
  input->paused = packshot_session_get_paused (self, &input->paused_until);
  input->hold_bytes = self->work->metered && self->work->hold_on_metered ? PACKSHOT_HOLD_BYTES :
    G_MAXINT64;
  input->flags = flags;
  input->syncing = packshot_session_get_syncing (self);
  input->activities = packshot_engine_dup_activities (self->engine);
  input->key_problems = copy_key_problems (self);
  input->next_tries = packshot_engine_dup_next_tries (self->engine);
  if (self->work->scope != NULL)
    input->scope = g_hash_table_ref (self->work->scope);
}

static gboolean
load_build (PackshotDb *db,
            gpointer    data,
            GError    **error)
{
  Load *load = data;

  load->work = _packshot_work_build (db, &load->input, &load->remaining, error);
  return load->work != NULL;
}

/* How far the run under way has come. Changes that a person makes meanwhile make it longer. */
static void
load_measure_run (Load            *load,
                  PackshotSession *self)
{
  PackshotSessionWork *state = self->work;
  PackshotWork *work = load->work;
  gint64 run_time = packshot_clock_get_run_time (self->clock) - state->started_at;
  double seconds = (double)run_time / G_USEC_PER_SEC;

  packshot_engine_get_progress (self->engine, &work->n_run_items_done, &work->n_run_items);
  if (!work->syncing || !state->sends_all)
    return;
  state->total = MAX (state->total, load->remaining);
  work->run_total = state->total;
  work->run_done = state->total - load->remaining;
  if (work->run_done > 0 && seconds >= 1)
    work->seconds_left = (int)(seconds * load->remaining / work->run_done);
}

/* Calls of today, of the services that count them by the day. */
static void
load_count_calls (Load            *load,
                  PackshotSession *self)
{
  for (guint i = 0; i < load->work->accounts->len; i++)
    {
      PackshotWorkAccount *account = load->work->accounts->pdata[i];
      PackshotCalls windows[PACKSHOT_GOVERNOR_MAX_WINDOWS];
      guint n = packshot_engine_get_calls (self->engine, account->account->id, windows);

      for (guint k = 0; k < n; k++)
        if (windows[k].span >= G_TIME_SPAN_DAY)
          {
            account->calls_used = windows[k].used;
            account->calls_limit = windows[k].limit;
          }
    }
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Load *load = g_task_get_task_data (task);
  GError *error = NULL;

  if (!packshot_store_read_finish (PACKSHOT_STORE (source), result, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  load_measure_run (load, g_task_get_source_object (task));
  load_count_calls (load, g_task_get_source_object (task));
  g_task_return_pointer (task, g_steal_pointer (&load->work), (GDestroyNotify)packshot_work_unref);
}

/**
 * packshot_session_load_work_async:
 * @self: a session
 * @flags: what is counted besides
 * @cancellable: (nullable)
 * @callback: called with the work
 * @user_data: for @callback
 */
void
packshot_session_load_work_async (PackshotSession    *self,
                                  PackshotWorkFlags   flags,
                                  GCancellable       *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer            user_data)
{
  g_autoptr(GTask) task = NULL;
  Load *load;

  g_return_if_fail (PACKSHOT_IS_SESSION (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, packshot_session_load_work_async);
  load = g_new0 (Load, 1);
  g_task_set_task_data (task, load, (GDestroyNotify)load_free);
  load_take_input (load, self, flags);
  packshot_store_read_async (self->store, G_PRIORITY_DEFAULT, load_build, load, NULL, cancellable,
                             loaded_cb, g_object_ref (task));
}

/**
 * packshot_session_load_work_finish:
 * @self: a session
 * @result: from the callback
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the work as it stands
 */
PackshotWork *
packshot_session_load_work_finish (PackshotSession *self,
                                   GAsyncResult    *result,
                                   GError         **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- Sending --- */

/**
 * packshot_session_send_async:
 * @self: a session
 * @items: (nullable): ids, or %NULL for everything that waits
 * @n_items: their number
 * @flags: what is sent all the same
 * @cancellable: (nullable): ends it between two calls
 * @callback: called when nothing can be done any more
 * @user_data: for @callback
 *
 * Also for what waits for a person's look and while paused: who asks wants it now. What was refused
 * is tried again.
 */
void
packshot_session_send_async (PackshotSession    *self,
                             const gint64       *items,
                             guint               n_items,
                             PackshotSendFlags   flags,
                             GCancellable       *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer            user_data)
{
  PackshotSyncFlags sync = PACKSHOT_SYNC_ONLY_WORK | PACKSHOT_SYNC_WHILE_PAUSED;

  if (flags & PACKSHOT_SEND_ANYWAY)
    sync |= PACKSHOT_SYNC_SEND_ANYWAY;
  packshot_session_sync_async (self, items, n_items, sync, cancellable, callback, user_data);
}

PackshotSyncResult *
packshot_session_send_finish (PackshotSession *self,
                              GAsyncResult    *result,
                              GError         **error)
{
  return packshot_session_sync_finish (self, result, error);
}

/**
 * packshot_session_set_visible_item:
 * @self: a session
 * @item: an item's id, or 0
 *
 * What is before a person's eyes is looked at before the rest.
 */
void
packshot_session_set_visible_item (PackshotSession *self,
                                   gint64           item)
{
  g_return_if_fail (PACKSHOT_IS_SESSION (self));

  packshot_engine_set_visible_item (self->engine, item);
}

/**
 * packshot_session_stop_item:
 * @self: a session
 * @item: an item that is being sent
 *
 * It is sent later.
 */
void
packshot_session_stop_item (PackshotSession *self,
                            gint64           item)
{
  g_return_if_fail (PACKSHOT_IS_SESSION (self));

  packshot_engine_stop_item (self->engine, item);
}
