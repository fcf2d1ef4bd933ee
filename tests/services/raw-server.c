/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* A server of sockets that answers every request with the same prepared bytes, right or wrong, and
 * keeps what it was sent. It shares nothing with libsoup, so that what went over the wire is seen
 * as it was. One thread accepts, one serves each connection, and all are joined in the end; they
 * share the state under the lock. */

#include "config.h"

#include "raw-server.h"

#include <string.h>

#define KEPT_BODY_BYTES (1024 * 1024)

/* A key and a certificate for localhost that exist for this test alone. */
static const char certificate_pem[] =
  "-----BEGIN CERTIFICATE-----\n"
  "MIIBmjCCAUGgAwIBAgIUFgTcGhi9ocLjX4EwK9lQg+j9j1IwCgYIKoZIzj0EAwIw\n"
  "FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyMTE1NTQzNFoYDzIxMjYxMDI4\n"
  "MTU1NDM0WjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO\n"
  "PQMBBwNCAAQ8nUugaeYkjm9Fof1woYtEX9GqLhHd6AX+6az0mJ8STRUWEchBqP0R\n"
  "HjcQJXNDaKW2nuYa3xlInZ84XF19nTvJo28wbTAdBgNVHQ4EFgQUZApr+ctJPFbn\n"
  "AbD7O1+f+gtMX8owHwYDVR0jBBgwFoAUZApr+ctJPFbnAbD7O1+f+gtMX8owDwYD\n"
  "VR0TAQH/BAUwAwEB/zAaBgNVHREEEzARgglsb2NhbGhvc3SHBH8AAAEwCgYIKoZI\n"
  "zj0EAwIDRwAwRAIgMWdO7pTNrUtIZWAYL9ksELcaRshmfXnNBk6S0gING+ECIC18\n"
  "GWa27LI7TCUzz6VKbCRQFstfkUhQk5i2Wdm7GNRr\n"
  "-----END CERTIFICATE-----\n"
  "-----BEGIN PRIVATE KEY-----\n"
  "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgOfywKnTpIvxPWYfA\n"
  "ikIPWY4PyNOYntQFGXh+fzxkoyihRANCAAQ8nUugaeYkjm9Fof1woYtEX9GqLhHd\n"
  "6AX+6az0mJ8STRUWEchBqP0RHjcQJXNDaKW2nuYa3xlInZ84XF19nTvJ\n"
  "-----END PRIVATE KEY-----\n";

struct _RawServer
{
  GSocketListener *listener;
  GCancellable    *stop;
  GThread         *thread;
  GPtrArray       *visits;      /* (element-type GThread): belongs to the accepting thread */
  guint16          port;

  GMutex           mutex;       /* for all below */
  RawMode          mode;
  char            *answer;
  guint            n;
  guint            n_starts;
  guint            n_visits;
  char            *head;
  GByteArray      *body;
  gint64           body_length;
};

typedef struct
{
  RawServer         *server;
  GSocketConnection *connection;
} Visit;

/* Whether the connection is cut at the first byte of a request. */
static gboolean
note_start (RawServer *self)
{
  gboolean is_cut;

  g_mutex_lock (&self->mutex);
  self->n_starts++;
  is_cut = self->mode == RAW_CUT;
  g_mutex_unlock (&self->mutex);
  return is_cut;
}

/* The head of the next request, or NULL at the end of the connection. */
static char *
read_head (RawServer    *self,
           GInputStream *in)
{
  g_autoptr(GString) head = g_string_new (NULL);

  while (!g_str_has_suffix (head->str, "\r\n\r\n"))
    {
      char c;

      if (g_input_stream_read (in, &c, 1, self->stop, NULL) != 1 ||
          (head->len == 0 && note_start (self)))
        return NULL;
      g_string_append_c (head, c);
    }
  return g_string_free (g_steal_pointer (&head), FALSE);
}

static gint64
body_length_of (const char *head)
{
  g_autofree char *lower = g_ascii_strdown (head, -1);
  const char *field = strstr (lower, "\r\ncontent-length:");

  return field != NULL ? g_ascii_strtoll (field + strlen ("\r\ncontent-length:"), NULL, 10) : 0;
}

/* Reads a request and keeps it. */
static gboolean
take_request (RawServer    *self,
              GInputStream *in)
{
  g_autofree char *buffer = g_malloc (65536);
  char *head = read_head (self, in);
  gint64 length, received = 0;

  if (head == NULL)
    return FALSE;
  length = body_length_of (head);
  g_mutex_lock (&self->mutex);
  g_free (self->head);
  self->head = head;
  g_byte_array_set_size (self->body, 0);
  g_mutex_unlock (&self->mutex);
  while (received < length)
    {
      gssize n = g_input_stream_read (in, buffer, (gsize)MIN (length - received, 65536), self->stop,
                                      NULL);

      if (n <= 0)
        return FALSE;
      g_mutex_lock (&self->mutex);
      if (self->body->len + n <= KEPT_BODY_BYTES)
        g_byte_array_append (self->body, (const guint8 *)buffer, (guint)n);
      g_mutex_unlock (&self->mutex);
      received += n;
    }
  g_mutex_lock (&self->mutex);
  self->body_length = received;
  self->n++;
  g_mutex_unlock (&self->mutex);
  return TRUE;
}

