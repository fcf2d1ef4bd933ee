/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* Accounts are added, changed and tested. */

#include "config.h"

#include "accounts-fixture.h"

/* --- Adding ----------------------------------------------------------------------------------- */

static void
test_add (Fixture      *fixture,
          gconstpointer data)
{
  g_autoptr(GPtrArray) accounts = NULL;
  const PackshotAccountView *view;

  choose_service (fixture, "Closient");
  g_assert_nonnull (find_row (fixture, "No keyring is running"));
  g_assert_false (can (fixture, "Save"));
  g_assert_false (can (fixture, "Test"));
  set_field (fixture, "Name", "Nordic Grocers");
  set_field (fixture, "Server address", address (fixture));
  g_assert_false (can (fixture, "Save"));
  set_field (fixture, "API key, for this run only",
             credential (fixture, PACKSHOT_SANDBOX_CLOSIENT_EDITOR));
  g_assert_true (can (fixture, "Test"));
  g_assert_cmpuint (count_calls (fixture), ==, 0);
  click (fixture, "Save");

  g_assert_cmpstr (wait_for_toast (fixture, 1), ==, "“Nordic Grocers” saved");
  accounts = list_accounts (fixture);
  g_assert_cmpuint (accounts->len, ==, 1);
  view = accounts->pdata[0];
  g_assert_cmpstr (view->account->name, ==, "Nordic Grocers");
  g_assert_cmpstr (view->account->base_url, ==, address (fixture));
  g_assert_cmpstr (view->account->organization, ==,
                   packshot_sandbox_get_organization (fixture->sandbox, 0));
  g_assert_true (view->has_key);
  g_assert_true (view->key_in_session);
  /* the key is not shown again, and there is nothing to be saved any more */
  g_assert_nonnull (find_row (fixture, "API key, kept for this run"));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (find_row (fixture, "API key"))), ==, "");
  g_assert_null (find_button (fixture, "Save"));
  g_assert_nonnull (find_row (fixture, "Key accepted"));
  WAIT_UNTIL (find (GTK_WIDGET (fixture->page), GTK_TYPE_LABEL, "label", "Nordic Grocers") != NULL);
}

