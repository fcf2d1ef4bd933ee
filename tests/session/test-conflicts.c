/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* Conflicts that only a service's own people can bring about, because its interface changes nothing
 * in place: captions and pictures of Closient. Decided each way, taken back before and after a
 * sync, on the practice server over real HTTP; every case ends with both sides equal. */

#include "config.h"

#include "packshot-galleries.h"
#include "packshot-rows.h"
#include "packshot-session-conflicts.h"
#include "packshot-test.h"
#include "sync-fixture.h"

/* --- Asking --- */

static GPtrArray *
conflicts (Fixture *fixture)
{
  g_auto(PackshotTestAwait) await = { NULL };
  g_autoptr(GError) error = NULL;
  GPtrArray *views;

  packshot_session_load_conflicts_async (fixture->session, NULL, packshot_test_await_cb, &await);
  views = packshot_session_load_conflicts_finish (fixture->session, packshot_test_await (&await),
                                                  &error);
  g_assert_no_error (error);
  return views;
}

static PackshotConflictView *
only_conflict (Fixture             *fixture,
               PackshotConflictKind kind)
{
  g_autoptr(GPtrArray) views = conflicts (fixture);
  PackshotConflictView *view;

  g_assert_cmpuint (views->len, ==, 1);
  view = views->pdata[0];
  g_assert_cmpint (view->row.kind, ==, kind);
  return packshot_conflict_view_ref (view);
}

static gboolean
resolve (Fixture     *fixture,
         gint64       conflict,
         PackshotKeep keep,
         GError     **error)
{
  g_auto(PackshotTestAwait) await = { NULL };

  packshot_session_resolve_async (fixture->session, &conflict, 1, keep, NULL,
                                  packshot_test_await_cb, &await);
  return packshot_session_resolve_finish (fixture->session, packshot_test_await (&await), error);
}

static void
step (Fixture *fixture,
      gboolean redo)
{
  g_auto(PackshotTestAwait) await = { NULL };
  g_autoptr(GError) error = NULL;
  g_autofree char *kind = NULL;

  if (redo)
    packshot_session_redo_async (fixture->session, NULL, packshot_test_await_cb, &await);
  else
    packshot_session_undo_async (fixture->session, NULL, packshot_test_await_cb, &await);
  kind = packshot_session_undo_finish (fixture->session, packshot_test_await (&await), NULL,
                                       &error);
  g_assert_no_error (error);
  g_assert_cmpstr (kind, ==, "resolve");
}

static void
change_there (Fixture    *fixture,
              gint64      image,
              GBytes     *bytes,
              const char *title)
{
  g_autoptr(PackshotItemView) view = load (fixture);
  const char *id = packshot_image_get_remote_id (packshot_gallery_lookup (view->remote, image));
  g_autoptr(GError) error = NULL;

  packshot_sandbox_change_closient_image (fixture->sandbox, GTIN, id, bytes, title, &error);
  g_assert_no_error (error);
}

static void
assert_title (Fixture    *fixture,
              gint64      image,
              const char *title)
{
  g_autoptr(PackshotItemView) view = load (fixture);

  g_assert_cmpstr (packshot_image_get_title (packshot_gallery_lookup (view->local, image)), ==,
                   title);
}

/* --- Captions --- */

