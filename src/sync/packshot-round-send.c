/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* Sends one step of a round through the journal:
 *
 *   bytes here? ─▶ record "sending" ─▶ call ─▶ record the answer ─▶ plan anew
 *                                        │
 *                                        ├─ refused: record, end the round
 *                                        └─ in doubt: leave it recorded, look
 *
 * Recording ignores the cancellable: what has been sent must not be forgotten. Main thread. */

#include "config.h"

#include "packshot-round-private.h"

#include "packshot-accounts.h"
#include "packshot-edits.h"
#include "packshot-galleries.h"
#include "packshot-items.h"
#include "packshot-rows.h"

/* --- Recording --- */

static gboolean
step_log (PackshotRound *round,
          PackshotDb    *db,
          const char    *event,
          const char    *detail,
          GError       **error)
{
  PackshotStepRow *step = round->step;
  g_autoptr(PackshotContent) content = NULL;
  PackshotLogRow row = {
    .at = packshot_clock_get_real_time (round->parts->clock),
    .account = round->item->account,
    .item = round->item_id,
    .image = step->image,
    .event = (char *)event,
    .detail = (char *)(detail != NULL ? detail : step->title),
  };

  if (step->sha256 != NULL && step->kind != PACKSHOT_STEP_DELETE)
    content = packshot_contents_get (db, step->sha256, NULL);
  row.bytes = content != NULL ? content->bytes : 0;
  return packshot_log_add (db, &row, error);
}

static gboolean
step_begin (PackshotDb *db,
            gpointer    data,
            GError    **error)
{
  PackshotRound *round = data;

  round->step->started_at = packshot_clock_get_real_time (round->parts->clock);
  return packshot_steps_begin (db, round->step, error);
}

static const char *
step_event (PackshotStepKind kind)
{
  switch (kind)
    {
    case PACKSHOT_STEP_UPLOAD:
    case PACKSHOT_STEP_PUT:
      return "sent";

    case PACKSHOT_STEP_DELETE:
      return "deleted";

    case PACKSHOT_STEP_WRITE:
      return "written";

    default:
      g_assert_not_reached ();
    }
}

static gboolean
step_record_answer (PackshotDb *db,
                    gpointer    data,
                    GError    **error)
{
  PackshotRound *round = data;
  PackshotStepRow *step = round->step;
  gboolean is_new = step->kind == PACKSHOT_STEP_UPLOAD || step->kind == PACKSHOT_STEP_PUT;
  gint64 now = packshot_clock_get_real_time (round->parts->clock);
  g_autoptr(PackshotGallery) after = NULL;

  if (!packshot_steps_end (db, step->id, PACKSHOT_STEP_DONE, step->remote, step->raw, now, NULL,
                           error))
    return FALSE;
  if (is_new &&
      !packshot_rows_put (db, round->item_id, step->remote, step->image, step->sha256, error))
    return FALSE;
  after = packshot_look_dup_remote (round->look);
  if (!packshot_look_advance (db, round->item_id, after, error) ||
      !packshot_items_set_checked (db, round->item_id, FALSE, error))
    return FALSE;
  if (round->learned_changed)
    {
      g_autofree char *learned = packshot_learned_to_json (&round->look->learned);

      if (!packshot_accounts_set_learned (db, round->item->account, learned, error))
        return FALSE;
    }
  return step_log (round, db, step_event (step->kind), NULL, error);
}

static gboolean
step_record_refusal (PackshotDb *db,
                     gpointer    data,
                     GError    **error)
{
  PackshotRound *round = data;

  return packshot_steps_end (db, round->step->id, PACKSHOT_STEP_FAILED, round->step->remote, NULL,
                             packshot_clock_get_real_time (round->parts->clock),
                             round->refusal->message, error) &&
         step_log (round, db, "failed", round->refusal->message, error);
}

static void
step_refused_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  PackshotRound *round = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;

  if (!packshot_store_write_finish (PACKSHOT_STORE (source), result, &error))
    g_warning ("A refusal could not be recorded: %s", error->message);
  _packshot_round_fail (task, g_steal_pointer (&round->refusal), round->step->image);
}

static void delete_start (GTask *task);

/* The row that stands in the way of the upload: the picture's own old one, or another with the same
 * bytes that is to go anyway. */
