/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* All accounts on the left, one of them or a new one on the right. Each has an editor of its own
 * that stays while the page lives, so that nothing typed is lost by looking at another account. A
 * narrow page shows one side at a time.
 *
 * Removing hides an account; it is gone when the toast that offers to undo it closes, or when the
 * page goes away before. Main thread. */

#include "config.h"

#include "packshot-accounts-page.h"

#include <glib/gi18n.h>

#include "packshot-account-editor.h"
#include "packshot-account-words.h"

/* Below these widths the sides are two pages, and the right one's buttons stand at its bottom. */
#define FOLD_WIDTH 860
#define COMPACT_WIDTH 640

#define ID_KEY "packshot-account"

/* Stands for the first account, until they are known. */
#define FIRST -1

struct _PackshotAccountsPage
{
  AdwBin               parent_instance;

  /* Construct-only */
  PackshotSession     *session;     /* (owned) */

  /* Owned */
  GPtrArray           *accounts;    /* (nullable) (element-type PackshotAccountView) */
  AdwToast            *toast;       /* (nullable), weak: offers to undo a removal */

  /* State */
  gint64               shown;       /* the account on the right; 0: a new one */
  gint64               removed;     /* the account that is hidden, or 0 */
  guint                fold_source;
  gboolean             folded;
  gboolean             compact;
  gboolean             in_content;  /* which side a narrow page shows */
  gboolean             reading;
  gboolean             read_again;
  gboolean             filling;

  /* Template children */
  GtkWidget           *list_pane;
  AdwHeaderBar        *list_header;
  GtkListBox          *list;
  GtkWidget           *separator;
  GtkStack            *content;
  GtkWidget           *new_back_button;
  AdwPreferencesGroup *services;
  GtkWidget           *first_service;
};

enum { CLOSE, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PackshotAccountsPage, packshot_accounts_page, ADW_TYPE_BIN)

static void page_read (PackshotAccountsPage *self);

static const PackshotAccountView *
find_view (PackshotAccountsPage *self,
           gint64                account)
{
  for (guint i = 0; self->accounts != NULL && i < self->accounts->len; i++)
    {
      const PackshotAccountView *view = self->accounts->pdata[i];

      if (view->account->id == account)
        return view;
    }
  return NULL;
}

/* --- Two sides -------------------------------------------------------------------------------- */

