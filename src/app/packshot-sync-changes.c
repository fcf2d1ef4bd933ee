/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* To Send. Which items wait is known at once; what is sent for an item is planned when its row
 * comes near the eyes, a page at a time, and again when the work has changed.
 *
 *   set_work → rows without words → "wanted" → ids collected → idle → load_plans → rows with words
 *            → sum_plans → the summary, and what each account comes to
 *
 * Main thread. */

#include "config.h"

#include "packshot-sync-changes.h"

#include <glib/gi18n.h>

#include "packshot-sync-rows.h"
#include "packshot-sync-words.h"

#define PAGE 40

struct _PackshotSyncChanges
{
  AdwBin            parent_instance;

  /* Owned */
  PackshotSession  *session;
  PackshotWork     *work;         /* (nullable) */
  GArray           *totals;       /* (nullable): PackshotWorkTotals */
  GHashTable       *wanted;       /* set of gint64 ids */
  GCancellable     *cancellable;

  /* State */
  guint             idle;
  gboolean          loading;
  gboolean          summing;
  gboolean          sum_again;

  PackshotSyncList *list;
};

G_DEFINE_FINAL_TYPE (PackshotSyncChanges, packshot_sync_changes, ADW_TYPE_BIN)

static void changes_load (PackshotSyncChanges *self);
static void changes_show (PackshotSyncChanges *self);

/* --- Plans of a page of items ----------------------------------------------------------------- */

static void
plans_loaded_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      data)
{
  g_autoptr(PackshotSyncChanges) self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) plans = NULL;

  plans = packshot_session_load_plans_finish (PACKSHOT_SESSION (source), result, &error);
  self->loading = FALSE;
  if (self->session == NULL)
    return;
  for (guint i = 0; plans != NULL && i < plans->len; i++)
    {
      const PackshotWorkPlan *plan = plans->pdata[i];
      g_autoptr(PackshotSyncRow) newer = packshot_sync_row_for_change (plan->item->item->id, plan);
      PackshotSyncRow *row = packshot_sync_list_find (self->list, newer->key);

      if (row == NULL)
        continue;
      newer->is_first = row->is_first;
      newer->is_last = row->is_last;
      packshot_sync_row_take (row, newer);
    }
  if (g_hash_table_size (self->wanted) > 0)
    changes_load (self);
}

static void
changes_load (PackshotSyncChanges *self)
{
  g_autoptr(GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  GHashTableIter iter;
  gpointer id;

  if (self->loading || self->session == NULL)
    return;
  g_hash_table_iter_init (&iter, self->wanted);
  while (ids->len < PAGE && g_hash_table_iter_next (&iter, &id, NULL))
    {
      g_array_append_vals (ids, id, 1);
      g_hash_table_iter_remove (&iter);
    }
  self->loading = TRUE;
  packshot_session_load_plans_async (self->session, (const gint64 *)(gpointer)ids->data, ids->len,
                                     self->cancellable, plans_loaded_cb, g_object_ref (self));
}

static void
idle_cb (gpointer data)
{
  PackshotSyncChanges *self = data;

  self->idle = 0;
  changes_load (self);
}

static void
row_wanted_cb (PackshotSyncChanges *self,
               PackshotSyncRow     *row)
{
  g_hash_table_add (self->wanted, g_memdup2 (&row->item, sizeof row->item));
  if (self->idle == 0)
    self->idle = g_idle_add_once (idle_cb, self);
}

/* --- What all of it comes to ------------------------------------------------------------------ */

static void changes_sum (PackshotSyncChanges *self);

static void
summed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(PackshotSyncChanges) self = data;
  g_autoptr(GError) error = NULL;
  GArray *totals = packshot_session_sum_plans_finish (PACKSHOT_SESSION (source), result, &error);

  self->summing = FALSE;
  if (self->session == NULL || totals == NULL)
    {
      g_clear_pointer (&totals, g_array_unref);
      return;
    }
  g_clear_pointer (&self->totals, g_array_unref);
  self->totals = totals;
  changes_show (self);
  if (self->sum_again)
    changes_sum (self);
}

/* While something is sent the sums change with every call, and planning everything would hold up
 * what counts. */
static void
changes_sum (PackshotSyncChanges *self)
{
  self->sum_again = self->summing;
  if (self->summing || self->work->n_to_send == 0 || self->work->syncing)
    return;
  self->summing = TRUE;
  packshot_session_sum_plans_async (self->session, self->cancellable, summed_cb,
                                    g_object_ref (self));
}

static const PackshotWorkTotals *
find_totals (PackshotSyncChanges *self,
             gint64               account)
{
  for (guint i = 0; self->totals != NULL && i < self->totals->len; i++)
    {
      const PackshotWorkTotals *totals = &g_array_index (self->totals, PackshotWorkTotals, i);

      if (totals->account == account)
        return totals;
    }
  return NULL;
}

/* --- Rows ------------------------------------------------------------------------------------- */

