/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* What a session that lives long does by itself once a day, under a clock that the test moves. */

#include "config.h"

#include "packshot-accounts.h"
#include "packshot-edits.h"
#include "packshot-fake-clock.h"
#include "packshot-galleries.h"
#include "packshot-session-clean.h"
#include "packshot-session-keep.h"
#include "packshot-test.h"

#include <glib/gstdio.h>

typedef struct
{
  char            *folder;      /* (owned) */
  PackshotClock   *clock;       /* (owned) */
  PackshotSession *session;     /* (owned) */
} Fixture;

/* A store without threads calls back before the call returns. */
static void
must_write (PackshotSession  *session,
            PackshotStoreFunc func,
            gpointer          data)
{
  g_auto(PackshotTestAwait) await = { NULL };
  g_autoptr(GError) error = NULL;
  PackshotStore *store = packshot_session_get_store (session);

  packshot_store_write_async (store, func, data, NULL, NULL, packshot_test_await_cb, &await);
  packshot_store_write_finish (store, packshot_test_await (&await), &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture      *self,
        gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(PackshotStore) store = NULL;
  g_autoptr(PackshotBlobStore) blobs = NULL;
  g_autoptr(PackshotWorker) files = packshot_worker_new_inline ("files");
  g_autoptr(PackshotTransport) transport = packshot_soup_transport_new ();
  g_autofree char *cache = NULL;
  PackshotSessionParts parts = { 0 };

  self->folder = packshot_test_tmp_new ();
  self->clock = packshot_fake_clock_new (g_get_real_time ());
  cache = g_build_filename (self->folder, "cache", NULL);
  store = packshot_store_open (self->folder, PACKSHOT_STORE_INLINE, &error);
  g_assert_no_error (error);
  blobs = packshot_blob_store_open (self->folder, &error);
  g_assert_no_error (error);
  parts.store = store;
  parts.blobs = blobs;
  parts.clock = self->clock;
  parts.files = files;
  parts.transport = transport;
  self->session = _packshot_session_new_with (self->folder, cache, PACKSHOT_SESSION_MANUAL, &parts);
}

static void
tear_down (Fixture      *self,
           gconstpointer data)
{
  g_auto(PackshotTestAwait) await = { NULL };
  g_autoptr(GError) error = NULL;

  packshot_session_close_async (self->session, packshot_test_await_cb, &await);
  packshot_session_close_finish (self->session, packshot_test_await (&await), &error);
  g_assert_no_error (error);
  g_clear_object (&self->session);
  g_clear_object (&self->clock);
  packshot_test_tmp_free (self->folder);
}

/* A content that no row names, as of now. */
static char *
add_content (Fixture    *self,
             const char *text)
{
  g_autofree char *path = g_build_filename (self->folder, "new", NULL);
  g_autoptr(GError) error = NULL;
  char *sha256;

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  sha256 = packshot_blob_store_add_file (packshot_session_get_blobs (self->session), path, NULL,
                                         NULL, &error);
  g_assert_no_error (error);
  return sha256;
}

typedef struct
{
  const char *sha256;
  gint64      at;
} Trash;

/* A picture that was removed then. */
static gboolean
trash_func (PackshotDb *db,
            gpointer    data,
            GError    **error)
{
  Trash *trash = data;
  g_autoptr(PackshotAccount) account = packshot_account_new ();
  g_autoptr(PackshotItem) item = packshot_item_new ();
  g_autoptr(PackshotContent) content = packshot_content_new (trash->sha256, 3, "image/png", 1, 1);
  g_autoptr(PackshotImage) image = NULL;
  g_autoptr(GPtrArray) images = g_ptr_array_new ();
  g_autoptr(PackshotGallery) before = NULL;
  g_autoptr(PackshotGallery) after = NULL;
  gint64 id = 0;

  account->service = PACKSHOT_SERVICE_CLOSIENT;
  account->name = g_strdup (trash->sha256);
  account->base_url = g_strdup ("https://example.com");
  account->key_source = g_strdup ("session");
  item->account = packshot_accounts_insert (db, account, error);
  item->kind = PACKSHOT_ITEM_PRODUCT;
  item->key = g_strdup ("key");
  item->name = g_strdup ("Soup");
  if (!packshot_items_put (db, item, 1, &id, NULL, error) ||
      !packshot_contents_add (db, content, error))
    return FALSE;
  image = packshot_image_new (packshot_images_new (db, id, error), trash->sha256, "",
                              PACKSHOT_VISIBILITY_NONE, NULL);
  g_ptr_array_add (images, image);
  before = packshot_gallery_new_from (images, 0, error);
  after = packshot_gallery_with_removed (before, packshot_image_get_id (image));
  return packshot_trash_update (db, id, before, after, trash->at, "user", error);
}

static void
add_trash (Fixture    *self,
           const char *sha256,
           gint64      days)
{
  Trash trash = { sha256, packshot_clock_get_real_time (self->clock) - days * G_TIME_SPAN_DAY };

  must_write (self->session, trash_func, &trash);
}

static gboolean
cleaned_func (PackshotDb *db,
              gpointer    data,
              GError    **error)
{
  char **at = data;

  *at = packshot_settings_get (db, "cleaned_at", NULL);
  return TRUE;
}

static char *
get_cleaned_at (Fixture *self)
{
  char *at = NULL;

  must_write (self->session, cleaned_func, &at);
  return at;
}

static gboolean
has (Fixture    *self,
     const char *sha256)
{
  return packshot_blob_store_has (packshot_session_get_blobs (self->session), sha256);
}

static gboolean
is_copied (Fixture *self)
{
  g_autofree char *copy = g_build_filename (self->folder, "packshot.db.daily", NULL);

  return g_file_test (copy, G_FILE_TEST_EXISTS);
}

/* Its last act is the copy of the database. */
static void
wait_for_copy (Fixture *self)
{
  while (!is_copied (self))
    g_main_context_iteration (NULL, FALSE);
}

static void
drop_copy (Fixture *self)
{
  g_autofree char *copy = g_build_filename (self->folder, "packshot.db.daily", NULL);

  g_assert_cmpint (g_unlink (copy), ==, 0);
}

static void
advance (Fixture *self,
         gint64   by)
{
  packshot_fake_clock_advance (PACKSHOT_FAKE_CLOCK (self->clock), by);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
test_daily (Fixture      *self,
            gconstpointer data)
{
  g_autofree char *removed = add_content (self, "one");
  g_autofree char *kept = add_content (self, "two");
  g_autofree char *first = NULL;
  g_autofree char *same = NULL;
  g_autofree char *second = NULL;

  add_trash (self, removed, 29);
  add_trash (self, kept, 10);
  _packshot_session_clean_start (self->session);
  advance (self, G_TIME_SPAN_SECOND);
  g_assert_null (get_cleaned_at (self));
  advance (self, G_TIME_SPAN_MINUTE);
  wait_for_copy (self);
  first = get_cleaned_at (self);
  g_assert_nonnull (first);
  g_assert_true (has (self, removed));

  /* Not again on the same day. */
  drop_copy (self);
  for (int i = 0; i < 23; i++)
    advance (self, G_TIME_SPAN_HOUR);
  same = get_cleaned_at (self);
  g_assert_cmpstr (same, ==, first);
  g_assert_false (is_copied (self));

  /* On the next day the thirty days of one are over, and nobody else names its bytes. */
  for (int i = 0; i < 3; i++)
    advance (self, G_TIME_SPAN_HOUR);
  wait_for_copy (self);
  second = get_cleaned_at (self);
  g_assert_cmpstr (second, !=, first);
  g_assert_false (has (self, removed));
  g_assert_true (has (self, kept));
}

/* A clock that was set back is no reason to wait for years. */
static void
test_clock_set_back (Fixture      *self,
                     gconstpointer data)
{
  _packshot_session_clean_start (self->session);
  advance (self, G_TIME_SPAN_MINUTE);
  wait_for_copy (self);
  drop_copy (self);
  packshot_fake_clock_jump (PACKSHOT_FAKE_CLOCK (self->clock), -400 * G_TIME_SPAN_DAY);
  advance (self, G_TIME_SPAN_HOUR);
  advance (self, G_TIME_SPAN_HOUR);
  wait_for_copy (self);
}

/* Another process may be about to name what it has added. */
static void
test_others (Fixture      *self,
             gconstpointer data)
{
  g_autofree char *unnamed = add_content (self, "one");
  g_autoptr(GError) error = NULL;
  g_autoptr(PackshotStore) other =
    packshot_store_open (self->folder, PACKSHOT_STORE_INLINE, &error);
  g_auto(PackshotTestAwait) await = { NULL };

  g_assert_no_error (error);
  packshot_fake_clock_jump (PACKSHOT_FAKE_CLOCK (self->clock), 3 * G_TIME_SPAN_DAY);
  _packshot_session_clean_start (self->session);
  advance (self, G_TIME_SPAN_MINUTE);
  wait_for_copy (self);
  g_assert_true (has (self, unnamed));

  packshot_store_close_async (other, packshot_test_await_cb, &await);
  packshot_store_close_finish (other, packshot_test_await (&await), &error);
  g_assert_no_error (error);
  drop_copy (self);
  for (int i = 0; i < 25; i++)
    advance (self, G_TIME_SPAN_HOUR);
  wait_for_copy (self);
  g_assert_false (has (self, unnamed));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/session/keep/daily", Fixture, NULL, set_up, test_daily, tear_down);
  g_test_add ("/session/keep/clock-set-back", Fixture, NULL, set_up, test_clock_set_back,
              tear_down);
  g_test_add ("/session/keep/others", Fixture, NULL, set_up, test_others, tear_down);
  return g_test_run ();
}
