/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* A run: read the lists of items, collect the items, give each its round, count what is left.
 *
 *   lists (one account after the other) ─▶ collect ─▶ rounds (a few at once) ─▶ count ─▶ ended
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

/* How long an item is left alone that was stopped by hand. */
#define STOPPED_FOR (15 * G_TIME_SPAN_MINUTE)

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
  run->scope = g_array_new (FALSE, FALSE, sizeof (gint64));
  run->stopped = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  run->paused = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  run->result = g_new0 (PackshotSyncResult, 1);
  return run;
}

void
_packshot_run_free (PackshotRun *run)
{
  g_clear_pointer (&run->items, g_array_unref);
  g_clear_pointer (&run->accounts, g_array_unref);
  g_clear_pointer (&run->scope, g_array_unref);
  g_clear_pointer (&run->stopped, g_hash_table_unref);
  g_clear_pointer (&run->paused, g_hash_table_unref);
  g_clear_pointer (&run->result, packshot_sync_result_free);
  g_queue_clear_full (&run->turns, g_free);
  g_free (run);
}

static void
run_note_problem (PackshotRun  *run,
                  const GError *error)
{
  if (run->result->first_problem == NULL)
    run->result->first_problem = g_strdup (error->message);
}

static void
run_stop_account (PackshotRun *run,
                  gint64       account)
{
  g_hash_table_add (run->stopped, g_memdup2 (&account, sizeof account));
}

/* --- Counting what is left --- */

static gboolean
run_count (PackshotDb *db,
           gpointer    data,
           GError    **error)
{
  PackshotRun *run = data;

  for (guint i = 0; i < run->scope->len; i++)
    {
      g_autoptr(GError) gone = NULL;
      g_autoptr(PackshotItemSync) sync =
        packshot_items_get_sync (db, g_array_index (run->scope, gint64, i), &gone);

      if (sync == NULL &&
          g_error_matches (gone, PACKSHOT_STORE_ERROR, PACKSHOT_STORE_ERROR_NOT_FOUND))
        continue;
      if (sync == NULL)
        {
          g_propagate_error (error, g_steal_pointer (&gone));
          return FALSE;
        }
      if (sync->n_conflicts > 0)
        run->result->n_conflicts++;
      if (sync->problem != NULL)
        run->result->n_needs_you++;
      else if ((sync->pending && sync->n_conflicts == 0) || sync->n_sending > 0)
        run->result->n_pending++;
    }
  return TRUE;
}

static void
run_counted_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;
  PackshotEngine *self = g_task_get_source_object (task);

  packshot_store_read_finish (PACKSHOT_STORE (source), result, &error);
  _packshot_engine_run_ended (self, task, g_steal_pointer (&error));
}

/* --- Rounds --- */

typedef struct
{
  GTask               *task;  /* the run */
  PackshotTurn         turn;
  PackshotRoundResult *end;   /* (nullable) until the round has ended */
  PackshotBudget       budget;
  double               random;
  gboolean             stopped;
} Turning;

static void
turning_free (Turning *turning)
{
  g_clear_object (&turning->task);
  g_clear_pointer (&turning->end, packshot_round_result_free);
  g_free (turning);
}

