/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* Putting a backup back. The file is read to its end before anything is touched; then its contents
 * come into the blob store, where nobody names them yet, and its database is made ready beside the
 * one that is there, which it replaces in one step.
 *
 *   check ─▶ be alone ─▶ keep what is there ─▶ contents, database.new ─▶ replace
 *
 * What servers have done since is not known: every item is one that has not been looked at. Any
 * thread. */

#include "config.h"

#include "packshot-backup-private.h"

#include "packshot-files-private.h"
#include "packshot-migration-private.h"
#include "packshot-profile-private.h"
#include "packshot-statement-private.h"
#include "packshot-tar-private.h"
#include "packshot-verify.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

typedef struct
{
  /* Input */
  const char          *path;
  const char          *folder;      /* (nullable): only check */
  PackshotBlobStore   *blobs;       /* (nullable): only check */
  GCancellable        *cancellable;

  /* In progress */
  int                  in;
  guint                n_files;
  gboolean             has_sums;
  GString             *sums;
  char                *new_db;      /* (nullable) */
  GPtrArray           *added;       /* contents that were not there before */
  PackshotBackupFacts *facts;
} Reading;

static gboolean
set_changed (Reading *reading,
             GError **error)
{
  g_set_error (error, PACKSHOT_STORE_ERROR, PACKSHOT_STORE_ERROR_BACKUP,
               "“%s” is no whole backup: it has been changed", reading->path);
  return FALSE;
}

/* --- Reading --- */

static gboolean
read_info (Reading *reading,
           gint64   bytes,
           GError **error)
{
  g_autofree char *text = _packshot_tar_get_text (reading->in, reading->path, bytes, error);
  g_autoptr(GKeyFile) info = g_key_file_new ();
  g_autofree char *made = NULL;
  g_autofree char *sha256 = NULL;
  g_autoptr(GDateTime) at = NULL;

  if (text == NULL)
    return FALSE;
  if (!g_key_file_load_from_data (info, text, strlen (text), G_KEY_FILE_NONE, NULL) ||
      g_key_file_get_integer (info, PACKSHOT_BACKUP_GROUP, "format", NULL) != 1)
    return set_changed (reading, error);
  made = g_key_file_get_string (info, PACKSHOT_BACKUP_GROUP, "made", NULL);
  at = made != NULL ? g_date_time_new_from_iso8601 (made, NULL) : NULL;
  reading->facts->made_at = at != NULL ? g_date_time_to_unix (at) * G_USEC_PER_SEC : 0;
  reading->facts->is_full = g_key_file_get_boolean (info, PACKSHOT_BACKUP_GROUP, "full", NULL);
  sha256 = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, (gssize)strlen (text));
  g_string_append_printf (reading->sums, "%s  " PACKSHOT_BACKUP_INFO "\n", sha256);
  return TRUE;
}

static gboolean
read_sums (Reading *reading,
           gint64   bytes,
           GError **error)
{
  g_autofree char *text = _packshot_tar_get_text (reading->in, reading->path, bytes, error);

  if (text == NULL)
    return FALSE;
  reading->has_sums = TRUE;
  return g_str_equal (text, reading->sums->str) || set_changed (reading, error);
}

static gboolean
read_db (Reading *reading,
         gint64   bytes,
         GError **error)
{
  g_autofree char *sha256 = _packshot_tar_get_file (reading->in, reading->path, bytes,
                                                    reading->new_db, reading->cancellable, error);

  if (sha256 == NULL)
    return FALSE;
  g_string_append_printf (reading->sums, "%s  " PACKSHOT_DB_NAME "\n", sha256);
  return TRUE;
}

