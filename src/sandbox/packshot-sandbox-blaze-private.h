/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include "packshot-sandbox-private.h"

G_BEGIN_DECLS

#define BLAZE_ASSETS "blaze/assets"
#define BLAZE_PRODUCTS "blaze/products"
#define BLAZE_BRANDS "blaze/brands"
#define BLAZE_CATEGORIES "blaze/categories"

/* packshot-sandbox-blaze.c */
PackshotSandboxHandlerFunc _packshot_sandbox_blaze_handle;
PackshotSandboxErrorFunc _packshot_sandbox_blaze_error;
PackshotSandboxResponse *_packshot_sandbox_blaze_list (PackshotSandbox         *self,
                                                       PackshotSandboxExchange *exchange,
                                                       GPtrArray               *docs,
                                                       const char              *start_name);
JsonObject *_packshot_sandbox_blaze_out (PackshotSandbox *self,
                                         JsonObject      *doc);
void _packshot_sandbox_blaze_stamp (PackshotSandbox *self,
                                    JsonObject      *doc);
char *_packshot_sandbox_blaze_id (const char *seed);

/* packshot-sandbox-blaze-assets.c */
PackshotSandboxHandlerFunc _packshot_sandbox_blaze_upload;
PackshotSandboxHandlerFunc _packshot_sandbox_blaze_get_asset;
JsonObject *_packshot_sandbox_blaze_find_asset (PackshotSandbox *self,
                                                const char      *key);
JsonObject *_packshot_sandbox_blaze_add_asset (PackshotSandbox  *self,
                                               GBytes           *bytes,
                                               const char       *name,
                                               const char       *type,
                                               gboolean          is_public,
                                               GError          **error);
void _packshot_sandbox_blaze_expand_asset (PackshotSandbox *self,
                                           JsonObject      *asset);
gboolean _packshot_sandbox_blaze_take_asset (PackshotSandbox  *self,
                                             JsonObject       *asset,
                                             JsonObject      **taken);

/* packshot-sandbox-blaze-products.c */
PackshotSandboxHandlerFunc _packshot_sandbox_blaze_products;
PackshotSandboxHandlerFunc _packshot_sandbox_blaze_modified;
PackshotSandboxHandlerFunc _packshot_sandbox_blaze_inventory;
PackshotSandboxHandlerFunc _packshot_sandbox_blaze_product;
PackshotSandboxHandlerFunc _packshot_sandbox_blaze_product_sku;
PackshotSandboxHandlerFunc _packshot_sandbox_blaze_add;
PackshotSandboxHandlerFunc _packshot_sandbox_blaze_put;
void _packshot_sandbox_blaze_add_product (PackshotSandbox              *self,
                                          const PackshotSandboxProduct *product,
                                          const char                   *gtin);

/* packshot-sandbox-blaze-groups.c */
PackshotSandboxHandlerFunc _packshot_sandbox_blaze_brands;
PackshotSandboxHandlerFunc _packshot_sandbox_blaze_add_brand;
PackshotSandboxHandlerFunc _packshot_sandbox_blaze_put_brand;
PackshotSandboxHandlerFunc _packshot_sandbox_blaze_delete_brand;
PackshotSandboxHandlerFunc _packshot_sandbox_blaze_categories;
PackshotSandboxHandlerFunc _packshot_sandbox_blaze_category;
PackshotSandboxHandlerFunc _packshot_sandbox_blaze_put_category;
char *_packshot_sandbox_blaze_ensure_group (PackshotSandbox *self,
                                            const char      *table,
                                            const char      *name);

G_END_DECLS