static void
update_fold (PackshotAccountsPage *self)
{
  GtkWidget *child;

  gtk_widget_set_visible (self->list_pane, !self->folded || !self->in_content);
  gtk_widget_set_visible (self->separator, !self->folded);
  gtk_widget_set_visible (GTK_WIDGET (self->content), !self->folded || self->in_content);
  gtk_widget_set_hexpand (self->list_pane, self->folded);
  adw_header_bar_set_show_end_title_buttons (self->list_header, self->folded);
  gtk_widget_set_visible (self->new_back_button, self->folded);
  for (child = gtk_widget_get_first_child (GTK_WIDGET (self->content)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (PACKSHOT_IS_ACCOUNT_EDITOR (child))
      packshot_account_editor_set_fold (PACKSHOT_ACCOUNT_EDITOR (child), self->folded,
                                        self->compact);
}

/* The limits grow with the text. */
static gboolean
width_is_below (PackshotAccountsPage *self,
                int                   limit)
{
  int dpi = 0;

  g_object_get (gtk_widget_get_settings (GTK_WIDGET (self)), "gtk-xft-dpi", &dpi, NULL);
  return gtk_widget_get_width (GTK_WIDGET (self)) < limit *MAX (1.0, dpi / 1024.0 / 96.0);
}

static gboolean
fold_cb (gpointer data)
{
  PackshotAccountsPage *self = data;

  self->fold_source = 0;
  self->folded = width_is_below (self, FOLD_WIDTH);
  self->compact = width_is_below (self, COMPACT_WIDTH);
  update_fold (self);
  return G_SOURCE_REMOVE;
}

static void
packshot_accounts_page_measure (GtkWidget     *widget,
                                GtkOrientation orientation,
                                int            for_size,
                                int           *minimum,
                                int           *natural,
                                int           *minimum_baseline,
                                int           *natural_baseline)
{
  gtk_widget_measure (adw_bin_get_child (ADW_BIN (widget)), orientation, for_size, minimum, natural,
                      minimum_baseline, natural_baseline);
}

/* Folds from an idle: not while sizes are given out, but before the next frame. */
static void
packshot_accounts_page_size_allocate (GtkWidget *widget,
                                      int        width,
                                      int        height,
                                      int        baseline)
{
  PackshotAccountsPage *self = PACKSHOT_ACCOUNTS_PAGE (widget);

  gtk_widget_allocate (adw_bin_get_child (ADW_BIN (self)), width, height, baseline, NULL);
  if (self->fold_source == 0 && (width_is_below (self, FOLD_WIDTH) != self->folded
                                 || width_is_below (self, COMPACT_WIDTH) != self->compact))
    self->fold_source = g_idle_add_full (G_PRIORITY_HIGH_IDLE, fold_cb, self, NULL);
}

static void
enter_content (PackshotAccountsPage *self)
{
  self->in_content = TRUE;
  update_fold (self);
}

/* --- The right side --------------------------------------------------------------------------- */

static char *
page_name (gint64 account)
{
  return g_strdup_printf ("account-%" G_GINT64_FORMAT, account);
}

static void
select_row (PackshotAccountsPage *self,
            gint64                account)
{
  self->filling = TRUE;
  gtk_list_box_unselect_all (self->list);
  for (int i = 0; account != 0; i++)
    {
      GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, i);
      const gint64 *id = row != NULL ? g_object_get_data (G_OBJECT (row), ID_KEY) : NULL;

      if (id == NULL)
        break;
      if (*id == account)
        gtk_list_box_select_row (self->list, row);
    }
  self->filling = FALSE;
}

static void
show_new (PackshotAccountsPage *self)
{
  self->shown = 0;
  select_row (self, 0);
  gtk_stack_set_visible_child_name (self->content, "new");
}

static void page_remove (PackshotAccountsPage  *self,
                         PackshotAccountEditor *editor);

static void
editor_saved_cb (PackshotAccountsPage  *self,
                 gint64                 account,
                 PackshotAccountEditor *editor)
{
  GtkStackPage *page = gtk_stack_get_page (self->content, GTK_WIDGET (editor));
  g_autofree char *name = page_name (account);

  gtk_stack_page_set_name (page, name);
  if (gtk_stack_get_visible_child (self->content) == GTK_WIDGET (editor))
    self->shown = account;
  page_read (self);
}

static PackshotAccountEditor *
add_editor (PackshotAccountsPage  *self,
            const PackshotAccount *account,
            const char            *name)
{
  GtkWidget *editor = packshot_account_editor_new (self->session, account);

  g_signal_connect_object (editor, "saved", G_CALLBACK (editor_saved_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (editor, "remove-wanted", G_CALLBACK (page_remove), self,
                           G_CONNECT_SWAPPED);
  packshot_account_editor_set_fold (PACKSHOT_ACCOUNT_EDITOR (editor), self->folded,
                                    self->compact);
  gtk_stack_add_named (self->content, editor, name);
  return PACKSHOT_ACCOUNT_EDITOR (editor);
}

/* Shows an account that is there, else what to do to add one. */
static void
show_account (PackshotAccountsPage *self,
              gint64                account)
{
  const PackshotAccountView *view = find_view (self, account);
  g_autofree char *name = page_name (account);
  GtkWidget *editor = gtk_stack_get_child_by_name (self->content, name);

  if (view == NULL || account == self->removed)
    {
      show_new (self);
      return;
    }
  if (editor == NULL)
    {
      editor = GTK_WIDGET (add_editor (self, view->account, name));
      packshot_account_editor_set_view (PACKSHOT_ACCOUNT_EDITOR (editor), view);
    }
  self->shown = account;
  select_row (self, account);
  gtk_stack_set_visible_child (self->content, editor);
  packshot_account_editor_start (PACKSHOT_ACCOUNT_EDITOR (editor));
}

/* A name that no account has: the service's, with a number if need be. */
static char *
dup_new_name (PackshotAccountsPage *self,
              PackshotServiceKind   service)
{
  const char *base = packshot_words_service (service);

  for (guint n = 1;; n++)
    {
      g_autofree char *name = n == 1 ? g_strdup (base) : g_strdup_printf ("%s %u", base, n);
      gboolean taken = FALSE;

      for (guint i = 0; self->accounts != NULL && i < self->accounts->len; i++)
        {
          const PackshotAccountView *view = self->accounts->pdata[i];

          taken = taken || g_str_equal (view->account->name, name);
        }
      if (!taken)
        return g_steal_pointer (&name);
    }
}

static void
service_activated_cb (PackshotAccountsPage *self,
                      GtkWidget            *row)
{
  PackshotServiceKind service = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (row), ID_KEY));
  g_autofree char *name = g_strdup_printf ("new-%u", service);
  GtkWidget *editor = gtk_stack_get_child_by_name (self->content, name);
  g_autoptr(PackshotAccount) account = NULL;

  if (editor == NULL)
    {
      account = packshot_account_new ();
      account->service = service;
      account->name = dup_new_name (self, service);
      account->base_url = packshot_service_normalize_url (service, NULL, NULL);
      account->key_source = g_strdup ("keyring");
      editor = GTK_WIDGET (add_editor (self, account, name));
    }
  gtk_stack_set_visible_child (self->content, editor);
  packshot_account_editor_focus (PACKSHOT_ACCOUNT_EDITOR (editor));
}

static GtkWidget *
add_service (PackshotAccountsPage *self,
             PackshotServiceKind   service,
             const char           *icon,
             const char           *subtitle)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *image = gtk_image_new_from_icon_name (icon);

  gtk_image_set_pixel_size (GTK_IMAGE (image), 24);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), packshot_words_service (service));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), image);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data (G_OBJECT (row), ID_KEY, GUINT_TO_POINTER (service));
  g_signal_connect_object (row, "activated", G_CALLBACK (service_activated_cb), self,
                           G_CONNECT_SWAPPED);
  adw_preferences_group_add (self->services, row);
  return row;
}