/* A content that is there and whole is left alone, a damaged one is replaced. */
static gboolean
keep_blob (Reading    *reading,
           const char *temp,
           const char *sha256,
           GError    **error)
{
  g_autofree char *kept = NULL;
  g_autoptr(GError) broken = NULL;

  if (packshot_blob_store_verify (reading->blobs, sha256, reading->cancellable, &broken))
    return _packshot_files_unlink (temp, error);
  if (broken->domain != PACKSHOT_STORE_ERROR)
    {
      g_propagate_error (error, g_steal_pointer (&broken));
      return FALSE;
    }
  if (!g_error_matches (broken, PACKSHOT_STORE_ERROR, PACKSHOT_STORE_ERROR_NOT_FOUND))
    {
      if (!packshot_blob_store_remove (reading->blobs, sha256, error))
        return FALSE;
    }
  else
    g_ptr_array_add (reading->added, g_strdup (sha256));
  kept = packshot_blob_store_take_temp (reading->blobs, temp, NULL, error);
  return kept != NULL;
}

static gboolean
read_blob (Reading    *reading,
           const char *name,
           gint64      bytes,
           GError    **error)
{
  g_autofree char *expected = g_path_get_basename (name);
  g_autofree char *right = g_strdup_printf ("blobs/%.2s/%s", expected, expected);
  g_autofree char *temp = NULL;
  g_autofree char *sha256 = NULL;
  gboolean ok;

  if (!_packshot_files_is_hash (expected) || !g_str_equal (name, right) || bytes == 0)
    return set_changed (reading, error);
  temp = reading->blobs != NULL ? packshot_blob_store_dup_temp (reading->blobs) : NULL;
  sha256 = _packshot_tar_get_file (reading->in, reading->path, bytes, temp, reading->cancellable,
                                   error);
  ok = sha256 != NULL && (g_str_equal (sha256, expected) || set_changed (reading, error)) &&
    (temp == NULL || keep_blob (reading, temp, sha256, error));
  if (!ok)
    {
      if (temp != NULL)
        g_unlink (temp);
      return FALSE;
    }
  g_string_append_printf (reading->sums, "%s  %s\n", sha256, name);
  reading->facts->n_pictures++;
  reading->facts->bytes += bytes;
  return TRUE;
}

/* The files stand in one order. */
static gboolean
read_next (Reading    *reading,
           const char *name,
           gint64      bytes,
           GError    **error)
{
  guint n = reading->n_files++;

  if (reading->has_sums || (n == 0) != g_str_equal (name, PACKSHOT_BACKUP_INFO) ||
      (n == 1) != g_str_equal (name, PACKSHOT_DB_NAME))
    return set_changed (reading, error);
  if (n == 0)
    return read_info (reading, bytes, error);
  if (n == 1)
    return read_db (reading, bytes, error);
  if (g_str_equal (name, PACKSHOT_BACKUP_SUMS))
    return read_sums (reading, bytes, error);
  return read_blob (reading, name, bytes, error);
}

static gboolean
read_all (Reading *reading,
          GError **error)
{
  char name[PACKSHOT_TAR_NAME_MAX + 1];
  gint64 bytes;
  int more;

  reading->in = g_open (reading->path, O_RDONLY | O_CLOEXEC, 0);
  if (reading->in < 0)
    return _packshot_files_set_error (reading->path, errno, error);
  while ((more = _packshot_tar_get_next (reading->in, reading->path, name, &bytes, error)) > 0)
    if (!read_next (reading, name, bytes, error))
      break;
  close (reading->in);
  return more == 0 && (reading->has_sums || set_changed (reading, error));
}

/**
 * packshot_backup_check:
 * @path: a backup
 * @cancellable: (nullable): to give up
 * @error: return location; %PACKSHOT_STORE_ERROR_BACKUP
 *
 * Reads the whole file.
 *
 * Returns: (transfer full) (nullable): what is in it, when every byte of it is as it was written
 */
PackshotBackupFacts *
packshot_backup_check (const char   *path,
                       GCancellable *cancellable,
                       GError      **error)
{
  g_autoptr(PackshotBackupFacts) facts = _packshot_backup_facts_new ();
  g_autoptr(GString) sums = g_string_new (NULL);
  Reading reading = {
    .path = path, .cancellable = cancellable, .sums = sums, .facts = facts,
  };

  g_return_val_if_fail (path != NULL, NULL);

  return read_all (&reading, error) ? g_steal_pointer (&facts) : NULL;
}

