/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include "packshot-banner.h"
#include "packshot-details-pane.h"
#include "packshot-gallery-pane.h"
#include "packshot-item-list.h"
#include "packshot-panes.h"
#include "packshot-sidebar.h"
#include "packshot-sync-button.h"
#include "packshot-trash-list.h"
#include "packshot-window.h"

G_BEGIN_DECLS

struct _PackshotWindow
{
  AdwApplicationWindow parent_instance;

  /* Owned */
  PackshotSession *session;     /* (nullable) until it is started, and after it is gone */
  GSettings *settings;          /* (nullable) */
  char *view;
  GPtrArray *accounts;          /* (nullable) (element-type PackshotAccountView) */
  GCancellable *cancellable;    /* of everything that is read for the window */
  AdwToast *undo_toast;         /* (nullable): the toast that offers to undo the last edit */

  /* State */
  PackshotCounts counts;
  guint rest;                   /* until numbers are read */
  gboolean reading;
  gboolean read_again;
  gboolean opened_first;        /* an item was opened at the start */

  /* Template children */
  AdwToastOverlay *toasts;
  GtkStack *stack;
  AdwStatusPage *failed;
  GtkLabel *starting;

  /* Children; NULL until it is started */
  PackshotPanes *panes;
  PackshotSidebar *sidebar;
  PackshotItemList *items;
  PackshotGalleryPane *gallery;
  PackshotDetailsPane *details;
  PackshotSyncButton *sync;
  PackshotBanner *banner;
  PackshotTrashList *trash;
};

void _packshot_window_actions_class_init (GtkWidgetClass *widget_class);
void _packshot_window_actions_init       (PackshotWindow *self);
void _packshot_window_actions_start      (PackshotWindow *self);
void _packshot_window_pages_class_init   (GtkWidgetClass *widget_class);
void _packshot_window_open_conflicts     (PackshotWindow *self);
void _packshot_window_update_actions     (PackshotWindow *self);
void _packshot_window_update_banner      (PackshotWindow *self);

G_END_DECLS
