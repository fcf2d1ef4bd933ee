/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* What every adapter has to keep, shown on each of them against the sandbox over real loopback
 * HTTP: the profile and the methods agree, a connection test tells how far it came, items come in
 * pages, and each kind of failure arrives as the error that stands for it. */

#include "config.h"

#include "fixture.h"
#include "packshot-test.h"

#include <string.h>

typedef struct
{
  PackshotServiceKind kind;
  const char         *wrong_key;   /* well formed, but not the sandbox's */
  guint               n_items;
} Case;

/* Closient's is a vector of the format, made by its own rule: CRC-32 of the middle. */
static const Case cases[] = {
  { PACKSHOT_SERVICE_CLOSIENT, "csb_AbCdEfGhIjKlMnOpQrStUvWxYzAbCdEf_84041098", N_PRODUCTS },
  { PACKSHOT_SERVICE_GOLDLEAF, "somebody:0123456789abcdef", 0 },
  { PACKSHOT_SERVICE_BLAZE, "0123456789abcdef:fedcba9876543210", N_PRODUCTS },
};

static PackshotConnection *
run_test (Fixture *f,
          GError **error)
{
  g_auto(PackshotTestAwait) await = { NULL };

  packshot_service_test_async (f->service, NULL, packshot_test_await_cb, &await);
  return packshot_service_test_finish (f->service, packshot_test_await (&await), error);
}

static void
test_profile (gconstpointer data)
{
  const Case *c = data;
  Fixture f = { NULL };
  const PackshotServiceProfile *profile;
  PackshotServiceInterface *iface;
  g_autoptr(PackshotListing) none = packshot_listing_new ();
  g_autoptr(PackshotItem) item = packshot_item_new ();

  fixture_init (&f, c->kind);
  item->key = g_strdup ("0123456789abcdef01234567");
  profile = packshot_service_get_profile (f.service);
  iface = PACKSHOT_SERVICE_GET_IFACE (f.service);
  g_assert_cmpint (profile->kind, ==, c->kind);
  g_assert_nonnull (profile->mimes);
  g_assert_cmpint (iface->list_images_async != NULL, ==, profile->can_list);
  g_assert_cmpint (iface->delete_async != NULL, ==, profile->write == PACKSHOT_WRITE_ROWS);
  g_assert_cmpint (iface->write_async != NULL, ==, profile->write == PACKSHOT_WRITE_LIST);
  if (!profile->can_list)
    {
      g_autoptr(GError) error = NULL;

      g_assert_null (fixture_list_images (&f, item, &error));
      g_assert_error (error, PACKSHOT_SERVICE_ERROR, PACKSHOT_SERVICE_ERROR_NOT_SUPPORTED);
    }
  if (profile->write != PACKSHOT_WRITE_ROWS)
    {
      g_autoptr(GError) error = NULL;

      g_assert_false (fixture_delete (&f, item, "x", &error));
      g_assert_error (error, PACKSHOT_SERVICE_ERROR, PACKSHOT_SERVICE_ERROR_NOT_SUPPORTED);
    }
  if (profile->write != PACKSHOT_WRITE_LIST)
    {
      g_autoptr(GError) error = NULL;

      g_assert_null (fixture_write_list (&f, item, none, none, &error));
      g_assert_error (error, PACKSHOT_SERVICE_ERROR, PACKSHOT_SERVICE_ERROR_NOT_SUPPORTED);
    }
  fixture_clear (&f);
}

static void
test_connection_good (gconstpointer data)
{
  const Case *c = data;
  Fixture f = { NULL };
  g_autoptr(PackshotConnection) connection = NULL;
  g_autoptr(GError) error = NULL;

  fixture_init (&f, c->kind);
  connection = run_test (&f, &error);
  g_assert_no_error (error);
  g_assert_cmpint (connection->tried, ==, PACKSHOT_TRIED_PICTURES);
  g_assert_cmpint (connection->n_images, ==, 0);
  g_assert_cmpuint (g_strv_length (connection->organizations), >=, 2);
  if (c->n_items > 0)
    g_assert_cmpint (connection->n_items, ==, c->n_items);
  g_assert_cmpuint (fixture_count_changing (&f), ==, 0);
  fixture_clear (&f);
}

static void
test_connection_wrong_key (gconstpointer data)
{
  const Case *c = data;
  Fixture f = { NULL };
  g_autoptr(PackshotConnection) connection = NULL;
  g_autoptr(GError) error = NULL;

  fixture_init (&f, c->kind);
  fixture_connect (&f, c->wrong_key);
  connection = run_test (&f, &error);
  g_assert_error (error, PACKSHOT_SERVICE_ERROR, PACKSHOT_SERVICE_ERROR_AUTH);
  g_assert_cmpint (connection->tried, ==, PACKSHOT_TRIED_SERVER);
  g_assert_null (strstr (error->message, c->wrong_key));
  fixture_clear (&f);
}

