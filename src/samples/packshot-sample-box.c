/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* Boxes and gable-topped cartons, seen from a little above and a little from the right, in parallel
 * projection as through a long lens: each face is the flat label under a matrix.
 * Pure, any thread. */

#include "config.h"

#include "packshot-sample-private.h"

#include <math.h>

typedef struct
{
  double yaw;
  double pitch;
} Camera;

typedef struct
{
  double x, y;
} Point;

/* X to the right, Y up, Z away from the viewer, from the middle of the pack's front foot. */
static Point
project (Camera camera,
         double x,
         double y,
         double z)
{
  double away = -x *sin (camera.yaw) + z * cos (camera.yaw);

  return (Point) { x *cos (camera.yaw) + z * sin (camera.yaw),
                   -y *cos (camera.pitch) - away * sin (camera.pitch) };
}

/* The front and the back show their right side too; the side is seen straight. */
static Camera
get_camera (PackshotSamplePanel panel)
{
  switch (panel)
    {
    case PANEL_FRONT:
      return (Camera) { 0.44, 0.17 };
    case PANEL_BACK:
      return (Camera) { 0.36, 0.17 };
    case PANEL_SIDE:
    default:
      return (Camera) { 0, 0.0 };
    }
}

static double
get_roof (const PackshotSampleDesign *design)
{
  return design->shape == SHAPE_CARTON ? design->depth * 0.62 : 0;
}

Rect
_sample_box_extents (const PackshotSampleDesign *design,
                     PackshotSamplePanel         panel)
{
  Camera camera = get_camera (panel);
  double width = panel == PANEL_SIDE ? design->depth : design->width;
  double depth = panel == PANEL_SIDE ? 0 : design->depth;
  Point left = project (camera, -width / 2, 0, 0), right = project (camera, width / 2, 0, depth);
  Point foot = project (camera, width / 2, 0, 0);
  Point top = project (camera, -width / 2, design->height + get_roof (design) * 1.25, depth);

  return (Rect) { left.x, top.y, right.x - left.x, MAX (foot.y, left.y) - top.y };
}

/* From now on a face of @width by @height lies with its upper left corner at @origin and its sides
 * along @across and @down. */
static void
enter_face (cairo_t *cr,
            Point    origin,
            Point    across,
            Point    down,
            double   width,
            double   height)
{
  cairo_matrix_t matrix;

  cairo_matrix_init (&matrix, (across.x - origin.x) / width, (across.y - origin.y) / width,
                     (down.x - origin.x) / height, (down.y - origin.y) / height,
                     origin.x, origin.y);
  cairo_save (cr);
  cairo_transform (cr, &matrix);
  cairo_rectangle (cr, -0.15, -0.15, width + 0.3, height + 0.3);
  cairo_clip (cr);
}

static void
gradient (cairo_t *cr,
          double   x1,
          double   y1,
          double   from,
          double   to)
{
  cairo_pattern_t *pattern = cairo_pattern_create_linear (0, 0, x1, y1);

  cairo_pattern_add_color_stop_rgba (pattern, 0, from > 0 ? 1 : 0, from > 0 ? 1 : 0,
                                     from > 0 ? 1 : 0.05, fabs (from));
  cairo_pattern_add_color_stop_rgba (pattern, 1, to > 0 ? 1 : 0, to > 0 ? 1 : 0,
                                     to > 0 ? 1 : 0.05, fabs (to));
  cairo_set_source (cr, pattern);
  cairo_paint (cr);
  cairo_pattern_destroy (pattern);
}

/* An edge of board catches the light. */
static void
edge (cairo_t *cr,
      Point    from,
      Point    to,
      double   alpha)
{
  cairo_set_source_rgba (cr, 1, 1, 1, alpha);
  cairo_set_line_width (cr, 0.7);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  cairo_move_to (cr, from.x, from.y);
  cairo_line_to (cr, to.x, to.y);
  cairo_stroke (cr);
}

static void
draw_walls (cairo_t              *cr,
            const PackshotSample *sample,
            PackshotSamplePanel   panel,
            Camera                camera)
{
  const PackshotSampleDesign *design = sample->design;
  double w = panel == PANEL_SIDE ? design->depth : design->width, d = design->depth;
  double h = design->height;
  Point a = project (camera, -w / 2, h, 0), b = project (camera, w / 2, h, 0);
  Point c = project (camera, w / 2, h, d), foot = project (camera, -w / 2, 0, 0);
  Point corner = project (camera, w / 2, 0, 0);

  enter_face (cr, a, b, foot, w, h);
  _sample_label (cr, sample, panel, w, h);
  gradient (cr, w, h * 0.5, 0.10, -0.10);
  cairo_restore (cr);
  if (panel == PANEL_SIDE)
    return;

  enter_face (cr, b, c, corner, d, h);
  _sample_label (cr, sample, PANEL_SIDE, d, h);
  gradient (cr, d, h * 0.3, -0.17, -0.32);
  cairo_restore (cr);
  edge (cr, b, corner, 0.35);
}

