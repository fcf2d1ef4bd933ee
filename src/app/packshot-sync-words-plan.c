/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* Words for the Sync page: what is sent for an item, in one sentence and in steps. Staff judge
 * "2 of 9 pictures will be sent again"; the calls come second. Pure functions, main thread for the
 * sake of gettext's locale only. */

#include "config.h"

#include "packshot-sync-words.h"

#include <glib/gi18n.h>

static guint
count_images (const PackshotWorkPlan *plan)
{
  return plan->item->view->images->len;
}

/* Whether this is the only kind of change. */
static gboolean
is_only (const PackshotWorkPlan *plan,
         PackshotChangeKind      kind)
{
  return plan->by_kind[kind] > 0 && plan->by_kind[kind] == plan->changes->len;
}

static char *
dup_again (const PackshotWorkPlan *plan)
{
  guint n = count_images (plan);

  if (plan->n_again == 1 && n > 1)
    return g_strdup_printf (_("1 of %u pictures will be sent again."), n);
  if (plan->n_again == 1)
    return g_strdup (_("1 picture will be sent again."));
  return g_strdup_printf (_("%u of %u pictures will be sent again."), plan->n_again, n);
}

/* "“Front” becomes primary, as you chose." */
static char *
dup_primary (const PackshotWorkPlan *plan)
{
  const PackshotImageView *image = packshot_item_view_lookup (plan->item->view, plan->primary);
  const char *title = image != NULL ? packshot_image_get_title (image->image) : NULL;

  if (image == NULL)
    return NULL;
  if (title == NULL || *title == '\0')
    return g_strdup_printf (_("Picture %u becomes primary, as you chose."), image->position);
  return g_strdup_printf (_("“%s” becomes primary, as you chose."), title);
}

/* What the service can't hold: nothing is sent for it. */
static char *
dup_kept_here (const PackshotWorkPlan *plan)
{
  const char *service = packshot_words_service (plan->item->account->service);

  if (is_only (plan, PACKSHOT_CHANGE_CAPTION))
    return g_strdup_printf (ngettext ("%s has no captions: this one stays here.",
                                      "%s has no captions: these stay here.",
                                      plan->changes->len), service);
  if (is_only (plan, PACKSHOT_CHANGE_ORDER))
    return g_strdup_printf (_("%s keeps no order: this one stays here."), service);
  if (is_only (plan, PACKSHOT_CHANGE_PRIMARY))
    return g_strdup_printf (_("%s keeps no primary: this one stays here."), service);
  return g_strdup_printf (ngettext ("%s can’t hold this change: it stays here.",
                                    "%s can’t hold these changes: they stay here.",
                                    plan->changes->len), service);
}

static char *
dup_deleted (guint n)
{
  return g_strdup_printf (ngettext ("%u picture will be deleted. It stays in the trash here for "
                                    "30 days.",
                                    "%u pictures will be deleted. They stay in the trash here for "
                                    "30 days.", n), n);
}

static char *
dup_written (const PackshotWorkPlan *plan)
{
  if (plan->n_new > 0 && plan->n_private == plan->n_new)
    return g_strdup_printf (ngettext ("%u private picture will be uploaded, then the product is "
                                      "written once.",
                                      "%u private pictures will be uploaded, then the product is "
                                      "written once.", plan->n_new), plan->n_new);
  if (plan->n_new + plan->n_again > 0)
    return g_strdup_printf (ngettext ("%u picture will be uploaded, then the product is written "
                                      "once.",
                                      "%u pictures will be uploaded, then the product is written "
                                      "once.", plan->n_new + plan->n_again),
                            plan->n_new + plan->n_again);
  if (is_only (plan, PACKSHOT_CHANGE_ORDER))
    return g_strdup (_("A new order: the product is written once, no picture is sent."));
  if (is_only (plan, PACKSHOT_CHANGE_PRIMARY))
    return g_strdup (_("A new primary: the product is written once, no picture is sent."));
  return g_strdup (_("The product is written once, no picture is sent."));
}

/* Why pictures that the server has are sent again, when it is one reason. New pictures alone change
 * nothing of the others but their places. */
static char *
dup_reason (const PackshotWorkPlan *plan)
{
  const char *service = packshot_words_service (plan->item->account->service);
  guint n = plan->changes->len;

  if (is_only (plan, PACKSHOT_CHANGE_ORDER))
    return g_strdup_printf (_("%s can’t change an order in place:"), service);
  if (is_only (plan, PACKSHOT_CHANGE_PRIMARY))
    return g_strdup (_("A new primary:"));
  if (is_only (plan, PACKSHOT_CHANGE_CAPTION))
    return g_strdup_printf (ngettext ("A new caption:", "%u new captions:", n), n);
  if (is_only (plan, PACKSHOT_CHANGE_VISIBILITY))
    return g_strdup (_("Another visibility:"));
  if (plan->by_kind[PACKSHOT_CHANGE_ADDED] + plan->by_kind[PACKSHOT_CHANGE_REMOVED] == n)
    return g_strdup (_("To keep the order:"));
  return g_strdup_printf (ngettext ("%u change:", "%u changes:", n), n);
}

