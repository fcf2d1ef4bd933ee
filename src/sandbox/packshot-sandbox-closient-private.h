/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include "packshot-sandbox-private.h"

G_BEGIN_DECLS

/* One function for a list of products and of images: how an element is written. */
typedef JsonObject *(*PackshotSandboxClosientOut) (PackshotSandbox *self,
                                                   JsonObject      *doc);

/* packshot-sandbox-closient.c */
PackshotSandboxHandlerFunc _packshot_sandbox_closient_handle;
PackshotSandboxErrorFunc _packshot_sandbox_closient_error;
PackshotSandboxResponse *_packshot_sandbox_closient_page (PackshotSandbox            *self,
                                                          PackshotSandboxExchange    *exchange,
                                                          GPtrArray                  *docs,
                                                          PackshotSandboxClosientOut  out);
gboolean _packshot_sandbox_closient_is_member (PackshotSandbox         *self,
                                               PackshotSandboxExchange *exchange,
                                               const char              *organization);
gboolean _packshot_sandbox_closient_may_write (PackshotSandboxExchange *exchange);
const char *_packshot_sandbox_closient_role (PackshotSandboxExchange *exchange);

/* packshot-sandbox-closient-account.c */
PackshotSandboxHandlerFunc _packshot_sandbox_closient_whoami;
PackshotSandboxHandlerFunc _packshot_sandbox_closient_organization;
PackshotSandboxHandlerFunc _packshot_sandbox_closient_members;
PackshotSandboxHandlerFunc _packshot_sandbox_closient_api_catalog;

/* packshot-sandbox-closient-products.c */
char *_packshot_sandbox_closient_table (const char *organization);
JsonObject *_packshot_sandbox_closient_find (PackshotSandbox          *self,
                                             PackshotSandboxExchange  *exchange,
                                             PackshotSandboxResponse **refusal);
PackshotSandboxHandlerFunc _packshot_sandbox_closient_products;
PackshotSandboxHandlerFunc _packshot_sandbox_closient_products_slash;
PackshotSandboxHandlerFunc _packshot_sandbox_closient_trade_items;
PackshotSandboxHandlerFunc _packshot_sandbox_closient_trade_item;
PackshotSandboxHandlerFunc _packshot_sandbox_closient_stats;
PackshotSandboxHandlerFunc _packshot_sandbox_closient_completeness;
void _packshot_sandbox_closient_add_product (PackshotSandbox              *self,
                                             const PackshotSandboxProduct *product,
                                             const char                   *gtin);

/* packshot-sandbox-closient-images.c */
GPtrArray *_packshot_sandbox_closient_sorted (JsonObject *product);
char *_packshot_sandbox_closient_image_url (PackshotSandbox *self,
                                            const char      *organization,
                                            const char      *gtin,
                                            JsonObject      *image);
PackshotSandboxHandlerFunc _packshot_sandbox_closient_list_images;
PackshotSandboxHandlerFunc _packshot_sandbox_closient_upload_image;
PackshotSandboxHandlerFunc _packshot_sandbox_closient_delete_image;
char *_packshot_sandbox_closient_put_image (PackshotSandbox  *self,
                                            JsonObject       *product,
                                            GBytes           *bytes,
                                            const char       *title,
                                            gboolean          is_primary,
                                            GError          **error);
gboolean _packshot_sandbox_closient_change_image (PackshotSandbox  *self,
                                                  JsonObject       *product,
                                                  const char       *id,
                                                  GBytes           *bytes,
                                                  const char       *title,
                                                  GError          **error);

G_END_DECLS
