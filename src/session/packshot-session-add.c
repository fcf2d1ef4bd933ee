/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* Adding and replacing pictures. The bytes are in the blob store, synced to the disk, before any
 * row names them; then one edit puts them into the gallery.
 *
 *   item, profile ─▶ each file: probe, check against the service, copy ─▶ edit
 *
 * Files that can't be used are left out and named, the others are added. */

#include "config.h"

#include "packshot-session-edit-private.h"

#include "packshot-accounts.h"
#include "packshot-galleries.h"
#include "packshot-imaging-error.h"
#include "packshot-store-error.h"

typedef struct
{
  char                        **paths; /* (nullable) once it is read */
  const PackshotServiceProfile *profile;
  GError                       *first_error; /* (nullable): why a file was left out */
  PackshotEditJob              *job; /* (owned) until it is handed to the edit's task */
} Add;

void
packshot_added_free (PackshotAdded *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->images, g_array_unref);
  g_clear_pointer (&self->duplicates, g_array_unref);
  g_clear_pointer (&self->refused, g_ptr_array_unref);
  g_free (self);
}

static PackshotAdded *
added_new (void)
{
  PackshotAdded *added = g_new0 (PackshotAdded, 1);

  added->images = g_array_new (FALSE, FALSE, sizeof (gint64));
  added->duplicates = g_array_new (FALSE, FALSE, sizeof (gint64));
  added->refused = g_ptr_array_new_with_free_func (g_free);
  return added;
}

static void
add_free (Add *add)
{
  g_strfreev (add->paths);
  g_clear_error (&add->first_error);
  g_clear_pointer (&add->job, _packshot_edit_job_free);
  g_free (add);
}

/* --- The files, on a worker --- */

static int
session_code (const GError *error)
{
  if (error->domain != PACKSHOT_IMAGING_ERROR)
    return PACKSHOT_SESSION_ERROR_UNREADABLE;
  switch ((PackshotImagingError)error->code)
    {
    case PACKSHOT_IMAGING_ERROR_EMPTY:
      return PACKSHOT_SESSION_ERROR_EMPTY;

    case PACKSHOT_IMAGING_ERROR_NOT_A_PICTURE:
      return PACKSHOT_SESSION_ERROR_NOT_A_PICTURE;

    case PACKSHOT_IMAGING_ERROR_UNSUPPORTED:
      return PACKSHOT_SESSION_ERROR_FORMAT;

    case PACKSHOT_IMAGING_ERROR_BROKEN:
      return PACKSHOT_SESSION_ERROR_BROKEN;

    case PACKSHOT_IMAGING_ERROR_TOO_LARGE:
      return PACKSHOT_SESSION_ERROR_TOO_LARGE;

    case PACKSHOT_IMAGING_ERROR_IO:
    default:
      return PACKSHOT_SESSION_ERROR_UNREADABLE;
    }
}

static gboolean
check_service (const PackshotServiceProfile *profile,
               const PackshotPictureFacts   *facts,
               GError                      **error)
{
  if (profile->mimes != NULL && !g_strv_contains (profile->mimes, facts->mime_type))
    {
      g_autofree char *taken = g_strjoinv (", ", (char **)profile->mimes);

      g_set_error (error, PACKSHOT_SESSION_ERROR, PACKSHOT_SESSION_ERROR_FORMAT,
                   "The service does not take %s, only %s", facts->mime_type, taken);
      return FALSE;
    }
  if (profile->max_bytes > 0 && facts->bytes > profile->max_bytes)
    {
      g_autofree char *is = g_format_size (facts->bytes);
      g_autofree char *limit = g_format_size (profile->max_bytes);

      g_set_error (error, PACKSHOT_SESSION_ERROR, PACKSHOT_SESSION_ERROR_TOO_LARGE,
                   "The file has %s; the service takes at most %s", is, limit);
      return FALSE;
    }
  return TRUE;
}

