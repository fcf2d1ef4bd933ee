/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* The way from one gallery to another, applied to a third: what undo, redo and an own confirmed
 * call do. Only what differs between the two is touched, so what came meanwhile stays. Pure. Any
 * thread. */

#include "config.h"

#include "packshot-merge.h"

#include "packshot-merge-private.h"

static gboolean
same_row (PackshotImage *a,
          PackshotImage *b)
{
  return g_strcmp0 (packshot_image_get_remote_id (a), packshot_image_get_remote_id (b)) == 0;
}

/* @image with what changed from @before to @after. */
static PackshotImage *
rebase_image (PackshotImage *before,
              PackshotImage *after,
              PackshotImage *image)
{
  gboolean is_new = before == NULL || !packshot_image_same_content (before, after);
  gboolean retitled = before == NULL || !g_str_equal (packshot_image_get_title (before),
                                                      packshot_image_get_title (after));
  gboolean switched = before == NULL || packshot_image_get_visibility (before) !=
    packshot_image_get_visibility (after);
  gboolean moved_row = is_new || !same_row (before, after);

  return packshot_image_new (packshot_image_get_id (image),
                             packshot_image_get_sha256 (is_new ? after : image),
                             packshot_image_get_title (retitled ? after : image),
                             packshot_image_get_visibility (switched ? after : image),
                             packshot_image_get_remote (moved_row ? after : image));
}

/* Places are those of @after without what is primary there, when it is a server's gallery. */
static GArray *
rebase_order (PackshotGallery *before,
              PackshotGallery *after,
              PackshotGallery *current,
              gboolean         is_shown)
{
  g_autoptr(GArray) b = _packshot_order_of (before);
  g_autoptr(GArray) a = _packshot_order_of (after);
  g_autoptr(GArray) put = _packshot_order_new ();
  g_autoptr(GArray) unmoved = NULL;
  GArray *order = _packshot_order_of (current);
  gint64 primary = packshot_gallery_get_primary (after);

  for (guint i = 0; i < b->len; i++)
    if (!_packshot_order_has (a, g_array_index (b, gint64, i)))
      _packshot_order_remove (order, g_array_index (b, gint64, i));
  if (is_shown)
    {
      _packshot_order_remove (b, packshot_gallery_get_primary (before));
      _packshot_order_remove (a, primary);
      if (primary != 0 && !_packshot_order_has (order, primary) &&
          packshot_gallery_lookup (before, primary) == NULL)
        g_array_prepend_val (order, primary);
    }
  unmoved = _packshot_order_unmoved (b, a);
  for (guint i = 0; i < a->len; i++)
    {
      gint64 id = g_array_index (a, gint64, i);
      gboolean was = packshot_gallery_lookup (before, id) != NULL;
      gboolean is = _packshot_order_has (order, id);

      /* What was there and is gone from here was removed by somebody else, and stays so. */
      if (_packshot_order_has (unmoved, id) || (was && !is) || (!was && is && !is_shown))
        continue;
      _packshot_order_remove (order, id);
      g_array_append_val (put, id);
    }
  for (guint i = 0; i < put->len; i++)
    _packshot_order_insert_after (order, g_array_index (put, gint64, i), a);
  return order;
}

static gint64
rebase_primary (PackshotGallery *before,
                PackshotGallery *after,
                PackshotGallery *current)
{
  gint64 was = packshot_gallery_get_primary (before);
  gint64 is = packshot_gallery_get_primary (after);
  gint64 now = packshot_gallery_get_primary (current);

  if (was == is)
    return now;
  /* The star went with its picture: another one's star is not meant. */
  if (is == 0 && packshot_gallery_lookup (after, was) == NULL && now != was)
    return now;
  return is;
}

static PackshotGallery *
rebase (PackshotGallery *before,
        PackshotGallery *after,
        PackshotGallery *current,
        gboolean         is_shown)
{
  g_autoptr(GArray) order = rebase_order (before, after, current, is_shown);
  g_autoptr(GPtrArray) images =
    g_ptr_array_new_with_free_func ((GDestroyNotify)packshot_image_unref);
  PackshotGallery *gallery;
  gint64 primary = rebase_primary (before, after, current);

  for (guint i = 0; i < order->len; i++)
    {
      gint64 id = g_array_index (order, gint64, i);
      PackshotImage *image = packshot_gallery_lookup (current, id);
      PackshotImage *there = packshot_gallery_lookup (after, id);

      if (image == NULL || there == NULL)
        g_ptr_array_add (images, packshot_image_ref (image != NULL ? image : there));
      else
        g_ptr_array_add (images,
                         rebase_image (packshot_gallery_lookup (before, id), there, image));
    }
  if (primary != 0 && !_packshot_order_has (order, primary))
    primary = packshot_gallery_get_primary (current);
  if (!_packshot_order_has (order, primary))
    primary = 0;
  gallery = packshot_gallery_new_from (images, primary, NULL);
  g_assert (gallery != NULL);
  return gallery;
}

/**
 * packshot_merge_rebase:
 * @before: where the way starts
 * @after: where it ends
 * @current: what it is applied to
 *
 * Pictures that the way adds come as they are in @after, at the place that they have there among
 * those that stand in @current; those that it removes go; those that it moves follow the one that
 * they follow in @after. A picture that is gone from @current and that the way only changes stays
 * gone.
 *
 * Returns: (transfer full): the gallery
 */
PackshotGallery *
packshot_merge_rebase (PackshotGallery *before,
                       PackshotGallery *after,
                       PackshotGallery *current)
{
  g_return_val_if_fail (before != NULL && after != NULL && current != NULL, NULL);

  return rebase (before, after, current, FALSE);
}

/**
 * packshot_merge_advance:
 * @synced: what both sides last agreed on
 * @before: what the server showed before a call of ours, under our ids, the primary first
 * @after: what it showed after it
 *
 * What we did there ourselves is agreed on by that. Taken into what is synced when the call is
 * confirmed, it can't look like somebody else's change at the next merge, whatever the user has
 * changed meanwhile, and after a crash in the midst of a plan.
 *
 * Returns: (transfer full): what both sides agree on now
 */
PackshotGallery *
packshot_merge_advance (PackshotGallery *synced,
                        PackshotGallery *before,
                        PackshotGallery *after)
{
  g_return_val_if_fail (synced != NULL && before != NULL && after != NULL, NULL);

  return rebase (before, after, synced, TRUE);
}
