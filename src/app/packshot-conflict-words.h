/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include "packshot-session-conflicts.h"

G_BEGIN_DECLS

typedef enum
{
  PACKSHOT_SIDE_AGREED,
  PACKSHOT_SIDE_MINE,
  PACKSHOT_SIDE_SERVER,
} PackshotSide;

const PackshotConflictSide *
            packshot_conflict_get_side       (const PackshotConflictView *view,
                                              PackshotSide                side);

/* kinds in the order in which people decide them */
int         packshot_conflict_rank           (PackshotConflictKind        kind);
/* "Replaced on Both Sides" */
const char *packshot_conflict_words_kind     (PackshotConflictKind        kind);
/* "Picture 2 · since 09:12" */
char       *packshot_conflict_words_since    (const PackshotConflictView *view);
/* "You and the server both replaced this picture." */
const char *packshot_conflict_words_sentence (PackshotConflictKind        kind);
/* "Picture 2 of 4"; "Primary" */
char       *packshot_conflict_words_place    (const PackshotConflictView *view);
const char *packshot_conflict_words_field    (PackshotConflictFields      field);
/* what a row of the list says to a screen reader */
char       *packshot_conflict_words_label    (const PackshotConflictView *view);

/* "Mine"; "You, today 08:47" */
const char *packshot_conflict_words_side     (PackshotSide                side);
char       *packshot_conflict_words_who      (const PackshotConflictView *view,
                                              PackshotSide                side);

/* why both can't be kept, in a tooltip's capitals; %NULL when they can */
char       *packshot_conflict_words_both     (const PackshotConflictView *view);
/* "Keep Mine for 3" */
char       *packshot_conflict_words_keep     (PackshotKeep                keep,
                                              guint                       n);
/* "Kept yours for 3 conflicts" */
char       *packshot_conflict_words_kept     (PackshotKeep                keep,
                                              guint                       n);
/* what becomes of what is not kept */
const char *packshot_conflict_words_note     (PackshotConflictKind        kind);

G_END_DECLS