static PackshotContent *
add_read_file (Add          *add,
               const char   *path,
               GCancellable *cancellable,
               GError      **error)
{
  PackshotPictureFacts facts = { 0 };
  g_autoptr(GError) cause = NULL;
  g_autofree char *sha256 = NULL;
  gint64 bytes = 0;

  if (!packshot_imaging_probe_file (path, &facts, &cause))
    {
      g_set_error_literal (error, PACKSHOT_SESSION_ERROR, session_code (cause), cause->message);
      return NULL;
    }
  if (!check_service (add->profile, &facts, error))
    return NULL;
  sha256 = packshot_blob_store_add_file (add->job->session->blobs, path, &bytes, cancellable,
                                         error);
  return sha256 == NULL ? NULL :
         packshot_content_new (sha256, bytes, facts.mime_type, facts.width, facts.height);
}

static void
add_read (GTask        *task,
          gpointer      source,
          gpointer      data,
          GCancellable *cancellable)
{
  Add *add = data;

  for (char **path = add->paths; *path != NULL; path++)
    {
      g_autofree char *name = g_filename_display_basename (*path);
      g_autoptr(GError) error = NULL;
      PackshotContent *content = add_read_file (add, *path, cancellable, &error);

      if (content != NULL)
        {
          g_ptr_array_add (add->job->pictures, content);
          continue;
        }
      /* A full disk or a cancelled copy concerns all files, not this one alone. */
      if (error->domain != PACKSHOT_SESSION_ERROR)
        {
          g_task_return_error (task, g_steal_pointer (&error));
          return;
        }
      g_prefix_error (&error, "%s: ", name);
      g_ptr_array_add (add->job->added->refused, g_strdup (error->message));
      if (add->first_error == NULL)
        add->first_error = g_steal_pointer (&error);
    }
  g_task_return_boolean (task, TRUE);
}

/* --- The edits --- */

static PackshotImage *
add_new_image (PackshotEditJob       *job,
               PackshotDb            *db,
               const PackshotContent *content,
               GError               **error)
{
  PackshotVisibility visibility = PACKSHOT_VISIBILITY_NONE;
  gint64 id = packshot_images_new (db, job->item, error);

  if (id == 0)
    return NULL;
  if (job->profile->has_visibility)
    visibility = job->visibility != PACKSHOT_VISIBILITY_NONE ? job->visibility :
      PACKSHOT_VISIBILITY_PRIVATE;
  return packshot_image_new (id, content->sha256, job->title, visibility, NULL);
}

/* A service with one picture: the new one takes the place of the one that is there. */
static PackshotGallery *
edit_put (PackshotEditJob *job,
          PackshotDb      *db,
          PackshotGallery *local,
          GError         **error)
{
  const PackshotContent *content = job->pictures->pdata[0];
  g_autoptr(PackshotImage) image = NULL;
  g_autoptr(PackshotImage) changed = NULL;
  gint64 id;

  if (job->pictures->len > 1)
    {
      g_set_error_literal (error, PACKSHOT_SESSION_ERROR, PACKSHOT_SESSION_ERROR_NOT_SUPPORTED,
                           "The service keeps one picture for each item");
      return NULL;
    }
  if (packshot_gallery_get_n (local) == 0)
    {
      image = add_new_image (job, db, content, error);
      if (image == NULL)
        return NULL;
      id = packshot_image_get_id (image);
      g_array_append_val (job->added->images, id);
      return packshot_gallery_with_inserted (local, 0, image);
    }
  image = packshot_image_with_sha256 (packshot_gallery_get (local, 0), content->sha256);
  id = packshot_image_get_id (image);
  if (g_strcmp0 (packshot_image_get_sha256 (packshot_gallery_get (local, 0)), content->sha256) == 0)
    {
      g_array_append_val (job->added->duplicates, id);
      return packshot_gallery_ref (local);
    }
  g_array_append_val (job->added->images, id);
  changed = packshot_image_with_remote (image, NULL);
  return packshot_gallery_with_image (local, changed);
}

