/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* The work of a sync, of a real session against the practice server: what waits and why, counted
 * once, and the ways out of it. */

#include "config.h"

#include "packshot-items.h"
#include "packshot-test.h"
#include "work-fixture.h"

#define BAD_KEY "csb_AbCdEfGhIjKlMnOpQrStUvWxYzAbCdEf_84041098"

/* --- Asking --- */

static PackshotWorkAccount *
get_account (PackshotWork       *work,
             PackshotServiceKind service)
{
  for (guint i = 0; i < work->accounts->len; i++)
    {
      PackshotWorkAccount *account = work->accounts->pdata[i];

      if (account->account->service == service)
        return account;
    }
  g_assert_not_reached ();
}

/* A product that only we know. */
static gboolean
put_unknown (PackshotDb *db,
             gpointer    data,
             GError    **error)
{
  PackshotItem item = {
    .account = 1, .kind = PACKSHOT_ITEM_PRODUCT, .key = (char *)"02001000010028",
    .name = (char *)"Pineapple", .gtin = (char *)"02001000010028"
  };
  gboolean changed;

  return packshot_items_put (db, &item, 1, data, &changed, error);
}

static gint64
add_unknown_item (Fixture *fixture)
{
  g_auto(PackshotTestAwait) await = { NULL };
  g_autoptr(GError) error = NULL;
  gint64 id = 0;

  packshot_store_write_async (packshot_session_get_store (fixture->session), put_unknown, &id, NULL,
                              NULL, packshot_test_await_cb, &await);
  packshot_store_write_finish (packshot_session_get_store (fixture->session),
                               packshot_test_await (&await), &error);
  g_assert_no_error (error);
  return id;
}

/* --- To send --- */

static void
test_changes (Fixture      *fixture,
              gconstpointer data)
{
  gint64 first, second, third;

  work_assert_changes (fixture, "");
  first = add (fixture, 1, "Front", PACKSHOT_VISIBILITY_NONE);
  second = add (fixture, 2, "Back", PACKSHOT_VISIBILITY_NONE);
  third = add (fixture, 3, "Side", PACKSHOT_VISIBILITY_NONE);
  set_primary (fixture, first);
  work_assert_changes (fixture, "added added added");
  assert_syncs (fixture, 2);
  work_assert_changes (fixture, "");

  set_title (fixture, second, "From behind");
  work_assert_changes (fixture, "caption");
  set_title (fixture, second, "Back");
  work_assert_changes (fixture, "");
  work_replace (fixture, second, 4);
  set_title (fixture, third, "From the side");
  move (fixture, third, 1);
  set_primary (fixture, third);
  remove_image (fixture, first);
  add (fixture, 5, "Top", PACKSHOT_VISIBILITY_NONE);
  work_assert_changes (fixture, "caption replaced added removed primary order");
  assert_syncs (fixture, 2);
  work_assert_changes (fixture, "");
}

