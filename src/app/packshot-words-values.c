/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* Words for values and troubles: sizes, times, formats, errors, edits. Pure functions. */

#include "config.h"

#include "packshot-words.h"

#include "packshot-session.h"

#include <glib/gi18n.h>

typedef struct
{
  const char *code;
  const char *word;
  const char *sentence;
} Problem;

static const Problem problems[] = {
  { "auth", N_("Key refused"), N_("The service does not accept the key.") },
  { "conflict", N_("Changed there"), N_("It was changed on the server at the same time.") },
  { "disk", N_("Disk trouble"), N_("A file on this computer could not be read or written.") },
  { "forbidden", N_("Not allowed"), N_("The key may not do this.") },
  { "format", N_("Wrong format"), N_("The service does not take this kind of picture.") },
  { "gone", N_("Gone there"), N_("The service no longer has this item.") },
  { "insecure", N_("Not secure"), N_("The connection is not secure, so no key was sent.") },
  { "invalid", N_("Not accepted"), N_("The service does not accept a value.") },
  { "key", N_("Bad key"), N_("The key is not in the form that the service uses.") },
  { "no-key", N_("No key"), N_("The account’s key is not at hand.") },
  { "not-supported", N_("Not possible"), N_("The service can’t do this.") },
  { "offline", N_("Not reached"), N_("The server could not be reached.") },
  { "protocol", N_("Odd answer"), N_("The server’s answer could not be understood.") },
  { "server", N_("Server trouble"),
    N_("The server has trouble of its own. It is tried again later.") },
  { "throttled", N_("Too busy"), N_("The server asks for a pause. It is tried again later.") },
  { "too-large", N_("Too large"), N_("The picture is larger than the service takes.") },
};

static const Problem *
problem_find (const char *code)
{
  for (guint i = 0; code != NULL && i < G_N_ELEMENTS (problems); i++)
    if (g_str_equal (problems[i].code, code))
      return &problems[i];
  return NULL;
}

/**
 * packshot_words_problem:
 * @code: (nullable): an error code of the database
 *
 * Returns: two words for it
 */
const char *
packshot_words_problem (const char *code)
{
  const Problem *problem = problem_find (code);

  return problem != NULL ? _(problem->word) : _("Refused");
}

/**
 * packshot_words_problem_sentence:
 * @code: (nullable): an error code of the database
 * @profile: (nullable): what the service can do, for its limits
 *
 * Returns: (transfer full): a sentence for it
 */
char *
packshot_words_problem_sentence (const char                   *code,
                                 const PackshotServiceProfile *profile)
{
  const Problem *problem = problem_find (code);
  g_autofree char *limit = NULL;

  if (problem == NULL)
    return g_strdup (_("The server refused this."));
  if (profile == NULL || profile->max_bytes == 0 || !g_str_equal (problem->code, "too-large"))
    return g_strdup (_(problem->sentence));
  limit = packshot_words_bytes (profile->max_bytes);
  return g_strdup_printf (_("The picture is larger than the %s that %s takes."), limit,
                          packshot_words_service (profile->kind));
}

static const char *
session_error (int code)
{
  switch ((PackshotSessionError)code)
    {
    case PACKSHOT_SESSION_ERROR_NOT_FOUND:
      return _("It is no longer there.");
    case PACKSHOT_SESSION_ERROR_AMBIGUOUS:
      return _("Several items fit.");
    case PACKSHOT_SESSION_ERROR_NOT_A_PICTURE:
      return _("The file is no picture.");
    case PACKSHOT_SESSION_ERROR_EMPTY:
      return _("The file is empty.");
    case PACKSHOT_SESSION_ERROR_BROKEN:
      return _("The picture is damaged.");
    case PACKSHOT_SESSION_ERROR_FORMAT:
      return _("The service does not take this kind of picture.");
    case PACKSHOT_SESSION_ERROR_TOO_LARGE:
      return _("The picture is too large.");
    case PACKSHOT_SESSION_ERROR_NOT_SUPPORTED:
      return _("The service can’t do this.");
    case PACKSHOT_SESSION_ERROR_NOTHING:
      return _("Nothing changed.");
    case PACKSHOT_SESSION_ERROR_NO_KEY:
      return _("The account’s key is not at hand.");
    case PACKSHOT_SESSION_ERROR_KEYRING:
      return _("No keyring could be used.");
    case PACKSHOT_SESSION_ERROR_EXISTS:
      return _("An account of that name exists.");
    case PACKSHOT_SESSION_ERROR_UNREADABLE:
      return _("A file could not be opened.");
    case PACKSHOT_SESSION_ERROR_INVALID:
    default:
      return NULL;
    }
}

