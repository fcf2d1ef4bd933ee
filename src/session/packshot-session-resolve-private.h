/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

#pragma once

#include "packshot-decisions.h"
#include "packshot-edits.h"
#include "packshot-session-private.h"

G_BEGIN_DECLS

/* Taking back decisions, inside a transaction. First which edits of the batch open their conflicts
 * again when all are taken back: gint64 ids. */
GHashTable *_packshot_unresolve_find  (PackshotDb       *db,
                                       GPtrArray        *batch,
                                       GError          **error);
gboolean    _packshot_unresolve       (PackshotDb       *db,
                                       PackshotEdit     *edit,
                                       PackshotDecision *decision,
                                       gboolean          reopens,
                                       gint64            now,
                                       GError          **error);
gboolean    _packshot_resolve_again   (PackshotDb       *db,
                                       PackshotEdit     *edit,
                                       PackshotDecision *decision,
                                       gint64            now,
                                       GError          **error);
/* Puts the one picture that a decision did not keep into the trash. */
gboolean    _packshot_resolve_trash   (PackshotDb       *db,
                                       PackshotDecision *decision,
                                       PackshotGallery  *kept,
                                       gint64            at,
                                       GError          **error);

/* Ids, each once. */
void        _packshot_touched_add     (GArray           *touched,
                                       gint64            id);

G_END_DECLS
