/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include "packshot-gallery-pane.h"
#include "packshot-gallery-reasons.h"
#include "packshot-gallery-view.h"

G_BEGIN_DECLS

struct _PackshotGalleryPane
{
  AdwBin parent_instance;

  /* Construct-only, owned (nullable) */
  PackshotSession *session;

  gint64 item;                    /* that is wanted, or 0 */
  PackshotItemView *view;         /* (owned) (nullable): that is shown */
  GCancellable *loading;          /* (owned) (nullable): of the load under way */
  gboolean load_again;
  GArray *to_select;              /* (owned) (nullable): pictures to select once they are there */

  /* Template children */
  AdwHeaderBar *header;
  AdwWindowTitle *title;
  GtkWidget *back_button;
  GtkWidget *add_button;
  AdwButtonContent *add_content;
  AdwBin *sync_slot;
  GtkWidget *body;
  GtkStack *stack;
  AdwStatusPage *empty_page;
  GtkScrolledWindow *scroller;
  GtkWidget *drop_frame;
  GtkLabel *drop_hint;
  GtkActionBar *bar;
  GtkLabel *bar_label;
  GtkWidget *bar_buttons[PACKSHOT_GALLERY_N_VERBS]; /* NULL where the bar has none */
  PackshotGalleryView *gallery;
};

/* packshot-gallery-pane.c */
void    _packshot_gallery_pane_show_view   (PackshotGalleryPane *self,
                                            PackshotItemView    *view);
GArray *_packshot_gallery_pane_dup_targets (PackshotGalleryPane *self);
void    _packshot_gallery_pane_toast       (PackshotGalleryPane *self,
                                            const char          *text,
                                            gboolean             undo);
void    _packshot_gallery_pane_toast_error (PackshotGalleryPane *self,
                                            const GError        *error);
gboolean _packshot_gallery_pane_can        (PackshotGalleryPane *self,
                                            GArray              *images,
                                            PackshotGalleryVerb  verb);
void    _packshot_gallery_pane_select_soon (PackshotGalleryPane *self,
                                            GArray              *images);

/* packshot-gallery-actions.c */
void    _packshot_gallery_actions_class_init (GtkWidgetClass *widget_class);

/* packshot-gallery-files.c */
void    _packshot_gallery_files_init       (PackshotGalleryPane *self);
void    _packshot_gallery_files_choose     (PackshotGalleryPane *self);
void    _packshot_gallery_files_paste      (PackshotGalleryPane *self);
void    _packshot_gallery_files_replace    (PackshotGalleryPane *self,
                                            gint64               image);
void    _packshot_gallery_files_save_copy  (PackshotGalleryPane *self,
                                            gint64               image);

/* packshot-gallery-popovers.c */
void    _packshot_gallery_popover_reason   (PackshotGalleryPane *self,
                                            PackshotGalleryVerb  verb,
                                            gint64               image,
                                            const char          *reason);
void    _packshot_gallery_popover_caption  (PackshotGalleryPane *self,
                                            GArray              *images);
void    _packshot_gallery_popover_move     (PackshotGalleryPane *self,
                                            GArray              *images);
void    _packshot_gallery_popover_menu     (PackshotGalleryPane *self,
                                            GArray              *images,
                                            double               x,
                                            double               y);

G_END_DECLS
