/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include "packshot-session.h"

G_BEGIN_DECLS

/* What was changed both here and on a server, and deciding it. */

/**
 * PackshotConflictFields:
 * @PACKSHOT_CONFLICT_FIELD_PICTURE: the picture itself, its bytes
 * @PACKSHOT_CONFLICT_FIELD_PIXELS: its width or height
 * @PACKSHOT_CONFLICT_FIELD_CAPTION: its caption
 * @PACKSHOT_CONFLICT_FIELD_VISIBILITY: whether it is private or public
 * @PACKSHOT_CONFLICT_FIELD_POSITION: its place
 * @PACKSHOT_CONFLICT_FIELD_PRIMARY: whether it is the primary; which picture is
 * @PACKSHOT_CONFLICT_FIELD_PICTURES: which pictures there are
 * @PACKSHOT_CONFLICT_FIELD_ORDER: the order of those that both have
 * @PACKSHOT_CONFLICT_FIELD_CAPTIONS: the captions of those that both have
 *
 * The last three are those of a conflict that is about the whole gallery.
 */
typedef enum
{
  PACKSHOT_CONFLICT_FIELD_PICTURE = 1 << 0,
  PACKSHOT_CONFLICT_FIELD_PIXELS = 1 << 1,
  PACKSHOT_CONFLICT_FIELD_CAPTION = 1 << 2,
  PACKSHOT_CONFLICT_FIELD_VISIBILITY = 1 << 3,
  PACKSHOT_CONFLICT_FIELD_POSITION = 1 << 4,
  PACKSHOT_CONFLICT_FIELD_PRIMARY = 1 << 5,
  PACKSHOT_CONFLICT_FIELD_PICTURES = 1 << 6,
  PACKSHOT_CONFLICT_FIELD_ORDER = 1 << 7,
  PACKSHOT_CONFLICT_FIELD_CAPTIONS = 1 << 8,
} PackshotConflictFields;

#define PACKSHOT_N_CONFLICT_FIELDS 9

/* picture, pixels, caption, visibility, position, primary, pictures, order, captions */
const char *packshot_conflict_field_to_string (PackshotConflictFields field);

/**
 * PackshotBoth:
 * @PACKSHOT_BOTH_POSSIBLE: the server's picture stays, mine becomes a new one behind it
 * @PACKSHOT_BOTH_ONE_PICTURE: the service keeps one picture
 * @PACKSHOT_BOTH_ONE_PRIMARY: an item has one primary
 * @PACKSHOT_BOTH_ONE_ORDER: an item has one order
 * @PACKSHOT_BOTH_ONE_CAPTION: a picture has one caption
 * @PACKSHOT_BOTH_ONE_VISIBILITY: a picture is private or public
 * @PACKSHOT_BOTH_REMOVED: a picture is there or it is not
 *
 * Whether both sides of a conflict can be kept, and why not.
 */
typedef enum
{
  PACKSHOT_BOTH_POSSIBLE,
  PACKSHOT_BOTH_ONE_PICTURE,
  PACKSHOT_BOTH_ONE_PRIMARY,
  PACKSHOT_BOTH_ONE_ORDER,
  PACKSHOT_BOTH_ONE_CAPTION,
  PACKSHOT_BOTH_ONE_VISIBILITY,
  PACKSHOT_BOTH_REMOVED,
} PackshotBoth;

/* possible, one-picture, one-primary, one-order, one-caption, one-visibility, removed */
const char  *packshot_both_to_string (PackshotBoth                  both);
PackshotBoth packshot_both_get       (const PackshotServiceProfile *profile,
                                      PackshotConflictKind          kind);

/**
 * PackshotConflictSide:
 * @gallery: the whole gallery on this side
 * @image: (nullable): the picture in question, or the primary when it is about the whole gallery;
 *   %NULL when this side has none
 * @content: (nullable): facts of its bytes, once they are known
 * @position: its number from 1 as people count, or 0 when this side does not have it
 * @is_primary: whether it is the primary
 * @from: microseconds UTC: not before this time it came to be so, or 0 when that is not known
 * @until: and not after this time, or 0; the same as @from when the time is known
 */
typedef struct
{
  PackshotGallery *gallery;
  PackshotImage *image;
  PackshotContent *content;
  guint position;
  gboolean is_primary;
  gint64 from;
  gint64 until;
} PackshotConflictSide;

/**
 * PackshotConflictView:
 * @row: which conflict of which kind
 * @item: the item
 * @account: its account
 * @profile: what its service can do
 * @mine: as it is here
 * @server: as the server last showed it
 * @agreed: as both last agreed
 * @differs: in what mine and the server's differ; where one side has removed the picture, what the
 *   other has changed of it
 * @same: in what they don't
 * @both: whether both can be kept
 *
 * Everything that is shown of a conflict, read in one transaction. Read only.
 */
typedef struct
{
  PackshotConflictRow row;
  PackshotItem *item;
  PackshotAccount *account;
  const PackshotServiceProfile *profile;
  PackshotConflictSide mine;
  PackshotConflictSide server;
  PackshotConflictSide agreed;
  PackshotConflictFields differs;
  PackshotConflictFields same;
  PackshotBoth both;
} PackshotConflictView;

PackshotConflictView *packshot_conflict_view_ref   (PackshotConflictView *self);
void                  packshot_conflict_view_unref (PackshotConflictView *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PackshotConflictView, packshot_conflict_view_unref)

/* element-type PackshotConflictView: by kind, then the oldest first */
void       packshot_session_load_conflicts_async  (PackshotSession    *self,
                                                   GCancellable       *cancellable,
                                                   GAsyncReadyCallback callback,
                                                   gpointer            user_data);
GPtrArray *packshot_session_load_conflicts_finish (PackshotSession    *self,
                                                   GAsyncResult       *result,
                                                   GError            **error);

typedef enum
{
  PACKSHOT_KEEP_MINE,
  PACKSHOT_KEEP_SERVER,
  PACKSHOT_KEEP_BOTH,
} PackshotKeep;

/* One undoable edit for all of them. */
void       packshot_session_resolve_async         (PackshotSession    *self,
                                                   const gint64       *conflicts,
                                                   guint               n,
                                                   PackshotKeep        keep,
                                                   GCancellable       *cancellable,
                                                   GAsyncReadyCallback callback,
                                                   gpointer            user_data);
gboolean   packshot_session_resolve_finish        (PackshotSession    *self,
                                                   GAsyncResult       *result,
                                                   GError            **error);

G_END_DECLS
