/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* packshotctl discard: takes changes back that have not been sent. */

#include "config.h"

#include "packshot-cli-commands.h"
#include "packshot-cli-find.h"
#include "packshot-cli-json.h"
#include "packshot-cli-output.h"
#include "packshot-cli-words.h"
#include "packshot-session-work.h"

#include <glib/gi18n.h>

/* IMAGE may be a picture that was removed, which has its number only. */
static gboolean
find_image (PackshotCli      *self,
            PackshotItemView *view,
            gint64           *id)
{
  PackshotImageView *image;

  if (g_ascii_string_to_signed (self->args[1], 10, 1, G_MAXINT64, id, NULL) &&
      packshot_gallery_lookup (view->synced, *id) != NULL)
    return TRUE;
  image = packshot_cli_find_image (self, view, self->args[1]);
  if (image == NULL)
    return FALSE;
  *id = packshot_image_get_id (image->image);
  return TRUE;
}

static void
print_json (PackshotCli      *self,
            PackshotItemView *view,
            gboolean          changed)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  packshot_cli_json_add_bool (builder, "changed", changed);
  json_builder_set_member_name (builder, "item");
  packshot_cli_json_add_item (builder, view->item, view->account);
  json_builder_set_member_name (builder, "images");
  packshot_cli_json_add_images (builder, view);
  json_builder_end_object (builder);
  packshot_cli_json_print (self, builder);
}

static PackshotCliStatus
run (PackshotCli *self)
{
  g_autoptr(PackshotItemView) view = NULL;
  g_autoptr(PackshotItemView) after = NULL;
  g_autoptr(GError) error = NULL;
  gint64 image = 0;
  gboolean changed;

  if (!packshot_cli_parse (self, NULL, 1, 2) || !packshot_cli_open (self) ||
      !(view = packshot_cli_find_view (self, self->args[0])) ||
      (self->n_args > 1 && !find_image (self, view, &image)))
    return self->status;
  if (image != 0)
    packshot_session_discard_image_async (self->session, view->item->id, image, self->cancellable,
                                          packshot_cli_ready_cb, self);
  else
    packshot_session_discard_async (self->session, view->item->id, NULL, self->cancellable,
                                    packshot_cli_ready_cb, self);
  changed = packshot_session_edit_finish (self->session, packshot_cli_wait (self), &error);
  if (!changed && !g_error_matches (error, PACKSHOT_SESSION_ERROR, PACKSHOT_SESSION_ERROR_NOTHING))
    return packshot_cli_fail (self, error);
  packshot_cli_say (self, "%s", changed ?
                    _("The changes are discarded. “packshotctl undo” brings them back.") :
                    _("Nothing waits that could be discarded."));
  after = packshot_cli_load_item (self, view->item->id);
  if (after == NULL)
    return self->status;
  print_json (self, after, changed);
  return PACKSHOT_CLI_DONE;
}

const PackshotCliCommand packshot_cmd_discard = {
  "discard", N_("ITEM [IMAGE]"), N_("Take changes back that have not been sent"),
  N_("Makes the item, or one picture of it, again what both sides last agreed on.\n"
     "Pictures that were added go to the trash.\n\n"
     "Examples:\n"
     "  packshotctl discard 2000000000015\n"
     "  packshotctl discard 2000000000015 12"),
  run
};
