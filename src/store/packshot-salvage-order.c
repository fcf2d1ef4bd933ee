/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* Rows of which some are missing, made to obey the rules of the schema again. What the user wants
 * comes first: a picture stays as long as its bytes are here or a server has it, an item keeps the
 * gallery of its newest edit when its own is gone. What servers showed is not believed any more. On
 * a worker thread, in one transaction. */

#include "config.h"

#include "packshot-salvage-private.h"

#include "packshot-backup-private.h"
#include "packshot-statement-private.h"

#include <glib/gstdio.h>

/* The galleries that belong to an item, by whoever says so. */
#define POINTERS \
  "SELECT id AS item, local_gallery AS gallery FROM items UNION " \
  "SELECT id, synced_gallery FROM items UNION SELECT id, remote_gallery FROM items UNION " \
  "SELECT item, before FROM edits UNION SELECT item, after FROM edits UNION " \
  "SELECT item, seen FROM steps WHERE seen IS NOT NULL"

/* A gallery that is there, is not empty, and holds this item's pictures alone. */
#define IS_GOOD(column, item) \
  "(" column " = 1 OR EXISTS (SELECT 1 FROM fit WHERE fit.gallery = " column \
  " AND fit.item = " item "))"

/* A gallery with unsent work that lost some of its pictures gets back those that another gallery of
 * its item shows; what the user has removed is in the trash. */
#define FILL_UP \
  "INSERT OR IGNORE INTO gallery_images (gallery, position, image, sha256, title, visibility, " \
  "remote, priority, created, url, raw) SELECT t.local_gallery, 500000000 + p.image, p.image, " \
  "p.sha256, p.title, p.visibility, p.remote, p.priority, p.created, p.url, p.raw " \
  "FROM items AS t JOIN images AS i ON i.item = t.id JOIN gallery_images AS p ON p.image = i.id " \
  "WHERE t.local_gallery <> 1 AND t.local_gallery <> t.synced_gallery " \
  "AND t.local_gallery IN (SELECT gallery FROM gallery_images) " \
  "AND p.sha256 IN (SELECT sha256 FROM here) " \
  "AND i.id NOT IN (SELECT image FROM trash WHERE item = t.id) ORDER BY p.gallery DESC"

