/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* Conflicts: what both sides changed. Each row says what the two sides have and offers both. Rows
 * are read when the page is shown and again when something changes.
 *
 *   map, item-changed → list_conflicts → load_item of each item in turn → rows
 *
 * Main thread. */

#include "config.h"

#include "packshot-conflict-list.h"

#include "packshot-list-page.h"
#include "packshot-session-conflicts.h"
#include "packshot-well.h"
#include "packshot-words.h"

#include <glib/gi18n.h>

#define THUMBNAIL 42
#define RELOAD_REST_MS 150

struct _PackshotConflictList
{
  AdwBin            parent_instance;

  /* Owned */
  PackshotSession  *session;
  GPtrArray        *conflicts;  /* (nullable) (element-type PackshotConflictRow) */
  GHashTable       *views;      /* item → PackshotItemView */
  GCancellable     *cancellable;
  guint             next;       /* the conflict whose item is read */
  guint             rest;

  PackshotListPage *page;
};

G_DEFINE_FINAL_TYPE (PackshotConflictList, packshot_conflict_list, ADW_TYPE_BIN)

#define CONFLICT_KEY "packshot-conflict"

static void load_next_item (PackshotConflictList *self);

static void
resolved_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr(PackshotConflictList) self = data;
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;
  gboolean ok;

  ok = packshot_session_resolve_finish (PACKSHOT_SESSION (object), result, &error);
  text = ok ? g_strdup (_("Conflict decided")) : packshot_words_error (error);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "(sb)", text, ok);
}

static void
resolve (PackshotConflictList *self,
         GtkWidget            *button,
         PackshotKeep          keep)
{
  gint64 *id = g_object_get_data (G_OBJECT (button), CONFLICT_KEY);

  gtk_widget_set_sensitive (button, FALSE);
  packshot_session_resolve_async (self->session, id, 1, keep, NULL, resolved_cb,
                                  g_object_ref (self));
}

static void
keep_mine_cb (PackshotConflictList *self,
              GtkWidget            *button)
{
  resolve (self, button, PACKSHOT_KEEP_MINE);
}

static void
keep_server_cb (PackshotConflictList *self,
                GtkWidget            *button)
{
  resolve (self, button, PACKSHOT_KEEP_SERVER);
}

static char *
dup_caption (PackshotGallery *gallery,
             gint64           image)
{
  PackshotImage *found = packshot_gallery_lookup (gallery, image);
  const char *title = found != NULL ? packshot_image_get_title (found) : NULL;

  if (title == NULL || *title == '\0')
    return g_strdup (_("none"));
  return g_strdup_printf (_("“%s”"), title);
}

static char *
dup_primary (PackshotGallery *gallery)
{
  gint64 primary = packshot_gallery_get_primary (gallery);

  if (primary == 0)
    return g_strdup (_("none"));
  return g_strdup_printf (_("picture %d"), packshot_gallery_index_of (gallery, primary) + 1);
}

static char *
dup_visibility (PackshotGallery *gallery,
                gint64           image)
{
  PackshotImage *found = packshot_gallery_lookup (gallery, image);

  if (found == NULL || packshot_image_get_visibility (found) != PACKSHOT_VISIBILITY_PUBLIC)
    return g_strdup (_("private"));
  return g_strdup (_("public"));
}

/* What the two sides have, where that can be said in words. */
static char *
dup_sides (const PackshotConflictRow *conflict,
           PackshotItemView          *view)
{
  g_autofree char *mine = NULL;
  g_autofree char *theirs = NULL;

  if (conflict->kind == PACKSHOT_CONFLICT_TITLE)
    {
      mine = dup_caption (view->local, conflict->image);
      theirs = dup_caption (view->remote, conflict->image);
    }
  else if (conflict->kind == PACKSHOT_CONFLICT_PRIMARY)
    {
      mine = dup_primary (view->local);
      theirs = dup_primary (view->remote);
    }
  else if (conflict->kind == PACKSHOT_CONFLICT_VISIBILITY)
    {
      mine = dup_visibility (view->local, conflict->image);
      theirs = dup_visibility (view->remote, conflict->image);
    }
  else
    {
      return NULL;
    }
  return g_strdup_printf (_("Yours: %s · Server’s: %s"), mine, theirs);
}

