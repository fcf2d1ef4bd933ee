/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* Accounts are removed, and the page is walked through. */

#include "config.h"

#include "accounts-fixture.h"

/* --- Removing --------------------------------------------------------------------------------- */

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
  PackshotAccountEditor *editor;

  remove_account (fixture, id);
  click_in_toast (fixture, "label", "Undo");
  WAIT_UNTIL (find (GTK_WIDGET (fixture->window), GTK_TYPE_LABEL, "label", "“Store” removed")
              == NULL);
  g_assert_nonnull (find (GTK_WIDGET (fixture->page), GTK_TYPE_LABEL, "label", "Store"));
  editor = PACKSHOT_ACCOUNT_EDITOR (find_editor (fixture));
  g_assert_cmpint (packshot_account_editor_get_account (editor), ==, id);
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

/* --- The page --------------------------------------------------------------------------------- */

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

  gtk_window_destroy (fixture->window);
  open_window (fixture, 400);
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
  row = find (GTK_WIDGET (fixture->page), GTK_TYPE_LABEL, "label", "Store");
  row = gtk_widget_get_ancestor (row, GTK_TYPE_LIST_BOX_ROW);
  g_assert_nonnull (row);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Store, On this computer · not checked yet");
}

int
main (int    argc,
      char **argv)
{
  static const AccountsTest tests[] = {
    { "/app/accounts-page/remove-undo", test_remove_undo },
    { "/app/accounts-page/remove", test_remove },
    { "/app/accounts-page/remove-close", test_remove_close },
    { "/app/accounts-page/back", test_back },
    { "/app/accounts-page/narrow", test_narrow },
    { "/app/accounts-page/spoken", test_spoken },
  };

  return accounts_run (argc, argv, tests, G_N_ELEMENTS (tests));
}
