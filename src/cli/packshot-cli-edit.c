/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* The frame of the commands that change one picture. An edit that would change nothing is done: the
 * wish is fulfilled, and a script may be run twice. One thread. */

#include "config.h"

#include "packshot-cli-edit.h"

#include "packshot-cli-find.h"
#include "packshot-cli-json.h"
#include "packshot-cli-output.h"

#include <glib/gi18n.h>

gboolean
packshot_cli_edit_begin (PackshotCli     *self,
                         PackshotCliEdit *edit)
{
  if (!packshot_cli_open (self))
    return FALSE;
  edit->view = packshot_cli_find_view (self, self->args[0]);
  if (edit->view == NULL)
    return FALSE;
  edit->image = packshot_cli_find_image (self, edit->view, self->args[1]);
  if (edit->image == NULL)
    return FALSE;
  edit->item_id = edit->view->item->id;
  edit->image_id = packshot_image_get_id (edit->image->image);
  return TRUE;
}

void
packshot_cli_edit_clear (PackshotCliEdit *edit)
{
  g_clear_pointer (&edit->view, packshot_item_view_unref);
}

static void
print_json (PackshotCli      *self,
            PackshotCliEdit  *edit,
            PackshotItemView *view,
            gboolean          changed)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  PackshotImageView *image = packshot_item_view_lookup (view, edit->image_id);

  json_builder_begin_object (builder);
  packshot_cli_json_add_bool (builder, "changed", changed);
  json_builder_set_member_name (builder, "item");
  packshot_cli_json_add_item (builder, view->item, view->account);
  json_builder_set_member_name (builder, "image");
  if (image != NULL)
    packshot_cli_json_add_image (builder, image);
  else
    json_builder_add_null_value (builder);
  json_builder_end_object (builder);
  packshot_cli_json_print (self, builder);
}

PackshotCliStatus
packshot_cli_edit_finish (PackshotCli     *self,
                          PackshotCliEdit *edit,
                          const char      *done)
{
  g_autoptr(PackshotItemView) view = NULL;
  g_autoptr(GError) error = NULL;
  gboolean changed = packshot_session_edit_finish (self->session, packshot_cli_wait (self), &error);

  if (!changed && !g_error_matches (error, PACKSHOT_SESSION_ERROR, PACKSHOT_SESSION_ERROR_NOTHING))
    return packshot_cli_fail (self, error);
  packshot_cli_say (self, "%s", changed ? done : _("It is so already; nothing was changed."));
  view = packshot_cli_load_item (self, edit->item_id);
  if (view == NULL)
    return self->status;
  print_json (self, edit, view, changed);
  return PACKSHOT_CLI_DONE;
}
