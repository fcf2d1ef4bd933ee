/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* Accounts, and what goes with one that is removed. */

#include "config.h"

#include "packshot-accounts.h"
#include "packshot-edits.h"
#include "packshot-journal.h"
#include "packshot-rows.h"
#include "store-fixture.h"

static gboolean
fields_case (PackshotDb *db,
             gpointer    data,
             GError    **error)
{
  g_autoptr(PackshotAccount) account = packshot_account_new ();
  g_autoptr(PackshotAccount) read = NULL;
  g_autoptr(PackshotAccount) found = NULL;

  account->service = PACKSHOT_SERVICE_BLAZE;
  account->name = g_strdup ("Küche “42”");
  account->base_url = g_strdup ("https://api.example.com/v1");
  account->organization = g_strdup ("org");
  account->key_source = g_strdup ("env:KEY");
  account->settings = g_strdup ("{\"a\":1}");
  account->id = packshot_accounts_insert (db, account, error);
  must (account->id > 0, error);
  read = packshot_accounts_get (db, account->id, error);
  must (read != NULL, error);
  g_assert_cmpint (read->id, ==, account->id);
  g_assert_cmpint (read->service, ==, account->service);
  g_assert_cmpstr (read->name, ==, account->name);
  g_assert_cmpstr (read->base_url, ==, account->base_url);
  g_assert_cmpstr (read->organization, ==, account->organization);
  g_assert_cmpstr (read->key_source, ==, account->key_source);
  g_assert_cmpstr (read->settings, ==, account->settings);
  found = packshot_accounts_find (db, account->name, error);
  must (found != NULL, error);
  g_assert_cmpint (found->id, ==, account->id);
  return TRUE;
}

static gboolean
update_case (PackshotDb *db,
             gpointer    data,
             GError    **error)
{
  g_autoptr(PackshotAccount) account = packshot_accounts_get (db, 1, error);
  g_autoptr(PackshotAccount) read = NULL;

  must (account != NULL, error);
  g_free (account->name);
  account->name = g_strdup ("Renamed");
  g_clear_pointer (&account->settings, g_free);
  must (packshot_accounts_update (db, account, error), error);
  read = packshot_accounts_get (db, 1, error);
  must (read != NULL, error);
  g_assert_cmpstr (read->name, ==, "Renamed");
  g_assert_cmpstr (read->settings, ==, "{}");
  g_assert_null (read->organization);
  return TRUE;
}

static gboolean
refused_case (PackshotDb *db,
              gpointer    data,
              GError    **error)
{
  g_autoptr(PackshotAccount) account = packshot_accounts_get (db, 1, error);
  g_autoptr(PackshotAccount) missing = NULL;
  gint64 other = make_account (db, "Other", error);

  must (account != NULL && other != 0, error);
  must_fail (packshot_accounts_insert (db, account, error) != 0, error,
             PACKSHOT_STORE_ERROR_CONSTRAINT);
  account->id = other;
  must_fail (packshot_accounts_update (db, account, error), error,
             PACKSHOT_STORE_ERROR_CONSTRAINT);
  account->id = 99;
  g_free (account->name);
  account->name = g_strdup ("New");
  must_fail (packshot_accounts_update (db, account, error), error, PACKSHOT_STORE_ERROR_NOT_FOUND);
  *account->name = '\0';
  must_fail (packshot_accounts_insert (db, account, error) != 0, error,
             PACKSHOT_STORE_ERROR_CONSTRAINT);
  missing = packshot_accounts_get (db, 99, error);
  must_fail (missing != NULL, error, PACKSHOT_STORE_ERROR_NOT_FOUND);
  missing = packshot_accounts_find (db, "New", error);
  must_fail (missing != NULL, error, PACKSHOT_STORE_ERROR_NOT_FOUND);
  must_fail (packshot_accounts_delete (db, 99, error), error, PACKSHOT_STORE_ERROR_NOT_FOUND);
  return TRUE;
}

static gboolean
list_case (PackshotDb *db,
           gpointer    data,
           GError    **error)
{
  g_autoptr(GPtrArray) accounts = NULL;

  must (make_account (db, "B", error) && make_account (db, "A", error), error);
  accounts = packshot_accounts_list (db, error);
  must (accounts != NULL, error);
  g_assert_cmpuint (accounts->len, ==, 3);
  g_assert_cmpstr (((PackshotAccount *)accounts->pdata[0])->name, ==, "Fixture");
  g_assert_cmpstr (((PackshotAccount *)accounts->pdata[1])->name, ==, "B");
  g_assert_cmpstr (((PackshotAccount *)accounts->pdata[2])->name, ==, "A");
  return TRUE;
}

