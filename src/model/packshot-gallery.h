/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include "packshot-image.h"

G_BEGIN_DECLS

#define PACKSHOT_TYPE_GALLERY (packshot_gallery_get_type ())
GType            packshot_gallery_get_type       (void) G_GNUC_CONST;
PackshotGallery *packshot_gallery_new            (void);
PackshotGallery *packshot_gallery_new_from       (GPtrArray        *images,
                                                  gint64            primary,
                                                  GError          **error);
PackshotGallery *packshot_gallery_ref            (PackshotGallery  *self);
void             packshot_gallery_unref          (PackshotGallery  *self);
guint            packshot_gallery_get_n          (PackshotGallery  *self);
PackshotImage   *packshot_gallery_get            (PackshotGallery  *self,
                                                  guint             index);
gint64           packshot_gallery_get_primary    (PackshotGallery  *self);
PackshotImage   *packshot_gallery_lookup         (PackshotGallery  *self,
                                                  gint64            id);
int              packshot_gallery_index_of       (PackshotGallery  *self,
                                                  gint64            id);
PackshotImage   *packshot_gallery_find_remote    (PackshotGallery  *self,
                                                  const char       *remote_id);
PackshotImage   *packshot_gallery_find_content   (PackshotGallery  *self,
                                                  const char       *sha256);
GPtrArray       *packshot_gallery_dup_shown      (PackshotGallery  *self);
gboolean         packshot_gallery_equal          (PackshotGallery  *a,
                                                  PackshotGallery  *b);
gboolean         packshot_gallery_equal_shown    (PackshotGallery  *a,
                                                  PackshotGallery  *b);

PackshotGallery *packshot_gallery_with_inserted  (PackshotGallery  *self,
                                                  guint             index,
                                                  PackshotImage    *image);
PackshotGallery *packshot_gallery_with_image     (PackshotGallery  *self,
                                                  PackshotImage    *image);
PackshotGallery *packshot_gallery_with_removed   (PackshotGallery  *self,
                                                  gint64            id);
PackshotGallery *packshot_gallery_with_moved     (PackshotGallery  *self,
                                                  gint64            id,
                                                  guint             index);
PackshotGallery *packshot_gallery_with_primary   (PackshotGallery  *self,
                                                  gint64            id);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PackshotGallery, packshot_gallery_unref)

G_END_DECLS
