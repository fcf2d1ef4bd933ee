/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include "packshot-store.h"

G_BEGIN_DECLS

/**
 * PackshotTurn:
 * @item: an item's id
 * @account: its account
 * @has_work: something is to be sent, or a step is in doubt
 * @tried: it was refused, or waits for its next try
 * @later: it may not be tried yet unless somebody asks: it was refused, or its time has not come
 *
 * An item whose turn it is to be looked at.
 */
typedef struct
{
  gint64 item;
  gint64 account;
  gboolean has_work;
  gboolean tried;
  gboolean later;
} PackshotTurn;

/**
 * PackshotTurnCounts:
 * @n_pending: items with work left that is not in conflict
 * @n_conflicts: items with conflicts
 * @n_needs_you: items that were refused
 * @next_try: the soonest next try of a pending item, microseconds UTC, or 0
 */
typedef struct
{
  guint n_pending;
  guint n_conflicts;
  guint n_needs_you;
  gint64 next_try;
} PackshotTurnCounts;

/* Each (element-type PackshotTurn): edited items first, then those never looked at, then the oldest
 * look. @now decides what is later. */
GArray  *packshot_turns_list_all   (PackshotDb          *db,
                                    gint64               now,
                                    GError             **error);
GArray  *packshot_turns_list_work  (PackshotDb          *db,
                                    gint64               now,
                                    GError             **error);
GArray  *packshot_turns_list_items (PackshotDb          *db,
                                    const gint64        *items,
                                    guint                n_items,
                                    gint64               now,
                                    GError             **error);
/* Items of an account without work that were never looked at, or not since @before; at most
 * @n_max. */
GArray  *packshot_turns_list_old   (PackshotDb          *db,
                                    gint64               account,
                                    gint64               before,
                                    guint                n_max,
                                    gint64               now,
                                    GError             **error);
/* What is left of the items whose ids are keys of @scope (gint64*), or of all for NULL. */
gboolean packshot_turns_count      (PackshotDb          *db,
                                    GHashTable          *scope,
                                    PackshotTurnCounts  *counts,
                                    GError             **error);

/* All next tries wait so many microseconds longer. */
gboolean packshot_turns_shift_tries (PackshotDb         *db,
                                    gint64               jump,
                                    GError             **error);

/* What the account's list says of an item's pictures, or NULL. */
gboolean packshot_turns_set_listed (PackshotDb          *db,
                                    gint64               item,
                                    const char          *mark,
                                    GError             **error);
/* The item has been looked at after it was listed. */
gboolean packshot_turns_set_looked (PackshotDb          *db,
                                    gint64               item,
                                    GError             **error);
/* Items of the account that were listed at @listed_at with the pictures that they had when they
 * were looked at have been looked at by that. */
gboolean packshot_turns_take_list  (PackshotDb          *db,
                                    gint64               account,
                                    gint64               listed_at,
                                    GError             **error);

/**
 * PackshotCallsRow:
 * @at: microseconds UTC
 * @n: calls made until then, in the quarter of an hour before
 */
typedef struct
{
  gint64 at;
  guint n;
} PackshotCallsRow;

gboolean packshot_calls_add        (PackshotDb          *db,
                                    gint64               account,
                                    gint64               now,
                                    guint                n_calls,
                                    GError             **error);
/* (element-type PackshotCallsRow): those of a bit more than a week */
GArray  *packshot_calls_list       (PackshotDb          *db,
                                    gint64               account,
                                    GError             **error);

G_END_DECLS
