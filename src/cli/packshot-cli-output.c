/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* The only place that writes to a terminal. Everything is UTF-8 whatever the locale. Names come
 * from servers and files, so control characters are taken out of all of it: a caption can't move
 * the cursor or fake a line. One thread. */

#include "config.h"

#include "packshot-cli-output.h"

#include "packshot-cli-json.h"
#include "packshot-cli-words.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <stdarg.h>
#include <stdio.h>

/* U+0080 to U+009F are control characters, too. Line breaks stay: the program's own texts have
 * them. */
static char *
dup_harmless (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  GString *out = g_string_new (NULL);

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      g_string_append_unichar (out, c == '\n' || !g_unichar_iscntrl (c) ? c : 0xfffd);
    }
  return g_string_free (out, FALSE);
}

/* A cell or an inserted text is one line. */
static char *
dup_line (const char *text)
{
  char *line = dup_harmless (text);

  return g_strdelimit (line, "\n", ' ');
}

static void
write_to (FILE       *stream,
          const char *text)
{
  g_autofree char *harmless = dup_harmless (text);

  fputs (harmless, stream);
}

/**
 * packshot_cli_write:
 * @text: for standard output
 */
void
packshot_cli_write (const char *text)
{
  write_to (stdout, text);
}

/**
 * packshot_cli_say:
 * @self: a run
 * @format: a line for people
 * @...: its values
 *
 * Writes the line in the text format only.
 */
void
packshot_cli_say (PackshotCli *self,
                  const char  *format,
                  ...)
{
  g_autofree char *text = NULL;
  va_list args;

  if (self->is_json)
    return;
  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  packshot_cli_write (text);
  fputc ('\n', stdout);
}

/**
 * packshot_cli_tell:
 * @format: a message
 * @...: its values
 *
 * Writes the line to standard error.
 */
void
packshot_cli_tell (const char *format,
                   ...)
{
  g_autofree char *text = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  fflush (stdout);
  write_to (stderr, text);
  fputc ('\n', stderr);
}

/**
 * packshot_cli_warn:
 * @error: an error of one of the libraries
 *
 * Tells what is wrong and what to do.
 */
void
packshot_cli_warn (const GError *error)
{
  g_autofree char *text = packshot_cli_words_error (error);
  g_autofree char *line = dup_line (text);
  const char *advice = packshot_cli_words_advice (error);

  packshot_cli_tell ("packshotctl: %s", line);
  if (advice != NULL)
    packshot_cli_tell ("  %s", advice);
}

static void
print_json_error (PackshotCli *self,
                  const char  *code,
                  const char  *message)
{
  g_autoptr(JsonBuilder) builder = NULL;

  if (!self->is_json)
    return;
  builder = json_builder_new ();
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "error");
  packshot_cli_json_add_error (builder, code, message);
  json_builder_end_object (builder);
  packshot_cli_json_print (self, builder);
}

/**
 * packshot_cli_fail:
 * @self: a run that has written no document yet
 * @error: why it can't go on
 *
 * Tells it, in JSON as `{"error": {"code", "message"}}` too.
 *
 * Returns: %PACKSHOT_CLI_FAILED
 */
PackshotCliStatus
packshot_cli_fail (PackshotCli  *self,
                   const GError *error)
{
  g_autofree char *text = packshot_cli_words_error (error);

  packshot_cli_warn (error);
  print_json_error (self, packshot_cli_words_error_code (error), text);
  return PACKSHOT_CLI_FAILED;
}

/**
 * packshot_cli_misuse:
 * @self: a run
 * @format: what is wrong with the command line
 * @...: its values
 *
 * Tells it.
 *
 * Returns: %PACKSHOT_CLI_USAGE
 */
PackshotCliStatus
packshot_cli_misuse (PackshotCli *self,
                     const char  *format,
                     ...)
{
  g_autofree char *text = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  packshot_cli_tell ("packshotctl: %s", text);
  if (self->command != NULL)
    packshot_cli_tell (_("  See “packshotctl %s --help”."), self->command->name);
  else
    packshot_cli_tell (_("  See “packshotctl --help”."));
  print_json_error (self, "usage", text);
  return PACKSHOT_CLI_USAGE;
}

