/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* Whose turn it is, within the calls that a server allows, also across restarts; and what the
 * engine does by itself: trying again, and looking again at what is old. */

#include "config.h"

#include "engine-fixture.h"

#include "packshot-test.h"

#include <string.h>

#define SECOND G_TIME_SPAN_SECOND
#define MINUTE G_TIME_SPAN_MINUTE
#define HOUR G_TIME_SPAN_HOUR
#define DAY G_TIME_SPAN_DAY

static guint64
count_sent (EngineFixture *f)
{
  return packshot_sandbox_get_n_changing_calls (f->sandbox);
}

typedef struct
{
  gint64        item;
  PackshotItem *found;
} Find;

static gboolean
read_item (PackshotDb *db,
           gpointer    data,
           GError    **error)
{
  Find *find = data;

  find->found = packshot_items_get (db, find->item, error);
  return find->found != NULL;
}

static char *
dup_key (EngineFixture *f,
         gint64         item)
{
  Find find = { item, NULL };
  char *key;

  packshot_store_read_async (f->store, 0, read_item, &find, NULL, NULL, NULL, NULL);
  engine_settle (f);
  key = g_strdup (find.found->key);
  packshot_item_free (find.found);
  return key;
}

/* The indexes of the items whose pictures were asked for, since request @since, in that order. */
static char *
dup_looks (EngineFixture *f,
           guint          since)
{
  GString *text = g_string_new (NULL);

  for (guint i = since; i < line_get_n (f->line); i++)
    for (guint k = 0; k < f->items->len; k++)
      {
        g_autofree char *key = dup_key (f, engine_get_item (f, k));

        if (strstr (line_get_target (f->line, i), "/images?") != NULL &&
            strstr (line_get_target (f->line, i), key) != NULL)
          g_string_append_printf (text, "%u ", k);
      }
  return g_string_free (text, FALSE);
}

static gint64
get_looked (EngineFixture *f,
            guint          index)
{
  g_autoptr(PackshotItemSync) sync = engine_get_sync (f, engine_get_item (f, index));

  return sync->looked_at;
}

/* Looks at one item alone, a minute later. */
static void
look_at (EngineFixture *f,
         guint          index)
{
  engine_advance (f, MINUTE);
  engine_run (f, engine_get_item (f, index), PACKSHOT_SYNC_PULL_ONLY);
}

/* --- Order --- */

static void
test_order (EngineFixture *f,
            gconstpointer  data)
{
  g_autofree char *looks = NULL;
  guint n;

  engine_add_items (f, 6);
  look_at (f, 4);
  look_at (f, 1);
  look_at (f, 2);
  packshot_engine_set_visible_item (f->engine, engine_get_item (f, 2));
  engine_edit (f, engine_get_item (f, 1), "edited");
  n = line_get_n (f->line);
  engine_run (f, 0, PACKSHOT_SYNC_PULL_ONLY);
  looks = dup_looks (f, n);
  /* Edited, visible, never looked at, the oldest look. */
  g_assert_cmpstr (looks, ==, "1 2 0 3 5 4 ");
  g_assert_cmpuint (f->result->n_items, ==, 6);
}

/* Begins a run over everything, and holds its first looks. Returns how many are held. */
static guint
start_and_hold (EngineFixture    *f,
                PackshotSyncFlags flags)
{
  guint n = line_get_n (f->line) + 1;

  line_set_mode (f->line, LINE_HELD);
  engine_start (f, 0, flags);
  line_set_mode (f->line, LINE_GOOD);
  line_release (f->line);
  line_set_mode (f->line, LINE_HELD);
  engine_settle (f);
  g_assert_cmpuint (line_get_n (f->line), >, n);
  g_assert_cmpuint (line_get_n (f->line), <, n + f->items->len / 2);
  return line_get_n (f->line) - n;
}

static void
go_on (EngineFixture *f)
{
  line_set_mode (f->line, LINE_GOOD);
  line_release (f->line);
  engine_settle (f);
}

