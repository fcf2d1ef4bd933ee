/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* What an automatic engine does by itself besides sending edits: it tries again what could not be
 * done, when the time has come, and looks again at what it has not looked at for long, when nothing
 * else is to be done. Main thread. */

#include "config.h"

#include "packshot-engine-private.h"

/* A computer that slept, or whose clock was set, notices within it that a time has come. */
#define LONGEST_SLEEP (60 * G_TIME_SPAN_SECOND)

/* What a run has left although its time had come, since its account has to wait, is not tried at
 * once again. */
#define SOONEST_RETRY (15 * G_TIME_SPAN_SECOND)

/* A clock that is only made right bit by bit does not jump. */
#define SMALLEST_JUMP (10 * G_TIME_SPAN_SECOND)

/* How often to look whether something is old enough to be looked at again. */
#define REFRESH_PERIOD (10 * G_TIME_SPAN_MINUTE)

/* --- Accounts that wait --- */

static PackshotTry *
get_try (PackshotEngine *self,
         gint64          account)
{
  PackshotTry *try = g_hash_table_lookup (self->tries, &account);

  if (try == NULL)
    {
      try = g_new0 (PackshotTry, 1);
      g_hash_table_insert (self->tries, g_memdup2 (&account, sizeof account), try);
    }
  return try;
}

/* It is tried now. Should nothing come of it, because it has no item to ask for, it is left alone
 * for a while. */
void
_packshot_engine_account_begins (PackshotEngine *self,
                                 gint64          account)
{
  PackshotTry *try = g_hash_table_lookup (self->tries, &account);

  if (try != NULL)
    try->at = packshot_clock_get_run_time (self->parts.clock) + G_TIME_SPAN_HOUR;
}

void
_packshot_engine_account_answered (PackshotEngine *self,
                                   gint64          account)
{
  g_hash_table_remove (self->tries, &account);
}

/* What only a person can repair is not tried again by itself. */
void
_packshot_engine_account_failed (PackshotEngine *self,
                                 gint64          account,
                                 const GError   *error)
{
  int retry_after = packshot_service_error_get_retry_after (error);
  PackshotTry *try;

  if (!packshot_service_error_is_temporary (error))
    {
      _packshot_engine_account_answered (self, account);
      return;
    }
  try = get_try (self, account);
  try->attempts++;
  try->unreached = g_error_matches (error, PACKSHOT_SERVICE_ERROR, PACKSHOT_SERVICE_ERROR_OFFLINE);
  try->at = packshot_clock_get_run_time (self->parts.clock) +
    (retry_after >= 0 ? retry_after * G_TIME_SPAN_SECOND :
     packshot_backoff_delay (try->attempts, g_rand_double (self->random)));
}

void
_packshot_engine_account_used_up (PackshotEngine *self,
                                  gint64          account,
                                  gint64          wait)
{
  PackshotTry *try = get_try (self, account);

  try->at = packshot_clock_get_run_time (self->parts.clock) + wait;
  try->unreached = FALSE;
}

/* Whether the account has to be left alone, and if not, whether it is time to try it again. */
gboolean
_packshot_engine_account_waits (PackshotEngine *self,
                                gint64          account,
                                gboolean       *is_due)
{
  const PackshotTry *try = g_hash_table_lookup (self->tries, &account);
  gboolean waits = try != NULL && try->at > packshot_clock_get_run_time (self->parts.clock);

  *is_due = try != NULL && !waits;
  return waits;
}

static gint64
try_get_time (PackshotEngine    *self,
              const PackshotTry *try)
{
  return try->at - packshot_clock_get_run_time (self->parts.clock) +
         packshot_clock_get_real_time (self->parts.clock);
}

/**
 * packshot_engine_get_next_try:
 * @self: an engine
 * @account: an account's id
 *
 * Returns: when an account that could not be reached, or had no calls left, is tried again:
 *   microseconds UTC, or 0
 */
