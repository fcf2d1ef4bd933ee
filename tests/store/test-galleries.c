/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* Galleries as shared rows: what is written is read, what is equal is one row, what nothing points
 * at is gone, and no knowledge of bytes is lost on the way. */

#include "config.h"

#include "packshot-edits.h"
#include "packshot-journal.h"
#include "packshot-rows.h"
#include "store-fixture.h"

static PackshotGallery *
get (PackshotDb  *db,
     gint64       item,
     PackshotTree tree,
     GError     **error)
{
  PackshotGallery *gallery = packshot_galleries_get (db, item, tree, error);

  must (gallery != NULL, error);
  return gallery;
}

static gint64
get_id (PackshotDb  *db,
        gint64       item,
        PackshotTree tree,
        GError     **error)
{
  gint64 id = packshot_galleries_get_id (db, item, tree, error);

  must (id != 0, error);
  return id;
}

static void
set (PackshotDb      *db,
     gint64           item,
     PackshotTree     tree,
     PackshotGallery *gallery,
     GError         **error)
{
  must (packshot_galleries_set (db, item, tree, gallery, error), error);
}

static gboolean
is_pending (PackshotDb *db,
            gint64      item,
            GError    **error)
{
  g_autoptr(PackshotItemSync) sync = packshot_items_get_sync (db, item, error);

  must (sync != NULL, error);
  return sync->pending;
}

static PackshotImage *
with_remote (PackshotImage *image,
             const char    *id,
             gint64         priority,
             const char    *url)
{
  g_autoptr(PackshotRemote) remote = packshot_remote_new (id, priority, NULL, url, NULL);

  return packshot_image_with_remote (image, remote);
}

static gboolean
new_item_case (PackshotDb *db,
               gpointer    data,
               GError    **error)
{
  gint64 item = make_item (db, 1, "k", "Item", error);

  for (int tree = PACKSHOT_TREE_LOCAL; tree <= PACKSHOT_TREE_REMOTE; tree++)
    {
      g_autoptr(PackshotGallery) gallery = get (db, item, tree, error);

      g_assert_cmpuint (packshot_gallery_get_n (gallery), ==, 0);
      g_assert_cmpint (get_id (db, item, tree, error), ==, 1);
    }
  g_assert_false (is_pending (db, item, error));
  return TRUE;
}

static gboolean
fields_case (PackshotDb *db,
             gpointer    data,
             GError    **error)
{
  gint64 item = make_item (db, 1, "k", "Item", error);
  g_autoptr(PackshotImage) full = make_image (db, item, 1, "Vorn’ \"x\"", "r1", error);
  g_autoptr(PackshotImage) plain = make_image (db, item, 0, "", NULL, error);
  g_autoptr(PackshotImage) other = make_image (db, item, 2, "b", NULL, error);
  g_autoptr(PackshotImage) bare = with_remote (other, "r3", -1, NULL);
  g_autoptr(PackshotImage) secret = packshot_image_with_visibility (bare,
                                                                    PACKSHOT_VISIBILITY_PRIVATE);
  g_autoptr(PackshotGallery) gallery = make_gallery (2, full, plain, secret, NULL);
  g_autoptr(PackshotGallery) read = NULL;
  PackshotRemote *remote;

  set (db, item, PACKSHOT_TREE_REMOTE, gallery, error);
  read = get (db, item, PACKSHOT_TREE_REMOTE, error);
  g_assert_cmpuint (packshot_gallery_get_n (read), ==, 3);
  for (guint i = 0; i < 3; i += 2)
    g_assert_true (packshot_image_equal (packshot_gallery_get (gallery, i),
                                         packshot_gallery_get (read, i)));
  g_assert_cmpint (packshot_gallery_get_primary (read), ==, packshot_image_get_id (secret));
  remote = packshot_image_get_remote (packshot_gallery_get (read, 0));
  g_assert_cmpstr (remote->id, ==, "r1");
  g_assert_cmpint (remote->priority, ==, 10);
  g_assert_cmpstr (remote->created, ==, "2026-01-02T03:04:05Z");
  g_assert_cmpstr (remote->url, ==, "https://example.com/1.png");
  g_assert_cmpstr (remote->raw, ==, "{}");
  g_assert_null (packshot_image_get_remote (packshot_gallery_get (read, 1)));
  g_assert_null (packshot_image_get_sha256 (packshot_gallery_get (read, 1)));
  remote = packshot_image_get_remote (packshot_gallery_get (read, 2));
  g_assert_cmpint (remote->priority, ==, -1);
  g_assert_null (remote->url);
  return TRUE;
}

