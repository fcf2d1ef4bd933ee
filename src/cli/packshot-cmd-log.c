/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* packshotctl log: what was sent and what went wrong, found by account, kind, item, time and text,
 * shown or written to a file. */

#include "config.h"

#include "packshot-cli-commands.h"
#include "packshot-cli-find.h"
#include "packshot-cli-json.h"
#include "packshot-cli-log.h"
#include "packshot-cli-output.h"
#include "packshot-cli-words.h"
#include "packshot-session-work.h"

#include <glib/gi18n.h>

/* What a person asked for. */
typedef struct
{
  char            *account;
  char            *kind;
  char            *item;
  char            *search;
  char            *since;
  char            *until;
  char            *export;
  int              limit;

  char            *text;      /* what @search is as UTF-8 */
  PackshotLogQuery query;
} Ask;

static void
ask_clear (Ask *ask)
{
  g_free (ask->account);
  g_free (ask->kind);
  g_free (ask->item);
  g_free (ask->search);
  g_free (ask->since);
  g_free (ask->until);
  g_free (ask->export);
  g_free (ask->text);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Ask, ask_clear)

/* "2026-11-21", "2026-11-21 14:06", both local; RFC 3339; "2h", "7d": so long ago. */
static gint64
parse_time (const char *text)
{
  g_autoptr(GTimeZone) zone = g_time_zone_new_local ();
  g_autoptr(GDateTime) time = NULL;
  g_autofree char *full = NULL;
  char *end = NULL;
  guint64 number = g_ascii_strtoull (text, &end, 10);

  if (end != text && number > 0 && number < 100000 && end[0] != '\0' && end[1] == '\0')
    {
      gint64 unit = *end == 'm' ? G_TIME_SPAN_MINUTE : *end == 'h' ? G_TIME_SPAN_HOUR :
        *end == 'd' ? G_TIME_SPAN_DAY : 0;

      return unit != 0 ? g_get_real_time () - (gint64)number * unit : 0;
    }
  if (strlen (text) == 10)
    full = g_strconcat (text, "T00:00:00", NULL);
  else if (strlen (text) == 16)
    full = g_strconcat (text, ":00", NULL);
  else
    full = g_strdup (text);
  if (strlen (full) > 10 && full[10] == ' ')
    full[10] = 'T';
  time = g_date_time_new_from_iso8601 (full, zone);
  return time != NULL ? g_date_time_to_unix (time) * G_USEC_PER_SEC : 0;
}

static gboolean
take_times (PackshotCli *self,
            Ask         *ask)
{
  if (ask->since != NULL && (ask->query.since = parse_time (ask->since)) == 0)
    self->status = packshot_cli_misuse (self, _("“%s” is no time; say 2026-11-21, "
                                                "“2026-11-21 14:06” or 7d"), ask->since);
  else if (ask->until != NULL && (ask->query.until = parse_time (ask->until)) == 0)
    self->status = packshot_cli_misuse (self, _("“%s” is no time; say 2026-11-21, "
                                                "“2026-11-21 14:06” or 7d"), ask->until);
  else
    return TRUE;
  return FALSE;
}

/* Kinds are separated by commas. */
static gboolean
take_kinds (PackshotCli *self,
            Ask         *ask)
{
  g_auto(GStrv) words = ask->kind != NULL ? g_strsplit (ask->kind, ",", -1) : NULL;

  for (guint i = 0; words != NULL && words[i] != NULL; i++)
    {
      PackshotLogKind kind = packshot_log_kind_from_string (words[i]);

      if (kind == PACKSHOT_LOG_OTHER && !g_str_equal (words[i], "other"))
        {
          self->status = packshot_cli_misuse (self, _("“%s” is no kind of event; see "
                                                      "“packshotctl log --help”"), words[i]);
          return FALSE;
        }
      ask->query.kinds |= 1u << kind;
    }
  return TRUE;
}

