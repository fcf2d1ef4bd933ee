/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* The demo catalogue is well formed, and its pictures are what a sales channel would take: square,
 * white to the edge, filled by the product, the same each time. */

#include "config.h"

#include "packshot-samples.h"

#include <cairo.h>
#include <fontconfig/fontconfig.h>
#include <pango/pangocairo.h>
#include <string.h>

typedef void (*SampleFunc) (const PackshotSample *sample,
                            gpointer              user_data);

static void
for_each_sample (SampleFunc func,
                 gpointer   user_data)
{
  for (guint i = 0; i < packshot_samples_get_n (); i++)
    func (packshot_samples_get (i), user_data);
  for (guint i = 0; i < packshot_samples_get_n_products (); i++)
    func (packshot_samples_get_product (i), user_data);
}

static void
test_counts (void)
{
  g_assert_cmpuint (packshot_samples_get_n (), ==, 24);
  g_assert_cmpuint (packshot_samples_get_n_products (), ==, 8);
  g_assert_cmpuint (packshot_samples_get_n_customers (), ==, 6);
  g_assert_cmpuint (packshot_samples_get_n_brands (), ==, 4);
}

/* GS1 General Specifications 7.9: weights 1 and 3 in turns, the sum a multiple of ten; and
 * 2.1.11.1: prefixes 200 to 299 are for use inside a company. */
static void
assert_gtin (const PackshotSample *sample,
             gpointer              user_data)
{
  int sum = 0;

  g_assert_cmpuint (strlen (sample->gtin), ==, 13);
  g_assert_cmpuint (strspn (sample->gtin, "0123456789"), ==, 13);
  g_assert_true (g_str_has_prefix (sample->gtin, "200"));
  for (int i = 0; i < 13; i++)
    sum += (sample->gtin[i] - '0') * (i % 2 ? 3 : 1);
  g_assert_cmpint (sum % 10, ==, 0);
}

static void
test_gtins (void)
{
  for_each_sample (assert_gtin, NULL);
}

static void
assert_texts (const PackshotSample *sample,
              gpointer              user_data)
{
  const char * const texts[] = { sample->name, sample->brand, sample->net_content, sample->category,
                                 sample->sku };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_assert_true (texts[i] != NULL && *texts[i] != '\0');
      g_assert_true (g_utf8_validate (texts[i], -1, NULL));
    }
}

static void
test_texts (void)
{
  for_each_sample (assert_texts, NULL);
}

static void
assert_unique (const PackshotSample *sample,
               gpointer              user_data)
{
  GHashTable *seen = user_data;

  g_assert_true (g_hash_table_add (seen, (gpointer)sample->gtin));
  g_assert_true (g_hash_table_add (seen, (gpointer)sample->sku));
  g_assert_true (g_hash_table_add (seen, (gpointer)sample->name));
}

