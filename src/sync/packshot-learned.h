/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include "packshot-types.h"

G_BEGIN_DECLS

typedef enum
{
  PACKSHOT_GUESS_UNKNOWN,
  PACKSHOT_GUESS_NO,
  PACKSHOT_GUESS_YES,
} PackshotGuess;

typedef enum
{
  PACKSHOT_PLACE_UNKNOWN,
  PACKSHOT_PLACE_CONSTANT,    /* each gets the same priority: before equal ones, as the newest */
  PACKSHOT_PLACE_LAST,        /* each gets a higher priority than all others */
  PACKSHOT_PLACE_FIRST,       /* each gets a lower priority, or the others are pushed back */
} PackshotPlace;

/**
 * PackshotLearned:
 * @place: where a new row lands
 * @constant: the priority that it gets when @place is %PACKSHOT_PLACE_CONSTANT
 * @flags_first: whether the first picture of an item becomes primary by itself
 * @flags_next: whether another becomes primary when the primary is deleted
 *
 * What the answers of an account have shown of what its documents leave open. A guess to be
 * checked by each answer, never a promise.
 */
typedef struct
{
  PackshotPlace place;
  gint64 constant;
  PackshotGuess flags_first;
  PackshotGuess flags_next;
} PackshotLearned;

gboolean packshot_learned_parse   (const char            *json,
                                   PackshotLearned       *learned);
char    *packshot_learned_to_json (const PackshotLearned *learned);
/* from a listing as it stands (priorities against times), where nothing is known yet */
void     packshot_learned_from_listing (PackshotLearned  *learned,
                                        PackshotListing  *listing);
/* from an upload's answer, a listing of the new row alone, against the listing before it */
void     packshot_learned_from_upload (PackshotLearned   *learned,
                                       PackshotListing   *before,
                                       PackshotListing   *answer,
                                       gboolean           asked_primary);
/* from a listing read after the primary row was deleted */
void     packshot_learned_from_delete (PackshotLearned   *learned,
                                       const char        *deleted_primary,
                                       PackshotListing   *after);

G_END_DECLS
