/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* What a file is, and that no file can make the program believe, read or reserve too much. */

#include "config.h"

#include "packshot-imaging.h"
#include "packshot-test.h"
#include "pictures.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct
{
  char *dir;
} Fixture;

static void
set_up (Fixture      *fixture,
        gconstpointer user_data)
{
  fixture->dir = packshot_test_tmp_new ();
}

static void
tear_down (Fixture      *fixture,
           gconstpointer user_data)
{
  g_clear_pointer (&fixture->dir, packshot_test_tmp_free);
}

static void
assert_facts (Fixture            *fixture,
              GBytes             *bytes,
              PackshotPictureType type,
              int                 width,
              int                 height)
{
  g_autofree char *path = pictures_write (fixture->dir, "named-like.nothing", bytes);
  g_autoptr(GError) error = NULL;
  PackshotPictureFacts facts = { 0 };

  packshot_imaging_probe_file (path, &facts, &error);
  g_assert_no_error (error);
  g_assert_cmpint (facts.type, ==, type);
  g_assert_cmpstr (facts.mime_type, ==, packshot_picture_type_get_mime (type));
  g_assert_cmpint (facts.width, ==, width);
  g_assert_cmpint (facts.height, ==, height);
  g_assert_cmpint (facts.bytes, ==, g_bytes_get_size (bytes));
}

static void
assert_path_fails (const char          *path,
                   PackshotImagingError code)
{
  g_autoptr(GError) error = NULL;
  PackshotPictureFacts facts = { .width = 4711 };

  g_assert_false (packshot_imaging_probe_file (path, &facts, &error));
  g_assert_error (error, PACKSHOT_IMAGING_ERROR, (int)code);
  g_assert_cmpint (facts.width, ==, 4711);
}

static void
assert_fails (Fixture             *fixture,
              GBytes              *bytes,
              PackshotImagingError code)
{
  g_autofree char *path = pictures_write (fixture->dir, "picture.jpg", bytes);

  assert_path_fails (path, code);
}

static void
test_formats (Fixture      *fixture,
              gconstpointer user_data)
{
  g_autoptr(GBytes) jpeg = pictures_quarters ("jpeg", 60, 40);
  g_autoptr(GBytes) png = pictures_quarters ("png", 60, 40);
  g_autoptr(GBytes) bmp = pictures_quarters ("bmp", 60, 40);
  g_autoptr(GBytes) tiff = pictures_quarters ("tiff", 60, 40);
  g_autoptr(GBytes) gif = pictures_gif (60, 40);
  g_autoptr(GBytes) webp = pictures_webp (60, 40, 0);
  g_autoptr(GBytes) svg = pictures_svg (60, 40);

  assert_facts (fixture, jpeg, PACKSHOT_PICTURE_JPEG, 60, 40);
  assert_facts (fixture, png, PACKSHOT_PICTURE_PNG, 60, 40);
  assert_facts (fixture, bmp, PACKSHOT_PICTURE_BMP, 60, 40);
  assert_facts (fixture, tiff, PACKSHOT_PICTURE_TIFF, 60, 40);
  assert_facts (fixture, gif, PACKSHOT_PICTURE_GIF, 60, 40);
  assert_facts (fixture, webp, PACKSHOT_PICTURE_WEBP, 60, 40);
  assert_facts (fixture, svg, PACKSHOT_PICTURE_SVG, 60, 40);
}

/* The size is that of the file although a large picture is decoded small. */
static void
test_large (Fixture      *fixture,
            gconstpointer user_data)
{
  g_autoptr(GBytes) jpeg = pictures_quarters ("jpeg", 3000, 1000);
  g_autoptr(GBytes) png = pictures_quarters ("png", 1000, 3000);

  assert_facts (fixture, jpeg, PACKSHOT_PICTURE_JPEG, 3000, 1000);
  assert_facts (fixture, png, PACKSHOT_PICTURE_PNG, 1000, 3000);
}

/* EXIF 2.3, tag 0x0112: from 5 on rows and columns change places. */
static void
test_orientation (Fixture      *fixture,
                  gconstpointer user_data)
{
  g_autoptr(GBytes) jpeg = pictures_quarters ("jpeg", 64, 32);
  g_autoptr(GBytes) png = pictures_quarters ("png", 64, 32);

  for (int orientation = 0; orientation <= 9; orientation++)
    {
      gboolean turned = orientation >= 5 && orientation <= 8;
      int width = turned ? 32 : 64, height = turned ? 64 : 32;
      g_autoptr(GBytes) exif = pictures_exif (orientation, orientation % 2);
      g_autoptr(GBytes) turned_jpeg = pictures_jpeg_insert (jpeg, exif);
      g_autoptr(GBytes) turned_png = pictures_png_insert (png, exif);
      g_autoptr(GBytes) webp = pictures_webp (64, 32, orientation);

      assert_facts (fixture, turned_jpeg, PACKSHOT_PICTURE_JPEG, width, height);
      assert_facts (fixture, turned_png, PACKSHOT_PICTURE_PNG, width, height);
      assert_facts (fixture, webp, PACKSHOT_PICTURE_WEBP, width, height);
    }
}

