/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* The small windows of a gallery: a picture's menu, its caption, its position, and the reason why
 * something can't be done. Each is made when it is needed, belongs to the gallery, and goes when
 * it is closed; the focus goes back to the picture. Main thread.
 */

#include "config.h"

#include "packshot-gallery-pane-private.h"
#include "packshot-gallery-tile.h"
#include "packshot-words.h"

#include <glib/gi18n.h>

#define ENTRY_WIDTH 30

typedef struct
{
  PackshotGalleryPane *pane; /* borrowed: the popover is a part of it */
  GtkWidget           *popover; /* borrowed: it owns this */
  GArray              *images; /* (owned) */
  GtkEditable         *entry; /* of a caption */
  GtkLabel            *counter;
  GtkLabel            *problem;
  GtkWidget           *button;
  GtkSpinButton       *spin; /* of a position */
} Popover;

/* What a menu holds that a service may not be able to do. */
static const struct
{
  const char         *label;
  PackshotGalleryVerb verb;
} verbs[] = {
  { N_("Make _Primary"), PACKSHOT_GALLERY_PRIMARY },
  { N_("No Longer _Primary"), PACKSHOT_GALLERY_PRIMARY },
  { N_("_Move to Position…"), PACKSHOT_GALLERY_MOVE },
  { N_("Change _Caption…"), PACKSHOT_GALLERY_CAPTION },
  { N_("R_eplace…"), PACKSHOT_GALLERY_REPLACE },
  { N_("_Save a Copy…"), PACKSHOT_GALLERY_SAVE_COPY },
  { N_("_Remove"), PACKSHOT_GALLERY_REMOVE },
};

static void
popover_free (gpointer  data,
              GClosure *closure)
{
  Popover *self = data;

  g_array_unref (self->images);
  g_free (self);
}

static void
unparent_cb (gpointer data)
{
  GtkWidget *popover = data;

  if (gtk_widget_get_parent (popover) != NULL)
    gtk_widget_unparent (popover);
  g_object_unref (popover);
}

/* Not at once: whoever closed it may still be at work with it. */
static void
popover_closed_cb (GtkPopover          *popover,
                   PackshotGalleryView *gallery)
{
  packshot_gallery_view_set_cursor (gallery, packshot_gallery_view_get_cursor (gallery), TRUE);
  g_idle_add_once (unparent_cb, g_object_ref (popover));
}

/* Other widgets know nothing of a popover that was given to them, so it must go before they do. */
static void
attach (PackshotGalleryPane *self,
        GtkWidget           *popover,
        GtkWidget           *parent)
{
  gtk_widget_set_parent (popover, parent);
  g_signal_connect_object (parent, "destroy", G_CALLBACK (gtk_widget_unparent), popover,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (popover, "closed", G_CALLBACK (popover_closed_cb), self->gallery, 0);
}

/* Points at a picture, or at the middle of the gallery. */
static void
place (PackshotGalleryPane *self,
       GtkWidget           *popover,
       gint64               image)
{
  GtkWidget *gallery = GTK_WIDGET (self->gallery);
  GtkWidget *tile = packshot_gallery_view_get_tile (self->gallery, image);
  GtkWidget *parent = tile != NULL ? gallery : self->body;
  graphene_rect_t bounds;

  attach (self, popover, parent);
  if (tile != NULL && gtk_widget_compute_bounds (tile, gallery, &bounds))
    gtk_popover_set_pointing_to (GTK_POPOVER (popover),
                                 &(GdkRectangle) { bounds.origin.x, bounds.origin.y,
                                                   bounds.size.width,
                                                   bounds.size.height });
}

static Popover *
popover_new (PackshotGalleryPane *pane,
             GArray              *images)
{
  Popover *self = g_new0 (Popover, 1);

  self->pane = pane;
  self->popover = gtk_popover_new ();
  self->images = g_array_ref (images);
  return self;
}

static GtkWidget *
make_box (GtkOrientation orientation)
{
  GtkWidget *box = gtk_box_new (orientation, 6);

  gtk_widget_set_margin_start (box, 6);
  gtk_widget_set_margin_end (box, 6);
  gtk_widget_set_margin_top (box, 6);
  gtk_widget_set_margin_bottom (box, 6);
  return box;
}

/* Points at the button that asked, where there is one, else at the picture. */
void
_packshot_gallery_popover_reason (PackshotGalleryPane *self,
                                  PackshotGalleryVerb  verb,
                                  gint64               image,
                                  const char          *reason)
{
  GtkWidget *button = gtk_action_bar_get_revealed (self->bar) ? self->bar_buttons[verb] : NULL;
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *label = gtk_label_new (reason);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), ENTRY_WIDTH);
  gtk_widget_set_margin_start (label, 6);
  gtk_widget_set_margin_end (label, 6);
  gtk_widget_set_margin_top (label, 3);
  gtk_widget_set_margin_bottom (label, 3);
  gtk_popover_set_child (GTK_POPOVER (popover), label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (popover), GTK_ACCESSIBLE_PROPERTY_LABEL, reason,
                                  -1);
  if (button != NULL)
    {
      attach (self, popover, button);
      gtk_popover_set_position (GTK_POPOVER (popover), GTK_POS_TOP);
    }
  else
    {
      place (self, popover, image);
    }
  gtk_popover_popup (GTK_POPOVER (popover));
}

