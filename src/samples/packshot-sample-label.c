/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* What is printed on a pack: front, back and side, laid out for any proportion. A label is drawn
 * flat from 0, 0 to its width and height in millimetres; the packs bend it. Of one that goes round
 * a pack only the middle is seen from the front, so its contents stand there. Pure, any thread. */

#include "config.h"

#include "packshot-sample-private.h"

#include <string.h>

#define PAPER 0xfffdf8

typedef struct
{
  cairo_t                    *cr;
  const PackshotSample       *sample;
  const PackshotSampleDesign *design;
  Rect                        all;
  Rect                        area; /* where contents may stand */
  double                      unit;
} Label;

static gboolean
is_round (const PackshotSampleDesign *design)
{
  return design->shape >= SHAPE_CAN;
}

static void
fill_rect (cairo_t *cr,
           Rect     rect,
           guint32  color)
{
  _sample_set_color (cr, color, 1);
  cairo_rectangle (cr, rect.x, rect.y, rect.width, rect.height);
  cairo_fill (cr);
}

static double
text (const Label *label,
      const char  *words,
      const char  *font,
      double       size,
      int          max_lines,
      double       y)
{
  TextStyle style = { font, size, label->area.width, max_lines, 0.5 };

  return _sample_text (label->cr, words, &style, label->area.x + label->area.width / 2,
                       label->area.y + y);
}

/* The product's name in the middle of what is left for it. */
static void
name_text (const Label *label,
           const char  *font,
           double       size,
           double       y,
           double       room)
{
  TextStyle style = { font, size, label->area.width, 3, 0.5, room };

  _sample_text (label->cr, label->sample->name, &style, label->area.x + label->area.width / 2,
                label->area.y + y);
}

/* A rounded bar with words in it, centred. */
static void
pill (const Label *label,
      const char  *words,
      double       y,
      double       height,
      guint32      color)
{
  double width = MIN (label->area.width, height * (1.6 + 0.52 * strlen (words)));
  Rect rect = { label->area.x + (label->area.width - width) / 2, label->area.y + y, width, height };
  TextStyle style = { FONT_BOLD, height * 0.62, width * 0.86, 1, 0.5 };

  _sample_set_color (label->cr, color, 1);
  _sample_round_rect (label->cr, rect, height / 2);
  cairo_fill (label->cr);
  _sample_set_color (label->cr, _sample_luminance (color) > 0.5 ? 0x222222 : 0xffffff, 1);
  _sample_text (label->cr, words, &style, rect.x + width / 2, rect.y + height * 0.14);
}

/* The brand's name between two short lines. */
static void
brand_mark (const Label *label,
            const char  *font,
            double       y,
            double       size,
            guint32      color)
{
  double middle = label->area.x + label->area.width / 2;
  double line_y = label->area.y + y + size * 1.42, half = label->area.width * 0.16;

  _sample_set_color (label->cr, color, 1);
  text (label, label->sample->brand, font, size, 1, y);
  cairo_set_line_width (label->cr, size * 0.07);
  cairo_move_to (label->cr, middle - half, line_y);
  cairo_line_to (label->cr, middle + half, line_y);
  cairo_stroke (label->cr);
}

static Rect
square (double x,
        double y,
        double side)
{
  return (Rect) { x - side / 2, y - side / 2, side, side };
}

static void
front_disc (const Label *label)
{
  const PackshotSampleDesign *design = label->design;
  cairo_t *cr = label->cr;
  double u = label->unit, h = label->area.height, y = h * 0.435;
  double x = label->area.x + label->area.width / 2, radius = MIN (u * 0.40, h * 0.225);

  fill_rect (cr, label->all, design->ground);
  fill_rect (cr, (Rect) { 0, h * 0.972, label->all.width, h * 0.028 }, design->accent);
  brand_mark (label, FONT_BRAND, h * 0.045, MIN (u * 0.155, h * 0.085), design->ink);

  _sample_set_color (cr, _sample_mix (design->accent, 0xffffff, 0.15), 1);
  _sample_ellipse (cr, x, y, radius * 1.06, radius * 1.06);
  cairo_fill (cr);
  _sample_set_color (cr, PAPER, 1);
  _sample_ellipse (cr, x, y, radius, radius);
  cairo_fill (cr);
  _sample_motif (cr, design->motif, square (x, y, radius * 1.5),
                 _sample_luminance (design->ground) > 0.75 ? design->ink : design->ground,
                 design->accent);

  _sample_set_color (cr, design->ink, 1);
  name_text (label, FONT_BRAND, MIN (u * 0.165, h * 0.095), h * 0.68, h * 0.175);
  pill (label, design->claim, h * 0.865, MIN (u * 0.075, h * 0.048), design->accent);
  _sample_set_color (cr, design->ink, 0.85);
  text (label, label->sample->net_content, FONT_BOLD, MIN (u * 0.055, h * 0.034), 1, h * 0.926);
}

