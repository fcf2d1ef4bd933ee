/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* Other processes on the same profile, as packshotctl beside a window: what they write is seen at
 * once and told by the same signals as what this session writes.
 *
 *   write-ahead log changed (or every two seconds) ─▶ have others written? ─▶ read: undo, accounts,
 *     the state of each item that was loaded lately ─▶ signals for what is another one
 *
 * Only sessions that live long watch. Main thread. */

#include "config.h"

#include "packshot-session-watch.h"

#include "packshot-accounts.h"
#include "packshot-watch.h"

/* Where the log can't be watched, on a network's disk. */
#define POLL_SECONDS 2
#define RATE_LIMIT_MS 200

/* Items whose rows and galleries somebody may be showing. */
#define MAX_ITEMS 4096

struct _PackshotSessionWatch
{
  PackshotSession *session;     /* (borrowed): owns this */
  GFileMonitor    *monitor;     /* (owned) (nullable) */
  guint            poll_id;
  gint64           version;
  gboolean         is_asking;
  gboolean         is_asked_again;
  gint64           edited_at;
  GHashTable      *items;       /* id -> link of recent */
  GQueue           recent;      /* (element-type Watched) (owned): newest first */
  GHashTable      *accounts;    /* id -> char*: what its service was made of */
};

typedef struct
{
  gint64 id;
  char  *state;                 /* (nullable): not read yet */
} Watched;

static void
watched_free (Watched *watched)
{
  g_free (watched->state);
  g_free (watched);
}

static char *
account_dup_signature (const PackshotAccount *account)
{
  return g_strdup_printf ("%d\n%s\n%s\n%s\n%s", account->service, account->base_url,
                          account->organization != NULL ? account->organization : "",
                          account->key_source, account->name);
}

/* --- Reading what has changed --- */

typedef struct
{
  PackshotSession *session;     /* (owned) */
  gint64           version;
  GArray          *ids;         /* gint64 */
  GPtrArray       *states;      /* char*, one for each id: NULL when it is gone */
  GPtrArray       *accounts;
  gint64           edited_at;
  gboolean         can_undo;
  gboolean         can_redo;
} Change;

static void
change_free (Change *change)
{
  g_clear_object (&change->session);
  g_clear_pointer (&change->ids, g_array_unref);
  g_clear_pointer (&change->states, g_ptr_array_unref);
  g_clear_pointer (&change->accounts, g_ptr_array_unref);
  g_free (change);
}

static gboolean
change_read (PackshotDb *db,
             gpointer    data,
             GError    **error)
{
  Change *change = data;
  g_autoptr(GError) local_error = NULL;

  for (guint i = 0; i < change->ids->len; i++)
    {
      char *state =
        packshot_watch_dup_state (db, g_array_index (change->ids, gint64, i), &local_error);

      if (local_error != NULL)
        {
          g_free (state);
          g_propagate_error (error, g_steal_pointer (&local_error));
          return FALSE;
        }
      g_ptr_array_add (change->states, state);
    }
  change->accounts = packshot_accounts_list (db, error);
  return change->accounts != NULL && packshot_watch_get_edited (db, &change->edited_at, error) &&
         _packshot_session_read_undo (db, &change->can_undo, &change->can_redo, error);
}

/* Accounts that came, went or are reached in another way. */
static void
watch_take_accounts (PackshotSessionWatch *self,
                     GPtrArray            *accounts)
{
  g_autoptr(GHashTable) now = NULL;
  g_autoptr(GPtrArray) other = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer id, signature;

  now = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  for (guint i = 0; i < accounts->len; i++)
    {
      PackshotAccount *account = accounts->pdata[i];
      char *text = account_dup_signature (account);

      if (self->accounts != NULL &&
          g_strcmp0 (text, g_hash_table_lookup (self->accounts, &account->id)) != 0)
        g_ptr_array_add (other, account);
      g_hash_table_insert (now, g_memdup2 (&account->id, sizeof account->id), text);
    }
  if (self->accounts != NULL)
    {
      g_hash_table_iter_init (&iter, self->accounts);
      while (g_hash_table_iter_next (&iter, &id, &signature))
        if (!g_hash_table_contains (now, id))
          _packshot_session_forget_account (self->session, *(gint64 *)id);
      g_hash_table_unref (self->accounts);
    }
  self->accounts = g_steal_pointer (&now);
  if (other->len > 0)
    _packshot_session_load_keys (self->session, other);
}

/* What somebody may show is told of first, then the lists. A handler may load more items: those
 * that are to be told of are collected before. */
static void
watch_take_items (PackshotSessionWatch *self,
                  Change               *change)
{
  g_autoptr(GArray) told = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < change->ids->len; i++)
    {
      gint64 id = g_array_index (change->ids, gint64, i);
      GList *link = g_hash_table_lookup (self->items, &id);
      Watched *watched = link != NULL ? link->data : NULL;

      if (watched == NULL || (watched->state != NULL &&
                              g_strcmp0 (watched->state, change->states->pdata[i]) == 0))
        continue;
      g_free (watched->state);
      watched->state = g_strdup (change->states->pdata[i]);
      g_array_append_val (told, id);
    }
  for (guint i = 0; i < told->len; i++)
    _packshot_session_emit_item (self->session, g_array_index (told, gint64, i));
}

