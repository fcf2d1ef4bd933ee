/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* The beginning and the end of a run: which items it has to look at, and what is left of them.
 *
 *   calls made so far ─▶ lists (one account after the other) ─▶ collect ─▶ rounds ─▶ count ─▶ ended
 *
 * Nothing is asked item by item, except of items that were named. Main thread; what is marked as a
 * store function runs on a store thread while the main thread leaves the run alone. */

#include "config.h"

#include "packshot-engine-private.h"

#include "packshot-accounts.h"
#include "packshot-items.h"
#include "packshot-store-error.h"

/* Items of one account that a refresh looks at before others may have their turn. */
#define REFRESH_BATCH 60
/* A look, or a list, that is younger needs no refresh. */
#define REFRESH_AGE G_TIME_SPAN_DAY
/* The same for the item on the screen. */
#define VISIBLE_AGE (10 * G_TIME_SPAN_MINUTE)

/* --- Counting what is left --- */

/* Store function. */
static gboolean
run_count (PackshotDb *db,
           gpointer    data,
           GError    **error)
{
  PackshotRun *run = data;
  PackshotTurnCounts counts;

  if (!packshot_turns_count (db, run->scope, &counts, error))
    return FALSE;
  run->result->n_pending = counts.n_pending;
  run->result->n_conflicts = counts.n_conflicts;
  run->result->n_needs_you += counts.n_needs_you;
  run->next_try = counts.next_try;
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

void
_packshot_run_count (GTask *task)
{
  PackshotEngine *self = g_task_get_source_object (task);

  packshot_store_read_async (self->parts.store, G_PRIORITY_DEFAULT, run_count,
                             g_task_get_task_data (task), NULL, NULL, run_counted_cb,
                             g_object_ref (task));
}

/* --- Collecting the items --- */

typedef struct
{
  PackshotRun *run;
  GArray      *accounts;  /* gint64: those that can be called */
  GArray      *probes;    /* gint64: of them, those that could not be reached when last tried */
  GArray      *turns;     /* (nullable): the result */
  gint64       visible;
  gint64       now;
} Collect;

static void
collect_free (Collect *collect)
{
  g_array_unref (collect->accounts);
  g_array_unref (collect->probes);
  g_clear_pointer (&collect->turns, g_array_unref);
  g_free (collect);
}

static gboolean
collect_old (Collect    *collect,
             PackshotDb *db,
             gint64      account,
             gint64      before,
             guint       n_max,
             GError    **error)
{
  g_autoptr(GArray) turns =
    packshot_turns_list_old (db, account, before, n_max, collect->now, error);

  if (turns == NULL)
    return FALSE;
  g_array_append_vals (collect->turns, turns->data, turns->len);
  return TRUE;
}

static gboolean
has_item (GArray *turns,
          gint64  item)
{
  for (guint i = 0; i < turns->len; i++)
    if (g_array_index (turns, PackshotTurn, i).item == item)
      return TRUE;
  return FALSE;
}

/* What somebody has before his eyes should be what the server shows. */
static gboolean
collect_visible (Collect    *collect,
                 PackshotDb *db,
                 GError    **error)
{
  g_autoptr(PackshotItemSync) sync = packshot_items_get_sync (db, collect->visible, NULL);
  g_autoptr(GArray) turns = NULL;

  if (sync == NULL || sync->looked_at >= collect->now - VISIBLE_AGE ||
      has_item (collect->turns, collect->visible))
    return TRUE;
  turns = packshot_turns_list_items (db, &collect->visible, 1, collect->now, error);
  if (turns == NULL)
    return FALSE;
  g_array_append_vals (collect->turns, turns->data, turns->len);
  return TRUE;
}

/* What was not asked for leaves alone what waits. */
static void
collect_drop_later (GArray *turns)
{
  guint n = 0;

  for (guint i = 0; i < turns->len; i++)
    if (!g_array_index (turns, PackshotTurn, i).later)
      g_array_index (turns, PackshotTurn, n++) = g_array_index (turns, PackshotTurn, i);
  g_array_set_size (turns, n);
}

static void
collect_put_first (GArray *turns,
                   gint64  item)
{
  guint place = 0;

  while (place < turns->len && g_array_index (turns, PackshotTurn, place).has_work)
    place++;
  for (guint i = place; item != 0 && i < turns->len; i++)
    if (g_array_index (turns, PackshotTurn, i).item == item)
      {
        PackshotTurn turn = g_array_index (turns, PackshotTurn, i);

        g_array_remove_index (turns, i);
        g_array_insert_val (turns, place, turn);
        return;
      }
}

/* Store function. */
static gboolean
run_collect (PackshotDb *db,
             gpointer    data,
             GError    **error)
{
  Collect *collect = data;
  PackshotRun *run = collect->run;

  if (run->items != NULL)
    collect->turns = packshot_turns_list_items (db, &g_array_index (run->items, gint64, 0),
                                                run->items->len, collect->now, error);
  else if (run->flags & PACKSHOT_SYNC_REFRESH)
    collect->turns = g_array_new (FALSE, FALSE, sizeof (PackshotTurn));
  else if (run->flags & PACKSHOT_SYNC_ONLY_WORK)
    collect->turns = packshot_turns_list_work (db, collect->now, error);
  else
    collect->turns = packshot_turns_list_all (db, collect->now, error);
  if (collect->turns == NULL)
    return FALSE;
  for (guint i = 0; run->flags & PACKSHOT_SYNC_REFRESH && i < collect->accounts->len; i++)
    if (!collect_old (collect, db, g_array_index (collect->accounts, gint64, i),
                      collect->now - REFRESH_AGE, REFRESH_BATCH, error))
      return FALSE;
  if (run->flags & PACKSHOT_SYNC_REFRESH && collect->visible != 0 &&
      !collect_visible (collect, db, error))
    return FALSE;
  for (guint i = 0; i < collect->probes->len; i++)
    if (!collect_old (collect, db, g_array_index (collect->probes, gint64, i), G_MAXINT64, 1,
                      error))
      return FALSE;
  if (run->flags & PACKSHOT_SYNC_AUTOMATIC)
    collect_drop_later (collect->turns);
  if (run->items == NULL)
    collect_put_first (collect->turns, collect->visible);
  return TRUE;
}

/* Store function. Who asks again wants an answer now: what was refused is tried again. */
static gboolean
run_forgive (PackshotDb *db,
             gpointer    data,
             GError    **error)
{
  const Collect *collect = data;

  for (guint i = 0; i < collect->turns->len; i++)
    {
      const PackshotTurn *turn = &g_array_index (collect->turns, PackshotTurn, i);

      if (turn->tried && (!packshot_items_set_retry (db, turn->item, 0, 0, error) ||
                          !packshot_items_set_problem (db, turn->item, NULL, 0, NULL, error)))
        return FALSE;
    }
  return TRUE;
}

static void
run_begin_rounds (GTask         *task,
                  const Collect *collect)
{
  PackshotRun *run = g_task_get_task_data (task);

  if (run->items != NULL)
    run->scope = g_hash_table_new (g_int64_hash, g_int64_equal);
  for (guint i = 0; run->items != NULL && i < run->items->len; i++)
    g_hash_table_add (run->scope, &g_array_index (run->items, gint64, i));
  for (guint i = 0; i < collect->turns->len; i++)
    _packshot_run_add_turn (run, &g_array_index (collect->turns, PackshotTurn, i));
  run->collected = TRUE;
  _packshot_run_pump (task);
}

static void
run_forgiven_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr(GTask) forgive = user_data;
  GTask *task = g_task_get_source_object (forgive);
  GError *error = NULL;

  if (!packshot_store_write_finish (PACKSHOT_STORE (source), result, &error))
    _packshot_engine_run_ended (g_task_get_source_object (task), task, error);
  else
    run_begin_rounds (task, g_task_get_task_data (forgive));
}

