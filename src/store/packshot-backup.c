/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* A profile in one file, which any tar can read and sha256sum can check:
 *
 *   PACKSHOT-BACKUP   which format, of when, whether all pictures are in it
 *   packshot.db       the database at one moment
 *   blobs/ab/ab12…    contents that are not proven on a server; or all
 *   SHA256SUMS        of all these files, in their order
 *
 * It is written beside other processes that read and write: the database by SQLite's own backup,
 * and contents never change. A file that is not whole never has its name. Keys are in none of it:
 * no key is in the database. Any thread. */

#define _GNU_SOURCE

#include "config.h"

#include "packshot-backup-private.h"

#include "packshot-files-private.h"
#include "packshot-galleries.h"
#include "packshot-profile-private.h"
#include "packshot-salvage.h"
#include "packshot-statement-private.h"
#include "packshot-tar-private.h"
#include "packshot-verify.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

/* The rows that a server shows now. */
#define SHOWN "gallery_images AS r JOIN items AS i ON i.remote_gallery = r.gallery"

/* A picture that a server shows now with these bytes is proven there, whatever else names it. */
#define UNPROVEN \
  "SELECT p.sha256 FROM gallery_images AS p WHERE p.sha256 IS NOT NULL AND NOT EXISTS " \
  "(SELECT 1 FROM " SHOWN " WHERE r.image = p.image AND r.sha256 = p.sha256) UNION " \
  "SELECT sha256 FROM trash UNION " \
  "SELECT sha256 FROM steps WHERE sha256 IS NOT NULL AND state = 'sending' ORDER BY 1"

void
packshot_backup_facts_free (PackshotBackupFacts *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->missing, g_ptr_array_unref);
  g_free (self->kept_as);
  g_free (self);
}

PackshotBackupFacts *
_packshot_backup_facts_new (void)
{
  PackshotBackupFacts *facts = g_new0 (PackshotBackupFacts, 1);

  facts->missing = g_ptr_array_new_with_free_func (g_free);
  return facts;
}

GPtrArray *
_packshot_backup_list (PackshotDb *db,
                       const char *sql,
                       GError    **error)
{
  g_autoptr(PackshotStatement) s = _packshot_db_prepare (db, sql, error);
  g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  int more;

  if (s == NULL)
    return NULL;
  while ((more = _packshot_statement_step (s, error)) > 0)
    g_ptr_array_add (texts, _packshot_statement_dup_text (s, 0));
  return more == 0 ? g_steal_pointer (&texts) : NULL;
}

/* --- The database --- */

static gboolean
copy_pages (PackshotDb *from,
            PackshotDb *to,
            GError    **error)
{
  sqlite3 *handle = _packshot_db_get_handle (to);
  sqlite3_backup *backup =
    sqlite3_backup_init (handle, "main", _packshot_db_get_handle (from), "main");
  int code;

  if (backup == NULL)
    return _packshot_db_set_error (to, sqlite3_extended_errcode (handle), error);
  sqlite3_backup_step (backup, -1);
  code = sqlite3_backup_finish (backup);
  return code == SQLITE_OK || _packshot_db_set_error (to, code, error);
}

gboolean
_packshot_backup_check_whole (PackshotDb *db,
                              GError    **error)
{
  g_autoptr(GPtrArray) found = _packshot_backup_list (db, "PRAGMA integrity_check (1)", error);

  if (found == NULL)
    return FALSE;
  if (found->len == 1 && g_str_equal (found->pdata[0], "ok"))
    return TRUE;
  g_set_error (error, PACKSHOT_STORE_ERROR, PACKSHOT_STORE_ERROR_CORRUPT, "%s",
               found->len > 0 ? (char *)found->pdata[0] : "");
  return FALSE;
}

gboolean
_packshot_backup_snapshot (const char *folder,
                           const char *to,
                           GError    **error)
{
  g_autofree char *path = g_build_filename (folder, PACKSHOT_DB_NAME, NULL);
  g_autoptr(PackshotDb) from = _packshot_db_open (path, SQLITE_OPEN_READWRITE, error);
  g_autoptr(PackshotDb) copy = NULL;

  if (from == NULL)
    return FALSE;
  copy = _packshot_db_open (to, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, error);
  return copy != NULL && copy_pages (from, copy, error) &&
         _packshot_db_set_pragma (copy, "journal_mode", "DELETE", "delete", error) &&
         _packshot_backup_check_whole (copy, error);
}

