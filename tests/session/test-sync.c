/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* Sync of a whole session against the practice server over real HTTP: each behaviour that the
 * services leave open, each way in which a call can fail, and what both sides changed. Every case
 * ends with the same proof: local, synced and the server's own books agree, and each picture stands
 * there once. */

#include "config.h"

#include "packshot-session-conflicts.h"
#include "packshot-test.h"
#include "sync-fixture.h"

/* --- Closient: what its documents leave open --- */

static void
check_variants (Fixture *fixture)
{
  gint64 images[9];

  for (guint i = 0; i < 9; i++)
    {
      g_autofree char *title = g_strdup_printf ("View %u", i + 1);

      images[i] = add (fixture, i + 1, title, PACKSHOT_VISIBILITY_NONE);
    }
  set_primary (fixture, images[0]);
  assert_syncs (fixture, 2);

  set_primary (fixture, images[6]);
  move (fixture, images[1], 9);
  assert_syncs (fixture, 2);

  set_title (fixture, images[4], "Another caption");
  remove_image (fixture, images[6]);
  add (fixture, 20, "New", PACKSHOT_VISIBILITY_NONE);
  set_primary (fixture, images[8]);
  move (fixture, images[8], 1);
  assert_syncs (fixture, 2);
}

static void
test_variants (Fixture      *fixture,
               gconstpointer data)
{
  const char * const *variants = data;

  for (; *variants != NULL; variants++)
    set_variant (fixture, *variants);
  check_variants (fixture);
}

/* A server that flags another row when ours is deleted does not speak for a person: the star
 * stays. */
static void
test_promotion (Fixture      *fixture,
                gconstpointer data)
{
  g_autoptr(PackshotItemView) view = NULL;
  gint64 first = add (fixture, 1, "Front", PACKSHOT_VISIBILITY_NONE);

  add (fixture, 2, "Back", PACKSHOT_VISIBILITY_NONE);
  set_primary (fixture, first);
  assert_syncs (fixture, 2);

  set_variant (fixture, "closient.promote-after-delete=yes");
  set_variant (fixture, "closient.duplicates=refuse");
  set_title (fixture, first, "From the front");
  if (data != NULL)
    add_fault (fixture, data);
  assert_syncs (fixture, 3);
  view = load (fixture);
  g_assert_cmpint (packshot_gallery_get_primary (view->local), ==, first);
}

/* A service that always has a primary can't be without one: the program says so and stops
 * trying. */
static void
test_no_primary (Fixture      *fixture,
                 gconstpointer data)
{
  g_autoptr(PackshotSyncResult) result = NULL;
  g_autoptr(PackshotItemView) view = NULL;
  gint64 first;

  set_variant (fixture, "closient.first-primary=yes");
  set_variant (fixture, "closient.promote-after-delete=yes");
  first = add (fixture, 1, "Front", PACKSHOT_VISIBILITY_NONE);
  result = sync_now (fixture);
  g_assert_cmpuint (result->n_pending, ==, 0);
  view = load (fixture);
  g_assert_cmpint (packshot_gallery_get_primary (view->local), ==, first);
  assert_syncs (fixture, 1);
}

static void
test_without_address (Fixture      *fixture,
                      gconstpointer data)
{
  gint64 first, second;

  set_variant (fixture, "closient.image-url=null");
  first = add (fixture, 1, "Front", PACKSHOT_VISIBILITY_NONE);
  second = add (fixture, 2, "Back", PACKSHOT_VISIBILITY_NONE);
  set_primary (fixture, first);
  assert_syncs (fixture, 2);
  set_primary (fixture, second);
  add_fault (fixture, "cut-after*1/POST");
  assert_syncs (fixture, 3);
}

/* --- Ways to fail --- */

static void
test_faults (Fixture      *fixture,
             gconstpointer data)
{
  gint64 first, second, third;

  first = add (fixture, 1, "Front", PACKSHOT_VISIBILITY_NONE);
  second = add (fixture, 2, "Back", PACKSHOT_VISIBILITY_NONE);
  third = add (fixture, 3, "Side", PACKSHOT_VISIBILITY_NONE);
  set_primary (fixture, second);
  add_fault (fixture, data);
  assert_syncs (fixture, 6);

  set_title (fixture, first, "From the front");
  set_primary (fixture, third);
  remove_image (fixture, second);
  add_fault (fixture, data);
  assert_syncs (fixture, 6);
}