static PackshotGallery *
edit_add (PackshotEditJob *job,
          PackshotDb      *db,
          PackshotGallery *local,
          GError         **error)
{
  g_autoptr(PackshotGallery) next = packshot_gallery_ref (local);
  guint n = packshot_gallery_get_n (local);
  guint index = job->position > 0 ? MIN (job->position - 1, n) : n;

  for (guint i = 0; i < job->pictures->len; i++)
    if (!packshot_contents_add (db, job->pictures->pdata[i], error))
      return NULL;
  if (job->title != NULL && !packshot_title_check (job->title, error))
    return NULL;
  if (job->profile->max_images == 1)
    return edit_put (job, db, local, error);

  for (guint i = 0; i < job->pictures->len; i++)
    {
      const PackshotContent *content = job->pictures->pdata[i];
      PackshotImage *same = packshot_gallery_find_content (next, content->sha256);
      g_autoptr(PackshotImage) image = NULL;
      PackshotGallery *with;
      gint64 id;

      if (same != NULL && !job->keep_duplicates)
        {
          id = packshot_image_get_id (same);
          g_array_append_val (job->added->duplicates, id);
          continue;
        }
      image = add_new_image (job, db, content, error);
      if (image == NULL)
        return NULL;
      id = packshot_image_get_id (image);
      with = packshot_gallery_with_inserted (next, index + job->added->images->len, image);
      g_array_append_val (job->added->images, id);
      packshot_gallery_unref (next);
      next = with;
    }
  if (job->primary && job->added->images->len > 0)
    {
      PackshotGallery *with =
        packshot_gallery_with_primary (next, g_array_index (job->added->images, gint64, 0));

      packshot_gallery_unref (next);
      next = with;
    }
  return g_steal_pointer (&next);
}

static PackshotGallery *
edit_replace (PackshotEditJob *job,
              PackshotDb      *db,
              PackshotGallery *local,
              GError         **error)
{
  const PackshotContent *content = job->pictures->pdata[0];
  PackshotImage *image = packshot_gallery_lookup (local, g_array_index (job->images, gint64, 0));
  g_autoptr(PackshotImage) changed = NULL;
  g_autoptr(PackshotImage) detached = NULL;

  if (image == NULL)
    {
      g_set_error (error, PACKSHOT_SESSION_ERROR, PACKSHOT_SESSION_ERROR_NOT_FOUND,
                   "The item has no picture %" G_GINT64_FORMAT,
                   g_array_index (job->images, gint64, 0));
      return NULL;
    }
  if (!packshot_contents_add (db, content, error))
    return NULL;
  if (g_strcmp0 (packshot_image_get_sha256 (image), content->sha256) == 0)
    return packshot_gallery_ref (local);
  changed = packshot_image_with_sha256 (image, content->sha256);
  /* The server's row holds other bytes from now on. */
  detached = packshot_image_with_remote (changed, NULL);
  return packshot_gallery_with_image (local, detached);
}

/* --- The call --- */

static void
add_read_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Add *add = g_task_get_task_data (G_TASK (result));
  GError *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    g_task_return_error (task, error);
  else if (add->job->pictures->len == 0)
    g_task_return_error (task, g_steal_pointer (&add->first_error));
  else
    {
      g_task_set_task_data (task, g_steal_pointer (&add->job),
                            (GDestroyNotify)_packshot_edit_job_free);
      _packshot_edit_job_run (task);
    }
}

static gboolean
add_find_profile (PackshotDb *db,
                  gpointer    data,
                  GError    **error)
{
  Add *add = data;
  g_autoptr(PackshotItem) item = packshot_items_get (db, add->job->item, error);
  g_autoptr(PackshotAccount) account =
    item != NULL ? packshot_accounts_get (db, item->account, error) : NULL;

  if (account == NULL)
    return FALSE;
  add->profile = packshot_service_profile_get (account->service);
  if (add->profile->kind == PACKSHOT_SERVICE_GOLDLEAF && item->kind == PACKSHOT_ITEM_BRAND)
    {
      g_set_error_literal (error, PACKSHOT_SESSION_ERROR, PACKSHOT_SESSION_ERROR_NOT_SUPPORTED,
                           "GoldLeaf shows pictures of brands, but takes none");
      return FALSE;
    }
  return TRUE;
}