static gboolean
take_names (PackshotCli *self,
            Ask         *ask)
{
  if (ask->account != NULL)
    {
      g_autoptr(GPtrArray) accounts = packshot_cli_list_accounts (self);
      PackshotAccountView *view =
        accounts != NULL ? packshot_cli_find_account (self, accounts, ask->account) : NULL;

      if (view == NULL)
        return FALSE;
      ask->query.account = view->account->id;
    }
  if (ask->item != NULL)
    {
      g_autoptr(PackshotItem) item = packshot_cli_find_item (self, ask->item);

      if (item == NULL)
        return FALSE;
      ask->query.item = item->id;
    }
  ask->text = ask->search != NULL ? packshot_cli_dup_text (ask->search) : NULL;
  ask->query.text = ask->text;
  return TRUE;
}

/* --- Showing --- */

static GPtrArray *
load_entries (PackshotCli *self,
              Ask         *ask)
{
  g_autoptr(GArray) ids = NULL;
  g_autoptr(GError) error = NULL;
  GPtrArray *entries = NULL;

  packshot_session_query_log_async (self->session, &ask->query, self->cancellable,
                                    packshot_cli_ready_cb, self);
  ids = packshot_session_query_log_finish (self->session, packshot_cli_wait (self), &error);
  if (ids != NULL)
    {
      packshot_session_load_log_async (self->session, (const gint64 *)(gpointer)ids->data, ids->len,
                                       self->cancellable, packshot_cli_ready_cb, self);
      entries = packshot_session_load_log_finish (self->session, packshot_cli_wait (self), &error);
    }
  if (entries == NULL)
    self->status = packshot_cli_fail (self, error);
  return entries;
}

/* "ACCOUNT:KEY", the account alone, or nothing */
static char *
dup_reference (const PackshotLogEntry *entry)
{
  if (entry->item_key != NULL && entry->account_name != NULL)
    return g_strconcat (entry->account_name, ":", entry->item_key, NULL);
  return g_strdup (entry->account_name);
}

static void
print_text (GPtrArray *entries)
{
  const char *titles[] = { _("TIME"), _("ITEM"), _("WHAT"), NULL };
  g_autoptr(PackshotCliTable) table = packshot_cli_table_new (titles, "lll");

  for (guint i = 0; i < entries->len; i++)
    {
      const PackshotLogEntry *entry = g_ptr_array_index (entries, i);
      g_autofree char *time = packshot_cli_words_time (entry->row->at);
      g_autofree char *event = packshot_cli_log_event (entry->row);
      g_autofree char *reference = dup_reference (entry);

      packshot_cli_table_add (table, time, reference, event);
    }
  packshot_cli_table_print (table);
}

static void
print_json (PackshotCli *self,
            GPtrArray   *entries)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  json_builder_begin_array (builder);
  for (guint i = 0; i < entries->len; i++)
    {
      const PackshotLogEntry *entry = g_ptr_array_index (entries, i);
      g_autofree char *reference = entry->item_key != NULL ? dup_reference (entry) : NULL;

      json_builder_begin_object (builder);
      packshot_cli_json_add_int (builder, "id", entry->row->id);
      packshot_cli_json_add_time (builder, "at", entry->row->at);
      packshot_cli_json_add_text (builder, "account", entry->account_name);
      packshot_cli_json_add_text (builder, "item", reference);
      packshot_cli_json_add_text (builder, "name", entry->item_name);
      packshot_cli_json_add_known (builder, "image", entry->row->image);
      packshot_cli_json_add_text (builder, "event", entry->row->event);
      packshot_cli_json_add_text (builder, "detail", entry->row->detail);
      packshot_cli_json_add_known (builder, "bytes", entry->row->bytes);
      packshot_cli_json_add_bool (builder, "read_back", entry->is_read_back);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  packshot_cli_json_print (self, builder);
}

/* --- Writing a file --- */

