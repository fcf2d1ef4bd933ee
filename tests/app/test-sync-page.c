/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* The Sync page on a real session, with a practice server in this process: what needs the user,
 * what is sent and in which words, what is tried later, pausing, discarding, the log. */

#include "config.h"

#include "../session/sync-fixture.h"

#include "packshot-session-work.h"
#include "packshot-style.h"
#include "packshot-sync-cell.h"
#include "packshot-sync-list.h"
#include "packshot-sync-page.h"
#include "packshot-test.h"

/* Waits for what the main loop will bring; the test's time limit is the guard. */
#define WAIT_UNTIL(condition) \
  G_STMT_START { \
    while (!(condition)) \
    g_main_context_iteration (NULL, TRUE); \
  } G_STMT_END

/* Well formed, and known to no server. */
#define BAD_KEY "csb_AbCdEfGhIjKlMnOpQrStUvWxYzAbCdEf_84041098"
#define HOUR (G_GINT64_CONSTANT (3600) * G_USEC_PER_SEC)

typedef struct
{
  Fixture           base;       /* first: it is handed to what session tests share */
  GtkWindow        *window;
  PackshotSyncPage *page;
  GPtrArray        *said;       /* (element-type utf8): toasts and what the window was asked for */
  guint             n_closed;
} PageFixture;

/* --- The fixture ------------------------------------------------------------------------------ */

static void
asked_cb (GSimpleAction *action,
          GVariant      *parameter,
          gpointer       data)
{
  PageFixture *fixture = data;
  g_autofree char *text = parameter != NULL ? g_variant_print (parameter, FALSE) : g_strdup ("");

  g_ptr_array_add (fixture->said, g_strdup_printf ("%s %s", g_action_get_name (G_ACTION (action)),
                                                   text));
}

static void
closed_cb (PageFixture *fixture)
{
  fixture->n_closed++;
}

static void
add_action (PageFixture        *fixture,
            GSimpleActionGroup *group,
            const char         *name,
            const char         *type)
{
  g_autoptr(GSimpleAction) action = g_simple_action_new (name, G_VARIANT_TYPE (type));

  g_signal_connect (action, "activate", G_CALLBACK (asked_cb), fixture);
  g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (action));
}

static void
open_page (PageFixture *fixture,
           int          width)
{
  g_autoptr(GSimpleActionGroup) group = g_simple_action_group_new ();

  add_action (fixture, group, "toast", "(sb)");
  add_action (fixture, group, "show-account", "x");
  add_action (fixture, group, "show-item", "x");
  fixture->window = GTK_WINDOW (gtk_window_new ());
  gtk_widget_insert_action_group (GTK_WIDGET (fixture->window), "win", G_ACTION_GROUP (group));
  fixture->page = PACKSHOT_SYNC_PAGE (packshot_sync_page_new (fixture->base.session));
  g_signal_connect_swapped (fixture->page, "close", G_CALLBACK (closed_cb), fixture);
  gtk_window_set_child (fixture->window, GTK_WIDGET (fixture->page));
  gtk_window_set_default_size (fixture->window, width, 700);
  gtk_window_present (fixture->window);
  gtk_test_widget_wait_for_draw (GTK_WIDGET (fixture->window));
  packshot_sync_page_open (fixture->page, PACKSHOT_SYNC_VIEW_OVERVIEW);
}

static void
set_up (PageFixture  *fixture,
        gconstpointer data)
{
  fixture->said = g_ptr_array_new_with_free_func (g_free);
  fixture_set_up (&fixture->base, data);
}

static void
tear_down (PageFixture  *fixture,
           gconstpointer data)
{
  if (fixture->window != NULL)
    gtk_window_destroy (fixture->window);
  fixture_tear_down (&fixture->base, data);
  g_ptr_array_unref (fixture->said);
}

/* --- Looking and doing ------------------------------------------------------------------------ */

/* The first mapped widget of a type, in which a text property is @value (if not NULL). */
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
      if (g_strcmp0 (text, value) == 0)
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
find_label (PageFixture *fixture,
            const char  *text)
{
  return find (GTK_WIDGET (fixture->page), GTK_TYPE_LABEL, "label", text);
}

static GtkWidget *
find_button (PageFixture *fixture,
             const char  *label)
{
  return find (GTK_WIDGET (fixture->page), GTK_TYPE_BUTTON, "label", label);
}

