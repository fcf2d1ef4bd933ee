/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* Proves what the schema can't say by itself. Everything found becomes one text; nothing is
 * repaired. On a store thread. */

#include "config.h"

#include "packshot-verify.h"

#include "packshot-galleries.h"
#include "packshot-statement-private.h"

/* Each gives one text for each problem. */
static const char * const checks[] = {
  "SELECT 'database: ' || integrity_check FROM pragma_integrity_check "
  "WHERE integrity_check <> 'ok'",

  "SELECT 'table ' || \"table\" || ': row ' || ifnull (rowid, '?') || ' refers to no row of ' || "
  "parent FROM pragma_foreign_key_check",

  "SELECT 'gallery ' || gallery || ': positions are not 1 to ' || count(*) FROM gallery_images "
  "GROUP BY gallery HAVING min (position) <> 1 OR max (position) <> count(*)",

  "SELECT 'gallery ' || g.id || ': the primary picture is not in it' FROM galleries AS g "
  "WHERE g.primary_image IS NOT NULL AND NOT EXISTS (SELECT 1 FROM gallery_images AS p "
  "WHERE p.gallery = g.id AND p.image = g.primary_image)",

  "SELECT 'gallery ' || id || ': an empty one that is not the shared one' FROM galleries "
  "WHERE id <> 1 AND id NOT IN (SELECT gallery FROM gallery_images)",

  "SELECT 'gallery 1: the shared empty one is missing' "
  "WHERE NOT EXISTS (SELECT 1 FROM galleries WHERE id = 1)",

  "SELECT 'gallery ' || id || ': nothing points at it' FROM galleries WHERE id <> 1 AND id NOT IN "
  "(SELECT local_gallery FROM items UNION SELECT synced_gallery FROM items UNION "
  "SELECT remote_gallery FROM items UNION SELECT before FROM edits UNION "
  "SELECT after FROM edits UNION SELECT synced_before FROM decisions UNION "
  "SELECT synced_after FROM decisions UNION SELECT other FROM decisions UNION "
  "SELECT seen FROM steps WHERE seen IS NOT NULL)",

  "WITH pointers (item, gallery) AS (SELECT id, local_gallery FROM items UNION "
  "SELECT id, synced_gallery FROM items UNION SELECT id, remote_gallery FROM items UNION "
  "SELECT item, before FROM edits UNION SELECT item, after FROM edits UNION "
  "SELECT e.item, d.synced_before FROM decisions AS d JOIN edits AS e ON e.id = d.edit UNION "
  "SELECT e.item, d.synced_after FROM decisions AS d JOIN edits AS e ON e.id = d.edit UNION "
  "SELECT e.item, d.other FROM decisions AS d JOIN edits AS e ON e.id = d.edit UNION "
  "SELECT item, seen FROM steps WHERE seen IS NOT NULL) "
  "SELECT 'item ' || t.item || ': picture ' || p.image || ' of gallery ' || t.gallery || "
  "' belongs to another item' FROM pointers AS t JOIN gallery_images AS p ON p.gallery = t.gallery "
  "LEFT JOIN images AS i ON i.id = p.image WHERE i.item IS NOT t.item",

  "SELECT 'item ' || t.id || ': the refused picture ' || t.problem_image || "
  "' belongs to another item' FROM items AS t JOIN images AS i ON i.id = t.problem_image "
  "WHERE i.item <> t.id",

  "SELECT 'step ' || s.id || ': its picture belongs to another item' FROM steps AS s "
  "JOIN images AS i ON i.id = s.image WHERE i.item <> s.item",

  "SELECT 'step ' || id || ': sending, and ended or without what the server showed' FROM steps "
  "WHERE state = 'sending' AND (ended_at IS NOT NULL OR seen IS NULL)",

  "SELECT 'step ' || id || ': ended, and without a time' FROM steps "
  "WHERE state <> 'sending' AND ended_at IS NULL",

  "SELECT 'step ' || id || ': sends bytes without a hash or a picture' FROM steps "
  "WHERE kind IN ('upload', 'put') AND (sha256 IS NULL OR image IS NULL)",

  "SELECT 'row ' || r.id || ': its picture belongs to another item' FROM remote_rows AS r "
  "JOIN images AS i ON i.id = r.image WHERE i.item <> r.item",

  "SELECT 'conflict ' || c.id || ': its picture belongs to another item' FROM conflicts AS c "
  "JOIN images AS i ON i.id = c.image WHERE i.item <> c.item",

  "SELECT 'trash ' || t.id || ': its picture belongs to another item' FROM trash AS t "
  "JOIN images AS i ON i.id = t.image WHERE i.item <> t.item",
};

