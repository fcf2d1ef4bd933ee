/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define PACKSHOT_TYPE_CLOCK (packshot_clock_get_type ())
G_DECLARE_INTERFACE (PackshotClock, packshot_clock, PACKSHOT, CLOCK, GObject)

/**
 * PackshotClockInterface:
 * @get_real_time: wall clock, microseconds since 1970-01-01 UTC; may jump.
 * @get_run_time: microseconds since some moment; runs on while the machine sleeps, never jumps.
 * @add_timeout: calls @func once after @delay microseconds; returns a source id, never 0.
 * @remove_timeout: forgets a timeout that has not fired yet.
 *
 * Time as the sync engine sees it, so that a test can hold it still.
 */
struct _PackshotClockInterface
{
  GTypeInterface parent_iface;

  gint64 (* get_real_time)  (PackshotClock  *self);
  gint64 (* get_run_time)   (PackshotClock  *self);
  guint  (* add_timeout)    (PackshotClock  *self,
                             gint64          delay,
                             GSourceOnceFunc func,
                             gpointer        user_data);
  void   (* remove_timeout) (PackshotClock  *self,
                             guint           id);
};

gint64 packshot_clock_get_real_time  (PackshotClock  *self);
gint64 packshot_clock_get_run_time   (PackshotClock  *self);
guint  packshot_clock_add_timeout    (PackshotClock  *self,
                                      gint64          delay,
                                      GSourceOnceFunc func,
                                      gpointer        user_data);
void   packshot_clock_remove_timeout (PackshotClock  *self,
                                      guint           id);

PackshotClock *packshot_clock_new_system (void);

G_END_DECLS
