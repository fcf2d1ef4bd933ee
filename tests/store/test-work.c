/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* Items with work left, the changes of a person, the facts around them, and the log: finding,
 * loading, forgetting. */

#include "config.h"

#include "packshot-accounts.h"
#include "packshot-galleries.h"
#include "packshot-items.h"
#include "packshot-journal.h"
#include "packshot-work.h"
#include "store-fixture.h"

#define NOW G_GINT64_CONSTANT (1750000000000000)

/* --- Changes --- */

/* "1f+2*" is a gallery: picture 1 with bytes f, picture 2 with none, which is primary. A capital
 * letter after the bytes is a caption. */
static PackshotGallery *
gallery (const char *text)
{
  g_autoptr(GPtrArray) images = NULL;
  g_auto(GStrv) words = g_strsplit (text, " ", -1);
  PackshotGallery *result;
  gint64 primary = 0;

  images = g_ptr_array_new_with_free_func ((GDestroyNotify)packshot_image_unref);
  for (guint i = 0; words[i] != NULL; i++)
    {
      const char *p = words[i];
      gint64 id = *p - '0';
      g_autofree char *sha256 = NULL;
      char title[] = { '\0', '\0' };

      if (*p == '\0')
        continue;
      p++;
      if (g_ascii_islower (*p))
        sha256 = g_strnfill (64, *p++);
      if (g_ascii_isupper (*p))
        title[0] = *p++;
      if (*p == '*')
        primary = id;
      g_ptr_array_add (images, packshot_image_new (id, sha256, title, PACKSHOT_VISIBILITY_NONE,
                                                   NULL));
    }
  result = packshot_gallery_new_from (images, primary, NULL);
  g_assert_nonnull (result);
  return result;
}

typedef struct
{
  const char *synced;
  const char *local;
  const char *expected;
} ChangeCase;

static const ChangeCase change_cases[] = {
  { "", "", "" },
  { "1a 2b", "1a 2b", "" },
  { "", "1a", "added:1" },
  { "", "1a*", "added:1" },
  { "", "1a* 2b", "added:1 added:2" },
  { "1a", "1a 2b", "added:2" },
  { "1a*", "1a 2b*", "added:2 primary:2" },
  { "1a 2b", "1a", "removed:2" },
  { "1a* 2b", "2b", "removed:1" },
  { "1a* 2b", "2b*", "removed:1 primary:2" },
  { "1a 2b", "1c 2b", "replaced:1" },
  { "1a", "1cF", "replaced:1 caption:1" },
  { "1aF 2b", "1aG 2b", "caption:1" },
  { "1a 2b*", "1a* 2b", "primary:1" },
  { "1a 2b*", "1a 2b", "primary:0" },
  { "1a 2b 3c", "3c 1a 2b", "order:0" },
  { "1a 2b 3c", "3c 1a", "removed:2 order:0" },
  { "1a 3c", "1a 2b 3c", "added:2" },
  { "1a 2b 3c", "2b 3c", "removed:1" },
};

static char *
describe (GArray *changes)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < changes->len; i++)
    {
      const PackshotChange *change = &g_array_index (changes, PackshotChange, i);

      g_string_append_printf (text, "%s%s:%" G_GINT64_FORMAT, i > 0 ? " " : "",
                              packshot_change_kind_to_string (change->kind), change->image);
    }
  return g_string_free (text, FALSE);
}

static void
test_changes (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (change_cases); i++)
    {
      const ChangeCase *c = &change_cases[i];
      g_autoptr(PackshotGallery) synced = gallery (c->synced);
      g_autoptr(PackshotGallery) local = gallery (c->local);
      g_autoptr(GArray) changes = packshot_changes_new (synced, local, NULL);
      g_autofree char *text = describe (changes);

      g_test_message ("%s -> %s", c->synced, c->local);
      g_assert_cmpstr (text, ==, c->expected);
      /* Whatever differs is a change, and whatever is the same is none. */
      g_assert_true (packshot_gallery_equal (synced, local) == (changes->len == 0));
    }
}

