/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * Dice:
 * @state: what all throws follow from
 * A generator whose numbers are the same on every machine and with every library: SplitMix64
 * (Steele, Lea, Flood: Fast splittable pseudorandom number generators, 2014).
 */
typedef struct
{
  guint64 state;
} Dice;

static inline guint64
dice_throw (Dice *dice)
{
  guint64 z = dice->state += G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);

  z = (z ^ (z >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  z = (z ^ (z >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
  return z ^ (z >> 31);
}

/* from 0 to @n - 1; 0 when @n is 0 */
static inline guint
dice_below (Dice *dice,
            guint n)
{
  return n == 0 ? 0 : (guint)(dice_throw (dice) % n);
}

/* TRUE in @percent of a hundred throws */
static inline gboolean
dice_chance (Dice *dice,
             guint percent)
{
  return dice_below (dice, 100) < percent;
}

G_END_DECLS
