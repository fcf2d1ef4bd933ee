/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* Accounts of a session: listing, saving with the key in its place, removing, testing, and reading
 * the lists of items. A service exists only while its key is at hand. Main thread. */

#include "config.h"

#include "packshot-session-private.h"

#include "packshot-accounts.h"
#include "packshot-store-error.h"

void
packshot_account_view_free (PackshotAccountView *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->account, packshot_account_free);
  g_free (self->problem);
  g_free (self->problem_text);
  g_free (self);
}

/* --- Keys and services --- */

static void
session_note_key_problem (PackshotSession *self,
                          gint64           account,
                          const char      *problem)
{
  if (problem != NULL)
    g_hash_table_replace (self->key_problems, g_memdup2 (&account, sizeof account),
                          g_strdup (problem));
  else
    g_hash_table_remove (self->key_problems, &account);
}

static gboolean
url_is_local (const char *url)
{
  g_autoptr(GUri) uri = g_uri_parse (url, G_URI_FLAGS_NONE, NULL);
  g_autoptr(GInetAddress) address = NULL;
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;

  if (host == NULL)
    return FALSE;
  address = g_inet_address_new_from_string (host);
  return address != NULL ? g_inet_address_get_is_loopback (address) :
         g_str_equal (host, "localhost");
}

void
_packshot_session_connect_account (PackshotSession       *self,
                                   const PackshotAccount *account,
                                   const char            *key)
{
  g_autoptr(PackshotService) service = NULL;
  g_autoptr(GError) error = NULL;

  if (!url_is_local (account->base_url))
    self->is_remote = TRUE;
  if (key != NULL)
    {
      service = packshot_service_new (account, key, self->transport, self->clock, &error);
      session_note_key_problem (self, account->id, error != NULL ? error->message : NULL);
    }
  packshot_engine_set_service (self->engine, account->id, service);
}

void
_packshot_session_forget_account (PackshotSession *self,
                                  gint64           account)
{
  packshot_engine_set_service (self->engine, account, NULL);
  session_note_key_problem (self, account, NULL);
}

typedef struct
{
  PackshotSession *session;
  PackshotAccount *account;
} KeyLookup;

static void
keys_loaded (PackshotSession *self)
{
  g_autoptr(GPtrArray) waiting = NULL;

  if (self->n_key_lookups > 0)
    return;
  waiting = g_steal_pointer (&self->waiting);
  self->waiting = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < waiting->len; i++)
    g_task_return_boolean (waiting->pdata[i], TRUE);
  _packshot_session_update_network (self);
  _packshot_session_emit_accounts (self);
}

static void
key_found_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  KeyLookup *lookup = user_data;
  g_autoptr(PackshotSession) self = lookup->session;
  g_autoptr(PackshotAccount) account = lookup->account;
  g_autoptr(GError) error = NULL;
  g_autofree char *key = packshot_secrets_lookup_finish (PACKSHOT_SECRETS (source), result, &error);

  g_free (lookup);
  if (key == NULL)
    session_note_key_problem (self, account->id, error->message);
  _packshot_session_connect_account (self, account, key);
  self->n_key_lookups--;
  keys_loaded (self);
}

static void
keyring_probed_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr(PackshotSession) self = user_data;

  packshot_secrets_probe_finish (PACKSHOT_SECRETS (source), result);
  self->n_key_lookups--;
  keys_loaded (self);
}

void
_packshot_session_load_keys (PackshotSession *self,
                             GPtrArray       *accounts)
{
  self->n_key_lookups += accounts->len;
  if (!(self->flags & PACKSHOT_SESSION_MANUAL))
    {
      self->n_key_lookups++;
      packshot_secrets_probe_async (self->secrets, keyring_probed_cb, g_object_ref (self));
    }
  for (guint i = 0; i < accounts->len; i++)
    {
      KeyLookup *lookup = g_new0 (KeyLookup, 1);

      lookup->session = g_object_ref (self);
      lookup->account = packshot_account_copy (accounts->pdata[i]);
      packshot_secrets_lookup_async (self->secrets, lookup->account, NULL, key_found_cb, lookup);
    }
}

/**
 * packshot_session_get_keyring:
 * @self: a session
 *
 * Returns: whether a keyring answered when it was last asked
 */
gboolean
packshot_session_get_keyring (PackshotSession *self)
{
  g_return_val_if_fail (PACKSHOT_IS_SESSION (self), FALSE);

  return packshot_secrets_get_keyring (self->secrets);
}

/* --- Listing --- */

