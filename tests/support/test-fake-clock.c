/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* The fake clock fires what is due, in order, and nothing else. */

#include "config.h"

#include "packshot-fake-clock.h"

typedef struct
{
  PackshotClock *clock;
  GString       *log;
} Fixture;

typedef struct
{
  Fixture *fixture;
  char     name;
  gint64   next;        /* after which it adds itself again, or -1 */
  guint    removes;
} Note;

static void
note_cb (gpointer user_data)
{
  Note *note = user_data;
  Fixture *f = note->fixture;

  g_string_append_printf (f->log, "%c%d ", note->name,
                          (int)packshot_clock_get_real_time (f->clock));
  if (note->next >= 0)
    packshot_clock_add_timeout (f->clock, note->next, note_cb, note);
  if (note->removes != 0)
    packshot_clock_remove_timeout (f->clock, note->removes);
}

static void
set_up (Fixture      *f,
        gconstpointer data)
{
  f->clock = packshot_fake_clock_new (100);
  f->log = g_string_new (NULL);
}

static void
tear_down (Fixture      *f,
           gconstpointer data)
{
  g_clear_object (&f->clock);
  g_string_free (f->log, TRUE);
}

static void
test_order (Fixture      *f,
            gconstpointer data)
{
  PackshotFakeClock *fake = PACKSHOT_FAKE_CLOCK (f->clock);
  Note a = { f, 'a', -1, 0 }, b = { f, 'b', -1, 0 }, c = { f, 'c', -1, 0 }, d = { f, 'd', -1, 0 };

  packshot_clock_add_timeout (f->clock, 20, note_cb, &c);
  packshot_clock_add_timeout (f->clock, 10, note_cb, &a);
  packshot_clock_add_timeout (f->clock, 10, note_cb, &b);
  packshot_clock_add_timeout (f->clock, -5, note_cb, &d);
  g_assert_cmpint (packshot_fake_clock_get_next_due (fake), ==, 100);
  packshot_fake_clock_advance (fake, 9);
  g_assert_cmpstr (f->log->str, ==, "d100 ");
  g_assert_cmpuint (packshot_fake_clock_get_pending (fake), ==, 3);
  packshot_fake_clock_advance (fake, 1);
  g_assert_cmpstr (f->log->str, ==, "d100 a110 b110 ");
  packshot_fake_clock_advance (fake, 1000);
  g_assert_cmpstr (f->log->str, ==, "d100 a110 b110 c120 ");
  g_assert_cmpint (packshot_clock_get_real_time (f->clock), ==, 1110);
  g_assert_cmpint (packshot_fake_clock_get_next_due (fake), ==, -1);
}

/* What a call adds fires at its own time, in the same advance. */
static void
test_adds (Fixture      *f,
           gconstpointer data)
{
  Note a = { f, 'a', 10, 0 }, b = { f, 'b', -1, 0 };

  packshot_clock_add_timeout (f->clock, 10, note_cb, &a);
  packshot_clock_add_timeout (f->clock, 25, note_cb, &b);
  packshot_fake_clock_advance (PACKSHOT_FAKE_CLOCK (f->clock), 35);
  g_assert_cmpstr (f->log->str, ==, "a110 a120 b125 a130 ");
}

static void
test_removes (Fixture      *f,
              gconstpointer data)
{
  Note a = { f, 'a', -1, 0 }, b = { f, 'b', -1, 0 }, c = { f, 'c', -1, 0 };
  guint id;

  packshot_clock_add_timeout (f->clock, 10, note_cb, &a);
  a.removes = packshot_clock_add_timeout (f->clock, 20, note_cb, &b);
  id = packshot_clock_add_timeout (f->clock, 5, note_cb, &c);
  packshot_clock_remove_timeout (f->clock, id);
  packshot_fake_clock_advance (PACKSHOT_FAKE_CLOCK (f->clock), 100);
  g_assert_cmpstr (f->log->str, ==, "a110 ");
}

/* Setting the clock moves what it shows, not how long a timeout has to wait. */
static void
test_jump (Fixture      *f,
           gconstpointer data)
{
  PackshotFakeClock *clock = PACKSHOT_FAKE_CLOCK (f->clock);
  gint64 start = packshot_clock_get_run_time (f->clock);
  Note a = { f, 'a', -1, 0 };

  packshot_clock_add_timeout (f->clock, 10, note_cb, &a);
  packshot_fake_clock_jump (clock, -50);
  g_assert_cmpint (packshot_clock_get_real_time (f->clock), ==, 50);
  g_assert_cmpint (packshot_fake_clock_get_next_due (clock), ==, 60);
  packshot_fake_clock_jump (clock, 1000);
  g_assert_cmpint (packshot_clock_get_run_time (f->clock), ==, start);
  packshot_fake_clock_advance (clock, 9);
  g_assert_cmpstr (f->log->str, ==, "");
  packshot_fake_clock_advance (clock, 1);
  g_assert_cmpstr (f->log->str, ==, "a1060 ");
  g_assert_cmpint (packshot_clock_get_run_time (f->clock), ==, start + 10);
}

static void
test_removes_unknown (Fixture      *f,
                      gconstpointer data)
{
  if (g_test_subprocess ())
    {
      packshot_clock_remove_timeout (f->clock, 7);
      return;
    }
  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_failed ();
  g_test_trap_assert_stderr ("*Timeout 7 is not pending*");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/support/fake-clock/order", Fixture, NULL, set_up, test_order, tear_down);
  g_test_add ("/support/fake-clock/adds", Fixture, NULL, set_up, test_adds, tear_down);
  g_test_add ("/support/fake-clock/removes", Fixture, NULL, set_up, test_removes, tear_down);
  g_test_add ("/support/fake-clock/removes-unknown", Fixture, NULL, set_up, test_removes_unknown,
              tear_down);
  g_test_add ("/support/fake-clock/jump", Fixture, NULL, set_up, test_jump, tear_down);
  return g_test_run ();
}
