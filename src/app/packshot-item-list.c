/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* The items of one view: search, order, list. What is shown follows from view, text, filter
 * and order by one query; a new query gives up the one before.
 *
 *   view, text, filter, order change ─┐
 *   the session's items change        ├→ query → ids → the model's smallest change, or a new model
 *   an item changes, where that may   ─┘          → selection and scroll place kept
 *   change who is listed or in which order
 *
 * The selected item is remembered by its id. A search that does not find it leaves it open:
 * only choosing another one changes it. Main thread. */

#include "config.h"

#include "packshot-item-list.h"

#include "packshot-item-cell.h"
#include "packshot-item-query.h"

#include <glib/gi18n.h>

#define RELOAD_REST_MS 150

struct _PackshotItemList
{
  AdwBin              parent_instance;

  /* Owned */
  PackshotSession    *session;
  PackshotItemModel  *model;
  GtkSingleSelection *selection;
  GSimpleActionGroup *actions;
  GCancellable       *cancellable; /* (nullable): of the query under way */
  char               *view;
  char               *mended;   /* (nullable): what the empty state offers to search for */

  /* State */
  gint64              selected;
  PackshotSort        sort;
  PackshotFilter      filter;
  gboolean            go_first; /* the first hit is to be opened, once there are hits */
  gboolean            to_top;           /* another list is coming: it is shown from its start */
  gboolean            keeping;  /* the selection is being restored, not changed */
  guint               rest;

  /* Template children */
  GtkWidget          *controls;
  GtkWidget          *sidebar_button;
  GtkSearchEntry     *search;
  GtkStack           *stack;
  GtkScrolledWindow  *scroller;
  GtkListView        *list;
  AdwStatusPage      *empty;
  GtkButton          *empty_button;
};

