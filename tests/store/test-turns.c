/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* Whose turn it is, what is left, what lists tell, and calls that are written down. */

#include "config.h"

#include "packshot-journal.h"
#include "packshot-test.h"
#include "packshot-turns.h"
#include "store-fixture.h"

#define N 6
#define NOW 1000
#define QUARTER (15 * G_TIME_SPAN_MINUTE)

static void
make_items (StoreFixture *self,
            PackshotDb   *db,
            gint64       *ids,
            GError      **error)
{
  for (guint i = 0; i < N; i++)
    {
      g_autofree char *key = g_strdup_printf ("key-%u", i);

      ids[i] = make_item (db, self->account, key, key, error);
      must (ids[i] != 0, error);
    }
}

/* The user adds a picture. */
static void
edit (PackshotDb *db,
      gint64      item,
      gint64      at,
      GError    **error)
{
  g_autoptr(PackshotImage) image = make_image (db, item, (guint)item, "x", NULL, error);
  g_autoptr(PackshotGallery) gallery = make_gallery (-1, image, NULL);

  must (packshot_galleries_set (db, item, PACKSHOT_TREE_LOCAL, gallery, error), error);
  must (packshot_items_set_edited (db, item, at, error), error);
}

/* The indexes of turns, in their order. */
static char *
dup_order (const gint64 *ids,
           GArray       *turns)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < turns->len; i++)
    for (guint k = 0; k < N; k++)
      if (g_array_index (turns, PackshotTurn, i).item == ids[k])
        g_string_append_printf (text, "%u", k);
  return g_string_free (text, FALSE);
}

static void
assert_order (const gint64 *ids,
              GArray       *turns,
              GError      **error,
              const char   *expected)
{
  g_autofree char *order = NULL;

  must (turns != NULL, error);
  order = dup_order (ids, turns);
  g_assert_cmpstr (order, ==, expected);
  g_array_unref (turns);
}

static gboolean
order_func (PackshotDb *db,
            gpointer    data,
            GError    **error)
{
  StoreFixture *self = data;
  gint64 ids[N];

  make_items (self, db, ids, error);
  must (packshot_items_set_looked (db, ids[0], 30, error), error);
  must (packshot_items_set_looked (db, ids[1], 10, error), error);
  must (packshot_items_set_looked (db, ids[2], 20, error), error);
  must (packshot_items_set_looked (db, ids[4], 5, error), error);
  edit (db, ids[4], 200, error);
  edit (db, ids[5], 100, error);
  assert_order (ids, packshot_turns_list_all (db, NOW, error), error, "543120");
  assert_order (ids, packshot_turns_list_work (db, NOW, error), error, "54");
  assert_order (ids, packshot_turns_list_old (db, self->account, 25, 9, NOW, error), error, "312");
  assert_order (ids, packshot_turns_list_old (db, self->account, 25, 2, NOW, error), error, "31");
  assert_order (ids, packshot_turns_list_old (db, self->account + 1, 25, 9, NOW, error), error, "");
  return TRUE;
}

static gboolean
flags_func (PackshotDb *db,
            gpointer    data,
            GError    **error)
{
  StoreFixture *self = data;
  g_autoptr(GArray) turns = NULL;
  gint64 ids[N], named[N + 1];

  make_items (self, db, ids, error);
  edit (db, ids[0], 1, error);
  must (packshot_items_set_retry (db, ids[1], 1, NOW + 1, error), error);
  must (packshot_items_set_retry (db, ids[2], 1, NOW, error), error);
  must (packshot_items_set_problem (db, ids[3], "gone", 0, "Gone", error), error);
  memcpy (named, ids, sizeof ids);
  named[N] = 9999;
  turns = packshot_turns_list_items (db, named, N + 1, NOW, error);
  must (turns != NULL, error);
  g_assert_cmpuint (turns->len, ==, N);
  for (guint i = 0; i < N; i++)
    {
      const PackshotTurn *turn = &g_array_index (turns, PackshotTurn, i);

      g_assert_cmpint (turn->item, ==, ids[i]);
      g_assert_cmpint (turn->account, ==, self->account);
      g_assert_cmpint (turn->has_work, ==, i == 0);
      g_assert_cmpint (turn->tried, ==, i >= 1 && i <= 3);
      g_assert_cmpint (turn->later, ==, i == 1 || i == 3);
    }
  assert_order (ids, packshot_turns_list_old (db, self->account, 1, N, NOW, error), error, "245");

  must (packshot_turns_shift_tries (db, -1, error), error);
  assert_order (ids, packshot_turns_list_old (db, self->account, 1, N, NOW, error), error, "1245");
  must (packshot_turns_shift_tries (db, -10 * NOW, error), error);
  assert_order (ids, packshot_turns_list_old (db, self->account, 1, N, 0, error), error, "45");
  return TRUE;
}

static gboolean
count_func (PackshotDb *db,
            gpointer    data,
            GError    **error)
{
  StoreFixture *self = data;
  g_autoptr(GHashTable) scope = g_hash_table_new (g_int64_hash, g_int64_equal);
  PackshotTurnCounts counts;
  gint64 ids[N];

  make_items (self, db, ids, error);
  must (packshot_turns_count (db, NULL, &counts, error), error);
  g_assert_cmpuint (counts.n_pending + counts.n_conflicts + counts.n_needs_you, ==, 0);
  for (guint i = 0; i < 3; i++)
    {
      edit (db, ids[i], 1, error);
      must (packshot_items_set_retry (db, ids[i], 1, NOW + 50 - i, error), error);
    }
  must (packshot_items_set_problem (db, ids[2], "gone", 0, "Gone", error), error);
  must (packshot_items_set_problem (db, ids[3], "gone", 0, "Gone", error), error);
  must (packshot_turns_count (db, NULL, &counts, error), error);
  g_assert_cmpuint (counts.n_pending, ==, 2);
  g_assert_cmpuint (counts.n_needs_you, ==, 2);
  g_assert_cmpint (counts.next_try, ==, NOW + 49);

  g_hash_table_add (scope, &ids[0]);
  g_hash_table_add (scope, &ids[3]);
  g_hash_table_add (scope, &ids[5]);
  must (packshot_turns_count (db, scope, &counts, error), error);
  g_assert_cmpuint (counts.n_pending, ==, 1);
  g_assert_cmpuint (counts.n_needs_you, ==, 1);
  g_assert_cmpint (counts.next_try, ==, NOW + 50);
  return TRUE;
}

