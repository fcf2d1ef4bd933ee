/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* Rate limits kept by counting our own calls. A call counts from the moment it is sent until a
 * whole window after its answer: whenever within that time it reached the server, and whether the
 * server's windows are fixed or slide, no window of the server can hold more of our calls than one
 * of ours. Calls go at once while a window has room, and wait when it has none.
 *
 * What answers say is needed for the calls of others with the same key, and for windows that were
 * filled before the program started: where the server has counted more than we have, its own figure
 * holds until its window ends. Thread: whoever owns it. */

#include "config.h"

#include "packshot-governor.h"

#include <string.h>

/* Parts of a window in which calls are counted together; the last of them counts for all. */
#define N_SLOTS 60
/* So that no moment is negative. */
#define EPOCH (1000 * G_TIME_SPAN_DAY)
/* How soon to ask again when only calls under way are in the way. */
#define SHORT_WAIT (250 * G_TIME_SPAN_MILLISECOND)
/* Servers tell whole seconds, and may have left the rest out. */
#define ROUNDING G_TIME_SPAN_SECOND
/* A server that refuses and does not say for how long. */
#define FIRST_BLOCK (5 * G_TIME_SPAN_SECOND)
#define LONGEST_BLOCK (5 * G_TIME_SPAN_MINUTE)

typedef struct
{
  gint64 number;
  guint  n_calls;
} Slot;

typedef struct
{
  guint  limit;
  gint64 span;
  Slot   slots[N_SLOTS + 1];
  guint  told_room;         /* calls left by the server's count, while it is the higher one */
  gint64 told_until;
} Window;

struct _PackshotGovernor
{
  Window  windows[PACKSHOT_GOVERNOR_MAX_WINDOWS];
  guint   n_windows;
  guint   n_running;
  guint64 n_begun;
  guint   n_unsaved;
  guint   n_refusals;       /* in a row, without a time to wait */
  gint64  blocked_until;
};

/* --- Windows --- */

static gint64
slot_number (const Window *window,
             gint64        at)
{
  return (at + EPOCH) / (window->span / N_SLOTS);
}

/* When the slot's calls count no more. */
static gint64
slot_end (const Window *window,
          const Slot   *slot)
{
  return (slot->number + 1) * (window->span / N_SLOTS) + window->span - EPOCH;
}

static void
window_add (Window *window,
            gint64  at,
            guint   n_calls)
{
  gint64 number = slot_number (window, at);
  Slot *slot = &window->slots[number % G_N_ELEMENTS (window->slots)];

  if (slot->number > number)
    return;
  if (slot->number < number)
    *slot = (Slot) { .number = number }
  ;
  slot->n_calls += n_calls;
}

static guint
window_count (const Window *window,
              gint64        now)
{
  guint n_calls = 0;

  for (guint i = 0; i < G_N_ELEMENTS (window->slots); i++)
    if (window->slots[i].n_calls > 0 && slot_end (window, &window->slots[i]) > now)
      n_calls += window->slots[i].n_calls;
  return n_calls;
}

/* The first moment at which @excess calls have ceased to count, or -1 when they never do. */
static gint64
window_free_at (const Window *window,
                gint64        now,
                guint         excess)
{
  gint64 first = slot_number (window, now) - N_SLOTS;

  for (gint64 number = first; number <= first + N_SLOTS; number++)
    {
      const Slot *slot = &window->slots[number % G_N_ELEMENTS (window->slots)];

      if (slot->number != number || slot->n_calls == 0 || slot_end (window, slot) <= now)
        continue;
      if (slot->n_calls >= excess)
        return slot_end (window, slot);
      excess -= slot->n_calls;
    }
  return -1;
}

/* The last tenth, rounded up. */
static guint
window_reserve (const Window *window)
{
  return (window->limit + 9) / 10;
}

static gint64
window_wait (const PackshotGovernor *self,
             const Window           *window,
             gint64                  now,
             gboolean                spare)
{
  guint reserve = spare ? window_reserve (window) : 0;
  guint used = window_count (window, now) + self->n_running;
  gint64 wait = 0;

  if (window->limit == 0)
    return 0;
  if (used + reserve >= window->limit)
    {
      gint64 free_at = window_free_at (window, now, used + reserve - window->limit + 1);

      wait = free_at < 0 ? SHORT_WAIT : free_at - now;
    }
  if (window->told_until > now && window->told_room <= reserve)
    wait = MAX (wait, window->told_until - now);
  return wait;
}

