/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* Pixels come out upright, fitted and complete, or an error does. */

#include "config.h"

#include "packshot-imaging.h"
#include "packshot-test.h"
#include "pictures.h"

typedef struct
{
  char            *dir;
  PackshotImaging *imaging;
} Fixture;

static void
set_up (Fixture      *fixture,
        gconstpointer user_data)
{
  fixture->dir = packshot_test_tmp_new ();
  fixture->imaging = packshot_imaging_new (NULL, 2);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer user_data)
{
  g_clear_object (&fixture->imaging);
  g_clear_pointer (&fixture->dir, packshot_test_tmp_free);
}

static PackshotPixels *
load (Fixture *fixture,
      GBytes  *bytes,
      int      max_side,
      GError **error)
{
  g_autofree char *path = pictures_write (fixture->dir, "picture", bytes);
  g_auto(PackshotTestAwait) await = { NULL };

  packshot_imaging_load_async (fixture->imaging, path, max_side, G_PRIORITY_DEFAULT, NULL,
                               packshot_test_await_cb, &await);
  return packshot_imaging_load_finish (fixture->imaging, packshot_test_await (&await), error);
}

static const guint8 *
pixel_at (PackshotPixels *pixels,
          int             x,
          int             y)
{
  const guint8 *data = g_bytes_get_data (packshot_pixels_get_bytes (pixels), NULL);

  return data + y * packshot_pixels_get_stride (pixels)
         + x * (packshot_pixels_get_has_alpha (pixels) ? 4 : 3);
}

/* The quarters as seen: above left and right, below left and right. */
static void
assert_quarters (PackshotPixels *pixels,
                 const char     *expected)
{
  int width = packshot_pixels_get_width (pixels), height = packshot_pixels_get_height (pixels);

  for (int i = 0; i < 4; i++)
    g_assert_cmpint (pictures_classify (pixel_at (pixels, width / 4 + i % 2 * width / 2,
                                                  height / 4 + i / 2 * height / 2)), ==,
                     expected[i]);
}

static void
assert_size (PackshotPixels *pixels,
             int             width,
             int             height)
{
  g_assert_nonnull (pixels);
  g_assert_cmpint (packshot_pixels_get_width (pixels), ==, width);
  g_assert_cmpint (packshot_pixels_get_height (pixels), ==, height);
}

static void
test_formats (Fixture      *fixture,
              gconstpointer user_data)
{
  static const char * const formats[] = { "jpeg", "png", "bmp", "tiff" };

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_autoptr(GBytes) bytes = pictures_quarters (formats[i], 80, 40);
      g_autoptr(GError) error = NULL;
      g_autoptr(PackshotPixels) pixels = load (fixture, bytes, 0, &error);

      g_assert_no_error (error);
      assert_size (pixels, 80, 40);
      assert_quarters (pixels, "ABCD");
    }
}

static void
test_plain_formats (Fixture      *fixture,
                    gconstpointer user_data)
{
  g_autoptr(GPtrArray) files = g_ptr_array_new_with_free_func ((GDestroyNotify)g_bytes_unref);

  g_ptr_array_add (files, pictures_gif (80, 40));
  g_ptr_array_add (files, pictures_webp (80, 40, 0));
  g_ptr_array_add (files, pictures_svg (80, 40));
  for (guint i = 0; i < files->len; i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(PackshotPixels) pixels = load (fixture, files->pdata[i], 0, &error);

      g_assert_no_error (error);
      assert_size (pixels, 80, 40);
      assert_quarters (pixels, "AAAA");
    }
}

static void
test_fit (Fixture      *fixture,
          gconstpointer user_data)
{
  static const struct { int width, height, max_side, to_width, to_height; } cases[] = {
    { 400, 200, 100, 100, 50 }, { 200, 400, 100, 50, 100 }, { 400, 200, 400, 400, 200 },
    { 400, 200, 1000, 400, 200 }, { 400, 200, 0, 400, 200 }, { 400, 200, 399, 399, 199 },
    { 1000, 2, 10, 10, 1 }, { 400, 400, 1, 1, 1 },
  };
  static const char * const formats[] = { "jpeg", "png", "bmp", "tiff" };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    for (guint k = 0; k < G_N_ELEMENTS (formats); k++)
      {
        g_autoptr(GBytes) bytes = pictures_quarters (formats[k], cases[i].width, cases[i].height);
        g_autoptr(GError) error = NULL;
        g_autoptr(PackshotPixels) pixels = load (fixture, bytes, cases[i].max_side, &error);

        g_assert_no_error (error);
        assert_size (pixels, cases[i].to_width, cases[i].to_height);
        if (cases[i].to_width > 10)
          assert_quarters (pixels, "ABCD");
      }
}

/* EXIF 2.3, tag 0x0112, says which sides of the scene the first row and the first column are:
 * 1 top left, 2 top right, 3 bottom right, 4 bottom left, 5 left top, 6 right top, 7 right bottom,
 * 8 left bottom. */
static const char * const oriented[] = {
  NULL, "ABCD", "BADC", "DCBA", "CDAB", "ACBD", "CADB", "DBCA", "BDAC"
};

static void
assert_oriented (Fixture *fixture,
                 GBytes  *bytes,
                 int      orientation,
                 int      max_side)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(PackshotPixels) pixels = load (fixture, bytes, max_side, &error);
  int longer = max_side, shorter = max_side / 2;

  g_test_message ("orientation %d", orientation);
  g_assert_no_error (error);
  assert_size (pixels, orientation >= 5 ? shorter : longer, orientation >= 5 ? longer : shorter);
  assert_quarters (pixels, oriented[orientation]);
}