static void
test_refused_key (Fixture      *fixture,
                  gconstpointer data)
{
  g_auto(PackshotTestAwait) await = { NULL };
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) accounts = NULL;
  g_autoptr(PackshotSyncResult) result = NULL;
  g_autoptr(PackshotItemView) view = NULL;
  PackshotAccountView *account;

  add (fixture, 1, "Front", PACKSHOT_VISIBILITY_NONE);
  save_account (fixture, 1, PACKSHOT_SERVICE_CLOSIENT,
                "csb_AbCdEfGhIjKlMnOpQrStUvWxYzAbCdEf_84041098");
  result = sync_now (fixture);
  g_assert_nonnull (result->first_problem);
  g_assert_cmpuint (result->n_pending, ==, 1);

  packshot_session_list_accounts_async (fixture->session, NULL, packshot_test_await_cb, &await);
  accounts = packshot_session_list_accounts_finish (fixture->session, packshot_test_await (&await),
                                                    &error);
  g_assert_no_error (error);
  account = accounts->pdata[0];
  g_assert_cmpstr (account->problem, ==, "auth");
  view = load (fixture);
  g_assert_cmpint (view->state, ==, PACKSHOT_STATE_PENDING);

  save_account (fixture, 1, PACKSHOT_SERVICE_CLOSIENT,
                packshot_sandbox_get_credential (fixture->sandbox,
                                                 PACKSHOT_SANDBOX_CLOSIENT_EDITOR));
  assert_syncs (fixture, 1);
}

static void
test_refused_picture (Fixture      *fixture,
                      gconstpointer data)
{
  g_autoptr(PackshotSyncResult) result = NULL;
  g_autoptr(PackshotItemView) view = NULL;
  PackshotImageView *image;
  gint64 first = add (fixture, 1, "Front", PACKSHOT_VISIBILITY_NONE);

  set_variant (fixture, "closient.max-bytes=10");
  result = sync_now (fixture);
  g_assert_cmpuint (result->n_needs_you, ==, 1);
  view = load (fixture);
  g_assert_cmpint (view->state, ==, PACKSHOT_STATE_NEEDS_YOU);
  image = packshot_item_view_lookup (view, first);
  g_assert_cmpint (image->state, ==, PACKSHOT_STATE_NEEDS_YOU);
  g_assert_cmpstr (image->problem, ==, "too-large");

  set_variant (fixture, "closient.max-bytes=0");
  assert_syncs (fixture, 1);
}

/* --- What others change --- */

static char *
server_add (Fixture    *fixture,
            guint       number,
            const char *title,
            gboolean    is_primary)
{
  g_autofree char *path = make_picture (fixture, number);
  g_autofree char *data = NULL;
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(GError) error = NULL;
  gsize length;
  char *id;

  g_file_get_contents (path, &data, &length, &error);
  g_assert_no_error (error);
  bytes = g_bytes_new (data, length);
  id = packshot_sandbox_add_closient_image (fixture->sandbox, GTIN, bytes, title, is_primary,
                                            &error);
  g_assert_no_error (error);
  return id;
}

static void
server_delete (Fixture *fixture,
               guint    row)
{
  g_autoptr(PackshotItemView) view = load (fixture);
  PackshotImage *image = packshot_gallery_get (view->remote, row);
  g_autofree char *target =
    g_strdup_printf ("/dashboard/api/v1/trade-items/%s/" GTIN_14 "/images/%s",
                     packshot_sandbox_get_organization (fixture->sandbox, 0),
                     packshot_image_get_remote_id (image));
  g_autoptr(PackshotSandboxRequest) request = packshot_sandbox_request_new ("DELETE", target);
  g_autoptr(PackshotSandboxResponse) response = NULL;
  const char *key;

  key = packshot_sandbox_get_credential (fixture->sandbox, PACKSHOT_SANDBOX_CLOSIENT_USER);
  packshot_sandbox_request_add_header (request, "X-API-Key", key);
  response = packshot_sandbox_handle (fixture->sandbox, request);
  g_assert_cmpuint (response->status, ==, 204);
}