/* --- The new database --- */

static gboolean
forget_absent (PackshotDb *db,
               Reading    *reading,
               GError    **error)
{
  g_autoptr(GPtrArray) named = packshot_verify_contents (db, error);
  g_autoptr(GPtrArray) still = NULL;

  if (named == NULL)
    return FALSE;
  for (guint i = 0; i < named->len; i++)
    if (!packshot_blob_store_has (reading->blobs, named->pdata[i]))
      {
        if (!_packshot_backup_forget_bytes (db, named->pdata[i], error))
          return FALSE;
        reading->facts->n_left_out++;
      }
  still = packshot_verify_contents (db, error);
  if (still == NULL)
    return FALSE;
  for (guint i = 0; i < still->len; i++)
    if (!packshot_blob_store_has (reading->blobs, still->pdata[i]))
      g_ptr_array_add (reading->facts->missing, g_strdup (still->pdata[i]));
  reading->facts->n_left_out -= reading->facts->missing->len;
  return _packshot_backup_share (db, error);
}

static gboolean
doubt_func (PackshotDb *db,
            gpointer    user_data,
            GError    **error)
{
  return _packshot_db_exec (db,
                            "UPDATE items SET looked_at = NULL, looked_mark = NULL, "
                            "attempts = 0, next_try = NULL; "
                            "UPDATE accounts SET checked_at = NULL", error) &&
         forget_absent (db, user_data, error);
}

/* The copy that a migration keeps of what was before it is the backup itself. */
static void
drop_migration_copies (const char *path,
                       guint       n)
{
  for (guint i = 1; i <= n; i++)
    {
      g_autofree char *copy = g_strdup_printf ("%s.before-%u", path, i);

      g_unlink (copy);
    }
}

static gboolean
prepare_db (Reading *reading,
            GError **error)
{
  g_autoptr(GPtrArray) scripts = _packshot_migration_load_scripts (error);
  g_autoptr(PackshotDb) db = NULL;
  gboolean ok;

  if (scripts == NULL)
    return FALSE;
  db = _packshot_db_open (reading->new_db, SQLITE_OPEN_READWRITE, error);
  ok = db != NULL && _packshot_db_set_pragma (db, "synchronous", "FULL", "2", error) &&
    _packshot_db_set_pragma (db, "foreign_keys", "OFF", "0", error) &&
    _packshot_migration_run (db, reading->new_db, scripts, error) &&
    _packshot_db_set_pragma (db, "foreign_keys", "ON", "1", error) &&
    _packshot_db_run_transaction (db, "BEGIN IMMEDIATE", doubt_func, reading, error);
  drop_migration_copies (reading->new_db, scripts->len);
  return ok;
}

/* --- Putting it back --- */

/* A whole database is kept as a backup; one that can't be read as the files that it is. */
static gboolean
keep_present (Reading *reading,
              GError **error)
{
  g_autofree char *db = g_build_filename (reading->folder, PACKSHOT_DB_NAME, NULL);
  g_autofree char *path = NULL;
  g_autoptr(PackshotBackupFacts) present = NULL;
  g_autoptr(GError) local_error = NULL;

  if (!g_file_test (db, G_FILE_TEST_EXISTS))
    return TRUE;
  path = _packshot_profile_dup_name (reading->folder, "before-restore", ".tar");
  present = packshot_backup_write (reading->folder, reading->blobs, path, TRUE,
                                   reading->cancellable, &local_error);
  if (present != NULL)
    reading->facts->kept_as = g_steal_pointer (&path);
  else if (g_error_matches (local_error, PACKSHOT_STORE_ERROR, PACKSHOT_STORE_ERROR_CORRUPT))
    reading->facts->kept_as = _packshot_profile_set_aside (reading->folder, error);
  else
    g_propagate_error (error, g_steal_pointer (&local_error));
  return reading->facts->kept_as != NULL;
}

