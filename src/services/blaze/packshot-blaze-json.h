/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include "packshot-item.h"
#include "packshot-json.h"
#include "packshot-listing.h"

G_BEGIN_DECLS

JsonArray       *_packshot_blaze_parse_list    (JsonNode         *node,
                                                gint64           *total,
                                                GError          **error);
PackshotItem    *_packshot_blaze_parse_product (JsonNode         *node);
PackshotImage   *_packshot_blaze_parse_asset   (const char       *base_url,
                                                const char       *raw);
PackshotListing *_packshot_blaze_parse_gallery (const char       *base_url,
                                                const char       *product,
                                                GError          **error);
char            *_packshot_blaze_write_gallery (const char       *base_url,
                                                const char       *product,
                                                PackshotListing  *wanted,
                                                GError          **error);

G_END_DECLS
