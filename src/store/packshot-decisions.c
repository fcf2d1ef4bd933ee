/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* How conflicts were decided, beside the edits that did it, so that it can be taken back. On a
 * store thread. */

#include "config.h"

#include "packshot-decisions.h"

#include "packshot-galleries-private.h"
#include "packshot-statement-private.h"

void
packshot_decision_free (PackshotDecision *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->synced_before, packshot_gallery_unref);
  g_clear_pointer (&self->synced_after, packshot_gallery_unref);
  g_clear_pointer (&self->other, packshot_gallery_unref);
  g_free (self);
}

/**
 * packshot_decisions_add:
 * @db: a connection
 * @decision: how a conflict was decided
 * @error: return location
 *
 * Records the decision with the edit that was recorded last.
 *
 * Returns: whether it is recorded
 */
gboolean
packshot_decisions_add (PackshotDb             *db,
                        const PackshotDecision *decision,
                        GError                **error)
{
  const PackshotConflictRow *row = &decision->conflict;
  PackshotGallery *galleries[] = {
    decision->synced_before, decision->synced_after, decision->other
  };
  gint64 ids[G_N_ELEMENTS (galleries)];
  g_autoptr(PackshotStatement) s = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (galleries); i++)
    {
      ids[i] = _packshot_galleries_keep (db, row->item, galleries[i], error);
      if (ids[i] == 0)
        return FALSE;
    }
  s = _packshot_db_prepare (db,
                            "INSERT INTO decisions (edit, conflict, image, kind, since, "
                            "looked_before, synced_before, synced_after, other) "
                            "SELECT max (id), ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8 FROM edits", error);
  if (s == NULL)
    return FALSE;
  _packshot_statement_bind_int64 (s, 1, row->id);
  _packshot_statement_bind_id (s, 2, row->image);
  _packshot_statement_bind_text (s, 3, packshot_conflict_kind_to_string (row->kind));
  _packshot_statement_bind_int64 (s, 4, row->since);
  _packshot_statement_bind_id (s, 5, row->looked_before);
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    _packshot_statement_bind_int64 (s, 6 + (int)i, ids[i]);
  return _packshot_statement_run (s, error);
}

static PackshotDecision *
decision_read (PackshotDb        *db,
               PackshotStatement *s,
               GError           **error)
{
  g_autoptr(PackshotDecision) decision = g_new0 (PackshotDecision, 1);
  PackshotConflictRow *row = &decision->conflict;

  row->id = _packshot_statement_get_int64 (s, 0);
  row->image = _packshot_statement_get_int64 (s, 1);
  packshot_conflict_kind_from_string (_packshot_statement_get_text (s, 2), &row->kind);
  row->since = _packshot_statement_get_int64 (s, 3);
  row->looked_before = _packshot_statement_get_int64 (s, 4);
  row->item = _packshot_statement_get_int64 (s, 8);
  decision->synced_before =
    packshot_galleries_load (db, _packshot_statement_get_int64 (s, 5), error);
  if (decision->synced_before == NULL)
    return NULL;
  decision->synced_after =
    packshot_galleries_load (db, _packshot_statement_get_int64 (s, 6), error);
  if (decision->synced_after == NULL)
    return NULL;
  decision->other = packshot_galleries_load (db, _packshot_statement_get_int64 (s, 7), error);
  return decision->other != NULL ? g_steal_pointer (&decision) : NULL;
}

/**
 * packshot_decisions_get:
 * @db: a connection
 * @edit: an edit's id
 * @decision: (out) (nullable) (transfer full): how it decided a conflict, %NULL when it did not
 * @error: return location
 *
 * Returns: whether it could be read
 */
gboolean
packshot_decisions_get (PackshotDb        *db,
                        gint64             edit,
                        PackshotDecision **decision,
                        GError           **error)
{
  g_autoptr(PackshotStatement) s = NULL;
  int more;

  *decision = NULL;
  s = _packshot_db_prepare (db,
                            "SELECT d.conflict, d.image, d.kind, d.since, d.looked_before, "
                            "d.synced_before, d.synced_after, d.other, e.item "
                            "FROM decisions AS d JOIN edits AS e ON e.id = d.edit "
                            "WHERE d.edit = ?1", error);
  if (s == NULL)
    return FALSE;
  _packshot_statement_bind_int64 (s, 1, edit);
  more = _packshot_statement_step (s, error);
  if (more > 0)
    *decision = decision_read (db, s, error);
  return more == 0 || *decision != NULL;
}
