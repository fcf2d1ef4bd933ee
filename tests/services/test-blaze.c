/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* BLAZE against the sandbox in all its variants; and by a fake transport, that a product is written
 * back byte by byte but for its pictures. */

#include "config.h"

#include "fake-transport.h"
#include "fixture.h"
#include "packshot-fake-clock.h"
#include "packshot-test.h"

#include <string.h>

static PackshotListing *
list (Fixture            *f,
      const PackshotItem *item)
{
  g_autoptr(GError) error = NULL;
  PackshotListing *listing = fixture_list_images (f, item, &error);

  g_assert_no_error (error);
  return listing;
}

/* The pictures of @from at some places, in that order. */
static PackshotListing *
pick (PackshotListing *from,
      const char      *places)
{
  PackshotListing *to = packshot_listing_new ();

  for (const char *p = places; *p != '\0'; p++)
    packshot_listing_add (to, packshot_listing_get (from, (guint)(*p - '0')), p == places);
  return to;
}

static void
assert_same (PackshotListing *a,
             PackshotListing *b)
{
  g_assert_cmpuint (packshot_listing_get_n (a), ==, packshot_listing_get_n (b));
  for (guint i = 0; i < packshot_listing_get_n (a); i++)
    g_assert_cmpstr (packshot_image_get_remote_id (packshot_listing_get (a, i)), ==,
                     packshot_image_get_remote_id (packshot_listing_get (b, i)));
}

/* Uploads three pictures and puts them into the product. */
static PackshotListing *
fill (Fixture            *f,
      const PackshotItem *item)
{
  g_autoptr(PackshotListing) seen = list (f, item);
  g_autoptr(PackshotListing) wanted = packshot_listing_new ();
  g_autoptr(GError) error = NULL;
  PackshotListing *now;

  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *bytes = g_strdup_printf (PNG "%u", i);
      g_autoptr(PackshotListing) one = fixture_upload_bytes (f, item, bytes, "", FALSE);

      packshot_listing_add (wanted, packshot_listing_get (one, 0), i == 0);
    }
  now = fixture_write_list (f, item, seen, wanted, &error);
  g_assert_no_error (error);
  assert_same (now, wanted);
  return now;
}

static void
round_trip (Fixture *f)
{
  g_autoptr(PackshotItem) item = fixture_find_item (f, PACKSHOT_ITEM_PRODUCT);
  g_autoptr(PackshotListing) three = fill (f, item);
  g_autoptr(PackshotListing) turned = pick (three, "201");
  g_autoptr(PackshotListing) now = NULL;
  g_autoptr(PackshotListing) looked = NULL;
  g_autofree char *path = NULL;
  g_autofree char *small = NULL;
  g_autoptr(GError) error = NULL;

  now = fixture_write_list (f, item, three, turned, &error);
  g_assert_no_error (error);
  looked = list (f, item);
  assert_same (looked, turned);
  g_assert_cmpstr (packshot_listing_get_primary (looked), ==,
                   packshot_image_get_remote_id (packshot_listing_get (turned, 0)));
  for (guint i = 0; i < 3; i++)
    {
      PackshotImage *image = packshot_listing_get (looked, i);

      g_assert_cmpint (packshot_image_get_remote (image)->priority, ==, i);
      g_assert_cmpstr (packshot_image_get_title (image), ==, "");
      g_assert_cmpint (packshot_image_get_visibility (image), ==, PACKSHOT_VISIBILITY_PRIVATE);
    }
  path = fixture_fetch (f, item, packshot_listing_get (looked, 0), FALSE, &error);
  g_assert_no_error (error);
  fixture_assert_content (path, PNG "2");
  small = fixture_fetch (f, item, packshot_listing_get (looked, 0), TRUE, &error);
  g_assert_no_error (error);
}

