/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* What the tests of the gallery and its details share: a window on the sample catalog with a real
 * session and a practice server in this process. Toasts are caught where the window would show
 * them. */

#include "config.h"

#include "gallery-fixture.h"

#include "packshot-style.h"
#include "packshot-test.h"

static void
toast_cb (GSimpleAction *action,
          GVariant      *parameter,
          gpointer       user_data)
{
  Fixture *fixture = user_data;
  const char *text;
  gboolean undo;

  g_variant_get (parameter, "(&sb)", &text, &undo);
  g_ptr_array_add (fixture->toasts, g_strconcat (text, undo ? "+Undo" : "", NULL));
}

static void
add_window_actions (Fixture *fixture)
{
  g_autoptr(GSimpleActionGroup) group = g_simple_action_group_new ();
  g_autoptr(GSimpleAction) toast = g_simple_action_new ("toast", G_VARIANT_TYPE ("(sb)"));

  g_signal_connect (toast, "activate", G_CALLBACK (toast_cb), fixture);
  g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (toast));
  gtk_widget_insert_action_group (GTK_WIDGET (fixture->window), "win", G_ACTION_GROUP (group));
}

static PackshotDemo *
open_demo (void)
{
  g_auto(PackshotTestAwait) await = { NULL };
  g_autoptr(GError) error = NULL;
  g_autoptr(PackshotSyncResult) result = NULL;
  PackshotSession *session;
  PackshotDemo *demo;

  packshot_demo_open_async (PACKSHOT_SESSION_MANUAL, NULL, packshot_test_await_cb, &await);
  demo = packshot_demo_open_finish (packshot_test_await (&await), &error);
  g_assert_no_error (error);
  session = packshot_demo_get_session (demo);
  packshot_session_sync_async (session, NULL, 0, PACKSHOT_SYNC_NONE, NULL, packshot_test_await_cb,
                               &await);
  result = packshot_session_sync_finish (session, packshot_test_await (&await), &error);
  g_assert_no_error (error);
  return demo;
}

static void
close_demo (PackshotDemo *demo)
{
  g_auto(PackshotTestAwait) await = { NULL };
  g_autoptr(GError) error = NULL;
  PackshotSession *session = packshot_demo_get_session (demo);

  packshot_session_close_async (session, packshot_test_await_cb, &await);
  packshot_session_close_finish (session, packshot_test_await (&await), &error);
  g_assert_no_error (error);
  packshot_demo_free (demo);
}

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  PackshotDemo * const *demo = data;
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  fixture->toasts = g_ptr_array_new_with_free_func (g_free);
  fixture->folder = packshot_test_tmp_new ();
  fixture->session = packshot_demo_get_session (*demo);
  fixture->window = GTK_WINDOW (gtk_window_new ());
  add_window_actions (fixture);
  fixture->pane = PACKSHOT_GALLERY_PANE (packshot_gallery_pane_new (fixture->session));
  fixture->details = PACKSHOT_DETAILS_PANE (packshot_details_pane_new (fixture->session,
                                                                       fixture->pane));
  fixture->gallery = PACKSHOT_GALLERY_VIEW (find_widget (GTK_WIDGET (fixture->pane),
                                                         PACKSHOT_TYPE_GALLERY_VIEW, NULL, NULL));
  gtk_widget_set_hexpand (GTK_WIDGET (fixture->pane), TRUE);
  gtk_widget_set_size_request (GTK_WIDGET (fixture->details), 270, -1);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (fixture->pane));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (fixture->details));
  gtk_window_set_child (fixture->window, box);
  gtk_window_set_default_size (fixture->window, 780, 800);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  gtk_window_destroy (fixture->window);
  while (packshot_session_get_can_undo (fixture->session))
    fixture_undo (fixture);
  g_ptr_array_unref (fixture->toasts);
  packshot_test_tmp_free (fixture->folder);
}

/* Each warning ends the program, but for one: GTK 4.8 wants to show a tooltip some time after a
 * widget was hovered, and complains when its window has been closed meanwhile, as each case closes
 * its own. */
static void
handle_log (const char    *domain,
            GLogLevelFlags level,
            const char    *message,
            gpointer       user_data)
{
  gboolean is_known = strstr (message, "GDK_IS_SURFACE (surface)") != NULL;

  if (level & (G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_WARNING) && !is_known)
    g_error ("%s: %s", domain, message);
}

