/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include "packshot-session.h"
#include "packshot-sync-row.h"

G_BEGIN_DECLS

/* Returns: (transfer floating): what an opened change shows: the order as pictures, the steps, and
 * what can be done */
GtkWidget *packshot_sync_details_view_new (PackshotSession *session,
                                           PackshotSyncRow *row,
                                           gboolean         compact);

G_END_DECLS