/* A directory that points behind the file, promises more entries than there are, or is none. */
static void
test_bad_exif (Fixture      *fixture,
               gconstpointer user_data)
{
  static const struct { guint offset; guint8 data[4]; } patches[] = {
    { 4, { 0xff, 0xff, 0xff, 0x7f } }, { 8, { 0xff, 0xff, 0x12, 0x01 } }, { 0, { 'X', 'X', 0, 0 } },
    { 4, { 0, 0, 0, 0 } },
  };
  g_autoptr(GBytes) jpeg = pictures_quarters ("jpeg", 64, 32);

  for (guint i = 0; i < G_N_ELEMENTS (patches); i++)
    {
      g_autoptr(GBytes) exif = pictures_exif (1, FALSE);
      g_autoptr(GBytes) bad = pictures_patch (exif, patches[i].offset, patches[i].data, 4);
      g_autoptr(GBytes) bytes = pictures_jpeg_insert (jpeg, bad);

      assert_facts (fixture, bytes, PACKSHOT_PICTURE_JPEG, 64, 32);
    }
}

static void
test_not_a_picture (Fixture      *fixture,
                    gconstpointer user_data)
{
  g_autoptr(GBytes) empty = g_bytes_new (NULL, 0);
  g_autoptr(GBytes) text = g_bytes_new_static ("Dear photographer,\n", 19);
  g_autoptr(GBytes) zeros = g_bytes_new_take (g_malloc0 (10000), 10000);

  assert_fails (fixture, empty, PACKSHOT_IMAGING_ERROR_EMPTY);
  assert_fails (fixture, text, PACKSHOT_IMAGING_ERROR_NOT_A_PICTURE);
  assert_fails (fixture, zeros, PACKSHOT_IMAGING_ERROR_NOT_A_PICTURE);
}

/* Whether HEIC can be decoded depends on the machine; this one holds nothing to decode. */
static void
test_unsupported (Fixture      *fixture,
                  gconstpointer user_data)
{
  g_autoptr(GBytes) bytes = g_bytes_new_static ("\0\0\0\x18" "ftypheic\0\0\0\0mif1heic", 24);
  g_autofree char *path = pictures_write (fixture->dir, "picture.heic", bytes);
  g_autoptr(GError) error = NULL;
  PackshotPictureFacts facts;

  g_assert_false (packshot_imaging_probe_file (path, &facts, &error));
  if (!g_error_matches (error, PACKSHOT_IMAGING_ERROR, PACKSHOT_IMAGING_ERROR_BROKEN))
    g_assert_error (error, PACKSHOT_IMAGING_ERROR, PACKSHOT_IMAGING_ERROR_UNSUPPORTED);
}

static void
test_not_a_file (Fixture      *fixture,
                 gconstpointer user_data)
{
  g_autofree char *missing = g_build_filename (fixture->dir, "missing.jpg", NULL);
  g_autofree char *pipe = g_build_filename (fixture->dir, "pipe.jpg", NULL);

  assert_path_fails (missing, PACKSHOT_IMAGING_ERROR_IO);
  assert_path_fails (fixture->dir, PACKSHOT_IMAGING_ERROR_IO);
  g_assert_cmpint (mkfifo (pipe, 0600), ==, 0);
  assert_path_fails (pipe, PACKSHOT_IMAGING_ERROR_IO);
}

/* Cut anywhere, a picture is never taken for a whole one. */
static void
test_truncated (Fixture      *fixture,
                gconstpointer user_data)
{
  g_autoptr(GPtrArray) files = g_ptr_array_new_with_free_func ((GDestroyNotify)g_bytes_unref);

  g_ptr_array_add (files, pictures_quarters ("jpeg", 300, 200));
  g_ptr_array_add (files, pictures_quarters ("png", 300, 200));
  g_ptr_array_add (files, pictures_quarters ("bmp", 300, 200));
  g_ptr_array_add (files, pictures_quarters ("tiff", 300, 200));
  g_ptr_array_add (files, pictures_gif (30, 20));
  g_ptr_array_add (files, pictures_webp (300, 200, 0));
  g_ptr_array_add (files, pictures_webp (300, 200, 6));
  g_ptr_array_add (files, pictures_svg (300, 200));

  for (guint i = 0; i < files->len; i++)
    for (int percent = 1; percent < 97; percent += 5)
      {
        gsize n = g_bytes_get_size (files->pdata[i]) * percent / 100;
        g_autoptr(GBytes) part = g_bytes_new_from_bytes (files->pdata[i], 0, MAX (n, 1));
        g_autofree char *path = pictures_write (fixture->dir, "cut", part);
        g_autoptr(GError) error = NULL;
        PackshotPictureFacts facts;

        g_test_message ("file %u cut at %d %%", i, percent);
        g_assert_false (packshot_imaging_probe_file (path, &facts, &error));
        if (!g_error_matches (error, PACKSHOT_IMAGING_ERROR, PACKSHOT_IMAGING_ERROR_NOT_A_PICTURE))
          g_assert_error (error, PACKSHOT_IMAGING_ERROR, PACKSHOT_IMAGING_ERROR_BROKEN);
      }
}

