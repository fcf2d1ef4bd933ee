/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include <gtk/gtk.h>

#include "packshot-gallery-geometry.h"
#include "packshot-session.h"

G_BEGIN_DECLS

/**
 * PackshotGalleryDrag:
 * @item: the item they belong to
 * @images: (element-type gint64): pictures, in the gallery's order
 *
 * What is dragged from a gallery.
 */
typedef struct
{
  gint64 item;
  GArray *images;
} PackshotGalleryDrag;

#define PACKSHOT_TYPE_GALLERY_DRAG (packshot_gallery_drag_get_type ())
GType packshot_gallery_drag_get_type (void) G_GNUC_CONST;

#define PACKSHOT_TYPE_GALLERY_VIEW (packshot_gallery_view_get_type ())
G_DECLARE_FINAL_TYPE (PackshotGalleryView, packshot_gallery_view, PACKSHOT, GALLERY_VIEW, GtkWidget)

/* Signals:
 *   selection-changed ()
 *   moved (GArray *images, guint position)      pictures were dropped at another place
 *   starred (gint64 image)                      a picture was dropped on the primary's place
 *   refused (const char *reason)                what was dropped can't be done
 */
GtkWidget        *packshot_gallery_view_new            (PackshotSession         *session);
void              packshot_gallery_view_set_view       (PackshotGalleryView     *self,
                                                        PackshotItemView        *view);
PackshotItemView *packshot_gallery_view_get_view       (PackshotGalleryView     *self);
void              packshot_gallery_view_set_adjustment (PackshotGalleryView     *self,
                                                        GtkAdjustment           *adjustment);
void              packshot_gallery_view_set_progress   (PackshotGalleryView     *self,
                                                        gint64                   image,
                                                        double                   fraction);
void              packshot_gallery_view_update         (PackshotGalleryView     *self);

GArray           *packshot_gallery_view_dup_selection  (PackshotGalleryView     *self);
void              packshot_gallery_view_select         (PackshotGalleryView     *self,
                                                        const gint64            *images,
                                                        guint                    n_images);
void              packshot_gallery_view_select_all     (PackshotGalleryView     *self);
gint64            packshot_gallery_view_get_cursor     (PackshotGalleryView     *self);
void              packshot_gallery_view_set_cursor     (PackshotGalleryView     *self,
                                                        gint64                   image,
                                                        gboolean                 focus);
GtkWidget        *packshot_gallery_view_get_tile       (PackshotGalleryView     *self,
                                                        gint64                   image);
void              packshot_gallery_view_scroll_to      (PackshotGalleryView     *self,
                                                        gint64                   image);
void              packshot_gallery_view_get_geometry   (PackshotGalleryView     *self,
                                                        PackshotGalleryGeometry *geometry);

/* Files from elsewhere over the gallery; x and y are the view's own. */
guint             packshot_gallery_view_hover_files    (PackshotGalleryView     *self,
                                                        double                   x,
                                                        double                   y,
                                                        guint                    n_files);
void              packshot_gallery_view_leave          (PackshotGalleryView     *self);

G_END_DECLS
