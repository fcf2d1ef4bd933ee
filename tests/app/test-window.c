/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* The main window on a real session: lists, search, views, folding, keys, undo, network,
 * pages. */

#include "config.h"

#include "packshot-conflict-page.h"
#include "window-fixture.h"

#include "packshot-banner.h"
#include "packshot-gallery-pane.h"
#include "packshot-sidebar.h"
#include "packshot-sync-button.h"
#include "packshot-test.h"
#include "packshot-trash-list.h"


static PackshotGalleryPane *
gallery (WindowFixture *fixture)
{
  return PACKSHOT_GALLERY_PANE (window_find (GTK_WIDGET (fixture->window),
                                             PACKSHOT_TYPE_GALLERY_PANE, NULL, NULL));
}

static GtkWidget *
find (WindowFixture *fixture,
      GType          type)
{
  return window_find (GTK_WIDGET (fixture->window), type, NULL, NULL);
}

static PackshotCounts
count (WindowFixture *fixture)
{
  g_auto(PackshotTestAwait) await = { NULL };
  g_autoptr(GError) error = NULL;
  PackshotCounts counts;

  packshot_session_count_async (fixture->session, NULL, packshot_test_await_cb, &await);
  packshot_session_count_finish (fixture->session, packshot_test_await (&await), &counts, &error);
  g_assert_no_error (error);
  return counts;
}

static guint
n_listed (WindowFixture *fixture)
{
  return packshot_item_model_get_n (packshot_item_list_get_model (fixture->items));
}

static void
loaded_cb (gboolean *loaded)
{
  *loaded = TRUE;
}

static void
wait_loaded (WindowFixture *fixture)
{
  gboolean loaded = FALSE;
  gulong id = g_signal_connect_swapped (fixture->items, "loaded", G_CALLBACK (loaded_cb), &loaded);

  WAIT_UNTIL (loaded);
  g_signal_handler_disconnect (fixture->items, id);
}

static void
wait_first (WindowFixture *fixture)
{
  WAIT_UNTIL (packshot_window_get_item (fixture->window) != 0
              && packshot_gallery_pane_get_view (gallery (fixture)) != NULL);
}

/* --- Start ---------------------------------------------------------------------------------- */

static void
test_start (WindowFixture *fixture,
            gconstpointer  data)
{
  PackshotCounts counts = count (fixture);
  gint64 first;

  wait_first (fixture);
  g_assert_cmpuint (n_listed (fixture), ==, counts.by_filter[PACKSHOT_FILTER_ALL]);
  first = packshot_item_model_get_id (packshot_item_list_get_model (fixture->items), 0);
  g_assert_cmpint (packshot_window_get_item (fixture->window), ==, first);
  g_assert_cmpint (packshot_gallery_pane_get_item (gallery (fixture)), ==, first);
  g_assert_cmpstr (packshot_window_get_view (fixture->window), ==, "all");
}

static void
test_last_item (WindowFixture *fixture,
                gconstpointer  data)
{
  gint64 item = window_fixture_find (fixture, 6);
  g_autofree char *last = g_strdup_printf ("%" G_GINT64_FORMAT, item);
  PackshotWindow *second;

  g_settings_set_string (fixture->settings, "last-item", last);
  second = g_object_ref_sink (packshot_window_new (NULL, fixture->settings));
  packshot_window_start (second, fixture->session);
  WAIT_UNTIL (packshot_window_get_item (second) != 0);
  g_assert_cmpint (packshot_window_get_item (second), ==, item);
  gtk_window_destroy (GTK_WINDOW (second));
  g_object_unref (second);
}

