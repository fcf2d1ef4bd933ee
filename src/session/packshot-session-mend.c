/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* Contents that are missing or damaged are looked for on servers: a picture that a server showed
 * with these bytes is fetched again, and its hash tells whether they are the same.
 *
 *   set aside (worker) ─▶ who shows it? ─▶ fetch, one after the other ─▶ same bytes: mended
 *                                                                  └──▶ others, or later: forget
 *
 * What no server shows is told by item and picture. Main thread. */

#include "config.h"

#include "packshot-session-keep.h"

#include "packshot-galleries.h"
#include "packshot-session-private.h"
#include "packshot-store-error.h"
#include "packshot-verify.h"

typedef struct
{
  /* Input */
  PackshotSession *session;     /* (borrowed): the task holds it */
  GPtrArray       *broken;      /* char* */

  /* In progress */
  guint            next;        /* in broken */
  GArray          *shown;       /* (nullable): PackshotShown */
  guint            next_shown;
  PackshotItem    *item;        /* (nullable) */
  PackshotImage   *image;       /* (nullable) */
  gboolean         is_shown;
  gboolean         is_later;
  char            *names;       /* (nullable) */

  /* Result */
  PackshotMended  *mended;
} Mend;

void
packshot_mended_free (PackshotMended *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->lost, g_ptr_array_unref);
  g_free (self);
}

static void
mend_clear (Mend *mend)
{
  g_clear_pointer (&mend->shown, g_array_unref);
  g_clear_pointer (&mend->item, packshot_item_free);
  g_clear_pointer (&mend->image, packshot_image_unref);
  g_clear_pointer (&mend->names, g_free);
  mend->next_shown = 0;
  mend->is_shown = FALSE;
  mend->is_later = FALSE;
}

static void
mend_free (Mend *mend)
{
  mend_clear (mend);
  g_clear_pointer (&mend->broken, g_ptr_array_unref);
  g_clear_pointer (&mend->mended, packshot_mended_free);
  g_free (mend);
}

static const char *
mend_get_hash (Mend *mend)
{
  return mend->broken->pdata[mend->next];
}

static void mend_next (GTask *task);
static void mend_fetch (GTask *task);

/* --- What no server gave --- */

static gboolean
mend_forget (PackshotDb *db,
             gpointer    data,
             GError    **error)
{
  Mend *mend = data;
  g_autoptr(GPtrArray) named = NULL;

  if (mend->is_shown && !packshot_salvage_forget (db, mend_get_hash (mend), error))
    return FALSE;
  named = packshot_verify_contents (db, error);
  if (named == NULL)
    return FALSE;
  if (!g_ptr_array_find_with_equal_func (named, mend_get_hash (mend), g_str_equal, NULL))
    return TRUE;
  mend->names = packshot_verify_dup_names (db, mend_get_hash (mend), error);
  return mend->names != NULL;
}

static void
mend_forgotten_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Mend *mend = g_task_get_task_data (task);
  GError *error = NULL;

  if (!packshot_store_write_finish (PACKSHOT_STORE (source), result, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  if (mend->names != NULL)
    g_ptr_array_add (mend->mended->lost, g_steal_pointer (&mend->names));
  else if (mend->is_later)
    mend->mended->n_later++;
  else
    mend->mended->n_changed++;
  mend->next++;
  mend_next (task);
}

/* --- Fetching --- */

static void
mend_fetched_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;
  Mend *mend = g_task_get_task_data (task);
  g_autofree char *sha256 = packshot_engine_fetch_finish (PACKSHOT_ENGINE (source), result, &error);

  if (g_strcmp0 (sha256, mend_get_hash (mend)) == 0)
    {
      mend->mended->n_fetched++;
      mend->next++;
      mend_next (task);
      return;
    }
  mend->is_shown = TRUE;
  if (sha256 == NULL && !g_error_matches (error, PACKSHOT_SERVICE_ERROR,
                                          PACKSHOT_SERVICE_ERROR_GONE))
    mend->is_later = TRUE;
  mend->next_shown++;
  mend_fetch (task);
}

static gboolean
mend_load (PackshotDb *db,
           gpointer    data,
           GError    **error)
{
  Mend *mend = data;
  PackshotShown *shown = &g_array_index (mend->shown, PackshotShown, mend->next_shown);
  g_autoptr(PackshotGallery) remote = NULL;
  PackshotImage *image;

  g_clear_pointer (&mend->item, packshot_item_free);
  g_clear_pointer (&mend->image, packshot_image_unref);
  mend->item = packshot_items_get (db, shown->item, error);
  if (mend->item == NULL)
    return FALSE;
  remote = packshot_galleries_get (db, shown->item, PACKSHOT_TREE_REMOTE, error);
  if (remote == NULL)
    return FALSE;
  image = packshot_gallery_lookup (remote, shown->image);
  mend->image = image != NULL ? packshot_image_ref (image) : NULL;
  return TRUE;
}