/* A database of an earlier try, with what SQLite kept beside it. */
static gboolean
drop_new_db (Reading *reading,
             GError **error)
{
  g_autofree char *journal = g_strconcat (reading->new_db, "-journal", NULL);

  return _packshot_files_unlink (journal, error) && _packshot_files_unlink (reading->new_db, error);
}

/* The copy of the last tidying is one of the database that goes. */
static gboolean
drop_daily (Reading *reading,
            GError **error)
{
  g_autofree char *daily = g_build_filename (reading->folder, PACKSHOT_DAILY_NAME, NULL);

  return _packshot_files_unlink (daily, error);
}

/* Everything is as it was before. */
static void
undo_all (Reading *reading)
{
  drop_new_db (reading, NULL);
  for (guint i = 0; i < reading->added->len; i++)
    packshot_blob_store_remove (reading->blobs, reading->added->pdata[i], NULL);
  if (reading->facts->kept_as != NULL && g_str_has_suffix (reading->facts->kept_as, ".tar"))
    g_unlink (reading->facts->kept_as);
}

static gboolean
put_back (Reading *reading,
          GError **error)
{
  if (drop_new_db (reading, error) && keep_present (reading, error) && read_all (reading, error) &&
      prepare_db (reading, error) && drop_daily (reading, error) &&
      _packshot_profile_replace (reading->folder, reading->new_db, error))
    return TRUE;
  /* Once it has its new name, the next who opens the profile goes on with it. */
  if (g_file_test (reading->new_db, G_FILE_TEST_EXISTS) || reading->n_files < 2)
    undo_all (reading);
  return FALSE;
}

static int
be_alone (const char *folder,
          GError    **error)
{
  int lock = _packshot_profile_lock (folder, error);
  int use = lock >= 0 ? _packshot_profile_use (folder, TRUE, error) : -1;

  if (lock >= 0)
    close (lock);
  return use;
}

/**
 * packshot_backup_restore:
 * @path: a backup
 * @folder: a profile that nobody has open; made if need be
 * @cancellable: (nullable): to give up
 * @error: return location; %PACKSHOT_STORE_ERROR_BACKUP, %PACKSHOT_STORE_ERROR_IN_USE,
 *   %PACKSHOT_STORE_ERROR_NEWER
 *
 * Makes the profile what the backup holds. What was there before is kept in the folder. Killed at
 * any moment, the profile is the old one or the new one.
 *
 * Returns: (transfer full) (nullable): what was put back; %NULL with nothing changed
 */
PackshotBackupFacts *
packshot_backup_restore (const char   *path,
                         const char   *folder,
                         GCancellable *cancellable,
                         GError      **error)
{
  g_autoptr(PackshotBackupFacts) facts = packshot_backup_check (path, cancellable, error);
  g_autoptr(PackshotBlobStore) blobs = NULL;
  g_autoptr(GString) sums = g_string_new (NULL);
  g_autoptr(GPtrArray) added = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *new_db = g_build_filename (folder, PACKSHOT_DB_NAME ".new", NULL);
  Reading reading = {
    .path = path, .folder = folder, .cancellable = cancellable, .sums = sums, .new_db = new_db,
    .added = added,
  };
  gboolean ok;
  int use;

  g_return_val_if_fail (folder != NULL, NULL);

  if (facts == NULL)
    return NULL;
  packshot_backup_facts_free (facts);
  reading.facts = facts = _packshot_backup_facts_new ();
  use = be_alone (folder, error);
  if (use < 0)
    return NULL;
  reading.blobs = blobs = packshot_blob_store_open (folder, error);
  ok = blobs != NULL && put_back (&reading, error);
  close (use);
  return ok ? g_steal_pointer (&facts) : NULL;
}
