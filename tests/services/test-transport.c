/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* The transport over real sockets against a server that sends whatever it is told: what arrives at
 * the server byte by byte, and what each way of going wrong becomes. Every case that both halves of
 * the transport have to stand is tried on a small call and on a transfer. */

#include "config.h"

#include "packshot-body-stream.h"
#include "packshot-service-error.h"
#include "packshot-test.h"
#include "packshot-transport.h"
#include "raw-server.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define OK "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"
#define LARGE_BYTES (200 * 1024 * 1024)
#define LARGE_GROWTH_KIB (20 * 1024)

typedef struct
{
  RawServer         *server;
  PackshotTransport *transport;
  char              *tmp;
  char              *sink;
} Wire;

static void
wire_init (Wire       *w,
           RawMode     mode,
           const char *answer)
{
  w->server = raw_server_new ();
  w->transport = packshot_soup_transport_new ();
  w->tmp = packshot_test_tmp_new ();
  w->sink = g_build_filename (w->tmp, "sink", NULL);
  raw_server_set_answer (w->server, mode, answer);
}

static void
wire_clear (Wire *w)
{
  g_clear_object (&w->transport);
  g_clear_pointer (&w->server, raw_server_free);
  g_clear_pointer (&w->sink, g_free);
  g_clear_pointer (&w->tmp, packshot_test_tmp_free);
}

static PackshotRequest *
request_new (Wire       *w,
             const char *method,
             gboolean    is_transfer)
{
  g_autofree char *url = raw_server_dup_url (w->server, "/x");
  PackshotRequest *request = packshot_request_new (method, url);

  if (is_transfer)
    request->sink_path = g_strdup (w->sink);
  return request;
}

static PackshotResponse *
send_with (Wire            *w,
           PackshotRequest *request,
           GCancellable    *cancellable,
           GError         **error)
{
  g_auto(PackshotTestAwait) await = { NULL };

  packshot_transport_send_async (w->transport, request, NULL, NULL, cancellable,
                                 packshot_test_await_cb, &await);
  return packshot_transport_send_finish (w->transport, packshot_test_await (&await), error);
}

static char *
write_file (Wire       *w,
            const char *content)
{
  char *path = g_build_filename (w->tmp, "file", NULL);

  g_assert_true (g_file_set_contents (path, content, -1, NULL));
  return path;
}

static void
assert_body (const PackshotResponse *response,
             const char             *body)
{
  gsize length;
  const char *data = g_bytes_get_data (response->body, &length);

  g_assert_cmpmem (data, length, body, strlen (body));
}

