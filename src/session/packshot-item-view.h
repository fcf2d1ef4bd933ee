/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include "packshot-gallery.h"
#include "packshot-items.h"
#include "packshot-journal.h"
#include "packshot-service.h"

G_BEGIN_DECLS

/**
 * PackshotImageView:
 * @image: the picture as the user wants it
 * @position: from 1
 * @is_primary: whether it is the item's primary
 * @state: how it stands with its server
 * @kept_here: what the service can't hold of it (a caption, a further picture): it stays on this
 *   computer
 * @sending: whether a step with it is under way
 * @progress: from 0 to 1 while it is sent
 * @content: (nullable): facts of its bytes, once they are known
 * @problem: (nullable): why its server refused it, an error code
 * @problem_text: (nullable): what the server said
 * @change: (nullable): what waits to be sent: "new", "content", "title", "visibility", "order",
 *   "primary"
 */
typedef struct
{
  PackshotImage *image;
  guint position;
  gboolean is_primary;
  PackshotState state;
  gboolean kept_here;
  gboolean sending;
  double progress;
  PackshotContent *content;
  char *problem;
  char *problem_text;
  const char *change;
} PackshotImageView;

/**
 * PackshotItemView:
 * @item: the item
 * @account: its account
 * @profile: what its service can do
 * @sync: how it stands with its server
 * @state: one word for it
 * @local: the gallery as the user wants it
 * @synced: as both sides last agreed
 * @remote: as the server last showed it
 * @images: (element-type PackshotImageView): by position
 * @conflicts: (element-type PackshotConflictRow): open conflicts
 *
 * Everything a gallery shows of an item, read in one transaction. Read only.
 */
typedef struct
{
  PackshotItem *item;
  PackshotAccount *account;
  const PackshotServiceProfile *profile;
  PackshotItemSync *sync;
  PackshotState state;
  PackshotGallery *local;
  PackshotGallery *synced;
  PackshotGallery *remote;
  GPtrArray *images;
  GPtrArray *conflicts;

  /*< private >*/
  gatomicrefcount ref_count;
} PackshotItemView;

#define PACKSHOT_TYPE_ITEM_VIEW (packshot_item_view_get_type ())
GType              packshot_item_view_get_type (void) G_GNUC_CONST;
PackshotItemView  *packshot_item_view_ref      (PackshotItemView *self);
void               packshot_item_view_unref    (PackshotItemView *self);
PackshotItemView  *packshot_item_view_load     (PackshotDb       *db,
                                                gint64            item,
                                                GError          **error);
PackshotImageView *packshot_item_view_lookup   (PackshotItemView *self,
                                                gint64            image);
/* as shown: the primary first (element-type PackshotImageView), (transfer container) */
GPtrArray         *packshot_item_view_dup_shown (PackshotItemView *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PackshotItemView, packshot_item_view_unref)

G_END_DECLS
