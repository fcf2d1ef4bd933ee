/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* What a user sees of the engine's work, and how he holds it: the rounds under way, stopping one,
 * pausing all, keeping large pictures back on a metered network. A call that is under way ends by
 * itself when the engine is paused; nothing further is sent. Main thread. */

#include "config.h"

#include "packshot-engine-private.h"

/* A computer that slept, or whose clock was set, notices within it that a time has come. */
#define LONGEST_SLEEP (60 * G_TIME_SPAN_SECOND)

/* Who goes through a list does not look at each item. */
#define VISIBLE_PAUSE (2 * G_TIME_SPAN_SECOND)

static void
active_free (PackshotActive *active)
{
  g_clear_object (&active->cancellable);
  g_free (active);
}

static PackshotActive *
active_find (PackshotEngine *self,
             gint64          item)
{
  for (guint i = 0; i < self->active->len; i++)
    {
      PackshotActive *active = self->active->pdata[i];

      if (active->now.item == item)
        return active;
    }
  return NULL;
}

/* --- Rounds --- */

static void
round_reported (const PackshotActivity *activity,
                gpointer                user_data)
{
  PackshotEngine *self = user_data;
  PackshotActive *active = active_find (self, activity->item);
  gboolean was_sending;

  if (active == NULL)
    return;
  was_sending = active->now.phase == PACKSHOT_PHASE_SENDING;
  if (was_sending &&
      (activity->phase != PACKSHOT_PHASE_SENDING || activity->image != active->now.image))
    _packshot_engine_emit_progress (self, &active->now, 1.0);
  active->now = *activity;
  active->now.stopping = active->stopped;
  if (activity->phase == PACKSHOT_PHASE_SENDING && activity->n_bytes > 0 &&
      activity->bytes < activity->n_bytes)
    _packshot_engine_emit_progress (self, activity,
                                    (double)activity->bytes / (double)activity->n_bytes);
  _packshot_engine_emit_activity (self);
}

static PackshotGate
round_gate (PackshotSyncFlags flags,
            gint64            bytes,
            gpointer          user_data)
{
  PackshotEngine *self = user_data;

  if (!_packshot_engine_may_run (self, flags))
    return PACKSHOT_GATE_PAUSED;
  if (self->metered && bytes > self->hold_bytes && !(flags & PACKSHOT_SYNC_SEND_ANYWAY))
    return PACKSHOT_GATE_METERED;
  return PACKSHOT_GATE_OPEN;
}

/* Returns what ends this round alone; it is ended with its run too. */
GCancellable *
_packshot_engine_round_began (PackshotEngine *self,
                              gint64          account,
                              gint64          item,
                              GCancellable   *run)
{
  PackshotActive *active = g_new0 (PackshotActive, 1);

  active->cancellable = g_cancellable_new ();
  active->now.account = account;
  active->now.item = item;
  active->now.since = packshot_clock_get_real_time (self->parts.clock);
  g_ptr_array_add (self->active, active);
  if (run != NULL)
    {
      g_signal_connect_object (run, "cancelled", G_CALLBACK (g_cancellable_cancel),
                               active->cancellable, G_CONNECT_SWAPPED);
      if (g_cancellable_is_cancelled (run))
        g_cancellable_cancel (active->cancellable);
    }
  _packshot_engine_emit_activity (self);
  return active->cancellable;
}

/* Returns whether the round was stopped by hand. */
gboolean
_packshot_engine_round_ended (PackshotEngine *self,
                              gint64          item)
{
  PackshotActive *active = active_find (self, item);
  gboolean stopped = active->stopped;

  if (active->now.phase == PACKSHOT_PHASE_SENDING)
    _packshot_engine_emit_progress (self, &active->now, 1.0);
  g_ptr_array_remove (self->active, active);
  _packshot_engine_emit_activity (self);
  return stopped;
}

/**
 * packshot_engine_dup_activities:
 * @self: an engine
 *
 * Returns: (transfer full) (element-type PackshotActivity): the rounds under way, the oldest first
 */
