/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* A model of a server that shows the flagged row first, then the others by priority and newest
 * first, with each thing that its documents leave open as a choice. Shares nothing with what is
 * tested. */

#include "config.h"

#include "packshot-model-server.h"

static int
row_compare (gconstpointer a,
             gconstpointer b)
{
  const PackshotModelRow *x = a;
  const PackshotModelRow *y = b;

  if (x->is_flagged != y->is_flagged)
    return x->is_flagged ? -1 : 1;
  if (x->priority != y->priority)
    return x->priority < y->priority ? -1 : 1;
  return x->number > y->number ? -1 : 1;
}

void
packshot_model_server_sort (PackshotModelServer *self)
{
  qsort (self->rows, self->n, sizeof *self->rows, row_compare);
}

/* Whether it is its way; from now on that has mattered. */
static gboolean
model_does (PackshotModelServer *self,
            PackshotModelWays    way)
{
  self->asked |= way;
  return (self->ways & way) != 0;
}

static gint64
model_next_priority (PackshotModelServer *self)
{
  gint64 next = 0;

  if (self->place == PACKSHOT_PLACE_UNKNOWN)
    return g_rand_int_range (self->rand, 0, 10);
  if (self->place == PACKSHOT_PLACE_CONSTANT)
    return self->constant;
  if (self->place == PACKSHOT_PLACE_LAST && self->counts_rows)
    return self->n;
  for (guint i = 0; i < self->n; i++)
    if (self->place == PACKSHOT_PLACE_LAST)
      next = MAX (next, self->rows[i].priority + 1);
    else
      self->rows[i].priority++;
  return next;
}

guint
packshot_model_server_upload (PackshotModelServer *self,
                              gint64               image,
                              const char          *title,
                              gboolean             is_primary)
{
  PackshotModelRow *row = &self->rows[self->n];

  for (guint i = 0; i < self->n; i++)
    if (self->rows[i].image == image && model_does (self, PACKSHOT_MODEL_REFUSES))
      return 0;
  g_assert_cmpuint (self->n, <, PACKSHOT_MODEL_MAX);
  row->priority = model_next_priority (self);
  row->number = ++self->n_made;
  row->image = image;
  g_strlcpy (row->title, title, sizeof row->title);
  row->is_flagged = is_primary ||
    (self->n == 0 && model_does (self, PACKSHOT_MODEL_FLAGS_FIRST));
  for (guint i = 0; i < self->n && row->is_flagged; i++)
    self->rows[i].is_flagged = FALSE;
  self->n++;
  packshot_model_server_sort (self);
  return self->n_made;
}

static char *
row_id (const PackshotModelRow *row)
{
  return g_strdup_printf ("row-%u", row->number);
}

void
packshot_model_server_delete (PackshotModelServer *self,
                              const char          *remote_id)
{
  for (guint i = 0; i < self->n; i++)
    {
      g_autofree char *id = row_id (&self->rows[i]);
      gboolean was_flagged = self->rows[i].is_flagged;

      if (!g_str_equal (id, remote_id))
        continue;
      memmove (&self->rows[i], &self->rows[i + 1], (self->n - i - 1) * sizeof *self->rows);
      self->n--;
      if (was_flagged && self->n > 0 && model_does (self, PACKSHOT_MODEL_FLAGS_NEXT))
        self->rows[0].is_flagged = TRUE;
      return;
    }
  g_assert_not_reached ();
}

static PackshotImage *
row_image_new (const PackshotModelRow *row)
{
  g_autofree char *id = row_id (row);
  g_autofree char *sha256 = g_strdup_printf ("sha-%d", (int)row->image);
  g_autofree char *created = g_strdup_printf ("2026-11-21T10:00:00.%06uZ", row->number);
  g_autoptr(PackshotRemote) remote = packshot_remote_new (id, row->priority, created, NULL, NULL);

  return packshot_image_new (0, sha256, row->title, PACKSHOT_VISIBILITY_NONE, remote);
}

