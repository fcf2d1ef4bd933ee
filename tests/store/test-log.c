/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* The log for people: finding lines by each thing that can be asked for, loading a page of them,
 * and forgetting, which must leave what is still needed. */

#include "config.h"

#include "packshot-journal.h"
#include "store-fixture.h"

#define DAY G_TIME_SPAN_DAY
#define NOW G_GINT64_CONSTANT (1750000000000000)

/* --- Kinds --- */

static void
test_kinds (void)
{
  for (guint i = 0; i <= PACKSHOT_LOG_OTHER; i++)
    {
      const char *name = packshot_log_kind_to_string ((PackshotLogKind)i);

      g_assert_cmpint (packshot_log_kind_from_string (name), ==, i);
    }
  g_assert_cmpint (packshot_log_kind_from_string ("danced"), ==, PACKSHOT_LOG_OTHER);
  g_assert_cmpint (packshot_log_kind_from_string (NULL), ==, PACKSHOT_LOG_OTHER);
}

/* --- Finding --- */

static void
fill (PackshotDb *db,
      gint64     *items,
      GError    **error)
{
  gint64 other = make_account (db, "Other", error);

  items[0] = make_item (db, 1, "100%", "Mackerel", error);
  items[1] = make_item (db, other, "2", "Pineapple", error);
  must (packshot_log_note (db, PACKSHOT_LOG_SENT, items[0], 0, "Front", NOW + 1, error), error);
  must (packshot_log_note (db, PACKSHOT_LOG_FAILED, items[0], 0, "too large", NOW + 2, error),
        error);
  must (packshot_log_note (db, PACKSHOT_LOG_SENT, items[1], 0, "Front_1", NOW + 3, error), error);
  must (packshot_log_note (db, PACKSHOT_LOG_CHECKED, items[1], 0, NULL, NOW + 4, error), error);
  must (packshot_log_add (db, &(PackshotLogRow){ .at = NOW + 5, .event = (char *)"danced" }, error),
        error);
}

static void
assert_found (PackshotDb            *db,
              const PackshotLogQuery query,
              const char            *expected,
              GError               **error)
{
  g_autoptr(GArray) ids = packshot_log_query (db, &query, error);
  g_autoptr(GPtrArray) entries = NULL;
  g_autoptr(GString) found = g_string_new (NULL);

  must (ids != NULL, error);
  entries = packshot_log_load (db, (const gint64 *)(gpointer)ids->data, ids->len, error);
  must (entries != NULL, error);
  for (guint i = 0; i < entries->len; i++)
    g_string_append_printf (found, "%d", (int)(((PackshotLogEntry *)entries->pdata[i])->row->at -
                                               NOW));
  g_assert_cmpstr (found->str, ==, expected);
}

#define FOUND(expected, ...) \
  assert_found (db, (PackshotLogQuery){ __VA_ARGS__ }, expected, error)

static gboolean
query_case (PackshotDb *db,
            gpointer    data,
            GError    **error)
{
  gint64 items[2];

  fill (db, items, error);
  FOUND ("54321", .limit = 0);
  FOUND ("54", .limit = 2);
  FOUND ("21", .account = 1);
  FOUND ("43", .item = items[1]);
  FOUND ("31", .kinds = 1u << PACKSHOT_LOG_SENT);
  FOUND ("321", .kinds = 1u << PACKSHOT_LOG_SENT | 1u << PACKSHOT_LOG_FAILED);
  FOUND ("5", .kinds = 1u << PACKSHOT_LOG_OTHER);
  FOUND ("53", .kinds = 1u << PACKSHOT_LOG_OTHER | 1u << PACKSHOT_LOG_SENT, .since = NOW + 3);
  FOUND ("543", .since = NOW + 3);
  FOUND ("21", .until = NOW + 3);
  FOUND ("21", .text = "mack");
  FOUND ("43", .text = " 2 ");
  FOUND ("31", .text = "front");
  FOUND ("2", .text = "TOO LARGE");
  FOUND ("", .text = "nothing");
  /* What a person types is never a pattern. */
  FOUND ("21", .text = "100%");
  FOUND ("3", .text = "t_1");
  FOUND ("21", .text = "%");
  FOUND ("", .text = "' OR 1 --");
  FOUND ("1", .text = "front", .account = 1, .kinds = 1u << PACKSHOT_LOG_SENT);
  return TRUE;
}

