/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* Comma-separated values (RFC 4180): quoted fields may hold commas, line breaks and doubled quotes;
 * lines end with LF or CRLF; a byte order mark and empty lines are left out. Pure functions. */

#include "config.h"

#include "packshot-sandbox-csv-private.h"
#include "packshot-sandbox-error.h"

#include <string.h>

typedef struct
{
  const char *at;
  guint       line;
  GString    *field;    /* (owned) */
  GPtrArray  *fields;   /* (owned) (element-type utf8) */
  GPtrArray  *rows;     /* (owned) (element-type GStrv) */
} Csv;

static gboolean
fail (Csv        *csv,
      const char *why,
      GError    **error)
{
  g_set_error (error, PACKSHOT_SANDBOX_ERROR, PACKSHOT_SANDBOX_ERROR_INVALID,
               "Line %u: %s", csv->line, why);
  return FALSE;
}

static void
end_field (Csv *csv)
{
  g_ptr_array_add (csv->fields, g_strdup (csv->field->str));
  g_string_truncate (csv->field, 0);
}

static void
end_row (Csv *csv)
{
  gboolean is_empty;

  end_field (csv);
  is_empty = csv->fields->len == 1 && ((char *)g_ptr_array_index (csv->fields, 0))[0] == '\0';
  if (!is_empty)
    {
      g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();

      for (guint i = 0; i < csv->fields->len; i++)
        g_strv_builder_add (builder, g_ptr_array_index (csv->fields, i));
      g_ptr_array_add (csv->rows, g_strv_builder_end (builder));
    }
  g_ptr_array_set_size (csv->fields, 0);
}

/* From the opening quote to behind the closing one. */
static gboolean
read_quoted (Csv     *csv,
             GError **error)
{
  for (csv->at++; *csv->at != '\0'; csv->at++)
    {
      if (*csv->at == '\n')
        csv->line++;
      if (*csv->at == '"' && csv->at[1] == '"')
        csv->at++;
      else if (*csv->at == '"')
        {
          csv->at++;
          if (*csv->at != '\0' && strchr (",\r\n", *csv->at) == NULL)
            return fail (csv, "something comes behind a closing quote", error);
          return TRUE;
        }
      g_string_append_c (csv->field, *csv->at);
    }
  return fail (csv, "a quote is not closed", error);
}

static gboolean
read_all (Csv     *csv,
          GError **error)
{
  gsize length;

  while (*csv->at != '\0')
    {
      if (*csv->at == '"')
        {
          if (!read_quoted (csv, error))
            return FALSE;
        }
      else
        {
          length = strcspn (csv->at, ",\"\r\n");
          g_string_append_len (csv->field, csv->at, length);
          csv->at += length;
          if (*csv->at == '"')
            return fail (csv, "a quote within a field that does not begin with one", error);
        }
      if (*csv->at == ',')
        {
          end_field (csv);
          csv->at++;
          if (*csv->at != '\0')
            continue;
        }
      if (g_str_has_prefix (csv->at, "\r\n"))
        csv->at++;
      if (*csv->at == '\r')
        return fail (csv, "a carriage return without a line feed", error);
      end_row (csv);
      csv->line++;
      if (*csv->at == '\n')
        csv->at++;
    }
  return TRUE;
}

/* Returns: (transfer full) (nullable) (element-type GStrv): the rows, the header among them */
GPtrArray *
_packshot_sandbox_csv_parse (const char *text,
                             GError    **error)
{
  Csv csv = { .at = text, .line = 1 };
  gboolean ok;

  if (g_str_has_prefix (text, "\xef\xbb\xbf"))
    csv.at += 3;
  csv.field = g_string_new (NULL);
  csv.fields = g_ptr_array_new_with_free_func (g_free);
  csv.rows = g_ptr_array_new_with_free_func ((GDestroyNotify)g_strfreev);
  if (!g_utf8_validate (text, -1, NULL))
    ok = fail (&csv, "not UTF-8", error);
  else
    ok = read_all (&csv, error);
  g_string_free (csv.field, TRUE);
  g_ptr_array_unref (csv.fields);
  if (!ok)
    g_clear_pointer (&csv.rows, g_ptr_array_unref);
  return csv.rows;
}