/* What is in conflict waits for a person, and is not work. */
static void
test_conflicts (void)
{
  static const struct { PackshotConflictKind kind; gint64 image; const char *left; } cases[] = {
    { PACKSHOT_CONFLICT_CONTENT, 1, "caption:1 removed:2 primary:1 order:0" },
    { PACKSHOT_CONFLICT_TITLE, 1, "replaced:1 removed:2 primary:1 order:0" },
    { PACKSHOT_CONFLICT_TITLE, 3, "replaced:1 caption:1 removed:2 primary:1 order:0" },
    { PACKSHOT_CONFLICT_PRIMARY, 0, "replaced:1 caption:1 removed:2 order:0" },
    { PACKSHOT_CONFLICT_ORDER, 0, "replaced:1 caption:1 removed:2 primary:1" },
    { PACKSHOT_CONFLICT_REMOVED_HERE, 2, "replaced:1 caption:1 primary:1 order:0" },
    { PACKSHOT_CONFLICT_REMOVED_THERE, 1, "removed:2 primary:1 order:0" },
  };
  g_autoptr(PackshotGallery) synced = gallery ("3c 1aF 2b*");
  g_autoptr(PackshotGallery) local = gallery ("1dG* 3c");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      PackshotConflictRow row = { .kind = cases[i].kind, .image = cases[i].image };
      g_autoptr(GPtrArray) conflicts = g_ptr_array_new ();
      g_autoptr(GArray) changes = NULL;
      g_autofree char *text = NULL;

      g_ptr_array_add (conflicts, &row);
      changes = packshot_changes_new (synced, local, conflicts);
      text = describe (changes);
      g_assert_cmpstr (text, ==, cases[i].left);
    }
}

/* --- The rows --- */

static void
set_trees (PackshotDb      *db,
           gint64           item,
           PackshotGallery *synced,
           PackshotGallery *local,
           GError         **error)
{
  must (packshot_galleries_set (db, item, PACKSHOT_TREE_SYNCED, synced, error), error);
  must (packshot_galleries_set (db, item, PACKSHOT_TREE_LOCAL, local, error), error);
}

static gboolean
list_case (PackshotDb *db,
           gpointer    data,
           GError    **error)
{
  gint64 late = make_item (db, 1, "late", "Late", error);
  gint64 early = make_item (db, 1, "early", "Early", error);
  gint64 refused = make_item (db, 1, "refused", "Refused", error);
  gint64 same = make_item (db, 1, "same", "Same", error);
  g_autoptr(PackshotImage) first = make_image (db, late, 1, "Front", NULL, error);
  g_autoptr(PackshotImage) second = make_image (db, late, 2, "Back", NULL, error);
  g_autoptr(PackshotImage) other = make_image (db, early, 3, "", NULL, error);
  g_autoptr(PackshotImage) bad = make_image (db, refused, 4, "Bad", NULL, error);
  g_autoptr(PackshotGallery) two = make_gallery (0, first, second, NULL);
  g_autoptr(PackshotGallery) one = make_gallery (-1, other, NULL);
  g_autoptr(PackshotGallery) held = make_gallery (-1, bad, NULL);
  g_autoptr(PackshotGallery) none = packshot_gallery_new ();
  g_autoptr(GPtrArray) rows = NULL;
  g_autoptr(PackshotContent) content = NULL;
  PackshotWorkRow *row;

  set_trees (db, late, none, two, error);
  set_trees (db, early, none, one, error);
  set_trees (db, refused, held, held, error);
  set_trees (db, same, none, none, error);
  must (packshot_items_set_edited (db, late, NOW + 2, error), error);
  must (packshot_items_set_edited (db, early, NOW + 1, error), error);
  must (packshot_items_set_edited (db, refused, NOW + 3, error), error);
  must (packshot_items_set_retry (db, late, 2, NOW + 9, error), error);
  must (packshot_items_set_problem (db, refused, "too-large", packshot_image_get_id (bad),
                                    "It is large", error), error);
  rows = packshot_work_list (db, error);
  must (rows != NULL, error);
  g_assert_cmpuint (rows->len, ==, 3);

  row = rows->pdata[0];
  g_assert_cmpint (row->item, ==, early);
  g_assert_cmpuint (row->n_images, ==, 1);
  row = rows->pdata[1];
  g_assert_cmpint (row->item, ==, late);
  g_assert_cmpint (row->account, ==, 1);
  g_assert_cmpstr (row->name, ==, "Late");
  g_assert_cmpint (row->attempts, ==, 2);
  g_assert_cmpint (row->next_try, ==, NOW + 9);
  g_assert_null (row->problem);
  g_assert_cmpuint (row->changes->len, ==, 2);
  g_assert_cmpuint (row->hashes->len, ==, 2);
  g_assert_cmpstr (row->hashes->pdata[0], ==, packshot_image_get_sha256 (first));
  content = packshot_contents_get (db, packshot_image_get_sha256 (second), error);
  must (content != NULL, error);
  g_assert_cmpint (row->largest, >=, content->bytes);
  g_assert_cmpint (row->bytes, >, row->largest);
  row = rows->pdata[2];
  g_assert_cmpint (row->item, ==, refused);
  g_assert_cmpstr (row->problem, ==, "too-large");
  g_assert_cmpstr (row->problem_text, ==, "It is large");
  g_assert_cmpuint (row->problem_caption, ==, 3);
  g_assert_cmpint (row->problem_bytes, >, 0);
  g_assert_cmpuint (row->changes->len, ==, 0);
  return TRUE;
}

