/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* The merge by examples. Each case is merged a second time with the same server, which must give
 * the same again, and with nothing open the three results are compared with each other. */

#include "config.h"

#include "packshot-test-gallery.h"

typedef struct
{
  const char *name;
  const char *base;
  const char *local;
  const char *remote;
  const char *merged;           /* local */
  const char *target;           /* NULL: as merged */
  const char *synced;           /* NULL: as merged */
  const char *conflicts;        /* NULL: none */
} Case;

static const Case field_cases[] = {
  { "nothing", "1* 2 3", "1* 2 3", "1* 2 3", "1* 2 3" },
  { "empty", "", "", "", "" },
  { "title-here", "1 2", "1 2=a", "1 2", "1 2=a", NULL, "1 2" },
  { "title-there", "1 2", "1 2", "1 2=b", "1 2=b" },
  { "title-both-same", "1 2", "1 2=a", "1 2=a", "1 2=a" },
  { "title-both", "1 2=o", "1 2=a", "1 2=b", "1 2=a", "1 2=b", "1 2=o", "title 2" },
  { "title-cleared-there", "1=o", "1=o", "1", "1" },
  { "fields-apart", "1 2", "1 2=a", "1 2/x", "1 2/x=a", NULL, "1 2/x" },
  { "content-here", "1", "1/x@-", "1", "1/x@-", NULL, "1" },
  { "content-there", "1", "1", "1/x", "1/x" },
  { "content-both-same", "1", "1/x@-", "1/x", "1/x" },
  { "content-both", "1", "1/x", "1/y", "1/x@-", "1/y", "1", "content 1" },
  { "content-and-title", "1=o", "1/x=a", "1/y=b", "1/x=a@-", "1/y=b", "1=o",
    "content 1, title 1" },
  { "one-open-others-sync", "1=o 2 3", "1=a 2=n 3", "1=b 2 3=m", "1=a 2=n 3=m", "1=b 2=n 3=m",
    "1=o 2 3=m", "title 1" },
  { "hash-becomes-known", "1/-", "1/-", "1", "1" },
  { "hash-known-here", "1", "1", "1/-", "1" },
  { "replaced-while-bytes-unknown", "1/-", "1/x@-", "1/-", "1/x@-", NULL, "1/-" },
  { "row-replaced-there", "1=o", "1=o", "1=n@r9", "1=n@r9" },
};

