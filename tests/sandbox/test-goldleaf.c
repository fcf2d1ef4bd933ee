/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* GoldLeaf as its documents describe it: the token, the one picture of an owner, customers. */

#include "config.h"

#include "fixture.h"

#define IMAGE "/api/v1/image/"
#define KEY "\"apiKey\":\"sandbox-goldleaf-key\""
#define NAME "\"name\":\"Packshot\""
#define GRANT "\"grantType\":\"client_credentials\""

static guint
post_image (Fixture    *f,
            As          as,
            const char *owner,
            const char *name)
{
  g_autofree char *target = g_strconcat (IMAGE, owner, NULL);
  g_autoptr(GBytes) png = make_png (name);
  const Part part = { "image", "a.png", g_bytes_get_data (png, NULL), g_bytes_get_size (png) };

  return fixture_upload (f, as, target, &part, 1);
}

static void
assert_body (Fixture    *f,
             const char *text)
{
  g_assert_cmpmem (g_bytes_get_data (f->response->body, NULL),
                   g_bytes_get_size (f->response->body), text, strlen (text));
}

static char *
add_customer (Fixture    *f,
              const char *name)
{
  g_autoptr(GError) error = NULL;
  char *id = packshot_sandbox_add_customer (f->sandbox, name, &error);

  g_assert_no_error (error);
  return id;
}

