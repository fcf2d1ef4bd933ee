/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include "packshot-goldleaf-service.h"
#include "packshot-service-private.h"

G_BEGIN_DECLS

/* What the upload page calls the caller's own organization. */
#define PACKSHOT_GOLDLEAF_OWN_ORGANIZATION "thisOrgId"

#define PACKSHOT_TYPE_GOLDLEAF_SERVICE (_packshot_goldleaf_service_get_type ())
G_DECLARE_FINAL_TYPE (PackshotGoldleafService, _packshot_goldleaf_service, PACKSHOT,
                      GOLDLEAF_SERVICE, GObject)

struct _PackshotGoldleafService
{
  GObject parent_instance;

  PackshotHttp *http;       /* (owned) */
  char *key_name;           /* (owned) */
  char *key;                /* (owned) */
  char *organization;       /* (owned) (nullable): as the account names it */
  char *customer;           /* (owned) (nullable): setting "customer_id", for keys of customers */
  char *part;               /* (owned): setting "part": the picture's part in a multipart body */
  gboolean is_raw;          /* setting "body": the picture is the whole body */

  gboolean has_token;
  gint64 token_until;       /* microseconds UTC */
};

/* packshot-goldleaf-token.c */
void              _packshot_goldleaf_send_async       (PackshotGoldleafService  *self,
                                                       PackshotRequest          *request,
                                                       PackshotProgressFunc      progress,
                                                       gpointer                  progress_data,
                                                       GCancellable             *cancellable,
                                                       GAsyncReadyCallback       callback,
                                                       gpointer                  user_data);
PackshotResponse *_packshot_goldleaf_send_finish      (PackshotGoldleafService  *self,
                                                       GAsyncResult             *result,
                                                       GError                  **error);
JsonNode         *_packshot_goldleaf_send_finish_json (PackshotGoldleafService  *self,
                                                       GAsyncResult             *result,
                                                       GError                  **error);

/* packshot-goldleaf-owners.c */
void              _packshot_goldleaf_list_items_async (PackshotService          *service,
                                                       const char               *cursor,
                                                       GCancellable             *cancellable,
                                                       GAsyncReadyCallback       callback,
                                                       gpointer                  user_data);

/* packshot-goldleaf-test.c */
void              _packshot_goldleaf_test_async       (PackshotService          *service,
                                                       GCancellable             *cancellable,
                                                       GAsyncReadyCallback       callback,
                                                       gpointer                  user_data);

/* packshot-goldleaf-image.c */
void              _packshot_goldleaf_fetch_async      (PackshotService          *service,
                                                       const PackshotItem       *item,
                                                       PackshotImage            *image,
                                                       gboolean                  thumbnail,
                                                       const char               *path,
                                                       GCancellable             *cancellable,
                                                       GAsyncReadyCallback       callback,
                                                       gpointer                  user_data);
void              _packshot_goldleaf_upload_async     (PackshotService          *service,
                                                       const PackshotItem       *item,
                                                       const PackshotUpload     *upload,
                                                       PackshotProgressFunc      progress,
                                                       gpointer                  progress_data,
                                                       GCancellable             *cancellable,
                                                       GAsyncReadyCallback       callback,
                                                       gpointer                  user_data);

G_END_DECLS
