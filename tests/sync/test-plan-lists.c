/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* The plans for the one picture that is put, and for a list that is written as a whole, tried with
 * everything there can be: up to five pictures on the server, each as wished or not, and all wishes
 * with a new one among them. A plan, carried out on a model of such a server, comes to the wish in
 * one go, and sends just the pictures that the server does not hold as wished. */

#include "config.h"

#include "packshot-plan-cases.h"
#include "packshot-test-gallery.h"

typedef struct
{
  gint64   image;
  gboolean fits;
} Held;

typedef struct
{
  const PackshotServiceProfile *profile;
  gboolean                      keeps; /* what a written list leaves out stays at its end */
  Held                          rows[2 * PACKSHOT_CASES_MAX + 2];
  guint                         n;
  guint                         n_sent;
} Model;

typedef struct
{
  PackshotCases cases;
  guint         n_cases;
  guint         n_unreachable;
} Search;

static void
search_clear (Search *self)
{
  packshot_cases_clear (&self->cases);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Search, search_clear)

static PackshotListing *
model_list (const Model *self,
            gint64      *images)
{
  PackshotListing *listing = packshot_listing_new ();

  for (guint i = 0; i < self->n; i++)
    {
      g_autofree char *id = g_strdup_printf ("row-%d", (int)self->rows[i].image);
      g_autofree char *sha256 = g_strdup_printf (self->rows[i].fits ? "sha-%d" : "old-%d",
                                                 (int)self->rows[i].image);
      g_autoptr(PackshotRemote) remote = packshot_remote_new (id, -1, NULL, NULL, NULL);
      g_autoptr(PackshotImage) image = packshot_image_new (0, sha256, NULL,
                                                           PACKSHOT_VISIBILITY_NONE, remote);

      packshot_listing_add (listing, image, i == 0);
      images[i] = self->rows[i].image;
    }
  return listing;
}

static gboolean
model_holds (const Held *rows,
             guint       n,
             gint64      image)
{
  for (guint i = 0; i < n; i++)
    if (rows[i].image == image)
      return TRUE;
  return FALSE;
}

/* A written list has what was sent as wished, and the others as they are. */
static void
model_write (Model           *self,
             PackshotGallery *target,
             const gint64    *sent)
{
  g_autoptr(GPtrArray) shown = packshot_gallery_dup_shown (target);
  Model before = *self;

  self->n = 0;
  for (guint i = 0; i < shown->len; i++)
    {
      Held row = { .image = packshot_image_get_id (shown->pdata[i]) };

      for (guint k = 0; k < before.n; k++)
        row.fits = row.fits || (before.rows[k].image == row.image && before.rows[k].fits);
      for (guint k = 0; k < self->n_sent; k++)
        row.fits = row.fits || sent[k] == row.image;
      self->rows[self->n++] = row;
    }
  for (guint i = 0; i < before.n && self->keeps; i++)
    if (!model_holds (self->rows, self->n, before.rows[i].image))
      self->rows[self->n++] = before.rows[i];
}

static void
model_run (Model              *self,
           const PackshotPlan *plan,
           PackshotGallery    *target)
{
  gint64 sent[PACKSHOT_CASES_MAX + 1];

  for (guint i = 0; i < plan->steps->len; i++)
    {
      const PackshotPlanStep *step = plan->steps->pdata[i];

      if (step->kind == PACKSHOT_STEP_PUT)
        {
          self->rows[0] = (Held) { step->image, TRUE };
          self->n = 1;
          self->n_sent++;
        }
      else if (step->kind == PACKSHOT_STEP_UPLOAD)
        sent[self->n_sent++] = step->image;
      else
        {
          g_assert_cmpint (step->kind, ==, PACKSHOT_STEP_WRITE);
          g_assert_cmpuint (i + 1, ==, plan->steps->len);
          model_write (self, target, sent);
        }
    }
}

static PackshotPlan *
plan_for (Search             *self,
          const Model        *model,
          const PackshotWish *wish)
{
  const PackshotLearned learned = { 0 };
  gint64 images[2 * PACKSHOT_CASES_MAX + 2];
  g_autoptr(PackshotListing) listing = model_list (model, images);
  PackshotPlanInput input = {
    .profile = model->profile,
    .listing = listing,
    .images = images,
    .target = wish->gallery,
    .learned = &learned,
    .bytes = self->cases.bytes,
  };

  return packshot_plan_new (&input);
}

