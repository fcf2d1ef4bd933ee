/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* What is kept over a restart, what a damaged or a full folder does, and that runs repeat. */

#include "config.h"

#include "fixture.h"
#include "packshot-test.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <sys/resource.h>

typedef struct
{
  Fixture base;
  char   *folder;
} Kept;

/* Puts a sandbox on the folder in the place of the one there was. */
static void
reopen (Kept *k)
{
  g_autoptr(PackshotSandbox) sandbox = packshot_sandbox_new (k->base.clock, 7);
  g_autoptr(GError) error = NULL;

  g_clear_object (&k->base.sandbox);
  packshot_sandbox_open_state (sandbox, k->folder, &error);
  g_assert_no_error (error);
  fixture_use (&k->base, sandbox);
}

static void
kept_set_up (Kept         *k,
             gconstpointer data)
{
  k->folder = packshot_test_tmp_new ();
  k->base.clock = packshot_fake_clock_new (START_TIME);
  reopen (k);
}

static void
kept_tear_down (Kept         *k,
                gconstpointer data)
{
  fixture_tear_down (&k->base, data);
  packshot_test_tmp_free (k->folder);
}

static char *
state_of (Fixture *f)
{
  g_assert_cmpuint (fixture_call (f, AS_NOBODY, "GET", "/_sandbox/state"), ==, 200);
  return g_strndup (g_bytes_get_data (f->response->body, NULL),
                    g_bytes_get_size (f->response->body));
}

static void
fill (Fixture *f)
{
  g_autofree char *product = packshot_sandbox_dup_blaze_product_id (f->sandbox, GTIN_A);
  g_autofree char *organization = packshot_sandbox_dup_goldleaf_organization_id (f->sandbox);
  g_autofree char *customer = NULL;
  g_autoptr(GBytes) png = make_png ("gold");
  g_autoptr(GError) error = NULL;

  upload_png (f, GTIN_A, "a", "true");
  upload_png (f, GTIN_A, "b", NULL);
  customer = packshot_sandbox_add_customer (f->sandbox, "Harbour Market", &error);
  g_assert_no_error (error);
  packshot_sandbox_set_goldleaf_image (f->sandbox, customer, png, &error);
  g_assert_no_error (error);
  packshot_sandbox_set_goldleaf_image (f->sandbox, organization, png, &error);
  g_assert_no_error (error);
  g_free (packshot_sandbox_add_blaze_image (f->sandbox, product, png, "one.png", TRUE, &error));
  g_assert_no_error (error);
  g_free (packshot_sandbox_add_blaze_image (f->sandbox, product, png, "two.png", FALSE, &error));
  g_assert_no_error (error);
}

static void
test_restart (Kept         *k,
              gconstpointer data)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *images = NULL;

  fill (&k->base);
  before = state_of (&k->base);
  reopen (k);
  after = state_of (&k->base);
  g_assert_cmpstr (before, ==, after);
  images = fixture_images (&k->base, GTIN_A);
  g_assert_cmpstr (images, ==, "*a:0 b:0");
  g_assert_cmpuint (fixture_call (&k->base, AS_NOBODY, "GET",
                                  fixture_string (&k->base, "$.data[0].image_url")), ==, 200);
  g_assert_cmpuint (g_bytes_get_size (k->base.response->body), ==, 9);
}

/* Identifiers and times go on where they were, although the clock did not move. */
static void
test_goes_on (Kept         *k,
              gconstpointer data)
{
  g_autofree char *id = NULL;
  g_autofree char *created = NULL;

  upload_png (&k->base, GTIN_A, "a", NULL);
  id = g_strdup (fixture_string (&k->base, "$.id"));
  created = g_strdup (fixture_string (&k->base, "$.created"));
  reopen (k);
  upload_png (&k->base, GTIN_A, "b", NULL);
  g_assert_cmpstr (fixture_string (&k->base, "$.id"), !=, id);
  g_assert_cmpstr (fixture_string (&k->base, "$.created"), >, created);
}

