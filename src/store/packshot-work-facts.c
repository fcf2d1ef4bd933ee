/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* Facts around the work: when accounts were looked at, what is the same on both sides, how fast an
 * account is, what stands behind an item that is worked on. On a store thread. */

#include "config.h"

#include "packshot-work.h"

#include "packshot-statement-private.h"

#define DEFAULT_LATENCY 0.3
#define DEFAULT_SPEED 500000.0
#define N_CALLS 50
/* Calls of other accounts may stand between those of one; so far back is looked. */
#define N_CALLS_SEEN 1000

/**
 * packshot_work_get_looks:
 * @db: a connection
 * @account: an account's id
 * @looks: (out): when its items were looked at
 * @error: return location
 *
 * Returns: whether @looks is filled
 */
gboolean
packshot_work_get_looks (PackshotDb           *db,
                         gint64                account,
                         PackshotAccountLooks *looks,
                         GError              **error)
{
  g_autoptr(PackshotStatement) s = NULL;
  int more;

  s = _packshot_db_prepare (db,
                            "SELECT count(*), count(*) - count(looked_at), min(looked_at), "
                            "max(looked_at) FROM items INDEXED BY items_by_look "
                            "WHERE account = ?1", error);
  if (s == NULL)
    return FALSE;
  _packshot_statement_bind_int64 (s, 1, account);
  more = _packshot_statement_step (s, error);
  if (more < 0)
    return FALSE;
  looks->n_items = _packshot_statement_get_int64 (s, 0);
  looks->n_never = _packshot_statement_get_int64 (s, 1);
  looks->oldest = _packshot_statement_get_int64 (s, 2);
  looks->newest = _packshot_statement_get_int64 (s, 3);
  return TRUE;
}

#define UNLIKE \
  "SELECT id FROM items WHERE local_gallery <> synced_gallery UNION " \
  "SELECT id FROM items WHERE problem IS NOT NULL UNION " \
  "SELECT id FROM items WHERE looked_at IS NULL UNION " \
  "SELECT item FROM conflicts UNION " \
  "SELECT item FROM doubts"

static gboolean
get_number (PackshotDb *db,
            const char *sql,
            gint64     *number,
            GError    **error)
{
  g_autoptr(PackshotStatement) s = _packshot_db_prepare (db, sql, error);

  return s != NULL && _packshot_statement_run_number (s, number, error);
}

/**
 * packshot_work_count_synced:
 * @db: a connection
 * @n_items: (out): items that were read back and are the same on both sides
 * @n_images: (out) (optional): their pictures
 * @error: return location
 *
 * Returns: whether the numbers are filled
 */
gboolean
packshot_work_count_synced (PackshotDb *db,
                            gint64     *n_items,
                            gint64     *n_images,
                            GError    **error)
{
  gint64 all, unlike;

  if (!get_number (db, "SELECT count(*) FROM items", &all, error) ||
      !get_number (db, "SELECT count(*) FROM (" UNLIKE ")", &unlike, error))
    return FALSE;
  *n_items = all - unlike;
  return n_images == NULL ||
         get_number (db,
                     "SELECT count(*) FROM items AS i "
                     "JOIN gallery_images AS p ON p.gallery = i.local_gallery "
                     "WHERE i.id NOT IN (" UNLIKE ")", n_images, error);
}

/**
 * packshot_work_count_conflicts:
 * @db: a connection
 * @error: return location
 *
 * Returns: how many items are in conflict, or -1
 */
gint64
packshot_work_count_conflicts (PackshotDb *db,
                               GError    **error)
{
  gint64 number;

  if (!get_number (db, "SELECT count(DISTINCT item) FROM conflicts", &number, error))
    return -1;
  return number;
}

/**
 * packshot_work_get_largest_taken:
 * @db: a connection
 * @account: an account's id
 * @error: return location
 *
 * Returns: bytes of the largest picture that was sent to it and stands in the journal, 0 when there
 *   is none, -1 with @error set
 */
gint64
packshot_work_get_largest_taken (PackshotDb *db,
                                 gint64      account,
                                 GError    **error)
{
  g_autoptr(PackshotStatement) s = NULL;
  gint64 bytes;

  s = _packshot_db_prepare (db,
                            "SELECT max(c.bytes) FROM steps AS s JOIN items AS i ON i.id = s.item "
                            "JOIN contents AS c ON c.sha256 = s.sha256 WHERE i.account = ?1 "
                            "AND s.kind IN ('upload', 'put') AND s.state IN ('done', 'settled')",
                            error);
  if (s == NULL)
    return -1;
  _packshot_statement_bind_int64 (s, 1, account);
  return _packshot_statement_run_number (s, &bytes, error) ? bytes : -1;
}

/**
 * packshot_work_get_picture:
 * @db: a connection
 * @item: an item's id
 * @image: one of its pictures, or 0
 * @name: (out) (nullable): the item's name, or %NULL when there is no such item
 * @hash: (out) (nullable): that picture, else the primary, else the first one
 * @title: (out) (nullable): caption of that picture
 * @position: (out): where that picture stands, from 1, or 0
 * @error: return location
 *
 * Returns: whether the database could be read
 */
