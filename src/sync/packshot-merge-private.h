/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include "packshot-merge.h"

G_BEGIN_DECLS

/* Orders: arrays of picture ids without repetition. */

GArray  *_packshot_order_new          (void);
GArray  *_packshot_order_of           (PackshotGallery *gallery);
int      _packshot_order_index        (GArray          *self,
                                       gint64           id);
gboolean _packshot_order_has          (GArray          *self,
                                       gint64           id);
gboolean _packshot_order_equal        (GArray          *a,
                                       GArray          *b);
/* what of @self is in @kept, in @self's order */
GArray  *_packshot_order_filter       (GArray          *self,
                                       GArray          *kept);
/* the longest run of what both hold in the same order: what was not moved */
GArray  *_packshot_order_unmoved      (GArray          *from,
                                       GArray          *to);
void     _packshot_order_remove       (GArray          *self,
                                       gint64           id);
/* after the nearest of those before it in @model that stand in @self; else at the front */
void     _packshot_order_insert_after (GArray          *self,
                                       gint64           id,
                                       GArray          *model);
/* three orders of the same pictures; %NULL: what both sides changed can't be had at once */
GArray  *_packshot_order_merge        (GArray          *base,
                                       GArray          *local,
                                       GArray          *remote);

/* What a merge knows, between its parts. */

typedef struct
{
  /* Input */
  const PackshotServiceProfile *profile;
  PackshotGallery              *base; /* (owned) */
  PackshotGallery              *local; /* (owned) */
  PackshotGallery              *remote; /* (owned), with our ids for what was adopted */
  gint64                        base_primary;
  gint64                        local_primary;
  gint64                        remote_primary;
  gboolean                      keeps_order;

  /* In progress: gint64 id -> PackshotImage, what each result holds; then their orders */
  GHashTable                   *in_local;
  GHashTable                   *in_target;
  GHashTable                   *in_synced;
  GArray                       *local_order;
  GArray                       *target_order;
  GArray                       *synced_order;
  gboolean                      is_order_open; /* an order conflict */
  gboolean                      hides_former; /* the former primary's place there is no opinion */

  /* Result */
  GHashTable                   *adopted;
  GPtrArray                    *conflicts;
} PackshotMerging;

typedef struct
{
  gint64 local;
  gint64 target;
  gint64 synced;
} PackshotPrimaries;

/* Tables of gint64 id -> PackshotImage. */
void              _packshot_merging_take          (GHashTable           *images,
                                                   PackshotImage        *image);
gboolean          _packshot_merging_has           (GHashTable           *images,
                                                   gint64                id);
void              _packshot_merging_add_conflict  (PackshotMerging      *self,
                                                   gint64                image,
                                                   PackshotConflictKind  kind);
gboolean          _packshot_merging_keeps_primary (PackshotMerging      *self);

void              _packshot_merging_images        (PackshotMerging      *self);
void              _packshot_merging_order         (PackshotMerging      *self);
PackshotPrimaries _packshot_merging_primary       (PackshotMerging      *self);

G_END_DECLS
