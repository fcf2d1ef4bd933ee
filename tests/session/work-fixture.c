/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* What the cases of the work share: reading it, and edits that are waited for. */

#include "config.h"

#include "work-fixture.h"

#include "packshot-test.h"

PackshotWork *
work_load (Fixture *fixture)
{
  g_auto(PackshotTestAwait) await = { NULL };
  g_autoptr(GError) error = NULL;
  PackshotWork *work;

  packshot_session_load_work_async (fixture->session, PACKSHOT_WORK_COUNT_SYNCED, NULL,
                                    packshot_test_await_cb, &await);
  work = packshot_session_load_work_finish (fixture->session, packshot_test_await (&await),
                                            &error);
  g_assert_no_error (error);
  return work;
}

PackshotWorkPlan *
work_load_plan (Fixture *fixture)
{
  g_auto(PackshotTestAwait) await = { NULL };
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) plans = NULL;

  packshot_session_load_plans_async (fixture->session, &fixture->item, 1, NULL,
                                     packshot_test_await_cb, &await);
  plans = packshot_session_load_plans_finish (fixture->session, packshot_test_await (&await),
                                              &error);
  g_assert_no_error (error);
  return plans->len > 0 ? g_ptr_array_steal_index (plans, 0) : NULL;
}

PackshotSyncResult *
work_send (Fixture          *fixture,
           PackshotSendFlags flags)
{
  g_auto(PackshotTestAwait) await = { NULL };
  g_autoptr(GError) error = NULL;
  PackshotSyncResult *result;

  packshot_session_send_async (fixture->session, NULL, 0, flags, NULL, packshot_test_await_cb,
                               &await);
  result = packshot_session_send_finish (fixture->session, packshot_test_await (&await), &error);
  g_assert_no_error (error);
  return result;
}

PackshotWorkCause *
work_get_only_cause (PackshotWork *work)
{
  g_assert_cmpuint (work->needs_you->len, ==, 1);
  return work->needs_you->pdata[0];
}

PackshotWorkLater *
work_get_only_later (PackshotWork *work)
{
  g_assert_cmpuint (work->later->len, ==, 1);
  return work->later->pdata[0];
}

void
work_assert_changes (Fixture    *fixture,
                     const char *expected)
{
  g_autoptr(PackshotWork) work = work_load (fixture);
  g_autoptr(PackshotWorkPlan) plan = work_load_plan (fixture);
  g_autoptr(GString) changes = g_string_new (NULL);
  guint n = plan != NULL ? plan->changes->len : 0;

  for (guint i = 0; i < n; i++)
    {
      const PackshotChange *change = &g_array_index (plan->changes, PackshotChange, i);

      g_string_append_printf (changes, "%s%s", i > 0 ? " " : "",
                              packshot_change_kind_to_string (change->kind));
    }
  g_assert_cmpstr (changes->str, ==, expected);
  g_assert_cmpuint (work->n_to_send, ==, n);
  g_assert_cmpuint (work->to_send->len, ==, n > 0 ? 1 : 0);
  if (n > 0)
    g_assert_cmpuint (g_array_index (work->to_send, PackshotWorkItem, 0).n_changes, ==, n);
  g_assert_cmpuint (work->n_needs_you + work->n_later + work->n_sending, ==, 0);
}

void
work_replace (Fixture *fixture,
              gint64   image,
              guint    number)
{
  g_auto(PackshotTestAwait) await = { NULL };
  g_autoptr(GError) error = NULL;
  g_autofree char *path = make_picture (fixture, number);

  packshot_session_replace_image_async (fixture->session, fixture->item, image, path, NULL,
                                        packshot_test_await_cb, &await);
  packshot_session_edit_finish (fixture->session, packshot_test_await (&await), &error);
  g_assert_no_error (error);
}

void
work_discard (Fixture              *fixture,
              const PackshotChange *change)
{
  g_auto(PackshotTestAwait) await = { NULL };
  g_autoptr(GError) error = NULL;

  packshot_session_discard_async (fixture->session, fixture->item, change, NULL,
                                  packshot_test_await_cb, &await);
  packshot_session_edit_finish (fixture->session, packshot_test_await (&await), &error);
  g_assert_no_error (error);
}

char *
work_undo (Fixture *fixture)
{
  g_auto(PackshotTestAwait) await = { NULL };
  g_autoptr(GError) error = NULL;
  char *kind;

  packshot_session_undo_async (fixture->session, NULL, packshot_test_await_cb, &await);
  kind = packshot_session_undo_finish (fixture->session, packshot_test_await (&await), NULL,
                                       &error);
  g_assert_no_error (error);
  return kind;
}
