/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* Editing: each edit is a function from a gallery to a gallery, run in one write transaction
 * together with its record for undo, the trash and the state of the item. It is done when the
 * transaction is; no server is asked.
 *
 *   local gallery ──edit──▶ new gallery ──▶ edits (before, after), trash, local tree
 *
 * Undoing merges the way back into what is there now, so it works after a sync as well. Main
 * thread; the functions of the transaction on the writer's thread. */

#include "config.h"

#include "packshot-session-edit-private.h"
#include "packshot-session-resolve-private.h"

#include "packshot-accounts.h"
#include "packshot-galleries.h"
#include "packshot-merge.h"

void
_packshot_edit_job_free (PackshotEditJob *job)
{
  g_clear_pointer (&job->images, g_array_unref);
  g_clear_pointer (&job->touched, g_array_unref);
  g_free (job->title);
  g_clear_pointer (&job->pictures, g_ptr_array_unref);
  g_clear_pointer (&job->added, packshot_added_free);
  g_free (job->kind_done);
  g_free (job);
}

PackshotEditJob *
_packshot_edit_job_new (PackshotSession *session,
                        const char      *kind,
                        gint64           item,
                        PackshotEditFunc func)
{
  PackshotEditJob *job = g_new0 (PackshotEditJob, 1);

  job->session = session;
  job->kind = kind;
  job->item = item;
  job->func = func;
  job->reason = "user";
  job->images = g_array_new (FALSE, FALSE, sizeof (gint64));
  job->touched = g_array_new (FALSE, FALSE, sizeof (gint64));
  return job;
}

/* --- One edit --- */

static gboolean
edit_record (PackshotDb      *db,
             PackshotEditJob *job,
             PackshotGallery *local,
             PackshotGallery *next,
             GError         **error)
{
  gint64 now = packshot_clock_get_real_time (job->session->clock);
  gint64 image = job->images->len == 1 ? g_array_index (job->images, gint64, 0) : 0;

  return packshot_edits_add (db, NULL, now, job->kind, job->item, local, next, error) &&
         packshot_log_note (db, PACKSHOT_LOG_EDIT, job->item, image, job->kind, now, error) &&
         packshot_galleries_set (db, job->item, PACKSHOT_TREE_LOCAL, next, error) &&
         packshot_trash_update (db, job->item, local, next, now, job->reason, error) &&
         packshot_items_set_edited (db, job->item, now, error) &&
         packshot_items_set_retry (db, job->item, 0, 0, error) &&
         packshot_items_set_problem (db, job->item, NULL, 0, NULL, error) &&
         _packshot_session_read_undo (db, &job->can_undo, &job->can_redo, error);
}

static gboolean
edit_write (PackshotDb *db,
            gpointer    data,
            GError    **error)
{
  PackshotEditJob *job = data;
  g_autoptr(PackshotItem) item = packshot_items_get (db, job->item, error);
  g_autoptr(PackshotAccount) account =
    item != NULL ? packshot_accounts_get (db, item->account, error) : NULL;
  g_autoptr(PackshotGallery) local = NULL;
  g_autoptr(PackshotGallery) next = NULL;

  if (account == NULL)
    return FALSE;
  job->profile = packshot_service_profile_get (account->service);
  local = packshot_galleries_get (db, job->item, PACKSHOT_TREE_LOCAL, error);
  next = local != NULL ? job->func (job, db, local, error) : NULL;
  if (next == NULL)
    return FALSE;
  if (!packshot_gallery_equal (local, next))
    return edit_record (db, job, local, next, error);
  if (job->may_change_nothing)
    return _packshot_session_read_undo (db, &job->can_undo, &job->can_redo, error);
  g_set_error_literal (error, PACKSHOT_SESSION_ERROR, PACKSHOT_SESSION_ERROR_NOTHING,
                       "Nothing would change");
  return FALSE;
}

