/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* Brings bytes here that only the server has, before a call that needs them or takes them away:
 *
 *   keep   what the step deletes, or leaves out of the list that it writes; into the trash too
 *   learn  all of them, because one may be what the server calls the same picture
 *
 * Without its bytes a deleted picture could never come back. Only where the server does not give
 * them at all does it go all the same, as the user wished. Main thread. */

#include "config.h"

#include "packshot-round-private.h"

#include "packshot-edits.h"
#include "packshot-galleries.h"

static void keep_next (GTask *task);

static gboolean
keep_in_trash (PackshotDb *db,
               gpointer    data,
               GError    **error)
{
  PackshotRound *round = data;
  gint64 now = packshot_clock_get_real_time (round->parts->clock);
  g_autoptr(PackshotGallery) remote =
    packshot_galleries_get (db, round->item_id, PACKSHOT_TREE_REMOTE, error);
  g_autoptr(PackshotGallery) local =
    packshot_galleries_get (db, round->item_id, PACKSHOT_TREE_LOCAL, error);

  return remote != NULL && local != NULL &&
         packshot_trash_update (db, round->item_id, remote, local, now, "user", error);
}

static void
kept_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;

  if (!packshot_store_write_finish (PACKSHOT_STORE (source), result, &error))
    _packshot_round_fail (task, error, 0);
  else
    keep_next (task);
}

static void
keep_fetched_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  PackshotRound *round = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;
  g_autofree char *sha256 = packshot_fetch_finish (result, &error);

  if (sha256 != NULL)
    packshot_store_write_async (round->parts->store, keep_in_trash, round, NULL, NULL, kept_cb,
                                g_object_ref (task));
  else if (g_error_matches (error, PACKSHOT_SERVICE_ERROR, PACKSHOT_SERVICE_ERROR_GONE))
    keep_next (task);
  else
    _packshot_round_fail (task, g_steal_pointer (&error), round->step->image);
}

static void
keep_next (GTask *task)
{
  PackshotRound *round = g_task_get_task_data (task);
  g_autoptr(PackshotImage) row = NULL;

  if (round->keep.rows->len == 0)
    {
      round->keep.fetched (task);
      return;
    }
  row = packshot_image_ref (round->keep.rows->pdata[0]);
  g_ptr_array_remove_index (round->keep.rows, 0);
  packshot_fetch_async (round->parts, round->service, round->item, row,
                        g_task_get_cancellable (task), keep_fetched_cb, g_object_ref (task));
}

static void
keep_start (GTask               *task,
            PackshotListing     *wanted,
            const char          *deleted,
            PackshotRoundFetched fetched)
{
  PackshotRound *round = g_task_get_task_data (task);
  PackshotListing *listing = round->look->listing;

  g_clear_pointer (&round->keep.rows, g_ptr_array_unref);
  round->keep.rows = g_ptr_array_new_with_free_func ((GDestroyNotify)packshot_image_unref);
  round->keep.fetched = fetched;
  for (guint i = 0; i < packshot_listing_get_n (listing); i++)
    {
      PackshotImage *row = packshot_listing_get (listing, i);
      const char *remote_id = packshot_image_get_remote_id (row);

      if (packshot_image_get_sha256 (row) == NULL &&
          (wanted == NULL || packshot_listing_find (wanted, remote_id) == NULL) &&
          (deleted == NULL || g_strcmp0 (remote_id, deleted) == 0))
        g_ptr_array_add (round->keep.rows, packshot_image_ref (row));
    }
  keep_next (task);
}

/* Before the step: @wanted is the list that it writes, or %NULL when it deletes a row. */
void
_packshot_round_keep (GTask               *task,
                      PackshotListing     *wanted,
                      PackshotRoundFetched fetched)
{
  PackshotRound *round = g_task_get_task_data (task);

  keep_start (task, wanted, wanted == NULL ? round->step->remote : NULL, fetched);
}

void
_packshot_round_learn (GTask               *task,
                       PackshotRoundFetched fetched)
{
  keep_start (task, NULL, NULL, fetched);
}
