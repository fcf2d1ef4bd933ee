/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * PackshotGovernor:
 *
 * Decides when an account's server may be called. It is pure: it is told the time, by a clock that
 * only runs forward.
 */
typedef struct _PackshotGovernor PackshotGovernor;

/**
 * PackshotCall:
 * @number: which call it is
 * @n_before: calls that were under way when it began
 *
 * A call under way, as packshot_governor_begin() gives it and packshot_governor_end() takes it.
 */
typedef struct
{
  guint64 number;
  guint n_before;
} PackshotCall;

/**
 * PackshotTold:
 * @limit: calls in the window that leads, or 0 when the answer says nothing
 * @remaining: calls left in it
 * @resets_in: microseconds until it starts anew
 * @blocked_for: microseconds in which the server wants no call, or 0
 * @refused: the answer is that there were too many calls (429)
 *
 * What an answer says of limits.
 */
typedef struct
{
  guint limit;
  guint remaining;
  gint64 resets_in;
  gint64 blocked_for;
  gboolean refused;
} PackshotTold;

/**
 * PackshotCalls:
 * @limit: calls that are allowed in the window
 * @used: calls that count at the moment
 * @span: the window's length in microseconds
 *
 * How far one window is used up.
 */
typedef struct
{
  guint limit;
  guint used;
  gint64 span;
} PackshotCalls;

#define PACKSHOT_GOVERNOR_MAX_WINDOWS 4
/* Windows of this length and longer outlive the program. */
#define PACKSHOT_GOVERNOR_LONG G_TIME_SPAN_HOUR

PackshotGovernor *packshot_governor_new           (void);
void              packshot_governor_free          (PackshotGovernor   *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PackshotGovernor, packshot_governor_free)

void              packshot_governor_set_windows   (PackshotGovernor   *self,
                                                   const PackshotCalls *windows,
                                                   guint               n_windows);
guint             packshot_governor_get_windows   (PackshotGovernor   *self,
                                                   gint64              now,
                                                   PackshotCalls      *windows);
gint64            packshot_governor_wait          (PackshotGovernor   *self,
                                                   gint64              now,
                                                   gboolean            spare);
guint             packshot_governor_count_spare   (PackshotGovernor   *self,
                                                   gint64              now);
PackshotCall      packshot_governor_begin         (PackshotGovernor   *self,
                                                   gint64              now);
void              packshot_governor_end           (PackshotGovernor   *self,
                                                   PackshotCall        call,
                                                   gint64              now,
                                                   const PackshotTold *told);

/* --- What outlives the program --- */

guint             packshot_governor_take_unsaved  (PackshotGovernor   *self);
void              packshot_governor_forget        (PackshotGovernor   *self,
                                                   gint64              now);
void              packshot_governor_remember      (PackshotGovernor   *self,
                                                   guint               n_calls,
                                                   gint64              age,
                                                   gint64              now);

G_END_DECLS
