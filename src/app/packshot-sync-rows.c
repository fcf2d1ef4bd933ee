/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* Turns what was read of the work into rows. A cause or a reason to try later is found again by
 * its key: what it is, of which account, and which one of those. Pure functions, main thread. */

#include "config.h"

#include "packshot-sync-rows.h"

#include <glib/gi18n.h>

#include "packshot-sync-words.h"

/* --- Keys ------------------------------------------------------------------------------------- */

static char *
group_key (const char              *what,
           guint                    kind,
           const PackshotWorkGroup *group,
           guint                    number)
{
  return g_strdup_printf ("%s:%u:%" G_GINT64_FORMAT ":%u", what, kind,
                          group->account != NULL ? group->account->id : 0, number);
}

static gint64
group_account (const PackshotWorkGroup *group)
{
  return group->account != NULL ? group->account->id : 0;
}

static char *
cause_key (const PackshotWork *work,
           guint               index)
{
  const PackshotWorkCause *cause = work->needs_you->pdata[index];
  guint number = 0;

  for (guint i = 0; i < index; i++)
    {
      const PackshotWorkCause *before = work->needs_you->pdata[i];

      number += before->kind == cause->kind
        && group_account (&before->group) == group_account (&cause->group);
    }
  return group_key ("cause", cause->kind, &cause->group, number);
}

static char *
later_key (const PackshotWork *work,
           guint               index)
{
  const PackshotWorkLater *later = work->later->pdata[index];
  guint number = 0;

  for (guint i = 0; i < index; i++)
    {
      const PackshotWorkLater *before = work->later->pdata[i];

      number += before->kind == later->kind
        && group_account (&before->group) == group_account (&later->group);
    }
  return group_key ("later", later->kind, &later->group, number);
}

/**
 * packshot_sync_find_cause:
 * @work: what was read
 * @key: a row's key
 *
 * Returns: (transfer none) (nullable): the cause that the row is about
 */
const PackshotWorkCause *
packshot_sync_find_cause (const PackshotWork *work,
                          const char         *key)
{
  for (guint i = 0; i < work->needs_you->len; i++)
    {
      g_autofree char *candidate = cause_key (work, i);

      if (g_str_equal (candidate, key))
        return work->needs_you->pdata[i];
    }
  return NULL;
}

/**
 * packshot_sync_find_later:
 * @work: what was read
 * @key: a row's key
 *
 * Returns: (transfer none) (nullable): the reason to try later that the row is about
 */
const PackshotWorkLater *
packshot_sync_find_later (const PackshotWork *work,
                          const char         *key)
{
  for (guint i = 0; i < work->later->len; i++)
    {
      g_autofree char *candidate = later_key (work, i);

      if (g_str_equal (candidate, key))
        return work->later->pdata[i];
    }
  return NULL;
}

/* --- Causes ----------------------------------------------------------------------------------- */

static void
take_group (PackshotSyncRow         *row,
            const PackshotWorkGroup *group)
{
  for (guint i = 0; i < group->hashes->len; i++)
    packshot_sync_row_add_picture (row, 0, 0, group->hashes->pdata[i]);
  row->n_more = group->n_more;
  if (group->items->len == 0)
    return;
  row->menu |= PACKSHOT_SYNC_MENU_SHOW;
  if (group->n_changes > 0)
    row->menu |= PACKSHOT_SYNC_MENU_DISCARD;
  if (group->n_images > 0)
    row->menu |= PACKSHOT_SYNC_MENU_SAVE;
  if (group->items->len == 1)
    row->menu |= PACKSHOT_SYNC_MENU_ONE;
}

static PackshotSyncRow *
row_for_cause (const PackshotWork *work,
               guint               index)
{
  const PackshotWorkCause *cause = work->needs_you->pdata[index];
  g_autofree char *key = cause_key (work, index);
  PackshotSyncRow *row = packshot_sync_row_new (PACKSHOT_SYNC_ROW_CAUSE, key);

  row->texts.title = packshot_sync_words_cause (cause);
  row->texts.subtitle = packshot_sync_words_cause_more (cause);
  row->texts.icon = packshot_sync_words_cause_icon (cause->kind);
  row->texts.css = "error";
  row->texts.button = g_strdup (packshot_sync_words_fix (cause->fix));
  row->texts.spoken = g_strdup_printf ("%s. %s", row->texts.title, row->texts.subtitle);
  row->menu = PACKSHOT_SYNC_MENU_COPY | PACKSHOT_SYNC_MENU_RETRY;
  take_group (row, &cause->group);
  return row;
}