gint64
packshot_engine_get_next_try (PackshotEngine *self,
                              gint64          account)
{
  const PackshotTry *try;

  g_return_val_if_fail (PACKSHOT_IS_ENGINE (self), 0);

  try = g_hash_table_lookup (self->tries, &account);
  return try != NULL ? try_get_time (self, try) : 0;
}

/**
 * packshot_engine_dup_next_tries:
 * @self: an engine
 *
 * Returns: (transfer full): account id -> gint64, for each account that
 *   packshot_engine_get_next_try() says a time of
 */
GHashTable *
packshot_engine_dup_next_tries (PackshotEngine *self)
{
  GHashTable *copy = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  GHashTableIter iter;
  gpointer account, try;

  g_return_val_if_fail (PACKSHOT_IS_ENGINE (self), copy);

  g_hash_table_iter_init (&iter, self->tries);
  while (g_hash_table_iter_next (&iter, &account, &try))
    {
      gint64 at = try_get_time (self, try);

      g_hash_table_insert (copy, g_memdup2 (account, sizeof (gint64)), g_memdup2 (&at, sizeof at));
    }
  return copy;
}

/* --- Trying again --- */

/* What a person has once told to send is tried again without asking him again, until he edits
 * it. */
void
_packshot_engine_approve (PackshotEngine *self,
                          gint64          item,
                          gboolean        approved)
{
  if (approved)
    g_hash_table_add (self->approved, g_memdup2 (&item, sizeof item));
  else
    g_hash_table_remove (self->approved, &item);
}

/* Starts a run with what was approved and whose time has come; FALSE: there is nothing of it. */
gboolean
_packshot_engine_retry_approved (PackshotEngine *self)
{
  g_autoptr(GArray) items = g_array_new (FALSE, FALSE, sizeof (gint64));
  GHashTableIter iter;
  gpointer item;

  g_hash_table_iter_init (&iter, self->approved);
  while (g_hash_table_iter_next (&iter, &item, NULL))
    g_array_append_vals (items, item, 1);
  if (items->len == 0)
    return FALSE;
  packshot_engine_run_async (self, &g_array_index (items, gint64, 0), items->len,
                             PACKSHOT_SYNC_AUTOMATIC, NULL, NULL, NULL);
  return TRUE;
}

static void retry_arm (PackshotEngine *self);

/* Store function. */
static gboolean
shift_tries (PackshotDb *db,
             gpointer    data,
             GError    **error)
{
  return packshot_turns_shift_tries (db, *(const gint64 *)data, error);
}

/* When somebody sets the clock, what waits for a time waits no longer and no shorter by that. */
void
_packshot_engine_watch_clock (PackshotEngine *self)
{
  gint64 ahead = packshot_clock_get_real_time (self->parts.clock) -
    packshot_clock_get_run_time (self->parts.clock);
  gint64 jump = ahead - self->clock_ahead;

  if (ABS (jump) < SMALLEST_JUMP)
    return;
  self->clock_ahead = ahead;
  if (self->item_try != 0)
    self->item_try += jump;
  packshot_store_write_async (self->parts.store, shift_tries, g_memdup2 (&jump, sizeof jump),
                              g_free, NULL, NULL, NULL);
}

/* The soonest of all tries, real time, or 0. */
static gint64
retry_soonest (PackshotEngine *self)
{
  gint64 soonest = self->item_try;
  GHashTableIter iter;
  gpointer try;

  g_hash_table_iter_init (&iter, self->tries);
  while (g_hash_table_iter_next (&iter, NULL, &try))
    if (soonest == 0 || try_get_time (self, try) < soonest)
      soonest = try_get_time (self, try);
  return soonest;
}

static void
retry_wake (gpointer user_data)
{
  PackshotEngine *self = user_data;
  gint64 soonest;

  self->retry_id = 0;
  _packshot_engine_watch_clock (self);
  soonest = retry_soonest (self);
  if (soonest != 0 && soonest <= packshot_clock_get_real_time (self->parts.clock))
    {
      self->item_try = 0;
      _packshot_engine_schedule (self, 0);
    }
  else
    retry_arm (self);
}

