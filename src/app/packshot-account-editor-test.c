/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* Testing and saving what stands in an account's fields.
 *
 *   Test ─▶ test ─▶ lines, organizations
 *   Save ─▶ test, unless only the name changed or it failed before ─▶ save ─▶ read the items
 *
 * A test that began before the fields changed is dropped. Main thread. */

#include "config.h"

#include "packshot-account-editor-private.h"

#include <glib/gi18n.h>

/* --- Organizations ---------------------------------------------------------------------------- */

/**
 * _packshot_account_editor_fill_organizations:
 * @self: an editor
 *
 * Offers what the last test found. Without a choice it is the first, which was tested; an account
 * that does without one may go on so while there is one only.
 */
void
_packshot_account_editor_fill_organizations (PackshotAccountEditor *self)
{
  g_autoptr(GtkStringList) names = gtk_string_list_new (NULL);
  char **pairs = self->test.connection != NULL ? self->test.connection->organizations : NULL;
  guint chosen = 0;
  guint n = 0;

  if (self->account->service != PACKSHOT_SERVICE_CLOSIENT || pairs == NULL)
    return;
  for (guint i = 0; pairs[i] != NULL && pairs[i + 1] != NULL; i += 2)
    {
      gtk_string_list_append (names, pairs[i + 1]);
      if (g_strcmp0 (pairs[i], self->organization) == 0)
        chosen = n;
      n++;
    }
  self->filling = TRUE;
  adw_combo_row_set_model (self->organization_row, G_LIST_MODEL (names));
  if (n > 0)
    adw_combo_row_set_selected (self->organization_row, chosen);
  gtk_widget_set_visible (GTK_WIDGET (self->organization_row), n > 0);
  self->filling = FALSE;
  if (self->organization == NULL && n > 0 && (n > 1 || self->account->id == 0))
    self->organization = g_strdup (pairs[0]);
}

/* --- Saving ----------------------------------------------------------------------------------- */

static void
looked_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(PackshotSyncResult) done = NULL;
  g_autoptr(GError) error = NULL;

  done = packshot_session_sync_finish (PACKSHOT_SESSION (source), result, &error);
  if (done == NULL)
    g_debug ("The new account's items could not be read: %s", error->message);
}

typedef struct
{
  PackshotAccountEditor *editor;  /* (owned) */
  PackshotAccount       *draft;   /* (owned) */
  gboolean               with_key;
  gboolean               reconnects;
} Save;

static void
save_free (Save *save)
{
  g_object_unref (save->editor);
  g_clear_pointer (&save->draft, packshot_account_free);
  g_free (save);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Save, save_free)

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(Save) save = user_data;
  PackshotAccountEditor *self = save->editor;
  PackshotSession *session = PACKSHOT_SESSION (source);
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;
  gint64 id = packshot_session_save_account_finish (session, result, &error);

  self->saving = FALSE;
  if (self->session == NULL)
    return;
  if (id == 0)
    {
      self->name_taken = g_error_matches (error, PACKSHOT_SESSION_ERROR,
                                          PACKSHOT_SESSION_ERROR_EXISTS);
      text = packshot_words_error (error);
      _packshot_account_editor_update (self);
      _packshot_account_editor_toast (self, text);
      return;
    }
  save->draft->id = id;
  text = g_strdup_printf (_("“%s” saved"), save->draft->name);
  if (save->reconnects && !packshot_session_get_offline (session))
    packshot_session_sync_async (session, NULL, 0, PACKSHOT_SYNC_PULL_ONLY, NULL, looked_cb, NULL);
  _packshot_account_editor_saved (self, g_steal_pointer (&save->draft), save->with_key);
  _packshot_account_editor_toast (self, text);
}

static void
save_now (PackshotAccountEditor *self)
{
  g_autofree char *key = _packshot_account_editor_dup_key (self);
  Save *save = g_new0 (Save, 1);

  self->saving = TRUE;
  self->test.save_after = FALSE;
  save->editor = g_object_ref (self);
  save->draft = _packshot_account_editor_dup_draft (self);
  save->with_key = key != NULL;
  save->reconnects = _packshot_account_editor_reconnects (self);
  _packshot_account_editor_update (self);
  packshot_session_save_account_async (self->session, save->draft, key, NULL, saved_cb, save);
}

/**
 * _packshot_account_editor_save:
 * @self: an editor
 *
 * Saves; what connects in another way than before is tested first, once.
 */
void
_packshot_account_editor_save (PackshotAccountEditor *self)
{
  gboolean tested = self->test.connection != NULL || self->test.error != NULL;

  if (self->saving || !_packshot_account_editor_can_save (self))
    return;
  if (tested || !_packshot_account_editor_reconnects (self)
      || packshot_session_get_offline_wish (self->session)
      || !_packshot_account_editor_can_test (self))
    {
      save_now (self);
      return;
    }
  self->test.save_after = TRUE;
  if (self->test.cancellable == NULL)
    _packshot_account_editor_test (self);
}

