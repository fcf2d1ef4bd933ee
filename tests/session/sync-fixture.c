/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* What the cases of sync share: a session and a practice server, edits that are waited for, and the
 * proof that both agree. */

#include "config.h"

#include "sync-fixture.h"

#include <cairo.h>
#include <json-glib/json-glib.h>

#include "packshot-test.h"

/* --- Asking --- */

void
open_session (Fixture *fixture)
{
  g_auto(PackshotTestAwait) await = { NULL };
  g_autoptr(GError) error = NULL;
  g_autofree char *profile = g_build_filename (fixture->folder, "profile", NULL);

  packshot_session_open_async (profile, PACKSHOT_SESSION_MANUAL, NULL, packshot_test_await_cb,
                               &await);
  fixture->session = packshot_session_open_finish (packshot_test_await (&await), &error);
  g_assert_no_error (error);
}

void
close_session (Fixture *fixture)
{
  g_auto(PackshotTestAwait) await = { NULL };
  g_autoptr(GError) error = NULL;

  packshot_session_close_async (fixture->session, packshot_test_await_cb, &await);
  packshot_session_close_finish (fixture->session, packshot_test_await (&await), &error);
  g_assert_no_error (error);
  g_clear_object (&fixture->session);
}

PackshotItemView *
load (Fixture *fixture)
{
  g_auto(PackshotTestAwait) await = { NULL };
  g_autoptr(GError) error = NULL;
  PackshotItemView *view;

  packshot_session_load_item_async (fixture->session, fixture->item, NULL, packshot_test_await_cb,
                                    &await);
  view = packshot_session_load_item_finish (fixture->session, packshot_test_await (&await), &error);
  g_assert_no_error (error);
  return view;
}

PackshotSyncResult *
sync_now (Fixture *fixture)
{
  g_auto(PackshotTestAwait) await = { NULL };
  g_autoptr(GError) error = NULL;
  PackshotSyncResult *result;

  packshot_session_sync_async (fixture->session, &fixture->item, 1, PACKSHOT_SYNC_NONE, NULL,
                               packshot_test_await_cb, &await);
  result = packshot_session_sync_finish (fixture->session, packshot_test_await (&await), &error);
  g_assert_no_error (error);
  return result;
}

gint64
find_item (Fixture    *fixture,
           const char *reference)
{
  g_auto(PackshotTestAwait) await = { NULL };
  g_autoptr(GError) error = NULL;
  g_autoptr(PackshotItem) item = NULL;

  packshot_session_find_item_async (fixture->session, reference, NULL, packshot_test_await_cb,
                                    &await);
  item = packshot_session_find_item_finish (fixture->session, packshot_test_await (&await), &error);
  g_assert_no_error (error);
  return item->id;
}

static void
done (Fixture           *fixture,
      PackshotTestAwait *await)
{
  g_autoptr(GError) error = NULL;

  packshot_session_edit_finish (fixture->session, packshot_test_await (await), &error);
  g_assert_no_error (error);
}

char *
make_picture (Fixture *fixture,
              guint    number)
{
  g_autofree char *name = g_strdup_printf ("picture-%u.png", number);
  char *path = g_build_filename (fixture->folder, name, NULL);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 24, 24);
  cairo_t *cr = cairo_create (surface);

  cairo_set_source_rgb (cr, (number % 7) / 7.0, (number % 11) / 11.0, (number % 13) / 13.0);
  cairo_paint (cr);
  cairo_destroy (cr);
  g_assert_cmpint (cairo_surface_write_to_png (surface, path), ==, CAIRO_STATUS_SUCCESS);
  cairo_surface_destroy (surface);
  return path;
}

gint64
add (Fixture           *fixture,
     guint              number,
     const char        *title,
     PackshotVisibility visibility)
{
  g_auto(PackshotTestAwait) await = { NULL };
  g_autoptr(GError) error = NULL;
  g_autoptr(PackshotAdded) added = NULL;
  g_autofree char *path = make_picture (fixture, number);
  const char *paths[] = { path, NULL };
  const PackshotAdd options = { .title = title, .visibility = visibility };

  packshot_session_add_files_async (fixture->session, fixture->item, paths, &options, NULL,
                                    packshot_test_await_cb, &await);
  added = packshot_session_add_files_finish (fixture->session, packshot_test_await (&await),
                                             &error);
  g_assert_no_error (error);
  g_assert_cmpuint (added->images->len, ==, 1);
  return g_array_index (added->images, gint64, 0);
}

void
set_primary (Fixture *fixture,
             gint64   image)
{
  g_auto(PackshotTestAwait) await = { NULL };

  packshot_session_set_primary_async (fixture->session, fixture->item, image, NULL,
                                      packshot_test_await_cb, &await);
  done (fixture, &await);
}

