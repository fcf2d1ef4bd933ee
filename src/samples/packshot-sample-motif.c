/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* Small flat drawings for labels and logos. Each is drawn in a square from -1 to 1 with two colours
 * and what can be mixed of them. Pure, any thread. */

#include "config.h"

#include "packshot-sample-private.h"

#include <math.h>

typedef struct
{
  guint32 main;
  guint32 second;
} Colors;

typedef void (*MotifFunc) (cairo_t      *cr,
                           const Colors *colors);

static void
fill (cairo_t *cr,
      guint32  color)
{
  _sample_set_color (cr, color, 1);
  cairo_fill (cr);
}

static void
disc (cairo_t *cr,
      double   x,
      double   y,
      double   radius,
      guint32  color)
{
  cairo_new_path (cr);
  cairo_arc (cr, x, y, radius, 0, 2 * G_PI);
  fill (cr, color);
}

/* A leaf from its foot to its tip: one half in each of two tones. */
static void
leaf (cairo_t *cr,
      double   x,
      double   y,
      double   length,
      double   angle,
      guint32  color)
{
  cairo_save (cr);
  cairo_translate (cr, x, y);
  cairo_rotate (cr, angle);
  cairo_scale (cr, length, length);
  cairo_move_to (cr, 0, 0);
  cairo_curve_to (cr, 0.25, -0.38, 0.7, -0.34, 1, 0);
  cairo_curve_to (cr, 0.7, 0.34, 0.25, 0.38, 0, 0);
  fill (cr, color);
  cairo_move_to (cr, 0, 0);
  cairo_curve_to (cr, 0.25, 0.38, 0.7, 0.34, 1, 0);
  cairo_close_path (cr);
  fill (cr, _sample_mix (color, 0x000000, 0.18));
  cairo_restore (cr);
}

static void
berry (cairo_t *cr,
       double   x,
       double   y,
       double   radius,
       guint32  color)
{
  disc (cr, x, y, radius, color);
  cairo_arc (cr, x, y, radius, 0.2, G_PI + 0.2);
  cairo_curve_to (cr, x - radius * 0.5, y + radius * 0.5, x + radius * 0.6, y + radius * 0.6,
                  x + radius * 0.98, y + radius * 0.2);
  fill (cr, _sample_mix (color, 0x000000, 0.2));
  disc (cr, x - radius * 0.35, y - radius * 0.38, radius * 0.2, _sample_mix (color, 0xffffff, 0.6));
  for (int i = 0; i < 5; i++)
    {
      double angle = i * 2 * G_PI / 5;

      disc (cr, x + radius * 0.2 + cos (angle) * radius * 0.13,
            y + radius * 0.35 + sin (angle) * radius * 0.13, radius * 0.07,
            _sample_mix (color, 0x000000, 0.5));
    }
}

static void
motif_berries (cairo_t      *cr,
               const Colors *colors)
{
  leaf (cr, 0.0, -0.25, 0.85, -0.75, colors->second);
  leaf (cr, -0.05, -0.25, 0.8, -2.45, colors->second);
  berry (cr, -0.42, 0.1, 0.42, _sample_mix (colors->main, 0x000000, 0.12));
  berry (cr, 0.42, 0.08, 0.43, _sample_mix (colors->main, 0x000000, 0.06));
  berry (cr, 0.0, 0.5, 0.45, colors->main);
}

static void
motif_leaves (cairo_t      *cr,
              const Colors *colors)
{
  _sample_set_color (cr, _sample_mix (colors->main, 0x000000, 0.25), 1);
  cairo_set_line_width (cr, 0.05);
  cairo_move_to (cr, 0, 0.95);
  cairo_curve_to (cr, 0.1, 0.3, -0.08, -0.2, 0, -0.6);
  cairo_stroke (cr);
  for (int i = 0; i < 3; i++)
    {
      double y = 0.72 - i * 0.42, length = 0.78 - i * 0.13;

      leaf (cr, 0.03, y, length, -0.62, i % 2 ? colors->second : colors->main);
      leaf (cr, -0.01, y - 0.12, length, -2.52, i % 2 ? colors->main : colors->second);
    }
  leaf (cr, 0, -0.42, 0.56, -G_PI / 2, colors->main);
}

