/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* What there is to know and to change about the selected pictures. It follows a gallery pane: each
 * change of what that shows or of its selection fills it anew, and its edits are the gallery's. A
 * caption that is being typed is not overwritten; it is kept when the row is left. Main thread.
 */

#include "config.h"

#include "packshot-details-pane.h"

#include "packshot-details-pane-private.h"
#include "packshot-gallery-reasons.h"
#include "packshot-words.h"

#include <glib/gi18n.h>

#define WIDTH 270

G_DEFINE_FINAL_TYPE (PackshotDetailsPane, packshot_details_pane, ADW_TYPE_BIN)

static const char * const group_names[PACKSHOT_DETAILS_N_GROUPS] = {
  [PACKSHOT_DETAILS_REFUSED] = "refused",
  [PACKSHOT_DETAILS_CONFLICT] = "conflict",
  [PACKSHOT_DETAILS_PICTURE] = "picture",
  [PACKSHOT_DETAILS_WAITING] = "waiting",
  [PACKSHOT_DETAILS_VISIBILITY] = "visibility",
  [PACKSHOT_DETAILS_CHECKS] = "checks",
  [PACKSHOT_DETAILS_FILE] = "file",
  [PACKSHOT_DETAILS_ITEM] = "item",
  [PACKSHOT_DETAILS_MISSING] = "missing",
  [PACKSHOT_DETAILS_SERVER] = "server",
};

static gboolean
is_too_long (PackshotDetailsPane *self)
{
  return g_utf8_strlen (gtk_editable_get_text (GTK_EDITABLE (self->caption)),
                        -1) > PACKSHOT_TITLE_MAX;
}

static gboolean
is_caption_typed (PackshotDetailsPane *self)
{
  return g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (self->caption)), self->caption_shown) != 0;
}

/* Keeps what was typed for the pictures it was typed for. */
static void
caption_commit (PackshotDetailsPane *self)
{
  g_autofree char *text = NULL;

  if (self->updating || !is_caption_typed (self) || is_too_long (self) || self->images->len == 0)
    return;
  text = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->caption)));
  g_free (self->caption_shown);
  self->caption_shown = g_strdup (text);
  packshot_gallery_pane_set_title (self->gallery, self->images, text);
}

static void
caption_changed_cb (PackshotDetailsPane *self)
{
  glong length = g_utf8_strlen (gtk_editable_get_text (GTK_EDITABLE (self->caption)), -1);
  g_autofree char *title = NULL;

  if (self->updating)
    return;
  title = is_too_long (self) ? g_strdup_printf (_("Caption: %ld characters, at most %d"), length,
                                                PACKSHOT_TITLE_MAX)
                             : g_strdup (_("Caption"));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->caption), title);
  if (is_too_long (self))
    gtk_widget_add_css_class (self->caption, "error");
  else
    gtk_widget_remove_css_class (self->caption, "error");
}

static void
primary_active_cb (PackshotDetailsPane *self)
{
  gboolean active = gtk_switch_get_active (self->primary_switch);

  if (!self->updating && self->images->len == 1)
    packshot_gallery_pane_set_primary (self->gallery, g_array_index (self->images, gint64, 0),
                                       active);
}

static void
position_changed_cb (PackshotDetailsPane *self)
{
  if (!self->updating && self->images->len == 1)
    packshot_gallery_pane_move (self->gallery, self->images,
                                gtk_spin_button_get_value_as_int (self->position_spin));
}

static void
position_clicked_cb (PackshotDetailsPane *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self->gallery), "gallery.move-to", NULL);
}

static void
set_public_cb (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  PackshotDetailsPane *self = PACKSHOT_DETAILS_PANE (widget);
  gboolean public = g_variant_get_boolean (parameter);

  packshot_gallery_pane_set_visibility (self->gallery, self->images,
                                        public ? PACKSHOT_VISIBILITY_PUBLIC
                                               : PACKSHOT_VISIBILITY_PRIVATE);
}

