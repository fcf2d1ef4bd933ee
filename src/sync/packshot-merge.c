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
 * what differs is our change.
 *
 * The primary's place. A server that shows its primary first can't hold the primary's own number, so
 * the place of the remote primary is no opinion: local's number stays. When the star was moved, the
 * former primary stands among the others there, at a rank that was hidden before. Who only looks on
 * takes that rank: it is what the server shows. Who has moved the star or this picture meanwhile has
 * an opinion, and keeps it. */

#include "config.h"

#include "packshot-merge.h"

#include "packshot-merge-private.h"

typedef struct
{
  /* Input */
  const PackshotServiceProfile *profile;
  PackshotGallery              *base; /* (owned) */
  PackshotGallery              *local; /* (owned) */
  PackshotGallery              *remote; /* (owned), with our ids for what was adopted */
  gint64                        base_primary;
  gint64                        local_primary;
  gint64                        remote_primary;
  gboolean                      keeps_order;

  /* In progress: gint64 id -> PackshotImage, what each result holds; then their orders */
  GHashTable                   *in_local;
  GHashTable                   *in_target;
  GHashTable                   *in_synced;
  GArray                       *local_order;
  GArray                       *target_order;
  GArray                       *synced_order;
  gboolean                      is_order_open; /* an order conflict */
  gboolean                      hides_former; /* the former primary's place there is no opinion */

  /* Result */
  GHashTable                   *adopted;
  GPtrArray                    *conflicts;
} Merging;

/* --- Small helpers --- */

static GHashTable *
images_new (void)
{
  return g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free,
                                (GDestroyNotify)packshot_image_unref);
}

static void
images_take (GHashTable    *images,
             PackshotImage *image)
{
  gint64 id = packshot_image_get_id (image);

  g_hash_table_insert (images, g_memdup2 (&id, sizeof id), image);
}

static gboolean
images_have (GHashTable *images,
             gint64      id)
{
  return id != 0 && g_hash_table_contains (images, &id);
}

static void
add_conflict (Merging             *self,
              gint64               image,
              PackshotConflictKind kind)
{
  PackshotConflictRow *row = g_new0 (PackshotConflictRow, 1);

  row->image = image;
  row->kind = kind;
  g_ptr_array_add (self->conflicts, row);
}

static gboolean
keeps_primary (Merging *self)
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
adopt_find (Merging    *self,
            const char *sha256,
            GPtrArray  *taken)
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
adopt (Merging *self)
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

/* --- One picture --- */

typedef enum
{
  SIDE_SAME,
  SIDE_HERE,
  SIDE_THERE,
  SIDE_BOTH,
} Side;

static Side
side_of_change (gboolean same,
                gboolean here_as_base,
                gboolean there_as_base)
{
  if (same)
    return SIDE_SAME;
  if (here_as_base)
    return SIDE_THERE;
  return there_as_base ? SIDE_HERE : SIDE_BOTH;
}

static Side
side_of_content (PackshotImage *base,
                 PackshotImage *local,
                 PackshotImage *remote)
{
  return side_of_change (packshot_image_same_content (local, remote),
                         packshot_image_same_content (base, local),
                         packshot_image_same_content (base, remote));
}

static Side
side_of_title (Merging       *self,
               PackshotImage *base,
               PackshotImage *local,
               PackshotImage *remote)
{
  const char *b = packshot_image_get_title (base);
  const char *l = packshot_image_get_title (local);
  const char *r = packshot_image_get_title (remote);

  if (!self->profile->has_titles)
    return SIDE_SAME;
  return side_of_change (g_str_equal (l, r), g_str_equal (b, l), g_str_equal (b, r));
}

static Side
side_of_visibility (Merging       *self,
                    PackshotImage *base,
                    PackshotImage *local,
                    PackshotImage *remote)
{
  PackshotVisibility b = packshot_image_get_visibility (base);
  PackshotVisibility l = packshot_image_get_visibility (local);
  PackshotVisibility r = packshot_image_get_visibility (remote);

  if (!self->profile->has_visibility)
    return SIDE_SAME;
  return side_of_change (l == r, b == l, b == r);
}

/* Content of @content, with the hash where @remote knows it; the row's facts where it holds them,
 * else @facts. */
