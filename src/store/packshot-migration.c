/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* Brings a database to the newest schema: numbered scripts, each in one EXCLUSIVE transaction with
 * the version it leads to, after a copy of what was there. A database of a newer program is
 * refused. Runs in the thread that opens the store, which keeps other processes out meanwhile. */

#include "config.h"

#include "packshot-migration-private.h"

#include "packshot-statement-private.h"
#include "packshot-store-resources.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <unistd.h>

#define RESOURCE_PATH "/org/packshot/Packshot/sql"

typedef struct
{
  const char *sql;      /* (borrowed) */
  guint       version;  /* the version that the script leads to */
} Migration;

/* Script N (from 1) stands at index N - 1. */
GPtrArray *
_packshot_migration_load_scripts (GError **error)
{
  GResource *resource = packshot_store_get_resource ();
  g_autoptr(GPtrArray) scripts = g_ptr_array_new_with_free_func (g_free);
  g_auto(GStrv) names = NULL;

  names = g_resource_enumerate_children (resource, RESOURCE_PATH, 0, error);
  if (names == NULL)
    return NULL;
  for (guint i = 1; i <= g_strv_length (names); i++)
    {
      g_autofree char *path = g_strdup_printf (RESOURCE_PATH "/%04u.sql", i);
      g_autoptr(GBytes) bytes = g_resource_lookup_data (resource, path, 0, error);

      if (bytes == NULL)
        return NULL;
      g_ptr_array_add (scripts, g_strndup (g_bytes_get_data (bytes, NULL),
                                           g_bytes_get_size (bytes)));
    }
  return g_steal_pointer (&scripts);
}

static gboolean
sync_file (const char *path,
           GError    **error)
{
  int fd = g_open (path, O_RDONLY | O_CLOEXEC, 0);
  gboolean ok = fd >= 0 && fsync (fd) == 0;
  int err = errno;

  if (fd >= 0)
    close (fd);
  if (!ok)
    g_set_error (error, PACKSHOT_STORE_ERROR, PACKSHOT_STORE_ERROR_FAILED,
                 "Can’t write “%s”: %s", path, g_strerror (err));
  return ok;
}

static gboolean
vacuum_into (PackshotDb *db,
             const char *path,
             GError    **error)
{
  g_autoptr(PackshotStatement) s = _packshot_db_prepare (db, "VACUUM INTO ?1", error);

  if (s == NULL)
    return FALSE;
  _packshot_statement_bind_text (s, 1, path);
  return _packshot_statement_run (s, error);
}

/* Copies the database to PATH.before-N, whole or not at all. */
static gboolean
back_up (PackshotDb *db,
         const char *path,
         guint       version,
         GError    **error)
{
  g_autofree char *copy = g_strdup_printf ("%s.before-%u", path, version);
  g_autofree char *temp = g_strconcat (copy, ".part", NULL);

  g_unlink (temp);
  if (!vacuum_into (db, temp, error) || !sync_file (temp, error))
    {
      g_unlink (temp);
      return FALSE;
    }
  if (g_chmod (temp, 0600) == 0 && g_rename (temp, copy) == 0)
    return TRUE;
  g_set_error (error, PACKSHOT_STORE_ERROR, PACKSHOT_STORE_ERROR_FAILED,
               "Can’t keep a copy as “%s”: %s", copy, g_strerror (errno));
  g_unlink (temp);
  return FALSE;
}

static gboolean
check_foreign_keys (PackshotDb *db,
                    GError    **error)
{
  g_autoptr(PackshotStatement) s = NULL;
  int more;

  s = _packshot_db_prepare (db, "PRAGMA foreign_key_check", error);
  if (s == NULL)
    return FALSE;
  more = _packshot_statement_step (s, error);
  if (more > 0)
    g_set_error (error, PACKSHOT_STORE_ERROR, PACKSHOT_STORE_ERROR_CONSTRAINT,
                 "A row of %s refers to nothing", _packshot_statement_get_text (s, 0));
  return more == 0;
}

static gboolean
apply_func (PackshotDb *db,
            gpointer    user_data,
            GError    **error)
{
  const Migration *migration = user_data;
  g_autofree char *version = g_strdup_printf ("%u", migration->version);

  return _packshot_db_exec (db, migration->sql, error) &&
         check_foreign_keys (db, error) &&
         _packshot_db_set_pragma (db, "user_version", version, version, error);
}

/* Foreign keys must be off on @db: a script may build a table anew. They are checked before each
 * commit. */
gboolean
_packshot_migration_run (PackshotDb *db,
                         const char *path,
                         GPtrArray  *scripts,
                         GError    **error)
{
  gint64 version;

  if (!_packshot_db_get_pragma (db, "user_version", &version, error))
    return FALSE;
  if (version < 0 || version > scripts->len)
    {
      g_set_error (error, PACKSHOT_STORE_ERROR, PACKSHOT_STORE_ERROR_NEWER,
                   "The database has version %" G_GINT64_FORMAT "; this program knows %u",
                   version, scripts->len);
      return FALSE;
    }
  if (version > 0 && version < scripts->len && !back_up (db, path, (guint)version, error))
    return FALSE;
  for (guint i = (guint)version; i < scripts->len; i++)
    {
      Migration migration = { scripts->pdata[i], i + 1 };

      if (!_packshot_db_run_transaction (db, "BEGIN EXCLUSIVE", apply_func, &migration, error))
        {
          g_prefix_error (error, "Version %u: ", i + 1);
          return FALSE;
        }
    }
  return TRUE;
}