static void
test_removed (Kept         *k,
              gconstpointer data)
{
  const char *brands = "/api/v1/partner/store/inventory/brands";
  g_autofree char *target = NULL;

  fixture_call (&k->base, AS_BLAZE, "GET", brands);
  target = g_strconcat ("/api/v1/partner/brands/", fixture_string (&k->base, "$.values[0].id"),
                        NULL);
  g_assert_cmpuint (fixture_call (&k->base, AS_BLAZE, "DELETE", target), ==, 204);
  reopen (k);
  fixture_call (&k->base, AS_BLAZE, "GET", brands);
  g_assert_cmpuint (fixture_count (&k->base, "$.values[*]"), ==, 0);
}

/* The folder cut at any byte opens with what was committed before. */
static void
test_cut_anywhere (Kept         *k,
                   gconstpointer data)
{
  g_autofree char *path = g_build_filename (k->folder, "state.jsonl", NULL);
  g_autofree char *whole = NULL;
  gsize without, length;
  g_autoptr(GError) error = NULL;

  upload_png (&k->base, GTIN_A, "a", NULL);
  g_file_get_contents (path, &whole, &without, &error);
  g_assert_no_error (error);
  g_clear_pointer (&whole, g_free);
  upload_png (&k->base, GTIN_A, "b", NULL);
  g_file_get_contents (path, &whole, &length, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (length, >, without);
  for (gsize i = without; i <= length; i += 13)
    {
      g_autofree char *images = NULL;

      g_file_set_contents (path, whole, i, &error);
      g_assert_no_error (error);
      reopen (k);
      images = fixture_images (&k->base, GTIN_A);
      g_assert_cmpstr (images, ==, i + 1 >= length ? "b:0 a:0" : "a:0");
      packshot_fake_clock_advance (PACKSHOT_FAKE_CLOCK (k->base.clock), G_USEC_PER_SEC);
    }
}

static void
test_damaged (Kept         *k,
              gconstpointer data)
{
  g_autofree char *path = g_build_filename (k->folder, "state.jsonl", NULL);
  g_autoptr(PackshotSandbox) sandbox = packshot_sandbox_new (k->base.clock, 7);
  g_autofree char *whole = NULL;
  g_autofree char *damaged = NULL;
  g_autoptr(GError) error = NULL;

  g_file_get_contents (path, &whole, NULL, &error);
  g_assert_no_error (error);
  damaged = g_strconcat ("{\n", whole, NULL);
  g_file_set_contents (path, damaged, -1, &error);
  g_assert_no_error (error);
  g_assert_false (packshot_sandbox_open_state (sandbox, k->folder, &error));
  g_assert_error (error, PACKSHOT_SANDBOX_ERROR, PACKSHOT_SANDBOX_ERROR_STATE);
}

static void
test_not_a_folder (Kept         *k,
                   gconstpointer data)
{
  g_autofree char *path = g_build_filename (k->folder, "state.jsonl", NULL);
  g_autoptr(PackshotSandbox) sandbox = packshot_sandbox_new (k->base.clock, 7);
  g_autoptr(GError) error = NULL;

  g_assert_false (packshot_sandbox_open_state (sandbox, path, &error));
  g_assert_error (error, PACKSHOT_SANDBOX_ERROR, PACKSHOT_SANDBOX_ERROR_STATE);
}

/* Where the bytes can't be written, nothing is changed, also not in memory. */
static void
test_no_room_for_bytes (Kept         *k,
                        gconstpointer data)
{
  g_autofree char *blobs = g_build_filename (k->folder, "blobs", NULL);
  g_autofree char *images = NULL;
  g_autofree char *again = NULL;

  upload_png (&k->base, GTIN_A, "a", NULL);
  packshot_test_tmp_free (g_steal_pointer (&blobs));
  g_assert_cmpuint (upload_png (&k->base, GTIN_A, "b", NULL), ==, 507);
  g_assert_false (k->base.response->changed);
  images = fixture_images (&k->base, GTIN_A);
  g_assert_cmpstr (images, ==, "a:0");
  reopen (k);
  again = fixture_images (&k->base, GTIN_A);
  g_assert_cmpstr (again, ==, "a:0");
}

/* No file may grow beyond this many bytes, as on a full disk; 0 lifts that. */
static void
limit_files (rlim_t bytes)
{
  struct rlimit limit;

  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  limit.rlim_cur = bytes > 0 ? bytes : limit.rlim_max;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
}

/* Where the change can't be written, it is taken back, and the next one finds a whole file. */
static void
test_no_room_for_changes (Kept         *k,
                          gconstpointer data)
{
  g_autofree char *path = g_build_filename (k->folder, "state.jsonl", NULL);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *customer = NULL;
  GStatBuf info;
  g_autoptr(GError) error = NULL;

  upload_png (&k->base, GTIN_A, "a", NULL);
  g_assert_cmpint (g_stat (path, &info), ==, 0);
  before = state_of (&k->base);
  signal (SIGXFSZ, SIG_IGN);
  limit_files (info.st_size + 20);
  g_assert_cmpuint (upload_png (&k->base, GTIN_A, "b", NULL), ==, 507);
  g_assert_false (k->base.response->changed);
  customer = packshot_sandbox_add_customer (k->base.sandbox, "Harbour Market", &error);
  g_assert_error (error, PACKSHOT_SANDBOX_ERROR, PACKSHOT_SANDBOX_ERROR_STATE);
  g_assert_null (customer);
  limit_files (0);
  after = state_of (&k->base);
  g_assert_cmpstr (before, ==, after);
  g_assert_cmpuint (upload_png (&k->base, GTIN_A, "c", NULL), ==, 201);
  reopen (k);
  g_clear_pointer (&after, g_free);
  after = fixture_images (&k->base, GTIN_A);
  g_assert_cmpstr (after, ==, "c:0 a:0");
}

/* Returns: (transfer full): all that two runs have to agree on */
static char *
run (guint64 seed)
{
  g_auto(Fixture) f = { NULL };
  g_autoptr(PackshotSandbox) sandbox = NULL;

  f.clock = packshot_fake_clock_new (START_TIME);
  sandbox = packshot_sandbox_new (f.clock, seed);
  fixture_use (&f, sandbox);
  fill (&f);
  return state_of (&f);
}

static void
test_repeats (Kept         *k,
              gconstpointer data)
{
  g_autofree char *first = run (3);
  g_autofree char *second = run (3);
  g_autofree char *other = run (4);

  g_assert_cmpstr (first, ==, second);
  g_assert_cmpstr (first, !=, other);
}

/* A refused call leaves no trace: what comes next is as if it had not been. */
static void
test_refused (Kept         *k,
              gconstpointer data)
{
  g_autoptr(PackshotSandbox) sandbox = packshot_sandbox_new (k->base.clock, 7);
  g_autofree char *id = NULL;

  fixture_use (&k->base, sandbox);
  upload_png (&k->base, GTIN_A, "a", NULL);
  id = g_strdup (fixture_string (&k->base, "$.id"));
  g_clear_object (&sandbox);
  sandbox = packshot_sandbox_new (k->base.clock, 7);
  fixture_use (&k->base, sandbox);
  g_assert_cmpuint (fixture_post_json (&k->base, AS_BLAZE, "POST", "/api/v1/partner/brands", "{}"),
                    ==, 400);
  g_assert_false (k->base.response->changed);
  upload_png (&k->base, GTIN_A, "a", NULL);
  g_assert_cmpstr (fixture_string (&k->base, "$.id"), ==, id);
}

#define ADD(name, func) \
  g_test_add ("/sandbox/state/" name, Kept, NULL, kept_set_up, func, kept_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("restart", test_restart);
  ADD ("goes-on", test_goes_on);
  ADD ("removed", test_removed);
  ADD ("cut-anywhere", test_cut_anywhere);
  ADD ("damaged", test_damaged);
  ADD ("not-a-folder", test_not_a_folder);
  ADD ("no-room-for-bytes", test_no_room_for_bytes);
  ADD ("no-room-for-changes", test_no_room_for_changes);
  ADD ("repeats", test_repeats);
  ADD ("refused", test_refused);
  return g_test_run ();
}