static void
append_sentence (GString *text,
                 char    *sentence)
{
  if (sentence == NULL)
    return;
  if (text->len > 0)
    g_string_append_c (text, ' ');
  g_string_append (text, sentence);
  g_free (sentence);
}

static void
append_again (GString                *text,
              const PackshotWorkPlan *plan)
{
  append_sentence (text, dup_reason (plan));
  if (is_only (plan, PACKSHOT_CHANGE_PRIMARY) && plan->n_again == 1)
    append_sentence (text, g_strdup (_("1 picture will be sent again, then its old copy is "
                                       "deleted.")));
  else if (is_only (plan, PACKSHOT_CHANGE_CAPTION) && plan->n_again == plan->changes->len)
    append_sentence (text, g_strdup_printf (ngettext ("%u picture will be sent again.",
                                                      "%u pictures will be sent again.",
                                                      plan->n_again), plan->n_again));
  else
    append_sentence (text, dup_again (plan));
}

/**
 * packshot_sync_words_change:
 * @plan: what is sent for an item
 *
 * Returns: (transfer full): it in one sentence, or a few short ones
 */
char *
packshot_sync_words_change (const PackshotWorkPlan *plan)
{
  g_autoptr(GString) text = g_string_new (NULL);
  guint replaced = plan->by_kind[PACKSHOT_CHANGE_REPLACED];

  if (plan->steps->len == 0 && plan->n_kept_here > 0)
    return dup_kept_here (plan);
  if (plan->steps->len == 0)
    return g_strdup (plan->by_kind[PACKSHOT_CHANGE_CHECK] > 0
                     ? _("It was sent. Whether it has arrived is looked up first.")
                     : _("The server is looked at first."));
  if (plan->replaces)
    return g_strdup_printf (_("%s keeps one picture: the one there now will be replaced."),
                            packshot_words_service (plan->item->account->service));
  if (plan->writes)
    {
      append_sentence (text, dup_written (plan));
      return g_strdup (text->str);
    }
  if (plan->n_new > 0 && replaced == plan->n_new)
    append_sentence (text, g_strdup_printf (ngettext ("%u picture is replaced.",
                                                      "%u pictures are replaced.", replaced),
                                            replaced));
  else if (plan->n_new > 0)
    append_sentence (text, g_strdup_printf (ngettext ("%u new picture.", "%u new pictures.",
                                                      plan->n_new), plan->n_new));
  if (plan->n_again > 0)
    append_again (text, plan);
  if (plan->n_new > 0 && plan->primary != 0)
    append_sentence (text, dup_primary (plan));
  if (plan->n_deleted > 0 && plan->n_deleted > (plan->n_new > 0 ? replaced : 0))
    append_sentence (text, dup_deleted (plan->n_deleted - (plan->n_new > 0 ? replaced : 0)));
  if (text->len == 0)
    append_sentence (text, g_strdup (_("Old copies are deleted.")));
  return g_strdup (text->str);
}

/**
 * packshot_sync_words_totals:
 * @n_changes: changes
 * @n_items: items with them
 *
 * Returns: (transfer full): "41 changes on 14 items"
 */
char *
packshot_sync_words_totals (guint n_changes,
                            guint n_items)
{
  g_autofree char *changes = packshot_sync_words_changes (n_changes);
  g_autofree char *items = packshot_sync_words_items (n_items);

  /* TRANSLATORS: "41 changes" on "14 items" */
  return g_strdup_printf (_("%s on %s"), changes, items);
}

/**
 * packshot_sync_words_totals_more:
 * @totals: what all plans come to
 *
 * Returns: (transfer full): "18.6 MB in 63 calls, about 40 seconds."
 */
char *
packshot_sync_words_totals_more (const PackshotWorkTotals *totals)
{
  g_autofree char *bytes = packshot_words_bytes (totals->bytes);
  g_autofree char *calls = packshot_sync_words_calls (totals->n_calls);
  g_autofree char *time = packshot_sync_words_duration (totals->seconds);

  if (totals->bytes == 0)
    return g_strdup_printf (_("%s, %s."), calls, time);
  /* TRANSLATORS: "18.6 MB" in "63 calls", "about 40 seconds". */
  return g_strdup_printf (_("%s in %s, %s."), bytes, calls, time);
}

/* --- Steps ------------------------------------------------------------------------------------ */

static char *
dup_send (const PackshotWorkStep *step,
          gboolean                again)
{
  gboolean has_title = *step->title != '\0';

  if (step->position == 0 && has_title)
    return g_strdup_printf (again ? _("Send “%s” again") : _("Send “%s”"), step->title);
  if (step->position == 0)
    return g_strdup (again ? _("Send a picture again") : _("Send a new picture"));
  if (!has_title)
    return g_strdup_printf (again ? _("Send picture %u again") : _("Send a new picture %u"),
                            step->position);
  return g_strdup_printf (again ? _("Send “%s” again as position %u")
                                : _("Send “%s” as position %u"), step->title, step->position);
}

