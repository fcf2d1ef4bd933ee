/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* GoldLeaf against the sandbox in all its variants, and the token's life by a fake transport. */

#include "config.h"

#include "fake-transport.h"
#include "fixture.h"
#include "packshot-fake-clock.h"
#include "packshot-test.h"

#include <string.h>

#define FLAT "{\"securityToken\":\"token-flat\"}"
#define WRAPPED "{\"data\":{\"securityToken\":\"token-data\"}}"
#define ID "0123456789abcdef01234567"
#define MINUTE (60 * (gint64)G_USEC_PER_SEC)

static void
set_settings (Fixture    *f,
              const char *settings)
{
  g_free (f->account->settings);
  f->account->settings = g_strdup (settings);
  fixture_connect (f, fixture_key (f, PACKSHOT_SERVICE_GOLDLEAF));
}

typedef struct
{
  const char *variant;
  const char *settings;
} Variant;

/* Every form of the protocol that the documents leave open, with the settings that fit. */
static void
test_variants (void)
{
  static const Variant variants[] = {
    { "goldleaf.token=data", NULL }, { "goldleaf.token=flat", NULL },
    { "goldleaf.complete=json", NULL }, { "goldleaf.complete=text", NULL },
    { "goldleaf.body=multipart-image", "{\"body\":\"multipart\"}" },
    { "goldleaf.body=multipart-file", "{\"part\":\"file\"}" },
    { "goldleaf.body=raw", "{\"body\":\"raw\"}" },
    { "goldleaf.auth=needed", NULL }, { "goldleaf.auth=open", NULL },
    { "goldleaf.id=_id", NULL }, { "goldleaf.id=id", NULL },
    { "goldleaf.brand-upload=refuse", NULL }, { "goldleaf.page-size=2", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (variants); i++)
    {
      Fixture f = { NULL };
      g_autoptr(PackshotItem) item = NULL;
      g_autoptr(PackshotListing) listing = NULL;
      g_autofree char *path = NULL;
      g_autoptr(GError) error = NULL;

      g_test_message ("%s", variants[i].variant);
      fixture_init (&f, PACKSHOT_SERVICE_GOLDLEAF);
      fixture_set_variant (&f, variants[i].variant);
      set_settings (&f, variants[i].settings);
      item = fixture_find_item (&f, PACKSHOT_ITEM_CUSTOMER);
      listing = fixture_upload_bytes (&f, item, PNG "one", "", FALSE);
      g_assert_cmpstr (packshot_image_get_remote_id (packshot_listing_get (listing, 0)), ==,
                       item->key);
      path = fixture_fetch (&f, item, NULL, FALSE, &error);
      g_assert_no_error (error);
      fixture_assert_content (path, PNG "one");
      fixture_clear (&f);
    }
}

static void
test_empty (void)
{
  static const struct { const char *variant; gboolean gone; } variants[] = {
    { "goldleaf.empty=404", TRUE }, { "goldleaf.empty=204", TRUE },
    { "goldleaf.empty=default", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (variants); i++)
    {
      Fixture f = { NULL };
      g_autoptr(PackshotItem) item = NULL;
      g_autofree char *path = NULL;
      g_autoptr(GError) error = NULL;

      fixture_init (&f, PACKSHOT_SERVICE_GOLDLEAF);
      fixture_set_variant (&f, variants[i].variant);
      item = fixture_find_item (&f, PACKSHOT_ITEM_CUSTOMER);
      path = fixture_fetch (&f, item, NULL, FALSE, &error);
      if (variants[i].gone)
        g_assert_error (error, PACKSHOT_SERVICE_ERROR, PACKSHOT_SERVICE_ERROR_GONE);
      else
        g_assert_no_error (error);
      fixture_clear (&f);
    }
}

static void
test_wrong_body_form (void)
{
  Fixture f = { NULL };
  g_autoptr(PackshotItem) item = NULL;
  g_autofree char *path = NULL;
  g_autoptr(PackshotListing) listing = NULL;
  g_autoptr(GError) error = NULL;

  fixture_init (&f, PACKSHOT_SERVICE_GOLDLEAF);
  fixture_set_variant (&f, "goldleaf.body=raw");
  item = fixture_find_item (&f, PACKSHOT_ITEM_CUSTOMER);
  path = fixture_write (&f, "a.png", PNG "one");
  listing = fixture_upload (&f, item, &(PackshotUpload) {
    .path = path, .mime = "image/png", .name = "a.png", .title = ""
  }, &error);
  g_assert_null (listing);
  g_assert_nonnull (error);
  fixture_clear (&f);
}

static void
test_brand (void)
{
  Fixture f = { NULL };
  g_autoptr(PackshotItem) item = NULL;
  g_autofree char *path = NULL;
  g_autoptr(GError) error = NULL;

  fixture_init (&f, PACKSHOT_SERVICE_GOLDLEAF);
  item = fixture_find_item (&f, PACKSHOT_ITEM_BRAND);
  path = fixture_write (&f, "a.png", PNG "one");
  packshot_sandbox_reset_calls (f.sandbox);
  g_assert_null (fixture_upload (&f, item, &(PackshotUpload) {
    .path = path, .mime = "image/png", .name = "a.png", .title = ""
  }, &error));
  g_assert_error (error, PACKSHOT_SERVICE_ERROR, PACKSHOT_SERVICE_ERROR_NOT_SUPPORTED);
  g_assert_cmpuint (fixture_count_changing (&f), ==, 0);
  fixture_clear (&f);
}

static void
test_organization (void)
{
  Fixture f = { NULL };
  g_autoptr(PackshotItem) item = NULL;
  g_autoptr(PackshotListing) listing = NULL;
  g_autofree char *id = NULL;
  g_autofree char *path = NULL;
  g_autoptr(GError) error = NULL;

  fixture_init (&f, PACKSHOT_SERVICE_GOLDLEAF);
  id = packshot_sandbox_dup_goldleaf_organization_id (f.sandbox);
  item = fixture_find_item (&f, PACKSHOT_ITEM_ORGANIZATION);
  g_assert_cmpstr (item->key, ==, id);
  listing = fixture_upload_bytes (&f, item, PNG "logo", "", FALSE);
  path = fixture_fetch (&f, item, NULL, FALSE, &error);
  g_assert_no_error (error);
  fixture_assert_content (path, PNG "logo");
  fixture_clear (&f);
}

typedef struct
{
  PackshotTransport *transport;
  PackshotClock     *clock;
  Fixture            f;
  PackshotItem      *item;
} Fake;

static void
fake_init (Fake *fake)
{
  *fake = (Fake) { NULL };
  fake->transport = fake_transport_new ();
  fake->clock = packshot_fake_clock_new (0);
  fake->f.account = packshot_account_new ();
  fake->f.account->service = PACKSHOT_SERVICE_GOLDLEAF;
  fake->f.account->settings = g_strdup ("{\"customer_id\":\"" ID "\"}");
  fake->f.service = packshot_service_new (fake->f.account, "my \"key\":secret-key",
                                          fake->transport, fake->clock, NULL);
  fake->f.tmp = packshot_test_tmp_new ();
  fake->item = packshot_item_new ();
  fake->item->kind = PACKSHOT_ITEM_CUSTOMER;
  fake->item->key = g_strdup (ID);
}

static void
fake_clear (Fake *fake)
{
  g_assert_cmpuint (fake_transport_get_left (fake->transport), ==, 0);
  g_clear_object (&fake->f.service);
  g_clear_pointer (&fake->f.account, packshot_account_free);
  g_clear_pointer (&fake->f.tmp, packshot_test_tmp_free);
  g_clear_pointer (&fake->item, packshot_item_free);
  g_clear_object (&fake->clock);
  g_clear_object (&fake->transport);
}

static void
assert_request (Fake       *fake,
                guint       index,
                const char *path,
                const char *authorization)
{
  g_autofree char *url = g_strconcat ("https://goldleaf.app", path, NULL);

  g_assert_cmpstr (fake_transport_get_request (fake->transport, index)->url, ==, url);
  g_assert_cmpstr (fake_transport_get_header (fake->transport, index, "Authorization"), ==,
                   authorization);
}

static void
fetch_fine (Fake *fake)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *path = fixture_fetch (&fake->f, fake->item, NULL, FALSE, &error);

  g_assert_no_error (error);
  fixture_assert_content (path, "picture");
}

/* One token serves many calls and is renewed before its hour is over. */
static void
test_token_life (void)
{
  Fake fake;
  const PackshotRequest *exchange;
  g_autofree char *body = NULL;

  fake_init (&fake);
  fake_transport_answer (fake.transport, 200, FLAT);
  fake_transport_answer (fake.transport, 200, "picture");
  fake_transport_answer (fake.transport, 200, "picture");
  fetch_fine (&fake);
  packshot_fake_clock_advance (PACKSHOT_FAKE_CLOCK (fake.clock), 54 * MINUTE);
  fetch_fine (&fake);
  assert_request (&fake, 0, "/security/v1/token", NULL);
  assert_request (&fake, 1, "/api/v1/image/" ID, "Bearer token-flat");
  assert_request (&fake, 2, "/api/v1/image/" ID, "Bearer token-flat");
  g_assert_cmpstr (fake_transport_get_header (fake.transport, 1, "apiCustomerId"), ==, ID);
  exchange = fake_transport_get_request (fake.transport, 0);
  body = g_strndup (g_bytes_get_data (exchange->body, NULL), g_bytes_get_size (exchange->body));
  g_assert_cmpstr (exchange->method, ==, "POST");
  g_assert_cmpstr (body, ==, "{\"apiKey\":\"secret-key\",\"name\":\"my \\\"key\\\"\","
                   "\"grantType\":\"client_credentials\"}");
  packshot_fake_clock_advance (PACKSHOT_FAKE_CLOCK (fake.clock), 2 * MINUTE);
  fake_transport_answer (fake.transport, 200, WRAPPED);
  fake_transport_answer (fake.transport, 200, "picture");
  fetch_fine (&fake);
  assert_request (&fake, 3, "/security/v1/token", NULL);
  assert_request (&fake, 4, "/api/v1/image/" ID, "Bearer token-data");
  fake_clear (&fake);
}

/* A token that says when it ends is renewed by then. */
static void
test_token_expires (void)
{
  Fake fake;

  fake_init (&fake);
  fake_transport_answer (fake.transport, 200, "{\"securityToken\":\"short\",\"expires\":"
                         "\"1970-01-01T00:10:00Z\"}");
  fake_transport_answer (fake.transport, 200, "picture");
  fetch_fine (&fake);
  packshot_fake_clock_advance (PACKSHOT_FAKE_CLOCK (fake.clock), 9 * MINUTE);
  fake_transport_answer (fake.transport, 200, FLAT);
  fake_transport_answer (fake.transport, 200, "picture");
  fetch_fine (&fake);
  assert_request (&fake, 3, "/api/v1/image/" ID, "Bearer token-flat");
  fake_clear (&fake);
}

/* An old token that is refused is renewed once; a fresh one that is refused is the end. */
static void
test_token_refused (void)
{
  Fake fake;
  g_autoptr(GError) error = NULL;

  fake_init (&fake);
  fake_transport_answer (fake.transport, 200, FLAT);
  fake_transport_answer (fake.transport, 200, "picture");
  fetch_fine (&fake);
  fake_transport_answer (fake.transport, 401, "");
  fake_transport_answer (fake.transport, 200, WRAPPED);
  fake_transport_answer (fake.transport, 200, "picture");
  fetch_fine (&fake);
  assert_request (&fake, 4, "/api/v1/image/" ID, "Bearer token-data");
  fake_transport_answer (fake.transport, 401, "");
  fake_transport_answer (fake.transport, 200, FLAT);
  fake_transport_answer (fake.transport, 401, "token-flat is bad");
  g_assert_null (fixture_fetch (&fake.f, fake.item, NULL, FALSE, &error));
  g_assert_error (error, PACKSHOT_SERVICE_ERROR, PACKSHOT_SERVICE_ERROR_AUTH);
  g_assert_null (strstr (error->message, "token-flat"));
  fake_clear (&fake);
}

static void
test_token_answers (void)
{
  static const struct { guint status; const char *body; int code; } answers[] = {
    { 400, "secret-key is no key", PACKSHOT_SERVICE_ERROR_AUTH },
    { 401, "", PACKSHOT_SERVICE_ERROR_AUTH },
    { 403, "this address is not trusted", PACKSHOT_SERVICE_ERROR_FORBIDDEN },
    { 500, "\"oops\"", PACKSHOT_SERVICE_ERROR_SERVER },
    { 200, "", PACKSHOT_SERVICE_ERROR_PROTOCOL },
    { 200, "[]", PACKSHOT_SERVICE_ERROR_PROTOCOL },
    { 200, "{\"data\":{}}", PACKSHOT_SERVICE_ERROR_PROTOCOL },
    { 200, "{\"securityToken\":7}", PACKSHOT_SERVICE_ERROR_PROTOCOL },
    { 200, "{\"securityToken\":\"a\\r\\nX-Evil: 1\"}", PACKSHOT_SERVICE_ERROR_PROTOCOL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      Fake fake;
      g_autofree char *path = NULL;
      g_autoptr(GError) error = NULL;

      fake_init (&fake);
      path = fixture_write (&fake.f, "a.png", PNG);
      fake_transport_answer (fake.transport, answers[i].status, answers[i].body);
      g_assert_null (fixture_upload (&fake.f, fake.item, &(PackshotUpload) {
      .path = path, .mime = "image/png", .name = "a.png", .title = ""
    }, &error));
      g_assert_error (error, PACKSHOT_SERVICE_ERROR, answers[i].code);
      /* The picture itself was never sent. */
      g_assert_false (packshot_service_error_is_in_doubt (error));
      g_assert_null (strstr (error->message, "secret-key"));
      fake_clear (&fake);
    }
}

static void
test_complete (void)
{
  static const struct { const char *body; gboolean good; } answers[] = {
    { "\"complete\"", TRUE }, { "complete", TRUE }, { " complete\n", TRUE },
    { "", FALSE }, { "\"failed\"", FALSE }, { "incomplete", FALSE }, { "{}", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      Fake fake;
      g_autofree char *path = NULL;
      g_autoptr(PackshotListing) listing = NULL;
      g_autoptr(GError) error = NULL;

      fake_init (&fake);
      path = fixture_write (&fake.f, "a.png", PNG);
      fake_transport_answer (fake.transport, 200, FLAT);
      fake_transport_answer (fake.transport, 200, answers[i].body);
      listing = fixture_upload (&fake.f, fake.item, &(PackshotUpload) {
      .path = path, .mime = "image/png", .name = "a.png", .title = ""
    }, &error);
      g_assert_cmpint (listing != NULL, ==, answers[i].good);
      if (!answers[i].good)
        {
          g_assert_error (error, PACKSHOT_SERVICE_ERROR, PACKSHOT_SERVICE_ERROR_PROTOCOL);
          g_assert_true (packshot_service_error_is_in_doubt (error));
        }
      fake_clear (&fake);
    }
}

/* Calls that the vendor only names may be missing or look like anything. */
static void
test_owners_unknown (void)
{
  static const struct { guint status; const char *body; const char *key; } organizations[] = {
    { 200, "{\"_id\":\"" ID "\",\"name\":\"Us\"}", ID },
    { 200, "{\"id\":\"" ID "\"}", ID },
    { 200, "{\"organization\":{\"_id\":\"" ID "\"}}", ID },
    { 200, "{\"data\":{\"id\":\"" ID "\"}}", ID },
    { 200, "{\"_id\":\"short\"}", "thisOrgId" },
    { 200, "[]", "thisOrgId" },
    { 200, "nonsense", "thisOrgId" },
    { 404, "", "thisOrgId" },
    { 403, "", "thisOrgId" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (organizations); i++)
    {
      Fake fake;
      g_autoptr(GPtrArray) items = NULL;
      g_autoptr(GPtrArray) brands = NULL;
      g_autofree char *next = NULL;
      g_autofree char *end = NULL;
      g_autoptr(GError) error = NULL;

      fake_init (&fake);
      fake_transport_answer (fake.transport, 200, FLAT);
      fake_transport_answer (fake.transport, organizations[i].status, organizations[i].body);
      items = fixture_list_page (&fake.f, NULL, &next, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (items->len, ==, 1);
      g_assert_cmpstr (((PackshotItem *)items->pdata[0])->key, ==, organizations[i].key);
      g_assert_cmpstr (next, ==, "customers");
      fake_transport_answer (fake.transport, 404, "");
      brands = fixture_list_page (&fake.f, "brands", &end, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (brands->len, ==, 0);
      g_assert_null (end);
      fake_clear (&fake);
    }
}

static void
test_owner_pages (void)
{
  Fake fake;
  g_autoptr(GPtrArray) first = NULL;
  g_autoptr(GPtrArray) second = NULL;
  g_autofree char *next = NULL;
  g_autofree char *end = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(GError) offline = NULL;

  fake_init (&fake);
  fake_transport_answer (fake.transport, 200, FLAT);
  fake_transport_answer (fake.transport, 200, "{\"items\":[{\"_id\":\"" ID "\",\"name\":\"A\"},"
                         "{\"_id\":7},null],\"total\":9,\"page\":1}");
  first = fixture_list_page (&fake.f, "customers", &next, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (first->len, ==, 1);
  /* The server does not know pages and sends the first again: that is the end, not a circle. */
  fake_transport_answer (fake.transport, 200, "{\"items\":[{\"_id\":\"" ID "\",\"name\":\"A\"}],"
                         "\"total\":9,\"page\":1}");
  second = fixture_list_page (&fake.f, next, &end, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (second->len, ==, 0);
  g_assert_cmpstr (end, ==, "brands");
  assert_request (&fake, 2, "/api/v1/customers?page=2", "Bearer token-flat");
  fake_transport_answer (fake.transport, 500, "{\"message\":\"no\"}");
  g_clear_pointer (&end, g_free);
  g_assert_null (fixture_list_page (&fake.f, "brands", &end, &offline));
  g_assert_error (offline, PACKSHOT_SERVICE_ERROR, PACKSHOT_SERVICE_ERROR_SERVER);
  fake_clear (&fake);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/services/goldleaf/variants", test_variants);
  g_test_add_func ("/services/goldleaf/empty", test_empty);
  g_test_add_func ("/services/goldleaf/wrong-body-form", test_wrong_body_form);
  g_test_add_func ("/services/goldleaf/brand", test_brand);
  g_test_add_func ("/services/goldleaf/organization", test_organization);
  g_test_add_func ("/services/goldleaf/token-life", test_token_life);
  g_test_add_func ("/services/goldleaf/token-expires", test_token_expires);
  g_test_add_func ("/services/goldleaf/token-refused", test_token_refused);
  g_test_add_func ("/services/goldleaf/token-answers", test_token_answers);
  g_test_add_func ("/services/goldleaf/complete", test_complete);
  g_test_add_func ("/services/goldleaf/owners-unknown", test_owners_unknown);
  g_test_add_func ("/services/goldleaf/owner-pages", test_owner_pages);
  return g_test_run ();
}
