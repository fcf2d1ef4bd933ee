/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* Prepared statements. Each connection keeps them by their text: preparing the same text again
 * gives the one that is there, or a second one while the first is in use. g_autoptr() resets a
 * statement and gives it back, so none stays open at the end of a transaction. Only on the thread
 * that owns the connection. */

#include "config.h"

#include "packshot-statement-private.h"

struct _PackshotStatement
{
  PackshotDb   *db;     /* (borrowed) */
  sqlite3_stmt *stmt;   /* (owned) */
};

PackshotStatement *
_packshot_db_prepare (PackshotDb *db,
                      const char *sql,
                      GError    **error)
{
  sqlite3 *handle = _packshot_db_get_handle (db);
  PackshotStatement *self;
  sqlite3_stmt *stmt;
  gpointer kept;
  int code;

  if (g_hash_table_steal_extended (_packshot_db_get_statements (db), sql, NULL, &kept))
    return kept;
  code = sqlite3_prepare_v3 (handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &stmt, NULL);
  if (code != SQLITE_OK)
    {
      _packshot_db_set_error (db, code, error);
      return NULL;
    }
  self = g_new0 (PackshotStatement, 1);
  self->db = db;
  self->stmt = stmt;
  return self;
}

/* Gives a statement back for its next use. */
void
_packshot_statement_release (PackshotStatement *self)
{
  sqlite3_reset (self->stmt);
  sqlite3_clear_bindings (self->stmt);
  g_hash_table_replace (_packshot_db_get_statements (self->db), (char *)sqlite3_sql (self->stmt),
                        self);
}

/* Called by the connection when it closes or keeps another statement of the same text. */
void
_packshot_statement_finalize (PackshotStatement *self)
{
  sqlite3_finalize (self->stmt);
  g_free (self);
}

void
_packshot_statement_bind_int64 (PackshotStatement *self,
                                int                index,
                                gint64             value)
{
  int code = sqlite3_bind_int64 (self->stmt, index, value);

  g_assert (code == SQLITE_OK);
}

/* Binds an id or a time, of which 0 means that there is none. */
void
_packshot_statement_bind_id (PackshotStatement *self,
                             int                index,
                             gint64             id)
{
  int code = id != 0 ? sqlite3_bind_int64 (self->stmt, index, id) :
    sqlite3_bind_null (self->stmt, index);

  g_assert (code == SQLITE_OK);
}

/* Binds a copy of the text, or NULL. */
void
_packshot_statement_bind_text (PackshotStatement *self,
                               int                index,
                               const char        *text)
{
  int code = sqlite3_bind_text (self->stmt, index, text, -1, SQLITE_TRANSIENT);

  g_assert (code == SQLITE_OK);
}

int
_packshot_statement_step (PackshotStatement *self,
                          GError           **error)
{
  int code = sqlite3_step (self->stmt);

  if (code == SQLITE_ROW)
    return 1;
  if (code == SQLITE_DONE)
    return 0;
  _packshot_db_set_error (self->db, code, error);
  return -1;
}

/* Runs a statement whose rows, if it has any, don't matter. */
gboolean
_packshot_statement_run (PackshotStatement *self,
                         GError           **error)
{
  int more;

  do
    more = _packshot_statement_step (self, error);
  while (more > 0);
  return more == 0;
}

/* Runs a change of the one row @id; NOT_FOUND when there is none. */
gboolean
_packshot_statement_run_one (PackshotStatement *self,
                             const char        *what,
                             gint64             id,
                             GError           **error)
{
  if (!_packshot_statement_run (self, error))
    return FALSE;
  if (sqlite3_changes (_packshot_db_get_handle (self->db)) > 0)
    return TRUE;
  g_set_error (error, PACKSHOT_STORE_ERROR, PACKSHOT_STORE_ERROR_NOT_FOUND,
               "There is no %s %" G_GINT64_FORMAT, what, id);
  return FALSE;
}

/* Inserts one row and gives its id. (RETURNING would make a trigger of it, at which FTS5 writes its
 * index out.) */
gboolean
_packshot_statement_run_insert (PackshotStatement *self,
                                gint64            *id,
                                GError           **error)
{
  if (!_packshot_statement_run (self, error))
    return FALSE;
  *id = sqlite3_last_insert_rowid (_packshot_db_get_handle (self->db));
  return TRUE;
}

/* Gives the first column of the first row, or 0 when there is no row. */
gboolean
_packshot_statement_run_number (PackshotStatement *self,
                                gint64            *number,
                                GError           **error)
{
  int more = _packshot_statement_step (self, error);

  *number = more > 0 ? _packshot_statement_get_int64 (self, 0) : 0;
  return more >= 0;
}

/* Gives the first column of all rows. */
GArray *
_packshot_statement_run_ids (PackshotStatement *self,
                             GError           **error)
{
  g_autoptr(GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  int more;

  while ((more = _packshot_statement_step (self, error)) > 0)
    {
      gint64 id = _packshot_statement_get_int64 (self, 0);

      g_array_append_val (ids, id);
    }
  return more == 0 ? g_steal_pointer (&ids) : NULL;
}

gint64
_packshot_statement_get_int64 (PackshotStatement *self,
                               int                column)
{
  return sqlite3_column_int64 (self->stmt, column);
}

gboolean
_packshot_statement_is_null (PackshotStatement *self,
                             int                column)
{
  return sqlite3_column_type (self->stmt, column) == SQLITE_NULL;
}

const char *
_packshot_statement_get_text (PackshotStatement *self,
                              int                column)
{
  return (const char *)sqlite3_column_text (self->stmt, column);
}

char *
_packshot_statement_dup_text (PackshotStatement *self,
                              int                column)
{
  return g_strdup (_packshot_statement_get_text (self, column));
}
