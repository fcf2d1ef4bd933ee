/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* The pictures of one item: header, gallery or empty state, and a bar for what can be done with
 * several. Everything shown comes from the last item view that the session gave. Main thread.
 *
 *   set_item, item-changed -> load (one at a time; changes meanwhile are loaded once more) ->
 * show_view
 *
 * What can be done stands in packshot-gallery-actions.c, files in packshot-gallery-files.c.
 */

#include "config.h"

#include "packshot-gallery-pane.h"

#include "packshot-gallery-pane-private.h"
#include "packshot-gallery-reasons.h"
#include "packshot-session-work.h"
#include "packshot-words.h"

#include <glib/gi18n.h>

G_DEFINE_FINAL_TYPE (PackshotGalleryPane, packshot_gallery_pane, ADW_TYPE_BIN)

enum
{
  VIEW_CHANGED,
  SELECTION_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void load (PackshotGalleryPane *self);

static void
show_bar (PackshotGalleryPane *self)
{
  g_autoptr(GArray) images = packshot_gallery_view_dup_selection (self->gallery);
  g_autofree char *text = NULL;

  gtk_action_bar_set_revealed (self->bar, images->len > 1);
  if (images->len < 2)
    return;
  text = g_strdup_printf (ngettext ("%u selected", "%u selected", images->len), images->len);
  gtk_label_set_label (self->bar_label, text);
  for (guint verb = 0; verb < PACKSHOT_GALLERY_N_VERBS; verb++)
    {
      GtkWidget *button = self->bar_buttons[verb];
      g_autofree char *reason = packshot_gallery_reason (self->view, images, verb);

      if (button == NULL)
        continue;
      if (reason != NULL)
        gtk_widget_add_css_class (button, "unavailable");
      else
        gtk_widget_remove_css_class (button, "unavailable");
      gtk_accessible_update_state (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_STATE_DISABLED,
                                   reason != NULL, -1);
    }
}

static void
gallery_selection_changed_cb (PackshotGalleryPane *self)
{
  if (self->view != NULL)
    show_bar (self);
  g_signal_emit (self, signals[SELECTION_CHANGED], 0);
}

static void
show_header (PackshotGalleryPane *self)
{
  gboolean single = self->view != NULL && self->view->profile->max_images == 1
    && self->view->images->len > 0;
  g_autofree char *headline = NULL;
  g_autofree char *refusal = NULL;

  if (self->view != NULL)
    refusal = packshot_gallery_reason_add (self->view);
  if (self->view != NULL)
    headline = packshot_words_item_headline (self->view->item, self->view->account->service);
  adw_window_title_set_title (self->title, self->view != NULL ? self->view->item->name : "");
  adw_window_title_set_subtitle (self->title, headline != NULL ? headline : "");
  adw_button_content_set_icon_name (self->add_content,
                                    single ? "document-open-symbolic" : "list-add-symbolic");
  adw_button_content_set_label (self->add_content, single ? _("Replace") : _("Add"));
  gtk_widget_set_tooltip_text (self->add_button, single ? _("Replace Picture (Ctrl+O)")
                                                        : _("Add Pictures (Ctrl+O)"));
  gtk_widget_set_visible (self->add_button, self->view != NULL && refusal == NULL);
}

/* A service with one slot has no pictures, it has no picture. */
static void
show_empty (PackshotGalleryPane *self)
{
  gboolean one = self->view->profile->max_images == 1;
  g_autofree char *refusal = packshot_gallery_reason_add (self->view);
  const char *invitation = one ? _("Drop a picture here, paste it, or choose a file.")
                               : _("Drop pictures here, paste them, or choose files.");

  adw_status_page_set_title (self->empty_page, one ? _("No Picture Yet") : _("No Pictures Yet"));
  adw_status_page_set_description (self->empty_page, refusal != NULL ? refusal : invitation);
  gtk_widget_set_visible (adw_status_page_get_child (self->empty_page), refusal == NULL);
  gtk_button_set_label (GTK_BUTTON (adw_status_page_get_child (self->empty_page)),
                        one ? _("Add Picture…") : _("Add Pictures…"));
}

static void
select_arrived (PackshotGalleryPane *self)
{
  gint64 first;

  if (self->to_select == NULL || self->view == NULL)
    return;
  first = g_array_index (self->to_select, gint64, 0);
  if (packshot_item_view_lookup (self->view, first) == NULL)
    return;
  packshot_gallery_view_select (self->gallery, &g_array_index (self->to_select, gint64, 0),
                                self->to_select->len);
  packshot_gallery_view_set_cursor (self->gallery, first, TRUE);
  g_clear_pointer (&self->to_select, g_array_unref);
}

/* Shows an item view, or that there is none. */
void
_packshot_gallery_pane_show_view (PackshotGalleryPane *self,
                                  PackshotItemView    *view)
{
  gboolean empty = view != NULL && view->images->len == 0;

  if (view != NULL)
    packshot_item_view_ref (view);
  g_clear_pointer (&self->view, packshot_item_view_unref);
  self->view = view;
  show_header (self);
  packshot_gallery_view_set_view (self->gallery, view);
  if (empty)
    show_empty (self);
  gtk_stack_set_visible_child_name (self->stack, view == NULL ? "none" : empty ? "empty"
                                    : "gallery");
  if (view == NULL)
    gtk_action_bar_set_revealed (self->bar, FALSE);
  else
    show_bar (self);
  select_arrived (self);
  g_signal_emit (self, signals[VIEW_CHANGED], 0);
}

static void
load_item_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(PackshotGalleryPane) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(PackshotItemView) view = NULL;