static void
front_split (const Label *label)
{
  const PackshotSampleDesign *design = label->design;
  cairo_t *cr = label->cr;
  double u = label->unit, w = label->all.width, h = label->all.height, edge = h * 0.55;
  double x = label->area.x + label->area.width / 2;
  double side = MIN (label->area.width * 0.86, h * 0.42);
  guint32 on_ground = _sample_luminance (design->ground) > 0.55 ? design->ink : 0xffffff;

  fill_rect (cr, label->all, PAPER);
  for (int i = 0; i < 2; i++)
    {
      double top = edge + (i - 1) * h * 0.03;

      cairo_move_to (cr, 0, top + h * 0.03);
      cairo_curve_to (cr, w * 0.3, top - h * 0.075, w * 0.65, top + h * 0.1, w, top);
      cairo_line_to (cr, w, h);
      cairo_line_to (cr, 0, h);
      _sample_set_color (cr, i == 0 ? design->accent : design->ground, 1);
      cairo_fill (cr);
    }
  brand_mark (label, FONT_BRAND, h * 0.05, MIN (u * 0.165, h * 0.09), design->ground);
  _sample_set_color (cr, design->ink, 1);
  name_text (label, FONT_BRAND, MIN (u * 0.165, h * 0.095), h * 0.19, h * 0.185);

  _sample_shadow (cr, x, h * 0.62 + side * 0.48, side * 0.46, side * 0.07, 0.35);
  _sample_motif (cr, design->motif, square (x, h * 0.615, side),
                 _sample_mix (design->accent, design->ink, 0.1),
                 _sample_mix (design->ground, 0xffffff, 0.35));

  pill (label, design->claim, h * 0.865, MIN (u * 0.075, h * 0.048), PAPER);
  _sample_set_color (cr, on_ground, 0.95);
  text (label, label->sample->net_content, FONT_BOLD, MIN (u * 0.058, h * 0.036), 1, h * 0.93);
}

static void
front_frame (const Label *label)
{
  const PackshotSampleDesign *design = label->design;
  cairo_t *cr = label->cr;
  double u = label->unit, h = label->area.height, inset = u * 0.05;
  double x = label->area.x + label->area.width / 2;
  double side = MIN (label->area.width * 0.72, h * 0.34);
  Rect paper = { label->area.x - inset * 0.3, inset, label->area.width + inset * 0.6,
                 h - 2 * inset };

  fill_rect (cr, label->all, design->ground);
  _sample_set_color (cr, PAPER, 1);
  _sample_round_rect (cr, paper, inset);
  cairo_fill (cr);
  for (int i = 0; i < 2; i++)
    {
      double gap = inset * (0.45 + i * 0.35);
      Rect line = { paper.x + gap, paper.y + gap, paper.width - 2 * gap, paper.height - 2 * gap };

      _sample_set_color (cr, design->accent, 1);
      cairo_set_line_width (cr, u * (i == 0 ? 0.012 : 0.005));
      _sample_round_rect (cr, line, inset * (0.7 - 0.2 * i));
      cairo_stroke (cr);
    }
  brand_mark (label, FONT_CLASSIC, h * 0.095, MIN (u * 0.115, h * 0.07), design->ground);
  _sample_motif (cr, design->motif, square (x, h * 0.445, side), design->accent,
                 _sample_mix (design->ground, 0xffffff, 0.15));
  _sample_set_color (cr, design->ink, 1);
  name_text (label, FONT_CLASSIC, MIN (u * 0.135, h * 0.085), h * 0.635, h * 0.165);
  pill (label, design->claim, h * 0.815, MIN (u * 0.068, h * 0.045), design->ground);
  _sample_set_color (cr, design->ink, 0.8);
  text (label, label->sample->net_content, FONT_TEXT, MIN (u * 0.052, h * 0.034), 1, h * 0.876);
}