enum
{
  ITEM_SELECTED,
  ITEM_ACTIVATED,
  SORT_CHANGED,
  LOADED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static const char * const sort_names[] = { "name", "gtin", "changed" };

static const struct
{
  const char    *name;
  PackshotFilter filter;
} shows[] = {
  { "all", PACKSHOT_FILTER_ALL },
  { "no-picture", PACKSHOT_FILTER_NO_PICTURE },
  { "no-primary", PACKSHOT_FILTER_NO_PRIMARY },
  { "too-small", PACKSHOT_FILTER_TOO_SMALL },
  { "not-checked", PACKSHOT_FILTER_NOT_CHECKED },
};

G_DEFINE_FINAL_TYPE (PackshotItemList, packshot_item_list, ADW_TYPE_BIN)

static void list_load (PackshotItemList *self);

static const char *
list_text (PackshotItemList *self)
{
  return gtk_editable_get_text (GTK_EDITABLE (self->search));
}

/* --- Selection ------------------------------------------------------------------------------ */

static void
list_set_selected (PackshotItemList *self,
                   gint64            item)
{
  if (item == 0 || item == self->selected)
    return;
  self->selected = item;
  g_signal_emit (self, signals[ITEM_SELECTED], 0, item);
}

static void
selected_cb (PackshotItemList *self)
{
  guint position = gtk_single_selection_get_selected (self->selection);

  if (!self->keeping)
    list_set_selected (self, packshot_item_model_get_id (self->model, position));
}

static void
list_scroll_to (PackshotItemList *self,
                guint             position)
{
  gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u", position);
}

/* Marks the open item where it stands now; without a place nothing is marked. */
static void
list_keep_selected (PackshotItemList *self)
{
  guint position = self->selected != 0 ? packshot_item_model_find (self->model, self->selected)
                                       : GTK_INVALID_LIST_POSITION;

  self->keeping = TRUE;
  gtk_single_selection_set_selected (self->selection, position);
  self->keeping = FALSE;
}

static void
list_set_model (PackshotItemList  *self,
                PackshotItemModel *model)
{
  g_set_object (&self->model, model);
  g_clear_object (&self->selection);
  self->selection = gtk_single_selection_new (NULL);
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  gtk_single_selection_set_model (self->selection, G_LIST_MODEL (model));
  list_keep_selected (self);
  g_signal_connect_object (self->selection, "notify::selected", G_CALLBACK (selected_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->selection));
}

static void
list_activate (PackshotItemList *self,
               guint             position)
{
  gint64 item = packshot_item_model_get_id (self->model, position);

  if (item == 0)
    return;
  gtk_single_selection_set_selected (self->selection, position);
  g_signal_emit (self, signals[ITEM_ACTIVATED], 0, item);
}

/* The first item, not a heading. */
static void
list_activate_first (PackshotItemList *self)
{
  for (guint i = 0; i < MIN (2, packshot_item_model_get_n (self->model)); i++)
    if (packshot_item_model_get_id (self->model, i) != 0)
      {
        list_scroll_to (self, i);
        gtk_widget_grab_focus (GTK_WIDGET (self->list));
        list_activate (self, i);
        return;
      }
}

/* --- Empty states --------------------------------------------------------------------------- */

static void
list_show_not_found (PackshotItemList *self)
{
  g_autofree char *why = NULL;
  g_autofree char *button = NULL;

  g_free (self->mended);
  self->mended = packshot_item_query_mend_gtin (list_text (self));
  adw_status_page_set_icon_name (self->empty, "system-search-symbolic");
  adw_status_page_set_title (self->empty, _("No Items Found"));
  if (self->mended != NULL)
    {
      why = g_strdup_printf (_("The last digit of %s should be %s."), list_text (self),
                             self->mended + strlen (self->mended) - 1);
      button = g_strdup_printf (_("Search for %s"), self->mended);
    }
  else
    {
      g_autofree char *text = g_markup_escape_text (list_text (self), -1);

      why = g_strdup_printf (_("Nothing matches “%s”."), text);
      button = g_strdup (_("Search All Items"));
    }
  adw_status_page_set_description (self->empty, why);
  gtk_button_set_label (self->empty_button, button);
  gtk_widget_set_visible (GTK_WIDGET (self->empty_button),
                          self->mended != NULL || g_strcmp0 (self->view, "all") != 0
                          || self->filter != PACKSHOT_FILTER_ALL);
}

static void
list_show_nothing (PackshotItemList *self)
{
  gboolean filtered = self->filter != PACKSHOT_FILTER_ALL;

  if (g_strcmp0 (self->view, "attention") == 0)
    {
      adw_status_page_set_icon_name (self->empty, "object-select-symbolic");
      adw_status_page_set_title (self->empty, _("Nothing Needs Attention"));
      adw_status_page_set_description (self->empty, _("Every item has a primary picture and passes "
                                                      "its checks."));
    }
  else if (g_strcmp0 (self->view, "waiting") == 0)
    {
      adw_status_page_set_icon_name (self->empty, "packshot-waiting-symbolic");
      adw_status_page_set_title (self->empty, _("Nothing Is Waiting"));
      adw_status_page_set_description (self->empty, _("No change waits to be sent."));
    }
  else if (filtered)
    {
      adw_status_page_set_icon_name (self->empty, "object-select-symbolic");
      adw_status_page_set_title (self->empty, _("No Such Items"));
      adw_status_page_set_description (self->empty, NULL);
    }
  else
    {
      adw_status_page_set_icon_name (self->empty, "packshot-item-symbolic");
      adw_status_page_set_title (self->empty, _("No Items Yet"));
      adw_status_page_set_description (self->empty, _("They come when the account is checked."));
    }
  gtk_button_set_label (self->empty_button, _("Show All Items"));
  gtk_widget_set_visible (GTK_WIDGET (self->empty_button), filtered);
  g_clear_pointer (&self->mended, g_free);
}

static void
empty_clicked_cb (PackshotItemList *self)
{
  g_autofree char *mended = g_steal_pointer (&self->mended);

  if (mended != NULL)
    {
      gtk_editable_set_text (GTK_EDITABLE (self->search), mended);
      list_load (self);
    }
  else if (self->filter != PACKSHOT_FILTER_ALL)
    g_action_group_change_action_state (G_ACTION_GROUP (self->actions), "show",
                                        g_variant_new_string ("all"));
  else
    gtk_widget_activate_action (GTK_WIDGET (self), "win.view", "s", "all");
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

/* --- Loading -------------------------------------------------------------------------------- */

static void
restore_scroll_cb (gpointer data)
{
  g_autoptr(PackshotItemList) self = data;
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scroller);
  double *value = g_object_get_data (G_OBJECT (self), "packshot-scroll");

  if (value != NULL)
    gtk_adjustment_set_value (adjustment, *value);
  g_object_set_data (G_OBJECT (self), "packshot-scroll", NULL);
}

static void
list_show_ids (PackshotItemList *self,
               GArray           *ids,
               GArray           *headings)
{
  if (!packshot_item_model_set_ids (self->model, ids, headings))
    {
      g_autoptr(PackshotItemModel) model = NULL;
      GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scroller);
      double value = gtk_adjustment_get_value (adjustment);

      model = packshot_item_model_new_like (self->model, ids, headings);
      list_set_model (self, model);
      g_object_set_data_full (G_OBJECT (self), "packshot-scroll", g_memdup2 (&value, sizeof value),
                              g_free);
      g_idle_add_once (restore_scroll_cb, g_object_ref (self));
    }
  list_keep_selected (self);
}

