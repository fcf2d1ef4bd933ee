/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* Pausing, holding back on metered networks, telling that the work has changed, and what is done
 * once a day. The engine only obeys; what is wished is kept in the settings, where the other
 * program finds it too. Main thread. */

#include "config.h"

#include "packshot-session-work-private.h"

/* At most four times a second. */
#define QUIET_TIME (250 * G_TIME_SPAN_MILLISECOND)
#define DAY_CHECK (G_TIME_SPAN_HOUR)

#define KEY_PAUSED "paused-until"
#define KEY_HOLD "hold-on-metered"
#define KEY_PRUNED "pruned-at"
#define FOREVER "resumed"

/* --- Telling --- */

static void work_changed (PackshotSessionWork *work);

static void
quiet_over (gpointer user_data)
{
  PackshotSessionWork *work = user_data;

  work->quiet_id = 0;
  if (work->is_changed)
    work_changed (work);
}

/* Nobody is told, and no timeout runs, where nobody listens. */
static void
work_changed (PackshotSessionWork *work)
{
  guint signal = g_signal_lookup ("work-changed", PACKSHOT_TYPE_SESSION);

  if (!g_signal_has_handler_pending (work->session, signal, 0, FALSE))
    return;
  work->is_changed = work->quiet_id != 0;
  if (work->is_changed)
    return;
  work->quiet_id = packshot_clock_add_timeout (work->session->clock, QUIET_TIME, quiet_over, work);
  _packshot_session_emit_work (work->session);
}

static void
changed_cb (PackshotSession *self)
{
  work_changed (self->work);
}

static void
running_changed_cb (PackshotSession *self)
{
  PackshotSessionWork *work = self->work;

  if (packshot_engine_get_running (self->engine))
    {
      work->started_at = packshot_clock_get_run_time (self->clock);
      work->sends_all |= self->review == PACKSHOT_REVIEW_NEVER;
    }
  else
    {
      g_clear_pointer (&work->scope, g_hash_table_unref);
      work->sends_all = FALSE;
      work->total = 0;
    }
  work_changed (work);
}

/* Notes what a run is about that is about to be asked for; items NULL: everything. */
void
_packshot_session_work_ran (PackshotSession *self,
                            const gint64    *items,
                            guint            n_items)
{
  PackshotSessionWork *work = self->work;
  gboolean is_first = !packshot_engine_get_running (self->engine);

  work->sends_all = TRUE;
  if (items == NULL || (!is_first && work->scope == NULL))
    {
      g_clear_pointer (&work->scope, g_hash_table_unref);
      return;
    }
  if (work->scope == NULL)
    work->scope = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  for (guint i = 0; i < n_items; i++)
    g_hash_table_add (work->scope, g_memdup2 (&items[i], sizeof items[i]));
}

/* --- What is kept --- */

static gint64
parse_time (const char *text)
{
  gint64 time;

  if (g_strcmp0 (text, FOREVER) == 0)
    return PACKSHOT_PAUSE_UNTIL_RESUMED;
  return text != NULL && g_ascii_string_to_signed (text, 10, 0, G_MAXINT64, &time, NULL) ? time : 0;
}

/* Reads what is kept, in a transaction. */
gboolean
_packshot_session_work_read (PackshotDb           *db,
                             PackshotWorkSettings *settings,
                             GError              **error)
{
  g_autoptr(GError) local = NULL;
  g_autofree char *paused = packshot_settings_get (db, KEY_PAUSED, &local);
  g_autofree char *hold = local == NULL ? packshot_settings_get (db, KEY_HOLD, &local) : NULL;
  g_autofree char *pruned = local == NULL ? packshot_settings_get (db, KEY_PRUNED, &local) : NULL;

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  settings->paused_until = parse_time (paused);
  settings->hold_on_metered = g_strcmp0 (hold, "0") != 0;
  settings->pruned_at = parse_time (pruned);
  return TRUE;
}

/* One thing to be kept, and the line of the log that tells of it. */
typedef struct
{
  const char *key;
  char       *value;            /* (nullable) */
  const char *event;            /* (nullable) */
  char       *detail;           /* (nullable) */
  gint64      now;
} Keep;

static void
keep_free (Keep *keep)
{
  g_free (keep->value);
  g_free (keep->detail);
  g_free (keep);
}

static gboolean
keep_write (PackshotDb *db,
            gpointer    data,
            GError    **error)
{
  Keep *keep = data;
  const PackshotLogRow row = {
    .at = keep->now, .event = (char *)keep->event, .detail = keep->detail
  };

  return packshot_settings_set (db, keep->key, keep->value, error) &&
         (keep->event == NULL || packshot_log_add (db, &row, error));
}

static void
kept_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(PackshotSession) self = user_data;
  g_autoptr(GError) error = NULL;

  if (!packshot_store_write_finish (PACKSHOT_STORE (source), result, &error))
    g_warning ("A setting could not be kept: %s", error->message);
  self->work->n_keeping--;
  work_changed (self->work);
}

