/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* Reading a session: each call is one read transaction on the reader's thread, its outcome handed
 * to the main thread. Runs and plans are passed to the engine. */

#include "config.h"

#include "packshot-session-private.h"

#include "packshot-accounts.h"
#include "packshot-galleries.h"
#include "packshot-session-watch.h"
#include "packshot-store-error.h"

/* One read: its input, and what it found. */
typedef struct
{
  PackshotSession  *session;  /* (owned) */
  gint64            item;
  char             *text;
  PackshotItemQuery query;
  GArray           *ids;      /* (nullable): gint64 */
  guint             limit;
  PackshotCounts    counts;
  gpointer          found;    /* (nullable): the result */
  GDestroyNotify    destroy;
} Read;

static void
read_free (Read *read)
{
  if (read->found != NULL && read->destroy != NULL)
    read->destroy (read->found);
  g_clear_pointer (&read->ids, g_array_unref);
  g_free (read->text);
  g_clear_object (&read->session);
  g_free (read);
}

static void
read_done_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Read *read = g_task_get_task_data (task);
  GError *error = NULL;

  if (!packshot_store_read_finish (PACKSHOT_STORE (source), result, &error))
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_steal_pointer (&read->found), read->destroy);
}

static Read *
read_new (PackshotSession *self)
{
  Read *read = g_new0 (Read, 1);

  read->session = g_object_ref (self);
  return read;
}

static void
read_start (PackshotSession    *self,
            Read               *read,
            PackshotStoreFunc   func,
            GDestroyNotify      destroy,
            GCancellable       *cancellable,
            GAsyncReadyCallback callback,
            gpointer            user_data)
{
  g_autoptr(GTask) task = g_task_new (self, cancellable, callback, user_data);

  read->destroy = destroy;
  g_task_set_source_tag (task, read_start);
  g_task_set_task_data (task, read, (GDestroyNotify)read_free);
  packshot_store_read_async (self->store, G_PRIORITY_DEFAULT, func, read, NULL, cancellable,
                             read_done_cb, g_object_ref (task));
}

