/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* Verifying: each rule that the schema can't hold is broken with plain SQL, and must be told. */

#include "config.h"

#include "packshot-accounts.h"
#include "packshot-edits.h"
#include "packshot-db-private.h"
#include "packshot-journal.h"
#include "packshot-rows.h"
#include "packshot-test.h"
#include "packshot-verify.h"
#include "store-fixture.h"

#include <string.h>

/* Two items: the first with two pictures (1, 2) that wait, the second with one (3). */
static gboolean
fill_func (PackshotDb *db,
           gpointer    data,
           GError    **error)
{
  gint64 item = make_item (db, 1, "a", "First", error);
  gint64 other = make_item (db, 1, "b", "Second", error);
  g_autoptr(PackshotImage) a = make_image (db, item, 1, "a", "r1", error);
  g_autoptr(PackshotImage) b = make_image (db, item, 2, "b", NULL, error);
  g_autoptr(PackshotImage) c = make_image (db, other, 3, "c", NULL, error);
  g_autoptr(PackshotGallery) synced = make_gallery (0, a, NULL);
  g_autoptr(PackshotGallery) local = make_gallery (0, a, b, NULL);
  g_autoptr(PackshotGallery) theirs = make_gallery (0, c, NULL);
  g_autoptr(PackshotStepRow) step = packshot_step_row_new ();
  g_autoptr(GPtrArray) conflicts = g_ptr_array_new ();
  PackshotConflictRow conflict = { .image = 1 };

  must (packshot_galleries_set (db, item, PACKSHOT_TREE_SYNCED, synced, error), error);
  must (packshot_galleries_set (db, item, PACKSHOT_TREE_LOCAL, local, error), error);
  must (packshot_galleries_set (db, other, PACKSHOT_TREE_LOCAL, theirs, error), error);
  must (packshot_edits_add (db, NULL, 1, "add", item, synced, local, error), error);
  must (packshot_trash_update (db, item, local, synced, 1, "user", error), error);
  must (packshot_rows_put (db, item, "r1", 1, NULL, error), error);
  must (packshot_items_set_problem (db, item, "p", 1, NULL, error), error);
  g_ptr_array_add (conflicts, &conflict);
  must (packshot_conflicts_set (db, item, conflicts, 1, error), error);
  step->item = item;
  step->kind = PACKSHOT_STEP_UPLOAD;
  step->image = 2;
  step->sha256 = g_strdup (packshot_image_get_sha256 (b));
  return packshot_steps_begin (db, step, error);
}

static gboolean
verify_func (PackshotDb *db,
             gpointer    data,
             GError    **error)
{
  GPtrArray **problems = data;

  *problems = packshot_verify_database (db, error);
  return *problems != NULL;
}

static void
break_with (StoreFixture *self,
            const char   *sql)
{
  g_autofree char *path = g_build_filename (self->folder, "packshot.db", NULL);
  sqlite3 *raw;
  char *message = NULL;

  g_assert_cmpint (sqlite3_open (path, &raw), ==, SQLITE_OK);
  sqlite3_exec (raw, sql, NULL, NULL, &message);
  g_assert_cmpstr (message, ==, NULL);
  sqlite3_close (raw);
}

typedef struct
{
  const char *path;
  const char *sql;
  const char *problem;  /* how one of the texts begins */
} Case;

static const Case cases[] = {
  { "/store/verify/position", "UPDATE gallery_images SET position = 5 WHERE image = 2",
    "gallery 3: positions" },
  { "/store/verify/primary", "DELETE FROM gallery_images WHERE image = 3",
    "gallery 4: the primary picture is not in it" },
  { "/store/verify/empty", "DELETE FROM gallery_images WHERE image = 3",
    "gallery 4: an empty one" },
  { "/store/verify/shared-empty", "DELETE FROM galleries WHERE id = 1",
    "gallery 1: the shared empty one" },
  { "/store/verify/foreign-key", "DELETE FROM contents WHERE bytes = 1003",
    "table gallery_images: row" },
  { "/store/verify/loose", "INSERT INTO galleries (id) VALUES (50); "
    "INSERT INTO gallery_images (gallery, position, image, title, visibility) "
    "VALUES (50, 1, 3, '', 'none')", "gallery 50: nothing points at it" },
  { "/store/verify/other-item", "UPDATE images SET item = 2 WHERE id = 2",
    "item 1: picture 2 of gallery 3 belongs to another item" },
  { "/store/verify/refused-picture", "UPDATE items SET problem_image = 3 WHERE id = 1",
    "item 1: the refused picture 3" },
  { "/store/verify/step-picture", "UPDATE steps SET image = 3", "step 1: its picture" },
  { "/store/verify/step-seen", "UPDATE steps SET seen = NULL", "step 1: sending" },
  { "/store/verify/step-time", "UPDATE steps SET state = 'done'", "step 1: ended" },
  { "/store/verify/step-bytes", "UPDATE steps SET sha256 = NULL", "step 1: sends bytes" },
  { "/store/verify/row-picture", "UPDATE remote_rows SET image = 3", "row 1: its picture" },
  { "/store/verify/conflict-picture", "UPDATE conflicts SET image = 3", "conflict 1: its picture" },
  { "/store/verify/trash-picture", "UPDATE trash SET image = 3", "trash 1: its picture" },
  { "/store/verify/sharing", "DELETE FROM gallery_images WHERE image = 2",
    "item 1: local and synced are equal" },
  { "/store/verify/unreadable", "UPDATE galleries SET primary_image = 77 WHERE id = 3",
    "item 1: a gallery can’t be read" },
  { "/store/verify/search-index", "DELETE FROM items_text_data WHERE id > 10", "search index" },
  { "/store/verify/search-words",
    "DROP TRIGGER items_text_update; UPDATE items SET name = 'Changed' WHERE id = 1",
    "search index" },
};

