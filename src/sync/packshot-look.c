/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* A look at a server, taken into the store: ids of ours for its rows, the remote tree, the merge,
 * what both sides agree on, and the conflicts. Runs inside a store transaction, on the store's
 * thread.
 *
 *   listing ──ids──▶ remote gallery ──merge with synced, local──▶ local', synced', target,
 *                                                                conflicts
 */

#include "config.h"

#include "packshot-look.h"

#include "packshot-accounts.h"
#include "packshot-edits.h"
#include "packshot-galleries.h"
#include "packshot-items.h"
#include "packshot-rows.h"

void
packshot_look_free (PackshotLook *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->listing, packshot_listing_unref);
  g_clear_pointer (&self->images, g_array_unref);
  g_clear_pointer (&self->target, packshot_gallery_unref);
  g_clear_pointer (&self->bytes, g_hash_table_unref);
  g_free (self);
}

static PackshotLook *
look_new (PackshotListing *listing)
{
  PackshotLook *self = g_new0 (PackshotLook, 1);

  self->listing = packshot_listing_ref (listing);
  self->images = g_array_new (FALSE, TRUE, sizeof (gint64));
  self->bytes = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  return self;
}

/* The picture that a row belongs to, made when the row is new; its bytes where they are known. */
static gboolean
row_identify (PackshotDb    *db,
              gint64         item,
              PackshotImage *image,
              PackshotRow   *row,
              GError       **error)
{
  const char *remote_id = packshot_image_get_remote_id (image);
  const char *sha256 = packshot_image_get_sha256 (image);

  if (!packshot_rows_get (db, item, remote_id, row, error))
    return FALSE;
  if (row->image != 0 && (sha256 == NULL || g_strcmp0 (sha256, row->sha256) == 0))
    return TRUE;
  if (row->image == 0)
    row->image = packshot_images_new (db, item, error);
  if (row->image == 0 || !packshot_rows_put (db, item, remote_id, row->image, sha256, error))
    return FALSE;
  packshot_row_clear (row);
  return packshot_rows_get (db, item, remote_id, row, error);
}

/* Gives each row its picture. Of several rows of one picture the one assigned last stands for it;
 * the others are old copies. */
static GPtrArray *
look_identify (PackshotLook *self,
               PackshotDb   *db,
               gint64        item,
               GError      **error)
{
  guint n = packshot_listing_get_n (self->listing);
  g_autoptr(GPtrArray) images =
    g_ptr_array_new_with_free_func ((GDestroyNotify)packshot_image_unref);
  g_autofree gint64 *serials = g_new0 (gint64, n + 1);

  for (guint i = 0; i < n; i++)
    {
      PackshotImage *image = packshot_listing_get (self->listing, i);
      g_auto(PackshotRow) row = { 0 };
      g_autoptr(PackshotImage) ours = NULL;

      if (!row_identify (db, item, image, &row, error))
        return NULL;
      ours = packshot_image_with_id (image, row.image);
      g_ptr_array_add (images, packshot_image_with_sha256 (ours, row.sha256));
      serials[i] = row.serial;
      for (guint k = 0; k < i; k++)
        if (g_array_index (self->images, gint64, k) == row.image)
          {
            if (serials[k] > row.serial)
              row.image = 0;
            else
              g_array_index (self->images, gint64, k) = 0;
          }
      g_array_append_val (self->images, row.image);
    }
  return g_steal_pointer (&images);
}

/**
 * packshot_look_dup_remote:
 * @self: a look
 *
 * Returns: (transfer full): what the server shows, under our ids, without old copies
 */
PackshotGallery *
packshot_look_dup_remote (PackshotLook *self)
{
  g_autoptr(GPtrArray) images =
    g_ptr_array_new_with_free_func ((GDestroyNotify)packshot_image_unref);
  const char *flagged = packshot_listing_get_primary (self->listing);
  g_autoptr(PackshotGallery) gallery = NULL;
  gint64 primary = 0;

  for (guint i = 0; i < packshot_listing_get_n (self->listing); i++)
    {
      PackshotImage *row = packshot_listing_get (self->listing, i);
      gint64 image = g_array_index (self->images, gint64, i);

      /* An old copy that carries the flag makes its picture primary none the less. */
      if (g_strcmp0 (packshot_image_get_remote_id (row), flagged) == 0)
        primary = image != 0 ? image : packshot_image_get_id (row);
      if (image != 0)
        g_ptr_array_add (images, packshot_image_with_id (row, image));
    }
  gallery = packshot_gallery_new_from (images, 0, NULL);
  g_assert (gallery != NULL);
  if (primary != 0 && packshot_gallery_lookup (gallery, primary) != NULL)
    return packshot_gallery_with_primary (gallery, primary);
  return g_steal_pointer (&gallery);
}

