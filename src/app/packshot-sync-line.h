/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include "packshot-session.h"
#include "packshot-sync-row.h"

G_BEGIN_DECLS

#define PACKSHOT_TYPE_SYNC_LINE (packshot_sync_line_get_type ())
G_DECLARE_FINAL_TYPE (PackshotSyncLine, packshot_sync_line, PACKSHOT, SYNC_LINE, GtkWidget)

/* One line of a card: whatever of time, icon, picture, texts, small pictures, amounts, bar, button
 * and menu its row has. A part of #PackshotSyncCell. @row NULL lets the pictures go. */
void       packshot_sync_line_show       (PackshotSyncLine *self,
                                          PackshotSession  *session,
                                          PackshotSyncRow  *row,
                                          gboolean          compact);
/* for a row that opens: its arrow and its state */
void       packshot_sync_line_set_open   (PackshotSyncLine *self,
                                          gboolean          open);
GtkWidget *packshot_sync_line_get_button (PackshotSyncLine *self);
void       packshot_sync_line_popup_menu (PackshotSyncLine *self);

G_END_DECLS
