/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* The sandbox over real sockets: requests are written as text, as curl sends them, so that no
 * client library comes between the document's samples and the server. */

#include "config.h"

#include "fixture.h"
#include "packshot-sandbox-server.h"

#include <signal.h>
#include <string.h>
#include <sys/resource.h>

/* As curl makes them. */
#define BOUNDARY "------------------------d74496d66958873e"

typedef struct
{
  Fixture                base;
  PackshotSandboxServer *server;
  char                  *whole; /* what came last, head and body */
  gsize                  length;
  guint                  status; /* 0 when nothing came */
  const char            *body; /* inside of it */
  gsize                  body_length;
} Net;

static void
net_set_up (Net          *n,
            gconstpointer data)
{
  g_autoptr(PackshotClock) clock = packshot_clock_new_system ();
  g_autoptr(PackshotSandbox) sandbox = packshot_sandbox_new (clock, 1);
  g_autoptr(GError) error = NULL;

  fixture_use (&n->base, sandbox);
  n->server = packshot_sandbox_server_start (sandbox, 0, 0, &error);
  g_assert_no_error (error);
}

static void
net_tear_down (Net          *n,
               gconstpointer data)
{
  packshot_sandbox_server_stop (n->server);
  g_clear_object (&n->server);
  g_clear_pointer (&n->whole, g_free);
  fixture_tear_down (&n->base, data);
}

static GSocketConnection *
connect_to (guint16  port,
            GError **error)
{
  g_autoptr(GSocketClient) client = g_socket_client_new ();

  g_socket_client_set_enable_proxy (client, FALSE);
  g_socket_client_set_timeout (client, 20);
  return g_socket_client_connect_to_host (client, "127.0.0.1", port, NULL, error);
}

static void
send_all (GSocketConnection *connection,
          const char        *text,
          gsize              length)
{
  g_autoptr(GError) error = NULL;

  g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), text, length,
                             NULL, NULL, &error);
  g_assert_no_error (error);
}

/* Reads until the server closes; a reset is kept as an error. */
static gboolean
read_all (GSocketConnection *connection,
          GString           *text,
          GError           **error)
{
  char buffer[65536];
  gssize n;

  while ((n = g_input_stream_read (g_io_stream_get_input_stream (G_IO_STREAM (connection)), buffer,
                                   sizeof buffer, NULL, error)) > 0)
    g_string_append_len (text, buffer, n);
  return n == 0;
}

static void
take_response (Net     *n,
               GString *text)
{
  const char *end;

  g_free (n->whole);
  n->length = text->len;
  n->whole = g_string_free (text, FALSE);
  n->status = 0;
  n->body = NULL;
  n->body_length = 0;
  end = g_strstr_len (n->whole, n->length, "\r\n\r\n");
  if (end == NULL)
    return;
  n->status = (guint)g_ascii_strtoull (n->whole + strlen ("HTTP/1.1 "), NULL, 10);
  n->body = end + 4;
  n->body_length = n->length - (n->body - n->whole);
}

/* Sends a request as it stands and reads to the end of the connection.
 *
 * Returns: whether the end was orderly */
static gboolean
exchange (Net        *n,
          guint16     port,
          const char *request,
          gsize       length)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GSocketConnection) connection = connect_to (port, &error);
  GString *text = g_string_new (NULL);
  gboolean is_orderly;

  g_assert_no_error (error);
  send_all (connection, request, length);
  is_orderly = read_all (connection, text, &error);
  take_response (n, text);
  return is_orderly;
}

/* @head: request line and headers without Host and Connection, each ended by CRLF */
static guint
ask (Net        *n,
     const char *head,
     const char *body,
     gsize       length)
{
  g_autoptr(GString) text = g_string_new (head);

  g_string_append (text, "Host: 127.0.0.1\r\nConnection: close\r\n");
  if (body != NULL)
    g_string_append_printf (text, "Content-Length: %" G_GSIZE_FORMAT "\r\n", length);
  g_string_append (text, "\r\n");
  g_string_append_len (text, body, length);
  exchange (n, packshot_sandbox_server_get_port (n->server), text->str, text->len);
  return n->status;
}

