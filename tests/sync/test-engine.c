/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* How people hold the engine: pausing, metered networks, stopping one item, and what they see. */

#include "config.h"

#include "engine-fixture.h"

static guint64
count_sent (EngineFixture *f)
{
  return packshot_sandbox_get_n_changing_calls (f->sandbox);
}

/* --- Pausing --- */

/* While the server is looked at: that look is the last call. */
static void
test_pause_looking (EngineFixture *f,
                    gconstpointer  data)
{
  engine_add_items (f, 1);
  engine_edit (f, engine_get_item (f, 0), "one");
  engine_edit (f, engine_get_item (f, 0), "two");
  line_set_mode (f->line, LINE_HELD);
  engine_start (f, 0, PACKSHOT_SYNC_ONLY_WORK);
  packshot_engine_pause (f->engine, PACKSHOT_PAUSE_UNTIL_RESUMED);
  line_set_mode (f->line, LINE_GOOD);
  line_release (f->line);
  engine_settle (f);
  g_assert_cmpuint (f->n_runs, ==, 1);
  g_assert_true (f->result->paused);
  g_assert_cmpuint (f->result->n_pending, ==, 1);
  g_assert_cmpuint (count_sent (f), ==, 0);

  packshot_engine_resume (f->engine);
  engine_run (f, 0, PACKSHOT_SYNC_ONLY_WORK);
  g_assert_false (f->result->paused);
  g_assert_cmpuint (f->result->n_pending, ==, 0);
  g_assert_cmpuint (count_sent (f), ==, 2);
}

/* In the middle of a picture: it arrives, nothing else is sent, and it is not sent again. */
static void
test_pause_sending (EngineFixture *f,
                    gconstpointer  data)
{
  engine_add_items (f, 1);
  engine_edit (f, engine_get_item (f, 0), "one");
  engine_edit (f, engine_get_item (f, 0), "two");
  line_set_mode (f->line, LINE_HELD);
  engine_start (f, 0, PACKSHOT_SYNC_ONLY_WORK);
  line_release (f->line);
  engine_settle (f);
  packshot_engine_pause (f->engine, PACKSHOT_PAUSE_UNTIL_RESUMED);
  line_set_mode (f->line, LINE_GOOD);
  line_release (f->line);
  engine_settle (f);
  g_assert_true (f->result->paused);
  g_assert_cmpuint (count_sent (f), ==, 1);
  packshot_engine_resume (f->engine);
  engine_run (f, 0, PACKSHOT_SYNC_ONLY_WORK);
  g_assert_cmpuint (f->result->n_pending, ==, 0);
  g_assert_cmpuint (count_sent (f), ==, 2);
}

static void
test_pause_once (EngineFixture *f,
                 gconstpointer  data)
{
  guint n;

  engine_add_items (f, 1);
  engine_edit (f, engine_get_item (f, 0), "one");
  packshot_engine_pause (f->engine, PACKSHOT_PAUSE_UNTIL_RESUMED);
  g_assert_cmpuint (f->n_paused, ==, 1);
  n = line_get_n (f->line);
  engine_run (f, 0, PACKSHOT_SYNC_NONE);
  g_assert_true (f->result->paused);
  g_assert_cmpuint (f->result->n_pending, ==, 1);
  g_assert_cmpuint (line_get_n (f->line), ==, n);

  engine_run (f, 0, PACKSHOT_SYNC_WHILE_PAUSED);
  g_assert_false (f->result->paused);
  g_assert_cmpuint (f->result->n_pending, ==, 0);
  g_assert_cmpint (packshot_engine_get_paused_until (f->engine), ==, PACKSHOT_PAUSE_UNTIL_RESUMED);
  packshot_engine_resume (f->engine);
  g_assert_cmpint (packshot_engine_get_paused_until (f->engine), ==, 0);
  g_assert_cmpuint (f->n_paused, ==, 2);
}

