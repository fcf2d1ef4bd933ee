/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include "packshot-gallery-tile.h"
#include "packshot-gallery-view.h"

G_BEGIN_DECLS

/* What would happen if a drag ended here. */
typedef enum
{
  PACKSHOT_GALLERY_TARGET_NONE,
  PACKSHOT_GALLERY_TARGET_PLACE,
  PACKSHOT_GALLERY_TARGET_PRIMARY,
  PACKSHOT_GALLERY_TARGET_REFUSED,
} PackshotGalleryTarget;

struct _PackshotGalleryView
{
  GtkWidget parent_instance;

  /* Construct-only, owned (nullable) */
  PackshotSession *session;

  /* Owned */
  PackshotItemView *view;       /* (nullable) */
  GtkAdjustment *adjustment;    /* (nullable): of what it scrolls in */
  GPtrArray *tiles;             /* (element-type PackshotGalleryTile), in the order shown */
  GArray *selection;            /* gint64 ids, unordered */
  PackshotGalleryGeometry geometry;
  gint64 cursor;                /* picture that has or had the focus, or 0 */
  gint64 anchor;                /* where a range of selected pictures starts, or 0 */

  /* Children beside the tiles */
  GtkWidget *add;
  GtkLabel *add_word;
  GtkLabel *add_places;
  GtkWidget *note;
  GtkWidget *marker;
  GtkWidget *pill;              /* a star and a label */

  /* A drag */
  PackshotGalleryDrag *drag;    /* (owned) (nullable): what leaves from here */
  PackshotGalleryTarget target;
  PackshotGalleryPlace place;
  guint position;
  double pointer_x;             /* in what the view scrolls in, so that it stays while scrolling */
  double pointer_y;
  guint n_files;
  guint scroll_tick;
  int scroll_step;
};

/* packshot-gallery-view.c */
PackshotGalleryTile *_packshot_gallery_view_pick        (PackshotGalleryView *self,
                                                         double               x,
                                                         double               y,
                                                         gboolean             for_click);
PackshotGalleryTile *_packshot_gallery_view_get_nth     (PackshotGalleryView *self,
                                                         guint                index);
int                  _packshot_gallery_view_index_of    (PackshotGalleryView *self,
                                                         gint64               image);
gboolean             _packshot_gallery_view_is_selected (PackshotGalleryView *self,
                                                         gint64               image);
void                 _packshot_gallery_view_toggle      (PackshotGalleryView *self,
                                                         gint64               image);
void                 _packshot_gallery_view_extend      (PackshotGalleryView *self,
                                                         gint64               image);
gboolean             _packshot_gallery_view_is_single   (PackshotGalleryView *self);

/* packshot-gallery-keys.c */
void                 _packshot_gallery_keys_class_init  (GtkWidgetClass      *widget_class);

/* packshot-gallery-dnd.c */
void                 _packshot_gallery_dnd_init         (PackshotGalleryView *self);
void                 _packshot_gallery_dnd_clear        (PackshotGalleryView *self);

/* packshot-gallery-layout.c */
GtkLayoutManager    *_packshot_gallery_layout_new       (void);
void                 _packshot_gallery_layout_update    (PackshotGalleryView *self);

G_END_DECLS
