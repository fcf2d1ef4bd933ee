/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include "packshot-session.h"

G_BEGIN_DECLS

#define PACKSHOT_TYPE_ITEM_ENTRY (packshot_item_entry_get_type ())
G_DECLARE_FINAL_TYPE (PackshotItemEntry, packshot_item_entry, PACKSHOT, ITEM_ENTRY, GObject)

/* One place of the list: an item, whose row is NULL until it has been read, or a heading,
 * whose id is negative. Signal "changed ()": it has another row. */
gint64                 packshot_item_entry_get_id      (PackshotItemEntry *self);
const PackshotItemRow *packshot_item_entry_get_row     (PackshotItemEntry *self);
const char            *packshot_item_entry_get_heading (PackshotItemEntry *self);
guint                  packshot_item_entry_get_count   (PackshotItemEntry *self);

/**
 * PackshotItemHeading:
 * @title: the group's title
 * @position: where it stands in the list
 * @count: items below it
 */
typedef struct
{
  const char *title;
  guint position;
  guint count;
} PackshotItemHeading;

#define PACKSHOT_TYPE_ITEM_MODEL (packshot_item_model_get_type ())
G_DECLARE_FINAL_TYPE (PackshotItemModel, packshot_item_model, PACKSHOT, ITEM_MODEL, GObject)

PackshotItemModel *packshot_item_model_new      (PackshotSession   *session);
/* Changes what is listed. FALSE, and nothing done, when so much changed that a list view is
 * better given a new model: packshot_item_model_new_like(). */
gboolean           packshot_item_model_set_ids  (PackshotItemModel *self,
                                                 GArray            *ids,
                                                 GArray            *headings);
/* A model with other ids that knows the rows that @self has read. */
PackshotItemModel *packshot_item_model_new_like (PackshotItemModel *self,
                                                 GArray            *ids,
                                                 GArray            *headings);
guint              packshot_item_model_find     (PackshotItemModel *self,
                                                 gint64             id);
gint64             packshot_item_model_get_id   (PackshotItemModel *self,
                                                 guint              position);
guint              packshot_item_model_get_n    (PackshotItemModel *self);
/* reads the rows around a place, as one that comes into view */
void               packshot_item_model_request  (PackshotItemModel *self,
                                                 guint              position);
/* how many rows it keeps */
guint              packshot_item_model_get_n_read (PackshotItemModel *self);

G_END_DECLS