static const Case presence_cases[] = {
  { "added-here", "1 2", "1 3@- 2", "1 2", "1 3@- 2", NULL, "1 2" },
  { "added-there", "1 2", "1 2", "1 3 2", "1 3 2" },
  { "added-there-first", "1 2", "1 2", "3 1 2", "3 1 2" },
  { "added-both-apart", "1 2", "1 3@- 2", "1 2 4", "1 3@- 2 4", NULL, "1 2 4" },
  { "first-look", "", "", "1* 2 3", "1* 2 3" },
  { "first-look-with-ours", "", "5@-", "1* 2", "1* 2 5@-", NULL, "1* 2" },
  { "ours-arrived", "1", "1 2@-", "1 2", "1 2" },
  { "ours-arrived-and-was-retitled", "1", "1 2=b@-", "1 2=a", "1 2=b", NULL, "1 2=a" },
  { "removed-here", "1 2", "1", "1 2", "1", NULL, "1 2" },
  { "removed-there", "1 2", "1 2", "1", "1" },
  { "removed-both", "1 2", "1", "1", "1" },
  { "removed-there-titled-here", "1 2", "1 2=a", "1", "1 2=a@-", "1", "1 2", "there 2" },
  { "removed-there-replaced-here", "1 2", "1 2/x@-", "1", "1 2/x@-", "1", "1 2", "there 2" },
  { "removed-there-moved-here", "1 2 3", "2 1 3", "1 3", "1 3" },
  { "removed-there-chosen-here", "1* 2", "1 2*", "1*", "1 2*@-", "1*", "1* 2", "there 2" },
  { "removed-there-was-primary", "1* 2", "1* 2", "2*", "2*" },
  { "removed-there-unstarred-here", "1* 2", "1 2", "2", "2" },
  { "removed-here-titled-there", "1 2", "1", "1 2=b", "1", "1 2=b", "1 2", "here 2" },
  { "removed-here-replaced-there", "1 2", "1", "1 2/x", "1", "1 2/x", "1 2", "here 2" },
  { "removed-here-moved-there", "1 2 3", "1 3", "2 1 3", "1 3", NULL, "2 1 3" },
  { "removed-here-chosen-there", "1* 2", "1*", "2* 1", "1*", "2* 1", "2 1*", "here 2" },
  { "removed-here-promoted-there", "1* 2 3", "1* 3", "2* 3", "3", "3", "2* 3" },
  { "same-bytes-added-on-both", "1", "1 2/x@-", "1 7/x", "1 2/x@r7" },
  { "same-bytes-other-title", "1", "1 2/x=a@-", "1 7/x=b", "1 2/x=a@r7", NULL, "1 2/x=b@r7" },
  { "same-bytes-primary-there", "1*", "1* 2/x@-", "7*/x 1", "1 2*/x@r7" },
  { "same-bytes-twice-there", "", "2/x@-", "7/x 8/x", "2/x@r7 8/x" },
  { "same-bytes-twice-here", "", "2/x@- 3/x@-", "7/x", "2/x@r7 3/x@-", NULL, "2/x@r7" },
  { "same-bytes-row-replaced", "1 2=o", "1 2=o", "1 7/sha-2=n", "1 2=n@r7" },
  { "same-bytes-row-replaced-titled-here", "1 2=o", "1 2=a", "1 7/sha-2=o", "1 2=a@r7", NULL,
    "1 2=o@r7" },
};

static const Case primary_cases[] = {
  { "here", "1* 2 3", "1 2* 3", "1* 2 3", "1 2* 3", NULL, "1* 2 3" },
  { "there", "1* 2 3", "1* 2 3", "3* 1 2", "1 2 3*" },
  { "both-same", "1* 2 3", "1 2 3*", "3* 1 2", "1 2 3*" },
  { "both", "1* 2 3", "1 2* 3", "3* 1 2", "1 2* 3", "1 2 3*", "1* 2 3", "primary" },
  { "none-here", "1* 2", "1 2", "1* 2", "1 2", NULL, "1* 2" },
  { "none-there", "1* 2", "1* 2", "1 2", "1 2" },
  { "none-here-other-there", "1* 2", "1 2", "2* 1", "1 2", "1 2*", "1* 2", "primary" },
  { "first-one-there", "1 2", "1 2", "2* 1", "1 2*" },
  { "removed-here", "1* 2 3", "2 3", "1* 2 3", "2 3", NULL, "1* 2 3" },
  { "removed-here-other-there", "1* 2 3", "2 3", "2* 1 3", "2* 3", NULL, "2* 1 3" },
  { "removed-here-other-chosen", "1* 2 3", "2* 3", "1* 2 3", "2* 3", NULL, "1* 2 3" },
  { "removed-there-other-chosen", "1* 2 3", "1 2 3*", "2* 3", "2 3*", NULL, "2* 3" },
  { "removed-there-unstarred-here-other-in-question", "1* 2", "1", "2*=a", "", "2*=a", "2*",
    "here 2" },
  { "removed-there-kept-here", "1* 2", "1*=a 2", "2*", "1*=a@- 2", "2*", "1* 2", "there 1" },
  { "removed-here-and-two-stars", "1* 2 3 4", "2 3*", "4* 1 2 3", "2 3*", "4* 2 3", "4 1 2 3",
    "primary, here 4" },
  { "new-one-there", "1* 2", "1* 2", "3* 1 2", "3* 1 2" },
  { "number-stays", "1 2 3*", "1 2 3*", "3* 2 1", "2 1 3*" },
  { "number-stays-in-the-middle", "1 2* 3", "1 2* 3", "2* 1 3", "1 2* 3" },
  { "number-moved-here", "1* 2 3", "2 3 1*", "1* 2 3", "2 3 1*" },
  { "former-rank-taken", "1* 2 3", "1* 2 3", "3* 2 1", "2 1 3*" },
  { "former-rank-is-no-opinion-when-starred-here", "1* 2 3 4", "1 2 3 4*", "4* 2 1 3",
    "1 2 3 4*", NULL, "2 1 3 4*" },
  { "former-rank-is-no-opinion-when-moved-here", "1* 2 3 4", "2 3 1* 4", "4* 1 2 3", "2 3 1 4*",
    NULL, "1 2 3 4*" },
  { "title-syncs-beside", "1* 2 3", "1 2* 3=a", "3* 1 2", "1 2* 3=a", "1 2 3*=a", "1* 2 3",
    "primary" },
};

