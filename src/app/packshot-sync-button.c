/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* The button that sends and looks. Its number counts items that wait; its popover tells
 * account by account how things stand, and leads to the page that shows all of it. The plan
 * is made while the popover is open, and made anew when something changes; nothing of it is
 * kept.
 *
 * Which accounts there are and how many items wait it is told by the window. Main thread. */

#include "config.h"

#include "packshot-sync-button.h"

#include "packshot-words.h"

#include <glib/gi18n.h>

struct _PackshotSyncButton
{
  AdwBin           parent_instance;

  /* Owned */
  PackshotSession *session;
  GPtrArray       *accounts;    /* (nullable) (element-type PackshotAccountView) */
  GPtrArray       *plans;       /* (nullable) (element-type PackshotItemPlan) */
  GCancellable    *cancellable; /* (nullable): of the plan being made */
  gint64           waiting;

  /* Template children */
  AdwSplitButton  *button;
  GtkWidget       *icon;
  GtkSpinner      *spinner;
  GtkWidget       *word;
  GtkLabel        *badge;
  GtkPopover      *popover;
  GtkListBox      *accounts_list;
  GtkButton       *review_button;
  GtkButton       *send_button;
};

G_DEFINE_FINAL_TYPE (PackshotSyncButton, packshot_sync_button, ADW_TYPE_BIN)

static void
append_part (GString *text,
             char    *part)
{
  if (text->len > 0)
    g_string_append (text, " · ");
  g_string_append (text, part);
  g_free (part);
}

/**
 * packshot_sync_words_plan:
 * @plan: (nullable): a plan
 *
 * Returns: (transfer full): what it does, in one line
 */
char *
packshot_sync_words_plan (const PackshotPlan *plan)
{
  GString *text = g_string_new (NULL);
  guint fresh, gone;

  if (plan == NULL)
    return g_string_free (text, FALSE);
  fresh = plan->n_uploads - MIN (plan->n_uploads, plan->n_again);
  gone = plan->n_deletes - MIN (plan->n_deletes, plan->n_again);
  if (fresh > 0)
    append_part (text, g_strdup_printf (ngettext ("%u new picture", "%u new pictures", fresh),
                                        fresh));
  if (plan->n_again > 0)
    append_part (text, g_strdup_printf (ngettext ("%u picture sent again", "%u pictures sent again",
                                                  plan->n_again), plan->n_again));
  if (gone > 0)
    append_part (text, g_strdup_printf (ngettext ("%u picture deleted there",
                                                  "%u pictures deleted there", gone), gone));
  if (text->len == 0 && plan->steps != NULL && plan->steps->len > 0)
    append_part (text, g_strdup (_("the list of pictures is written")));
  if (plan->bytes > 0)
    append_part (text, packshot_words_bytes (plan->bytes));
  if (plan->unreachable)
    append_part (text, g_strdup (_("some of it stays here")));
  if (text->len == 0)
    append_part (text, g_strdup (_("waits for a look at the server")));
  return g_string_free (text, FALSE);
}

/* --- The popover ---------------------------------------------------------------------------- */

/* What all plans of one account do together. */
static guint
sum_plans (PackshotSyncButton *self,
           gint64              account,
           PackshotPlan       *sum)
{
  guint n = 0;

  for (guint i = 0; self->plans != NULL && i < self->plans->len; i++)
    {
      const PackshotItemPlan *plan = self->plans->pdata[i];

      if (plan->account->id != account)
        continue;
      n++;
      if (plan->plan == NULL)
        continue;
      sum->n_uploads += plan->plan->n_uploads;
      sum->n_again += plan->plan->n_again;
      sum->n_deletes += plan->plan->n_deletes;
      sum->bytes += plan->plan->bytes;
    }
  return n;
}

static char *
dup_account_line (PackshotSyncButton        *self,
                  const PackshotAccountView *account,
                  guint                     *n_items)
{
  PackshotPlan sum = { 0 };
  g_autofree char *when = packshot_words_time_at (account->checked_at);
  g_autofree char *what = NULL;
  g_autofree char *items = NULL;

  *n_items = sum_plans (self, account->account->id, &sum);
  if (account->problem != NULL)
    {
      what = packshot_words_problem_sentence (account->problem, NULL);
      if (account->checked_at == 0)
        return g_strdup_printf (_("%s Not checked yet."), what);
      return g_strdup_printf (_("%s Last checked %s."), what, when);
    }
  if (*n_items > 0)
    {
      items = g_strdup_printf (ngettext ("%u item", "%u items", *n_items), *n_items);
      what = packshot_sync_words_plan (&sum);
      return g_strdup_printf (_("%s: %s"), items, what);
    }
  if (account->checked_at == 0)
    return g_strdup (_("Nothing to send, not checked yet"));
  return g_strdup_printf (_("Nothing to send, checked %s"), when);
}

