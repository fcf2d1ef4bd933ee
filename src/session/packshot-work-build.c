/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* The one function that decides every number of the work. Each item with work left is put in one
 * place, in this order:
 *
 *   worked on now ─▶ refused ─▶ its account stands still ─▶ (offline: to send) ─▶ its account or
 *   the item is tried later ─▶ held on a metered network ─▶ to send
 *
 * On a store thread, in one transaction. */

#include "config.h"

#include "packshot-session-work-private.h"

#include "packshot-accounts.h"

/* --- Accounts --- */

static gboolean
is_temporary (const char *problem)
{
  static const char * const codes[] = { "offline", "throttled", "server", "protocol", NULL };

  return g_strv_contains (codes, problem);
}

static PackshotAccountWork
account_state (const PackshotWorkInput   *input,
               const PackshotWorkAccount *account)
{
  if (account->problem != NULL && !is_temporary (account->problem))
    return PACKSHOT_ACCOUNT_WORK_NEEDS_YOU;
  for (guint i = 0; i < input->activities->len; i++)
    if (g_array_index (input->activities, PackshotActivity, i).account == account->account->id)
      return PACKSHOT_ACCOUNT_WORK_SENDING;
  if (account->problem != NULL || account->next_try > input->now)
    return PACKSHOT_ACCOUNT_WORK_LATER;
  return account->checked_at != 0 ? PACKSHOT_ACCOUNT_WORK_CHECKED : PACKSHOT_ACCOUNT_WORK_NEVER;
}

static gboolean
account_read (PackshotDb              *db,
              const PackshotWorkInput *input,
              PackshotWorkAccount     *account,
              GError                 **error)
{
  gint64 id = account->account->id;
  const char *key_problem = g_hash_table_lookup (input->key_problems, &id);
  const gint64 *next_try = g_hash_table_lookup (input->next_tries, &id);
  PackshotAccountLooks looks = { 0 };
  g_auto(PackshotAccountState) state = { 0 };

  if (!packshot_accounts_get_state (db, id, &state, error) ||
      !packshot_work_get_looks (db, id, &looks, error))
    return FALSE;
  account->checked_at = MAX (state.checked_at, looks.newest);
  account->oldest_look = looks.oldest;
  account->n_items = looks.n_items;
  account->n_never = looks.n_never;
  account->next_try = next_try != NULL ? *next_try : 0;
  if (key_problem != NULL)
    {
      account->problem = g_strdup ("no-key");
      account->problem_text = g_strdup (key_problem);
    }
  else
    {
      account->problem = g_steal_pointer (&state.problem);
      account->problem_text = g_steal_pointer (&state.problem_text);
      account->since = state.problem_since;
    }
  account->state = account_state (input, account);
  return TRUE;
}

static gboolean
build_accounts (PackshotWorkBuild *build,
                GError           **error)
{
  PackshotWork *work = build->work;
  g_autoptr(GPtrArray) accounts = packshot_accounts_list (build->db, error);
  gint64 checked_at = G_MAXINT64;

  if (accounts == NULL)
    return FALSE;
  for (guint i = 0; i < accounts->len; i++)
    {
      PackshotWorkAccount *account = g_new0 (PackshotWorkAccount, 1);
      gboolean is_checked;

      account->account = packshot_account_copy (accounts->pdata[i]);
      g_ptr_array_add (work->accounts, account);
      if (!account_read (build->db, build->input, account, error))
        return FALSE;
      g_hash_table_insert (build->accounts, &account->account->id, account);
      _packshot_work_add_account_cause (build, account);
      is_checked = account->problem == NULL && account->n_never == 0;
      checked_at = is_checked ? MIN (checked_at, account->checked_at) : 0;
    }
  work->checked_at = checked_at != G_MAXINT64 ? checked_at : 0;
  return TRUE;
}

/* --- Items with work left --- */