/* A pause ends by itself, and what waits is sent then; also when the clock is set meanwhile. */
static void
test_pause_until (EngineFixture *f,
                  gconstpointer  data)
{
  gint64 until = packshot_clock_get_real_time (f->clock) + G_TIME_SPAN_HOUR;

  engine_add_items (f, 2);
  packshot_engine_set_automatic (f->engine, TRUE, PACKSHOT_REVIEW_NEVER);
  packshot_engine_pause (f->engine, until);
  g_assert_cmpint (packshot_engine_get_paused_until (f->engine), ==, until);
  engine_edit (f, engine_get_item (f, 0), "one");
  engine_advance (f, 59 * G_TIME_SPAN_MINUTE);
  g_assert_cmpuint (count_sent (f), ==, 0);
  engine_advance (f, 2 * G_TIME_SPAN_MINUTE);
  g_assert_cmpuint (count_sent (f), ==, 1);
  g_assert_cmpuint (f->n_paused, ==, 2);

  packshot_engine_pause (f->engine, packshot_clock_get_real_time (f->clock) + G_TIME_SPAN_DAY);
  engine_edit (f, engine_get_item (f, 1), "two");
  engine_advance (f, G_TIME_SPAN_MINUTE);
  packshot_fake_clock_jump (PACKSHOT_FAKE_CLOCK (f->clock), G_TIME_SPAN_DAY);
  engine_advance (f, 2 * G_TIME_SPAN_MINUTE);
  g_assert_cmpuint (count_sent (f), ==, 2);
  packshot_engine_pause (f->engine, packshot_clock_get_real_time (f->clock) - 1);
  g_assert_cmpint (packshot_engine_get_paused_until (f->engine), ==, 0);
}

/* --- Metered networks --- */

static void
test_metered (EngineFixture *f,
              gconstpointer  data)
{
  gint64 hold;

  engine_add_items (f, 2);
  engine_edit (f, engine_get_item (f, 0), "a large picture of many bytes");
  engine_edit (f, engine_get_item (f, 1), "tiny");
  packshot_engine_set_metered (f->engine, TRUE, 20);
  g_assert_true (packshot_engine_get_metered (f->engine, &hold));
  g_assert_cmpint (hold, ==, 20);
  engine_run (f, 0, PACKSHOT_SYNC_ONLY_WORK);
  g_assert_cmpuint (count_sent (f), ==, 1);
  g_assert_cmpuint (f->result->n_held, ==, 1);
  g_assert_cmpuint (f->result->n_pending, ==, 1);
  g_assert_null (f->result->first_problem);

  engine_run (f, engine_get_item (f, 0), PACKSHOT_SYNC_SEND_ANYWAY);
  g_assert_cmpuint (f->result->n_held, ==, 0);
  g_assert_cmpuint (f->result->n_pending, ==, 0);
  g_assert_cmpuint (count_sent (f), ==, 2);
}

/* On another network what was held goes by itself. */
static void
test_metered_ends (EngineFixture *f,
                   gconstpointer  data)
{
  engine_add_items (f, 1);
  packshot_engine_set_metered (f->engine, TRUE, 20);
  packshot_engine_set_automatic (f->engine, TRUE, PACKSHOT_REVIEW_NEVER);
  engine_edit (f, engine_get_item (f, 0), "a large picture of many bytes");
  engine_advance (f, 10 * G_TIME_SPAN_MINUTE);
  g_assert_cmpuint (count_sent (f), ==, 0);
  packshot_engine_set_metered (f->engine, FALSE, 20);
  engine_advance (f, G_TIME_SPAN_SECOND);
  g_assert_cmpuint (count_sent (f), ==, 1);
}

/* Pictures that nobody asked for are not fetched where bytes cost money. */
static void
test_metered_fetch (EngineFixture *f,
                    gconstpointer  data)
{
  g_autoptr(GBytes) bytes = g_bytes_new_static ("\x89PNG\r\n\x1a\nthere", 13);
  g_autofree char *image = NULL;
  g_autoptr(GError) error = NULL;

  engine_add_items (f, 1);
  image = packshot_sandbox_add_closient_image (f->sandbox, "4000000000006", bytes, "", FALSE,
                                               &error);
  g_assert_no_error (error);
  packshot_engine_set_metered (f->engine, TRUE, PACKSHOT_HOLD_BYTES);
  engine_run (f, engine_get_item (f, 0), PACKSHOT_SYNC_AUTOMATIC);
  g_assert_cmpuint (line_get_n_media (f->line), ==, 0);
  packshot_engine_set_metered (f->engine, FALSE, PACKSHOT_HOLD_BYTES);
  engine_run (f, engine_get_item (f, 0), PACKSHOT_SYNC_AUTOMATIC | PACKSHOT_SYNC_REFRESH);
  g_assert_cmpuint (line_get_n_media (f->line), ==, 0);
  engine_run (f, engine_get_item (f, 0), PACKSHOT_SYNC_AUTOMATIC);
  g_assert_cmpuint (line_get_n_media (f->line), ==, 1);
}

/* --- Stopping one item --- */

