/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* Thumbnails are kept on disk, survive a restart, and a bad one is made again. */

#include "config.h"

#include "packshot-imaging.h"
#include "packshot-test.h"
#include "pictures.h"

#include <glib/gstdio.h>
#include <string.h>

/* The SHA-256 of "" and of "abc" (FIPS 180-4 examples): names of some shape, that is all. */
#define KEY "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
#define OTHER_KEY "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"

typedef struct
{
  char *dir;
  char *cache;
} Fixture;

static void
set_up (Fixture      *fixture,
        gconstpointer user_data)
{
  fixture->dir = packshot_test_tmp_new ();
  fixture->cache = g_build_filename (fixture->dir, "deep", "cache", NULL);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer user_data)
{
  g_clear_pointer (&fixture->cache, g_free);
  g_clear_pointer (&fixture->dir, packshot_test_tmp_free);
}

/* Each call is a start of the program of its own. */
static PackshotPixels *
thumbnail (Fixture    *fixture,
           const char *path,
           const char *sha256,
           int         size,
           GError    **error)
{
  g_autoptr(PackshotImaging) imaging = packshot_imaging_new (fixture->cache, 1);
  g_auto(PackshotTestAwait) await = { NULL };

  packshot_imaging_thumbnail_async (imaging, path, sha256, size, G_PRIORITY_DEFAULT, NULL,
                                    packshot_test_await_cb, &await);
  return packshot_imaging_thumbnail_finish (imaging, packshot_test_await (&await), error);
}

static void
assert_thumbnail (Fixture    *fixture,
                  const char *path,
                  const char *sha256,
                  int         size,
                  gboolean    has_alpha)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(PackshotPixels) pixels = thumbnail (fixture, path, sha256, size, &error);

  g_assert_no_error (error);
  g_assert_cmpint (packshot_pixels_get_width (pixels), ==, size);
  g_assert_cmpint (packshot_pixels_get_height (pixels), ==, size / 2);
  g_assert_cmpint (packshot_pixels_get_has_alpha (pixels), ==, has_alpha);
}

static void
assert_missing (Fixture    *fixture,
                const char *path,
                const char *sha256,
                int         size)
{
  g_autoptr(GError) error = NULL;

  g_assert_null (thumbnail (fixture, path, sha256, size, &error));
  g_assert_error (error, PACKSHOT_IMAGING_ERROR, PACKSHOT_IMAGING_ERROR_IO);
}

static void
test_kept (Fixture      *fixture,
           gconstpointer user_data)
{
  g_autoptr(GBytes) jpeg = pictures_quarters ("jpeg", 400, 200);
  g_autofree char *path = pictures_write (fixture->dir, "picture.jpg", jpeg);
  g_autofree char *kept = g_build_filename (fixture->cache, "thumbnails", KEY "-128.jpg", NULL);

  assert_missing (fixture, "/nowhere", KEY, 128);
  assert_thumbnail (fixture, path, KEY, 128, FALSE);
  g_assert_true (g_file_test (kept, G_FILE_TEST_IS_REGULAR));

  /* With the picture gone only the cache can answer, and only what was asked for before. */
  g_assert_cmpint (g_unlink (path), ==, 0);
  assert_thumbnail (fixture, path, KEY, 128, FALSE);
  assert_missing (fixture, path, KEY, 64);
  assert_missing (fixture, path, OTHER_KEY, 128);
}

static void
test_kept_alpha (Fixture      *fixture,
                 gconstpointer user_data)
{
  g_autoptr(GBytes) png = pictures_clear_png (400, 200);
  g_autofree char *path = pictures_write (fixture->dir, "picture.png", png);
  g_autofree char *kept = g_build_filename (fixture->cache, "thumbnails", KEY "-128.png", NULL);

  assert_thumbnail (fixture, path, KEY, 128, TRUE);
  g_assert_true (g_file_test (kept, G_FILE_TEST_IS_REGULAR));
  g_assert_cmpint (g_unlink (path), ==, 0);
  assert_thumbnail (fixture, path, KEY, 128, TRUE);
}

static void
test_damaged (Fixture      *fixture,
              gconstpointer user_data)
{
  g_autoptr(GBytes) jpeg = pictures_quarters ("jpeg", 400, 200);
  g_autofree char *path = pictures_write (fixture->dir, "picture.jpg", jpeg);
  g_autofree char *kept = g_build_filename (fixture->cache, "thumbnails", KEY "-128.jpg", NULL);
  g_autofree char *good = NULL;
  gsize n_good = 0;

  assert_thumbnail (fixture, path, KEY, 128, FALSE);
  g_assert_true (g_file_get_contents (kept, &good, &n_good, NULL));

  for (gsize n = 0; n < n_good - 2; n += 97)
    {
      g_autofree char *again = NULL;
      gsize n_again = 0;

      g_assert_true (g_file_set_contents (kept, good, n, NULL));
      assert_thumbnail (fixture, path, KEY, 128, FALSE);
      g_assert_true (g_file_get_contents (kept, &again, &n_again, NULL));
      g_assert_cmpmem (again, n_again, good, n_good);
    }
}

/* A picture that can't be decoded leaves nothing behind that later looks like an answer. */
static void
test_broken (Fixture      *fixture,
             gconstpointer user_data)
{
  g_autoptr(GBytes) text = g_bytes_new_static ("text", 4);
  g_autofree char *path = pictures_write (fixture->dir, "picture.jpg", text);

  for (int i = 0; i < 2; i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_null (thumbnail (fixture, path, KEY, 128, &error));
      g_assert_error (error, PACKSHOT_IMAGING_ERROR, PACKSHOT_IMAGING_ERROR_NOT_A_PICTURE);
    }
}

/* A cache that can't be written costs time, not thumbnails. */
static void
test_unwritable (Fixture      *fixture,
                 gconstpointer user_data)
{
  g_autoptr(GBytes) jpeg = pictures_quarters ("jpeg", 400, 200);
  g_autofree char *path = pictures_write (fixture->dir, "picture.jpg", jpeg);
  g_autoptr(GBytes) text = g_bytes_new_static ("a file where a folder should be", 31);

  g_free (fixture->cache);
  fixture->cache = pictures_write (fixture->dir, "cache", text);
  assert_thumbnail (fixture, path, KEY, 128, FALSE);
  assert_thumbnail (fixture, path, KEY, 128, FALSE);
}

#define ADD(name, func) \
  g_test_add ("/imaging/thumbnail/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("kept", test_kept);
  ADD ("kept-alpha", test_kept_alpha);
  ADD ("damaged", test_damaged);
  ADD ("broken", test_broken);
  ADD ("unwritable", test_unwritable);
  return g_test_run ();
}
