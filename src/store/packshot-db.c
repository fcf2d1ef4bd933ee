/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* One connection to the database: opening, settings, transactions, and the one place where
 * SQLite's codes become errors of ours. It is opened in any thread, then handed to a worker, and
 * belongs to that worker's thread until it is closed. It owns the statements that are prepared on
 * it. */

#include "config.h"

#include "packshot-db-private.h"

#include "packshot-statement-private.h"

#include <errno.h>
#include <string.h>

#define BUSY_TIMEOUT_MS 5000

struct _PackshotDb
{
  sqlite3        *handle;       /* (owned) */
  GHashTable     *statements;   /* (owned) (element-type utf8 PackshotStatement) */
  PackshotWorker *worker;       /* (borrowed) (nullable): whose thread may use it */
};

static PackshotStoreError
error_from_errno (int err)
{
  switch (err)
    {
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
      return PACKSHOT_STORE_ERROR_FULL;

    case EACCES:
    case EPERM:
    case EROFS:
      return PACKSHOT_STORE_ERROR_READ_ONLY;

    default:
      return PACKSHOT_STORE_ERROR_FAILED;
    }
}

static PackshotStoreError
error_from_code (int code,
                 int err)
{
  switch (code & 0xff)
    {
    case SQLITE_FULL:
      return PACKSHOT_STORE_ERROR_FULL;

    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return PACKSHOT_STORE_ERROR_BUSY;

    case SQLITE_READONLY:
    case SQLITE_PERM:
      return PACKSHOT_STORE_ERROR_READ_ONLY;

    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return PACKSHOT_STORE_ERROR_CORRUPT;

    case SQLITE_CONSTRAINT:
      return PACKSHOT_STORE_ERROR_CONSTRAINT;

    case SQLITE_CANTOPEN:
    case SQLITE_IOERR:
      return error_from_errno (err);

    default:
      return PACKSHOT_STORE_ERROR_FAILED;
    }
}

static gboolean
set_error (sqlite3 *handle,
           int      code,
           GError **error)
{
  int err = sqlite3_system_errno (handle);
  int kind = code & 0xff;

  if ((kind == SQLITE_CANTOPEN || kind == SQLITE_IOERR) && err != 0)
    g_set_error (error, PACKSHOT_STORE_ERROR, error_from_code (code, err), "%s (%s)",
                 sqlite3_errmsg (handle), g_strerror (err));
  else
    g_set_error (error, PACKSHOT_STORE_ERROR, error_from_code (code, err), "%s",
                 sqlite3_errmsg (handle));
  return FALSE;
}

/* Statements differ in their lengths or in their last words, mostly; they are too long, and looked
 * for too often, to read each character. */
static guint
sql_hash (gconstpointer sql)
{
  const char *text = sql;
  gsize length = strlen (text);
  guint hash = (guint)length;

  for (gsize i = 0; i < length; i += 1 + length / 16)
    hash = hash * 33 + (guchar)text[length - 1 - i];
  return hash;
}

/* Opens the file. With SQLITE_OPEN_READWRITE a file that may only be read is an error. */
PackshotDb *
_packshot_db_open (const char *path,
                   int         flags,
                   GError    **error)
{
  g_autoptr(PackshotDb) db = g_new0 (PackshotDb, 1);
  int code;

  db->statements = g_hash_table_new_full (sql_hash, g_str_equal, NULL,
                                          (GDestroyNotify)_packshot_statement_finalize);
  code = sqlite3_open_v2 (path, &db->handle, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE,
                          NULL);
  if (code != SQLITE_OK)
    {
      set_error (db->handle, code, error);
      return NULL;
    }
  if ((flags & SQLITE_OPEN_READWRITE) && sqlite3_db_readonly (db->handle, "main") == 1)
    {
      g_set_error (error, PACKSHOT_STORE_ERROR, PACKSHOT_STORE_ERROR_READ_ONLY,
                   "“%s” may only be read", path);
      return NULL;
    }
  sqlite3_busy_timeout (db->handle, BUSY_TIMEOUT_MS);
  /* One plan for each text, whatever is bound: a plan that partial indexes are thought of in would
   * be made again at each binding. */
  sqlite3_db_config (db->handle, SQLITE_DBCONFIG_ENABLE_QPSG, 1, NULL);
  return g_steal_pointer (&db);
}

void
_packshot_db_close (PackshotDb *db)
{
  int code;

  g_hash_table_unref (db->statements);
  code = sqlite3_close (db->handle);
  if (code != SQLITE_OK)
    g_critical ("A statement is still open: %s", sqlite3_errmsg (db->handle));
  g_free (db);
}

void
_packshot_db_set_worker (PackshotDb     *db,
                         PackshotWorker *worker)
{
  db->worker = worker;
}

sqlite3 *
_packshot_db_get_handle (PackshotDb *db)
{
  g_assert (db->worker == NULL || packshot_worker_is_current (db->worker));

  return db->handle;
}

GHashTable *
_packshot_db_get_statements (PackshotDb *db)
{
  return db->statements;
}

gboolean
_packshot_db_is_read_only (PackshotDb *db)
{
  return sqlite3_db_readonly (db->handle, "main") == 1;
}

/* Turns the connection's last failure into an error. Always FALSE, for returning it. */
gboolean
_packshot_db_set_error (PackshotDb *db,
                        int         code,
                        GError    **error)
{
  return set_error (db->handle, code, error);
}

/* Runs statements that take no parameters and give no rows. */
gboolean
_packshot_db_exec (PackshotDb *db,
                   const char *sql,
                   GError    **error)
{
  int code = sqlite3_exec (_packshot_db_get_handle (db), sql, NULL, NULL, NULL);

  return code == SQLITE_OK || set_error (db->handle, code, error);
}

