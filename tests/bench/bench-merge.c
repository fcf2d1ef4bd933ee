/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* Merging and planning one gallery, without a disk or a network: what was agreed on, what the user
 * wants and what the server shows, to the calls that are to be sent. Beside it the floor: to copy
 * the same pictures three times and to sort them once.
 *
 *   bench-merge PICTURES      prints milliseconds of CPU for each, parted by tabs */

#include "config.h"

#include "packshot-gallery.h"
#include "packshot-image.h"
#include "packshot-listing.h"
#include "packshot-merge.h"
#include "packshot-plan.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#define LEAST_SECONDS 0.2

static const PackshotServiceProfile profile = {
  .kind = PACKSHOT_SERVICE_CLOSIENT,
  .write = PACKSHOT_WRITE_ROWS,
  .primary = PACKSHOT_PRIMARY_FLAG,
  .can_list = TRUE,
  .has_titles = TRUE,
};

typedef struct
{
  const char      *name;
  PackshotGallery *synced;    /* (owned) */
  PackshotGallery *local;     /* (owned) */
  PackshotGallery *remote;    /* (owned) */
  PackshotListing *listing;   /* (owned) */
  GArray          *images;    /* gint64 */
} Case;

typedef void (*Work) (Case *c);

static PackshotImage *
make_image (guint number)
{
  g_autofree char *sha256 = g_strdup_printf ("%064x", number);
  g_autofree char *title = g_strdup_printf ("Picture %u", number);
  g_autofree char *id = g_strdup_printf ("%u", number);
  g_autofree char *created = g_strdup_printf ("2026-01-01T00:00:00.%06uZ", 999999 - number);
  g_autoptr(PackshotRemote) remote = packshot_remote_new (id, 0, created, NULL, NULL);

  return packshot_image_new (number, sha256, title, PACKSHOT_VISIBILITY_NONE, remote);
}

static PackshotGallery *
make_gallery (guint n)
{
  g_autoptr(GPtrArray) images =
    g_ptr_array_new_with_free_func ((GDestroyNotify)packshot_image_unref);
  PackshotGallery *gallery;

  for (guint i = 1; i <= n; i++)
    g_ptr_array_add (images, make_image (i));
  gallery = packshot_gallery_new_from (images, 1, NULL);
  g_assert_nonnull (gallery);
  return gallery;
}

static PackshotGallery *
move (PackshotGallery *gallery,
      guint            from,
      guint            to)
{
  PackshotGallery *moved =
    packshot_gallery_with_moved (gallery,
                                 packshot_image_get_id (packshot_gallery_get (gallery, from)), to);

  packshot_gallery_unref (gallery);
  return moved;
}

static PackshotGallery *
retitle (PackshotGallery *gallery,
         guint            index,
         const char      *title)
{
  g_autoptr(PackshotImage) image =
    packshot_image_with_title (packshot_gallery_get (gallery, index), title);
  PackshotGallery *changed = packshot_gallery_with_image (gallery, image);

  packshot_gallery_unref (gallery);
  return changed;
}

/* Every tenth picture is moved here, another tenth there, and a third tenth has a new title. */
static void
case_init (Case       *c,
           const char *name,
           guint       n,
           gboolean    is_changed)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (n);

  c->name = name;
  c->synced = make_gallery (n);
  c->local = packshot_gallery_ref (c->synced);
  c->remote = packshot_gallery_ref (c->synced);
  for (guint i = 0; is_changed && i < n / 10; i++)
    {
      c->local = move (c->local, 1 + g_rand_int (rand) % (n - 1), 1 + g_rand_int (rand) % (n - 1));
      c->remote = move (c->remote, 1 + g_rand_int (rand) % (n - 1),
                        1 + g_rand_int (rand) % (n - 1));
      c->local = retitle (c->local, g_rand_int (rand) % n, "Another title");
    }
  c->listing = packshot_listing_new ();
  c->images = g_array_new (FALSE, FALSE, sizeof (gint64));
  for (guint i = 0; i < n; i++)
    {
      PackshotImage *image = packshot_gallery_get (c->remote, i);
      gint64 id = packshot_image_get_id (image);

      packshot_listing_add (c->listing, image, id == 1);
      g_array_append_val (c->images, id);
    }
}

static void
case_clear (Case *c)
{
  packshot_gallery_unref (c->synced);
  packshot_gallery_unref (c->local);
  packshot_gallery_unref (c->remote);
  packshot_listing_unref (c->listing);
  g_array_unref (c->images);
}

static void
merge_and_plan (Case *c)
{
  g_autoptr(PackshotMerge) merge = packshot_merge_new (&profile, c->synced, c->local, c->remote);
  const PackshotLearned learned = { .place = PACKSHOT_PLACE_CONSTANT };
  const PackshotPlanInput input = {
    .profile = &profile,
    .listing = c->listing,
    .images = (const gint64 *)(gpointer)c->images->data,
    .target = merge->target,
    .learned = &learned,
  };
  g_autoptr(PackshotPlan) plan = packshot_plan_new (&input);

  g_assert_false (plan->unreachable);
}

static int
compare_titles (gconstpointer a,
                gconstpointer b)
{
  return strcmp (packshot_image_get_title (*(PackshotImage **)a),
                 packshot_image_get_title (*(PackshotImage **)b));
}

static GPtrArray *
copy_images (PackshotGallery *gallery)
{
  GPtrArray *images = g_ptr_array_new_with_free_func ((GDestroyNotify)packshot_image_unref);

  for (guint i = 0; i < packshot_gallery_get_n (gallery); i++)
    g_ptr_array_add (images, packshot_image_with_id (packshot_gallery_get (gallery, i), i + 1));
  return images;
}

static void
copy_and_sort (Case *c)
{
  g_autoptr(GPtrArray) synced = copy_images (c->synced);
  g_autoptr(GPtrArray) local = copy_images (c->local);
  g_autoptr(GPtrArray) remote = copy_images (c->remote);

  g_ptr_array_sort (local, compare_titles);
}

/* Milliseconds of CPU for one. */
static double
measure (Work  work,
         Case *c)
{
  clock_t start = clock ();
  guint n = 0;
  double seconds;

  do
    {
      work (c);
      n++;
      seconds = (double)(clock () - start) / CLOCKS_PER_SEC;
    }
  while (seconds < LEAST_SECONDS);
  return seconds * 1000 / n;
}

int
main (int    argc,
      char **argv)
{
  guint n = argc > 1 ? (guint)strtoul (argv[1], NULL, 10) : 0;
  Case cases[2];

  if (n < 10)
    return 2;
  case_init (&cases[0], "nothing changed", n, FALSE);
  case_init (&cases[1], "three tenths changed", n, TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_print ("%s\t%.6f\n", cases[i].name, measure (merge_and_plan, &cases[i]));
      g_print ("%s, floor\t%.6f\n", cases[i].name, measure (copy_and_sort, &cases[i]));
      case_clear (&cases[i]);
    }
  return 0;
}