static void
test_small (void)
{
  Wire w;
  PackshotRequest *request;
  g_autoptr(PackshotResponse) response = NULL;
  g_autofree char *head = NULL;
  g_autofree char *body = NULL;
  g_autoptr(GError) error = NULL;

  wire_init (&w, RAW_ANSWER, "HTTP/1.1 201 Created\r\nX-One: 1\r\nContent-Length: 5\r\n\r\nhello");
  request = request_new (&w, "POST", FALSE);
  packshot_request_add_header (request, "X-API-Key", "secret");
  packshot_request_set_json (request, "{\"a\":1}");
  response = send_with (&w, request, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (response->status, ==, 201);
  g_assert_cmpstr (packshot_response_get_header (response, "x-oNE"), ==, "1");
  assert_body (response, "hello");
  head = raw_server_dup_head (w.server);
  body = raw_server_dup_body (w.server);
  g_assert_true (g_str_has_prefix (head, "POST /x HTTP/1.1\r\n"));
  g_assert_nonnull (strstr (head, "\r\nX-API-Key: secret\r\n"));
  g_assert_nonnull (strstr (head, "\r\nContent-Type: application/json\r\n"));
  g_assert_null (strstr (head, "Accept-Encoding"));
  g_assert_cmpstr (body, ==, "{\"a\":1}");
  wire_clear (&w);
}

static char *
dup_boundary (const char *head)
{
  const char *field = strstr (head, "multipart/form-data; boundary=");

  g_assert_nonnull (field);
  field += strlen ("multipart/form-data; boundary=");
  return g_strndup (field, strcspn (field, "\r\n"));
}

/* RFC 7578, byte by byte; a quotation mark in a file's name is escaped. */
static void
test_multipart (void)
{
  Wire w;
  PackshotRequest *request;
  g_autoptr(PackshotResponse) response = NULL;
  g_autofree char *path = NULL;
  g_autofree char *head = NULL;
  g_autofree char *body = NULL;
  g_autofree char *boundary = NULL;
  g_autofree char *expected = NULL;
  g_autoptr(GError) error = NULL;

  wire_init (&w, RAW_ANSWER, OK);
  path = write_file (&w, "PICTURE");
  request = request_new (&w, "POST", FALSE);
  packshot_request_add_field (request, "title", "Tea ☕\r\n\"x\"");
  packshot_request_add_file (request, "image", path, "a\"b\r\n.png", "image/png");
  packshot_request_add_field (request, "last", "");
  response = send_with (&w, request, NULL, &error);
  g_assert_no_error (error);
  assert_body (response, "hello");
  head = raw_server_dup_head (w.server);
  body = raw_server_dup_body (w.server);
  boundary = dup_boundary (head);
  expected = g_strdup_printf (
    "--%s\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\nTea ☕\r\n\"x\"\r\n"
    "--%s\r\nContent-Disposition: form-data; name=\"image\"; filename=\"a%%22b%%0D%%0A.png\"\r\n"
    "Content-Type: image/png\r\n\r\nPICTURE\r\n"
    "--%s\r\nContent-Disposition: form-data; name=\"last\"\r\n\r\n\r\n"
    "--%s--\r\n", boundary, boundary, boundary, boundary);
  g_assert_cmpstr (body, ==, expected);
  g_assert_null (strstr (head, "Transfer-Encoding"));
  wire_clear (&w);
}

static void
test_raw_body (void)
{
  Wire w;
  PackshotRequest *request;
  g_autoptr(PackshotResponse) response = NULL;
  g_autofree char *head = NULL;
  g_autofree char *body = NULL;
  g_autoptr(GError) error = NULL;

  wire_init (&w, RAW_ANSWER, OK);
  request = request_new (&w, "POST", FALSE);
  request->body_path = write_file (&w, "PICTURE");
  request->body_mime = g_strdup ("image/png");
  response = send_with (&w, request, NULL, &error);
  g_assert_no_error (error);
  head = raw_server_dup_head (w.server);
  body = raw_server_dup_body (w.server);
  g_assert_nonnull (strstr (head, "\r\nContent-Length: 7\r\n"));
  g_assert_nonnull (strstr (head, "\r\nContent-Type: image/png\r\n"));
  g_assert_cmpstr (body, ==, "PICTURE");
  wire_clear (&w);
}

/* An answer of 200 goes into the file, any other into memory. */
static void
test_sink (void)
{
  Wire w;
  g_autoptr(PackshotResponse) good = NULL;
  g_autoptr(PackshotResponse) bad = NULL;
  g_autofree char *content = NULL;
  g_autoptr(GError) error = NULL;

  wire_init (&w, RAW_ANSWER, OK);
  good = send_with (&w, request_new (&w, "GET", TRUE), NULL, &error);
  g_assert_no_error (error);
  assert_body (good, "");
  g_assert_true (g_file_get_contents (w.sink, &content, NULL, NULL));
  g_assert_cmpstr (content, ==, "hello");
  g_unlink (w.sink);
  raw_server_set_answer (w.server, RAW_ANSWER, "HTTP/1.1 404 No\r\nContent-Length: 4\r\n\r\ngone");
  bad = send_with (&w, request_new (&w, "GET", TRUE), NULL, &error);
  g_assert_no_error (error);
  assert_body (bad, "gone");
  g_assert_false (g_file_test (w.sink, G_FILE_TEST_EXISTS));
  wire_clear (&w);
}

/* libsoup does nothing by itself: no redirect, no password, no cookie. */
static void
test_nothing_by_itself (void)
{
  static const char * const answers[] = {
    "HTTP/1.1 302 Found\r\nLocation: /y\r\nContent-Length: 0\r\n\r\n",
    "HTTP/1.1 401 No\r\nWWW-Authenticate: Basic realm=\"x\"\r\nContent-Length: 0\r\n\r\n",
    "HTTP/1.1 200 OK\r\nSet-Cookie: a=b\r\nContent-Length: 0\r\n\r\n",
    "HTTP/1.1 503 No\r\nRetry-After: 0\r\nContent-Length: 0\r\n\r\n",
  };
  Wire w;

  wire_init (&w, RAW_ANSWER, "");
  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      g_autoptr(PackshotResponse) response = NULL;
      g_autofree char *head = NULL;

      raw_server_set_answer (w.server, RAW_ANSWER, answers[i]);
      response = send_with (&w, request_new (&w, "GET", FALSE), NULL, NULL);
      g_assert_nonnull (response);
      g_assert_cmpuint (raw_server_get_n (w.server), ==, i + 1);
      head = raw_server_dup_head (w.server);
      g_assert_null (strstr (head, "Cookie"));
    }
  wire_clear (&w);
}

