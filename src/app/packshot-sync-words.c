/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* Words for the Sync page: why something waits, how an account stands, what runs. What is sent and
 * what was done stands in packshot-sync-words-plan.c. Pure functions of what was read, main thread
 * for the sake of gettext's locale only. */

#include "config.h"

#include "packshot-sync-words.h"

#include <glib/gi18n.h>

/* --- Numbers ---------------------------------------------------------------------------------- */

/**
 * packshot_sync_words_changes:
 * @n: a number
 *
 * Returns: (transfer full): "3 changes"
 */
char *
packshot_sync_words_changes (guint n)
{
  return g_strdup_printf (ngettext ("%u change", "%u changes", n), n);
}

/**
 * packshot_sync_words_items:
 * @n: a number
 *
 * Returns: (transfer full): "2 items"
 */
char *
packshot_sync_words_items (guint n)
{
  return g_strdup_printf (ngettext ("%u item", "%u items", n), n);
}

/**
 * packshot_sync_words_pictures:
 * @n: a number
 *
 * Returns: (transfer full): "9 pictures"
 */
char *
packshot_sync_words_pictures (guint n)
{
  return g_strdup_printf (ngettext ("%u picture", "%u pictures", n), n);
}

/**
 * packshot_sync_words_calls:
 * @n: a number
 *
 * Returns: (transfer full): "6 calls"
 */
char *
packshot_sync_words_calls (guint n)
{
  return g_strdup_printf (ngettext ("%u call", "%u calls", n), n);
}

/**
 * packshot_sync_words_duration:
 * @seconds: a time
 *
 * Returns: (transfer full): about how long it is
 */
char *
packshot_sync_words_duration (double seconds)
{
  guint n = seconds < 10 ? 10 : (guint)((seconds + 5) / 10) * 10;

  if (n < 60)
    return g_strdup_printf (ngettext ("about %u second", "about %u seconds", n), n);
  n = (guint)((seconds + 30) / 60);
  if (n < 60)
    return g_strdup_printf (ngettext ("about %u minute", "about %u minutes", n), n);
  n = (guint)((seconds + 1800) / 3600);
  return g_strdup_printf (ngettext ("about %u hour", "about %u hours", n), n);
}

/**
 * packshot_sync_words_countdown:
 * @microseconds: a time that has still to pass
 *
 * Returns: (transfer full): "in 1 min 50 s"
 */
