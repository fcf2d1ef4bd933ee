/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* Closient as its documents describe it: keys, roles, images, products, pages, limits, problems. */

#include "config.h"

#include "fixture.h"

#define PNG "\x89PNG\r\n\x1a\n"

/* What a body of the documented upload looks like, one for each kind of picture. */
static const struct
{
  const char *name;
  const char *data;
  gsize       length;
} pictures[] = {
  { "a.jpg", "\xff\xd8\xff\xe0----", 8 },
  { "a.png", PNG "----", 12 },
  { "a.gif", "GIF89a----", 10 },
  { "a.gif", "GIF87a----", 10 },
  { "a.webp", "RIFF\x04\x00\x00\x00WEBPVP8 ", 16 },
  { "a.svg", "<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'/>", 62 },
  { "a.bmp", "BM----", 6 },
};

static char *
images_path (Fixture    *f,
             const char *gtin)
{
  return g_strdup_printf ("/dashboard/api/v1/trade-items/%s/%s/images",
                          packshot_sandbox_get_organization (f->sandbox, 0), gtin);
}

static guint
call_with_key (Fixture    *f,
               const char *key)
{
  PackshotSandboxRequest *request = packshot_sandbox_request_new ("GET", "/account/api/v1/whoami");

  packshot_sandbox_request_add_header (request, "x-api-key", key);
  return fixture_send (f, request);
}

static void
test_key (Fixture      *f,
          gconstpointer data)
{
  const char *good = packshot_sandbox_get_credential (f->sandbox, PACKSHOT_SANDBOX_CLOSIENT_EDITOR);
  g_autofree char *damaged = g_strdup (good);

  g_assert_cmpuint (call_with_key (f, good), ==, 200);
  g_assert_cmpuint (fixture_call (f, AS_NOBODY, "GET", "/account/api/v1/whoami"), ==, 401);
  g_assert_cmpstr (packshot_sandbox_response_get_header (f->response, "Content-Type"), ==,
                   "application/problem+json");
  g_assert_cmpint (fixture_int (f, "$.status"), ==, 401);
  g_assert_cmpstr (fixture_string (f, "$.title"), ==, "Unauthorized");

  /* Well formed by the documented check sum, and not known. */
  g_assert_cmpuint (call_with_key (f, "csb_AbCdEfGhIjKlMnOpQrStUvWxYzAbCdEf_84041098"), ==, 401);
  g_assert_cmpstr (fixture_string (f, "$.detail"), ==, "The key is not known");
  g_assert_cmpuint (call_with_key (f, "csu_0123456789abcdef0123456789ABCDEF_87a17288"), ==, 401);
  g_assert_cmpstr (fixture_string (f, "$.detail"), ==, "The key is not known");
  g_assert_cmpuint (call_with_key (f, "cpk_ZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZ_9139d123"), ==, 401);
  g_assert_cmpstr (fixture_string (f, "$.detail"), ==, "The key is not known");

  damaged[10] ^= 1;
  g_assert_cmpuint (call_with_key (f, damaged), ==, 401);
  g_assert_cmpstr (fixture_string (f, "$.detail"), ==, "The key is not well formed");
  g_assert_cmpuint (call_with_key (f, "csb_AbCdEfGhIjKlMnOpQrStUvWxYzAbCdEf_84041099"), ==, 401);
  g_assert_cmpstr (fixture_string (f, "$.detail"), ==, "The key is not well formed");
  g_assert_cmpuint (call_with_key (f, "cxx_AbCdEfGhIjKlMnOpQrStUvWxYzAbCdEf_84041098"), ==, 401);
  g_assert_cmpstr (fixture_string (f, "$.detail"), ==, "The key is not well formed");
}

static void
test_whoami (Fixture      *f,
             gconstpointer data)
{
  g_assert_cmpuint (fixture_call (f, AS_EDITOR, "GET", "/account/api/v1/whoami"), ==, 200);
  g_assert_cmpuint (strlen (fixture_string (f, "$.user_id")), ==, 22);
  g_assert_cmpstr (fixture_string (f, "$.api_key.role"), ==, "editor");
  g_assert_cmpuint (fixture_count (f, "$.organizations[*]"), ==, 1);
  g_assert_cmpstr (fixture_string (f, "$.organizations[0].id"), ==,
                   packshot_sandbox_get_organization (f->sandbox, 0));
  fixture_call (f, AS_USER, "GET", "/account/api/v1/whoami");
  g_assert_cmpuint (fixture_count (f, "$.organizations[*]"), ==, 2);
}

