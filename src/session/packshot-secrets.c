/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* Where keys are kept: the keyring (libsecret), this process's memory for want of one or by choice,
 * a file of mode 0600 or an environment variable for scripts. Keys never go into the database, a
 * log or an error. Main thread.
 *
 * No call to the keyring may hang the program: all are asynchronous, and an absent service fails at
 * once. */

#include "config.h"

#include "packshot-secrets.h"

#include <sys/stat.h>

#include <glib/gstdio.h>
#include <libsecret/secret.h>

#include "packshot-session.h"

/* Longer than any key of the three services; a file that is longer is no key file. */
#define KEY_FILE_MAX 4096

static const SecretSchema key_schema = {
  PACKSHOT_APP_ID ".Key", SECRET_SCHEMA_NONE,
  {
    { "profile", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { "account", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { NULL, 0 },
  },
  0, 0, 0, 0, 0, 0, 0, 0
};

struct _PackshotSecrets
{
  GObject     parent_instance;

  /* Construct-only */
  char       *profile;        /* (owned): tells profiles apart in one keyring */

  /* Owned */
  GHashTable *in_session;     /* account id -> char* */
  gboolean    keyring;
};

G_DEFINE_FINAL_TYPE (PackshotSecrets, packshot_secrets, G_TYPE_OBJECT)

static void
key_free (char *key)
{
  secret_password_wipe (key);
  g_free (key);
}

static void
packshot_secrets_finalize (GObject *object)
{
  PackshotSecrets *self = PACKSHOT_SECRETS (object);

  g_clear_pointer (&self->profile, g_free);
  g_clear_pointer (&self->in_session, g_hash_table_unref);

  G_OBJECT_CLASS (packshot_secrets_parent_class)->finalize (object);
}

static void
packshot_secrets_class_init (PackshotSecretsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = packshot_secrets_finalize;
}

static void
packshot_secrets_init (PackshotSecrets *self)
{
  self->in_session = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free,
                                            (GDestroyNotify)key_free);
}

/**
 * packshot_secrets_new:
 * @profile: the profile's folder
 *
 * Returns: (transfer full): the keys of a profile
 */
PackshotSecrets *
packshot_secrets_new (const char *profile)
{
  PackshotSecrets *self = g_object_new (PACKSHOT_TYPE_SECRETS, NULL);

  self->profile = g_strdup (profile);
  return self;
}

/**
 * packshot_secrets_get_keyring:
 * @self: keys
 *
 * Returns: whether a keyring answered when it was last asked
 */
gboolean
packshot_secrets_get_keyring (PackshotSecrets *self)
{
  g_return_val_if_fail (PACKSHOT_IS_SECRETS (self), FALSE);

  return self->keyring;
}

static char *
account_attribute (const PackshotAccount *account)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT, account->id);
}

static void
probed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  PackshotSecrets *self = g_task_get_source_object (task);
  g_autoptr(GError) error = NULL;
  char *nothing = secret_password_lookup_finish (result, &error);

  secret_password_free (nothing);
  self->keyring = error == NULL;
  if (error != NULL)
    g_debug ("No keyring: %s", error->message);
  g_task_return_boolean (task, self->keyring);
}

/**
 * packshot_secrets_probe_async:
 * @self: keys
 * @callback: called when it is known whether there is a keyring
 * @user_data: for @callback
 */
void
packshot_secrets_probe_async (PackshotSecrets    *self,
                              GAsyncReadyCallback callback,
                              gpointer            user_data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (PACKSHOT_IS_SECRETS (self));

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, packshot_secrets_probe_async);
  secret_password_lookup (&key_schema, NULL, probed_cb, g_object_ref (task), "profile",
                          self->profile, "account", "probe", NULL);
}

gboolean
packshot_secrets_probe_finish (PackshotSecrets *self,
                               GAsyncResult    *result)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), NULL);
}

/* --- Looking a key up --- */

