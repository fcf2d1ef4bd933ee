/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* The left side of the Sync page. A view that is empty has no number. Main thread. */

#include "config.h"

#include "packshot-sync-side.h"

#include <glib/gi18n.h>

#include "packshot-sync-words.h"

#define ACCOUNT_KEY "packshot-account"
/* From here on the day's calls are a warning. */
#define CALLS_WARNING 0.9

struct _PackshotSyncSide
{
  AdwBin        parent_instance;

  GtkLabel     *counts[PACKSHOT_N_SYNC_VIEWS];
  gboolean      filling;

  /* Template children */
  AdwHeaderBar *header;
  GtkListBox   *views;
  GtkWidget    *accounts_heading;
  GtkListBox   *accounts;
  GtkBox       *calls;
};

enum { VIEW_CHOSEN, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PackshotSyncSide, packshot_sync_side, ADW_TYPE_BIN)

typedef struct
{
  const char *name;
  const char *title;
  const char *icon;
} View;

static const View views[PACKSHOT_N_SYNC_VIEWS] = {
  { "overview", N_("Overview"), "view-list-bullet-symbolic" },
  { "needs-you", N_("Needs You"), "dialog-error-symbolic" },
  { "sending", N_("Sending"), "network-transmit-receive-symbolic" },
  { "to-send", N_("To Send"), "packshot-waiting-symbolic" },
  { "later", N_("Trying Later"), "alarm-symbolic" },
  { "log", N_("Log"), "document-open-recent-symbolic" },
};

/**
 * packshot_sync_view_to_string:
 * @view: a view
 *
 * Returns: its name
 */
const char *
packshot_sync_view_to_string (PackshotSyncView view)
{
  g_return_val_if_fail (view < PACKSHOT_N_SYNC_VIEWS, NULL);

  return views[view].name;
}

/**
 * packshot_sync_view_from_string:
 * @name: a name
 * @view: (out): the view
 *
 * Returns: whether there is such a view
 */
gboolean
packshot_sync_view_from_string (const char       *name,
                                PackshotSyncView *view)
{
  for (guint i = 0; i < PACKSHOT_N_SYNC_VIEWS; i++)
    if (g_strcmp0 (views[i].name, name) == 0)
      {
        *view = i;
        return TRUE;
      }
  return FALSE;
}

/**
 * packshot_sync_view_get_title:
 * @view: a view
 *
 * Returns: what people call it
 */
const char *
packshot_sync_view_get_title (PackshotSyncView view)
{
  g_return_val_if_fail (view < PACKSHOT_N_SYNC_VIEWS, "");

  return _(views[view].title);
}

/* --- Views ------------------------------------------------------------------------------------ */

static void
add_view (PackshotSyncSide *self,
          PackshotSyncView  view)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *title = gtk_label_new (_(views[view].title));
  GtkWidget *count = gtk_label_new ("");

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (title, TRUE);
  gtk_widget_add_css_class (count, "caption");
  gtk_widget_add_css_class (count, "numeric");
  gtk_widget_add_css_class (count, "meta");
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (views[view].icon));
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), count);
  self->counts[view] = GTK_LABEL (count);
  gtk_list_box_append (self->views, box);
}

