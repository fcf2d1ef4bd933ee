/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* The store: what a transaction promises, in one process and in several, when disks are full, files
 * are damaged and processes are killed. Threads are held by gates, so that no case depends on time.
 * */

#include "config.h"

#include "packshot-accounts.h"
#include "packshot-db-private.h"
#include "packshot-test.h"
#include "store-fixture.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#define EXIT_SKIPPED 77

typedef struct
{
  char          *folder;        /* (owned) */
  PackshotStore *store;         /* (owned) */
} Fixture;

/* Holds a store's thread until the test lets it go. */
typedef struct
{
  GMutex   mutex;
  GCond    cond;
  gboolean arrived;
  gboolean open;
  gint64   first;
  gint64   second;
} Gate;

static void
set_up (Fixture      *self,
        gconstpointer data)
{
  g_autoptr(GError) error = NULL;

  self->folder = packshot_test_tmp_new ();
  self->store = packshot_store_open (self->folder, PACKSHOT_STORE_NONE, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture      *self,
           gconstpointer data)
{
  if (self->store != NULL)
    store_close (self->store);
  g_clear_object (&self->store);
  packshot_test_tmp_free (self->folder);
}

static void
gate_wait (Gate *gate)
{
  g_mutex_lock (&gate->mutex);
  gate->arrived = TRUE;
  g_cond_signal (&gate->cond);
  while (!gate->open)
    g_cond_wait (&gate->cond, &gate->mutex);
  g_mutex_unlock (&gate->mutex);
}

static void
gate_await_arrival (Gate *gate)
{
  g_mutex_lock (&gate->mutex);
  while (!gate->arrived)
    g_cond_wait (&gate->cond, &gate->mutex);
  g_mutex_unlock (&gate->mutex);
}

static void
gate_open (Gate *gate)
{
  g_mutex_lock (&gate->mutex);
  gate->open = TRUE;
  g_cond_signal (&gate->cond);
  g_mutex_unlock (&gate->mutex);
}

static gboolean
gate_func (PackshotDb *db,
           gpointer    data,
           GError    **error)
{
  gate_wait (data);
  return TRUE;
}

static gboolean
insert_func (PackshotDb *db,
             gpointer    data,
             GError    **error)
{
  return make_account (db, data, error) != 0;
}

static gboolean
count_func (PackshotDb *db,
            gpointer    data,
            GError    **error)
{
  gint64 *n = data;

  *n = count_rows (db, "accounts");
  return TRUE;
}

static void
assert_accounts (PackshotStore *store,
                 gint64         expected)
{
  g_autoptr(GError) error = NULL;
  gint64 n = -1;

  store_read (store, count_func, &n, &error);
  g_assert_no_error (error);
  g_assert_cmpint (n, ==, expected);
}

static void
must_insert (PackshotStore *store,
             const char    *name)
{
  g_autoptr(GError) error = NULL;

  store_write (store, insert_func, (gpointer)name, &error);
  g_assert_no_error (error);
}

static guint
mode_of (const char *folder,
         const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  GStatBuf st;

  g_assert_cmpint (g_stat (path, &st), ==, 0);
  return st.st_mode & 0777;
}

static void
test_folder (void)
{
  char *tmp = packshot_test_tmp_new ();
  g_autofree char *folder = g_build_filename (tmp, "a", "b", NULL);
  g_autoptr(GError) error = NULL;
  PackshotStore *store = packshot_store_open (folder, PACKSHOT_STORE_INLINE, &error);

  g_assert_no_error (error);
  must_insert (store, "one");
  g_assert_cmphex (mode_of (tmp, "a"), ==, 0700);
  g_assert_cmphex (mode_of (tmp, "a/b"), ==, 0700);
  g_assert_cmphex (mode_of (folder, "packshot.db"), ==, 0600);
  g_assert_cmphex (mode_of (folder, "packshot.db-wal"), ==, 0600);
  store_close (store);
  g_assert_finalize_object (store);
  packshot_test_tmp_free (tmp);
}

static void
test_write_and_read (Fixture      *self,
                     gconstpointer data)
{
  assert_accounts (self->store, 0);
  must_insert (self->store, "one");
  assert_accounts (self->store, 1);
  store_must_verify (self->store);
}

static gboolean
give_up_func (PackshotDb *db,
              gpointer    data,
              GError    **error)
{
  must (make_account (db, "lost", error) != 0, error);
  if (data != NULL)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_BUSY, "%s", (char *)data);
  return FALSE;
}

