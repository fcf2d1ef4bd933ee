/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* What must hold of any merge, over seeded random galleries: each side starts from the same base
 * and is edited at random. The server shows its primary first. */

#include "config.h"

#include "packshot-merge-laws.h"
#include "packshot-test-gallery.h"

#define N_ROUNDS 10000

typedef struct
{
  GRand            *rand;
  gboolean          with_news; /* stars and new pictures, too */
  PackshotMergeCase c;
} Fixture;

static PackshotGallery *
take (PackshotGallery *old,
      PackshotGallery *new)
{
  packshot_gallery_unref (old);
  return new;
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
  else if (f->c.profile->has_visibility)
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

  f->c.base = packshot_gallery_new ();
  for (int i = 1; i <= n; i++)
    {
      g_autofree char *sha256 = g_strdup_printf ("sha-%d", i);
      g_autofree char *row = g_strdup_printf ("r%d", i);
      g_autoptr(PackshotRemote) facts = packshot_remote_new (row, -1, NULL, NULL, NULL);
      g_autoptr(PackshotImage) image = packshot_image_new (i, sha256, NULL,
                                                           PACKSHOT_VISIBILITY_NONE, facts);

      f->c.base = take (f->c.base, packshot_gallery_with_inserted (f->c.base, i, image));
    }
  if (f->with_news && n > 0)
    f->c.base = take (f->c.base,
                      packshot_gallery_with_primary (f->c.base,
                                                     g_rand_int_range (f->rand, 0, n + 1)));
  f->c.local = edited (f, f->c.base, 10);
  remote = edited (f, f->c.base, 20);
  f->c.remote = packshot_test_gallery_shown (remote);
}

static void
fixture_clear (Fixture *f)
{
  g_clear_pointer (&f->c.base, packshot_gallery_unref);
  g_clear_pointer (&f->c.local, packshot_gallery_unref);
  g_clear_pointer (&f->c.remote, packshot_gallery_unref);
}

static void
search (const PackshotServiceProfile *profile,
        gboolean                      with_news,
        PackshotMergeLaw              law)
{
  Fixture f = { .rand = g_rand_new_with_seed (20261121), .c.profile = profile,
                .with_news = with_news };
  guint n_open = 0;

  for (guint i = 0; i < N_ROUNDS && !g_test_failed (); i++)
    {
      g_autoptr(PackshotMerge) merge = NULL;
      const char *failed;

      fixture_fill (&f);
      merge = packshot_merge_case_run (&f.c);
      failed = law (&f.c, merge);
      if (failed != NULL)
        packshot_merge_case_fail (&f.c, failed);
      n_open += merge->conflicts->len > 0;
      fixture_clear (&f);
    }
  g_test_message ("%d merges, %u with conflicts", N_ROUNDS, n_open);
  if (!g_test_failed ())
    g_assert_cmpuint (n_open, >, N_ROUNDS / 100);
  g_rand_free (f.rand);
}

typedef struct
{
  const char                   *name;
  const PackshotServiceProfile *profile;
  gboolean                      with_news;
  PackshotMergeLaw              law;
} Law;

static const Law laws[] = {
  { "one-side", &packshot_test_rows, TRUE, packshot_law_one_side },
  { "again", &packshot_test_rows, TRUE, packshot_law_again },
  { "again-list", &packshot_test_list, TRUE, packshot_law_again },
  { "again-put", &packshot_test_put, TRUE, packshot_law_again },
  { "reached", &packshot_test_rows, TRUE, packshot_law_reached },
  { "nothing-lost", &packshot_test_rows, TRUE, packshot_law_nothing_lost },
  { "fields-survive", &packshot_test_rows, TRUE, packshot_law_fields_survive },
  { "symmetric", &packshot_test_rows, FALSE, packshot_law_symmetric },
  { "rebased", &packshot_test_rows, TRUE, packshot_law_rebased },
  { "adopted", &packshot_test_rows, TRUE, packshot_law_adopted },
  { "questions", &packshot_test_rows, TRUE, packshot_law_questions },
  { "questions-list", &packshot_test_list, TRUE, packshot_law_questions },
  { "star-survives", &packshot_test_rows, TRUE, packshot_law_star_survives },
  { "moves-survive", &packshot_test_rows, TRUE, packshot_law_moves_survive },
  { "names", &packshot_test_rows, TRUE, packshot_law_names },
  { "names-list", &packshot_test_list, TRUE, packshot_law_names },
};

static void
test_law (gconstpointer data)
{
  const Law *law = data;

  search (law->profile, law->with_news, law->law);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (laws); i++)
    {
      g_autofree char *path = g_strconcat ("/sync/merge-random/", laws[i].name, NULL);

      g_test_add_data_func (path, &laws[i], test_law);
    }
  return g_test_run ();
}
