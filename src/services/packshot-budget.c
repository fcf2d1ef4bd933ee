/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* Rate limits as answers tell them: RateLimit-* with a relative reset, X-RateLimit-* with an
 * absolute one, Retry-After in seconds or as a date. A server's own time is only compared with its
 * own Date, so a clock that goes wrong on either side does no harm. Any thread. */

#include "config.h"

#include "packshot-budget.h"

#include <libsoup/soup.h>
#include <string.h>

/* What a reset or a wait may be at most: a day. */
#define MAX_WAIT_SECONDS (24 * 60 * 60)
/* The longest window that is believed: a week. */
#define MAX_SPAN_SECONDS (7 * 24 * 60 * 60)
/* A reset above it is a time since 1970, not a distance. */
#define ABSOLUTE_FROM_SECONDS (365 * 24 * 60 * 60)

static gboolean
get_number (const PackshotResponse *response,
            const char             *name,
            gint64                 *number)
{
  const char *text = packshot_response_get_header (response, name);
  char *end;

  if (text == NULL || !g_ascii_isdigit (*text))
    return FALSE;
  *number = (gint64)MIN (g_ascii_strtoull (text, &end, 10), (guint64)G_MAXINT64);
  /* Older drafts of RateLimit-Limit append the policy: "300, 300;w=60". */
  return *end == '\0' || strchr (" ,;.", *end) != NULL;
}

static gboolean
parse_date (const char *text,
            gint64     *seconds)
{
  GDateTime *date = text != NULL ? soup_date_time_new_from_http_string (text) : NULL;

  if (date == NULL)
    return FALSE;
  *seconds = g_date_time_to_unix (date);
  g_date_time_unref (date);
  return TRUE;
}

/* Seconds from now to a moment by the server's clock. */
static gint64
distance (const PackshotResponse *response,
          gint64                  moment,
          gint64                  now)
{
  gint64 server_now = now / G_USEC_PER_SEC;

  parse_date (packshot_response_get_header (response, "date"), &server_now);
  return moment > server_now ? moment - server_now : 0;
}

static gboolean
get_reset (const PackshotResponse *response,
           gint64                  now,
           gint64                 *seconds)
{
  if (!get_number (response, "ratelimit-reset", seconds) &&
      !get_number (response, "x-ratelimit-reset", seconds))
    return FALSE;
  if (*seconds >= ABSOLUTE_FROM_SECONDS)
    *seconds = distance (response, *seconds, now);
  *seconds = CLAMP (*seconds, 0, MAX_WAIT_SECONDS);
  return TRUE;
}

/**
 * packshot_budget_retry_after:
 * @response: an answer
 * @now: microseconds UTC
 *
 * Returns: the seconds that its Retry-After header asks to wait, or -1 when it has none
 */
int
packshot_budget_retry_after (const PackshotResponse *response,
                             gint64                  now)
{
  gint64 seconds;

  if (!get_number (response, "retry-after", &seconds))
    {
      if (!parse_date (packshot_response_get_header (response, "retry-after"), &seconds))
        return -1;
      seconds = distance (response, seconds, now);
    }
  return (int)CLAMP (seconds, 0, MAX_WAIT_SECONDS);
}

/**
 * packshot_budget_learn:
 * @self: a budget
 * @response: an answer of the account's server
 * @now: microseconds UTC
 *
 * Takes what the answer says; an answer that says nothing changes nothing.
 */
void
packshot_budget_learn (PackshotBudget         *self,
                       const PackshotResponse *response,
                       gint64                  now)
{
  gint64 limit, remaining, seconds;

  if ((get_number (response, "ratelimit-limit", &limit) ||
       get_number (response, "x-ratelimit-limit", &limit)) &&
      (get_number (response, "ratelimit-remaining", &remaining) ||
       get_number (response, "x-ratelimit-remaining", &remaining)))
    {
      self->limit = (guint)MIN (limit, G_MAXINT);
      self->remaining = (guint)MIN (remaining, G_MAXINT);
      if (get_reset (response, now, &seconds))
        self->resets_at = now + seconds * G_USEC_PER_SEC;
    }
  if (response->status == 429 || response->status == 503)
    {
      int wait = packshot_budget_retry_after (response, now);

      if (wait >= 0)
        self->blocked_until = now + wait * (gint64)G_USEC_PER_SEC;
    }
}

/* One window of a policy: `300;w=60`, or `"minute";q=300;w=60` as later drafts have it. */
static gboolean
read_window (const char    *text,
             PackshotCalls *window)
{
  g_auto(GStrv) parts = g_strsplit (text, ";", -1);
  guint64 limit = 0, span = 0;

  for (guint i = 0; parts[i] != NULL; i++)
    {
      const char *part = g_strstrip (parts[i]);

      if (i == 0 && g_ascii_isdigit (*part))
        limit = g_ascii_strtoull (part, NULL, 10);
      else if (g_str_has_prefix (part, "q="))
        limit = g_ascii_strtoull (part + 2, NULL, 10);
      else if (g_str_has_prefix (part, "w="))
        span = g_ascii_strtoull (part + 2, NULL, 10);
    }
  if (limit == 0 || span == 0 || span > MAX_SPAN_SECONDS)
    return FALSE;
  *window = (PackshotCalls) {
    .limit = (guint)MIN (limit, G_MAXINT), .span = (gint64)span * G_USEC_PER_SEC,
  };
  return TRUE;
}

/**
 * packshot_budget_read_policy:
 * @response: an answer
 * @windows: (out caller-allocates) (array fixed-size=4): room for %PACKSHOT_GOVERNOR_MAX_WINDOWS
 *
 * Reads `RateLimit-Policy`, which names all windows of a server.
 *
 * Returns: their number; 0 when the answer does not say
 */
guint
packshot_budget_read_policy (const PackshotResponse *response,
                             PackshotCalls          *windows)
{
  const char *text = packshot_response_get_header (response, "ratelimit-policy");
  g_auto(GStrv) parts = text != NULL ? g_strsplit (text, ",", 8) : NULL;
  guint n = 0;

  for (guint i = 0; parts != NULL && parts[i] != NULL && n < PACKSHOT_GOVERNOR_MAX_WINDOWS; i++)
    n += read_window (parts[i], &windows[n]) ? 1 : 0;
  return n;
}