static PackshotSyncRow *
row_for_conflicts (const PackshotWork *work)
{
  PackshotSyncRow *row = packshot_sync_row_new (PACKSHOT_SYNC_ROW_CAUSE,
                                                PACKSHOT_SYNC_KEY_CONFLICTS);

  row->texts.title = g_strdup_printf (ngettext ("%u item is in conflict",
                                                "%u items are in conflict",
                                                work->n_conflicts), work->n_conflicts);
  row->texts.subtitle = g_strdup (_("You and the server changed the same thing. Both are kept."));
  row->texts.icon = "packshot-conflict-symbolic";
  row->texts.css = "warning";
  row->texts.button = g_strdup (_("Decide…"));
  return row;
}

/**
 * packshot_sync_row_new_heading:
 * @key: what it is
 * @title: what it says
 *
 * Returns: (transfer full): the heading of a group
 */
PackshotSyncRow *
packshot_sync_row_new_heading (const char *key,
                               const char *title)
{
  PackshotSyncRow *row = packshot_sync_row_new (PACKSHOT_SYNC_ROW_HEADING, key);

  row->texts.title = g_strdup (title);
  return row;
}

static PackshotSyncRow *
needs_you_heading (const PackshotWork *work)
{
  PackshotSyncRow *row = packshot_sync_row_new_heading (PACKSHOT_SYNC_KEY_NEEDS_YOU,
                                                        _("Needs You"));

  if (work->needs_you->len == 0)
    return row;
  row->texts.button = g_strdup (_("Try All Again"));
  row->texts.button_tip = work->n_needs_you > 0
    ? g_strdup_printf (ngettext ("Try %u Change Again Now", "Try All %u Again Now",
                                 work->n_needs_you), work->n_needs_you)
    : g_strdup (_("Try All Again Now"));
  return row;
}

static void
append_needs_you (GPtrArray          *rows,
                  const PackshotWork *work,
                  guint               most)
{
  for (guint i = 0; i < MIN (most, work->needs_you->len); i++)
    g_ptr_array_add (rows, row_for_cause (work, i));
  if (work->n_conflicts > 0)
    g_ptr_array_add (rows, row_for_conflicts (work));
}

/**
 * packshot_sync_rows_needs_you:
 * @work: what was read
 *
 * Returns: (transfer full) (element-type PackshotSyncRow): what needs the user
 */
GPtrArray *
packshot_sync_rows_needs_you (const PackshotWork *work)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func (g_object_unref);

  if (work->needs_you->len == 0 && work->n_conflicts == 0)
    return rows;
  g_ptr_array_add (rows, needs_you_heading (work));
  append_needs_you (rows, work, G_MAXUINT);
  return rows;
}

/* --- Sending ---------------------------------------------------------------------------------- */

static PackshotSyncRow *
row_for_activity (const PackshotWorkActivity *work)
{
  const PackshotActivity *activity = &work->activity;
  g_autofree char *key = g_strdup_printf ("sending:%" G_GINT64_FORMAT, activity->item);
  PackshotSyncRow *row = packshot_sync_row_new (PACKSHOT_SYNC_ROW_SENDING, key);

  row->item = activity->item;
  row->texts.title = g_strdup (work->name);
  row->texts.subtitle = packshot_sync_words_activity (work);
  row->texts.amount = packshot_sync_words_activity_bytes (work);
  row->texts.spoken = g_strdup_printf ("%s, %s", row->texts.title, row->texts.subtitle);
  packshot_sync_row_add_picture (row, activity->item, work->hash == NULL ? activity->image : 0,
                                 work->hash);
  if (row->texts.amount != NULL)
    row->fraction = CLAMP ((double)activity->bytes / activity->n_bytes, 0, 1);
  else
    row->is_busy = TRUE;
  return row;
}

