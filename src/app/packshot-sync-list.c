/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* A column of rows of the Sync page, clamped to a width that can be read. The rows of each new
 * reading are compared with those that are there: a row that stays is the same object, so that
 * only what came or went is told to the list view. Main thread. */

#include "config.h"

#include "packshot-sync-list.h"

#define COLUMN_WIDTH 860

struct _PackshotSyncList
{
  AdwBin             parent_instance;

  /* Owned */
  PackshotSession   *session;
  GListStore        *rows;      /* of PackshotSyncRow */
  GHashTable        *by_key;    /* key (of the row) -> row (borrowed from @rows) */
  GHashTable        *cells;     /* set of the cells that show a row (borrowed) */
  GtkSizeGroup      *buttons;

  /* Children */
  GtkScrolledWindow *scroller;
  GtkListView       *view;
  gboolean           compact;
};

enum { WANTED, NEAR_END, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PackshotSyncList, packshot_sync_list, ADW_TYPE_BIN)

/* --- Cells ------------------------------------------------------------------------------------ */

static void
setup_cb (PackshotSyncList *self,
          GtkListItem      *item)
{
  gtk_list_item_set_selectable (item, FALSE);
  gtk_list_item_set_activatable (item, FALSE);
  gtk_list_item_set_child (item, packshot_sync_cell_new (self->session, self->buttons));
}

static void
bind_cb (PackshotSyncList *self,
         GtkListItem      *item)
{
  PackshotSyncCell *cell = PACKSHOT_SYNC_CELL (gtk_list_item_get_child (item));
  PackshotSyncRow *row = PACKSHOT_SYNC_ROW (gtk_list_item_get_item (item));

  g_hash_table_add (self->cells, cell);
  packshot_sync_cell_set_compact (cell, self->compact);
  packshot_sync_cell_set_row (cell, row);
  if (!row->is_loaded)
    g_signal_emit (self, signals[WANTED], 0, row);
}

static void
unbind_cb (PackshotSyncList *self,
           GtkListItem      *item)
{
  PackshotSyncCell *cell = PACKSHOT_SYNC_CELL (gtk_list_item_get_child (item));

  g_hash_table_remove (self->cells, cell);
  packshot_sync_cell_set_row (cell, NULL);
}

/* --- Scrolling -------------------------------------------------------------------------------- */

static void
scrolled_cb (PackshotSyncList *self)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scroller);
  double below = gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_value (adjustment);

  if (below < 3 * gtk_adjustment_get_page_size (adjustment))
    g_signal_emit (self, signals[NEAR_END], 0);
}

/* --- The object ------------------------------------------------------------------------------- */

static void
packshot_sync_list_dispose (GObject *object)
{
  PackshotSyncList *self = PACKSHOT_SYNC_LIST (object);

  if (self->view != NULL)
    gtk_list_view_set_model (self->view, NULL);
  self->view = NULL;
  g_clear_object (&self->rows);
  g_clear_pointer (&self->by_key, g_hash_table_unref);
  g_clear_pointer (&self->cells, g_hash_table_unref);
  g_clear_object (&self->buttons);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (packshot_sync_list_parent_class)->dispose (object);
}

static void
packshot_sync_list_class_init (PackshotSyncListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = packshot_sync_list_dispose;
  signals[WANTED] = g_signal_new ("wanted", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, PACKSHOT_TYPE_SYNC_ROW);
  signals[NEAR_END] = g_signal_new ("near-end", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                    NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
packshot_sync_list_init (PackshotSyncList *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkWidget *clamp = adw_clamp_scrollable_new ();
  GtkSelectionModel *model;

  self->rows = g_list_store_new (PACKSHOT_TYPE_SYNC_ROW);
  self->by_key = g_hash_table_new (g_str_hash, g_str_equal);
  self->cells = g_hash_table_new (NULL, NULL);
  self->buttons = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);
  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (unbind_cb), self, G_CONNECT_SWAPPED);
  model = GTK_SELECTION_MODEL (gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->rows))));
  self->view = GTK_LIST_VIEW (gtk_list_view_new (model, factory));
  gtk_widget_add_css_class (GTK_WIDGET (self->view), "sync-list");
  adw_clamp_scrollable_set_maximum_size (ADW_CLAMP_SCROLLABLE (clamp), COLUMN_WIDTH);
  adw_clamp_scrollable_set_tightening_threshold (ADW_CLAMP_SCROLLABLE (clamp), COLUMN_WIDTH);
  adw_clamp_scrollable_set_child (ADW_CLAMP_SCROLLABLE (clamp), GTK_WIDGET (self->view));
  self->scroller = GTK_SCROLLED_WINDOW (gtk_scrolled_window_new ());
  gtk_scrolled_window_set_policy (self->scroller, GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (self->scroller, clamp);
  gtk_widget_set_vexpand (GTK_WIDGET (self->scroller), TRUE);
  g_signal_connect_object (gtk_scrolled_window_get_vadjustment (self->scroller), "value-changed",
                           G_CALLBACK (scrolled_cb), self, G_CONNECT_SWAPPED);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->scroller));
}

/**
 * packshot_sync_list_new:
 * @session: where pictures come from
 * @label: what a screen reader calls it
 *
 * Returns: (transfer floating): an empty column
 */
GtkWidget *
packshot_sync_list_new (PackshotSession *session,
                        const char      *label)
{
  PackshotSyncList *self = g_object_new (PACKSHOT_TYPE_SYNC_LIST, NULL);

  self->session = g_object_ref (session);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  return GTK_WIDGET (self);
}