/* Its length is right, its content is not: the checksum of the data tells. */
static void
test_damaged (Fixture      *fixture,
              gconstpointer user_data)
{
  g_autoptr(GBytes) png = pictures_quarters ("png", 300, 200);
  g_autoptr(GBytes) bad = pictures_patch (png, g_bytes_get_size (png) / 2, "damage", 6);

  assert_fails (fixture, bad, PACKSHOT_IMAGING_ERROR_BROKEN);
}

/* Whatever stands in a file: an answer or an error of ours, and never a crash. The seed is fixed.
 * Loaders complain of what they read, some of them as if it were a mistake of the program. */
static void
test_mutated (Fixture      *fixture,
              gconstpointer user_data)
{
  g_autoptr(GPtrArray) files = g_ptr_array_new_with_free_func ((GDestroyNotify)g_bytes_unref);
  GRand *rand = g_rand_new_with_seed (20261121);
  GLogLevelFlags fatal = g_log_set_always_fatal (G_LOG_FATAL_MASK);

  g_ptr_array_add (files, pictures_quarters ("jpeg", 40, 20));
  g_ptr_array_add (files, pictures_quarters ("png", 40, 20));
  g_ptr_array_add (files, pictures_quarters ("bmp", 40, 20));
  g_ptr_array_add (files, pictures_quarters ("tiff", 40, 20));
  g_ptr_array_add (files, pictures_gif (40, 20));
  g_ptr_array_add (files, pictures_webp (40, 20, 6));
  g_ptr_array_add (files, pictures_svg (40, 20));

  for (guint i = 0; i < files->len * 150; i++)
    {
      GBytes *file = files->pdata[i % files->len];
      gsize offset = g_rand_int_range (rand, 0, MIN (g_bytes_get_size (file), 300) - 1);
      guint8 noise[2] = { g_rand_int_range (rand, 0, 256), g_rand_int_range (rand, 0, 256) };
      g_autoptr(GBytes) mutated = pictures_patch (file, offset, noise, sizeof noise);
      g_autofree char *path = pictures_write (fixture->dir, "mutated", mutated);
      g_autoptr(GError) error = NULL;
      PackshotPictureFacts facts = { 0 };

      if (packshot_imaging_probe_file (path, &facts, &error))
        g_assert_cmpint (facts.width, >, 0);
      else
        g_assert_true (error->domain == PACKSHOT_IMAGING_ERROR);
    }
  g_rand_free (rand);
  g_log_set_always_fatal (fatal);
}

/* Phones put a second picture or a clip behind the end. */
static void
test_trailing (Fixture      *fixture,
               gconstpointer user_data)
{
  g_autoptr(GBytes) jpeg = pictures_quarters ("jpeg", 60, 40);
  g_autoptr(GBytes) tail = g_bytes_new_take (g_malloc0 (200000), 200000);
  g_autoptr(GBytes) both = pictures_join (g_bytes_get_data (jpeg, NULL), g_bytes_get_size (jpeg),
                                          tail);

  assert_facts (fixture, both, PACKSHOT_PICTURE_JPEG, 60, 40);
}

static gsize
find (GBytes     *bytes,
      const void *what,
      gsize       n_what)
{
  gsize n;
  const guint8 *data = g_bytes_get_data (bytes, &n);

  for (gsize i = 0; i + n_what <= n; i++)
    if (memcmp (data + i, what, n_what) == 0)
      return i;
  g_assert_not_reached ();
}

static void
assert_patched_too_large (Fixture    *fixture,
                          GBytes     *bytes,
                          gsize       offset,
                          const void *data,
                          gsize       n_data)
{
  g_autoptr(GBytes) patched = pictures_patch (bytes, offset, data, n_data);

  assert_fails (fixture, patched, PACKSHOT_IMAGING_ERROR_TOO_LARGE);
}

