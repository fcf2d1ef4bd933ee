/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* The three-way merge of an item's gallery: what both sides last agreed on (base), what the user
 * wants (local), what the server shows (remote). Pure: no I/O, no clock. Any thread.
 *
 *   adopt ─▶ pictures, field by field ─▶ order ─▶ primary ─▶ three galleries
 *
 * A field that one side changed is taken; changed on both sides differently, it is a conflict of
 * that field alone: local keeps ours, the target the server's, synced the base's, so that merging
 * again finds it again. A picture that is new on both sides is compared with what the server shows:
 * what differs is our change. */

#include "config.h"

#include "packshot-merge-private.h"

void
_packshot_merging_take (GHashTable    *images,
                        PackshotImage *image)
{
  gint64 id = packshot_image_get_id (image);

  g_hash_table_insert (images, g_memdup2 (&id, sizeof id), image);
}

gboolean
_packshot_merging_has (GHashTable *images,
                       gint64      id)
{
  return id != 0 && g_hash_table_contains (images, &id);
}

void
_packshot_merging_add_conflict (PackshotMerging     *self,
                                gint64               image,
                                PackshotConflictKind kind)
{
  PackshotConflictRow *row = g_new0 (PackshotConflictRow, 1);

  row->image = image;
  row->kind = kind;
  g_ptr_array_add (self->conflicts, row);
}

gboolean
_packshot_merging_keeps_primary (PackshotMerging *self)
{
  return self->keeps_order && self->profile->primary != PACKSHOT_PRIMARY_NONE;
}

/* --- Adoption: the same bytes under two ids --- */

static gboolean
has_content (PackshotImage *image,
             const char    *sha256)
{
  return image != NULL && g_strcmp0 (packshot_image_get_sha256 (image), sha256) == 0;
}

/* A picture of ours with these bytes that the server shows no row of: one that was known, and whose
 * row was replaced there, before one that was added here meanwhile. */
static gint64
adopt_find (PackshotMerging *self,
            const char      *sha256,
            GPtrArray       *taken)
{
  PackshotGallery *sides[] = { self->base, self->local };

  for (guint s = 0; s < G_N_ELEMENTS (sides); s++)
    for (guint i = 0; i < packshot_gallery_get_n (sides[s]); i++)
      {
        PackshotImage *image = packshot_gallery_get (sides[s], i);
        gint64 id = packshot_image_get_id (image);
        gboolean is_taken = packshot_gallery_lookup (self->remote, id) != NULL;

        for (guint k = 0; k < taken->len && !is_taken; k++)
          is_taken = packshot_image_get_id (taken->pdata[k]) == id;
        if (!is_taken && has_content (image, sha256))
          return id;
      }
  return 0;
}

static void
adopt (PackshotMerging *self)
{
  g_autoptr(GPtrArray) images =
    g_ptr_array_new_with_free_func ((GDestroyNotify)packshot_image_unref);
  g_autoptr(PackshotGallery) renamed = NULL;
  gint64 primary = packshot_gallery_get_primary (self->remote);

  for (guint i = 0; i < packshot_gallery_get_n (self->remote); i++)
    {
      PackshotImage *image = packshot_gallery_get (self->remote, i);
      const char *sha256 = packshot_image_get_sha256 (image);
      const char *row = packshot_image_get_remote_id (image);
      gint64 id = packshot_image_get_id (image);
      gint64 ours = 0;

      if (sha256 != NULL && row != NULL && packshot_gallery_lookup (self->base, id) == NULL &&
          packshot_gallery_lookup (self->local, id) == NULL)
        ours = adopt_find (self, sha256, images);
      if (ours == 0)
        {
          g_ptr_array_add (images, packshot_image_ref (image));
          continue;
        }
      if (self->adopted == NULL)
        self->adopted = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
      g_hash_table_insert (self->adopted, g_strdup (row), g_memdup2 (&ours, sizeof ours));
      g_ptr_array_add (images, packshot_image_with_id (image, ours));
      if (primary == id)
        primary = ours;
    }
  if (self->adopted == NULL)
    return;
  renamed = packshot_gallery_new_from (images, primary, NULL);
  g_assert (renamed != NULL);
  packshot_gallery_unref (self->remote);
  self->remote = g_steal_pointer (&renamed);
}

static PackshotGallery *
gallery_of_one (PackshotImage *image)
{
  g_autoptr(PackshotGallery) empty = packshot_gallery_new ();

  return packshot_gallery_with_inserted (empty, 0, image);
}

/* A service that keeps one picture has one that nobody here has seen, and one was added here
 * meanwhile: both are the one picture of the item, and differ. */
static void
adopt_only (PackshotMerging *self)
{
  PackshotImage *theirs, *ours;
  g_autoptr(PackshotImage) renamed = NULL;
  gint64 id;

  if (self->profile->write != PACKSHOT_WRITE_PUT ||
      packshot_gallery_get_n (self->remote) != 1 || packshot_gallery_get_n (self->local) != 1)
    return;
  theirs = packshot_gallery_get (self->remote, 0);
  ours = packshot_gallery_get (self->local, 0);
  id = packshot_image_get_id (ours);
  if (packshot_image_get_id (theirs) == id ||
      packshot_gallery_lookup (self->base, packshot_image_get_id (theirs)) != NULL)
    return;
  if (self->adopted == NULL)
    self->adopted = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_hash_table_insert (self->adopted, g_strdup (packshot_image_get_remote_id (theirs)),
                       g_memdup2 (&id, sizeof id));
  renamed = packshot_image_with_id (theirs, id);
  packshot_gallery_unref (self->remote);
  self->remote = gallery_of_one (renamed);
}