/* --- Writing --- */

typedef struct
{
  /* Input */
  PackshotBlobStore   *blobs;
  const char          *path;
  GCancellable        *cancellable;

  /* In progress */
  int                  out;
  GString             *sums;
  PackshotBackupFacts *facts;
} Writing;

static void
note_sum (Writing    *writing,
          const char *sha256,
          const char *name)
{
  g_string_append_printf (writing->sums, "%s  %s\n", sha256, name);
}

static gboolean
write_info (Writing *writing,
            gint64   schema,
            GError **error)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *made = g_date_time_format_iso8601 (now);
  g_autofree char *text = NULL;
  g_autofree char *sha256 = NULL;

  writing->facts->made_at = g_date_time_to_unix (now) * G_USEC_PER_SEC;
  text = g_strdup_printf ("[" PACKSHOT_BACKUP_GROUP "]\nformat=1\nprogram=%s\n"
                          "schema=%" G_GINT64_FORMAT "\nmade=%s\nfull=%s\n", PACKSHOT_VERSION,
                          schema, made, writing->facts->is_full ? "true" : "false");
  sha256 = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
  note_sum (writing, sha256, PACKSHOT_BACKUP_INFO);
  return _packshot_tar_put_text (writing->out, writing->path, PACKSHOT_BACKUP_INFO, text, error);
}

static gboolean
write_file (Writing    *writing,
            const char *name,
            const char *file,
            const char *expected,
            GError    **error)
{
  g_autofree char *sha256 = _packshot_tar_put_file (writing->out, writing->path, name, file,
                                                    writing->cancellable, error);

  if (sha256 == NULL)
    return FALSE;
  note_sum (writing, sha256, name);
  if (expected == NULL || g_str_equal (sha256, expected))
    return TRUE;
  g_set_error (error, PACKSHOT_STORE_ERROR, PACKSHOT_STORE_ERROR_CORRUPT,
               "“%s” was changed while it was read", file);
  return FALSE;
}

/* A picture that is missing or damaged keeps the others from no backup. */
static gboolean
write_blob (Writing    *writing,
            const char *sha256,
            GError    **error)
{
  g_autofree char *file = packshot_blob_store_dup_path (writing->blobs, sha256);
  g_autofree char *name = g_strdup_printf ("blobs/%.2s/%s", sha256, sha256);
  g_autoptr(GError) broken = NULL;
  GStatBuf st;

  if (!packshot_blob_store_verify (writing->blobs, sha256, writing->cancellable, &broken))
    {
      if (broken->domain != PACKSHOT_STORE_ERROR)
        {
          g_propagate_error (error, g_steal_pointer (&broken));
          return FALSE;
        }
      g_ptr_array_add (writing->facts->missing, g_strdup (sha256));
      return TRUE;
    }
  if (!write_file (writing, name, file, sha256, error))
    return FALSE;
  writing->facts->n_pictures++;
  writing->facts->bytes += g_stat (file, &st) == 0 ? st.st_size : 0;
  return TRUE;
}

static gboolean
write_all (Writing    *writing,
           const char *snapshot,
           GError    **error)
{
  g_autoptr(PackshotDb) db = _packshot_db_open (snapshot, SQLITE_OPEN_READONLY, error);
  g_autoptr(GPtrArray) all = db != NULL ? packshot_verify_contents (db, error) : NULL;
  g_autoptr(GPtrArray) unproven = NULL;
  GPtrArray *wanted = all;
  gint64 schema;

  if (all == NULL || !_packshot_db_get_pragma (db, "user_version", &schema, error))
    return FALSE;
  if (!writing->facts->is_full)
    {
      unproven = wanted = _packshot_backup_list (db, UNPROVEN, error);
      if (unproven == NULL)
        return FALSE;
      writing->facts->n_left_out = all->len - unproven->len;
    }
  if (!write_info (writing, schema, error) ||
      !write_file (writing, PACKSHOT_DB_NAME, snapshot, NULL, error))
    return FALSE;
  for (guint i = 0; i < wanted->len; i++)
    if (!write_blob (writing, wanted->pdata[i], error))
      return FALSE;
  return _packshot_tar_put_text (writing->out, writing->path, PACKSHOT_BACKUP_SUMS,
                                 writing->sums->str, error) &&
         _packshot_tar_put_end (writing->out, writing->path, error);
}

