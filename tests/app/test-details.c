/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* The details follow the gallery, change what can be changed, and answer what can't. */

#include "config.h"

#include "gallery-fixture.h"

#include <string.h>

/* The row of this title that is to be seen. */
static GtkWidget *
find_row (GtkWidget  *root,
          const char *title)
{
  if (!gtk_widget_get_mapped (root))
    return NULL;
  if (ADW_IS_PREFERENCES_ROW (root)
      && g_str_equal (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (root)), title))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_row (child, title);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static GtkWidget *
get_row (Fixture    *fixture,
         const char *title)
{
  return find_row (GTK_WIDGET (fixture->details), title);
}

static void
settle (Fixture *fixture)
{
  gtk_test_widget_wait_for_draw (GTK_WIDGET (fixture->window));
}

static const char *
get_title (Fixture *fixture)
{
  GtkWidget *title = find_widget (GTK_WIDGET (fixture->details), ADW_TYPE_WINDOW_TITLE, NULL, NULL);

  return adw_window_title_get_title (ADW_WINDOW_TITLE (title));
}

static PackshotImageView *
get_image (Fixture *fixture,
           guint    position)
{
  return g_ptr_array_index (fixture_view (fixture)->images, position - 1);
}

static const char *
get_caption (Fixture *fixture,
             guint    position)
{
  return packshot_image_get_title (get_image (fixture, position)->image);
}

static void
test_titles (Fixture      *fixture,
             gconstpointer data)
{
  fixture_open (fixture, PACKSHOT_SERVICE_CLOSIENT, 6);
  g_assert_cmpstr (get_title (fixture), ==, "Item");
  g_assert_nonnull (get_row (fixture, "Brand"));
  g_assert_nonnull (get_row (fixture, "GTIN"));
  g_assert_nonnull (get_row (fixture, "6 pictures on the server"));
  g_assert_null (get_row (fixture, "Caption"));
  fixture_select (fixture, 3, 3);
  settle (fixture);
  g_assert_cmpstr (get_title (fixture), ==, "Picture 3 of 6");
  g_assert_null (get_row (fixture, "Brand"));
  g_assert_nonnull (get_row (fixture, "Caption"));
  g_assert_nonnull (get_row (fixture, "Format"));
  g_assert_nonnull (get_row (fixture, "3 checks passed"));
  fixture_select (fixture, 2, 4);
  settle (fixture);
  g_assert_cmpstr (get_title (fixture), ==, "3 Pictures");
  g_assert_nonnull (get_row (fixture, "Caption (3 different)"));
  g_assert_nonnull (find_widget (get_row (fixture, "Position"), GTK_TYPE_LABEL, "label",
                                 "2, 3 and 4"));
}

/* The pane is as wide whatever it shows. */
static void
test_width (Fixture      *fixture,
            gconstpointer data)
{
  const PackshotServiceKind services[] = { PACKSHOT_SERVICE_CLOSIENT, PACKSHOT_SERVICE_BLAZE,
                                           PACKSHOT_SERVICE_GOLDLEAF };

  for (gsize i = 0; i < G_N_ELEMENTS (services); i++)
    {
      int minimum, natural;

      fixture_open (fixture, services[i], 1);
      fixture_select (fixture, 1, 1);
      settle (fixture);
      gtk_widget_measure (GTK_WIDGET (fixture->details), GTK_ORIENTATION_HORIZONTAL, -1, &minimum,
                          &natural,
                          NULL, NULL);
      g_assert_cmpint (minimum, ==, 270);
      g_assert_cmpint (natural, ==, 270);
    }
}

static void
test_caption (Fixture      *fixture,
              gconstpointer data)
{
  g_autofree char *too_long = g_strnfill (PACKSHOT_TITLE_MAX + 1, 'x');
  GtkWidget *row;

  fixture_open (fixture, PACKSHOT_SERVICE_CLOSIENT, 6);
  fixture_select (fixture, 2, 2);
  settle (fixture);
  row = get_row (fixture, "Caption");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (row)), ==, get_caption (fixture, 2));

  gtk_editable_set_text (GTK_EDITABLE (row), "From behind");
  g_signal_emit_by_name (row, "apply");
  g_assert_cmpstr (fixture_toast (fixture), ==, "Caption changed+Undo");
  WAIT_UNTIL (g_str_equal (get_caption (fixture, 2), "From behind"));
  settle (fixture);
  g_assert_nonnull (get_row (fixture, "Caption changed"));

  /* Too long: it says so, and is not kept. */
  gtk_editable_set_text (GTK_EDITABLE (row), too_long);
  g_assert_true (gtk_widget_has_css_class (row, "error"));
  g_assert_cmpstr (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), ==,
                   "Caption: 256 characters, at most 255");
  g_signal_emit_by_name (row, "apply");
  fixture_select (fixture, 3, 3);
  g_assert_false (gtk_widget_has_css_class (row, "error"));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (row)), ==, get_caption (fixture, 3));
  g_assert_cmpstr (get_caption (fixture, 2), ==, "From behind");
}