static void
test_token (Fixture      *f,
            gconstpointer data)
{
  const char *path = "/security/v1/token";
  static const struct
  {
    const char *body;
    guint       status;
  } cases[] = {
    { "", 400 },
    { "{", 400 },
    { "[]", 400 },
    { "{" KEY "," NAME "}", 400 },
    { "{" KEY "," NAME ",\"grantType\":\"password\"}", 400 },
    { "{\"apiKey\":7," NAME "," GRANT "}", 400 },
    { "{\"apiKey\":\"x\"," NAME "," GRANT "}", 401 },
    { "{" KEY ",\"name\":\"x\"," GRANT "}", 401 },
    { "{" KEY "," NAME "," GRANT "}", 200 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpuint (fixture_post_json (f, AS_NOBODY, "POST", path, cases[i].body), ==,
                      cases[i].status);
  fixture_log_in (f);
  g_assert_false (f->response->changed);
  g_assert_cmpuint (fixture_call (f, AS_GOLDLEAF, "GET", "/api/v1/customers"), ==, 200);
  g_assert_cmpuint (fixture_call (f, AS_NOBODY, "GET", "/api/v1/customers"), ==, 401);
  g_assert_true (fixture_has (f, "$.message"));
  g_assert_cmpuint (fixture_call (f, AS_EDITOR, "GET", "/api/v1/customers"), ==, 401);
}

/* A token lives an hour. */
static void
test_token_expires (Fixture      *f,
                    gconstpointer data)
{
  PackshotFakeClock *clock = PACKSHOT_FAKE_CLOCK (f->clock);
  g_autofree char *first = NULL;

  fixture_log_in (f);
  first = g_strdup (f->token);
  packshot_fake_clock_advance (clock, G_GINT64_CONSTANT (3600) * G_USEC_PER_SEC - 1);
  g_assert_cmpuint (fixture_call (f, AS_GOLDLEAF, "GET", "/api/v1/organization"), ==, 200);
  packshot_fake_clock_advance (clock, 1);
  g_assert_cmpuint (fixture_call (f, AS_GOLDLEAF, "GET", "/api/v1/organization"), ==, 401);
  fixture_log_in (f);
  g_assert_cmpstr (f->token, !=, first);
  g_assert_cmpuint (fixture_call (f, AS_GOLDLEAF, "GET", "/api/v1/organization"), ==, 200);
}

static void
test_image (Fixture      *f,
            gconstpointer data)
{
  g_autofree char *id = add_customer (f, "Harbour Market");
  g_autofree char *upper = g_ascii_strup (id, -1);
  g_autofree char *path = g_strconcat (IMAGE, id, NULL);
  g_autofree char *upper_path = g_strconcat (IMAGE, upper, NULL);

  fixture_log_in (f);
  g_assert_cmpuint (fixture_call (f, AS_GOLDLEAF, "GET", path), ==, 404);
  g_assert_cmpuint (post_image (f, AS_GOLDLEAF, id, "one"), ==, 200);
  assert_body (f, "\"complete\"");
  g_assert_true (f->response->changed);
  g_assert_cmpuint (fixture_call (f, AS_GOLDLEAF, "GET", path), ==, 200);
  assert_body (f, "\x89PNG\r\n\x1a\none");
  g_assert_cmpstr (packshot_sandbox_response_get_header (f->response, "Content-Type"), ==,
                   "image/png");
  g_assert_cmpuint (post_image (f, AS_GOLDLEAF, id, "two"), ==, 200);
  g_assert_cmpuint (fixture_call (f, AS_GOLDLEAF, "GET", upper_path), ==, 200);
  assert_body (f, "\x89PNG\r\n\x1a\ntwo");
  g_assert_cmpuint (fixture_call (f, AS_GOLDLEAF, "DELETE", path), ==, 405);
}

/* The organization has two names: its identifier and a word. */
static void
test_this_organization (Fixture      *f,
                        gconstpointer data)
{
  g_autofree char *id = packshot_sandbox_dup_goldleaf_organization_id (f->sandbox);
  g_autofree char *path = g_strconcat (IMAGE, id, NULL);

  fixture_log_in (f);
  g_assert_cmpuint (post_image (f, AS_GOLDLEAF, "thisOrgId", "org"), ==, 200);
  g_assert_cmpuint (fixture_call (f, AS_GOLDLEAF, "GET", path), ==, 200);
  assert_body (f, "\x89PNG\r\n\x1a\norg");
  g_assert_cmpuint (fixture_call (f, AS_GOLDLEAF, "GET", "/api/v1/organization"), ==, 200);
  g_assert_cmpstr (fixture_string (f, "$._id"), ==, id);
}

static void
test_refusals (Fixture      *f,
               gconstpointer data)
{
  g_autofree char *id = add_customer (f, "Harbour Market");
  g_autofree char *path = g_strconcat (IMAGE, id, NULL);
  static const struct
  {
    Part  part;
    guint status;
  } cases[] = {
    { { "file", "a.png", "GIF89a", -1 }, 400 },
    { { "image", NULL, "GIF89a", -1 }, 400 },
    { { "image", "a.png", "", 0 }, 400 },
    { { "image", "a.png", "text", -1 }, 415 },
    { { "image", "a.png", "GIF89a", -1 }, 200 },
  };

  fixture_log_in (f);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpuint (fixture_upload (f, AS_GOLDLEAF, path, &cases[i].part, 1), ==,
                      cases[i].status);
  g_assert_cmpuint (post_image (f, AS_NOBODY, id, "x"), ==, 401);
  g_assert_cmpuint (post_image (f, AS_GOLDLEAF, "0123456789abcdef01234567", "x"), ==, 404);
  g_assert_true (JSON_NODE_HOLDS_VALUE (f->json));
  g_assert_cmpuint (post_image (f, AS_GOLDLEAF, "0123456789abcdef0123456", "x"), ==, 400);
  g_assert_cmpuint (post_image (f, AS_GOLDLEAF, "0123456789abcdef0123456g", "x"), ==, 400);
  g_assert_cmpuint (fixture_call (f, AS_GOLDLEAF, "GET", IMAGE "0123456789abcdef01234567"), ==,
                    404);
}

static void
test_customers (Fixture      *f,
                gconstpointer data)
{
  g_autofree char *first = add_customer (f, "Harbour Market");
  g_autofree char *second = add_customer (f, "Corner Shop 12");
  static const struct
  {
    const char *query;
    gint64      total;
  } cases[] = {
    { "", 2 },
    { "?search.name=HARBOUR", 1 },
    { "?search.name=r", 2 },
    { "?search.name=zzz", 0 },
    { "?search.domain=corner-shop-12.example", 1 },
    { "?search.erpId=7", 0 },
    { "?search.name=shop&search.domain=harbour", 0 },
  };

  fixture_log_in (f);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *target = g_strconcat ("/api/v1/customers", cases[i].query, NULL);

      g_assert_cmpuint (fixture_call (f, AS_GOLDLEAF, "GET", target), ==, 200);
      g_assert_cmpint (fixture_int (f, "$.total"), ==, cases[i].total);
      g_assert_cmpint (fixture_int (f, "$.page"), ==, 1);
      g_assert_cmpuint (fixture_count (f, "$.items[*]"), ==, cases[i].total);
    }
  fixture_call (f, AS_GOLDLEAF, "GET", "/api/v1/customers");
  g_assert_cmpstr (fixture_string (f, "$.items[0]._id"), ==, first);
  g_assert_cmpuint (strlen (second), ==, 24);
}

static void
test_create_and_update (Fixture      *f,
                        gconstpointer data)
{
  g_autofree char *path = NULL;
  g_autofree char *update = NULL;

  fixture_log_in (f);
  g_assert_cmpuint (fixture_post_json (f, AS_GOLDLEAF, "POST", "/api/v1/customers/create",
                                       "{\"name\":\"New Shop\",\"domain\":null}"), ==, 201);
  path = g_strconcat ("/api/v1/customer/", fixture_string (f, "$._id"), NULL);
  update = g_strconcat (path, "/update", NULL);
  g_assert_cmpuint (fixture_post_json (f, AS_GOLDLEAF, "POST", update,
                                       "{\"params\":{\"erpId\":\"E7\",\"city\":\"Ystad\"}}"),
                    ==, 200);
  g_assert_cmpuint (fixture_call (f, AS_GOLDLEAF, "GET", path), ==, 200);
  g_assert_cmpstr (fixture_string (f, "$.name"), ==, "New Shop");
  g_assert_cmpstr (fixture_string (f, "$.erpId"), ==, "E7");
  g_assert_cmpstr (fixture_string (f, "$.city"), ==, "Ystad");
  g_assert_cmpuint (fixture_post_json (f, AS_GOLDLEAF, "POST", update, "{}"), ==, 400);
  g_assert_cmpuint (fixture_post_json (f, AS_GOLDLEAF, "POST", "/api/v1/customers/create",
                                       "{\"name\":7}"), ==, 400);
  g_assert_cmpuint (fixture_call (f, AS_GOLDLEAF, "GET",
                                  "/api/v1/customer/0123456789abcdef01234567"), ==, 404);
  g_assert_cmpuint (fixture_call (f, AS_GOLDLEAF, "GET", "/api/v1/customer/x"), ==, 400);
}

static void
test_brands (Fixture      *f,
             gconstpointer data)
{
  fixture_log_in (f);
  g_assert_cmpuint (fixture_call (f, AS_GOLDLEAF, "GET", "/api/v1/brands"), ==, 200);
  g_assert_cmpint (fixture_int (f, "$.total"), ==, 1);
  g_assert_cmpstr (fixture_string (f, "$.items[0].name"), ==, "Orchard");
}

#define ADD(name, func) \
  g_test_add ("/sandbox/goldleaf/" name, Fixture, NULL, fixture_set_up, func, fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("token", test_token);
  ADD ("token-expires", test_token_expires);
  ADD ("image", test_image);
  ADD ("this-organization", test_this_organization);
  ADD ("refusals", test_refusals);
  ADD ("customers", test_customers);
  ADD ("create-and-update", test_create_and_update);
  ADD ("brands", test_brands);
  return g_test_run ();
}
