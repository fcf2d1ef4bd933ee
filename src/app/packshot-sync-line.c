/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* One line of a card of the Sync page. It derives everything from its row; who shows the row tells
 * it when the row has changed. Main thread. */

#include "config.h"

#include "packshot-sync-line.h"

#include <glib/gi18n.h>

#include "packshot-well.h"

#define THUMBNAIL 36
#define THUMBNAIL_CHANGE 42
#define BAR_WIDTH 150
#define BAR_WIDTH_COMPACT 72
#define MAX_PICTURES 3

struct _PackshotSyncLine
{
  GtkWidget        parent_instance;

  /* Owned */
  PackshotSession *session;     /* (nullable) */
  PackshotSyncRow *row;         /* (nullable) */
  gboolean         compact;
  const char      *css;         /* of the icon */
  const char      *said;        /* (nullable): of the progress */

  /* Template children */
  GtkLabel        *time;
  GtkImage        *icon;
  PackshotWell    *well;
  GtkWidget       *lines;
  GtkLabel        *title;
  GtkLabel        *subtitle;
  GtkWidget       *pictures;
  GtkWidget       *amounts;
  GtkLabel        *amount;
  GtkLabel        *amount_more;
  GtkProgressBar  *bar;
  GtkSpinner      *spinner;
  GtkImage        *state;
  GtkButton       *button;
  GtkWidget       *stop_button;
  GtkMenuButton   *menu_button;
  GtkWidget       *arrow;
};

G_DEFINE_FINAL_TYPE (PackshotSyncLine, packshot_sync_line, GTK_TYPE_WIDGET)

static void
set_text (GtkLabel   *label,
          const char *text)
{
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL && *text != '\0');
  gtk_label_set_label (label, text != NULL ? text : "");
}

static void
add_thumbnail (PackshotSyncLine          *self,
               const PackshotSyncPicture *picture)
{
  GtkWidget *well = packshot_well_new (THUMBNAIL);

  gtk_widget_add_css_class (well, "thumb");
  packshot_well_set_image (PACKSHOT_WELL (well), self->session, picture->item, picture->image,
                           picture->sha256);
  gtk_box_append (GTK_BOX (self->pictures), well);
}

/* Up to three small pictures of a cause, and how many more there are. */
static void
show_pictures (PackshotSyncLine *self)
{
  GPtrArray *pictures = self->row->pictures;
  guint n = MIN (pictures->len, MAX_PICTURES);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->pictures)) != NULL)
    gtk_box_remove (GTK_BOX (self->pictures), child);
  gtk_widget_set_visible (self->pictures, n > 0 && !self->compact
                          && self->row->kind == PACKSHOT_SYNC_ROW_CAUSE);
  if (!gtk_widget_get_visible (self->pictures))
    return;
  for (guint i = 0; i < n; i++)
    add_thumbnail (self, pictures->pdata[i]);
  if (self->row->n_more > 0)
    {
      g_autofree char *more = g_strdup_printf (_("+%u"), self->row->n_more);
      GtkWidget *label = gtk_label_new (more);

      gtk_widget_add_css_class (label, "caption");
      gtk_widget_add_css_class (label, "meta");
      gtk_widget_add_css_class (label, "numeric");
      gtk_box_append (GTK_BOX (self->pictures), label);
    }
}

/* The one picture of an item stands at the start of the line. */
static void
show_well (PackshotSyncLine *self)
{
  PackshotSyncRow *row = self->row;
  const PackshotSyncPicture *picture = NULL;
  gboolean shown = row->kind != PACKSHOT_SYNC_ROW_CAUSE
    && (row->item != 0 || row->pictures->len > 0);

  gtk_widget_set_visible (GTK_WIDGET (self->well), shown);
  packshot_well_set_size (self->well, row->kind == PACKSHOT_SYNC_ROW_CHANGE ? THUMBNAIL_CHANGE
                                                                        : THUMBNAIL);
  if (shown && row->pictures->len > 0)
    picture = row->pictures->pdata[0];
  if (picture != NULL)
    packshot_well_set_image (self->well, self->session, picture->item, picture->image,
                             picture->sha256);
  else
    packshot_well_set_image (self->well, NULL, 0, 0, NULL);
}

static void
show_icon (PackshotSyncLine *self)
{
  PackshotSyncRow *row = self->row;
  gboolean at_end = row->kind == PACKSHOT_SYNC_ROW_LOG;
  GtkImage *image = at_end ? self->state : self->icon;

  gtk_widget_set_visible (GTK_WIDGET (self->icon), !at_end && row->texts.icon != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->state), at_end && row->texts.icon != NULL);
  if (self->css != NULL)
    {
      gtk_widget_remove_css_class (GTK_WIDGET (self->icon), self->css);
      gtk_widget_remove_css_class (GTK_WIDGET (self->state), self->css);
    }
  self->css = row->texts.css;
  if (self->css != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (image), self->css);
  if (row->texts.icon != NULL)
    gtk_image_set_from_icon_name (image, row->texts.icon);
  gtk_widget_set_tooltip_text (GTK_WIDGET (image), row->texts.icon_tip);
}