static const Case order_cases[] = {
  { "here", "1 2 3", "3 1 2", "1 2 3", "3 1 2", NULL, "1 2 3" },
  { "there", "1 2 3", "1 2 3", "3 1 2", "3 1 2" },
  { "both-same", "1 2 3", "3 1 2", "3 1 2", "3 1 2" },
  { "both-apart", "1 2 3 4", "2 1 3 4", "1 2 4 3", "2 1 4 3", NULL, "1 2 4 3" },
  { "both-far-apart", "1 2 3 4 5", "5 1 2 3 4", "2 3 1 4 5", "5 2 3 1 4", NULL, "2 3 1 4 5" },
  { "both-the-same-two", "1 2 3 4", "4 2 3 1", "2 3 4 1", "4 2 3 1", NULL, "2 3 4 1" },
  { "both-the-same-picture", "1 2 3 4", "4 1 2 3", "1 4 2 3", "4 1 2 3", "1 4 2 3",
    "1 2 3 4", "order" },
  { "both-the-same-neighbours", "1 2 3", "3 1 2", "1 3 2", "3 1 2", "1 3 2", "1 2 3", "order" },
  { "both-the-same-group", "1 2 3 4", "3 4 1 2", "1 3 4 2", "3 4 1 2", "1 3 4 2",
    "1 2 3 4", "order" },
  { "both-the-same-to-both-ends", "1 2 3", "2 1 3", "1 3 2", "2 1 3", "1 3 2", "1 2 3", "order" },
  { "both-to-the-same-place", "1 2 3 4 5", "1 4 2 3 5", "1 4 2 5 3", "1 4 2 5 3" },
  { "round-in-a-circle", "1 2 3 4 5", "1 2 5 3 4", "1 3 4 2 5", "1 2 5 3 4", "1 3 4 2 5",
    "1 2 3 4 5", "order" },
  { "added-here-follows", "1 2 3", "1 2 9@- 3", "2 1 3", "2 9@- 1 3", NULL, "2 1 3" },
  { "added-there-follows", "1 2 3", "3 1 2", "1 9 2 3", "3 1 9 2", NULL, "1 9 2 3" },
  { "added-there-behind-a-former-primary", "1* 2 3", "2 3 1", "2 1 9 3", "2 9 3 1", NULL,
    "2 1 9 3" },
  { "added-there-behind-ours", "1 2* 3", "2* 1", "3* 2 9 1", "2* 9 1", "3* 2 9 1", "3 2* 9 1",
    "here 3" },
  { "same-bytes-moved-here", "1 2* 3", "2* 4/n@- 1", "3* 5/n 2 1", "2* 4/n@r5 1",
    "3* 2 4/n@r5 1", "3 4/n@r5 2* 1", "here 3" },
  { "others-sync-while-open", "1 2 3 4", "4 1 2 3=a", "1 4 2=b 3", "4 1 2=b 3=a",
    "1 4 2=b 3=a", "1 2=b 3 4", "order" },
  { "added-while-open", "1 2 3 4 5", "5 1 2 3 4", "1 5 9 2 3 4", "5 9 1 2 3 4", "1 5 9 2 3 4",
    "1 2 3 4 5 9", "order" },
};

