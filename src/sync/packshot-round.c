/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* One round of one item: make the server equal to what the user wants, and prove it by looking.
 *
 *   load ─▶ look ─▶ settle ─▶ take ─▶ next ──plan empty, nothing sent──▶ fetch bytes ─▶ done
 *            ▲                          │  ▲
 *            │                 step to send │ (packshot-round-send.c)
 *            │                          ▼  │
 *            └──plan empty, but sent── send
 *
 * After each answer the rest is planned anew from what the answer showed; after the last step the
 * server is looked at again, and only that look can say "synced". Main thread; what is recorded is
 * recorded whether or not the round has been cancelled. */

#include "config.h"

#include "packshot-round-private.h"

#include "packshot-accounts.h"
#include "packshot-galleries.h"
#include "packshot-items.h"
#include "packshot-store-error.h"
#include "packshot-turns.h"

static void
round_free (PackshotRound *round)
{
  g_clear_object (&round->service);
  g_clear_pointer (&round->item, packshot_item_free);
  g_clear_pointer (&round->listing, packshot_listing_unref);
  g_clear_pointer (&round->look, packshot_look_free);
  g_clear_pointer (&round->sent, g_ptr_array_unref);
  g_clear_pointer (&round->step, packshot_step_row_free);
  g_clear_pointer (&round->upload_path, g_free);
  g_clear_pointer (&round->upload_name, g_free);
  g_clear_pointer (&round->upload_mime, g_free);
  g_clear_error (&round->refusal);
  g_clear_pointer (&round->keep.rows, g_ptr_array_unref);
  g_clear_pointer (&round->deleted_primary, g_free);
  g_clear_pointer (&round->result, packshot_round_result_free);
  g_free (round);
}

void
packshot_round_result_free (PackshotRoundResult *self)
{
  g_return_if_fail (self != NULL);

  g_clear_error (&self->error);
  g_free (self);
}

static PackshotRoundEnd
round_classify (const GError *error)
{
  if (error->domain == G_IO_ERROR && error->code == G_IO_ERROR_CANCELLED)
    return PACKSHOT_ROUND_RETRY;
  if (error->domain == PACKSHOT_STORE_ERROR)
    return error->code == PACKSHOT_STORE_ERROR_BUSY ? PACKSHOT_ROUND_RETRY
                                                    : PACKSHOT_ROUND_NEEDS_YOU;
  if (error->domain != PACKSHOT_SERVICE_ERROR)
    return PACKSHOT_ROUND_NEEDS_YOU;

  switch ((PackshotServiceError)error->code)
    {
    case PACKSHOT_SERVICE_ERROR_OFFLINE:
    case PACKSHOT_SERVICE_ERROR_AUTH:
    case PACKSHOT_SERVICE_ERROR_THROTTLED:
    case PACKSHOT_SERVICE_ERROR_KEY:
    case PACKSHOT_SERVICE_ERROR_INSECURE:
      return PACKSHOT_ROUND_STOP;

    case PACKSHOT_SERVICE_ERROR_SERVER:
    case PACKSHOT_SERVICE_ERROR_PROTOCOL:
      return PACKSHOT_ROUND_RETRY;

    case PACKSHOT_SERVICE_ERROR_CONFLICT:
    case PACKSHOT_SERVICE_ERROR_FORBIDDEN:
    case PACKSHOT_SERVICE_ERROR_GONE:
    case PACKSHOT_SERVICE_ERROR_INVALID:
    case PACKSHOT_SERVICE_ERROR_TOO_LARGE:
    case PACKSHOT_SERVICE_ERROR_FORMAT:
    case PACKSHOT_SERVICE_ERROR_NOT_SUPPORTED:
    case PACKSHOT_SERVICE_ERROR_DISK:
    default:
      return PACKSHOT_ROUND_NEEDS_YOU;
    }
}

void
_packshot_round_report (PackshotRound *round,
                        PackshotPhase  phase,
                        gint64         image,
                        gint64         n_bytes)
{
  PackshotActivity *activity = &round->activity;

  activity->account = round->item->account;
  activity->item = round->item_id;
  activity->image = image;
  activity->phase = phase;
  activity->bytes = 0;
  activity->n_bytes = n_bytes;
  activity->since = packshot_clock_get_real_time (round->parts->clock);
  round->parts->hooks.report (activity, round->parts->hooks.user_data);
}

/* Ends the round. Takes over @error. */
void
_packshot_round_fail (GTask  *task,
                      GError *error,
                      gint64  image)
{
  PackshotRound *round = g_task_get_task_data (task);

  round->result->end = round_classify (error);
  round->result->image = image;
  round->result->error = error;
  g_task_return_pointer (task, g_steal_pointer (&round->result),
                         (GDestroyNotify)packshot_round_result_free);
}