static char *
dup_subtitle (const PackshotConflictRow *conflict,
              PackshotItemView          *view)
{
  int index = packshot_gallery_index_of (view->local, conflict->image);
  g_autofree char *when = packshot_words_time_at (conflict->since);
  g_autofree char *sides = dup_sides (conflict, view);
  GString *text = g_string_new (packshot_words_conflict (conflict->kind));

  if (conflict->image != 0 && index >= 0)
    {
      g_string_append (text, " · ");
      g_string_append_printf (text, _("picture %d"), index + 1);
    }
  g_string_append (text, " · ");
  g_string_append_printf (text, _("noticed %s"), when);
  if (sides != NULL)
    {
      g_string_append_c (text, '\n');
      g_string_append (text, sides);
    }
  return g_string_free (text, FALSE);
}

static void
add_button (PackshotConflictList      *self,
            GtkWidget                 *row,
            const PackshotConflictRow *conflict,
            const char                *label,
            GCallback                  callback)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_object_set_data_full (G_OBJECT (button), CONFLICT_KEY,
                          g_memdup2 (&conflict->id, sizeof conflict->id), g_free);
  g_signal_connect_object (button, "clicked", callback, self, G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
}

static GtkWidget *
row_new (PackshotConflictList      *self,
         const PackshotConflictRow *conflict,
         PackshotItemView          *view)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *well = packshot_well_new (THUMBNAIL);
  g_autofree char *subtitle = dup_subtitle (conflict, view);
  gint64 image = conflict->image != 0 ? conflict->image
                                      : packshot_gallery_get_primary (view->local);
  PackshotImage *found = packshot_gallery_lookup (view->local, image);

  if (found == NULL)
    found = packshot_gallery_lookup (view->remote, image);
  gtk_widget_add_css_class (well, "thumb");
  gtk_widget_set_valign (well, GTK_ALIGN_CENTER);
  if (found != NULL)
    packshot_well_set_image (PACKSHOT_WELL (well), self->session, conflict->item, image,
                             packshot_image_get_sha256 (found));
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), view->item->name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), well);
  add_button (self, row, conflict, _("Keep Mine"), G_CALLBACK (keep_mine_cb));
  add_button (self, row, conflict, _("Keep Server’s"), G_CALLBACK (keep_server_cb));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "x", conflict->item);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.show-item");
  return row;
}

static void
show_rows (PackshotConflictList *self)
{
  packshot_list_page_clear (self->page);
  for (guint i = 0; i < self->conflicts->len; i++)
    {
      const PackshotConflictRow *conflict = self->conflicts->pdata[i];
      PackshotItemView *view = g_hash_table_lookup (self->views, &conflict->item);

      if (view != NULL)
        gtk_list_box_append (packshot_list_page_get_list (self->page),
                             row_new (self, conflict, view));
    }
  packshot_list_page_update (self->page, _("You and the server changed the same thing. Everything "
                                           "else on these items is synced."));
}

