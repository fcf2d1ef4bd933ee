/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* Reads every item back from its server and says where the server does not show what both sides are
 * said to have agreed on. What is seen is taken in as by any look, so that it is understood in the
 * same way, but in a transaction that is rolled back: nothing is changed by it.
 *
 *   item ─▶ may the service be called? ─▶ list or fetch ─▶ take in, compare, roll back ─▶ next item
 *
 * One call at a time. Main thread. */

#include "config.h"

#include "packshot-session-keep.h"

#include <glib/gstdio.h>

#include "packshot-accounts.h"
#include "packshot-galleries.h"
#include "packshot-look.h"
#include "packshot-session-private.h"
#include "packshot-store-error.h"

/* The longest wait for calls to be allowed again. */
#define MAX_PAUSE (90 * G_TIME_SPAN_SECOND)
/* An item that another process syncs meanwhile is looked at again. */
#define MAX_TRIES 3

typedef struct
{
  /* Input */
  PackshotSession      *session;    /* (borrowed): the task holds it */

  /* In progress */
  GArray               *items;      /* gint64 */
  guint                 next;
  guint                 n_tries;
  GHashTable           *stopped;    /* account id -> NULL: not to be called any more */
  PackshotItem         *item;
  PackshotAccount      *account;
  gint64                began_at;
  char                 *temp;       /* (nullable) */
  PackshotContent      *content;    /* (nullable) */
  PackshotListing      *listing;
  gboolean              is_stale;
  gboolean              is_doubtful;

  /* Result */
  PackshotServerReport *report;
} Compare;

static void
difference_free (PackshotDifference *self)
{
  packshot_item_free (self->item);
  packshot_account_free (self->account);
  g_free (self->here);
  g_free (self->there);
  g_free (self);
}

void
packshot_server_report_free (PackshotServerReport *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->differences, g_ptr_array_unref);
  g_clear_pointer (&self->reasons, g_ptr_array_unref);
  g_free (self);
}

static void
compare_clear_item (Compare *compare)
{
  if (compare->temp != NULL)
    g_unlink (compare->temp);
  g_clear_pointer (&compare->temp, g_free);
  g_clear_pointer (&compare->content, packshot_content_free);
  g_clear_pointer (&compare->listing, packshot_listing_unref);
  g_clear_pointer (&compare->item, packshot_item_free);
  g_clear_pointer (&compare->account, packshot_account_free);
  compare->is_stale = FALSE;
  compare->is_doubtful = FALSE;
}

static void
compare_free (Compare *compare)
{
  compare_clear_item (compare);
  g_clear_pointer (&compare->items, g_array_unref);
  g_clear_pointer (&compare->stopped, g_hash_table_unref);
  g_clear_pointer (&compare->report, packshot_server_report_free);
  g_free (compare);
}

/* --- What differs --- */

static void
differ (Compare               *compare,
        PackshotDifferenceKind kind,
        gint64                 image,
        const char            *here,
        const char            *there)
{
  PackshotDifference *difference = g_new0 (PackshotDifference, 1);

  difference->item = packshot_item_copy (compare->item);
  difference->account = packshot_account_copy (compare->account);
  difference->kind = kind;
  difference->image = image;
  difference->here = g_strdup (here);
  difference->there = g_strdup (there);
  g_ptr_array_add (compare->report->differences, difference);
}

static void
compare_image (Compare       *compare,
               PackshotImage *here,
               PackshotImage *there)
{
  gint64 id = packshot_image_get_id (here);
  PackshotVisibility visibility = packshot_image_get_visibility (there);
  const char *sha256 = packshot_image_get_sha256 (here);

  if (sha256 != NULL && packshot_image_get_sha256 (there) != NULL &&
      !packshot_image_same_content (here, there))
    differ (compare, PACKSHOT_DIFFERENCE_CONTENT, id, sha256, packshot_image_get_sha256 (there));
  if (g_strcmp0 (packshot_image_get_title (here), packshot_image_get_title (there)) != 0)
    differ (compare, PACKSHOT_DIFFERENCE_TITLE, id, packshot_image_get_title (here),
            packshot_image_get_title (there));
  if (packshot_image_get_visibility (here) != visibility)
    differ (compare, PACKSHOT_DIFFERENCE_VISIBILITY, id,
            packshot_visibility_to_string (packshot_image_get_visibility (here)),
            packshot_visibility_to_string (visibility));
}