static PackshotImage *
find_room (PackshotRound *round)
{
  PackshotImage *other = NULL;

  for (guint i = 0; i < round->look->images->len; i++)
    {
      PackshotImage *row = packshot_listing_get (round->look->listing, i);
      gint64 id = g_array_index (round->look->images, gint64, i);
      PackshotImage *wanted = packshot_gallery_lookup (round->look->target, id);

      if (id == round->step->image)
        return row;
      if (g_strcmp0 (packshot_image_get_sha256 (row), round->step->sha256) == 0 &&
          (wanted == NULL || !packshot_image_same_content (wanted, row)))
        other = row;
    }
  return other;
}

/* A server that refuses bytes which it has already can't be sent a picture again while the old row
 * stands. The bytes are kept here, so the old row may go first. */
static void
step_make_room_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  PackshotRound *round = g_task_get_task_data (task);
  gint64 image = round->step->image;
  g_autoptr(GError) error = NULL;
  PackshotImage *room;

  if (!packshot_store_write_finish (PACKSHOT_STORE (source), result, &error))
    {
      _packshot_round_fail (task, g_steal_pointer (&error), image);
      return;
    }
  /* It was to be sent again only to lose a flag that the server sets by itself. */
  if (_packshot_round_insists (round, image))
    {
      _packshot_round_accept (task);
      return;
    }
  room = find_room (round);
  if (room != NULL)
    {
      g_clear_pointer (&round->step, packshot_step_row_free);
      round->step = packshot_step_row_new ();
      round->step->item = round->item_id;
      round->step->kind = PACKSHOT_STEP_DELETE;
      round->step->image = packshot_image_get_id (room);
      round->step->remote = g_strdup (packshot_image_get_remote_id (room));
      delete_start (task);
    }
  else if (!round->keep.knows_all)
    {
      /* One of the rows whose bytes are not known may be the one. */
      round->keep.knows_all = TRUE;
      _packshot_round_learn (task, _packshot_round_look);
    }
  else
    {
      _packshot_round_fail (task, g_steal_pointer (&round->refusal), image);
    }
}

/* Takes over @error. */
static void
step_failed (GTask  *task,
             GError *error)
{
  PackshotRound *round = g_task_get_task_data (task);

  round->dirty = TRUE;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      _packshot_round_fail (task, error, round->step->image);
      return;
    }
  if (g_error_matches (error, PACKSHOT_SERVICE_ERROR, PACKSHOT_SERVICE_ERROR_CONFLICT) &&
      round->step->kind == PACKSHOT_STEP_UPLOAD)
    {
      g_clear_error (&round->refusal);
      round->refusal = error;
      packshot_store_write_async (round->parts->store, step_record_refusal, round, NULL, NULL,
                                  step_make_room_cb, g_object_ref (task));
      return;
    }
  if (packshot_service_error_is_in_doubt (error) && round->n_doubts++ < 3)
    {
      g_debug ("A step is in doubt: %s", error->message);
      g_error_free (error);
      _packshot_round_look (task);
    }
  else if (packshot_service_error_is_in_doubt (error))
    _packshot_round_fail (task, error, round->step->image);
  else
    {
      g_clear_error (&round->refusal);
      round->refusal = error;
      packshot_store_write_async (round->parts->store, step_record_refusal, round, NULL, NULL,
                                  step_refused_cb, g_object_ref (task));
    }
}

static void
step_recorded_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  PackshotRound *round = g_task_get_task_data (task);
  PackshotStepRow *step = round->step;
  g_autoptr(GError) error = NULL;

  /* What could not be recorded stays in doubt, and is settled by looking. */
  if (!packshot_store_write_finish (PACKSHOT_STORE (source), result, &error))
    {
      _packshot_round_fail (task, g_steal_pointer (&error), step->image);
      return;
    }
  round->result->n_sent++;
  round->dirty = TRUE;
  if (round->profile->write == PACKSHOT_WRITE_LIST && step->kind == PACKSHOT_STEP_UPLOAD)
    g_ptr_array_add (round->sent, g_steal_pointer (&round->step));
  if ((step->kind == PACKSHOT_STEP_DELETE && round->deleted_primary != NULL) ||
      step->kind == PACKSHOT_STEP_PUT || step->kind == PACKSHOT_STEP_WRITE)
    _packshot_round_look (task);
  else
    _packshot_round_next (task);
}

static void
step_answered (GTask *task)
{
  PackshotRound *round = g_task_get_task_data (task);

  packshot_store_write_async (round->parts->store, step_record_answer, round, NULL, NULL,
                              step_recorded_cb, g_object_ref (task));
}

/* --- Uploads --- */

static void
upload_progress (gint64   done,
                 gint64   total,
                 gpointer user_data)
{
  PackshotRound *round = g_task_get_task_data (user_data);

  round->activity.bytes = done;
  round->activity.n_bytes = total;
  round->parts->hooks.report (&round->activity, round->parts->hooks.user_data);
}

