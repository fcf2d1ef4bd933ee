/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* Profiles as released versions of the program have left them: data/schema-N holds the database of
 * user_version N, packed, and its blobs. Each opens, is brought to the newest schema, and says what
 * it said; a crash at any statement of the way leaves the one schema or the other. */

#include "config.h"

#include "packshot-edits.h"
#include "packshot-migration-private.h"
#include "packshot-statement-private.h"
#include "packshot-test.h"
#include "packshot-verify.h"
#include "store-fixture.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#define N_SCHEMAS 1

/* What a later version could do: a table built anew, a column, an index. */
#define LATER "CREATE TABLE later (id INTEGER PRIMARY KEY, item INTEGER REFERENCES items (id)); " \
  "INSERT INTO later SELECT id, id FROM items; ALTER TABLE trash ADD COLUMN later INTEGER; " \
  "UPDATE trash SET later = removed_at; CREATE INDEX later_by_item ON later (item); " \
  "DELETE FROM log"

static char *
data_path (guint       schema,
           const char *name)
{
  g_autofree char *folder = g_strdup_printf ("schema-%u", schema);

  return g_test_build_filename (G_TEST_DIST, "store", "data", folder, name, NULL);
}

static void
unpack (const char *packed,
        const char *path)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GFile) from = g_file_new_for_path (packed);
  g_autoptr(GFile) to = g_file_new_for_path (path);
  g_autoptr(GConverter) gunzip =
    G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP));
  g_autoptr(GFileInputStream) raw = g_file_read (from, NULL, &error);
  g_autoptr(GInputStream) in = NULL;
  g_autoptr(GFileOutputStream) out = NULL;

  g_assert_no_error (error);
  in = g_converter_input_stream_new (G_INPUT_STREAM (raw), gunzip);
  out = g_file_replace (to, NULL, FALSE, G_FILE_CREATE_PRIVATE, NULL, &error);
  g_assert_no_error (error);
  g_output_stream_splice (G_OUTPUT_STREAM (out), in, G_OUTPUT_STREAM_SPLICE_CLOSE_SOURCE |
                          G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET, NULL, &error);
  g_assert_no_error (error);
}

/* A copy of a released profile in a temporary folder. */
static char *
profile_new (guint schema)
{
  g_autofree char *folder = packshot_test_tmp_new ();
  g_autofree char *packed = data_path (schema, "packshot.db.gz");
  g_autofree char *path = g_build_filename (folder, "packshot.db", NULL);

  unpack (packed, path);
  return g_steal_pointer (&folder);
}

static void
must_have_titles (PackshotDb  *db,
                  gint64       item,
                  PackshotTree tree,
                  const char  *titles,
                  int          primary)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(PackshotGallery) gallery = packshot_galleries_get (db, item, tree, &error);
  g_autoptr(GString) found = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < packshot_gallery_get_n (gallery); i++)
    {
      PackshotImage *image = packshot_gallery_get (gallery, i);

      g_string_append_printf (found, "%s|", packshot_image_get_title (image));
      g_assert_cmpint (packshot_gallery_get_primary (gallery) == packshot_image_get_id (image), ==,
                       (int)i == primary);
    }
  g_assert_cmpstr (found->str, ==, titles);
}

/* What holds under every schema. */
static void
check_counts (PackshotDb *db)
{
  g_assert_cmpint (count_rows (db, "accounts"), ==, 3);
  g_assert_cmpint (count_rows (db, "edits"), ==, 11);
  g_assert_cmpint (count_rows (db, "steps WHERE state = 'sending'"), ==, 1);
  g_assert_cmpint (count_rows (db, "conflicts WHERE kind = 'removed-there'"), ==, 1);
  g_assert_cmpint (count_rows (db, "trash"), ==, 1);
  g_assert_cmpint (count_rows (db, "gallery_images WHERE title = 'Changed here'"), ==, 2);
}