static void
test_connection_refused (gconstpointer data)
{
  const Case *c = data;
  Fixture f = { NULL };
  g_autoptr(PackshotConnection) connection = NULL;
  g_autoptr(GError) error = NULL;

  fixture_init (&f, c->kind);
  packshot_sandbox_server_stop (f.server);
  connection = run_test (&f, &error);
  g_assert_error (error, PACKSHOT_SERVICE_ERROR, PACKSHOT_SERVICE_ERROR_OFFLINE);
  g_assert_false (packshot_service_error_is_in_doubt (error));
  g_assert_cmpint (connection->tried, ==, PACKSHOT_TRIED_NOTHING);
  fixture_clear (&f);
}

static void
test_items (gconstpointer data)
{
  const Case *c = data;
  Fixture f = { NULL };
  g_autoptr(GPtrArray) items = NULL;
  g_autoptr(GHashTable) keys = g_hash_table_new (g_str_hash, g_str_equal);

  fixture_init (&f, c->kind);
  items = fixture_list_items (&f);
  for (guint i = 0; i < items->len; i++)
    {
      PackshotItem *item = items->pdata[i];

      g_assert_cmpint (item->account, ==, 0);
      g_assert_nonnull (item->name);
      g_assert_true (g_hash_table_add (keys, item->key));
    }
  if (c->n_items > 0)
    g_assert_cmpuint (items->len, ==, c->n_items);
  else
    g_assert_cmpuint (items->len, >=, 1 + 3 + 1);
  fixture_clear (&f);
}

static void
test_bad_cursor (gconstpointer data)
{
  static const char * const cursors[] = { "", "x", "0", "-1", "customers x y z", "1 2 3 4 5" };
  const Case *c = data;
  Fixture f = { NULL };

  fixture_init (&f, c->kind);
  for (guint i = 0; i < G_N_ELEMENTS (cursors); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autofree char *next = NULL;

      if (c->kind == PACKSHOT_SERVICE_BLAZE && i == 5)
        continue;
      g_assert_null (fixture_list_page (&f, cursors[i], &next, &error));
      g_assert_error (error, PACKSHOT_SERVICE_ERROR, PACKSHOT_SERVICE_ERROR_INVALID);
      g_assert_null (next);
    }
  fixture_clear (&f);
}

/* One item of each service that takes pictures. */
static PackshotItem *
find_target (Fixture *f)
{
  return fixture_find_item (f, f->account->service == PACKSHOT_SERVICE_GOLDLEAF ?
                            PACKSHOT_ITEM_CUSTOMER : PACKSHOT_ITEM_PRODUCT);
}

static void
test_upload_and_fetch (gconstpointer data)
{
  const Case *c = data;
  Fixture f = { NULL };
  g_autoptr(PackshotItem) item = NULL;
  g_autoptr(PackshotListing) listing = NULL;
  g_autofree char *path = NULL;
  g_autoptr(GError) error = NULL;
  gboolean can_list;

  fixture_init (&f, c->kind);
  can_list = packshot_service_get_profile (f.service)->can_list;
  item = find_target (&f);
  packshot_sandbox_reset_calls (f.sandbox);
  listing = fixture_upload_bytes (&f, item, PNG "first", "", FALSE);
  g_assert_cmpuint (packshot_listing_get_n (listing), ==, 1);
  g_assert_cmpuint (fixture_count_changing (&f), ==, 1);
  path = fixture_fetch (&f, item, can_list ? packshot_listing_get (listing, 0) : NULL, FALSE,
                        &error);
  g_assert_no_error (error);
  fixture_assert_content (path, PNG "first");
  fixture_clear (&f);
}

/* The file to be fetched stands there already: it is not touched. */
static void
test_fetch_existing (gconstpointer data)
{
  const Case *c = data;
  Fixture f = { NULL };
  g_autoptr(PackshotItem) item = NULL;
  g_autoptr(PackshotListing) listing = NULL;
  g_autofree char *path = NULL;
  g_autoptr(GError) error = NULL;
  g_auto(PackshotTestAwait) await = { NULL };
  gboolean can_list;

  fixture_init (&f, c->kind);
  can_list = packshot_service_get_profile (f.service)->can_list;
  item = find_target (&f);
  listing = fixture_upload_bytes (&f, item, PNG "first", "", FALSE);
  path = fixture_write (&f, "precious", "precious");
  packshot_service_fetch_async (f.service, item,
                                can_list ? packshot_listing_get (listing, 0) : NULL, FALSE, path,
                                NULL, packshot_test_await_cb, &await);
  g_assert_false (packshot_service_fetch_finish (f.service, packshot_test_await (&await), &error));
  g_assert_error (error, PACKSHOT_SERVICE_ERROR, PACKSHOT_SERVICE_ERROR_DISK);
  fixture_assert_content (path, "precious");
  fixture_clear (&f);
}