static const PackshotActivity *
find_activity (const PackshotWorkInput *input,
               gint64                   item)
{
  for (guint i = 0; i < input->activities->len; i++)
    {
      const PackshotActivity *activity = &g_array_index (input->activities, PackshotActivity, i);

      if (activity->item == item)
        return activity;
    }
  return NULL;
}

/* Why an item is tried later; FALSE: it is not. */
static gboolean
find_later (PackshotWorkBuild     *build,
            PackshotWorkAccount   *account,
            const PackshotWorkRow *row,
            PackshotLaterKind     *kind)
{
  const PackshotWorkInput *input = build->input;

  if (g_strcmp0 (account->problem, "offline") == 0)
    *kind = PACKSHOT_LATER_UNREACHABLE;
  else if (g_strcmp0 (account->problem, "throttled") == 0 ||
           (account->problem == NULL && account->next_try > input->now))
    *kind = PACKSHOT_LATER_THROTTLED;
  else if (account->problem != NULL || row->next_try > input->now)
    *kind = PACKSHOT_LATER_BUSY;
  else if (row->largest > input->hold_bytes)
    *kind = PACKSHOT_LATER_HELD;
  else
    return FALSE;
  return TRUE;
}

static void
add_to_send (PackshotWorkBuild     *build,
             PackshotWorkAccount   *account,
             const PackshotWorkRow *row)
{
  const PackshotWorkItem item = { row->item, row->account, row->changes->len };

  g_array_append_val (build->work->to_send, item);
  build->work->n_to_send += row->changes->len;
  account->n_to_send += row->changes->len;
  account->bytes_to_send += row->bytes;
  if (build->input->offline)
    _packshot_work_add_later (build, NULL, PACKSHOT_LATER_OFFLINE, row);
  else if (build->input->paused)
    _packshot_work_add_later (build, NULL, PACKSHOT_LATER_PAUSED, row);
}

/* *@remaining counts what the run under way still has to send. */
static gboolean
add_row (PackshotWorkBuild     *build,
         const PackshotWorkRow *row,
         guint                 *remaining,
         GError               **error)
{
  const PackshotWorkInput *input = build->input;
  PackshotWorkAccount *account = g_hash_table_lookup (build->accounts, &row->account);
  gboolean in_run = input->scope == NULL || g_hash_table_contains (input->scope, &row->item);
  PackshotLaterKind kind;

  if (find_activity (input, row->item) != NULL)
    {
      build->work->n_sending += row->changes->len;
      *remaining += in_run ? row->changes->len : 0;
      return TRUE;
    }
  if (row->problem != NULL || account->state == PACKSHOT_ACCOUNT_WORK_NEEDS_YOU)
    return _packshot_work_add_cause (build, account, row, error);
  if (!input->offline && find_later (build, account, row, &kind))
    {
      _packshot_work_add_later (build, kind != PACKSHOT_LATER_HELD ? account : NULL, kind, row);
      return TRUE;
    }
  add_to_send (build, account, row);
  *remaining += in_run ? row->changes->len : 0;
  return TRUE;
}

/* By account, in the order of the accounts; otherwise in the order in which they came. */
static void
sort_to_send (PackshotWork *work)
{
  g_autoptr(GArray) sorted = g_array_sized_new (FALSE, FALSE, sizeof (PackshotWorkItem),
                                                work->to_send->len);

  for (guint a = 0; a < work->accounts->len; a++)
    for (guint i = 0; i < work->to_send->len; i++)
      {
        const PackshotWorkItem *item = &g_array_index (work->to_send, PackshotWorkItem, i);
        const PackshotWorkAccount *account = work->accounts->pdata[a];

        if (item->account == account->account->id)
          g_array_append_vals (sorted, item, 1);
      }
  g_array_unref (work->to_send);
  work->to_send = g_steal_pointer (&sorted);
}

/* --- What is being done now --- */

static guint
count_changes (GPtrArray *rows,
               gint64     item)
{
  for (guint i = 0; i < rows->len; i++)
    {
      const PackshotWorkRow *row = rows->pdata[i];

      if (row->item == item)
        return row->changes->len;
    }
  return 0;
}

