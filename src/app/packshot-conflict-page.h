/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include <adwaita.h>

#include "packshot-session.h"

G_BEGIN_DECLS

#define PACKSHOT_TYPE_CONFLICT_PAGE (packshot_conflict_page_get_type ())
G_DECLARE_FINAL_TYPE (PackshotConflictPage, packshot_conflict_page, PACKSHOT, CONFLICT_PAGE, AdwBin)

/* All conflicts, and one of them beside what both sides agreed on last. Signal: close (). It is a
 * descendant of the window, whose toasts offer to undo. */
GtkWidget *packshot_conflict_page_new  (PackshotSession      *session);
/* item 0: whichever was shown last, or the first */
void       packshot_conflict_page_open (PackshotConflictPage *self,
                                        gint64                item);
AdwToastOverlay *
           packshot_conflict_page_get_toasts (PackshotConflictPage *self);

G_END_DECLS
