/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* GoldLeaf's answers as values of ours. The vendor gives hardly a schema and its pages disagree, so
 * each shape that a page shows is taken. Any thread. */

#include "config.h"

#include "packshot-goldleaf-json.h"

#include "packshot-service-error.h"

#include <string.h>

/* Whether a text is an id: 24 hexadecimal digits. */
gboolean
_packshot_goldleaf_is_id (const char *text)
{
  return text != NULL && strlen (text) == PACKSHOT_GOLDLEAF_ID_LENGTH &&
         strspn (text, "0123456789abcdefABCDEF") == PACKSHOT_GOLDLEAF_ID_LENGTH;
}

/* `{"data":{"securityToken"}}` by one page, `{"securityToken","expires"}` by another. */
char *
_packshot_goldleaf_parse_token (JsonNode *node,
                                gint64   *expires,
                                GError  **error)
{
  JsonObject *object = packshot_json_to_object (node);
  JsonObject *data = packshot_json_get_object (object, "data");
  const char *token = packshot_json_get_string (data != NULL ? data : object, "securityToken");
  const char *text = packshot_json_get_string (data != NULL ? data : object, "expires");
  g_autoptr(GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr(GDateTime) date = text != NULL ? g_date_time_new_from_iso8601 (text, utc) : NULL;

  *expires = date != NULL ? g_date_time_to_unix (date) * G_USEC_PER_SEC : 0;
  if (token != NULL && *token != '\0')
    {
      for (const char *p = token; *p != '\0'; p++)
        if (!g_ascii_isgraph (*p))
          token = "";
      if (*token != '\0')
        return g_strdup (token);
    }
  g_set_error (error, PACKSHOT_SERVICE_ERROR, PACKSHOT_SERVICE_ERROR_PROTOCOL,
               "The server gave no token for the key");
  return NULL;
}

/* `{"items":[…],"total","page"}`, the same under other names, or a bare list. */
JsonArray *
_packshot_goldleaf_parse_list (JsonNode *node,
                               gint64   *total,
                               gint64   *page,
                               GError  **error)
{
  static const char * const names[] = { "items", "data", "brands", "customers" };
  JsonObject *object = packshot_json_to_object (node);
  JsonArray *list = NULL;

  if (JSON_NODE_HOLDS_ARRAY (node))
    list = json_node_get_array (node);
  for (guint i = 0; list == NULL && i < G_N_ELEMENTS (names); i++)
    list = packshot_json_get_array (object, names[i]);
  *total = packshot_json_get_int (object, "total", -1);
  *page = packshot_json_get_int (object, "page", -1);
  if (list == NULL)
    g_set_error (error, PACKSHOT_SERVICE_ERROR, PACKSHOT_SERVICE_ERROR_PROTOCOL,
                 "The server sent no list");
  return list;
}

/* An owner of a picture, or NULL when it has no id. */
PackshotItem *
_packshot_goldleaf_parse_owner (JsonNode        *node,
                                PackshotItemKind kind)
{
  JsonObject *object = packshot_json_to_object (node);
  const char *id = packshot_json_get_string (object, "_id");
  PackshotItem *item;

  if (!_packshot_goldleaf_is_id (id))
    id = packshot_json_get_string (object, "id");
  if (!_packshot_goldleaf_is_id (id))
    return NULL;
  item = packshot_item_new ();
  item->kind = kind;
  item->key = g_strdup (id);
  item->name = packshot_json_dup_line (object, "name");
  if (item->name == NULL || *item->name == '\0')
    {
      g_free (item->name);
      item->name = g_strdup (id);
    }
  item->sku = packshot_json_dup_line (object, "erpId");
  item->detail = packshot_json_dup_line (object, "city");
  return item;
}

/* The caller's organization, plain or wrapped, or NULL when the answer does not tell. */
PackshotItem *
_packshot_goldleaf_parse_organization (JsonNode *node)
{
  static const char * const names[] = { "organization", "data" };
  PackshotItem *item = _packshot_goldleaf_parse_owner (node, PACKSHOT_ITEM_ORGANIZATION);
  JsonObject *object = packshot_json_to_object (node);

  for (guint i = 0; item == NULL && object != NULL && i < G_N_ELEMENTS (names); i++)
    if (json_object_has_member (object, names[i]))
      item = _packshot_goldleaf_parse_owner (json_object_get_member (object, names[i]),
                                             PACKSHOT_ITEM_ORGANIZATION);
  return item;
}

/* The word `complete`, as JSON or bare. */
gboolean
_packshot_goldleaf_parse_complete (GBytes *body)
{
  gsize length;
  const char *data = g_bytes_get_data (body, &length);
  g_autofree char *text = NULL;

  if (length == 0 || length > 64)
    return FALSE;
  text = g_strstrip (g_strndup (data, length));
  return g_ascii_strcasecmp (text, "complete") == 0 ||
         g_ascii_strcasecmp (text, "\"complete\"") == 0;
}