int
fixture_run (int                argc,
             char             **argv,
             const FixtureTest *tests,
             guint              n_tests)
{
  PackshotDemo *demo;
  int status;

  g_test_init (&argc, &argv, NULL);
  g_log_set_always_fatal (G_LOG_LEVEL_ERROR);
  g_log_set_default_handler (handle_log, NULL);
  gtk_disable_setlocale (); /* words are compared as they stand in the source */
  if (!gtk_init_check ())
    {
      g_print ("1..0 # SKIP no display\n");
      return 0;
    }
  adw_init ();
  packshot_style_load (gdk_display_get_default ());
  demo = open_demo ();
  for (guint i = 0; i < n_tests; i++)
    g_test_add (tests[i].path, Fixture, &demo, set_up, tests[i].test, tear_down);
  status = g_test_run ();
  close_demo (demo);
  return status;
}

static PackshotItemView *
load (Fixture *fixture,
      gint64   item)
{
  g_auto(PackshotTestAwait) await = { NULL };
  g_autoptr(GError) error = NULL;
  PackshotItemView *view;

  packshot_session_load_item_async (fixture->session, item, NULL, packshot_test_await_cb, &await);
  view = packshot_session_load_item_finish (fixture->session, packshot_test_await (&await), &error);
  g_assert_no_error (error);
  return view;
}

PackshotItemView *
fixture_open (Fixture            *fixture,
              PackshotServiceKind service,
              guint               n_images)
{
  g_auto(PackshotTestAwait) await = { NULL };
  g_autoptr(GError) error = NULL;
  g_autoptr(GArray) ids = NULL;
  const PackshotItemQuery all = { .kind = -1 };
  gint64 found = 0;

  packshot_session_query_items_async (fixture->session, &all, NULL, packshot_test_await_cb, &await);
  ids = packshot_session_query_items_finish (fixture->session, packshot_test_await (&await),
                                             &error);
  g_assert_no_error (error);
  for (guint i = 0; found == 0 && i < ids->len; i++)
    {
      g_autoptr(PackshotItemView) view = load (fixture, g_array_index (ids, gint64, i));

      if (view->account->service == service && view->images->len >= n_images
          && (n_images > 0 || view->images->len == 0))
        found = view->item->id;
    }
  g_assert_cmpint (found, !=, 0);
  packshot_gallery_pane_set_item (fixture->pane, found);
  WAIT_UNTIL (fixture_view (fixture) != NULL && fixture_view (fixture)->item->id == found);
  gtk_window_present (fixture->window);
  gtk_test_widget_wait_for_draw (GTK_WIDGET (fixture->window));
  return fixture_view (fixture);
}

PackshotItemView *
fixture_view (Fixture *fixture)
{
  return packshot_gallery_pane_get_view (fixture->pane);
}

gint64
fixture_id (Fixture *fixture,
            guint    position)
{
  PackshotImageView *image = g_ptr_array_index (fixture_view (fixture)->images, position - 1);

  g_assert_cmpuint (image->position, ==, position);
  return packshot_image_get_id (image->image);
}

GArray *
fixture_dup_ids (Fixture *fixture)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 1; i <= fixture_view (fixture)->images->len; i++)
    {
      gint64 id = fixture_id (fixture, i);

      g_array_append_val (ids, id);
    }
  return ids;
}

char *
fixture_order (Fixture *fixture,
               GArray  *ids)
{
  GString *text = g_string_new (NULL);
  PackshotItemView *view = fixture_view (fixture);

  for (guint i = 0; i < view->images->len; i++)
    {
      PackshotImageView *image = g_ptr_array_index (view->images, i);
      guint place = 0;

      while (place < ids->len
             && g_array_index (ids, gint64, place) != packshot_image_get_id (image->image))
        place++;
      g_string_append_printf (text, "%s%u%s", i > 0 ? " " : "", place < ids->len ? place + 1 : 0,
                              image->is_primary ? "*" : "");
    }
  return g_string_free (text, FALSE);
}