static gboolean
pragma_text (PackshotDb *db,
             const char *sql,
             char      **value,
             GError    **error)
{
  sqlite3_stmt *stmt = NULL;
  int code = sqlite3_prepare_v2 (_packshot_db_get_handle (db), sql, -1, &stmt, NULL);

  *value = NULL;
  if (code == SQLITE_OK)
    code = sqlite3_step (stmt);
  if (code == SQLITE_ROW)
    {
      *value = g_strdup ((const char *)sqlite3_column_text (stmt, 0));
      code = sqlite3_step (stmt);
    }
  if (code != SQLITE_DONE)
    set_error (db->handle, code, error);
  sqlite3_finalize (stmt);
  return code == SQLITE_DONE;
}

/* Sets a PRAGMA and proves by reading it that SQLite took it: most of them fail silently. */
gboolean
_packshot_db_set_pragma (PackshotDb *db,
                         const char *name,
                         const char *value,
                         const char *expected,
                         GError    **error)
{
  g_autofree char *set = g_strdup_printf ("PRAGMA %s = %s", name, value);
  g_autofree char *get = g_strdup_printf ("PRAGMA %s", name);
  g_autofree char *ignored = NULL;
  g_autofree char *found = NULL;

  if (!pragma_text (db, set, &ignored, error) || !pragma_text (db, get, &found, error))
    return FALSE;
  if (g_strcmp0 (found, expected) == 0)
    return TRUE;
  g_set_error (error, PACKSHOT_STORE_ERROR, PACKSHOT_STORE_ERROR_FAILED,
               "%s stays “%s”", name, found != NULL ? found : "");
  return FALSE;
}

gboolean
_packshot_db_get_pragma (PackshotDb *db,
                         const char *name,
                         gint64     *value,
                         GError    **error)
{
  g_autofree char *sql = g_strdup_printf ("PRAGMA %s", name);
  g_autofree char *text = NULL;

  if (!pragma_text (db, sql, &text, error))
    return FALSE;
  *value = text != NULL ? g_ascii_strtoll (text, NULL, 10) : 0;
  return TRUE;
}

/* SQLite ends a transaction by itself after some failures, a full disk among them. */
static void
rollback (PackshotDb *db)
{
  g_autoptr(GError) error = NULL;

  if (!sqlite3_get_autocommit (db->handle) && !_packshot_db_exec (db, "ROLLBACK", &error))
    g_warning ("Can’t roll back: %s", error->message);
}

static gboolean
run_func (PackshotDb       *db,
          PackshotStoreFunc func,
          gpointer          user_data,
          GError          **error)
{
  g_autoptr(GError) local_error = NULL;

  if (!func (db, user_data, &local_error))
    {
      if (local_error == NULL)
        g_set_error (&local_error, PACKSHOT_STORE_ERROR, PACKSHOT_STORE_ERROR_FAILED,
                     "The change was given up without a reason");
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (local_error != NULL)
    g_warning ("A change that is kept has set an error: %s", local_error->message);
  return TRUE;
}

/* Whatever fails, the state before BEGIN stays. */
gboolean
_packshot_db_commit (PackshotDb *db,
                     GError    **error)
{
  if (_packshot_db_exec (db, "COMMIT", error))
    return TRUE;
  rollback (db);
  return FALSE;
}

/* As _packshot_db_exec(), for what runs again and again. */
static gboolean
exec_kept (PackshotDb *db,
           const char *sql,
           GError    **error)
{
  g_autoptr(PackshotStatement) s = _packshot_db_prepare (db, sql, error);

  return s != NULL && _packshot_statement_run (s, error);
}

/* Runs the function between @begin and COMMIT. Whatever fails, the old state stays. */
gboolean
_packshot_db_run_transaction (PackshotDb       *db,
                              const char       *begin,
                              PackshotStoreFunc func,
                              gpointer          user_data,
                              GError          **error)
{
  if (!_packshot_db_exec (db, begin, error))
    return FALSE;
  if (!run_func (db, func, user_data, error))
    {
      rollback (db);
      return FALSE;
    }
  return _packshot_db_commit (db, error);
}

/* What a COMMIT would refuse: it would refuse all parts of a transaction then. */
static gboolean
check_references (PackshotDb *db,
                  GError    **error)
{
  int dangling = 0;
  int highest = 0;

  sqlite3_db_status (db->handle, SQLITE_DBSTATUS_DEFERRED_FKS, &dangling, &highest, 0);
  if (dangling == 0)
    return TRUE;
  g_set_error (error, PACKSHOT_STORE_ERROR, PACKSHOT_STORE_ERROR_CONSTRAINT,
               "%s", sqlite3_errstr (SQLITE_CONSTRAINT_FOREIGNKEY));
  return FALSE;
}

/* Runs the function as the first or as a further part of a transaction. Whatever fails, the old
 * state stays, with all earlier parts; only when the disk refused it may they be gone, too, and the
 * transaction with them. */
gboolean
_packshot_db_run_part (PackshotDb       *db,
                       gboolean          is_first,
                       PackshotStoreFunc func,
                       gpointer          user_data,
                       GError          **error)
{
  g_autoptr(GError) ignored = NULL;

  if (!exec_kept (db, is_first ? "BEGIN IMMEDIATE" : "SAVEPOINT part", error))
    return FALSE;
  if (run_func (db, func, user_data, error) && check_references (db, error) &&
      (is_first || exec_kept (db, "RELEASE part", error)))
    return TRUE;
  if (is_first || !_packshot_db_exec (db, "ROLLBACK TO part; RELEASE part", &ignored))
    rollback (db);
  return FALSE;
}

gboolean
_packshot_db_is_in_transaction (PackshotDb *db)
{
  return !sqlite3_get_autocommit (db->handle);
}
