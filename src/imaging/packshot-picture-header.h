/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include "packshot-picture-type.h"

G_BEGIN_DECLS

/**
 * PackshotPictureHeader:
 * @type: by content
 * @width: as stored, before orientation; 0 when the format's header does not tell
 * @height: as @width
 * @orientation: EXIF's 1 to 8: how the stored rows have to be turned; 1 is upright
 * @is_complete: whether the file has the end that its format prescribes; true for formats of
 *   which only a decoder can tell
 */
typedef struct
{
  PackshotPictureType type;
  gint64 width;
  gint64 height;
  int orientation;
  gboolean is_complete;
} PackshotPictureHeader;

void _packshot_picture_header_read (int                    fd,
                                    gint64                 n_bytes,
                                    PackshotPictureHeader *header);

G_END_DECLS