static void
motif_fish (cairo_t      *cr,
            const Colors *colors)
{
  cairo_move_to (cr, 0.5, 0);
  cairo_curve_to (cr, 0.75, -0.1, 0.85, -0.3, 1, -0.38);
  cairo_curve_to (cr, 0.93, -0.1, 0.93, 0.1, 1, 0.38);
  cairo_curve_to (cr, 0.85, 0.3, 0.75, 0.1, 0.5, 0);
  fill (cr, colors->second);
  cairo_move_to (cr, -0.15, -0.3);
  cairo_curve_to (cr, 0.0, -0.58, 0.2, -0.6, 0.36, -0.56);
  cairo_curve_to (cr, 0.26, -0.4, 0.3, -0.3, 0.32, -0.2);
  cairo_close_path (cr);
  fill (cr, colors->second);
  cairo_move_to (cr, -0.98, 0.02);
  cairo_curve_to (cr, -0.6, -0.5, 0.2, -0.52, 0.68, 0);
  cairo_curve_to (cr, 0.2, 0.52, -0.6, 0.5, -0.98, 0.02);
  fill (cr, colors->main);
  cairo_move_to (cr, -0.98, 0.02);
  cairo_curve_to (cr, -0.4, 0.22, 0.2, 0.2, 0.68, 0);
  cairo_curve_to (cr, 0.2, 0.52, -0.6, 0.5, -0.98, 0.02);
  fill (cr, _sample_mix (colors->main, 0xffffff, 0.35));
  _sample_set_color (cr, _sample_mix (colors->main, 0x000000, 0.35), 1);
  cairo_set_line_width (cr, 0.035);
  cairo_arc (cr, -0.72, 0, 0.32, -0.75, 0.75);
  cairo_stroke (cr);
  for (int i = 0; i < 3; i++)
    {
      cairo_arc (cr, -0.25 + i * 0.22, -0.08, 0.13, -1.2, 1.2);
      cairo_stroke (cr);
    }
  disc (cr, -0.68, -0.08, 0.075, 0xffffff);
  disc (cr, -0.67, -0.08, 0.04, 0x101418);
}

static void
motif_grain (cairo_t      *cr,
             const Colors *colors)
{
  for (int ear = -1; ear <= 1; ear++)
    {
      cairo_save (cr);
      cairo_translate (cr, 0, 1);
      cairo_rotate (cr, ear * 0.42);
      cairo_translate (cr, 0, -1);
      _sample_set_color (cr, colors->second, 1);
      cairo_set_line_width (cr, 0.045);
      cairo_move_to (cr, 0, 1);
      cairo_line_to (cr, 0, -0.4);
      cairo_stroke (cr);
      for (int i = 0; i < 5; i++)
        {
          double y = 0.25 - i * 0.22;

          leaf (cr, 0, y, 0.34, -1.05, colors->main);
          leaf (cr, 0, y, 0.34, -2.09, colors->main);
        }
      leaf (cr, 0, -0.62, 0.36, -G_PI / 2, colors->main);
      cairo_restore (cr);
    }
}

static void
motif_citrus (cairo_t      *cr,
              const Colors *colors)
{
  leaf (cr, 0.35, -0.62, 0.6, -0.5, colors->second);
  disc (cr, -0.05, 0.08, 0.86, colors->main);
  disc (cr, -0.05, 0.08, 0.76, _sample_mix (colors->main, 0xffffff, 0.8));
  for (int i = 0; i < 9; i++)
    {
      double angle = i * 2 * G_PI / 9;

      cairo_save (cr);
      cairo_translate (cr, -0.05, 0.08);
      cairo_rotate (cr, angle);
      cairo_move_to (cr, 0, -0.06);
      cairo_curve_to (cr, -0.12, -0.3, -0.24, -0.5, -0.2, -0.6);
      cairo_curve_to (cr, -0.12, -0.71, 0.12, -0.71, 0.2, -0.6);
      cairo_curve_to (cr, 0.24, -0.5, 0.12, -0.3, 0, -0.06);
      fill (cr, _sample_mix (colors->main, 0xffffff, i % 2 ? 0.12 : 0.22));
      cairo_restore (cr);
    }
}