/* The ids that both have, in the order of @gallery. */
static char *
dup_order (PackshotGallery *gallery,
           PackshotGallery *other)
{
  g_autoptr(GString) order = g_string_new (NULL);

  for (guint i = 0; i < packshot_gallery_get_n (gallery); i++)
    {
      gint64 id = packshot_image_get_id (packshot_gallery_get (gallery, i));

      if (packshot_gallery_lookup (other, id) != NULL)
        g_string_append_printf (order, "%s%" G_GINT64_FORMAT, order->len > 0 ? " " : "", id);
    }
  return g_string_free (g_steal_pointer (&order), FALSE);
}

/* @here is what was agreed on before this look, @there what would be after it. */
static void
compare_galleries (Compare         *compare,
                   PackshotGallery *here,
                   PackshotGallery *there)
{
  g_autofree char *order_here = dup_order (here, there);
  g_autofree char *order_there = dup_order (there, here);
  gint64 primary = packshot_gallery_get_primary (there);

  for (guint i = 0; i < packshot_gallery_get_n (here); i++)
    {
      PackshotImage *image = packshot_gallery_get (here, i);
      PackshotImage *same = packshot_gallery_lookup (there, packshot_image_get_id (image));

      if (same != NULL)
        compare_image (compare, image, same);
      else
        differ (compare, PACKSHOT_DIFFERENCE_GONE, packshot_image_get_id (image),
                packshot_image_get_title (image), NULL);
    }
  for (guint i = 0; i < packshot_gallery_get_n (there); i++)
    {
      PackshotImage *image = packshot_gallery_get (there, i);

      if (packshot_gallery_lookup (here, packshot_image_get_id (image)) == NULL)
        differ (compare, PACKSHOT_DIFFERENCE_NEW, 0, NULL, packshot_image_get_remote_id (image));
    }
  if (packshot_gallery_get_primary (here) != primary)
    {
      g_autofree char *before = g_strdup_printf ("%" G_GINT64_FORMAT,
                                                 packshot_gallery_get_primary (here));
      g_autofree char *now = g_strdup_printf ("%" G_GINT64_FORMAT, primary);

      differ (compare, PACKSHOT_DIFFERENCE_PRIMARY, primary, before, now);
    }
  if (!g_str_equal (order_here, order_there))
    differ (compare, PACKSHOT_DIFFERENCE_ORDER, 0, order_here, order_there);
}

static void
compare_conflicts (Compare   *compare,
                   GPtrArray *before,
                   GPtrArray *after)
{
  for (guint i = 0; i < after->len; i++)
    {
      const PackshotConflictRow *row = after->pdata[i];
      gboolean known = FALSE;

      for (guint k = 0; k < before->len; k++)
        {
          const PackshotConflictRow *other = before->pdata[k];

          known |= other->kind == row->kind && other->image == row->image;
        }
      if (!known)
        differ (compare, PACKSHOT_DIFFERENCE_CHANGED, row->image,
                packshot_conflict_kind_to_string (row->kind), NULL);
    }
}

/* Old copies that stand there although nothing is under way. */
static void
compare_copies (Compare      *compare,
                PackshotLook *look)
{
  for (guint i = 0; i < look->images->len; i++)
    {
      PackshotImage *row = packshot_listing_get (look->listing, i);

      if (g_array_index (look->images, gint64, i) == 0)
        differ (compare, PACKSHOT_DIFFERENCE_COPY, packshot_image_get_id (row), NULL,
                packshot_image_get_remote_id (row));
    }
}

