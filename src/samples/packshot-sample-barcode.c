/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* EAN-13 as ISO/IEC 15420 has it: a start, six digits of set A or B by the first digit, a centre,
 * six digits of set C, an end; 95 modules between quiet zones of 11 and 7. Pure, any thread. */

#include "config.h"

#include "packshot-sample-private.h"

#include <string.h>

static const char * const set_a[] = {
  "0001101", "0011001", "0010011", "0111101", "0100011",
  "0110001", "0101111", "0111011", "0110111", "0001011",
};

/* Which of the six are of set B. */
static const char * const parity[] = {
  "AAAAAA", "AABABB", "AABBAB", "AABBBA", "ABAABB",
  "ABBAAB", "ABBBAA", "ABABAB", "ABABBA", "ABBABA",
};

/* Set C is A with dark and light exchanged, set B is C read from behind. */
static void
append_digit (GString *modules,
              int      digit,
              char     set)
{
  for (int i = 0; i < 7; i++)
    {
      char module = set_a[digit][set == 'B' ? 6 - i : i];

      if (set != 'A')
        module = module == '0' ? '1' : '0';
      g_string_append_c (modules, module);
    }
}

static char *
encode (const char *gtin)
{
  GString *modules = g_string_new ("101");

  for (int i = 1; i <= 6; i++)
    append_digit (modules, gtin[i] - '0', parity[gtin[0] - '0'][i - 1]);
  g_string_append (modules, "01010");
  for (int i = 7; i <= 12; i++)
    append_digit (modules, gtin[i] - '0', 'C');
  g_string_append (modules, "101");
  return g_string_free (modules, FALSE);
}

void
_sample_barcode (cairo_t    *cr,
                 const char *gtin,
                 Rect        rect)
{
  g_autofree char *modules = encode (gtin);
  double module = rect.width / 113, bar = rect.height * 0.84;
  TextStyle style = { FONT_TEXT, rect.height * 0.2, rect.width * 0.9, 1, 0.5 };

  _sample_set_color (cr, 0xffffff, 1);
  cairo_rectangle (cr, rect.x, rect.y, rect.width, rect.height);
  cairo_fill (cr);

  _sample_set_color (cr, 0x000000, 1);
  for (gsize i = 0; i < strlen (modules); i++)
    if (modules[i] == '1')
      cairo_rectangle (cr, rect.x + module * (11 + i), rect.y + rect.height * 0.03, module * 1.02,
                       bar - rect.height * 0.08);
  cairo_fill (cr);
  _sample_text (cr, gtin, &style, rect.x + rect.width / 2, rect.y + rect.height * 0.77);
}
