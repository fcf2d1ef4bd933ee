/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* Removing contents that nobody names: not those that somebody wants again, and not for good when
 * it is cut off in the midst. */

#include "config.h"

#include "packshot-edits.h"
#include "packshot-sweep.h"
#include "packshot-test.h"
#include "store-fixture.h"

#include <glib/gstdio.h>
#include <utime.h>

#define DAYS(n) ((n) * G_TIME_SPAN_DAY)

typedef struct
{
  StoreFixture       base;
  PackshotBlobStore *blobs;     /* (owned) */
  GPtrArray         *hashes;    /* (owned): char* */
  gint64             before;
  PackshotSweepFacts facts;
} Fixture;

static void
set_up (Fixture      *self,
        gconstpointer data)
{
  g_autoptr(GError) error = NULL;

  store_fixture_set_up (&self->base, NULL);
  self->blobs = packshot_blob_store_open (self->base.folder, &error);
  g_assert_no_error (error);
  self->hashes = g_ptr_array_new_with_free_func (g_free);
  self->before = g_get_real_time () - DAYS (1);
}

static void
tear_down (Fixture      *self,
           gconstpointer data)
{
  g_ptr_array_unref (self->hashes);
  g_object_unref (self->blobs);
  store_fixture_tear_down (&self->base, NULL);
}

/* Adds a content that nobody has wanted for so many days. */
static char *
add_content (Fixture    *self,
             const char *text,
             int         days)
{
  g_autofree char *path = g_build_filename (self->base.folder, "new", NULL);
  g_autofree char *blob = NULL;
  g_autoptr(GError) error = NULL;
  char *sha256;

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  sha256 = packshot_blob_store_add_file (self->blobs, path, NULL, NULL, &error);
  g_assert_no_error (error);
  blob = packshot_blob_store_dup_path (self->blobs, sha256);
  if (days > 0)
    {
      time_t then = time (NULL) - days * 24 * 60 * 60;
      struct utimbuf times = { then, then };

      g_assert_cmpint (g_utime (blob, &times), ==, 0);
    }
  g_assert_cmpint (g_unlink (path), ==, 0);
  return sha256;
}

static gboolean
sweep_func (PackshotDb *db,
            gpointer    data,
            GError    **error)
{
  Fixture *self = data;

  return packshot_sweep_contents (db, self->blobs, self->hashes, self->before, &self->facts, error);
}

static void
sweep (Fixture *self)
{
  g_autoptr(GError) error = NULL;

  g_ptr_array_unref (self->hashes);
  self->hashes = packshot_blob_store_list_old (self->blobs, self->before, &error);
  g_assert_no_error (error);
  store_write (self->base.store, sweep_func, self, &error);
  g_assert_no_error (error);
}

static gboolean
name_func (PackshotDb *db,
           gpointer    data,
           GError    **error)
{
  const char *sha256 = data;
  gint64 item = make_item (db, 1, "key", "Soup", error);
  g_autoptr(PackshotContent) content = packshot_content_new (sha256, 5, "image/png", 1, 1);
  g_autoptr(PackshotImage) image = NULL;
  g_autoptr(PackshotGallery) gallery = NULL;
  gint64 id;

  must (packshot_contents_add (db, content, error), error);
  id = packshot_images_new (db, item, error);
  image = packshot_image_new (id, sha256, "", PACKSHOT_VISIBILITY_NONE, NULL);
  gallery = make_gallery (-1, image, NULL);
  return packshot_galleries_set (db, item, PACKSHOT_TREE_LOCAL, gallery, error);
}

static void
test_unnamed (Fixture      *self,
              gconstpointer data)
{
  g_autofree char *named = add_content (self, "named", 3);
  g_autofree char *old = add_content (self, "old", 3);
  g_autofree char *young = add_content (self, "young", 0);
  g_autoptr(GError) error = NULL;

  store_write (self->base.store, name_func, named, &error);
  g_assert_no_error (error);
  sweep (self);
  g_assert_cmpuint (self->facts.n_contents, ==, 1);
  g_assert_cmpint (self->facts.bytes, ==, 3);
  g_assert_true (packshot_blob_store_has (self->blobs, named));
  g_assert_false (packshot_blob_store_has (self->blobs, old));
  g_assert_true (packshot_blob_store_has (self->blobs, young));
  store_must_verify (self->base.store);
}