/* The first look after those that were under way, as a text. */
static char *
dup_next_look (EngineFixture *f,
               guint          since,
               guint          n_held)
{
  g_autofree char *looks = dup_looks (f, since);
  g_auto(GStrv) words = g_strsplit (looks, " ", -1);

  g_assert_cmpuint (g_strv_length (words), >, n_held);
  return g_strdup (words[n_held]);
}

/* What is opened while a run is under way comes next. */
static void
test_visible_later (EngineFixture *f,
                    gconstpointer  data)
{
  g_autofree char *next = NULL;
  guint n, n_held;

  engine_add_items (f, 50);
  n = line_get_n (f->line);
  n_held = start_and_hold (f, PACKSHOT_SYNC_PULL_ONLY);
  packshot_engine_set_visible_item (f->engine, engine_get_item (f, 45));
  go_on (f);
  next = dup_next_look (f, n, n_held);
  g_assert_cmpstr (next, ==, "45");
  g_assert_cmpuint (engine_count_looks (f, n), ==, 50);
}

/* What is edited while a run over everything is under way does not wait for its end. */
static void
test_edited_later (EngineFixture *f,
                   gconstpointer  data)
{
  g_autofree char *next = NULL;
  guint n, n_held;

  engine_add_items (f, 50);
  packshot_engine_set_automatic (f->engine, TRUE, PACKSHOT_REVIEW_NEVER);
  engine_advance (f, 5 * SECOND);
  n = line_get_n (f->line);
  n_held = start_and_hold (f, PACKSHOT_SYNC_NONE);
  engine_edit (f, engine_get_item (f, 47), "edited");
  engine_advance (f, 11 * SECOND);
  g_assert_cmpuint (f->n_runs, ==, 0);
  go_on (f);
  g_assert_cmpuint (engine_count_looks (f, n), ==, 52);
  next = dup_next_look (f, n, n_held);
  g_assert_cmpstr (next, ==, "47");
  g_assert_cmpuint (f->n_runs, ==, 1);
  g_assert_cmpuint (count_sent (f), ==, 1);
  g_assert_cmpuint (f->result->n_pending, ==, 0);
}

/* One item that is asked for by name does not wait for the end either, and the run over everything
 * goes on after it. */
static void
test_named_later (EngineFixture *f,
                  gconstpointer  data)
{
  g_autofree char *next = NULL;
  guint n, n_held;

  engine_add_items (f, 50);
  n = line_get_n (f->line);
  n_held = start_and_hold (f, PACKSHOT_SYNC_PULL_ONLY);
  engine_start (f, engine_get_item (f, 40), PACKSHOT_SYNC_PULL_ONLY);
  engine_start (f, engine_get_item (f, 41), PACKSHOT_SYNC_PULL_ONLY);
  engine_start (f, 0, PACKSHOT_SYNC_PULL_ONLY);
  go_on (f);
  next = dup_next_look (f, n, n_held);
  g_assert_cmpstr (next, ==, "40");
  g_assert_cmpuint (f->n_runs, ==, 4);
  g_assert_cmpuint (f->result->n_items, ==, 50);
  g_assert_cmpuint (engine_count_looks (f, n), ==, 102);
  g_assert_false (packshot_engine_get_running (f->engine));
}

static void
test_nothing_to_do (EngineFixture *f,
                    gconstpointer  data)
{
  guint n;

  engine_add_items (f, 3);
  n = line_get_n (f->line);
  engine_run (f, 0, PACKSHOT_SYNC_ONLY_WORK);
  g_assert_cmpuint (line_get_n (f->line), ==, n);
  g_assert_cmpuint (f->result->n_items, ==, 0);
  g_assert_cmpuint (f->result->n_pending, ==, 0);
}

/* --- Within what the server allows --- */