/* --- Testing ---------------------------------------------------------------------------------- */

static void
waiting_counted_cb (GObject      *source,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  g_autoptr(PackshotAccountEditor) self = user_data;
  g_autoptr(GArray) items = NULL;

  items = packshot_session_query_items_finish (PACKSHOT_SESSION (source), result, NULL);
  self->test.n_waiting = items != NULL ? items->len : 0;
  _packshot_account_editor_update (self);
}

static void
count_waiting (PackshotAccountEditor *self)
{
  const PackshotItemQuery query = {
    .account = self->account->id, .kind = -1, .filter = PACKSHOT_FILTER_WAITING,
  };

  if (self->account->id != 0)
    packshot_session_query_items_async (self->session, &query, NULL, waiting_counted_cb,
                                        g_object_ref (self));
}

/* Whether the test ended for want of a network of this computer. */
static gboolean
is_without_network (PackshotAccountEditor *self)
{
  return g_error_matches (self->test.error, PACKSHOT_SERVICE_ERROR, PACKSHOT_SERVICE_ERROR_OFFLINE)
         && !g_network_monitor_get_network_available (g_network_monitor_get_default ());
}

/* With several organizations and none chosen, a person looks before it is saved. */
static void
save_after_test (PackshotAccountEditor *self,
                 gboolean               was_chosen)
{
  char **pairs = self->test.connection != NULL ? self->test.connection->organizations : NULL;
  guint n = pairs != NULL ? g_strv_length (pairs) / 2 : 0;

  self->test.save_after = FALSE;
  if (self->test.error != NULL && !is_without_network (self))
    return;
  if (self->account->service == PACKSHOT_SERVICE_CLOSIENT && n > 1 && !was_chosen)
    {
      _packshot_account_editor_toast (self, _("Choose the organization, then save"));
      gtk_widget_grab_focus (GTK_WIDGET (self->organization_row));
      return;
    }
  save_now (self);
}

static void
tested_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(PackshotAccountEditor) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(PackshotConnection) connection = NULL;
  gboolean was_chosen = self->organization != NULL;

  connection = packshot_session_test_account_finish (PACKSHOT_SESSION (source), result, &error);
  if (self->test.cancellable == NULL
      || g_task_get_cancellable (G_TASK (result)) != self->test.cancellable)
    return;
  g_clear_object (&self->test.cancellable);
  self->test.connection = g_steal_pointer (&connection);
  self->test.error = g_steal_pointer (&error);
  self->test.tested_at = g_get_real_time ();
  self->test.awaits_network = g_error_matches (self->test.error, PACKSHOT_SERVICE_ERROR,
                                               PACKSHOT_SERVICE_ERROR_OFFLINE);
  _packshot_account_editor_fill_organizations (self);
  if (self->test.error != NULL)
    count_waiting (self);
  if (self->test.save_after)
    save_after_test (self, was_chosen);
  _packshot_account_editor_update (self);
}

/**
 * _packshot_account_editor_forget_test:
 * @self: an editor
 *
 * Stops the test that runs, and drops the result of the last one.
 */
void
_packshot_account_editor_forget_test (PackshotAccountEditor *self)
{
  g_cancellable_cancel (self->test.cancellable);
  g_clear_object (&self->test.cancellable);
  g_clear_pointer (&self->test.connection, packshot_connection_free);
  g_clear_error (&self->test.error);
  self->test.tested_at = 0;
  self->test.save_after = FALSE;
  self->test.awaits_network = FALSE;
}

/**
 * _packshot_account_editor_test:
 * @self: an editor
 *
 * Tests what stands in the fields. While the user works offline nothing is called: the test waits.
 */
void
_packshot_account_editor_test (PackshotAccountEditor *self)
{
  g_autoptr(PackshotAccount) draft = NULL;
  g_autofree char *key = NULL;
  gboolean save_after = self->test.save_after;

  if (!_packshot_account_editor_can_test (self))
    return;
  _packshot_account_editor_forget_test (self);
  self->test.save_after = save_after;
  self->test.awaits_network = packshot_session_get_offline_wish (self->session);
  if (!self->test.awaits_network)
    {
      draft = _packshot_account_editor_dup_draft (self);
      key = _packshot_account_editor_dup_key (self);
      if (*draft->name == '\0')
        {
          g_free (draft->name);
          draft->name = g_strdup (packshot_words_service (draft->service));
        }
      self->test.cancellable = g_cancellable_new ();
      packshot_session_test_account_async (self->session, draft, key, self->test.cancellable,
                                           tested_cb, g_object_ref (self));
    }
  _packshot_account_editor_update (self);
}