static void
upload_answered_cb (GObject      *source,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  PackshotRound *round = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr(PackshotListing) answer =
    packshot_service_upload_finish (PACKSHOT_SERVICE (source), result, &error);
  PackshotLearned before;
  PackshotImage *row;

  if (answer == NULL)
    {
      step_failed (task, error);
      return;
    }
  row = packshot_listing_get (answer, 0);
  g_free (round->step->remote);
  round->step->remote = g_strdup (packshot_image_get_remote_id (row));
  g_free (round->step->raw);
  round->step->raw = g_strdup (packshot_image_get_remote (row)->raw);

  before = round->look->learned;
  if (round->profile->write == PACKSHOT_WRITE_ROWS)
    {
      g_autoptr(PackshotListing) known = packshot_listing_new ();
      g_autoptr(PackshotImage) image = packshot_image_with_sha256 (row, round->step->sha256);

      packshot_learned_from_upload (&round->look->learned, round->look->listing, answer,
                                    round->step->is_primary);
      packshot_listing_add (known, image, packshot_listing_get_primary (answer) != NULL);
      packshot_look_update (round->look, NULL, known, round->step->image);
    }
  else if (round->profile->write == PACKSHOT_WRITE_PUT)
    {
      g_autoptr(PackshotListing) only = packshot_listing_new ();
      g_autoptr(PackshotImage) image = packshot_image_with_sha256 (row, round->step->sha256);

      packshot_listing_add (only, image, FALSE);
      packshot_look_update (round->look, NULL, only, round->step->image);
    }
  round->learned_changed = memcmp (&before, &round->look->learned, sizeof before) != 0;
  step_answered (task);
}

static const char *
mime_extension (const char *mime)
{
  static const struct { const char *mime, *extension; } known[] = {
    { "image/jpeg", "jpg" }, { "image/png", "png" }, { "image/gif", "gif" },
    { "image/webp", "webp" }, { "image/svg+xml", "svg" }, { "image/bmp", "bmp" },
    { "image/tiff", "tif" }, { "image/avif", "avif" }, { "image/heif", "heic" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    if (g_strcmp0 (known[i].mime, mime) == 0)
      return known[i].extension;
  return "bin";
}

/* Letters, digits, - and _ and a real extension: some services make storage keys of it. */
static char *
upload_name (PackshotRound *round,
             const char    *mime)
{
  g_autofree char *key = g_strdup (round->item->key);

  g_strcanon (key, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "-_", '-');
  return g_strdup_printf ("%s_%" G_GINT64_FORMAT ".%s", key, round->step->image,
                          mime_extension (mime));
}

/* Records the step and finds out the type of its bytes. */
static gboolean
upload_begin (PackshotDb *db,
              gpointer    data,
              GError    **error)
{
  PackshotRound *round = data;
  g_autoptr(PackshotContent) content = packshot_contents_get (db, round->step->sha256, error);

  if (content == NULL || !step_begin (db, round, error))
    return FALSE;
  g_free (round->upload_mime);
  round->upload_mime = g_strdup (content->mime);
  return TRUE;
}

static void
upload_begun_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  PackshotRound *round = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;

  if (!packshot_store_write_finish (PACKSHOT_STORE (source), result, &error))
    {
      _packshot_round_fail (task, g_steal_pointer (&error), round->step->image);
      return;
    }
  g_free (round->upload_path);
  round->upload_path = packshot_blob_store_dup_path (round->parts->blobs, round->step->sha256);
  g_free (round->upload_name);
  round->upload_name = upload_name (round, round->upload_mime);
  round->upload = (PackshotUpload) {
    .path = round->upload_path,
    .mime = round->upload_mime,
    .name = round->upload_name,
    .title = round->step->title,
    .is_primary = round->step->is_primary,
    .visibility = round->step->visibility,
  };
  _packshot_round_report (round, PACKSHOT_PHASE_SENDING, round->step->image, 0);
  packshot_service_upload_async (round->service, round->item, &round->upload, upload_progress, task,
                                 g_task_get_cancellable (task), upload_answered_cb,
                                 g_object_ref (task));
}

/* What was fetched is known from now on, so that the picture is not sent once more. */
static void
look_learn (PackshotLook *look,
            gint64        id,
            const char   *sha256)
{
  PackshotImage *image = packshot_gallery_lookup (look->target, id);
  g_autoptr(PackshotImage) known = packshot_image_with_sha256 (image, sha256);
  PackshotGallery *target = packshot_gallery_with_image (look->target, known);

  packshot_gallery_unref (look->target);
  look->target = target;
}

static void
upload_fetched_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  PackshotRound *round = g_task_get_task_data (task);
  GError *error = NULL;

  g_free (round->step->sha256);
  round->step->sha256 = packshot_fetch_finish (result, &error);
  if (round->step->sha256 == NULL)
    {
      _packshot_round_fail (task, error, round->step->image);
      return;
    }
  look_learn (round->look, round->step->image, round->step->sha256);
  packshot_store_write_async (round->parts->store, upload_begin, round, NULL, NULL, upload_begun_cb,
                              g_object_ref (task));
}

