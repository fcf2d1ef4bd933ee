/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* What nobody needs any more: contents that no gallery, no trash and no open step names, and files
 * that a crash left behind. A content goes inside a transaction that writes, so that no row can
 * come to name it meanwhile, and only when nobody has wanted it for a day. Killed at any moment,
 * nothing is missing. */

#include "config.h"

#include "packshot-sweep.h"

#include "packshot-backup-private.h"
#include "packshot-files-private.h"
#include "packshot-profile-private.h"
#include "packshot-statement-private.h"

#include <glib/gstdio.h>

static gboolean
is_named (PackshotDb *db,
          const char *sha256,
          gboolean   *named,
          GError    **error)
{
  g_autoptr(PackshotStatement) s = NULL;
  int more;

  s = _packshot_db_prepare (db,
                            "SELECT 1 FROM gallery_images WHERE sha256 = ?1 UNION ALL "
                            "SELECT 1 FROM trash WHERE sha256 = ?1 UNION ALL "
                            "SELECT 1 FROM steps WHERE sha256 = ?1 AND state = 'sending' LIMIT 1",
                            error);
  if (s == NULL)
    return FALSE;
  _packshot_statement_bind_text (s, 1, sha256);
  more = _packshot_statement_step (s, error);
  *named = more > 0;
  return more >= 0;
}

/* A server's row whose bytes were known is one whose bytes are not known. */
static gboolean
forget_rows (PackshotDb *db,
             const char *sha256,
             GError    **error)
{
  g_autoptr(PackshotStatement) s = NULL;

  s = _packshot_db_prepare (db, "UPDATE remote_rows SET sha256 = NULL WHERE sha256 = ?1", error);
  if (s == NULL)
    return FALSE;
  _packshot_statement_bind_text (s, 1, sha256);
  return _packshot_statement_run (s, error);
}

/**
 * packshot_sweep_contents:
 * @db: a connection that writes
 * @blobs: the contents
 * @hashes: (element-type utf8): those that may go
 * @before: microseconds UTC: what somebody has wanted since stays
 * @facts: counted up
 * @error: return location
 *
 * Returns: whether all that could go are gone
 */
gboolean
packshot_sweep_contents (PackshotDb         *db,
                         PackshotBlobStore  *blobs,
                         GPtrArray          *hashes,
                         gint64              before,
                         PackshotSweepFacts *facts,
                         GError            **error)
{
  for (guint i = 0; i < hashes->len; i++)
    {
      const char *sha256 = hashes->pdata[i];
      gboolean named = TRUE;
      gint64 bytes = 0;

      if (!is_named (db, sha256, &named, error))
        return FALSE;
      if (named)
        continue;
      if (!forget_rows (db, sha256, error) ||
          !packshot_blob_store_sweep (blobs, sha256, before, &bytes, error))
        return FALSE;
      facts->n_contents += bytes > 0;
      facts->bytes += bytes;
    }
  return TRUE;
}

/* Names that only a process which is making such a file uses. */
static gboolean
is_unfinished (const char *name)
{
  return g_str_has_prefix (name, PACKSHOT_DB_NAME ".new") ||
         (g_str_has_prefix (name, PACKSHOT_DB_NAME ".") && g_str_has_suffix (name, ".part")) ||
         (g_str_has_prefix (name, "before-restore-") && g_str_has_suffix (name, ".part"));
}

/**
 * packshot_sweep_files:
 * @folder: a profile that nobody else has open
 * @blobs: its contents
 * @before: microseconds UTC
 *
 * Returns: how many files of before that time were removed
 */
guint
packshot_sweep_files (const char        *folder,
                      PackshotBlobStore *blobs,
                      gint64             before)
{
  guint n = packshot_blob_store_sweep_temps (blobs, before);
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      GStatBuf st;

      if (is_unfinished (name) && g_stat (path, &st) == 0 &&
          st.st_mtime * G_USEC_PER_SEC < before)
        n += g_unlink (path) == 0;
    }
  return n;
}

/**
 * packshot_sweep_copy:
 * @folder: a profile
 * @error: return location; %PACKSHOT_STORE_ERROR_CORRUPT when the database is damaged; the older
 *   copy stays
 *
 * Returns: whether `packshot.db.daily` is a copy of the database as it is
 */
gboolean
packshot_sweep_copy (const char *folder,
                     GError    **error)
{
  g_autofree char *copy = g_build_filename (folder, PACKSHOT_DAILY_NAME, NULL);
  g_autofree char *part = g_strconcat (copy, ".part", NULL);

  if (!_packshot_files_unlink (part, error))
    return FALSE;
  if (_packshot_backup_snapshot (folder, part, error) && g_chmod (part, 0600) == 0 &&
      _packshot_files_rename (part, copy, error))
    return TRUE;
  g_unlink (part);
  return FALSE;
}
