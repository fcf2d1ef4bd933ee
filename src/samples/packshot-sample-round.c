/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* Cans, jars and bottles: bodies of revolution, seen from a little above. A body is a stack of
 * rings from the foot up, each closed by the ellipse of its rim; the flat label is bent round it
 * pixel by pixel. Pure, any thread. */

#include "config.h"

#include "packshot-sample-private.h"

#include <math.h>

#define PROFILE_STEPS 20

typedef struct
{
  double y; /* share of the height, 0 at the foot */
  double r; /* share of the half width */
} ProfilePoint;

typedef struct
{
  const double *stops;
  gsize         n_stops;
} Shade;

static const double paper_stops[] = {
  0, -0.52, 0.05, -0.34, 0.16, -0.06, 0.26, 0.22, 0.36, 0.10, 0.5, 0.0, 0.7, -0.05, 0.86, -0.22,
  0.95, -0.40, 1, -0.5,
};
static const double metal_stops[] = {
  0, -0.55, 0.07, -0.2, 0.16, 0.65, 0.24, 0.3, 0.34, -0.12, 0.5, 0.1, 0.62, 0.35, 0.74, -0.1,
  0.88, -0.4, 0.95, 0.1, 1, -0.45,
};
static const double glass_stops[] = {
  0, -0.5, 0.05, -0.1, 0.09, 0.35, 0.13, 0.12, 0.17, 0.6, 0.21, 0.5, 0.25, 0.06, 0.5, 0.0,
  0.78, -0.12, 0.88, 0.22, 0.92, 0.1, 1, -0.5,
};

static const Shade paper = { paper_stops, G_N_ELEMENTS (paper_stops) };
static const Shade metal = { metal_stops, G_N_ELEMENTS (metal_stops) };
static const Shade glass = { glass_stops, G_N_ELEMENTS (glass_stops) };

/* How far the eye is above: the height of an ellipse by its width. */
static double
get_tilt (const PackshotSampleDesign *design)
{
  return design->height < design->width * 0.7 ? 0.24 : 0.11;
}

static void
half_ellipse (cairo_t *cr,
              double   y,
              double   rx,
              double   ry,
              gboolean is_lower)
{
  cairo_save (cr);
  cairo_translate (cr, 0, y);
  cairo_scale (cr, rx, ry);
  if (is_lower)
    cairo_arc_negative (cr, 0, 0, 1, G_PI, 0);
  else
    cairo_arc_negative (cr, 0, 0, 1, 0, G_PI);
  cairo_restore (cr);
}

/* The outline of a body whose half width changes gently from point to point. */
static void
profile_path (cairo_t            *cr,
              const ProfilePoint *points,
              gsize               n_points,
              double              radius,
              double              height,
              double              tilt)
{
  double foot = points[0].r * radius, rim = points[n_points - 1].r * radius;

  cairo_new_path (cr);
  half_ellipse (cr, -points[0].y * height, foot, foot * tilt, TRUE);
  for (gsize i = 0; i + 1 < n_points; i++)
    for (int k = 1; k <= PROFILE_STEPS; k++)
      {
        double at = (double)k / PROFILE_STEPS, ease = (1 - cos (at * G_PI)) / 2;

        cairo_line_to (cr, (points[i].r + (points[i + 1].r - points[i].r) * ease) * radius,
                       -(points[i].y + (points[i + 1].y - points[i].y) * at) * height);
      }
  half_ellipse (cr, -points[n_points - 1].y * height, rim, rim * tilt, FALSE);
  for (gsize i = n_points - 1; i > 0; i--)
    for (int k = 1; k <= PROFILE_STEPS; k++)
      {
        double at = (double)k / PROFILE_STEPS, ease = (1 - cos (at * G_PI)) / 2;

        cairo_line_to (cr, -(points[i].r + (points[i - 1].r - points[i].r) * ease) * radius,
                       -(points[i].y + (points[i - 1].y - points[i].y) * at) * height);
      }
  cairo_close_path (cr);
}

