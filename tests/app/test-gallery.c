/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* The gallery with a real session: how tiles stand, selection, keyboard, dragging, files, edits,
 * and what a screen reader is told. */

#include "config.h"

#include "gallery-fixture.h"

#include "packshot-gallery-tile.h"
#include "packshot-well.h"

/* A star never changes a number, a move never moves the star: so "1* 2 3" says both. */
static void
assert_order (Fixture    *fixture,
              GArray     *ids,
              const char *expected)
{
  g_autofree char *order = fixture_order (fixture, ids);

  if (!g_str_equal (order, expected))
    WAIT_UNTIL (g_str_equal ((g_free (order), order = fixture_order (fixture, ids)), expected));
}

static GtkWidget *
get_tile (Fixture *fixture,
          guint    position)
{
  return packshot_gallery_view_get_tile (fixture->gallery, fixture_id (fixture, position));
}

static char *
dup_selection (Fixture *fixture)
{
  g_autoptr(GArray) ids = packshot_gallery_pane_dup_selection (fixture->pane);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < ids->len; i++)
    {
      PackshotImageView *image = packshot_item_view_lookup (fixture_view (fixture),
                                                            g_array_index (ids, gint64, i));

      g_string_append_printf (text, "%s%u", i > 0 ? " " : "", image->position);
    }
  return g_string_free (text, FALSE);
}

static void
assert_selection (Fixture    *fixture,
                  const char *expected)
{
  g_autofree char *selection = dup_selection (fixture);

  g_assert_cmpstr (selection, ==, expected);
}

static void
test_layout (Fixture      *fixture,
             gconstpointer data)
{
  PackshotItemView *view = fixture_open (fixture, PACKSHOT_SERVICE_CLOSIENT, 6);
  g_autoptr(GPtrArray) shown = packshot_item_view_dup_shown (view);
  PackshotGalleryGeometry geometry;
  GdkRectangle rect;
  graphene_rect_t bounds;

  packshot_gallery_view_get_geometry (fixture->gallery, &geometry);
  g_assert_cmpint (geometry.width, ==, gtk_widget_get_width (GTK_WIDGET (fixture->gallery)));
  g_assert_true (geometry.has_primary);
  g_assert_true (geometry.has_add);
  for (guint i = 0; i < shown->len; i++)
    {
      PackshotImageView *image = g_ptr_array_index (shown, i);
      GtkWidget *tile = get_tile (fixture, image->position);
      GtkWidget *well = find_widget (tile, PACKSHOT_TYPE_WELL, NULL, NULL);

      packshot_gallery_geometry_get_rect (&geometry, i, &rect);
      g_assert_true (gtk_widget_compute_bounds (tile, GTK_WIDGET (fixture->gallery), &bounds));
      g_assert_cmpfloat (bounds.origin.x, ==, rect.x);
      g_assert_cmpfloat (bounds.origin.y, ==, rect.y);
      g_assert_cmpfloat (bounds.size.width, ==, rect.width);
      g_assert_cmpfloat (bounds.size.height, ==, rect.height);
      g_assert_cmpint (gtk_widget_get_width (well), ==,
                       packshot_gallery_geometry_get_well (&geometry, i));
      g_assert_cmpint (gtk_widget_get_height (well), ==, gtk_widget_get_width (well));
    }
}

static void
test_minimum (Fixture      *fixture,
              gconstpointer data)
{
  int minimum;

  fixture_open (fixture, PACKSHOT_SERVICE_CLOSIENT, 6);
  gtk_widget_measure (GTK_WIDGET (fixture->gallery), GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL,
                      NULL, NULL);
  g_assert_cmpint (minimum, ==, 342);
  gtk_widget_measure (GTK_WIDGET (fixture->pane), GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL,
                      NULL, NULL);
  g_assert_cmpint (minimum, <=, 360);
  gtk_widget_set_size_request (GTK_WIDGET (fixture->details), -1, -1);
  gtk_widget_measure (GTK_WIDGET (fixture->details), GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL,
                      NULL, NULL);
  g_assert_cmpint (minimum, <=, 270);
}

