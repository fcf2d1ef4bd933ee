/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* packshotctl move: the order of an item's pictures. */

#include "config.h"

#include "packshot-cli-commands.h"
#include "packshot-cli-edit.h"
#include "packshot-cli-output.h"

#include <glib/gi18n.h>

static PackshotCliStatus
run (PackshotCli *self)
{
  g_auto(PackshotCliEdit) edit = { NULL };
  g_autofree char *done = NULL;
  int to = G_MININT;
  const GOptionEntry entries[] = {
    { "to", 0, 0, G_OPTION_ARG_INT, &to, N_("Its new position, from 1"), N_("N") },
    { NULL, 0, 0, 0, NULL, NULL, NULL }
  };

  if (!packshot_cli_parse (self, entries, 2, 2))
    return self->status;
  if (to == G_MININT)
    return packshot_cli_misuse (self, _("Say where to: --to N"));
  if (to < 1)
    return packshot_cli_misuse (self, _("Positions begin at 1"));
  if (!packshot_cli_edit_begin (self, &edit))
    return self->status;
  done = g_strdup_printf (_("The picture has position %d now."), to);
  packshot_session_move_images_async (self->session, edit.item_id, &edit.image_id, 1, (guint)to,
                                      self->cancellable, packshot_cli_ready_cb, self);
  return packshot_cli_edit_finish (self, &edit, done);
}

const PackshotCliCommand packshot_cmd_move = {
  "move", N_("ITEM IMAGE --to N"), N_("Move a picture to another position"),
  N_("The primary stays the same picture, whatever its position.\n\n"
     "Examples:\n"
     "  packshotctl move 2000000000015 12 --to 1\n"
     "  packshotctl move 2000000000015 '#3' --to 2"),
  run
};