static void
test_plan (Fixture      *fixture,
           gconstpointer data)
{
  g_autoptr(PackshotWorkPlan) plan = NULL;
  g_autoptr(PackshotWorkPlan) again = NULL;
  g_autoptr(PackshotWorkPlan) removed = NULL;
  PackshotWorkStep *step;
  gint64 first = add (fixture, 1, "Front", PACKSHOT_VISIBILITY_NONE);
  gint64 second = add (fixture, 2, "Back", PACKSHOT_VISIBILITY_NONE);

  set_primary (fixture, first);
  plan = work_load_plan (fixture);
  g_assert_cmpuint (plan->n_new, ==, 2);
  g_assert_cmpuint (plan->n_again + plan->n_deleted + plan->n_kept_here, ==, 0);
  g_assert_cmpint (plan->primary, ==, first);
  g_assert_cmpuint (plan->n_calls, ==, 2 + 2);
  g_assert_cmpint (plan->bytes, >, 0);
  g_assert_cmpfloat (plan->seconds, >, 0);
  g_assert_false (plan->needs_review);
  g_assert_cmpstr (plan->cover, ==, packshot_image_get_sha256
                     (packshot_gallery_lookup (plan->item->view->local, first)));
  assert_syncs (fixture, 2);

  set_title (fixture, second, "From behind");
  again = work_load_plan (fixture);
  g_assert_cmpuint (again->by_kind[PACKSHOT_CHANGE_CAPTION], ==, 1);
  g_assert_cmpuint (again->n_again, ==, 1);
  g_assert_cmpuint (again->n_new + again->n_deleted, ==, 0);
  g_assert_true (again->needs_review);
  g_assert_cmpuint (again->steps->len, ==, 1);
  step = again->steps->pdata[0];
  g_assert_cmpint (step->kind, ==, PACKSHOT_WORK_STEP_SEND_AGAIN);
  g_assert_cmpstr (step->title, ==, "From behind");
  g_assert_cmpuint (step->position, ==, 2);
  g_assert_cmpuint (step->n_calls, ==, 2);
  g_assert_cmpuint (again->n_calls, ==, 2 + 2);
  assert_syncs (fixture, 2);

  remove_image (fixture, second);
  removed = work_load_plan (fixture);
  g_assert_cmpuint (removed->n_deleted, ==, 1);
  g_assert_cmpint (removed->bytes, ==, 0);
  step = removed->steps->pdata[0];
  g_assert_cmpint (step->kind, ==, PACKSHOT_WORK_STEP_DELETE);
  g_assert_cmpstr (step->title, ==, "From behind");
}

static void
test_totals (Fixture      *fixture,
             gconstpointer data)
{
  g_auto(PackshotTestAwait) await = { NULL };
  g_autoptr(GError) error = NULL;
  g_autoptr(GArray) totals = NULL;
  g_autoptr(PackshotWorkPlan) plan = NULL;
  const PackshotWorkTotals *all;

  add_account (fixture, PACKSHOT_SERVICE_GOLDLEAF, PACKSHOT_SANDBOX_GOLDLEAF);
  add (fixture, 1, "Front", PACKSHOT_VISIBILITY_NONE);
  add (fixture, 2, "Back", PACKSHOT_VISIBILITY_NONE);
  plan = work_load_plan (fixture);
  fixture->item = find_item (fixture, fixture->customer);
  add (fixture, 3, "", PACKSHOT_VISIBILITY_NONE);

  packshot_session_sum_plans_async (fixture->session, NULL, packshot_test_await_cb, &await);
  totals = packshot_session_sum_plans_finish (fixture->session, packshot_test_await (&await),
                                              &error);
  g_assert_no_error (error);
  g_assert_cmpuint (totals->len, ==, 3);
  all = &g_array_index (totals, PackshotWorkTotals, 0);
  g_assert_cmpuint (all->n_items, ==, 2);
  g_assert_cmpuint (all->n_changes, ==, 3);
  g_assert_cmpuint (all->n_calls, ==, 4 + 3);
  for (guint i = 1; i < totals->len; i++)
    {
      const PackshotWorkTotals *one = &g_array_index (totals, PackshotWorkTotals, i);

      g_assert_cmpuint (one->n_items, ==, 1);
      if (one->account == 1)
        g_assert_cmpint (one->bytes, ==, plan->bytes);
    }
}

/* A caption that a service can't hold stays here, and is no work. */
static void
test_kept_here (Fixture      *fixture,
                gconstpointer data)
{
  g_autoptr(PackshotWork) work = NULL;
  g_autoptr(PackshotWorkPlan) plan = NULL;
  gint64 image;

  add_account (fixture, PACKSHOT_SERVICE_GOLDLEAF, PACKSHOT_SANDBOX_GOLDLEAF);
  fixture->item = find_item (fixture, fixture->customer);
  image = add (fixture, 1, "Logo", PACKSHOT_VISIBILITY_NONE);
  packshot_sync_result_free (sync_now (fixture));
  work = work_load (fixture);
  g_assert_cmpuint (work->n_to_send, ==, 0);

  work_replace (fixture, image, 2);
  plan = work_load_plan (fixture);
  g_assert_true (plan->replaces);
  g_assert_cmpuint (plan->n_calls, ==, 1 + 2);
  packshot_sync_result_free (sync_now (fixture));
  g_clear_pointer (&plan, packshot_work_plan_free);
  set_title (fixture, image, "Another");
  plan = work_load_plan (fixture);
  g_assert_cmpuint (plan->n_kept_here, ==, 1);
  g_assert_cmpuint (plan->n_calls, ==, 0);
}