static void
test_selection (Fixture      *fixture,
                gconstpointer data)
{
  GtkWidget *gallery = GTK_WIDGET (fixture->gallery);
  GtkWidget *bar;

  fixture_open (fixture, PACKSHOT_SERVICE_CLOSIENT, 6);
  bar = find_widget (GTK_WIDGET (fixture->pane), GTK_TYPE_ACTION_BAR, NULL, NULL);
  assert_selection (fixture, "");
  fixture_select (fixture, 2, 2);
  g_assert_false (gtk_action_bar_get_revealed (GTK_ACTION_BAR (bar)));
  g_assert_true (press (gallery, "<Shift>Right"));
  assert_selection (fixture, "2 3");
  g_assert_true (gtk_action_bar_get_revealed (GTK_ACTION_BAR (bar)));
  g_assert_nonnull (find_widget (bar, GTK_TYPE_LABEL, "label", "2 selected"));
  g_assert_true (press (gallery, "<Control>Right"));
  assert_selection (fixture, "2 3");
  g_assert_true (press (gallery, "<Control>space"));
  assert_selection (fixture, "2 3 4");
  g_assert_true (press (gallery, "<Control>space"));
  assert_selection (fixture, "2 3");
  g_assert_true (press (gallery, "<Control>a"));
  assert_selection (fixture, "1 2 3 4 5 6");
  g_assert_true (press (gallery, "Escape"));
  assert_selection (fixture, "");
  g_assert_false (gtk_action_bar_get_revealed (GTK_ACTION_BAR (bar)));
  g_assert_false (press (gallery, "Escape"));
}

static void
test_arrows (Fixture      *fixture,
             gconstpointer data)
{
  GtkWidget *gallery = GTK_WIDGET (fixture->gallery);

  fixture_open (fixture, PACKSHOT_SERVICE_CLOSIENT, 6);
  fixture_select (fixture, 1, 1);
  press (gallery, "Right");
  assert_selection (fixture, "2");
  g_assert_true (gtk_widget_is_focus (get_tile (fixture, 2)));
  press (gallery, "End");
  assert_selection (fixture, "6");
  press (gallery, "Right");
  assert_selection (fixture, "6");
  g_assert_cmpint (packshot_gallery_view_get_cursor (fixture->gallery), ==,
                   fixture_id (fixture, 6));
  press (gallery, "Left");
  press (gallery, "Home");
  assert_selection (fixture, "1");
  press (gallery, "<Shift>End");
  assert_selection (fixture, "1 2 3 4 5 6");
}

static void
test_keyboard_move (Fixture      *fixture,
                    gconstpointer data)
{
  GtkWidget *gallery = GTK_WIDGET (fixture->gallery);
  g_autoptr(GArray) ids = NULL;

  fixture_open (fixture, PACKSHOT_SERVICE_CLOSIENT, 6);
  ids = fixture_dup_ids (fixture);
  assert_order (fixture, ids, "1* 2 3 4 5 6");
  fixture_select (fixture, 3, 3);
  press (gallery, "<Alt>Left");
  assert_order (fixture, ids, "1* 3 2 4 5 6");
  g_assert_cmpstr (fixture_toast (fixture), ==, "Moved to position 2+Undo");
  g_assert_true (gtk_widget_is_focus (get_tile (fixture, 2)));
  assert_selection (fixture, "2");
  press (gallery, "<Alt>End");
  assert_order (fixture, ids, "1* 2 4 5 6 3");
  press (gallery, "<Alt>Home");
  assert_order (fixture, ids, "3 1* 2 4 5 6");
  press (gallery, "<Alt>Right");
  assert_order (fixture, ids, "1* 3 2 4 5 6");
  fixture_undo (fixture);
  assert_order (fixture, ids, "3 1* 2 4 5 6");

  fixture_select (fixture, 1, 2);
  press (gallery, "<Alt>End");
  assert_order (fixture, ids, "2 4 5 6 3 1*");
  assert_selection (fixture, "5 6");
}

static void
test_star (Fixture      *fixture,
           gconstpointer data)
{
  GtkWidget *gallery = GTK_WIDGET (fixture->gallery);
  g_autoptr(GArray) ids = NULL;

  fixture_open (fixture, PACKSHOT_SERVICE_CLOSIENT, 6);
  ids = fixture_dup_ids (fixture);
  fixture_select (fixture, 3, 3);
  press (gallery, "<Control>d");
  assert_order (fixture, ids, "1 2 3* 4 5 6");
  g_assert_nonnull (strstr (fixture_toast (fixture), "is now primary+Undo"));
  g_assert_true (gtk_widget_has_css_class (get_tile (fixture, 3), "primary"));
  g_assert_false (gtk_widget_has_css_class (get_tile (fixture, 1), "primary"));
  press (gallery, "<Control>d");
  assert_order (fixture, ids, "1 2 3 4 5 6");
  g_assert_nonnull (strstr (fixture_toast (fixture), "is no longer primary+Undo"));
  fixture_undo (fixture);
  assert_order (fixture, ids, "1 2 3* 4 5 6");
}

/* The button on a tile stars that tile, whatever is selected. */
static void
test_star_button (Fixture      *fixture,
                  gconstpointer data)
{
  g_autoptr(GArray) ids = NULL;
  GtkWidget *star;

  fixture_open (fixture, PACKSHOT_SERVICE_CLOSIENT, 6);
  ids = fixture_dup_ids (fixture);
  fixture_select (fixture, 2, 3);
  star = find_widget (get_tile (fixture, 5), GTK_TYPE_TOGGLE_BUTTON, NULL, NULL);
  g_assert_false (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (star)));
  g_signal_emit_by_name (star, "clicked");
  assert_order (fixture, ids, "1 2 3 4 5* 6");
  g_assert_true (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (star)));
}

