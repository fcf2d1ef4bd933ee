/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include <gtk/gtk.h>

#include "packshot-session.h"

G_BEGIN_DECLS

/**
 * PackshotGalleryTileStyle:
 * @PACKSHOT_GALLERY_TILE_PLAIN: one of many
 * @PACKSHOT_GALLERY_TILE_PRIMARY: the large one, with a line of facts
 * @PACKSHOT_GALLERY_TILE_SINGLE: the only one where a service keeps one: no number, no star
 */
typedef enum
{
  PACKSHOT_GALLERY_TILE_PLAIN,
  PACKSHOT_GALLERY_TILE_PRIMARY,
  PACKSHOT_GALLERY_TILE_SINGLE,
} PackshotGalleryTileStyle;

#define PACKSHOT_TYPE_GALLERY_TILE (packshot_gallery_tile_get_type ())
G_DECLARE_FINAL_TYPE (PackshotGalleryTile, packshot_gallery_tile, PACKSHOT, GALLERY_TILE, GtkWidget)

GtkWidget         *packshot_gallery_tile_new           (void);
void               packshot_gallery_tile_set           (PackshotGalleryTile      *self,
                                                        PackshotSession          *session,
                                                        PackshotItemView         *view,
                                                        PackshotImageView        *image,
                                                        PackshotGalleryTileStyle  style);
gint64             packshot_gallery_tile_get_id        (PackshotGalleryTile      *self);
PackshotImageView *packshot_gallery_tile_get_image     (PackshotGalleryTile      *self);
GdkPaintable      *packshot_gallery_tile_dup_paintable (PackshotGalleryTile      *self);
void               packshot_gallery_tile_set_progress  (PackshotGalleryTile      *self,
                                                        double                    fraction);
void               packshot_gallery_tile_set_selected  (PackshotGalleryTile      *self,
                                                        gboolean                  selected,
                                                        gboolean                  many);
void               packshot_gallery_tile_set_near      (PackshotGalleryTile      *self,
                                                        gboolean                  near);
gboolean           packshot_gallery_tile_is_control    (PackshotGalleryTile      *self,
                                                        GtkWidget                *picked);
void               packshot_gallery_tile_say           (PackshotGalleryTile      *self,
                                                        const char               *sentence);

G_END_DECLS
