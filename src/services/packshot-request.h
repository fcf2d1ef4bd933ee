/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * PackshotPart:
 * @name: the part's name
 * @value: (nullable): its text; %NULL when it is a file
 * @path: (nullable): the file that is streamed
 * @filename: (nullable): its name as told to the server
 * @mime: (nullable): its type
 *
 * One part of a `multipart/form-data` body.
 */
typedef struct
{
  char *name;
  char *value;
  char *path;
  char *filename;
  char *mime;
} PackshotPart;

/**
 * PackshotRequest:
 * @method: GET, POST, PUT, DELETE
 * @url: absolute
 * @headers: (element-type utf8): names and values in turn
 * @body: (nullable): a small body
 * @body_mime: (nullable): its type
 * @body_path: (nullable): a file that is the whole body, streamed; @body_mime is its type
 * @parts: (nullable) (element-type PackshotPart): a multipart body, streamed
 * @sink_path: (nullable): a new file that takes the answer's body when the status is 200
 * @max_bytes: longest answer that is read, in memory or into the file
 * @timeout: seconds without a byte in either direction
 *
 * One HTTP request as a value. It is sent once and never again by itself; a redirect is an answer
 * like any other.
 */
typedef struct
{
  char *method;
  char *url;
  GPtrArray *headers;
  GBytes *body;
  char *body_mime;
  char *body_path;
  GPtrArray *parts;
  char *sink_path;
  gint64 max_bytes;
  guint timeout;
} PackshotRequest;

/**
 * PackshotResponse:
 * @status: the HTTP status
 * @headers: (element-type utf8): names in lower case and values in turn
 * @body: the body, empty when it went into a file
 */
typedef struct
{
  guint status;
  GPtrArray *headers;
  GBytes *body;
} PackshotResponse;

PackshotRequest  *packshot_request_new         (const char             *method,
                                                const char             *url);
PackshotRequest  *packshot_request_copy        (const PackshotRequest  *self);
void              packshot_request_add_header  (PackshotRequest        *self,
                                                const char             *name,
                                                const char             *value);
void              packshot_request_add_field   (PackshotRequest        *self,
                                                const char             *name,
                                                const char             *value);
void              packshot_request_add_file    (PackshotRequest        *self,
                                                const char             *name,
                                                const char             *path,
                                                const char             *filename,
                                                const char             *mime);
void              packshot_request_set_json    (PackshotRequest        *self,
                                                const char             *json);
gboolean          packshot_request_is_safe     (const PackshotRequest  *self);
void              packshot_request_free        (PackshotRequest        *self);

PackshotResponse *packshot_response_new        (guint                   status);
void              packshot_response_add_header (PackshotResponse       *self,
                                                const char             *name,
                                                const char             *value);
const char       *packshot_response_get_header (const PackshotResponse *self,
                                                const char             *name);
void              packshot_response_free       (PackshotResponse       *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PackshotRequest, packshot_request_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PackshotResponse, packshot_response_free)

G_END_DECLS
