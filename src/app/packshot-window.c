/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* The main window: puts the panes together and connects them. It keeps what all of them need
 * of the session, numbers of items and accounts, and hands it to them; item and pictures the
 * panes read themselves.
 *
 *   the session's signals → a moment's rest → count, list accounts → sidebar, sync button, banner
 *   sidebar → "view" → items → item-selected → gallery → details
 *
 * Pages: "starting" until the session is open and its accounts are known, "failed", "welcome"
 * without an account, "main", "sync", "conflicts", "accounts". Its actions stand in
 * packshot-window-actions.c.
 * Main thread. */

#include "config.h"

#include "packshot-window-private.h"

#include "packshot-conflict-page.h"
#include "packshot-words.h"

#include <glib/gi18n.h>

#define READ_REST_MS 100

typedef enum
{
  PROP_VIEW = 1,
  PROP_SIDEBAR_VISIBLE,
  PROP_DETAILS_VISIBLE,
  PROP_OFFLINE,
  PROP_LAST = PROP_OFFLINE,
} PackshotWindowProperty;

static GParamSpec *props[PROP_LAST + 1];

G_DEFINE_FINAL_TYPE (PackshotWindow, packshot_window, ADW_TYPE_APPLICATION_WINDOW)

static void window_read (PackshotWindow *self);

/* --- What all panes need -------------------------------------------------------------------- */

static void
window_show_accounts (PackshotWindow *self)
{
  const char *page = gtk_stack_get_visible_child_name (self->stack);

  packshot_sidebar_set_accounts (self->sidebar, self->accounts);
  packshot_sync_button_set_accounts (self->sync, self->accounts);
  if (g_strcmp0 (page, "accounts") != 0 && g_strcmp0 (page, "sync") != 0
      && g_strcmp0 (page, "conflicts") != 0)
    gtk_stack_set_visible_child_name (self->stack, self->accounts->len > 0 ? "main" : "welcome");
}

static void
accounts_listed_cb (GObject      *object,
                    GAsyncResult *result,
                    gpointer      data)
{
  g_autoptr(PackshotWindow) self = data;
  g_autoptr(GError) error = NULL;
  GPtrArray *accounts;

  accounts = packshot_session_list_accounts_finish (PACKSHOT_SESSION (object), result, &error);
  self->reading = FALSE;
  if (accounts == NULL || self->session == NULL)
    {
      g_clear_pointer (&accounts, g_ptr_array_unref);
      return;
    }
  g_clear_pointer (&self->accounts, g_ptr_array_unref);
  self->accounts = accounts;
  window_show_accounts (self);
  _packshot_window_update_banner (self);
  if (self->read_again)
    window_read (self);
}

static void
counted_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr(PackshotWindow) self = data;
  g_autoptr(GError) error = NULL;
  PackshotCounts counts;

  if (!packshot_session_count_finish (PACKSHOT_SESSION (object), result, &counts, &error)
      || self->session == NULL)
    {
      self->reading = FALSE;
      return;
    }
  self->counts = counts;
  packshot_sidebar_set_counts (self->sidebar, &counts);
  packshot_sync_button_set_waiting (self->sync, counts.by_filter[PACKSHOT_FILTER_WAITING]);
  packshot_session_list_accounts_async (self->session, self->cancellable, accounts_listed_cb,
                                        g_object_ref (self));
}

/* Counts, then lists the accounts; one reading at a time, and once more if something changed. */
static void
window_read (PackshotWindow *self)
{
  if (self->reading)
    {
      self->read_again = TRUE;
      return;
    }
  self->reading = TRUE;
  self->read_again = FALSE;
  packshot_session_count_async (self->session, self->cancellable, counted_cb, g_object_ref (self));
}

static void
rest_cb (gpointer data)
{
  PackshotWindow *self = data;

  self->rest = 0;
  window_read (self);
}

static void
window_read_soon (PackshotWindow *self)
{
  if (self->rest == 0)
    self->rest = g_timeout_add_once (READ_REST_MS, rest_cb, self);
}

static void
network_changed_cb (PackshotWindow *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_OFFLINE]);
  _packshot_window_update_banner (self);
  window_read_soon (self);
}

/* --- Panes ---------------------------------------------------------------------------------- */

