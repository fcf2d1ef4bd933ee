/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* What must hold of any merge, over seeded random galleries: each side starts from the same base
 * and is edited at random. The server shows its primary first. */

#include "config.h"

#include "packshot-test-gallery.h"

#define N_ROUNDS 10000

typedef struct
{
  GRand                        *rand;
  const PackshotServiceProfile *profile;
  gboolean                      with_news; /* stars and new pictures, too */
  PackshotGallery              *base;
  PackshotGallery              *local;
  PackshotGallery              *remote;
} Fixture;

static PackshotGallery *
take (PackshotGallery *old,
      PackshotGallery *new)
{
  packshot_gallery_unref (old);
  return new;
}

static PackshotGallery *
shown (PackshotGallery *gallery)
{
  g_autoptr(GPtrArray) images = packshot_gallery_dup_shown (gallery);

  return packshot_gallery_new_from (images, packshot_gallery_get_primary (gallery), NULL);
}

/* A picture of a new id; one in four has bytes that the other side may add, too. */
static PackshotImage *
new_image (GRand *rand,
           gint64 id)
{
  g_autofree char *sha256 = g_rand_int_range (rand, 0, 4) == 0 ?
    g_strdup_printf ("same-%d", g_rand_int_range (rand, 0, 3)) :
    g_strdup_printf ("sha-%d", (int)id);
  g_autofree char *row = g_strdup_printf ("r%d", (int)id);
  g_autoptr(PackshotRemote) remote = packshot_remote_new (row, -1, NULL, NULL, NULL);

  return packshot_image_new (id, sha256, NULL, PACKSHOT_VISIBILITY_NONE, remote);
}

static PackshotGallery *
edit_image (Fixture         *f,
            PackshotGallery *gallery,
            PackshotImage   *image)
{
  g_autofree char *text = g_strdup_printf ("v%d", g_rand_int_range (f->rand, 0, 3));
  g_autoptr(PackshotImage) edited = NULL;

  if (g_rand_boolean (f->rand))
    edited = packshot_image_with_sha256 (image, text);
  else if (f->profile->has_visibility)
    edited = packshot_image_with_visibility (image, g_rand_int_range (f->rand, 0, 3));
  else
    edited = packshot_image_with_title (image, text);
  return packshot_gallery_with_image (gallery, edited);
}

static PackshotGallery *
edit (Fixture         *f,
      PackshotGallery *gallery,
      gint64           new_id)
{
  guint n = packshot_gallery_get_n (gallery);
  guint index = n > 0 ? g_rand_int_range (f->rand, 0, n) : 0;
  PackshotImage *image = n > 0 ? packshot_gallery_get (gallery, index) : NULL;
  gint64 id = image != NULL ? packshot_image_get_id (image) : 0;
  int kind = image == NULL ? 0 : f->with_news ? g_rand_int_range (f->rand, 0, 6)
                                              : g_rand_int_range (f->rand, 1, 5);
  g_autoptr(PackshotImage) added = NULL;

  switch (kind)
    {
    case 0:
      added = new_image (f->rand, new_id);
      return take (gallery, packshot_gallery_with_inserted (gallery, index, added));

    case 1:
      return take (gallery, packshot_gallery_with_removed (gallery, id));

    case 2:
    case 3:
      return take (gallery, packshot_gallery_with_moved (gallery, id,
                                                         g_rand_int_range (f->rand, 0, n)));

    case 4:
      return take (gallery, edit_image (f, gallery, image));

    default:
      id = g_rand_int_range (f->rand, 0, 4) > 0 ? id : 0;
      return take (gallery, packshot_gallery_with_primary (gallery, id));
    }
}

static PackshotGallery *
edited (Fixture         *f,
        PackshotGallery *from,
        gint64           new_id)
{
  PackshotGallery *gallery = packshot_gallery_ref (from);

  for (int i = g_rand_int_range (f->rand, 0, 4); i > 0; i--)
    if (f->with_news || packshot_gallery_get_n (gallery) > 0)
      gallery = edit (f, gallery, new_id + i);
  return gallery;
}