static void
test_others_add_and_remove (Fixture      *fixture,
                            gconstpointer data)
{
  g_autofree char *id = NULL;
  g_autoptr(PackshotItemView) view = NULL;

  add (fixture, 1, "Front", PACKSHOT_VISIBILITY_NONE);
  add (fixture, 2, "Back", PACKSHOT_VISIBILITY_NONE);
  assert_syncs (fixture, 2);

  id = server_add (fixture, 30, "From elsewhere", FALSE);
  server_delete (fixture, 0);
  add (fixture, 3, "Mine meanwhile", PACKSHOT_VISIBILITY_NONE);
  assert_syncs (fixture, 2);
  view = load (fixture);
  g_assert_cmpuint (view->images->len, ==, 3);
}

/* The same file added here and there is one picture. */
static void
test_same_picture_on_both_sides (Fixture      *fixture,
                                 gconstpointer data)
{
  g_autofree char *id = NULL;
  g_autoptr(PackshotItemView) view = NULL;

  add (fixture, 1, "Front", PACKSHOT_VISIBILITY_NONE);
  id = server_add (fixture, 1, "Front", FALSE);
  assert_syncs (fixture, 2);
  view = load (fixture);
  g_assert_cmpuint (view->images->len, ==, 1);
}

static GPtrArray *
conflicts (Fixture *fixture)
{
  g_auto(PackshotTestAwait) await = { NULL };
  g_autoptr(GError) error = NULL;
  GPtrArray *rows;

  packshot_session_list_conflicts_async (fixture->session, NULL, packshot_test_await_cb, &await);
  rows = packshot_session_list_conflicts_finish (fixture->session, packshot_test_await (&await),
                                                 &error);
  g_assert_no_error (error);
  return rows;
}

static void
resolve (Fixture     *fixture,
         PackshotKeep keep)
{
  g_auto(PackshotTestAwait) await = { NULL };
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) rows = conflicts (fixture);

  g_assert_cmpuint (rows->len, ==, 1);
  packshot_session_resolve_async (fixture->session, &((PackshotConflictRow *)rows->pdata[0])->id, 1,
                                  keep, NULL, packshot_test_await_cb, &await);
  packshot_session_resolve_finish (fixture->session, packshot_test_await (&await), &error);
  g_assert_no_error (error);
}

static void
test_primary_conflict (Fixture      *fixture,
                       gconstpointer data)
{
  PackshotKeep keep = GPOINTER_TO_INT (data);
  g_autofree char *id = NULL;
  g_autoptr(GPtrArray) rows = NULL;
  g_autoptr(PackshotItemView) view = NULL;
  g_autoptr(PackshotSyncResult) result = NULL;
  PackshotImage *primary;
  gint64 first = add (fixture, 1, "Front", PACKSHOT_VISIBILITY_NONE);
  gint64 second = add (fixture, 2, "Back", PACKSHOT_VISIBILITY_NONE);

  set_primary (fixture, first);
  assert_syncs (fixture, 2);

  set_primary (fixture, second);
  id = server_add (fixture, 30, "Their hero", TRUE);
  result = sync_now (fixture);
  g_assert_cmpuint (result->n_conflicts, ==, 1);
  rows = conflicts (fixture);
  g_assert_cmpuint (rows->len, ==, 1);
  g_assert_cmpint (((PackshotConflictRow *)rows->pdata[0])->kind, ==, PACKSHOT_CONFLICT_PRIMARY);

  resolve (fixture, keep);
  assert_syncs (fixture, 2);
  view = load (fixture);
  g_assert_cmpuint (view->images->len, ==, 3);
  primary = packshot_gallery_lookup (view->local, packshot_gallery_get_primary (view->local));
  g_assert_cmpstr (packshot_image_get_title (primary), ==,
                   keep == PACKSHOT_KEEP_MINE ? "Back" : "Their hero");
}

static void
test_removed_there (Fixture      *fixture,
                    gconstpointer data)
{
  PackshotKeep keep = GPOINTER_TO_INT (data);
  g_autoptr(PackshotSyncResult) result = NULL;
  g_autoptr(PackshotItemView) view = NULL;
  gint64 first = add (fixture, 1, "Front", PACKSHOT_VISIBILITY_NONE);

  set_primary (fixture, first);
  assert_syncs (fixture, 2);
  set_title (fixture, first, "Edited here");
  server_delete (fixture, 0);
  result = sync_now (fixture);
  g_assert_cmpuint (result->n_conflicts, ==, 1);

  resolve (fixture, keep);
  assert_syncs (fixture, 2);
  view = load (fixture);
  g_assert_cmpuint (view->images->len, ==, keep == PACKSHOT_KEEP_MINE ? 1 : 0);
}