static void watch_ask (PackshotSessionWatch *self);

static void
watch_answered (PackshotSessionWatch *self)
{
  self->is_asking = FALSE;
  if (!self->is_asked_again)
    return;
  self->is_asked_again = FALSE;
  watch_ask (self);
}

static void
change_read_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  Change *change = packshot_store_result_get_data (result);
  g_autoptr(PackshotSession) session = g_object_ref (change->session);
  PackshotSessionWatch *self = session->watch;
  gboolean ok = packshot_store_read_finish (PACKSHOT_STORE (source), result, NULL);

  if (self == NULL)
    return;
  if (ok)
    {
      gboolean is_edited = change->edited_at > self->edited_at;

      self->version = change->version;
      self->edited_at = change->edited_at;
      watch_take_accounts (self, change->accounts);
      _packshot_session_set_undo (session, change->can_undo, change->can_redo);
      if (is_edited)
        packshot_engine_item_edited (session->engine, 0);
      watch_take_items (self, change);
      _packshot_session_emit_items (session);
      _packshot_session_emit_accounts (session);
    }
  /* A handler may have closed the session. */
  if (session->watch != NULL)
    watch_answered (self);
}

static void
watch_read (PackshotSessionWatch *self,
            gint64                version)
{
  Change *change = g_new0 (Change, 1);

  change->session = g_object_ref (self->session);
  change->version = version;
  change->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  change->states = g_ptr_array_new_with_free_func (g_free);
  for (GList *link = self->recent.head; link != NULL; link = link->next)
    g_array_append_val (change->ids, ((Watched *)link->data)->id);
  packshot_store_read_async (self->session->store, G_PRIORITY_LOW, change_read, change,
                             (GDestroyNotify)change_free, NULL, change_read_cb, NULL);
}

static void
version_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(PackshotSession) session = user_data;
  gint64 version = packshot_store_get_version_finish (PACKSHOT_STORE (source), result, NULL);

  if (session->watch == NULL)
    return;
  if (version < 0 || version == session->watch->version)
    watch_answered (session->watch);
  else
    watch_read (session->watch, version);
}

static void
watch_ask (PackshotSessionWatch *self)
{
  if (self->is_asking)
    {
      self->is_asked_again = TRUE;
      return;
    }
  self->is_asking = TRUE;
  packshot_store_get_version_async (self->session->store, version_cb, g_object_ref (self->session));
}

static gboolean
poll_cb (gpointer user_data)
{
  watch_ask (user_data);
  return G_SOURCE_CONTINUE;
}

/* --- What the session calls --- */

void
_packshot_session_watch_start (PackshotSession *session,
                               GPtrArray       *accounts,
                               gint64           edited_at)
{
  PackshotSessionWatch *self = g_new0 (PackshotSessionWatch, 1);
  g_autofree char *path = g_build_filename (session->data_dir, "packshot.db-wal", NULL);
  g_autoptr(GFile) file = g_file_new_for_path (path);

  self->session = session;
  self->version = packshot_store_get_opened_version (session->store);
  self->edited_at = edited_at;
  self->items = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_queue_init (&self->recent);
  session->watch = self;
  watch_take_accounts (self, accounts);
  self->monitor = g_file_monitor_file (file, G_FILE_MONITOR_NONE, NULL, NULL);
  if (self->monitor != NULL)
    {
      g_file_monitor_set_rate_limit (self->monitor, RATE_LIMIT_MS);
      g_signal_connect_swapped (self->monitor, "changed", G_CALLBACK (watch_ask), self);
    }
  self->poll_id = g_timeout_add_seconds (POLL_SECONDS, poll_cb, self);
}

void
_packshot_session_watch_stop (PackshotSession *session)
{
  PackshotSessionWatch *self = g_steal_pointer (&session->watch);

  if (self == NULL)
    return;
  if (self->monitor != NULL)
    g_signal_handlers_disconnect_by_data (self->monitor, self);
  g_clear_object (&self->monitor);
  g_clear_handle_id (&self->poll_id, g_source_remove);
  g_hash_table_unref (self->items);
  g_queue_clear_full (&self->recent, (GDestroyNotify)watched_free);
  g_clear_pointer (&self->accounts, g_hash_table_unref);
  g_free (self);
}

/* Somebody loads this item, and may show it from now on. */
void
_packshot_session_watch_item (PackshotSession *session,
                              gint64           item)
{
  PackshotSessionWatch *self = session->watch;
  GList *link = self != NULL ? g_hash_table_lookup (self->items, &item) : NULL;
  Watched *watched;

  if (self == NULL)
    return;
  if (link != NULL)
    {
      g_queue_unlink (&self->recent, link);
      g_queue_push_head_link (&self->recent, link);
      return;
    }
  watched = g_new0 (Watched, 1);
  watched->id = item;
  g_queue_push_head (&self->recent, watched);
  g_hash_table_insert (self->items, &watched->id, self->recent.head);
  if (self->recent.length <= MAX_ITEMS)
    return;
  watched = g_queue_pop_tail (&self->recent);
  g_hash_table_remove (self->items, &watched->id);
  watched_free (watched);
}