static void
test_settings (WindowFixture *fixture,
               gconstpointer  data)
{
  g_autofree char *last = NULL;
  gint64 item = window_fixture_find (fixture, 6);
  int width, height;

  wait_first (fixture);
  window_fixture_resize (fixture, 1300, 700, PACKSHOT_FOLD_NONE);
  gtk_window_get_default_size (GTK_WINDOW (fixture->window), &width, &height);
  window_fixture_act (fixture, "win.toggle-sidebar", NULL);
  packshot_window_show_item (fixture->window, item);
  packshot_item_list_set_sort (fixture->items, PACKSHOT_SORT_CHANGED);
  gtk_window_close (GTK_WINDOW (fixture->window));
  last = g_settings_get_string (fixture->settings, "last-item");
  g_assert_false (g_settings_get_boolean (fixture->settings, "sidebar-open"));
  g_assert_true (g_settings_get_boolean (fixture->settings, "details-open"));
  g_assert_cmpint (g_settings_get_int (fixture->settings, "window-width"), ==, width);
  g_assert_cmpint (g_settings_get_int (fixture->settings, "window-height"), ==, height);
  g_assert_cmpint (g_settings_get_enum (fixture->settings, "sort"), ==, PACKSHOT_SORT_CHANGED);
  g_assert_cmpint (g_ascii_strtoll (last, NULL, 10), ==, item);
}

/* --- Search --------------------------------------------------------------------------------- */

/* Types, and waits until so many items are listed. */
static void
search (WindowFixture *fixture,
        const char    *text,
        guint          n)
{
  GtkWidget *entry = window_find (GTK_WIDGET (fixture->items), GTK_TYPE_SEARCH_ENTRY, NULL, NULL);

  gtk_editable_set_text (GTK_EDITABLE (entry), text);
  WAIT_UNTIL (n_listed (fixture) == n);
}

static void
test_search_gtin (WindowFixture *fixture,
                  gconstpointer  data)
{
  gint64 item = window_fixture_find (fixture, 6);
  g_autoptr(PackshotItemView) view = window_fixture_load (fixture, item);
  const char *key = view->item->gtin;
  g_autofree char *spaced = g_strdup_printf ("%.1s %.6s %s", key + 1, key + 2, key + 8);

  /* GS1: a GTIN-13 is written with one zero in front as a 14-digit key. */
  g_assert_cmpuint (strlen (key), ==, 14);
  g_assert_cmpint (key[0], ==, '0');
  wait_first (fixture);
  search (fixture, key, 1);
  g_assert_cmpint (packshot_item_model_get_id (packshot_item_list_get_model (fixture->items), 0),
                   ==, item);
  search (fixture, "no such thing", 0);
  search (fixture, key + 1, 1);
  search (fixture, "", count (fixture).by_filter[PACKSHOT_FILTER_ALL]);
  search (fixture, spaced, 1);
}

static void
test_search_check_digit (WindowFixture *fixture,
                         gconstpointer  data)
{
  gint64 open, item = window_fixture_find (fixture, 6);
  g_autoptr(PackshotItemView) view = window_fixture_load (fixture, item);
  g_autofree char *wrong = g_strdup (view->item->gtin + 1);
  g_autofree char *right = g_strdup (view->item->gtin + 1);
  g_autofree char *label = g_strdup_printf ("Search for %s", right);
  g_autofree char *why = NULL;
  GtkWidget *status, *button;

  wait_first (fixture);
  open = packshot_window_get_item (fixture->window);
  wrong[12] = '0' + (wrong[12] - '0' + 1) % 10;
  search (fixture, wrong, 0);
  why = g_strdup_printf ("The last digit of %s should be %c.", wrong, right[12]);
  status = window_find (GTK_WIDGET (fixture->items), ADW_TYPE_STATUS_PAGE, "title",
                        "No Items Found");
  g_assert_nonnull (status);
  g_assert_cmpstr (adw_status_page_get_description (ADW_STATUS_PAGE (status)), ==, why);
  /* what was open stays open */
  g_assert_cmpint (packshot_window_get_item (fixture->window), ==, open);

  button = window_find (GTK_WIDGET (fixture->items), GTK_TYPE_BUTTON, "label", label);
  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
  WAIT_UNTIL (n_listed (fixture) == 1);
}

