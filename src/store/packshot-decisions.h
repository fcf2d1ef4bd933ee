/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include "packshot-gallery.h"
#include "packshot-journal.h"
#include "packshot-store.h"

G_BEGIN_DECLS

/**
 * PackshotDecision:
 * @conflict: what was decided
 * @synced_before: what was agreed on before
 * @synced_after: and after: the server's side of the conflict is agreed on since
 * @other: the gallery here as it would be with the side that was not chosen
 *
 * How a conflict was decided, besides what the edit says that did it.
 */
typedef struct
{
  PackshotConflictRow conflict;
  PackshotGallery *synced_before;
  PackshotGallery *synced_after;
  PackshotGallery *other;
} PackshotDecision;

void              packshot_decision_free (PackshotDecision       *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PackshotDecision, packshot_decision_free)

/* Belongs to the edit that was recorded last. */
gboolean          packshot_decisions_add (PackshotDb             *db,
                                          const PackshotDecision *decision,
                                          GError                **error);
/* *decision is %NULL when the edit decided nothing. */
gboolean          packshot_decisions_get (PackshotDb             *db,
                                          gint64                  edit,
                                          PackshotDecision      **decision,
                                          GError                **error);

G_END_DECLS
