/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* packshotctl repair: mends what verify finds. */

#include "config.h"

#include "packshot-cli-commands.h"
#include "packshot-cli-json.h"
#include "packshot-cli-output.h"
#include "packshot-session-keep.h"

#include <glib/gi18n.h>

static void
tell_database (PackshotCli                *self,
               const PackshotSalvageFacts *salvaged)
{
  g_autofree char *kept =
    salvaged->kept_as != NULL ? g_filename_display_name (salvaged->kept_as) : NULL;

  if (salvaged->was_sound)
    {
      packshot_cli_say (self, _("The database is in order."));
      return;
    }
  packshot_cli_say (self, _("The database was damaged and is whole again; the damaged one is kept "
                            "in “%s”."), kept);
  if (salvaged->from_copy)
    packshot_cli_tell (_("packshotctl: nothing of it could be read; it is the copy of the last "
                         "tidying, what was edited since is lost"));
  for (guint i = 0; i < salvaged->unreadable->len; i++)
    packshot_cli_tell (_("packshotctl: some of the table “%s” could not be read"),
                       (const char *)g_ptr_array_index (salvaged->unreadable, i));
}

static void
tell_unnamed (PackshotCli                *self,
              const PackshotSalvageFacts *salvaged)
{
  if (salvaged->n_unnamed > 0)
    packshot_cli_say (self, ngettext ("%u picture that no item names any more is kept there, too.",
                                      "%u pictures that no item names any more are kept there, "
                                      "too.", salvaged->n_unnamed), salvaged->n_unnamed);
}

static void
tell_mended (PackshotCli          *self,
             const PackshotMended *mended)
{
  if (mended->n_fetched > 0)
    packshot_cli_say (self, ngettext ("%u picture was fetched from its server again.",
                                      "%u pictures were fetched from their servers again.",
                                      mended->n_fetched), mended->n_fetched);
  if (mended->n_changed > 0)
    packshot_cli_say (self, ngettext ("%u picture is another one on its server by now; the next "
                                      "“packshotctl sync” takes that.",
                                      "%u pictures are others on their servers by now; the next "
                                      "“packshotctl sync” takes those.",
                                      mended->n_changed), mended->n_changed);
  if (mended->n_later > 0)
    packshot_cli_say (self, ngettext ("%u picture is on its server, which can’t be asked now; the "
                                      "next “packshotctl sync” fetches it.",
                                      "%u pictures are on their servers, which can’t be asked now; "
                                      "the next “packshotctl sync” fetches them.",
                                      mended->n_later), mended->n_later);
  for (guint i = 0; i < mended->lost->len; i++)
    packshot_cli_tell (_("packshotctl: the bytes are nowhere any more: %s"),
                       (const char *)g_ptr_array_index (mended->lost, i));
  if (mended->lost->len > 0)
    packshot_cli_tell (_("packshotctl: give them anew by “packshotctl replace”, or remove the "
                         "pictures"));
}

static void
add_texts (JsonBuilder *builder,
           const char  *name,
           GPtrArray   *texts)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  for (guint i = 0; i < texts->len; i++)
    json_builder_add_string_value (builder, g_ptr_array_index (texts, i));
  json_builder_end_array (builder);
}

static void
print_json (PackshotCli                *self,
            const PackshotSalvageFacts *salvaged,
            const PackshotMended       *mended,
            PackshotInspection         *left)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  g_autofree char *kept =
    salvaged->kept_as != NULL ? g_filename_display_name (salvaged->kept_as) : NULL;

  json_builder_begin_object (builder);
  packshot_cli_json_add_bool (builder, "database_was_sound", salvaged->was_sound);
  packshot_cli_json_add_bool (builder, "from_copy", salvaged->from_copy);
  packshot_cli_json_add_text (builder, "kept_as", kept);
  add_texts (builder, "unreadable", salvaged->unreadable);
  packshot_cli_json_add_int (builder, "unnamed", salvaged->n_unnamed);
  packshot_cli_json_add_int (builder, "fetched", mended->n_fetched);
  packshot_cli_json_add_int (builder, "changed", mended->n_changed);
  packshot_cli_json_add_int (builder, "later", mended->n_later);
  add_texts (builder, "lost", mended->lost);
  add_texts (builder, "problems", left->problems);
  json_builder_end_object (builder);
  packshot_cli_json_print (self, builder);
}

static PackshotInspection *
inspect (PackshotCli *self,
         GError     **error)
{
  packshot_session_inspect_async (self->session, self->cancellable, packshot_cli_ready_cb, self);
  return packshot_session_inspect_finish (self->session, packshot_cli_wait (self), error);
}

static PackshotCliStatus
run (PackshotCli *self)
{
  g_autoptr(PackshotSalvageFacts) salvaged = NULL;
  g_autoptr(PackshotInspection) found = NULL;
  g_autoptr(PackshotMended) mended = NULL;
  g_autoptr(PackshotInspection) left = NULL;
  g_autoptr(GError) error = NULL;

  if (!packshot_cli_parse (self, NULL, 0, 0))
    return self->status;
  packshot_profile_salvage_async (self->data_dir, self->cancellable, packshot_cli_ready_cb, self);
  salvaged = packshot_profile_salvage_finish (packshot_cli_wait (self), &error);
  if (salvaged == NULL)
    return packshot_cli_fail (self, error);
  if (!packshot_cli_open (self))
    return self->status;
  found = inspect (self, &error);
  if (found == NULL)
    return packshot_cli_fail (self, error);
  packshot_session_mend_async (self->session, found->broken, self->cancellable,
                               packshot_cli_ready_cb, self);
  mended = packshot_session_mend_finish (self->session, packshot_cli_wait (self), &error);
  left = mended != NULL ? inspect (self, &error) : NULL;
  if (left == NULL)
    return packshot_cli_fail (self, error);
  tell_database (self, salvaged);
  tell_unnamed (self, salvaged);
  tell_mended (self, mended);
  print_json (self, salvaged, mended, left);
  return left->problems->len > 0 || salvaged->from_copy ? PACKSHOT_CLI_LEFT_OVER :
         PACKSHOT_CLI_DONE;
}

const PackshotCliCommand packshot_cmd_repair = {
  "repair", NULL, N_("Mend what “verify” finds"),
  N_("A damaged database is made anew from everything of it that can be read; pictures that are "
     "missing\nor damaged are fetched from their servers again. What is damaged is kept. Packshot "
     "must not be open.\n\n"
     "Exit status: 0 all is well, 1 nothing was changed, 3 something could not be mended."),
  run
};