static gboolean
needs_key (const char *problem)
{
  static const char * const codes[] = { "auth", "forbidden", "key", "no-key", NULL };

  return problem != NULL && g_strv_contains (codes, problem);
}

static void
new_key_clicked_cb (PackshotSyncButton *self)
{
  gtk_popover_popdown (self->popover);
}

static GtkWidget *
account_row_new (PackshotSyncButton        *self,
                 const PackshotAccountView *account)
{
  GtkWidget *row = adw_action_row_new ();
  guint n_items;
  g_autofree char *line = dup_account_line (self, account, &n_items);
  GtkWidget *icon, *button;

  icon = gtk_image_new_from_icon_name (account->problem != NULL ? "dialog-error-symbolic"
                                       : n_items > 0 ? "packshot-waiting-symbolic"
                                       : account->checked_at == 0 ? "dialog-question-symbolic"
                                       : "object-select-symbolic");
  gtk_widget_add_css_class (icon, account->problem != NULL ? "error" : n_items > 0 ? "accent"
                                                                                   : "meta");
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), account->account->name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), line);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
  if (!needs_key (account->problem))
    return row;
  button = gtk_button_new_with_label (_("New Key…"));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "x", account->account->id);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.show-account");
  g_signal_connect_object (button, "clicked", G_CALLBACK (new_key_clicked_cb), self,
                           G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  return row;
}

static void
clear_list (GtkListBox *list)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (list))) != NULL)
    gtk_list_box_remove (list, child);
}

static void
show_popover (PackshotSyncButton *self)
{
  guint n = self->plans != NULL ? self->plans->len : 0;

  clear_list (self->accounts_list);
  for (guint i = 0; self->accounts != NULL && i < self->accounts->len; i++)
    gtk_list_box_append (self->accounts_list, account_row_new (self, self->accounts->pdata[i]));
  gtk_button_set_label (self->review_button, n > 0 ? _("Review Changes…") : _("Show All"));
  gtk_button_set_label (self->send_button, n > 0 ? _("Send Now") : _("Check Now"));
}

static void
planned_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr(PackshotSyncButton) self = data;
  g_autoptr(GPtrArray) plans = NULL;
  g_autoptr(GError) error = NULL;

  plans = packshot_session_plan_finish (PACKSHOT_SESSION (object), result, &error);
  if (plans == NULL || self->session == NULL)
    return;
  g_clear_pointer (&self->plans, g_ptr_array_unref);
  self->plans = g_steal_pointer (&plans);
  show_popover (self);
}

static void
make_plan (PackshotSyncButton *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  packshot_session_plan_async (self->session, NULL, 0, self->cancellable, planned_cb,
                               g_object_ref (self));
}

static void
popover_shown_cb (PackshotSyncButton *self)
{
  show_popover (self);
  make_plan (self);
}

static void
review_clicked_cb (PackshotSyncButton *self)
{
  gboolean waits = self->plans != NULL && self->plans->len > 0;

  gtk_popover_popdown (self->popover);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.show-sync", "s",
                              waits ? "to-send" : "overview");
}

static void
send_clicked_cb (PackshotSyncButton *self)
{
  gtk_popover_popdown (self->popover);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.sync", NULL);
}

/* --- The button ----------------------------------------------------------------------------- */

static void
update (PackshotSyncButton *self)
{
  gboolean offline = packshot_session_get_offline (self->session);
  gboolean syncing = packshot_session_get_syncing (self->session);
  g_autofree char *count = g_strdup_printf ("%" G_GINT64_FORMAT, self->waiting);
  g_autofree char *tip = NULL;
  gulong n = self->waiting;

  if (offline && n > 0)
    tip = g_strdup_printf (ngettext ("Offline: %lu Changed Item Waits",
                                     "Offline: %lu Changed Items Wait", n), n);
  else if (offline)
    tip = g_strdup (_("Offline"));
  else if (syncing)
    tip = g_strdup (_("Sending and Checking"));
  else if (n > 0)
    tip = g_strdup_printf (ngettext ("Send %lu Changed Item (Ctrl+R)",
                                     "Send %lu Changed Items (Ctrl+R)", n), n);
  else
    tip = g_strdup (_("Check for Changes (Ctrl+R)"));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->button), tip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, tip,
                                  -1);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), syncing);
  gtk_spinner_set_spinning (self->spinner, syncing);
  gtk_widget_set_visible (self->icon, !syncing);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->icon), offline ? "network-offline-symbolic"
                                                                : "emblem-synchronizing-symbolic");
  gtk_label_set_label (self->badge, count);
  gtk_widget_set_visible (GTK_WIDGET (self->badge), n > 0);
}

