/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* What is sent for an item, from the planner's steps to what a person can judge: what was done, how
 * many pictures go again, what is deleted, how much and how long. On a store thread. */

#include "config.h"

#include "packshot-session-work-private.h"

static void
step_free (PackshotWorkStep *step)
{
  g_free (step->title);
  g_free (step->hash);
  g_free (step);
}

void
packshot_work_plan_free (PackshotWorkPlan *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->item, packshot_item_plan_free);
  g_clear_pointer (&self->changes, g_array_unref);
  g_clear_pointer (&self->steps, g_ptr_array_unref);
  g_free (self->cover);
  g_free (self);
}

/* --- What a person did --- */

static gboolean
is_kept_here (const PackshotItemView *view,
              const PackshotChange   *change)
{
  const PackshotServiceProfile *profile = view->profile;
  int index = packshot_gallery_index_of (view->local, change->image);

  switch (change->kind)
    {
    case PACKSHOT_CHANGE_ADDED:
      return profile->max_images != 0 && index >= (int)profile->max_images;

    case PACKSHOT_CHANGE_REMOVED:
      return profile->write == PACKSHOT_WRITE_PUT &&
             packshot_gallery_get_n (view->local) == 0;

    case PACKSHOT_CHANGE_CAPTION:
      return !profile->has_titles;

    case PACKSHOT_CHANGE_VISIBILITY:
      return !profile->has_visibility;

    case PACKSHOT_CHANGE_PRIMARY:
      return profile->primary == PACKSHOT_PRIMARY_NONE;

    case PACKSHOT_CHANGE_ORDER:
      return profile->max_images == 1;

    case PACKSHOT_CHANGE_REPLACED:
    case PACKSHOT_CHANGE_CHECK:
    default:
      return FALSE;
    }
}

static void
take_changes (PackshotWorkPlan *self)
{
  PackshotItemView *view = self->item->view;
  const PackshotChange check = { .kind = PACKSHOT_CHANGE_CHECK };

  self->changes = packshot_changes_new (view->synced, view->local, view->conflicts);
  if (self->changes->len == 0 && view->sync->n_sending > 0)
    g_array_append_val (self->changes, check);
  for (guint i = 0; i < self->changes->len; i++)
    {
      PackshotChange *change = &g_array_index (self->changes, PackshotChange, i);

      change->kept_here = is_kept_here (view, change);
      self->n_kept_here += change->kept_here ? 1 : 0;
      self->by_kind[change->kind]++;
    }
  if (packshot_gallery_get_primary (view->local) != packshot_gallery_get_primary (view->synced))
    self->primary = packshot_gallery_get_primary (view->local);
}

/* --- What is done about it --- */

static PackshotWorkStepKind
step_kind (PackshotItemView       *view,
           const PackshotPlanStep *step)
{
  switch (step->kind)
    {
    case PACKSHOT_STEP_UPLOAD:
      return step->again ? PACKSHOT_WORK_STEP_SEND_AGAIN : PACKSHOT_WORK_STEP_SEND;

    case PACKSHOT_STEP_PUT:
      return packshot_gallery_get_n (view->remote) > 0 ? PACKSHOT_WORK_STEP_REPLACE :
             PACKSHOT_WORK_STEP_SEND;

    case PACKSHOT_STEP_DELETE:
      return step->image == 0 || packshot_gallery_lookup (view->local, step->image) != NULL ?
             PACKSHOT_WORK_STEP_DELETE_COPY : PACKSHOT_WORK_STEP_DELETE;

    case PACKSHOT_STEP_WRITE:
    default:
      return PACKSHOT_WORK_STEP_WRITE;
    }
}

/* The step that sends a picture again of which @copy is the old copy. */
static PackshotWorkStep *
find_successor (PackshotWorkPlan       *self,
                const PackshotPlanStep *copy)
{
  for (guint i = 0; i < self->steps->len; i++)
    {
      PackshotWorkStep *step = self->steps->pdata[i];

      if (copy->image != 0 && step->image == copy->image &&
          (step->kind == PACKSHOT_WORK_STEP_SEND_AGAIN || step->kind == PACKSHOT_WORK_STEP_SEND))
        return step;
    }
  return NULL;
}

