/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* An item's pictures in order, and which of them is primary: an immutable value.
 *
 * What can't be said can't go wrong: a picture's position is its index, so positions are 1…n
 * without gaps; the primary is one id of the gallery or none, so there can't be two; ids are unique
 * and never 0. Every change makes a new gallery. A star never changes a position, a move never
 * moves the star. Any thread. */

#include "config.h"

#include "packshot-gallery.h"

#include "packshot-model-error.h"

#include <stdlib.h>

/* Fewer pictures are searched one by one. */
#define MIN_PLACES 16

typedef struct
{
  gint64 id;
  int    index;
} Place;

struct _PackshotGallery
{
  gatomicrefcount ref_count;

  GPtrArray      *images;   /* (owned) (element-type PackshotImage) */
  gint64          primary;  /* an id of @images, or 0 */
  Place          *places;   /* (owned) (nullable) (atomic): by id, made by the first look-up */
};

G_DEFINE_BOXED_TYPE (PackshotGallery, packshot_gallery, packshot_gallery_ref,
                     packshot_gallery_unref)

static PackshotGallery *
gallery_take (GPtrArray *images,
              gint64 primary)
{
  PackshotGallery *self = g_new0 (PackshotGallery, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->images = images;
  self->primary = primary;
  return self;
}

static GPtrArray *
images_copy (GPtrArray *images)
{
  GPtrArray *copy = g_ptr_array_new_full (images->len + 1,
                                          (GDestroyNotify)packshot_image_unref);

  for (guint i = 0; i < images->len; i++)
    g_ptr_array_add (copy, packshot_image_ref (images->pdata[i]));
  return copy;
}

/**
 * packshot_gallery_new:
 *
 * Returns: (transfer full): the empty gallery
 */
PackshotGallery *
packshot_gallery_new (void)
{
  return gallery_take (g_ptr_array_new_with_free_func ((GDestroyNotify)packshot_image_unref), 0);
}

/**
 * packshot_gallery_new_from:
 * @images: (element-type PackshotImage): the pictures in order; referenced, not taken
 * @primary: the id of one of them, or 0
 * @error: return location; %PACKSHOT_MODEL_ERROR_GALLERY
 *
 * Returns: (transfer full) (nullable): a gallery, or %NULL when an id is 0 or stands twice, or
 *   @primary is not among them
 */
PackshotGallery *
packshot_gallery_new_from (GPtrArray *images,
                           gint64     primary,
                           GError   **error)
{
  g_autoptr(GHashTable) ids = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_autofree gint64 *keys = NULL;

  g_return_val_if_fail (images != NULL, NULL);

  keys = g_new (gint64, images->len + 1);
  for (guint i = 0; i < images->len; i++)
    {
      keys[i] = packshot_image_get_id (images->pdata[i]);
      if (keys[i] == 0 || !g_hash_table_add (ids, &keys[i]))
        {
          g_set_error (error, PACKSHOT_MODEL_ERROR, PACKSHOT_MODEL_ERROR_GALLERY,
                       "Picture %" G_GINT64_FORMAT " can’t stand at position %u", keys[i], i + 1);
          return NULL;
        }
    }
  if (primary != 0 && !g_hash_table_contains (ids, &primary))
    {
      g_set_error (error, PACKSHOT_MODEL_ERROR, PACKSHOT_MODEL_ERROR_GALLERY,
                   "The primary picture %" G_GINT64_FORMAT " is not in the gallery", primary);
      return NULL;
    }
  return gallery_take (images_copy (images), primary);
}

PackshotGallery *
packshot_gallery_ref (PackshotGallery *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
packshot_gallery_unref (PackshotGallery *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_ptr_array_unref (self->images);
  g_free (self->places);
  g_free (self);
}

guint
packshot_gallery_get_n (PackshotGallery *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->images->len;
}

/**
 * packshot_gallery_get:
 * @self: a gallery
 * @index: from 0; the picture's position is one more
 *
 * Returns: (transfer none): the picture there
 */
PackshotImage *
packshot_gallery_get (PackshotGallery *self,
                      guint            index)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (index < self->images->len, NULL);

  return self->images->pdata[index];
}

/**
 * packshot_gallery_get_primary:
 * @self: a gallery
 *
 * Returns: the id of the primary picture, or 0 when there is none
 */
gint64
packshot_gallery_get_primary (PackshotGallery *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->primary;
}

static int
place_compare (gconstpointer a,
               gconstpointer b)
{
  const Place *x = a, *y = b;

  return x->id < y->id ? -1 : x->id > y->id;
}

/* Several threads may make them at once: the first counts. */
static const Place *
gallery_get_places (PackshotGallery *self)
{
  Place *places = g_atomic_pointer_get (&self->places);

  if (places != NULL)
    return places;
  places = g_new (Place, self->images->len);
  for (guint i = 0; i < self->images->len; i++)
    places[i] = (Place) { packshot_image_get_id (self->images->pdata[i]), (int)i }
  ;
  qsort (places, self->images->len, sizeof *places, place_compare);
  if (g_atomic_pointer_compare_and_exchange (&self->places, NULL, places))
    return places;
  g_free (places);
  return g_atomic_pointer_get (&self->places);
}

/**
 * packshot_gallery_index_of:
 * @self: a gallery
 * @id: a picture's id
 *
 * Returns: its index from 0, or -1
 */
int
packshot_gallery_index_of (PackshotGallery *self,
                           gint64           id)
{
  const Place key = { .id = id };
  const Place *place;

  g_return_val_if_fail (self != NULL, -1);

  if (self->images->len >= MIN_PLACES)
    {
      place = bsearch (&key, gallery_get_places (self), self->images->len, sizeof key,
                       place_compare);
      return place != NULL ? place->index : -1;
    }
  for (guint i = 0; i < self->images->len; i++)
    if (packshot_image_get_id (self->images->pdata[i]) == id)
      return (int)i;
  return -1;
}

/**
 * packshot_gallery_lookup:
 * @self: a gallery
 * @id: a picture's id
 *
 * Returns: (transfer none) (nullable): the picture
 */
PackshotImage *
packshot_gallery_lookup (PackshotGallery *self,
                         gint64           id)
{
  int index = packshot_gallery_index_of (self, id);

  return index < 0 ? NULL : self->images->pdata[index];
}

/**
 * packshot_gallery_find_remote:
 * @self: a gallery
 * @remote_id: a service's id
 *
 * Returns: (transfer none) (nullable): the picture which the server knows by that id
 */
PackshotImage *
packshot_gallery_find_remote (PackshotGallery *self,
                              const char      *remote_id)
{
  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; i < self->images->len; i++)
    if (g_strcmp0 (packshot_image_get_remote_id (self->images->pdata[i]), remote_id) == 0)
      return self->images->pdata[i];
  return NULL;
}