static void
round_done (GTask *task)
{
  PackshotRound *round = g_task_get_task_data (task);

  round->result->end = PACKSHOT_ROUND_DONE;
  g_task_return_pointer (task, g_steal_pointer (&round->result),
                         (GDestroyNotify)packshot_round_result_free);
}

/* Ends the round before its next step. */
static void
round_held (GTask       *task,
            PackshotGate gate)
{
  PackshotRound *round = g_task_get_task_data (task);

  round->result->end = PACKSHOT_ROUND_HELD;
  round->result->gate = gate;
  g_task_return_pointer (task, g_steal_pointer (&round->result),
                         (GDestroyNotify)packshot_round_result_free);
}

/* --- The bytes that are not here yet, so that the gallery can be seen without a network --- */

static void round_fetch_next (GTask *task);

static void
round_fetched_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;
  g_autofree char *sha256 = packshot_fetch_finish (result, &error);

  /* A picture that can't be fetched now is fetched at a later look; the round has done its work. */
  if (sha256 == NULL && round_classify (error) != PACKSHOT_ROUND_NEEDS_YOU)
    {
      g_debug ("Bytes of a picture are fetched later: %s", error->message);
      round_done (task);
      return;
    }
  round_fetch_next (task);
}

static void
round_fetch_next (GTask *task)
{
  PackshotRound *round = g_task_get_task_data (task);
  PackshotGallery *gallery = round->look->target;

  while (round->next_fetch < packshot_gallery_get_n (gallery))
    {
      PackshotImage *image = packshot_gallery_get (gallery, round->next_fetch++);

      if (packshot_image_get_sha256 (image) == NULL && packshot_image_get_remote (image) != NULL)
        {
          _packshot_round_report (round, PACKSHOT_PHASE_FETCHING, packshot_image_get_id (image), 0);
          packshot_fetch_async (round->parts, round->service, round->item, image,
                                g_task_get_cancellable (task), round_fetched_cb,
                                g_object_ref (task));
          return;
        }
    }
  round_done (task);
}

/* Bytes that nobody waits for are fetched when the item is looked at for its own sake, on a network
 * where that costs nothing. */
static void
round_fetch (GTask *task)
{
  PackshotRound *round = g_task_get_task_data (task);
  const PackshotRoundHooks *hooks = &round->parts->hooks;
  PackshotGate gate = hooks->gate (round->flags, G_MAXINT64, hooks->user_data);

  if (round->flags & PACKSHOT_SYNC_REFRESH || gate == PACKSHOT_GATE_PAUSED ||
      (gate == PACKSHOT_GATE_METERED && round->flags & PACKSHOT_SYNC_AUTOMATIC))
    round_done (task);
  else
    round_fetch_next (task);
}

/* --- What to do next --- */

/* A service that insists on a primary keeps it: the wish for none can't be had. */
static gboolean
round_accept_primary (PackshotDb *db,
                      gpointer    data,
                      GError    **error)
{
  PackshotRound *round = data;
  g_autoptr(PackshotGallery) local =
    packshot_galleries_get (db, round->item_id, PACKSHOT_TREE_LOCAL, error);
  g_autoptr(PackshotGallery) remote =
    packshot_galleries_get (db, round->item_id, PACKSHOT_TREE_REMOTE, error);
  g_autoptr(PackshotGallery) accepted = NULL;
  gint64 primary;

  if (local == NULL || remote == NULL)
    return FALSE;
  primary = packshot_gallery_get_primary (remote);
  if (packshot_gallery_get_primary (local) != 0 ||
      packshot_gallery_lookup (local, primary) == NULL)
    return TRUE;
  accepted = packshot_gallery_with_primary (local, primary);
  return packshot_galleries_set (db, round->item_id, PACKSHOT_TREE_LOCAL, accepted, error);
}

static void
round_accepted_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;

  if (!packshot_store_write_finish (PACKSHOT_STORE (source), result, &error))
    _packshot_round_fail (task, g_steal_pointer (&error), 0);
  else
    _packshot_round_look (task);
}

/* Whether the server flags @image although none is wished as primary. */
gboolean
_packshot_round_insists (PackshotRound *round,
                         gint64         image)
{
  PackshotLook *look = round->look;
  PackshotImage *flagged;

  if (round->profile->primary != PACKSHOT_PRIMARY_FLAG ||
      packshot_gallery_get_primary (look->target) != 0 ||
      packshot_gallery_lookup (look->target, image) == NULL ||
      packshot_listing_get_primary (look->listing) == NULL)
    return FALSE;
  flagged = packshot_listing_find (look->listing, packshot_listing_get_primary (look->listing));
  return flagged != NULL && packshot_image_get_id (flagged) == image;
}