static void
wait_for (PageFixture *fixture,
          const char  *text)
{
  WAIT_UNTIL (find_label (fixture, text) != NULL);
}

/* The row in which a text stands. */
static PackshotSyncRow *
find_row (PageFixture *fixture,
          const char  *text)
{
  GtkWidget *label = find_label (fixture, text);
  GtkWidget *cell = gtk_widget_get_ancestor (label, PACKSHOT_TYPE_SYNC_CELL);

  g_assert_nonnull (cell);
  return packshot_sync_cell_get_row (PACKSHOT_SYNC_CELL (cell));
}

static void
click (PageFixture *fixture,
       const char  *label)
{
  GtkWidget *button = find_button (fixture, label);

  g_assert_nonnull (button);
  g_assert_true (gtk_widget_is_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
}

static void
show_view (PageFixture *fixture,
           const char  *name)
{
  gtk_widget_activate_action (GTK_WIDGET (fixture->page), "sync.view", "s", name);
}

static const char *
wait_for_said (PageFixture *fixture,
               guint        number)
{
  WAIT_UNTIL (fixture->said->len >= number);
  return fixture->said->pdata[number - 1];
}

static gint64
synced_picture (PageFixture *fixture,
                const char  *title)
{
  gint64 image = add (&fixture->base, 1, title, PACKSHOT_VISIBILITY_NONE);

  assert_syncs (&fixture->base, 3);
  return image;
}

/* --- To Send ---------------------------------------------------------------------------------- */

static void
test_send (PageFixture  *fixture,
           gconstpointer data)
{
  synced_picture (fixture, "Front");
  add (&fixture->base, 2, "Side", PACKSHOT_VISIBILITY_NONE);
  open_page (fixture, 1100);
  show_view (fixture, "to-send");
  wait_for (fixture, "1 change on 1 item");
  wait_for (fixture, "1 new picture. To keep the order: 1 of 2 pictures will be sent again.");
  click (fixture, "Send 1 Change");
  wait_for (fixture, "Nothing to Send");
  show_view (fixture, "log");
  wait_for (fixture, "“Side” sent · read back, both sides equal");
}

/* A row opens to the order as pictures, the steps, and what can be done. */
static void
test_open_row (PageFixture  *fixture,
               gconstpointer data)
{
  gint64 first = synced_picture (fixture, "Front");
  PackshotSyncRow *row;

  set_title (&fixture->base, first, "Cap");
  open_page (fixture, 1100);
  show_view (fixture, "to-send");
  wait_for (fixture, "A new caption: 1 picture will be sent again.");
  g_assert_null (find_button (fixture, "Send Only This"));
  row = find_row (fixture, "A new caption: 1 picture will be sent again.");
  row->is_expanded = TRUE;
  packshot_sync_row_changed (row);
  wait_for (fixture, "Send “Cap” again as position 1");
  g_assert_nonnull (find_label (fixture, "Check that it has arrived, then delete the old copy"));
  g_assert_nonnull (find_label (fixture, "The order you want. Only the marked picture must be sent "
                                "again."));
  click (fixture, "Send Only This");
  wait_for (fixture, "Nothing to Send");
}

static void
test_discard (PageFixture  *fixture,
              gconstpointer data)
{
  gint64 first = synced_picture (fixture, "Front");
  g_autoptr(PackshotItemView) view = NULL;
  PackshotSyncRow *row;

  set_title (&fixture->base, first, "Cap");
  open_page (fixture, 1100);
  show_view (fixture, "to-send");
  wait_for (fixture, "A new caption: 1 picture will be sent again.");
  row = find_row (fixture, "A new caption: 1 picture will be sent again.");
  gtk_widget_activate_action (GTK_WIDGET (fixture->page), "sync.discard", "s", row->key);
  g_assert_cmpstr (wait_for_said (fixture, 1), ==, "toast ('Change discarded', true)");
  wait_for (fixture, "Nothing to Send");
  view = load (&fixture->base);
  g_assert_cmpstr (packshot_image_get_title (packshot_gallery_get (view->local, 0)), ==, "Front");
}

/* Of several changes of one item a person chooses. */
static void
test_discard_one (PageFixture  *fixture,
                  gconstpointer data)
{
  gint64 first = synced_picture (fixture, "Front");
  g_autoptr(PackshotItemView) view = NULL;
  g_autofree char *key = g_strdup_printf ("item:%" G_GINT64_FORMAT, fixture->base.item);
  GtkWidget *popover;

  set_title (&fixture->base, first, "Cap");
  add (&fixture->base, 2, "Side", PACKSHOT_VISIBILITY_NONE);
  open_page (fixture, 1100);
  show_view (fixture, "to-send");
  wait_for (fixture, "2 changes on 1 item");
  gtk_widget_activate_action (GTK_WIDGET (fixture->page), "sync.discard", "s", key);
  WAIT_UNTIL (find_button (fixture, "Caption of Picture 1") != NULL);
  popover = gtk_widget_get_ancestor (find_button (fixture, "Caption of Picture 1"),
                                     GTK_TYPE_POPOVER);
  g_assert_nonnull (find (popover, GTK_TYPE_BUTTON, "label", "Picture 2, added"));
  g_assert_nonnull (find (popover, GTK_TYPE_BUTTON, "label", "All of Them"));
  click (fixture, "Caption of Picture 1");
  wait_for (fixture, "1 change on 1 item");
  view = load (&fixture->base);
  g_assert_cmpuint (packshot_gallery_get_n (view->local), ==, 2);
  g_assert_cmpstr (packshot_image_get_title (packshot_gallery_get (view->local, 0)), ==, "Front");
}

/* --- Needs You -------------------------------------------------------------------------------- */

static void
test_key (PageFixture  *fixture,
          gconstpointer data)
{
  g_autoptr(PackshotSyncResult) result = NULL;
  PackshotSyncRow *row;

  synced_picture (fixture, "Front");
  add (&fixture->base, 2, "Side", PACKSHOT_VISIBILITY_NONE);
  save_account (&fixture->base, 1, PACKSHOT_SERVICE_CLOSIENT, BAD_KEY);
  result = sync_now (&fixture->base);
  open_page (fixture, 1100);
  WAIT_UNTIL (find_button (fixture, "New Key…") != NULL);
  row = find_row (fixture, "1 change on 1 item waits. Everything else goes on.");
  g_assert_true (g_str_has_suffix (row->texts.title, " refuses the key"));
  g_assert_cmpuint (row->menu & PACKSHOT_SYNC_MENU_COPY, !=, 0);
  g_assert_cmpuint (row->menu & PACKSHOT_SYNC_MENU_RETRY, !=, 0);
  click (fixture, "New Key…");
  g_assert_cmpstr (wait_for_said (fixture, 1), ==, "show-account 1");
}

static void
test_too_large (PageFixture  *fixture,
                gconstpointer data)
{
  g_autoptr(PackshotSyncResult) result = NULL;
  PackshotSyncRow *row;

  synced_picture (fixture, "Front");
  set_variant (&fixture->base, "closient.max-bytes=10");
  add (&fixture->base, 2, "Side", PACKSHOT_VISIBILITY_NONE);
  result = sync_now (&fixture->base);
  open_page (fixture, 1100);
  show_view (fixture, "needs-you");
  WAIT_UNTIL (find_button (fixture, "Replace…") != NULL);
  row = packshot_sync_cell_get_row
      (PACKSHOT_SYNC_CELL (gtk_widget_get_ancestor (find_button (fixture, "Replace…"),
                                                    PACKSHOT_TYPE_SYNC_CELL)));
  g_assert_true (g_str_has_prefix (row->texts.title, "1 picture is too large for "));
  g_assert_true (g_str_has_prefix (row->texts.subtitle, "It refused "));
  gtk_widget_activate_action (GTK_WIDGET (fixture->page), "sync.copy", "s", row->key);
  g_assert_cmpstr (wait_for_said (fixture, 1), ==, "toast ('Details copied', false)");
  set_variant (&fixture->base, "closient.max-bytes=0");
  click (fixture, "Try All Again");
  wait_for (fixture, "Nothing Needs You");
}

/* An item that the server never had: as if it were gone. */
static gboolean
put_item (PackshotDb *db,
          gpointer    data,
          GError    **error)
{
  g_autoptr(PackshotItem) item = packshot_item_new ();

  item->account = 1;
  item->kind = PACKSHOT_ITEM_PRODUCT;
  item->key = g_strdup ("02001000019991");
  item->name = g_strdup ("Pineapple");
  item->gtin = g_strdup ("02001000019991");
  return packshot_items_put (db, item, 1, data, NULL, error);
}

/* Pictures of an item that is gone go to another one. */
static void
test_gone (PageFixture  *fixture,
           gconstpointer data)
{
  g_auto(PackshotTestAwait) await = { NULL };
  g_autoptr(GError) error = NULL;
  g_autoptr(PackshotItemView) view = NULL;
  gint64 known = fixture->base.item;
  GtkWidget *row;

  packshot_store_write_async (packshot_session_get_store (fixture->base.session), put_item,
                              &fixture->base.item, NULL, NULL, packshot_test_await_cb, &await);
  packshot_store_write_finish (packshot_session_get_store (fixture->base.session),
                               packshot_test_await (&await), &error);
  g_assert_no_error (error);
  add (&fixture->base, 1, "Front", PACKSHOT_VISIBILITY_NONE);
  packshot_sync_result_free (sync_now (&fixture->base));
  open_page (fixture, 1100);
  show_view (fixture, "needs-you");
  wait_for (fixture, "1 picture is kept here. Choose another item or put it in the trash.");
  click (fixture, "Choose Item…");
  WAIT_UNTIL ((row = find (GTK_WIDGET (fixture->page), ADW_TYPE_ACTION_ROW, NULL, NULL)) != NULL);
  g_signal_emit_by_name (gtk_widget_get_ancestor (row, GTK_TYPE_LIST_BOX), "row-activated", row);
  g_assert_cmpstr (wait_for_said (fixture, 1), ==,
                   "toast ('Pictures moved to the other item', true)");
  wait_for (fixture, "Nothing Needs You");
  fixture->base.item = known;
  view = load (&fixture->base);
  g_assert_cmpuint (packshot_gallery_get_n (view->local), ==, 1);
}

/* --- Trying Later ----------------------------------------------------------------------------- */

static void
test_later (PageFixture  *fixture,
            gconstpointer data)
{
  g_autoptr(PackshotSyncResult) result = NULL;
  PackshotSyncRow *row;

  synced_picture (fixture, "Front");
  add (&fixture->base, 2, "Side", PACKSHOT_VISIBILITY_NONE);
  add_fault (&fixture->base, "5xx:503/POST");
  result = sync_now (&fixture->base);
  open_page (fixture, 1100);
  show_view (fixture, "later");
  WAIT_UNTIL (find_button (fixture, "Try Now") != NULL);
  row = packshot_sync_cell_get_row
      (PACKSHOT_SYNC_CELL (gtk_widget_get_ancestor (find_button (fixture, "Try Now"),
                                                    PACKSHOT_TYPE_SYNC_CELL)));
  g_assert_true (g_str_has_suffix (row->texts.title, " is busy"));
  g_assert_true (g_str_has_prefix (row->texts.subtitle, "1 change · second try "));
  packshot_sandbox_clear_faults (fixture->base.sandbox);
  click (fixture, "Try Now");
  wait_for (fixture, "Nothing Is Tried Later");
}

/* --- Many rows -------------------------------------------------------------------------------- */

static GPtrArray *
make_rows (guint n,
           guint first)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = first; i < n; i++)
    {
      g_autofree char *key = g_strdup_printf ("item:%u", i);
      PackshotSyncRow *row = packshot_sync_row_new (PACKSHOT_SYNC_ROW_CHANGE, key);

      row->item = i;
      row->is_loaded = FALSE;
      g_ptr_array_add (rows, row);
    }
  return rows;
}

