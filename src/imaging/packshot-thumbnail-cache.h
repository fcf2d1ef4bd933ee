/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include "packshot-pixels.h"

G_BEGIN_DECLS

gboolean        _packshot_thumbnail_cache_is_key (const char     *sha256);
PackshotPixels *_packshot_thumbnail_cache_read   (const char     *dir,
                                                  const char     *sha256,
                                                  int             size);
void            _packshot_thumbnail_cache_write  (const char     *dir,
                                                  const char     *sha256,
                                                  int             size,
                                                  PackshotPixels *pixels);

G_END_DECLS
