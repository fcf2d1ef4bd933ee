/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* Galleries as shared, immutable rows, and the three trees of an item that point at them:
 *
 *   items.local_gallery  ─┐
 *   items.synced_gallery ─┼─▶ galleries ──▶ gallery_images (position 1…n)
 *   items.remote_gallery ─┘        ▲
 *   edits.before, edits.after, steps.seen
 *
 * Local and synced point at one row exactly when they are equal, so pending work is a comparison of
 * two numbers. A row is found again by comparing with those that the item points at already, and
 * deleted with its last pointer. Only knowledge is ever filled into a row that stands: the hash of
 * bytes that were not known. On a store thread. */

#include "config.h"

#include "packshot-galleries-private.h"

#include "packshot-statement-private.h"

/* The rows that an item's next gallery may be equal to. */
enum
{
  LOCAL = PACKSHOT_TREE_LOCAL,
  SYNCED = PACKSHOT_TREE_SYNCED,
  REMOTE = PACKSHOT_TREE_REMOTE,
  BEFORE,
  AFTER,
  N_POINTERS
};

static const char * const point_sql[] = {
  "UPDATE items SET local_gallery = ?2 WHERE id = ?1",
  "UPDATE items SET synced_gallery = ?2 WHERE id = ?1",
  "UPDATE items SET remote_gallery = ?2 WHERE id = ?1",
};

static gboolean
load_pointers (PackshotDb *db,
               gint64      item,
               gint64      pointers[N_POINTERS],
               GError    **error)
{
  g_autoptr(PackshotStatement) s = NULL;
  int more;

  s = _packshot_db_prepare (db,
                            "SELECT local_gallery, synced_gallery, remote_gallery, e.before, "
                            "e.after FROM items AS i LEFT JOIN edits AS e ON e.id = "
                            "(SELECT max (id) FROM edits WHERE item = i.id) "
                            "WHERE i.id = ?1", error);
  if (s == NULL)
    return FALSE;
  _packshot_statement_bind_int64 (s, 1, item);
  more = _packshot_statement_step (s, error);
  if (more == 0)
    g_set_error (error, PACKSHOT_STORE_ERROR, PACKSHOT_STORE_ERROR_NOT_FOUND,
                 "There is no item %" G_GINT64_FORMAT, item);
  for (int i = 0; more > 0 && i < N_POINTERS; i++)
    pointers[i] = _packshot_statement_get_int64 (s, i);
  return more > 0;
}

static PackshotImage *
image_read (PackshotStatement *s)
{
  g_autoptr(PackshotRemote) remote = NULL;
  PackshotVisibility visibility = PACKSHOT_VISIBILITY_NONE;
  const char *remote_id = _packshot_statement_get_text (s, 4);

  packshot_visibility_from_string (_packshot_statement_get_text (s, 3), &visibility);
  if (remote_id != NULL)
    remote = packshot_remote_new (remote_id,
                                  _packshot_statement_is_null (s, 5) ? -1 :
                                  _packshot_statement_get_int64 (s, 5),
                                  _packshot_statement_get_text (s, 6),
                                  _packshot_statement_get_text (s, 7),
                                  _packshot_statement_get_text (s, 8));
  return packshot_image_new (_packshot_statement_get_int64 (s, 0),
                             _packshot_statement_get_text (s, 1),
                             _packshot_statement_get_text (s, 2), visibility, remote);
}

static GPtrArray *
load_images (PackshotDb *db,
             gint64      gallery,
             GError    **error)
{
  g_autoptr(GPtrArray) images = NULL;
  g_autoptr(PackshotStatement) s = NULL;
  int more;

  s = _packshot_db_prepare (db,
                            "SELECT image, sha256, title, visibility, remote, priority, created, "
                            "url, raw FROM gallery_images WHERE gallery = ?1 ORDER BY position",
                            error);
  if (s == NULL)
    return NULL;
  images = g_ptr_array_new_with_free_func ((GDestroyNotify)packshot_image_unref);
  _packshot_statement_bind_int64 (s, 1, gallery);
  while ((more = _packshot_statement_step (s, error)) > 0)
    g_ptr_array_add (images, image_read (s));
  return more == 0 ? g_steal_pointer (&images) : NULL;
}

/**
 * packshot_galleries_load:
 * @db: a connection
 * @gallery: the number of a stored gallery
 * @error: return location; %PACKSHOT_STORE_ERROR_NOT_FOUND
 *
 * Returns: (transfer full) (nullable): the gallery
 */
