/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* Steps, rows of servers, conflicts, the log and settings. */

#include "config.h"

#include "packshot-journal.h"
#include "packshot-rows.h"
#include "store-fixture.h"

static gint64
begin (PackshotDb      *db,
       gint64           item,
       PackshotStepKind kind,
       PackshotImage   *image,
       gint64           at,
       GError         **error)
{
  g_autoptr(PackshotStepRow) row = packshot_step_row_new ();

  row->item = item;
  row->kind = kind;
  row->started_at = at;
  if (image != NULL)
    {
      row->image = packshot_image_get_id (image);
      row->sha256 = g_strdup (packshot_image_get_sha256 (image));
    }
  must (packshot_steps_begin (db, row, error), error);
  g_assert_cmpint (row->state, ==, PACKSHOT_STEP_SENDING);
  return row->id;
}

static void
end (PackshotDb       *db,
     gint64            id,
     PackshotStepState state,
     const char       *remote,
     const char       *text,
     GError          **error)
{
  must (packshot_steps_end (db, id, state, remote, NULL, 50, text, error), error);
}

/* Ids as "1 2 3". */
static void
assert_steps (GPtrArray  *rows,
              const char *expected,
              GError    **error)
{
  g_autoptr(GPtrArray) steps = rows;
  g_autoptr(GString) text = g_string_new (NULL);

  must (steps != NULL, error);
  for (guint i = 0; i < steps->len; i++)
    g_string_append_printf (text, "%s%" G_GINT64_FORMAT, i == 0 ? "" : " ",
                            ((PackshotStepRow *)steps->pdata[i])->id);
  g_assert_cmpstr (text->str, ==, expected);
}

static gboolean
step_case (PackshotDb *db,
           gpointer    data,
           GError    **error)
{
  gint64 item = make_item (db, 1, "k", "Item", error);
  g_autoptr(PackshotImage) image = make_image (db, item, 1, "t", NULL, error);
  g_autoptr(PackshotStepRow) row = packshot_step_row_new ();
  g_autoptr(GPtrArray) open = NULL;
  PackshotStepRow *read;

  row->item = item;
  row->kind = PACKSHOT_STEP_UPLOAD;
  row->image = packshot_image_get_id (image);
  row->sha256 = g_strdup (packshot_image_get_sha256 (image));
  row->title = g_strdup ("t");
  row->is_primary = TRUE;
  row->visibility = PACKSHOT_VISIBILITY_PRIVATE;
  row->raw = g_strdup ("{\"a\":1}");
  row->started_at = 42;
  must (packshot_steps_begin (db, row, error), error);
  open = packshot_steps_list_open (db, item, error);
  must (open != NULL, error);
  g_assert_cmpuint (open->len, ==, 1);
  read = open->pdata[0];
  g_assert_cmpint (read->id, ==, row->id);
  g_assert_cmpint (read->item, ==, item);
  g_assert_cmpint (read->kind, ==, PACKSHOT_STEP_UPLOAD);
  g_assert_cmpint (read->state, ==, PACKSHOT_STEP_SENDING);
  g_assert_cmpint (read->image, ==, row->image);
  g_assert_cmpstr (read->sha256, ==, row->sha256);
  g_assert_cmpstr (read->title, ==, "t");
  g_assert_true (read->is_primary);
  g_assert_cmpint (read->visibility, ==, PACKSHOT_VISIBILITY_PRIVATE);
  g_assert_null (read->remote);
  g_assert_cmpstr (read->raw, ==, "{\"a\":1}");
  g_assert_cmpint (read->seen, ==, 1);
  g_assert_cmpint (read->started_at, ==, 42);
  g_assert_cmpint (read->ended_at, ==, 0);
  g_assert_null (read->error);

  end (db, row->id, PACKSHOT_STEP_DONE, "r1", NULL, error);
  assert_steps (packshot_steps_list_open (db, item, error), "", error);
  must_fail (packshot_steps_end (db, row->id, PACKSHOT_STEP_FAILED, NULL, NULL, 1, "no", error),
             error, PACKSHOT_STORE_ERROR_NOT_FOUND);
  must_fail (packshot_steps_end (db, 99, PACKSHOT_STEP_DONE, NULL, NULL, 1, NULL, error), error,
             PACKSHOT_STORE_ERROR_NOT_FOUND);
  row->item = 99;
  must_fail (packshot_steps_begin (db, row, error), error, PACKSHOT_STORE_ERROR_NOT_FOUND);
  return TRUE;
}

