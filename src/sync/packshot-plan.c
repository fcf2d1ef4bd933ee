/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* The cheapest way from what a server shows to a wish, by how the service is written: rows one by
 * one (packshot-plan-rows.c), the one picture, or the whole list. Pure: no I/O, no clock. Any
 * thread. */

#include "config.h"

#include "packshot-plan.h"

#include "packshot-plan-private.h"

static void
plan_step_free (PackshotPlanStep *self)
{
  g_free (self->remote);
  g_free (self);
}

static gint64
weight_of (const PackshotPlanInput *input,
           gint64                   image)
{
  const gint64 *bytes = input->bytes != NULL ? g_hash_table_lookup (input->bytes, &image) : NULL;

  return bytes != NULL ? *bytes : 0;
}

static PackshotImage *
wish_of_row (const PackshotPlanInput *input,
             guint                    index)
{
  return input->images[index] != 0 ? packshot_gallery_lookup (input->target, input->images[index])
                                   : NULL;
}

/* Whether the row holds what is wished of its picture. */
gboolean
_packshot_plan_row_fits (const PackshotPlanInput *input,
                         guint                    index)
{
  PackshotImage *row = packshot_listing_get (input->listing, index);
  PackshotImage *wish = wish_of_row (input, index);

  return wish != NULL && packshot_image_same_content (row, wish) &&
         (!input->profile->has_titles ||
          g_str_equal (packshot_image_get_title (row), packshot_image_get_title (wish))) &&
         (!input->profile->has_visibility ||
          packshot_image_get_visibility (row) == packshot_image_get_visibility (wish));
}

/* Whether a row of @image on the server holds the bytes that are wished of it. */
static gboolean
is_held (const PackshotPlanInput *input,
         gint64                   image)
{
  for (guint i = 0; i < packshot_listing_get_n (input->listing); i++)
    if (input->images[i] == image && wish_of_row (input, i) != NULL &&
        packshot_image_same_content (packshot_listing_get (input->listing, i),
                                     wish_of_row (input, i)))
      return TRUE;
  return FALSE;
}

/* Adds a copy of @step, weighed and counted. */
void
_packshot_plan_add (PackshotPlan            *self,
                    const PackshotPlanInput *input,
                    const PackshotPlanStep  *step)
{
  PackshotPlanStep *copy = g_memdup2 (step, sizeof *step);

  copy->remote = g_strdup (step->remote);
  if (step->kind == PACKSHOT_STEP_UPLOAD || step->kind == PACKSHOT_STEP_PUT)
    {
      copy->bytes = weight_of (input, step->image);
      copy->again = is_held (input, step->image);
      self->n_uploads++;
      self->n_again += copy->again ? 1 : 0;
      self->bytes += copy->bytes;
    }
  else if (step->kind == PACKSHOT_STEP_DELETE)
    self->n_deletes++;
  g_ptr_array_add (self->steps, copy);
}

/* --- The one picture, which can be replaced but not deleted --- */

static void
plan_put (PackshotPlan            *self,
          const PackshotPlanInput *input)
{
  g_autoptr(GPtrArray) shown = packshot_gallery_dup_shown (input->target);
  guint n = packshot_listing_get_n (input->listing);
  PackshotPlanStep step = { .kind = PACKSHOT_STEP_PUT };

  self->unreachable = shown->len > 1 || (shown->len == 0 && n > 0);
  if (shown->len == 0)
    return;
  step.image = packshot_image_get_id (shown->pdata[0]);
  for (guint i = 0; i < n; i++)
    if (input->images[i] == step.image && _packshot_plan_row_fits (input, i))
      return;
  _packshot_plan_add (self, input, &step);
}

/* --- The whole list --- */

static int
fitting_row (const PackshotPlanInput *input,
             gint64                   image)
{
  for (guint i = 0; i < packshot_listing_get_n (input->listing); i++)
    if (input->images[i] == image && _packshot_plan_row_fits (input, i))
      return (int)i;
  return -1;
}

static void
plan_list (PackshotPlan            *self,
           const PackshotPlanInput *input)
{
  g_autoptr(GPtrArray) shown = packshot_gallery_dup_shown (input->target);
  guint n = packshot_listing_get_n (input->listing);
  gboolean differs = shown->len != n;

  for (guint i = 0; i < shown->len; i++)
    {
      PackshotPlanStep step = { PACKSHOT_STEP_UPLOAD, packshot_image_get_id (shown->pdata[i]) };
      int row = fitting_row (input, step.image);

      differs = differs || row != (int)i;
      if (row < 0)
        _packshot_plan_add (self, input, &step);
    }
  for (guint i = 0; i < n; i++)
    if (wish_of_row (input, i) == NULL)
      self->n_deletes++;
  if (differs)
    _packshot_plan_add (self, input, &(PackshotPlanStep) { .kind = PACKSHOT_STEP_WRITE });
}

/**
 * packshot_plan_new:
 * @input: what the server shows, and the wish
 *
 * Rows of the listing should carry the hash of their bytes where it is known (from what was sent or
 * fetched): a row whose bytes are not known counts as the wished picture only when the wish names
 * it by the service's id. A new row goes to the front of the listing that is planned with, so
 * that it is the newest among rows of the same second.
 *
 * Returns: (transfer full): the plan
 */
PackshotPlan *
packshot_plan_new (const PackshotPlanInput *input)
{
  PackshotPlan *self;

  g_return_val_if_fail (input != NULL && input->profile != NULL, NULL);
  g_return_val_if_fail (input->listing != NULL && input->target != NULL, NULL);
  g_return_val_if_fail (input->learned != NULL, NULL);
  g_return_val_if_fail (input->images != NULL || packshot_listing_get_n (input->listing) == 0,
                        NULL);

  self = g_new0 (PackshotPlan, 1);
  self->steps = g_ptr_array_new_with_free_func ((GDestroyNotify)plan_step_free);
  switch (input->profile->write)
    {
    case PACKSHOT_WRITE_ROWS:
      _packshot_plan_rows (self, input);
      break;

    case PACKSHOT_WRITE_PUT:
      plan_put (self, input);
      break;

    case PACKSHOT_WRITE_LIST:
      plan_list (self, input);
      break;

    default:
      g_assert_not_reached ();
    }
  return self;
}

void
packshot_plan_free (PackshotPlan *self)
{
  g_return_if_fail (self != NULL);

  g_ptr_array_unref (self->steps);
  g_free (self);
}
