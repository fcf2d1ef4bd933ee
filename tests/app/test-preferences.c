/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* The preferences, and the list of all keys. */

#define G_SETTINGS_ENABLE_BACKEND

#include "config.h"

#include "packshot-preferences.h"
#include "packshot-shortcuts.h"
#include "packshot-test.h"

#include <gio/gsettingsbackend.h>

static GtkWidget *
find_check (GtkWidget  *root,
            const char *title)
{
  GtkWidget *child;

  if (ADW_IS_ACTION_ROW (root)
      && g_str_equal (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (root)), title))
    return adw_action_row_get_activatable_widget (ADW_ACTION_ROW (root));
  for (child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_check (child, title);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
close_session (PackshotSession *session)
{
  g_auto(PackshotTestAwait) await = { NULL };
  g_autoptr(GError) error = NULL;

  packshot_session_close_async (session, packshot_test_await_cb, &await);
  packshot_session_close_finish (session, packshot_test_await (&await), &error);
  g_assert_no_error (error);
}

/* The setting chooses the row, and each row the setting. */
static void
test_review (void)
{
  static const struct
  {
    const char *nick;
    const char *title;
  } rows[] = {
    { "changes", "New Pictures Only" }, { "never", "Everything" }, { "always", "Nothing" },
  };
  g_auto(PackshotTestAwait) await = { NULL };
  g_autoptr(PackshotSession) session = NULL;
  g_autoptr(GError) error = NULL;
  char *folder = packshot_test_tmp_new ();

  packshot_session_open_async (folder, PACKSHOT_SESSION_MANUAL, NULL, packshot_test_await_cb,
                               &await);
  session = packshot_session_open_finish (packshot_test_await (&await), &error);
  g_assert_no_error (error);
  for (guint from = 0; from < G_N_ELEMENTS (rows); from++)
    for (guint to = 0; to < G_N_ELEMENTS (rows); to++)
      {
        g_autoptr(GSettingsBackend) backend = g_memory_settings_backend_new ();
        g_autoptr(GSettings) settings = g_settings_new_with_backend (PACKSHOT_APP_ID, backend);
        g_autoptr(GtkWidget) page = NULL;
        g_autofree char *review = NULL;

        g_settings_set_string (settings, "review", rows[from].nick);
        page = g_object_ref_sink (GTK_WIDGET (packshot_preferences_page_new (session, settings)));
        for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
          {
            GtkCheckButton *check = GTK_CHECK_BUTTON (find_check (page, rows[i].title));

            g_assert_cmpint (gtk_check_button_get_active (check), ==, i == from);
          }
        gtk_check_button_set_active (GTK_CHECK_BUTTON (find_check (page, rows[to].title)), TRUE);
        review = g_settings_get_string (settings, "review");
        g_assert_cmpstr (review, ==, rows[to].nick);
      }
  close_session (session);
  packshot_test_tmp_free (folder);
}

/* Each key that the help shows can be pressed. */
static void
assert_keys (GtkWidget *root,
             guint     *n)
{
  GtkWidget *child;

  if (g_str_equal (G_OBJECT_TYPE_NAME (root), "GtkShortcutsShortcut"))
    {
      g_autofree char *keys = NULL;
      g_autofree char *title = NULL;
      g_auto(GStrv) parts = NULL;

      g_object_get (root, "accelerator", &keys, "title", &title, NULL);
      g_assert_cmpstr (title, !=, "");
      parts = g_strsplit_set (keys, " .", -1);
      for (guint i = 0; parts[i] != NULL; i++)
        {
          GdkModifierType modifiers;
          guint key;

          if (*parts[i] == '\0')
            continue;
          g_assert_true (gtk_accelerator_parse (parts[i], &key, &modifiers));
          g_assert_cmpuint (key, !=, 0);
        }
      (*n)++;
    }
  for (child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    assert_keys (child, n);
}

static void
test_shortcuts (void)
{
  g_autofree char *ui = packshot_shortcuts_dup_ui (FALSE);
  g_autoptr(GtkBuilder) builder = gtk_builder_new_from_string (ui, -1);
  GtkWidget *window = GTK_WIDGET (gtk_builder_get_object (builder, "shortcuts"));
  guint n = 0;

  g_assert_true (GTK_IS_WINDOW (window));
  assert_keys (window, &n);
  g_assert_cmpuint (n, >, 20);
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "disabled:", TRUE);
  gtk_disable_setlocale ();
  if (!gtk_init_check ())
    {
      g_print ("1..0 # SKIP no display\n");
      return 0;
    }
  adw_init ();
  g_test_add_func ("/app/preferences/review", test_review);
  g_test_add_func ("/app/preferences/shortcuts", test_shortcuts);
  return g_test_run ();
}