static void
test_two_keys (Fixture      *fixture,
               gconstpointer data)
{
  static const struct
  {
    const char               *service;
    const char               *first;
    const char               *second;
    PackshotSandboxCredential credential;
  } cases[] = {
    { "GoldLeaf", "Key name", "Key, for this run only", PACKSHOT_SANDBOX_GOLDLEAF },
    { "BLAZE", "Partner key", "Developer key", PACKSHOT_SANDBOX_BLAZE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto(GStrv) parts = g_strsplit (credential (fixture, cases[i].credential), ":", 2);

      choose_service (fixture, cases[i].service);
      set_field (fixture, "Server address", address (fixture));
      set_field (fixture, cases[i].first, parts[0]);
      g_assert_false (can (fixture, "Save"));
      g_assert_nonnull (find_row (fixture, "This key is not complete yet"));
      set_field (fixture, cases[i].second, parts[1]);
      click (fixture, "Save");
      wait_for_toast (fixture, i + 1);
      g_assert_cmpuint (count_accounts (fixture), ==, i + 1);
    }
}

static void
test_organizations (Fixture      *fixture,
                    gconstpointer data)
{
  g_autoptr(GPtrArray) accounts = NULL;
  const PackshotAccountView *view;
  GtkWidget *combo;

  choose_service (fixture, "Closient");
  set_field (fixture, "Server address", address (fixture));
  set_field (fixture, "API key", credential (fixture, PACKSHOT_SANDBOX_CLOSIENT_USER));
  click (fixture, "Save");
  g_assert_cmpstr (wait_for_toast (fixture, 1), ==, "Choose the organization, then save");
  g_assert_cmpuint (count_accounts (fixture), ==, 0);

  combo = find_row (fixture, "Organization");
  g_assert_true (ADW_IS_COMBO_ROW (combo));
  g_assert_cmpuint (g_list_model_get_n_items (adw_combo_row_get_model (ADW_COMBO_ROW (combo))), ==,
                    2);
  adw_combo_row_set_selected (ADW_COMBO_ROW (combo), 1);
  WAIT_UNTIL (can (fixture, "Test Again") && can (fixture, "Save"));
  click (fixture, "Save");
  wait_for_toast (fixture, 2);
  accounts = list_accounts (fixture);
  view = accounts->pdata[0];
  g_assert_cmpstr (view->account->organization, ==,
                   packshot_sandbox_get_organization (fixture->sandbox, 1));
}

static void
test_typing_mistake (Fixture      *fixture,
                     gconstpointer data)
{
  g_autofree char *wrong = NULL;

  choose_service (fixture, "Closient");
  set_field (fixture, "Server address", address (fixture));
  wrong = g_strdup (credential (fixture, PACKSHOT_SANDBOX_CLOSIENT_EDITOR));
  wrong[10] = wrong[10] == 'x' ? 'y' : 'x';
  set_field (fixture, "API key", wrong);
  g_assert_nonnull (find_row (fixture, "This key has a typing mistake"));
  g_assert_true (gtk_widget_has_css_class (find_row (fixture, "API key"), "error"));
  g_assert_false (can (fixture, "Test"));
  g_assert_false (can (fixture, "Save"));
  g_assert_cmpuint (count_calls (fixture), ==, 0);
}

static void
test_wrong_key (Fixture      *fixture,
                gconstpointer data)
{
  choose_service (fixture, "GoldLeaf");
  set_field (fixture, "Server address", address (fixture));
  set_field (fixture, "Key name", "nobody");
  set_field (fixture, "Key, for this run only", "nothing");
  click (fixture, "Save");
  wait_for_row (fixture, "GoldLeaf does not accept this key and name");
  g_assert_nonnull (find_button (fixture, "Open GoldLeaf"));
  g_assert_cmpuint (count_accounts (fixture), ==, 0);

  g_assert_true (can (fixture, "Save Anyway"));
  g_assert_false (gtk_widget_has_css_class (find_button (fixture, "Save Anyway"),
                                            "suggested-action"));
  click (fixture, "Save Anyway");
  wait_for_toast (fixture, 1);
  g_assert_cmpuint (count_accounts (fixture), ==, 1);
}

static void
test_no_server (Fixture      *fixture,
                gconstpointer data)
{
  g_autofree char *line = g_strconcat (address (fixture) + strlen ("http://"), " does not answer",
                                       NULL);

  packshot_sandbox_server_stop (fixture->server);
  choose_service (fixture, "BLAZE");
  set_field (fixture, "Server address", address (fixture));
  set_field (fixture, "Partner key", "partner");
  set_field (fixture, "Developer key", "developer");
  click (fixture, "Test");
  wait_for_row (fixture, line);
}

static void
test_not_secure (Fixture      *fixture,
                 gconstpointer data)
{
  choose_service (fixture, "BLAZE");
  set_field (fixture, "Partner key", "partner");
  set_field (fixture, "Developer key", "developer");
  g_assert_true (can (fixture, "Test"));
  /* a key goes to another machine only where nobody can read it on its way */
  set_field (fixture, "Server address", "http://pictures.example");
  g_assert_false (can (fixture, "Test"));
  g_assert_false (can (fixture, "Save"));
  g_assert_true (gtk_widget_has_css_class (find_row (fixture, "Server address"), "error"));
}

static void
test_name (Fixture      *fixture,
           gconstpointer data)
{
  static const char * const wrong[] = { "", "  ", "a:b", ":" };

  save_account (fixture, PACKSHOT_SERVICE_BLAZE, PACKSHOT_SANDBOX_BLAZE, "BLAZE");
  packshot_accounts_page_open (fixture->page);
  wait_for_row (fixture, "Server found");
  choose_service (fixture, "BLAZE");
  /* the proposed name is free */
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (find_row (fixture, "Name"))), ==,
                   "BLAZE 2");
  set_field (fixture, "Server address", address (fixture));
  set_field (fixture, "Partner key", "partner");
  set_field (fixture, "Developer key", "developer");
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      set_field (fixture, "Name", wrong[i]);
      g_assert_false (can (fixture, "Save"));
    }
  set_field (fixture, "Name", "BLAZE");
  click (fixture, "Save");
  WAIT_UNTIL (can (fixture, "Save Anyway"));
  click (fixture, "Save Anyway");
  g_assert_cmpstr (wait_for_toast (fixture, 1), ==, "An account of that name exists.");
  g_assert_true (gtk_widget_has_css_class (find_row (fixture, "Name"), "error"));
  g_assert_cmpuint (count_accounts (fixture), ==, 1);
}