static void
queried_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr(PackshotItemList) self = data;
  g_autoptr(GArray) ids = NULL;
  g_autoptr(GArray) headings = NULL;
  g_autoptr(GError) error = NULL;

  ids = packshot_item_query_run_finish (PACKSHOT_SESSION (object), result, &headings, &error);
  if (ids == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_warning ("Items could not be listed: %s", error->message);
      return;
    }
  if (self->session == NULL)
    return;

  list_show_ids (self, ids, headings);
  if (ids->len == 0 && *list_text (self) != '\0')
    list_show_not_found (self);
  else if (ids->len == 0)
    list_show_nothing (self);
  gtk_stack_set_visible_child_name (self->stack, ids->len > 0 ? "list" : "empty");
  if (self->go_first)
    list_activate_first (self);
  else if (self->to_top && ids->len > 0)
    list_scroll_to (self, 0);
  self->go_first = self->to_top = FALSE;
  g_signal_emit (self, signals[LOADED], 0);
}

static void
list_load (PackshotItemList *self)
{
  PackshotItemQuery query;
  g_autofree char *text = NULL;

  g_clear_handle_id (&self->rest, g_source_remove);
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->session == NULL || !packshot_item_query_from_view (self->view, &query))
    return;
  if (self->filter != PACKSHOT_FILTER_ALL)
    query.filter = self->filter;
  text = g_strstrip (g_strdup (list_text (self)));
  query.text = *text != '\0' ? text : NULL;
  query.sort = self->sort;
  self->cancellable = g_cancellable_new ();
  packshot_item_query_run_async (self->session, &query, self->cancellable, queried_cb,
                                 g_object_ref (self));
}

static void
rest_cb (gpointer data)
{
  PackshotItemList *self = data;

  self->rest = 0;
  list_load (self);
}

/* Soon, so that many changes in a row are one query. */
static void
list_load_soon (PackshotItemList *self)
{
  if (self->rest == 0)
    self->rest = g_timeout_add_once (RELOAD_REST_MS, rest_cb, self);
}

static void
item_changed_cb (PackshotItemList *self)
{
  if (self->filter != PACKSHOT_FILTER_ALL || self->sort == PACKSHOT_SORT_CHANGED
      || g_strcmp0 (self->view, "attention") == 0 || g_strcmp0 (self->view, "waiting") == 0)
    list_load_soon (self);
}

/* --- Search --------------------------------------------------------------------------------- */

