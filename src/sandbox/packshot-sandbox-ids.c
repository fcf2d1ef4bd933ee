/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* Identifiers in the forms of the three services. They are derived from a text by SHA-256, so
 * that the same seed and the same calls give the same identifiers. Pure functions, any thread. */

#include "config.h"

#include "packshot-sandbox-ids-private.h"

#include <string.h>
#include <zlib.h>

#define ALPHABET "23456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
#define ALPHABET_LENGTH 57
#define SHORTUUID_LENGTH 22
#define KEY_BODY_LENGTH 32

static void
digest_text (const char *text,
             guint8      digest[32])
{
  g_autoptr(GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  gsize length = 32;

  g_checksum_update (checksum, (const guchar *)text, -1);
  g_checksum_get_digest (checksum, digest, &length);
}

/* The 128-bit number in base 57, most significant digit first, filled up on the left. */
static char *
encode_number (guint8 number[16])
{
  char out[SHORTUUID_LENGTH + 1] = { 0 };

  for (int i = SHORTUUID_LENGTH - 1; i >= 0; i--)
    {
      guint rest = 0;

      for (guint j = 0; j < 16; j++)
        {
          guint part = rest * 256 + number[j];

          number[j] = part / ALPHABET_LENGTH;
          rest = part % ALPHABET_LENGTH;
        }
      out[i] = ALPHABET[rest];
    }
  return g_strdup (out);
}

/* Returns: (transfer full): 22 characters that follow from @text */
char *
_packshot_sandbox_shortuuid (const char *text)
{
  guint8 digest[32];

  digest_text (text, digest);
  /* As a random UUID has them: version 4, variant 1. */
  digest[6] = (digest[6] & 0x0f) | 0x40;
  digest[8] = (digest[8] & 0x3f) | 0x80;
  return encode_number (digest);
}

/* Returns: (transfer full) (nullable): the short form of a canonical UUID */
char *
_packshot_sandbox_shortuuid_from_uuid (const char *uuid)
{
  guint8 number[16];
  guint n = 0;

  if (!g_uuid_string_is_valid (uuid))
    return NULL;
  for (const char *c = uuid; *c != '\0'; c++)
    {
      if (*c == '-')
        continue;
      number[n / 2] = (n % 2 == 0 ? 0 : number[n / 2] << 4) | g_ascii_xdigit_value (*c);
      n++;
    }
  return encode_number (number);
}

gboolean
_packshot_sandbox_is_shortuuid (const char *text)
{
  return strlen (text) == SHORTUUID_LENGTH && strspn (text, ALPHABET) == SHORTUUID_LENGTH;
}

/* Returns: (transfer full): 24 hexadecimal digits that follow from @text */
char *
_packshot_sandbox_mongo_id (const char *text)
{
  guint8 digest[32];
  GString *hex = g_string_new (NULL);

  digest_text (text, digest);
  for (guint i = 0; i < 12; i++)
    g_string_append_printf (hex, "%02x", digest[i]);
  return g_string_free (hex, FALSE);
}

gboolean
_packshot_sandbox_is_mongo_id (const char *text)
{
  return strlen (text) == 24 && strspn (text, "0123456789abcdefABCDEF") == 24;
}

/* Returns: (transfer full) (nullable): 8 to 14 digits filled up with zeros on the left to 14 */
char *
_packshot_sandbox_gtin14 (const char *text)
{
  gsize length = strlen (text);

  if (length < 8 || length > 14 || strspn (text, "0123456789") != length)
    return NULL;
  return g_strdup_printf ("%.*s%s", (int)(14 - length), "000000", text);
}

/* Returns: (transfer full): a key with the right check sum */
char *
_packshot_sandbox_closient_key (const char *prefix,
                                const char *body)
{
  uLong sum = crc32 (crc32 (0, NULL, 0), (const Bytef *)body, strlen (body));

  return g_strdup_printf ("%s_%s_%08lx", prefix, body, sum);
}

/* Returns: whether @key is well formed and its check sum right; not whether anybody knows it */
gboolean
_packshot_sandbox_closient_key_check (const char *key)
{
  g_auto(GStrv) parts = g_strsplit (key, "_", -1);
  const char *prefixes[] = { "csb", "csu", "cpk", NULL };
  g_autofree char *right = NULL;

  if (g_strv_length (parts) != 3 || !g_strv_contains (prefixes, parts[0]) ||
      strlen (parts[1]) != KEY_BODY_LENGTH)
    return FALSE;
  for (const char *c = parts[1]; *c != '\0'; c++)
    {
      if (!g_ascii_isalnum (*c))
        return FALSE;
    }
  right = _packshot_sandbox_closient_key (parts[0], parts[1]);
  return strcmp (right, key) == 0;
}

/* Returns: (transfer full): such as 2026-01-31T09:12:00.000001Z */
char *
_packshot_sandbox_iso_time (gint64 time)
{
  g_autoptr(GDateTime) seconds = g_date_time_new_from_unix_utc (time / G_USEC_PER_SEC);
  g_autofree char *text = g_date_time_format (seconds, "%Y-%m-%dT%H:%M:%S");

  return g_strdup_printf ("%s.%06dZ", text, (int)(time % G_USEC_PER_SEC));
}