/* What is being typed outlives changes of the item, and is kept when another picture is selected.
 * */
static void
test_caption_typed (Fixture      *fixture,
                    gconstpointer data)
{
  GtkWidget *row;

  fixture_open (fixture, PACKSHOT_SERVICE_CLOSIENT, 6);
  fixture_select (fixture, 2, 2);
  settle (fixture);
  row = get_row (fixture, "Caption");
  gtk_editable_set_text (GTK_EDITABLE (row), "Half a wor");
  packshot_gallery_pane_set_primary (fixture->pane, fixture_id (fixture, 4), TRUE);
  fixture_toast (fixture);
  WAIT_UNTIL (get_image (fixture, 4)->is_primary);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (row)), ==, "Half a wor");
  gtk_editable_set_text (GTK_EDITABLE (row), "Half a word");
  fixture_select (fixture, 5, 5);
  g_assert_cmpstr (fixture_toast (fixture), ==, "Caption changed+Undo");
  WAIT_UNTIL (g_str_equal (get_caption (fixture, 2), "Half a word"));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (row)), ==, get_caption (fixture, 5));
}

static void
test_primary (Fixture      *fixture,
              gconstpointer data)
{
  GtkWidget *widget;

  fixture_open (fixture, PACKSHOT_SERVICE_CLOSIENT, 6);
  fixture_select (fixture, 3, 3);
  settle (fixture);
  widget = find_widget (get_row (fixture, "Primary"), GTK_TYPE_SWITCH, NULL, NULL);
  g_assert_false (gtk_switch_get_active (GTK_SWITCH (widget)));
  gtk_switch_set_active (GTK_SWITCH (widget), TRUE);
  WAIT_UNTIL (get_image (fixture, 3)->is_primary);
  g_assert_true (gtk_switch_get_active (GTK_SWITCH (widget)));
  settle (fixture);
  g_assert_nonnull (get_row (fixture, "Made primary"));
  fixture_select (fixture, 1, 1);
  g_assert_false (gtk_switch_get_active (GTK_SWITCH (widget)));
  fixture_select (fixture, 1, 2);
  g_assert_false (gtk_widget_get_sensitive (widget));
}

static void
test_position (Fixture      *fixture,
               gconstpointer data)
{
  gint64 image;
  GtkWidget *spin;

  fixture_open (fixture, PACKSHOT_SERVICE_CLOSIENT, 6);
  fixture_select (fixture, 3, 3);
  image = fixture_id (fixture, 3);
  settle (fixture);
  spin = find_widget (get_row (fixture, "Position"), GTK_TYPE_SPIN_BUTTON, NULL, NULL);
  g_assert_cmpint (gtk_spin_button_get_value_as_int (GTK_SPIN_BUTTON (spin)), ==, 3);
  gtk_spin_button_spin (GTK_SPIN_BUTTON (spin), GTK_SPIN_STEP_FORWARD, 1);
  WAIT_UNTIL (fixture_id (fixture, 4) == image);
  g_assert_cmpstr (get_title (fixture), ==, "Picture 4 of 6");
  g_assert_cmpint (gtk_spin_button_get_value_as_int (GTK_SPIN_BUTTON (spin)), ==, 4);
}

static void
test_goldleaf (Fixture      *fixture,
               gconstpointer data)
{
  GtkWidget *row;

  fixture_open (fixture, PACKSHOT_SERVICE_GOLDLEAF, 1);
  settle (fixture);
  g_assert_cmpstr (get_title (fixture), ==, "Picture");
  row = get_row (fixture, "Caption");
  g_assert_nonnull (row);
  g_assert_nonnull (find_widget (row, GTK_TYPE_LABEL, "label", "GoldLeaf has no captions."));
  row = get_row (fixture, "Primary");
  g_assert_nonnull (find_widget (row, GTK_TYPE_LABEL, "label",
                                 "The only picture is always the primary."));
  row = get_row (fixture, "Position");
  g_assert_nonnull (find_widget (row, GTK_TYPE_LABEL, "label", "There is only one place."));
}

