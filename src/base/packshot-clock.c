/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* Time behind an interface. The system clock uses the thread-default main context of the caller;
 * tests bring a clock of their own that moves only when told to. */

#include "config.h"

#include "packshot-clock.h"

#include <time.h>

G_DEFINE_INTERFACE (PackshotClock, packshot_clock, G_TYPE_OBJECT)

#define PACKSHOT_TYPE_SYSTEM_CLOCK (packshot_system_clock_get_type ())
G_DECLARE_FINAL_TYPE (PackshotSystemClock, packshot_system_clock, PACKSHOT, SYSTEM_CLOCK, GObject)

struct _PackshotSystemClock
{
  GObject parent_instance;
};

static void packshot_system_clock_iface_init (PackshotClockInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (PackshotSystemClock, packshot_system_clock, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (PACKSHOT_TYPE_CLOCK,
                                                      packshot_system_clock_iface_init))

static gint64
packshot_system_clock_get_real_time (PackshotClock *clock)
{
  return g_get_real_time ();
}

static gint64
packshot_system_clock_get_run_time (PackshotClock *clock)
{
  struct timespec now;

  if (clock_gettime (CLOCK_BOOTTIME, &now) != 0)
    return g_get_monotonic_time ();
  return now.tv_sec * (gint64)G_USEC_PER_SEC + now.tv_nsec / 1000;
}

static guint
packshot_system_clock_add_timeout (PackshotClock  *clock,
                                   gint64          delay,
                                   GSourceOnceFunc func,
                                   gpointer        user_data)
{
  gint64 ms = delay > 0 ? (delay - 1) / 1000 + 1 : 0;

  return g_timeout_add_once ((guint)MIN (ms, G_MAXUINT), func, user_data);
}

static void
packshot_system_clock_remove_timeout (PackshotClock *clock,
                                      guint          id)
{
  g_source_remove (id);
}

static void
packshot_system_clock_iface_init (PackshotClockInterface *iface)
{
  iface->get_real_time = packshot_system_clock_get_real_time;
  iface->get_run_time = packshot_system_clock_get_run_time;
  iface->add_timeout = packshot_system_clock_add_timeout;
  iface->remove_timeout = packshot_system_clock_remove_timeout;
}

static void
packshot_system_clock_class_init (PackshotSystemClockClass *klass)
{
}

static void
packshot_system_clock_init (PackshotSystemClock *self)
{
}

static void
packshot_clock_default_init (PackshotClockInterface *iface)
{
}

/**
 * packshot_clock_new_system:
 *
 * Returns: (transfer full): the machine's own clock; its timeouts fire on the default main context
 */
PackshotClock *
packshot_clock_new_system (void)
{
  return g_object_new (PACKSHOT_TYPE_SYSTEM_CLOCK, NULL);
}

/**
 * packshot_clock_get_real_time:
 * @self: a clock
 *
 * Returns: microseconds since 1970-01-01 UTC; it can jump in either direction
 */
gint64
packshot_clock_get_real_time (PackshotClock *self)
{
  g_return_val_if_fail (PACKSHOT_IS_CLOCK (self), 0);

  return PACKSHOT_CLOCK_GET_IFACE (self)->get_real_time (self);
}

/**
 * packshot_clock_get_run_time:
 * @self: a clock
 *
 * Returns: microseconds since some moment in the past; for distances, since it never jumps, and
 *   runs on while the machine sleeps
 */
gint64
packshot_clock_get_run_time (PackshotClock *self)
{
  g_return_val_if_fail (PACKSHOT_IS_CLOCK (self), 0);

  return PACKSHOT_CLOCK_GET_IFACE (self)->get_run_time (self);
}

/**
 * packshot_clock_add_timeout:
 * @self: a clock
 * @delay: microseconds from now; a negative delay means now
 * @func: called once, on the main thread
 * @user_data: for @func; must live until then, or the timeout be removed
 *
 * Returns: an id for packshot_clock_remove_timeout()
 */
guint
packshot_clock_add_timeout (PackshotClock  *self,
                            gint64          delay,
                            GSourceOnceFunc func,
                            gpointer        user_data)
{
  g_return_val_if_fail (PACKSHOT_IS_CLOCK (self), 0);

  return PACKSHOT_CLOCK_GET_IFACE (self)->add_timeout (self, delay, func, user_data);
}

/**
 * packshot_clock_remove_timeout:
 * @self: a clock
 * @id: from packshot_clock_add_timeout(), not fired yet
 */
void
packshot_clock_remove_timeout (PackshotClock *self,
                               guint          id)
{
  g_return_if_fail (PACKSHOT_IS_CLOCK (self));

  PACKSHOT_CLOCK_GET_IFACE (self)->remove_timeout (self, id);
}