static gboolean
list_accounts_read (PackshotDb *db,
                    gpointer    data,
                    GError    **error)
{
  GPtrArray *views = data;
  g_autoptr(GPtrArray) accounts = packshot_accounts_list (db, error);

  if (accounts == NULL)
    return FALSE;
  for (guint i = 0; i < accounts->len; i++)
    {
      PackshotAccountView *view = g_new0 (PackshotAccountView, 1);
      g_auto(PackshotAccountState) state = { 0 };

      g_ptr_array_add (views, view);
      view->account = packshot_account_copy (accounts->pdata[i]);
      if (!packshot_accounts_get_state (db, view->account->id, &state, error))
        return FALSE;
      view->checked_at = state.checked_at;
      view->problem = g_steal_pointer (&state.problem);
      view->problem_text = g_steal_pointer (&state.problem_text);
      for (int kind = 0; kind < PACKSHOT_N_ITEM_KINDS; kind++)
        {
          view->by_kind[kind] = packshot_items_count_kind (db, view->account->id, kind, error);
          if (view->by_kind[kind] < 0)
            return FALSE;
          view->n_items += view->by_kind[kind];
        }
    }
  return TRUE;
}

static void
accounts_listed_cb (GObject      *source,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  PackshotSession *self = g_task_get_source_object (task);
  GPtrArray *views = g_task_get_task_data (task);
  GError *error = NULL;

  if (!packshot_store_read_finish (PACKSHOT_STORE (source), result, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  for (guint i = 0; i < views->len; i++)
    {
      PackshotAccountView *view = views->pdata[i];
      const char *key_problem = g_hash_table_lookup (self->key_problems, &view->account->id);

      view->has_key = packshot_engine_get_service (self->engine, view->account->id) != NULL;
      view->key_in_session = packshot_secrets_is_in_session (self->secrets, view->account->id);
      if (!view->has_key && self->n_key_lookups == 0)
        {
          g_free (view->problem);
          view->problem = g_strdup ("no-key");
          g_free (view->problem_text);
          view->problem_text = g_strdup (key_problem);
        }
    }
  g_task_return_pointer (task, g_ptr_array_ref (views), (GDestroyNotify)g_ptr_array_unref);
}

/**
 * packshot_session_list_accounts_async:
 * @self: a session
 * @cancellable: (nullable)
 * @callback: called with the accounts
 * @user_data: for @callback
 */
void
packshot_session_list_accounts_async (PackshotSession    *self,
                                      GCancellable       *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer            user_data)
{
  g_autoptr(GTask) task = NULL;
  GPtrArray *views;

  g_return_if_fail (PACKSHOT_IS_SESSION (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, packshot_session_list_accounts_async);
  views = g_ptr_array_new_with_free_func ((GDestroyNotify)packshot_account_view_free);
  g_task_set_task_data (task, views, (GDestroyNotify)g_ptr_array_unref);
  packshot_store_read_async (self->store, G_PRIORITY_DEFAULT, list_accounts_read, views, NULL,
                             cancellable, accounts_listed_cb, g_object_ref (task));
}

/**
 * packshot_session_list_accounts_finish:
 * @self: a session
 * @result: from the callback
 * @error: return location
 *
 * Returns: (transfer full) (nullable) (element-type PackshotAccountView): the accounts by name
 */
GPtrArray *
packshot_session_list_accounts_finish (PackshotSession *self,
                                       GAsyncResult    *result,
                                       GError         **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- Saving --- */

typedef struct
{
  PackshotAccount *account;
  char            *key;       /* (nullable) */
  gint64           id;
} Save;

static void
save_free (Save *save)
{
  g_clear_pointer (&save->account, packshot_account_free);
  g_free (save->key);
  g_free (save);
}

static gboolean
save_write (PackshotDb *db,
            gpointer    data,
            GError    **error)
{
  Save *save = data;
  g_autoptr(PackshotAccount) same = packshot_accounts_find (db, save->account->name, NULL);

  if (same != NULL && same->id != save->account->id)
    {
      g_set_error (error, PACKSHOT_SESSION_ERROR, PACKSHOT_SESSION_ERROR_EXISTS,
                   "There is an account “%s” already; choose another name", save->account->name);
      return FALSE;
    }
  if (save->account->id != 0)
    return packshot_accounts_update (db, save->account, error) &&
           packshot_accounts_set_problem (db, save->account->id, NULL, NULL, error);
  save->account->id = packshot_accounts_insert (db, save->account, error);
  return save->account->id != 0;
}

static void
save_connect (GTask      *task,
              const char *key)
{
  PackshotSession *self = g_task_get_source_object (task);
  Save *save = g_task_get_task_data (task);

  _packshot_session_connect_account (self, save->account, key);
  _packshot_session_update_network (self);
  _packshot_session_emit_accounts (self);
  g_task_return_boolean (task, TRUE);
}

static void
save_looked_up_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  PackshotSession *self = g_task_get_source_object (task);
  Save *save = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;
  g_autofree char *key = packshot_secrets_lookup_finish (PACKSHOT_SECRETS (source), result, &error);

  if (key == NULL)
    session_note_key_problem (self, save->account->id, error->message);
  save_connect (task, key);
}

static void
save_stored_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Save *save = g_task_get_task_data (task);
  gboolean in_session = FALSE;
  GError *error = NULL;

  if (!packshot_secrets_store_finish (PACKSHOT_SECRETS (source), result, &in_session, &error))
    g_task_return_error (task, error);
  else
    save_connect (task, save->key);
}

static void
save_written_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  PackshotSession *self = g_task_get_source_object (task);
  Save *save = g_task_get_task_data (task);
  GError *error = NULL;

  if (!packshot_store_write_finish (PACKSHOT_STORE (source), result, &error))
    g_task_return_error (task, error);
  else if (save->key != NULL)
    packshot_secrets_store_async (self->secrets, save->account, save->key, NULL, save_stored_cb,
                                  g_object_ref (task));
  else
    packshot_secrets_lookup_async (self->secrets, save->account, NULL, save_looked_up_cb,
                                   g_object_ref (task));
}

static gboolean
account_check (PackshotAccount *account,
               const char      *key,
               GError         **error)
{
  char *url;

  g_strstrip (account->name);
  if (*account->name == '\0' || strchr (account->name, ':') != NULL)
    {
      g_set_error (error, PACKSHOT_SESSION_ERROR, PACKSHOT_SESSION_ERROR_INVALID,
                   "An account needs a name without a colon");
      return FALSE;
    }
  if (key != NULL && !packshot_service_check_key (account->service, key, error))
    return FALSE;
  url = packshot_service_normalize_url (account->service, account->base_url, error);
  if (url == NULL)
    return FALSE;
  g_free (account->base_url);
  account->base_url = url;
  return TRUE;
}

/**
 * packshot_session_save_account_async:
 * @self: a session
 * @account: an account, with id 0 when it is new
 * @key: (nullable): its key, or %NULL to leave it as it is
 * @cancellable: (nullable)
 * @callback: called when it is saved
 * @user_data: for @callback
 */
void
packshot_session_save_account_async (PackshotSession       *self,
                                     const PackshotAccount *account,
                                     const char            *key,
                                     GCancellable          *cancellable,
                                     GAsyncReadyCallback    callback,
                                     gpointer               user_data)
{
  g_autoptr(GTask) task = NULL;
  GError *error = NULL;
  Save *save;

  g_return_if_fail (PACKSHOT_IS_SESSION (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, packshot_session_save_account_async);
  save = g_new0 (Save, 1);
  save->account = packshot_account_copy (account);
  save->key = g_strdup (key);
  g_task_set_task_data (task, save, (GDestroyNotify)save_free);
  if (save->account->settings == NULL)
    save->account->settings = g_strdup ("{}");
  if (!account_check (save->account, key, &error))
    g_task_return_error (task, error);
  else
    packshot_store_write_async (self->store, save_write, save, NULL, cancellable, save_written_cb,
                                g_object_ref (task));
}

/**
 * packshot_session_save_account_finish:
 * @self: a session
 * @result: from the callback
 * @error: return location
 *
 * Returns: the account's id, or 0
 */
gint64
packshot_session_save_account_finish (PackshotSession *self,
                                      GAsyncResult    *result,
                                      GError         **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), 0);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return 0;
  return ((Save *)g_task_get_task_data (G_TASK (result)))->account->id;
}