static const char * const steps[] = {
  /* Else deleting an item would look for it there. */
  "INSERT INTO items_text (items_text) VALUES ('rebuild')",

  /* Hashes: bytes that are not here under this name may be here under the one that another gallery
   * has for the same picture. */
  "UPDATE gallery_images SET sha256 = (SELECT o.sha256 FROM gallery_images AS o "
  "WHERE o.image = gallery_images.image AND o.sha256 IN (SELECT sha256 FROM here) LIMIT 1) "
  "WHERE sha256 NOT IN (SELECT sha256 FROM here) "
  "AND sha256 NOT IN (SELECT sha256 FROM contents) AND EXISTS "
  "(SELECT 1 FROM gallery_images AS o WHERE o.image = gallery_images.image "
  "AND o.sha256 IN (SELECT sha256 FROM here))",
  "DELETE FROM trash WHERE sha256 NOT IN (SELECT sha256 FROM here) "
  "AND sha256 NOT IN (SELECT sha256 FROM contents)",
  "INSERT OR IGNORE INTO contents (sha256, bytes, mime, width, height) "
  "SELECT sha256, bytes, 'application/octet-stream', 0, 0 FROM here WHERE sha256 IN "
  "(SELECT sha256 FROM gallery_images UNION SELECT sha256 FROM trash UNION "
  "SELECT sha256 FROM steps UNION SELECT sha256 FROM remote_rows)",
  "UPDATE gallery_images SET sha256 = NULL WHERE sha256 NOT IN (SELECT sha256 FROM contents)",
  "UPDATE remote_rows SET sha256 = NULL WHERE sha256 NOT IN (SELECT sha256 FROM contents)",
  "DELETE FROM steps WHERE sha256 NOT IN (SELECT sha256 FROM contents)",

  /* Items and what belongs to them. */
  "DELETE FROM items WHERE account NOT IN (SELECT id FROM accounts)",
  "DELETE FROM edits WHERE item NOT IN (SELECT id FROM items)",
  "DELETE FROM steps WHERE item NOT IN (SELECT id FROM items)",
  "DELETE FROM remote_rows WHERE item NOT IN (SELECT id FROM items)",
  "DELETE FROM conflicts WHERE item NOT IN (SELECT id FROM items)",
  "DELETE FROM trash WHERE item NOT IN (SELECT id FROM items)",
  "DELETE FROM images WHERE item NOT IN (SELECT id FROM items)",
  "DELETE FROM calls WHERE account NOT IN (SELECT id FROM accounts)",
  "UPDATE log SET item = NULL WHERE item NOT IN (SELECT id FROM items)",
  "UPDATE log SET account = NULL WHERE account NOT IN (SELECT id FROM accounts)",

  /* Galleries: those of which only pictures, or only themselves, could be read. */
  "INSERT OR IGNORE INTO galleries (id) VALUES (1)",
  "INSERT OR IGNORE INTO galleries (id) SELECT DISTINCT gallery FROM gallery_images",
  "INSERT OR IGNORE INTO images (id, item) SELECT p.image, t.item FROM gallery_images AS p "
  "JOIN (" POINTERS ") AS t ON t.gallery = p.gallery WHERE t.item IN (SELECT id FROM items)",
  "INSERT OR IGNORE INTO images (id, item) SELECT image, item FROM trash",
  "INSERT OR IGNORE INTO images (id, item) SELECT image, item FROM remote_rows",
  "DELETE FROM gallery_images WHERE image NOT IN (SELECT id FROM images)",
  /* A picture without bytes that no server has is none. */
  "DELETE FROM gallery_images WHERE sha256 IS NULL AND remote IS NULL",
  "DELETE FROM galleries WHERE id <> 1 AND id NOT IN (SELECT gallery FROM gallery_images)",
  "UPDATE galleries SET primary_image = NULL WHERE primary_image IS NOT NULL AND NOT EXISTS "
  "(SELECT 1 FROM gallery_images AS p WHERE p.gallery = galleries.id "
  "AND p.image = galleries.primary_image)",
  "CREATE TEMP TABLE fit AS SELECT p.gallery AS gallery, min (i.item) AS item "
  "FROM gallery_images AS p JOIN images AS i ON i.id = p.image GROUP BY p.gallery "
  "HAVING min (i.item) = max (i.item)",
  "CREATE INDEX fit_by_gallery ON fit (gallery, item)",

  /* Positions 1 to n, through numbers that no row has. */
  "UPDATE gallery_images SET position = position + 1000000000",
  "CREATE TEMP TABLE place AS SELECT gallery, position, row_number() "
  "OVER (PARTITION BY gallery ORDER BY position) AS n FROM gallery_images",
  "CREATE INDEX place_by_position ON place (gallery, position)",
  "UPDATE gallery_images SET position = (SELECT n FROM place AS o "
  "WHERE o.gallery = gallery_images.gallery AND o.position = gallery_images.position)",

  /* Who names a gallery that is not there. */
  "DELETE FROM edits WHERE NOT (" IS_GOOD ("before", "edits.item") " AND "
  IS_GOOD ("after", "edits.item") ")",
  "UPDATE items SET local_gallery = ifnull ((SELECT after FROM edits WHERE item = items.id "
  "AND undone = 0 ORDER BY id DESC LIMIT 1), CASE WHEN "
  IS_GOOD ("synced_gallery", "items.id") " THEN synced_gallery ELSE 1 END) "
  "WHERE NOT " IS_GOOD ("local_gallery", "items.id"),
  "UPDATE items SET synced_gallery = 1 WHERE NOT " IS_GOOD ("synced_gallery", "items.id"),
  "UPDATE items SET remote_gallery = 1 WHERE NOT " IS_GOOD ("remote_gallery", "items.id"),
  "UPDATE items SET looked_at = NULL, looked_mark = NULL, attempts = 0, next_try = NULL",
  "UPDATE items SET problem_image = NULL WHERE problem_image IS NOT NULL AND NOT EXISTS "
  "(SELECT 1 FROM images AS i WHERE i.id = problem_image AND i.item = items.id)",
  "UPDATE accounts SET checked_at = NULL",
  "UPDATE steps SET seen = CASE state WHEN 'sending' THEN 1 END "
  "WHERE seen IS NOT NULL AND NOT " IS_GOOD ("seen", "steps.item"),
  "UPDATE steps SET seen = 1 WHERE state = 'sending' AND seen IS NULL",
  "UPDATE steps SET ended_at = CASE state WHEN 'sending' THEN NULL "
  "ELSE ifnull (ended_at, started_at) END",

  /* Which picture a server's row is stands in galleries and steps, too; the row that a server
   * showed last is the one that counts. */
  "INSERT OR IGNORE INTO remote_rows (item, remote, image, sha256) "
  "SELECT item, remote, image, sha256 FROM steps WHERE kind IN ('upload', 'put') "
  "AND state IN ('done', 'settled') AND remote <> '' AND image IS NOT NULL ORDER BY id",
  "INSERT OR IGNORE INTO remote_rows (item, remote, image, sha256) "
  "SELECT i.item, p.remote, p.image, p.sha256 FROM gallery_images AS p "
  "JOIN images AS i ON i.id = p.image WHERE p.remote IS NOT NULL "
  "ORDER BY p.gallery IN (SELECT remote_gallery FROM items), p.gallery",

  /* Pictures that belong to another item, or to none. */
  "DELETE FROM steps WHERE (image IS NOT NULL AND NOT EXISTS (SELECT 1 FROM images AS i "
  "WHERE i.id = steps.image AND i.item = steps.item)) OR "
  "(kind IN ('upload', 'put') AND (sha256 IS NULL OR image IS NULL))",
  "DELETE FROM remote_rows WHERE NOT EXISTS (SELECT 1 FROM images AS i "
  "WHERE i.id = remote_rows.image AND i.item = remote_rows.item)",
  "DELETE FROM conflicts WHERE image IS NOT NULL AND NOT EXISTS (SELECT 1 FROM images AS i "
  "WHERE i.id = conflicts.image AND i.item = conflicts.item)",
  "DELETE FROM trash WHERE NOT EXISTS (SELECT 1 FROM images AS i "
  "WHERE i.id = trash.image AND i.item = trash.item)",
  "DELETE FROM decisions WHERE edit NOT IN (SELECT id FROM edits) OR "
  "(image IS NOT NULL AND image NOT IN (SELECT id FROM images)) OR "
  "synced_before NOT IN (SELECT id FROM galleries) OR "
  "synced_after NOT IN (SELECT id FROM galleries) OR other NOT IN (SELECT id FROM galleries)",
  "DELETE FROM galleries WHERE id <> 1 AND id NOT IN (SELECT gallery FROM (" POINTERS ") UNION "
  "SELECT synced_before FROM decisions UNION SELECT synced_after FROM decisions UNION "
  "SELECT other FROM decisions)",
  "DELETE FROM gallery_images WHERE gallery NOT IN (SELECT id FROM galleries)",
  "INSERT INTO items_text (items_text) VALUES ('rebuild')",
};

