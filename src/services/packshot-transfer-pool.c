/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* Uploads and downloads of bytes. A few threads, each with its own libsoup sessions, take calls
 * from one queue and run them by libsoup's synchronous API, which moves a large file several times
 * faster than the asynchronous one and in constant memory. Two keep a near server busy; a far one,
 * whose answers take their time, needs more at once.
 *
 *   main thread                           transfer thread
 *   push ── job ──▶ queue ──▶ pop ──▶ send the head and the body, in pieces
 *        ◀── progress (idle source) ──       receive into memory or into a new file
 *        ◀── the job itself (idle source) ── done
 *   return the task, free the job
 *
 * A job belongs to the main thread before and after the queue, and to one transfer thread between.
 * The task is never let go of in a transfer thread, so the transport can't die there. */

#include "config.h"

#include "packshot-transfer-pool.h"

#include "packshot-service-error.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <unistd.h>

#define MAX_THREADS 8
#define PROGRESS_INTERVAL (G_USEC_PER_SEC / 10)
#define CHUNK_BYTES (64 * 1024)

struct _PackshotTransferPool
{
  GAsyncQueue *queue;                /* (owned) (element-type Job) */
  guint        n_jobs;               /* given and not yet returned; main thread */
  GThread     *threads[MAX_THREADS]; /* (owned) (nullable): started when no other is free */
};

typedef struct
{
  /* Input */
  GTask               *task;         /* (owned); NULL asks the thread to end */
  PackshotSoupCall    *call;         /* (owned) */
  PackshotProgressFunc progress;
  gpointer             progress_data;
  GMainContext        *context;      /* (owned) */
  guint               *n_jobs;       /* (borrowed): the pool's, which outlives all jobs */

  /* In progress */
  gint64               done;
  gint64               total;
  gint64               told_at;

  /* Result */
  PackshotResponse    *response;     /* (owned) (nullable) */
  GError              *error;        /* (owned) (nullable) */
} Job;

typedef struct
{
  PackshotProgressFunc func;
  gpointer             data;
  gint64               done;
  gint64               total;
} Progress;

static void
job_free (Job *job)
{
  g_clear_object (&job->task);
  g_clear_pointer (&job->call, _packshot_soup_call_free);
  g_clear_pointer (&job->context, g_main_context_unref);
  g_clear_pointer (&job->response, packshot_response_free);
  g_clear_error (&job->error);
  g_free (job);
}

static void
attach (GMainContext  *context,
        GSourceFunc    func,
        gpointer       data,
        GDestroyNotify notify)
{
  g_autoptr(GSource) source = g_idle_source_new ();

  /* The same priority for all, so that they arrive in the order in which they were sent. */
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, func, data, notify);
  g_source_attach (source, context);
}

static gboolean
progress_arrived_cb (gpointer user_data)
{
  Progress *progress = user_data;

  progress->func (progress->done, progress->total, progress->data);
  return G_SOURCE_REMOVE;
}

static gboolean
job_arrived_cb (gpointer user_data)
{
  Job *job = user_data;

  (*job->n_jobs)--;
  if (job->response != NULL)
    g_task_return_pointer (job->task, g_steal_pointer (&job->response),
                           (GDestroyNotify)packshot_response_free);
  else
    g_task_return_error (job->task, g_steal_pointer (&job->error));
  return G_SOURCE_REMOVE;
}

static void
tell_progress (Job     *job,
               gboolean is_last)
{
  gint64 now = g_get_monotonic_time ();
  Progress *progress;

  if (job->progress == NULL || (!is_last && now - job->told_at < PROGRESS_INTERVAL))
    return;
  job->told_at = now;
  progress = g_new0 (Progress, 1);
  progress->func = job->progress;
  progress->data = job->progress_data;
  progress->done = job->done;
  progress->total = job->total;
  attach (job->context, progress_arrived_cb, progress, g_free);
}