static void
test_search_enter (WindowFixture *fixture,
                   gconstpointer  data)
{
  gint64 item = window_fixture_find (fixture, 6);
  g_autoptr(PackshotItemView) view = window_fixture_load (fixture, item);
  GtkWidget *entry = window_find (GTK_WIDGET (fixture->items), GTK_TYPE_SEARCH_ENTRY, NULL, NULL);

  /* as a bar code scanner does: the number and Enter at once */
  wait_first (fixture);
  gtk_editable_set_text (GTK_EDITABLE (entry), view->item->gtin + 1);
  g_signal_emit_by_name (entry, "activate");
  WAIT_UNTIL (packshot_window_get_item (fixture->window) == item);
  g_assert_true (window_fixture_press (fixture, "Escape"));
  WAIT_UNTIL (n_listed (fixture) == count (fixture).by_filter[PACKSHOT_FILTER_ALL]);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "");
  g_assert_cmpint (packshot_window_get_item (fixture->window), ==, item);
}

/* --- Views ---------------------------------------------------------------------------------- */

static void
test_views (WindowFixture *fixture,
            gconstpointer  data)
{
  PackshotCounts counts = count (fixture);
  GtkWidget *status;

  wait_first (fixture);
  g_assert_true (window_fixture_press (fixture, "<Alt>3"));
  wait_loaded (fixture);
  g_assert_cmpstr (packshot_window_get_view (fixture->window), ==, "waiting");
  g_assert_cmpint (counts.by_filter[PACKSHOT_FILTER_WAITING], ==, 0);
  g_assert_cmpuint (n_listed (fixture), ==, 0);
  status = window_find (GTK_WIDGET (fixture->items), ADW_TYPE_STATUS_PAGE, "title",
                        "Nothing Is Waiting");
  g_assert_nonnull (status);

  window_fixture_star (fixture, window_fixture_find (fixture, 6));
  WAIT_UNTIL (n_listed (fixture) == 1);
  g_assert_true (window_fixture_press (fixture, "<Alt>1"));
  wait_loaded (fixture);
  g_assert_cmpuint (n_listed (fixture), ==, counts.by_filter[PACKSHOT_FILTER_ALL]);
  g_assert_true (window_fixture_press (fixture, "<Alt>4"));
  WAIT_UNTIL (gtk_widget_get_mapped (find (fixture, PACKSHOT_TYPE_CONFLICT_PAGE)));
  g_assert_cmpstr (packshot_window_get_view (fixture->window), ==, "all");
  packshot_window_show_item (fixture->window, window_fixture_find (fixture, 6));
  WAIT_UNTIL (gtk_widget_get_mapped (GTK_WIDGET (fixture->panes)));
}

/* Each item that needs attention once, each group with its number. */
static void
test_attention (WindowFixture *fixture,
                gconstpointer  data)
{
  PackshotCounts counts = count (fixture);
  PackshotItemModel *model;
  guint n_items = 0, n_promised = 0;

  wait_first (fixture);
  window_fixture_act (fixture, "win.view", "s", "attention");
  wait_loaded (fixture);
  model = packshot_item_list_get_model (fixture->items);
  for (guint i = 0; i < packshot_item_model_get_n (model); i++)
    {
      g_autoptr(PackshotItemEntry) entry = g_list_model_get_item (G_LIST_MODEL (model), i);

      if (packshot_item_entry_get_heading (entry) != NULL)
        n_promised += packshot_item_entry_get_count (entry);
      else
        n_items++;
    }
  g_assert_cmpuint (n_items, ==, counts.by_filter[PACKSHOT_FILTER_NEEDS_ATTENTION]);
  g_assert_cmpuint (n_promised, ==, n_items);
  /* a heading is no item to go to */
  g_assert_cmpint (packshot_item_model_get_id (model, 0), ==, 0);
}

static char *
row_count (WindowFixture *fixture,
           const char    *title)
{
  GtkWidget *sidebar = find (fixture, PACKSHOT_TYPE_SIDEBAR);
  GtkWidget *name = window_find (sidebar, GTK_TYPE_LABEL, "label", title);

  g_assert_nonnull (name);
  return g_strdup (gtk_label_get_label (GTK_LABEL (gtk_widget_get_next_sibling (name))));
}

