/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* The line between the program and the sandbox, in one process: a transport that does nothing by
 * itself. A request waits until it is moved on to the sandbox, its answer until it is moved on to
 * the program, so that whoever calls line_move () decides in which order things happen. Faults
 * happen here.
 *
 *   send ─▶ travelling ──line_move──▶ answered ──line_move──▶ the task returns
 *              │ crash, time out
 *              ▼
 *            ghost ──line_move_ghost──▶ takes effect, and nobody is told */

#include "config.h"

#include "search-line.h"

#include "packshot-body-stream.h"
#include "packshot-service-error.h"

#include <string.h>

typedef struct
{
  PackshotRequest         *request;     /* (owned) */
  PackshotSandboxRequest  *travelling;  /* (owned) (nullable): until it has arrived */
  PackshotSandboxResponse *answer;      /* (owned) (nullable): once it has */
  GTask                   *task;        /* (owned) (nullable): who waits; a ghost has none */
  LineFault                fault;
  guint                    number;
  guint                    seen;        /* changes behind the program's back, when it arrived */
  char                    *target;
} Call;

struct _Line
{
  GObject          parent_instance;

  PackshotSandbox *sandbox;
  LineFaultFunc    func;
  gpointer         user_data;
  GPtrArray       *moving;      /* (element-type Call) */
  GPtrArray       *ghosts;      /* (element-type Call) */
  GString         *trace;       /* (nullable) (unowned) */
  guint            n_requests;
  guint            n_faults;
  guint            n_looks;
  guint            n_changes;   /* behind the program's back */
  guint            n_seen;      /* of them, by the last look */
  guint            n_throttled;
};