/* --- Changing --------------------------------------------------------------------------------- */

static void
test_rename (Fixture      *fixture,
             gconstpointer data)
{
  gint64 id = save_account (fixture, PACKSHOT_SERVICE_BLAZE, PACKSHOT_SANDBOX_BLAZE, "Store");
  g_autoptr(GPtrArray) accounts = NULL;
  guint n_calls;

  open_account (fixture, id, "Keys accepted");
  g_assert_null (find_button (fixture, "Save"));
  n_calls = count_calls (fixture);
  set_field (fixture, "Name", "Store 12");
  click (fixture, "Save");
  wait_for_toast (fixture, 1);
  accounts = list_accounts (fixture);
  g_assert_cmpstr (((PackshotAccountView *)accounts->pdata[0])->account->name, ==, "Store 12");
  g_assert_true (((PackshotAccountView *)accounts->pdata[0])->has_key);
  g_assert_cmpuint (count_calls (fixture), ==, n_calls);
}

/* What was typed stays while another account is looked at, and while the session tells news. */
static void
test_typed_stays (Fixture      *fixture,
                  gconstpointer data)
{
  gint64 first = save_account (fixture, PACKSHOT_SERVICE_BLAZE, PACKSHOT_SANDBOX_BLAZE, "First");
  gint64 second = save_account (fixture, PACKSHOT_SERVICE_BLAZE, PACKSHOT_SANDBOX_BLAZE, "Second");

  open_account (fixture, first, "Keys accepted");
  set_field (fixture, "Name", "Changed");
  open_account (fixture, second, "Keys accepted");
  WAIT_UNTIL (packshot_account_editor_get_account (PACKSHOT_ACCOUNT_EDITOR (find_editor (fixture)))
              == second);
  save_account (fixture, PACKSHOT_SERVICE_GOLDLEAF, PACKSHOT_SANDBOX_GOLDLEAF, "Third");
  WAIT_UNTIL (find (GTK_WIDGET (fixture->page), GTK_TYPE_LABEL, "label", "Third") != NULL);
  packshot_accounts_page_show (fixture->page, first);
  WAIT_UNTIL (packshot_account_editor_get_account (PACKSHOT_ACCOUNT_EDITOR (find_editor (fixture)))
              == first);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (find_row (fixture, "Name"))), ==,
                   "Changed");
  g_assert_true (can (fixture, "Save"));
}

/* A stored key goes to the server that it was entered for, and to no other. */
static void
test_foreign_address (Fixture      *fixture,
                      gconstpointer data)
{
  gint64 id = save_account (fixture, PACKSHOT_SERVICE_BLAZE, PACKSHOT_SANDBOX_BLAZE, "Store");
  g_autoptr(PackshotClock) clock = packshot_clock_new_system ();
  g_autoptr(PackshotSandbox) sandbox = packshot_sandbox_new (clock, 2);
  g_autoptr(PackshotSandboxServer) other = NULL;
  g_autoptr(GPtrArray) calls = NULL;
  g_autoptr(GError) error = NULL;

  other = packshot_sandbox_server_start (sandbox, 0, 0, &error);
  g_assert_no_error (error);
  open_account (fixture, id, "Keys accepted");
  set_field (fixture, "Server address", packshot_sandbox_server_get_base_url (other));
  g_assert_nonnull (find_row (fixture, "Enter the key again"));
  g_assert_false (can (fixture, "Test"));
  g_assert_false (can (fixture, "Save"));
  gtk_widget_activate_action (find_editor (fixture), "account.test", NULL);
  gtk_widget_activate_action (find_editor (fixture), "account.save", NULL);
  calls = packshot_sandbox_get_calls (sandbox);
  g_assert_cmpuint (calls->len, ==, 0);

  set_field (fixture, "Partner key", "partner");
  set_field (fixture, "Developer key", "developer");
  g_assert_true (can (fixture, "Test"));
  set_field (fixture, "Server address", address (fixture));
  set_field (fixture, "Partner key", "");
  set_field (fixture, "Developer key", "");
  g_assert_true (can (fixture, "Test"));
  packshot_sandbox_server_stop (other);
}