static void
test_one_primary (Fixture      *fixture,
                  gconstpointer data)
{
  g_autoptr(GArray) ids = NULL;
  GtkWidget *bar, *button;

  fixture_open (fixture, PACKSHOT_SERVICE_CLOSIENT, 6);
  ids = fixture_dup_ids (fixture);
  fixture_select (fixture, 2, 3);
  bar = find_widget (GTK_WIDGET (fixture->pane), GTK_TYPE_ACTION_BAR, NULL, NULL);
  button = find_widget (bar, GTK_TYPE_BUTTON, "action-name", "gallery.primary");
  g_assert_true (gtk_widget_has_css_class (button, "unavailable"));
  g_assert_true (gtk_widget_is_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
  g_assert_nonnull (find_widget (button, GTK_TYPE_LABEL, "label",
                                 "Only one picture can be primary. Select one picture first."));
  assert_order (fixture, ids, "1* 2 3 4 5 6");
  button = find_widget (bar, GTK_TYPE_BUTTON, "action-name", "gallery.move-to");
  g_assert_false (gtk_widget_has_css_class (button, "unavailable"));
}

static void
test_remove (Fixture      *fixture,
             gconstpointer data)
{
  g_autoptr(GArray) ids = NULL;

  fixture_open (fixture, PACKSHOT_SERVICE_CLOSIENT, 6);
  ids = fixture_dup_ids (fixture);
  fixture_select (fixture, 2, 4);
  press (GTK_WIDGET (fixture->gallery), "Delete");
  assert_order (fixture, ids, "1* 5 6");
  g_assert_cmpstr (fixture_toast (fixture), ==, "3 pictures removed+Undo");
  assert_selection (fixture, "");
  g_assert_cmpint (packshot_gallery_view_get_cursor (fixture->gallery), ==,
                   fixture_id (fixture, 2));
  fixture_undo (fixture);
  assert_order (fixture, ids, "1* 2 3 4 5 6");
}

static void
count_cb (guint *count)
{
  (*count)++;
}

static void
test_caption (Fixture      *fixture,
              gconstpointer data)
{
  g_autofree char *longest = g_strnfill (PACKSHOT_TITLE_MAX, 'x');
  g_autofree char *too_long = g_strnfill (PACKSHOT_TITLE_MAX + 1, 'x');
  GtkWidget *gallery = GTK_WIDGET (fixture->gallery);
  GtkWidget *popover, *entry, *button, *problem;

  fixture_open (fixture, PACKSHOT_SERVICE_CLOSIENT, 6);
  fixture_select (fixture, 2, 2);
  press (gallery, "F2");
  popover = find_widget (gallery, GTK_TYPE_POPOVER, NULL, NULL);
  g_assert_nonnull (popover);
  entry = find_widget (popover, GTK_TYPE_ENTRY, NULL, NULL);
  button = find_widget (popover, GTK_TYPE_BUTTON, "label", "_Change");
  problem = find_widget (popover, GTK_TYPE_LABEL, "label", "A caption has 255 characters at most.");

  gtk_editable_set_text (GTK_EDITABLE (entry), too_long);
  g_assert_false (gtk_widget_get_sensitive (button));
  g_assert_true (gtk_widget_get_visible (problem));
  g_assert_nonnull (find_widget (popover, GTK_TYPE_LABEL, "label", "256 / 255"));
  g_signal_emit_by_name (entry, "activate");
  g_assert_true (gtk_widget_get_visible (popover));

  gtk_editable_set_text (GTK_EDITABLE (entry), longest);
  g_assert_true (gtk_widget_get_sensitive (button));
  g_assert_false (gtk_widget_get_visible (problem));
  g_signal_emit_by_name (entry, "activate");
  g_assert_cmpstr (fixture_toast (fixture), ==, "Caption changed+Undo");
  WAIT_UNTIL (find_widget (get_tile (fixture, 2), GTK_TYPE_LABEL, "label", longest) != NULL);
  WAIT_UNTIL (find_widget (gallery, GTK_TYPE_POPOVER, NULL, NULL) == NULL);
}

static void
test_captions_of_many (Fixture      *fixture,
                       gconstpointer data)
{
  g_autoptr(GArray) images = NULL;

  fixture_open (fixture, PACKSHOT_SERVICE_CLOSIENT, 6);
  fixture_select (fixture, 2, 4);
  images = packshot_gallery_pane_dup_selection (fixture->pane);
  packshot_gallery_pane_set_title (fixture->pane, images, "On the shelf");
  g_assert_cmpstr (fixture_toast (fixture), ==, "3 captions changed+Undo");
  WAIT_UNTIL (find_widget (get_tile (fixture, 4), GTK_TYPE_LABEL, "label", "On the shelf") != NULL);
  packshot_gallery_pane_set_title (fixture->pane, images, "On the shelf");
  packshot_gallery_pane_set_title (fixture->pane, images, "");
  g_assert_cmpstr (fixture_toast (fixture), ==, "3 captions changed+Undo");
  WAIT_UNTIL (find_widget (get_tile (fixture, 4), GTK_TYPE_LABEL, "label", "No caption") != NULL);
}

/* What fails changes nothing, is told, and shows all as it is. */
static void
test_edit_fails (Fixture      *fixture,
                 gconstpointer data)
{
  g_autofree char *too_long = g_strnfill (PACKSHOT_TITLE_MAX + 1, 'x');
  g_autoptr(GArray) ids = NULL;
  g_autoptr(GArray) images = NULL;
  guint changes = 0;

  fixture_open (fixture, PACKSHOT_SERVICE_CLOSIENT, 6);
  ids = fixture_dup_ids (fixture);
  fixture_select (fixture, 2, 2);
  images = packshot_gallery_pane_dup_selection (fixture->pane);
  g_signal_connect_swapped (fixture->pane, "view-changed", G_CALLBACK (count_cb), &changes);
  packshot_gallery_pane_set_title (fixture->pane, images, too_long);
  g_assert_null (strstr (fixture_toast (fixture), "+Undo"));
  packshot_gallery_pane_set_primary (fixture->pane, 999999, TRUE);
  g_assert_null (strstr (fixture_toast (fixture), "+Undo"));
  WAIT_UNTIL (changes == 2);
  assert_order (fixture, ids, "1* 2 3 4 5 6");
  g_assert_cmpuint (fixture->toasts->len, ==, 2);
}

static void
test_move_to (Fixture      *fixture,
              gconstpointer data)
{
  g_autoptr(GArray) ids = NULL;
  GtkWidget *popover, *spin;
  double last;

  fixture_open (fixture, PACKSHOT_SERVICE_CLOSIENT, 6);
  ids = fixture_dup_ids (fixture);
  fixture_select (fixture, 2, 3);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->pane), "gallery.move-to", NULL));
  popover = find_widget (GTK_WIDGET (fixture->gallery), GTK_TYPE_POPOVER, NULL, NULL);
  spin = find_widget (popover, GTK_TYPE_SPIN_BUTTON, NULL, NULL);
  gtk_spin_button_get_range (GTK_SPIN_BUTTON (spin), NULL, &last);
  g_assert_cmpfloat (last, ==, 5);
  g_assert_cmpint (gtk_spin_button_get_value_as_int (GTK_SPIN_BUTTON (spin)), ==, 2);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (spin), 4);
  g_signal_emit_by_name (find_widget (popover, GTK_TYPE_BUTTON, "label", "_Move"), "clicked");
  assert_order (fixture, ids, "1* 4 5 2 3 6");
}