static gboolean
state_case (PackshotDb *db,
            gpointer    data,
            GError    **error)
{
  g_auto(PackshotAccountState) state = { NULL };

  must (packshot_accounts_get_state (db, 1, &state, error), error);
  g_assert_cmpstr (state.learned, ==, "{}");
  g_assert_cmpint (state.checked_at, ==, 0);
  g_assert_null (state.problem);
  must (packshot_accounts_set_learned (db, 1, "{\"place\":1}", error), error);
  must (packshot_accounts_set_checked (db, 1, 1234567, error), error);
  must (packshot_accounts_set_problem (db, 1, "auth", "Key refused", error), error);
  must (packshot_accounts_get_state (db, 1, &state, error), error);
  g_assert_cmpstr (state.learned, ==, "{\"place\":1}");
  g_assert_cmpint (state.checked_at, ==, 1234567);
  g_assert_cmpstr (state.problem, ==, "auth");
  g_assert_cmpstr (state.problem_text, ==, "Key refused");
  must (packshot_accounts_set_problem (db, 1, NULL, "ignored", error), error);
  must (packshot_accounts_get_state (db, 1, &state, error), error);
  g_assert_null (state.problem);
  g_assert_null (state.problem_text);

  must_fail (packshot_accounts_get_state (db, 9, &state, error), error,
             PACKSHOT_STORE_ERROR_NOT_FOUND);
  must_fail (packshot_accounts_set_learned (db, 9, "{}", error), error,
             PACKSHOT_STORE_ERROR_NOT_FOUND);
  must_fail (packshot_accounts_set_checked (db, 9, 1, error), error,
             PACKSHOT_STORE_ERROR_NOT_FOUND);
  must_fail (packshot_accounts_set_problem (db, 9, "a", NULL, error), error,
             PACKSHOT_STORE_ERROR_NOT_FOUND);
  return TRUE;
}

/* Everything that an item can have. */
static void
fill_item (PackshotDb *db,
           gint64      item,
           GError    **error)
{
  g_autoptr(PackshotImage) a = make_image (db, item, 1, "a", "r1", error);
  g_autoptr(PackshotImage) b = make_image (db, item, 2, "b", NULL, error);
  g_autoptr(PackshotGallery) one = make_gallery (0, a, NULL);
  g_autoptr(PackshotGallery) two = make_gallery (1, a, b, NULL);
  g_autoptr(PackshotStepRow) step = packshot_step_row_new ();
  g_autoptr(GPtrArray) conflicts = g_ptr_array_new ();
  PackshotConflictRow conflict = { .image = packshot_image_get_id (a) };
  PackshotLogRow line = { .at = 1, .account = 1, .item = item, .event = (char *)"add" };

  must (packshot_galleries_set (db, item, PACKSHOT_TREE_REMOTE, one, error), error);
  must (packshot_galleries_set (db, item, PACKSHOT_TREE_LOCAL, two, error), error);
  must (packshot_edits_add (db, NULL, 1, "add", item, one, two, error), error);
  must (packshot_trash_update (db, item, two, one, 1, "user", error), error);
  must (packshot_items_set_problem (db, item, "too-large", packshot_image_get_id (a), NULL, error),
        error);
  must (packshot_rows_put (db, item, "r1", packshot_image_get_id (a), NULL, error), error);
  step->item = item;
  step->kind = PACKSHOT_STEP_UPLOAD;
  step->image = packshot_image_get_id (b);
  step->sha256 = g_strdup (packshot_image_get_sha256 (b));
  must (packshot_steps_begin (db, step, error), error);
  g_ptr_array_add (conflicts, &conflict);
  must (packshot_conflicts_set (db, item, conflicts, 1, error), error);
  must (packshot_log_add (db, &line, error), error);
}

static gboolean
delete_case (PackshotDb *db,
             gpointer    data,
             GError    **error)
{
  static const char * const emptied[] = {
    "items WHERE account = 1", "images", "edits", "steps", "conflicts", "trash", "remote_rows",
    "gallery_images", "galleries WHERE id <> 1", "items_text WHERE items_text MATCH '\"plumjam\"'"
  };
  gint64 other = make_account (db, "Other", error);

  must (other != 0, error);
  make_item (db, other, "k", "Another", error);
  fill_item (db, make_item (db, 1, "1", "plumjam", error), error);
  fill_item (db, make_item (db, 1, "2", "plumjam", error), error);
  must (packshot_accounts_delete (db, 1, error), error);
  for (guint i = 0; i < G_N_ELEMENTS (emptied); i++)
    g_assert_cmpint (count_rows (db, emptied[i]), ==, 0);
  g_assert_cmpint (count_rows (db, "items"), ==, 1);
  g_assert_cmpint (count_rows (db, "contents"), ==, 2);
  g_assert_cmpint (count_rows (db, "log WHERE item IS NULL AND account IS NULL"), ==, 2);
  return TRUE;
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  store_fixture_add ("/store/accounts/fields", fields_case);
  store_fixture_add ("/store/accounts/update", update_case);
  store_fixture_add ("/store/accounts/refused", refused_case);
  store_fixture_add ("/store/accounts/list", list_case);
  store_fixture_add ("/store/accounts/state", state_case);
  store_fixture_add ("/store/accounts/delete", delete_case);
  return g_test_run ();
}
