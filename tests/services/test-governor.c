/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* Rate limits: a model of a server that counts strictly, in fixed or sliding windows, and callers
 * that ask the governor before each call. The server may never have to refuse, and must be used
 * well. Time is a number here. */

#include "config.h"

#include <glib.h>

#include "packshot-governor.h"

#define MS G_TIME_SPAN_MILLISECOND
#define SECOND G_TIME_SPAN_SECOND
#define MINUTE G_TIME_SPAN_MINUTE
#define DAY G_TIME_SPAN_DAY

/* --- A model of a server --- */

typedef struct
{
  PackshotCalls window;
  gboolean      sliding;
  gint64        origin;       /* of fixed windows */
  gint64        current;      /* which fixed window */
  guint         n_calls;      /* in the current one */
  GQueue        log;          /* (element-type gint64*): arrivals, of a sliding window */
} Limit;

static void
limit_roll (Limit *limit,
            gint64 now)
{
  gint64 current = (now - limit->origin) / limit->window.span;

  if (limit->sliding)
    {
      while (limit->log.length > 0 &&
             *(gint64 *)limit->log.head->data <= now - limit->window.span)
        g_free (g_queue_pop_head (&limit->log));
      limit->n_calls = limit->log.length;
    }
  else if (current != limit->current)
    {
      limit->current = current;
      limit->n_calls = 0;
    }
}

static void
limit_take (Limit *limit,
            gint64 now)
{
  limit->n_calls++;
  if (limit->sliding)
    g_queue_push_tail (&limit->log, g_memdup2 (&now, sizeof now));
}

static gint64
limit_resets_in (Limit *limit,
                 gint64 now)
{
  if (limit->sliding)
    return limit->log.length > 0 ?
           *(gint64 *)limit->log.head->data + limit->window.span - now : 0;
  return limit->origin + (limit->current + 1) * limit->window.span - now;
}

/* A call arrives: what the answer will say. */
static PackshotTold
server_call (Limit *limits,
             guint  n_limits,
             gint64 now)
{
  PackshotTold told = { .limit = 0, .remaining = G_MAXUINT };

  for (guint i = 0; i < n_limits; i++)
    {
      limit_roll (&limits[i], now);
      told.refused |= limits[i].n_calls >= limits[i].window.limit;
    }
  for (guint i = 0; i < n_limits; i++)
    {
      guint remaining;

      if (!told.refused)
        limit_take (&limits[i], now);
      remaining = limits[i].window.limit - limits[i].n_calls;
      if (remaining >= told.remaining)
        continue;
      told.limit = limits[i].window.limit;
      told.remaining = remaining;
      /* Whole seconds, the rest left out. */
      told.resets_in = limit_resets_in (&limits[i], now) / SECOND * SECOND;
    }
  if (told.refused)
    told.blocked_for = MAX (told.resets_in, SECOND);
  return told;
}

/* --- Callers --- */

typedef enum
{
  CALLER_IDLE,
  CALLER_SENT,
  CALLER_ANSWERED,
} CallerState;

typedef struct
{
  CallerState  state;
  gint64       at;            /* when it goes on */
  gboolean     spare;
  PackshotCall call;
  PackshotTold told;
} Caller;

typedef struct
{
  PackshotGovernor *governor;
  GRand            *random;
  Limit             limits[2];
  guint             n_limits;
  Caller            callers[6];
  gint64            now;
  gint64            longest_way;
  gint64            longest_pause;  /* between two calls of a caller; 0: there is always work */
  gboolean          silent;         /* the server says nothing */
  guint             n_done;
  guint             n_refused;
} World;

static void
world_init (World               *w,
            guint32              seed,
            const PackshotCalls *windows,
            guint                n_windows)
{
  *w = (World) { .n_limits = n_windows };
  w->governor = packshot_governor_new ();
  w->random = g_rand_new_with_seed (seed);
  w->now = g_rand_int_range (w->random, 0, G_MAXINT32);
  w->longest_way = g_rand_int_range (w->random, 30, 3000) * MS;
  for (guint i = 0; i < n_windows; i++)
    {
      w->limits[i].window = windows[i];
      w->limits[i].sliding = g_rand_boolean (w->random);
      w->limits[i].origin = w->now - (gint64)(g_rand_double (w->random) *
                                              (double)windows[i].span);
      g_queue_init (&w->limits[i].log);
    }
  for (guint i = 0; i < G_N_ELEMENTS (w->callers); i++)
    w->callers[i].at = w->now;
  packshot_governor_set_windows (w->governor, windows, n_windows);
}

static void
world_clear (World *w)
{
  for (guint i = 0; i < w->n_limits; i++)
    g_queue_clear_full (&w->limits[i].log, g_free);
  packshot_governor_free (w->governor);
  g_rand_free (w->random);
}

