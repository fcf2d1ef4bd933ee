/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* The sidebar: views of the whole catalog first, then the kinds of item of each account. It
 * shows the numbers that it is given; it reads nothing itself. The rows are made anew only
 * when there are other views than before, so that numbers change without moving the focus.
 *
 * A view's name: "all", "attention", "waiting", "conflicts", "trash", or "kind:ACCOUNT:KIND".
 * Main thread. */

#include "config.h"

#include "packshot-sidebar.h"

#include "packshot-words.h"

#include <glib/gi18n.h>

struct _PackshotSidebar
{
  AdwBin           parent_instance;

  /* Construct-only */
  PackshotSession *session;   /* (owned) */

  /* Owned */
  GHashTable      *rows;      /* view → row, borrowed from the list */
  char            *signature; /* what the rows were made from */
  char            *view;
  PackshotCounts   counts;
  GPtrArray       *accounts;  /* (nullable) (element-type PackshotAccountView) */

  /* Template children */
  GtkListBox      *list;
  GtkLabel        *foot;
  GtkWidget       *fold_button;
  GtkMenuButton   *menu_button;
};

G_DEFINE_FINAL_TYPE (PackshotSidebar, packshot_sidebar, ADW_TYPE_BIN)

typedef struct
{
  const char *view;
  const char *icon;
  const char *title;
  int         filter;
} FixedView;

static const FixedView fixed[] = {
  { "all", "view-grid-symbolic", N_("All Items"), PACKSHOT_FILTER_ALL },
  { "attention", "dialog-warning-symbolic", N_("Needs Attention"),
    PACKSHOT_FILTER_NEEDS_ATTENTION },
  { "waiting", "packshot-waiting-symbolic", N_("Waiting"), PACKSHOT_FILTER_WAITING },
  { "conflicts", "packshot-conflict-symbolic", N_("Conflicts"), PACKSHOT_FILTER_CONFLICTS },
  { "trash", "user-trash-symbolic", N_("Trash"), -1 },
};

#define VIEW_KEY "packshot-view"
#define COUNT_KEY "packshot-count"
#define TITLE_KEY "packshot-title"

static void
set_count (PackshotSidebar *self,
           const char      *view,
           gint64           count)
{
  GtkWidget *row = g_hash_table_lookup (self->rows, view);
  g_autofree char *text = NULL;
  g_autofree char *label = NULL;
  const char *title;

  if (row == NULL)
    return;
  title = g_object_get_data (G_OBJECT (row), TITLE_KEY);
  text = count > 0 ? g_strdup_printf ("%" G_GINT64_FORMAT, count) : g_strdup ("");
  gtk_label_set_label (g_object_get_data (G_OBJECT (row), COUNT_KEY), text);
  label = count > 0 ? g_strdup_printf (ngettext ("%s, %d item", "%s, %d items", (gulong)count),
                                       title, (int)count)
                    : g_strdup (title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static GtkWidget *
add_row (PackshotSidebar *self,
         const char      *view,
         const char      *icon,
         const char      *title)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *name = gtk_label_new (title);
  GtkWidget *count = gtk_label_new (NULL);

  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_widget_set_hexpand (name, TRUE);
  gtk_widget_add_css_class (count, "meta");
  gtk_widget_add_css_class (count, "numeric");
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (icon));
  gtk_box_append (GTK_BOX (box), name);
  gtk_box_append (GTK_BOX (box), count);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  g_object_set_data_full (G_OBJECT (row), VIEW_KEY, g_strdup (view), g_free);
  g_object_set_data_full (G_OBJECT (row), TITLE_KEY, g_strdup (title), g_free);
  g_object_set_data (G_OBJECT (row), COUNT_KEY, count);
  gtk_list_box_append (self->list, row);
  g_hash_table_insert (self->rows, g_strdup (view), row);
  return row;
}

