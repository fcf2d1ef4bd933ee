/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* Whose turn it is, who shares an answer, and who gets none. Requests are made while the service is
 * frozen, so that the order of starting and not luck decides. */

#include "config.h"

#include "packshot-imaging.h"
#include "packshot-test.h"
#include "pictures.h"

typedef struct
{
  char            *dir;
  PackshotImaging *imaging;
  GString         *order;
} Fixture;

typedef struct
{
  Fixture        *fixture;
  char            name;
  char           *path;
  gboolean        done;
  PackshotPixels *pixels;
  GError         *error;
} Request;

static void
set_up (Fixture      *fixture,
        gconstpointer user_data)
{
  fixture->dir = packshot_test_tmp_new ();
  fixture->imaging = packshot_imaging_new (NULL, 1);
  fixture->order = g_string_new (NULL);
  packshot_imaging_freeze (fixture->imaging);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer user_data)
{
  g_string_free (fixture->order, TRUE);
  g_clear_object (&fixture->imaging);
  g_clear_pointer (&fixture->dir, packshot_test_tmp_free);
}

static void
request_clear (Request *request)
{
  g_clear_pointer (&request->path, g_free);
  g_clear_pointer (&request->pixels, packshot_pixels_unref);
  g_clear_error (&request->error);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Request, request_clear)

static void
request_done_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  Request *request = user_data;

  request->pixels = packshot_imaging_load_finish (PACKSHOT_IMAGING (source), result,
                                                  &request->error);
  g_string_append_c (request->fixture->order, request->name);
  request->done = TRUE;
}

/* Each name is a picture of its own. */
static void
request_start (Request      *request,
               Fixture      *fixture,
               char          name,
               int           priority,
               GCancellable *cancellable)
{
  g_autoptr(GBytes) png = pictures_quarters ("png", 8, 8);
  const char file[] = { name, '\0' };

  request->fixture = fixture;
  request->name = name;
  request->path = pictures_write (fixture->dir, file, png);
  packshot_imaging_load_async (fixture->imaging, request->path, 0, priority, cancellable,
                               request_done_cb, request);
}