void
move (Fixture *fixture,
      gint64   image,
      guint    position)
{
  g_auto(PackshotTestAwait) await = { NULL };

  packshot_session_move_images_async (fixture->session, fixture->item, &image, 1, position, NULL,
                                      packshot_test_await_cb, &await);
  done (fixture, &await);
}

void
set_title (Fixture    *fixture,
           gint64      image,
           const char *title)
{
  g_auto(PackshotTestAwait) await = { NULL };

  packshot_session_set_title_async (fixture->session, fixture->item, &image, 1, title, NULL,
                                    packshot_test_await_cb, &await);
  done (fixture, &await);
}

void
remove_image (Fixture *fixture,
              gint64   image)
{
  g_auto(PackshotTestAwait) await = { NULL };

  packshot_session_remove_images_async (fixture->session, fixture->item, &image, 1, NULL,
                                        packshot_test_await_cb, &await);
  done (fixture, &await);
}

/* --- The server's own books --- */

static JsonNode *
control (Fixture    *fixture,
         const char *method,
         const char *target)
{
  g_autoptr(PackshotSandboxRequest) request = packshot_sandbox_request_new (method, target);
  g_autoptr(PackshotSandboxResponse) response = NULL;
  g_autofree char *text = NULL;
  g_autoptr(GError) error = NULL;
  JsonNode *node;

  response = packshot_sandbox_handle (fixture->sandbox, request);
  g_assert_cmpuint (response->status, ==, 200);
  text = g_strndup (g_bytes_get_data (response->body, NULL), g_bytes_get_size (response->body));
  node = json_from_string (text, &error);
  g_assert_no_error (error);
  return node;
}

static void
append_picture (GString    *text,
                JsonObject *image)
{
  g_string_append_printf (text, "%s %s %s\n", json_object_get_string_member (image, "sha256"),
                          json_object_get_string_member_with_default (image, "title", ""),
                          json_object_get_boolean_member_with_default (image, "is_primary", FALSE) ?
                          "*" : "");
}

/* sha256, title, primary of each picture as the server shows them, one line each. */
char *
server_gallery (Fixture    *fixture,
                const char *service,
                const char *key)
{
  g_autoptr(JsonNode) state = control (fixture, "GET", "/_sandbox/state");
  JsonArray *galleries = json_object_get_array_member (json_node_get_object (state), service);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < json_array_get_length (galleries); i++)
    {
      JsonObject *gallery = json_array_get_object_element (galleries, i);
      const char *gtin = json_object_get_string_member_with_default (gallery, "gtin", NULL);
      const char *id = json_object_get_string_member_with_default (gallery, "id", NULL);
      JsonArray *images;

      if (g_strcmp0 (gtin, key) != 0 && g_strcmp0 (id, key) != 0)
        continue;
      /* GoldLeaf's books have the one picture itself. */
      if (g_str_equal (service, "goldleaf"))
        {
          append_picture (text, gallery);
          continue;
        }
      images = json_object_get_array_member (gallery, g_str_equal (service, "blaze") ? "assets" :
                                             "images");
      for (guint k = 0; k < json_array_get_length (images); k++)
        append_picture (text, json_array_get_object_element (images, k));
    }
  return g_string_free (text, FALSE);
}

static char *
local_gallery (Fixture *fixture)
{
  g_autoptr(PackshotItemView) view = load (fixture);
  g_autoptr(GPtrArray) shown = packshot_item_view_dup_shown (view);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < shown->len; i++)
    {
      PackshotImageView *image = shown->pdata[i];

      g_string_append_printf (text, "%s %s %s\n", packshot_image_get_sha256 (image->image),
                              packshot_image_get_title (image->image),
                              image->is_primary ? "*" : "");
    }
  return g_string_free (text, FALSE);
}

void
assert_verified (Fixture *fixture)
{
  g_auto(PackshotTestAwait) await = { NULL };
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) problems = NULL;

  packshot_session_verify_async (fixture->session, NULL, packshot_test_await_cb, &await);
  problems = packshot_session_verify_finish (fixture->session, packshot_test_await (&await),
                                             &error);
  g_assert_no_error (error);
  g_assert_cmpstr (problems->len > 0 ? problems->pdata[0] : NULL, ==, NULL);
}