/* Fills the path with a colour under the light of a round body of half width @radius. */
static void
fill_round (cairo_t *cr,
            guint32  color,
            Shade    shade,
            double   radius)
{
  cairo_save (cr);
  cairo_clip (cr);
  _sample_set_color (cr, color, 1);
  cairo_paint (cr);
  _sample_shade_across (cr, -radius, 2 * radius, shade.stops, shade.n_stops);
  cairo_restore (cr);
}

static void
ring (cairo_t *cr,
      double   foot_r,
      double   foot_y,
      double   rim_r,
      double   rim_y,
      double   tilt,
      guint32  color,
      Shade    shade)
{
  const ProfilePoint points[] = { { foot_y, foot_r }, { rim_y, rim_r } };

  profile_path (cr, points, 2, 1, 1, tilt);
  fill_round (cr, color, shade, MAX (foot_r, rim_r));
}

static void
lid (cairo_t *cr,
     double   y,
     double   radius,
     double   tilt,
     guint32  color,
     gboolean is_metal)
{
  guint32 light = _sample_mix (color, 0xffffff, is_metal ? 0.45 : 0.22);
  cairo_pattern_t *pattern = cairo_pattern_create_linear (-radius, -y, radius, -y);

  cairo_pattern_add_color_stop_rgba (pattern, 0, 1, 1, 1, 0.30);
  cairo_pattern_add_color_stop_rgba (pattern, 0.5, 1, 1, 1, 0.0);
  cairo_pattern_add_color_stop_rgba (pattern, 1, 0, 0, 0, 0.22);
  _sample_ellipse (cr, 0, -y, radius, radius * tilt);
  _sample_set_color (cr, light, 1);
  cairo_fill_preserve (cr);
  cairo_set_source (cr, pattern);
  cairo_fill (cr);
  _sample_ellipse (cr, 0, -y + radius * tilt * 0.06, radius * 0.88, radius * 0.88 * tilt);
  _sample_set_color (cr, _sample_mix (light, 0x000000, is_metal ? 0.16 : 0.06), 1);
  cairo_fill_preserve (cr);
  cairo_set_source (cr, pattern);
  cairo_fill (cr);
  cairo_pattern_destroy (pattern);
}

static guint32
sample_pixel (const guint8 *data,
              int           stride,
              int           width,
              int           height,
              double        x,
              double        y)
{
  int x0 = floor (x), y0 = floor (y);
  double fx = x - x0, fy = y - y0, sum[4] = { 0 };
  guint32 pixel = 0;

  for (int i = 0; i < 4; i++)
    {
      int px = CLAMP (x0 + i % 2, 0, width - 1), py = y0 + i / 2;
      double weight = (i % 2 ? fx : 1 - fx) * (i / 2 ? fy : 1 - fy);
      guint32 source;

      if (py < 0 || py >= height)
        continue;
      source = *(const guint32 *)(const void *)(data + py * stride + px * 4);
      for (int c = 0; c < 4; c++)
        sum[c] += weight * (source >> c * 8 & 0xff);
    }
  for (int c = 0; c < 4; c++)
    pixel |= (guint32)(sum[c] + 0.5) << c * 8;
  return pixel;
}

/* What is at @t from -1 to 1 of the visible width is at the arc sine of it on the label, and hangs
 * down by @bend in the middle. */