static void
test_unique (void)
{
  g_autoptr(GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for_each_sample (assert_unique, seen);
}

/* Each trade item's brand has a logo. */
static void
test_brands (void)
{
  for (guint i = 0; i < packshot_samples_get_n (); i++)
    {
      gboolean found = FALSE;

      for (guint k = 0; k < packshot_samples_get_n_brands (); k++)
        found |= strcmp (packshot_samples_get_brand (k)->name,
                         packshot_samples_get (i)->brand) == 0;
      g_assert_true (found);
    }
}

typedef struct
{
  const guint8 *data;
  gsize         left;
} Reader;

static cairo_status_t
read_cb (void          *closure,
         unsigned char *data,
         unsigned int   n_data)
{
  Reader *reader = closure;

  if (reader->left < n_data)
    return CAIRO_STATUS_READ_ERROR;
  memcpy (data, reader->data, n_data);
  reader->data += n_data;
  reader->left -= n_data;
  return CAIRO_STATUS_SUCCESS;
}

static cairo_surface_t *
decode (GBytes *png,
        int     size)
{
  Reader reader = { g_bytes_get_data (png, NULL), g_bytes_get_size (png) };
  cairo_surface_t *surface = cairo_image_surface_create_from_png_stream (read_cb, &reader);

  g_assert_cmpint (cairo_surface_status (surface), ==, CAIRO_STATUS_SUCCESS);
  g_assert_cmpint (cairo_image_surface_get_width (surface), ==, size);
  g_assert_cmpint (cairo_image_surface_get_height (surface), ==, size);
  return surface;
}

static guint32
pixel_at (cairo_surface_t *surface,
          int              x,
          int              y)
{
  const guint8 *row = cairo_image_surface_get_data (surface)
    + (gsize)y * cairo_image_surface_get_stride (surface);

  return ((const guint32 *)(const void *)row)[x] & 0xffffff;
}

/* The longer side of what is not white, as a share of the frame. */
static double
get_fill (cairo_surface_t *surface,
          int              size)
{
  int left = size, right = -1, top = size, bottom = -1;

  for (int y = 0; y < size; y++)
    for (int x = 0; x < size; x++)
      if ((pixel_at (surface, x, y) & 0xff) < 245)
        {
          left = MIN (left, x);
          right = MAX (right, x);
          top = MIN (top, y);
          bottom = MAX (bottom, y);
        }
  return (double)(MAX (right - left, bottom - top) + 1) / size;
}

static void
assert_white_edge (cairo_surface_t *surface,
                   int              size)
{
  for (int i = 0; i < size; i++)
    {
      g_assert_cmphex (pixel_at (surface, i, 0), ==, 0xffffff);
      g_assert_cmphex (pixel_at (surface, i, size - 1), ==, 0xffffff);
      g_assert_cmphex (pixel_at (surface, 0, i), ==, 0xffffff);
      g_assert_cmphex (pixel_at (surface, size - 1, i), ==, 0xffffff);
    }
}

static void
assert_pictures (const PackshotSample *sample,
                 gpointer              user_data)
{
  const int size = 160;
  guint n_views = packshot_sample_get_n_views (sample);

  g_test_message ("%s", sample->name);
  g_assert_cmpuint (n_views, >=, 4);
  g_assert_cmpstr (packshot_sample_get_view_title (sample, 0), ==, "Front");
  for (guint view = 0; view < n_views; view++)
    {
      g_autoptr(GBytes) png = packshot_sample_render_png (sample, view, size);
      cairo_surface_t *surface = decode (png, size);

      /* The last one is a close-up. */
      if (view < n_views - 1)
        assert_white_edge (surface, size);
      if (view == 0)
        g_assert_cmpfloat (get_fill (surface, size), >=, 0.75);
      cairo_surface_destroy (surface);
    }
}

static void
test_pictures (void)
{
  for_each_sample (assert_pictures, NULL);
}

static void
test_views_differ (void)
{
  const PackshotSample *sample = packshot_samples_get (0);
  g_autoptr(GHashTable) pictures = g_hash_table_new_full (g_bytes_hash, g_bytes_equal,
                                                          (GDestroyNotify)g_bytes_unref, NULL);
  g_autoptr(GHashTable) titles = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint view = 0; view < packshot_sample_get_n_views (sample); view++)
    {
      g_assert_true (g_hash_table_add (pictures, packshot_sample_render_png (sample, view, 64)));
      g_assert_true (g_hash_table_add (titles, (gpointer)packshot_sample_get_view_title (sample,
                                                                                         view)));
    }
}

static gpointer
render_thread (gpointer data)
{
  return packshot_sample_render_png (data, 0, 200);
}

/* The same bytes each time, in whatever thread. */
static void
test_deterministic (void)
{
  const PackshotSample *sample = packshot_samples_get (6);
  g_autoptr(GBytes) first = packshot_sample_render_png (sample, 0, 200);
  GThread *threads[4];

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("render", render_thread, (gpointer)sample);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    {
      g_autoptr(GBytes) again = g_thread_join (threads[i]);

      g_assert_true (g_bytes_equal (first, again));
    }
}

static void
assert_logo (const PackshotSampleLogo *logo)
{
  g_autoptr(GBytes) png = packshot_samples_render_logo_png (logo, 96);
  cairo_surface_t *surface = decode (png, 96);

  g_assert_cmpuint (strlen (logo->name), >, 0);
  g_assert_cmphex (pixel_at (surface, 1, 1), !=, pixel_at (surface, 48, 20));
  cairo_surface_destroy (surface);
}

static void
test_logos (void)
{
  for (guint i = 0; i < packshot_samples_get_n_customers (); i++)
    assert_logo (packshot_samples_get_customer (i));
  for (guint i = 0; i < packshot_samples_get_n_brands (); i++)
    assert_logo (packshot_samples_get_brand (i));
}

static void
test_sizes (void)
{
  static const int sizes[] = { 16, 17, 400, 1600 };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr(GBytes) png = packshot_sample_render_png (packshot_samples_get (3), 0, sizes[i]);

      cairo_surface_destroy (decode (png, sizes[i]));
    }
}

int
main (int   argc,
      char *argv[])
{
  int result;

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/samples/samples/counts", test_counts);
  g_test_add_func ("/samples/samples/gtins", test_gtins);
  g_test_add_func ("/samples/samples/texts", test_texts);
  g_test_add_func ("/samples/samples/unique", test_unique);
  g_test_add_func ("/samples/samples/brands", test_brands);
  g_test_add_func ("/samples/samples/pictures", test_pictures);
  g_test_add_func ("/samples/samples/views-differ", test_views_differ);
  g_test_add_func ("/samples/samples/deterministic", test_deterministic);
  g_test_add_func ("/samples/samples/logos", test_logos);
  g_test_add_func ("/samples/samples/sizes", test_sizes);
  result = g_test_run ();

  /* The font map of this thread and what fontconfig keeps are no leaks of ours. */
  pango_cairo_font_map_set_default (NULL);
  FcFini ();
  return result;
}
