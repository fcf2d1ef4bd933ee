/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* packshotctl primary: which picture of an item stands for it. */

#include "config.h"

#include "packshot-cli-commands.h"
#include "packshot-cli-edit.h"
#include "packshot-cli-find.h"

#include <glib/gi18n.h>

static PackshotCliStatus
choose_none (PackshotCli *self)
{
  g_auto(PackshotCliEdit) edit = { NULL };

  if (!packshot_cli_open (self))
    return self->status;
  edit.view = packshot_cli_find_view (self, self->args[0]);
  if (edit.view == NULL)
    return self->status;
  edit.item_id = edit.view->item->id;
  packshot_session_set_primary_async (self->session, edit.item_id, 0, self->cancellable,
                                      packshot_cli_ready_cb, self);
  return packshot_cli_edit_finish (self, &edit, _("The item has no primary picture now."));
}

static PackshotCliStatus
run (PackshotCli *self)
{
  g_auto(PackshotCliEdit) edit = { NULL };

  if (!packshot_cli_parse (self, NULL, 2, 2))
    return self->status;
  if (g_str_equal (self->args[1], "none"))
    return choose_none (self);
  if (!packshot_cli_edit_begin (self, &edit))
    return self->status;
  packshot_session_set_primary_async (self->session, edit.item_id, edit.image_id, self->cancellable,
                                      packshot_cli_ready_cb, self);
  return packshot_cli_edit_finish (self, &edit, _("The picture is the primary one now."));
}

const PackshotCliCommand packshot_cmd_primary = {
  "primary", N_("ITEM IMAGE|none"), N_("Choose the primary picture of an item, or none"),
  N_("The primary picture is shown first. No other picture changes its number.\n\n"
     "Examples:\n"
     "  packshotctl primary 2000000000015 12\n"
     "  packshotctl primary 2000000000015 none"),
  run
};
