/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* Global Trade Item Numbers. A number is compared and stored by its key, the 14 digits in which
 * GS1 writes all of them right-justified; what the user typed is kept beside it for showing.
 *
 *   text ──▶ a web address? ──▶ the segment behind /01/ ──┐
 *            anything else  ──▶ without separators      ──┴▶ digits ──▶ length, zeros, check digit
 *
 * The check digit counts its weights from the right, so zeros in front never change it and one
 * routine serves all lengths (https://www.gs1.org/how-calculate-check-digit-manually).
 * Immutable; any thread. */

#include "config.h"

#include "packshot-gtin.h"

#include "packshot-model-error.h"

#include <string.h>

struct _PackshotGtin
{
  char            key[PACKSHOT_GTIN_KEY_LENGTH + 1];
  char           *entered;    /* (owned) */
  gatomicrefcount ref_count;
};

G_DEFINE_BOXED_TYPE (PackshotGtin, packshot_gtin, packshot_gtin_ref, packshot_gtin_unref)

static gboolean
is_separator (char c)
{
  return c == '-' || c == ' ';
}

static gboolean
is_complete_length (gsize length)
{
  return length == 8 || (length >= 12 && length <= 14);
}

/* The digits of a trimmed text; hyphens and spaces may stand between digits, nothing else. */
static char *
digits_from_text (const char *text,
                  GError    **error)
{
  g_autoptr(GString) digits = g_string_new (NULL);
  gsize length = strlen (text);

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      if (g_ascii_isdigit (*p))
        {
          g_string_append_c (digits, *p);
        }
      else if (!is_separator (*p) || p == text || p + 1 == text + length)
        {
          gunichar c = g_utf8_get_char_validated (p, -1);

          if (c > 0x10ffff || !g_unichar_isprint (c))
            g_set_error (error, PACKSHOT_MODEL_ERROR, PACKSHOT_MODEL_ERROR_SYMBOL,
                         "Byte 0x%02x is not a digit", (guint8) *p);
          else
            g_set_error (error, PACKSHOT_MODEL_ERROR, PACKSHOT_MODEL_ERROR_SYMBOL,
                         "“%.*s” is not a digit", (int)(g_utf8_next_char (p) - p), p);
          return NULL;
        }
    }
  return g_string_free (g_steal_pointer (&digits), FALSE);
}

/* Qualifiers of a trade item follow it in pairs and in this order, each at most once. */
static gboolean
check_qualifiers (const char * const *segments)
{
  static const char * const order[] = { "22", "10", "21", "235" };
  guint next = 0;

  for (guint i = 0; segments[i] != NULL; i += 2)
    {
      while (next < G_N_ELEMENTS (order) && !g_str_equal (order[next], segments[i]))
        next++;
      if (next++ >= G_N_ELEMENTS (order) || segments[i + 1] == NULL || *segments[i + 1] == '\0')
        return FALSE;
    }
  return TRUE;
}

/* The digits in a GS1 Digital Link: PATH/01/GTIN, qualifiers, any query. */
static char *
digits_from_link (const char *text,
                  GError    **error)
{
  g_autoptr(GUri) uri = g_uri_parse (text, G_URI_FLAGS_ENCODED, NULL);
  g_auto(GStrv) segments = NULL;

  if (uri != NULL && g_uri_get_host (uri) != NULL && *g_uri_get_host (uri) != '\0')
    segments = g_strsplit (g_uri_get_path (uri), "/", -1);
  for (guint i = 0; segments != NULL && segments[i] != NULL; i++)
    {
      const char *number = segments[i + 1];

      if (!g_str_equal (segments[i], "01") || number == NULL)
        continue;
      if (!check_qualifiers ((const char * const *)&segments[i + 2]))
        break;
      if (strspn (number, "0123456789") != strlen (number))
        break;
      return g_strdup (number);
    }
  g_set_error (error, PACKSHOT_MODEL_ERROR, PACKSHOT_MODEL_ERROR_SYMBOL,
               "The address is not a GS1 Digital Link to a trade item");
  return NULL;
}

static gboolean
is_web_address (const char *text)
{
  return g_ascii_strncasecmp (text, "http://", 7) == 0 ||
         g_ascii_strncasecmp (text, "https://", 8) == 0;
}