static gint64
world_way (World *w)
{
  return g_rand_int_range (w->random, 1, 1 + (gint32)w->longest_way);
}

static void
caller_go (World  *w,
           Caller *caller)
{
  gint64 wait;

  switch (caller->state)
    {
    case CALLER_IDLE:
      wait = packshot_governor_wait (w->governor, w->now, caller->spare);
      caller->at = w->now + wait;
      if (wait > 0)
        break;
      caller->call = packshot_governor_begin (w->governor, w->now);
      caller->state = CALLER_SENT;
      caller->at = w->now + world_way (w);
      break;

    case CALLER_SENT:
      caller->told = server_call (w->limits, w->n_limits, w->now);
      w->n_done += !caller->told.refused;
      w->n_refused += caller->told.refused;
      caller->state = CALLER_ANSWERED;
      caller->at = w->now + world_way (w);
      break;

    case CALLER_ANSWERED:
    default:
      if (w->silent)
        caller->told = (PackshotTold) { .refused = caller->told.refused }
      ;
      packshot_governor_end (w->governor, caller->call, w->now, &caller->told);
      caller->state = CALLER_IDLE;
      if (w->longest_pause > 0)
        caller->at = w->now + (gint64)(g_rand_double (w->random) * (double)w->longest_pause);
      break;
    }
}

static void
world_run (World *w,
           gint64 duration)
{
  gint64 end = w->now + duration;

  while (TRUE)
    {
      Caller *next = &w->callers[0];

      for (guint i = 1; i < G_N_ELEMENTS (w->callers); i++)
        if (w->callers[i].at < next->at)
          next = &w->callers[i];
      if (next->at >= end)
        break;
      w->now = MAX (w->now, next->at);
      caller_go (w, next);
    }
  w->now = end;
}

/* --- Cases --- */

static const PackshotCalls minute[] = { { .limit = 300, .span = MINUTE } };
static const PackshotCalls both[] = {
  { .limit = 30, .span = MINUTE }, { .limit = 1000, .span = DAY },
};
static const PackshotCalls documented[] = {
  { .limit = 300, .span = MINUTE }, { .limit = 10000, .span = DAY },
};

static void
test_minute (void)
{
  for (guint32 seed = 0; seed < 100; seed++)
    {
      World w;

      world_init (&w, seed, minute, 1);
      /* Six callers with three seconds there and back could not make 300 calls a minute. */
      w.longest_way = MIN (w.longest_way, 500 * MS);
      w.silent = seed % 3 == 0;
      world_run (&w, 20 * MINUTE);
      g_assert_cmpuint (w.n_refused, ==, 0);
      g_assert_cmpuint (w.n_done, >=, 20 * 300 * 9 / 10);
      world_clear (&w);
    }
}

static void
test_both (void)
{
  for (guint32 seed = 0; seed < 60; seed++)
    {
      World w;

      world_init (&w, seed, both, 2);
      w.silent = seed % 3 == 0;
      world_run (&w, 2 * DAY);
      g_assert_cmpuint (w.n_refused, ==, 0);
      g_assert_cmpuint (w.n_done, >=, 2 * 1000 * 9 / 10);
      world_clear (&w);
    }
}

static void
test_documented (void)
{
  for (guint32 seed = 0; seed < 4; seed++)
    {
      World w;

      world_init (&w, seed, documented, 2);
      world_run (&w, 2 * DAY);
      g_assert_cmpuint (w.n_refused, ==, 0);
      g_assert_cmpuint (w.n_done, >=, 2 * 10000 * 9 / 10);
      world_clear (&w);
    }
}

/* Callers that come and go; some can wait for better times. */
static void
test_random (void)
{
  for (guint32 seed = 0; seed < 200; seed++)
    {
      World w;

      world_init (&w, seed, both, 2);
      for (guint i = 0; i < G_N_ELEMENTS (w.callers); i++)
        w.callers[i].spare = g_rand_boolean (w.random);
      w.longest_pause = g_rand_int_range (w.random, 1, 60) * SECOND;
      world_run (&w, DAY + DAY / 4);
      g_assert_cmpuint (w.n_refused, ==, 0);
      world_clear (&w);
    }
}

/* Somebody else has used the key, or this program before it was started again: what is left by the
 * server's count is what there is. */