static void
face (cairo_t *cr,
      Point    a,
      Point    b,
      Point    c,
      Point    d,
      guint32  color)
{
  cairo_move_to (cr, a.x, a.y);
  cairo_line_to (cr, b.x, b.y);
  cairo_line_to (cr, c.x, c.y);
  cairo_line_to (cr, d.x, d.y);
  cairo_close_path (cr);
  _sample_set_color (cr, color, 1);
  cairo_fill (cr);
}

static void
draw_lid (cairo_t              *cr,
          const PackshotSample *sample,
          Camera                camera)
{
  const PackshotSampleDesign *design = sample->design;
  double w = design->width, d = design->depth, h = design->height;
  Point a = project (camera, -w / 2, h, 0), b = project (camera, w / 2, h, 0);
  Point c = project (camera, w / 2, h, d), e = project (camera, -w / 2, h, d);

  face (cr, a, b, c, e, _sample_mix (design->ground, 0xffffff, 0.22));
  enter_face (cr, e, c, a, w, d);
  gradient (cr, 0, d, 0.20, 0.02);
  _sample_set_color (cr, 0x000000, 0.16);
  cairo_set_line_width (cr, 0.6);
  cairo_move_to (cr, w * 0.2, d);
  cairo_line_to (cr, w * 0.25, d * 0.62);
  cairo_line_to (cr, w * 0.75, d * 0.62);
  cairo_line_to (cr, w * 0.8, d);
  cairo_stroke (cr);
  cairo_restore (cr);
  edge (cr, a, b, 0.55);
  edge (cr, b, c, 0.4);
}

/* A screw cap on the front slope of the roof. */
static void
draw_screw_cap (cairo_t                    *cr,
                const PackshotSampleDesign *design,
                Point                       at)
{
  double rx = design->width * 0.17, ry = rx * 0.62, rise = rx * 0.5;
  static const double shade[] = { 0, -0.35, 0.25, 0.35, 0.55, 0, 1, -0.4 };

  _sample_shadow (cr, at.x + rx * 0.2, at.y + ry * 0.3, rx * 1.35, ry * 1.35, 0.35);
  cairo_move_to (cr, at.x - rx, at.y - rise);
  cairo_line_to (cr, at.x - rx, at.y);
  cairo_curve_to (cr, at.x - rx, at.y + ry * 1.3, at.x + rx, at.y + ry * 1.3, at.x + rx, at.y);
  cairo_line_to (cr, at.x + rx, at.y - rise);
  cairo_close_path (cr);
  cairo_save (cr);
  cairo_clip (cr);
  _sample_set_color (cr, design->cap, 1);
  cairo_paint (cr);
  _sample_shade_across (cr, at.x - rx, 2 * rx, shade, G_N_ELEMENTS (shade));
  cairo_restore (cr);
  _sample_ellipse (cr, at.x, at.y - rise, rx, ry);
  _sample_set_color (cr, _sample_mix (design->cap, 0xffffff, 0.25), 1);
  cairo_fill (cr);
  _sample_ellipse (cr, at.x, at.y - rise, rx * 0.8, ry * 0.8);
  _sample_set_color (cr, _sample_mix (design->cap, 0xffffff, 0.12), 1);
  cairo_fill (cr);
}

/* Two slopes that lean against each other and a fin along their ridge. */
static void
draw_gable (cairo_t                    *cr,
            const PackshotSampleDesign *design,
            PackshotSamplePanel         panel,
            Camera                      camera)
{
  gboolean is_side = panel == PANEL_SIDE;
  double w = is_side ? design->depth : design->width, d = is_side ? 0 : design->depth;
  double h = design->height, roof = get_roof (design), fin = roof * 0.25;
  Point a = project (camera, -w / 2, h, 0), b = project (camera, w / 2, h, 0);
  Point c = project (camera, w / 2, h, d);
  Point left = project (camera, is_side ? 0 : -w / 2, h + roof, d / 2);
  Point right = project (camera, is_side ? 0 : w / 2, h + roof, d / 2);
  Point fin_left = { left.x - (is_side ? 0.8 : 0), left.y - fin };
  Point fin_right = { right.x + (is_side ? 0.8 : 0), right.y - fin };
  guint32 ground = design->layout == LAYOUT_SPLIT ? 0xfffdf8 : design->ground;
  Point cap = { (a.x + b.x + left.x + right.x) / 4, (a.y + b.y + left.y + right.y) / 4 };

  if (is_side)
    {
      face (cr, a, b, right, left, _sample_mix (ground, 0x000000, 0.12));
      face (cr, (Point) { left.x - 0.8, left.y }, (Point) { right.x + 0.8, right.y }, fin_right,
            fin_left, _sample_mix (ground, 0x000000, 0.25));
      return;
    }
  face (cr, b, c, right, right, _sample_mix (ground, 0x000000, 0.38));
  face (cr, a, b, right, left, _sample_mix (ground, 0xffffff, 0.10));
  enter_face (cr, left, right, a, w, hypot (left.x - a.x, left.y - a.y));
  gradient (cr, w * 0.4, 40, 0.25, -0.08);
  cairo_restore (cr);
  face (cr, fin_left, fin_right, right, left, _sample_mix (ground, 0x000000, 0.08));
  edge (cr, left, right, 0.5);
  edge (cr, a, b, 0.45);
  _sample_set_color (cr, 0x000000, 0.10);
  cairo_set_line_width (cr, 0.5);
  cairo_move_to (cr, left.x, left.y - fin * 0.5);
  cairo_line_to (cr, right.x, right.y - fin * 0.5);
  cairo_stroke (cr);
  if (panel == PANEL_FRONT)
    draw_screw_cap (cr, design, cap);
}