static void
motif_apple (cairo_t      *cr,
             const Colors *colors)
{
  leaf (cr, 0.04, -0.55, 0.62, -0.7, colors->second);
  for (int half = 0; half < 2; half++)
    {
      double s = half ? 1 : -1;

      cairo_move_to (cr, 0, -0.42);
      cairo_curve_to (cr, s * 0.25, -0.68, s * 0.85, -0.55, s * 0.82, 0.05);
      cairo_curve_to (cr, s * 0.8, 0.6, s * 0.4, 1.05, 0, 0.85);
      cairo_close_path (cr);
      fill (cr, half ? _sample_mix (colors->main, 0x000000, 0.12) : colors->main);
    }
  _sample_set_color (cr, 0x6b4a2b, 1);
  cairo_set_line_width (cr, 0.08);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  cairo_move_to (cr, 0, -0.4);
  cairo_curve_to (cr, 0, -0.6, 0.02, -0.75, 0.1, -0.85);
  cairo_stroke (cr);
  _sample_ellipse (cr, -0.45, -0.1, 0.1, 0.24);
  fill (cr, _sample_mix (colors->main, 0xffffff, 0.5));
}

static void
motif_strawberry (cairo_t      *cr,
                  const Colors *colors)
{
  cairo_move_to (cr, 0, 0.98);
  cairo_curve_to (cr, -0.55, 0.7, -0.95, 0.0, -0.7, -0.38);
  cairo_curve_to (cr, -0.45, -0.68, 0.45, -0.68, 0.7, -0.38);
  cairo_curve_to (cr, 0.95, 0.0, 0.55, 0.7, 0, 0.98);
  fill (cr, colors->main);
  cairo_move_to (cr, 0, 0.98);
  cairo_curve_to (cr, 0.3, 0.4, 0.4, 0.0, 0.7, -0.38);
  cairo_curve_to (cr, 0.95, 0.0, 0.55, 0.7, 0, 0.98);
  fill (cr, _sample_mix (colors->main, 0x000000, 0.14));
  for (int row = 0; row < 4; row++)
    for (int i = 0; i <= 4 - row; i++)
      {
        double x = (i - (4 - row) / 2.0) * 0.27, y = -0.22 + row * 0.26;

        cairo_save (cr);
        cairo_translate (cr, x, y);
        _sample_ellipse (cr, 0, 0, 0.035, 0.055);
        fill (cr, 0xffe08a);
        cairo_restore (cr);
      }
  for (int i = -2; i <= 2; i++)
    leaf (cr, 0, -0.52, 0.5, -G_PI / 2 + i * 0.62 + (i < 0 ? -0.2 : 0.2) * (i != 0),
          colors->second);
}

static void
motif_mountain (cairo_t      *cr,
                const Colors *colors)
{
  disc (cr, 0.42, -0.45, 0.26, _sample_mix (colors->second, 0xffffff, 0.2));
  cairo_move_to (cr, 0.0, 0.62);
  cairo_line_to (cr, 0.52, -0.22);
  cairo_line_to (cr, 1, 0.62);
  cairo_close_path (cr);
  fill (cr, _sample_mix (colors->main, 0xffffff, 0.3));
  cairo_move_to (cr, -1, 0.62);
  cairo_line_to (cr, -0.22, -0.75);
  cairo_line_to (cr, 0.56, 0.62);
  cairo_close_path (cr);
  fill (cr, colors->main);
  cairo_move_to (cr, -0.22, -0.75);
  cairo_line_to (cr, 0.04, -0.29);
  cairo_line_to (cr, -0.1, -0.16);
  cairo_line_to (cr, -0.22, -0.3);
  cairo_line_to (cr, -0.36, -0.14);
  cairo_line_to (cr, -0.48, -0.29);
  cairo_close_path (cr);
  fill (cr, 0xffffff);
  _sample_set_color (cr, colors->second, 1);
  cairo_set_line_width (cr, 0.09);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  cairo_move_to (cr, -0.8, 0.82);
  cairo_curve_to (cr, -0.5, 0.7, -0.3, 0.94, 0, 0.82);
  cairo_curve_to (cr, 0.3, 0.7, 0.5, 0.94, 0.8, 0.82);
  cairo_stroke (cr);
}

static void
motif_waves (cairo_t      *cr,
             const Colors *colors)
{
  cairo_set_line_width (cr, 0.17);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  for (int i = 0; i < 3; i++)
    {
      double y = -0.5 + i * 0.5;

      _sample_set_color (cr, i == 1 ? colors->second : colors->main, 1);
      cairo_move_to (cr, -0.9, y);
      for (int k = 0; k < 3; k++)
        cairo_curve_to (cr, -0.7 + k * 0.6, y - 0.36, -0.5 + k * 0.6, y + 0.36, -0.3 + k * 0.6, y);
      cairo_stroke (cr);
    }
}

