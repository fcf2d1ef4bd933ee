/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* GTINs against published numbers: the worked example of GS1, the test suites of biip
 * (github.com/jodal/biip), phloc, IsoCodes (github.com/ronanguilloux/IsoCodes) and gs1utils, and
 * names of real picture files. Each row names its source. */

#include "config.h"

#include "packshot-gtin.h"
#include "packshot-model-error.h"

#include <string.h>

typedef struct
{
  const char      *text;
  const char      *key;
  PackshotGtinKind kind;
} Valid;

static const Valid valid[] = {
  /* https://www.gs1.org/how-calculate-check-digit-manually */
  { "6291041500213", "06291041500213", PACKSHOT_GTIN_13 },
  /* biip, tests/gtin/test_parse.py */
  { "96385074", "00000096385074", PACKSHOT_GTIN_8 },
  { "000096385074", "00000096385074", PACKSHOT_GTIN_8 },
  { "00000096385074", "00000096385074", PACKSHOT_GTIN_8 },
  { "123601057072", "00123601057072", PACKSHOT_GTIN_12 },
  { "036000291452", "00036000291452", PACKSHOT_GTIN_12 },
  { "006000291455", "00006000291455", PACKSHOT_GTIN_12 },
  { "000902914511", "00000902914511", PACKSHOT_GTIN_12 },
  { "5901234123457", "05901234123457", PACKSHOT_GTIN_13 },
  { "98765432109213", "98765432109213", PACKSHOT_GTIN_14 },
  /* biip, test_upc.py */
  { "042100005264", "00042100005264", PACKSHOT_GTIN_12 },
  /* biip, tests/test_gs1_digital_link_uris.py */
  { "614141123452", "00614141123452", PACKSHOT_GTIN_12 },
  /* https://github.com/bwipp/postscriptbarcode/wiki/GS1-Digital-Link-URIs */
  { "09521234543213", "09521234543213", PACKSHOT_GTIN_13 },
  /* jprante: an ISBN and an ISSN, the latter as it is printed */
  { "9783652002264", "09783652002264", PACKSHOT_GTIN_13 },
  { "9771869712038", "09771869712038", PACKSHOT_GTIN_13 },
  { "977-1869712-03-8", "09771869712038", PACKSHOT_GTIN_13 },
  /* IsoCodes, Gtin14Test.php */
  { "12345678901231", "12345678901231", PACKSHOT_GTIN_14 },
  /* phloc */
  { "11111115", "00000011111115", PACKSHOT_GTIN_8 },
  /* Names of picture files: Axfood, GS1 Finland, GS1 Austria */
  { "07310867561419", "07310867561419", PACKSHOT_GTIN_13 },
  { "06408430033805", "06408430033805", PACKSHOT_GTIN_13 },
  { "04012345670004", "04012345670004", PACKSHOT_GTIN_13 },
  { "08410076483355", "08410076483355", PACKSHOT_GTIN_13 },
  { "04902430429368", "04902430429368", PACKSHOT_GTIN_13 },
  { "09346587073855", "09346587073855", PACKSHOT_GTIN_13 },
  /* https://github.com/openfoodfacts/openfoodfacts-server/issues/6024 */
  { "025293001220", "00025293001220", PACKSHOT_GTIN_12 },
  { "0025293001220", "00025293001220", PACKSHOT_GTIN_12 },
  /* A UPC-E number too, but eight digits are a GTIN-8 */
  { "12345670", "00000012345670", PACKSHOT_GTIN_8 },
  /* Restricted to one company, not wrong: github.com/real-digital/gtin-validator/issues/12 */
  { "0231566199093", "00231566199093", PACKSHOT_GTIN_12 },
  /* White space around, separators within */
  { "  5901234123457\t\n", "05901234123457", PACKSHOT_GTIN_13 },
  { "5 901234 123457", "05901234123457", PACKSHOT_GTIN_13 },
  { "9638 - 5074", "00000096385074", PACKSHOT_GTIN_8 },
};

typedef struct
{
  const char        *text;
  PackshotModelError code;
  const char        *message;
} Invalid;