/* --- Removing --- */

static gboolean
remove_write (PackshotDb *db,
              gpointer    data,
              GError    **error)
{
  return packshot_accounts_delete (db, *(gint64 *)data, error);
}

static void
removed_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  PackshotSession *self = g_task_get_source_object (task);
  gint64 *account = g_task_get_task_data (task);
  GError *error = NULL;

  if (!packshot_store_write_finish (PACKSHOT_STORE (source), result, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  packshot_secrets_forget (self->secrets, *account);
  packshot_engine_set_service (self->engine, *account, NULL);
  g_hash_table_remove (self->key_problems, account);
  _packshot_session_emit_accounts (self);
  _packshot_session_emit_items (self);
  g_task_return_boolean (task, TRUE);
}

/**
 * packshot_session_remove_account_async:
 * @self: a session
 * @account: an account's id
 * @cancellable: (nullable)
 * @callback: called when it is gone
 * @user_data: for @callback
 *
 * Removes the account with its items and its key. Nothing on the server changes.
 */
void
packshot_session_remove_account_async (PackshotSession    *self,
                                       gint64              account,
                                       GCancellable       *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer            user_data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (PACKSHOT_IS_SESSION (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, packshot_session_remove_account_async);
  g_task_set_task_data (task, g_memdup2 (&account, sizeof account), g_free);
  packshot_store_write_async (self->store, remove_write, g_task_get_task_data (task), NULL,
                              cancellable, removed_cb, g_object_ref (task));
}

gboolean
packshot_session_remove_account_finish (PackshotSession *self,
                                        GAsyncResult    *result,
                                        GError         **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* --- Testing --- */

typedef struct
{
  PackshotAccount    *account;
  PackshotService    *service;    /* (nullable) */
  PackshotConnection *connection; /* (nullable) */
} Test;

static void
test_free (Test *test)
{
  g_clear_pointer (&test->account, packshot_account_free);
  g_clear_object (&test->service);
  g_clear_pointer (&test->connection, packshot_connection_free);
  g_free (test);
}

static void
tested_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Test *test = g_task_get_task_data (task);
  GError *error = NULL;

  test->connection = packshot_service_test_finish (PACKSHOT_SERVICE (source), result, &error);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

static void
test_with_key (GTask      *task,
               const char *key)
{
  PackshotSession *self = g_task_get_source_object (task);
  Test *test = g_task_get_task_data (task);
  GError *error = NULL;

  test->service = packshot_service_new (test->account, key, self->transport, self->clock, &error);
  if (test->service == NULL)
    g_task_return_error (task, error);
  else
    packshot_service_test_async (test->service, g_task_get_cancellable (task), tested_cb,
                                 g_object_ref (task));
}

static void
test_key_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;
  g_autofree char *key = packshot_secrets_lookup_finish (PACKSHOT_SECRETS (source), result, &error);

  if (key == NULL)
    g_task_return_error (task, error);
  else
    test_with_key (task, key);
}

/**
 * packshot_session_test_account_async:
 * @self: a session
 * @account: an account, saved or not
 * @key: (nullable): its key, or %NULL for the stored one
 * @cancellable: (nullable)
 * @callback: called with what was found out
 * @user_data: for @callback
 *
 * Changes nothing, here or there.
 */
void
packshot_session_test_account_async (PackshotSession       *self,
                                     const PackshotAccount *account,
                                     const char            *key,
                                     GCancellable          *cancellable,
                                     GAsyncReadyCallback    callback,
                                     gpointer               user_data)
{
  g_autoptr(GTask) task = NULL;
  GError *error = NULL;
  Test *test;

  g_return_if_fail (PACKSHOT_IS_SESSION (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, packshot_session_test_account_async);
  test = g_new0 (Test, 1);
  test->account = packshot_account_copy (account);
  g_task_set_task_data (task, test, (GDestroyNotify)test_free);
  if (!account_check (test->account, key, &error))
    g_task_return_error (task, error);
  else if (key != NULL)
    test_with_key (task, key);
  else
    packshot_secrets_lookup_async (self->secrets, test->account, cancellable, test_key_cb,
                                   g_object_ref (task));
}

/**
 * packshot_session_test_account_finish:
 * @self: a session
 * @result: from the callback
 * @error: return location; may be set while a connection is returned: the step that failed
 *
 * Returns: (transfer full) (nullable): how far the test came
 */
PackshotConnection *
packshot_session_test_account_finish (PackshotSession *self,
                                      GAsyncResult    *result,
                                      GError         **error)
{
  Test *test;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  test = g_task_get_task_data (G_TASK (result));
  g_task_propagate_boolean (G_TASK (result), error);
  return g_steal_pointer (&test->connection);
}

/* --- Lists of items --- */

static void
refreshed_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;

  if (!packshot_engine_list_items_finish (PACKSHOT_ENGINE (source), result, &error))
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

/**
 * packshot_session_refresh_items_async:
 * @self: a session
 * @account: an account's id
 * @cancellable: (nullable)
 * @callback: called when its list of items has been read
 * @user_data: for @callback
 */
void
packshot_session_refresh_items_async (PackshotSession    *self,
                                      gint64              account,
                                      GCancellable       *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer            user_data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (PACKSHOT_IS_SESSION (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, packshot_session_refresh_items_async);
  packshot_engine_list_items_async (self->engine, account, cancellable, refreshed_cb,
                                    g_object_ref (task));
}

gboolean
packshot_session_refresh_items_finish (PackshotSession *self,
                                       GAsyncResult    *result,
                                       GError         **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