static void
test_menu (Fixture      *fixture,
           gconstpointer data)
{
  GtkWidget *popover;

  fixture_open (fixture, PACKSHOT_SERVICE_CLOSIENT, 6);
  fixture_select (fixture, 2, 3);
  press (GTK_WIDGET (fixture->gallery), "<Shift>F10");
  popover = find_widget (GTK_WIDGET (fixture->gallery), GTK_TYPE_POPOVER_MENU, NULL, NULL);
  g_assert_nonnull (popover);
  g_assert_true (gtk_widget_has_css_class (find_widget (popover, GTK_TYPE_WIDGET, "text",
                                                        "Replace…"), "unavailable"));
  g_assert_false (gtk_widget_has_css_class (find_widget (popover, GTK_TYPE_WIDGET, "text",
                                                         "Remove"), "unavailable"));
  gtk_popover_popdown (GTK_POPOVER (popover));
  WAIT_UNTIL (find_widget (GTK_WIDGET (fixture->gallery), GTK_TYPE_POPOVER_MENU, NULL,
                           NULL) == NULL);
}

static gboolean
drop_images (Fixture *fixture,
             GArray  *images,
             double   x,
             double   y)
{
  g_auto(GValue) value = G_VALUE_INIT;
  PackshotGalleryDrag drag = { .item = packshot_gallery_pane_get_item (fixture->pane),
                               .images = images };

  g_value_init (&value, PACKSHOT_TYPE_GALLERY_DRAG);
  g_value_set_boxed (&value, &drag);
  return drop (GTK_WIDGET (fixture->gallery), &value, x, y);
}