/* --- The left side ---------------------------------------------------------------------------- */

static GtkWidget *
row_new (const PackshotAccountView *view,
         gboolean                   offline)
{
  g_autoptr(PackshotWording) words = packshot_account_words_state (view, offline);
  g_autofree char *label = g_strdup_printf ("%s, %s", view->account->name, words->sentence);
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *icon = gtk_image_new_from_icon_name (words->icon);
  GtkWidget *name = gtk_label_new (view->account->name);
  GtkWidget *state = gtk_label_new (words->sentence);

  gtk_widget_add_css_class (icon, words->css);
  gtk_widget_add_css_class (state, "caption");
  gtk_widget_add_css_class (state, "meta");
  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_label_set_xalign (GTK_LABEL (state), 0);
  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_END);
  gtk_label_set_ellipsize (GTK_LABEL (state), PANGO_ELLIPSIZE_END);
  gtk_widget_set_valign (lines, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (lines), name);
  gtk_box_append (GTK_BOX (lines), state);
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), lines);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_object_set_data_full (G_OBJECT (row), ID_KEY,
                          g_memdup2 (&view->account->id, sizeof view->account->id), g_free);
  return row;
}

/* Editors of accounts that are gone, go; those of new accounts stay. */
static void
update_editors (PackshotAccountsPage *self)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->content));

  while (child != NULL)
    {
      GtkWidget *next = gtk_widget_get_next_sibling (child);

      if (PACKSHOT_IS_ACCOUNT_EDITOR (child))
        {
          gint64 id = packshot_account_editor_get_account (PACKSHOT_ACCOUNT_EDITOR (child));
          const PackshotAccountView *view = find_view (self, id);

          if (id == 0 || view != NULL)
            packshot_account_editor_set_view (PACKSHOT_ACCOUNT_EDITOR (child), view);
          else
            gtk_stack_remove (self->content, child);
        }
      child = next;
    }
}

