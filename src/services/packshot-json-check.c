/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* Whether a text is JSON as RFC 8259 writes it. json-glib takes more than that: comments,
 * assignments, other quotes, broken escapes, without end in depth. What is let through to it here
 * is read alike by everybody, also by the cuts in packshot-json-text.c. Any thread. */

#include "config.h"

#include "packshot-json-private.h"

#include <string.h>

#define MAX_DEPTH 64

typedef struct
{
  const char *at;
  const char *end;
  guint       depth;
  const char *why;              /* what is wrong with it */
} Reader;

static gboolean read_value (Reader *self);

static gboolean
fail (Reader     *self,
      const char *why)
{
  self->why = why;
  return FALSE;
}

/* The next byte, or NUL at the end; no valid text has one in it. */
static char
peek (const Reader *self)
{
  return self->at < self->end ? *self->at : '\0';
}

static gboolean
take (Reader *self,
      char    c)
{
  if (peek (self) != c)
    return FALSE;
  self->at++;
  return TRUE;
}

static void
skip_space (Reader *self)
{
  while (self->at < self->end && strchr (" \t\r\n", *self->at) != NULL && *self->at != '\0')
    self->at++;
}

static gboolean
read_escape (Reader *self)
{
  char c = peek (self);

  if (c == '\0' || strchr ("\"\\/bfnrtu", c) == NULL)
    return fail (self, "an escape that there is not");
  self->at++;
  for (guint i = 0; i < 4 && c == 'u'; i++)
    if (!g_ascii_isxdigit (peek (self)))
      return fail (self, "an escape that there is not");
    else
      self->at++;
  return TRUE;
}

static gboolean
read_string (Reader *self)
{
  if (!take (self, '"'))
    return fail (self, "a symbol that may not stand there");
  while (!take (self, '"'))
    {
      if ((guchar)peek (self) < ' ')
        return fail (self, self->at == self->end ? "it ends too early"
                                                 : "a line break or a control code in a text");
      if (take (self, '\\') ? !read_escape (self) : (self->at++, FALSE))
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_digits (Reader *self)
{
  if (!g_ascii_isdigit (peek (self)))
    return fail (self, "a number without digits");
  while (g_ascii_isdigit (peek (self)))
    self->at++;
  return TRUE;
}

static gboolean
read_number (Reader *self)
{
  take (self, '-');
  if (!take (self, '0') && !read_digits (self))
    return FALSE;
  if (take (self, '.') && !read_digits (self))
    return FALSE;
  if (!take (self, 'e') && !take (self, 'E'))
    return TRUE;
  if (!take (self, '+'))
    take (self, '-');
  return read_digits (self);
}

static gboolean
read_word (Reader *self)
{
  static const char * const words[] = { "true", "false", "null" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      gsize n = strlen (words[i]);

      if ((gsize)(self->end - self->at) >= n && memcmp (self->at, words[i], n) == 0)
        {
          self->at += n;
          return TRUE;
        }
    }
  return fail (self, self->at == self->end ? "it ends too early"
                                           : "a symbol that may not stand there");
}

static gboolean
read_member (Reader *self)
{
  skip_space (self);
  if (!read_string (self))
    return FALSE;
  skip_space (self);
  return take (self, ':') ? read_value (self) : fail (self, "a member without a value");
}

/* What stands between an opening and a closing symbol. */
static gboolean
read_list (Reader     *self,
           char        close,
           gboolean ( *read_one ) (Reader *self))
{
  self->at++;
  if (++self->depth > MAX_DEPTH)
    return fail (self, "nested too deep");
  skip_space (self);
  if (!take (self, close))
    {
      do
        if (!read_one (self))
          return FALSE;
      while (take (self, ','));
      if (!take (self, close))
        return fail (self, "a list without an end");
    }
  self->depth--;
  return TRUE;
}

/* A value, and the space around it. */
static gboolean
read_value (Reader *self)
{
  gboolean ok;

  skip_space (self);
  switch (peek (self))
    {
    case '{':
      ok = read_list (self, '}', read_member);
      break;

    case '[':
      ok = read_list (self, ']', read_value);
      break;

    case '"':
      ok = read_string (self);
      break;

    default:
      ok = g_ascii_isdigit (peek (self)) || peek (self) == '-' ? read_number (self)
                                                               : read_word (self);
    }
  skip_space (self);
  return ok;
}

/* Returns: (nullable): what is wrong with the text; %NULL when it is JSON, at most 64 levels
 * deep. It is UTF-8. */
const char *
_packshot_json_check (const char *text,
                      gsize       length)
{
  Reader reader = { .at = text, .end = text + length };

  if (read_value (&reader) && reader.at != reader.end)
    fail (&reader, "something behind its end");
  return reader.why;
}