typedef struct
{
  PackshotImage *row;           /* (borrowed) */
  gint64         image;
  gboolean       is_primary;
  guint          index;
} RankedRow;

/* The order in which Closient shows rows: the primary, then by priority, then the newest first. */
static int
ranked_row_compare (gconstpointer a,
                    gconstpointer b)
{
  const RankedRow *x = a, *y = b;
  PackshotRemote *p = packshot_image_get_remote (x->row);
  PackshotRemote *q = packshot_image_get_remote (y->row);
  int newer = g_strcmp0 (q->created, p->created);

  if (x->is_primary != y->is_primary)
    return x->is_primary ? -1 : 1;
  if (p->priority != q->priority)
    return p->priority < q->priority ? -1 : 1;
  if (newer != 0)
    return newer;
  return x->index < y->index ? -1 : 1;
}

static void
look_take_rows (PackshotLook *self,
                GArray       *rows)
{
  gboolean is_ranked = TRUE;

  packshot_listing_unref (self->listing);
  self->listing = packshot_listing_new ();
  g_array_set_size (self->images, 0);
  for (guint i = 0; i < rows->len; i++)
    is_ranked &= packshot_image_get_remote (g_array_index (rows, RankedRow, i).row)->priority >= 0;
  if (is_ranked)
    g_array_sort (rows, ranked_row_compare);
  for (guint i = 0; i < rows->len; i++)
    {
      RankedRow *row = &g_array_index (rows, RankedRow, i);

      packshot_listing_add (self->listing, row->row, row->is_primary);
      g_array_append_val (self->images, row->image);
    }
}

static void
append_row (GArray        *rows,
            PackshotImage *row,
            gint64         image,
            const char    *flagged)
{
  RankedRow ranked = {
    .row = row,
    .image = image,
    .is_primary = g_strcmp0 (packshot_image_get_remote_id (row), flagged) == 0,
    .index = rows->len,
  };

  g_array_append_val (rows, ranked);
}

/**
 * packshot_look_update:
 * @self: a look
 * @without: (nullable): the service's id of a row that is gone
 * @answer: (nullable): the row that came
 * @image: its picture; other rows of that are old copies from now on
 *
 * Takes an answer into a look, so that it shows what the server shows by now. A flag in @answer
 * moves there.
 */
void
packshot_look_update (PackshotLook    *self,
                      const char      *without,
                      PackshotListing *answer,
                      gint64           image)
{
  g_autoptr(PackshotListing) before = packshot_listing_ref (self->listing);
  g_autoptr(GArray) rows = g_array_new (FALSE, FALSE, sizeof (RankedRow));
  g_autoptr(PackshotImage) came = NULL;
  const char *flagged = answer != NULL ? packshot_listing_get_primary (answer) : NULL;

  if (flagged == NULL)
    flagged = packshot_listing_get_primary (before);
  if (answer != NULL)
    {
      came = packshot_image_with_id (packshot_listing_get (answer, 0), image);
      append_row (rows, came, image, flagged);
    }
  for (guint i = 0; i < packshot_listing_get_n (before); i++)
    {
      PackshotImage *row = packshot_listing_get (before, i);
      const char *remote_id = packshot_image_get_remote_id (row);
      gint64 id = g_array_index (self->images, gint64, i);

      if (g_strcmp0 (remote_id, without) == 0 ||
          (came != NULL && g_strcmp0 (remote_id, packshot_image_get_remote_id (came)) == 0))
        continue;
      append_row (rows, row, answer != NULL && id == image ? 0 : id, flagged);
    }
  look_take_rows (self, rows);
}

/**
 * packshot_look_advance:
 * @db: a write transaction
 * @item: an item's id
 * @after: what the server shows after a call of ours
 * @error: return location
 *
 * What we changed there ourselves is agreed on by that, and can't look like somebody else's change
 * at the next merge, whatever the user has changed meanwhile.
 *
 * Returns: whether it was recorded
 */
gboolean
packshot_look_advance (PackshotDb      *db,
                       gint64           item,
                       PackshotGallery *after,
                       GError         **error)
{
  g_autoptr(PackshotGallery) before =
    packshot_galleries_get (db, item, PACKSHOT_TREE_REMOTE, error);
  g_autoptr(PackshotGallery) synced = NULL;
  g_autoptr(PackshotGallery) next = NULL;

  if (before == NULL || !(synced = packshot_galleries_get (db, item, PACKSHOT_TREE_SYNCED, error)))
    return FALSE;
  next = packshot_merge_advance (synced, before, after);
  return packshot_galleries_set (db, item, PACKSHOT_TREE_SYNCED, next, error) &&
         packshot_galleries_set (db, item, PACKSHOT_TREE_REMOTE, after, error);
}