/* Takes over @value and @detail. */
static void
keep_start (PackshotSession *self,
            const char      *key,
            char            *value,
            const char      *event,
            char            *detail)
{
  Keep *keep = g_new0 (Keep, 1);

  keep->key = key;
  keep->value = value;
  keep->event = event;
  keep->detail = detail;
  keep->now = packshot_clock_get_real_time (self->clock);
  self->work->n_keeping++;
  packshot_store_write_async (self->store, keep_write, keep, (GDestroyNotify)keep_free, NULL,
                              kept_cb, g_object_ref (self));
}

/* --- Pausing --- */

/**
 * packshot_session_pause:
 * @self: a session
 * @until: microseconds UTC, or 0: until resumed
 *
 * Nothing is sent or looked at by itself any more; what is under way ends.
 */
void
packshot_session_pause (PackshotSession *self,
                        gint64           until)
{
  g_autoptr(GDateTime) time = NULL;

  g_return_if_fail (PACKSHOT_IS_SESSION (self));

  if (until != 0)
    time = g_date_time_new_from_unix_utc (until / G_USEC_PER_SEC);
  keep_start (self, KEY_PAUSED,
              until != 0 ? g_strdup_printf ("%" G_GINT64_FORMAT, until) : g_strdup (FOREVER),
              packshot_log_kind_to_string (PACKSHOT_LOG_PAUSED),
              time != NULL ? g_date_time_format_iso8601 (time) : NULL);
  packshot_engine_pause (self->engine, until != 0 ? until : PACKSHOT_PAUSE_UNTIL_RESUMED);
}

void
packshot_session_resume (PackshotSession *self)
{
  g_return_if_fail (PACKSHOT_IS_SESSION (self));

  if (!packshot_session_get_paused (self, NULL))
    return;
  keep_start (self, KEY_PAUSED, NULL, packshot_log_kind_to_string (PACKSHOT_LOG_RESUMED), NULL);
  packshot_engine_resume (self->engine);
}

/**
 * packshot_session_get_paused:
 * @self: a session
 * @until: (out) (optional): microseconds UTC, or 0: until resumed, or not paused
 *
 * Returns: whether it is paused
 */
gboolean
packshot_session_get_paused (PackshotSession *self,
                             gint64          *until)
{
  gint64 paused_until;

  g_return_val_if_fail (PACKSHOT_IS_SESSION (self), FALSE);

  paused_until = packshot_engine_get_paused_until (self->engine);
  if (until != NULL)
    *until = paused_until == PACKSHOT_PAUSE_UNTIL_RESUMED ? 0 : paused_until;
  return paused_until != 0;
}

/**
 * packshot_session_get_tomorrow:
 * @self: a session
 *
 * Returns: the next midnight of the local time, in microseconds UTC
 */
gint64
packshot_session_get_tomorrow (PackshotSession *self)
{
  g_autoptr(GDateTime) now = NULL;
  g_autoptr(GDateTime) next = NULL;
  g_autoptr(GDateTime) midnight = NULL;
  gint64 time;

  g_return_val_if_fail (PACKSHOT_IS_SESSION (self), 0);

  time = packshot_clock_get_real_time (self->clock);
  now = g_date_time_new_from_unix_local (time / G_USEC_PER_SEC);
  next = g_date_time_add_days (now, 1);
  midnight = g_date_time_new_local (g_date_time_get_year (next), g_date_time_get_month (next),
                                    g_date_time_get_day_of_month (next), 0, 0, 0);
  return midnight != NULL ? g_date_time_to_unix (midnight) * G_USEC_PER_SEC :
         time + G_TIME_SPAN_DAY;
}

/* --- Metered networks --- */

static void
apply_metered (PackshotSession *self)
{
  packshot_engine_set_metered (self->engine, self->work->metered && self->work->hold_on_metered,
                               PACKSHOT_HOLD_BYTES);
  work_changed (self->work);
}

/* Also for a test, which has no say over the machine's network. */
void
_packshot_session_set_metered (PackshotSession *self,
                               gboolean         metered)
{
  if (self->work->metered == metered)
    return;
  self->work->metered = metered;
  apply_metered (self);
}

static void
metered_cb (GNetworkMonitor *monitor,
            GParamSpec      *pspec,
            PackshotSession *self)
{
  _packshot_session_set_metered (self, g_network_monitor_get_network_metered (monitor));
}

gboolean
packshot_session_get_metered (PackshotSession *self)
{
  g_return_val_if_fail (PACKSHOT_IS_SESSION (self), FALSE);

  return self->work->metered;
}

gboolean
packshot_session_get_hold_on_metered (PackshotSession *self)
{
  g_return_val_if_fail (PACKSHOT_IS_SESSION (self), FALSE);

  return self->work->hold_on_metered;
}

/**
 * packshot_session_set_hold_on_metered:
 * @self: a session
 * @hold: whether pictures above %PACKSHOT_HOLD_BYTES wait while the network is metered
 */