static void
test_drag (Fixture      *fixture,
           gconstpointer data)
{
  g_autoptr(GArray) ids = NULL;
  g_autoptr(GArray) images = NULL;
  PackshotGalleryGeometry geometry;
  GdkRectangle rect;

  fixture_open (fixture, PACKSHOT_SERVICE_CLOSIENT, 6);
  ids = fixture_dup_ids (fixture);
  packshot_gallery_view_get_geometry (fixture->gallery, &geometry);
  fixture_select (fixture, 6, 6);
  images = packshot_gallery_pane_dup_selection (fixture->pane);

  packshot_gallery_geometry_get_rect (&geometry, 4, &rect);
  g_assert_true (drop_images (fixture, images, rect.x + 4, rect.y + 20));
  assert_order (fixture, ids, "1* 2 3 4 6 5");
  g_assert_cmpstr (fixture_toast (fixture), ==, "Moved to position 5+Undo");

  /* The primary's place gives the star, and keeps the number. */
  g_assert_true (drop_images (fixture, images, 100, 100));
  assert_order (fixture, ids, "1 2 3 4 6* 5");
  g_assert_nonnull (strstr (fixture_toast (fixture), "is now primary"));

  /* Two can't have it. */
  fixture_select (fixture, 1, 2);
  g_clear_pointer (&images, g_array_unref);
  images = packshot_gallery_pane_dup_selection (fixture->pane);
  g_assert_true (drop_images (fixture, images, 100, 100));
  g_assert_cmpstr (fixture_toast (fixture), ==, "Only one picture can be primary");
}

static void
test_drag_of_another_item (Fixture      *fixture,
                           gconstpointer data)
{
  g_auto(GValue) value = G_VALUE_INIT;
  PackshotGalleryDrag drag = { .item = 999999 };

  fixture_open (fixture, PACKSHOT_SERVICE_CLOSIENT, 6);
  drag.images = fixture_dup_ids (fixture);
  g_value_init (&value, PACKSHOT_TYPE_GALLERY_DRAG);
  g_value_set_boxed (&value, &drag);
  g_assert_false (drop (GTK_WIDGET (fixture->gallery), &value, 400, 400));
  g_array_unref (drag.images);
}

static gboolean
drop_files (Fixture *fixture,
            GFile  **files,
            guint    n,
            double   x,
            double   y)
{
  g_auto(GValue) value = G_VALUE_INIT;
  GtkWidget *body = find_widget (GTK_WIDGET (fixture->pane), GTK_TYPE_OVERLAY, NULL, NULL);

  g_value_init (&value, GDK_TYPE_FILE_LIST);
  g_value_take_boxed (&value, gdk_file_list_new_from_array (files, n));
  return drop (body, &value, x, y);
}

static void
test_files (Fixture      *fixture,
            gconstpointer data)
{
  g_autoptr(GArray) ids = NULL;
  g_autoptr(GFile) one = fixture_picture (fixture, 1);
  g_autoptr(GFile) two = fixture_picture (fixture, 2);
  g_autoptr(GFile) three = fixture_picture (fixture, 3);
  GFile *files[] = { one, two, three };
  GtkWidget *body = find_widget (GTK_WIDGET (fixture->pane), GTK_TYPE_OVERLAY, NULL, NULL);
  graphene_rect_t bounds;

  fixture_open (fixture, PACKSHOT_SERVICE_CLOSIENT, 6);
  ids = fixture_dup_ids (fixture);

  /* Anywhere: at the end, and selected. */
  g_assert_true (drop_files (fixture, files, 2, 200, 200));
  assert_order (fixture, ids, "1* 2 3 4 5 6 0 0");
  g_assert_cmpstr (fixture_toast (fixture), ==, "2 pictures added+Undo");
  WAIT_UNTIL (packshot_gallery_view_get_cursor (fixture->gallery) == fixture_id (fixture, 7));
  assert_selection (fixture, "7 8");

  /* Once more: they are there already. */
  g_assert_true (drop_files (fixture, files, 1, 200, 200));
  g_assert_cmpstr (fixture_toast (fixture), ==, "Already on this item: picture 7");

  /* Between two: there. */
  g_assert_true (gtk_widget_compute_bounds (get_tile (fixture, 3), body, &bounds));
  g_assert_true (drop_files (fixture, files + 2, 1, bounds.origin.x + 2, bounds.origin.y + 40));
  assert_order (fixture, ids, "1* 2 0 3 4 5 6 0 0");
}