/* The same listing with the bytes that are known of its rows. */
static void
look_fill_listing (PackshotLook *self,
                   GPtrArray    *rows)
{
  g_autoptr(PackshotListing) filled = packshot_listing_new ();
  const char *flagged = packshot_listing_get_primary (self->listing);

  for (guint i = 0; i < rows->len; i++)
    packshot_listing_add (filled, rows->pdata[i],
                          g_strcmp0 (packshot_image_get_remote_id (rows->pdata[i]), flagged) == 0);
  packshot_listing_unref (self->listing);
  self->listing = g_steal_pointer (&filled);
}

static gboolean
look_weigh (PackshotLook *self,
            PackshotDb   *db,
            GError      **error)
{
  g_autoptr(GHashTable) contents = packshot_contents_of_gallery (db, self->target, error);

  if (contents == NULL)
    return FALSE;
  for (guint i = 0; i < packshot_gallery_get_n (self->target); i++)
    {
      PackshotImage *image = packshot_gallery_get (self->target, i);
      const char *sha256 = packshot_image_get_sha256 (image);
      PackshotContent *content = sha256 != NULL ? g_hash_table_lookup (contents, sha256) : NULL;
      gint64 id = packshot_image_get_id (image);

      if (content != NULL)
        g_hash_table_insert (self->bytes, g_memdup2 (&id, sizeof id),
                             g_memdup2 (&content->bytes, sizeof content->bytes));
    }
  return TRUE;
}

static gboolean
look_recall (PackshotLook *self,
             PackshotDb   *db,
             gint64        item,
             GError      **error)
{
  g_autoptr(PackshotItem) row = packshot_items_get (db, item, error);
  g_auto(PackshotAccountState) state = { 0 };

  if (row == NULL || !packshot_accounts_get_state (db, row->account, &state, error))
    return FALSE;
  packshot_learned_parse (state.learned, &self->learned);
  packshot_learned_from_listing (&self->learned, self->listing);
  return TRUE;
}

/* Pictures that a merge found to be the same on both sides keep our id: their rows are assigned to
 * it. */
static gboolean
look_adopt (PackshotLook  *self,
            PackshotDb    *db,
            gint64         item,
            PackshotMerge *merge,
            GError       **error)
{
  GHashTableIter iter;
  gpointer remote_id, ours;

  if (merge->adopted == NULL)
    return TRUE;
  g_hash_table_iter_init (&iter, merge->adopted);
  while (g_hash_table_iter_next (&iter, &remote_id, &ours))
    {
      if (!packshot_rows_put (db, item, remote_id, *(gint64 *)ours, NULL, error))
        return FALSE;
      for (guint i = 0; i < packshot_listing_get_n (self->listing); i++)
        if (g_strcmp0 (packshot_image_get_remote_id (packshot_listing_get (self->listing, i)),
                       remote_id) == 0)
          g_array_index (self->images, gint64, i) = *(gint64 *)ours;
    }
  return TRUE;
}

