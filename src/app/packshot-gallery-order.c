/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* To which position pictures go when they are dropped somewhere or moved by a key. Values only, on
 * any thread. Positions count from 1 and are those of the outcome, as the session takes them:
 * several pictures are moved together, in the gallery's order, the first of them to the position.
 */

#include "config.h"

#include "packshot-gallery-order.h"

/**
 * packshot_gallery_order_contains:
 * @images: (element-type gint64): ids
 * @image: an id
 *
 * Returns: whether @image is one of @images
 */
gboolean
packshot_gallery_order_contains (GArray *images,
                                 gint64  image)
{
  for (guint i = 0; i < images->len; i++)
    if (g_array_index (images, gint64, i) == image)
      return TRUE;
  return FALSE;
}

static gboolean
is_moved (PackshotGallery *gallery,
          GArray          *images,
          guint            index)
{
  PackshotImage *image = packshot_gallery_get (gallery, index);

  return packshot_gallery_order_contains (images, packshot_image_get_id (image));
}

static guint
count_moved (PackshotGallery *gallery,
             GArray          *images)
{
  guint n = 0;

  for (guint i = 0; i < packshot_gallery_get_n (gallery); i++)
    n += is_moved (gallery, images, i);
  return n;
}

/**
 * packshot_gallery_order_before:
 * @gallery: the gallery
 * @images: (element-type gint64): pictures that are moved, or none for new ones
 * @before: the picture they shall stand before, or 0 for the end; when it is moved itself, the
 * next that is not
 *
 * Returns: the position, from 1
 */
guint
packshot_gallery_order_before (PackshotGallery *gallery,
                               GArray          *images,
                               gint64           before)
{
  int index = before == 0 ? -1 : packshot_gallery_index_of (gallery, before);
  guint end = index < 0 ? packshot_gallery_get_n (gallery) : (guint)index;
  guint position = 1;

  for (guint i = 0; i < end; i++)
    if (!is_moved (gallery, images, i))
      position++;
  return position;
}

/**
 * packshot_gallery_order_step:
 * @gallery: the gallery
 * @images: (element-type gint64): pictures that are moved
 * @move: how
 * @columns: tiles in a row
 *
 * Returns: the position, from 1, within what is possible; 0 when @images are not in @gallery
 */
guint
packshot_gallery_order_step (PackshotGallery    *gallery,
                             GArray             *images,
                             PackshotGalleryMove move,
                             guint               columns)
{
  guint n_moved = count_moved (gallery, images);
  int first = 0, last, position = 1;

  if (n_moved == 0)
    return 0;
  while (!is_moved (gallery, images, first))
    first++;
  last = (int)(packshot_gallery_get_n (gallery) - n_moved) + 1;
  switch (move)
    {
    case PACKSHOT_GALLERY_MOVE_EARLIER:
      position = first;
      break;
    case PACKSHOT_GALLERY_MOVE_LATER:
      position = first + 2;
      break;
    case PACKSHOT_GALLERY_MOVE_ROW_UP:
      position = first + 1 - (int)columns;
      break;
    case PACKSHOT_GALLERY_MOVE_ROW_DOWN:
      position = first + 1 + (int)columns;
      break;
    case PACKSHOT_GALLERY_MOVE_FIRST:
      position = 1;
      break;
    case PACKSHOT_GALLERY_MOVE_LAST:
    default:
      position = last;
      break;
    }
  return (guint)CLAMP (position, 1, last);
}

/**
 * packshot_gallery_order_changes:
 * @gallery: the gallery
 * @images: (element-type gint64): pictures that are moved
 * @position: where the first of them goes, from 1
 *
 * Returns: whether the gallery would be another than it is
 */
gboolean
packshot_gallery_order_changes (PackshotGallery *gallery,
                                GArray          *images,
                                guint            position)
{
  guint n_moved = count_moved (gallery, images);

  for (guint i = 0; i < n_moved; i++)
    {
      guint index = position - 1 + i;

      if (index >= packshot_gallery_get_n (gallery)
          || !is_moved (gallery, images, index))
        return TRUE;
    }
  return FALSE;
}
