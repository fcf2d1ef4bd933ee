/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* A run's rounds: a lane for each account, a few rounds at once in each, so that no account waits
 * for another.
 *
 *   packshot-run-collect.c ─▶ lanes ─▶ rounds ─▶ nothing left that may be called now ─▶ count
 *
 * An account that can't be reached or refuses its key is left alone for the rest of the run, and
 * the others go on. An account whose calls are used up for a short time is waited for. Main
 * thread. */

#include "config.h"

#include "packshot-engine-private.h"

#include "packshot-accounts.h"
#include "packshot-items.h"
#include "packshot-store-error.h"

/* Rounds at once, of one account. Each sends one thing at a time and waits for the disk in between;
 * together they keep the transfer threads and the disk busy, and share its writes. */
#define MAX_ROUNDS 16

/* The longest wait for calls to be allowed again; a run that would have to wait longer ends. */
#define MAX_PAUSE (90 * G_TIME_SPAN_SECOND)

/* A computer that slept notices within it that a time has come. */
#define MAX_SLEEP (30 * G_TIME_SPAN_SECOND)

/* A server that was in trouble with so many items in a row is not asked for more. */
#define MAX_FAILED 12

/* How long an item is left alone that was stopped by hand. */
#define STOPPED_FOR (15 * G_TIME_SPAN_MINUTE)

/* --- Lanes --- */

static void
lane_free (PackshotLane *lane)
{
  g_array_unref (lane->turns);
  g_array_unref (lane->again);
  g_free (lane);
}

PackshotRun *
_packshot_run_new (const gint64     *items,
                   guint             n_items,
                   PackshotSyncFlags flags)
{
  PackshotRun *run = g_new0 (PackshotRun, 1);

  run->flags = flags;
  if (items != NULL)
    {
      run->items = g_array_new (FALSE, FALSE, sizeof (gint64));
      g_array_append_vals (run->items, items, n_items);
    }
  run->accounts = g_array_new (FALSE, FALSE, sizeof (gint64));
  run->listing = g_cancellable_new ();
  run->lanes = g_ptr_array_new_with_free_func ((GDestroyNotify)lane_free);
  run->stopped = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  run->result = g_new0 (PackshotSyncResult, 1);
  return run;
}

void
_packshot_run_free (PackshotRun *run)
{
  g_clear_pointer (&run->items, g_array_unref);
  g_clear_pointer (&run->accounts, g_array_unref);
  g_clear_object (&run->listing);
  g_clear_pointer (&run->lanes, g_ptr_array_unref);
  g_clear_pointer (&run->scope, g_hash_table_unref);
  g_clear_pointer (&run->stopped, g_hash_table_unref);
  g_clear_pointer (&run->result, packshot_sync_result_free);
  g_free (run);
}

void
_packshot_run_note_problem (PackshotRun  *run,
                            const GError *error)
{
  if (run->result->first_problem == NULL)
    run->result->first_problem = g_strdup (error->message);
}

void
_packshot_run_stop_account (PackshotRun *run,
                            gint64       account)
{
  g_hash_table_add (run->stopped, g_memdup2 (&account, sizeof account));
}

static PackshotLane *
run_get_lane (PackshotRun *run,
              gint64       account)
{
  PackshotLane *lane;

  for (guint i = 0; i < run->lanes->len; i++)
    if (((PackshotLane *)run->lanes->pdata[i])->account == account)
      return run->lanes->pdata[i];
  lane = g_new0 (PackshotLane, 1);
  lane->account = account;
  lane->turns = g_array_new (FALSE, FALSE, sizeof (PackshotTurn));
  lane->again = g_array_new (FALSE, FALSE, sizeof (PackshotTurn));
  g_ptr_array_add (run->lanes, lane);
  return lane;
}

void
_packshot_run_add_turn (PackshotRun        *run,
                        const PackshotTurn *turn)
{
  g_array_append_vals (run_get_lane (run, turn->account)->turns, turn, 1);
  run->n_turns++;
}

static guint
lane_count (const PackshotLane *lane)
{
  return lane->turns->len - lane->next + lane->again->len;
}

static void
lane_clear (PackshotLane *lane)
{
  lane->next = lane->turns->len;
  g_array_set_size (lane->again, 0);
}

/* There are no calls left for what can wait. It stays the oldest look, and is the first to be
 * looked at by the next run. */
