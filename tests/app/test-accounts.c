/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* The accounts page on a real session and a practice server in this process. Toasts without a button are
 * caught where the window would show them. */

#include "config.h"

#include "packshot-account-editor.h"
#include "packshot-accounts-page.h"
#include "packshot-sandbox-server.h"
#include "packshot-style.h"
#include "packshot-test.h"

/* Waits for what the main loop will bring; the test's time limit is the guard. */
#define WAIT_UNTIL(condition) \
  G_STMT_START { \
    while (!(condition)) \
    g_main_context_iteration (NULL, TRUE); \
  } G_STMT_END

typedef struct
{
  PackshotSandbox       *sandbox;
  PackshotSandboxServer *server;
  PackshotSession       *session;
  GtkWindow             *window;
  PackshotAccountsPage  *page;
  char                  *folder;
  GPtrArray             *toasts;  /* (element-type utf8) */
  guint                  n_closed;
} Fixture;

/* --- The fixture ------------------------------------------------------------------------------- */

static void
toast_cb (GSimpleAction *action,
          GVariant      *parameter,
          gpointer       user_data)
{
  Fixture *fixture = user_data;
  const char *text;
  gboolean undo;

  g_variant_get (parameter, "(&sb)", &text, &undo);
  g_ptr_array_add (fixture->toasts, g_strdup (text));
}

static void
closed_cb (Fixture *fixture)
{
  fixture->n_closed++;
}

/* --- Looking and doing ------------------------------------------------------------------------- */

