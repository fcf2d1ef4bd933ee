/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include <gtk/gtk.h>

#include "packshot-item-model.h"

G_BEGIN_DECLS

#define PACKSHOT_TYPE_ITEM_CELL (packshot_item_cell_get_type ())
G_DECLARE_FINAL_TYPE (PackshotItemCell, packshot_item_cell, PACKSHOT, ITEM_CELL, GtkWidget)

/* One row of the list of items, or a heading. Signal "clicked ()". */
GtkWidget         *packshot_item_cell_new       (PackshotSession   *session);
void               packshot_item_cell_set_entry (PackshotItemCell  *self,
                                                 PackshotItemEntry *entry,
                                                 gboolean           reasons);
PackshotItemEntry *packshot_item_cell_get_entry (PackshotItemCell  *self);

G_END_DECLS