static void
update_list (PackshotAccountsPage *self)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));
  gboolean had_focus = focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->list));
  gboolean offline = packshot_session_get_offline (self->session);
  GtkWidget *child;

  self->filling = TRUE;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, child);
  for (guint i = 0; i < self->accounts->len; i++)
    {
      const PackshotAccountView *view = self->accounts->pdata[i];

      if (view->account->id != self->removed)
        gtk_list_box_append (self->list, row_new (view, offline));
    }
  self->filling = FALSE;
  select_row (self, self->shown);
  if (had_focus && gtk_list_box_get_selected_row (self->list) != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (gtk_list_box_get_selected_row (self->list)));
}

static void
accounts_listed_cb (GObject      *source,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  g_autoptr(PackshotAccountsPage) self = user_data;
  g_autoptr(GError) error = NULL;
  GPtrArray *accounts = packshot_session_list_accounts_finish (PACKSHOT_SESSION (source), result,
                                                               &error);

  self->reading = FALSE;
  if (accounts == NULL || self->session == NULL || gtk_widget_get_root (GTK_WIDGET (self)) == NULL)
    {
      g_clear_pointer (&accounts, g_ptr_array_unref);
      return;
    }
  g_clear_pointer (&self->accounts, g_ptr_array_unref);
  self->accounts = accounts;
  if (self->removed != 0 && find_view (self, self->removed) == NULL)
    self->removed = 0;
  update_list (self);
  update_editors (self);
  if (self->shown == FIRST && accounts->len > 0)
    self->shown = ((const PackshotAccountView *)accounts->pdata[0])->account->id;
  if (self->shown != 0)
    show_account (self, self->shown);
  if (self->read_again)
    page_read (self);
}

/* One reading at a time, and once more if something changed meanwhile. */
static void
page_read (PackshotAccountsPage *self)
{
  if (self->session == NULL)
    return;
  self->read_again = self->reading;
  if (self->reading)
    return;
  self->reading = TRUE;
  packshot_session_list_accounts_async (self->session, NULL, accounts_listed_cb,
                                        g_object_ref (self));
}

static void
row_selected_cb (PackshotAccountsPage *self,
                 GtkListBoxRow        *row)
{
  const gint64 *id = row != NULL ? g_object_get_data (G_OBJECT (row), ID_KEY) : NULL;

  if (!self->filling && id != NULL)
    show_account (self, *id);
}

static void
row_activated_cb (PackshotAccountsPage *self,
                  GtkListBoxRow        *row)
{
  enter_content (self);
}

/* --- Removing --------------------------------------------------------------------------------- */

static void
removed_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(PackshotAccountsPage) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;

  if (packshot_session_remove_account_finish (PACKSHOT_SESSION (source), result, &error))
    return;
  text = packshot_words_error (error);
  self->removed = 0;
  gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "(sb)", text, FALSE);
  page_read (self);
}

/* What is hidden goes for good. */
static void
commit_removal (PackshotAccountsPage *self)
{
  g_clear_weak_pointer (&self->toast);
  if (self->removed != 0 && self->session != NULL)
    packshot_session_remove_account_async (self->session, self->removed, NULL, removed_cb,
                                           g_object_ref (self));
}

static void
toast_dismissed_cb (PackshotAccountsPage *self,
                    AdwToast             *toast)
{
  if (self->toast == toast)
    commit_removal (self);
}

static void
undo_clicked_cb (PackshotAccountsPage *self,
                 AdwToast             *toast)
{
  gint64 account = self->removed;

  if (self->toast != toast)
    return;
  g_clear_weak_pointer (&self->toast);
  self->removed = 0;
  self->shown = account;
  update_list (self);
  show_account (self, account);
}

static void
offer_undo (PackshotAccountsPage      *self,
            const PackshotAccountView *view)
{
  GtkWidget *overlay = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_TOAST_OVERLAY);
  g_autofree char *text = g_strdup_printf (_("“%s” removed"), view->account->name);
  g_autofree char *markup = g_markup_escape_text (text, -1);
  AdwToast *toast;

  if (overlay == NULL)
    {
      commit_removal (self);
      return;
    }
  toast = adw_toast_new (markup);
  g_set_weak_pointer (&self->toast, toast);
  adw_toast_set_button_label (toast, _("Undo"));
  adw_toast_set_priority (toast, ADW_TOAST_PRIORITY_HIGH);
  g_signal_connect_object (toast, "dismissed", G_CALLBACK (toast_dismissed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (toast, "button-clicked", G_CALLBACK (undo_clicked_cb), self,
                           G_CONNECT_SWAPPED);
  adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (overlay), toast);
}

