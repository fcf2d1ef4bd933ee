/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* Undo and redo: the way back (or forth) of an edit is merged into what is there now, so both work
 * after a sync as well. What a service can't do any more is left out, and said. Main thread; the
 * functions of the transaction on the writer's thread. */

#include "config.h"

#include "packshot-session-edit-private.h"

#include "packshot-session-resolve-private.h"
#include "packshot-accounts.h"
#include "packshot-galleries.h"
#include "packshot-merge.h"

static const PackshotServiceProfile *
find_profile (PackshotDb *db,
              gint64      item_id,
              GError    **error)
{
  g_autoptr(PackshotItem) item = packshot_items_get (db, item_id, error);
  g_autoptr(PackshotAccount) account =
    item != NULL ? packshot_accounts_get (db, item->account, error) : NULL;

  return account != NULL ? packshot_service_profile_get (account->service) : NULL;
}

/* Where one picture is kept, the one that comes back takes the other's place. */
static PackshotGallery *
undo_to_one (PackshotGallery *local,
             PackshotGallery *next)
{
  for (guint i = 0; i < packshot_gallery_get_n (next); i++)
    {
      PackshotImage *image = packshot_gallery_get (next, i);

      if (packshot_gallery_lookup (local, packshot_image_get_id (image)) == NULL &&
          packshot_image_get_sha256 (image) != NULL)
        return _packshot_gallery_put (local, packshot_image_get_sha256 (image));
    }
  return packshot_gallery_ref (local);
}

/* @next, or what of it the service can hold. */
static PackshotGallery *
undo_fit (PackshotDb      *db,
          PackshotEditJob *job,
          PackshotEdit    *edit,
          PackshotGallery *local,
          PackshotGallery *next,
          GError         **error)
{
  const PackshotServiceProfile *profile = find_profile (db, edit->item, error);
  guint n = packshot_gallery_get_n (next);
  gboolean for_good;

  if (profile == NULL || !_packshot_has_for_good (db, profile, edit->item, &for_good, error))
    return NULL;
  if (n == 0 && for_good)
    {
      job->refusal = PACKSHOT_FOR_GOOD;
      return packshot_gallery_ref (local);
    }
  if (profile->max_images == 1 && n > 1)
    return undo_to_one (local, next);
  return packshot_gallery_ref (next);
}

static gboolean
undo_gallery (PackshotDb      *db,
              PackshotEditJob *job,
              PackshotEdit    *edit,
              gint64           now,
              GError         **error)
{
  g_autoptr(PackshotGallery) local =
    packshot_galleries_get (db, edit->item, PACKSHOT_TREE_LOCAL, error);
  g_autoptr(PackshotGallery) next = NULL;
  g_autoptr(PackshotGallery) fit = NULL;

  if (local == NULL)
    return FALSE;
  next = job->redo ? packshot_merge_rebase (edit->before, edit->after, local) :
    packshot_merge_rebase (edit->after, edit->before, local);
  fit = undo_fit (db, job, edit, local, next, error);
  return fit != NULL &&
         packshot_galleries_set (db, edit->item, PACKSHOT_TREE_LOCAL, fit, error) &&
         packshot_trash_update (db, edit->item, local, fit, now, "user", error);
}

static gboolean
undo_one (PackshotDb      *db,
          PackshotEditJob *job,
          PackshotEdit    *edit,
          GHashTable      *reopening,
          GError         **error)
{
  gint64 now = packshot_clock_get_real_time (job->session->clock);
  g_autoptr(PackshotDecision) decision = NULL;
  gboolean done;

  if (!packshot_decisions_get (db, edit->id, &decision, error))
    return FALSE;
  if (decision == NULL)
    done = undo_gallery (db, job, edit, now, error);
  else if (job->redo)
    done = _packshot_resolve_again (db, edit, decision, now, error);
  else
    done = _packshot_unresolve (db, edit, decision,
                                g_hash_table_contains (reopening, &edit->id), now, error);
  _packshot_touched_add (job->touched, edit->item);
  return done &&
         packshot_log_note (db, PACKSHOT_LOG_EDIT, edit->item, 0, job->redo ? "redo" : "undo", now,
                            error) &&
         packshot_items_set_edited (db, edit->item, now, error) &&
         packshot_items_set_retry (db, edit->item, 0, 0, error) &&
         packshot_items_set_problem (db, edit->item, NULL, 0, NULL, error);
}

