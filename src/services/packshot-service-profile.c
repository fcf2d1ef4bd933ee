/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* What the three services can do and what they limit, as their documents say. Any thread. */

#include "config.h"

#include "packshot-service-profile.h"

/* docs.closient.com, "Upload product image". */
static const char * const closient_mimes[] = {
  "image/jpeg", "image/png", "image/gif", "image/webp", "image/svg+xml", "image/bmp", NULL
};
/* Neither GoldLeaf nor BLAZE says what it takes. BLAZE's description of the answer that gives a
 * picture back names these two, and they are safe to assume for GoldLeaf. */
static const char * const common_mimes[] = { "image/jpeg", "image/png", NULL };

static const PackshotServiceProfile profiles[PACKSHOT_N_SERVICES] = {
  [PACKSHOT_SERVICE_CLOSIENT] = {
    .kind = PACKSHOT_SERVICE_CLOSIENT,
    .write = PACKSHOT_WRITE_ROWS,
    .primary = PACKSHOT_PRIMARY_FLAG,
    .has_titles = TRUE,
    .can_list = TRUE,
    .mimes = closient_mimes,
    /* docs.closient.com, "Rate limits". */
    .windows = {
      { .limit = 300, .span = G_TIME_SPAN_MINUTE },
      { .limit = 10000, .span = G_TIME_SPAN_DAY },
    },
  },
  [PACKSHOT_SERVICE_GOLDLEAF] = {
    .kind = PACKSHOT_SERVICE_GOLDLEAF,
    .write = PACKSHOT_WRITE_PUT,
    .primary = PACKSHOT_PRIMARY_NONE,
    .max_images = 1,
    .mimes = common_mimes,
  },
  [PACKSHOT_SERVICE_BLAZE] = {
    .kind = PACKSHOT_SERVICE_BLAZE,
    .write = PACKSHOT_WRITE_LIST,
    .primary = PACKSHOT_PRIMARY_FIRST,
    .has_visibility = TRUE,
    .can_list = TRUE,
    .mimes = common_mimes,
    /* 10,000 calls in five minutes, by a third party's copy of the partner agreement. */
    .windows = { { .limit = 10000, .span = 5 * G_TIME_SPAN_MINUTE } },
  },
};

/**
 * packshot_service_profile_get:
 * @kind: a service
 *
 * Returns: (transfer none): what it can do
 */
const PackshotServiceProfile *
packshot_service_profile_get (PackshotServiceKind kind)
{
  g_return_val_if_fail ((guint)kind < PACKSHOT_N_SERVICES, NULL);

  return &profiles[kind];
}
