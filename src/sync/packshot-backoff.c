/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* How long to wait after a temporary failure. Any thread. */

#include "config.h"

#include "packshot-round-private.h"

/**
 * packshot_backoff_delay:
 * @attempts: failures in a row, at least 1
 * @random: from 0 up to 1
 *
 * 25 seconds after the first failure and five times as long after each further one, up to a day; up
 * to a quarter more, so that many clients do not come back at once. The figures are those that
 * Nextcloud's desktop client uses for files that a server refused for a time.
 *
 * Returns: microseconds to wait
 */
gint64
packshot_backoff_delay (int    attempts,
                        double random)
{
  gint64 seconds = 25;

  for (int i = 1; i < attempts && seconds < 86400; i++)
    seconds *= 5;
  seconds = MIN (seconds, 86400);
  return seconds * G_TIME_SPAN_SECOND + (gint64)(random * 0.25 * (double)seconds * 1e6);
}
