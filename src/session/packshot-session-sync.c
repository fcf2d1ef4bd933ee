/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* Running the engine, and getting at bytes that are only on a server. Both wait until the keys have
 * been looked up. Main thread. */

#include "config.h"

#include "packshot-session-private.h"

#include "packshot-session-work-private.h"
#include "packshot-store-error.h"

typedef struct
{
  GArray           *items;    /* (nullable): gint64 */
  PackshotSyncFlags flags;
} Sync;

static void
sync_free (Sync *sync)
{
  g_clear_pointer (&sync->items, g_array_unref);
  g_free (sync);
}

/* An account whose key is not at hand takes no part in a run. A run over everything says so. */
static void
sync_count_keyless (PackshotSession    *self,
                    PackshotSyncResult *ran)
{
  GHashTableIter iter;
  gpointer why;

  g_hash_table_iter_init (&iter, self->key_problems);
  while (g_hash_table_iter_next (&iter, NULL, &why))
    {
      ran->n_needs_you++;
      if (ran->first_problem == NULL)
        ran->first_problem = g_strdup (why);
    }
}

static void
sync_ran_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Sync *sync = g_task_get_task_data (task);
  GError *error = NULL;
  PackshotSyncResult *ran = packshot_engine_run_finish (PACKSHOT_ENGINE (source), result, &error);

  if (ran == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  if (sync->items == NULL)
    sync_count_keyless (g_task_get_source_object (task), ran);
  g_task_return_pointer (task, ran, (GDestroyNotify)packshot_sync_result_free);
}

static void
sync_keys_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  PackshotSession *self = g_task_get_source_object (task);
  Sync *sync = g_task_get_task_data (task);

  if (!(sync->flags & PACKSHOT_SYNC_PULL_ONLY))
    _packshot_session_work_ran (self, sync->items != NULL ?
                                (gint64 *)(gpointer)sync->items->data : NULL,
                                sync->items != NULL ? sync->items->len : 0);
  packshot_engine_run_async (self->engine,
                             sync->items != NULL ? (gint64 *)(gpointer)sync->items->data : NULL,
                             sync->items != NULL ? sync->items->len : 0, sync->flags,
                             g_task_get_cancellable (task), sync_ran_cb, g_object_ref (task));
}

/* Calls @callback when no key is being looked up any more. */
void
_packshot_session_wait_for_keys (PackshotSession    *self,
                                 GAsyncReadyCallback callback,
                                 gpointer            user_data)
{
  g_autoptr(GTask) task = g_task_new (self, NULL, callback, user_data);

  if (self->n_key_lookups == 0)
    g_task_return_boolean (task, TRUE);
  else
    g_ptr_array_add (self->waiting, g_object_ref (task));
}

/**
 * packshot_session_sync_async:
 * @self: a session
 * @items: (nullable): ids, or %NULL for all
 * @n_items: their number
 * @flags: what may be done
 * @cancellable: (nullable): ends the run between two calls
 * @callback: called when nothing can be done any more
 * @user_data: for @callback
 *
 * Fails at once when the session is offline.
 */