static void
message_wrote_body_data_cb (SoupMessage *message,
                            guint        chunk_size,
                            gpointer     user_data)
{
  Job *job = user_data;

  job->done += chunk_size;
  tell_progress (job, FALSE);
}

static gboolean
write_all (int         fd,
           const char *data,
           gsize       count,
           GError    **error)
{
  while (count > 0)
    {
      gssize n = write (fd, data, count);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        {
          g_set_error (error, PACKSHOT_SERVICE_ERROR, PACKSHOT_SERVICE_ERROR_DISK,
                       "The file can't be written: %s", g_strerror (errno));
          return FALSE;
        }
      data += n;
      count -= (gsize)n;
    }
  return TRUE;
}

/* Reads the answer to its end, into a file or into memory. */
static gboolean
receive (Job          *job,
         GInputStream *stream,
         int           fd,
         GByteArray   *memory,
         GError      **error)
{
  g_autofree char *buffer = g_malloc (CHUNK_BYTES);
  gint64 received = 0;
  gssize n;

  while ((n = g_input_stream_read (stream, buffer, CHUNK_BYTES, job->call->cancellable,
                                   error)) > 0)
    {
      received += n;
      if (!_packshot_soup_call_check_bytes (job->call, received, error))
        return FALSE;
      if (fd < 0)
        {
          g_byte_array_append (memory, (const guint8 *)buffer, (guint)n);
          continue;
        }
      if (!write_all (fd, buffer, (gsize)n, error))
        return FALSE;
      job->done = received;
      tell_progress (job, FALSE);
    }
  return n == 0 && _packshot_soup_call_check_end (job->call, received, error);
}