static void
test_title (Fixture      *fixture,
            gconstpointer data)
{
  PackshotKeep keep = GPOINTER_TO_INT (data);
  const char *kept = keep == PACKSHOT_KEEP_MINE ? "Mine" : "Theirs";
  gint64 image = add (fixture, 1, "Front", PACKSHOT_VISIBILITY_NONE);
  g_autoptr(PackshotConflictView) view = NULL;
  g_autoptr(PackshotConflictView) again = NULL;
  g_autoptr(PackshotSyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  add (fixture, 2, "Back", PACKSHOT_VISIBILITY_NONE);
  assert_syncs (fixture, 2);
  set_title (fixture, image, "Mine");
  change_there (fixture, image, NULL, "Theirs");
  result = sync_now (fixture);
  g_assert_cmpuint (result->n_conflicts, ==, 1);
  view = only_conflict (fixture, PACKSHOT_CONFLICT_TITLE);
  g_assert_cmpint (view->both, ==, PACKSHOT_BOTH_ONE_CAPTION);
  g_assert_cmpint (view->differs, ==, PACKSHOT_CONFLICT_FIELD_CAPTION);
  g_assert_cmpstr (packshot_image_get_title (view->agreed.image), ==, "Front");
  g_assert_cmpstr (packshot_image_get_title (view->mine.image), ==, "Mine");
  g_assert_cmpstr (packshot_image_get_title (view->server.image), ==, "Theirs");
  g_assert_cmpint (view->server.from, >, 0);
  g_assert_cmpint (view->server.from, <, view->server.until);
  g_assert_false (resolve (fixture, view->row.id, PACKSHOT_KEEP_BOTH, &error));
  g_assert_error (error, PACKSHOT_SESSION_ERROR, PACKSHOT_SESSION_ERROR_NOT_SUPPORTED);
  g_clear_error (&error);

  resolve (fixture, view->row.id, keep, &error);
  g_assert_no_error (error);
  step (fixture, FALSE);
  again = only_conflict (fixture, PACKSHOT_CONFLICT_TITLE);
  g_assert_cmpint (again->row.id, ==, view->row.id);
  g_assert_cmpint (again->row.since, ==, view->row.since);
  step (fixture, TRUE);
  assert_syncs (fixture, 2);
  assert_title (fixture, image, kept);

  step (fixture, FALSE);
  if (keep == PACKSHOT_KEEP_MINE)
    {
      assert_syncs (fixture, 2);
      assert_title (fixture, image, "Theirs");
      return;
    }
  g_clear_pointer (&again, packshot_conflict_view_unref);
  again = only_conflict (fixture, PACKSHOT_CONFLICT_TITLE);
  resolve (fixture, again->row.id, PACKSHOT_KEEP_MINE, &error);
  g_assert_no_error (error);
  assert_syncs (fixture, 2);
  assert_title (fixture, image, "Mine");
}

/* --- Pictures --- */

typedef struct
{
  gint64      item;
  gint64      image;
  const char *remote;
  const char *sha256;
} Learned;

/* That a row has other bytes can't be seen in its listing: here it has become known. */
static gboolean
learn (PackshotDb *db,
       gpointer    data,
       GError    **error)
{
  Learned *learned = data;

  return packshot_rows_put (db, learned->item, learned->remote, learned->image, learned->sha256,
                            error);
}

static char *
replace_there (Fixture *fixture,
               gint64   image,
               guint    number)
{
  g_autoptr(PackshotItemView) view = load (fixture);
  PackshotImage *there = packshot_gallery_lookup (view->remote, image);
  g_autofree char *path = make_picture (fixture, number);
  g_autoptr(GMappedFile) file = g_mapped_file_new (path, FALSE, NULL);
  g_autoptr(GBytes) bytes = g_mapped_file_get_bytes (file);
  g_autofree char *sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
  Learned learned = { fixture->item, image, packshot_image_get_remote_id (there), sha256 };
  g_auto(PackshotTestAwait) await = { NULL };
  g_autoptr(GError) error = NULL;
  PackshotStore *store = packshot_session_get_store (fixture->session);

  change_there (fixture, image, bytes, NULL);
  packshot_store_write_async (store, learn, &learned, NULL, NULL, packshot_test_await_cb, &await);
  packshot_store_write_finish (store, packshot_test_await (&await), &error);
  g_assert_no_error (error);
  return g_steal_pointer (&sha256);
}

static void
replace_here (Fixture *fixture,
              gint64   image,
              guint    number)
{
  g_autofree char *path = make_picture (fixture, number);
  g_auto(PackshotTestAwait) await = { NULL };
  g_autoptr(GError) error = NULL;

  packshot_session_replace_image_async (fixture->session, fixture->item, image, path, NULL,
                                        packshot_test_await_cb, &await);
  packshot_session_edit_finish (fixture->session, packshot_test_await (&await), &error);
  g_assert_no_error (error);
}

static gboolean
is_in_trash (Fixture    *fixture,
             const char *sha256)
{
  g_auto(PackshotTestAwait) await = { NULL };
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) rows = NULL;

  packshot_session_list_trash_async (fixture->session, NULL, packshot_test_await_cb, &await);
  rows = packshot_session_list_trash_finish (fixture->session, packshot_test_await (&await),
                                             &error);
  g_assert_no_error (error);
  for (guint i = 0; i < rows->len; i++)
    {
      PackshotTrashRow *row = rows->pdata[i];

      if (g_str_equal (row->sha256, sha256) && g_str_equal (row->reason, "conflict"))
        return TRUE;
    }
  return FALSE;
}

static char *
say_gallery (Fixture *fixture)
{
  g_autoptr(PackshotItemView) view = load (fixture);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < packshot_gallery_get_n (view->local); i++)
    g_string_append_printf (text, "%.8s ",
                            packshot_image_get_sha256 (packshot_gallery_get (view->local, i)));
  return g_string_free (text, FALSE);
}