static gboolean
open_case (PackshotDb *db,
           gpointer    data,
           GError    **error)
{
  gint64 item = make_item (db, 1, "k", "Item", error);
  gint64 other = make_item (db, 1, "k2", "Item", error);
  gint64 ids[5];

  for (int i = 0; i < 5; i++)
    ids[i] = begin (db, item, PACKSHOT_STEP_DELETE, NULL, 100 - i, error);
  begin (db, other, PACKSHOT_STEP_WRITE, NULL, 1, error);
  assert_steps (packshot_steps_list_open (db, item, error), "1 2 3 4 5", error);
  end (db, ids[0], PACKSHOT_STEP_DONE, NULL, NULL, error);
  end (db, ids[1], PACKSHOT_STEP_FAILED, NULL, "500", error);
  end (db, ids[2], PACKSHOT_STEP_SETTLED, NULL, NULL, error);
  end (db, ids[3], PACKSHOT_STEP_ORPHAN, NULL, NULL, error);
  assert_steps (packshot_steps_list_open (db, item, error), "5", error);
  assert_steps (packshot_steps_list_open (db, other, error), "6", error);
  return TRUE;
}

/* Uploads that the server's list does not show, and to which picture a row belongs. */
static gboolean
unlisted_case (PackshotDb *db,
               gpointer    data,
               GError    **error)
{
  gint64 item = make_item (db, 1, "k", "Item", error);
  g_autoptr(PackshotImage) a = make_image (db, item, 1, "a", "r1", error);
  g_autoptr(PackshotImage) b = make_image (db, item, 2, "b", NULL, error);
  g_autoptr(PackshotGallery) listed = make_gallery (0, a, NULL);

  must (packshot_galleries_set (db, item, PACKSHOT_TREE_REMOTE, listed, error), error);
  end (db, begin (db, item, PACKSHOT_STEP_UPLOAD, a, 1, error), PACKSHOT_STEP_DONE, "r1", NULL,
       error);
  end (db, begin (db, item, PACKSHOT_STEP_UPLOAD, b, 2, error), PACKSHOT_STEP_DONE, "r2", NULL,
       error);
  end (db, begin (db, item, PACKSHOT_STEP_UPLOAD, b, 3, error), PACKSHOT_STEP_SETTLED, "r3", NULL,
       error);
  end (db, begin (db, item, PACKSHOT_STEP_UPLOAD, b, 4, error), PACKSHOT_STEP_FAILED, "r4", "no",
       error);
  end (db, begin (db, item, PACKSHOT_STEP_DELETE, NULL, 5, error), PACKSHOT_STEP_DONE, "r5", NULL,
       error);
  assert_steps (packshot_steps_list_unlisted (db, item, error), "2 3", error);
  return TRUE;
}

/* Uploads in doubt that were looked for and not found may still have their effect; one that was
 * confirmed may have it once more. */
static gboolean
echoes_case (PackshotDb *db,
             gpointer    data,
             GError    **error)
{
  gint64 item = make_item (db, 1, "k", "Item", error);
  g_autoptr(PackshotImage) a = make_image (db, item, 1, "a", NULL, error);
  gint64 ids[5];

  for (int i = 0; i < 5; i++)
    ids[i] = begin (db, item, PACKSHOT_STEP_UPLOAD, a, 10 * (i + 1), error);
  end (db, ids[0], PACKSHOT_STEP_FAILED, NULL, PACKSHOT_STEP_NOT_FOUND, error);
  end (db, ids[1], PACKSHOT_STEP_FAILED, NULL, "413", error);
  end (db, ids[2], PACKSHOT_STEP_FAILED, NULL, PACKSHOT_STEP_NOT_FOUND, error);
  end (db, ids[3], PACKSHOT_STEP_DONE, "r4", NULL, error);
  assert_steps (packshot_steps_list_echoes (db, item, 0, error), "1 3 4", error);
  assert_steps (packshot_steps_list_echoes (db, item, 10, error), "1 3 4", error);
  assert_steps (packshot_steps_list_echoes (db, item, 11, error), "3 4", error);
  assert_steps (packshot_steps_list_echoes (db, item, 41, error), "", error);

  /* It has come late. */
  end (db, ids[0], PACKSHOT_STEP_SETTLED, "r1", NULL, error);
  g_assert_cmpint (count_rows (db, "steps WHERE state = 'settled' AND remote = 'r1'"), ==, 1);
  return TRUE;
}

