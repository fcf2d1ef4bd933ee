/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include "packshot-clock.h"
#include "packshot-sandbox-error.h"
#include "packshot-sandbox-message.h"

G_BEGIN_DECLS

#define PACKSHOT_TYPE_SANDBOX (packshot_sandbox_get_type ())
G_DECLARE_FINAL_TYPE (PackshotSandbox, packshot_sandbox, PACKSHOT, SANDBOX, GObject)

/**
 * PackshotSandboxCredential:
 * @PACKSHOT_SANDBOX_CLOSIENT_EDITOR: may read and write the first organization
 * @PACKSHOT_SANDBOX_CLOSIENT_VIEWER: may read the first organization
 * @PACKSHOT_SANDBOX_CLOSIENT_USER: a person's key: may read and write both organizations
 * @PACKSHOT_SANDBOX_CLOSIENT_PUBLISHABLE: may read the first organization, 100 calls a minute
 * @PACKSHOT_SANDBOX_GOLDLEAF: `NAME:KEY`
 * @PACKSHOT_SANDBOX_BLAZE: `PARTNER_KEY:DEVELOPER_KEY`
 */
typedef enum
{
  PACKSHOT_SANDBOX_CLOSIENT_EDITOR,
  PACKSHOT_SANDBOX_CLOSIENT_VIEWER,
  PACKSHOT_SANDBOX_CLOSIENT_USER,
  PACKSHOT_SANDBOX_CLOSIENT_PUBLISHABLE,
  PACKSHOT_SANDBOX_GOLDLEAF,
  PACKSHOT_SANDBOX_BLAZE,
} PackshotSandboxCredential;

/**
 * PackshotSandboxVariant:
 * @name: `service.subject`
 * @values: (nullable): the allowed values separated by `|`; %NULL when it is a number from 0 up
 * @fallback: the value without a `--variant`
 * @help: what it decides, in English
 *
 * One behaviour that the vendors' documents leave open.
 */
typedef struct
{
  const char *name;
  const char *values;
  const char *fallback;
  const char *help;
} PackshotSandboxVariant;

/**
 * PackshotSandboxCall:
 * @serial: 1 for the first call since the sandbox was made
 * @time: microseconds since 1970-01-01 UTC
 * @method: HTTP method
 * @target: path and query
 * @status: HTTP status of the answer
 * @changed: whether the call wrote something
 * @fault: (nullable): the fault that hit it
 */
typedef struct
{
  guint64 serial;
  gint64 time;
  char *method;
  char *target;
  guint status;
  gboolean changed;
  char *fault;
} PackshotSandboxCall;

/**
 * PackshotSandboxWhere:
 * @PACKSHOT_SANDBOX_EVERYWHERE: in Closient and in BLAZE; its brand in GoldLeaf
 * @PACKSHOT_SANDBOX_IN_CLOSIENT: in Closient only
 * @PACKSHOT_SANDBOX_IN_BLAZE: in BLAZE only
 */
typedef enum
{
  PACKSHOT_SANDBOX_EVERYWHERE,
  PACKSHOT_SANDBOX_IN_CLOSIENT,
  PACKSHOT_SANDBOX_IN_BLAZE,
} PackshotSandboxWhere;

/**
 * PackshotSandboxProduct:
 * @gtin: 8, 12, 13 or 14 digits
 * @name: not empty
 * @brand: (nullable): a brand's name
 * @net_content: (nullable): such as `500 g`
 * @category: (nullable): a category's name
 * @supplier_code: (nullable): the BLAZE sku; without it the last six digits of the GTIN
 * @where: which services have it
 */
typedef struct
{
  const char *gtin;
  const char *name;
  const char *brand;
  const char *net_content;
  const char *category;
  const char *supplier_code;
  PackshotSandboxWhere where;
} PackshotSandboxProduct;

PackshotSandbox *packshot_sandbox_new                  (PackshotClock                 *clock,
                                                        guint64                        seed);
gboolean         packshot_sandbox_open_state           (PackshotSandbox               *self,
                                                        const char                    *folder,
                                                        GError                       **error);

PackshotSandboxResponse *
                 packshot_sandbox_handle               (PackshotSandbox               *self,
                                                        PackshotSandboxRequest        *request);

void             packshot_sandbox_set_origins          (PackshotSandbox               *self,
                                                        const char                    *api,
                                                        const char                    *media);
char            *packshot_sandbox_dup_api_origin       (PackshotSandbox               *self);
char            *packshot_sandbox_dup_media_origin     (PackshotSandbox               *self);

const char      *packshot_sandbox_get_credential       (PackshotSandbox               *self,
                                                        PackshotSandboxCredential      which);
const char      *packshot_sandbox_get_organization     (PackshotSandbox               *self,
                                                        guint                          number);

const PackshotSandboxVariant *
                 packshot_sandbox_get_variants         (guint                         *n_variants);
gboolean         packshot_sandbox_set_variant          (PackshotSandbox               *self,
                                                        const char                    *setting,
                                                        GError                       **error);

gboolean         packshot_sandbox_add_fault            (PackshotSandbox               *self,
                                                        const char                    *spec,
                                                        GError                       **error);
void             packshot_sandbox_clear_faults         (PackshotSandbox               *self);
const char      *packshot_sandbox_get_fault_help       (void);

GPtrArray       *packshot_sandbox_get_calls            (PackshotSandbox               *self);
guint64          packshot_sandbox_get_n_changing_calls (PackshotSandbox               *self);
void             packshot_sandbox_reset_calls          (PackshotSandbox               *self);

gboolean         packshot_sandbox_load_catalogue       (PackshotSandbox               *self,
                                                        const char                    *csv_path,
                                                        GError                       **error);
gboolean         packshot_sandbox_add_product          (PackshotSandbox               *self,
                                                        const PackshotSandboxProduct  *product,
                                                        GError                       **error);
char            *packshot_sandbox_add_customer         (PackshotSandbox               *self,
                                                        const char                    *name,
                                                        GError                       **error);
char            *packshot_sandbox_add_brand            (PackshotSandbox               *self,
                                                        const char                    *name,
                                                        GError                       **error);
char            *packshot_sandbox_dup_blaze_product_id (PackshotSandbox               *self,
                                                        const char                    *gtin);
char            *packshot_sandbox_dup_goldleaf_organization_id
                                                       (PackshotSandbox               *self);
char            *packshot_sandbox_add_closient_image   (PackshotSandbox               *self,
                                                        const char                    *gtin,
                                                        GBytes                        *bytes,
                                                        const char                    *title,
                                                        gboolean                       is_primary,
                                                        GError                       **error);
gboolean         packshot_sandbox_change_closient_image
                                                       (PackshotSandbox               *self,
                                                        const char                    *gtin,
                                                        const char                    *id,
                                                        GBytes                        *bytes,
                                                        const char                    *title,
                                                        GError                       **error);
gboolean         packshot_sandbox_set_goldleaf_image   (PackshotSandbox               *self,
                                                        const char                    *owner_id,
                                                        GBytes                        *bytes,
                                                        GError                       **error);
char            *packshot_sandbox_add_blaze_image      (PackshotSandbox               *self,
                                                        const char                    *product_id,
                                                        GBytes                        *bytes,
                                                        const char                    *name,
                                                        gboolean                       is_public,
                                                        GError                       **error);

G_END_DECLS
