/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* What the sandbox needs of JSON beyond json-glib: a parser that a deeply nested body can't make
 * run out of stack, reading members whatever their type is, and deep copies. Any thread. */

#include "config.h"

#include "packshot-sandbox-json-private.h"

#define DEPTH_MAX 64

/* json-glib descends by recursion, so the depth is looked at first. */
static gboolean
depth_is_sane (const char *text,
               gsize       length)
{
  gboolean in_string = FALSE;
  guint depth = 0;

  for (gsize i = 0; i < length; i++)
    {
      if (in_string)
        {
          if (text[i] == '\\')
            i++;
          else if (text[i] == '"')
            in_string = FALSE;
        }
      else if (text[i] == '"')
        in_string = TRUE;
      else if ((text[i] == '[' || text[i] == '{') && ++depth > DEPTH_MAX)
        return FALSE;
      else if ((text[i] == ']' || text[i] == '}') && depth > 0)
        depth--;
    }
  return TRUE;
}

/* Returns: (transfer full) (nullable): what @bytes hold; NULL when they are not JSON */
JsonNode *
_packshot_sandbox_json_parse (GBytes *bytes)
{
  g_autoptr(JsonParser) parser = NULL;
  const char *text;
  gsize length;

  if (bytes == NULL)
    return NULL;
  text = g_bytes_get_data (bytes, &length);
  if (length == 0 || !g_utf8_validate_len (text, length, NULL) || !depth_is_sane (text, length))
    return NULL;
  parser = json_parser_new_immutable ();
  if (!json_parser_load_from_data (parser, text, length, NULL))
    return NULL;
  return json_parser_steal_root (parser);
}

/* Returns: (transfer full) (nullable): a copy that may be changed; NULL when it is not an object */
JsonObject *
_packshot_sandbox_json_parse_object (GBytes *bytes)
{
  g_autoptr(JsonNode) node = _packshot_sandbox_json_parse (bytes);

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return NULL;
  return _packshot_sandbox_json_copy (json_node_get_object (node));
}

/* Whatever the text of a request was that an answer repeats: JSON is UTF-8. */
GBytes *
_packshot_sandbox_json_to_bytes (JsonNode *node)
{
  g_autofree char *text = json_to_string (node, FALSE);
  char *valid = g_utf8_make_valid (text, -1);

  return g_bytes_new_take (valid, strlen (valid));
}

/* Returns: (transfer full): the object without a line break, as JSON writes those escaped */
char *
_packshot_sandbox_json_to_line (JsonObject *object)
{
  g_autoptr(JsonNode) node = json_node_new (JSON_NODE_OBJECT);

  json_node_set_object (node, object);
  return json_to_string (node, FALSE);
}

static JsonNode *
copy_node (JsonNode *node)
{
  JsonNode *copy;
  JsonArray *from, *to;

  if (JSON_NODE_HOLDS_OBJECT (node))
    {
      copy = json_node_new (JSON_NODE_OBJECT);
      json_node_take_object (copy, _packshot_sandbox_json_copy (json_node_get_object (node)));
      return copy;
    }
  if (!JSON_NODE_HOLDS_ARRAY (node))
    return json_node_copy (node);
  from = json_node_get_array (node);
  to = json_array_new ();
  for (guint i = 0; i < json_array_get_length (from); i++)
    json_array_add_element (to, copy_node (json_array_get_element (from, i)));
  copy = json_node_new (JSON_NODE_ARRAY);
  json_node_take_array (copy, to);
  return copy;
}

/* Returns: (transfer full): a copy down to the last member */
JsonObject *
_packshot_sandbox_json_copy (JsonObject *object)
{
  JsonObject *copy = json_object_new ();
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    json_object_set_member (copy, name, copy_node (node));
  return copy;
}

static JsonNode *
member_of_type (JsonObject *object,
                const char *member,
                GType       type)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, member) : NULL;

  return node != NULL && json_node_get_value_type (node) == type ? node : NULL;
}

/* Returns: (transfer none) (nullable): the member, or @fallback when it is not a string */
const char *
_packshot_sandbox_json_string (JsonObject *object,
                               const char *member,
                               const char *fallback)
{
  JsonNode *node = member_of_type (object, member, G_TYPE_STRING);

  return node != NULL ? json_node_get_string (node) : fallback;
}

gint64
_packshot_sandbox_json_int (JsonObject *object,
                            const char *member,
                            gint64      fallback)
{
  JsonNode *node = member_of_type (object, member, G_TYPE_INT64);

  return node != NULL ? json_node_get_int (node) : fallback;
}

gboolean
_packshot_sandbox_json_bool (JsonObject *object,
                             const char *member,
                             gboolean    fallback)
{
  JsonNode *node = member_of_type (object, member, G_TYPE_BOOLEAN);

  return node != NULL ? json_node_get_boolean (node) : fallback;
}

/* Returns: (transfer none) (nullable): the member when it is an array */
JsonArray *
_packshot_sandbox_json_array (JsonObject *object,
                              const char *member)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, member) : NULL;

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

/* Returns: (transfer none) (nullable): the member when it is an object */
JsonObject *
_packshot_sandbox_json_object (JsonObject *object,
                               const char *member)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, member) : NULL;

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

/* Returns: (transfer none) (nullable): the element when it is there and an object */
JsonObject *
_packshot_sandbox_json_element (JsonArray *array,
                                guint      index)
{
  JsonNode *node;

  if (array == NULL || index >= json_array_get_length (array))
    return NULL;
  node = json_array_get_element (array, index);
  return JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}
