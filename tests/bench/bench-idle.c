/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* What a large catalogue costs when there is nothing to do: a run over items with work, the counts
 * of a window's sidebar, the snapshot that the sync page is made of.
 *
 *   bench-idle PROFILE      prints milliseconds of CPU for each, parted by tabs
 *
 * All threads' CPU counts. The first of each is told apart, as nothing is in any cache by then. */

#include "config.h"

#include "packshot-session-work.h"
#include "packshot-session.h"

#include <sys/resource.h>

#define N_RUNS 5

typedef struct
{
  PackshotSession *session;   /* (owned) */
  gboolean         is_done;
} Idle;

typedef void (*Work) (Idle *self);

static double
cpu_ms (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  return (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1000 +
         (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1000;
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  Idle *self = user_data;
  g_autoptr(GError) error = NULL;

  self->session = packshot_session_open_finish (result, &error);
  g_assert_no_error (error);
  self->is_done = TRUE;
}

static void
synced_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  Idle *self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(PackshotSyncResult) ran =
    packshot_session_sync_finish (PACKSHOT_SESSION (source), result, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (ran->n_items + ran->n_sent + ran->n_pending, ==, 0);
  self->is_done = TRUE;
}

static void
counted_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  Idle *self = user_data;
  g_autoptr(GError) error = NULL;
  PackshotCounts counts;

  packshot_session_count_finish (PACKSHOT_SESSION (source), result, &counts, &error);
  g_assert_no_error (error);
  self->is_done = TRUE;
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  Idle *self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(PackshotWork) work =
    packshot_session_load_work_finish (PACKSHOT_SESSION (source), result, &error);

  g_assert_no_error (error);
  self->is_done = TRUE;
}

static void
closed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  Idle *self = user_data;

  packshot_session_close_finish (PACKSHOT_SESSION (source), result, NULL);
  self->is_done = TRUE;
}

static void
run_work (Idle *self)
{
  packshot_session_sync_async (self->session, NULL, 0, PACKSHOT_SYNC_ONLY_WORK, NULL, synced_cb,
                               self);
}

static void
count (Idle *self)
{
  packshot_session_count_async (self->session, NULL, counted_cb, self);
}

static void
load_work (Idle *self)
{
  packshot_session_load_work_async (self->session, 0, NULL, loaded_cb, self);
}

static void
await (Idle *self)
{
  while (!self->is_done)
    g_main_context_iteration (NULL, TRUE);
  self->is_done = FALSE;
}

static void
measure (Idle       *self,
         const char *name,
         Work        work)
{
  for (guint i = 0; i < N_RUNS; i++)
    {
      double start = cpu_ms ();

      work (self);
      await (self);
      g_print ("%s%s\t%.6f\n", name, i == 0 ? ", for the first time" : "", cpu_ms () - start);
    }
}

int
main (int    argc,
      char **argv)
{
  Idle self = { NULL };

  if (argc != 2)
    return 2;
  packshot_session_open_async (argv[1], PACKSHOT_SESSION_MANUAL, NULL, opened_cb, &self);
  await (&self);
  measure (&self, "a run with nothing to do", run_work);
  measure (&self, "counting all filters", count);
  measure (&self, "the snapshot of the sync page", load_work);
  packshot_session_close_async (self.session, closed_cb, &self);
  await (&self);
  g_object_unref (self.session);
  return 0;
}
