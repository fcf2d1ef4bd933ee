/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* Each behaviour that the documents leave open differs from its alternatives. */

#include "config.h"

#include "fixture.h"

#define BLAZE "/api/v1/partner"

static void
assert_images (Fixture    *f,
               const char *gtin,
               const char *expected)
{
  g_autofree char *images = fixture_images (f, gtin);

  g_assert_cmpstr (images, ==, expected);
}

/* Returns: (transfer full): the last body as text */
static char *
dup_body (Fixture *f)
{
  if (f->response->body == NULL)
    return g_strdup ("");
  return g_strndup (g_bytes_get_data (f->response->body, NULL),
                    g_bytes_get_size (f->response->body));
}

static void
test_priority (Fixture      *f,
               gconstpointer data)
{
  static const struct
  {
    const char *variant;
    const char *expected;
  } cases[] = {
    { "closient.priority=zero", "c:0 b:0 a:0" },
    { "closient.priority=counting", "a:0 b:1 c:2" },
    { "closient.priority=front", "c:0 b:1 a:2" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(PackshotSandbox) sandbox = packshot_sandbox_new (f->clock, i);

      fixture_use (f, sandbox);
      fixture_set (f, cases[i].variant);
      upload_png (f, GTIN_A, "a", NULL);
      upload_png (f, GTIN_A, "b", NULL);
      upload_png (f, GTIN_A, "c", NULL);
      assert_images (f, GTIN_A, cases[i].expected);
    }
}

static void
test_first_primary (Fixture      *f,
                    gconstpointer data)
{
  upload_png (f, GTIN_A, "a", NULL);
  assert_images (f, GTIN_A, "a:0");
  fixture_set (f, "closient.first-primary=yes");
  upload_png (f, GTIN_B, "a", NULL);
  upload_png (f, GTIN_B, "b", NULL);
  assert_images (f, GTIN_B, "*a:0 b:0");
}

static void
delete_first (Fixture    *f,
              const char *gtin)
{
  g_autofree char *images = fixture_images (f, gtin);
  g_autofree char *target =
    g_strdup_printf ("/dashboard/api/v1/trade-items/%s/%s/images/%s",
                     packshot_sandbox_get_organization (f->sandbox, 0), gtin,
                     fixture_string (f, "$.data[0].id"));

  g_assert_cmpstr (images, !=, "");
  g_assert_cmpuint (fixture_call (f, AS_EDITOR, "DELETE", target), ==, 204);
}

static void
test_promote (Fixture      *f,
              gconstpointer data)
{
  upload_png (f, GTIN_A, "a", NULL);
  upload_png (f, GTIN_A, "b", NULL);
  upload_png (f, GTIN_A, "c", "true");
  delete_first (f, GTIN_A);
  assert_images (f, GTIN_A, "b:0 a:0");
  upload_png (f, GTIN_A, "d", "true");
  fixture_set (f, "closient.promote-after-delete=yes");
  delete_first (f, GTIN_A);
  assert_images (f, GTIN_A, "*b:0 a:0");
  delete_first (f, GTIN_A);
  assert_images (f, GTIN_A, "*a:0");
  delete_first (f, GTIN_A);
  assert_images (f, GTIN_A, "");
  /* Where there was no primary one, none is made. */
  upload_png (f, GTIN_B, "a", NULL);
  upload_png (f, GTIN_B, "b", NULL);
  delete_first (f, GTIN_B);
  assert_images (f, GTIN_B, "a:0");
}

static void
test_image_url (Fixture      *f,
                gconstpointer data)
{
  upload_png (f, GTIN_A, "a", NULL);
  g_assert_true (g_str_has_prefix (fixture_string (f, "$.image_url"), "http://127.0.0.1/media/"));
  fixture_set (f, "closient.image-url=missing");
  upload_png (f, GTIN_A, "b", NULL);
  g_assert_false (json_object_has_member (json_node_get_object (f->json), "image_url"));
  fixture_set (f, "closient.image-url=null");
  upload_png (f, GTIN_A, "c", NULL);
  g_assert_true (json_object_get_null_member (json_node_get_object (f->json), "image_url"));
}

static void
test_duplicates (Fixture      *f,
                 gconstpointer data)
{
  g_assert_cmpuint (upload_png (f, GTIN_A, "a", NULL), ==, 201);
  g_assert_cmpuint (upload_png (f, GTIN_A, "a", NULL), ==, 201);
  fixture_set (f, "closient.duplicates=refuse");
  g_assert_cmpuint (upload_png (f, GTIN_A, "a", NULL), ==, 409);
  g_assert_cmpuint (upload_png (f, GTIN_A, "b", NULL), ==, 201);
  g_assert_cmpuint (upload_png (f, GTIN_B, "a", NULL), ==, 201);
}

static void
test_trailing_slash (Fixture      *f,
                     gconstpointer data)
{
  g_autofree char *query = g_strconcat ("?organization_id=",
                                        packshot_sandbox_get_organization (f->sandbox, 0), NULL);
  g_autofree char *path = g_strconcat ("/products/api/v1/products", query, NULL);
  g_autofree char *slash = g_strconcat ("/products/api/v1/products/", query, NULL);

  g_assert_cmpuint (fixture_call (f, AS_EDITOR, "GET", path), ==, 200);
  fixture_set (f, "closient.trailing-slash=redirect");
  g_assert_cmpuint (fixture_call (f, AS_EDITOR, "GET", path), ==, 301);
  g_assert_cmpstr (packshot_sandbox_response_get_header (f->response, "Location"), ==, slash);
  g_assert_cmpuint (fixture_call (f, AS_EDITOR, "GET", slash), ==, 200);
}

static void
test_max_bytes (Fixture      *f,
                gconstpointer data)
{
  const Part file = { "file", "a.gif", "GIF89a7890", 10 };
  const Part image = { "image", "a.gif", "GIF89a7890", 10 };
  g_autofree char *path = g_strdup_printf ("/dashboard/api/v1/trade-items/%s/%s/images",
                                           packshot_sandbox_get_organization (f->sandbox, 0),
                                           GTIN_A);

  fixture_log_in (f);
  for (guint limit = 9; limit <= 10; limit++)
    {
      static const char * const services[] = { "closient", "goldleaf", "blaze" };

      for (guint i = 0; i < G_N_ELEMENTS (services); i++)
        {
          g_autofree char *variant = g_strdup_printf ("%s.max-bytes=%u", services[i], limit);

          fixture_set (f, variant);
        }
      g_assert_cmpuint (fixture_upload (f, AS_EDITOR, path, &image, 1), ==,
                        limit == 9 ? 413 : 201);
      g_assert_cmpuint (fixture_upload (f, AS_GOLDLEAF, "/api/v1/image/thisOrgId", &image, 1), ==,
                        limit == 9 ? 413 : 200);
      g_assert_cmpuint (fixture_upload (f, AS_BLAZE, BLAZE "/asset/upload/public", &file, 1), ==,
                        limit == 9 ? 413 : 200);
    }
}

static void
test_limits (Fixture      *f,
             gconstpointer data)
{
  fixture_set (f, "closient.limit-minute=0");
  fixture_set (f, "closient.limit-day=0");
  for (guint i = 0; i < 400; i++)
    g_assert_cmpuint (fixture_call (f, AS_EDITOR, "GET", "/account/api/v1/whoami"), ==, 200);
  g_assert_null (packshot_sandbox_response_get_header (f->response, "RateLimit-Policy"));
  fixture_set (f, "closient.limit-minute-publishable=1");
  g_assert_cmpuint (fixture_call (f, AS_PUBLISHABLE, "GET", "/account/api/v1/whoami"), ==, 200);
  g_assert_cmpuint (fixture_call (f, AS_PUBLISHABLE, "GET", "/account/api/v1/whoami"), ==, 429);

  fixture_set (f, "blaze.limit=2");
  g_assert_cmpuint (fixture_call (f, AS_BLAZE, "GET", BLAZE "/store"), ==, 200);
  g_assert_cmpuint (fixture_call (f, AS_BLAZE, "GET", BLAZE "/store"), ==, 200);
  g_assert_cmpuint (fixture_call (f, AS_BLAZE, "GET", BLAZE "/store"), ==, 429);
  g_assert_null (packshot_sandbox_response_get_header (f->response, "Retry-After"));
  packshot_fake_clock_advance (PACKSHOT_FAKE_CLOCK (f->clock), 300 * G_USEC_PER_SEC);
  g_assert_cmpuint (fixture_call (f, AS_BLAZE, "GET", BLAZE "/store"), ==, 200);
}

static void
test_token (Fixture      *f,
            gconstpointer data)
{
  fixture_log_in (f);
  g_assert_true (fixture_has (f, "$.data.securityToken"));
  g_assert_false (fixture_has (f, "$.securityToken"));
  fixture_set (f, "goldleaf.token=flat");
  fixture_log_in (f);
  g_assert_true (fixture_has (f, "$.securityToken"));
  g_assert_cmpstr (fixture_string (f, "$.expires"), ==, "2026-01-01T01:00:00.000000Z");
}

static guint
post_gold (Fixture    *f,
           As          as,
           const char *form)
{
  PackshotSandboxRequest *request = fixture_request (f, as, "POST", "/api/v1/image/thisOrgId");
  const Part part = { form, "a.gif", "GIF89a", 6 };
  g_autoptr(GBytes) body = NULL;

  if (strcmp (form, "raw") == 0)
    {
      body = g_bytes_new_static ("GIF89a", 6);
      packshot_sandbox_request_add_header (request, "Content-Type", "image/gif");
    }
  else
    {
      body = make_multipart (&part, 1, "b");
      packshot_sandbox_request_add_header (request, "Content-Type",
                                           "multipart/form-data; boundary=b");
    }
  packshot_sandbox_request_set_body (request, body);
  return fixture_send (f, request);
}

static void
test_body (Fixture      *f,
           gconstpointer data)
{
  static const char * const forms[] = { "image", "file", "raw" };
  static const char * const variants[] = {
    "goldleaf.body=multipart-image", "goldleaf.body=multipart-file", "goldleaf.body=raw",
  };

  fixture_log_in (f);
  for (guint i = 0; i < G_N_ELEMENTS (variants); i++)
    {
      fixture_set (f, variants[i]);
      for (guint j = 0; j < G_N_ELEMENTS (forms); j++)
        g_assert_cmpuint (post_gold (f, AS_GOLDLEAF, forms[j]), ==, i == j ? 200 : 400);
    }
}

static void
test_complete (Fixture      *f,
               gconstpointer data)
{
  g_autofree char *json = NULL;
  g_autofree char *text = NULL;

  fixture_log_in (f);
  post_gold (f, AS_GOLDLEAF, "image");
  json = dup_body (f);
  g_assert_cmpstr (json, ==, "\"complete\"");
  fixture_set (f, "goldleaf.complete=text");
  post_gold (f, AS_GOLDLEAF, "image");
  text = dup_body (f);
  g_assert_cmpstr (text, ==, "complete");
}

static void
test_auth (Fixture      *f,
           gconstpointer data)
{
  g_assert_cmpuint (post_gold (f, AS_NOBODY, "image"), ==, 401);
  g_assert_cmpuint (fixture_call (f, AS_NOBODY, "GET", "/api/v1/image/thisOrgId"), ==, 401);
  fixture_set (f, "goldleaf.auth=open");
  g_assert_cmpuint (post_gold (f, AS_NOBODY, "image"), ==, 200);
  g_assert_cmpuint (fixture_call (f, AS_NOBODY, "GET", "/api/v1/image/thisOrgId"), ==, 200);
  g_assert_cmpuint (fixture_call (f, AS_NOBODY, "GET", "/api/v1/customers"), ==, 401);
  /* A token that is sent has to be right. */
  f->token = g_strdup ("x");
  g_assert_cmpuint (fixture_call (f, AS_GOLDLEAF, "GET", "/api/v1/image/thisOrgId"), ==, 401);
}

static void
test_empty (Fixture      *f,
            gconstpointer data)
{
  const char *path = "/api/v1/image/thisOrgId";

  fixture_log_in (f);
  g_assert_cmpuint (fixture_call (f, AS_GOLDLEAF, "GET", path), ==, 404);
  fixture_set (f, "goldleaf.empty=204");
  g_assert_cmpuint (fixture_call (f, AS_GOLDLEAF, "GET", path), ==, 204);
  fixture_set (f, "goldleaf.empty=default");
  g_assert_cmpuint (fixture_call (f, AS_GOLDLEAF, "GET", path), ==, 200);
  g_assert_cmpmem (g_bytes_get_data (f->response->body, NULL), 6, "GIF89a", 6);
}

static void
test_id (Fixture      *f,
         gconstpointer data)
{
  fixture_log_in (f);
  fixture_call (f, AS_GOLDLEAF, "GET", "/api/v1/brands");
  g_assert_true (fixture_has (f, "$.items[0]._id"));
  g_assert_false (fixture_has (f, "$.items[0].id"));
  fixture_set (f, "goldleaf.id=id");
  fixture_call (f, AS_GOLDLEAF, "GET", "/api/v1/brands");
  g_assert_true (fixture_has (f, "$.items[0].id"));
  g_assert_false (fixture_has (f, "$.items[0]._id"));
}

static void
test_brand_upload (Fixture      *f,
                   gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *brand = packshot_sandbox_add_brand (f->sandbox, "Orchard", &error);
  g_autofree char *target = g_strconcat ("/api/v1/image/", brand, NULL);
  const Part part = { "image", "a.gif", "GIF89a", 6 };

  fixture_log_in (f);
  g_assert_cmpuint (fixture_upload (f, AS_GOLDLEAF, target, &part, 1), ==, 200);
  fixture_set (f, "goldleaf.brand-upload=refuse");
  g_assert_cmpuint (fixture_upload (f, AS_GOLDLEAF, target, &part, 1), ==, 400);
  g_assert_cmpuint (fixture_call (f, AS_GOLDLEAF, "GET", target), ==, 200);
}

static void
test_page_size (Fixture      *f,
                gconstpointer data)
{
  g_free (packshot_sandbox_add_customer (f->sandbox, "Harbour Market", NULL));
  g_free (packshot_sandbox_add_customer (f->sandbox, "Corner Shop 12", NULL));
  fixture_log_in (f);
  fixture_set (f, "goldleaf.page-size=1");
  fixture_call (f, AS_GOLDLEAF, "GET", "/api/v1/customers");
  g_assert_cmpuint (fixture_count (f, "$.items[*]"), ==, 1);
  g_assert_cmpint (fixture_int (f, "$.total"), ==, 2);
}

static void
test_envelope (Fixture      *f,
               gconstpointer data)
{
  fixture_call (f, AS_BLAZE, "GET", BLAZE "/products?limit=1");
  g_assert_cmpuint (fixture_count (f, "$.values[*]"), ==, 1);
  fixture_set (f, "blaze.envelope=searchResult");
  fixture_call (f, AS_BLAZE, "GET", BLAZE "/products?limit=1");
  g_assert_cmpuint (fixture_count (f, "$.searchResult[*]"), ==, 1);
  g_assert_cmpint (fixture_int (f, "$.count"), ==, 1);
  g_assert_cmpint (fixture_int (f, "$.total"), ==, 2);
  g_assert_false (fixture_has (f, "$.values"));
  fixture_set (f, "blaze.envelope=bare");
  fixture_call (f, AS_BLAZE, "GET", BLAZE "/products?limit=1");
  g_assert_true (JSON_NODE_HOLDS_ARRAY (f->json));
}

static char *
product_path (Fixture *f)
{
  g_autofree char *id = packshot_sandbox_dup_blaze_product_id (f->sandbox, GTIN_A);

  return g_strconcat (BLAZE "/products/", id, NULL);
}

/* Returns: (transfer full): the new asset as the answer has it */
static char *
upload_asset (Fixture    *f,
              const char *name)
{
  g_autoptr(GBytes) png = make_png (name);
  const Part parts[] = {
    { "file", "a.png", g_bytes_get_data (png, NULL), g_bytes_get_size (png) },
    { "name", NULL, name, -1 },
  };

  g_assert_cmpuint (fixture_upload (f, AS_BLAZE, BLAZE "/asset/upload/public", parts, 2), ==, 200);
  return dup_body (f);
}

static guint
put (Fixture    *f,
     const char *members)
{
  g_autofree char *path = product_path (f);
  g_autofree char *json = g_strdup_printf ("{\"name\":\"Apple\"%s}", members);

  return fixture_post_json (f, AS_BLAZE, "PUT", path, json);
}

static void
test_order (Fixture      *f,
            gconstpointer data)
{
  const char *members = ",\"assets\":[{\"id\":\"a\",\"priority\":2},{\"id\":\"b\",\"priority\":1},"
    "{\"id\":\"c\",\"priority\":2},{\"id\":\"d\"}]";

  g_assert_cmpuint (put (f, members), ==, 200);
  g_assert_cmpstr (fixture_string (f, "$.assets[0].id"), ==, "a");
  g_assert_cmpstr (fixture_string (f, "$.assets[3].id"), ==, "d");
  fixture_set (f, "blaze.order=priority");
  g_assert_cmpuint (put (f, members), ==, 200);
  g_assert_cmpstr (fixture_string (f, "$.assets[0].id"), ==, "d");
  g_assert_cmpstr (fixture_string (f, "$.assets[1].id"), ==, "b");
  g_assert_cmpstr (fixture_string (f, "$.assets[2].id"), ==, "a");
  g_assert_cmpstr (fixture_string (f, "$.assets[3].id"), ==, "c");
}

static void
test_put (Fixture      *f,
          gconstpointer data)
{
  g_assert_cmpuint (put (f, ",\"color\":\"red\",\"assets\":[{\"id\":\"a\"},{\"id\":\"b\"}]"), ==,
                    200);
  g_assert_cmpuint (put (f, ",\"assets\":[{\"id\":\"b\"}]"), ==, 200);
  g_assert_cmpuint (fixture_count (f, "$.assets[*]"), ==, 1);
  g_assert_false (fixture_has (f, "$.color"));

  fixture_set (f, "blaze.put=merge");
  g_assert_cmpuint (put (f, ",\"color\":\"red\",\"assets\":[{\"id\":\"c\"}]"), ==, 200);
  g_assert_cmpuint (put (f, ",\"size\":1,\"assets\":[{\"id\":\"c\"}]"), ==, 200);
  g_assert_cmpuint (put (f, ",\"size\":1"), ==, 200);
  g_assert_cmpuint (fixture_count (f, "$.assets[*]"), ==, 2);
  g_assert_cmpstr (fixture_string (f, "$.assets[0].id"), ==, "c");
  g_assert_cmpstr (fixture_string (f, "$.assets[1].id"), ==, "b");
  g_assert_cmpstr (fixture_string (f, "$.color"), ==, "red");
}

static void
test_unknown_assets (Fixture      *f,
                     gconstpointer data)
{
  const char *members = ",\"assets\":[{\"id\":\"a\",\"origURL\":\"http://x/\"}]";

  g_assert_cmpuint (put (f, members), ==, 200);
  g_assert_cmpuint (fixture_count (f, "$.assets[*]"), ==, 1);
  fixture_set (f, "blaze.unknown-assets=drop");
  g_assert_cmpuint (put (f, members), ==, 200);
  g_assert_cmpuint (fixture_count (f, "$.assets[*]"), ==, 0);
  fixture_set (f, "blaze.unknown-assets=refuse");
  g_assert_cmpuint (put (f, members), ==, 400);
}

static void
test_stub_assets (Fixture      *f,
                  gconstpointer data)
{
  g_autofree char *whole = upload_asset (f, "a.png");
  g_autofree char *stub = g_strdup_printf (",\"assets\":[{\"id\":\"%s\",\"name\":\"b\"}]",
                                           fixture_string (f, "$.id"));
  g_autofree char *all = g_strdup_printf (",\"assets\":[%s]", whole);

  g_assert_cmpuint (put (f, stub), ==, 200);
  g_assert_false (fixture_has (f, "$.assets[0].origURL"));
  fixture_set (f, "blaze.stub-assets=complete");
  g_assert_cmpuint (put (f, stub), ==, 200);
  g_assert_true (g_str_has_prefix (fixture_string (f, "$.assets[0].origURL"), "http://127.0.0.1/"));
  g_assert_cmpstr (fixture_string (f, "$.assets[0].name"), ==, "b");
  fixture_set (f, "blaze.stub-assets=drop");
  g_assert_cmpuint (put (f, stub), ==, 200);
  g_assert_cmpuint (fixture_count (f, "$.assets[*]"), ==, 0);
  g_assert_cmpuint (put (f, all), ==, 200);
  g_assert_cmpuint (fixture_count (f, "$.assets[*]"), ==, 1);
}

static guint
call_with (Fixture    *f,
           const char *name)
{
  PackshotSandboxRequest *request = packshot_sandbox_request_new ("GET", BLAZE "/store");

  packshot_sandbox_request_add_header (request, name, "sandbox-partner-key");
  packshot_sandbox_request_add_header (request, "Authorization", "sandbox-developer-key");
  return fixture_send (f, request);
}

static void
test_key_header (Fixture      *f,
                 gconstpointer data)
{
  g_assert_cmpuint (call_with (f, "x-api-key"), ==, 200);
  g_assert_cmpuint (call_with (f, "partner_key"), ==, 401);
  fixture_set (f, "blaze.key-header=partner_key");
  g_assert_cmpuint (call_with (f, "x-api-key"), ==, 401);
  g_assert_cmpuint (call_with (f, "partner_key"), ==, 200);
  fixture_set (f, "blaze.key-header=both");
  g_assert_cmpuint (call_with (f, "x-api-key"), ==, 200);
  g_assert_cmpuint (call_with (f, "partner_key"), ==, 200);
}

static void
test_errors (Fixture      *f,
             gconstpointer data)
{
  fixture_call (f, AS_BLAZE, "GET", BLAZE "/products?limit=0");
  g_assert_cmpstr (fixture_string (f, "$.error"), ==, "Invalid argument");
  g_assert_cmpint (fixture_int (f, "$.status"), ==, 400);
  fixture_set (f, "blaze.errors=old");
  fixture_call (f, AS_BLAZE, "GET", BLAZE "/products?limit=0");
  g_assert_cmpstr (fixture_string (f, "$.errorType"), ==, "Invalid argument");
  g_assert_true (fixture_has (f, "$.field"));
  g_assert_false (fixture_has (f, "$.status"));
}

static void
test_date_range (Fixture      *f,
                 gconstpointer data)
{
  const char *target = BLAZE "/products/modified?startDate=0";

  g_assert_cmpuint (fixture_call (f, AS_BLAZE, "GET", target), ==, 400);
  fixture_set (f, "blaze.date-range=any");
  g_assert_cmpuint (fixture_call (f, AS_BLAZE, "GET", target), ==, 200);
}

/* The table of the help is what can be set, each default among the values. */
static void
test_table (Fixture      *f,
            gconstpointer data)
{
  guint n;
  const PackshotSandboxVariant *variants = packshot_sandbox_get_variants (&n);

  g_assert_cmpuint (n, ==, 29);
  for (guint i = 0; i < n; i++)
    {
      g_auto(GStrv) values = g_strsplit (variants[i].values != NULL ? variants[i].values : "0|7",
                                         "|", -1);
      g_autofree char *fallback = g_strconcat (variants[i].name, "=", variants[i].fallback, NULL);

      g_assert_cmpstr (variants[i].help, !=, "");
      for (guint j = 0; values[j] != NULL; j++)
        {
          g_autofree char *setting = g_strconcat (variants[i].name, "=", values[j], NULL);

          fixture_set (f, setting);
        }
      fixture_set (f, fallback);
    }
}

static void
test_mistakes (Fixture      *f,
               gconstpointer data)
{
  static const char * const mistakes[] = {
    "", "=", "closient.priority", "closient.priority=", "closient.priority=one",
    "closient.priorities=zero", "closient.max-bytes=-1", "closient.max-bytes=x",
    "closient.max-bytes=", "closient.max-bytes=9223372036854775808",
  };

  for (guint i = 0; i < G_N_ELEMENTS (mistakes); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_false (packshot_sandbox_set_variant (f->sandbox, mistakes[i], &error));
      g_assert_error (error, PACKSHOT_SANDBOX_ERROR, PACKSHOT_SANDBOX_ERROR_INVALID);
    }
}

#define ADD(name, func) \
  g_test_add ("/sandbox/variants/" name, Fixture, NULL, fixture_set_up, func, fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("priority", test_priority);
  ADD ("first-primary", test_first_primary);
  ADD ("promote", test_promote);
  ADD ("image-url", test_image_url);
  ADD ("duplicates", test_duplicates);
  ADD ("trailing-slash", test_trailing_slash);
  ADD ("max-bytes", test_max_bytes);
  ADD ("limits", test_limits);
  ADD ("token", test_token);
  ADD ("body", test_body);
  ADD ("complete", test_complete);
  ADD ("auth", test_auth);
  ADD ("empty", test_empty);
  ADD ("id", test_id);
  ADD ("brand-upload", test_brand_upload);
  ADD ("page-size", test_page_size);
  ADD ("envelope", test_envelope);
  ADD ("order", test_order);
  ADD ("put", test_put);
  ADD ("unknown-assets", test_unknown_assets);
  ADD ("stub-assets", test_stub_assets);
  ADD ("key-header", test_key_header);
  ADD ("errors", test_errors);
  ADD ("date-range", test_date_range);
  ADD ("table", test_table);
  ADD ("mistakes", test_mistakes);
  return g_test_run ();
}
