/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* What the tests of the three adapters share: a sandbox behind a loopback port, an account of it,
 * and the asynchronous calls made synchronous. */

#include "config.h"

#include "fixture.h"

#include "packshot-test.h"

#include <string.h>

static void
add_products (PackshotSandbox *sandbox)
{
  for (guint i = 0; i < N_PRODUCTS; i++)
    {
      g_autofree char *body = g_strdup_printf ("040000000%03u", i);
      g_autofree char *gtin = NULL;
      g_autofree char *name = g_strdup_printf ("Product %u", i);
      PackshotSandboxProduct product = {
        .name = name, .brand = "Northmill", .net_content = "500 g", .category = "Tea"
      };
      guint sum = 0;

      for (guint k = 0; k < 12; k++)
        sum += (guint)(body[k] - '0') * (k % 2 == 0 ? 1 : 3);
      gtin = g_strdup_printf ("%s%u", body, (10 - sum % 10) % 10);
      product.gtin = gtin;
      g_assert_true (packshot_sandbox_add_product (sandbox, &product, NULL));
    }
}

static void
add_owners (PackshotSandbox *sandbox)
{
  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *name = g_strdup_printf ("Corner Shop %u", i);
      g_autofree char *id = packshot_sandbox_add_customer (sandbox, name, NULL);

      g_assert_nonnull (id);
    }
}

const char *
fixture_key (Fixture            *f,
             PackshotServiceKind kind)
{
  static const PackshotSandboxCredential credentials[] = {
    [PACKSHOT_SERVICE_CLOSIENT] = PACKSHOT_SANDBOX_CLOSIENT_EDITOR,
    [PACKSHOT_SERVICE_GOLDLEAF] = PACKSHOT_SANDBOX_GOLDLEAF,
    [PACKSHOT_SERVICE_BLAZE] = PACKSHOT_SANDBOX_BLAZE,
  };

  return packshot_sandbox_get_credential (f->sandbox, credentials[kind]);
}

/* Makes the service anew, by another key or after the account was changed. */
void
fixture_connect (Fixture    *f,
                 const char *key)
{
  GError *error = NULL;

  g_clear_object (&f->service);
  f->service = packshot_service_new (f->account, key, f->transport, f->clock, &error);
  g_assert_no_error (error);
}

void
fixture_init (Fixture            *f,
              PackshotServiceKind kind)
{
  GError *error = NULL;

  f->tmp = packshot_test_tmp_new ();
  f->clock = packshot_clock_new_system ();
  f->sandbox = packshot_sandbox_new (f->clock, 1);
  add_products (f->sandbox);
  add_owners (f->sandbox);
  f->server = packshot_sandbox_server_start (f->sandbox, 0, 0, &error);
  g_assert_no_error (error);
  f->transport = packshot_soup_transport_new ();
  f->account = packshot_account_new ();
  f->account->service = kind;
  f->account->name = g_strdup ("Sandbox");
  f->account->base_url = g_strdup (packshot_sandbox_server_get_base_url (f->server));
  fixture_connect (f, fixture_key (f, kind));
}

void
fixture_clear (Fixture *f)
{
  g_clear_object (&f->service);
  g_clear_pointer (&f->account, packshot_account_free);
  g_clear_object (&f->transport);
  packshot_sandbox_server_stop (f->server);
  g_clear_object (&f->server);
  g_clear_object (&f->sandbox);
  g_clear_object (&f->clock);
  g_clear_pointer (&f->tmp, packshot_test_tmp_free);
}

void
fixture_set_variant (Fixture    *f,
                     const char *setting)
{
  GError *error = NULL;

  g_assert_true (packshot_sandbox_set_variant (f->sandbox, setting, &error));
  g_assert_no_error (error);
}

/* Returns the path of a new file. */
char *
fixture_write (Fixture    *f,
               const char *name,
               const char *bytes)
{
  char *path = g_build_filename (f->tmp, name, NULL);
  GError *error = NULL;

  g_file_set_contents (path, bytes, -1, &error);
  g_assert_no_error (error);
  return path;
}

