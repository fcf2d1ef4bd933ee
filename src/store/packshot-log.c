/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* What happened, one line each. On a store thread. */

#include "config.h"

#include "packshot-journal.h"

#include "packshot-statement-private.h"

#define COLUMNS "id, at, account, item, image, event, detail, bytes"

void
packshot_log_row_free (PackshotLogRow *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->event);
  g_free (self->detail);
  g_free (self);
}

/**
 * packshot_log_add:
 * @db: a connection
 * @row: what happened; its id is not looked at
 * @error: return location
 *
 * Returns: whether it has been written
 */
gboolean
packshot_log_add (PackshotDb           *db,
                  const PackshotLogRow *row,
                  GError              **error)
{
  g_autoptr(PackshotStatement) s = NULL;

  s = _packshot_db_prepare (db,
                            "INSERT INTO log (at, account, item, image, event, detail, bytes) "
                            "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)", error);
  if (s == NULL)
    return FALSE;
  _packshot_statement_bind_int64 (s, 1, row->at);
  _packshot_statement_bind_id (s, 2, row->account);
  _packshot_statement_bind_id (s, 3, row->item);
  _packshot_statement_bind_id (s, 4, row->image);
  _packshot_statement_bind_text (s, 5, row->event);
  _packshot_statement_bind_text (s, 6, row->detail != NULL ? row->detail : "");
  _packshot_statement_bind_int64 (s, 7, row->bytes);
  return _packshot_statement_run (s, error);
}

static PackshotLogRow *
log_read (PackshotStatement *s)
{
  PackshotLogRow *row = g_new0 (PackshotLogRow, 1);

  row->id = _packshot_statement_get_int64 (s, 0);
  row->at = _packshot_statement_get_int64 (s, 1);
  row->account = _packshot_statement_get_int64 (s, 2);
  row->item = _packshot_statement_get_int64 (s, 3);
  row->image = _packshot_statement_get_int64 (s, 4);
  row->event = _packshot_statement_dup_text (s, 5);
  row->detail = _packshot_statement_dup_text (s, 6);
  row->bytes = _packshot_statement_get_int64 (s, 7);
  return row;
}

/**
 * packshot_log_list:
 * @db: a connection
 * @item: an item's id, or 0 for all
 * @limit: how many at most, or 0 for all
 * @error: return location
 *
 * Returns: (transfer full) (element-type PackshotLogRow) (nullable): the newest first
 */
GPtrArray *
packshot_log_list (PackshotDb *db,
                   gint64      item,
                   guint       limit,
                   GError    **error)
{
  g_autoptr(GPtrArray) rows = NULL;
  g_autoptr(PackshotStatement) s = NULL;
  int more;

  s = _packshot_db_prepare (db, item != 0 ?
                            "SELECT " COLUMNS " FROM log WHERE item = ?2 "
                            "ORDER BY id DESC LIMIT ?1" :
                            "SELECT " COLUMNS " FROM log ORDER BY id DESC LIMIT ?1", error);
  if (s == NULL)
    return NULL;
  _packshot_statement_bind_int64 (s, 1, limit != 0 ? limit : -1);
  if (item != 0)
    _packshot_statement_bind_int64 (s, 2, item);
  rows = g_ptr_array_new_with_free_func ((GDestroyNotify)packshot_log_row_free);
  while ((more = _packshot_statement_step (s, error)) > 0)
    g_ptr_array_add (rows, log_read (s));
  return more == 0 ? g_steal_pointer (&rows) : NULL;
}
