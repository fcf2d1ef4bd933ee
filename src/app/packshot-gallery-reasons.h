/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include "packshot-item-view.h"

G_BEGIN_DECLS

typedef enum
{
  PACKSHOT_GALLERY_PRIMARY,
  PACKSHOT_GALLERY_MOVE,
  PACKSHOT_GALLERY_CAPTION,
  PACKSHOT_GALLERY_REPLACE,
  PACKSHOT_GALLERY_SAVE_COPY,
  PACKSHOT_GALLERY_REMOVE,
} PackshotGalleryVerb;

#define PACKSHOT_GALLERY_N_VERBS (PACKSHOT_GALLERY_REMOVE + 1)

char *packshot_gallery_reason (PackshotItemView    *view,
                               GArray              *images,
                               PackshotGalleryVerb  verb);
char *packshot_gallery_reason_add (PackshotItemView *view);

G_END_DECLS