static PackshotImage *
image_compose (PackshotImage  *content,
               PackshotImage  *title,
               PackshotImage  *visibility,
               PackshotImage  *remote,
               PackshotRemote *facts)
{
  const char *sha256 = packshot_image_get_sha256 (content);

  if (packshot_image_same_content (content, remote))
    {
      facts = packshot_image_get_remote (remote);
      if (sha256 == NULL)
        sha256 = packshot_image_get_sha256 (remote);
    }
  return packshot_image_new (packshot_image_get_id (content), sha256,
                             packshot_image_get_title (title),
                             packshot_image_get_visibility (visibility), facts);
}

static void
merge_both (Merging       *self,
            PackshotImage *base,
            PackshotImage *local,
            PackshotImage *remote)
{
  Side sides[3];
  PackshotImage *mine[3], *wanted[3], *agreed[3];
  gint64 id = packshot_image_get_id (local);

  if (base == NULL)
    base = remote;
  sides[PACKSHOT_CONFLICT_CONTENT] = side_of_content (base, local, remote);
  sides[PACKSHOT_CONFLICT_TITLE] = side_of_title (self, base, local, remote);
  sides[PACKSHOT_CONFLICT_VISIBILITY] = side_of_visibility (self, base, local, remote);
  for (guint i = 0; i < G_N_ELEMENTS (sides); i++)
    {
      mine[i] = sides[i] == SIDE_THERE ? remote : local;
      wanted[i] = sides[i] == SIDE_THERE || sides[i] == SIDE_BOTH ? remote : local;
      agreed[i] = sides[i] == SIDE_SAME ? local : sides[i] == SIDE_THERE ? remote : base;
      if (sides[i] == SIDE_BOTH)
        add_conflict (self, id, i);
    }
  images_take (self->in_local, image_compose (mine[0], mine[1], mine[2], remote, NULL));
  images_take (self->in_target, image_compose (wanted[0], wanted[1], wanted[2], remote, NULL));
  images_take (self->in_synced, image_compose (agreed[0], agreed[1], agreed[2], remote,
                                               packshot_image_get_remote (agreed[0])));
}

G_STATIC_ASSERT (PACKSHOT_CONFLICT_CONTENT == 0 && PACKSHOT_CONFLICT_TITLE == 1 &&
                 PACKSHOT_CONFLICT_VISIBILITY == 2);

static gboolean
is_changed (Merging       *self,
            PackshotImage *base,
            PackshotImage *image)
{
  return !packshot_image_same_content (base, image) ||
         side_of_title (self, base, image, base) != SIDE_SAME ||
         side_of_visibility (self, base, image, base) != SIDE_SAME;
}

/* Chosen as primary here. */
static gboolean
is_chosen_here (Merging *self,
                gint64   id)
{
  return keeps_primary (self) && self->local_primary == id && self->base_primary != id;
}

/* Chosen as primary there, and not only because the former one was deleted. */
static gboolean
is_chosen_there (Merging *self,
                 gint64   id)
{
  return keeps_primary (self) && self->remote_primary == id && self->base_primary != id &&
         (self->base_primary == 0 ||
          packshot_gallery_lookup (self->remote, self->base_primary) != NULL);
}

static void
merge_missing_there (Merging       *self,
                     PackshotImage *base,
                     PackshotImage *local)
{
  gint64 id = packshot_image_get_id (local);

  if (base == NULL)
    {
      images_take (self->in_local, packshot_image_with_remote (local, NULL));
      images_take (self->in_target, packshot_image_with_remote (local, NULL));
    }
  else if (is_changed (self, base, local) || is_chosen_here (self, id))
    {
      add_conflict (self, id, PACKSHOT_CONFLICT_REMOVED_THERE);
      images_take (self->in_local, packshot_image_with_remote (local, NULL));
      images_take (self->in_synced, packshot_image_ref (base));
    }
}