static void
test_others (void)
{
  for (guint32 seed = 0; seed < 100; seed++)
    {
      World w;

      world_init (&w, seed, documented, 2);
      for (guint i = 0; i < 2; i++)
        {
          w.limits[i].sliding = FALSE;
          limit_roll (&w.limits[i], w.now);
        }
      w.limits[seed % 2].n_calls = w.limits[seed % 2].window.limit - 20;
      world_run (&w, 3 * MINUTE);
      g_assert_cmpuint (w.n_refused, ==, 0);
      g_assert_cmpuint (w.n_done, >=, 10);
      world_clear (&w);
    }
}

/* Windows that nobody has told of are found by the first answer that names them. */
static void
test_told_limit (void)
{
  const PackshotTold low = { .limit = 100, .remaining = 99, .resets_in = 30 * SECOND };
  const PackshotTold day = { .limit = 5000, .remaining = 4999, .resets_in = 5 * 60 * MINUTE };
  g_autoptr(PackshotGovernor) governor = packshot_governor_new ();
  PackshotCalls windows[PACKSHOT_GOVERNOR_MAX_WINDOWS];

  packshot_governor_set_windows (governor, documented, 2);
  packshot_governor_end (governor, packshot_governor_begin (governor, 0), 1, &low);
  packshot_governor_end (governor, packshot_governor_begin (governor, 2), 3, &day);
  g_assert_cmpuint (packshot_governor_get_windows (governor, 4, windows), ==, 2);
  g_assert_cmpuint (windows[0].limit, ==, 100);
  g_assert_cmpuint (windows[0].used, ==, 2);
  g_assert_cmpuint (windows[1].limit, ==, 5000);
  g_assert_cmpuint (windows[1].used, ==, 2);
}

static void
make_calls (PackshotGovernor *governor,
            guint             n,
            gint64            now)
{
  for (guint i = 0; i < n; i++)
    packshot_governor_end (governor, packshot_governor_begin (governor, now), now, NULL);
}

static void
test_reserve (void)
{
  g_autoptr(PackshotGovernor) governor = packshot_governor_new ();

  g_assert_cmpuint (packshot_governor_count_spare (governor, SECOND), ==, G_MAXUINT);
  packshot_governor_set_windows (governor, minute, 1);
  g_assert_cmpuint (packshot_governor_count_spare (governor, SECOND), ==, 270);
  make_calls (governor, 269, SECOND);
  g_assert_cmpuint (packshot_governor_count_spare (governor, SECOND), ==, 1);
  g_assert_cmpint (packshot_governor_wait (governor, SECOND, TRUE), ==, 0);
  make_calls (governor, 1, SECOND);
  g_assert_cmpint (packshot_governor_wait (governor, SECOND, TRUE), >, 0);
  g_assert_cmpuint (packshot_governor_count_spare (governor, SECOND), ==, 0);
  g_assert_cmpint (packshot_governor_wait (governor, SECOND, FALSE), ==, 0);
  make_calls (governor, 29, SECOND);
  g_assert_cmpint (packshot_governor_wait (governor, SECOND, FALSE), ==, 0);
  make_calls (governor, 1, SECOND);
  g_assert_cmpint (packshot_governor_wait (governor, SECOND, FALSE), >=, MINUTE);
  g_assert_cmpint (packshot_governor_wait (governor, SECOND, FALSE), <=, MINUTE + SECOND);
  g_assert_cmpint (packshot_governor_wait (governor, 2 * SECOND + MINUTE, TRUE), ==, 0);
}

/* A call under way counts, however long it takes. */
static void
test_running (void)
{
  const PackshotCalls two = { .limit = 2, .span = MINUTE };
  g_autoptr(PackshotGovernor) governor = packshot_governor_new ();
  PackshotCall first, second;

  packshot_governor_set_windows (governor, &two, 1);
  first = packshot_governor_begin (governor, 0);
  second = packshot_governor_begin (governor, 0);
  g_assert_cmpint (packshot_governor_wait (governor, 10 * MINUTE, FALSE), >, 0);
  packshot_governor_end (governor, first, 10 * MINUTE, NULL);
  g_assert_cmpint (packshot_governor_wait (governor, 11 * MINUTE - SECOND, FALSE), >, 0);
  g_assert_cmpint (packshot_governor_wait (governor, 11 * MINUTE + SECOND, FALSE), ==, 0);
  packshot_governor_end (governor, second, 12 * MINUTE, NULL);
}