/* A connection that was kept open and ends with the next request is where a client is tempted to
 * send again. */
static void
test_never_twice (gconstpointer data)
{
  gboolean is_transfer = GPOINTER_TO_INT (data);
  static const char * const methods[] = { "POST", "PUT", "DELETE" };

  for (guint i = 0; i < G_N_ELEMENTS (methods); i++)
    {
      Wire w;
      g_autoptr(PackshotResponse) first = NULL;
      g_autoptr(GError) error = NULL;

      wire_init (&w, RAW_ANSWER, OK);
      first = send_with (&w, request_new (&w, methods[i], is_transfer), NULL, &error);
      g_assert_no_error (error);
      g_unlink (w.sink);
      raw_server_set_answer (w.server, RAW_CLOSE, "");
      g_assert_null (send_with (&w, request_new (&w, methods[i], is_transfer), NULL, &error));
      g_assert_error (error, PACKSHOT_SERVICE_ERROR, PACKSHOT_SERVICE_ERROR_OFFLINE);
      g_assert_true (packshot_service_error_is_in_doubt (error));
      g_assert_cmpuint (raw_server_get_n (w.server), ==, 2);
      wire_clear (&w);
    }
}

/* One connection serves one call after the other, changing ones, too. */
static void
test_kept_alive (gconstpointer data)
{
  gboolean is_transfer = GPOINTER_TO_INT (data);
  static const char * const methods[] = { "POST", "PUT", "POST", "DELETE", "GET", "POST" };
  Wire w;

  wire_init (&w, RAW_ANSWER, OK);
  for (guint i = 0; i < G_N_ELEMENTS (methods); i++)
    {
      g_autoptr(PackshotResponse) response = NULL;
      g_autoptr(GError) error = NULL;

      response = send_with (&w, request_new (&w, methods[i], is_transfer), NULL, &error);
      g_assert_no_error (error);
      g_unlink (w.sink);
    }
  g_assert_cmpuint (raw_server_get_n (w.server), ==, G_N_ELEMENTS (methods));
  g_assert_cmpuint (raw_server_get_n_visits (w.server), ==, 1);
  wire_clear (&w);
}

/* A server gives up a kept connection just when the next request comes. The call fails in doubt,
 * and no byte of a second try is sent. */
static void
test_cut_when_kept (void)
{
  static const gsize sizes[] = { 1, 4096, 4 * 1024 * 1024 };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    for (guint n_before = 1; n_before <= 4; n_before++)
      {
        Wire w;
        g_autofree char *noise = g_malloc0 (sizes[i]);
        g_autofree char *path = NULL;
        g_autoptr(GError) error = NULL;

        wire_init (&w, RAW_ANSWER, OK);
        path = g_build_filename (w.tmp, "picture", NULL);
        g_assert_true (g_file_set_contents (path, noise, (gssize)sizes[i], &error));
        for (guint k = 0; k <= n_before; k++)
          {
            PackshotRequest *request = request_new (&w, "POST", FALSE);
            g_autoptr(PackshotResponse) response = NULL;

            if (k == n_before)
              raw_server_set_answer (w.server, RAW_CUT, "");
            packshot_request_add_file (request, "image", path, "picture", "image/png");
            response = send_with (&w, request, NULL, &error);
            g_assert_true ((response == NULL) == (k == n_before));
          }
        g_assert_error (error, PACKSHOT_SERVICE_ERROR, PACKSHOT_SERVICE_ERROR_OFFLINE);
        g_assert_true (packshot_service_error_is_in_doubt (error));
        g_assert_cmpuint (raw_server_get_n (w.server), ==, n_before);
        g_assert_cmpuint (raw_server_get_n_starts (w.server), ==, n_before + 1);
        wire_clear (&w);
      }
}

