/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* Pictures that have left a local gallery and can be brought back. On a store thread. */

#include "config.h"

#include "packshot-edits.h"

#include "packshot-statement-private.h"

void
packshot_trash_row_free (PackshotTrashRow *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->sha256);
  g_free (self->title);
  g_free (self->reason);
  g_free (self);
}

static gboolean
add_image (PackshotDb    *db,
           gint64         item,
           PackshotImage *image,
           gint64         at,
           const char    *reason,
           GError       **error)
{
  PackshotVisibility visibility = packshot_image_get_visibility (image);
  g_autoptr(PackshotStatement) s = NULL;

  s = _packshot_db_prepare (db,
                            "INSERT INTO trash (item, image, sha256, title, visibility, "
                            "removed_at, reason) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) "
                            "ON CONFLICT (item, image, sha256) DO UPDATE SET "
                            "title = excluded.title, visibility = excluded.visibility, "
                            "removed_at = excluded.removed_at, reason = excluded.reason", error);
  if (s == NULL)
    return FALSE;
  _packshot_statement_bind_int64 (s, 1, item);
  _packshot_statement_bind_int64 (s, 2, packshot_image_get_id (image));
  _packshot_statement_bind_text (s, 3, packshot_image_get_sha256 (image));
  _packshot_statement_bind_text (s, 4, packshot_image_get_title (image));
  _packshot_statement_bind_text (s, 5, packshot_visibility_to_string (visibility));
  _packshot_statement_bind_int64 (s, 6, at);
  _packshot_statement_bind_text (s, 7, reason);
  return _packshot_statement_run (s, error);
}

static gboolean
take_out_image (PackshotDb    *db,
                gint64         item,
                PackshotImage *image,
                GError       **error)
{
  g_autoptr(PackshotStatement) s = NULL;

  s = _packshot_db_prepare (db,
                            "DELETE FROM trash WHERE item = ?1 AND image = ?2 AND sha256 = ?3",
                            error);
  if (s == NULL)
    return FALSE;
  _packshot_statement_bind_int64 (s, 1, item);
  _packshot_statement_bind_int64 (s, 2, packshot_image_get_id (image));
  _packshot_statement_bind_text (s, 3, packshot_image_get_sha256 (image));
  return _packshot_statement_run (s, error);
}

/**
 * packshot_trash_update:
 * @db: a connection
 * @item: an item's id
 * @before: its local gallery before
 * @after: its local gallery after
 * @at: microseconds UTC
 * @reason: `user`, `server`, `conflict` or `replaced`
 * @error: return location
 *
 * Puts in the trash what has left the gallery, or lost its bytes to others, and takes out what has
 * come back. Bytes that are not known can't be kept.
 *
 * Returns: whether it has been written
 */
