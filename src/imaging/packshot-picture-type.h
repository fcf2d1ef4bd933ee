/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * PACKSHOT_PICTURE_SNIFF_BYTES:
 *
 * So many bytes from the beginning of a file are enough to tell its type.
 */
#define PACKSHOT_PICTURE_SNIFF_BYTES 4096

typedef enum
{
  PACKSHOT_PICTURE_UNKNOWN,
  PACKSHOT_PICTURE_JPEG,
  PACKSHOT_PICTURE_PNG,
  PACKSHOT_PICTURE_GIF,
  PACKSHOT_PICTURE_WEBP,
  PACKSHOT_PICTURE_SVG,
  PACKSHOT_PICTURE_BMP,
  PACKSHOT_PICTURE_TIFF,
  PACKSHOT_PICTURE_AVIF,
  PACKSHOT_PICTURE_HEIC,
} PackshotPictureType;

#define PACKSHOT_N_PICTURE_TYPES (PACKSHOT_PICTURE_HEIC + 1)

PackshotPictureType packshot_picture_type_sniff         (const guint8        *data,
                                                         gsize                n_bytes);
const char         *packshot_picture_type_get_name      (PackshotPictureType  type);
const char         *packshot_picture_type_get_mime      (PackshotPictureType  type);
const char         *packshot_picture_type_get_extension (PackshotPictureType  type);

G_END_DECLS
