/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* The journal of calls that change a server. A step is recorded as sending before its first byte
 * and ended after its answer; what is found in state sending after a crash is in doubt.
 *
 *   sending ──▶ done | failed              answered
 *      └──────▶ settled | failed | orphan  in doubt, then looked for
 *
 * On a store thread. */

#include "config.h"

#include "packshot-journal.h"

#include "packshot-galleries-private.h"
#include "packshot-statement-private.h"

#define COLUMNS \
  "s.id, s.item, s.kind, s.state, s.image, s.sha256, s.title, s.is_primary, s.visibility, " \
  "s.remote, s.raw, s.seen, s.started_at, s.ended_at, s.error"

static const char * const kind_names[] = { "upload", "put", "delete", "write" };
static const char * const state_names[] = { "sending", "done", "settled", "failed", "orphan" };

static guint
name_index (const char * const *names,
            guint               n_names,
            const char         *name)
{
  for (guint i = 0; i < n_names; i++)
    if (g_strcmp0 (names[i], name) == 0)
      return i;
  return 0;
}

/**
 * packshot_step_row_new:
 *
 * Returns: (transfer full): a step whose fields are all unset
 */
PackshotStepRow *
packshot_step_row_new (void)
{
  return g_new0 (PackshotStepRow, 1);
}

void
packshot_step_row_free (PackshotStepRow *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->sha256);
  g_free (self->title);
  g_free (self->remote);
  g_free (self->raw);
  g_free (self->error);
  g_free (self);
}

static PackshotStepRow *
step_read (PackshotStatement *s)
{
  PackshotStepRow *row = packshot_step_row_new ();

  row->id = _packshot_statement_get_int64 (s, 0);
  row->item = _packshot_statement_get_int64 (s, 1);
  row->kind = name_index (kind_names, G_N_ELEMENTS (kind_names),
                          _packshot_statement_get_text (s, 2));
  row->state = name_index (state_names, G_N_ELEMENTS (state_names),
                           _packshot_statement_get_text (s, 3));
  row->image = _packshot_statement_get_int64 (s, 4);
  row->sha256 = _packshot_statement_dup_text (s, 5);
  row->title = _packshot_statement_dup_text (s, 6);
  row->is_primary = _packshot_statement_get_int64 (s, 7) != 0;
  packshot_visibility_from_string (_packshot_statement_get_text (s, 8), &row->visibility);
  row->remote = _packshot_statement_dup_text (s, 9);
  row->raw = _packshot_statement_dup_text (s, 10);
  row->seen = _packshot_statement_get_int64 (s, 11);
  row->started_at = _packshot_statement_get_int64 (s, 12);
  row->ended_at = _packshot_statement_get_int64 (s, 13);
  row->error = _packshot_statement_dup_text (s, 14);
  return row;
}

static void
step_bind (PackshotStatement     *s,
           const PackshotStepRow *row)
{
  _packshot_statement_bind_int64 (s, 1, row->item);
  _packshot_statement_bind_text (s, 2, kind_names[row->kind]);
  _packshot_statement_bind_id (s, 3, row->image);
  _packshot_statement_bind_text (s, 4, row->sha256);
  _packshot_statement_bind_text (s, 5, row->title != NULL ? row->title : "");
  _packshot_statement_bind_int64 (s, 6, row->is_primary ? 1 : 0);
  _packshot_statement_bind_text (s, 7, packshot_visibility_to_string (row->visibility));
  _packshot_statement_bind_text (s, 8, row->remote);
  _packshot_statement_bind_text (s, 9, row->raw);
  _packshot_statement_bind_int64 (s, 10, row->seen);
  _packshot_statement_bind_int64 (s, 11, row->started_at);
}

/**
 * packshot_steps_begin:
 * @db: a connection
 * @row: (inout): what is about to be sent; its id, state and seen are set
 * @error: return location
 *
 * Records a step before its first byte. What the server showed last is kept with it until it ends,
 * to be compared with.
 *
 * Returns: whether it is recorded
 */
