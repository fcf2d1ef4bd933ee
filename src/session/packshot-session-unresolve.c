/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* Taking back how conflicts were decided, and doing it again. Inside a write transaction, on the
 * writer's thread.
 *
 * Where the server still shows what it showed, the conflict stands again: local and synced go back
 * the way they came, and a merge with what the server shows finds it. Where that has changed since,
 * because the decision was sent, taking it back is an edit like any other: the side that was not
 * kept is wanted again. */

#include "config.h"

#include "packshot-session-resolve-private.h"

#include "packshot-accounts.h"
#include "packshot-galleries.h"
#include "packshot-merge.h"

/* Beyond so many items one signal for all of them is cheaper. */
#define TOUCHED_SINGLY 20

void
_packshot_touched_add (GArray *touched,
                       gint64  id)
{
  for (guint i = 0; i < touched->len; i++)
    if (g_array_index (touched, gint64, i) == id)
      return;
  g_array_append_val (touched, id);
}

void
_packshot_session_emit_touched (PackshotSession *self,
                                GArray          *touched)
{
  for (guint i = 0; i < touched->len; i++)
    {
      gint64 item = g_array_index (touched, gint64, i);

      packshot_engine_item_edited (self->engine, item);
      if (touched->len <= TOUCHED_SINGLY)
        _packshot_session_emit_item (self, item);
    }
  if (touched->len > TOUCHED_SINGLY)
    _packshot_session_emit_items (self);
}

typedef struct
{
  const PackshotServiceProfile *profile;
  PackshotGallery              *local;
  PackshotGallery              *synced;
  PackshotGallery              *remote;
} Trees;