/**
 * packshot_cli_flush:
 * @status: how a run ended
 *
 * A reader that goes away, such as head, has read what it wanted. Any other failure to write makes
 * the run fail: its output is not all there.
 *
 * Returns: the status to end with
 */
PackshotCliStatus
packshot_cli_flush (PackshotCliStatus status)
{
  errno = 0;
  if ((fflush (stdout) == 0 && !ferror (stdout)) || errno == EPIPE)
    return status;
  packshot_cli_tell (_("packshotctl: The output could not be written: %s"), g_strerror (errno));
  return status == PACKSHOT_CLI_DONE ? PACKSHOT_CLI_FAILED : status;
}

/* --- Tables --- */

struct _PackshotTable
{
  guint      n_columns;
  char      *alignment; /* (owned): 'l' or 'r' for each column */
  GPtrArray *rows;      /* (owned) (element-type GStrv) */
};

/**
 * packshot_cli_table_new:
 * @titles: (array zero-terminated=1): titles of the columns, translated
 * @alignment: `l` or `r` for each
 *
 * Returns: (transfer full): a table without rows
 */
PackshotCliTable *
packshot_cli_table_new (const char * const *titles,
                        const char         *alignment)
{
  PackshotCliTable *self = g_new0 (PackshotCliTable, 1);

  self->n_columns = g_strv_length ((char **)titles);
  self->alignment = g_strdup (alignment);
  g_assert (strlen (alignment) == self->n_columns);
  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify)g_strfreev);
  g_ptr_array_add (self->rows, g_strdupv ((char **)titles));
  return self;
}

/**
 * packshot_cli_table_free:
 * @self: a table
 */
void
packshot_cli_table_free (PackshotCliTable *self)
{
  g_free (self->alignment);
  g_ptr_array_unref (self->rows);
  g_free (self);
}

/**
 * packshot_cli_table_add:
 * @self: a table
 * @first: (nullable): the first cell
 * @...: the other cells, one for each column
 */
void
packshot_cli_table_add (PackshotCliTable *self,
                        const char       *first,
                        ...)
{
  char **row = g_new0 (char *, self->n_columns + 1);
  va_list args;

  va_start (args, first);
  for (guint i = 0; i < self->n_columns; i++)
    {
      const char *cell = i == 0 ? first : va_arg (args, const char *);

      row[i] = dup_line (cell != NULL ? cell : "");
    }
  va_end (args);
  g_ptr_array_add (self->rows, row);
}

/* Places that a text takes on a terminal. */
static guint
text_width (const char *text)
{
  guint width = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (!g_unichar_iszerowidth (c))
        width += g_unichar_iswide (c) ? 2 : 1;
    }
  return width;
}

static guint *
column_widths (PackshotCliTable *self)
{
  guint *widths = g_new0 (guint, self->n_columns);

  for (guint i = 0; i < self->rows->len; i++)
    {
      char **row = g_ptr_array_index (self->rows, i);

      for (guint j = 0; j < self->n_columns; j++)
        widths[j] = MAX (widths[j], text_width (row[j]));
    }
  return widths;
}

/**
 * packshot_cli_table_print:
 * @self: a table
 *
 * Writes it to standard output, two spaces between columns and none at the end of a line.
 */
void
packshot_cli_table_print (PackshotCliTable *self)
{
  g_autofree guint *widths = column_widths (self);

  for (guint i = 0; i < self->rows->len; i++)
    {
      g_autoptr(GString) line = g_string_new (NULL);
      char **row = g_ptr_array_index (self->rows, i);

      for (guint j = 0; j < self->n_columns; j++)
        {
          int space = (int)(widths[j] - text_width (row[j]));

          if (self->alignment[j] == 'r')
            g_string_append_printf (line, "%*s%s  ", space, "", row[j]);
          else
            g_string_append_printf (line, "%s%*s  ", row[j], space, "");
        }
      while (line->len > 0 && line->str[line->len - 1] == ' ')
        g_string_truncate (line, line->len - 1);
      g_string_append_c (line, '\n');
      packshot_cli_write (line->str);
    }
}