/* BLAZE takes pictures first, then the product once with all of them. */
static void
test_written (Fixture      *fixture,
              gconstpointer data)
{
  g_autoptr(PackshotWorkPlan) plan = NULL;
  g_autoptr(PackshotWorkPlan) moved = NULL;
  gint64 second;

  add_account (fixture, PACKSHOT_SERVICE_BLAZE, PACKSHOT_SANDBOX_BLAZE);
  fixture->item = find_item (fixture, fixture->product);
  add (fixture, 1, "", PACKSHOT_VISIBILITY_PRIVATE);
  second = add (fixture, 2, "", PACKSHOT_VISIBILITY_PUBLIC);
  plan = work_load_plan (fixture);
  g_assert_cmpuint (plan->n_new, ==, 2);
  g_assert_cmpuint (plan->n_private, ==, 1);
  g_assert_true (plan->writes);
  g_assert_cmpuint (plan->n_calls, ==, 3 + 2);
  packshot_sync_result_free (sync_now (fixture));

  set_primary (fixture, second);
  moved = work_load_plan (fixture);
  g_assert_cmpuint (moved->by_kind[PACKSHOT_CHANGE_PRIMARY], ==, 1);
  g_assert_cmpint (moved->primary, ==, second);
  g_assert_true (moved->writes);
  g_assert_cmpuint (moved->n_new + moved->n_again, ==, 0);
  g_assert_cmpint (moved->bytes, ==, 0);
}

/* --- Synced is a time --- */

static void
test_checked (Fixture      *fixture,
              gconstpointer data)
{
  g_autoptr(PackshotWork) never = work_load (fixture);
  g_autoptr(PackshotWork) checked = NULL;
  g_autoptr(PackshotWork) waiting = NULL;
  g_autoptr(PackshotWork) failed = NULL;
  gint64 before;

  g_assert_cmpint (never->checked_at, ==, 0);
  g_assert_cmpint (never->n_synced_items, ==, 0);
  add (fixture, 1, "Front", PACKSHOT_VISIBILITY_NONE);
  before = g_get_real_time ();
  assert_syncs (fixture, 2);
  checked = work_load (fixture);
  g_assert_cmpint (checked->checked_at, >=, before);
  g_assert_cmpint (checked->n_synced_items, ==, 1);
  g_assert_cmpint (checked->n_synced_images, ==, 1);
  g_assert_cmpint (get_account (checked, PACKSHOT_SERVICE_CLOSIENT)->state, ==,
                   PACKSHOT_ACCOUNT_WORK_CHECKED);

  add (fixture, 2, "Back", PACKSHOT_VISIBILITY_NONE);
  waiting = work_load (fixture);
  g_assert_cmpint (waiting->n_synced_items, ==, 0);
  g_assert_cmpint (waiting->n_synced_images, ==, 0);

  /* An account that can't be reached has not been checked, whatever was seen before. */
  packshot_sandbox_server_stop (fixture->server);
  packshot_sync_result_free (sync_now (fixture));
  failed = work_load (fixture);
  g_assert_cmpint (failed->checked_at, ==, 0);
  g_assert_cmpint (get_account (failed, PACKSHOT_SERVICE_CLOSIENT)->checked_at, >=, before);
}

/* --- Needs you --- */

