/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* For who keeps rows in memory while other processes write: one text that is another one when an
 * item, its galleries or its conflicts are. On a store thread. */

#include "config.h"

#include "packshot-watch.h"

#include "packshot-statement-private.h"

/* Galleries are immutable but for the bytes of a picture, which can become known. */
#define STATE "local_gallery || ' ' || synced_gallery || ' ' || remote_gallery || ' ' || " \
  "ifnull (looked_at, '') || ' ' || ifnull (edited_at, '') || ' ' || attempts || ' ' || " \
  "ifnull (next_try, '') || ' ' || ifnull (problem, '') || ' ' || " \
  "ifnull (problem_image, '') || ' ' || ifnull (problem_text, '') || ' ' || name || ' ' || " \
  "ifnull (brand, '') || ' ' || ifnull (gtin, '') || ' ' || ifnull (sku, '') || ' ' || " \
  "ifnull (detail, '') || ' ' || " \
  "(SELECT count(sha256) FROM gallery_images WHERE gallery = local_gallery) || ' ' || " \
  "(SELECT count(*) || '-' || ifnull (max (c.id), 0) FROM conflicts AS c " \
  "WHERE c.item = items.id) || ' ' || " \
  "(SELECT count(*) FROM doubts AS d WHERE d.item = items.id)"

/**
 * packshot_watch_dup_state:
 * @db: a connection
 * @item: an item's id
 * @error: return location
 *
 * Returns: (transfer full) (nullable): a text that is another one after each change of the item;
 *   %NULL without @error when there is no such item
 */
char *
packshot_watch_dup_state (PackshotDb *db,
                          gint64      item,
                          GError    **error)
{
  g_autoptr(PackshotStatement) s = NULL;

  s = _packshot_db_prepare (db, "SELECT " STATE " FROM items WHERE id = ?1", error);
  if (s == NULL)
    return NULL;
  _packshot_statement_bind_int64 (s, 1, item);
  return _packshot_statement_step (s, error) > 0 ? _packshot_statement_dup_text (s, 0) : NULL;
}

/**
 * packshot_watch_get_edited:
 * @db: a connection
 * @at: (out): microseconds UTC of the last edit of any item, or 0
 * @error: return location
 *
 * Returns: whether it could be read
 */
gboolean
packshot_watch_get_edited (PackshotDb *db,
                           gint64     *at,
                           GError    **error)
{
  g_autoptr(PackshotStatement) s = NULL;

  s = _packshot_db_prepare (db, "SELECT ifnull (max (edited_at), 0) FROM items", error);
  return s != NULL && _packshot_statement_run_number (s, at, error);
}
