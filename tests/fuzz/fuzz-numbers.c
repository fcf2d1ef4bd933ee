/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* Numbers and identifiers as people and servers write them: GTINs of any length, GS1 Digital
 * Links, UPC-E, shortuuids. What is taken is taken the same way when it is written back. */

#include "config.h"

#include "fuzz.h"

#include "packshot-gtin.h"
#include "packshot-shortuuid.h"

#include <string.h>

static void
assert_key (const char *key)
{
  g_assert_cmpuint (strlen (key), ==, PACKSHOT_GTIN_KEY_LENGTH);
  for (const char *digit = key; *digit != '\0'; digit++)
    g_assert_true (g_ascii_isdigit (*digit));
}

static void
assert_same (PackshotGtin *number,
             const char   *text)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(PackshotGtin) again = packshot_gtin_parse (text, &error);

  g_assert_no_error (error);
  g_assert_true (packshot_gtin_equal (number, again));
}

static void
try_gtin (const char *text)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(PackshotGtin) number = packshot_gtin_parse (text, &error);
  g_autofree char *upc = packshot_gtin_dup_upc_e_key (text);
  g_autofree char *search = packshot_gtin_dup_search_key (text);
  g_autofree char *link = NULL;

  g_assert_true ((number == NULL) == (error != NULL));
  if (upc != NULL)
    assert_key (upc);
  for (const char *digit = search; digit != NULL && *digit != '\0'; digit++)
    g_assert_true (g_ascii_isdigit (*digit));
  if (number == NULL)
    {
      fuzz_assert_utf8 (error->message);
      return;
    }
  assert_key (packshot_gtin_get_key (number));
  assert_same (number, packshot_gtin_get_key (number));
  assert_same (number, packshot_gtin_get_entered (number));
  link = packshot_gtin_dup_digital_link (number);
  assert_same (number, link);
}

static void
try_shortuuid (const char *text)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *any = packshot_shortuuid_from_any (text, &error);
  guint8 uuid[16];

  g_assert_true ((any == NULL) == (error != NULL));
  if (any != NULL)
    g_assert_true (packshot_shortuuid_is_valid (any));
  else
    fuzz_assert_utf8 (error->message);
  if (packshot_shortuuid_is_valid (text))
    {
      g_autofree char *again = NULL;

      g_assert_true (packshot_shortuuid_decode (text, uuid, NULL));
      again = packshot_shortuuid_encode (uuid);
      g_assert_cmpstr (again, ==, text);
    }
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autofree char *text = fuzz_text (data, size);

  try_gtin (text);
  try_shortuuid (text);
  return 0;
}
