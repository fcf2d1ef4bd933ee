/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* Words for the lines of the log. A tick is given only to what was read back. Pure functions, main
 * thread for the sake of gettext's locale only. */

#include "config.h"

#include "packshot-sync-words.h"

#include <glib/gi18n.h>

/* “Front”, or a picture without a caption */
static char *
dup_picture (const PackshotLogEntry *entry)
{
  const char *detail = entry->row->detail;

  if (detail == NULL || *detail == '\0')
    return g_strdup (_("A picture"));
  return g_strdup_printf (_("“%s”"), detail);
}

static char *
dup_sent (const PackshotLogEntry *entry)
{
  g_autofree char *picture = dup_picture (entry);
  const char *account = entry->account_name;

  if (entry->is_read_back)
    return g_strdup_printf (_("%s sent · read back, both sides equal"), picture);
  if (account == NULL)
    return g_strdup_printf (_("%s sent · not read back yet"), picture);
  return g_strdup_printf (_("%s sent · accepted by %s, not read back yet"), picture, account);
}

static char *
dup_first_line (const char *text)
{
  return g_strndup (text, strcspn (text, "\n"));
}

/* What a server or this computer said is shortened to its first line. */
static char *
dup_failed (const PackshotLogEntry *entry)
{
  const char *detail = entry->row->detail;
  g_autofree char *line = NULL;

  if (detail == NULL || *detail == '\0')
    return g_strdup (_("Refused"));
  line = dup_first_line (detail);
  return g_strdup_printf (_("Refused: %s"), line);
}

static char *
dup_retried (const PackshotLogEntry *entry)
{
  const char *detail = entry->row->detail;
  g_autofree char *line = NULL;

  if (detail == NULL || *detail == '\0')
    return g_strdup (_("Failed for now, tried later"));
  line = dup_first_line (detail);
  return g_strdup_printf (_("Failed for now, tried later: %s"), line);
}

static char *
dup_conflict (const PackshotLogEntry *entry)
{
  for (int kind = 0; kind <= PACKSHOT_CONFLICT_REMOVED_HERE; kind++)
    if (g_strcmp0 (packshot_conflict_kind_to_string (kind), entry->row->detail) == 0)
      return g_strdup_printf (_("Conflict: %s"), packshot_words_conflict (kind));
  return g_strdup (_("You and the server changed the same thing"));
}

