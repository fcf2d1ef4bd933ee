/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* What a person can do about the work: take changes back, keep pictures as files, pause, hold; and
 * that who shows it is told. Of a real session against the practice server. */

#include "config.h"

#include <glib/gstdio.h>

#include "packshot-session-work-private.h"
#include "packshot-test.h"
#include "work-fixture.h"

/* --- Discarding --- */

static void
test_discard (Fixture      *fixture,
              gconstpointer data)
{
  gint64 first = add (fixture, 1, "Front", PACKSHOT_VISIBILITY_NONE);
  gint64 second = add (fixture, 2, "Back", PACKSHOT_VISIBILITY_NONE);
  gint64 third = add (fixture, 3, "Side", PACKSHOT_VISIBILITY_NONE);
  g_autofree char *kind = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  gint64 fourth;

  set_primary (fixture, first);
  assert_syncs (fixture, 2);
  before = server_gallery (fixture, "closient", GTIN_14);

  work_replace (fixture, second, 4);
  set_title (fixture, third, "From the side");
  move (fixture, third, 1);
  fourth = add (fixture, 5, "Top", PACKSHOT_VISIBILITY_NONE);
  set_primary (fixture, fourth);
  remove_image (fixture, first);
  work_assert_changes (fixture, "caption replaced added removed primary order");
  work_discard (fixture, &(PackshotChange){ .kind = PACKSHOT_CHANGE_CAPTION, .image = third });
  work_assert_changes (fixture, "replaced added removed primary order");
  work_discard (fixture, &(PackshotChange){ .kind = PACKSHOT_CHANGE_REMOVED, .image = first });
  work_assert_changes (fixture, "replaced added primary order");
  work_discard (fixture, &(PackshotChange){ .kind = PACKSHOT_CHANGE_ADDED, .image = fourth });
  work_assert_changes (fixture, "replaced order");
  work_discard (fixture, &(PackshotChange){ .kind = PACKSHOT_CHANGE_ORDER });
  work_assert_changes (fixture, "replaced");
  work_discard (fixture, &(PackshotChange){ .kind = PACKSHOT_CHANGE_REPLACED, .image = second });
  work_assert_changes (fixture, "");

  for (guint i = 0; i < 5; i++)
    {
      g_clear_pointer (&kind, g_free);
      kind = work_undo (fixture);
      g_assert_cmpstr (kind, ==, "discard");
    }
  work_assert_changes (fixture, "caption replaced added removed primary order");
  work_discard (fixture, NULL);
  work_assert_changes (fixture, "");
  assert_syncs (fixture, 1);
  after = server_gallery (fixture, "closient", GTIN_14);
  g_assert_cmpstr (after, ==, before);
}

/* One of the item's pictures, by chance, or 0. */
static gint64
pick_image (Fixture *fixture,
            GRand   *rand)
{
  g_autoptr(PackshotItemView) view = load (fixture);
  guint n = packshot_gallery_get_n (view->local);

  if (n == 0)
    return 0;
  return packshot_image_get_id (packshot_gallery_get (view->local,
                                                      g_rand_int_range (rand, 0, (int)n)));
}

static void
edit_by_chance (Fixture *fixture,
                GRand   *rand,
                guint    number)
{
  g_autoptr(PackshotItemView) view = load (fixture);
  g_autofree char *title = g_strdup_printf ("Title %u", number);
  gint64 image = pick_image (fixture, rand);
  guint n = packshot_gallery_get_n (view->local);
  guint position = (guint)g_rand_int_range (rand, 1, MAX ((int)n, 1) + 1);

  switch (image != 0 ? g_rand_int_range (rand, 0, 6) : 0)
    {
    case 0:
      add (fixture, number, title, PACKSHOT_VISIBILITY_NONE);
      break;

    case 1:
      if (packshot_gallery_index_of (view->local, image) + 1 != (int)position)
        move (fixture, image, position);
      break;

    case 2:
      set_title (fixture, image, title);
      break;

    case 3:
      if (packshot_gallery_get_primary (view->local) != image)
        set_primary (fixture, image);
      break;

    case 4:
      work_replace (fixture, image, number);
      break;

    default:
      remove_image (fixture, image);
      break;
    }
}

