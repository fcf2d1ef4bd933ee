/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include <adwaita.h>

#include "packshot-session.h"

G_BEGIN_DECLS

#define PACKSHOT_TYPE_GALLERY_PANE (packshot_gallery_pane_get_type ())
G_DECLARE_FINAL_TYPE (PackshotGalleryPane, packshot_gallery_pane, PACKSHOT, GALLERY_PANE, AdwBin)

/* The pictures of one item, with a header, what can be done with them, and empty states.
 *
 * Signals:
 *   view-changed ()         another item view is shown, or none
 *   selection-changed ()
 *
 * Actions: gallery.add, .paste, .primary, .star (x), .move (s), .move-to, .caption, .replace,
 * .save-copy, .remove, .select-all, .check, .send-again, .menu (dd). They act on the selected
 * pictures, or, when none is, on the one that has the focus. What a service can't do is answered by
 * a popover with the reason.
 */
GtkWidget        *packshot_gallery_pane_new              (PackshotSession     *session);
void              packshot_gallery_pane_set_item         (PackshotGalleryPane *self,
                                                          gint64               item);
gint64            packshot_gallery_pane_get_item         (PackshotGalleryPane *self);
PackshotItemView *packshot_gallery_pane_get_view         (PackshotGalleryPane *self);
GArray           *packshot_gallery_pane_dup_selection    (PackshotGalleryPane *self);
void              packshot_gallery_pane_select           (PackshotGalleryPane *self,
                                                          const gint64        *images,
                                                          guint                n_images);
void              packshot_gallery_pane_set_sync_button  (PackshotGalleryPane *self,
                                                          GtkWidget           *button);
void              packshot_gallery_pane_set_banner       (PackshotGalleryPane *self,
                                                          GtkWidget           *banner);
void              packshot_gallery_pane_set_show_buttons (PackshotGalleryPane *self,
                                                          gboolean             end_title_buttons,
                                                          gboolean             back);

/* Edits of the item shown, each with its toast; images are (element-type gint64). */
void              packshot_gallery_pane_add_files        (PackshotGalleryPane *self,
                                                          GSList              *files,
                                                          guint                position);
void              packshot_gallery_pane_move             (PackshotGalleryPane *self,
                                                          GArray              *images,
                                                          guint                position);
void              packshot_gallery_pane_set_primary      (PackshotGalleryPane *self,
                                                          gint64               image,
                                                          gboolean             primary);
void              packshot_gallery_pane_set_title        (PackshotGalleryPane *self,
                                                          GArray              *images,
                                                          const char          *title);
void              packshot_gallery_pane_set_visibility   (PackshotGalleryPane *self,
                                                          GArray              *images,
                                                          PackshotVisibility   visibility);
void              packshot_gallery_pane_remove           (PackshotGalleryPane *self,
                                                          GArray              *images);

G_END_DECLS