/* The contents that are here, as a table. */
static gboolean
list_here (PackshotDb        *db,
           PackshotBlobStore *blobs,
           GError           **error)
{
  g_autoptr(GPtrArray) hashes = packshot_blob_store_list (blobs, error);

  if (hashes == NULL ||
      !_packshot_db_exec (db, "CREATE TEMP TABLE here (sha256 TEXT PRIMARY KEY, bytes INTEGER)",
                          error))
    return FALSE;
  for (guint i = 0; i < hashes->len; i++)
    {
      g_autofree char *path = packshot_blob_store_dup_path (blobs, hashes->pdata[i]);
      g_autoptr(PackshotStatement) s = NULL;
      GStatBuf st;

      if (g_stat (path, &st) < 0 || st.st_size == 0)
        continue;
      s = _packshot_db_prepare (db, "INSERT INTO here (sha256, bytes) VALUES (?1, ?2)", error);
      if (s == NULL)
        return FALSE;
      _packshot_statement_bind_text (s, 1, hashes->pdata[i]);
      _packshot_statement_bind_int64 (s, 2, st.st_size);
      if (!_packshot_statement_run (s, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
_packshot_salvage_order (PackshotDb        *db,
                         PackshotBlobStore *blobs,
                         gboolean           lost_pictures,
                         GError           **error)
{
  if (!list_here (db, blobs, error) ||
      (lost_pictures && !_packshot_db_exec (db, FILL_UP, error)))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    if (!_packshot_db_exec (db, steps[i], error))
      {
        g_prefix_error (error, "Rule %u: ", i);
        return FALSE;
      }
  return _packshot_backup_share (db, error) &&
         _packshot_db_exec (db, "DROP TABLE here; DROP TABLE fit; DROP TABLE place", error);
}
