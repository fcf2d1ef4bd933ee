/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* What the tests of the main window share: a window on a real session, of the sample catalog
 * with its practice server in this process, or of an empty profile. */

#define G_SETTINGS_ENABLE_BACKEND

#include "config.h"

#include "window-fixture.h"

#include <gio/gsettingsbackend.h>

#include "packshot-style.h"
#include "packshot-test.h"

static PackshotDemo *
open_demo (void)
{
  g_auto(PackshotTestAwait) await = { NULL };
  g_autoptr(GError) error = NULL;
  g_autoptr(PackshotSyncResult) result = NULL;
  PackshotDemo *demo;

  packshot_demo_open_async (PACKSHOT_SESSION_MANUAL, NULL, packshot_test_await_cb, &await);
  demo = packshot_demo_open_finish (packshot_test_await (&await), &error);
  g_assert_no_error (error);
  packshot_session_sync_async (packshot_demo_get_session (demo), NULL, 0, PACKSHOT_SYNC_NONE, NULL,
                               packshot_test_await_cb, &await);
  result = packshot_session_sync_finish (packshot_demo_get_session (demo),
                                         packshot_test_await (&await), &error);
  g_assert_no_error (error);
  return demo;
}

static PackshotSession *
open_empty (const char *folder)
{
  g_auto(PackshotTestAwait) await = { NULL };
  g_autoptr(GError) error = NULL;
  PackshotSession *session;

  packshot_session_open_async (folder, PACKSHOT_SESSION_MANUAL, NULL, packshot_test_await_cb,
                               &await);
  session = packshot_session_open_finish (packshot_test_await (&await), &error);
  g_assert_no_error (error);
  return session;
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

static void
set_up (WindowFixture *fixture,
        gconstpointer  data)
{
  g_autoptr(GSettingsBackend) backend = g_memory_settings_backend_new ();

  fixture->session = g_object_ref (*(PackshotSession * const *)data);
  fixture->settings = g_settings_new_with_backend (PACKSHOT_APP_ID, backend);
  fixture->window = g_object_ref_sink (packshot_window_new (NULL, fixture->settings));
  packshot_window_start (fixture->window, fixture->session);
  fixture->panes = PACKSHOT_PANES (window_find (GTK_WIDGET (fixture->window), PACKSHOT_TYPE_PANES,
                                                NULL, NULL));
  fixture->items = PACKSHOT_ITEM_LIST (window_find (GTK_WIDGET (fixture->window),
                                                    PACKSHOT_TYPE_ITEM_LIST, NULL, NULL));
  gtk_window_present (GTK_WINDOW (fixture->window));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (fixture->window));
}

static void
undo_all (PackshotSession *session)
{
  while (packshot_session_get_can_undo (session))
    {
      g_auto(PackshotTestAwait) await = { NULL };
      g_autoptr(GError) error = NULL;
      g_autofree char *kind = NULL;
      gint64 item;

      packshot_session_undo_async (session, NULL, packshot_test_await_cb, &await);
      kind = packshot_session_undo_finish (session, packshot_test_await (&await), &item, &error);
      g_assert_no_error (error);
    }
}

static void
tear_down (WindowFixture *fixture,
           gconstpointer  data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_object_unref (fixture->window);
  packshot_session_set_offline_wish (fixture->session, FALSE);
  undo_all (fixture->session);
  g_object_unref (fixture->settings);
  g_object_unref (fixture->session);
}

static void
add_tests (const WindowTest *tests,
           guint             n_tests,
           PackshotSession **session)
{
  for (guint i = 0; i < n_tests; i++)
    g_test_add (tests[i].path, WindowFixture, session, set_up, tests[i].test, tear_down);
}

int
window_fixture_run (int               argc,
                    char            **argv,
                    const WindowTest *tests,
                    guint             n_tests,
                    const WindowTest *empty_tests,
                    guint             n_empty_tests)
{
  g_autoptr(PackshotSession) empty = NULL;
  PackshotSession *session;
  PackshotDemo *demo;
  char *folder;
  int status;

  g_test_init (&argc, &argv, NULL);
  gtk_disable_setlocale (); /* words are compared as they stand in the source */
  if (!gtk_init_check ())
    {
      g_print ("1..0 # SKIP no display\n");
      return 0;
    }
  adw_init ();
  packshot_style_load (gdk_display_get_default ());
  demo = open_demo ();
  session = packshot_demo_get_session (demo);
  folder = packshot_test_tmp_new ();
  empty = open_empty (folder);
  add_tests (tests, n_tests, &session);
  add_tests (empty_tests, n_empty_tests, &empty);
  status = g_test_run ();
  close_session (session);
  packshot_demo_free (demo);
  close_session (empty);
  packshot_test_tmp_free (folder);
  return status;
}

void
window_fixture_resize (WindowFixture *fixture,
                       int            width,
                       int            height,
                       PackshotFold   fold)
{
  GtkWindow *window = GTK_WINDOW (fixture->window);
  int default_width, default_height, frame;

  /* Without a compositor GTK draws a frame that counts as the window's. */
  gtk_window_get_default_size (window, &default_width, &default_height);
  frame = default_width - gtk_widget_get_width (GTK_WIDGET (window));
  gtk_window_set_default_size (window, width + frame, height + frame);
  WAIT_UNTIL (gtk_widget_get_width (GTK_WIDGET (fixture->panes)) == width
              && packshot_panes_get_fold (fixture->panes) == fold);
}

