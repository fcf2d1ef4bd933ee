/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* Filling a sandbox: from comma-separated values, and piece by piece. */

#include "config.h"

#include "fixture.h"
#include "packshot-test.h"

typedef struct
{
  Fixture base;
  char   *folder;
  char   *path;
} Csv;

static void
csv_set_up (Csv          *c,
            gconstpointer data)
{
  c->folder = packshot_test_tmp_new ();
  c->path = g_build_filename (c->folder, "catalogue.csv", NULL);
  c->base.clock = packshot_fake_clock_new (START_TIME);
  c->base.sandbox = packshot_sandbox_new (c->base.clock, 1);
}

static void
csv_tear_down (Csv          *c,
               gconstpointer data)
{
  fixture_tear_down (&c->base, data);
  packshot_test_tmp_free (c->folder);
  g_free (c->path);
}

static gboolean
load (Csv        *c,
      const char *text,
      GError    **error)
{
  g_autoptr(GError) failure = NULL;

  g_file_set_contents (c->path, text, -1, &failure);
  g_assert_no_error (failure);
  return packshot_sandbox_load_catalogue (c->base.sandbox, c->path, error);
}

/* Returns: how many products there are */
static gint64
list_products (Csv *c)
{
  g_autofree char *target =
    g_strconcat ("/products/api/v1/products?organization_id=",
                 packshot_sandbox_get_organization (c->base.sandbox, 0), NULL);

  g_assert_cmpuint (fixture_call (&c->base, AS_EDITOR, "GET", target), ==, 200);
  return fixture_int (&c->base, "$.pagination.total_count");
}

static void
test_services (Csv          *c,
               gconstpointer data)
{
  g_autoptr(GError) error = NULL;

  load (c, "gtin,product_name,brand,net_content,category,supplier_code\n"
        "2000000000015,Apple,Orchard,1 kg,Fruit,A1\n"
        "02000000000022,Pear,,,Fruit,A1\n", &error);
  g_assert_no_error (error);
  g_assert_cmpint (list_products (c), ==, 2);
  g_assert_cmpstr (fixture_string (&c->base, "$.data[0].product_name"), ==, "Apple");
  g_assert_cmpstr (fixture_string (&c->base, "$.data[1].gtin"), ==, "02000000000022");
  fixture_call (&c->base, AS_BLAZE, "GET", "/api/v1/partner/products");
  g_assert_cmpstr (fixture_string (&c->base, "$.values[0].sku"), ==, "A1");
  g_assert_cmpstr (fixture_string (&c->base, "$.values[1].sku"), ==, "000022");
  g_assert_false (fixture_has (&c->base, "$.values[1].brandId"));
  fixture_call (&c->base, AS_BLAZE, "GET", "/api/v1/partner/category");
  g_assert_cmpint (fixture_int (&c->base, "$.total"), ==, 1);
  fixture_log_in (&c->base);
  fixture_call (&c->base, AS_GOLDLEAF, "GET", "/api/v1/brands");
  g_assert_cmpstr (fixture_string (&c->base, "$.items[0].name"), ==, "Orchard");
  fixture_call (&c->base, AS_GOLDLEAF, "GET", "/api/v1/customers");
  g_assert_cmpint (fixture_int (&c->base, "$.total"), ==, 5);
}

/* What was loaded before stays as it is. */
static void
test_again (Csv          *c,
            gconstpointer data)
{
  const char *text = "gtin,product_name\n2000000000015,Apple\n";
  g_autoptr(GError) error = NULL;
  g_autofree char *images = NULL;

  load (c, text, &error);
  g_assert_no_error (error);
  upload_png (&c->base, GTIN_A, "a", NULL);
  load (c, text, &error);
  g_assert_no_error (error);
  g_assert_cmpint (list_products (c), ==, 1);
  images = fixture_images (&c->base, GTIN_A);
  g_assert_cmpstr (images, ==, "a:0");
}