/* An item that is only looked at is no news. */
static gboolean
add_activity (PackshotWorkBuild      *build,
              const PackshotActivity *now,
              guint                   n_changes,
              GError                **error)
{
  g_autofree char *name = NULL;
  g_autofree char *hash = NULL;
  g_autofree char *title = NULL;
  PackshotWorkActivity *activity;
  guint position;

  if (n_changes == 0 && now->n_changes == 0)
    return TRUE;
  if (!packshot_work_get_picture (build->db, now->item, now->image, &name, &hash, &title,
                                  &position, error))
    return FALSE;
  if (name == NULL)
    return TRUE;
  activity = g_new0 (PackshotWorkActivity, 1);
  activity->activity = *now;
  activity->name = g_steal_pointer (&name);
  activity->hash = g_steal_pointer (&hash);
  activity->title = title != NULL ? g_steal_pointer (&title) : g_strdup ("");
  activity->position = position;
  activity->n_changes = n_changes;
  g_ptr_array_add (build->work->sending, activity);
  return TRUE;
}

static gboolean
build_items (PackshotWorkBuild *build,
             guint             *remaining,
             GError           **error)
{
  const PackshotWorkInput *input = build->input;
  g_autoptr(GPtrArray) rows = packshot_work_list (build->db, error);

  if (rows == NULL)
    return FALSE;
  for (guint i = 0; i < rows->len; i++)
    if (!add_row (build, rows->pdata[i], remaining, error))
      return FALSE;
  sort_to_send (build->work);
  for (guint i = 0; i < input->activities->len; i++)
    {
      const PackshotActivity *now = &g_array_index (input->activities, PackshotActivity, i);

      if (!add_activity (build, now, count_changes (rows, now->item), error))
        return FALSE;
    }
  return TRUE;
}

/* --- The rest --- */

static gint64
start_of_day (gint64 now)
{
  g_autoptr(GDateTime) time = g_date_time_new_from_unix_local (now / G_USEC_PER_SEC);
  g_autoptr(GDateTime) day = g_date_time_new_local (g_date_time_get_year (time),
                                                    g_date_time_get_month (time),
                                                    g_date_time_get_day_of_month (time), 0, 0, 0);

  return day != NULL ? g_date_time_to_unix (day) * G_USEC_PER_SEC : now;
}

static gboolean
build_counts (PackshotWorkBuild *build,
              GError           **error)
{
  PackshotWork *work = build->work;
  gboolean with_images = build->input->flags & PACKSHOT_WORK_COUNT_SYNCED;
  gint64 n_conflicts = packshot_work_count_conflicts (build->db, error);

  if (n_conflicts < 0)
    return FALSE;
  work->n_conflicts = (guint)n_conflicts;
  work->n_log = packshot_log_count (build->db, 0, error);
  if (work->n_log < 0)
    return FALSE;
  work->n_log_today = packshot_log_count (build->db, start_of_day (build->input->now), error);
  return work->n_log_today >= 0 &&
         packshot_work_count_synced (build->db, &work->n_synced_items,
                                     with_images ? &work->n_synced_images : NULL, error);
}

PackshotWork *
_packshot_work_build (PackshotDb              *db,
                      const PackshotWorkInput *input,
                      guint                   *remaining,
                      GError                 **error)
{
  g_autoptr(PackshotWork) work = _packshot_work_new ();
  g_autoptr(GHashTable) accounts = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_autoptr(GHashTable) groups = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  PackshotWorkBuild build = { db, input, work, accounts, groups };

  work->at = input->now;
  work->paused = input->paused;
  work->paused_until = input->paused_until;
  work->syncing = input->syncing;
  *remaining = 0;
  if (!build_accounts (&build, error) || !build_items (&build, remaining, error) ||
      !build_counts (&build, error))
    return NULL;
  _packshot_work_finish_groups (&build);
  return g_steal_pointer (&work);
}
