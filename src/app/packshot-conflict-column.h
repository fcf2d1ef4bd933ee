/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include <gtk/gtk.h>

#include "packshot-conflict-canvas.h"
#include "packshot-conflict-words.h"

G_BEGIN_DECLS

#define PACKSHOT_TYPE_CONFLICT_COLUMN (packshot_conflict_column_get_type ())
G_DECLARE_FINAL_TYPE (PackshotConflictColumn, packshot_conflict_column, PACKSHOT, CONFLICT_COLUMN,
                      GtkWidget)

/* One side of a conflict: whose it is, the picture, and its values or the gallery around it. */
GtkWidget              *packshot_conflict_column_new        (PackshotSide            side,
                                                             PackshotConflictZoom   *zoom);
void                    packshot_conflict_column_show       (PackshotConflictColumn *self,
                                                             PackshotSession        *session,
                                                             PackshotConflictView   *view);
PackshotConflictCanvas *packshot_conflict_column_get_canvas (PackshotConflictColumn *self);

G_END_DECLS
