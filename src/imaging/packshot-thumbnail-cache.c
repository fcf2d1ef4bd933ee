/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* Thumbnails on disk, named by what they show: DIR/thumbnails/<sha256>-<size>.jpg, or .png where
 * there is an opacity to keep. Disposable: whatever is missing, damaged or can't be written is done
 * again next time, so nothing here returns an error. Any thread; files appear whole. */

#include "config.h"

#include "packshot-thumbnail-cache.h"
#include "packshot-decoder.h"

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <glib/gstdio.h>
#include <string.h>

#define JPEG_QUALITY "90"

static char *
get_path (const char *dir,
          const char *sha256,
          int         size,
          const char *extension)
{
  g_autofree char *name = g_strdup_printf ("%s-%d.%s", sha256, size, extension);

  return g_build_filename (dir, "thumbnails", name, NULL);
}

/*
 * _packshot_thumbnail_cache_is_key:
 * @sha256: (nullable): a text
 *
 * Returns: whether @sha256 is 64 lower-case hexadecimal digits, and so safe in a file's name
 */
gboolean
_packshot_thumbnail_cache_is_key (const char *sha256)
{
  return sha256 != NULL && strlen (sha256) == 64 && strspn (sha256, "0123456789abcdef") == 64;
}

/*
 * _packshot_thumbnail_cache_read:
 * @dir: the cache's folder
 * @sha256: of the picture
 * @size: longest side
 *
 * Removes what it finds and can't use.
 *
 * Returns: (transfer full) (nullable): the thumbnail, %NULL when it has to be made
 */
PackshotPixels *
_packshot_thumbnail_cache_read (const char *dir,
                                const char *sha256,
                                int         size)
{
  static const char * const extensions[] = { "jpg", "png" };

  for (guint i = 0; i < G_N_ELEMENTS (extensions); i++)
    {
      g_autofree char *path = get_path (dir, sha256, size, extensions[i]);
      g_autoptr(GError) error = NULL;
      PackshotPixels *pixels = _packshot_decoder_decode (path, size, NULL, &error);

      if (pixels != NULL)
        return pixels;
      if (!g_error_matches (error, PACKSHOT_IMAGING_ERROR, PACKSHOT_IMAGING_ERROR_IO))
        g_unlink (path);
    }
  return NULL;
}

/*
 * _packshot_thumbnail_cache_write:
 * @dir: the cache's folder; made when missing
 * @sha256: of the picture
 * @size: longest side
 * @pixels: the thumbnail
 */
void
_packshot_thumbnail_cache_write (const char     *dir,
                                 const char     *sha256,
                                 int             size,
                                 PackshotPixels *pixels)
{
  gboolean has_alpha = packshot_pixels_get_has_alpha (pixels);
  g_autofree char *path = get_path (dir, sha256, size, has_alpha ? "png" : "jpg");
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *data = NULL;
  gsize n_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GdkPixbuf) pixbuf =
    gdk_pixbuf_new_from_bytes (packshot_pixels_get_bytes (pixels), GDK_COLORSPACE_RGB, has_alpha, 8,
                               packshot_pixels_get_width (pixels),
                               packshot_pixels_get_height (pixels),
                               packshot_pixels_get_stride (pixels));
  gboolean encoded = has_alpha
    ? gdk_pixbuf_save_to_buffer (pixbuf, &data, &n_data, "png", &error, "compression", "1", NULL)
    : gdk_pixbuf_save_to_buffer (pixbuf, &data, &n_data, "jpeg", &error, "quality", JPEG_QUALITY,
                                 NULL);

  g_mkdir_with_parents (folder, 0700);
  if (!encoded || !g_file_set_contents_full (path, data, n_data, G_FILE_SET_CONTENTS_CONSISTENT,
                                             0600, &error))
    g_debug ("Thumbnail not kept: %s", error->message);
}
