/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* A row of the Sync page as it is seen: a heading, the summary, or a line of a card with whatever
 * its row has: time, icon or picture, texts, small pictures, amounts, bar, button, menu; a change
 * opens below its line. It derives everything from its row and follows the row's changes. A list
 * view uses one cell for many rows. Main thread. */

#include "config.h"

#include "packshot-sync-cell.h"

#include "packshot-sync-details.h"
#include "packshot-sync-line.h"

struct _PackshotSyncCell
{
  GtkWidget         parent_instance;

  /* Owned */
  PackshotSession  *session;
  PackshotSyncRow  *row;        /* (nullable) */
  GSignalGroup     *row_signals;
  gboolean          compact;

  /* Template children */
  GtkWidget        *heading_box;
  GtkLabel         *heading;
  GtkLabel         *heading_amount;
  GtkProgressBar   *heading_bar;
  GtkButton        *heading_button;
  GtkWidget        *summary_box;
  GtkLabel         *summary;
  GtkLabel         *summary_more;
  GtkButton        *summary_button;
  GtkWidget        *card;
  PackshotSyncLine *line;
  GtkRevealer      *revealer;
};

G_DEFINE_FINAL_TYPE (PackshotSyncCell, packshot_sync_cell, GTK_TYPE_WIDGET)

static void
set_text (GtkLabel   *label,
          const char *text)
{
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL && *text != '\0');
  gtk_label_set_label (label, text != NULL ? text : "");
}

static void
cell_activate (PackshotSyncCell *self,
               const char       *action)
{
  if (self->row != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), action, "s", self->row->key);
}

/* --- Heading and summary ---------------------------------------------------------------------- */

static void
show_heading (PackshotSyncCell *self)
{
  const PackshotSyncTexts *texts = &self->row->texts;

  gtk_label_set_label (self->heading, texts->title);
  set_text (self->heading_amount, texts->amount);
  gtk_widget_set_visible (GTK_WIDGET (self->heading_bar), self->row->fraction >= 0
                          && !self->compact);
  gtk_progress_bar_set_fraction (self->heading_bar, CLAMP (self->row->fraction, 0, 1));
  gtk_widget_set_visible (GTK_WIDGET (self->heading_button), texts->button != NULL);
  gtk_button_set_label (self->heading_button, texts->button != NULL ? texts->button : "");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->heading_button), texts->button_tip);
}

static void
show_summary (PackshotSyncCell *self)
{
  const PackshotSyncTexts *texts = &self->row->texts;

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->summary_box),
                                  self->compact ? GTK_ORIENTATION_VERTICAL
                                                : GTK_ORIENTATION_HORIZONTAL);
  gtk_label_set_label (self->summary, texts->title);
  set_text (self->summary_more, texts->subtitle);
  gtk_widget_set_visible (GTK_WIDGET (self->summary_button), texts->button != NULL);
  gtk_button_set_label (self->summary_button, texts->button != NULL ? texts->button : "");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->summary_button), texts->button_tip);
}

/* --- A line of a card, and what opens below it ------------------------------------------------ */

static gboolean
can_activate (PackshotSyncCell *self)
{
  PackshotSyncRow *row = self->row;

  if (row == NULL)
    return FALSE;
  if (row->kind == PACKSHOT_SYNC_ROW_CHANGE)
    return TRUE;
  return row->item != 0 && (row->kind == PACKSHOT_SYNC_ROW_LOG
                            || row->kind == PACKSHOT_SYNC_ROW_SENDING);
}

static void
set_class (GtkWidget  *widget,
           const char *css,
           gboolean    on)
{
  if (on)
    gtk_widget_add_css_class (widget, css);
  else
    gtk_widget_remove_css_class (widget, css);
}

