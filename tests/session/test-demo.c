/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* The sample catalog, end to end in one process: the real session, engine, store, adapters and HTTP
 * against the practice server. */

#include "config.h"

#include "packshot-demo.h"
#include "packshot-test.h"

typedef struct
{
  PackshotDemo    *demo;
  PackshotSession *session;
} Fixture;

static void
fixture_set_up (Fixture      *fixture,
                gconstpointer data)
{
  g_auto(PackshotTestAwait) await = { NULL };
  g_autoptr(GError) error = NULL;

  packshot_demo_open_async (PACKSHOT_SESSION_MANUAL, NULL, packshot_test_await_cb, &await);
  fixture->demo = packshot_demo_open_finish (packshot_test_await (&await), &error);
  g_assert_no_error (error);
  fixture->session = packshot_demo_get_session (fixture->demo);
}

static void
fixture_tear_down (Fixture      *fixture,
                   gconstpointer data)
{
  g_auto(PackshotTestAwait) await = { NULL };
  g_autoptr(GError) error = NULL;

  packshot_session_close_async (fixture->session, packshot_test_await_cb, &await);
  packshot_session_close_finish (fixture->session, packshot_test_await (&await), &error);
  g_assert_no_error (error);
  packshot_demo_free (fixture->demo);
}

static GArray *
query (Fixture       *fixture,
       PackshotFilter filter)
{
  g_auto(PackshotTestAwait) await = { NULL };
  g_autoptr(GError) error = NULL;
  const PackshotItemQuery all = { .kind = -1, .filter = filter };
  GArray *ids;

  packshot_session_query_items_async (fixture->session, &all, NULL, packshot_test_await_cb, &await);
  ids = packshot_session_query_items_finish (fixture->session, packshot_test_await (&await),
                                             &error);
  g_assert_no_error (error);
  return ids;
}

static PackshotItemView *
load (Fixture *fixture,
      gint64   item)
{
  g_auto(PackshotTestAwait) await = { NULL };
  g_autoptr(GError) error = NULL;
  PackshotItemView *view;

  packshot_session_load_item_async (fixture->session, item, NULL, packshot_test_await_cb, &await);
  view = packshot_session_load_item_finish (fixture->session, packshot_test_await (&await), &error);
  g_assert_no_error (error);
  return view;
}

static PackshotSyncResult *
sync_all (Fixture *fixture)
{
  g_auto(PackshotTestAwait) await = { NULL };
  g_autoptr(GError) error = NULL;
  PackshotSyncResult *result;

  packshot_session_sync_async (fixture->session, NULL, 0, PACKSHOT_SYNC_NONE, NULL,
                               packshot_test_await_cb, &await);
  result = packshot_session_sync_finish (fixture->session, packshot_test_await (&await), &error);
  g_assert_no_error (error);
  return result;
}

static void
assert_edit (Fixture           *fixture,
             PackshotTestAwait *await)
{
  g_autoptr(GError) error = NULL;

  packshot_session_edit_finish (fixture->session, packshot_test_await (await), &error);
  g_assert_no_error (error);
}

/* The first item with at least @n pictures and one primary. */
static PackshotItemView *
find_gallery (Fixture            *fixture,
              PackshotServiceKind service,
              guint               n)
{
  g_autoptr(GArray) ids = query (fixture, PACKSHOT_FILTER_ALL);

  for (guint i = 0; i < ids->len; i++)
    {
      g_autoptr(PackshotItemView) view = load (fixture, g_array_index (ids, gint64, i));

      if (view->account->service == service && view->images->len >= n)
        return g_steal_pointer (&view);
    }
  g_assert_not_reached ();
}

static void
test_opens_synced (Fixture      *fixture,
                   gconstpointer data)
{
  g_autoptr(GArray) all = query (fixture, PACKSHOT_FILTER_ALL);
  g_autoptr(GArray) waiting = query (fixture, PACKSHOT_FILTER_WAITING);
  guint n_pictures = 0;

  g_assert_cmpuint (all->len, >=, 30);
  g_assert_cmpuint (waiting->len, ==, 0);
  for (guint i = 0; i < all->len; i++)
    {
      g_autoptr(PackshotItemView) view = load (fixture, g_array_index (all, gint64, i));

      g_assert_cmpint (view->state, ==, PACKSHOT_STATE_SYNCED);
      n_pictures += view->images->len;
      for (guint k = 0; k < view->images->len; k++)
        {
          PackshotImageView *image = view->images->pdata[k];

          g_assert_cmpint (image->state, ==, PACKSHOT_STATE_SYNCED);
          g_assert_nonnull (image->content);
          g_assert_cmpint (image->content->width, >, 0);
        }
    }
  g_assert_cmpuint (n_pictures, >, 60);
}

