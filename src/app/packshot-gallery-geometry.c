/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* Where the tiles of a gallery stand. Arithmetic without widgets, on any thread.
 *
 *   +-----------+ +---+    The primary takes the cells of two rows and two columns at the start,
 * and
 *   |           | | 1 |    is square; the others flow right of it and then below, in their order.
 *   |     0     | +---+    Columns: as many tiles of at least 156 px as fit between margins of 12
 * px
 *   |           | +---+    with gaps of 6 px; what is left over is shared among them in whole
 * pixels.
 *   |           | | 2 |
 *   +-----------+ +---+
 *   +---+ +---+ + - - +
 *   | 3 | | 4 | | add |
 *   +---+ +---+ + - - +
 */

#include "config.h"

#include "packshot-gallery-geometry.h"

#define MARKER_WIDTH 4
#define FILE_EDGE 0.3 /* part of a tile's width at each side that means the place beside it */

/**
 * packshot_gallery_geometry_init:
 * @self: filled, with no primary, no last cell, left to right
 * @width: of the whole gallery
 * @n_tiles: pictures
 *
 * @tile and @columns follow from @width; @row is still 0.
 */
void
packshot_gallery_geometry_init (PackshotGalleryGeometry *self,
                                int                      width,
                                guint                    n_tiles)
{
  int gaps;

  *self = (PackshotGalleryGeometry) { .width = width, .n_tiles = n_tiles };
  self->columns = MAX (2, (width - 18) / (PACKSHOT_GALLERY_TILE_MIN + PACKSHOT_GALLERY_GAP));
  gaps = ((int)self->columns - 1) * PACKSHOT_GALLERY_GAP;
  self->tile = MAX (0, (width - 2 * PACKSHOT_GALLERY_MARGIN - gaps) / (int)self->columns);
}

static int
get_span (const PackshotGalleryGeometry *self,
          guint                          index)
{
  return self->has_primary && index == 0 ? 2 : 1;
}

/* The cells of a tile; with a primary, the first two rows are two columns shorter. */
static void
get_cell (const PackshotGalleryGeometry *self,
          guint                          index,
          guint                         *column,
          guint                         *row)
{
  guint beside = self->columns - 2;
  guint rest;

  if (!self->has_primary || index == 0)
    {
      *column = index % self->columns;
      *row = index / self->columns;
      return;
    }
  if (index - 1 < 2 * beside)
    {
      *column = 2 + (index - 1) % beside;
      *row = (index - 1) / beside;
      return;
    }
  rest = index - 1 - 2 * beside;
  *column = rest % self->columns;
  *row = 2 + rest / self->columns;
}

static int
get_tile_width (const PackshotGalleryGeometry *self,
                guint                          index)
{
  int span = get_span (self, index);

  if (self->single)
    return MIN (PACKSHOT_GALLERY_SINGLE, self->width - 2 * PACKSHOT_GALLERY_MARGIN);
  return span * self->tile + (span - 1) * PACKSHOT_GALLERY_GAP;
}

/**
 * packshot_gallery_geometry_get_well:
 * @self: a geometry
 * @index: of a tile
 *
 * Returns: side of the tile's square picture
 */
int
packshot_gallery_geometry_get_well (const PackshotGalleryGeometry *self,
                                    guint                          index)
{
  return get_tile_width (self, index) - 2 * PACKSHOT_GALLERY_PADDING;
}

/**
 * packshot_gallery_geometry_get_rect:
 * @self: a geometry whose row has been set
 * @index: of a tile, or of the last cell
 * @rect: where it stands
 */
void
packshot_gallery_geometry_get_rect (const PackshotGalleryGeometry *self,
                                    guint                          index,
                                    GdkRectangle                  *rect)
{
  int span = get_span (self, index);
  guint column, row;

  rect->width = get_tile_width (self, index);
  if (self->single)
    {
      *rect = (GdkRectangle) { (self->width - rect->width) / 2, PACKSHOT_GALLERY_MARGIN,
                               rect->width, self->row };
      return;
    }
  get_cell (self, index, &column, &row);
  rect->x = PACKSHOT_GALLERY_MARGIN + (int)column * (self->tile + PACKSHOT_GALLERY_GAP);
  rect->y = PACKSHOT_GALLERY_MARGIN + (int)row * (self->row + PACKSHOT_GALLERY_GAP);
  rect->height = span * self->row + (span - 1) * PACKSHOT_GALLERY_GAP;
  if (self->rtl)
    rect->x = self->width - rect->x - rect->width;
}

/**
 * packshot_gallery_geometry_get_height:
 * @self: a geometry whose row has been set
 *
 * Returns: height of the whole gallery with its margins
 */
int
packshot_gallery_geometry_get_height (const PackshotGalleryGeometry *self)
{
  guint n = self->n_tiles + (self->has_add ? 1 : 0);
  GdkRectangle rect = { 0 };
  int bottom = PACKSHOT_GALLERY_MARGIN;

  /* The last cell is the lowest, but for a primary with little beside it. */
  if (n > 0)
    {
      packshot_gallery_geometry_get_rect (self, n - 1, &rect);
      bottom = rect.y + rect.height;
      packshot_gallery_geometry_get_rect (self, 0, &rect);
      bottom = MAX (bottom, rect.y + rect.height);
    }
  return bottom + PACKSHOT_GALLERY_MARGIN;
}