static void
page_remove (PackshotAccountsPage  *self,
             PackshotAccountEditor *editor)
{
  gint64 account = packshot_account_editor_get_account (editor);
  const PackshotAccountView *view = find_view (self, account);
  gint64 other = 0;

  if (view == NULL || account == self->removed)
    return;
  if (self->toast != NULL)
    adw_toast_dismiss (self->toast);
  self->removed = account;
  for (guint i = 0; i < self->accounts->len && other == 0; i++)
    {
      const PackshotAccountView *candidate = self->accounts->pdata[i];

      if (candidate->account->id != account)
        other = candidate->account->id;
    }
  self->in_content = other == 0;
  update_fold (self);
  update_list (self);
  show_account (self, other);
  offer_undo (self, view);
}

/* --- Actions ---------------------------------------------------------------------------------- */

static void
add_cb (GtkWidget  *widget,
        const char *name,
        GVariant   *parameter)
{
  PackshotAccountsPage *self = PACKSHOT_ACCOUNTS_PAGE (widget);

  show_new (self);
  enter_content (self);
  gtk_widget_grab_focus (self->first_service);
}

static void
close_cb (GtkWidget  *widget,
          const char *name,
          GVariant   *parameter)
{
  g_signal_emit (widget, signals[CLOSE], 0);
}

/* One step back: from the fields of a new account to the services, from the right side to the left
 * of a narrow page, else the page closes. */
static void
back_cb (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  PackshotAccountsPage *self = PACKSHOT_ACCOUNTS_PAGE (widget);
  GtkWidget *shown = gtk_stack_get_visible_child (self->content);
  gboolean is_draft = PACKSHOT_IS_ACCOUNT_EDITOR (shown)
    && packshot_account_editor_get_account (PACKSHOT_ACCOUNT_EDITOR (shown)) == 0;

  if (is_draft && (!self->folded || self->in_content))
    {
      gtk_stack_set_visible_child_name (self->content, "new");
      gtk_widget_grab_focus (self->first_service);
    }
  else if (self->folded && self->in_content && self->accounts != NULL && self->accounts->len > 0)
    {
      self->in_content = FALSE;
      update_fold (self);
      gtk_widget_child_focus (GTK_WIDGET (self->list), GTK_DIR_TAB_FORWARD);
    }
  else
    {
      g_signal_emit (self, signals[CLOSE], 0);
    }
}

/* Keys of the page that are actions of the account on the right. */
static void
forward_cb (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  GtkWidget *shown = gtk_stack_get_visible_child (PACKSHOT_ACCOUNTS_PAGE (widget)->content);
  g_autofree char *action = g_strconcat ("account.", name + strlen ("accounts."), NULL);

  if (PACKSHOT_IS_ACCOUNT_EDITOR (shown))
    gtk_widget_activate_action (shown, action, NULL);
}

/* --- The object ------------------------------------------------------------------------------- */

static void
packshot_accounts_page_dispose (GObject *object)
{
  PackshotAccountsPage *self = PACKSHOT_ACCOUNTS_PAGE (object);

  if (self->toast != NULL)
    commit_removal (self);
  g_clear_handle_id (&self->fold_source, g_source_remove);
  g_clear_pointer (&self->accounts, g_ptr_array_unref);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (packshot_accounts_page_parent_class)->dispose (object);
}