PackshotGallery *
packshot_galleries_load (PackshotDb *db,
                         gint64      gallery,
                         GError    **error)
{
  g_autoptr(PackshotStatement) s = NULL;
  g_autoptr(GPtrArray) images = NULL;
  g_autoptr(GError) local_error = NULL;
  PackshotGallery *result;
  int more;

  if (gallery == PACKSHOT_EMPTY_GALLERY)
    return packshot_gallery_new ();
  s = _packshot_db_prepare (db, "SELECT primary_image FROM galleries WHERE id = ?1", error);
  if (s == NULL)
    return NULL;
  _packshot_statement_bind_int64 (s, 1, gallery);
  more = _packshot_statement_step (s, error);
  if (more == 0)
    g_set_error (error, PACKSHOT_STORE_ERROR, PACKSHOT_STORE_ERROR_NOT_FOUND,
                 "There is no gallery %" G_GINT64_FORMAT, gallery);
  if (more <= 0)
    return NULL;
  images = load_images (db, gallery, error);
  if (images == NULL)
    return NULL;
  result = packshot_gallery_new_from (images, _packshot_statement_get_int64 (s, 0), &local_error);
  if (result == NULL)
    g_set_error (error, PACKSHOT_STORE_ERROR, PACKSHOT_STORE_ERROR_CORRUPT,
                 "Gallery %" G_GINT64_FORMAT ": %s", gallery, local_error->message);
  return result;
}

/**
 * packshot_galleries_get_id:
 * @db: a connection
 * @item: an item's id
 * @tree: which of its galleries
 * @error: return location; %PACKSHOT_STORE_ERROR_NOT_FOUND
 *
 * Returns: the number of the gallery for packshot_galleries_load(), or 0; it may be gone after the
 *   next change
 */
gint64
packshot_galleries_get_id (PackshotDb  *db,
                           gint64       item,
                           PackshotTree tree,
                           GError     **error)
{
  gint64 pointers[N_POINTERS];

  return load_pointers (db, item, pointers, error) ? pointers[tree] : 0;
}

/**
 * packshot_galleries_get:
 * @db: a connection
 * @item: an item's id
 * @tree: which of its galleries
 * @error: return location; %PACKSHOT_STORE_ERROR_NOT_FOUND
 *
 * Returns: (transfer full) (nullable): the gallery
 */
PackshotGallery *
packshot_galleries_get (PackshotDb  *db,
                        gint64       item,
                        PackshotTree tree,
                        GError     **error)
{
  gint64 id = packshot_galleries_get_id (db, item, tree, error);

  return id != 0 ? packshot_galleries_load (db, id, error) : NULL;
}

static gboolean
remote_identical (PackshotRemote *a,
                  PackshotRemote *b)
{
  if (a == NULL || b == NULL)
    return a == b;
  return a->priority == b->priority && g_str_equal (a->id, b->id) &&
         g_strcmp0 (a->created, b->created) == 0 && g_strcmp0 (a->url, b->url) == 0 &&
         g_strcmp0 (a->raw, b->raw) == 0;
}

static gboolean
image_identical (PackshotImage *a,
                 PackshotImage *b)
{
  return packshot_image_get_id (a) == packshot_image_get_id (b) &&
         packshot_image_get_visibility (a) == packshot_image_get_visibility (b) &&
         g_str_equal (packshot_image_get_title (a), packshot_image_get_title (b)) &&
         g_strcmp0 (packshot_image_get_sha256 (a), packshot_image_get_sha256 (b)) == 0 &&
         remote_identical (packshot_image_get_remote (a), packshot_image_get_remote (b));
}

/* Whether two galleries make the same row. That is more than to be equal, as what a server said
 * counts as well; but a picture of which nothing is known is never equal, not even to itself. */
static gboolean
identical (PackshotGallery *a,
           PackshotGallery *b)
{
  if (packshot_gallery_get_primary (a) != packshot_gallery_get_primary (b) ||
      packshot_gallery_get_n (a) != packshot_gallery_get_n (b))
    return FALSE;
  for (guint i = 0; i < packshot_gallery_get_n (a); i++)
    if (!image_identical (packshot_gallery_get (a, i), packshot_gallery_get (b, i)))
      return FALSE;
  return TRUE;
}

