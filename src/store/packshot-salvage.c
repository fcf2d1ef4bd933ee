/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* A damaged database made whole. The damaged files are kept; a copy of them is read, as it is, or
 * with a header or a table of tables from elsewhere when its own can't be read:
 *
 *   database, log ─copy─▶ source ─row by row─▶ new database ─in order─▶ proven ─▶ replaces it
 *                 yesterday's copy: accounts, items, pictures that the source lost
 *
 * When nothing can be read of it, yesterday's copy itself takes its place. On a worker thread. */

#include "config.h"

#include "packshot-salvage.h"

#include "packshot-backup-private.h"
#include "packshot-files-private.h"
#include "packshot-migration-private.h"
#include "packshot-profile-private.h"
#include "packshot-salvage-private.h"
#include "packshot-statement-private.h"
#include "packshot-verify.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define SOURCE_NAME PACKSHOT_DB_NAME ".new.source"
#define HEADER_BYTES 100
#define INTERIOR_TABLE 0x05
#define INTERIOR_INDEX 0x02
#define LARGEST_PAGE 65536

/* References are put in order at the end, whatever the order of the tables. The search index is
 * made anew. */
#define TABLES \
  "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' " \
  "AND name NOT LIKE 'items_text%' ORDER BY rootpage"

/* Of these an older row is better than none. */
static const char * const lasting[] = { "accounts", "items", "images", "contents", "settings" };

#define PICTURE "gallery, position, image, sha256, title, visibility, remote, priority, created, " \
  "url, raw"

typedef struct
{
  const char           *folder;
  PackshotBlobStore    *blobs;
  char                 *path;     /* (owned): the database */
  char                 *daily;    /* (owned): yesterday's copy */
  char                 *source;   /* (owned): what is read */
  char                 *target;   /* (owned): the new one */
  PackshotSalvageFacts *facts;
} Salvage;

void
packshot_salvage_facts_free (PackshotSalvageFacts *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->unreadable, g_ptr_array_unref);
  g_free (self->kept_as);
  g_free (self);
}

static void
salvage_clear (Salvage *salvage)
{
  g_free (salvage->path);
  g_free (salvage->daily);
  g_free (salvage->source);
  g_free (salvage->target);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Salvage, salvage_clear)

/* --- Is it whole? --- */

static gboolean
is_sound_func (PackshotDb *db,
               gpointer    user_data,
               GError    **error)
{
  gboolean *sound = user_data;
  g_autoptr(GPtrArray) problems = packshot_verify_database (db, error);

  *sound = problems != NULL && problems->len == 0;
  return problems != NULL;
}

/* A failure to tell is a damage; a newer schema is none of ours to judge. */
static gboolean
is_sound (const char *path,
          GPtrArray  *scripts,
          gboolean   *newer)
{
  g_autoptr(PackshotDb) db = _packshot_db_open (path, SQLITE_OPEN_READWRITE, NULL);
  gint64 version = 0;
  gboolean sound = FALSE;

  *newer = FALSE;
  if (db == NULL || !_packshot_db_get_pragma (db, "user_version", &version, NULL))
    return FALSE;
  if (version > scripts->len && version < 1000)
    *newer = TRUE;
  /* An older one is migrated when it is opened; an empty one is none that we have made. */
  if (version > 0 && version < scripts->len)
    return _packshot_backup_check_whole (db, NULL);
  if (version != scripts->len)
    return FALSE;
  return _packshot_db_run_transaction (db, "BEGIN IMMEDIATE", is_sound_func, &sound, NULL) &&
         sound;
}

/* --- What is read --- */

static gboolean
copy_file (const char *from,
           const char *to,
           GError    **error)
{
  g_autoptr(GFile) source = g_file_new_for_path (from);
  g_autoptr(GFile) target = g_file_new_for_path (to);
  g_autoptr(GError) local_error = NULL;

  if (!_packshot_files_unlink (to, error))
    return FALSE;
  if (g_file_copy (source, target, G_FILE_COPY_NONE, NULL, NULL, NULL, &local_error) ||
      g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    return TRUE;
  g_set_error_literal (error, PACKSHOT_STORE_ERROR,
                       g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_NO_SPACE) ?
                       PACKSHOT_STORE_ERROR_FULL : PACKSHOT_STORE_ERROR_FAILED,
                       local_error->message);
  return FALSE;
}

