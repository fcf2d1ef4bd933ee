/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include "packshot-gallery.h"
#include "packshot-store.h"

G_BEGIN_DECLS

/**
 * PackshotChangeKind:
 * @PACKSHOT_CHANGE_ADDED: a picture was added
 * @PACKSHOT_CHANGE_REMOVED: a picture was removed
 * @PACKSHOT_CHANGE_REPLACED: a picture has other bytes
 * @PACKSHOT_CHANGE_CAPTION: a picture has another caption
 * @PACKSHOT_CHANGE_VISIBILITY: a picture became private or public
 * @PACKSHOT_CHANGE_PRIMARY: another picture is primary, or none
 * @PACKSHOT_CHANGE_ORDER: the pictures stand in another order
 * @PACKSHOT_CHANGE_CHECK: something was sent, and it is not known whether it has arrived
 *
 * One thing that a person did and that a server does not have yet.
 */
typedef enum
{
  PACKSHOT_CHANGE_ADDED,
  PACKSHOT_CHANGE_REMOVED,
  PACKSHOT_CHANGE_REPLACED,
  PACKSHOT_CHANGE_CAPTION,
  PACKSHOT_CHANGE_VISIBILITY,
  PACKSHOT_CHANGE_PRIMARY,
  PACKSHOT_CHANGE_ORDER,
  PACKSHOT_CHANGE_CHECK,
} PackshotChangeKind;

#define PACKSHOT_N_CHANGE_KINDS (PACKSHOT_CHANGE_CHECK + 1)

/* added, removed, replaced, caption, visibility, primary, order, check */
const char *packshot_change_kind_to_string (PackshotChangeKind kind);

/**
 * PackshotChange:
 * @kind: what was done
 * @image: to which picture; of PRIMARY the new primary or 0; 0 of ORDER and CHECK
 * @kept_here: whether the service can't hold it (a caption on GoldLeaf): it stays on this computer
 */
typedef struct
{
  PackshotChangeKind kind;
  gint64 image;
  gboolean kept_here;
} PackshotChange;

/* PackshotChange: what makes @local of @synced; conflicts (element-type PackshotConflictRow) may be
 * NULL */
GArray *packshot_changes_new (PackshotGallery *synced,
                              PackshotGallery *local,
                              GPtrArray       *conflicts);

/**
 * PackshotWorkRow:
 * @item: an item's id
 * @account: its account
 * @name: its name
 * @attempts: failed tries in a row
 * @next_try: microseconds UTC: not before, or 0
 * @problem: (nullable): why it needs the user, an error code
 * @problem_text: (nullable): what the server said
 * @problem_image: the picture it is about, or 0
 * @problem_bytes: bytes of that picture, or 0
 * @problem_mime: (nullable): its type
 * @problem_caption: characters of its caption
 * @changes: PackshotChange: what waits, without what is in conflict
 * @hashes: (element-type utf8): pictures to show, those that the changes are about first
 * @n_images: pictures that the changes are about
 * @bytes: bytes of the pictures that wait
 * @largest: the largest of them
 *
 * An item with work left.
 */
typedef struct
{
  gint64 item;
  gint64 account;
  char *name;
  int attempts;
  gint64 next_try;
  char *problem;
  char *problem_text;
  gint64 problem_image;
  gint64 problem_bytes;
  char *problem_mime;
  guint problem_caption;
  GArray *changes;
  GPtrArray *hashes;
  guint n_images;
  gint64 bytes;
  gint64 largest;
} PackshotWorkRow;

void       packshot_work_row_free     (PackshotWorkRow    *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PackshotWorkRow, packshot_work_row_free)

/* PackshotWorkRow of each item with something to send, in doubt or refused; the oldest edit
 * first */
GPtrArray *packshot_work_list         (PackshotDb         *db,
                                       GError            **error);

/**
 * PackshotAccountLooks:
 * @n_items: items of the account
 * @n_never: those that were never looked at
 * @oldest: microseconds UTC of the look that is the longest ago, or 0
 * @newest: of the last look, or 0
 */
typedef struct
{
  gint64 n_items;
  gint64 n_never;
  gint64 oldest;
  gint64 newest;
} PackshotAccountLooks;

gboolean   packshot_work_get_looks    (PackshotDb           *db,
                                       gint64                account,
                                       PackshotAccountLooks *looks,
                                       GError              **error);
/* items that were looked at and are the same on both sides; their pictures when n_images is not
 * NULL */
gboolean   packshot_work_count_synced (PackshotDb           *db,
                                       gint64               *n_items,
                                       gint64               *n_images,
                                       GError              **error);
/* items in conflict, or -1 */
gint64     packshot_work_count_conflicts (PackshotDb        *db,
                                          GError           **error);
/* bytes of the largest picture that the account has taken, 0 when it has taken none, -1 with
 * @error */
gint64     packshot_work_get_largest_taken (PackshotDb      *db,
                                            gint64           account,
                                            GError         **error);
/* the items with names and pictures to show, for activities: name and hash may be NULL */
gboolean   packshot_work_get_picture  (PackshotDb           *db,
                                       gint64                item,
                                       gint64                image,
                                       char                **name,
                                       char                **hash,
                                       char                **title,
                                       guint                *position,
                                       GError              **error);

/**
 * PackshotSpeed:
 * @latency: seconds that a call takes by itself
 * @bytes_per_second: how fast pictures are sent
 *
 * How fast an account is: from its last 50 calls that were answered. The latency is the median of
 * the calls without a picture, or a tenth less than the quickest one with a picture; the rest of
 * the time of calls with pictures went into their bytes. What was not measured yet is taken to be
 * 0.3 seconds and 500 kB a second.
 */
typedef struct
{
  double latency;
  double bytes_per_second;
} PackshotSpeed;

gboolean   packshot_work_get_speed    (PackshotDb           *db,
                                       gint64                account,
                                       PackshotSpeed        *speed,
                                       GError              **error);

G_END_DECLS
