/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* Items: what is stored, found, filtered, sorted and counted, and how each stands. */

#include "config.h"

#include "packshot-edits.h"
#include "packshot-journal.h"
#include "store-fixture.h"

static gint64
put (PackshotDb *db,
     gint64      account,
     const char *key,
     const char *name,
     const char *brand,
     const char *gtin,
     const char *sku,
     GError    **error)
{
  g_autoptr(PackshotItem) item = packshot_item_new ();
  gint64 id = 0;

  item->account = account;
  item->key = g_strdup (key);
  item->name = g_strdup (name);
  item->brand = g_strdup (brand);
  item->gtin = g_strdup (gtin);
  item->sku = g_strdup (sku);
  must (packshot_items_put (db, item, 10, &id, NULL, error), error);
  return id;
}

static gboolean
put_case (PackshotDb *db,
          gpointer    data,
          GError    **error)
{
  g_autoptr(PackshotItem) item = packshot_item_new ();
  g_autoptr(PackshotItem) read = NULL;
  gint64 id = 0, again = 0;
  gboolean changed = FALSE;

  item->account = 1;
  item->kind = PACKSHOT_ITEM_BRAND;
  item->key = g_strdup ("key");
  item->name = g_strdup ("Name");
  item->brand = g_strdup ("Brand");
  item->gtin = g_strdup ("04006381333931");
  item->entered = g_strdup ("4006381333931");
  item->sku = g_strdup ("S-1");
  item->detail = g_strdup ("1 kg");
  must (packshot_items_put (db, item, 5, &id, &changed, error), error);
  g_assert_true (changed);
  read = packshot_items_get (db, id, error);
  must (read != NULL, error);
  g_assert_cmpint (read->id, ==, id);
  g_assert_cmpint (read->account, ==, 1);
  g_assert_cmpint (read->kind, ==, PACKSHOT_ITEM_BRAND);
  g_assert_cmpstr (read->key, ==, "key");
  g_assert_cmpstr (read->name, ==, "Name");
  g_assert_cmpstr (read->brand, ==, "Brand");
  g_assert_cmpstr (read->gtin, ==, "04006381333931");
  g_assert_cmpstr (read->entered, ==, "4006381333931");
  g_assert_cmpstr (read->sku, ==, "S-1");
  g_assert_cmpstr (read->detail, ==, "1 kg");

  must (packshot_items_put (db, item, 6, &again, &changed, error), error);
  g_assert_cmpint (again, ==, id);
  g_assert_false (changed);
  g_assert_cmpint (count_rows (db, "items WHERE listed_at = 6"), ==, 1);
  g_clear_pointer (&item->detail, g_free);
  must (packshot_items_put (db, item, 0, &again, &changed, error), error);
  g_assert_true (changed);
  g_assert_cmpint (count_rows (db, "items WHERE listed_at = 6 AND detail IS NULL"), ==, 1);
  item->kind = PACKSHOT_ITEM_CUSTOMER;
  must (packshot_items_put (db, item, 0, &again, &changed, error), error);
  g_assert_cmpint (again, !=, id);
  return TRUE;
}

static gboolean
refused_case (PackshotDb *db,
              gpointer    data,
              GError    **error)
{
  PackshotItem item = { .account = 1, .key = (char *)"k", .name = (char *)"n" };

  item.account = 99;
  must_fail (packshot_items_put (db, &item, 0, NULL, NULL, error), error,
             PACKSHOT_STORE_ERROR_CONSTRAINT);
  item.account = 1;
  item.gtin = (char *)"123";
  must_fail (packshot_items_put (db, &item, 0, NULL, NULL, error), error,
             PACKSHOT_STORE_ERROR_CONSTRAINT);
  item.gtin = NULL;
  item.key = (char *)"";
  must_fail (packshot_items_put (db, &item, 0, NULL, NULL, error), error,
             PACKSHOT_STORE_ERROR_CONSTRAINT);
  must_fail (packshot_items_get (db, 99, error) != NULL, error, PACKSHOT_STORE_ERROR_NOT_FOUND);
  must_fail (packshot_items_get_sync (db, 99, error) != NULL, error,
             PACKSHOT_STORE_ERROR_NOT_FOUND);
  must_fail (packshot_items_set_looked (db, 99, 1, error), error, PACKSHOT_STORE_ERROR_NOT_FOUND);
  must_fail (packshot_items_set_edited (db, 99, 1, error), error, PACKSHOT_STORE_ERROR_NOT_FOUND);
  must_fail (packshot_items_set_retry (db, 99, 1, 1, error), error, PACKSHOT_STORE_ERROR_NOT_FOUND);
  must_fail (packshot_items_set_problem (db, 99, "p", 0, NULL, error), error,
             PACKSHOT_STORE_ERROR_NOT_FOUND);
  return TRUE;
}

