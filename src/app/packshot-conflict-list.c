/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* The list of conflicts. Its model has the headings of the kinds as well; they can't be selected,
 * and are stepped over. One of the selected conflicts is the current one, which the page shows: the
 * one that was come to last.
 *
 *   views, sorted by kind ─▶ store of entries and headings ─▶ multiple selection ─▶ list view
 *
 * Main thread. */

#include "config.h"

#include "packshot-conflict-list.h"

#include "packshot-conflict-entry.h"
#include "packshot-conflict-words.h"

#include <glib/gi18n.h>

struct _PackshotConflictList
{
  AdwBin             parent_instance;

  /* Owned */
  PackshotSession   *session;
  GListStore        *store;      /* (element-type PackshotConflictEntry) */
  GtkSelectionModel *selection;

  guint              current;    /* its place in the store, or GTK_INVALID_LIST_POSITION */
  gboolean           filling;

  GtkWidget         *view;
};

G_DEFINE_FINAL_TYPE (PackshotConflictList, packshot_conflict_list, ADW_TYPE_BIN)

enum
{
  CHANGED,
  ACTIVATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static guint
list_get_length (PackshotConflictList *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->store));
}

/* (nullable): NULL where a heading stands, and beyond the end */
static PackshotConflictView *
list_get_view (PackshotConflictList *self,
               guint                 position)
{
  g_autoptr(PackshotConflictEntry) entry =
    g_list_model_get_item (G_LIST_MODEL (self->store), position);

  return entry != NULL ? packshot_conflict_entry_get_view (entry) : NULL;
}

/* --- Selecting --- */

static void
list_drop_headings (PackshotConflictList *self)
{
  for (guint i = 0; i < list_get_length (self); i++)
    if (list_get_view (self, i) == NULL && gtk_selection_model_is_selected (self->selection, i))
      gtk_selection_model_unselect_item (self->selection, i);
}

static guint
list_find_selected (PackshotConflictList *self)
{
  for (guint i = 0; i < list_get_length (self); i++)
    if (list_get_view (self, i) != NULL && gtk_selection_model_is_selected (self->selection, i))
      return i;
  return GTK_INVALID_LIST_POSITION;
}