typedef struct
{
  const char          *answer;
  RawMode              mode;
  PackshotServiceError code;
} Wrong;

static const Wrong wrongs[] = {
  { "", RAW_CLOSE, PACKSHOT_SERVICE_ERROR_OFFLINE },
  { "HTTP/1.1 200 O", RAW_CLOSE, PACKSHOT_SERVICE_ERROR_PROTOCOL },
  { "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello", RAW_CLOSE,
    PACKSHOT_SERVICE_ERROR_OFFLINE },
  { "HTTP/1.1 200 OK\r\nContent-Length: 10\r\nConnection: close\r\n\r\nhello", RAW_CLOSE,
    PACKSHOT_SERVICE_ERROR_OFFLINE },
  { "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhel", RAW_CLOSE,
    PACKSHOT_SERVICE_ERROR_OFFLINE },
  { "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello", RAW_ANSWER,
    PACKSHOT_SERVICE_ERROR_OFFLINE },
  { "", RAW_SILENT, PACKSHOT_SERVICE_ERROR_OFFLINE },
  { "this is not HTTP at all\r\n\r\n", RAW_CLOSE, PACKSHOT_SERVICE_ERROR_PROTOCOL },
  { "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 5\r\n\r\nhello", RAW_CLOSE,
    PACKSHOT_SERVICE_ERROR_PROTOCOL },
  { "HTTP/1.1 200 OK\r\nContent-Length: 33\r\n\r\n012345678901234567890123456789012", RAW_CLOSE,
    PACKSHOT_SERVICE_ERROR_PROTOCOL },
  { "HTTP/1.1 200 OK\r\nContent-Length: 9999999999\r\n\r\n", RAW_CLOSE,
    PACKSHOT_SERVICE_ERROR_PROTOCOL },
  { "HTTP/1.1 200 OK\r\n\r\n012345678901234567890123456789012", RAW_CLOSE,
    PACKSHOT_SERVICE_ERROR_PROTOCOL },
  { "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    "21\r\n012345678901234567890123456789012\r\n0\r\n\r\n", RAW_CLOSE,
    PACKSHOT_SERVICE_ERROR_PROTOCOL },
};

static void
test_wrong (gconstpointer data)
{
  gboolean is_transfer = GPOINTER_TO_INT (data);

  for (guint i = 0; i < G_N_ELEMENTS (wrongs); i++)
    {
      Wire w;
      PackshotRequest *request;
      g_autoptr(GError) error = NULL;

      g_test_message ("%u", i);
      wire_init (&w, wrongs[i].mode, wrongs[i].answer);
      request = request_new (&w, "POST", is_transfer);
      request->max_bytes = 32;
      request->timeout = 1;
      g_assert_null (send_with (&w, request, NULL, &error));
      g_assert_error (error, PACKSHOT_SERVICE_ERROR, (int)wrongs[i].code);
      g_assert_true (packshot_service_error_is_in_doubt (error));
      g_assert_false (g_file_test (w.sink, G_FILE_TEST_EXISTS));
      g_assert_cmpuint (raw_server_get_n (w.server), ==, 1);
      wire_clear (&w);
    }
}

static void
test_refused (gconstpointer data)
{
  gboolean is_transfer = GPOINTER_TO_INT (data);
  Wire w;
  PackshotRequest *request;
  g_autoptr(GError) error = NULL;

  wire_init (&w, RAW_ANSWER, OK);
  request = request_new (&w, "POST", is_transfer);
  g_clear_pointer (&w.server, raw_server_free);
  g_assert_null (send_with (&w, request, NULL, &error));
  g_assert_error (error, PACKSHOT_SERVICE_ERROR, PACKSHOT_SERVICE_ERROR_OFFLINE);
  g_assert_false (packshot_service_error_is_in_doubt (error));
  wire_clear (&w);
}