/* What was done with the program before the profile was put aside. */
static gboolean
check_first (PackshotDb *db,
             gpointer    data,
             GError    **error)
{
  g_autoptr(GPtrArray) trash = packshot_trash_list (db, error);
  g_autoptr(GPtrArray) undo = trash != NULL ? packshot_edits_get_undo (db, error) : NULL;

  must (undo != NULL, error);
  must_have_titles (db, 1, PACKSHOT_TREE_SYNCED, "||||", 0);
  must_have_titles (db, 1, PACKSHOT_TREE_LOCAL, "||Back|", 1);
  must_have_titles (db, 2, PACKSHOT_TREE_LOCAL, "Changed here|Front|", -1);
  must_have_titles (db, 2, PACKSHOT_TREE_REMOTE, "Front|", -1);
  must_have_titles (db, 3, PACKSHOT_TREE_LOCAL, "|||", -1);
  must_have_titles (db, 3, PACKSHOT_TREE_SYNCED, "|", -1);
  g_assert_cmpuint (trash->len, ==, 1);
  g_assert_cmpuint (undo->len, ==, 1);
  g_assert_cmpstr (((PackshotEdit *)undo->pdata[0])->kind, ==, "add");
  check_counts (db);
  return TRUE;
}

static gboolean
list_contents (PackshotDb *db,
               gpointer    data,
               GError    **error)
{
  GPtrArray **hashes = data;

  *hashes = packshot_verify_contents (db, error);
  return *hashes != NULL;
}

