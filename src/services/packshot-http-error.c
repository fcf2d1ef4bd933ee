/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* The only place where an HTTP status becomes an error of ours. Its text is what the server says in
 * one of the shapes that the three services are documented to use:
 *
 *   {"type","title","status","detail","retry_after_seconds"}   RFC 9457
 *   {"detail":[{"loc":[…],"msg":"…"}]}                          a list of what is wrong
 *   {"error","message","status"}, {"message"}, "text", text
 *
 * Main thread. */

#include "config.h"

#include "packshot-http-private.h"

#include "packshot-json.h"

#include <libsoup/soup.h>
#include <string.h>

#define MAX_TEXT_CHARS 300
#define MAX_TEXT_BYTES 65536

typedef struct
{
  guint                from;
  guint                to;
  PackshotServiceError code;
} StatusRange;

/* The first that fits counts. */
static const StatusRange ranges[] = {
  { 401, 401, PACKSHOT_SERVICE_ERROR_AUTH },
  { 402, 403, PACKSHOT_SERVICE_ERROR_FORBIDDEN },
  { 404, 404, PACKSHOT_SERVICE_ERROR_GONE },
  { 405, 405, PACKSHOT_SERVICE_ERROR_NOT_SUPPORTED },
  { 408, 408, PACKSHOT_SERVICE_ERROR_SERVER },
  { 409, 409, PACKSHOT_SERVICE_ERROR_CONFLICT },
  { 410, 410, PACKSHOT_SERVICE_ERROR_GONE },
  { 412, 412, PACKSHOT_SERVICE_ERROR_CONFLICT },
  { 413, 413, PACKSHOT_SERVICE_ERROR_TOO_LARGE },
  { 415, 415, PACKSHOT_SERVICE_ERROR_FORMAT },
  { 425, 425, PACKSHOT_SERVICE_ERROR_SERVER },
  { 429, 429, PACKSHOT_SERVICE_ERROR_THROTTLED },
  { 400, 499, PACKSHOT_SERVICE_ERROR_INVALID },
  { 501, 501, PACKSHOT_SERVICE_ERROR_NOT_SUPPORTED },
  { 500, 599, PACKSHOT_SERVICE_ERROR_SERVER },
};

static PackshotServiceError
code_of (guint    status,
         gboolean anonymous)
{
  /* A host of pictures knows no key: when it refuses, the address is no longer good. */
  if (anonymous && (status == 401 || status == 403))
    return PACKSHOT_SERVICE_ERROR_GONE;
  for (guint i = 0; i < G_N_ELEMENTS (ranges); i++)
    if (status >= ranges[i].from && status <= ranges[i].to)
      return ranges[i].code;
  return PACKSHOT_SERVICE_ERROR_PROTOCOL;
}

/* The first entry of a list of complaints. */
static const char *
text_of_list (JsonArray *list)
{
  JsonNode *first = json_array_get_length (list) > 0 ? json_array_get_element (list, 0) : NULL;
  JsonObject *object = packshot_json_to_object (first);

  if (object != NULL)
    return packshot_json_get_string (object, "msg");
  if (first != NULL && JSON_NODE_HOLDS_VALUE (first))
    return json_node_get_string (first);
  return NULL;
}

static const char *
text_of_object (JsonObject *object)
{
  static const char * const members[] = { "message", "detail", "title", "error" };

  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    {
      const char *text = packshot_json_get_string (object, members[i]);
      JsonArray *list = packshot_json_get_array (object, members[i]);
      JsonObject *inner = packshot_json_get_object (object, members[i]);

      if (text == NULL && list != NULL)
        text = text_of_list (list);
      if (text == NULL && inner != NULL)
        text = packshot_json_get_string (inner, "message");
      if (text != NULL && *text != '\0')
        return text;
    }
  return NULL;
}

static char *
clean (const char *text,
       gsize       length)
{
  GString *line = g_string_new (NULL);
  guint n = 0;

  for (const char *p = text; p < text + length && n < MAX_TEXT_CHARS; p = g_utf8_next_char (p), n++)
    {
      gunichar c = g_utf8_get_char (p);

      g_string_append_unichar (line, g_unichar_iscntrl (c) ? ' ' : c);
    }
  g_strstrip (line->str);
  return g_string_free (line, FALSE);
}

/* Text that is not JSON; a page for a browser says nothing to anybody. */
static char *
plain_text (const char *data,
            gsize       length)
{
  g_autofree char *text = NULL;

  if (length == 0 || length > MAX_TEXT_BYTES || !g_utf8_validate_len (data, length, NULL))
    return NULL;
  text = clean (data, length);
  if (*text == '\0' || *text == '<' || *text == '{' || *text == '[')
    return NULL;
  return g_steal_pointer (&text);
}

static char *
dup_text (const PackshotResponse *response,
          JsonNode               *node)
{
  const char *text = NULL;
  gsize length;
  const char *data = g_bytes_get_data (response->body, &length);

  if (node == NULL)
    return plain_text (data, length);
  if (JSON_NODE_HOLDS_OBJECT (node))
    text = text_of_object (json_node_get_object (node));
  else if (JSON_NODE_HOLDS_VALUE (node))
    text = json_node_get_string (node);
  return text != NULL ? clean (text, strlen (text)) : NULL;
}

static int
retry_after (const PackshotResponse *response,
             JsonNode               *node,
             gint64                  now)
{
  int seconds = packshot_budget_retry_after (response, now);
  JsonObject *object = packshot_json_to_object (node);

  if (seconds >= 0 || object == NULL)
    return seconds;
  return (int)CLAMP (packshot_json_get_int (object, "retry_after_seconds", -1), -1, 24 * 60 * 60);
}

/* The error of an answer whose status is not one of success. */
GError *
_packshot_http_error_new (const PackshotResponse *response,
                          gboolean                anonymous,
                          gint64                  now)
{
  g_autoptr(JsonNode) node = packshot_json_parse (response->body, NULL);
  g_autofree char *text = dup_text (response, node);
  PackshotServiceError code = code_of (response->status, anonymous);
  GError *error;

  if (text == NULL || *text == '\0')
    error = packshot_service_error_new (code, "The server answered %u %s", response->status,
                                        soup_status_get_phrase (response->status));
  else
    error = packshot_service_error_new (code, "The server answered %u: %s", response->status, text);
  if (response->status == 429 || response->status >= 500)
    packshot_service_error_set_retry_after (error, retry_after (response, node, now));
  return error;
}