/* --- Testing ---------------------------------------------------------------------------------- */

static void
test_reads_only (Fixture      *fixture,
                 gconstpointer data)
{
  gint64 id = save_account (fixture, PACKSHOT_SERVICE_CLOSIENT, PACKSHOT_SANDBOX_CLOSIENT_VIEWER,
                            "Shop");

  open_account (fixture, id, "Pictures can’t be added");
  g_assert_nonnull (find_button (fixture, "Copy Request"));
  click (fixture, "Copy Request");
  g_assert_cmpstr (wait_for_toast (fixture, 1), ==, "Copied to the clipboard");
  g_assert_cmpuint (packshot_sandbox_get_n_changing_calls (fixture->sandbox), ==, 0);
}

/* While the user works offline no server is called; the test goes on by itself. */
static void
test_offline (Fixture      *fixture,
              gconstpointer data)
{
  gint64 id = save_account (fixture, PACKSHOT_SERVICE_BLAZE, PACKSHOT_SANDBOX_BLAZE, "Store");

  packshot_session_set_offline_wish (fixture->session, TRUE);
  open_account (fixture, id, "You are working offline");
  g_assert_cmpuint (count_calls (fixture), ==, 0);
  packshot_session_set_offline_wish (fixture->session, FALSE);
  wait_for_row (fixture, "Keys accepted");
  g_assert_cmpuint (count_calls (fixture), >, 0);
}

/* A result belongs to the fields that were tested. */
static void
test_changed_meanwhile (Fixture      *fixture,
                        gconstpointer data)
{
  g_auto(GStrv) parts = g_strsplit (credential (fixture, PACKSHOT_SANDBOX_BLAZE), ":", 2);

  choose_service (fixture, "BLAZE");
  set_field (fixture, "Server address", address (fixture));
  set_field (fixture, "Partner key", parts[0]);
  set_field (fixture, "Developer key", parts[1]);
  click (fixture, "Test");
  g_assert_nonnull (find_row (fixture, "Testing…"));
  set_field (fixture, "Developer key", "another");
  g_assert_null (find_row (fixture, "Testing…"));
  click (fixture, "Test");
  wait_for_row (fixture, "BLAZE does not accept these keys");
  set_field (fixture, "Developer key", parts[1]);
  g_assert_null (find_row (fixture, "BLAZE does not accept these keys"));
  click (fixture, "Test");
  wait_for_row (fixture, "Keys accepted");
}

int
main (int    argc,
      char **argv)
{
  static const AccountsTest tests[] = {
    { "/app/accounts/add", test_add },
    { "/app/accounts/two-keys", test_two_keys },
    { "/app/accounts/organizations", test_organizations },
    { "/app/accounts/typing-mistake", test_typing_mistake },
    { "/app/accounts/wrong-key", test_wrong_key },
    { "/app/accounts/no-server", test_no_server },
    { "/app/accounts/not-secure", test_not_secure },
    { "/app/accounts/name", test_name },
    { "/app/accounts/rename", test_rename },
    { "/app/accounts/typed-stays", test_typed_stays },
    { "/app/accounts/foreign-address", test_foreign_address },
    { "/app/accounts/reads-only", test_reads_only },
    { "/app/accounts/offline", test_offline },
    { "/app/accounts/changed-meanwhile", test_changed_meanwhile },
  };

  return accounts_run (argc, argv, tests, G_N_ELEMENTS (tests));
}