static gboolean
run_query (PackshotDb *db,
           const char *sql,
           GPtrArray  *problems,
           GError    **error)
{
  g_autoptr(PackshotStatement) s = _packshot_db_prepare (db, sql, error);
  int more;

  if (s == NULL)
    return FALSE;
  while ((more = _packshot_statement_step (s, error)) > 0)
    g_ptr_array_add (problems, _packshot_statement_dup_text (s, 0));
  return more == 0;
}

/* What can't be asked because of damage is a problem, too; it may be told by several. */
static gboolean
note_damage (GPtrArray *problems,
             GError    *damage,
             GError   **error)
{
  g_autofree char *text = NULL;

  if (!g_error_matches (damage, PACKSHOT_STORE_ERROR, PACKSHOT_STORE_ERROR_CORRUPT))
    {
      g_propagate_error (error, damage);
      return FALSE;
    }
  text = g_strdup_printf ("database: %s", damage->message);
  if (!g_ptr_array_find_with_equal_func (problems, text, g_str_equal, NULL))
    g_ptr_array_add (problems, g_steal_pointer (&text));
  g_error_free (damage);
  return TRUE;
}

static gboolean
run_check (PackshotDb *db,
           const char *sql,
           GPtrArray  *problems,
           GError    **error)
{
  GError *damage = NULL;

  return run_query (db, sql, problems, &damage) || note_damage (problems, damage, error);
}

/* Local and synced that are equal must be one row, or an item would be pending for nothing. */
static gboolean
check_sharing (PackshotDb *db,
               GPtrArray  *problems,
               GError    **error)
{
  g_autoptr(PackshotStatement) s = NULL;
  int more;

  s = _packshot_db_prepare (db,
                            "SELECT id, local_gallery, synced_gallery FROM items "
                            "WHERE local_gallery <> synced_gallery", error);
  if (s == NULL)
    return FALSE;
  while ((more = _packshot_statement_step (s, error)) > 0)
    {
      gint64 item = _packshot_statement_get_int64 (s, 0);
      g_autoptr(PackshotGallery) local = NULL;
      g_autoptr(PackshotGallery) synced = NULL;

      local = packshot_galleries_load (db, _packshot_statement_get_int64 (s, 1), NULL);
      synced = packshot_galleries_load (db, _packshot_statement_get_int64 (s, 2), NULL);
      if (local == NULL || synced == NULL)
        g_ptr_array_add (problems, g_strdup_printf ("item %" G_GINT64_FORMAT
                                                    ": a gallery can’t be read", item));
      else if (packshot_gallery_equal (local, synced))
        g_ptr_array_add (problems, g_strdup_printf ("item %" G_GINT64_FORMAT
                                                    ": local and synced are equal and not shared",
                                                    item));
    }
  return more == 0;
}