static char *
dup_edit (const PackshotLogEntry *entry)
{
  static const struct
  {
    const char *kind;
    const char *words;
  } edits[] = {
    { "add", N_("Pictures added here") },
    { "remove", N_("Pictures removed here") },
    { "move", N_("Order changed here") },
    { "primary", N_("Primary chosen here") },
    { "title", N_("Caption changed here") },
    { "visibility", N_("Visibility changed here") },
    { "replace", N_("Picture replaced here") },
    { "resolve", N_("Conflict decided here") },
    { "restore", N_("Pictures restored here") },
    { "discard", N_("Changes discarded here") },
    { "move-gallery", N_("Pictures moved to another item here") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (edits); i++)
    if (g_strcmp0 (edits[i].kind, entry->row->detail) == 0)
      return g_strdup (_(edits[i].words));
  return g_strdup (_("Changed here"));
}

static char *
dup_paused (const PackshotLogEntry *entry)
{
  g_autoptr(GDateTime) until = NULL;
  g_autofree char *time = NULL;

  if (entry->row->detail != NULL)
    until = g_date_time_new_from_iso8601 (entry->row->detail, NULL);
  if (until == NULL)
    return g_strdup (_("Paused"));
  time = packshot_words_time (g_date_time_to_unix (until) * G_USEC_PER_SEC);
  return g_strdup_printf (_("Paused until %s"), time);
}

/* Lines about a picture that was sent, deleted or looked for. */
static char *
dup_picture_line (const PackshotLogEntry *entry)
{
  g_autofree char *picture = dup_picture (entry);

  if (entry->kind == PACKSHOT_LOG_SENT)
    return dup_sent (entry);
  if (entry->kind == PACKSHOT_LOG_DELETED)
    return entry->row->image == 0 ? g_strdup (_("An old copy deleted"))
                                  : g_strdup_printf (_("%s deleted on the server"), picture);
  if (entry->kind == PACKSHOT_LOG_SETTLED)
    return g_strdup_printf (_("%s · the line was cut; found on the server, not sent twice"),
                            picture);
  if (entry->kind == PACKSHOT_LOG_ORPHAN)
    return g_strdup_printf (_("%s · the line was cut; the server may keep a copy that nothing "
                              "names"), picture);
  return g_strdup_printf (_("%s · in doubt; not found on the server, sent again"),
                          picture);
}

/**
 * packshot_sync_words_entry:
 * @entry: a line of the log
 *
 * Returns: (transfer full): what happened
 */
char *
packshot_sync_words_entry (const PackshotLogEntry *entry)
{
  switch (entry->kind)
    {
    case PACKSHOT_LOG_SENT:
    case PACKSHOT_LOG_DELETED:
    case PACKSHOT_LOG_SETTLED:
    case PACKSHOT_LOG_LOST:
    case PACKSHOT_LOG_ORPHAN:
      return dup_picture_line (entry);
    case PACKSHOT_LOG_WRITTEN:
      return g_strdup (entry->is_read_back ? _("List of pictures written · read back, both sides "
                                               "equal")
                                           : _("List of pictures written · not read back yet"));
    case PACKSHOT_LOG_CHECKED:
      return g_strdup (_("Read back, both sides equal"));
    case PACKSHOT_LOG_FAILED:
      return dup_failed (entry);
    case PACKSHOT_LOG_RETRIED:
      return dup_retried (entry);
    case PACKSHOT_LOG_TAKEN:
      return g_strdup (_("Changes on the server taken over"));
    case PACKSHOT_LOG_CONFLICT:
      return dup_conflict (entry);
    case PACKSHOT_LOG_EDIT:
      return dup_edit (entry);
    case PACKSHOT_LOG_PAUSED:
      return dup_paused (entry);
    case PACKSHOT_LOG_RESUMED:
      return g_strdup (_("Resumed"));
    case PACKSHOT_LOG_ACCOUNT:
      return packshot_words_problem_sentence (entry->row->detail, NULL);
    case PACKSHOT_LOG_OTHER:
    default:
      return g_strdup (entry->row->detail != NULL ? entry->row->detail : entry->row->event);
    }
}

/**
 * packshot_sync_words_entry_icon:
 * @entry: a line of the log
 * @css: (out): class of its icon
 * @tip: (out): what its icon says
 *
 * Returns: name of its icon
 */
const char *
packshot_sync_words_entry_icon (const PackshotLogEntry *entry,
                                const char            **css,
                                const char            **tip)
{
  *css = "meta";
  switch (entry->kind)
    {
    case PACKSHOT_LOG_SENT:
    case PACKSHOT_LOG_DELETED:
    case PACKSHOT_LOG_WRITTEN:
      *tip = entry->is_read_back ? _("Read Back") : _("Not Read Back Yet");
      return entry->is_read_back ? "object-select-symbolic" : "dialog-question-symbolic";
    case PACKSHOT_LOG_SETTLED:
    case PACKSHOT_LOG_LOST:
      *css = "accent";
      *tip = _("Settled by Checking");
      return "system-search-symbolic";
    case PACKSHOT_LOG_FAILED:
    case PACKSHOT_LOG_ACCOUNT:
      *css = "error";
      *tip = _("Failed");
      return "dialog-error-symbolic";
    case PACKSHOT_LOG_RETRIED:
      *css = "accent";
      *tip = _("Tried Later");
      return "alarm-symbolic";
    case PACKSHOT_LOG_ORPHAN:
      *css = "warning";
      *tip = _("A Copy May Be Left There");
      return "dialog-warning-symbolic";
    case PACKSHOT_LOG_CONFLICT:
      *css = "warning";
      *tip = _("Conflict");
      return "packshot-conflict-symbolic";
    case PACKSHOT_LOG_EDIT:
      *tip = _("Changed Here");
      return "document-edit-symbolic";
    case PACKSHOT_LOG_PAUSED:
      *tip = _("Paused");
      return "media-playback-pause-symbolic";
    case PACKSHOT_LOG_CHECKED:
    case PACKSHOT_LOG_TAKEN:
    case PACKSHOT_LOG_RESUMED:
    case PACKSHOT_LOG_OTHER:
    default:
      *tip = _("Done");
      return "object-select-symbolic";
    }
}