/* The first mapped widget of a type, in which a text property begins with @value (if not NULL). */
static GtkWidget *
find (GtkWidget  *root,
      GType       type,
      const char *property,
      const char *value)
{
  GtkWidget *child;

  if (g_type_is_a (G_OBJECT_TYPE (root), type) && gtk_widget_get_mapped (root))
    {
      g_autofree char *text = NULL;

      if (property == NULL)
        return root;
      g_object_get (root, property, &text, NULL);
      if (text != NULL && g_str_has_prefix (text, value))
        return root;
    }
  for (child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find (child, type, property, value);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static GtkWidget *
find_row (Fixture    *fixture,
          const char *title)
{
  return find (GTK_WIDGET (fixture->page), ADW_TYPE_PREFERENCES_ROW, "title", title);
}

static GtkWidget *
find_button (Fixture    *fixture,
             const char *label)
{
  return find (GTK_WIDGET (fixture->page), GTK_TYPE_BUTTON, "label", label);
}

static GtkWidget *
find_editor (Fixture *fixture)
{
  return find (GTK_WIDGET (fixture->page), PACKSHOT_TYPE_ACCOUNT_EDITOR, NULL, NULL);
}

static void
wait_for_row (Fixture    *fixture,
              const char *title)
{
  WAIT_UNTIL (find_row (fixture, title) != NULL);
}

static void
set_field (Fixture    *fixture,
           const char *title,
           const char *text)
{
  GtkWidget *row = find_row (fixture, title);

  g_assert_true (ADW_IS_ENTRY_ROW (row));
  gtk_editable_set_text (GTK_EDITABLE (row), text);
}

static gboolean
can (Fixture    *fixture,
     const char *label)
{
  GtkWidget *button = find_button (fixture, label);

  return button != NULL && gtk_widget_is_sensitive (button);
}

static void
click (Fixture    *fixture,
       const char *label)
{
  g_assert_true (can (fixture, label));
  g_signal_emit_by_name (find_button (fixture, label), "clicked");
}

static const char *
wait_for_toast (Fixture *fixture,
                guint    number)
{
  WAIT_UNTIL (fixture->toasts->len >= number);
  return fixture->toasts->pdata[number - 1];
}

static GPtrArray *
list_accounts (Fixture *fixture)
{
  g_auto(PackshotTestAwait) await = { NULL };
  g_autoptr(GError) error = NULL;
  GPtrArray *accounts;

  packshot_session_list_accounts_async (fixture->session, NULL, packshot_test_await_cb, &await);
  accounts = packshot_session_list_accounts_finish (fixture->session, packshot_test_await (&await),
                                                    &error);
  g_assert_no_error (error);
  return accounts;
}

static guint
count_accounts (Fixture *fixture)
{
  g_autoptr(GPtrArray) accounts = list_accounts (fixture);

  return accounts->len;
}

static guint
count_calls (Fixture *fixture)
{
  g_autoptr(GPtrArray) calls = packshot_sandbox_get_calls (fixture->sandbox);

  return calls->len;
}

static const char *
credential (Fixture                  *fixture,
            PackshotSandboxCredential which)
{
  return packshot_sandbox_get_credential (fixture->sandbox, which);
}

static const char *
address (Fixture *fixture)
{
  return packshot_sandbox_server_get_base_url (fixture->server);
}

/* An account that is saved without the page. */
static gint64
save_account (Fixture                  *fixture,
              PackshotServiceKind       service,
              PackshotSandboxCredential which,
              const char               *name)
{
  g_auto(PackshotTestAwait) await = { NULL };
  g_autoptr(PackshotAccount) account = packshot_account_new ();
  g_autoptr(GError) error = NULL;
  gint64 id;

  account->service = service;
  account->name = g_strdup (name);
  account->base_url = g_strdup (address (fixture));
  account->key_source = g_strdup ("session");
  packshot_session_save_account_async (fixture->session, account, credential (fixture, which), NULL,
                                       packshot_test_await_cb, &await);
  id = packshot_session_save_account_finish (fixture->session, packshot_test_await (&await), &error);
  g_assert_no_error (error);
  return id;
}

static void
choose_service (Fixture    *fixture,
                const char *name)
{
  packshot_accounts_page_show (fixture->page, 0);
  wait_for_row (fixture, name);
  g_signal_emit_by_name (find_row (fixture, name), "activated");
  WAIT_UNTIL (find_editor (fixture) != NULL);
}

/* Shows a saved account and waits for the test that is made of it. */
static void
open_account (Fixture    *fixture,
              gint64      account,
              const char *line)
{
  packshot_accounts_page_show (fixture->page, account);
  wait_for_row (fixture, line);
}

static void
open_window (Fixture *fixture)
{
  g_autoptr(GSimpleActionGroup) group = g_simple_action_group_new ();
  g_autoptr(GSimpleAction) toast = g_simple_action_new ("toast", G_VARIANT_TYPE ("(sb)"));
  GtkWidget *overlay = adw_toast_overlay_new ();

  g_signal_connect (toast, "activate", G_CALLBACK (toast_cb), fixture);
  g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (toast));
  fixture->window = GTK_WINDOW (gtk_window_new ());
  gtk_widget_insert_action_group (GTK_WIDGET (fixture->window), "win", G_ACTION_GROUP (group));
  fixture->page = PACKSHOT_ACCOUNTS_PAGE (packshot_accounts_page_new (fixture->session));
  g_signal_connect_swapped (fixture->page, "close", G_CALLBACK (closed_cb), fixture);
  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (overlay), GTK_WIDGET (fixture->page));
  gtk_window_set_child (fixture->window, overlay);
  gtk_window_set_default_size (fixture->window, 1100, 800);
  gtk_window_present (fixture->window);
}

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  g_auto(PackshotTestAwait) await = { NULL };
  g_autoptr(PackshotClock) clock = packshot_clock_new_system ();
  g_autoptr(GError) error = NULL;

  fixture->folder = packshot_test_tmp_new ();
  fixture->toasts = g_ptr_array_new_with_free_func (g_free);
  fixture->sandbox = packshot_sandbox_new (clock, 1);
  fixture->server = packshot_sandbox_server_start (fixture->sandbox, 0, 0, &error);
  g_assert_no_error (error);
  packshot_session_open_async (fixture->folder, PACKSHOT_SESSION_MANUAL, NULL,
                               packshot_test_await_cb, &await);
  fixture->session = packshot_session_open_finish (packshot_test_await (&await), &error);
  g_assert_no_error (error);
  open_window (fixture);
  /* on a wide page it stands beside the list */
  wait_for_row (fixture, "Practice Server");
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  g_auto(PackshotTestAwait) await = { NULL };
  g_autoptr(GError) error = NULL;

  if (fixture->window != NULL)
    gtk_window_destroy (fixture->window);
  packshot_session_close_async (fixture->session, packshot_test_await_cb, &await);
  packshot_session_close_finish (fixture->session, packshot_test_await (&await), &error);
  g_assert_no_error (error);
  g_object_unref (fixture->session);
  packshot_sandbox_server_stop (fixture->server);
  g_object_unref (fixture->server);
  g_object_unref (fixture->sandbox);
  g_ptr_array_unref (fixture->toasts);
  packshot_test_tmp_free (fixture->folder);
}

