/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* The fields of one account, and its connection test. A stored key is never shown, and goes to no
 * other server than the one it was entered for: with another address it has to be entered again.
 * What was typed stays until it is saved, whatever the session tells meanwhile. Testing and saving
 * stand in packshot-account-editor-test.c. Main thread. */

#include "config.h"

#include "packshot-account-editor-private.h"

#include <glib/gi18n.h>

#include "packshot-compat.h"
#include "packshot-url.h"

enum { SAVED, REMOVE_WANTED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PackshotAccountEditor, packshot_account_editor, ADW_TYPE_BIN)

/* --- What stands in the fields ---------------------------------------------------------------- */

static char *
row_dup_text (AdwEntryRow *row)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (row))));
}

/**
 * _packshot_account_editor_dup_key:
 * @self: an editor
 *
 * Returns: (transfer full) (nullable): the key that was typed, as services take it
 */
char *
_packshot_account_editor_dup_key (PackshotAccountEditor *self)
{
  g_autofree char *key = row_dup_text (self->key_row);
  g_autofree char *first = NULL;

  switch (self->account->service)
    {
    case PACKSHOT_SERVICE_GOLDLEAF:
      first = row_dup_text (self->key_name_row);
      break;
    case PACKSHOT_SERVICE_BLAZE:
      first = row_dup_text (self->partner_key_row);
      break;
    case PACKSHOT_SERVICE_CLOSIENT:
    default:
      return *key != '\0' ? g_steal_pointer (&key) : NULL;
    }
  return *key != '\0' || *first != '\0' ? g_strdup_printf ("%s:%s", first, key) : NULL;
}

static char *
dup_address (PackshotAccountEditor *self)
{
  return packshot_service_normalize_url (self->account->service,
                                         gtk_editable_get_text (GTK_EDITABLE (self->address_row)),
                                         NULL);
}

static gboolean
key_is_elsewhere (const PackshotAccount *account)
{
  return g_str_has_prefix (account->key_source, "file:")
         || g_str_has_prefix (account->key_source, "env:");
}

/**
 * _packshot_account_editor_dup_draft:
 * @self: an editor
 *
 * Returns: (transfer full): the account as it stands in the fields
 */
PackshotAccount *
_packshot_account_editor_dup_draft (PackshotAccountEditor *self)
{
  PackshotAccount *draft = packshot_account_copy (self->account);
  g_autofree char *key = _packshot_account_editor_dup_key (self);
  char *address = dup_address (self);

  g_free (draft->name);
  draft->name = row_dup_text (self->name_row);
  g_free (draft->base_url);
  draft->base_url = address != NULL ? address : row_dup_text (self->address_row);
  g_free (draft->organization);
  draft->organization = g_strdup (self->organization);
  if (key != NULL && key_is_elsewhere (draft))
    {
      g_free (draft->key_source);
      draft->key_source = g_strdup ("keyring");
    }
  return draft;
}

static gboolean
is_foreign (PackshotAccountEditor *self,
            const PackshotAccount *draft)
{
  return self->account->id != 0
         && !packshot_url_same_origin (draft->base_url, self->account->base_url);
}

static gboolean
name_is_good (PackshotAccountEditor *self)
{
  g_autofree char *name = row_dup_text (self->name_row);

  return *name != '\0' && strchr (name, ':') == NULL && !self->name_taken;
}

/* TRUE when the key that was typed is well formed, or when none was and the stored one will do. */
static gboolean
key_will_do (PackshotAccountEditor *self,
             gboolean               stored)
{
  g_autoptr(PackshotAccount) draft = _packshot_account_editor_dup_draft (self);
  g_autofree char *key = _packshot_account_editor_dup_key (self);
  const char *title, *subtitle;

  switch (packshot_account_words_key (draft->service, key, &title, &subtitle))
    {
    case PACKSHOT_KEY_GOOD:
      return TRUE;
    case PACKSHOT_KEY_EMPTY:
      return stored && !is_foreign (self, draft);
    case PACKSHOT_KEY_SHORT:
    case PACKSHOT_KEY_MISTAKE:
    default:
      return FALSE;
    }
}

gboolean
_packshot_account_editor_can_test (PackshotAccountEditor *self)
{
  g_autofree char *address = dup_address (self);

  return address != NULL && key_will_do (self, self->account->id != 0 && self->has_key);
}

gboolean
_packshot_account_editor_can_save (PackshotAccountEditor *self)
{
  g_autofree char *address = dup_address (self);

  return address != NULL && name_is_good (self) && key_will_do (self, self->account->id != 0);
}