static gboolean
compare_trees (PackshotDb *db,
               Compare    *compare,
               gboolean    is_pending,
               GError    **error)
{
  gint64 item = compare->item->id;
  const PackshotServiceProfile *profile = packshot_service_profile_get (compare->account->service);
  g_autoptr(PackshotGallery) before = packshot_galleries_get (db, item, PACKSHOT_TREE_SYNCED,
                                                              error);
  g_autoptr(GPtrArray) conflicts = NULL;
  g_autoptr(GPtrArray) all = NULL;
  g_autoptr(PackshotLook) look = NULL;
  g_autoptr(PackshotGallery) after = NULL;

  if (before == NULL || !(conflicts = packshot_conflicts_list (db, item, error)) ||
      (compare->content != NULL && !packshot_contents_add (db, compare->content, error)) ||
      !(look = packshot_look_take (db, profile, item, compare->listing, compare->began_at,
                                   error)) ||
      !(after = packshot_galleries_get (db, item, PACKSHOT_TREE_SYNCED, error)) ||
      !(all = packshot_conflicts_list (db, item, error)))
    return FALSE;
  compare_galleries (compare, before, after);
  compare_conflicts (compare, conflicts, all);
  if (!is_pending)
    compare_copies (compare, look);
  return TRUE;
}

/* Never commits. */
static gboolean
compare_write (PackshotDb *db,
               gpointer    data,
               GError    **error)
{
  Compare *compare = data;
  g_autoptr(PackshotItemSync) sync = packshot_items_get_sync (db, compare->item->id, error);

  if (sync == NULL)
    return FALSE;
  compare->is_stale = sync->looked_at >= compare->began_at;
  compare->is_doubtful = sync->n_sending > 0;
  if (!compare->is_stale && !compare->is_doubtful &&
      !compare_trees (db, compare, sync->pending, error))
    return FALSE;
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_PENDING, "Nothing is taken in");
  return FALSE;
}

/* --- One item after the other --- */

static void compare_next (GTask *task);

static void
compare_leave_out (Compare    *compare,
                   const char *why)
{
  if (!g_ptr_array_find_with_equal_func (compare->report->reasons, why, g_str_equal, NULL))
    g_ptr_array_add (compare->report->reasons, g_strdup (why));
  compare->report->n_unchecked++;
  compare->next++;
  compare->n_tries = 0;
}

static void
compare_written_cb (GObject      *source,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Compare *compare = g_task_get_task_data (task);
  GError *error = NULL;

  packshot_store_write_finish (PACKSHOT_STORE (source), result, &error);
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PENDING))
    {
      g_task_return_error (task, error);
      return;
    }
  g_error_free (error);
  if (compare->is_doubtful)
    compare_leave_out (compare, "A call is in doubt, which the next sync settles");
  else if (!compare->is_stale)
    {
      compare->report->n_checked++;
      compare->next++;
      compare->n_tries = 0;
    }
  else if (++compare->n_tries >= MAX_TRIES)
    compare_leave_out (compare, "Another program syncs it");
  compare_next (task);
}

static void
compare_looked (GTask *task)
{
  Compare *compare = g_task_get_task_data (task);

  packshot_store_write_async (compare->session->store, compare_write, compare, NULL, NULL,
                              compare_written_cb, g_object_ref (task));
}

/* What stops one item, or its whole account. Takes over @error. */
static void
compare_failed (GTask  *task,
                GError *error)
{
  Compare *compare = g_task_get_task_data (task);
  g_autoptr(GError) owned = error;

  if (error->domain != PACKSHOT_SERVICE_ERROR)
    {
      g_task_return_error (task, g_steal_pointer (&owned));
      return;
    }
  if (error->code == PACKSHOT_SERVICE_ERROR_GONE)
    {
      differ (compare, PACKSHOT_DIFFERENCE_ITEM, 0, NULL, error->message);
      compare->report->n_checked++;
      compare->next++;
      compare_next (task);
      return;
    }
  if (error->code == PACKSHOT_SERVICE_ERROR_OFFLINE || error->code == PACKSHOT_SERVICE_ERROR_AUTH ||
      error->code == PACKSHOT_SERVICE_ERROR_INSECURE || error->code == PACKSHOT_SERVICE_ERROR_KEY)
    g_hash_table_add (compare->stopped,
                      g_memdup2 (&compare->account->id, sizeof compare->account->id));
  /* Too many calls after all: the pause that the server wants is kept before the next one. */
  if (error->code == PACKSHOT_SERVICE_ERROR_THROTTLED && ++compare->n_tries < MAX_TRIES)
    compare_next (task);
  else
    {
      compare_leave_out (compare, error->message);
      compare_next (task);
    }
}