void
_packshot_edit_job_written_cb (GObject      *source,
                               GAsyncResult *result,
                               gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  PackshotEditJob *job = g_task_get_task_data (task);
  PackshotSession *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (!packshot_store_write_finish (PACKSHOT_STORE (source), result, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  _packshot_session_set_undo (self, job->can_undo, job->can_redo);
  if (job->touched->len == 0)
    g_array_append_val (job->touched, job->item);
  _packshot_session_emit_touched (self, job->touched);
  /* What can't be taken back is passed over, so that what was done before it can. */
  if (job->refusal != NULL)
    g_task_return_new_error (task, PACKSHOT_SESSION_ERROR, PACKSHOT_SESSION_ERROR_NOT_SUPPORTED,
                             "%s", job->refusal);
  else
    g_task_return_boolean (task, TRUE);
}

/* Runs @task's job, which is its task data. */
void
_packshot_edit_job_run (GTask *task)
{
  PackshotSession *self = g_task_get_source_object (task);

  packshot_store_write_async (self->store, edit_write, g_task_get_task_data (task), NULL,
                              g_task_get_cancellable (task), _packshot_edit_job_written_cb,
                              g_object_ref (task));
}

static void
edit_start (PackshotEditJob    *job,
            GCancellable       *cancellable,
            GAsyncReadyCallback callback,
            gpointer            user_data)
{
  g_autoptr(GTask) task = g_task_new (job->session, cancellable, callback, user_data);

  g_task_set_source_tag (task, edit_start);
  g_task_set_task_data (task, job, (GDestroyNotify)_packshot_edit_job_free);
  _packshot_edit_job_run (task);
}

/**
 * packshot_session_edit_finish:
 * @self: a session
 * @result: from the callback
 * @error: return location; %PACKSHOT_SESSION_ERROR
 *
 * Returns: whether the edit was done; if not, nothing has changed
 */
gboolean
packshot_session_edit_finish (PackshotSession *self,
                              GAsyncResult    *result,
                              GError         **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static gboolean
check_images (PackshotEditJob *job,
              PackshotGallery *local,
              GError         **error)
{
  for (guint i = 0; i < job->images->len; i++)
    {
      gint64 id = g_array_index (job->images, gint64, i);

      if (packshot_gallery_lookup (local, id) != NULL)
        continue;
      g_set_error (error, PACKSHOT_SESSION_ERROR, PACKSHOT_SESSION_ERROR_NOT_FOUND,
                   "The item has no picture %" G_GINT64_FORMAT, id);
      return FALSE;
    }
  return TRUE;
}

/* --- The edits --- */

/* Whether a service that can only put its one picture has one: it can't lose it again. */
gboolean
_packshot_has_for_good (PackshotDb                   *db,
                        const PackshotServiceProfile *profile,
                        gint64                        item,
                        gboolean                     *for_good,
                        GError                      **error)
{
  g_autoptr(PackshotGallery) synced = NULL;

  *for_good = FALSE;
  if (profile->write != PACKSHOT_WRITE_PUT)
    return TRUE;
  synced = packshot_galleries_get (db, item, PACKSHOT_TREE_SYNCED, error);
  *for_good = synced != NULL && packshot_gallery_get_n (synced) > 0;
  return synced != NULL;
}

static PackshotGallery *
edit_remove (PackshotEditJob *job,
             PackshotDb      *db,
             PackshotGallery *local,
             GError         **error)
{
  g_autoptr(PackshotGallery) next = packshot_gallery_ref (local);
  gboolean for_good;

  if (!check_images (job, local, error) ||
      !_packshot_has_for_good (db, job->profile, job->item, &for_good, error))
    return NULL;
  if (for_good)
    {
      g_set_error_literal (error, PACKSHOT_SESSION_ERROR, PACKSHOT_SESSION_ERROR_NOT_SUPPORTED,
                           PACKSHOT_FOR_GOOD);
      return NULL;
    }
  for (guint i = 0; i < job->images->len; i++)
    {
      gint64 id = g_array_index (job->images, gint64, i);
      g_autoptr(PackshotGallery) without = packshot_gallery_with_removed (next, id);

      packshot_gallery_unref (next);
      next = g_steal_pointer (&without);
    }
  return g_steal_pointer (&next);
}

/**
 * packshot_session_remove_images_async:
 * @self: a session
 * @item: an item's id
 * @images: (array length=n): pictures' ids
 * @n: their number
 * @cancellable: (nullable)
 * @callback: for packshot_session_edit_finish()
 * @user_data: for @callback
 */
void
packshot_session_remove_images_async (PackshotSession    *self,
                                      gint64              item,
                                      const gint64       *images,
                                      guint               n,
                                      GCancellable       *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer            user_data)
{
  PackshotEditJob *job;

  g_return_if_fail (PACKSHOT_IS_SESSION (self));

  job = _packshot_edit_job_new (self, "remove", item, edit_remove);
  g_array_append_vals (job->images, images, n);
  edit_start (job, cancellable, callback, user_data);
}

static PackshotGallery *
edit_move (PackshotEditJob *job,
           PackshotDb      *db,
           PackshotGallery *local,
           GError         **error)
{
  g_autoptr(GPtrArray) images = NULL;
  g_autoptr(GPtrArray) moving = NULL;
  guint n = packshot_gallery_get_n (local);

  if (!check_images (job, local, error))
    return NULL;
  if (job->position < 1 || job->position > n)
    {
      g_set_error (error, PACKSHOT_SESSION_ERROR, PACKSHOT_SESSION_ERROR_INVALID,
                   "The item has positions 1 to %u", n);
      return NULL;
    }
  images = g_ptr_array_new_with_free_func ((GDestroyNotify)packshot_image_unref);
  moving = g_ptr_array_new_with_free_func ((GDestroyNotify)packshot_image_unref);
  for (guint i = 0; i < n; i++)
    {
      PackshotImage *image = packshot_gallery_get (local, i);
      gint64 id = packshot_image_get_id (image);
      gboolean moves = FALSE;

      for (guint k = 0; k < job->images->len; k++)
        moves |= g_array_index (job->images, gint64, k) == id;
      g_ptr_array_add (moves ? moving : images, packshot_image_ref (image));
    }
  for (guint i = 0; i < moving->len; i++)
    g_ptr_array_insert (images, MIN (job->position - 1 + i, images->len),
                        packshot_image_ref (moving->pdata[i]));
  return packshot_gallery_new_from (images, packshot_gallery_get_primary (local), error);
}

/**
 * packshot_session_move_images_async:
 * @self: a session
 * @item: an item's id
 * @images: (array length=n): pictures' ids
 * @n: their number
 * @position: from 1: where the first of them stands afterwards
 * @cancellable: (nullable)
 * @callback: for packshot_session_edit_finish()
 * @user_data: for @callback
 *
 * The pictures keep their order among themselves. The primary stays the same picture.
 */
void
packshot_session_move_images_async (PackshotSession    *self,
                                    gint64              item,
                                    const gint64       *images,
                                    guint               n,
                                    guint               position,
                                    GCancellable       *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer            user_data)
{
  PackshotEditJob *job;

  g_return_if_fail (PACKSHOT_IS_SESSION (self));

  job = _packshot_edit_job_new (self, "move", item, edit_move);
  g_array_append_vals (job->images, images, n);
  job->position = position;
  edit_start (job, cancellable, callback, user_data);
}

static PackshotGallery *
edit_primary (PackshotEditJob *job,
              PackshotDb      *db,
              PackshotGallery *local,
              GError         **error)
{
  if (!check_images (job, local, error))
    return NULL;
  return packshot_gallery_with_primary (local, job->images->len > 0 ?
                                        g_array_index (job->images, gint64, 0) : 0);
}

/**
 * packshot_session_set_primary_async:
 * @self: a session
 * @item: an item's id
 * @image: a picture's id, or 0 for no primary
 * @cancellable: (nullable)
 * @callback: for packshot_session_edit_finish()
 * @user_data: for @callback
 */
void
packshot_session_set_primary_async (PackshotSession    *self,
                                    gint64              item,
                                    gint64              image,
                                    GCancellable       *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer            user_data)
{
  PackshotEditJob *job;

  g_return_if_fail (PACKSHOT_IS_SESSION (self));

  job = _packshot_edit_job_new (self, "primary", item, edit_primary);
  if (image != 0)
    g_array_append_val (job->images, image);
  edit_start (job, cancellable, callback, user_data);
}

static PackshotGallery *
edit_each (PackshotEditJob *job,
           PackshotDb      *db,
           PackshotGallery *local,
           GError         **error)
{
  g_autoptr(PackshotGallery) next = packshot_gallery_ref (local);

  if (!check_images (job, local, error))
    return NULL;
  if (job->title != NULL && !packshot_title_check (job->title, error))
    return NULL;
  if (job->title == NULL && !job->profile->has_visibility)
    {
      g_set_error_literal (error, PACKSHOT_SESSION_ERROR, PACKSHOT_SESSION_ERROR_NOT_SUPPORTED,
                           "The service makes no difference between private and public pictures");
      return NULL;
    }
  for (guint i = 0; i < job->images->len; i++)
    {
      PackshotImage *image = packshot_gallery_lookup (next, g_array_index (job->images, gint64, i));
      g_autoptr(PackshotImage) changed = job->title != NULL ?
        packshot_image_with_title (image, job->title) :
        packshot_image_with_visibility (image, job->visibility);
      PackshotGallery *with = packshot_gallery_with_image (next, changed);

      packshot_gallery_unref (next);
      next = with;
    }
  return g_steal_pointer (&next);
}

/**
 * packshot_session_set_title_async:
 * @self: a session
 * @item: an item's id
 * @images: (array length=n): pictures' ids
 * @n: their number
 * @title: the caption of all of them, at most %PACKSHOT_TITLE_MAX characters
 * @cancellable: (nullable)
 * @callback: for packshot_session_edit_finish()
 * @user_data: for @callback
 */
void
packshot_session_set_title_async (PackshotSession    *self,
                                  gint64              item,
                                  const gint64       *images,
                                  guint               n,
                                  const char         *title,
                                  GCancellable       *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer            user_data)
{
  PackshotEditJob *job;

  g_return_if_fail (PACKSHOT_IS_SESSION (self));

  job = _packshot_edit_job_new (self, "title", item, edit_each);
  g_array_append_vals (job->images, images, n);
  job->title = g_strstrip (g_strdup (title));
  edit_start (job, cancellable, callback, user_data);
}

/**
 * packshot_session_set_visibility_async:
 * @self: a session
 * @item: an item's id
 * @images: (array length=n): pictures' ids
 * @n: their number
 * @visibility: private or public
 * @cancellable: (nullable)
 * @callback: for packshot_session_edit_finish()
 * @user_data: for @callback
 */
void
packshot_session_set_visibility_async (PackshotSession    *self,
                                       gint64              item,
                                       const gint64       *images,
                                       guint               n,
                                       PackshotVisibility  visibility,
                                       GCancellable       *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer            user_data)
{
  PackshotEditJob *job;

  g_return_if_fail (PACKSHOT_IS_SESSION (self));
  g_return_if_fail (visibility != PACKSHOT_VISIBILITY_NONE);

  job = _packshot_edit_job_new (self, "visibility", item, edit_each);
  g_array_append_vals (job->images, images, n);
  job->visibility = visibility;
  edit_start (job, cancellable, callback, user_data);
}

/* --- Taking back out of the trash --- */

static PackshotTrashRow *
trash_find (PackshotDb *db,
            gint64      id,
            GError    **error)
{
  g_autoptr(GPtrArray) rows = packshot_trash_list (db, error);

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    if (((PackshotTrashRow *)rows->pdata[i])->id == id)
      {
        PackshotTrashRow *row = rows->pdata[i];
        PackshotTrashRow *copy = g_memdup2 (row, sizeof *row);

        copy->sha256 = g_strdup (row->sha256);
        copy->title = g_strdup (row->title);
        copy->reason = g_strdup (row->reason);
        return copy;
      }
  if (rows != NULL)
    g_set_error (error, PACKSHOT_SESSION_ERROR, PACKSHOT_SESSION_ERROR_NOT_FOUND,
                 "The trash has no picture %" G_GINT64_FORMAT, id);
  return NULL;
}

/* The picture comes back under its own id, or under a new one when its id stands there with other
 * bytes. */
/* The one picture of a service that keeps one, with other bytes. */
PackshotGallery *
_packshot_gallery_put (PackshotGallery *local,
                       const char      *sha256)
{
  g_autoptr(PackshotImage) changed =
    packshot_image_with_sha256 (packshot_gallery_get (local, 0), sha256);
  g_autoptr(PackshotImage) detached = packshot_image_with_remote (changed, NULL);

  return packshot_gallery_with_image (local, detached);
}

static PackshotGallery *
edit_restore (PackshotEditJob *job,
              PackshotDb      *db,
              PackshotGallery *local,
              GError         **error)
{
  g_autoptr(PackshotTrashRow) row = trash_find (db, job->trash, error);
  g_autoptr(PackshotImage) image = NULL;
  gint64 id;

  if (row == NULL)
    return NULL;
  if (job->profile->max_images == 1 && packshot_gallery_get_n (local) > 0)
    return packshot_trash_remove (db, row->id, error) ?
           _packshot_gallery_put (local, row->sha256) : NULL;
  id = packshot_gallery_lookup (local, row->image) == NULL ? row->image :
    packshot_images_new (db, job->item, error);
  if (id == 0 || !packshot_trash_remove (db, row->id, error))
    return NULL;
  image = packshot_image_new (id, row->sha256, row->title, row->visibility, NULL);
  return packshot_gallery_with_inserted (local, packshot_gallery_get_n (local), image);
}

static gboolean
restore_find (PackshotDb *db,
              gpointer    data,
              GError    **error)
{
  PackshotEditJob *job = data;
  g_autoptr(PackshotTrashRow) row = trash_find (db, job->trash, error);

  if (row != NULL)
    job->item = row->item;
  return row != NULL;
}

static void
restore_found_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;

  if (!packshot_store_read_finish (PACKSHOT_STORE (source), result, &error))
    g_task_return_error (task, error);
  else
    _packshot_edit_job_run (task);
}

/**
 * packshot_session_restore_async:
 * @self: a session
 * @trash: the id of a row of the trash
 * @cancellable: (nullable)
 * @callback: for packshot_session_edit_finish()
 * @user_data: for @callback
 */
void
packshot_session_restore_async (PackshotSession    *self,
                                gint64              trash,
                                GCancellable       *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer            user_data)
{
  g_autoptr(GTask) task = NULL;
  PackshotEditJob *job;

  g_return_if_fail (PACKSHOT_IS_SESSION (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, packshot_session_restore_async);
  job = _packshot_edit_job_new (self, "restore", 0, edit_restore);
  job->trash = trash;
  g_task_set_task_data (task, job, (GDestroyNotify)_packshot_edit_job_free);
  packshot_store_read_async (self->store, G_PRIORITY_DEFAULT, restore_find, job, NULL, cancellable,
                             restore_found_cb, g_object_ref (task));
}