static void
lane_give_up_spare (PackshotRun  *run,
                    PackshotLane *lane)
{
  while (lane->next < lane->turns->len &&
         !g_array_index (lane->turns, PackshotTurn, lane->turns->len - 1).has_work)
    {
      g_array_set_size (lane->turns, lane->turns->len - 1);
      run->result->n_later++;
    }
}

static void
run_clear (PackshotRun *run)
{
  for (guint i = 0; i < run->lanes->len; i++)
    lane_clear (run->lanes->pdata[i]);
}

/* Items whose round has not begun. */
guint
_packshot_run_count_left (PackshotRun *run)
{
  guint n = 0;

  for (guint i = 0; i < run->lanes->len; i++)
    n += lane_count (run->lanes->pdata[i]);
  return n;
}

/* Takes the turn of an item out of the lane. */
static gboolean
lane_take_item (PackshotLane *lane,
                gint64        item,
                PackshotTurn *turn)
{
  for (guint i = 0; i < lane->again->len; i++)
    if (g_array_index (lane->again, PackshotTurn, i).item == item)
      {
        *turn = g_array_index (lane->again, PackshotTurn, i);
        g_array_remove_index (lane->again, i);
        return TRUE;
      }
  for (guint i = lane->next; i < lane->turns->len; i++)
    if (g_array_index (lane->turns, PackshotTurn, i).item == item)
      {
        *turn = g_array_index (lane->turns, PackshotTurn, i);
        g_array_remove_index (lane->turns, i);
        return TRUE;
      }
  return FALSE;
}

void
_packshot_run_drop_item (PackshotRun *run,
                         gint64       item)
{
  PackshotTurn turn;

  for (guint i = 0; i < run->lanes->len; i++)
    run->n_turns -= lane_take_item (run->lanes->pdata[i], item, &turn) ? 1 : 0;
}

/* The item is looked at before all others of its account that have no work either. */
void
_packshot_run_prefer_item (PackshotRun *run,
                           gint64       item)
{
  for (guint i = 0; i < run->lanes->len; i++)
    {
      PackshotLane *lane = run->lanes->pdata[i];
      guint place = lane->next;
      PackshotTurn turn;

      if (!lane_take_item (lane, item, &turn))
        continue;
      while (!turn.has_work && place < lane->turns->len &&
             g_array_index (lane->turns, PackshotTurn, place).has_work)
        place++;
      g_array_insert_val (lane->turns, place, turn);
      return;
    }
}

/* --- Rounds --- */

typedef struct
{
  GTask               *task;      /* the run */
  PackshotTurn         turn;
  PackshotRoundResult *end;       /* (nullable) until the round has ended */
  double               random;
  guint                n_calls;   /* to be written down */
  gboolean             stopped;   /* by hand */
} Turning;

static void
turning_free (Turning *turning)
{
  g_clear_object (&turning->task);
  g_clear_pointer (&turning->end, packshot_round_result_free);
  g_free (turning);
}

static const char *
error_word (const GError *error)
{
  if (error->domain == PACKSHOT_SERVICE_ERROR)
    return packshot_service_error_to_string (error->code);
  if (g_error_matches (error, PACKSHOT_STORE_ERROR, PACKSHOT_STORE_ERROR_FULL))
    return "disk";
  return "failed";
}