static void
add_keys (GtkWidgetClass *widget_class)
{
  static const struct
  {
    guint           key;
    GdkModifierType modifiers;
    const char     *action;
  } keys[] = {
    { GDK_KEY_n, GDK_CONTROL_MASK, "accounts.add" },
    { GDK_KEY_r, GDK_CONTROL_MASK, "accounts.test" },
    { GDK_KEY_F5, 0, "accounts.test" },
    { GDK_KEY_s, GDK_CONTROL_MASK, "accounts.save" },
    { GDK_KEY_Delete, 0, "accounts.remove" },
    { GDK_KEY_Left, GDK_ALT_MASK, "accounts.back" },
    { GDK_KEY_Escape, 0, "accounts.back" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_widget_class_add_binding_action (widget_class, keys[i].key, keys[i].modifiers,
                                         keys[i].action, NULL);
}

static void
packshot_accounts_page_class_init (PackshotAccountsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = packshot_accounts_page_dispose;
  widget_class->measure = packshot_accounts_page_measure;
  widget_class->size_allocate = packshot_accounts_page_size_allocate;

  signals[CLOSE] = g_signal_new ("close", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/packshot/Packshot/packshot-accounts-page.ui");
  gtk_widget_class_bind_template_child (widget_class, PackshotAccountsPage, list_pane);
  gtk_widget_class_bind_template_child (widget_class, PackshotAccountsPage, list_header);
  gtk_widget_class_bind_template_child (widget_class, PackshotAccountsPage, list);
  gtk_widget_class_bind_template_child (widget_class, PackshotAccountsPage, separator);
  gtk_widget_class_bind_template_child (widget_class, PackshotAccountsPage, content);
  gtk_widget_class_bind_template_child (widget_class, PackshotAccountsPage, new_back_button);
  gtk_widget_class_bind_template_child (widget_class, PackshotAccountsPage, services);
  gtk_widget_class_bind_template_callback (widget_class, row_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);

  gtk_widget_class_install_action (widget_class, "accounts.add", NULL, add_cb);
  gtk_widget_class_install_action (widget_class, "accounts.close", NULL, close_cb);
  gtk_widget_class_install_action (widget_class, "accounts.back", NULL, back_cb);
  gtk_widget_class_install_action (widget_class, "accounts.test", NULL, forward_cb);
  gtk_widget_class_install_action (widget_class, "accounts.save", NULL, forward_cb);
  gtk_widget_class_install_action (widget_class, "accounts.remove", NULL, forward_cb);
  add_keys (widget_class);
}

static void
packshot_accounts_page_init (PackshotAccountsPage *self)
{
  self->folded = self->compact = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_layout_manager (GTK_WIDGET (self), NULL);
  self->first_service =
    add_service (self, PACKSHOT_SERVICE_CLOSIENT, "packshot-item-symbolic",
                 _("Trade items by GTIN, many pictures each. You need an API key (csb_ or csu_)."));
  add_service (self, PACKSHOT_SERVICE_GOLDLEAF, "system-users-symbolic",
               _("One picture for each organization, customer or brand. You need an API key and "
                 "its name."));
  add_service (self, PACKSHOT_SERVICE_BLAZE, "view-grid-symbolic",
               _("Products with private and public pictures. You need a partner key and a "
                 "developer key."));
  update_fold (self);
}

/**
 * packshot_accounts_page_new:
 * @session: whose accounts
 *
 * Returns: (transfer floating): a page
 */
GtkWidget *
packshot_accounts_page_new (PackshotSession *session)
{
  PackshotAccountsPage *self = g_object_new (PACKSHOT_TYPE_ACCOUNTS_PAGE, NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (session, "accounts-changed", G_CALLBACK (page_read), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::offline", G_CALLBACK (page_read), self,
                           G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

/**
 * packshot_accounts_page_open:
 * @self: a page
 *
 * Shows the accounts, with the one that was shown last or the first.
 */
void
packshot_accounts_page_open (PackshotAccountsPage *self)
{
  g_return_if_fail (PACKSHOT_IS_ACCOUNTS_PAGE (self));

  self->in_content = FALSE;
  self->shown = self->shown != 0 ? self->shown : FIRST;
  update_fold (self);
  gtk_widget_child_focus (GTK_WIDGET (self->list), GTK_DIR_TAB_FORWARD);
  page_read (self);
}

/**
 * packshot_accounts_page_show:
 * @self: a page
 * @account: an account, or 0 for a new one
 *
 * Shows it.
 */
void
packshot_accounts_page_show (PackshotAccountsPage *self,
                             gint64                account)
{
  g_return_if_fail (PACKSHOT_IS_ACCOUNTS_PAGE (self));

  self->shown = account;
  enter_content (self);
  if (account == 0)
    {
      show_new (self);
      gtk_widget_grab_focus (self->first_service);
    }
  page_read (self);
}