gboolean
packshot_work_get_picture (PackshotDb *db,
                           gint64      item,
                           gint64      image,
                           char      **name,
                           char      **hash,
                           char      **title,
                           guint      *position,
                           GError    **error)
{
  g_autoptr(PackshotStatement) s = NULL;
  int more;

  *name = *hash = *title = NULL;
  *position = 0;
  s = _packshot_db_prepare (db,
                            "SELECT i.name, p.sha256, p.title, p.position, p.image = ?2 "
                            "FROM items AS i JOIN galleries AS g ON g.id = i.local_gallery "
                            "LEFT JOIN gallery_images AS p ON p.gallery = g.id WHERE i.id = ?1 "
                            "ORDER BY p.image = ?2 DESC, p.image = g.primary_image DESC, "
                            "p.position LIMIT 1", error);
  if (s == NULL)
    return FALSE;
  _packshot_statement_bind_int64 (s, 1, item);
  _packshot_statement_bind_int64 (s, 2, image);
  more = _packshot_statement_step (s, error);
  if (more <= 0)
    return more == 0;
  *name = _packshot_statement_dup_text (s, 0);
  *hash = _packshot_statement_dup_text (s, 1);
  if (_packshot_statement_get_int64 (s, 4) == 0)
    return TRUE;
  *title = _packshot_statement_dup_text (s, 2);
  *position = (guint)_packshot_statement_get_int64 (s, 3);
  return TRUE;
}

/* --- Speed --- */

typedef struct
{
  double seconds;
  gint64 bytes;
} Call;

static int
compare_seconds (gconstpointer a,
                 gconstpointer b)
{
  double left = *(const double *)a;
  double right = *(const double *)b;

  return (left > right) - (left < right);
}

static GArray *
list_calls (PackshotDb *db,
            gint64      account,
            GError    **error)
{
  g_autoptr(PackshotStatement) s = NULL;
  g_autoptr(GArray) calls = g_array_new (FALSE, FALSE, sizeof (Call));
  int more;

  s = _packshot_db_prepare (db,
                            "SELECT s.ended_at - s.started_at, "
                            "CASE WHEN s.kind IN ('upload', 'put') "
                            "THEN ifnull (c.bytes, 0) ELSE 0 END FROM "
                            "(SELECT * FROM steps ORDER BY id DESC LIMIT ?3) AS s "
                            "JOIN items AS i ON i.id = s.item "
                            "LEFT JOIN contents AS c ON c.sha256 = s.sha256 "
                            "WHERE i.account = ?1 AND s.state = 'done' "
                            "AND s.ended_at >= s.started_at ORDER BY s.id DESC LIMIT ?2", error);
  if (s == NULL)
    return NULL;
  _packshot_statement_bind_int64 (s, 1, account);
  _packshot_statement_bind_int64 (s, 2, N_CALLS);
  _packshot_statement_bind_int64 (s, 3, N_CALLS_SEEN);
  while ((more = _packshot_statement_step (s, error)) > 0)
    {
      const Call call = {
        .seconds = (double)_packshot_statement_get_int64 (s, 0) / G_USEC_PER_SEC,
        .bytes = _packshot_statement_get_int64 (s, 1),
      };

      g_array_append_val (calls, call);
    }
  return more == 0 ? g_steal_pointer (&calls) : NULL;
}

static double
measure_latency (GArray *calls)
{
  g_autoptr(GArray) bare = g_array_new (FALSE, FALSE, sizeof (double));
  double quickest = DEFAULT_LATENCY / 0.9;

  for (guint i = 0; i < calls->len; i++)
    {
      const Call *call = &g_array_index (calls, Call, i);

      if (call->bytes == 0)
        g_array_append_val (bare, call->seconds);
      else
        quickest = MIN (quickest, call->seconds);
    }
  if (bare->len == 0)
    return 0.9 * quickest;
  g_array_sort (bare, compare_seconds);
  return g_array_index (bare, double, bare->len / 2);
}

/**
 * packshot_work_get_speed:
 * @db: a connection
 * @account: an account's id
 * @speed: (out): how fast it was of late
 * @error: return location
 *
 * Returns: whether @speed is filled
 */
gboolean
packshot_work_get_speed (PackshotDb    *db,
                         gint64         account,
                         PackshotSpeed *speed,
                         GError       **error)
{
  g_autoptr(GArray) calls = list_calls (db, account, error);
  double seconds = 0;
  gint64 bytes = 0;

  if (calls == NULL)
    return FALSE;
  speed->latency = measure_latency (calls);
  for (guint i = 0; i < calls->len; i++)
    {
      const Call *call = &g_array_index (calls, Call, i);

      if (call->bytes > 0)
        seconds += MAX (call->seconds - speed->latency, 0.001);
      bytes += call->bytes;
    }
  speed->bytes_per_second = bytes > 0 ? (double)bytes / seconds : DEFAULT_SPEED;
  return TRUE;
}