static PackshotSyncRow *
sending_heading (const PackshotWork *work)
{
  PackshotSyncRow *row = packshot_sync_row_new_heading (PACKSHOT_SYNC_KEY_SENDING, _("Sending"));

  if (work->run_total == 0)
    return row;
  row->texts.amount = g_strdup_printf (_("%u of %u"), MIN (work->run_done, work->run_total),
                                       work->run_total);
  row->fraction = (double)work->run_done / work->run_total;
  return row;
}

/**
 * packshot_sync_rows_sending:
 * @work: what was read
 *
 * Returns: (transfer full) (element-type PackshotSyncRow): what is being worked on
 */
GPtrArray *
packshot_sync_rows_sending (const PackshotWork *work)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func (g_object_unref);

  if (work->sending->len == 0)
    return rows;
  g_ptr_array_add (rows, sending_heading (work));
  for (guint i = 0; i < work->sending->len; i++)
    g_ptr_array_add (rows, row_for_activity (work->sending->pdata[i]));
  return rows;
}

/* --- Trying Later ----------------------------------------------------------------------------- */

static void
take_later_button (PackshotSyncRow         *row,
                   const PackshotWorkLater *later)
{
  guint n = later->group.n_images;

  switch (later->kind)
    {
    case PACKSHOT_LATER_HELD:
      row->texts.button = g_strdup (_("Send Anyway"));
      row->texts.button_tip = g_strdup_printf (ngettext ("Send This One Now, Once",
                                                         "Send These %u Now, Once", n), n);
      break;
    case PACKSHOT_LATER_PAUSED:
      row->texts.button = g_strdup (_("Resume"));
      break;
    case PACKSHOT_LATER_OFFLINE:
    case PACKSHOT_LATER_THROTTLED:
      break;
    case PACKSHOT_LATER_BUSY:
    case PACKSHOT_LATER_UNREACHABLE:
    default:
      row->texts.button = g_strdup (_("Try Now"));
      break;
    }
}

static PackshotSyncRow *
row_for_later (const PackshotWork *work,
               guint               index,
               gboolean            by_choice,
               gint64              now)
{
  const PackshotWorkLater *later = work->later->pdata[index];
  g_autofree char *key = later_key (work, index);
  PackshotSyncRow *row = packshot_sync_row_new (PACKSHOT_SYNC_ROW_CAUSE, key);

  row->texts.title = packshot_sync_words_later (later, by_choice);
  row->texts.subtitle = packshot_sync_words_later_more (later, now);
  row->texts.icon = packshot_sync_words_later_icon (later->kind);
  row->texts.spoken = g_strdup_printf ("%s. %s", row->texts.title, row->texts.subtitle);
  take_later_button (row, later);
  if (!later->is_overall)
    take_group (row, &later->group);
  else
    for (guint i = 0; i < later->group.hashes->len; i++)
      packshot_sync_row_add_picture (row, 0, 0, later->group.hashes->pdata[i]);
  if (later->group.text != NULL)
    row->menu |= PACKSHOT_SYNC_MENU_COPY;
  return row;
}

static void
append_later (GPtrArray          *rows,
              const PackshotWork *work,
              gboolean            by_choice,
              gint64              now,
              guint               most)
{
  if (work->later->len == 0)
    return;
  g_ptr_array_add (rows, packshot_sync_row_new_heading (PACKSHOT_SYNC_KEY_LATER,
                                                        _("Trying Later")));
  for (guint i = 0; i < MIN (most, work->later->len); i++)
    g_ptr_array_add (rows, row_for_later (work, i, by_choice, now));
}

/**
 * packshot_sync_rows_later:
 * @work: what was read
 * @by_choice: whether being offline was chosen
 * @now: microseconds UTC
 *
 * Returns: (transfer full) (element-type PackshotSyncRow): what is tried later
 */
GPtrArray *
packshot_sync_rows_later (const PackshotWork *work,
                          gboolean            by_choice,
                          gint64              now)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func (g_object_unref);

  append_later (rows, work, by_choice, now, G_MAXUINT);
  return rows;
}

/* --- Lines of the log ------------------------------------------------------------------------- */

/**
 * packshot_sync_row_for_entry:
 * @entry: a line of the log
 *
 * Returns: (transfer full): a row for it
 */
