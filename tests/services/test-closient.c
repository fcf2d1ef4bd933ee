/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* Closient against the sandbox: rows, flags and captions, each variant of what the documents leave
 * open, and answers that no strict server would send. */

#include "config.h"

#include "fake-transport.h"
#include "fixture.h"
#include "packshot-fake-clock.h"
#include "packshot-test.h"

#include <string.h>

#define KEY "csb_AbCdEfGhIjKlMnOpQrStUvWxYzAbCdEf_84041098"
#define ORGANIZATION "vytxeTZskVKR7C7WgdSP3d"

static void
test_gallery (void)
{
  Fixture f = { NULL };
  g_autoptr(PackshotItem) item = NULL;
  g_autoptr(PackshotListing) first = NULL;
  g_autoptr(PackshotListing) second = NULL;
  g_autoptr(PackshotListing) listing = NULL;
  g_autoptr(PackshotListing) rest = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(GError) gone = NULL;
  PackshotImage *image;

  fixture_init (&f, PACKSHOT_SERVICE_CLOSIENT);
  item = fixture_find_item (&f, PACKSHOT_ITEM_PRODUCT);
  g_assert_cmpuint (strlen (item->key), ==, 14);
  g_assert_cmpstr (item->gtin, ==, item->key);
  g_assert_cmpstr (item->brand, ==, "Northmill");
  g_assert_cmpstr (item->detail, ==, "500 g");
  first = fixture_upload_bytes (&f, item, PNG "one", "Front ☕ \"x\"", TRUE);
  g_assert_cmpstr (packshot_listing_get_primary (first), ==,
                   packshot_image_get_remote_id (packshot_listing_get (first, 0)));
  second = fixture_upload_bytes (&f, item, PNG "two", "", FALSE);
  g_assert_null (packshot_listing_get_primary (second));
  listing = fixture_list_images (&f, item, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (packshot_listing_get_n (listing), ==, 2);
  image = packshot_listing_get (listing, 0);
  g_assert_cmpstr (packshot_image_get_title (image), ==, "Front ☕ \"x\"");
  g_assert_cmpstr (packshot_listing_get_primary (listing), ==,
                   packshot_image_get_remote_id (image));
  g_assert_cmpint (packshot_image_get_remote (image)->priority, ==, 0);
  g_assert_nonnull (packshot_image_get_remote (image)->created);
  g_assert_true (fixture_delete (&f, item, packshot_image_get_remote_id (image), &error));
  g_assert_no_error (error);
  g_assert_false (fixture_delete (&f, item, packshot_image_get_remote_id (image), &gone));
  g_assert_error (gone, PACKSHOT_SERVICE_ERROR, PACKSHOT_SERVICE_ERROR_GONE);
  rest = fixture_list_images (&f, item, &error);
  g_assert_cmpuint (packshot_listing_get_n (rest), ==, 1);
  fixture_clear (&f);
}

/* More rows than a page has. */
static void
test_image_pages (void)
{
  Fixture f = { NULL };
  g_autoptr(PackshotItem) item = NULL;
  g_autoptr(PackshotListing) listing = NULL;
  g_autoptr(GError) error = NULL;

  fixture_init (&f, PACKSHOT_SERVICE_CLOSIENT);
  item = fixture_find_item (&f, PACKSHOT_ITEM_PRODUCT);
  for (guint i = 0; i < 203; i++)
    {
      g_autofree char *text = g_strdup_printf (PNG "%u", i);
      g_autoptr(GBytes) bytes = g_bytes_new (text, strlen (text));
      g_autofree char *id = NULL;

      id = packshot_sandbox_add_closient_image (f.sandbox, item->key, bytes, text + strlen (PNG),
                                                i == 100, &error);
      g_assert_no_error (error);
    }
  packshot_sandbox_reset_calls (f.sandbox);
  listing = fixture_list_images (&f, item, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (packshot_listing_get_n (listing), ==, 203);
  g_assert_cmpstr (packshot_image_get_title (packshot_listing_get (listing, 0)), ==, "100");
  fixture_clear (&f);
}

static void
test_refusals (void)
{
  Fixture f = { NULL };
  g_autoptr(PackshotItem) item = NULL;
  g_autofree char *text = NULL;
  g_autofree char *picture = NULL;
  g_autofree char *title = g_strnfill (256, 'x');
  PackshotUpload upload = { .mime = "image/png", .name = "a.png", .title = "" };
  g_autoptr(GError) format = NULL;
  g_autoptr(GError) invalid = NULL;
  g_autoptr(GError) large = NULL;
  g_autoptr(GError) forbidden = NULL;
  g_autoptr(GError) gone = NULL;

  fixture_init (&f, PACKSHOT_SERVICE_CLOSIENT);
  item = fixture_find_item (&f, PACKSHOT_ITEM_PRODUCT);
  text = fixture_write (&f, "text", "this is no picture");
  picture = fixture_write (&f, "picture", PNG "picture");
  upload.path = text;
  g_assert_null (fixture_upload (&f, item, &upload, &format));
  g_assert_error (format, PACKSHOT_SERVICE_ERROR, PACKSHOT_SERVICE_ERROR_FORMAT);
  upload.path = picture;
  upload.title = title;
  g_assert_null (fixture_upload (&f, item, &upload, &invalid));
  g_assert_error (invalid, PACKSHOT_SERVICE_ERROR, PACKSHOT_SERVICE_ERROR_INVALID);
  upload.title = "";
  fixture_set_variant (&f, "closient.max-bytes=10");
  g_assert_null (fixture_upload (&f, item, &upload, &large));
  g_assert_error (large, PACKSHOT_SERVICE_ERROR, PACKSHOT_SERVICE_ERROR_TOO_LARGE);
  fixture_connect (&f, packshot_sandbox_get_credential (f.sandbox,
                                                        PACKSHOT_SANDBOX_CLOSIENT_VIEWER));
  g_assert_null (fixture_upload (&f, item, &upload, &forbidden));
  g_assert_error (forbidden, PACKSHOT_SERVICE_ERROR, PACKSHOT_SERVICE_ERROR_FORBIDDEN);
  g_free (item->key);
  item->key = g_strdup ("00000000000017");
  g_assert_null (fixture_list_images (&f, item, &gone));
  g_assert_error (gone, PACKSHOT_SERVICE_ERROR, PACKSHOT_SERVICE_ERROR_GONE);
  fixture_clear (&f);
}

/* A person's key works for two organizations: one has to be chosen. */
static void
test_organizations (void)
{
  Fixture f = { NULL };
  g_autofree char *next = NULL;
  g_autoptr(GPtrArray) page = NULL;
  g_autoptr(GError) unclear = NULL;
  g_autoptr(GError) error = NULL;
  const char *key;

  fixture_init (&f, PACKSHOT_SERVICE_CLOSIENT);
  key = packshot_sandbox_get_credential (f.sandbox, PACKSHOT_SANDBOX_CLOSIENT_USER);
  fixture_connect (&f, key);
  g_assert_null (fixture_list_page (&f, NULL, &next, &unclear));
  g_assert_error (unclear, PACKSHOT_SERVICE_ERROR, PACKSHOT_SERVICE_ERROR_INVALID);
  f.account->organization = g_strdup (packshot_sandbox_get_organization (f.sandbox, 0));
  fixture_connect (&f, key);
  page = fixture_list_page (&f, NULL, &next, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (page->len, ==, 100);
  g_assert_cmpstr (next, ==, "2");
  fixture_clear (&f);
}

static void
test_foreign_organization (void)
{
  Fixture f = { NULL };
  g_auto(PackshotTestAwait) await = { NULL };
  g_autoptr(PackshotConnection) connection = NULL;
  g_autoptr(GError) error = NULL;

  fixture_init (&f, PACKSHOT_SERVICE_CLOSIENT);
  f.account->organization = g_strdup (ORGANIZATION);
  fixture_connect (&f, fixture_key (&f, PACKSHOT_SERVICE_CLOSIENT));
  packshot_service_test_async (f.service, NULL, packshot_test_await_cb, &await);
  connection = packshot_service_test_finish (f.service, packshot_test_await (&await), &error);
  g_assert_error (error, PACKSHOT_SERVICE_ERROR, PACKSHOT_SERVICE_ERROR_FORBIDDEN);
  g_assert_cmpint (connection->tried, ==, PACKSHOT_TRIED_KEY);
  g_assert_cmpuint (g_strv_length (connection->organizations), ==, 2);
  fixture_clear (&f);
}

/* Without an address there is nothing to fetch, and the error says so. */
static void
test_no_address (void)
{
  static const char * const variants[] = {
    "closient.image-url=missing", "closient.image-url=null"
  };

  for (guint i = 0; i < G_N_ELEMENTS (variants); i++)
    {
      Fixture f = { NULL };
      g_autoptr(PackshotItem) item = NULL;
      g_autoptr(PackshotListing) listing = NULL;
      g_autoptr(GError) error = NULL;

      fixture_init (&f, PACKSHOT_SERVICE_CLOSIENT);
      fixture_set_variant (&f, variants[i]);
      item = fixture_find_item (&f, PACKSHOT_ITEM_PRODUCT);
      listing = fixture_upload_bytes (&f, item, PNG "one", "", FALSE);
      g_assert_null (fixture_fetch (&f, item, packshot_listing_get (listing, 0), FALSE, &error));
      g_assert_error (error, PACKSHOT_SERVICE_ERROR, PACKSHOT_SERVICE_ERROR_GONE);
      fixture_clear (&f);
    }
}

/* Every variant leaves a plain round working: list, upload, list, fetch, delete. */
static void
test_variants (void)
{
  static const char * const variants[] = {
    "closient.priority=zero", "closient.priority=counting", "closient.priority=front",
    "closient.first-primary=yes", "closient.promote-after-delete=yes",
    "closient.trailing-slash=redirect",
  };

  for (guint i = 0; i < G_N_ELEMENTS (variants); i++)
    {
      Fixture f = { NULL };
      g_autoptr(PackshotItem) item = NULL;
      g_autoptr(PackshotListing) uploaded = NULL;
      g_autoptr(PackshotListing) listing = NULL;
      g_autofree char *path = NULL;
      g_autoptr(GError) error = NULL;
      gboolean first_primary;

      g_test_message ("%s", variants[i]);
      fixture_init (&f, PACKSHOT_SERVICE_CLOSIENT);
      fixture_set_variant (&f, variants[i]);
      item = fixture_find_item (&f, PACKSHOT_ITEM_PRODUCT);
      uploaded = fixture_upload_bytes (&f, item, PNG "one", "", FALSE);
      first_primary = g_str_equal (variants[i], "closient.first-primary=yes");
      g_assert_cmpint (packshot_listing_get_primary (uploaded) != NULL, ==, first_primary);
      listing = fixture_list_images (&f, item, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (packshot_listing_get_n (listing), ==, 1);
      path = fixture_fetch (&f, item, packshot_listing_get (listing, 0), TRUE, &error);
      g_assert_no_error (error);
      fixture_assert_content (path, PNG "one");
      g_assert_true (fixture_delete (&f, item, packshot_image_get_remote_id (
                                       packshot_listing_get (listing, 0)), &error));
      fixture_clear (&f);
    }
}

static void
test_duplicates (void)
{
  Fixture f = { NULL };
  g_autoptr(PackshotItem) item = NULL;
  g_autoptr(PackshotListing) listing = NULL;
  g_autofree char *path = NULL;
  g_autoptr(GError) error = NULL;

  fixture_init (&f, PACKSHOT_SERVICE_CLOSIENT);
  fixture_set_variant (&f, "closient.duplicates=refuse");
  item = fixture_find_item (&f, PACKSHOT_ITEM_PRODUCT);
  listing = fixture_upload_bytes (&f, item, PNG "one", "", FALSE);
  path = fixture_write (&f, "again.png", PNG "one");
  g_assert_null (fixture_upload (&f, item, &(PackshotUpload) {
    .path = path, .mime = "image/png", .name = "a.png", .title = ""
  }, &error));
  g_assert_error (error, PACKSHOT_SERVICE_ERROR, PACKSHOT_SERVICE_ERROR_CONFLICT);
  fixture_clear (&f);
}

static void
test_rate_limit (void)
{
  Fixture f = { NULL };
  g_autoptr(PackshotItem) item = NULL;
  g_autoptr(GError) error = NULL;
  PackshotBudget budget;
  gint64 now;

  fixture_init (&f, PACKSHOT_SERVICE_CLOSIENT);
  item = fixture_find_item (&f, PACKSHOT_ITEM_PRODUCT);
  packshot_service_get_budget (f.service, &budget);
  g_assert_cmpuint (budget.limit, ==, 300);
  g_assert_cmpuint (budget.remaining, <, 300);
  fixture_set_variant (&f, "closient.limit-minute=1");
  g_assert_null (fixture_list_images (&f, item, &error));
  g_assert_error (error, PACKSHOT_SERVICE_ERROR, PACKSHOT_SERVICE_ERROR_THROTTLED);
  g_assert_cmpint (packshot_service_error_get_retry_after (error), >, 0);
  packshot_service_get_budget (f.service, &budget);
  now = packshot_clock_get_real_time (f.clock);
  g_assert_cmpint (budget.blocked_until, >, now);
  g_assert_cmpint (budget.blocked_until, <=, now + 61 * (gint64)G_USEC_PER_SEC);
  fixture_clear (&f);
}

typedef struct
{
  PackshotTransport *transport;
  PackshotClock     *clock;
  Fixture            f;
} Fake;

static void
fake_init (Fake *fake)
{
  *fake = (Fake) { NULL };
  fake->transport = fake_transport_new ();
  fake->clock = packshot_fake_clock_new (0);
  fake->f.account = packshot_account_new ();
  fake->f.account->service = PACKSHOT_SERVICE_CLOSIENT;
  fake->f.account->organization = g_strdup (ORGANIZATION);
  fake->f.service = packshot_service_new (fake->f.account, KEY, fake->transport, fake->clock, NULL);
  fake->f.tmp = packshot_test_tmp_new ();
}

static void
fake_clear (Fake *fake)
{
  g_clear_object (&fake->f.service);
  g_clear_pointer (&fake->f.account, packshot_account_free);
  g_clear_pointer (&fake->f.tmp, packshot_test_tmp_free);
  g_clear_object (&fake->clock);
  g_clear_object (&fake->transport);
}

/* No answer crashes; what can't be understood is an error, what is missing is tolerated. */
static void
test_malformed (void)
{
  static const struct { const char *body; int n; } answers[] = {
    { "", -1 }, { "null", -1 }, { "[]", -1 }, { "{}", -1 }, { "{\"data\":{}}", -1 },
    { "{\"data\":\"x\"}", -1 }, { "{\"data\":[null]}", -1 }, { "{\"data\":[[]]}", -1 },
    { "{\"data\":[{}]}", -1 }, { "{\"data\":[{\"id\":\"\"}]}", -1 },
    { "{\"data\":[{\"id\":{}}]}", -1 },
    { "{\"data\":[]}", -1 }, { "{\"data\":[],\"pagination\":7}", -1 },
    { "{\"data\":[],\"pagination\":{\"has_next\":true}}", 0 },
    { "{\"data\":[{\"id\":\"a\"}]}", 1 },
    { "{\"data\":[{\"id\":17}],\"pagination\":{\"has_next\":\"yes\"}}", -1 },
    { "{\"data\":[{\"id\":\"a\",\"title\":null,\"is_primary\":\"yes\",\"priority\":\"x\","
      "\"created\":5,\"image_url\":[]}],\"more\":{\"x\":1}}", 1 },
    { "{\"data\":[{\"id\":\"a\"},{\"id\":\"a\"},{\"id\":\"b\"}]}", 2 },
  };
  g_autoptr(PackshotItem) item = packshot_item_new ();

  item->key = g_strdup ("00012345678905");
  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      Fake fake;
      g_autoptr(PackshotListing) listing = NULL;
      g_autoptr(GError) error = NULL;

      g_test_message ("%s", answers[i].body);
      fake_init (&fake);
      fake_transport_answer (fake.transport, 200, answers[i].body);
      listing = fixture_list_images (&fake.f, item, &error);
      if (answers[i].n < 0)
        {
          g_assert_error (error, PACKSHOT_SERVICE_ERROR, PACKSHOT_SERVICE_ERROR_PROTOCOL);
          g_assert_false (packshot_service_error_is_in_doubt (error));
        }
      else
        {
          g_assert_no_error (error);
          g_assert_cmpuint (packshot_listing_get_n (listing), ==, answers[i].n);
        }
      fake_clear (&fake);
    }
}

static void
test_products (void)
{
  static const char body[] =
    "{\"data\":[{\"gtin\":\"00012345678905\",\"product_name\":\"Tea\\n2\",\"brand\":7},"
    "{\"gtin\":\"12345678905\",\"product_name\":\"\"},{\"gtin\":\"../../x\"},"
    "{\"gtin\":\"1234567\"},"
    "{\"gtin\":\"123456789012345\"},{\"gtin\":null},null,7],\"pagination\":{\"has_next\":false}}";
  Fake fake;
  g_autoptr(GPtrArray) items = NULL;
  g_autofree char *next = NULL;
  g_autoptr(GError) error = NULL;
  const PackshotItem *item;

  fake_init (&fake);
  fake_transport_answer (fake.transport, 200, body);
  items = fixture_list_page (&fake.f, NULL, &next, &error);
  g_assert_no_error (error);
  g_assert_null (next);
  g_assert_cmpuint (items->len, ==, 2);
  item = items->pdata[0];
  g_assert_cmpstr (item->key, ==, "00012345678905");
  g_assert_cmpstr (item->name, ==, "Tea 2");
  g_assert_null (item->brand);
  item = items->pdata[1];
  g_assert_cmpstr (item->key, ==, "00012345678905");
  g_assert_cmpstr (item->entered, ==, "12345678905");
  g_assert_cmpstr (item->name, ==, item->key);
  g_assert_cmpstr (fake_transport_get_request (fake.transport, 0)->url, ==,
                   "https://www.closient.com/products/api/v1/products?organization_id=" ORGANIZATION
                   "&page=1&page_size=100");
  g_assert_cmpstr (fake_transport_get_header (fake.transport, 0, "X-API-Key"), ==, KEY);
  fake_clear (&fake);
}

/* The key never goes with a picture's address, and not every address is asked. */
static void
test_fetch_addresses (void)
{
  static const struct { const char *url; const char *asked; int code; } addresses[] = {
    { "https://cdn.example.com/a.png", "https://cdn.example.com/a.png", 0 },
    { "https://www.closient.com/media/a.png", "https://www.closient.com/media/a.png", 0 },
    { "/media/a.png", "https://www.closient.com/media/a.png", 0 },
    { "http://cdn.example.com/a.png", NULL, PACKSHOT_SERVICE_ERROR_INSECURE },
    { "http://127.0.0.1:631/a.png", NULL, PACKSHOT_SERVICE_ERROR_INSECURE },
    { "https://localhost/a.png", NULL, PACKSHOT_SERVICE_ERROR_INSECURE },
    { "file:///etc/passwd", NULL, PACKSHOT_SERVICE_ERROR_INVALID },
    { "https://u:p@cdn.example.com/a.png", NULL, PACKSHOT_SERVICE_ERROR_INVALID },
    { "https://[bad", NULL, PACKSHOT_SERVICE_ERROR_PROTOCOL },
  };
  g_autoptr(PackshotItem) item = packshot_item_new ();

  item->key = g_strdup ("00012345678905");
  for (guint i = 0; i < G_N_ELEMENTS (addresses); i++)
    {
      g_autoptr(PackshotRemote) remote = packshot_remote_new ("a", 0, NULL, addresses[i].url, NULL);
      g_autoptr(PackshotImage) image = packshot_image_new (1, NULL, NULL, 0, remote);
      g_autofree char *path = NULL;
      g_autoptr(GError) error = NULL;
      Fake fake;

      g_test_message ("%s", addresses[i].url);
      fake_init (&fake);
      if (addresses[i].asked != NULL)
        fake_transport_answer (fake.transport, 200, "picture");
      path = fixture_fetch (&fake.f, item, image, FALSE, &error);
      if (addresses[i].asked == NULL)
        {
          g_assert_error (error, PACKSHOT_SERVICE_ERROR, addresses[i].code);
          g_assert_cmpuint (fake_transport_get_n (fake.transport), ==, 0);
        }
      else
        {
          g_assert_no_error (error);
          g_assert_cmpstr (fake_transport_get_request (fake.transport, 0)->url, ==,
                           addresses[i].asked);
          g_assert_null (fake_transport_get_header (fake.transport, 0, "X-API-Key"));
          fixture_assert_content (path, "picture");
        }
      fake_clear (&fake);
    }
}

/* What is no picture is no picture, and leaves no file. */
static void
test_fetch_answers (void)
{
  static const struct { guint status; const char *mime; const char *body; int code; } answers[] = {
    { 200, "text/html; charset=utf-8", "<html>", PACKSHOT_SERVICE_ERROR_PROTOCOL },
    { 200, "application/json", "{}", PACKSHOT_SERVICE_ERROR_PROTOCOL },
    { 204, "image/png", "", PACKSHOT_SERVICE_ERROR_GONE },
    { 206, "image/png", "x", PACKSHOT_SERVICE_ERROR_PROTOCOL },
    { 401, "text/plain", "who", PACKSHOT_SERVICE_ERROR_GONE },
    { 403, "application/xml", "<Error>", PACKSHOT_SERVICE_ERROR_GONE },
    { 404, "text/plain", "no", PACKSHOT_SERVICE_ERROR_GONE },
    { 503, "text/plain", "later", PACKSHOT_SERVICE_ERROR_SERVER },
  };
  g_autoptr(PackshotItem) item = packshot_item_new ();
  g_autoptr(PackshotRemote) remote = packshot_remote_new ("a", 0, NULL, "https://cdn.test/a", NULL);
  g_autoptr(PackshotImage) image = packshot_image_new (1, NULL, NULL, 0, remote);

  item->key = g_strdup ("00012345678905");
  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      g_autoptr(GError) error = NULL;
      Fake fake;

      fake_init (&fake);
      packshot_response_add_header (fake_transport_answer (fake.transport, answers[i].status,
                                                           answers[i].body),
                                    "Content-Type", answers[i].mime);
      g_assert_null (fixture_fetch (&fake.f, item, image, FALSE, &error));
      g_assert_error (error, PACKSHOT_SERVICE_ERROR, answers[i].code);
      g_assert_false (packshot_service_error_is_in_doubt (error));
      fake_clear (&fake);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/services/closient/gallery", test_gallery);
  g_test_add_func ("/services/closient/image-pages", test_image_pages);
  g_test_add_func ("/services/closient/refusals", test_refusals);
  g_test_add_func ("/services/closient/organizations", test_organizations);
  g_test_add_func ("/services/closient/foreign-organization", test_foreign_organization);
  g_test_add_func ("/services/closient/no-address", test_no_address);
  g_test_add_func ("/services/closient/variants", test_variants);
  g_test_add_func ("/services/closient/duplicates", test_duplicates);
  g_test_add_func ("/services/closient/rate-limit", test_rate_limit);
  g_test_add_func ("/services/closient/malformed", test_malformed);
  g_test_add_func ("/services/closient/products", test_products);
  g_test_add_func ("/services/closient/fetch-addresses", test_fetch_addresses);
  g_test_add_func ("/services/closient/fetch-answers", test_fetch_answers);
  return g_test_run ();
}