static void
count_wanted_cb (guint *n)
{
  (*n)++;
}

/* Of thousands of rows only those near the eyes are asked for, and rows that stay are the same
 * objects after the next reading. */
static void
test_many (PageFixture  *fixture,
           gconstpointer data)
{
  g_autoptr(GPtrArray) rows = make_rows (5000, 0);
  g_autoptr(GPtrArray) fewer = make_rows (5000, 1);
  PackshotSyncList *list = PACKSHOT_SYNC_LIST (packshot_sync_list_new (fixture->base.session,
                                                                       "Rows"));
  PackshotSyncRow *kept = rows->pdata[1];
  guint n_wanted = 0;

  g_signal_connect_swapped (list, "wanted", G_CALLBACK (count_wanted_cb), &n_wanted);
  fixture->window = GTK_WINDOW (gtk_window_new ());
  gtk_window_set_child (fixture->window, GTK_WIDGET (list));
  gtk_window_set_default_size (fixture->window, 900, 700);
  gtk_window_present (fixture->window);
  gtk_test_widget_wait_for_draw (GTK_WIDGET (fixture->window));
  packshot_sync_list_set_rows (list, rows);
  WAIT_UNTIL (n_wanted > 0);
  g_assert_cmpuint (n_wanted, <, 500);
  g_assert_true (packshot_sync_list_get_row (list, 0)->is_first);
  packshot_sync_list_set_rows (list, fewer);
  g_assert_cmpuint (packshot_sync_list_get_n (list), ==, 4999);
  g_assert_true (packshot_sync_list_get_row (list, 0) == kept);
  g_assert_true (kept->is_first);
  g_assert_null (packshot_sync_list_find (list, "item:0"));
}

