/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* One row of the list of items: thumbnail, name and state, number and pictures; or the heading of a
 * group, as high as a row so that all rows are alike to the list view. It derives everything from
 * its entry, and follows the entry's changes. Main thread. */

#include "config.h"

#include "packshot-item-cell.h"

#include "packshot-well.h"
#include "packshot-words.h"

#include <glib/gi18n.h>

#define THUMBNAIL 48

struct _PackshotItemCell
{
  GtkWidget          parent_instance;

  /* Owned */
  PackshotSession   *session;
  PackshotItemEntry *entry;     /* (nullable) */
  GSignalGroup      *entry_signals;
  gboolean           reasons;   /* why it needs attention, instead of its number */
  const char        *css;       /* of the state's icon */

  /* Template children */
  GtkWidget         *item_box;
  PackshotWell      *well;
  GtkLabel          *name;
  GtkLabel          *changed;
  GtkImage          *state;
  GtkSpinner        *spinner;
  GtkLabel          *subtitle;
  GtkWidget         *pictures_box;
  GtkLabel          *pictures;
  GtkWidget         *heading_box;
  GtkLabel          *heading;
  GtkLabel          *count;
};

enum
{
  CLICKED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PackshotItemCell, packshot_item_cell, GTK_TYPE_WIDGET)

static void
set_number (GtkLabel *label,
            gint64    number)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, number);

  gtk_label_set_label (label, text);
}

static void
cell_show_state (PackshotItemCell      *self,
                 const PackshotItemRow *row)
{
  g_autoptr(PackshotWording) words = packshot_words_item (row->sync, row->n_changed);
  PackshotState state = packshot_item_sync_get_state (row->sync);
  gboolean spins = words->icon == NULL;
  gboolean quiet = self->reasons && state == PACKSHOT_STATE_SYNCED && !spins;

  gtk_widget_set_visible (GTK_WIDGET (self->spinner), spins);
  gtk_spinner_set_spinning (self->spinner, spins);
  gtk_widget_set_visible (GTK_WIDGET (self->state), !spins && !quiet);
  if (self->css != NULL)
    gtk_widget_remove_css_class (GTK_WIDGET (self->state), self->css);
  self->css = words->css;
  gtk_widget_add_css_class (GTK_WIDGET (self->state), self->css);
  if (!spins)
    gtk_image_set_from_icon_name (self->state, words->icon);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->state), words->sentence);
  gtk_widget_set_visible (GTK_WIDGET (self->changed), row->n_changed > 0 && !spins
                          && !self->reasons && row->item->kind == PACKSHOT_ITEM_PRODUCT);
  set_number (self->changed, row->n_changed);
}

static char *
dup_reason (const PackshotItemRow *row)
{
  if (row->sync->problem != NULL)
    return packshot_words_problem_sentence (row->sync->problem, NULL);
  return packshot_words_item_subtitle (row->item);
}

static void
cell_show_row (PackshotItemCell      *self,
               const PackshotItemRow *row)
{
  g_autofree char *subtitle = NULL;
  g_autofree char *label = packshot_words_row_label (row);

  subtitle = self->reasons ? dup_reason (row) : packshot_words_item_subtitle (row->item);
  gtk_label_set_label (self->name, row->item->name);
  gtk_label_set_label (self->subtitle, subtitle);
  gtk_widget_set_visible (self->pictures_box,
                          !self->reasons && row->item->kind == PACKSHOT_ITEM_PRODUCT);
  set_number (self->pictures, row->n_images);
  cell_show_state (self, row);
  packshot_well_set_image (self->well, self->session, row->item->id, row->cover_image, row->cover);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static void
cell_update (PackshotItemCell *self)
{
  const PackshotItemRow *row = NULL;
  const char *heading = NULL;

  if (self->entry != NULL)
    {
      row = packshot_item_entry_get_row (self->entry);
      heading = packshot_item_entry_get_heading (self->entry);
    }
  gtk_widget_set_visible (self->item_box, heading == NULL);
  gtk_widget_set_visible (self->heading_box, heading != NULL);
  if (heading != NULL)
    {
      gtk_label_set_label (self->heading, heading);
      set_number (self->count, packshot_item_entry_get_count (self->entry));
      gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, heading,
                                      -1);
      packshot_well_set_image (self->well, NULL, 0, 0, NULL);
    }
  else if (row != NULL)
    {
      cell_show_row (self, row);
    }
  else
    {
      gtk_label_set_label (self->name, "");
      gtk_label_set_label (self->subtitle, "");
      gtk_widget_set_visible (self->pictures_box, FALSE);
      gtk_widget_set_visible (GTK_WIDGET (self->changed), FALSE);
      gtk_widget_set_visible (GTK_WIDGET (self->state), FALSE);
      gtk_widget_set_visible (GTK_WIDGET (self->spinner), FALSE);
      packshot_well_set_image (self->well, NULL, 0, 0, NULL);
    }
}