/* One process writes a backup of one name at a time; what another has left half written is written
 * over. */
static int
open_part (const char *part,
           GError    **error)
{
  int fd = g_open (part, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);

  if (fd < 0)
    {
      _packshot_files_set_error (part, errno, error);
      return -1;
    }
  if (flock (fd, LOCK_EX | LOCK_NB) < 0 && errno == EWOULDBLOCK)
    {
      g_set_error (error, PACKSHOT_STORE_ERROR, PACKSHOT_STORE_ERROR_IN_USE,
                   "Another program writes “%s”", part);
      close (fd);
      return -1;
    }
  if (fchmod (fd, 0600) == 0 && ftruncate (fd, 0) == 0)
    return fd;
  _packshot_files_set_error (part, errno, error);
  close (fd);
  return -1;
}

static gboolean
write_part (Writing    *writing,
            const char *folder,
            const char *part,
            GError    **error)
{
  g_autofree char *snapshot = packshot_blob_store_dup_temp (writing->blobs);
  gboolean ok;

  writing->out = open_part (part, error);
  if (writing->out < 0)
    return FALSE;
  ok = _packshot_backup_snapshot (folder, snapshot, error) &&
    write_all (writing, snapshot, error) && _packshot_files_rename (part, writing->path, error);
  g_unlink (snapshot);
  if (!ok)
    g_unlink (part);
  close (writing->out);
  return ok;
}

/**
 * packshot_backup_write:
 * @folder: a profile, which may be open here and elsewhere
 * @blobs: its contents
 * @path: the file that is written; one that is there is replaced when the new one is whole
 * @full: whether pictures that are proven on a server are taken along
 * @cancellable: (nullable): to give up
 * @error: return location; %PACKSHOT_STORE_ERROR_CORRUPT when the database is damaged
 *
 * Returns: (transfer full) (nullable): what is in it; @missing are pictures that are missing or
 *   damaged here
 */
PackshotBackupFacts *
packshot_backup_write (const char        *folder,
                       PackshotBlobStore *blobs,
                       const char        *path,
                       gboolean           full,
                       GCancellable      *cancellable,
                       GError           **error)
{
  g_autoptr(PackshotBackupFacts) facts = _packshot_backup_facts_new ();
  g_autoptr(GString) sums = g_string_new (NULL);
  g_autofree char *part = NULL;
  Writing writing = {
    .blobs = blobs, .path = path, .cancellable = cancellable, .out = -1, .sums = sums,
    .facts = facts,
  };

  g_return_val_if_fail (folder != NULL, NULL);
  g_return_val_if_fail (PACKSHOT_IS_BLOB_STORE (blobs), NULL);
  g_return_val_if_fail (path != NULL, NULL);

  part = g_strconcat (path, ".part", NULL);
  facts->is_full = full;
  return write_part (&writing, folder, part, error) ? g_steal_pointer (&facts) : NULL;
}

/* --- Bytes that are not here --- */

static gboolean
forget_picture (PackshotDb *db,
                const char *sha256,
                gint64      image,
                const char *remote,
                GError    **error)
{
  static const char * const statements[] = {
    "UPDATE gallery_images SET sha256 = NULL, remote = ?3 WHERE sha256 = ?1 AND image = ?2",
    "UPDATE remote_rows SET sha256 = NULL WHERE sha256 = ?1 AND image = ?2 AND remote = ?3",
  };

  for (guint i = 0; i < G_N_ELEMENTS (statements); i++)
    {
      g_autoptr(PackshotStatement) s = _packshot_db_prepare (db, statements[i], error);

      if (s == NULL)
        return FALSE;
      _packshot_statement_bind_text (s, 1, sha256);
      _packshot_statement_bind_int64 (s, 2, image);
      _packshot_statement_bind_text (s, 3, remote);
      if (!_packshot_statement_run (s, error))
        return FALSE;
    }
  return TRUE;
}