static void
test_organization (Fixture      *f,
                   gconstpointer data)
{
  const char *second = packshot_sandbox_get_organization (f->sandbox, 1);
  g_autofree char *path = g_strconcat ("/account/api/v1/organizations/", second, NULL);
  g_autofree char *members =
    g_strconcat ("/account/api/v1/organizations/",
                 packshot_sandbox_get_organization (f->sandbox, 0), "/members", NULL);
  g_autofree char *editors = g_strconcat (members, "?role=editor", NULL);
  g_autofree char *unknown = g_strconcat (members, "?role=king", NULL);

  g_assert_cmpuint (fixture_call (f, AS_USER, "GET", path), ==, 200);
  g_assert_cmpuint (strlen (fixture_string (f, "$.country")), ==, 2);
  g_assert_true (fixture_bool (f, "$.is_brand"));
  g_assert_cmpuint (fixture_call (f, AS_EDITOR, "GET", path), ==, 404);
  g_assert_cmpuint (fixture_call (f, AS_USER, "GET", "/account/api/v1/organizations/short"), ==,
                    422);
  g_assert_cmpuint (fixture_call (f, AS_EDITOR, "GET", members), ==, 200);
  g_assert_cmpint (fixture_int (f, "$.pagination.total_count"), ==, 5);
  g_assert_cmpuint (fixture_call (f, AS_EDITOR, "GET", editors), ==, 200);
  g_assert_cmpint (fixture_int (f, "$.pagination.total_count"), ==, 1);
  g_assert_cmpuint (fixture_call (f, AS_EDITOR, "GET", unknown), ==, 422);
}

static void
test_upload (Fixture      *f,
             gconstpointer data)
{
  g_autofree char *path = images_path (f, GTIN_A);
  g_autofree char *id = NULL;
  g_autofree char *url = NULL;

  g_assert_cmpuint (upload_png (f, GTIN_A, "Front", "true"), ==, 201);
  g_assert_true (f->response->changed);
  g_assert_cmpuint (strlen (fixture_string (f, "$.id")), ==, 22);
  g_assert_cmpstr (fixture_string (f, "$.title"), ==, "Front");
  g_assert_true (fixture_bool (f, "$.is_primary"));
  g_assert_cmpint (fixture_int (f, "$.priority"), ==, 0);
  g_assert_true (g_str_has_prefix (fixture_string (f, "$.created"), "2026-01-01T00:00:00.0"));
  id = g_strdup (fixture_string (f, "$.id"));
  url = g_strdup (fixture_string (f, "$.image_url"));

  g_assert_cmpuint (fixture_call (f, AS_VIEWER, "GET", path), ==, 200);
  g_assert_false (f->response->changed);
  g_assert_cmpstr (fixture_string (f, "$.data[0].id"), ==, id);

  g_assert_cmpuint (fixture_call (f, AS_NOBODY, "GET", url), ==, 200);
  g_assert_cmpstr (packshot_sandbox_response_get_header (f->response, "Content-Type"), ==,
                   "image/png");
  g_assert_cmpmem (g_bytes_get_data (f->response->body, NULL),
                   g_bytes_get_size (f->response->body), PNG "Front", 13);
  g_assert_cmpuint (fixture_call (f, AS_EDITOR, "GET", url), ==, 400);
}

static void
test_formats (Fixture      *f,
              gconstpointer data)
{
  g_autofree char *path = images_path (f, GTIN_A);
  static const char * const refused[] = {
    "text", "%PDF-1.4", "RIFF....AVI ",
    "RIFX....WEBPVP8 ", "II*\x01", "<html></html>", "\xff\xd8", "GIF88a", "B",
  };

  for (guint i = 0; i < G_N_ELEMENTS (pictures); i++)
    {
      const Part part = { "image", pictures[i].name, pictures[i].data, pictures[i].length };
      g_autofree char *end = g_strconcat (strrchr (pictures[i].name, '.'), NULL);

      g_assert_cmpuint (fixture_upload (f, AS_EDITOR, path, &part, 1), ==, 201);
      g_assert_true (g_str_has_suffix (fixture_string (f, "$.image_url"), end));
    }
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      const Part part = { "image", "a.png", refused[i], -1 };

      g_assert_cmpuint (fixture_upload (f, AS_EDITOR, path, &part, 1), ==, 415);
      g_assert_false (f->response->changed);
    }
}

