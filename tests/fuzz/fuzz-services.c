/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* Answers of servers that mean no good, through the adapters. What comes out of them can be stored
 * and shown, and neither a key nor broken text is in it. The input is text:
 *
 *   SERVICE CALL…           which service (closient, goldleaf or blaze), and what is asked of it
 *   STATUS                  the first answer
 *   Name: value             its headers, up to an empty line
 *
 *   body                    up to a line of four equals signs; then the next answer
 *
 * When the answers are used up, the line is dead. */

#include "config.h"

#include "fuzz.h"

#include "fake-transport.h"
#include "packshot-fake-clock.h"
#include "packshot-json.h"
#include "packshot-service.h"
#include "packshot-test.h"

#include <glib/gstdio.h>
#include <string.h>

#define NEXT_ANSWER "\n====\n"
/* More calls than this without an answer are calls without end. */
#define N_DEAD 200

typedef struct
{
  PackshotServiceKind kind;
  const char         *secret;   /* must not come out again */
  const char         *key;
} Login;

static const Login logins[] = {
  { PACKSHOT_SERVICE_CLOSIENT, "csb_AbCdEfGhIjKlMnOpQrStUvWxYzAbCdEf_84041098",
    "csb_AbCdEfGhIjKlMnOpQrStUvWxYzAbCdEf_84041098" },
  { PACKSHOT_SERVICE_GOLDLEAF, "goldleafsecret", "name:goldleafsecret" },
  { PACKSHOT_SERVICE_BLAZE, "developersecret", "partnersecret:developersecret" },
};

typedef struct
{
  const Login       *login;
  PackshotTransport *transport;
  PackshotClock     *clock;
  PackshotService   *service;
  PackshotItem      *item;
  PackshotListing   *listing;   /* (nullable): the last one read */
  char              *folder;
} Fuzz;

/* --- Answers --- */

static void
add_answer (PackshotTransport *transport,
            char              *text)
{
  const char *number = fuzz_cut (&text, "\n");
  guint64 status = number != NULL ? g_ascii_strtoull (number, NULL, 10) : 200;
  PackshotResponse *response = fake_transport_answer (transport, (guint)CLAMP (status, 100, 599),
                                                      "");
  const char *line;

  while ((line = fuzz_cut (&text, "\n")) != NULL && *line != '\0')
    {
      g_auto(GStrv) parts = g_strsplit (line, ":", 2);

      /* The transport gives text; libsoup refuses anything else. */
      if (g_strv_length (parts) == 2 && g_utf8_validate (line, -1, NULL))
        packshot_response_add_header (response, g_strstrip (parts[0]), g_strstrip (parts[1]));
    }
  g_bytes_unref (response->body);
  response->body = g_bytes_new (text != NULL ? text : "", text != NULL ? strlen (text) : 0);
}

/* Lets time pass whenever nothing else happens. */
static GAsyncResult *
wait_for (Fuzz              *f,
          PackshotTestAwait *await)
{
  PackshotFakeClock *clock = PACKSHOT_FAKE_CLOCK (f->clock);

  while (await->result == NULL)
    if (!g_main_context_iteration (NULL, FALSE))
      {
        g_assert_cmpint (packshot_fake_clock_get_next_due (clock), >=, 0);
        packshot_fake_clock_advance (clock, packshot_fake_clock_get_next_due (clock) -
                                     packshot_clock_get_real_time (f->clock));
      }
  return packshot_test_await (await);
}

/* --- What may come out --- */

static void
assert_text (Fuzz       *f,
             const char *text)
{
  fuzz_assert_utf8 (text);
  g_assert_true (text == NULL || strstr (text, f->login->secret) == NULL);
}

static void
assert_failure (Fuzz         *f,
                gboolean      ok,
                const GError *error)
{
  g_assert_true (ok == (error == NULL));
  if (error != NULL)
    assert_text (f, error->message);
}

static void
assert_item (const PackshotItem *item)
{
  g_assert_true (item->key != NULL && *item->key != '\0');
  g_assert_nonnull (item->name);
  g_assert_true (item->gtin == NULL || strlen (item->gtin) == 14);
  fuzz_assert_utf8 (item->key);
  fuzz_assert_utf8 (item->name);
  fuzz_assert_utf8 (item->brand);
  fuzz_assert_utf8 (item->entered);
  fuzz_assert_utf8 (item->sku);
  fuzz_assert_utf8 (item->detail);
}

