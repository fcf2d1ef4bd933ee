/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* What every part of a drawing needs: colours, letters, soft shadows. Pure, any thread: a font map
 * belongs to the thread that uses it. */

#include "config.h"

#include "packshot-sample-private.h"

#include <math.h>

static double
channel (guint32 rgb,
         int     shift)
{
  return (rgb >> shift & 0xff) / 255.0;
}

void
_sample_set_color (cairo_t *cr,
                   guint32  rgb,
                   double   alpha)
{
  cairo_set_source_rgba (cr, channel (rgb, 16), channel (rgb, 8), channel (rgb, 0), alpha);
}

/* @share 0 is @a, 1 is @b. */
guint32
_sample_mix (guint32 a,
             guint32 b,
             double  share)
{
  guint32 mixed = 0;

  for (int shift = 0; shift <= 16; shift += 8)
    {
      double value = channel (a, shift) * (1 - share) + channel (b, shift) * share;

      mixed |= (guint32)(value * 255 + 0.5) << shift;
    }
  return mixed;
}

double
_sample_luminance (guint32 rgb)
{
  return 0.2126 * channel (rgb, 16) + 0.7152 * channel (rgb, 8) + 0.0722 * channel (rgb, 0);
}

/* Text is laid out at this one size and scaled to the one that is wanted: a font map keeps what it
 * found out about a font for each size anew, and no size is fitted to a grid of pixels, as the
 * faces of a box are drawn under a matrix. */
#define LAYOUT_SIZE 100

static PangoLayout *
text_layout (cairo_t         *cr,
             const char      *text,
             const TextStyle *style)
{
  PangoLayout *layout;
  PangoContext *context;
  PangoFontDescription *font = pango_font_description_from_string (style->font);
  cairo_font_options_t *options = cairo_font_options_create ();
  PangoAlignment align = style->align < 0.25 ? PANGO_ALIGN_LEFT
                         : style->align > 0.75 ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_CENTER;

  /* Measured without the drawing's matrix, drawn with it. */
  cairo_save (cr);
  cairo_identity_matrix (cr);
  layout = pango_cairo_create_layout (cr);
  cairo_restore (cr);

  context = pango_layout_get_context (layout);
  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  pango_cairo_context_set_font_options (context, options);
  pango_context_set_round_glyph_positions (context, FALSE);
  pango_layout_context_changed (layout);
  cairo_font_options_destroy (options);

  pango_font_description_set_absolute_size (font, LAYOUT_SIZE * PANGO_SCALE);
  pango_layout_set_font_description (layout, font);
  pango_layout_set_text (layout, text, -1);
  pango_layout_set_alignment (layout, align);
  pango_font_description_free (font);
  return layout;
}

/* Whether the text fits at @size. */
static gboolean
text_fits (PangoLayout     *layout,
           const TextStyle *style,
           double           size)
{
  double units = LAYOUT_SIZE * PANGO_SCALE / size;
  int width, height;

  if (style->max_lines > 1)
    pango_layout_set_width (layout, style->max_width * units);
  pango_layout_get_size (layout, &width, &height);
  return pango_layout_get_line_count (layout) <= MAX (1, style->max_lines)
         && width <= style->max_width * units
         && (style->room <= 0 || height <= style->room * units);
}

/*
 * _sample_text: draws @text in the current colour, its top at @y
 *
 * Returns: the height it took
 */
double
_sample_text (cairo_t         *cr,
              const char      *text,
              const TextStyle *style,
              double           x,
              double           y)
{
  PangoLayout *layout = text_layout (cr, text, style);
  double size = style->size, sink = 0;
  PangoRectangle logical;

  while (!text_fits (layout, style, size) && size > style->size / 4)
    size *= 0.94;
  pango_layout_get_extents (layout, NULL, &logical);
  if (style->room > 0)
    sink = (style->room * LAYOUT_SIZE / size - (double)logical.height / PANGO_SCALE) / 2;

  cairo_save (cr);
  cairo_translate (cr, x, y);
  cairo_scale (cr, size / LAYOUT_SIZE, size / LAYOUT_SIZE);
  cairo_move_to (cr, (-logical.x - logical.width * style->align) / PANGO_SCALE, sink);
  pango_cairo_layout_path (cr, layout);
  cairo_fill (cr);
  cairo_restore (cr);
  g_object_unref (layout);
  return logical.height * size / LAYOUT_SIZE / PANGO_SCALE;
}

void
_sample_round_rect (cairo_t *cr,
                    Rect     rect,
                    double   radius)
{
  double right = rect.x + rect.width, bottom = rect.y + rect.height;

  cairo_new_sub_path (cr);
  cairo_arc (cr, right - radius, rect.y + radius, radius, -G_PI / 2, 0);
  cairo_arc (cr, right - radius, bottom - radius, radius, 0, G_PI / 2);
  cairo_arc (cr, rect.x + radius, bottom - radius, radius, G_PI / 2, G_PI);
  cairo_arc (cr, rect.x + radius, rect.y + radius, radius, G_PI, 1.5 * G_PI);
  cairo_close_path (cr);
}

/* Adds an ellipse to the path. */
void
_sample_ellipse (cairo_t *cr,
                 double   x,
                 double   y,
                 double   rx,
                 double   ry)
{
  cairo_save (cr);
  cairo_translate (cr, x, y);
  cairo_scale (cr, rx, ry);
  cairo_new_sub_path (cr);
  cairo_arc (cr, 0, 0, 1, 0, 2 * G_PI);
  cairo_close_path (cr);
  cairo_restore (cr);
}

/* A blurred ellipse: falls off as a bell does, and is nothing at its edge. */
void
_sample_shadow (cairo_t *cr,
                double   x,
                double   y,
                double   rx,
                double   ry,
                double   strength)
{
  cairo_pattern_t *pattern = cairo_pattern_create_radial (0, 0, 0, 0, 0, 1);

  for (int i = 0; i <= 16; i++)
    {
      double at = i / 16.0, bell = pow (cos (at * G_PI / 2), 2.2);

      cairo_pattern_add_color_stop_rgba (pattern, at, 0.10, 0.11, 0.14, strength * bell);
    }
  cairo_save (cr);
  cairo_translate (cr, x, y);
  cairo_scale (cr, rx, ry);
  cairo_set_source (cr, pattern);
  cairo_arc (cr, 0, 0, 1, 0, 2 * G_PI);
  cairo_fill (cr);
  cairo_restore (cr);
  cairo_pattern_destroy (pattern);
}

/* Fills what is clipped with light and shade from left to right. Stops are pairs: where from 0 to
 * 1, and how light: above 0 white, below 0 black. */
void
_sample_shade_across (cairo_t      *cr,
                      double        x,
                      double        width,
                      const double *stops,
                      gsize         n_stops)
{
  cairo_pattern_t *pattern = cairo_pattern_create_linear (x, 0, x + width, 0);

  for (gsize i = 0; i + 1 < n_stops; i += 2)
    {
      double tone = stops[i + 1] > 0 ? 1 : 0.05;

      cairo_pattern_add_color_stop_rgba (pattern, stops[i], tone, tone, tone, fabs (stops[i + 1]));
    }
  cairo_set_source (cr, pattern);
  cairo_paint (cr);
  cairo_pattern_destroy (pattern);
}
