/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* The way from one gallery to another, applied to a third: what undo, redo and an own confirmed call
 * do. Only what differs between the two is touched, so what came meanwhile stays. Pure. Any thread. */

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

static GArray *
rebase_order (GArray *before,
              GArray *after,
              GArray *current)
{
  g_autoptr(GArray) unmoved = _packshot_order_unmoved (before, after);
  g_autoptr(GArray) put = _packshot_order_new ();
  GArray *order = g_array_copy (current);

  for (guint i = 0; i < before->len; i++)
    if (!_packshot_order_has (after, g_array_index (before, gint64, i)))
      _packshot_order_remove (order, g_array_index (before, gint64, i));
  for (guint i = 0; i < after->len; i++)
    {
      gint64 id = g_array_index (after, gint64, i);
      gboolean was = _packshot_order_has (before, id);
      gboolean is = _packshot_order_has (order, id);

      /* What was in both and is gone here was removed by somebody else, and stays so. */
      if ((was && (!is || _packshot_order_has (unmoved, id))) || (!was && is))
        continue;
      _packshot_order_remove (order, id);
      g_array_append_val (put, id);
    }
  for (guint i = 0; i < put->len; i++)
    _packshot_order_insert_after (order, g_array_index (put, gint64, i), after);
  return g_steal_pointer (&order);
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
 * For undo, @before and @after are the galleries of an edit. For a call that changed the server, they
 * are what the server showed before and after it, and @current is what was synced: what we did there
 * is agreed on by that, and can't look like somebody else's change when it is merged.
 *
 * Returns: (transfer full): the gallery
 */
PackshotGallery *
packshot_merge_rebase (PackshotGallery *before,
                       PackshotGallery *after,
                       PackshotGallery *current)
{
  g_autoptr(GArray) b = NULL;
  g_autoptr(GArray) a = NULL;
  g_autoptr(GArray) c = NULL;
  g_autoptr(GArray) order = NULL;
  g_autoptr(GPtrArray) images = NULL;
  PackshotGallery *gallery;
  gint64 primary;

  g_return_val_if_fail (before != NULL && after != NULL && current != NULL, NULL);

  b = _packshot_order_of (before);
  a = _packshot_order_of (after);
  c = _packshot_order_of (current);
  order = rebase_order (b, a, c);
  images = g_ptr_array_new_with_free_func ((GDestroyNotify)packshot_image_unref);
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
  primary = rebase_primary (before, after, current);
  if (primary != 0 && !_packshot_order_has (order, primary))
    primary = packshot_gallery_get_primary (current);
  if (!_packshot_order_has (order, primary))
    primary = 0;
  gallery = packshot_gallery_new_from (images, primary, NULL);
  g_assert (gallery != NULL);
  return gallery;
}
