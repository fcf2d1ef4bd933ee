/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* The trash: pictures that were removed in the last 30 days and whose bytes are here. Rows are
 * read when the page is shown and again when something changes; nothing is kept in between.
 *
 *   map, item-changed → list_trash → load_rows of their items, for the names → rows
 *
 * Main thread. */

#include "config.h"

#include "packshot-trash-list.h"

#include "packshot-list-page.h"
#include "packshot-reload.h"
#include "packshot-well.h"
#include "packshot-words.h"

#include <glib/gi18n.h>

#define THUMBNAIL 42

struct _PackshotTrashList
{
  AdwBin            parent_instance;

  /* Owned */
  PackshotSession  *session;
  GPtrArray        *trash;      /* (nullable) (element-type PackshotTrashRow) */

  PackshotListPage *page;
};

G_DEFINE_FINAL_TYPE (PackshotTrashList, packshot_trash_list, ADW_TYPE_BIN)

#define TRASH_KEY "packshot-trash"

static void
restored_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr(PackshotTrashList) self = data;
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;
  gboolean ok;

  ok = packshot_session_edit_finish (PACKSHOT_SESSION (object), result, &error);
  text = ok ? g_strdup (_("Picture restored")) : packshot_words_error (error);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "(sb)", text, ok);
}

static void
restore_clicked_cb (PackshotTrashList *self,
                    GtkWidget         *button)
{
  gint64 *id = g_object_get_data (G_OBJECT (button), TRASH_KEY);

  gtk_widget_set_sensitive (button, FALSE);
  packshot_session_restore_async (self->session, *id, NULL, restored_cb, g_object_ref (self));
}

static GtkWidget *
row_new (PackshotTrashList      *self,
         const PackshotTrashRow *trash,
         const char             *item_name)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *well = packshot_well_new (THUMBNAIL);
  GtkWidget *button = gtk_button_new_with_label (_("Restore"));
  g_autofree char *when = packshot_words_time_at (trash->removed_at);
  g_autofree char *subtitle = g_strdup_printf (_("%s · removed %s"), item_name, when);
  const char *title = trash->title != NULL && *trash->title != '\0' ? trash->title
                                                                    : _("No caption");

  gtk_widget_add_css_class (well, "thumb");
  gtk_widget_set_valign (well, GTK_ALIGN_CENTER);
  packshot_well_set_image (PACKSHOT_WELL (well), self->session, trash->item, 0, trash->sha256);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), well);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_object_set_data_full (G_OBJECT (button), TRASH_KEY, g_memdup2 (&trash->id, sizeof trash->id),
                          g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (restore_clicked_cb), self,
                           G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  return row;
}

static const char *
name_of (GPtrArray *rows,
         gint64     item)
{
  for (guint i = 0; i < rows->len; i++)
    {
      const PackshotItemRow *row = rows->pdata[i];

      if (row->item->id == item)
        return row->item->name;
    }
  return _("An item that is gone");
}

static void
names_loaded_cb (GObject      *object,
                 GAsyncResult *result,
                 gpointer      data)
{
  g_autoptr(PackshotTrashList) self = data;
  g_autoptr(GPtrArray) rows = NULL;
  g_autoptr(GError) error = NULL;

  rows = packshot_session_load_rows_finish (PACKSHOT_SESSION (object), result, &error);
  if (rows == NULL || self->page == NULL || self->trash == NULL)
    return;
  packshot_list_page_clear (self->page);
  for (guint i = 0; i < self->trash->len; i++)
    {
      const PackshotTrashRow *trash = self->trash->pdata[i];

      gtk_list_box_append (packshot_list_page_get_list (self->page),
                           row_new (self, trash, name_of (rows, trash->item)));
    }
  packshot_list_page_update (self->page, _("Removed pictures stay here for 30 days."));
}

static void
trash_listed_cb (GObject      *object,
                 GAsyncResult *result,
                 gpointer      data)
{
  g_autoptr(PackshotTrashList) self = data;
  g_autoptr(GPtrArray) trash = NULL;
  g_autoptr(GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr(GError) error = NULL;

  trash = packshot_session_list_trash_finish (PACKSHOT_SESSION (object), result, &error);
  if (trash == NULL || self->page == NULL)
    return;
  for (guint i = 0; i < trash->len; i++)
    g_array_append_val (ids, ((PackshotTrashRow *)trash->pdata[i])->item);
  g_clear_pointer (&self->trash, g_ptr_array_unref);
  self->trash = g_steal_pointer (&trash);
  packshot_session_load_rows_async (self->session, (gconstpointer)ids->data, ids->len, NULL,
                                    names_loaded_cb, g_object_ref (self));
}

static void
trash_load (GtkWidget    *widget,
            GCancellable *cancellable)
{
  packshot_session_list_trash_async (PACKSHOT_TRASH_LIST (widget)->session, cancellable,
                                     trash_listed_cb, g_object_ref (widget));
}

static void
packshot_trash_list_dispose (GObject *object)
{
  PackshotTrashList *self = PACKSHOT_TRASH_LIST (object);

  g_clear_pointer (&self->trash, g_ptr_array_unref);
  g_clear_object (&self->session);
  self->page = NULL;
  G_OBJECT_CLASS (packshot_trash_list_parent_class)->dispose (object);
}

static void
packshot_trash_list_class_init (PackshotTrashListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = packshot_trash_list_dispose;
}

static void
packshot_trash_list_init (PackshotTrashList *self)
{
  GtkWidget *page = packshot_list_page_new (_("Trash"), "user-trash-symbolic",
                                            _("The Trash Is Empty"),
                                            _("Removed pictures stay here for 30 days."));

  self->page = PACKSHOT_LIST_PAGE (page);
  adw_bin_set_child (ADW_BIN (self), page);
}

/**
 * packshot_trash_list_new:
 * @session: whose trash
 *
 * Returns: (transfer floating): the page
 */
GtkWidget *
packshot_trash_list_new (PackshotSession *session)
{
  PackshotTrashList *self = g_object_new (PACKSHOT_TYPE_TRASH_LIST, NULL);

  self->session = g_object_ref (session);
  packshot_reload_attach (GTK_WIDGET (self), session, trash_load);
  return GTK_WIDGET (self);
}

/**
 * packshot_trash_list_set_buttons:
 * @self: the page
 * @sidebar_toggle: whether the button for the sidebar stands in its header
 */
void
packshot_trash_list_set_buttons (PackshotTrashList *self,
                                 gboolean           sidebar_toggle)
{
  g_return_if_fail (PACKSHOT_IS_TRASH_LIST (self));

  packshot_list_page_set_buttons (self->page, sidebar_toggle);
}
