/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include "packshot-conflict-canvas.h"
#include "packshot-conflict-column.h"
#include "packshot-conflict-list.h"
#include "packshot-conflict-page.h"

G_BEGIN_DECLS

/**
 * PackshotScope:
 * @PACKSHOT_SCOPE_THIS: the conflict that is shown
 * @PACKSHOT_SCOPE_SELECTED: those that are selected in the list
 * @PACKSHOT_SCOPE_KIND: all of the kind of the one that is shown
 * @PACKSHOT_SCOPE_ALL: all
 *
 * What a button decides.
 */
typedef enum
{
  PACKSHOT_SCOPE_THIS,
  PACKSHOT_SCOPE_SELECTED,
  PACKSHOT_SCOPE_KIND,
  PACKSHOT_SCOPE_ALL,
} PackshotScope;

#define PACKSHOT_N_SCOPES (PACKSHOT_SCOPE_ALL + 1)
#define PACKSHOT_N_SIDES (PACKSHOT_SIDE_SERVER + 1)
#define PACKSHOT_N_KEEPS (PACKSHOT_KEEP_BOTH + 1)

typedef struct
{
  PackshotScope scope;
  gint64 wanted_item;                  /* whose conflict is shown when they are known, or 0 */
  gboolean deciding;
  gboolean flickers;
} PackshotConflictPageState;

typedef struct
{
  gboolean folded;
  gboolean compact;
  gboolean in_content;                 /* which side a narrow page shows */
  guint source;
} PackshotConflictPageFold;

typedef struct
{
  GtkWidget *keep[PACKSHOT_N_KEEPS];
  GtkWidget *scope;
  GtkWidget *scope_label;
} PackshotConflictPageButtons;

struct _PackshotConflictPage
{
  AdwBin parent_instance;

  /* Owned */
  PackshotSession *session;
  PackshotConflictZoom *zoom;
  GArray *decided;                     /* gint64: the last ones, that undo may open again */

  PackshotConflictPageState state;
  PackshotConflictPageFold fold;

  /* Template children */
  GtkStack *states;
  GtkWidget *list_pane;
  AdwHeaderBar *list_header;
  GtkWidget *separator;
  GtkWidget *content;
  GtkWidget *back_button;
  AdwWindowTitle *title;
  GtkButton *zoom_button;
  GtkWidget *columns_place;
  GtkLabel *sentence;
  GtkBox *chips;
  AdwToastOverlay *toasts;
  GtkWidget *keep_place;
  GtkLabel *note;

  /* Children */
  PackshotConflictList *list;
  PackshotConflictColumn *columns[PACKSHOT_N_SIDES];
  PackshotConflictPageButtons buttons;
};

void       _packshot_conflict_page_actions_class_init (GtkWidgetClass       *widget_class);
void       _packshot_conflict_page_add_keys           (PackshotConflictPage *self);
/* the buttons under the pictures */
void       _packshot_conflict_page_add_buttons        (PackshotConflictPage *self);
/* what they say, for what is selected */
void       _packshot_conflict_page_update_buttons     (PackshotConflictPage *self);
void       _packshot_conflict_page_update_zoom        (PackshotConflictPage *self);
void       _packshot_conflict_page_set_flickers       (PackshotConflictPage *self,
                                                       gboolean              flickers);
void       _packshot_conflict_page_update_fold        (PackshotConflictPage *self);

G_END_DECLS
