/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* What a server showed of an item's pictures, in its order, before our ids are given to them.
 * Filled by one owner and only read after that. Any thread. */

#include "config.h"

#include "packshot-listing.h"

struct _PackshotListing
{
  gatomicrefcount ref_count;

  GPtrArray      *images;   /* (owned) (element-type PackshotImage), each with a remote */
  char           *primary;  /* (owned) (nullable): the service's id of the primary */
};

G_DEFINE_BOXED_TYPE (PackshotListing, packshot_listing, packshot_listing_ref,
                     packshot_listing_unref)

/**
 * packshot_listing_new:
 *
 * Returns: (transfer full): a listing without pictures
 */
PackshotListing *
packshot_listing_new (void)
{
  PackshotListing *self = g_new0 (PackshotListing, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->images = g_ptr_array_new_with_free_func ((GDestroyNotify)packshot_image_unref);
  return self;
}

PackshotListing *
packshot_listing_ref (PackshotListing *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
packshot_listing_unref (PackshotListing *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_ptr_array_unref (self->images);
  g_free (self->primary);
  g_free (self);
}

/**
 * packshot_listing_add:
 * @self: a listing
 * @image: a picture with what the server says of it
 * @is_primary: whether the server flags it; the first flagged one counts
 *
 * Adds a picture at the end. One that stands there already, by the service's id, is left out: a
 * page may show a row again when another was added meanwhile.
 */
void
packshot_listing_add (PackshotListing *self,
                      PackshotImage   *image,
                      gboolean         is_primary)
{
  const char *remote_id;

  g_return_if_fail (self != NULL && image != NULL);

  remote_id = packshot_image_get_remote_id (image);
  g_return_if_fail (remote_id != NULL);

  if (packshot_listing_find (self, remote_id) != NULL)
    return;
  g_ptr_array_add (self->images, packshot_image_ref (image));
  if (is_primary && self->primary == NULL)
    self->primary = g_strdup (remote_id);
}

guint
packshot_listing_get_n (PackshotListing *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->images->len;
}

/**
 * packshot_listing_get:
 * @self: a listing
 * @index: from 0
 *
 * Returns: (transfer none): the picture there
 */
PackshotImage *
packshot_listing_get (PackshotListing *self,
                      guint            index)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (index < self->images->len, NULL);

  return self->images->pdata[index];
}

/**
 * packshot_listing_get_primary:
 * @self: a listing
 *
 * Returns: (nullable): the service's id of the primary picture
 */
const char *
packshot_listing_get_primary (PackshotListing *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->primary;
}

/**
 * packshot_listing_find:
 * @self: a listing
 * @remote_id: a service's id
 *
 * Returns: (transfer none) (nullable): the picture with that id
 */
PackshotImage *
packshot_listing_find (PackshotListing *self,
                       const char      *remote_id)
{
  g_return_val_if_fail (self != NULL && remote_id != NULL, NULL);

  for (guint i = 0; i < self->images->len; i++)
    if (g_str_equal (packshot_image_get_remote_id (self->images->pdata[i]), remote_id))
      return self->images->pdata[i];
  return NULL;
}