static void
merge_missing_here (Merging       *self,
                    PackshotImage *base,
                    PackshotImage *remote)
{
  gint64 id = packshot_image_get_id (remote);

  if (base == NULL)
    {
      images_take (self->in_local, packshot_image_ref (remote));
      images_take (self->in_target, packshot_image_ref (remote));
      images_take (self->in_synced, packshot_image_ref (remote));
      return;
    }
  images_take (self->in_synced,
               image_compose (base, base, base, remote, packshot_image_get_remote (base)));
  if (is_changed (self, base, remote) || is_chosen_there (self, id))
    {
      add_conflict (self, id, PACKSHOT_CONFLICT_REMOVED_HERE);
      images_take (self->in_target,
                   image_compose (remote, self->profile->has_titles ? remote : base,
                                  self->profile->has_visibility ? remote : base, remote, NULL));
    }
}

/* A service that holds one picture can't take ours while the server's is in question. */
static void
keep_questioned (Merging *self)
{
  GHashTableIter iter;
  gpointer key;

  for (guint i = 0; i < self->conflicts->len; i++)
    {
      PackshotConflictRow *row = self->conflicts->pdata[i];

      if (!images_have (self->in_target, row->image))
        continue;
      g_hash_table_iter_init (&iter, self->in_target);
      while (g_hash_table_iter_next (&iter, &key, NULL))
        if (*(gint64 *)key != row->image)
          g_hash_table_iter_remove (&iter);
    }
}

static void
merge_images (Merging *self)
{
  for (guint i = 0; i < packshot_gallery_get_n (self->local); i++)
    {
      PackshotImage *local = packshot_gallery_get (self->local, i);
      gint64 id = packshot_image_get_id (local);
      PackshotImage *base = packshot_gallery_lookup (self->base, id);
      PackshotImage *remote = packshot_gallery_lookup (self->remote, id);

      if (remote != NULL)
        merge_both (self, base, local, remote);
      else
        merge_missing_there (self, base, local);
    }
  for (guint i = 0; i < packshot_gallery_get_n (self->remote); i++)
    {
      PackshotImage *remote = packshot_gallery_get (self->remote, i);
      gint64 id = packshot_image_get_id (remote);

      if (packshot_gallery_lookup (self->local, id) == NULL)
        merge_missing_here (self, packshot_gallery_lookup (self->base, id), remote);
    }
  if (self->profile->write == PACKSHOT_WRITE_PUT)
    keep_questioned (self);
}

/* --- Order --- */

static GArray *
order_kept (GArray     *order,
            GHashTable *images)
{
  GArray *kept = _packshot_order_new ();

  for (guint i = 0; i < order->len; i++)
    if (images_have (images, g_array_index (order, gint64, i)))
      g_array_append_val (kept, g_array_index (order, gint64, i));
  return kept;
}

/* Puts what stands only in @remote to the one it follows there; behind a leading primary, whose own
 * place says nothing. */
static void
order_add_remote (Merging    *self,
                  GArray     *order,
                  GArray     *remote,
                  GHashTable *wanted)
{
  g_autoptr(GArray) others = g_array_copy (remote);

  _packshot_order_remove (others, self->remote_primary);
  if (self->remote_primary != 0 && images_have (wanted, self->remote_primary) &&
      !_packshot_order_has (order, self->remote_primary))
    g_array_prepend_val (order, self->remote_primary);
  for (guint i = 0; i < others->len; i++)
    {
      gint64 id = g_array_index (others, gint64, i);

      if (!images_have (wanted, id) || _packshot_order_has (order, id))
        continue;
      _packshot_order_insert_after (order, id, others);
      if (order->len > 1 && g_array_index (order, gint64, 0) == id &&
          g_array_index (order, gint64, 1) == self->remote_primary)
        {
          g_array_remove_index (order, 0);
          g_array_insert_val (order, 1, id);
        }
    }
}

/* The order @common of what both sides have, with what only one of them has. What has no opinion on
 * its place there keeps its number here. */
static GArray *
order_build (Merging    *self,
             GArray     *common,
             GArray     *local,
             GArray     *remote,
             GHashTable *wanted)
{
  g_autoptr(GArray) order = g_array_copy (common);

  for (guint i = 0; i < local->len; i++)
    {
      gint64 id = g_array_index (local, gint64, i);

      if (!_packshot_order_has (order, id) && packshot_gallery_lookup (self->remote, id) == NULL)
        _packshot_order_insert_after (order, id, local);
    }
  for (guint i = 0; i < local->len; i++)
    if (!_packshot_order_has (order, g_array_index (local, gint64, i)))
      g_array_insert_val (order, i, g_array_index (local, gint64, i));
  order_add_remote (self, order, remote, wanted);
  return order_kept (order, wanted);
}

