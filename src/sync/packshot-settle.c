/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* Settles steps in doubt: calls that were recorded before their first byte and never confirmed,
 * because the program ended, the line was cut or the answer made no sense. The server is asked, not
 * remembered: a row that nobody knows and that has the bytes and the caption of a lost upload is
 * that upload. What is not found is given up and planned anew.
 *
 *   open steps, new pictures here, rows gone there? ──no──▶ done
 *        │yes
 *        ▼
 *   rows nobody knows ──fetch each, to compare bytes──▶ match ──▶ settled │ not found
 *
 * New pictures of ours want the same knowledge: a row that holds the bytes of one is that picture,
 * and it is not sent a second time.
 *
 * An upload whose effect came late, or came twice because something on the way sent it again, is
 * found by a later look, because uploads are remembered for a day: such a row becomes one more copy
 * of the same picture. Main thread. */

#include "config.h"

#include "packshot-round-private.h"

#include "packshot-galleries.h"
#include "packshot-rows.h"

typedef struct
{
  /* Input */
  const PackshotSyncParts *parts;
  PackshotService         *service;
  PackshotItem            *item;
  PackshotListing         *listing;

  /* In progress */
  GPtrArray               *open; /* (element-type PackshotStepRow) */
  GPtrArray               *echoes; /* (element-type PackshotStepRow) */
  GPtrArray               *strangers; /* (element-type PackshotImage): rows nobody knows */
  GHashTable              *hashes; /* remote id -> sha256 of strangers */
  guint                    next;
} Settle;

static void
settle_free (Settle *settle)
{
  g_clear_object (&settle->service);
  g_clear_pointer (&settle->item, packshot_item_free);
  g_clear_pointer (&settle->listing, packshot_listing_unref);
  g_clear_pointer (&settle->open, g_ptr_array_unref);
  g_clear_pointer (&settle->echoes, g_ptr_array_unref);
  g_clear_pointer (&settle->strangers, g_ptr_array_unref);
  g_clear_pointer (&settle->hashes, g_hash_table_unref);
  g_free (settle);
}

/* Whether bytes of rows nobody knows are worth fetching: the user added pictures that both sides
 * never agreed on, or a row that was known is gone, and somebody may have sent its picture
 * again. */
static gboolean
settle_is_curious (Settle     *settle,
                   PackshotDb *db,
                   gboolean   *curious,
                   GError    **error)
{
  g_autoptr(PackshotGallery) local =
    packshot_galleries_get (db, settle->item->id, PACKSHOT_TREE_LOCAL, error);
  g_autoptr(PackshotGallery) synced = NULL;

  if (local == NULL ||
      !(synced = packshot_galleries_get (db, settle->item->id, PACKSHOT_TREE_SYNCED, error)))
    return FALSE;
  for (guint i = 0; i < packshot_gallery_get_n (local); i++)
    {
      gint64 id = packshot_image_get_id (packshot_gallery_get (local, i));

      *curious |= packshot_gallery_lookup (synced, id) == NULL;
    }
  for (guint i = 0; i < packshot_gallery_get_n (synced); i++)
    {
      const char *row = packshot_image_get_remote_id (packshot_gallery_get (synced, i));

      *curious |= row != NULL && packshot_listing_find (settle->listing, row) == NULL;
    }
  return TRUE;
}

static gboolean
settle_read (PackshotDb *db,
             gpointer    data,
             GError    **error)
{
  Settle *settle = data;
  gint64 now = packshot_clock_get_real_time (settle->parts->clock);
  gboolean curious = FALSE;

  settle->open = packshot_steps_list_open (db, settle->item->id, error);
  if (settle->open == NULL)
    return FALSE;
  settle->echoes = packshot_steps_list_echoes (db, settle->item->id, now - 24 * G_TIME_SPAN_HOUR,
                                               error);
  if (settle->echoes == NULL)
    return FALSE;
  if (!settle_is_curious (settle, db, &curious, error))
    return FALSE;
  if (settle->open->len + settle->echoes->len == 0 && !curious)
    return TRUE;
  for (guint i = 0; i < packshot_listing_get_n (settle->listing); i++)
    {
      PackshotImage *image = packshot_listing_get (settle->listing, i);
      g_auto(PackshotRow) row = { 0 };

      if (!packshot_rows_get (db, settle->item->id, packshot_image_get_remote_id (image), &row,
                              error))
        return FALSE;
      if (row.image == 0)
        g_ptr_array_add (settle->strangers, packshot_image_ref (image));
    }
  return TRUE;
}

