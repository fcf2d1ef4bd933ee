/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* packshotctl visibility: who may see a picture on its server. */

#include "config.h"

#include "packshot-cli-commands.h"
#include "packshot-cli-edit.h"
#include "packshot-cli-output.h"

#include <glib/gi18n.h>

static PackshotCliStatus
run (PackshotCli *self)
{
  g_auto(PackshotCliEdit) edit = { NULL };
  PackshotVisibility visibility;
  const char *done;

  if (!packshot_cli_parse (self, NULL, 3, 3))
    return self->status;
  if (!packshot_visibility_from_string (self->args[2], &visibility) ||
      visibility == PACKSHOT_VISIBILITY_NONE)
    return packshot_cli_misuse (self, _("A picture is “private” or “public”, not “%s”"),
                                self->args[2]);
  if (!packshot_cli_edit_begin (self, &edit))
    return self->status;
  done = visibility == PACKSHOT_VISIBILITY_PUBLIC ? _("The picture is public now.") :
    _("The picture is private now.");
  packshot_session_set_visibility_async (self->session, edit.item_id, &edit.image_id, 1, visibility,
                                         self->cancellable, packshot_cli_ready_cb, self);
  return packshot_cli_edit_finish (self, &edit, done);
}

const PackshotCliCommand packshot_cmd_visibility = {
  "visibility", N_("ITEM IMAGE private|public"), N_("Make a picture private or public"),
  N_("Of the three services only BLAZE makes the difference.\n\n"
     "Example:\n"
     "  packshotctl visibility 00398 12 public"),
  run
};
