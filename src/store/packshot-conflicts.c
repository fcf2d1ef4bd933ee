/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* What both sides changed and a person has to settle. On a store thread. */

#include "config.h"

#include "packshot-journal.h"

#include "packshot-statement-private.h"

#define COLUMNS "id, item, image, kind, since"

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

static PackshotConflictRow *
conflict_read (PackshotStatement *s)
{
  PackshotConflictRow *row = g_new0 (PackshotConflictRow, 1);
  const char *kind = _packshot_statement_get_text (s, 3);

  row->id = _packshot_statement_get_int64 (s, 0);
  row->item = _packshot_statement_get_int64 (s, 1);
  row->image = _packshot_statement_get_int64 (s, 2);
  for (guint i = 0; i < G_N_ELEMENTS (kind_names); i++)
    if (g_strcmp0 (kind_names[i], kind) == 0)
      row->kind = i;
  row->since = _packshot_statement_get_int64 (s, 4);
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
                            "INSERT INTO conflicts (item, image, kind, since) "
                            "VALUES (?1, ?2, ?3, ?4)", error);
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
 * Makes the item's open conflicts equal to @rows. Those that stay keep their id and their age.
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