/* A picture that is only on the server has to be fetched before it can be sent again. */
static void
upload_start (GTask *task)
{
  PackshotRound *round = g_task_get_task_data (task);
  PackshotImage *image = packshot_gallery_lookup (round->look->target, round->step->image);

  if (round->step->sha256 != NULL)
    packshot_store_write_async (round->parts->store, upload_begin, round, NULL, NULL,
                                upload_begun_cb, g_object_ref (task));
  else
    {
      _packshot_round_report (round, PACKSHOT_PHASE_FETCHING, round->step->image, 0);
      packshot_fetch_async (round->parts, round->service, round->item, image,
                            g_task_get_cancellable (task), upload_fetched_cb, g_object_ref (task));
    }
}

/* --- Deletes --- */

static void
delete_answered_cb (GObject      *source,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  PackshotRound *round = g_task_get_task_data (task);
  const char *remote_id = round->step->remote;
  GError *error = NULL;

  if (!packshot_service_delete_finish (PACKSHOT_SERVICE (source), result, &error) &&
      !g_error_matches (error, PACKSHOT_SERVICE_ERROR, PACKSHOT_SERVICE_ERROR_GONE))
    {
      step_failed (task, error);
      return;
    }
  g_clear_error (&error);
  if (g_strcmp0 (remote_id, packshot_listing_get_primary (round->look->listing)) == 0)
    round->deleted_primary = g_strdup (remote_id);
  packshot_look_update (round->look, remote_id, NULL, 0);
  step_answered (task);
}

static void
delete_begun_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  PackshotRound *round = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;

  if (!packshot_store_write_finish (PACKSHOT_STORE (source), result, &error))
    {
      _packshot_round_fail (task, g_steal_pointer (&error), round->step->image);
      return;
    }
  _packshot_round_report (round, PACKSHOT_PHASE_DELETING, round->step->image, 0);
  packshot_service_delete_async (round->service, round->item, round->step->remote,
                                 g_task_get_cancellable (task), delete_answered_cb,
                                 g_object_ref (task));
}

static void
delete_begin (GTask *task)
{
  PackshotRound *round = g_task_get_task_data (task);

  packshot_store_write_async (round->parts->store, step_begin, round, NULL, NULL, delete_begun_cb,
                              g_object_ref (task));
}

static void
delete_start (GTask *task)
{
  PackshotRound *round = g_task_get_task_data (task);
  const char *flagged = packshot_listing_get_primary (round->look->listing);

  round->step->is_primary = g_strcmp0 (round->step->remote, flagged) == 0;
  _packshot_round_keep (task, NULL, delete_begin);
}

/* --- Writing the whole list --- */

static PackshotImage *
write_row (PackshotRound *round,
           PackshotImage *image)
{
  gint64 id = packshot_image_get_id (image);

  for (guint i = round->sent->len; i > 0; i--)
    {
      PackshotStepRow *step = round->sent->pdata[i - 1];

      if (step->image == id && step->visibility == packshot_image_get_visibility (image) &&
          g_strcmp0 (step->sha256, packshot_image_get_sha256 (image)) == 0)
        {
          g_autoptr(PackshotRemote) remote = packshot_remote_new (step->remote, -1, NULL, NULL,
                                                                  step->raw);

          return packshot_image_new (id, step->sha256, NULL, step->visibility, remote);
        }
    }
  for (guint i = 0; i < round->look->images->len; i++)
    if (g_array_index (round->look->images, gint64, i) == id)
      return packshot_image_ref (packshot_listing_get (round->look->listing, i));
  return NULL;
}