static void
bean (cairo_t *cr,
      double   x,
      double   y,
      double   angle,
      guint32  color)
{
  cairo_save (cr);
  cairo_translate (cr, x, y);
  cairo_rotate (cr, angle);
  _sample_ellipse (cr, 0, 0, 0.36, 0.56);
  fill (cr, color);
  _sample_ellipse (cr, -0.13, -0.08, 0.12, 0.34);
  _sample_set_color (cr, 0xffffff, 0.16);
  cairo_fill (cr);
  _sample_set_color (cr, _sample_mix (color, 0x000000, 0.5), 1);
  cairo_set_line_width (cr, 0.065);
  cairo_move_to (cr, 0, -0.52);
  cairo_curve_to (cr, 0.2, -0.15, -0.2, 0.15, 0, 0.52);
  cairo_stroke (cr);
  cairo_restore (cr);
}

static void
motif_beans (cairo_t      *cr,
             const Colors *colors)
{
  bean (cr, 0.38, -0.32, 0.75, _sample_mix (colors->main, 0x000000, 0.2));
  bean (cr, -0.4, -0.18, -0.5, colors->main);
  bean (cr, 0.12, 0.46, 1.35, _sample_mix (colors->main, colors->second, 0.25));
}

static void
motif_cup (cairo_t      *cr,
           const Colors *colors)
{
  _sample_set_color (cr, colors->second, 1);
  cairo_set_line_width (cr, 0.08);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  for (int i = -1; i <= 1; i++)
    {
      cairo_move_to (cr, -0.1 + i * 0.28, -0.35);
      cairo_curve_to (cr, -0.25 + i * 0.28, -0.55, 0.05 + i * 0.28, -0.7, -0.1 + i * 0.28, -0.92);
      cairo_stroke (cr);
    }
  cairo_set_line_width (cr, 0.13);
  _sample_set_color (cr, colors->main, 1);
  cairo_arc (cr, 0.56, 0.12, 0.24, -G_PI / 2, G_PI / 2);
  cairo_stroke (cr);
  cairo_move_to (cr, -0.75, -0.18);
  cairo_line_to (cr, 0.55, -0.18);
  cairo_curve_to (cr, 0.55, 0.35, 0.4, 0.7, -0.1, 0.7);
  cairo_curve_to (cr, -0.6, 0.7, -0.75, 0.35, -0.75, -0.18);
  fill (cr, colors->main);
  _sample_ellipse (cr, -0.1, -0.18, 0.65, 0.11);
  fill (cr, _sample_mix (colors->main, 0x000000, 0.45));
  _sample_ellipse (cr, -0.1, 0.8, 0.78, 0.09);
  fill (cr, colors->second);
}

static void
motif_flower (cairo_t      *cr,
              const Colors *colors)
{
  leaf (cr, 0.1, 0.2, 0.95, 0.9, colors->second);
  leaf (cr, -0.1, 0.2, 0.95, 2.2, colors->second);
  for (int i = 0; i < 14; i++)
    {
      cairo_save (cr);
      cairo_translate (cr, 0, -0.1);
      cairo_rotate (cr, i * G_PI / 7);
      _sample_ellipse (cr, 0, -0.48, 0.12, 0.32);
      fill (cr, i % 2 ? 0xffffff : 0xf0eee8);
      cairo_restore (cr);
    }
  disc (cr, 0, -0.1, 0.27, colors->main);
  cairo_arc (cr, 0, -0.1, 0.27, 0.3, G_PI + 0.3);
  fill (cr, _sample_mix (colors->main, 0x7a3b00, 0.25));
}

static void
hexagon (cairo_t *cr,
         double   x,
         double   y,
         double   radius,
         guint32  color)
{
  for (int i = 0; i < 6; i++)
    cairo_line_to (cr, x + radius * cos (i * G_PI / 3 + G_PI / 6),
                   y + radius * sin (i * G_PI / 3 + G_PI / 6));
  cairo_close_path (cr);
  fill (cr, color);
}

static void
motif_honey (cairo_t      *cr,
             const Colors *colors)
{
  static const double cells[][2] = {
    { 0, 0 }, { 0.62, 0 }, { -0.62, 0 }, { 0.31, -0.54 }, { -0.31, -0.54 }, { 0.31, 0.54 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cells); i++)
    hexagon (cr, cells[i][0], cells[i][1], 0.33, i % 2 ? colors->second : colors->main);
  cairo_move_to (cr, -0.31, 0.3);
  cairo_curve_to (cr, -0.06, 0.58, -0.02, 0.7, -0.04, 0.78);
  cairo_curve_to (cr, -0.1, 1.08, -0.52, 1.08, -0.58, 0.78);
  cairo_curve_to (cr, -0.6, 0.7, -0.56, 0.58, -0.31, 0.3);
  fill (cr, _sample_mix (colors->main, 0xffffff, 0.15));
}