/* The window that a server speaks of which names only a limit. */
static Window *
find_window (PackshotGovernor *self,
             guint             limit,
             gint64            resets_in)
{
  Window *shortest = NULL;

  for (guint i = 0; i < self->n_windows; i++)
    if (self->windows[i].limit == limit)
      return &self->windows[i];
  for (guint i = 0; i < self->n_windows; i++)
    if (self->windows[i].span >= resets_in &&
        (shortest == NULL || self->windows[i].span < shortest->span))
      shortest = &self->windows[i];
  if (shortest != NULL)
    shortest->limit = limit;
  return shortest;
}

/* --- Public --- */

/**
 * packshot_governor_new:
 *
 * Returns: (transfer full): one that knows of no limit
 */
PackshotGovernor *
packshot_governor_new (void)
{
  return g_new0 (PackshotGovernor, 1);
}

void
packshot_governor_free (PackshotGovernor *self)
{
  g_return_if_fail (self != NULL);

  g_free (self);
}

/**
 * packshot_governor_set_windows:
 * @self: a governor
 * @windows: (array length=n_windows): limits and spans
 * @n_windows: their number; what is more than %PACKSHOT_GOVERNOR_MAX_WINDOWS is left out
 *
 * What has been counted is kept where a window of that span was there before.
 */
void
packshot_governor_set_windows (PackshotGovernor    *self,
                               const PackshotCalls *windows,
                               guint                n_windows)
{
  Window old[PACKSHOT_GOVERNOR_MAX_WINDOWS];
  guint n_old;

  g_return_if_fail (self != NULL);

  n_old = self->n_windows;
  memcpy (old, self->windows, sizeof old);
  memset (self->windows, 0, sizeof self->windows);
  self->n_windows = 0;
  for (guint i = 0; i < MIN (n_windows, PACKSHOT_GOVERNOR_MAX_WINDOWS); i++)
    {
      Window *window = &self->windows[self->n_windows];

      if (windows[i].limit == 0 || windows[i].span < N_SLOTS)
        continue;
      self->n_windows++;
      for (guint k = 0; k < n_old; k++)
        if (old[k].span == windows[i].span)
          *window = old[k];
      window->limit = windows[i].limit;
      window->span = windows[i].span;
    }
}

/**
 * packshot_governor_get_windows:
 * @self: a governor
 * @now: the time
 * @windows: (array fixed-size=4): room for %PACKSHOT_GOVERNOR_MAX_WINDOWS
 *
 * Returns: how many there are
 */
guint
packshot_governor_get_windows (PackshotGovernor *self,
                               gint64            now,
                               PackshotCalls    *windows)
{
  g_return_val_if_fail (self != NULL, 0);

  for (guint i = 0; i < self->n_windows; i++)
    {
      const Window *window = &self->windows[i];
      guint used = window_count (window, now) + self->n_running;

      if (window->told_until > now)
        used = MAX (used, window->limit - MIN (window->limit, window->told_room));
      windows[i] = (PackshotCalls) { window->limit, used, window->span };
    }
  return self->n_windows;
}

/**
 * packshot_governor_wait:
 * @self: a governor
 * @now: the time
 * @spare: whether the call can wait for better times: the last tenth of each window is not for it
 *
 * Returns: microseconds until a call may be sent, 0 for now
 */
gint64
packshot_governor_wait (PackshotGovernor *self,
                        gint64            now,
                        gboolean          spare)
{
  gint64 wait;

  g_return_val_if_fail (self != NULL, 0);

  wait = MAX (self->blocked_until - now, 0);
  for (guint i = 0; i < self->n_windows; i++)
    wait = MAX (wait, window_wait (self, &self->windows[i], now, spare));
  return wait;
}

/**
 * packshot_governor_count_spare:
 * @self: a governor
 * @now: the time
 *
 * Returns: how many calls that can wait may be sent now, or %G_MAXUINT when no limit is known
 */
guint
packshot_governor_count_spare (PackshotGovernor *self,
                               gint64            now)
{
  guint n_spare = G_MAXUINT;

  g_return_val_if_fail (self != NULL, 0);

  if (packshot_governor_wait (self, now, TRUE) > 0)
    return 0;
  for (guint i = 0; i < self->n_windows; i++)
    {
      const Window *window = &self->windows[i];
      guint reserve = window_reserve (window);

      n_spare = MIN (n_spare, window->limit - reserve - window_count (window, now) -
                     self->n_running);
      if (window->told_until > now)
        n_spare = MIN (n_spare, window->told_room - reserve);
    }
  return n_spare;
}