/* Ids as "1 2 3". */
static char *
ids_to_text (GArray *ids)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < ids->len; i++)
    g_string_append_printf (text, "%s%" G_GINT64_FORMAT, i == 0 ? "" : " ",
                            g_array_index (ids, gint64, i));
  return g_string_free (text, FALSE);
}

static void
assert_query (PackshotDb              *db,
              const PackshotItemQuery *query,
              const char              *expected,
              GError                 **error)
{
  g_autoptr(GArray) ids = packshot_items_query (db, query, error);
  g_autofree char *escaped = g_strescape (query->text != NULL ? query->text : "", NULL);
  g_autofree char *text = NULL;

  must (ids != NULL, error);
  text = ids_to_text (ids);
  g_test_message ("\"%s\"", escaped);
  g_assert_cmpstr (text, ==, expected);
}

/* The numbers are GS1's own example 614141007349 (UPC-A) and an ISBN. */
static gboolean
search_case (PackshotDb *db,
             gpointer    data,
             GError    **error)
{
  static const struct
  {
    const char *text;
    const char *expected;
  } cases[] = {
    { NULL, "3 1 4 2" },                        /* all, by name */
    { "", "3 1 4 2" },
    { "   ", "3 1 4 2" },
    { "stab", "1" },                            /* three symbols or more, in any case */
    { "STABILO", "1" },
    { "bil", "1" },
    { "äpfel", "2" },
    { "ÄPFEL", "2" },
    { "of", "4" },                              /* one or two symbols */
    { "pe", "1" },
    { "of art", "4" },                          /* both */
    { "art stab", "" },                         /* words are all asked for */
    { "red pen", "1" },
    { "pen red", "1" },
    { "SKU-7", "2" },                           /* the shop's own number */
    { "614141007349", "1" },                    /* numbers in any length and shape */
    { "0614141007349", "1" },
    { "00614141007349", "1" },
    { "6 14141 00734 9", "1" },
    { "6-14141-00734-9", "1" },
    { "41007", "1" },
    { "614141", "1" },
    { "0-321-75104", "4" },
    { "0-321-75105", "" },
    { "978-0-321-75104-3", "4" },
    { "100%", "3" },                            /* nothing a person types is a command */
    { "0%", "3" },
    { "%", "3" },
    { "_", "" },
    { "\\", "" },
    { "\"", "3" },
    { "\"\"\"", "" },
    { "say\"so\"", "3" },
    { "pen OR apple", "" },
    { "name:pen", "" },
    { "pen*", "" },
    { "(pen", "" },
    { "-pen", "" },
    { "'; DROP TABLE items; --", "" },
    { "NEAR(", "" },
    { "\xff\xfe", "" },
    { "a b c d e f g h i j k", "" },
  };

  put (db, 1, "a", "pen, red", "Stabilo", "00614141007349", NULL, error);
  put (db, 1, "b", "Äpfel", NULL, NULL, "SKU-77", error);
  put (db, 1, "c", "100% say\"so\"", "x", NULL, NULL, error);
  put (db, 1, "d", "The Art of C", NULL, "09780321751043", NULL, error);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      PackshotItemQuery query = { 0, -1, PACKSHOT_FILTER_ALL, cases[i].text, PACKSHOT_SORT_NAME };

      assert_query (db, &query, cases[i].expected, error);
    }
  return TRUE;
}

/* The index follows what an item is called and whether it is there. */
static gboolean
search_follows_case (PackshotDb *db,
                     gpointer    data,
                     GError    **error)
{
  PackshotItemQuery old = { 0, -1, PACKSHOT_FILTER_ALL, "oldname", PACKSHOT_SORT_NAME };
  PackshotItemQuery new = { 0, -1, PACKSHOT_FILTER_ALL, "newname", PACKSHOT_SORT_NAME };

  put (db, 1, "a", "oldname", NULL, NULL, NULL, error);
  assert_query (db, &old, "1", error);
  put (db, 1, "a", "newname", NULL, NULL, NULL, error);
  assert_query (db, &old, "", error);
  assert_query (db, &new, "1", error);
  must (packshot_items_drop_unlisted (db, 1, 11, error), error);
  assert_query (db, &new, "", error);
  return TRUE;
}

