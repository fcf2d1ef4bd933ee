/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* Whose turn it is: the items that a sync has to look at, in the order in which it does, and what
 * is left of them. One statement each, whatever the number of items; what is unsettled is found by
 * the partial indexes. On a store thread. */

#include "config.h"

#include "packshot-turns.h"

#include "packshot-statement-private.h"

#define HAS_WORK \
  "(i.local_gallery <> i.synced_gallery " \
  "OR i.id IN (SELECT item FROM doubts))"
#define TURN_COLUMNS \
  "i.id, i.account, " HAS_WORK " AS has_work, " \
  "i.problem IS NOT NULL OR i.next_try IS NOT NULL OR i.attempts > 0, " \
  "i.problem IS NOT NULL OR ifnull (i.next_try, 0) > ?1"

static gboolean
read_turns (PackshotStatement *s,
            GArray            *turns,
            GError           **error)
{
  int more;

  while ((more = _packshot_statement_step (s, error)) > 0)
    {
      const PackshotTurn turn = {
        .item = _packshot_statement_get_int64 (s, 0),
        .account = _packshot_statement_get_int64 (s, 1),
        .has_work = _packshot_statement_get_int64 (s, 2) != 0,
        .tried = _packshot_statement_get_int64 (s, 3) != 0,
        .later = _packshot_statement_get_int64 (s, 4) != 0,
      };

      g_array_append_val (turns, turn);
    }
  return more == 0;
}

static GArray *
list_turns (PackshotDb *db,
            const char *sql,
            gint64      now,
            GError    **error)
{
  g_autoptr(PackshotStatement) s = _packshot_db_prepare (db, sql, error);
  g_autoptr(GArray) turns = g_array_new (FALSE, FALSE, sizeof (PackshotTurn));

  if (s == NULL)
    return NULL;
  _packshot_statement_bind_int64 (s, 1, now);
  return read_turns (s, turns, error) ? g_steal_pointer (&turns) : NULL;
}

/**
 * packshot_turns_list_all:
 * @db: a connection
 * @now: microseconds UTC
 * @error: return location
 *
 * Items whose pictures the account's list has just shown to be the same as before are left out.
 *
 * Returns: (transfer full) (nullable) (element-type PackshotTurn): the turns of all items
 */
GArray *
packshot_turns_list_all (PackshotDb *db,
                         gint64      now,
                         GError    **error)
{
  return list_turns (db,
                     "SELECT " TURN_COLUMNS " FROM items AS i "
                     "WHERE " HAS_WORK " OR i.listed_mark IS NULL OR "
                     "i.looked_mark IS NOT i.listed_mark OR i.looked_at IS NOT i.listed_at "
                     "ORDER BY has_work DESC, iif (has_work, i.edited_at, NULL), i.looked_at, i.id",
                     now, error);
}

/**
 * packshot_turns_list_work:
 * @db: a connection
 * @now: microseconds UTC
 * @error: return location
 *
 * Returns: (transfer full) (nullable) (element-type PackshotTurn): the turns of the items that have
 *   changes to be sent or a step in doubt, the oldest edit first
 */
GArray *
packshot_turns_list_work (PackshotDb *db,
                          gint64      now,
                          GError    **error)
{
  return list_turns (db,
                     "SELECT " TURN_COLUMNS " FROM items AS i WHERE i.id IN "
                     "(SELECT id FROM items WHERE local_gallery <> synced_gallery UNION ALL "
                     "SELECT item FROM doubts) ORDER BY i.edited_at, i.id",
                     now, error);
}

/**
 * packshot_turns_list_items:
 * @db: a connection
 * @items: ids
 * @n_items: their number
 * @now: microseconds UTC
 * @error: return location
 *
 * Returns: (transfer full) (nullable) (element-type PackshotTurn): their turns in that order; items
 *   that are gone are left out
 */
GArray *
packshot_turns_list_items (PackshotDb   *db,
                           const gint64 *items,
                           guint         n_items,
                           gint64        now,
                           GError      **error)
{
  g_autoptr(GArray) turns = g_array_new (FALSE, FALSE, sizeof (PackshotTurn));

  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr(PackshotStatement) s =
        _packshot_db_prepare (db, "SELECT " TURN_COLUMNS " FROM items AS i WHERE i.id = ?2", error);

      if (s == NULL)
        return NULL;
      _packshot_statement_bind_int64 (s, 1, now);
      _packshot_statement_bind_int64 (s, 2, items[i]);
      if (!read_turns (s, turns, error))
        return NULL;
    }
  return g_steal_pointer (&turns);
}

/**
 * packshot_turns_list_old:
 * @db: a connection
 * @account: an account's id
 * @before: microseconds UTC
 * @n_max: how many at most
 * @now: microseconds UTC
 * @error: return location
 *
 * Returns: (transfer full) (nullable) (element-type PackshotTurn): the turns of items that wait for
 *   nothing and have not been looked at since @before, the oldest look first
 */
GArray *
packshot_turns_list_old (PackshotDb *db,
                         gint64      account,
                         gint64      before,
                         guint       n_max,
                         gint64      now,
                         GError    **error)
{
  g_autoptr(PackshotStatement) s = NULL;
  g_autoptr(GArray) turns = g_array_new (FALSE, FALSE, sizeof (PackshotTurn));

  s = _packshot_db_prepare (db,
                            "SELECT " TURN_COLUMNS " FROM items AS i WHERE i.account = ?2 "
                            "AND (i.looked_at IS NULL OR i.looked_at < ?3) AND NOT " HAS_WORK " "
                            "AND i.problem IS NULL AND ifnull (i.next_try, 0) <= ?1 "
                            "ORDER BY i.looked_at LIMIT ?4", error);
  if (s == NULL)
    return NULL;
  _packshot_statement_bind_int64 (s, 1, now);
  _packshot_statement_bind_int64 (s, 2, account);
  _packshot_statement_bind_int64 (s, 3, before);
  _packshot_statement_bind_int64 (s, 4, n_max);
  return read_turns (s, turns, error) ? g_steal_pointer (&turns) : NULL;
}