/* --- GoldLeaf and BLAZE --- */

static void
test_goldleaf (Fixture      *fixture,
               gconstpointer data)
{
  const char * const *variants = data;
  g_autoptr(PackshotItemView) view = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *reference = g_strdup_printf ("goldleaf:%s", fixture->customer);

  for (; *variants != NULL; variants++)
    set_variant (fixture, *variants);
  add_account (fixture, PACKSHOT_SERVICE_GOLDLEAF, PACKSHOT_SANDBOX_GOLDLEAF);
  fixture->item = find_item (fixture, reference);
  add (fixture, 1, NULL, PACKSHOT_VISIBILITY_NONE);
  packshot_sync_result_free (sync_now (fixture));
  view = load (fixture);
  g_assert_cmpint (view->state, ==, PACKSHOT_STATE_SYNCED);
  first = server_gallery (fixture, "goldleaf", fixture->customer);

  add (fixture, 2, NULL, PACKSHOT_VISIBILITY_NONE);
  add_fault (fixture, "cut-after*1/POST//image");
  packshot_sync_result_free (sync_now (fixture));
  packshot_item_view_unref (view);
  view = load (fixture);
  g_assert_cmpint (view->state, ==, PACKSHOT_STATE_SYNCED);
  g_assert_cmpuint (view->images->len, ==, 1);
  second = server_gallery (fixture, "goldleaf", fixture->customer);
  g_assert_cmpstr (first, !=, second);
  assert_verified (fixture);
}

static void
assert_blaze (Fixture *fixture)
{
  g_autoptr(PackshotItemView) view = load (fixture);
  g_autoptr(GPtrArray) shown = packshot_item_view_dup_shown (view);
  g_autofree char *there = server_gallery (fixture, "blaze", fixture->product);
  g_auto(GStrv) lines = g_strsplit (there, "\n", -1);

  g_assert_cmpint (view->state, ==, PACKSHOT_STATE_SYNCED);
  g_assert_cmpuint (g_strv_length (lines), ==, shown->len + 1);
  for (guint i = 0; i < shown->len; i++)
    {
      PackshotImageView *image = shown->pdata[i];

      g_assert_true (g_str_has_prefix (lines[i], packshot_image_get_sha256 (image->image)));
    }
  assert_verified (fixture);
}

static void
test_blaze (Fixture      *fixture,
            gconstpointer data)
{
  const char * const *variants = data;
  g_autofree char *reference = g_strdup_printf ("blaze:%s", fixture->product);
  gint64 first, second, third;
  guint64 n_calls;

  for (; *variants != NULL; variants++)
    set_variant (fixture, *variants);
  add_account (fixture, PACKSHOT_SERVICE_BLAZE, PACKSHOT_SANDBOX_BLAZE);
  fixture->item = find_item (fixture, reference);
  first = add (fixture, 1, NULL, PACKSHOT_VISIBILITY_PUBLIC);
  second = add (fixture, 2, NULL, PACKSHOT_VISIBILITY_PRIVATE);
  third = add (fixture, 3, NULL, PACKSHOT_VISIBILITY_PUBLIC);
  packshot_sync_result_free (sync_now (fixture));
  assert_blaze (fixture);

  move (fixture, third, 1);
  set_primary (fixture, second);
  packshot_sync_result_free (sync_now (fixture));
  assert_blaze (fixture);

  remove_image (fixture, first);
  packshot_sync_result_free (sync_now (fixture));
  assert_blaze (fixture);

  n_calls = packshot_sandbox_get_n_changing_calls (fixture->sandbox);
  packshot_sync_result_free (sync_now (fixture));
  g_assert_cmpuint (packshot_sandbox_get_n_changing_calls (fixture->sandbox), ==, n_calls);
}

/* The program ends between the upload and the write of the product: the asset is not sent again. */
static void
test_restart (Fixture      *fixture,
              gconstpointer data)
{
  gint64 first = add (fixture, 1, "Front", PACKSHOT_VISIBILITY_NONE);

  add (fixture, 2, "Back", PACKSHOT_VISIBILITY_NONE);
  set_primary (fixture, first);
  add_fault (fixture, "cut-after*9/POST");
  packshot_sync_result_free (sync_now (fixture));
  close_session (fixture);
  packshot_sandbox_clear_faults (fixture->sandbox);
  open_session (fixture);
  add_account (fixture, PACKSHOT_SERVICE_BLAZE, PACKSHOT_SANDBOX_BLAZE);
  g_assert_cmpint (find_item (fixture, "closient:" GTIN_14), ==, fixture->item);
}