static char *
read_key_file (const char *path,
               GError    **error)
{
  g_autofree char *text = NULL;
  gsize length = 0;
  GStatBuf info;

  if (g_stat (path, &info) != 0)
    {
      g_set_error (error, PACKSHOT_SESSION_ERROR, PACKSHOT_SESSION_ERROR_NO_KEY,
                   "The key file “%s” can’t be read: %s", path, g_strerror (errno));
      return NULL;
    }
  if (info.st_mode & (S_IRWXG | S_IRWXO))
    {
      g_set_error (error, PACKSHOT_SESSION_ERROR, PACKSHOT_SESSION_ERROR_NO_KEY,
                   "Others can read the key file “%s”. Make it yours alone: chmod 600", path);
      return NULL;
    }
  if (info.st_size > KEY_FILE_MAX || !g_file_get_contents (path, &text, &length, NULL))
    {
      g_set_error (error, PACKSHOT_SESSION_ERROR, PACKSHOT_SESSION_ERROR_NO_KEY,
                   "The key file “%s” holds no key", path);
      return NULL;
    }
  return g_strstrip (g_steal_pointer (&text));
}

static char *
read_key_variable (const char *name,
                   GError    **error)
{
  const char *value = g_getenv (name);

  if (value == NULL || *value == '\0')
    {
      g_set_error (error, PACKSHOT_SESSION_ERROR, PACKSHOT_SESSION_ERROR_NO_KEY,
                   "The environment variable “%s” with the key is not set", name);
      return NULL;
    }
  return g_strdup (value);
}

static void
looked_up_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  PackshotSecrets *self = g_task_get_source_object (task);
  g_autoptr(GError) error = NULL;
  char *key = secret_password_lookup_finish (result, &error);

  self->keyring = error == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  if (key != NULL)
    g_task_return_pointer (task, g_strdup (key), (GDestroyNotify)key_free);
  else if (error != NULL)
    g_task_return_new_error (task, PACKSHOT_SESSION_ERROR, PACKSHOT_SESSION_ERROR_KEYRING,
                             "No keyring could be used: %s", error->message);
  else
    g_task_return_new_error (task, PACKSHOT_SESSION_ERROR, PACKSHOT_SESSION_ERROR_NO_KEY,
                             "The keyring holds no key for this account");
  secret_password_free (key);
}

/**
 * packshot_secrets_lookup_async:
 * @self: keys
 * @account: an account
 * @cancellable: (nullable)
 * @callback: called with the key
 * @user_data: for @callback
 */
