/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include "packshot-gallery.h"

G_BEGIN_DECLS

/* Orders: arrays of picture ids without repetition. */

GArray  *_packshot_order_new          (void);
GArray  *_packshot_order_of           (PackshotGallery *gallery);
int      _packshot_order_index        (GArray          *self,
                                       gint64           id);
gboolean _packshot_order_has          (GArray          *self,
                                       gint64           id);
gint64   _packshot_order_before       (GArray          *self,
                                       gint64           id);
gboolean _packshot_order_equal        (GArray          *a,
                                       GArray          *b);
/* what of @self is in @kept, in @self's order */
GArray  *_packshot_order_filter       (GArray          *self,
                                       GArray          *kept);
/* the longest run of what both hold in the same order: what was not moved */
GArray  *_packshot_order_unmoved      (GArray          *from,
                                       GArray          *to);
void     _packshot_order_remove       (GArray          *self,
                                       gint64           id);
/* after the nearest of those before it in @model that stand in @self; else at the front */
void     _packshot_order_insert_after (GArray          *self,
                                       gint64           id,
                                       GArray          *model);
/* three orders of the same pictures; %NULL: what both sides changed can't be had at once */
GArray  *_packshot_order_merge        (GArray          *base,
                                       GArray          *local,
                                       GArray          *remote);

G_END_DECLS