static cairo_surface_t *
bend_surface (cairo_surface_t *flat,
              int              width,
              double           bend)
{
  int flat_width = cairo_image_surface_get_width (flat);
  int flat_height = cairo_image_surface_get_height (flat);
  int height = flat_height + ceil (bend) + 1;
  cairo_surface_t *bent = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, height);
  guint8 *data = cairo_image_surface_get_data (bent);
  int stride = cairo_image_surface_get_stride (bent);

  cairo_surface_flush (flat);
  for (int x = 0; x < width; x++)
    {
      double t = (x + 0.5) / width * 2 - 1, sink = bend * sqrt (1 - t * t);
      double from = (asin (t) / G_PI + 0.5) * flat_width - 0.5;

      for (int y = 0; y < height; y++)
        *(guint32 *)(void *)(data + y * stride + x * 4) =
          sample_pixel (cairo_image_surface_get_data (flat), cairo_image_surface_get_stride (flat),
                        flat_width, flat_height, from, y - sink);
    }
  cairo_surface_mark_dirty (bent);
  return bent;
}

/* Labels a body of half width @radius from @foot up to @rim. */
static void
wrap_label (cairo_t              *cr,
            const PackshotSample *sample,
            PackshotSamplePanel   panel,
            double                radius,
            double                foot,
            double                rim,
            double                tilt)
{
  double scale = 1, none = 0;
  cairo_surface_t *flat, *bent;
  cairo_t *flat_cr;

  cairo_user_to_device_distance (cr, &scale, &none);
  flat = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, ceil (G_PI * radius * scale),
                                     ceil ((rim - foot) * scale));
  flat_cr = cairo_create (flat);
  cairo_scale (flat_cr, scale, scale);
  _sample_label (flat_cr, sample, panel, G_PI * radius, rim - foot);
  cairo_destroy (flat_cr);

  bent = bend_surface (flat, ceil (2 * radius * scale), radius * tilt * scale);
  cairo_save (cr);
  cairo_translate (cr, -radius, -rim);
  cairo_scale (cr, 1 / scale, 1 / scale);
  cairo_set_source_surface (cr, bent, 0, 0);
  cairo_paint (cr);
  cairo_restore (cr);

  /* The light on it. */
  cairo_save (cr);
  half_ellipse (cr, -foot, radius, radius * tilt, TRUE);
  cairo_line_to (cr, radius, -rim);
  cairo_save (cr);
  cairo_translate (cr, 0, -rim);
  cairo_scale (cr, radius, radius * tilt);
  cairo_arc (cr, 0, 0, 1, 0, G_PI);
  cairo_restore (cr);
  cairo_close_path (cr);
  cairo_clip (cr);
  _sample_shade_across (cr, -radius, 2 * radius, paper.stops, paper.n_stops);
  cairo_restore (cr);
  cairo_surface_destroy (bent);
  cairo_surface_destroy (flat);
}

static void
draw_tab (cairo_t *cr,
          double   y,
          double   radius,
          double   tilt)
{
  _sample_set_color (cr, 0x8d9196, 0.9);
  cairo_set_line_width (cr, radius * 0.05);
  _sample_ellipse (cr, 0, -y + radius * tilt * 0.28, radius * 0.34, radius * 0.34 * tilt);
  cairo_stroke (cr);
  _sample_ellipse (cr, 0, -y - radius * tilt * 0.12, radius * 0.18, radius * 0.3 * tilt);
  _sample_set_color (cr, 0xd7dade, 1);
  cairo_fill_preserve (cr);
  _sample_set_color (cr, 0x7c8085, 1);
  cairo_set_line_width (cr, radius * 0.025);
  cairo_stroke (cr);
}

static void
draw_can (cairo_t              *cr,
          const PackshotSample *sample,
          PackshotSamplePanel   panel,
          double                tilt)
{
  const PackshotSampleDesign *design = sample->design;
  double r = design->width / 2, h = design->height;
  gboolean is_low = h < design->width * 0.7;
  double neck = is_low ? r * 0.06 : r * 0.28, foot = is_low ? r * 0.06 : r * 0.16;
  double rim = is_low ? r * 0.985 : r * 0.84;

  ring (cr, is_low ? r * 0.985 : r * 0.86, 0, r, foot, tilt, 0xc3c7cc, metal);
  ring (cr, r, h - neck, rim, h - r * 0.05, tilt, is_low ? 0xc3c7cc : design->ground,
        is_low ? metal : paper);
  wrap_label (cr, sample, panel, r, foot, h - neck, tilt);
  ring (cr, rim, h - r * 0.05, rim, h, tilt, 0xc9cdd2, metal);
  lid (cr, h, rim, tilt, design->cap != 0 ? design->cap : 0xb9bec4, design->cap == 0);
  if (design->cap == 0)
    draw_tab (cr, h, rim, tilt);
}

