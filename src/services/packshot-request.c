/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* HTTP requests and responses as plain values. Each has one owner at a time; any thread. */

#include "config.h"

#include "packshot-request.h"

#include <string.h>

#define DEFAULT_MAX_BYTES (8 * 1024 * 1024)
#define DEFAULT_TIMEOUT_SECONDS 30

static void
part_free (PackshotPart *part)
{
  g_free (part->name);
  g_free (part->value);
  g_free (part->path);
  g_free (part->filename);
  g_free (part->mime);
  g_free (part);
}

static PackshotPart *
part_copy (const PackshotPart *part)
{
  PackshotPart *copy = g_new0 (PackshotPart, 1);

  copy->name = g_strdup (part->name);
  copy->value = g_strdup (part->value);
  copy->path = g_strdup (part->path);
  copy->filename = g_strdup (part->filename);
  copy->mime = g_strdup (part->mime);
  return copy;
}

static void
take_part (PackshotRequest *self,
           PackshotPart    *part)
{
  if (self->parts == NULL)
    self->parts = g_ptr_array_new_with_free_func ((GDestroyNotify)part_free);
  g_ptr_array_add (self->parts, part);
}

/**
 * packshot_request_new:
 * @method: the method
 * @url: absolute
 *
 * Returns: (transfer full): a request with a limit of 8 MiB for its answer and 30 seconds without
 *   a byte
 */
PackshotRequest *
packshot_request_new (const char *method,
                      const char *url)
{
  PackshotRequest *self;

  g_return_val_if_fail (method != NULL && url != NULL, NULL);

  self = g_new0 (PackshotRequest, 1);
  self->method = g_strdup (method);
  self->url = g_strdup (url);
  self->headers = g_ptr_array_new_with_free_func (g_free);
  self->max_bytes = DEFAULT_MAX_BYTES;
  self->timeout = DEFAULT_TIMEOUT_SECONDS;
  return self;
}

/**
 * packshot_request_copy:
 * @self: a request
 *
 * Returns: (transfer full): the same request once more
 */
PackshotRequest *
packshot_request_copy (const PackshotRequest *self)
{
  PackshotRequest *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = packshot_request_new (self->method, self->url);
  for (guint i = 0; i < self->headers->len; i++)
    g_ptr_array_add (copy->headers, g_strdup (self->headers->pdata[i]));
  copy->body = self->body != NULL ? g_bytes_ref (self->body) : NULL;
  copy->body_mime = g_strdup (self->body_mime);
  copy->body_path = g_strdup (self->body_path);
  for (guint i = 0; self->parts != NULL && i < self->parts->len; i++)
    take_part (copy, part_copy (self->parts->pdata[i]));
  copy->sink_path = g_strdup (self->sink_path);
  copy->max_bytes = self->max_bytes;
  copy->timeout = self->timeout;
  return copy;
}

/**
 * packshot_request_add_header:
 * @self: a request
 * @name: a header's name
 * @value: its value
 */
void
packshot_request_add_header (PackshotRequest *self,
                             const char      *name,
                             const char      *value)
{
  g_return_if_fail (self != NULL && name != NULL && value != NULL);

  g_ptr_array_add (self->headers, g_strdup (name));
  g_ptr_array_add (self->headers, g_strdup (value));
}

/**
 * packshot_request_add_field:
 * @self: a request
 * @name: a part's name
 * @value: its text
 */
void
packshot_request_add_field (PackshotRequest *self,
                            const char      *name,
                            const char      *value)
{
  PackshotPart part = { .name = (char *)name, .value = (char *)value };

  g_return_if_fail (self != NULL && name != NULL && value != NULL);

  take_part (self, part_copy (&part));
}

/**
 * packshot_request_add_file:
 * @self: a request
 * @name: a part's name
 * @path: the file with its content
 * @filename: what the server is told as its name
 * @mime: its type
 */
void
packshot_request_add_file (PackshotRequest *self,
                           const char      *name,
                           const char      *path,
                           const char      *filename,
                           const char      *mime)
{
  PackshotPart part = {
    .name = (char *)name,
    .path = (char *)path,
    .filename = (char *)filename,
    .mime = (char *)mime,
  };

  g_return_if_fail (self != NULL && name != NULL && path != NULL);
  g_return_if_fail (filename != NULL && mime != NULL);

  take_part (self, part_copy (&part));
}

/**
 * packshot_request_set_json:
 * @self: a request
 * @json: a JSON text that becomes its body
 */
void
packshot_request_set_json (PackshotRequest *self,
                           const char      *json)
{
  g_return_if_fail (self != NULL && json != NULL);

  g_clear_pointer (&self->body, g_bytes_unref);
  g_free (self->body_mime);
  self->body = g_bytes_new (json, strlen (json));
  self->body_mime = g_strdup ("application/json");
}

/**
 * packshot_request_is_safe:
 * @self: a request
 *
 * Returns: whether it changes nothing on the server, by its method
 */
gboolean
packshot_request_is_safe (const PackshotRequest *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return g_str_equal (self->method, "GET") || g_str_equal (self->method, "HEAD");
}

/**
 * packshot_request_free:
 * @self: (transfer full): a request
 */
void
packshot_request_free (PackshotRequest *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->method);
  g_free (self->url);
  g_ptr_array_unref (self->headers);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_free (self->body_mime);
  g_free (self->body_path);
  g_clear_pointer (&self->parts, g_ptr_array_unref);
  g_free (self->sink_path);
  g_free (self);
}

/**
 * packshot_response_new:
 * @status: an HTTP status
 *
 * Returns: (transfer full): an answer without headers and with an empty body
 */
PackshotResponse *
packshot_response_new (guint status)
{
  PackshotResponse *self = g_new0 (PackshotResponse, 1);

  self->status = status;
  self->headers = g_ptr_array_new_with_free_func (g_free);
  self->body = g_bytes_new (NULL, 0);
  return self;
}

/**
 * packshot_response_add_header:
 * @self: an answer
 * @name: a header's name
 * @value: its value
 */
void
packshot_response_add_header (PackshotResponse *self,
                              const char       *name,
                              const char       *value)
{
  g_return_if_fail (self != NULL && name != NULL && value != NULL);

  g_ptr_array_add (self->headers, g_ascii_strdown (name, -1));
  g_ptr_array_add (self->headers, g_strdup (value));
}

/**
 * packshot_response_get_header:
 * @self: an answer
 * @name: a header's name in any case
 *
 * Returns: (nullable): the value of the first header of that name
 */
const char *
packshot_response_get_header (const PackshotResponse *self,
                              const char             *name)
{
  g_return_val_if_fail (self != NULL && name != NULL, NULL);

  for (guint i = 0; i + 1 < self->headers->len; i += 2)
    if (g_ascii_strcasecmp (self->headers->pdata[i], name) == 0)
      return self->headers->pdata[i + 1];
  return NULL;
}

/**
 * packshot_response_free:
 * @self: (transfer full): an answer
 */
void
packshot_response_free (PackshotResponse *self)
{
  g_return_if_fail (self != NULL);

  g_ptr_array_unref (self->headers);
  g_bytes_unref (self->body);
  g_free (self);
}
