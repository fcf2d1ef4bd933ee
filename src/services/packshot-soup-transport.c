/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* Requests over the network by libsoup. Small calls use the asynchronous API on the main thread:
 *
 *   send ──▶ message_sent_cb ──▶ chunk_read_cb ⟲ ──▶ answer
 *
 * Calls with a file in either direction go to the transfer threads. Main thread. */

#include "config.h"

#include "packshot-service-error.h"
#include "packshot-soup-call.h"
#include "packshot-transfer-pool.h"
#include "packshot-transport.h"

#define CHUNK_BYTES (64 * 1024)
/* A small answer that comes in drops must end some time, too. */
#define PATIENCE 4

#define PACKSHOT_TYPE_SOUP_TRANSPORT (packshot_soup_transport_get_type ())
G_DECLARE_FINAL_TYPE (PackshotSoupTransport, packshot_soup_transport, PACKSHOT, SOUP_TRANSPORT,
                      GObject)

struct _PackshotSoupTransport
{
  GObject               parent_instance;

  PackshotSoupSessions  sessions;
  PackshotTransferPool *pool;       /* (owned) */
};

static void packshot_soup_transport_iface_init (PackshotTransportInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (PackshotSoupTransport, packshot_soup_transport, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (PACKSHOT_TYPE_TRANSPORT,
                                                      packshot_soup_transport_iface_init))

/* A small call. */
typedef struct
{
  /* Input */
  PackshotSoupCall *call;       /* (owned) */

  /* In progress */
  GSource          *outer;      /* (owned) (nullable): watches the caller's cancellable */
  GSource          *deadline;   /* (owned) */
  GInputStream     *stream;     /* (owned) (nullable) */
  GByteArray       *body;       /* (owned) */
} Small;

static void
source_clear (GSource **source)
{
  if (*source == NULL)
    return;
  g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

static void
small_free (Small *small)
{
  source_clear (&small->outer);
  source_clear (&small->deadline);
  g_clear_object (&small->stream);
  g_byte_array_unref (small->body);
  _packshot_soup_call_free (small->call);
  g_free (small);
}

static gboolean
outer_cancelled_cb (GCancellable *outer,
                    gpointer      inner)
{
  g_cancellable_cancel (inner);
  return G_SOURCE_REMOVE;
}

static gboolean
deadline_passed_cb (gpointer inner)
{
  g_cancellable_cancel (inner);
  return G_SOURCE_REMOVE;
}

/* Cancelling happens from the main loop and not from within g_cancellable_cancel(), where the call
 * could end and wait for its own handler. */
static Small *
small_new (PackshotSoupCall *call,
           GCancellable     *outer)
{
  Small *small = g_new0 (Small, 1);
  GMainContext *context = g_main_context_get_thread_default ();

  small->call = call;
  small->body = g_byte_array_new ();
  small->deadline = g_timeout_source_new_seconds (MAX (call->request->timeout, 1) * PATIENCE);
  g_source_set_callback (small->deadline, deadline_passed_cb, call->cancellable, NULL);
  g_source_attach (small->deadline, context);
  if (outer != NULL)
    {
      small->outer = g_cancellable_source_new (outer);
      g_source_set_callback (small->outer, G_SOURCE_FUNC (outer_cancelled_cb), call->cancellable,
                             NULL);
      g_source_attach (small->outer, context);
    }
  return small;
}

static void
small_fail (GTask  *task,
            GError *error)
{
  Small *small = g_task_get_task_data (task);

  g_task_return_error (task, _packshot_soup_call_convert (small->call,
                                                          g_task_get_cancellable (task), error));
}

static void
chunk_read_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Small *small = g_task_get_task_data (task);
  g_autoptr(GBytes) chunk = NULL;
  GError *error = NULL;
  PackshotResponse *response;

  chunk = g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, &error);
  if (chunk != NULL)
    g_byte_array_append (small->body, g_bytes_get_data (chunk, NULL),
                         (guint)g_bytes_get_size (chunk));
  if (chunk == NULL || !_packshot_soup_call_check_bytes (small->call, small->body->len, &error))
    {
      small_fail (task, error);
      return;
    }
  if (g_bytes_get_size (chunk) > 0)
    {
      g_input_stream_read_bytes_async (small->stream, CHUNK_BYTES, G_PRIORITY_DEFAULT,
                                       small->call->cancellable, chunk_read_cb,
                                       g_steal_pointer (&task));
      return;
    }
  if (!_packshot_soup_call_check_end (small->call, small->body->len, &error))
    {
      small_fail (task, error);
      return;
    }
  response = _packshot_soup_call_dup_head (small->call);
  g_bytes_unref (response->body);
  response->body = g_bytes_new (small->body->data, small->body->len);
  g_task_return_pointer (task, response, (GDestroyNotify)packshot_response_free);
}