static void
set_count (PackshotSyncSide *self,
           PackshotSyncView  view,
           gint64            number)
{
  GtkWidget *row = GTK_WIDGET (gtk_list_box_get_row_at_index (self->views, view));
  g_autofree char *text = number > 0 ? g_strdup_printf ("%" G_GINT64_FORMAT, number)
                                     : g_strdup ("");
  g_autofree char *label = number > 0 ? g_strdup_printf ("%s, %s", _(views[view].title), text)
                                      : g_strdup (_(views[view].title));

  gtk_label_set_label (self->counts[view], text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

/* What needs the user is told in bold and in the colour of errors. */
static void
show_counts (PackshotSyncSide   *self,
             const PackshotWork *work)
{
  GtkWidget *needs = GTK_WIDGET (self->counts[PACKSHOT_SYNC_VIEW_NEEDS_YOU]);

  set_count (self, PACKSHOT_SYNC_VIEW_NEEDS_YOU, work->n_needs_you > 0 ? work->n_needs_you
                                                                       : work->needs_you->len);
  set_count (self, PACKSHOT_SYNC_VIEW_SENDING, work->n_sending);
  set_count (self, PACKSHOT_SYNC_VIEW_TO_SEND, work->n_to_send);
  set_count (self, PACKSHOT_SYNC_VIEW_LATER, work->n_later);
  set_count (self, PACKSHOT_SYNC_VIEW_LOG, work->n_log);
  gtk_widget_remove_css_class (needs, "meta");
  gtk_widget_add_css_class (needs, "error");
  gtk_widget_add_css_class (needs, "sync-needs");
}

static void
choose (PackshotSyncSide *self,
        GtkListBoxRow    *row,
        gboolean          activated)
{
  if (!self->filling && row != NULL)
    g_signal_emit (self, signals[VIEW_CHOSEN], 0, (guint)gtk_list_box_row_get_index (row),
                   activated);
}

static void
view_selected_cb (PackshotSyncSide *self,
                  GtkListBoxRow    *row)
{
  choose (self, row, FALSE);
}

static void
view_activated_cb (PackshotSyncSide *self,
                   GtkListBoxRow    *row)
{
  choose (self, row, TRUE);
}

/* --- Accounts --------------------------------------------------------------------------------- */

static GtkWidget *
account_row_new (const PackshotWorkAccount *account)
{
  g_autoptr(PackshotWording) words = packshot_sync_words_account (account);
  g_autofree char *label = g_strdup_printf ("%s, %s", account->account->name, words->sentence);
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *name = gtk_label_new (account->account->name);
  GtkWidget *state = gtk_label_new (words->sentence);
  GtkWidget *icon = words->icon != NULL ? gtk_image_new_from_icon_name (words->icon)
                                        : gtk_spinner_new ();

  if (words->icon == NULL)
    gtk_spinner_start (GTK_SPINNER (icon));
  gtk_widget_add_css_class (icon, words->css);
  gtk_widget_add_css_class (state, "caption");
  gtk_widget_add_css_class (state, "meta");
  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_label_set_xalign (GTK_LABEL (state), 0);
  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_END);
  gtk_label_set_ellipsize (GTK_LABEL (state), PANGO_ELLIPSIZE_END);
  gtk_widget_set_tooltip_text (row, words->sentence);
  gtk_widget_set_valign (lines, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (lines), name);
  gtk_box_append (GTK_BOX (lines), state);
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), lines);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_object_set_data_full (G_OBJECT (row), ACCOUNT_KEY,
                          g_memdup2 (&account->account->id, sizeof account->account->id), g_free);
  return row;
}

static void
account_activated_cb (PackshotSyncSide *self,
                      GtkListBoxRow    *row)
{
  const gint64 *id = g_object_get_data (G_OBJECT (row), ACCOUNT_KEY);

  gtk_widget_activate_action (GTK_WIDGET (self), "win.show-account", "x", *id);
}

/* The rows are few and made anew; the one with the focus keeps it by its place. */
static void
show_accounts (PackshotSyncSide   *self,
               const PackshotWork *work)
{
  GtkWidget *focus = gtk_widget_get_focus_child (GTK_WIDGET (self->accounts));
  int index = focus != NULL ? gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (focus)) : -1;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->accounts))) != NULL)
    gtk_list_box_remove (self->accounts, child);
  for (guint i = 0; i < work->accounts->len; i++)
    gtk_list_box_append (self->accounts, account_row_new (work->accounts->pdata[i]));
  gtk_widget_set_visible (self->accounts_heading, work->accounts->len > 0);
  if (index >= 0 && gtk_list_box_get_row_at_index (self->accounts, index) != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (gtk_list_box_get_row_at_index (self->accounts, index)));
}

