/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * PackshotFold:
 * @PACKSHOT_FOLD_NONE: everything has room
 * @PACKSHOT_FOLD_SIDEBAR: the sidebar comes over the rest when it is asked for
 * @PACKSHOT_FOLD_DETAILS: so it does, and details take the place of the items
 * @PACKSHOT_FOLD_PAGES: items, gallery and details are a page each
 */
typedef enum
{
  PACKSHOT_FOLD_NONE,
  PACKSHOT_FOLD_SIDEBAR,
  PACKSHOT_FOLD_DETAILS,
  PACKSHOT_FOLD_PAGES,
} PackshotFold;

/**
 * PackshotPane:
 * @PACKSHOT_PANE_SIDEBAR: the views
 * @PACKSHOT_PANE_ITEMS: the list of items
 * @PACKSHOT_PANE_GALLERY: the pictures of one item
 * @PACKSHOT_PANE_DETAILS: facts of one picture
 * @PACKSHOT_PANE_PAGE: a list in place of items, gallery and details
 */
typedef enum
{
  PACKSHOT_PANE_SIDEBAR,
  PACKSHOT_PANE_ITEMS,
  PACKSHOT_PANE_GALLERY,
  PACKSHOT_PANE_DETAILS,
  PACKSHOT_PANE_PAGE,
} PackshotPane;

#define PACKSHOT_N_PANES (PACKSHOT_PANE_PAGE + 1)

#define PACKSHOT_TYPE_PANES (packshot_panes_get_type ())
G_DECLARE_FINAL_TYPE (PackshotPanes, packshot_panes, PACKSHOT, PANES, GtkWidget)

/* The content of the window: panes that fold when it gets narrow. Signal "changed ()": another
 * set of panes is to be seen. */
GtkWidget    *packshot_panes_new          (void);
void          packshot_panes_set_pane     (PackshotPanes *self,
                                           PackshotPane   pane,
                                           GtkWidget     *widget);
void          packshot_panes_add_page     (PackshotPanes *self,
                                           const char    *name,
                                           GtkWidget     *page);
void          packshot_panes_show_page    (PackshotPanes *self,
                                           const char    *name);
PackshotFold  packshot_panes_get_fold     (PackshotPanes *self);
gboolean      packshot_panes_get_visible  (PackshotPanes *self,
                                           PackshotPane   pane);

/* What the user opens and closes; folded and unfolded places are remembered apart. */
gboolean      packshot_panes_get_open     (PackshotPanes *self,
                                           PackshotPane   pane);
void          packshot_panes_set_open     (PackshotPanes *self,
                                           PackshotPane   pane,
                                           gboolean       open);
gboolean      packshot_panes_get_docked   (PackshotPanes *self,
                                           PackshotPane   pane);
void          packshot_panes_set_docked   (PackshotPanes *self,
                                           PackshotPane   pane,
                                           gboolean       open);
/* goes from the items' page to the gallery's, where they are pages */
void          packshot_panes_enter        (PackshotPanes *self);
/* one step back: the folded sidebar, the folded details, the gallery's page; whether there was
 * one */
gboolean      packshot_panes_back         (PackshotPanes *self);
void          packshot_panes_focus_next   (PackshotPanes *self,
                                           gboolean       backwards);

G_END_DECLS