/* --- Pausing ---------------------------------------------------------------------------------- */

static void
test_pause (PageFixture  *fixture,
            gconstpointer data)
{
  synced_picture (fixture, "Front");
  add (&fixture->base, 2, "Side", PACKSHOT_VISIBILITY_NONE);
  open_page (fixture, 1100);
  show_view (fixture, "log");
  wait_for (fixture, "Sync Now");
  gtk_widget_activate_action (GTK_WIDGET (fixture->page), "sync.toggle-pause", NULL);
  wait_for (fixture, "Paused. 1 change is kept here.");
  g_assert_nonnull (find_label (fixture, "Sync Once"));
  g_assert_null (find_label (fixture, "Pause"));
  gtk_widget_activate_action (GTK_WIDGET (fixture->page), "sync.now", NULL);
  wait_for (fixture, "Paused. Nothing waits.");
  g_assert_true (packshot_session_get_paused (fixture->base.session, NULL));
  click (fixture, "Resume");
  wait_for (fixture, "Sync Now");
  g_assert_false (packshot_session_get_paused (fixture->base.session, NULL));
}

static void
test_pause_for_an_hour (PageFixture  *fixture,
                        gconstpointer data)
{
  gint64 until = 0, before = g_get_real_time ();

  open_page (fixture, 1100);
  gtk_widget_activate_action (GTK_WIDGET (fixture->page), "sync.pause-hour", NULL);
  g_assert_true (packshot_session_get_paused (fixture->base.session, &until));
  g_assert_cmpint (until, >=, before + HOUR);
  g_assert_cmpint (until, <=, g_get_real_time () + HOUR);
  gtk_widget_activate_action (GTK_WIDGET (fixture->page), "sync.pause-tomorrow", NULL);
  g_assert_true (packshot_session_get_paused (fixture->base.session, &until));
  g_assert_cmpint (until, ==, packshot_session_get_tomorrow (fixture->base.session));
}

