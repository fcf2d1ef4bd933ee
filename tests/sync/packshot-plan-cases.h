/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include "packshot-model-server.h"

G_BEGIN_DECLS

#define PACKSHOT_CASES_MAX 5

/**
 * PackshotWish:
 * @order: the ids of its pictures
 * @primary: one of them, or 0
 * @pictures: all of them, as bits
 */
typedef struct
{
  guint n;
  gint64 order[PACKSHOT_CASES_MAX + 1];
  gint64 primary;
  guint pictures;
  PackshotGallery *gallery;
} PackshotWish;

/**
 * PackshotStart:
 * @server: with the pictures 1, 2, … in the order of their ranks
 * @fit: those of them that have the wished caption, as bits
 */
typedef struct
{
  PackshotModelServer server;
  guint fit;
} PackshotStart;

/**
 * PackshotCases:
 * @n_pictures: on the server; one more can be wished
 * @wishes: (element-type PackshotWish): all orders of all choices of pictures, with each primary
 * @starts: (element-type PackshotStart): all places, ranks, flags and captions; of servers that do
 *   nothing by themselves
 * @bytes: picture -> gint64 bytes
 *
 * Everything that can be wished, and can be there, with so many pictures. Pictures are named by
 * their rank: any other names would make the same cases once more.
 */
typedef struct
{
  guint n_pictures;
  GArray *wishes;
  GArray *starts;
  gint64 weights[PACKSHOT_CASES_MAX + 2];
  GHashTable *bytes;
  GHashTable *shown;
} PackshotCases;

void          packshot_cases_init       (PackshotCases         *self,
                                         guint                  n_pictures);
void          packshot_cases_clear      (PackshotCases         *self);
PackshotPlan *packshot_cases_plan       (PackshotCases         *self,
                                         PackshotListing       *listing,
                                         const gint64          *images,
                                         const PackshotWish    *wish,
                                         const PackshotLearned *learned);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PackshotCases, packshot_cases_clear)

G_END_DECLS