static GIOStream *
open_stream (RawServer         *self,
             GSocketConnection *connection)
{
  g_autoptr(GTlsCertificate) certificate = NULL;

  if (self->mode != RAW_TLS)
    return g_object_ref (G_IO_STREAM (connection));
  certificate = g_tls_certificate_new_from_pem (certificate_pem, -1, NULL);
  g_assert_nonnull (certificate);
  return g_tls_server_connection_new (G_IO_STREAM (connection), certificate, NULL);
}

static gpointer
serve (gpointer user_data)
{
  Visit *visit = user_data;
  RawServer *self = visit->server;
  g_autoptr(GIOStream) stream = open_stream (self, visit->connection);
  gboolean is_open = TRUE;

  while (is_open && take_request (self, g_io_stream_get_input_stream (stream)))
    {
      g_autofree char *answer = NULL;
      RawMode mode;

      g_mutex_lock (&self->mutex);
      answer = g_strdup (self->answer);
      mode = self->mode;
      g_mutex_unlock (&self->mutex);
      if (mode == RAW_SILENT)
        continue;
      g_output_stream_write_all (g_io_stream_get_output_stream (stream), answer, strlen (answer),
                                 NULL, self->stop, NULL);
      is_open = mode != RAW_CLOSE;
    }
  g_io_stream_close (stream, NULL, NULL);
  g_io_stream_close (G_IO_STREAM (visit->connection), NULL, NULL);
  g_object_unref (visit->connection);
  g_free (visit);
  return NULL;
}

static gpointer
accept_all (gpointer user_data)
{
  RawServer *self = user_data;
  GSocketConnection *connection;

  while ((connection = g_socket_listener_accept (self->listener, NULL, self->stop, NULL)) != NULL)
    {
      Visit *visit = g_new0 (Visit, 1);

      g_mutex_lock (&self->mutex);
      self->n_visits++;
      g_mutex_unlock (&self->mutex);
      visit->server = self;
      visit->connection = connection;
      g_ptr_array_add (self->visits, g_thread_new ("visit", serve, visit));
    }
  for (guint i = 0; i < self->visits->len; i++)
    g_thread_join (self->visits->pdata[i]);
  return NULL;
}

RawServer *
raw_server_new (void)
{
  RawServer *self = g_new0 (RawServer, 1);
  g_autoptr(GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr(GSocketAddress) any = g_inet_socket_address_new (loopback, 0);
  g_autoptr(GSocketAddress) chosen = NULL;

  g_mutex_init (&self->mutex);
  self->body = g_byte_array_new ();
  self->visits = g_ptr_array_new ();
  self->answer = g_strdup ("");
  self->stop = g_cancellable_new ();
  self->listener = g_socket_listener_new ();
  g_assert_true (g_socket_listener_add_address (self->listener, any, G_SOCKET_TYPE_STREAM,
                                                G_SOCKET_PROTOCOL_TCP, NULL, &chosen, NULL));
  self->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (chosen));
  self->thread = g_thread_new ("accept", accept_all, self);
  return self;
}

/* Ends all connections and closes the port. */
void
raw_server_free (RawServer *self)
{
  g_cancellable_cancel (self->stop);
  g_thread_join (self->thread);
  g_socket_listener_close (self->listener);
  g_ptr_array_unref (self->visits);
  g_clear_object (&self->listener);
  g_clear_object (&self->stop);
  g_free (self->answer);
  g_free (self->head);
  g_byte_array_unref (self->body);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

char *
raw_server_dup_url (RawServer  *self,
                    const char *path)
{
  return g_strdup_printf ("http%s://127.0.0.1:%u%s", self->mode == RAW_TLS ? "s" : "", self->port,
                          path);
}

void
raw_server_set_answer (RawServer  *self,
                       RawMode     mode,
                       const char *answer)
{
  g_mutex_lock (&self->mutex);
  self->mode = mode;
  g_free (self->answer);
  self->answer = g_strdup (answer);
  g_mutex_unlock (&self->mutex);
}

static guint
get_locked (RawServer   *self,
            const guint *number)
{
  guint n;

  g_mutex_lock (&self->mutex);
  n = *number;
  g_mutex_unlock (&self->mutex);
  return n;
}

/* Whole requests that came. */
guint
raw_server_get_n (RawServer *self)
{
  return get_locked (self, &self->n);
}

/* Requests of which a byte came. */
guint
raw_server_get_n_starts (RawServer *self)
{
  return get_locked (self, &self->n_starts);
}

/* Connections. */
guint
raw_server_get_n_visits (RawServer *self)
{
  return get_locked (self, &self->n_visits);
}

/* The head of the last request. */
char *
raw_server_dup_head (RawServer *self)
{
  char *head;

  g_mutex_lock (&self->mutex);
  head = g_strdup (self->head);
  g_mutex_unlock (&self->mutex);
  return head;
}

/* The beginning of the last request's body. */
char *
raw_server_dup_body (RawServer *self)
{
  char *body;

  g_mutex_lock (&self->mutex);
  body = g_strndup ((const char *)self->body->data, self->body->len);
  g_mutex_unlock (&self->mutex);
  return body;
}

gint64
raw_server_get_body_length (RawServer *self)
{
  gint64 length;

  g_mutex_lock (&self->mutex);
  length = self->body_length;
  g_mutex_unlock (&self->mutex);
  return length;
}