static void
test_metered (PageFixture  *fixture,
              gconstpointer data)
{
  gboolean hold = packshot_session_get_hold_on_metered (fixture->base.session);

  open_page (fixture, 1100);
  gtk_widget_activate_action (GTK_WIDGET (fixture->page), "sync.hold-on-metered", NULL);
  g_assert_cmpint (packshot_session_get_hold_on_metered (fixture->base.session), ==, !hold);
}

/* --- The truth -------------------------------------------------------------------------------- */

static gboolean
is_described (GtkWidget  *page,
              const char *part)
{
  g_autofree char *text = NULL;

  g_object_get (page, "description", &text, NULL);
  return text != NULL && strstr (text, part) != NULL;
}

/* That both sides are the same is said only when every account was checked. */
static void
test_nothing (PageFixture  *fixture,
              gconstpointer data)
{
  g_autoptr(PackshotSyncResult) result = NULL;
  GtkWidget *page;
  g_autofree char *text = NULL;

  synced_picture (fixture, "Front");
  open_page (fixture, 1100);
  wait_for (fixture, "Nothing to Send");
  page = find (GTK_WIDGET (fixture->page), ADW_TYPE_STATUS_PAGE, NULL, NULL);
  g_object_get (page, "description", &text, NULL);
  g_assert_cmpstr (text, ==, "1 picture of 1 item was read back and is the same here and on the "
                   "server.");
  save_account (&fixture->base, 1, PACKSHOT_SERVICE_CLOSIENT, BAD_KEY);
  result = sync_now (&fixture->base);
  show_view (fixture, "to-send");
  WAIT_UNTIL (is_described (page, "has not been checked since"));
}