static const char * const faults[] = {
  "refuse*1", "cut-before*1/POST", "cut-after*1/POST", "cut-after*2/POST", "cut-after*1/DELETE",
  "cut-before*1/DELETE", "garbage*1/POST", "truncate*1/POST", "5xx:503*2/POST", "5xx:500*1",
  "garbage*1/GET", "truncate*1/GET", "429:1*1", "disk-full*1", "slow:200*2", "delay:300*3",
};

#define ADD(path, data, func) \
  g_test_add (path, Fixture, data, fixture_set_up, func, fixture_tear_down)

static void
add_variant_tests (GPtrArray *kept)
{
  static const char * const places[] = { "zero", "counting", "front" };
  static const char * const answers[] = { "no", "yes" };

  for (guint i = 0; i < 12; i++)
    {
      const char *place = places[i % 3], *first = answers[i / 3 % 2], *next = answers[i / 6];
      g_autofree char *path = g_strdup_printf ("/session/sync/variants/%s-%s-%s", place, first,
                                               next);
      char **variants = g_new0 (char *, 4);

      variants[0] = g_strconcat ("closient.priority=", place, NULL);
      variants[1] = g_strconcat ("closient.first-primary=", first, NULL);
      variants[2] = g_strconcat ("closient.promote-after-delete=", next, NULL);
      g_ptr_array_add (kept, variants);
      ADD (path, variants, test_variants);
    }
}

static void
add_other_tests (void)
{
  static const char * const plain[] = { NULL };
  static const char * const goldleaf[] = {
    "goldleaf.token=flat", "goldleaf.complete=text", "goldleaf.empty=204", "goldleaf.id=id", NULL
  };
  static const char * const blaze[] = {
    "blaze.envelope=searchResult", "blaze.order=priority", "blaze.errors=old", NULL
  };

  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autofree char *name = g_strdelimit (g_strdup (faults[i]), "/:*", '-');
      g_autofree char *path = g_strconcat ("/session/sync/faults/", name, NULL);

      ADD (path, faults[i], test_faults);
    }
  ADD ("/session/sync/goldleaf/default", plain, test_goldleaf);
  ADD ("/session/sync/goldleaf/variants", goldleaf, test_goldleaf);
  ADD ("/session/sync/blaze/default", plain, test_blaze);
  ADD ("/session/sync/blaze/variants", blaze, test_blaze);
}

static const char * const no_duplicates[] = { "closient.duplicates=refuse", NULL };

int
main (int   argc,
      char *argv[])
{
  g_autoptr(GPtrArray) kept = g_ptr_array_new_with_free_func ((GDestroyNotify)g_strfreev);

  g_test_init (&argc, &argv, NULL);

  add_variant_tests (kept);
  add_other_tests ();
  ADD ("/session/sync/variants/no-duplicates", no_duplicates, test_variants);
  ADD ("/session/sync/promotion/answered", NULL, test_promotion);
  ADD ("/session/sync/promotion/cut", "cut-after*1/DELETE", test_promotion);
  ADD ("/session/sync/no-primary", NULL, test_no_primary);
  ADD ("/session/sync/without-address", NULL, test_without_address);
  ADD ("/session/sync/refused-key", NULL, test_refused_key);
  ADD ("/session/sync/refused-picture", NULL, test_refused_picture);
  ADD ("/session/sync/others-add-and-remove", NULL, test_others_add_and_remove);
  ADD ("/session/sync/same-picture-on-both-sides", NULL, test_same_picture_on_both_sides);
  ADD ("/session/sync/primary-conflict/mine", GINT_TO_POINTER (PACKSHOT_KEEP_MINE),
       test_primary_conflict);
  ADD ("/session/sync/primary-conflict/server", GINT_TO_POINTER (PACKSHOT_KEEP_SERVER),
       test_primary_conflict);
  ADD ("/session/sync/removed-there/mine", GINT_TO_POINTER (PACKSHOT_KEEP_MINE),
       test_removed_there);
  ADD ("/session/sync/removed-there/server", GINT_TO_POINTER (PACKSHOT_KEEP_SERVER),
       test_removed_there);
  ADD ("/session/sync/restart", NULL, test_restart);

  return g_test_run ();
}
