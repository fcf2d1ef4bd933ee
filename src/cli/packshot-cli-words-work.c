/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* What waits of a sync and why, for people. One thread. */

#include "config.h"

#include "packshot-cli-json.h"
#include "packshot-cli-output.h"
#include "packshot-cli-words.h"
#include "packshot-cli-work.h"

#include <glib/gi18n.h>

/**
 * packshot_cli_load_work:
 * @self: a run with an open session
 *
 * Returns: (transfer full) (nullable): how everything stands; %NULL sets the run's status
 */
PackshotWork *
packshot_cli_load_work (PackshotCli *self)
{
  g_autoptr(GError) error = NULL;
  PackshotWork *work;

  packshot_session_load_work_async (self->session, PACKSHOT_WORK_NONE, self->cancellable,
                                    packshot_cli_ready_cb, self);
  work = packshot_session_load_work_finish (self->session, packshot_cli_wait (self), &error);
  if (work == NULL)
    self->status = packshot_cli_fail (self, error);
  return work;
}

char *
packshot_cli_words_changes (guint n_changes,
                            guint n_items)
{
  g_autofree char *changes = g_strdup_printf (ngettext ("%u change", "%u changes", n_changes),
                                              n_changes);
  g_autofree char *items = g_strdup_printf (ngettext ("%u item", "%u items", n_items), n_items);

  /* TRANSLATORS: "3 changes on 2 items" */
  return g_strdup_printf (_("%s on %s"), changes, items);
}

/* The account's name stands for the service that refuses. */
static char *
cause_reason (PackshotCauseKind kind,
              const char       *name)
{
  switch (kind)
    {
    case PACKSHOT_CAUSE_KEY_REFUSED:
      return g_strdup_printf (_("%s refuses the key"), name);

    case PACKSHOT_CAUSE_KEY_MISSING:
      return g_strdup_printf (_("The key of %s is not at hand"), name);

    case PACKSHOT_CAUSE_KEY_MALFORMED:
      return g_strdup_printf (_("The key of %s is no key of that service"), name);

    case PACKSHOT_CAUSE_CERTIFICATE:
      return g_strdup_printf (_("The connection to %s can’t be trusted"), name);

    case PACKSHOT_CAUSE_PERMISSION:
      return g_strdup_printf (_("%s does not let this key do it"), name);

    case PACKSHOT_CAUSE_GONE:
      return g_strdup_printf (_("%s no longer has it"), name);

    case PACKSHOT_CAUSE_TOO_LARGE:
      return g_strdup_printf (_("Too large for %s"), name);

    case PACKSHOT_CAUSE_FORMAT:
      return g_strdup_printf (_("A kind of picture that %s does not take"), name);

    case PACKSHOT_CAUSE_CAPTION:
      return g_strdup_printf (_("%s does not accept the caption"), name);

    case PACKSHOT_CAUSE_INVALID:
      return g_strdup_printf (_("%s does not accept it"), name);

    case PACKSHOT_CAUSE_NOT_SUPPORTED:
      return g_strdup_printf (_("%s can’t hold it"), name);

    case PACKSHOT_CAUSE_CHANGED:
      return g_strdup_printf (_("It changes on %s again and again"), name);

    case PACKSHOT_CAUSE_DISK:
      return g_strdup (_("This computer’s disk is full or can’t be read"));

    case PACKSHOT_CAUSE_OTHER:
    default:
      return g_strdup_printf (_("%s failed"), name);
    }
}

char *
packshot_cli_words_cause (const PackshotWorkCause *cause)
{
  g_autofree char *what = cause_reason (cause->kind, cause->group.account->name);
  g_autofree char *changes = packshot_cli_words_changes (cause->group.n_changes,
                                                         cause->group.items->len);

  if (cause->group.items->len == 0)
    return g_steal_pointer (&what);
  if (cause->group.name != NULL)
    return g_strdup_printf ("%s: %s, %s", what, cause->group.name, changes);
  return g_strdup_printf ("%s: %s", what, changes);
}

static char *
later_reason (const PackshotWorkLater *later)
{
  const char *name = later->group.account != NULL ? later->group.account->name : "";

  switch (later->kind)
    {
    case PACKSHOT_LATER_BUSY:
      return g_strdup_printf (_("%s is busy"), name);

    case PACKSHOT_LATER_THROTTLED:
      return g_strdup_printf (_("The calls that %s allows are used up"), name);

    case PACKSHOT_LATER_UNREACHABLE:
      return g_strdup_printf (_("%s can’t be reached"), name);

    case PACKSHOT_LATER_HELD:
      return g_strdup (_("Held on this metered network"));

    case PACKSHOT_LATER_PAUSED:
      return g_strdup (_("Paused"));

    case PACKSHOT_LATER_OFFLINE:
    default:
      return g_strdup (_("No network"));
    }
}