/**
 * packshot_sync_words_step:
 * @step: a step
 *
 * Returns: (transfer full): what is done
 */
char *
packshot_sync_words_step (const PackshotWorkStep *step)
{
  switch (step->kind)
    {
    case PACKSHOT_WORK_STEP_SEND:
      return dup_send (step, FALSE);
    case PACKSHOT_WORK_STEP_SEND_AGAIN:
      return dup_send (step, TRUE);
    case PACKSHOT_WORK_STEP_REPLACE:
      if (*step->title != '\0')
        return g_strdup_printf (_("Put “%s” in place of the picture there"), step->title);
      return g_strdup (_("Replace the picture that is there"));
    case PACKSHOT_WORK_STEP_DELETE:
      if (*step->title != '\0')
        return g_strdup_printf (_("Delete “%s”"), step->title);
      return g_strdup (_("Delete a picture"));
    case PACKSHOT_WORK_STEP_DELETE_COPY:
      if (*step->title != '\0')
        return g_strdup_printf (_("Delete the old copy of “%s”"), step->title);
      return g_strdup (_("Delete an old copy"));
    case PACKSHOT_WORK_STEP_WRITE:
    default:
      return g_strdup (_("Write the product with its list of pictures"));
    }
}

/**
 * packshot_sync_words_step_more:
 * @step: a step
 *
 * Returns: (transfer full): how it is made sure of
 */
char *
packshot_sync_words_step_more (const PackshotWorkStep *step)
{
  switch (step->kind)
    {
    case PACKSHOT_WORK_STEP_SEND_AGAIN:
      return g_strdup (_("Check that it has arrived, then delete the old copy"));
    case PACKSHOT_WORK_STEP_SEND:
      return g_strdup (step->is_primary ? _("It becomes primary. Check that it has arrived")
                                        : _("Check that it has arrived"));
    case PACKSHOT_WORK_STEP_DELETE:
      return g_strdup (_("It stays in the trash here for 30 days"));
    case PACKSHOT_WORK_STEP_DELETE_COPY:
      return g_strdup (_("Its successor has arrived by then"));
    case PACKSHOT_WORK_STEP_WRITE:
      return g_strdup (_("Then read it back and compare"));
    case PACKSHOT_WORK_STEP_REPLACE:
    default:
      return g_strdup (_("The picture there is deleted by that"));
    }
}

/**
 * packshot_sync_words_order:
 * @plan: what is sent for an item
 *
 * Returns: (transfer full) (nullable): what the marks on its pictures mean
 */
char *
packshot_sync_words_order (const PackshotWorkPlan *plan)
{
  if (count_images (plan) == 0)
    return NULL;
  if (plan->n_again > 0 && plan->n_new == 0)
    return g_strdup_printf (ngettext ("The order you want. Only the marked picture must be sent "
                                      "again.",
                                      "The order you want. Only the %u marked pictures must be "
                                      "sent again.", plan->n_again), plan->n_again);
  if (plan->n_new + plan->n_again > 0)
    return g_strdup_printf (ngettext ("The order you want. The marked picture is sent.",
                                      "The order you want. The %u marked pictures are sent.",
                                      plan->n_new + plan->n_again),
                            plan->n_new + plan->n_again);
  return g_strdup (_("The order you want. No picture is sent."));
}

/**
 * packshot_sync_words_one_change:
 * @plan: what is sent for an item
 * @change: one of its changes
 *
 * Returns: (transfer full): what a person did
 */
char *
packshot_sync_words_one_change (const PackshotWorkPlan *plan,
                                const PackshotChange   *change)
{
  const PackshotImageView *image = packshot_item_view_lookup (plan->item->view, change->image);
  guint n = image != NULL ? image->position : 0;

  switch (change->kind)
    {
    case PACKSHOT_CHANGE_ADDED:
      return g_strdup_printf (_("Picture %u, added"), n);
    case PACKSHOT_CHANGE_REMOVED:
      return g_strdup (_("A picture, removed"));
    case PACKSHOT_CHANGE_REPLACED:
      return g_strdup_printf (_("Picture %u, replaced"), n);
    case PACKSHOT_CHANGE_CAPTION:
      return g_strdup_printf (_("Caption of Picture %u"), n);
    case PACKSHOT_CHANGE_VISIBILITY:
      return g_strdup_printf (_("Visibility of Picture %u"), n);
    case PACKSHOT_CHANGE_PRIMARY:
      return n > 0 ? g_strdup_printf (_("Picture %u as Primary"), n) : g_strdup (_("No Primary"));
    case PACKSHOT_CHANGE_ORDER:
      return g_strdup (_("The Order"));
    case PACKSHOT_CHANGE_CHECK:
    default:
      return g_strdup (_("Something That Was Sent"));
    }
}
