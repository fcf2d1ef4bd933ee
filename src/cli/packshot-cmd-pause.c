/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* packshotctl pause, resume: whether anything is sent, by this program or the other. */

#include "config.h"

#include "packshot-cli-commands.h"
#include "packshot-cli-json.h"
#include "packshot-cli-output.h"
#include "packshot-cli-work.h"

#include <glib/gi18n.h>

/* "90m", "1h", "2d", "45s"; 0 when it is none. */
static gint64
parse_span (const char *text)
{
  char *end = NULL;
  guint64 number = g_ascii_strtoull (text, &end, 10);
  gint64 unit = 0;

  if (end == text || number == 0 || number > 10000 || end[0] == '\0' || end[1] != '\0')
    return 0;
  if (*end == 's')
    unit = G_TIME_SPAN_SECOND;
  else if (*end == 'm')
    unit = G_TIME_SPAN_MINUTE;
  else if (*end == 'h')
    unit = G_TIME_SPAN_HOUR;
  else if (*end == 'd')
    unit = G_TIME_SPAN_DAY;
  return (gint64)number * unit;
}

static PackshotCliStatus
finish (PackshotCli *self)
{
  g_autoptr(PackshotWork) work = packshot_cli_load_work (self);
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  g_autofree char *words = NULL;

  if (work == NULL)
    return self->status;
  words = packshot_cli_words_paused (work->paused_until);
  packshot_cli_say (self, "%s", work->paused ? words : _("Not paused."));
  if (work->paused && work->n_to_send + work->n_later > 0)
    packshot_cli_say (self, ngettext ("%u change is kept here.", "%u changes are kept here.",
                                      work->n_to_send + work->n_later),
                      work->n_to_send + work->n_later);
  json_builder_begin_object (builder);
  packshot_cli_json_add_bool (builder, "paused", work->paused);
  packshot_cli_json_add_time (builder, "paused_until", work->paused_until);
  json_builder_end_object (builder);
  packshot_cli_json_print (self, builder);
  return PACKSHOT_CLI_DONE;
}

static PackshotCliStatus
run_pause (PackshotCli *self)
{
  g_autofree char *span_text = NULL;
  gboolean until_tomorrow = FALSE;
  gint64 span = 0;
  gint64 until = 0;
  const GOptionEntry entries[] = {
    { "for", 0, 0, G_OPTION_ARG_STRING, &span_text, N_("So long: 30m, 1h, 2d"), N_("TIME") },
    { "until-tomorrow", 0, 0, G_OPTION_ARG_NONE, &until_tomorrow, N_("Until the next midnight"),
      NULL },
    { NULL, 0, 0, 0, NULL, NULL, NULL }
  };

  if (!packshot_cli_parse (self, entries, 0, 0))
    return self->status;
  if (span_text != NULL && until_tomorrow)
    return packshot_cli_misuse (self, _("Say one of --for and --until-tomorrow"));
  if (span_text != NULL && (span = parse_span (span_text)) == 0)
    return packshot_cli_misuse (self, _("“%s” is no time; say 30m, 1h or 2d"), span_text);
  if (!packshot_cli_open (self))
    return self->status;
  if (span != 0)
    until = g_get_real_time () + span;
  else if (until_tomorrow)
    until = packshot_session_get_tomorrow (self->session);
  packshot_session_pause (self->session, until);
  return finish (self);
}

static PackshotCliStatus
run_resume (PackshotCli *self)
{
  if (!packshot_cli_parse (self, NULL, 0, 0) || !packshot_cli_open (self))
    return self->status;
  packshot_session_resume (self->session);
  return finish (self);
}

const PackshotCliCommand packshot_cmd_pause = {
  "pause", N_("[--for TIME | --until-tomorrow]"), N_("Send nothing for a while"),
  N_("Nothing is sent or looked at, by the window neither, until the time has passed or\n"
     "“packshotctl resume”. Changes are kept here. “packshotctl sync --once” sends all\n"
     "the same.\n\n"
     "Examples:\n"
     "  packshotctl pause\n"
     "  packshotctl pause --for 1h"),
  run_pause
};

const PackshotCliCommand packshot_cmd_resume = {
  "resume", NULL, N_("End a pause"),
  NULL,
  run_resume
};
