/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include "packshot-item.h"
#include "packshot-store.h"

G_BEGIN_DECLS

/**
 * PackshotState:
 * @PACKSHOT_STATE_SYNCED: read back and the same on both sides
 * @PACKSHOT_STATE_PENDING: changes wait to be sent
 * @PACKSHOT_STATE_CONFLICT: both sides changed the same thing
 * @PACKSHOT_STATE_NEEDS_YOU: a server refused; a person must decide
 * @PACKSHOT_STATE_UNKNOWN: not looked at yet
 *
 * One word for a picture, an item, an account; counted from the database only.
 */
typedef enum
{
  PACKSHOT_STATE_SYNCED,
  PACKSHOT_STATE_PENDING,
  PACKSHOT_STATE_CONFLICT,
  PACKSHOT_STATE_NEEDS_YOU,
  PACKSHOT_STATE_UNKNOWN,
} PackshotState;

/* synced, pending, conflict, needs-you, unknown */
const char *packshot_state_to_string (PackshotState state);

/**
 * PackshotItemSync:
 * @looked_at: microseconds UTC of the last look, or 0
 * @edited_at: of the last edit by the user, or 0
 * @attempts: failed tries in a row
 * @next_try: not before this time, or 0
 * @problem: (nullable): an error code; the item needs the user
 * @problem_image: the picture it is about, or 0
 * @problem_text: (nullable): what the server said
 * @pending: whether local and synced differ
 * @n_conflicts: open conflicts
 * @n_sending: steps that have been sent and not been confirmed; one more while the server was not
 *   read back
 */
typedef struct
{
  gint64 looked_at;
  gint64 edited_at;
  int attempts;
  gint64 next_try;
  char *problem;
  gint64 problem_image;
  char *problem_text;
  gboolean pending;
  int n_conflicts;
  int n_sending;
} PackshotItemSync;

PackshotItemSync *packshot_item_sync_new  (void);
void              packshot_item_sync_free (PackshotItemSync *self);
PackshotState     packshot_item_sync_get_state (const PackshotItemSync *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PackshotItemSync, packshot_item_sync_free)

/**
 * PackshotItemRow:
 * @item: the item
 * @sync: how it stands with its server
 * @n_images: pictures in the local gallery
 * @n_changed: pictures concerned by its state (changed, in conflict, refused)
 * @cover: (nullable): hash of the local primary, else of the first picture, when known
 * @cover_image: its id, or 0
 *
 * An item as lists show it.
 */
typedef struct
{
  PackshotItem *item;
  PackshotItemSync *sync;
  int n_images;
  int n_changed;
  char *cover;
  gint64 cover_image;
} PackshotItemRow;

void              packshot_item_row_free  (PackshotItemRow *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PackshotItemRow, packshot_item_row_free)

typedef enum
{
  PACKSHOT_FILTER_ALL,
  PACKSHOT_FILTER_NEEDS_ATTENTION,   /* needs-you, no picture, no primary, too small */
  PACKSHOT_FILTER_WAITING,           /* pending, or a step in doubt */
  PACKSHOT_FILTER_CONFLICTS,
  PACKSHOT_FILTER_NO_PICTURE,        /* looked at, and none */
  PACKSHOT_FILTER_NO_PRIMARY,        /* pictures, and none is primary */
  PACKSHOT_FILTER_TOO_SMALL,         /* a known picture below 500 px on a side */
  PACKSHOT_FILTER_NOT_CHECKED,       /* never looked at */
} PackshotFilter;

#define PACKSHOT_N_FILTERS (PACKSHOT_FILTER_NOT_CHECKED + 1)

typedef enum
{
  PACKSHOT_SORT_NAME,
  PACKSHOT_SORT_GTIN,
  PACKSHOT_SORT_CHANGED,
} PackshotSort;

/**
 * PackshotItemQuery:
 * @account: an account's id, or 0 for all
 * @kind: a kind of item, or -1 for all
 * @filter: which items
 * @text: (nullable): what a person typed: part of a name, brand, GTIN of any length, or SKU
 * @sort: in which order
 */
typedef struct
{
  gint64 account;
  int kind;
  PackshotFilter filter;
  const char *text;
  PackshotSort sort;
} PackshotItemQuery;

/**
 * PackshotCounts: numbers of items, for the sidebar
 */
typedef struct
{
  gint64 by_filter[PACKSHOT_N_FILTERS];
  gint64 trash;
} PackshotCounts;

/* Inserts or updates by account, kind and key; *id and *changed are set. A new item has three empty
 * galleries. */
gboolean          packshot_items_put           (PackshotDb              *db,
                                                const PackshotItem      *item,
                                                gint64                   listed_at,
                                                gint64                  *id,
                                                gboolean                *changed,
                                                GError                 **error);
PackshotItem     *packshot_items_get           (PackshotDb              *db,
                                                gint64                   id,
                                                GError                 **error);
/* PackshotItem for ITEM of the command line: a GTIN of any length, a remote key, or ACCOUNT:KEY.
 * All matches, at most 20. */
GPtrArray        *packshot_items_find          (PackshotDb              *db,
                                                const char              *reference,
                                                GError                 **error);
/* gint64 ids in order */
GArray           *packshot_items_query         (PackshotDb              *db,
                                                const PackshotItemQuery *query,
                                                GError                 **error);
/* PackshotItemRow for each id, in that order; ids that are gone are left out */
GPtrArray        *packshot_items_get_rows      (PackshotDb              *db,
                                                const gint64            *ids,
                                                guint                    n_ids,
                                                GError                 **error);
gboolean          packshot_items_count         (PackshotDb              *db,
                                                PackshotCounts          *counts,
                                                GError                 **error);
gint64            packshot_items_count_kind    (PackshotDb              *db,
                                                gint64                   account,
                                                int                      kind,
                                                GError                 **error);
/* items of the account that stood in an older list than the one read at @listed_at, and hold no
 * pictures, no work and no history */
gboolean          packshot_items_drop_unlisted (PackshotDb              *db,
                                                gint64                   account,
                                                gint64                   listed_at,
                                                GError                 **error);
PackshotItemSync *packshot_items_get_sync      (PackshotDb              *db,
                                                gint64                   id,
                                                GError                 **error);
gboolean          packshot_items_set_looked    (PackshotDb              *db,
                                                gint64                   id,
                                                gint64                   at,
                                                GError                 **error);
gboolean          packshot_items_set_checked   (PackshotDb              *db,
                                                gint64                   id,
                                                gboolean                 checked,
                                                GError                 **error);
gboolean          packshot_items_set_edited    (PackshotDb              *db,
                                                gint64                   id,
                                                gint64                   at,
                                                GError                 **error);
gboolean          packshot_items_set_retry     (PackshotDb              *db,
                                                gint64                   id,
                                                int                      attempts,
                                                gint64                   next_try,
                                                GError                 **error);
gboolean          packshot_items_set_problem   (PackshotDb              *db,
                                                gint64                   id,
                                                const char              *problem,
                                                gint64                   image,
                                                const char              *text,
                                                GError                 **error);
/* ids of items with work: pending or a step in doubt, of one account or 0, oldest edit first */
GArray           *packshot_items_list_work     (PackshotDb              *db,
                                                gint64                   account,
                                                GError                 **error);

G_END_DECLS
