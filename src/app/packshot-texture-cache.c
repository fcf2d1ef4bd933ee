/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* Textures that were shown lately, bounded by the memory they take, not by their number. The least
 * recently asked for goes first; one that is still on screen lives on in its well. Main thread.
 *
 * One cache belongs to one session and lives as long: it hangs on it. */

#include "config.h"

#include "packshot-texture-cache.h"

#define CACHE_KEY "packshot-texture-cache"
#define ALPHA_KEY "packshot-texture-alpha"

typedef struct
{
  char       *key;
  GdkTexture *texture;
  gsize       bytes;
} Entry;

struct _PackshotTextureCache
{
  GObject     parent_instance;

  gsize       max_bytes;
  gsize       bytes;
  GQueue      entries;  /* (element-type Entry) (owned): newest first */
  GHashTable *by_key;   /* key → link of entries */
};

G_DEFINE_FINAL_TYPE (PackshotTextureCache, packshot_texture_cache, G_TYPE_OBJECT)

static void
entry_free (Entry *entry)
{
  g_free (entry->key);
  g_object_unref (entry->texture);
  g_free (entry);
}

static char *
dup_key (const char *sha256,
         int         size)
{
  return g_strdup_printf ("%s/%d", sha256, size);
}

static void
drop_last (PackshotTextureCache *self)
{
  Entry *entry = g_queue_pop_tail (&self->entries);

  g_hash_table_remove (self->by_key, entry->key);
  self->bytes -= entry->bytes;
  entry_free (entry);
}

static void
packshot_texture_cache_finalize (GObject *object)
{
  PackshotTextureCache *self = PACKSHOT_TEXTURE_CACHE (object);

  g_hash_table_unref (self->by_key);
  g_queue_clear_full (&self->entries, (GDestroyNotify)entry_free);
  G_OBJECT_CLASS (packshot_texture_cache_parent_class)->finalize (object);
}

static void
packshot_texture_cache_class_init (PackshotTextureCacheClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = packshot_texture_cache_finalize;
}

static void
packshot_texture_cache_init (PackshotTextureCache *self)
{
  g_queue_init (&self->entries);
  self->by_key = g_hash_table_new (g_str_hash, g_str_equal);
}

/**
 * packshot_texture_cache_new:
 * @max_bytes: what it may hold
 *
 * Returns: (transfer full): an empty cache
 */
PackshotTextureCache *
packshot_texture_cache_new (gsize max_bytes)
{
  PackshotTextureCache *self = g_object_new (PACKSHOT_TYPE_TEXTURE_CACHE, NULL);

  self->max_bytes = max_bytes;
  return self;
}

/**
 * packshot_texture_cache_for_session:
 * @session: a session
 *
 * Returns: (transfer none): the session's cache, made when it is first asked for
 */
PackshotTextureCache *
packshot_texture_cache_for_session (PackshotSession *session)
{
  PackshotTextureCache *self;

  g_return_val_if_fail (G_IS_OBJECT (session), NULL);

  self = g_object_get_data (G_OBJECT (session), CACHE_KEY);
  if (self == NULL)
    {
      self = packshot_texture_cache_new (PACKSHOT_TEXTURE_CACHE_BYTES);
      g_object_set_data_full (G_OBJECT (session), CACHE_KEY, self, g_object_unref);
    }
  return self;
}

/**
 * packshot_texture_cache_lookup:
 * @self: a cache
 * @sha256: a picture
 * @size: the size it was asked for
 *
 * Returns: (transfer none) (nullable): its texture
 */
GdkTexture *
packshot_texture_cache_lookup (PackshotTextureCache *self,
                               const char           *sha256,
                               int                   size)
{
  g_autofree char *key = dup_key (sha256, size);
  GList *link;

  g_return_val_if_fail (PACKSHOT_IS_TEXTURE_CACHE (self), NULL);

  link = g_hash_table_lookup (self->by_key, key);
  if (link == NULL)
    return NULL;
  g_queue_unlink (&self->entries, link);
  g_queue_push_head_link (&self->entries, link);
  return ((Entry *)link->data)->texture;
}

static GdkTexture *
texture_new (PackshotPixels *pixels)
{
  gboolean alpha = packshot_pixels_get_has_alpha (pixels);
  GdkTexture *texture;

  texture = gdk_memory_texture_new (packshot_pixels_get_width (pixels),
                                    packshot_pixels_get_height (pixels),
                                    alpha ? GDK_MEMORY_R8G8B8A8 : GDK_MEMORY_R8G8B8,
                                    packshot_pixels_get_bytes (pixels),
                                    packshot_pixels_get_stride (pixels));
  g_object_set_data (G_OBJECT (texture), ALPHA_KEY, GINT_TO_POINTER (alpha));
  return texture;
}

/**
 * packshot_texture_cache_add:
 * @self: a cache
 * @sha256: a picture
 * @size: the size it was asked for
 * @pixels: the picture in that size
 *
 * Returns: (transfer full): its texture
 */
GdkTexture *
packshot_texture_cache_add (PackshotTextureCache *self,
                            const char           *sha256,
                            int                   size,
                            PackshotPixels       *pixels)
{
  GdkTexture *known = packshot_texture_cache_lookup (self, sha256, size);
  Entry *entry;

  if (known != NULL)
    return g_object_ref (known);

  entry = g_new0 (Entry, 1);
  entry->key = dup_key (sha256, size);
  entry->texture = texture_new (pixels);
  entry->bytes = packshot_pixels_get_stride (pixels) * packshot_pixels_get_height (pixels);
  g_queue_push_head (&self->entries, entry);
  g_hash_table_insert (self->by_key, entry->key, self->entries.head);
  self->bytes += entry->bytes;
  known = g_object_ref (entry->texture);
  while (self->bytes > self->max_bytes)
    drop_last (self);
  return known;
}

/**
 * packshot_texture_cache_get_bytes:
 * @self: a cache
 *
 * Returns: what it holds
 */
gsize
packshot_texture_cache_get_bytes (PackshotTextureCache *self)
{
  g_return_val_if_fail (PACKSHOT_IS_TEXTURE_CACHE (self), 0);

  return self->bytes;
}

/**
 * packshot_texture_get_has_alpha:
 * @texture: from a cache
 *
 * Returns: whether it may have transparent parts
 */
gboolean
packshot_texture_get_has_alpha (GdkTexture *texture)
{
  return GPOINTER_TO_INT (g_object_get_data (G_OBJECT (texture), ALPHA_KEY));
}