gboolean
_packshot_account_editor_reconnects (PackshotAccountEditor *self)
{
  g_autoptr(PackshotAccount) draft = _packshot_account_editor_dup_draft (self);
  g_autofree char *key = _packshot_account_editor_dup_key (self);

  return self->account->id == 0 || key != NULL
         || g_strcmp0 (draft->base_url, self->account->base_url) != 0
         || g_strcmp0 (draft->organization, self->account->organization) != 0;
}

static gboolean
is_changed (PackshotAccountEditor *self)
{
  g_autofree char *name = row_dup_text (self->name_row);

  return _packshot_account_editor_reconnects (self) || !g_str_equal (name, self->account->name);
}

/* --- Showing ---------------------------------------------------------------------------------- */

static void
row_set_error (AdwEntryRow *row,
               gboolean     error)
{
  if (error)
    gtk_widget_add_css_class (GTK_WIDGET (row), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (row), "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_STATE_INVALID,
                               error ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE,
                               -1);
}

/* Where the key is, as a row's title: a stored key is not shown. */
static char *
dup_key_title (PackshotAccountEditor *self,
               const char            *title,
               gboolean               typed)
{
  const char *source = self->account->key_source;
  gboolean run_only = g_str_equal (source, "session") || self->key_in_session
    || !packshot_session_get_keyring (self->session);

  if (!typed && g_str_has_prefix (source, "file:"))
    return g_strdup_printf (_("%s, from the file %s"), title, source + strlen ("file:"));
  if (!typed && g_str_has_prefix (source, "env:"))
    return g_strdup_printf (_("%s, from the variable %s"), title, source + strlen ("env:"));
  if (!typed && self->account->id != 0 && self->has_key)
    return g_strdup_printf (run_only ? _("%s, kept for this run; type to replace it")
                                     : _("%s, kept in the keyring; type to replace it"), title);
  if (run_only)
    return g_strdup_printf (_("%s, for this run only"), title);
  return g_strdup (title);
}

static void
update_keys (PackshotAccountEditor *self,
             PackshotKeyVerdict     verdict)
{
  static const char * const titles[PACKSHOT_N_SERVICES] = {
    N_("API key"), N_("Key"), N_("Developer key"),
  };
  gboolean wrong = verdict == PACKSHOT_KEY_MISTAKE
    || g_error_matches (self->test.error, PACKSHOT_SERVICE_ERROR,
                        PACKSHOT_SERVICE_ERROR_AUTH);
  gboolean typed = verdict != PACKSHOT_KEY_EMPTY;
  g_autofree char *key = dup_key_title (self, _(titles[self->account->service]), typed);
  g_autofree char *name = dup_key_title (self, _("Key name"), typed);
  g_autofree char *partner = dup_key_title (self, _("Partner key"), typed);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->key_row), key);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->key_name_row), name);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->partner_key_row), partner);
  row_set_error (self->key_row, wrong);
  row_set_error (self->key_name_row, wrong);
  row_set_error (self->partner_key_row, wrong);
}

/* Save is the thing to do, unless the test has found that this does not work. */
static void
update_buttons (PackshotAccountEditor *self)
{
  GtkButton *test = self->compact ? self->buttons.bar_test : self->buttons.test;
  GtkButton *save = self->compact ? self->buttons.bar_save : self->buttons.save;
  gboolean busy = self->test.cancellable != NULL || self->saving;
  gboolean failed = self->test.error != NULL
    && !g_error_matches (self->test.error, PACKSHOT_SERVICE_ERROR,
                         PACKSHOT_SERVICE_ERROR_OFFLINE);

  gtk_widget_set_visible (self->buttons.bar, self->compact);
  gtk_widget_set_visible (GTK_WIDGET (self->buttons.test), !self->compact);
  gtk_widget_set_visible (GTK_WIDGET (self->buttons.save), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (save), self->account->id == 0 || is_changed (self));
  gtk_button_set_label (test, self->test.tested_at > 0 ? _("Test Again") : _("Test"));
  gtk_button_set_label (save, failed ? _("Save Anyway") : _("Save"));
  if (failed)
    gtk_widget_remove_css_class (GTK_WIDGET (save), "suggested-action");
  else
    gtk_widget_add_css_class (GTK_WIDGET (save), "suggested-action");
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "account.test",
                                 !busy && _packshot_account_editor_can_test (self));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "account.save",
                                 !self->saving && !self->test.save_after && is_changed (self)
                                 && _packshot_account_editor_can_save (self));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "account.remove",
                                 self->account->id != 0 && !self->saving);
}