/* A few bytes that promise a picture of gigabytes. */
static void
test_huge_header (Fixture      *fixture,
                  gconstpointer user_data)
{
  g_autoptr(GBytes) jpeg = pictures_quarters ("jpeg", 60, 40);
  g_autoptr(GBytes) png = pictures_quarters ("png", 60, 40);
  g_autoptr(GBytes) bmp = pictures_quarters ("bmp", 60, 40);
  g_autoptr(GBytes) tiff = pictures_quarters ("tiff", 60, 40);
  g_autoptr(GBytes) gif = pictures_gif (60, 40);
  g_autoptr(GBytes) webp = pictures_webp (60, 40, 1);
  g_autoptr(GBytes) svg = pictures_svg (1000000, 1000000);

  assert_patched_too_large (fixture, jpeg, find (jpeg, "\xff\xc0", 2) + 5, "\xff\xff\xff\xff", 4);
  assert_patched_too_large (fixture, png, 16, "\x7f\xff\xff\xff\x7f\xff\xff\xff", 8);
  assert_patched_too_large (fixture, bmp, 18, "\xff\xff\xff\x7f\xff\xff\xff\x7f", 8);
  assert_patched_too_large (fixture, bmp, 18, "\xff\xff\xff\x7f\0\0\0\x80", 8);
  assert_patched_too_large (fixture, gif, 6, "\xff\xff\xff\xff", 4);
  assert_patched_too_large (fixture, webp, 24, "\xff\xff\xff\xff\xff\xff", 6);
  assert_fails (fixture, svg, PACKSHOT_IMAGING_ERROR_TOO_LARGE);

  /* The width's entry: tag, type short, count one, value. */
  assert_patched_too_large (fixture, tiff, find (tiff, "\0\1\3\0\1\0\0\0\x3c\0", 10),
                            "\0\1\4\0\1\0\0\0\xff\xff\xff\xff", 12);
}

/* One pixel less than 200 million is no reason to refuse. */
static void
test_limit (Fixture      *fixture,
            gconstpointer user_data)
{
  g_autoptr(GBytes) png = pictures_quarters ("png", 60, 40);
  g_autoptr(GBytes) at = pictures_patch (png, 16, "\0\0\x27\x10\0\0\x4e\x20", 8);
  g_autoptr(GBytes) above = pictures_patch (png, 16, "\0\0\x27\x10\0\0\x4e\x21", 8);

  assert_facts (fixture, at, PACKSHOT_PICTURE_PNG, 10000, 20000);
  assert_fails (fixture, above, PACKSHOT_IMAGING_ERROR_TOO_LARGE);
}

static void
grow (const char *path,
      gint64      n_bytes,
      const char *end)
{
  int fd = g_open (path, O_RDWR | O_CLOEXEC, 0);

  g_assert_cmpint (fd, >=, 0);
  g_assert_cmpint (ftruncate (fd, n_bytes), ==, 0);
  if (end != NULL)
    g_assert_cmpint (pwrite (fd, end, strlen (end), n_bytes - strlen (end)), ==, strlen (end));
  g_assert_true (g_close (fd, NULL));
}

/* A large file is judged without reading it: the memory taken stays far below its size. */
static void
test_large_file (Fixture      *fixture,
                 gconstpointer user_data)
{
  g_autoptr(GBytes) jpeg = pictures_quarters ("jpeg", 60, 40);
  g_autofree char *path = pictures_write (fixture->dir, "large.jpg", jpeg);
  g_autoptr(GError) error = NULL;
  PackshotPictureFacts facts;
  struct rusage before, after;

  grow (path, 200 * 1000 * 1000, "\xff\xd9");
  getrusage (RUSAGE_SELF, &before);
  packshot_imaging_probe_file (path, &facts, &error);
  getrusage (RUSAGE_SELF, &after);
  g_assert_no_error (error);
  g_assert_cmpint (facts.bytes, ==, 200 * 1000 * 1000);
  g_assert_cmpint (facts.width, ==, 60);
  g_assert_cmpint (after.ru_maxrss - before.ru_maxrss, <, 20 * 1000);

  grow (path, PACKSHOT_IMAGING_MAX_BYTES + 1, NULL);
  assert_path_fails (path, PACKSHOT_IMAGING_ERROR_TOO_LARGE);
}

#define ADD(name, func) \
  g_test_add ("/imaging/probe/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("formats", test_formats);
  ADD ("large", test_large);
  ADD ("orientation", test_orientation);
  ADD ("bad-exif", test_bad_exif);
  ADD ("not-a-picture", test_not_a_picture);
  ADD ("unsupported", test_unsupported);
  ADD ("not-a-file", test_not_a_file);
  ADD ("truncated", test_truncated);
  ADD ("damaged", test_damaged);
  ADD ("mutated", test_mutated);
  ADD ("trailing", test_trailing);
  ADD ("huge-header", test_huge_header);
  ADD ("limit", test_limit);
  ADD ("large-file", test_large_file);
  return g_test_run ();
}
