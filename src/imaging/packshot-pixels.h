/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * PackshotPixels:
 *
 * A decoded picture: rows of 8-bit RGB or (straight, not premultiplied) RGBA, top row first.
 * Immutable and reference-counted; it may cross threads.
 */
typedef struct _PackshotPixels PackshotPixels;

#define PACKSHOT_TYPE_PIXELS (packshot_pixels_get_type ())
GType           packshot_pixels_get_type      (void) G_GNUC_CONST;
PackshotPixels *packshot_pixels_new           (int             width,
                                               int             height,
                                               gsize           stride,
                                               gboolean        has_alpha,
                                               GBytes         *bytes);
PackshotPixels *packshot_pixels_ref           (PackshotPixels *self);
void            packshot_pixels_unref         (PackshotPixels *self);
int             packshot_pixels_get_width     (PackshotPixels *self);
int             packshot_pixels_get_height    (PackshotPixels *self);
gsize           packshot_pixels_get_stride    (PackshotPixels *self);
gboolean        packshot_pixels_get_has_alpha (PackshotPixels *self);
GBytes         *packshot_pixels_get_bytes     (PackshotPixels *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PackshotPixels, packshot_pixels_unref)

G_END_DECLS
