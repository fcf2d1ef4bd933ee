/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* What is shown of conflicts: the three sides of each, in what they differ, and whether both can be
 * kept. One read transaction on the reader's thread; the views are handed to the main thread.
 *
 * A server that shows its primary first can't hold the primary's own number. Where the order of the
 * others is the same, a picture's number there is therefore the one that it has here. */

#include "config.h"

#include "packshot-session-conflicts.h"

#include "packshot-session-private.h"

#include "packshot-accounts.h"
#include "packshot-galleries.h"

/* --- Words --- */

const char *
packshot_conflict_field_to_string (PackshotConflictFields field)
{
  static const char * const names[PACKSHOT_N_CONFLICT_FIELDS] = {
    "picture", "pixels", "caption", "visibility", "position", "primary", "pictures", "order",
    "captions"
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (field == 1u << i)
      return names[i];
  g_return_val_if_reached (NULL);
}

const char *
packshot_both_to_string (PackshotBoth both)
{
  static const char * const names[] = {
    "possible", "one-picture", "one-primary", "one-order", "one-caption", "one-visibility",
    "removed"
  };

  g_return_val_if_fail ((guint)both < G_N_ELEMENTS (names), NULL);

  return names[both];
}

/**
 * packshot_both_get:
 * @profile: what the service can do
 * @kind: a kind of conflict
 *
 * Returns: whether both sides of such a conflict can be kept, or why not
 */
PackshotBoth
packshot_both_get (const PackshotServiceProfile *profile,
                   PackshotConflictKind          kind)
{
  static const PackshotBoth reasons[PACKSHOT_N_CONFLICT_KINDS] = {
    [PACKSHOT_CONFLICT_CONTENT] = PACKSHOT_BOTH_POSSIBLE,
    [PACKSHOT_CONFLICT_TITLE] = PACKSHOT_BOTH_ONE_CAPTION,
    [PACKSHOT_CONFLICT_VISIBILITY] = PACKSHOT_BOTH_ONE_VISIBILITY,
    [PACKSHOT_CONFLICT_PRIMARY] = PACKSHOT_BOTH_ONE_PRIMARY,
    [PACKSHOT_CONFLICT_ORDER] = PACKSHOT_BOTH_ONE_ORDER,
    [PACKSHOT_CONFLICT_REMOVED_THERE] = PACKSHOT_BOTH_REMOVED,
    [PACKSHOT_CONFLICT_REMOVED_HERE] = PACKSHOT_BOTH_REMOVED,
  };

  g_return_val_if_fail ((guint)kind < PACKSHOT_N_CONFLICT_KINDS, PACKSHOT_BOTH_REMOVED);

  if (kind == PACKSHOT_CONFLICT_CONTENT && profile->max_images == 1)
    return PACKSHOT_BOTH_ONE_PICTURE;
  return reasons[kind];
}

/* --- A view --- */

static void
side_clear (PackshotConflictSide *side)
{
  g_clear_pointer (&side->gallery, packshot_gallery_unref);
  g_clear_pointer (&side->image, packshot_image_unref);
  g_clear_pointer (&side->content, packshot_content_free);
}

static void
view_clear (gpointer data)
{
  PackshotConflictView *self = data;

  g_clear_pointer (&self->item, packshot_item_free);
  g_clear_pointer (&self->account, packshot_account_free);
  side_clear (&self->mine);
  side_clear (&self->server);
  side_clear (&self->agreed);
}

PackshotConflictView *
packshot_conflict_view_ref (PackshotConflictView *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
packshot_conflict_view_unref (PackshotConflictView *self)
{
  g_atomic_rc_box_release_full (self, view_clear);
}

/* --- Comparing two galleries --- */

static gint64
gallery_primary (const PackshotServiceProfile *profile,
                 PackshotGallery              *gallery)
{
  gint64 primary = packshot_gallery_get_primary (gallery);

  if (primary == 0 && profile->primary == PACKSHOT_PRIMARY_FIRST &&
      packshot_gallery_get_n (gallery) > 0)
    primary = packshot_image_get_id (packshot_gallery_get (gallery, 0));
  return primary;
}

static gboolean
same_pictures (PackshotGallery *a,
               PackshotGallery *b)
{
  if (packshot_gallery_get_n (a) != packshot_gallery_get_n (b))
    return FALSE;
  for (guint i = 0; i < packshot_gallery_get_n (a); i++)
    {
      PackshotImage *image = packshot_gallery_get (a, i);
      PackshotImage *other = packshot_gallery_lookup (b, packshot_image_get_id (image));

      if (other == NULL || !packshot_image_same_content (image, other))
        return FALSE;
    }
  return TRUE;
}

static gboolean
same_captions (PackshotGallery *a,
               PackshotGallery *b)
{
  for (guint i = 0; i < packshot_gallery_get_n (a); i++)
    {
      PackshotImage *image = packshot_gallery_get (a, i);
      PackshotImage *other = packshot_gallery_lookup (b, packshot_image_get_id (image));

      if (other != NULL &&
          !g_str_equal (packshot_image_get_title (image), packshot_image_get_title (other)))
        return FALSE;
    }
  return TRUE;
}

/* Of those that both have, but for the one that the server shows first because it is the primary:
 * its place there says nothing. */
static gboolean
same_order (PackshotGallery *here,
            PackshotGallery *there,
            gint64           primary)
{
  guint next = 0;

  for (guint i = 0; i < packshot_gallery_get_n (here); i++)
    {
      gint64 id = packshot_image_get_id (packshot_gallery_get (here, i));

      if (id == primary || packshot_gallery_lookup (there, id) == NULL)
        continue;
      for (; next < packshot_gallery_get_n (there); next++)
        {
          gint64 other = packshot_image_get_id (packshot_gallery_get (there, next));

          if (other != primary && packshot_gallery_lookup (here, other) != NULL)
            break;
        }
      if (next == packshot_gallery_get_n (there) ||
          packshot_image_get_id (packshot_gallery_get (there, next++)) != id)
        return FALSE;
    }
  return TRUE;
}

static void
note (PackshotConflictView  *view,
      PackshotConflictFields field,
      gboolean               is_same)
{
  if (is_same)
    view->same |= field;
  else
    view->differs |= field;
}

static void
compare_galleries (PackshotConflictView *view)
{
  PackshotGallery *here = view->mine.gallery;
  PackshotGallery *there = view->server.gallery;
  gint64 primary = gallery_primary (view->profile, there);

  note (view, PACKSHOT_CONFLICT_FIELD_PRIMARY,
        gallery_primary (view->profile, here) == primary);
  note (view, PACKSHOT_CONFLICT_FIELD_PICTURES, same_pictures (here, there));
  note (view, PACKSHOT_CONFLICT_FIELD_ORDER, same_order (here, there, primary));
  if (view->profile->has_titles)
    note (view, PACKSHOT_CONFLICT_FIELD_CAPTIONS, same_captions (here, there));
}

static gboolean
same_pixels (PackshotContent *a,
             PackshotContent *b)
{
  return a != NULL && b != NULL && a->width == b->width && a->height == b->height;
}

/* Between mine and the server's; where one of them is gone, between the other and what was agreed
 * on. */
static void
compare_images (PackshotConflictView *view)
{
  PackshotConflictSide *a = view->mine.image != NULL ? &view->mine : &view->agreed;
  PackshotConflictSide *b = view->server.image != NULL ? &view->server : &view->agreed;

  if (a->image == NULL || b->image == NULL)
    return;
  note (view, PACKSHOT_CONFLICT_FIELD_PICTURE, packshot_image_same_content (a->image, b->image));
  note (view, PACKSHOT_CONFLICT_FIELD_PIXELS, packshot_image_same_content (a->image, b->image) ||
        same_pixels (a->content, b->content));
  if (view->profile->has_titles)
    note (view, PACKSHOT_CONFLICT_FIELD_CAPTION,
          g_str_equal (packshot_image_get_title (a->image), packshot_image_get_title (b->image)));
  if (view->profile->has_visibility)
    note (view, PACKSHOT_CONFLICT_FIELD_VISIBILITY,
          packshot_image_get_visibility (a->image) == packshot_image_get_visibility (b->image));
  if (view->profile->max_images != 1)
    note (view, PACKSHOT_CONFLICT_FIELD_POSITION, a->position == b->position);
  if (view->profile->primary != PACKSHOT_PRIMARY_NONE)
    note (view, PACKSHOT_CONFLICT_FIELD_PRIMARY, a->is_primary == b->is_primary);
}

/* --- Reading --- */

static gboolean
side_fill (PackshotConflictView *view,
           PackshotConflictSide *side,
           PackshotDb           *db,
           GError              **error)
{
  PackshotGallery *here = view->mine.gallery;
  gint64 primary = gallery_primary (view->profile, side->gallery);
  gint64 id = view->row.image != 0 ? view->row.image : primary;
  PackshotImage *image = id != 0 ? packshot_gallery_lookup (side->gallery, id) : NULL;
  g_autoptr(GHashTable) contents = NULL;
  PackshotContent *content;

  if (image == NULL && view->row.kind == PACKSHOT_CONFLICT_ORDER &&
      packshot_gallery_get_n (side->gallery) > 0)
    image = packshot_gallery_get (side->gallery, 0);
  if (image == NULL)
    return TRUE;
  side->image = packshot_image_ref (image);
  id = packshot_image_get_id (image);
  side->is_primary = id == primary;
  side->position = (guint)packshot_gallery_index_of (side->gallery, id) + 1;
  if (packshot_gallery_get_n (here) == packshot_gallery_get_n (side->gallery) &&
      packshot_gallery_lookup (here, id) != NULL && same_order (here, side->gallery, primary))
    side->position = (guint)packshot_gallery_index_of (here, id) + 1;
  if (packshot_image_get_sha256 (image) == NULL)
    return TRUE;
  contents = packshot_contents_of_gallery (db, side->gallery, error);
  if (contents == NULL)
    return FALSE;
  content = g_hash_table_lookup (contents, packshot_image_get_sha256 (image));
  side->content = content != NULL ? packshot_content_copy (content) : NULL;
  return TRUE;
}

/* When each side came to be as it is, as far as is known. */
static gboolean
view_date (PackshotConflictView *view,
           PackshotDb           *db,
           GError              **error)
{
  if (!packshot_edits_get_time (db, view->row.item, &view->mine.from, error))
    return FALSE;
  view->mine.until = view->mine.from;
  view->server.from = view->row.looked_before;
  view->server.until = view->row.since;
  view->agreed.from = view->agreed.until = view->row.looked_before;
  return TRUE;
}

static PackshotConflictView *
view_new (PackshotDb                *db,
          const PackshotConflictRow *row,
          GError                   **error)
{
  g_autoptr(PackshotConflictView) view = g_atomic_rc_box_new0 (PackshotConflictView);

  view->row = *row;
  if (!(view->item = packshot_items_get (db, row->item, error)) ||
      !(view->account = packshot_accounts_get (db, view->item->account, error)) ||
      !(view->mine.gallery = packshot_galleries_get (db, row->item, PACKSHOT_TREE_LOCAL, error)) ||
      !(view->server.gallery = packshot_galleries_get (db, row->item, PACKSHOT_TREE_REMOTE,
                                                       error)) ||
      !(view->agreed.gallery = packshot_galleries_get (db, row->item, PACKSHOT_TREE_SYNCED, error)))
    return NULL;
  view->profile = packshot_service_profile_get (view->account->service);
  view->both = packshot_both_get (view->profile, row->kind);
  if (!side_fill (view, &view->mine, db, error) || !side_fill (view, &view->server, db, error) ||
      !side_fill (view, &view->agreed, db, error) || !view_date (view, db, error))
    return NULL;
  if (row->image != 0)
    compare_images (view);
  else
    compare_galleries (view);
  return g_steal_pointer (&view);
}

static int
row_compare (gconstpointer a,
             gconstpointer b)
{
  const PackshotConflictRow *x = *(PackshotConflictRow * const *)a;
  const PackshotConflictRow *y = *(PackshotConflictRow * const *)b;

  if (x->kind != y->kind)
    return x->kind < y->kind ? -1 : 1;
  if (x->since != y->since)
    return x->since < y->since ? -1 : 1;
  return x->id < y->id ? -1 : x->id > y->id;
}

static gboolean
load_conflicts (PackshotDb *db,
                gpointer    data,
                GError    **error)
{
  GPtrArray *views = data;
  g_autoptr(GPtrArray) rows = packshot_conflicts_list (db, 0, error);

  if (rows == NULL)
    return FALSE;
  g_ptr_array_sort (rows, row_compare);
  for (guint i = 0; i < rows->len; i++)
    {
      PackshotConflictView *view = view_new (db, rows->pdata[i], error);

      if (view == NULL)
        return FALSE;
      g_ptr_array_add (views, view);
    }
  return TRUE;
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;

  if (!packshot_store_read_finish (PACKSHOT_STORE (source), result, &error))
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_ptr_array_ref (g_task_get_task_data (task)),
                           (GDestroyNotify)g_ptr_array_unref);
}

/**
 * packshot_session_load_conflicts_async:
 * @self: a session
 * @cancellable: (nullable)
 * @callback: called with all open conflicts
 * @user_data: for @callback
 */
void
packshot_session_load_conflicts_async (PackshotSession    *self,
                                       GCancellable       *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer            user_data)
{
  g_autoptr(GTask) task = NULL;
  GPtrArray *views;

  g_return_if_fail (PACKSHOT_IS_SESSION (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, packshot_session_load_conflicts_async);
  views = g_ptr_array_new_with_free_func ((GDestroyNotify)packshot_conflict_view_unref);
  g_task_set_task_data (task, views, (GDestroyNotify)g_ptr_array_unref);
  packshot_store_read_async (self->store, G_PRIORITY_DEFAULT, load_conflicts, views, NULL,
                             cancellable, loaded_cb, g_object_ref (task));
}

/**
 * packshot_session_load_conflicts_finish:
 * @self: a session
 * @result: from the callback
 * @error: return location
 *
 * Returns: (transfer full) (nullable) (element-type PackshotConflictView): all open conflicts
 */
GPtrArray *
packshot_session_load_conflicts_finish (PackshotSession *self,
                                        GAsyncResult    *result,
                                        GError         **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
