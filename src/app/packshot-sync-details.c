/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* An opened change: the wished order as a strip of pictures, in which those that are sent carry a
 * ring and an arrow, then the steps, then what can be done. Made anew when it is different; holds
 * nothing but its widgets. Main thread. */

#include "config.h"

#include "packshot-sync-details.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "packshot-well.h"

#define PICTURE 54

static GtkWidget *
label_new (const char *text,
           const char *css)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  if (css != NULL)
    gtk_widget_add_css_class (label, css);
  if (g_strcmp0 (css, "caption") == 0)
    gtk_widget_add_css_class (label, "meta");
  return label;
}

/* --- The strip -------------------------------------------------------------------------------- */

static GtkWidget *
number_new (const PackshotSyncPicture *picture)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 3);
  GtkWidget *label = gtk_label_new (picture->label);
  GtkWidget *arrow;

  gtk_widget_set_halign (box, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (box, picture->is_marked ? "accent" : "meta");
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, "numeric");
  if (picture->is_marked)
    {
      arrow = gtk_image_new_from_icon_name ("packshot-waiting-symbolic");
      gtk_image_set_pixel_size (GTK_IMAGE (arrow), 12);
      gtk_box_append (GTK_BOX (box), arrow);
    }
  gtk_box_append (GTK_BOX (box), label);
  return box;
}

static GtkWidget *
picture_new (PackshotSession           *session,
             const PackshotSyncPicture *picture)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *well = packshot_well_new (PICTURE);
  g_autofree char *label = NULL;

  gtk_widget_add_css_class (well, "thumb");
  if (picture->is_marked)
    gtk_widget_add_css_class (well, "marked");
  packshot_well_set_image (PACKSHOT_WELL (well), session, picture->item, picture->image,
                           picture->sha256);
  label = g_strdup_printf (picture->is_marked ? _("Picture %s, will be sent")
                                              : _("Picture %s, stays as it is"), picture->label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (well), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_box_append (GTK_BOX (box), well);
  gtk_box_append (GTK_BOX (box), number_new (picture));
  return box;
}

static GtkWidget *
strip_new (PackshotSession           *session,
           const PackshotSyncDetails *details)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *flow = gtk_flow_box_new ();

  gtk_widget_add_css_class (box, "sync-strip");
  if (details->caption != NULL)
    gtk_box_append (GTK_BOX (box), label_new (details->caption, "caption"));
  gtk_flow_box_set_selection_mode (GTK_FLOW_BOX (flow), GTK_SELECTION_NONE);
  gtk_flow_box_set_max_children_per_line (GTK_FLOW_BOX (flow), 10);
  gtk_flow_box_set_min_children_per_line (GTK_FLOW_BOX (flow), 3);
  gtk_flow_box_set_column_spacing (GTK_FLOW_BOX (flow), 8);
  gtk_flow_box_set_row_spacing (GTK_FLOW_BOX (flow), 6);
  gtk_widget_set_halign (flow, GTK_ALIGN_START);
  for (guint i = 0; i < details->pictures->len; i++)
    {
      GtkWidget *child = gtk_flow_box_child_new ();

      gtk_widget_set_focusable (child, FALSE);
      gtk_flow_box_child_set_child (GTK_FLOW_BOX_CHILD (child),
                                    picture_new (session, details->pictures->pdata[i]));
      gtk_flow_box_append (GTK_FLOW_BOX (flow), child);
    }
  if (details->n_more > 0)
    {
      g_autofree char *more = g_strdup_printf (_("+%u"), details->n_more);
      GtkWidget *label = gtk_label_new (more);

      gtk_widget_add_css_class (label, "meta");
      gtk_widget_add_css_class (label, "numeric");
      gtk_widget_set_size_request (label, -1, PICTURE);
      gtk_widget_set_valign (label, GTK_ALIGN_START);
      gtk_flow_box_append (GTK_FLOW_BOX (flow), label);
    }
  gtk_box_append (GTK_BOX (box), flow);
  return box;
}

/* --- The steps -------------------------------------------------------------------------------- */

static GtkWidget *
step_new (const PackshotSyncStep *step,
          guint                   number,
          gboolean                compact)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 1);
  g_autofree char *text = g_strdup_printf ("%u", number);
  GtkWidget *count = gtk_label_new (text);
  GtkWidget *amount = gtk_label_new (step->amount);

  gtk_widget_add_css_class (box, "sync-step");
  gtk_widget_add_css_class (count, "meta");
  gtk_widget_add_css_class (count, "numeric");
  gtk_label_set_width_chars (GTK_LABEL (count), 2);
  gtk_label_set_xalign (GTK_LABEL (count), 0);
  gtk_widget_add_css_class (amount, "caption");
  gtk_widget_add_css_class (amount, "numeric");
  gtk_widget_add_css_class (amount, "meta");
  gtk_widget_set_hexpand (lines, TRUE);
  gtk_widget_set_valign (lines, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (lines), label_new (step->title, NULL));
  if (step->subtitle != NULL)
    gtk_box_append (GTK_BOX (lines), label_new (step->subtitle, "caption"));
  gtk_box_append (GTK_BOX (box), count);
  gtk_box_append (GTK_BOX (box), lines);
  gtk_box_append (GTK_BOX (box), amount);
  gtk_widget_set_visible (amount, !compact);
  return box;
}

/* --- What can be done ------------------------------------------------------------------------- */

static GtkWidget *
button_new (const char *label,
            const char *action,
            const char *key)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", key);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  return button;
}

static GtkWidget *
buttons_new (PackshotSyncRow *row,
             gboolean         compact)
{
  GtkWidget *box = gtk_box_new (compact ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL,
                                6);
  GtkWidget *show = button_new (_("Show Item"), "sync.show", row->key);
  GtkWidget *discard = button_new (row->details->discard, "sync.discard", row->key);
  GtkWidget *send = button_new (_("Send Only This"), "sync.send", row->key);

  gtk_widget_add_css_class (box, "sync-buttons");
  gtk_widget_add_css_class (show, "flat");
  gtk_widget_add_css_class (discard, "flat");
  gtk_widget_set_hexpand (show, TRUE);
  if (!compact)
    gtk_widget_set_halign (show, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (box), show);
  gtk_box_append (GTK_BOX (box), discard);
  gtk_box_append (GTK_BOX (box), send);
  gtk_widget_set_visible (send, row->details->steps->len > 0);
  return box;
}

GtkWidget *
packshot_sync_details_view_new (PackshotSession *session,
                                PackshotSyncRow *row,
                                gboolean         compact)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  g_return_val_if_fail (row->details != NULL, box);

  gtk_widget_add_css_class (box, "sync-details");
  if (row->details->pictures->len > 0)
    gtk_box_append (GTK_BOX (box), strip_new (session, row->details));
  for (guint i = 0; i < row->details->steps->len; i++)
    gtk_box_append (GTK_BOX (box), step_new (row->details->steps->pdata[i], i + 1, compact));
  gtk_box_append (GTK_BOX (box), buttons_new (row, compact));
  return box;
}
