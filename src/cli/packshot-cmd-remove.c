/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* packshotctl remove: takes a picture out of an item's gallery. */

#include "config.h"

#include "packshot-cli-commands.h"
#include "packshot-cli-edit.h"

#include <glib/gi18n.h>

static PackshotCliStatus
run (PackshotCli *self)
{
  g_auto(PackshotCliEdit) edit = { NULL };

  if (!packshot_cli_parse (self, NULL, 2, 2) || !packshot_cli_edit_begin (self, &edit))
    return self->status;
  packshot_session_remove_images_async (self->session, edit.item_id, &edit.image_id, 1,
                                        self->cancellable, packshot_cli_ready_cb, self);
  return packshot_cli_edit_finish (self, &edit,
                                   _("The picture is removed. “packshotctl undo” brings it back."));
}

const PackshotCliCommand packshot_cmd_remove = {
  "remove", N_("ITEM IMAGE"), N_("Remove a picture from an item"),
  N_("The picture stays in the trash for 30 days, if its bytes are on this computer.\n\n"
     "Example:\n"
     "  packshotctl remove 2000000000015 12"),
  run
};