static void
test_rollback (Fixture      *self,
               gconstpointer data)
{
  g_autoptr(GError) error = NULL;

  g_assert_false (store_write (self->store, give_up_func, (gpointer)"not now", &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_BUSY);
  g_assert_cmpstr (error->message, ==, "not now");
  g_clear_error (&error);
  g_assert_false (store_write (self->store, give_up_func, NULL, &error));
  g_assert_error (error, PACKSHOT_STORE_ERROR, PACKSHOT_STORE_ERROR_FAILED);
  assert_accounts (self->store, 0);
  must_insert (self->store, "lost");
}

/* The primary of a gallery is looked at by COMMIT only. */
static gboolean
bad_commit_func (PackshotDb *db,
                 gpointer    data,
                 GError    **error)
{
  must (make_account (db, "lost", error) != 0, error);
  return _packshot_db_exec (db, "INSERT INTO galleries (primary_image) VALUES (99)", error);
}

static void
test_commit_fails (Fixture      *self,
                   gconstpointer data)
{
  g_autoptr(GError) error = NULL;

  must_fail (store_write (self->store, bad_commit_func, NULL, &error), &error,
             PACKSHOT_STORE_ERROR_CONSTRAINT);
  assert_accounts (self->store, 0);
  must_insert (self->store, "one");
  store_must_verify (self->store);
}

static void
test_cancelled_before (Fixture      *self,
                       gconstpointer data)
{
  g_auto(PackshotTestAwait) first = { NULL };
  g_auto(PackshotTestAwait) second = { NULL };
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GError) error = NULL;
  Gate gate = { 0 };

  packshot_store_write_async (self->store, gate_func, &gate, NULL, NULL, packshot_test_await_cb,
                              &first);
  packshot_store_write_async (self->store, insert_func, (gpointer)"never", NULL, cancellable,
                              packshot_test_await_cb, &second);
  gate_await_arrival (&gate);
  g_cancellable_cancel (cancellable);
  gate_open (&gate);
  g_assert_true (packshot_store_write_finish (self->store, packshot_test_await (&first), &error));
  g_assert_no_error (error);
  g_assert_false (packshot_store_write_finish (self->store, packshot_test_await (&second), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  assert_accounts (self->store, 0);
}

static gboolean
insert_and_cancel_func (PackshotDb *db,
                        gpointer    data,
                        GError    **error)
{
  must (make_account (db, "kept", error) != 0, error);
  g_cancellable_cancel (data);
  return TRUE;
}

/* What is on the disk must not be told to be cancelled. */
static void
test_cancelled_late (Fixture      *self,
                     gconstpointer data)
{
  g_auto(PackshotTestAwait) await = { NULL };
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GError) error = NULL;

  packshot_store_write_async (self->store, insert_and_cancel_func, g_object_ref (cancellable),
                              g_object_unref, cancellable, packshot_test_await_cb, &await);
  g_assert_true (packshot_store_write_finish (self->store, packshot_test_await (&await), &error));
  g_assert_no_error (error);
  g_assert_true (packshot_store_result_get_data (await.taken) == cancellable);
  assert_accounts (self->store, 1);
}

static gboolean
count_twice_func (PackshotDb *db,
                  gpointer    data,
                  GError    **error)
{
  Gate *gate = data;

  gate->first = count_rows (db, "accounts");
  gate_wait (gate);
  gate->second = count_rows (db, "accounts");
  return TRUE;
}

static void
test_snapshot (Fixture      *self,
               gconstpointer data)
{
  g_auto(PackshotTestAwait) await = { NULL };
  g_autoptr(GError) error = NULL;
  Gate gate = { 0 };

  packshot_store_read_async (self->store, G_PRIORITY_DEFAULT, count_twice_func, &gate, NULL, NULL,
                             packshot_test_await_cb, &await);
  gate_await_arrival (&gate);
  must_insert (self->store, "meanwhile");
  gate_open (&gate);
  g_assert_true (packshot_store_read_finish (self->store, packshot_test_await (&await), &error));
  g_assert_no_error (error);
  g_assert_cmpint (gate.first, ==, 0);
  g_assert_cmpint (gate.second, ==, 0);
  assert_accounts (self->store, 1);
}

static void
test_read_only_reads (Fixture      *self,
                      gconstpointer data)
{
  g_autoptr(GError) error = NULL;

  must_fail (store_read (self->store, insert_func, (gpointer)"no", &error), &error,
             PACKSHOT_STORE_ERROR_READ_ONLY);
  assert_accounts (self->store, 0);
}

static void
count_success_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr(GError) error = NULL;
  int *n = user_data;

  packshot_store_write_finish (PACKSHOT_STORE (source), result, &error);
  g_assert_no_error (error);
  (*n)++;
}