static void
list_set_current (PackshotConflictList *self,
                  guint                 position)
{
  self->current = position;
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
selection_changed_cb (PackshotConflictList *self,
                      guint                 position,
                      guint                 n_items)
{
  g_autoptr(GtkBitset) selected = NULL;

  if (self->filling)
    return;
  self->filling = TRUE;
  list_drop_headings (self);
  self->filling = FALSE;
  selected = gtk_selection_model_get_selection (self->selection);
  if (gtk_bitset_get_size (selected) != 1 && self->current != GTK_INVALID_LIST_POSITION &&
      gtk_bitset_contains (selected, self->current))
    list_set_current (self, self->current);
  else
    list_set_current (self, list_find_selected (self));
}

static void
list_go (PackshotConflictList *self,
         guint                 position,
         gboolean              extend)
{
  self->filling = TRUE;
  gtk_selection_model_select_item (self->selection, position, !extend);
  self->filling = FALSE;
  list_set_current (self, position);
  gtk_widget_activate_action (self->view, "list.scroll-to-item", "u", position);
}

static void
activate_cb (PackshotConflictList *self,
             guint                 position)
{
  if (list_get_view (self, position) == NULL)
    return;
  list_go (self, position, FALSE);
  g_signal_emit (self, signals[ACTIVATED], 0);
}

/* --- Rows --- */

static void
setup_cb (PackshotConflictList *self,
          GtkListItem          *item)
{
  gtk_list_item_set_child (item, packshot_conflict_line_new (self->session));
}

static void
bind_cb (PackshotConflictList *self,
         GtkListItem          *item)
{
  PackshotConflictEntry *entry = gtk_list_item_get_item (item);
  PackshotConflictView *view = packshot_conflict_entry_get_view (entry);
  GtkWidget *child = gtk_list_item_get_child (item);
  GtkWidget *row = gtk_widget_get_parent (child);
  g_autofree char *label = NULL;

  packshot_conflict_line_set_entry (PACKSHOT_CONFLICT_LINE (child), entry);
  gtk_list_item_set_selectable (item, view != NULL);
  gtk_list_item_set_activatable (item, view != NULL);
  if (row == NULL)
    return;
  gtk_widget_set_focusable (row, view != NULL);
  if (view != NULL)
    gtk_widget_remove_css_class (row, "heading");
  else
    gtk_widget_add_css_class (row, "heading");
  label = view != NULL ? packshot_conflict_words_label (view) :
    g_strdup_printf ("%s, %u",
                     packshot_conflict_words_kind (packshot_conflict_entry_get_kind (entry)),
                     packshot_conflict_entry_get_count (entry));
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static void
unbind_cb (PackshotConflictList *self,
           GtkListItem          *item)
{
  packshot_conflict_line_set_entry (PACKSHOT_CONFLICT_LINE (gtk_list_item_get_child (item)), NULL);
}

/* --- Keys: before the list view, which would stop at headings --- */

static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint                  keyval,
                guint                  keycode,
                GdkModifierType        state,
                PackshotConflictList  *self)
{
  gboolean extend = (state & GDK_SHIFT_MASK) != 0;

  if (state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK))
    return FALSE;
  if (keyval == GDK_KEY_Up || keyval == GDK_KEY_KP_Up)
    packshot_conflict_list_step (self, -1, extend);
  else if (keyval == GDK_KEY_Down || keyval == GDK_KEY_KP_Down)
    packshot_conflict_list_step (self, 1, extend);
  else
    return FALSE;
  return TRUE;
}

/* --- Object --- */

static void
packshot_conflict_list_dispose (GObject *object)
{
  PackshotConflictList *self = PACKSHOT_CONFLICT_LIST (object);

  G_OBJECT_CLASS (packshot_conflict_list_parent_class)->dispose (object);
  g_clear_object (&self->selection);
  g_clear_object (&self->store);
  g_clear_object (&self->session);
}