static gboolean
undo_write (PackshotDb *db,
            gpointer    data,
            GError    **error)
{
  PackshotEditJob *job = data;
  g_autoptr(GPtrArray) edits = job->redo ? packshot_edits_get_redo (db, error) :
    packshot_edits_get_undo (db, error);
  g_autoptr(GHashTable) reopening = NULL;
  PackshotEdit *first;

  if (edits == NULL)
    return FALSE;
  if (edits->len == 0)
    {
      g_set_error_literal (error, PACKSHOT_SESSION_ERROR, PACKSHOT_SESSION_ERROR_NOTHING,
                           job->redo ? "There is nothing to redo" : "There is nothing to undo");
      return FALSE;
    }
  if (!job->redo && !(reopening = _packshot_unresolve_find (db, edits, error)))
    return FALSE;
  for (guint i = 0; i < edits->len; i++)
    if (!undo_one (db, job, edits->pdata[i], reopening, error))
      return FALSE;
  first = edits->pdata[0];
  job->item = first->item;
  job->kind_done = g_strdup (first->kind);
  return packshot_edits_set_undone (db, first->batch, !job->redo, error) &&
         _packshot_session_read_undo (db, &job->can_undo, &job->can_redo, error);
}

static void
undo_start (PackshotSession    *self,
            gboolean            redo,
            GCancellable       *cancellable,
            GAsyncReadyCallback callback,
            gpointer            user_data)
{
  g_autoptr(GTask) task = g_task_new (self, cancellable, callback, user_data);
  PackshotEditJob *job = _packshot_edit_job_new (self, NULL, 0, NULL);

  g_task_set_source_tag (task, undo_start);
  job->redo = redo;
  g_task_set_task_data (task, job, (GDestroyNotify)_packshot_edit_job_free);
  packshot_store_write_async (self->store, undo_write, job, NULL, cancellable,
                              _packshot_edit_job_written_cb, g_object_ref (task));
}

/**
 * packshot_session_undo_async:
 * @self: a session
 * @cancellable: (nullable)
 * @callback: for packshot_session_undo_finish()
 * @user_data: for @callback
 *
 * Takes back the last edit that has not been taken back, on whichever item.
 */
void
packshot_session_undo_async (PackshotSession    *self,
                             GCancellable       *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer            user_data)
{
  g_return_if_fail (PACKSHOT_IS_SESSION (self));

  undo_start (self, FALSE, cancellable, callback, user_data);
}

void
packshot_session_redo_async (PackshotSession    *self,
                             GCancellable       *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer            user_data)
{
  g_return_if_fail (PACKSHOT_IS_SESSION (self));

  undo_start (self, TRUE, cancellable, callback, user_data);
}

/**
 * packshot_session_undo_finish:
 * @self: a session
 * @result: from the callback of an undo or a redo
 * @item: (out) (optional): the item concerned
 * @error: return location; %PACKSHOT_SESSION_ERROR_NOTHING
 *
 * Returns: (transfer full) (nullable): the kind of the edit
 */
char *
packshot_session_undo_finish (PackshotSession *self,
                              GAsyncResult    *result,
                              gint64          *item,
                              GError         **error)
{
  PackshotEditJob *job;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;
  job = g_task_get_task_data (G_TASK (result));
  if (item != NULL)
    *item = job->item;
  return g_strdup (job->kind_done);
}
