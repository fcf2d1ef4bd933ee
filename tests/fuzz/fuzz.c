/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* What the fuzzers share. */

#include "config.h"

#include "fuzz.h"

#include <string.h>

char *
fuzz_text (const guint8 *data,
           gsize         size)
{
  return g_strndup ((const char *)data, size);
}

char *
fuzz_cut (char      **rest,
          const char *mark)
{
  char *start = *rest;
  char *end;

  if (start == NULL)
    return NULL;
  end = strstr (start, mark);
  *rest = end != NULL ? end + strlen (mark) : NULL;
  if (end != NULL)
    *end = '\0';
  return start;
}

void
fuzz_assert_utf8 (const char *text)
{
  g_assert_true (text == NULL || g_utf8_validate (text, -1, NULL));
}
