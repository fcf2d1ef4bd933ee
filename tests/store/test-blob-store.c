/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* The bytes of pictures: whole or not there, whatever fails. Hashes are those of FIPS 180-2,
 * appendix B, and of its million times "a". */

#include "config.h"

#include "packshot-blob-store.h"
#include "packshot-store-error.h"
#include "packshot-test.h"
#include "store-fixture.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utime.h>

#define EXIT_SKIPPED 77
#define ABC_HASH "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
#define MILLION_HASH "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
#define NO_HASH "0000000000000000000000000000000000000000000000000000000000000000"
#define MILLION 1000000
#define LARGE (32 * 1024 * 1024)

typedef struct
{
  char              *folder;    /* (owned) */
  char              *source;    /* (owned): a file outside of the blobs */
  PackshotBlobStore *blobs;     /* (owned) */
} Fixture;

static void
set_up (Fixture      *self,
        gconstpointer data)
{
  g_autoptr(GError) error = NULL;

  self->folder = packshot_test_tmp_new ();
  self->source = g_build_filename (self->folder, "source", NULL);
  self->blobs = packshot_blob_store_open (self->folder, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture      *self,
           gconstpointer data)
{
  g_clear_object (&self->blobs);
  g_free (self->source);
  packshot_test_tmp_free (self->folder);
}

static void
write_file (const char *path,
            char        symbol,
            gsize       length)
{
  g_autofree char *bytes = g_strnfill (length, symbol);
  g_autoptr(GError) error = NULL;

  g_file_set_contents (path, bytes, (gssize)length, &error);
  g_assert_no_error (error);
}

static void
write_text (const char *path,
            const char *text)
{
  g_autoptr(GError) error = NULL;

  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
}

static guint
count_temps (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "blobs", "tmp", NULL);
  g_autoptr(GDir) dir = g_dir_open (path, 0, NULL);
  guint n = 0;

  g_assert_nonnull (dir);
  while (g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

static void
assert_blobs (PackshotBlobStore *blobs,
              guint              expected)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) list = packshot_blob_store_list (blobs, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (list->len, ==, expected);
}

/* Nothing may be left of what failed. */
static void
assert_untouched (Fixture *self)
{
  assert_blobs (self->blobs, 0);
  g_assert_cmpuint (count_temps (self->folder), ==, 0);
}

static guint
mode_of (const char *path)
{
  GStatBuf st;

  g_assert_cmpint (g_stat (path, &st), ==, 0);
  return st.st_mode & 0777;
}

static void
test_add (Fixture      *self,
          gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *sha256 = NULL;
  g_autofree char *path = NULL;
  g_autofree char *folder = NULL;
  g_autofree char *content = NULL;
  gint64 bytes = 0;

  write_text (self->source, "abc");
  g_assert_false (packshot_blob_store_has (self->blobs, ABC_HASH));
  sha256 = packshot_blob_store_add_file (self->blobs, self->source, &bytes, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (sha256, ==, ABC_HASH);
  g_assert_cmpint (bytes, ==, 3);
  g_assert_true (packshot_blob_store_has (self->blobs, ABC_HASH));
  path = packshot_blob_store_dup_path (self->blobs, ABC_HASH);
  g_assert_true (g_str_has_suffix (path, "/blobs/ba/" ABC_HASH));
  g_assert_true (g_file_get_contents (path, &content, NULL, NULL));
  g_assert_cmpstr (content, ==, "abc");
  g_assert_cmphex (mode_of (path), ==, 0600);
  folder = g_path_get_dirname (path);
  g_assert_cmphex (mode_of (folder), ==, 0700);
  g_assert_cmpuint (count_temps (self->folder), ==, 0);
  g_assert_true (packshot_blob_store_verify (self->blobs, ABC_HASH, NULL, &error));
  g_assert_no_error (error);
}

/* Lengths around the size of a piece. */
static void
test_lengths (Fixture      *self,
              gconstpointer data)
{
  static const gsize lengths[] = { 1, 262143, 262144, 262145, 524288, MILLION };

  for (guint i = 0; i < G_N_ELEMENTS (lengths); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autofree char *sha256 = NULL;
      g_autofree char *again = NULL;
      g_autofree char *expected = NULL;
      g_autofree char *content = g_strnfill (lengths[i], 'a');
      gint64 bytes = 0;

      write_file (self->source, 'a', lengths[i]);
      expected = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (guchar *)content, lengths[i]);
      sha256 = packshot_blob_store_add_file (self->blobs, self->source, &bytes, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (sha256, ==, expected);
      g_assert_cmpint (bytes, ==, lengths[i]);
      again = packshot_blob_store_hash_file (self->source, NULL, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (again, ==, expected);
    }
  g_assert_true (packshot_blob_store_has (self->blobs, MILLION_HASH));
  assert_blobs (self->blobs, G_N_ELEMENTS (lengths));
}

static void
test_twice (Fixture      *self,
            gconstpointer data)
{
  g_autofree char *path = packshot_blob_store_dup_path (self->blobs, ABC_HASH);
  GStatBuf first, second;

  write_text (self->source, "abc");
  for (int i = 0; i < 2; i++)
    {
      g_autoptr(GError) error = NULL;
      g_autofree char *sha256 = NULL;

      sha256 = packshot_blob_store_add_file (self->blobs, self->source, NULL, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (sha256, ==, ABC_HASH);
      g_assert_cmpint (g_stat (path, i == 0 ? &first : &second), ==, 0);
    }
  g_assert_cmpint (first.st_ino, ==, second.st_ino);
  g_assert_cmpuint (count_temps (self->folder), ==, 0);

  /* One that a disaster has cut is made whole. */
  write_text (path, "a");
  {
    g_autofree char *sha256 = packshot_blob_store_add_file (self->blobs, self->source, NULL, NULL,
                                                            NULL);

    g_assert_cmpstr (sha256, ==, ABC_HASH);
  }
  g_assert_true (packshot_blob_store_verify (self->blobs, ABC_HASH, NULL, NULL));
}

static void
must_not_add (Fixture    *self,
              const char *path,
              GQuark      domain,
              int         code)
{
  g_autoptr(GError) error = NULL;
  gint64 bytes = -5;

  g_assert_null (packshot_blob_store_add_file (self->blobs, path, &bytes, NULL, &error));
  g_assert_error (error, domain, code);
  g_assert_cmpint (bytes, ==, -5);
  g_clear_error (&error);
  g_assert_null (packshot_blob_store_hash_file (path, &bytes, NULL, &error));
  g_assert_error (error, domain, code);
  g_assert_cmpint (bytes, ==, -5);
  assert_untouched (self);
}

static void
test_bad_source (Fixture      *self,
                 gconstpointer data)
{
  g_autofree char *pipe_path = g_build_filename (self->folder, "pipe", NULL);

  must_not_add (self, self->source, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  must_not_add (self, self->folder, G_IO_ERROR, G_IO_ERROR_IS_DIRECTORY);
  must_not_add (self, "/dev/null", G_IO_ERROR, G_IO_ERROR_NOT_REGULAR_FILE);
  g_assert_cmpint (mkfifo (pipe_path, 0600), ==, 0);
  must_not_add (self, pipe_path, G_IO_ERROR, G_IO_ERROR_NOT_REGULAR_FILE);
  write_text (self->source, "");
  must_not_add (self, self->source, PACKSHOT_STORE_ERROR, PACKSHOT_STORE_ERROR_EMPTY);
}

static void
test_cancelled (Fixture      *self,
                gconstpointer data)
{
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GError) error = NULL;

  write_text (self->source, "abc");
  g_cancellable_cancel (cancellable);
  g_assert_null (packshot_blob_store_add_file (self->blobs, self->source, NULL, cancellable,
                                               &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  assert_untouched (self);
}

/* A picture that never ends is given up in its midst. */
static gpointer
cancel_thread (gpointer data)
{
  gpointer *args = data;

  while (count_temps (args[0]) == 0)
    g_thread_yield ();
  g_cancellable_cancel (args[1]);
  return NULL;
}

static void
test_cancelled_midway (Fixture      *self,
                       gconstpointer data)
{
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GError) error = NULL;
  gpointer args[] = { self->folder, cancellable };
  GThread *thread;

  /* A hole of 64 GiB takes no room, and longer to read than a thread needs to see the copy begin.
   * */
  write_text (self->source, "abc");
  g_assert_cmpint (truncate (self->source, G_GINT64_CONSTANT (64) << 30), ==, 0);
  thread = g_thread_new ("cancel", cancel_thread, args);
  g_assert_null (packshot_blob_store_add_file (self->blobs, self->source, NULL, cancellable,
                                               &error));
  g_thread_join (thread);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  assert_untouched (self);
}

static gpointer
add_thread (gpointer data)
{
  Fixture *self = data;
  char *sha256 = NULL;

  for (int i = 0; i < 20; i++)
    {
      g_autoptr(GError) error = NULL;

      g_free (sha256);
      sha256 = packshot_blob_store_add_file (self->blobs, self->source, NULL, NULL, &error);
      g_assert_no_error (error);
    }
  return sha256;
}

static void
test_parallel (Fixture      *self,
               gconstpointer data)
{
  GThread *threads[4];

  write_file (self->source, 'a', MILLION);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("add", add_thread, self);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    {
      g_autofree char *sha256 = g_thread_join (threads[i]);

      g_assert_cmpstr (sha256, ==, MILLION_HASH);
    }
  assert_blobs (self->blobs, 1);
  g_assert_cmpuint (count_temps (self->folder), ==, 0);
  g_assert_true (packshot_blob_store_verify (self->blobs, MILLION_HASH, NULL, NULL));
}

static void
test_take (Fixture      *self,
           gconstpointer data)
{
  g_autofree char *first = packshot_blob_store_dup_temp (self->blobs);
  g_autofree char *second = packshot_blob_store_dup_temp (self->blobs);
  g_autofree char *sha256 = NULL;
  g_autofree char *path = packshot_blob_store_dup_path (self->blobs, ABC_HASH);
  g_autoptr(GError) error = NULL;
  gint64 bytes = 0;

  g_assert_cmpstr (first, !=, second);
  g_assert_false (g_file_test (first, G_FILE_TEST_EXISTS));
  write_text (first, "abc");
  g_chmod (first, 0644);
  sha256 = packshot_blob_store_take_temp (self->blobs, first, &bytes, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (sha256, ==, ABC_HASH);
  g_assert_cmpint (bytes, ==, 3);
  g_assert_cmphex (mode_of (path), ==, 0600);
  g_assert_false (g_file_test (first, G_FILE_TEST_EXISTS));

  g_clear_pointer (&sha256, g_free);
  write_text (second, "abc");
  sha256 = packshot_blob_store_take_temp (self->blobs, second, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (sha256, ==, ABC_HASH);
  g_assert_cmpuint (count_temps (self->folder), ==, 0);
  assert_blobs (self->blobs, 1);

  write_text (first, "");
  g_assert_null (packshot_blob_store_take_temp (self->blobs, first, NULL, &error));
  g_assert_error (error, PACKSHOT_STORE_ERROR, PACKSHOT_STORE_ERROR_EMPTY);
  g_clear_error (&error);
  g_assert_cmpuint (count_temps (self->folder), ==, 0);
  g_assert_null (packshot_blob_store_take_temp (self->blobs, first, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
}

static void
test_verify (Fixture      *self,
             gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autofree char *path = packshot_blob_store_dup_path (self->blobs, ABC_HASH);

  write_text (self->source, "abc");
  g_free (packshot_blob_store_add_file (self->blobs, self->source, NULL, NULL, &error));
  g_assert_no_error (error);
  must_fail (packshot_blob_store_verify (self->blobs, NO_HASH, NULL, &error), &error,
             PACKSHOT_STORE_ERROR_NOT_FOUND);
  write_text (path, "abd");
  must_fail (packshot_blob_store_verify (self->blobs, ABC_HASH, NULL, &error), &error,
             PACKSHOT_STORE_ERROR_CORRUPT);
  write_text (path, "");
  must_fail (packshot_blob_store_verify (self->blobs, ABC_HASH, NULL, &error), &error,
             PACKSHOT_STORE_ERROR_CORRUPT);
  g_cancellable_cancel (cancellable);
  g_assert_false (packshot_blob_store_verify (self->blobs, ABC_HASH, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_remove (Fixture      *self,
             gconstpointer data)
{
  g_autoptr(GError) error = NULL;

  write_text (self->source, "abc");
  g_free (packshot_blob_store_add_file (self->blobs, self->source, NULL, NULL, &error));
  g_assert_no_error (error);
  for (int i = 0; i < 2; i++)
    {
      g_assert_true (packshot_blob_store_remove (self->blobs, ABC_HASH, &error));
      g_assert_no_error (error);
      g_assert_false (packshot_blob_store_has (self->blobs, ABC_HASH));
    }
  assert_blobs (self->blobs, 0);
}

/* What crashes left behind goes after a day; what is being written now stays. */
static void
test_stale (Fixture      *self,
            gconstpointer data)
{
  g_autofree char *fresh = packshot_blob_store_dup_temp (self->blobs);
  g_autofree char *stale = packshot_blob_store_dup_temp (self->blobs);
  g_autoptr(PackshotBlobStore) again = NULL;
  g_autoptr(GError) error = NULL;
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  struct utimbuf young = { now - 23 * 60 * 60, now - 23 * 60 * 60 };
  struct utimbuf old = { now - 25 * 60 * 60, now - 25 * 60 * 60 };

  write_text (fresh, "fresh");
  write_text (stale, "stale");
  g_assert_cmpint (utime (fresh, &young), ==, 0);
  g_assert_cmpint (utime (stale, &old), ==, 0);
  again = packshot_blob_store_open (self->folder, &error);
  g_assert_no_error (error);
  g_assert_true (g_file_test (fresh, G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test (stale, G_FILE_TEST_EXISTS));
}

/* Names come from databases, never from servers, and are no paths even so. */
static void
test_names (Fixture      *self,
            gconstpointer data)
{
  static const char * const bad[] = {
    "", "abc", "../../../../../../../../../../../../../../../../../../etc/passwd",
    "BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD",
    ABC_HASH "0",
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_test_expect_message (G_LOG_DOMAIN, G_LOG_LEVEL_CRITICAL, "*is_hash*");
      g_assert_null (packshot_blob_store_dup_path (self->blobs, bad[i]));
      g_test_assert_expected_messages ();
    }
}

static void
test_blocked (void)
{
  char *folder = packshot_test_tmp_new ();
  g_autofree char *file = g_build_filename (folder, "blobs", NULL);
  g_autoptr(GError) error = NULL;

  write_text (file, "in the way");
  g_assert_null (packshot_blob_store_open (folder, &error));
  g_assert_error (error, PACKSHOT_STORE_ERROR, PACKSHOT_STORE_ERROR_FAILED);
  packshot_test_tmp_free (folder);
}

static PackshotBlobStore *
child_open (const char *folder)
{
  g_autoptr(GError) error = NULL;
  PackshotBlobStore *blobs = packshot_blob_store_open (folder, &error);

  g_assert_no_error (error);
  return blobs;
}

static void
must_be_full (const char *folder,
              const char *source)
{
  g_autoptr(PackshotBlobStore) blobs = child_open (folder);
  g_autoptr(GError) error = NULL;
  g_autofree char *temp = packshot_blob_store_dup_temp (blobs);

  must_fail (packshot_blob_store_add_file (blobs, source, NULL, NULL, &error) != NULL, &error,
             PACKSHOT_STORE_ERROR_FULL);
  assert_blobs (blobs, 0);
  g_assert_cmpuint (count_temps (folder), ==, 0);
  write_text (temp, "abc");
  g_free (packshot_blob_store_take_temp (blobs, temp, NULL, &error));
  g_assert_no_error (error);
  assert_blobs (blobs, 1);
}

/* The folder is the profile, the source stands beside it. */
static int
child_full_disk (const char *folder)
{
  g_autofree char *source = g_strconcat (folder, ".source", NULL);

  if (!child_mount_disk (folder, 4 * 1024 * 1024))
    return EXIT_SKIPPED;
  must_be_full (folder, source);
  return 0;
}

static int
child_file_limit (const char *folder)
{
  g_autofree char *source = g_strconcat (folder, ".source", NULL);
  struct rlimit limit = { 4 * 1024 * 1024, RLIM_INFINITY };

  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  must_be_full (folder, source);
  return 0;
}

static int
child_read_only (const char *folder)
{
  g_autoptr(PackshotBlobStore) blobs = NULL;
  g_autofree char *source = g_strconcat (folder, ".source", NULL);
  g_autoptr(GError) error = NULL;

  if (geteuid () == 0 && (setgid (65534) < 0 || setuid (65534) < 0))
    return EXIT_SKIPPED;
  blobs = child_open (folder);
  must_fail (packshot_blob_store_add_file (blobs, source, NULL, NULL, &error) != NULL, &error,
             PACKSHOT_STORE_ERROR_READ_ONLY);
  must_fail (packshot_blob_store_remove (blobs, ABC_HASH, &error), &error,
             PACKSHOT_STORE_ERROR_READ_ONLY);
  return 0;
}

/* Adds the source again and again until it is killed. */
static void
child_killed (const char *folder)
{
  g_autoptr(PackshotBlobStore) blobs = child_open (folder);
  g_autofree char *source = g_strconcat (folder, ".source", NULL);

  for (;;)
    {
      g_autoptr(GError) error = NULL;
      g_autofree char *sha256 = packshot_blob_store_add_file (blobs, source, NULL, NULL, &error);

      g_assert_no_error (error);
      packshot_blob_store_remove (blobs, sha256, NULL);
    }
}

static void
run_child (const char *what,
           const char *folder)
{
  g_autoptr(GSubprocess) child = child_start (what, folder);
  g_autoptr(GError) error = NULL;

  g_subprocess_wait (child, NULL, &error);
  g_assert_no_error (error);
  if (g_subprocess_get_if_exited (child) && g_subprocess_get_exit_status (child) == EXIT_SKIPPED)
    g_test_skip ("Not allowed to");
  else
    child_must_succeed (child);
}

static void
test_child (Fixture      *self,
            gconstpointer what)
{
  g_autofree char *profile = g_build_filename (self->folder, "profile", NULL);
  g_autofree char *source = g_strconcat (profile, ".source", NULL);

  g_assert_cmpint (g_mkdir (profile, 0700), ==, 0);
  write_file (source, 'x', LARGE);
  run_child (what, profile);
}

static void
test_read_only (Fixture      *self,
                gconstpointer data)
{
  g_autofree char *profile = g_build_filename (self->folder, "profile", NULL);
  g_autofree char *source = g_strconcat (profile, ".source", NULL);
  const char * const folders[] = { "blobs/ba", "blobs/tmp", "blobs", NULL };
  g_autoptr(PackshotBlobStore) blobs = NULL;

  g_assert_cmpint (g_mkdir (profile, 0755), ==, 0);
  write_text (source, "abc");
  blobs = child_open (profile);
  g_free (packshot_blob_store_add_file (blobs, source, NULL, NULL, NULL));
  g_chmod (self->folder, 0755);
  for (int i = 0; folders[i] != NULL; i++)
    {
      g_autofree char *path = g_build_filename (profile, folders[i], NULL);

      g_assert_cmpint (g_chmod (path, 0555), ==, 0);
    }
  run_child ("read-only", profile);
}

/* Killed at any instant, a content is whole or not there. */
static void
test_killed (Fixture      *self,
             gconstpointer data)
{
  g_autofree char *profile = g_build_filename (self->folder, "profile", NULL);
  g_autofree char *source = g_strconcat (profile, ".source", NULL);
  g_autoptr(PackshotBlobStore) blobs = NULL;

  g_assert_cmpint (g_mkdir (profile, 0700), ==, 0);
  write_file (source, 'x', LARGE);
  blobs = child_open (profile);
  for (int round = 0; round < 10; round++)
    {
      g_autoptr(GSubprocess) child = child_start ("killed", profile);
      g_autoptr(GPtrArray) list = NULL;
      guint before = count_temps (profile);

      while (count_temps (profile) == before)
        g_thread_yield ();
      g_subprocess_force_exit (child);
      g_subprocess_wait (child, NULL, NULL);
      g_assert_true (g_subprocess_get_if_signaled (child));
      list = packshot_blob_store_list (blobs, NULL);
      for (guint i = 0; i < list->len; i++)
        g_assert_true (packshot_blob_store_verify (blobs, list->pdata[i], NULL, NULL));
    }
}

static int
child_main (const char *what,
            const char *folder)
{
  if (g_str_equal (what, "full-disk"))
    return child_full_disk (folder);
  if (g_str_equal (what, "file-limit"))
    return child_file_limit (folder);
  if (g_str_equal (what, "read-only"))
    return child_read_only (folder);
  child_killed (folder);
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
    const char *what;
  } cases[] = {
    { "/store/blob-store/add", test_add },
    { "/store/blob-store/lengths", test_lengths },
    { "/store/blob-store/twice", test_twice },
    { "/store/blob-store/bad-source", test_bad_source },
    { "/store/blob-store/cancelled", test_cancelled },
    { "/store/blob-store/cancelled-midway", test_cancelled_midway },
    { "/store/blob-store/parallel", test_parallel },
    { "/store/blob-store/take", test_take },
    { "/store/blob-store/verify", test_verify },
    { "/store/blob-store/remove", test_remove },
    { "/store/blob-store/stale", test_stale },
    { "/store/blob-store/names", test_names },
    { "/store/blob-store/full-disk", test_child, "full-disk" },
    { "/store/blob-store/file-limit", test_child, "file-limit" },
    { "/store/blob-store/read-only", test_read_only },
    { "/store/blob-store/killed", test_killed },
  };

  if (argc == 4 && g_str_equal (argv[1], "child"))
    return child_main (argv[2], argv[3]);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/blob-store/blocked", test_blocked);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_test_add (cases[i].path, Fixture, cases[i].what, set_up, cases[i].func, tear_down);
  return g_test_run ();
}
