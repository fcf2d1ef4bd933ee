/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* multipart/form-data (RFC 7578), strictly: what is not written exactly as the standard says is
 * refused with a reason, so that a sloppy client is found out. Parts are slices of the body, no
 * byte is copied. Pure functions, any thread. */

#define _GNU_SOURCE 1
#include "config.h"

#include "packshot-sandbox-multipart-private.h"

#include <string.h>

#define BOUNDARY_MAX 70
#define HEAD_MAX 8192
#define PARTS_MAX 16

static void
part_free (PackshotSandboxPart *part)
{
  g_free (part->name);
  g_free (part->filename);
  g_clear_pointer (&part->bytes, g_bytes_unref);
  g_free (part);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PackshotSandboxPart, part_free)

/* Reads ;name=value or ;name="value" at *@at.
 *
 * Returns: whether there was one; *@at is behind it, or at the end */
static gboolean
next_parameter (const char **at,
                char       **name,
                char       **value)
{
  const char *c = *at;
  GString *text;

  c += strspn (c, " \t");
  if (*c != ';')
    return FALSE;
  c += 1;
  c += strspn (c, " \t");
  *name = g_ascii_strdown (c, strcspn (c, "=; \t"));
  c += strcspn (c, "=; \t");
  if (**name == '\0' || *c != '=')
    {
      g_clear_pointer (name, g_free);
      return FALSE;
    }
  c++;
  text = g_string_new (NULL);
  if (*c == '"')
    {
      for (c++; *c != '"' && *c != '\0'; c++)
        {
          if (*c == '\\' && (c[1] == '"' || c[1] == '\\'))
            c++;
          g_string_append_c (text, *c);
        }
      /* An open quote leaves *@at at the end of the text, which the caller refuses. */
      if (*c == '"')
        c++;
      else
        g_string_truncate (text, 0);
    }
  else
    {
      g_string_append_len (text, c, strcspn (c, "; \t"));
      c += strcspn (c, "; \t");
    }
  *value = g_string_free (text, FALSE);
  *at = c;
  return TRUE;
}

/* Returns: (transfer full) (nullable): the boundary of a multipart/form-data type */
static char *
parse_boundary (const char *content_type)
{
  const char *type = "multipart/form-data";
  const char *at;
  char *name, *value;

  if (content_type == NULL || g_ascii_strncasecmp (content_type, type, strlen (type)) != 0)
    return NULL;
  at = content_type + strlen (type);
  while (next_parameter (&at, &name, &value))
    {
      gboolean found = strcmp (name, "boundary") == 0 && value[0] != '\0' &&
        strlen (value) <= BOUNDARY_MAX;

      g_free (name);
      if (found)
        return value;
      g_free (value);
    }
  return NULL;
}

static gboolean
parse_disposition (const char          *text,
                   PackshotSandboxPart *part)
{
  const char *type = "form-data";
  char *name, *value;

  if (g_ascii_strncasecmp (text, type, strlen (type)) != 0)
    return FALSE;
  text += strlen (type);
  while (next_parameter (&text, &name, &value))
    {
      char **target = strcmp (name, "name") == 0 ? &part->name :
        strcmp (name, "filename") == 0 ? &part->filename : NULL;

      g_free (name);
      if (target == NULL || *target != NULL || !g_utf8_validate (value, -1, NULL))
        {
          g_free (value);
          return FALSE;
        }
      *target = value;
    }
  return *text == '\0' && part->name != NULL && part->name[0] != '\0';
}

/* The lines between the boundary and the empty line. */
static gboolean
parse_head (const char          *head,
            gsize                length,
            PackshotSandboxPart *part)
{
  g_autofree char *text = g_strndup (head, length);
  g_auto(GStrv) lines = g_strsplit (text, "\r\n", -1);

  if (strlen (text) != length)
    return FALSE;
  for (guint i = 0; lines[i] != NULL; i++)
    {
      char *colon = strchr (lines[i], ':');

      if (colon == NULL || strchr (lines[i], '\n') != NULL)
        return FALSE;
      *colon = '\0';
      if (g_ascii_strcasecmp (lines[i], "Content-Disposition") != 0)
        continue;
      if (part->name != NULL || !parse_disposition (g_strstrip (colon + 1), part))
        return FALSE;
    }
  return part->name != NULL;
}

/* One part; @at stands behind the boundary's line and is moved behind the next boundary.
 *
 * Returns: (nullable): why not */