static gboolean
must_forgive (const Collect *collect)
{
  for (guint i = 0; i < collect->turns->len; i++)
    if (g_array_index (collect->turns, PackshotTurn, i).tried)
      return !(collect->run->flags & PACKSHOT_SYNC_AUTOMATIC);
  return FALSE;
}

static void
run_collected_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr(GTask) forgive = user_data;
  GTask *task = g_task_get_source_object (forgive);
  PackshotEngine *self = g_task_get_source_object (task);
  Collect *collect = g_task_get_task_data (forgive);
  GError *error = NULL;

  if (!packshot_store_read_finish (PACKSHOT_STORE (source), result, &error))
    _packshot_engine_run_ended (self, task, error);
  else if (must_forgive (collect))
    packshot_store_write_async (self->parts.store, run_forgive, collect, NULL, NULL,
                                run_forgiven_cb, g_object_ref (forgive));
  else
    run_begin_rounds (task, collect);
}

/* An account that could not be reached is not called before its time, unless somebody asks. When
 * its time has come it is asked for one item, also when nothing is to be sent. */
static void
collect_accounts (PackshotEngine *self,
                  Collect        *collect)
{
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, self->services);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      gint64 account = *(gint64 *)key;
      gboolean is_due;

      if (!(collect->run->flags & PACKSHOT_SYNC_AUTOMATIC))
        continue;
      if (_packshot_engine_account_waits (self, account, &is_due))
        _packshot_run_stop_account (collect->run, account);
      else
        g_array_append_val (collect->accounts, account);
      if (is_due)
        {
          g_array_append_val (collect->probes, account);
          _packshot_engine_account_begins (self, account);
        }
    }
}