/* Whatever was done, and in whichever order it is taken back: in the end nothing is left of it, and
 * undoing all of that brings all of it back. */
static void
test_discard_random (Fixture      *fixture,
                     gconstpointer data)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (2);
  guint number = 10;

  for (guint i = 0; i < 4; i++)
    add (fixture, i, "Old", PACKSHOT_VISIBILITY_NONE);
  set_primary (fixture, pick_image (fixture, rand));
  assert_syncs (fixture, 2);
  for (guint round = 0; round < 25; round++)
    {
      g_autoptr(PackshotItemView) before = NULL;
      g_autoptr(PackshotItemView) discarded = NULL;
      g_autoptr(PackshotItemView) after = NULL;
      guint n_discards = 0;

      for (int i = g_rand_int_range (rand, 1, 9); i > 0; i--)
        edit_by_chance (fixture, rand, number++);
      before = load (fixture);
      for (g_autoptr(PackshotWorkPlan) plan = work_load_plan (fixture);
           plan != NULL && plan->changes->len > 0; n_discards++)
        {
          guint index = (guint)g_rand_int_range (rand, 0, (int)plan->changes->len);

          g_assert_cmpuint (n_discards, <, 40);
          work_discard (fixture, &g_array_index (plan->changes, PackshotChange, index));
          packshot_work_plan_free (plan);
          plan = work_load_plan (fixture);
        }
      discarded = load (fixture);
      g_assert_true (packshot_gallery_equal (discarded->local, discarded->synced));
      for (; n_discards > 0; n_discards--)
        g_free (work_undo (fixture));
      after = load (fixture);
      g_assert_true (packshot_gallery_equal (before->local, after->local));
      if (packshot_gallery_equal (after->local, after->synced))
        continue;
      work_discard (fixture, NULL);
    }
  assert_verified (fixture);
}

static void
test_discard_nothing (Fixture      *fixture,
                      gconstpointer data)
{
  g_auto(PackshotTestAwait) await = { NULL };
  g_autoptr(GError) error = NULL;

  packshot_session_discard_items_async (fixture->session, &fixture->item, 1, NULL,
                                        packshot_test_await_cb, &await);
  packshot_session_edit_finish (fixture->session, packshot_test_await (&await), &error);
  g_assert_error (error, PACKSHOT_SESSION_ERROR, PACKSHOT_SESSION_ERROR_NOTHING);
}

/* --- Saving --- */

static GPtrArray *
save_pictures (Fixture    *fixture,
               const char *folder,
               GError    **error)
{
  g_auto(PackshotTestAwait) await = { NULL };

  packshot_session_save_pictures_async (fixture->session, &fixture->item, 1, 0, folder, NULL,
                                        packshot_test_await_cb, &await);
  return packshot_session_save_pictures_finish (fixture->session, packshot_test_await (&await),
                                                error);
}

static void
assert_name (GPtrArray  *paths,
             guint       index,
             const char *expected)
{
  g_autofree char *name = g_path_get_basename (paths->pdata[index]);

  g_assert_cmpstr (name, ==, expected);
}