GArray *
packshot_engine_dup_activities (PackshotEngine *self)
{
  GArray *activities = g_array_new (FALSE, FALSE, sizeof (PackshotActivity));

  g_return_val_if_fail (PACKSHOT_IS_ENGINE (self), activities);

  for (guint i = 0; i < self->active->len; i++)
    g_array_append_val (activities, ((PackshotActive *)self->active->pdata[i])->now);
  return activities;
}

/**
 * packshot_engine_get_progress:
 * @self: an engine
 * @n_done: (out): items that the run under way has done
 * @n_items: (out): all its items, or 0 when none runs or they are still being collected
 */
void
packshot_engine_get_progress (PackshotEngine *self,
                              guint          *n_done,
                              guint          *n_items)
{
  GTask *task;
  PackshotRun *run;

  g_return_if_fail (PACKSHOT_IS_ENGINE (self));

  *n_done = 0;
  *n_items = 0;
  task = g_queue_peek_head (&self->runs);
  if (task == NULL)
    return;
  run = g_task_get_task_data (task);
  *n_items = run->n_turns;
  *n_done = run->n_turns - MIN (run->n_turns, _packshot_run_count_left (run) + run->n_running);
}

/**
 * packshot_engine_stop_item:
 * @self: an engine
 * @item: an item's id
 *
 * Ends the item's round, also in the middle of a picture; what it was doing is settled by looking
 * when its turn comes again: in a quarter of an hour, or when it is asked for.
 */
void
packshot_engine_stop_item (PackshotEngine *self,
                           gint64          item)
{
  PackshotActive *active;

  g_return_if_fail (PACKSHOT_IS_ENGINE (self));

  for (GList *l = self->runs.head; l != NULL; l = l->next)
    _packshot_run_drop_item (g_task_get_task_data (l->data), item);
  active = active_find (self, item);
  if (active == NULL || active->stopped)
    return;
  active->stopped = TRUE;
  active->now.stopping = TRUE;
  _packshot_engine_emit_activity (self);
  g_cancellable_cancel (active->cancellable);
}

/**
 * packshot_engine_set_visible_item:
 * @self: an engine
 * @item: an item's id, or 0 for none
 *
 * What is on the screen is looked at right after what is to be sent, and, if the engine is
 * automatic, soon, unless that was done a short while ago.
 */
void
packshot_engine_set_visible_item (PackshotEngine *self,
                                  gint64          item)
{
  g_return_if_fail (PACKSHOT_IS_ENGINE (self));

  if (self->visible_item == item)
    return;
  self->visible_item = item;
  if (item == 0)
    return;
  for (GList *l = self->runs.head; l != NULL; l = l->next)
    _packshot_run_prefer_item (g_task_get_task_data (l->data), item);
  if (g_queue_is_empty (&self->runs))
    _packshot_engine_refresh_schedule (self, VISIBLE_PAUSE);
}

/* --- Pausing --- */

static void pause_watch (PackshotEngine *self);

gboolean
_packshot_engine_may_run (PackshotEngine   *self,
                          PackshotSyncFlags flags)
{
  return packshot_engine_get_paused_until (self) == 0 || flags & PACKSHOT_SYNC_WHILE_PAUSED;
}

static void
pause_wake (gpointer user_data)
{
  PackshotEngine *self = user_data;

  self->pause_id = 0;
  if (packshot_engine_get_paused_until (self) == 0)
    packshot_engine_resume (self);
  else
    pause_watch (self);
}

static void
pause_watch (PackshotEngine *self)
{
  gint64 left = self->paused_until - packshot_clock_get_real_time (self->parts.clock);

  self->pause_id = packshot_clock_add_timeout (self->parts.clock, MIN (left, LONGEST_SLEEP),
                                               pause_wake, self);
}

static void
pause_clear (PackshotEngine *self)
{
  if (self->pause_id != 0)
    packshot_clock_remove_timeout (self->parts.clock, self->pause_id);
  self->pause_id = 0;
  self->paused_until = 0;
}