static gboolean
turn_retry_later (PackshotEngine *self,
                  PackshotDb     *db,
                  Turning        *turning,
                  GError        **error)
{
  g_autoptr(PackshotItemSync) sync = packshot_items_get_sync (db, turning->turn.item, error);
  int retry_after = packshot_service_error_get_retry_after (turning->end->error);
  gint64 now = packshot_clock_get_real_time (self->parts.clock);
  gint64 delay;

  if (sync == NULL)
    return FALSE;
  if (turning->stopped)
    return packshot_items_set_retry (db, turning->turn.item, sync->attempts, now + STOPPED_FOR,
                                     error);
  if (g_error_matches (turning->end->error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return TRUE;
  delay = retry_after >= 0 ? retry_after * G_TIME_SPAN_SECOND :
    packshot_backoff_delay (sync->attempts + 1, turning->random);
  return packshot_items_set_retry (db, turning->turn.item, sync->attempts + 1, now + delay,
                                   error) &&
         packshot_log_note (db, PACKSHOT_LOG_RETRIED, turning->turn.item, turning->end->image,
                            turning->end->error->message, now, error);
}

static gboolean
turn_record (PackshotDb *db,
             gpointer    data,
             GError    **error)
{
  Turning *turning = data;
  PackshotEngine *self = g_task_get_source_object (turning->task);
  PackshotRoundResult *end = turning->end;
  gint64 item = turning->turn.item;
  gint64 account = turning->turn.account;

  if (!packshot_calls_add (db, account, packshot_clock_get_real_time (self->parts.clock),
                           turning->n_calls, error))
    return FALSE;
  switch (end->end)
    {
    case PACKSHOT_ROUND_DONE:
      return packshot_items_set_retry (db, item, 0, 0, error) &&
             packshot_items_set_problem (db, item, NULL, 0, NULL, error) &&
             packshot_accounts_set_problem (db, account, NULL, NULL, error);

    case PACKSHOT_ROUND_RETRY:
      return turn_retry_later (self, db, turning, error);

    case PACKSHOT_ROUND_NEEDS_YOU:
      return packshot_items_set_problem (db, item, error_word (end->error), end->image,
                                         end->error->message, error);

    case PACKSHOT_ROUND_STOP:
      if (g_error_matches (end->error, PACKSHOT_SERVICE_ERROR, PACKSHOT_SERVICE_ERROR_THROTTLED))
        return TRUE;
      return packshot_accounts_set_problem (db, account, error_word (end->error),
                                            end->error->message, error);

    case PACKSHOT_ROUND_HELD:
      return TRUE;

    default:
      g_assert_not_reached ();
    }
}

static gboolean
is_throttled (const GError *error)
{
  return g_error_matches (error, PACKSHOT_SERVICE_ERROR, PACKSHOT_SERVICE_ERROR_THROTTLED);
}

static gboolean
is_server_trouble (const GError *error)
{
  return g_error_matches (error, PACKSHOT_SERVICE_ERROR, PACKSHOT_SERVICE_ERROR_SERVER) ||
         g_error_matches (error, PACKSHOT_SERVICE_ERROR, PACKSHOT_SERVICE_ERROR_PROTOCOL);
}

/* Whether the turn is taken again later in this run, because its account is only out of breath. */
static gboolean
turn_wait (PackshotEngine *self,
           PackshotRun    *run,
           Turning        *turning)
{
  PackshotLane *lane = run_get_lane (run, turning->turn.account);
  PackshotService *service = packshot_engine_get_service (self, lane->account);
  gint64 now = packshot_clock_get_run_time (self->parts.clock);
  gint64 wait;

  if (!is_throttled (turning->end->error) || service == NULL)
    return FALSE;
  wait = packshot_governor_wait (packshot_service_get_governor (service), now,
                                 !turning->turn.has_work);
  if (wait > MAX_PAUSE || run->flags & PACKSHOT_SYNC_REFRESH)
    return FALSE;
  lane->until = MAX (lane->until, now + MAX (wait, G_TIME_SPAN_SECOND));
  g_array_append_val (lane->again, turning->turn);
  run->result->n_items--;
  return TRUE;
}

/* Who told the run to send something has decided, whenever it can be done. */
static void
run_approve (PackshotEngine     *self,
             const PackshotRun  *run,
             const PackshotTurn *turn)
{
  if (turn->has_work && !(run->flags & (PACKSHOT_SYNC_AUTOMATIC | PACKSHOT_SYNC_PULL_ONLY)))
    _packshot_engine_approve (self, turn->item, TRUE);
}

/* The account is left alone for the rest of the run. */
static void
run_give_up_account (PackshotEngine *self,
                     PackshotRun    *run,
                     gint64          account,
                     const GError   *error)
{
  PackshotLane *lane = run_get_lane (run, account);

  if (g_hash_table_contains (run->stopped, &account))
    return;
  for (guint i = lane->next; i < lane->turns->len && packshot_service_error_is_temporary (error);
       i++)
    run_approve (self, run, &g_array_index (lane->turns, PackshotTurn, i));
  _packshot_engine_account_failed (self, account, error);
  _packshot_run_stop_account (run, account);
}

static void
turn_note_success (PackshotEngine *self,
                   PackshotRun    *run,
                   Turning        *turning)
{
  if (turning->end->end != PACKSHOT_ROUND_HELD)
    _packshot_engine_approve (self, turning->turn.item, FALSE);
  if (turning->end->end != PACKSHOT_ROUND_DONE)
    return;
  run_get_lane (run, turning->turn.account)->n_failed = 0;
  _packshot_engine_account_answered (self, turning->turn.account);
}

static void
turn_note_failure (PackshotEngine *self,
                   PackshotRun    *run,
                   Turning        *turning)
{
  PackshotRoundResult *end = turning->end;
  PackshotLane *lane = run_get_lane (run, turning->turn.account);

  if (!turning->turn.has_work && is_throttled (end->error))
    {
      lane_give_up_spare (run, lane);
      run->result->n_later++;
      return;
    }
  _packshot_run_note_problem (run, end->error);
  if (packshot_service_error_is_temporary (end->error))
    run_approve (self, run, &turning->turn);
  if (end->end == PACKSHOT_ROUND_STOP ||
      (end->end == PACKSHOT_ROUND_RETRY && is_server_trouble (end->error) &&
       ++lane->n_failed == MAX_FAILED))
    run_give_up_account (self, run, lane->account, end->error);
}

static void
turn_note_end (PackshotEngine *self,
               PackshotRun    *run,
               Turning        *turning)
{
  PackshotRoundResult *end = turning->end;

  run->result->n_sent += end->n_sent;
  run->result->n_held += end->gate == PACKSHOT_GATE_METERED;
  run->result->paused |= end->gate == PACKSHOT_GATE_PAUSED;
  turn_note_success (self, run, turning);
  if (end->error != NULL && !turning->stopped && !turn_wait (self, run, turning))
    turn_note_failure (self, run, turning);
}

static void
turn_recorded_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  Turning *turning = user_data;
  g_autoptr(GTask) task = g_object_ref (turning->task);
  PackshotEngine *self = g_task_get_source_object (task);
  PackshotRun *run = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;

  if (!packshot_store_write_finish (PACKSHOT_STORE (source), result, &error))
    {
      g_warning ("The end of a round could not be recorded: %s", error->message);
      _packshot_run_note_problem (run, error);
    }
  run->n_running--;
  run_get_lane (run, turning->turn.account)->n_running--;
  turn_note_end (self, run, turning);
  if (turning->end->end == PACKSHOT_ROUND_STOP)
    _packshot_engine_emit_account (self, turning->turn.account);
  _packshot_engine_emit_item (self, turning->turn.item);
  turning_free (turning);
  _packshot_run_pump (task);
}

static void
turn_ended_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  Turning *turning = user_data;
  PackshotEngine *self = g_task_get_source_object (turning->task);
  PackshotService *service = packshot_engine_get_service (self, turning->turn.account);

  turning->end = packshot_round_finish (result);
  turning->stopped = _packshot_engine_round_ended (self, turning->turn.item);
  if (turning->end->end == PACKSHOT_ROUND_RETRY)
    turning->random = g_rand_double (self->random);
  if (service != NULL)
    turning->n_calls = packshot_governor_take_unsaved (packshot_service_get_governor (service));
  packshot_store_write_async (self->parts.store, turn_record, turning, NULL, NULL, turn_recorded_cb,
                              turning);
}