static void run_pump (GTask *task);

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
  gint64 delay;

  if (sync == NULL)
    return FALSE;
  if (turning->stopped)
    return packshot_items_set_retry (db, turning->turn.item, sync->attempts,
                                     packshot_clock_get_real_time (self->parts.clock) + STOPPED_FOR,
                                     error);
  if (g_error_matches (turning->end->error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return TRUE;
  delay = retry_after >= 0 ? retry_after * G_TIME_SPAN_SECOND :
    packshot_backoff_delay (sync->attempts + 1, turning->random);
  return packshot_items_set_retry (db, turning->turn.item, sync->attempts + 1,
                                   packshot_clock_get_real_time (self->parts.clock) + delay, error);
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

/* Whether the turn is taken again later in this run, because its account is only out of breath. */
static gboolean
turn_wait (PackshotEngine *self,
           PackshotRun    *run,
           Turning        *turning)
{
  gint64 now = packshot_clock_get_real_time (self->parts.clock);
  PackshotBudget *budget = &turning->budget;
  gint64 until = MAX (budget->blocked_until, budget->remaining == 0 ? budget->resets_at : 0);

  if (!g_error_matches (turning->end->error, PACKSHOT_SERVICE_ERROR,
                        PACKSHOT_SERVICE_ERROR_THROTTLED) ||
      until > now + MAX_PAUSE)
    return FALSE;
  until = MAX (until, now + G_TIME_SPAN_SECOND);
  g_hash_table_replace (run->paused, g_memdup2 (&turning->turn.account, sizeof (gint64)),
                        g_memdup2 (&until, sizeof until));
  g_queue_push_head (&run->turns, g_memdup2 (&turning->turn, sizeof turning->turn));
  return TRUE;
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
      run_note_problem (run, error);
    }
  run->n_running--;
  run->result->n_sent += turning->end->n_sent;
  run->result->n_held += turning->end->gate == PACKSHOT_GATE_METERED;
  run->result->paused |= turning->end->gate == PACKSHOT_GATE_PAUSED;
  if (turning->end->error != NULL && !turning->stopped && !turn_wait (self, run, turning))
    {
      run_note_problem (run, turning->end->error);
      if (turning->end->end == PACKSHOT_ROUND_STOP)
        run_stop_account (run, turning->turn.account);
    }
  if (turning->end->end == PACKSHOT_ROUND_STOP)
    _packshot_engine_emit_account (self, turning->turn.account);
  _packshot_engine_emit_item (self, turning->turn.item);
  turning_free (turning);
  run_pump (task);
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
    packshot_service_get_budget (service, &turning->budget);
  packshot_store_write_async (self->parts.store, turn_record, turning, NULL, NULL, turn_recorded_cb,
                              turning);
}

static void
turn_start (GTask        *task,
            PackshotTurn *turn)
{
  PackshotEngine *self = g_task_get_source_object (task);
  PackshotRun *run = g_task_get_task_data (task);
  Turning *turning = g_new0 (Turning, 1);

  turning->task = g_object_ref (task);
  turning->turn = *turn;
  run->n_running++;
  run->result->n_items++;
  packshot_round_async (&self->parts, packshot_engine_get_service (self, turn->account), turn->item,
                        run->flags,
                        _packshot_engine_round_began (self, turn->account, turn->item,
                                                      g_task_get_cancellable (task)),
                        turn_ended_cb, turning);
}

/* Looking without work leaves the last tenth of a window of calls to edits. */
static gboolean
turn_is_affordable (PackshotEngine *self,
                    PackshotTurn   *turn)
{
  PackshotBudget budget = { 0 };

  if (turn->has_work)
    return TRUE;
  packshot_service_get_budget (packshot_engine_get_service (self, turn->account), &budget);
  return budget.limit == 0 || budget.remaining > budget.limit / 10 ||
         budget.resets_at <= packshot_clock_get_real_time (self->parts.clock);
}

static gint64
run_paused_until (PackshotEngine *self,
                  PackshotRun    *run,
                  gint64          account)
{
  gint64 *until = g_hash_table_lookup (run->paused, &account);

  return until != NULL && *until > packshot_clock_get_real_time (self->parts.clock) ? *until : 0;
}

static void
run_resume (gpointer user_data)
{
  g_autoptr(GTask) task = user_data;
  PackshotRun *run = g_task_get_task_data (task);

  run->resume_id = 0;
  run_pump (task);
}

void
_packshot_run_wake (GTask *task)
{
  PackshotEngine *self = g_task_get_source_object (task);
  PackshotRun *run = g_task_get_task_data (task);

  if (run->resume_id == 0)
    return;
  packshot_clock_remove_timeout (self->parts.clock, run->resume_id);
  run_resume (task);
}

void
_packshot_run_drop_item (PackshotRun *run,
                         gint64       item)
{
  GList *next;

  for (GList *l = run->turns.head; l != NULL; l = next)
    {
      next = l->next;
      if (((PackshotTurn *)l->data)->item != item)
        continue;
      g_free (l->data);
      g_queue_delete_link (&run->turns, l);
    }
}

/* Once paused, a run is over, even when the pause ends soon. */
static void
run_check_pause (PackshotEngine *self,
                 PackshotRun    *run)
{
  run->result->paused |= !_packshot_engine_may_run (self, run->flags);
}

/* The next turn that can be taken now; what can't be taken any more in this run is dropped. *@wake
 * is when the first of those that must wait can be taken. */
static PackshotTurn *
run_next_turn (PackshotEngine *self,
               PackshotRun    *run,
               gint64         *wake)
{
  GList *next;

  *wake = G_MAXINT64;
  for (GList *l = run->turns.head; l != NULL; l = next)
    {
      PackshotTurn *turn = l->data;
      gint64 until = run_paused_until (self, run, turn->account);

      next = l->next;
      if (until != 0)
        {
          *wake = MIN (*wake, until);
          continue;
        }
      g_queue_delete_link (&run->turns, l);
      if (!g_hash_table_contains (run->stopped, &turn->account) &&
          packshot_engine_get_service (self, turn->account) != NULL &&
          turn_is_affordable (self, turn))
        return turn;
      g_free (turn);
    }
  return NULL;
}

static void
run_pump (GTask *task)
{
  PackshotEngine *self = g_task_get_source_object (task);
  PackshotRun *run = g_task_get_task_data (task);
  gint64 wake = G_MAXINT64;

  run_check_pause (self, run);
  if (run->result->paused || g_cancellable_is_cancelled (g_task_get_cancellable (task)))
    g_queue_clear_full (&run->turns, g_free);
  while (run->n_running < MAX_ROUNDS)
    {
      g_autofree PackshotTurn *turn = run_next_turn (self, run, &wake);

      if (turn == NULL)
        break;
      turn_start (task, turn);
    }
  if (run->n_running > 0)
    return;
  if (wake != G_MAXINT64)
    {
      gint64 now = packshot_clock_get_real_time (self->parts.clock);

      if (run->resume_id == 0)
        run->resume_id = packshot_clock_add_timeout (self->parts.clock, wake - now, run_resume,
                                                     g_object_ref (task));
      return;
    }
  packshot_store_read_async (self->parts.store, G_PRIORITY_DEFAULT, run_count, run, NULL, NULL,
                             run_counted_cb, g_object_ref (task));
}

/* --- Collecting the items --- */

typedef struct
{
  PackshotRun *run;
  gint64       now;
} Collect;

static gboolean
collect_turn (Collect    *collect,
              PackshotDb *db,
              gint64      id,
              gboolean    has_work,
              GError    **error)
{
  PackshotRun *run = collect->run;
  PackshotTurn turn = { .item = id, .has_work = has_work };
  g_autoptr(PackshotItem) item = packshot_items_get (db, id, error);
  g_autoptr(PackshotItemSync) sync = item != NULL ? packshot_items_get_sync (db, id, error) : NULL;

  if (sync == NULL)
    return FALSE;
  turn.account = item->account;
  if (run->flags & PACKSHOT_SYNC_AUTOMATIC &&
      (sync->problem != NULL || sync->next_try > collect->now))
    return TRUE;
  g_array_append_val (run->scope, id);
  g_queue_push_tail (&run->turns, g_memdup2 (&turn, sizeof turn));

  /* Who asks again wants an answer now: what was refused is tried again. */
  if (run->flags & PACKSHOT_SYNC_AUTOMATIC || (sync->problem == NULL && sync->next_try == 0))
    return TRUE;
  return packshot_items_set_retry (db, id, 0, 0, error) &&
         packshot_items_set_problem (db, id, NULL, 0, NULL, error);
}

static gboolean
run_collect (PackshotDb *db,
             gpointer    data,
             GError    **error)
{
  Collect *collect = data;
  PackshotRun *run = collect->run;
  g_autoptr(GHashTable) seen = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_autoptr(GArray) work = packshot_items_list_work (db, 0, error);
  g_autoptr(GArray) rest = NULL;
  const PackshotItemQuery all = { .kind = -1 };

  if (work == NULL)
    return FALSE;
  if (run->items != NULL)
    rest = g_array_ref (run->items);
  else if (run->flags & PACKSHOT_SYNC_ONLY_WORK)
    rest = g_array_ref (work);
  else
    rest = packshot_items_query (db, &all, error);
  if (rest == NULL)
    return FALSE;

  for (guint i = 0; i < work->len; i++)
    g_hash_table_add (seen, &g_array_index (work, gint64, i));
  for (guint i = 0; run->items == NULL && i < work->len; i++)
    if (!collect_turn (collect, db, g_array_index (work, gint64, i), TRUE, error))
      return FALSE;
  for (guint i = 0; i < rest->len; i++)
    {
      gint64 id = g_array_index (rest, gint64, i);
      gboolean has_work = g_hash_table_contains (seen, &id);

      if ((run->items != NULL || !has_work) && !collect_turn (collect, db, id, has_work, error))
        return FALSE;
    }
  return TRUE;
}

static void
run_collected_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  PackshotEngine *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (!packshot_store_write_finish (PACKSHOT_STORE (source), result, &error))
    _packshot_engine_run_ended (self, task, error);
  else
    {
      PackshotRun *run = g_task_get_task_data (task);

      run->n_turns = run->turns.length;
      run_pump (task);
    }
}