/* Low and wide: words on the left, the drawing on the right. */
static void
front_wide (const Label *label)
{
  const PackshotSampleDesign *design = label->design;
  cairo_t *cr = label->cr;
  gboolean on_paper = design->layout == LAYOUT_SPLIT || design->layout == LAYOUT_FRAME;
  Label words = *label;
  double h = label->area.height, side = MIN (h * 0.8, label->area.width * 0.42);
  double x = label->area.x + label->area.width - side * 0.5;

  fill_rect (cr, label->all, on_paper ? PAPER : design->ground);
  fill_rect (cr, (Rect) { 0, 0, label->all.width, h * 0.09 }, design->accent);
  fill_rect (cr, (Rect) { 0, h * 0.91, label->all.width, h * 0.09 },
             on_paper ? design->ground : design->accent);

  _sample_set_color (cr, on_paper ? _sample_mix (design->ground, 0xffffff, 0.82) : PAPER, 1);
  _sample_ellipse (cr, x, h * 0.5, side * 0.5, side * 0.5);
  cairo_fill (cr);
  _sample_motif (cr, design->motif, square (x, h * 0.5, side * 0.72),
                 on_paper ? design->accent : design->ground,
                 on_paper ? design->ground : design->accent);

  words.area.width -= side * 1.08;
  words.unit = words.area.width;
  _sample_set_color (cr, on_paper ? design->ground : design->ink, 1);
  text (&words, label->sample->brand, FONT_BRAND, MIN (words.unit * 0.25, h * 0.19), 1, h * 0.125);
  _sample_set_color (cr, design->ink, 1);
  name_text (&words, FONT_BOLD, MIN (words.unit * 0.19, h * 0.17), h * 0.34, h * 0.32);
  pill (&words, design->claim, h * 0.68, h * 0.1, design->accent);
  _sample_set_color (cr, design->ink, 0.85);
  text (&words, label->sample->net_content, FONT_BOLD, h * 0.075, 1, h * 0.79);
}

static void
panel_front (const Label *label)
{
  static void (*const layouts[]) (const Label *) = { front_disc, front_split, front_frame };

  if (label->area.height < label->area.width * 1.12)
    front_wide (label);
  else
    layouts[label->design->layout](label);
}

/* Believable numbers that are always the same for the same product. */
static double
invent (const PackshotSample *sample,
        guint                 row,
        double                top)
{
  guint hash = g_str_hash (sample->gtin) / (row + 3);

  return top * (0.15 + (hash % 97) / 115.0);
}

static void
nutrition_table (const Label *label,
                 Rect         rect)
{
  static const struct { const char *name, *unit; double top; } rows[] = {
    { "Energy", "kJ", 1900 }, { "Fat", "g", 22 }, { "of which saturates", "g", 6 },
    { "Carbohydrate", "g", 60 }, { "of which sugars", "g", 24 }, { "Protein", "g", 14 },
    { "Salt", "g", 1.6 },
  };
  cairo_t *cr = label->cr;
  double line = rect.height / (G_N_ELEMENTS (rows) + 1), size = line * 0.56;
  TextStyle left = { FONT_TEXT, size, rect.width * 0.6, 1, 0 };
  TextStyle right = { FONT_TEXT, size, rect.width * 0.4, 1, 1 };
  TextStyle head = { FONT_BOLD, size, rect.width * 0.95, 1, 0 };

  fill_rect (cr, (Rect) { rect.x, rect.y, rect.width, line }, label->design->ground);
  _sample_set_color (cr, _sample_luminance (label->design->ground) > 0.55 ? 0x222222 : 0xffffff, 1);
  _sample_text (cr, "Nutrition, per 100 g", &head, rect.x + size * 0.4, rect.y + line * 0.16);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      double y = rect.y + line * (i + 1), value = invent (label->sample, i, rows[i].top);
      g_autofree char *amount = g_strdup_printf (value < 100 ? "%.1f %s" : "%.0f %s", value,
                                                 rows[i].unit);

      if (i % 2 == 1)
        fill_rect (cr, (Rect) { rect.x, y, rect.width, line }, 0xf0eeea);
      _sample_set_color (cr, 0x2b2b2b, 1);
      _sample_text (cr, rows[i].name, &left, rect.x + size * 0.4, y + line * 0.16);
      _sample_text (cr, amount, &right, rect.x + rect.width - size * 0.4, y + line * 0.16);
    }
  _sample_set_color (cr, 0x2b2b2b, 1);
  cairo_set_line_width (cr, line * 0.05);
  cairo_rectangle (cr, rect.x, rect.y, rect.width, rect.height);
  cairo_stroke (cr);
}

static void
paragraph (const Label *label,
           const char  *heading,
           const char  *words,
           Rect         rect,
           double       size)
{
  TextStyle head = { FONT_BOLD, size * 1.15, rect.width, 1, 0 };
  int n_lines = MAX (2, (int)(rect.height / size / 1.35) - 1);
  TextStyle body = { FONT_TEXT, size, rect.width, n_lines, 0 };
  double y = rect.y + _sample_text (label->cr, heading, &head, rect.x, rect.y);

  _sample_text (label->cr, words, &body, rect.x, y + size * 0.15);
}