/* "Picture 3 of 6", "Picture", "3 Pictures", "Item" */
static void
show_title (PackshotDetailsPane *self,
            PackshotItemView    *view,
            GPtrArray           *images)
{
  g_autofree char *title = NULL;

  if (images->len > 1)
    title = g_strdup_printf (ngettext ("%u Picture", "%u Pictures", images->len), images->len);
  else if (images->len == 1 && view->profile->max_images == 1)
    title = g_strdup (_("Picture"));
  else if (images->len == 1)
    title = g_strdup_printf (_("Picture %u of %u"),
                             ((PackshotImageView *)g_ptr_array_index (images, 0))->position,
                             view->images->len);
  adw_window_title_set_title (self->title, title != NULL ? title : _("Item"));
}

static guint
count_titles (GPtrArray *images)
{
  g_autoptr(GHashTable) titles = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < images->len; i++)
    {
      PackshotImageView *image = g_ptr_array_index (images, i);

      g_hash_table_add (titles, (gpointer)packshot_image_get_title (image->image));
    }
  return g_hash_table_size (titles);
}

static void
show_caption (PackshotDetailsPane *self,
              PackshotItemView    *view,
              GPtrArray           *images,
              gboolean             same)
{
  PackshotImageView *first = g_ptr_array_index (images, 0);
  guint n_titles = count_titles (images);
  const char *text = n_titles == 1 ? packshot_image_get_title (first->image) : "";
  g_autofree char *reason = packshot_gallery_reason (view, self->images, PACKSHOT_GALLERY_CAPTION);
  g_autofree char *title = n_titles > 1 ? g_strdup_printf (_("Caption (%u different)"), n_titles)
    : NULL;

  gtk_widget_set_visible (self->caption, reason == NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->caption_info), reason != NULL);
  adw_action_row_set_subtitle (self->caption_info, reason != NULL ? reason : "");
  if (same && is_caption_typed (self))
    return; /* it is being typed */
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->caption), title != NULL ? title
                                 : _("Caption"));
  gtk_widget_remove_css_class (self->caption, "error");
  g_free (self->caption_shown);
  self->caption_shown = g_strdup (text);
  if (is_caption_typed (self))
    gtk_editable_set_text (GTK_EDITABLE (self->caption), text);
}

static void
show_primary (PackshotDetailsPane *self,
              PackshotItemView    *view,
              GPtrArray           *images)
{
  PackshotImageView *first = g_ptr_array_index (images, 0);
  gboolean single = view->profile->primary == PACKSHOT_PRIMARY_NONE;
  g_autofree char *reason = packshot_gallery_reason (view, self->images, PACKSHOT_GALLERY_PRIMARY);
  g_autofree char *rule = NULL;

  if (view->profile->primary == PACKSHOT_PRIMARY_FIRST)
    rule = g_strdup_printf (_("%s has no primary mark: the first in its list counts"),
                            packshot_words_service (view->account->service));
  gtk_switch_set_active (self->primary_switch, single || (images->len == 1 && first->is_primary));
  gtk_switch_set_state (self->primary_switch, single || (images->len == 1 && first->is_primary));
  gtk_widget_set_sensitive (GTK_WIDGET (self->primary_switch), reason == NULL);
  adw_action_row_set_subtitle (self->primary_row, reason != NULL ? reason : rule != NULL ? rule
                               : "");
}

/* "2, 3 and 6" */
static char *
word_positions (GPtrArray *images)
{
  g_autoptr(GString) all = g_string_new (NULL);

  for (guint i = 0; i + 1 < images->len; i++)
    g_string_append_printf (all, "%s%u", i > 0 ? ", " : "",
                            ((PackshotImageView *)g_ptr_array_index (images, i))->position);
  return g_strdup_printf (_("%s and %u"), all->str,
                          ((PackshotImageView *)g_ptr_array_index (images,
                                                                   images->len - 1))->position);
}