static gboolean
load_case (PackshotDb *db,
           gpointer    data,
           GError    **error)
{
  gint64 item = make_item (db, 1, "k", "Item", error);
  g_autoptr(PackshotImage) first = make_image (db, item, 1, "Front", NULL, error);
  g_autoptr(PackshotImage) second = make_image (db, item, 2, "Back", NULL, error);
  g_autoptr(PackshotGallery) both = make_gallery (0, first, second, NULL);
  g_autoptr(GArray) ids = NULL;
  g_autoptr(GPtrArray) entries = NULL;
  PackshotLogEntry *entry;

  must (packshot_galleries_set (db, item, PACKSHOT_TREE_LOCAL, both, error), error);
  must (packshot_log_note (db, PACKSHOT_LOG_SENT, item, packshot_image_get_id (second), "Back", NOW,
                           error), error);
  must (packshot_items_set_looked (db, item, NOW + 1, error), error);
  must (packshot_log_note (db, PACKSHOT_LOG_EDIT, item, 0, "move", NOW + 2, error), error);
  ids = packshot_log_query (db, &(PackshotLogQuery){ .limit = 0 }, error);
  must (ids != NULL, error);
  /* A line that is gone meanwhile is left out. */
  g_array_append_vals (ids, &(gint64){ 12345 }, 1);
  entries = packshot_log_load (db, (const gint64 *)(gpointer)ids->data, ids->len, error);
  must (entries != NULL, error);
  g_assert_cmpuint (entries->len, ==, 2);
  entry = entries->pdata[0];
  g_assert_cmpint (entry->kind, ==, PACKSHOT_LOG_EDIT);
  g_assert_cmpstr (entry->item_name, ==, "Item");
  g_assert_cmpstr (entry->item_key, ==, "k");
  g_assert_nonnull (entry->account_name);
  g_assert_cmpstr (entry->hash, ==, packshot_image_get_sha256 (first));
  g_assert_false (entry->is_read_back);
  entry = entries->pdata[1];
  g_assert_cmpstr (entry->hash, ==, packshot_image_get_sha256 (second));
  g_assert_true (entry->is_read_back);
  return TRUE;
}

/* --- Forgetting --- */

static gboolean
prune_case (PackshotDb *db,
            gpointer    data,
            GError    **error)
{
  gint64 item = make_item (db, 1, "k", "Item", error);

  for (int i = 0; i < 10; i++)
    must (packshot_log_note (db, PACKSHOT_LOG_SENT, item, 0, NULL, NOW + i * DAY, error), error);
  g_assert_cmpint (packshot_log_count (db, 0, error), ==, 10);
  g_assert_cmpint (packshot_log_count (db, NOW + 7 * DAY, error), ==, 3);
  must (packshot_log_prune (db, NOW, 100, error), error);
  g_assert_cmpint (packshot_log_count (db, 0, error), ==, 10);
  must (packshot_log_prune (db, NOW + 4 * DAY, 100, error), error);
  g_assert_cmpint (packshot_log_count (db, 0, error), ==, 6);
  must (packshot_log_prune (db, NOW, 2, error), error);
  g_assert_cmpint (packshot_log_count (db, 0, error), ==, 2);
  g_assert_cmpint (packshot_log_count (db, NOW + 8 * DAY, error), ==, 2);
  return TRUE;
}

static void
add_step (PackshotDb       *db,
          gint64            item,
          PackshotStepState state,
          gint64            at,
          GError          **error)
{
  g_autoptr(PackshotStepRow) step = packshot_step_row_new ();

  step->item = item;
  step->kind = PACKSHOT_STEP_DELETE;
  step->started_at = at;
  must (packshot_steps_begin (db, step, error), error);
  if (state != PACKSHOT_STEP_SENDING)
    must (packshot_steps_end (db, step->id, state, NULL, NULL, at, NULL, error), error);
}

/* The last step tells who moved a star, a step in doubt is looked for, an orphan is told, and an
 * item with work left may need what was sent and is not listed yet. */
static gboolean
prune_steps_case (PackshotDb *db,
                  gpointer    data,
                  GError    **error)
{
  gint64 done = make_item (db, 1, "1", "Done", error);
  gint64 busy = make_item (db, 1, "2", "Busy", error);
  g_autoptr(PackshotImage) image = make_image (db, busy, 1, "", NULL, error);
  g_autoptr(PackshotGallery) local = make_gallery (0, image, NULL);

  must (packshot_galleries_set (db, busy, PACKSHOT_TREE_LOCAL, local, error), error);
  add_step (db, done, PACKSHOT_STEP_DONE, NOW, error);
  add_step (db, done, PACKSHOT_STEP_FAILED, NOW, error);
  add_step (db, done, PACKSHOT_STEP_SETTLED, NOW, error);
  add_step (db, done, PACKSHOT_STEP_ORPHAN, NOW, error);
  add_step (db, done, PACKSHOT_STEP_SENDING, NOW, error);
  add_step (db, done, PACKSHOT_STEP_FAILED, NOW + 2, error);
  add_step (db, busy, PACKSHOT_STEP_DONE, NOW, error);
  add_step (db, busy, PACKSHOT_STEP_DONE, NOW, error);
  must (packshot_steps_prune (db, NOW, error), error);
  g_assert_cmpint (count_rows (db, "steps"), ==, 8);
  must (packshot_steps_prune (db, NOW + 1, error), error);
  g_assert_cmpint (count_rows (db, "steps"), ==, 6);
  return TRUE;
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/log/kinds", test_kinds);
  store_fixture_add ("/store/log/query", query_case);
  store_fixture_add ("/store/log/load", load_case);
  store_fixture_add ("/store/log/prune", prune_case);
  store_fixture_add ("/store/log/prune-steps", prune_steps_case);
  return g_test_run ();
}
