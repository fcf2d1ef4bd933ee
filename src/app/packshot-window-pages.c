/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* What the main window opens that is not of its panes: accounts, preferences, shortcuts.
 * Main thread. */

#include "config.h"

#include "packshot-window-private.h"

#include "packshot-accounts-page.h"
#include "packshot-compat.h"
#include "packshot-preferences.h"

static void
accounts_closed_cb (PackshotWindow *self)
{
  gtk_stack_set_visible_child_name (self->stack,
                                    self->accounts == NULL ? "starting"
                                    : self->accounts->len > 0 ? "main" : "welcome");
}

static PackshotAccountsPage *
window_open_accounts (PackshotWindow *self)
{
  GtkWidget *page = gtk_stack_get_child_by_name (self->stack, "accounts");

  if (page == NULL)
    {
      page = packshot_accounts_page_new (self->session);
      g_signal_connect_object (page, "close", G_CALLBACK (accounts_closed_cb), self,
                               G_CONNECT_SWAPPED);
      gtk_stack_add_named (self->stack, page, "accounts");
    }
  gtk_stack_set_visible_child_name (self->stack, "accounts");
  return PACKSHOT_ACCOUNTS_PAGE (page);
}

static void
show_accounts_cb (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  PackshotWindow *self = PACKSHOT_WINDOW (widget);

  if (self->session != NULL)
    packshot_accounts_page_open (window_open_accounts (self));
}

static void
show_account_cb (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  PackshotWindow *self = PACKSHOT_WINDOW (widget);

  if (self->session != NULL)
    packshot_accounts_page_show (window_open_accounts (self), g_variant_get_int64 (parameter));
}

static void
preferences_cb (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  PackshotWindow *self = PACKSHOT_WINDOW (widget);

  if (self->session != NULL && self->settings != NULL)
    packshot_preferences_present (GTK_WINDOW (self), self->session, self->settings);
}

static void
shortcuts_cb (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  packshot_compat_show_shortcuts (GTK_WINDOW (widget));
}

/**
 * _packshot_window_pages_class_init:
 * @widget_class: the window's class
 *
 * Installs the actions.
 */
void
_packshot_window_pages_class_init (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.show-accounts", NULL, show_accounts_cb);
  gtk_widget_class_install_action (widget_class, "win.show-account", "x", show_account_cb);
  gtk_widget_class_install_action (widget_class, "win.preferences", NULL, preferences_cb);
  gtk_widget_class_install_action (widget_class, "win.shortcuts", NULL, shortcuts_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_comma, GDK_CONTROL_MASK,
                                       "win.preferences", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_question, GDK_CONTROL_MASK,
                                       "win.shortcuts", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_question,
                                       GDK_CONTROL_MASK | GDK_SHIFT_MASK, "win.shortcuts", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F1, 0, "win.shortcuts", NULL);
}
