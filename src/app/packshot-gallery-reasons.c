/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* Why something can't be done with pictures of an item, in words. What a service can't do stays in
 * reach and answers with these sentences. Main thread, values only.
 */

#include "config.h"

#include "packshot-gallery-reasons.h"

#include "packshot-words.h"

#include <glib/gi18n.h>

static gboolean
is_primary (PackshotItemView *view,
            GArray           *images)
{
  PackshotImageView *image = packshot_item_view_lookup (view, g_array_index (images, gint64, 0));

  return image != NULL && image->is_primary;
}

static char *
reason_primary (PackshotItemView *view,
                GArray           *images)
{
  if (view->profile->primary == PACKSHOT_PRIMARY_NONE)
    return g_strdup (_("The only picture is always the primary."));
  if (images->len > 1)
    return g_strdup (_("Only one picture can be primary. Select one picture first."));
  if (view->profile->primary == PACKSHOT_PRIMARY_FIRST && is_primary (view, images))
    return g_strdup_printf (_("%s always has a primary picture: the first of its list. "
                              "Make another picture primary instead."),
                            packshot_words_service (view->account->service));
  return NULL;
}

static char *
reason_move (PackshotItemView *view,
             GArray           *images)
{
  if (view->images->len < 2)
    return g_strdup (_("There is only one place."));
  if (images->len == view->images->len)
    return g_strdup (_("All pictures are selected. Select those that shall move."));
  return NULL;
}

static char *
reason_caption (PackshotItemView *view)
{
  if (view->profile->has_titles || view->profile->max_images != 1)
    return NULL;
  return g_strdup_printf (_("%s has no captions."),
                          packshot_words_service (view->account->service));
}

static char *
reason_remove (PackshotItemView *view)
{
  if (view->profile->write != PACKSHOT_WRITE_PUT || view->remote == NULL
      || packshot_gallery_get_n (view->remote) == 0)
    return NULL;
  return g_strdup_printf (_("%s can’t delete a picture. It can only be replaced."),
                          packshot_words_service (view->account->service));
}

/**
 * packshot_gallery_reason_add:
 * @view: the item
 *
 * Returns: (transfer full) (nullable): why it takes no pictures; %NULL when it does
 */
char *
packshot_gallery_reason_add (PackshotItemView *view)
{
  if (view->account->service != PACKSHOT_SERVICE_GOLDLEAF ||
      view->item->kind != PACKSHOT_ITEM_BRAND)
    return NULL;
  return g_strdup_printf (_("%s shows the pictures of brands, but takes none."),
                          packshot_words_service (view->account->service));
}

/**
 * packshot_gallery_reason:
 * @view: the item
 * @images: (element-type gint64): some of its pictures
 * @verb: what shall be done with them
 *
 * Returns: (transfer full) (nullable): why it can't be done; %NULL when it can
 */
char *
packshot_gallery_reason (PackshotItemView   *view,
                         GArray             *images,
                         PackshotGalleryVerb verb)
{
  if (images->len == 0)
    return g_strdup (_("Select a picture first."));
  switch (verb)
    {
    case PACKSHOT_GALLERY_PRIMARY:
      return reason_primary (view, images);
    case PACKSHOT_GALLERY_MOVE:
      return reason_move (view, images);
    case PACKSHOT_GALLERY_CAPTION:
      return reason_caption (view);
    case PACKSHOT_GALLERY_REPLACE:
    case PACKSHOT_GALLERY_SAVE_COPY:
      return images->len > 1 ? g_strdup (_("This is done with one picture at a time.")) : NULL;
    case PACKSHOT_GALLERY_REMOVE:
    default:
      return reason_remove (view);
    }
}