static void
test_close_drains (Fixture      *self,
                   gconstpointer data)
{
  g_auto(PackshotTestAwait) await = { NULL };
  g_autoptr(GError) error = NULL;
  const int n = 50;
  int n_done = 0;

  for (int i = 0; i < n; i++)
    packshot_store_write_async (self->store, insert_func, g_strdup_printf ("%d", i), g_free, NULL,
                                count_success_cb, &n_done);
  store_close (self->store);
  g_assert_cmpint (n_done, ==, n);

  g_assert_false (store_write (self->store, insert_func, (gpointer)"late", &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CLOSED);
  g_clear_error (&error);
  g_assert_false (store_read (self->store, count_func, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CLOSED);
  g_clear_error (&error);
  packshot_store_close_async (self->store, packshot_test_await_cb, &await);
  g_assert_false (packshot_store_close_finish (self->store, packshot_test_await (&await), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CLOSED);
  g_clear_error (&error);

  g_clear_object (&self->store);
  self->store = packshot_store_open (self->folder, PACKSHOT_STORE_NONE, &error);
  g_assert_no_error (error);
  assert_accounts (self->store, n);
}

static void
test_dropped (Fixture      *self,
              gconstpointer data)
{
  g_autoptr(GError) error = NULL;

  must_insert (self->store, "kept");
  g_clear_object (&self->store);
  self->store = packshot_store_open (self->folder, PACKSHOT_STORE_INLINE, &error);
  g_assert_no_error (error);
  assert_accounts (self->store, 1);
}

static gint64
get_version (PackshotStore *store)
{
  g_auto(PackshotTestAwait) await = { NULL };
  g_autoptr(GError) error = NULL;
  gint64 version;

  packshot_store_get_version_async (store, packshot_test_await_cb, &await);
  version = packshot_store_get_version_finish (store, packshot_test_await (&await), &error);
  g_assert_no_error (error);
  return version;
}

static void
test_version (Fixture      *self,
              gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(PackshotStore) other = NULL;
  gint64 a, b, c;

  a = get_version (self->store);
  g_assert_cmpint (packshot_store_get_opened_version (self->store), ==, a);
  must_insert (self->store, "mine");
  b = get_version (self->store);
  g_assert_cmpint (b, ==, a);

  other = packshot_store_open (self->folder, PACKSHOT_STORE_INLINE, &error);
  g_assert_no_error (error);
  must_insert (other, "theirs");
  /* Also when this store has written since. */
  must_insert (self->store, "mine again");
  c = get_version (self->store);
  g_assert_cmpint (c, !=, b);
  g_assert_cmpint (get_version (self->store), ==, c);
  store_close (other);
}

/* Two stores on one folder, each with its threads, as a window and a command line are. */
static void
test_two_stores (Fixture      *self,
                 gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(PackshotStore) other = NULL;
  const int n = 100;
  int n_done = 0;

  other = packshot_store_open (self->folder, PACKSHOT_STORE_NONE, &error);
  g_assert_no_error (error);
  for (int i = 0; i < n; i++)
    {
      packshot_store_write_async (self->store, insert_func, g_strdup_printf ("a%d", i), g_free,
                                  NULL, count_success_cb, &n_done);
      packshot_store_write_async (other, insert_func, g_strdup_printf ("b%d", i), g_free, NULL,
                                  count_success_cb, &n_done);
    }
  while (n_done < 2 * n)
    g_main_context_iteration (NULL, TRUE);
  assert_accounts (self->store, 2 * n);
  assert_accounts (other, 2 * n);
  store_close (other);
}

static sqlite3 *
open_raw (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "packshot.db", NULL);
  sqlite3 *raw;

  g_assert_cmpint (sqlite3_open (path, &raw), ==, SQLITE_OK);
  return raw;
}

static void
exec_raw (sqlite3    *raw,
          const char *sql)
{
  g_assert_cmpint (sqlite3_exec (raw, sql, NULL, NULL, NULL), ==, SQLITE_OK);
}

/* Waits for the five seconds that a writer is given. */
static void
test_busy (Fixture      *self,
           gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  sqlite3 *raw = open_raw (self->folder);

  exec_raw (raw, "BEGIN IMMEDIATE");
  must_fail (store_write (self->store, insert_func, (gpointer)"no", &error), &error,
             PACKSHOT_STORE_ERROR_BUSY);
  assert_accounts (self->store, 0);
  exec_raw (raw, "ROLLBACK");
  must_insert (self->store, "yes");
  sqlite3_close (raw);
}

static void
must_not_open (Fixture *self,
               int      code)
{
  g_autoptr(GError) error = NULL;
  PackshotStore *store = packshot_store_open (self->folder, PACKSHOT_STORE_NONE, &error);

  must_fail (store != NULL, &error, code);
}

static void
test_newer (Fixture      *self,
            gconstpointer data)
{
  g_autofree char *path = g_build_filename (self->folder, "packshot.db", NULL);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  gsize n_before, n_after;
  sqlite3 *raw;

  must_insert (self->store, "one");
  store_close (self->store);
  g_clear_object (&self->store);
  raw = open_raw (self->folder);
  exec_raw (raw, "PRAGMA user_version = 999");
  sqlite3_close (raw);
  g_assert_true (g_file_get_contents (path, &before, &n_before, NULL));
  must_not_open (self, PACKSHOT_STORE_ERROR_NEWER);
  g_assert_true (g_file_get_contents (path, &after, &n_after, NULL));
  g_assert_cmpmem (before, n_before, after, n_after);
}

static void
test_damaged (Fixture      *self,
              gconstpointer data)
{
  g_autofree char *path = g_build_filename (self->folder, "packshot.db", NULL);
  g_autofree char *whole = NULL;
  gsize length;

  store_close (self->store);
  g_clear_object (&self->store);
  g_assert_true (g_file_get_contents (path, &whole, &length, NULL));

  g_assert_true (g_file_set_contents (path, "This is a letter and no database.", -1, NULL));
  must_not_open (self, PACKSHOT_STORE_ERROR_CORRUPT);
  memset (whole + 100, 0xff, 3000);
  g_assert_true (g_file_set_contents (path, whole, (gssize)length, NULL));
  must_not_open (self, PACKSHOT_STORE_ERROR_CORRUPT);
}

static void
test_folder_is_file (void)
{
  Fixture self = { packshot_test_tmp_new (), NULL };
  g_autofree char *file = g_build_filename (self.folder, "file", NULL);
  g_autoptr(GError) error = NULL;

  g_assert_true (g_file_set_contents (file, "", 0, NULL));
  g_assert_null (packshot_store_open (file, PACKSHOT_STORE_NONE, &error));
  g_assert_error (error, PACKSHOT_STORE_ERROR, PACKSHOT_STORE_ERROR_FAILED);
  packshot_test_tmp_free (self.folder);
}

static void
run_child (Fixture    *self,
           const char *what)
{
  g_autoptr(GSubprocess) child = child_start (what, self->folder);
  g_autoptr(GError) error = NULL;

  g_subprocess_wait (child, NULL, &error);
  g_assert_no_error (error);
  if (g_subprocess_get_if_exited (child) && g_subprocess_get_exit_status (child) == EXIT_SKIPPED)
    g_test_skip ("Not allowed to");
  else
    child_must_succeed (child);
}

static PackshotStore *
child_open (const char *folder)
{
  g_autoptr(GError) error = NULL;
  PackshotStore *store = packshot_store_open (folder, PACKSHOT_STORE_INLINE, &error);

  g_assert_no_error (error);
  return store;
}

/* A user who may not write. Root may always, so it becomes somebody else. */
static int
child_read_only (const char *folder)
{
  g_autoptr(GError) error = NULL;

  if (geteuid () == 0 && (setgid (65534) < 0 || setuid (65534) < 0))
    return EXIT_SKIPPED;
  must_fail (packshot_store_open (folder, PACKSHOT_STORE_NONE, &error) != NULL, &error,
             PACKSHOT_STORE_ERROR_READ_ONLY);
  return 0;
}

static void
test_read_only (Fixture      *self,
                gconstpointer data)
{
  g_autofree char *path = g_build_filename (self->folder, "packshot.db", NULL);

  store_close (self->store);
  g_clear_object (&self->store);
  g_chmod (path, 0444);
  g_chmod (self->folder, 0555);
  run_child (self, "read-only");
  g_unlink (path);
  run_child (self, "read-only");
  g_chmod (self->folder, 0700);
}

static gboolean
fill_func (PackshotDb *db,
           gpointer    data,
           GError    **error)
{
  g_autofree char *long_text = g_strnfill (64 * 1024, 'x');

  for (int i = 0; i < 256; i++)
    {
      g_autofree char *name = g_strdup_printf ("%d %s", i, long_text);

      if (make_account (db, name, error) == 0)
        return FALSE;
    }
  return TRUE;
}

/* 16 MiB don't fit; the old state stays, and the store goes on. */
static void
must_be_full (PackshotStore *store)
{
  g_autoptr(GError) error = NULL;

  must_fail (store_write (store, fill_func, NULL, &error), &error, PACKSHOT_STORE_ERROR_FULL);
  assert_accounts (store, 1);
  must_insert (store, "a small one");
  assert_accounts (store, 2);
  store_must_verify (store);
}

static int
child_full_disk (const char *folder)
{
  g_autofree char *profile = g_build_filename (folder, "disk", NULL);
  g_autoptr(PackshotStore) store = NULL;

  if (!child_mount_disk (folder, 4 * 1024 * 1024))
    return EXIT_SKIPPED;
  store = child_open (profile);
  must_insert (store, "one");
  must_be_full (store);
  store_close (store);
  return 0;
}

static int
child_file_limit (const char *folder)
{
  g_autoptr(PackshotStore) store = child_open (folder);
  struct rlimit limit = { 4 * 1024 * 1024, RLIM_INFINITY };

  signal (SIGXFSZ, SIG_IGN);
  must_insert (store, "one");
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  must_be_full (store);
  store_close (store);
  return 0;
}

static void
test_full_disk (Fixture      *self,
                gconstpointer data)
{
  run_child (self, "full-disk");
}

static void
test_file_limit (Fixture      *self,
                 gconstpointer data)
{
  run_child (self, "file-limit");
}

static gboolean
insert_and_die_func (PackshotDb *db,
                     gpointer    data,
                     GError    **error)
{
  must (fill_func (db, NULL, error), error);
  kill (getpid (), SIGKILL);
  return TRUE;
}

/* One change is on the disk, the next one is killed in its midst. */
static int
child_killed (const char *folder)
{
  PackshotStore *store = child_open (folder);

  must_insert (store, "before");
  store_write (store, insert_and_die_func, NULL, NULL);
  return 1;
}

static void
test_killed (Fixture      *self,
             gconstpointer data)
{
  g_autoptr(GSubprocess) child = child_start ("killed", self->folder);
  g_autoptr(GError) error = NULL;

  g_subprocess_wait (child, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_if_signaled (child));
  g_assert_cmpint (g_subprocess_get_term_sig (child), ==, SIGKILL);
  assert_accounts (self->store, 1);
  must_insert (self->store, "after");
  store_must_verify (self->store);
}

static int
child_insert (const char *folder)
{
  g_autofree char *name = g_strdup_printf ("process %d", (int)getpid ());
  g_autoptr(PackshotStore) store = child_open (folder);

  must_insert (store, name);
  store_close (store);
  return 0;
}

/* Several processes make the database at once. */
static void
test_opened_at_once (void)
{
  Fixture self = { packshot_test_tmp_new (), NULL };
  GSubprocess *children[6];

  for (guint i = 0; i < G_N_ELEMENTS (children); i++)
    children[i] = child_start ("insert", self.folder);
  for (guint i = 0; i < G_N_ELEMENTS (children); i++)
    {
      child_must_succeed (children[i]);
      g_object_unref (children[i]);
    }
  self.store = child_open (self.folder);
  assert_accounts (self.store, G_N_ELEMENTS (children));
  tear_down (&self, NULL);
}

static int
child_main (const char *what,
            const char *folder)
{
  static const struct
  {
    const char *what;
    int         (*func) (const char *folder);
  } children[] = {
    { "read-only", child_read_only }, { "full-disk", child_full_disk },
    { "file-limit", child_file_limit }, { "killed", child_killed }, { "insert", child_insert },
  };

  for (guint i = 0; i < G_N_ELEMENTS (children); i++)
    if (g_str_equal (children[i].what, what))
      return children[i].func (folder);
  return 1;
}

int
main (int   argc,
      char *argv[])
{
  static const struct
  {
    const char *path;
    void        (*func) (Fixture *, gconstpointer);
  } cases[] = {
    { "/store/store/write-and-read", test_write_and_read },
    { "/store/store/rollback", test_rollback },
    { "/store/store/commit-fails", test_commit_fails },
    { "/store/store/cancelled-before", test_cancelled_before },
    { "/store/store/cancelled-late", test_cancelled_late },
    { "/store/store/snapshot", test_snapshot },
    { "/store/store/read-only-reads", test_read_only_reads },
    { "/store/store/close-drains", test_close_drains },
    { "/store/store/dropped", test_dropped },
    { "/store/store/version", test_version },
    { "/store/store/two-stores", test_two_stores },
    { "/store/store/busy", test_busy },
    { "/store/store/newer", test_newer },
    { "/store/store/damaged", test_damaged },
    { "/store/store/read-only", test_read_only },
    { "/store/store/full-disk", test_full_disk },
    { "/store/store/file-limit", test_file_limit },
    { "/store/store/killed", test_killed },
  };

  if (argc == 4 && g_str_equal (argv[1], "child"))
    return child_main (argv[2], argv[3]);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/store/folder", test_folder);
  g_test_add_func ("/store/store/folder-is-file", test_folder_is_file);
  g_test_add_func ("/store/store/opened-at-once", test_opened_at_once);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_test_add (cases[i].path, Fixture, NULL, set_up, cases[i].func, tear_down);
  return g_test_run ();
}
