/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include "packshot-gallery.h"
#include "packshot-journal.h"
#include "packshot-service.h"

G_BEGIN_DECLS

/**
 * PackshotMerge:
 * @local: what the user wants now: the server's changes taken in, where both changed the same thing ours
 * @synced: what both sides agree on now; where they don't, what they last agreed on
 * @target: what the server should hold: @local, but with the server's side of each conflict
 * @conflicts: (element-type PackshotConflictRow): what needs a person; id, item and since are 0
 *
 * The outcome of a three-way merge.
 */
typedef struct
{
  PackshotGallery *local;
  PackshotGallery *synced;
  PackshotGallery *target;
  GPtrArray *conflicts;
} PackshotMerge;

PackshotMerge   *packshot_merge_new    (const PackshotServiceProfile *profile,
                                        PackshotGallery              *synced,
                                        PackshotGallery              *local,
                                        PackshotGallery              *remote);
void             packshot_merge_free   (PackshotMerge                *self);

/* The way from @before to @after, applied to @current; where they meet, @after wins. For undo and redo. */
PackshotGallery *packshot_merge_rebase (PackshotGallery              *before,
                                        PackshotGallery              *after,
                                        PackshotGallery              *current);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PackshotMerge, packshot_merge_free)

G_END_DECLS
