/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include "packshot-merge.h"

G_BEGIN_DECLS

/* The server shows its primary first. */
typedef struct
{
  const PackshotServiceProfile *profile;
  PackshotGallery *base;
  PackshotGallery *local;
  PackshotGallery *remote;
} PackshotMergeCase;

/* What does not hold of the case, whose merge is given; or %NULL. */
typedef const char *(*PackshotMergeLaw)  (const PackshotMergeCase *c,
                                          PackshotMerge           *merge);

const char      *packshot_law_one_side       (const PackshotMergeCase *c,
                                              PackshotMerge           *merge);
const char      *packshot_law_again          (const PackshotMergeCase *c,
                                              PackshotMerge           *merge);
const char      *packshot_law_reached        (const PackshotMergeCase *c,
                                              PackshotMerge           *merge);
const char      *packshot_law_nothing_lost   (const PackshotMergeCase *c,
                                              PackshotMerge           *merge);
const char      *packshot_law_fields_survive (const PackshotMergeCase *c,
                                              PackshotMerge           *merge);
const char      *packshot_law_symmetric      (const PackshotMergeCase *c,
                                              PackshotMerge           *merge);
const char      *packshot_law_rebased        (const PackshotMergeCase *c,
                                              PackshotMerge           *merge);
const char      *packshot_law_adopted        (const PackshotMergeCase *c,
                                              PackshotMerge           *merge);
const char      *packshot_law_questions      (const PackshotMergeCase *c,
                                              PackshotMerge           *merge);
const char      *packshot_law_star_survives  (const PackshotMergeCase *c,
                                              PackshotMerge           *merge);
const char      *packshot_law_moves_survive  (const PackshotMergeCase *c,
                                              PackshotMerge           *merge);
const char      *packshot_law_names          (const PackshotMergeCase *c,
                                              PackshotMerge           *merge);

PackshotMerge   *packshot_merge_case_run     (const PackshotMergeCase *self);
/* the test has failed, and why */
void             packshot_merge_case_fail    (const PackshotMergeCase *self,
                                              const char              *law);
PackshotGallery *packshot_test_gallery_shown (PackshotGallery         *gallery);

G_END_DECLS
