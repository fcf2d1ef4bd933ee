/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _PackshotAccount PackshotAccount;
typedef struct _PackshotContent PackshotContent;
typedef struct _PackshotGallery PackshotGallery;
typedef struct _PackshotGtin PackshotGtin;
typedef struct _PackshotImage PackshotImage;
typedef struct _PackshotItem PackshotItem;
typedef struct _PackshotListing PackshotListing;
typedef struct _PackshotRemote PackshotRemote;

/**
 * PackshotServiceKind:
 * @PACKSHOT_SERVICE_CLOSIENT: trade items by GTIN, many pictures each
 * @PACKSHOT_SERVICE_GOLDLEAF: one picture for each organization, customer or brand
 * @PACKSHOT_SERVICE_BLAZE: products with private and public assets
 */
typedef enum
{
  PACKSHOT_SERVICE_CLOSIENT,
  PACKSHOT_SERVICE_GOLDLEAF,
  PACKSHOT_SERVICE_BLAZE,
} PackshotServiceKind;

#define PACKSHOT_N_SERVICES (PACKSHOT_SERVICE_BLAZE + 1)

typedef enum
{
  PACKSHOT_ITEM_PRODUCT,
  PACKSHOT_ITEM_ORGANIZATION,
  PACKSHOT_ITEM_CUSTOMER,
  PACKSHOT_ITEM_BRAND,
  PACKSHOT_ITEM_CATEGORY,
} PackshotItemKind;

#define PACKSHOT_N_ITEM_KINDS (PACKSHOT_ITEM_CATEGORY + 1)

/**
 * PackshotVisibility:
 * @PACKSHOT_VISIBILITY_NONE: the service makes no difference
 * @PACKSHOT_VISIBILITY_PRIVATE: stored with restricted access
 * @PACKSHOT_VISIBILITY_PUBLIC: stored with public access
 */
typedef enum
{
  PACKSHOT_VISIBILITY_NONE,
  PACKSHOT_VISIBILITY_PRIVATE,
  PACKSHOT_VISIBILITY_PUBLIC,
} PackshotVisibility;

const char *packshot_service_kind_to_string   (PackshotServiceKind  kind);
gboolean    packshot_service_kind_from_string (const char          *text,
                                               PackshotServiceKind *kind);
const char *packshot_item_kind_to_string      (PackshotItemKind     kind);
gboolean    packshot_item_kind_from_string    (const char          *text,
                                               PackshotItemKind    *kind);
const char *packshot_visibility_to_string     (PackshotVisibility   visibility);
gboolean    packshot_visibility_from_string   (const char          *text,
                                               PackshotVisibility  *visibility);

G_END_DECLS