static void
click_released_cb (PackshotItemCell *self)
{
  if (self->entry != NULL && packshot_item_entry_get_heading (self->entry) == NULL)
    g_signal_emit (self, signals[CLICKED], 0);
}

static void
packshot_item_cell_dispose (GObject *object)
{
  PackshotItemCell *self = PACKSHOT_ITEM_CELL (object);

  g_clear_object (&self->entry_signals);
  g_clear_object (&self->entry);
  g_clear_object (&self->session);
  gtk_widget_dispose_template (GTK_WIDGET (self), PACKSHOT_TYPE_ITEM_CELL);
  G_OBJECT_CLASS (packshot_item_cell_parent_class)->dispose (object);
}

static void
packshot_item_cell_class_init (PackshotItemCellClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (PACKSHOT_TYPE_WELL);
  G_OBJECT_CLASS (klass)->dispose = packshot_item_cell_dispose;
  signals[CLICKED] = g_signal_new ("clicked", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/packshot/Packshot/packshot-item-cell.ui");
  gtk_widget_class_bind_template_child (widget_class, PackshotItemCell, item_box);
  gtk_widget_class_bind_template_child (widget_class, PackshotItemCell, well);
  gtk_widget_class_bind_template_child (widget_class, PackshotItemCell, name);
  gtk_widget_class_bind_template_child (widget_class, PackshotItemCell, changed);
  gtk_widget_class_bind_template_child (widget_class, PackshotItemCell, state);
  gtk_widget_class_bind_template_child (widget_class, PackshotItemCell, spinner);
  gtk_widget_class_bind_template_child (widget_class, PackshotItemCell, subtitle);
  gtk_widget_class_bind_template_child (widget_class, PackshotItemCell, pictures_box);
  gtk_widget_class_bind_template_child (widget_class, PackshotItemCell, pictures);
  gtk_widget_class_bind_template_child (widget_class, PackshotItemCell, heading_box);
  gtk_widget_class_bind_template_child (widget_class, PackshotItemCell, heading);
  gtk_widget_class_bind_template_child (widget_class, PackshotItemCell, count);
  gtk_widget_class_bind_template_callback (widget_class, click_released_cb);
}

static void
packshot_item_cell_init (PackshotItemCell *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  packshot_well_set_size (self->well, THUMBNAIL);
  self->entry_signals = g_signal_group_new (PACKSHOT_TYPE_ITEM_ENTRY);
  g_signal_group_connect_swapped (self->entry_signals, "changed", G_CALLBACK (cell_update), self);
}

/**
 * packshot_item_cell_new:
 * @session: where its pictures come from
 *
 * Returns: (transfer floating): an empty row
 */
GtkWidget *
packshot_item_cell_new (PackshotSession *session)
{
  PackshotItemCell *self = g_object_new (PACKSHOT_TYPE_ITEM_CELL, NULL);

  self->session = g_object_ref (session);
  return GTK_WIDGET (self);
}

/**
 * packshot_item_cell_set_entry:
 * @self: a row
 * @entry: (nullable): what it shows
 * @reasons: whether it says why the item needs attention, instead of its number
 */
void
packshot_item_cell_set_entry (PackshotItemCell  *self,
                              PackshotItemEntry *entry,
                              gboolean           reasons)
{
  g_return_if_fail (PACKSHOT_IS_ITEM_CELL (self));

  self->reasons = reasons;
  g_set_object (&self->entry, entry);
  g_signal_group_set_target (self->entry_signals, entry);
  cell_update (self);
}

/**
 * packshot_item_cell_get_entry:
 * @self: a row
 *
 * Returns: (transfer none) (nullable): what it shows
 */
PackshotItemEntry *
packshot_item_cell_get_entry (PackshotItemCell *self)
{
  g_return_val_if_fail (PACKSHOT_IS_ITEM_CELL (self), NULL);

  return self->entry;
}
