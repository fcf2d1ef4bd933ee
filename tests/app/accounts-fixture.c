/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* What the tests of the accounts page share. */

#include "config.h"

#include "accounts-fixture.h"

#include "packshot-style.h"
#include "packshot-test.h"

/* --- The fixture ------------------------------------------------------------------------------ */

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

/* --- Looking and doing ------------------------------------------------------------------------ */

/* The first mapped widget of a type, in which a text property begins with @value (if not NULL). */
GtkWidget *
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

GtkWidget *
find_row (Fixture    *fixture,
          const char *title)
{
  return find (GTK_WIDGET (fixture->page), ADW_TYPE_PREFERENCES_ROW, "title", title);
}

GtkWidget *
find_button (Fixture    *fixture,
             const char *label)
{
  return find (GTK_WIDGET (fixture->page), GTK_TYPE_BUTTON, "label", label);
}

GtkWidget *
find_editor (Fixture *fixture)
{
  return find (GTK_WIDGET (fixture->page), PACKSHOT_TYPE_ACCOUNT_EDITOR, NULL, NULL);
}

void
wait_for_row (Fixture    *fixture,
              const char *title)
{
  WAIT_UNTIL (find_row (fixture, title) != NULL);
}

void
set_field (Fixture    *fixture,
           const char *title,
           const char *text)
{
  GtkWidget *row = find_row (fixture, title);

  g_assert_true (ADW_IS_ENTRY_ROW (row));
  gtk_editable_set_text (GTK_EDITABLE (row), text);
}

gboolean
can (Fixture    *fixture,
     const char *label)
{
  GtkWidget *button = find_button (fixture, label);

  return button != NULL && gtk_widget_is_sensitive (button);
}

void
click (Fixture    *fixture,
       const char *label)
{
  g_assert_true (can (fixture, label));
  g_signal_emit_by_name (find_button (fixture, label), "clicked");
}

const char *
wait_for_toast (Fixture *fixture,
                guint    number)
{
  WAIT_UNTIL (fixture->toasts->len >= number);
  return fixture->toasts->pdata[number - 1];
}

GPtrArray *
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

guint
count_accounts (Fixture *fixture)
{
  g_autoptr(GPtrArray) accounts = list_accounts (fixture);

  return accounts->len;
}

guint
count_calls (Fixture *fixture)
{
  g_autoptr(GPtrArray) calls = packshot_sandbox_get_calls (fixture->sandbox);

  return calls->len;
}

const char *
credential (Fixture                  *fixture,
            PackshotSandboxCredential which)
{
  return packshot_sandbox_get_credential (fixture->sandbox, which);
}

const char *
address (Fixture *fixture)
{
  return packshot_sandbox_server_get_base_url (fixture->server);
}

/* An account that is saved without the page. */
gint64
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
  id = packshot_session_save_account_finish (fixture->session, packshot_test_await (&await),
                                             &error);
  g_assert_no_error (error);
  return id;
}

void
choose_service (Fixture    *fixture,
                const char *name)
{
  packshot_accounts_page_show (fixture->page, 0);
  wait_for_row (fixture, name);
  g_signal_emit_by_name (find_row (fixture, name), "activated");
  WAIT_UNTIL (find_editor (fixture) != NULL);
}

/* Shows a saved account and waits for the test that is made of it. */
void
open_account (Fixture    *fixture,
              gint64      account,
              const char *line)
{
  packshot_accounts_page_show (fixture->page, account);
  wait_for_row (fixture, line);
}

void
open_window (Fixture *fixture,
             int      width)
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
  gtk_window_set_default_size (fixture->window, width, 800);
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
  open_window (fixture, 1100);
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

int
accounts_run (int                 argc,
              char              **argv,
              const AccountsTest *tests,
              guint               n_tests)
{
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
  /* libadwaita 1.2 can free a toast twice when it is clicked while it still slides in, as only a
   * program does it. */
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  packshot_style_load (gdk_display_get_default ());
  for (guint i = 0; i < n_tests; i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].test, tear_down);
  return g_test_run ();
}
