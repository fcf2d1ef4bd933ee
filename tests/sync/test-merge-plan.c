/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* Merge and plan together, as a round of one item does it, on model servers: after each call what
 * was done goes into what is synced, and all is merged anew, as it is after a crash. Own calls
 * never conflict with the user's wishes, and in the end both sides hold the same. */

#include "config.h"

#include "packshot-model-server.h"
#include "packshot-test-gallery.h"

#define N_ROUNDS 4000

typedef struct
{
  GRand              *rand;
  PackshotModelServer server;
  PackshotLearned     learned;
  PackshotGallery    *local;    /* (owned) */
  PackshotGallery    *synced;   /* (owned) */
  PackshotGallery    *remote;   /* (owned) */
  PackshotListing    *listing;  /* (owned) */
  gint64              images[PACKSHOT_MODEL_MAX];
} Fixture;

static void
replace (PackshotGallery **gallery,
         PackshotGallery  *new)
{
  g_clear_pointer (gallery, packshot_gallery_unref);
  *gallery = new;
}

/* What the server shows, under our ids; an old copy that carries the flag stars its picture. */
static void
look (Fixture *f)
{
  g_autoptr(GPtrArray) images =
    g_ptr_array_new_with_free_func ((GDestroyNotify)packshot_image_unref);
  g_autoptr(GError) error = NULL;
  gint64 primary = 0;

  g_clear_pointer (&f->listing, packshot_listing_unref);
  f->listing = packshot_model_server_list (&f->server, f->images);
  for (guint i = 0; i < f->server.n; i++)
    {
      if (f->server.rows[i].is_flagged)
        primary = f->server.rows[i].image;
      if (f->images[i] != 0)
        g_ptr_array_add (images, packshot_image_with_id (packshot_listing_get (f->listing, i),
                                                         f->images[i]));
    }
  replace (&f->remote, packshot_gallery_new_from (images, primary, &error));
  g_assert_no_error (error);
}

static void
edit (Fixture *f,
      gint64   new_id)
{
  guint n = packshot_gallery_get_n (f->local);
  guint index = n > 0 ? g_rand_int_range (f->rand, 0, n) : 0;
  PackshotImage *image = n > 0 ? packshot_gallery_get (f->local, index) : NULL;
  g_autofree char *text = g_strdup_printf ("%d", g_rand_int_range (f->rand, 0, 3));
  g_autofree char *sha256 = g_strdup_printf ("sha-%d", (int)new_id);
  g_autoptr(PackshotImage) edited = NULL;
  gint64 id = image != NULL ? packshot_image_get_id (image) : 0;

  switch (image != NULL ? g_rand_int_range (f->rand, 0, 6) : 0)
    {
    case 0:
      edited = packshot_image_new (new_id, sha256, text, PACKSHOT_VISIBILITY_NONE, NULL);
      replace (&f->local, packshot_gallery_with_inserted (f->local, index, edited));
      break;

    case 1:
      replace (&f->local, packshot_gallery_with_removed (f->local, id));
      break;

    case 2:
      edited = packshot_image_with_title (image, text);
      replace (&f->local, packshot_gallery_with_image (f->local, edited));
      break;

    case 3:
      replace (&f->local, packshot_gallery_with_primary (f->local, id));
      break;

    default:
      replace (&f->local, packshot_gallery_with_moved (f->local, id,
                                                       g_rand_int_range (f->rand, 0, n)));
      break;
    }
}

static void
fixture_init (Fixture    *f,
              GRand      *rand,
              GHashTable *shown)
{
  guint n = g_rand_int_range (rand, 0, 5);
  guint flagged = g_rand_int_range (rand, 0, n + 1);

  *f = (Fixture) { .rand = rand };
  f->server.place = g_rand_int_range (rand, PACKSHOT_PLACE_CONSTANT, PACKSHOT_PLACE_FIRST + 1);
  f->server.constant = g_rand_int_range (rand, 0, 4);
  f->server.ways = g_rand_boolean (rand) ? PACKSHOT_MODEL_FLAGS_FIRST : 0;
  f->server.shown = shown;
  for (guint i = 1; i <= n; i++)
    packshot_model_server_upload (&f->server, i, "", i == flagged);
  look (f);
  f->local = packshot_gallery_ref (f->remote);
  f->synced = packshot_gallery_ref (f->remote);
  /* A star never changes a number: the primary stands anywhere. */
  if (packshot_gallery_get_primary (f->local) != 0)
    {
      replace (&f->local, packshot_gallery_with_moved (f->local,
                                                       packshot_gallery_get_primary (f->local),
                                                       g_rand_int_range (rand, 0, n)));
      replace (&f->synced, packshot_gallery_ref (f->local));
    }
  for (int i = g_rand_int_range (rand, 0, 5); i > 0; i--)
    edit (f, 10 + i);
}