/* Told to screen readers at the start, in the middle and at the end only. */
static void
show_progress (PackshotSyncLine *self)
{
  PackshotSyncRow *row = self->row;
  double fraction = CLAMP (row->fraction, 0, 1);
  const char *said = row->fraction < 0 ? "" : fraction >= 1 ? _("100% sent")
    : fraction >= 0.5 ? _("50% sent") : _("0% sent");

  gtk_widget_set_visible (GTK_WIDGET (self->bar), row->fraction >= 0);
  gtk_widget_set_size_request (GTK_WIDGET (self->bar),
                               self->compact ? BAR_WIDTH_COMPACT : BAR_WIDTH, -1);
  gtk_progress_bar_set_fraction (self->bar, fraction);
  if (g_strcmp0 (self->said, said) != 0)
    gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                    said, -1);
  self->said = said;
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), row->is_busy);
  gtk_spinner_set_spinning (self->spinner, row->is_busy);
}

static void
show_buttons (PackshotSyncLine *self)
{
  PackshotSyncRow *row = self->row;
  const PackshotSyncTexts *texts = &row->texts;

  gtk_widget_set_visible (GTK_WIDGET (self->button), texts->button != NULL);
  gtk_button_set_label (self->button, texts->button != NULL ? texts->button : "");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->button), texts->button_tip);
  gtk_widget_set_visible (self->stop_button, row->kind == PACKSHOT_SYNC_ROW_SENDING);
  gtk_widget_set_visible (GTK_WIDGET (self->menu_button), row->menu != PACKSHOT_SYNC_MENU_NONE);
  gtk_widget_set_visible (self->arrow, row->kind == PACKSHOT_SYNC_ROW_CHANGE);
}

/* --- The menu --------------------------------------------------------------------------------- */

static void
append_entry (GMenu      *menu,
              const char *label,
              const char *action,
              const char *key)
{
  g_autoptr(GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, action, "s", key);
  g_menu_append_item (menu, item);
}

static void
create_menu_cb (GtkMenuButton *button,
                gpointer       data)
{
  PackshotSyncLine *self = data;
  PackshotSyncMenu wanted = self->row != NULL ? self->row->menu : PACKSHOT_SYNC_MENU_NONE;
  g_autoptr(GMenu) menu = g_menu_new ();
  gboolean one = (wanted & PACKSHOT_SYNC_MENU_ONE) != 0;

  if (wanted & PACKSHOT_SYNC_MENU_SHOW)
    append_entry (menu, one ? _("Show Item") : _("Show Items"), "sync.show", self->row->key);
  if (wanted & PACKSHOT_SYNC_MENU_RETRY)
    append_entry (menu, _("Try Again"), "sync.retry", self->row->key);
  if (wanted & PACKSHOT_SYNC_MENU_DISCARD)
    append_entry (menu, one ? _("Discard Changes…") : _("Discard Changes"), "sync.discard",
                  self->row->key);
  if (wanted & PACKSHOT_SYNC_MENU_SAVE)
    append_entry (menu, _("Save Pictures…"), "sync.save", self->row->key);
  if (wanted & PACKSHOT_SYNC_MENU_COPY)
    append_entry (menu, _("Copy Details"), "sync.copy", self->row->key);
  gtk_menu_button_set_menu_model (button, G_MENU_MODEL (menu));
}

/* --- Input ------------------------------------------------------------------------------------ */

static void
line_activate (PackshotSyncLine *self,
               const char       *action)
{
  if (self->row != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), action, "s", self->row->key);
}

static void
button_clicked_cb (PackshotSyncLine *self)
{
  line_activate (self, "sync.fix");
}

static void
stop_clicked_cb (PackshotSyncLine *self)
{
  line_activate (self, "sync.stop");
}

/* --- The object ------------------------------------------------------------------------------- */

static void
packshot_sync_line_dispose (GObject *object)
{
  PackshotSyncLine *self = PACKSHOT_SYNC_LINE (object);

  g_clear_object (&self->row);
  g_clear_object (&self->session);
  gtk_widget_dispose_template (GTK_WIDGET (self), PACKSHOT_TYPE_SYNC_LINE);
  G_OBJECT_CLASS (packshot_sync_line_parent_class)->dispose (object);
}

