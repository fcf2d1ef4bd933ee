/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* Brings the bytes of a server's picture into the blob store.
 *
 *   service.fetch ──▶ temporary file ──(files worker: hash, rename, probe)──▶ blob
 *                                    ──(store writer)──▶ contents, rows, galleries know the hash
 *
 * Main thread; the parts are borrowed from the engine, which outlives the call. */

#include "config.h"

#include "packshot-round-private.h"

#include <glib/gstdio.h>

#include "packshot-galleries.h"
#include "packshot-rows.h"

typedef struct
{
  /* Input */
  const PackshotSyncParts *parts;
  PackshotItem            *item;
  PackshotImage           *image; /* (nullable) */

  /* In progress */
  char                    *temp;
  PackshotContent         *content;
} Fetch;

static void
fetch_free (Fetch *fetch)
{
  if (fetch->temp != NULL)
    g_unlink (fetch->temp);
  g_free (fetch->temp);
  g_clear_pointer (&fetch->item, packshot_item_free);
  g_clear_pointer (&fetch->image, packshot_image_unref);
  g_clear_pointer (&fetch->content, packshot_content_free);
  g_free (fetch);
}

static gboolean
fetch_record (PackshotDb *db,
              gpointer    data,
              GError    **error)
{
  Fetch *fetch = data;
  const char *remote_id = fetch->image != NULL ? packshot_image_get_remote_id (fetch->image) : NULL;

  if (!packshot_contents_add (db, fetch->content, error))
    return FALSE;
  return remote_id == NULL ||
         packshot_rows_learn (db, fetch->item->id, remote_id, fetch->content->sha256, error);
}

static void
fetch_recorded_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Fetch *fetch = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;

  if (!packshot_store_write_finish (PACKSHOT_STORE (source), result, &error))
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, g_strdup (fetch->content->sha256), g_free);
}

static void
fetch_keep (GTask        *task,
            gpointer      source,
            gpointer      data,
            GCancellable *cancellable)
{
  Fetch *fetch = data;
  g_autofree char *path = NULL;
  g_autofree char *sha256 = NULL;
  GError *error = NULL;
  gint64 bytes = 0;

  sha256 = packshot_blob_store_take_temp (fetch->parts->blobs, fetch->temp, &bytes, &error);
  if (sha256 == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  fetch->content = packshot_content_new (sha256, bytes, "application/octet-stream", 0, 0);
  path = packshot_blob_store_dup_path (fetch->parts->blobs, sha256);
  fetch->parts->probe (path, fetch->content);
  g_task_return_boolean (task, TRUE);
}

static void
fetch_kept_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Fetch *fetch = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  packshot_store_write_async (fetch->parts->store, fetch_record, fetch, NULL, NULL,
                              fetch_recorded_cb, g_object_ref (task));
}

static void
fetch_arrived_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Fetch *fetch = g_task_get_task_data (task);
  g_autoptr(GTask) keep = NULL;
  g_autoptr(GError) error = NULL;

  if (!packshot_service_fetch_finish (PACKSHOT_SERVICE (source), result, &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  keep = g_task_new (NULL, NULL, fetch_kept_cb, g_object_ref (task));
  g_task_set_task_data (keep, fetch, NULL);
  packshot_worker_queue (fetch->parts->files, G_PRIORITY_DEFAULT, keep, fetch_keep);
}

void
packshot_fetch_async (const PackshotSyncParts *parts,
                      PackshotService         *service,
                      const PackshotItem      *item,
                      PackshotImage           *image,
                      GCancellable            *cancellable,
                      GAsyncReadyCallback      callback,
                      gpointer                 user_data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Fetch *fetch = g_new0 (Fetch, 1);

  g_task_set_source_tag (task, packshot_fetch_async);
  g_task_set_task_data (task, fetch, (GDestroyNotify)fetch_free);
  fetch->parts = parts;
  fetch->item = packshot_item_copy (item);
  fetch->image = image != NULL ? packshot_image_ref (image) : NULL;
  fetch->temp = packshot_blob_store_dup_temp (parts->blobs);
  packshot_service_fetch_async (service, item, image, FALSE, fetch->temp, cancellable,
                                fetch_arrived_cb, g_object_ref (task));
}

/**
 * packshot_fetch_finish:
 * @result: from the callback
 * @error: return location; %PACKSHOT_SERVICE_ERROR, %PACKSHOT_STORE_ERROR
 *
 * Returns: (transfer full) (nullable): the hash of the bytes, which are in the blob store now
 */
char *
packshot_fetch_finish (GAsyncResult *result,
                       GError      **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