static void
assert_cancelled (Request *request)
{
  packshot_test_spin (&request->done);
  g_assert_error (request->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_null (request->pixels);
}

static void
assert_loaded (Request *request)
{
  packshot_test_spin (&request->done);
  g_assert_no_error (request->error);
  g_assert_nonnull (request->pixels);
}

static void
test_order (Fixture      *fixture,
            gconstpointer user_data)
{
  g_auto(Request) a = { NULL }, b = { NULL }, c = { NULL }, d = { NULL }, e = { NULL };

  request_start (&a, fixture, 'a', G_PRIORITY_LOW, NULL);
  request_start (&b, fixture, 'b', G_PRIORITY_DEFAULT, NULL);
  request_start (&c, fixture, 'c', G_PRIORITY_DEFAULT, NULL);
  request_start (&d, fixture, 'd', G_PRIORITY_HIGH, NULL);
  request_start (&e, fixture, 'e', G_PRIORITY_LOW, NULL);
  packshot_imaging_thaw (fixture->imaging);
  assert_loaded (&a);
  g_assert_cmpstr (fixture->order->str, ==, "dcbea");
}

/* One file, one decoding: both get the very same pixels. */
static void
test_merged (Fixture      *fixture,
             gconstpointer user_data)
{
  g_auto(Request) first = { NULL }, second = { NULL }, other = { NULL };

  request_start (&first, fixture, 'a', G_PRIORITY_DEFAULT, NULL);
  request_start (&second, fixture, 'a', G_PRIORITY_DEFAULT, NULL);
  request_start (&other, fixture, 'b', G_PRIORITY_DEFAULT, NULL);
  packshot_imaging_thaw (fixture->imaging);
  assert_loaded (&first);
  assert_loaded (&second);
  assert_loaded (&other);
  g_assert_true (first.pixels == second.pixels);
  g_assert_true (first.pixels != other.pixels);
}

/* Asking again, and more urgently, moves what already waits to the front. */
static void
test_merged_moves (Fixture      *fixture,
                   gconstpointer user_data)
{
  g_auto(Request) a = { NULL }, b = { NULL }, c = { NULL }, again = { NULL };

  request_start (&a, fixture, 'a', G_PRIORITY_LOW, NULL);
  request_start (&b, fixture, 'b', G_PRIORITY_DEFAULT, NULL);
  request_start (&c, fixture, 'c', G_PRIORITY_LOW, NULL);
  request_start (&again, fixture, 'a', G_PRIORITY_HIGH, NULL);
  packshot_imaging_thaw (fixture->imaging);
  assert_loaded (&c);
  g_assert_cmpstr (fixture->order->str, ==, "aabc");
}

static void
test_cancelled (Fixture      *fixture,
                gconstpointer user_data)
{
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_auto(Request) before = { NULL }, waiting = { NULL }, other = { NULL };

  request_start (&waiting, fixture, 'a', G_PRIORITY_DEFAULT, cancellable);
  g_cancellable_cancel (cancellable);
  request_start (&before, fixture, 'b', G_PRIORITY_DEFAULT, cancellable);
  request_start (&other, fixture, 'c', G_PRIORITY_DEFAULT, NULL);
  packshot_imaging_thaw (fixture->imaging);
  assert_cancelled (&before);
  assert_cancelled (&waiting);
  assert_loaded (&other);
}

/* Who cancels takes nothing from others who wait for the same. */
static void
test_cancelled_one_of_two (Fixture      *fixture,
                           gconstpointer user_data)
{
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_auto(Request) first = { NULL }, second = { NULL };

  request_start (&first, fixture, 'a', G_PRIORITY_DEFAULT, cancellable);
  request_start (&second, fixture, 'a', G_PRIORITY_DEFAULT, NULL);
  g_cancellable_cancel (cancellable);
  packshot_imaging_thaw (fixture->imaging);
  assert_cancelled (&first);
  assert_loaded (&second);
}

static void
test_shutdown (Fixture      *fixture,
               gconstpointer user_data)
{
  g_auto(Request) queued = { NULL }, late = { NULL };

  request_start (&queued, fixture, 'a', G_PRIORITY_DEFAULT, NULL);
  packshot_imaging_shutdown (fixture->imaging);
  assert_cancelled (&queued);

  request_start (&late, fixture, 'b', G_PRIORITY_DEFAULT, NULL);
  packshot_test_spin (&late.done);
  g_assert_error (late.error, G_IO_ERROR, G_IO_ERROR_CLOSED);
}

/* The service lives until its last answer, though nobody else holds it. */
static void
test_dropped (Fixture      *fixture,
              gconstpointer user_data)
{
  g_auto(Request) a = { NULL }, b = { NULL };
  PackshotImaging *imaging = fixture->imaging;

  request_start (&a, fixture, 'a', G_PRIORITY_DEFAULT, NULL);
  request_start (&b, fixture, 'b', G_PRIORITY_DEFAULT, NULL);
  packshot_imaging_thaw (imaging);
  g_clear_object (&fixture->imaging);
  assert_loaded (&a);
  assert_loaded (&b);
}

/* Many at once from several workers: each request is answered once, with its own picture. */
static void
test_many (Fixture      *fixture,
           gconstpointer user_data)
{
  g_autofree Request *requests = g_new0 (Request, 500);

  g_set_object (&fixture->imaging, NULL);
  fixture->imaging = packshot_imaging_new (NULL, 4);
  for (guint i = 0; i < 500; i++)
    request_start (&requests[i], fixture, 'a' + i % 20, i % 3, NULL);
  for (guint i = 0; i < 500; i++)
    {
      assert_loaded (&requests[i]);
      request_clear (&requests[i]);
    }
  g_assert_cmpuint (fixture->order->len, ==, 500);
}

#define ADD(name, func) \
  g_test_add ("/imaging/queue/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("order", test_order);
  ADD ("merged", test_merged);
  ADD ("merged-moves", test_merged_moves);
  ADD ("cancelled", test_cancelled);
  ADD ("cancelled-one-of-two", test_cancelled_one_of_two);
  ADD ("shutdown", test_shutdown);
  ADD ("dropped", test_dropped);
  ADD ("many", test_many);
  return g_test_run ();
}