static PackshotSyncRow *
summary_new (PackshotSyncChanges *self)
{
  PackshotSyncRow *row = packshot_sync_row_new (PACKSHOT_SYNC_ROW_SUMMARY, "summary");
  const PackshotWorkTotals *totals = find_totals (self, 0);
  guint n = self->work->n_to_send;
  g_autofree char *more = NULL;

  row->texts.title = packshot_sync_words_totals (n, self->work->to_send->len);
  if (self->work->syncing)
    {
      row->texts.subtitle = g_strdup (_("They are being sent."));
      return row;
    }
  if (totals != NULL && totals->n_changes == n)
    more = packshot_sync_words_totals_more (totals);
  row->texts.subtitle = more == NULL ? g_strdup (_("Nothing has been sent yet."))
                                     : g_strdup_printf (_("%s Nothing has been sent yet."), more);
  row->texts.button = g_strdup_printf (ngettext ("Send %u Change", "Send %u Changes", n), n);
  row->texts.button_tip = g_strdup (_("Send Everything Below Now (Ctrl+Enter)"));
  return row;
}

static PackshotSyncRow *
account_new (PackshotSyncChanges       *self,
             const PackshotWorkAccount *account)
{
  gint64 id = account->account->id;
  g_autofree char *key = g_strdup_printf ("account:%" G_GINT64_FORMAT, id);
  PackshotSyncRow *row = packshot_sync_row_new_heading (key, account->account->name);
  const PackshotWorkTotals *totals = find_totals (self, id);
  gint64 bytes = totals != NULL ? totals->bytes : account->bytes_to_send;
  g_autofree char *changes = packshot_sync_words_changes (account->n_to_send);
  g_autofree char *size = packshot_words_bytes (bytes);

  row->texts.amount = bytes > 0 ? g_strdup_printf ("%s · %s", changes, size)
                                : g_steal_pointer (&changes);
  return row;
}

static void
append_items (PackshotSyncChanges *self,
              GPtrArray           *rows,
              gint64               account)
{
  for (guint i = 0; i < self->work->to_send->len; i++)
    {
      const PackshotWorkItem *item = &g_array_index (self->work->to_send, PackshotWorkItem, i);

      if (item->account == account)
        g_ptr_array_add (rows, packshot_sync_row_for_change (item->item, NULL));
    }
}

static void
changes_show (PackshotSyncChanges *self)
{
  g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);

  if (self->work->to_send->len > 0)
    g_ptr_array_add (rows, summary_new (self));
  for (guint i = 0; i < self->work->accounts->len; i++)
    {
      const PackshotWorkAccount *account = self->work->accounts->pdata[i];
      guint n = rows->len;

      append_items (self, rows, account->account->id);
      if (rows->len > n)
        g_ptr_array_insert (rows, n, account_new (self, account));
    }
  packshot_sync_list_set_rows (self->list, rows);
}

/* --- The object ------------------------------------------------------------------------------- */

static void
packshot_sync_changes_dispose (GObject *object)
{
  PackshotSyncChanges *self = PACKSHOT_SYNC_CHANGES (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->idle, g_source_remove);
  g_clear_pointer (&self->work, packshot_work_unref);
  g_clear_pointer (&self->totals, g_array_unref);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (packshot_sync_changes_parent_class)->dispose (object);
}

static void
packshot_sync_changes_finalize (GObject *object)
{
  PackshotSyncChanges *self = PACKSHOT_SYNC_CHANGES (object);

  g_object_unref (self->cancellable);
  g_hash_table_unref (self->wanted);
  G_OBJECT_CLASS (packshot_sync_changes_parent_class)->finalize (object);
}

static void
packshot_sync_changes_class_init (PackshotSyncChangesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = packshot_sync_changes_dispose;
  G_OBJECT_CLASS (klass)->finalize = packshot_sync_changes_finalize;
}

static void
packshot_sync_changes_init (PackshotSyncChanges *self)
{
  self->cancellable = g_cancellable_new ();
  self->wanted = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
}

/**
 * packshot_sync_changes_new:
 * @session: whose changes
 *
 * Returns: (transfer floating): an empty view
 */
GtkWidget *
packshot_sync_changes_new (PackshotSession *session)
{
  PackshotSyncChanges *self = g_object_new (PACKSHOT_TYPE_SYNC_CHANGES, NULL);

  self->session = g_object_ref (session);
  self->list = PACKSHOT_SYNC_LIST (packshot_sync_list_new (session, _("To Send")));
  g_signal_connect_object (self->list, "wanted", G_CALLBACK (row_wanted_cb), self,
                           G_CONNECT_SWAPPED);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->list));
  return GTK_WIDGET (self);
}

/**
 * packshot_sync_changes_set_work:
 * @self: a view
 * @work: what was read
 *
 * Shows it, and plans anew what is seen.
 */
void
packshot_sync_changes_set_work (PackshotSyncChanges *self,
                                PackshotWork        *work)
{
  g_return_if_fail (PACKSHOT_IS_SYNC_CHANGES (self));

  packshot_work_ref (work);
  g_clear_pointer (&self->work, packshot_work_unref);
  self->work = work;
  changes_show (self);
  for (guint i = 0; i < packshot_sync_list_get_n (self->list); i++)
    {
      PackshotSyncRow *row = packshot_sync_list_get_row (self->list, i);

      row->is_loaded = row->kind != PACKSHOT_SYNC_ROW_CHANGE;
    }
  packshot_sync_list_want_all (self->list);
  changes_sum (self);
}

/**
 * packshot_sync_changes_get_list:
 * @self: a view
 *
 * Returns: (transfer none): its column
 */
PackshotSyncList *
packshot_sync_changes_get_list (PackshotSyncChanges *self)
{
  g_return_val_if_fail (PACKSHOT_IS_SYNC_CHANGES (self), NULL);

  return self->list;
}