static gboolean
sort_case (PackshotDb *db,
           gpointer    data,
           GError    **error)
{
  PackshotItemQuery query = { 0, -1, PACKSHOT_FILTER_ALL, NULL, PACKSHOT_SORT_NAME };
  gint64 other = make_account (db, "Other", error);

  put (db, 1, "a", "beta", NULL, "00000000000024", NULL, error);
  put (db, 1, "b", "Alpha", NULL, NULL, NULL, error);
  put (db, other, "c", "alpha", NULL, "00000000000017", NULL, error);
  put (db, 1, "d", "Gamma", NULL, "00000000000031", NULL, error);
  must (packshot_items_set_edited (db, 4, 100, error), error);
  must (packshot_items_set_edited (db, 1, 200, error), error);
  assert_query (db, &query, "2 3 1 4", error);
  query.sort = PACKSHOT_SORT_GTIN;
  assert_query (db, &query, "3 1 4 2", error);
  query.sort = PACKSHOT_SORT_CHANGED;
  assert_query (db, &query, "1 4 3 2", error);
  query.account = other;
  assert_query (db, &query, "3", error);
  query.account = 1;
  query.kind = PACKSHOT_ITEM_PRODUCT;
  assert_query (db, &query, "1 4 2", error);
  query.kind = PACKSHOT_ITEM_BRAND;
  assert_query (db, &query, "", error);
  g_assert_cmpint (packshot_items_count_kind (db, 1, PACKSHOT_ITEM_PRODUCT, error), ==, 3);
  g_assert_cmpint (packshot_items_count_kind (db, 1, PACKSHOT_ITEM_BRAND, error), ==, 0);
  g_assert_cmpint (packshot_items_count_kind (db, other, PACKSHOT_ITEM_PRODUCT, error), ==, 1);
  return TRUE;
}

static gint64
item_with (PackshotDb *db,
           const char *key,
           int         n_images,
           int         primary,
           int         size,
           gboolean    synced,
           GError    **error)
{
  gint64 item = make_item (db, 1, key, key, error);
  g_autoptr(PackshotGallery) gallery = packshot_gallery_new ();

  for (int i = 0; i < n_images; i++)
    {
      g_autofree char *sha256 = make_content (db, (guint)size + 1, size, error);
      gint64 id = packshot_images_new (db, item, error);
      g_autoptr(PackshotImage) image = packshot_image_new (id, sha256, "", 0, NULL);
      PackshotGallery *next = packshot_gallery_with_inserted (gallery, (guint)i, image);

      packshot_gallery_unref (gallery);
      gallery = next;
      if (i == primary)
        {
          next = packshot_gallery_with_primary (gallery, id);
          packshot_gallery_unref (gallery);
          gallery = next;
        }
    }
  must (packshot_galleries_set (db, item, PACKSHOT_TREE_LOCAL, gallery, error), error);
  if (!synced)
    return item;
  must (packshot_galleries_set (db, item, PACKSHOT_TREE_SYNCED, gallery, error), error);
  must (packshot_items_set_looked (db, item, 5, error), error);
  return item;
}

static void
add_conflict (PackshotDb          *db,
              gint64               item,
              gint64               image,
              PackshotConflictKind kind,
              GError             **error)
{
  g_autoptr(GPtrArray) rows = packshot_conflicts_list (db, item, error);
  PackshotConflictRow row = { .image = image, .kind = kind };

  must (rows != NULL, error);
  g_ptr_array_set_free_func (rows, NULL);
  g_ptr_array_add (rows, &row);
  must (packshot_conflicts_set (db, item, rows, 1, error), error);
  for (guint i = 0; i + 1 < rows->len; i++)
    g_free (rows->pdata[i]);
}

static gint64
begin_step (PackshotDb *db,
            gint64      item,
            GError    **error)
{
  g_autoptr(PackshotStepRow) step = packshot_step_row_new ();

  step->item = item;
  step->kind = PACKSHOT_STEP_DELETE;
  step->remote = g_strdup ("r");
  must (packshot_steps_begin (db, step, error), error);
  return step->id;
}