void
packshot_session_sync_async (PackshotSession    *self,
                             const gint64       *items,
                             guint               n_items,
                             PackshotSyncFlags   flags,
                             GCancellable       *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer            user_data)
{
  g_autoptr(GTask) task = NULL;
  Sync *sync;

  g_return_if_fail (PACKSHOT_IS_SESSION (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, packshot_session_sync_async);
  if (packshot_session_get_offline (self))
    {
      g_task_return_new_error (task, PACKSHOT_SERVICE_ERROR, PACKSHOT_SERVICE_ERROR_OFFLINE, "%s",
                               self->offline_wish ? "Packshot works offline by choice" :
                               "This computer has no network");
      return;
    }
  sync = g_new0 (Sync, 1);
  sync->flags = flags;
  if (items != NULL)
    {
      sync->items = g_array_new (FALSE, FALSE, sizeof (gint64));
      g_array_append_vals (sync->items, items, n_items);
    }
  g_task_set_task_data (task, sync, (GDestroyNotify)sync_free);
  _packshot_session_wait_for_keys (self, sync_keys_cb, g_object_ref (task));
}

/**
 * packshot_session_sync_finish:
 * @self: a session
 * @result: from the callback
 * @error: return location
 *
 * Returns: (transfer full) (nullable): what was done and what is left
 */
PackshotSyncResult *
packshot_session_sync_finish (PackshotSession *self,
                              GAsyncResult    *result,
                              GError         **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- Bytes of one picture --- */

typedef struct
{
  gint64            item;
  gint64            image;
  PackshotItemView *view;
} Fetch;

static void
fetch_free (Fetch *fetch)
{
  g_clear_pointer (&fetch->view, packshot_item_view_unref);
  g_free (fetch);
}

static void
fetched_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  PackshotSession *self = g_task_get_source_object (task);
  Fetch *fetch = g_task_get_task_data (task);
  GError *error = NULL;
  g_autofree char *sha256 = packshot_engine_fetch_finish (PACKSHOT_ENGINE (source), result, &error);

  if (sha256 == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  _packshot_session_emit_item (self, fetch->item);
  g_task_return_pointer (task, packshot_blob_store_dup_path (self->blobs, sha256), g_free);
}

static void
fetch_keys_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  PackshotSession *self = g_task_get_source_object (task);
  Fetch *fetch = g_task_get_task_data (task);
  PackshotImageView *image = packshot_item_view_lookup (fetch->view, fetch->image);

  if (packshot_session_get_offline (self))
    g_task_return_new_error (task, PACKSHOT_SERVICE_ERROR, PACKSHOT_SERVICE_ERROR_OFFLINE,
                             "The picture is only on the server, which can’t be asked now");
  else
    packshot_engine_fetch_async (self->engine, fetch->view->item, image->image,
                                 g_task_get_cancellable (task), fetched_cb, g_object_ref (task));
}

static void
fetch_loaded_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  PackshotSession *self = PACKSHOT_SESSION (source);
  Fetch *fetch = g_task_get_task_data (task);
  PackshotImageView *image;
  GError *error = NULL;
  const char *sha256;

  fetch->view = packshot_session_load_item_finish (self, result, &error);
  if (fetch->view == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  image = packshot_item_view_lookup (fetch->view, fetch->image);
  if (image == NULL)
    {
      g_task_return_new_error (task, PACKSHOT_SESSION_ERROR, PACKSHOT_SESSION_ERROR_NOT_FOUND,
                               "The item has no picture %" G_GINT64_FORMAT, fetch->image);
      return;
    }
  sha256 = packshot_image_get_sha256 (image->image);
  if (sha256 != NULL)
    g_task_return_pointer (task, packshot_blob_store_dup_path (self->blobs, sha256), g_free);
  else
    _packshot_session_wait_for_keys (self, fetch_keys_cb, g_object_ref (task));
}

/**
 * packshot_session_fetch_image_async:
 * @self: a session
 * @item: an item's id
 * @image: the id of one of its pictures
 * @cancellable: (nullable)
 * @callback: called when the bytes are here
 * @user_data: for @callback
 */
void
packshot_session_fetch_image_async (PackshotSession    *self,
                                    gint64              item,
                                    gint64              image,
                                    GCancellable       *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer            user_data)
{
  g_autoptr(GTask) task = NULL;
  Fetch *fetch;

  g_return_if_fail (PACKSHOT_IS_SESSION (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, packshot_session_fetch_image_async);
  fetch = g_new0 (Fetch, 1);
  fetch->item = item;
  fetch->image = image;
  g_task_set_task_data (task, fetch, (GDestroyNotify)fetch_free);
  packshot_session_load_item_async (self, item, cancellable, fetch_loaded_cb, g_object_ref (task));
}

/**
 * packshot_session_fetch_image_finish:
 * @self: a session
 * @result: from the callback
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the path of a file that must not be changed
 */
char *
packshot_session_fetch_image_finish (PackshotSession *self,
                                     GAsyncResult    *result,
                                     GError         **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
