/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include "packshot-types.h"

G_BEGIN_DECLS

/**
 * PACKSHOT_TITLE_MAX:
 *
 * The most characters a caption may have: Closient's limit for `title`
 * (docs.closient.com, "Upload product image").
 */
#define PACKSHOT_TITLE_MAX 255

/**
 * PackshotRemote:
 * @id: the service's own id of the row or asset
 * @priority: the service's ordering number, or -1 when it shows none
 * @created: (nullable): the service's time of creation, as it wrote it
 * @url: (nullable): where the original can be fetched
 * @raw: (nullable): the service's whole record as JSON, where it has to be written back
 *
 * What a server said of a picture when it was last looked at. Immutable.
 */
struct _PackshotRemote
{
  char *id;
  gint64 priority;
  char *created;
  char *url;
  char *raw;

  /*< private >*/
  gatomicrefcount ref_count;
};

#define PACKSHOT_TYPE_REMOTE (packshot_remote_get_type ())
GType           packshot_remote_get_type (void) G_GNUC_CONST;
PackshotRemote *packshot_remote_new      (const char     *id,
                                          gint64          priority,
                                          const char     *created,
                                          const char     *url,
                                          const char     *raw);
PackshotRemote *packshot_remote_ref      (PackshotRemote *self);
void            packshot_remote_unref    (PackshotRemote *self);

#define PACKSHOT_TYPE_IMAGE (packshot_image_get_type ())
GType               packshot_image_get_type        (void) G_GNUC_CONST;
PackshotImage      *packshot_image_new             (gint64              id,
                                                    const char         *sha256,
                                                    const char         *title,
                                                    PackshotVisibility  visibility,
                                                    PackshotRemote     *remote);
PackshotImage      *packshot_image_ref             (PackshotImage      *self);
void                packshot_image_unref           (PackshotImage      *self);
gint64              packshot_image_get_id          (PackshotImage      *self);
const char         *packshot_image_get_sha256      (PackshotImage      *self);
const char         *packshot_image_get_title       (PackshotImage      *self);
PackshotVisibility  packshot_image_get_visibility  (PackshotImage      *self);
PackshotRemote     *packshot_image_get_remote      (PackshotImage      *self);
const char         *packshot_image_get_remote_id   (PackshotImage      *self);
PackshotImage      *packshot_image_with_id         (PackshotImage      *self,
                                                    gint64              id);
PackshotImage      *packshot_image_with_sha256     (PackshotImage      *self,
                                                    const char         *sha256);
PackshotImage      *packshot_image_with_title      (PackshotImage      *self,
                                                    const char         *title);
PackshotImage      *packshot_image_with_visibility (PackshotImage      *self,
                                                    PackshotVisibility  visibility);
PackshotImage      *packshot_image_with_remote     (PackshotImage      *self,
                                                    PackshotRemote     *remote);
gboolean            packshot_image_same_content    (PackshotImage      *a,
                                                    PackshotImage      *b);
gboolean            packshot_image_equal           (PackshotImage      *a,
                                                    PackshotImage      *b);
gboolean            packshot_title_check           (const char         *title,
                                                    GError            **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PackshotRemote, packshot_remote_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PackshotImage, packshot_image_unref)

G_END_DECLS