static char *
images_head (Net        *n,
             const char *method,
             const char *end)
{
  return g_strdup_printf ("%s /dashboard/api/v1/trade-items/%s/%s/images%s HTTP/1.1\r\n"
                          "X-API-Key: %s\r\nUser-Agent: curl/7.88.1\r\nAccept: */*\r\n", method,
                          packshot_sandbox_get_organization (n->base.sandbox, 0), GTIN_A, end,
                          packshot_sandbox_get_credential (n->base.sandbox,
                                                           PACKSHOT_SANDBOX_CLOSIENT_EDITOR));
}

static guint
upload (Net        *n,
        const char *data,
        gsize       length)
{
  g_autofree char *head = images_head (n, "POST", "");
  g_autofree char *whole = g_strconcat (
    head, "Content-Type: multipart/form-data; boundary=" BOUNDARY "\r\n",
    NULL);
  const Part parts[] = {
    { "image", "hero.png", data, length },
    { "title", NULL, "Front", -1 },
    { "is_primary", NULL, "true", -1 },
  };
  g_autoptr(GBytes) body = make_multipart (parts, 3, BOUNDARY);

  return ask (n, whole, g_bytes_get_data (body, NULL), g_bytes_get_size (body));
}

/* Returns: (transfer full): a member of the last body */
static char *
member (Net        *n,
        const char *path)
{
  g_autofree char *text = g_strndup (n->body, n->body_length);

  g_clear_pointer (&n->base.json, json_node_unref);
  n->base.json = json_from_string (text, NULL);
  return g_strdup (fixture_string (&n->base, path));
}

/* Gets a URL of the image host, with one more header line or none. */
static guint
get_media (Net        *n,
           const char *url,
           const char *header)
{
  const char *path = strstr (strstr (url, "://") + 3, "/");
  g_autofree char *text = g_strdup_printf ("GET %s HTTP/1.1\r\nHost: 127.0.0.1\r\n%s"
                                           "Connection: close\r\n\r\n", path, header);

  exchange (n, packshot_sandbox_server_get_media_port (n->server), text, strlen (text));
  return n->status;
}

static void
test_closient (Net          *n,
               gconstpointer data)
{
  g_autofree char *list = images_head (n, "GET", "?page=1&page_size=25");
  g_autofree char *id = NULL;
  g_autofree char *listed = NULL;
  g_autofree char *end = NULL;
  g_autofree char *delete = NULL;
  g_autoptr(GBytes) png = make_png ("Front");

  g_assert_cmpuint (upload (n, g_bytes_get_data (png, NULL), g_bytes_get_size (png)), ==, 201);
  g_assert_nonnull (strstr (n->whole, "RateLimit-Policy: 300;w=60, 10000;w=86400\r\n"));
  id = member (n, "$.id");
  g_assert_cmpuint (ask (n, list, NULL, 0), ==, 200);
  listed = member (n, "$.data[0].id");
  g_assert_cmpstr (listed, ==, id);
  end = g_strconcat ("/", id, NULL);
  delete = images_head (n, "DELETE", end);
  g_assert_cmpuint (ask (n, delete, NULL, 0), ==, 204);
  g_assert_cmpuint (n->body_length, ==, 0);
  g_assert_cmpuint (ask (n, delete, NULL, 0), ==, 404);
  g_assert_nonnull (strstr (n->whole, "Content-Type: application/problem+json\r\n"));
}

static void
test_goldleaf (Net          *n,
               gconstpointer data)
{
  g_auto(GStrv) keys = g_strsplit (packshot_sandbox_get_credential (n->base.sandbox,
                                                                    PACKSHOT_SANDBOX_GOLDLEAF),
                                   ":", 2);
  g_autofree char *body =
    g_strdup_printf ("{\"apiKey\":\"%s\",\"name\":\"%s\",\"grantType\":\"client_credentials\"}",
                     keys[1], keys[0]);
  g_autofree char *token = NULL;
  g_autofree char *get = NULL;
  g_autofree char *post = NULL;
  g_autoptr(GBytes) png = make_png ("gold");
  const Part part = { "image", "a.png", g_bytes_get_data (png, NULL), g_bytes_get_size (png) };
  g_autoptr(GBytes) form = make_multipart (&part, 1, "b");

  g_assert_cmpuint (ask (n, "POST /security/v1/token HTTP/1.1\r\n"
                         "Content-Type: application/json\r\n", body, strlen (body)), ==, 200);
  token = member (n, "$.data.securityToken");
  get = g_strdup_printf ("GET /api/v1/image/thisOrgId HTTP/1.1\r\nAccept: image/*\r\n"
                         "Authorization: Bearer %s\r\n", token);
  post = g_strdup_printf ("POST /api/v1/image/thisOrgId HTTP/1.1\r\nAuthorization: Bearer %s\r\n"
                          "Content-Type: multipart/form-data; boundary=b\r\n", token);
  g_assert_cmpuint (ask (n, get, NULL, 0), ==, 404);
  g_assert_cmpuint (ask (n, post, g_bytes_get_data (form, NULL), g_bytes_get_size (form)), ==, 200);
  g_assert_cmpmem (n->body, n->body_length, "\"complete\"", 10);
  g_assert_cmpuint (ask (n, get, NULL, 0), ==, 200);
  g_assert_cmpmem (n->body, n->body_length, g_bytes_get_data (png, NULL), g_bytes_get_size (png));
}

