/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* Proves that the data on this computer are whole.
 *
 *   rules of the database (store writer) ─▶ every named content (worker) ─▶ who names the broken
 *
 * Main thread. */

#include "config.h"

#include "packshot-session-keep.h"

#include "packshot-session-private.h"
#include "packshot-store-error.h"
#include "packshot-verify.h"

#include <glib/gstdio.h>

typedef struct
{
  PackshotBlobStore  *blobs;      /* (owned) */
  GPtrArray          *contents;   /* char* */
  PackshotInspection *inspection;
} Inspect;

void
packshot_inspection_free (PackshotInspection *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->problems, g_ptr_array_unref);
  g_clear_pointer (&self->broken, g_ptr_array_unref);
  g_free (self);
}

static void
inspect_free (Inspect *inspect)
{
  g_clear_object (&inspect->blobs);
  g_clear_pointer (&inspect->contents, g_ptr_array_unref);
  g_clear_pointer (&inspect->inspection, packshot_inspection_free);
  g_free (inspect);
}

static gboolean
inspect_rows (PackshotDb *db,
              gpointer    data,
              GError    **error)
{
  Inspect *inspect = data;
  g_autoptr(GError) damage = NULL;

  inspect->inspection->problems = packshot_verify_database (db, error);
  if (inspect->inspection->problems == NULL)
    return FALSE;
  inspect->contents = packshot_verify_contents (db, &damage);
  if (inspect->contents != NULL)
    return TRUE;
  /* That is one of the problems. */
  if (inspect->inspection->problems->len > 0)
    inspect->contents = g_ptr_array_new_with_free_func (g_free);
  else
    g_propagate_error (error, g_steal_pointer (&damage));
  return inspect->contents != NULL;
}

/* Contents that may be new: a row that was written since the rows were read may name them. */
static gboolean
inspect_unnamed (Inspect *inspect,
                 GError **error)
{
  PackshotInspection *inspection = inspect->inspection;
  g_autoptr(GPtrArray) there = packshot_blob_store_list (inspect->blobs, error);
  g_autoptr(GHashTable) named = g_hash_table_new (g_str_hash, g_str_equal);

  if (there == NULL)
    return FALSE;
  for (guint i = 0; i < inspect->contents->len; i++)
    g_hash_table_add (named, inspect->contents->pdata[i]);
  for (guint i = 0; i < there->len; i++)
    {
      g_autofree char *path = packshot_blob_store_dup_path (inspect->blobs, there->pdata[i]);
      GStatBuf st;

      if (g_hash_table_contains (named, there->pdata[i]) || g_stat (path, &st) < 0)
        continue;
      inspection->n_unnamed++;
      inspection->unnamed_bytes += st.st_size;
    }
  inspection->n_temps = packshot_blob_store_count_temps (inspect->blobs);
  return TRUE;
}

static void
inspect_blobs (GTask        *task,
               gpointer      source,
               gpointer      data,
               GCancellable *cancellable)
{
  Inspect *inspect = data;
  GError *error = NULL;

  for (guint i = 0; i < inspect->contents->len; i++)
    {
      const char *sha256 = inspect->contents->pdata[i];

      inspect->inspection->n_pictures++;
      if (packshot_blob_store_verify (inspect->blobs, sha256, cancellable, &error))
        continue;
      if (error->domain != PACKSHOT_STORE_ERROR)
        {
          g_task_return_error (task, error);
          return;
        }
      g_ptr_array_add (inspect->inspection->broken, g_strdup (sha256));
      g_clear_error (&error);
    }
  if (inspect_unnamed (inspect, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static gboolean
inspect_names (PackshotDb *db,
               gpointer    data,
               GError    **error)
{
  Inspect *inspect = data;
  PackshotInspection *inspection = inspect->inspection;

  for (guint i = 0; i < inspection->broken->len; i++)
    {
      const char *sha256 = inspection->broken->pdata[i];
      gboolean here = packshot_blob_store_has (inspect->blobs, sha256);
      g_autofree char *who = packshot_verify_dup_names (db, sha256, error);

      if (who == NULL)
        return FALSE;
      g_ptr_array_add (inspection->problems,
                       g_strdup_printf ("%s: content %s %s", who, sha256,
                                        here ? "is damaged" : "is missing"));
    }
  return TRUE;
}

static void
inspect_named_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Inspect *inspect = g_task_get_task_data (task);
  GError *error = NULL;

  if (!packshot_store_read_finish (PACKSHOT_STORE (source), result, &error))
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_steal_pointer (&inspect->inspection),
                           (GDestroyNotify)packshot_inspection_free);
}

static void
inspect_blobs_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  PackshotSession *self = PACKSHOT_SESSION (source);
  GError *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    g_task_return_error (task, error);
  else
    packshot_store_read_async (self->store, G_PRIORITY_DEFAULT, inspect_names,
                               g_task_get_task_data (task), NULL, NULL, inspect_named_cb,
                               g_object_ref (task));
}

static void
inspect_rows_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GTask) blobs = NULL;
  GError *error = NULL;

  if (!packshot_store_write_finish (PACKSHOT_STORE (source), result, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  blobs = g_task_new (g_task_get_source_object (task), g_task_get_cancellable (task),
                      inspect_blobs_cb, g_object_ref (task));
  g_task_set_task_data (blobs, g_task_get_task_data (task), NULL);
  g_task_run_in_thread (blobs, inspect_blobs);
}

/**
 * packshot_session_inspect_async:
 * @self: a session
 * @cancellable: (nullable): to give up
 * @callback: called when everything has been read
 * @user_data: for @callback
 *
 * Proves the database's rules and reads every picture's bytes.
 */
void
packshot_session_inspect_async (PackshotSession    *self,
                                GCancellable       *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer            user_data)
{
  g_autoptr(GTask) task = NULL;
  Inspect *inspect;

  g_return_if_fail (PACKSHOT_IS_SESSION (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, packshot_session_inspect_async);
  inspect = g_new0 (Inspect, 1);
  inspect->blobs = g_object_ref (self->blobs);
  inspect->inspection = g_new0 (PackshotInspection, 1);
  inspect->inspection->broken = g_ptr_array_new_with_free_func (g_free);
  g_task_set_task_data (task, inspect, (GDestroyNotify)inspect_free);
  packshot_store_write_async (self->store, inspect_rows, inspect, NULL, cancellable,
                              inspect_rows_cb, g_object_ref (task));
}

/**
 * packshot_session_inspect_finish:
 * @self: a session
 * @result: from the callback
 * @error: return location
 *
 * Returns: (transfer full) (nullable): how the data are
 */
PackshotInspection *
packshot_session_inspect_finish (PackshotSession *self,
                                 GAsyncResult    *result,
                                 GError         **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * packshot_session_verify_async:
 * @self: a session
 * @cancellable: (nullable)
 * @callback: called when everything has been read
 * @user_data: for @callback
 */
void
packshot_session_verify_async (PackshotSession    *self,
                               GCancellable       *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer            user_data)
{
  packshot_session_inspect_async (self, cancellable, callback, user_data);
}

/**
 * packshot_session_verify_finish:
 * @self: a session
 * @result: from the callback
 * @error: return location
 *
 * Returns: (transfer full) (nullable) (element-type utf8): what is wrong; empty when all is well
 */
GPtrArray *
packshot_session_verify_finish (PackshotSession *self,
                                GAsyncResult    *result,
                                GError         **error)
{
  g_autoptr(PackshotInspection) inspection =
    packshot_session_inspect_finish (self, result, error);

  return inspection != NULL ? g_steal_pointer (&inspection->problems) : NULL;
}
