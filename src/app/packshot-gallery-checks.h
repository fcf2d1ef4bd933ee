/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include "packshot-item-view.h"

G_BEGIN_DECLS

/**
 * PACKSHOT_CHECK_PIXELS:
 *
 * The least width and height of a product picture from 31 January 2027 on
 * (support.google.com/merchants/answer/6324350).
 */
#define PACKSHOT_CHECK_PIXELS 500

/**
 * PackshotCheck:
 * @passed: whether all is well
 * @word: for a tile, two words
 * @title: for the details: what was measured
 * @subtitle: (nullable): what is asked for, and by whom
 *
 * One thing that was looked at, and the outcome.
 */
typedef struct
{
  gboolean passed;
  char *word;
  char *title;
  char *subtitle;
} PackshotCheck;

GPtrArray *packshot_gallery_check_image    (PackshotItemView        *view,
                                            const PackshotImageView *image);
GPtrArray *packshot_gallery_check_item     (PackshotItemView        *view);
guint      packshot_gallery_checks_failed  (GPtrArray               *checks);

G_END_DECLS