static void
test_stop_item (EngineFixture *f,
                gconstpointer  data)
{
  g_autoptr(PackshotItemSync) sync = NULL;
  gint64 now;

  engine_add_items (f, 2);
  engine_edit (f, engine_get_item (f, 0), "one");
  engine_edit (f, engine_get_item (f, 1), "two");
  line_set_mode (f->line, LINE_HELD);
  engine_start (f, 0, PACKSHOT_SYNC_ONLY_WORK);
  packshot_engine_stop_item (f->engine, engine_get_item (f, 0));
  packshot_engine_stop_item (f->engine, engine_get_item (f, 0));
  line_set_mode (f->line, LINE_GOOD);
  line_release (f->line);
  engine_settle (f);
  now = packshot_clock_get_real_time (f->clock);
  g_assert_cmpuint (f->n_runs, ==, 1);
  g_assert_null (f->result->first_problem);
  g_assert_cmpuint (f->result->n_pending, ==, 1);
  g_assert_cmpuint (count_sent (f), ==, 1);
  sync = engine_get_sync (f, engine_get_item (f, 0));
  g_assert_true (sync->pending);
  g_assert_cmpint (sync->attempts, ==, 0);
  g_assert_null (sync->problem);
  g_assert_cmpint (sync->next_try, ==, now + 15 * G_TIME_SPAN_MINUTE);

  engine_run (f, engine_get_item (f, 0), PACKSHOT_SYNC_NONE);
  g_assert_cmpuint (f->result->n_pending, ==, 0);
  g_assert_cmpuint (count_sent (f), ==, 2);
}

/* It is sent by itself a quarter of an hour later, and not before. */
static void
test_stop_later (EngineFixture *f,
                 gconstpointer  data)
{
  engine_add_items (f, 2);
  packshot_engine_set_automatic (f->engine, TRUE, PACKSHOT_REVIEW_NEVER);
  engine_edit (f, engine_get_item (f, 0), "one");
  line_set_mode (f->line, LINE_HELD);
  engine_advance (f, 11 * G_TIME_SPAN_SECOND);
  packshot_engine_stop_item (f->engine, engine_get_item (f, 0));
  line_set_mode (f->line, LINE_GOOD);
  line_release (f->line);
  engine_advance (f, 14 * G_TIME_SPAN_MINUTE);
  engine_edit (f, engine_get_item (f, 1), "two");
  engine_advance (f, 30 * G_TIME_SPAN_SECOND);
  g_assert_cmpuint (count_sent (f), ==, 1);
  engine_advance (f, 2 * G_TIME_SPAN_MINUTE);
  g_assert_cmpuint (count_sent (f), ==, 2);
}

/* An item that still waits for its turn is not looked at by this run. */
static void
test_stop_waiting (EngineFixture *f,
                   gconstpointer  data)
{
  engine_add_items (f, 6);
  for (guint i = 0; i < 6; i++)
    engine_edit (f, engine_get_item (f, i), "one");
  line_set_mode (f->line, LINE_HELD);
  engine_start (f, 0, PACKSHOT_SYNC_ONLY_WORK);
  packshot_engine_stop_item (f->engine, engine_get_item (f, 5));
  line_set_mode (f->line, LINE_GOOD);
  line_release (f->line);
  engine_settle (f);
  g_assert_cmpuint (count_sent (f), ==, 5);
  g_assert_cmpuint (f->result->n_pending, ==, 1);
}

/* A network that goes away is no failure of an item. */
static void
test_cancelled (EngineFixture *f,
                gconstpointer  data)
{
  g_autoptr(PackshotItemSync) sync = NULL;

  engine_add_items (f, 1);
  engine_edit (f, engine_get_item (f, 0), "one");
  line_set_mode (f->line, LINE_HELD);
  engine_start (f, 0, PACKSHOT_SYNC_ONLY_WORK);
  packshot_engine_stop (f->engine);
  line_set_mode (f->line, LINE_GOOD);
  line_release (f->line);
  engine_settle (f);
  g_assert_cmpuint (f->n_runs, ==, 1);
  sync = engine_get_sync (f, engine_get_item (f, 0));
  g_assert_cmpint (sync->attempts, ==, 0);
  g_assert_cmpint (sync->next_try, ==, 0);
}

/* --- What is seen --- */

static PackshotActivity
get_activity (EngineFixture *f)
{
  g_autoptr(GArray) activities = packshot_engine_dup_activities (f->engine);

  g_assert_cmpuint (activities->len, ==, 1);
  return g_array_index (activities, PackshotActivity, 0);
}