static void
check_main_job (Fixture            *fixture,
                PackshotServiceKind service)
{
  g_auto(PackshotTestAwait) await = { NULL };
  g_autoptr(PackshotItemView) view = find_gallery (fixture, service, 3);
  g_autoptr(PackshotItemView) wished = NULL;
  g_autoptr(PackshotItemView) after = NULL;
  g_autoptr(PackshotSyncResult) result = NULL;
  g_autoptr(PackshotSyncResult) again = NULL;
  gint64 item = view->item->id;
  gint64 first = packshot_image_get_id (packshot_gallery_get (view->local, 0));
  gint64 second = packshot_image_get_id (packshot_gallery_get (view->local, 1));
  gint64 third = packshot_image_get_id (packshot_gallery_get (view->local, 2));

  packshot_session_set_primary_async (fixture->session, item, third, NULL, packshot_test_await_cb,
                                      &await);
  assert_edit (fixture, &await);
  packshot_session_move_images_async (fixture->session, item, &second, 1, 1, NULL,
                                      packshot_test_await_cb, &await);
  assert_edit (fixture, &await);
  packshot_session_set_title_async (fixture->session, item, &first, 1, "Seen from the front", NULL,
                                    packshot_test_await_cb, &await);
  assert_edit (fixture, &await);

  wished = load (fixture, item);
  g_assert_cmpint (wished->state, ==, PACKSHOT_STATE_PENDING);
  g_assert_cmpint (packshot_gallery_get_primary (wished->local), ==, third);

  result = sync_all (fixture);
  g_assert_cmpstr (result->first_problem, ==, NULL);
  g_assert_cmpuint (result->n_pending, ==, 0);
  g_assert_cmpuint (result->n_sent, >, 0);

  after = load (fixture, item);
  g_assert_cmpint (after->state, ==, PACKSHOT_STATE_SYNCED);
  g_assert_true (packshot_gallery_equal (after->local, wished->local));
  g_assert_true (packshot_gallery_equal (after->local, after->synced));

  again = sync_all (fixture);
  g_assert_cmpuint (again->n_sent, ==, 0);
}

static void
test_main_job_closient (Fixture      *fixture,
                        gconstpointer data)
{
  check_main_job (fixture, PACKSHOT_SERVICE_CLOSIENT);
}

static void
test_main_job_blaze (Fixture      *fixture,
                     gconstpointer data)
{
  check_main_job (fixture, PACKSHOT_SERVICE_BLAZE);
}

static void
test_undo_after_sync (Fixture      *fixture,
                      gconstpointer data)
{
  g_auto(PackshotTestAwait) await = { NULL };
  g_autoptr(GError) error = NULL;
  g_autoptr(PackshotItemView) view = find_gallery (fixture, PACKSHOT_SERVICE_CLOSIENT, 3);
  g_autoptr(PackshotItemView) after = NULL;
  g_autoptr(PackshotSyncResult) sent = NULL;
  g_autoptr(PackshotSyncResult) restored = NULL;
  g_autofree char *kind = NULL;
  gint64 second = packshot_image_get_id (packshot_gallery_get (view->local, 1));
  gint64 item = 0;

  packshot_session_remove_images_async (fixture->session, view->item->id, &second, 1, NULL,
                                        packshot_test_await_cb, &await);
  assert_edit (fixture, &await);
  sent = sync_all (fixture);
  g_assert_cmpuint (sent->n_sent, ==, 1);

  packshot_session_undo_async (fixture->session, NULL, packshot_test_await_cb, &await);
  kind = packshot_session_undo_finish (fixture->session, packshot_test_await (&await), &item,
                                       &error);
  g_assert_no_error (error);
  g_assert_cmpstr (kind, ==, "remove");
  g_assert_cmpint (item, ==, view->item->id);

  restored = sync_all (fixture);
  g_assert_cmpstr (restored->first_problem, ==, NULL);
  g_assert_cmpuint (restored->n_pending, ==, 0);
  after = load (fixture, item);
  g_assert_cmpint (after->state, ==, PACKSHOT_STATE_SYNCED);
  g_assert_true (packshot_gallery_equal (after->local, view->local));
}

static void
test_verify (Fixture      *fixture,
             gconstpointer data)
{
  g_auto(PackshotTestAwait) await = { NULL };
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) problems = NULL;

  packshot_session_verify_async (fixture->session, NULL, packshot_test_await_cb, &await);
  problems = packshot_session_verify_finish (fixture->session, packshot_test_await (&await),
                                             &error);
  g_assert_no_error (error);
  for (guint i = 0; i < problems->len; i++)
    g_test_message ("%s", (char *)problems->pdata[i]);
  g_assert_cmpuint (problems->len, ==, 0);
}

#define ADD(path, func) \
  g_test_add (path, Fixture, NULL, fixture_set_up, func, fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/session/demo/opens-synced", test_opens_synced);
  ADD ("/session/demo/main-job/closient", test_main_job_closient);
  ADD ("/session/demo/main-job/blaze", test_main_job_blaze);
  ADD ("/session/demo/undo-after-sync", test_undo_after_sync);
  ADD ("/session/demo/verify", test_verify);

  return g_test_run ();
}
