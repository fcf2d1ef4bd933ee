/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include "packshot-closient-service.h"
#include "packshot-service-private.h"

G_BEGIN_DECLS

#define PACKSHOT_TYPE_CLOSIENT_SERVICE (_packshot_closient_service_get_type ())
G_DECLARE_FINAL_TYPE (PackshotClosientService, _packshot_closient_service, PACKSHOT,
                      CLOSIENT_SERVICE, GObject)

struct _PackshotClosientService
{
  GObject parent_instance;

  PackshotHttp *http;    /* (owned) */
  char *organization;    /* (owned) (nullable): NULL until the server was asked for the only one */
};

/* packshot-closient-account.c */
void        _packshot_closient_test_async          (PackshotService          *service,
                                                    GCancellable             *cancellable,
                                                    GAsyncReadyCallback       callback,
                                                    gpointer                  user_data);
void        _packshot_closient_organization_async  (PackshotClosientService  *self,
                                                    GCancellable             *cancellable,
                                                    GAsyncReadyCallback       callback,
                                                    gpointer                  user_data);
const char *_packshot_closient_organization_finish (PackshotClosientService  *self,
                                                    GAsyncResult             *result,
                                                    GError                  **error);

/* packshot-closient-products.c */
void        _packshot_closient_list_items_async    (PackshotService          *service,
                                                    const char               *cursor,
                                                    GCancellable             *cancellable,
                                                    GAsyncReadyCallback       callback,
                                                    gpointer                  user_data);

/* packshot-closient-images.c */
void        _packshot_closient_list_images_async   (PackshotService          *service,
                                                    const PackshotItem       *item,
                                                    GCancellable             *cancellable,
                                                    GAsyncReadyCallback       callback,
                                                    gpointer                  user_data);
void        _packshot_closient_fetch_async         (PackshotService          *service,
                                                    const PackshotItem       *item,
                                                    PackshotImage            *image,
                                                    gboolean                  thumbnail,
                                                    const char               *path,
                                                    GCancellable             *cancellable,
                                                    GAsyncReadyCallback       callback,
                                                    gpointer                  user_data);
void        _packshot_closient_delete_async        (PackshotService          *service,
                                                    const PackshotItem       *item,
                                                    const char               *remote_id,
                                                    GCancellable             *cancellable,
                                                    GAsyncReadyCallback       callback,
                                                    gpointer                  user_data);

/* packshot-closient-upload.c */
void        _packshot_closient_upload_async        (PackshotService          *service,
                                                    const PackshotItem       *item,
                                                    const PackshotUpload     *upload,
                                                    PackshotProgressFunc      progress,
                                                    gpointer                  progress_data,
                                                    GCancellable             *cancellable,
                                                    GAsyncReadyCallback       callback,
                                                    gpointer                  user_data);

PackshotRequest *
            _packshot_closient_images_request_new  (PackshotClosientService  *self,
                                                    const char               *method,
                                                    const char               *gtin,
                                                    const char               *rest);

G_END_DECLS