static void
add_profile_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr(GTask) read = user_data;
  GTask *task = G_TASK (g_task_get_source_object (read));
  Add *add = g_task_get_task_data (read);
  GError *error = NULL;

  if (!packshot_store_read_finish (PACKSHOT_STORE (source), result, &error))
    g_task_return_error (task, error);
  else
    packshot_worker_queue (add->job->session->files, G_PRIORITY_DEFAULT, read, add_read);
}

static void
add_start (PackshotEditJob    *job,
           const char * const *paths,
           GCancellable       *cancellable,
           GAsyncReadyCallback callback,
           gpointer            user_data)
{
  g_autoptr(GTask) task = g_task_new (job->session, cancellable, callback, user_data);
  g_autoptr(GTask) read = NULL;
  Add *add = g_new0 (Add, 1);

  g_task_set_source_tag (task, add_start);
  add->paths = g_strdupv ((char **)paths);
  add->job = job;
  job->pictures = g_ptr_array_new_with_free_func ((GDestroyNotify)packshot_content_free);
  job->added = added_new ();
  /* The reading is a task on the edit's task, so that this one lives as long as it runs. */
  read = g_task_new (task, cancellable, add_read_cb, g_object_ref (task));
  g_task_set_task_data (read, add, (GDestroyNotify)add_free);
  packshot_store_read_async (job->session->store, G_PRIORITY_DEFAULT, add_find_profile, add, NULL,
                             cancellable, add_profile_cb, g_object_ref (read));
}

/**
 * packshot_session_add_files_async:
 * @self: a session
 * @item: an item's id
 * @paths: (array zero-terminated=1): files
 * @options: where and how
 * @cancellable: (nullable)
 * @callback: for packshot_session_add_files_finish()
 * @user_data: for @callback
 */
void
packshot_session_add_files_async (PackshotSession    *self,
                                  gint64              item,
                                  const char * const *paths,
                                  const PackshotAdd  *options,
                                  GCancellable       *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer            user_data)
{
  PackshotEditJob *job;

  g_return_if_fail (PACKSHOT_IS_SESSION (self));
  g_return_if_fail (paths != NULL && paths[0] != NULL);

  job = _packshot_edit_job_new (self, "add", item, edit_add);
  job->position = options->position;
  job->title = g_strdup (options->title);
  job->primary = options->primary;
  job->visibility = options->visibility;
  job->keep_duplicates = options->keep_duplicates;
  job->may_change_nothing = TRUE;
  job->reason = "replaced";
  add_start (job, paths, cancellable, callback, user_data);
}

/**
 * packshot_session_add_files_finish:
 * @self: a session
 * @result: from the callback
 * @error: return location
 *
 * Returns: (transfer full) (nullable): what was added and what was left out
 */
PackshotAdded *
packshot_session_add_files_finish (PackshotSession *self,
                                   GAsyncResult    *result,
                                   GError         **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;
  return g_steal_pointer (&((PackshotEditJob *)g_task_get_task_data (G_TASK (result)))->added);
}

/**
 * packshot_session_replace_image_async:
 * @self: a session
 * @item: an item's id
 * @image: a picture's id; it keeps its place, its caption and whether it is primary
 * @path: a file with its new bytes
 * @cancellable: (nullable)
 * @callback: for packshot_session_edit_finish()
 * @user_data: for @callback
 */
void
packshot_session_replace_image_async (PackshotSession    *self,
                                      gint64              item,
                                      gint64              image,
                                      const char         *path,
                                      GCancellable       *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer            user_data)
{
  const char *paths[] = { path, NULL };
  PackshotEditJob *job;

  g_return_if_fail (PACKSHOT_IS_SESSION (self));

  job = _packshot_edit_job_new (self, "replace", item, edit_replace);
  g_array_append_val (job->images, image);
  job->reason = "replaced";
  add_start (job, paths, cancellable, callback, user_data);
}
