/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* Deciding conflicts. A conflict stands where local, synced and remote all differ in one field.
 * Keeping ours says that the server's side is agreed on, so that only ours is a change; keeping the
 * server's is an edit like any other; keeping both makes two pictures of one. */

#include "config.h"

#include "packshot-session-edit-private.h"

#include "packshot-accounts.h"
#include "packshot-galleries.h"
#include "packshot-rows.h"

typedef struct
{
  PackshotConflictRow *row;
  PackshotGallery     *local;
  PackshotGallery     *synced;
  PackshotGallery     *remote;
} Sides;

static void
sides_clear (Sides *sides)
{
  g_clear_pointer (&sides->row, g_free);
  g_clear_pointer (&sides->local, packshot_gallery_unref);
  g_clear_pointer (&sides->synced, packshot_gallery_unref);
  g_clear_pointer (&sides->remote, packshot_gallery_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Sides, sides_clear)

static void
gallery_replace (PackshotGallery **gallery,
                 PackshotGallery  *next)
{
  packshot_gallery_unref (*gallery);
  *gallery = next;
}

/* @gallery with the order of @other; what @other does not have stays behind what it followed. */
static PackshotGallery *
gallery_reordered (PackshotGallery *gallery,
                   PackshotGallery *other)
{
  g_autoptr(PackshotGallery) next = packshot_gallery_ref (gallery);
  guint index = 0;

  for (guint i = 0; i < packshot_gallery_get_n (other); i++)
    {
      gint64 id = packshot_image_get_id (packshot_gallery_get (other, i));

      if (packshot_gallery_lookup (next, id) != NULL)
        gallery_replace (&next, packshot_gallery_with_moved (next, id, index++));
    }
  return g_steal_pointer (&next);
}

/* @image in @gallery, in the place that it has in @other when it is new there. */
static PackshotGallery *
gallery_with (PackshotGallery *gallery,
              PackshotImage   *image,
              PackshotGallery *other)
{
  gint64 id = packshot_image_get_id (image);

  if (packshot_gallery_lookup (gallery, id) != NULL)
    return packshot_gallery_with_image (gallery, image);
  return packshot_gallery_with_inserted (gallery, packshot_gallery_index_of (other, id), image);
}

/* @side with the field in conflict as the server has it. */
static PackshotGallery *
side_like_server (Sides           *sides,
                  PackshotGallery *side)
{
  gint64 id = sides->row->image;
  PackshotImage *theirs = id != 0 ? packshot_gallery_lookup (sides->remote, id) : NULL;
  PackshotImage *ours = id != 0 ? packshot_gallery_lookup (side, id) : NULL;
  gint64 primary = packshot_gallery_get_primary (sides->remote);
  g_autoptr(PackshotImage) changed = NULL;
  g_autoptr(PackshotImage) rowed = NULL;

  switch (sides->row->kind)
    {
    case PACKSHOT_CONFLICT_PRIMARY:
      if (primary != 0 && packshot_gallery_lookup (side, primary) == NULL)
        return packshot_gallery_ref (side);
      return packshot_gallery_with_primary (side, primary);

    case PACKSHOT_CONFLICT_ORDER:
      return gallery_reordered (side, sides->remote);

    case PACKSHOT_CONFLICT_REMOVED_THERE:
      return packshot_gallery_with_removed (side, id);

    case PACKSHOT_CONFLICT_REMOVED_HERE:
      return theirs != NULL ? gallery_with (side, theirs, sides->remote) :
             packshot_gallery_ref (side);

    case PACKSHOT_CONFLICT_CONTENT:
    case PACKSHOT_CONFLICT_TITLE:
    case PACKSHOT_CONFLICT_VISIBILITY:
    default:
      break;
    }
  if (theirs == NULL || ours == NULL)
    return packshot_gallery_ref (side);
  if (sides->row->kind == PACKSHOT_CONFLICT_TITLE)
    changed = packshot_image_with_title (ours, packshot_image_get_title (theirs));
  else if (sides->row->kind == PACKSHOT_CONFLICT_VISIBILITY)
    changed = packshot_image_with_visibility (ours, packshot_image_get_visibility (theirs));
  else
    {
      rowed = packshot_image_with_sha256 (ours, packshot_image_get_sha256 (theirs));
      changed = packshot_image_with_remote (rowed, packshot_image_get_remote (theirs));
    }
  return packshot_gallery_with_image (side, changed);
}

/* The server's picture becomes one of its own, behind ours. */
static gboolean
keep_both (PackshotEditJob *job,
           PackshotDb      *db,
           Sides           *sides,
           GError         **error)
{
  gint64 id = sides->row->image;
  PackshotImage *theirs = packshot_gallery_lookup (sides->remote, id);
  g_autoptr(PackshotImage) twin = NULL;
  gint64 twin_id;
  int index;

  if (sides->row->kind != PACKSHOT_CONFLICT_CONTENT || job->profile->max_images == 1 ||
      theirs == NULL)
    {
      g_set_error_literal (error, PACKSHOT_SESSION_ERROR, PACKSHOT_SESSION_ERROR_NOT_SUPPORTED,
                           "Both can’t be kept here; keep mine or the server’s");
      return FALSE;
    }
  twin_id = packshot_images_new (db, sides->row->item, error);
  if (twin_id == 0 ||
      !packshot_rows_put (db, sides->row->item, packshot_image_get_remote_id (theirs), twin_id,
                          NULL, error))
    return FALSE;
  twin = packshot_image_with_id (theirs, twin_id);
  index = packshot_gallery_index_of (sides->local, id);
  gallery_replace (&sides->local, packshot_gallery_with_inserted (sides->local, index + 1, twin));
  gallery_replace (&sides->synced, packshot_gallery_with_removed (sides->synced, id));
  gallery_replace (&sides->synced,
                   packshot_gallery_with_inserted (sides->synced,
                                                   packshot_gallery_get_n (sides->synced), twin));
  return TRUE;
}

static gboolean
resolve_record (PackshotEditJob *job,
                PackshotDb      *db,
                Sides           *sides,
                PackshotGallery *before,
                GError         **error)
{
  gint64 now = packshot_clock_get_real_time (job->session->clock);
  g_autoptr(GPtrArray) open = packshot_conflicts_list (db, job->item, error);

  if (open == NULL)
    return FALSE;
  for (guint i = open->len; i > 0; i--)
    if (((PackshotConflictRow *)open->pdata[i - 1])->id == job->conflict)
      g_ptr_array_remove_index (open, i - 1);
  if (!packshot_gallery_equal (before, sides->local) &&
      (!packshot_edits_add (db, NULL, now, job->kind, job->item, before, sides->local, error) ||
       !packshot_trash_update (db, job->item, before, sides->local, now, "conflict", error)))
    return FALSE;
  return packshot_galleries_set (db, job->item, PACKSHOT_TREE_SYNCED, sides->synced, error) &&
         packshot_galleries_set (db, job->item, PACKSHOT_TREE_LOCAL, sides->local, error) &&
         packshot_conflicts_set (db, job->item, open, now, error) &&
         packshot_items_set_edited (db, job->item, now, error) &&
         _packshot_session_read_undo (db, &job->can_undo, &job->can_redo, error);
}

static gboolean
resolve_load (PackshotEditJob *job,
              PackshotDb      *db,
              Sides           *sides,
              GError         **error)
{
  g_autoptr(PackshotItem) item = NULL;
  g_autoptr(PackshotAccount) account = NULL;

  sides->row = packshot_conflicts_get (db, job->conflict, error);
  if (sides->row == NULL)
    return FALSE;
  job->item = sides->row->item;
  if (!(item = packshot_items_get (db, job->item, error)) ||
      !(account = packshot_accounts_get (db, item->account, error)) ||
      !(sides->local = packshot_galleries_get (db, job->item, PACKSHOT_TREE_LOCAL, error)) ||
      !(sides->synced = packshot_galleries_get (db, job->item, PACKSHOT_TREE_SYNCED, error)) ||
      !(sides->remote = packshot_galleries_get (db, job->item, PACKSHOT_TREE_REMOTE, error)))
    return FALSE;
  job->profile = packshot_service_profile_get (account->service);
  return TRUE;
}

static gboolean
resolve_write (PackshotDb *db,
               gpointer    data,
               GError    **error)
{
  PackshotEditJob *job = data;
  g_auto(Sides) sides = { 0 };
  g_autoptr(PackshotGallery) before = NULL;

  if (!resolve_load (job, db, &sides, error))
    return FALSE;
  before = packshot_gallery_ref (sides.local);
  switch (job->keep)
    {
    case PACKSHOT_KEEP_MINE:
      gallery_replace (&sides.synced, side_like_server (&sides, sides.synced));
      break;

    case PACKSHOT_KEEP_SERVER:
      gallery_replace (&sides.local, side_like_server (&sides, sides.local));
      gallery_replace (&sides.synced, side_like_server (&sides, sides.synced));
      break;

    case PACKSHOT_KEEP_BOTH:
      if (!keep_both (job, db, &sides, error))
        return FALSE;
      break;

    default:
      g_assert_not_reached ();
    }
  return resolve_record (job, db, &sides, before, error);
}

static void
resolved_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  PackshotSession *self = g_task_get_source_object (task);
  PackshotEditJob *job = g_task_get_task_data (task);
  GError *error = NULL;

  if (!packshot_store_write_finish (PACKSHOT_STORE (source), result, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  _packshot_session_set_undo (self, job->can_undo, job->can_redo);
  packshot_engine_item_edited (self->engine, job->item);
  _packshot_session_emit_item (self, job->item);
  g_task_return_boolean (task, TRUE);
}

/**
 * packshot_session_resolve_async:
 * @self: a session
 * @conflict: a conflict's id
 * @keep: what is kept; what is not goes to the trash
 * @cancellable: (nullable)
 * @callback: for packshot_session_resolve_finish()
 * @user_data: for @callback
 */
void
packshot_session_resolve_async (PackshotSession    *self,
                                gint64              conflict,
                                PackshotKeep        keep,
                                GCancellable       *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer            user_data)
{
  g_autoptr(GTask) task = NULL;
  PackshotEditJob *job;

  g_return_if_fail (PACKSHOT_IS_SESSION (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, packshot_session_resolve_async);
  job = _packshot_edit_job_new (self, "resolve", 0, NULL);
  job->conflict = conflict;
  job->keep = keep;
  g_task_set_task_data (task, job, (GDestroyNotify)_packshot_edit_job_free);
  packshot_store_write_async (self->store, resolve_write, job, NULL, cancellable, resolved_cb,
                              g_object_ref (task));
}

gboolean
packshot_session_resolve_finish (PackshotSession *self,
                                 GAsyncResult    *result,
                                 GError         **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
