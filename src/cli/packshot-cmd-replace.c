/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* packshotctl replace: other bytes for a picture. */

#include "config.h"

#include "packshot-cli-commands.h"
#include "packshot-cli-edit.h"

#include <glib/gi18n.h>

static PackshotCliStatus
run (PackshotCli *self)
{
  g_auto(PackshotCliEdit) edit = { NULL };

  if (!packshot_cli_parse (self, NULL, 3, 3) || !packshot_cli_edit_begin (self, &edit))
    return self->status;
  packshot_session_replace_image_async (self->session, edit.item_id, edit.image_id, self->args[2],
                                        self->cancellable, packshot_cli_ready_cb, self);
  return packshot_cli_edit_finish (self, &edit, _("The picture is replaced."));
}

const PackshotCliCommand packshot_cmd_replace = {
  "replace", N_("ITEM IMAGE FILE"), N_("Put another file in the place of a picture"),
  N_("Position, caption and the choice of the primary stay.\n\n"
     "Example:\n"
     "  packshotctl replace 2000000000015 12 better.jpg"),
  run
};
