/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* A request and a response as values: method, path, headers, bytes. No socket, no libsoup, so
 * that a test or a transport inside the process can make them. Each belongs to one thread at a
 * time. */

#include "config.h"

#include "packshot-sandbox-json-private.h"
#include "packshot-sandbox-message-private.h"

static const char *
headers_find (GPtrArray  *headers,
              const char *name)
{
  for (guint i = 0; i + 1 < headers->len; i += 2)
    {
      if (g_ascii_strcasecmp (g_ptr_array_index (headers, i), name) == 0)
        return g_ptr_array_index (headers, i + 1);
    }
  return NULL;
}

/**
 * packshot_sandbox_request_new:
 * @method: HTTP method
 * @target: a path with or without a query, percent-encoded, or a whole URL
 *
 * Scheme, host and port of a URL, and a fragment, are left out.
 *
 * Returns: (transfer full): a request without headers and body
 */
PackshotSandboxRequest *
packshot_sandbox_request_new (const char *method,
                              const char *target)
{
  PackshotSandboxRequest *self;
  g_auto(GStrv) parts = NULL;
  g_autofree char *whole = NULL;
  const char *host;

  g_return_val_if_fail (method != NULL && target != NULL, NULL);

  host = strstr (target, "://");
  if (host != NULL && target[0] != '/')
    target = host + 3 + strcspn (host + 3, "/?#");
  whole = g_strndup (target, strcspn (target, "#"));
  parts = g_strsplit (whole, "?", 2);

  self = g_new0 (PackshotSandboxRequest, 1);
  self->method = g_strdup (method);
  self->path = g_strdup (parts[0] != NULL && parts[0][0] != '\0' ? parts[0] : "/");
  self->query = g_strdup (parts[0] != NULL ? parts[1] : NULL);
  self->headers = g_ptr_array_new_with_free_func (g_free);
  return self;
}

/**
 * packshot_sandbox_request_add_header:
 * @self: a request
 * @name: a header's name, in any case
 * @value: its value
 */
void
packshot_sandbox_request_add_header (PackshotSandboxRequest *self,
                                     const char             *name,
                                     const char             *value)
{
  g_return_if_fail (self != NULL && name != NULL && value != NULL);

  g_ptr_array_add (self->headers, g_strdup (name));
  g_ptr_array_add (self->headers, g_strdup (value));
}

/**
 * packshot_sandbox_request_set_body:
 * @self: a request
 * @body: (nullable): the whole body; a slice of it may be kept, so large bodies are best mapped
 *   files
 */
void
packshot_sandbox_request_set_body (PackshotSandboxRequest *self,
                                   GBytes                 *body)
{
  g_return_if_fail (self != NULL);

  if (body != NULL)
    g_bytes_ref (body);
  g_clear_pointer (&self->body, g_bytes_unref);
  self->body = body;
}

/**
 * packshot_sandbox_request_set_origin:
 * @self: a request
 * @origin: which of the two hosts it came to
 */
void
packshot_sandbox_request_set_origin (PackshotSandboxRequest *self,
                                     PackshotSandboxOrigin   origin)
{
  g_return_if_fail (self != NULL);

  self->origin = origin;
}

/**
 * packshot_sandbox_request_get_header:
 * @self: a request
 * @name: a header's name, in any case
 *
 * Returns: (nullable): the first value of it
 */
const char *
packshot_sandbox_request_get_header (PackshotSandboxRequest *self,
                                     const char             *name)
{
  g_return_val_if_fail (self != NULL, NULL);

  return headers_find (self->headers, name);
}

/**
 * packshot_sandbox_request_free:
 * @self: (transfer full): a request
 */
void
packshot_sandbox_request_free (PackshotSandboxRequest *self)
{
  g_free (self->method);
  g_free (self->path);
  g_free (self->query);
  g_ptr_array_unref (self->headers);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_free (self);
}

/* Returns: (transfer full) (nullable): names and values, decoded; NULL when it is not well
 *   formed */
