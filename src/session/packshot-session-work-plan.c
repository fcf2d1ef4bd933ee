/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* Plans for a page of To Send, and the totals of all of it. There may be thousands of items: the
 * list has their ids only, a page of them is planned when it is looked at, and the totals are made
 * of a few items at a time, with room for others in between. Main thread. */

#include "config.h"

#include "packshot-session-work-private.h"

#include "packshot-store-error.h"

#define CHUNK 25

/* --- A page --- */

typedef struct
{
  GArray        *items;   /* gint64 */
  PackshotReview review;
  GPtrArray     *plans;   /* (nullable) (element-type PackshotWorkPlan): the result */
} Page;

static void
page_free (Page *page)
{
  g_array_unref (page->items);
  g_clear_pointer (&page->plans, g_ptr_array_unref);
  g_free (page);
}

/* An item that is gone, or of which nothing is left, is left out. */
static gboolean
page_add (Page       *page,
          PackshotDb *db,
          gint64      item,
          GError    **error)
{
  g_autoptr(GError) local_error = NULL;
  PackshotWorkPlan *plan = _packshot_work_plan_load (db, item, page->review, &local_error);

  if (plan != NULL && plan->changes->len + plan->steps->len > 0)
    g_ptr_array_add (page->plans, plan);
  else
    g_clear_pointer (&plan, packshot_work_plan_free);
  if (local_error == NULL ||
      g_error_matches (local_error, PACKSHOT_STORE_ERROR, PACKSHOT_STORE_ERROR_NOT_FOUND))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static gboolean
page_read (PackshotDb *db,
           gpointer    data,
           GError    **error)
{
  Page *page = data;

  page->plans = g_ptr_array_new_with_free_func ((GDestroyNotify)packshot_work_plan_free);
  for (guint i = 0; i < page->items->len; i++)
    if (!page_add (page, db, g_array_index (page->items, gint64, i), error))
      return FALSE;
  return TRUE;
}

static void
page_read_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Page *page = g_task_get_task_data (task);
  GError *error = NULL;

  if (!packshot_store_read_finish (PACKSHOT_STORE (source), result, &error))
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_steal_pointer (&page->plans),
                           (GDestroyNotify)g_ptr_array_unref);
}

static void
page_start (PackshotSession    *self,
            GArray             *items,
            int                 priority,
            GCancellable       *cancellable,
            GAsyncReadyCallback callback,
            gpointer            user_data)
{
  g_autoptr(GTask) task = g_task_new (self, cancellable, callback, user_data);
  Page *page = g_new0 (Page, 1);

  g_task_set_source_tag (task, page_start);
  page->items = items;
  page->review = self->review;
  g_task_set_task_data (task, page, (GDestroyNotify)page_free);
  packshot_store_read_async (self->store, priority, page_read, page, NULL, cancellable,
                             page_read_cb, g_object_ref (task));
}

/**
 * packshot_session_load_plans_async:
 * @self: a session
 * @items: (array length=n_items): ids, a page of those of #PackshotWork
 * @n_items: their number
 * @cancellable: (nullable)
 * @callback: called with the plans
 * @user_data: for @callback
 *
 * From what was last seen of the servers; none is asked.
 */
void
packshot_session_load_plans_async (PackshotSession    *self,
                                   const gint64       *items,
                                   guint               n_items,
                                   GCancellable       *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer            user_data)
{
  GArray *ids;

  g_return_if_fail (PACKSHOT_IS_SESSION (self));

  ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_array_append_vals (ids, items, n_items);
  page_start (self, ids, G_PRIORITY_DEFAULT, cancellable, callback, user_data);
}