static void
test_upload_without_file (gconstpointer data)
{
  const Case *c = data;
  Fixture f = { NULL };
  g_autoptr(PackshotItem) item = NULL;
  g_autofree char *path = NULL;
  g_autoptr(GError) error = NULL;

  fixture_init (&f, c->kind);
  item = find_target (&f);
  packshot_sandbox_reset_calls (f.sandbox);
  path = g_build_filename (f.tmp, "missing.png", NULL);
  g_assert_null (fixture_upload (&f, item, &(PackshotUpload) {
    .path = path, .mime = "image/png", .name = "missing.png", .title = ""
  }, &error));
  g_assert_error (error, PACKSHOT_SERVICE_ERROR, PACKSHOT_SERVICE_ERROR_DISK);
  g_assert_false (packshot_service_error_is_in_doubt (error));
  g_assert_cmpuint (fixture_count_changing (&f), ==, 0);
  fixture_clear (&f);
}

typedef struct
{
  const char          *fault;
  PackshotServiceError code;
  gboolean             in_doubt;
  guint                n_changing;   /* what really happened on the server */
} Fault;

/* What each fault of the sandbox makes of an upload. No call is ever sent twice. */
static const Fault faults[] = {
  { "cut-before*1/POST", PACKSHOT_SERVICE_ERROR_OFFLINE, TRUE, 0 },
  { "cut-after*1/POST", PACKSHOT_SERVICE_ERROR_OFFLINE, TRUE, 1 },
  { "refuse*1/POST", PACKSHOT_SERVICE_ERROR_OFFLINE, TRUE, 0 },
  { "429:7*1/POST", PACKSHOT_SERVICE_ERROR_THROTTLED, FALSE, 0 },
  { "5xx:503*1/POST", PACKSHOT_SERVICE_ERROR_SERVER, TRUE, 0 },
  { "truncate*1/POST", PACKSHOT_SERVICE_ERROR_OFFLINE, TRUE, 1 },
  { "garbage*1/POST", PACKSHOT_SERVICE_ERROR_PROTOCOL, TRUE, 1 },
};

static void
test_faults (gconstpointer data)
{
  const Case *c = data;
  Fixture f = { NULL };
  g_autoptr(PackshotItem) item = NULL;
  g_autofree char *path = NULL;

  fixture_init (&f, c->kind);
  path = fixture_write (&f, "upload.png", PNG "fault");
  item = find_target (&f);
  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(PackshotListing) listing = NULL;

      g_test_message ("%s", faults[i].fault);
      packshot_sandbox_reset_calls (f.sandbox);
      g_assert_true (packshot_sandbox_add_fault (f.sandbox, faults[i].fault, NULL));
      listing = fixture_upload (&f, item, &(PackshotUpload) {
      .path = path, .mime = "image/png", .name = "upload.png", .title = ""
    }, &error);
      g_assert_error (error, PACKSHOT_SERVICE_ERROR, (int)faults[i].code);
      g_assert_null (listing);
      g_assert_cmpint (packshot_service_error_is_in_doubt (error), ==, faults[i].in_doubt);
      g_assert_cmpuint (fixture_count_changing (&f), ==, faults[i].n_changing);
      if (faults[i].code == PACKSHOT_SERVICE_ERROR_THROTTLED)
        {
          g_assert_cmpint (packshot_service_error_get_retry_after (error), ==, 7);
          /* The same one would keep still for seven seconds. */
          fixture_connect (&f, fixture_key (&f, c->kind));
          g_clear_pointer (&item, packshot_item_free);
          item = find_target (&f);
        }
      packshot_sandbox_clear_faults (f.sandbox);
    }
  fixture_clear (&f);
}

static void
add (const char   *name,
     GTestDataFunc func)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/services/contract/%s/%s",
                                               packshot_service_kind_to_string (cases[i].kind),
                                               name);

      g_test_add_data_func (path, &cases[i], func);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("profile", test_profile);
  add ("connection-good", test_connection_good);
  add ("connection-wrong-key", test_connection_wrong_key);
  add ("connection-refused", test_connection_refused);
  add ("items", test_items);
  add ("bad-cursor", test_bad_cursor);
  add ("upload-and-fetch", test_upload_and_fetch);
  add ("fetch-existing", test_fetch_existing);
  add ("upload-without-file", test_upload_without_file);
  add ("faults", test_faults);
  return g_test_run ();
}