static PackshotListing *
write_wanted (PackshotRound *round)
{
  g_autoptr(GPtrArray) shown = packshot_gallery_dup_shown (round->look->target);
  PackshotListing *wanted = packshot_listing_new ();

  for (guint i = 0; i < shown->len; i++)
    {
      g_autoptr(PackshotImage) row = write_row (round, shown->pdata[i]);

      if (row != NULL)
        packshot_listing_add (wanted, row, i == 0);
    }
  return wanted;
}

/* The list as the server answered with it; rows that were neither there before nor sent by us are
 * left to the next look. */
static void
write_take_answer (PackshotRound   *round,
                   PackshotListing *answer)
{
  PackshotLook *look = round->look;
  g_autoptr(PackshotListing) wanted = write_wanted (round);
  g_autoptr(PackshotListing) listing = packshot_listing_new ();
  g_autoptr(GArray) images = g_array_new (FALSE, TRUE, sizeof (gint64));
  const char *flagged = packshot_listing_get_primary (answer);

  for (guint i = 0; i < packshot_listing_get_n (answer); i++)
    {
      PackshotImage *row = packshot_listing_get (answer, i);
      const char *remote_id = packshot_image_get_remote_id (row);
      PackshotImage *known = packshot_listing_find (wanted, remote_id);
      g_autoptr(PackshotImage) ours = NULL;
      g_autoptr(PackshotImage) filled = NULL;
      gint64 id;

      if (known == NULL)
        known = packshot_listing_find (look->listing, remote_id);
      if (known == NULL)
        continue;
      id = packshot_image_get_id (known);
      ours = packshot_image_with_id (row, id);
      filled = packshot_image_with_sha256 (ours, packshot_image_get_sha256 (known));
      packshot_listing_add (listing, filled, g_strcmp0 (remote_id, flagged) == 0);
      if (packshot_listing_find (wanted, remote_id) == NULL)
        id = 0;
      g_array_append_val (images, id);
    }
  packshot_listing_unref (look->listing);
  look->listing = g_steal_pointer (&listing);
  g_array_unref (look->images);
  look->images = g_steal_pointer (&images);
}

static void
write_answered_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;
  g_autoptr(PackshotListing) answer =
    packshot_service_write_finish (PACKSHOT_SERVICE (source), result, &error);

  if (answer == NULL)
    {
      step_failed (task, error);
      return;
    }
  write_take_answer (g_task_get_task_data (task), answer);
  step_answered (task);
}

static void
write_begun_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  PackshotRound *round = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;
  g_autoptr(PackshotListing) wanted = NULL;

  if (!packshot_store_write_finish (PACKSHOT_STORE (source), result, &error))
    {
      _packshot_round_fail (task, g_steal_pointer (&error), 0);
      return;
    }
  wanted = write_wanted (round);
  _packshot_round_report (round, PACKSHOT_PHASE_WRITING, 0, 0);
  packshot_service_write_async (round->service, round->item, round->look->listing, wanted,
                                g_task_get_cancellable (task), write_answered_cb,
                                g_object_ref (task));
}

static void
write_begin (GTask *task)
{
  PackshotRound *round = g_task_get_task_data (task);

  packshot_store_write_async (round->parts->store, step_begin, round, NULL, NULL, write_begun_cb,
                              g_object_ref (task));
}

static void
write_start (GTask *task)
{
  g_autoptr(PackshotListing) wanted = write_wanted (g_task_get_task_data (task));

  _packshot_round_keep (task, wanted, write_begin);
}

void
_packshot_round_send (GTask                  *task,
                      const PackshotPlanStep *step)
{
  PackshotRound *round = g_task_get_task_data (task);
  PackshotImage *image = step->image != 0 ?
    packshot_gallery_lookup (round->look->target, step->image) : NULL;

  g_clear_pointer (&round->step, packshot_step_row_free);
  round->step = packshot_step_row_new ();
  round->step->item = round->item_id;
  round->step->kind = step->kind;
  round->step->image = step->image;
  round->step->is_primary = step->is_primary;
  round->step->remote = g_strdup (step->remote);
  g_free (round->step->title);
  round->step->title = g_strdup (image != NULL ? packshot_image_get_title (image) : "");
  if (image != NULL)
    {
      round->step->sha256 = g_strdup (packshot_image_get_sha256 (image));
      round->step->visibility = packshot_image_get_visibility (image);
    }
  switch (step->kind)
    {
    case PACKSHOT_STEP_UPLOAD:
    case PACKSHOT_STEP_PUT:
      upload_start (task);
      break;

    case PACKSHOT_STEP_DELETE:
      delete_start (task);
      break;

    case PACKSHOT_STEP_WRITE:
      write_start (task);
      break;

    default:
      g_assert_not_reached ();
    }
}
