/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* The trash: what leaves a gallery can be brought back, with its bytes. */

#include "config.h"

#include "packshot-edits.h"
#include "store-fixture.h"

static GPtrArray *
list (PackshotDb *db,
      guint       n,
      GError    **error)
{
  GPtrArray *rows = packshot_trash_list (db, error);

  must (rows != NULL, error);
  g_assert_cmpuint (rows->len, ==, n);
  return rows;
}

static void
assert_n (PackshotDb *db,
          guint       n,
          GError    **error)
{
  g_autoptr(GPtrArray) rows = list (db, n, error);

  g_assert_nonnull (rows);
}

static void
update (PackshotDb      *db,
        gint64           item,
        PackshotGallery *before,
        PackshotGallery *after,
        gint64           at,
        const char      *reason,
        GError         **error)
{
  must (packshot_trash_update (db, item, before, after, at, reason, error), error);
}

static gboolean
removed_case (PackshotDb *db,
              gpointer    data,
              GError    **error)
{
  gint64 item = make_item (db, 1, "k", "Item", error);
  g_autoptr(PackshotImage) plain = make_image (db, item, 1, "a", "r1", error);
  g_autoptr(PackshotImage) a = packshot_image_with_visibility (plain, PACKSHOT_VISIBILITY_PUBLIC);
  g_autoptr(PackshotImage) b = make_image (db, item, 2, "b", NULL, error);
  g_autoptr(PackshotImage) unknown = make_image (db, item, 0, "c", "r3", error);
  g_autoptr(PackshotGallery) all = make_gallery (0, a, b, unknown, NULL);
  g_autoptr(PackshotGallery) none = packshot_gallery_new ();
  g_autoptr(PackshotGallery) first = make_gallery (-1, a, NULL);
  g_autoptr(GPtrArray) rows = NULL;
  PackshotTrashRow *row;

  update (db, item, all, first, 10, "user", error);
  assert_n (db, 1, error);
  update (db, item, first, none, 20, "server", error);
  rows = list (db, 2, error);
  row = rows->pdata[0];
  g_assert_cmpint (row->item, ==, item);
  g_assert_cmpint (row->image, ==, packshot_image_get_id (a));
  g_assert_cmpstr (row->sha256, ==, packshot_image_get_sha256 (a));
  g_assert_cmpstr (row->title, ==, "a");
  g_assert_cmpint (row->visibility, ==, PACKSHOT_VISIBILITY_PUBLIC);
  g_assert_cmpint (row->removed_at, ==, 20);
  g_assert_cmpstr (row->reason, ==, "server");
  row = rows->pdata[1];
  g_assert_cmpint (row->image, ==, packshot_image_get_id (b));

  update (db, item, none, all, 30, "user", error);
  assert_n (db, 0, error);
  return TRUE;
}

/* Bytes that others took the place of are in the trash; bytes that are only not named are not. */
static gboolean
replaced_case (PackshotDb *db,
               gpointer    data,
               GError    **error)
{
  gint64 item = make_item (db, 1, "k", "Item", error);
  g_autofree char *other = make_content (db, 9, 100, error);
  g_autoptr(PackshotImage) a = make_image (db, item, 1, "a", "r1", error);
  g_autoptr(PackshotImage) b = packshot_image_with_sha256 (a, other);
  g_autoptr(PackshotImage) unnamed = packshot_image_with_sha256 (a, NULL);
  g_autoptr(PackshotImage) titled = packshot_image_with_title (a, "A");
  g_autoptr(PackshotGallery) before = make_gallery (0, a, NULL);
  g_autoptr(PackshotGallery) after = make_gallery (0, b, NULL);
  g_autoptr(PackshotGallery) forgot = make_gallery (0, unnamed, NULL);
  g_autoptr(PackshotGallery) caption = make_gallery (0, titled, NULL);
  g_autoptr(GPtrArray) rows = NULL;

  update (db, item, before, forgot, 1, "server", error);
  update (db, item, before, caption, 1, "user", error);
  assert_n (db, 0, error);
  update (db, item, before, after, 1, "replaced", error);
  rows = list (db, 1, error);
  g_assert_cmpstr (((PackshotTrashRow *)rows->pdata[0])->sha256, ==, packshot_image_get_sha256 (a));
  update (db, item, after, before, 2, "replaced", error);
  g_clear_pointer (&rows, g_ptr_array_unref);
  rows = list (db, 1, error);
  g_assert_cmpstr (((PackshotTrashRow *)rows->pdata[0])->sha256, ==, other);
  return TRUE;
}

static gboolean
twice_case (PackshotDb *db,
            gpointer    data,
            GError    **error)
{
  gint64 item = make_item (db, 1, "k", "Item", error);
  g_autoptr(PackshotImage) a = make_image (db, item, 1, "a", NULL, error);
  g_autoptr(PackshotGallery) one = make_gallery (0, a, NULL);
  g_autoptr(PackshotGallery) none = packshot_gallery_new ();
  g_autoptr(GPtrArray) rows = NULL;

  update (db, item, one, none, 1, "server", error);
  update (db, item, one, none, 2, "user", error);
  rows = list (db, 1, error);
  g_assert_cmpint (((PackshotTrashRow *)rows->pdata[0])->removed_at, ==, 2);
  g_assert_cmpstr (((PackshotTrashRow *)rows->pdata[0])->reason, ==, "user");
  return TRUE;
}

static gboolean
expire_case (PackshotDb *db,
             gpointer    data,
             GError    **error)
{
  gint64 item = make_item (db, 1, "k", "Item", error);
  g_autoptr(PackshotGallery) none = packshot_gallery_new ();
  g_autoptr(GPtrArray) rows = NULL;

  for (guint i = 1; i <= 3; i++)
    {
      g_autoptr(PackshotImage) image = make_image (db, item, i, "", NULL, error);
      g_autoptr(PackshotGallery) gallery = make_gallery (0, image, NULL);

      update (db, item, gallery, none, i * 10, "user", error);
    }
  must (packshot_trash_expire (db, 20, error), error);
  rows = list (db, 2, error);
  must (packshot_trash_remove (db, ((PackshotTrashRow *)rows->pdata[0])->id, error), error);
  assert_n (db, 1, error);
  must_fail (packshot_trash_remove (db, ((PackshotTrashRow *)rows->pdata[0])->id, error), error,
             PACKSHOT_STORE_ERROR_NOT_FOUND);
  return TRUE;
}

static gboolean
refused_case (PackshotDb *db,
              gpointer    data,
              GError    **error)
{
  gint64 item = make_item (db, 1, "k", "Item", error);
  g_autoptr(PackshotImage) a = make_image (db, item, 1, "a", NULL, error);
  g_autoptr(PackshotGallery) one = make_gallery (0, a, NULL);
  g_autoptr(PackshotGallery) none = packshot_gallery_new ();

  must_fail (packshot_trash_update (db, item, one, none, 1, "weather", error), error,
             PACKSHOT_STORE_ERROR_CONSTRAINT);
  assert_n (db, 0, error);
  return TRUE;
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  store_fixture_add ("/store/trash/removed", removed_case);
  store_fixture_add ("/store/trash/replaced", replaced_case);
  store_fixture_add ("/store/trash/twice", twice_case);
  store_fixture_add ("/store/trash/expire", expire_case);
  store_fixture_add ("/store/trash/refused", refused_case);
  return g_test_run ();
}