static void
show_details (PackshotSyncCell *self)
{
  PackshotSyncRow *row = self->row;
  gboolean open = row->kind == PACKSHOT_SYNC_ROW_CHANGE && row->is_expanded && row->details != NULL;

  gtk_revealer_set_child (self->revealer, !open ? NULL
                          : packshot_sync_details_view_new (self->session, row, self->compact));
  gtk_revealer_set_reveal_child (self->revealer, open);
  gtk_widget_set_visible (GTK_WIDGET (self->revealer), open);
  packshot_sync_line_set_open (self->line, open);
  if (row->kind == PACKSHOT_SYNC_ROW_CHANGE)
    gtk_accessible_update_state (GTK_ACCESSIBLE (self->line), GTK_ACCESSIBLE_STATE_EXPANDED, open,
                                 -1);
  else
    gtk_accessible_reset_state (GTK_ACCESSIBLE (self->line), GTK_ACCESSIBLE_STATE_EXPANDED);
}

static void
show_card (PackshotSyncCell *self)
{
  set_class (self->card, "first", self->row->is_first);
  set_class (self->card, "last", self->row->is_last);
  packshot_sync_line_show (self->line, self->session, self->row, self->compact);
  show_details (self);
  gtk_widget_set_focusable (GTK_WIDGET (self->line), can_activate (self));
  set_class (GTK_WIDGET (self->line), "activatable", can_activate (self));
}

static void
cell_update (PackshotSyncCell *self)
{
  PackshotSyncRow *row = self->row;
  g_autofree char *label = NULL;

  if (row == NULL)
    {
      packshot_sync_line_show (self->line, self->session, NULL, FALSE);
      gtk_revealer_set_child (self->revealer, NULL);
      return;
    }
  gtk_widget_set_visible (self->heading_box, row->kind == PACKSHOT_SYNC_ROW_HEADING);
  gtk_widget_set_visible (self->summary_box, row->kind == PACKSHOT_SYNC_ROW_SUMMARY);
  gtk_widget_set_visible (self->card, row->kind != PACKSHOT_SYNC_ROW_HEADING
                          && row->kind != PACKSHOT_SYNC_ROW_SUMMARY);
  if (row->kind == PACKSHOT_SYNC_ROW_HEADING)
    show_heading (self);
  else if (row->kind == PACKSHOT_SYNC_ROW_SUMMARY)
    show_summary (self);
  else
    show_card (self);
  label = packshot_sync_row_dup_label (row);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->line), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
}

/* --- Input ------------------------------------------------------------------------------------ */

static void
heading_clicked_cb (PackshotSyncCell *self)
{
  cell_activate (self, "sync.head");
}

static void
cell_toggle (PackshotSyncCell *self)
{
  if (!can_activate (self))
    return;
  if (self->row->kind != PACKSHOT_SYNC_ROW_CHANGE)
    {
      cell_activate (self, "sync.show");
      return;
    }
  self->row->is_expanded = !self->row->is_expanded;
  packshot_sync_row_changed (self->row);
}

static void
line_released_cb (GtkGestureClick  *gesture,
                  int               n_press,
                  double            x,
                  double            y,
                  PackshotSyncCell *self)
{
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  gtk_widget_grab_focus (GTK_WIDGET (self->line));
  cell_toggle (self);
}

static void
activate_cb (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  cell_toggle (PACKSHOT_SYNC_CELL (widget));
}

static void
discard_cb (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  PackshotSyncCell *self = PACKSHOT_SYNC_CELL (widget);

  if (self->row != NULL && (self->row->kind == PACKSHOT_SYNC_ROW_CHANGE
                            || (self->row->menu & PACKSHOT_SYNC_MENU_DISCARD)))
    cell_activate (self, "sync.discard");
}

static void
menu_cb (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  PackshotSyncCell *self = PACKSHOT_SYNC_CELL (widget);

  packshot_sync_line_popup_menu (self->line);
}

/* --- The object ------------------------------------------------------------------------------- */

