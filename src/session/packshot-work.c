/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* The work of a sync as a value: built once, then only read. Any thread. */

#include "config.h"

#include "packshot-session-work-private.h"

G_DEFINE_BOXED_TYPE (PackshotWork, packshot_work, packshot_work_ref, packshot_work_unref)

const char *
packshot_cause_kind_to_string (PackshotCauseKind kind)
{
  static const char * const names[] = {
    [PACKSHOT_CAUSE_KEY_REFUSED] = "key-refused",
    [PACKSHOT_CAUSE_KEY_MISSING] = "key-missing",
    [PACKSHOT_CAUSE_KEY_MALFORMED] = "key-malformed",
    [PACKSHOT_CAUSE_CERTIFICATE] = "certificate",
    [PACKSHOT_CAUSE_PERMISSION] = "permission",
    [PACKSHOT_CAUSE_GONE] = "gone",
    [PACKSHOT_CAUSE_TOO_LARGE] = "too-large",
    [PACKSHOT_CAUSE_FORMAT] = "format",
    [PACKSHOT_CAUSE_CAPTION] = "caption",
    [PACKSHOT_CAUSE_INVALID] = "invalid",
    [PACKSHOT_CAUSE_NOT_SUPPORTED] = "not-supported",
    [PACKSHOT_CAUSE_CHANGED] = "changed",
    [PACKSHOT_CAUSE_DISK] = "disk",
    [PACKSHOT_CAUSE_OTHER] = "other",
  };

  g_return_val_if_fail ((guint)kind < G_N_ELEMENTS (names), NULL);

  return names[kind];
}

const char *
packshot_later_kind_to_string (PackshotLaterKind kind)
{
  static const char * const names[] = {
    [PACKSHOT_LATER_BUSY] = "busy",
    [PACKSHOT_LATER_THROTTLED] = "throttled",
    [PACKSHOT_LATER_UNREACHABLE] = "unreachable",
    [PACKSHOT_LATER_HELD] = "held",
    [PACKSHOT_LATER_OFFLINE] = "offline",
    [PACKSHOT_LATER_PAUSED] = "paused",
  };

  g_return_val_if_fail ((guint)kind < G_N_ELEMENTS (names), NULL);

  return names[kind];
}

void
_packshot_work_group_clear (PackshotWorkGroup *group)
{
  g_clear_pointer (&group->account, packshot_account_free);
  g_clear_pointer (&group->items, g_array_unref);
  g_clear_pointer (&group->hashes, g_ptr_array_unref);
  g_clear_pointer (&group->name, g_free);
  g_clear_pointer (&group->text, g_free);
}

void
_packshot_work_cause_free (PackshotWorkCause *cause)
{
  _packshot_work_group_clear (&cause->group);
  g_clear_pointer (&cause->sizes, g_array_unref);
  g_free (cause->mime);
  g_free (cause);
}

void
_packshot_work_later_free (PackshotWorkLater *later)
{
  _packshot_work_group_clear (&later->group);
  g_free (later);
}

static void
activity_free (PackshotWorkActivity *activity)
{
  g_free (activity->name);
  g_free (activity->hash);
  g_free (activity->title);
  g_free (activity);
}

static void
account_free (PackshotWorkAccount *account)
{
  g_clear_pointer (&account->account, packshot_account_free);
  g_free (account->problem);
  g_free (account->problem_text);
  g_free (account);
}

PackshotWork *
_packshot_work_new (void)
{
  PackshotWork *self = g_new0 (PackshotWork, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->n_synced_images = -1;
  self->seconds_left = -1;
  self->accounts = g_ptr_array_new_with_free_func ((GDestroyNotify)account_free);
  self->needs_you = g_ptr_array_new_with_free_func ((GDestroyNotify)_packshot_work_cause_free);
  self->sending = g_ptr_array_new_with_free_func ((GDestroyNotify)activity_free);
  self->to_send = g_array_new (FALSE, FALSE, sizeof (PackshotWorkItem));
  self->later = g_ptr_array_new_with_free_func ((GDestroyNotify)_packshot_work_later_free);
  return self;
}

PackshotWork *
packshot_work_ref (PackshotWork *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
packshot_work_unref (PackshotWork *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_ptr_array_unref (self->accounts);
  g_ptr_array_unref (self->needs_you);
  g_ptr_array_unref (self->sending);
  g_array_unref (self->to_send);
  g_ptr_array_unref (self->later);
  g_free (self);
}