static gboolean
check_digits (const char *digits,
              GError    **error)
{
  gsize length = strlen (digits);
  g_autofree char *body = NULL;
  int expected;

  if (!is_complete_length (length))
    {
      g_set_error (error, PACKSHOT_MODEL_ERROR, PACKSHOT_MODEL_ERROR_LENGTH,
                   "A GTIN has 8, 12, 13 or 14 digits, not %" G_GSIZE_FORMAT, length);
      return FALSE;
    }
  if (strspn (digits, "0") == length)
    {
      g_set_error (error, PACKSHOT_MODEL_ERROR, PACKSHOT_MODEL_ERROR_RANGE,
                   "A GTIN is not all zeros");
      return FALSE;
    }
  body = g_strndup (digits, length - 1);
  expected = packshot_gtin_check_digit (body);
  if (digits[length - 1] - '0' != expected)
    {
      g_set_error (error, PACKSHOT_MODEL_ERROR, PACKSHOT_MODEL_ERROR_CHECK_DIGIT,
                   "The last digit should be %d", expected);
      return FALSE;
    }
  return TRUE;
}

static void
write_key (const char *digits,
           char        key[PACKSHOT_GTIN_KEY_LENGTH + 1])
{
  gsize length = strlen (digits);

  memset (key, '0', PACKSHOT_GTIN_KEY_LENGTH - length);
  memcpy (key + PACKSHOT_GTIN_KEY_LENGTH - length, digits, length + 1);
}

/**
 * packshot_gtin_parse:
 * @text: what a person typed, scanned or dropped
 * @error: (nullable): return location; a [error@Packshot.ModelError]
 *
 * Takes 8, 12, 13 or 14 digits, with spaces or hyphens between them and white space around, or a
 * GS1 Digital Link. Eight digits are a GTIN-8, never a UPC-E: see packshot_gtin_dup_upc_e_key().
 *
 * Returns: (transfer full): the number, or %NULL with an error that tells what is wrong with it
 */
PackshotGtin *
packshot_gtin_parse (const char *text,
                     GError    **error)
{
  g_autofree char *entered = NULL;
  g_autofree char *digits = NULL;
  PackshotGtin *self;

  g_return_val_if_fail (text != NULL, NULL);

  entered = g_strstrip (g_strdup (text));
  if (is_web_address (entered))
    digits = digits_from_link (entered, error);
  else
    digits = digits_from_text (entered, error);
  if (digits == NULL || !check_digits (digits, error))
    return NULL;

  self = g_new0 (PackshotGtin, 1);
  g_atomic_ref_count_init (&self->ref_count);
  write_key (digits, self->key);
  self->entered = g_steal_pointer (&entered);
  return self;
}

/**
 * packshot_gtin_ref:
 * @self: a number
 *
 * Returns: (transfer full): @self
 */
