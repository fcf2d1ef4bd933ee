/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include "packshot-item.h"
#include "packshot-json.h"

G_BEGIN_DECLS

#define PACKSHOT_GOLDLEAF_ID_LENGTH 24

gboolean      _packshot_goldleaf_is_id              (const char      *text);
char         *_packshot_goldleaf_parse_token        (JsonNode        *node,
                                                     gint64          *expires,
                                                     GError         **error);
JsonArray    *_packshot_goldleaf_parse_list         (JsonNode        *node,
                                                     gint64          *total,
                                                     gint64          *page,
                                                     GError         **error);
PackshotItem *_packshot_goldleaf_parse_owner        (JsonNode        *node,
                                                     PackshotItemKind kind);
PackshotItem *_packshot_goldleaf_parse_organization (JsonNode        *node);
gboolean      _packshot_goldleaf_parse_complete     (GBytes          *body);

G_END_DECLS