static void
assert_gallery (Fixture    *fixture,
                const char *first,
                const char *second,
                const char *third)
{
  g_autofree char *said = say_gallery (fixture);
  g_autofree char *wanted = third != NULL ?
    g_strdup_printf ("%.8s %.8s %.8s ", first, second, third) :
    g_strdup_printf ("%.8s %.8s ", first, second);

  g_assert_cmpstr (said, ==, wanted);
}

/* The server's picture stays in its place, mine becomes a new one behind it; or one of them goes to
 * the trash. */
static void
test_content (Fixture      *fixture,
              gconstpointer data)
{
  PackshotKeep keep = GPOINTER_TO_INT (data);
  gint64 spare = add (fixture, 4, "Spare", PACKSHOT_VISIBILITY_NONE);
  gint64 image = add (fixture, 1, "Front", PACKSHOT_VISIBILITY_NONE);
  g_autofree char *theirs = NULL;
  g_autofree char *mine = NULL;
  g_autofree char *back = NULL;
  g_autoptr(PackshotConflictView) view = NULL;
  g_autoptr(PackshotSyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  add (fixture, 2, "Back", PACKSHOT_VISIBILITY_NONE);
  remove_image (fixture, spare);
  set_primary (fixture, image);
  assert_syncs (fixture, 2);
  replace_here (fixture, image, 3);
  theirs = replace_there (fixture, image, 4);
  result = sync_now (fixture);
  g_assert_cmpuint (result->n_conflicts, ==, 1);
  view = only_conflict (fixture, PACKSHOT_CONFLICT_CONTENT);
  g_assert_cmpint (view->both, ==, PACKSHOT_BOTH_POSSIBLE);
  g_assert_true (view->differs & PACKSHOT_CONFLICT_FIELD_PICTURE);
  g_assert_true (view->same & PACKSHOT_CONFLICT_FIELD_CAPTION);
  mine = g_strdup (packshot_image_get_sha256 (view->mine.image));
  back = g_strdup (packshot_image_get_sha256 (packshot_gallery_get (view->mine.gallery, 1)));
  g_assert_cmpstr (packshot_image_get_sha256 (view->server.image), ==, theirs);

  resolve (fixture, view->row.id, keep, &error);
  g_assert_no_error (error);
  g_assert_true (is_in_trash (fixture, theirs) == (keep == PACKSHOT_KEEP_MINE));
  g_assert_true (is_in_trash (fixture, mine) == (keep == PACKSHOT_KEEP_SERVER));
  step (fixture, FALSE);
  packshot_conflict_view_unref (only_conflict (fixture, PACKSHOT_CONFLICT_CONTENT));
  assert_gallery (fixture, mine, back, NULL);
  g_assert_false (is_in_trash (fixture, theirs) || is_in_trash (fixture, mine));
  step (fixture, TRUE);
  assert_syncs (fixture, 2);
  if (keep == PACKSHOT_KEEP_BOTH)
    assert_gallery (fixture, theirs, mine, back);
  else
    assert_gallery (fixture, keep == PACKSHOT_KEEP_MINE ? mine : theirs, back, NULL);

  /* After the sync: what was not kept is wanted again, or the question is open again. */
  step (fixture, FALSE);
  if (keep == PACKSHOT_KEEP_MINE)
    {
      assert_syncs (fixture, 2);
      assert_gallery (fixture, theirs, back, NULL);
      g_assert_true (is_in_trash (fixture, mine));
      return;
    }
  assert_gallery (fixture, mine, back, NULL);
  packshot_conflict_view_unref (only_conflict (fixture, PACKSHOT_CONFLICT_CONTENT));
  resolve (fixture, view->row.id, PACKSHOT_KEEP_MINE, &error);
  g_assert_no_error (error);
  assert_syncs (fixture, 2);
  assert_gallery (fixture, mine, back, NULL);
  g_assert_true (is_in_trash (fixture, theirs));
}

#define ADD(path, keep, func) \
  g_test_add (path, Fixture, GINT_TO_POINTER (keep), fixture_set_up, func, fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/session/conflicts/title/mine", PACKSHOT_KEEP_MINE, test_title);
  ADD ("/session/conflicts/title/server", PACKSHOT_KEEP_SERVER, test_title);
  ADD ("/session/conflicts/content/mine", PACKSHOT_KEEP_MINE, test_content);
  ADD ("/session/conflicts/content/server", PACKSHOT_KEEP_SERVER, test_content);
  ADD ("/session/conflicts/content/both", PACKSHOT_KEEP_BOTH, test_content);

  return g_test_run ();
}
