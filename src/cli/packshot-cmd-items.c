/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* packshotctl items: what pictures belong to. */

#include "config.h"

#include "packshot-cli-commands.h"
#include "packshot-cli-find.h"
#include "packshot-cli-json.h"
#include "packshot-cli-output.h"
#include "packshot-cli-words.h"

#include <glib/gi18n.h>

static const char * const filters[PACKSHOT_N_FILTERS] = {
  [PACKSHOT_FILTER_ALL] = "all",
  [PACKSHOT_FILTER_NEEDS_ATTENTION] = "needs-attention",
  [PACKSHOT_FILTER_WAITING] = "waiting",
  [PACKSHOT_FILTER_CONFLICTS] = "conflicts",
  [PACKSHOT_FILTER_NO_PICTURE] = "no-picture",
  [PACKSHOT_FILTER_NO_PRIMARY] = "no-primary",
  [PACKSHOT_FILTER_TOO_SMALL] = "too-small",
  [PACKSHOT_FILTER_NOT_CHECKED] = "not-checked",
};

typedef struct
{
  char *account;
  char *kind;
  char *filter;
  char *query;
} Options;

static void
options_clear (Options *options)
{
  g_free (options->account);
  g_free (options->kind);
  g_free (options->filter);
  g_free (options->query);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static gboolean
parse_filter (PackshotCli    *self,
              const char     *text,
              PackshotFilter *filter)
{
  g_autoptr(GString) known = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (filters); i++)
    {
      if (text == NULL || g_str_equal (text, filters[i]))
        {
          *filter = text == NULL ? PACKSHOT_FILTER_ALL : (PackshotFilter)i;
          return TRUE;
        }
      g_string_append_printf (known, "%s%s", i > 0 ? ", " : "", filters[i]);
    }
  self->status = packshot_cli_misuse (self, _("“%s” is no filter; known: %s"), text, known->str);
  return FALSE;
}

static gboolean
parse_kind (PackshotCli *self,
            const char  *text,
            int         *number)
{
  PackshotItemKind kind;

  *number = -1;
  if (text == NULL)
    return TRUE;
  if (!packshot_item_kind_from_string (text, &kind))
    {
      self->status = packshot_cli_misuse (self, _("“%s” is no kind; known: product, organization, "
                                                  "customer, brand, category"), text);
      return FALSE;
    }
  *number = kind;
  return TRUE;
}

static GPtrArray *
load (PackshotCli             *self,
      const PackshotItemQuery *query)
{
  g_autoptr(GArray) ids = NULL;
  g_autoptr(GError) error = NULL;
  GPtrArray *rows = NULL;

  packshot_session_query_items_async (self->session, query, self->cancellable,
                                      packshot_cli_ready_cb, self);
  ids = packshot_session_query_items_finish (self->session, packshot_cli_wait (self), &error);
  if (ids != NULL)
    {
      packshot_session_load_rows_async (self->session, (const gint64 *)(gpointer)ids->data,
                                        ids->len, self->cancellable, packshot_cli_ready_cb, self);
      rows = packshot_session_load_rows_finish (self->session, packshot_cli_wait (self), &error);
    }
  if (rows == NULL)
    self->status = packshot_cli_fail (self, error);
  return rows;
}

static void
print_text (GPtrArray *rows,
            GPtrArray *accounts)
{
  const char *titles[] = { _("ITEM"), _("PICTURES"), _("STATE"), _("KIND"),
                           _("NAME"), _("BRAND"), NULL };
  g_autoptr(PackshotCliTable) table = packshot_cli_table_new (titles, "lrllll");

  for (guint i = 0; i < rows->len; i++)
    {
      PackshotItemRow *row = g_ptr_array_index (rows, i);
      const PackshotItem *item = row->item;
      g_autofree char *reference =
        packshot_cli_words_reference (item, packshot_cli_get_account (accounts, item->account));
      g_autofree char *n = g_strdup_printf ("%d", row->n_images);

      packshot_cli_table_add (table, reference, n,
                              packshot_cli_words_state (packshot_item_sync_get_state (row->sync)),
                              packshot_cli_words_kind (item->kind), item->name, item->brand);
    }
  packshot_cli_table_print (table);
}

static void
print_json (PackshotCli *self,
            GPtrArray   *rows,
            GPtrArray   *accounts)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  json_builder_begin_array (builder);
  for (guint i = 0; i < rows->len; i++)
    {
      PackshotItemRow *row = g_ptr_array_index (rows, i);

      packshot_cli_json_add_row (builder, row,
                                 packshot_cli_get_account (accounts, row->item->account));
    }
  json_builder_end_array (builder);
  packshot_cli_json_print (self, builder);
}

static PackshotCliStatus
show (PackshotCli       *self,
      PackshotItemQuery *query,
      const char        *account)
{
  g_autoptr(GPtrArray) accounts = packshot_cli_list_accounts (self);
  g_autoptr(GPtrArray) rows = NULL;

  if (accounts == NULL)
    return self->status;
  if (account != NULL)
    {
      PackshotAccountView *view = packshot_cli_find_account (self, accounts, account);

      if (view == NULL)
        return self->status;
      query->account = view->account->id;
    }
  rows = load (self, query);
  if (rows == NULL)
    return self->status;
  if (rows->len == 0)
    packshot_cli_say (self, _("No items"));
  else if (!self->is_json)
    print_text (rows, accounts);
  print_json (self, rows, accounts);
  return PACKSHOT_CLI_DONE;
}

static PackshotCliStatus
run (PackshotCli *self)
{
  g_auto(Options) options = { NULL };
  g_autofree char *text = NULL;
  PackshotItemQuery query = { .sort = PACKSHOT_SORT_NAME };
  const GOptionEntry entries[] = {
    { "account", 0, 0, G_OPTION_ARG_FILENAME, &options.account, N_("Only those of this account"),
      N_("NAME") },
    { "kind", 0, 0, G_OPTION_ARG_STRING, &options.kind,
      N_("Only product, organization, customer, brand or category"), N_("KIND") },
    { "query", 0, 0, G_OPTION_ARG_FILENAME, &options.query,
      N_("Only those with this in their name, brand, GTIN or number"), N_("TEXT") },
    { "filter", 0, 0, G_OPTION_ARG_STRING, &options.filter, N_("Only these, see below"),
      N_("FILTER") },
    { NULL, 0, 0, 0, NULL, NULL, NULL }
  };

  if (!packshot_cli_parse (self, entries, 0, 0) ||
      !parse_filter (self, options.filter, &query.filter) ||
      !parse_kind (self, options.kind, &query.kind) ||
      !packshot_cli_open (self))
    return self->status;
  if (options.query != NULL)
    text = packshot_cli_dup_text (options.query);
  query.text = text;
  return show (self, &query, options.account);
}

const PackshotCliCommand packshot_cmd_items = {
  "items", NULL, N_("List the items"),
  N_("Filters: all, needs-attention, waiting, conflicts, no-picture, no-primary,\n"
     "too-small, not-checked.\n\n"
     "Examples:\n"
     "  packshotctl items --query honey\n"
     "  packshotctl items --account Shop --filter no-picture"),
  run
};
