/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include <gtk/gtk.h>

#include "packshot-conflict-words.h"

G_BEGIN_DECLS

#define PACKSHOT_TYPE_CONFLICT_STRIP (packshot_conflict_strip_get_type ())
G_DECLARE_FINAL_TYPE (PackshotConflictStrip, packshot_conflict_strip, PACKSHOT, CONFLICT_STRIP,
                      GtkWidget)

/* A gallery in its order, small: each picture with its number, the primary with its star. */
GtkWidget *packshot_conflict_strip_new  (void);
void       packshot_conflict_strip_show (PackshotConflictStrip      *self,
                                         PackshotSession            *session,
                                         const PackshotConflictView *view,
                                         PackshotSide                side);

G_END_DECLS
