/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include "packshot-imaging.h"

G_BEGIN_DECLS

/* Asked between the chunks of a file: TRUE gives the decoding up. */
typedef gboolean (* PackshotDecoderStopFunc) (gpointer user_data);

typedef struct
{
  PackshotDecoderStopFunc func;
  gpointer user_data;
} PackshotDecoderStop;

gboolean        _packshot_decoder_probe  (const char                 *path,
                                          const PackshotDecoderStop  *stop,
                                          PackshotPictureFacts       *facts,
                                          GError                    **error);
PackshotPixels *_packshot_decoder_decode (const char                 *path,
                                          int                         max_side,
                                          const PackshotDecoderStop  *stop,
                                          GError                    **error);

G_END_DECLS