/* The server's primary is taken over, because nothing can take the flag away. */
void
_packshot_round_accept (GTask *task)
{
  PackshotRound *round = g_task_get_task_data (task);

  packshot_store_write_async (round->parts->store, round_accept_primary, round, NULL, NULL,
                              round_accepted_cb, g_object_ref (task));
}

static void
round_unreachable (GTask *task)
{
  PackshotRound *round = g_task_get_task_data (task);

  if (round->profile->primary == PACKSHOT_PRIMARY_FLAG &&
      packshot_gallery_get_primary (round->look->target) == 0 &&
      packshot_listing_get_primary (round->look->listing) != NULL && round->n_sends > 0)
    {
      round->n_sends--;
      _packshot_round_accept (task);
      return;
    }
  _packshot_round_fail (task,
                        g_error_new_literal (PACKSHOT_SERVICE_ERROR,
                                             PACKSHOT_SERVICE_ERROR_NOT_SUPPORTED,
                                             "The service can’t hold this gallery as it is"), 0);
}

static gboolean
round_is_sent (PackshotRound          *round,
               const PackshotPlanStep *step)
{
  PackshotImage *image = packshot_gallery_lookup (round->look->target, step->image);

  for (guint i = 0; i < round->sent->len; i++)
    {
      PackshotStepRow *row = round->sent->pdata[i];

      if (row->image == step->image && row->visibility == packshot_image_get_visibility (image) &&
          g_strcmp0 (row->sha256, packshot_image_get_sha256 (image)) == 0)
        return TRUE;
    }
  return FALSE;
}

static const PackshotPlanStep *
round_pick (PackshotRound *round,
            PackshotPlan  *plan)
{
  for (guint i = 0; i < plan->steps->len; i++)
    {
      const PackshotPlanStep *step = plan->steps->pdata[i];

      if (step->kind != PACKSHOT_STEP_UPLOAD || round->profile->write != PACKSHOT_WRITE_LIST ||
          !round_is_sent (round, step))
        return step;
    }
  return NULL;
}

static GError *
round_check_budget (PackshotRound *round)
{
  gint64 now = packshot_clock_get_run_time (round->parts->clock);
  gint64 wait = packshot_governor_wait (packshot_service_get_governor (round->service), now,
                                        round->flags & PACKSHOT_SYNC_SPARE);
  GError *error;

  if (wait == 0)
    return NULL;
  error = packshot_service_error_new (PACKSHOT_SERVICE_ERROR_THROTTLED,
                                      "The calls that the service allows are used up for now");
  packshot_service_error_set_retry_after (error, (int)(wait / G_TIME_SPAN_SECOND) + 1);
  return error;
}

static gboolean
step_sends (const PackshotPlanStep *step)
{
  return step->kind == PACKSHOT_STEP_UPLOAD || step->kind == PACKSHOT_STEP_PUT;
}

/* Counts what is done and to do, for who watches. */
static void
round_count (PackshotRound          *round,
             const PackshotPlan     *plan,
             const PackshotPlanStep *step)
{
  PackshotActivity *activity = &round->activity;

  activity->again = step->again;
  activity->change = round->result->n_sent + 1;
  activity->n_changes = activity->change;
  activity->n_pictures = activity->picture;
  for (guint i = 0; i < plan->steps->len; i++)
    {
      const PackshotPlanStep *left = plan->steps->pdata[i];
      gboolean is_sent = left != step && left->kind == PACKSHOT_STEP_UPLOAD &&
        round->profile->write == PACKSHOT_WRITE_LIST && round_is_sent (round, left);

      activity->n_changes += left != step && !is_sent;
      activity->n_pictures += step_sends (left) && !is_sent;
    }
  activity->picture += step_sends (step);
}

/* Sends the step, unless the user holds it back. */
static void
round_go (GTask                  *task,
          const PackshotPlan     *plan,
          const PackshotPlanStep *step)
{
  PackshotRound *round = g_task_get_task_data (task);
  const PackshotRoundHooks *hooks = &round->parts->hooks;
  PackshotGate gate = hooks->gate (round->flags, step_sends (step) ? step->bytes : 0,
                                   hooks->user_data);

  if (gate == PACKSHOT_GATE_OPEN)
    {
      round_count (round, plan, step);
      _packshot_round_send (task, step);
    }
  else if (round->dirty)
    _packshot_round_look (task);
  else
    round_held (task, gate);
}