static void
packshot_sync_line_class_init (PackshotSyncLineClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (PACKSHOT_TYPE_WELL);
  G_OBJECT_CLASS (klass)->dispose = packshot_sync_line_dispose;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/packshot/Packshot/packshot-sync-line.ui");
  gtk_widget_class_bind_template_child (widget_class, PackshotSyncLine, time);
  gtk_widget_class_bind_template_child (widget_class, PackshotSyncLine, icon);
  gtk_widget_class_bind_template_child (widget_class, PackshotSyncLine, well);
  gtk_widget_class_bind_template_child (widget_class, PackshotSyncLine, lines);
  gtk_widget_class_bind_template_child (widget_class, PackshotSyncLine, title);
  gtk_widget_class_bind_template_child (widget_class, PackshotSyncLine, subtitle);
  gtk_widget_class_bind_template_child (widget_class, PackshotSyncLine, pictures);
  gtk_widget_class_bind_template_child (widget_class, PackshotSyncLine, amounts);
  gtk_widget_class_bind_template_child (widget_class, PackshotSyncLine, amount);
  gtk_widget_class_bind_template_child (widget_class, PackshotSyncLine, amount_more);
  gtk_widget_class_bind_template_child (widget_class, PackshotSyncLine, bar);
  gtk_widget_class_bind_template_child (widget_class, PackshotSyncLine, spinner);
  gtk_widget_class_bind_template_child (widget_class, PackshotSyncLine, state);
  gtk_widget_class_bind_template_child (widget_class, PackshotSyncLine, button);
  gtk_widget_class_bind_template_child (widget_class, PackshotSyncLine, stop_button);
  gtk_widget_class_bind_template_child (widget_class, PackshotSyncLine, menu_button);
  gtk_widget_class_bind_template_child (widget_class, PackshotSyncLine, arrow);
  gtk_widget_class_bind_template_callback (widget_class, button_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_clicked_cb);
}

static void
packshot_sync_line_init (PackshotSyncLine *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_menu_button_set_create_popup_func (self->menu_button, create_menu_cb, self, NULL);
}

/**
 * packshot_sync_line_show:
 * @self: a line
 * @session: where its pictures come from
 * @row: (nullable): what it shows
 * @compact: whether there is little room
 */
void
packshot_sync_line_show (PackshotSyncLine *self,
                         PackshotSession  *session,
                         PackshotSyncRow  *row,
                         gboolean          compact)
{
  const PackshotSyncTexts *texts;

  g_return_if_fail (PACKSHOT_IS_SYNC_LINE (self));

  g_set_object (&self->session, session);
  g_set_object (&self->row, row);
  self->compact = compact;
  if (row == NULL)
    {
      packshot_well_set_image (self->well, NULL, 0, 0, NULL);
      gtk_spinner_stop (self->spinner);
      return;
    }
  texts = &row->texts;
  set_text (self->time, texts->time);
  gtk_label_set_label (self->title, texts->title != NULL ? texts->title : "");
  set_text (self->subtitle, texts->subtitle);
  gtk_widget_set_visible (self->amounts, !compact && (texts->amount != NULL
                                                      || texts->amount_more != NULL));
  set_text (self->amount, texts->amount);
  set_text (self->amount_more, texts->amount_more);
  show_icon (self);
  show_well (self);
  show_pictures (self);
  show_progress (self);
  show_buttons (self);
}

/**
 * packshot_sync_line_set_open:
 * @self: a line of a row that opens
 * @open: whether it is open
 */
void
packshot_sync_line_set_open (PackshotSyncLine *self,
                             gboolean          open)
{
  g_return_if_fail (PACKSHOT_IS_SYNC_LINE (self));

  gtk_image_set_from_icon_name (GTK_IMAGE (self->arrow), open ? "go-up-symbolic"
                                                              : "go-down-symbolic");
  if (open)
    gtk_widget_add_css_class (self->arrow, "accent");
  else
    gtk_widget_remove_css_class (self->arrow, "accent");
}

/**
 * packshot_sync_line_get_button:
 * @self: a line
 *
 * Returns: (transfer none): the button that mends what it is about
 */
GtkWidget *
packshot_sync_line_get_button (PackshotSyncLine *self)
{
  g_return_val_if_fail (PACKSHOT_IS_SYNC_LINE (self), NULL);

  return GTK_WIDGET (self->button);
}

/**
 * packshot_sync_line_popup_menu:
 * @self: a line
 *
 * Opens its menu, if it has one.
 */
void
packshot_sync_line_popup_menu (PackshotSyncLine *self)
{
  g_return_if_fail (PACKSHOT_IS_SYNC_LINE (self));

  if (gtk_widget_get_visible (GTK_WIDGET (self->menu_button)))
    gtk_menu_button_popup (self->menu_button);
}