/* One item of each sort; its number is in the expected lists. */
static void
make_sorts (PackshotDb *db,
            GError    **error)
{
  gint64 refused, conflicting, doubtful;

  item_with (db, "1 good", 2, 0, 600, TRUE, error);
  item_with (db, "2 waits", 1, 0, 600, FALSE, error);
  item_with (db, "3 no picture", 0, -1, 0, TRUE, error);
  item_with (db, "4 no primary", 2, -1, 600, TRUE, error);
  item_with (db, "5 small", 2, 0, 499, TRUE, error);
  item_with (db, "6 just large enough", 1, 0, 500, TRUE, error);
  item_with (db, "7 unmeasured", 1, 0, 0, TRUE, error);
  make_item (db, 1, "8 not checked", "8 not checked", error);
  refused = item_with (db, "9 refused", 1, 0, 600, TRUE, error);
  must (packshot_items_set_problem (db, refused, "too-large", 0, "5 MB", error), error);
  conflicting = item_with (db, "a conflict", 1, 0, 600, TRUE, error);
  add_conflict (db, conflicting, 0, PACKSHOT_CONFLICT_ORDER, error);
  add_conflict (db, conflicting, 0, PACKSHOT_CONFLICT_PRIMARY, error);
  doubtful = item_with (db, "b in doubt", 1, 0, 600, TRUE, error);
  begin_step (db, doubtful, error);
}

static gboolean
filter_case (PackshotDb *db,
             gpointer    data,
             GError    **error)
{
  static const struct
  {
    PackshotFilter filter;
    const char    *expected;
    int            n;
  } cases[] = {
    { PACKSHOT_FILTER_ALL, "1 2 3 4 5 6 7 8 9 10 11", 11 },
    { PACKSHOT_FILTER_NEEDS_ATTENTION, "3 4 5 9", 4 },
    { PACKSHOT_FILTER_WAITING, "2 11", 2 },
    { PACKSHOT_FILTER_CONFLICTS, "10", 1 },
    { PACKSHOT_FILTER_NO_PICTURE, "3", 1 },
    { PACKSHOT_FILTER_NO_PRIMARY, "4", 1 },
    { PACKSHOT_FILTER_TOO_SMALL, "5", 1 },
    { PACKSHOT_FILTER_NOT_CHECKED, "2 8", 2 },
  };
  PackshotCounts counts;

  G_STATIC_ASSERT (G_N_ELEMENTS (cases) == PACKSHOT_N_FILTERS);
  make_sorts (db, error);
  must (packshot_items_count (db, &counts, error), error);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      PackshotItemQuery query = { 0, -1, cases[i].filter, NULL, PACKSHOT_SORT_NAME };

      assert_query (db, &query, cases[i].expected, error);
      query.account = 1;
      query.kind = PACKSHOT_ITEM_PRODUCT;
      assert_query (db, &query, cases[i].expected, error);
      query.account = 99;
      assert_query (db, &query, "", error);
      g_assert_cmpint (counts.by_filter[cases[i].filter], ==, cases[i].n);
    }
  g_assert_cmpint (counts.trash, ==, 0);
  return TRUE;
}

/* Either side may be the one that is too short. */
static gboolean
too_small_case (PackshotDb *db,
                gpointer    data,
                GError    **error)
{
  static const int sizes[][2] = { { 499, 500 }, { 500, 499 }, { 500, 500 }, { 1, 1 }, { 0, 0 } };
  PackshotItemQuery query = { 0, -1, PACKSHOT_FILTER_TOO_SMALL, NULL, PACKSHOT_SORT_NAME };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autofree char *key = g_strdup_printf ("%u", i);
      g_autofree char *sha256 = g_strdup_printf ("%064x", 100 + i);
      gint64 item = make_item (db, 1, key, key, error);
      gint64 id = packshot_images_new (db, item, error);
      g_autoptr(PackshotImage) image = packshot_image_new (id, sha256, "", 0, NULL);
      g_autoptr(PackshotGallery) gallery = make_gallery (0, image, NULL);
      g_autoptr(PackshotContent) content = packshot_content_new (sha256, 1, "image/png",
                                                                 sizes[i][0], sizes[i][1]);

      must (packshot_contents_add (db, content, error), error);
      must (packshot_galleries_set (db, item, PACKSHOT_TREE_LOCAL, gallery, error), error);
    }
  assert_query (db, &query, "1 2 4", error);
  return TRUE;
}

