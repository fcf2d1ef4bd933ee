/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* The pictures of a merge, field by field, and which of the three galleries each belongs to. Any
 * thread. */

#include "config.h"

#include "packshot-merge-private.h"

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
side_of_title (PackshotMerging *self,
               PackshotImage   *base,
               PackshotImage   *local,
               PackshotImage   *remote)
{
  const char *b = packshot_image_get_title (base);
  const char *l = packshot_image_get_title (local);
  const char *r = packshot_image_get_title (remote);

  if (!self->profile->has_titles)
    return SIDE_SAME;
  return side_of_change (g_str_equal (l, r), g_str_equal (b, l), g_str_equal (b, r));
}

static Side
side_of_visibility (PackshotMerging *self,
                    PackshotImage   *base,
                    PackshotImage   *local,
                    PackshotImage   *remote)
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
  else if (sha256 == NULL && facts == NULL)
    {
      /* Only by the row that held them can its bytes still be had. */
      facts = packshot_image_get_remote (content);
    }
  return packshot_image_new (packshot_image_get_id (content), sha256,
                             packshot_image_get_title (title),
                             packshot_image_get_visibility (visibility), facts);
}

/* The one picture of an item, which both sides have and never agreed on. */
static void
merge_never_agreed (PackshotMerging *self,
                    PackshotImage   *local,
                    PackshotImage   *remote)
{
  _packshot_merging_add_conflict (self, packshot_image_get_id (local), PACKSHOT_CONFLICT_CONTENT);
  _packshot_merging_take (self->in_local, packshot_image_with_remote (local, NULL));
  _packshot_merging_take (self->in_target, packshot_image_ref (remote));
}

static void
merge_both (PackshotMerging *self,
            PackshotImage   *base,
            PackshotImage   *local,
            PackshotImage   *remote)
{
  Side sides[3];
  PackshotImage *mine[3], *wanted[3], *agreed[3];
  gint64 id = packshot_image_get_id (local);

  if (base == NULL && self->profile->write == PACKSHOT_WRITE_PUT &&
      !packshot_image_same_content (local, remote))
    {
      merge_never_agreed (self, local, remote);
      return;
    }
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
        _packshot_merging_add_conflict (self, id, i);
    }
  _packshot_merging_take (self->in_local, image_compose (mine[0], mine[1], mine[2], remote, NULL));
  _packshot_merging_take (self->in_target,
                          image_compose (wanted[0], wanted[1], wanted[2], remote, NULL));
  _packshot_merging_take (self->in_synced, image_compose (agreed[0], agreed[1], agreed[2], remote,
                                                          packshot_image_get_remote (agreed[0])));
}

G_STATIC_ASSERT (PACKSHOT_CONFLICT_CONTENT == 0 && PACKSHOT_CONFLICT_TITLE == 1 &&
                 PACKSHOT_CONFLICT_VISIBILITY == 2);

static gboolean
is_changed (PackshotMerging *self,
            PackshotImage   *base,
            PackshotImage   *image)
{
  return !packshot_image_same_content (base, image) ||
         side_of_title (self, base, image, base) != SIDE_SAME ||
         side_of_visibility (self, base, image, base) != SIDE_SAME;
}

/* Chosen as primary here. */
static gboolean
is_chosen_here (PackshotMerging *self,
                gint64           id)
{
  return _packshot_merging_keeps_primary (self) && self->local_primary == id &&
         self->base_primary != id;
}

/* Chosen as primary there, and not only because the former one was deleted. */
static gboolean
is_chosen_there (PackshotMerging *self,
                 gint64           id)
{
  return _packshot_merging_keeps_primary (self) && self->remote_primary == id &&
         self->base_primary != id &&
         (self->base_primary == 0 ||
          packshot_gallery_lookup (self->remote, self->base_primary) != NULL);
}

static void
merge_missing_there (PackshotMerging *self,
                     PackshotImage   *base,
                     PackshotImage   *local)
{
  gint64 id = packshot_image_get_id (local);

  if (base == NULL)
    {
      _packshot_merging_take (self->in_local, packshot_image_with_remote (local, NULL));
      _packshot_merging_take (self->in_target, packshot_image_with_remote (local, NULL));
    }
  else if (is_changed (self, base, local) || is_chosen_here (self, id))
    {
      _packshot_merging_add_conflict (self, id, PACKSHOT_CONFLICT_REMOVED_THERE);
      _packshot_merging_take (self->in_local, packshot_image_with_remote (local, NULL));
      _packshot_merging_take (self->in_synced, packshot_image_ref (base));
    }
}

static void
merge_missing_here (PackshotMerging *self,
                    PackshotImage   *base,
                    PackshotImage   *remote)
{
  gint64 id = packshot_image_get_id (remote);
  PackshotImage *title = self->profile->has_titles ? remote : base;
  PackshotImage *visibility = self->profile->has_visibility ? remote : base;

  if (base == NULL)
    {
      _packshot_merging_take (self->in_local, packshot_image_ref (remote));
      _packshot_merging_take (self->in_target, packshot_image_ref (remote));
      _packshot_merging_take (self->in_synced, packshot_image_ref (remote));
      return;
    }
  _packshot_merging_take (self->in_synced,
                          image_compose (base, base, base, remote,
                                         packshot_image_get_remote (base)));
  if (is_changed (self, base, remote) || is_chosen_there (self, id))
    {
      _packshot_merging_add_conflict (self, id, PACKSHOT_CONFLICT_REMOVED_HERE);
      _packshot_merging_take (self->in_target,
                              image_compose (remote, title, visibility, remote, NULL));
    }
}

/* A service that holds one picture can't take ours while the server's is in question. */
static void
keep_questioned (PackshotMerging *self)
{
  GHashTableIter iter;
  gpointer key;

  for (guint i = 0; i < self->conflicts->len; i++)
    {
      PackshotConflictRow *row = self->conflicts->pdata[i];

      if (!_packshot_merging_has (self->in_target, row->image))
        continue;
      g_hash_table_iter_init (&iter, self->in_target);
      while (g_hash_table_iter_next (&iter, &key, NULL))
        if (*(gint64 *)key != row->image)
          g_hash_table_iter_remove (&iter);
    }
}

void
_packshot_merging_images (PackshotMerging *self)
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