/**
 * packshot_turns_count:
 * @db: a connection
 * @scope: (nullable) (element-type gint64 gpointer): ids of the items that count, or %NULL for all
 * @counts: (out caller-allocates): what is left
 * @error: return location
 *
 * Returns: whether it could be counted
 */
gboolean
packshot_turns_count (PackshotDb         *db,
                      GHashTable         *scope,
                      PackshotTurnCounts *counts,
                      GError            **error)
{
  g_autoptr(PackshotStatement) s = NULL;
  int more;

  *counts = (PackshotTurnCounts) { 0 };
  s = _packshot_db_prepare (db,
                            "SELECT i.id, i.local_gallery <> i.synced_gallery, "
                            "i.id IN (SELECT item FROM doubts), "
                            "i.id IN (SELECT item FROM conflicts), i.problem IS NOT NULL, "
                            "ifnull (i.next_try, 0) FROM items AS i WHERE i.id IN "
                            "(SELECT id FROM items WHERE local_gallery <> synced_gallery UNION "
                            "SELECT item FROM doubts UNION "
                            "SELECT item FROM conflicts UNION "
                            "SELECT id FROM items WHERE problem IS NOT NULL)", error);
  if (s == NULL)
    return FALSE;
  while ((more = _packshot_statement_step (s, error)) > 0)
    {
      gint64 id = _packshot_statement_get_int64 (s, 0);
      gboolean pending = _packshot_statement_get_int64 (s, 1) != 0;
      gboolean in_doubt = _packshot_statement_get_int64 (s, 2) != 0;
      gboolean conflict = _packshot_statement_get_int64 (s, 3) != 0;
      gint64 next_try = _packshot_statement_get_int64 (s, 5);

      if (scope != NULL && !g_hash_table_contains (scope, &id))
        continue;
      counts->n_conflicts += conflict;
      if (_packshot_statement_get_int64 (s, 4) != 0)
        counts->n_needs_you++;
      else if ((pending && !conflict) || in_doubt)
        {
          counts->n_pending++;
          if (next_try > 0 && (counts->next_try == 0 || next_try < counts->next_try))
            counts->next_try = next_try;
        }
    }
  return more == 0;
}

gboolean
packshot_turns_shift_tries (PackshotDb *db,
                            gint64      jump,
                            GError    **error)
{
  g_autoptr(PackshotStatement) s = NULL;

  s = _packshot_db_prepare (db,
                            "UPDATE items SET next_try = max (next_try + ?1, 1) "
                            "WHERE next_try IS NOT NULL", error);
  if (s == NULL)
    return FALSE;
  _packshot_statement_bind_int64 (s, 1, jump);
  return _packshot_statement_run (s, error);
}

/* --- What lists show of pictures --- */

gboolean
packshot_turns_set_listed (PackshotDb *db,
                           gint64      item,
                           const char *mark,
                           GError    **error)
{
  g_autoptr(PackshotStatement) s = NULL;

  s = _packshot_db_prepare (db, "UPDATE items SET listed_mark = ?2 "
                            "WHERE id = ?1 AND listed_mark IS NOT ?2", error);
  if (s == NULL)
    return FALSE;
  _packshot_statement_bind_int64 (s, 1, item);
  if (mark != NULL)
    _packshot_statement_bind_text (s, 2, mark);
  return _packshot_statement_run (s, error);
}

gboolean
packshot_turns_set_looked (PackshotDb *db,
                           gint64      item,
                           GError    **error)
{
  g_autoptr(PackshotStatement) s = NULL;

  s = _packshot_db_prepare (db, "UPDATE items SET looked_mark = listed_mark "
                            "WHERE id = ?1 AND looked_mark IS NOT listed_mark", error);
  if (s == NULL)
    return FALSE;
  _packshot_statement_bind_int64 (s, 1, item);
  return _packshot_statement_run (s, error);
}

/**
 * packshot_turns_take_list:
 * @db: a write transaction
 * @account: an account's id
 * @listed_at: when the list was read
 * @error: return location
 *
 * A picture whose bytes are still to be fetched is looked at all the same.
 *
 * Returns: whether it is recorded
 */
gboolean
packshot_turns_take_list (PackshotDb *db,
                          gint64      account,
                          gint64      listed_at,
                          GError    **error)
{
  g_autoptr(PackshotStatement) s = NULL;

  s = _packshot_db_prepare (db,
                            "UPDATE items AS i SET looked_at = listed_at "
                            "WHERE account = ?1 AND listed_at = ?2 AND looked_at IS NOT NULL "
                            "AND listed_mark = looked_mark AND NOT " HAS_WORK " "
                            "AND problem IS NULL AND NOT EXISTS (SELECT 1 FROM gallery_images AS g "
                            "WHERE g.gallery = i.local_gallery AND g.sha256 IS NULL)", error);
  if (s == NULL)
    return FALSE;
  _packshot_statement_bind_int64 (s, 1, account);
  _packshot_statement_bind_int64 (s, 2, listed_at);
  return _packshot_statement_run (s, error);
}