static void
fixture_clear (Fixture *f)
{
  g_clear_pointer (&f->local, packshot_gallery_unref);
  g_clear_pointer (&f->synced, packshot_gallery_unref);
  g_clear_pointer (&f->remote, packshot_gallery_unref);
  g_clear_pointer (&f->listing, packshot_listing_unref);
}

static void
assert_same (PackshotGallery *is,
             PackshotGallery *wanted)
{
  if (!packshot_gallery_equal (is, wanted))
    {
      g_autofree char *x = packshot_test_gallery_say (is);
      g_autofree char *y = packshot_test_gallery_say (wanted);

      g_test_message ("%s, wanted %s", x, y);
    }
  g_assert_true (packshot_gallery_equal (is, wanted));
}

/* Merges, plans and takes one step; whether there was one. */
static gboolean
step (Fixture *f)
{
  g_autoptr(PackshotMerge) merge = packshot_merge_new (&packshot_test_rows, f->synced, f->local,
                                                       f->remote);
  g_autoptr(PackshotPlan) plan = NULL;
  g_autoptr(PackshotGallery) before = NULL;
  PackshotPlanInput input = {
    .profile = &packshot_test_rows,
    .listing = f->listing,
    .images = f->images,
    .target = merge->target,
    .learned = &f->learned,
  };

  g_assert_cmpuint (merge->conflicts->len, ==, 0);
  assert_same (merge->local, f->local);
  assert_same (merge->target, f->local);
  replace (&f->synced, packshot_gallery_ref (merge->synced));
  replace (&f->local, packshot_gallery_ref (merge->local));
  plan = packshot_plan_new (&input);
  g_assert_false (plan->unreachable);
  if (plan->steps->len == 0)
    return FALSE;
  packshot_model_server_apply (&f->server, f->listing, plan->steps->pdata[0], merge->target,
                               &f->learned);
  before = packshot_gallery_ref (f->remote);
  look (f);
  replace (&f->synced, packshot_merge_advance (f->synced, before, f->remote));
  return TRUE;
}

static void
test_own_calls (void)
{
  g_autoptr(GHashTable) shown = packshot_model_server_rows_new ();
  GRand *rand = g_rand_new_with_seed (20261121);
  guint n_steps = 0;

  for (guint i = 0; i < N_ROUNDS; i++)
    {
      Fixture f;
      guint n = 0;

      fixture_init (&f, rand, shown);
      for (n = 0; step (&f); n++)
        g_assert_cmpuint (n, <, 100);
      g_assert_true (packshot_gallery_equal (f.local, f.synced));
      g_assert_true (packshot_gallery_equal_shown (f.local, f.remote));
      n_steps += n;
      fixture_clear (&f);
    }
  g_test_message ("%d wishes met by %u calls, all merged after each call", N_ROUNDS, n_steps);
  g_rand_free (rand);
}

/* The user goes on editing while calls are under way. */
static void
test_edits_between (void)
{
  g_autoptr(GHashTable) shown = packshot_model_server_rows_new ();
  GRand *rand = g_rand_new_with_seed (20261122);
  guint n_edits = 0;

  for (guint i = 0; i < N_ROUNDS; i++)
    {
      Fixture f;

      fixture_init (&f, rand, shown);
      for (guint n = 0; step (&f); n++)
        {
          g_assert_cmpuint (n, <, 150);
          if (n < 6 && g_rand_boolean (rand) && f.server.n < PACKSHOT_MODEL_MAX - 4)
            {
              edit (&f, 20 + n);
              n_edits++;
            }
        }
      g_assert_true (packshot_gallery_equal (f.local, f.synced));
      g_assert_true (packshot_gallery_equal_shown (f.local, f.remote));
      fixture_clear (&f);
    }
  g_test_message ("%d wishes met, %u edits between the calls", N_ROUNDS, n_edits);
  g_rand_free (rand);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync/merge-plan/own-calls", test_own_calls);
  g_test_add_func ("/sync/merge-plan/edits-between", test_edits_between);
  return g_test_run ();
}