/* A picture that was only there, whose bytes were never fetched and which is gone, nobody has any
 * more: it can't be wished for. */
static void
drop_lost (PackshotMerging *self)
{
  g_autoptr(PackshotGallery) before = packshot_gallery_ref (self->local);

  for (guint i = 0; i < packshot_gallery_get_n (before); i++)
    {
      PackshotImage *image = packshot_gallery_get (before, i);
      gint64 id = packshot_image_get_id (image);
      PackshotGallery *without;

      if (packshot_image_get_sha256 (image) != NULL ||
          packshot_gallery_lookup (self->remote, id) != NULL)
        continue;
      without = packshot_gallery_with_removed (self->local, id);
      packshot_gallery_unref (self->local);
      self->local = without;
    }
}

static GHashTable *
images_new (void)
{
  return g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free,
                                (GDestroyNotify)packshot_image_unref);
}

/* --- The whole --- */

static PackshotGallery *
gallery_of (GArray     *order,
            GHashTable *images,
            gint64      primary)
{
  g_autoptr(GPtrArray) array =
    g_ptr_array_new_with_free_func ((GDestroyNotify)packshot_image_unref);
  PackshotGallery *gallery;

  for (guint i = 0; i < order->len; i++)
    {
      PackshotImage *image = g_hash_table_lookup (images, &g_array_index (order, gint64, i));

      g_assert (image != NULL);
      g_ptr_array_add (array, packshot_image_ref (image));
    }
  g_assert (array->len == g_hash_table_size (images));
  gallery = packshot_gallery_new_from (array, primary, NULL);
  g_assert (gallery != NULL);
  return gallery;
}

static void
merging_init (PackshotMerging              *self,
              const PackshotServiceProfile *profile,
              PackshotGallery              *synced,
              PackshotGallery              *local,
              PackshotGallery              *remote)
{
  *self = (PackshotMerging) {
    .profile = profile,
    .base = packshot_gallery_ref (synced),
    .local = packshot_gallery_ref (local),
    .remote = packshot_gallery_ref (remote),
    .base_primary = packshot_gallery_get_primary (synced),
    .keeps_order = profile->write != PACKSHOT_WRITE_PUT,
    .in_local = images_new (),
    .in_target = images_new (),
    .in_synced = images_new (),
    .conflicts = g_ptr_array_new_with_free_func (g_free),
  };
  adopt (self);
  adopt_only (self);
  drop_lost (self);
  self->local_primary = packshot_gallery_get_primary (self->local);
  if (!_packshot_merging_keeps_primary (self))
    self->base_primary = self->remote_primary = 0;
  else if (profile->primary == PACKSHOT_PRIMARY_FIRST && packshot_gallery_get_n (self->remote) > 0)
    self->remote_primary = packshot_image_get_id (packshot_gallery_get (self->remote, 0));
  else
    self->remote_primary = packshot_gallery_get_primary (self->remote);
}

static void
merging_clear (PackshotMerging *self)
{
  packshot_gallery_unref (self->base);
  packshot_gallery_unref (self->local);
  g_hash_table_unref (self->in_local);
  g_hash_table_unref (self->in_target);
  g_hash_table_unref (self->in_synced);
  g_array_unref (self->local_order);
  g_array_unref (self->target_order);
  g_array_unref (self->synced_order);
}

/**
 * packshot_merge_new:
 * @profile: what the service can do; what it does not keep is never compared
 * @synced: what both sides last agreed on
 * @local: what the user wants
 * @remote: what the server shows, under our ids
 *
 * Changes that the caller itself made on the server have to be in @synced: see
 * packshot_merge_advance(). Otherwise they look like somebody else's and may be in conflict with
 * what the user has changed since.
 *
 * Returns: (transfer full): the outcome
 */
PackshotMerge *
packshot_merge_new (const PackshotServiceProfile *profile,
                    PackshotGallery              *synced,
                    PackshotGallery              *local,
                    PackshotGallery              *remote)
{
  PackshotMerge *self;
  PackshotMerging merging;
  PackshotPrimaries primaries;

  g_return_val_if_fail (profile != NULL, NULL);
  g_return_val_if_fail (synced != NULL && local != NULL && remote != NULL, NULL);

  merging_init (&merging, profile, synced, local, remote);
  _packshot_merging_images (&merging);
  _packshot_merging_order (&merging);
  primaries = _packshot_merging_primary (&merging);

  self = g_new0 (PackshotMerge, 1);
  self->local = gallery_of (merging.local_order, merging.in_local, primaries.local);
  self->target = gallery_of (merging.target_order, merging.in_target, primaries.target);
  self->synced = gallery_of (merging.synced_order, merging.in_synced, primaries.synced);
  self->remote = merging.remote;
  self->adopted = merging.adopted;
  self->conflicts = merging.conflicts;
  merging_clear (&merging);
  return self;
}

void
packshot_merge_free (PackshotMerge *self)
{
  g_return_if_fail (self != NULL);

  packshot_gallery_unref (self->local);
  packshot_gallery_unref (self->synced);
  packshot_gallery_unref (self->target);
  packshot_gallery_unref (self->remote);
  g_clear_pointer (&self->adopted, g_hash_table_unref);
  g_ptr_array_unref (self->conflicts);
  g_free (self);
}
