/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* One thread that runs GTasks one after the other: lower priority values first, first come first
 * served within a priority. Jobs may be queued from any thread; the task's callback is called in
 * the main context in which the task was made, as GTask does it.
 *
 *   queue ──▶ [ sorted queue ] ──▶ thread: func (task, source, task_data, cancellable)
 *
 * Shutting down is a job like any other, behind all that were queued before it; what is queued
 * afterwards is refused. An inline worker has no thread: each job runs in the caller, which gives
 * a test one thread and one order. */

#include "config.h"

#include "packshot-worker.h"

typedef struct
{
  GTask          *task;   /* (owned) (nullable): NULL ends the thread */
  GTaskThreadFunc func;
  int             priority;
  guint64         serial;
} Job;

struct _PackshotWorker
{
  GObject      parent_instance;

  /* Construct-only */
  char        *name;      /* (owned) */
  GThread     *thread;    /* (owned) (nullable): NULL when inline or ended */
  gboolean     is_inline;

  /* Shared with the thread */
  GAsyncQueue *jobs;      /* (owned) */
  guint64      next_serial; /* (atomic by the queue's lock) */
  gboolean     closed;    /* (under the queue's lock) */
};

G_DEFINE_FINAL_TYPE (PackshotWorker, packshot_worker, G_TYPE_OBJECT)

static void
job_free (Job *job)
{
  g_clear_object (&job->task);
  g_free (job);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Job, job_free)

static int
job_compare (gconstpointer a,
             gconstpointer b,
             gpointer      user_data)
{
  const Job *x = a, *y = b;

  if (x->priority != y->priority)
    return x->priority < y->priority ? -1 : 1;
  return x->serial < y->serial ? -1 : x->serial > y->serial;
}

static void
job_run (Job *job)
{
  if (g_task_return_error_if_cancelled (job->task))
    return;
  job->func (job->task, g_task_get_source_object (job->task), g_task_get_task_data (job->task),
             g_task_get_cancellable (job->task));
}

static gpointer
worker_thread (gpointer user_data)
{
  g_autoptr(GAsyncQueue) jobs = user_data;

  for (;;)
    {
      g_autoptr(Job) job = g_async_queue_pop (jobs);

      if (job->task == NULL)
        return NULL;
      job_run (job);
    }
}

static void
worker_push (PackshotWorker *self,
             Job            *job)
{
  g_async_queue_lock (self->jobs);
  if (self->closed)
    {
      g_async_queue_unlock (self->jobs);
      g_task_return_new_error (job->task, G_IO_ERROR, G_IO_ERROR_CLOSED,
                               "Worker “%s” has been shut down", self->name);
      job_free (job);
      return;
    }
  job->serial = self->next_serial++;
  g_async_queue_push_sorted_unlocked (self->jobs, job, job_compare, NULL);
  g_async_queue_unlock (self->jobs);
}

/* Ends the thread behind all that is queued. Any thread but the worker's own. */
static void
worker_close (PackshotWorker *self)
{
  g_async_queue_lock (self->jobs);
  if (!self->closed && self->thread != NULL)
    {
      Job *last = g_new0 (Job, 1);

      last->priority = G_MAXINT;
      last->serial = G_MAXUINT64;
      g_async_queue_push_sorted_unlocked (self->jobs, last, job_compare, NULL);
    }
  self->closed = TRUE;
  g_async_queue_unlock (self->jobs);
}

static void
packshot_worker_finalize (GObject *object)
{
  PackshotWorker *self = PACKSHOT_WORKER (object);

  worker_close (self);
  if (self->thread != NULL && self->thread == g_thread_self ())
    g_clear_pointer (&self->thread, g_thread_unref);
  else
    g_clear_pointer (&self->thread, g_thread_join);
  g_clear_pointer (&self->jobs, g_async_queue_unref);
  g_clear_pointer (&self->name, g_free);

  G_OBJECT_CLASS (packshot_worker_parent_class)->finalize (object);
}

static void
packshot_worker_class_init (PackshotWorkerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = packshot_worker_finalize;
}

static void
packshot_worker_init (PackshotWorker *self)
{
  self->jobs = g_async_queue_new_full ((GDestroyNotify)job_free);
}

/**
 * packshot_worker_new:
 * @name: shown in debuggers, at most 15 bytes are used
 *
 * Returns: (transfer full): a worker with a thread of its own
 */
