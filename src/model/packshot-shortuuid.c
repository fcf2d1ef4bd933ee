/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* UUIDs as Closient writes them: one big-endian number in base 57, the most significant symbol
 * first, always 22 symbols. The alphabet is that of https://github.com/skorokithakis/shortuuid
 * since its 1.0.0; strings of older releases run the other way and are not taken. Any thread. */

#include "config.h"

#include "packshot-shortuuid.h"

#include "packshot-model-error.h"

#include <string.h>

#define BASE 57
#define UUID_BYTES 16

/* No 0, 1, I, O and l, which people confuse. */
static const char alphabet[] = "23456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

G_STATIC_ASSERT (sizeof alphabet == BASE + 1);

/* number := number * BASE + digit; returns what does not fit. */
static guint
push_digit (guint8 number[UUID_BYTES],
            guint  digit)
{
  guint carry = digit;

  for (int i = UUID_BYTES - 1; i >= 0; i--)
    {
      carry += number[i] * BASE;
      number[i] = carry & 0xff;
      carry >>= 8;
    }
  return carry;
}

/* number := number / BASE; returns the rest. */
static guint
pop_digit (guint8 number[UUID_BYTES])
{
  guint rest = 0;

  for (int i = 0; i < UUID_BYTES; i++)
    {
      rest = rest << 8 | number[i];
      number[i] = rest / BASE;
      rest %= BASE;
    }
  return rest;
}

static void
parse_canonical (const char *text,
                 guint8      uuid[UUID_BYTES])
{
  for (int i = 0; i < UUID_BYTES; text += 2)
    {
      if (*text == '-')
        text++;
      uuid[i++] = g_ascii_xdigit_value (text[0]) << 4 | g_ascii_xdigit_value (text[1]);
    }
}

/**
 * packshot_shortuuid_decode:
 * @text: 22 symbols
 * @uuid: (out caller-allocates) (array fixed-size=16): the 128 bits; unchanged on failure
 * @error: (nullable): return location; a [error@Packshot.ModelError]
 *
 * Returns: whether @text is a UUID
 */
gboolean
packshot_shortuuid_decode (const char *text,
                           guint8      uuid[16],
                           GError    **error)
{
  guint8 number[UUID_BYTES] = { 0 };
  gsize length;

  g_return_val_if_fail (text != NULL, FALSE);

  length = strlen (text);
  if (length != PACKSHOT_SHORTUUID_LENGTH)
    {
      g_set_error (error, PACKSHOT_MODEL_ERROR, PACKSHOT_MODEL_ERROR_LENGTH,
                   "An id has %d symbols, not %" G_GSIZE_FORMAT,
                   PACKSHOT_SHORTUUID_LENGTH, length);
      return FALSE;
    }
  for (guint i = 0; i < PACKSHOT_SHORTUUID_LENGTH; i++)
    {
      const char *symbol = strchr (alphabet, text[i]);

      if (symbol == NULL)
        {
          g_set_error (error, PACKSHOT_MODEL_ERROR, PACKSHOT_MODEL_ERROR_SYMBOL,
                       "Symbol %u is not one of an id's", i + 1);
          return FALSE;
        }
      if (push_digit (number, symbol - alphabet) != 0)
        {
          g_set_error (error, PACKSHOT_MODEL_ERROR, PACKSHOT_MODEL_ERROR_RANGE,
                       "The id needs more than 128 bits");
          return FALSE;
        }
    }
  memcpy (uuid, number, UUID_BYTES);
  return TRUE;
}

/**
 * packshot_shortuuid_encode:
 * @uuid: (array fixed-size=16): 128 bits
 *
 * Returns: (transfer full): its 22 symbols
 */
char *
packshot_shortuuid_encode (const guint8 uuid[16])
{
  guint8 number[UUID_BYTES];
  char *text = g_malloc (PACKSHOT_SHORTUUID_LENGTH + 1);

  memcpy (number, uuid, UUID_BYTES);
  for (int i = PACKSHOT_SHORTUUID_LENGTH - 1; i >= 0; i--)
    text[i] = alphabet[pop_digit (number)];
  text[PACKSHOT_SHORTUUID_LENGTH] = '\0';
  return text;
}

/**
 * packshot_shortuuid_is_valid:
 * @text: (nullable): anything
 *
 * Returns: whether @text is a UUID of 22 symbols
 */
gboolean
packshot_shortuuid_is_valid (const char *text)
{
  guint8 uuid[UUID_BYTES];

  return text != NULL && packshot_shortuuid_decode (text, uuid, NULL);
}

/**
 * packshot_shortuuid_from_any:
 * @text: 22 symbols, or a UUID in its canonical form of 36 characters; white space may stand around
 * @error: (nullable): return location; a [error@Packshot.ModelError]
 *
 * Returns: (transfer full): the 22 symbols, or %NULL when @text is neither
 */
char *
packshot_shortuuid_from_any (const char *text,
                             GError    **error)
{
  g_autofree char *trimmed = NULL;
  guint8 uuid[UUID_BYTES];

  g_return_val_if_fail (text != NULL, NULL);

  trimmed = g_strstrip (g_strdup (text));
  if (g_uuid_string_is_valid (trimmed))
    parse_canonical (trimmed, uuid);
  else if (!packshot_shortuuid_decode (trimmed, uuid, error))
    return NULL;
  return packshot_shortuuid_encode (uuid);
}
