/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include "packshot-image.h"

G_BEGIN_DECLS

#define PACKSHOT_TYPE_LISTING (packshot_listing_get_type ())
GType            packshot_listing_get_type       (void) G_GNUC_CONST;
PackshotListing *packshot_listing_new            (void);
PackshotListing *packshot_listing_ref            (PackshotListing *self);
void             packshot_listing_unref          (PackshotListing *self);
void             packshot_listing_add            (PackshotListing *self,
                                                  PackshotImage   *image,
                                                  gboolean         is_primary);
guint            packshot_listing_get_n          (PackshotListing *self);
PackshotImage   *packshot_listing_get            (PackshotListing *self,
                                                  guint            index);
const char      *packshot_listing_get_primary    (PackshotListing *self);
PackshotImage   *packshot_listing_find           (PackshotListing *self,
                                                  const char      *remote_id);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PackshotListing, packshot_listing_unref)

G_END_DECLS
