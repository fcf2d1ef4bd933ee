/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* Words for the Sync page: how accounts stand and what can be said of the whole. That everything is
 * the same on both sides is said only of what was read back; an account that could not be checked
 * is named. Pure functions, main thread for the sake of gettext's locale only. */

#include "config.h"

#include "packshot-sync-words.h"

#include <glib/gi18n.h>

static PackshotWording *
wording_take (const char *icon,
              const char *css,
              char       *sentence)
{
  PackshotWording *self = g_new0 (PackshotWording, 1);

  self->icon = icon;
  self->css = css;
  self->word = g_strdup (sentence);
  self->sentence = sentence;
  return self;
}

/* "Key refused since 13:58", "Not reached, next try at 14:09" */
static char *
dup_trouble (const PackshotWorkAccount *account)
{
  const char *word = packshot_words_problem (account->problem);
  g_autofree char *time = NULL;

  if (account->state == PACKSHOT_ACCOUNT_WORK_LATER && account->next_try > 0)
    {
      time = packshot_words_time_at (account->next_try);
      return g_strdup_printf (_("%s, next try %s"), word, time);
    }
  if (account->since == 0)
    return g_strdup (word);
  time = packshot_words_time (account->since);
  return g_strdup_printf (_("%s since %s"), word, time);
}

/**
 * packshot_sync_words_account:
 * @account: an account
 *
 * Returns: (transfer full): how it stands
 */
PackshotWording *
packshot_sync_words_account (const PackshotWorkAccount *account)
{
  g_autofree char *time = NULL;

  if (account->state == PACKSHOT_ACCOUNT_WORK_SENDING)
    return wording_take (NULL, "accent", g_strdup (_("At work")));
  if (account->state == PACKSHOT_ACCOUNT_WORK_NEEDS_YOU)
    return wording_take ("dialog-error-symbolic", "error", dup_trouble (account));
  if (account->state == PACKSHOT_ACCOUNT_WORK_LATER)
    return wording_take ("alarm-symbolic", "accent", dup_trouble (account));
  if (account->state == PACKSHOT_ACCOUNT_WORK_NEVER || account->checked_at == 0)
    return wording_take ("dialog-question-symbolic", "meta", g_strdup (_("Not checked yet")));
  time = packshot_words_time_at (account->checked_at);
  return wording_take ("object-select-symbolic", "meta", g_strdup_printf (_("Checked %s"), time));
}

/* The account that keeps us from saying that all is checked. */
static const PackshotWorkAccount *
find_unchecked (const PackshotWork *work)
{
  const PackshotWorkAccount *found = NULL;

  for (guint i = 0; i < work->accounts->len; i++)
    {
      const PackshotWorkAccount *account = work->accounts->pdata[i];
      gboolean stands = account->state == PACKSHOT_ACCOUNT_WORK_NEEDS_YOU
        || account->state == PACKSHOT_ACCOUNT_WORK_LATER || account->checked_at == 0;

      if (stands && (found == NULL || account->checked_at < found->checked_at))
        found = account;
    }
  for (guint i = 0; found == NULL && i < work->accounts->len; i++)
    {
      const PackshotWorkAccount *account = work->accounts->pdata[i];

      if (account->n_never > 0)
        found = account;
    }
  return found;
}

static char *
dup_unchecked (const PackshotWorkAccount *account)
{
  gboolean stands = account->state == PACKSHOT_ACCOUNT_WORK_NEEDS_YOU
    || account->state == PACKSHOT_ACCOUNT_WORK_LATER;
  g_autofree char *time = NULL;
  gulong n = account->n_never;

  if (account->checked_at == 0)
    return g_strdup_printf (_("%s has not been checked yet."), account->account->name);
  if (!stands && n > 0)
    return g_strdup_printf (ngettext ("%lu item of %s has not been checked yet.",
                                      "%lu items of %s have not been checked yet.", n), n,
                            account->account->name);
  time = packshot_words_time (account->checked_at);
  return g_strdup_printf (_("%s has not been checked since %s."), account->account->name, time);
}

/**
 * packshot_sync_words_checked:
 * @work: what was read
 *
 * Returns: (transfer full): since when all accounts are known, or which one is not
 */
