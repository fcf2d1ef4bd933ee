/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* An item as a gallery shows it: read in one transaction, then a value that is only read. The state
 * of each picture is derived here and nowhere else. Loaded on a store thread, used on any. */

#include "config.h"

#include "packshot-item-view.h"

#include "packshot-accounts.h"
#include "packshot-galleries.h"

G_DEFINE_BOXED_TYPE (PackshotItemView, packshot_item_view, packshot_item_view_ref,
                     packshot_item_view_unref)

static void
image_view_free (PackshotImageView *view)
{
  g_clear_pointer (&view->image, packshot_image_unref);
  g_clear_pointer (&view->content, packshot_content_free);
  g_free (view->problem);
  g_free (view->problem_text);
  g_free (view);
}

PackshotItemView *
packshot_item_view_ref (PackshotItemView *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
packshot_item_view_unref (PackshotItemView *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_clear_pointer (&self->item, packshot_item_free);
  g_clear_pointer (&self->account, packshot_account_free);
  g_clear_pointer (&self->sync, packshot_item_sync_free);
  g_clear_pointer (&self->local, packshot_gallery_unref);
  g_clear_pointer (&self->synced, packshot_gallery_unref);
  g_clear_pointer (&self->remote, packshot_gallery_unref);
  g_clear_pointer (&self->images, g_ptr_array_unref);
  g_clear_pointer (&self->conflicts, g_ptr_array_unref);
  g_free (self);
}

/* For each picture of @gallery that stands in @base too: whether it must move to turn the one order
 * into the other, by a longest common subsequence. */
static GHashTable *
moved_images (PackshotGallery *gallery,
              PackshotGallery *base)
{
  guint n = packshot_gallery_get_n (gallery);
  GHashTable *moved = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autofree int *place = g_new (int, n + 1);
  g_autofree guint *length = g_new0 (guint, n + 1);
  g_autofree int *before = g_new (int, n + 1);
  int best = -1;

  for (guint i = 0; i < n; i++)
    {
      gint64 id = packshot_image_get_id (packshot_gallery_get (gallery, i));

      place[i] = packshot_gallery_index_of (base, id);
      before[i] = -1;
      if (place[i] < 0)
        continue;
      length[i] = 1;
      for (guint k = 0; k < i; k++)
        if (place[k] >= 0 && place[k] < place[i] && length[k] + 1 > length[i])
          {
            length[i] = length[k] + 1;
            before[i] = (int)k;
          }
      if (best < 0 || length[i] > length[best])
        best = (int)i;
      g_hash_table_add (moved, g_memdup2 (&id, sizeof id));
    }
  for (; best >= 0; best = before[best])
    {
      gint64 id = packshot_image_get_id (packshot_gallery_get (gallery, best));

      g_hash_table_remove (moved, &id);
    }
  return moved;
}

static const char *
image_change (PackshotItemView  *self,
              PackshotImageView *view,
              GHashTable        *moved)
{
  gint64 id = packshot_image_get_id (view->image);
  PackshotImage *agreed = packshot_gallery_lookup (self->synced, id);
  gint64 primary = packshot_gallery_get_primary (self->local);
  gint64 agreed_primary = packshot_gallery_get_primary (self->synced);

  if (agreed == NULL)
    return "new";
  if (!packshot_image_same_content (view->image, agreed))
    return "content";
  if (self->profile->has_titles &&
      !g_str_equal (packshot_image_get_title (view->image), packshot_image_get_title (agreed)))
    return "title";
  if (self->profile->has_visibility &&
      packshot_image_get_visibility (view->image) != packshot_image_get_visibility (agreed))
    return "visibility";
  if (primary != agreed_primary && (primary == id || (primary == 0 && agreed_primary == id)))
    return "primary";
  return g_hash_table_contains (moved, &id) ? "order" : NULL;
}

static gboolean
image_in_conflict (PackshotItemView *self,
                   gint64            id)
{
  for (guint i = 0; i < self->conflicts->len; i++)
    {
      PackshotConflictRow *row = self->conflicts->pdata[i];

      if (row->image == id || (row->kind == PACKSHOT_CONFLICT_PRIMARY &&
                               packshot_gallery_get_primary (self->local) == id))
        return TRUE;
    }
  return FALSE;
}

static PackshotState
image_state (PackshotItemView  *self,
             PackshotImageView *view)
{
  gint64 id = packshot_image_get_id (view->image);

  if (image_in_conflict (self, id))
    return PACKSHOT_STATE_CONFLICT;
  if (self->sync->problem != NULL && self->sync->problem_image == id)
    return PACKSHOT_STATE_NEEDS_YOU;
  if (view->change != NULL)
    return PACKSHOT_STATE_PENDING;
  return self->sync->looked_at == 0 ? PACKSHOT_STATE_UNKNOWN : PACKSHOT_STATE_SYNCED;
}

static void
view_add_image (PackshotItemView *self,
                guint             index,
                GHashTable       *contents,
                GHashTable       *moved)
{
  PackshotImageView *view = g_new0 (PackshotImageView, 1);
  PackshotImage *image = packshot_gallery_get (self->local, index);
  const char *sha256 = packshot_image_get_sha256 (image);
  PackshotContent *content = sha256 != NULL ? g_hash_table_lookup (contents, sha256) : NULL;
  gint64 id = packshot_image_get_id (image);

  view->image = packshot_image_ref (image);
  view->position = index + 1;
  view->is_primary = id == packshot_gallery_get_primary (self->local);
  view->content = content != NULL ? packshot_content_copy (content) : NULL;
  view->change = image_change (self, view, moved);
  view->state = image_state (self, view);
  view->kept_here = !self->profile->has_titles && *packshot_image_get_title (image) != '\0';
  if (self->sync->problem != NULL && self->sync->problem_image == id)
    {
      view->problem = g_strdup (self->sync->problem);
      view->problem_text = g_strdup (self->sync->problem_text);
    }
  g_ptr_array_add (self->images, view);
}

static gboolean
view_read (PackshotItemView *self,
           PackshotDb       *db,
           gint64            item,
           GError          **error)
{
  return (self->item = packshot_items_get (db, item, error)) != NULL &&
         (self->account = packshot_accounts_get (db, self->item->account, error)) != NULL &&
         (self->sync = packshot_items_get_sync (db, item, error)) != NULL &&
         (self->local = packshot_galleries_get (db, item, PACKSHOT_TREE_LOCAL, error)) != NULL &&
         (self->synced = packshot_galleries_get (db, item, PACKSHOT_TREE_SYNCED, error)) != NULL &&
         (self->remote = packshot_galleries_get (db, item, PACKSHOT_TREE_REMOTE, error)) != NULL &&
         (self->conflicts = packshot_conflicts_list (db, item, error)) != NULL;
}

/**
 * packshot_item_view_load:
 * @db: a transaction
 * @item: an item's id
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the item with its gallery and states
 */
PackshotItemView *
packshot_item_view_load (PackshotDb *db,
                         gint64      item,
                         GError    **error)
{
  g_autoptr(PackshotItemView) self = g_new0 (PackshotItemView, 1);
  g_autoptr(GHashTable) contents = NULL;
  g_autoptr(GHashTable) moved = NULL;

  g_atomic_ref_count_init (&self->ref_count);
  self->images = g_ptr_array_new_with_free_func ((GDestroyNotify)image_view_free);
  if (!view_read (self, db, item, error) ||
      !(contents = packshot_contents_of_gallery (db, self->local, error)))
    return NULL;
  self->profile = packshot_service_profile_get (self->account->service);
  self->state = packshot_item_sync_get_state (self->sync);
  moved = moved_images (self->local, self->synced);
  for (guint i = 0; i < packshot_gallery_get_n (self->local); i++)
    view_add_image (self, i, contents, moved);
  return g_steal_pointer (&self);
}

/**
 * packshot_item_view_lookup:
 * @self: a view
 * @image: a picture's id
 *
 * Returns: (transfer none) (nullable): the picture
 */
PackshotImageView *
packshot_item_view_lookup (PackshotItemView *self,
                           gint64            image)
{
  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; i < self->images->len; i++)
    {
      PackshotImageView *view = self->images->pdata[i];

      if (packshot_image_get_id (view->image) == image)
        return view;
    }
  return NULL;
}

/**
 * packshot_item_view_dup_shown:
 * @self: a view
 *
 * Returns: (transfer container) (element-type PackshotImageView): the pictures as they are shown,
 *   the primary first
 */
GPtrArray *
packshot_item_view_dup_shown (PackshotItemView *self)
{
  GPtrArray *shown = g_ptr_array_new ();

  g_return_val_if_fail (self != NULL, shown);

  for (guint i = 0; i < self->images->len; i++)
    {
      PackshotImageView *view = self->images->pdata[i];

      g_ptr_array_insert (shown, view->is_primary ? 0 : -1, view);
    }
  return shown;
}