static void
packshot_sync_cell_dispose (GObject *object)
{
  PackshotSyncCell *self = PACKSHOT_SYNC_CELL (object);

  g_clear_object (&self->row_signals);
  g_clear_object (&self->row);
  g_clear_object (&self->session);
  gtk_widget_dispose_template (GTK_WIDGET (self), PACKSHOT_TYPE_SYNC_CELL);
  G_OBJECT_CLASS (packshot_sync_cell_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, PackshotSyncCell, heading_box);
  gtk_widget_class_bind_template_child (widget_class, PackshotSyncCell, heading);
  gtk_widget_class_bind_template_child (widget_class, PackshotSyncCell, heading_amount);
  gtk_widget_class_bind_template_child (widget_class, PackshotSyncCell, heading_bar);
  gtk_widget_class_bind_template_child (widget_class, PackshotSyncCell, heading_button);
  gtk_widget_class_bind_template_child (widget_class, PackshotSyncCell, summary_box);
  gtk_widget_class_bind_template_child (widget_class, PackshotSyncCell, summary);
  gtk_widget_class_bind_template_child (widget_class, PackshotSyncCell, summary_more);
  gtk_widget_class_bind_template_child (widget_class, PackshotSyncCell, summary_button);
  gtk_widget_class_bind_template_child (widget_class, PackshotSyncCell, card);
  gtk_widget_class_bind_template_child (widget_class, PackshotSyncCell, line);
  gtk_widget_class_bind_template_child (widget_class, PackshotSyncCell, revealer);
}

static void
packshot_sync_cell_class_init (PackshotSyncCellClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (PACKSHOT_TYPE_SYNC_LINE);
  G_OBJECT_CLASS (klass)->dispose = packshot_sync_cell_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/packshot/Packshot/packshot-sync-cell.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, heading_clicked_cb);
  gtk_widget_class_install_action (widget_class, "cell.activate", NULL, activate_cb);
  gtk_widget_class_install_action (widget_class, "cell.discard", NULL, discard_cb);
  gtk_widget_class_install_action (widget_class, "cell.menu", NULL, menu_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, 0, "cell.activate", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Enter, 0, "cell.activate", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_space, 0, "cell.activate", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Delete, 0, "cell.discard", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Menu, 0, "cell.menu", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, "cell.menu",
                                       NULL);
}

static void
packshot_sync_cell_init (PackshotSyncCell *self)
{
  GtkGesture *click = gtk_gesture_click_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (click, "released", G_CALLBACK (line_released_cb), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self->line), GTK_EVENT_CONTROLLER (click));
  self->row_signals = g_signal_group_new (PACKSHOT_TYPE_SYNC_ROW);
  g_signal_group_connect_swapped (self->row_signals, "changed", G_CALLBACK (cell_update), self);
}

/**
 * packshot_sync_cell_new:
 * @session: where its pictures come from
 * @buttons: what makes the buttons of a list equally wide
 *
 * Returns: (transfer floating): an empty cell
 */
GtkWidget *
packshot_sync_cell_new (PackshotSession *session,
                        GtkSizeGroup    *buttons)
{
  PackshotSyncCell *self = g_object_new (PACKSHOT_TYPE_SYNC_CELL, NULL);

  self->session = g_object_ref (session);
  gtk_size_group_add_widget (buttons, packshot_sync_line_get_button (self->line));
  return GTK_WIDGET (self);
}

/**
 * packshot_sync_cell_set_row:
 * @self: a cell
 * @row: (nullable): what it shows
 */
void
packshot_sync_cell_set_row (PackshotSyncCell *self,
                            PackshotSyncRow  *row)
{
  g_return_if_fail (PACKSHOT_IS_SYNC_CELL (self));

  g_set_object (&self->row, row);
  g_signal_group_set_target (self->row_signals, row);
  cell_update (self);
}

/**
 * packshot_sync_cell_get_row:
 * @self: a cell
 *
 * Returns: (transfer none) (nullable): what it shows
 */
PackshotSyncRow *
packshot_sync_cell_get_row (PackshotSyncCell *self)
{
  g_return_val_if_fail (PACKSHOT_IS_SYNC_CELL (self), NULL);

  return self->row;
}

/**
 * packshot_sync_cell_set_compact:
 * @self: a cell
 * @compact: whether there is little room
 */
void
packshot_sync_cell_set_compact (PackshotSyncCell *self,
                                gboolean          compact)
{
  g_return_if_fail (PACKSHOT_IS_SYNC_CELL (self));

  if (self->compact == compact)
    return;
  self->compact = compact;
  cell_update (self);
}
