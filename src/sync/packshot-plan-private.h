/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include "packshot-plan.h"

G_BEGIN_DECLS

/* microseconds UTC of a row's creation; FALSE when the server wrote none that can be read */
gboolean _packshot_row_get_created  (PackshotImage           *row,
                                     gint64                  *created);
/* (element-type guint): the rows' indexes in their rank: priority, then newest first, flagged or
 * not */
GArray  *_packshot_listing_rank     (PackshotListing         *listing);
gint64   _packshot_row_get_priority (PackshotListing         *listing,
                                     guint                    index);

void     _packshot_plan_add         (PackshotPlan            *self,
                                     const PackshotPlanInput *input,
                                     const PackshotPlanStep  *step);
gboolean _packshot_plan_row_fits    (const PackshotPlanInput *input,
                                     guint                    index);
void     _packshot_plan_rows        (PackshotPlan            *self,
                                     const PackshotPlanInput *input);

G_END_DECLS