/* How far the tile lies beyond the other in a direction, or -1 if it does not. */
static int
get_distance (const GdkRectangle *from,
              const GdkRectangle *to,
              GtkDirectionType    direction)
{
  if (direction == GTK_DIR_UP)
    return from->y - (to->y + to->height);
  if (direction == GTK_DIR_DOWN)
    return to->y - (from->y + from->height);
  if (from->y + from->height <= to->y || to->y + to->height <= from->y)
    return -1; /* not in the same row */
  if (direction == GTK_DIR_LEFT)
    return from->x - (to->x + to->width);
  return to->x - (from->x + from->width);
}

/**
 * packshot_gallery_geometry_step:
 * @self: a geometry
 * @index: of a tile
 * @direction: up, down, left or right, as seen
 *
 * The nearest tile in a direction. At a row's end, left and right go on in the order shown.
 *
 * Returns: its index; @index itself when there is none
 */
guint
packshot_gallery_geometry_step (const PackshotGalleryGeometry *self,
                                guint                          index,
                                GtkDirectionType               direction)
{
  guint n = self->n_tiles + (self->has_add ? 1 : 0);
  gboolean forward = (direction == GTK_DIR_RIGHT) != self->rtl;
  int best = G_MAXINT, best_aside = G_MAXINT;
  guint found = index;
  GdkRectangle from, to;

  packshot_gallery_geometry_get_rect (self, index, &from);
  for (guint i = 0; i < n; i++)
    {
      int distance, aside;

      packshot_gallery_geometry_get_rect (self, i, &to);
      distance = get_distance (&from, &to, direction);
      aside = ABS (2 * to.x + to.width - 2 * from.x - from.width);
      if (i == index || distance < 0 || distance > best || (distance == best
                                                            && aside >= best_aside))
        continue;
      best = distance;
      best_aside = aside;
      found = i;
    }
  if (found != index || direction == GTK_DIR_UP || direction == GTK_DIR_DOWN)
    return found;
  if (forward)
    return index + 1 < n ? index + 1 : index;
  return index > 0 ? index - 1 : index;
}

static void
set_marker (const PackshotGalleryGeometry *self,
            guint                          index,
            gboolean                       after,
            PackshotGalleryPlace          *place)
{
  GdkRectangle rect;
  gboolean right = after != self->rtl;
  int x;

  packshot_gallery_geometry_get_rect (self, index, &rect);
  x = right ? rect.x + rect.width + PACKSHOT_GALLERY_GAP / 2 : rect.x - PACKSHOT_GALLERY_GAP / 2;
  place->marker = (GdkRectangle) {
    CLAMP (x - MARKER_WIDTH / 2, 0, self->width - MARKER_WIDTH),
    rect.y + PACKSHOT_GALLERY_PADDING,
    MARKER_WIDTH,
    self->tile - 2 * PACKSHOT_GALLERY_PADDING,
  };
}

/* The row of cells that a height belongs to; above the first and below the last count for them. */
static gboolean
in_row (const PackshotGalleryGeometry *self,
        const GdkRectangle            *rect,
        guint                          index,
        double                         y)
{
  guint last = self->n_tiles + (self->has_add ? 1 : 0) - 1;
  GdkRectangle lowest;

  packshot_gallery_geometry_get_rect (self, last, &lowest);
  y = CLAMP (y, PACKSHOT_GALLERY_MARGIN, lowest.y + lowest.height - 1);
  return y >= rect->y - PACKSHOT_GALLERY_GAP / 2
         && y < rect->y + rect->height + PACKSHOT_GALLERY_GAP / 2;
}

/**
 * packshot_gallery_geometry_locate:
 * @self: a geometry
 * @x: a point
 * @y: a point
 * @place: what it means
 */
void
packshot_gallery_geometry_locate (const PackshotGalleryGeometry *self,
                                  double                         x,
                                  double                         y,
                                  PackshotGalleryPlace          *place)
{
  guint first = self->has_primary ? 1 : 0;
  guint n = self->n_tiles + (self->has_add ? 1 : 0);
  GdkRectangle rect;
  double forward = self->rtl ? self->width - x : x;
  guint last = n; /* tile of this row that the point is behind; n: none */

  *place = (PackshotGalleryPlace) { .before = self->n_tiles };
  if (self->has_primary)
    {
      packshot_gallery_geometry_get_rect (self, 0, &rect);
      place->on_primary = x >= rect.x && x < rect.x + rect.width && y >= rect.y
        && y < rect.y + rect.height;
    }
  for (guint i = first; i < n; i++)
    {
      double start;

      packshot_gallery_geometry_get_rect (self, i, &rect);
      if (!in_row (self, &rect, i, y))
        continue;
      start = self->rtl ? self->width - rect.x - rect.width : rect.x;
      if (forward < start + rect.width / 2.0 || i == self->n_tiles)
        {
          place->before = i;
          place->between = forward < start + FILE_EDGE * rect.width && i < self->n_tiles;
          set_marker (self, i, FALSE, place);
          return;
        }
      last = i;
      place->between = forward > start + (1 - FILE_EDGE) * rect.width;
    }
  if (last == n)
    last = n - 1; /* beside or below all tiles: at the end */
  place->before = MIN (last + 1, self->n_tiles);
  if (n > 0)
    set_marker (self, last, TRUE, place);
}