static const Case put_cases[] = {
  { "same", "1", "1", "1", "1" },
  { "replaced-there", "1", "1", "1/x", "1/x" },
  { "replaced-here", "1", "1/x@-", "1", "1/x@-", NULL, "1" },
  { "replaced-both", "1", "1/x", "1/y", "1/x@-", "1/y", "1", "content 1" },
  { "title-is-ours", "1", "1=a", "1", "1=a" },
  { "title-there-is-nothing", "1=a", "1=a", "1", "1=a" },
  { "order-and-primary-are-ours", "1", "2@- 1*", "1", "2@- 1*", NULL, "1*" },
  { "another-one-here", "1", "2@-", "1", "2@-", NULL, "1" },
  { "another-one-here-replaced-there", "1", "2@-", "1/x", "2@-", "1/x", "1", "here 1" },
  { "removed-here", "1", "", "1", "", NULL, "1" },
};

static const Case list_cases[] = {
  { "same", "1* 2", "1* 2", "1* 2", "1* 2" },
  { "title-is-ours", "1* 2", "1* 2=a", "1* 2", "1* 2=a" },
  { "public-here", "1* 2", "1* 2^", "1* 2", "1* 2^", NULL, "1* 2" },
  { "public-there", "1* 2", "1* 2", "1* 2^", "1* 2^" },
  { "first-counts", "1* 2", "1* 2", "2 1", "1 2*" },
  { "none-becomes-the-first", "1 2", "1 2", "1* 2", "1* 2" },
  { "none-here-is-met-by-the-first", "1* 2", "1 2", "1* 2", "1* 2" },
  { "none-here-waits", "1 2*", "1 2", "2* 1", "1 2", NULL, "1 2*" },
  { "moved-there", "1* 2 3", "1* 2 3", "1* 3 2", "1* 3 2" },
};

static void
merge_case (const PackshotServiceProfile *profile,
            const Case                   *c)
{
  g_autoptr(PackshotGallery) base = packshot_test_gallery (c->base);
  g_autoptr(PackshotGallery) local = packshot_test_gallery (c->local);
  g_autoptr(PackshotGallery) remote = packshot_test_gallery (c->remote);
  g_autoptr(PackshotMerge) merge = packshot_merge_new (profile, base, local, remote);
  g_autoptr(PackshotMerge) again = NULL;
  g_autofree char *conflicts = packshot_test_conflicts_say (merge->conflicts);
  g_autofree char *conflicts_again = NULL;

  g_test_message ("%s", c->name);
  g_assert_cmpstr (conflicts, ==, c->conflicts != NULL ? c->conflicts : "");
  packshot_assert_gallery (merge->local, c->merged);
  packshot_assert_gallery (merge->target, c->target != NULL ? c->target : c->merged);
  packshot_assert_gallery (merge->synced, c->synced != NULL ? c->synced : c->merged);

  again = packshot_merge_new (profile, merge->synced, merge->local, merge->remote);
  conflicts_again = packshot_test_conflicts_say (again->conflicts);
  g_assert_cmpstr (conflicts_again, ==, conflicts);
  packshot_assert_gallery (again->local, c->merged);
  packshot_assert_gallery (again->target, c->target != NULL ? c->target : c->merged);
  packshot_assert_gallery (again->synced, c->synced != NULL ? c->synced : c->merged);
  g_assert_null (again->adopted);
}