static void
test_blaze (Net          *n,
            gconstpointer data)
{
  g_auto(GStrv) keys = g_strsplit (packshot_sandbox_get_credential (n->base.sandbox,
                                                                    PACKSHOT_SANDBOX_BLAZE),
                                   ":", 2);
  g_autofree char *secret = g_strdup_printf ("X-API-Key: %s\r\nAuthorization: %s\r\n", keys[0],
                                             keys[1]);
  g_autofree char *post = g_strconcat ("POST /api/v1/partner/asset/upload/private HTTP/1.1\r\n",
                                       secret, "Content-Type: multipart/form-data; boundary=b\r\n",
                                       NULL);
  g_autofree char *key = NULL;
  g_autofree char *get = NULL;
  g_autoptr(GBytes) png = make_png ("blaze");
  const Part parts[] = {
    { "file", "a.png", g_bytes_get_data (png, NULL), g_bytes_get_size (png) },
    { "name", NULL, "apple.png", -1 },
    { "assetType", NULL, "Photo", -1 },
  };
  g_autoptr(GBytes) form = make_multipart (parts, 3, "b");

  g_assert_cmpuint (ask (n, post, g_bytes_get_data (form, NULL), g_bytes_get_size (form)), ==, 200);
  key = member (n, "$.key");
  get = g_strconcat ("GET /api/v1/partner/asset/", key, "?handleError=true HTTP/1.1\r\n", secret,
                     NULL);
  g_assert_cmpuint (ask (n, get, NULL, 0), ==, 200);
  g_assert_nonnull (strstr (n->whole, "Cache-Control: max-age=2592000\r\n"));
  g_assert_cmpmem (n->body, n->body_length, g_bytes_get_data (png, NULL), g_bytes_get_size (png));
}

static void
test_media (Net          *n,
            gconstpointer data)
{
  g_autoptr(GBytes) png = make_png ("Front");
  g_autofree char *url = NULL;
  g_autofree char *origin = g_strdup_printf ("http://127.0.0.1:%u/media/",
                                             packshot_sandbox_server_get_media_port (n->server));
  g_autofree char *here = NULL;

  upload (n, g_bytes_get_data (png, NULL), g_bytes_get_size (png));
  url = member (n, "$.image_url");
  g_assert_true (g_str_has_prefix (url, origin));
  g_assert_cmpuint (packshot_sandbox_server_get_media_port (n->server), !=,
                    packshot_sandbox_server_get_port (n->server));
  g_assert_cmpuint (get_media (n, url, ""), ==, 200);
  g_assert_nonnull (strstr (n->whole, "Content-Type: image/png\r\n"));
  g_assert_cmpmem (n->body, n->body_length, g_bytes_get_data (png, NULL), g_bytes_get_size (png));
  g_assert_cmpuint (get_media (n, url, "X-API-Key: x\r\n"), ==, 400);
  g_assert_cmpuint (get_media (n, url, "Authorization: x\r\n"), ==, 400);
  g_assert_cmpuint (get_media (n, url, "partner_key: x\r\n"), ==, 400);
  g_assert_cmpuint (get_media (n, "http://x/account/api/v1/whoami", ""), ==, 404);
  here = g_strdup_printf ("GET %s HTTP/1.1\r\n", url + strlen (origin) - strlen ("/media/"));
  g_assert_cmpuint (ask (n, here, NULL, 0), ==, 404);
}

