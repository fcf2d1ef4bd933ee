/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include "packshot-banner.h"
#include "packshot-sync-changes.h"
#include "packshot-sync-log.h"
#include "packshot-sync-page.h"

G_BEGIN_DECLS

struct _PackshotSyncPage
{
  AdwBin parent_instance;

  /* Construct-only */
  PackshotSession *session;      /* (owned) */

  /* Owned */
  PackshotWork *work;            /* (nullable) */
  GPtrArray *newest;             /* (nullable) (element-type PackshotLogEntry) */
  GCancellable *cancellable;

  /* State */
  PackshotSyncView view;
  guint fold_source;
  guint countdown;               /* each second while something is tried later */
  gboolean folded;
  gboolean compact;
  gboolean in_content;           /* which side a narrow page shows */
  gboolean reading;
  gboolean read_again;

  /* Template children and what is put beside them */
  PackshotSyncSide *side;
  GtkWidget *separator;
  GtkWidget *content;
  GtkWidget *back_button;
  AdwWindowTitle *title;
  AdwSplitButton *pause_button;
  GtkButton *sync_button;
  PackshotBanner *banner;
  GtkStack *stack;
  AdwStatusPage *empty;
  GtkWidget *empty_button;
  GtkWidget *views[PACKSHOT_N_SYNC_VIEWS];
};

void              _packshot_sync_page_actions_class_init (GtkWidgetClass   *widget_class);
void              _packshot_sync_page_update_actions     (PackshotSyncPage *self);
void              _packshot_sync_page_close              (PackshotSyncPage *self);
void              _packshot_sync_page_back               (PackshotSyncPage *self);
/* the column of the view that is shown */
PackshotSyncList *_packshot_sync_page_get_list           (PackshotSyncPage *self);

/* Popovers that point at the row with @key; packshot-sync-popovers.c */
void              _packshot_sync_page_choose_item        (PackshotSyncPage *self,
                                                          const char       *key,
                                                          gint64            account,
                                                          gint64            item);
void              _packshot_sync_page_edit_caption       (PackshotSyncPage *self,
                                                          const char       *key,
                                                          gint64            item,
                                                          gint64            image);
void              _packshot_sync_page_discard_one        (PackshotSyncPage *self,
                                                          const char       *key,
                                                          gint64            item);

G_END_DECLS