static gpointer
read_finish (PackshotSession *self,
             GAsyncResult    *result,
             GError         **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- An item --- */

static gboolean
load_item (PackshotDb *db,
           gpointer    data,
           GError    **error)
{
  Read *read = data;

  read->found = packshot_item_view_load (db, read->item, error);
  return read->found != NULL;
}

/**
 * packshot_session_load_item_async:
 * @self: a session
 * @item: an item's id
 * @cancellable: (nullable)
 * @callback: called with the item
 * @user_data: for @callback
 */
void
packshot_session_load_item_async (PackshotSession    *self,
                                  gint64              item,
                                  GCancellable       *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer            user_data)
{
  Read *read;

  g_return_if_fail (PACKSHOT_IS_SESSION (self));

  _packshot_session_watch_item (self, item);
  packshot_engine_set_visible_item (self->engine, item);
  read = read_new (self);
  read->item = item;
  read_start (self, read, load_item, (GDestroyNotify)packshot_item_view_unref, cancellable,
              callback, user_data);
}

/**
 * packshot_session_load_item_finish:
 * @self: a session
 * @result: from the callback
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the item as a gallery shows it
 */
PackshotItemView *
packshot_session_load_item_finish (PackshotSession *self,
                                   GAsyncResult    *result,
                                   GError         **error)
{
  PackshotItemView *view = read_finish (self, result, error);

  for (guint i = 0; view != NULL && i < view->images->len; i++)
    {
      PackshotImageView *image = view->images->pdata[i];
      gint64 id = packshot_image_get_id (image->image);
      double *fraction = g_hash_table_lookup (self->progress, &id);

      image->sending = fraction != NULL;
      image->progress = fraction != NULL ? *fraction : 0;
    }
  return view;
}

static gboolean
find_item (PackshotDb *db,
           gpointer    data,
           GError    **error)
{
  Read *read = data;
  g_autoptr(GPtrArray) items = packshot_items_find (db, read->text, error);
  g_autoptr(GString) names = NULL;

  if (items == NULL)
    return FALSE;
  if (items->len == 1)
    {
      read->found = packshot_item_copy (items->pdata[0]);
      return TRUE;
    }
  if (items->len == 0)
    {
      g_set_error (error, PACKSHOT_SESSION_ERROR, PACKSHOT_SESSION_ERROR_NOT_FOUND,
                   "No item is known as “%s”", read->text);
      return FALSE;
    }
  names = g_string_new (NULL);
  for (guint i = 0; i < items->len; i++)
    {
      const PackshotItem *item = items->pdata[i];
      g_autoptr(PackshotAccount) account = packshot_accounts_get (db, item->account, error);

      if (account == NULL)
        return FALSE;
      g_string_append_printf (names, "%s%s:%s", i > 0 ? ", " : "", account->name, item->key);
    }
  g_set_error (error, PACKSHOT_SESSION_ERROR, PACKSHOT_SESSION_ERROR_AMBIGUOUS,
               "“%s” fits several items: %s", read->text, names->str);
  return FALSE;
}

/**
 * packshot_session_find_item_async:
 * @self: a session
 * @reference: a GTIN of any length, a service's key, or `ACCOUNT:KEY`
 * @cancellable: (nullable)
 * @callback: called with the item
 * @user_data: for @callback
 */
void
packshot_session_find_item_async (PackshotSession    *self,
                                  const char         *reference,
                                  GCancellable       *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer            user_data)
{
  Read *read;

  g_return_if_fail (PACKSHOT_IS_SESSION (self));

  read = read_new (self);
  read->text = g_strdup (reference);
  read_start (self, read, find_item, (GDestroyNotify)packshot_item_free, cancellable, callback,
              user_data);
}

/**
 * packshot_session_find_item_finish:
 * @self: a session
 * @result: from the callback
 * @error: return location; %PACKSHOT_SESSION_ERROR_NOT_FOUND, %PACKSHOT_SESSION_ERROR_AMBIGUOUS
 *
 * Returns: (transfer full) (nullable): the item
 */
PackshotItem *
packshot_session_find_item_finish (PackshotSession *self,
                                   GAsyncResult    *result,
                                   GError         **error)
{
  return read_finish (self, result, error);
}

/* --- Items --- */

static gboolean
query_items (PackshotDb *db,
             gpointer    data,
             GError    **error)
{
  Read *read = data;

  read->found = packshot_items_query (db, &read->query, error);
  return read->found != NULL;
}

/**
 * packshot_session_query_items_async:
 * @self: a session
 * @query: which items, in which order
 * @cancellable: (nullable)
 * @callback: called with their ids
 * @user_data: for @callback
 */
void
packshot_session_query_items_async (PackshotSession         *self,
                                    const PackshotItemQuery *query,
                                    GCancellable            *cancellable,
                                    GAsyncReadyCallback      callback,
                                    gpointer                 user_data)
{
  Read *read;

  g_return_if_fail (PACKSHOT_IS_SESSION (self));

  read = read_new (self);
  read->query = *query;
  read->text = g_strdup (query->text);
  read->query.text = read->text;
  read_start (self, read, query_items, (GDestroyNotify)g_array_unref, cancellable, callback,
              user_data);
}

/**
 * packshot_session_query_items_finish:
 * @self: a session
 * @result: from the callback
 * @error: return location
 *
 * Returns: (transfer full) (nullable) (element-type gint64): ids in order
 */
GArray *
packshot_session_query_items_finish (PackshotSession *self,
                                     GAsyncResult    *result,
                                     GError         **error)
{
  return read_finish (self, result, error);
}

static gboolean
load_rows (PackshotDb *db,
           gpointer    data,
           GError    **error)
{
  Read *read = data;

  read->found = packshot_items_get_rows (db, (const gint64 *)(gpointer)read->ids->data,
                                         read->ids->len, error);
  return read->found != NULL;
}

/**
 * packshot_session_load_rows_async:
 * @self: a session
 * @ids: (array length=n_ids): ids of items
 * @n_ids: their number
 * @cancellable: (nullable)
 * @callback: called with the rows
 * @user_data: for @callback
 */
void
packshot_session_load_rows_async (PackshotSession    *self,
                                  const gint64       *ids,
                                  guint               n_ids,
                                  GCancellable       *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer            user_data)
{
  Read *read;

  g_return_if_fail (PACKSHOT_IS_SESSION (self));

  read = read_new (self);
  for (guint i = 0; i < n_ids; i++)
    _packshot_session_watch_item (self, ids[i]);
  read->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_array_append_vals (read->ids, ids, n_ids);
  read_start (self, read, load_rows, (GDestroyNotify)g_ptr_array_unref, cancellable, callback,
              user_data);
}

/**
 * packshot_session_load_rows_finish:
 * @self: a session
 * @result: from the callback
 * @error: return location
 *
 * Returns: (transfer full) (nullable) (element-type PackshotItemRow): the rows in the order of the
 *   ids, without those that are gone
 */
GPtrArray *
packshot_session_load_rows_finish (PackshotSession *self,
                                   GAsyncResult    *result,
                                   GError         **error)
{
  return read_finish (self, result, error);
}

static gboolean
count_items (PackshotDb *db,
             gpointer    data,
             GError    **error)
{
  Read *read = data;

  if (!packshot_items_count (db, &read->counts, error))
    return FALSE;
  read->found = &read->counts;
  return TRUE;
}

/**
 * packshot_session_count_async:
 * @self: a session
 * @cancellable: (nullable)
 * @callback: called with the numbers
 * @user_data: for @callback
 */
void
packshot_session_count_async (PackshotSession    *self,
                              GCancellable       *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer            user_data)
{
  g_return_if_fail (PACKSHOT_IS_SESSION (self));

  read_start (self, read_new (self), count_items, NULL, cancellable, callback, user_data);
}

/**
 * packshot_session_count_finish:
 * @self: a session
 * @result: from the callback
 * @counts: (out caller-allocates): the numbers
 * @error: return location
 *
 * Returns: whether @counts is set
 */
gboolean
packshot_session_count_finish (PackshotSession *self,
                               GAsyncResult    *result,
                               PackshotCounts  *counts,
                               GError         **error)
{
  PackshotCounts *found = read_finish (self, result, error);

  if (found != NULL)
    *counts = *found;
  return found != NULL;
}

/* --- Log, conflicts, trash --- */

static gboolean
list_log (PackshotDb *db,
          gpointer    data,
          GError    **error)
{
  Read *read = data;

  read->found = packshot_log_list (db, 0, read->limit, error);
  return read->found != NULL;
}

/**
 * packshot_session_list_log_async:
 * @self: a session
 * @limit: at most so many
 * @cancellable: (nullable)
 * @callback: called with the newest rows of the log
 * @user_data: for @callback
 */
void
packshot_session_list_log_async (PackshotSession    *self,
                                 guint               limit,
                                 GCancellable       *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer            user_data)
{
  Read *read;

  g_return_if_fail (PACKSHOT_IS_SESSION (self));

  read = read_new (self);
  read->limit = limit;
  read_start (self, read, list_log, (GDestroyNotify)g_ptr_array_unref, cancellable, callback,
              user_data);
}

GPtrArray *
packshot_session_list_log_finish (PackshotSession *self,
                                  GAsyncResult    *result,
                                  GError         **error)
{
  return read_finish (self, result, error);
}

static gboolean
list_conflicts (PackshotDb *db,
                gpointer    data,
                GError    **error)
{
  Read *read = data;

  read->found = packshot_conflicts_list (db, 0, error);
  return read->found != NULL;
}

void
packshot_session_list_conflicts_async (PackshotSession    *self,
                                       GCancellable       *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer            user_data)
{
  g_return_if_fail (PACKSHOT_IS_SESSION (self));

  read_start (self, read_new (self), list_conflicts, (GDestroyNotify)g_ptr_array_unref, cancellable,
              callback, user_data);
}

GPtrArray *
packshot_session_list_conflicts_finish (PackshotSession *self,
                                        GAsyncResult    *result,
                                        GError         **error)
{
  return read_finish (self, result, error);
}

static gboolean
list_trash (PackshotDb *db,
            gpointer    data,
            GError    **error)
{
  Read *read = data;

  read->found = packshot_trash_list (db, error);
  return read->found != NULL;
}

void
packshot_session_list_trash_async (PackshotSession    *self,
                                   GCancellable       *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer            user_data)
{
  g_return_if_fail (PACKSHOT_IS_SESSION (self));

  read_start (self, read_new (self), list_trash, (GDestroyNotify)g_ptr_array_unref, cancellable,
              callback, user_data);
}

GPtrArray *
packshot_session_list_trash_finish (PackshotSession *self,
                                    GAsyncResult    *result,
                                    GError         **error)
{
  return read_finish (self, result, error);
}

/* --- Plans --- */

void
packshot_item_plan_free (PackshotItemPlan *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->item, packshot_item_free);
  g_clear_pointer (&self->account, packshot_account_free);
  g_clear_pointer (&self->plan, packshot_plan_free);
  g_clear_pointer (&self->view, packshot_item_view_unref);
  g_free (self);
}

