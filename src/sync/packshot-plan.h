/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include "packshot-gallery.h"
#include "packshot-journal.h"
#include "packshot-learned.h"
#include "packshot-listing.h"
#include "packshot-service.h"

G_BEGIN_DECLS

/**
 * PackshotPlanStep:
 * @kind: the call
 * @image: our id of the picture that is sent, or that the deleted row belonged to (0 for an old
 * copy)
 * @remote: (nullable): the row that is deleted
 * @is_primary: whether an upload asks for the flag
 * @again: whether a picture is sent that the server holds already
 * @bytes: bytes of the picture that is sent, 0 when not known
 *
 * One call that changes the server.
 */
typedef struct
{
  PackshotStepKind kind;
  gint64 image;
  char *remote;
  gboolean is_primary;
  gboolean again;
  gint64 bytes;
} PackshotPlanStep;

/**
 * PackshotPlan:
 * @steps: (element-type PackshotPlanStep): the calls in their order
 * @n_uploads: pictures sent, of which @n_again are sent again
 * @n_deletes: rows deleted
 * @bytes: bytes of all pictures sent
 * @unreachable: the server can't come to the wish (a service that always has a primary), or can't
 * hold a part of it (more pictures than it keeps; removing where nothing can be deleted)
 *
 * The cheapest way from what a server shows to a wish. Steps may be replaced by a new plan after
 * each answer: what the server does with the first shows how it treats the next.
 */
typedef struct
{
  GPtrArray *steps;
  guint n_uploads;
  guint n_again;
  guint n_deletes;
  gint64 bytes;
  gboolean unreachable;
} PackshotPlan;

/**
 * PackshotPlanInput:
 * @profile: what the service can do
 * @listing: what the server shows, in its order
 * @images: for each row of @listing the id of our picture, 0 for an old copy that only waits to
 * be deleted
 * @target: the wish, from a merge
 * @learned: what is known of the server's ways
 * @bytes: (nullable): gint64 image id -> gint64 bytes, where known
 */
typedef struct
{
  const PackshotServiceProfile *profile;
  PackshotListing *listing;
  const gint64 *images;
  PackshotGallery *target;
  const PackshotLearned *learned;
  GHashTable *bytes;
} PackshotPlanInput;

PackshotPlan *packshot_plan_new  (const PackshotPlanInput *input);
void          packshot_plan_free (PackshotPlan            *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PackshotPlan, packshot_plan_free)

G_END_DECLS