static gboolean
rows_case (PackshotDb *db,
           gpointer    data,
           GError    **error)
{
  gint64 item = make_item (db, 1, "k", "Item", error);
  g_autofree char *sha256 = make_content (db, 5, 10, error);
  gint64 a = packshot_images_new (db, item, error);
  gint64 b = packshot_images_new (db, item, error);
  PackshotRow row = { 0 };
  gint64 serial;

  must (packshot_rows_get (db, item, "r1", &row, error), error);
  g_assert_cmpint (row.image, ==, 0);
  must (packshot_rows_put (db, item, "r1", a, NULL, error), error);
  must (packshot_rows_get (db, item, "r1", &row, error), error);
  g_assert_cmpint (row.image, ==, a);
  g_assert_null (row.sha256);
  serial = row.serial;
  must (packshot_rows_learn (db, item, "r1", sha256, error), error);
  must (packshot_rows_put (db, item, "r1", b, NULL, error), error);
  must (packshot_rows_get (db, item, "r1", &row, error), error);
  g_assert_cmpint (row.image, ==, b);
  g_assert_cmpstr (row.sha256, ==, sha256);
  g_assert_cmpint (row.serial, >, serial);
  packshot_row_clear (&row);
  must (packshot_rows_get (db, item + 1, "r1", &row, error), error);
  g_assert_cmpint (row.image, ==, 0);
  return TRUE;
}

/* Conflicts as "id:image:kind:since". */
static void
assert_conflicts (PackshotDb *db,
                  gint64      item,
                  const char *expected,
                  GError    **error)
{
  g_autoptr(GPtrArray) rows = packshot_conflicts_list (db, item, error);
  g_autoptr(GString) text = g_string_new (NULL);

  must (rows != NULL, error);
  for (guint i = 0; i < rows->len; i++)
    {
      PackshotConflictRow *row = rows->pdata[i];

      g_string_append_printf (text, "%s%d:%d:%s:%d", i == 0 ? "" : " ", (int)row->id,
                              (int)row->image, packshot_conflict_kind_to_string (row->kind),
                              (int)row->since);
    }
  g_assert_cmpstr (text->str, ==, expected);
}

static gboolean
conflicts_case (PackshotDb *db,
                gpointer    data,
                GError    **error)
{
  gint64 item = make_item (db, 1, "k", "Item", error);
  gint64 other = make_item (db, 1, "k2", "Item", error);
  gint64 image = packshot_images_new (db, item, error);
  PackshotConflictRow rows[PACKSHOT_CONFLICT_REMOVED_HERE + 2] = { { 0 } };
  g_autoptr(GPtrArray) set = g_ptr_array_new ();
  g_autofree PackshotConflictRow *read = NULL;

  for (int kind = 0; kind <= PACKSHOT_CONFLICT_REMOVED_HERE; kind++)
    {
      rows[kind].kind = kind;
      rows[kind].image = kind == PACKSHOT_CONFLICT_ORDER || kind == PACKSHOT_CONFLICT_PRIMARY ?
        0 : image;
      g_ptr_array_add (set, &rows[kind]);
    }
  must (packshot_conflicts_set (db, item, set, 10, error), error);
  assert_conflicts (db, item,
                    "1:1:content:10 2:1:title:10 3:1:visibility:10 4:0:primary:10 5:0:order:10 "
                    "6:1:removed-there:10 7:1:removed-here:10", error);
  read = packshot_conflicts_get (db, 5, error);
  must (read != NULL, error);
  g_assert_cmpint (read->item, ==, item);
  g_assert_cmpint (read->kind, ==, PACKSHOT_CONFLICT_ORDER);

  /* Twice the same is once; what stays keeps its age. */
  g_ptr_array_set_size (set, 0);
  g_ptr_array_add (set, &rows[PACKSHOT_CONFLICT_ORDER]);
  g_ptr_array_add (set, &rows[PACKSHOT_CONFLICT_TITLE]);
  rows[PACKSHOT_CONFLICT_REMOVED_HERE + 1] = rows[PACKSHOT_CONFLICT_ORDER];
  g_ptr_array_add (set, &rows[PACKSHOT_CONFLICT_REMOVED_HERE + 1]);
  must (packshot_conflicts_set (db, item, set, 20, error), error);
  assert_conflicts (db, item, "2:1:title:10 5:0:order:10", error);
  g_ptr_array_remove_index (set, 1);
  must (packshot_conflicts_set (db, other, set, 30, error), error);
  assert_conflicts (db, 0, "2:1:title:10 5:0:order:10 8:0:order:30", error);
  g_ptr_array_set_size (set, 0);
  must (packshot_conflicts_set (db, item, set, 40, error), error);
  assert_conflicts (db, 0, "8:0:order:30", error);
  must_fail (packshot_conflicts_get (db, 5, error) != NULL, error, PACKSHOT_STORE_ERROR_NOT_FOUND);
  return TRUE;
}