static void
test_save (Fixture      *fixture,
           gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) paths = NULL;
  g_autoptr(GPtrArray) again = NULL;
  g_autofree char *folder = g_build_filename (fixture->folder, "saved", NULL);
  g_autofree char *original = make_picture (fixture, 1);
  g_autofree char *expected = NULL;
  g_autofree char *saved = NULL;
  gsize expected_length, length;

  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  g_assert_null (save_pictures (fixture, folder, &error));
  g_assert_error (error, PACKSHOT_SESSION_ERROR, PACKSHOT_SESSION_ERROR_NOTHING);
  g_clear_error (&error);

  add (fixture, 1, "../../etc/Front: 1/2", PACKSHOT_VISIBILITY_NONE);
  add (fixture, 2, "", PACKSHOT_VISIBILITY_NONE);
  add (fixture, 3, ".hidden.", PACKSHOT_VISIBILITY_NONE);
  paths = save_pictures (fixture, folder, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (paths->len, ==, 3);
  assert_name (paths, 0, "-..-etc-Front- 1-2.png");
  assert_name (paths, 1, "Mackerel 2.png");
  assert_name (paths, 2, "hidden.png");
  g_assert_true (g_file_get_contents (original, &expected, &expected_length, NULL));
  g_assert_true (g_file_get_contents (paths->pdata[0], &saved, &length, NULL));
  g_assert_cmpmem (saved, length, expected, expected_length);

  again = save_pictures (fixture, folder, &error);
  g_assert_no_error (error);
  assert_name (again, 1, "Mackerel 2 (2).png");
}

