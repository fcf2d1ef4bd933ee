/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define PACKSHOT_TYPE_CONFLICT_LAYOUT (packshot_conflict_layout_get_type ())
G_DECLARE_FINAL_TYPE (PackshotConflictLayout, packshot_conflict_layout, PACKSHOT, CONFLICT_LAYOUT,
                      GtkLayoutManager)

/* The first child narrow, the others of equal width in the rest: columns of pictures, and the
 * buttons under them. */
GtkLayoutManager *packshot_conflict_layout_new (int spacing);

#define PACKSHOT_TYPE_CONFLICT_COLUMNS (packshot_conflict_columns_get_type ())
G_DECLARE_FINAL_TYPE (PackshotConflictColumns, packshot_conflict_columns, PACKSHOT,
                      CONFLICT_COLUMNS, GtkWidget)

/* A widget that is laid out so. */
GtkWidget        *packshot_conflict_columns_new    (int                      spacing);
void              packshot_conflict_columns_append (PackshotConflictColumns *self,
                                                    GtkWidget               *child);

G_END_DECLS
