/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* What the main window opens that is not of its panes: sync, accounts, preferences, shortcuts.
 * Main thread. */

#include "config.h"

#include "packshot-window-private.h"

#include "packshot-accounts-page.h"
#include "packshot-compat.h"
#include "packshot-conflict-page.h"
#include "packshot-preferences.h"
#include "packshot-sync-page.h"

/* Set on the accounts page while it goes back to Sync. */
#define OVER_SYNC_KEY "packshot-over-sync"

static void
show_main (PackshotWindow *self)
{
  gtk_stack_set_visible_child_name (self->stack,
                                    self->accounts == NULL ? "starting"
                                    : self->accounts->len > 0 ? "main" : "welcome");
}

/* Back to where the accounts were opened from. */
static void
accounts_closed_cb (PackshotWindow *self,
                    GtkWidget      *page)
{
  if (g_object_get_data (G_OBJECT (page), OVER_SYNC_KEY) != NULL)
    gtk_stack_set_visible_child_name (self->stack, "sync");
  else
    show_main (self);
}

static PackshotAccountsPage *
window_open_accounts (PackshotWindow *self)
{
  GtkWidget *page = gtk_stack_get_child_by_name (self->stack, "accounts");
  const char *shown = gtk_stack_get_visible_child_name (self->stack);

  if (page == NULL)
    {
      page = packshot_accounts_page_new (self->session);
      g_signal_connect_object (page, "close", G_CALLBACK (accounts_closed_cb), self,
                               G_CONNECT_SWAPPED);
      gtk_stack_add_named (self->stack, page, "accounts");
    }
  if (g_strcmp0 (shown, "accounts") != 0)
    g_object_set_data (G_OBJECT (page), OVER_SYNC_KEY,
                       GINT_TO_POINTER (g_strcmp0 (shown, "sync") == 0));
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
show_sync_cb (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  PackshotWindow *self = PACKSHOT_WINDOW (widget);
  PackshotSyncView view = PACKSHOT_SYNC_VIEW_OVERVIEW;
  GtkWidget *page = gtk_stack_get_child_by_name (self->stack, "sync");

  if (self->session == NULL || self->accounts == NULL
      || !packshot_sync_view_from_string (g_variant_get_string (parameter, NULL), &view))
    return;
  if (page == NULL)
    {
      page = packshot_sync_page_new (self->session);
      g_signal_connect_object (page, "close", G_CALLBACK (show_main), self, G_CONNECT_SWAPPED);
      gtk_stack_add_named (self->stack, page, "sync");
    }
  gtk_stack_set_visible_child_name (self->stack, "sync");
  packshot_sync_page_open (PACKSHOT_SYNC_PAGE (page), view);
}

/* Opens the page of conflicts, with one of the open item if it has one. */
void
_packshot_window_open_conflicts (PackshotWindow *self)
{
  GtkWidget *page = gtk_stack_get_child_by_name (self->stack, "conflicts");

  if (page == NULL)
    {
      page = packshot_conflict_page_new (self->session);
      g_signal_connect_object (page, "close", G_CALLBACK (show_main), self, G_CONNECT_SWAPPED);
      gtk_stack_add_named (self->stack, page, "conflicts");
    }
  packshot_conflict_page_open (PACKSHOT_CONFLICT_PAGE (page), packshot_window_get_item (self));
  gtk_stack_set_visible_child_name (self->stack, "conflicts");
}

/* Opens an item in the list of those that it stands with. */
static void
show_items_cb (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  PackshotWindow *self = PACKSHOT_WINDOW (widget);
  const char *view;
  gint64 item;

  g_variant_get (parameter, "(&sx)", &view, &item);
  if (self->session == NULL)
    return;
  show_main (self);
  packshot_window_set_view (self, view);
  packshot_window_show_item (self, item);
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
  gtk_widget_class_install_action (widget_class, "win.show-sync", "s", show_sync_cb);
  gtk_widget_class_install_action (widget_class, "win.show-items", "(sx)", show_items_cb);
  gtk_widget_class_install_action (widget_class, "win.preferences", NULL, preferences_cb);
  gtk_widget_class_install_action (widget_class, "win.shortcuts", NULL, shortcuts_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_s, GDK_CONTROL_MASK | GDK_SHIFT_MASK,
                                       "win.show-sync", "s", "overview");
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_comma, GDK_CONTROL_MASK,
                                       "win.preferences", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_question, GDK_CONTROL_MASK,
                                       "win.shortcuts", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_question,
                                       GDK_CONTROL_MASK | GDK_SHIFT_MASK, "win.shortcuts", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F1, 0, "win.shortcuts", NULL);
}
