/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include <adwaita.h>

#include "packshot-session.h"
#include "packshot-sync-cell.h"

G_BEGIN_DECLS

#define PACKSHOT_TYPE_SYNC_LIST (packshot_sync_list_get_type ())
G_DECLARE_FINAL_TYPE (PackshotSyncList, packshot_sync_list, PACKSHOT, SYNC_LIST, AdwBin)

/* A column of rows, thousands of them if need be.
 *
 * Signals:
 *   wanted (PackshotSyncRow *row)  a row that is not loaded has come near the eyes
 *   near-end ()                    less than two pages are left below
 */
GtkWidget        *packshot_sync_list_new         (PackshotSession  *session,
                                                  const char       *label);
/* Shows these rows. Rows with the keys of rows that are there become those. */
void              packshot_sync_list_set_rows    (PackshotSyncList *self,
                                                  GPtrArray        *rows);
PackshotSyncRow  *packshot_sync_list_find        (PackshotSyncList *self,
                                                  const char       *key);
/* (nullable): where a row is seen now */
PackshotSyncCell *packshot_sync_list_find_cell   (PackshotSyncList *self,
                                                  const char       *key);
guint             packshot_sync_list_get_n       (PackshotSyncList *self);
PackshotSyncRow  *packshot_sync_list_get_row     (PackshotSyncList *self,
                                                  guint             index);
/* calls "wanted" again for all that are seen */
void              packshot_sync_list_want_all    (PackshotSyncList *self);
void              packshot_sync_list_set_compact (PackshotSyncList *self,
                                                  gboolean          compact);

G_END_DECLS