static void
packshot_conflict_list_class_init (PackshotConflictListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = packshot_conflict_list_dispose;
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
  signals[ACTIVATED] = g_signal_new ("activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                     NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
packshot_conflict_list_init (PackshotConflictList *self)
{
  self->current = GTK_INVALID_LIST_POSITION;
  self->store = g_list_store_new (PACKSHOT_TYPE_CONFLICT_ENTRY);
  self->selection =
    GTK_SELECTION_MODEL (gtk_multi_selection_new (g_object_ref (G_LIST_MODEL (self->store))));
  g_signal_connect_object (self->selection, "selection-changed", G_CALLBACK (selection_changed_cb),
                           self, G_CONNECT_SWAPPED);
}

/**
 * packshot_conflict_list_new:
 * @session: where pictures are
 *
 * Returns: (transfer floating): an empty list
 */
GtkWidget *
packshot_conflict_list_new (PackshotSession *session)
{
  PackshotConflictList *self = g_object_new (PACKSHOT_TYPE_CONFLICT_LIST, NULL);
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->session = g_object_ref (session);
  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (unbind_cb), self, G_CONNECT_SWAPPED);
  self->view = gtk_list_view_new (g_object_ref (self->selection), factory);
  gtk_widget_add_css_class (self->view, "navigation-sidebar");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Conflicts"), -1);
  g_signal_connect_object (self->view, "activate", G_CALLBACK (activate_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (self->view, keys);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), self->view);
  adw_bin_set_child (ADW_BIN (self), scroller);
  return GTK_WIDGET (self);
}

static int
view_compare (gconstpointer a,
              gconstpointer b)
{
  const PackshotConflictView *x = *(PackshotConflictView * const *)a;
  const PackshotConflictView *y = *(PackshotConflictView * const *)b;
  int rank = packshot_conflict_rank (x->row.kind) - packshot_conflict_rank (y->row.kind);

  if (rank != 0)
    return rank;
  if (x->row.since != y->row.since)
    return x->row.since < y->row.since ? -1 : 1;
  return x->row.id < y->row.id ? -1 : x->row.id > y->row.id;
}

/* Entries under the headings of their kinds. */
static GPtrArray *
entries_new (GPtrArray *views)
{
  g_autoptr(GPtrArray) sorted = g_ptr_array_copy (views, (GCopyFunc)packshot_conflict_view_ref,
                                                  NULL);
  GPtrArray *entries = g_ptr_array_new_with_free_func (g_object_unref);
  guint counts[PACKSHOT_N_CONFLICT_KINDS] = { 0 };

  g_ptr_array_set_free_func (sorted, (GDestroyNotify)packshot_conflict_view_unref);
  g_ptr_array_sort (sorted, view_compare);
  for (guint i = 0; i < sorted->len; i++)
    counts[((PackshotConflictView *)sorted->pdata[i])->row.kind]++;
  for (guint i = 0; i < sorted->len; i++)
    {
      PackshotConflictView *view = sorted->pdata[i];
      guint *n = &counts[view->row.kind];

      if (*n > 0)
        g_ptr_array_add (entries, packshot_conflict_entry_new_heading (view->row.kind, *n));
      *n = 0;
      g_ptr_array_add (entries, packshot_conflict_entry_new (view));
    }
  return entries;
}

static guint
list_find (PackshotConflictList *self,
           gint64                conflict)
{
  for (guint i = 0; i < list_get_length (self); i++)
    {
      PackshotConflictView *view = list_get_view (self, i);

      if (view != NULL && view->row.id == conflict)
        return i;
    }
  return GTK_INVALID_LIST_POSITION;
}

/* The one at @position, else the next below, else the next above. */
static guint
list_near (PackshotConflictList *self,
           guint                 position)
{
  for (guint i = position; i < list_get_length (self); i++)
    if (list_get_view (self, i) != NULL)
      return i;
  for (guint i = MIN (position, list_get_length (self)); i > 0; i--)
    if (list_get_view (self, i - 1) != NULL)
      return i - 1;
  return GTK_INVALID_LIST_POSITION;
}

/**
 * packshot_conflict_list_set_conflicts:
 * @self: a list
 * @views: (element-type PackshotConflictView): all that are open
 */
void
packshot_conflict_list_set_conflicts (PackshotConflictList *self,
                                      GPtrArray            *views)
{
  g_autoptr(GPtrArray) selected = NULL;
  g_autoptr(GPtrArray) entries = NULL;
  PackshotConflictView *current;
  guint place, position = GTK_INVALID_LIST_POSITION;

  g_return_if_fail (PACKSHOT_IS_CONFLICT_LIST (self));

  selected = packshot_conflict_list_dup_selected (self);
  for (guint i = 0; i < selected->len; i++)
    packshot_conflict_view_ref (selected->pdata[i]);
  g_ptr_array_set_free_func (selected, (GDestroyNotify)packshot_conflict_view_unref);
  current = packshot_conflict_list_get_current (self);
  place = current != NULL ? self->current : 0;
  entries = entries_new (views);

  self->filling = TRUE;
  if (current != NULL)
    packshot_conflict_view_ref (current);
  g_list_store_splice (self->store, 0, list_get_length (self), entries->pdata, entries->len);
  for (guint i = 0; i < selected->len; i++)
    {
      position = list_find (self, ((PackshotConflictView *)selected->pdata[i])->row.id);
      if (position != GTK_INVALID_LIST_POSITION)
        gtk_selection_model_select_item (self->selection, position, FALSE);
    }
  position = current != NULL ? list_find (self, current->row.id) : GTK_INVALID_LIST_POSITION;
  g_clear_pointer (&current, packshot_conflict_view_unref);
  if (position == GTK_INVALID_LIST_POSITION)
    position = list_find_selected (self);
  if (position == GTK_INVALID_LIST_POSITION)
    position = list_near (self, place);
  if (position != GTK_INVALID_LIST_POSITION)
    gtk_selection_model_select_item (self->selection, position, FALSE);
  self->filling = FALSE;
  list_set_current (self, position);
}

guint
packshot_conflict_list_get_n (PackshotConflictList *self)
{
  g_autoptr(GPtrArray) all = packshot_conflict_list_dup_all (self);

  return all->len;
}

PackshotConflictView *
packshot_conflict_list_get_current (PackshotConflictList *self)
{
  g_return_val_if_fail (PACKSHOT_IS_CONFLICT_LIST (self), NULL);

  return self->current != GTK_INVALID_LIST_POSITION ? list_get_view (self, self->current) : NULL;
}

guint
packshot_conflict_list_get_number (PackshotConflictList *self)
{
  guint number = 0;

  g_return_val_if_fail (PACKSHOT_IS_CONFLICT_LIST (self), 0);

  for (guint i = 0; i <= self->current && i < list_get_length (self); i++)
    number += list_get_view (self, i) != NULL ? 1 : 0;
  return number;
}

GPtrArray *
packshot_conflict_list_dup_all (PackshotConflictList *self)
{
  GPtrArray *views = g_ptr_array_new ();

  g_return_val_if_fail (PACKSHOT_IS_CONFLICT_LIST (self), views);

  for (guint i = 0; i < list_get_length (self); i++)
    if (list_get_view (self, i) != NULL)
      g_ptr_array_add (views, list_get_view (self, i));
  return views;
}

GPtrArray *
packshot_conflict_list_dup_selected (PackshotConflictList *self)
{
  GPtrArray *views = g_ptr_array_new ();

  g_return_val_if_fail (PACKSHOT_IS_CONFLICT_LIST (self), views);

  for (guint i = 0; i < list_get_length (self); i++)
    if (list_get_view (self, i) != NULL && gtk_selection_model_is_selected (self->selection, i))
      g_ptr_array_add (views, list_get_view (self, i));
  return views;
}

/**
 * packshot_conflict_list_select:
 * @self: a list
 * @conflict: a conflict's id
 *
 * Makes it the only one that is selected.
 *
 * Returns: whether it is there
 */
gboolean
packshot_conflict_list_select (PackshotConflictList *self,
                               gint64                conflict)
{
  guint position;

  g_return_val_if_fail (PACKSHOT_IS_CONFLICT_LIST (self), FALSE);

  position = list_find (self, conflict);
  if (position != GTK_INVALID_LIST_POSITION)
    list_go (self, position, FALSE);
  return position != GTK_INVALID_LIST_POSITION;
}

/**
 * packshot_conflict_list_step:
 * @self: a list
 * @direction: 1 for the next, -1 for the one before
 * @extend: whether what is selected stays so
 */
void
packshot_conflict_list_step (PackshotConflictList *self,
                             int                   direction,
                             gboolean              extend)
{
  guint length, position;

  g_return_if_fail (PACKSHOT_IS_CONFLICT_LIST (self));

  length = list_get_length (self);
  position = self->current;
  if (position == GTK_INVALID_LIST_POSITION)
    position = direction > 0 ? 0 : length;
  else
    position += direction;
  while (position < length && list_get_view (self, position) == NULL)
    position += direction;
  if (position < length)
    list_go (self, position, extend);
}

void
packshot_conflict_list_select_all (PackshotConflictList *self)
{
  g_return_if_fail (PACKSHOT_IS_CONFLICT_LIST (self));

  gtk_selection_model_select_all (self->selection);
}

void
packshot_conflict_list_focus (PackshotConflictList *self)
{
  g_return_if_fail (PACKSHOT_IS_CONFLICT_LIST (self));

  gtk_widget_grab_focus (self->view);
}