/* The window's buttons stand in the rightmost header that is to be seen. */
static void
panes_changed_cb (PackshotWindow *self)
{
  PackshotPanes *panes = self->panes;
  PackshotFold fold = packshot_panes_get_fold (panes);
  gboolean gallery = packshot_panes_get_visible (panes, PACKSHOT_PANE_GALLERY);
  gboolean details = packshot_panes_get_visible (panes, PACKSHOT_PANE_DETAILS);
  gboolean sidebar = packshot_panes_get_open (panes, PACKSHOT_PANE_SIDEBAR);
  gboolean toggle = fold >= PACKSHOT_FOLD_SIDEBAR || !sidebar;
  gboolean pages = fold == PACKSHOT_FOLD_PAGES;

  if (self->details == NULL || self->trash == NULL)
    return;
  packshot_sidebar_set_folded (self->sidebar, fold >= PACKSHOT_FOLD_SIDEBAR);
  packshot_item_list_set_buttons (self->items, !gallery && !details, toggle);
  packshot_trash_list_set_buttons (self->trash, toggle);
  packshot_gallery_pane_set_show_buttons (self->gallery, !details,
                                          pages || (fold == PACKSHOT_FOLD_DETAILS && details));
  packshot_details_pane_set_show_buttons (self->details, TRUE, pages);
  packshot_sync_button_set_compact (self->sync, pages);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SIDEBAR_VISIBLE]);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_DETAILS_VISIBLE]);
}

static void
item_selected_cb (PackshotWindow *self,
                  gint64          item)
{
  self->opened_first = TRUE;
  packshot_gallery_pane_set_item (self->gallery, item);
}

static void
item_activated_cb (PackshotWindow *self,
                   gint64          item)
{
  packshot_panes_enter (self->panes);
}

/* At the start the item that was open last is opened again, else the first. */
static void
items_loaded_cb (PackshotWindow *self)
{
  PackshotItemModel *model = packshot_item_list_get_model (self->items);
  g_autofree char *last = NULL;
  gint64 item = 0;

  if (self->opened_first || packshot_item_model_get_n (model) == 0)
    return;
  if (self->settings != NULL)
    {
      last = g_settings_get_string (self->settings, "last-item");
      item = g_ascii_strtoll (last, NULL, 10);
    }
  if (item == 0
      || packshot_item_model_find (model, item) == G_MAXUINT)
    packshot_item_list_step (self->items, 1);
  else
    packshot_item_list_select (self->items, item);
}

static void
sort_changed_cb (PackshotWindow *self)
{
  if (self->settings != NULL)
    g_settings_set_enum (self->settings, "sort", packshot_item_list_get_sort (self->items));
}

