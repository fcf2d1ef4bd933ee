/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* The plan for a service whose rows are uploaded and deleted, and never changed.
 *
 *   rank:   low rows … ┃ new rows land here ┃ … high rows
 *   kept:   the wish's longest start there       the longest end of the rest there
 *
 * Shown is the flagged row first, then the others by rank. A new row lands between the low and the
 * high ones: behind all, where priorities count up; before all, where they are pushed to the front.
 * So of the wish without its primary the longest start that stands in order among the low rows can
 * stay, and the longest end of the rest among the high ones; what lies between is sent, and no way
 * needs less. A flag can be set only by an upload, and taken off only by another's: a primary that
 * does not carry it is sent first of all, which makes the former primary a row like any other.
 *
 * A row is deleted when what replaces it stands, at once, so that a picture is shown twice only
 * between two calls. */

#include "config.h"

#include "packshot-plan-private.h"

typedef struct
{
  guint       index;    /* in the listing */
  gint64      image;
  const char *remote;
  gboolean    is_flagged;
  gboolean    is_low;
  gboolean    fits;
  gboolean    is_kept;
  gboolean    is_deleted;
} Row;

typedef struct
{
  const PackshotPlanInput *input;
  PackshotPlan            *plan;
  PackshotLearned          learned;
  Row                     *rows; /* (owned), by rank */
  guint                    n_rows;
  gint64                   primary;
  GArray                  *others; /* (owned) (element-type gint64): the wish without its primary */
} Rows;

/* --- What is known --- */

/* Where nothing is known, the newest row shows best what the next one gets. */
static PackshotLearned
guess_place (const PackshotPlanInput *input)
{
  PackshotLearned learned = *input->learned;
  gint64 newest = G_MININT64;

  packshot_learned_from_listing (&learned, input->listing);
  if (learned.place != PACKSHOT_PLACE_UNKNOWN)
    return learned;
  learned.place = PACKSHOT_PLACE_CONSTANT;
  learned.constant = 0;
  for (guint i = 0; i < packshot_listing_get_n (input->listing); i++)
    {
      gint64 created;

      if (_packshot_row_get_created (packshot_listing_get (input->listing, i), &created) &&
          created > newest)
        {
          newest = created;
          learned.constant = _packshot_row_get_priority (input->listing, i);
        }
    }
  return learned;
}

static gboolean
is_low (const PackshotLearned *learned,
        gint64                 priority)
{
  switch (learned->place)
    {
    case PACKSHOT_PLACE_LAST:
      return TRUE;

    case PACKSHOT_PLACE_FIRST:
      return FALSE;

    case PACKSHOT_PLACE_CONSTANT:
    case PACKSHOT_PLACE_UNKNOWN:
    default:
      return priority >= 0 && priority < learned->constant;
    }
}

static void
rows_read (Rows *self)
{
  PackshotListing *listing = self->input->listing;
  g_autoptr(GArray) ranks = _packshot_listing_rank (listing);
  const char *flagged = packshot_listing_get_primary (listing);

  self->n_rows = ranks->len;
  self->rows = g_new0 (Row, ranks->len + 1);
  for (guint i = 0; i < ranks->len; i++)
    {
      Row *row = &self->rows[i];

      row->index = g_array_index (ranks, guint, i);
      row->image = self->input->images[row->index];
      row->remote = packshot_image_get_remote_id (packshot_listing_get (listing, row->index));
      row->is_flagged = g_strcmp0 (row->remote, flagged) == 0;
      row->is_low = is_low (&self->learned, _packshot_row_get_priority (listing, row->index));
      row->fits = _packshot_plan_row_fits (self->input, row->index);
    }
}

static Row *
rows_flagged (Rows *self)
{
  for (guint i = 0; i < self->n_rows; i++)
    if (self->rows[i].is_flagged)
      return &self->rows[i];
  return NULL;
}

/* --- The wish --- */

/* A server that always has a primary can't be brought to a wish without one. What it flagged stays
 * flagged then, and the rest of the wish is met around it. */