static gboolean
state_case (PackshotDb *db,
            gpointer    data,
            GError    **error)
{
  static const char * const states[] = {
    "synced", "pending", "synced", "synced", "synced", "synced", "synced", "unknown", "needs-you",
    "conflict", "pending"
  };
  /* In another order, one of them twice, and one that is not there. */
  const gint64 ids[] = { 11, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 99, 1 };
  g_autoptr(GPtrArray) rows = NULL;

  make_sorts (db, error);
  rows = packshot_items_get_rows (db, ids, G_N_ELEMENTS (ids), error);
  must (rows != NULL, error);
  g_assert_cmpuint (rows->len, ==, 12);
  for (guint i = 0; i < rows->len; i++)
    {
      PackshotItemRow *row = rows->pdata[i];
      PackshotState state = packshot_item_sync_get_state (row->sync);

      g_assert_cmpint (row->item->id, ==, i < 11 ? ids[i] : 1);
      g_assert_cmpstr (packshot_state_to_string (state), ==, states[row->item->id - 1]);
      g_assert_cmpint (row->n_changed, ==, state == PACKSHOT_STATE_SYNCED ||
                       state == PACKSHOT_STATE_UNKNOWN ? 0 : 1);
    }
  return TRUE;
}

static gboolean
sync_case (PackshotDb *db,
           gpointer    data,
           GError    **error)
{
  gint64 item = make_item (db, 1, "k", "Item", error);
  gint64 image = packshot_images_new (db, item, error);
  g_autoptr(PackshotItemSync) sync = NULL;

  must (packshot_items_set_looked (db, item, 11, error), error);
  must (packshot_items_set_edited (db, item, 12, error), error);
  must (packshot_items_set_retry (db, item, 3, 13, error), error);
  must (packshot_items_set_problem (db, item, "quota", image, "Full", error), error);
  sync = packshot_items_get_sync (db, item, error);
  must (sync != NULL, error);
  g_assert_cmpint (sync->looked_at, ==, 11);
  g_assert_cmpint (sync->edited_at, ==, 12);
  g_assert_cmpint (sync->attempts, ==, 3);
  g_assert_cmpint (sync->next_try, ==, 13);
  g_assert_cmpstr (sync->problem, ==, "quota");
  g_assert_cmpint (sync->problem_image, ==, image);
  g_assert_cmpstr (sync->problem_text, ==, "Full");
  g_assert_false (sync->pending);
  g_clear_pointer (&sync, packshot_item_sync_free);

  must (packshot_items_set_problem (db, item, NULL, image, "Full", error), error);
  must (packshot_items_set_retry (db, item, 0, 0, error), error);
  sync = packshot_items_get_sync (db, item, error);
  must (sync != NULL, error);
  g_assert_null (sync->problem);
  g_assert_null (sync->problem_text);
  g_assert_cmpint (sync->problem_image, ==, 0);
  g_assert_cmpint (sync->next_try, ==, 0);
  return TRUE;
}

static void
assert_row (PackshotDb *db,
            gint64      item,
            int         n_images,
            int         n_changed,
            gint64      cover,
            GError    **error)
{
  g_autoptr(GPtrArray) rows = packshot_items_get_rows (db, &item, 1, error);
  PackshotItemRow *row;

  must (rows != NULL, error);
  g_assert_cmpuint (rows->len, ==, 1);
  row = rows->pdata[0];
  g_assert_cmpint (row->n_images, ==, n_images);
  g_assert_cmpint (row->n_changed, ==, n_changed);
  g_assert_cmpint (row->cover_image, ==, cover);
}

static void
set_local (PackshotDb      *db,
           gint64           item,
           PackshotGallery *gallery,
           GError         **error)
{
  must (packshot_galleries_set (db, item, PACKSHOT_TREE_LOCAL, gallery, error), error);
  packshot_gallery_unref (gallery);
}