static void
test_blocked (void)
{
  const PackshotTold asked = { .refused = TRUE, .blocked_for = 40 * SECOND };
  const PackshotTold mute = { .refused = TRUE };
  const PackshotTold good = { 0 };
  g_autoptr(PackshotGovernor) governor = packshot_governor_new ();
  gint64 before = 0;

  packshot_governor_end (governor, packshot_governor_begin (governor, 0), 0, &asked);
  g_assert_cmpint (packshot_governor_wait (governor, 0, FALSE), ==, 40 * SECOND);
  g_assert_cmpint (packshot_governor_wait (governor, 40 * SECOND, FALSE), ==, 0);

  /* One that refuses again and again without a time is asked less and less often. */
  for (gint64 now = MINUTE; now < 100 * MINUTE; now += 10 * MINUTE)
    {
      packshot_governor_end (governor, packshot_governor_begin (governor, now), now, &mute);
      g_assert_cmpint (packshot_governor_wait (governor, now, FALSE), >=, before);
      before = packshot_governor_wait (governor, now, FALSE);
      g_assert_cmpint (before, >=, 5 * SECOND);
      g_assert_cmpint (before, <=, 5 * MINUTE);
    }
  g_assert_cmpint (before, ==, 5 * MINUTE);
  packshot_governor_end (governor, packshot_governor_begin (governor, DAY), DAY, &good);
  packshot_governor_end (governor, packshot_governor_begin (governor, DAY), DAY, &mute);
  g_assert_cmpint (packshot_governor_wait (governor, DAY, FALSE), ==, 5 * SECOND);
}

/* What was written down before, also by another process, counts in the day and not in the minute;
 * what has not been written down yet counts once. */
static void
test_remember (void)
{
  g_autoptr(PackshotGovernor) governor = packshot_governor_new ();
  PackshotCalls windows[PACKSHOT_GOVERNOR_MAX_WINDOWS];
  gint64 now = MINUTE;

  packshot_governor_set_windows (governor, documented, 2);
  make_calls (governor, 7, now);
  g_assert_cmpuint (packshot_governor_take_unsaved (governor), ==, 7);
  g_assert_cmpuint (packshot_governor_take_unsaved (governor), ==, 0);
  make_calls (governor, 5, now);

  packshot_governor_forget (governor, now);
  packshot_governor_remember (governor, 1000, 10 * 60 * MINUTE, now);
  packshot_governor_remember (governor, 500, -DAY, now);
  packshot_governor_remember (governor, 4000, 3 * DAY, now);
  packshot_governor_get_windows (governor, now, windows);
  g_assert_cmpuint (windows[0].used, ==, 12);
  g_assert_cmpuint (windows[1].used, ==, 1505);

  packshot_governor_remember (governor, 10000 - 1505, 0, now);
  g_assert_cmpint (packshot_governor_wait (governor, now, FALSE), >=, 13 * 60 * MINUTE);
  g_assert_cmpint (packshot_governor_wait (governor, now, FALSE), <=, 15 * 60 * MINUTE);
}

/* A server that says something else of its windows is believed, and what was counted stays. */
static void
test_set_windows (void)
{
  const PackshotCalls other[] = {
    { .limit = 0, .span = MINUTE }, { .limit = 50, .span = MINUTE }, { .limit = 9, .span = 0 },
    { .limit = 7, .span = SECOND }, { .limit = 8, .span = 2 * SECOND },
    { .limit = 9, .span = 3 * SECOND }, { .limit = 10, .span = 4 * SECOND },
  };
  g_autoptr(PackshotGovernor) governor = packshot_governor_new ();
  PackshotCalls windows[PACKSHOT_GOVERNOR_MAX_WINDOWS];

  packshot_governor_set_windows (governor, minute, 1);
  make_calls (governor, 49, SECOND);
  packshot_governor_set_windows (governor, other, G_N_ELEMENTS (other));
  g_assert_cmpuint (packshot_governor_get_windows (governor, SECOND, windows), <=,
                    PACKSHOT_GOVERNOR_MAX_WINDOWS);
  g_assert_cmpuint (windows[0].limit, ==, 50);
  g_assert_cmpuint (windows[0].used, ==, 49);
  make_calls (governor, 1, SECOND);
  g_assert_cmpint (packshot_governor_wait (governor, SECOND, FALSE), >=, MINUTE);
  packshot_governor_set_windows (governor, NULL, 0);
  g_assert_cmpint (packshot_governor_wait (governor, SECOND, FALSE), ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/services/governor/minute", test_minute);
  g_test_add_func ("/services/governor/both", test_both);
  g_test_add_func ("/services/governor/documented", test_documented);
  g_test_add_func ("/services/governor/random", test_random);
  g_test_add_func ("/services/governor/others", test_others);
  g_test_add_func ("/services/governor/told-limit", test_told_limit);
  g_test_add_func ("/services/governor/reserve", test_reserve);
  g_test_add_func ("/services/governor/running", test_running);
  g_test_add_func ("/services/governor/blocked", test_blocked);
  g_test_add_func ("/services/governor/remember", test_remember);
  g_test_add_func ("/services/governor/set-windows", test_set_windows);
  return g_test_run ();
}
