/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* packshotctl account add: the key is read and checked here, then tried on the server, and only
 * then is anything saved: where the key is kept, never the key. */

#include "config.h"

#include "packshot-cli-account.h"
#include "packshot-cli-commands.h"
#include "packshot-cli-find.h"
#include "packshot-cli-json.h"
#include "packshot-cli-output.h"
#include "packshot-cli-words.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

/* No key of the three services comes near it. */
#define KEY_MAX 4096

typedef struct
{
  char *name;
  char *base_url;
  char *organization;
  char *key_file;
  char *key_variable;
} Options;

static void
options_clear (Options *options)
{
  g_free (options->name);
  g_free (options->base_url);
  g_free (options->organization);
  g_free (options->key_file);
  g_free (options->key_variable);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

/* --- The key --- */

static void
wipe (char *key)
{
  if (key != NULL)
    explicit_bzero (key, strlen (key));
  g_free (key);
}

static char *
read_key_file (const char *path,
               GError    **error)
{
  g_autofree char *text = NULL;
  GStatBuf info;
  gsize length;

  if (g_stat (path, &info) != 0)
    {
      g_set_error (error, PACKSHOT_SESSION_ERROR, PACKSHOT_SESSION_ERROR_NO_KEY,
                   _("“%s” can’t be read: %s"), path, g_strerror (errno));
      return NULL;
    }
  if (!S_ISREG (info.st_mode) || info.st_size == 0 || info.st_size > KEY_MAX)
    {
      g_set_error (error, PACKSHOT_SESSION_ERROR, PACKSHOT_SESSION_ERROR_NO_KEY,
                   _("“%s” holds no key"), path);
      return NULL;
    }
  if (info.st_mode & (S_IRWXG | S_IRWXO))
    {
      g_set_error (error, PACKSHOT_SESSION_ERROR, PACKSHOT_SESSION_ERROR_NO_KEY,
                   _("Other users can read “%s”. Make it yours alone: chmod 600 %s"), path, path);
      return NULL;
    }
  return g_file_get_contents (path, &text, &length, error) ? g_steal_pointer (&text) : NULL;
}

static char *
read_key_variable (const char *name,
                   GError    **error)
{
  const char *value = g_getenv (name);

  if (value != NULL && *value != '\0')
    return g_strdup (value);
  g_set_error (error, PACKSHOT_SESSION_ERROR, PACKSHOT_SESSION_ERROR_NO_KEY,
               _("The environment variable %s is not set"), name);
  return NULL;
}

/* Returns: (transfer full) (nullable): the key, for wipe () */
static char *
read_key (Options *options,
          GError **error)
{
  char *key = options->key_file != NULL ? read_key_file (options->key_file, error) :
    read_key_variable (options->key_variable, error);

  return key != NULL ? g_strstrip (key) : NULL;
}

/* --- The account --- */

/* Returns: (transfer full): the account as the command line has it */
static PackshotAccount *
new_account (Options            *options,
             PackshotServiceKind service)
{
  PackshotAccount *account = packshot_account_new ();

  account->service = service;
  account->name = options->name != NULL ? packshot_cli_dup_text (options->name) :
    g_strdup (packshot_cli_words_service (service));
  account->base_url = g_strdup (options->base_url != NULL ? options->base_url : "");
  account->organization = g_strdup (options->organization);
  if (options->key_file != NULL)
    {
      g_autofree char *path = g_canonicalize_filename (options->key_file, NULL);

      account->key_source = g_strconcat ("file:", path, NULL);
    }
  else
    {
      account->key_source = g_strconcat ("env:", options->key_variable, NULL);
    }
  return account;
}

/* Whether the name is free and key and address can be right, as far as that is seen from here. */
static gboolean
check_here (PackshotAccount *account,
            GPtrArray       *accounts,
            const char      *key,
            GError         **error)
{
  char *url;

  for (guint i = 0; i < accounts->len; i++)
    {
      PackshotAccountView *view = g_ptr_array_index (accounts, i);

      if (g_str_equal (view->account->name, account->name))
        {
          g_set_error (error, PACKSHOT_SESSION_ERROR, PACKSHOT_SESSION_ERROR_EXISTS,
                       _("There is an account “%s” already"), account->name);
          return FALSE;
        }
    }
  if (!packshot_service_check_key (account->service, key, error))
    return FALSE;
  url = packshot_service_normalize_url (account->service, account->base_url, error);
  if (url == NULL)
    return FALSE;
  g_free (account->base_url);
  account->base_url = url;
  return TRUE;
}

/* What the test found out and the command line left open. */
static void
learn_organization (PackshotAccount    *account,
                    PackshotConnection *connection)
{
  if (account->organization == NULL && connection != NULL && connection->organizations != NULL &&
      g_strv_length (connection->organizations) == 2)
    account->organization = g_strdup (connection->organizations[0]);
}

static gint64
save (PackshotCli     *self,
      PackshotAccount *account)
{
  g_autoptr(GError) error = NULL;
  gint64 id;

  packshot_session_save_account_async (self->session, account, NULL, self->cancellable,
                                       packshot_cli_ready_cb, self);
  id = packshot_session_save_account_finish (self->session, packshot_cli_wait (self), &error);
  if (id == 0)
    self->status = packshot_cli_fail (self, error);
  return id;
}

static gboolean
list_items (PackshotCli *self,
            gint64       id)
{
  g_autoptr(GError) error = NULL;

  if (self->is_offline)
    return TRUE;
  packshot_session_refresh_items_async (self->session, id, self->cancellable, packshot_cli_ready_cb,
                                        self);
  if (packshot_session_refresh_items_finish (self->session, packshot_cli_wait (self), &error))
    return TRUE;
  packshot_cli_tell (_("packshotctl: The account is saved, but its items could not be listed."));
  self->status = packshot_cli_fail (self, error);
  return FALSE;
}

static PackshotCliStatus
show (PackshotCli        *self,
      gint64              id,
      PackshotConnection *connection)
{
  g_autoptr(GPtrArray) accounts = packshot_cli_list_accounts (self);
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  for (guint i = 0; accounts != NULL && i < accounts->len; i++)
    {
      PackshotAccountView *view = g_ptr_array_index (accounts, i);

      if (view->account->id != id)
        continue;
      if (self->is_offline)
        packshot_cli_say (self, _("The account “%s” is saved. It has not been tried: no server was "
                                  "called."), view->account->name);
      else
        packshot_cli_say (self, ngettext ("The account “%s” is saved; it has %u item.",
                                          "The account “%s” is saved; it has %u items.",
                                          (gulong)view->n_items), view->account->name,
                          (guint)view->n_items);
      json_builder_begin_object (builder);
      json_builder_set_member_name (builder, "account");
      packshot_cli_json_add_account (builder, view);
      packshot_cli_account_add_connection (builder, connection);
      json_builder_end_object (builder);
      packshot_cli_json_print (self, builder);
    }
  return accounts != NULL ? PACKSHOT_CLI_DONE : self->status;
}

static PackshotCliStatus
add (PackshotCli     *self,
     PackshotAccount *account,
     const char      *key)
{
  g_autoptr(GPtrArray) accounts = packshot_cli_list_accounts (self);
  g_autoptr(PackshotConnection) connection = NULL;
  g_autoptr(GError) error = NULL;
  gint64 id;

  if (accounts == NULL)
    return self->status;
  if (check_here (account, accounts, key, &error) && !self->is_offline)
    connection = packshot_cli_account_test (self, account, key, &error);
  if (error != NULL)
    {
      PackshotCliStatus status = packshot_cli_fail (self, error);

      packshot_cli_tell (_("  No account was saved."));
      if (g_error_matches (error, PACKSHOT_SERVICE_ERROR, PACKSHOT_SERVICE_ERROR_OFFLINE))
        packshot_cli_tell (_("  To save it without a test, add --offline."));
      return status;
    }
  learn_organization (account, connection);
  id = save (self, account);
  if (id == 0 || !list_items (self, id))
    return self->status;
  return show (self, id, connection);
}

static PackshotCliStatus
run (PackshotCli *self)
{
  g_auto(Options) options = { NULL };
  g_autoptr(PackshotAccount) account = NULL;
  g_autoptr(GError) error = NULL;
  PackshotServiceKind service;
  PackshotCliStatus status;
  char *key;
  const GOptionEntry entries[] = {
    { "name", 0, 0, G_OPTION_ARG_FILENAME, &options.name, N_("What to call the account"),
      N_("NAME") },
    { "base-url", 0, 0, G_OPTION_ARG_STRING, &options.base_url,
      N_("The server’s address, if it is not the service’s own"), N_("URL") },
    { "organization", 0, 0, G_OPTION_ARG_STRING, &options.organization,
      N_("The organization to work for, if the key may work for several"), N_("ID") },
    { "key-file", 0, 0, G_OPTION_ARG_FILENAME, &options.key_file,
      N_("A file with the key, which only you may read"), N_("FILE") },
    { "key-env", 0, 0, G_OPTION_ARG_STRING, &options.key_variable,
      N_("An environment variable with the key"), N_("VARIABLE") },
    { NULL, 0, 0, 0, NULL, NULL, NULL }
  };

  if (!packshot_cli_parse (self, entries, 1, 1))
    return self->status;
  if (!packshot_service_kind_from_string (self->args[0], &service))
    return packshot_cli_misuse (self, _("The services are closient, goldleaf and blaze, not “%s”"),
                                self->args[0]);
  if ((options.key_file == NULL) == (options.key_variable == NULL))
    return packshot_cli_misuse (self, _("Say where the key is: --key-file FILE or "
                                        "--key-env VARIABLE"));
  key = read_key (&options, &error);
  if (key == NULL)
    return packshot_cli_fail (self, error);
  account = new_account (&options, service);
  status = packshot_cli_open (self) ? add (self, account, key) : self->status;
  wipe (key);
  return status;
}

const PackshotCliCommand packshot_cmd_account_add = {
  "account add", N_("SERVICE"), N_("Add an account of a service"),
  N_("SERVICE is closient, goldleaf or blaze. The key file (of mode 0600) or the\n"
     "environment variable holds\n"
     "  KEY                        for Closient\n"
     "  NAME:KEY                   for GoldLeaf\n"
     "  PARTNER_KEY:DEVELOPER_KEY  for BLAZE\n"
     "and is read whenever the key is needed; the key itself is not stored. The\n"
     "connection is tested first, and nothing is saved when the key is refused; with\n"
     "--offline the key is checked as far as that goes without a server.\n\n"
     "Examples:\n"
     "  packshotctl account add closient --name Shop --key-file ~/closient.key\n"
     "  packshotctl account add blaze --base-url http://127.0.0.1:8080 --key-env KEY"),
  run
};