static gboolean
changed_case (PackshotDb *db,
              gpointer    data,
              GError    **error)
{
  gint64 item = make_item (db, 1, "k", "Item", error);
  g_autoptr(PackshotImage) a = make_image (db, item, 1, "a", "r1", error);
  g_autoptr(PackshotImage) b = make_image (db, item, 2, "b", "r2", error);
  g_autoptr(PackshotImage) c = make_image (db, item, 3, "c", NULL, error);
  g_autoptr(PackshotImage) b2 = packshot_image_with_title (b, "B");
  gint64 id_a = packshot_image_get_id (a);
  gint64 id_b = packshot_image_get_id (b);

  assert_row (db, item, 0, 0, 0, error);
  set_local (db, item, make_gallery (1, a, b, NULL), error);
  assert_row (db, item, 2, 2, id_b, error);
  {
    g_autoptr(PackshotGallery) synced = make_gallery (1, a, b, NULL);

    must (packshot_galleries_set (db, item, PACKSHOT_TREE_SYNCED, synced, error), error);
  }
  assert_row (db, item, 2, 0, id_b, error);
  set_local (db, item, make_gallery (0, a, b, NULL), error);
  assert_row (db, item, 2, 1, id_a, error);
  set_local (db, item, make_gallery (-1, b, a, NULL), error);
  assert_row (db, item, 2, 1, id_b, error);
  set_local (db, item, make_gallery (2, a, b2, c, NULL), error);
  assert_row (db, item, 3, 2, packshot_image_get_id (c), error);
  set_local (db, item, make_gallery (0, c, NULL), error);
  assert_row (db, item, 1, 3, packshot_image_get_id (c), error);
  must (packshot_items_set_problem (db, item, "p", 0, NULL, error), error);
  assert_row (db, item, 1, 3, packshot_image_get_id (c), error);
  must (packshot_items_set_problem (db, item, "p", id_a, NULL, error), error);
  assert_row (db, item, 1, 1, packshot_image_get_id (c), error);
  must (packshot_items_set_problem (db, item, NULL, 0, NULL, error), error);
  add_conflict (db, item, id_a, PACKSHOT_CONFLICT_TITLE, error);
  add_conflict (db, item, id_a, PACKSHOT_CONFLICT_CONTENT, error);
  add_conflict (db, item, id_b, PACKSHOT_CONFLICT_CONTENT, error);
  add_conflict (db, item, 0, PACKSHOT_CONFLICT_ORDER, error);
  assert_row (db, item, 1, 2, packshot_image_get_id (c), error);
  return TRUE;
}

static gboolean
find_case (PackshotDb *db,
           gpointer    data,
           GError    **error)
{
  static const struct
  {
    const char *reference;
    const char *expected;
  } cases[] = {
    { "k1", "1" }, { "K1", "" }, { "614141007349", "1 3" }, { "00614141007349", "1 3" },
    { "0614141007349", "1 3" }, { "6 14141 00734 9", "1 3" }, { "614141007348", "" },
    { "Fixture:k1", "1" }, { "Fixture:614141007349", "1" }, { "Fixture:k3", "" },
    { "Other: shop:k3", "3" }, { "Other: shop:00614141007349", "3" }, { "Other:k3", "" },
    { "a:b", "2" }, { "Fixture:a:b", "2" }, { "", "" }, { ":", "" }, { "Fixture:", "" },
    { "Fixture", "" }, { "%", "" },
  };
  gint64 other = make_account (db, "Other: shop", error);

  put (db, 1, "k1", "x", NULL, "00614141007349", NULL, error);
  put (db, 1, "a:b", "x", NULL, NULL, NULL, error);
  put (db, other, "k3", "x", NULL, "00614141007349", NULL, error);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GPtrArray) items = packshot_items_find (db, cases[i].reference, error);
      g_autoptr(GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
      g_autofree char *text = NULL;

      must (items != NULL, error);
      for (guint j = 0; j < items->len; j++)
        g_array_append_val (ids, ((PackshotItem *)items->pdata[j])->id);
      text = ids_to_text (ids);
      g_test_message ("\"%s\"", cases[i].reference);
      g_assert_cmpstr (text, ==, cases[i].expected);
    }
  return TRUE;
}

static gboolean
find_many_case (PackshotDb *db,
                gpointer    data,
                GError    **error)
{
  g_autoptr(GPtrArray) items = NULL;

  for (int i = 0; i < 30; i++)
    {
      g_autofree char *name = g_strdup_printf ("Account %d", i);

      make_item (db, make_account (db, name, error), "same", "x", error);
    }
  items = packshot_items_find (db, "same", error);
  must (items != NULL, error);
  g_assert_cmpuint (items->len, ==, 20);
  return TRUE;
}