/* One call is answered, and the next one waits. */
static void
step (EngineFixture *f)
{
  line_set_mode (f->line, LINE_GOOD);
  line_release (f->line);
  line_set_mode (f->line, LINE_HELD);
  engine_settle (f);
}

static void
test_activity (EngineFixture *f,
               gconstpointer  data)
{
  PackshotActivity now;
  guint n_done, n_items, n;

  engine_add_items (f, 1);
  engine_edit (f, engine_get_item (f, 0), "one");
  engine_edit (f, engine_get_item (f, 0), "two");
  line_set_mode (f->line, LINE_HELD);
  n = f->n_activities;
  engine_start (f, 0, PACKSHOT_SYNC_ONLY_WORK);
  now = get_activity (f);
  g_assert_cmpuint (f->n_activities, >, n);
  g_assert_cmpint (now.phase, ==, PACKSHOT_PHASE_LOOKING);
  g_assert_cmpint (now.item, ==, engine_get_item (f, 0));
  g_assert_cmpint (now.account, ==, f->account);
  packshot_engine_get_progress (f->engine, &n_done, &n_items);
  g_assert_cmpuint (n_done, ==, 0);
  g_assert_cmpuint (n_items, ==, 1);

  for (guint i = 1; i <= 2; i++)
    {
      step (f);
      now = get_activity (f);
      g_assert_cmpint (now.phase, ==, PACKSHOT_PHASE_SENDING);
      g_assert_cmpint (now.image, >, 0);
      g_assert_false (now.again);
      g_assert_cmpuint (now.change, ==, i);
      g_assert_cmpuint (now.n_changes, ==, 2);
      g_assert_cmpuint (now.picture, ==, i);
      g_assert_cmpuint (now.n_pictures, ==, 2);
      g_assert_cmpint (now.bytes, ==, 100);
      g_assert_cmpint (now.n_bytes, ==, 200);
    }
  step (f);
  g_assert_cmpint (get_activity (f).phase, ==, PACKSHOT_PHASE_CHECKING);
  n = f->n_activities;
  step (f);
  g_assert_cmpuint (f->n_runs, ==, 1);
  g_assert_cmpuint (f->n_activities, >, n);
  packshot_engine_get_progress (f->engine, &n_done, &n_items);
  g_assert_cmpuint (n_items, ==, 0);
}

/* --- Chance --- */

static gint64
fail_once (EngineFixture *f,
           guint32        seed)
{
  g_autoptr(PackshotItemSync) sync = NULL;
  gint64 now = packshot_clock_get_real_time (f->clock);

  packshot_engine_set_seed (f->engine, seed);
  line_set_mode (f->line, LINE_UNAVAILABLE);
  engine_run (f, engine_get_item (f, 0), PACKSHOT_SYNC_NONE);
  sync = engine_get_sync (f, engine_get_item (f, 0));
  g_assert_cmpint (sync->attempts, ==, 1);
  return sync->next_try - now;
}

static void
test_seed (EngineFixture *f,
           gconstpointer  data)
{
  gint64 first;

  engine_add_items (f, 1);
  engine_edit (f, engine_get_item (f, 0), "one");
  first = fail_once (f, 7);
  g_assert_cmpint (first, >=, 25 * G_TIME_SPAN_SECOND);
  g_assert_cmpint (first, <=, 32 * G_TIME_SPAN_SECOND);
  g_assert_cmpint (fail_once (f, 7), ==, first);
  g_assert_cmpint (fail_once (f, 8), !=, first);
}

static void
add (const char *name,
     void ( *func ) (EngineFixture *, gconstpointer))
{
  g_autofree char *path = g_strconcat ("/sync/engine/", name, NULL);

  g_test_add (path, EngineFixture, NULL, engine_set_up, func, engine_tear_down);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add ("pause/looking", test_pause_looking);
  add ("pause/sending", test_pause_sending);
  add ("pause/once", test_pause_once);
  add ("pause/until", test_pause_until);
  add ("metered/held", test_metered);
  add ("metered/ends", test_metered_ends);
  add ("metered/fetch", test_metered_fetch);
  add ("stop/item", test_stop_item);
  add ("stop/later", test_stop_later);
  add ("stop/waiting", test_stop_waiting);
  add ("stop/cancelled", test_cancelled);
  add ("activity", test_activity);
  add ("seed", test_seed);
  return g_test_run ();
}