static void
test_forms (Csv          *c,
            gconstpointer data)
{
  static const struct
  {
    const char *text;
    const char *name;           /* of the one product */
  } cases[] = {
    { "gtin,product_name\n12345678,A", "A" },
    { "gtin,product_name\r\n12345678,A\r\n", "A" },
    { "\xef\xbb\xbfgtin,product_name\n12345678,A\n", "A" },
    { "product_name,x,gtin\nA,y,12345678\n", "A" },
    { "gtin,product_name\n\n12345678,A\n\n", "A" },
    { "gtin,product_name\n12345678,\"A, \"\"B\"\"\"\n", "A, \"B\"" },
    { "gtin,product_name\n12345678,\"A\nB\"\n", "A\nB" },
    { "\"gtin\",\"product_name\"\r\n\"12345678\",\"A\"", "A" },
    { "gtin,product_name,brand\n12345678, A ,\n", "A" },
    { "gtin,product_name\n12345678,Ä 🍏\n", "Ä 🍏" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;

      g_clear_object (&c->base.sandbox);
      c->base.sandbox = packshot_sandbox_new (c->base.clock, 1);
      load (c, cases[i].text, &error);
      g_assert_no_error (error);
      g_assert_cmpint (list_products (c), ==, 1);
      g_assert_cmpstr (fixture_string (&c->base, "$.data[0].product_name"), ==, cases[i].name);
      g_assert_cmpstr (fixture_string (&c->base, "$.data[0].gtin"), ==, "00000012345678");
    }
}

/* A file with a mistake anywhere adds nothing. */
static void
test_mistakes (Csv          *c,
               gconstpointer data)
{
  static const char * const mistakes[] = {
    "",
    "\n\n",
    "gtin\n12345678\n",
    "product_name\nA\n",
    "gtin,product_name\n12345678,A\n12345679\n",
    "gtin,product_name\n12345678,A\n12345679,B,C\n",
    "gtin,product_name\n12345678,A\n1234567,B\n",
    "gtin,product_name\n12345678,A\n1234567x,B\n",
    "gtin,product_name\n12345678,A\n,B\n",
    "gtin,product_name\n12345678,A\n12345679,\n",
    "gtin,product_name\n12345678,A\n12345679,\"B\n",
    "gtin,product_name\n12345678,A\n12345679,\"B\"C\n",
    "gtin,product_name\n12345678,A\n12345679,B\"C\n",
    "gtin,product_name\n12345678,A\n12345679,B\rC\n",
    "gtin,product_name\n12345678,A\n12345679,\xff\n",
  };

  for (guint i = 0; i < G_N_ELEMENTS (mistakes); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_false (load (c, mistakes[i], &error));
      g_assert_error (error, PACKSHOT_SANDBOX_ERROR, PACKSHOT_SANDBOX_ERROR_INVALID);
      g_assert_cmpint (list_products (c), ==, 0);
    }
}

static void
test_missing (Csv          *c,
              gconstpointer data)
{
  g_autoptr(GError) error = NULL;

  g_assert_false (packshot_sandbox_load_catalogue (c->base.sandbox, c->path, &error));
  g_assert_error (error, PACKSHOT_SANDBOX_ERROR, PACKSHOT_SANDBOX_ERROR_NOT_FOUND);
}

/* A product can be in one service alone; a wrong one is in none. */
static void
test_where (Csv          *c,
            gconstpointer data)
{
  static const struct
  {
    PackshotSandboxWhere where;
    gboolean             in_closient;
    gboolean             in_blaze;
  } cases[] = {
    { PACKSHOT_SANDBOX_EVERYWHERE, TRUE, TRUE },
    { PACKSHOT_SANDBOX_IN_CLOSIENT, TRUE, FALSE },
    { PACKSHOT_SANDBOX_IN_BLAZE, FALSE, TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      PackshotSandboxProduct product = { .gtin = "1234567", .name = "A", .where = cases[i].where };
      g_autoptr(GError) error = NULL;

      g_clear_object (&c->base.sandbox);
      c->base.sandbox = packshot_sandbox_new (c->base.clock, 1);
      g_assert_false (packshot_sandbox_add_product (c->base.sandbox, &product, &error));
      g_assert_error (error, PACKSHOT_SANDBOX_ERROR, PACKSHOT_SANDBOX_ERROR_INVALID);
      g_clear_error (&error);
      product.gtin = "12345678";
      packshot_sandbox_add_product (c->base.sandbox, &product, &error);
      g_assert_no_error (error);
      g_assert_cmpint (list_products (c), ==, cases[i].in_closient ? 1 : 0);
      fixture_call (&c->base, AS_BLAZE, "GET", "/api/v1/partner/products");
      g_assert_cmpint (fixture_int (&c->base, "$.total"), ==, cases[i].in_blaze ? 1 : 0);
    }
}

static void
test_pictures (Csv          *c,
               gconstpointer data)
{
  PackshotSandbox *sandbox = c->base.sandbox;
  g_autofree char *product = packshot_sandbox_dup_blaze_product_id (sandbox, GTIN_A);
  g_autofree char *target = g_strconcat ("/api/v1/partner/products/", product, NULL);
  g_autofree char *images = NULL;
  g_autofree char *id = NULL;
  g_autofree char *asset = NULL;
  g_autofree char *customer = packshot_sandbox_add_customer (sandbox, "Harbour Market", NULL);
  g_autofree char *picture = g_strconcat ("/api/v1/image/", customer, NULL);
  g_autoptr(GBytes) png = make_png ("x");
  g_autoptr(GError) error = NULL;

  load (c, "gtin,product_name\n" GTIN_A ",Apple\n", &error);
  id = packshot_sandbox_add_closient_image (sandbox, GTIN_A, png, "a", TRUE, &error);
  g_assert_no_error (error);
  images = fixture_images (&c->base, GTIN_A);
  g_assert_cmpstr (images, ==, "*a:0");
  g_assert_cmpstr (fixture_string (&c->base, "$.data[0].id"), ==, id);
  asset = packshot_sandbox_add_blaze_image (sandbox, product, png, "a.png", TRUE, &error);
  g_assert_no_error (error);
  fixture_call (&c->base, AS_BLAZE, "GET", target);
  g_assert_cmpstr (fixture_string (&c->base, "$.assets[0].id"), ==, asset);
  g_assert_cmpuint (fixture_call (&c->base, AS_NOBODY, "GET",
                                  fixture_string (&c->base, "$.assets[0].publicURL")), ==, 200);
  packshot_sandbox_set_goldleaf_image (sandbox, customer, png, &error);
  g_assert_no_error (error);
  fixture_log_in (&c->base);
  g_assert_cmpuint (fixture_call (&c->base, AS_GOLDLEAF, "GET", picture), ==, 200);
  /* What the program does is no call. */
  g_assert_cmpuint (packshot_sandbox_get_n_changing_calls (sandbox), ==, 0);
}

static void
test_pictures_refused (Csv          *c,
                       gconstpointer data)
{
  PackshotSandbox *sandbox = c->base.sandbox;
  const char *unknown = "0123456789abcdef01234567";
  g_autoptr(GBytes) png = make_png ("x");
  g_autoptr(GBytes) text = g_bytes_new_static ("text", 4);
  g_autoptr(GError) error = NULL;

  g_assert_null (packshot_sandbox_add_closient_image (sandbox, GTIN_A, png, "", TRUE, &error));
  g_assert_error (error, PACKSHOT_SANDBOX_ERROR, PACKSHOT_SANDBOX_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (packshot_sandbox_add_closient_image (sandbox, GTIN_A, text, "", TRUE, &error));
  g_assert_error (error, PACKSHOT_SANDBOX_ERROR, PACKSHOT_SANDBOX_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_null (packshot_sandbox_add_blaze_image (sandbox, unknown, png, "", TRUE, &error));
  g_assert_error (error, PACKSHOT_SANDBOX_ERROR, PACKSHOT_SANDBOX_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (packshot_sandbox_add_blaze_image (sandbox, unknown, text, "", TRUE, &error));
  g_assert_error (error, PACKSHOT_SANDBOX_ERROR, PACKSHOT_SANDBOX_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (packshot_sandbox_set_goldleaf_image (sandbox, unknown, png, &error));
  g_assert_error (error, PACKSHOT_SANDBOX_ERROR, PACKSHOT_SANDBOX_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_false (packshot_sandbox_set_goldleaf_image (sandbox, unknown, text, &error));
  g_assert_error (error, PACKSHOT_SANDBOX_ERROR, PACKSHOT_SANDBOX_ERROR_INVALID);
  g_assert_null (packshot_sandbox_dup_blaze_product_id (sandbox, "12"));
}

#define ADD(name, func) \
  g_test_add ("/sandbox/catalogue/" name, Csv, NULL, csv_set_up, func, csv_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("services", test_services);
  ADD ("again", test_again);
  ADD ("forms", test_forms);
  ADD ("mistakes", test_mistakes);
  ADD ("missing", test_missing);
  ADD ("where", test_where);
  ADD ("pictures", test_pictures);
  ADD ("pictures-refused", test_pictures_refused);
  return g_test_run ();
}
