/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include "packshot-samples.h"

#include <pango/pangocairo.h>

G_BEGIN_DECLS

typedef enum
{
  SHAPE_BOX,
  SHAPE_CARTON,
  SHAPE_POUCH,
  SHAPE_CAN,
  SHAPE_JAR,
  SHAPE_BOTTLE,
  SHAPE_DROPPER,
} PackshotSampleShape;

typedef enum
{
  LAYOUT_DISC,
  LAYOUT_SPLIT,
  LAYOUT_FRAME,
} PackshotSampleLayout;

typedef enum
{
  MOTIF_BERRIES,
  MOTIF_LEAVES,
  MOTIF_FISH,
  MOTIF_GRAIN,
  MOTIF_CITRUS,
  MOTIF_APPLE,
  MOTIF_STRAWBERRY,
  MOTIF_MOUNTAIN,
  MOTIF_WAVES,
  MOTIF_BEANS,
  MOTIF_CUP,
  MOTIF_FLOWER,
  MOTIF_HONEY,
  MOTIF_DROP,
  MOTIF_MOON,
  MOTIF_COOKIE,
} PackshotSampleMotif;

#define N_MOTIFS (MOTIF_COOKIE + 1)

/*
 * PackshotSampleDesign: how a pack looks
 * @width, @height, @depth: in millimetres; round packs are as deep as wide
 * @ground: of the label; @accent: its second colour; @ink: its letters
 * @body: of what is not label: glass with its content, metal, the cap's base
 * @cap: of the cap or lid
 */
struct _PackshotSampleDesign
{
  PackshotSampleShape shape;
  PackshotSampleLayout layout;
  PackshotSampleMotif motif;
  double width;
  double height;
  double depth;
  guint32 ground;
  guint32 accent;
  guint32 ink;
  guint32 body;
  guint32 cap;
  const char *claim;
  const char *ingredients;
};

struct _PackshotSampleEmblem
{
  PackshotSampleMotif motif;
  guint32 ground;
  guint32 accent;
  guint32 ink;
};

typedef enum
{
  PANEL_FRONT,
  PANEL_BACK,
  PANEL_SIDE,
} PackshotSamplePanel;

typedef struct
{
  double x;
  double y;
  double width;
  double height;
} Rect;

typedef struct
{
  const char *font;
  double size;      /* height of the font, in the units of the drawing */
  double max_width; /* gets smaller until its longest line fits */
  int max_lines;
  double align;     /* 0 left, 0.5 centred, 1 right of the given point */
  double room;      /* gets smaller until it fits, and stands in the middle of it; 0: no matter */
} TextStyle;

#define FONT_BRAND "Cantarell,sans Ultra-Bold"
#define FONT_BOLD "Cantarell,sans Bold"
#define FONT_TEXT "Cantarell,sans"
#define FONT_CLASSIC "DejaVu Serif,serif Bold"

/* Paint */
void    _sample_set_color     (cairo_t                    *cr,
                               guint32                     rgb,
                               double                      alpha);
guint32 _sample_mix           (guint32                     a,
                               guint32                     b,
                               double                      share);
double  _sample_luminance     (guint32                     rgb);
double  _sample_text          (cairo_t                    *cr,
                               const char                 *text,
                               const TextStyle            *style,
                               double                      x,
                               double                      y);
void    _sample_round_rect    (cairo_t                    *cr,
                               Rect                        rect,
                               double                      radius);
void    _sample_ellipse       (cairo_t                    *cr,
                               double                      x,
                               double                      y,
                               double                      rx,
                               double                      ry);
void    _sample_shadow        (cairo_t                    *cr,
                               double                      x,
                               double                      y,
                               double                      rx,
                               double                      ry,
                               double                      strength);
void    _sample_shade_across  (cairo_t                    *cr,
                               double                      x,
                               double                      width,
                               const double               *stops,
                               gsize                       n_stops);

/* Parts */
void    _sample_motif         (cairo_t                    *cr,
                               PackshotSampleMotif         motif,
                               Rect                        rect,
                               guint32                     main_color,
                               guint32                     second_color);
void    _sample_barcode       (cairo_t                    *cr,
                               const char                 *gtin,
                               Rect                        rect);
void    _sample_label         (cairo_t                    *cr,
                               const PackshotSample       *sample,
                               PackshotSamplePanel         panel,
                               double                      width,
                               double                      height);

/* Packs: drawn in millimetres, standing on y = 0 at x = 0 */
void    _sample_draw_box      (cairo_t                    *cr,
                               const PackshotSample       *sample,
                               PackshotSamplePanel         panel);
void    _sample_draw_box_top  (cairo_t                    *cr,
                               const PackshotSample       *sample);
void    _sample_draw_pouch    (cairo_t                    *cr,
                               const PackshotSample       *sample,
                               PackshotSamplePanel         panel);
void    _sample_draw_round    (cairo_t                    *cr,
                               const PackshotSample       *sample,
                               PackshotSamplePanel         panel);
void    _sample_draw_round_top (cairo_t                   *cr,
                               const PackshotSample       *sample);
Rect    _sample_box_extents   (const PackshotSampleDesign *design,
                               PackshotSamplePanel         panel);
Rect    _sample_round_extents (const PackshotSampleDesign *design);

G_END_DECLS