static void
rows_wish (Rows *self)
{
  PackshotGallery *target = self->input->target;
  Row *flagged = rows_flagged (self);

  self->primary = packshot_gallery_get_primary (target);
  if (self->primary == 0 && packshot_gallery_get_n (target) > 0 &&
      self->learned.flags_next == PACKSHOT_GUESS_YES)
    {
      if (flagged != NULL && flagged->fits)
        self->primary = flagged->image;
      else if (self->n_rows == 0 && self->learned.flags_first == PACKSHOT_GUESS_YES)
        self->primary = packshot_image_get_id (packshot_gallery_get (target, 0));
      self->plan->unreachable = flagged != NULL || self->primary != 0;
    }
  self->others = g_array_new (FALSE, FALSE, sizeof (gint64));
  for (guint i = 0; i < packshot_gallery_get_n (target); i++)
    {
      gint64 id = packshot_image_get_id (packshot_gallery_get (target, i));

      if (id != self->primary)
        g_array_append_val (self->others, id);
    }
}

/* --- What stays --- */

/* A flagged row that is not the wished primary becomes an ordinary one when the primary is sent;
 * when none is wished it can't stay. */
static gboolean
row_may_stay (Rows *self,
              Row  *row)
{
  return row->fits && !row->is_kept && (!row->is_flagged || self->primary != 0);
}

static gboolean
keep_primary (Rows *self)
{
  Row *flagged = rows_flagged (self);

  if (flagged == NULL || !flagged->fits || flagged->image != self->primary)
    return FALSE;
  flagged->is_kept = TRUE;
  return TRUE;
}

static guint
keep_start (Rows *self)
{
  guint n = 0;

  for (guint i = 0; i < self->n_rows && n < self->others->len; i++)
    {
      Row *row = &self->rows[i];

      if (row->is_low && row_may_stay (self, row) &&
          row->image == g_array_index (self->others, gint64, n))
        {
          row->is_kept = TRUE;
          n++;
        }
    }
  return n;
}

static guint
keep_end (Rows *self,
          guint n_start)
{
  guint n = 0;

  for (guint i = self->n_rows; i > 0 && n_start + n < self->others->len; i--)
    {
      Row *row = &self->rows[i - 1];

      if (!row->is_low && row_may_stay (self, row) &&
          row->image == g_array_index (self->others, gint64, self->others->len - 1 - n))
        {
          row->is_kept = TRUE;
          n++;
        }
    }
  return n;
}

/* --- The calls --- */

static void
delete_row (Rows *self,
            Row  *row)
{
  PackshotPlanStep step = {
    .kind = PACKSHOT_STEP_DELETE,
    .image = row->image,
    .remote = (char *)row->remote,
  };

  row->is_deleted = TRUE;
  _packshot_plan_add (self->plan, self->input, &step);
}

static void
replace (Rows  *self,
         gint64 image)
{
  PackshotPlanStep step = {
    .kind = PACKSHOT_STEP_UPLOAD,
    .image = image,
    .is_primary = image == self->primary,
  };

  _packshot_plan_add (self->plan, self->input, &step);
  for (guint i = 0; i < self->n_rows; i++)
    if (self->rows[i].image == image && !self->rows[i].is_kept && !self->rows[i].is_deleted)
      delete_row (self, &self->rows[i]);
}

/* Old copies, whose successors stand; the flagged one only when the flag has moved on. */
static void
delete_copies (Rows    *self,
               gboolean with_flagged)
{
  for (guint i = 0; i < self->n_rows; i++)
    {
      Row *row = &self->rows[i];

      if (row->image == 0 && !row->is_deleted && (with_flagged || !row->is_flagged))
        delete_row (self, row);
    }
}

static void
delete_rest (Rows *self)
{
  for (guint i = 0; i < self->n_rows; i++)
    if (!self->rows[i].is_kept && !self->rows[i].is_deleted)
      delete_row (self, &self->rows[i]);
}

static void
rows_plan (Rows *self)
{
  gboolean has_primary = self->primary == 0 || keep_primary (self);
  guint start = keep_start (self);
  guint end = self->others->len - keep_end (self, start);

  delete_copies (self, FALSE);
  if (!has_primary)
    replace (self, self->primary);
  delete_copies (self, TRUE);
  for (guint i = start; i < end; i++)
    {
      guint next = self->learned.place == PACKSHOT_PLACE_LAST ? i : end - 1 - (i - start);

      replace (self, g_array_index (self->others, gint64, next));
    }
  delete_rest (self);
}

void
_packshot_plan_rows (PackshotPlan            *self,
                     const PackshotPlanInput *input)
{
  Rows rows = { .input = input, .plan = self, .learned = guess_place (input) };

  rows_read (&rows);
  rows_wish (&rows);
  rows_plan (&rows);
  g_free (rows.rows);
  g_array_unref (rows.others);
}