/* More items than calls in a minute: the run waits, and is never refused. */
static void
test_minute (EngineFixture *f,
             gconstpointer  data)
{
  gint64 start;

  engine_add_items (f, 130);
  start = packshot_clock_get_run_time (f->clock);
  engine_run (f, 0, PACKSHOT_SYNC_PULL_ONLY);
  g_assert_cmpuint (f->result->n_items, ==, 130);
  g_assert_cmpuint (line_get_n_throttled (f->line), ==, 0);
  g_assert_cmpint (packshot_clock_get_run_time (f->clock) - start, <=, 5 * MINUTE);
  for (guint i = 0; i < f->items->len; i++)
    g_assert_cmpint (get_looked (f, i), >, 0);
}

/* More items than calls in a day. The run ends, edits still go, and the next day it goes on where
 * it was, also after a restart. */
static void
test_day (EngineFixture *f,
          gconstpointer  data)
{
  PackshotCalls windows[PACKSHOT_GOVERNOR_MAX_WINDOWS];
  guint n_old = 0, n;

  engine_add_items (f, 60);
  engine_run (f, 0, PACKSHOT_SYNC_PULL_ONLY);
  g_assert_cmpuint (f->result->n_later, >=, 60 - 36);
  g_assert_cmpuint (f->result->n_later, <, 40);
  engine_edit (f, engine_get_item (f, 0), "edited");
  engine_run (f, 0, PACKSHOT_SYNC_ONLY_WORK);
  g_assert_cmpuint (count_sent (f), ==, 1);

  n = packshot_engine_get_calls (f->engine, f->account, windows);
  g_assert_cmpuint (n, ==, 2);
  g_assert_cmpuint (windows[1].limit, ==, 40);
  g_assert_cmpuint (windows[1].used, ==, line_get_n (f->line));
  g_assert_cmpint (windows[1].span, ==, DAY);
  engine_restart (f);
  engine_run (f, engine_get_item (f, 59), PACKSHOT_SYNC_PULL_ONLY);
  g_assert_cmpuint (line_get_n_throttled (f->line), ==, 0);

  engine_advance (f, DAY + HOUR);
  n = line_get_n (f->line);
  engine_run (f, 0, PACKSHOT_SYNC_PULL_ONLY);
  g_assert_cmpuint (engine_count_looks (f, n), >=, 30);
  for (guint i = 0; i < f->items->len; i++)
    n_old += get_looked (f, i) == 0;
  g_assert_cmpuint (n_old, ==, 0);
  g_assert_cmpuint (line_get_n_throttled (f->line), ==, 0);
}

static gboolean
add_calls (PackshotDb *db,
           gpointer    data,
           GError    **error)
{
  EngineFixture *f = data;

  return packshot_calls_add (db, f->account, packshot_clock_get_real_time (f->clock), 30, error);
}

/* Calls of another process of the profile are counted before the next run. The practice server
 * itself knows nothing of them. */
static void
test_other_process (EngineFixture *f,
                    gconstpointer  data)
{
  engine_add_items (f, 20);
  packshot_store_write_async (f->store, add_calls, f, NULL, NULL, NULL, NULL);
  engine_settle (f);
  engine_run (f, 0, PACKSHOT_SYNC_PULL_ONLY);
  g_assert_cmpuint (f->result->n_later, >=, 20 - 6);
}

/* A server that refuses without saying for how long is not asked again and again. */
static void
test_refused_bare (EngineFixture *f,
                   gconstpointer  data)
{
  guint n_old = 0;

  engine_add_items (f, 60);
  engine_run (f, 0, PACKSHOT_SYNC_PULL_ONLY);
  g_assert_cmpuint (line_get_n_throttled (f->line), >, 0);
  g_assert_cmpuint (line_get_n_throttled (f->line), <=, 60);
  engine_advance (f, HOUR);
  engine_run (f, 0, PACKSHOT_SYNC_PULL_ONLY);
  engine_advance (f, HOUR);
  engine_run (f, 0, PACKSHOT_SYNC_PULL_ONLY);
  for (guint i = 0; i < f->items->len; i++)
    n_old += get_looked (f, i) == 0;
  g_assert_cmpuint (n_old, ==, 0);
  g_test_message ("refused %u times", line_get_n_throttled (f->line));
}