/**
 * packshot_words_error:
 * @error: an error of one of our libraries
 *
 * Returns: (transfer full): a sentence for people. What is not foreseen is told as it came.
 */
char *
packshot_words_error (const GError *error)
{
  if (error->domain == PACKSHOT_SESSION_ERROR && session_error (error->code) != NULL)
    return g_strdup (session_error (error->code));
  if (error->domain == PACKSHOT_SERVICE_ERROR)
    return packshot_words_problem_sentence (packshot_service_error_to_string (error->code), NULL);
  return g_strdup (error->message);
}

typedef struct
{
  const char *kind;
  const char *undone;
  const char *redone;
} EditWords;

static const EditWords edits[] = {
  { "add", N_("Adding undone"), N_("Added again") },
  { "remove", N_("Removing undone"), N_("Removed again") },
  { "move", N_("Move undone"), N_("Moved again") },
  { "primary", N_("Choice of primary undone"), N_("Primary chosen again") },
  { "title", N_("Caption change undone"), N_("Caption changed again") },
  { "visibility", N_("Visibility change undone"), N_("Visibility changed again") },
  { "replace", N_("Replacement undone"), N_("Replaced again") },
  { "resolve", N_("Decision undone"), N_("Decided again") },
  { "restore", N_("Restoring undone"), N_("Restored again") },
  { "discard", N_("Discarding undone"), N_("Discarded again") },
  { "move-gallery", N_("Pictures moved back"), N_("Pictures moved again") },
};

static const EditWords *
edit_find (const char *kind)
{
  for (guint i = 0; kind != NULL && i < G_N_ELEMENTS (edits); i++)
    if (g_str_equal (edits[i].kind, kind))
      return &edits[i];
  return NULL;
}

/**
 * packshot_words_undone:
 * @kind: (nullable): an edit's kind
 *
 * Returns: that it was undone
 */
const char *
packshot_words_undone (const char *kind)
{
  const EditWords *words = edit_find (kind);

  return words != NULL ? _(words->undone) : _("Undone");
}

/**
 * packshot_words_redone:
 * @kind: (nullable): an edit's kind
 *
 * Returns: that it was done again
 */
const char *
packshot_words_redone (const char *kind)
{
  const EditWords *words = edit_find (kind);

  return words != NULL ? _(words->redone) : _("Done again");
}

/**
 * packshot_words_conflict:
 * @kind: what both sides changed
 *
 * Returns: a title for it
 */
const char *
packshot_words_conflict (PackshotConflictKind kind)
{
  switch (kind)
    {
    case PACKSHOT_CONFLICT_CONTENT:
      return _("Replaced on both sides");
    case PACKSHOT_CONFLICT_TITLE:
      return _("Different caption");
    case PACKSHOT_CONFLICT_VISIBILITY:
      return _("Different visibility");
    case PACKSHOT_CONFLICT_PRIMARY:
      return _("Different primary");
    case PACKSHOT_CONFLICT_ORDER:
      return _("Different order");
    case PACKSHOT_CONFLICT_REMOVED_THERE:
      return _("Removed there, changed here");
    case PACKSHOT_CONFLICT_REMOVED_HERE:
    default:
      return _("Removed here, changed there");
    }
}

/**
 * packshot_words_bytes:
 * @bytes: a size
 *
 * Returns: (transfer full): it in whole kilobytes, or in megabytes with one place
 */