static void
mend_loaded_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Mend *mend = g_task_get_task_data (task);
  GError *error = NULL;

  if (!packshot_store_read_finish (PACKSHOT_STORE (source), result, &error))
    g_task_return_error (task, error);
  else if (mend->image == NULL || packshot_session_get_offline (mend->session))
    {
      mend->is_shown = TRUE;
      mend->is_later = TRUE;
      mend->next_shown++;
      mend_fetch (task);
    }
  else
    packshot_engine_fetch_async (mend->session->engine, mend->item, mend->image,
                                 g_task_get_cancellable (task), mend_fetched_cb,
                                 g_object_ref (task));
}

static void
mend_fetch (GTask *task)
{
  Mend *mend = g_task_get_task_data (task);

  if (mend->next_shown < mend->shown->len)
    packshot_store_read_async (mend->session->store, G_PRIORITY_DEFAULT, mend_load, mend, NULL,
                               NULL, mend_loaded_cb, g_object_ref (task));
  else
    packshot_store_write_async (mend->session->store, mend_forget, mend, NULL, NULL,
                                mend_forgotten_cb, g_object_ref (task));
}

static gboolean
mend_find (PackshotDb *db,
           gpointer    data,
           GError    **error)
{
  Mend *mend = data;

  mend->shown = packshot_salvage_list_shown (db, mend_get_hash (mend), error);
  return mend->shown != NULL;
}

static void
mend_found_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;

  if (!packshot_store_read_finish (PACKSHOT_STORE (source), result, &error))
    g_task_return_error (task, error);
  else
    mend_fetch (task);
}

static void
mend_next (GTask *task)
{
  Mend *mend = g_task_get_task_data (task);

  mend_clear (mend);
  if (g_task_return_error_if_cancelled (task))
    return;
  if (mend->next < mend->broken->len)
    packshot_store_read_async (mend->session->store, G_PRIORITY_DEFAULT, mend_find, mend, NULL,
                               NULL, mend_found_cb, g_object_ref (task));
  else
    g_task_return_pointer (task, g_steal_pointer (&mend->mended),
                           (GDestroyNotify)packshot_mended_free);
}

/* --- The call --- */

static void
mend_keys_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;

  mend_next (task);
}

static void
mend_aside (GTask        *task,
            gpointer      source,
            gpointer      data,
            GCancellable *cancellable)
{
  Mend *mend = data;
  GError *error = NULL;

  for (guint i = 0; i < mend->broken->len; i++)
    if (!packshot_blob_store_set_aside (mend->session->blobs, mend->broken->pdata[i], &error))
      {
        g_task_return_error (task, error);
        return;
      }
  g_task_return_boolean (task, TRUE);
}

static void
mend_aside_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    g_task_return_error (task, error);
  else
    _packshot_session_wait_for_keys (PACKSHOT_SESSION (source), mend_keys_cb, g_object_ref (task));
}

/**
 * packshot_session_mend_async:
 * @self: a session
 * @broken: (element-type utf8): hashes of contents that are missing or damaged
 * @cancellable: (nullable): to give up
 * @callback: called when all have been looked for
 * @user_data: for @callback
 */
void
packshot_session_mend_async (PackshotSession    *self,
                             GPtrArray          *broken,
                             GCancellable       *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer            user_data)
{
  g_autoptr(GTask) task = NULL;
  g_autoptr(GTask) aside = NULL;
  Mend *mend;

  g_return_if_fail (PACKSHOT_IS_SESSION (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, packshot_session_mend_async);
  mend = g_new0 (Mend, 1);
  mend->session = self;
  mend->broken = g_ptr_array_ref (broken);
  mend->mended = g_new0 (PackshotMended, 1);
  mend->mended->lost = g_ptr_array_new_with_free_func (g_free);
  g_task_set_task_data (task, mend, (GDestroyNotify)mend_free);
  aside = g_task_new (self, cancellable, mend_aside_cb, g_object_ref (task));
  g_task_set_task_data (aside, mend, NULL);
  g_task_run_in_thread (aside, mend_aside);
}

/**
 * packshot_session_mend_finish:
 * @self: a session
 * @result: from the callback
 * @error: return location
 *
 * Returns: (transfer full) (nullable): what became of them
 */
PackshotMended *
packshot_session_mend_finish (PackshotSession *self,
                              GAsyncResult    *result,
                              GError         **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
