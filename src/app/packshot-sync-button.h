/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include <adwaita.h>

#include "packshot-session.h"

G_BEGIN_DECLS

#define PACKSHOT_TYPE_SYNC_BUTTON (packshot_sync_button_get_type ())
G_DECLARE_FINAL_TYPE (PackshotSyncButton, packshot_sync_button, PACKSHOT, SYNC_BUTTON, AdwBin)

/* Sends what waits and looks at the servers; how many items wait, and in its popover what would be
 * sent. Activates "win.sync". */
GtkWidget *packshot_sync_button_new          (PackshotSession    *session);
void       packshot_sync_button_set_waiting  (PackshotSyncButton *self,
                                              gint64              n_items);
void       packshot_sync_button_set_accounts (PackshotSyncButton *self,
                                              GPtrArray          *accounts);
/* without its word, for a narrow header */
void       packshot_sync_button_set_compact  (PackshotSyncButton *self,
                                              gboolean            compact);
void       packshot_sync_button_popup        (PackshotSyncButton *self);

/* what a plan does, in one line: "2 new pictures · 1 sent again · 131 kB" */
char      *packshot_sync_words_plan          (const PackshotPlan *plan);

G_END_DECLS
