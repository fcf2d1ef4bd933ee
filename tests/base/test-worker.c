/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* The worker: order, cancelling, draining, refusing. A gate, a job that waits until the test lets
 * it go, holds the worker while jobs queue up behind it, so no case depends on timing. */

#include "config.h"

#include "packshot-test.h"
#include "packshot-worker.h"

typedef struct
{
  PackshotWorker *worker;     /* (owned) */
  GMutex          mutex;
  GCond           cond;
  gboolean        arrived;    /* the worker stands at the gate */
  gboolean        open;
  GString        *log;        /* (owned): names of jobs in the order they ran */
  gboolean        was_current;
  GThread        *thread;     /* (borrowed): where the last job ran */
} Fixture;

typedef struct
{
  Fixture *fixture;           /* (borrowed) */
  char     name;
} Job;

static void
fixture_set_up (Fixture      *fixture,
                gconstpointer data)
{
  fixture->worker = packshot_worker_new ("test");
  fixture->log = g_string_new (NULL);
  g_mutex_init (&fixture->mutex);
  g_cond_init (&fixture->cond);
}

static void
fixture_tear_down (Fixture      *fixture,
                   gconstpointer data)
{
  g_clear_object (&fixture->worker);
  g_string_free (fixture->log, TRUE);
  g_mutex_clear (&fixture->mutex);
  g_cond_clear (&fixture->cond);
}

static void
gate_job (GTask        *task,
          gpointer      source,
          gpointer      task_data,
          GCancellable *cancellable)
{
  Fixture *fixture = task_data;

  g_mutex_lock (&fixture->mutex);
  fixture->arrived = TRUE;
  g_cond_signal (&fixture->cond);
  while (!fixture->open)
    g_cond_wait (&fixture->cond, &fixture->mutex);
  fixture->open = FALSE;
  g_mutex_unlock (&fixture->mutex);
  g_task_return_boolean (task, TRUE);
}

static void
queue_gate (Fixture *fixture,
            int      priority)
{
  g_autoptr(GTask) task = g_task_new (NULL, NULL, NULL, NULL);

  g_task_set_task_data (task, fixture, NULL);
  packshot_worker_queue (fixture->worker, priority, task, gate_job);
}

static void
wait_at_gate (Fixture *fixture)
{
  g_mutex_lock (&fixture->mutex);
  while (!fixture->arrived)
    g_cond_wait (&fixture->cond, &fixture->mutex);
  fixture->arrived = FALSE;
  g_mutex_unlock (&fixture->mutex);
}

static void
close_gate (Fixture *fixture)
{
  queue_gate (fixture, G_MININT);
  wait_at_gate (fixture);
}

static void
open_gate (Fixture *fixture)
{
  g_mutex_lock (&fixture->mutex);
  fixture->open = TRUE;
  g_cond_signal (&fixture->cond);
  g_mutex_unlock (&fixture->mutex);
}

static void
log_job (GTask        *task,
         gpointer      source,
         gpointer      task_data,
         GCancellable *cancellable)
{
  Job *job = task_data;
  Fixture *fixture = job->fixture;

  g_string_append_c (fixture->log, job->name);
  fixture->was_current = packshot_worker_is_current (fixture->worker);
  fixture->thread = g_thread_self ();
  g_task_return_int (task, job->name);
}

static void
queue (Fixture           *fixture,
       char               name,
       int                priority,
       GCancellable      *cancellable,
       PackshotTestAwait *await)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable,
                                      await != NULL ? packshot_test_await_cb : NULL, await);
  Job *job = g_new (Job, 1);

  job->fixture = fixture;
  job->name = name;
  g_task_set_task_data (task, job, g_free);
  packshot_worker_queue (fixture->worker, priority, task, log_job);
}

static void
shut_down (Fixture *fixture)
{
  g_auto(PackshotTestAwait) await = { NULL };
  g_autoptr(GError) error = NULL;

  packshot_worker_shutdown_async (fixture->worker, packshot_test_await_cb, &await);
  g_assert_true (packshot_worker_shutdown_finish (fixture->worker, packshot_test_await (&await),
                                                  &error));
  g_assert_no_error (error);
}

static int
await_int (PackshotTestAwait *await,
           GError           **error)
{
  return g_task_propagate_int (G_TASK (packshot_test_await (await)), error);
}