void
_packshot_round_next (GTask *task)
{
  PackshotRound *round = g_task_get_task_data (task);
  g_autoptr(PackshotPlan) plan = packshot_look_plan (round->look, round->profile);
  const PackshotPlanStep *step = round_pick (round, plan);
  GError *error;

  if (round->flags & PACKSHOT_SYNC_PULL_ONLY ||
      (round->flags & PACKSHOT_SYNC_REVIEW && !round->dirty && plan->n_again + plan->n_deletes > 0))
    round_fetch (task);
  else if (step == NULL && round->dirty)
    _packshot_round_look (task);
  else if (step == NULL && plan->unreachable)
    round_unreachable (task);
  else if (step == NULL)
    round_fetch (task);
  else if ((error = round_check_budget (round)) != NULL)
    _packshot_round_fail (task, error, 0);
  else if (round->n_sends == 0)
    _packshot_round_fail (task,
                          g_error_new_literal (PACKSHOT_SERVICE_ERROR,
                                               PACKSHOT_SERVICE_ERROR_NOT_SUPPORTED,
                                               "The server does not keep what it is sent"),
                          step->image);
  else
    {
      round->n_sends--;
      round_go (task, plan, step);
    }
}

/* --- Looking --- */

static gboolean
round_note_conflict (PackshotRound *round,
                     PackshotDb    *db,
                     gint64         now,
                     GError       **error)
{
  g_autoptr(GPtrArray) conflicts = packshot_conflicts_list (db, round->item_id, error);
  PackshotConflictRow *last;

  if (conflicts == NULL)
    return FALSE;
  last = conflicts->pdata[conflicts->len - 1];
  return packshot_log_note (db, PACKSHOT_LOG_CONFLICT, round->item_id, last->image,
                            packshot_conflict_kind_to_string (last->kind), now, error);
}

/* What a look found is told: changes of others, not at the first look; conflicts that are new; and
 * that all that was sent has arrived. */
static gboolean
round_note (PackshotRound          *round,
            PackshotDb             *db,
            const PackshotItemSync *before,
            GError                **error)
{
  gint64 now = packshot_clock_get_real_time (round->parts->clock);
  g_autoptr(PackshotItemSync) after = packshot_items_get_sync (db, round->item_id, error);

  if (after == NULL)
    return FALSE;
  if (round->look->local_changed && before->looked_at != 0 &&
      !packshot_log_note (db, PACKSHOT_LOG_TAKEN, round->item_id, 0, NULL, now, error))
    return FALSE;
  if (after->n_conflicts > before->n_conflicts && !round_note_conflict (round, db, now, error))
    return FALSE;
  return !round->dirty || after->pending ||
         packshot_log_note (db, PACKSHOT_LOG_CHECKED, round->item_id, 0, NULL, now, error);
}

static gboolean
round_take (PackshotDb *db,
            gpointer    data,
            GError    **error)
{
  PackshotRound *round = data;
  g_autofree char *learned = NULL;
  g_autoptr(PackshotItemSync) before = packshot_items_get_sync (db, round->item_id, error);

  if (before == NULL)
    return FALSE;
  g_clear_pointer (&round->look, packshot_look_free);
  round->look = packshot_look_take (db, round->profile, round->item_id, round->listing,
                                    packshot_clock_get_real_time (round->parts->clock), error);
  if (round->look == NULL)
    return FALSE;
  if (round->deleted_primary != NULL)
    packshot_learned_from_delete (&round->look->learned, round->deleted_primary, round->listing);

  g_clear_pointer (&round->sent, g_ptr_array_unref);
  round->sent = packshot_steps_list_unlisted (db, round->item_id, error);
  learned = packshot_learned_to_json (&round->look->learned);
  return round->sent != NULL && round_note (round, db, before, error) &&
         packshot_turns_set_looked (db, round->item_id, error) &&
         packshot_accounts_set_learned (db, round->item->account, learned, error);
}

static void
round_taken_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  PackshotRound *round = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;

  if (!packshot_store_write_finish (PACKSHOT_STORE (source), result, &error))
    {
      _packshot_round_fail (task, g_steal_pointer (&error), 0);
      return;
    }
  if (!round->is_limited)
    round->n_sends = 8 + 4 * (packshot_gallery_get_n (round->look->target) +
                              packshot_listing_get_n (round->look->listing));
  round->is_limited = TRUE;
  g_clear_pointer (&round->deleted_primary, g_free);
  round->dirty = FALSE;
  _packshot_round_next (task);
}