static void
retry_arm (PackshotEngine *self)
{
  gint64 soonest = retry_soonest (self);
  gint64 wait = soonest - packshot_clock_get_real_time (self->parts.clock);

  if (self->retry_id != 0)
    packshot_clock_remove_timeout (self->parts.clock, self->retry_id);
  self->retry_id = 0;
  if (soonest != 0 && self->automatic)
    self->retry_id = packshot_clock_add_timeout (self->parts.clock, MIN (wait, LONGEST_SLEEP),
                                                 retry_wake, self);
}

/* A run has ended: what it left is tried again when its time has come. */
void
_packshot_engine_retry_plan (PackshotEngine    *self,
                             const PackshotRun *run)
{
  gint64 soonest = packshot_clock_get_real_time (self->parts.clock) + SOONEST_RETRY;
  gint64 next_try = run->next_try > 0 ? MAX (run->next_try, soonest) : 0;

  if (run->scope == NULL || (next_try > 0 && (self->item_try == 0 || next_try < self->item_try)))
    self->item_try = next_try;
  retry_arm (self);
  if (run->flags & PACKSHOT_SYNC_REFRESH)
    _packshot_engine_refresh_schedule (self, run->result->n_items == 0 ||
                                       run->result->n_later > 0 ? REFRESH_PERIOD : 0);
}

/**
 * packshot_engine_reconnected:
 * @self: an engine
 *
 * Tries at once what could not be reached, if the engine is automatic; an account whose calls are
 * used up keeps waiting.
 */
void
packshot_engine_reconnected (PackshotEngine *self)
{
  GHashTableIter iter;
  gpointer try;

  g_return_if_fail (PACKSHOT_IS_ENGINE (self));

  g_hash_table_iter_init (&iter, self->tries);
  while (g_hash_table_iter_next (&iter, NULL, &try))
    if (((PackshotTry *)try)->unreached)
      ((PackshotTry *)try)->at = packshot_clock_get_run_time (self->parts.clock);
  _packshot_engine_schedule (self, 0);
}

/* --- Looking again --- */

static void
refresh_wake (gpointer user_data)
{
  PackshotEngine *self = user_data;
  PackshotSyncFlags flags = PACKSHOT_SYNC_REFRESH | PACKSHOT_SYNC_PULL_ONLY |
    PACKSHOT_SYNC_AUTOMATIC;

  self->refresh_id = 0;
  if (!g_queue_is_empty (&self->runs) || self->metered ||
      !_packshot_engine_may_run (self, flags) || g_hash_table_size (self->services) == 0)
    _packshot_engine_refresh_schedule (self, REFRESH_PERIOD);
  else
    packshot_engine_run_async (self, NULL, 0, flags, NULL, NULL, NULL);
}

void
_packshot_engine_refresh_schedule (PackshotEngine *self,
                                   gint64          delay)
{
  if (self->refresh_id != 0)
    packshot_clock_remove_timeout (self->parts.clock, self->refresh_id);
  self->refresh_id = 0;
  if (self->automatic && self->review != PACKSHOT_REVIEW_ALWAYS)
    self->refresh_id = packshot_clock_add_timeout (self->parts.clock, delay, refresh_wake, self);
}

void
_packshot_engine_retry_init (PackshotEngine *self)
{
  self->approved = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->tries = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
}

void
_packshot_engine_retry_clear (PackshotEngine *self)
{
  if (self->retry_id != 0)
    packshot_clock_remove_timeout (self->parts.clock, self->retry_id);
  if (self->refresh_id != 0)
    packshot_clock_remove_timeout (self->parts.clock, self->refresh_id);
  g_clear_pointer (&self->tries, g_hash_table_unref);
  g_clear_pointer (&self->approved, g_hash_table_unref);
}