/* --- Trying again --- */

static void
test_offline (EngineFixture *f,
              gconstpointer  data)
{
  gint64 now, next_try;

  engine_add_items (f, 2);
  packshot_engine_set_automatic (f->engine, TRUE, PACKSHOT_REVIEW_NEVER);
  line_set_mode (f->line, LINE_OFFLINE);
  engine_edit (f, engine_get_item (f, 0), "edited");
  engine_advance (f, 11 * SECOND);
  now = packshot_clock_get_real_time (f->clock);
  next_try = packshot_engine_get_next_try (f->engine, f->account);
  g_assert_cmpint (next_try, >, now);
  g_assert_cmpint (next_try, <=, now + 32 * SECOND);
  engine_advance (f, MINUTE);
  g_assert_cmpint (packshot_engine_get_next_try (f->engine, f->account), >, now + 2 * MINUTE);

  line_set_mode (f->line, LINE_GOOD);
  engine_advance (f, 20 * SECOND);
  g_assert_cmpuint (count_sent (f), ==, 0);
  engine_advance (f, 3 * MINUTE);
  g_assert_cmpuint (count_sent (f), ==, 1);
  g_assert_cmpint (packshot_engine_get_next_try (f->engine, f->account), ==, 0);
}

static void
test_reconnected (EngineFixture *f,
                  gconstpointer  data)
{
  engine_add_items (f, 1);
  packshot_engine_set_automatic (f->engine, TRUE, PACKSHOT_REVIEW_NEVER);
  line_set_mode (f->line, LINE_OFFLINE);
  engine_edit (f, engine_get_item (f, 0), "edited");
  engine_advance (f, 12 * HOUR);
  line_set_mode (f->line, LINE_GOOD);
  engine_advance (f, MINUTE);
  g_assert_cmpuint (count_sent (f), ==, 0);
  packshot_engine_reconnected (f->engine);
  engine_advance (f, SECOND);
  g_assert_cmpuint (count_sent (f), ==, 1);
}

/* An account that was unreachable when nothing was to be sent is asked again too. */
static void
test_probe (EngineFixture *f,
            gconstpointer  data)
{
  guint n;

  engine_add_items (f, 2);
  packshot_engine_set_automatic (f->engine, TRUE, PACKSHOT_REVIEW_NEVER);
  engine_advance (f, 5 * SECOND);
  line_set_mode (f->line, LINE_OFFLINE);
  engine_run (f, 0, PACKSHOT_SYNC_NONE);
  g_assert_nonnull (f->result->first_problem);
  g_assert_cmpint (packshot_engine_get_next_try (f->engine, f->account), >, 0);
  line_set_mode (f->line, LINE_GOOD);
  n = line_get_n (f->line);
  engine_advance (f, 33 * SECOND);
  g_assert_cmpuint (engine_count_looks (f, n), >=, 1);
  g_assert_cmpint (packshot_engine_get_next_try (f->engine, f->account), ==, 0);
}

/* An item that failed for a time is tried again when it has come, and somebody who sets the clock
 * makes it neither sooner nor later. */
