/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include "packshot-items.h"
#include "packshot-statement-private.h"

G_BEGIN_DECLS

/* Both read from a row's first column on: items AS i. */
#define PACKSHOT_ITEM_COLUMNS \
  "i.id, i.account, i.kind, i.key, i.name, i.brand, i.gtin, i.entered, i.sku, i.detail"
#define PACKSHOT_ITEM_N_COLUMNS 10

#define PACKSHOT_ITEM_SYNC_COLUMNS \
  "i.looked_at, i.edited_at, i.attempts, i.next_try, i.problem, i.problem_image, i.problem_text, " \
  "i.local_gallery <> i.synced_gallery, " \
  "(SELECT count(*) FROM conflicts AS c WHERE c.item = i.id), " \
  "(SELECT count(*) FROM doubts AS d WHERE d.item = i.id)"
#define PACKSHOT_ITEM_SYNC_N_COLUMNS 10

PackshotItem     *_packshot_item_read      (PackshotStatement  *s,
                                            int                 column);
PackshotItemSync *_packshot_item_sync_read (PackshotStatement  *s,
                                            int                 column);

G_END_DECLS