void
_sample_draw_box (cairo_t              *cr,
                  const PackshotSample *sample,
                  PackshotSamplePanel   panel)
{
  const PackshotSampleDesign *design = sample->design;
  Camera camera = get_camera (panel);
  double w = panel == PANEL_SIDE ? design->depth : design->width;
  double d = panel == PANEL_SIDE ? 0 : design->depth;
  Point left = project (camera, -w / 2, 0, 0), right = project (camera, w / 2, 0, d);
  double middle = (left.x + right.x) / 2, half = (right.x - left.x) / 2;

  _sample_shadow (cr, middle, -d * 0.05, half * 1.22, 6 + d * 0.13, 0.42);
  _sample_shadow (cr, middle, 0, half * 1.04, 3 + d * 0.09, 0.5);
  draw_walls (cr, sample, panel, camera);
  if (design->shape == SHAPE_CARTON)
    draw_gable (cr, design, panel, camera);
  else if (panel != PANEL_SIDE)
    draw_lid (cr, sample, camera);
}

/* The fin across the middle and the cap in front of it. */
static void
draw_top_of_carton (cairo_t                    *cr,
                    const PackshotSampleDesign *design)
{
  double w = design->width, d = design->depth, radius = w * 0.17;

  _sample_set_color (cr, _sample_mix (design->ground, 0x000000, 0.3), 1);
  cairo_rectangle (cr, 0, d * 0.485, w, d * 0.03);
  cairo_fill (cr);
  _sample_shadow (cr, w / 2 + 1, d * 0.735 + 1.5, radius * 1.3, radius * 1.3, 0.45);
  for (int i = 0; i < 3; i++)
    {
      _sample_ellipse (cr, w / 2, d * 0.735, radius * (1 - i * 0.12), radius * (1 - i * 0.12));
      _sample_set_color (cr, _sample_mix (design->cap, i == 1 ? 0x000000 : 0xffffff, 0.12), 1);
      cairo_fill (cr);
    }
}

/* From straight above, centred on 0, 0. */
void
_sample_draw_box_top (cairo_t              *cr,
                      const PackshotSample *sample)
{
  const PackshotSampleDesign *design = sample->design;
  double w = design->width, d = design->depth;
  Rect rect = { -w / 2, -d / 2, w, d };
  TextStyle brand = { FONT_BRAND, d * 0.3, w * 0.8, 1, 0.5 };
  TextStyle name = { FONT_BOLD, d * 0.13, w * 0.8, 1, 0.5 };
  guint32 ink = _sample_luminance (design->ground) > 0.55 ? design->ink : 0xffffff;

  _sample_shadow (cr, w * 0.01, d * 0.02, w * 0.58, d * 0.62, 0.55);
  _sample_set_color (cr, design->ground, 1);
  _sample_round_rect (cr, rect, 1);
  cairo_fill (cr);
  cairo_save (cr);
  cairo_translate (cr, rect.x, rect.y);
  cairo_rectangle (cr, 0, 0, w, d);
  cairo_clip (cr);
  gradient (cr, w, d, 0.18, -0.12);
  _sample_set_color (cr, design->accent, 1);
  cairo_rectangle (cr, 0, d * 0.86, w, d * 0.05);
  cairo_fill (cr);
  _sample_set_color (cr, ink, 1);
  _sample_text (cr, sample->brand, &brand, w / 2, d * 0.2);
  if (design->shape == SHAPE_CARTON)
    draw_top_of_carton (cr, design);
  else
    _sample_text (cr, sample->name, &name, w / 2, d * 0.6);
  cairo_restore (cr);
}
