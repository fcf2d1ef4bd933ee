/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include "packshot-sandbox-private.h"

G_BEGIN_DECLS

#define GOLDLEAF_CUSTOMERS "goldleaf/customers"
#define GOLDLEAF_BRANDS "goldleaf/brands"
#define GOLDLEAF_PICTURES "goldleaf/pictures"

/* packshot-sandbox-goldleaf.c */
PackshotSandboxResponse *_packshot_sandbox_goldleaf_handle          (PackshotSandbox          *self,
                                                                     PackshotSandboxExchange  *exchange);
PackshotSandboxResponse *_packshot_sandbox_goldleaf_error           (PackshotSandbox          *self,
                                                                     PackshotSandboxExchange  *exchange,
                                                                     guint                     status,
                                                                     const char               *detail);

/* packshot-sandbox-goldleaf-owners.c */
char                    *_packshot_sandbox_goldleaf_organization_id (void);
PackshotSandboxResponse *_packshot_sandbox_goldleaf_customers       (PackshotSandbox          *self,
                                                                     PackshotSandboxExchange  *exchange);
PackshotSandboxResponse *_packshot_sandbox_goldleaf_create_customer (PackshotSandbox          *self,
                                                                     PackshotSandboxExchange  *exchange);
PackshotSandboxResponse *_packshot_sandbox_goldleaf_customer        (PackshotSandbox          *self,
                                                                     PackshotSandboxExchange  *exchange);
PackshotSandboxResponse *_packshot_sandbox_goldleaf_update_customer (PackshotSandbox          *self,
                                                                     PackshotSandboxExchange  *exchange);
PackshotSandboxResponse *_packshot_sandbox_goldleaf_brands          (PackshotSandbox          *self,
                                                                     PackshotSandboxExchange  *exchange);
PackshotSandboxResponse *_packshot_sandbox_goldleaf_organization    (PackshotSandbox          *self,
                                                                     PackshotSandboxExchange  *exchange);
char                    *_packshot_sandbox_goldleaf_add_owner       (PackshotSandbox          *self,
                                                                     const char               *table,
                                                                     const char               *name);

/* packshot-sandbox-goldleaf-image.c */
PackshotSandboxResponse *_packshot_sandbox_goldleaf_get_image       (PackshotSandbox          *self,
                                                                     PackshotSandboxExchange  *exchange);
PackshotSandboxResponse *_packshot_sandbox_goldleaf_post_image      (PackshotSandbox          *self,
                                                                     PackshotSandboxExchange  *exchange);
gboolean                 _packshot_sandbox_goldleaf_has_owner       (PackshotSandbox          *self,
                                                                     const char               *id);
gboolean                 _packshot_sandbox_goldleaf_put_image       (PackshotSandbox          *self,
                                                                     const char               *id,
                                                                     GBytes                   *bytes,
                                                                     GError                  **error);

G_END_DECLS
