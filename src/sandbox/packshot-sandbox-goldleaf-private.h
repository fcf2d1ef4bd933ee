/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include "packshot-sandbox-private.h"

G_BEGIN_DECLS

#define GOLDLEAF_CUSTOMERS "goldleaf/customers"
#define GOLDLEAF_BRANDS "goldleaf/brands"
#define GOLDLEAF_PICTURES "goldleaf/pictures"

/* packshot-sandbox-goldleaf.c */
PackshotSandboxHandlerFunc _packshot_sandbox_goldleaf_handle;
PackshotSandboxErrorFunc _packshot_sandbox_goldleaf_error;

/* packshot-sandbox-goldleaf-owners.c */
char *_packshot_sandbox_goldleaf_organization_id (void);
PackshotSandboxHandlerFunc _packshot_sandbox_goldleaf_customers;
PackshotSandboxHandlerFunc _packshot_sandbox_goldleaf_create_customer;
PackshotSandboxHandlerFunc _packshot_sandbox_goldleaf_customer;
PackshotSandboxHandlerFunc _packshot_sandbox_goldleaf_update_customer;
PackshotSandboxHandlerFunc _packshot_sandbox_goldleaf_brands;
PackshotSandboxHandlerFunc _packshot_sandbox_goldleaf_organization;
char *_packshot_sandbox_goldleaf_add_owner (PackshotSandbox *self,
                                            const char      *table,
                                            const char      *name);

/* packshot-sandbox-goldleaf-image.c */
PackshotSandboxHandlerFunc _packshot_sandbox_goldleaf_get_image;
PackshotSandboxHandlerFunc _packshot_sandbox_goldleaf_post_image;
gboolean _packshot_sandbox_goldleaf_has_owner (PackshotSandbox *self,
                                               const char      *id);
gboolean _packshot_sandbox_goldleaf_put_image (PackshotSandbox  *self,
                                               const char       *id,
                                               GBytes           *bytes,
                                               GError          **error);

G_END_DECLS
