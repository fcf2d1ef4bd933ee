/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* The laws of a merge over everything there is: all that two sides can make of a gallery of up to
 * two pictures, each with its caption or its content changed or not, and of three pictures without
 * such changes; each side keeps them in any order, leaves some out, adds one of its own, which may
 * have the other's bytes, and puts the star anywhere. */

#include "config.h"

#include "packshot-merge-laws.h"
#include "packshot-test-gallery.h"

#define NEW_HERE 4
#define NEW_THERE 5

/* What one side may have done to a picture that was there. */
static const char * const changes_here[] = { "", "=a", "/x@-", NULL };
static const char * const changes_there[] = { "", "=a", "=b", "/y", NULL };
static const char * const other_changes[] = { "", "=b", "/y", NULL };
static const char * const no_changes[] = { "", NULL };
/* A new one; those of the server may be what was added here, too. */
static const char * const new_here[] = { "/n@-", NULL };
static const char * const new_there[] = { "/m", "/n", NULL };

typedef struct
{
  guint               n;        /* pictures that both sides know */
  gint64              added;    /* one of this side's own, or 0 */
  const char * const *changes;
  const char * const *added_as;
  gboolean            is_server;
  GPtrArray          *galleries; /* (owned) (element-type PackshotGallery) */
} Side;

static void
side_clear (Side *self)
{
  g_ptr_array_unref (self->galleries);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Side, side_clear)

/* All galleries that begin with @text, each with a star at @star or none. */
static void
side_add (Side       *self,
          const char *text,
          guint       seen,
          gint64      star)
{
  g_autoptr(PackshotGallery) gallery = packshot_test_gallery (text);

  if (star == 0 || seen & 1u << star)
    g_ptr_array_add (self->galleries, self->is_server ? packshot_test_gallery_shown (gallery) :
                     packshot_gallery_ref (gallery));
  for (gint64 id = 1; id <= NEW_THERE; id++)
    {
      const char * const *facts = id == self->added ? self->added_as : self->changes;

      if (seen & 1u << id || (id > self->n && id != self->added))
        continue;
      for (; *facts != NULL; facts++)
        {
          g_autofree char *longer = g_strdup_printf ("%s %d%s%s", text, (int)id,
                                                     id == star ? "*" : "", *facts);

          side_add (self, longer, seen | 1u << id, star);
        }
    }
}

static void
side_fill (Side *self)
{
  self->galleries = g_ptr_array_new_with_free_func ((GDestroyNotify)packshot_gallery_unref);
  for (gint64 star = 0; star <= NEW_THERE; star++)
    if (star <= self->n || star == self->added)
      side_add (self, "", 0, star);
}

/* --- All of them --- */

static const PackshotMergeLaw laws[] = {
  packshot_law_again, packshot_law_reached, packshot_law_nothing_lost,
  packshot_law_fields_survive, packshot_law_adopted, packshot_law_questions,
  packshot_law_star_survives, packshot_law_moves_survive,
};

static void
try_case (const PackshotMergeCase *c,
          guint                    number)
{
  g_autoptr(PackshotMerge) merge = packshot_merge_case_run (c);
  const char *failed = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (laws) && failed == NULL; i++)
    failed = laws[i] (c, merge);
  /* Other names make a difference nowhere or almost everywhere. */
  if (failed == NULL && number % 8 == 0)
    failed = packshot_law_names (c, merge);
  if (failed != NULL)
    packshot_merge_case_fail (c, failed);
}

static void
try_base (PackshotGallery              *base,
          const PackshotServiceProfile *profile,
          const Side                   *here,
          const Side                   *there,
          guint                        *n_cases)
{
  PackshotMergeCase c = { .profile = profile, .base = base };

  for (guint i = 0; i < here->galleries->len && !g_test_failed (); i++)
    for (guint k = 0; k < there->galleries->len && !g_test_failed (); k++)
      {
        c.local = here->galleries->pdata[i];
        c.remote = there->galleries->pdata[k];
        try_case (&c, (*n_cases)++);
      }
  /* One side alone. */
  for (guint k = 0; k < there->galleries->len && !g_test_failed (); k++)
    {
      g_autoptr(PackshotMerge) merge = NULL;
      const char *failed;

      c.local = here->galleries->pdata[k % here->galleries->len];
      c.remote = there->galleries->pdata[k];
      merge = packshot_merge_case_run (&c);
      failed = profile->write == PACKSHOT_WRITE_ROWS ? packshot_law_one_side (&c, merge) : NULL;
      if (failed == NULL)
        failed = packshot_law_rebased (&c, merge);
      if (failed != NULL)
        packshot_merge_case_fail (&c, failed);
    }
}

static void
try_all (const PackshotServiceProfile *profile,
         guint                         n,
         const char * const           *here_changes,
         const char * const           *there_changes)
{
  g_auto(Side) base = { .n = n, .changes = no_changes };
  g_auto(Side) here = { n, NEW_HERE, here_changes, new_here, FALSE, NULL };
  g_auto(Side) there = { n, NEW_THERE, there_changes, new_there, TRUE, NULL };
  g_autoptr(GTimer) timer = g_timer_new ();
  guint n_cases = 0;

  side_fill (&base);
  side_fill (&here);
  side_fill (&there);
  for (guint i = 0; i < base.galleries->len; i++)
    {
      PackshotGallery *gallery = base.galleries->pdata[i];
      gboolean is_sorted = packshot_gallery_get_n (gallery) == n;

      /* Other orders of the same pictures would only be other names. */
      for (guint k = 0; k < packshot_gallery_get_n (gallery); k++)
        is_sorted = is_sorted && packshot_image_get_id (packshot_gallery_get (gallery, k)) == k + 1;
      if (is_sorted)
        try_base (gallery, profile, &here, &there, &n_cases);
    }
  g_test_message ("%u pictures, %u galleries here, %u there: %u merges, %.1f s", n,
                  here.galleries->len, there.galleries->len, n_cases,
                  g_timer_elapsed (timer, NULL));
}

static void
test_changes (void)
{
  for (guint n = 0; n <= 2; n++)
    try_all (&packshot_test_rows, n, changes_here,
             n < 2 || g_test_slow () ? changes_there : other_changes);
}

static void
test_moves (void)
{
  try_all (&packshot_test_rows, 3, no_changes, no_changes);
}

/* All of both. */
static void
test_moves_and_changes (void)
{
  if (g_test_slow ())
    try_all (&packshot_test_rows, 3, changes_here + 1, other_changes + 1);
  else
    g_test_skip ("slow");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync/merge-all/changes", test_changes);
  g_test_add_func ("/sync/merge-all/moves", test_moves);
  g_test_add_func ("/sync/merge-all/moves-and-changes", test_moves_and_changes);
  return g_test_run ();
}