static void
search_changed_cb (PackshotItemList *self)
{
  self->to_top = TRUE;
  /* A text that is replaced is empty for a moment. */
  if (*list_text (self) == '\0')
    list_load_soon (self);
  else
    list_load (self);
}

/* A bar code scanner types a number and Enter at once: the hit is opened when the query is
 * done, and the text is marked so that the next number takes its place. */
static void
search_activate_cb (PackshotItemList *self)
{
  self->go_first = TRUE;
  gtk_editable_select_region (GTK_EDITABLE (self->search), 0, -1);
  list_load (self);
}

static void
search_stopped_cb (PackshotItemList *self)
{
  packshot_item_list_clear_search (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->list));
}

/* --- Rows ----------------------------------------------------------------------------------- */

static void
list_activate_cb (PackshotItemList *self,
                  guint             position)
{
  list_activate (self, position);
}

static void
cell_clicked_cb (PackshotItemList *self,
                 PackshotItemCell *cell)
{
  PackshotItemEntry *entry = packshot_item_cell_get_entry (cell);

  g_signal_emit (self, signals[ITEM_ACTIVATED], 0, packshot_item_entry_get_id (entry));
}

static void
cell_setup_cb (PackshotItemList *self,
               GtkListItem      *list_item)
{
  GtkWidget *cell = packshot_item_cell_new (self->session);

  g_signal_connect_object (cell, "clicked", G_CALLBACK (cell_clicked_cb), self, G_CONNECT_SWAPPED);
  gtk_list_item_set_child (list_item, cell);
}

static void
cell_bind_cb (PackshotItemList *self,
              GtkListItem      *list_item)
{
  PackshotItemEntry *entry = gtk_list_item_get_item (list_item);
  gboolean is_item = packshot_item_entry_get_heading (entry) == NULL;
  GtkWidget *cell = gtk_list_item_get_child (list_item);

  gtk_list_item_set_selectable (list_item, is_item);
  gtk_list_item_set_activatable (list_item, is_item);
  packshot_item_cell_set_entry (PACKSHOT_ITEM_CELL (cell), entry,
                                g_strcmp0 (self->view, "attention") == 0);
  packshot_item_model_request (self->model, gtk_list_item_get_position (list_item));
}

static void
cell_unbind_cb (PackshotItemList *self,
                GtkListItem      *list_item)
{
  packshot_item_cell_set_entry (PACKSHOT_ITEM_CELL (gtk_list_item_get_child (list_item)), NULL,
                                FALSE);
}

/* --- Actions -------------------------------------------------------------------------------- */

static void
sort_state_cb (GSimpleAction *action,
               GVariant      *state,
               gpointer       data)
{
  PackshotItemList *self = data;
  const char *name = g_variant_get_string (state, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (sort_names); i++)
    if (g_str_equal (sort_names[i], name) && self->sort != i)
      {
        self->sort = i;
        g_simple_action_set_state (action, state);
        list_load (self);
        g_signal_emit (self, signals[SORT_CHANGED], 0);
      }
}

static void
show_state_cb (GSimpleAction *action,
               GVariant      *state,
               gpointer       data)
{
  PackshotItemList *self = data;
  const char *name = g_variant_get_string (state, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (shows); i++)
    if (g_str_equal (shows[i].name, name))
      {
        self->filter = shows[i].filter;
        g_simple_action_set_state (action, state);
        list_load (self);
      }
}

static void
packshot_item_list_dispose (GObject *object)
{
  PackshotItemList *self = PACKSHOT_ITEM_LIST (object);

  g_clear_handle_id (&self->rest, g_source_remove);
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->list != NULL)
    gtk_list_view_set_model (self->list, NULL);
  g_clear_object (&self->selection);
  g_clear_object (&self->model);
  g_clear_object (&self->actions);
  g_clear_object (&self->session);
  g_clear_pointer (&self->view, g_free);
  g_clear_pointer (&self->mended, g_free);
  G_OBJECT_CLASS (packshot_item_list_parent_class)->dispose (object);
}