/**
 * packshot_gallery_find_content:
 * @self: a gallery
 * @sha256: a hash
 *
 * Returns: (transfer none) (nullable): the first picture with these bytes
 */
PackshotImage *
packshot_gallery_find_content (PackshotGallery *self,
                               const char      *sha256)
{
  g_return_val_if_fail (self != NULL && sha256 != NULL, NULL);

  for (guint i = 0; i < self->images->len; i++)
    if (g_strcmp0 (packshot_image_get_sha256 (self->images->pdata[i]), sha256) == 0)
      return self->images->pdata[i];
  return NULL;
}

/**
 * packshot_gallery_dup_shown:
 * @self: a gallery
 *
 * Returns: (transfer full) (element-type PackshotImage): the pictures as they are shown: the
 *   primary first, then the others in order
 */
GPtrArray *
packshot_gallery_dup_shown (PackshotGallery *self)
{
  GPtrArray *shown;
  int primary;

  g_return_val_if_fail (self != NULL, NULL);

  shown = images_copy (self->images);
  primary = self->primary == 0 ? -1 : packshot_gallery_index_of (self, self->primary);
  if (primary > 0)
    g_ptr_array_insert (shown, 0, g_ptr_array_steal_index (shown, primary));
  return shown;
}

static gboolean
images_equal (GPtrArray *a,
              GPtrArray *b)
{
  if (a->len != b->len)
    return FALSE;
  for (guint i = 0; i < a->len; i++)
    if (!packshot_image_equal (a->pdata[i], b->pdata[i]))
      return FALSE;
  return TRUE;
}

/**
 * packshot_gallery_equal:
 * @a: a gallery
 * @b: another
 *
 * Returns: whether both hold equal pictures at the same positions and have the same primary
 */
gboolean
packshot_gallery_equal (PackshotGallery *a,
                        PackshotGallery *b)
{
  g_return_val_if_fail (a != NULL && b != NULL, FALSE);

  return a == b || (a->primary == b->primary && images_equal (a->images, b->images));
}