static void
add_step (PackshotWorkPlan       *self,
          const PackshotPlanStep *planned)
{
  PackshotItemView *view = self->item->view;
  PackshotWorkStepKind kind = step_kind (view, planned);
  PackshotWorkStep *step = kind == PACKSHOT_WORK_STEP_DELETE_COPY ? find_successor (self, planned) :
    NULL;
  PackshotImage *image;

  if (step != NULL)
    {
      step->n_calls++;
      return;
    }
  image = packshot_gallery_lookup (view->local, planned->image);
  step = g_new0 (PackshotWorkStep, 1);
  step->kind = kind;
  step->image = planned->image;
  step->position = (guint)(packshot_gallery_index_of (view->local, planned->image) + 1);
  if (image == NULL)
    image = packshot_gallery_lookup (view->synced, planned->image);
  if (image == NULL)
    image = packshot_gallery_lookup (view->remote, planned->image);
  step->title = g_strdup (image != NULL ? packshot_image_get_title (image) : "");
  step->hash = image != NULL ? g_strdup (packshot_image_get_sha256 (image)) : NULL;
  step->is_primary = planned->is_primary;
  step->bytes = planned->bytes;
  step->n_calls = 1;
  if (kind == PACKSHOT_WORK_STEP_SEND && image != NULL &&
      packshot_image_get_visibility (image) == PACKSHOT_VISIBILITY_PRIVATE)
    self->n_private++;
  g_ptr_array_add (self->steps, step);
}

static void
take_steps (PackshotWorkPlan *self)
{
  const PackshotPlan *plan = self->item->plan;

  self->steps = g_ptr_array_new_with_free_func ((GDestroyNotify)step_free);
  for (guint i = 0; i < plan->steps->len; i++)
    add_step (self, plan->steps->pdata[i]);
  for (guint i = 0; i < self->steps->len; i++)
    {
      const PackshotWorkStep *step = self->steps->pdata[i];

      self->n_new += step->kind == PACKSHOT_WORK_STEP_SEND;
      self->n_again += step->kind == PACKSHOT_WORK_STEP_SEND_AGAIN;
      self->n_deleted += step->kind == PACKSHOT_WORK_STEP_DELETE;
      self->replaces |= step->kind == PACKSHOT_WORK_STEP_REPLACE;
      self->writes |= step->kind == PACKSHOT_WORK_STEP_WRITE;
    }
  self->bytes = plan->bytes;
  self->n_calls = plan->steps->len > 0 || self->by_kind[PACKSHOT_CHANGE_CHECK] > 0 ?
    plan->steps->len + 2 : 0;
}

/* --- How long --- */

double
_packshot_work_not_faster (const PackshotServiceProfile *profile,
                           guint                         n_calls,
                           double                        seconds)
{
  for (guint i = 0; i < G_N_ELEMENTS (profile->windows); i++)
    {
      const PackshotCalls *window = &profile->windows[i];
      guint beyond = window->limit != 0 && n_calls > window->limit ? n_calls - window->limit : 0;

      if (beyond > 0)
        seconds = MAX (seconds, (double)beyond / window->limit * (double)window->span /
                       G_USEC_PER_SEC);
    }
  return seconds;
}

static gboolean
take_item (PackshotWorkPlan *self,
           PackshotDb       *db,
           gint64            item,
           GError          **error)
{
  PackshotItemPlan *plan = g_new0 (PackshotItemPlan, 1);
  g_autoptr(GPtrArray) shown = NULL;

  self->item = plan;
  plan->view = packshot_item_view_load (db, item, error);
  plan->plan = plan->view != NULL ? packshot_engine_plan (db, item, error) : NULL;
  if (plan->plan == NULL)
    return FALSE;
  plan->item = packshot_item_copy (plan->view->item);
  plan->account = packshot_account_copy (plan->view->account);
  shown = packshot_gallery_dup_shown (plan->view->local);
  if (shown->len > 0)
    self->cover = g_strdup (packshot_image_get_sha256 (shown->pdata[0]));
  return TRUE;
}

/* The plan of an item, in a transaction; @review says what waits for a person. */
PackshotWorkPlan *
_packshot_work_plan_load (PackshotDb    *db,
                          gint64         item,
                          PackshotReview review,
                          GError       **error)
{
  g_autoptr(PackshotWorkPlan) self = g_new0 (PackshotWorkPlan, 1);
  PackshotSpeed speed = { 0 };

  if (!take_item (self, db, item, error) ||
      !packshot_work_get_speed (db, self->item->item->account, &speed, error))
    return NULL;
  take_changes (self);
  take_steps (self);
  self->seconds = _packshot_work_not_faster (self->item->view->profile, self->n_calls,
                                             self->n_calls * speed.latency +
                                             (double)self->bytes / speed.bytes_per_second);
  self->needs_review = review == PACKSHOT_REVIEW_ALWAYS ||
    (review == PACKSHOT_REVIEW_CHANGES &&
     self->item->plan->n_again + self->item->plan->n_deletes > 0);
  return g_steal_pointer (&self);
}
