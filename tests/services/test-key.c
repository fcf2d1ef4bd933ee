/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* What is said of keys and addresses without a network. */

#include "config.h"

#include "packshot-fake-clock.h"
#include "packshot-service.h"
#include "packshot-url.h"

#include <string.h>

typedef struct
{
  PackshotServiceKind kind;
  const char         *key;
  gboolean            good;
} Key;

/* The checksums of the Closient keys are zlib's CRC-32 of the middle part; the first three were
 * computed with another implementation of it. */
static const Key keys[] = {
  { PACKSHOT_SERVICE_CLOSIENT, "csb_AbCdEfGhIjKlMnOpQrStUvWxYzAbCdEf_84041098", TRUE },
  { PACKSHOT_SERVICE_CLOSIENT, "csu_0123456789abcdef0123456789ABCDEF_87a17288", TRUE },
  { PACKSHOT_SERVICE_CLOSIENT, "cpk_ZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZ_9139d123", TRUE },
  { PACKSHOT_SERVICE_CLOSIENT, " csb_AbCdEfGhIjKlMnOpQrStUvWxYzAbCdEf_84041098\n", TRUE },
  { PACKSHOT_SERVICE_CLOSIENT, "csb_AbCdEfGhIjKlMnOpQrStUvWxYzAbCdEf_84041099", FALSE },
  { PACKSHOT_SERVICE_CLOSIENT, "csb_BbCdEfGhIjKlMnOpQrStUvWxYzAbCdEf_84041098", FALSE },
  { PACKSHOT_SERVICE_CLOSIENT, "csu_0123456789abcdef0123456789ABCDEF_87A17288", FALSE },
  { PACKSHOT_SERVICE_CLOSIENT, "csx_AbCdEfGhIjKlMnOpQrStUvWxYzAbCdEf_84041098", FALSE },
  { PACKSHOT_SERVICE_CLOSIENT, "CSB_AbCdEfGhIjKlMnOpQrStUvWxYzAbCdEf_84041098", FALSE },
  { PACKSHOT_SERVICE_CLOSIENT, "csb_AbCdEfGhIjKlMnOpQrStUvWxYzAbCdE_84041098", FALSE },
  { PACKSHOT_SERVICE_CLOSIENT, "csb_AbCdEfGhIjKlMnOpQrStUvWxYzAbCd-f_84041098", FALSE },
  { PACKSHOT_SERVICE_CLOSIENT, "csb_AbCdEfGhIjKlMnOpQrStUvWxYzAbCdEf_84041098_", FALSE },
  { PACKSHOT_SERVICE_CLOSIENT, "csb_AbCdEfGhIjKlMnOpQrStUvWxYzAbCdEf", FALSE },
  { PACKSHOT_SERVICE_CLOSIENT, "", FALSE },
  { PACKSHOT_SERVICE_CLOSIENT, "\xff\xfe", FALSE },
  { PACKSHOT_SERVICE_GOLDLEAF, "Shop till:abc123", TRUE },
  { PACKSHOT_SERVICE_GOLDLEAF, "till: no. 2:abc123", TRUE },
  { PACKSHOT_SERVICE_GOLDLEAF, "abc123", FALSE },
  { PACKSHOT_SERVICE_GOLDLEAF, ":abc123", FALSE },
  { PACKSHOT_SERVICE_GOLDLEAF, "name:", FALSE },
  { PACKSHOT_SERVICE_GOLDLEAF, "name:abc 123", FALSE },
  { PACKSHOT_SERVICE_GOLDLEAF, "na\nme:abc123", FALSE },
  { PACKSHOT_SERVICE_BLAZE, "0123456789abcdef:fedcba", TRUE },
  { PACKSHOT_SERVICE_BLAZE, "0123456789abcdef", FALSE },
  { PACKSHOT_SERVICE_BLAZE, "0123\r\nX-Evil: 1:fedcba", FALSE },
  { PACKSHOT_SERVICE_BLAZE, "0123:fed\tcba", FALSE },
};

static void
test_keys (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_autoptr(GError) error = NULL;

      g_test_message ("%u", i);
      g_assert_cmpint (packshot_service_check_key (keys[i].kind, keys[i].key, &error), ==,
                       keys[i].good);
      if (keys[i].good)
        g_assert_no_error (error);
      else
        g_assert_error (error, PACKSHOT_SERVICE_ERROR, PACKSHOT_SERVICE_ERROR_KEY);
    }
}