GHashTable *
_packshot_sandbox_request_parse_query (PackshotSandboxRequest *self)
{
  if (self->query == NULL)
    return g_hash_table_new (g_str_hash, g_str_equal);
  return g_uri_parse_params (self->query, -1, "&", G_URI_PARAMS_WWW_FORM, NULL);
}

/* Returns: (transfer full) (nullable): the path's segments, decoded; NULL when one is not well
 *   formed. "/a/b" has the segments "a" and "b", "/a/" has "a" and "". */
GStrv
_packshot_sandbox_request_parse_path (PackshotSandboxRequest *self)
{
  g_auto(GStrv) raw = NULL;
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();

  if (self->path[0] != '/')
    return NULL;
  raw = g_strsplit (self->path + 1, "/", -1);
  for (guint i = 0; raw[i] != NULL; i++)
    {
      g_autofree char *segment = g_uri_unescape_string (raw[i], NULL);

      if (segment == NULL || !g_utf8_validate (segment, -1, NULL))
        return NULL;
      g_strv_builder_add (builder, segment);
    }
  return g_strv_builder_end (builder);
}

char *
_packshot_sandbox_request_dup_target (PackshotSandboxRequest *self)
{
  if (self->query == NULL)
    return g_strdup (self->path);
  return g_strconcat (self->path, "?", self->query, NULL);
}

PackshotSandboxResponse *
_packshot_sandbox_response_new (guint status)
{
  PackshotSandboxResponse *self = g_new0 (PackshotSandboxResponse, 1);

  self->status = status;
  self->headers = g_ptr_array_new_with_free_func (g_free);
  return self;
}

/* @bytes: (transfer full) */
PackshotSandboxResponse *
_packshot_sandbox_response_new_bytes (guint       status,
                                      const char *type,
                                      GBytes     *bytes)
{
  PackshotSandboxResponse *self = _packshot_sandbox_response_new (status);

  _packshot_sandbox_response_set_header (self, "Content-Type", type);
  self->body = bytes;
  return self;
}

/* @node: (transfer full) */
PackshotSandboxResponse *
_packshot_sandbox_response_new_node (guint     status,
                                     JsonNode *node)
{
  g_autoptr(JsonNode) owned = node;

  return _packshot_sandbox_response_new_bytes (status, "application/json",
                                               _packshot_sandbox_json_to_bytes (owned));
}

/* @object: (transfer full) */
PackshotSandboxResponse *
_packshot_sandbox_response_new_object (guint       status,
                                       JsonObject *object)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  json_node_take_object (node, object);
  return _packshot_sandbox_response_new_node (status, node);
}

/* Replaces a header of the same name. */
void
_packshot_sandbox_response_set_header (PackshotSandboxResponse *self,
                                       const char              *name,
                                       const char              *value)
{
  for (guint i = 0; i + 1 < self->headers->len; i += 2)
    {
      if (g_ascii_strcasecmp (g_ptr_array_index (self->headers, i), name) != 0)
        continue;
      g_ptr_array_remove_range (self->headers, i, 2);
      break;
    }
  g_ptr_array_add (self->headers, g_strdup (name));
  g_ptr_array_add (self->headers, g_strdup (value));
}

void
_packshot_sandbox_response_set_number (PackshotSandboxResponse *self,
                                       const char              *name,
                                       gint64                   value)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, value);

  _packshot_sandbox_response_set_header (self, name, text);
}

/**
 * packshot_sandbox_response_get_header:
 * @self: a response
 * @name: a header's name, in any case
 *
 * Returns: (nullable): its value
 */
const char *
packshot_sandbox_response_get_header (PackshotSandboxResponse *self,
                                      const char              *name)
{
  g_return_val_if_fail (self != NULL, NULL);

  return headers_find (self->headers, name);
}

/**
 * packshot_sandbox_response_free:
 * @self: (transfer full): a response
 */
void
packshot_sandbox_response_free (PackshotSandboxResponse *self)
{
  g_ptr_array_unref (self->headers);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_free (self);
}
