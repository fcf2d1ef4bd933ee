/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* Short UUIDs against what https://github.com/skorokithakis/shortuuid (commit b8898871) writes; the
 * first row is that library's own test. */

#include "config.h"

#include "packshot-model-error.h"
#include "packshot-shortuuid.h"

#include <string.h>

static const struct
{
  const char *uuid;
  const char *text;
} pairs[] = {
  { "3b1f8b40-222c-4a6e-b77e-779d5a94e21c", "CXc85b4rqinB7s5J52TRYb" },
  { "00000000-0000-0000-0000-000000000000", "2222222222222222222222" },
  { "00000000-0000-0000-0000-000000000001", "2222222222222222222223" },
  { "00000000-0000-0000-0000-000000000038", "222222222222222222222z" },
  { "00000000-0000-0000-0000-000000000039", "2222222222222222222232" },
  { "00000000-0000-0000-0000-000000000cb1", "2222222222222222222322" },
  { "00112233-4455-6677-8899-aabbccddeeff", "22ghH4zaK3XvUrCp48wnCb" },
  { "0408510d-ce4f-4761-ab67-2dfe2931c893", "2iu4RnnFMqH5AMwdj4stpH" },
  { "05ef55cd-f0e4-4676-852a-765a6c384fcc", "35CmZN4rnaumi7bEMJ9Z7v" },
  { "80000000-0000-0000-0000-000000000000", "Qn8RZQxiJfv4FQ9BhUoZb4" },
  { "b9efce8a-592d-47d8-8e5b-7ad8660dc7d1", "b6gfdRiWudHWmJTM8KLVSH" },
  { "fffffffe-ffff-ffff-ffff-ffffffffffff", "oZEq7hYi4T8627vdAAzGCw" },
  { "ffffffff-ffff-ffff-ffff-ffffffffffff", "oZEq7ovRbLq6UnGMPwc8B5" },
};

static const struct
{
  const char        *text;
  PackshotModelError code;
} refused[] = {
  { "oZEq7ovRbLq6UnGMPwc8B6", PACKSHOT_MODEL_ERROR_RANGE },   /* 2^128 */
  { "zzzzzzzzzzzzzzzzzzzzzz", PACKSHOT_MODEL_ERROR_RANGE },
  { "p222222222222222222222", PACKSHOT_MODEL_ERROR_RANGE },
  { "0000000000000000000000", PACKSHOT_MODEL_ERROR_SYMBOL },
  { "CXc85b4rqinB7s5J52TRYI", PACKSHOT_MODEL_ERROR_SYMBOL },
  { "CXc85b4rqinB7s5J52TRY1", PACKSHOT_MODEL_ERROR_SYMBOL },
  { "CXc85b4rqinB7s5J52TRYO", PACKSHOT_MODEL_ERROR_SYMBOL },
  { "lXc85b4rqinB7s5J52TRYb", PACKSHOT_MODEL_ERROR_SYMBOL },
  { "CXc85b4rqi-B7s5J52TRYb", PACKSHOT_MODEL_ERROR_SYMBOL },
  { "CXc85b4rqinB7s5J52TR\xc3\xa9", PACKSHOT_MODEL_ERROR_SYMBOL },
  { "2", PACKSHOT_MODEL_ERROR_LENGTH },
  { "", PACKSHOT_MODEL_ERROR_LENGTH },
  { "CXc85b4rqinB7s5J52TRY", PACKSHOT_MODEL_ERROR_LENGTH },
  { "CXc85b4rqinB7s5J52TRYb2", PACKSHOT_MODEL_ERROR_LENGTH },
  { "2CXc85b4rqinB7s5J52TRYb", PACKSHOT_MODEL_ERROR_LENGTH },
  { "3b1f8b40-222c-4a6e-b77e-779d5a94e21c", PACKSHOT_MODEL_ERROR_LENGTH },
};

static char *
canonical (const guint8 uuid[16])
{
  GString *text = g_string_new (NULL);

  for (int i = 0; i < 16; i++)
    {
      if (i == 4 || i == 6 || i == 8 || i == 10)
        g_string_append_c (text, '-');
      g_string_append_printf (text, "%02x", uuid[i]);
    }
  return g_string_free (text, FALSE);
}

static void
test_decode (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autofree char *text = NULL;
      guint8 uuid[16];

      g_assert_true (packshot_shortuuid_decode (pairs[i].text, uuid, &error));
      g_assert_no_error (error);
      text = canonical (uuid);
      g_assert_cmpstr (text, ==, pairs[i].uuid);
      g_assert_true (packshot_shortuuid_is_valid (pairs[i].text));
    }
}

static void
test_encode (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      g_autofree char *text = NULL;
      guint8 uuid[16];

      g_assert_true (packshot_shortuuid_decode (pairs[i].text, uuid, NULL));
      text = packshot_shortuuid_encode (uuid);
      g_assert_cmpstr (text, ==, pairs[i].text);
    }
}