/* Bytes that are here and are added again are wanted from then on, also by who has listed them. */
static void
test_wanted_again (Fixture      *self,
                   gconstpointer data)
{
  g_autofree char *old = add_content (self, "old", 3);
  g_autofree char *again = NULL;
  g_autoptr(GError) error = NULL;

  g_ptr_array_unref (self->hashes);
  self->hashes = packshot_blob_store_list_old (self->blobs, self->before, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (self->hashes->len, ==, 1);
  again = add_content (self, "old", 0);
  g_assert_cmpstr (again, ==, old);
  store_write (self->base.store, sweep_func, self, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (self->facts.n_contents, ==, 0);
  g_assert_true (packshot_blob_store_verify (self->blobs, old, NULL, &error));
  sweep (self);
  g_assert_true (packshot_blob_store_has (self->blobs, old));
}

/* Killed after the content was taken out of the way: whoever opens the profile puts it back. */
static void
test_killed (Fixture      *self,
             gconstpointer data)
{
  g_autofree char *old = add_content (self, "old", 3);
  g_autofree char *path = packshot_blob_store_dup_path (self->blobs, old);
  g_autofree char *name = g_strconcat ("swept-", old, NULL);
  g_autofree char *temp = g_build_filename (self->base.folder, "blobs", "tmp", name, NULL);
  g_autoptr(GError) error = NULL;

  g_assert_cmpint (g_rename (path, temp), ==, 0);
  g_clear_object (&self->blobs);
  self->blobs = packshot_blob_store_open (self->base.folder, &error);
  g_assert_no_error (error);
  g_assert_true (packshot_blob_store_verify (self->blobs, old, NULL, &error));
  g_assert_false (g_file_test (temp, G_FILE_TEST_EXISTS));
}

static void
test_alone (Fixture      *self,
            gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  PackshotStore *other = packshot_store_open (self->base.folder, PACKSHOT_STORE_INLINE, &error);

  g_assert_no_error (error);
  g_assert_false (packshot_store_set_alone (self->base.store, TRUE));
  store_close (other);
  g_object_unref (other);
  g_assert_true (packshot_store_set_alone (self->base.store, TRUE));
  g_assert_true (packshot_store_set_alone (self->base.store, FALSE));
  other = packshot_store_open (self->base.folder, PACKSHOT_STORE_INLINE, &error);
  g_assert_no_error (error);
  store_close (other);
  g_object_unref (other);
}

static void
test_files (Fixture      *self,
            gconstpointer data)
{
  static const char * const names[] = {
    "packshot.db.new", "packshot.db.new-journal", "packshot.db.daily.part", "packshot.db.before-1",
    "before-restore-1.tar", "before-restore-1.tar.part",
  };
  const time_t then = time (NULL) - 3 * 24 * 60 * 60;
  struct utimbuf times = { then, then };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (self->base.folder, names[i], NULL);

      g_assert_true (g_file_set_contents (path, "x", 1, NULL));
      g_assert_cmpint (g_utime (path, &times), ==, 0);
    }
  g_assert_cmpuint (packshot_sweep_files (self->base.folder, self->blobs, self->before), ==, 4);
  g_assert_cmpuint (packshot_sweep_files (self->base.folder, self->blobs, self->before), ==, 0);
}

static void
test_copy (Fixture      *self,
           gconstpointer data)
{
  g_autofree char *copy = g_build_filename (self->base.folder, "packshot.db.daily", NULL);
  g_autoptr(GError) error = NULL;

  g_assert_true (packshot_sweep_copy (self->base.folder, &error));
  g_assert_no_error (error);
  g_assert_true (packshot_sweep_copy (self->base.folder, &error));
  g_assert_true (g_file_test (copy, G_FILE_TEST_EXISTS));
  g_assert_cmpint (g_unlink (copy), ==, 0);
  g_assert_cmpint (g_mkdir (copy, 0700), ==, 0);
  g_assert_false (packshot_sweep_copy (self->base.folder, &error));
  g_assert_error (error, PACKSHOT_STORE_ERROR, PACKSHOT_STORE_ERROR_FAILED);
}

int
main (int   argc,
      char *argv[])
{
  static const struct
  {
    const char *path;
    void        (*func) (Fixture      *self,
                         gconstpointer data);
  } cases[] = {
    { "/store/sweep/unnamed", test_unnamed },
    { "/store/sweep/wanted-again", test_wanted_again },
    { "/store/sweep/killed", test_killed },
    { "/store/sweep/alone", test_alone },
    { "/store/sweep/files", test_files },
    { "/store/sweep/copy", test_copy },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_test_add (cases[i].path, Fixture, NULL, set_up, cases[i].func, tear_down);
  return g_test_run ();
}
