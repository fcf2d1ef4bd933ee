/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include <gtk/gtk.h>

#include "packshot-session.h"

G_BEGIN_DECLS

/**
 * PACKSHOT_TEXTURE_CACHE_BYTES:
 *
 * What the pictures kept for one session may take of memory, on screen or not.
 */
#define PACKSHOT_TEXTURE_CACHE_BYTES ((gsize)96 * 1024 * 1024)

#define PACKSHOT_TYPE_TEXTURE_CACHE (packshot_texture_cache_get_type ())
G_DECLARE_FINAL_TYPE (PackshotTextureCache, packshot_texture_cache, PACKSHOT, TEXTURE_CACHE,
                      GObject)

PackshotTextureCache *packshot_texture_cache_new         (gsize                 max_bytes);
PackshotTextureCache *packshot_texture_cache_for_session (PackshotSession      *session);
GdkTexture           *packshot_texture_cache_lookup      (PackshotTextureCache *self,
                                                          const char           *sha256,
                                                          int                   size);
GdkTexture           *packshot_texture_cache_add         (PackshotTextureCache *self,
                                                          const char           *sha256,
                                                          int                   size,
                                                          PackshotPixels       *pixels);
gsize                 packshot_texture_cache_get_bytes   (PackshotTextureCache *self);

/* whether a texture of this cache has transparent parts */
gboolean              packshot_texture_get_has_alpha     (GdkTexture           *texture);

G_END_DECLS
