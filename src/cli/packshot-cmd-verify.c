/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* packshotctl verify: proves the rules of the database and reads every picture; on request it reads
 * every item back from its server, too. */

#include "config.h"

#include "packshot-cli-commands.h"
#include "packshot-cli-json.h"
#include "packshot-cli-output.h"
#include "packshot-cli-words.h"
#include "packshot-session-keep.h"

#include <glib/gi18n.h>

static const char * const kinds[] = {
  [PACKSHOT_DIFFERENCE_ITEM] = "item",
  [PACKSHOT_DIFFERENCE_NEW] = "new",
  [PACKSHOT_DIFFERENCE_GONE] = "gone",
  [PACKSHOT_DIFFERENCE_CONTENT] = "content",
  [PACKSHOT_DIFFERENCE_TITLE] = "title",
  [PACKSHOT_DIFFERENCE_VISIBILITY] = "visibility",
  [PACKSHOT_DIFFERENCE_PRIMARY] = "primary",
  [PACKSHOT_DIFFERENCE_ORDER] = "order",
  [PACKSHOT_DIFFERENCE_CHANGED] = "changed",
  [PACKSHOT_DIFFERENCE_COPY] = "copy",
};

static char *
describe (const PackshotDifference *difference)
{
  g_autofree char *image = g_strdup_printf ("%" G_GINT64_FORMAT, difference->image);

  switch (difference->kind)
    {
    case PACKSHOT_DIFFERENCE_ITEM:
      return g_strdup (_("the server no longer has the item"));

    case PACKSHOT_DIFFERENCE_NEW:
      return g_strdup_printf (_("picture remote:%s is only on the server"), difference->there);

    case PACKSHOT_DIFFERENCE_GONE:
      return g_strdup_printf (_("picture %s is not on the server any more"), image);

    case PACKSHOT_DIFFERENCE_CONTENT:
      return g_strdup_printf (_("picture %s shows other bytes on the server"), image);

    case PACKSHOT_DIFFERENCE_TITLE:
      return g_strdup_printf (_("the caption of picture %s is “%s” on the server, and was “%s”"),
                              image, difference->there, difference->here);

    case PACKSHOT_DIFFERENCE_VISIBILITY:
      return g_strdup_printf (_("picture %s is %s on the server, and was %s"),
                              image, difference->there, difference->here);

    case PACKSHOT_DIFFERENCE_PRIMARY:
      if (difference->image == 0)
        return g_strdup (_("no picture is the primary on the server any more"));
      return g_strdup_printf (_("picture %s is the primary on the server now"), image);

    case PACKSHOT_DIFFERENCE_ORDER:
      return g_strdup_printf (_("the order on the server is %s, and was %s"), difference->there,
                              difference->here);

    case PACKSHOT_DIFFERENCE_CHANGED:
      return g_strdup (_("it was changed both here and on the server"));

    case PACKSHOT_DIFFERENCE_COPY:
      return g_strdup_printf (_("picture %s stands there once more, as remote:%s"), image,
                              difference->there);

    default:
      g_assert_not_reached ();
    }
}

/* --- As one document --- */

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
add_difference (JsonBuilder              *builder,
                const PackshotDifference *difference)
{
  g_autofree char *reference = packshot_cli_words_reference (difference->item,
                                                             difference->account);

  json_builder_begin_object (builder);
  packshot_cli_json_add_text (builder, "item", reference);
  packshot_cli_json_add_text (builder, "kind", kinds[difference->kind]);
  packshot_cli_json_add_known (builder, "image", difference->image);
  packshot_cli_json_add_text (builder, "here", difference->here);
  packshot_cli_json_add_text (builder, "there", difference->there);
  json_builder_end_object (builder);
}

static void
add_report (JsonBuilder          *builder,
            PackshotServerReport *report)
{
  json_builder_set_member_name (builder, "server");
  json_builder_begin_object (builder);
  packshot_cli_json_add_int (builder, "checked", report->n_checked);
  packshot_cli_json_add_int (builder, "not_checked", report->n_unchecked);
  add_texts (builder, "reasons", report->reasons);
  json_builder_set_member_name (builder, "differences");
  json_builder_begin_array (builder);
  for (guint i = 0; i < report->differences->len; i++)
    add_difference (builder, report->differences->pdata[i]);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

static void
print_json (PackshotCli          *self,
            PackshotInspection   *inspection,
            PackshotServerReport *report)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  packshot_cli_json_add_bool (builder, "ok", inspection->problems->len == 0 &&
                              (report == NULL || report->differences->len == 0));
  add_texts (builder, "problems", inspection->problems);
  packshot_cli_json_add_int (builder, "pictures", inspection->n_pictures);
  packshot_cli_json_add_int (builder, "unnamed", inspection->n_unnamed);
  packshot_cli_json_add_int (builder, "unnamed_bytes", inspection->unnamed_bytes);
  packshot_cli_json_add_int (builder, "temporary", inspection->n_temps);
  if (report != NULL)
    add_report (builder, report);
  json_builder_end_object (builder);
  packshot_cli_json_print (self, builder);
}

