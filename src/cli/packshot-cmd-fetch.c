/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* packshotctl fetch: a copy of a picture's bytes. */

#include "config.h"

#include "packshot-cli-commands.h"
#include "packshot-cli-edit.h"
#include "packshot-cli-json.h"
#include "packshot-cli-output.h"

#include <glib/gi18n.h>

static gboolean
copy (PackshotCli *self,
      const char  *from,
      const char  *to,
      gboolean     overwrite,
      GError     **error)
{
  g_autoptr(GFile) source = g_file_new_for_path (from);
  g_autoptr(GFile) target = g_file_new_for_path (to);
  GFileCopyFlags flags = G_FILE_COPY_TARGET_DEFAULT_PERMS;

  if (overwrite)
    flags |= G_FILE_COPY_OVERWRITE;
  if (g_file_copy (source, target, flags, self->cancellable, NULL, NULL, error))
    return TRUE;
  if (g_error_matches (*error, G_IO_ERROR, G_IO_ERROR_EXISTS))
    {
      g_clear_error (error);
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_EXISTS,
                   _("“%s” is there already; --overwrite replaces it"), to);
    }
  return FALSE;
}

static void
print_json (PackshotCli *self,
            const char  *file)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  g_autofree char *name = g_filename_to_utf8 (file, -1, NULL, NULL, NULL);

  json_builder_begin_object (builder);
  packshot_cli_json_add_text (builder, "file", name != NULL ? name : file);
  json_builder_end_object (builder);
  packshot_cli_json_print (self, builder);
}

static PackshotCliStatus
run (PackshotCli *self)
{
  g_auto(PackshotCliEdit) edit = { NULL };
  g_autoptr(GError) error = NULL;
  g_autofree char *path = NULL;
  gboolean overwrite = FALSE;
  const GOptionEntry entries[] = {
    { "overwrite", 0, 0, G_OPTION_ARG_NONE, &overwrite, N_("Replace a file that is there"), NULL },
    { NULL, 0, 0, 0, NULL, NULL, NULL }
  };

  if (!packshot_cli_parse (self, entries, 3, 3) || !packshot_cli_edit_begin (self, &edit))
    return self->status;
  packshot_session_fetch_image_async (self->session, edit.item_id, edit.image_id, self->cancellable,
                                      packshot_cli_ready_cb, self);
  path = packshot_session_fetch_image_finish (self->session, packshot_cli_wait (self), &error);
  if (path == NULL || !copy (self, path, self->args[2], overwrite, &error))
    return packshot_cli_fail (self, error);
  packshot_cli_say (self, _("Written to %s"), self->args[2]);
  print_json (self, self->args[2]);
  return PACKSHOT_CLI_DONE;
}

const PackshotCliCommand packshot_cmd_fetch = {
  "fetch", N_("ITEM IMAGE FILE"), N_("Write a copy of a picture into a file"),
  N_("The original, as its server has it or as it was added here.\n\n"
     "Example:\n"
     "  packshotctl fetch 2000000000015 '#1' front.jpg"),
  run
};