static void
message_sent_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Small *small = g_task_get_task_data (task);
  GError *error = NULL;

  small->stream = soup_session_send_finish (SOUP_SESSION (source), result, &error);
  if (small->stream == NULL || !_packshot_soup_call_check_head (small->call, &error))
    {
      small_fail (task, error);
      return;
    }
  g_input_stream_read_bytes_async (small->stream, CHUNK_BYTES, G_PRIORITY_DEFAULT,
                                   small->call->cancellable, chunk_read_cb,
                                   g_steal_pointer (&task));
}

static void
send_small (PackshotSoupTransport *self,
            GTask                 *task,
            PackshotSoupCall      *call)
{
  Small *small = small_new (call, g_task_get_cancellable (task));

  g_task_set_task_data (task, small, (GDestroyNotify)small_free);
  soup_session_send_async (_packshot_soup_sessions_get (&self->sessions, call), call->message,
                           G_PRIORITY_DEFAULT, call->cancellable, message_sent_cb,
                           g_object_ref (task));
}

static void
packshot_soup_transport_send_async (PackshotTransport   *transport,
                                    PackshotRequest     *request,
                                    PackshotProgressFunc progress,
                                    gpointer             progress_data,
                                    GCancellable        *cancellable,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data)
{
  PackshotSoupTransport *self = PACKSHOT_SOUP_TRANSPORT (transport);
  g_autoptr(GTask) task = g_task_new (self, cancellable, callback, user_data);
  PackshotSoupCall *call;
  GError *error = NULL;

  g_task_set_source_tag (task, packshot_soup_transport_send_async);
  if (g_task_return_error_if_cancelled (task))
    {
      packshot_request_free (request);
      return;
    }
  /* An answer that has come is given even when the caller cancelled meanwhile: it is the truth. */
  g_task_set_check_cancellable (task, FALSE);
  call = _packshot_soup_call_new (request, &error);
  if (call == NULL)
    {
      packshot_service_error_set_in_doubt (error, FALSE);
      g_task_return_error (task, error);
      return;
    }
  if (request->parts != NULL || request->body_path != NULL || request->sink_path != NULL)
    _packshot_transfer_pool_push (self->pool, task, call, progress, progress_data);
  else
    send_small (self, task, call);
}

static PackshotResponse *
packshot_soup_transport_send_finish (PackshotTransport *transport,
                                     GAsyncResult      *result,
                                     GError           **error)
{
  g_return_val_if_fail (g_task_is_valid (result, transport), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
packshot_soup_transport_iface_init (PackshotTransportInterface *iface)
{
  iface->send_async = packshot_soup_transport_send_async;
  iface->send_finish = packshot_soup_transport_send_finish;
}

static void
packshot_soup_transport_finalize (GObject *object)
{
  PackshotSoupTransport *self = PACKSHOT_SOUP_TRANSPORT (object);

  _packshot_transfer_pool_free (self->pool);
  _packshot_soup_sessions_clear (&self->sessions);

  G_OBJECT_CLASS (packshot_soup_transport_parent_class)->finalize (object);
}

static void
packshot_soup_transport_class_init (PackshotSoupTransportClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = packshot_soup_transport_finalize;
}

static void
packshot_soup_transport_init (PackshotSoupTransport *self)
{
  self->pool = _packshot_transfer_pool_new ();
}

/**
 * packshot_soup_transport_new:
 *
 * Returns: (transfer full): a transport over the network
 */
PackshotTransport *
packshot_soup_transport_new (void)
{
  return g_object_new (PACKSHOT_TYPE_SOUP_TRANSPORT, NULL);
}