/* Larger than what is kept in memory. */
static void
test_large (Net          *n,
            gconstpointer data)
{
  gsize length = 5 * 1024 * 1024 + 17;
  g_autofree char *bytes = g_malloc (length);
  g_autofree char *url = NULL;

  for (gsize i = 0; i < length; i++)
    bytes[i] = (char)(i * 2654435761u >> 24);
  memcpy (bytes, "\xff\xd8\xff", 3);
  g_assert_cmpuint (upload (n, bytes, length), ==, 201);
  url = member (n, "$.image_url");
  g_assert_cmpuint (get_media (n, url, ""), ==, 200);
  g_assert_cmpmem (n->body, n->body_length, bytes, length);
}

/* The file behind a large body is nowhere to be found, so that nothing is left when the process
 * dies. */
static void
test_no_trace (Net          *n,
               gconstpointer data)
{
  gsize length = 2 * 1024 * 1024;
  g_autofree char *bytes = g_strnfill (length, 'x');
  g_autofree char *maps = NULL;
  g_auto(GStrv) lines = NULL;
  guint n_files = 0;
  g_autoptr(GError) error = NULL;

  memcpy (bytes, "\xff\xd8\xff", 3);
  g_assert_cmpuint (upload (n, bytes, length), ==, 201);
  if (!g_file_get_contents ("/proc/self/maps", &maps, NULL, &error))
    {
      g_test_skip (error->message);
      return;
    }
  lines = g_strsplit (maps, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      /* The program's own name has the word, too. */
      if (strstr (lines[i], "/packshot-sandbox-") == NULL || strstr (lines[i], " r--p ") == NULL)
        continue;
      g_assert_true (g_str_has_suffix (lines[i], " (deleted)"));
      n_files++;
    }
  g_assert_cmpuint (n_files, >, 0);
}

/* A body that can't be kept is refused, and the next one is taken. */
static void
test_no_room (Net          *n,
              gconstpointer data)
{
  gsize length = 5 * 1024 * 1024;
  g_autofree char *bytes = g_strnfill (length, 'x');
  struct rlimit limit;

  memcpy (bytes, "\xff\xd8\xff", 3);
  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  limit.rlim_cur = 2 * 1024 * 1024;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  g_assert_cmpuint (upload (n, bytes, length), ==, 507);
  limit.rlim_cur = limit.rlim_max;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  g_assert_cmpuint (upload (n, bytes, length), ==, 201);
}

static void
test_chunked (Net          *n,
              gconstpointer data)
{
  g_autofree char *head = images_head (n, "POST", "");
  g_autoptr(GBytes) png = make_png ("x");
  const Part part = { "image", "a.png", g_bytes_get_data (png, NULL), g_bytes_get_size (png) };
  g_autoptr(GBytes) form = make_multipart (&part, 1, "b");
  const char *bytes = g_bytes_get_data (form, NULL);
  gsize length = g_bytes_get_size (form);
  g_autoptr(GString) text = g_string_new (head);

  g_string_append (text, "Host: x\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n"
                   "Content-Type: multipart/form-data; boundary=b\r\n\r\n");
  for (gsize i = 0; i < length; i += 7)
    {
      gsize piece = MIN (7, length - i);

      g_string_append_printf (text, "%x\r\n", (guint)piece);
      g_string_append_len (text, bytes + i, piece);
      g_string_append (text, "\r\n");
    }
  g_string_append (text, "0\r\n\r\n");
  exchange (n, packshot_sandbox_server_get_port (n->server), text->str, text->len);
  g_assert_cmpuint (n->status, ==, 201);
}

static void
test_keep_alive (Net          *n,
                 gconstpointer data)
{
  const char *key = packshot_sandbox_get_credential (n->base.sandbox,
                                                     PACKSHOT_SANDBOX_CLOSIENT_EDITOR);
  g_autofree char *text = g_strdup_printf (
    "GET /account/api/v1/whoami HTTP/1.1\r\nHost: x\r\nX-API-Key: %s\r\n\r\n"
    "GET /account/api/v1/whoami HTTP/1.1\r\nHost: x\r\nX-API-Key: %s\r\nConnection: close\r\n\r\n",
    key, key);
  const char *second;

  g_assert_true (exchange (n, packshot_sandbox_server_get_port (n->server), text, strlen (text)));
  second = g_strstr_len (n->body, n->body_length, "HTTP/1.1 200 OK");
  g_assert_nonnull (second);
}

static void
add_fault (Net        *n,
           const char *spec)
{
  g_autoptr(GError) error = NULL;

  packshot_sandbox_add_fault (n->base.sandbox, spec, &error);
  g_assert_no_error (error);
}

/* Asks who the caller is.
 *
 * Returns: whether the connection ended in order */