gboolean
packshot_trash_update (PackshotDb      *db,
                       gint64           item,
                       PackshotGallery *before,
                       PackshotGallery *after,
                       gint64           at,
                       const char      *reason,
                       GError         **error)
{
  for (guint i = 0; i < packshot_gallery_get_n (before); i++)
    {
      PackshotImage *image = packshot_gallery_get (before, i);
      PackshotImage *now = packshot_gallery_lookup (after, packshot_image_get_id (image));

      if (packshot_image_get_sha256 (image) != NULL &&
          (now == NULL || !packshot_image_same_content (image, now)) &&
          !add_image (db, item, image, at, reason, error))
        return FALSE;
    }
  for (guint i = 0; i < packshot_gallery_get_n (after); i++)
    {
      PackshotImage *image = packshot_gallery_get (after, i);

      if (packshot_image_get_sha256 (image) != NULL && !take_out_image (db, item, image, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * packshot_trash_forget_kept:
 * @db: a connection
 * @item: an item's id
 * @with_remote: whether what the server shows is kept as well
 * @error: return location
 *
 * Takes out what conflicts have put into the trash and what the item's gallery holds none the less,
 * under another id.
 *
 * Returns: whether it has been written
 */
gboolean
packshot_trash_forget_kept (PackshotDb *db,
                            gint64      item,
                            gboolean    with_remote,
                            GError    **error)
{
  g_autoptr(PackshotStatement) s = NULL;

  s = _packshot_db_prepare (db,
                            "DELETE FROM trash WHERE item = ?1 AND reason = 'conflict' AND sha256 "
                            "IN (SELECT p.sha256 FROM items AS i JOIN gallery_images AS p ON "
                            "p.gallery = i.local_gallery OR (?2 AND p.gallery = i.remote_gallery) "
                            "WHERE i.id = ?1)", error);
  if (s == NULL)
    return FALSE;
  _packshot_statement_bind_int64 (s, 1, item);
  _packshot_statement_bind_int64 (s, 2, with_remote ? 1 : 0);
  return _packshot_statement_run (s, error);
}

static PackshotTrashRow *
trash_read (PackshotStatement *s)
{
  PackshotTrashRow *row = g_new0 (PackshotTrashRow, 1);

  row->id = _packshot_statement_get_int64 (s, 0);
  row->item = _packshot_statement_get_int64 (s, 1);
  row->image = _packshot_statement_get_int64 (s, 2);
  row->sha256 = _packshot_statement_dup_text (s, 3);
  row->title = _packshot_statement_dup_text (s, 4);
  packshot_visibility_from_string (_packshot_statement_get_text (s, 5), &row->visibility);
  row->removed_at = _packshot_statement_get_int64 (s, 6);
  row->reason = _packshot_statement_dup_text (s, 7);
  return row;
}

/**
 * packshot_trash_list:
 * @db: a connection
 * @error: return location
 *
 * Returns: (transfer full) (element-type PackshotTrashRow) (nullable): what was removed, the newest
 *   first
 */
GPtrArray *
packshot_trash_list (PackshotDb *db,
                     GError    **error)
{
  g_autoptr(GPtrArray) rows = NULL;
  g_autoptr(PackshotStatement) s = NULL;
  int more;

  s = _packshot_db_prepare (db,
                            "SELECT id, item, image, sha256, title, visibility, removed_at, reason "
                            "FROM trash ORDER BY removed_at DESC, id DESC", error);
  if (s == NULL)
    return NULL;
  rows = g_ptr_array_new_with_free_func ((GDestroyNotify)packshot_trash_row_free);
  while ((more = _packshot_statement_step (s, error)) > 0)
    g_ptr_array_add (rows, trash_read (s));
  return more == 0 ? g_steal_pointer (&rows) : NULL;
}

/**
 * packshot_trash_remove:
 * @db: a connection
 * @id: a row's id
 * @error: return location; %PACKSHOT_STORE_ERROR_NOT_FOUND
 *
 * Returns: whether it has been removed
 */
gboolean
packshot_trash_remove (PackshotDb *db,
                       gint64      id,
                       GError    **error)
{
  g_autoptr(PackshotStatement) s = NULL;

  s = _packshot_db_prepare (db, "DELETE FROM trash WHERE id = ?1", error);
  if (s == NULL)
    return FALSE;
  _packshot_statement_bind_int64 (s, 1, id);
  return _packshot_statement_run_one (s, "picture in the trash", id, error);
}

/**
 * packshot_trash_expire:
 * @db: a connection
 * @before: microseconds UTC
 * @error: return location
 *
 * Forgets what was removed before that time. Its bytes are swept apart.
 *
 * Returns: whether it is done
 */
gboolean
packshot_trash_expire (PackshotDb *db,
                       gint64      before,
                       GError    **error)
{
  g_autoptr(PackshotStatement) s = NULL;

  s = _packshot_db_prepare (db, "DELETE FROM trash WHERE removed_at < ?1", error);
  if (s == NULL)
    return FALSE;
  _packshot_statement_bind_int64 (s, 1, before);
  return _packshot_statement_run (s, error);
}