/* Only what nothing is lost with is dropped. */
static gboolean
drop_unlisted_case (PackshotDb *db,
                    gpointer    data,
                    GError    **error)
{
  g_autoptr(PackshotGallery) none = packshot_gallery_new ();
  PackshotItemQuery all = { 0, -1, PACKSHOT_FILTER_ALL, NULL, PACKSHOT_SORT_NAME };
  gint64 other = make_account (db, "Other", error);
  g_autoptr(PackshotItem) unlisted = packshot_item_new ();
  gint64 item;

  item_with (db, "1 pictures", 1, 0, 600, TRUE, error);
  make_item (db, 1, "2 empty", "2 empty", error);
  begin_step (db, make_item (db, 1, "3 step", "3 step", error), error);
  item = make_item (db, 1, "4 edit", "4 edit", error);
  must (packshot_edits_add (db, NULL, 1, "remove", item, none, none, error), error);
  item = make_item (db, 1, "5 trash", "5 trash", error);
  {
    g_autoptr(PackshotImage) image = make_image (db, item, 1, "", NULL, error);
    g_autoptr(PackshotGallery) one = make_gallery (0, image, NULL);

    must (packshot_trash_update (db, item, one, none, 1, "user", error), error);
  }
  item = make_item (db, 1, "6 conflict", "6 conflict", error);
  add_conflict (db, item, 0, PACKSHOT_CONFLICT_ORDER, error);
  make_item (db, other, "7 of another", "7 of another", error);
  put (db, 1, "8 listed", "8 listed", NULL, NULL, NULL, error);
  unlisted->account = 1;
  unlisted->key = g_strdup ("9 never listed");
  unlisted->name = g_strdup ("9 never listed");
  must (packshot_items_put (db, unlisted, 0, NULL, NULL, error), error);
  item = make_item (db, 1, "a done", "a done", error);
  must (packshot_steps_end (db, begin_step (db, item, error), PACKSHOT_STEP_DONE, NULL, NULL, 2,
                            NULL, error), error);

  must (packshot_items_drop_unlisted (db, 1, 10, error), error);
  assert_query (db, &all, "1 3 4 5 6 7 8 9", error);
  return TRUE;
}

static void
assert_work (PackshotDb *db,
             gint64      account,
             const char *expected,
             GError    **error)
{
  g_autoptr(GArray) ids = packshot_items_list_work (db, account, error);
  g_autofree char *text = NULL;

  must (ids != NULL, error);
  text = ids_to_text (ids);
  g_assert_cmpstr (text, ==, expected);
}

static gboolean
work_case (PackshotDb *db,
           gpointer    data,
           GError    **error)
{
  gint64 item;

  make_sorts (db, error);
  assert_work (db, 0, "2 11", error);
  must (packshot_items_set_edited (db, 2, 200, error), error);
  must (packshot_items_set_edited (db, 11, 300, error), error);
  item = item_with (db, "c waits longer", 1, 0, 600, FALSE, error);
  must (packshot_items_set_edited (db, item, 100, error), error);
  begin_step (db, item, error);
  assert_work (db, 0, "12 2 11", error);
  assert_work (db, 1, "12 2 11", error);
  assert_work (db, 99, "", error);
  return TRUE;
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  store_fixture_add ("/store/items/put", put_case);
  store_fixture_add ("/store/items/refused", refused_case);
  store_fixture_add ("/store/items/search", search_case);
  store_fixture_add ("/store/items/search-follows", search_follows_case);
  store_fixture_add ("/store/items/sort", sort_case);
  store_fixture_add ("/store/items/filter", filter_case);
  store_fixture_add ("/store/items/too-small", too_small_case);
  store_fixture_add ("/store/items/state", state_case);
  store_fixture_add ("/store/items/sync", sync_case);
  store_fixture_add ("/store/items/changed", changed_case);
  store_fixture_add ("/store/items/find", find_case);
  store_fixture_add ("/store/items/find-many", find_many_case);
  store_fixture_add ("/store/items/drop-unlisted", drop_unlisted_case);
  store_fixture_add ("/store/items/work", work_case);
  return g_test_run ();
}