char *
packshot_cli_words_later (const PackshotWorkLater *later)
{
  g_autofree char *reason = later_reason (later);
  g_autofree char *changes = packshot_cli_words_changes (later->group.n_changes,
                                                         later->group.items->len);
  g_autofree char *time = later->next_try != 0 ? packshot_cli_words_time (later->next_try) : NULL;

  if (time == NULL)
    return g_strdup_printf ("%s: %s", reason, changes);
  if (later->attempt > 1)
    return g_strdup_printf (_("%s: %s, try number %u at %s"), reason, changes, later->attempt,
                            time);
  return g_strdup_printf (_("%s: %s, until %s"), reason, changes, time);
}

char *
packshot_cli_words_account_work (const PackshotWorkAccount *account)
{
  g_autofree char *checked = packshot_cli_words_time (account->checked_at);
  g_autofree char *since = account->since != 0 ? packshot_cli_words_time (account->since) : NULL;

  if (account->problem != NULL && since != NULL)
    return g_strdup_printf (_("%s (since %s; checked: %s)"),
                            packshot_cli_words_problem (account->problem), since, checked);
  if (account->problem != NULL)
    return g_strdup_printf (_("%s (checked: %s)"), packshot_cli_words_problem (account->problem),
                            checked);
  if (account->checked_at == 0)
    return g_strdup (_("not checked yet"));
  return g_strdup_printf (_("checked %s"), checked);
}

char *
packshot_cli_words_paused (gint64 until)
{
  g_autofree char *time = until != 0 ? packshot_cli_words_time (until) : NULL;

  return time != NULL ? g_strdup_printf (_("Paused until %s."), time) :
         g_strdup (_("Paused until resumed."));
}

/* --- JSON --- */

static void
add_group (JsonBuilder             *builder,
           const PackshotWorkGroup *group)
{
  packshot_cli_json_add_text (builder, "account",
                              group->account != NULL ? group->account->name : NULL);
  packshot_cli_json_add_int (builder, "changes", group->n_changes);
  packshot_cli_json_add_int (builder, "images", group->n_images);
  packshot_cli_json_add_int (builder, "bytes", group->bytes);
  packshot_cli_json_add_text (builder, "name", group->name);
  packshot_cli_json_add_text (builder, "text", group->text);
  json_builder_set_member_name (builder, "items");
  json_builder_begin_array (builder);
  for (guint i = 0; i < group->items->len; i++)
    json_builder_add_int_value (builder, g_array_index (group->items, gint64, i));
  json_builder_end_array (builder);
}

static void
add_cause (JsonBuilder             *builder,
           const PackshotWorkCause *cause)
{
  g_autofree char *sentence = packshot_cli_words_cause (cause);

  json_builder_begin_object (builder);
  packshot_cli_json_add_text (builder, "cause", packshot_cause_kind_to_string (cause->kind));
  packshot_cli_json_add_text (builder, "sentence", sentence);
  packshot_cli_json_add_bool (builder, "of_account", cause->of_account);
  packshot_cli_json_add_time (builder, "since", cause->since);
  packshot_cli_json_add_known (builder, "image", cause->image);
  packshot_cli_json_add_known (builder, "largest_taken", cause->largest_taken);
  add_group (builder, &cause->group);
  json_builder_end_object (builder);
}

static void
add_later (JsonBuilder             *builder,
           const PackshotWorkLater *later)
{
  g_autofree char *sentence = packshot_cli_words_later (later);

  json_builder_begin_object (builder);
  packshot_cli_json_add_text (builder, "why", packshot_later_kind_to_string (later->kind));
  packshot_cli_json_add_text (builder, "sentence", sentence);
  packshot_cli_json_add_bool (builder, "overall", later->is_overall);
  packshot_cli_json_add_known (builder, "attempt", later->attempt);
  packshot_cli_json_add_time (builder, "next_try", later->next_try);
  add_group (builder, &later->group);
  json_builder_end_object (builder);
}

/**
 * packshot_cli_json_add_work:
 * @builder: where
 * @work: what
 *
 * Adds a member: how everything stands, in numbers of changes.
 */
void
packshot_cli_json_add_work (JsonBuilder        *builder,
                            const PackshotWork *work)
{
  json_builder_set_member_name (builder, "work");
  json_builder_begin_object (builder);
  packshot_cli_json_add_int (builder, "to_send", work->n_to_send);
  packshot_cli_json_add_int (builder, "to_send_items", work->to_send->len);
  packshot_cli_json_add_int (builder, "needs_you", work->n_needs_you);
  packshot_cli_json_add_int (builder, "later", work->n_later);
  packshot_cli_json_add_int (builder, "conflicts", work->n_conflicts);
  packshot_cli_json_add_int (builder, "synced_items", work->n_synced_items);
  packshot_cli_json_add_time (builder, "checked_at", work->checked_at);
  packshot_cli_json_add_bool (builder, "paused", work->paused);
  packshot_cli_json_add_time (builder, "paused_until", work->paused_until);
  json_builder_set_member_name (builder, "causes");
  json_builder_begin_array (builder);
  for (guint i = 0; i < work->needs_you->len; i++)
    add_cause (builder, work->needs_you->pdata[i]);
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "waiting_for");
  json_builder_begin_array (builder);
  for (guint i = 0; i < work->later->len; i++)
    add_later (builder, work->later->pdata[i]);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}
