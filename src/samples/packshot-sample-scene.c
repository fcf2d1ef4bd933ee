/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* The studio: puts a pack before the white ground, in the view that is asked for, and takes the
 * picture. Each picture is a pure function of sample, view and size (and of the machine's fonts).
 * The product fills about 85 % of the frame and its shadow ends before the edge, as sales channels
 * ask. Any thread. */

#include "config.h"

#include "packshot-sample-private.h"

#include <math.h>

typedef enum
{
  VIEW_FRONT,
  VIEW_BACK,
  VIEW_SIDE,
  VIEW_TOP,
  VIEW_SIZE,
  VIEW_DETAIL,
} View;

static const char * const titles[] = {
  [VIEW_FRONT] = "Front",
  [VIEW_BACK] = "Back",
  [VIEW_SIDE] = "Left side",
  [VIEW_TOP] = "Top",
  [VIEW_SIZE] = "Size comparison",
  [VIEW_DETAIL] = "Detail of the label",
};

static const View all_views[] = {
  VIEW_FRONT, VIEW_BACK, VIEW_SIDE, VIEW_TOP, VIEW_SIZE, VIEW_DETAIL,
};

/* A bag has no side to show, and from above only a seam. */
static const View pouch_views[] = { VIEW_FRONT, VIEW_BACK, VIEW_SIZE, VIEW_DETAIL };

static View
get_view (const PackshotSample *sample,
          guint                 index)
{
  return sample->design->shape == SHAPE_POUCH ? pouch_views[index] : all_views[index];
}

static gboolean
is_box (const PackshotSample *sample)
{
  return sample->design->shape == SHAPE_BOX || sample->design->shape == SHAPE_CARTON;
}

static Rect
get_extents (const PackshotSample *sample,
             PackshotSamplePanel   panel)
{
  const PackshotSampleDesign *design = sample->design;

  if (is_box (sample))
    return _sample_box_extents (design, panel);
  if (design->shape == SHAPE_POUCH)
    return (Rect) { -design->width / 2, -design->height, design->width, design->height }
  ;
  return _sample_round_extents (design);
}

static void
draw_pack (cairo_t              *cr,
           const PackshotSample *sample,
           PackshotSamplePanel   panel)
{
  if (is_box (sample))
    _sample_draw_box (cr, sample, panel);
  else if (sample->design->shape == SHAPE_POUCH)
    _sample_draw_pouch (cr, sample, panel);
  else
    _sample_draw_round (cr, sample, panel);
}

/* From now on @extents lies in the middle of a frame of 1 by 1, as large as the shares allow. */
static double
fit (cairo_t *cr,
     Rect     extents,
     double   share_x,
     double   share_y)
{
  double scale = MIN (share_x / extents.width, share_y / extents.height);

  cairo_translate (cr, 0.5, 0.5);
  cairo_scale (cr, scale, scale);
  cairo_translate (cr, -extents.x - extents.width / 2, -extents.y - extents.height / 2);
  return scale;
}

static void
draw_panel (cairo_t              *cr,
            const PackshotSample *sample,
            PackshotSamplePanel   panel)
{
  fit (cr, get_extents (sample, panel), 0.80, 0.86);
  draw_pack (cr, sample, panel);
}

static void
draw_top (cairo_t              *cr,
          const PackshotSample *sample)
{
  const PackshotSampleDesign *design = sample->design;
  double depth = is_box (sample) ? design->depth : design->width;

  fit (cr, (Rect) { -design->width / 2, -depth / 2, design->width, depth }, 0.80, 0.78);
  if (is_box (sample))
    _sample_draw_box_top (cr, sample);
  else
    _sample_draw_round_top (cr, sample);
}

/* A line with a bar at either end and the measure in words beside it. */
static void
draw_measure (cairo_t *cr,
              double   x1,
              double   y1,
              double   x2,
              double   y2,
              double   millimetres,
              double   unit)
{
  g_autofree char *words = g_strdup_printf ("%.0f mm", millimetres);
  TextStyle style = { FONT_BOLD, unit * 7, unit * 100, 1, 0.5 };
  gboolean is_upright = x1 == x2;
  double bar = unit * 2.5;

  cairo_set_source_rgb (cr, 0.35, 0.36, 0.38);
  cairo_set_line_width (cr, unit * 0.7);
  cairo_move_to (cr, x1, y1);
  cairo_line_to (cr, x2, y2);
  cairo_move_to (cr, x1 - (is_upright ? bar : 0), y1 - (is_upright ? 0 : bar));
  cairo_line_to (cr, x1 + (is_upright ? bar : 0), y1 + (is_upright ? 0 : bar));
  cairo_move_to (cr, x2 - (is_upright ? bar : 0), y2 - (is_upright ? 0 : bar));
  cairo_line_to (cr, x2 + (is_upright ? bar : 0), y2 + (is_upright ? 0 : bar));
  cairo_stroke (cr);

  cairo_save (cr);
  cairo_translate (cr, (x1 + x2) / 2, (y1 + y2) / 2);
  if (is_upright)
    cairo_rotate (cr, -G_PI / 2);
  _sample_text (cr, words, &style, 0, is_upright ? -unit * 11 : unit * 2);
  cairo_restore (cr);
}

/* The pack beside an apple, both to the same scale, with its measures. */
static void
draw_size (cairo_t              *cr,
           const PackshotSample *sample)
{
  const double apple = 82;
  Rect pack = get_extents (sample, PANEL_FRONT);
  double gap = MAX (pack.height, apple) * 0.1;
  Rect all = { pack.x - gap * 1.6, pack.y, pack.width + apple + gap * 2.4, 0 };
  double unit, foot = pack.y + pack.height;
  Rect fruit = { pack.x + pack.width + gap * 0.8, -apple * 0.96, apple, apple };

  all.y = MIN (pack.y, fruit.y);
  all.height = foot - all.y + gap * 1.3;
  unit = MAX (all.width, all.height) / 200;
  fit (cr, all, 0.88, 0.84);

  _sample_shadow (cr, fruit.x + apple / 2, -2, apple * 0.48, apple * 0.08, 0.5);
  _sample_motif (cr, MOTIF_APPLE, fruit, 0xd0312d, 0x5d9c3a);
  draw_pack (cr, sample, PANEL_FRONT);
  draw_measure (cr, pack.x - gap * 0.6, pack.y, pack.x - gap * 0.6, foot, sample->design->height,
                unit);
  draw_measure (cr, pack.x, foot + gap * 0.45, pack.x + pack.width, foot + gap * 0.45,
                sample->design->width, unit);
}

/* Close to the middle of the label; that of a box is left of the middle of what is seen. */
static void
draw_detail (cairo_t              *cr,
             const PackshotSample *sample)
{
  PackshotSampleShape shape = sample->design->shape;
  Rect extents = get_extents (sample, PANEL_FRONT);
  double side = MIN (extents.width, extents.height) * (shape == SHAPE_POUCH ? 0.75 : 0.92);
  double x = extents.x + extents.width * (is_box (sample) ? 0.40 : 0.5);
  double y = extents.y + extents.height * (shape == SHAPE_BOTTLE ? 0.68
                                           : shape == SHAPE_DROPPER ? 0.72 : 0.52);

  fit (cr, (Rect) { x - side / 2, y - side / 2, side, side }, 1, 1);
  draw_pack (cr, sample, PANEL_FRONT);
}

static void
draw_view (cairo_t              *cr,
           const PackshotSample *sample,
           View                  view)
{
  switch (view)
    {
    case VIEW_FRONT:
      draw_panel (cr, sample, PANEL_FRONT);
      break;
    case VIEW_BACK:
      draw_panel (cr, sample, PANEL_BACK);
      break;
    case VIEW_SIDE:
      draw_panel (cr, sample, PANEL_SIDE);
      break;
    case VIEW_TOP:
      draw_top (cr, sample);
      break;
    case VIEW_SIZE:
      draw_size (cr, sample);
      break;
    case VIEW_DETAIL:
    default:
      draw_detail (cr, sample);
      break;
    }
}

static void
draw_logo (cairo_t                    *cr,
           const char                 *name,
           const PackshotSampleEmblem *emblem)
{
  TextStyle style = { FONT_BRAND, 0.135, 0.82, 1, 0.5 };

  _sample_set_color (cr, emblem->ground, 1);
  cairo_paint (cr);
  _sample_set_color (cr, emblem->ink, 1);
  cairo_set_line_width (cr, 0.012);
  _sample_ellipse (cr, 0.5, 0.40, 0.285, 0.285);
  cairo_stroke (cr);
  _sample_ellipse (cr, 0.5, 0.40, 0.262, 0.262);
  cairo_fill (cr);
  _sample_motif (cr, emblem->motif, (Rect) { 0.315, 0.215, 0.37, 0.37 },
                 _sample_luminance (emblem->ground) > 0.6 ? emblem->accent : emblem->ground,
                 emblem->accent);
  _sample_set_color (cr, emblem->ink, 1);
  _sample_text (cr, name, &style, 0.5, 0.755);
}

static cairo_status_t
append_cb (void                *closure,
           const unsigned char *data,
           unsigned int         n_data)
{
  g_byte_array_append (closure, data, n_data);
  return CAIRO_STATUS_SUCCESS;
}

/* A white frame of @size pixels whose sides are 1 long in the drawing. */
static cairo_t *
open_frame (int size)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, size, size);
  cairo_t *cr = cairo_create (surface);

  cairo_surface_destroy (surface);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  cairo_scale (cr, size, size);
  return cr;
}