static gboolean
ask_whoami (Net *n)
{
  const char *key = packshot_sandbox_get_credential (n->base.sandbox,
                                                     PACKSHOT_SANDBOX_CLOSIENT_EDITOR);
  g_autofree char *text =
    g_strdup_printf ("GET /account/api/v1/whoami HTTP/1.1\r\nHost: x\r\nX-API-Key: %s\r\n"
                     "Connection: close\r\n\r\n", key);

  return exchange (n, packshot_sandbox_server_get_port (n->server), text, strlen (text));
}

static void
test_cut (Net          *n,
          gconstpointer data)
{
  add_fault (n, "cut-before*1");
  add_fault (n, "refuse*1");
  g_assert_true (ask_whoami (n));
  g_assert_cmpuint (n->length, ==, 0);
  g_assert_false (ask_whoami (n));
  g_assert_cmpuint (n->length, ==, 0);
  g_assert_true (ask_whoami (n));
  g_assert_cmpuint (n->status, ==, 200);
}

static void
test_cut_after (Net          *n,
                gconstpointer data)
{
  g_autoptr(GBytes) png = make_png ("Front");
  g_autofree char *images = NULL;

  add_fault (n, "cut-after*1/POST");
  g_assert_cmpuint (upload (n, g_bytes_get_data (png, NULL), g_bytes_get_size (png)), ==, 0);
  g_assert_cmpuint (n->length, ==, 0);
  images = fixture_images (&n->base, GTIN_A);
  g_assert_cmpstr (images, ==, "*Front:0");
}

static void
test_truncate (Net          *n,
               gconstpointer data)
{
  g_autofree char *whole = NULL;
  gsize length;

  ask_whoami (n);
  length = n->body_length;
  whole = g_strndup (n->body, length);
  add_fault (n, "truncate*1");
  g_assert_true (ask_whoami (n));
  g_assert_cmpuint (n->status, ==, 200);
  g_assert_cmpuint (n->body_length, ==, length / 2);
  g_assert_cmpmem (n->body, n->body_length, whole, length / 2);
}

/* It comes whole in the end, and not before its time. */
static void
test_slow (Net          *n,
           gconstpointer data)
{
  g_autofree char *whole = NULL;
  gsize length;
  gint64 start;

  ask_whoami (n);
  length = n->body_length;
  whole = g_strndup (n->body, length);
  add_fault (n, "slow:150*1");
  start = g_get_monotonic_time ();
  g_assert_true (ask_whoami (n));
  g_assert_cmpint (g_get_monotonic_time () - start, >=, 150000);
  g_assert_cmpmem (n->body, n->body_length, whole, length);

  g_test_message ("a delayed answer");
  add_fault (n, "delay:150*1");
  start = g_get_monotonic_time ();
  g_assert_true (ask_whoami (n));
  g_assert_cmpint (g_get_monotonic_time () - start, >=, 150000);
  g_assert_cmpmem (n->body, n->body_length, whole, length);
}

/* A client that goes away while its answer waits does no harm. */
static void
test_gone (Net          *n,
           gconstpointer data)
{
  const char *text = "GET /nowhere HTTP/1.1\r\nHost: x\r\n\r\n";

  for (guint i = 0; i < 10; i++)
    {
      g_autoptr(GSocketConnection) connection = NULL;

      add_fault (n, i % 2 == 0 ? "delay:20*1//nowhere" : "slow:50*1//nowhere");
      connection = connect_to (packshot_sandbox_server_get_port (n->server), NULL);
      send_all (connection, text, strlen (text));
    }
  add_fault (n, "delay:100*1//whoami");
  g_assert_true (ask_whoami (n));
  g_assert_cmpuint (n->status, ==, 200);
}

