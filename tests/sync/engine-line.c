/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* A transport straight into a sandbox in this process: no sockets, no threads, no time. */

#include "config.h"

#include "engine-line.h"

#include "packshot-body-stream.h"
#include "packshot-service-error.h"

#include <string.h>

typedef struct
{
  PackshotRequest     *request;   /* (owned) */
  GTask               *task;      /* (owned) */
  PackshotProgressFunc progress;
  gpointer             progress_data;
} Call;

struct _Line
{
  GObject          parent_instance;

  PackshotSandbox *sandbox;
  LineMode         mode;
  GPtrArray       *targets;
  GQueue           held;          /* (element-type Call) */
  guint            n_media;
  guint            n_throttled;
};

static void line_iface_init (PackshotTransportInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (Line, line, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (PACKSHOT_TYPE_TRANSPORT, line_iface_init))

static void
call_free (Call *call)
{
  packshot_request_free (call->request);
  g_clear_object (&call->task);
  g_free (call);
}

static GBytes *
read_body (PackshotRequest *request,
           char           **mime)
{
  g_autoptr(PackshotBodyStream) stream = NULL;
  g_autofree char *data = NULL;
  g_autoptr(GError) error = NULL;
  gsize length;

  if (request->body != NULL)
    {
      *mime = g_strdup (request->body_mime);
      return g_bytes_ref (request->body);
    }
  if (request->parts == NULL && request->body_path == NULL)
    return NULL;
  stream = packshot_body_stream_new (request, &error);
  g_assert_no_error (error);
  *mime = g_strdup (packshot_body_stream_get_mime (stream));
  length = (gsize)packshot_body_stream_get_length (stream);
  data = g_malloc (length);
  g_input_stream_read_all (G_INPUT_STREAM (stream), data, length, &length, NULL, &error);
  g_assert_no_error (error);
  return g_bytes_new_take (g_steal_pointer (&data), length);
}

static PackshotSandboxResponse *
handle (Line            *self,
        PackshotRequest *request)
{
  const char *path = strchr (request->url + strlen ("http://"), '/');
  g_autoptr(PackshotSandboxRequest) converted = packshot_sandbox_request_new (request->method,
                                                                              path);
  g_autofree char *mime = NULL;
  g_autoptr(GBytes) body = read_body (request, &mime);

  if (g_str_has_prefix (request->url, ENGINE_MEDIA))
    packshot_sandbox_request_set_origin (converted, PACKSHOT_SANDBOX_ORIGIN_MEDIA);
  for (guint i = 0; i + 1 < request->headers->len; i += 2)
    packshot_sandbox_request_add_header (converted, request->headers->pdata[i],
                                         request->headers->pdata[i + 1]);
  if (mime != NULL)
    packshot_sandbox_request_add_header (converted, "Content-Type", mime);
  if (body != NULL)
    packshot_sandbox_request_set_body (converted, body);
  return packshot_sandbox_handle (self->sandbox, converted);
}

static PackshotResponse *
convert_response (PackshotRequest         *request,
                  PackshotSandboxResponse *answer)
{
  PackshotResponse *response = packshot_response_new (answer->status);
  g_autoptr(GError) error = NULL;
  gsize length = 0;
  const char *data = answer->body != NULL ? g_bytes_get_data (answer->body, &length) : "";

  for (guint i = 0; i + 1 < answer->headers->len; i += 2)
    packshot_response_add_header (response, answer->headers->pdata[i],
                                  answer->headers->pdata[i + 1]);
  if (request->sink_path != NULL && answer->status == 200)
    {
      g_file_set_contents (request->sink_path, data, (gssize)length, &error);
      g_assert_no_error (error);
    }
  else
    {
      g_bytes_unref (response->body);
      response->body = g_bytes_new (data, length);
    }
  return response;
}

/* Takes the call over. */
static void
call_end (Line *self,
          Call *call)
{
  if (g_task_return_error_if_cancelled (call->task))
    g_debug ("cancelled");
  else if (self->mode == LINE_OFFLINE)
    {
      GError *error = packshot_service_error_new (PACKSHOT_SERVICE_ERROR_OFFLINE, "No network");

      packshot_service_error_set_in_doubt (error, FALSE);
      g_task_return_error (call->task, error);
    }
  else if (self->mode == LINE_UNAVAILABLE)
    g_task_return_pointer (call->task, packshot_response_new (503),
                           (GDestroyNotify)packshot_response_free);
  else
    {
      g_autoptr(PackshotSandboxResponse) answer = handle (self, call->request);

      self->n_throttled += answer->status == 429;
      g_task_return_pointer (call->task, convert_response (call->request, answer),
                             (GDestroyNotify)packshot_response_free);
    }
  call_free (call);
}

static void
line_send_async (PackshotTransport   *transport,
                 PackshotRequest     *request,
                 PackshotProgressFunc progress,
                 gpointer             progress_data,
                 GCancellable        *cancellable,
                 GAsyncReadyCallback  callback,
                 gpointer             user_data)
{
  Line *self = TEST_LINE (transport);
  Call *call = g_new0 (Call, 1);

  call->request = request;
  call->task = g_task_new (self, cancellable, callback, user_data);
  call->progress = progress;
  call->progress_data = progress_data;
  if (g_str_has_prefix (request->url, ENGINE_API))
    g_ptr_array_add (self->targets, g_strdup_printf ("%s %s", request->method,
                                                     request->url + strlen (ENGINE_API)));
  else
    self->n_media++;
  if (progress != NULL)
    progress (100, 200, progress_data);
  if (self->mode == LINE_HELD)
    g_queue_push_tail (&self->held, call);
  else
    call_end (self, call);
}

static PackshotResponse *
line_send_finish (PackshotTransport *transport,
                  GAsyncResult      *result,
                  GError           **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
line_iface_init (PackshotTransportInterface *iface)
{
  iface->send_async = line_send_async;
  iface->send_finish = line_send_finish;
}

static void
line_finalize (GObject *object)
{
  Line *self = TEST_LINE (object);

  g_assert_cmpuint (self->held.length, ==, 0);
  g_clear_object (&self->sandbox);
  g_ptr_array_unref (self->targets);

  G_OBJECT_CLASS (line_parent_class)->finalize (object);
}

static void
line_class_init (LineClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = line_finalize;
}

static void
line_init (Line *self)
{
  self->targets = g_ptr_array_new_with_free_func (g_free);
  g_queue_init (&self->held);
}

Line *
line_new (PackshotSandbox *sandbox)
{
  Line *self = g_object_new (TYPE_LINE, NULL);

  self->sandbox = g_object_ref (sandbox);
  return self;
}

void
line_set_mode (Line    *self,
               LineMode mode)
{
  self->mode = mode;
}

/* What was held goes on, by the mode as it is now. */
void
line_release (Line *self)
{
  GQueue held = self->held;

  g_queue_init (&self->held);
  for (GList *l = held.head; l != NULL; l = l->next)
    call_end (self, l->data);
  g_queue_clear (&held);
}

guint
line_get_n (Line *self)
{
  return self->targets->len;
}

const char *
line_get_target (Line *self,
                 guint index)
{
  return self->targets->pdata[index];
}

guint
line_get_n_throttled (Line *self)
{
  return self->n_throttled;
}

guint
line_get_n_media (Line *self)
{
  return self->n_media;
}
