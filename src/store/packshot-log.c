/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* What happened, one line each: writing, counting, forgetting. Finding and reading for people is in
 * packshot-log-query.c. On a store thread. */

#include "config.h"

#include "packshot-journal.h"

#include "packshot-statement-private.h"

#define COLUMNS "id, at, account, item, image, event, detail, bytes"

static const char * const kind_names[] = {
  [PACKSHOT_LOG_SENT] = "sent",
  [PACKSHOT_LOG_DELETED] = "deleted",
  [PACKSHOT_LOG_WRITTEN] = "written",
  [PACKSHOT_LOG_CHECKED] = "checked",
  [PACKSHOT_LOG_SETTLED] = "settled",
  [PACKSHOT_LOG_LOST] = "lost",
  [PACKSHOT_LOG_ORPHAN] = "orphan",
  [PACKSHOT_LOG_FAILED] = "failed",
  [PACKSHOT_LOG_RETRIED] = "retried",
  [PACKSHOT_LOG_TAKEN] = "taken",
  [PACKSHOT_LOG_CONFLICT] = "conflict",
  [PACKSHOT_LOG_EDIT] = "edit",
  [PACKSHOT_LOG_ACCOUNT] = "account",
  [PACKSHOT_LOG_PAUSED] = "paused",
  [PACKSHOT_LOG_RESUMED] = "resumed",
  [PACKSHOT_LOG_OTHER] = "other",
};

const char *
packshot_log_kind_to_string (PackshotLogKind kind)
{
  g_return_val_if_fail ((guint)kind < G_N_ELEMENTS (kind_names), NULL);

  return kind_names[kind];
}

/**
 * packshot_log_kind_from_string:
 * @event: (nullable): what stands in a row
 *
 * Returns: its kind; %PACKSHOT_LOG_OTHER for what is not known
 */
PackshotLogKind
packshot_log_kind_from_string (const char *event)
{
  for (guint i = 0; i < G_N_ELEMENTS (kind_names); i++)
    if (g_strcmp0 (kind_names[i], event) == 0)
      return (PackshotLogKind)i;
  return PACKSHOT_LOG_OTHER;
}

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

/**
 * packshot_log_note:
 * @db: a connection
 * @kind: what kind of thing happened
 * @item: to which item
 * @image: to which of its pictures, or 0
 * @detail: (nullable): see #PackshotLogKind
 * @at: microseconds UTC
 * @error: return location
 *
 * Returns: whether it has been written
 */
gboolean
packshot_log_note (PackshotDb     *db,
                   PackshotLogKind kind,
                   gint64          item,
                   gint64          image,
                   const char     *detail,
                   gint64          at,
                   GError        **error)
{
  g_autoptr(PackshotStatement) s = NULL;

  s = _packshot_db_prepare (db,
                            "INSERT INTO log (at, account, item, image, event, detail) "
                            "SELECT ?1, account, id, ?3, ?4, ?5 FROM items WHERE id = ?2", error);
  if (s == NULL)
    return FALSE;
  _packshot_statement_bind_int64 (s, 1, at);
  _packshot_statement_bind_int64 (s, 2, item);
  _packshot_statement_bind_id (s, 3, image);
  _packshot_statement_bind_text (s, 4, packshot_log_kind_to_string (kind));
  _packshot_statement_bind_text (s, 5, detail != NULL ? detail : "");
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

/**
 * packshot_log_count:
 * @db: a connection
 * @since: microseconds UTC, or 0 for all
 * @error: return location
 *
 * Returns: how many lines there are, or -1
 */
gint64
packshot_log_count (PackshotDb *db,
                    gint64      since,
                    GError    **error)
{
  g_autoptr(PackshotStatement) s = NULL;
  gint64 number;

  s = _packshot_db_prepare (db, "SELECT count(*) FROM log WHERE at >= ?1", error);
  if (s == NULL)
    return -1;
  _packshot_statement_bind_int64 (s, 1, since);
  return _packshot_statement_run_number (s, &number, error) ? number : -1;
}

/**
 * packshot_log_prune:
 * @db: a connection
 * @before: microseconds UTC: older lines are dropped
 * @max_rows: the oldest beyond so many are dropped as well
 * @error: return location
 *
 * Returns: whether it has been done
 */
gboolean
packshot_log_prune (PackshotDb *db,
                    gint64      before,
                    guint       max_rows,
                    GError    **error)
{
  g_autoptr(PackshotStatement) s = NULL;

  s = _packshot_db_prepare (db,
                            "DELETE FROM log WHERE at < ?1 OR id <= "
                            "(SELECT id FROM log ORDER BY id DESC LIMIT 1 OFFSET ?2)", error);
  if (s == NULL)
    return FALSE;
  _packshot_statement_bind_int64 (s, 1, before);
  _packshot_statement_bind_int64 (s, 2, max_rows);
  return _packshot_statement_run (s, error);
}