static void
assert_listing (PackshotListing *listing)
{
  const char *primary = packshot_listing_get_primary (listing);

  g_assert_true (primary == NULL || packshot_listing_find (listing, primary) != NULL);
  for (guint i = 0; i < packshot_listing_get_n (listing); i++)
    {
      PackshotImage *image = packshot_listing_get (listing, i);
      PackshotRemote *remote = packshot_image_get_remote (image);

      g_assert_true (*remote->id != '\0');
      g_assert_true (packshot_listing_find (listing, remote->id) == image);
      fuzz_assert_utf8 (remote->id);
      fuzz_assert_utf8 (remote->created);
      fuzz_assert_utf8 (remote->url);
      fuzz_assert_utf8 (packshot_image_get_title (image));
      if (remote->raw != NULL)
        {
          g_autoptr(JsonNode) raw = packshot_json_parse_text (remote->raw, NULL);

          g_assert_true (raw != NULL && JSON_NODE_HOLDS_OBJECT (raw));
        }
    }
}

static void
take_listing (Fuzz            *f,
              PackshotListing *listing,
              GError          *error)
{
  g_autoptr(GError) failure = error;

  assert_failure (f, listing != NULL, failure);
  if (listing == NULL)
    return;
  assert_listing (listing);
  g_clear_pointer (&f->listing, packshot_listing_unref);
  f->listing = listing;
}

/* --- Calls --- */

static void
call_test (Fuzz *f)
{
  g_auto(PackshotTestAwait) await = { NULL };
  g_autoptr(PackshotConnection) connection = NULL;
  g_autoptr(GError) error = NULL;

  packshot_service_test_async (f->service, NULL, packshot_test_await_cb, &await);
  connection = packshot_service_test_finish (f->service, wait_for (f, &await), &error);
  g_assert_nonnull (connection);
  assert_failure (f, error == NULL, error);
}

static void
call_items (Fuzz *f)
{
  g_autofree char *cursor = NULL;

  for (guint n = 0; n == 0 || cursor != NULL; n++)
    {
      g_auto(PackshotTestAwait) await = { NULL };
      g_autoptr(GPtrArray) page = NULL;
      g_autoptr(GError) error = NULL;
      char *next = NULL;

      packshot_service_list_items_async (f->service, cursor, NULL, packshot_test_await_cb, &await);
      page = packshot_service_list_items_finish (f->service, wait_for (f, &await), &next, &error);
      assert_failure (f, page != NULL, error);
      for (guint i = 0; page != NULL && i < page->len; i++)
        assert_item (page->pdata[i]);
      g_free (cursor);
      cursor = next;
    }
}

static void
call_images (Fuzz *f)
{
  g_auto(PackshotTestAwait) await = { NULL };
  PackshotListing *listing;
  GError *error = NULL;

  packshot_service_list_images_async (f->service, f->item, NULL, packshot_test_await_cb, &await);
  listing = packshot_service_list_images_finish (f->service, wait_for (f, &await), &error);
  take_listing (f, listing, error);
}

static void
call_fetch (Fuzz *f)
{
  g_auto(PackshotTestAwait) await = { NULL };
  g_autofree char *path = g_build_filename (f->folder, "fetched", NULL);
  gboolean has_image = f->listing != NULL && packshot_listing_get_n (f->listing) > 0;
  g_autoptr(GError) error = NULL;
  gboolean done;

  if (!has_image && f->login->kind != PACKSHOT_SERVICE_GOLDLEAF)
    return;
  packshot_service_fetch_async (f->service, f->item,
                                has_image ? packshot_listing_get (f->listing, 0) : NULL, FALSE,
                                path, NULL, packshot_test_await_cb, &await);
  done = packshot_service_fetch_finish (f->service, wait_for (f, &await), &error);
  assert_failure (f, done, error);
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS) == done);
  g_unlink (path);
}

static void
call_upload (Fuzz *f)
{
  g_auto(PackshotTestAwait) await = { NULL };
  g_autofree char *path = g_build_filename (f->folder, "picture.png", NULL);
  PackshotUpload upload = {
    .path = path, .mime = "image/png", .name = "picture.png", .title = "Front",
    .is_primary = TRUE, .visibility = PACKSHOT_VISIBILITY_PUBLIC,
  };
  PackshotListing *listing;
  GError *error = NULL;

  packshot_service_upload_async (f->service, f->item, &upload, NULL, NULL, NULL,
                                 packshot_test_await_cb, &await);
  listing = packshot_service_upload_finish (f->service, wait_for (f, &await), &error);
  if (listing != NULL)
    g_assert_cmpuint (packshot_listing_get_n (listing), ==, 1);
  take_listing (f, listing, error);
}

