/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* packshotctl backup and restore: the whole profile in one file, and back. */

#include "config.h"

#include "packshot-cli-commands.h"
#include "packshot-cli-json.h"
#include "packshot-cli-output.h"
#include "packshot-session-keep.h"

#include <glib/gi18n.h>

static void
add_facts (JsonBuilder               *builder,
           const PackshotBackupFacts *facts)
{
  packshot_cli_json_add_bool (builder, "full", facts->is_full);
  packshot_cli_json_add_time (builder, "made_at", facts->made_at);
  packshot_cli_json_add_int (builder, "pictures", facts->n_pictures);
  packshot_cli_json_add_int (builder, "bytes", facts->bytes);
  packshot_cli_json_add_int (builder, "on_server", facts->n_left_out);
  json_builder_set_member_name (builder, "missing");
  json_builder_begin_array (builder);
  for (guint i = 0; i < facts->missing->len; i++)
    json_builder_add_string_value (builder, facts->missing->pdata[i]);
  json_builder_end_array (builder);
}

/* What is nowhere is told; the rest was done. */
static PackshotCliStatus
tell_missing (const PackshotBackupFacts *facts)
{
  if (facts->missing->len == 0)
    return PACKSHOT_CLI_DONE;
  packshot_cli_tell (ngettext ("packshotctl: the bytes of %u picture are missing or damaged; "
                               "“packshotctl repair” looks for them",
                               "packshotctl: the bytes of %u pictures are missing or damaged; "
                               "“packshotctl repair” looks for them", facts->missing->len),
                     facts->missing->len);
  return PACKSHOT_CLI_LEFT_OVER;
}

static void
print_backup (PackshotCli               *self,
              const char                *path,
              const PackshotBackupFacts *facts)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  g_autofree char *size = g_format_size ((guint64)facts->bytes);
  g_autofree char *name = g_filename_display_name (path);

  packshot_cli_say (self, ngettext ("“%s” holds all data and %u picture (%s).",
                                    "“%s” holds all data and %u pictures (%s).",
                                    facts->n_pictures), name, facts->n_pictures, size);
  if (facts->n_left_out > 0)
    packshot_cli_say (self, ngettext ("%u picture is on its server and was left out; “--full” "
                                      "takes it along.",
                                      "%u pictures are on their servers and were left out; "
                                      "“--full” takes them along.", facts->n_left_out),
                      facts->n_left_out);
  json_builder_begin_object (builder);
  packshot_cli_json_add_text (builder, "file", name);
  add_facts (builder, facts);
  json_builder_end_object (builder);
  packshot_cli_json_print (self, builder);
}

static PackshotCliStatus
run_backup (PackshotCli *self)
{
  gboolean full = FALSE;
  const GOptionEntry entries[] = {
    { "full", 0, 0, G_OPTION_ARG_NONE, &full,
      N_("Take along the pictures that a server has, too"), NULL },
    { NULL, 0, 0, 0, NULL, NULL, NULL }
  };
  g_autoptr(PackshotBackupFacts) facts = NULL;
  g_autoptr(GError) error = NULL;

  if (!packshot_cli_parse (self, entries, 1, 1) || !packshot_cli_open (self))
    return self->status;
  packshot_session_backup_async (self->session, self->args[0], full, self->cancellable,
                                 packshot_cli_ready_cb, self);
  facts = packshot_session_backup_finish (self->session, packshot_cli_wait (self), &error);
  if (facts == NULL)
    return packshot_cli_fail (self, error);
  print_backup (self, self->args[0], facts);
  return tell_missing (facts);
}

static void
print_restored (PackshotCli               *self,
                const PackshotBackupFacts *facts)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  g_autofree char *kept =
    facts->kept_as != NULL ? g_filename_display_name (facts->kept_as) : NULL;

  packshot_cli_say (self, ngettext ("All data and %u picture are back.",
                                    "All data and %u pictures are back.", facts->n_pictures),
                    facts->n_pictures);
  if (facts->n_left_out > 0)
    packshot_cli_say (self, ngettext ("%u picture is fetched from its server by the next "
                                      "“packshotctl sync”.",
                                      "%u pictures are fetched from their servers by the next "
                                      "“packshotctl sync”.", facts->n_left_out),
                      facts->n_left_out);
  if (kept != NULL)
    packshot_cli_say (self, _("What was there before is kept in “%s”."), kept);
  json_builder_begin_object (builder);
  add_facts (builder, facts);
  packshot_cli_json_add_text (builder, "kept_as", kept);
  json_builder_end_object (builder);
  packshot_cli_json_print (self, builder);
}

static PackshotCliStatus
run_restore (PackshotCli *self)
{
  g_autoptr(PackshotBackupFacts) facts = NULL;
  g_autoptr(GError) error = NULL;

  if (!packshot_cli_parse (self, NULL, 1, 1))
    return self->status;
  packshot_profile_restore_async (self->data_dir, self->args[0], self->cancellable,
                                  packshot_cli_ready_cb, self);
  facts = packshot_profile_restore_finish (packshot_cli_wait (self), &error);
  if (facts == NULL)
    return packshot_cli_fail (self, error);
  print_restored (self, facts);
  return tell_missing (facts);
}

const PackshotCliCommand packshot_cmd_backup = {
  "backup", N_("FILE"), N_("Write all data into one file"),
  N_("Takes along every picture that is not proven on a server, or all by --full. Works while "
     "Packshot is\nopen. The file is a tar archive; it holds no keys. A file of that name is "
     "replaced when the new\none is whole."),
  run_backup
};

const PackshotCliCommand packshot_cmd_restore = {
  "restore", N_("FILE"), N_("Put back what a backup holds"),
  N_("Into the folder given by --data-dir, or your own data; what is there is kept beside it. "
     "Packshot\nmust not be open. What servers did since is found by the next sync."),
  run_restore
};