/* The same rows are shown a million times in a search. */
static PackshotImage *
row_image (const PackshotModelServer *self,
           const PackshotModelRow    *row)
{
  guint64 key = (guint64)row->number | (guint64)row->image << 16 |
    (guint64)row->priority << 24 | (guint64)g_str_hash (row->title) << 32;
  PackshotImage *image = g_hash_table_lookup (self->shown, &key);

  if (image == NULL)
    {
      image = row_image_new (row);
      g_hash_table_insert (self->shown, g_memdup2 (&key, sizeof key), image);
    }
  return image;
}

/**
 * packshot_model_server_rows_new:
 *
 * Returns: (transfer full): an empty table, for the servers of one search
 */
GHashTable *
packshot_model_server_rows_new (void)
{
  return g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free,
                                (GDestroyNotify)packshot_image_unref);
}

PackshotListing *
packshot_model_server_list (const PackshotModelServer *self,
                            gint64                    *images)
{
  PackshotListing *listing = packshot_listing_new ();

  for (guint i = 0; i < self->n; i++)
    {
      packshot_listing_add (listing, row_image (self, &self->rows[i]), self->rows[i].is_flagged);
      images[i] = self->rows[i].image;
      for (guint k = 0; k < self->n; k++)
        if (self->rows[k].image == self->rows[i].image &&
            self->rows[k].number > self->rows[i].number)
          images[i] = 0;
    }
  return listing;
}

PackshotListing *
packshot_model_server_list_one (const PackshotModelServer *self,
                                guint                      number)
{
  PackshotListing *listing = packshot_listing_new ();

  for (guint i = 0; i < self->n; i++)
    if (self->rows[i].number == number)
      packshot_listing_add (listing, row_image (self, &self->rows[i]), self->rows[i].is_flagged);
  return listing;
}

static PackshotGuess
guess (const PackshotModelServer *self,
       PackshotModelWays          way)
{
  return self->ways & way ? PACKSHOT_GUESS_YES : PACKSHOT_GUESS_NO;
}

PackshotLearned
packshot_model_server_truth (const PackshotModelServer *self)
{
  return (PackshotLearned) {
           .place = self->place,
           .constant = self->constant,
           .flags_first = guess (self, PACKSHOT_MODEL_FLAGS_FIRST),
           .flags_next = guess (self, PACKSHOT_MODEL_FLAGS_NEXT),
  };
}

static void
apply_delete (PackshotModelServer *self,
              PackshotListing     *before,
              const char          *remote,
              PackshotLearned     *learned)
{
  gint64 images[PACKSHOT_MODEL_MAX];
  g_autoptr(PackshotListing) after = NULL;

  packshot_model_server_delete (self, remote);
  if (g_strcmp0 (packshot_listing_get_primary (before), remote) != 0)
    return;
  after = packshot_model_server_list (self, images);
  packshot_learned_from_delete (learned, remote, after);
}

static void
make_room (PackshotModelServer *self,
           PackshotListing     *before,
           gint64               image,
           PackshotLearned     *learned)
{
  for (guint i = 0; i < self->n; i++)
    if (self->rows[i].image == image)
      {
        g_autofree char *id = row_id (&self->rows[i]);

        apply_delete (self, before, id, learned);
        return;
      }
  g_assert_not_reached ();
}

gboolean
packshot_model_server_apply (PackshotModelServer    *self,
                             PackshotListing        *before,
                             const PackshotPlanStep *step,
                             PackshotGallery        *target,
                             PackshotLearned        *learned)
{
  g_autoptr(PackshotListing) answer = NULL;
  PackshotImage *image;
  guint number;

  if (step->kind == PACKSHOT_STEP_DELETE)
    {
      apply_delete (self, before, step->remote, learned);
      return TRUE;
    }
  g_assert_cmpint (step->kind, ==, PACKSHOT_STEP_UPLOAD);
  image = packshot_gallery_lookup (target, step->image);
  number = packshot_model_server_upload (self, step->image, packshot_image_get_title (image),
                                         step->is_primary);
  if (number == 0)
    {
      make_room (self, before, step->image, learned);
      return FALSE;
    }
  answer = packshot_model_server_list_one (self, number);
  packshot_learned_from_upload (learned, before, answer, step->is_primary);
  return TRUE;
}