static void
add_heading (PackshotSidebar           *self,
             const PackshotAccountView *account)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *name = gtk_label_new (account->account->name);

  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_widget_set_hexpand (name, TRUE);
  gtk_widget_add_css_class (name, "caption-heading");
  gtk_widget_add_css_class (name, "meta");
  gtk_box_append (GTK_BOX (box), name);
  if (account->problem != NULL && !g_str_equal (account->problem, "offline"))
    {
      GtkWidget *icon = gtk_image_new_from_icon_name ("dialog-error-symbolic");
      g_autofree char *why = packshot_words_problem_sentence (account->problem, NULL);

      gtk_widget_add_css_class (icon, "error");
      gtk_widget_set_tooltip_text (icon, why);
      gtk_accessible_update_property (GTK_ACCESSIBLE (icon), GTK_ACCESSIBLE_PROPERTY_LABEL, why,
                                      -1);
      gtk_box_append (GTK_BOX (box), icon);
    }
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_selectable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  gtk_widget_add_css_class (row, "heading-row");
  gtk_list_box_append (self->list, row);
}

static char *
kind_view (const PackshotAccountView *account,
           int                        kind)
{
  return g_strdup_printf ("kind:%" G_GINT64_FORMAT ":%d", account->account->id, kind);
}

/* What the rows depend on, as one text to compare. */
static char *
dup_signature (GPtrArray *accounts)
{
  GString *text = g_string_new ("");

  for (guint i = 0; accounts != NULL && i < accounts->len; i++)
    {
      const PackshotAccountView *account = accounts->pdata[i];

      g_string_append_printf (text, "%" G_GINT64_FORMAT "\n%s\n%s\n", account->account->id,
                              account->account->name,
                              account->problem != NULL ? account->problem : "");
      for (int kind = 0; kind < PACKSHOT_N_ITEM_KINDS; kind++)
        g_string_append_c (text, account->by_kind[kind] > 0 ? '1' : '0');
    }
  return g_string_free (text, FALSE);
}

static void
make_rows (PackshotSidebar *self)
{
  GtkWidget *child;

  g_hash_table_remove_all (self->rows);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, child);
  for (guint i = 0; i < G_N_ELEMENTS (fixed); i++)
    add_row (self, fixed[i].view, fixed[i].icon, _(fixed[i].title));
  for (guint i = 0; self->accounts != NULL && i < self->accounts->len; i++)
    {
      const PackshotAccountView *account = self->accounts->pdata[i];

      add_heading (self, account);
      for (int kind = 0; kind < PACKSHOT_N_ITEM_KINDS; kind++)
        {
          g_autofree char *view = kind_view (account, kind);

          if (account->by_kind[kind] > 0)
            add_row (self, view, packshot_words_kind_icon (kind),
                     packshot_words_kinds (account->account->service, kind));
        }
    }
}

static void
select_view (PackshotSidebar *self)
{
  GtkListBoxRow *row = self->view != NULL ? g_hash_table_lookup (self->rows, self->view) : NULL;

  if (row != NULL)
    gtk_list_box_select_row (self->list, row);
  else
    gtk_list_box_unselect_all (self->list);
}

static void
update_counts (PackshotSidebar *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (fixed); i++)
    set_count (self, fixed[i].view, fixed[i].filter >= 0 ? self->counts.by_filter[fixed[i].filter]
                                                         : self->counts.trash);
  for (guint i = 0; self->accounts != NULL && i < self->accounts->len; i++)
    {
      const PackshotAccountView *account = self->accounts->pdata[i];

      for (int kind = 0; kind < PACKSHOT_N_ITEM_KINDS; kind++)
        {
          g_autofree char *view = kind_view (account, kind);

          set_count (self, view, account->by_kind[kind]);
        }
    }
}

/* The oldest of the last looks at accounts that work: nothing is newer than it says. */
static void
update_foot (PackshotSidebar *self)
{
  g_autofree char *text = NULL;
  g_autofree char *when = NULL;
  gint64 oldest = 0;

  if (packshot_session_get_offline (self->session))
    {
      when = packshot_words_time (packshot_session_get_offline_since (self->session));
      text = g_strdup_printf (_("Offline since %s"), when);
      gtk_label_set_label (self->foot, text);
      return;
    }
  for (guint i = 0; self->accounts != NULL && i < self->accounts->len; i++)
    {
      const PackshotAccountView *account = self->accounts->pdata[i];

      if (account->problem == NULL && account->checked_at > 0
          && (oldest == 0 || account->checked_at < oldest))
        oldest = account->checked_at;
    }
  when = packshot_words_time_at (oldest);
  if (packshot_session_get_syncing (self->session))
    text = g_strdup (_("Checking…"));
  else
    text = oldest > 0 ? g_strdup_printf (_("Last checked %s"), when)
                      : g_strdup (_("Not checked yet"));
  gtk_label_set_label (self->foot, text);
}

