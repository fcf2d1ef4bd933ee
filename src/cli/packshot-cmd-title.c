/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* packshotctl title: the caption of a picture. */

#include "config.h"

#include "packshot-cli-commands.h"
#include "packshot-cli-edit.h"

#include <glib/gi18n.h>

static PackshotCliStatus
run (PackshotCli *self)
{
  g_auto(PackshotCliEdit) edit = { NULL };
  g_autofree char *title = NULL;
  const char *done;

  if (!packshot_cli_parse (self, NULL, 3, 3) || !packshot_cli_edit_begin (self, &edit))
    return self->status;
  title = packshot_cli_dup_text (self->args[2]);
  done = edit.view->profile->has_titles ? _("The caption is changed.") :
    _("The caption is changed. The service keeps none: it stays on this computer.");
  packshot_session_set_title_async (self->session, edit.item_id, &edit.image_id, 1, title,
                                    self->cancellable, packshot_cli_ready_cb, self);
  return packshot_cli_edit_finish (self, &edit, done);
}

const PackshotCliCommand packshot_cmd_title = {
  "title", N_("ITEM IMAGE TEXT"), N_("Change the caption of a picture"),
  N_("A caption has at most 255 characters; “” takes it away. Put -- before one that\n"
     "begins with a dash.\n\n"
     "Examples:\n"
     "  packshotctl title 2000000000015 12 \"Front of the pack\"\n"
     "  packshotctl title 2000000000015 '#2' \"\""),
  run
};
