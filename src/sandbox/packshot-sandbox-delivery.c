/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* Carries a response to the client. A whole one is given to libsoup, which waits when there is a
 * delay. For one that a fault wants broken the connection is taken out of libsoup's hands:
 *
 *   refuse    ─▶ reset            cut ─▶ close
 *   truncate  ─▶ head + half ─▶ close
 *   slow      ─▶ head, then every 20 ms as much of the body as is due ─▶ close
 *
 * Runs on the server's thread; timeouts belong to its main context. */

#include "config.h"

#include "packshot-sandbox-delivery-private.h"

#include <sys/socket.h>

#define TICK_MS 20

typedef struct
{
  GIOStream *stream;    /* (owned) */
  GSocket   *socket;    /* (owned) */
  GBytes    *bytes;     /* (owned): head and body */
  gsize      head;      /* length of the head */
  gsize      sent;
  gint64     start;     /* monotonic time */
  gint64     duration;  /* microseconds */
} Trickle;

static void
trickle_free (Trickle *self)
{
  g_socket_close (self->socket, NULL);
  g_object_unref (self->socket);
  g_object_unref (self->stream);
  g_bytes_unref (self->bytes);
  g_free (self);
}

static void
attach_timeout (guint          ms,
                GSourceFunc    func,
                gpointer       user_data,
                GDestroyNotify destroy)
{
  g_autoptr(GSource) source = g_timeout_source_new (ms);

  g_source_set_callback (source, func, user_data, destroy);
  g_source_attach (source, g_main_context_get_thread_default ());
}

/* Returns: whether the client is still there */
static gboolean
trickle_send (Trickle *self,
              gsize    upto)
{
  const char *data = g_bytes_get_data (self->bytes, NULL);

  while (self->sent < upto)
    {
      g_autoptr(GError) error = NULL;
      gssize n = g_socket_send_with_blocking (self->socket, data + self->sent, upto - self->sent,
                                              FALSE, NULL, &error);

      if (n < 0)
        return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK);
      self->sent += n;
    }
  return TRUE;
}

static gboolean
trickle_tick_cb (gpointer user_data)
{
  Trickle *self = user_data;
  gsize total = g_bytes_get_size (self->bytes);
  gint64 passed = MIN (g_get_monotonic_time () - self->start, self->duration);
  gsize due = self->head + (gsize)((double)(total - self->head) * passed / self->duration);

  if (!trickle_send (self, due) || self->sent == total)
    return G_SOURCE_REMOVE;
  return G_SOURCE_CONTINUE;
}

/* Returns: (transfer full): the response as it goes over the wire */
static GBytes *
write_response (PackshotSandboxResponse *response,
                gsize                   *head)
{
  GString *text = g_string_new (NULL);
  gsize length = 0;
  gconstpointer data = response->body != NULL ? g_bytes_get_data (response->body, &length) : NULL;

  g_string_append_printf (text, "HTTP/1.1 %u %s\r\n", response->status,
                          soup_status_get_phrase (response->status));
  for (guint i = 0; i + 1 < response->headers->len; i += 2)
    g_string_append_printf (text, "%s: %s\r\n", (char *)g_ptr_array_index (response->headers, i),
                            (char *)g_ptr_array_index (response->headers, i + 1));
  g_string_append_printf (text, "Content-Length: %" G_GSIZE_FORMAT "\r\nConnection: close\r\n\r\n",
                          length);
  *head = text->len;
  g_string_append_len (text, data, length);
  return g_string_free_to_bytes (text);
}

static void
deliver_broken (SoupServerMessage       *message,
                PackshotSandboxResponse *response)
{
  Trickle *self = g_new0 (Trickle, 1);
  struct linger linger = { .l_onoff = 1, .l_linger = 0 };
  gsize body;

  self->socket = g_object_ref (soup_server_message_get_socket (message));
  self->stream = soup_server_message_steal_connection (message);
  self->bytes = write_response (response, &self->head);
  body = g_bytes_get_size (self->bytes) - self->head;
  if (response->delivery == PACKSHOT_SANDBOX_DELIVERY_SLOW)
    {
      self->start = g_get_monotonic_time ();
      self->duration = MAX (response->delay, 1) * G_GINT64_CONSTANT (1000);
      attach_timeout (TICK_MS, trickle_tick_cb, self, (GDestroyNotify)trickle_free);
      return;
    }
  if (response->delivery == PACKSHOT_SANDBOX_DELIVERY_TRUNCATE)
    trickle_send (self, self->head + body / 2);
  /* Closing with linger time 0 resets the connection, as a port that nobody listens to does. */
  if (response->delivery == PACKSHOT_SANDBOX_DELIVERY_REFUSE)
    setsockopt (g_socket_get_fd (self->socket), SOL_SOCKET, SO_LINGER, &linger, sizeof linger);
  trickle_free (self);
}

typedef struct
{
  SoupServerMessage *message;   /* (owned) */
  gboolean           is_over;
} Delay;

static void
delay_free (Delay *delay)
{
  g_signal_handlers_disconnect_by_data (delay->message, delay);
  g_object_unref (delay->message);
  g_free (delay);
}

static void
message_finished_cb (SoupServerMessage *message,
                     Delay             *delay)
{
  delay->is_over = TRUE;
}

static gboolean
delay_over_cb (gpointer user_data)
{
  Delay *delay = user_data;

  if (!delay->is_over)
    soup_server_message_unpause (delay->message);
  return G_SOURCE_REMOVE;
}

static void
deliver_later (SoupServerMessage *message,
               guint              ms)
{
  Delay *delay = g_new0 (Delay, 1);

  delay->message = g_object_ref (message);
  g_signal_connect (message, "finished", G_CALLBACK (message_finished_cb), delay);
  g_signal_connect (message, "disconnected", G_CALLBACK (message_finished_cb), delay);
  soup_server_message_pause (message);
  attach_timeout (ms, delay_over_cb, delay, (GDestroyNotify)delay_free);
}

/* To be called from within the server's handler. */
void
_packshot_sandbox_deliver (SoupServerMessage       *message,
                           PackshotSandboxResponse *response)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);

  if (response->delivery != PACKSHOT_SANDBOX_DELIVERY_WHOLE)
    {
      deliver_broken (message, response);
      return;
    }
  soup_server_message_set_status (message, response->status, NULL);
  for (guint i = 0; i + 1 < response->headers->len; i += 2)
    soup_message_headers_append (headers, g_ptr_array_index (response->headers, i),
                                 g_ptr_array_index (response->headers, i + 1));
  if (response->body != NULL)
    soup_message_body_append_bytes (soup_server_message_get_response_body (message),
                                    response->body);
  if (response->delay > 0)
    deliver_later (message, response->delay);
}