static gboolean
look_has_copies (PackshotLook *self)
{
  for (guint i = 0; i < self->images->len; i++)
    if (g_array_index (self->images, gint64, i) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
look_store (PackshotLook    *self,
            PackshotDb      *db,
            gint64           item,
            PackshotGallery *local,
            PackshotMerge   *merge,
            gint64           now,
            GError         **error)
{
  self->local_changed = !packshot_gallery_equal (local, merge->local);
  if (self->local_changed &&
      !packshot_trash_update (db, item, local, merge->local, now, "server", error))
    return FALSE;
  return look_adopt (self, db, item, merge, error) &&
         packshot_galleries_set (db, item, PACKSHOT_TREE_REMOTE, merge->remote, error) &&
         packshot_galleries_set (db, item, PACKSHOT_TREE_LOCAL, merge->local, error) &&
         packshot_galleries_set (db, item, PACKSHOT_TREE_SYNCED, merge->synced, error) &&
         packshot_conflicts_set (db, item, merge->conflicts, now, error) &&
         packshot_items_set_looked (db, item, now, error) &&
         packshot_items_set_checked (db, item, !look_has_copies (self), error);
}

/* A server that flags another row when we delete the flagged one does not speak for a person: what
 * it flagged is agreed on. */
static gboolean
look_take_promotion (PackshotDb       *db,
                     gint64            item,
                     PackshotGallery  *remote,
                     PackshotGallery **synced,
                     GError          **error)
{
  g_autoptr(PackshotGallery) before =
    packshot_galleries_get (db, item, PACKSHOT_TREE_REMOTE, error);
  gint64 primary = packshot_gallery_get_primary (remote);
  gboolean is_ours = FALSE;
  PackshotGallery *promoted;

  if (before == NULL || !packshot_steps_ends_with_deleted_primary (db, item, &is_ours, error))
    return FALSE;
  if (!is_ours || primary == 0 || packshot_gallery_get_primary (before) != 0 ||
      packshot_gallery_lookup (*synced, primary) == NULL)
    return TRUE;
  promoted = packshot_gallery_with_primary (*synced, primary);
  packshot_gallery_unref (*synced);
  *synced = promoted;
  return TRUE;
}

/**
 * packshot_look_take:
 * @db: a write transaction
 * @profile: the item's service
 * @item: an item's id
 * @listing: what the server showed
 * @now: when, microseconds UTC
 * @error: return location
 *
 * Takes a listing into the store. Nothing that the user wants is lost by it: what both sides
 * changed stays as the user wants it and is recorded as a conflict.
 *
 * Returns: (transfer full) (nullable): the look, to plan with
 */
PackshotLook *
packshot_look_take (PackshotDb                   *db,
                    const PackshotServiceProfile *profile,
                    gint64                        item,
                    PackshotListing              *listing,
                    gint64                        now,
                    GError                      **error)
{
  g_autoptr(PackshotLook) self = look_new (listing);
  g_autoptr(GPtrArray) rows = look_identify (self, db, item, error);
  g_autoptr(PackshotGallery) remote = NULL;
  g_autoptr(PackshotGallery) local = NULL;
  g_autoptr(PackshotGallery) synced = NULL;
  g_autoptr(PackshotMerge) merge = NULL;

  if (rows == NULL)
    return NULL;
  look_fill_listing (self, rows);
  remote = packshot_look_dup_remote (self);
  if (!(local = packshot_galleries_get (db, item, PACKSHOT_TREE_LOCAL, error)) ||
      !(synced = packshot_galleries_get (db, item, PACKSHOT_TREE_SYNCED, error)) ||
      !look_take_promotion (db, item, remote, &synced, error))
    return NULL;

  merge = packshot_merge_new (profile, synced, local, remote);
  if (!look_store (self, db, item, local, merge, now, error))
    return NULL;
  self->target = packshot_gallery_ref (merge->target);
  if (!look_recall (self, db, item, error) || !look_weigh (self, db, error))
    return NULL;
  return g_steal_pointer (&self);
}

/**
 * packshot_look_load:
 * @db: a transaction
 * @profile: the item's service
 * @item: an item's id
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the look as it would be if the server still showed what it
 *   showed last; nothing is written
 */
PackshotLook *
packshot_look_load (PackshotDb                   *db,
                    const PackshotServiceProfile *profile,
                    gint64                        item,
                    GError                      **error)
{
  g_autoptr(PackshotGallery) local = packshot_galleries_get (db, item, PACKSHOT_TREE_LOCAL, error);
  g_autoptr(PackshotGallery) synced = NULL;
  g_autoptr(PackshotGallery) remote = NULL;
  g_autoptr(PackshotListing) listing = packshot_listing_new ();
  g_autoptr(PackshotMerge) merge = NULL;
  g_autoptr(PackshotLook) self = NULL;
  g_autoptr(GPtrArray) shown = NULL;

  if (local == NULL ||
      !(synced = packshot_galleries_get (db, item, PACKSHOT_TREE_SYNCED, error)) ||
      !(remote = packshot_galleries_get (db, item, PACKSHOT_TREE_REMOTE, error)))
    return NULL;

  shown = packshot_gallery_dup_shown (remote);
  for (guint i = 0; i < shown->len; i++)
    packshot_listing_add (listing, shown->pdata[i],
                          packshot_image_get_id (shown->pdata[i]) ==
                          packshot_gallery_get_primary (remote));
  self = look_new (listing);
  for (guint i = 0; i < shown->len; i++)
    {
      gint64 id = packshot_image_get_id (shown->pdata[i]);

      g_array_append_val (self->images, id);
    }
  merge = packshot_merge_new (profile, synced, local, remote);
  self->target = packshot_gallery_ref (merge->target);
  if (!look_recall (self, db, item, error) || !look_weigh (self, db, error))
    return NULL;
  return g_steal_pointer (&self);
}

/**
 * packshot_look_plan:
 * @self: a look
 * @profile: the item's service
 *
 * Returns: (transfer full): the cheapest way from what the server shows to what it should show
 */
PackshotPlan *
packshot_look_plan (PackshotLook                 *self,
                    const PackshotServiceProfile *profile)
{
  PackshotPlanInput input = {
    .profile = profile,
    .listing = self->listing,
    .images = (const gint64 *)(gpointer)self->images->data,
    .target = self->target,
    .learned = &self->learned,
    .bytes = self->bytes,
  };

  return packshot_plan_new (&input);
}