void
_packshot_account_editor_get_state (PackshotAccountEditor *self,
                                    const PackshotAccount *draft,
                                    const char            *key,
                                    PackshotTestState     *state)
{
  *state = (PackshotTestState) {
    .account = draft,
    .connection = self->test.connection,
    .error = self->test.error,
    .testing = self->test.cancellable != NULL,
    .offline = packshot_session_get_offline_wish (self->session),
    .network = g_network_monitor_get_network_available (g_network_monitor_get_default ()),
    .key = key,
    .foreign = is_foreign (self, draft),
    .problem = self->problem,
    .tested_at = self->test.tested_at,
    .n_waiting = self->test.n_waiting,
  };
}

/**
 * _packshot_account_editor_update:
 * @self: an editor
 *
 * Derives everything that is not typed.
 */
void
_packshot_account_editor_update (PackshotAccountEditor *self)
{
  g_autoptr(PackshotAccount) draft = NULL;
  g_autofree char *key = NULL;
  g_autofree char *address = NULL;
  PackshotTestState state;
  const char *title, *subtitle;
  const char *service;

  if (self->session == NULL)
    return;
  service = packshot_words_service (self->account->service);
  draft = _packshot_account_editor_dup_draft (self);
  key = _packshot_account_editor_dup_key (self);
  address = dup_address (self);
  adw_window_title_set_title (self->title, self->account->id != 0 ? self->account->name
                                                                  : _("Add an Account"));
  adw_window_title_set_subtitle (self->title,
                                 g_str_equal (self->account->name, service)
                                 && self->account->id != 0 ? "" : service);
  gtk_widget_set_visible (self->keyring_group, !packshot_session_get_keyring (self->session)
                          && g_str_equal (draft->key_source, "keyring"));
  row_set_error (self->name_row, !name_is_good (self));
  row_set_error (self->address_row, address == NULL);
  adw_preferences_group_set_description (self->account_group,
                                         self->name_taken ? _("An account of that name exists.")
                                         : !name_is_good (self) ? _("It needs a name, without a "
                                                                    "colon.")
                                         : address == NULL ? _("The address begins with https://")
                                         : NULL);
  update_keys (self, packshot_account_words_key (draft->service, key, &title, &subtitle));
  update_buttons (self);
  _packshot_account_editor_get_state (self, draft, key, &state);
  packshot_test_list_update (self->tests, &state);
}

/**
 * _packshot_account_editor_fill:
 * @self: an editor
 *
 * Puts the account as it is saved into the fields.
 */
void
_packshot_account_editor_fill (PackshotAccountEditor *self)
{
  AdwEntryRow *keys[] = { self->key_name_row, self->partner_key_row, self->key_row };

  self->filling = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->name_row), self->account->name);
  gtk_editable_set_text (GTK_EDITABLE (self->address_row), self->account->base_url);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_editable_set_text (GTK_EDITABLE (keys[i]), "");
  g_free (self->organization);
  self->organization = g_strdup (self->account->organization);
  self->filling = FALSE;
}

/**
 * _packshot_account_editor_saved:
 * @self: an editor
 * @account: (transfer full): what was saved
 * @with_key: whether a key was
 *
 * Goes on from there.
 */
void
_packshot_account_editor_saved (PackshotAccountEditor *self,
                                PackshotAccount       *account,
                                gboolean               with_key)
{
  packshot_account_free (self->account);
  self->account = account;
  self->has_key = self->has_key || with_key;
  self->started = TRUE;
  g_clear_pointer (&self->problem, g_free);
  _packshot_account_editor_fill (self);
  _packshot_account_editor_update (self);
  g_signal_emit (self, signals[SAVED], 0, account->id);
}

void
_packshot_account_editor_toast (PackshotAccountEditor *self,
                                const char            *text)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "(sb)", text, FALSE);
}

/* --- Callbacks -------------------------------------------------------------------------------- */

static void
field_changed_cb (PackshotAccountEditor *self,
                  GtkWidget             *row)
{
  if (self->filling || self->session == NULL)
    return;
  self->name_taken = FALSE;
  if (row != GTK_WIDGET (self->name_row))
    _packshot_account_editor_forget_test (self);
  _packshot_account_editor_update (self);
}

static void
entry_activated_cb (PackshotAccountEditor *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "account.save", NULL);
}

