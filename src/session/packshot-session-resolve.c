/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* Deciding conflicts. A conflict stands where local, synced and remote all differ in one field.
 * Keeping ours says that the server's side is agreed on, so that only ours is a change; keeping the
 * server's is an edit besides; keeping both makes two pictures of one.
 *
 *   conflicts ─▶ fetch what only a server has and would lose ─▶ one write: for each conflict an
 *                edit with its decision, all of one batch; the trees; the loser into the trash
 *
 * All of them or none. Main thread; the functions of transactions on the store's threads. Taking it
 * back is in packshot-session-unresolve.c. */

#include "config.h"

#include "packshot-session-conflicts.h"
#include "packshot-session-resolve-private.h"

#include "packshot-accounts.h"
#include "packshot-edits.h"
#include "packshot-galleries.h"
#include "packshot-merge.h"

/* --- The sides of one conflict --- */

typedef struct
{
  PackshotConflictRow          *row;
  const PackshotServiceProfile *profile;
  PackshotGallery              *local;
  PackshotGallery              *synced;
  PackshotGallery              *remote;
} Sides;

static void
sides_clear (Sides *sides)
{
  g_clear_pointer (&sides->row, g_free);
  g_clear_pointer (&sides->local, packshot_gallery_unref);
  g_clear_pointer (&sides->synced, packshot_gallery_unref);
  g_clear_pointer (&sides->remote, packshot_gallery_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Sides, sides_clear)

static gboolean
sides_load (Sides      *sides,
            PackshotDb *db,
            gint64      conflict,
            GError    **error)
{
  g_autoptr(PackshotItem) item = NULL;
  g_autoptr(PackshotAccount) account = NULL;
  gint64 id;

  sides->row = packshot_conflicts_get (db, conflict, error);
  if (sides->row == NULL)
    return FALSE;
  id = sides->row->item;
  if (!(item = packshot_items_get (db, id, error)) ||
      !(account = packshot_accounts_get (db, item->account, error)) ||
      !(sides->local = packshot_galleries_get (db, id, PACKSHOT_TREE_LOCAL, error)) ||
      !(sides->synced = packshot_galleries_get (db, id, PACKSHOT_TREE_SYNCED, error)) ||
      !(sides->remote = packshot_galleries_get (db, id, PACKSHOT_TREE_REMOTE, error)))
    return FALSE;
  sides->profile = packshot_service_profile_get (account->service);
  return TRUE;
}

static void
gallery_replace (PackshotGallery **gallery,
                 PackshotGallery  *next)
{
  packshot_gallery_unref (*gallery);
  *gallery = next;
}

/* @gallery with the order of @other; what @other does not have comes last. */
static PackshotGallery *
gallery_reordered (PackshotGallery *gallery,
                   PackshotGallery *other)
{
  g_autoptr(PackshotGallery) next = packshot_gallery_ref (gallery);
  guint index = 0;

  for (guint i = 0; i < packshot_gallery_get_n (other); i++)
    {
      gint64 id = packshot_image_get_id (packshot_gallery_get (other, i));

      if (packshot_gallery_lookup (next, id) != NULL)
        gallery_replace (&next, packshot_gallery_with_moved (next, id, index++));
    }
  return g_steal_pointer (&next);
}

/* @image in @gallery, in the place that it has in @other when it is new there. */
static PackshotGallery *
gallery_with (PackshotGallery *gallery,
              PackshotImage   *image,
              PackshotGallery *other)
{
  gint64 id = packshot_image_get_id (image);
  guint index = (guint)packshot_gallery_index_of (other, id);

  if (packshot_gallery_lookup (gallery, id) != NULL)
    return packshot_gallery_with_image (gallery, image);
  return packshot_gallery_with_inserted (gallery, MIN (index, packshot_gallery_get_n (gallery)),
                                         image);
}

static gint64
server_primary (Sides *sides)
{
  gint64 primary = packshot_gallery_get_primary (sides->remote);

  if (sides->profile->primary == PACKSHOT_PRIMARY_FIRST &&
      packshot_gallery_get_n (sides->remote) > 0)
    primary = packshot_image_get_id (packshot_gallery_get (sides->remote, 0));
  return primary;
}

static PackshotGallery *
with_server_primary (Sides           *sides,
                     PackshotGallery *side)
{
  gint64 primary = server_primary (sides);

  if (primary != 0 && packshot_gallery_lookup (side, primary) == NULL)
    return packshot_gallery_ref (side);
  return packshot_gallery_with_primary (side, primary);
}

/* The server's order as a merge takes it: its primary's own place says nothing there. */
static PackshotGallery *
with_server_order (Sides           *sides,
                   PackshotGallery *side)
{
  g_autoptr(PackshotGallery) base = gallery_reordered (sides->synced, sides->local);
  g_autoptr(PackshotMerge) merge = packshot_merge_new (sides->profile, base, sides->local,
                                                       sides->remote);

  return gallery_reordered (side, merge->local);
}

static PackshotGallery *
with_server_image (Sides           *sides,
                   PackshotGallery *side)
{
  PackshotImage *theirs = packshot_gallery_lookup (sides->remote, sides->row->image);
  PackshotImage *ours = packshot_gallery_lookup (side, sides->row->image);
  g_autoptr(PackshotImage) changed = NULL;
  g_autoptr(PackshotImage) rowed = NULL;

  if (theirs == NULL)
    return packshot_gallery_ref (side);
  /* What was never agreed on is by this. */
  if (ours == NULL)
    return gallery_with (side, theirs, sides->remote);
  if (sides->row->kind == PACKSHOT_CONFLICT_TITLE)
    changed = packshot_image_with_title (ours, packshot_image_get_title (theirs));
  else if (sides->row->kind == PACKSHOT_CONFLICT_VISIBILITY)
    changed = packshot_image_with_visibility (ours, packshot_image_get_visibility (theirs));
  else
    {
      rowed = packshot_image_with_sha256 (ours, packshot_image_get_sha256 (theirs));
      changed = packshot_image_with_remote (rowed, packshot_image_get_remote (theirs));
    }
  return packshot_gallery_with_image (side, changed);
}

/* @side with the field in conflict as the server has it. */
static PackshotGallery *
side_like_server (Sides           *sides,
                  PackshotGallery *side)
{
  gint64 id = sides->row->image;
  PackshotImage *theirs = id != 0 ? packshot_gallery_lookup (sides->remote, id) : NULL;
  g_autoptr(PackshotGallery) with = NULL;

  switch (sides->row->kind)
    {
    case PACKSHOT_CONFLICT_PRIMARY:
      return with_server_primary (sides, side);

    case PACKSHOT_CONFLICT_ORDER:
      return with_server_order (sides, side);

    case PACKSHOT_CONFLICT_REMOVED_THERE:
      return packshot_gallery_with_removed (side, id);

    case PACKSHOT_CONFLICT_REMOVED_HERE:
      if (theirs == NULL)
        return packshot_gallery_ref (side);
      with = gallery_with (side, theirs, sides->remote);
      /* To have chosen it there was a change of it. */
      return server_primary (sides) == id ? packshot_gallery_with_primary (with, id) :
             g_steal_pointer (&with);

    case PACKSHOT_CONFLICT_CONTENT:
    case PACKSHOT_CONFLICT_TITLE:
    case PACKSHOT_CONFLICT_VISIBILITY:
    default:
      return with_server_image (sides, side);
    }
}

/* What is agreed on when the server's side of the conflict is. */
static PackshotGallery *
agreed_like_server (Sides *sides)
{
  if (sides->row->kind == PACKSHOT_CONFLICT_ORDER)
    return gallery_reordered (sides->synced, sides->remote);
  return side_like_server (sides, sides->synced);
}

/* Ours becomes a picture of its own, behind the server's. */
static PackshotGallery *
with_both (Sides           *sides,
           PackshotDb      *db,
           PackshotGallery *server,
           GError         **error)
{
  gint64 id = sides->row->image;
  PackshotImage *ours = packshot_gallery_lookup (sides->local, id);
  g_autoptr(PackshotImage) plain = NULL;
  g_autoptr(PackshotImage) twin = NULL;
  gint64 twin_id;

  if (packshot_both_get (sides->profile, sides->row->kind) != PACKSHOT_BOTH_POSSIBLE ||
      ours == NULL)
    {
      g_set_error_literal (error, PACKSHOT_SESSION_ERROR, PACKSHOT_SESSION_ERROR_NOT_SUPPORTED,
                           "Both can’t be kept here; keep mine or the server’s");
      return NULL;
    }
  twin_id = packshot_images_new (db, sides->row->item, error);
  if (twin_id == 0)
    return NULL;
  plain = packshot_image_with_remote (ours, NULL);
  twin = packshot_image_with_id (plain, twin_id);
  return packshot_gallery_with_inserted (server, packshot_gallery_index_of (server, id) + 1, twin);
}

/* --- Writing it down --- */

typedef struct
{
  /* Input */
  PackshotSession *session;     /* (borrowed): the task holds it */
  GArray          *conflicts;   /* gint64 */
  PackshotKeep     keep;

  /* In progress */
  GPtrArray       *fetches;     /* (element-type PackshotImage): what only a server has */
  GPtrArray       *items;       /* (element-type PackshotItem): of each of them */
  guint            next;
  gint64           batch;

  /* Result */
  GArray          *touched;     /* gint64 items */
  gboolean         can_undo;
  gboolean         can_redo;
} Resolve;

static void
resolve_free (Resolve *resolve)
{
  g_array_unref (resolve->conflicts);
  g_array_unref (resolve->touched);
  g_ptr_array_unref (resolve->fetches);
  g_ptr_array_unref (resolve->items);
  g_free (resolve);
}

/* The one picture that is not kept, if there is one. */
gboolean
_packshot_resolve_trash (PackshotDb       *db,
                         PackshotDecision *decision,
                         PackshotGallery  *kept,
                         gint64            at,
                         GError          **error)
{
  PackshotImage *image = decision->conflict.image != 0 ?
    packshot_gallery_lookup (decision->other, decision->conflict.image) : NULL;
  g_autoptr(PackshotGallery) none = packshot_gallery_new ();
  g_autoptr(PackshotGallery) loser = NULL;

  if (image == NULL)
    return TRUE;
  loser = packshot_gallery_with_inserted (none, 0, image);
  return packshot_trash_update (db, decision->conflict.item, loser, kept, at, "conflict", error);
}

static gboolean
resolve_record (Resolve          *resolve,
                PackshotDb       *db,
                Sides            *sides,
                PackshotGallery  *next,
                PackshotDecision *decision,
                GError          **error)
{
  gint64 now = packshot_clock_get_real_time (resolve->session->clock);
  gint64 item = sides->row->item;
  gboolean was_open;

  return packshot_edits_add (db, &resolve->batch, now, "resolve", item, sides->local, next,
                             error) &&
         packshot_log_note (db, PACKSHOT_LOG_EDIT, item, sides->row->image, "resolve", now,
                            error) &&
         packshot_decisions_add (db, decision, error) &&
         packshot_galleries_set (db, item, PACKSHOT_TREE_SYNCED, decision->synced_after, error) &&
         packshot_galleries_set (db, item, PACKSHOT_TREE_LOCAL, next, error) &&
         packshot_conflicts_close (db, sides->row, &was_open, error) &&
         packshot_trash_update (db, item, sides->local, next, now, "conflict", error) &&
         _packshot_resolve_trash (db, decision, next, now, error) &&
         packshot_trash_forget_kept (db, item, FALSE, error) &&
         packshot_items_set_edited (db, item, now, error) &&
         packshot_items_set_retry (db, item, 0, 0, error) &&
         packshot_items_set_problem (db, item, NULL, 0, NULL, error);
}

/* What the server loses must have been fetched: its bytes are in no other place. */
static PackshotImage *
server_loses (Sides       *sides,
              PackshotKeep keep)
{
  if (keep != PACKSHOT_KEEP_MINE || (sides->row->kind != PACKSHOT_CONFLICT_CONTENT &&
                                     sides->row->kind != PACKSHOT_CONFLICT_REMOVED_HERE))
    return NULL;
  return packshot_gallery_lookup (sides->remote, sides->row->image);
}

static gboolean
resolve_one (Resolve    *resolve,
             PackshotDb *db,
             gint64      conflict,
             GError    **error)
{
  g_auto(Sides) sides = { 0 };
  g_autoptr(PackshotDecision) decision = g_new0 (PackshotDecision, 1);
  g_autoptr(PackshotGallery) server = NULL;
  g_autoptr(PackshotGallery) next = NULL;
  PackshotImage *lost;

  if (!sides_load (&sides, db, conflict, error))
    return FALSE;
  lost = server_loses (&sides, resolve->keep);
  if (lost != NULL && packshot_image_get_sha256 (lost) == NULL)
    {
      g_set_error_literal (error, PACKSHOT_SESSION_ERROR, PACKSHOT_SESSION_ERROR_UNREADABLE,
                           "The server’s picture could not be fetched, and would be lost");
      return FALSE;
    }
  server = side_like_server (&sides, sides.local);
  if (resolve->keep == PACKSHOT_KEEP_MINE)
    next = packshot_gallery_ref (sides.local);
  else if (resolve->keep == PACKSHOT_KEEP_SERVER)
    next = packshot_gallery_ref (server);
  else
    next = with_both (&sides, db, server, error);
  if (next == NULL)
    return FALSE;
  decision->conflict = *sides.row;
  decision->synced_before = packshot_gallery_ref (sides.synced);
  decision->synced_after = agreed_like_server (&sides);
  decision->other = packshot_gallery_ref (resolve->keep == PACKSHOT_KEEP_MINE ? server
                                                                              : sides.local);
  _packshot_touched_add (resolve->touched, sides.row->item);
  return resolve_record (resolve, db, &sides, next, decision, error);
}

static gboolean
resolve_write (PackshotDb *db,
               gpointer    data,
               GError    **error)
{
  Resolve *resolve = data;

  for (guint i = 0; i < resolve->conflicts->len; i++)
    if (!resolve_one (resolve, db, g_array_index (resolve->conflicts, gint64, i), error))
      return FALSE;
  return _packshot_session_read_undo (db, &resolve->can_undo, &resolve->can_redo, error);
}

static void
resolved_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  PackshotSession *self = g_task_get_source_object (task);
  Resolve *resolve = g_task_get_task_data (task);
  GError *error = NULL;

  if (!packshot_store_write_finish (PACKSHOT_STORE (source), result, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  _packshot_session_set_undo (self, resolve->can_undo, resolve->can_redo);
  _packshot_session_emit_touched (self, resolve->touched);
  g_task_return_boolean (task, TRUE);
}

/* --- Fetching what would be lost --- */

static void resolve_next (GTask *task);

static void
resolve_fetched_cb (GObject      *source,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;
  g_autofree char *sha256 = packshot_engine_fetch_finish (PACKSHOT_ENGINE (source), result, &error);

  if (sha256 == NULL)
    g_task_return_error (task, error);
  else
    resolve_next (task);
}

static void
resolve_next (GTask *task)
{
  PackshotSession *self = g_task_get_source_object (task);
  Resolve *resolve = g_task_get_task_data (task);
  guint i = resolve->next++;

  if (i < resolve->fetches->len)
    packshot_engine_fetch_async (self->engine, resolve->items->pdata[i], resolve->fetches->pdata[i],
                                 g_task_get_cancellable (task), resolve_fetched_cb,
                                 g_object_ref (task));
  else
    packshot_store_write_async (self->store, resolve_write, resolve, NULL,
                                g_task_get_cancellable (task), resolved_cb, g_object_ref (task));
}

static void
resolve_keys_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;

  if (packshot_session_get_offline (PACKSHOT_SESSION (source)))
    g_task_return_new_error (task, PACKSHOT_SERVICE_ERROR, PACKSHOT_SERVICE_ERROR_OFFLINE,
                             "The picture is only on the server, which can’t be asked now");
  else
    resolve_next (task);
}

static gboolean
resolve_read (PackshotDb *db,
              gpointer    data,
              GError    **error)
{
  Resolve *resolve = data;

  for (guint i = 0; i < resolve->conflicts->len; i++)
    {
      g_auto(Sides) sides = { 0 };
      PackshotItem *item;
      PackshotImage *lost;

      if (!sides_load (&sides, db, g_array_index (resolve->conflicts, gint64, i), error))
        return FALSE;
      lost = server_loses (&sides, resolve->keep);
      if (lost == NULL || packshot_image_get_sha256 (lost) != NULL)
        continue;
      item = packshot_items_get (db, sides.row->item, error);
      if (item == NULL)
        return FALSE;
      g_ptr_array_add (resolve->items, item);
      g_ptr_array_add (resolve->fetches, packshot_image_ref (lost));
    }
  return TRUE;
}

static void
resolve_read_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Resolve *resolve = g_task_get_task_data (task);
  GError *error = NULL;

  if (!packshot_store_read_finish (PACKSHOT_STORE (source), result, &error))
    g_task_return_error (task, error);
  else if (resolve->fetches->len > 0)
    _packshot_session_wait_for_keys (resolve->session, resolve_keys_cb, g_object_ref (task));
  else
    resolve_next (task);
}