static void
turn_start (GTask              *task,
            PackshotLane       *lane,
            const PackshotTurn *turn)
{
  PackshotEngine *self = g_task_get_source_object (task);
  PackshotRun *run = g_task_get_task_data (task);
  Turning *turning = g_new0 (Turning, 1);
  PackshotSyncFlags flags = run->flags |
    (turn->has_work ? 0 : PACKSHOT_SYNC_SPARE);

  turning->task = g_object_ref (task);
  turning->turn = *turn;
  lane->n_running++;
  run->n_running++;
  run->result->n_items++;
  packshot_round_async (&self->parts, packshot_engine_get_service (self, turn->account), turn->item,
                        flags,
                        _packshot_engine_round_began (self, turn->account, turn->item,
                                                      g_task_get_cancellable (task)),
                        turn_ended_cb, turning);
}

/* --- Whose turn it is --- */

/* The lane's next turn that can be taken now. What can't be taken any more in this run is
 * dropped. */
static gboolean
lane_next (PackshotEngine *self,
           PackshotRun    *run,
           PackshotLane   *lane,
           PackshotTurn   *turn)
{
  PackshotService *service = packshot_engine_get_service (self, lane->account);
  gint64 now = packshot_clock_get_run_time (self->parts.clock);
  gint64 wait;

  if (service == NULL || g_hash_table_contains (run->stopped, &lane->account))
    lane_clear (lane);
  if (lane_count (lane) == 0 || lane->n_running == MAX_ROUNDS || lane->until > now)
    return FALSE;
  *turn = lane->again->len > 0 ? g_array_index (lane->again, PackshotTurn, 0) :
    g_array_index (lane->turns, PackshotTurn, lane->next);
  wait = packshot_governor_wait (packshot_service_get_governor (service), now, !turn->has_work);
  if (wait > (run->flags & PACKSHOT_SYNC_REFRESH ? 0 : MAX_PAUSE))
    {
      if (turn->has_work)
        _packshot_engine_account_used_up (self, lane->account, wait);
      lane_give_up_spare (run, lane);
      run->result->n_later += lane_count (lane);
      lane_clear (lane);
    }
  if (wait > 0)
    {
      lane->until = now + wait;
      return FALSE;
    }
  /* Each round under way may be about to make a call. */
  if (!turn->has_work &&
      packshot_governor_count_spare (packshot_service_get_governor (service), now) <=
      lane->n_running)
    return FALSE;
  if (lane->again->len > 0)
    g_array_remove_index (lane->again, 0);
  else
    lane->next++;
  return TRUE;
}

