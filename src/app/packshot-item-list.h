/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include <adwaita.h>

#include "packshot-item-model.h"

G_BEGIN_DECLS

#define PACKSHOT_TYPE_ITEM_LIST (packshot_item_list_get_type ())
G_DECLARE_FINAL_TYPE (PackshotItemList, packshot_item_list, PACKSHOT, ITEM_LIST, AdwBin)

/* Search, order and list of the items of one view. Signals: "item-selected (gint64)", by any
 * way; "item-activated (gint64)", clicked or entered; "sort-changed ()"; "loaded ()", a query
 * was shown. */
GtkWidget         *packshot_item_list_new         (PackshotSession  *session);
void               packshot_item_list_set_view    (PackshotItemList *self,
                                                   const char       *view);
void               packshot_item_list_select      (PackshotItemList *self,
                                                   gint64            item);
gint64             packshot_item_list_get_selected (PackshotItemList *self);
/* selects the item so many places further */
void               packshot_item_list_step        (PackshotItemList *self,
                                                   int               by);
PackshotSort       packshot_item_list_get_sort    (PackshotItemList *self);
void               packshot_item_list_set_sort    (PackshotItemList *self,
                                                   PackshotSort      sort);
void               packshot_item_list_focus_search (PackshotItemList *self);
gboolean           packshot_item_list_clear_search (PackshotItemList *self);
void               packshot_item_list_set_buttons (PackshotItemList *self,
                                                   gboolean          end_title_buttons,
                                                   gboolean          sidebar_toggle);
PackshotItemModel *packshot_item_list_get_model   (PackshotItemList *self);

G_END_DECLS