static void
test_control (Net          *n,
              gconstpointer data)
{
  g_autoptr(GBytes) png = make_png ("Front");
  g_autofree char *hash = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, png);
  g_autofree char *found = NULL;
  g_autofree char *target = NULL;

  upload (n, g_bytes_get_data (png, NULL), g_bytes_get_size (png));
  ask_whoami (n);
  g_assert_cmpuint (ask (n, "GET /_sandbox/calls HTTP/1.1\r\n", NULL, 0), ==, 200);
  target = member (n, "$.calls[1].target");
  g_assert_cmpstr (target, ==, "/account/api/v1/whoami");
  g_assert_cmpint (fixture_int (&n->base, "$.total"), ==, 2);
  g_assert_cmpint (fixture_int (&n->base, "$.changing"), ==, 1);
  g_assert_cmpuint (ask (n, "GET /_sandbox/state HTTP/1.1\r\n", NULL, 0), ==, 200);
  found = member (n, "$.closient[0].images[0].sha256");
  g_assert_cmpstr (found, ==, hash);
  g_assert_cmpuint (ask (n, "POST /_sandbox/reset-calls HTTP/1.1\r\n", "", 0), ==, 204);
  g_assert_cmpuint (packshot_sandbox_get_n_changing_calls (n->base.sandbox), ==, 0);
  g_assert_cmpuint (ask (n, "POST /_sandbox/fault HTTP/1.1\r\n", "5xx:503*1\n", 10), ==, 204);
  ask_whoami (n);
  g_assert_cmpuint (n->status, ==, 503);
  g_assert_cmpuint (ask (n, "POST /_sandbox/fault HTTP/1.1\r\n", "nonsense", 8), ==, 400);
  g_assert_cmpuint (ask (n, "POST /_sandbox/fault HTTP/1.1\r\n", "5xx", 3), ==, 204);
  g_assert_cmpuint (ask (n, "POST /_sandbox/reset-faults HTTP/1.1\r\n", "", 0), ==, 204);
  ask_whoami (n);
  g_assert_cmpuint (n->status, ==, 200);
  g_assert_cmpuint (ask (n, "POST /_sandbox/variant HTTP/1.1\r\n", "blaze.put=merge", 15), ==, 204);
  g_assert_cmpuint (ask (n, "POST /_sandbox/variant HTTP/1.1\r\n", "blaze.put=x", 11), ==, 400);
  g_assert_cmpuint (ask (n, "GET /_sandbox/other HTTP/1.1\r\n", NULL, 0), ==, 404);
}

static void
test_port_taken (Net          *n,
                 gconstpointer data)
{
  guint16 port = packshot_sandbox_server_get_port (n->server);
  g_autoptr(PackshotClock) clock = packshot_clock_new_system ();
  g_autoptr(PackshotSandbox) other = packshot_sandbox_new (clock, 1);
  g_autoptr(PackshotSandboxServer) server = NULL;
  g_autoptr(GError) error = NULL;

  server = packshot_sandbox_server_start (other, port, 0, &error);
  g_assert_error (error, PACKSHOT_SANDBOX_ERROR, PACKSHOT_SANDBOX_ERROR_LISTEN);
  g_assert_null (server);
  g_clear_error (&error);
  server = packshot_sandbox_server_start (other, 0, port, &error);
  g_assert_error (error, PACKSHOT_SANDBOX_ERROR, PACKSHOT_SANDBOX_ERROR_LISTEN);
  g_assert_null (server);
}

static void
test_stop (Net          *n,
           gconstpointer data)
{
  guint16 port = packshot_sandbox_server_get_port (n->server);
  g_autoptr(GSocketConnection) connection = NULL;
  g_autoptr(PackshotSandboxServer) again = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_true (ask_whoami (n));
  packshot_sandbox_server_stop (n->server);
  packshot_sandbox_server_stop (n->server);
  connection = connect_to (port, &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED);
  g_clear_error (&error);
  again = packshot_sandbox_server_start (n->base.sandbox, port, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (packshot_sandbox_server_get_port (again), ==, port);
  g_assert_true (g_str_has_prefix (packshot_sandbox_server_get_base_url (again),
                                   "http://127.0.0.1:"));
  g_assert_true (ask_whoami (n));
  g_assert_cmpuint (n->status, ==, 200);
}

#define ADD(name, func) \
  g_test_add ("/sandbox/server/" name, Net, NULL, net_set_up, func, net_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("closient", test_closient);
  ADD ("goldleaf", test_goldleaf);
  ADD ("blaze", test_blaze);
  ADD ("media", test_media);
  ADD ("large", test_large);
  ADD ("no-trace", test_no_trace);
  ADD ("no-room", test_no_room);
  ADD ("chunked", test_chunked);
  ADD ("keep-alive", test_keep_alive);
  ADD ("cut", test_cut);
  ADD ("cut-after", test_cut_after);
  ADD ("truncate", test_truncate);
  ADD ("slow", test_slow);
  ADD ("gone", test_gone);
  ADD ("control", test_control);
  ADD ("port-taken", test_port_taken);
  ADD ("stop", test_stop);
  return g_test_run ();
}
