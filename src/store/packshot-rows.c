/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* Which of our pictures a server's row belongs to, and what is known of its bytes. On a store
 * thread. */

#include "config.h"

#include "packshot-rows.h"

#include "packshot-galleries.h"
#include "packshot-statement-private.h"

void
packshot_row_clear (PackshotRow *row)
{
  g_return_if_fail (row != NULL);

  g_clear_pointer (&row->sha256, g_free);
  row->image = 0;
  row->serial = 0;
}

/**
 * packshot_rows_get:
 * @db: a connection
 * @item: an item's id
 * @remote_id: the service's id of a row
 * @row: (out): filled; its image is 0 when the row is not known
 * @error: return location
 *
 * Returns: whether the database could be read
 */
gboolean
packshot_rows_get (PackshotDb  *db,
                   gint64       item,
                   const char  *remote_id,
                   PackshotRow *row,
                   GError     **error)
{
  g_autoptr(PackshotStatement) s = NULL;
  int found;

  *row = (PackshotRow) { 0 };
  s = _packshot_db_prepare (db,
                            "SELECT id, image, sha256 FROM remote_rows "
                            "WHERE item = ?1 AND remote = ?2", error);
  if (s == NULL)
    return FALSE;
  _packshot_statement_bind_int64 (s, 1, item);
  _packshot_statement_bind_text (s, 2, remote_id);
  found = _packshot_statement_step (s, error);
  if (found == 1)
    {
      row->serial = _packshot_statement_get_int64 (s, 0);
      row->image = _packshot_statement_get_int64 (s, 1);
      row->sha256 = _packshot_statement_dup_text (s, 2);
    }
  return found >= 0;
}

/**
 * packshot_rows_put:
 * @db: a connection
 * @item: an item's id
 * @remote_id: the service's id of a row
 * @image: the picture that it belongs to from now on, before all other rows of that picture
 * @sha256: (nullable): its bytes, or %NULL to keep what is known of them
 * @error: return location
 *
 * Returns: whether it was recorded
 */
gboolean
packshot_rows_put (PackshotDb *db,
                   gint64      item,
                   const char *remote_id,
                   gint64      image,
                   const char *sha256,
                   GError    **error)
{
  g_autoptr(PackshotStatement) s = NULL;

  s = _packshot_db_prepare (db,
                            "REPLACE INTO remote_rows (item, remote, image, sha256) "
                            "SELECT ?1, ?2, ?3, coalesce (?4, (SELECT sha256 FROM remote_rows "
                            "WHERE item = ?1 AND remote = ?2))", error);
  if (s == NULL)
    return FALSE;
  _packshot_statement_bind_int64 (s, 1, item);
  _packshot_statement_bind_text (s, 2, remote_id);
  _packshot_statement_bind_int64 (s, 3, image);
  _packshot_statement_bind_text (s, 4, sha256);
  return _packshot_statement_run (s, error);
}

/**
 * packshot_rows_learn:
 * @db: a connection
 * @item: an item's id
 * @remote_id: the service's id of a row
 * @sha256: its bytes, whose content is known already
 * @error: return location
 *
 * Fills in the bytes of a row here and in every gallery where it stands without them. A row that is
 * not known changes nothing.
 *
 * Returns: whether it was recorded
 */
gboolean
packshot_rows_learn (PackshotDb *db,
                     gint64      item,
                     const char *remote_id,
                     const char *sha256,
                     GError    **error)
{
  g_autoptr(PackshotStatement) s = NULL;

  s = _packshot_db_prepare (db,
                            "UPDATE remote_rows SET sha256 = ?3 WHERE item = ?1 AND remote = ?2",
                            error);
  if (s == NULL)
    return FALSE;
  _packshot_statement_bind_int64 (s, 1, item);
  _packshot_statement_bind_text (s, 2, remote_id);
  _packshot_statement_bind_text (s, 3, sha256);
  return _packshot_statement_run (s, error) &&
         packshot_galleries_learn_content (db, item, remote_id, sha256, error);
}