static void
test_refused (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autoptr(GError) error = NULL;
      guint8 uuid[16];

      g_test_message ("row %u", i);
      memset (uuid, 0xa5, sizeof uuid);
      g_assert_false (packshot_shortuuid_decode (refused[i].text, uuid, &error));
      g_assert_error (error, PACKSHOT_MODEL_ERROR, (int)refused[i].code);
      g_assert_false (packshot_shortuuid_decode (refused[i].text, uuid, NULL));
      for (guint k = 0; k < sizeof uuid; k++)
        g_assert_cmpuint (uuid[k], ==, 0xa5);
      g_assert_false (packshot_shortuuid_is_valid (refused[i].text));
    }
  g_assert_false (packshot_shortuuid_is_valid (NULL));
}

/* Every bit alone survives both ways. */
static void
test_bits (void)
{
  for (guint bit = 0; bit < 128; bit++)
    {
      guint8 uuid[16] = { 0 }, back[16];
      g_autofree char *text = NULL;

      uuid[bit / 8] = 1 << bit % 8;
      text = packshot_shortuuid_encode (uuid);
      g_assert_cmpuint (strlen (text), ==, PACKSHOT_SHORTUUID_LENGTH);
      g_assert_true (packshot_shortuuid_decode (text, back, NULL));
      g_assert_cmpmem (back, sizeof back, uuid, sizeof uuid);
    }
}

/* A UUID of version 5 (RFC 9562, 5.5), made from a name. */
static void
uuid_from_name (const char *namespace,
                const char *name,
                guint8      uuid[16])
{
  g_autoptr(GChecksum) sha1 = g_checksum_new (G_CHECKSUM_SHA1);
  guint8 space[16], digest[20];
  gsize length = sizeof digest;
  g_autofree char *short_space = packshot_shortuuid_from_any (namespace, NULL);

  g_assert_true (packshot_shortuuid_decode (short_space, space, NULL));
  g_checksum_update (sha1, space, sizeof space);
  g_checksum_update (sha1, (const guchar *)name, -1);
  g_checksum_get_digest (sha1, digest, &length);
  memcpy (uuid, digest, 16);
  uuid[6] = (uuid[6] & 0x0f) | 0x50;
  uuid[8] = (uuid[8] & 0x3f) | 0x80;
}

/* The library names a URL in the URL namespace and all else in that of DNS (RFC 9562, 6.6). */
static void
test_names (void)
{
  static const char dns[] = "6ba7b810-9dad-11d1-80b4-00c04fd430c8";
  static const char url[] = "6ba7b811-9dad-11d1-80b4-00c04fd430c8";
  static const struct
  {
    const char *space;
    const char *name;
    const char *text;
  } names[] = {
    { url, "http://www.example.com/", "nzUQAfy7CW4Dd4kzLguPSV" },
    { url, "HTTP://www.example.com/", "N9ZezvXJcoXvKzwiNmGYmH" },
    { dns, "example.com/", "kueUMiGUbGccYhpZK8Czat" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *text = NULL;
      guint8 uuid[16];

      uuid_from_name (names[i].space, names[i].name, uuid);
      text = packshot_shortuuid_encode (uuid);
      g_assert_cmpstr (text, ==, names[i].text);
    }
}

static void
test_from_any (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      g_autofree char *upper = g_ascii_strup (pairs[i].uuid, -1);
      g_autofree char *spaced = g_strdup_printf (" %s\n", pairs[i].text);
      const char * const texts[] = { pairs[i].uuid, upper, pairs[i].text, spaced };

      for (guint k = 0; k < G_N_ELEMENTS (texts); k++)
        {
          g_autoptr(GError) error = NULL;
          g_autofree char *text = packshot_shortuuid_from_any (texts[k], &error);

          g_assert_no_error (error);
          g_assert_cmpstr (text, ==, pairs[i].text);
        }
    }
}

static void
test_from_any_refused (void)
{
  static const struct
  {
    const char        *text;
    PackshotModelError code;
  } rows[] = {
    { "", PACKSHOT_MODEL_ERROR_LENGTH },
    { "3b1f8b40222c4a6eb77e779d5a94e21c", PACKSHOT_MODEL_ERROR_LENGTH },
    { "3b1f8b40-222c-4a6e-b77e-779d5a94e21", PACKSHOT_MODEL_ERROR_LENGTH },
    { "3b1f8b40-222c-4a6e-b77e-779d5a94e21g", PACKSHOT_MODEL_ERROR_LENGTH },
    { "CXc85b4rqinB7s5J52TRYI", PACKSHOT_MODEL_ERROR_SYMBOL },
    { "oZEq7ovRbLq6UnGMPwc8B6", PACKSHOT_MODEL_ERROR_RANGE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_null (packshot_shortuuid_from_any (rows[i].text, &error));
      g_assert_error (error, PACKSHOT_MODEL_ERROR, (int)rows[i].code);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/shortuuid/decode", test_decode);
  g_test_add_func ("/model/shortuuid/encode", test_encode);
  g_test_add_func ("/model/shortuuid/refused", test_refused);
  g_test_add_func ("/model/shortuuid/bits", test_bits);
  g_test_add_func ("/model/shortuuid/names", test_names);
  g_test_add_func ("/model/shortuuid/from-any", test_from_any);
  g_test_add_func ("/model/shortuuid/from-any-refused", test_from_any_refused);

  return g_test_run ();
}
