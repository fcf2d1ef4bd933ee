/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* What both sides changed and a person has to settle. On a store thread. */

#include "config.h"

#include "packshot-journal.h"

#include "packshot-statement-private.h"

#define COLUMNS "id, item, image, kind, since, looked_before"

static const char * const kind_names[] = {
  "content", "title", "visibility", "primary", "order", "removed-there", "removed-here"
};

/**
 * packshot_conflict_kind_to_string:
 * @kind: a kind of conflict
 *
 * Returns: its name in the database, on the command line and in JSON
 */
const char *
packshot_conflict_kind_to_string (PackshotConflictKind kind)
{
  g_return_val_if_fail ((guint)kind < G_N_ELEMENTS (kind_names), NULL);

  return kind_names[kind];
}

/**
 * packshot_conflict_kind_from_string:
 * @name: (nullable): a kind's name
 * @kind: (out): the kind; unchanged when there is none of that name
 *
 * Returns: whether there is such a kind
 */
gboolean
packshot_conflict_kind_from_string (const char           *name,
                                    PackshotConflictKind *kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (kind_names); i++)
    if (g_strcmp0 (kind_names[i], name) == 0)
      {
        *kind = i;
        return TRUE;
      }
  return FALSE;
}

static PackshotConflictRow *
conflict_read (PackshotStatement *s)
{
  PackshotConflictRow *row = g_new0 (PackshotConflictRow, 1);

  row->id = _packshot_statement_get_int64 (s, 0);
  row->item = _packshot_statement_get_int64 (s, 1);
  row->image = _packshot_statement_get_int64 (s, 2);
  packshot_conflict_kind_from_string (_packshot_statement_get_text (s, 3), &row->kind);
  row->since = _packshot_statement_get_int64 (s, 4);
  row->looked_before = _packshot_statement_get_int64 (s, 5);
  return row;
}

/* (nullable): the row for the same thing */
static PackshotConflictRow *
find_same (GPtrArray                 *rows,
           const PackshotConflictRow *like)
{
  for (guint i = 0; i < rows->len; i++)
    {
      PackshotConflictRow *row = rows->pdata[i];

      if (row->image == like->image && row->kind == like->kind)
        return row;
    }
  return NULL;
}

static gboolean
delete_conflict (PackshotDb *db,
                 gint64      id,
                 GError    **error)
{
  g_autoptr(PackshotStatement) s = NULL;

  s = _packshot_db_prepare (db, "DELETE FROM conflicts WHERE id = ?1", error);
  if (s == NULL)
    return FALSE;
  _packshot_statement_bind_int64 (s, 1, id);
  return _packshot_statement_run (s, error);
}

static gboolean
insert_conflict (PackshotDb                *db,
                 gint64                     item,
                 const PackshotConflictRow *row,
                 gint64                     at,
                 GError                   **error)
{
  g_autoptr(PackshotStatement) s = NULL;

  s = _packshot_db_prepare (db,
                            "INSERT INTO conflicts (item, image, kind, since, looked_before) "
                            "SELECT ?1, ?2, ?3, ?4, looked_at FROM items WHERE id = ?1", error);
  if (s == NULL)
    return FALSE;
  _packshot_statement_bind_int64 (s, 1, item);
  _packshot_statement_bind_id (s, 2, row->image);
  _packshot_statement_bind_text (s, 3, packshot_conflict_kind_to_string (row->kind));
  _packshot_statement_bind_int64 (s, 4, at);
  return _packshot_statement_run (s, error);
}

/**
 * packshot_conflicts_set:
 * @db: a connection
 * @item: an item's id
 * @rows: (element-type PackshotConflictRow): all that is open now; image and kind are looked at
 * @at: microseconds UTC, for those that are new
 * @error: return location
 *
 * Makes the item's open conflicts equal to @rows. Those that stay keep their id and their age; to
 * those that are new belongs the item's last look, so the new one is to be noted after them.
 *
 * Returns: whether it has been written
 */
