/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* A popover to choose an item: a search and the first few that fit. Main thread. */

#include "config.h"

#include "packshot-sync-chooser.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "packshot-well.h"
#include "packshot-words.h"

#define MOST 8
#define REST_MS 150
#define ITEM_KEY "packshot-item"

struct _PackshotSyncChooser
{
  GtkPopover       parent_instance;

  /* Owned */
  PackshotSession *session;
  GCancellable    *cancellable;  /* of the search under way */
  gint64           account;
  gint64           except;
  guint            rest;

  GtkEditable     *entry;
  GtkListBox      *list;
};

enum { CHOSEN, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PackshotSyncChooser, packshot_sync_chooser, GTK_TYPE_POPOVER)

static GtkWidget *
row_new (PackshotSyncChooser   *self,
         const PackshotItemRow *item)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *well = packshot_well_new (36);
  g_autofree char *subtitle = packshot_words_item_subtitle (item->item);

  gtk_widget_add_css_class (well, "thumb");
  gtk_widget_set_valign (well, GTK_ALIGN_CENTER);
  packshot_well_set_image (PACKSHOT_WELL (well), self->session, item->item->id, item->cover_image,
                           item->cover);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), item->item->name);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 1);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), well);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), ITEM_KEY,
                          g_memdup2 (&item->item->id, sizeof item->item->id), g_free);
  return row;
}

static void
rows_loaded_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      data)
{
  g_autoptr(PackshotSyncChooser) self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) rows = NULL;
  GtkWidget *child;

  rows = packshot_session_load_rows_finish (PACKSHOT_SESSION (source), result, &error);
  if (rows == NULL || self->session == NULL || self->list == NULL)
    return;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL
         && GTK_IS_LIST_BOX_ROW (child))
    gtk_list_box_remove (self->list, child);
  for (guint i = 0; i < rows->len; i++)
    {
      const PackshotItemRow *row = rows->pdata[i];

      if (row->item->id != self->except)
        gtk_list_box_append (self->list, row_new (self, row));
    }
}

static void
queried_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr(PackshotSyncChooser) self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GArray) ids = NULL;

  ids = packshot_session_query_items_finish (PACKSHOT_SESSION (source), result, &error);
  if (ids == NULL || self->session == NULL)
    return;
  packshot_session_load_rows_async (self->session, (const gint64 *)(gpointer)ids->data,
                                    MIN (ids->len, MOST), self->cancellable, rows_loaded_cb,
                                    g_object_ref (self));
}

static void
search (gpointer data)
{
  PackshotSyncChooser *self = data;
  const char *text = gtk_editable_get_text (self->entry);
  PackshotItemQuery query = { self->account, -1, PACKSHOT_FILTER_ALL, NULL, PACKSHOT_SORT_NAME };

  self->rest = 0;
  query.text = *text != '\0' ? text : NULL;
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  packshot_session_query_items_async (self->session, &query, self->cancellable, queried_cb,
                                      g_object_ref (self));
}

static void
search_changed_cb (PackshotSyncChooser *self)
{
  if (self->rest == 0)
    self->rest = g_timeout_add_once (REST_MS, search, self);
}

static void
choose (PackshotSyncChooser *self,
        GtkListBoxRow       *row)
{
  const gint64 *item = g_object_get_data (G_OBJECT (row), ITEM_KEY);

  if (item == NULL)
    return;
  g_signal_emit (self, signals[CHOSEN], 0, *item);
  gtk_popover_popdown (GTK_POPOVER (self));
}

/* Enter takes the first that fits. */
static void
entry_activated_cb (PackshotSyncChooser *self)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, 0);

  if (row != NULL)
    choose (self, row);
}

static void
packshot_sync_chooser_dispose (GObject *object)
{
  PackshotSyncChooser *self = PACKSHOT_SYNC_CHOOSER (object);

  g_clear_handle_id (&self->rest, g_source_remove);
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->session);
  self->list = NULL;
  G_OBJECT_CLASS (packshot_sync_chooser_parent_class)->dispose (object);
}

static void
packshot_sync_chooser_class_init (PackshotSyncChooserClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = packshot_sync_chooser_dispose;
  signals[CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
}

static void
packshot_sync_chooser_init (PackshotSyncChooser *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *entry = gtk_search_entry_new ();
  GtkWidget *list = gtk_list_box_new ();
  GtkWidget *nothing = gtk_label_new (_("No item fits."));

  g_object_set (entry, "placeholder-text", _("Name, brand or number"), NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Search items"), -1);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_widget_add_css_class (nothing, "meta");
  gtk_widget_set_margin_top (nothing, 18);
  gtk_widget_set_margin_bottom (nothing, 18);
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_list_box_set_placeholder (GTK_LIST_BOX (list), nothing);
  gtk_widget_set_size_request (box, 320, -1);
  gtk_box_append (GTK_BOX (box), entry);
  gtk_box_append (GTK_BOX (box), list);
  gtk_popover_set_child (GTK_POPOVER (self), box);
  self->entry = GTK_EDITABLE (entry);
  self->list = GTK_LIST_BOX (list);
  g_signal_connect_object (entry, "search-changed", G_CALLBACK (search_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (entry, "activate", G_CALLBACK (entry_activated_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (list, "row-activated", G_CALLBACK (choose), self, G_CONNECT_SWAPPED);
}

/**
 * packshot_sync_chooser_new:
 * @session: whose items
 * @account: of which account
 * @except: an item that is not offered, or 0
 *
 * Returns: (transfer floating): a popover that shows the first items
 */
GtkWidget *
packshot_sync_chooser_new (PackshotSession *session,
                           gint64           account,
                           gint64           except)
{
  PackshotSyncChooser *self = g_object_new (PACKSHOT_TYPE_SYNC_CHOOSER, NULL);

  self->session = g_object_ref (session);
  self->account = account;
  self->except = except;
  search (self);
  return GTK_WIDGET (self);
}