static void
test_parts (Fixture      *f,
            gconstpointer data)
{
  g_autofree char *path = images_path (f, GTIN_A);
  g_autofree char *longest = g_strnfill (255, 'x');
  g_autofree char *too_long = g_strnfill (256, 'x');
  g_autoptr(GString) wide = g_string_new (NULL);
  const Part image = { "image", "a.png", PNG, -1 };
  const struct
  {
    Part  parts[3];
    guint n;
    guint status;
  } cases[] = {
    { { image }, 1, 201 },
    { { image, { "title", NULL, longest, -1 } }, 2, 201 },
    { { image, { "title", NULL, too_long, -1 } }, 2, 422 },
    { { image, { "title", NULL, "a\xff", -1 } }, 2, 422 },
    { { image, { "title", NULL, "a\0b", 3 } }, 2, 422 },
    { { image, { "is_primary", NULL, "true", -1 } }, 2, 201 },
    { { image, { "is_primary", NULL, "false", -1 } }, 2, 201 },
    { { image, { "is_primary", NULL, "True", -1 } }, 2, 422 },
    { { image, { "is_primary", NULL, "1", -1 } }, 2, 422 },
    { { image, { "is_primary", NULL, "", -1 } }, 2, 422 },
    { { image, { "priority", NULL, "1", -1 } }, 2, 422 },
    { { image, image }, 2, 422 },
    { { { "title", NULL, "a", -1 } }, 1, 422 },
    { { { "file", "a.png", PNG, -1 } }, 1, 422 },
    { { { "image", NULL, PNG, -1 } }, 1, 422 },
    { { { "image", "a.png", "", 0 } }, 1, 422 },
    { { { "" } }, 0, 422 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpuint (fixture_upload (f, AS_EDITOR, path, cases[i].parts, cases[i].n), ==,
                      cases[i].status);

  /* The limit counts characters, not bytes. */
  for (guint i = 0; i < 255; i++)
    g_string_append (wide, "ü");
  {
    const Part parts[] = { image, { "title", NULL, wide->str, -1 } };

    g_assert_cmpuint (fixture_upload (f, AS_EDITOR, path, parts, 2), ==, 201);
    g_assert_cmpstr (fixture_string (f, "$.title"), ==, wide->str);
  }
}

static void
test_multipart (Fixture      *f,
                gconstpointer data)
{
  g_autofree char *path = images_path (f, GTIN_A);
  const char *type = "multipart/form-data; boundary=b";
  const char *head = "Content-Disposition: form-data; name=\"image\"; filename=\"a\"\r\n\r\n" PNG;
  const struct
  {
    const char *type;
    const char *before;
    const char *after;
    guint       status;
  } cases[] = {
    { type, "--b\r\n", "\r\n--b--", 201 },
    { type, "--b\r\n", "\r\n--b--\r\n", 201 },
    { "Multipart/Form-Data;charset=utf-8; boundary=\"b\"", "--b\r\n", "\r\n--b--", 201 },
    { type, "--b\r\nX-Other: y\r\n", "\r\n--b--", 201 },
    { NULL, "--b\r\n", "\r\n--b--", 422 },
    { "image/png", "--b\r\n", "\r\n--b--", 422 },
    { "multipart/form-data", "--b\r\n", "\r\n--b--", 422 },
    { "multipart/form-data; boundary=", "--b\r\n", "\r\n--b--", 422 },
    { "multipart/form-data; boundary=c", "--b\r\n", "\r\n--b--", 422 },
    { type, "\r\n--b\r\n", "\r\n--b--", 422 },
    { type, "--b\n", "\r\n--b--", 422 },
    { type, "--b\r\n", "", 422 },
    { type, "--b\r\n", "\r\n--b", 422 },
    { type, "--b\r\n", "\r\n--b-", 422 },
    { type, "--b\r\n", "\r\n--b--\r\nmore", 422 },
    { type, "--b\r\n", "\r\n--bb--", 422 },
    { type, "--b\r\nContent-Disposition: form-data; name=\"again\"\r\n", "\r\n--b--", 422 },
    { type, "--b\r\nnot a header\r\n", "\r\n--b--", 422 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      PackshotSandboxRequest *request = fixture_request (f, AS_EDITOR, "POST", path);
      g_autofree char *text = g_strconcat (cases[i].before, head, cases[i].after, NULL);
      g_autoptr(GBytes) body = g_bytes_new (text, strlen (text));

      if (cases[i].type != NULL)
        packshot_sandbox_request_add_header (request, "Content-Type", cases[i].type);
      packshot_sandbox_request_set_body (request, body);
      g_test_message ("case %u", i);
      g_assert_cmpuint (fixture_send (f, request), ==, cases[i].status);
    }
  g_assert_cmpuint (fixture_call (f, AS_EDITOR, "POST", path), ==, 422);
}

/* A byte cut off anywhere is never taken for a whole upload. */
static void
test_multipart_cut (Fixture      *f,
                    gconstpointer data)
{
  g_autofree char *path = images_path (f, GTIN_A);
  const Part parts[] = { { "title", NULL, "t", -1 }, { "image", "a.png", PNG, -1 } };
  g_autoptr(GBytes) whole = make_multipart (parts, 2, "b");
  gsize length = g_bytes_get_size (whole);

  /* The line end behind the closing boundary may be missing. */
  for (gsize i = 0; i <= length; i++)
    {
      PackshotSandboxRequest *request = fixture_request (f, AS_EDITOR, "POST", path);
      g_autoptr(GBytes) body = g_bytes_new_from_bytes (whole, 0, i);

      packshot_sandbox_request_add_header (request, "Content-Type",
                                           "multipart/form-data; boundary=b");
      packshot_sandbox_request_set_body (request, body);
      g_assert_cmpuint (fixture_send (f, request), ==, i == length || i + 2 == length ? 201 : 422);
      packshot_fake_clock_advance (PACKSHOT_FAKE_CLOCK (f->clock), G_USEC_PER_SEC);
    }
}

static void
test_paths (Fixture      *f,
            gconstpointer data)
{
  const char *first = packshot_sandbox_get_organization (f->sandbox, 0);
  const char *second = packshot_sandbox_get_organization (f->sandbox, 1);
  const struct
  {
    const char *organization;
    const char *gtin;
    guint       status;
  } cases[] = {
    { first, "2000000000015", 200 },
    { first, "02000000000015", 200 },
    { first, "2000000000039", 404 },
    { second, "2000000000015", 404 },
    { "2222222222222222222222", "2000000000015", 404 },
    { "00000000-0000-4000-8000-000000000001", "2000000000015", 422 },
    { "222222222222222222222l", "2000000000015", 422 },
    { "222222222222222222222", "2000000000015", 422 },
    { first, "2000000", 422 },
    { first, "200000000000151", 422 },
    { first, "200000000001x", 422 },
    { first, "2000000000015%20", 422 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/dashboard/api/v1/trade-items/%s/%s/images",
                                               cases[i].organization, cases[i].gtin);

      g_assert_cmpuint (fixture_call (f, AS_EDITOR, "GET", path), ==, cases[i].status);
    }
  g_assert_cmpuint (fixture_call (f, AS_EDITOR, "GET", "/dashboard/api/v1/nothing"), ==, 404);
  g_assert_cmpuint (fixture_call (f, AS_EDITOR, "GET", "/dashboard/api/v1/noth\xffng"), ==, 400);
  g_assert_nonnull (f->json);
  g_assert_cmpuint (fixture_call (f, AS_EDITOR, "PATCH", "/account/api/v1/whoami"), ==, 405);
  g_assert_cmpuint (fixture_call (f, AS_EDITOR, "GET", "/account/api/v1/whoami%zz"), ==, 400);
}

/* Primary first, then priority, then the newest. */
static void
test_order (Fixture      *f,
            gconstpointer data)
{
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  upload_png (f, GTIN_A, "a", "false");
  upload_png (f, GTIN_A, "b", NULL);
  upload_png (f, GTIN_A, "c", "true");
  upload_png (f, GTIN_A, "d", "false");
  first = fixture_images (f, GTIN_A);
  g_assert_cmpstr (first, ==, "*c:0 d:0 b:0 a:0");
  upload_png (f, GTIN_A, "e", "true");
  second = fixture_images (f, GTIN_A);
  g_assert_cmpstr (second, ==, "*e:0 d:0 c:0 b:0 a:0");
}

static void
test_delete (Fixture      *f,
             gconstpointer data)
{
  g_autofree char *path = images_path (f, GTIN_A);
  g_autofree char *other = images_path (f, GTIN_B);
  g_autofree char *id = NULL;
  g_autofree char *target = NULL;
  g_autofree char *elsewhere = NULL;
  g_autofree char *url = NULL;
  g_autofree char *uuid = g_strconcat (path, "/3b1f8b40-222c-4a6e-b77e-779d5a94e21c", NULL);
  g_autofree char *malformed = g_strconcat (path, "/abc", NULL);
  g_autofree char *images = NULL;

  upload_png (f, GTIN_A, "a", NULL);
  upload_png (f, GTIN_A, "b", "true");
  id = g_strdup (fixture_string (f, "$.id"));
  url = g_strdup (fixture_string (f, "$.image_url"));
  target = g_strconcat (path, "/", id, NULL);
  elsewhere = g_strconcat (other, "/", id, NULL);
  g_assert_cmpuint (fixture_call (f, AS_VIEWER, "DELETE", target), ==, 403);
  g_assert_cmpuint (fixture_call (f, AS_EDITOR, "DELETE", elsewhere), ==, 404);
  g_assert_cmpuint (fixture_call (f, AS_EDITOR, "DELETE", uuid), ==, 404);
  g_assert_cmpuint (fixture_call (f, AS_EDITOR, "DELETE", malformed), ==, 422);
  g_assert_cmpuint (fixture_call (f, AS_EDITOR, "DELETE", target), ==, 204);
  g_assert_null (f->response->body);
  g_assert_true (f->response->changed);
  g_assert_cmpuint (fixture_call (f, AS_EDITOR, "DELETE", target), ==, 404);
  g_assert_cmpuint (fixture_call (f, AS_NOBODY, "GET", url), ==, 404);
  images = fixture_images (f, GTIN_A);
  g_assert_cmpstr (images, ==, "a:0");
}

static void
test_roles (Fixture      *f,
            gconstpointer data)
{
  g_autofree char *path = images_path (f, GTIN_A);
  const Part part = { "image", "a.png", PNG, -1 };

  g_assert_cmpuint (fixture_upload (f, AS_VIEWER, path, &part, 1), ==, 403);
  g_assert_cmpuint (fixture_upload (f, AS_PUBLISHABLE, path, &part, 1), ==, 403);
  g_assert_cmpuint (fixture_upload (f, AS_NOBODY, path, &part, 1), ==, 401);
  g_assert_cmpuint (fixture_upload (f, AS_GOLDLEAF, path, &part, 1), ==, 401);
  g_assert_cmpuint (fixture_upload (f, AS_USER, path, &part, 1), ==, 201);
  g_assert_cmpuint (fixture_upload (f, AS_EDITOR, path, &part, 1), ==, 201);
}

static void
test_pages (Fixture      *f,
            gconstpointer data)
{
  g_autofree char *path = images_path (f, GTIN_A);
  static const struct
  {
    const char *query;
    guint       status;
    guint       n;
    gboolean    has_next;
    gboolean    has_previous;
  } cases[] = {
    { "", 200, 25, TRUE, FALSE },
    { "?page=1", 200, 25, TRUE, FALSE },
    { "?page=2", 200, 5, FALSE, TRUE },
    { "?page=3", 200, 0, FALSE, TRUE },
    { "?page_size=100", 200, 30, FALSE, FALSE },
    { "?page_size=30", 200, 30, FALSE, FALSE },
    { "?page_size=1&page=30", 200, 1, FALSE, TRUE },
    { "?page_size=101", 422, 0, FALSE, FALSE },
    { "?page_size=0", 422, 0, FALSE, FALSE },
    { "?page=0", 422, 0, FALSE, FALSE },
    { "?page=x", 422, 0, FALSE, FALSE },
    { "?page=", 422, 0, FALSE, FALSE },
    { "?page=-1", 422, 0, FALSE, FALSE },
  };

  for (guint i = 0; i < 30; i++)
    upload_png (f, GTIN_A, "x", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *target = g_strconcat (path, cases[i].query, NULL);

      g_assert_cmpuint (fixture_call (f, AS_EDITOR, "GET", target), ==, cases[i].status);
      if (cases[i].status != 200)
        continue;
      g_assert_cmpuint (fixture_count (f, "$.data[*]"), ==, cases[i].n);
      g_assert_cmpint (fixture_int (f, "$.pagination.total_count"), ==, 30);
      g_assert_true (fixture_bool (f, "$.pagination.has_next") == cases[i].has_next);
      g_assert_true (fixture_bool (f, "$.pagination.has_previous") == cases[i].has_previous);
    }
}

static void
test_products (Fixture      *f,
               gconstpointer data)
{
  const char *first = packshot_sandbox_get_organization (f->sandbox, 0);
  g_autofree char *path = g_strconcat ("/products/api/v1/products?organization_id=", first, NULL);
  g_autofree char *slash = g_strconcat ("/products/api/v1/products/?organization_id=", first, NULL);
  g_autofree char *filter = g_strconcat (path, "&metadata%5Bcolor%5D=red", NULL);
  g_autofree char *severity = g_strconcat (path, "&min_severity=LOW", NULL);
  g_autofree char *unknown = g_strconcat (path, "&min_severity=HUGE", NULL);
  g_autofree char *url = NULL;

  upload_png (f, GTIN_A, "a", NULL);
  url = g_strdup (fixture_string (f, "$.image_url"));
  g_assert_cmpuint (fixture_call (f, AS_VIEWER, "GET", path), ==, 200);
  g_assert_cmpuint (fixture_count (f, "$.data[*]"), ==, 2);
  g_assert_cmpstr (fixture_string (f, "$.data[0].gtin"), ==, "0" GTIN_A);
  g_assert_cmpstr (fixture_string (f, "$.data[0].product_name"), ==, "Apple Golden");
  g_assert_cmpstr (fixture_string (f, "$.data[0].brand"), ==, "Orchard");
  g_assert_cmpstr (fixture_string (f, "$.data[0].net_content"), ==, "1 kg");
  g_assert_cmpstr (fixture_string (f, "$.data[0].image_url"), ==, url);
  g_assert_cmpstr (fixture_string (f, "$.data[1].image_url"), ==, "");
  g_assert_cmpuint (fixture_call (f, AS_VIEWER, "GET", slash), ==, 200);
  g_assert_cmpuint (fixture_count (f, "$.data[*]"), ==, 2);
  g_assert_cmpuint (fixture_call (f, AS_VIEWER, "GET", filter), ==, 200);
  g_assert_cmpuint (fixture_count (f, "$.data[*]"), ==, 0);
  g_assert_cmpuint (fixture_call (f, AS_VIEWER, "GET", severity), ==, 200);
  g_assert_cmpuint (fixture_call (f, AS_VIEWER, "GET", unknown), ==, 422);
  g_assert_cmpuint (fixture_call (f, AS_VIEWER, "GET", "/products/api/v1/products"), ==, 422);
  g_assert_cmpuint (fixture_call (f, AS_VIEWER, "GET",
                                  "/products/api/v1/products"
                                  "?organization_id=2222222222222222222222"),
                    ==, 404);
}

static void
test_trade_items (Fixture      *f,
                  gconstpointer data)
{
  static const struct
  {
    const char *query;
    guint       status;
    const char *first;          /* NULL when none is found */
  } cases[] = {
    { "", 200, "Apple Golden" },
    { "?q=PEAR", 200, "Pear Conference" },
    { "?q=orchard", 200, "Apple Golden" },
    { "?q=nothing", 200, NULL },
    { "?brand=ORCHARD", 200, "Apple Golden" },
    { "?brand=Orch", 200, NULL },
    { "?ordering=-product_name", 200, "Pear Conference" },
    { "?ordering=-created", 200, "Pear Conference" },
    { "?ordering=created", 200, "Apple Golden" },
    { "?ordering=price", 422, NULL },
    { "?is_claimed=true", 200, "Apple Golden" },
    { "?is_claimed=false", 200, NULL },
    { "?is_claimed=maybe", 422, NULL },
    { "?data_source=claimed", 200, "Apple Golden" },
    { "?data_source=guess", 422, NULL },
    { "?country_of_origin=SWE", 422, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *target = g_strconcat ("/products/api/v1/trade-items", cases[i].query, NULL);

      g_assert_cmpuint (fixture_call (f, AS_EDITOR, "GET", target), ==, cases[i].status);
      if (cases[i].first != NULL)
        g_assert_cmpstr (fixture_string (f, "$.data[0].product_name"), ==, cases[i].first);
      else if (cases[i].status == 200)
        g_assert_cmpuint (fixture_count (f, "$.data[*]"), ==, 0);
    }
  g_assert_cmpuint (fixture_call (f, AS_EDITOR, "GET",
                                  "/products/api/v1/trade-items/2-0000%20000-00015"), ==, 200);
  g_assert_cmpstr (fixture_string (f, "$.gtin"), ==, "0" GTIN_A);
  g_assert_cmpuint (fixture_call (f, AS_EDITOR, "GET", "/products/api/v1/products/" GTIN_B), ==,
                    200);
  g_assert_cmpuint (fixture_call (f, AS_EDITOR, "GET", "/products/api/v1/trade-items/123456789"),
                    ==, 422);
  g_assert_cmpuint (fixture_call (f, AS_EDITOR, "GET", "/products/api/v1/trade-items/12345678"),
                    ==, 404);
}

static void
test_dashboard (Fixture      *f,
                gconstpointer data)
{
  const char *first = packshot_sandbox_get_organization (f->sandbox, 0);
  g_autofree char *stats = g_strconcat ("/dashboard/api/v1/stats/", first, NULL);
  g_autofree char *foreign = g_strconcat ("/dashboard/api/v1/stats/",
                                          packshot_sandbox_get_organization (f->sandbox, 1), NULL);
  g_autofree char *complete = g_strdup_printf ("/dashboard/api/v1/trade-items/%s/%s/completeness",
                                               first, GTIN_A);

  g_assert_cmpuint (fixture_call (f, AS_EDITOR, "GET", complete), ==, 200);
  g_assert_cmpint (fixture_int (f, "$.percentage"), ==, 75);
  upload_png (f, GTIN_A, "a", NULL);
  g_assert_cmpuint (fixture_call (f, AS_EDITOR, "GET", complete), ==, 200);
  g_assert_cmpint (fixture_int (f, "$.percentage"), ==, 100);
  g_assert_true (fixture_has (f, "$.fields.images"));
  g_assert_cmpuint (fixture_call (f, AS_EDITOR, "GET", stats), ==, 200);
  g_assert_cmpint (fixture_int (f, "$.total_products"), ==, 2);
  g_assert_cmpint (fixture_int (f, "$.complete_products"), ==, 1);
  g_assert_cmpint (fixture_int (f, "$.missing_images"), ==, 1);
  g_assert_cmpuint (fixture_call (f, AS_EDITOR, "GET", foreign), ==, 404);
}

static void
test_api_catalog (Fixture      *f,
                  gconstpointer data)
{
  g_assert_cmpuint (fixture_call (f, AS_NOBODY, "GET", "/.well-known/api-catalog"), ==, 200);
  g_assert_cmpstr (packshot_sandbox_response_get_header (f->response, "Content-Type"), ==,
                   "application/linkset+json");
  g_assert_cmpuint (fixture_count (f, "$.linkset[*].anchor"), ==, 3);
}

static gint64
header_number (Fixture    *f,
               const char *name)
{
  const char *text = packshot_sandbox_response_get_header (f->response, name);

  g_assert_nonnull (text);
  return g_ascii_strtoll (text, NULL, 10);
}

static void
test_rate_headers (Fixture      *f,
                   gconstpointer data)
{
  fixture_call (f, AS_EDITOR, "GET", "/account/api/v1/whoami");
  g_assert_cmpstr (packshot_sandbox_response_get_header (f->response, "RateLimit-Policy"), ==,
                   "300;w=60, 10000;w=86400");
  g_assert_cmpint (header_number (f, "RateLimit-Limit"), ==, 300);
  g_assert_cmpint (header_number (f, "RateLimit-Remaining"), ==, 299);
  g_assert_cmpint (header_number (f, "RateLimit-Reset"), ==, 60);
  g_assert_cmpint (header_number (f, "X-RateLimit-Limit"), ==, 300);
  g_assert_cmpint (header_number (f, "X-RateLimit-Remaining"), ==, 299);
  g_assert_cmpint (header_number (f, "X-RateLimit-Reset"), ==, START_TIME / G_USEC_PER_SEC + 60);
  g_assert_null (packshot_sandbox_response_get_header (f->response, "Retry-After"));
  packshot_fake_clock_advance (PACKSHOT_FAKE_CLOCK (f->clock), 10 * G_USEC_PER_SEC);
  fixture_call (f, AS_EDITOR, "GET", "/account/api/v1/whoami");
  g_assert_cmpint (header_number (f, "RateLimit-Reset"), ==, 50);
  /* Another key has windows of its own. */
  fixture_call (f, AS_PUBLISHABLE, "GET", "/account/api/v1/whoami");
  g_assert_cmpint (header_number (f, "RateLimit-Limit"), ==, 100);
  g_assert_cmpint (header_number (f, "RateLimit-Remaining"), ==, 99);
  /* On every response, says the document. */
  fixture_call (f, AS_NOBODY, "GET", "/account/api/v1/whoami");
  g_assert_cmpint (header_number (f, "RateLimit-Limit"), ==, 300);
}

static void
test_rate_minute (Fixture      *f,
                  gconstpointer data)
{
  for (guint i = 0; i < 300; i++)
    g_assert_cmpuint (fixture_call (f, AS_EDITOR, "GET", "/account/api/v1/whoami"), ==, 200);
  g_assert_cmpint (header_number (f, "RateLimit-Remaining"), ==, 0);
  packshot_fake_clock_advance (PACKSHOT_FAKE_CLOCK (f->clock), 20 * G_USEC_PER_SEC);
  g_assert_cmpuint (fixture_call (f, AS_EDITOR, "GET", "/account/api/v1/whoami"), ==, 429);
  g_assert_cmpint (header_number (f, "Retry-After"), ==, 40);
  g_assert_cmpint (fixture_int (f, "$.retry_after_seconds"), ==, 40);
  g_assert_cmpuint (fixture_call (f, AS_VIEWER, "GET", "/account/api/v1/whoami"), ==, 200);
  packshot_fake_clock_advance (PACKSHOT_FAKE_CLOCK (f->clock), 40 * G_USEC_PER_SEC - 1);
  g_assert_cmpuint (fixture_call (f, AS_EDITOR, "GET", "/account/api/v1/whoami"), ==, 429);
  g_assert_cmpint (header_number (f, "Retry-After"), ==, 1);
  packshot_fake_clock_advance (PACKSHOT_FAKE_CLOCK (f->clock), 1);
  g_assert_cmpuint (fixture_call (f, AS_EDITOR, "GET", "/account/api/v1/whoami"), ==, 200);
}

/* The headers tell of the window that is closest to its end. */
static void
test_rate_day (Fixture      *f,
               gconstpointer data)
{
  fixture_set (f, "closient.limit-minute=3");
  fixture_set (f, "closient.limit-day=5");
  for (guint i = 0; i < 3; i++)
    fixture_call (f, AS_EDITOR, "GET", "/account/api/v1/whoami");
  g_assert_cmpint (header_number (f, "RateLimit-Limit"), ==, 3);
  packshot_fake_clock_advance (PACKSHOT_FAKE_CLOCK (f->clock), 60 * G_USEC_PER_SEC);
  fixture_call (f, AS_EDITOR, "GET", "/account/api/v1/whoami");
  g_assert_cmpint (header_number (f, "RateLimit-Limit"), ==, 5);
  g_assert_cmpint (header_number (f, "RateLimit-Remaining"), ==, 1);
  g_assert_cmpuint (fixture_call (f, AS_EDITOR, "GET", "/account/api/v1/whoami"), ==, 200);
  g_assert_cmpuint (fixture_call (f, AS_EDITOR, "GET", "/account/api/v1/whoami"), ==, 429);
  g_assert_cmpint (header_number (f, "Retry-After"), ==, 86400 - 60);
}

#define ADD(name, func) \
  g_test_add ("/sandbox/closient/" name, Fixture, NULL, fixture_set_up, func, fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("key", test_key);
  ADD ("whoami", test_whoami);
  ADD ("organization", test_organization);
  ADD ("upload", test_upload);
  ADD ("formats", test_formats);
  ADD ("parts", test_parts);
  ADD ("multipart", test_multipart);
  ADD ("multipart-cut", test_multipart_cut);
  ADD ("paths", test_paths);
  ADD ("order", test_order);
  ADD ("delete", test_delete);
  ADD ("roles", test_roles);
  ADD ("pages", test_pages);
  ADD ("products", test_products);
  ADD ("trade-items", test_trade_items);
  ADD ("dashboard", test_dashboard);
  ADD ("api-catalog", test_api_catalog);
  ADD ("rate-headers", test_rate_headers);
  ADD ("rate-minute", test_rate_minute);
  ADD ("rate-day", test_rate_day);
  return g_test_run ();
}