static void
bind_image (PackshotStatement *s,
            PackshotImage     *image)
{
  PackshotRemote *remote = packshot_image_get_remote (image);
  PackshotVisibility visibility = packshot_image_get_visibility (image);

  _packshot_statement_bind_int64 (s, 4, packshot_image_get_id (image));
  _packshot_statement_bind_text (s, 5, packshot_image_get_sha256 (image));
  _packshot_statement_bind_text (s, 6, packshot_image_get_title (image));
  _packshot_statement_bind_text (s, 7, packshot_visibility_to_string (visibility));
  if (remote == NULL)
    return;
  _packshot_statement_bind_text (s, 8, remote->id);
  if (remote->priority >= 0)
    _packshot_statement_bind_int64 (s, 9, remote->priority);
  _packshot_statement_bind_text (s, 10, remote->created);
  _packshot_statement_bind_text (s, 11, remote->url);
  _packshot_statement_bind_text (s, 12, remote->raw);
}

/* Writes one picture of a gallery, if it is one of the item's. */
static gboolean
insert_image (PackshotDb    *db,
              gint64         item,
              gint64         gallery,
              guint          position,
              PackshotImage *image,
              GError       **error)
{
  g_autoptr(PackshotStatement) s = NULL;

  s = _packshot_db_prepare (db,
                            "INSERT INTO gallery_images (gallery, position, image, sha256, title, "
                            "visibility, remote, priority, created, url, raw) "
                            "SELECT ?2, ?3, id, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12 FROM images "
                            "WHERE id = ?4 AND item = ?1", error);
  if (s == NULL)
    return FALSE;
  _packshot_statement_bind_int64 (s, 1, item);
  _packshot_statement_bind_int64 (s, 2, gallery);
  _packshot_statement_bind_int64 (s, 3, position);
  bind_image (s, image);
  if (!_packshot_statement_run (s, error))
    return FALSE;
  if (sqlite3_changes (_packshot_db_get_handle (db)) == 1)
    return TRUE;
  g_set_error (error, PACKSHOT_STORE_ERROR, PACKSHOT_STORE_ERROR_CONSTRAINT,
               "Item %" G_GINT64_FORMAT " has no picture %" G_GINT64_FORMAT, item,
               packshot_image_get_id (image));
  return FALSE;
}

static gint64
insert_gallery (PackshotDb      *db,
                gint64           item,
                PackshotGallery *gallery,
                GError         **error)
{
  g_autoptr(PackshotStatement) s = NULL;
  gint64 id;

  s = _packshot_db_prepare (db,
                            "INSERT INTO galleries (primary_image) VALUES (?1)", error);
  if (s == NULL)
    return 0;
  _packshot_statement_bind_id (s, 1, packshot_gallery_get_primary (gallery));
  if (!_packshot_statement_run_insert (s, &id, error))
    return 0;
  for (guint i = 0; i < packshot_gallery_get_n (gallery); i++)
    if (!insert_image (db, item, id, i + 1, packshot_gallery_get (gallery, i), error))
      return 0;
  return id;
}

/* Galleries of another size are not equal, which is quickly known. */
static gboolean
has_size (PackshotDb *db,
          gint64      gallery,
          guint       n,
          gboolean   *has,
          GError    **error)
{
  g_autoptr(PackshotStatement) s = NULL;
  gint64 last;

  s = _packshot_db_prepare (db, "SELECT max (position) FROM gallery_images WHERE gallery = ?1",
                            error);
  if (s == NULL)
    return FALSE;
  _packshot_statement_bind_int64 (s, 1, gallery);
  if (!_packshot_statement_run_number (s, &last, error))
    return FALSE;
  *has = last == n;
  return TRUE;
}

gint64
_packshot_galleries_keep (PackshotDb      *db,
                          gint64           item,
                          PackshotGallery *gallery,
                          GError         **error)
{
  gint64 pointers[N_POINTERS];

  if (packshot_gallery_get_n (gallery) == 0)
    return PACKSHOT_EMPTY_GALLERY;
  if (!load_pointers (db, item, pointers, error))
    return 0;
  for (int i = 0; i < N_POINTERS; i++)
    {
      g_autoptr(PackshotGallery) there = NULL;
      gboolean is_candidate = pointers[i] != 0 && pointers[i] != PACKSHOT_EMPTY_GALLERY;

      for (int k = 0; k < i; k++)
        is_candidate = is_candidate && pointers[k] != pointers[i];
      if (is_candidate &&
          !has_size (db, pointers[i], packshot_gallery_get_n (gallery), &is_candidate, error))
        return 0;
      if (!is_candidate)
        continue;
      there = packshot_galleries_load (db, pointers[i], error);
      if (there == NULL)
        return 0;
      if (identical (there, gallery))
        return pointers[i];
    }
  return insert_gallery (db, item, gallery, error);
}