static void
packshot_sync_button_dispose (GObject *object)
{
  PackshotSyncButton *self = PACKSHOT_SYNC_BUTTON (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->accounts, g_ptr_array_unref);
  g_clear_pointer (&self->plans, g_ptr_array_unref);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (packshot_sync_button_parent_class)->dispose (object);
}

static void
packshot_sync_button_class_init (PackshotSyncButtonClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = packshot_sync_button_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/packshot/Packshot/packshot-sync-button.ui");
  gtk_widget_class_bind_template_child (widget_class, PackshotSyncButton, button);
  gtk_widget_class_bind_template_child (widget_class, PackshotSyncButton, icon);
  gtk_widget_class_bind_template_child (widget_class, PackshotSyncButton, spinner);
  gtk_widget_class_bind_template_child (widget_class, PackshotSyncButton, word);
  gtk_widget_class_bind_template_child (widget_class, PackshotSyncButton, badge);
  gtk_widget_class_bind_template_child (widget_class, PackshotSyncButton, popover);
  gtk_widget_class_bind_template_child (widget_class, PackshotSyncButton, accounts_list);
  gtk_widget_class_bind_template_child (widget_class, PackshotSyncButton, review_button);
  gtk_widget_class_bind_template_child (widget_class, PackshotSyncButton, send_button);
  gtk_widget_class_bind_template_callback (widget_class, popover_shown_cb);
  gtk_widget_class_bind_template_callback (widget_class, review_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, send_clicked_cb);
}

static void
packshot_sync_button_init (PackshotSyncButton *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * packshot_sync_button_new:
 * @session: what sends
 *
 * Returns: (transfer floating): the button
 */
GtkWidget *
packshot_sync_button_new (PackshotSession *session)
{
  PackshotSyncButton *self = g_object_new (PACKSHOT_TYPE_SYNC_BUTTON, NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (session, "notify::offline", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::syncing", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  update (self);
  return GTK_WIDGET (self);
}

/**
 * packshot_sync_button_set_waiting:
 * @self: the button
 * @n_items: how many items have changes that wait
 */
void
packshot_sync_button_set_waiting (PackshotSyncButton *self,
                                  gint64              n_items)
{
  g_return_if_fail (PACKSHOT_IS_SYNC_BUTTON (self));

  self->waiting = n_items;
  update (self);
  if (gtk_widget_get_visible (GTK_WIDGET (self->popover)))
    make_plan (self);
}

/**
 * packshot_sync_button_set_accounts:
 * @self: the button
 * @accounts: (element-type PackshotAccountView): all accounts
 */
void
packshot_sync_button_set_accounts (PackshotSyncButton *self,
                                   GPtrArray          *accounts)
{
  g_return_if_fail (PACKSHOT_IS_SYNC_BUTTON (self));

  g_ptr_array_ref (accounts);
  g_clear_pointer (&self->accounts, g_ptr_array_unref);
  self->accounts = accounts;
  if (gtk_widget_get_visible (GTK_WIDGET (self->popover)))
    show_popover (self);
}

/**
 * packshot_sync_button_set_compact:
 * @self: the button
 * @compact: whether its word is left out
 */
void
packshot_sync_button_set_compact (PackshotSyncButton *self,
                                  gboolean            compact)
{
  g_return_if_fail (PACKSHOT_IS_SYNC_BUTTON (self));

  gtk_widget_set_visible (self->word, !compact);
}

/**
 * packshot_sync_button_popup:
 * @self: the button
 *
 * Opens its popover.
 */
void
packshot_sync_button_popup (PackshotSyncButton *self)
{
  g_return_if_fail (PACKSHOT_IS_SYNC_BUTTON (self));

  adw_split_button_popup (self->button);
}