static void
fixture_fill (Fixture *f)
{
  int n = g_rand_int_range (f->rand, 0, 6);
  g_autoptr(PackshotGallery) remote = NULL;

  f->base = packshot_gallery_new ();
  for (int i = 1; i <= n; i++)
    {
      g_autofree char *sha256 = g_strdup_printf ("sha-%d", i);
      g_autofree char *row = g_strdup_printf ("r%d", i);
      g_autoptr(PackshotRemote) facts = packshot_remote_new (row, -1, NULL, NULL, NULL);
      g_autoptr(PackshotImage) image = packshot_image_new (i, sha256, NULL,
                                                           PACKSHOT_VISIBILITY_NONE, facts);

      f->base = take (f->base, packshot_gallery_with_inserted (f->base, i, image));
    }
  if (f->with_news && n > 0)
    f->base = take (f->base,
                    packshot_gallery_with_primary (f->base, g_rand_int_range (f->rand, 0, n + 1)));
  f->local = edited (f, f->base, 10);
  remote = edited (f, f->base, 20);
  f->remote = shown (remote);
}

static void
fixture_clear (Fixture *f)
{
  g_clear_pointer (&f->base, packshot_gallery_unref);
  g_clear_pointer (&f->local, packshot_gallery_unref);
  g_clear_pointer (&f->remote, packshot_gallery_unref);
}

static gboolean
has_conflict (PackshotMerge       *merge,
              PackshotConflictKind kind,
              gint64               image)
{
  for (guint i = 0; i < merge->conflicts->len; i++)
    {
      const PackshotConflictRow *row = merge->conflicts->pdata[i];

      if (row->kind == kind && row->image == image)
        return TRUE;
    }
  return FALSE;
}

/* --- Properties: each returns what does not hold, or NULL --- */

static const char *
one_side (Fixture *f)
{
  g_autoptr(PackshotGallery) seen = shown (f->base);
  g_autoptr(PackshotMerge) same = packshot_merge_new (f->profile, f->base, f->base, seen);
  g_autoptr(PackshotMerge) here = packshot_merge_new (f->profile, f->base, f->local, seen);
  g_autoptr(PackshotMerge) there = packshot_merge_new (f->profile, f->base, f->base, f->remote);

  if (same->conflicts->len + here->conflicts->len + there->conflicts->len > 0)
    return "no conflict with one side alone";
  if (!packshot_gallery_equal (same->local, f->base) ||
      !packshot_gallery_equal (same->synced, f->base) ||
      !packshot_gallery_equal (same->target, f->base))
    return "merge (b, b, b) = b";
  if (!packshot_gallery_equal (here->local, f->local) ||
      !packshot_gallery_equal (here->target, f->local) ||
      !packshot_gallery_equal_shown (here->synced, f->base))
    return "merge (b, l, b) = l";
  if (!packshot_gallery_equal_shown (there->local, there->remote) ||
      !packshot_gallery_equal (there->target, there->local) ||
      !packshot_gallery_equal (there->synced, there->local))
    return "merge (b, b, r) = r";
  return NULL;
}

static const char *
again (Fixture *f)
{
  g_autoptr(PackshotMerge) first = packshot_merge_new (f->profile, f->base, f->local, f->remote);
  g_autoptr(PackshotMerge) second = packshot_merge_new (f->profile, first->synced, first->local,
                                                        first->remote);
  g_autofree char *open_first = packshot_test_conflicts_say (first->conflicts);
  g_autofree char *open_second = packshot_test_conflicts_say (second->conflicts);

  if (!g_str_equal (open_first, open_second))
    return "the same conflicts again";
  if (!packshot_gallery_equal (first->local, second->local))
    return "the same local again";
  if (!packshot_gallery_equal (first->target, second->target))
    return "the same target again";
  return packshot_gallery_equal (first->synced, second->synced) ? NULL : "the same synced again";
}