/* Does the work of all jobs behind it that run the same function. */
static void
greedy_job (GTask        *task,
            gpointer      source,
            gpointer      task_data,
            GCancellable *cancellable)
{
  Fixture *fixture = task_data;
  g_autoptr(GTask) next = NULL;

  g_string_append_c (fixture->log, '(');
  while ((next = packshot_worker_take_next (fixture->worker, log_job)) != NULL)
    {
      log_job (next, NULL, g_task_get_task_data (next), NULL);
      g_clear_object (&next);
    }
  g_string_append_c (fixture->log, ')');
  g_task_return_boolean (task, TRUE);
}

static void
queue_greedy (Fixture *fixture)
{
  g_autoptr(GTask) task = g_task_new (NULL, NULL, NULL, NULL);

  g_task_set_task_data (task, fixture, NULL);
  packshot_worker_queue (fixture->worker, G_PRIORITY_DEFAULT, task, greedy_job);
}

static void
test_take_next (Fixture      *fixture,
                gconstpointer data)
{
  g_auto(PackshotTestAwait) await = { NULL };
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GError) error = NULL;

  g_cancellable_cancel (cancellable);
  close_gate (fixture);
  queue_greedy (fixture);
  queue (fixture, 'a', G_PRIORITY_DEFAULT, NULL, NULL);
  queue (fixture, 'b', G_PRIORITY_DEFAULT, cancellable, &await);
  queue (fixture, 'c', G_PRIORITY_DEFAULT, NULL, NULL);
  queue_greedy (fixture);
  queue (fixture, 'd', G_PRIORITY_LOW, NULL, NULL);
  queue_greedy (fixture);
  open_gate (fixture);
  shut_down (fixture);
  g_assert_cmpstr (fixture->log->str, ==, "(ac)()(d)");
  g_assert_cmpint (await_int (&await, &error), ==, -1);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_result (Fixture      *fixture,
             gconstpointer data)
{
  g_auto(PackshotTestAwait) await = { NULL };
  g_autoptr(GError) error = NULL;

  queue (fixture, 'a', G_PRIORITY_DEFAULT, NULL, &await);
  g_assert_cmpint (await_int (&await, &error), ==, 'a');
  g_assert_no_error (error);
}

static void
test_fifo (Fixture      *fixture,
           gconstpointer data)
{
  close_gate (fixture);
  for (char name = 'a'; name <= 'z'; name++)
    queue (fixture, name, G_PRIORITY_DEFAULT, NULL, NULL);
  open_gate (fixture);
  shut_down (fixture);
  g_assert_cmpstr (fixture->log->str, ==, "abcdefghijklmnopqrstuvwxyz");
}

static void
test_priority (Fixture      *fixture,
               gconstpointer data)
{
  close_gate (fixture);
  queue (fixture, 'g', G_MAXINT, NULL, NULL);
  queue (fixture, 'e', G_PRIORITY_LOW, NULL, NULL);
  queue (fixture, 'c', G_PRIORITY_DEFAULT, NULL, NULL);
  queue (fixture, 'b', G_PRIORITY_HIGH, NULL, NULL);
  queue (fixture, 'f', G_PRIORITY_LOW, NULL, NULL);
  queue (fixture, 'a', G_MININT, NULL, NULL);
  queue (fixture, 'd', G_PRIORITY_DEFAULT, NULL, NULL);
  open_gate (fixture);
  shut_down (fixture);
  g_assert_cmpstr (fixture->log->str, ==, "abcdefg");
}

static void
test_cancelled (Fixture      *fixture,
                gconstpointer data)
{
  g_auto(PackshotTestAwait) await = { NULL };
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GError) error = NULL;

  close_gate (fixture);
  queue (fixture, 'a', G_PRIORITY_DEFAULT, NULL, NULL);
  queue (fixture, 'b', G_PRIORITY_DEFAULT, cancellable, &await);
  queue (fixture, 'c', G_PRIORITY_DEFAULT, NULL, NULL);
  g_cancellable_cancel (cancellable);
  open_gate (fixture);
  g_assert_cmpint (await_int (&await, &error), ==, -1);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  shut_down (fixture);
  g_assert_cmpstr (fixture->log->str, ==, "ac");
}

/* Shutting down waits for all that was queued before it, whatever its priority: it is not done
 * while the worker stands at the second gate. */
