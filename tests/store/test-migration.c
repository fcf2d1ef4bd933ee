/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* Migrations, with scripts of the test's own: the program has one version yet. */

#include "config.h"

#include "packshot-migration-private.h"
#include "packshot-test.h"
#include "store-fixture.h"

#include <glib/gstdio.h>

#define FIRST "CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT NOT NULL); " \
  "CREATE TABLE u (t INTEGER NOT NULL REFERENCES t (id)); " \
  "INSERT INTO t VALUES (1, 'one'); INSERT INTO u VALUES (1)"
#define SECOND "ALTER TABLE t ADD COLUMN price INTEGER NOT NULL DEFAULT 7"
#define THIRD "CREATE TABLE t2 (id INTEGER PRIMARY KEY, name TEXT); " \
  "INSERT INTO t2 SELECT id, upper (name) FROM t; DROP TABLE t; ALTER TABLE t2 RENAME TO t"
#define BROKEN "DELETE FROM u; CREATE TABLE (nonsense)"
#define ORPHANING "DELETE FROM t"

typedef struct
{
  char       *folder;           /* (owned) */
  char       *path;             /* (owned) */
  PackshotDb *db;               /* (owned) */
} Fixture;

static void
set_up (Fixture      *self,
        gconstpointer data)
{
  g_autoptr(GError) error = NULL;

  self->folder = packshot_test_tmp_new ();
  self->path = g_build_filename (self->folder, "test.db", NULL);
  self->db = _packshot_db_open (self->path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture      *self,
           gconstpointer data)
{
  _packshot_db_close (self->db);
  g_free (self->path);
  packshot_test_tmp_free (self->folder);
}

static gboolean
migrate (Fixture    *self,
         GError    **error,
         const char *first,
         ...)
{
  g_autoptr(GPtrArray) scripts = g_ptr_array_new ();
  va_list args;

  va_start (args, first);
  for (const char *script = first; script != NULL; script = va_arg (args, const char *))
    g_ptr_array_add (scripts, (gpointer)script);
  va_end (args);
  return _packshot_migration_run (self->db, self->path, scripts, error);
}

static void
must_migrate (Fixture    *self,
              const char *first,
              const char *second,
              const char *third)
{
  g_autoptr(GError) error = NULL;

  migrate (self, &error, first, second, third, NULL);
  g_assert_no_error (error);
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
has_copy (Fixture *self,
          guint    version)
{
  g_autofree char *path = g_strdup_printf ("%s.before-%u", self->path, version);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

static guint
count_files (Fixture *self)
{
  g_autoptr(GDir) dir = g_dir_open (self->folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

/* A new database is made without a copy of nothing. */
static void
test_new (Fixture      *self,
          gconstpointer data)
{
  must_migrate (self, FIRST, SECOND, THIRD);
  g_assert_cmpint (get_version (self->db), ==, 3);
  g_assert_cmpint (count_rows (self->db, "t WHERE name = 'ONE'"), ==, 1);
  g_assert_cmpuint (count_files (self), ==, 1);
  must_migrate (self, FIRST, SECOND, THIRD);
  g_assert_cmpuint (count_files (self), ==, 1);
}

static void
test_step (Fixture      *self,
           gconstpointer data)
{
  g_autofree char *copy = g_strconcat (self->path, ".before-1", NULL);
  g_autoptr(GError) error = NULL;
  PackshotDb *old;
  GStatBuf st;

  must_migrate (self, FIRST, NULL, NULL);
  g_assert_cmpint (get_version (self->db), ==, 1);
  must_migrate (self, FIRST, SECOND, THIRD);
  g_assert_cmpint (get_version (self->db), ==, 3);
  g_assert_true (has_copy (self, 1));
  g_assert_false (has_copy (self, 2));

  old = _packshot_db_open (copy, SQLITE_OPEN_READONLY, &error);
  g_assert_no_error (error);
  g_assert_cmpint (get_version (old), ==, 1);
  g_assert_cmpint (count_rows (old, "t WHERE name = 'one'"), ==, 1);
  _packshot_db_close (old);
  g_assert_cmpint (g_stat (copy, &st), ==, 0);
  g_assert_cmphex (st.st_mode & 0777, ==, 0600);
}

/* A copy that a crash left half made, or an older one, is not in the way. */
static void
test_copy_again (Fixture      *self,
                 gconstpointer data)
{
  g_autofree char *copy = g_strconcat (self->path, ".before-1", NULL);
  g_autofree char *part = g_strconcat (copy, ".part", NULL);

  must_migrate (self, FIRST, NULL, NULL);
  g_assert_true (g_file_set_contents (copy, "old", -1, NULL));
  g_assert_true (g_file_set_contents (part, "half", -1, NULL));
  must_migrate (self, FIRST, SECOND, NULL);
  g_assert_false (g_file_test (part, G_FILE_TEST_EXISTS));
  g_assert_cmpuint (count_files (self), ==, 2);
}

/* Without a copy nothing is migrated. */
static void
test_no_copy (Fixture      *self,
              gconstpointer data)
{
  g_autofree char *copy = g_strconcat (self->path, ".before-1", NULL);
  g_autoptr(GError) error = NULL;

  must_migrate (self, FIRST, NULL, NULL);
  g_assert_cmpint (g_mkdir (copy, 0700), ==, 0);
  must_fail (migrate (self, &error, FIRST, SECOND, NULL), &error, PACKSHOT_STORE_ERROR_FAILED);
  g_assert_cmpint (get_version (self->db), ==, 1);
  g_assert_cmpuint (count_files (self), ==, 2);
}

static void
test_broken (Fixture      *self,
             gconstpointer data)
{
  g_autoptr(GError) error = NULL;

  must_migrate (self, FIRST, NULL, NULL);
  g_assert_false (migrate (self, &error, FIRST, SECOND, BROKEN, NULL));
  g_assert_error (error, PACKSHOT_STORE_ERROR, PACKSHOT_STORE_ERROR_FAILED);
  g_assert_true (g_str_has_prefix (error->message, "Version 3: "));
  g_assert_cmpint (get_version (self->db), ==, 2);
  g_assert_cmpint (count_rows (self->db, "u"), ==, 1);
  must_migrate (self, FIRST, SECOND, THIRD);
}

static void
test_orphaning (Fixture      *self,
                gconstpointer data)
{
  g_autoptr(GError) error = NULL;

  must_migrate (self, FIRST, NULL, NULL);
  must_fail (migrate (self, &error, FIRST, ORPHANING, NULL), &error,
             PACKSHOT_STORE_ERROR_CONSTRAINT);
  g_assert_cmpint (get_version (self->db), ==, 1);
  g_assert_cmpint (count_rows (self->db, "t"), ==, 1);
}

static void
test_newer (Fixture      *self,
            gconstpointer data)
{
  g_autoptr(GError) error = NULL;

  must_migrate (self, FIRST, SECOND, THIRD);
  must_fail (migrate (self, &error, FIRST, SECOND, NULL), &error, PACKSHOT_STORE_ERROR_NEWER);
  g_assert_cmpint (get_version (self->db), ==, 3);
  g_assert_cmpuint (count_files (self), ==, 1);
}

/* The program's own scripts make what it expects, from the first to the last. */
static void
test_own (Fixture      *self,
          gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) scripts = _packshot_migration_load_scripts (&error);

  g_assert_no_error (error);
  g_assert_cmpuint (scripts->len, >=, 1);
  _packshot_migration_run (self->db, self->path, scripts, &error);
  g_assert_no_error (error);
  g_assert_cmpint (get_version (self->db), ==, scripts->len);
  g_assert_cmpint (count_rows (self->db, "galleries"), ==, 1);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/store/migration/new", Fixture, NULL, set_up, test_new, tear_down);
  g_test_add ("/store/migration/step", Fixture, NULL, set_up, test_step, tear_down);
  g_test_add ("/store/migration/copy-again", Fixture, NULL, set_up, test_copy_again, tear_down);
  g_test_add ("/store/migration/no-copy", Fixture, NULL, set_up, test_no_copy, tear_down);
  g_test_add ("/store/migration/broken", Fixture, NULL, set_up, test_broken, tear_down);
  g_test_add ("/store/migration/orphaning", Fixture, NULL, set_up, test_orphaning, tear_down);
  g_test_add ("/store/migration/newer", Fixture, NULL, set_up, test_newer, tear_down);
  g_test_add ("/store/migration/own", Fixture, NULL, set_up, test_own, tear_down);
  return g_test_run ();
}