static void
test_save_refused (Fixture      *fixture,
                   gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *folder = g_build_filename (fixture->folder, "missing", NULL);

  add (fixture, 1, "Front", PACKSHOT_VISIBILITY_NONE);
  g_assert_null (save_pictures (fixture, folder, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
}

/* --- Pausing --- */

static void
test_pause (Fixture      *fixture,
            gconstpointer data)
{
  g_autoptr(PackshotWork) work = NULL;
  g_autoptr(PackshotSyncResult) held = NULL;
  g_autoptr(PackshotSyncResult) sent = NULL;
  gint64 until = g_get_real_time () + G_TIME_SPAN_HOUR;
  gint64 paused_until = -1;

  g_assert_false (packshot_session_get_paused (fixture->session, &paused_until));
  add (fixture, 1, "Front", PACKSHOT_VISIBILITY_NONE);
  packshot_session_pause (fixture->session, until);
  g_assert_true (packshot_session_get_paused (fixture->session, &paused_until));
  g_assert_cmpint (paused_until, ==, until);
  held = sync_now (fixture);
  g_assert_cmpuint (held->n_sent, ==, 0);
  work = work_load (fixture);
  g_assert_true (work->paused);
  g_assert_cmpint (work->paused_until, ==, until);
  g_assert_cmpuint (work->n_to_send, ==, 1);
  g_assert_cmpint (work_get_only_later (work)->kind, ==, PACKSHOT_LATER_PAUSED);

  /* Who asks for it sends once, and it stays paused. */
  sent = work_send (fixture, PACKSHOT_SEND_NONE);
  g_assert_cmpuint (sent->n_sent, ==, 1);
  g_assert_true (packshot_session_get_paused (fixture->session, NULL));

  close_session (fixture);
  open_session (fixture);
  g_assert_true (packshot_session_get_paused (fixture->session, &paused_until));
  g_assert_cmpint (paused_until, ==, until);
  packshot_session_pause (fixture->session, 0);
  close_session (fixture);
  open_session (fixture);
  g_assert_true (packshot_session_get_paused (fixture->session, &paused_until));
  g_assert_cmpint (paused_until, ==, 0);
  packshot_session_resume (fixture->session);
  g_assert_false (packshot_session_get_paused (fixture->session, NULL));
  close_session (fixture);
  open_session (fixture);
  g_assert_false (packshot_session_get_paused (fixture->session, NULL));
}

static void
paused_cb (PackshotSession *session,
           GParamSpec      *pspec,
           gboolean        *notified)
{
  *notified = TRUE;
}

/* What packshotctl says holds for a window that is open, as soon as it has heard of it. */
static void
test_pause_heard (Fixture      *fixture,
                  gconstpointer data)
{
  g_auto(PackshotTestAwait) await = { NULL };
  g_autoptr(GError) error = NULL;
  g_autoptr(PackshotSession) window = NULL;
  g_autofree char *profile = g_build_filename (fixture->folder, "profile", NULL);
  gboolean notified = FALSE;

  packshot_session_open_async (profile, PACKSHOT_SESSION_NONE, NULL, packshot_test_await_cb,
                               &await);
  window = packshot_session_open_finish (packshot_test_await (&await), &error);
  g_assert_no_error (error);
  g_signal_connect (window, "notify::paused", G_CALLBACK (paused_cb), &notified);
  packshot_session_pause (fixture->session, 0);
  packshot_test_spin (&notified);
  g_assert_true (packshot_session_get_paused (window, NULL));
  notified = FALSE;
  packshot_session_resume (fixture->session);
  packshot_test_spin (&notified);
  g_assert_false (packshot_session_get_paused (window, NULL));

  packshot_session_close_async (window, packshot_test_await_cb, &await);
  packshot_session_close_finish (window, packshot_test_await (&await), &error);
  g_assert_no_error (error);
}

/* A pause whose time has passed while the program was closed is over. */
static void
test_pause_passed (Fixture      *fixture,
                   gconstpointer data)
{
  packshot_session_pause (fixture->session, g_get_real_time () - G_TIME_SPAN_SECOND);
  g_assert_false (packshot_session_get_paused (fixture->session, NULL));
  close_session (fixture);
  open_session (fixture);
  g_assert_false (packshot_session_get_paused (fixture->session, NULL));
}

static void
test_tomorrow (Fixture      *fixture,
               gconstpointer data)
{
  gint64 tomorrow = packshot_session_get_tomorrow (fixture->session);
  g_autoptr(GDateTime) time = g_date_time_new_from_unix_local (tomorrow / G_USEC_PER_SEC);

  g_assert_cmpint (tomorrow, >, g_get_real_time ());
  g_assert_cmpint (tomorrow, <=, g_get_real_time () + 25 * G_TIME_SPAN_HOUR);
  g_assert_cmpint (g_date_time_get_hour (time), ==, 0);
  g_assert_cmpint (g_date_time_get_minute (time), ==, 0);
}

static void
test_hold_setting (Fixture      *fixture,
                   gconstpointer data)
{
  g_assert_true (packshot_session_get_hold_on_metered (fixture->session));
  packshot_session_set_hold_on_metered (fixture->session, FALSE);
  close_session (fixture);
  open_session (fixture);
  g_assert_false (packshot_session_get_hold_on_metered (fixture->session));
}

/* A picture with a long tail is still one. */
static char *
make_large_picture (Fixture *fixture)
{
  g_autofree char *small = make_picture (fixture, 9);
  char *path = g_build_filename (fixture->folder, "large.png", NULL);
  g_autofree char *bytes = NULL;
  g_autofree char *large = g_malloc0 (PACKSHOT_HOLD_BYTES + 1000);
  gsize length;

  g_assert_true (g_file_get_contents (small, &bytes, &length, NULL));
  memcpy (large, bytes, length);
  g_assert_true (g_file_set_contents (path, large, PACKSHOT_HOLD_BYTES + 1000, NULL));
  return path;
}

static void
add_large (Fixture *fixture)
{
  g_auto(PackshotTestAwait) await = { NULL };
  g_autoptr(GError) error = NULL;
  g_autoptr(PackshotAdded) added = NULL;
  g_autofree char *path = make_large_picture (fixture);
  const char *paths[] = { path, NULL };
  const PackshotAdd options = { .title = "Large" };

  packshot_session_add_files_async (fixture->session, fixture->item, paths, &options, NULL,
                                    packshot_test_await_cb, &await);
  added = packshot_session_add_files_finish (fixture->session, packshot_test_await (&await),
                                             &error);
  g_assert_no_error (error);
}

/* On a metered network large pictures wait, until somebody says so or it is metered no more. */
static void
test_held (Fixture      *fixture,
           gconstpointer data)
{
  g_autoptr(PackshotWork) work = NULL;
  g_autoptr(PackshotWork) free_again = NULL;
  g_autoptr(PackshotWork) sent = NULL;
  g_autoptr(PackshotSyncResult) held = NULL;
  g_autoptr(PackshotSyncResult) anyway = NULL;

  _packshot_session_set_metered (fixture->session, TRUE);
  add_large (fixture);
  held = work_send (fixture, PACKSHOT_SEND_NONE);
  g_assert_cmpuint (held->n_sent, ==, 0);
  g_assert_cmpuint (held->n_held, ==, 1);
  work = work_load (fixture);
  g_assert_cmpint (work_get_only_later (work)->kind, ==, PACKSHOT_LATER_HELD);
  g_assert_cmpint (work_get_only_later (work)->group.bytes, >, PACKSHOT_HOLD_BYTES);
  g_assert_cmpuint (work->n_later, ==, 1);
  g_assert_cmpuint (work->n_to_send, ==, 0);

  packshot_session_set_hold_on_metered (fixture->session, FALSE);
  free_again = work_load (fixture);
  g_assert_cmpuint (free_again->n_later, ==, 0);
  g_assert_cmpuint (free_again->n_to_send, ==, 1);
  packshot_session_set_hold_on_metered (fixture->session, TRUE);

  anyway = work_send (fixture, PACKSHOT_SEND_ANYWAY);
  g_assert_cmpuint (anyway->n_sent, ==, 1);
  sent = work_load (fixture);
  g_assert_cmpuint (sent->n_later + sent->n_to_send, ==, 0);
}

/* --- The log --- */

static char *
export_log (Fixture          *fixture,
            PackshotLogFormat format)
{
  g_auto(PackshotTestAwait) await = { NULL };
  g_autoptr(GError) error = NULL;
  const PackshotLogQuery query = { .kinds = 1u << PACKSHOT_LOG_SENT };
  g_autofree char *path = g_build_filename (fixture->folder, "log", NULL);
  char *text = NULL;

  packshot_session_export_log_async (fixture->session, &query, format, path, NULL,
                                     packshot_test_await_cb, &await);
  g_assert_cmpint (packshot_session_export_log_finish (fixture->session,
                                                       packshot_test_await (&await), &error), ==,
                   1);
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  return text;
}

static void
test_log (Fixture      *fixture,
          gconstpointer data)
{
  g_auto(PackshotTestAwait) await = { NULL };
  g_autoptr(GError) error = NULL;
  g_autoptr(GArray) ids = NULL;
  g_autoptr(GPtrArray) entries = NULL;
  g_autofree char *csv = NULL;
  g_autofree char *json = NULL;
  g_auto(GStrv) lines = NULL;
  const PackshotLogQuery query = { .item = fixture->item, .kinds = 1u << PACKSHOT_LOG_SENT };

  add (fixture, 1, "@SUM(1,\"2\")", PACKSHOT_VISIBILITY_NONE);
  assert_syncs (fixture, 2);
  packshot_session_query_log_async (fixture->session, &query, NULL, packshot_test_await_cb, &await);
  ids = packshot_session_query_log_finish (fixture->session, packshot_test_await (&await), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (ids->len, ==, 1);
  packshot_session_load_log_async (fixture->session, (const gint64 *)(gpointer)ids->data, 1, NULL,
                                   packshot_test_await_cb, &await);
  entries = packshot_session_load_log_finish (fixture->session, packshot_test_await (&await),
                                              &error);
  g_assert_no_error (error);
  g_assert_true (((PackshotLogEntry *)entries->pdata[0])->is_read_back);

  csv = export_log (fixture, PACKSHOT_LOG_CSV);
  lines = g_strsplit (csv, "\r\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 3);
  g_assert_nonnull (strstr (lines[1], ",\"'@SUM(1,\"\"2\"\")\","));
  g_assert_true (g_str_has_suffix (lines[1], ",\"yes\""));
  json = export_log (fixture, PACKSHOT_LOG_JSON);
  g_assert_nonnull (strstr (json, "\"@SUM(1,\\\"2\\\")\""));
}

static void
test_log_refused (Fixture      *fixture,
                  gconstpointer data)
{
  g_auto(PackshotTestAwait) await = { NULL };
  g_autoptr(GError) error = NULL;
  g_autofree char *path = g_build_filename (fixture->folder, "missing", "log.csv", NULL);

  packshot_session_export_log_async (fixture->session, NULL, PACKSHOT_LOG_CSV, path, NULL,
                                     packshot_test_await_cb, &await);
  g_assert_cmpint (packshot_session_export_log_finish (fixture->session,
                                                       packshot_test_await (&await), &error), ==,
                   -1);
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
}

/* Lines of a year ago are gone after a day's first opening. */
static gboolean
put_old_line (PackshotDb *db,
              gpointer    data,
              GError    **error)
{
  const PackshotLogRow row = {
    .at = g_get_real_time () - 365 * G_TIME_SPAN_DAY, .event = (char *)"sent"
  };

  return packshot_log_add (db, &row, error) && packshot_settings_set (db, "pruned-at", "1", error);
}

static void
test_forgotten (Fixture      *fixture,
                gconstpointer data)
{
  g_auto(PackshotTestAwait) await = { NULL };
  g_autoptr(GError) error = NULL;
  g_autoptr(PackshotWork) before = NULL;
  g_autoptr(PackshotWork) after = NULL;

  packshot_store_write_async (packshot_session_get_store (fixture->session), put_old_line, NULL,
                              NULL, NULL, packshot_test_await_cb, &await);
  packshot_store_write_finish (packshot_session_get_store (fixture->session),
                               packshot_test_await (&await), &error);
  g_assert_no_error (error);
  before = work_load (fixture);
  close_session (fixture);
  open_session (fixture);
  close_session (fixture);
  open_session (fixture);
  after = work_load (fixture);
  g_assert_cmpint (after->n_log, ==, before->n_log - 1);
}

/* --- Telling --- */

static void
count_cb (PackshotSession *session,
          guint           *n)
{
  (*n)++;
}

/* Many changes at once are told a few times only, but they are told. */
static void
test_told (Fixture      *fixture,
           gconstpointer data)
{
  gint64 image = add (fixture, 1, "Front", PACKSHOT_VISIBILITY_NONE);
  gint64 started = g_get_monotonic_time ();
  guint n = 0;
  gint64 quarters;

  g_signal_connect (fixture->session, "work-changed", G_CALLBACK (count_cb), &n);
  for (guint i = 0; i < 40; i++)
    {
      g_autofree char *title = g_strdup_printf ("Front %u", i);

      set_title (fixture, image, title);
    }
  quarters = (g_get_monotonic_time () - started) / (G_TIME_SPAN_SECOND / 4);
  g_assert_cmpuint (n, <=, 2 + quarters);
  while (n < 1)
    g_main_context_iteration (NULL, TRUE);
  g_signal_handlers_disconnect_by_data (fixture->session, &n);
}

#define WAY(path, func) \
  g_test_add ("/session/ways/" path, Fixture, NULL, fixture_set_up, func, fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  WAY ("discard", test_discard);
  WAY ("discard-nothing", test_discard_nothing);
  WAY ("discard-random", test_discard_random);
  WAY ("save", test_save);
  WAY ("save-refused", test_save_refused);
  WAY ("pause", test_pause);
  WAY ("pause-heard", test_pause_heard);
  WAY ("pause-passed", test_pause_passed);
  WAY ("tomorrow", test_tomorrow);
  WAY ("hold-setting", test_hold_setting);
  WAY ("held", test_held);
  WAY ("log", test_log);
  WAY ("log-refused", test_log_refused);
  WAY ("forgotten", test_forgotten);
  WAY ("told", test_told);
  return g_test_run ();
}