static void
organization_changed_cb (PackshotAccountEditor *self)
{
  guint selected = adw_combo_row_get_selected (self->organization_row);

  if (self->filling || self->test.connection == NULL || selected == GTK_INVALID_LIST_POSITION
      || 2 * selected >= g_strv_length (self->test.connection->organizations))
    return;
  g_free (self->organization);
  self->organization = g_strdup (self->test.connection->organizations[2 * selected]);
  _packshot_account_editor_test (self);
}

/* A test that found no network goes on. */
static void
network_changed_cb (PackshotAccountEditor *self)
{
  if (self->session == NULL)
    return;
  if (self->test.awaits_network && self->test.cancellable == NULL
      && !packshot_session_get_offline_wish (self->session))
    _packshot_account_editor_test (self);
  else
    _packshot_account_editor_update (self);
}

static void
test_cb (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  _packshot_account_editor_test (PACKSHOT_ACCOUNT_EDITOR (widget));
}

static void
save_cb (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  _packshot_account_editor_save (PACKSHOT_ACCOUNT_EDITOR (widget));
}

static void
remove_cb (GtkWidget  *widget,
           const char *name,
           GVariant   *parameter)
{
  g_signal_emit (widget, signals[REMOVE_WANTED], 0);
}

static void
copy_cb (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  PackshotAccountEditor *self = PACKSHOT_ACCOUNT_EDITOR (widget);
  g_autoptr(PackshotAccount) draft = _packshot_account_editor_dup_draft (self);
  g_autofree char *key = _packshot_account_editor_dup_key (self);
  g_autofree char *text = NULL;
  PackshotTestState state;

  _packshot_account_editor_get_state (self, draft, key, &state);
  text = g_str_equal (name, "account.copy-details") ? packshot_account_words_details (&state)
                                                    : packshot_account_words_request (draft);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
  _packshot_account_editor_toast (self, _("Copied to the clipboard"));
}

static void
open_service_cb (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  g_autoptr(PackshotAccount) draft = NULL;
  GtkRoot *root = gtk_widget_get_root (widget);

  draft = _packshot_account_editor_dup_draft (PACKSHOT_ACCOUNT_EDITOR (widget));
  packshot_compat_show_uri (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, draft->base_url);
}

/* --- The object ------------------------------------------------------------------------------- */

static void
packshot_account_editor_dispose (GObject *object)
{
  PackshotAccountEditor *self = PACKSHOT_ACCOUNT_EDITOR (object);

  g_cancellable_cancel (self->test.cancellable);
  g_clear_object (&self->test.cancellable);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (packshot_account_editor_parent_class)->dispose (object);
}

static void
packshot_account_editor_finalize (GObject *object)
{
  PackshotAccountEditor *self = PACKSHOT_ACCOUNT_EDITOR (object);

  g_clear_pointer (&self->account, packshot_account_free);
  g_clear_pointer (&self->test.connection, packshot_connection_free);
  g_clear_error (&self->test.error);
  g_free (self->problem);
  g_free (self->organization);
  G_OBJECT_CLASS (packshot_account_editor_parent_class)->finalize (object);
}