/* --- As text --- */

static void
tell_inspection (PackshotCli        *self,
                 PackshotInspection *inspection)
{
  g_autofree char *size = g_format_size ((guint64)inspection->unnamed_bytes);

  for (guint i = 0; i < inspection->problems->len; i++)
    packshot_cli_tell (_("packshotctl: %s"),
                       (const char *)g_ptr_array_index (inspection->problems, i));
  if (inspection->problems->len == 0)
    packshot_cli_say (self, _("Everything is in order."));
  else
    packshot_cli_tell (_("packshotctl: “packshotctl repair” mends what can be mended"));
  if (inspection->n_unnamed > 0)
    packshot_cli_say (self, ngettext ("%u picture belongs to no item any more (%s); “packshotctl "
                                      "clean” removes it when it is a day old.",
                                      "%u pictures belong to no item any more (%s); “packshotctl "
                                      "clean” removes them when they are a day old.",
                                      inspection->n_unnamed), inspection->n_unnamed, size);
  if (inspection->n_temps > 0)
    packshot_cli_say (self, ngettext ("%u file is being written, or was left by a crash.",
                                      "%u files are being written, or were left by a crash.",
                                      inspection->n_temps), inspection->n_temps);
}

static void
tell_report (PackshotCli          *self,
             PackshotServerReport *report)
{
  for (guint i = 0; i < report->differences->len; i++)
    {
      const PackshotDifference *difference = report->differences->pdata[i];
      g_autofree char *reference = packshot_cli_words_reference (difference->item,
                                                                 difference->account);
      g_autofree char *text = describe (difference);

      packshot_cli_tell ("%s  %s: %s", reference, difference->item->name, text);
    }
  packshot_cli_say (self, ngettext ("%u item was read back from its server.",
                                    "%u items were read back from their servers.",
                                    report->n_checked), report->n_checked);
  if (report->n_unchecked > 0)
    packshot_cli_tell (ngettext ("packshotctl: %u item could not be read back",
                                 "packshotctl: %u items could not be read back",
                                 report->n_unchecked), report->n_unchecked);
  for (guint i = 0; i < report->reasons->len; i++)
    packshot_cli_tell ("  %s", (const char *)report->reasons->pdata[i]);
}

static PackshotCliStatus
get_status (PackshotInspection   *inspection,
            PackshotServerReport *report)
{
  if (inspection->problems->len > 0 || (report != NULL && report->differences->len > 0))
    return PACKSHOT_CLI_FAILED;
  return report != NULL && report->n_unchecked > 0 ? PACKSHOT_CLI_LEFT_OVER : PACKSHOT_CLI_DONE;
}

static PackshotCliStatus
run (PackshotCli *self)
{
  gboolean server = FALSE;
  const GOptionEntry entries[] = {
    { "server", 0, 0, G_OPTION_ARG_NONE, &server,
      N_("Read every item back from its server, too"), NULL },
    { NULL, 0, 0, 0, NULL, NULL, NULL }
  };
  g_autoptr(PackshotInspection) inspection = NULL;
  g_autoptr(PackshotServerReport) report = NULL;
  g_autoptr(GError) error = NULL;

  if (!packshot_cli_parse (self, entries, 0, 0) || !packshot_cli_open (self))
    return self->status;
  packshot_session_inspect_async (self->session, self->cancellable, packshot_cli_ready_cb, self);
  inspection = packshot_session_inspect_finish (self->session, packshot_cli_wait (self), &error);
  if (inspection == NULL)
    return packshot_cli_fail (self, error);
  if (server)
    {
      packshot_session_compare_async (self->session, self->cancellable, packshot_cli_ready_cb,
                                      self);
      report = packshot_session_compare_finish (self->session, packshot_cli_wait (self), &error);
      if (report == NULL)
        return packshot_cli_fail (self, error);
    }
  tell_inspection (self, inspection);
  if (report != NULL)
    tell_report (self, report);
  print_json (self, inspection, report);
  return get_status (inspection, report);
}

const PackshotCliCommand packshot_cmd_verify = {
  "verify", NULL, N_("Check all data on this computer, and on servers"),
  N_("Proves the rules of the database and reads every picture. With --server, every item is "
     "read back\nfrom its server and compared with what both sides last agreed on; that takes a "
     "call for each.\nChanges nothing, here or there.\n\n"
     "Exit status: 0 all is well, 1 something is wrong or differs, 3 not every item could be "
     "read back."),
  run
};