static void
test_insecure (gconstpointer data)
{
  static const struct { const char *url; int code; } urls[] = {
    { "http://example.com/", PACKSHOT_SERVICE_ERROR_INSECURE },
    { "http://10.0.0.1/", PACKSHOT_SERVICE_ERROR_INSECURE },
    { "ftp://127.0.0.1/", PACKSHOT_SERVICE_ERROR_INVALID },
    { "file:///etc/passwd", PACKSHOT_SERVICE_ERROR_INVALID },
    { "nothing", PACKSHOT_SERVICE_ERROR_INVALID },
    { "http://me:pw@127.0.0.1/", PACKSHOT_SERVICE_ERROR_INVALID },
  };
  Wire w;

  wire_init (&w, RAW_ANSWER, OK);
  for (guint i = 0; i < G_N_ELEMENTS (urls); i++)
    {
      PackshotRequest *request = packshot_request_new ("POST", urls[i].url);
      g_autoptr(GError) error = NULL;

      if (GPOINTER_TO_INT (data))
        request->sink_path = g_strdup (w.sink);
      g_assert_null (send_with (&w, request, NULL, &error));
      g_assert_error (error, PACKSHOT_SERVICE_ERROR, urls[i].code);
      g_assert_false (packshot_service_error_is_in_doubt (error));
    }
  wire_clear (&w);
}

/* A certificate that nobody vouches for: the key must not be sent. */
static void
test_tls (gconstpointer data)
{
  Wire w;
  PackshotRequest *request;
  g_autoptr(GError) error = NULL;

  if (!g_tls_backend_supports_tls (g_tls_backend_get_default ()))
    {
      g_test_skip ("no TLS here");
      return;
    }
  wire_init (&w, RAW_TLS, OK);
  request = request_new (&w, "POST", GPOINTER_TO_INT (data));
  packshot_request_add_header (request, "X-API-Key", "secret");
  g_assert_null (send_with (&w, request, NULL, &error));
  g_assert_error (error, PACKSHOT_SERVICE_ERROR, PACKSHOT_SERVICE_ERROR_INSECURE);
  g_assert_false (packshot_service_error_is_in_doubt (error));
  g_assert_cmpuint (raw_server_get_n (w.server), ==, 0);
  wire_clear (&w);
}