static void
test_key (Fixture      *fixture,
          gconstpointer data)
{
  g_autoptr(PackshotWork) work = NULL;
  g_autoptr(PackshotWork) mended = NULL;
  g_autoptr(PackshotWork) sent = NULL;
  PackshotWorkCause *cause;

  add (fixture, 1, "Front", PACKSHOT_VISIBILITY_NONE);
  add (fixture, 2, "Back", PACKSHOT_VISIBILITY_NONE);
  save_account (fixture, 1, PACKSHOT_SERVICE_CLOSIENT, BAD_KEY);
  packshot_sync_result_free (sync_now (fixture));
  work = work_load (fixture);
  cause = work_get_only_cause (work);
  g_assert_cmpint (cause->kind, ==, PACKSHOT_CAUSE_KEY_REFUSED);
  g_assert_cmpint (cause->fix, ==, PACKSHOT_FIX_NEW_KEY);
  g_assert_true (cause->of_account);
  g_assert_cmpuint (cause->group.n_changes, ==, 2);
  g_assert_cmpuint (cause->group.hashes->len, ==, 2);
  g_assert_cmpuint (cause->group.n_more, ==, 0);
  g_assert_cmpint (cause->since, >, 0);
  g_assert_cmpuint (work->n_needs_you, ==, 2);
  g_assert_cmpuint (work->n_to_send, ==, 0);
  g_assert_cmpint (get_account (work, PACKSHOT_SERVICE_CLOSIENT)->state, ==,
                   PACKSHOT_ACCOUNT_WORK_NEEDS_YOU);

  save_account (fixture, 1, PACKSHOT_SERVICE_CLOSIENT,
                packshot_sandbox_get_credential (fixture->sandbox,
                                                 PACKSHOT_SANDBOX_CLOSIENT_EDITOR));
  mended = work_load (fixture);
  g_assert_cmpuint (mended->needs_you->len, ==, 0);
  g_assert_cmpuint (mended->n_to_send, ==, 2);
  packshot_sync_result_free (work_send (fixture, PACKSHOT_SEND_NONE));
  sent = work_load (fixture);
  g_assert_cmpuint (sent->n_to_send + sent->n_needs_you, ==, 0);
}

/* A cause without a change still asks for the user. */
static void
test_key_without_work (Fixture      *fixture,
                       gconstpointer data)
{
  g_autoptr(PackshotWork) work = NULL;

  save_account (fixture, 1, PACKSHOT_SERVICE_CLOSIENT, BAD_KEY);
  packshot_sync_result_free (sync_now (fixture));
  work = work_load (fixture);
  g_assert_cmpuint (work_get_only_cause (work)->group.n_changes, ==, 0);
  g_assert_cmpuint (work->n_needs_you, ==, 1);
}

static void
test_missing_key (Fixture      *fixture,
                  gconstpointer data)
{
  g_autoptr(PackshotWork) work = NULL;

  add (fixture, 1, "Front", PACKSHOT_VISIBILITY_NONE);
  /* A key of this run only is gone with it. */
  close_session (fixture);
  open_session (fixture);
  packshot_sync_result_free (sync_now (fixture));
  work = work_load (fixture);
  g_assert_cmpint (work_get_only_cause (work)->kind, ==, PACKSHOT_CAUSE_KEY_MISSING);
  g_assert_cmpint (work_get_only_cause (work)->fix, ==, PACKSHOT_FIX_NEW_KEY);
  g_assert_cmpuint (work->n_needs_you, ==, 1);
}

/* A key that may look and not send: the account works, and what was done can't be sent. */
static void
test_permission (Fixture      *fixture,
                 gconstpointer data)
{
  g_autoptr(PackshotWork) work = NULL;
  PackshotWorkCause *cause;

  add (fixture, 1, "Front", PACKSHOT_VISIBILITY_NONE);
  save_account (fixture, 1, PACKSHOT_SERVICE_CLOSIENT,
                packshot_sandbox_get_credential (fixture->sandbox,
                                                 PACKSHOT_SANDBOX_CLOSIENT_VIEWER));
  packshot_sync_result_free (sync_now (fixture));
  work = work_load (fixture);
  cause = work_get_only_cause (work);
  g_assert_cmpint (cause->kind, ==, PACKSHOT_CAUSE_PERMISSION);
  g_assert_cmpint (cause->fix, ==, PACKSHOT_FIX_COPY_REQUEST);
  g_assert_cmpuint (work->n_needs_you, ==, 1);
  g_assert_cmpuint (work->n_to_send, ==, 0);
}