static void line_iface_init (PackshotTransportInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (Line, line, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (PACKSHOT_TYPE_TRANSPORT, line_iface_init))

/* What a fault does to a call: whether it takes effect, and what its sender sees: an error of a
 * service, a status, or an answer of other people's making. None of them: the real answer. */
typedef struct
{
  const char *name;
  gboolean    has_effect;
  int         error;            /* a PackshotServiceError, or -1 */
  gboolean    in_doubt;
  guint       status;
  const char *retry_after;      /* (nullable) */
  const char *body;             /* (nullable) */
} Fault;

static const Fault faults[N_LINE_FAULTS] = {
  [LINE_FINE] = { "", TRUE, -1 },
  [LINE_REFUSE] = { "refuse", FALSE, PACKSHOT_SERVICE_ERROR_OFFLINE, FALSE },
  [LINE_CUT_BEFORE] = { "cut before", FALSE, PACKSHOT_SERVICE_ERROR_OFFLINE, TRUE },
  [LINE_CUT_AFTER] = { "cut after", TRUE, PACKSHOT_SERVICE_ERROR_OFFLINE, TRUE },
  [LINE_LATE] = { "late", FALSE, PACKSHOT_SERVICE_ERROR_OFFLINE, TRUE },
  [LINE_TWICE] = { "twice", TRUE, -1 },
  [LINE_THROTTLED] = { "429", FALSE, -1, FALSE, 429, "3" },
  [LINE_THROTTLED_BARE] = { "429 bare", FALSE, -1, FALSE, 429 },
  [LINE_SERVER_BEFORE] = { "503", FALSE, -1, FALSE, 503 },
  [LINE_SERVER_AFTER] = { "502 after", TRUE, -1, FALSE, 502 },
  [LINE_GARBAGE] = { "garbage", TRUE, -1, FALSE, 200, NULL,
                     "<html>Welcome to the hotel's network</html>" },
  [LINE_OTHER_JSON] = { "other JSON", TRUE, -1, FALSE, 200, NULL,
                        "{\"id\":7,\"items\":\"none\",\"assets\":3,\"data\":[]}" },
  [LINE_HALF] = { "half", TRUE, PACKSHOT_SERVICE_ERROR_OFFLINE, TRUE },
  [LINE_LENGTH] = { "length", TRUE, PACKSHOT_SERVICE_ERROR_PROTOCOL, TRUE },
  [LINE_UNAUTHORIZED] = { "401", FALSE, -1, FALSE, 401 },
  [LINE_FORBIDDEN] = { "403", FALSE, -1, FALSE, 403 },
  [LINE_FULL] = { "507", FALSE, -1, FALSE, 507 },
};

static void
call_free (Call *call)
{
  packshot_request_free (call->request);
  g_clear_pointer (&call->travelling, packshot_sandbox_request_free);
  g_clear_pointer (&call->answer, packshot_sandbox_response_free);
  g_clear_object (&call->task);
  g_free (call->target);
  g_free (call);
}

/* --- Sending --- */

static GBytes *
read_body (PackshotRequest *request,
           char           **mime,
           GError         **error)
{
  g_autoptr(PackshotBodyStream) stream = NULL;
  g_autofree char *data = NULL;
  gsize length;
  gsize n_read = 0;

  if (request->body != NULL)
    {
      *mime = g_strdup (request->body_mime);
      return g_bytes_ref (request->body);
    }
  if (request->parts == NULL && request->body_path == NULL)
    return NULL;
  stream = packshot_body_stream_new (request, error);
  if (stream == NULL)
    return NULL;
  *mime = g_strdup (packshot_body_stream_get_mime (stream));
  length = (gsize)packshot_body_stream_get_length (stream);
  data = g_malloc (length);
  if (!g_input_stream_read_all (G_INPUT_STREAM (stream), data, length, &n_read, NULL, error))
    return NULL;
  return g_bytes_new_take (g_steal_pointer (&data), n_read);
}

static char *
dup_target (const char *url)
{
  const char *path = strchr (url + strlen ("http://"), '/');

  return g_strdup (path != NULL ? path : "/");
}

static PackshotSandboxRequest *
convert_request (PackshotRequest *request,
                 const char      *target,
                 GError         **error)
{
  g_autoptr(PackshotSandboxRequest) out = packshot_sandbox_request_new (request->method, target);
  g_autoptr(GError) failed = NULL;
  g_autofree char *mime = NULL;
  g_autoptr(GBytes) body = read_body (request, &mime, &failed);

  if (failed != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failed));
      return NULL;
    }
  for (guint i = 0; i + 1 < request->headers->len; i += 2)
    packshot_sandbox_request_add_header (out, request->headers->pdata[i],
                                         request->headers->pdata[i + 1]);
  if (mime != NULL)
    packshot_sandbox_request_add_header (out, "Content-Type", mime);
  if (body != NULL)
    packshot_sandbox_request_set_body (out, body);
  return g_steal_pointer (&out);
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
  Line *self = SEARCH_LINE (transport);
  g_autoptr(GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autofree char *target = dup_target (request->url);
  GError *error = NULL;
  PackshotSandboxRequest *travelling = convert_request (request, target, &error);
  Call *call;

  if (travelling == NULL)
    {
      packshot_request_free (request);
      g_task_return_error (task, error);
      return;
    }
  call = g_new0 (Call, 1);
  call->request = request;
  call->travelling = travelling;
  call->task = g_object_ref (task);
  call->number = self->n_requests++;
  call->target = g_steal_pointer (&target);
  call->fault = self->func (call->number, request->method, call->target, self->user_data);
  if (call->fault != LINE_FINE)
    self->n_faults++;
  g_ptr_array_add (self->moving, call);
  if (self->trace != NULL)
    g_string_append_printf (self->trace, "    #%u %s %s %s\n", call->number, request->method,
                            call->target, faults[call->fault].name);
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

/* --- Answers --- */

static gboolean
call_is_look (Call *call)
{
  return g_str_equal (call->request->method, "GET") && call->request->sink_path == NULL &&
         (strstr (call->target, "/images?") != NULL || strstr (call->target, "/products/") != NULL);
}

/* Ends a call without an answer. */
static void
call_fail (Call       *call,
           int         code,
           gboolean    in_doubt,
           const char *text)
{
  GError *error = packshot_service_error_new (code, "%s", text);

  if (!in_doubt || packshot_request_is_safe (call->request))
    packshot_service_error_set_in_doubt (error, FALSE);
  g_task_return_error (call->task, error);
}

/* An answer that the sandbox did not give. */
static void
call_answer_otherwise (Call        *call,
                       const Fault *fault)
{
  PackshotResponse *response = packshot_response_new (fault->status);

  if (fault->retry_after != NULL)
    packshot_response_add_header (response, "Retry-After", fault->retry_after);
  if (fault->body != NULL)
    {
      g_bytes_unref (response->body);
      response->body = g_bytes_new (fault->body, strlen (fault->body));
      packshot_response_add_header (response, "Content-Type", "application/json");
      if (call->request->sink_path != NULL)
        g_file_set_contents (call->request->sink_path, fault->body, -1, NULL);
    }
  g_task_return_pointer (call->task, response, (GDestroyNotify)packshot_response_free);
}

static void
call_answer (Line *self,
             Call *call)
{
  PackshotResponse *response = packshot_response_new (call->answer->status);
  gsize length = call->answer->body != NULL ? g_bytes_get_size (call->answer->body) : 0;

  for (guint i = 0; i + 1 < call->answer->headers->len; i += 2)
    packshot_response_add_header (response, call->answer->headers->pdata[i],
                                  call->answer->headers->pdata[i + 1]);
  if (call->answer->status == 429)
    self->n_throttled++;
  if (call->answer->status == 200 && call_is_look (call))
    {
      self->n_looks++;
      self->n_seen = call->seen;
    }
  if (self->trace != NULL)
    g_string_append_printf (self->trace, "    #%u -> %u\n", call->number, call->answer->status);
  if ((gint64)length > call->request->max_bytes)
    {
      packshot_response_free (response);
      call_fail (call, PACKSHOT_SERVICE_ERROR_PROTOCOL, TRUE, "The answer is too long");
      return;
    }
  if (length > 0 && call->request->sink_path != NULL && call->answer->status == 200)
    {
      g_autoptr(GError) error = NULL;

      if (!g_file_set_contents (call->request->sink_path,
                                g_bytes_get_data (call->answer->body, NULL), (gssize)length,
                                &error))
        {
          packshot_response_free (response);
          call_fail (call, PACKSHOT_SERVICE_ERROR_DISK, FALSE, error->message);
          return;
        }
    }
  else if (length > 0)
    {
      g_bytes_unref (response->body);
      response->body = g_bytes_ref (call->answer->body);
    }
  g_task_return_pointer (call->task, response, (GDestroyNotify)packshot_response_free);
}

static void
call_end (Line *self,
          Call *call)
{
  const Fault *fault = &faults[call->fault];

  if (fault->error >= 0)
    call_fail (call, fault->error, fault->in_doubt, fault->name);
  else if (fault->status != 0)
    call_answer_otherwise (call, fault);
  else
    call_answer (self, call);
}

/* --- Moving --- */

static void
call_take_effect (Line *self,
                  Call *call)
{
  g_clear_pointer (&call->answer, packshot_sandbox_response_free);
  call->seen = self->n_changes;
  call->answer = packshot_sandbox_handle (self->sandbox, call->travelling);
  if (self->trace != NULL)
    g_string_append_printf (self->trace, "    #%u takes effect: %u\n", call->number,
                            call->answer->status);
}

void
line_move (Line *self,
           guint index)
{
  Call *call = g_ptr_array_index (self->moving, index);

  if (g_cancellable_is_cancelled (g_task_get_cancellable (call->task)))
    {
      g_ptr_array_steal_index (self->moving, index);
      g_task_return_error_if_cancelled (call->task);
      g_clear_object (&call->task);
      if (call->travelling != NULL)
        g_ptr_array_add (self->ghosts, call);
      else
        call_free (call);
      return;
    }
  if (call->travelling != NULL && faults[call->fault].has_effect)
    {
      call_take_effect (self, call);
      if (call->fault == LINE_TWICE)
        {
          call_take_effect (self, call);
          self->n_changes++;
        }
      g_clear_pointer (&call->travelling, packshot_sandbox_request_free);
      return;
    }
  g_ptr_array_steal_index (self->moving, index);
  call_end (self, call);
  g_clear_object (&call->task);
  if (call->fault == LINE_LATE)
    g_ptr_array_add (self->ghosts, call);
  else
    call_free (call);
}

void
line_crash (Line *self,
            Dice *dice)
{
  while (self->moving->len > 0)
    {
      Call *call = g_ptr_array_steal_index (self->moving, 0);

      /* The task is left as it is: its program is no more. */
      call->task = NULL;
      if (call->travelling != NULL && dice_chance (dice, 50))
        g_ptr_array_add (self->ghosts, call);
      else
        call_free (call);
    }
}

void
line_move_ghost (Line *self,
                 guint index)
{
  Call *call = g_ptr_array_steal_index (self->ghosts, index);

  call_take_effect (self, call);
  self->n_changes++;
  call_free (call);
}

guint
line_get_n_moving (Line *self)
{
  return self->moving->len;
}

guint
line_get_n_ghosts (Line *self)
{
  return self->ghosts->len;
}

guint
line_get_n_requests (Line *self)
{
  return self->n_requests;
}

guint
line_get_n_faults (Line *self)
{
  return self->n_faults;
}

guint
line_get_n_looks (Line *self)
{
  return self->n_looks;
}

gboolean
line_is_look_stale (Line *self)
{
  return self->n_seen != self->n_changes;
}

void
line_note_change (Line *self)
{
  self->n_changes++;
}

guint
line_get_n_throttled (Line *self)
{
  return self->n_throttled;
}

void
line_set_trace (Line    *self,
                GString *trace)
{
  self->trace = trace;
}

static void
line_finalize (GObject *object)
{
  Line *self = SEARCH_LINE (object);

  g_ptr_array_unref (self->moving);
  g_ptr_array_unref (self->ghosts);
  g_clear_object (&self->sandbox);

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
  self->moving = g_ptr_array_new_with_free_func ((GDestroyNotify)call_free);
  self->ghosts = g_ptr_array_new_with_free_func ((GDestroyNotify)call_free);
}

Line *
line_new (PackshotSandbox *sandbox,
          LineFaultFunc    func,
          gpointer         user_data)
{
  Line *self = g_object_new (TYPE_LINE, NULL);

  self->sandbox = g_object_ref (sandbox);
  self->func = func;
  self->user_data = user_data;
  return self;
}