static PackshotCliStatus
export_to (PackshotCli *self,
           Ask         *ask)
{
  PackshotLogFormat format = g_str_has_suffix (ask->export, ".json") ? PACKSHOT_LOG_JSON :
    PACKSHOT_LOG_CSV;
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  g_autoptr(GError) error = NULL;
  int n;

  packshot_session_export_log_async (self->session, &ask->query, format, ask->export,
                                     self->cancellable, packshot_cli_ready_cb, self);
  n = packshot_session_export_log_finish (self->session, packshot_cli_wait (self), &error);
  if (n < 0)
    return packshot_cli_fail (self, error);
  packshot_cli_say (self, ngettext ("%d line is in “%s” now.", "%d lines are in “%s” now.",
                                    (gulong)n), n, ask->export);
  json_builder_begin_object (builder);
  packshot_cli_json_add_text (builder, "file", ask->export);
  packshot_cli_json_add_int (builder, "lines", n);
  json_builder_end_object (builder);
  packshot_cli_json_print (self, builder);
  return PACKSHOT_CLI_DONE;
}

static PackshotCliStatus
show (PackshotCli *self,
      Ask         *ask)
{
  g_autoptr(GPtrArray) entries = load_entries (self, ask);

  if (entries == NULL)
    return self->status;
  if (entries->len == 0)
    packshot_cli_say (self, _("Nothing of that has happened yet."));
  else if (!self->is_json)
    print_text (entries);
  print_json (self, entries);
  return PACKSHOT_CLI_DONE;
}

static PackshotCliStatus
run (PackshotCli *self)
{
  g_auto(Ask) ask = { .limit = -1 };
  const GOptionEntry entries[] = {
    { "account", 0, 0, G_OPTION_ARG_STRING, &ask.account, N_("Of this account only"), N_("NAME") },
    { "kind", 0, 0, G_OPTION_ARG_STRING, &ask.kind, N_("Events of this kind only"), N_("KIND") },
    { "item", 0, 0, G_OPTION_ARG_STRING, &ask.item, N_("Of this item only"), N_("ITEM") },
    { "search", 0, 0, G_OPTION_ARG_STRING, &ask.search, N_("With this text"), N_("TEXT") },
    { "since", 0, 0, G_OPTION_ARG_STRING, &ask.since, N_("Not older"), N_("TIME") },
    { "until", 0, 0, G_OPTION_ARG_STRING, &ask.until, N_("Only older"), N_("TIME") },
    { "limit", 0, 0, G_OPTION_ARG_INT, &ask.limit, N_("At most so many lines, the newest (100)"),
      N_("N") },
    { "export", 0, 0, G_OPTION_ARG_FILENAME, &ask.export,
      N_("Write all of them to a .csv or .json file"), N_("FILE") },
    { NULL, 0, 0, 0, NULL, NULL, NULL }
  };

  if (!packshot_cli_parse (self, entries, 0, 0) || !take_times (self, &ask) ||
      !take_kinds (self, &ask))
    return self->status;
  if (ask.limit != -1 && ask.limit < 1)
    return packshot_cli_misuse (self, _("The limit begins at 1"));
  if (!packshot_cli_open (self) || !take_names (self, &ask))
    return self->status;
  ask.query.limit = ask.limit != -1 ? (guint)ask.limit : ask.export != NULL ? 0 : 100;
  return ask.export != NULL ? export_to (self, &ask) : show (self, &ask);
}

const PackshotCliCommand packshot_cmd_log = {
  "log", N_("[OPTION…]"), N_("Show what was sent and what went wrong, the newest first"),
  N_("KIND is one or more, with commas between, of: sent, deleted, written, checked,\n"
     "settled, lost, orphan, failed, retried, taken, conflict, edit, account, paused,\n"
     "resumed. TIME is 2026-11-21, “2026-11-21 14:06”, or 7d, 2h for so long ago.\n"
     "The log goes back 90 days, 100,000 lines.\n\n"
     "Examples:\n"
     "  packshotctl log --kind failed,retried --since 7d\n"
     "  packshotctl log --item 2000000000015\n"
     "  packshotctl log --export log.csv"),
  run
};