static void
test_too_large (Fixture      *fixture,
                gconstpointer data)
{
  g_autoptr(PackshotWork) work = NULL;
  g_autoptr(PackshotWorkPlan) plan = NULL;
  PackshotWorkCause *cause;
  gint64 second, third;

  add (fixture, 1, "Front", PACKSHOT_VISIBILITY_NONE);
  plan = work_load_plan (fixture);
  assert_syncs (fixture, 2);
  set_variant (fixture, "closient.max-bytes=20");
  second = add (fixture, 2, "Back", PACKSHOT_VISIBILITY_NONE);
  third = add (fixture, 3, "Side", PACKSHOT_VISIBILITY_NONE);
  packshot_sync_result_free (sync_now (fixture));
  work = work_load (fixture);
  cause = work_get_only_cause (work);
  g_assert_cmpint (cause->kind, ==, PACKSHOT_CAUSE_TOO_LARGE);
  g_assert_cmpint (cause->fix, ==, PACKSHOT_FIX_REPLACE);
  g_assert_false (cause->of_account);
  g_assert_true (cause->image == second || cause->image == third);
  g_assert_cmpuint (cause->sizes->len, ==, 1);
  g_assert_cmpint (g_array_index (cause->sizes, gint64, 0), >, 20);
  g_assert_cmpint (cause->largest_taken, ==, plan->bytes);
  g_assert_cmpstr (cause->mime, ==, "image/png");
  g_assert_cmpstr (cause->group.name, ==, "Mackerel");
  g_assert_nonnull (cause->group.text);
  g_assert_cmpuint (work->n_needs_you, ==, 2);

  /* Discarding what was refused leaves nothing that needs anybody. */
  work_discard (fixture, NULL);
  g_clear_pointer (&work, packshot_work_unref);
  work = work_load (fixture);
  g_assert_cmpuint (work->n_needs_you + work->n_to_send, ==, 0);
  assert_syncs (fixture, 1);
}

static void
test_gone (Fixture      *fixture,
           gconstpointer data)
{
  g_auto(PackshotTestAwait) await = { NULL };
  g_autoptr(GError) error = NULL;
  g_autoptr(PackshotWork) work = NULL;
  g_autoptr(PackshotItemView) view = NULL;
  g_autofree char *kind = NULL;
  gint64 known = fixture->item;
  gint64 unknown = add_unknown_item (fixture);
  PackshotWorkCause *cause;

  add (fixture, 1, "Front", PACKSHOT_VISIBILITY_NONE);
  fixture->item = unknown;
  add (fixture, 1, "Front", PACKSHOT_VISIBILITY_NONE);
  add (fixture, 2, "Back", PACKSHOT_VISIBILITY_NONE);
  packshot_sync_result_free (sync_now (fixture));
  work = work_load (fixture);
  cause = work_get_only_cause (work);
  g_assert_cmpint (cause->kind, ==, PACKSHOT_CAUSE_GONE);
  g_assert_cmpint (cause->fix, ==, PACKSHOT_FIX_CHOOSE_ITEM);
  g_assert_cmpstr (cause->group.name, ==, "Pineapple");
  g_assert_cmpuint (cause->group.n_images, ==, 2);

  /* The pictures go to the right item, those that it has already once only. */
  packshot_session_move_gallery_async (fixture->session, unknown, known, NULL,
                                       packshot_test_await_cb, &await);
  packshot_session_edit_finish (fixture->session, packshot_test_await (&await), &error);
  g_assert_no_error (error);
  g_clear_pointer (&work, packshot_work_unref);
  work = work_load (fixture);
  g_assert_cmpuint (work->needs_you->len, ==, 0);
  fixture->item = known;
  view = load (fixture);
  g_assert_cmpuint (view->images->len, ==, 2);

  kind = work_undo (fixture);
  g_assert_cmpstr (kind, ==, "move-gallery");
  g_clear_pointer (&view, packshot_item_view_unref);
  view = load (fixture);
  g_assert_cmpuint (view->images->len, ==, 1);
  fixture->item = unknown;
  g_clear_pointer (&view, packshot_item_view_unref);
  view = load (fixture);
  g_assert_cmpuint (view->images->len, ==, 2);
  assert_verified (fixture);
}