static void
drop_files (const char *path)
{
  static const char * const suffixes[] = { "", "-wal", "-shm", "-journal" };

  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *name = g_strconcat (path, suffixes[i], NULL);

      g_unlink (name);
    }
}

static gboolean
copy_source (Salvage *salvage,
             GError **error)
{
  g_autofree char *log = g_strconcat (salvage->path, "-wal", NULL);
  g_autofree char *source_log = g_strconcat (salvage->source, "-wal", NULL);

  drop_files (salvage->source);
  return copy_file (salvage->path, salvage->source, error) &&
         copy_file (log, source_log, error);
}

static guint
get_16 (const guint8 *bytes)
{
  return (guint)bytes[0] << 8 | bytes[1];
}

static gboolean
copy_page (int     from,
           int     to,
           guint   number,
           guint   size,
           guint8 *page)
{
  off_t at = (off_t)(number - 1) * size;

  return lseek (from, at, SEEK_SET) == at &&
         _packshot_files_read (from, page, size) == (gssize)size &&
         lseek (to, at, SEEK_SET) == at && _packshot_files_write (to, page, size);
}

/* The table of tables may go on in pages that the first one names (file format, "B-tree Pages"). */
static gboolean
copy_schema_pages (int           from,
                   int           to,
                   const guint8 *first,
                   guint         size)
{
  const guint8 *tree = first + HEADER_BYTES;
  g_autofree guint8 *page = g_malloc (size);
  gboolean ok = TRUE;

  if (tree[0] != INTERIOR_TABLE)
    return TRUE;
  for (guint i = 0; i < get_16 (tree + 3) && ok; i++)
    {
      guint cell = get_16 (tree + 12 + 2 * i);

      ok = cell + 4 <= size &&
        copy_page (from, to, get_16 (first + cell) << 16 | get_16 (first + cell + 2), size,
                   page);
    }
  return ok && copy_page (from, to, get_16 (tree + 8) << 16 | get_16 (tree + 10), size, page);
}

/* Writes the header of @model over that of the source, or all pages of its table of tables, with
 * the length that the source has. */
static gboolean
patch (int      from,
       int      to,
       gboolean whole_schema)
{
  g_autofree guint8 *page = g_malloc0 (PACKSHOT_PIECE);
  off_t length = lseek (to, 0, SEEK_END);
  guint32 pages;
  guint size;

  if (_packshot_files_read (from, page, LARGEST_PAGE) < HEADER_BYTES)
    return FALSE;
  size = get_16 (page + 16) == 1 ? LARGEST_PAGE : get_16 (page + 16);
  if (size < 512)
    return FALSE;
  pages = GUINT32_TO_BE ((guint32)(length / size));
  memcpy (page + 28, &pages, sizeof pages);
  memset (page + 32, 0, 8);
  return lseek (to, 0, SEEK_SET) == 0 &&
         _packshot_files_write (to, page, whole_schema ? size : HEADER_BYTES) &&
         (!whole_schema || copy_schema_pages (from, to, page, size));
}

static gboolean
patch_source (Salvage    *salvage,
              const char *model,
              gboolean    whole_schema)
{
  int from = g_open (model, O_RDONLY | O_CLOEXEC, 0);
  int to = g_open (salvage->source, O_RDWR | O_CLOEXEC, 0);
  gboolean ok = from >= 0 && to >= 0 && patch (from, to, whole_schema);

  if (from >= 0)
    close (from);
  if (to >= 0)
    close (to);
  return ok;
}

/* Open in a way that bears damage, if it has our tables. */
static PackshotDb *
open_source (const char *path)
{
  g_autoptr(PackshotDb) db = _packshot_db_open (path, SQLITE_OPEN_READWRITE, NULL);
  g_autoptr(PackshotStatement) s = NULL;
  gint64 n = 0;

  if (db == NULL || !_packshot_db_exec (db, "PRAGMA writable_schema = ON", NULL) ||
      !_packshot_db_exec (db, "PRAGMA cell_size_check = ON", NULL))
    return NULL;
  s = _packshot_db_prepare (db,
                            "SELECT count(*) FROM sqlite_schema WHERE name IN "
                            "('items', 'galleries', 'gallery_images', 'images', 'edits')", NULL);
  if (s == NULL || !_packshot_statement_run_number (s, &n, NULL) || n < 5)
    return NULL;
  g_clear_pointer (&s, _packshot_statement_release);
  s = _packshot_db_prepare (db, "SELECT id FROM items LIMIT 1", NULL);
  if (s == NULL)
    return NULL;
  g_clear_pointer (&s, _packshot_statement_release);
  return g_steal_pointer (&db);
}

