/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* packshotctl verify: proves the rules of the database and reads every picture. */

#include "config.h"

#include "packshot-cli-commands.h"
#include "packshot-cli-json.h"
#include "packshot-cli-output.h"

#include <glib/gi18n.h>

static void
print_json (PackshotCli *self,
            GPtrArray   *problems)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  packshot_cli_json_add_bool (builder, "ok", problems->len == 0);
  json_builder_set_member_name (builder, "problems");
  json_builder_begin_array (builder);
  for (guint i = 0; i < problems->len; i++)
    json_builder_add_string_value (builder, g_ptr_array_index (problems, i));
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  packshot_cli_json_print (self, builder);
}

static PackshotCliStatus
run (PackshotCli *self)
{
  g_autoptr(GPtrArray) problems = NULL;
  g_autoptr(GError) error = NULL;

  if (!packshot_cli_parse (self, NULL, 0, 0) || !packshot_cli_open (self))
    return self->status;
  packshot_session_verify_async (self->session, self->cancellable, packshot_cli_ready_cb, self);
  problems = packshot_session_verify_finish (self->session, packshot_cli_wait (self), &error);
  if (problems == NULL)
    return packshot_cli_fail (self, error);
  for (guint i = 0; i < problems->len; i++)
    packshot_cli_tell (_("packshotctl: %s"), (const char *)g_ptr_array_index (problems, i));
  if (problems->len == 0)
    packshot_cli_say (self, _("Everything is in order."));
  print_json (self, problems);
  return problems->len == 0 ? PACKSHOT_CLI_DONE : PACKSHOT_CLI_FAILED;
}

const PackshotCliCommand packshot_cmd_verify = {
  "verify", NULL, N_("Check all data on this computer"),
  N_("Proves the rules of the database and reads every picture. Changes nothing."),
  run
};