static void
test_move_refused (Fixture      *fixture,
                   gconstpointer data)
{
  g_auto(PackshotTestAwait) await = { NULL };
  g_autoptr(GError) error = NULL;
  g_autoptr(PackshotItemView) view = NULL;
  gint64 from = fixture->item;

  add_account (fixture, PACKSHOT_SERVICE_GOLDLEAF, PACKSHOT_SANDBOX_GOLDLEAF);
  add (fixture, 1, "Front", PACKSHOT_VISIBILITY_NONE);
  add (fixture, 2, "Back", PACKSHOT_VISIBILITY_NONE);
  packshot_session_move_gallery_async (fixture->session, from,
                                       find_item (fixture, fixture->customer), NULL,
                                       packshot_test_await_cb, &await);
  packshot_session_edit_finish (fixture->session, packshot_test_await (&await), &error);
  g_assert_error (error, PACKSHOT_SESSION_ERROR, PACKSHOT_SESSION_ERROR_NOT_SUPPORTED);
  view = load (fixture);
  g_assert_cmpuint (view->images->len, ==, 2);
}

/* --- Later --- */

static void
test_busy (Fixture      *fixture,
           gconstpointer data)
{
  g_autoptr(PackshotWork) work = NULL;
  g_autoptr(PackshotWork) sent = NULL;
  PackshotWorkLater *later;

  add (fixture, 1, "Front", PACKSHOT_VISIBILITY_NONE);
  add_fault (fixture, "5xx:503");
  packshot_sync_result_free (sync_now (fixture));
  work = work_load (fixture);
  later = work_get_only_later (work);
  g_assert_cmpint (later->kind, ==, PACKSHOT_LATER_BUSY);
  g_assert_cmpuint (later->attempt, ==, 2);
  g_assert_cmpint (later->next_try, >, work->at);
  g_assert_cmpuint (later->group.n_changes, ==, 1);
  g_assert_cmpuint (work->n_later, ==, 1);
  g_assert_cmpuint (work->n_to_send, ==, 0);

  packshot_sandbox_clear_faults (fixture->sandbox);
  packshot_sync_result_free (work_send (fixture, PACKSHOT_SEND_NONE));
  sent = work_load (fixture);
  g_assert_cmpuint (sent->n_later + sent->n_to_send, ==, 0);
}

static void
test_unreachable (Fixture      *fixture,
                  gconstpointer data)
{
  g_autoptr(PackshotWork) work = NULL;

  add (fixture, 1, "Front", PACKSHOT_VISIBILITY_NONE);
  packshot_sandbox_server_stop (fixture->server);
  packshot_sync_result_free (sync_now (fixture));
  work = work_load (fixture);
  g_assert_cmpint (work_get_only_later (work)->kind, ==, PACKSHOT_LATER_UNREACHABLE);
  g_assert_nonnull (work_get_only_later (work)->group.account);
  g_assert_cmpuint (work->n_later, ==, 1);
  g_assert_cmpint (get_account (work, PACKSHOT_SERVICE_CLOSIENT)->state, ==,
                   PACKSHOT_ACCOUNT_WORK_LATER);
}

