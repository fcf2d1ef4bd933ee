/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* packshotctl clean: removes what nobody needs any more. */

#include "config.h"

#include "packshot-cli-commands.h"
#include "packshot-cli-json.h"
#include "packshot-cli-output.h"
#include "packshot-session-keep.h"

#include <glib/gi18n.h>

static void
print (PackshotCli              *self,
       const PackshotSweepFacts *facts)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  g_autofree char *size = g_format_size ((guint64)facts->bytes);

  packshot_cli_say (self, ngettext ("%u picture left the trash.", "%u pictures left the trash.",
                                    facts->n_trash), facts->n_trash);
  packshot_cli_say (self, ngettext ("%u file was removed (%s).", "%u files were removed (%s).",
                                    facts->n_contents + facts->n_temps),
                    facts->n_contents + facts->n_temps, size);
  if (facts->in_use)
    packshot_cli_say (self, _("Files were left alone, because Packshot is open."));
  json_builder_begin_object (builder);
  packshot_cli_json_add_int (builder, "trash", facts->n_trash);
  packshot_cli_json_add_int (builder, "pictures", facts->n_contents);
  packshot_cli_json_add_int (builder, "bytes", facts->bytes);
  packshot_cli_json_add_int (builder, "temporary", facts->n_temps);
  packshot_cli_json_add_bool (builder, "in_use", facts->in_use);
  json_builder_end_object (builder);
  packshot_cli_json_print (self, builder);
}

static PackshotCliStatus
run (PackshotCli *self)
{
  g_autofree PackshotSweepFacts *facts = NULL;
  g_autoptr(GError) error = NULL;

  if (!packshot_cli_parse (self, NULL, 0, 0) || !packshot_cli_open (self))
    return self->status;
  packshot_session_clean_async (self->session, self->cancellable, packshot_cli_ready_cb, self);
  facts = packshot_session_clean_finish (self->session, packshot_cli_wait (self), &error);
  if (facts == NULL)
    return packshot_cli_fail (self, error);
  print (self, facts);
  return PACKSHOT_CLI_DONE;
}

const PackshotCliCommand packshot_cmd_clean = {
  "clean", NULL, N_("Remove what nobody needs any more"),
  N_("Empties the trash of pictures that were removed more than 30 days ago, and removes files "
     "that have\nbelonged to no picture for a day. Packshot does it by itself once a day."),
  run
};
