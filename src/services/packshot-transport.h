/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * PackshotProgressFunc:
 * @done: bytes sent so far
 * @total: bytes in all
 *
 * Called on the main thread, at most some times a second.
 */
typedef void (*PackshotProgressFunc) (gint64   done,
                                      gint64   total,
                                      gpointer user_data);

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
 * @headers: names and values in turn, %NULL-terminated
 * @body: (nullable): a small body
 * @body_mime: (nullable): its type
 * @body_path: (nullable): a file that is the whole body, streamed; @body_mime is its type
 * @parts: (nullable) (element-type PackshotPart): a multipart body, streamed
 * @sink_path: (nullable): a new file that takes the answer's body when the status is 200
 * @max_bytes: longest answer that is read, in memory or into the file
 * @timeout: seconds without a byte in either direction
 * @follow_redirects: whether a redirect of a GET to the same origin is followed; to another origin never
 *   with the headers of this request
 *
 * One HTTP request as a value. It is sent once and never again by itself.
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
  gboolean follow_redirects;
} PackshotRequest;

/**
 * PackshotResponse:
 * @status: the HTTP status
 * @headers: names (in lower case) and values in turn, %NULL-terminated
 * @body: the body, empty when it went into a file
 */
typedef struct
{
  guint status;
  GPtrArray *headers;
  GBytes *body;
} PackshotResponse;

PackshotRequest  *packshot_request_new          (const char *method, const char *url);
void              packshot_request_add_header   (PackshotRequest *self, const char *name, const char *value);
void              packshot_request_add_field    (PackshotRequest *self, const char *name, const char *value);
void              packshot_request_add_file     (PackshotRequest *self, const char *name, const char *path,
                                                 const char *filename, const char *mime);
void              packshot_request_free         (PackshotRequest *self);
PackshotResponse *packshot_response_new         (guint status);
const char       *packshot_response_get_header  (const PackshotResponse *self, const char *name);
void              packshot_response_free        (PackshotResponse *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PackshotRequest, packshot_request_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PackshotResponse, packshot_response_free)

#define PACKSHOT_TYPE_TRANSPORT (packshot_transport_get_type ())
G_DECLARE_INTERFACE (PackshotTransport, packshot_transport, PACKSHOT, TRANSPORT, GObject)

/**
 * PackshotTransportInterface:
 * @send_async: sends @request, which it takes over
 *
 * Where requests go: libsoup in the program, a direct call into the sandbox in a test. Every answer of a
 * server is a response, whatever its status; an error means that none came.
 */
struct _PackshotTransportInterface
{
  GTypeInterface parent_iface;

  void               (* send_async)  (PackshotTransport    *self,
                                      PackshotRequest      *request,
                                      PackshotProgressFunc  progress,
                                      gpointer              progress_data,
                                      GCancellable         *cancellable,
                                      GAsyncReadyCallback   callback,
                                      gpointer              user_data);
  PackshotResponse * (* send_finish) (PackshotTransport    *self,
                                      GAsyncResult         *result,
                                      GError              **error);
};

void              packshot_transport_send_async  (PackshotTransport    *self,
                                                  PackshotRequest      *request,
                                                  PackshotProgressFunc  progress,
                                                  gpointer              progress_data,
                                                  GCancellable         *cancellable,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              user_data);
PackshotResponse *packshot_transport_send_finish (PackshotTransport    *self,
                                                  GAsyncResult         *result,
                                                  GError              **error);

PackshotTransport *packshot_soup_transport_new   (void);

G_END_DECLS
