/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* A few cuts in a JSON text that leave every other byte as it is. A record that must be written
 * back whole goes back exactly as it came, numbers included: parsing and writing would turn 19.99
 * into 19.989999999999998. The texts were parsed successfully before, so the scanner only has to
 * find where values begin and end. Any thread. */

#include "config.h"

#include "packshot-json.h"

#include <string.h>

static const char *
skip_space (const char *p)
{
  return p + strspn (p, " \t\r\n");
}

/* The first byte behind a string that begins at @p. */
static const char *
skip_string (const char *p)
{
  for (p++; *p != '\0' && *p != '"'; p++)
    if (*p == '\\' && p[1] != '\0')
      p++;
  return *p == '"' ? p + 1 : p;
}

/* The first byte behind a value that begins at @p. */
static const char *
skip_value (const char *p)
{
  guint depth = 0;

  do
    {
      if (*p == '"')
        {
          p = skip_string (p);
          continue;
        }
      if (*p == '[' || *p == '{')
        depth++;
      else if (*p == ']' || *p == '}')
        depth--;
      else if (depth == 0)
        return p + strcspn (p, ",]} \t\r\n");
      p++;
    }
  while (depth > 0 && *p != '\0');
  return p;
}

/* Whether the string from @start to @end, quotes included, is @name; escapes are understood. */
static gboolean
is_name (const char *start,
         const char *end,
         const char *name)
{
  g_autofree char *text = g_strndup (start, (gsize)(end - start));
  g_autoptr(JsonNode) node = json_from_string (text, NULL);

  return node != NULL && g_strcmp0 (json_node_get_string (node), name) == 0;
}

/* Where the value of a member stands in an object; the last one counts, as for json-glib. */
static gboolean
find_member (const char  *object,
             const char  *name,
             const char **start,
             const char **end)
{
  const char *p = skip_space (object);
  gboolean found = FALSE;

  if (*p != '{')
    return FALSE;
  p = skip_space (p + 1);
  while (*p == '"')
    {
      const char *key = p;
      const char *key_end = skip_string (p);
      const char *value = skip_space (key_end);

      value = skip_space (*value == ':' ? value + 1 : value);
      p = skip_value (value);
      if (is_name (key, key_end, name))
        {
          *start = value;
          *end = p;
          found = TRUE;
        }
      p = skip_space (p);
      p = skip_space (*p == ',' ? p + 1 : p);
    }
  return found;
}

/**
 * packshot_json_dup_member:
 * @object: the text of an object
 * @name: a member's name
 *
 * Returns: (transfer full) (nullable): the text of its value
 */
char *
packshot_json_dup_member (const char *object,
                          const char *name)
{
  const char *start, *end;

  g_return_val_if_fail (object != NULL && name != NULL, NULL);

  if (!find_member (object, name, &start, &end))
    return NULL;
  return g_strndup (start, (gsize)(end - start));
}

/**
 * packshot_json_with_member:
 * @object: the text of an object
 * @name: a member's name, of letters and digits
 * @value: the text of its new value
 *
 * Returns: (transfer full): the object with that value in the place of the old one, or at its end
 */
char *
packshot_json_with_member (const char *object,
                           const char *name,
                           const char *value)
{
  const char *start, *end, *close;
  gsize head;

  g_return_val_if_fail (object != NULL && name != NULL && value != NULL, NULL);

  if (find_member (object, name, &start, &end))
    return g_strdup_printf ("%.*s%s%s", (int)(start - object), object, value, end);
  close = strrchr (object, '}');
  g_return_val_if_fail (close != NULL, NULL);
  for (head = (gsize)(close - object); head > 0 && g_ascii_isspace (object[head - 1]); head--)
    continue;
  return g_strdup_printf ("%.*s%s\"%s\":%s%s", (int)head, object,
                          head > 0 && object[head - 1] == '{' ? "" : ",", name, value,
                          object + head);
}

/**
 * packshot_json_split:
 * @array: the text of an array
 *
 * Returns: (transfer full) (element-type utf8): the texts of its values; none when it is no array
 */
GPtrArray *
packshot_json_split (const char *array)
{
  GPtrArray *values = g_ptr_array_new_with_free_func (g_free);
  const char *p = skip_space (array);

  if (*p != '[')
    return values;
  p = skip_space (p + 1);
  while (*p != '\0' && *p != ']')
    {
      const char *end = skip_value (p);

      if (end == p)
        break;
      g_ptr_array_add (values, g_strndup (p, (gsize)(end - p)));
      p = skip_space (end);
      p = skip_space (*p == ',' ? p + 1 : p);
    }
  return values;
}
