/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include "packshot-session.h"
#include "packshot-sync-row.h"

G_BEGIN_DECLS

#define PACKSHOT_TYPE_SYNC_CELL (packshot_sync_cell_get_type ())
G_DECLARE_FINAL_TYPE (PackshotSyncCell, packshot_sync_cell, PACKSHOT, SYNC_CELL, GtkWidget)

/* A row of the Sync page as it is seen. What is done with it goes to actions "sync.*" with the
 * row's key: sync.fix (its button), sync.head (a heading's button), sync.stop, sync.open,
 * sync.show, sync.retry, sync.discard, sync.save, sync.copy, sync.send; sync.send-all has no key.
 * @buttons: makes all buttons of a list equally wide. */
GtkWidget       *packshot_sync_cell_new         (PackshotSession  *session,
                                                 GtkSizeGroup     *buttons);
void             packshot_sync_cell_set_row     (PackshotSyncCell *self,
                                                 PackshotSyncRow  *row);
PackshotSyncRow *packshot_sync_cell_get_row     (PackshotSyncCell *self);
/* Leaves out what is not needed where there is little room. */
void             packshot_sync_cell_set_compact (PackshotSyncCell *self,
                                                 gboolean          compact);

G_END_DECLS
