/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include "packshot-session-work.h"
#include "packshot-sync-list.h"

G_BEGIN_DECLS

#define PACKSHOT_TYPE_SYNC_CHANGES (packshot_sync_changes_get_type ())
G_DECLARE_FINAL_TYPE (PackshotSyncChanges, packshot_sync_changes, PACKSHOT, SYNC_CHANGES, AdwBin)

/* To Send: what all of it comes to, then item by item, by account. */
GtkWidget        *packshot_sync_changes_new      (PackshotSession     *session);
void              packshot_sync_changes_set_work (PackshotSyncChanges *self,
                                                  PackshotWork        *work);
PackshotSyncList *packshot_sync_changes_get_list (PackshotSyncChanges *self);

G_END_DECLS
