/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* A stand-up pouch: a printed film between a crimped seal and a round foot, creased where it is
 * filled. Pure, any thread. */

#include "config.h"

#include "packshot-sample-private.h"

#include <math.h>

static void
outline (cairo_t *cr,
         double   w,
         double   h)
{
  cairo_move_to (cr, -w * 0.478, -h);
  cairo_line_to (cr, w * 0.478, -h);
  cairo_line_to (cr, w * 0.478, -h * 0.935);
  cairo_curve_to (cr, w * 0.478, -h * 0.8, w * 0.505, -h * 0.6, w * 0.5, -h * 0.4);
  cairo_curve_to (cr, w * 0.497, -h * 0.2, w * 0.48, -h * 0.1, w * 0.47, -h * 0.03);
  cairo_curve_to (cr, w * 0.3, h * 0.018, -w * 0.3, h * 0.018, -w * 0.47, -h * 0.03);
  cairo_curve_to (cr, -w * 0.48, -h * 0.1, -w * 0.497, -h * 0.2, -w * 0.5, -h * 0.4);
  cairo_curve_to (cr, -w * 0.505, -h * 0.6, -w * 0.478, -h * 0.8, -w * 0.478, -h * 0.935);
  cairo_close_path (cr);
}

/* Light or shade that runs out to both sides of a line. */
static void
crease (cairo_t *cr,
        double   x,
        double   y,
        double   length,
        double   width,
        double   angle,
        double   strength)
{
  cairo_pattern_t *pattern = cairo_pattern_create_radial (0, 0, 0, 0, 0, 1);
  double tone = strength > 0 ? 1 : 0.05;

  cairo_pattern_add_color_stop_rgba (pattern, 0, tone, tone, tone, fabs (strength));
  cairo_pattern_add_color_stop_rgba (pattern, 0.5, tone, tone, tone, fabs (strength) * 0.4);
  cairo_pattern_add_color_stop_rgba (pattern, 1, tone, tone, tone, 0);
  cairo_save (cr);
  cairo_translate (cr, x, y);
  cairo_rotate (cr, angle);
  cairo_scale (cr, length, width);
  cairo_set_source (cr, pattern);
  cairo_arc (cr, 0, 0, 1, 0, 2 * G_PI);
  cairo_fill (cr);
  cairo_restore (cr);
  cairo_pattern_destroy (pattern);
}

static void
draw_light (cairo_t *cr,
            double   w,
            double   h)
{
  static const double across[] = {
    0, -0.34, 0.05, -0.16, 0.12, 0.14, 0.2, 0.22, 0.3, 0.04, 0.55, 0, 0.8, -0.05, 0.92, -0.16,
    0.97, -0.06, 1, -0.34,
  };

  _sample_shade_across (cr, -w / 2, w, across, G_N_ELEMENTS (across));
  crease (cr, -w * 0.36, -h * 0.83, w * 0.2, h * 0.02, 1.15, 0.35);
  crease (cr, -w * 0.33, -h * 0.82, w * 0.2, h * 0.018, 1.15, -0.22);
  crease (cr, w * 0.37, -h * 0.83, w * 0.2, h * 0.018, 1.95, 0.28);
  crease (cr, w * 0.40, -h * 0.82, w * 0.2, h * 0.02, 1.95, -0.28);
  crease (cr, -w * 0.40, -h * 0.16, w * 0.16, h * 0.018, -1.1, 0.3);
  crease (cr, w * 0.41, -h * 0.15, w * 0.16, h * 0.018, -2.0, -0.3);
  crease (cr, 0, -h * 0.01, w * 0.55, h * 0.085, 0, -0.34);
  crease (cr, w * 0.1, -h * 0.45, w * 0.3, h * 0.3, 0, 0.10);
}

/* The welded strip at the top with its crimps and the notch to tear it open. */
static void
draw_seal (cairo_t *cr,
           double   w,
           double   h)
{
  double height = h * 0.058;

  cairo_set_source_rgba (cr, 1, 1, 1, 0.16);
  cairo_rectangle (cr, -w / 2, -h, w, height);
  cairo_fill (cr);
  cairo_set_line_width (cr, h * 0.003);
  for (int i = 1; i < 9; i++)
    {
      double y = -h + height * i / 9;

      cairo_set_source_rgba (cr, 0, 0, 0, 0.10);
      cairo_move_to (cr, -w / 2, y);
      cairo_line_to (cr, w / 2, y);
      cairo_stroke (cr);
    }
  crease (cr, 0, -h + height * 1.15, w * 0.55, h * 0.014, 0, -0.3);
}

void
_sample_draw_pouch (cairo_t              *cr,
                    const PackshotSample *sample,
                    PackshotSamplePanel   panel)
{
  const PackshotSampleDesign *design = sample->design;
  double w = design->width, h = design->height, seal = h * 0.06;
  guint32 film = panel == PANEL_FRONT && design->layout == LAYOUT_SPLIT ? 0xfffdf8 : design->ground;

  _sample_shadow (cr, w * 0.01, 0, w * 0.6, h * 0.045, 0.42);
  _sample_shadow (cr, 0, -h * 0.008, w * 0.5, h * 0.026, 0.6);

  cairo_save (cr);
  outline (cr, w, h);
  cairo_clip (cr);
  _sample_set_color (cr, film, 1);
  cairo_paint (cr);
  cairo_save (cr);
  cairo_translate (cr, -w / 2, -h + seal);
  _sample_label (cr, sample, panel, w, h - seal + h * 0.02);
  cairo_restore (cr);
  draw_light (cr, w, h);
  draw_seal (cr, w, h);
  cairo_restore (cr);

  /* The notch shows what is behind: the white ground. */
  cairo_move_to (cr, w * 0.48, -h * 0.915);
  cairo_line_to (cr, w * 0.462, -h * 0.907);
  cairo_line_to (cr, w * 0.482, -h * 0.899);
  cairo_close_path (cr);
  _sample_set_color (cr, 0xffffff, 1);
  cairo_fill (cr);
}