/* What stands in both and has an opinion on its place in both. */
static GArray *
order_common (Merging *self,
              GArray  *local,
              GArray  *remote,
              gboolean with_former)
{
  GArray *common = _packshot_order_filter (local, remote);

  _packshot_order_remove (common, self->remote_primary);
  if (!with_former)
    _packshot_order_remove (common, self->base_primary);
  return common;
}

/* The former primary's rank there counts only for who has looked on. */
static gboolean
is_former_hidden (Merging *self,
                  GArray  *base,
                  GArray  *local,
                  GArray  *remote)
{
  g_autoptr(GArray) common = order_common (self, local, remote, TRUE);
  g_autoptr(GArray) b = _packshot_order_filter (base, common);
  g_autoptr(GArray) l = _packshot_order_filter (local, common);
  g_autoptr(GArray) unmoved = _packshot_order_unmoved (b, l);

  if (self->base_primary == 0 || self->base_primary == self->remote_primary ||
      !_packshot_order_has (common, self->base_primary))
    return FALSE;
  return self->local_primary != self->base_primary ||
         !_packshot_order_has (unmoved, self->base_primary);
}

static void
merge_order (Merging *self)
{
  g_autoptr(GArray) base_all = _packshot_order_of (self->base);
  g_autoptr(GArray) local_all = _packshot_order_of (self->local);
  g_autoptr(GArray) remote = _packshot_order_of (self->remote);
  g_autoptr(GArray) base = order_kept (base_all, self->in_synced);
  g_autoptr(GArray) local = order_kept (local_all, self->in_local);
  g_autoptr(GArray) common = NULL;
  g_autoptr(GArray) b = NULL;
  g_autoptr(GArray) l = NULL;
  g_autoptr(GArray) r = NULL;
  g_autoptr(GArray) merged = NULL;
  g_autoptr(GArray) shown = NULL;

  /* What the server has added stands in all three from the start, so that it stands there likewise
   * when the same galleries are merged again. */
  order_add_remote (self, base, remote, self->in_synced);
  order_add_remote (self, local, remote, self->in_local);
  self->hides_former = is_former_hidden (self, base, local, remote);
  common = order_common (self, local, remote, !self->hides_former);
  b = _packshot_order_filter (base, common);
  l = _packshot_order_filter (local, common);
  r = _packshot_order_filter (remote, common);
  merged = self->keeps_order ? _packshot_order_merge (b, l, r) : g_array_copy (l);
  if (merged == NULL)
    {
      self->is_order_open = TRUE;
      add_conflict (self, 0, PACKSHOT_CONFLICT_ORDER);
      self->local_order = g_array_ref (local);
      self->target_order = order_build (self, r, local, remote, self->in_target);
      self->synced_order = g_array_ref (base);
      return;
    }
  self->local_order = order_build (self, merged, local, remote, self->in_local);
  self->target_order = order_build (self, merged, local, remote, self->in_target);
  if (self->keeps_order)
    {
      g_autoptr(GArray) seen = order_common (self, local, remote, TRUE);

      shown = _packshot_order_filter (remote, seen);
    }
  else
    shown = g_array_copy (merged);
  self->synced_order = order_build (self, shown, self->local_order, remote, self->in_synced);
}

/* --- Primary --- */

typedef struct
{
  gint64 local;
  gint64 target;
  gint64 synced;
} Primaries;

/* Both changed it. The server had to when the former primary was removed there, and when it is
 * removed here no star is what stays there: neither is an opinion. */
static Primaries
primary_of_both (Merging *self)
{
  gint64 base = self->base_primary;
  gint64 here = self->local_primary;
  gint64 there = self->remote_primary;
  gboolean had_to = (base != 0 && packshot_gallery_lookup (self->remote, base) == NULL) ||
    (there == 0 && packshot_gallery_lookup (self->local, base) == NULL);

  if (!images_have (self->in_target, here) && here != 0)
    return (Primaries) { here, there, base }
  ;
  if (had_to || (there != 0 && !images_have (self->in_target, there)))
    return (Primaries) { here, here, there }
  ;
  add_conflict (self, 0, PACKSHOT_CONFLICT_PRIMARY);
  return (Primaries) { here, there, base };
}

