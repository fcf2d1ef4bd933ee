/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* Undo and redo: batches, their order, and that nothing is undone twice. */

#include "config.h"

#include "packshot-edits.h"
#include "store-fixture.h"

typedef struct
{
  gint64           item;
  PackshotGallery *states[4];   /* (owned): pictures added one by one */
} Story;

static void
story_clear (Story *story)
{
  for (guint i = 0; i < G_N_ELEMENTS (story->states); i++)
    packshot_gallery_unref (story->states[i]);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Story, story_clear)

static void
story_begin (Story      *story,
             PackshotDb *db,
             const char *key,
             GError    **error)
{
  story->item = make_item (db, 1, key, "Item", error);
  story->states[0] = packshot_gallery_new ();
  for (guint i = 1; i < G_N_ELEMENTS (story->states); i++)
    {
      g_autoptr(PackshotImage) image = make_image (db, story->item, i, "", NULL, error);

      story->states[i] = packshot_gallery_with_inserted (story->states[i - 1], i - 1, image);
    }
}

/* Makes one of the story's edits as a user's edit is made. */
static gint64
story_edit (Story      *story,
            PackshotDb *db,
            gint64      batch,
            guint       from,
            guint       to,
            GError    **error)
{
  must (packshot_edits_add (db, &batch, 100, "add", story->item, story->states[from],
                            story->states[to], error), error);
  must (packshot_galleries_set (db, story->item, PACKSHOT_TREE_LOCAL, story->states[to], error),
        error);
  return batch;
}

static GPtrArray *
get_edits (PackshotDb *db,
           gboolean    undo,
           guint       n,
           GError    **error)
{
  GPtrArray *edits = undo ? packshot_edits_get_undo (db, error) :
    packshot_edits_get_redo (db, error);

  must (edits != NULL, error);
  g_assert_cmpuint (edits->len, ==, n);
  return edits;
}

static void
assert_nothing (PackshotDb *db,
                gboolean    undo,
                GError    **error)
{
  g_autoptr(GPtrArray) edits = get_edits (db, undo, 0, error);

  g_assert_nonnull (edits);
}

static gboolean
one_case (PackshotDb *db,
          gpointer    data,
          GError    **error)
{
  g_auto(Story) story = { 0 };
  g_autoptr(GPtrArray) edits = NULL;
  PackshotEdit *edit;
  gint64 batch;

  assert_nothing (db, TRUE, error);
  assert_nothing (db, FALSE, error);
  story_begin (&story, db, "k", error);
  batch = story_edit (&story, db, 0, 0, 2, error);
  assert_nothing (db, FALSE, error);
  edits = get_edits (db, TRUE, 1, error);
  edit = edits->pdata[0];
  g_assert_cmpint (edit->batch, ==, batch);
  g_assert_cmpint (edit->at, ==, 100);
  g_assert_cmpstr (edit->kind, ==, "add");
  g_assert_cmpint (edit->item, ==, story.item);
  g_assert_false (edit->undone);
  g_assert_true (packshot_gallery_equal (edit->before, story.states[0]));
  g_assert_true (packshot_gallery_equal (edit->after, story.states[2]));
  return TRUE;
}