static void
test_orientation (Fixture      *fixture,
                  gconstpointer user_data)
{
  g_autoptr(GBytes) jpeg = pictures_quarters ("jpeg", 128, 64);
  g_autoptr(GBytes) png = pictures_quarters ("png", 128, 64);

  for (int orientation = 1; orientation <= 8; orientation++)
    for (int big_endian = 0; big_endian <= 1; big_endian++)
      {
        g_autoptr(GBytes) exif = pictures_exif (orientation, big_endian);
        g_autoptr(GBytes) turned_jpeg = pictures_jpeg_insert (jpeg, exif);
        g_autoptr(GBytes) turned_png = pictures_png_insert (png, exif);

        assert_oriented (fixture, turned_jpeg, orientation, 128);
        assert_oriented (fixture, turned_jpeg, orientation, 32);
        assert_oriented (fixture, turned_png, orientation, 128);
        assert_oriented (fixture, turned_png, orientation, 32);
      }
}

static void
test_alpha (Fixture      *fixture,
            gconstpointer user_data)
{
  g_autoptr(GBytes) bytes = pictures_clear_png (40, 20);
  g_autoptr(GError) error = NULL;
  g_autoptr(PackshotPixels) pixels = load (fixture, bytes, 10, &error);
  const guint8 *pixel;

  g_assert_no_error (error);
  assert_size (pixels, 10, 5);
  g_assert_true (packshot_pixels_get_has_alpha (pixels));
  pixel = pixel_at (pixels, 9, 4);
  g_assert_cmpint (pixel[0], ==, 0xff);
  g_assert_cmpint (pixel[1], ==, 0);
  g_assert_cmpint (ABS (pixel[3] - 0x80), <=, 1);
}

/* What an SVG refers to outside of itself is not fetched. */
static void
test_svg_reference (Fixture      *fixture,
                    gconstpointer user_data)
{
  g_autoptr(GBytes) secret = pictures_quarters ("png", 40, 40);
  g_autofree char *path = pictures_write (fixture->dir, "secret.png", secret);
  g_autofree char *text = g_strdup_printf (
    "<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink'"
    " width='40' height='40'><rect width='40' height='40' fill='lime'/>"
    "<image width='40' height='40' xlink:href='file://%s'/>"
    "<image width='40' height='40' xlink:href='secret.png'/></svg>", path);
  g_autoptr(GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr(GError) error = NULL;
  g_autoptr(PackshotPixels) pixels = load (fixture, bytes, 0, &error);

  g_assert_no_error (error);
  assert_quarters (pixels, "BBBB");
}

static void
test_errors (Fixture      *fixture,
             gconstpointer user_data)
{
  g_autoptr(GBytes) png = pictures_quarters ("png", 300, 200);
  g_autoptr(GBytes) cut = g_bytes_new_from_bytes (png, 0, g_bytes_get_size (png) / 2);
  g_autoptr(GBytes) damaged = pictures_patch (png, g_bytes_get_size (png) / 2, "damage", 6);
  g_autoptr(GBytes) huge = pictures_patch (png, 16, "\x7f\xff\xff\xff\x7f\xff\xff\xff", 8);
  g_autoptr(GBytes) text = g_bytes_new_static ("hello", 5);
  g_autoptr(GBytes) empty = g_bytes_new (NULL, 0);
  const struct { GBytes *bytes; PackshotImagingError code; } cases[] = {
    { cut, PACKSHOT_IMAGING_ERROR_BROKEN }, { damaged, PACKSHOT_IMAGING_ERROR_BROKEN },
    { huge, PACKSHOT_IMAGING_ERROR_TOO_LARGE }, { text, PACKSHOT_IMAGING_ERROR_NOT_A_PICTURE },
    { empty, PACKSHOT_IMAGING_ERROR_EMPTY },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_null (load (fixture, cases[i].bytes, 64, &error));
      g_assert_error (error, PACKSHOT_IMAGING_ERROR, (int)cases[i].code);
    }
}

static void
test_probe_async (Fixture      *fixture,
                  gconstpointer user_data)
{
  g_autoptr(GBytes) png = pictures_quarters ("png", 60, 40);
  g_autofree char *path = pictures_write (fixture->dir, "picture", png);
  g_autofree char *missing = g_build_filename (fixture->dir, "missing", NULL);
  g_auto(PackshotTestAwait) await = { NULL };
  g_autoptr(GError) error = NULL;
  PackshotPictureFacts facts;

  packshot_imaging_probe_async (fixture->imaging, path, 0, NULL, packshot_test_await_cb, &await);
  packshot_imaging_probe_finish (fixture->imaging, packshot_test_await (&await), &facts, &error);
  g_assert_no_error (error);
  g_assert_cmpint (facts.type, ==, PACKSHOT_PICTURE_PNG);
  g_assert_cmpint (facts.height, ==, 40);

  packshot_imaging_probe_async (fixture->imaging, missing, 0, NULL, packshot_test_await_cb, &await);
  g_assert_false (packshot_imaging_probe_finish (fixture->imaging, packshot_test_await (&await),
                                                 &facts, &error));
  g_assert_error (error, PACKSHOT_IMAGING_ERROR, PACKSHOT_IMAGING_ERROR_IO);
}

#define ADD(name, func) \
  g_test_add ("/imaging/load/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("formats", test_formats);
  ADD ("plain-formats", test_plain_formats);
  ADD ("fit", test_fit);
  ADD ("orientation", test_orientation);
  ADD ("alpha", test_alpha);
  ADD ("svg-reference", test_svg_reference);
  ADD ("errors", test_errors);
  ADD ("probe-async", test_probe_async);
  return g_test_run ();
}