static void
test_visibility (Fixture      *fixture,
                 gconstpointer data)
{
  PackshotVisibility before;
  GtkWidget *row;

  fixture_open (fixture, PACKSHOT_SERVICE_BLAZE, 6);
  fixture_select (fixture, 1, 1);
  settle (fixture);
  before = packshot_image_get_visibility (get_image (fixture, 1)->image);
  g_assert_cmpint (before, ==, PACKSHOT_VISIBILITY_PUBLIC);
  row = get_row (fixture, "Public");
  g_assert_nonnull (row);
  g_assert_nonnull (find_widget (row, GTK_TYPE_LABEL, "label",
                                 "BLAZE can’t change this once a picture is sent"));
  g_assert_nonnull (get_row (fixture, "Send Again as Private"));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->details), "details.set-public",
                                             "b", FALSE));
  g_assert_cmpstr (fixture_toast (fixture), ==, "Will be private+Undo");
  WAIT_UNTIL (packshot_image_get_visibility (get_image (fixture,
                                                        1)->image) == PACKSHOT_VISIBILITY_PRIVATE);
  settle (fixture);
  g_assert_nonnull (get_row (fixture, "Private"));
}

/* What fails stands first, with what is asked for and by whom; what is not known is not judged. */
static void
test_checks (Fixture      *fixture,
             gconstpointer data)
{
  PackshotImageView *image;

  fixture_open (fixture, PACKSHOT_SERVICE_CLOSIENT, 6);
  image = get_image (fixture, 2);
  image->content->width = 499;
  image->content->height = 640;
  fixture_select (fixture, 2, 2);
  settle (fixture);
  g_assert_nonnull (get_row (fixture, "499 × 640 px"));
  g_assert_nonnull (find_widget (get_row (fixture, "499 × 640 px"), GTK_TYPE_LABEL, "label",
                                 "Google needs 500 × 500 px from 31 January 2027"));
  g_assert_nonnull (get_row (fixture, "2 checks passed"));
  image->content->width = 500;
  fixture_select (fixture, 3, 3);
  fixture_select (fixture, 2, 2);
  settle (fixture);
  g_assert_nonnull (get_row (fixture, "3 checks passed"));
  g_clear_pointer (&image->content, packshot_content_free);
  fixture_select (fixture, 3, 3);
  fixture_select (fixture, 2, 2);
  settle (fixture);
  g_assert_nonnull (get_row (fixture, "1 check passed"));
  g_assert_null (get_row (fixture, "Format"));
}

static void
test_refused (Fixture      *fixture,
              gconstpointer data)
{
  PackshotImageView *image;
  GtkWidget *group;

  fixture_open (fixture, PACKSHOT_SERVICE_CLOSIENT, 6);
  image = get_image (fixture, 2);
  image->state = PACKSHOT_STATE_NEEDS_YOU;
  image->problem = g_strdup ("too-large");
  image->problem_text = g_strdup ("File too large: <b>");
  fixture_select (fixture, 2, 2);
  settle (fixture);
  group = find_widget (GTK_WIDGET (fixture->details), ADW_TYPE_PREFERENCES_GROUP, "title",
                       "Refused by Closient");
  g_assert_nonnull (group);
  g_assert_true (gtk_widget_get_mapped (group));
  g_assert_nonnull (find_widget (group, GTK_TYPE_LABEL, "label", "File too large: <b>"));
  fixture_select (fixture, 3, 3);
  settle (fixture);
  g_assert_false (gtk_widget_get_mapped (group));
}

static void
test_missing (Fixture      *fixture,
              gconstpointer data)
{
  fixture_open (fixture, PACKSHOT_SERVICE_CLOSIENT, 0);
  settle (fixture);
  g_assert_nonnull (get_row (fixture, "A picture"));
  fixture_open (fixture, PACKSHOT_SERVICE_CLOSIENT, 6);
  settle (fixture);
  g_assert_null (get_row (fixture, "A primary picture"));
  packshot_gallery_pane_set_primary (fixture->pane, fixture_id (fixture, 1), FALSE);
  WAIT_UNTIL (!get_image (fixture, 1)->is_primary);
  settle (fixture);
  g_assert_nonnull (get_row (fixture, "A primary picture"));
}

static const FixtureTest tests[] = {
  { "/app/details/titles", test_titles },
  { "/app/details/width", test_width },
  { "/app/details/caption", test_caption },
  { "/app/details/caption-typed", test_caption_typed },
  { "/app/details/primary", test_primary },
  { "/app/details/position", test_position },
  { "/app/details/goldleaf", test_goldleaf },
  { "/app/details/visibility", test_visibility },
  { "/app/details/checks", test_checks },
  { "/app/details/refused", test_refused },
  { "/app/details/missing", test_missing },
};

int
main (int    argc,
      char **argv)
{
  return fixture_run (argc, argv, tests, G_N_ELEMENTS (tests));
}