static void
motif_drop (cairo_t      *cr,
            const Colors *colors)
{
  leaf (cr, 0.02, 0.9, 1.0, -0.35, colors->second);
  leaf (cr, -0.02, 0.9, 1.0, -2.79, colors->second);
  cairo_move_to (cr, 0, -0.98);
  cairo_curve_to (cr, 0.3, -0.5, 0.58, -0.15, 0.58, 0.2);
  cairo_curve_to (cr, 0.58, 0.92, -0.58, 0.92, -0.58, 0.2);
  cairo_curve_to (cr, -0.58, -0.15, -0.3, -0.5, 0, -0.98);
  fill (cr, colors->main);
  cairo_arc (cr, 0, 0.2, 0.4, G_PI * 0.55, G_PI * 1.05);
  _sample_set_color (cr, 0xffffff, 0.75);
  cairo_set_line_width (cr, 0.09);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  cairo_stroke (cr);
}

static void
motif_moon (cairo_t      *cr,
            const Colors *colors)
{
  static const double stars[][3] = {
    { 0.55, -0.55, 0.09 }, { 0.82, -0.05, 0.06 }, { 0.4, -0.08, 0.05 }, { 0.2, -0.8, 0.05 },
  };

  cairo_arc (cr, -0.1, 0, 0.8, 0.5, 2 * G_PI - 0.9);
  cairo_curve_to (cr, -0.05, -0.45, -0.05, 0.2, 0.6, 0.38);
  fill (cr, colors->main);
  for (guint i = 0; i < G_N_ELEMENTS (stars); i++)
    disc (cr, stars[i][0], stars[i][1], stars[i][2], colors->second);
}

static void
motif_cookie (cairo_t      *cr,
              const Colors *colors)
{
  static const double chips[][3] = {
    { -0.4, -0.3, 0.13 }, { 0.15, -0.5, 0.1 }, { 0.45, -0.05, 0.14 }, { -0.08, 0.05, 0.12 },
    { -0.5, 0.28, 0.1 }, { 0.1, 0.52, 0.13 }, { 0.52, 0.42, 0.08 },
  };

  disc (cr, 0, 0, 0.88, _sample_mix (colors->main, 0x000000, 0.22));
  disc (cr, -0.02, -0.03, 0.84, colors->main);
  disc (cr, -0.12, -0.14, 0.62, _sample_mix (colors->main, 0xffffff, 0.12));
  for (guint i = 0; i < G_N_ELEMENTS (chips); i++)
    {
      disc (cr, chips[i][0] + 0.02, chips[i][1] + 0.03, chips[i][2],
            _sample_mix (colors->main, 0x000000, 0.35));
      disc (cr, chips[i][0], chips[i][1], chips[i][2], 0x3d2314);
    }
}

static const MotifFunc motifs[N_MOTIFS] = {
  [MOTIF_BERRIES] = motif_berries,
  [MOTIF_LEAVES] = motif_leaves,
  [MOTIF_FISH] = motif_fish,
  [MOTIF_GRAIN] = motif_grain,
  [MOTIF_CITRUS] = motif_citrus,
  [MOTIF_APPLE] = motif_apple,
  [MOTIF_STRAWBERRY] = motif_strawberry,
  [MOTIF_MOUNTAIN] = motif_mountain,
  [MOTIF_WAVES] = motif_waves,
  [MOTIF_BEANS] = motif_beans,
  [MOTIF_CUP] = motif_cup,
  [MOTIF_FLOWER] = motif_flower,
  [MOTIF_HONEY] = motif_honey,
  [MOTIF_DROP] = motif_drop,
  [MOTIF_MOON] = motif_moon,
  [MOTIF_COOKIE] = motif_cookie,
};

/* Draws @motif into the middle of @rect, as large as it fits. */
void
_sample_motif (cairo_t            *cr,
               PackshotSampleMotif motif,
               Rect                rect,
               guint32             main_color,
               guint32             second_color)
{
  Colors colors = { main_color, second_color };
  double half = MIN (rect.width, rect.height) / 2;

  cairo_save (cr);
  cairo_translate (cr, rect.x + rect.width / 2, rect.y + rect.height / 2);
  cairo_scale (cr, half, half);
  cairo_new_path (cr);
  motifs[motif](cr, &colors);
  cairo_restore (cr);
}