/* A star back and forth leaves nothing to do and no row behind. */
static gboolean
toggle_case (PackshotDb *db,
             gpointer    data,
             GError    **error)
{
  gint64 item = make_item (db, 1, "k", "Item", error);
  g_autoptr(PackshotImage) a = make_image (db, item, 1, "a", "r1", error);
  g_autoptr(PackshotImage) b = make_image (db, item, 2, "b", "r2", error);
  g_autoptr(PackshotGallery) one = make_gallery (0, a, b, NULL);
  g_autoptr(PackshotGallery) two = make_gallery (1, a, b, NULL);

  set (db, item, PACKSHOT_TREE_LOCAL, one, error);
  g_assert_true (is_pending (db, item, error));
  set (db, item, PACKSHOT_TREE_REMOTE, one, error);
  set (db, item, PACKSHOT_TREE_SYNCED, one, error);
  g_assert_false (is_pending (db, item, error));
  g_assert_cmpint (count_rows (db, "galleries"), ==, 2);
  for (int i = 0; i < 10; i++)
    {
      set (db, item, PACKSHOT_TREE_LOCAL, two, error);
      g_assert_true (is_pending (db, item, error));
      g_assert_cmpint (count_rows (db, "galleries"), ==, 3);
      set (db, item, PACKSHOT_TREE_LOCAL, one, error);
      g_assert_false (is_pending (db, item, error));
      g_assert_cmpint (count_rows (db, "galleries"), ==, 2);
    }
  return TRUE;
}

/* Every difference that a user can make is pending, and none that only a server makes. */
static gboolean
difference_case (PackshotDb *db,
                 gpointer    data,
                 GError    **error)
{
  gint64 item = make_item (db, 1, "k", "Item", error);
  g_autoptr(PackshotImage) a = make_image (db, item, 1, "a", "r1", error);
  g_autoptr(PackshotImage) b = make_image (db, item, 2, "b", "r2", error);
  g_autoptr(PackshotImage) title = packshot_image_with_title (a, "A");
  g_autoptr(PackshotImage) secret = packshot_image_with_visibility (a,
                                                                    PACKSHOT_VISIBILITY_PRIVATE);
  g_autoptr(PackshotImage) bytes = packshot_image_with_sha256 (a, packshot_image_get_sha256 (b));
  g_autoptr(PackshotImage) facts = with_remote (a, "r9", 3, NULL);
  g_autoptr(PackshotGallery) base = make_gallery (0, a, b, NULL);
  PackshotGallery *wishes[] = {
    make_gallery (0, title, b, NULL), make_gallery (0, secret, b, NULL),
    make_gallery (0, bytes, b, NULL), make_gallery (1, a, b, NULL),
    make_gallery (-1, a, b, NULL), make_gallery (1, b, a, NULL), make_gallery (0, a, NULL),
    packshot_gallery_new (),
  };

  set (db, item, PACKSHOT_TREE_LOCAL, base, error);
  set (db, item, PACKSHOT_TREE_SYNCED, base, error);
  for (guint i = 0; i < G_N_ELEMENTS (wishes); i++)
    {
      g_autoptr(PackshotGallery) wish = wishes[i];
      g_autoptr(PackshotGallery) read = NULL;

      set (db, item, PACKSHOT_TREE_LOCAL, wish, error);
      g_assert_true (is_pending (db, item, error));
      read = get (db, item, PACKSHOT_TREE_LOCAL, error);
      g_assert_true (packshot_gallery_equal (read, wish));
    }
  {
    g_autoptr(PackshotGallery) same = make_gallery (0, facts, b, NULL);

    set (db, item, PACKSHOT_TREE_LOCAL, same, error);
    g_assert_false (is_pending (db, item, error));
  }
  return TRUE;
}

