/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include "packshot-item-model.h"

G_BEGIN_DECLS

/* What a view's name asks for: "all", "attention", "waiting", "kind:ACCOUNT:KIND". */
gboolean  packshot_item_query_from_view (const char            *view,
                                         PackshotItemQuery     *query);
/* A number whose last digit is wrong: the digits as they should be; NULL when there is nothing
 * to mend. */
char     *packshot_item_query_mend_gtin (const char            *text);
/* Asks for all ids in order; of items that need attention in groups, with their headings
 * (element-type PackshotItemHeading). */
void      packshot_item_query_run_async (PackshotSession         *session,
                                         const PackshotItemQuery *query,
                                         GCancellable            *cancellable,
                                         GAsyncReadyCallback      callback,
                                         gpointer                 user_data);
GArray   *packshot_item_query_run_finish (PackshotSession        *session,
                                          GAsyncResult           *result,
                                          GArray                **headings,
                                          GError                **error);

G_END_DECLS