typedef struct
{
  PackshotServiceKind kind;
  const char         *url;
  const char         *normal;   /* NULL when refused */
  int                 code;
} Url;

static const Url urls[] = {
  { PACKSHOT_SERVICE_CLOSIENT, NULL, "https://www.closient.com", 0 },
  { PACKSHOT_SERVICE_CLOSIENT, "  ", "https://www.closient.com", 0 },
  { PACKSHOT_SERVICE_GOLDLEAF, "", "https://goldleaf.app", 0 },
  { PACKSHOT_SERVICE_BLAZE, "", "https://api.partners.blaze.me", 0 },
  { PACKSHOT_SERVICE_CLOSIENT, "https://www.closient.dev/", "https://www.closient.dev", 0 },
  { PACKSHOT_SERVICE_CLOSIENT, " https://WWW.Closient.dev// ", "https://www.closient.dev", 0 },
  { PACKSHOT_SERVICE_CLOSIENT, "www.closient.dev", "https://www.closient.dev", 0 },
  { PACKSHOT_SERVICE_GOLDLEAF, "https://goldleaf.app/api/v1/", "https://goldleaf.app", 0 },
  { PACKSHOT_SERVICE_GOLDLEAF, "https://x.test/sub/api/v1", "https://x.test/sub", 0 },
  { PACKSHOT_SERVICE_BLAZE, "https://x.test/api/v1/partner", "https://x.test", 0 },
  { PACKSHOT_SERVICE_CLOSIENT, "http://localhost:8000", "http://localhost:8000", 0 },
  { PACKSHOT_SERVICE_CLOSIENT, "http://127.0.0.1:8000/", "http://127.0.0.1:8000", 0 },
  { PACKSHOT_SERVICE_CLOSIENT, "http://127.8.9.10", "http://127.8.9.10", 0 },
  { PACKSHOT_SERVICE_CLOSIENT, "http://[::1]:8000", "http://[::1]:8000", 0 },
  { PACKSHOT_SERVICE_CLOSIENT, "http://www.closient.com", NULL, PACKSHOT_SERVICE_ERROR_INSECURE },
  { PACKSHOT_SERVICE_CLOSIENT, "http://128.0.0.1", NULL, PACKSHOT_SERVICE_ERROR_INSECURE },
  { PACKSHOT_SERVICE_CLOSIENT, "http://localhost.evil.test", NULL,
    PACKSHOT_SERVICE_ERROR_INSECURE },
  { PACKSHOT_SERVICE_CLOSIENT, "http://127.0.0.1.evil.test", NULL,
    PACKSHOT_SERVICE_ERROR_INSECURE },
  { PACKSHOT_SERVICE_CLOSIENT, "http://0.0.0.0", NULL, PACKSHOT_SERVICE_ERROR_INSECURE },
  { PACKSHOT_SERVICE_CLOSIENT, "ftp://x.test", NULL, PACKSHOT_SERVICE_ERROR_INVALID },
  { PACKSHOT_SERVICE_CLOSIENT, "https://", NULL, PACKSHOT_SERVICE_ERROR_INVALID },
  { PACKSHOT_SERVICE_CLOSIENT, "https://me:pw@x.test", NULL, PACKSHOT_SERVICE_ERROR_INVALID },
  { PACKSHOT_SERVICE_CLOSIENT, "https://x.test/?a=1", NULL, PACKSHOT_SERVICE_ERROR_INVALID },
  { PACKSHOT_SERVICE_CLOSIENT, "https://x.test/#a", NULL, PACKSHOT_SERVICE_ERROR_INVALID },
  { PACKSHOT_SERVICE_CLOSIENT, "https://x%0a.test", NULL, PACKSHOT_SERVICE_ERROR_INVALID },
  { PACKSHOT_SERVICE_CLOSIENT, "https://x(.test", NULL, PACKSHOT_SERVICE_ERROR_INVALID },
  { PACKSHOT_SERVICE_CLOSIENT, "https://x.test/a b", NULL, PACKSHOT_SERVICE_ERROR_INVALID },
  { PACKSHOT_SERVICE_CLOSIENT, "https://x.test\n\n/", NULL, PACKSHOT_SERVICE_ERROR_INVALID },
  { PACKSHOT_SERVICE_CLOSIENT, "https://x.test/\x7f", NULL, PACKSHOT_SERVICE_ERROR_INVALID },
  { PACKSHOT_SERVICE_CLOSIENT, "https://x.test/\xff", NULL, PACKSHOT_SERVICE_ERROR_INVALID },
  { PACKSHOT_SERVICE_CLOSIENT, "https://x.test:99999", NULL, PACKSHOT_SERVICE_ERROR_INVALID },
};

