/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* Reading what can be read of a damaged table: from its beginning up to the damage, from its end
 * back to it, and what lies between row by row. Indexes are not used: they are made anew. A row
 * that the schema refuses is one that can't be read. On a worker thread. */

#include "config.h"

#include "packshot-salvage-private.h"

#include "packshot-statement-private.h"
#include "packshot-store-error.h"

/* Rows between the two ends that are asked for one by one. */
#define MAX_PROBES 200000

typedef struct
{
  sqlite3      *from;
  sqlite3      *to;
  const char   *table;
  char         *columns;      /* (owned): those that both have, quoted */
  guint         n_columns;
  char         *key;          /* (owned): what it is ordered by */
  sqlite3_stmt *insert;       /* (owned) */
  gint64        n_rows;
  gboolean      whole;
} Table;

static void
table_clear (Table *table)
{
  g_free (table->columns);
  g_free (table->key);
  sqlite3_finalize (table->insert);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Table, table_clear)

static GHashTable *
read_columns (sqlite3    *handle,
              const char *table)
{
  g_autofree char *sql = g_strdup_printf ("SELECT name FROM pragma_table_info ('%s')", table);
  GHashTable *columns = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  sqlite3_stmt *s = NULL;

  if (sqlite3_prepare_v2 (handle, sql, -1, &s, NULL) == SQLITE_OK)
    while (sqlite3_step (s) == SQLITE_ROW)
      g_hash_table_add (columns, g_strdup ((const char *)sqlite3_column_text (s, 0)));
  sqlite3_finalize (s);
  return columns;
}

static void
find_columns (Table *table)
{
  g_autoptr(GHashTable) from = read_columns (table->from, table->table);
  g_autoptr(GHashTable) to = read_columns (table->to, table->table);
  g_autoptr(GString) names = g_string_new (NULL);
  GHashTableIter iter;
  gpointer name;

  g_hash_table_iter_init (&iter, to);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    if (g_hash_table_contains (from, name))
      {
        g_string_append_printf (names, "%s\"%s\"", names->len > 0 ? ", " : "", (char *)name);
        table->n_columns++;
      }
  table->columns = g_string_free (g_steal_pointer (&names), FALSE);
}

static gboolean
prepare_insert (Table *table)
{
  g_autoptr(GString) sql = g_string_new (NULL);

  g_string_printf (sql, "INSERT OR IGNORE INTO \"%s\" (%s) VALUES (", table->table,
                   table->columns);
  for (guint i = 0; i < table->n_columns; i++)
    g_string_append_printf (sql, "%s?%u", i > 0 ? ", " : "", i + 1);
  g_string_append (sql, ")");
  return sqlite3_prepare_v2 (table->to, sql->str, -1, &table->insert, NULL) == SQLITE_OK;
}

/* The row that @s stands at; FALSE when the disk refuses it. */
static gboolean
take_row (Table        *table,
          sqlite3_stmt *s)
{
  int code;

  for (guint i = 0; i < table->n_columns; i++)
    sqlite3_bind_value (table->insert, (int)i + 1, sqlite3_column_value (s, (int)i + 1));
  code = sqlite3_step (table->insert) & 0xff;
  sqlite3_reset (table->insert);
  table->n_rows += sqlite3_changes (table->to);
  if (code == SQLITE_CONSTRAINT || code == SQLITE_MISMATCH || code == SQLITE_TOOBIG)
    table->whole = FALSE;
  else if (code != SQLITE_DONE)
    return FALSE;
  return TRUE;
}

/* Reads rows until there is none, or none that can be read; *@last is the key of the last one.
 * FALSE when the new database refuses one. */
static gboolean
take_rows (Table      *table,
           const char *where,
           gint64      bound,
           gint64     *last,
           gboolean   *complete)
{
  g_autofree char *sql = g_strdup_printf ("SELECT %s, %s FROM \"%s\" NOT INDEXED %s", table->key,
                                          table->columns, table->table, where);
  sqlite3_stmt *s = NULL;
  gboolean ok = TRUE;
  int code = sqlite3_prepare_v2 (table->from, sql, -1, &s, NULL);

  if (code == SQLITE_OK)
    {
      sqlite3_bind_int64 (s, 1, bound);
      while (ok && (code = sqlite3_step (s)) == SQLITE_ROW)
        {
          ok = take_row (table, s);
          if (last != NULL)
            *last = sqlite3_column_int64 (s, 0);
        }
    }
  sqlite3_finalize (s);
  *complete = code == SQLITE_DONE;
  return ok;
}

/* What lies between the two ends of the damage. Nothing is known of where it ends when nothing
 * could be read from there. */
static gboolean
probe (Table *table,
       gint64 first,
       gint64 last)
{
  gboolean complete;

  if (last - first > MAX_PROBES)
    last = first + MAX_PROBES;
  for (gint64 i = first; i <= last; i++)
    if (!take_rows (table, g_str_equal (table->key, "rowid") ? "WHERE rowid = ?1" :
                    "WHERE gallery = ?1", i,
                    NULL, &complete))
      return FALSE;
  return TRUE;
}

static gboolean
take_table (Table *table)
{
  g_autofree char *up = g_strdup_printf ("ORDER BY %s", table->key);
  g_autofree char *down = g_strdup_printf ("ORDER BY %s DESC", table->key);
  gint64 first = 0, last = 0;
  gboolean complete = FALSE;

  if (!take_rows (table, up, 0, &first, &complete))
    return FALSE;
  if (complete)
    return TRUE;
  table->whole = FALSE;
  if (!take_rows (table, down, 0, &last, &complete))
    return FALSE;
  if (g_str_equal (table->key, "rowid") || g_str_equal (table->key, "gallery"))
    return probe (table, MAX (first, 1), last > 0 ? last : first + 10000);
  return TRUE;
}

/* The number of a row; for a table that has none, the first column of its key. */
static char *
find_key (sqlite3    *handle,
          const char *table)
{
  g_autofree char *sql =
    g_strdup_printf ("SELECT i.name FROM pragma_table_list ('%s') AS t, "
                     "pragma_table_info ('%s') AS i WHERE t.schema = 'main' AND t.wr = 1 "
                     "AND i.pk = 1", table, table);
  sqlite3_stmt *s = NULL;
  char *key = NULL;

  if (sqlite3_prepare_v2 (handle, sql, -1, &s, NULL) == SQLITE_OK && sqlite3_step (s) == SQLITE_ROW)
    key = g_strdup ((const char *)sqlite3_column_text (s, 0));
  sqlite3_finalize (s);
  return key != NULL ? key : g_strdup ("rowid");
}

gboolean
_packshot_salvage_table (PackshotDb *from,
                         PackshotDb *to,
                         const char *name,
                         gint64     *n_rows,
                         gboolean   *whole,
                         GError    **error)
{
  g_auto(Table) table = {
    .from = _packshot_db_get_handle (from), .to = _packshot_db_get_handle (to), .table = name,
    .whole = TRUE,
  };
  gboolean ok;

  table.key = find_key (table.to, name);
  find_columns (&table);
  if (table.n_columns == 0)
    {
      *whole = FALSE;
      return TRUE;
    }
  ok = prepare_insert (&table) && take_table (&table);
  *n_rows += table.n_rows;
  *whole = table.whole;
  return ok || _packshot_db_set_error (to, sqlite3_extended_errcode (table.to), error);
}
