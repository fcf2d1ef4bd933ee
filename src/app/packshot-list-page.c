/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* A page of the main window that is one boxed list: conflicts, the trash. It shows either its rows
 * or, without any, why there are none. Main thread. */

#include "config.h"

#include "packshot-list-page.h"

struct _PackshotListPage
{
  AdwBin          parent_instance;

  /* Template children */
  AdwWindowTitle *title;
  GtkWidget      *sidebar_button;
  GtkStack       *stack;
  AdwStatusPage  *empty;
  GtkLabel       *hint;
  GtkListBox     *list;
};

G_DEFINE_FINAL_TYPE (PackshotListPage, packshot_list_page, ADW_TYPE_BIN)

static void
packshot_list_page_class_init (PackshotListPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/packshot/Packshot/packshot-list-page.ui");
  gtk_widget_class_bind_template_child (widget_class, PackshotListPage, title);
  gtk_widget_class_bind_template_child (widget_class, PackshotListPage, sidebar_button);
  gtk_widget_class_bind_template_child (widget_class, PackshotListPage, stack);
  gtk_widget_class_bind_template_child (widget_class, PackshotListPage, empty);
  gtk_widget_class_bind_template_child (widget_class, PackshotListPage, hint);
  gtk_widget_class_bind_template_child (widget_class, PackshotListPage, list);
}

static void
packshot_list_page_init (PackshotListPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * packshot_list_page_new:
 * @title: the page's title
 * @icon: shown when it is empty
 * @empty_title: likewise
 * @empty_text: likewise
 *
 * Returns: (transfer floating): a page without rows
 */
GtkWidget *
packshot_list_page_new (const char *title,
                        const char *icon,
                        const char *empty_title,
                        const char *empty_text)
{
  PackshotListPage *self = g_object_new (PACKSHOT_TYPE_LIST_PAGE, NULL);

  adw_window_title_set_title (self->title, title);
  adw_status_page_set_icon_name (self->empty, icon);
  adw_status_page_set_title (self->empty, empty_title);
  adw_status_page_set_description (self->empty, empty_text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, title,
                                  -1);
  return GTK_WIDGET (self);
}

/**
 * packshot_list_page_get_list:
 * @self: a page
 *
 * Returns: (transfer none): where its rows go
 */
GtkListBox *
packshot_list_page_get_list (PackshotListPage *self)
{
  g_return_val_if_fail (PACKSHOT_IS_LIST_PAGE (self), NULL);

  return self->list;
}

/**
 * packshot_list_page_clear:
 * @self: a page
 *
 * Takes all rows away.
 */
void
packshot_list_page_clear (PackshotListPage *self)
{
  GtkWidget *child;

  g_return_if_fail (PACKSHOT_IS_LIST_PAGE (self));

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, child);
}

/**
 * packshot_list_page_update:
 * @self: a page
 * @hint: (nullable): what stands above the rows
 *
 * Shows the rows, or that there are none.
 */
void
packshot_list_page_update (PackshotListPage *self,
                           const char       *hint)
{
  GtkWidget *child;
  gboolean any;

  g_return_if_fail (PACKSHOT_IS_LIST_PAGE (self));

  child = gtk_widget_get_first_child (GTK_WIDGET (self->list));
  any = child != NULL;
  gtk_label_set_label (self->hint, hint != NULL ? hint : "");
  gtk_widget_set_visible (GTK_WIDGET (self->hint), hint != NULL);
  gtk_stack_set_visible_child_name (self->stack, any ? "list" : "empty");
}

/**
 * packshot_list_page_set_buttons:
 * @self: a page
 * @sidebar_toggle: whether the button for the sidebar stands in its header
 */
void
packshot_list_page_set_buttons (PackshotListPage *self,
                                gboolean          sidebar_toggle)
{
  g_return_if_fail (PACKSHOT_IS_LIST_PAGE (self));

  gtk_widget_set_visible (self->sidebar_button, sidebar_toggle);
}
