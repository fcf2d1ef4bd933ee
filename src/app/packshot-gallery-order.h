/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include "packshot-gallery.h"

G_BEGIN_DECLS

/**
 * PackshotGalleryMove:
 * @PACKSHOT_GALLERY_MOVE_EARLIER: one place earlier
 * @PACKSHOT_GALLERY_MOVE_LATER: one place later
 * @PACKSHOT_GALLERY_MOVE_ROW_UP: as many places earlier as a row has tiles
 * @PACKSHOT_GALLERY_MOVE_ROW_DOWN: as many places later
 * @PACKSHOT_GALLERY_MOVE_FIRST: to the first place
 * @PACKSHOT_GALLERY_MOVE_LAST: to the last place
 */
typedef enum
{
  PACKSHOT_GALLERY_MOVE_EARLIER,
  PACKSHOT_GALLERY_MOVE_LATER,
  PACKSHOT_GALLERY_MOVE_ROW_UP,
  PACKSHOT_GALLERY_MOVE_ROW_DOWN,
  PACKSHOT_GALLERY_MOVE_FIRST,
  PACKSHOT_GALLERY_MOVE_LAST,
} PackshotGalleryMove;

guint    packshot_gallery_order_before    (PackshotGallery     *gallery,
                                           GArray              *images,
                                           gint64               before);
guint    packshot_gallery_order_step      (PackshotGallery     *gallery,
                                           GArray              *images,
                                           PackshotGalleryMove  move,
                                           guint                columns);
gboolean packshot_gallery_order_changes   (PackshotGallery     *gallery,
                                           GArray              *images,
                                           guint                position);
gboolean packshot_gallery_order_contains  (GArray              *images,
                                           gint64               image);

G_END_DECLS