static GBytes *
close_frame (cairo_t *cr)
{
  GByteArray *png = g_byte_array_new ();
  cairo_status_t status;

  status = cairo_surface_write_to_png_stream (cairo_get_target (cr), append_cb, png);
  g_assert (status == CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  return g_byte_array_free_to_bytes (png);
}

/**
 * packshot_sample_get_n_views:
 * @sample: a product
 *
 * Returns: how many pictures there are of it; the first one is the front
 */
guint
packshot_sample_get_n_views (const PackshotSample *sample)
{
  g_return_val_if_fail (sample != NULL, 0);

  return sample->design->shape == SHAPE_POUCH ? G_N_ELEMENTS (pouch_views)
                                              : G_N_ELEMENTS (all_views);
}

/**
 * packshot_sample_get_view_title:
 * @sample: a product
 * @view: which picture
 *
 * Returns: a caption for the picture
 */
const char *
packshot_sample_get_view_title (const PackshotSample *sample,
                                guint                 view)
{
  g_return_val_if_fail (sample != NULL, NULL);
  g_return_val_if_fail (view < packshot_sample_get_n_views (sample), NULL);

  return titles[get_view (sample, view)];
}

/**
 * packshot_sample_render_png:
 * @sample: a product
 * @view: which picture
 * @size_px: width and height, 16 to 4096
 *
 * Takes a good part of a second for large pictures: worker threads.
 *
 * Returns: (transfer full): a PNG file, always the same for the same arguments
 */
GBytes *
packshot_sample_render_png (const PackshotSample *sample,
                            guint                 view,
                            int                   size_px)
{
  cairo_t *cr;

  g_return_val_if_fail (sample != NULL, NULL);
  g_return_val_if_fail (view < packshot_sample_get_n_views (sample), NULL);
  g_return_val_if_fail (size_px >= 16 && size_px <= 4096, NULL);

  cr = open_frame (size_px);
  draw_view (cr, sample, get_view (sample, view));
  return close_frame (cr);
}

/**
 * packshot_samples_render_logo_png:
 * @logo: a customer or brand
 * @size_px: width and height, 16 to 4096
 *
 * Returns: (transfer full): a PNG file, always the same for the same arguments
 */
GBytes *
packshot_samples_render_logo_png (const PackshotSampleLogo *logo,
                                  int                       size_px)
{
  cairo_t *cr;

  g_return_val_if_fail (logo != NULL, NULL);
  g_return_val_if_fail (size_px >= 16 && size_px <= 4096, NULL);

  cr = open_frame (size_px);
  draw_logo (cr, logo->name, logo->emblem);
  return close_frame (cr);
}