static void
test_sidebar (WindowFixture *fixture,
              gconstpointer  data)
{
  PackshotCounts counts = count (fixture);
  g_autofree char *all = g_strdup_printf ("%" G_GINT64_FORMAT,
                                          counts.by_filter[PACKSHOT_FILTER_ALL]);
  g_autofree char *shown = NULL;
  g_autofree char *waiting = NULL;

  wait_first (fixture);
  WAIT_UNTIL (window_find (find (fixture, PACKSHOT_TYPE_SIDEBAR), GTK_TYPE_LABEL, "label",
                           "Trade Items") != NULL);
  shown = row_count (fixture, "All Items");
  g_assert_cmpstr (shown, ==, all);
  waiting = row_count (fixture, "Waiting");
  g_assert_cmpstr (waiting, ==, "");
  window_fixture_star (fixture, window_fixture_find (fixture, 6));
  do
    {
      g_main_context_iteration (NULL, TRUE);
      g_free (waiting);
      waiting = row_count (fixture, "Waiting");
    }
  while (!g_str_equal (waiting, "1"));
}

/* --- Folding -------------------------------------------------------------------------------- */

static void
assert_panes (WindowFixture *fixture,
              const char    *expected)
{
  static const char letters[] = "sigdp";
  GString *seen = g_string_new (NULL);

  for (int i = 0; i < PACKSHOT_N_PANES; i++)
    if (packshot_panes_get_visible (fixture->panes, i))
      g_string_append_c (seen, letters[i]);
  g_assert_cmpstr (seen->str, ==, expected);
  g_string_free (seen, TRUE);
}

static void
test_fold (WindowFixture *fixture,
           gconstpointer  data)
{
  static const struct
  {
    int          width;
    PackshotFold fold;
    const char  *panes;
  } widths[] = {
    { 1280, PACKSHOT_FOLD_NONE, "sigd" },
    { 1276, PACKSHOT_FOLD_NONE, "sigd" },
    { 1275, PACKSHOT_FOLD_SIDEBAR, "igd" },
    { 1064, PACKSHOT_FOLD_SIDEBAR, "igd" },
    { 1063, PACKSHOT_FOLD_DETAILS, "ig" },
    { 1000, PACKSHOT_FOLD_DETAILS, "ig" },
    { 800, PACKSHOT_FOLD_DETAILS, "ig" },
    { 640, PACKSHOT_FOLD_DETAILS, "ig" },
    { 639, PACKSHOT_FOLD_PAGES, "i" },
    { 500, PACKSHOT_FOLD_PAGES, "i" },
    { 360, PACKSHOT_FOLD_PAGES, "i" },
    { 1280, PACKSHOT_FOLD_NONE, "sigd" },
  };

  wait_first (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (widths); i++)
    {
      window_fixture_resize (fixture, widths[i].width, 700, widths[i].fold);
      assert_panes (fixture, widths[i].panes);
    }
}

static void
test_folded_sidebar (WindowFixture *fixture,
                     gconstpointer  data)
{
  wait_first (fixture);
  window_fixture_resize (fixture, 800, 600, PACKSHOT_FOLD_DETAILS);
  g_assert_true (window_fixture_press (fixture, "F9"));
  assert_panes (fixture, "sig");
  g_assert_true (window_fixture_press (fixture, "Escape"));
  assert_panes (fixture, "ig");
  /* choosing a view closes it */
  g_assert_true (window_fixture_press (fixture, "F9"));
  window_fixture_act (fixture, "win.view", "s", "waiting");
  assert_panes (fixture, "ig");
  /* the wide window is as it was */
  window_fixture_resize (fixture, 1280, 800, PACKSHOT_FOLD_NONE);
  assert_panes (fixture, "sigd");
  g_assert_true (window_fixture_press (fixture, "F9"));
  assert_panes (fixture, "igd");
}