static void
packshot_item_list_class_init (PackshotItemListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = packshot_item_list_dispose;
  signals[ITEM_SELECTED] = g_signal_new ("item-selected", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                         NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
  signals[ITEM_ACTIVATED] = g_signal_new ("item-activated", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                          NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
  signals[SORT_CHANGED] = g_signal_new ("sort-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                        NULL, G_TYPE_NONE, 0);
  signals[LOADED] = g_signal_new ("loaded", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/packshot/Packshot/packshot-item-list.ui");
  gtk_widget_class_bind_template_child (widget_class, PackshotItemList, controls);
  gtk_widget_class_bind_template_child (widget_class, PackshotItemList, sidebar_button);
  gtk_widget_class_bind_template_child (widget_class, PackshotItemList, search);
  gtk_widget_class_bind_template_child (widget_class, PackshotItemList, stack);
  gtk_widget_class_bind_template_child (widget_class, PackshotItemList, scroller);
  gtk_widget_class_bind_template_child (widget_class, PackshotItemList, list);
  gtk_widget_class_bind_template_child (widget_class, PackshotItemList, empty);
  gtk_widget_class_bind_template_child (widget_class, PackshotItemList, empty_button);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_stopped_cb);
  gtk_widget_class_bind_template_callback (widget_class, list_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, empty_clicked_cb);
}

static void
packshot_item_list_init (PackshotItemList *self)
{
  static const GActionEntry entries[] = {
    { .name = "sort", .parameter_type = "s", .state = "'name'", .change_state = sort_state_cb },
    { .name = "show", .parameter_type = "s", .state = "'all'", .change_state = show_state_cb },
  };
  g_autoptr(GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  self->view = g_strdup ("all");
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (factory, "setup", G_CALLBACK (cell_setup_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", G_CALLBACK (cell_bind_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (cell_unbind_cb), self, G_CONNECT_SWAPPED);
  gtk_list_view_set_factory (self->list, factory);
  gtk_search_entry_set_key_capture_widget (self->search, GTK_WIDGET (self->list));

  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries),
                                   self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "items", G_ACTION_GROUP (self->actions));
}

/**
 * packshot_item_list_new:
 * @session: whose items are listed
 *
 * Returns: (transfer floating): the list of all items
 */
GtkWidget *
packshot_item_list_new (PackshotSession *session)
{
  PackshotItemList *self = g_object_new (PACKSHOT_TYPE_ITEM_LIST, NULL);
  g_autoptr(PackshotItemModel) model = packshot_item_model_new (session);

  self->session = g_object_ref (session);
  list_set_model (self, model);
  g_signal_connect_object (session, "items-changed", G_CALLBACK (list_load_soon), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "item-changed", G_CALLBACK (item_changed_cb), self,
                           G_CONNECT_SWAPPED);
  list_load (self);
  return GTK_WIDGET (self);
}

/**
 * packshot_item_list_set_view:
 * @self: a list
 * @view: a view's name; one that is no list of items changes nothing
 */
void
packshot_item_list_set_view (PackshotItemList *self,
                             const char       *view)
{
  PackshotItemQuery query;

  g_return_if_fail (PACKSHOT_IS_ITEM_LIST (self));

  if (g_strcmp0 (self->view, view) == 0 || !packshot_item_query_from_view (view, &query))
    return;
  g_free (self->view);
  self->view = g_strdup (view);
  self->filter = PACKSHOT_FILTER_ALL;
  g_simple_action_set_state (G_SIMPLE_ACTION (g_action_map_lookup_action (
                                                G_ACTION_MAP (self->actions), "show")),
                             g_variant_new_string ("all"));
  self->to_top = TRUE;
  list_load (self);
}

/**
 * packshot_item_list_select:
 * @self: a list
 * @item: the item that is to be open
 *
 * Opens an item, and scrolls to it when it is listed.
 */
void
packshot_item_list_select (PackshotItemList *self,
                           gint64            item)
{
  guint position;

  g_return_if_fail (PACKSHOT_IS_ITEM_LIST (self));

  list_set_selected (self, item);
  list_keep_selected (self);
  position = packshot_item_model_find (self->model, item);
  if (position != G_MAXUINT)
    list_scroll_to (self, position);
}

/**
 * packshot_item_list_get_selected:
 * @self: a list
 *
 * Returns: the open item, listed or not, or 0
 */
gint64
packshot_item_list_get_selected (PackshotItemList *self)
{
  g_return_val_if_fail (PACKSHOT_IS_ITEM_LIST (self), 0);

  return self->selected;
}

/**
 * packshot_item_list_step:
 * @self: a list
 * @by: how far; negative: upwards
 *
 * Opens the item after or before the open one. Headings are stepped over.
 */
void
packshot_item_list_step (PackshotItemList *self,
                         int               by)
{
  gint64 n, position;
  guint now;

  g_return_if_fail (PACKSHOT_IS_ITEM_LIST (self));

  n = packshot_item_model_get_n (self->model);
  now = packshot_item_model_find (self->model, self->selected);
  position = now == G_MAXUINT ? (by > 0 ? -1 : n) : (gint64)now;
  for (position += by; position >= 0 && position < n; position += by > 0 ? 1 : -1)
    {
      gint64 item = packshot_item_model_get_id (self->model, position);

      if (item != 0)
        {
          packshot_item_list_select (self, item);
          return;
        }
    }
}

/**
 * packshot_item_list_get_sort:
 * @self: a list
 *
 * Returns: its order
 */
PackshotSort
packshot_item_list_get_sort (PackshotItemList *self)
{
  g_return_val_if_fail (PACKSHOT_IS_ITEM_LIST (self), PACKSHOT_SORT_NAME);

  return self->sort;
}

/**
 * packshot_item_list_set_sort:
 * @self: a list
 * @sort: its order
 */
void
packshot_item_list_set_sort (PackshotItemList *self,
                             PackshotSort      sort)
{
  g_return_if_fail (PACKSHOT_IS_ITEM_LIST (self));
  g_return_if_fail (sort < G_N_ELEMENTS (sort_names));

  g_action_group_change_action_state (G_ACTION_GROUP (self->actions), "sort",
                                      g_variant_new_string (sort_names[sort]));
}

/**
 * packshot_item_list_focus_search:
 * @self: a list
 */
void
packshot_item_list_focus_search (PackshotItemList *self)
{
  g_return_if_fail (PACKSHOT_IS_ITEM_LIST (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

/**
 * packshot_item_list_clear_search:
 * @self: a list
 *
 * Returns: whether there was something to clear
 */
gboolean
packshot_item_list_clear_search (PackshotItemList *self)
{
  g_return_val_if_fail (PACKSHOT_IS_ITEM_LIST (self), FALSE);

  if (*list_text (self) == '\0')
    return FALSE;
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  return TRUE;
}

/**
 * packshot_item_list_set_buttons:
 * @self: a list
 * @end_title_buttons: whether the window's buttons stand in its header
 * @sidebar_toggle: whether the button for the sidebar does
 */
void
packshot_item_list_set_buttons (PackshotItemList *self,
                                gboolean          end_title_buttons,
                                gboolean          sidebar_toggle)
{
  g_return_if_fail (PACKSHOT_IS_ITEM_LIST (self));

  gtk_widget_set_visible (self->controls, end_title_buttons);
  gtk_widget_set_visible (self->sidebar_button, sidebar_toggle);
}

/**
 * packshot_item_list_get_model:
 * @self: a list
 *
 * Returns: (transfer none): what is listed
 */
PackshotItemModel *
packshot_item_list_get_model (PackshotItemList *self)
{
  g_return_val_if_fail (PACKSHOT_IS_ITEM_LIST (self), NULL);

  return self->model;
}
