/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include "packshot-item.h"
#include "packshot-json.h"
#include "packshot-listing.h"

G_BEGIN_DECLS

/**
 * PackshotClosientPage:
 * @data: (transfer none): the rows
 * @has_next: whether there is another page
 * @total: rows in all, or -1
 *
 * A page as Closient wraps it.
 */
typedef struct
{
  JsonArray *data;
  gboolean has_next;
  gint64 total;
} PackshotClosientPage;

gboolean       _packshot_closient_parse_page    (JsonNode              *node,
                                                 guint                  page_size,
                                                 PackshotClosientPage  *page,
                                                 GError               **error);
char         **_packshot_closient_parse_whoami  (JsonNode              *node,
                                                 char                 **role,
                                                 GError               **error);
PackshotItem  *_packshot_closient_parse_product (JsonNode              *node);
gboolean       _packshot_closient_parse_image   (JsonNode              *node,
                                                 PackshotListing       *listing,
                                                 GError               **error);

G_END_DECLS
