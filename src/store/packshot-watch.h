/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include "packshot-store.h"

G_BEGIN_DECLS

/* What tells whether something is not any more what it was when it was last read. */

/* (nullable) without @error: there is no such item */
char     *packshot_watch_dup_state    (PackshotDb  *db,
                                       gint64       item,
                                       GError     **error);
/* microseconds UTC of the last edit of any item, or 0 */
gboolean  packshot_watch_get_edited   (PackshotDb  *db,
                                       gint64      *at,
                                       GError     **error);

G_END_DECLS