/* As the account's list is read at @at: all items stand in it. */
static void
list (StoreFixture *self,
      PackshotDb   *db,
      gint64        at,
      GError      **error)
{
  for (guint i = 0; i < N; i++)
    {
      g_autoptr(PackshotItem) item = packshot_item_new ();

      item->account = self->account;
      item->key = g_strdup_printf ("key-%u", i);
      item->name = g_strdup (item->key);
      must (packshot_items_put (db, item, at, NULL, NULL, error), error);
    }
  must (packshot_turns_take_list (db, self->account, at, error), error);
}

/* 0: as before; 1: changed; 2: the list does not tell; 3: never looked at; 4: the same, and its
 * picture is still to be fetched; 5: the same, and edited. */
static gboolean
marks_func (PackshotDb *db,
            gpointer    data,
            GError    **error)
{
  StoreFixture *self = data;
  g_autoptr(PackshotImage) unknown = NULL;
  g_autoptr(PackshotGallery) gallery = NULL;
  gint64 ids[N];

  make_items (self, db, ids, error);
  unknown = make_image (db, ids[4], 0, "x", "row", error);
  gallery = make_gallery (-1, unknown, NULL);
  must (packshot_galleries_set (db, ids[4], PACKSHOT_TREE_LOCAL, gallery, error), error);
  must (packshot_galleries_set (db, ids[4], PACKSHOT_TREE_SYNCED, gallery, error), error);
  for (guint i = 0; i < N; i++)
    {
      must (packshot_turns_set_listed (db, ids[i], "one", error), error);
      if (i == 3)
        continue;
      must (packshot_items_set_looked (db, ids[i], 10 + i, error), error);
      must (packshot_turns_set_looked (db, ids[i], error), error);
    }
  edit (db, ids[5], 1, error);
  must (packshot_turns_set_listed (db, ids[1], "two", error), error);
  must (packshot_turns_set_listed (db, ids[2], NULL, error), error);
  list (self, db, 500, error);
  assert_order (ids, packshot_turns_list_all (db, NOW, error), error, "53124");

  /* What was listed at another time tells nothing now. */
  must (packshot_turns_take_list (db, self->account, 501, error), error);
  list (self, db, 502, error);
  assert_order (ids, packshot_turns_list_all (db, NOW, error), error, "53124");
  must (packshot_items_set_looked (db, ids[0], 503, error), error);
  assert_order (ids, packshot_turns_list_all (db, NOW, error), error, "531240");
  return TRUE;
}

static guint
sum_calls (PackshotDb *db,
           gint64      account,
           guint      *n_rows,
           GError    **error)
{
  g_autoptr(GArray) rows = packshot_calls_list (db, account, error);
  guint sum = 0;

  must (rows != NULL, error);
  for (guint i = 0; i < rows->len; i++)
    sum += g_array_index (rows, PackshotCallsRow, i).n;
  *n_rows = rows->len;
  return sum;
}

static gboolean
calls_func (PackshotDb *db,
            gpointer    data,
            GError    **error)
{
  StoreFixture *self = data;
  g_autoptr(GArray) rows = NULL;
  gint64 now = 100 * G_TIME_SPAN_DAY;
  guint n_rows;

  must (packshot_calls_add (db, self->account, now, 0, error), error);
  g_assert_cmpuint (sum_calls (db, self->account, &n_rows, error), ==, 0);
  must (packshot_calls_add (db, self->account, now, 3, error), error);
  must (packshot_calls_add (db, self->account, now + QUARTER - 1, 4, error), error);
  rows = packshot_calls_list (db, self->account, error);
  g_assert_cmpuint (rows->len, ==, 1);
  g_assert_cmpint (g_array_index (rows, PackshotCallsRow, 0).at, ==, now + QUARTER);
  g_assert_cmpuint (g_array_index (rows, PackshotCallsRow, 0).n, ==, 7);

  must (packshot_calls_add (db, self->account, now + QUARTER, 5, error), error);
  g_assert_cmpuint (sum_calls (db, self->account, &n_rows, error), ==, 12);
  g_assert_cmpuint (n_rows, ==, 2);
  must (packshot_calls_add (db, self->account, now + 9 * G_TIME_SPAN_DAY, 1, error), error);
  g_assert_cmpuint (sum_calls (db, self->account, &n_rows, error), ==, 1);

  /* An account that was removed meanwhile has none. */
  must (packshot_calls_add (db, self->account + 1, now, 1, error), error);
  g_assert_cmpuint (sum_calls (db, self->account + 1, &n_rows, error), ==, 0);
  return TRUE;
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  store_fixture_add ("/store/turns/order", order_func);
  store_fixture_add ("/store/turns/flags", flags_func);
  store_fixture_add ("/store/turns/count", count_func);
  store_fixture_add ("/store/turns/marks", marks_func);
  store_fixture_add ("/store/turns/calls", calls_func);
  return g_test_run ();
}