static const char *
get_use (const PackshotSample *sample)
{
  return strcmp (sample->category, "Body care") == 0
         ? "Use within twelve months of opening. For external use. Keep out of reach of children."
         : "Store in a cool and dry place. Once opened keep closed and use within five days. "
         "Best before: see the top of the pack.";
}

/* The band with brand and name at the top of back and side. */
static double
panel_head (const Label *label,
            guint32      paper)
{
  const PackshotSampleDesign *design = label->design;
  double height = MIN (label->all.height * 0.17, label->area.width * 0.34);
  guint32 ink = _sample_luminance (design->ground) > 0.55 ? design->ink : 0xffffff;

  fill_rect (label->cr, label->all, paper);
  fill_rect (label->cr, (Rect) { 0, 0, label->all.width, height }, design->ground);
  fill_rect (label->cr, (Rect) { 0, height, label->all.width, height * 0.07 }, design->accent);
  _sample_set_color (label->cr, ink, 1);
  text (label, label->sample->brand, FONT_BRAND, height * 0.38, 1, height * 0.08);
  text (label, label->sample->name, FONT_BOLD, height * 0.24, 1, height * 0.58);
  return height * 1.07;
}

static void
panel_back (const Label *label)
{
  Rect area = label->area;
  gboolean is_wide = area.height < area.width * 1.12;
  double top = panel_head (label, PAPER), gap = label->unit * 0.04;
  double left = area.height - top - 3 * gap, size = label->unit * (is_wide ? 0.034 : 0.048);
  double column = is_wide ? (area.width - gap) / 2 : area.width;
  Rect about = { area.x, top + gap, column, left *(is_wide ? 0.45 : 0.24) };
  Rect table = { area.x, about.y + about.height + gap, column, left *(is_wide ? 0.55 : 0.48) };
  Rect code = { area.x + area.width / 2 - column * 0.3, table.y + table.height + gap,
                column * 0.6, left * 0.2 };

  if (is_wide)
    {
      table = (Rect) { area.x, top + gap, column, left + gap };
      about.x = code.x = area.x + column + gap;
      code = (Rect) { about.x + column * 0.08, top + gap + left * 0.55, column * 0.84,
                      left * 0.45 };
    }
  _sample_set_color (label->cr, 0x2b2b2b, 1);
  paragraph (label, "Good to know", get_use (label->sample), about, size);
  if (strcmp (label->sample->category, "Body care") == 0)
    paragraph (label, "Ingredients", label->design->ingredients, table, size);
  else
    nutrition_table (label, table);
  _sample_barcode (label->cr, label->sample->gtin, code);
}

static void
panel_side (const Label *label)
{
  const PackshotSampleDesign *design = label->design;
  Rect area = label->area;
  gboolean is_full = design->layout == LAYOUT_DISC;
  double top = panel_head (label, is_full ? design->ground : PAPER);
  double gap = label->unit * 0.06, size = MIN (label->unit * 0.085, area.height * 0.07);
  double left = area.height - top - gap, side = MIN (area.width * 0.5, left * 0.26);
  Rect list = { area.x, top + gap, area.width, left * 0.36 };
  Rect keep = { area.x, top + gap + left * 0.4, area.width, left * 0.3 };

  _sample_set_color (label->cr, is_full ? design->ink : 0x2b2b2b, 1);
  paragraph (label, "Ingredients", design->ingredients, list, size);
  paragraph (label, "Keeping", get_use (label->sample), keep, size);
  if (area.height > area.width)
    _sample_motif (label->cr, design->motif,
                   square (area.x + area.width / 2, top + left * 0.84, side), design->accent,
                   is_full ? design->ink : design->ground);
}

/* Draws one panel of a pack, flat. */
void
_sample_label (cairo_t              *cr,
               const PackshotSample *sample,
               PackshotSamplePanel   panel,
               double                width,
               double                height)
{
  double margin = width * (is_round (sample->design) ? 0.195 : 0.07);
  Label label = { cr, sample, sample->design, { 0, 0, width, height },
                  { margin, 0, width - 2 * margin, height }, width - 2 * margin };

  cairo_save (cr);
  cairo_rectangle (cr, 0, 0, width, height);
  cairo_clip (cr);
  if (panel == PANEL_FRONT)
    panel_front (&label);
  else if (panel == PANEL_BACK)
    panel_back (&label);
  else
    panel_side (&label);
  cairo_restore (cr);
}