static void
trees_clear (Trees *trees)
{
  g_clear_pointer (&trees->local, packshot_gallery_unref);
  g_clear_pointer (&trees->synced, packshot_gallery_unref);
  g_clear_pointer (&trees->remote, packshot_gallery_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Trees, trees_clear)

static gboolean
trees_load (Trees      *trees,
            PackshotDb *db,
            gint64      id,
            GError    **error)
{
  g_autoptr(PackshotItem) item = packshot_items_get (db, id, error);
  g_autoptr(PackshotAccount) account = item != NULL ?
    packshot_accounts_get (db, item->account, error) : NULL;

  if (account == NULL ||
      !(trees->local = packshot_galleries_get (db, id, PACKSHOT_TREE_LOCAL, error)) ||
      !(trees->synced = packshot_galleries_get (db, id, PACKSHOT_TREE_SYNCED, error)) ||
      !(trees->remote = packshot_galleries_get (db, id, PACKSHOT_TREE_REMOTE, error)))
    return FALSE;
  trees->profile = packshot_service_profile_get (account->service);
  return TRUE;
}

static void
rebase (PackshotGallery **gallery,
        PackshotGallery  *from,
        PackshotGallery  *to)
{
  PackshotGallery *next = packshot_merge_rebase (from, to, *gallery);

  packshot_gallery_unref (*gallery);
  *gallery = next;
}

static gboolean
has_conflict (PackshotMerge             *merge,
              const PackshotConflictRow *like)
{
  for (guint i = 0; i < merge->conflicts->len; i++)
    {
      const PackshotConflictRow *row = merge->conflicts->pdata[i];

      if (row->image == like->image && row->kind == like->kind)
        return TRUE;
    }
  return FALSE;
}

/* Which of the decisions of @item can be taken back truly, when all are. */
static gboolean
find_of_item (PackshotDb *db,
              gint64      item,
              GPtrArray  *batch,
              GHashTable *found,
              GError    **error)
{
  g_auto(Trees) trees = { 0 };
  g_autoptr(GPtrArray) decisions =
    g_ptr_array_new_with_free_func ((GDestroyNotify)packshot_decision_free);
  g_autoptr(GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr(PackshotMerge) merge = NULL;

  if (!trees_load (&trees, db, item, error))
    return FALSE;
  for (guint i = 0; i < batch->len; i++)
    {
      PackshotEdit *edit = batch->pdata[i];
      PackshotDecision *decision;

      if (edit->item != item)
        continue;
      if (!packshot_decisions_get (db, edit->id, &decision, error))
        return FALSE;
      rebase (&trees.local, edit->after, edit->before);
      if (decision == NULL)
        continue;
      rebase (&trees.synced, decision->synced_after, decision->synced_before);
      g_ptr_array_add (decisions, decision);
      g_array_append_val (ids, edit->id);
    }
  merge = packshot_merge_new (trees.profile, trees.synced, trees.local, trees.remote);
  for (guint i = 0; i < decisions->len; i++)
    if (has_conflict (merge, &((PackshotDecision *)decisions->pdata[i])->conflict))
      g_hash_table_add (found, g_memdup2 (&g_array_index (ids, gint64, i), sizeof (gint64)));
  return TRUE;
}

GHashTable *
_packshot_unresolve_find (PackshotDb *db,
                          GPtrArray  *batch,
                          GError    **error)
{
  g_autoptr(GHashTable) found =
    g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr(GHashTable) items = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (guint i = 0; i < batch->len; i++)
    {
      PackshotEdit *edit = batch->pdata[i];

      if (g_hash_table_add (items, &edit->item) &&
          !find_of_item (db, edit->item, batch, found, error))
        return NULL;
    }
  return g_steal_pointer (&found);
}

/* Makes @trees the item's own, and keeps in the trash what @before had. */
static gboolean
trees_store (Trees           *trees,
             PackshotDb      *db,
             gint64           item,
             PackshotGallery *before,
             gint64           now,
             GError         **error)
{
  return packshot_galleries_set (db, item, PACKSHOT_TREE_SYNCED, trees->synced, error) &&
         packshot_galleries_set (db, item, PACKSHOT_TREE_LOCAL, trees->local, error) &&
         packshot_trash_update (db, item, before, trees->local, now, "conflict", error);
}

gboolean
_packshot_unresolve (PackshotDb       *db,
                     PackshotEdit     *edit,
                     PackshotDecision *decision,
                     gboolean          reopens,
                     gint64            now,
                     GError          **error)
{
  g_auto(Trees) trees = { 0 };
  g_autoptr(PackshotGallery) before = NULL;

  if (!trees_load (&trees, db, edit->item, error))
    return FALSE;
  before = packshot_gallery_ref (trees.local);
  if (reopens)
    {
      rebase (&trees.local, edit->after, edit->before);
      rebase (&trees.synced, decision->synced_after, decision->synced_before);
    }
  else
    rebase (&trees.local, edit->after, decision->other);
  return trees_store (&trees, db, edit->item, before, now, error) &&
         (!reopens || packshot_conflicts_restore (db, &decision->conflict, error)) &&
         packshot_trash_forget_kept (db, edit->item, reopens, error);
}

gboolean
_packshot_resolve_again (PackshotDb       *db,
                         PackshotEdit     *edit,
                         PackshotDecision *decision,
                         gint64            now,
                         GError          **error)
{
  g_auto(Trees) trees = { 0 };
  g_autoptr(PackshotGallery) before = NULL;
  gboolean was_open;

  if (!trees_load (&trees, db, edit->item, error) ||
      !packshot_conflicts_close (db, &decision->conflict, &was_open, error))
    return FALSE;
  before = packshot_gallery_ref (trees.local);
  if (was_open)
    {
      rebase (&trees.local, edit->before, edit->after);
      rebase (&trees.synced, decision->synced_before, decision->synced_after);
    }
  else
    rebase (&trees.local, decision->other, edit->after);
  return trees_store (&trees, db, edit->item, before, now, error) &&
         (!was_open || _packshot_resolve_trash (db, decision, trees.local, now, error)) &&
         packshot_trash_forget_kept (db, edit->item, FALSE, error);
}