gboolean
packshot_conflicts_set (PackshotDb *db,
                        gint64      item,
                        GPtrArray  *rows,
                        gint64      at,
                        GError    **error)
{
  g_autoptr(GPtrArray) open = NULL;

  g_return_val_if_fail (item != 0, FALSE);

  open = packshot_conflicts_list (db, item, error);
  if (open == NULL)
    return FALSE;
  for (guint i = 0; i < open->len; i++)
    {
      const PackshotConflictRow *row = open->pdata[i];

      if (find_same (rows, row) == NULL && !delete_conflict (db, row->id, error))
        return FALSE;
    }
  for (guint i = 0; i < rows->len; i++)
    {
      const PackshotConflictRow *row = rows->pdata[i];

      if (find_same (rows, row) == row && find_same (open, row) == NULL &&
          !insert_conflict (db, item, row, at, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * packshot_conflicts_list:
 * @db: a connection
 * @item: an item's id, or 0 for all
 * @error: return location
 *
 * Returns: (transfer full) (element-type PackshotConflictRow) (nullable): what is open, the oldest
 *   first
 */
GPtrArray *
packshot_conflicts_list (PackshotDb *db,
                         gint64      item,
                         GError    **error)
{
  g_autoptr(GPtrArray) rows = NULL;
  g_autoptr(PackshotStatement) s = NULL;
  int more;

  s = _packshot_db_prepare (db, item != 0 ?
                            "SELECT " COLUMNS " FROM conflicts WHERE item = ?1 ORDER BY id" :
                            "SELECT " COLUMNS " FROM conflicts ORDER BY id", error);
  if (s == NULL)
    return NULL;
  if (item != 0)
    _packshot_statement_bind_int64 (s, 1, item);
  rows = g_ptr_array_new_with_free_func (g_free);
  while ((more = _packshot_statement_step (s, error)) > 0)
    g_ptr_array_add (rows, conflict_read (s));
  return more == 0 ? g_steal_pointer (&rows) : NULL;
}

/**
 * packshot_conflicts_get:
 * @db: a connection
 * @id: a conflict's id
 * @error: return location; %PACKSHOT_STORE_ERROR_NOT_FOUND
 *
 * Returns: (transfer full) (nullable): the conflict, for g_free()
 */
PackshotConflictRow *
packshot_conflicts_get (PackshotDb *db,
                        gint64      id,
                        GError    **error)
{
  g_autoptr(PackshotStatement) s = NULL;
  int more;

  s = _packshot_db_prepare (db, "SELECT " COLUMNS " FROM conflicts WHERE id = ?1", error);
  if (s == NULL)
    return NULL;
  _packshot_statement_bind_int64 (s, 1, id);
  more = _packshot_statement_step (s, error);
  if (more > 0)
    return conflict_read (s);
  if (more == 0)
    g_set_error (error, PACKSHOT_STORE_ERROR, PACKSHOT_STORE_ERROR_NOT_FOUND,
                 "There is no conflict %" G_GINT64_FORMAT, id);
  return NULL;
}

/**
 * packshot_conflicts_restore:
 * @db: a connection
 * @row: a conflict that had been decided
 * @error: return location
 *
 * Opens it again, under its own id and with its age. One that is open already stays.
 *
 * Returns: whether it has been written
 */
gboolean
packshot_conflicts_restore (PackshotDb                *db,
                            const PackshotConflictRow *row,
                            GError                   **error)
{
  g_autoptr(PackshotStatement) s = NULL;

  s = _packshot_db_prepare (db,
                            "INSERT OR IGNORE INTO conflicts (id, item, image, kind, since, "
                            "looked_before) VALUES (?1, ?2, ?3, ?4, ?5, ?6)", error);
  if (s == NULL)
    return FALSE;
  _packshot_statement_bind_int64 (s, 1, row->id);
  _packshot_statement_bind_int64 (s, 2, row->item);
  _packshot_statement_bind_id (s, 3, row->image);
  _packshot_statement_bind_text (s, 4, packshot_conflict_kind_to_string (row->kind));
  _packshot_statement_bind_int64 (s, 5, row->since);
  _packshot_statement_bind_id (s, 6, row->looked_before);
  return _packshot_statement_run (s, error);
}

/**
 * packshot_conflicts_close:
 * @db: a connection
 * @like: item, image and kind are looked at
 * @was_open: (out): whether there was such a conflict
 * @error: return location
 *
 * Returns: whether it has been written
 */
gboolean
packshot_conflicts_close (PackshotDb                *db,
                          const PackshotConflictRow *like,
                          gboolean                  *was_open,
                          GError                   **error)
{
  g_autoptr(GPtrArray) open = packshot_conflicts_list (db, like->item, error);
  PackshotConflictRow *row = open != NULL ? find_same (open, like) : NULL;

  *was_open = row != NULL;
  return open != NULL && (row == NULL || delete_conflict (db, row->id, error));
}