static void
packshot_account_editor_class_init (PackshotAccountEditorClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = packshot_account_editor_dispose;
  object_class->finalize = packshot_account_editor_finalize;

  signals[SAVED] = g_signal_new ("saved", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
  signals[REMOVE_WANTED] = g_signal_new ("remove-wanted", G_TYPE_FROM_CLASS (klass),
                                         G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (PACKSHOT_TYPE_TEST_LIST);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/packshot/Packshot/packshot-account-editor.ui");
#define BIND(name) gtk_widget_class_bind_template_child (widget_class, PackshotAccountEditor, name)
#define BIND_BUTTON(name, field) \
  gtk_widget_class_bind_template_child_full (widget_class, name, FALSE, \
                                             G_STRUCT_OFFSET (PackshotAccountEditor, buttons.field))
  BIND_BUTTON ("back_button", back);
  BIND (title);
  BIND_BUTTON ("test_button", test);
  BIND_BUTTON ("save_button", save);
  BIND_BUTTON ("bar", bar);
  BIND_BUTTON ("bar_test_button", bar_test);
  BIND_BUTTON ("bar_save_button", bar_save);
  BIND (keyring_group);
  BIND (account_group);
  BIND (name_row);
  BIND (address_row);
  BIND (key_name_row);
  BIND (partner_key_row);
  BIND (key_row);
  BIND (organization_row);
  BIND (tests);
#undef BIND_BUTTON
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, field_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, entry_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, organization_changed_cb);

  gtk_widget_class_install_action (widget_class, "account.test", NULL, test_cb);
  gtk_widget_class_install_action (widget_class, "account.save", NULL, save_cb);
  gtk_widget_class_install_action (widget_class, "account.remove", NULL, remove_cb);
  gtk_widget_class_install_action (widget_class, "account.copy-details", NULL, copy_cb);
  gtk_widget_class_install_action (widget_class, "account.copy-request", NULL, copy_cb);
  gtk_widget_class_install_action (widget_class, "account.open-service", NULL, open_service_cb);
}

static void
packshot_account_editor_init (PackshotAccountEditor *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * packshot_account_editor_new:
 * @session: where it is saved
 * @account: an account; with id 0 a new one
 *
 * Returns: (transfer floating): its fields
 */
GtkWidget *
packshot_account_editor_new (PackshotSession       *session,
                             const PackshotAccount *account)
{
  PackshotAccountEditor *self = g_object_new (PACKSHOT_TYPE_ACCOUNT_EDITOR, NULL);

  self->account = packshot_account_copy (account);
  gtk_widget_set_visible (GTK_WIDGET (self->key_name_row),
                          account->service == PACKSHOT_SERVICE_GOLDLEAF);
  gtk_widget_set_visible (GTK_WIDGET (self->partner_key_row),
                          account->service == PACKSHOT_SERVICE_BLAZE);
  _packshot_account_editor_fill (self);
  self->session = g_object_ref (session);
  g_signal_connect_object (session, "notify::offline", G_CALLBACK (network_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (g_network_monitor_get_default (), "network-changed",
                           G_CALLBACK (network_changed_cb), self, G_CONNECT_SWAPPED);
  _packshot_account_editor_update (self);
  return GTK_WIDGET (self);
}

/**
 * packshot_account_editor_get_account:
 * @self: an editor
 *
 * Returns: the account's id, or 0 while it is not saved
 */
gint64
packshot_account_editor_get_account (PackshotAccountEditor *self)
{
  g_return_val_if_fail (PACKSHOT_IS_ACCOUNT_EDITOR (self), 0);

  return self->account->id;
}

/**
 * packshot_account_editor_set_view:
 * @self: an editor
 * @view: (nullable): what the session knows of it now
 *
 * Follows the session.
 */
void
packshot_account_editor_set_view (PackshotAccountEditor     *self,
                                  const PackshotAccountView *view)
{
  g_return_if_fail (PACKSHOT_IS_ACCOUNT_EDITOR (self));

  if (view != NULL)
    {
      gboolean changed = is_changed (self);

      g_free (self->problem);
      self->problem = g_strdup (view->problem);
      self->has_key = view->has_key;
      self->key_in_session = view->key_in_session;
      packshot_account_free (self->account);
      self->account = packshot_account_copy (view->account);
      if (!changed)
        _packshot_account_editor_fill (self);
    }
  _packshot_account_editor_update (self);
}

/**
 * packshot_account_editor_start:
 * @self: an editor
 *
 * Tests the connection, the first time.
 */
void
packshot_account_editor_start (PackshotAccountEditor *self)
{
  g_return_if_fail (PACKSHOT_IS_ACCOUNT_EDITOR (self));

  if (self->started || self->account->id == 0 || !_packshot_account_editor_can_test (self))
    return;
  self->started = TRUE;
  _packshot_account_editor_test (self);
}

/**
 * packshot_account_editor_focus:
 * @self: an editor
 *
 * Puts the focus where typing begins.
 */
void
packshot_account_editor_focus (PackshotAccountEditor *self)
{
  g_return_if_fail (PACKSHOT_IS_ACCOUNT_EDITOR (self));

  if (self->account->id != 0)
    gtk_widget_grab_focus (GTK_WIDGET (self->name_row));
  else if (gtk_widget_get_visible (GTK_WIDGET (self->key_name_row)))
    gtk_widget_grab_focus (GTK_WIDGET (self->key_name_row));
  else if (gtk_widget_get_visible (GTK_WIDGET (self->partner_key_row)))
    gtk_widget_grab_focus (GTK_WIDGET (self->partner_key_row));
  else
    gtk_widget_grab_focus (GTK_WIDGET (self->key_row));
}

/**
 * packshot_account_editor_set_fold:
 * @self: an editor
 * @back: whether it has a back button
 * @compact: whether its buttons stand at the bottom, where there is more room
 */
void
packshot_account_editor_set_fold (PackshotAccountEditor *self,
                                  gboolean               back,
                                  gboolean               compact)
{
  g_return_if_fail (PACKSHOT_IS_ACCOUNT_EDITOR (self));

  gtk_widget_set_visible (self->buttons.back, back);
  self->compact = compact;
  update_buttons (self);
}
