/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* A decoded picture as a value: immutable, reference-counted, any thread. It owns a reference to
 * its bytes, so that a texture can be made of it without a copy. */

#include "config.h"

#include "packshot-pixels.h"

struct _PackshotPixels
{
  gatomicrefcount ref_count;
  int             width;
  int             height;
  gsize           stride;
  gboolean        has_alpha;
  GBytes         *bytes;  /* (owned) */
};

G_DEFINE_BOXED_TYPE (PackshotPixels, packshot_pixels, packshot_pixels_ref, packshot_pixels_unref)

/**
 * packshot_pixels_new:
 * @width: in pixels
 * @height: in pixels
 * @stride: bytes from one row to the next
 * @has_alpha: four bytes a pixel instead of three
 * @bytes: the rows; the last one may end with its last pixel
 *
 * Returns: (transfer full): the picture
 */
PackshotPixels *
packshot_pixels_new (int width,
                     int height,
                     gsize stride,
                     gboolean has_alpha,
                     GBytes   *bytes)
{
  PackshotPixels *self;
  gsize row = (gsize)MAX (width, 0) * (has_alpha ? 4 : 3);

  g_return_val_if_fail (width > 0 && height > 0, NULL);
  g_return_val_if_fail (stride >= row, NULL);
  g_return_val_if_fail (bytes != NULL, NULL);
  g_return_val_if_fail (g_bytes_get_size (bytes) >= stride * (gsize)(height - 1) + row, NULL);

  self = g_new0 (PackshotPixels, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->width = width;
  self->height = height;
  self->stride = stride;
  self->has_alpha = has_alpha;
  self->bytes = g_bytes_ref (bytes);
  return self;
}

/**
 * packshot_pixels_ref:
 * @self: a picture
 *
 * Returns: (transfer full): @self
 */
PackshotPixels *
packshot_pixels_ref (PackshotPixels *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * packshot_pixels_unref:
 * @self: (transfer full): a picture
 */
void
packshot_pixels_unref (PackshotPixels *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_bytes_unref (self->bytes);
  g_free (self);
}

/**
 * packshot_pixels_get_width:
 * @self: a picture
 *
 * Returns: its width in pixels
 */
int
packshot_pixels_get_width (PackshotPixels *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->width;
}

/**
 * packshot_pixels_get_height:
 * @self: a picture
 *
 * Returns: its height in pixels
 */
int
packshot_pixels_get_height (PackshotPixels *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->height;
}

/**
 * packshot_pixels_get_stride:
 * @self: a picture
 *
 * Returns: bytes from one row to the next
 */
gsize
packshot_pixels_get_stride (PackshotPixels *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->stride;
}

/**
 * packshot_pixels_get_has_alpha:
 * @self: a picture
 *
 * Returns: whether a pixel has four bytes, the last one its opacity
 */
gboolean
packshot_pixels_get_has_alpha (PackshotPixels *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->has_alpha;
}

/**
 * packshot_pixels_get_bytes:
 * @self: a picture
 *
 * Returns: (transfer none): its rows
 */
GBytes *
packshot_pixels_get_bytes (PackshotPixels *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->bytes;
}