/**
 * packshot_session_resolve_async:
 * @self: a session
 * @conflicts: (array length=n): ids of conflicts
 * @n: their number, at least 1
 * @keep: what is kept of all of them
 * @cancellable: (nullable)
 * @callback: for packshot_session_resolve_finish()
 * @user_data: for @callback
 *
 * Decides conflicts: all of them, as one edit that can be undone, or none. Pictures that are not
 * kept go to the trash; where only a server has the bytes they are fetched before. Undoing opens
 * the conflicts again where the server still shows what it showed, and otherwise wants again what
 * was not kept.
 */
void
packshot_session_resolve_async (PackshotSession    *self,
                                const gint64       *conflicts,
                                guint               n,
                                PackshotKeep        keep,
                                GCancellable       *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer            user_data)
{
  g_autoptr(GTask) task = NULL;
  Resolve *resolve;

  g_return_if_fail (PACKSHOT_IS_SESSION (self));
  g_return_if_fail (n > 0);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, packshot_session_resolve_async);
  resolve = g_new0 (Resolve, 1);
  resolve->session = self;
  resolve->keep = keep;
  resolve->conflicts = g_array_new (FALSE, FALSE, sizeof (gint64));
  resolve->touched = g_array_new (FALSE, FALSE, sizeof (gint64));
  resolve->fetches = g_ptr_array_new_with_free_func ((GDestroyNotify)packshot_image_unref);
  resolve->items = g_ptr_array_new_with_free_func ((GDestroyNotify)packshot_item_free);
  for (guint i = 0; i < n; i++)
    _packshot_touched_add (resolve->conflicts, conflicts[i]);
  g_task_set_task_data (task, resolve, (GDestroyNotify)resolve_free);
  packshot_store_read_async (self->store, G_PRIORITY_DEFAULT, resolve_read, resolve, NULL,
                             cancellable, resolve_read_cb, g_object_ref (task));
}

/**
 * packshot_session_resolve_finish:
 * @self: a session
 * @result: from the callback
 * @error: return location; %PACKSHOT_SESSION_ERROR_NOT_SUPPORTED when both can't be kept,
 *   %PACKSHOT_SERVICE_ERROR when a picture could not be fetched
 *
 * Returns: whether they are decided; if not, nothing has changed
 */
gboolean
packshot_session_resolve_finish (PackshotSession *self,
                                 GAsyncResult    *result,
                                 GError         **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
