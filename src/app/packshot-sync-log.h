/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include "packshot-session-work.h"
#include "packshot-sync-list.h"

G_BEGIN_DECLS

#define PACKSHOT_TYPE_SYNC_LOG (packshot_sync_log_get_type ())
G_DECLARE_FINAL_TYPE (PackshotSyncLog, packshot_sync_log, PACKSHOT, SYNC_LOG, AdwBin)

/* What was done, newest first, with search, filters and export. */
GtkWidget        *packshot_sync_log_new          (PackshotSession *session);
/* Reads the newest lines; accounts of @work are offered as filters. */
void              packshot_sync_log_set_work     (PackshotSyncLog *self,
                                                  PackshotWork    *work);
void              packshot_sync_log_focus_search (PackshotSyncLog *self);
PackshotSyncList *packshot_sync_log_get_list     (PackshotSyncLog *self);
void              packshot_sync_log_set_compact  (PackshotSyncLog *self,
                                                  gboolean         compact);
/* "1,204 entries" */
char             *packshot_sync_log_dup_count    (PackshotSyncLog *self);

G_END_DECLS