PackshotSyncRow *
packshot_sync_row_for_entry (const PackshotLogEntry *entry)
{
  g_autofree char *key = g_strdup_printf ("log:%" G_GINT64_FORMAT, entry->row->id);
  PackshotSyncRow *row = packshot_sync_row_new (PACKSHOT_SYNC_ROW_LOG, key);
  g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc (entry->row->at / G_USEC_PER_SEC);
  g_autoptr(GDateTime) local = utc != NULL ? g_date_time_to_local (utc) : NULL;
  const char *tip = NULL;

  row->item = entry->item_name != NULL ? entry->row->item : 0;
  row->texts.time = local != NULL ? g_date_time_format (local, "%H:%M") : NULL;
  row->texts.title = g_strdup (entry->item_name != NULL ? entry->item_name
                               : entry->account_name != NULL ? entry->account_name : _("Sync"));
  row->texts.subtitle = packshot_sync_words_entry (entry);
  row->texts.icon = packshot_sync_words_entry_icon (entry, &row->texts.css, &tip);
  row->texts.icon_tip = g_strdup (tip);
  if (entry->row->bytes > 0)
    row->texts.amount = packshot_words_bytes (entry->row->bytes);
  if (row->item != 0)
    packshot_sync_row_add_picture (row, row->item, 0, entry->hash);
  return row;
}

/* --- The overview ----------------------------------------------------------------------------- */

static guint
count_items (const PackshotWork *work)
{
  return work->to_send->len;
}

static void
append_review (GPtrArray          *rows,
               const PackshotWork *work)
{
  PackshotSyncRow *row;

  if (work->n_to_send == 0 || work->sending->len > 0)
    return;
  g_ptr_array_add (rows, packshot_sync_row_new_heading (PACKSHOT_SYNC_KEY_TO_SEND, _("To Send")));
  row = packshot_sync_row_new (PACKSHOT_SYNC_ROW_CAUSE, PACKSHOT_SYNC_KEY_REVIEW);
  row->texts.title = packshot_sync_words_totals (work->n_to_send, count_items (work));
  row->texts.subtitle = g_strdup (_("They wait here. Nothing of them has been sent yet."));
  row->texts.icon = "packshot-waiting-symbolic";
  row->texts.css = "accent";
  row->texts.button = g_strdup (_("Review…"));
  g_ptr_array_add (rows, row);
}

static void
append_done (GPtrArray          *rows,
             const PackshotWork *work,
             GPtrArray          *newest)
{
  PackshotSyncRow *heading;

  if (newest == NULL || newest->len == 0)
    return;
  heading = packshot_sync_row_new_heading (PACKSHOT_SYNC_KEY_DONE, _("Done"));
  heading->texts.button = g_strdup_printf (_("Show All %u"), (guint)work->n_log);
  g_ptr_array_add (rows, heading);
  for (guint i = 0; i < newest->len; i++)
    g_ptr_array_add (rows, packshot_sync_row_for_entry (newest->pdata[i]));
}

/**
 * packshot_sync_rows_overview:
 * @work: what was read
 * @newest: (nullable) (element-type PackshotLogEntry): the newest lines of the log
 * @by_choice: whether being offline was chosen
 * @now: microseconds UTC
 *
 * Returns: (transfer full) (element-type PackshotSyncRow): the heads of all views that are not
 *   empty; nothing when nothing waits and nothing runs
 */
GPtrArray *
packshot_sync_rows_overview (const PackshotWork *work,
                             GPtrArray          *newest,
                             gboolean            by_choice,
                             gint64              now)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func (g_object_unref);

  if (work->needs_you->len > 0 || work->n_conflicts > 0)
    {
      g_ptr_array_add (rows, needs_you_heading (work));
      append_needs_you (rows, work, PACKSHOT_SYNC_HEAD);
    }
  if (work->sending->len > 0)
    {
      g_ptr_array_add (rows, sending_heading (work));
      for (guint i = 0; i < MIN (work->sending->len, PACKSHOT_SYNC_HEAD); i++)
        g_ptr_array_add (rows, row_for_activity (work->sending->pdata[i]));
    }
  append_review (rows, work);
  append_later (rows, work, by_choice, now, PACKSHOT_SYNC_HEAD);
  if (rows->len > 0)
    append_done (rows, work, newest);
  return rows;
}