static void
test_offline (Fixture      *fixture,
              gconstpointer data)
{
  g_autoptr(PackshotWork) work = NULL;

  add (fixture, 1, "Front", PACKSHOT_VISIBILITY_NONE);
  packshot_session_set_offline_wish (fixture->session, TRUE);
  work = work_load (fixture);
  g_assert_cmpint (work_get_only_later (work)->kind, ==, PACKSHOT_LATER_OFFLINE);
  g_assert_true (work_get_only_later (work)->is_overall);
  g_assert_cmpuint (work_get_only_later (work)->group.n_changes, ==, 1);
  /* Counted once: it is to be sent. */
  g_assert_cmpuint (work->n_later, ==, 0);
  g_assert_cmpuint (work->n_to_send, ==, 1);
}

/* --- In doubt --- */

static void
test_doubt (Fixture      *fixture,
            gconstpointer data)
{
  g_autoptr(PackshotWork) work = NULL;

  add (fixture, 1, "Front", PACKSHOT_VISIBILITY_NONE);
  /* The upload arrives, and nothing can be heard of the server after it. */
  add_fault (fixture, "cut-after*1/POST");
  add_fault (fixture, "refuse/GET");
  packshot_sync_result_free (sync_now (fixture));
  packshot_sandbox_clear_faults (fixture->sandbox);
  work = work_load (fixture);
  g_assert_cmpuint (work->n_to_send + work->n_later, ==, 1);
  assert_syncs (fixture, 2);
}

/* --- Sending --- */

static void
sending_cb (PackshotSession *session,
            gboolean        *changed)
{
  *changed = TRUE;
}

static void
test_sending (Fixture      *fixture,
              gconstpointer data)
{
  g_auto(PackshotTestAwait) await = { NULL };
  g_autoptr(PackshotSyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  gboolean seen = FALSE;
  gboolean changed = FALSE;

  add (fixture, 1, "Front", PACKSHOT_VISIBILITY_NONE);
  add (fixture, 2, "Back", PACKSHOT_VISIBILITY_NONE);
  add_fault (fixture, "delay:700*1/POST");
  g_signal_connect (fixture->session, "work-changed", G_CALLBACK (sending_cb), &changed);
  packshot_session_send_async (fixture->session, NULL, 0, PACKSHOT_SEND_NONE, NULL,
                               packshot_test_await_cb, &await);
  while (!seen)
    {
      g_autoptr(PackshotWork) work = NULL;
      PackshotWorkActivity *activity;

      packshot_test_spin (&changed);
      changed = FALSE;
      work = work_load (fixture);
      g_assert_cmpuint (work->n_sending + work->n_to_send, <=, 2);
      if (work->sending->len == 0)
        continue;
      activity = work->sending->pdata[0];
      if (activity->activity.phase != PACKSHOT_PHASE_SENDING)
        continue;
      g_assert_cmpstr (activity->name, ==, "Mackerel");
      g_assert_cmpint (activity->activity.item, ==, fixture->item);
      g_assert_cmpuint (activity->n_changes, ==, work->n_sending);
      g_assert_cmpuint (work->run_total, ==, 2);
      g_assert_true (work->syncing);
      seen = TRUE;
    }
  result = packshot_session_send_finish (fixture->session, packshot_test_await (&await), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (result->n_sent, ==, 2);
  g_signal_handlers_disconnect_by_data (fixture->session, &changed);
}

#define WORK(path, func) \
  g_test_add ("/session/work/" path, Fixture, NULL, fixture_set_up, func, fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  WORK ("changes", test_changes);
  WORK ("plan", test_plan);
  WORK ("totals", test_totals);
  WORK ("kept-here", test_kept_here);
  WORK ("written", test_written);
  WORK ("checked", test_checked);
  WORK ("key", test_key);
  WORK ("key-without-work", test_key_without_work);
  WORK ("missing-key", test_missing_key);
  WORK ("permission", test_permission);
  WORK ("too-large", test_too_large);
  WORK ("gone", test_gone);
  WORK ("move-refused", test_move_refused);
  WORK ("busy", test_busy);
  WORK ("unreachable", test_unreachable);
  WORK ("offline", test_offline);
  WORK ("doubt", test_doubt);
  WORK ("sending", test_sending);
  return g_test_run ();
}