static Primaries
primary_choose (Merging *self)
{
  gint64 base = self->base_primary;
  gint64 here = self->local_primary;
  gint64 there = self->remote_primary;
  gboolean had_to = base != 0 && here == 0 && packshot_gallery_lookup (self->local, base) == NULL;

  /* Where the first is the primary, a wish for none is met by the first. */
  if (here == 0 && images_have (self->in_local, there) &&
      self->profile->primary == PACKSHOT_PRIMARY_FIRST && g_array_index (self->target_order, gint64, 0) == there)
    return (Primaries) { there, there, there }
  ;
  if (here == there)
    return (Primaries) { here, here, self->is_order_open && self->hides_former ? base : here }
  ;
  if (had_to)
    return (Primaries) { there, there, images_have (self->in_local, there) ? there : base }
  ;
  if (here == base && (there == 0 || images_have (self->in_target, there)))
    {
      gboolean is_taken = (there == 0 || images_have (self->in_local, there)) &&
        (here == 0 || images_have (self->in_target, here) ||
         !images_have (self->in_local, here));

      if (!is_taken)
        return (Primaries) { here, there, base }
      ;
      return (Primaries) { there, there, self->is_order_open && self->hides_former ? base : there };
    }
  if (here == base)
    return (Primaries) { here, here, base }
  ;
  if (there == base)
    return (Primaries) { here, images_have (self->in_target, here) || here == 0 ? here : there, base }
  ;
  return primary_of_both (self);
}

static gint64
primary_in (GHashTable *images,
            gint64      id)
{
  return images_have (images, id) ? id : 0;
}

static Primaries
merge_primary (Merging *self)
{
  gint64 here = self->local_primary;
  Primaries primaries = keeps_primary (self) ? primary_choose (self)
                                             : (Primaries) { here, here, here };

  /* A former primary that is gone, or goes, is not what is left to compare with. */
  if (self->base_primary != 0 && primaries.synced == self->base_primary &&
      !images_have (self->in_synced, primaries.synced))
    primaries.synced = self->remote_primary;
  if (primaries.synced == self->base_primary && self->remote_primary != self->base_primary &&
      packshot_gallery_lookup (self->local, self->base_primary) == NULL)
    primaries.synced = 0;
  primaries.local = primary_in (self->in_local, primaries.local);
  primaries.target = primary_in (self->in_target, primaries.target);
  primaries.synced = primary_in (self->in_synced, primaries.synced);
  return primaries;
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
merging_init (Merging                      *self,
              const PackshotServiceProfile *profile,
              PackshotGallery              *synced,
              PackshotGallery              *local,
              PackshotGallery              *remote)
{
  *self = (Merging) {
    .profile = profile,
    .base = packshot_gallery_ref (synced),
    .local = packshot_gallery_ref (local),
    .remote = packshot_gallery_ref (remote),
    .base_primary = packshot_gallery_get_primary (synced),
    .local_primary = packshot_gallery_get_primary (local),
    .keeps_order = profile->write != PACKSHOT_WRITE_PUT,
    .in_local = images_new (),
    .in_target = images_new (),
    .in_synced = images_new (),
    .conflicts = g_ptr_array_new_with_free_func (g_free),
  };
  adopt (self);
  if (!keeps_primary (self))
    self->base_primary = self->remote_primary = 0;
  else if (profile->primary == PACKSHOT_PRIMARY_FIRST && packshot_gallery_get_n (self->remote) > 0)
    self->remote_primary = packshot_image_get_id (packshot_gallery_get (self->remote, 0));
  else
    self->remote_primary = packshot_gallery_get_primary (self->remote);
}

static void
merging_clear (Merging *self)
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
 * packshot_merge_advance(). Otherwise they look like somebody else's and may be in conflict with what
 * the user has changed since.
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
  Merging merging;
  Primaries primaries;

  g_return_val_if_fail (profile != NULL, NULL);
  g_return_val_if_fail (synced != NULL && local != NULL && remote != NULL, NULL);

  merging_init (&merging, profile, synced, local, remote);
  merge_images (&merging);
  merge_order (&merging);
  primaries = merge_primary (&merging);

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
