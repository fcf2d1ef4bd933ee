/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* packshotctl account list, test, remove. Adding one stands in packshot-cmd-account-add.c. */

#include "config.h"

#include "packshot-cli-account.h"
#include "packshot-cli-commands.h"
#include "packshot-cli-find.h"
#include "packshot-cli-json.h"
#include "packshot-cli-output.h"
#include "packshot-cli-words.h"

#include <glib/gi18n.h>

/* --- What a connection test found, for add and test --- */

static void
say_connection (PackshotCli        *self,
                PackshotConnection *connection)
{
  if (connection->tried >= PACKSHOT_TRIED_SERVER)
    packshot_cli_say (self, _("The server answers."));
  if (connection->tried >= PACKSHOT_TRIED_KEY && connection->role != NULL)
    packshot_cli_say (self, _("The key is accepted; its role is “%s”."), connection->role);
  else if (connection->tried >= PACKSHOT_TRIED_KEY)
    packshot_cli_say (self, _("The key is accepted."));
  for (guint i = 0; connection->organizations != NULL && connection->organizations[i] != NULL;
       i += 2)
    packshot_cli_say (self, _("Organization: %s (%s)"), connection->organizations[i + 1],
                      connection->organizations[i]);
  if (connection->tried >= PACKSHOT_TRIED_PICTURES)
    packshot_cli_say (self, _("Pictures can be read."));
}

static const char *
tried_word (PackshotTried tried)
{
  static const char * const words[] = { "nothing", "server", "key", "organization", "pictures" };

  return (guint)tried < G_N_ELEMENTS (words) ? words[tried] : "nothing";
}

/**
 * packshot_cli_account_add_connection:
 * @builder: an object
 * @connection: (nullable): what a test found
 *
 * Adds members for it.
 */
void
packshot_cli_account_add_connection (JsonBuilder        *builder,
                                     PackshotConnection *connection)
{
  packshot_cli_json_add_text (builder, "tried",
                              tried_word (connection != NULL ? connection->tried : 0));
  packshot_cli_json_add_text (builder, "role", connection != NULL ? connection->role : NULL);
  json_builder_set_member_name (builder, "organizations");
  json_builder_begin_array (builder);
  for (guint i = 0; connection != NULL && connection->organizations != NULL &&
       connection->organizations[i] != NULL; i += 2)
    {
      json_builder_begin_object (builder);
      packshot_cli_json_add_text (builder, "id", connection->organizations[i]);
      packshot_cli_json_add_text (builder, "name", connection->organizations[i + 1]);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

/**
 * packshot_cli_account_test:
 * @self: a run with an open session
 * @account: an account, saved or not
 * @key: (nullable): its key, or %NULL for the stored one
 * @error: return location
 *
 * Tells people what it finds.
 *
 * Returns: (transfer full) (nullable): what was found, also with @error
 */
PackshotConnection *
packshot_cli_account_test (PackshotCli           *self,
                           const PackshotAccount *account,
                           const char            *key,
                           GError               **error)
{
  PackshotConnection *connection;

  packshot_session_test_account_async (self->session, account, key, self->cancellable,
                                       packshot_cli_ready_cb, self);
  connection =
    packshot_session_test_account_finish (self->session, packshot_cli_wait (self), error);
  if (connection != NULL)
    say_connection (self, connection);
  return connection;
}

/* --- list --- */

static void
print_list_text (GPtrArray *accounts)
{
  const char *titles[] = { _("NAME"), _("SERVICE"), _("ITEMS"), _("LAST LOOK"), _("ADDRESS"),
                           _("PROBLEM"), NULL };
  g_autoptr(PackshotCliTable) table = packshot_cli_table_new (titles, "llrlll");

  for (guint i = 0; i < accounts->len; i++)
    {
      PackshotAccountView *view = g_ptr_array_index (accounts, i);
      g_autofree char *n = packshot_cli_words_id (view->n_items);
      g_autofree char *time = packshot_cli_words_time (view->checked_at);

      packshot_cli_table_add (table, view->account->name,
                              packshot_cli_words_service (view->account->service), n, time,
                              view->account->base_url,
                              view->problem != NULL ?
                              packshot_cli_words_problem (view->problem) : "");
    }
  packshot_cli_table_print (table);
}

static PackshotCliStatus
run_list (PackshotCli *self)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  g_autoptr(GPtrArray) accounts = NULL;

  if (!packshot_cli_parse (self, NULL, 0, 0) || !packshot_cli_open (self))
    return self->status;
  accounts = packshot_cli_list_accounts (self);
  if (accounts == NULL)
    return self->status;
  if (accounts->len == 0)
    packshot_cli_say (self, _("There is no account yet; see “packshotctl account add --help”."));
  else if (!self->is_json)
    print_list_text (accounts);
  json_builder_begin_array (builder);
  for (guint i = 0; i < accounts->len; i++)
    packshot_cli_json_add_account (builder, g_ptr_array_index (accounts, i));
  json_builder_end_array (builder);
  packshot_cli_json_print (self, builder);
  return PACKSHOT_CLI_DONE;
}

/* --- test --- */

static PackshotCliStatus
run_test (PackshotCli *self)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  g_autoptr(GPtrArray) accounts = NULL;
  g_autoptr(PackshotConnection) connection = NULL;
  g_autoptr(GError) error = NULL;
  PackshotAccountView *view;

  if (!packshot_cli_parse (self, NULL, 1, 1) || !packshot_cli_open (self))
    return self->status;
  accounts = packshot_cli_list_accounts (self);
  view = accounts != NULL ? packshot_cli_find_account (self, accounts, self->args[0]) : NULL;
  if (view == NULL)
    return self->status;
  connection = packshot_cli_account_test (self, view->account, NULL, &error);
  if (error != NULL)
    packshot_cli_warn (error);
  json_builder_begin_object (builder);
  packshot_cli_json_add_bool (builder, "ok", error == NULL);
  packshot_cli_account_add_connection (builder, connection);
  if (error != NULL)
    {
      g_autofree char *text = packshot_cli_words_error (error);

      json_builder_set_member_name (builder, "error");
      packshot_cli_json_add_error (builder, packshot_cli_words_error_code (error), text);
    }
  json_builder_end_object (builder);
  packshot_cli_json_print (self, builder);
  return error == NULL ? PACKSHOT_CLI_DONE : PACKSHOT_CLI_FAILED;
}