static void
window_make_panes (PackshotWindow *self)
{
  GtkWidget *panes = packshot_panes_new ();
  GtkWidget *sync = packshot_sync_button_new (self->session);
  GtkWidget *banner = packshot_banner_new ();

  self->panes = PACKSHOT_PANES (panes);
  self->sync = PACKSHOT_SYNC_BUTTON (sync);
  self->banner = PACKSHOT_BANNER (banner);
  self->sidebar = PACKSHOT_SIDEBAR (packshot_sidebar_new (self->session));
  self->items = PACKSHOT_ITEM_LIST (packshot_item_list_new (self->session));
  self->gallery = PACKSHOT_GALLERY_PANE (packshot_gallery_pane_new (self->session));
  self->details = PACKSHOT_DETAILS_PANE (packshot_details_pane_new (self->session, self->gallery));
  self->trash = PACKSHOT_TRASH_LIST (packshot_trash_list_new (self->session));
  packshot_gallery_pane_set_sync_button (self->gallery, sync);
  packshot_gallery_pane_set_banner (self->gallery, banner);
  packshot_sidebar_set_view (self->sidebar, self->view);

  packshot_panes_set_pane (self->panes, PACKSHOT_PANE_SIDEBAR, GTK_WIDGET (self->sidebar));
  packshot_panes_set_pane (self->panes, PACKSHOT_PANE_ITEMS, GTK_WIDGET (self->items));
  packshot_panes_set_pane (self->panes, PACKSHOT_PANE_GALLERY, GTK_WIDGET (self->gallery));
  packshot_panes_set_pane (self->panes, PACKSHOT_PANE_DETAILS, GTK_WIDGET (self->details));
  packshot_panes_add_page (self->panes, "trash", GTK_WIDGET (self->trash));
  gtk_stack_add_named (self->stack, panes, "main");

  g_signal_connect_object (panes, "changed", G_CALLBACK (panes_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->items, "item-selected", G_CALLBACK (item_selected_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->items, "item-activated", G_CALLBACK (item_activated_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->items, "loaded", G_CALLBACK (items_loaded_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->items, "sort-changed", G_CALLBACK (sort_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->gallery, "view-changed",
                           G_CALLBACK (_packshot_window_update_banner), self, G_CONNECT_SWAPPED);
}

static void
window_listen (PackshotWindow *self)
{
  g_signal_connect_object (self->session, "item-changed", G_CALLBACK (window_read_soon), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "items-changed", G_CALLBACK (window_read_soon), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "accounts-changed", G_CALLBACK (window_read_soon), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "notify::syncing", G_CALLBACK (window_read_soon), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "notify::offline", G_CALLBACK (network_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "notify::paused",
                           G_CALLBACK (_packshot_window_update_banner), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "notify::can-undo",
                           G_CALLBACK (_packshot_window_update_actions), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "notify::can-redo",
                           G_CALLBACK (_packshot_window_update_actions), self, G_CONNECT_SWAPPED);
}

/* --- What is remembered --------------------------------------------------------------------- */

static void
window_restore (PackshotWindow *self)
{
  if (self->settings == NULL)
    return;
  packshot_panes_set_docked (self->panes, PACKSHOT_PANE_SIDEBAR,
                             g_settings_get_boolean (self->settings, "sidebar-open"));
  packshot_panes_set_docked (self->panes, PACKSHOT_PANE_DETAILS,
                             g_settings_get_boolean (self->settings, "details-open"));
  packshot_item_list_set_sort (self->items, g_settings_get_enum (self->settings, "sort"));
}

static void
window_save (PackshotWindow *self)
{
  g_autofree char *item = NULL;
  int width, height;

  if (self->settings == NULL || self->session == NULL)
    return;
  gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
  item = g_strdup_printf ("%" G_GINT64_FORMAT, packshot_window_get_item (self));
  if (width > 0 && height > 0)
    {
      g_settings_set_int (self->settings, "window-width", width);
      g_settings_set_int (self->settings, "window-height", height);
    }
  g_settings_set_boolean (self->settings, "window-maximized",
                          gtk_window_is_maximized (GTK_WINDOW (self)));
  g_settings_set_boolean (self->settings, "sidebar-open",
                          packshot_panes_get_docked (self->panes, PACKSHOT_PANE_SIDEBAR));
  g_settings_set_boolean (self->settings, "details-open",
                          packshot_panes_get_docked (self->panes, PACKSHOT_PANE_DETAILS));
  g_settings_set_string (self->settings, "last-item", item);
}

static gboolean
packshot_window_close_request (GtkWindow *window)
{
  window_save (PACKSHOT_WINDOW (window));
  return GTK_WINDOW_CLASS (packshot_window_parent_class)->close_request (window);
}

/* --- The object ----------------------------------------------------------------------------- */

static void
packshot_window_get_property (GObject    *object,
                              guint       id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  PackshotWindow *self = PACKSHOT_WINDOW (object);

  switch ((PackshotWindowProperty)id)
    {
    case PROP_VIEW:
      g_value_set_string (value, self->view);
      break;
    case PROP_SIDEBAR_VISIBLE:
      g_value_set_boolean (value, self->panes != NULL
                           && packshot_panes_get_open (self->panes, PACKSHOT_PANE_SIDEBAR));
      break;
    case PROP_DETAILS_VISIBLE:
      g_value_set_boolean (value, self->panes != NULL
                           && packshot_panes_get_open (self->panes, PACKSHOT_PANE_DETAILS));
      break;
    case PROP_OFFLINE:
      g_value_set_boolean (value, self->session != NULL
                           && packshot_session_get_offline_wish (self->session));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
packshot_window_set_property (GObject      *object,
                              guint         id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  PackshotWindow *self = PACKSHOT_WINDOW (object);

  if (self->session == NULL)
    return;
  switch ((PackshotWindowProperty)id)
    {
    case PROP_VIEW:
      packshot_window_set_view (self, g_value_get_string (value));
      break;
    case PROP_SIDEBAR_VISIBLE:
      packshot_panes_set_open (self->panes, PACKSHOT_PANE_SIDEBAR, g_value_get_boolean (value));
      break;
    case PROP_DETAILS_VISIBLE:
      packshot_panes_set_open (self->panes, PACKSHOT_PANE_DETAILS, g_value_get_boolean (value));
      break;
    case PROP_OFFLINE:
      packshot_session_set_offline_wish (self->session, g_value_get_boolean (value));
      if (self->settings != NULL)
        g_settings_set_boolean (self->settings, "offline", g_value_get_boolean (value));
      g_object_notify_by_pspec (object, pspec);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
packshot_window_dispose (GObject *object)
{
  PackshotWindow *self = PACKSHOT_WINDOW (object);

  g_clear_handle_id (&self->rest, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_pointer (&self->accounts, g_ptr_array_unref);
  g_clear_weak_pointer (&self->undo_toast);
  g_clear_object (&self->settings);
  g_clear_object (&self->session);
  g_clear_pointer (&self->view, g_free);
  self->panes = NULL;
  G_OBJECT_CLASS (packshot_window_parent_class)->dispose (object);
}

static void
packshot_window_finalize (GObject *object)
{
  g_object_unref (PACKSHOT_WINDOW (object)->cancellable);
  G_OBJECT_CLASS (packshot_window_parent_class)->finalize (object);
}

static void
packshot_window_class_init (PackshotWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = packshot_window_get_property;
  object_class->set_property = packshot_window_set_property;
  object_class->dispose = packshot_window_dispose;
  object_class->finalize = packshot_window_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = packshot_window_close_request;

  props[PROP_VIEW] = g_param_spec_string ("view", NULL, NULL, "all", flags);
  props[PROP_SIDEBAR_VISIBLE] = g_param_spec_boolean ("sidebar-visible", NULL, NULL, FALSE, flags);
  props[PROP_DETAILS_VISIBLE] = g_param_spec_boolean ("details-visible", NULL, NULL, FALSE, flags);
  props[PROP_OFFLINE] = g_param_spec_boolean ("offline", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/packshot/Packshot/packshot-window.ui");
  gtk_widget_class_bind_template_child (widget_class, PackshotWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, PackshotWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, PackshotWindow, failed);
  gtk_widget_class_bind_template_child (widget_class, PackshotWindow, starting);
  _packshot_window_actions_class_init (widget_class);
  _packshot_window_pages_class_init (widget_class);
}

static void
packshot_window_init (PackshotWindow *self)
{
  self->view = g_strdup ("all");
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_size_request (GTK_WIDGET (self), 360, 294);
  _packshot_window_actions_init (self);
}

/**
 * packshot_window_new:
 * @application: (nullable): the application
 * @settings: (nullable): where its size and its open panes are kept
 *
 * Returns: (transfer none): a window that waits for its session, not presented yet
 */
PackshotWindow *
packshot_window_new (GtkApplication *application,
                     GSettings      *settings)
{
  PackshotWindow *self = g_object_new (PACKSHOT_TYPE_WINDOW, "application", application, NULL);

  g_set_object (&self->settings, settings);
  if (settings == NULL)
    return self;
  gtk_window_set_default_size (GTK_WINDOW (self), g_settings_get_int (settings, "window-width"),
                               g_settings_get_int (settings, "window-height"));
  if (g_settings_get_boolean (settings, "window-maximized"))
    gtk_window_maximize (GTK_WINDOW (self));
  return self;
}

/**
 * packshot_window_start:
 * @self: a window
 * @session: what it shows from now on
 */
void
packshot_window_start (PackshotWindow  *self,
                       PackshotSession *session)
{
  g_return_if_fail (PACKSHOT_IS_WINDOW (self));
  g_return_if_fail (self->session == NULL);

  self->session = g_object_ref (session);
  window_make_panes (self);
  window_restore (self);
  window_listen (self);
  _packshot_window_actions_start (self);
  panes_changed_cb (self);
  window_read (self);
}

/**
 * packshot_window_fail:
 * @self: a window that was not started
 * @why: a sentence
 *
 * Says that there is nothing to show.
 */
void
packshot_window_fail (PackshotWindow *self,
                      const char     *why)
{
  g_autofree char *markup = g_markup_escape_text (why, -1);

  g_return_if_fail (PACKSHOT_IS_WINDOW (self));

  adw_status_page_set_description (self->failed, markup);
  gtk_stack_set_visible_child_name (self->stack, "failed");
}

/**
 * packshot_window_set_starting_text:
 * @self: a window that was not started
 * @text: what takes time
 */
void
packshot_window_set_starting_text (PackshotWindow *self,
                                   const char     *text)
{
  g_return_if_fail (PACKSHOT_IS_WINDOW (self));

  gtk_label_set_label (self->starting, text);
}

/**
 * packshot_window_get_session:
 * @self: a window
 *
 * Returns: (transfer none): what it shows
 */
PackshotSession *
packshot_window_get_session (PackshotWindow *self)
{
  g_return_val_if_fail (PACKSHOT_IS_WINDOW (self), NULL);

  return self->session;
}

/**
 * packshot_window_get_view:
 * @self: a window
 *
 * Returns: the view that is shown
 */
const char *
packshot_window_get_view (PackshotWindow *self)
{
  g_return_val_if_fail (PACKSHOT_IS_WINDOW (self), NULL);

  return self->view;
}

/**
 * packshot_window_set_view:
 * @self: a window
 * @view: a view's name
 *
 * Shows a view. A folded sidebar closes, as it was opened to choose one. Conflicts are a page of
 * their own; behind it the view stays what it was.
 */
void
packshot_window_set_view (PackshotWindow *self,
                          const char     *view)
{
  gboolean is_page;

  g_return_if_fail (PACKSHOT_IS_WINDOW (self));
  g_return_if_fail (view != NULL);

  if (packshot_panes_get_fold (self->panes) >= PACKSHOT_FOLD_SIDEBAR)
    packshot_panes_set_open (self->panes, PACKSHOT_PANE_SIDEBAR, FALSE);
  if (g_str_equal (view, "conflicts"))
    {
      packshot_sidebar_set_view (self->sidebar, self->view);
      _packshot_window_open_conflicts (self);
      return;
    }
  if (g_strcmp0 (self->view, view) == 0)
    return;
  g_free (self->view);
  self->view = g_strdup (view);
  is_page = g_str_equal (view, "trash");
  packshot_sidebar_set_view (self->sidebar, view);
  packshot_panes_show_page (self->panes, is_page ? view : NULL);
  packshot_item_list_set_view (self->items, view);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_VIEW]);
}

/**
 * packshot_window_show_item:
 * @self: a window
 * @item: an item
 *
 * Opens an item, from wherever the window is.
 */
void
packshot_window_show_item (PackshotWindow *self,
                           gint64          item)
{
  g_return_if_fail (PACKSHOT_IS_WINDOW (self));

  gtk_stack_set_visible_child_name (self->stack, "main");
  if (packshot_panes_get_visible (self->panes, PACKSHOT_PANE_PAGE))
    packshot_window_set_view (self, "all");
  packshot_item_list_select (self->items, item);
  packshot_panes_enter (self->panes);
}

/**
 * packshot_window_get_item:
 * @self: a window
 *
 * Returns: the open item, or 0
 */
gint64
packshot_window_get_item (PackshotWindow *self)
{
  g_return_val_if_fail (PACKSHOT_IS_WINDOW (self), 0);

  return self->items != NULL ? packshot_item_list_get_selected (self->items) : 0;
}

/* A page that is full of buttons has a place of its own for them. */
static AdwToastOverlay *
window_get_toasts (PackshotWindow *self)
{
  GtkWidget *page = gtk_stack_get_visible_child (self->stack);
  AdwToastOverlay *toasts = PACKSHOT_IS_CONFLICT_PAGE (page) ?
    packshot_conflict_page_get_toasts (PACKSHOT_CONFLICT_PAGE (page)) : NULL;

  return toasts != NULL ? toasts : self->toasts;
}

/**
 * packshot_window_toast:
 * @self: a window
 * @text: a short sentence
 * @undo: whether it tells of an edit that can be undone
 *
 * Says something that passes. An older offer to undo goes away: it would undo the newer edit.
 */
void
packshot_window_toast (PackshotWindow *self,
                       const char     *text,
                       gboolean        undo)
{
  g_autofree char *markup = g_markup_escape_text (text, -1);
  AdwToast *toast = adw_toast_new (markup);

  g_return_if_fail (PACKSHOT_IS_WINDOW (self));

  if (undo)
    {
      if (self->undo_toast != NULL)
        adw_toast_dismiss (self->undo_toast);
      g_set_weak_pointer (&self->undo_toast, toast);
      adw_toast_set_button_label (toast, _("Undo"));
      adw_toast_set_action_name (toast, "win.undo");
    }
  adw_toast_overlay_add_toast (window_get_toasts (self), toast);
}
