/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include <adwaita.h>

#include "packshot-sync-side.h"

G_BEGIN_DECLS

#define PACKSHOT_TYPE_SYNC_PAGE (packshot_sync_page_get_type ())
G_DECLARE_FINAL_TYPE (PackshotSyncPage, packshot_sync_page, PACKSHOT, SYNC_PAGE, AdwBin)

/* What is sent, what waits and why, what was done. Signal "close" when it is to be left. */
GtkWidget       *packshot_sync_page_new      (PackshotSession  *session);
/* Shows a view, and puts the focus into it. */
void             packshot_sync_page_open     (PackshotSyncPage *self,
                                              PackshotSyncView  view);
PackshotSyncView packshot_sync_page_get_view (PackshotSyncPage *self);

G_END_DECLS
