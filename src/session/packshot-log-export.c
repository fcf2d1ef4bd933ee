/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* The log as text for other programs. What stands in a line may come from a server: a cell of CSV
 * never starts a formula in a spreadsheet, and a line stays one line. Any thread. */

#include "config.h"

#include "packshot-session-work-private.h"

#include <json-glib/json-glib.h>

static char *
format_time (gint64 at)
{
  g_autoptr(GDateTime) time = g_date_time_new_from_unix_utc (at / G_USEC_PER_SEC);

  return time != NULL ? g_date_time_format_iso8601 (time) : g_strdup ("");
}

/* --- CSV (RFC 4180) --- */

static void
csv_add (GString    *line,
         const char *text)
{
  if (line->len > 0)
    g_string_append_c (line, ',');
  g_string_append_c (line, '"');
  /* An apostrophe in front makes text of what spreadsheets would run. */
  if (text != NULL && *text != '\0' && strchr ("=+-@\t\r\n", *text) != NULL)
    g_string_append_c (line, '\'');
  for (const char *p = text; p != NULL && *p != '\0'; p++)
    {
      if (*p == '"')
        g_string_append_c (line, '"');
      g_string_append_c (line, (guchar)*p < 0x20 || *p == 0x7f ? ' ' : *p);
    }
  g_string_append_c (line, '"');
}

static void
csv_add_number (GString *line,
                gint64   number)
{
  g_string_append_c (line, ',');
  if (number != 0)
    g_string_append_printf (line, "%" G_GINT64_FORMAT, number);
}

static void
csv_add_entry (GString                *text,
               const PackshotLogEntry *entry)
{
  const PackshotLogRow *row = entry->row;
  g_autofree char *time = format_time (row->at);
  g_autoptr(GString) line = g_string_new (NULL);

  csv_add (line, time);
  csv_add (line, row->event);
  csv_add (line, entry->account_name);
  csv_add (line, entry->item_key);
  csv_add (line, entry->item_name);
  csv_add_number (line, row->image);
  csv_add (line, row->detail);
  csv_add_number (line, row->bytes);
  csv_add (line, row->item == 0 ? "" : entry->is_read_back ? "yes" : "no");
  g_string_append_len (text, line->str, (gssize)line->len);
  g_string_append (text, "\r\n");
}

/**
 * _packshot_log_to_csv:
 * @entries: (element-type PackshotLogEntry): lines of the log
 *
 * Returns: (transfer full): the same as comma-separated values
 */
char *
_packshot_log_to_csv (GPtrArray *entries)
{
  GString *text = g_string_new ("time,event,account,item,name,picture,detail,bytes,read_back\r\n");

  for (guint i = 0; i < entries->len; i++)
    csv_add_entry (text, entries->pdata[i]);
  return g_string_free (text, FALSE);
}

/* --- JSON --- */

static void
json_add_text (JsonBuilder *builder,
               const char  *name,
               const char  *text)
{
  json_builder_set_member_name (builder, name);
  if (text != NULL)
    {
      g_autofree char *valid = g_utf8_make_valid (text, -1);

      json_builder_add_string_value (builder, valid);
    }
  else
    json_builder_add_null_value (builder);
}

static void
json_add_number (JsonBuilder *builder,
                 const char  *name,
                 gint64       number)
{
  json_builder_set_member_name (builder, name);
  if (number != 0)
    json_builder_add_int_value (builder, number);
  else
    json_builder_add_null_value (builder);
}

static void
json_add_entry (JsonBuilder            *builder,
                const PackshotLogEntry *entry)
{
  const PackshotLogRow *row = entry->row;
  g_autofree char *time = format_time (row->at);

  json_builder_begin_object (builder);
  json_add_number (builder, "id", row->id);
  json_add_text (builder, "at", time);
  json_add_text (builder, "event", row->event);
  json_add_text (builder, "account", entry->account_name);
  json_add_text (builder, "item", entry->item_key);
  json_add_text (builder, "name", entry->item_name);
  json_add_number (builder, "image", row->image);
  json_add_text (builder, "detail", row->detail);
  json_add_number (builder, "bytes", row->bytes);
  json_builder_set_member_name (builder, "read_back");
  if (row->item != 0)
    json_builder_add_boolean_value (builder, entry->is_read_back);
  else
    json_builder_add_null_value (builder);
  json_builder_end_object (builder);
}

/**
 * _packshot_log_to_json:
 * @entries: (element-type PackshotLogEntry): lines of the log
 *
 * Returns: (transfer full): the same as an array of objects
 */
char *
_packshot_log_to_json (GPtrArray *entries)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  g_autoptr(JsonGenerator) generator = json_generator_new ();
  g_autoptr(JsonNode) root = NULL;
  g_autofree char *text = NULL;

  json_builder_begin_array (builder);
  for (guint i = 0; i < entries->len; i++)
    json_add_entry (builder, entries->pdata[i]);
  json_builder_end_array (builder);
  root = json_builder_get_root (builder);
  json_generator_set_root (generator, root);
  json_generator_set_pretty (generator, TRUE);
  text = json_generator_to_data (generator, NULL);
  return g_strconcat (text, "\n", NULL);
}