static void
run_resume (gpointer user_data)
{
  g_autoptr(GTask) task = user_data;
  PackshotRun *run = g_task_get_task_data (task);

  run->resume_id = 0;
  _packshot_run_pump (task);
}

static void
run_clear_resume (PackshotEngine *self,
                  GTask          *task)
{
  PackshotRun *run = g_task_get_task_data (task);

  if (run->resume_id == 0)
    return;
  packshot_clock_remove_timeout (self->parts.clock, run->resume_id);
  run->resume_id = 0;
  g_object_unref (task);
}

/* Looks again whether the run may go on. */
void
_packshot_run_wake (GTask *task)
{
  PackshotRun *run = g_task_get_task_data (task);

  if (run->collected)
    _packshot_run_pump (task);
  else if ((run->yielding && run->flags & PACKSHOT_SYNC_REFRESH) ||
           !_packshot_engine_may_run (g_task_get_source_object (task), run->flags))
    g_cancellable_cancel (run->listing);
}

/* When the first of the lanes that wait goes on, or -1 when none waits. */
static gint64
run_get_wait (PackshotEngine *self,
              PackshotRun    *run)
{
  gint64 now = packshot_clock_get_run_time (self->parts.clock);
  gint64 wait = -1;

  for (guint i = 0; i < run->lanes->len; i++)
    {
      const PackshotLane *lane = run->lanes->pdata[i];

      if (lane_count (lane) > 0 && lane->until > now && (wait < 0 || lane->until - now < wait))
        wait = lane->until - now;
    }
  return wait;
}

/* Once paused, a run is over, even when the pause ends soon. */
void
_packshot_run_check_pause (PackshotEngine *self,
                           PackshotRun    *run)
{
  run->result->paused |= !_packshot_engine_may_run (self, run->flags);
}

static void
run_start_turns (GTask *task)
{
  PackshotEngine *self = g_task_get_source_object (task);
  PackshotRun *run = g_task_get_task_data (task);
  guint n_idle = 0;

  while (n_idle < run->lanes->len)
    {
      PackshotLane *lane = run->lanes->pdata[run->next_lane++ % run->lanes->len];
      PackshotTurn turn;

      if (!lane_next (self, run, lane, &turn))
        {
          n_idle++;
          continue;
        }
      n_idle = 0;
      turn_start (task, lane, &turn);
    }
}

void
_packshot_run_pump (GTask *task)
{
  PackshotEngine *self = g_task_get_source_object (task);
  PackshotRun *run = g_task_get_task_data (task);
  gint64 wait;

  if (run->counting)
    return;
  _packshot_run_check_pause (self, run);
  if (run->result->paused ||
      g_cancellable_is_cancelled (g_task_get_cancellable (task)))
    run_clear (run);
  if (!run->yielding)
    run_start_turns (task);
  run_clear_resume (self, task);
  wait = run_get_wait (self, run);
  if (run->yielding && _packshot_run_count_left (run) > 0)
    {
      if (run->n_running == 0)
        _packshot_engine_run_yielded (self, task);
    }
  else if (wait >= 0)
    run->resume_id = packshot_clock_add_timeout (self->parts.clock, MIN (wait, MAX_SLEEP),
                                                 run_resume, g_object_ref (task));
  else if (run->n_running == 0)
    {
      run->counting = TRUE;
      _packshot_run_count (task);
    }
}