/* A step in doubt of an item without changes is something to be checked. */
static gboolean
doubt_case (PackshotDb *db,
            gpointer    data,
            GError    **error)
{
  gint64 item = make_item (db, 1, "k", "Item", error);
  g_autoptr(PackshotStepRow) step = packshot_step_row_new ();
  g_autoptr(GPtrArray) rows = NULL;
  g_autoptr(GPtrArray) after = NULL;
  PackshotWorkRow *row;

  step->item = item;
  step->kind = PACKSHOT_STEP_DELETE;
  step->started_at = NOW;
  must (packshot_steps_begin (db, step, error), error);
  rows = packshot_work_list (db, error);
  must (rows != NULL, error);
  g_assert_cmpuint (rows->len, ==, 1);
  row = rows->pdata[0];
  g_assert_cmpuint (row->changes->len, ==, 1);
  g_assert_cmpint (g_array_index (row->changes, PackshotChange, 0).kind, ==,
                   PACKSHOT_CHANGE_CHECK);
  must (packshot_steps_end (db, step->id, PACKSHOT_STEP_DONE, NULL, NULL, NOW + 1, NULL, error),
        error);
  after = packshot_work_list (db, error);
  must (after != NULL, error);
  g_assert_cmpuint (after->len, ==, 0);
  return TRUE;
}

/* --- Facts --- */

static gboolean
looks_case (PackshotDb *db,
            gpointer    data,
            GError    **error)
{
  gint64 first = make_item (db, 1, "1", "One", error);
  gint64 second = make_item (db, 1, "2", "Two", error);
  gint64 third = make_item (db, 1, "3", "Three", error);
  PackshotAccountLooks looks = { 0 };
  gint64 n_items, n_images;

  must (packshot_work_get_looks (db, 1, &looks, error), error);
  g_assert_cmpint (looks.n_items, ==, 3);
  g_assert_cmpint (looks.n_never, ==, 3);
  g_assert_cmpint (looks.oldest + looks.newest, ==, 0);
  must (packshot_work_count_synced (db, &n_items, &n_images, error), error);
  g_assert_cmpint (n_items + n_images, ==, 0);

  must (packshot_items_set_looked (db, first, NOW + 5, error), error);
  must (packshot_items_set_looked (db, second, NOW + 3, error), error);
  must (packshot_work_get_looks (db, 1, &looks, error), error);
  g_assert_cmpint (looks.n_never, ==, 1);
  g_assert_cmpint (looks.oldest, ==, NOW + 3);
  g_assert_cmpint (looks.newest, ==, NOW + 5);
  must (packshot_items_set_looked (db, third, NOW + 9, error), error);
  must (packshot_items_set_problem (db, third, "gone", 0, NULL, error), error);
  must (packshot_work_count_synced (db, &n_items, NULL, error), error);
  g_assert_cmpint (n_items, ==, 2);
  return TRUE;
}

static gboolean
end_step (PackshotDb      *db,
          gint64           item,
          PackshotImage   *image,
          PackshotStepKind kind,
          gint64           started_at,
          gint64           ended_at,
          GError         **error)
{
  g_autoptr(PackshotStepRow) step = packshot_step_row_new ();

  step->item = item;
  step->kind = kind;
  step->started_at = started_at;
  if (image != NULL)
    {
      step->image = packshot_image_get_id (image);
      step->sha256 = g_strdup (packshot_image_get_sha256 (image));
    }
  return packshot_steps_begin (db, step, error) &&
         packshot_steps_end (db, step->id, PACKSHOT_STEP_DONE, "r", NULL, ended_at, NULL, error);
}