static const char *
parse_part (const char *data,
            gsize       length,
            gsize      *at,
            const char *delimiter,
            GBytes     *body,
            GPtrArray  *parts)
{
  g_autoptr(PackshotSandboxPart) part = g_new0 (PackshotSandboxPart, 1);
  const char *head = data + *at;
  const char *head_end = memmem (head, MIN (length - *at, HEAD_MAX), "\r\n\r\n", 4);
  const char *content, *end;

  if (head_end == NULL)
    return "a part without an end of its headers";
  if (!parse_head (head, head_end - head, part))
    return "a part without a well-formed Content-Disposition: form-data with a name";
  if (_packshot_sandbox_multipart_find (parts, part->name) != NULL || parts->len == PARTS_MAX)
    return "a part comes twice, or there are too many";
  content = head_end + 4;
  end = memmem (content, data + length - content, delimiter, strlen (delimiter));
  if (end == NULL)
    return "the last part has no end";
  part->bytes = g_bytes_new_from_bytes (body, content - data, end - content);
  *at = end - data + strlen (delimiter);
  g_ptr_array_add (parts, g_steal_pointer (&part));
  return NULL;
}

static const char *
parse_body (GBytes     *body,
            const char *boundary,
            GPtrArray  *parts)
{
  g_autofree char *delimiter = g_strconcat ("\r\n--", boundary, NULL);
  gsize length;
  const char *data = g_bytes_get_data (body, &length);
  gsize at = strlen (delimiter) - 2;
  const char *reason;

  if (length < at || memcmp (data, delimiter + 2, at) != 0)
    return "the body does not begin with the boundary";
  while (length - at >= 2 && memcmp (data + at, "\r\n", 2) == 0)
    {
      at += 2;
      reason = parse_part (data, length, &at, delimiter, body, parts);
      if (reason != NULL)
        return reason;
    }
  if (length - at < 2 || memcmp (data + at, "--", 2) != 0)
    return "the body does not end with the closing boundary";
  at += 2;
  if (length - at != 0 && (length - at != 2 || memcmp (data + at, "\r\n", 2) != 0))
    return "something comes behind the closing boundary";
  return NULL;
}

/* @reason: (out): why not, in English
 *
 * Returns: (transfer full) (nullable) (element-type PackshotSandboxPart): the parts */
GPtrArray *
_packshot_sandbox_multipart_parse (const char *content_type,
                                   GBytes     *body,
                                   char      **reason)
{
  g_autoptr(GPtrArray) parts = g_ptr_array_new_with_free_func ((GDestroyNotify)part_free);
  g_autofree char *boundary = parse_boundary (content_type);
  const char *why;

  if (boundary == NULL)
    why = "the content type is not multipart/form-data with a boundary";
  else if (body == NULL)
    why = "the body is empty";
  else
    why = parse_body (body, boundary, parts);
  if (why == NULL)
    return g_steal_pointer (&parts);
  *reason = g_strdup (why);
  return NULL;
}

/* Returns: (transfer none) (nullable) */
PackshotSandboxPart *
_packshot_sandbox_multipart_find (GPtrArray  *parts,
                                  const char *name)
{
  for (guint i = 0; i < parts->len; i++)
    {
      PackshotSandboxPart *part = g_ptr_array_index (parts, i);

      if (strcmp (part->name, name) == 0)
        return part;
    }
  return NULL;
}

/* Whether the parts are one file named @file and, at most, the texts @first and @second.
 *
 * Returns: (transfer full) (nullable): why they are not */
char *
_packshot_sandbox_multipart_refuse (GPtrArray  *parts,
                                    const char *file,
                                    const char *first,
                                    const char *second)
{
  PackshotSandboxPart *part = _packshot_sandbox_multipart_find (parts, file);

  if (part == NULL)
    return g_strdup_printf ("there is no part “%s”", file);
  if (part->filename == NULL)
    return g_strdup_printf ("the part “%s” is not a file", file);
  if (g_bytes_get_size (part->bytes) == 0)
    return g_strdup_printf ("the file “%s” is empty", file);
  for (guint i = 0; i < parts->len; i++)
    {
      part = g_ptr_array_index (parts, i);
      if (strcmp (part->name, file) == 0)
        continue;
      if (g_strcmp0 (part->name, first) != 0 && g_strcmp0 (part->name, second) != 0)
        return g_strdup_printf ("the part “%s” is not known", part->name);
      if (part->filename != NULL)
        return g_strdup_printf ("the part “%s” is a file", part->name);
    }
  return NULL;
}

/* Returns: (transfer full) (nullable): the text; NULL when it is not valid UTF-8 without zeros */
char *
_packshot_sandbox_part_dup_text (PackshotSandboxPart *part)
{
  gsize length;
  const char *data = g_bytes_get_data (part->bytes, &length);

  return g_utf8_validate_len (data, length, NULL) ? g_strndup (data, length) : NULL;
}
