/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* A large catalogue: 20,000 items in one transaction, and, with -m slow, 100,000. Times are told,
 * not judged. */

#include "config.h"

#include "packshot-test.h"
#include "store-fixture.h"

#define N_ITEMS 20000
#define N_ITEMS_SLOW 100000
#define PAGE 128

static void
tell (const char *what,
      gint64      since,
      gint64      n)
{
  g_test_message ("%s: %" G_GINT64_FORMAT " in %.1f ms", what, n,
                  (double)(g_get_monotonic_time () - since) / 1000.0);
}

static guint
n_items (void)
{
  return g_test_slow () ? N_ITEMS_SLOW : N_ITEMS;
}

static gboolean
put_func (PackshotDb *db,
          gpointer    data,
          GError    **error)
{
  StoreFixture *self = data;

  for (guint i = 0; i < n_items (); i++)
    {
      g_autoptr(PackshotItem) item = packshot_item_new ();
      gboolean changed;

      item->account = self->account;
      item->key = g_strdup_printf ("%014u", i);
      item->gtin = g_strdup (item->key);
      item->name = g_strdup_printf ("Item %u of the catalogue", (i * 7919) % n_items ());
      item->brand = g_strdup_printf ("Brand %u", i % 100);
      must (packshot_items_put (db, item, 5, NULL, &changed, error), error);
      g_assert_true (changed);
    }
  return TRUE;
}

/* Two of three items have been looked at and have a picture; of these one in ten waits. */
static gboolean
pictures_func (PackshotDb *db,
               gpointer    data,
               GError    **error)
{
  for (guint i = 1; i <= n_items (); i++)
    {
      g_autoptr(PackshotImage) image = NULL;
      g_autoptr(PackshotGallery) gallery = NULL;
      g_autofree char *remote = g_strdup_printf ("r%u", i);

      if (i % 3 == 0)
        continue;
      image = make_image (db, i, i % 1000 + 1, "", remote, error);
      gallery = make_gallery (i % 50 == 0 ? -1 : 0, image, NULL);
      must (packshot_galleries_set (db, i, PACKSHOT_TREE_LOCAL, gallery, error), error);
      if (i % 10 != 0)
        must (packshot_galleries_set (db, i, PACKSHOT_TREE_SYNCED, gallery, error), error);
      must (packshot_items_set_looked (db, i, i, error), error);
    }
  return TRUE;
}

static void
query (PackshotDb        *db,
       const char        *what,
       PackshotItemQuery *q,
       guint              expected,
       GError           **error)
{
  gint64 start = g_get_monotonic_time ();
  g_autoptr(GArray) ids = packshot_items_query (db, q, error);
  g_autoptr(GPtrArray) rows = NULL;

  must (ids != NULL, error);
  tell (what, start, ids->len);
  g_assert_cmpuint (ids->len, ==, expected);
  start = g_get_monotonic_time ();
  rows = packshot_items_get_rows (db, &g_array_index (ids, gint64, 0), MIN (ids->len, PAGE), error);
  must (rows != NULL, error);
  tell ("  a page of rows", start, rows->len);
  g_assert_cmpuint (rows->len, ==, MIN (ids->len, PAGE));
}

static gboolean
read_func (PackshotDb *db,
           gpointer    data,
           GError    **error)
{
  StoreFixture *self = data;
  PackshotItemQuery all = { 0, -1, PACKSHOT_FILTER_ALL, NULL, PACKSHOT_SORT_NAME };
  PackshotItemQuery of_account = { self->account, PACKSHOT_ITEM_PRODUCT, PACKSHOT_FILTER_ALL, NULL,
                                   PACKSHOT_SORT_NAME };
  PackshotItemQuery by_gtin = { 0, -1, PACKSHOT_FILTER_ALL, NULL, PACKSHOT_SORT_GTIN };
  PackshotItemQuery by_edit = { 0, -1, PACKSHOT_FILTER_ALL, NULL, PACKSHOT_SORT_CHANGED };
  PackshotItemQuery words = { 0, -1, PACKSHOT_FILTER_ALL, "catal 1999", PACKSHOT_SORT_NAME };
  PackshotItemQuery digits = { 0, -1, PACKSHOT_FILTER_ALL, "0000-0000-0012-34",
                               PACKSHOT_SORT_NAME };
  PackshotItemQuery brief = { 0, -1, PACKSHOT_FILTER_ALL, "zz", PACKSHOT_SORT_NAME };
  PackshotItemQuery waiting = { 0, -1, PACKSHOT_FILTER_WAITING, NULL, PACKSHOT_SORT_NAME };
  PackshotItemQuery unlooked = { 0, -1, PACKSHOT_FILTER_NOT_CHECKED, NULL, PACKSHOT_SORT_NAME };
  guint n = n_items ();
  guint n_waiting = 0;
  guint n_words = 0;

  for (guint i = 1; i <= n; i++)
    {
      g_autofree char *name = g_strdup_printf ("%u", (i - 1) * 7919 % n);
      g_autofree char *key = g_strdup_printf ("%014u", i - 1);

      n_waiting += i % 3 != 0 && i % 10 == 0;
      n_words += strstr (name, "1999") != NULL || strstr (key, "1999") != NULL;
    }
  query (db, "all by name", &all, n, error);
  query (db, "all of one kind", &of_account, n, error);
  query (db, "all by GTIN", &by_gtin, n, error);
  query (db, "all by edit", &by_edit, n, error);
  query (db, "waiting", &waiting, n_waiting, error);
  query (db, "not checked", &unlooked, n / 3, error);
  query (db, "a number", &digits, 1, error);
  query (db, "two letters", &brief, 0, error);
  query (db, "two words", &words, n_words, error);
  return TRUE;
}

static gboolean
count_func (PackshotDb *db,
            gpointer    data,
            GError    **error)
{
  gint64 start = g_get_monotonic_time ();
  PackshotCounts counts;

  must (packshot_items_count (db, &counts, error), error);
  tell ("counting all filters", start, counts.by_filter[PACKSHOT_FILTER_ALL]);
  g_assert_cmpint (counts.by_filter[PACKSHOT_FILTER_ALL], ==, n_items ());
  g_assert_cmpint (counts.by_filter[PACKSHOT_FILTER_NOT_CHECKED], ==, n_items () / 3);
  g_assert_cmpint (counts.by_filter[PACKSHOT_FILTER_TOO_SMALL], ==, 0);
  return TRUE;
}

static void
test_catalogue (StoreFixture *self,
                gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  gint64 start = g_get_monotonic_time ();

  store_write (self->store, put_func, self, &error);
  g_assert_no_error (error);
  tell ("putting items", start, n_items ());
  start = g_get_monotonic_time ();
  store_write (self->store, pictures_func, self, &error);
  g_assert_no_error (error);
  tell ("writing galleries", start, n_items ());
  store_read (self->store, read_func, self, &error);
  g_assert_no_error (error);
  for (int i = 0; i < 2; i++)
    {
      store_read (self->store, count_func, self, &error);
      g_assert_no_error (error);
    }
  start = g_get_monotonic_time ();
  store_must_verify (self->store);
  tell ("verifying", start, n_items ());
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add ("/store/scale/catalogue", StoreFixture, NULL, store_fixture_set_up, test_catalogue,
              store_fixture_tear_down);
  return g_test_run ();
}