static gboolean
log_case (PackshotDb *db,
          gpointer    data,
          GError    **error)
{
  gint64 item = make_item (db, 1, "k", "Item", error);
  g_autoptr(GPtrArray) all = NULL;
  g_autoptr(GPtrArray) two = NULL;
  g_autoptr(GPtrArray) of_item = NULL;
  PackshotLogRow *read;

  for (int i = 1; i <= 3; i++)
    {
      PackshotLogRow row = { .at = i, .account = i == 1 ? 0 : 1, .item = i == 2 ? item : 0,
                             .image = i, .event = (char *)"sent",
                             .detail = i == 1 ? NULL : (char *)"a.png", .bytes = 10 * i };

      must (packshot_log_add (db, &row, error), error);
    }
  all = packshot_log_list (db, 0, 0, error);
  must (all != NULL, error);
  g_assert_cmpuint (all->len, ==, 3);
  read = all->pdata[0];
  g_assert_cmpint (read->at, ==, 3);
  g_assert_cmpint (read->account, ==, 1);
  g_assert_cmpint (read->item, ==, 0);
  g_assert_cmpint (read->image, ==, 3);
  g_assert_cmpstr (read->event, ==, "sent");
  g_assert_cmpstr (read->detail, ==, "a.png");
  g_assert_cmpint (read->bytes, ==, 30);
  g_assert_cmpstr (((PackshotLogRow *)all->pdata[2])->detail, ==, "");
  two = packshot_log_list (db, 0, 2, error);
  must (two != NULL, error);
  g_assert_cmpuint (two->len, ==, 2);
  of_item = packshot_log_list (db, item, 9, error);
  must (of_item != NULL, error);
  g_assert_cmpuint (of_item->len, ==, 1);
  g_assert_cmpint (((PackshotLogRow *)of_item->pdata[0])->at, ==, 2);
  return TRUE;
}

static void
assert_setting (PackshotDb *db,
                const char *expected,
                GError    **error)
{
  g_autofree char *value = packshot_settings_get (db, "key", error);

  g_assert_no_error (*error);
  g_assert_cmpstr (value, ==, expected);
}

static gboolean
settings_case (PackshotDb *db,
               gpointer    data,
               GError    **error)
{
  assert_setting (db, NULL, error);
  must (packshot_settings_set (db, "key", "one", error), error);
  assert_setting (db, "one", error);
  must (packshot_settings_set (db, "key", "zwei “2”", error), error);
  assert_setting (db, "zwei “2”", error);
  must (packshot_settings_set (db, "key", "", error), error);
  assert_setting (db, "", error);
  must (packshot_settings_set (db, "key", NULL, error), error);
  must (packshot_settings_set (db, "key", NULL, error), error);
  assert_setting (db, NULL, error);
  return TRUE;
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  store_fixture_add ("/store/journal/step", step_case);
  store_fixture_add ("/store/journal/open", open_case);
  store_fixture_add ("/store/journal/unlisted", unlisted_case);
  store_fixture_add ("/store/journal/echoes", echoes_case);
  store_fixture_add ("/store/journal/rows", rows_case);
  store_fixture_add ("/store/journal/conflicts", conflicts_case);
  store_fixture_add ("/store/journal/log", log_case);
  store_fixture_add ("/store/journal/settings", settings_case);
  return g_test_run ();
}