static void
run_start_collecting (GTask *task)
{
  PackshotEngine *self = g_task_get_source_object (task);
  g_autoptr(GTask) collecting = g_task_new (task, NULL, NULL, NULL);
  Collect *collect = g_new0 (Collect, 1);

  collect->run = g_task_get_task_data (task);
  collect->now = packshot_clock_get_real_time (self->parts.clock);
  collect->visible = self->visible_item;
  collect->accounts = g_array_new (FALSE, FALSE, sizeof (gint64));
  collect->probes = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_task_set_task_data (collecting, collect, (GDestroyNotify)collect_free);
  collect_accounts (self, collect);
  packshot_store_read_async (self->parts.store, G_PRIORITY_DEFAULT, run_collect, collect, NULL,
                             NULL, run_collected_cb, g_object_ref (collecting));
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
  if (!packshot_engine_list_items_finish (self, result, &error) &&
      !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      _packshot_run_note_problem (run, error);
      run->result->n_needs_you += packshot_service_error_is_temporary (error) ? 0 : 1;
      _packshot_run_stop_account (run, account);
      _packshot_engine_account_failed (self, account, error);
    }
  run_lists (task);
}

static void
run_lists (GTask *task)
{
  PackshotEngine *self = g_task_get_source_object (task);
  PackshotRun *run = g_task_get_task_data (task);

  _packshot_run_check_pause (self, run);
  if (run->accounts->len > 0 && !run->result->paused &&
      !g_cancellable_is_cancelled (g_task_get_cancellable (task)))
    packshot_engine_list_items_async (self, g_array_index (run->accounts, gint64,
                                                           run->accounts->len - 1),
                                      run->listing, run_listed_cb, g_object_ref (task));
  else
    run_start_collecting (task);
}

/* Whether the account's list is to be read: for everything always, for a refresh when it is old. */
static gboolean
must_list (PackshotEngine *self,
           PackshotRun    *run,
           gint64          account,
           gint64          checked_at)
{
  gint64 now = packshot_clock_get_real_time (self->parts.clock);
  gboolean is_due;

  if (run->items != NULL || run->flags & PACKSHOT_SYNC_ONLY_WORK)
    return FALSE;
  if (!(run->flags & PACKSHOT_SYNC_REFRESH))
    return TRUE;
  return (checked_at < now - REFRESH_AGE || checked_at > now) &&
         !_packshot_engine_account_waits (self, account, &is_due);
}

static void
run_loaded_cb (PackshotEngine *self,
               GArray         *accounts,
               gpointer        user_data)
{
  g_autoptr(GTask) task = user_data;
  PackshotRun *run = g_task_get_task_data (task);

  for (guint i = 0; i < accounts->len; i++)
    {
      const PackshotAccountLook *look = &g_array_index (accounts, PackshotAccountLook, i);

      if (must_list (self, run, look->account, look->checked_at))
        g_array_append_val (run->accounts, look->account);
    }
  run_lists (task);
}

void
_packshot_engine_run_start (PackshotEngine *self,
                            GTask          *task)
{
  PackshotRun *run = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);

  run->started = TRUE;
  run->yielding = FALSE;
  if (run->collected)
    {
      _packshot_run_pump (task);
      return;
    }
  if (cancellable != NULL)
    g_signal_connect_object (cancellable, "cancelled", G_CALLBACK (g_cancellable_cancel),
                             run->listing, G_CONNECT_SWAPPED);
  if (g_cancellable_is_cancelled (cancellable))
    g_cancellable_cancel (run->listing);
  _packshot_engine_watch_clock (self);
  _packshot_engine_load_accounts (self, run_loaded_cb, g_object_ref (task));
}