gboolean
_packshot_galleries_drop (PackshotDb *db,
                          gint64      gallery,
                          GError    **error)
{
  g_autoptr(PackshotStatement) s = NULL;

  if (gallery == PACKSHOT_EMPTY_GALLERY)
    return TRUE;
  s = _packshot_db_prepare (db,
                            "DELETE FROM galleries WHERE id = ?1 AND NOT EXISTS "
                            "(SELECT 1 FROM items WHERE local_gallery = ?1 UNION ALL "
                            "SELECT 1 FROM items WHERE synced_gallery = ?1 UNION ALL "
                            "SELECT 1 FROM items WHERE remote_gallery = ?1 UNION ALL "
                            "SELECT 1 FROM edits WHERE before = ?1 UNION ALL "
                            "SELECT 1 FROM edits WHERE after = ?1 UNION ALL "
                            "SELECT 1 FROM decisions WHERE synced_before = ?1 UNION ALL "
                            "SELECT 1 FROM decisions WHERE synced_after = ?1 UNION ALL "
                            "SELECT 1 FROM decisions WHERE other = ?1 UNION ALL "
                            "SELECT 1 FROM steps WHERE seen = ?1)", error);
  if (s == NULL)
    return FALSE;
  _packshot_statement_bind_int64 (s, 1, gallery);
  return _packshot_statement_run (s, error);
}

gboolean
_packshot_galleries_sweep (PackshotDb *db,
                           GError    **error)
{
  return _packshot_db_exec (db,
                            "DELETE FROM galleries WHERE id <> 1 AND id NOT IN "
                            "(SELECT local_gallery FROM items UNION "
                            "SELECT synced_gallery FROM items UNION "
                            "SELECT remote_gallery FROM items UNION "
                            "SELECT before FROM edits UNION SELECT after FROM edits UNION "
                            "SELECT synced_before FROM decisions UNION "
                            "SELECT synced_after FROM decisions UNION "
                            "SELECT other FROM decisions UNION "
                            "SELECT seen FROM steps WHERE seen IS NOT NULL)", error);
}

static gboolean
point (PackshotDb  *db,
       gint64       item,
       PackshotTree tree,
       gint64       gallery,
       GError     **error)
{
  g_autoptr(PackshotStatement) s = _packshot_db_prepare (db, point_sql[tree], error);

  if (s == NULL)
    return FALSE;
  _packshot_statement_bind_int64 (s, 1, item);
  _packshot_statement_bind_int64 (s, 2, gallery);
  return _packshot_statement_run_one (s, "item", item, error);
}

/* The gallery with each hash that it lacks and its equal knows, so that sharing a row
 * loses no knowledge. */
static PackshotGallery *
with_known_hashes (PackshotGallery *gallery,
                   PackshotGallery *equal)
{
  g_autoptr(PackshotGallery) result = packshot_gallery_ref (gallery);

  for (guint i = 0; i < packshot_gallery_get_n (gallery); i++)
    {
      const char *sha256 = packshot_image_get_sha256 (packshot_gallery_get (equal, i));
      PackshotImage *image = packshot_gallery_get (gallery, i);
      g_autoptr(PackshotImage) known = NULL;
      PackshotGallery *next;

      if (sha256 == NULL || packshot_image_get_sha256 (image) != NULL)
        continue;
      known = packshot_image_with_sha256 (image, sha256);
      next = packshot_gallery_with_image (result, known);
      packshot_gallery_unref (result);
      result = next;
    }
  return g_steal_pointer (&result);
}

/* Points a tree at a gallery, and lets go of the one that it pointed at. */
static gboolean
replace (PackshotDb   *db,
         gint64        item,
         PackshotTree  tree,
         gint64        gallery,
         const gint64 *old,
         GError      **error)
{
  return gallery == old[tree] || (point (db, item, tree, gallery, error) &&
                                  _packshot_galleries_drop (db, old[tree], error));
}

/* Points one of local and synced at the gallery, or both when it is equal to the other one. What
 * the server said is taken from the synced side, which is newer than what a user's edit carries
 * along. */