static void
test_item_retry (EngineFixture *f,
                 gconstpointer  data)
{
  static const gint64 jumps[] = { 0, -DAY, DAY };
  gint64 jump = jumps[GPOINTER_TO_UINT (data)];
  guint n;

  engine_add_items (f, 1);
  packshot_engine_set_automatic (f->engine, TRUE, PACKSHOT_REVIEW_NEVER);
  line_set_mode (f->line, LINE_UNAVAILABLE);
  engine_edit (f, engine_get_item (f, 0), "edited");
  engine_advance (f, 11 * SECOND);
  n = line_get_n (f->line);
  engine_advance (f, 40 * SECOND);
  g_assert_cmpuint (line_get_n (f->line), >, n);
  n = line_get_n (f->line);
  line_set_mode (f->line, LINE_GOOD);
  packshot_fake_clock_jump (PACKSHOT_FAKE_CLOCK (f->clock), jump);
  engine_advance (f, MINUTE);
  g_assert_cmpuint (line_get_n (f->line), ==, n);
  engine_advance (f, 3 * MINUTE);
  g_assert_cmpuint (count_sent (f), ==, 1);
}

/* One item in trouble holds nobody; a server that is in trouble with all is not asked for each. */
static void
test_server_down (EngineFixture *f,
                  gconstpointer  data)
{
  guint n;

  engine_add_items (f, 90);
  packshot_engine_set_automatic (f->engine, TRUE, PACKSHOT_REVIEW_ALWAYS);
  for (guint i = 40; i < 90; i++)
    engine_edit (f, engine_get_item (f, i), "edited");
  line_set_mode (f->line, LINE_UNAVAILABLE);
  n = line_get_n (f->line);
  engine_run (f, 0, PACKSHOT_SYNC_ONLY_WORK);
  g_assert_cmpuint (line_get_n (f->line), <, n + 40);
  g_assert_cmpuint (f->result->n_pending, ==, 50);
  g_assert_nonnull (f->result->first_problem);
  line_set_mode (f->line, LINE_GOOD);
  engine_advance (f, 5 * MINUTE);
  g_assert_cmpuint (count_sent (f), ==, 50);
}

/* What a person has sent is not asked for again when it could not be sent at once, not even where
 * everything is reviewed; what he edited meanwhile is. */
static void
test_approved (EngineFixture *f,
               gconstpointer  data)
{
  static const LineMode modes[] = { LINE_UNAVAILABLE, LINE_OFFLINE };

  engine_add_items (f, 3);
  packshot_engine_set_automatic (f->engine, TRUE, PACKSHOT_REVIEW_ALWAYS);
  for (guint i = 0; i < 3; i++)
    engine_edit (f, engine_get_item (f, i), "edited");
  engine_advance (f, HOUR);
  g_assert_cmpuint (count_sent (f), ==, 0);
  line_set_mode (f->line, modes[GPOINTER_TO_UINT (data)]);
  engine_run (f, engine_get_item (f, 0), PACKSHOT_SYNC_NONE);
  engine_run (f, engine_get_item (f, 1), PACKSHOT_SYNC_NONE);
  engine_edit (f, engine_get_item (f, 1), "again");
  line_set_mode (f->line, LINE_GOOD);
  engine_advance (f, 5 * MINUTE);
  g_assert_cmpuint (count_sent (f), ==, 1);
  engine_advance (f, DAY);
  g_assert_cmpuint (count_sent (f), ==, 1);
}

/* --- Looking again --- */

static void
test_refresh (EngineFixture *f,
              gconstpointer  data)
{
  gint64 old;
  guint n;

  engine_add_items (f, 130);
  packshot_engine_set_automatic (f->engine, TRUE, PACKSHOT_REVIEW_NEVER);
  engine_advance (f, 20 * MINUTE);
  for (guint i = 0; i < f->items->len; i++)
    g_assert_cmpint (get_looked (f, i), >, 0);
  old = get_looked (f, 0);
  n = line_get_n (f->line);
  engine_advance (f, 12 * HOUR);
  g_assert_cmpuint (engine_count_looks (f, n), ==, 0);

  packshot_engine_pause (f->engine, PACKSHOT_PAUSE_UNTIL_RESUMED);
  engine_advance (f, 13 * HOUR);
  packshot_engine_set_metered (f->engine, TRUE, PACKSHOT_HOLD_BYTES);
  packshot_engine_resume (f->engine);
  engine_advance (f, HOUR);
  g_assert_cmpuint (engine_count_looks (f, n), ==, 0);
  packshot_engine_set_metered (f->engine, FALSE, PACKSHOT_HOLD_BYTES);
  engine_advance (f, HOUR);
  g_assert_cmpuint (engine_count_looks (f, n), ==, 130);
  g_assert_cmpint (get_looked (f, 0), >, old + DAY);
  g_assert_cmpuint (line_get_n_throttled (f->line), ==, 0);
}

