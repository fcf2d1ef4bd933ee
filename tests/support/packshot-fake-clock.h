/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include "packshot-clock.h"

G_BEGIN_DECLS

#define PACKSHOT_TYPE_FAKE_CLOCK (packshot_fake_clock_get_type ())
G_DECLARE_FINAL_TYPE (PackshotFakeClock, packshot_fake_clock, PACKSHOT, FAKE_CLOCK, GObject)

PackshotClock *packshot_fake_clock_new          (gint64             start);
void           packshot_fake_clock_advance      (PackshotFakeClock *self,
                                                 gint64             microseconds);
void           packshot_fake_clock_jump         (PackshotFakeClock *self,
                                                 gint64             microseconds);
guint          packshot_fake_clock_get_pending  (PackshotFakeClock *self);
gint64         packshot_fake_clock_get_next_due (PackshotFakeClock *self);

G_END_DECLS