PackshotItemView *
window_fixture_load (WindowFixture *fixture,
                     gint64         item)
{
  g_auto(PackshotTestAwait) await = { NULL };
  g_autoptr(GError) error = NULL;
  PackshotItemView *view;

  packshot_session_load_item_async (fixture->session, item, NULL, packshot_test_await_cb, &await);
  view = packshot_session_load_item_finish (fixture->session, packshot_test_await (&await), &error);
  g_assert_no_error (error);
  return view;
}

gint64
window_fixture_find (WindowFixture *fixture,
                     guint          n_images)
{
  g_auto(PackshotTestAwait) await = { NULL };
  g_autoptr(GError) error = NULL;
  g_autoptr(GArray) ids = NULL;
  const PackshotItemQuery all = { .kind = -1 };

  packshot_session_query_items_async (fixture->session, &all, NULL, packshot_test_await_cb, &await);
  ids = packshot_session_query_items_finish (fixture->session, packshot_test_await (&await),
                                             &error);
  g_assert_no_error (error);
  for (guint i = 0; i < ids->len; i++)
    {
      gint64 id = g_array_index (ids, gint64, i);
      g_autoptr(PackshotItemView) view = window_fixture_load (fixture, id);

      if (view->account->service == PACKSHOT_SERVICE_CLOSIENT && view->images->len == n_images)
        return id;
    }
  g_assert_not_reached ();
}

void
window_fixture_star (WindowFixture *fixture,
                     gint64         item)
{
  g_auto(PackshotTestAwait) await = { NULL };
  g_autoptr(GError) error = NULL;
  g_autoptr(PackshotItemView) view = window_fixture_load (fixture, item);
  const PackshotImageView *second = view->images->pdata[1];

  g_assert_false (second->is_primary);
  packshot_session_set_primary_async (fixture->session, item, packshot_image_get_id (second->image),
                                      NULL, packshot_test_await_cb, &await);
  packshot_session_edit_finish (fixture->session, packshot_test_await (&await), &error);
  g_assert_no_error (error);
}

void
window_fixture_act (WindowFixture *fixture,
                    const char    *action,
                    const char    *format,
                    ...)
{
  GVariant *parameter = NULL;
  va_list args;

  va_start (args, format);
  if (format != NULL)
    parameter = g_variant_new_va (format, NULL, &args);
  va_end (args);
  g_assert_true (gtk_widget_activate_action_variant (GTK_WIDGET (fixture->window), action,
                                                     parameter));
}

static gboolean
press_in (GListModel *shortcuts,
          GtkWidget  *widget,
          const char *key)
{
  for (guint i = 0; i < g_list_model_get_n_items (shortcuts); i++)
    {
      g_autoptr(GtkShortcut) shortcut = g_list_model_get_item (shortcuts, i);
      g_autoptr(GtkShortcutTrigger) trigger = gtk_shortcut_trigger_parse_string (key);

      if (gtk_shortcut_trigger_equal (gtk_shortcut_get_trigger (shortcut), trigger))
        return gtk_shortcut_action_activate (gtk_shortcut_get_action (shortcut), 0, widget,
                                             gtk_shortcut_get_arguments (shortcut));
    }
  return FALSE;
}

gboolean
window_fixture_press (WindowFixture *fixture,
                      const char    *key)
{
  GtkWidget *widget = GTK_WIDGET (fixture->window);
  g_autoptr(GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr(GObject) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_SHORTCUT_CONTROLLER (controller)
          && press_in (G_LIST_MODEL (controller), widget, key))
        return TRUE;
    }
  return FALSE;
}

static gboolean
has_value (GtkWidget  *widget,
           const char *property,
           const char *value)
{
  g_autofree char *found = NULL;

  if (property == NULL)
    return TRUE;
  if (g_object_class_find_property (G_OBJECT_GET_CLASS (widget), property) == NULL)
    return FALSE;
  g_object_get (widget, property, &found, NULL);
  return g_strcmp0 (found, value) == 0;
}

GtkWidget *
window_find (GtkWidget  *root,
             GType       type,
             const char *property,
             const char *value)
{
  if (g_type_is_a (G_OBJECT_TYPE (root), type) && has_value (root, property, value))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = window_find (child, type, property, value);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* A toast is a widget that libadwaita keeps to itself: its label is the only one of that
 * class. */
const char *
window_toast (WindowFixture *fixture)
{
  GtkWidget *overlay = window_find (GTK_WIDGET (fixture->window), ADW_TYPE_TOAST_OVERLAY, NULL,
                                    NULL);

  for (GtkWidget *child = gtk_widget_get_last_child (overlay); child != NULL;
       child = gtk_widget_get_prev_sibling (child))
    if (g_str_equal (G_OBJECT_TYPE_NAME (child), "AdwToastWidget"))
      {
        GtkWidget *label = window_find (child, GTK_TYPE_LABEL, NULL, NULL);

        return gtk_label_get_text (GTK_LABEL (label));
      }
  return NULL;
}