/* A refresh gives way to an edit at once, and goes on after it. */
static void
test_refresh_gives_way (EngineFixture *f,
                        gconstpointer  data)
{
  g_autofree char *next = NULL;
  guint n, n_held;

  engine_add_items (f, 50);
  packshot_engine_set_automatic (f->engine, TRUE, PACKSHOT_REVIEW_NEVER);
  engine_advance (f, 25 * SECOND);
  n = line_get_n (f->line);
  line_set_mode (f->line, LINE_HELD);
  engine_advance (f, 10 * SECOND);
  g_assert_true (packshot_engine_get_running (f->engine));
  n_held = engine_count_looks (f, n);
  g_assert_cmpuint (n_held, >, 0);
  g_assert_cmpuint (n_held, <, 25);
  engine_edit (f, engine_get_item (f, 49), "edited");
  engine_advance (f, 11 * SECOND);
  g_assert_cmpuint (engine_count_looks (f, n), ==, n_held);
  go_on (f);
  next = dup_next_look (f, n, n_held);
  g_assert_cmpstr (next, ==, "49");
  g_assert_cmpuint (count_sent (f), ==, 1);
  for (guint i = 0; i < f->items->len; i++)
    g_assert_cmpint (get_looked (f, i), >, 0);
}

/* What is opened is looked at soon, but not again and again. */
static void
test_refresh_visible (EngineFixture *f,
                      gconstpointer  data)
{
  guint n;

  engine_add_items (f, 3);
  engine_run (f, 0, PACKSHOT_SYNC_NONE);
  engine_advance (f, 9 * MINUTE);
  packshot_engine_set_automatic (f->engine, TRUE, PACKSHOT_REVIEW_NEVER);
  n = line_get_n (f->line);
  packshot_engine_set_visible_item (f->engine, engine_get_item (f, 1));
  engine_advance (f, 5 * SECOND);
  g_assert_cmpuint (line_get_n (f->line), ==, n);
  engine_advance (f, 2 * MINUTE);
  for (guint i = 0; i < 2; i++)
    {
      packshot_engine_set_visible_item (f->engine, engine_get_item (f, 0));
      engine_advance (f, SECOND);
      packshot_engine_set_visible_item (f->engine, engine_get_item (f, 2));
      engine_advance (f, 5 * SECOND);
    }
  g_assert_cmpuint (line_get_n (f->line), ==, n + 1);
  g_assert_cmpint (get_looked (f, 2), >, get_looked (f, 0));
}

/* "Only by Sync" means that nothing is called by itself. */
static void
test_no_refresh (EngineFixture *f,
                 gconstpointer  data)
{
  guint n;

  engine_add_items (f, 3);
  n = line_get_n (f->line);
  packshot_engine_set_automatic (f->engine, TRUE, PACKSHOT_REVIEW_ALWAYS);
  engine_advance (f, 2 * DAY);
  g_assert_cmpuint (line_get_n (f->line), ==, n);
}

/* --- Lists that tell --- */

