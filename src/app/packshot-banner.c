/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* A line over the gallery: what was refused, or that there is no network. It is told what to say.
 * A GtkRevealer of our own, as AdwBanner is newer than the floor. Main thread. */

#include "config.h"

#include "packshot-banner.h"

struct _PackshotBanner
{
  AdwBin       parent_instance;

  GtkRevealer *revealer;
  GtkLabel    *label;
  GtkButton   *button;
};

G_DEFINE_FINAL_TYPE (PackshotBanner, packshot_banner, ADW_TYPE_BIN)

static void
packshot_banner_class_init (PackshotBannerClass *klass)
{
}

static void
packshot_banner_init (PackshotBanner *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  self->label = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->label, TRUE);
  gtk_label_set_xalign (self->label, 0);
  gtk_widget_set_hexpand (GTK_WIDGET (self->label), TRUE);
  self->button = GTK_BUTTON (gtk_button_new ());
  gtk_widget_set_valign (GTK_WIDGET (self->button), GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (box, "banner");
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->label));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->button));

  self->revealer = GTK_REVEALER (gtk_revealer_new ());
  gtk_revealer_set_child (self->revealer, box);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->revealer));
}

/**
 * packshot_banner_new:
 *
 * Returns: (transfer floating): a hidden banner
 */
GtkWidget *
packshot_banner_new (void)
{
  return g_object_new (PACKSHOT_TYPE_BANNER, NULL);
}

/**
 * packshot_banner_show:
 * @self: a banner
 * @text: (nullable): what it says, or %NULL to hide it
 * @button: (nullable): its button's label
 * @action: (nullable): the button's action
 * @target: (nullable): the action's target
 */
void
packshot_banner_show (PackshotBanner *self,
                      const char     *text,
                      const char     *button,
                      const char     *action,
                      GVariant       *target)
{
  g_return_if_fail (PACKSHOT_IS_BANNER (self));

  gtk_revealer_set_reveal_child (self->revealer, text != NULL);
  if (text != NULL)
    gtk_label_set_label (self->label, text);
  gtk_widget_set_visible (GTK_WIDGET (self->button), button != NULL);
  if (button == NULL)
    return;
  gtk_button_set_label (self->button, button);
  gtk_actionable_set_action_target_value (GTK_ACTIONABLE (self->button), target);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->button), action);
}

/**
 * packshot_banner_get_text:
 * @self: a banner
 *
 * Returns: (nullable): what it says, or %NULL while it is hidden
 */
const char *
packshot_banner_get_text (PackshotBanner *self)
{
  g_return_val_if_fail (PACKSHOT_IS_BANNER (self), NULL);

  return gtk_revealer_get_reveal_child (self->revealer) ? gtk_label_get_label (self->label) : NULL;
}