static void
test_urls (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (urls); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autofree char *normal = packshot_service_normalize_url (urls[i].kind, urls[i].url, &error);
      g_autofree char *shown = urls[i].url != NULL ? g_strescape (urls[i].url, NULL) : NULL;

      g_test_message ("%s", shown != NULL ? shown : "none");
      g_assert_cmpstr (normal, ==, urls[i].normal);
      if (urls[i].normal != NULL)
        g_assert_no_error (error);
      else
        g_assert_error (error, PACKSHOT_SERVICE_ERROR, urls[i].code);
    }
}

static void
test_new (void)
{
  g_autoptr(PackshotTransport) transport = packshot_soup_transport_new ();
  g_autoptr(PackshotClock) clock = packshot_fake_clock_new (0);
  g_autoptr(PackshotAccount) account = packshot_account_new ();
  g_autoptr(GError) key_error = NULL;
  g_autoptr(GError) url_error = NULL;
  g_autoptr(PackshotService) service = NULL;
  PackshotBudget budget;

  account->service = PACKSHOT_SERVICE_BLAZE;
  g_assert_null (packshot_service_new (account, "no colon", transport, clock, &key_error));
  g_assert_error (key_error, PACKSHOT_SERVICE_ERROR, PACKSHOT_SERVICE_ERROR_KEY);
  account->base_url = g_strdup ("http://x.test");
  g_assert_null (packshot_service_new (account, "a:b", transport, clock, &url_error));
  g_assert_error (url_error, PACKSHOT_SERVICE_ERROR, PACKSHOT_SERVICE_ERROR_INSECURE);
  g_free (account->base_url);
  account->base_url = g_strdup ("https://x.test");
  service = packshot_service_new (account, "a:b", transport, clock, NULL);
  g_assert_nonnull (service);
  packshot_service_get_budget (service, &budget);
  g_assert_cmpuint (budget.limit, ==, 0);
}

static void
test_error_names (void)
{
  g_autoptr(GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < PACKSHOT_N_SERVICE_ERRORS; i++)
    {
      const char *name = packshot_service_error_to_string (i);

      g_assert_nonnull (name);
      g_assert_true (g_hash_table_add (names, (char *)name));
    }
  g_assert_cmpstr (packshot_service_error_to_string (PACKSHOT_SERVICE_ERROR_TOO_LARGE), ==,
                   "too-large");
}

/* What an error carries survives a copy, and other domains carry nothing. */
static void
test_error_data (void)
{
  g_autoptr(GError) error = packshot_service_error_new (PACKSHOT_SERVICE_ERROR_SERVER, "x");
  g_autoptr(GError) copy = NULL;
  g_autoptr(GError) other = g_error_new_literal (G_FILE_ERROR, G_FILE_ERROR_NOENT, "x");

  g_assert_true (packshot_service_error_is_in_doubt (error));
  g_assert_cmpint (packshot_service_error_get_retry_after (error), ==, -1);
  packshot_service_error_set_in_doubt (error, FALSE);
  packshot_service_error_set_retry_after (error, 5);
  copy = g_error_copy (error);
  g_assert_false (packshot_service_error_is_in_doubt (copy));
  g_assert_cmpint (packshot_service_error_get_retry_after (copy), ==, 5);
  g_assert_false (packshot_service_error_is_in_doubt (other));
  g_assert_false (packshot_service_error_is_temporary (other));
  g_assert_cmpint (packshot_service_error_get_retry_after (other), ==, -1);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/services/key/keys", test_keys);
  g_test_add_func ("/services/key/urls", test_urls);
  g_test_add_func ("/services/key/new", test_new);
  g_test_add_func ("/services/key/error-names", test_error_names);
  g_test_add_func ("/services/key/error-data", test_error_data);
  return g_test_run ();
}