/* --- Adding ------------------------------------------------------------------------------------ */

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
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (find_row (fixture, "Name"))), ==, "BLAZE 2");
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

/* --- Changing ---------------------------------------------------------------------------------- */

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
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (find_row (fixture, "Name"))), ==, "Changed");
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

/* --- Testing ----------------------------------------------------------------------------------- */

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

/* --- Removing ---------------------------------------------------------------------------------- */

static void
remove_account (Fixture *fixture,
                gint64   id)
{
  open_account (fixture, id, "Keys accepted");
  gtk_widget_activate_action (find_editor (fixture), "account.remove", NULL);
  g_assert_null (find (GTK_WIDGET (fixture->page), GTK_TYPE_LABEL, "label", "Store"));
  WAIT_UNTIL (find (GTK_WIDGET (fixture->window), GTK_TYPE_LABEL, "label", "“Store” removed")
              != NULL);
  g_assert_cmpuint (count_accounts (fixture), ==, 1);
}

static void
click_in_toast (Fixture    *fixture,
                const char *property,
                const char *value)
{
  GtkWidget *toast = find (GTK_WIDGET (fixture->window), g_type_from_name ("AdwToastWidget"), NULL,
                           NULL);

  g_signal_emit_by_name (find (toast, GTK_TYPE_BUTTON, property, value), "clicked");
}

static void
test_remove_undo (Fixture      *fixture,
                  gconstpointer data)
{
  gint64 id = save_account (fixture, PACKSHOT_SERVICE_BLAZE, PACKSHOT_SANDBOX_BLAZE, "Store");

  remove_account (fixture, id);
  click_in_toast (fixture, "label", "Undo");
  WAIT_UNTIL (find (GTK_WIDGET (fixture->window), GTK_TYPE_LABEL, "label", "“Store” removed")
              == NULL);
  g_assert_nonnull (find (GTK_WIDGET (fixture->page), GTK_TYPE_LABEL, "label", "Store"));
  g_assert_cmpint (packshot_account_editor_get_account (PACKSHOT_ACCOUNT_EDITOR (find_editor (fixture))),
                   ==, id);
  g_assert_cmpuint (count_accounts (fixture), ==, 1);
}

static void
test_remove (Fixture      *fixture,
             gconstpointer data)
{
  gint64 id = save_account (fixture, PACKSHOT_SERVICE_BLAZE, PACKSHOT_SANDBOX_BLAZE, "Store");

  remove_account (fixture, id);
  click_in_toast (fixture, "icon-name", "window-close-symbolic");
  WAIT_UNTIL (count_accounts (fixture) == 0);
}

/* The window is closed before the toast is: what was removed is gone. */
static void
test_remove_close (Fixture      *fixture,
                   gconstpointer data)
{
  gint64 id = save_account (fixture, PACKSHOT_SERVICE_BLAZE, PACKSHOT_SANDBOX_BLAZE, "Store");

  remove_account (fixture, id);
  gtk_window_destroy (g_steal_pointer (&fixture->window));
  WAIT_UNTIL (count_accounts (fixture) == 0);
}

/* --- The page ---------------------------------------------------------------------------------- */