static gint64
priority_of (PackshotDb  *db,
             gint64       item,
             PackshotTree tree,
             GError     **error)
{
  g_autoptr(PackshotGallery) gallery = get (db, item, tree, error);

  return packshot_image_get_remote (packshot_gallery_get (gallery, 0))->priority;
}

/* Of two equal galleries both trees take what the synced side knows of the server. */
static gboolean
facts_case (PackshotDb *db,
            gpointer    data,
            GError    **error)
{
  gint64 item = make_item (db, 1, "k", "Item", error);
  g_autoptr(PackshotImage) plain = make_image (db, item, 1, "a", NULL, error);
  g_autoptr(PackshotImage) old = with_remote (plain, "r1", 1, NULL);
  g_autoptr(PackshotImage) new = with_remote (plain, "r1", 2, NULL);
  g_autoptr(PackshotGallery) gallery = make_gallery (0, plain, NULL);
  g_autoptr(PackshotGallery) older = make_gallery (0, old, NULL);
  g_autoptr(PackshotGallery) newer = make_gallery (0, new, NULL);

  set (db, item, PACKSHOT_TREE_LOCAL, gallery, error);
  set (db, item, PACKSHOT_TREE_SYNCED, older, error);
  g_assert_cmpint (priority_of (db, item, PACKSHOT_TREE_LOCAL, error), ==, 1);
  set (db, item, PACKSHOT_TREE_SYNCED, newer, error);
  g_assert_cmpint (priority_of (db, item, PACKSHOT_TREE_LOCAL, error), ==, 2);
  set (db, item, PACKSHOT_TREE_LOCAL, older, error);
  g_assert_cmpint (priority_of (db, item, PACKSHOT_TREE_LOCAL, error), ==, 2);
  g_assert_cmpint (priority_of (db, item, PACKSHOT_TREE_SYNCED, error), ==, 2);
  g_assert_cmpint (count_rows (db, "galleries"), ==, 2);
  return TRUE;
}

static const char *
hash_of (PackshotDb       *db,
         gint64            item,
         PackshotTree      tree,
         PackshotGallery **gallery,
         GError          **error)
{
  g_clear_pointer (gallery, packshot_gallery_unref);
  *gallery = get (db, item, tree, error);
  return packshot_image_get_sha256 (packshot_gallery_get (*gallery, 0));
}

/* A picture that has left the server before its bytes were fetched: nothing is known of it. */
static gboolean
unknown_case (PackshotDb *db,
              gpointer    data,
              GError    **error)
{
  gint64 item = make_item (db, 1, "k", "Item", error);
  g_autoptr(PackshotImage) a = make_image (db, item, 0, "a", NULL, error);
  g_autoptr(PackshotGallery) gallery = make_gallery (0, a, NULL);
  g_autoptr(PackshotGallery) read = NULL;

  set (db, item, PACKSHOT_TREE_LOCAL, gallery, error);
  read = get (db, item, PACKSHOT_TREE_LOCAL, error);
  set (db, item, PACKSHOT_TREE_SYNCED, read, error);
  g_assert_false (is_pending (db, item, error));
  g_assert_cmpint (count_rows (db, "galleries"), ==, 2);
  return TRUE;
}