void
fixture_select (Fixture *fixture,
                guint    from,
                guint    to)
{
  g_autoptr(GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = from; i <= to; i++)
    {
      gint64 id = fixture_id (fixture, i);

      g_array_append_val (ids, id);
    }
  packshot_gallery_pane_select (fixture->pane, &g_array_index (ids, gint64, 0), ids->len);
  packshot_gallery_view_set_cursor (fixture->gallery, fixture_id (fixture, from), TRUE);
}

const char *
fixture_toast (Fixture *fixture)
{
  WAIT_UNTIL (fixture->toasts->len > fixture->n_heard);
  return g_ptr_array_index (fixture->toasts, fixture->n_heard++);
}

void
fixture_undo (Fixture *fixture)
{
  g_auto(PackshotTestAwait) await = { NULL };
  g_autoptr(GError) error = NULL;
  g_autofree char *kind = NULL;
  gint64 item;

  packshot_session_undo_async (fixture->session, NULL, packshot_test_await_cb, &await);
  kind = packshot_session_undo_finish (fixture->session, packshot_test_await (&await), &item,
                                       &error);
  g_assert_no_error (error);
}

GFile *
fixture_picture (Fixture *fixture,
                 guint    number)
{
  const int side = 16;
  g_autofree char *name = g_strdup_printf ("picture-%u.png", number);
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
  g_autofree guint32 *pixels = g_new (guint32, side * side);
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(GdkTexture) texture = NULL;

  for (int i = 0; i < side * side; i++)
    pixels[i] = 0xff000000u + number * 1000u + (guint32)i;
  bytes = g_bytes_new (pixels, side * side * sizeof (guint32));
  texture = gdk_memory_texture_new (side, side, GDK_MEMORY_B8G8R8A8_PREMULTIPLIED, bytes,
                                    side * sizeof (guint32));
  g_assert_true (gdk_texture_save_to_png (texture, path));
  return g_file_new_for_path (path);
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
find_widget (GtkWidget  *root,
             GType       type,
             const char *property,
             const char *value)
{
  if (g_type_is_a (G_OBJECT_TYPE (root), type) && has_value (root, property, value))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_widget (child, type, property, value);

      if (found != NULL)
        return found;
    }
  return NULL;
}

guint
count_widgets (GtkWidget *root,
               GType      type,
               gboolean   mapped)
{
  guint n = g_type_is_a (G_OBJECT_TYPE (root), type) && (!mapped || gtk_widget_get_mapped (root));

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += count_widgets (child, type, mapped);
  return n;
}

static gboolean
press_in (GtkShortcutController *controller,
          GtkShortcutTrigger    *key,
          GtkWidget             *widget)
{
  GListModel *shortcuts = G_LIST_MODEL (controller);

  for (guint i = 0; i < g_list_model_get_n_items (shortcuts); i++)
    {
      g_autoptr(GtkShortcut) shortcut = g_list_model_get_item (shortcuts, i);

      if (gtk_shortcut_trigger_equal (gtk_shortcut_get_trigger (shortcut), key))
        return gtk_shortcut_action_activate (gtk_shortcut_get_action (shortcut), 0, widget,
                                             gtk_shortcut_get_arguments (shortcut));
    }
  return FALSE;
}

gboolean
press (GtkWidget  *widget,
       const char *key)
{
  g_autoptr(GListModel) controllers = gtk_widget_observe_controllers (widget);
  g_autoptr(GtkShortcutTrigger) trigger = gtk_shortcut_trigger_parse_string (key);

  g_assert_nonnull (trigger);
  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr(GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_SHORTCUT_CONTROLLER (controller)
          && press_in (GTK_SHORTCUT_CONTROLLER (controller), trigger, widget))
        return TRUE;
    }
  return FALSE;
}

gboolean
drop (GtkWidget    *widget,
      const GValue *value,
      double        x,
      double        y)
{
  g_autoptr(GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr(GtkEventController) controller = g_list_model_get_item (controllers, i);
      g_autoptr(GdkContentFormats) formats = NULL;
      gboolean taken = FALSE;

      if (!GTK_IS_DROP_TARGET (controller))
        continue;
      g_object_get (controller, "formats", &formats, NULL);
      if (!gdk_content_formats_contain_gtype (formats, G_VALUE_TYPE (value)))
        continue;
      g_signal_emit_by_name (controller, "drop", value, x, y, &taken);
      return taken;
    }
  return FALSE;
}