/* --- The log ---------------------------------------------------------------------------------- */

static void
test_log (PageFixture  *fixture,
          gconstpointer data)
{
  GtkWidget *search;

  synced_picture (fixture, "Front");
  open_page (fixture, 1100);
  show_view (fixture, "log");
  wait_for (fixture, "“Front” sent · read back, both sides equal");
  g_assert_nonnull (find_label (fixture, "Today"));
  search = find (GTK_WIDGET (fixture->page), GTK_TYPE_SEARCH_ENTRY, NULL, NULL);
  gtk_editable_set_text (GTK_EDITABLE (search), "no such thing");
  wait_for (fixture, "No Entries Found");
  gtk_editable_set_text (GTK_EDITABLE (search), "");
  wait_for (fixture, "“Front” sent · read back, both sides equal");
}

/* --- Getting around --------------------------------------------------------------------------- */

/* A narrow page shows one side at a time; back goes from the right side to the left, then out. */
static void
test_narrow (PageFixture  *fixture,
             gconstpointer data)
{
  open_page (fixture, 600);
  WAIT_UNTIL (find_label (fixture, "Nothing to Send") != NULL);
  g_assert_null (find_label (fixture, "Trying Later"));
  gtk_widget_activate_action (GTK_WIDGET (fixture->page), "sync.back", NULL);
  wait_for (fixture, "Trying Later");
  g_assert_null (find_label (fixture, "Nothing to Send"));
  g_assert_cmpuint (fixture->n_closed, ==, 0);
  gtk_widget_activate_action (GTK_WIDGET (fixture->page), "sync.back", NULL);
  g_assert_cmpuint (fixture->n_closed, ==, 1);
}

static void
test_views (PageFixture  *fixture,
            gconstpointer data)
{
  open_page (fixture, 1100);
  for (guint i = 0; i < PACKSHOT_N_SYNC_VIEWS; i++)
    {
      show_view (fixture, packshot_sync_view_to_string (i));
      g_assert_cmpint (packshot_sync_page_get_view (fixture->page), ==, i);
    }
  show_view (fixture, "no-such-view");
  g_assert_cmpint (packshot_sync_page_get_view (fixture->page), ==, PACKSHOT_SYNC_VIEW_LOG);
  gtk_widget_activate_action (GTK_WIDGET (fixture->page), "sync.close", NULL);
  g_assert_cmpuint (fixture->n_closed, ==, 1);
}

static const struct
{
  const char *path;
  void        (*test) (PageFixture *, gconstpointer);
} tests[] = {
  { "/app/sync-page/send", test_send },
  { "/app/sync-page/open-row", test_open_row },
  { "/app/sync-page/discard", test_discard },
  { "/app/sync-page/discard-one", test_discard_one },
  { "/app/sync-page/key", test_key },
  { "/app/sync-page/too-large", test_too_large },
  { "/app/sync-page/gone", test_gone },
  { "/app/sync-page/later", test_later },
  { "/app/sync-page/many", test_many },
  { "/app/sync-page/pause", test_pause },
  { "/app/sync-page/pause-for-an-hour", test_pause_for_an_hour },
  { "/app/sync-page/metered", test_metered },
  { "/app/sync-page/nothing", test_nothing },
  { "/app/sync-page/log", test_log },
  { "/app/sync-page/narrow", test_narrow },
  { "/app/sync-page/views", test_views },
};

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  /* no keyring, and a network that is always there: the same on each machine */
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "disabled:", TRUE);
  g_setenv ("GIO_USE_NETWORK_MONITOR", "base", TRUE);
  gtk_disable_setlocale (); /* words are compared as they stand in the source */
  if (!gtk_init_check ())
    {
      g_print ("1..0 # SKIP no display\n");
      return 0;
    }
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  packshot_style_load (gdk_display_get_default ());
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, PageFixture, NULL, set_up, tests[i].test, tear_down);
  return g_test_run ();
}