static void
test_broken (StoreFixture *self,
             gconstpointer data)
{
  const Case *test = data;
  g_autoptr(GPtrArray) problems = NULL;
  g_autoptr(GError) error = NULL;
  gboolean found = FALSE;

  store_write (self->store, fill_func, NULL, &error);
  g_assert_no_error (error);
  store_must_verify (self->store);
  break_with (self, test->sql);
  store_write (self->store, verify_func, &problems, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < problems->len; i++)
    {
      g_test_message ("%s", (char *)problems->pdata[i]);
      found = found || g_str_has_prefix (problems->pdata[i], test->problem);
    }
  g_assert_true (found);
}

static void
test_needs_writer (StoreFixture *self,
                   gconstpointer data)
{
  g_autoptr(GPtrArray) problems = NULL;
  g_autoptr(GError) error = NULL;

  must_fail (store_read (self->store, verify_func, &problems, &error), &error,
             PACKSHOT_STORE_ERROR_READ_ONLY);
}

static gboolean
contents_func (PackshotDb *db,
               gpointer    data,
               GError    **error)
{
  GPtrArray **hashes = data;

  *hashes = packshot_verify_contents (db, error);
  return *hashes != NULL;
}

/* Every hash that is named, once; and every file behind it. */
static void
test_contents (StoreFixture *self,
               gconstpointer data)
{
  g_autofree char *source = g_build_filename (self->folder, "source", NULL);
  g_autofree char *sha256 = NULL;
  g_autofree char *path = NULL;
  g_autoptr(PackshotBlobStore) blobs = NULL;
  g_autoptr(GPtrArray) hashes = NULL;
  g_autoptr(GPtrArray) missing = NULL;
  g_autoptr(GPtrArray) damaged = NULL;
  g_autoptr(GPtrArray) files = g_ptr_array_new ();
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GError) error = NULL;

  store_write (self->store, fill_func, NULL, &error);
  g_assert_no_error (error);
  store_read (self->store, contents_func, &hashes, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (hashes->len, ==, 3);
  blobs = packshot_blob_store_open (self->folder, &error);
  g_assert_no_error (error);
  missing = packshot_verify_blobs (blobs, hashes, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (missing->len, ==, 3);
  g_assert_nonnull (strstr (missing->pdata[0], hashes->pdata[0]));

  g_assert_true (g_file_set_contents (source, "picture", -1, NULL));
  sha256 = packshot_blob_store_add_file (blobs, source, NULL, NULL, &error);
  g_assert_no_error (error);
  g_ptr_array_add (files, sha256);
  damaged = packshot_verify_blobs (blobs, files, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (damaged->len, ==, 0);
  g_clear_pointer (&damaged, g_ptr_array_unref);
  path = packshot_blob_store_dup_path (blobs, sha256);
  g_assert_true (g_file_set_contents (path, "pictura", -1, NULL));
  damaged = packshot_verify_blobs (blobs, files, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (damaged->len, ==, 1);
  g_cancellable_cancel (cancellable);
  g_assert_null (packshot_verify_blobs (blobs, files, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_test_add (cases[i].path, StoreFixture, &cases[i], store_fixture_set_up, test_broken,
                store_fixture_tear_down);
  g_test_add ("/store/verify/needs-writer", StoreFixture, NULL, store_fixture_set_up,
              test_needs_writer, store_fixture_tear_down);
  g_test_add ("/store/verify/contents", StoreFixture, NULL, store_fixture_set_up, test_contents,
              store_fixture_tear_down);
  return g_test_run ();
}