static GtkWidget *
calls_new (const PackshotWorkAccount *account)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *bar = gtk_progress_bar_new ();
  g_autofree char *title = g_strdup_printf (_("%s calls today"), account->account->name);
  g_autofree char *number = g_strdup_printf (_("%'u of %'u"), account->calls_used,
                                             account->calls_limit);
  g_autofree char *label = g_strdup_printf ("%s, %s", title, number);
  GtkWidget *name = gtk_label_new (title);
  GtkWidget *count = gtk_label_new (number);
  double fraction = (double)account->calls_used / account->calls_limit;

  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (name, TRUE);
  gtk_widget_add_css_class (count, "numeric");
  gtk_widget_add_css_class (line, "caption");
  gtk_widget_add_css_class (line, "meta");
  gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (bar), MIN (1, fraction));
  gtk_accessible_update_property (GTK_ACCESSIBLE (bar), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  if (fraction > CALLS_WARNING)
    gtk_widget_add_css_class (bar, "warning");
  gtk_box_append (GTK_BOX (line), name);
  gtk_box_append (GTK_BOX (line), count);
  gtk_box_append (GTK_BOX (box), line);
  gtk_box_append (GTK_BOX (box), bar);
  return box;
}

static void
show_calls (PackshotSyncSide   *self,
            const PackshotWork *work)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->calls))) != NULL)
    gtk_box_remove (self->calls, child);
  for (guint i = 0; i < work->accounts->len; i++)
    {
      const PackshotWorkAccount *account = work->accounts->pdata[i];

      if (account->calls_limit > 0)
        gtk_box_append (self->calls, calls_new (account));
    }
}

/* --- The object ------------------------------------------------------------------------------- */

static void
packshot_sync_side_class_init (PackshotSyncSideClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  signals[VIEW_CHOSEN] = g_signal_new ("view-chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                       0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_UINT,
                                       G_TYPE_BOOLEAN);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/packshot/Packshot/packshot-sync-side.ui");
  gtk_widget_class_bind_template_child (widget_class, PackshotSyncSide, header);
  gtk_widget_class_bind_template_child (widget_class, PackshotSyncSide, views);
  gtk_widget_class_bind_template_child (widget_class, PackshotSyncSide, accounts_heading);
  gtk_widget_class_bind_template_child (widget_class, PackshotSyncSide, accounts);
  gtk_widget_class_bind_template_child (widget_class, PackshotSyncSide, calls);
  gtk_widget_class_bind_template_callback (widget_class, view_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, view_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, account_activated_cb);
}

static void
packshot_sync_side_init (PackshotSyncSide *self)
{
  self->filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < PACKSHOT_N_SYNC_VIEWS; i++)
    add_view (self, i);
  self->filling = FALSE;
}

/**
 * packshot_sync_side_new:
 *
 * Returns: (transfer floating): the left side, without numbers
 */
GtkWidget *
packshot_sync_side_new (void)
{
  return g_object_new (PACKSHOT_TYPE_SYNC_SIDE, NULL);
}

/**
 * packshot_sync_side_set_work:
 * @self: the left side
 * @work: what was read
 */
void
packshot_sync_side_set_work (PackshotSyncSide *self,
                             PackshotWork     *work)
{
  g_return_if_fail (PACKSHOT_IS_SYNC_SIDE (self));

  show_counts (self, work);
  show_accounts (self, work);
  show_calls (self, work);
}

/**
 * packshot_sync_side_set_view:
 * @self: the left side
 * @view: the view that is shown
 */
void
packshot_sync_side_set_view (PackshotSyncSide *self,
                             PackshotSyncView  view)
{
  g_return_if_fail (PACKSHOT_IS_SYNC_SIDE (self));

  self->filling = TRUE;
  gtk_list_box_select_row (self->views, gtk_list_box_get_row_at_index (self->views, view));
  self->filling = FALSE;
}

/**
 * packshot_sync_side_set_folded:
 * @self: the left side
 * @folded: whether nothing else is to be seen with it
 */
void
packshot_sync_side_set_folded (PackshotSyncSide *self,
                               gboolean          folded)
{
  g_return_if_fail (PACKSHOT_IS_SYNC_SIDE (self));

  adw_header_bar_set_show_end_title_buttons (self->header, folded);
}

/**
 * packshot_sync_side_focus:
 * @self: the left side
 *
 * Puts the focus on the view that is shown.
 */
void
packshot_sync_side_focus (PackshotSyncSide *self)
{
  GtkListBoxRow *row;

  g_return_if_fail (PACKSHOT_IS_SYNC_SIDE (self));

  row = gtk_list_box_get_selected_row (self->views);
  if (row != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (row));
}