/* Every gallery of a picture that a server shows names the server's row from now on: when its bytes
 * come, they become known in all of them. */
gboolean
_packshot_backup_forget_bytes (PackshotDb *db,
                               const char *sha256,
                               GError    **error)
{
  for (;;)
    {
      g_autoptr(PackshotStatement) s = NULL;
      g_autofree char *remote = NULL;
      gint64 image = 0;
      int more;

      s = _packshot_db_prepare (db,
                                "SELECT r.image, r.remote FROM " SHOWN " WHERE r.sha256 = ?1 "
                                "AND r.remote IS NOT NULL LIMIT 1", error);
      if (s == NULL)
        return FALSE;
      _packshot_statement_bind_text (s, 1, sha256);
      more = _packshot_statement_step (s, error);
      if (more <= 0)
        return more == 0;
      image = _packshot_statement_get_int64 (s, 0);
      remote = _packshot_statement_dup_text (s, 1);
      g_clear_pointer (&s, _packshot_statement_release);
      if (!forget_picture (db, sha256, image, remote, error))
        return FALSE;
    }
}

gboolean
_packshot_backup_share (PackshotDb *db,
                        GError    **error)
{
  g_autoptr(PackshotStatement) s = NULL;
  g_autoptr(GArray) items = NULL;

  s = _packshot_db_prepare (db, "SELECT id FROM items WHERE local_gallery <> synced_gallery",
                            error);
  items = s != NULL ? _packshot_statement_run_ids (s, error) : NULL;
  if (items == NULL)
    return FALSE;
  for (guint i = 0; i < items->len; i++)
    {
      gint64 item = g_array_index (items, gint64, i);
      g_autoptr(PackshotGallery) local =
        packshot_galleries_get (db, item, PACKSHOT_TREE_LOCAL, error);
      g_autoptr(PackshotGallery) synced =
        local != NULL ? packshot_galleries_get (db, item, PACKSHOT_TREE_SYNCED, error) : NULL;

      if (synced == NULL || (packshot_gallery_equal (local, synced) &&
                             !packshot_galleries_set (db, item, PACKSHOT_TREE_LOCAL, synced,
                                                      error)))
        return FALSE;
    }
  return TRUE;
}

/**
 * packshot_salvage_forget:
 * @db: a connection that writes
 * @sha256: the hash of a content that is not here
 * @error: return location
 *
 * Returns: whether it is known of no picture any more that a server shows
 */
gboolean
packshot_salvage_forget (PackshotDb *db,
                         const char *sha256,
                         GError    **error)
{
  return _packshot_backup_forget_bytes (db, sha256, error) && _packshot_backup_share (db, error);
}

/**
 * packshot_salvage_list_shown:
 * @db: a connection
 * @sha256: a hash
 * @error: return location
 *
 * Returns: (transfer full) (element-type PackshotShown) (nullable): the pictures that servers
 *   showed with these bytes
 */
GArray *
packshot_salvage_list_shown (PackshotDb *db,
                             const char *sha256,
                             GError    **error)
{
  g_autoptr(GArray) shown = g_array_new (FALSE, FALSE, sizeof (PackshotShown));
  g_autoptr(PackshotStatement) s = NULL;
  int more;

  s = _packshot_db_prepare (db,
                            "SELECT i.id, r.image FROM " SHOWN " WHERE r.sha256 = ?1 "
                            "AND r.remote IS NOT NULL ORDER BY 1, 2", error);
  if (s == NULL)
    return NULL;
  _packshot_statement_bind_text (s, 1, sha256);
  while ((more = _packshot_statement_step (s, error)) > 0)
    {
      PackshotShown row = { _packshot_statement_get_int64 (s, 0),
                            _packshot_statement_get_int64 (s, 1) };

      g_array_append_val (shown, row);
    }
  return more == 0 ? g_steal_pointer (&shown) : NULL;
}