static void
test_files_refused (Fixture      *fixture,
                    gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "notes.txt", NULL);
  g_autofree char *gone = g_build_filename (fixture->folder, "gone.png", NULL);
  g_autoptr(GFile) text = g_file_new_for_path (path);
  g_autoptr(GFile) missing = g_file_new_for_path (gone);
  g_autoptr(GFile) remote = g_file_new_for_uri ("http://localhost/picture.png");
  g_autoptr(GFile) picture = fixture_picture (fixture, 1);
  GFile *files[] = { picture, text };
  guint before;

  g_assert_true (g_file_set_contents (path, "no picture", -1, NULL));
  fixture_open (fixture, PACKSHOT_SERVICE_CLOSIENT, 6);
  before = fixture_view (fixture)->images->len;
  drop_files (fixture, &text, 1, 200, 200);
  g_assert_null (strstr (fixture_toast (fixture), "+Undo"));
  drop_files (fixture, &missing, 1, 200, 200);
  g_assert_null (strstr (fixture_toast (fixture), "+Undo"));
  drop_files (fixture, &remote, 1, 200, 200);
  g_assert_cmpstr (fixture_toast (fixture), ==, "Only files on this computer can be added");
  g_assert_cmpuint (fixture_view (fixture)->images->len, ==, before);
  drop_files (fixture, files, 2, 200, 200);
  g_assert_true (g_str_has_prefix (fixture_toast (fixture), "1 picture added. "));
}

static void
test_texture (Fixture      *fixture,
              gconstpointer data)
{
  g_auto(GValue) value = G_VALUE_INIT;
  g_autoptr(GFile) file = fixture_picture (fixture, 7);
  g_autoptr(GError) error = NULL;
  GtkWidget *body;

  fixture_open (fixture, PACKSHOT_SERVICE_CLOSIENT, 6);
  body = find_widget (GTK_WIDGET (fixture->pane), GTK_TYPE_OVERLAY, NULL, NULL);
  g_value_init (&value, GDK_TYPE_TEXTURE);
  g_value_take_object (&value, gdk_texture_new_from_file (file, &error));
  g_assert_no_error (error);
  g_assert_true (drop (body, &value, 200, 200));
  g_assert_cmpstr (fixture_toast (fixture), ==, "1 picture added+Undo");
  WAIT_UNTIL (fixture_view (fixture)->images->len == 7);
}

static void
test_paste (Fixture      *fixture,
            gconstpointer data)
{
  g_autoptr(GFile) file = fixture_picture (fixture, 8);
  g_autoptr(GFile) other = fixture_picture (fixture, 9);
  g_autoptr(GError) error = NULL;
  g_autoptr(GdkTexture) texture = gdk_texture_new_from_file (file, &error);
  g_auto(GValue) list = G_VALUE_INIT;
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (fixture->window));

  fixture_open (fixture, PACKSHOT_SERVICE_CLOSIENT, 6);
  gdk_clipboard_set_text (clipboard, "no picture");
  gtk_widget_activate_action (GTK_WIDGET (fixture->pane), "gallery.paste", NULL);
  g_assert_cmpstr (fixture_toast (fixture), ==, "There is no picture to paste");
  gdk_clipboard_set_texture (clipboard, texture);
  gtk_widget_activate_action (GTK_WIDGET (fixture->pane), "gallery.paste", NULL);
  g_assert_cmpstr (fixture_toast (fixture), ==, "1 picture added+Undo");
  g_value_init (&list, GDK_TYPE_FILE_LIST);
  g_value_take_boxed (&list, gdk_file_list_new_from_array (&other, 1));
  gdk_clipboard_set_value (clipboard, &list);
  gtk_widget_activate_action (GTK_WIDGET (fixture->pane), "gallery.paste", NULL);
  g_assert_cmpstr (fixture_toast (fixture), ==, "1 picture added+Undo");
  WAIT_UNTIL (fixture_view (fixture)->images->len == 8);
}

static void
test_empty_item (Fixture      *fixture,
                 gconstpointer data)
{
  g_autoptr(GFile) file = fixture_picture (fixture, 1);
  GtkWidget *stack;

  fixture_open (fixture, PACKSHOT_SERVICE_CLOSIENT, 0);
  stack = find_widget (GTK_WIDGET (fixture->pane), GTK_TYPE_STACK, NULL, NULL);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (GTK_STACK (stack)), ==, "empty");
  drop_files (fixture, &file, 1, 100, 100);
  g_assert_cmpstr (fixture_toast (fixture), ==, "1 picture added+Undo");
  WAIT_UNTIL (g_str_equal (gtk_stack_get_visible_child_name (GTK_STACK (stack)), "gallery"));
  packshot_gallery_pane_set_item (fixture->pane, 0);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (GTK_STACK (stack)), ==, "none");
  g_assert_null (fixture_view (fixture));
}

static const char *
get_sha256 (Fixture *fixture,
            guint    position)
{
  PackshotImageView *image = g_ptr_array_index (fixture_view (fixture)->images, position - 1);

  return packshot_image_get_sha256 (image->image);
}