static gboolean
set_agreed (PackshotDb      *db,
            gint64           item,
            PackshotTree     tree,
            PackshotGallery *gallery,
            const gint64    *old,
            GError         **error)
{
  PackshotTree other = tree == PACKSHOT_TREE_LOCAL ? PACKSHOT_TREE_SYNCED : PACKSHOT_TREE_LOCAL;
  g_autoptr(PackshotGallery) there = NULL;
  g_autoptr(PackshotGallery) shared = NULL;
  gboolean is_shared;
  gint64 id;

  if (!has_size (db, old[other], packshot_gallery_get_n (gallery), &is_shared, error))
    return FALSE;
  if (is_shared)
    {
      there = packshot_galleries_load (db, old[other], error);
      if (there == NULL)
        return FALSE;
      is_shared = packshot_gallery_equal (gallery, there) || identical (gallery, there);
    }
  if (!is_shared)
    {
      id = _packshot_galleries_keep (db, item, gallery, error);
      return id != 0 && replace (db, item, tree, id, old, error);
    }
  if (tree == PACKSHOT_TREE_SYNCED)
    shared = with_known_hashes (gallery, there);
  else
    shared = with_known_hashes (there, gallery);
  id = _packshot_galleries_keep (db, item, shared, error);
  return id != 0 && replace (db, item, tree, id, old, error) &&
         replace (db, item, other, id, old, error);
}

/**
 * packshot_galleries_set:
 * @db: a connection
 * @item: an item's id
 * @tree: which of its galleries
 * @gallery: what it is from now on; its pictures have ids of this item, and contents that are
 *   stored
 * @error: return location; %PACKSHOT_STORE_ERROR_NOT_FOUND, %PACKSHOT_STORE_ERROR_CONSTRAINT
 *
 * Two galleries are equal in the sense of packshot_gallery_equal(). An image whose bytes were
 * replaced must have lost its remote part: one that still names the server's row, and a row whose
 * bytes are not known, count as the same.
 *
 * Returns: whether it has been written
 */
gboolean
packshot_galleries_set (PackshotDb      *db,
                        gint64           item,
                        PackshotTree     tree,
                        PackshotGallery *gallery,
                        GError         **error)
{
  gint64 old[N_POINTERS];
  gint64 id;

  if (!load_pointers (db, item, old, error))
    return FALSE;
  if (tree != PACKSHOT_TREE_REMOTE)
    return set_agreed (db, item, tree, gallery, old, error);
  id = _packshot_galleries_keep (db, item, gallery, error);
  return id != 0 && replace (db, item, tree, id, old, error);
}

static gboolean
fill_in_content (PackshotDb *db,
                 gint64      item,
                 const char *remote_id,
                 const char *sha256,
                 GError    **error)
{
  g_autoptr(PackshotStatement) s = NULL;

  s = _packshot_db_prepare (db,
                            "UPDATE gallery_images SET sha256 = ?3 WHERE sha256 IS NULL "
                            "AND remote = ?2 AND image IN (SELECT id FROM images WHERE item = ?1)",
                            error);
  if (s == NULL)
    return FALSE;
  _packshot_statement_bind_int64 (s, 1, item);
  _packshot_statement_bind_text (s, 2, remote_id);
  _packshot_statement_bind_text (s, 3, sha256);
  return _packshot_statement_run (s, error);
}

/**
 * packshot_galleries_learn_content:
 * @db: a connection
 * @item: an item's id
 * @remote_id: the service's id of one of its pictures
 * @sha256: the hash of its bytes, of which packshot_contents_add() has been told
 * @error: return location
 *
 * The bytes of a server's row have become known. Fills them in wherever the row stands without
 * them, also in what undo would bring back. Local and synced may turn out to be equal.
 *
 * Returns: whether it has been written
 */
gboolean
packshot_galleries_learn_content (PackshotDb *db,
                                  gint64      item,
                                  const char *remote_id,
                                  const char *sha256,
                                  GError    **error)
{
  g_autoptr(PackshotGallery) local = NULL;
  gint64 pointers[N_POINTERS];

  if (!fill_in_content (db, item, remote_id, sha256, error) ||
      !load_pointers (db, item, pointers, error))
    return FALSE;
  if (pointers[LOCAL] == pointers[SYNCED])
    return TRUE;
  local = packshot_galleries_load (db, pointers[LOCAL], error);
  return local != NULL && packshot_galleries_set (db, item, PACKSHOT_TREE_LOCAL, local, error);
}