gboolean
packshot_steps_begin (PackshotDb      *db,
                      PackshotStepRow *row,
                      GError         **error)
{
  g_autoptr(PackshotStatement) s = NULL;
  gint64 seen, id;

  g_return_val_if_fail ((guint)row->kind < G_N_ELEMENTS (kind_names), FALSE);

  seen = packshot_galleries_get_id (db, row->item, PACKSHOT_TREE_REMOTE, error);
  if (seen == 0)
    return FALSE;
  s = _packshot_db_prepare (db,
                            "INSERT INTO steps (item, kind, state, image, sha256, title, "
                            "is_primary, visibility, remote, raw, seen, started_at) "
                            "VALUES (?1, ?2, 'sending', ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
                            error);
  if (s == NULL)
    return FALSE;
  row->seen = seen;
  row->state = PACKSHOT_STEP_SENDING;
  step_bind (s, row);
  if (!_packshot_statement_run_insert (s, &id, error))
    return FALSE;
  row->id = id;
  return TRUE;
}

static gboolean
get_seen (PackshotDb *db,
          gint64      id,
          gint64     *seen,
          GError    **error)
{
  g_autoptr(PackshotStatement) s = NULL;

  s = _packshot_db_prepare (db, "SELECT seen FROM steps WHERE id = ?1", error);
  if (s == NULL)
    return FALSE;
  _packshot_statement_bind_int64 (s, 1, id);
  return _packshot_statement_run_number (s, seen, error);
}

/**
 * packshot_steps_end:
 * @db: a connection
 * @id: a step in state sending
 * @state: how it ended
 * @remote: (nullable): the row that it made; %NULL leaves what is there
 * @raw: (nullable): the whole answer; %NULL leaves what is there
 * @at: microseconds UTC
 * @error_text: (nullable): why it failed
 * @error: return location; %PACKSHOT_STORE_ERROR_NOT_FOUND when no such step is sending
 *
 * Returns: whether it has been written
 */
gboolean
packshot_steps_end (PackshotDb       *db,
                    gint64            id,
                    PackshotStepState state,
                    const char       *remote,
                    const char       *raw,
                    gint64            at,
                    const char       *error_text,
                    GError          **error)
{
  g_autoptr(PackshotStatement) s = NULL;
  gint64 seen;

  g_return_val_if_fail (state > PACKSHOT_STEP_SENDING && state <= PACKSHOT_STEP_ORPHAN, FALSE);

  if (!get_seen (db, id, &seen, error))
    return FALSE;
  s = _packshot_db_prepare (db,
                            "UPDATE steps SET state = ?2, remote = ifnull (?3, remote), "
                            "raw = ifnull (?4, raw), ended_at = ?5, error = ?6, seen = NULL "
                            "WHERE id = ?1 AND (state = 'sending' OR (state = 'failed' "
                            "AND error = '" PACKSHOT_STEP_NOT_FOUND "' AND ?2 = 'settled'))",
                            error);
  if (s == NULL)
    return FALSE;
  _packshot_statement_bind_int64 (s, 1, id);
  _packshot_statement_bind_text (s, 2, state_names[state]);
  _packshot_statement_bind_text (s, 3, remote);
  _packshot_statement_bind_text (s, 4, raw);
  _packshot_statement_bind_int64 (s, 5, at);
  _packshot_statement_bind_text (s, 6, error_text);
  return _packshot_statement_run_one (s, "open step", id, error) &&
         _packshot_galleries_drop (db, seen, error);
}

static GPtrArray *
read_steps (PackshotStatement *s,
            gint64             item,
            GError           **error)
{
  g_autoptr(GPtrArray) rows = NULL;
  int more;

  _packshot_statement_bind_int64 (s, 1, item);
  rows = g_ptr_array_new_with_free_func ((GDestroyNotify)packshot_step_row_free);
  while ((more = _packshot_statement_step (s, error)) > 0)
    g_ptr_array_add (rows, step_read (s));
  return more == 0 ? g_steal_pointer (&rows) : NULL;
}

static GPtrArray *
list_steps (PackshotDb *db,
            const char *sql,
            gint64      item,
            GError    **error)
{
  g_autoptr(PackshotStatement) s = _packshot_db_prepare (db, sql, error);

  return s != NULL ? read_steps (s, item, error) : NULL;
}

/**
 * packshot_steps_list_open:
 * @db: a connection
 * @item: an item's id
 * @error: return location
 *
 * Returns: (transfer full) (element-type PackshotStepRow) (nullable): its steps in state sending,
 *   the oldest first
 */
GPtrArray *
packshot_steps_list_open (PackshotDb *db,
                          gint64      item,
                          GError    **error)
{
  return list_steps (db,
                     "SELECT " COLUMNS " FROM steps AS s "
                     "WHERE s.item = ?1 AND s.state = 'sending' ORDER BY s.id", item, error);
}