/* Back through all batches and forward again, in any number. */
static gboolean
line_case (PackshotDb *db,
           gpointer    data,
           GError    **error)
{
  g_auto(Story) a = { 0 };
  g_auto(Story) b = { 0 };
  gint64 batches[3];
  guint sizes[3] = { 2, 1, 1 };

  story_begin (&a, db, "a", error);
  story_begin (&b, db, "b", error);
  batches[0] = story_edit (&a, db, 0, 0, 1, error);
  g_assert_cmpint (story_edit (&b, db, batches[0], 0, 1, error), ==, batches[0]);
  batches[1] = story_edit (&a, db, 0, 1, 2, error);
  batches[2] = story_edit (&b, db, 0, 1, 2, error);
  for (int round = 0; round < 2; round++)
    {
      for (int i = 2; i >= 0; i--)
        {
          g_autoptr(GPtrArray) edits = get_edits (db, TRUE, sizes[i], error);

          g_assert_cmpint (((PackshotEdit *)edits->pdata[0])->batch, ==, batches[i]);
          if (i == 0)
            g_assert_cmpint (((PackshotEdit *)edits->pdata[0])->item, ==, b.item);
          must (packshot_edits_set_undone (db, batches[i], TRUE, error), error);
        }
      assert_nothing (db, TRUE, error);
      for (int i = 0; i < 3; i++)
        {
          g_autoptr(GPtrArray) edits = get_edits (db, FALSE, sizes[i], error);

          g_assert_cmpint (((PackshotEdit *)edits->pdata[0])->batch, ==, batches[i]);
          if (i == 0)
            g_assert_cmpint (((PackshotEdit *)edits->pdata[0])->item, ==, a.item);
          must (packshot_edits_set_undone (db, batches[i], FALSE, error), error);
        }
      assert_nothing (db, FALSE, error);
    }
  return TRUE;
}

/* What was undone is gone when something else is done, with the galleries that only it knew. */
static gboolean
branch_case (PackshotDb *db,
             gpointer    data,
             GError    **error)
{
  g_auto(Story) story = { 0 };
  g_autoptr(GPtrArray) edits = NULL;
  gint64 batch;

  story_begin (&story, db, "k", error);
  story_edit (&story, db, 0, 0, 1, error);
  batch = story_edit (&story, db, 0, 1, 2, error);
  must (packshot_edits_set_undone (db, batch, TRUE, error), error);
  must (packshot_galleries_set (db, story.item, PACKSHOT_TREE_LOCAL, story.states[1], error),
        error);
  g_assert_cmpint (count_rows (db, "galleries"), ==, 3);
  story_edit (&story, db, 0, 1, 3, error);
  assert_nothing (db, FALSE, error);
  edits = get_edits (db, TRUE, 1, error);
  g_assert_true (packshot_gallery_equal (((PackshotEdit *)edits->pdata[0])->after,
                                         story.states[3]));
  g_assert_cmpint (count_rows (db, "edits"), ==, 2);
  g_assert_cmpint (count_rows (db, "galleries"), ==, 3);
  return TRUE;
}

/* A chain of edits makes one gallery for each state, whichever of both is written first. */
static gboolean
sharing_case (PackshotDb *db,
              gpointer    data,
              GError    **error)
{
  g_auto(Story) a = { 0 };
  g_auto(Story) b = { 0 };

  story_begin (&a, db, "a", error);
  for (guint i = 0; i < 3; i++)
    story_edit (&a, db, 0, i, i + 1, error);
  g_assert_cmpint (count_rows (db, "galleries"), ==, 4);

  story_begin (&b, db, "b", error);
  for (guint i = 0; i < 3; i++)
    {
      must (packshot_galleries_set (db, b.item, PACKSHOT_TREE_LOCAL, b.states[i + 1], error),
            error);
      must (packshot_edits_add (db, NULL, 1, "add", b.item, b.states[i], b.states[i + 1], error),
            error);
    }
  g_assert_cmpint (count_rows (db, "galleries"), ==, 4 + 3);
  return TRUE;
}

static gboolean
refused_case (PackshotDb *db,
              gpointer    data,
              GError    **error)
{
  g_autoptr(PackshotGallery) none = packshot_gallery_new ();

  must_fail (packshot_edits_set_undone (db, 5, TRUE, error), error, PACKSHOT_STORE_ERROR_NOT_FOUND);
  must_fail (packshot_edits_add (db, NULL, 1, "add", 99, none, none, error), error,
             PACKSHOT_STORE_ERROR_CONSTRAINT);
  return TRUE;
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  store_fixture_add ("/store/edits/one", one_case);
  store_fixture_add ("/store/edits/line", line_case);
  store_fixture_add ("/store/edits/branch", branch_case);
  store_fixture_add ("/store/edits/sharing", sharing_case);
  store_fixture_add ("/store/edits/refused", refused_case);
  return g_test_run ();
}