static void
listed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Compare *compare = g_task_get_task_data (task);
  GError *error = NULL;

  compare->listing = packshot_service_list_images_finish (PACKSHOT_SERVICE (source), result,
                                                          &error);
  if (compare->listing == NULL)
    compare_failed (task, error);
  else
    compare_looked (task);
}

static void
hash_thread (GTask        *task,
             gpointer      source,
             gpointer      data,
             GCancellable *cancellable)
{
  Compare *compare = data;
  gint64 bytes = 0;
  GError *error = NULL;
  g_autofree char *sha256 = packshot_blob_store_hash_file (compare->temp, &bytes, cancellable,
                                                           &error);

  if (sha256 == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  compare->content = packshot_content_new (sha256, bytes, "application/octet-stream", 0, 0);
  g_task_return_boolean (task, TRUE);
}

static void
hashed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Compare *compare = g_task_get_task_data (task);
  g_autoptr(PackshotRemote) remote = NULL;
  g_autoptr(PackshotImage) image = NULL;
  GError *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      g_task_return_error (task, error);
      return;
    }
  remote = packshot_remote_new (compare->item->key, -1, NULL, NULL, NULL);
  image = packshot_image_new (0, compare->content->sha256, NULL, PACKSHOT_VISIBILITY_NONE, remote);
  packshot_listing_add (compare->listing, image, FALSE);
  compare_looked (task);
}

/* A service without lists shows its one picture by giving its bytes. */
static void
fetched_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GTask) hash = NULL;
  g_autoptr(GError) error = NULL;
  Compare *compare = g_task_get_task_data (task);
  gboolean ok = packshot_service_fetch_finish (PACKSHOT_SERVICE (source), result, &error);

  if (!ok && !g_error_matches (error, PACKSHOT_SERVICE_ERROR, PACKSHOT_SERVICE_ERROR_GONE))
    {
      compare_failed (task, g_steal_pointer (&error));
      return;
    }
  compare->listing = packshot_listing_new ();
  if (!ok)
    {
      compare_looked (task);
      return;
    }
  hash = g_task_new (g_task_get_source_object (task), g_task_get_cancellable (task), hashed_cb,
                     g_object_ref (task));
  g_task_set_task_data (hash, compare, NULL);
  g_task_run_in_thread (hash, hash_thread);
}

static void
compare_look (GTask           *task,
              PackshotService *service)
{
  Compare *compare = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);

  compare->began_at = packshot_clock_get_real_time (compare->session->clock);
  if (packshot_service_get_profile (service)->can_list)
    {
      packshot_service_list_images_async (service, compare->item, cancellable, listed_cb,
                                          g_object_ref (task));
      return;
    }
  compare->temp = packshot_blob_store_dup_temp (compare->session->blobs);
  packshot_service_fetch_async (service, compare->item, NULL, FALSE, compare->temp, cancellable,
                                fetched_cb, g_object_ref (task));
}

static void
compare_resume (gpointer user_data)
{
  g_autoptr(GTask) task = user_data;

  compare_next (task);
}

/* Whether the call has to wait, or can't be made at all. */
static gboolean
compare_hold_back (GTask           *task,
                   PackshotService *service)
{
  Compare *compare = g_task_get_task_data (task);
  PackshotClock *clock = compare->session->clock;
  gint64 now = packshot_clock_get_real_time (clock);
  PackshotBudget budget = { 0 };
  gint64 until;

  packshot_service_get_budget (service, &budget);
  until = budget.blocked_until;
  if (budget.limit > 0 && budget.remaining == 0)
    until = MAX (until, budget.resets_at);
  if (until <= now)
    return FALSE;
  if (until <= now + MAX_PAUSE)
    packshot_clock_add_timeout (clock, until - now, compare_resume, g_object_ref (task));
  else
    {
      compare_leave_out (compare, "The calls that the service allows are used up for now");
      compare_next (task);
    }
  return TRUE;
}

