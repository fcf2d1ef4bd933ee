/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include "packshot-gallery.h"
#include "packshot-journal.h"
#include "packshot-service.h"

G_BEGIN_DECLS

/**
 * PackshotMerge:
 * @local: what the user wants now: the server's changes taken in, where both changed the same
 * thing ours
 * @synced: what both sides agree on now; where they don't, what they last agreed on. The server's
 * moves are taken into @local, so its order is the server's; it differs from @local's by our own
 * moves
 * @target: what the server should hold: @local, but with the server's side of each conflict
 * @remote: the remote gallery with adopted pictures under our ids
 * @adopted: (nullable) (element-type utf8 gint64): rows of the server, by the service's id, that
 * hold the bytes of a picture of ours under an id of their own: from now on they are that
 * picture's
 * @conflicts: (element-type PackshotConflictRow): what needs a person; id, item and since are 0
 *
 * The outcome of a three-way merge.
 *
 * A picture carries the facts of the server's row when that row holds its content. A picture whose
 * content is still to be sent carries none in @local and @target, so it can't be taken for sent; in
 * @synced it keeps those of the row that will be replaced.
 */
typedef struct
{
  PackshotGallery *local;
  PackshotGallery *synced;
  PackshotGallery *target;
  PackshotGallery *remote;
  GHashTable *adopted;
  GPtrArray *conflicts;
} PackshotMerge;

PackshotMerge   *packshot_merge_new    (const PackshotServiceProfile *profile,
                                        PackshotGallery              *synced,
                                        PackshotGallery              *local,
                                        PackshotGallery              *remote);
void             packshot_merge_free   (PackshotMerge                *self);

/* What an own confirmed call changed on the server, taken into what is synced. */
PackshotGallery *packshot_merge_advance (PackshotGallery             *synced,
                                         PackshotGallery             *before,
                                         PackshotGallery             *after);

/* The way from @before to @after, applied to @current; where they meet, @after wins. For undo and
 * redo. */
PackshotGallery *packshot_merge_rebase (PackshotGallery              *before,
                                        PackshotGallery              *after,
                                        PackshotGallery              *current);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PackshotMerge, packshot_merge_free)

G_END_DECLS
