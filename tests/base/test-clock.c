/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* The system clock: what it says, and when its timeouts fire. Only lower bounds of time are
 * looked at, so that a busy machine changes nothing. */

#include "config.h"

#include "packshot-clock.h"
#include "packshot-test.h"

typedef struct
{
  GString  *log;
  char      name;
  gboolean *done;     /* (nullable) */
} Ring;

static void
ring_cb (gpointer user_data)
{
  Ring *ring = user_data;

  g_string_append_c (ring->log, ring->name);
  if (ring->done != NULL)
    *ring->done = TRUE;
}

static void
test_real_time (void)
{
  g_autoptr(PackshotClock) clock = packshot_clock_new_system ();
  gint64 now = packshot_clock_get_real_time (clock);

  /* 2026-01-01 and 2200-01-01 in microseconds, for a machine whose clock is set at all. */
  g_assert_cmpint (now, >, G_GINT64_CONSTANT (1767225600000000));
  g_assert_cmpint (now, <, G_GINT64_CONSTANT (7258118400000000));
}

static void
test_run_time (void)
{
  g_autoptr(PackshotClock) clock = packshot_clock_new_system ();
  gint64 before = packshot_clock_get_run_time (clock);

  /* It runs on while the machine sleeps, which GLib's monotonic time does not. */
  g_assert_cmpint (before, >=, g_get_monotonic_time () - G_USEC_PER_SEC);
  g_assert_cmpint (packshot_clock_get_run_time (clock), >=, before);
}

static void
test_timeout (void)
{
  g_autoptr(PackshotClock) clock = packshot_clock_new_system ();
  g_autoptr(GString) log = g_string_new (NULL);
  gboolean done = FALSE;
  Ring ring = { log, 'a', &done };
  gint64 start = g_get_monotonic_time ();

  /* One microsecond more than three milliseconds may not become three. */
  g_assert_cmpuint (packshot_clock_add_timeout (clock, 3001, ring_cb, &ring), !=, 0);
  g_assert_cmpstr (log->str, ==, "");
  packshot_test_spin (&done);
  g_assert_cmpint (g_get_monotonic_time () - start, >=, 3001);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpstr (log->str, ==, "a");
}

/* A delay in the past means now, and equal delays keep their order. */
static void
test_now (void)
{
  g_autoptr(PackshotClock) clock = packshot_clock_new_system ();
  g_autoptr(GString) log = g_string_new (NULL);
  gboolean done = FALSE;
  Ring a = { log, 'a', NULL }, b = { log, 'b', NULL }, c = { log, 'c', &done };

  packshot_clock_add_timeout (clock, 0, ring_cb, &a);
  packshot_clock_add_timeout (clock, -5000, ring_cb, &b);
  packshot_clock_add_timeout (clock, G_MININT64, ring_cb, &c);
  packshot_test_spin (&done);
  g_assert_cmpstr (log->str, ==, "abc");
}

static void
test_remove (void)
{
  g_autoptr(PackshotClock) clock = packshot_clock_new_system ();
  g_autoptr(GString) log = g_string_new (NULL);
  gboolean done = FALSE;
  Ring a = { log, 'a', NULL }, b = { log, 'b', &done };
  guint id = packshot_clock_add_timeout (clock, 0, ring_cb, &a);

  packshot_clock_add_timeout (clock, 0, ring_cb, &b);
  packshot_clock_remove_timeout (clock, id);
  packshot_test_spin (&done);
  g_assert_cmpstr (log->str, ==, "b");
}

/* Long delays are far away, not wrapped ones that fire at once: 2^32 milliseconds are 0 in 32
 * bits. */
static void
test_far (void)
{
  static const gint64 delays[] = { G_GINT64_CONSTANT (4294967296000), G_MAXINT64 };
  g_autoptr(PackshotClock) clock = packshot_clock_new_system ();
  g_autoptr(GString) log = g_string_new (NULL);
  gboolean done = FALSE;
  Ring a = { log, 'a', NULL }, b = { log, 'b', &done };
  guint ids[G_N_ELEMENTS (delays)];

  for (guint i = 0; i < G_N_ELEMENTS (delays); i++)
    ids[i] = packshot_clock_add_timeout (clock, delays[i], ring_cb, &a);
  packshot_clock_add_timeout (clock, 1000, ring_cb, &b);
  packshot_test_spin (&done);
  g_assert_cmpstr (log->str, ==, "b");
  for (guint i = 0; i < G_N_ELEMENTS (delays); i++)
    packshot_clock_remove_timeout (clock, ids[i]);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/base/clock/real-time", test_real_time);
  g_test_add_func ("/base/clock/run-time", test_run_time);
  g_test_add_func ("/base/clock/timeout", test_timeout);
  g_test_add_func ("/base/clock/now", test_now);
  g_test_add_func ("/base/clock/remove", test_remove);
  g_test_add_func ("/base/clock/far", test_far);

  return g_test_run ();
}
