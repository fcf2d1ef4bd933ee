/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* The rank of each row of a listing: priority ascending, then newest first. The flagged row is
 * shown first whatever its rank; here it gets the rank that shows when the flag moves on. Any
 * thread. */

#include "config.h"

#include "packshot-plan-private.h"

typedef struct
{
  guint  index;
  gint64 priority;
  gint64 created;
} Rank;

gboolean
_packshot_row_get_created (PackshotImage *row,
                           gint64        *created)
{
  PackshotRemote *remote = packshot_image_get_remote (row);
  g_autoptr(GTimeZone) utc = NULL;
  g_autoptr(GDateTime) time = NULL;

  if (remote == NULL || remote->created == NULL)
    return FALSE;
  utc = g_time_zone_new_utc ();
  time = g_date_time_new_from_iso8601 (remote->created, utc);
  if (time == NULL)
    return FALSE;
  *created = g_date_time_to_unix (time) * G_USEC_PER_SEC + g_date_time_get_microsecond (time);
  return TRUE;
}

gint64
_packshot_row_get_priority (PackshotListing *listing,
                            guint            index)
{
  PackshotRemote *remote = packshot_image_get_remote (packshot_listing_get (listing, index));

  return remote != NULL ? remote->priority : -1;
}

static int
rank_compare (gconstpointer a,
              gconstpointer b)
{
  const Rank *x = a;
  const Rank *y = b;

  if (x->priority != y->priority)
    return x->priority < y->priority ? -1 : 1;
  if (x->created != y->created)
    return x->created > y->created ? -1 : 1;
  return x->index < y->index ? -1 : 1;
}

GArray *
_packshot_listing_rank (PackshotListing *listing)
{
  guint n = packshot_listing_get_n (listing);
  g_autofree Rank *ranks = g_new0 (Rank, n + 1);
  GArray *order = g_array_new (FALSE, FALSE, sizeof (guint));
  gboolean has_priorities = TRUE;
  gboolean has_times = TRUE;

  for (guint i = 0; i < n; i++)
    {
      ranks[i].index = i;
      ranks[i].priority = _packshot_row_get_priority (listing, i);
      has_priorities = has_priorities && ranks[i].priority >= 0;
      has_times = _packshot_row_get_created (packshot_listing_get (listing, i),
                                             &ranks[i].created) && has_times;
    }
  /* One row without a number makes the order of all a guess: what the server shows stands. */
  for (guint i = 0; i < n; i++)
    {
      if (!has_priorities)
        ranks[i].priority = 0;
      if (!has_priorities || !has_times)
        ranks[i].created = 0;
    }
  qsort (ranks, n, sizeof *ranks, rank_compare);
  for (guint i = 0; i < n; i++)
    g_array_append_val (order, ranks[i].index);
  return order;
}