#define SHOULD_BE(digit) PACKSHOT_MODEL_ERROR_CHECK_DIGIT, "The last digit should be " digit
#define HAS_LENGTH(n) PACKSHOT_MODEL_ERROR_LENGTH, "A GTIN has 8, 12, 13 or 14 digits, not " n
#define NO_DIGIT(c) PACKSHOT_MODEL_ERROR_SYMBOL, "“" c "” is not a digit"
#define ALL_ZEROS PACKSHOT_MODEL_ERROR_RANGE, "A GTIN is not all zeros"
#define NO_LINK PACKSHOT_MODEL_ERROR_SYMBOL, "The address is not a GS1 Digital Link to a trade item"

static const Invalid invalid[] = {
  /* biip */
  { "5901234123458", SHOULD_BE ("7") },
  { "042100005263", SHOULD_BE ("4") },
  { "123", HAS_LENGTH ("3") },
  { "0123456789abc", NO_DIGIT ("a") },
  /* IsoCodes */
  { "12345678901232", SHOULD_BE ("1") },
  { "00000000000000", ALL_ZEROS },
  { "12345.67890.1231", NO_DIGIT (".") },
  /* phloc */
  { "11111114", SHOULD_BE ("5") },
  { "11111116", SHOULD_BE ("5") },
  { "1111111", HAS_LENGTH ("7") },
  { "111111159", HAS_LENGTH ("9") },
  { "A1234567890123", NO_DIGIT ("A") },
  { "", HAS_LENGTH ("0") },
  /* gist.github.com/noogen: the check digit was zeroed */
  { "00666522900090", SHOULD_BE ("1") },
  /* https://www.gs1.nl: an example of a file name */
  { "08701234567891", SHOULD_BE ("6") },
  /* npm @linvix-sistemas/gtin-validator */
  { "01012345678905", SHOULD_BE ("4") },
  /* https://github.com/tmattsson/gs1utils/issues/9: a UPC-E number */
  { "07838604", SHOULD_BE ("6") },
  /* https://hexdocs.pm/gl_gtin: a number promoted to a case */
  { "16291041500214", SHOULD_BE ("0") },
  /* Zeros of every length */
  { "00000000", ALL_ZEROS },
  { "000000000000", ALL_ZEROS },
  { "0000000000000", ALL_ZEROS },
  /* A spreadsheet ate the leading zero: never padded silently */
  { "36000291452", HAS_LENGTH ("11") },
  { "590123412345", SHOULD_BE ("2") },
  { "059012341234570", HAS_LENGTH ("15") },
  /* Separators stand between digits only */
  { "-5901234123457", NO_DIGIT ("-") },
  { "5901234123457-", NO_DIGIT ("-") },
  { " ", HAS_LENGTH ("0") },
  /* Digits of other scripts, and bytes that are no text */
  { "５901234123457", NO_DIGIT ("５") },
  { "590123412345\xff", PACKSHOT_MODEL_ERROR_SYMBOL, "Byte 0xff is not a digit" },
  { "590123\n4123457", PACKSHOT_MODEL_ERROR_SYMBOL, "Byte 0x0a is not a digit" },
};

typedef struct
{
  const char *text;
  const char *key;          /* NULL when it is no link */
} Link;

/* biip, tests/test_gs1_digital_link_uris.py, and the rules it follows */
static const Link links[] = {
  { "https://id.gs1.org/01/00614141123452", "00614141123452" },
  { "https://example.com/foo/01/614141123452", "00614141123452" },
  { "https://id.gs1.org/01/00614141123452/10/ABC123?17=261231", "00614141123452" },
  { "https://id.gs1.org/01/00614141123452?foo=bar", "00614141123452" },
  { "HTTP://ID.GS1.ORG/01/00614141123452", "00614141123452" },
  { " https://id.gs1.org/01/09521234543213/22/2A/10/01/21/ABC%2F1/235/X#x ", "09521234543213" },
  { "https://id.gs1.org/01/96385074", "00000096385074" },
  { "http://example.com/foo/123", NULL },
  { "https://example.com/foo/01/614141123452/123", NULL },
  { "https://id.gs1.org/01/614141123452/15/20250324", NULL },
  { "https://id.gs1.org/01/614141123452/10/ABC123/22/123456789", NULL },
  { "https://id.gs1.org/01/614141123452/10/ABC123/10/ABC123", NULL },
  { "https://id.gs1.org/00/106141412345678908/10/ABC123", NULL },
  { "https://id.gs1.org/01/614141123452/10/", NULL },
  { "https://id.gs1.org/01/6141-41123452", NULL },
  { "https://id.gs1.org/01", NULL },
  { "https:///01/00614141123452", NULL },
  { "https://", NULL },
  { "https://id.gs1.org/01/%30%", NULL },
};

