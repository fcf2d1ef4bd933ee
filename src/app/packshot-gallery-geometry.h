/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define PACKSHOT_GALLERY_MARGIN 12
#define PACKSHOT_GALLERY_GAP 6
#define PACKSHOT_GALLERY_PADDING 6
#define PACKSHOT_GALLERY_TILE_MIN 156
#define PACKSHOT_GALLERY_SINGLE 342
#define PACKSHOT_GALLERY_NATURAL 504

/**
 * PackshotGalleryGeometry:
 * @width: of the whole gallery
 * @n_tiles: pictures, in the order shown
 * @has_primary: whether the first of them is the primary, 2 × 2 cells large
 * @has_add: whether a last cell adds pictures; its index is @n_tiles
 * @single: whether there is one slot only, centered
 * @rtl: whether all is mirrored
 * @columns: of tiles
 * @tile: width of a tile
 * @row: height of a row of tiles; to be set once tiles of this width have been measured
 *
 * Where each tile of a gallery stands: plain arithmetic.
 */
typedef struct
{
  int width;
  guint n_tiles;
  gboolean has_primary;
  gboolean has_add;
  gboolean single;
  gboolean rtl;
  guint columns;
  int tile;
  int row;
} PackshotGalleryGeometry;

/**
 * PackshotGalleryPlace:
 * @on_primary: whether the point lies on the primary's place
 * @before: index of the tile that would come after the place; @n_tiles: at the end
 * @between: whether the point is near enough to the edge between two tiles to mean that place
 * @marker: where an insertion marker is drawn
 *
 * What a point in a gallery means for what is dropped there.
 */
typedef struct
{
  gboolean on_primary;
  guint before;
  gboolean between;
  GdkRectangle marker;
} PackshotGalleryPlace;

void     packshot_gallery_geometry_init       (PackshotGalleryGeometry       *self,
                                               int                            width,
                                               guint                          n_tiles);
int      packshot_gallery_geometry_get_well   (const PackshotGalleryGeometry *self,
                                               guint                          index);
int      packshot_gallery_geometry_get_height (const PackshotGalleryGeometry *self);
void     packshot_gallery_geometry_get_rect   (const PackshotGalleryGeometry *self,
                                               guint                          index,
                                               GdkRectangle                  *rect);
guint    packshot_gallery_geometry_step       (const PackshotGalleryGeometry *self,
                                               guint                          index,
                                               GtkDirectionType               direction);
void     packshot_gallery_geometry_locate     (const PackshotGalleryGeometry *self,
                                               double                         x,
                                               double                         y,
                                               PackshotGalleryPlace          *place);

G_END_DECLS
