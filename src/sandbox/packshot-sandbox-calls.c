/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* What was called, for tests and scripts that prove what a client did and did not do. The last
 * %CALLS_MAX calls are kept, the counters go on. */

#include "config.h"

#include "packshot-sandbox-private.h"

#define CALLS_MAX 100000

void
_packshot_sandbox_call_free (PackshotSandboxCall *call)
{
  g_free (call->method);
  g_free (call->target);
  g_free (call->fault);
  g_free (call);
}

void
_packshot_sandbox_log_call (PackshotSandbox         *self,
                            PackshotSandboxRequest  *request,
                            PackshotSandboxResponse *response,
                            const char              *fault)
{
  PackshotSandboxCall *call = g_new0 (PackshotSandboxCall, 1);

  call->serial = ++self->n_calls;
  call->time = packshot_clock_get_real_time (self->clock);
  call->method = g_strdup (request->method);
  call->target = _packshot_sandbox_request_dup_target (request);
  call->status = response->status;
  call->changed = response->changed;
  call->fault = g_strdup (fault);
  if (call->changed)
    self->n_changing_calls++;
  if (self->calls->len >= CALLS_MAX)
    g_ptr_array_remove_range (self->calls, 0, CALLS_MAX / 10);
  g_ptr_array_add (self->calls, call);
}

static gpointer
copy_call (gconstpointer source,
           gpointer      user_data)
{
  const PackshotSandboxCall *call = source;
  PackshotSandboxCall *copy = g_new (PackshotSandboxCall, 1);

  *copy = *call;
  copy->method = g_strdup (call->method);
  copy->target = g_strdup (call->target);
  copy->fault = g_strdup (call->fault);
  return copy;
}

/**
 * packshot_sandbox_get_calls:
 * @self: a sandbox
 *
 * Calls to the three services and the image host, oldest first, since the last
 * packshot_sandbox_reset_calls(). Any thread.
 *
 * Returns: (transfer full) (element-type PackshotSandboxCall): a copy of the log
 */
GPtrArray *
packshot_sandbox_get_calls (PackshotSandbox *self)
{
  g_autoptr(GRecMutexLocker) locker = NULL;
  GPtrArray *copy;

  g_return_val_if_fail (PACKSHOT_IS_SANDBOX (self), NULL);

  locker = g_rec_mutex_locker_new (&self->lock);
  copy = g_ptr_array_copy (self->calls, copy_call, NULL);
  g_ptr_array_set_free_func (copy, (GDestroyNotify)_packshot_sandbox_call_free);
  return copy;
}

/**
 * packshot_sandbox_get_n_changing_calls:
 * @self: a sandbox
 *
 * Any thread.
 *
 * Returns: how many calls wrote something since the last packshot_sandbox_reset_calls()
 */
guint64
packshot_sandbox_get_n_changing_calls (PackshotSandbox *self)
{
  g_autoptr(GRecMutexLocker) locker = NULL;

  g_return_val_if_fail (PACKSHOT_IS_SANDBOX (self), 0);

  locker = g_rec_mutex_locker_new (&self->lock);
  return self->n_changing_calls;
}

/**
 * packshot_sandbox_reset_calls:
 * @self: a sandbox
 *
 * Empties the log. Any thread.
 */
void
packshot_sandbox_reset_calls (PackshotSandbox *self)
{
  g_autoptr(GRecMutexLocker) locker = NULL;

  g_return_if_fail (PACKSHOT_IS_SANDBOX (self));

  locker = g_rec_mutex_locker_new (&self->lock);
  g_ptr_array_set_size (self->calls, 0);
  self->n_changing_calls = 0;
}