/**
 * packshot_engine_pause:
 * @self: an engine
 * @until: microseconds UTC, or %PACKSHOT_PAUSE_UNTIL_RESUMED
 *
 * From now on no server is called by a run, except by one with %PACKSHOT_SYNC_WHILE_PAUSED. The
 * calls under way end by themselves. Runs that are asked for meanwhile end at once.
 */
void
packshot_engine_pause (PackshotEngine *self,
                       gint64          until)
{
  g_return_if_fail (PACKSHOT_IS_ENGINE (self));

  pause_clear (self);
  self->paused_until = until;
  if (packshot_engine_get_paused_until (self) == 0)
    {
      packshot_engine_resume (self);
      return;
    }
  if (until != PACKSHOT_PAUSE_UNTIL_RESUMED)
    pause_watch (self);
  if (!g_queue_is_empty (&self->runs))
    _packshot_run_wake (g_queue_peek_head (&self->runs));
  _packshot_engine_emit_paused (self);
}

/**
 * packshot_engine_resume:
 * @self: an engine
 *
 * Ends a pause. What waits is sent now, if the engine is automatic.
 */
void
packshot_engine_resume (PackshotEngine *self)
{
  g_return_if_fail (PACKSHOT_IS_ENGINE (self));

  pause_clear (self);
  _packshot_engine_schedule (self, 0);
  _packshot_engine_emit_paused (self);
}

/**
 * packshot_engine_get_paused_until:
 * @self: an engine
 *
 * Returns: microseconds UTC, %PACKSHOT_PAUSE_UNTIL_RESUMED, or 0 when it is not paused
 */
gint64
packshot_engine_get_paused_until (PackshotEngine *self)
{
  g_return_val_if_fail (PACKSHOT_IS_ENGINE (self), 0);

  return self->paused_until > packshot_clock_get_real_time (self->parts.clock) ?
         self->paused_until : 0;
}

/* --- Metered networks --- */

/**
 * packshot_engine_set_metered:
 * @self: an engine
 * @metered: whether large pictures wait, because bytes cost money now
 * @hold_bytes: what is larger waits; %PACKSHOT_HOLD_BYTES is a good figure
 *
 * Runs with %PACKSHOT_SYNC_SEND_ANYWAY send all the same. When nothing is held any more, what
 * waited is sent by itself, if the engine is automatic.
 */
void
packshot_engine_set_metered (PackshotEngine *self,
                             gboolean        metered,
                             gint64          hold_bytes)
{
  gboolean freed;

  g_return_if_fail (PACKSHOT_IS_ENGINE (self));
  g_return_if_fail (hold_bytes >= 0);

  freed = self->metered && (!metered || hold_bytes > self->hold_bytes);
  self->metered = metered;
  self->hold_bytes = hold_bytes;
  if (freed)
    _packshot_engine_schedule (self, 0);
}

/**
 * packshot_engine_get_metered:
 * @self: an engine
 * @hold_bytes: (out) (optional): what is larger waits while the network is metered
 *
 * Returns: whether large pictures wait
 */
gboolean
packshot_engine_get_metered (PackshotEngine *self,
                             gint64         *hold_bytes)
{
  g_return_val_if_fail (PACKSHOT_IS_ENGINE (self), FALSE);

  if (hold_bytes != NULL)
    *hold_bytes = self->hold_bytes;
  return self->metered;
}

void
_packshot_engine_control_init (PackshotEngine *self)
{
  self->active = g_ptr_array_new_with_free_func ((GDestroyNotify)active_free);
  self->hold_bytes = PACKSHOT_HOLD_BYTES;
  self->parts.hooks.report = round_reported;
  self->parts.hooks.gate = round_gate;
  self->parts.hooks.user_data = self;
}

void
_packshot_engine_control_clear (PackshotEngine *self)
{
  pause_clear (self);
  g_clear_pointer (&self->active, g_ptr_array_unref);
}