static void
test_folded_details (WindowFixture *fixture,
                     gconstpointer  data)
{
  wait_first (fixture);
  window_fixture_resize (fixture, 800, 600, PACKSHOT_FOLD_DETAILS);
  g_assert_true (window_fixture_press (fixture, "<Alt>Return"));
  assert_panes (fixture, "gd");
  window_fixture_act (fixture, "win.back", NULL);
  assert_panes (fixture, "ig");
}

static void
test_pages (WindowFixture *fixture,
            gconstpointer  data)
{
  wait_first (fixture);
  window_fixture_resize (fixture, 360, 600, PACKSHOT_FOLD_PAGES);
  assert_panes (fixture, "i");
  packshot_window_show_item (fixture->window, window_fixture_find (fixture, 6));
  assert_panes (fixture, "g");
  g_assert_true (window_fixture_press (fixture, "<Alt>Return"));
  assert_panes (fixture, "d");
  g_assert_true (window_fixture_press (fixture, "Escape"));
  assert_panes (fixture, "g");
  window_fixture_act (fixture, "win.back", NULL);
  assert_panes (fixture, "i");
  /* searching comes back to the list */
  packshot_window_show_item (fixture->window, window_fixture_find (fixture, 6));
  g_assert_true (window_fixture_press (fixture, "<Control>f"));
  assert_panes (fixture, "i");
}

/* --- Keys ----------------------------------------------------------------------------------- */

static void
test_step (WindowFixture *fixture,
           gconstpointer  data)
{
  PackshotItemModel *model;

  wait_first (fixture);
  model = packshot_item_list_get_model (fixture->items);
  g_assert_true (window_fixture_press (fixture, "<Control>Page_Down"));
  g_assert_cmpint (packshot_window_get_item (fixture->window), ==,
                   packshot_item_model_get_id (model, 1));
  g_assert_true (window_fixture_press (fixture, "<Control>Page_Up"));
  g_assert_true (window_fixture_press (fixture, "<Control>Page_Up"));
  g_assert_cmpint (packshot_window_get_item (fixture->window), ==,
                   packshot_item_model_get_id (model, 0));
}

static gboolean
focus_is_in (WindowFixture *fixture,
             GType          type)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (fixture->window));

  return focus != NULL && gtk_widget_get_ancestor (focus, type) != NULL;
}

static void
test_focus (WindowFixture *fixture,
            gconstpointer  data)
{
  wait_first (fixture);
  window_fixture_resize (fixture, 1280, 800, PACKSHOT_FOLD_NONE);
  g_assert_true (window_fixture_press (fixture, "<Control>f"));
  g_assert_true (focus_is_in (fixture, GTK_TYPE_SEARCH_ENTRY));
  g_assert_true (window_fixture_press (fixture, "F6"));
  g_assert_true (focus_is_in (fixture, PACKSHOT_TYPE_GALLERY_PANE));
  g_assert_true (window_fixture_press (fixture, "<Shift>F6"));
  g_assert_true (focus_is_in (fixture, PACKSHOT_TYPE_ITEM_LIST));
  g_assert_true (window_fixture_press (fixture, "<Shift>F6"));
  g_assert_true (focus_is_in (fixture, PACKSHOT_TYPE_SIDEBAR));
}

/* --- Edits and network ---------------------------------------------------------------------- */

static gboolean
is_synced (WindowFixture *fixture,
           gint64         item)
{
  g_autoptr(PackshotItemView) view = window_fixture_load (fixture, item);

  return view->state == PACKSHOT_STATE_SYNCED;
}

static void
test_undo (WindowFixture *fixture,
           gconstpointer  data)
{
  gint64 item = window_fixture_find (fixture, 6);

  wait_first (fixture);
  g_assert_false (packshot_session_get_can_undo (fixture->session));
  window_fixture_star (fixture, item);
  g_assert_false (is_synced (fixture, item));
  g_assert_true (window_fixture_press (fixture, "<Control>z"));
  WAIT_UNTIL (window_toast (fixture) != NULL);
  g_assert_cmpstr (window_toast (fixture), ==, "Choice of primary undone");
  g_assert_true (is_synced (fixture, item));
  g_assert_cmpint (packshot_window_get_item (fixture->window), ==, item);
  g_assert_true (window_fixture_press (fixture, "<Control><Shift>z"));
  WAIT_UNTIL (!packshot_session_get_can_redo (fixture->session));
  g_assert_false (is_synced (fixture, item));
}