static void
show_position (PackshotDetailsPane *self,
               PackshotItemView    *view,
               GPtrArray           *images)
{
  PackshotImageView *first = g_ptr_array_index (images, 0);
  g_autofree char *reason = packshot_gallery_reason (view, self->images, PACKSHOT_GALLERY_MOVE);
  g_autofree char *positions = images->len > 1 ? word_positions (images) : NULL;
  gboolean movable = reason == NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->position_spin), movable && images->len == 1);
  gtk_widget_set_visible (self->position_button, movable && images->len > 1);
  gtk_widget_set_visible (self->position_icon, !movable);
  adw_action_row_set_subtitle (self->position_row, reason != NULL ? reason : positions != NULL
                               ? positions : "");
  gtk_spin_button_set_range (self->position_spin, 1, MAX (1, view->images->len));
  if (images->len == 1)
    gtk_spin_button_set_value (self->position_spin, first->position);
}

static void
show_picture (PackshotDetailsPane *self,
              PackshotItemView    *view,
              GPtrArray           *images,
              gboolean             same)
{
  gboolean local_titles = !view->profile->has_titles && view->profile->max_images != 1;
  g_autofree char *text = NULL;

  if (local_titles)
    text = g_strdup_printf (_("%s has no captions. They stay on this computer."),
                            packshot_words_service (view->account->service));
  gtk_widget_set_visible (GTK_WIDGET (self->groups[PACKSHOT_DETAILS_PICTURE]), TRUE);
  adw_preferences_group_set_description (self->groups[PACKSHOT_DETAILS_PICTURE], text);
  show_caption (self, view, images, same);
  show_primary (self, view, images);
  show_position (self, view, images);
}

static gboolean
equal_ids (GArray *a,
           GArray *b)
{
  return a->len == b->len && (a->len == 0 || memcmp (a->data, b->data,
                                                     a->len * sizeof (gint64)) == 0);
}

/* The selected pictures; of a service with one slot, always its picture. */
static GArray *
dup_ids (PackshotDetailsPane *self,
         PackshotItemView    *view)
{
  GArray *ids = packshot_gallery_pane_dup_selection (self->gallery);
  PackshotImageView *only;
  gint64 id;

  if (ids->len > 0 || view == NULL || view->profile->max_images != 1 || view->images->len != 1)
    return ids;
  only = g_ptr_array_index (view->images, 0);
  id = packshot_image_get_id (only->image);
  g_array_append_val (ids, id);
  return ids;
}

static void
update (PackshotDetailsPane *self)
{
  PackshotItemView *view = packshot_gallery_pane_get_view (self->gallery);
  GArray *ids = dup_ids (self, view);
  g_autoptr(GPtrArray) images = g_ptr_array_new ();
  gboolean same = equal_ids (ids, self->images);

  if (!same)
    caption_commit (self);
  g_array_unref (self->images);
  self->images = ids;
  for (guint i = 0; i < ids->len; i++)
    {
      PackshotImageView *image = packshot_item_view_lookup (view, g_array_index (ids, gint64, i));

      if (image != NULL)
        g_ptr_array_add (images, image);
    }
  self->updating = TRUE;
  _packshot_details_clear_rows (self);
  show_title (self, view, images);
  if (images->len > 0)
    {
      show_picture (self, view, images, same);
      _packshot_details_fill_images (self, view, images);
    }
  else if (view != NULL)
    {
      _packshot_details_fill_item (self, view);
    }
  self->updating = FALSE;
}

/* Texts wrap: what they would like to have makes no difference, so the pane keeps its width
 * whatever it shows. */
static void
packshot_details_pane_measure (GtkWidget     *widget,
                               GtkOrientation orientation,
                               int            for_size,
                               int           *minimum,
                               int           *natural,
                               int           *minimum_baseline,
                               int           *natural_baseline)
{
  GtkWidget *child = adw_bin_get_child (ADW_BIN (widget));

  gtk_widget_measure (child, orientation, for_size, minimum, natural, NULL, NULL);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *natural = MAX (*minimum, WIDTH);
}

static void
packshot_details_pane_size_allocate (GtkWidget *widget,
                                     int        width,
                                     int        height,
                                     int        baseline)
{
  gtk_widget_allocate (adw_bin_get_child (ADW_BIN (widget)), width, height, baseline, NULL);
}

static void
packshot_details_pane_dispose (GObject *object)
{
  PackshotDetailsPane *self = PACKSHOT_DETAILS_PANE (object);

  g_ptr_array_set_size (self->rows, 0);
  g_clear_object (&self->session);
  g_clear_object (&self->gallery);
  G_OBJECT_CLASS (packshot_details_pane_parent_class)->dispose (object);
}