static void
test_valid (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (valid); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(PackshotGtin) gtin = packshot_gtin_parse (valid[i].text, &error);
      g_autofree char *trimmed = g_strstrip (g_strdup (valid[i].text));

      g_test_message ("row %u", i);
      g_assert_no_error (error);
      g_assert_nonnull (gtin);
      g_assert_cmpstr (packshot_gtin_get_key (gtin), ==, valid[i].key);
      g_assert_cmpint (packshot_gtin_get_kind (gtin), ==, valid[i].kind);
      g_assert_cmpstr (packshot_gtin_get_entered (gtin), ==, trimmed);
    }
}

static void
test_invalid (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (invalid); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(PackshotGtin) gtin = packshot_gtin_parse (invalid[i].text, &error);

      g_test_message ("row %u", i);
      g_assert_null (gtin);
      g_assert_error (error, PACKSHOT_MODEL_ERROR, (int)invalid[i].code);
      g_assert_cmpstr (error->message, ==, invalid[i].message);
      g_assert_null (packshot_gtin_parse (invalid[i].text, NULL));
    }
}

static void
test_link (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (links); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(PackshotGtin) gtin = packshot_gtin_parse (links[i].text, &error);

      g_test_message ("row %u", i);
      if (links[i].key != NULL)
        {
          g_assert_no_error (error);
          g_assert_cmpstr (packshot_gtin_get_key (gtin), ==, links[i].key);
        }
      else
        {
          g_assert_null (gtin);
          g_assert_error (error, PACKSHOT_MODEL_ERROR, PACKSHOT_MODEL_ERROR_SYMBOL);
        }
    }
}

/* What is wrong with the number in a link is told as for a bare number. */
static void
test_link_number (void)
{
  static const Invalid rows[] = {
    { "https://id.gs1.org/01/00614141123453", SHOULD_BE ("2") },
    { "https://id.gs1.org/01/0614", HAS_LENGTH ("4") },
    { "https://id.gs1.org/01/00000000000000", ALL_ZEROS },
    { "https://id.gs1.org/8006/00614141123452", NO_LINK },
    { "mailto:alice@example.com", NO_DIGIT ("m") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_null (packshot_gtin_parse (rows[i].text, &error));
      g_assert_error (error, PACKSHOT_MODEL_ERROR, (int)rows[i].code);
      g_assert_cmpstr (error->message, ==, rows[i].message);
    }
}

static void
test_write_link (void)
{
  g_autoptr(PackshotGtin) gtin = packshot_gtin_parse ("https://example.com/foo/01/614141123452",
                                                      NULL);
  g_autofree char *link = packshot_gtin_dup_digital_link (gtin);

  g_assert_cmpstr (link, ==, "https://id.gs1.org/01/00614141123452");
}

static void
test_check_digit (void)
{
  g_assert_cmpint (packshot_gtin_check_digit ("629104150021"), ==, 3);
  g_assert_cmpint (packshot_gtin_check_digit (""), ==, 0);

  for (guint i = 0; i < G_N_ELEMENTS (valid); i++)
    {
      g_autofree char *body = g_strndup (valid[i].key, PACKSHOT_GTIN_KEY_LENGTH - 1);

      g_assert_cmpint (packshot_gtin_check_digit (body), ==, valid[i].key[13] - '0');
    }
}

/* Modulo 10 with weights 3 and 1 finds every single wrong digit. */
static void
test_wrong_digit (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (valid); i++)
    for (guint at = 0; at < PACKSHOT_GTIN_KEY_LENGTH; at++)
      for (char digit = '0'; digit <= '9'; digit++)
        {
          g_autofree char *text = g_strdup (valid[i].key);
          g_autoptr(PackshotGtin) gtin = NULL;

          text[at] = digit;
          gtin = packshot_gtin_parse (text, NULL);
          g_assert_cmpint (gtin != NULL, ==, digit == valid[i].key[at]);
        }
}

