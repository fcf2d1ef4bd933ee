/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* Pictures' ids, and what is known of their bytes. On a store thread. */

#include "config.h"

#include "packshot-galleries.h"
#include "packshot-statement-private.h"

#define COLUMNS "c.sha256, c.bytes, c.mime, c.width, c.height"

static PackshotContent *
content_read (PackshotStatement *s)
{
  return packshot_content_new (_packshot_statement_get_text (s, 0),
                               _packshot_statement_get_int64 (s, 1),
                               _packshot_statement_get_text (s, 2),
                               (int)_packshot_statement_get_int64 (s, 3),
                               (int)_packshot_statement_get_int64 (s, 4));
}

/**
 * packshot_images_new:
 * @db: a connection
 * @item: the item that the picture belongs to, for ever
 * @error: return location
 *
 * Returns: an id for a new picture, never used before, or 0
 */
gint64
packshot_images_new (PackshotDb *db,
                     gint64      item,
                     GError    **error)
{
  g_autoptr(PackshotStatement) s = NULL;
  gint64 id;

  s = _packshot_db_prepare (db, "INSERT INTO images (item) VALUES (?1)", error);
  if (s == NULL)
    return 0;
  _packshot_statement_bind_int64 (s, 1, item);
  return _packshot_statement_run_insert (s, &id, error) ? id : 0;
}

/**
 * packshot_contents_add:
 * @db: a connection
 * @content: what is known of the bytes, which are in the blob store already
 * @error: return location
 *
 * A content that is there keeps what is known of it; a size in pixels that was not known is filled
 * in.
 *
 * Returns: whether it is there
 */
gboolean
packshot_contents_add (PackshotDb            *db,
                       const PackshotContent *content,
                       GError               **error)
{
  g_autoptr(PackshotStatement) s = NULL;

  s = _packshot_db_prepare (db,
                            "INSERT INTO contents (sha256, bytes, mime, width, height) "
                            "VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT (sha256) DO UPDATE "
                            "SET mime = excluded.mime, width = excluded.width, "
                            "height = excluded.height "
                            "WHERE width = 0 AND excluded.width <> 0", error);
  if (s == NULL)
    return FALSE;
  _packshot_statement_bind_text (s, 1, content->sha256);
  _packshot_statement_bind_int64 (s, 2, content->bytes);
  _packshot_statement_bind_text (s, 3, content->mime);
  _packshot_statement_bind_int64 (s, 4, content->width);
  _packshot_statement_bind_int64 (s, 5, content->height);
  return _packshot_statement_run (s, error);
}

/**
 * packshot_contents_get:
 * @db: a connection
 * @sha256: a hash
 * @error: return location; %PACKSHOT_STORE_ERROR_NOT_FOUND
 *
 * Returns: (transfer full) (nullable): what is known of the bytes
 */
PackshotContent *
packshot_contents_get (PackshotDb *db,
                       const char *sha256,
                       GError    **error)
{
  g_autoptr(PackshotStatement) s = NULL;
  int more;

  s = _packshot_db_prepare (db, "SELECT " COLUMNS " FROM contents AS c WHERE c.sha256 = ?1",
                            error);
  if (s == NULL)
    return NULL;
  _packshot_statement_bind_text (s, 1, sha256);
  more = _packshot_statement_step (s, error);
  if (more > 0)
    return content_read (s);
  if (more == 0)
    g_set_error (error, PACKSHOT_STORE_ERROR, PACKSHOT_STORE_ERROR_NOT_FOUND,
                 "There is no content %s", sha256);
  return NULL;
}

static gboolean
add_content (PackshotDb *db,
             const char *sha256,
             GHashTable *contents,
             GError    **error)
{
  g_autoptr(GError) local_error = NULL;
  PackshotContent *content = packshot_contents_get (db, sha256, &local_error);

  if (content != NULL)
    {
      g_hash_table_replace (contents, content->sha256, content);
      return TRUE;
    }
  if (g_error_matches (local_error, PACKSHOT_STORE_ERROR, PACKSHOT_STORE_ERROR_NOT_FOUND))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

/**
 * packshot_contents_of_gallery:
 * @db: a connection
 * @gallery: a gallery, stored or not
 * @error: return location
 *
 * Returns: (transfer full) (element-type utf8 PackshotContent) (nullable): what is known of the
 *   bytes that it names, by hash
 */
GHashTable *
packshot_contents_of_gallery (PackshotDb      *db,
                              PackshotGallery *gallery,
                              GError         **error)
{
  g_autoptr(GHashTable) contents = NULL;

  contents = g_hash_table_new_full (g_str_hash, g_str_equal, NULL,
                                    (GDestroyNotify)packshot_content_free);
  for (guint i = 0; i < packshot_gallery_get_n (gallery); i++)
    {
      const char *sha256 = packshot_image_get_sha256 (packshot_gallery_get (gallery, i));

      if (sha256 != NULL && !add_content (db, sha256, contents, error))
        return NULL;
    }
  return g_steal_pointer (&contents);
}