static gboolean
is_shown (const Model     *model,
          PackshotGallery *target,
          guint            n)
{
  g_autoptr(GPtrArray) shown = packshot_gallery_dup_shown (target);

  for (guint i = 0; i < n; i++)
    if (i >= model->n || !model->rows[i].fits ||
        model->rows[i].image != packshot_image_get_id (shown->pdata[i]))
      return FALSE;
  return TRUE;
}

/* How many of the pictures wished that the service can hold are not there as wished. */
static guint
n_missing (const Model     *model,
           PackshotGallery *target,
           guint            n_most)
{
  g_autoptr(GPtrArray) shown = packshot_gallery_dup_shown (target);
  guint n = 0;

  for (guint i = 0; i < MIN (shown->len, n_most); i++)
    {
      gboolean has = FALSE;

      for (guint k = 0; k < model->n; k++)
        has = has || (model->rows[k].fits &&
                      model->rows[k].image == packshot_image_get_id (shown->pdata[i]));
      n += !has;
    }
  return n;
}

static void
try_wish (Search             *self,
          const Model        *start,
          const PackshotWish *wish)
{
  Model model = *start;
  guint n_most = model.profile->write == PACKSHOT_WRITE_PUT ? 1 : G_MAXUINT;
  guint missing = n_missing (&model, wish->gallery, n_most);
  g_autoptr(PackshotPlan) plan = plan_for (self, &model, wish);
  g_autoptr(PackshotPlan) again = NULL;

  g_assert_cmpuint (plan->n_uploads, ==, missing);
  model_run (&model, plan, wish->gallery);
  g_assert_cmpuint (model.n_sent, ==, missing);
  g_assert_true (is_shown (&model, wish->gallery, MIN (wish->n, n_most)));

  again = plan_for (self, &model, wish);
  if (start->keeps && model.n > wish->n)
    {
      /* Written once more in vain, and no picture is sent for it. */
      g_assert_cmpuint (again->n_uploads, ==, 0);
      self->n_unreachable++;
    }
  else
    g_assert_cmpuint (again->steps->len, ==, 0);
  g_assert_cmpint (plan->unreachable, ==, n_most == 1 && (wish->n > 1 || wish->n < start->n));
  self->n_unreachable += plan->unreachable;
  self->n_cases++;
}

static void
check (const PackshotServiceProfile *profile,
       guint                         n,
       gboolean                      keeps)
{
  g_auto(Search) self = { .n_cases = 0 };

  packshot_cases_init (&self.cases, n);
  for (guint fit = 0; fit < 1u << n; fit++)
    {
      Model start = { .profile = profile, .keeps = keeps };

      for (guint i = 0; i < n; i++)
        start.rows[start.n++] = (Held) { i + 1, (fit & 1u << i) != 0 }
      ;
      for (guint i = 0; i < self.cases.wishes->len; i++)
        try_wish (&self, &start, &g_array_index (self.cases.wishes, PackshotWish, i));
    }
  g_test_message ("%u pictures there: %u cases, %u as far as the server goes", n, self.n_cases,
                  self.n_unreachable);
}

static void
test_put (void)
{
  for (guint n = 0; n <= 1; n++)
    check (&packshot_test_put, n, FALSE);
}

static void
test_list (void)
{
  for (guint n = 0; n <= PACKSHOT_CASES_MAX; n++)
    check (&packshot_test_list, n, FALSE);
}

/* A server that keeps what the written list leaves out. */
static void
test_list_that_keeps (void)
{
  for (guint n = 0; n <= PACKSHOT_CASES_MAX - 1; n++)
    check (&packshot_test_list, n, TRUE);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync/plan-lists/put", test_put);
  g_test_add_func ("/sync/plan-lists/list", test_list);
  g_test_add_func ("/sync/plan-lists/list-that-keeps", test_list_that_keeps);
  return g_test_run ();
}
