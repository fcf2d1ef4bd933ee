/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include "packshot-governor.h"
#include "packshot-request.h"

G_BEGIN_DECLS

/**
 * PackshotBudget:
 * @limit: calls in the window that leads at the moment, or 0 when nothing is known
 * @remaining: calls left in it
 * @resets_at: microseconds UTC, by our own clock, when it starts anew
 * @blocked_until: microseconds UTC before which the server wants no call (Retry-After), or 0
 *
 * What the server lets us do, as its last answer said.
 */
typedef struct
{
  guint limit;
  guint remaining;
  gint64 resets_at;
  gint64 blocked_until;
} PackshotBudget;

void packshot_budget_learn       (PackshotBudget         *self,
                                  const PackshotResponse *response,
                                  gint64                  now);
int  packshot_budget_retry_after (const PackshotResponse *response,
                                  gint64                  now);

guint packshot_budget_read_policy (const PackshotResponse *response,
                                   PackshotCalls          *windows);

G_END_DECLS