static void
test_drain (Fixture      *fixture,
            gconstpointer data)
{
  g_auto(PackshotTestAwait) await = { NULL };
  g_autoptr(GError) error = NULL;

  close_gate (fixture);
  queue_gate (fixture, G_MAXINT);
  queue (fixture, 'b', G_MAXINT, NULL, NULL);
  queue (fixture, 'a', G_PRIORITY_DEFAULT, NULL, NULL);
  packshot_worker_shutdown_async (fixture->worker, packshot_test_await_cb, &await);
  open_gate (fixture);
  wait_at_gate (fixture);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_null (await.result);
  open_gate (fixture);
  g_assert_true (packshot_worker_shutdown_finish (fixture->worker, packshot_test_await (&await),
                                                  &error));
  g_assert_no_error (error);
  g_assert_cmpstr (fixture->log->str, ==, "ab");
}

static void
test_refused (Fixture      *fixture,
              gconstpointer data)
{
  g_auto(PackshotTestAwait) await = { NULL };
  g_auto(PackshotTestAwait) again = { NULL };
  g_autoptr(GError) error = NULL;

  shut_down (fixture);
  queue (fixture, 'a', G_MININT, NULL, &await);
  g_assert_cmpint (await_int (&await, &error), ==, -1);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CLOSED);
  g_clear_error (&error);

  packshot_worker_shutdown_async (fixture->worker, packshot_test_await_cb, &again);
  g_assert_false (packshot_worker_shutdown_finish (fixture->worker, packshot_test_await (&again),
                                                   &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CLOSED);
  g_assert_cmpstr (fixture->log->str, ==, "");
}

static void
test_is_current (Fixture      *fixture,
                 gconstpointer data)
{
  g_autoptr(PackshotWorker) other = packshot_worker_new ("other");

  g_assert_false (packshot_worker_is_current (fixture->worker));
  queue (fixture, 'a', G_PRIORITY_DEFAULT, NULL, NULL);
  shut_down (fixture);
  g_assert_true (fixture->was_current);
  g_assert_true (fixture->thread != g_thread_self ());
  g_assert_false (packshot_worker_is_current (fixture->worker));
  g_assert_false (packshot_worker_is_current (other));
}

static void
test_inline (Fixture      *fixture,
             gconstpointer data)
{
  g_auto(PackshotTestAwait) await = { NULL };
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GError) error = NULL;

  g_set_object (&fixture->worker, NULL);
  fixture->worker = packshot_worker_new_inline ("inline");
  g_assert_true (packshot_worker_is_current (fixture->worker));

  queue (fixture, 'b', G_PRIORITY_LOW, NULL, NULL);
  g_assert_cmpstr (fixture->log->str, ==, "b");
  queue (fixture, 'a', G_PRIORITY_HIGH, NULL, NULL);
  g_assert_cmpstr (fixture->log->str, ==, "ba");
  g_assert_true (fixture->thread == g_thread_self ());
  g_assert_true (fixture->was_current);

  g_cancellable_cancel (cancellable);
  queue (fixture, 'c', G_PRIORITY_DEFAULT, cancellable, &await);
  await_int (&await, &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);

  shut_down (fixture);
  queue (fixture, 'd', G_PRIORITY_DEFAULT, NULL, &await);
  await_int (&await, &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CLOSED);
  g_assert_cmpstr (fixture->log->str, ==, "ba");
}

/* The last reference may go while jobs wait: they run all the same. */
static void
test_dropped (Fixture      *fixture,
              gconstpointer data)
{
  g_auto(PackshotTestAwait) await = { NULL };
  g_autoptr(GError) error = NULL;
  PackshotWorker *worker = fixture->worker;

  close_gate (fixture);
  queue (fixture, 'a', G_PRIORITY_DEFAULT, NULL, NULL);
  packshot_worker_shutdown_async (worker, packshot_test_await_cb, &await);
  g_object_unref (worker);
  open_gate (fixture);
  g_assert_true (packshot_worker_shutdown_finish (worker, packshot_test_await (&await), &error));
  g_assert_no_error (error);
  fixture->worker = NULL;
  g_assert_cmpstr (fixture->log->str, ==, "a");
}

#define ADD(name, func) \
  g_test_add ("/base/worker/" name, Fixture, NULL, fixture_set_up, func, fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("result", test_result);
  ADD ("fifo", test_fifo);
  ADD ("priority", test_priority);
  ADD ("cancelled", test_cancelled);
  ADD ("drain", test_drain);
  ADD ("refused", test_refused);
  ADD ("take-next", test_take_next);
  ADD ("is-current", test_is_current);
  ADD ("inline", test_inline);
  ADD ("dropped", test_dropped);

  return g_test_run ();
}
