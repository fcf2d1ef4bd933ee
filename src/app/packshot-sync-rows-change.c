/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* Turns the plan of an item into a row that opens: one sentence, then the order as pictures and the
 * steps. Deleting the old copy of a picture that is sent again is part of that step. Pure
 * functions, main thread. */

#include "config.h"

#include "packshot-sync-rows.h"

#include <glib/gi18n.h>

#include "packshot-sync-words.h"

/* Pictures of the strip; there is room for one more, or for their number. */
#define MAX_STRIP 9

static gboolean
is_sent (const PackshotWorkPlan *plan,
         gint64                  image)
{
  for (guint i = 0; i < plan->steps->len; i++)
    {
      const PackshotWorkStep *step = plan->steps->pdata[i];

      if (step->image == image && (step->kind == PACKSHOT_WORK_STEP_SEND
                                   || step->kind == PACKSHOT_WORK_STEP_SEND_AGAIN
                                   || step->kind == PACKSHOT_WORK_STEP_REPLACE))
        return TRUE;
    }
  return FALSE;
}

static void
add_pictures (PackshotSyncDetails    *details,
              const PackshotWorkPlan *plan)
{
  GPtrArray *images = plan->item->view->images;
  guint n = images->len > MAX_STRIP + 1 ? MAX_STRIP : images->len;

  for (guint i = 0; i < n; i++)
    {
      const PackshotImageView *image = images->pdata[i];
      gint64 id = packshot_image_get_id (image->image);
      PackshotSyncPicture *picture;

      picture = packshot_sync_picture_new (plan->item->item->id, id,
                                           packshot_image_get_sha256 (image->image));
      picture->label = g_strdup_printf ("%u", image->position);
      picture->is_marked = is_sent (plan, id);
      g_ptr_array_add (details->pictures, picture);
    }
  details->n_more = images->len - n;
}

static char *
dup_amount (gint64 bytes,
            guint  n_calls)
{
  g_autofree char *size = packshot_words_bytes (bytes);
  g_autofree char *calls = packshot_sync_words_calls (n_calls);

  return bytes > 0 ? g_strdup_printf ("%s · %s", size, calls) : g_steal_pointer (&calls);
}

/* Whether a step is told with the one that it belongs to. */
static gboolean
is_part_of (const PackshotWorkStep *step,
            const PackshotWorkStep *whole)
{
  return step->kind == PACKSHOT_WORK_STEP_DELETE_COPY
         && whole->kind == PACKSHOT_WORK_STEP_SEND_AGAIN && step->image != 0
         && step->image == whole->image;
}

static gboolean
is_part (const PackshotWorkPlan *plan,
         guint                   index)
{
  for (guint i = 0; i < plan->steps->len; i++)
    if (is_part_of (plan->steps->pdata[index], plan->steps->pdata[i]))
      return TRUE;
  return FALSE;
}

static void
add_steps (PackshotSyncDetails    *details,
           const PackshotWorkPlan *plan)
{
  for (guint i = 0; i < plan->steps->len; i++)
    {
      const PackshotWorkStep *step = plan->steps->pdata[i];
      guint n_calls = step->n_calls;
      PackshotSyncStep *words;

      if (is_part (plan, i))
        continue;
      for (guint k = 0; k < plan->steps->len; k++)
        {
          const PackshotWorkStep *part = plan->steps->pdata[k];

          n_calls += is_part_of (part, step) ? part->n_calls : 0;
        }
      words = packshot_sync_step_new ();
      words->title = packshot_sync_words_step (step);
      words->subtitle = packshot_sync_words_step_more (step);
      words->amount = dup_amount (step->bytes, n_calls);
      g_ptr_array_add (details->steps, words);
    }
}

/**
 * packshot_sync_row_for_change:
 * @item: an item that waits
 * @plan: (nullable): what is sent for it, or %NULL while that is not known
 *
 * Returns: (transfer full): a row for it
 */
PackshotSyncRow *
packshot_sync_row_for_change (gint64                  item,
                              const PackshotWorkPlan *plan)
{
  g_autofree char *key = g_strdup_printf ("item:%" G_GINT64_FORMAT, item);
  PackshotSyncRow *row = packshot_sync_row_new (PACKSHOT_SYNC_ROW_CHANGE, key);
  const PackshotImageView *first = NULL;

  row->item = item;
  row->is_loaded = plan != NULL;
  if (plan == NULL)
    return row;
  if (plan->cover == NULL && plan->item->view->images->len > 0)
    first = plan->item->view->images->pdata[0];
  packshot_sync_row_add_picture (row, item,
                                 first != NULL ? packshot_image_get_id (first->image) : 0,
                                 plan->cover);
  row->texts.title = g_strdup (plan->item->item->name);
  row->texts.subtitle = packshot_sync_words_change (plan);
  row->texts.amount = plan->bytes > 0 ? packshot_words_bytes (plan->bytes) : NULL;
  row->texts.amount_more = plan->n_calls > 0 ? packshot_sync_words_calls (plan->n_calls) : NULL;
  row->details = packshot_sync_details_new ();
  row->details->caption = packshot_sync_words_order (plan);
  row->details->discard = plan->changes->len > 1 ? _("Discard Change…") : _("Discard Change");
  add_pictures (row->details, plan);
  add_steps (row->details, plan);
  return row;
}
