/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* A transport that plays back prepared answers and keeps what was asked. An answer of 200 to a
 * request with a file for it is written there, as the real one does. */

#include "config.h"

#include "fake-transport.h"

#include <string.h>

struct _FakeTransport
{
  GObject    parent_instance;

  GQueue     answers;    /* (element-type Answer) */
  GPtrArray *requests;   /* (owned) (element-type PackshotRequest) */
};

typedef struct
{
  PackshotResponse *response;   /* (owned) (nullable) */
  GError           *error;      /* (owned) (nullable) */
} Answer;

static void fake_transport_iface_init (PackshotTransportInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (FakeTransport, fake_transport, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (PACKSHOT_TYPE_TRANSPORT,
                                                      fake_transport_iface_init))

static void
answer_free (Answer *answer)
{
  g_clear_pointer (&answer->response, packshot_response_free);
  g_clear_error (&answer->error);
  g_free (answer);
}

static void
fake_transport_send_async (PackshotTransport   *transport,
                           PackshotRequest     *request,
                           PackshotProgressFunc progress,
                           gpointer             progress_data,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  FakeTransport *self = FAKE_TRANSPORT (transport);
  g_autoptr(GTask) task = g_task_new (self, cancellable, callback, user_data);
  Answer *answer = g_queue_pop_head (&self->answers);

  g_ptr_array_add (self->requests, request);
  g_assert_nonnull (answer);
  if (answer->error != NULL)
    {
      g_task_return_error (task, g_steal_pointer (&answer->error));
    }
  else
    {
      if (request->sink_path != NULL && answer->response->status == 200)
        {
          gsize length;
          const char *data = g_bytes_get_data (answer->response->body, &length);

          g_assert_true (g_file_set_contents (request->sink_path, data, (gssize)length, NULL));
        }
      g_task_return_pointer (task, g_steal_pointer (&answer->response),
                             (GDestroyNotify)packshot_response_free);
    }
  answer_free (answer);
}

static PackshotResponse *
fake_transport_send_finish (PackshotTransport *transport,
                            GAsyncResult      *result,
                            GError           **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
fake_transport_iface_init (PackshotTransportInterface *iface)
{
  iface->send_async = fake_transport_send_async;
  iface->send_finish = fake_transport_send_finish;
}

static void
fake_transport_finalize (GObject *object)
{
  FakeTransport *self = FAKE_TRANSPORT (object);

  g_queue_clear_full (&self->answers, (GDestroyNotify)answer_free);
  g_ptr_array_unref (self->requests);

  G_OBJECT_CLASS (fake_transport_parent_class)->finalize (object);
}

static void
fake_transport_class_init (FakeTransportClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fake_transport_finalize;
}

static void
fake_transport_init (FakeTransport *self)
{
  g_queue_init (&self->answers);
  self->requests = g_ptr_array_new_with_free_func ((GDestroyNotify)packshot_request_free);
}

PackshotTransport *
fake_transport_new (void)
{
  return g_object_new (TYPE_FAKE_TRANSPORT, NULL);
}

/* Prepares the next answer; headers may be added to it. */
PackshotResponse *
fake_transport_answer (PackshotTransport *self,
                       guint              status,
                       const char        *body)
{
  Answer *answer = g_new0 (Answer, 1);

  answer->response = packshot_response_new (status);
  g_bytes_unref (answer->response->body);
  answer->response->body = g_bytes_new (body, strlen (body));
  g_queue_push_tail (&FAKE_TRANSPORT (self)->answers, answer);
  return answer->response;
}

/* The next request gets no answer but @error, which is taken over. */
void
fake_transport_fail (PackshotTransport *self,
                     GError            *error)
{
  Answer *answer = g_new0 (Answer, 1);

  answer->error = error;
  g_queue_push_tail (&FAKE_TRANSPORT (self)->answers, answer);
}

guint
fake_transport_get_n (PackshotTransport *self)
{
  return FAKE_TRANSPORT (self)->requests->len;
}

const PackshotRequest *
fake_transport_get_request (PackshotTransport *self,
                            guint              index)
{
  g_assert_cmpuint (index, <, FAKE_TRANSPORT (self)->requests->len);
  return FAKE_TRANSPORT (self)->requests->pdata[index];
}

const char *
fake_transport_get_header (PackshotTransport *self,
                           guint              index,
                           const char        *name)
{
  GPtrArray *headers = fake_transport_get_request (self, index)->headers;

  for (guint i = 0; i + 1 < headers->len; i += 2)
    if (g_ascii_strcasecmp (headers->pdata[i], name) == 0)
      return headers->pdata[i + 1];
  return NULL;
}

guint
fake_transport_get_left (PackshotTransport *self)
{
  return g_queue_get_length (&FAKE_TRANSPORT (self)->answers);
}