#define DEFINE_TABLE(name, profile) \
  static void \
  test_ ## name (void) \
  { \
    for (guint i = 0; i < G_N_ELEMENTS (name ## _cases); i++) \
    merge_case (&(profile), &name ## _cases[i]); \
  }

DEFINE_TABLE (field, packshot_test_rows)
DEFINE_TABLE (presence, packshot_test_rows)
DEFINE_TABLE (primary, packshot_test_rows)
DEFINE_TABLE (order, packshot_test_rows)
DEFINE_TABLE (put, packshot_test_put)
DEFINE_TABLE (list, packshot_test_list)

static void
test_adopted (void)
{
  g_autoptr(PackshotGallery) base = packshot_test_gallery ("1*");
  g_autoptr(PackshotGallery) local = packshot_test_gallery ("1* 2/x@-");
  g_autoptr(PackshotGallery) remote = packshot_test_gallery ("7*/x 1 8/y");
  g_autoptr(PackshotMerge) merge = packshot_merge_new (&packshot_test_rows, base, local, remote);
  gint64 *ours;

  g_assert_nonnull (merge->adopted);
  g_assert_cmpuint (g_hash_table_size (merge->adopted), ==, 1);
  ours = g_hash_table_lookup (merge->adopted, "r7");
  g_assert_nonnull (ours);
  g_assert_cmpint (*ours, ==, 2);
  packshot_assert_gallery (merge->remote, "2*/x@r7 1 8/y");
}

static void
test_no_adoption (void)
{
  static const char * const cases[][3] = {
    { "1", "1 2/x@-", "1 7/-" },        /* bytes unknown */
    { "1", "1 2/x@-", "1 7/y" },        /* other bytes */
    { "1", "1 2/x", "1 2/x 7/x" },      /* ours has its row already: theirs is a second one */
    { "1 7/x", "1 7/x 2/x@-", "1 7/x" } /* theirs is known already: ours is a second one */
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(PackshotGallery) base = packshot_test_gallery (cases[i][0]);
      g_autoptr(PackshotGallery) local = packshot_test_gallery (cases[i][1]);
      g_autoptr(PackshotGallery) remote = packshot_test_gallery (cases[i][2]);
      g_autoptr(PackshotMerge) merge = packshot_merge_new (&packshot_test_rows, base, local,
                                                           remote);

      g_assert_null (merge->adopted);
      g_assert_cmpuint (packshot_gallery_get_n (merge->local), ==, 3);
      g_assert_true (packshot_gallery_equal (merge->remote, remote));
    }
}

/* A picture that was only there and whose bytes were never fetched can't be brought back. */
static void
test_lost (void)
{
  g_autoptr(PackshotGallery) base = packshot_test_gallery ("1");
  g_autoptr(PackshotGallery) local = packshot_test_gallery ("1 2*/-@- 3/z@-");
  g_autoptr(PackshotGallery) remote = packshot_test_gallery ("1");
  g_autoptr(PackshotMerge) merge = packshot_merge_new (&packshot_test_rows, base, local, remote);

  packshot_assert_gallery (merge->local, "1 3/z@-");
  packshot_assert_gallery (merge->target, "1 3/z@-");
  g_assert_cmpuint (merge->conflicts->len, ==, 0);
}

/* The one picture of an item, put here before anybody looked there. */
static void
test_never_agreed (void)
{
  g_autoptr(PackshotGallery) base = packshot_test_gallery ("");
  g_autoptr(PackshotGallery) local = packshot_test_gallery ("1/x@-");
  g_autoptr(PackshotGallery) remote = packshot_test_gallery ("7/y");
  g_autoptr(PackshotMerge) merge = packshot_merge_new (&packshot_test_put, base, local, remote);
  PackshotConflictRow *row;

  packshot_assert_gallery (merge->local, "1/x@-");
  packshot_assert_gallery (merge->target, "1/y@r7");
  packshot_assert_gallery (merge->synced, "");
  g_assert_cmpuint (merge->conflicts->len, ==, 1);
  row = merge->conflicts->pdata[0];
  g_assert_cmpint (row->kind, ==, PACKSHOT_CONFLICT_CONTENT);
  g_assert_cmpint (row->image, ==, 1);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync/merge/fields", test_field);
  g_test_add_func ("/sync/merge/presence", test_presence);
  g_test_add_func ("/sync/merge/primary", test_primary);
  g_test_add_func ("/sync/merge/order", test_order);
  g_test_add_func ("/sync/merge/put", test_put);
  g_test_add_func ("/sync/merge/list", test_list);
  g_test_add_func ("/sync/merge/adopted", test_adopted);
  g_test_add_func ("/sync/merge/no-adoption", test_no_adoption);
  g_test_add_func ("/sync/merge/lost", test_lost);
  g_test_add_func ("/sync/merge/never-agreed", test_never_agreed);
  return g_test_run ();
}