PackshotGtin *
packshot_gtin_ref (PackshotGtin *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * packshot_gtin_unref:
 * @self: (transfer full): a number
 */
void
packshot_gtin_unref (PackshotGtin *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_free (self->entered);
  g_free (self);
}

/**
 * packshot_gtin_get_key:
 * @self: a number
 *
 * Returns: (transfer none): its 14 digits, zeros in front
 */
const char *
packshot_gtin_get_key (PackshotGtin *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->key;
}

/**
 * packshot_gtin_get_entered:
 * @self: a number
 *
 * Returns: (transfer none): the text it was parsed from, without white space around
 */
const char *
packshot_gtin_get_entered (PackshotGtin *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->entered;
}

/**
 * packshot_gtin_get_kind:
 * @self: a number
 *
 * Returns: what it is by its 14 digits, not by how many were typed
 */
PackshotGtinKind
packshot_gtin_get_kind (PackshotGtin *self)
{
  g_return_val_if_fail (self != NULL, PACKSHOT_GTIN_14);

  if (self->key[0] != '0')
    return PACKSHOT_GTIN_14;
  if (self->key[1] != '0')
    return PACKSHOT_GTIN_13;
  return strspn (self->key, "0") >= 6 ? PACKSHOT_GTIN_8 : PACKSHOT_GTIN_12;
}

/**
 * packshot_gtin_dup_digital_link:
 * @self: a number
 *
 * Returns: (transfer full): its canonical GS1 Digital Link
 */
char *
packshot_gtin_dup_digital_link (PackshotGtin *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_strconcat ("https://id.gs1.org/01/", self->key, NULL);
}

/**
 * packshot_gtin_equal:
 * @a: (type Packshot.Gtin): a number
 * @b: (type Packshot.Gtin): another
 *
 * Returns: whether both name the same trade item, however they were written
 */
gboolean
packshot_gtin_equal (gconstpointer a,
                     gconstpointer b)
{
  const PackshotGtin *x = a, *y = b;

  return g_str_equal (x->key, y->key);
}

/**
 * packshot_gtin_hash:
 * @gtin: (type Packshot.Gtin): a number
 *
 * Returns: a hash that fits packshot_gtin_equal()
 */
guint
packshot_gtin_hash (gconstpointer gtin)
{
  return g_str_hash (((const PackshotGtin *)gtin)->key);
}

/**
 * packshot_gtin_check_digit:
 * @digits: a number without its last digit, digits only
 *
 * Returns: the digit that belongs at its end, 0 to 9
 */
int
packshot_gtin_check_digit (const char *digits)
{
  guint sum = 0;
  guint weight = 3;

  g_return_val_if_fail (digits != NULL, -1);

  for (gsize i = strlen (digits); i > 0; i--)
    {
      g_return_val_if_fail (g_ascii_isdigit (digits[i - 1]), -1);
      sum = (sum + weight * (guint)(digits[i - 1] - '0')) % 10;
      weight = 4 - weight;
    }
  return (int)((10 - sum) % 10);
}

/**
 * packshot_gtin_dup_upc_e_key:
 * @text: eight digits: the number system 0 or 1, six digits, the check digit
 *
 * A UPC-E bar code leaves zeros of a UPC-A number out; its check digit is that of the whole number.
 * The same eight digits can be a GTIN-8 too, so this is for suggestions, never taken by itself.
 *
 * Returns: (transfer full) (nullable): the 14 digits of the UPC-A number, or %NULL when @text is no
 *   UPC-E number
 */
char *
packshot_gtin_dup_upc_e_key (const char *text)
{
  g_autofree char *entered = NULL;
  g_autofree char *d = NULL;
  g_autofree char *full = NULL;
  char key[PACKSHOT_GTIN_KEY_LENGTH + 1];

  g_return_val_if_fail (text != NULL, NULL);

  entered = g_strstrip (g_strdup (text));
  d = digits_from_text (entered, NULL);
  if (d == NULL || strlen (d) != 8 || d[0] > '1')
    return NULL;
  if (d[6] <= '2')
    full = g_strdup_printf ("%.3s%c0000%.3s%c", d, d[6], d + 3, d[7]);
  else if (d[6] == '3')
    full = g_strdup_printf ("%.4s00000%.2s%c", d, d + 4, d[7]);
  else if (d[6] == '4')
    full = g_strdup_printf ("%.5s00000%c%c", d, d[5], d[7]);
  else
    full = g_strdup_printf ("%.6s0000%c%c", d, d[6], d[7]);
  if (!check_digits (full, NULL))
    return NULL;
  write_key (full, key);
  return g_strdup (key);
}

/**
 * packshot_gtin_dup_search_key:
 * @text: what a person typed into a search
 *
 * What to look for within 14-digit keys: the whole key of a complete number, of a Digital Link or
 * of a UPC-E number; otherwise the digits typed so far.
 *
 * Returns: (transfer full) (nullable): digits, or %NULL when @text is no number at all
 */
char *
packshot_gtin_dup_search_key (const char *text)
{
  g_autoptr(PackshotGtin) gtin = NULL;
  g_autoptr(GString) digits = NULL;
  char *key;

  g_return_val_if_fail (text != NULL, NULL);

  gtin = packshot_gtin_parse (text, NULL);
  if (gtin != NULL)
    return g_strdup (gtin->key);
  key = packshot_gtin_dup_upc_e_key (text);
  if (key != NULL)
    return key;

  /* A number that is still being typed may end with its separator. */
  digits = g_string_new (NULL);
  for (const char *p = text; *p != '\0'; p++)
    {
      if (g_ascii_isdigit (*p))
        g_string_append_c (digits, *p);
      else if (!is_separator (*p) && !g_ascii_isspace (*p))
        return NULL;
    }
  return digits->len > 0 ? g_string_free (g_steal_pointer (&digits), FALSE) : NULL;
}
