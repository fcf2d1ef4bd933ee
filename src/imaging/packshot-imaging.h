/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include <gio/gio.h>

#include "packshot-imaging-error.h"
#include "packshot-picture-type.h"
#include "packshot-pixels.h"

G_BEGIN_DECLS

/**
 * PACKSHOT_IMAGING_MAX_BYTES:
 *
 * Larger files are refused unread. Our own limit: twice the largest upload that Packshot is
 * built for (200 MB), and far above what any sales channel takes (Google Merchant Center 16 MB,
 * Walmart 5 MB).
 */
#define PACKSHOT_IMAGING_MAX_BYTES (G_GINT64_CONSTANT (400) * 1000 * 1000)

/**
 * PACKSHOT_IMAGING_MAX_PIXELS:
 *
 * Larger pictures are refused before memory is taken for them. Our own limit: the largest camera
 * sensors on sale have 200 megapixels; Google Merchant Center takes 64. At four bytes a pixel it
 * is 800 MB for one decoder.
 */
#define PACKSHOT_IMAGING_MAX_PIXELS (G_GINT64_CONSTANT (200) * 1000 * 1000)

/**
 * PackshotPictureFacts:
 * @type: by content, whatever the file's name says
 * @mime_type: of @type; static
 * @width: in pixels, as seen: after the orientation that the file asks for
 * @height: as @width
 * @bytes: size of the file
 */
typedef struct
{
  PackshotPictureType type;
  const char *mime_type;
  int width;
  int height;
  gint64 bytes;
} PackshotPictureFacts;

gboolean packshot_imaging_probe_file (const char            *path,
                                      PackshotPictureFacts  *facts,
                                      GError               **error);

#define PACKSHOT_TYPE_IMAGING (packshot_imaging_get_type ())
G_DECLARE_FINAL_TYPE (PackshotImaging, packshot_imaging, PACKSHOT, IMAGING, GObject)

PackshotImaging *packshot_imaging_new              (const char           *cache_dir,
                                                    guint                 n_workers);
void             packshot_imaging_freeze           (PackshotImaging      *self);
void             packshot_imaging_thaw             (PackshotImaging      *self);
void             packshot_imaging_shutdown         (PackshotImaging      *self);
void             packshot_imaging_probe_async      (PackshotImaging      *self,
                                                    const char           *path,
                                                    int                   priority,
                                                    GCancellable         *cancellable,
                                                    GAsyncReadyCallback   callback,
                                                    gpointer              user_data);
gboolean         packshot_imaging_probe_finish     (PackshotImaging      *self,
                                                    GAsyncResult         *result,
                                                    PackshotPictureFacts *facts,
                                                    GError              **error);
void             packshot_imaging_load_async       (PackshotImaging      *self,
                                                    const char           *path,
                                                    int                   max_side,
                                                    int                   priority,
                                                    GCancellable         *cancellable,
                                                    GAsyncReadyCallback   callback,
                                                    gpointer              user_data);
PackshotPixels  *packshot_imaging_load_finish      (PackshotImaging      *self,
                                                    GAsyncResult         *result,
                                                    GError              **error);
void             packshot_imaging_thumbnail_async  (PackshotImaging      *self,
                                                    const char           *path,
                                                    const char           *sha256,
                                                    int                   size,
                                                    int                   priority,
                                                    GCancellable         *cancellable,
                                                    GAsyncReadyCallback   callback,
                                                    gpointer              user_data);
PackshotPixels  *packshot_imaging_thumbnail_finish (PackshotImaging      *self,
                                                    GAsyncResult         *result,
                                                    GError              **error);

G_END_DECLS