static void
test_offline (WindowFixture *fixture,
              gconstpointer  data)
{
  PackshotBanner *banner = PACKSHOT_BANNER (find (fixture, PACKSHOT_TYPE_BANNER));
  GtkWidget *button;

  wait_first (fixture);
  g_assert_null (packshot_banner_get_text (banner));
  window_fixture_act (fixture, "win.offline", NULL);
  g_assert_true (packshot_session_get_offline (fixture->session));
  g_assert_cmpstr (packshot_banner_get_text (banner), ==, "Working offline.");
  window_fixture_act (fixture, "win.sync", NULL);
  WAIT_UNTIL (window_toast (fixture) != NULL);
  g_assert_cmpstr (window_toast (fixture), ==, "Working offline. Changes are kept here.");

  window_fixture_star (fixture, window_fixture_find (fixture, 6));
  WAIT_UNTIL (g_strcmp0 (packshot_banner_get_text (banner),
                         "Working offline. 1 changed item is kept here.") == 0);
  button = window_find (GTK_WIDGET (banner), GTK_TYPE_BUTTON, "label", "Show Changes");
  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
  WAIT_UNTIL (n_listed (fixture) == 1);
  g_assert_cmpstr (packshot_window_get_view (fixture->window), ==, "waiting");
  window_fixture_act (fixture, "win.offline", NULL);
  g_assert_null (packshot_banner_get_text (banner));
}

static void
test_sync_popover (WindowFixture *fixture,
                   gconstpointer  data)
{
  GtkWidget *button = find (fixture, PACKSHOT_TYPE_SYNC_BUTTON);
  GtkWidget *badge;

  wait_first (fixture);
  window_fixture_star (fixture, window_fixture_find (fixture, 6));
  WAIT_UNTIL ((badge = window_find (button, GTK_TYPE_LABEL, "label", "1")) != NULL);
  g_assert_true (gtk_widget_get_visible (badge));
  packshot_sync_button_popup (PACKSHOT_SYNC_BUTTON (button));
  WAIT_UNTIL (window_find (button, GTK_TYPE_BUTTON, "label", "Review Changes…") != NULL);
  WAIT_UNTIL (window_find (button, ADW_TYPE_ACTION_ROW, "title", "GoldLeaf") != NULL);
  g_assert_nonnull (window_find (button, GTK_TYPE_BUTTON, "label", "Send Now"));
}

static void
test_trash (WindowFixture *fixture,
            gconstpointer  data)
{
  g_auto(PackshotTestAwait) await = { NULL };
  g_autoptr(GError) error = NULL;
  gint64 item = window_fixture_find (fixture, 6);
  g_autoptr(PackshotItemView) view = window_fixture_load (fixture, item);
  g_autoptr(PackshotItemView) after = NULL;
  gint64 image = packshot_image_get_id (((PackshotImageView *)view->images->pdata[5])->image);
  GtkWidget *trash = find (fixture, PACKSHOT_TYPE_TRASH_LIST), *button;

  wait_first (fixture);
  packshot_session_remove_images_async (fixture->session, item, &image, 1, NULL,
                                        packshot_test_await_cb, &await);
  packshot_session_edit_finish (fixture->session, packshot_test_await (&await), &error);
  g_assert_no_error (error);
  window_fixture_act (fixture, "win.view", "s", "trash");
  WAIT_UNTIL ((button = window_find (trash, GTK_TYPE_BUTTON, "label", "Restore")) != NULL);
  g_signal_emit_by_name (button, "clicked");
  WAIT_UNTIL (window_toast (fixture) != NULL);
  g_assert_cmpstr (window_toast (fixture), ==, "Picture restored");
  after = window_fixture_load (fixture, item);
  g_assert_cmpuint (after->images->len, ==, 6);
  WAIT_UNTIL (window_find (trash, GTK_TYPE_BUTTON, "label", "Restore") == NULL);
}