/* --- The lists of items --- */

static void run_lists (GTask *task);

static void
run_listed_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  PackshotEngine *self = PACKSHOT_ENGINE (source);
  PackshotRun *run = g_task_get_task_data (task);
  gint64 account = g_array_index (run->accounts, gint64, run->accounts->len - 1);
  g_autoptr(GError) error = NULL;

  g_array_set_size (run->accounts, run->accounts->len - 1);
  if (!packshot_engine_list_items_finish (self, result, &error))
    {
      run_note_problem (run, error);
      run->result->n_needs_you += packshot_service_error_is_temporary (error) ? 0 : 1;
      run_stop_account (run, account);
    }
  run_lists (task);
}

static void
run_lists (GTask *task)
{
  PackshotEngine *self = g_task_get_source_object (task);
  PackshotRun *run = g_task_get_task_data (task);
  Collect *collect;

  run_check_pause (self, run);
  if (run->accounts->len > 0 && !run->result->paused &&
      !g_cancellable_is_cancelled (g_task_get_cancellable (task)))
    {
      gint64 account = g_array_index (run->accounts, gint64, run->accounts->len - 1);

      packshot_engine_list_items_async (self, account, g_task_get_cancellable (task),
                                        run_listed_cb, g_object_ref (task));
      return;
    }
  collect = g_new0 (Collect, 1);
  collect->run = run;
  collect->now = packshot_clock_get_real_time (self->parts.clock);
  packshot_store_write_async (self->parts.store, run_collect, collect, g_free, NULL,
                              run_collected_cb, g_object_ref (task));
}

void
_packshot_engine_run_start (PackshotEngine *self,
                            GTask          *task)
{
  PackshotRun *run = g_task_get_task_data (task);
  GHashTableIter iter;
  gpointer account;

  if (run->items == NULL && !(run->flags & PACKSHOT_SYNC_ONLY_WORK))
    {
      g_hash_table_iter_init (&iter, self->services);
      while (g_hash_table_iter_next (&iter, &account, NULL))
        g_array_append_vals (run->accounts, account, 1);
    }
  run_lists (task);
}