static void
draw_ridges (cairo_t *cr,
             double   radius,
             double   foot,
             double   rim,
             double   tilt)
{
  cairo_set_line_width (cr, radius * 0.012);
  for (int i = 1; i < 36; i++)
    {
      double angle = i * G_PI / 36, x = -cos (angle) * radius, sink = sin (angle) * radius * tilt;

      cairo_set_source_rgba (cr, 0, 0, 0, 0.14);
      cairo_move_to (cr, x, -foot + sink);
      cairo_line_to (cr, x, -rim + sink);
      cairo_stroke (cr);
    }
}

static void
draw_cap (cairo_t *cr,
          double   radius,
          double   foot,
          double   rim,
          double   tilt,
          guint32  color)
{
  ring (cr, radius, foot, radius, rim, tilt, color, paper);
  draw_ridges (cr, radius, foot, rim, tilt);
  lid (cr, rim, radius, tilt, color, FALSE);
}

static void
draw_body (cairo_t                    *cr,
           const PackshotSampleDesign *design,
           const ProfilePoint         *points,
           gsize                       n_points,
           double                      tilt)
{
  double r = design->width / 2, h = design->height;

  profile_path (cr, points, n_points, r, h, tilt);
  fill_round (cr, design->body, glass, r);

  /* Thick glass at the foot gathers light. */
  _sample_shadow (cr, 0, -h * 0.012, r * 0.8, r * tilt * 0.9, 0.35);
}

static void
draw_jar (cairo_t              *cr,
          const PackshotSample *sample,
          PackshotSamplePanel   panel,
          double                tilt)
{
  static const ProfilePoint points[] = {
    { 0, 0.9 }, { 0.05, 1 }, { 0.72, 1 }, { 0.82, 0.86 }, { 0.86, 0.86 },
  };
  const PackshotSampleDesign *design = sample->design;
  double r = design->width / 2, h = design->height;

  draw_body (cr, design, points, G_N_ELEMENTS (points), tilt);
  wrap_label (cr, sample, panel, r, h * 0.09, h * 0.7, tilt);
  draw_cap (cr, r * 0.92, h * 0.82, h, tilt, design->cap);
}

static void
draw_bottle (cairo_t              *cr,
             const PackshotSample *sample,
             PackshotSamplePanel   panel,
             double                tilt)
{
  static const ProfilePoint points[] = {
    { 0, 0.93 }, { 0.025, 1 }, { 0.58, 1 }, { 0.80, 0.38 }, { 0.93, 0.35 },
  };
  const PackshotSampleDesign *design = sample->design;
  double r = design->width / 2, h = design->height;

  draw_body (cr, design, points, G_N_ELEMENTS (points), tilt);
  wrap_label (cr, sample, panel, r, h * 0.07, h * 0.545, tilt);
  draw_cap (cr, r * 0.42, h * 0.9, h, tilt, design->cap);
}