/* Syncs until nothing is left, which must come soon, and proves the outcome. */
void
assert_syncs (Fixture *fixture,
              guint    n_tries)
{
  g_autoptr(PackshotItemView) view = NULL;
  g_autofree char *here = NULL;
  g_autofree char *there = NULL;
  g_autoptr(GPtrArray) calls = NULL;
  guint64 n_calls;

  for (guint i = 0; i < n_tries; i++)
    {
      g_autoptr(PackshotSyncResult) result = sync_now (fixture);

      g_test_message ("try %u: sent %u, pending %u, %s", i + 1, result->n_sent, result->n_pending,
                      result->first_problem);
      if (result->n_pending == 0 && result->n_needs_you == 0 && result->first_problem == NULL)
        break;
    }
  calls = packshot_sandbox_get_calls (fixture->sandbox);
  for (guint i = 0; i < calls->len; i++)
    {
      PackshotSandboxCall *call = calls->pdata[i];

      g_test_message ("%s %s %u", call->method, call->target, call->status);
    }
  packshot_sandbox_clear_faults (fixture->sandbox);
  view = load (fixture);
  g_assert_cmpint (view->state, ==, PACKSHOT_STATE_SYNCED);
  g_assert_true (packshot_gallery_equal (view->local, view->synced));
  here = local_gallery (fixture);
  there = server_gallery (fixture, "closient", GTIN_14);
  g_assert_cmpstr (here, ==, there);

  n_calls = packshot_sandbox_get_n_changing_calls (fixture->sandbox);
  packshot_sync_result_free (sync_now (fixture));
  g_assert_cmpuint (packshot_sandbox_get_n_changing_calls (fixture->sandbox), ==, n_calls);
  assert_verified (fixture);
}

/* --- Setting up --- */

/* Saves the account of a service, new or again, with a key. */
gint64
save_account (Fixture            *fixture,
              gint64              id,
              PackshotServiceKind service,
              const char         *key)
{
  g_auto(PackshotTestAwait) await = { NULL };
  g_autoptr(GError) error = NULL;
  g_autoptr(PackshotAccount) account = packshot_account_new ();

  account->id = id;
  account->service = service;
  account->name = g_strdup (packshot_service_kind_to_string (service));
  account->base_url = g_strdup (packshot_sandbox_server_get_base_url (fixture->server));
  account->key_source = g_strdup ("session");
  if (service == PACKSHOT_SERVICE_CLOSIENT)
    account->organization = g_strdup (packshot_sandbox_get_organization (fixture->sandbox, 0));
  packshot_session_save_account_async (fixture->session, account, key, NULL, packshot_test_await_cb,
                                       &await);
  id = packshot_session_save_account_finish (fixture->session, packshot_test_await (&await),
                                             &error);
  g_assert_no_error (error);
  return id;
}

void
add_account (Fixture                  *fixture,
             PackshotServiceKind       service,
             PackshotSandboxCredential credential)
{
  g_auto(PackshotTestAwait) await = { NULL };
  g_autoptr(GError) error = NULL;
  gint64 id = save_account (fixture, 0, service,
                            packshot_sandbox_get_credential (fixture->sandbox, credential));

  packshot_session_refresh_items_async (fixture->session, id, NULL, packshot_test_await_cb, &await);
  packshot_session_refresh_items_finish (fixture->session, packshot_test_await (&await), &error);
  g_assert_no_error (error);
}

void
fixture_set_up (Fixture      *fixture,
                gconstpointer data)
{
  g_autoptr(PackshotClock) clock = packshot_clock_new_system ();
  g_autoptr(GError) error = NULL;
  const PackshotSandboxProduct product = { .gtin = GTIN, .name = "Mackerel", .brand = "Nordhav" };

  fixture->folder = packshot_test_tmp_new ();
  fixture->sandbox = packshot_sandbox_new (clock, 7);
  packshot_sandbox_set_variant (fixture->sandbox, "closient.limit-minute=100000", &error);
  g_assert_no_error (error);
  packshot_sandbox_add_product (fixture->sandbox, &product, &error);
  g_assert_no_error (error);
  fixture->customer = packshot_sandbox_add_customer (fixture->sandbox, "Harbour Market", &error);
  fixture->product = packshot_sandbox_dup_blaze_product_id (fixture->sandbox, GTIN);
  fixture->server = packshot_sandbox_server_start (fixture->sandbox, 0, 0, &error);
  g_assert_no_error (error);
  open_session (fixture);
  add_account (fixture, PACKSHOT_SERVICE_CLOSIENT, PACKSHOT_SANDBOX_CLOSIENT_EDITOR);
  fixture->item = find_item (fixture, "closient:" GTIN_14);
}

void
fixture_tear_down (Fixture      *fixture,
                   gconstpointer data)
{
  close_session (fixture);
  packshot_sandbox_server_stop (fixture->server);
  g_clear_object (&fixture->server);
  g_clear_object (&fixture->sandbox);
  g_free (fixture->customer);
  g_free (fixture->product);
  packshot_test_tmp_free (fixture->folder);
}

void
set_variant (Fixture    *fixture,
             const char *variant)
{
  g_autoptr(GError) error = NULL;

  packshot_sandbox_set_variant (fixture->sandbox, variant, &error);
  g_assert_no_error (error);
}

void
add_fault (Fixture    *fixture,
           const char *fault)
{
  g_autoptr(GError) error = NULL;

  packshot_sandbox_add_fault (fixture->sandbox, fault, &error);
  g_assert_no_error (error);
}