/* The packed blobs are read where they stand. */
static void
must_have_blobs (PackshotStore *store,
                 guint          schema)
{
  g_autoptr(GPtrArray) hashes = NULL;
  g_autoptr(GError) error = NULL;

  store_read (store, list_contents, &hashes, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (hashes->len, ==, 12);
  for (guint i = 0; i < hashes->len; i++)
    {
      g_autofree char *name = g_strdup_printf ("blobs/%s.png", (char *)hashes->pdata[i]);
      g_autofree char *path = data_path (schema, name);
      g_autofree char *sha256 = packshot_blob_store_hash_file (path, NULL, NULL, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (sha256, ==, hashes->pdata[i]);
    }
}

static gint64
get_version (PackshotDb *db)
{
  g_autoptr(GError) error = NULL;
  gint64 version = -1;

  _packshot_db_get_pragma (db, "user_version", &version, &error);
  g_assert_no_error (error);
  return version;
}

static gboolean
check_version (PackshotDb *db,
               gpointer    data,
               GError    **error)
{
  g_assert_cmpint (get_version (db), ==, GPOINTER_TO_UINT (data));
  return TRUE;
}

static void
test_opens (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) scripts = _packshot_migration_load_scripts (&error);

  g_assert_no_error (error);
  for (guint schema = 1; schema <= N_SCHEMAS; schema++)
    {
      g_autofree char *folder = profile_new (schema);
      g_autofree char *copy = g_strdup_printf ("%s/packshot.db.before-%u", folder, schema);
      g_autoptr(PackshotStore) store = packshot_store_open (folder, PACKSHOT_STORE_INLINE, &error);

      g_assert_no_error (error);
      store_read (store, check_version, GUINT_TO_POINTER (scripts->len), &error);
      g_assert_no_error (error);
      store_must_verify (store);
      store_read (store, check_first, NULL, &error);
      g_assert_no_error (error);
      must_have_blobs (store, schema);
      g_assert_cmpint (g_file_test (copy, G_FILE_TEST_EXISTS), ==, schema < scripts->len);
      store_close (store);
      packshot_test_tmp_free (g_steal_pointer (&folder));
    }
}

/* --- Killed on the way --- */

typedef struct
{
  int left;
} Countdown;

static int
die_cb (unsigned kind,
        void    *context,
        void    *statement,
        void    *sql)
{
  Countdown *countdown = context;

  if (countdown->left-- == 0)
    kill (getpid (), SIGKILL);
  return 0;
}

static PackshotDb *
open_db (const char *path)
{
  g_autoptr(GError) error = NULL;
  PackshotDb *db = _packshot_db_open (path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, &error);

  g_assert_no_error (error);
  _packshot_db_set_pragma (db, "journal_mode", "WAL", "wal", &error);
  g_assert_no_error (error);
  return db;
}

/* A process that migrates and dies when it begins its nth statement; FALSE if it came to the end
 * before. */
static gboolean
dies_at (const char *path,
         GPtrArray  *scripts,
         int         n)
{
  int status = 0;
  pid_t pid = fork ();

  g_assert_cmpint (pid, >=, 0);
  if (pid == 0)
    {
      Countdown countdown = { n };
      PackshotDb *db = open_db (path);

      sqlite3_trace_v2 (_packshot_db_get_handle (db), SQLITE_TRACE_STMT, die_cb, &countdown);
      _exit (_packshot_migration_run (db, path, scripts, NULL) ? 0 : 1);
    }
  g_assert_cmpint (waitpid (pid, &status, 0), ==, pid);
  if (WIFSIGNALED (status))
    g_assert_cmpint (WTERMSIG (status), ==, SIGKILL);
  else
    g_assert_cmpint (WEXITSTATUS (status), ==, 0);
  return WIFSIGNALED (status);
}

/* A version, whole: what it has to have is there, and nothing of the next. */
static gint64
must_be_whole (const char *path,
               gint64      first,
               GPtrArray  *scripts)
{
  g_autoptr(GError) error = NULL;
  PackshotDb *db = open_db (path);
  gint64 version = get_version (db);
  g_autoptr(PackshotStatement) s = _packshot_db_prepare (db, "PRAGMA integrity_check", &error);

  g_assert_cmpint (_packshot_statement_step (s, &error), ==, 1);
  g_assert_cmpstr (_packshot_statement_get_text (s, 0), ==, "ok");
  g_clear_pointer (&s, _packshot_statement_release);
  g_assert_cmpint (version, >=, first);
  g_assert_cmpint (version, <=, scripts->len);
  g_assert_cmpint (count_rows (db, "sqlite_schema WHERE name = 'items'"), ==, version > 0);
  g_assert_cmpint (count_rows (db, "sqlite_schema WHERE name = 'later'"), ==,
                   version == scripts->len);
  if (first > 0)
    check_counts (db);
  if (first > 0 && version == scripts->len)
    g_assert_cmpint (count_rows (db, "log"), ==, 0);
  else if (first > 0)
    g_assert_cmpint (count_rows (db, "log"), >, 0);
  _packshot_db_close (db);
  return version;
}

/* From each released schema, and from nothing, to one after the newest. */
static void
test_killed (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) scripts = _packshot_migration_load_scripts (&error);

  g_assert_no_error (error);
  g_ptr_array_add (scripts, g_strdup (LATER));
  for (guint schema = 0; schema <= N_SCHEMAS; schema++)
    {
      g_autofree char *folder = NULL;
      gboolean died = TRUE;
      guint n_old = 0;

      for (int n = 0; died; n++)
        {
          g_autofree char *path = NULL;
          gint64 version;

          folder = schema > 0 ? profile_new (schema) : packshot_test_tmp_new ();
          path = g_build_filename (folder, "packshot.db", NULL);
          died = dies_at (path, scripts, n);
          version = must_be_whole (path, schema, scripts);
          n_old += version < scripts->len;
          g_assert_true (died || version == scripts->len);
          /* The next start goes on from there. */
          g_assert_false (dies_at (path, scripts, G_MAXINT));
          g_assert_cmpint (must_be_whole (path, schema, scripts), ==, scripts->len);
          packshot_test_tmp_free (g_steal_pointer (&folder));
        }
      g_assert_cmpuint (n_old, >, 8);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/schemas/opens", test_opens);
  g_test_add_func ("/store/schemas/killed", test_killed);
  return g_test_run ();
}