/* Longer captions are not cut: the entry says so and keeps what was typed. */
static void
caption_changed_cb (Popover *self)
{
  const char *text = gtk_editable_get_text (self->entry);
  glong length = g_utf8_strlen (text, -1);
  g_autofree char *counter = g_strdup_printf ("%ld / %d", length, PACKSHOT_TITLE_MAX);
  gboolean too_long = length > PACKSHOT_TITLE_MAX;

  gtk_label_set_label (self->counter, counter);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), too_long);
  gtk_widget_set_sensitive (self->button, !too_long);
  if (too_long)
    gtk_widget_add_css_class (GTK_WIDGET (self->entry), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->entry), "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_STATE_INVALID,
                               too_long ? GTK_ACCESSIBLE_INVALID_TRUE
                                 : GTK_ACCESSIBLE_INVALID_FALSE, -1);
}

static void
caption_apply_cb (Popover *self)
{
  const char *text = gtk_editable_get_text (self->entry);

  if (g_utf8_strlen (text, -1) > PACKSHOT_TITLE_MAX)
    return;
  packshot_gallery_pane_set_title (self->pane, self->images, text);
  gtk_popover_popdown (GTK_POPOVER (self->popover));
}

/* What all of them are called, or nothing. */
static const char *
get_common_title (PackshotItemView *view,
                  GArray           *images)
{
  const char *common = NULL;

  for (guint i = 0; i < images->len; i++)
    {
      PackshotImageView *image = packshot_item_view_lookup (view,
                                                            g_array_index (images, gint64, i));
      const char *title = image != NULL ? packshot_image_get_title (image->image) : "";

      if (common != NULL && !g_str_equal (common, title))
        return "";
      common = title;
    }
  return common != NULL ? common : "";
}

static GtkWidget *
make_caption_foot (Popover *self)
{
  GtkWidget *foot = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  self->counter = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->counter), "caption");
  gtk_widget_add_css_class (GTK_WIDGET (self->counter), "meta");
  gtk_widget_add_css_class (GTK_WIDGET (self->counter), "numeric");
  gtk_widget_set_hexpand (GTK_WIDGET (self->counter), TRUE);
  gtk_label_set_xalign (self->counter, 0);
  self->button = gtk_button_new_with_mnemonic (_("_Change"));
  gtk_widget_add_css_class (self->button, "suggested-action");
  gtk_box_append (GTK_BOX (foot), GTK_WIDGET (self->counter));
  gtk_box_append (GTK_BOX (foot), self->button);
  return foot;
}

/* The caption of one picture, or one for several. */
void
_packshot_gallery_popover_caption (PackshotGalleryPane *pane,
                                   GArray              *images)
{
  Popover *self = popover_new (pane, images);
  GtkWidget *box = make_box (GTK_ORIENTATION_VERTICAL);
  GtkWidget *entry = gtk_entry_new ();
  GtkWidget *problem = gtk_label_new (NULL);
  g_autofree char *words = g_strdup_printf (_("A caption has %d characters at most."),
                                            PACKSHOT_TITLE_MAX);

  self->entry = GTK_EDITABLE (entry);
  self->problem = GTK_LABEL (problem);
  gtk_label_set_label (self->problem, words);
  gtk_label_set_xalign (self->problem, 0);
  gtk_widget_add_css_class (problem, "error");
  gtk_widget_add_css_class (problem, "caption");
  gtk_editable_set_width_chars (self->entry, ENTRY_WIDTH);
  gtk_editable_set_text (self->entry, get_common_title (pane->view, images));
  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), _("Caption"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Caption"), -1);
  gtk_box_append (GTK_BOX (box), entry);
  gtk_box_append (GTK_BOX (box), problem);
  gtk_box_append (GTK_BOX (box), make_caption_foot (self));
  gtk_popover_set_child (GTK_POPOVER (self->popover), box);

  g_signal_connect_swapped (entry, "changed", G_CALLBACK (caption_changed_cb), self);
  g_signal_connect_swapped (entry, "activate", G_CALLBACK (caption_apply_cb), self);
  g_signal_connect_data (self->button, "clicked", G_CALLBACK (caption_apply_cb), self, popover_free,
                         G_CONNECT_SWAPPED);
  caption_changed_cb (self);
  place (pane, self->popover, g_array_index (images, gint64, 0));
  gtk_popover_popup (GTK_POPOVER (self->popover));
  gtk_widget_grab_focus (entry);
}

static void
move_apply_cb (Popover *self)
{
  gtk_spin_button_update (self->spin);
  packshot_gallery_pane_move (self->pane, self->images,
                              gtk_spin_button_get_value_as_int (self->spin));
  gtk_popover_popdown (GTK_POPOVER (self->popover));
}