/**
 * packshot_governor_begin:
 * @self: a governor
 * @now: the time
 *
 * Counts a call that is being sent.
 *
 * Returns: what packshot_governor_end() needs
 */
PackshotCall
packshot_governor_begin (PackshotGovernor *self,
                         gint64            now)
{
  PackshotCall call = { 0 };

  g_return_val_if_fail (self != NULL, call);

  call = (PackshotCall) { self->n_begun++, self->n_running++ };
  self->n_unsaved++;
  for (guint i = 0; i < self->n_windows; i++)
    if (self->windows[i].told_room > 0)
      self->windows[i].told_room--;
  return call;
}

static void
learn_window (PackshotGovernor   *self,
              PackshotCall        call,
              gint64              now,
              const PackshotTold *told)
{
  Window *window = find_window (self, told->limit, told->resets_in);
  guint around = call.n_before + (guint)(self->n_begun - call.number - 1);
  guint used = told->limit - MIN (told->limit, told->remaining);

  if (window == NULL)
    return;
  window->told_until = 0;
  if (used <= window_count (window, now) + self->n_running)
    return;
  /* The calls around this one may or may not be in the server's count. */
  window->told_room = told->remaining - MIN (told->remaining, around);
  window->told_until = now + CLAMP (told->resets_in, 0, window->span) + ROUNDING;
}

/**
 * packshot_governor_end:
 * @self: a governor
 * @call: from packshot_governor_begin()
 * @now: the time
 * @told: (nullable): what the answer said; %NULL when none came
 */
void
packshot_governor_end (PackshotGovernor   *self,
                       PackshotCall        call,
                       gint64              now,
                       const PackshotTold *told)
{
  gint64 block = 0;

  g_return_if_fail (self != NULL && self->n_running > 0);

  self->n_running--;
  for (guint i = 0; i < self->n_windows; i++)
    window_add (&self->windows[i], now, 1);
  if (told == NULL)
    return;
  if (told->limit > 0)
    learn_window (self, call, now, told);
  if (told->blocked_for > 0 || !told->refused)
    self->n_refusals = 0;
  else
    block = MIN (FIRST_BLOCK << MIN (self->n_refusals, 10), LONGEST_BLOCK);
  self->n_refusals += block > 0 ? 1 : 0;
  self->blocked_until = MAX (self->blocked_until, now + MAX (block, told->blocked_for));
}

/**
 * packshot_governor_take_unsaved:
 * @self: a governor
 *
 * Returns: calls sent since the last time, for the caller to write down
 */
guint
packshot_governor_take_unsaved (PackshotGovernor *self)
{
  guint n_calls;

  g_return_val_if_fail (self != NULL, 0);

  n_calls = self->n_unsaved;
  self->n_unsaved = 0;
  return n_calls;
}

/**
 * packshot_governor_forget:
 * @self: a governor
 * @now: the time
 *
 * Forgets the calls in long windows that have been taken by packshot_governor_take_unsaved(): what
 * was written down, by whomever, is about to be remembered.
 */
void
packshot_governor_forget (PackshotGovernor *self,
                          gint64            now)
{
  g_return_if_fail (self != NULL);

  for (guint i = 0; i < self->n_windows; i++)
    {
      Window *window = &self->windows[i];

      if (window->span < PACKSHOT_GOVERNOR_LONG)
        continue;
      memset (window->slots, 0, sizeof window->slots);
      window_add (window, now, self->n_unsaved - MIN (self->n_unsaved, self->n_running));
    }
}

/**
 * packshot_governor_remember:
 * @self: a governor
 * @n_calls: calls that were written down
 * @age: microseconds since then; less than 0 is taken for now
 * @now: the time
 */
void
packshot_governor_remember (PackshotGovernor *self,
                            guint             n_calls,
                            gint64            age,
                            gint64            now)
{
  g_return_if_fail (self != NULL);

  for (guint i = 0; i < self->n_windows; i++)
    if (self->windows[i].span >= PACKSHOT_GOVERNOR_LONG && age < 2 * self->windows[i].span)
      window_add (&self->windows[i], now - MAX (age, 0), n_calls);
}