void
packshot_session_set_hold_on_metered (PackshotSession *self,
                                      gboolean         hold)
{
  g_return_if_fail (PACKSHOT_IS_SESSION (self));

  if (self->work->hold_on_metered == hold)
    return;
  self->work->hold_on_metered = hold;
  keep_start (self, KEY_HOLD, g_strdup (hold ? "1" : "0"), NULL, NULL);
  apply_metered (self);
}

/* --- Once a day --- */

static gboolean
prune (PackshotDb *db,
       gpointer    data,
       GError    **error)
{
  gint64 now = *(gint64 *)data;
  gint64 before = now - PACKSHOT_LOG_MAX_DAYS * G_TIME_SPAN_DAY;
  g_autofree char *at = g_strdup_printf ("%" G_GINT64_FORMAT, now);

  return packshot_log_prune (db, before, PACKSHOT_LOG_MAX_ROWS, error) &&
         packshot_steps_prune (db, before, error) &&
         packshot_settings_set (db, KEY_PRUNED, at, error);
}

static void
check_day (gpointer user_data)
{
  PackshotSession *self = user_data;
  PackshotSessionWork *work = self->work;
  gint64 now = packshot_clock_get_real_time (self->clock);

  work->day_id = 0;
  if (!(self->flags & PACKSHOT_SESSION_MANUAL))
    work->day_id = packshot_clock_add_timeout (self->clock, DAY_CHECK, check_day, self);
  if (now - work->pruned_at < G_TIME_SPAN_DAY && now >= work->pruned_at)
    return;
  work->pruned_at = now;
  packshot_store_write_async (self->store, prune, g_memdup2 (&now, sizeof now), g_free, NULL, NULL,
                              NULL);
}

/* --- Beginning and end --- */

/* Obeys what is kept. */
static void
work_apply (PackshotSession            *self,
            const PackshotWorkSettings *settings)
{
  gint64 now = packshot_clock_get_real_time (self->clock);
  gint64 paused_until = packshot_engine_get_paused_until (self->engine);

  if (self->work->hold_on_metered != settings->hold_on_metered)
    {
      self->work->hold_on_metered = settings->hold_on_metered;
      apply_metered (self);
    }
  if (settings->paused_until > now && settings->paused_until != paused_until)
    packshot_engine_pause (self->engine, settings->paused_until);
  else if (settings->paused_until <= now && paused_until != 0)
    packshot_engine_resume (self->engine);
  self->work->pruned_at = settings->pruned_at;
}

/* Another process may have paused or resumed. */
static void
settings_read_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr(PackshotSession) self = user_data;
  PackshotWorkSettings *settings = packshot_store_result_get_data (result);

  /* What is being written is newer than what was read. */
  if (packshot_store_read_finish (PACKSHOT_STORE (source), result, NULL) &&
      self->work->n_keeping == 0)
    work_apply (self, settings);
}

static gboolean
read_settings (PackshotDb *db,
               gpointer    data,
               GError    **error)
{
  return _packshot_session_work_read (db, data, error);
}

static void
items_changed_cb (PackshotSession *self)
{
  packshot_store_read_async (self->store, G_PRIORITY_DEFAULT, read_settings,
                             g_new0 (PackshotWorkSettings, 1), g_free, NULL, settings_read_cb,
                             g_object_ref (self));
  work_changed (self->work);
}

/* Watches the network and the day, from when what is kept has been read. */
void
_packshot_session_work_start (PackshotSession            *self,
                              const PackshotWorkSettings *settings)
{
  GNetworkMonitor *monitor = g_network_monitor_get_default ();

  work_apply (self, settings);
  g_signal_connect_object (monitor, "notify::network-metered", G_CALLBACK (metered_cb), self, 0);
  _packshot_session_set_metered (self, g_network_monitor_get_network_metered (monitor));
  check_day (self);
}

static void
paused_changed_cb (PackshotSession *self)
{
  _packshot_session_notify_paused (self);
  work_changed (self->work);
}

PackshotSessionWork *
_packshot_session_work_new (PackshotSession *self)
{
  PackshotSessionWork *work = g_new0 (PackshotSessionWork, 1);

  work->session = self;
  work->hold_on_metered = TRUE;
  g_signal_connect (self, "item-changed", G_CALLBACK (changed_cb), NULL);
  g_signal_connect (self, "items-changed", G_CALLBACK (items_changed_cb), NULL);
  g_signal_connect (self, "accounts-changed", G_CALLBACK (changed_cb), NULL);
  g_signal_connect (self, "notify::offline", G_CALLBACK (changed_cb), NULL);
  g_signal_connect_object (self->engine, "activity-changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->engine, "running-changed", G_CALLBACK (running_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->engine, "paused-changed", G_CALLBACK (paused_changed_cb), self,
                           G_CONNECT_SWAPPED);
  return work;
}

void
_packshot_session_work_free (PackshotSessionWork *work)
{
  PackshotClock *clock = work->session->clock;

  if (work->quiet_id != 0)
    packshot_clock_remove_timeout (clock, work->quiet_id);
  if (work->day_id != 0)
    packshot_clock_remove_timeout (clock, work->day_id);
  g_clear_pointer (&work->scope, g_hash_table_unref);
  g_free (work);
}