static const char *
settle_hash (Settle        *settle,
             PackshotImage *stranger)
{
  const char *sha256 = packshot_image_get_sha256 (stranger);

  return sha256 != NULL ? sha256 :
         g_hash_table_lookup (settle->hashes, packshot_image_get_remote_id (stranger));
}

/* The remote gallery with the picture that a step brought there, in the order that the server
 * shows; what others took away meanwhile still stands in it. */
static PackshotGallery *
settle_gallery (Settle          *settle,
                PackshotGallery *before,
                PackshotImage   *came)
{
  g_autoptr(GPtrArray) images =
    g_ptr_array_new_with_free_func ((GDestroyNotify)packshot_image_unref);
  const char *flagged = packshot_listing_get_primary (settle->listing);
  gint64 primary = packshot_gallery_get_primary (before);
  gint64 id = packshot_image_get_id (came);

  for (guint i = 0; i < packshot_listing_get_n (settle->listing); i++)
    {
      const char *row = packshot_image_get_remote_id (packshot_listing_get (settle->listing, i));
      PackshotImage *known = packshot_gallery_find_remote (before, row);

      if (g_strcmp0 (row, packshot_image_get_remote_id (came)) == 0)
        g_ptr_array_add (images, packshot_image_ref (came));
      else if (known != NULL && packshot_image_get_id (known) != id)
        g_ptr_array_add (images, packshot_image_ref (known));
    }
  for (guint i = 0; i < packshot_gallery_get_n (before); i++)
    {
      PackshotImage *image = packshot_gallery_get (before, i);

      if (packshot_image_get_id (image) != id && !g_ptr_array_find (images, image, NULL))
        g_ptr_array_add (images, packshot_image_ref (image));
    }
  if (g_strcmp0 (flagged, packshot_image_get_remote_id (came)) == 0)
    primary = id;
  return packshot_gallery_new_from (images, primary, NULL);
}

/* What the server shows by now of a step that has arrived, taken as agreed on. */
static gboolean
settle_advance (Settle          *settle,
                PackshotDb      *db,
                PackshotStepRow *step,
                PackshotImage   *row,
                GError         **error)
{
  g_autoptr(PackshotGallery) before =
    packshot_galleries_get (db, settle->item->id, PACKSHOT_TREE_REMOTE, error);
  g_autoptr(PackshotGallery) after = NULL;
  g_autoptr(PackshotImage) ours = NULL;
  g_autoptr(PackshotImage) filled = NULL;
  PackshotImage *old;

  if (before == NULL)
    return FALSE;
  if (step->kind == PACKSHOT_STEP_DELETE)
    {
      old = packshot_gallery_find_remote (before, step->remote);
      after = old == NULL ? packshot_gallery_ref (before) :
        packshot_gallery_with_removed (before, packshot_image_get_id (old));
    }
  else
    {
      ours = packshot_image_with_id (row, step->image);
      filled = packshot_image_with_sha256 (ours, step->sha256);
      after = settle_gallery (settle, before, filled);
    }
  return packshot_look_advance (db, settle->item->id, after, error);
}

/* The row nobody knows that @step made. Where a server gives no bytes, the only row with its
 * caption must do for a step that was just lost; anything more, or no caption at all, would be a
 * guess, by which somebody else's picture could be deleted. */
static PackshotImage *
settle_find (Settle          *settle,
             PackshotStepRow *step)
{
  const PackshotServiceProfile *profile = packshot_service_get_profile (settle->service);
  PackshotImage *likely = NULL;
  guint n_likely = 0;

  for (guint i = 0; i < settle->strangers->len; i++)
    {
      PackshotImage *stranger = settle->strangers->pdata[i];
      const char *sha256 = settle_hash (settle, stranger);

      if (profile->has_titles && g_strcmp0 (packshot_image_get_title (stranger), step->title) != 0)
        continue;
      if (g_strcmp0 (sha256, step->sha256) == 0)
        return stranger;
      if (sha256 != NULL || step->state != PACKSHOT_STEP_SENDING || *step->title == '\0')
        continue;
      likely = stranger;
      n_likely++;
    }
  return n_likely == 1 ? likely : NULL;
}

/* A confirmed upload that shows up once more: both rows are the same picture, and one of them is
 * deleted. If the picture shows something else by now, somebody has added the former bytes. */
static gboolean
settle_second (Settle          *settle,
               PackshotDb      *db,
               PackshotStepRow *step,
               PackshotImage   *stranger,
               GError         **error)
{
  g_autofree char *remote_id = g_strdup (packshot_image_get_remote_id (stranger));
  g_autoptr(PackshotGallery) synced =
    packshot_galleries_get (db, settle->item->id, PACKSHOT_TREE_SYNCED, error);
  PackshotImage *now;

  if (synced == NULL)
    return FALSE;
  now = packshot_gallery_lookup (synced, step->image);
  if (now == NULL || g_strcmp0 (packshot_image_get_sha256 (now), step->sha256) != 0)
    return TRUE;
  g_ptr_array_remove (settle->strangers, stranger);
  return packshot_rows_put (db, settle->item->id, remote_id, step->image, step->sha256, error);
}