/**
 * packshot_steps_list_unlisted:
 * @db: a connection
 * @item: an item's id
 * @error: return location
 *
 * Returns: (transfer full) (element-type PackshotStepRow) (nullable): uploads that were confirmed
 *   and whose row is not in the remote gallery, the oldest first
 */
GPtrArray *
packshot_steps_list_unlisted (PackshotDb *db,
                              gint64      item,
                              GError    **error)
{
  return list_steps (db,
                     "SELECT " COLUMNS " FROM steps AS s JOIN items AS i ON i.id = s.item "
                     "WHERE s.item = ?1 AND s.remote IS NOT NULL AND s.kind = 'upload' "
                     "AND s.state IN ('done', 'settled') AND NOT EXISTS "
                     "(SELECT 1 FROM gallery_images AS p WHERE p.gallery = i.remote_gallery "
                     "AND p.remote = s.remote) ORDER BY s.id", item, error);
}

/**
 * packshot_steps_ends_with_deleted_primary:
 * @db: a connection
 * @item: an item's id
 * @deleted_primary: (out): whether the last call that changed the item's server deleted the row
 *   which carried the flag
 * @error: return location
 *
 * Returns: whether the database could be read
 */
gboolean
packshot_steps_ends_with_deleted_primary (PackshotDb *db,
                                          gint64      item,
                                          gboolean   *deleted_primary,
                                          GError    **error)
{
  g_autoptr(GPtrArray) last = list_steps (db,
                                          "SELECT " COLUMNS " FROM steps AS s WHERE s.item = ?1 "
                                          "AND s.state IN ('done', 'settled') "
                                          "ORDER BY s.id DESC LIMIT 1", item, error);

  if (last == NULL)
    return FALSE;
  *deleted_primary = last->len == 1 &&
    ((PackshotStepRow *)last->pdata[0])->kind == PACKSHOT_STEP_DELETE &&
    ((PackshotStepRow *)last->pdata[0])->is_primary;
  return TRUE;
}

/**
 * packshot_steps_list_echoes:
 * @db: a connection
 * @item: an item's id
 * @since: microseconds UTC
 * @error: return location
 *
 * Returns: (transfer full) (element-type PackshotStepRow) (nullable): uploads begun at @since or
 *   later whose effect may still come, because they were in doubt and not found, or may come once
 *   more, because something between us and the server sent them twice; the oldest first
 */
GPtrArray *
packshot_steps_list_echoes (PackshotDb *db,
                            gint64      item,
                            gint64      since,
                            GError    **error)
{
  g_autoptr(PackshotStatement) s = NULL;

  s = _packshot_db_prepare (db,
                            "SELECT " COLUMNS " FROM steps AS s WHERE s.item = ?1 "
                            "AND s.kind = 'upload' AND (s.state IN ('done', 'settled') "
                            "OR (s.state = 'failed' AND s.error = '" PACKSHOT_STEP_NOT_FOUND "')) "
                            "AND s.started_at >= ?2 ORDER BY s.id", error);
  if (s == NULL)
    return NULL;
  _packshot_statement_bind_int64 (s, 2, since);
  return read_steps (s, item, error);
}

/**
 * packshot_steps_prune:
 * @db: a connection
 * @before: microseconds UTC
 * @error: return location
 *
 * Drops steps that ended before @before, but for those that are still asked for: the last one of an
 * item, and all of an item with work left, of which some may be sent and not listed yet.
 *
 * Returns: whether it has been done
 */
gboolean
packshot_steps_prune (PackshotDb *db,
                      gint64      before,
                      GError    **error)
{
  g_autoptr(PackshotStatement) s = NULL;

  s = _packshot_db_prepare (db,
                            "DELETE FROM steps WHERE ended_at < ?1 "
                            "AND state IN ('done', 'settled', 'failed') "
                            "AND id <> (SELECT max (l.id) FROM steps AS l "
                            "WHERE l.item = steps.item AND l.state IN ('done', 'settled')) "
                            "AND NOT EXISTS (SELECT 1 FROM items AS i WHERE i.id = steps.item "
                            "AND i.local_gallery <> i.synced_gallery)", error);
  if (s == NULL)
    return FALSE;
  _packshot_statement_bind_int64 (s, 1, before);
  return _packshot_statement_run (s, error);
}