static gboolean
compare_load (PackshotDb *db,
              gpointer    data,
              GError    **error)
{
  Compare *compare = data;
  gint64 id = g_array_index (compare->items, gint64, compare->next);
  g_autoptr(GError) gone = NULL;

  compare->item = packshot_items_get (db, id, &gone);
  if (compare->item == NULL)
    {
      if (g_error_matches (gone, PACKSHOT_STORE_ERROR, PACKSHOT_STORE_ERROR_NOT_FOUND))
        return TRUE;
      g_propagate_error (error, g_steal_pointer (&gone));
      return FALSE;
    }
  compare->account = packshot_accounts_get (db, compare->item->account, error);
  return compare->account != NULL;
}

static void
compare_loaded_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Compare *compare = g_task_get_task_data (task);
  PackshotService *service;
  GError *error = NULL;

  if (!packshot_store_read_finish (PACKSHOT_STORE (source), result, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  if (compare->item == NULL)
    {
      compare->next++;
      compare_next (task);
      return;
    }
  service = packshot_engine_get_service (compare->session->engine, compare->account->id);
  if (service == NULL || g_hash_table_contains (compare->stopped, &compare->account->id))
    {
      const char *why = g_hash_table_lookup (compare->session->key_problems,
                                             &compare->account->id);

      compare_leave_out (compare, why != NULL ? why : "The account can’t be called");
      compare_next (task);
    }
  else if (!compare_hold_back (task, service))
    compare_look (task, service);
}

static void
compare_next (GTask *task)
{
  Compare *compare = g_task_get_task_data (task);

  compare_clear_item (compare);
  if (g_task_return_error_if_cancelled (task))
    return;
  if (compare->next == compare->items->len)
    g_task_return_pointer (task, g_steal_pointer (&compare->report),
                           (GDestroyNotify)packshot_server_report_free);
  else
    packshot_store_read_async (compare->session->store, G_PRIORITY_DEFAULT, compare_load, compare,
                               NULL, NULL, compare_loaded_cb, g_object_ref (task));
}

/* --- The call --- */

static gboolean
compare_list (PackshotDb *db,
              gpointer    data,
              GError    **error)
{
  Compare *compare = data;
  const PackshotItemQuery all = { .kind = -1 };

  compare->items = packshot_items_query (db, &all, error);
  return compare->items != NULL;
}

static void
compare_listed_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;

  if (!packshot_store_read_finish (PACKSHOT_STORE (source), result, &error))
    g_task_return_error (task, error);
  else
    compare_next (task);
}

static void
compare_keys_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Compare *compare = g_task_get_task_data (task);

  packshot_store_read_async (compare->session->store, G_PRIORITY_DEFAULT, compare_list, compare,
                             NULL, NULL, compare_listed_cb, g_object_ref (task));
}

/**
 * packshot_session_compare_async:
 * @self: a session
 * @cancellable: (nullable): to give up
 * @callback: called when all items have been read back that can be
 * @user_data: for @callback
 *
 * Fails at once when the session is offline.
 */
void
packshot_session_compare_async (PackshotSession    *self,
                                GCancellable       *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer            user_data)
{
  g_autoptr(GTask) task = NULL;
  Compare *compare;

  g_return_if_fail (PACKSHOT_IS_SESSION (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, packshot_session_compare_async);
  if (packshot_session_get_offline (self))
    {
      g_task_return_new_error (task, PACKSHOT_SERVICE_ERROR, PACKSHOT_SERVICE_ERROR_OFFLINE, "%s",
                               self->offline_wish ? "Packshot works offline by choice" :
                               "This computer has no network");
      return;
    }
  compare = g_new0 (Compare, 1);
  compare->session = self;
  compare->stopped = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  compare->report = g_new0 (PackshotServerReport, 1);
  compare->report->differences =
    g_ptr_array_new_with_free_func ((GDestroyNotify)difference_free);
  compare->report->reasons = g_ptr_array_new_with_free_func (g_free);
  g_task_set_task_data (task, compare, (GDestroyNotify)compare_free);
  _packshot_session_wait_for_keys (self, compare_keys_cb, g_object_ref (task));
}

/**
 * packshot_session_compare_finish:
 * @self: a session
 * @result: from the callback
 * @error: return location; %PACKSHOT_SERVICE_ERROR_OFFLINE
 *
 * Returns: (transfer full) (nullable): what servers show otherwise
 */
PackshotServerReport *
packshot_session_compare_finish (PackshotSession *self,
                                 GAsyncResult    *result,
                                 GError         **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