char *
packshot_sync_words_checked (const PackshotWork *work)
{
  const PackshotWorkAccount *unchecked = find_unchecked (work);
  g_autofree char *time = NULL;
  g_autofree char *sentence = NULL;

  if (work->checked_at > 0)
    {
      time = packshot_words_time_at (work->checked_at);
      return g_strdup_printf (_("Checked %s"), time);
    }
  if (unchecked == NULL)
    return g_strdup (_("Not checked yet"));
  sentence = dup_unchecked (unchecked);
  sentence[strlen (sentence) - 1] = '\0';   /* a subtitle has no full stop */
  return g_steal_pointer (&sentence);
}

/**
 * packshot_sync_words_nothing:
 * @work: what was read
 *
 * Returns: (transfer full): what is true when nothing is to be sent
 */
char *
packshot_sync_words_nothing (const PackshotWork *work)
{
  const PackshotWorkAccount *unchecked = find_unchecked (work);
  g_autofree char *pictures = NULL, *items = NULL;

  if (work->accounts->len == 0)
    return g_strdup (_("There is no account yet."));
  if (unchecked != NULL)
    return dup_unchecked (unchecked);
  if (work->n_synced_items <= 0)
    return g_strdup (_("No item was read back yet."));
  items = packshot_sync_words_items ((guint)work->n_synced_items);
  if (work->n_synced_images < 0)
    return g_strdup_printf (ngettext ("%s was read back and is the same here and on the server.",
                                      "%s were read back and are the same here and on the servers.",
                                      (gulong)work->n_synced_items), items);
  pictures = packshot_sync_words_pictures ((guint)work->n_synced_images);
  return g_strdup_printf (ngettext ("%s of %s was read back and is the same here and on the "
                                    "server.",
                                    "%s of %s were read back and are the same here and on the "
                                    "servers.", (gulong)work->n_synced_images), pictures, items);
}

/**
 * packshot_sync_words_paused:
 * @work: what was read
 *
 * Returns: (transfer full): until when it is paused, and what is kept here
 */
char *
packshot_sync_words_paused (const PackshotWork *work)
{
  guint n = work->n_to_send + work->n_sending + work->n_later + work->n_needs_you;
  g_autofree char *changes = packshot_sync_words_changes (n);
  g_autofree char *time = NULL;
  g_autofree char *paused = NULL;

  if (work->paused_until == 0)
    paused = g_strdup (_("Paused."));
  else
    {
      time = packshot_words_time (work->paused_until);
      paused = g_strdup_printf (_("Paused until %s."), time);
    }
  if (n == 0)
    return g_strdup_printf (_("%s Nothing waits."), paused);
  return g_strdup_printf (ngettext ("%s %s is kept here.", "%s %s are kept here.", n), paused,
                          changes);
}

/**
 * packshot_sync_words_running:
 * @work: what was read
 *
 * Returns: (transfer full) (nullable): what runs
 */
char *
packshot_sync_words_running (const PackshotWork *work)
{
  if (!work->syncing)
    return NULL;
  if (work->run_total == 0 && work->n_run_items > 1)
    return g_strdup_printf (_("Checking %u of %u Items"),
                            MIN (work->n_run_items_done + 1, work->n_run_items),
                            work->n_run_items);
  if (work->run_total == 0)
    return g_strdup (_("Checking"));
  return g_strdup_printf (_("Sending %u of %u"), MIN (work->run_done + 1, work->run_total),
                          work->run_total);
}

/**
 * packshot_sync_words_left:
 * @work: what was read
 *
 * Returns: (transfer full): how long it still takes, or "" when that is not known
 */
char *
packshot_sync_words_left (const PackshotWork *work)
{
  guint n = ((guint)MAX (work->seconds_left, 1) + 4) / 5 * 5;

  if (!work->syncing || work->run_total == 0 || work->seconds_left < 0)
    return g_strdup ("");
  if (n < 60)
    return g_strdup_printf (ngettext ("About %u second left", "About %u seconds left", n), n);
  n = (n + 30) / 60;
  return g_strdup_printf (ngettext ("About %u minute left", "About %u minutes left", n), n);
}
