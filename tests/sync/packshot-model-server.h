/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include "packshot-plan.h"

G_BEGIN_DECLS

#define PACKSHOT_MODEL_MAX 16

/**
 * PackshotModelRow:
 * @number: makes the row's id, and its time of creation
 * @image: our id of its picture
 * @title: its caption
 */
typedef struct
{
  guint number;
  gint64 image;
  char title[8];
  gint64 priority;
  gboolean is_flagged;
} PackshotModelRow;

/**
 * PackshotModelWays:
 * @PACKSHOT_MODEL_FLAGS_FIRST: a picture that comes to an empty gallery is flagged
 * @PACKSHOT_MODEL_FLAGS_NEXT: the first one left is flagged when the flagged one is deleted
 * @PACKSHOT_MODEL_REFUSES: bytes that it holds already are refused
 *
 * What a server does or does not.
 */
typedef enum
{
  PACKSHOT_MODEL_FLAGS_FIRST = 1 << 0,
  PACKSHOT_MODEL_FLAGS_NEXT = 1 << 1,
  PACKSHOT_MODEL_REFUSES = 1 << 2,
  PACKSHOT_MODEL_ALL_WAYS = (1 << 3) - 1,
} PackshotModelWays;

/**
 * PackshotModelServer:
 * @place: where new rows land; %PACKSHOT_PLACE_FIRST pushes the others back, and
 *   %PACKSHOT_PLACE_UNKNOWN is anywhere, by @rand
 * @constant: the priority of new rows, where that is constant
 * @counts_rows: whether the priority of new rows, where they are to be last, is the number of rows,
 *   which deletes make wrong
 * @ways: what else it does
 * @asked: which of @ways have mattered by now: a server that differs in the others only has done
 *   the same
 * @rand: (nullable): for servers without a rule
 * @shown: the rows as they are shown, kept by who searches
 *
 * A server of which pictures are uploaded to and deleted, and nothing else. A value: copies are
 * free.
 */
typedef struct
{
  PackshotPlace place;
  gint64 constant;
  gboolean counts_rows;
  PackshotModelWays ways;
  PackshotModelWays asked;
  GRand *rand;                  /* (unowned) */
  GHashTable *shown;            /* (unowned) */
  guint n_made;
  guint n;
  PackshotModelRow rows[PACKSHOT_MODEL_MAX];
} PackshotModelServer;

GHashTable      *packshot_model_server_rows_new (void);
/* into the order shown */
void             packshot_model_server_sort     (PackshotModelServer       *self);
/* the new row's number, 0 when it is refused */
guint            packshot_model_server_upload   (PackshotModelServer       *self,
                                                 gint64                     image,
                                                 const char                *title,
                                                 gboolean                   is_primary);
void             packshot_model_server_delete   (PackshotModelServer       *self,
                                                 const char                *remote_id);
/* as shown; @images gets our picture of each row, 0 for all but the newest one of a picture */
PackshotListing *packshot_model_server_list     (const PackshotModelServer *self,
                                                 gint64                    *images);
PackshotListing *packshot_model_server_list_one (const PackshotModelServer *self,
                                                 guint                      number);
/* what is known of it by who knows all */
PackshotLearned  packshot_model_server_truth    (const PackshotModelServer *self);
/* takes a step, @before being what was listed, and learns from the answer; captions are those of
 * @target. Where an upload is refused because its bytes are there, the row that holds them is
 * deleted instead, and the answer is %FALSE */
gboolean         packshot_model_server_apply    (PackshotModelServer       *self,
                                                 PackshotListing           *before,
                                                 const PackshotPlanStep    *step,
                                                 PackshotGallery           *target,
                                                 PackshotLearned           *learned);

G_END_DECLS