static void
test_cancelled_before (gconstpointer data)
{
  Wire w;
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GError) error = NULL;

  wire_init (&w, RAW_ANSWER, OK);
  g_cancellable_cancel (cancellable);
  g_assert_null (send_with (&w, request_new (&w, "POST", GPOINTER_TO_INT (data)), cancellable,
                            &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (raw_server_get_n (w.server), ==, 0);
  wire_clear (&w);
}

typedef struct
{
  RawServer    *server;
  GCancellable *cancellable;
} Killer;

static gboolean
cancel_when_there_cb (gpointer user_data)
{
  Killer *killer = user_data;

  if (raw_server_get_n (killer->server) == 0)
    return G_SOURCE_CONTINUE;
  g_cancellable_cancel (killer->cancellable);
  return G_SOURCE_REMOVE;
}

/* The server has the request and does not answer; cancelling ends the call at once. */
static void
test_cancelled_during (gconstpointer data)
{
  Wire w;
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GError) error = NULL;
  PackshotRequest *request;
  Killer killer;

  wire_init (&w, RAW_SILENT, "");
  request = request_new (&w, "POST", GPOINTER_TO_INT (data));
  request->timeout = 100;
  killer = (Killer) { w.server, cancellable };
  g_timeout_add (1, cancel_when_there_cb, &killer);
  g_assert_null (send_with (&w, request, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_true (packshot_service_error_is_in_doubt (error));
  g_assert_false (g_file_test (w.sink, G_FILE_TEST_EXISTS));
  wire_clear (&w);
}

static void
test_disk (void)
{
  Wire w;
  g_autofree char *existing = NULL;
  g_autofree char *content = NULL;
  const char *sinks[2];
  PackshotRequest *request;

  wire_init (&w, RAW_ANSWER, OK);
  existing = write_file (&w, "precious");
  sinks[0] = existing;
  sinks[1] = "/nonexistent/sink";
  for (guint i = 0; i < G_N_ELEMENTS (sinks); i++)
    {
      g_autoptr(GError) error = NULL;

      request = request_new (&w, "GET", FALSE);
      request->sink_path = g_strdup (sinks[i]);
      g_assert_null (send_with (&w, request, NULL, &error));
      g_assert_error (error, PACKSHOT_SERVICE_ERROR, PACKSHOT_SERVICE_ERROR_DISK);
    }
  g_assert_true (g_file_get_contents (existing, &content, NULL, NULL));
  g_assert_cmpstr (content, ==, "precious");
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr(GError) error = NULL;

      request = request_new (&w, "POST", FALSE);
      packshot_request_add_file (request, "image", i == 0 ? w.tmp : "/nonexistent/picture", "a.png",
                                 "image/png");
      g_assert_null (send_with (&w, request, NULL, &error));
      g_assert_error (error, PACKSHOT_SERVICE_ERROR, PACKSHOT_SERVICE_ERROR_DISK);
      g_assert_false (packshot_service_error_is_in_doubt (error));
    }
  g_assert_cmpuint (raw_server_get_n (w.server), ==, 2);
  wire_clear (&w);
}

/* A file that shrinks while it is sent is an error; what it grows by is left out. */
static void
test_changing_file (void)
{
  g_autofree char *tmp = packshot_test_tmp_new ();
  g_autofree char *path = g_build_filename (tmp, "file", NULL);
  g_autoptr(PackshotRequest) request = packshot_request_new ("POST", "https://x.test/");
  char buffer[64];
  gsize n;

  request->body_path = g_strdup (path);
  for (guint grows = 0; grows < 2; grows++)
    {
      g_autoptr(PackshotBodyStream) body = NULL;
      g_autoptr(GError) error = NULL;
      gboolean done;

      g_assert_true (g_file_set_contents (path, "0123456789", -1, NULL));
      body = packshot_body_stream_new (request, NULL);
      g_assert_cmpint (packshot_body_stream_get_length (body), ==, 10);
      g_assert_cmpint (truncate (path, grows ? 20 : 5), ==, 0);
      done = g_input_stream_read_all (G_INPUT_STREAM (body), buffer, sizeof buffer, &n, NULL,
                                      &error);
      g_assert_cmpint (done, ==, grows);
      g_assert_cmpuint (n, ==, grows ? 10 : 5);
      if (!grows)
        g_assert_error (error, PACKSHOT_SERVICE_ERROR, PACKSHOT_SERVICE_ERROR_DISK);
    }
  packshot_test_tmp_free (g_steal_pointer (&tmp));
}

typedef struct
{
  guint  n;
  gint64 done;
  gint64 total;
} Seen;

static void
progress_cb (gint64   done,
             gint64   total,
             gpointer user_data)
{
  Seen *seen = user_data;

  g_assert_cmpint (done, >=, seen->done);
  g_assert_cmpint (done, <=, total);
  seen->n++;
  seen->done = done;
  seen->total = total;
}

static void
send_file (Wire       *w,
           const char *path,
           Seen       *seen,
           GError    **error)
{
  g_auto(PackshotTestAwait) await = { NULL };
  g_autoptr(PackshotResponse) response = NULL;
  PackshotRequest *request = request_new (w, "POST", FALSE);

  packshot_request_add_file (request, "image", path, "a.png", "image/png");
  packshot_transport_send_async (w->transport, request, progress_cb, seen, NULL,
                                 packshot_test_await_cb, &await);
  response = packshot_transport_send_finish (w->transport, packshot_test_await (&await), error);
}

static void
test_progress (void)
{
  Wire w;
  Seen seen = { 0 };
  g_autofree char *path = NULL;
  g_autoptr(GError) error = NULL;

  wire_init (&w, RAW_ANSWER, OK);
  path = write_file (&w, "");
  g_assert_cmpint (truncate (path, 8 * 1024 * 1024), ==, 0);
  send_file (&w, path, &seen, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (seen.n, >=, 1);
  g_assert_cmpint (seen.done, ==, seen.total);
  g_assert_cmpint (seen.total, ==, raw_server_get_body_length (w.server));
  wire_clear (&w);
}

/* More uploads at once than there are threads. */
static void
test_many (void)
{
  enum { N = 7 };
  Wire w;
  PackshotTestAwait awaits[N] = { { NULL } };
  g_autofree char *path = NULL;

  wire_init (&w, RAW_ANSWER, OK);
  path = write_file (&w, "PICTURE");
  for (guint i = 0; i < N; i++)
    {
      PackshotRequest *request = request_new (&w, "POST", FALSE);

      packshot_request_add_file (request, "image", path, "a.png", "image/png");
      packshot_transport_send_async (w.transport, request, NULL, NULL, NULL,
                                     packshot_test_await_cb, &awaits[i]);
    }
  for (guint i = 0; i < N; i++)
    {
      g_autoptr(PackshotResponse) response = NULL;
      g_autoptr(GError) error = NULL;

      response = packshot_transport_send_finish (w.transport, packshot_test_await (&awaits[i]),
                                                 &error);
      g_assert_no_error (error);
      packshot_test_await_clear (&awaits[i]);
    }
  g_assert_cmpuint (raw_server_get_n (w.server), ==, N);
  wire_clear (&w);
}

/* The most memory this process has had, in KiB. */
static gint64
get_high_water (void)
{
  g_autofree char *status = NULL;
  const char *field;

  g_assert_true (g_file_get_contents ("/proc/self/status", &status, NULL, NULL));
  field = strstr (status, "VmHWM:");
  g_assert_nonnull (field);
  return g_ascii_strtoll (field + strlen ("VmHWM:"), NULL, 10);
}

static void
test_large (void)
{
  Wire w;
  Seen seen = { 0 };
  g_autofree char *path = NULL;
  g_autoptr(GError) error = NULL;
  gint64 before;

  if (!g_test_subprocess ())
    {
      g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_INHERIT_STDERR);
      g_test_trap_assert_passed ();
      return;
    }
  wire_init (&w, RAW_ANSWER, OK);
  path = write_file (&w, "PICTURE");
  send_file (&w, path, &seen, &error);
  g_assert_no_error (error);
  before = get_high_water ();
  g_assert_cmpint (truncate (path, LARGE_BYTES), ==, 0);
  seen = (Seen) { 0 };
  send_file (&w, path, &seen, &error);
  g_assert_no_error (error);
  g_assert_cmpint (raw_server_get_body_length (w.server), >, LARGE_BYTES);
  g_assert_cmpint (get_high_water () - before, <, LARGE_GROWTH_KIB);
  wire_clear (&w);
}

/* Asked for by the address sanitizer, whose leak check crashes on the thread-local memory of the
 * TLS module, which is loaded while the program runs. */
const char *__asan_default_options (void);

const char *
__asan_default_options (void)
{
  return "intercept_tls_get_addr=0";
}

static void
add_both (const char   *name,
          GTestDataFunc func)
{
  for (int is_transfer = 0; is_transfer < 2; is_transfer++)
    {
      g_autofree char *path = g_strdup_printf ("/services/transport/%s/%s", name,
                                               is_transfer ? "transfer" : "small");

      g_test_add_data_func (path, GINT_TO_POINTER (is_transfer), func);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/services/transport/small", test_small);
  g_test_add_func ("/services/transport/multipart", test_multipart);
  g_test_add_func ("/services/transport/raw-body", test_raw_body);
  g_test_add_func ("/services/transport/sink", test_sink);
  g_test_add_func ("/services/transport/nothing-by-itself", test_nothing_by_itself);
  add_both ("never-twice", test_never_twice);
  add_both ("kept-alive", test_kept_alive);
  add_both ("wrong", test_wrong);
  add_both ("refused", test_refused);
  add_both ("insecure", test_insecure);
  add_both ("tls", test_tls);
  add_both ("cancelled-before", test_cancelled_before);
  add_both ("cancelled-during", test_cancelled_during);
  g_test_add_func ("/services/transport/cut-when-kept", test_cut_when_kept);
  g_test_add_func ("/services/transport/disk", test_disk);
  g_test_add_func ("/services/transport/changing-file", test_changing_file);
  g_test_add_func ("/services/transport/progress", test_progress);
  g_test_add_func ("/services/transport/many", test_many);
  g_test_add_func ("/services/transport/large", test_large);
  return g_test_run ();
}