static gboolean
speed_case (PackshotDb *db,
            gpointer    data,
            GError    **error)
{
  gint64 item = make_item (db, 1, "k", "Item", error);
  g_autoptr(PackshotImage) image = make_image (db, item, 1, "", NULL, error);
  g_autoptr(PackshotContent) content =
    packshot_contents_get (db, packshot_image_get_sha256 (image), error);
  PackshotSpeed speed = { 0 };

  must (content != NULL, error);
  must (packshot_work_get_speed (db, 1, &speed, error), error);
  g_assert_cmpfloat_with_epsilon (speed.latency, 0.3, 1e-6);
  g_assert_cmpfloat_with_epsilon (speed.bytes_per_second, 500000, 1e-3);
  g_assert_cmpint (packshot_work_get_largest_taken (db, 1, error), ==, 0);

  /* Three calls without a picture: 1, 2 and 9 seconds; one with a picture: 4 seconds, of which 2
   * are what a call takes by itself. */
  must (end_step (db, item, NULL, PACKSHOT_STEP_DELETE, NOW, NOW + 1000000, error), error);
  must (end_step (db, item, NULL, PACKSHOT_STEP_DELETE, NOW, NOW + 9000000, error), error);
  must (end_step (db, item, NULL, PACKSHOT_STEP_WRITE, NOW, NOW + 2000000, error), error);
  must (end_step (db, item, image, PACKSHOT_STEP_UPLOAD, NOW, NOW + 4000000, error), error);
  must (packshot_work_get_speed (db, 1, &speed, error), error);
  g_assert_cmpfloat_with_epsilon (speed.latency, 2, 1e-6);
  g_assert_cmpfloat_with_epsilon (speed.bytes_per_second, (double)content->bytes / 2, 1e-3);
  g_assert_cmpint (packshot_work_get_largest_taken (db, 1, error), ==, content->bytes);
  return TRUE;
}

static gboolean
picture_case (PackshotDb *db,
              gpointer    data,
              GError    **error)
{
  gint64 item = make_item (db, 1, "k", "Item", error);
  g_autoptr(PackshotImage) first = make_image (db, item, 1, "Front", NULL, error);
  g_autoptr(PackshotImage) second = make_image (db, item, 2, "Back", NULL, error);
  g_autoptr(PackshotGallery) both = make_gallery (1, first, second, NULL);
  const gint64 images[] = { packshot_image_get_id (first), 0 };

  must (packshot_galleries_set (db, item, PACKSHOT_TREE_LOCAL, both, error), error);
  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *name = NULL;
      g_autofree char *hash = NULL;
      g_autofree char *title = NULL;
      guint position;

      must (packshot_work_get_picture (db, item, images[i], &name, &hash, &title, &position,
                                       error), error);
      g_assert_cmpstr (name, ==, "Item");
      g_assert_cmpstr (hash, ==, packshot_image_get_sha256 (i == 0 ? first : second));
      g_assert_cmpstr (title, ==, i == 0 ? "Front" : NULL);
      g_assert_cmpuint (position, ==, i == 0 ? 1 : 0);
    }
  return TRUE;
}

/* --- Accounts --- */

static gboolean
problem_case (PackshotDb *db,
              gpointer    data,
              GError    **error)
{
  g_auto(PackshotAccountState) state = { 0 };
  g_autoptr(GPtrArray) lines = NULL;
  const char *problems[] = { NULL, "auth", "auth", "offline", NULL, NULL };
  const char *told[] = { "", "offline", "auth" };
  gint64 since = 0;

  for (guint i = 0; i < G_N_ELEMENTS (problems); i++)
    {
      must (packshot_accounts_set_problem (db, 1, problems[i], "It said so", error), error);
      must (packshot_accounts_get_state (db, 1, &state, error), error);
      g_assert_cmpstr (state.problem, ==, problems[i]);
      g_assert_true ((state.problem_since != 0) == (problems[i] != NULL));
      if (i == 2)
        g_assert_cmpint (state.problem_since, ==, since);
      since = state.problem_since;
    }
  lines = packshot_log_list (db, 0, 0, error);
  must (lines != NULL, error);
  g_assert_cmpuint (lines->len, ==, G_N_ELEMENTS (told));
  for (guint i = 0; i < lines->len; i++)
    {
      const PackshotLogRow *row = lines->pdata[i];

      g_assert_cmpstr (row->event, ==, "account");
      g_assert_cmpstr (row->detail, ==, told[i]);
      g_assert_cmpint (row->account, ==, 1);
    }
  return TRUE;
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/work/changes", test_changes);
  g_test_add_func ("/store/work/conflicts", test_conflicts);
  store_fixture_add ("/store/work/list", list_case);
  store_fixture_add ("/store/work/doubt", doubt_case);
  store_fixture_add ("/store/work/looks", looks_case);
  store_fixture_add ("/store/work/speed", speed_case);
  store_fixture_add ("/store/work/picture", picture_case);
  store_fixture_add ("/store/work/problem", problem_case);
  return g_test_run ();
}