/* The rows that are to be shown, as the objects that are there already where the key is the
 * same. */
static GPtrArray *
dup_merged (PackshotSyncList *self,
            GPtrArray        *rows)
{
  GPtrArray *merged = g_ptr_array_new_full (rows->len, g_object_unref);

  for (guint i = 0; i < rows->len; i++)
    {
      PackshotSyncRow *row = rows->pdata[i];
      PackshotSyncRow *old = g_hash_table_lookup (self->by_key, row->key);

      if (old != NULL && old->kind == row->kind)
        packshot_sync_row_take (old, row);
      else
        old = row;
      g_ptr_array_add (merged, g_object_ref (old));
    }
  return merged;
}

static gboolean
is_at (PackshotSyncList *self,
       guint             index,
       gpointer          row)
{
  g_autoptr(GObject) there = g_list_model_get_item (G_LIST_MODEL (self->rows), index);

  return (gpointer)there == row;
}

/**
 * packshot_sync_list_set_rows:
 * @self: a column
 * @rows: (element-type PackshotSyncRow): what it shows
 */
void
packshot_sync_list_set_rows (PackshotSyncList *self,
                             GPtrArray        *rows)
{
  g_autoptr(GPtrArray) merged = NULL;
  guint n, start = 0, end = 0;

  g_return_if_fail (PACKSHOT_IS_SYNC_LIST (self));

  packshot_sync_rows_mark (rows);
  merged = dup_merged (self, rows);
  n = g_list_model_get_n_items (G_LIST_MODEL (self->rows));
  while (start < MIN (n, merged->len) && is_at (self, start, merged->pdata[start]))
    start++;
  while (end < MIN (n, merged->len) - start
         && is_at (self, n - 1 - end, merged->pdata[merged->len - 1 - end]))
    end++;
  g_hash_table_remove_all (self->by_key);
  for (guint i = 0; i < merged->len; i++)
    g_hash_table_insert (self->by_key, PACKSHOT_SYNC_ROW (merged->pdata[i])->key,
                         merged->pdata[i]);
  if (n - end > start || merged->len - end > start)
    g_list_store_splice (self->rows, start, n - start - end, merged->pdata + start,
                         merged->len - start - end);
}

/**
 * packshot_sync_list_find:
 * @self: a column
 * @key: a row's key
 *
 * Returns: (transfer none) (nullable): the row
 */
PackshotSyncRow *
packshot_sync_list_find (PackshotSyncList *self,
                         const char       *key)
{
  g_return_val_if_fail (PACKSHOT_IS_SYNC_LIST (self), NULL);

  return g_hash_table_lookup (self->by_key, key);
}

/**
 * packshot_sync_list_find_cell:
 * @self: a column
 * @key: a row's key
 *
 * Returns: (transfer none) (nullable): where it is seen
 */
PackshotSyncCell *
packshot_sync_list_find_cell (PackshotSyncList *self,
                              const char       *key)
{
  GHashTableIter iter;
  gpointer cell;

  g_return_val_if_fail (PACKSHOT_IS_SYNC_LIST (self), NULL);

  g_hash_table_iter_init (&iter, self->cells);
  while (g_hash_table_iter_next (&iter, &cell, NULL))
    if (g_str_equal (packshot_sync_cell_get_row (cell)->key, key))
      return cell;
  return NULL;
}

/**
 * packshot_sync_list_get_n:
 * @self: a column
 *
 * Returns: number of its rows
 */
guint
packshot_sync_list_get_n (PackshotSyncList *self)
{
  g_return_val_if_fail (PACKSHOT_IS_SYNC_LIST (self), 0);

  return g_list_model_get_n_items (G_LIST_MODEL (self->rows));
}

/**
 * packshot_sync_list_get_row:
 * @self: a column
 * @index: from 0
 *
 * Returns: (transfer none): a row
 */
PackshotSyncRow *
packshot_sync_list_get_row (PackshotSyncList *self,
                            guint             index)
{
  g_autoptr(PackshotSyncRow) row = NULL;

  g_return_val_if_fail (PACKSHOT_IS_SYNC_LIST (self), NULL);

  row = g_list_model_get_item (G_LIST_MODEL (self->rows), index);
  return row;
}

/**
 * packshot_sync_list_want_all:
 * @self: a column
 *
 * Asks anew for all rows that are seen and not loaded.
 */
void
packshot_sync_list_want_all (PackshotSyncList *self)
{
  GHashTableIter iter;
  gpointer cell;

  g_return_if_fail (PACKSHOT_IS_SYNC_LIST (self));

  g_hash_table_iter_init (&iter, self->cells);
  while (g_hash_table_iter_next (&iter, &cell, NULL))
    {
      PackshotSyncRow *row = packshot_sync_cell_get_row (cell);

      if (!row->is_loaded)
        g_signal_emit (self, signals[WANTED], 0, row);
    }
}

/**
 * packshot_sync_list_set_compact:
 * @self: a column
 * @compact: whether there is little room
 */
void
packshot_sync_list_set_compact (PackshotSyncList *self,
                                gboolean          compact)
{
  GHashTableIter iter;
  gpointer cell;

  g_return_if_fail (PACKSHOT_IS_SYNC_LIST (self));

  if (self->compact == compact)
    return;
  self->compact = compact;
  g_hash_table_iter_init (&iter, self->cells);
  while (g_hash_table_iter_next (&iter, &cell, NULL))
    packshot_sync_cell_set_compact (cell, compact);
}