/* --- remove --- */

/* Whether some of the account's changes have not been sent; -1 with the status set on failure. */
static int
has_work (PackshotCli *self,
          gint64       account)
{
  const PackshotItemQuery query = {
    .account = account, .kind = -1, .filter = PACKSHOT_FILTER_WAITING
  };
  g_autoptr(GArray) ids = NULL;
  g_autoptr(GError) error = NULL;

  packshot_session_query_items_async (self->session, &query, self->cancellable,
                                      packshot_cli_ready_cb, self);
  ids = packshot_session_query_items_finish (self->session, packshot_cli_wait (self), &error);
  if (ids != NULL)
    return ids->len > 0;
  self->status = packshot_cli_fail (self, error);
  return -1;
}

static PackshotCliStatus
remove_account (PackshotCli           *self,
                const PackshotAccount *account)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  g_autoptr(GError) error = NULL;

  packshot_session_remove_account_async (self->session, account->id, self->cancellable,
                                         packshot_cli_ready_cb, self);
  if (!packshot_session_remove_account_finish (self->session, packshot_cli_wait (self), &error))
    return packshot_cli_fail (self, error);
  packshot_cli_say (self, _("The account “%s” is removed. Nothing on its server changed."),
                    account->name);
  json_builder_begin_object (builder);
  packshot_cli_json_add_text (builder, "removed", account->name);
  json_builder_end_object (builder);
  packshot_cli_json_print (self, builder);
  return PACKSHOT_CLI_DONE;
}

static PackshotCliStatus
run_remove (PackshotCli *self)
{
  g_autoptr(GPtrArray) accounts = NULL;
  g_autoptr(GError) error = NULL;
  PackshotAccountView *view;
  gboolean force = FALSE;
  int work;
  const GOptionEntry entries[] = {
    { "force", 0, 0, G_OPTION_ARG_NONE, &force, N_("Also when changes wait to be sent"), NULL },
    { NULL, 0, 0, 0, NULL, NULL, NULL }
  };

  if (!packshot_cli_parse (self, entries, 1, 1) || !packshot_cli_open (self))
    return self->status;
  accounts = packshot_cli_list_accounts (self);
  view = accounts != NULL ? packshot_cli_find_account (self, accounts, self->args[0]) : NULL;
  work = view != NULL && !force ? has_work (self, view->account->id) : 0;
  if (view == NULL || work < 0)
    return self->status;
  if (work == 0)
    return remove_account (self, view->account);
  g_set_error (&error, PACKSHOT_SESSION_ERROR, PACKSHOT_SESSION_ERROR_INVALID,
               _("Changes of the account “%s” wait to be sent and would be lost. Run "
                 "“packshotctl sync”, or give --force"),
               view->account->name);
  return packshot_cli_fail (self, error);
}

const PackshotCliCommand packshot_cmd_account_list = {
  "account list", NULL, N_("List the accounts"),
  NULL,
  run_list
};

const PackshotCliCommand packshot_cmd_account_test = {
  "account test", N_("NAME"), N_("Ask an account’s server whether everything is in order"),
  N_("Changes nothing, here or there."),
  run_test
};

const PackshotCliCommand packshot_cmd_account_remove = {
  "account remove", N_("NAME"), N_("Remove an account with its items from this computer"),
  N_("Nothing on its server changes. Changes that wait to be sent would be lost, so\n"
     "an account that has some stays, unless --force is given."),
  run_remove
};