/* The index is asked by a command that has the form of a write. */
static gboolean
check_search_index (PackshotDb *db,
                    GPtrArray  *problems,
                    GError    **error)
{
  g_autoptr(GError) local_error = NULL;

  if (_packshot_db_exec (db,
                         "INSERT INTO items_text (items_text, rank) VALUES ('integrity-check', 1)",
                         &local_error))
    return TRUE;
  if (g_error_matches (local_error, PACKSHOT_STORE_ERROR, PACKSHOT_STORE_ERROR_CORRUPT))
    {
      g_ptr_array_add (problems, g_strdup ("search index: not what the items say"));
      return TRUE;
    }
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

/**
 * packshot_verify_database:
 * @db: a connection, of packshot_store_write_async(): the search index can't be checked by one that
 *   only reads
 * @error: return location
 *
 * Nothing is changed. Files are not read: see packshot_verify_blobs().
 *
 * Returns: (transfer full) (element-type utf8) (nullable): a text for each problem ("item 7: …");
 *   empty when all is well
 */
GPtrArray *
packshot_verify_database (PackshotDb *db,
                          GError    **error)
{
  g_autoptr(GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  GError *damage = NULL;

  if (_packshot_db_is_read_only (db))
    {
      g_set_error (error, PACKSHOT_STORE_ERROR, PACKSHOT_STORE_ERROR_READ_ONLY,
                   "Checking needs the connection that writes");
      return NULL;
    }
  for (guint i = 0; i < G_N_ELEMENTS (checks); i++)
    if (!run_check (db, checks[i], problems, error))
      return NULL;
  if ((!check_sharing (db, problems, &damage) && !note_damage (problems, damage, error)) ||
      !check_search_index (db, problems, error))
    return NULL;
  return g_steal_pointer (&problems);
}

/**
 * packshot_verify_contents:
 * @db: a connection
 * @error: return location
 *
 * Returns: (transfer full) (element-type utf8) (nullable): every hash that a gallery, the trash or
 *   an open step names: the files that must be there
 */
GPtrArray *
packshot_verify_contents (PackshotDb *db,
                          GError    **error)
{
  g_autoptr(GPtrArray) hashes = g_ptr_array_new_with_free_func (g_free);

  if (!run_query (db,
                  "SELECT sha256 FROM gallery_images WHERE sha256 IS NOT NULL UNION "
                  "SELECT sha256 FROM trash UNION "
                  "SELECT sha256 FROM steps WHERE sha256 IS NOT NULL AND state = 'sending' "
                  "ORDER BY 1", hashes, error))
    return NULL;
  return g_steal_pointer (&hashes);
}

/**
 * packshot_verify_dup_names:
 * @db: a connection
 * @sha256: a hash from packshot_verify_contents()
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the items and pictures that name it, each once ("item 7,
 *   “Soup”, picture 12")
 */
char *
packshot_verify_dup_names (PackshotDb *db,
                           const char *sha256,
                           GError    **error)
{
  g_autoptr(PackshotStatement) s = NULL;
  g_autoptr(GString) names = g_string_new (NULL);
  int more;

  s = _packshot_db_prepare (db,
                            "SELECT t.id, t.name, i.id FROM images AS i "
                            "JOIN items AS t ON t.id = i.item WHERE i.id IN "
                            "(SELECT image FROM gallery_images WHERE sha256 = ?1 UNION "
                            "SELECT image FROM trash WHERE sha256 = ?1 UNION "
                            "SELECT image FROM steps WHERE sha256 = ?1) ORDER BY 1, 3", error);
  if (s == NULL)
    return NULL;
  _packshot_statement_bind_text (s, 1, sha256);
  while ((more = _packshot_statement_step (s, error)) > 0)
    g_string_append_printf (names, "%sitem %" G_GINT64_FORMAT ", “%s”, picture %" G_GINT64_FORMAT,
                            names->len > 0 ? "; " : "", _packshot_statement_get_int64 (s, 0),
                            _packshot_statement_get_text (s, 1),
                            _packshot_statement_get_int64 (s, 2));
  return more == 0 ? g_string_free (g_steal_pointer (&names), FALSE) : NULL;
}

/**
 * packshot_verify_blobs:
 * @blobs: a blob store
 * @hashes: (element-type utf8): from packshot_verify_contents()
 * @cancellable: (nullable): to give up
 * @error: return location
 *
 * Reads every file that is named. Waits for the disk: for a worker thread, outside of any
 * transaction.
 *
 * Returns: (transfer full) (element-type utf8) (nullable): a text for each file that is missing or
 *   damaged
 */
GPtrArray *
packshot_verify_blobs (PackshotBlobStore *blobs,
                       GPtrArray         *hashes,
                       GCancellable      *cancellable,
                       GError           **error)
{
  g_autoptr(GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < hashes->len; i++)
    {
      g_autoptr(GError) local_error = NULL;

      if (packshot_blob_store_verify (blobs, hashes->pdata[i], cancellable, &local_error))
        continue;
      if (local_error->domain != PACKSHOT_STORE_ERROR)
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return NULL;
        }
      g_ptr_array_add (problems, g_strdup (local_error->message));
    }
  return g_steal_pointer (&problems);
}