/**
 * packshot_gallery_equal_shown:
 * @a: a gallery
 * @b: another
 *
 * A server that shows the primary first can't hold its number. Two galleries are equal in this
 * sense when they have the same primary and the same order of the others.
 *
 * Returns: whether both are shown alike
 */
gboolean
packshot_gallery_equal_shown (PackshotGallery *a,
                              PackshotGallery *b)
{
  g_autoptr(GPtrArray) x = NULL;
  g_autoptr(GPtrArray) y = NULL;

  g_return_val_if_fail (a != NULL && b != NULL, FALSE);

  if (a == b)
    return TRUE;
  if (a->primary != b->primary)
    return FALSE;
  x = packshot_gallery_dup_shown (a);
  y = packshot_gallery_dup_shown (b);
  return images_equal (x, y);
}

/**
 * packshot_gallery_with_inserted:
 * @self: a gallery
 * @index: where the picture stands afterwards; beyond the end means the end
 * @image: a picture whose id is not in @self
 *
 * Returns: (transfer full): the gallery with it; the primary stays
 */
PackshotGallery *
packshot_gallery_with_inserted (PackshotGallery *self,
                                guint            index,
                                PackshotImage   *image)
{
  GPtrArray *images;

  g_return_val_if_fail (self != NULL && image != NULL, NULL);
  g_return_val_if_fail (packshot_image_get_id (image) != 0, NULL);
  g_return_val_if_fail (packshot_gallery_lookup (self, packshot_image_get_id (image)) == NULL,
                        NULL);

  images = images_copy (self->images);
  g_ptr_array_insert (images, MIN (index, images->len), packshot_image_ref (image));
  return gallery_take (images, self->primary);
}

/**
 * packshot_gallery_with_image:
 * @self: a gallery
 * @image: a picture whose id is in @self
 *
 * Returns: (transfer full): the gallery with @image in the place of the one with its id
 */
PackshotGallery *
packshot_gallery_with_image (PackshotGallery *self,
                             PackshotImage   *image)
{
  GPtrArray *images;
  int index;

  g_return_val_if_fail (self != NULL && image != NULL, NULL);

  index = packshot_gallery_index_of (self, packshot_image_get_id (image));
  g_return_val_if_fail (index >= 0, NULL);

  images = images_copy (self->images);
  packshot_image_unref (images->pdata[index]);
  images->pdata[index] = packshot_image_ref (image);
  return gallery_take (images, self->primary);
}

/**
 * packshot_gallery_with_removed:
 * @self: a gallery
 * @id: a picture's id
 *
 * Returns: (transfer full): the gallery without it; without a primary when it was the primary
 */
PackshotGallery *
packshot_gallery_with_removed (PackshotGallery *self,
                               gint64           id)
{
  GPtrArray *images;
  int index;

  g_return_val_if_fail (self != NULL, NULL);

  index = packshot_gallery_index_of (self, id);
  if (index < 0)
    return packshot_gallery_ref (self);
  images = images_copy (self->images);
  g_ptr_array_remove_index (images, index);
  return gallery_take (images, self->primary == id ? 0 : self->primary);
}

/**
 * packshot_gallery_with_moved:
 * @self: a gallery
 * @id: a picture's id
 * @index: where it stands afterwards; beyond the end means the end
 *
 * Returns: (transfer full): the gallery with the picture there; the primary stays
 */
PackshotGallery *
packshot_gallery_with_moved (PackshotGallery *self,
                             gint64           id,
                             guint            index)
{
  GPtrArray *images;
  gpointer image;
  int from;

  g_return_val_if_fail (self != NULL, NULL);

  from = packshot_gallery_index_of (self, id);
  if (from < 0)
    return packshot_gallery_ref (self);
  images = images_copy (self->images);
  image = g_ptr_array_steal_index (images, from);
  g_ptr_array_insert (images, MIN (index, images->len), image);
  return gallery_take (images, self->primary);
}

/**
 * packshot_gallery_with_primary:
 * @self: a gallery
 * @id: the id of one of its pictures, or 0 for none
 *
 * Returns: (transfer full): the gallery with that primary; no position changes
 */
PackshotGallery *
packshot_gallery_with_primary (PackshotGallery *self,
                               gint64           id)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (id == 0 || packshot_gallery_lookup (self, id) != NULL, NULL);

  return gallery_take (images_copy (self->images), id);
}