/* Ends a step that was in doubt, and tells how it was found. */
static gboolean
settle_end (Settle          *settle,
            PackshotDb      *db,
            PackshotStepRow *step,
            gboolean         arrived,
            const char      *remote_id,
            GError         **error)
{
  gint64 now = packshot_clock_get_real_time (settle->parts->clock);

  return packshot_steps_end (db, step->id, arrived ? PACKSHOT_STEP_SETTLED : PACKSHOT_STEP_FAILED,
                             remote_id, NULL, now, arrived ? NULL : PACKSHOT_STEP_NOT_FOUND,
                             error) &&
         packshot_log_note (db, arrived ? PACKSHOT_LOG_SETTLED : PACKSHOT_LOG_LOST,
                            settle->item->id, step->image, step->title, now, error);
}

static gboolean
settle_upload (Settle          *settle,
               PackshotDb      *db,
               PackshotStepRow *step,
               GError         **error)
{
  g_autoptr(PackshotImage) found = NULL;
  const char *remote_id;
  PackshotImage *stranger = settle_find (settle, step);

  if (stranger == NULL)
    return step->state != PACKSHOT_STEP_SENDING ||
           settle_end (settle, db, step, FALSE, NULL, error);
  if (step->state == PACKSHOT_STEP_DONE || step->state == PACKSHOT_STEP_SETTLED)
    return settle_second (settle, db, step, stranger, error);

  found = packshot_image_ref (stranger);
  g_ptr_array_remove (settle->strangers, stranger);
  remote_id = packshot_image_get_remote_id (found);
  return packshot_rows_put (db, settle->item->id, remote_id, step->image, step->sha256, error) &&
         settle_advance (settle, db, step, found, error) &&
         settle_end (settle, db, step, TRUE, remote_id, error);
}

/* An upload that nobody can be asked about: an asset that nothing names may be left on the server.
 * That is told, for only a person can look there. */
static gboolean
settle_orphan (Settle          *settle,
               PackshotDb      *db,
               PackshotStepRow *step,
               GError         **error)
{
  gint64 now = packshot_clock_get_real_time (settle->parts->clock);
  const PackshotLogRow row = {
    .at = now, .account = settle->item->account, .item = settle->item->id, .image = step->image,
    .event = (char *)"orphan", .detail = step->title,
  };

  return packshot_steps_end (db, step->id, PACKSHOT_STEP_ORPHAN, NULL, NULL, now, NULL, error) &&
         packshot_log_add (db, &row, error);
}

static gboolean
settle_step (Settle          *settle,
             PackshotDb      *db,
             PackshotStepRow *step,
             GError         **error)
{
  const PackshotServiceProfile *profile = packshot_service_get_profile (settle->service);
  PackshotImage *only;
  gboolean arrived;

  switch (step->kind)
    {
    case PACKSHOT_STEP_UPLOAD:
      if (profile->write != PACKSHOT_WRITE_LIST)
        return settle_upload (settle, db, step, error);
      return settle_orphan (settle, db, step, error);

    case PACKSHOT_STEP_PUT:
      only = packshot_listing_get_n (settle->listing) > 0 ?
        packshot_listing_get (settle->listing, 0) : NULL;
      arrived = only != NULL && g_strcmp0 (packshot_image_get_sha256 (only), step->sha256) == 0;
      if (arrived && (!packshot_rows_put (db, settle->item->id, packshot_image_get_remote_id (only),
                                          step->image, step->sha256, error) ||
                      !settle_advance (settle, db, step, only, error)))
        return FALSE;
      break;

    case PACKSHOT_STEP_DELETE:
      arrived = packshot_listing_find (settle->listing, step->remote) == NULL;
      if (arrived && !settle_advance (settle, db, step, NULL, error))
        return FALSE;
      break;

    case PACKSHOT_STEP_WRITE:
      /* Whether the list was written shows in the plan that comes next; either way it is known. */
      arrived = TRUE;
      break;

    default:
      g_assert_not_reached ();
    }
  return settle_end (settle, db, step, arrived, step->remote, error);
}

static gboolean
settle_record (PackshotDb *db,
               gpointer    data,
               GError    **error)
{
  Settle *settle = data;

  for (guint i = 0; i < settle->open->len; i++)
    if (!settle_step (settle, db, settle->open->pdata[i], error))
      return FALSE;
  for (guint i = 0; i < settle->echoes->len; i++)
    if (!settle_upload (settle, db, settle->echoes->pdata[i], error))
      return FALSE;
  return TRUE;
}