static void
call_delete (Fuzz *f)
{
  g_auto(PackshotTestAwait) await = { NULL };
  g_autoptr(GError) error = NULL;
  gboolean done;

  packshot_service_delete_async (f->service, f->item, "vytxeTZskVKR7C7WgdSP3d", NULL,
                                 packshot_test_await_cb, &await);
  done = packshot_service_delete_finish (f->service, wait_for (f, &await), &error);
  assert_failure (f, done, error);
}

/* The list the other way round. */
static void
call_write (Fuzz *f)
{
  g_auto(PackshotTestAwait) await = { NULL };
  g_autoptr(PackshotListing) wanted = packshot_listing_new ();
  PackshotListing *listing;
  GError *error = NULL;

  if (f->listing == NULL)
    return;
  for (guint i = packshot_listing_get_n (f->listing); i > 0; i--)
    packshot_listing_add (wanted, packshot_listing_get (f->listing, i - 1), FALSE);
  packshot_service_write_async (f->service, f->item, f->listing, wanted, NULL,
                                packshot_test_await_cb, &await);
  listing = packshot_service_write_finish (f->service, wait_for (f, &await), &error);
  take_listing (f, listing, error);
}

static const struct
{
  const char *name;
  void        (*call) (Fuzz *f);
} calls[] = {
  { "test", call_test },
  { "items", call_items },
  { "images", call_images },
  { "fetch", call_fetch },
  { "upload", call_upload },
  { "delete", call_delete },
  { "write", call_write },
};

/* --- One input --- */

static const Login *
choose_login (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (logins); i++)
    if (g_strcmp0 (name, packshot_service_kind_to_string (logins[i].kind)) == 0)
      return &logins[i];
  return NULL;
}

static void
fuzz_init (Fuzz *f)
{
  g_autoptr(PackshotAccount) account = packshot_account_new ();
  g_autofree char *picture = NULL;
  g_autoptr(GError) error = NULL;

  f->folder = packshot_test_tmp_new ();
  picture = g_build_filename (f->folder, "picture.png", NULL);
  g_file_set_contents (picture, "\x89PNG\r\n\x1a\n", 8, &error);
  g_assert_no_error (error);
  f->clock = packshot_fake_clock_new (1763740800 * G_TIME_SPAN_SECOND);
  account->service = f->login->kind;
  account->name = g_strdup ("Shop");
  account->base_url = g_strdup ("https://api.example.com");
  account->organization = g_strdup ("vytxeTZskVKR7C7WgdSP3d");
  f->service = packshot_service_new (account, f->login->key, f->transport, f->clock, &error);
  g_assert_no_error (error);
  f->item = packshot_item_new ();
  f->item->kind = f->login->kind == PACKSHOT_SERVICE_GOLDLEAF ? PACKSHOT_ITEM_CUSTOMER :
    PACKSHOT_ITEM_PRODUCT;
  f->item->key = g_strdup ("04000000000006");
  f->item->name = g_strdup ("Tea");
}

static void
fuzz_clear (Fuzz *f)
{
  g_clear_pointer (&f->listing, packshot_listing_unref);
  g_clear_pointer (&f->item, packshot_item_free);
  g_clear_object (&f->service);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  g_clear_object (&f->clock);
  g_clear_object (&f->transport);
  g_clear_pointer (&f->folder, packshot_test_tmp_free);
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autofree char *text = fuzz_text (data, size);
  char *rest = text;
  const char *first = fuzz_cut (&rest, "\n");
  g_auto(GStrv) words = g_strsplit (first, " ", 9);
  Fuzz f = { .login = choose_login (words[0]) };

  if (f.login == NULL)
    return 0;
  f.transport = fake_transport_new ();
  while (rest != NULL)
    add_answer (f.transport, fuzz_cut (&rest, NEXT_ANSWER));
  for (guint i = 0; i < N_DEAD; i++)
    fake_transport_fail (f.transport, g_error_new (PACKSHOT_SERVICE_ERROR,
                                                   PACKSHOT_SERVICE_ERROR_OFFLINE, "Dead"));
  fuzz_init (&f);
  for (guint i = 1; words[i] != NULL; i++)
    for (guint k = 0; k < G_N_ELEMENTS (calls); k++)
      if (g_str_equal (words[i], calls[k].name))
        calls[k].call (&f);
  fuzz_clear (&f);
  return 0;
}
