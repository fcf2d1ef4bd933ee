/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* All cases that a plan for rows can meet, up to a number of pictures. */

#include "config.h"

#include "packshot-plan-cases.h"
#include "packshot-test-gallery.h"

/* --- Wishes --- */

static void
wish_clear (gpointer data)
{
  packshot_gallery_unref (((PackshotWish *)data)->gallery);
}

static PackshotGallery *
wish_gallery (const PackshotWish *wish)
{
  GString *text = g_string_new (NULL);
  PackshotGallery *gallery;

  for (guint i = 0; i < wish->n; i++)
    g_string_append_printf (text, "%d%s=new@- ", (int)wish->order[i],
                            wish->order[i] == wish->primary ? "*" : "");
  gallery = packshot_test_gallery (text->str);
  g_string_free (text, TRUE);
  return gallery;
}

static void
add_wishes (PackshotCases      *self,
            const PackshotWish *wish)
{
  for (guint i = 0; i <= wish->n; i++)
    {
      PackshotWish copy = *wish;

      copy.primary = i == 0 ? 0 : wish->order[i - 1];
      copy.gallery = wish_gallery (&copy);
      g_array_append_val (self->wishes, copy);
    }
  for (gint64 id = 1; id <= self->n_pictures + 1; id++)
    {
      PackshotWish longer = *wish;

      if (wish->pictures & 1u << id)
        continue;
      longer.order[longer.n++] = id;
      longer.pictures |= 1u << id;
      add_wishes (self, &longer);
    }
}

/* --- Servers --- */

/* The pictures in rank order, the first @n_low below what new rows get. */
static void
start_fill (PackshotStart *start,
            guint          n,
            guint          n_low,
            guint          flagged)
{
  PackshotModelServer *server = &start->server;

  server->constant = 5;
  for (guint i = n; i > 0; i--)
    {
      gboolean is_low = server->place == PACKSHOT_PLACE_LAST ||
        (server->place == PACKSHOT_PLACE_CONSTANT && i <= n_low);
      PackshotModelRow *row = &server->rows[server->n++];

      *row = (PackshotModelRow) {
        .number = ++server->n_made,
        .image = i,
        .priority = is_low ? i - 1 : 4 + i,
        .is_flagged = i == flagged,
      };
      /* With one priority for all, the newest is the first. */
      if (server->place == PACKSHOT_PLACE_CONSTANT)
        row->priority = MIN (row->priority, 5);
      g_strlcpy (row->title, start->fit & 1u << i ? "new" : "old", sizeof row->title);
    }
  packshot_model_server_sort (server);
}

static void
add_starts (PackshotCases *self)
{
  /* New rows are pushed to the front in one way; to the end in two, which are counted here. */
  static const guint n_ways[] = { [PACKSHOT_PLACE_LAST] = 1, [PACKSHOT_PLACE_FIRST] = 0 };
  guint n = self->n_pictures;

  for (int place = PACKSHOT_PLACE_CONSTANT; place <= PACKSHOT_PLACE_FIRST; place++)
    for (guint low = 0; low <= (place == PACKSHOT_PLACE_CONSTANT ? n : n_ways[place]); low++)
      for (guint flagged = 0; flagged <= n; flagged++)
        for (guint fit = 0; fit < 1u << n; fit++)
          {
            PackshotStart start = {
              .server = {
                .place = place,
                .counts_rows = place == PACKSHOT_PLACE_LAST && low > 0,
                .shown = self->shown,
              },
              .fit = fit << 1,
            };

            start_fill (&start, n, low, flagged);
            g_array_append_val (self->starts, start);
          }
}

/* --- Both --- */

void
packshot_cases_init (PackshotCases *self,
                     guint          n_pictures)
{
  static const gint64 weights[PACKSHOT_CASES_MAX + 2] = { 0, 3, 5, 7, 11, 13, 17 };
  const PackshotWish none = { 0 };

  g_assert_cmpuint (n_pictures, <=, PACKSHOT_CASES_MAX);
  *self = (PackshotCases) { .n_pictures = n_pictures };
  memcpy (self->weights, weights, sizeof weights);
  self->wishes = g_array_new (FALSE, FALSE, sizeof (PackshotWish));
  g_array_set_clear_func (self->wishes, wish_clear);
  self->shown = packshot_model_server_rows_new ();
  self->bytes = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  for (gint64 id = 1; id <= n_pictures + 1; id++)
    g_hash_table_insert (self->bytes, g_memdup2 (&id, sizeof id), &self->weights[id]);
  add_wishes (self, &none);
  self->starts = g_array_new (FALSE, FALSE, sizeof (PackshotStart));
  add_starts (self);
}

void
packshot_cases_clear (PackshotCases *self)
{
  g_clear_pointer (&self->wishes, g_array_unref);
  g_clear_pointer (&self->starts, g_array_unref);
  g_clear_pointer (&self->bytes, g_hash_table_unref);
  g_clear_pointer (&self->shown, g_hash_table_unref);
}

PackshotPlan *
packshot_cases_plan (PackshotCases         *self,
                     PackshotListing       *listing,
                     const gint64          *images,
                     const PackshotWish    *wish,
                     const PackshotLearned *learned)
{
  PackshotPlanInput input = {
    .profile = &packshot_test_rows,
    .listing = listing,
    .images = images,
    .target = wish->gallery,
    .learned = learned,
    .bytes = self->bytes,
  };

  return packshot_plan_new (&input);
}