static void
packshot_details_pane_finalize (GObject *object)
{
  PackshotDetailsPane *self = PACKSHOT_DETAILS_PANE (object);

  g_array_unref (self->images);
  g_ptr_array_unref (self->rows);
  g_free (self->caption_shown);
  G_OBJECT_CLASS (packshot_details_pane_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  for (guint i = 0; i < PACKSHOT_DETAILS_N_GROUPS; i++)
    gtk_widget_class_bind_template_child_full (widget_class, group_names[i], FALSE,
                                               G_STRUCT_OFFSET (PackshotDetailsPane, groups)
                                               + i * sizeof (AdwPreferencesGroup *));
  gtk_widget_class_bind_template_child (widget_class, PackshotDetailsPane, header);
  gtk_widget_class_bind_template_child (widget_class, PackshotDetailsPane, title);
  gtk_widget_class_bind_template_child (widget_class, PackshotDetailsPane, back_button);
  gtk_widget_class_bind_template_child (widget_class, PackshotDetailsPane, caption);
  gtk_widget_class_bind_template_child (widget_class, PackshotDetailsPane, caption_info);
  gtk_widget_class_bind_template_child (widget_class, PackshotDetailsPane, primary_row);
  gtk_widget_class_bind_template_child (widget_class, PackshotDetailsPane, primary_switch);
  gtk_widget_class_bind_template_child (widget_class, PackshotDetailsPane, position_row);
  gtk_widget_class_bind_template_child (widget_class, PackshotDetailsPane, position_spin);
  gtk_widget_class_bind_template_child (widget_class, PackshotDetailsPane, position_button);
  gtk_widget_class_bind_template_child (widget_class, PackshotDetailsPane, position_icon);
  gtk_widget_class_bind_template_callback (widget_class, caption_commit);
  gtk_widget_class_bind_template_callback (widget_class, caption_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, primary_active_cb);
  gtk_widget_class_bind_template_callback (widget_class, position_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, position_clicked_cb);
}

static void
packshot_details_pane_class_init (PackshotDetailsPaneClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = packshot_details_pane_dispose;
  object_class->finalize = packshot_details_pane_finalize;
  widget_class->measure = packshot_details_pane_measure;
  widget_class->size_allocate = packshot_details_pane_size_allocate;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/packshot/Packshot/packshot-details-pane.ui");
  bind_children (widget_class);
  gtk_widget_class_install_action (widget_class, "details.set-public", "b", set_public_cb);
}

static void
packshot_details_pane_init (PackshotDetailsPane *self)
{
  self->images = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->rows = g_ptr_array_new ();
  self->caption_shown = g_strdup ("");
  self->updating = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_layout_manager (GTK_WIDGET (self), NULL);
  gtk_widget_set_hexpand (GTK_WIDGET (self), FALSE); /* whatever its rows would like */
  self->updating = FALSE;
}

/**
 * packshot_details_pane_new:
 * @session: (nullable): the session
 * @gallery: what it follows
 *
 * Returns: details
 */
GtkWidget *
packshot_details_pane_new (PackshotSession     *session,
                           PackshotGalleryPane *gallery)
{
  PackshotDetailsPane *self = g_object_new (PACKSHOT_TYPE_DETAILS_PANE, NULL);

  g_set_object (&self->session, session);
  self->gallery = g_object_ref (gallery);
  g_signal_connect_object (gallery, "view-changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (gallery, "selection-changed", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  update (self);
  return GTK_WIDGET (self);
}

/**
 * packshot_details_pane_set_show_buttons:
 * @self: details
 * @end_title_buttons: whether the window's buttons stand in their header
 * @back: whether there is a way back from here
 */
void
packshot_details_pane_set_show_buttons (PackshotDetailsPane *self,
                                        gboolean             end_title_buttons,
                                        gboolean             back)
{
  adw_header_bar_set_show_end_title_buttons (self->header, end_title_buttons);
  gtk_widget_set_visible (self->back_button, back);
}