char *
packshot_sync_words_countdown (gint64 microseconds)
{
  gint64 seconds = (MAX (0, microseconds) + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC;

  if (seconds < 60)
    return g_strdup_printf (_("in %d s"), (int)seconds);
  if (seconds < 3600)
    return g_strdup_printf (_("in %d min %d s"), (int)(seconds / 60), (int)(seconds % 60));
  return g_strdup_printf (_("in %d h %d min"), (int)(seconds / 3600), (int)(seconds / 60 % 60));
}

static const char *
account_name (const PackshotWorkGroup *group)
{
  return group->account != NULL ? group->account->name : _("The server");
}

/* --- Needs You -------------------------------------------------------------------------------- */

/**
 * packshot_sync_words_cause_icon:
 * @kind: a cause
 *
 * Returns: its icon's name
 */
const char *
packshot_sync_words_cause_icon (PackshotCauseKind kind)
{
  switch (kind)
    {
    case PACKSHOT_CAUSE_KEY_REFUSED:
    case PACKSHOT_CAUSE_KEY_MISSING:
    case PACKSHOT_CAUSE_KEY_MALFORMED:
      return "dialog-password-symbolic";
    case PACKSHOT_CAUSE_CERTIFICATE:
    case PACKSHOT_CAUSE_PERMISSION:
      return "changes-prevent-symbolic";
    case PACKSHOT_CAUSE_GONE:
      return "system-search-symbolic";
    case PACKSHOT_CAUSE_TOO_LARGE:
      return "view-fullscreen-symbolic";
    case PACKSHOT_CAUSE_FORMAT:
      return "image-missing-symbolic";
    case PACKSHOT_CAUSE_CAPTION:
      return "document-edit-symbolic";
    case PACKSHOT_CAUSE_DISK:
      return "drive-harddisk-symbolic";
    case PACKSHOT_CAUSE_CHANGED:
    case PACKSHOT_CAUSE_INVALID:
    case PACKSHOT_CAUSE_NOT_SUPPORTED:
    case PACKSHOT_CAUSE_OTHER:
    default:
      return "dialog-error-symbolic";
    }
}

static char *
dup_gone (const PackshotWorkGroup *group)
{
  guint n = group->items->len;

  if (group->name != NULL)
    return g_strdup_printf (_("%s no longer has %s"), account_name (group), group->name);
  return g_strdup_printf (ngettext ("%s no longer has %u item", "%s no longer has %u items", n),
                          account_name (group), n);
}

/* Only those that were refused: others of their items may wait with them. */
static char *
dup_too_large (const PackshotWorkCause *cause)
{
  guint n = cause->sizes != NULL ? cause->sizes->len : 0;

  if (n == 0)
    n = MAX (1, cause->group.n_images);
  return g_strdup_printf (ngettext ("%u picture is too large for %s",
                                    "%u pictures are too large for %s", n), n,
                          account_name (&cause->group));
}

static char *
dup_format (const PackshotWorkCause *cause)
{
  if (cause->mime == NULL || *packshot_words_format (cause->mime) == '\0')
    return g_strdup_printf (_("%s does not take this kind of picture"),
                            account_name (&cause->group));
  return g_strdup_printf (_("%s does not take %s"), account_name (&cause->group),
                          packshot_words_format (cause->mime));
}

static const char *
cause_format (PackshotCauseKind kind)
{
  switch (kind)
    {
    case PACKSHOT_CAUSE_KEY_REFUSED:
      return _("%s refuses the key");
    case PACKSHOT_CAUSE_KEY_MISSING:
      return _("The key of %s is not at hand");
    case PACKSHOT_CAUSE_KEY_MALFORMED:
      return _("The key of %s is not in its form");
    case PACKSHOT_CAUSE_CERTIFICATE:
      return _("The connection to %s is not secure");
    case PACKSHOT_CAUSE_PERMISSION:
      return _("%s does not let this key change pictures");
    case PACKSHOT_CAUSE_CAPTION:
      return _("%s does not accept this caption");
    case PACKSHOT_CAUSE_INVALID:
      return _("%s does not accept a value");
    case PACKSHOT_CAUSE_NOT_SUPPORTED:
      return _("%s can’t do this");
    case PACKSHOT_CAUSE_CHANGED:
      return _("It changes on %s again and again");
    case PACKSHOT_CAUSE_GONE:
    case PACKSHOT_CAUSE_TOO_LARGE:
    case PACKSHOT_CAUSE_FORMAT:
    case PACKSHOT_CAUSE_DISK:
    case PACKSHOT_CAUSE_OTHER:
    default:
      return _("%s refused this");
    }
}

/**
 * packshot_sync_words_cause:
 * @cause: a cause
 *
 * Returns: (transfer full): what it is
 */
char *
packshot_sync_words_cause (const PackshotWorkCause *cause)
{
  const char *format = cause_format (cause->kind);
  g_auto(GStrv) parts = NULL;

  if (cause->kind == PACKSHOT_CAUSE_GONE)
    return dup_gone (&cause->group);
  if (cause->kind == PACKSHOT_CAUSE_TOO_LARGE)
    return dup_too_large (cause);
  if (cause->kind == PACKSHOT_CAUSE_FORMAT)
    return dup_format (cause);
  if (cause->kind == PACKSHOT_CAUSE_DISK)
    return g_strdup (_("This computer’s disk is full or can’t be read"));
  parts = g_strsplit (format, "%s", 2);
  return g_strjoinv (account_name (&cause->group), parts);
}

/* "3 changes on 2 items wait. Everything else goes on." */
static char *
dup_waiting (const PackshotWorkGroup *group,
             gboolean                 of_account)
{
  g_autofree char *changes = packshot_sync_words_changes (group->n_changes);
  g_autofree char *items = packshot_sync_words_items (group->items->len);

  if (group->n_changes == 0 && of_account)
    return g_strdup (_("Nothing is checked or sent until then. Everything else goes on."));
  if (group->n_changes == 0)
    return g_strdup_printf (_("On %s. Everything else goes on."), items);
  return g_strdup_printf (ngettext ("%s on %s waits. Everything else goes on.",
                                    "%s on %s wait. Everything else goes on.",
                                    group->n_changes), changes, items);
}

static char *
dup_sizes (const PackshotWorkCause *cause)
{
  GArray *sizes = cause->sizes;
  guint n = sizes != NULL ? sizes->len : 0;
  g_autofree char *first = NULL, *last = NULL, *taken = NULL, *refused = NULL;

  if (n == 0)
    return dup_waiting (&cause->group, FALSE);
  first = packshot_words_bytes (g_array_index (sizes, gint64, 0));
  last = packshot_words_bytes (g_array_index (sizes, gint64, n - 1));
  if (n == 1)
    refused = g_strdup_printf (_("It refused %s."), first);
  else if (n == 2)
    refused = g_strdup_printf (_("It refused %s and %s."), first, last);
  else
    refused = g_strdup_printf (_("It refused pictures of %s to %s."), first, last);
  if (cause->largest_taken == 0)
    return g_steal_pointer (&refused);
  taken = packshot_words_bytes (cause->largest_taken);
  return g_strdup_printf (_("%s The largest it has taken is %s."), refused, taken);
}

static char *
dup_kept (const PackshotWorkGroup *group)
{
  guint n = group->n_images;

  if (n == 0)
    return g_strdup (_("No pictures are kept here for it."));
  return g_strdup_printf (ngettext ("%u picture is kept here. Choose another item or put it in the "
                                    "trash.",
                                    "%u pictures are kept here. Choose another item or put them in "
                                    "the trash.", n), n);
}

/**
 * packshot_sync_words_cause_more:
 * @cause: a cause
 *
 * Returns: (transfer full): how much of it there is, and what goes on
 */
char *
packshot_sync_words_cause_more (const PackshotWorkCause *cause)
{
  const PackshotWorkGroup *group = &cause->group;

  if (cause->kind == PACKSHOT_CAUSE_TOO_LARGE)
    return dup_sizes (cause);
  if (cause->kind == PACKSHOT_CAUSE_GONE)
    return dup_kept (group);
  if (cause->kind == PACKSHOT_CAUSE_FORMAT && group->n_images > 0)
    return g_strdup_printf (ngettext ("%u picture. Replace it, or take the change back.",
                                      "%u pictures. Replace them, or take the changes back.",
                                      group->n_images), group->n_images);
  if (cause->kind == PACKSHOT_CAUSE_CAPTION && cause->caption_length > PACKSHOT_TITLE_MAX)
    return g_strdup_printf (_("It has %u characters; %d are allowed."), cause->caption_length,
                            PACKSHOT_TITLE_MAX);
  return dup_waiting (group, cause->of_account);
}

/**
 * packshot_sync_words_fix:
 * @fix: what mends a cause
 *
 * Returns: the button's label
 */
const char *
packshot_sync_words_fix (PackshotFix fix)
{
  switch (fix)
    {
    case PACKSHOT_FIX_NEW_KEY:
      return _("New Key…");
    case PACKSHOT_FIX_OPEN_ACCOUNT:
      return _("Account…");
    case PACKSHOT_FIX_COPY_REQUEST:
      return _("Copy Request");
    case PACKSHOT_FIX_CHOOSE_ITEM:
      return _("Choose Item…");
    case PACKSHOT_FIX_REPLACE:
      return _("Replace…");
    case PACKSHOT_FIX_EDIT_CAPTION:
      return _("Edit Caption…");
    case PACKSHOT_FIX_SHOW_ITEMS:
      return _("Show Items");
    case PACKSHOT_FIX_FREE_SPACE:
    case PACKSHOT_FIX_TRY_AGAIN:
    default:
      return _("Try Again");
    }
}

/* --- Trying Later ----------------------------------------------------------------------------- */

/**
 * packshot_sync_words_later_icon:
 * @kind: why something is tried later
 *
 * Returns: its icon's name
 */
const char *
packshot_sync_words_later_icon (PackshotLaterKind kind)
{
  switch (kind)
    {
    case PACKSHOT_LATER_HELD:
      return "packshot-metered-symbolic";
    case PACKSHOT_LATER_UNREACHABLE:
    case PACKSHOT_LATER_OFFLINE:
      return "network-offline-symbolic";
    case PACKSHOT_LATER_PAUSED:
      return "media-playback-pause-symbolic";
    case PACKSHOT_LATER_BUSY:
    case PACKSHOT_LATER_THROTTLED:
    default:
      return "alarm-symbolic";
    }
}

/**
 * packshot_sync_words_later:
 * @later: why something is tried later
 * @by_choice: whether being offline was chosen
 *
 * Returns: (transfer full): what it is
 */
char *
packshot_sync_words_later (const PackshotWorkLater *later,
                           gboolean                 by_choice)
{
  const char *name = account_name (&later->group);
  g_autofree char *time = NULL;

  switch (later->kind)
    {
    case PACKSHOT_LATER_THROTTLED:
      return g_strdup_printf (_("The calls that %s allows are used up"), name);
    case PACKSHOT_LATER_UNREACHABLE:
      return g_strdup_printf (_("%s can’t be reached"), name);
    case PACKSHOT_LATER_HELD:
      return g_strdup (_("Held on this metered network"));
    case PACKSHOT_LATER_OFFLINE:
      return g_strdup (by_choice ? _("Working offline") : _("No network"));
    case PACKSHOT_LATER_PAUSED:
      if (later->next_try == 0)
        return g_strdup (_("Paused until you resume"));
      time = packshot_words_time (later->next_try);
      return g_strdup_printf (_("Paused until %s"), time);
    case PACKSHOT_LATER_BUSY:
    default:
      return g_strdup_printf (_("%s is busy"), name);
    }
}

static char *
dup_try (guint       attempt,
         const char *when)
{
  static const char * const ordinals[] = {
    N_("second try %s"), N_("third try %s"), N_("fourth try %s"), N_("fifth try %s"),
    N_("sixth try %s"), N_("seventh try %s"), N_("eighth try %s"), N_("ninth try %s"),
  };
  g_auto(GStrv) parts = NULL;

  if (attempt < 2)
    return g_strdup_printf (_("next try %s"), when);
  if (attempt - 2 >= G_N_ELEMENTS (ordinals))
    return g_strdup_printf (_("try %u %s"), attempt, when);
  parts = g_strsplit (_(ordinals[attempt - 2]), "%s", 2);
  return g_strjoinv (when, parts);
}

static char *
dup_when (gint64 at,
          gint64 now)
{
  g_autofree char *time = NULL, *countdown = NULL;

  if (at <= now)
    return g_strdup (_("now"));
  time = packshot_words_time_at (at);
  countdown = packshot_sync_words_countdown (at - now);
  return g_strdup_printf ("%s, %s", time, countdown);
}

/**
 * packshot_sync_words_later_more:
 * @later: why something is tried later
 * @now: microseconds UTC
 *
 * Returns: (transfer full): how much of it there is, and when
 */
char *
packshot_sync_words_later_more (const PackshotWorkLater *later,
                                gint64                   now)
{
  const PackshotWorkGroup *group = &later->group;
  g_autofree char *changes = packshot_sync_words_changes (group->n_changes);
  g_autofree char *when = NULL, *next = NULL, *limit = NULL, *bytes = NULL;

  if (later->is_overall)
    return g_strdup_printf (ngettext ("%s is kept here", "%s are kept here", group->n_changes),
                            changes);
  if (later->kind == PACKSHOT_LATER_HELD)
    {
      limit = g_strdup_printf (_("%d MB"), (int)(PACKSHOT_HOLD_BYTES / 1000000));
      bytes = packshot_words_bytes (group->bytes);
      return g_strdup_printf (ngettext ("%u picture over %s · %s", "%u pictures over %s · %s",
                                        group->n_images), group->n_images, limit, bytes);
    }
  if (later->next_try == 0)
    return g_steal_pointer (&changes);
  when = dup_when (later->next_try, now);
  if (later->kind == PACKSHOT_LATER_THROTTLED && later->attempt < 2)
    next = g_strdup_printf (_("goes on %s"), when);
  else
    next = dup_try (later->attempt, when);
  if (group->n_changes == 0)
    return g_steal_pointer (&next);
  return g_strdup_printf ("%s · %s", changes, next);
}

/* --- Sending ---------------------------------------------------------------------------------- */

/* "Sending “Crate” again, change 1 of 2", "New picture 2 of 4" */
static char *
dup_sending (const PackshotWorkActivity *work)
{
  const PackshotActivity *activity = &work->activity;
  gboolean has_title = *work->title != '\0';

  if (activity->again && has_title && activity->n_changes > 1 && activity->change > 0)
    return g_strdup_printf (_("Sending “%s” again, change %u of %u"), work->title,
                            activity->change, activity->n_changes);
  if (activity->again && has_title)
    return g_strdup_printf (_("Sending “%s” again"), work->title);
  if (activity->again && work->position > 0)
    return g_strdup_printf (_("Sending picture %u again"), work->position);
  if (activity->again)
    return g_strdup (_("Sending a picture again"));
  if (activity->n_pictures > 1 && activity->picture > 0)
    return g_strdup_printf (_("New picture %u of %u"), activity->picture, activity->n_pictures);
  if (has_title)
    return g_strdup_printf (_("Sending “%s”"), work->title);
  return g_strdup (_("Sending a picture"));
}

/**
 * packshot_sync_words_activity:
 * @activity: an item that is being worked on
 *
 * Returns: (transfer full): what is being done
 */
char *
packshot_sync_words_activity (const PackshotWorkActivity *activity)
{
  if (activity->activity.stopping)
    return g_strdup (_("Stopping"));
  switch (activity->activity.phase)
    {
    case PACKSHOT_PHASE_SENDING:
      return dup_sending (activity);
    case PACKSHOT_PHASE_DELETING:
      return g_strdup (_("Deleting a picture"));
    case PACKSHOT_PHASE_WRITING:
      return g_strdup (_("Writing the list of pictures"));
    case PACKSHOT_PHASE_CHECKING:
      if (*activity->title != '\0')
        return g_strdup_printf (_("Checking that “%s” has arrived"), activity->title);
      return g_strdup (_("Checking that it has arrived"));
    case PACKSHOT_PHASE_FETCHING:
      return g_strdup (_("Fetching a picture"));
    case PACKSHOT_PHASE_LOOKING:
    default:
      return g_strdup (_("Looking at the server"));
    }
}

/**
 * packshot_sync_words_activity_bytes:
 * @activity: an item that is being worked on
 *
 * Returns: (transfer full) (nullable): how far a picture is sent
 */
char *
packshot_sync_words_activity_bytes (const PackshotWorkActivity *activity)
{
  gint64 total = activity->activity.n_bytes;
  gint64 done = CLAMP (activity->activity.bytes, 0, total);

  if (activity->activity.phase != PACKSHOT_PHASE_SENDING || total <= 0)
    return NULL;
  if (total < 999500)
    return g_strdup_printf (_("%d of %d kB"), (int)((done + 500) / 1000),
                            (int)((total + 500) / 1000));
  return g_strdup_printf (_("%.1f of %.1f MB"), done / 1e6, total / 1e6);
}