/* A position, from 1 to the last that there is. */
void
_packshot_gallery_popover_move (PackshotGalleryPane *pane,
                                GArray              *images)
{
  Popover *self = popover_new (pane, images);
  GtkWidget *box = make_box (GTK_ORIENTATION_HORIZONTAL);
  GtkWidget *label = gtk_label_new_with_mnemonic (_("_Position"));
  int last = (int)pane->view->images->len - (int)images->len + 1;
  GtkWidget *spin = gtk_spin_button_new_with_range (1, last, 1);
  PackshotImageView *first = packshot_item_view_lookup (pane->view,
                                                        g_array_index (images, gint64, 0));

  self->spin = GTK_SPIN_BUTTON (spin);
  gtk_spin_button_set_value (self->spin, first != NULL ? first->position : 1);
  gtk_label_set_mnemonic_widget (GTK_LABEL (label), spin);
  self->button = gtk_button_new_with_mnemonic (_("_Move"));
  gtk_widget_add_css_class (self->button, "suggested-action");
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), spin);
  gtk_box_append (GTK_BOX (box), self->button);
  gtk_popover_set_child (GTK_POPOVER (self->popover), box);
  gtk_popover_set_default_widget (GTK_POPOVER (self->popover), self->button);
  gtk_text_set_activates_default (GTK_TEXT (gtk_editable_get_delegate (GTK_EDITABLE (spin))), TRUE);
  g_signal_connect_data (self->button, "clicked", G_CALLBACK (move_apply_cb), self, popover_free,
                         G_CONNECT_SWAPPED);
  place (pane, self->popover, g_array_index (images, gint64, 0));
  gtk_popover_popup (GTK_POPOVER (self->popover));
  gtk_widget_grab_focus (spin);
}

static GMenuModel *
make_menu (PackshotItemView *view,
           GArray           *images)
{
  PackshotImageView *image = packshot_item_view_lookup (view, g_array_index (images, gint64, 0));
  gboolean starred = images->len == 1 && image != NULL && image->is_primary;
  GMenu *menu = g_menu_new ();
  g_autoptr(GMenu) order = g_menu_new ();
  g_autoptr(GMenu) content = g_menu_new ();
  g_autoptr(GMenu) server = g_menu_new ();
  g_autoptr(GMenu) away = g_menu_new ();

  g_menu_append (order, starred ? _("No Longer _Primary") : _("Make _Primary"), "gallery.primary");
  g_menu_append (order, _("_Move to Position…"), "gallery.move-to");
  g_menu_append (content, _("Change _Caption…"), "gallery.caption");
  g_menu_append (content, _("R_eplace…"), "gallery.replace");
  g_menu_append (content, _("_Save a Copy…"), "gallery.save-copy");
  g_menu_append (server, _("C_heck With Server"), "gallery.check");
  if (image != NULL && image->problem != NULL)
    g_menu_append (server, _("Send _Again"), "gallery.send-again");
  g_menu_append (away, _("_Remove"), "gallery.remove");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (order));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (content));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (server));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (away));
  return G_MENU_MODEL (menu);
}

/* Dims what will only be answered by a reason; insensitive items could not be asked. Items of a
 * menu are known by their words alone. */
static void
dim_item (GtkWidget        *item,
          PackshotItemView *view,
          GArray           *images)
{
  g_autofree char *text = NULL;

  g_object_get (item, "text", &text, NULL);
  for (guint i = 0; text != NULL && i < G_N_ELEMENTS (verbs); i++)
    {
      g_auto(GStrv) words = g_strsplit (_(verbs[i].label), "_", -1);
      g_autofree char *label = g_strjoinv ("", words);
      g_autofree char *reason = packshot_gallery_reason (view, images, verbs[i].verb);

      if (reason == NULL || !g_str_equal (text, label))
        continue;
      gtk_widget_add_css_class (item, "unavailable");
      gtk_accessible_update_state (GTK_ACCESSIBLE (item), GTK_ACCESSIBLE_STATE_DISABLED, TRUE, -1);
    }
}

static void
dim_items (GtkWidget        *widget,
           PackshotItemView *view,
           GArray           *images)
{
  if (g_object_class_find_property (G_OBJECT_GET_CLASS (widget), "text") != NULL)
    dim_item (widget, view, images);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    dim_items (child, view, images);
}

/* The menu of the selected pictures, at a point of the gallery, or at the picture for negative
 * ones. */
void
_packshot_gallery_popover_menu (PackshotGalleryPane *self,
                                GArray              *images,
                                double               x,
                                double               y)
{
  g_autoptr(GMenuModel) menu = make_menu (self->view, images);
  GtkWidget *popover = gtk_popover_menu_new_from_model (menu);
  gint64 cursor = packshot_gallery_view_get_cursor (self->gallery);

  place (self, popover, cursor != 0 ? cursor : g_array_index (images, gint64, 0));
  if (x >= 0)
    {
      gtk_popover_set_pointing_to (GTK_POPOVER (popover), &(GdkRectangle) { (int)x, (int)y, 1,
                                                                            1 });
      gtk_popover_set_has_arrow (GTK_POPOVER (popover), FALSE);
      gtk_widget_set_halign (popover, GTK_ALIGN_START);
    }
  dim_items (popover, self->view, images);
  gtk_popover_popup (GTK_POPOVER (popover));
}