static void
item_loaded_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      data)
{
  g_autoptr(PackshotConflictList) self = data;
  g_autoptr(PackshotItemView) view = NULL;
  g_autoptr(GError) error = NULL;

  view = packshot_session_load_item_finish (PACKSHOT_SESSION (object), result, &error);
  if (self->page == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (view != NULL)
    g_hash_table_replace (self->views, g_memdup2 (&view->item->id, sizeof (gint64)),
                          packshot_item_view_ref (view));
  self->next++;
  load_next_item (self);
}

static void
load_next_item (PackshotConflictList *self)
{
  for (; self->next < self->conflicts->len; self->next++)
    {
      const PackshotConflictRow *conflict = self->conflicts->pdata[self->next];

      if (g_hash_table_contains (self->views, &conflict->item))
        continue;
      packshot_session_load_item_async (self->session, conflict->item, self->cancellable,
                                        item_loaded_cb, g_object_ref (self));
      return;
    }
  show_rows (self);
}

static void
conflicts_listed_cb (GObject      *object,
                     GAsyncResult *result,
                     gpointer      data)
{
  g_autoptr(PackshotConflictList) self = data;
  g_autoptr(GPtrArray) conflicts = NULL;
  g_autoptr(GError) error = NULL;

  conflicts = packshot_session_list_conflicts_finish (PACKSHOT_SESSION (object), result, &error);
  if (conflicts == NULL || self->page == NULL)
    return;
  g_clear_pointer (&self->conflicts, g_ptr_array_unref);
  self->conflicts = g_steal_pointer (&conflicts);
  g_hash_table_remove_all (self->views);
  self->next = 0;
  load_next_item (self);
}

static void
conflicts_load (PackshotConflictList *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  packshot_session_list_conflicts_async (self->session, self->cancellable, conflicts_listed_cb,
                                         g_object_ref (self));
}

static void
rest_cb (gpointer data)
{
  PackshotConflictList *self = data;

  self->rest = 0;
  conflicts_load (self);
}

static void
changed_cb (PackshotConflictList *self)
{
  if (self->rest == 0 && gtk_widget_get_mapped (GTK_WIDGET (self)))
    self->rest = g_timeout_add_once (RELOAD_REST_MS, rest_cb, self);
}

static void
packshot_conflict_list_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (packshot_conflict_list_parent_class)->map (widget);
  conflicts_load (PACKSHOT_CONFLICT_LIST (widget));
}

static void
packshot_conflict_list_dispose (GObject *object)
{
  PackshotConflictList *self = PACKSHOT_CONFLICT_LIST (object);

  g_clear_handle_id (&self->rest, g_source_remove);
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->conflicts, g_ptr_array_unref);
  g_clear_pointer (&self->views, g_hash_table_unref);
  g_clear_object (&self->session);
  self->page = NULL;
  G_OBJECT_CLASS (packshot_conflict_list_parent_class)->dispose (object);
}

static void
packshot_conflict_list_class_init (PackshotConflictListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = packshot_conflict_list_dispose;
  GTK_WIDGET_CLASS (klass)->map = packshot_conflict_list_map;
}

static void
packshot_conflict_list_init (PackshotConflictList *self)
{
  GtkWidget *page = packshot_list_page_new (_("Conflicts"), "packshot-conflict-symbolic",
                                            _("No Conflicts"),
                                            _("When you and a server change the same thing, both "
                                              "are kept and shown here."));

  self->views = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free,
                                       (GDestroyNotify)packshot_item_view_unref);
  self->page = PACKSHOT_LIST_PAGE (page);
  adw_bin_set_child (ADW_BIN (self), page);
}

/**
 * packshot_conflict_list_new:
 * @session: whose conflicts
 *
 * Returns: (transfer floating): the page
 */
GtkWidget *
packshot_conflict_list_new (PackshotSession *session)
{
  PackshotConflictList *self = g_object_new (PACKSHOT_TYPE_CONFLICT_LIST, NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (session, "item-changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "items-changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

/**
 * packshot_conflict_list_set_buttons:
 * @self: the page
 * @sidebar_toggle: whether the button for the sidebar stands in its header
 */
void
packshot_conflict_list_set_buttons (PackshotConflictList *self,
                                    gboolean              sidebar_toggle)
{
  g_return_if_fail (PACKSHOT_IS_CONFLICT_LIST (self));

  packshot_list_page_set_buttons (self->page, sidebar_toggle);
}