PackshotWorker *
packshot_worker_new (const char *name)
{
  PackshotWorker *self = g_object_new (PACKSHOT_TYPE_WORKER, NULL);

  self->name = g_strdup (name);
  self->thread = g_thread_new (name, worker_thread, g_async_queue_ref (self->jobs));
  return self;
}

/**
 * packshot_worker_new_inline:
 * @name: as for packshot_worker_new()
 *
 * Returns: (transfer full): a worker that runs each job in the caller, before
 *   packshot_worker_queue() returns
 */
PackshotWorker *
packshot_worker_new_inline (const char *name)
{
  PackshotWorker *self = g_object_new (PACKSHOT_TYPE_WORKER, NULL);

  self->name = g_strdup (name);
  self->is_inline = TRUE;
  return self;
}

/**
 * packshot_worker_queue:
 * @self: a worker
 * @priority: lower runs first, as G_PRIORITY_DEFAULT and its like
 * @task: (transfer none): the job; its data, cancellable and callback are used
 * @func: runs on the worker and must make @task return
 *
 * Any thread may call this. A task that is cancelled before its turn returns
 * %G_IO_ERROR_CANCELLED without running; after a shutdown it returns %G_IO_ERROR_CLOSED.
 */
void
packshot_worker_queue (PackshotWorker *self,
                       int             priority,
                       GTask          *task,
                       GTaskThreadFunc func)
{
  Job *job;

  g_return_if_fail (PACKSHOT_IS_WORKER (self));
  g_return_if_fail (G_IS_TASK (task));

  job = g_new0 (Job, 1);
  job->task = g_object_ref (task);
  job->func = func;
  job->priority = priority;
  if (self->is_inline && !self->closed)
    {
      job_run (job);
      job_free (job);
      return;
    }
  worker_push (self, job);
}

/**
 * packshot_worker_take_next:
 * @self: a worker, within a job of its own
 * @func: what the next job would run
 *
 * Lets a job do the work of the next one along with its own, if that runs the same function.
 *
 * Returns: (transfer full) (nullable): the next job, which the caller must make return
 */
GTask *
packshot_worker_take_next (PackshotWorker *self,
                           GTaskThreadFunc func)
{
  g_return_val_if_fail (PACKSHOT_IS_WORKER (self), NULL);

  for (;;)
    {
      g_autoptr(Job) job = NULL;

      g_async_queue_lock (self->jobs);
      job = g_async_queue_try_pop_unlocked (self->jobs);
      if (job != NULL && job->func != func)
        g_async_queue_push_sorted_unlocked (self->jobs, g_steal_pointer (&job), job_compare, NULL);
      g_async_queue_unlock (self->jobs);
      if (job == NULL)
        return NULL;
      if (!g_task_return_error_if_cancelled (job->task))
        return g_steal_pointer (&job->task);
    }
}

/**
 * packshot_worker_is_current:
 * @self: a worker
 *
 * Returns: whether the caller runs on the worker; always true for an inline one
 */
gboolean
packshot_worker_is_current (PackshotWorker *self)
{
  g_return_val_if_fail (PACKSHOT_IS_WORKER (self), FALSE);

  return self->is_inline || self->thread == g_thread_self ();
}

static void
shutdown_job (GTask        *task,
              gpointer      source_object,
              gpointer      task_data,
              GCancellable *cancellable)
{
  g_task_return_boolean (task, TRUE);
}

/**
 * packshot_worker_shutdown_async:
 * @self: a worker
 * @callback: called when everything queued so far has run
 * @user_data: for @callback
 *
 * Drains the worker. What is queued after this call is refused.
 */
void
packshot_worker_shutdown_async (PackshotWorker     *self,
                                GAsyncReadyCallback callback,
                                gpointer            user_data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (PACKSHOT_IS_WORKER (self));

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, packshot_worker_shutdown_async);
  packshot_worker_queue (self, G_MAXINT, task, shutdown_job);
  worker_close (self);
}

/**
 * packshot_worker_shutdown_finish:
 * @self: a worker
 * @result: from the callback
 * @error: (nullable): return location; %G_IO_ERROR_CLOSED when it was shut down before
 *
 * Returns: whether this call ended the worker
 */
gboolean
packshot_worker_shutdown_finish (PackshotWorker *self,
                                 GAsyncResult   *result,
                                 GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
