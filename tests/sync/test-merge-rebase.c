/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* The way between two galleries, applied to a third. */

#include "config.h"

#include "packshot-test-gallery.h"

typedef struct
{
  const char *name;
  const char *before;
  const char *after;
  const char *current;
  const char *expected;
} Case;

static const Case cases[] = {
  { "no-way", "1 2 3", "1 2 3", "3* 1=a", "3* 1=a" },
  { "title", "1=o", "1=n", "1=x 2", "1=n 2" },
  { "title-keeps-other-content", "1=o", "1=n", "1/x=o@r9", "1/x=n@r9" },
  { "content-brings-its-row", "1/x@-", "1/o", "1/x@r9", "1/o" },
  { "content-keeps-other-title", "1/x@-", "1/o", "1/x=t", "1/o=t" },
  { "row-follows", "1=o@r7", "1=o@r8", "1=o@r7", "1=o@r8" },
  { "row-of-a-later-send-stays", "1=o@r7", "1=n@r7", "1=o@r9", "1=n@r9" },
  { "visibility", "1", "1^", "1=a", "1=a^" },
  { "removed-comes-back", "1 3", "1 2=t 3", "1 4 3", "1 2=t 4 3" },
  { "removed-comes-back-first", "2 3", "1 2 3", "3 2", "1 3 2" },
  { "removed-primary-comes-back", "2 3", "1* 2 3", "2* 3", "1* 2 3" },
  { "added-goes", "1 2", "1", "1 2=t 3", "1 3" },
  { "added-goes-with-its-star", "1 2*", "1", "1 2* 3", "1 3" },
  { "added-goes-but-not-a-later-star", "1 2*", "1", "1 2 3*", "1 3*" },
  { "added-stands-already", "1", "1 2=a", "2=b 1", "2=a 1" },
  { "gone-meanwhile-stays-gone", "1=o 2", "1=n 2", "2", "2" },
  { "gone-meanwhile-is-not-moved", "1 2 3", "3 1 2", "1 2", "1 2" },
  { "star", "1* 2 3", "1 2* 3", "3 2 1*", "3 2* 1" },
  { "star-wins", "1* 2 3", "1 2* 3", "1 2 3*", "1 2* 3" },
  { "star-off", "1*", "1", "1*", "1" },
  { "star-of-one-gone", "1* 2 3", "1 2* 3", "1* 3", "1* 3" },
  { "move", "1 2 3 4", "1 4 2 3", "1 2 9 3 4", "1 4 2 9 3" },
  { "move-back", "1 4 2 3", "1 2 3 4", "1 4 2 9 3", "1 2 9 3 4" },
  { "moved-follows-its-neighbour", "1 2 3 4 5", "1 2 5 3 4", "2 1 3 4 5", "2 5 1 3 4" },
  { "to-the-front", "1 2 3", "3 1 2", "2 1 3", "3 2 1" },
  { "all-at-once", "1* 2 3", "3=t 1 4*", "5 1* 2 3", "5 3=t 1 4*" },
  { "from-nothing", "", "1* 2", "3", "1* 2 3" },
  { "to-nothing", "1* 2", "", "1* 3 2", "3" },
};

static void
test_cases (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(PackshotGallery) before = packshot_test_gallery (cases[i].before);
      g_autoptr(PackshotGallery) after = packshot_test_gallery (cases[i].after);
      g_autoptr(PackshotGallery) current = packshot_test_gallery (cases[i].current);
      g_autoptr(PackshotGallery) rebased = packshot_merge_rebase (before, after, current);

      g_test_message ("%s", cases[i].name);
      packshot_assert_gallery (rebased, cases[i].expected);
    }
}

/* The way applied where it starts ends where it ends, and the way back undoes it. */
static void
test_there_and_back (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(PackshotGallery) before = packshot_test_gallery (cases[i].before);
      g_autoptr(PackshotGallery) after = packshot_test_gallery (cases[i].after);
      g_autoptr(PackshotGallery) there = packshot_merge_rebase (before, after, before);
      g_autoptr(PackshotGallery) back = packshot_merge_rebase (after, before, there);
      g_autoptr(PackshotGallery) twice = packshot_merge_rebase (before, after, there);

      g_test_message ("%s", cases[i].name);
      packshot_assert_gallery (there, cases[i].after);
      packshot_assert_gallery (back, cases[i].before);
      packshot_assert_gallery (twice, cases[i].after);
    }
}

/* What a call changed on a server that shows its primary first, taken into what is synced, where
 * the primary has a number of its own. */
static void
test_own_call (void)
{
  static const Case calls[] = {
    { "sent-anew", "1*=o@r1 2=o", "1*=o@r1 2=n@r9", "2=o 1*=o", "2=n@r9 1*=o" },
    { "new-one", "1* 2 3", "1* 2 9 3", "2 3 1*", "2 9 3 1*" },
    { "new-one-first-of-the-others", "3* 1 2", "3* 9 1 2", "1 2 3*", "9 1 2 3*" },
    { "new-one-with-the-star", "1* 2", "9* 1 2", "2 1*", "1 9* 2" },
    { "star-with-the-former-rank", "1* 2 3 4", "4* 2 3 1", "1* 2 3 4", "2 3 1 4*" },
    { "star-with-the-same-rank", "1* 2 3 4", "4* 1 2 3", "1* 2 3 4", "1 2 3 4*" },
    { "first-star", "1 2 3", "3* 1 2", "1 2 3", "1 2 3*" },
    { "moved", "1* 2 3 4", "1* 4 2 3", "2 3 1* 4", "4 2 3 1*" },
    { "deleted", "1* 2 3", "1* 3", "2 3 1*", "3 1*" },
    { "deleted-primary", "1* 2 3", "2 3", "2 1* 3", "2 3" },
    { "deleted-primary-next-one-flagged", "1* 2 3", "2* 3", "2 1* 3", "2* 3" },
    { "what-was-not-agreed-stays", "1*=x 2 3", "1*=x 2=n 3", "1*=o 2 3", "1*=o 2=n 3" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (calls); i++)
    {
      g_autoptr(PackshotGallery) before = packshot_test_gallery (calls[i].before);
      g_autoptr(PackshotGallery) after = packshot_test_gallery (calls[i].after);
      g_autoptr(PackshotGallery) synced = packshot_test_gallery (calls[i].current);
      g_autoptr(PackshotGallery) advanced = packshot_merge_advance (synced, before, after);

      g_test_message ("%s", calls[i].name);
      packshot_assert_gallery (advanced, calls[i].expected);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync/merge-rebase/cases", test_cases);
  g_test_add_func ("/sync/merge-rebase/there-and-back", test_there_and_back);
  g_test_add_func ("/sync/merge-rebase/own-call", test_own_call);
  return g_test_run ();
}