/* A listing that says nothing of the bytes must not make us forget them. */
static gboolean
hashes_kept_case (PackshotDb *db,
                  gpointer    data,
                  GError    **error)
{
  gint64 item = make_item (db, 1, "k", "Item", error);
  g_autoptr(PackshotImage) known = make_image (db, item, 1, "a", "r1", error);
  g_autoptr(PackshotImage) unknown = packshot_image_with_sha256 (known, NULL);
  g_autoptr(PackshotGallery) with = make_gallery (0, known, NULL);
  g_autoptr(PackshotGallery) without = make_gallery (0, unknown, NULL);
  g_autoptr(PackshotGallery) read = NULL;

  set (db, item, PACKSHOT_TREE_LOCAL, with, error);
  set (db, item, PACKSHOT_TREE_SYNCED, without, error);
  g_assert_nonnull (hash_of (db, item, PACKSHOT_TREE_LOCAL, &read, error));
  g_assert_nonnull (hash_of (db, item, PACKSHOT_TREE_SYNCED, &read, error));

  item = make_item (db, 1, "k2", "Item", error);
  {
    g_autoptr(PackshotImage) moved = make_image (db, item, 1, "a", "r1", error);
    g_autoptr(PackshotImage) blank = packshot_image_with_sha256 (moved, NULL);
    g_autoptr(PackshotGallery) a = make_gallery (0, blank, NULL);
    g_autoptr(PackshotGallery) b = make_gallery (0, moved, NULL);

    set (db, item, PACKSHOT_TREE_SYNCED, a, error);
    set (db, item, PACKSHOT_TREE_LOCAL, b, error);
    g_assert_false (is_pending (db, item, error));
    g_assert_nonnull (hash_of (db, item, PACKSHOT_TREE_SYNCED, &read, error));
  }
  return TRUE;
}

/* The bytes of a row become known: everywhere, also in what undo would bring back. */
static gboolean
learn_case (PackshotDb *db,
            gpointer    data,
            GError    **error)
{
  gint64 item = make_item (db, 1, "k", "Item", error);
  g_autofree char *sha256 = make_content (db, 7, 100, error);
  g_autoptr(PackshotImage) a = make_image (db, item, 0, "a", "r1", error);
  g_autoptr(PackshotImage) b = make_image (db, item, 0, "b", "r2", error);
  g_autoptr(PackshotGallery) listed = make_gallery (0, a, b, NULL);
  g_autoptr(PackshotGallery) removed = make_gallery (-1, b, NULL);
  g_autoptr(PackshotGallery) read = NULL;
  g_autoptr(GPtrArray) edits = NULL;

  set (db, item, PACKSHOT_TREE_REMOTE, listed, error);
  set (db, item, PACKSHOT_TREE_SYNCED, listed, error);
  set (db, item, PACKSHOT_TREE_LOCAL, removed, error);
  must (packshot_edits_add (db, NULL, 1, "remove", item, listed, removed, error), error);
  must (packshot_rows_put (db, item, "r1", packshot_image_get_id (a), NULL, error), error);
  must (packshot_rows_learn (db, item, "r1", sha256, error), error);

  g_assert_cmpstr (hash_of (db, item, PACKSHOT_TREE_REMOTE, &read, error), ==, sha256);
  g_assert_cmpstr (hash_of (db, item, PACKSHOT_TREE_SYNCED, &read, error), ==, sha256);
  g_assert_null (hash_of (db, item, PACKSHOT_TREE_LOCAL, &read, error));
  edits = packshot_edits_get_undo (db, error);
  must (edits != NULL, error);
  g_assert_cmpstr (packshot_image_get_sha256 (packshot_gallery_get
                                                (((PackshotEdit *)edits->pdata[0])->before, 0)),
                   ==, sha256);
  return TRUE;
}