  view = packshot_session_load_item_finish (PACKSHOT_SESSION (source), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return; /* another item is wanted by now */
  g_clear_object (&self->loading);
  if (self->load_again)
    {
      load (self);
      return;
    }
  if (error != NULL && !g_error_matches (error, PACKSHOT_SESSION_ERROR,
                                         PACKSHOT_SESSION_ERROR_NOT_FOUND))
    _packshot_gallery_pane_toast_error (self, error);
  _packshot_gallery_pane_show_view (self, view);
}

static void
load (PackshotGalleryPane *self)
{
  self->load_again = self->loading != NULL;
  if (self->load_again || self->item == 0)
    return;
  self->loading = g_cancellable_new ();
  packshot_session_load_item_async (self->session, self->item, self->loading, load_item_cb,
                                    g_object_ref (self));
}

static void
session_item_changed_cb (PackshotGalleryPane *self,
                         gint64               item)
{
  if (item == self->item)
    load (self);
}

static void
session_progress_cb (PackshotGalleryPane *self,
                     gint64               item,
                     gint64               image,
                     double               fraction)
{
  if (item == self->item)
    packshot_gallery_view_set_progress (self->gallery, image, fraction);
}

static void
session_offline_cb (PackshotGalleryPane *self)
{
  packshot_gallery_view_update (self->gallery);
}

static void
gallery_moved_cb (PackshotGalleryPane *self,
                  GArray              *images,
                  guint                position)
{
  packshot_gallery_pane_move (self, images, position);
}

static void
gallery_starred_cb (PackshotGalleryPane *self,
                    gint64               image)
{
  packshot_gallery_pane_set_primary (self, image, TRUE);
}

static void
gallery_refused_cb (PackshotGalleryPane *self,
                    const char          *reason)
{
  _packshot_gallery_pane_toast (self, reason, FALSE);
}

static void
packshot_gallery_pane_dispose (GObject *object)
{
  PackshotGalleryPane *self = PACKSHOT_GALLERY_PANE (object);

  if (self->loading != NULL)
    g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  if (self->gallery != NULL)
    packshot_gallery_view_set_adjustment (self->gallery, NULL);
  self->gallery = NULL;
  g_clear_pointer (&self->view, packshot_item_view_unref);
  g_clear_pointer (&self->to_select, g_array_unref);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (packshot_gallery_pane_parent_class)->dispose (object);
}

static void
bind_bar_button (GtkWidgetClass     *widget_class,
                 const char         *name,
                 PackshotGalleryVerb verb)
{
  gtk_widget_class_bind_template_child_full (widget_class, name, FALSE,
                                             G_STRUCT_OFFSET (PackshotGalleryPane, bar_buttons)
                                             + verb * sizeof (GtkWidget *));
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, PackshotGalleryPane, header);
  gtk_widget_class_bind_template_child (widget_class, PackshotGalleryPane, title);
  gtk_widget_class_bind_template_child (widget_class, PackshotGalleryPane, back_button);
  gtk_widget_class_bind_template_child (widget_class, PackshotGalleryPane, add_button);
  gtk_widget_class_bind_template_child (widget_class, PackshotGalleryPane, add_content);
  gtk_widget_class_bind_template_child (widget_class, PackshotGalleryPane, sync_slot);
  gtk_widget_class_bind_template_child (widget_class, PackshotGalleryPane, body);
  gtk_widget_class_bind_template_child (widget_class, PackshotGalleryPane, stack);
  gtk_widget_class_bind_template_child (widget_class, PackshotGalleryPane, empty_page);
  gtk_widget_class_bind_template_child (widget_class, PackshotGalleryPane, scroller);
  gtk_widget_class_bind_template_child (widget_class, PackshotGalleryPane, drop_frame);
  gtk_widget_class_bind_template_child (widget_class, PackshotGalleryPane, drop_hint);
  gtk_widget_class_bind_template_child (widget_class, PackshotGalleryPane, bar);
  gtk_widget_class_bind_template_child (widget_class, PackshotGalleryPane, bar_label);
  bind_bar_button (widget_class, "bar_primary", PACKSHOT_GALLERY_PRIMARY);
  bind_bar_button (widget_class, "bar_move", PACKSHOT_GALLERY_MOVE);
  bind_bar_button (widget_class, "bar_caption", PACKSHOT_GALLERY_CAPTION);
  bind_bar_button (widget_class, "bar_remove", PACKSHOT_GALLERY_REMOVE);
}