static void
test_single_slot (Fixture      *fixture,
                  gconstpointer data)
{
  g_autoptr(GFile) one = fixture_picture (fixture, 1);
  g_autoptr(GFile) two = fixture_picture (fixture, 2);
  GFile *files[] = { one, two };
  g_autofree char *before = NULL;
  GtkWidget *popover;

  fixture_open (fixture, PACKSHOT_SERVICE_GOLDLEAF, 1);
  before = g_strdup (get_sha256 (fixture, 1));
  drop_files (fixture, files, 2, 200, 200);
  g_assert_cmpstr (fixture_toast (fixture), ==, "GoldLeaf keeps one picture: choose one file");
  drop_files (fixture, files, 1, 200, 200);
  g_assert_cmpstr (fixture_toast (fixture), ==, "Picture replaced+Undo");
  WAIT_UNTIL (!g_str_equal (get_sha256 (fixture, 1), before));
  g_assert_cmpuint (fixture_view (fixture)->images->len, ==, 1);

  /* It can't be deleted there: it is not removed, and the reason is told. */
  gtk_widget_activate_action (GTK_WIDGET (fixture->pane), "gallery.remove", NULL);
  popover = find_widget (GTK_WIDGET (fixture->gallery), GTK_TYPE_POPOVER, NULL, NULL);
  g_assert_nonnull (find_widget (popover, GTK_TYPE_LABEL, "label",
                                 "GoldLeaf can’t delete a picture. It can only be replaced."));
  g_assert_cmpuint (fixture_view (fixture)->images->len, ==, 1);
}

static void
test_blaze_star (Fixture      *fixture,
                 gconstpointer data)
{
  g_autoptr(GArray) ids = NULL;
  GtkWidget *gallery = GTK_WIDGET (fixture->gallery);

  fixture_open (fixture, PACKSHOT_SERVICE_BLAZE, 6);
  ids = fixture_dup_ids (fixture);
  fixture_select (fixture, 1, 1);
  press (gallery, "<Control>d");
  g_assert_nonnull (find_widget (gallery, GTK_TYPE_POPOVER, NULL, NULL));
  assert_order (fixture, ids, "1* 2 3 4 5 6");
  fixture_select (fixture, 4, 4);
  press (gallery, "<Control>d");
  assert_order (fixture, ids, "1 2 3 4* 5 6");
}

/* Sixty pictures: only those near the viewport are asked for. */
static void
test_long (Fixture      *fixture,
           gconstpointer data)
{
  g_autoptr(GPtrArray) files = g_ptr_array_new_with_free_func (g_object_unref);
  GtkWidget *gallery = GTK_WIDGET (fixture->gallery);
  guint mapped;

  fixture_open (fixture, PACKSHOT_SERVICE_CLOSIENT, 6);
  for (guint i = 0; i < 60; i++)
    g_ptr_array_add (files, fixture_picture (fixture, i));
  drop_files (fixture, (GFile **)files->pdata, files->len, 200, 200);
  WAIT_UNTIL (fixture_view (fixture)->images->len == 66);
  packshot_gallery_view_set_cursor (fixture->gallery, fixture_id (fixture, 1), TRUE);
  gtk_test_widget_wait_for_draw (GTK_WIDGET (fixture->window));
  mapped = count_widgets (gallery, PACKSHOT_TYPE_WELL, TRUE);
  g_assert_cmpuint (count_widgets (gallery, PACKSHOT_TYPE_WELL, FALSE), ==, 66);
  g_assert_cmpuint (mapped, >, 4);
  g_assert_cmpuint (mapped, <, 30);
  g_assert_false (gtk_widget_get_mapped (find_widget (get_tile (fixture, 60), PACKSHOT_TYPE_WELL,
                                                      NULL, NULL)));
  packshot_gallery_view_set_cursor (fixture->gallery, fixture_id (fixture, 66), TRUE);
  gtk_test_widget_wait_for_draw (GTK_WIDGET (fixture->window));
  g_assert_true (gtk_widget_get_mapped (find_widget (get_tile (fixture, 66), PACKSHOT_TYPE_WELL,
                                                     NULL, NULL)));
  g_assert_cmpuint (count_widgets (gallery, PACKSHOT_TYPE_WELL, TRUE), <, 30);
}

static char *
check_label (GtkWidget  *widget,
             const char *expected)
{
  return gtk_test_accessible_check_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                             expected);
}