/* The user replaced a picture by bytes that turn out to be those the server has. */
static gboolean
learn_equal_case (PackshotDb *db,
                  gpointer    data,
                  GError    **error)
{
  gint64 item = make_item (db, 1, "k", "Item", error);
  g_autofree char *sha256 = make_content (db, 7, 100, error);
  g_autoptr(PackshotImage) listed = make_image (db, item, 0, "a", "r1", error);
  g_autoptr(PackshotImage) bare = packshot_image_with_remote (listed, NULL);
  g_autoptr(PackshotImage) replaced = packshot_image_with_sha256 (bare, sha256);
  g_autoptr(PackshotGallery) synced = make_gallery (0, listed, NULL);
  g_autoptr(PackshotGallery) local = make_gallery (0, replaced, NULL);

  set (db, item, PACKSHOT_TREE_SYNCED, synced, error);
  set (db, item, PACKSHOT_TREE_LOCAL, local, error);
  g_assert_true (is_pending (db, item, error));
  must (packshot_galleries_learn_content (db, item, "r1", sha256, error), error);
  g_assert_false (is_pending (db, item, error));
  return TRUE;
}

static gboolean
refused_case (PackshotDb *db,
              gpointer    data,
              GError    **error)
{
  gint64 item = make_item (db, 1, "k", "Item", error);
  gint64 other = make_item (db, 1, "k2", "Item", error);
  g_autofree char *missing = g_strnfill (64, 'e');
  g_autoptr(PackshotImage) theirs = make_image (db, other, 1, "a", NULL, error);
  g_autoptr(PackshotImage) mine = make_image (db, item, 0, "a", NULL, error);
  g_autoptr(PackshotImage) nothing = packshot_image_with_sha256 (mine, missing);
  g_autoptr(PackshotImage) unmade = packshot_image_with_id (mine, 999);
  g_autoptr(PackshotGallery) gallery = make_gallery (0, theirs, NULL);
  g_autoptr(PackshotGallery) no_bytes = make_gallery (0, nothing, NULL);
  g_autoptr(PackshotGallery) no_image = make_gallery (0, unmade, NULL);

  must_fail (packshot_galleries_set (db, item, PACKSHOT_TREE_LOCAL, gallery, error), error,
             PACKSHOT_STORE_ERROR_CONSTRAINT);
  must_fail (packshot_galleries_set (db, item, PACKSHOT_TREE_LOCAL, no_bytes, error), error,
             PACKSHOT_STORE_ERROR_CONSTRAINT);
  must_fail (packshot_galleries_set (db, item, PACKSHOT_TREE_REMOTE, no_image, error), error,
             PACKSHOT_STORE_ERROR_CONSTRAINT);
  must_fail (packshot_galleries_set (db, 99, PACKSHOT_TREE_LOCAL, gallery, error), error,
             PACKSHOT_STORE_ERROR_NOT_FOUND);
  must_fail (packshot_galleries_get (db, 99, PACKSHOT_TREE_LOCAL, error) != NULL, error,
             PACKSHOT_STORE_ERROR_NOT_FOUND);
  must_fail (packshot_galleries_load (db, 99, error) != NULL, error,
             PACKSHOT_STORE_ERROR_NOT_FOUND);
  must_fail (packshot_images_new (db, 99, error) != 0, error, PACKSHOT_STORE_ERROR_CONSTRAINT);
  must_fail (packshot_galleries_learn_content (db, 99, "r", missing, error), error,
             PACKSHOT_STORE_ERROR_NOT_FOUND);
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "what a failed write leaves is undone");
  return FALSE;
}

