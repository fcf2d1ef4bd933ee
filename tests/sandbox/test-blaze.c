/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* BLAZE as its documents describe it: keys, assets, whole-product writes, lists, brands,
 * categories. */

#include "config.h"

#include "fixture.h"

#define BASE "/api/v1/partner"

static guint
upload (Fixture    *f,
        const char *kind,
        const char *name)
{
  g_autofree char *target = g_strconcat (BASE "/asset/upload/", kind, NULL);
  g_autoptr(GBytes) png = make_png (name);
  const Part parts[] = {
    { "file", "a.png", g_bytes_get_data (png, NULL), g_bytes_get_size (png) },
    { "name", NULL, name, -1 },
    { "assetType", NULL, "Photo", -1 },
  };

  return fixture_upload (f, AS_BLAZE, target, parts, 3);
}

/* Returns: (transfer full): the last body as text */
static char *
dup_body (Fixture *f)
{
  return g_strndup (g_bytes_get_data (f->response->body, NULL),
                    g_bytes_get_size (f->response->body));
}

static char *
product_path (Fixture    *f,
              const char *gtin)
{
  g_autofree char *id = packshot_sandbox_dup_blaze_product_id (f->sandbox, gtin);

  return g_strconcat (BASE "/products/", id, NULL);
}

/* Writes the product back with these assets in the place of its own. */
static guint
put_assets (Fixture    *f,
            const char *path,
            const char *assets)
{
  g_autofree char *json = NULL;
  g_autoptr(JsonNode) node = NULL;
  g_autoptr(JsonNode) array = json_from_string (assets, NULL);

  g_assert_cmpuint (fixture_call (f, AS_BLAZE, "GET", path), ==, 200);
  node = json_node_ref (f->json);
  json_object_set_member (json_node_get_object (node), "assets", json_node_copy (array));
  json = json_to_string (node, FALSE);
  return fixture_post_json (f, AS_BLAZE, "PUT", path, json);
}