/* As it is; with a new header; with yesterday's table of tables. */
static PackshotDb *
find_source (Salvage *salvage,
             guint    attempt,
             GError **error)
{
  if (!copy_source (salvage, error))
    return NULL;
  if ((attempt == 1 && !patch_source (salvage, salvage->target, FALSE)) ||
      (attempt == 2 && !patch_source (salvage, salvage->daily, TRUE)))
    return NULL;
  return open_source (salvage->source);
}

/* --- The new database --- */

static PackshotDb *
open_target (Salvage   *salvage,
             GPtrArray *scripts,
             GError   **error)
{
  g_autoptr(PackshotDb) db = NULL;

  drop_files (salvage->target);
  db = _packshot_db_open (salvage->target, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, error);
  if (db == NULL || !_packshot_db_set_pragma (db, "foreign_keys", "OFF", "0", error) ||
      !_packshot_migration_run (db, salvage->target, scripts, error))
    return NULL;
  return g_steal_pointer (&db);
}

typedef struct
{
  Salvage    *salvage;
  PackshotDb *from;
  PackshotDb *daily;            /* (nullable) */
} Copy;

/* Ids that lost rows had are not used again. */
static gboolean
keep_ids (PackshotDb *from,
          PackshotDb *to,
          GError    **error)
{
  g_autoptr(PackshotStatement) s = NULL;

  s = _packshot_db_prepare (from, "SELECT name, seq FROM sqlite_sequence", NULL);
  while (s != NULL && _packshot_statement_step (s, NULL) > 0)
    {
      g_autoptr(PackshotStatement) update = NULL;
      gint64 last = _packshot_statement_get_int64 (s, 1);

      if (last <= 0 || last > G_MAXINT32 || _packshot_statement_get_text (s, 0) == NULL)
        continue;
      update = _packshot_db_prepare (to,
                                     "UPDATE sqlite_sequence SET seq = max (seq, ?2) "
                                     "WHERE name = ?1", error);
      if (update == NULL)
        return FALSE;
      _packshot_statement_bind_text (update, 1, _packshot_statement_get_text (s, 0));
      _packshot_statement_bind_int64 (update, 2, last);
      if (!_packshot_statement_run (update, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
lost_some (PackshotSalvageFacts *facts,
           const char           *table)
{
  return g_ptr_array_find_with_equal_func (facts->unreadable, table, g_str_equal, NULL);
}

/* What yesterday's copy can give back: rows that last, and galleries of which nothing is left. One
 * whose number has been used anew since shows an older state of its item, or does not fit. */
static gboolean
copy_daily (PackshotDb *db,
            Copy       *copy,
            GError    **error)
{
  PackshotSalvageFacts *facts = copy->salvage->facts;
  gint64 ignored = 0;
  gboolean whole;

  if (!_packshot_db_exec (db, "CREATE TEMP TABLE was_read AS SELECT id FROM items", error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (lasting); i++)
    if (lost_some (facts, lasting[i]) &&
        !_packshot_salvage_table (copy->daily, db, lasting[i], &ignored, &whole, error))
      return FALSE;
  /* An item of yesterday has the gallery that its newest edit made since. */
  if (!_packshot_db_exec (db,
                          "UPDATE items SET local_gallery = ifnull ((SELECT after FROM edits "
                          "WHERE item = items.id AND undone = 0 ORDER BY id DESC LIMIT 1), "
                          "local_gallery) WHERE id NOT IN (SELECT id FROM was_read); "
                          "DROP TABLE was_read", error))
    return FALSE;
  if (!lost_some (facts, "galleries") && !lost_some (facts, "gallery_images"))
    return TRUE;
  return _packshot_db_exec (db,
                            "INSERT OR IGNORE INTO galleries (id, primary_image) "
                            "SELECT id, primary_image FROM daily.galleries; "
                            "INSERT OR IGNORE INTO gallery_images (" PICTURE ") SELECT " PICTURE
                            " FROM daily.gallery_images WHERE gallery NOT IN "
                            "(SELECT gallery FROM gallery_images)", error);
}

static guint
get_root (PackshotDb *db,
          const char *table)
{
  g_autofree char *sql =
    g_strdup_printf ("SELECT rootpage FROM sqlite_schema WHERE name = '%s'", table);
  g_autoptr(PackshotStatement) s = _packshot_db_prepare (db, sql, NULL);
  gint64 root = 0;

  return s != NULL && _packshot_statement_run_number (s, &root, NULL) ? (guint)root : 0;
}

/* Where yesterday's copy has a page that only says where the others are, it says so for the damaged
 * table, too, but for what came since. */
static gboolean
patch_roots (Copy *copy)
{
  Salvage *salvage = copy->salvage;
  int from = g_open (salvage->daily, O_RDONLY | O_CLOEXEC, 0);
  int to = g_open (salvage->source, O_RDWR | O_CLOEXEC, 0);
  g_autofree guint8 *page = g_malloc0 (LARGEST_PAGE);
  gint64 size = 0;
  guint n = 0;

  _packshot_db_get_pragma (copy->daily, "page_size", &size, NULL);
  for (guint i = 0; from >= 0 && to >= 0 && i < salvage->facts->unreadable->len; i++)
    {
      guint root = get_root (copy->daily, salvage->facts->unreadable->pdata[i]);

      if (root > 1 && root == get_root (copy->from, salvage->facts->unreadable->pdata[i]) &&
          lseek (from, (off_t)(root - 1) * size, SEEK_SET) >= 0 &&
          _packshot_files_read (from, page, (gsize)size) == size &&
          (page[0] == INTERIOR_TABLE || page[0] == INTERIOR_INDEX))
        n += copy_page (from, to, root, (guint)size, page);
    }
  if (from >= 0)
    close (from);
  if (to >= 0)
    close (to);
  return n > 0;
}

static gboolean
copy_by_roots (PackshotDb *db,
               Copy       *copy,
               GError    **error)
{
  PackshotSalvageFacts *facts = copy->salvage->facts;
  Salvage again = *copy->salvage;
  Copy patched = { &again, copy->from, copy->daily };
  g_autofree char *source = g_strconcat (copy->salvage->source, "-2", NULL);
  g_autoptr(PackshotDb) from = NULL;
  gboolean ok = TRUE;

  again.source = source;
  if (!copy_source (&again, error))
    return FALSE;
  if (patch_roots (&patched))
    from = open_source (source);
  for (guint i = 0; from != NULL && ok && i < facts->unreadable->len; i++)
    {
      gboolean whole;

      ok = _packshot_salvage_table (from, db, facts->unreadable->pdata[i], &facts->n_rows, &whole,
                                    error);
    }
  g_clear_pointer (&from, _packshot_db_close);
  drop_files (source);
  return ok;
}

static gboolean
copy_func (PackshotDb *db,
           gpointer    user_data,
           GError    **error)
{
  Copy *copy = user_data;
  PackshotSalvageFacts *facts = copy->salvage->facts;
  g_autoptr(GPtrArray) tables = _packshot_backup_list (db, TABLES, error);
  gboolean whole = TRUE;

  if (tables == NULL)
    return FALSE;
  g_ptr_array_set_size (facts->unreadable, 0);
  facts->n_rows = 0;
  for (guint i = 0; i < tables->len; i++)
    {
      if (!_packshot_salvage_table (copy->from, db, tables->pdata[i], &facts->n_rows, &whole,
                                    error))
        return FALSE;
      if (!whole)
        g_ptr_array_add (facts->unreadable, g_strdup (tables->pdata[i]));
    }
  if (copy->daily != NULL && facts->unreadable->len > 0 &&
      (!copy_by_roots (db, copy, error) || !copy_daily (db, copy, error)))
    return FALSE;
  return _packshot_salvage_order (db, copy->salvage->blobs, lost_some (facts, "gallery_images"),
                                  error) &&
         keep_ids (copy->from, db, error);
}

/* Proves the new database. What can't be put in order is worth less than an older copy. */
static gboolean
prove (PackshotDb *db,
       GError    **error)
{
  gboolean sound = FALSE;
  g_autoptr(GPtrArray) problems = NULL;

  if (!_packshot_db_run_transaction (db, "BEGIN IMMEDIATE", is_sound_func, &sound, error))
    return FALSE;
  if (sound)
    return TRUE;
  problems = packshot_verify_database (db, NULL);
  g_set_error (error, PACKSHOT_STORE_ERROR, PACKSHOT_STORE_ERROR_CORRUPT,
               "What could be read does not fit together: %s",
               problems != NULL && problems->len > 0 ? (char *)problems->pdata[0] : "");
  return FALSE;
}

static gboolean
attach_daily (Salvage    *salvage,
              PackshotDb *db)
{
  char *sql = sqlite3_mprintf ("ATTACH %Q AS daily", salvage->daily);
  gboolean ok = _packshot_db_exec (db, sql, NULL);

  sqlite3_free (sql);
  return ok;
}

/* When less than half of what stood in yesterday's copy can be read, that is the better one. */
static gboolean
is_worth_it (Salvage    *salvage,
             PackshotDb *daily,
             GError    **error)
{
  g_autoptr(GPtrArray) tables =
    daily != NULL ? _packshot_backup_list (daily, TABLES, NULL) : NULL;
  gint64 n_daily = 0;

  for (guint i = 0; tables != NULL && i < tables->len; i++)
    {
      g_autofree char *sql =
        g_strdup_printf ("SELECT count(*) FROM \"%s\"", (char *)tables->pdata[i]);
      g_autoptr(PackshotStatement) s = _packshot_db_prepare (daily, sql, NULL);
      gint64 n = 0;

      if (s != NULL && _packshot_statement_run_number (s, &n, NULL))
        n_daily += n;
    }
  if (salvage->facts->n_rows * 2 >= n_daily)
    return TRUE;
  g_set_error_literal (error, PACKSHOT_STORE_ERROR, PACKSHOT_STORE_ERROR_CORRUPT,
                       "Little of it can be read");
  return FALSE;
}

static gboolean
try_source (Salvage    *salvage,
            PackshotDb *from,
            GPtrArray  *scripts,
            GError    **error)
{
  g_autoptr(PackshotDb) db = open_target (salvage, scripts, error);
  g_autoptr(PackshotDb) daily = NULL;
  Copy copy = { salvage, from, NULL };

  if (db == NULL)
    return FALSE;
  if (g_file_test (salvage->daily, G_FILE_TEST_EXISTS))
    daily = open_source (salvage->daily);
  if (daily != NULL && attach_daily (salvage, db))
    copy.daily = daily;
  return _packshot_db_run_transaction (db, "BEGIN IMMEDIATE", copy_func, &copy, error) &&
         (copy.daily == NULL || _packshot_db_exec (db, "DETACH daily", error)) &&
         prove (db, error) && is_worth_it (salvage, daily, error);
}

/* --- The whole of it --- */

static gboolean
is_final (const GError *error)
{
  return g_error_matches (error, PACKSHOT_STORE_ERROR, PACKSHOT_STORE_ERROR_FULL) ||
         g_error_matches (error, PACKSHOT_STORE_ERROR, PACKSHOT_STORE_ERROR_READ_ONLY);
}

/* The last resort. */
static gboolean
take_daily (Salvage   *salvage,
            GPtrArray *scripts,
            GError   **error)
{
  g_autoptr(PackshotDb) daily = NULL;

  if (g_file_test (salvage->daily, G_FILE_TEST_EXISTS))
    daily = open_source (salvage->daily);
  if (daily == NULL)
    {
      g_set_error_literal (error, PACKSHOT_STORE_ERROR, PACKSHOT_STORE_ERROR_CORRUPT,
                           "Nothing of the database can be read, and there is no copy of it");
      return FALSE;
    }
  salvage->facts->from_copy = TRUE;
  return try_source (salvage, daily, scripts, error);
}

static gboolean
make_new (Salvage   *salvage,
          GPtrArray *scripts,
          GError   **error)
{
  for (guint attempt = 0; attempt < 3; attempt++)
    {
      g_autoptr(GError) local_error = NULL;
      g_autoptr(PackshotDb) from = NULL;

      /* The header of an empty database is the model of the second attempt. */
      if (attempt == 1)
        {
          g_autoptr(PackshotDb) model = open_target (salvage, scripts, error);

          if (model == NULL)
            return FALSE;
        }
      from = find_source (salvage, attempt, &local_error);
      if (from != NULL && try_source (salvage, from, scripts, &local_error))
        return TRUE;
      if (local_error != NULL && is_final (local_error))
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return FALSE;
        }
      if (local_error != NULL)
        g_debug ("Attempt %u: %s", attempt, local_error->message);
    }
  return take_daily (salvage, scripts, error);
}

/* Pictures whose rows could not be read belong to nobody now, and would be tidied away. */
static gboolean
keep_unnamed (Salvage *salvage,
              GError **error)
{
  g_autoptr(PackshotDb) db = _packshot_db_open (salvage->target, SQLITE_OPEN_READWRITE, error);
  g_autoptr(GPtrArray) named = db != NULL ? packshot_verify_contents (db, error) : NULL;
  g_autoptr(GPtrArray) there =
    named != NULL ? packshot_blob_store_list (salvage->blobs, error) : NULL;
  g_autoptr(GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);

  if (there == NULL)
    return FALSE;
  for (guint i = 0; i < named->len; i++)
    g_hash_table_add (known, named->pdata[i]);
  for (guint i = 0; i < there->len; i++)
    {
      g_autofree char *path = packshot_blob_store_dup_path (salvage->blobs, there->pdata[i]);
      g_autofree char *kept = g_build_filename (salvage->facts->kept_as, there->pdata[i], NULL);

      if (g_hash_table_contains (known, there->pdata[i]))
        continue;
      if (link (path, kept) < 0)
        return _packshot_files_set_error (kept, errno, error);
      salvage->facts->n_unnamed++;
    }
  return _packshot_files_sync_folder (salvage->facts->kept_as, error);
}

static gboolean
salvage_run (Salvage *salvage,
             GError **error)
{
  g_autoptr(GPtrArray) scripts = _packshot_migration_load_scripts (error);
  gboolean newer = FALSE;
  gboolean ok;

  if (scripts == NULL)
    return FALSE;
  salvage->facts->was_sound = (!g_file_test (salvage->path, G_FILE_TEST_EXISTS) &&
                               !g_file_test (salvage->daily, G_FILE_TEST_EXISTS)) ||
    is_sound (salvage->path, scripts, &newer);
  if (salvage->facts->was_sound)
    return TRUE;
  if (newer)
    {
      g_set_error_literal (error, PACKSHOT_STORE_ERROR, PACKSHOT_STORE_ERROR_NEWER,
                           "The database was made by a newer version");
      return FALSE;
    }
  salvage->facts->kept_as = _packshot_profile_set_aside (salvage->folder, error);
  ok = salvage->facts->kept_as != NULL && make_new (salvage, scripts, error) &&
    keep_unnamed (salvage, error) &&
    _packshot_profile_replace (salvage->folder, salvage->target, error);
  drop_files (salvage->source);
  if (!ok)
    drop_files (salvage->target);
  return ok;
}

/**
 * packshot_salvage:
 * @folder: a profile that nobody has open
 * @cancellable: (nullable): unused until now
 * @error: return location; %PACKSHOT_STORE_ERROR_IN_USE, %PACKSHOT_STORE_ERROR_CORRUPT when nothing
 *   could be saved
 *
 * Makes a damaged database whole, and keeps the damaged files in a folder beside it. Killed at any
 * moment, the database is the old or the new one.
 *
 * Returns: (transfer full) (nullable): what was done; %NULL with nothing changed
 */
PackshotSalvageFacts *
packshot_salvage (const char   *folder,
                  GCancellable *cancellable,
                  GError      **error)
{
  g_autoptr(PackshotSalvageFacts) facts = g_new0 (PackshotSalvageFacts, 1);
  g_autoptr(PackshotBlobStore) blobs = NULL;
  g_auto(Salvage) salvage = { .folder = folder, .facts = facts };
  int lock, use;
  gboolean ok;

  g_return_val_if_fail (folder != NULL, NULL);

  facts->unreadable = g_ptr_array_new_with_free_func (g_free);
  lock = _packshot_profile_lock (folder, error);
  use = lock >= 0 ? _packshot_profile_use (folder, TRUE, error) : -1;
  if (lock >= 0)
    close (lock);
  if (use < 0)
    return NULL;
  salvage.path = g_build_filename (folder, PACKSHOT_DB_NAME, NULL);
  salvage.daily = g_build_filename (folder, PACKSHOT_DAILY_NAME, NULL);
  salvage.source = g_build_filename (folder, SOURCE_NAME, NULL);
  salvage.target = g_build_filename (folder, PACKSHOT_DB_NAME ".new", NULL);
  salvage.blobs = blobs = packshot_blob_store_open (folder, error);
  ok = blobs != NULL && salvage_run (&salvage, error);
  close (use);
  return ok ? g_steal_pointer (&facts) : NULL;
}
