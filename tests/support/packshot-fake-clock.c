/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* A clock that stands still until a test moves it. Timeouts fire inside
 * packshot_fake_clock_advance(), in the order of their due times and first come first served among
 * equals; while one runs, the clock shows its due time. Its real time can also be set, as a person
 * or a server of time sets a machine's. One thread only. */

#include "config.h"

#include "packshot-fake-clock.h"

typedef struct
{
  guint           id;
  gint64          due;
  GSourceOnceFunc func;
  gpointer        user_data;
} Timeout;

struct _PackshotFakeClock
{
  GObject parent_instance;

  gint64  now;          /* run time */
  gint64  jumped;       /* real time is ahead of it by that */
  guint   last_id;
  GList  *timeouts;     /* (owned) (element-type Timeout): by due time, then by id */
};

static void packshot_fake_clock_iface_init (PackshotClockInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (PackshotFakeClock, packshot_fake_clock, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (PACKSHOT_TYPE_CLOCK,
                                                      packshot_fake_clock_iface_init))

static int
timeout_compare (gconstpointer a,
                 gconstpointer b)
{
  const Timeout *x = a, *y = b;

  if (x->due != y->due)
    return x->due < y->due ? -1 : 1;
  return x->id < y->id ? -1 : x->id > y->id;
}

static gint64
packshot_fake_clock_get_real_time (PackshotClock *clock)
{
  return PACKSHOT_FAKE_CLOCK (clock)->now + PACKSHOT_FAKE_CLOCK (clock)->jumped;
}

static gint64
packshot_fake_clock_get_run_time (PackshotClock *clock)
{
  return PACKSHOT_FAKE_CLOCK (clock)->now;
}

static guint
packshot_fake_clock_add_timeout (PackshotClock  *clock,
                                 gint64          delay,
                                 GSourceOnceFunc func,
                                 gpointer        user_data)
{
  PackshotFakeClock *self = PACKSHOT_FAKE_CLOCK (clock);
  Timeout *timeout = g_new0 (Timeout, 1);

  timeout->id = ++self->last_id;
  timeout->due = self->now + MAX (delay, 0);
  timeout->func = func;
  timeout->user_data = user_data;
  self->timeouts = g_list_insert_sorted (self->timeouts, timeout, timeout_compare);
  return timeout->id;
}

static void
packshot_fake_clock_remove_timeout (PackshotClock *clock,
                                    guint          id)
{
  PackshotFakeClock *self = PACKSHOT_FAKE_CLOCK (clock);

  for (GList *l = self->timeouts; l != NULL; l = l->next)
    {
      Timeout *timeout = l->data;

      if (timeout->id != id)
        continue;
      self->timeouts = g_list_delete_link (self->timeouts, l);
      g_free (timeout);
      return;
    }
  g_critical ("Timeout %u is not pending", id);
}

static void
packshot_fake_clock_iface_init (PackshotClockInterface *iface)
{
  iface->get_real_time = packshot_fake_clock_get_real_time;
  iface->get_run_time = packshot_fake_clock_get_run_time;
  iface->add_timeout = packshot_fake_clock_add_timeout;
  iface->remove_timeout = packshot_fake_clock_remove_timeout;
}

static void
packshot_fake_clock_finalize (GObject *object)
{
  PackshotFakeClock *self = PACKSHOT_FAKE_CLOCK (object);

  g_list_free_full (self->timeouts, g_free);

  G_OBJECT_CLASS (packshot_fake_clock_parent_class)->finalize (object);
}

static void
packshot_fake_clock_class_init (PackshotFakeClockClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = packshot_fake_clock_finalize;
}

static void
packshot_fake_clock_init (PackshotFakeClock *self)
{
}

/**
 * packshot_fake_clock_new:
 * @start: microseconds since 1970-01-01 UTC
 *
 * Returns: (transfer full): a clock that shows @start
 */
PackshotClock *
packshot_fake_clock_new (gint64 start)
{
  PackshotFakeClock *self = g_object_new (PACKSHOT_TYPE_FAKE_CLOCK, NULL);

  self->now = start;
  return PACKSHOT_CLOCK (self);
}

/**
 * packshot_fake_clock_advance:
 * @self: a fake clock
 * @microseconds: how far, 0 or more
 *
 * Fires what falls due on the way, also what those calls add, each at its own time.
 */
void
packshot_fake_clock_advance (PackshotFakeClock *self,
                             gint64             microseconds)
{
  gint64 end;

  g_return_if_fail (PACKSHOT_IS_FAKE_CLOCK (self));
  g_return_if_fail (microseconds >= 0);

  end = self->now + microseconds;
  while (self->timeouts != NULL)
    {
      g_autofree Timeout *timeout = self->timeouts->data;

      if (timeout->due > end)
        {
          g_steal_pointer (&timeout);
          break;
        }
      self->timeouts = g_list_delete_link (self->timeouts, self->timeouts);
      self->now = MAX (self->now, timeout->due);
      timeout->func (timeout->user_data);
    }
  self->now = MAX (self->now, end);
}

/**
 * packshot_fake_clock_jump:
 * @self: a fake clock
 * @microseconds: how far, in either direction
 *
 * Somebody sets the clock: the real time changes, no time passes, and nothing fires.
 */
void
packshot_fake_clock_jump (PackshotFakeClock *self,
                          gint64             microseconds)
{
  g_return_if_fail (PACKSHOT_IS_FAKE_CLOCK (self));

  self->jumped += microseconds;
}

/**
 * packshot_fake_clock_get_pending:
 * @self: a fake clock
 *
 * Returns: how many timeouts have not fired yet
 */
guint
packshot_fake_clock_get_pending (PackshotFakeClock *self)
{
  g_return_val_if_fail (PACKSHOT_IS_FAKE_CLOCK (self), 0);

  return g_list_length (self->timeouts);
}

/**
 * packshot_fake_clock_get_next_due:
 * @self: a fake clock
 *
 * Returns: the time at which the next timeout fires, or -1 when none is pending
 */
gint64
packshot_fake_clock_get_next_due (PackshotFakeClock *self)
{
  g_return_val_if_fail (PACKSHOT_IS_FAKE_CLOCK (self), -1);

  return self->timeouts != NULL ?
         ((Timeout *)self->timeouts->data)->due + self->jumped : -1;
}