static void
test_keys (Fixture      *f,
           gconstpointer data)
{
  static const struct
  {
    const char *name;
    const char *partner;
    const char *developer;
    guint       status;
  } cases[] = {
    { "x-api-key", "sandbox-partner-key", "sandbox-developer-key", 200 },
    { "X-API-Key", "sandbox-partner-key", "sandbox-developer-key", 200 },
    { "x-api-key", "sandbox-partner-key", "Bearer sandbox-developer-key", 401 },
    { "x-api-key", "sandbox-partner-key", "x", 401 },
    { "x-api-key", "x", "sandbox-developer-key", 401 },
    { "partner_key", "sandbox-partner-key", "sandbox-developer-key", 401 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      PackshotSandboxRequest *request = packshot_sandbox_request_new ("GET", BASE "/store");

      packshot_sandbox_request_add_header (request, cases[i].name, cases[i].partner);
      packshot_sandbox_request_add_header (request, "Authorization", cases[i].developer);
      g_assert_cmpuint (fixture_send (f, request), ==, cases[i].status);
    }
  g_assert_cmpint (fixture_int (f, "$.status"), ==, 401);
  g_assert_cmpstr (fixture_string (f, "$.error"), ==, "Unauthorized");
  g_assert_true (fixture_has (f, "$.message"));
  g_assert_cmpuint (fixture_call (f, AS_NOBODY, "GET", BASE "/store"), ==, 401);
}

static void
test_upload (Fixture      *f,
             gconstpointer data)
{
  g_autofree char *get = NULL;
  g_autofree char *url = NULL;

  g_assert_cmpuint (upload (f, "private", "front.png"), ==, 200);
  g_assert_true (f->response->changed);
  g_assert_cmpuint (strlen (fixture_string (f, "$.id")), ==, 24);
  g_assert_cmpstr (fixture_string (f, "$.name"), ==, "front.png");
  g_assert_true (fixture_bool (f, "$.secured"));
  g_assert_cmpstr (fixture_string (f, "$.assetType"), ==, "Photo");
  g_assert_cmpint (fixture_int (f, "$.created"), ==, START_TIME / 1000);
  get = g_strconcat (BASE "/asset/", fixture_string (f, "$.key"), NULL);
  url = g_strdup (fixture_string (f, "$.thumbURL"));
  g_assert_cmpuint (fixture_call (f, AS_BLAZE, "GET", get), ==, 200);
  g_assert_cmpstr (packshot_sandbox_response_get_header (f->response, "Cache-Control"), ==,
                   "max-age=2592000");
  g_assert_cmpuint (fixture_call (f, AS_BLAZE, "GET", url), ==, 200);
  g_assert_cmpuint (fixture_call (f, AS_NOBODY, "GET", get), ==, 401);
  g_assert_cmpuint (fixture_call (f, AS_BLAZE, "GET", BASE "/asset/nothing.png"), ==, 404);
  g_assert_cmpuint (fixture_call (f, AS_BLAZE, "DELETE", get), ==, 405);
}

static void
test_public (Fixture      *f,
             gconstpointer data)
{
  g_autofree char *url = NULL;
  g_autofree char *thumb = NULL;
  g_autofree char *private_url = NULL;

  g_assert_cmpuint (upload (f, "public", "a b/ü.png"), ==, 200);
  g_assert_false (fixture_bool (f, "$.secured"));
  url = g_strdup (fixture_string (f, "$.publicURL"));
  thumb = g_strdup (fixture_string (f, "$.thumbURL"));
  g_assert_cmpuint (fixture_call (f, AS_NOBODY, "GET", url), ==, 200);
  g_assert_cmpuint (fixture_call (f, AS_NOBODY, "GET", thumb), ==, 200);
  g_assert_cmpuint (fixture_call (f, AS_BLAZE, "GET", url), ==, 400);

  upload (f, "private", "secret.png");
  private_url = g_strconcat ("/media/blaze/", fixture_string (f, "$.key"), NULL);
  g_assert_cmpuint (fixture_call (f, AS_NOBODY, "GET", private_url), ==, 403);
}

static void
test_parts (Fixture      *f,
            gconstpointer data)
{
  const Part file = { "file", "a.png", "GIF89a", -1 };
  const struct
  {
    Part  parts[3];
    guint n;
    guint status;
  } cases[] = {
    { { file }, 1, 200 },
    { { file, { "name", NULL, "x", -1 } }, 2, 200 },
    { { file, { "assetType", NULL, "Photo", -1 } }, 2, 200 },
    { { file, { "assetType", NULL, "Document", -1 } }, 2, 200 },
    { { { "file", "a.pdf", "%PDF-1.4", -1 }, { "assetType", NULL, "Document", -1 } }, 2, 200 },
    { { { "file", "a.pdf", "%PDF-1.4", -1 } }, 1, 400 },
    { { file, { "assetType", NULL, "photo", -1 } }, 2, 400 },
    { { file, { "name", NULL, "\xff", -1 } }, 2, 400 },
    { { file, { "title", NULL, "x", -1 } }, 2, 400 },
    { { file, file }, 2, 400 },
    { { { "image", "a.png", "GIF89a", -1 } }, 1, 400 },
    { { { "name", NULL, "x", -1 } }, 1, 400 },
    { { { "file", "a.png", "", 0 } }, 1, 400 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpuint (fixture_upload (f, AS_BLAZE, BASE "/asset/upload/private", cases[i].parts,
                                      cases[i].n), ==, cases[i].status);
  /* The key follows from the name, which gets an extension when it has none. */
  g_assert_cmpuint (fixture_upload (f, AS_BLAZE, BASE "/asset/upload/private", cases[1].parts, 2),
                    ==, 200);
  g_assert_true (g_str_has_suffix (fixture_string (f, "$.key"), "-x.gif"));
}

static void
test_product (Fixture      *f,
              gconstpointer data)
{
  g_autofree char *path = product_path (f, GTIN_A);

  g_assert_cmpuint (fixture_call (f, AS_BLAZE, "GET", path), ==, 200);
  g_assert_cmpstr (fixture_string (f, "$.sku"), ==, "APP-1");
  g_assert_cmpstr (fixture_string (f, "$.name"), ==, "Apple Golden");
  g_assert_cmpuint (fixture_call (f, AS_BLAZE, "GET", BASE "/products/sku/APP-1"), ==, 200);
  /* Without a supplier's code the last six digits of the GTIN. */
  g_assert_cmpuint (fixture_call (f, AS_BLAZE, "GET", BASE "/store/inventory/sku/000022"), ==, 200);
  g_assert_cmpstr (fixture_string (f, "$.name"), ==, "Pear Conference");
  g_assert_cmpuint (fixture_call (f, AS_BLAZE, "GET", BASE "/products/x"), ==, 404);
  g_assert_cmpuint (fixture_call (f, AS_BLAZE, "GET", BASE "/products/sku/x"), ==, 404);
}

/* What a client does not know comes back as it was. */
static void
test_put_keeps (Fixture      *f,
                gconstpointer data)
{
  g_autofree char *path = product_path (f, GTIN_A);
  g_autofree char *before = NULL;
  gint64 modified;

  fixture_call (f, AS_BLAZE, "GET", path);
  before = dup_body (f);
  modified = fixture_int (f, "$.modified");
  packshot_fake_clock_advance (PACKSHOT_FAKE_CLOCK (f->clock), G_USEC_PER_SEC);
  g_assert_cmpuint (fixture_post_json (f, AS_BLAZE, "PUT", path, before), ==, 200);
  g_assert_true (f->response->changed);
  g_assert_cmpint (fixture_int (f, "$.modified"), >, modified);
  json_object_set_int_member (json_node_get_object (f->json), "modified", modified);
  {
    g_autoptr(JsonNode) old = json_from_string (before, NULL);

    g_assert_true (json_node_equal (old, f->json));
  }
}

static void
test_put_assets (Fixture      *f,
                 gconstpointer data)
{
  g_autofree char *path = product_path (f, GTIN_A);
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *order = NULL;
  g_autofree char *one = NULL;
  g_autofree char *url = NULL;

  upload (f, "public", "one.png");
  first = dup_body (f);
  url = g_strdup (fixture_string (f, "$.largeURL"));
  upload (f, "private", "two.png");
  second = dup_body (f);
  order = g_strdup_printf ("[%s,%s]", second, first);
  one = g_strdup_printf ("[%s]", first);
  g_assert_cmpuint (put_assets (f, path, order), ==, 200);
  g_assert_cmpstr (fixture_string (f, "$.assets[0].name"), ==, "two.png");
  g_assert_cmpstr (fixture_string (f, "$.assets[1].name"), ==, "one.png");
  g_assert_cmpstr (fixture_string (f, "$.assets[1].largeURL"), ==, url);

  packshot_sandbox_set_origins (f->sandbox, "http://127.0.0.1:1", "http://127.0.0.1:2");
  g_assert_cmpuint (fixture_call (f, AS_BLAZE, "GET", path), ==, 200);
  g_assert_true (g_str_has_prefix (fixture_string (f, "$.assets[0].largeURL"),
                                   "http://127.0.0.1:1/api/"));
  g_assert_true (g_str_has_prefix (fixture_string (f, "$.assets[1].largeURL"),
                                   "http://127.0.0.1:2/media/"));
  g_assert_cmpuint (put_assets (f, path, one), ==, 200);
  g_assert_cmpuint (fixture_count (f, "$.assets[*]"), ==, 1);
  g_assert_cmpuint (put_assets (f, path, "[]"), ==, 200);
  g_assert_cmpuint (fixture_count (f, "$.assets[*]"), ==, 0);
}

static void
test_put_refusals (Fixture      *f,
                   gconstpointer data)
{
  g_autofree char *path = product_path (f, GTIN_A);
  g_autofree char *deep = g_strnfill (100000, '[');
  const struct
  {
    const char *json;
    guint       status;
  } cases[] = {
    { "", 400 },
    { "[]", 400 },
    { "{", 400 },
    { "{\"sku\":\"a\"}", 400 },
    { "{\"name\":\"\"}", 400 },
    { "{\"name\":7}", 400 },
    { "{\"name\":\"a\",\"id\":\"0123456789abcdef01234567\"}", 400 },
    { "{\"name\":\"a\",\"assets\":{}}", 400 },
    { "{\"name\":\"a\",\"assets\":[7]}", 400 },
    { deep, 400 },
    { "{\"name\":\"a\",\"assets\":null}", 200 },
    { "{\"name\":\"a\"}", 200 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpuint (fixture_post_json (f, AS_BLAZE, "PUT", path, cases[i].json), ==,
                      cases[i].status);
  g_assert_cmpuint (fixture_post_json (f, AS_BLAZE, "PUT", BASE "/products/x", "{\"name\":\"a\"}"),
                    ==, 404);
}

static void
test_lists (Fixture      *f,
            gconstpointer data)
{
  static const struct
  {
    const char *target;
    guint       status;
    guint       n;
    const char *first;
  } cases[] = {
    { "/products", 200, 2, "Apple Golden" },
    { "/products?skip=1", 200, 1, "Pear Conference" },
    { "/products?start=1", 200, 2, "Apple Golden" },
    { "/products?limit=1", 200, 1, "Apple Golden" },
    { "/products?skip=1&limit=1", 200, 1, "Pear Conference" },
    { "/products?skip=2", 200, 0, NULL },
    { "/products?active=true", 200, 2, "Apple Golden" },
    { "/products?active=false", 200, 0, NULL },
    { "/products?active=x", 400, 0, NULL },
    { "/products?limit=0", 400, 0, NULL },
    { "/products?skip=-1", 400, 0, NULL },
    { "/products?skip=x", 400, 0, NULL },
    { "/store/inventory/products?start=1", 200, 1, "Pear Conference" },
    { "/store/inventory/products?term=pear", 200, 1, "Pear Conference" },
    { "/store/inventory/products?term=APP-1", 200, 1, "Apple Golden" },
    { "/store/inventory/products?term=zzz", 200, 0, NULL },
    { "/store/inventory/products?brandId=x", 200, 0, NULL },
    { "/store/inventory/brands", 200, 1, "Orchard" },
    { "/store/inventory/brands?term=zzz", 200, 0, NULL },
    { "/store/inventory/categories", 200, 2, "Apple" },
    { "/category", 200, 2, "Apple" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *target = g_strconcat (BASE, cases[i].target, NULL);

      g_assert_cmpuint (fixture_call (f, AS_BLAZE, "GET", target), ==, cases[i].status);
      if (cases[i].status != 200)
        continue;
      g_assert_cmpuint (fixture_count (f, "$.values[*]"), ==, cases[i].n);
      if (cases[i].first != NULL)
        g_assert_cmpstr (fixture_string (f, "$.values[0].name"), ==, cases[i].first);
    }
  fixture_call (f, AS_BLAZE, "GET", BASE "/products?limit=1");
  g_assert_cmpint (fixture_int (f, "$.total"), ==, 2);
  g_assert_cmpint (fixture_int (f, "$.limit"), ==, 1);
  g_assert_cmpint (fixture_int (f, "$.skip"), ==, 0);
}

static void
test_modified (Fixture      *f,
               gconstpointer data)
{
  gint64 week = G_GINT64_CONSTANT (7) * 24 * 3600 * 1000;
  gint64 start = START_TIME / 1000;
  g_autofree char *path = product_path (f, GTIN_B);
  const struct
  {
    gint64 from;
    gint64 to;
    guint  status;
    guint  n;
  } cases[] = {
    { start, start + 500, 200, 1 },
    { start, start + 5000, 200, 2 },
    { start + 1000, start + 5000, 200, 1 },
    { start + 2000, start + 5000, 200, 0 },
    { start, start + week, 200, 2 },
    { start, start + week + 1, 400, 0 },
    { start + 1, start, 400, 0 },
  };

  packshot_fake_clock_advance (PACKSHOT_FAKE_CLOCK (f->clock), G_USEC_PER_SEC);
  g_assert_cmpuint (put_assets (f, path, "[]"), ==, 200);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *target =
        g_strdup_printf (BASE "/products/modified?startDate=%" G_GINT64_FORMAT
                         "&endDate=%" G_GINT64_FORMAT, cases[i].from, cases[i].to);

      g_assert_cmpuint (fixture_call (f, AS_BLAZE, "GET", target), ==, cases[i].status);
      if (cases[i].status == 200)
        g_assert_cmpuint (fixture_count (f, "$.values[*]"), ==, cases[i].n);
    }
  g_assert_cmpuint (fixture_call (f, AS_BLAZE, "GET", BASE "/products/modified?startDate=today"),
                    ==, 400);
}

static void
test_add_product (Fixture      *f,
                  gconstpointer data)
{
  g_autofree char *path = NULL;

  g_assert_cmpuint (fixture_post_json (f, AS_BLAZE, "POST", BASE "/products",
                                       "{\"name\":\"New\",\"sku\":\"N1\",\"other\":[1,{\"a\":2}]}"),
                    ==, 200);
  path = g_strconcat (BASE "/products/", fixture_string (f, "$.id"), NULL);
  g_assert_cmpuint (fixture_call (f, AS_BLAZE, "GET", path), ==, 200);
  g_assert_cmpint (fixture_int (f, "$.other[1].a"), ==, 2);
  g_assert_cmpuint (fixture_post_json (f, AS_BLAZE, "POST", BASE "/products", "{}"), ==, 400);
}

static void
test_brands (Fixture      *f,
             gconstpointer data)
{
  g_autofree char *logo = NULL;
  g_autofree char *body = NULL;
  g_autofree char *path = NULL;

  upload (f, "public", "logo.png");
  logo = dup_body (f);
  g_assert_cmpuint (fixture_post_json (f, AS_BLAZE, "POST", BASE "/brands", "{\"name\":\"Mill\"}"),
                    ==, 200);
  path = g_strconcat (BASE "/brands/", fixture_string (f, "$.id"), NULL);
  body = g_strdup_printf ("{\"name\":\"Mill\",\"website\":\"w\",\"brandLogo\":%s}", logo);
  g_assert_cmpuint (fixture_post_json (f, AS_BLAZE, "PUT", path, body), ==, 200);
  g_assert_cmpstr (fixture_string (f, "$.brandLogo.name"), ==, "logo.png");
  fixture_call (f, AS_BLAZE, "GET", BASE "/store/inventory/brands?term=mill");
  g_assert_cmpstr (fixture_string (f, "$.values[0].brandLogo.name"), ==, "logo.png");
  fixture_call (f, AS_NOBODY, "GET", "/_sandbox/state");
  g_assert_cmpstr (fixture_string (f, "$.blaze[0].name"), ==, "Mill");
  g_assert_cmpstr (fixture_string (f, "$.blaze[0].assets[0].name"), ==, "logo.png");
  g_assert_cmpuint (fixture_call (f, AS_BLAZE, "GET", path), ==, 405);
  g_assert_cmpuint (fixture_post_json (f, AS_BLAZE, "PUT", path, "{}"), ==, 400);
  g_assert_cmpuint (fixture_call (f, AS_BLAZE, "DELETE", path), ==, 204);
  g_assert_cmpuint (fixture_call (f, AS_BLAZE, "DELETE", path), ==, 404);
}

static void
test_categories (Fixture      *f,
                 gconstpointer data)
{
  g_autofree char *photo = NULL;
  g_autofree char *body = NULL;
  g_autofree char *path = NULL;

  upload (f, "public", "apples.png");
  photo = dup_body (f);
  fixture_call (f, AS_BLAZE, "GET", BASE "/category");
  path = g_strconcat (BASE "/category/", fixture_string (f, "$.values[0].id"), NULL);
  body = g_strdup_printf ("{\"name\":\"Apple\",\"photo\":%s}", photo);
  g_assert_cmpuint (fixture_post_json (f, AS_BLAZE, "PUT", path, body), ==, 200);
  g_assert_cmpuint (fixture_call (f, AS_BLAZE, "GET", path), ==, 200);
  g_assert_cmpstr (fixture_string (f, "$.photo.name"), ==, "apples.png");
  g_assert_cmpuint (fixture_call (f, AS_BLAZE, "GET", BASE "/category/x"), ==, 404);
}

#define ADD(name, func) \
  g_test_add ("/sandbox/blaze/" name, Fixture, NULL, fixture_set_up, func, fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("keys", test_keys);
  ADD ("upload", test_upload);
  ADD ("public", test_public);
  ADD ("parts", test_parts);
  ADD ("product", test_product);
  ADD ("put-keeps", test_put_keeps);
  ADD ("put-assets", test_put_assets);
  ADD ("put-refusals", test_put_refusals);
  ADD ("lists", test_lists);
  ADD ("modified", test_modified);
  ADD ("add-product", test_add_product);
  ADD ("brands", test_brands);
  ADD ("categories", test_categories);
  return g_test_run ();
}