/* The server comes to hold the target. */
static const char *
reached (Fixture *f)
{
  g_autoptr(PackshotMerge) first = packshot_merge_new (f->profile, f->base, f->local, f->remote);
  g_autoptr(PackshotGallery) seen = shown (first->target);
  g_autoptr(PackshotMerge) after = packshot_merge_new (f->profile, first->synced, first->local,
                                                       seen);
  g_autofree char *open_first = packshot_test_conflicts_say (first->conflicts);
  g_autofree char *open_after = packshot_test_conflicts_say (after->conflicts);

  if (first->adopted != NULL)
    return NULL;
  /* A star that moves takes its picture out of an order in question, and may settle it. */
  if (has_conflict (first, PACKSHOT_CONFLICT_ORDER, 0) &&
      packshot_gallery_get_primary (first->target) != packshot_gallery_get_primary (f->remote))
    return NULL;
  if (!packshot_gallery_equal (after->local, first->local))
    return "local stands when the server has come to the target";
  if (!g_str_equal (open_first, open_after))
    return "conflicts stay open when the server has come to the target";
  if (first->conflicts->len == 0 && !packshot_gallery_equal (after->local, after->synced))
    return "synced = local in the end";
  return NULL;
}

/* Each picture of either side is still wanted, was removed by one side, or is in question. */
static const char *
nothing_lost (Fixture *f)
{
  g_autoptr(PackshotMerge) merge = packshot_merge_new (f->profile, f->base, f->local, f->remote);

  for (gint64 id = 1; id < 30; id++)
    {
      gboolean base = packshot_gallery_lookup (f->base, id) != NULL;
      gboolean local = packshot_gallery_lookup (f->local, id) != NULL;
      gboolean remote = packshot_gallery_lookup (merge->remote, id) != NULL;
      gboolean is = packshot_gallery_lookup (merge->local, id) != NULL;

      if (local && remote && !is)
        return "what both have is there";
      if (local != remote && !base && !is)
        return "what one side added is there";
      if (!local && !remote && is)
        return "what neither has is not there";
      if (base && local && !remote &&
          is != has_conflict (merge, PACKSHOT_CONFLICT_REMOVED_THERE, id))
        return "what was removed there is gone, or in question";
      if (base && !local && remote && is)
        return "what was removed here is gone";
    }
  return NULL;
}

/* A field that one side changed is taken, whatever else happens. */
static const char *
fields_survive (Fixture *f)
{
  g_autoptr(PackshotMerge) merge = packshot_merge_new (f->profile, f->base, f->local, f->remote);

  for (gint64 id = 1; id < 10; id++)
    {
      PackshotImage *b = packshot_gallery_lookup (f->base, id);
      PackshotImage *l = packshot_gallery_lookup (f->local, id);
      PackshotImage *r = packshot_gallery_lookup (merge->remote, id);
      PackshotImage *m = packshot_gallery_lookup (merge->local, id);
      PackshotImage *t = packshot_gallery_lookup (merge->target, id);
      const char *title;

      if (b == NULL || l == NULL || r == NULL)
        continue;
      title = packshot_image_get_title (b);
      if (!g_str_equal (packshot_image_get_title (l), title) &&
          !g_str_equal (packshot_image_get_title (m), packshot_image_get_title (l)))
        return "our title survives here";
      if (!g_str_equal (packshot_image_get_title (r), title) &&
          !g_str_equal (packshot_image_get_title (t), packshot_image_get_title (r)))
        return "their title survives there";
      if (g_str_equal (packshot_image_get_title (l), title) &&
          !g_str_equal (packshot_image_get_title (m), packshot_image_get_title (r)))
        return "their title comes here";
      if (packshot_image_same_content (b, l) != packshot_image_same_content (b, r) &&
          (!packshot_image_same_content (m, packshot_image_same_content (b, l) ? r : l) ||
           !packshot_image_same_content (m, t)))
        return "content that one side changed is taken";
    }
  return NULL;
}

/* Without stars and new pictures, whose places only a server's order gives, both are treated
 * alike. */