static void
round_settled_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  PackshotRound *round = g_task_get_task_data (task);
  GError *error = NULL;
  PackshotListing *listing = packshot_settle_finish (result, &error);

  if (listing == NULL)
    {
      _packshot_round_fail (task, error, 0);
      return;
    }
  packshot_listing_unref (round->listing);
  round->listing = listing;
  packshot_store_write_async (round->parts->store, round_take, round, NULL, NULL, round_taken_cb,
                              g_object_ref (task));
}

static void
round_looked (GTask           *task,
              PackshotListing *listing)
{
  PackshotRound *round = g_task_get_task_data (task);

  g_clear_pointer (&round->listing, packshot_listing_unref);
  round->listing = listing;
  packshot_settle_async (round->parts, round->service, round->item, listing,
                         g_task_get_cancellable (task), round_settled_cb, g_object_ref (task));
}

static void
round_listed_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;
  PackshotListing *listing = packshot_service_list_images_finish (PACKSHOT_SERVICE (source), result,
                                                                  &error);

  if (listing == NULL)
    _packshot_round_fail (task, error, 0);
  else
    round_looked (task, listing);
}

/* A service without lists shows its one picture by giving its bytes. */
static void
round_seen_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  PackshotRound *round = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;
  g_autofree char *sha256 = packshot_fetch_finish (result, &error);
  g_autoptr(PackshotListing) listing = packshot_listing_new ();

  if (sha256 != NULL)
    {
      g_autoptr(PackshotRemote) remote = packshot_remote_new (round->item->key, -1, NULL, NULL,
                                                              NULL);
      g_autoptr(PackshotImage) image = packshot_image_new (0, sha256, NULL,
                                                           PACKSHOT_VISIBILITY_NONE, remote);

      packshot_listing_add (listing, image, FALSE);
    }
  else if (!g_error_matches (error, PACKSHOT_SERVICE_ERROR, PACKSHOT_SERVICE_ERROR_GONE))
    {
      _packshot_round_fail (task, g_steal_pointer (&error), 0);
      return;
    }
  round_looked (task, g_steal_pointer (&listing));
}

void
_packshot_round_look (GTask *task)
{
  PackshotRound *round = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  GError *error = round_check_budget (round);

  if (error != NULL)
    {
      _packshot_round_fail (task, error, 0);
      return;
    }
  _packshot_round_report (round, round->result->n_sent > 0 ? PACKSHOT_PHASE_CHECKING
                                                           : PACKSHOT_PHASE_LOOKING, 0, 0);
  if (round->profile->can_list)
    packshot_service_list_images_async (round->service, round->item, cancellable, round_listed_cb,
                                        g_object_ref (task));
  else
    packshot_fetch_async (round->parts, round->service, round->item, NULL, cancellable,
                          round_seen_cb, g_object_ref (task));
}

static gboolean
round_load (PackshotDb *db,
            gpointer    data,
            GError    **error)
{
  PackshotRound *round = data;

  round->item = packshot_items_get (db, round->item_id, error);
  return round->item != NULL;
}

static void
round_loaded_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;

  if (!packshot_store_read_finish (PACKSHOT_STORE (source), result, &error))
    _packshot_round_fail (task, g_steal_pointer (&error), 0);
  else
    _packshot_round_look (task);
}

/**
 * packshot_round_async:
 * @parts: borrowed until the round has ended
 * @service: the item's service
 * @item: the item's id
 * @flags: what may be done
 * @cancellable: (nullable): ends the round between two calls, or the call under way
 * @callback: called when the round has ended
 * @user_data: for @callback
 *
 * Only one round of an item may run at a time.
 */
void
packshot_round_async (const PackshotSyncParts *parts,
                      PackshotService         *service,
                      gint64                   item,
                      PackshotSyncFlags        flags,
                      GCancellable            *cancellable,
                      GAsyncReadyCallback      callback,
                      gpointer                 user_data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  PackshotRound *round = g_new0 (PackshotRound, 1);

  g_task_set_source_tag (task, packshot_round_async);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, round, (GDestroyNotify)round_free);
  round->parts = parts;
  round->service = g_object_ref (service);
  round->profile = packshot_service_get_profile (service);
  round->item_id = item;
  round->flags = flags;
  round->result = g_new0 (PackshotRoundResult, 1);
  packshot_store_read_async (parts->store, G_PRIORITY_DEFAULT, round_load, round, NULL, cancellable,
                             round_loaded_cb, g_object_ref (task));
}

/**
 * packshot_round_finish:
 * @result: from the callback
 *
 * Returns: (transfer full): how the round ended; never %NULL
 */
PackshotRoundResult *
packshot_round_finish (GAsyncResult *result)
{
  return g_task_propagate_pointer (G_TASK (result), NULL);
}