static void
packshot_gallery_pane_class_init (PackshotGalleryPaneClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  object_class->dispose = packshot_gallery_pane_dispose;

  signals[VIEW_CHANGED] = g_signal_new ("view-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                        NULL,
                                        G_TYPE_NONE, 0);
  signals[SELECTION_CHANGED] = g_signal_new ("selection-changed", type, G_SIGNAL_RUN_LAST, 0, NULL,
                                             NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/packshot/Packshot/packshot-gallery-pane.ui");
  bind_children (widget_class);
  _packshot_gallery_actions_class_init (widget_class);
}

static void
packshot_gallery_pane_init (PackshotGalleryPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* What needs the session. */
static void
set_up (PackshotGalleryPane *self)
{
  GtkWidget *gallery = packshot_gallery_view_new (self->session);

  self->gallery = PACKSHOT_GALLERY_VIEW (gallery);
  gtk_scrolled_window_set_child (self->scroller, gallery);
  packshot_gallery_view_set_adjustment (self->gallery,
                                        gtk_scrolled_window_get_vadjustment (self->scroller));
  g_signal_connect_swapped (gallery, "selection-changed", G_CALLBACK (gallery_selection_changed_cb),
                            self);
  g_signal_connect_swapped (gallery, "moved", G_CALLBACK (gallery_moved_cb), self);
  g_signal_connect_swapped (gallery, "starred", G_CALLBACK (gallery_starred_cb), self);
  g_signal_connect_swapped (gallery, "refused", G_CALLBACK (gallery_refused_cb), self);
  _packshot_gallery_files_init (self);
  if (self->session == NULL)
    return;
  g_signal_connect_object (self->session, "item-changed", G_CALLBACK (session_item_changed_cb),
                           self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "progress", G_CALLBACK (session_progress_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "notify::offline", G_CALLBACK (session_offline_cb), self,
                           G_CONNECT_SWAPPED);
}

/**
 * packshot_gallery_pane_new:
 * @session: (nullable): the session; without one it shows only what it is given
 *
 * Returns: a pane without an item
 */
GtkWidget *
packshot_gallery_pane_new (PackshotSession *session)
{
  PackshotGalleryPane *self = g_object_new (PACKSHOT_TYPE_GALLERY_PANE, NULL);

  g_set_object (&self->session, session);
  set_up (self);
  _packshot_gallery_pane_show_view (self, NULL);
  return GTK_WIDGET (self);
}

/**
 * packshot_gallery_pane_set_item:
 * @self: a pane
 * @item: an item's id, or 0 for none
 *
 * Shows another item; what was shown stays until the new one has been read.
 */
void
packshot_gallery_pane_set_item (PackshotGalleryPane *self,
                                gint64               item)
{
  g_return_if_fail (PACKSHOT_IS_GALLERY_PANE (self));

  if (item == self->item)
    return;
  self->item = item;
  packshot_session_set_visible_item (self->session, item);
  if (self->loading != NULL)
    g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  g_clear_pointer (&self->to_select, g_array_unref);
  if (item == 0)
    _packshot_gallery_pane_show_view (self, NULL);
  else
    load (self);
}

/**
 * packshot_gallery_pane_get_item:
 * @self: a pane
 *
 * Returns: the id of the item that is shown or will be, or 0
 */
gint64
packshot_gallery_pane_get_item (PackshotGalleryPane *self)
{
  return self->item;
}

/**
 * packshot_gallery_pane_get_view:
 * @self: a pane
 *
 * Returns: (transfer none) (nullable): what it shows
 */
PackshotItemView *
packshot_gallery_pane_get_view (PackshotGalleryPane *self)
{
  return self->view;
}

/**
 * packshot_gallery_pane_dup_selection:
 * @self: a pane
 *
 * Returns: (transfer full) (element-type gint64): ids of the selected pictures, in the gallery's
 * order
 */
GArray *
packshot_gallery_pane_dup_selection (PackshotGalleryPane *self)
{
  return packshot_gallery_view_dup_selection (self->gallery);
}

/**
 * packshot_gallery_pane_select:
 * @self: a pane
 * @images: (array length=n_images): ids of pictures
 * @n_images: how many
 *
 * Selects these, and no others.
 */
void
packshot_gallery_pane_select (PackshotGalleryPane *self,
                              const gint64        *images,
                              guint                n_images)
{
  packshot_gallery_view_select (self->gallery, images, n_images);
}

/**
 * packshot_gallery_pane_set_sync_button:
 * @self: a pane
 * @button: (nullable): what stands in its header before the toggle of the details
 */
void
packshot_gallery_pane_set_sync_button (PackshotGalleryPane *self,
                                       GtkWidget           *button)
{
  adw_bin_set_child (self->sync_slot, button);
}

/**
 * packshot_gallery_pane_set_banner:
 * @self: a pane
 * @banner: what stands between the header and the pictures
 */
void
packshot_gallery_pane_set_banner (PackshotGalleryPane *self,
                                  GtkWidget           *banner)
{
  GtkWidget *box;

  g_return_if_fail (PACKSHOT_IS_GALLERY_PANE (self));

  box = gtk_widget_get_parent (GTK_WIDGET (self->header));
  gtk_box_insert_child_after (GTK_BOX (box), banner, GTK_WIDGET (self->header));
}

/**
 * packshot_gallery_pane_set_show_buttons:
 * @self: a pane
 * @end_title_buttons: whether the window's buttons stand in its header
 * @back: whether there is a way back to the list of items
 */
void
packshot_gallery_pane_set_show_buttons (PackshotGalleryPane *self,
                                        gboolean             end_title_buttons,
                                        gboolean             back)
{
  adw_header_bar_set_show_end_title_buttons (self->header, end_title_buttons);
  gtk_widget_set_visible (self->back_button, back);
}

/* The selected pictures, or else the one that has the focus. */
GArray *
_packshot_gallery_pane_dup_targets (PackshotGalleryPane *self)
{
  GArray *images = packshot_gallery_view_dup_selection (self->gallery);
  gint64 cursor = packshot_gallery_view_get_cursor (self->gallery);

  if (images->len == 0 && self->view != NULL && packshot_item_view_lookup (self->view,
                                                                           cursor) != NULL)
    g_array_append_val (images, cursor);
  if (images->len == 0 && self->view != NULL && self->view->profile->max_images == 1
      && self->view->images->len == 1)
    {
      PackshotImageView *only = g_ptr_array_index (self->view->images, 0);
      gint64 id = packshot_image_get_id (only->image);

      g_array_append_val (images, id);
    }
  return images;
}

void
_packshot_gallery_pane_toast (PackshotGalleryPane *self,
                              const char          *text,
                              gboolean             undo)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "(sb)", text, undo);
}

void
_packshot_gallery_pane_toast_error (PackshotGalleryPane *self,
                                    const GError        *error)
{
  g_autofree char *text = packshot_words_error (error);

  _packshot_gallery_pane_toast (self, text, FALSE);
}

/* Whether it can be done; when not, a popover says why. */
gboolean
_packshot_gallery_pane_can (PackshotGalleryPane *self,
                            GArray              *images,
                            PackshotGalleryVerb  verb)
{
  g_autofree char *reason = NULL;

  if (self->view == NULL)
    return FALSE;
  reason = packshot_gallery_reason (self->view, images, verb);
  if (reason == NULL)
    return TRUE;
  _packshot_gallery_popover_reason (self, verb, images->len > 0 ? g_array_index (images, gint64, 0)
                                    : 0,
                                    reason);
  return FALSE;
}

/* Selects new pictures as soon as the gallery shows them. */
void
_packshot_gallery_pane_select_soon (PackshotGalleryPane *self,
                                    GArray              *images)
{
  g_clear_pointer (&self->to_select, g_array_unref);
  if (images->len == 0)
    return;
  self->to_select = g_array_ref (images);
  select_arrived (self);
}