static const char *
symmetric (Fixture *f)
{
  g_autoptr(PackshotMerge) merge = packshot_merge_new (f->profile, f->base, f->local, f->remote);
  g_autoptr(PackshotMerge) mirror = packshot_merge_new (f->profile, f->base, f->remote, f->local);
  g_autofree char *open = NULL;
  g_autofree char *mirrored = NULL;

  for (guint i = 0; i < mirror->conflicts->len; i++)
    {
      PackshotConflictRow *row = mirror->conflicts->pdata[i];

      if (row->kind == PACKSHOT_CONFLICT_REMOVED_THERE)
        row->kind = PACKSHOT_CONFLICT_REMOVED_HERE;
      else if (row->kind == PACKSHOT_CONFLICT_REMOVED_HERE)
        row->kind = PACKSHOT_CONFLICT_REMOVED_THERE;
    }
  open = packshot_test_conflicts_say (merge->conflicts);
  mirrored = packshot_test_conflicts_say (mirror->conflicts);
  return g_str_equal (open, mirrored) ? NULL : "the same conflicts for both sides";
}

/* The way from one gallery to another leads there; a third keeps what the way does not touch. */
static const char *
rebased (Fixture *f)
{
  g_autoptr(PackshotGallery) there = packshot_merge_rebase (f->base, f->local, f->base);
  g_autoptr(PackshotGallery) back = packshot_merge_rebase (f->local, f->base, there);
  g_autoptr(PackshotGallery) none = packshot_merge_rebase (f->base, f->base, f->remote);

  if (!packshot_gallery_equal (there, f->local))
    return "rebase (b, l, b) = l";
  if (!packshot_gallery_equal (back, f->base))
    return "rebase (l, b, l) = b";
  return packshot_gallery_equal (none, f->remote) ? NULL : "rebase (b, b, r) = r";
}

static void
search (const PackshotServiceProfile *profile,
        gboolean                      with_news,
        const char *(*property)(Fixture *f))
{
  Fixture f = { .rand = g_rand_new_with_seed (20261121), .profile = profile,
                .with_news = with_news };
  guint n_open = 0;

  for (guint i = 0; i < N_ROUNDS && !g_test_failed (); i++)
    {
      g_autoptr(PackshotMerge) merge = NULL;
      const char *failed;

      fixture_fill (&f);
      failed = property (&f);
      if (failed != NULL)
        {
          g_autofree char *base = packshot_test_gallery_say (f.base);
          g_autofree char *local = packshot_test_gallery_say (f.local);
          g_autofree char *remote = packshot_test_gallery_say (f.remote);

          g_test_message ("round %u: %s: base %s, local %s, remote %s", i, failed, base, local,
                          remote);
          g_test_fail ();
        }
      merge = packshot_merge_new (profile, f.base, f.local, f.remote);
      n_open += merge->conflicts->len > 0;
      fixture_clear (&f);
    }
  g_test_message ("%d merges, %u with conflicts", N_ROUNDS, n_open);
  if (!g_test_failed ())
    g_assert_cmpuint (n_open, >, N_ROUNDS / 100);
  g_rand_free (f.rand);
}

static void
test_one_side (void)
{
  search (&packshot_test_rows, TRUE, one_side);
}

static void
test_again (void)
{
  search (&packshot_test_rows, TRUE, again);
}

static void
test_again_list (void)
{
  search (&packshot_test_list, TRUE, again);
}

static void
test_again_put (void)
{
  search (&packshot_test_put, TRUE, again);
}

static void
test_reached (void)
{
  search (&packshot_test_rows, TRUE, reached);
}

static void
test_nothing_lost (void)
{
  search (&packshot_test_rows, TRUE, nothing_lost);
}

static void
test_fields_survive (void)
{
  search (&packshot_test_rows, TRUE, fields_survive);
}

static void
test_symmetric (void)
{
  search (&packshot_test_rows, FALSE, symmetric);
}

static void
test_rebased (void)
{
  search (&packshot_test_rows, TRUE, rebased);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync/merge-random/one-side", test_one_side);
  g_test_add_func ("/sync/merge-random/again", test_again);
  g_test_add_func ("/sync/merge-random/again-list", test_again_list);
  g_test_add_func ("/sync/merge-random/again-put", test_again_put);
  g_test_add_func ("/sync/merge-random/reached", test_reached);
  g_test_add_func ("/sync/merge-random/nothing-lost", test_nothing_lost);
  g_test_add_func ("/sync/merge-random/fields-survive", test_fields_survive);
  g_test_add_func ("/sync/merge-random/symmetric", test_symmetric);
  g_test_add_func ("/sync/merge-random/rebased", test_rebased);
  return g_test_run ();
}