char *
packshot_words_bytes (gint64 bytes)
{
  if (bytes < 1000)
    return g_strdup_printf (ngettext ("%d byte", "%d bytes", (gulong)bytes), (int)bytes);
  if (bytes < 999500)
    return g_strdup_printf (_("%d kB"), (int)((bytes + 500) / 1000));
  if (bytes < 999950000)
    return g_strdup_printf (_("%.1f MB"), bytes / 1e6);
  return g_strdup_printf (_("%.1f GB"), bytes / 1e9);
}

/**
 * packshot_words_pixels:
 * @width: pixels
 * @height: pixels
 *
 * Returns: (transfer full): the size of a picture
 */
char *
packshot_words_pixels (int width,
                       int height)
{
  return g_strdup_printf (_("%d × %d px"), width, height);
}

/**
 * packshot_words_format:
 * @mime: (nullable): a type
 *
 * Returns: its name, or "" when it is not known
 */
const char *
packshot_words_format (const char *mime)
{
  static const struct
  {
    const char *mime;
    const char *name;
  } formats[] = {
    { "image/jpeg", "JPEG" }, { "image/png", "PNG" }, { "image/webp", "WebP" },
    { "image/gif", "GIF" }, { "image/tiff", "TIFF" }, { "image/bmp", "BMP" },
    { "image/avif", "AVIF" }, { "image/heic", "HEIC" }, { "image/svg+xml", "SVG" },
  };

  for (guint i = 0; mime != NULL && i < G_N_ELEMENTS (formats); i++)
    if (g_str_equal (formats[i].mime, mime))
      return formats[i].name;
  return mime != NULL ? mime : "";
}

/**
 * packshot_words_facts:
 * @content: the bytes of a picture
 *
 * Returns: (transfer full): pixels, format and size in one line, as far as they are known
 */
char *
packshot_words_facts (const PackshotContent *content)
{
  g_autoptr(GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);

  if (content->width > 0 && content->height > 0)
    g_ptr_array_add (parts, packshot_words_pixels (content->width, content->height));
  if (content->mime != NULL)
    g_ptr_array_add (parts, g_strdup (packshot_words_format (content->mime)));
  if (content->bytes > 0)
    g_ptr_array_add (parts, packshot_words_bytes (content->bytes));
  g_ptr_array_add (parts, NULL);
  return g_strjoinv (" · ", (char **)parts->pdata);
}

/* A local time in the first format when it is of today, the second when of yesterday, the
 * third when of this year, else the last. */
static char *
format_time (gint64             at,
             const char * const formats[4])
{
  g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc (at / G_USEC_PER_SEC);
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  g_autoptr(GDateTime) yesterday = g_date_time_add_days (now, -1);
  g_autoptr(GDateTime) then = NULL;
  int year, day;

  if (utc == NULL)
    return g_strdup ("");
  then = g_date_time_to_local (utc);
  year = g_date_time_get_year (then);
  day = g_date_time_get_day_of_year (then);
  if (year == g_date_time_get_year (now) && day == g_date_time_get_day_of_year (now))
    return g_date_time_format (then, formats[0]);
  if (year == g_date_time_get_year (yesterday) && day == g_date_time_get_day_of_year (yesterday))
    return g_date_time_format (then, formats[1]);
  return g_date_time_format (then, formats[year == g_date_time_get_year (now) ? 2 : 3]);
}

/**
 * packshot_words_time:
 * @at: microseconds UTC
 *
 * Returns: (transfer full): local time, with the day when it is not today
 */
char *
packshot_words_time (gint64 at)
{
  /* TRANSLATORS: these four, and the next four, are for g_date_time_format() */
  const char * const formats[4] = { _("%H:%M"), _("yesterday %H:%M"), _("%-e %B"), _("%-e %B %Y") };

  return format_time (at, formats);
}

/**
 * packshot_words_time_at:
 * @at: microseconds UTC
 *
 * Returns: (transfer full): as packshot_words_time(), with its preposition
 */
char *
packshot_words_time_at (gint64 at)
{
  const char * const formats[4] = { _("at %H:%M"), _("yesterday at %H:%M"), _("on %-e %B"),
                                    _("on %-e %B %Y") };

  return format_time (at, formats);
}
