/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* JSON from servers, which is hostile until it is proven otherwise: checked and limited in depth
 * before it is parsed, read by functions that answer a wrong type as they answer a missing member.
 * Any thread. */

#include "config.h"

#include "packshot-json.h"

#include "packshot-json-private.h"
#include "packshot-service-error.h"

#include <string.h>

static gboolean
fail (GError    **error,
      const char *why)
{
  g_set_error (error, PACKSHOT_SERVICE_ERROR, PACKSHOT_SERVICE_ERROR_PROTOCOL,
               "The answer is not JSON: %s", why);
  return FALSE;
}

static JsonNode *
parse (const char *text,
       gsize       length,
       GError    **error)
{
  g_autoptr(JsonParser) parser = json_parser_new_immutable ();
  g_autoptr(GError) cause = NULL;
  JsonNode *root;
  const char *why;

  if (length > 0 && !g_utf8_validate_len (text, length, NULL))
    {
      fail (error, "not UTF-8");
      return NULL;
    }
  why = _packshot_json_check (text, length);
  if (why != NULL)
    {
      fail (error, why);
      return NULL;
    }
  if (!json_parser_load_from_data (parser, text, (gssize)length, &cause))
    {
      fail (error, cause->message);
      return NULL;
    }
  root = json_parser_get_root (parser);
  if (root == NULL)
    {
      fail (error, "it is empty");
      return NULL;
    }
  return json_node_ref (root);
}

/**
 * packshot_json_parse:
 * @bytes: an answer's body
 * @error: return location; %PACKSHOT_SERVICE_ERROR_PROTOCOL
 *
 * Returns: (transfer full): the value, at most 64 levels deep
 */
JsonNode *
packshot_json_parse (GBytes  *bytes,
                     GError **error)
{
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);

  return parse (text != NULL ? text : "", length, error);
}

/**
 * packshot_json_parse_text:
 * @text: a JSON text
 * @error: return location; %PACKSHOT_SERVICE_ERROR_PROTOCOL
 *
 * Returns: (transfer full): the value
 */
JsonNode *
packshot_json_parse_text (const char *text,
                          GError    **error)
{
  return parse (text, strlen (text), error);
}

/**
 * packshot_json_to_object:
 * @node: (nullable): a value
 *
 * Returns: (transfer none) (nullable): it as an object, or %NULL when it is none
 */
JsonObject *
packshot_json_to_object (JsonNode *node)
{
  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

static JsonNode *
member (JsonObject *object,
        const char *name,
        GType       type)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node))
    return NULL;
  return json_node_get_value_type (node) == type ? node : NULL;
}

/**
 * packshot_json_get_object:
 * @object: (nullable): an object
 * @name: a member's name
 *
 * Returns: (transfer none) (nullable): the member, when it is an object
 */
JsonObject *
packshot_json_get_object (JsonObject *object,
                          const char *name)
{
  return object != NULL ? packshot_json_to_object (json_object_get_member (object, name)) : NULL;
}

/**
 * packshot_json_get_array:
 * @object: (nullable): an object
 * @name: a member's name
 *
 * Returns: (transfer none) (nullable): the member, when it is an array
 */
JsonArray *
packshot_json_get_array (JsonObject *object,
                         const char *name)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

/**
 * packshot_json_get_string:
 * @object: (nullable): an object
 * @name: a member's name
 *
 * Returns: (transfer none) (nullable): the member, when it is a string
 */
const char *
packshot_json_get_string (JsonObject *object,
                          const char *name)
{
  JsonNode *node = member (object, name, G_TYPE_STRING);

  return node != NULL ? json_node_get_string (node) : NULL;
}

/**
 * packshot_json_dup_id:
 * @object: (nullable): an object
 * @name: a member's name
 *
 * Returns: (transfer full) (nullable): the member as an id: a string that is not empty, or a number
 *   as text
 */
char *
packshot_json_dup_id (JsonObject *object,
                      const char *name)
{
  const char *text = packshot_json_get_string (object, name);
  JsonNode *number = member (object, name, G_TYPE_INT64);

  if (number != NULL)
    return g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (number));
  return text != NULL && *text != '\0' ? g_strdup (text) : NULL;
}

/**
 * packshot_json_dup_line:
 * @object: (nullable): an object
 * @name: a member's name
 *
 * Returns: (transfer full) (nullable): the member, when it is a string, on one line: control
 *   characters are spaces
 */
char *
packshot_json_dup_line (JsonObject *object,
                        const char *name)
{
  const char *text = packshot_json_get_string (object, name);
  GString *line;

  if (text == NULL)
    return NULL;
  line = g_string_new (NULL);
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      g_string_append_unichar (line, g_unichar_iscntrl (c) ? ' ' : c);
    }
  return g_string_free (line, FALSE);
}

/**
 * packshot_json_get_int:
 * @object: (nullable): an object
 * @name: a member's name
 * @fallback: what to answer when there is no such number
 *
 * Returns: the member, when it is a whole number
 */
gint64
packshot_json_get_int (JsonObject *object,
                       const char *name,
                       gint64      fallback)
{
  JsonNode *node = member (object, name, G_TYPE_INT64);

  return node != NULL ? json_node_get_int (node) : fallback;
}

/**
 * packshot_json_get_boolean:
 * @object: (nullable): an object
 * @name: a member's name
 * @fallback: what to answer when there is no such truth value
 *
 * Returns: the member, when it is a truth value
 */
gboolean
packshot_json_get_boolean (JsonObject *object,
                           const char *name,
                           gboolean    fallback)
{
  JsonNode *node = member (object, name, G_TYPE_BOOLEAN);

  return node != NULL ? json_node_get_boolean (node) : fallback;
}
