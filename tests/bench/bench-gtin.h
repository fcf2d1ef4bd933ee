/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include <glib.h>

/* A GTIN-14 of the range for use within a company, for each number below ten million; GS1 General
 * Specifications, 7.9. */
static inline char *
bench_gtin_new (guint number)
{
  g_autofree char *digits = g_strdup_printf ("020000%07u", number);
  guint sum = 0;

  for (guint i = 0; i < 13; i++)
    sum += (guint)(digits[i] - '0') * (i % 2 == 0 ? 3 : 1);
  return g_strdup_printf ("%s%u", digits, (10 - sum % 10) % 10);
}
