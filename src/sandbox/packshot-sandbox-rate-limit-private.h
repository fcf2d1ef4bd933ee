/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* At most so many calls in so many seconds; a limit of 0 is none. */
typedef struct
{
  gint64 limit;
  gint64 seconds;
} PackshotSandboxWindow;

typedef struct
{
  gboolean allowed;
  gint64 limit;       /* of the window that is closest to its end */
  gint64 remaining;
  gint64 reset;       /* seconds until that window starts anew */
  gint64 retry_after; /* seconds, when not allowed */
} PackshotSandboxVerdict;

GHashTable *_packshot_sandbox_rate_limits_new  (void);
void        _packshot_sandbox_rate_limits_take (GHashTable                  *self,
                                                const char                  *who,
                                                const PackshotSandboxWindow *windows,
                                                guint                        n_windows,
                                                gint64                       now,
                                                PackshotSandboxVerdict      *verdict);

G_END_DECLS
