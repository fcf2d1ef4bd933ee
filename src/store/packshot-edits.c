/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* What users did, with the galleries before and after it, so that it can be undone for ever. Edits
 * are one line through all items: what was undone is dropped when something else is done. On a
 * store thread. */

#include "config.h"

#include "packshot-edits.h"

#include "packshot-galleries-private.h"
#include "packshot-statement-private.h"

#define COLUMNS "id, batch, at, kind, item, before, after, undone"

void
packshot_edit_free (PackshotEdit *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->kind);
  g_clear_pointer (&self->before, packshot_gallery_unref);
  g_clear_pointer (&self->after, packshot_gallery_unref);
  g_free (self);
}

static PackshotEdit *
edit_read (PackshotDb        *db,
           PackshotStatement *s,
           GError           **error)
{
  g_autoptr(PackshotEdit) edit = g_new0 (PackshotEdit, 1);

  edit->id = _packshot_statement_get_int64 (s, 0);
  edit->batch = _packshot_statement_get_int64 (s, 1);
  edit->at = _packshot_statement_get_int64 (s, 2);
  edit->kind = _packshot_statement_dup_text (s, 3);
  edit->item = _packshot_statement_get_int64 (s, 4);
  edit->before = packshot_galleries_load (db, _packshot_statement_get_int64 (s, 5), error);
  if (edit->before == NULL)
    return NULL;
  edit->after = packshot_galleries_load (db, _packshot_statement_get_int64 (s, 6), error);
  if (edit->after == NULL)
    return NULL;
  edit->undone = _packshot_statement_get_int64 (s, 7) != 0;
  return g_steal_pointer (&edit);
}

static gboolean
drop_undone (PackshotDb *db,
             GError    **error)
{
  g_autoptr(PackshotStatement) s = NULL;
  g_autoptr(GArray) galleries = NULL;

  s = _packshot_db_prepare (db,
                            "WITH gone AS (SELECT e.before, e.after, d.synced_before, "
                            "d.synced_after, d.other FROM edits AS e "
                            "LEFT JOIN decisions AS d ON d.edit = e.id WHERE e.undone = 1) "
                            "SELECT before FROM gone UNION SELECT after FROM gone UNION "
                            "SELECT synced_before FROM gone WHERE other IS NOT NULL UNION "
                            "SELECT synced_after FROM gone WHERE other IS NOT NULL UNION "
                            "SELECT other FROM gone WHERE other IS NOT NULL", error);
  if (s == NULL)
    return FALSE;
  galleries = _packshot_statement_run_ids (s, error);
  if (galleries == NULL)
    return FALSE;
  if (galleries->len > 0 && !_packshot_db_exec (db, "DELETE FROM edits WHERE undone = 1", error))
    return FALSE;
  for (guint i = 0; i < galleries->len; i++)
    if (!_packshot_galleries_drop (db, g_array_index (galleries, gint64, i), error))
      return FALSE;
  return TRUE;
}

static gboolean
next_batch (PackshotDb *db,
            gint64     *batch,
            GError    **error)
{
  g_autoptr(PackshotStatement) s = NULL;

  s = _packshot_db_prepare (db, "SELECT ifnull (max (batch), 0) + 1 FROM edits WHERE undone = 0",
                            error);
  return s != NULL && _packshot_statement_run_number (s, batch, error);
}

/**
 * packshot_edits_add:
 * @db: a connection
 * @batch: (inout) (nullable): 0 for a new batch, whose number is set, or the number of one to go
 *   on with; %NULL for a batch of this edit alone
 * @at: microseconds UTC
 * @kind: what was done, one of the words of [struct@Packshot.Edit]
 * @item: an item's id
 * @before: its gallery before
 * @after: its gallery after
 * @error: return location
 *
 * Records an edit; packshot_galleries_set() makes it. What had been undone can't be redone after
 * it.
 *
 * Returns: whether it is recorded
 */