static void
test_back (Fixture      *fixture,
           gconstpointer data)
{
  choose_service (fixture, "BLAZE");
  gtk_widget_activate_action (GTK_WIDGET (fixture->page), "accounts.back", NULL);
  WAIT_UNTIL (find_editor (fixture) == NULL);
  g_assert_nonnull (find_row (fixture, "BLAZE"));
  g_assert_cmpuint (fixture->n_closed, ==, 0);
  gtk_widget_activate_action (GTK_WIDGET (fixture->page), "accounts.back", NULL);
  g_assert_cmpuint (fixture->n_closed, ==, 1);
}

static int
minimum_width (Fixture *fixture)
{
  int minimum;

  gtk_widget_measure (GTK_WIDGET (fixture->page), GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL,
                      NULL, NULL);
  return minimum;
}

static void
test_narrow (Fixture      *fixture,
             gconstpointer data)
{
  gint64 id = save_account (fixture, PACKSHOT_SERVICE_BLAZE, PACKSHOT_SANDBOX_BLAZE, "Store");

  gtk_window_set_default_size (fixture->window, 400, 600);
  WAIT_UNTIL (gtk_widget_get_width (GTK_WIDGET (fixture->page)) < 500);
  open_account (fixture, id, "Keys accepted");
  set_field (fixture, "Partner key", "partner");
  set_field (fixture, "Developer key", "developer");
  gtk_widget_activate_action (find_editor (fixture), "account.test", NULL);
  wait_for_row (fixture, "BLAZE does not accept these keys");
  g_assert_nonnull (find_button (fixture, "Save Anyway"));
  g_assert_cmpint (minimum_width (fixture), <=, 360);

  /* back shows the list, back again closes */
  gtk_widget_activate_action (GTK_WIDGET (fixture->page), "accounts.back", NULL);
  WAIT_UNTIL (find_editor (fixture) == NULL);
  g_assert_nonnull (find (GTK_WIDGET (fixture->page), GTK_TYPE_LABEL, "label", "Store"));
  g_assert_cmpuint (fixture->n_closed, ==, 0);
  gtk_widget_activate_action (GTK_WIDGET (fixture->page), "accounts.back", NULL);
  g_assert_cmpuint (fixture->n_closed, ==, 1);
}

/* What the list says of an account is what a screen reader says. */
static void
test_spoken (Fixture      *fixture,
             gconstpointer data)
{
  GtkWidget *row;

  save_account (fixture, PACKSHOT_SERVICE_BLAZE, PACKSHOT_SANDBOX_BLAZE, "Store");
  packshot_accounts_page_open (fixture->page);
  WAIT_UNTIL (find (GTK_WIDGET (fixture->page), GTK_TYPE_LABEL, "label", "Store") != NULL);
  row = gtk_widget_get_ancestor (find (GTK_WIDGET (fixture->page), GTK_TYPE_LABEL, "label", "Store"),
                                 GTK_TYPE_LIST_BOX_ROW);
  g_assert_nonnull (row);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Store, On this computer · not checked yet");
}

int
main (int    argc,
      char **argv)
{
  static const struct
  {
    const char *path;
    void        (*test) (Fixture *, gconstpointer);
  } tests[] = {
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
    { "/app/accounts/remove-undo", test_remove_undo },
    { "/app/accounts/remove", test_remove },
    { "/app/accounts/remove-close", test_remove_close },
    { "/app/accounts/back", test_back },
    { "/app/accounts/narrow", test_narrow },
    { "/app/accounts/spoken", test_spoken },
  };

  g_test_init (&argc, &argv, NULL);
  /* no keyring, and a network that is always there: the same on each machine */
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "disabled:", TRUE);
  g_setenv ("GIO_USE_NETWORK_MONITOR", "base", TRUE);
  gtk_disable_setlocale ();
  if (!gtk_init_check ())
    {
      g_print ("1..0 # SKIP no display\n");
      return 0;
    }
  adw_init ();
  packshot_style_load (gdk_display_get_default ());
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].test, tear_down);
  return g_test_run ();
}
