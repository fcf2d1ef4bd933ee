/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* Waits for a time, or until a call is cancelled, whichever comes first. Main thread. */

#include "config.h"

#include "packshot-http-private.h"

/* A machine that slept notices within it that a time has come. */
#define LONGEST_WAIT (30 * G_TIME_SPAN_SECOND)

typedef struct
{
  PackshotClock  *clock;      /* (owned) */
  guint           timeout;
  GSource        *source;     /* (owned) (nullable) */
  GSourceOnceFunc func;
  gpointer        user_data;
} Wait;

static void
wait_end (Wait *wait)
{
  GSourceOnceFunc func = wait->func;
  gpointer user_data = wait->user_data;

  if (wait->timeout != 0)
    packshot_clock_remove_timeout (wait->clock, wait->timeout);
  if (wait->source != NULL)
    g_source_destroy (wait->source);
  g_clear_pointer (&wait->source, g_source_unref);
  g_object_unref (wait->clock);
  g_free (wait);
  func (user_data);
}

static void
wait_over (gpointer user_data)
{
  Wait *wait = user_data;

  wait->timeout = 0;
  wait_end (wait);
}

static gboolean
wait_cancelled (GCancellable *cancellable,
                gpointer      user_data)
{
  wait_end (user_data);
  return G_SOURCE_REMOVE;
}

/* Calls @func once, after @delay or sooner. */
void
_packshot_http_wait (PackshotClock  *clock,
                     gint64          delay,
                     GCancellable   *cancellable,
                     GSourceOnceFunc func,
                     gpointer        user_data)
{
  Wait *wait = g_new0 (Wait, 1);

  wait->clock = g_object_ref (clock);
  wait->func = func;
  wait->user_data = user_data;
  wait->timeout = packshot_clock_add_timeout (clock, MIN (delay, LONGEST_WAIT), wait_over, wait);
  if (cancellable == NULL)
    return;
  wait->source = g_cancellable_source_new (cancellable);
  g_source_set_callback (wait->source, G_SOURCE_FUNC (wait_cancelled), wait, NULL);
  g_source_attach (wait->source, g_main_context_get_thread_default ());
}
