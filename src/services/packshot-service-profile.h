/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include "packshot-governor.h"
#include "packshot-types.h"

G_BEGIN_DECLS

/**
 * PackshotPrimaryRule:
 * @PACKSHOT_PRIMARY_NONE: a single picture; nothing to choose
 * @PACKSHOT_PRIMARY_FLAG: one row may carry a flag, set when it is uploaded (Closient)
 * @PACKSHOT_PRIMARY_FIRST: the first of the list counts (BLAZE)
 */
typedef enum
{
  PACKSHOT_PRIMARY_NONE,
  PACKSHOT_PRIMARY_FLAG,
  PACKSHOT_PRIMARY_FIRST,
} PackshotPrimaryRule;

/**
 * PackshotWriteRule:
 * @PACKSHOT_WRITE_ROWS: rows are uploaded and deleted one by one, and never changed (Closient)
 * @PACKSHOT_WRITE_PUT: the one picture is put, which replaces it; it can't be deleted (GoldLeaf)
 * @PACKSHOT_WRITE_LIST: assets are uploaded, then the item is written with its whole list (BLAZE)
 */
typedef enum
{
  PACKSHOT_WRITE_ROWS,
  PACKSHOT_WRITE_PUT,
  PACKSHOT_WRITE_LIST,
} PackshotWriteRule;

/**
 * PackshotServiceProfile:
 * @kind: the service
 * @write: how pictures are changed
 * @primary: what makes a picture primary there
 * @has_titles: whether captions are kept there
 * @has_visibility: whether a picture is private or public there
 * @can_list: whether an item's pictures can be listed; else the one picture is fetched
 * @max_images: pictures for each item, or 0 for no known limit
 * @mimes: (array zero-terminated=1): types that are taken
 * @max_bytes: largest file taken, or 0 when none is known
 * @windows: calls that are allowed as far as documents say; limit 0: none
 *
 * What a service can do and what it limits, as data.
 */
typedef struct
{
  PackshotServiceKind kind;
  PackshotWriteRule write;
  PackshotPrimaryRule primary;
  gboolean has_titles;
  gboolean has_visibility;
  gboolean can_list;
  guint max_images;
  const char *const *mimes;
  gint64 max_bytes;
  PackshotCalls windows[2];
} PackshotServiceProfile;

const PackshotServiceProfile *packshot_service_profile_get (PackshotServiceKind kind);

G_END_DECLS