static void
test_toasts (WindowFixture *fixture,
             gconstpointer  data)
{
  GtkWidget *button;

  wait_first (fixture);
  window_fixture_star (fixture, window_fixture_find (fixture, 6));
  window_fixture_act (fixture, "win.toast", "(sb)", "<b>A & B</b>", TRUE);
  WAIT_UNTIL (window_toast (fixture) != NULL);
  g_assert_cmpstr (window_toast (fixture), ==, "<b>A & B</b>");
  button = window_find (find (fixture, ADW_TYPE_TOAST_OVERLAY), GTK_TYPE_BUTTON, "label", "Undo");
  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
  WAIT_UNTIL (!packshot_session_get_can_undo (fixture->session));
}

/* --- Without accounts ----------------------------------------------------------------------- */

static void
test_welcome (WindowFixture *fixture,
              gconstpointer  data)
{
  GtkWidget *page;

  WAIT_UNTIL ((page = window_find (GTK_WIDGET (fixture->window), ADW_TYPE_STATUS_PAGE, "title",
                                   "Welcome to Packshot")) != NULL
              && gtk_widget_get_mapped (page));
  g_assert_nonnull (window_find (page, GTK_TYPE_BUTTON, "label", "Add Account…"));
  g_assert_nonnull (window_find (page, GTK_TYPE_BUTTON, "label", "Try the Sample Catalog"));
}

static void
test_fail (WindowFixture *fixture,
           gconstpointer  data)
{
  PackshotWindow *window = g_object_ref_sink (packshot_window_new (NULL, NULL));
  GtkWidget *page;

  gtk_window_present (GTK_WINDOW (window));
  /* before it is started nothing can be done, and nothing breaks */
  gtk_widget_activate_action (GTK_WIDGET (window), "win.sync", NULL);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.view", "s", "trash");
  gtk_widget_activate_action (GTK_WIDGET (window), "win.toggle-sidebar", NULL);
  g_assert_cmpint (packshot_window_get_item (window), ==, 0);
  packshot_window_fail (window, "The file is <broken>");
  page = window_find (GTK_WIDGET (window), ADW_TYPE_STATUS_PAGE, "title",
                      "Packshot Can’t Open Its Data");
  g_assert_true (gtk_widget_get_child_visible (page));
  g_assert_cmpstr (adw_status_page_get_description (ADW_STATUS_PAGE (page)), ==,
                   "The file is &lt;broken&gt;");
  gtk_window_destroy (GTK_WINDOW (window));
  g_object_unref (window);
}

int
main (int    argc,
      char **argv)
{
  static const WindowTest tests[] = {
    { "/app/window/start", test_start },
    { "/app/window/last-item", test_last_item },
    { "/app/window/settings", test_settings },
    { "/app/window/search/gtin", test_search_gtin },
    { "/app/window/search/check-digit", test_search_check_digit },
    { "/app/window/search/enter", test_search_enter },
    { "/app/window/views", test_views },
    { "/app/window/attention", test_attention },
    { "/app/window/sidebar", test_sidebar },
    { "/app/window/fold/widths", test_fold },
    { "/app/window/fold/sidebar", test_folded_sidebar },
    { "/app/window/fold/details", test_folded_details },
    { "/app/window/fold/pages", test_pages },
    { "/app/window/keys/step", test_step },
    { "/app/window/keys/focus", test_focus },
    { "/app/window/undo", test_undo },
    { "/app/window/offline", test_offline },
    { "/app/window/sync-popover", test_sync_popover },
    { "/app/window/trash", test_trash },
    { "/app/window/toasts", test_toasts },
  };
  static const WindowTest empty_tests[] = {
    { "/app/window/welcome", test_welcome },
    { "/app/window/fail", test_fail },
  };

  return window_fixture_run (argc, argv, tests, G_N_ELEMENTS (tests), empty_tests,
                             G_N_ELEMENTS (empty_tests));
}
