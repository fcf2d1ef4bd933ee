/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include "packshot-journal.h"
#include "packshot-learned.h"
#include "packshot-merge.h"
#include "packshot-plan.h"

G_BEGIN_DECLS

/**
 * PackshotLook:
 * @listing: what the server showed; each row has the id of our picture, an old copy too
 * @images: for each row of @listing our picture, or 0 for an old copy
 * @target: what the server should show
 * @learned: what is known of the server's ways
 * @bytes: gint64 image id -> gint64 bytes
 * @local_changed: whether the merge changed the local gallery
 *
 * A look at a server after it has been taken into the store.
 */
typedef struct
{
  PackshotListing *listing;
  GArray *images;
  PackshotGallery *target;
  PackshotLearned learned;
  GHashTable *bytes;
  gboolean local_changed;
} PackshotLook;

void          packshot_look_free        (PackshotLook                 *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PackshotLook, packshot_look_free)

/* Takes a listing into the store: gives our ids to rows, writes the remote tree, merges, writes
 * local and synced trees, the conflicts and the time of looking. */
PackshotLook *packshot_look_take        (PackshotDb                   *db,
                                         const PackshotServiceProfile *profile,
                                         gint64                        item,
                                         PackshotListing              *listing,
                                         gint64                        now,
                                         GError                      **error);
/* The same from what was last seen, and nothing is written. */
PackshotLook *packshot_look_load        (PackshotDb                   *db,
                                         const PackshotServiceProfile *profile,
                                         gint64                        item,
                                         GError                      **error);
/* What an answer changed: the row @without is gone, the rows of @answer (nullable), all of picture
 * @image, stand in front. */
void          packshot_look_update      (PackshotLook                 *self,
                                         const char                   *without,
                                         PackshotListing              *answer,
                                         gint64                        image);
/* What the server shows now, under our ids. */
PackshotGallery *packshot_look_dup_remote (PackshotLook               *self);
/* Takes what a call of ours changed on the server into what both sides agree on: it is never
 * somebody else's change. */
gboolean      packshot_look_advance     (PackshotDb                   *db,
                                         gint64                        item,
                                         PackshotGallery              *after,
                                         GError                      **error);
PackshotPlan *packshot_look_plan        (PackshotLook                 *self,
                                         const PackshotServiceProfile *profile);

G_END_DECLS