static void
row_activated_cb (PackshotSidebar *self,
                  GtkListBoxRow   *row)
{
  const char *view = g_object_get_data (G_OBJECT (row), VIEW_KEY);

  if (view != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.view", "s", view);
}

static void
packshot_sidebar_dispose (GObject *object)
{
  PackshotSidebar *self = PACKSHOT_SIDEBAR (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->rows, g_hash_table_unref);
  g_clear_pointer (&self->accounts, g_ptr_array_unref);
  g_clear_pointer (&self->signature, g_free);
  g_clear_pointer (&self->view, g_free);
  G_OBJECT_CLASS (packshot_sidebar_parent_class)->dispose (object);
}

static void
packshot_sidebar_class_init (PackshotSidebarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = packshot_sidebar_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/packshot/Packshot/packshot-sidebar.ui");
  gtk_widget_class_bind_template_child (widget_class, PackshotSidebar, list);
  gtk_widget_class_bind_template_child (widget_class, PackshotSidebar, foot);
  gtk_widget_class_bind_template_child (widget_class, PackshotSidebar, fold_button);
  gtk_widget_class_bind_template_child (widget_class, PackshotSidebar, menu_button);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static void
packshot_sidebar_init (PackshotSidebar *self)
{
  self->rows = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
  make_rows (self);
}

/**
 * packshot_sidebar_new:
 * @session: what it asks about the network
 *
 * Returns: (transfer floating): a sidebar without numbers
 */
GtkWidget *
packshot_sidebar_new (PackshotSession *session)
{
  PackshotSidebar *self = g_object_new (PACKSHOT_TYPE_SIDEBAR, NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (session, "notify::offline", G_CALLBACK (update_foot), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::syncing", G_CALLBACK (update_foot), self,
                           G_CONNECT_SWAPPED);
  update_foot (self);
  return GTK_WIDGET (self);
}

/**
 * packshot_sidebar_set_view:
 * @self: a sidebar
 * @view: the view that is shown
 */
void
packshot_sidebar_set_view (PackshotSidebar *self,
                           const char      *view)
{
  g_return_if_fail (PACKSHOT_IS_SIDEBAR (self));

  g_free (self->view);
  self->view = g_strdup (view);
  select_view (self);
}

/**
 * packshot_sidebar_set_counts:
 * @self: a sidebar
 * @counts: numbers of items
 */
void
packshot_sidebar_set_counts (PackshotSidebar      *self,
                             const PackshotCounts *counts)
{
  g_return_if_fail (PACKSHOT_IS_SIDEBAR (self));

  self->counts = *counts;
  update_counts (self);
}

/**
 * packshot_sidebar_set_accounts:
 * @self: a sidebar
 * @accounts: (element-type PackshotAccountView): all accounts
 */
void
packshot_sidebar_set_accounts (PackshotSidebar *self,
                               GPtrArray       *accounts)
{
  g_autofree char *signature = dup_signature (accounts);

  g_return_if_fail (PACKSHOT_IS_SIDEBAR (self));

  g_ptr_array_ref (accounts);
  g_clear_pointer (&self->accounts, g_ptr_array_unref);
  self->accounts = accounts;
  if (g_strcmp0 (signature, self->signature) != 0)
    {
      g_free (self->signature);
      self->signature = g_steal_pointer (&signature);
      make_rows (self);
      select_view (self);
    }
  update_counts (self);
  update_foot (self);
}

/**
 * packshot_sidebar_set_folded:
 * @self: a sidebar
 * @folded: whether it lies over the rest
 */
void
packshot_sidebar_set_folded (PackshotSidebar *self,
                             gboolean         folded)
{
  g_return_if_fail (PACKSHOT_IS_SIDEBAR (self));

  gtk_widget_set_visible (self->fold_button, folded);
}

/**
 * packshot_sidebar_open_menu:
 * @self: a sidebar
 *
 * Opens the main menu.
 */
void
packshot_sidebar_open_menu (PackshotSidebar *self)
{
  g_return_if_fail (PACKSHOT_IS_SIDEBAR (self));

  gtk_menu_button_popup (self->menu_button);
}