static gboolean
plan_item (PackshotDb *db,
           gint64      item,
           GPtrArray  *plans,
           GError    **error)
{
  g_autoptr(PackshotItemPlan) plan = g_new0 (PackshotItemPlan, 1);

  plan->plan = packshot_engine_plan (db, item, error);
  plan->view = plan->plan != NULL ? packshot_item_view_load (db, item, error) : NULL;
  if (plan->view == NULL)
    return FALSE;
  if (plan->plan->steps->len == 0 && !plan->plan->unreachable)
    return TRUE;
  plan->item = packshot_item_copy (plan->view->item);
  plan->account = packshot_account_copy (plan->view->account);
  g_ptr_array_add (plans, g_steal_pointer (&plan));
  return TRUE;
}

static gboolean
plan_items (PackshotDb *db,
            gpointer    data,
            GError    **error)
{
  Read *read = data;
  g_autoptr(GPtrArray) plans =
    g_ptr_array_new_with_free_func ((GDestroyNotify)packshot_item_plan_free);

  if (read->ids == NULL)
    read->ids = packshot_items_list_work (db, 0, error);
  if (read->ids == NULL)
    return FALSE;
  for (guint i = 0; i < read->ids->len; i++)
    if (!plan_item (db, g_array_index (read->ids, gint64, i), plans, error))
      return FALSE;
  read->found = g_steal_pointer (&plans);
  return TRUE;
}

/**
 * packshot_session_plan_async:
 * @self: a session
 * @items: (nullable): ids, or %NULL for all with work
 * @n_items: their number
 * @cancellable: (nullable)
 * @callback: called with what would be sent, from what was last seen
 * @user_data: for @callback
 */
void
packshot_session_plan_async (PackshotSession    *self,
                             const gint64       *items,
                             guint               n_items,
                             GCancellable       *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer            user_data)
{
  Read *read;

  g_return_if_fail (PACKSHOT_IS_SESSION (self));

  read = read_new (self);
  if (items != NULL)
    {
      read->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
      g_array_append_vals (read->ids, items, n_items);
    }
  read_start (self, read, plan_items, (GDestroyNotify)g_ptr_array_unref, cancellable, callback,
              user_data);
}

GPtrArray *
packshot_session_plan_finish (PackshotSession *self,
                              GAsyncResult    *result,
                              GError         **error)
{
  return read_finish (self, result, error);
}