/* BLAZE's list shows each product's pictures: only what has changed is looked at. */
static void
test_marks (EngineFixture *f,
            gconstpointer  data)
{
  g_autoptr(GBytes) bytes = g_bytes_new_static ("\x89PNG\r\n\x1a\nnew", 11);
  g_autofree char *key = NULL;
  g_autofree char *image = NULL;
  g_autoptr(GError) error = NULL;
  gint64 old;
  guint n;

  engine_add_items (f, 12);
  engine_advance (f, MINUTE);
  n = line_get_n (f->line);
  engine_run (f, 0, PACKSHOT_SYNC_NONE);
  g_assert_cmpuint (engine_count_looks (f, n), ==, 12);
  old = get_looked (f, 3);

  engine_advance (f, MINUTE);
  n = line_get_n (f->line);
  engine_run (f, 0, PACKSHOT_SYNC_NONE);
  g_assert_cmpuint (engine_count_looks (f, n), ==, 0);
  g_assert_cmpint (get_looked (f, 3), >, old);

  engine_advance (f, MINUTE);
  key = dup_key (f, engine_get_item (f, 3));
  image = packshot_sandbox_add_blaze_image (f->sandbox, key, bytes, "new.png", TRUE, &error);
  g_assert_no_error (error);
  n = line_get_n (f->line);
  engine_run (f, 0, PACKSHOT_SYNC_NONE);
  g_assert_cmpuint (engine_count_looks (f, n), ==, 1);
  g_assert_cmpuint (f->result->n_items, ==, 1);
}

/* Somebody who names an item wants it looked at, whatever a list has shown. */
static void
test_marks_named (EngineFixture *f,
                  gconstpointer  data)
{
  guint n;

  engine_add_items (f, 2);
  engine_run (f, 0, PACKSHOT_SYNC_NONE);
  n = line_get_n (f->line);
  engine_run (f, engine_get_item (f, 1), PACKSHOT_SYNC_NONE);
  g_assert_cmpuint (engine_count_looks (f, n), ==, 1);
}

static void
add (const char *name,
     void ( *func ) (EngineFixture *, gconstpointer),
     const char *variants)
{
  g_autofree char *path = g_strconcat ("/sync/engine-turns/", name, NULL);

  g_test_add (path, EngineFixture, variants, engine_set_up, func, engine_tear_down);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add ("order", test_order, NULL);
  add ("visible-later", test_visible_later, NULL);
  add ("edited-later", test_edited_later, NULL);
  add ("named-later", test_named_later, NULL);
  add ("nothing-to-do", test_nothing_to_do, NULL);
  add ("minute", test_minute, "closient.limit-minute=40");
  add ("day", test_day, "closient.limit-day=40");
  add ("other-process", test_other_process, "closient.limit-day=40");
  g_test_add ("/sync/engine-turns/refused-bare", EngineFixture, "blaze.limit=40",
              engine_set_up_blaze, test_refused_bare, engine_tear_down);
  add ("offline", test_offline, NULL);
  add ("reconnected", test_reconnected, NULL);
  add ("probe", test_probe, NULL);
  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *path = g_strdup_printf ("/sync/engine-turns/item-retry/%u", i);

      g_test_add (path, EngineFixture, GUINT_TO_POINTER (i), engine_set_up_plain, test_item_retry,
                  engine_tear_down);
    }
  add ("server-down", test_server_down, NULL);
  g_test_add ("/sync/engine-turns/approved/item", EngineFixture, GUINT_TO_POINTER (0),
              engine_set_up_plain, test_approved, engine_tear_down);
  g_test_add ("/sync/engine-turns/approved/account", EngineFixture, GUINT_TO_POINTER (1),
              engine_set_up_plain, test_approved, engine_tear_down);
  add ("refresh", test_refresh, NULL);
  add ("refresh-gives-way", test_refresh_gives_way, NULL);
  add ("refresh-visible", test_refresh_visible, NULL);
  add ("no-refresh", test_no_refresh, NULL);
  g_test_add ("/sync/engine-turns/marks", EngineFixture, NULL, engine_set_up_blaze, test_marks,
              engine_tear_down);
  g_test_add ("/sync/engine-turns/marks-named", EngineFixture, NULL, engine_set_up_blaze,
              test_marks_named, engine_tear_down);
  return g_test_run ();
}