/* Answers with the listing, and in it what is known of the bytes by now. */
static void
settle_done (GTask *task)
{
  Settle *settle = g_task_get_task_data (task);
  PackshotListing *listing = packshot_listing_new ();
  const char *flagged = packshot_listing_get_primary (settle->listing);

  for (guint i = 0; i < packshot_listing_get_n (settle->listing); i++)
    {
      PackshotImage *image = packshot_listing_get (settle->listing, i);
      const char *remote_id = packshot_image_get_remote_id (image);
      const char *sha256 = g_hash_table_lookup (settle->hashes, remote_id);
      g_autoptr(PackshotImage) known = sha256 != NULL ?
        packshot_image_with_sha256 (image, sha256) :
        packshot_image_ref (image);

      packshot_listing_add (listing, known, g_strcmp0 (remote_id, flagged) == 0);
    }
  g_task_return_pointer (task, listing, (GDestroyNotify)packshot_listing_unref);
}

static void
settle_recorded_cb (GObject      *source,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;

  if (!packshot_store_write_finish (PACKSHOT_STORE (source), result, &error))
    g_task_return_error (task, g_steal_pointer (&error));
  else
    settle_done (task);
}

static void settle_next (GTask *task);

static void
settle_fetched_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Settle *settle = g_task_get_task_data (task);
  PackshotImage *stranger = settle->strangers->pdata[settle->next++];
  g_autoptr(GError) error = NULL;
  char *sha256 = packshot_fetch_finish (result, &error);

  /* A row whose bytes the server does not give is compared by what else is known of it. Any other
   * failure leaves the doubt: guessing could double or lose a picture. */
  if (sha256 != NULL)
    g_hash_table_insert (settle->hashes, g_strdup (packshot_image_get_remote_id (stranger)),
                         sha256);
  else if (!g_error_matches (error, PACKSHOT_SERVICE_ERROR, PACKSHOT_SERVICE_ERROR_GONE) &&
           !g_error_matches (error, PACKSHOT_SERVICE_ERROR, PACKSHOT_SERVICE_ERROR_NOT_SUPPORTED))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  settle_next (task);
}

static void
settle_next (GTask *task)
{
  Settle *settle = g_task_get_task_data (task);

  while (settle->next < settle->strangers->len &&
         packshot_image_get_sha256 (settle->strangers->pdata[settle->next]) != NULL)
    settle->next++;
  if (settle->next < settle->strangers->len)
    {
      packshot_fetch_async (settle->parts, settle->service, settle->item,
                            settle->strangers->pdata[settle->next], g_task_get_cancellable (task),
                            settle_fetched_cb, g_object_ref (task));
      return;
    }
  packshot_store_write_async (settle->parts->store, settle_record, settle, NULL, NULL,
                              settle_recorded_cb, g_object_ref (task));
}

static void
settle_read_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Settle *settle = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;

  if (!packshot_store_read_finish (PACKSHOT_STORE (source), result, &error))
    g_task_return_error (task, g_steal_pointer (&error));
  else if (settle->open->len + settle->echoes->len + settle->strangers->len == 0)
    settle_done (task);
  else
    settle_next (task);
}

void
packshot_settle_async (const PackshotSyncParts *parts,
                       PackshotService         *service,
                       const PackshotItem      *item,
                       PackshotListing         *listing,
                       GCancellable            *cancellable,
                       GAsyncReadyCallback      callback,
                       gpointer                 user_data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Settle *settle = g_new0 (Settle, 1);

  g_task_set_source_tag (task, packshot_settle_async);
  g_task_set_task_data (task, settle, (GDestroyNotify)settle_free);
  settle->parts = parts;
  settle->service = g_object_ref (service);
  settle->item = packshot_item_copy (item);
  settle->listing = packshot_listing_ref (listing);
  settle->strangers = g_ptr_array_new_with_free_func ((GDestroyNotify)packshot_image_unref);
  settle->hashes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  packshot_store_read_async (parts->store, G_PRIORITY_DEFAULT, settle_read, settle, NULL,
                             cancellable, settle_read_cb, g_object_ref (task));
}

/**
 * packshot_settle_finish:
 * @result: from the callback
 * @error: return location; the doubt stays
 *
 * Returns: (transfer full) (nullable): the listing with what is known of its rows' bytes, when no
 *   step of the item is in doubt any more
 */
PackshotListing *
packshot_settle_finish (GAsyncResult *result,
                        GError      **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