static void
test_variants (void)
{
  static const struct { const char *variant; const char *settings; } variants[] = {
    { "blaze.envelope=values", NULL }, { "blaze.envelope=searchResult", NULL },
    { "blaze.envelope=bare", NULL },
    { "blaze.order=array", NULL }, { "blaze.order=priority", NULL },
    { "blaze.put=replace", NULL }, { "blaze.put=merge", NULL },
    { "blaze.unknown-assets=drop", NULL }, { "blaze.unknown-assets=refuse", NULL },
    { "blaze.stub-assets=complete", NULL }, { "blaze.stub-assets=drop", NULL },
    { "blaze.key-header=x-api-key", NULL }, { "blaze.key-header=both", NULL },
    { "blaze.key-header=partner_key", "{\"key_header\":\"partner_key\"}" },
    { "blaze.errors=old", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (variants); i++)
    {
      Fixture f = { NULL };

      g_test_message ("%s", variants[i].variant);
      fixture_init (&f, PACKSHOT_SERVICE_BLAZE);
      fixture_set_variant (&f, variants[i].variant);
      f.account->settings = g_strdup (variants[i].settings);
      fixture_connect (&f, fixture_key (&f, PACKSHOT_SERVICE_BLAZE));
      round_trip (&f);
      fixture_clear (&f);
    }
}

static void
test_envelope_pages (void)
{
  static const char * const variants[] = {
    "blaze.envelope=values", "blaze.envelope=searchResult", "blaze.envelope=bare"
  };

  for (guint i = 0; i < G_N_ELEMENTS (variants); i++)
    {
      Fixture f = { NULL };
      g_autoptr(GPtrArray) items = NULL;

      fixture_init (&f, PACKSHOT_SERVICE_BLAZE);
      fixture_set_variant (&f, variants[i]);
      items = fixture_list_items (&f);
      g_assert_cmpuint (items->len, ==, N_PRODUCTS);
      fixture_clear (&f);
    }
}

static void
test_wrong_header (void)
{
  Fixture f = { NULL };
  g_autofree char *next = NULL;
  g_autoptr(GError) error = NULL;

  fixture_init (&f, PACKSHOT_SERVICE_BLAZE);
  fixture_set_variant (&f, "blaze.key-header=partner_key");
  g_assert_null (fixture_list_page (&f, NULL, &next, &error));
  g_assert_error (error, PACKSHOT_SERVICE_ERROR, PACKSHOT_SERVICE_ERROR_AUTH);
  fixture_clear (&f);
}

static void
test_fewer (void)
{
  Fixture f = { NULL };
  g_autoptr(PackshotItem) item = NULL;
  g_autoptr(PackshotListing) three = NULL;
  g_autoptr(PackshotListing) wanted = NULL;
  g_autoptr(PackshotListing) now = NULL;
  g_autoptr(PackshotListing) none = packshot_listing_new ();
  g_autoptr(PackshotListing) empty = NULL;
  g_autoptr(GError) error = NULL;

  fixture_init (&f, PACKSHOT_SERVICE_BLAZE);
  item = fixture_find_item (&f, PACKSHOT_ITEM_PRODUCT);
  three = fill (&f, item);
  wanted = pick (three, "20");
  now = fixture_write_list (&f, item, three, wanted, &error);
  g_assert_no_error (error);
  assert_same (now, wanted);
  empty = fixture_write_list (&f, item, now, none, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (packshot_listing_get_n (empty), ==, 0);
  fixture_clear (&f);
}

/* What was changed meanwhile is not written over. */
static void
test_conflict (void)
{
  static const char * const stale[] = { "10", "012", "021", "0", "" };
  Fixture f = { NULL };
  g_autoptr(PackshotItem) item = NULL;
  g_autoptr(PackshotListing) three = NULL;
  g_autoptr(PackshotListing) two = NULL;
  g_autoptr(PackshotListing) now = NULL;
  g_autoptr(PackshotListing) after = NULL;
  g_autoptr(GError) error = NULL;

  fixture_init (&f, PACKSHOT_SERVICE_BLAZE);
  item = fixture_find_item (&f, PACKSHOT_ITEM_PRODUCT);
  three = fill (&f, item);
  two = pick (three, "01");
  now = fixture_write_list (&f, item, three, two, &error);
  g_assert_no_error (error);
  packshot_sandbox_reset_calls (f.sandbox);
  for (guint i = 0; i < G_N_ELEMENTS (stale); i++)
    {
      g_autoptr(PackshotListing) seen = pick (three, stale[i]);
      g_autoptr(GError) conflict = NULL;

      g_assert_null (fixture_write_list (&f, item, seen, three, &conflict));
      g_assert_error (conflict, PACKSHOT_SERVICE_ERROR, PACKSHOT_SERVICE_ERROR_CONFLICT);
      g_assert_false (packshot_service_error_is_in_doubt (conflict));
    }
  g_assert_cmpuint (fixture_count_changing (&f), ==, 0);
  after = list (&f, item);
  assert_same (after, two);
  fixture_clear (&f);
}

static void
test_visibility (void)
{
  static const PackshotVisibility visibilities[] = {
    PACKSHOT_VISIBILITY_PRIVATE, PACKSHOT_VISIBILITY_PUBLIC
  };
  Fixture f = { NULL };
  g_autoptr(PackshotItem) item = NULL;
  g_autofree char *path = NULL;

  fixture_init (&f, PACKSHOT_SERVICE_BLAZE);
  item = fixture_find_item (&f, PACKSHOT_ITEM_PRODUCT);
  path = fixture_write (&f, "a.png", PNG "one");
  for (guint i = 0; i < G_N_ELEMENTS (visibilities); i++)
    {
      g_autoptr(PackshotListing) listing = NULL;
      g_autoptr(GError) error = NULL;

      listing = fixture_upload (&f, item, &(PackshotUpload) {
      .path = path, .mime = "image/png", .name = "a.png", .title = "",
      .visibility = visibilities[i]
    }, &error);
      g_assert_no_error (error);
      g_assert_cmpint (packshot_image_get_visibility (packshot_listing_get (listing, 0)), ==,
                       visibilities[i]);
    }
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
  fake->f.account->service = PACKSHOT_SERVICE_BLAZE;
  fake->f.account->settings = g_strdup ("{\"key_header\":\"bad header\\r\\n\"}");
  fake->f.service = packshot_service_new (fake->f.account, "partner-key:developer-key",
                                          fake->transport, fake->clock, NULL);
  fake->f.tmp = packshot_test_tmp_new ();
  fake->item = packshot_item_new ();
  fake->item->key = g_strdup ("a/b c");
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

static char *
dup_body (Fake *fake,
          guint index)
{
  GBytes *body = fake_transport_get_request (fake->transport, index)->body;

  return g_strndup (g_bytes_get_data (body, NULL), g_bytes_get_size (body));
}

/* Numbers, order, spaces and unknown members stay as they came; documents and what has no id stay
 * behind the pictures; the pictures are turned and numbered. */
static void
test_write_preserves (void)
{
  static const char before[] =
    "{ \"id\":\"p\", \"price\": 19.99, \"big\":12345678901234567890, \"x\":{\"assets\":[1]},\n"
    "  \"assets\" : [ {\"id\":\"a\",\"priority\":7,\"q\":1.10}, {\"key\":\"k.jpg\"},"
    " {\"id\":\"d\",\"type\":\"Document\"}, 7, {\"id\":\"z\",\"deleted\":true} ],\n"
    "  \"last\":[1.0, 1e2, \"\\u00e9\"] }";
  static const char after[] =
    "{ \"id\":\"p\", \"price\": 19.99, \"big\":12345678901234567890, \"x\":{\"assets\":[1]},\n"
    "  \"assets\" : [{\"key\":\"k.jpg\",\"priority\":0},{\"id\":\"a\",\"priority\":1,\"q\":1.10},"
    "{\"id\":\"d\",\"type\":\"Document\"},7,{\"id\":\"z\",\"deleted\":true}],\n"
    "  \"last\":[1.0, 1e2, \"\\u00e9\"] }";
  Fake fake;
  g_autoptr(PackshotListing) seen = NULL;
  g_autoptr(PackshotListing) wanted = NULL;
  g_autoptr(PackshotListing) now = NULL;
  g_autofree char *body = NULL;
  g_autoptr(GError) error = NULL;

  fake_init (&fake);
  fake_transport_answer (fake.transport, 200, before);
  seen = list (&fake.f, fake.item);
  g_assert_cmpuint (packshot_listing_get_n (seen), ==, 2);
  wanted = pick (seen, "10");
  fake_transport_answer (fake.transport, 200, before);
  fake_transport_answer (fake.transport, 200, after);
  now = fixture_write_list (&fake.f, fake.item, seen, wanted, &error);
  g_assert_no_error (error);
  assert_same (now, wanted);
  body = dup_body (&fake, 2);
  g_assert_cmpstr (body, ==, after);
  g_assert_cmpstr (fake_transport_get_request (fake.transport, 2)->method, ==, "PUT");
  g_assert_cmpstr (fake_transport_get_request (fake.transport, 2)->url, ==,
                   "https://api.partners.blaze.me/api/v1/partner/products/a%2Fb%20c");
  g_assert_cmpstr (fake_transport_get_header (fake.transport, 2, "x-api-key"), ==, "partner-key");
  g_assert_cmpstr (fake_transport_get_header (fake.transport, 2, "Authorization"), ==,
                   "developer-key");
  fake_clear (&fake);
}

/* A picture whose record the server never gave can't be written. */
static void
test_write_unknown (void)
{
  Fake fake;
  g_autoptr(PackshotListing) seen = packshot_listing_new ();
  g_autoptr(PackshotListing) wanted = packshot_listing_new ();
  g_autoptr(PackshotRemote) remote = packshot_remote_new ("new", -1, NULL, NULL, NULL);
  g_autoptr(PackshotImage) image = packshot_image_new (1, NULL, NULL, 0, remote);
  g_autoptr(GError) error = NULL;

  fake_init (&fake);
  packshot_listing_add (wanted, image, TRUE);
  fake_transport_answer (fake.transport, 200, "{\"id\":\"p\"}");
  g_assert_null (fixture_write_list (&fake.f, fake.item, seen, wanted, &error));
  g_assert_error (error, PACKSHOT_SERVICE_ERROR, PACKSHOT_SERVICE_ERROR_INVALID);
  g_assert_cmpuint (fake_transport_get_n (fake.transport), ==, 1);
  fake_clear (&fake);
}

static void
test_write_lost (void)
{
  static const struct { guint status; const char *body; int code; gboolean in_doubt; } answers[] = {
    { 200, "", PACKSHOT_SERVICE_ERROR_PROTOCOL, TRUE },
    { 200, "[]", PACKSHOT_SERVICE_ERROR_PROTOCOL, TRUE },
    { 500, "", PACKSHOT_SERVICE_ERROR_SERVER, TRUE },
    { 400, "{\"error\":\"x\",\"message\":\"y\",\"status\":400}", PACKSHOT_SERVICE_ERROR_INVALID,
      FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      Fake fake;
      g_autoptr(PackshotListing) none = packshot_listing_new ();
      g_autoptr(GError) error = NULL;

      fake_init (&fake);
      fake_transport_answer (fake.transport, 200, "{\"id\":\"p\"}");
      fake_transport_answer (fake.transport, answers[i].status, answers[i].body);
      g_assert_null (fixture_write_list (&fake.f, fake.item, none, none, &error));
      g_assert_error (error, PACKSHOT_SERVICE_ERROR, answers[i].code);
      g_assert_cmpint (packshot_service_error_is_in_doubt (error), ==, answers[i].in_doubt);
      fake_clear (&fake);
    }
}

static void
test_malformed (void)
{
  static const struct { const char *body; int n; } answers[] = {
    { "", -1 }, { "[]", -1 }, { "null", -1 }, { "\"x\"", -1 }, { "{", -1 },
    { "{}", -1 }, { "{\"assets\":[]}", -1 }, { "{\"id\":[],\"assets\":[]}", -1 },
    { "{\"id\":\"p\",\"assets\":{}}", -1 }, { "{\"id\":\"p\",\"assets\":\"[{}]\"}", -1 },
    { "{\"id\":\"p\"}", 0 }, { "{\"id\":\"p\",\"assets\":null}", 0 },
    { "{\"id\":\"p\",\"assets\":[{}, null, 7, [], \"x\", {\"id\":null}, {\"id\":[]}]}", 0 },
    { "{\"id\":\"p\",\"assets\":[{\"id\":\"a\",\"type\":{},\"secured\":\"no\",\"priority\":[],"
      "\"created\":{}}]}", 1 },
    { "{\"id\":\"p\",\"assets\":[{\"id\":\"a\",\"type\":\"photo\"},"
      "{\"id\":\"b\",\"assetType\":\"Kml\"}]}", 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      Fake fake;
      g_autoptr(PackshotListing) listing = NULL;
      g_autoptr(GError) error = NULL;

      fake_init (&fake);
      fake_transport_answer (fake.transport, 200, answers[i].body);
      listing = fixture_list_images (&fake.f, fake.item, &error);
      if (answers[i].n < 0)
        g_assert_error (error, PACKSHOT_SERVICE_ERROR, PACKSHOT_SERVICE_ERROR_PROTOCOL);
      else
        g_assert_cmpuint (packshot_listing_get_n (listing), ==, answers[i].n);
      fake_clear (&fake);
    }
}

/* A list that never ends or never moves on comes to an end here. */
static void
test_pages (void)
{
  Fake fake;
  g_autoptr(GPtrArray) first = NULL;
  g_autoptr(GPtrArray) second = NULL;
  g_autofree char *next = NULL;
  g_autofree char *end = NULL;
  g_autoptr(GError) error = NULL;

  fake_init (&fake);
  fake_transport_answer (fake.transport, 200, "{\"values\":[{\"id\":\"a\",\"name\":\"A\"},"
                         "{\"id\":\"b\",\"deleted\":true},{\"name\":\"no id\"}]}");
  first = fixture_list_page (&fake.f, NULL, &next, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (first->len, ==, 1);
  g_assert_cmpstr (next, ==, "3 a");
  fake_transport_answer (fake.transport, 200, "{\"values\":[{\"id\":\"a\",\"name\":\"A\"}]}");
  second = fixture_list_page (&fake.f, next, &end, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (second->len, ==, 0);
  g_assert_null (end);
  fake_clear (&fake);
}

/* The parts in the order file, name, assetType, and a name that can't mislead the server. */
static void
test_upload_parts (void)
{
  static const struct { const char *name; const char *mime; const char *safe; } names[] = {
    { "Tea 3.5.png", "image/png", "Tea-3-5.png" },
    { "front.jpeg", "image/jpeg", "front.jpg" },
    { "../../etc/passwd", "image/png", "----.png" },
    { ".png", "image/png", "-png.png" },
    { "Größe.jpg", "image/jpeg", "Gr----e.jpg" },
    { "", "image/webp", "picture.webp" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      Fake fake;
      const PackshotRequest *request;
      const PackshotPart *parts[3];
      g_autofree char *path = NULL;
      g_autoptr(PackshotListing) listing = NULL;
      g_autoptr(GError) error = NULL;

      fake_init (&fake);
      path = fixture_write (&fake.f, "a.png", PNG);
      fake_transport_answer (fake.transport, 200, "{\"id\":\"a\",\"key\":\"k 1.jpg\"}");
      listing = fixture_upload (&fake.f, fake.item, &(PackshotUpload) {
      .path = path, .mime = names[i].mime, .name = names[i].name, .title = "ignored"
    }, &error);
      g_assert_no_error (error);
      request = fake_transport_get_request (fake.transport, 0);
      g_assert_cmpuint (request->parts->len, ==, 3);
      for (guint k = 0; k < 3; k++)
        parts[k] = request->parts->pdata[k];
      g_assert_cmpstr (parts[0]->name, ==, "file");
      g_assert_cmpstr (parts[0]->filename, ==, names[i].safe);
      g_assert_cmpstr (parts[1]->name, ==, "name");
      g_assert_cmpstr (parts[1]->value, ==, names[i].safe);
      g_assert_cmpstr (parts[2]->name, ==, "assetType");
      g_assert_cmpstr (parts[2]->value, ==, "Photo");
      g_assert_cmpstr (packshot_image_get_remote (packshot_listing_get (listing, 0))->url, ==,
                       "https://api.partners.blaze.me/api/v1/partner/asset/k%201.jpg");
      fake_clear (&fake);
    }
}

/* Keys go to the account's own server with a thumbnail's address, and to no other. */
static void
test_thumbnails (void)
{
  static const struct { const char *raw; const char *url; gboolean own; } records[] = {
    { "{\"thumbURL\":\"https://cdn.test/t\"}", "https://cdn.test/t", FALSE },
    { "{\"thumbURL\":\"https://api.partners.blaze.me/t\"}", "https://api.partners.blaze.me/t",
      TRUE },
    { "{\"thumbURL\":null,\"mediumURL\":\"https://cdn.test/m\"}", "https://cdn.test/m", FALSE },
    { "{}", "https://api.partners.blaze.me/original", TRUE },
    { "broken", "https://api.partners.blaze.me/original", TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (records); i++)
    {
      Fake fake;
      g_autoptr(PackshotRemote) remote = NULL;
      g_autoptr(PackshotImage) image = NULL;
      g_autofree char *path = NULL;
      g_autoptr(GError) error = NULL;

      fake_init (&fake);
      remote = packshot_remote_new ("a", 0, NULL, "https://api.partners.blaze.me/original",
                                    records[i].raw);
      image = packshot_image_new (1, NULL, NULL, 0, remote);
      fake_transport_answer (fake.transport, 200, "picture");
      path = fixture_fetch (&fake.f, fake.item, image, TRUE, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (fake_transport_get_request (fake.transport, 0)->url, ==, records[i].url);
      g_assert_cmpint (fake_transport_get_header (fake.transport, 0, "Authorization") != NULL, ==,
                       records[i].own);
      g_assert_cmpint (fake_transport_get_header (fake.transport, 0, "x-api-key") != NULL, ==,
                       records[i].own);
      fake_clear (&fake);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/services/blaze/variants", test_variants);
  g_test_add_func ("/services/blaze/envelope-pages", test_envelope_pages);
  g_test_add_func ("/services/blaze/wrong-header", test_wrong_header);
  g_test_add_func ("/services/blaze/fewer", test_fewer);
  g_test_add_func ("/services/blaze/conflict", test_conflict);
  g_test_add_func ("/services/blaze/visibility", test_visibility);
  g_test_add_func ("/services/blaze/write-preserves", test_write_preserves);
  g_test_add_func ("/services/blaze/write-unknown", test_write_unknown);
  g_test_add_func ("/services/blaze/write-lost", test_write_lost);
  g_test_add_func ("/services/blaze/malformed", test_malformed);
  g_test_add_func ("/services/blaze/pages", test_pages);
  g_test_add_func ("/services/blaze/upload-parts", test_upload_parts);
  g_test_add_func ("/services/blaze/thumbnails", test_thumbnails);
  return g_test_run ();
}
