/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include "packshot-blaze-service.h"
#include "packshot-service-private.h"

G_BEGIN_DECLS

#define PACKSHOT_TYPE_BLAZE_SERVICE (_packshot_blaze_service_get_type ())
G_DECLARE_FINAL_TYPE (PackshotBlazeService, _packshot_blaze_service, PACKSHOT, BLAZE_SERVICE,
                      GObject)

struct _PackshotBlazeService
{
  GObject parent_instance;

  PackshotHttp *http;    /* (owned) */
};

/* packshot-blaze-products.c */
void             _packshot_blaze_test_async          (PackshotService       *service,
                                                      GCancellable          *cancellable,
                                                      GAsyncReadyCallback    callback,
                                                      gpointer               user_data);
void             _packshot_blaze_list_items_async    (PackshotService       *service,
                                                      const char            *cursor,
                                                      GCancellable          *cancellable,
                                                      GAsyncReadyCallback    callback,
                                                      gpointer               user_data);

/* packshot-blaze-gallery.c */
void             _packshot_blaze_list_images_async   (PackshotService       *service,
                                                      const PackshotItem    *item,
                                                      GCancellable          *cancellable,
                                                      GAsyncReadyCallback    callback,
                                                      gpointer               user_data);
void             _packshot_blaze_write_async         (PackshotService       *service,
                                                      const PackshotItem    *item,
                                                      PackshotListing       *seen,
                                                      PackshotListing       *wanted,
                                                      GCancellable          *cancellable,
                                                      GAsyncReadyCallback    callback,
                                                      gpointer               user_data);

/* packshot-blaze-assets.c */
void             _packshot_blaze_fetch_async         (PackshotService       *service,
                                                      const PackshotItem    *item,
                                                      PackshotImage         *image,
                                                      gboolean               thumbnail,
                                                      const char            *path,
                                                      GCancellable          *cancellable,
                                                      GAsyncReadyCallback    callback,
                                                      gpointer               user_data);
void             _packshot_blaze_upload_async        (PackshotService       *service,
                                                      const PackshotItem    *item,
                                                      const PackshotUpload  *upload,
                                                      PackshotProgressFunc   progress,
                                                      gpointer               progress_data,
                                                      GCancellable          *cancellable,
                                                      GAsyncReadyCallback    callback,
                                                      gpointer               user_data);

G_END_DECLS