void
fixture_assert_content (const char *path,
                        const char *bytes)
{
  g_autofree char *content = NULL;
  GError *error = NULL;
  gsize length;

  g_file_get_contents (path, &content, &length, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (content, length, bytes, strlen (bytes));
}

guint
fixture_count_changing (Fixture *f)
{
  return (guint)packshot_sandbox_get_n_changing_calls (f->sandbox);
}

GPtrArray *
fixture_list_page (Fixture    *f,
                   const char *cursor,
                   char      **next,
                   GError    **error)
{
  g_auto(PackshotTestAwait) await = { NULL };

  packshot_service_list_items_async (f->service, cursor, NULL, packshot_test_await_cb, &await);
  return packshot_service_list_items_finish (f->service, packshot_test_await (&await), next, error);
}

/* All pages. */
GPtrArray *
fixture_list_items (Fixture *f)
{
  GPtrArray *items = g_ptr_array_new_with_free_func ((GDestroyNotify)packshot_item_free);
  g_autofree char *cursor = NULL;

  for (guint n = 0; n == 0 || cursor != NULL; n++)
    {
      g_autoptr(GPtrArray) page = NULL;
      char *next = NULL;
      GError *error = NULL;

      g_assert_cmpuint (n, <, 20);
      page = fixture_list_page (f, cursor, &next, &error);
      g_assert_no_error (error);
      for (guint i = 0; i < page->len; i++)
        g_ptr_array_add (items, packshot_item_copy (page->pdata[i]));
      g_free (cursor);
      cursor = next;
    }
  return items;
}

/* The first item of a kind. */
PackshotItem *
fixture_find_item (Fixture         *f,
                   PackshotItemKind kind)
{
  g_autoptr(GPtrArray) items = fixture_list_items (f);

  for (guint i = 0; i < items->len; i++)
    if (((PackshotItem *)items->pdata[i])->kind == kind)
      return packshot_item_copy (items->pdata[i]);
  g_assert_not_reached ();
}

PackshotListing *
fixture_list_images (Fixture            *f,
                     const PackshotItem *item,
                     GError            **error)
{
  g_auto(PackshotTestAwait) await = { NULL };

  packshot_service_list_images_async (f->service, item, NULL, packshot_test_await_cb, &await);
  return packshot_service_list_images_finish (f->service, packshot_test_await (&await), error);
}

PackshotListing *
fixture_upload (Fixture              *f,
                const PackshotItem   *item,
                const PackshotUpload *upload,
                GError              **error)
{
  g_auto(PackshotTestAwait) await = { NULL };

  packshot_service_upload_async (f->service, item, upload, NULL, NULL, NULL,
                                 packshot_test_await_cb, &await);
  return packshot_service_upload_finish (f->service, packshot_test_await (&await), error);
}

PackshotListing *
fixture_upload_bytes (Fixture            *f,
                      const PackshotItem *item,
                      const char         *bytes,
                      const char         *title,
                      gboolean            is_primary)
{
  g_autofree char *path = fixture_write (f, "upload.png", bytes);
  PackshotUpload upload = {
    .path = path, .mime = "image/png", .name = "upload.png", .title = title,
    .is_primary = is_primary
  };
  PackshotListing *listing;
  GError *error = NULL;

  listing = fixture_upload (f, item, &upload, &error);
  g_assert_no_error (error);
  return listing;
}

gboolean
fixture_delete (Fixture            *f,
                const PackshotItem *item,
                const char         *remote_id,
                GError            **error)
{
  g_auto(PackshotTestAwait) await = { NULL };

  packshot_service_delete_async (f->service, item, remote_id, NULL, packshot_test_await_cb, &await);
  return packshot_service_delete_finish (f->service, packshot_test_await (&await), error);
}

/* Returns the path of the new file, or NULL when there is none. */
char *
fixture_fetch (Fixture            *f,
               const PackshotItem *item,
               PackshotImage      *image,
               gboolean            thumbnail,
               GError            **error)
{
  g_auto(PackshotTestAwait) await = { NULL };
  g_autofree char *uuid = g_uuid_string_random ();
  g_autofree char *path = g_build_filename (f->tmp, uuid, NULL);
  gboolean done;

  packshot_service_fetch_async (f->service, item, image, thumbnail, path, NULL,
                                packshot_test_await_cb, &await);
  done = packshot_service_fetch_finish (f->service, packshot_test_await (&await), error);
  g_assert_cmpint (g_file_test (path, G_FILE_TEST_EXISTS), ==, done);
  return done ? g_steal_pointer (&path) : NULL;
}

PackshotListing *
fixture_write_list (Fixture            *f,
                    const PackshotItem *item,
                    PackshotListing    *seen,
                    PackshotListing    *wanted,
                    GError            **error)
{
  g_auto(PackshotTestAwait) await = { NULL };

  packshot_service_write_async (f->service, item, seen, wanted, NULL, packshot_test_await_cb,
                                &await);
  return packshot_service_write_finish (f->service, packshot_test_await (&await), error);
}
