/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* Counts calls in fixed windows: a window starts with the first call in it and ends after its
 * length; a refused call is not counted. One thread at a time, the sandbox's lock sees to that. */

#include "config.h"

#include "packshot-sandbox-rate-limit-private.h"

#define WINDOWS_MAX 2

typedef struct
{
  gint64 start[WINDOWS_MAX];
  gint64 count[WINDOWS_MAX];
} Usage;

static gint64
seconds_left (gint64 start,
              gint64 seconds,
              gint64 now)
{
  gint64 left = start + seconds * G_USEC_PER_SEC - now;

  return (left + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC;
}

/* Starts the window anew when it is over, or when the clock was set back. */
static void
usage_roll (Usage                       *usage,
            const PackshotSandboxWindow *windows,
            guint                        n_windows,
            gint64                       now)
{
  for (guint i = 0; i < n_windows; i++)
    {
      gint64 start = usage->start[i];

      if (usage->count[i] > 0 && now >= start && now < start + windows[i].seconds * G_USEC_PER_SEC)
        continue;
      usage->start[i] = now;
      usage->count[i] = 0;
    }
}

GHashTable *
_packshot_sandbox_rate_limits_new (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

/* Counts a call of @who, unless a window is full. */
void
_packshot_sandbox_rate_limits_take (GHashTable                  *self,
                                    const char                  *who,
                                    const PackshotSandboxWindow *windows,
                                    guint                        n_windows,
                                    gint64                       now,
                                    PackshotSandboxVerdict      *verdict)
{
  Usage *usage = g_hash_table_lookup (self, who);

  g_assert (n_windows <= WINDOWS_MAX);
  if (usage == NULL)
    {
      usage = g_new0 (Usage, 1);
      g_hash_table_insert (self, g_strdup (who), usage);
    }
  usage_roll (usage, windows, n_windows, now);

  *verdict = (PackshotSandboxVerdict) { .allowed = TRUE, .remaining = G_MAXINT64 };
  for (guint i = 0; i < n_windows; i++)
    {
      if (windows[i].limit > 0 && usage->count[i] >= windows[i].limit)
        {
          verdict->allowed = FALSE;
          verdict->retry_after = MAX (verdict->retry_after,
                                      seconds_left (usage->start[i], windows[i].seconds, now));
        }
    }
  for (guint i = 0; i < n_windows; i++)
    {
      gint64 remaining;

      if (verdict->allowed)
        usage->count[i]++;
      remaining = windows[i].limit - usage->count[i];
      if (windows[i].limit == 0 || remaining >= verdict->remaining)
        continue;
      verdict->limit = windows[i].limit;
      verdict->remaining = MAX (remaining, 0);
      verdict->reset = seconds_left (usage->start[i], windows[i].seconds, now);
    }
}
