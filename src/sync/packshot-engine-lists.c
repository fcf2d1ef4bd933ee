/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* Reads the list of one account's items, page by page, and takes each page into the store. Main
 * thread; what is marked as a store function runs on a store thread. */

#include "config.h"

#include "packshot-engine-private.h"

#include "packshot-accounts.h"
#include "packshot-items.h"

/* A list that would have to wait longer for calls to be allowed again ends. */
#define LONGEST_WAIT (90 * G_TIME_SPAN_SECOND)
#define LONGEST_SLEEP (30 * G_TIME_SPAN_SECOND)

typedef struct
{
  gint64           account;
  PackshotService *service;
  PackshotClock   *clock;
  GPtrArray       *page;
  guint            n_calls;   /* to be written down */
  gint64           started_at;
  gboolean         is_last;
  gboolean         changed;
  char            *cursor;
  GError          *error;     /* (nullable): what stopped it */
} List;

static void
list_free (List *list)
{
  g_clear_object (&list->service);
  g_clear_pointer (&list->page, g_ptr_array_unref);
  g_free (list->cursor);
  g_clear_error (&list->error);
  g_free (list);
}

/* Store function. */
static gboolean
list_record (PackshotDb *db,
             gpointer    data,
             GError    **error)
{
  List *list = data;

  for (guint i = 0; i < list->page->len; i++)
    {
      PackshotItem *item = list->page->pdata[i];
      gboolean changed = FALSE;
      gint64 id;

      item->account = list->account;
      if (!packshot_items_put (db, item, list->started_at, &id, &changed, error))
        return FALSE;
      if (!packshot_turns_set_listed (db, id, item->mark, error))
        return FALSE;
      list->changed |= changed;
    }
  if (!packshot_calls_add (db, list->account, packshot_clock_get_real_time (list->clock),
                           list->n_calls, error))
    return FALSE;
  if (!list->is_last)
    return TRUE;
  return packshot_items_drop_unlisted (db, list->account, list->started_at, error) &&
         packshot_turns_take_list (db, list->account, list->started_at, error) &&
         packshot_accounts_set_checked (db, list->account, list->started_at, error) &&
         packshot_accounts_set_problem (db, list->account, NULL, NULL, error);
}

/* Store function. */
static gboolean
list_record_problem (PackshotDb *db,
                     gpointer    data,
                     GError    **error)
{
  List *list = data;

  return packshot_accounts_set_problem (db, list->account,
                                        packshot_service_error_to_string (list->error->code),
                                        list->error->message, error);
}

static void
list_problem_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  List *list = g_task_get_task_data (task);
  PackshotEngine *self = g_task_get_source_object (task);
  g_autoptr(GError) error = NULL;

  if (!packshot_store_write_finish (PACKSHOT_STORE (source), result, &error))
    g_warning ("A problem of an account could not be recorded: %s", error->message);
  _packshot_engine_emit_account (self, list->account);
  g_task_return_error (task, g_steal_pointer (&list->error));
}

static void list_next (GTask *task);

static void
list_recorded_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  List *list = g_task_get_task_data (task);
  PackshotEngine *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (!packshot_store_write_finish (PACKSHOT_STORE (source), result, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  if (!list->is_last)
    {
      list_next (task);
      return;
    }
  if (list->changed)
    _packshot_engine_emit_items (self);
  _packshot_engine_emit_account (self, list->account);
  g_task_return_boolean (task, TRUE);
}

static void
list_page_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  List *list = g_task_get_task_data (task);
  PackshotEngine *self = g_task_get_source_object (task);
  g_autoptr(GError) error = NULL;

  g_clear_pointer (&list->page, g_ptr_array_unref);
  g_clear_pointer (&list->cursor, g_free);
  list->page = packshot_service_list_items_finish (PACKSHOT_SERVICE (source), result, &list->cursor,
                                                   &error);
  if (list->page == NULL && error->domain != PACKSHOT_SERVICE_ERROR)
    g_task_return_error (task, g_steal_pointer (&error));
  else if (list->page == NULL)
    {
      list->error = g_steal_pointer (&error);
      packshot_store_write_async (self->parts.store, list_record_problem, list, NULL, NULL,
                                  list_problem_cb, g_object_ref (task));
    }
  else
    {
      list->is_last = list->cursor == NULL;
      list->n_calls =
        packshot_governor_take_unsaved (packshot_service_get_governor (list->service));
      packshot_store_write_async (self->parts.store, list_record, list, NULL, NULL,
                                  list_recorded_cb, g_object_ref (task));
    }
}

static void
list_waited (gpointer user_data)
{
  g_autoptr(GTask) task = user_data;

  if (!g_task_return_error_if_cancelled (task))
    list_next (task);
}

/* A list can wait: the last tenth of the calls is for edits. */
static void
list_next (GTask *task)
{
  PackshotEngine *self = g_task_get_source_object (task);
  List *list = g_task_get_task_data (task);
  gint64 wait = packshot_governor_wait (packshot_service_get_governor (list->service),
                                        packshot_clock_get_run_time (self->parts.clock), TRUE);

  if (wait > LONGEST_WAIT)
    {
      GError *error = packshot_service_error_new (PACKSHOT_SERVICE_ERROR_THROTTLED,
                                                  "The calls that the service allows are used up "
                                                  "for now");

      packshot_service_error_set_retry_after (error, (int)(wait / G_TIME_SPAN_SECOND) + 1);
      g_task_return_error (task, error);
    }
  else if (wait > 0)
    packshot_clock_add_timeout (self->parts.clock, MIN (wait, LONGEST_SLEEP), list_waited,
                                g_object_ref (task));
  else
    packshot_service_list_items_async (list->service, list->cursor, g_task_get_cancellable (task),
                                       list_page_cb, g_object_ref (task));
}

/**
 * packshot_engine_list_items_async:
 * @self: an engine
 * @account: an account's id
 * @cancellable: (nullable): ends it between two pages
 * @callback: called when all pages have been taken into the store
 * @user_data: for @callback
 */
void
packshot_engine_list_items_async (PackshotEngine     *self,
                                  gint64              account,
                                  GCancellable       *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer            user_data)
{
  g_autoptr(GTask) task = NULL;
  PackshotService *service;
  List *list;

  g_return_if_fail (PACKSHOT_IS_ENGINE (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, packshot_engine_list_items_async);
  service = packshot_engine_get_service (self, account);
  if (service == NULL)
    {
      g_task_return_new_error (task, PACKSHOT_SERVICE_ERROR, PACKSHOT_SERVICE_ERROR_KEY,
                               "The account’s key is not at hand");
      return;
    }
  list = g_new0 (List, 1);
  list->account = account;
  list->service = g_object_ref (service);
  list->clock = self->parts.clock;
  list->started_at = packshot_clock_get_real_time (self->parts.clock);
  g_task_set_task_data (task, list, (GDestroyNotify)list_free);
  list_next (task);
}

/**
 * packshot_engine_list_items_finish:
 * @self: an engine
 * @result: from the callback
 * @error: return location
 *
 * Returns: whether the whole list was read
 */
gboolean
packshot_engine_list_items_finish (PackshotEngine *self,
                                   GAsyncResult   *result,
                                   GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
