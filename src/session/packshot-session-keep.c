/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* Backups, and a database made whole. All of the work is done on worker threads. Main thread. */

#include "config.h"

#include "packshot-session-keep.h"

#include "packshot-session-private.h"

typedef struct
{
  char              *folder;
  char              *path;
  PackshotBlobStore *blobs;     /* (nullable) */
  gboolean           full;
} Backup;

static void
backup_free (Backup *backup)
{
  g_free (backup->folder);
  g_free (backup->path);
  g_clear_object (&backup->blobs);
  g_free (backup);
}

static void
return_facts (GTask               *task,
              PackshotBackupFacts *facts,
              GError              *error)
{
  if (facts == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, facts, (GDestroyNotify)packshot_backup_facts_free);
}

static void
backup_thread (GTask        *task,
               gpointer      source,
               gpointer      data,
               GCancellable *cancellable)
{
  Backup *backup = data;
  GError *error = NULL;

  PackshotBackupFacts *facts = packshot_backup_write (backup->folder, backup->blobs, backup->path,
                                                      backup->full, cancellable, &error);

  return_facts (task, facts, error);
}

/**
 * packshot_session_backup_async:
 * @self: a session
 * @path: the file that is written; it is replaced when the new one is whole
 * @full: whether pictures that a server has are taken along
 * @cancellable: (nullable): to give up
 * @callback: called when it is on the disk
 * @user_data: for @callback
 */
void
packshot_session_backup_async (PackshotSession    *self,
                               const char         *path,
                               gboolean            full,
                               GCancellable       *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer            user_data)
{
  g_autoptr(GTask) task = NULL;
  Backup *backup;

  g_return_if_fail (PACKSHOT_IS_SESSION (self));
  g_return_if_fail (path != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, packshot_session_backup_async);
  backup = g_new0 (Backup, 1);
  backup->folder = g_strdup (self->data_dir);
  backup->path = g_strdup (path);
  backup->blobs = g_object_ref (self->blobs);
  backup->full = full;
  g_task_set_task_data (task, backup, (GDestroyNotify)backup_free);
  g_task_run_in_thread (task, backup_thread);
}

/**
 * packshot_session_backup_finish:
 * @self: a session
 * @result: from the callback
 * @error: return location; %PACKSHOT_STORE_ERROR_CORRUPT when the profile is damaged
 *
 * Returns: (transfer full) (nullable): what is in the backup
 */
PackshotBackupFacts *
packshot_session_backup_finish (PackshotSession *self,
                                GAsyncResult    *result,
                                GError         **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
restore_thread (GTask        *task,
                gpointer      source,
                gpointer      data,
                GCancellable *cancellable)
{
  Backup *backup = data;
  GError *error = NULL;

  PackshotBackupFacts *facts =
    packshot_backup_restore (backup->path, backup->folder, cancellable, &error);

  return_facts (task, facts, error);
}

/**
 * packshot_profile_restore_async:
 * @data_dir: (nullable): the profile's folder, or %NULL for the user's own
 * @path: a backup
 * @cancellable: (nullable): to give up; nothing is changed then
 * @callback: called when the profile is that of the backup
 * @user_data: for @callback
 */
void
packshot_profile_restore_async (const char         *data_dir,
                                const char         *path,
                                GCancellable       *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer            user_data)
{
  g_autoptr(GTask) task = NULL;
  Backup *backup;

  g_return_if_fail (path != NULL);

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, packshot_profile_restore_async);
  backup = g_new0 (Backup, 1);
  backup->folder = _packshot_session_dup_data_dir (data_dir);
  backup->path = g_strdup (path);
  g_task_set_task_data (task, backup, (GDestroyNotify)backup_free);
  g_task_run_in_thread (task, restore_thread);
}

/**
 * packshot_profile_restore_finish:
 * @result: from the callback
 * @error: return location; %PACKSHOT_STORE_ERROR_BACKUP, %PACKSHOT_STORE_ERROR_IN_USE
 *
 * Returns: (transfer full) (nullable): what was put back
 */
PackshotBackupFacts *
packshot_profile_restore_finish (GAsyncResult *result,
                                 GError      **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- The database --- */

static void
salvage_thread (GTask        *task,
                gpointer      source,
                gpointer      data,
                GCancellable *cancellable)
{
  Backup *backup = data;
  GError *error = NULL;
  PackshotSalvageFacts *facts = packshot_salvage (backup->folder, cancellable, &error);

  if (facts == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, facts, (GDestroyNotify)packshot_salvage_facts_free);
}

/**
 * packshot_profile_salvage_async:
 * @data_dir: (nullable): the profile's folder, or %NULL for the user's own
 * @cancellable: (nullable)
 * @callback: called when the database is whole
 * @user_data: for @callback
 */
void
packshot_profile_salvage_async (const char         *data_dir,
                                GCancellable       *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer            user_data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Backup *backup = g_new0 (Backup, 1);

  g_task_set_source_tag (task, packshot_profile_salvage_async);
  backup->folder = _packshot_session_dup_data_dir (data_dir);
  g_task_set_task_data (task, backup, (GDestroyNotify)backup_free);
  g_task_run_in_thread (task, salvage_thread);
}

/**
 * packshot_profile_salvage_finish:
 * @result: from the callback
 * @error: return location; %PACKSHOT_STORE_ERROR_IN_USE, %PACKSHOT_STORE_ERROR_CORRUPT
 *
 * Returns: (transfer full) (nullable): what was done
 */
PackshotSalvageFacts *
packshot_profile_salvage_finish (GAsyncResult *result,
                                 GError      **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