void
packshot_secrets_lookup_async (PackshotSecrets       *self,
                               const PackshotAccount *account,
                               GCancellable          *cancellable,
                               GAsyncReadyCallback    callback,
                               gpointer               user_data)
{
  g_autoptr(GTask) task = NULL;
  g_autofree char *attribute = NULL;
  const char *in_session;
  GError *error = NULL;
  char *key = NULL;

  g_return_if_fail (PACKSHOT_IS_SECRETS (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, packshot_secrets_lookup_async);
  in_session = g_hash_table_lookup (self->in_session, &account->id);
  if (in_session != NULL)
    key = g_strdup (in_session);
  else if (g_str_has_prefix (account->key_source, "file:"))
    key = read_key_file (account->key_source + strlen ("file:"), &error);
  else if (g_str_has_prefix (account->key_source, "env:"))
    key = read_key_variable (account->key_source + strlen ("env:"), &error);
  else if (g_str_equal (account->key_source, "keyring"))
    {
      attribute = account_attribute (account);
      secret_password_lookup (&key_schema, cancellable, looked_up_cb, g_object_ref (task),
                              "profile", self->profile, "account", attribute, NULL);
      return;
    }
  else
    error = g_error_new_literal (PACKSHOT_SESSION_ERROR, PACKSHOT_SESSION_ERROR_NO_KEY,
                                 "The key was kept for an earlier run only");
  if (key != NULL)
    g_task_return_pointer (task, key, (GDestroyNotify)key_free);
  else
    g_task_return_error (task, error);
}

/**
 * packshot_secrets_lookup_finish:
 * @self: keys
 * @result: from the callback
 * @error: return location; %PACKSHOT_SESSION_ERROR_NO_KEY, %PACKSHOT_SESSION_ERROR_KEYRING
 *
 * Returns: (transfer full) (nullable): the key
 */
char *
packshot_secrets_lookup_finish (PackshotSecrets *self,
                                GAsyncResult    *result,
                                GError         **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- Keeping a key --- */

typedef struct
{
  gint64   account;
  char    *key;
  gboolean in_session;
} Keep;

static void
keep_free (Keep *keep)
{
  g_clear_pointer (&keep->key, key_free);
  g_free (keep);
}

static void
keep_in_session (PackshotSecrets *self,
                 Keep            *keep)
{
  keep->in_session = TRUE;
  g_hash_table_replace (self->in_session, g_memdup2 (&keep->account, sizeof keep->account),
                        g_strdup (keep->key));
}

static void
stored_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  PackshotSecrets *self = g_task_get_source_object (task);
  Keep *keep = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;

  self->keyring = secret_password_store_finish (result, &error);
  if (!self->keyring)
    {
      g_debug ("The key is kept for this run only: %s", error->message);
      keep_in_session (self, keep);
    }
  else
    g_hash_table_remove (self->in_session, &keep->account);
  g_task_return_boolean (task, TRUE);
}

/**
 * packshot_secrets_store_async:
 * @self: keys
 * @account: a stored account, whose key source says where the key is kept
 * @key: the key
 * @cancellable: (nullable)
 * @callback: called when it is kept
 * @user_data: for @callback
 *
 * Without a keyring the key is kept for this run.
 */
void
packshot_secrets_store_async (PackshotSecrets       *self,
                              const PackshotAccount *account,
                              const char            *key,
                              GCancellable          *cancellable,
                              GAsyncReadyCallback    callback,
                              gpointer               user_data)
{
  g_autoptr(GTask) task = NULL;
  g_autofree char *attribute = NULL;
  g_autofree char *label = NULL;
  Keep *keep;

  g_return_if_fail (PACKSHOT_IS_SECRETS (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, packshot_secrets_store_async);
  keep = g_new0 (Keep, 1);
  keep->account = account->id;
  keep->key = g_strdup (key);
  g_task_set_task_data (task, keep, (GDestroyNotify)keep_free);
  if (!g_str_equal (account->key_source, "keyring"))
    {
      if (g_str_equal (account->key_source, "session"))
        keep_in_session (self, keep);
      g_task_return_boolean (task, TRUE);
      return;
    }
  attribute = account_attribute (account);
  label = g_strdup_printf ("Packshot: %s", account->name);
  secret_password_store (&key_schema, SECRET_COLLECTION_DEFAULT, label, key, cancellable, stored_cb,
                         g_object_ref (task), "profile", self->profile, "account", attribute, NULL);
}

/**
 * packshot_secrets_store_finish:
 * @self: keys
 * @result: from the callback
 * @in_session: (out): whether the key is kept for this run only
 * @error: return location
 *
 * Returns: whether the key is kept
 */
gboolean
packshot_secrets_store_finish (PackshotSecrets *self,
                               GAsyncResult    *result,
                               gboolean        *in_session,
                               GError         **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  *in_session = ((Keep *)g_task_get_task_data (G_TASK (result)))->in_session;
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
cleared_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GError) error = NULL;

  secret_password_clear_finish (result, &error);
  if (error != NULL)
    g_debug ("A key could not be taken out of the keyring: %s", error->message);
}

/**
 * packshot_secrets_forget:
 * @self: keys
 * @account: the id of an account that was removed
 */
void
packshot_secrets_forget (PackshotSecrets *self,
                         gint64           account)
{
  g_autofree char *attribute = NULL;

  g_return_if_fail (PACKSHOT_IS_SECRETS (self));

  attribute = g_strdup_printf ("%" G_GINT64_FORMAT, account);
  g_hash_table_remove (self->in_session, &account);
  if (self->keyring)
    secret_password_clear (&key_schema, NULL, cleared_cb, NULL, "profile", self->profile, "account",
                           attribute, NULL);
}

/**
 * packshot_secrets_is_in_session:
 * @self: keys
 * @account: an account's id
 *
 * Returns: whether its key is kept for this run only
 */
gboolean
packshot_secrets_is_in_session (PackshotSecrets *self,
                                gint64           account)
{
  g_return_val_if_fail (PACKSHOT_IS_SECRETS (self), FALSE);

  return g_hash_table_contains (self->in_session, &account);
}
