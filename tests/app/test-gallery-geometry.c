/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* Where the tiles of a gallery stand: margin 12, gap 6, padding 6, tiles of at least 156 px, as
 * many columns as fit but at least two, the primary square over two rows and two columns. */

#include "config.h"

#include "packshot-gallery-geometry.h"

#define ROW 207

static void
assert_rect (const PackshotGalleryGeometry *geometry,
             guint                          index,
             int                            x,
             int                            y,
             int                            width,
             int                            height)
{
  GdkRectangle rect;

  packshot_gallery_geometry_get_rect (geometry, index, &rect);
  g_assert_cmpint (rect.x, ==, x);
  g_assert_cmpint (rect.y, ==, y);
  g_assert_cmpint (rect.width, ==, width);
  g_assert_cmpint (rect.height, ==, height);
}

static void
init (PackshotGalleryGeometry *geometry,
      int                      width,
      guint                    n,
      gboolean                 has_primary)
{
  packshot_gallery_geometry_init (geometry, width, n);
  geometry->has_primary = has_primary;
  geometry->has_add = TRUE;
  geometry->row = ROW;
}

static void
test_columns (void)
{
  const struct
  {
    int   width;
    guint columns;
    int   tile;
  } cases[] = {
    { 342, 2, 156 }, { 360, 2, 165 }, { 503, 2, 236 }, { 504, 3, 156 }, { 510, 3, 158 },
    { 665, 3, 209 }, { 666, 4, 156 }, { 780, 4, 184 }, { 827, 4, 196 }, { 828, 5, 156 },
    { 1638, 10, 156 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      PackshotGalleryGeometry geometry;

      packshot_gallery_geometry_init (&geometry, cases[i].width, 4);
      g_assert_cmpuint (geometry.columns, ==, cases[i].columns);
      g_assert_cmpint (geometry.tile, ==, cases[i].tile);
    }
}

/* Every width: the columns fill it but for less than a pixel each, and one more would not fit. */
static void
test_columns_every (void)
{
  for (int width = 342; width < 3000; width++)
    {
      PackshotGalleryGeometry geometry;
      int used;

      packshot_gallery_geometry_init (&geometry, width, 4);
      used = 24 + (int)geometry.columns * geometry.tile + ((int)geometry.columns - 1) * 6;
      g_assert_cmpint (used, <=, width);
      g_assert_cmpint (width - used, <, (int)geometry.columns);
      g_assert_cmpint (geometry.tile, >=, 156);
      g_assert_cmpint (24 + ((int)geometry.columns + 1) * 156 + (int)geometry.columns * 6, >,
                       width);
    }
}

static void
test_wells (void)
{
  PackshotGalleryGeometry geometry;

  init (&geometry, 510, 6, TRUE);
  g_assert_cmpint (packshot_gallery_geometry_get_well (&geometry, 0), ==, 310);
  g_assert_cmpint (packshot_gallery_geometry_get_well (&geometry, 1), ==, 146);
  init (&geometry, 504, 6, TRUE);
  g_assert_cmpint (packshot_gallery_geometry_get_well (&geometry, 1), ==, 144);
  geometry.single = TRUE;
  g_assert_cmpint (packshot_gallery_geometry_get_well (&geometry, 0), ==, 330);
}

static void
test_primary_three_columns (void)
{
  PackshotGalleryGeometry geometry;

  init (&geometry, 510, 6, TRUE);
  assert_rect (&geometry, 0, 12, 12, 322, 420);
  assert_rect (&geometry, 1, 340, 12, 158, ROW);
  assert_rect (&geometry, 2, 340, 225, 158, ROW);
  assert_rect (&geometry, 3, 12, 438, 158, ROW);
  assert_rect (&geometry, 4, 176, 438, 158, ROW);
  assert_rect (&geometry, 5, 340, 438, 158, ROW);
  assert_rect (&geometry, 6, 12, 651, 158, ROW);
  g_assert_cmpint (packshot_gallery_geometry_get_height (&geometry), ==, 651 + ROW + 12);
}

static void
test_primary_two_columns (void)
{
  PackshotGalleryGeometry geometry;

  init (&geometry, 360, 3, TRUE);
  assert_rect (&geometry, 0, 12, 12, 336, 420);
  assert_rect (&geometry, 1, 12, 438, 165, ROW);
  assert_rect (&geometry, 2, 183, 438, 165, ROW);
  assert_rect (&geometry, 3, 12, 651, 165, ROW);
}

static void
test_primary_alone (void)
{
  PackshotGalleryGeometry geometry;

  init (&geometry, 510, 1, TRUE);
  assert_rect (&geometry, 1, 340, 12, 158, ROW);
  g_assert_cmpint (packshot_gallery_geometry_get_height (&geometry), ==, 12 + 420 + 12);
}

static void
test_no_primary (void)
{
  PackshotGalleryGeometry geometry;

  init (&geometry, 510, 4, FALSE);
  assert_rect (&geometry, 0, 12, 12, 158, ROW);
  assert_rect (&geometry, 2, 340, 12, 158, ROW);
  assert_rect (&geometry, 3, 12, 225, 158, ROW);
  assert_rect (&geometry, 4, 176, 225, 158, ROW);
}

/* Mirrored: the same distances from the other side. */
static void
test_rtl (void)
{
  PackshotGalleryGeometry left, right;

  init (&left, 700, 7, TRUE);
  right = left;
  right.rtl = TRUE;
  for (guint i = 0; i <= 7; i++)
    {
      GdkRectangle a, b;

      packshot_gallery_geometry_get_rect (&left, i, &a);
      packshot_gallery_geometry_get_rect (&right, i, &b);
      g_assert_cmpint (b.x, ==, 700 - a.x - a.width);
      g_assert_cmpint (b.y, ==, a.y);
    }
}

/* No two tiles lie on each other, and none leaves the gallery. */
static void
test_apart (void)
{
  for (int width = 342; width < 1400; width += 37)
    for (guint n = 1; n < 20; n++)
      for (int primary = 0; primary <= 1; primary++)
        {
          PackshotGalleryGeometry geometry;

          init (&geometry, width, n, primary);
          for (guint i = 0; i <= n; i++)
            {
              GdkRectangle a, b;

              packshot_gallery_geometry_get_rect (&geometry, i, &a);
              g_assert_cmpint (a.x, >=, 12);
              g_assert_cmpint (a.x + a.width, <=, width - 12);
              g_assert_cmpint (a.y + a.height, <=,
                               packshot_gallery_geometry_get_height (&geometry) - 12);
              for (guint j = 0; j < i; j++)
                {
                  packshot_gallery_geometry_get_rect (&geometry, j, &b);
                  g_assert_false (gdk_rectangle_intersect (&a, &b, NULL));
                }
            }
        }
}

static void
test_step (void)
{
  PackshotGalleryGeometry geometry;
  const struct
  {
    guint            from;
    GtkDirectionType direction;
    guint            to;
  } cases[] = {
    { 0, GTK_DIR_RIGHT, 1 }, { 1, GTK_DIR_LEFT, 0 }, { 2, GTK_DIR_LEFT, 0 }, { 1, GTK_DIR_DOWN, 2 },
    { 2, GTK_DIR_UP, 1 }, { 2, GTK_DIR_DOWN, 5 }, { 5, GTK_DIR_UP, 2 }, { 3, GTK_DIR_UP, 0 },
    { 4, GTK_DIR_UP, 0 }, { 0, GTK_DIR_DOWN, 3 }, { 3, GTK_DIR_LEFT, 2 }, { 1, GTK_DIR_RIGHT, 2 },
    { 5, GTK_DIR_RIGHT, 6 }, { 3, GTK_DIR_DOWN, 6 }, { 6, GTK_DIR_UP, 3 }, { 6, GTK_DIR_RIGHT, 6 },
    { 0, GTK_DIR_LEFT, 0 }, { 0, GTK_DIR_UP, 0 }, { 6, GTK_DIR_DOWN, 6 },
  };

  init (&geometry, 510, 6, TRUE);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpuint (packshot_gallery_geometry_step (&geometry, cases[i].from, cases[i].direction),
                      ==,
                      cases[i].to);
  geometry.rtl = TRUE;
  g_assert_cmpuint (packshot_gallery_geometry_step (&geometry, 0, GTK_DIR_LEFT), ==, 1);
  g_assert_cmpuint (packshot_gallery_geometry_step (&geometry, 1, GTK_DIR_RIGHT), ==, 0);
  g_assert_cmpuint (packshot_gallery_geometry_step (&geometry, 1, GTK_DIR_LEFT), ==, 2);
}

static void
assert_place (const PackshotGalleryGeometry *geometry,
              double                         x,
              double                         y,
              gboolean                       on_primary,
              guint                          before)
{
  PackshotGalleryPlace place;

  packshot_gallery_geometry_locate (geometry, x, y, &place);
  g_assert_cmpint (place.on_primary, ==, on_primary);
  if (!on_primary)
    g_assert_cmpuint (place.before, ==, before);
}

static void
test_locate (void)
{
  PackshotGalleryGeometry geometry;
  PackshotGalleryPlace place;

  init (&geometry, 510, 6, TRUE);
  assert_place (&geometry, 100, 100, TRUE, 0);
  assert_place (&geometry, 345, 100, FALSE, 1);
  assert_place (&geometry, 480, 100, FALSE, 2);
  assert_place (&geometry, 345, 300, FALSE, 2);
  assert_place (&geometry, 480, 300, FALSE, 3);
  assert_place (&geometry, 2, 500, FALSE, 3);
  assert_place (&geometry, 172, 500, FALSE, 4);
  assert_place (&geometry, 500, 500, FALSE, 6);
  assert_place (&geometry, 90, 700, FALSE, 6);
  assert_place (&geometry, 400, 5000, FALSE, 6);
  assert_place (&geometry, 400, -50, FALSE, 1);

  /* The marker stands in the gap before the tile, beside its picture. */
  packshot_gallery_geometry_locate (&geometry, 180, 500, &place);
  g_assert_cmpuint (place.before, ==, 4);
  g_assert_true (place.between);
  g_assert_cmpint (place.marker.x, ==, 171);
  g_assert_cmpint (place.marker.width, ==, 4);
  g_assert_cmpint (place.marker.y, ==, 444);
  g_assert_cmpint (place.marker.height, ==, 146);

  /* The middle of a picture is no place between pictures. */
  packshot_gallery_geometry_locate (&geometry, 250, 500, &place);
  g_assert_false (place.between);
}

static void
test_locate_rtl (void)
{
  PackshotGalleryGeometry geometry;

  init (&geometry, 510, 6, TRUE);
  geometry.rtl = TRUE;
  assert_place (&geometry, 410, 100, TRUE, 0);
  assert_place (&geometry, 165, 100, FALSE, 1);
  assert_place (&geometry, 30, 100, FALSE, 2);
  assert_place (&geometry, 338, 500, FALSE, 4);
}

static void
test_locate_few (void)
{
  PackshotGalleryGeometry geometry;

  init (&geometry, 510, 0, FALSE);
  assert_place (&geometry, 10, 10, FALSE, 0);
  geometry.has_add = FALSE;
  packshot_gallery_geometry_init (&geometry, 510, 1);
  geometry.row = ROW;
  assert_place (&geometry, 20, 20, FALSE, 0);
  assert_place (&geometry, 400, 20, FALSE, 1);
  assert_place (&geometry, 20, 4000, FALSE, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/gallery-geometry/columns", test_columns);
  g_test_add_func ("/app/gallery-geometry/columns-every", test_columns_every);
  g_test_add_func ("/app/gallery-geometry/wells", test_wells);
  g_test_add_func ("/app/gallery-geometry/primary-three-columns", test_primary_three_columns);
  g_test_add_func ("/app/gallery-geometry/primary-two-columns", test_primary_two_columns);
  g_test_add_func ("/app/gallery-geometry/primary-alone", test_primary_alone);
  g_test_add_func ("/app/gallery-geometry/no-primary", test_no_primary);
  g_test_add_func ("/app/gallery-geometry/rtl", test_rtl);
  g_test_add_func ("/app/gallery-geometry/apart", test_apart);
  g_test_add_func ("/app/gallery-geometry/step", test_step);
  g_test_add_func ("/app/gallery-geometry/locate", test_locate);
  g_test_add_func ("/app/gallery-geometry/locate-rtl", test_locate_rtl);
  g_test_add_func ("/app/gallery-geometry/locate-few", test_locate_few);
  return g_test_run ();
}