/* A new file that does not stay unless all of it was written. */
static gboolean
receive_file (Job          *job,
              GInputStream *stream,
              GError      **error)
{
  const char *path = job->call->request->sink_path;
  SoupMessageHeaders *headers = soup_message_get_response_headers (job->call->message);
  int fd = g_open (path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  gboolean done;

  if (fd < 0)
    {
      g_set_error (error, PACKSHOT_SERVICE_ERROR, PACKSHOT_SERVICE_ERROR_DISK,
                   "The file can't be made: %s", g_strerror (errno));
      return FALSE;
    }
  job->total = -1;
  if (soup_message_headers_get_encoding (headers) == SOUP_ENCODING_CONTENT_LENGTH)
    job->total = soup_message_headers_get_content_length (headers);
  done = receive (job, stream, fd, NULL, error);
  if (close (fd) != 0 && done)
    {
      g_set_error (error, PACKSHOT_SERVICE_ERROR, PACKSHOT_SERVICE_ERROR_DISK,
                   "The file can't be written: %s", g_strerror (errno));
      done = FALSE;
    }
  if (!done)
    g_unlink (path);
  return done;
}

static gboolean
receive_memory (Job          *job,
                GInputStream *stream,
                GError      **error)
{
  g_autoptr(GByteArray) memory = g_byte_array_new ();

  if (!receive (job, stream, -1, memory, error))
    return FALSE;
  g_bytes_unref (job->response->body);
  job->response->body = g_byte_array_free_to_bytes (g_steal_pointer (&memory));
  return TRUE;
}

static gboolean
job_send (Job                  *job,
          PackshotSoupSessions *sessions,
          GError              **error)
{
  PackshotSoupCall *call = job->call;
  g_autoptr(GInputStream) stream = NULL;
  gboolean to_file;

  if (!_packshot_soup_call_open_body (call, error))
    return FALSE;
  if (call->body != NULL)
    {
      job->total = packshot_body_stream_get_length (call->body);
      g_signal_connect (call->message, "wrote-body-data", G_CALLBACK (message_wrote_body_data_cb),
                        job);
    }
  stream = soup_session_send (_packshot_soup_sessions_get (sessions, call), call->message,
                              call->cancellable, error);
  g_signal_handlers_disconnect_by_data (call->message, job);
  if (stream == NULL || !_packshot_soup_call_check_head (call, error))
    return FALSE;
  job->response = _packshot_soup_call_dup_head (call);
  to_file = call->request->sink_path != NULL && job->response->status == 200;
  if (to_file ? !receive_file (job, stream, error) : !receive_memory (job, stream, error))
    return FALSE;
  tell_progress (job, TRUE);
  return TRUE;
}

static void
outer_cancelled_cb (GCancellable *outer,
                    gpointer      inner)
{
  g_cancellable_cancel (inner);
}

static void
job_run (Job                  *job,
         PackshotSoupSessions *sessions)
{
  GCancellable *outer = g_task_get_cancellable (job->task);
  GError *error = NULL;
  gulong id = 0;

  if (outer != NULL)
    id = g_cancellable_connect (outer, G_CALLBACK (outer_cancelled_cb),
                                g_object_ref (job->call->cancellable), g_object_unref);
  if (!job_send (job, sessions, &error))
    {
      g_clear_pointer (&job->response, packshot_response_free);
      job->error = _packshot_soup_call_convert (job->call, outer, error);
    }
  if (outer != NULL)
    g_cancellable_disconnect (outer, id);
}

static gpointer
transfer_thread (gpointer user_data)
{
  g_autoptr(GAsyncQueue) queue = user_data;
  g_autoptr(GMainContext) context = g_main_context_new ();
  PackshotSoupSessions sessions = { NULL };
  Job *job;

  /* The sessions' own timers belong to this context; nothing of them runs on the main thread. */
  g_main_context_push_thread_default (context);
  while ((job = g_async_queue_pop (queue))->task != NULL)
    {
      while (g_main_context_iteration (context, FALSE))
        continue;
      job_run (job, &sessions);
      attach (job->context, job_arrived_cb, job, (GDestroyNotify)job_free);
    }
  job_free (job);
  _packshot_soup_sessions_clear (&sessions);
  while (g_main_context_iteration (context, FALSE))
    continue;
  g_main_context_pop_thread_default (context);
  return NULL;
}

PackshotTransferPool *
_packshot_transfer_pool_new (void)
{
  PackshotTransferPool *self = g_new0 (PackshotTransferPool, 1);

  self->queue = g_async_queue_new ();
  return self;
}

/* Waits for the threads, which have nothing left to do: every job holds the transport. */
void
_packshot_transfer_pool_free (PackshotTransferPool *self)
{
  for (guint i = 0; i < MAX_THREADS && self->threads[i] != NULL; i++)
    g_async_queue_push (self->queue, g_new0 (Job, 1));
  for (guint i = 0; i < MAX_THREADS && self->threads[i] != NULL; i++)
    g_thread_join (self->threads[i]);
  g_async_queue_unref (self->queue);
  g_free (self);
}

/* One more when all have something to do. */
static void
start_thread (PackshotTransferPool *self)
{
  guint n = 0;

  while (n < MAX_THREADS && self->threads[n] != NULL)
    n++;
  if (n < MAX_THREADS && self->n_jobs > n)
    self->threads[n] = g_thread_new ("transfer", transfer_thread, g_async_queue_ref (self->queue));
}

/* Runs a call, which is taken over, and returns the task with its PackshotResponse. */
void
_packshot_transfer_pool_push (PackshotTransferPool *self,
                              GTask                *task,
                              PackshotSoupCall     *call,
                              PackshotProgressFunc  progress,
                              gpointer              progress_data)
{
  Job *job = g_new0 (Job, 1);

  job->task = g_object_ref (task);
  job->call = call;
  job->progress = progress;
  job->progress_data = progress_data;
  job->context = g_main_context_ref (g_task_get_context (task));
  job->n_jobs = &self->n_jobs;
  self->n_jobs++;
  start_thread (self);
  g_async_queue_push (self->queue, job);
}