static void
test_equal (void)
{
  g_autoptr(PackshotGtin) a = packshot_gtin_parse ("025293001220", NULL);
  g_autoptr(PackshotGtin) b = packshot_gtin_parse ("0025293001220", NULL);
  g_autoptr(PackshotGtin) c = packshot_gtin_parse ("036000291452", NULL);
  g_autoptr(GHashTable) table = g_hash_table_new (packshot_gtin_hash, packshot_gtin_equal);

  g_assert_true (packshot_gtin_equal (a, b));
  g_assert_false (packshot_gtin_equal (a, c));
  g_assert_cmpuint (packshot_gtin_hash (a), ==, packshot_gtin_hash (b));
  g_hash_table_add (table, a);
  g_assert_true (g_hash_table_contains (table, b));
  g_assert_false (g_hash_table_contains (table, c));
}

static void
test_boxed (void)
{
  g_autoptr(PackshotGtin) kept = NULL;
  g_auto(GValue) value = G_VALUE_INIT;
  PackshotGtin *gtin = packshot_gtin_parse ("96385074", NULL);

  g_value_init (&value, PACKSHOT_TYPE_GTIN);
  g_value_take_boxed (&value, gtin);
  kept = g_value_dup_boxed (&value);
  g_assert_true (kept == gtin);
  g_value_unset (&value);
  g_assert_cmpstr (packshot_gtin_get_key (kept), ==, "00000096385074");
}

static void
test_upc_e (void)
{
  static const struct
  {
    const char *text;
    const char *key;
  } rows[] = {
    /* https://github.com/tmattsson/gs1utils/issues/9 */
    { "07838604", "00078000003864" },
    /* biip, test_upc.py: 425261 stands for 042100005264 */
    { "04252614", "00042100005264" },
    /* Each rule by its last digit, worked by hand with the check digit of GS1's page */
    { "12345670", "00123456000070" },
    { "01234505", "00012000003455" },
    { "01234523", "00012200003453" },
    { "01234531", "00012300000451" },
    { "01234543", "00012340000053" },
    { "01234558", "00012345000058" },
    { " 0-425261-4 ", "00042100005264" },
    { "04252615", NULL },   /* check digit */
    { "24252618", NULL },   /* number system */
    { "425261", NULL },
    { "00000000", NULL },
    { "0425261x", NULL },
    { "", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *key = packshot_gtin_dup_upc_e_key (rows[i].text);

      g_test_message ("row %u", i);
      g_assert_cmpstr (key, ==, rows[i].key);
    }
}

static void
test_search_key (void)
{
  static const struct
  {
    const char *text;
    const char *key;
  } rows[] = {
    { "5901234123457", "05901234123457" },
    { " 96385074", "00000096385074" },
    { "https://id.gs1.org/01/614141123452/10/A", "00614141123452" },
    { "07838604", "00078000003864" },
    { "12345670", "00000012345670" },
    { "5901234123458", "5901234123458" },
    { "977-1869", "9771869" },
    { "977-", "977" },
    { "59 01", "5901" },
    { "0", "0" },
    { "00000000", "00000000" },
    { "", NULL },
    { " - ", NULL },
    { "59a", NULL },
    { "Oat drink 1", NULL },
    { "https://example.com/", NULL },
    { "\xff", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *key = packshot_gtin_dup_search_key (rows[i].text);

      g_test_message ("row %u", i);
      g_assert_cmpstr (key, ==, rows[i].key);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/gtin/valid", test_valid);
  g_test_add_func ("/model/gtin/invalid", test_invalid);
  g_test_add_func ("/model/gtin/link", test_link);
  g_test_add_func ("/model/gtin/link-number", test_link_number);
  g_test_add_func ("/model/gtin/write-link", test_write_link);
  g_test_add_func ("/model/gtin/check-digit", test_check_digit);
  g_test_add_func ("/model/gtin/wrong-digit", test_wrong_digit);
  g_test_add_func ("/model/gtin/equal", test_equal);
  g_test_add_func ("/model/gtin/boxed", test_boxed);
  g_test_add_func ("/model/gtin/upc-e", test_upc_e);
  g_test_add_func ("/model/gtin/search-key", test_search_key);

  return g_test_run ();
}