gboolean
packshot_edits_add (PackshotDb      *db,
                    gint64          *batch,
                    gint64           at,
                    const char      *kind,
                    gint64           item,
                    PackshotGallery *before,
                    PackshotGallery *after,
                    GError         **error)
{
  g_autoptr(PackshotStatement) s = NULL;
  gint64 number = batch != NULL ? *batch : 0;
  gint64 before_id, after_id;

  if (!drop_undone (db, error) || (number == 0 && !next_batch (db, &number, error)))
    return FALSE;
  before_id = _packshot_galleries_keep (db, item, before, error);
  if (before_id == 0)
    return FALSE;
  after_id = _packshot_galleries_keep (db, item, after, error);
  if (after_id == 0)
    return FALSE;
  s = _packshot_db_prepare (db,
                            "INSERT INTO edits (batch, at, kind, item, before, after) "
                            "VALUES (?1, ?2, ?3, ?4, ?5, ?6)", error);
  if (s == NULL)
    return FALSE;
  _packshot_statement_bind_int64 (s, 1, number);
  _packshot_statement_bind_int64 (s, 2, at);
  _packshot_statement_bind_text (s, 3, kind);
  _packshot_statement_bind_int64 (s, 4, item);
  _packshot_statement_bind_int64 (s, 5, before_id);
  _packshot_statement_bind_int64 (s, 6, after_id);
  if (!_packshot_statement_run (s, error))
    return FALSE;
  if (batch != NULL)
    *batch = number;
  return TRUE;
}

static GPtrArray *
load_edits (PackshotDb *db,
            const char *sql,
            GError    **error)
{
  g_autoptr(GPtrArray) edits = NULL;
  g_autoptr(PackshotStatement) s = _packshot_db_prepare (db, sql, error);
  int more;

  if (s == NULL)
    return NULL;
  edits = g_ptr_array_new_with_free_func ((GDestroyNotify)packshot_edit_free);
  while ((more = _packshot_statement_step (s, error)) > 0)
    {
      PackshotEdit *edit = edit_read (db, s, error);

      if (edit == NULL)
        return NULL;
      g_ptr_array_add (edits, edit);
    }
  return more == 0 ? g_steal_pointer (&edits) : NULL;
}

/**
 * packshot_edits_get_undo:
 * @db: a connection
 * @error: return location
 *
 * Returns: (transfer full) (element-type PackshotEdit) (nullable): what undoing would undo, the
 *   newest first; empty when there is nothing
 */
GPtrArray *
packshot_edits_get_undo (PackshotDb *db,
                         GError    **error)
{
  return load_edits (db,
                     "SELECT " COLUMNS " FROM edits WHERE undone = 0 AND batch = "
                     "(SELECT max (batch) FROM edits WHERE undone = 0) ORDER BY id DESC", error);
}

/**
 * packshot_edits_get_redo:
 * @db: a connection
 * @error: return location
 *
 * Returns: (transfer full) (element-type PackshotEdit) (nullable): what redoing would do again, the
 *   oldest first; empty when there is nothing
 */
GPtrArray *
packshot_edits_get_redo (PackshotDb *db,
                         GError    **error)
{
  return load_edits (db,
                     "SELECT " COLUMNS " FROM edits WHERE undone = 1 AND batch = "
                     "(SELECT min (batch) FROM edits WHERE undone = 1) ORDER BY id", error);
}

/**
 * packshot_edits_get_time:
 * @db: a connection
 * @item: an item's id
 * @at: (out): when it was edited last, but for conflicts that were decided and what was undone; 0
 *   when it was not
 * @error: return location
 *
 * Returns: whether it could be read
 */
gboolean
packshot_edits_get_time (PackshotDb *db,
                         gint64      item,
                         gint64     *at,
                         GError    **error)
{
  g_autoptr(PackshotStatement) s = NULL;

  s = _packshot_db_prepare (db,
                            "SELECT ifnull (max (at), 0) FROM edits WHERE item = ?1 AND "
                            "undone = 0 AND kind <> 'resolve'", error);
  if (s == NULL)
    return FALSE;
  _packshot_statement_bind_int64 (s, 1, item);
  return _packshot_statement_run_number (s, at, error);
}

/**
 * packshot_edits_set_undone:
 * @db: a connection
 * @batch: a batch
 * @undone: whether it has been undone
 * @error: return location; %PACKSHOT_STORE_ERROR_NOT_FOUND
 *
 * Returns: whether it has been written
 */
gboolean
packshot_edits_set_undone (PackshotDb *db,
                           gint64      batch,
                           gboolean    undone,
                           GError    **error)
{
  g_autoptr(PackshotStatement) s = NULL;

  s = _packshot_db_prepare (db,
                            "UPDATE edits SET undone = ?2 WHERE undone IN (0, 1) AND batch = ?1",
                            error);
  if (s == NULL)
    return FALSE;
  _packshot_statement_bind_int64 (s, 1, batch);
  _packshot_statement_bind_int64 (s, 2, undone ? 1 : 0);
  return _packshot_statement_run_one (s, "batch", batch, error);
}