static void
test_refused (StoreFixture *self,
              gconstpointer data)
{
  g_autoptr(GError) error = NULL;

  g_assert_false (store_write (self->store, refused_case, self, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  store_must_verify (self->store);
}

static gboolean
contents_case (PackshotDb *db,
               gpointer    data,
               GError    **error)
{
  gint64 item = make_item (db, 1, "k", "Item", error);
  g_autofree char *sha256 = make_content (db, 5, 0, error);
  g_autoptr(PackshotContent) measured = packshot_content_new (sha256, 1005, "image/jpeg", 3, 4);
  g_autoptr(PackshotContent) other = packshot_content_new (sha256, 1005, "image/webp", 8, 9);
  g_autoptr(PackshotContent) read = NULL;
  g_autoptr(PackshotContent) short_hash = packshot_content_new ("abc", 1, "image/png", 1, 1);
  g_autoptr(PackshotContent) empty = packshot_content_new (sha256, 0, "image/png", 1, 1);
  g_autoptr(PackshotImage) a = make_image (db, item, 5, "", NULL, error);
  g_autoptr(PackshotImage) b = make_image (db, item, 5, "", NULL, error);
  g_autoptr(PackshotImage) c = make_image (db, item, 0, "", NULL, error);
  g_autoptr(PackshotGallery) gallery = make_gallery (0, a, b, c, NULL);
  g_autoptr(GHashTable) known = NULL;

  /* make_image() has measured it already. */
  must (packshot_contents_add (db, measured, error), error);
  must (packshot_contents_add (db, other, error), error);
  read = packshot_contents_get (db, sha256, error);
  must (read != NULL, error);
  g_assert_cmpint (read->bytes, ==, 1005);
  g_assert_cmpint (read->width, ==, 1000);
  g_assert_cmpstr (read->mime, ==, "image/png");
  known = packshot_contents_of_gallery (db, gallery, error);
  must (known != NULL, error);
  g_assert_cmpuint (g_hash_table_size (known), ==, 1);
  g_assert_cmpint (((PackshotContent *)g_hash_table_lookup (known, sha256))->height, ==, 1000);

  must_fail (packshot_contents_add (db, short_hash, error), error,
             PACKSHOT_STORE_ERROR_CONSTRAINT);
  must_fail (packshot_contents_add (db, empty, error), error, PACKSHOT_STORE_ERROR_CONSTRAINT);
  must_fail (packshot_contents_get (db, "abc", error) != NULL, error,
             PACKSHOT_STORE_ERROR_NOT_FOUND);
  return TRUE;
}

/* A gallery that the journal looks back at stays until the step has ended. */
static gboolean
seen_case (PackshotDb *db,
           gpointer    data,
           GError    **error)
{
  gint64 item = make_item (db, 1, "k", "Item", error);
  g_autoptr(PackshotImage) a = make_image (db, item, 1, "a", "r1", error);
  g_autoptr(PackshotGallery) one = make_gallery (0, a, NULL);
  g_autoptr(PackshotGallery) none = packshot_gallery_new ();
  g_autoptr(PackshotGallery) read = NULL;
  g_autoptr(PackshotStepRow) step = packshot_step_row_new ();

  set (db, item, PACKSHOT_TREE_REMOTE, one, error);
  step->item = item;
  step->kind = PACKSHOT_STEP_DELETE;
  step->remote = g_strdup ("r1");
  must (packshot_steps_begin (db, step, error), error);
  set (db, item, PACKSHOT_TREE_REMOTE, none, error);
  read = packshot_galleries_load (db, step->seen, error);
  must (read != NULL, error);
  g_assert_true (packshot_gallery_equal (read, one));
  must (packshot_steps_end (db, step->id, PACKSHOT_STEP_DONE, NULL, NULL, 2, NULL, error), error);
  g_assert_cmpint (count_rows (db, "galleries"), ==, 1);
  return TRUE;
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  store_fixture_add ("/store/galleries/new-item", new_item_case);
  store_fixture_add ("/store/galleries/fields", fields_case);
  store_fixture_add ("/store/galleries/toggle", toggle_case);
  store_fixture_add ("/store/galleries/difference", difference_case);
  store_fixture_add ("/store/galleries/facts", facts_case);
  store_fixture_add ("/store/galleries/hashes-kept", hashes_kept_case);
  store_fixture_add ("/store/galleries/unknown", unknown_case);
  store_fixture_add ("/store/galleries/learn", learn_case);
  store_fixture_add ("/store/galleries/learn-equal", learn_equal_case);
  store_fixture_add ("/store/galleries/contents", contents_case);
  store_fixture_add ("/store/galleries/seen", seen_case);
  g_test_add ("/store/galleries/refused", StoreFixture, NULL, store_fixture_set_up, test_refused,
              store_fixture_tear_down);
  return g_test_run ();
}