GPtrArray *
packshot_session_load_plans_finish (PackshotSession *self,
                                    GAsyncResult    *result,
                                    GError         **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- Everything --- */

typedef struct
{
  PackshotWork *work;     /* (nullable): what is to be sent */
  guint         next;
  GArray       *totals;   /* PackshotWorkTotals: of all, then of each account */
} Sum;

static void
sum_free (Sum *sum)
{
  g_clear_pointer (&sum->work, packshot_work_unref);
  g_clear_pointer (&sum->totals, g_array_unref);
  g_free (sum);
}

static PackshotWorkTotals *
sum_of_account (Sum   *sum,
                gint64 account)
{
  const PackshotWorkTotals totals = { .account = account };

  for (guint i = 0; i < sum->totals->len; i++)
    {
      PackshotWorkTotals *found = &g_array_index (sum->totals, PackshotWorkTotals, i);

      if (found->account == account)
        return found;
    }
  g_array_append_val (sum->totals, totals);
  return &g_array_index (sum->totals, PackshotWorkTotals, sum->totals->len - 1);
}

static void
totals_add (PackshotWorkTotals     *totals,
            const PackshotWorkPlan *plan)
{
  totals->n_items++;
  totals->n_changes += plan->changes->len;
  totals->bytes += plan->bytes;
  totals->n_calls += plan->n_calls;
  totals->seconds += plan->seconds;
}

static const PackshotServiceProfile *
sum_get_profile (Sum   *sum,
                 gint64 id)
{
  for (guint i = 0; i < sum->work->accounts->len; i++)
    {
      const PackshotWorkAccount *account = sum->work->accounts->pdata[i];

      if (account->account->id == id)
        return packshot_service_profile_get (account->account->service);
    }
  return NULL;
}

/* Accounts are sent to at once, each not faster than it allows calls. */
static void
sum_finish (Sum *sum)
{
  PackshotWorkTotals *all = &g_array_index (sum->totals, PackshotWorkTotals, 0);

  all->seconds = 0;
  for (guint i = 1; i < sum->totals->len; i++)
    {
      PackshotWorkTotals *one = &g_array_index (sum->totals, PackshotWorkTotals, i);
      const PackshotServiceProfile *profile = sum_get_profile (sum, one->account);

      if (profile != NULL)
        one->seconds = _packshot_work_not_faster (profile, one->n_calls, one->seconds);
      all->seconds = MAX (all->seconds, one->seconds);
    }
}

static void sum_next (GTask *task);

static void
sum_planned_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Sum *sum = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr(GPtrArray) plans = packshot_session_load_plans_finish (PACKSHOT_SESSION (source),
                                                                   result, &error);

  if (plans == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  for (guint i = 0; i < plans->len; i++)
    {
      const PackshotWorkPlan *plan = plans->pdata[i];

      totals_add (sum_of_account (sum, 0), plan);
      totals_add (sum_of_account (sum, plan->item->item->account), plan);
    }
  sum_next (task);
}

static void
sum_next (GTask *task)
{
  Sum *sum = g_task_get_task_data (task);
  GArray *items;

  if (sum->next >= sum->work->to_send->len)
    {
      sum_finish (sum);
      g_task_return_pointer (task, g_steal_pointer (&sum->totals), (GDestroyNotify)g_array_unref);
      return;
    }
  items = g_array_new (FALSE, FALSE, sizeof (gint64));
  for (; sum->next < sum->work->to_send->len && items->len < CHUNK; sum->next++)
    g_array_append_val (items,
                        g_array_index (sum->work->to_send, PackshotWorkItem, sum->next).item);
  page_start (g_task_get_source_object (task), items, G_PRIORITY_LOW,
              g_task_get_cancellable (task), sum_planned_cb, g_object_ref (task));
}

static void
sum_loaded_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Sum *sum = g_task_get_task_data (task);
  GError *error = NULL;

  sum->work = packshot_session_load_work_finish (PACKSHOT_SESSION (source), result, &error);
  if (sum->work == NULL)
    g_task_return_error (task, error);
  else
    sum_next (task);
}

/**
 * packshot_session_sum_plans_async:
 * @self: a session
 * @cancellable: (nullable)
 * @callback: called with the totals
 * @user_data: for @callback
 *
 * The time of all accounts is that of the slowest, for they are sent to at once.
 */
void
packshot_session_sum_plans_async (PackshotSession    *self,
                                  GCancellable       *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer            user_data)
{
  g_autoptr(GTask) task = NULL;
  Sum *sum;

  g_return_if_fail (PACKSHOT_IS_SESSION (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, packshot_session_sum_plans_async);
  sum = g_new0 (Sum, 1);
  sum->totals = g_array_new (FALSE, TRUE, sizeof (PackshotWorkTotals));
  sum_of_account (sum, 0);
  g_task_set_task_data (task, sum, (GDestroyNotify)sum_free);
  packshot_session_load_work_async (self, PACKSHOT_WORK_NONE, cancellable, sum_loaded_cb,
                                    g_object_ref (task));
}

/**
 * packshot_session_sum_plans_finish:
 * @self: a session
 * @result: from the callback
 * @error: return location
 *
 * Returns: (transfer full) (nullable) (element-type PackshotWorkTotals): of all accounts together
 *   first, then of each that something is sent to
 */
GArray *
packshot_session_sum_plans_finish (PackshotSession *self,
                                   GAsyncResult    *result,
                                   GError         **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