static void
test_accessible (Fixture      *fixture,
                 gconstpointer data)
{
  GtkWidget *star;

  fixture_open (fixture, PACKSHOT_SERVICE_CLOSIENT, 6);
  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (fixture->gallery), GTK_ACCESSIBLE_ROLE_GRID);
  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (get_tile (fixture, 2)),
                                   GTK_ACCESSIBLE_ROLE_GRID_CELL);
  g_assert_null (check_label (get_tile (fixture, 1), "Front, picture 1 of 6, primary, Synced"));
  g_assert_null (check_label (get_tile (fixture, 2), "Back, picture 2 of 6, Synced"));
  fixture_select (fixture, 2, 2);
  gtk_test_accessible_assert_state (GTK_ACCESSIBLE (get_tile (fixture, 2)),
                                    GTK_ACCESSIBLE_STATE_SELECTED, TRUE);
  gtk_test_accessible_assert_state (GTK_ACCESSIBLE (get_tile (fixture, 3)),
                                    GTK_ACCESSIBLE_STATE_SELECTED, FALSE);
  star = find_widget (get_tile (fixture, 2), GTK_TYPE_TOGGLE_BUTTON, NULL, NULL);
  g_assert_null (check_label (star, "Make Primary"));
  g_assert_null (check_label (find_widget (get_tile (fixture, 1), GTK_TYPE_TOGGLE_BUTTON, NULL,
                                           NULL),
                              "No Longer Primary"));

  press (GTK_WIDGET (fixture->gallery), "<Alt>Right");
  fixture_toast (fixture);
  WAIT_UNTIL (check_label (get_tile (fixture, 3), "Back, picture 3 of 6, Waiting") == NULL);
}

/* What is sent is shown only while the item view says that it is sent. */
static void
test_states (Fixture      *fixture,
             gconstpointer data)
{
  const struct
  {
    guint       position;
    const char *word;
  } cases[] = {
    { 1, "Sending 60%" }, { 2, "Too large" }, { 3, "Conflict" }, { 4, "Not checked" },
    { 5, "Kept here" },
    { 6, "Waiting" },
  };
  PackshotItemView *view = fixture_open (fixture, PACKSHOT_SERVICE_CLOSIENT, 6);
  PackshotImageView *images[6];
  GtkWidget *bar;

  g_signal_emit_by_name (fixture->session, "progress", view->item->id, fixture_id (fixture, 1),
                         0.6);
  g_assert_nonnull (find_widget (get_tile (fixture, 1), GTK_TYPE_LABEL, "label", "Synced"));
  for (guint i = 0; i < 6; i++)
    images[i] = g_ptr_array_index (view->images, i);
  images[0]->sending = TRUE;
  images[1]->state = PACKSHOT_STATE_NEEDS_YOU;
  images[1]->problem = g_strdup ("too-large");
  images[2]->state = PACKSHOT_STATE_CONFLICT;
  images[3]->state = PACKSHOT_STATE_UNKNOWN;
  images[4]->kept_here = TRUE;
  images[5]->state = PACKSHOT_STATE_PENDING;
  packshot_gallery_view_set_view (fixture->gallery, view);
  g_signal_emit_by_name (fixture->session, "progress", view->item->id, fixture_id (fixture, 1),
                         0.6);
  g_signal_emit_by_name (fixture->session, "progress", (gint64)999999, fixture_id (fixture, 2),
                         0.6);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_nonnull (find_widget (get_tile (fixture, cases[i].position), GTK_TYPE_LABEL, "label",
                                   cases[i].word));
  bar = find_widget (get_tile (fixture, 1), GTK_TYPE_PROGRESS_BAR, NULL, NULL);
  g_assert_true (gtk_widget_get_visible (bar));
  g_assert_cmpfloat_with_epsilon (gtk_progress_bar_get_fraction (GTK_PROGRESS_BAR (bar)), 0.6,
                                  0.001);
  bar = find_widget (get_tile (fixture, 2), GTK_TYPE_PROGRESS_BAR, NULL, NULL);
  g_assert_false (gtk_widget_get_visible (bar));
}

static const FixtureTest tests[] = {
  { "/app/gallery/layout", test_layout },
  { "/app/gallery/minimum", test_minimum },
  { "/app/gallery/selection", test_selection },
  { "/app/gallery/arrows", test_arrows },
  { "/app/gallery/keyboard-move", test_keyboard_move },
  { "/app/gallery/star", test_star },
  { "/app/gallery/star-button", test_star_button },
  { "/app/gallery/one-primary", test_one_primary },
  { "/app/gallery/remove", test_remove },
  { "/app/gallery/caption", test_caption },
  { "/app/gallery/captions-of-many", test_captions_of_many },
  { "/app/gallery/edit-fails", test_edit_fails },
  { "/app/gallery/move-to", test_move_to },
  { "/app/gallery/menu", test_menu },
  { "/app/gallery/drag", test_drag },
  { "/app/gallery/drag-of-another-item", test_drag_of_another_item },
  { "/app/gallery/files", test_files },
  { "/app/gallery/files-refused", test_files_refused },
  { "/app/gallery/texture", test_texture },
  { "/app/gallery/paste", test_paste },
  { "/app/gallery/empty-item", test_empty_item },
  { "/app/gallery/single-slot", test_single_slot },
  { "/app/gallery/blaze-star", test_blaze_star },
  { "/app/gallery/long", test_long },
  { "/app/gallery/accessible", test_accessible },
  { "/app/gallery/states", test_states },
};

int
main (int    argc,
      char **argv)
{
  return fixture_run (argc, argv, tests, G_N_ELEMENTS (tests));
}