static void
draw_dropper (cairo_t              *cr,
              const PackshotSample *sample,
              PackshotSamplePanel   panel,
              double                tilt)
{
  static const ProfilePoint points[] = {
    { 0, 0.93 }, { 0.03, 1 }, { 0.50, 1 }, { 0.60, 0.46 }, { 0.64, 0.46 },
  };
  static const ProfilePoint bulb[] = {
    { 0.74, 0.36 }, { 0.80, 0.30 }, { 0.94, 0.30 }, { 0.985, 0.22 }, { 1, 0.02 },
  };
  const PackshotSampleDesign *design = sample->design;
  double r = design->width / 2, h = design->height;

  draw_body (cr, design, points, G_N_ELEMENTS (points), tilt);
  wrap_label (cr, sample, panel, r, h * 0.06, h * 0.485, tilt);
  draw_cap (cr, r * 0.54, h * 0.60, h * 0.75, tilt, design->cap);
  profile_path (cr, bulb, G_N_ELEMENTS (bulb), r, h, tilt);
  fill_round (cr, 0x3a3a3e, paper, r * 0.36);
}

Rect
_sample_round_extents (const PackshotSampleDesign *design)
{
  double r = design->width / 2, tilt = get_tilt (design);

  return (Rect) { -r, -design->height - r * tilt, 2 * r, design->height + 2 * r * tilt };
}

void
_sample_draw_round (cairo_t              *cr,
                    const PackshotSample *sample,
                    PackshotSamplePanel   panel)
{
  const PackshotSampleDesign *design = sample->design;
  double r = design->width / 2, tilt = get_tilt (design);

  _sample_shadow (cr, r * 0.03, r * tilt * 0.55, r * 1.2, r * tilt * 1.5 + 3, 0.42);
  _sample_shadow (cr, 0, r * tilt * 0.45, r * 1.04, r * tilt * 0.95, 0.6);
  switch (design->shape)
    {
    case SHAPE_CAN:
      draw_can (cr, sample, panel, tilt);
      break;
    case SHAPE_JAR:
      draw_jar (cr, sample, panel, tilt);
      break;
    case SHAPE_BOTTLE:
      draw_bottle (cr, sample, panel, tilt);
      break;
    case SHAPE_DROPPER:
      draw_dropper (cr, sample, panel, tilt);
      break;
    case SHAPE_BOX:
    case SHAPE_CARTON:
    case SHAPE_POUCH:
    default:
      g_assert_not_reached ();
    }
}

static void
draw_disc (cairo_t *cr,
           double   radius,
           guint32  color,
           Shade    shade)
{
  cairo_new_path (cr);
  cairo_arc (cr, 0, 0, radius, 0, 2 * G_PI);
  fill_round (cr, color, shade, radius);
}

/* From straight above, centred on 0, 0. */
void
_sample_draw_round_top (cairo_t              *cr,
                        const PackshotSample *sample)
{
  const PackshotSampleDesign *design = sample->design;
  double r = design->width / 2, top = r;
  gboolean is_can = design->shape == SHAPE_CAN && design->cap == 0;
  guint32 color = is_can ? 0xc9cdd2 : design->cap;
  guint32 ink = _sample_luminance (color) > 0.5 ? design->ink : 0xffffff;

  _sample_shadow (cr, r * 0.01, r * 0.03, r * 1.2, r * 1.2, 0.55);
  if (design->shape == SHAPE_JAR)
    top = r * 0.95;
  else if (design->shape != SHAPE_CAN)
    top = r * (design->shape == SHAPE_BOTTLE ? 0.46 : 0.56);
  draw_disc (cr, r, is_can ? 0xb4b9bf : design->body, is_can ? metal : glass);
  _sample_shadow (cr, 0, 0.5, top * 1.15, top * 1.15, 0.4);
  draw_disc (cr, top * (is_can ? 0.96 : 1), color, is_can ? metal : paper);
  draw_disc (cr, top * 0.86, _sample_mix (color, 0xffffff, 0.15), is_can ? metal : paper);
  if (is_can)
    draw_tab (cr, 0, r * 0.9, 1);
  else
    {
      TextStyle style = { FONT_BRAND, top * 0.36, top * 1.4, 1, 0.5 };

      _sample_set_color (cr, ink, 0.95);
      _sample_text (cr, sample->brand, &style, 0, -top * 0.24);
    }
}
