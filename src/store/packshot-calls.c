/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* Calls made to an account's server, by quarters of an hour. Each process adds its own, so that the
 * sum is right whoever calls. On a store thread. */

#include "config.h"

#include "packshot-turns.h"

#include "packshot-statement-private.h"

#define QUARTER (15 * G_TIME_SPAN_MINUTE)
#define KEPT_FOR (8 * G_TIME_SPAN_DAY)

/**
 * packshot_calls_add:
 * @db: a write transaction
 * @account: an account's id
 * @now: microseconds UTC
 * @n_calls: calls made just now
 * @error: return location
 *
 * Returns: whether they are recorded
 */
gboolean
packshot_calls_add (PackshotDb *db,
                    gint64      account,
                    gint64      now,
                    guint       n_calls,
                    GError    **error)
{
  g_autoptr(PackshotStatement) add = NULL;
  g_autoptr(PackshotStatement) drop = NULL;

  if (n_calls == 0)
    return TRUE;
  add = _packshot_db_prepare (db,
                              "INSERT INTO calls (account, at, n) SELECT id, ?2, ?3 FROM accounts "
                              "WHERE id = ?1 ON CONFLICT DO UPDATE SET n = n + excluded.n", error);
  drop = add != NULL ?
    _packshot_db_prepare (db, "DELETE FROM calls WHERE account = ?1 AND at < ?2", error) : NULL;
  if (drop == NULL)
    return FALSE;
  _packshot_statement_bind_int64 (add, 1, account);
  _packshot_statement_bind_int64 (add, 2, (now / QUARTER + 1) * QUARTER);
  _packshot_statement_bind_int64 (add, 3, n_calls);
  _packshot_statement_bind_int64 (drop, 1, account);
  _packshot_statement_bind_int64 (drop, 2, now - KEPT_FOR);
  return _packshot_statement_run (add, error) && _packshot_statement_run (drop, error);
}

/**
 * packshot_calls_list:
 * @db: a connection
 * @account: an account's id
 * @error: return location
 *
 * Returns: (transfer full) (nullable) (element-type PackshotCallsRow): what is known
 */
GArray *
packshot_calls_list (PackshotDb *db,
                     gint64      account,
                     GError    **error)
{
  g_autoptr(PackshotStatement) s = NULL;
  g_autoptr(GArray) rows = g_array_new (FALSE, FALSE, sizeof (PackshotCallsRow));
  int more;

  s = _packshot_db_prepare (db, "SELECT at, n FROM calls WHERE account = ?1", error);
  if (s == NULL)
    return NULL;
  _packshot_statement_bind_int64 (s, 1, account);
  while ((more = _packshot_statement_step (s, error)) > 0)
    {
      const PackshotCallsRow row = {
        _packshot_statement_get_int64 (s, 0),
        (guint)MIN (_packshot_statement_get_int64 (s, 1), G_MAXINT),
      };

      g_array_append_val (rows, row);
    }
  return more == 0 ? g_steal_pointer (&rows) : NULL;
}
