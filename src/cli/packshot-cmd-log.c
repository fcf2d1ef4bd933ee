/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* packshotctl log: what was sent and what went wrong. */

#include "config.h"

#include "packshot-cli-commands.h"
#include "packshot-cli-find.h"
#include "packshot-cli-json.h"
#include "packshot-cli-log.h"
#include "packshot-cli-output.h"
#include "packshot-cli-words.h"

#include <glib/gi18n.h>

static void
print_text (PackshotCliLog *log)
{
  const char *titles[] = { _("TIME"), _("ITEM"), _("WHAT"), NULL };
  g_autoptr(PackshotCliTable) table = packshot_cli_table_new (titles, "lll");

  for (guint i = 0; i < log->rows->len; i++)
    {
      const PackshotLogRow *row = g_ptr_array_index (log->rows, i);
      const PackshotItem *item = packshot_cli_log_item (log, row->item);
      const PackshotAccount *account = packshot_cli_get_account (log->accounts, row->account);
      g_autofree char *time = packshot_cli_words_time (row->at);
      g_autofree char *event = packshot_cli_log_event (row);
      g_autofree char *reference = NULL;

      if (item != NULL)
        reference = packshot_cli_words_reference (item, account);
      else if (account != NULL)
        reference = g_strdup (account->name);
      packshot_cli_table_add (table, time, reference, event);
    }
  packshot_cli_table_print (table);
}

static PackshotCliStatus
run (PackshotCli *self)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  g_auto(PackshotCliLog) log = { NULL };
  int limit = 100;
  const GOptionEntry entries[] = {
    { "limit", 0, 0, G_OPTION_ARG_INT, &limit, N_("At most so many lines, the newest (100)"),
      N_("N") },
    { NULL, 0, 0, 0, NULL, NULL, NULL }
  };

  if (!packshot_cli_parse (self, entries, 0, 0))
    return self->status;
  if (limit < 1)
    return packshot_cli_misuse (self, _("The limit begins at 1"));
  if (!packshot_cli_open (self) || !packshot_cli_log_load (self, (guint)limit, &log))
    return self->status;
  if (log.rows->len == 0)
    packshot_cli_say (self, _("Nothing has been sent yet."));
  else if (!self->is_json)
    print_text (&log);
  json_builder_begin_array (builder);
  for (guint i = 0; i < log.rows->len; i++)
    packshot_cli_log_add_row (builder, &log, g_ptr_array_index (log.rows, i));
  json_builder_end_array (builder);
  packshot_cli_json_print (self, builder);
  return PACKSHOT_CLI_DONE;
}

const PackshotCliCommand packshot_cmd_log = {
  "log", NULL, N_("Show what was sent, the newest first"),
  NULL,
  run
};
