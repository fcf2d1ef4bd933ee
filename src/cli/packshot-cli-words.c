/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* Words for values, things and states. Pure functions. The words for errors stand in
 * packshot-cli-words-errors.c. */

#include "config.h"

#include "packshot-cli-words.h"

#include <glib/gi18n.h>

const char *
packshot_cli_words_state (PackshotState state)
{
  switch (state)
    {
    case PACKSHOT_STATE_SYNCED:
      return _("synced");

    case PACKSHOT_STATE_PENDING:
      return _("waiting");

    case PACKSHOT_STATE_CONFLICT:
      return _("conflict");

    case PACKSHOT_STATE_NEEDS_YOU:
      return _("needs you");

    case PACKSHOT_STATE_UNKNOWN:
    default:
      return _("not checked");
    }
}

const char *
packshot_cli_words_service (PackshotServiceKind service)
{
  static const char * const names[PACKSHOT_N_SERVICES] = { "Closient", "GoldLeaf", "BLAZE" };

  return (guint)service < G_N_ELEMENTS (names) ? names[service] : "";
}

const char *
packshot_cli_words_kind (PackshotItemKind kind)
{
  switch (kind)
    {
    case PACKSHOT_ITEM_ORGANIZATION:
      return _("organization");

    case PACKSHOT_ITEM_CUSTOMER:
      return _("customer");

    case PACKSHOT_ITEM_BRAND:
      return _("brand");

    case PACKSHOT_ITEM_CATEGORY:
      return _("category");

    case PACKSHOT_ITEM_PRODUCT:
    default:
      return _("product");
    }
}

const char *
packshot_cli_words_conflict (PackshotConflictKind kind)
{
  switch (kind)
    {
    case PACKSHOT_CONFLICT_CONTENT:
      return _("replaced on both sides");

    case PACKSHOT_CONFLICT_TITLE:
      return _("different caption");

    case PACKSHOT_CONFLICT_VISIBILITY:
      return _("different visibility");

    case PACKSHOT_CONFLICT_PRIMARY:
      return _("different primary");

    case PACKSHOT_CONFLICT_ORDER:
      return _("different order");

    case PACKSHOT_CONFLICT_REMOVED_THERE:
      return _("removed there, changed here");

    case PACKSHOT_CONFLICT_REMOVED_HERE:
    default:
      return _("removed here, changed there");
    }
}

typedef struct
{
  const char *code;
  const char *words;
} Word;

static const char *
find_word (const Word *words,
           const char *code,
           const char *fallback)
{
  for (; code != NULL && words->code != NULL; words++)
    if (g_str_equal (words->code, code))
      return _(words->words);
  return fallback;
}

/**
 * packshot_cli_words_change:
 * @change: (nullable): of a #PackshotImageView
 *
 * Returns: what waits to be sent, or ""
 */
const char *
packshot_cli_words_change (const char *change)
{
  static const Word words[] = {
    { "new", N_("new") },
    { "content", N_("replaced") },
    { "title", N_("caption") },
    { "visibility", N_("visibility") },
    { "order", N_("moved") },
    { "primary", N_("primary") },
    { NULL, NULL },
  };

  return find_word (words, change, "");
}

const char *
packshot_cli_words_undone (const char *kind)
{
  static const Word words[] = {
    { "add", N_("Adding is undone") },
    { "remove", N_("Removing is undone") },
    { "move", N_("The move is undone") },
    { "primary", N_("The choice of the primary is undone") },
    { "title", N_("The change of caption is undone") },
    { "visibility", N_("The change of visibility is undone") },
    { "replace", N_("The replacement is undone") },
    { "resolve", N_("The decision is undone") },
    { "restore", N_("Restoring is undone") },
    { "discard", N_("Discarding is undone") },
    { "move-gallery", N_("The pictures are back at their item") },
    { NULL, NULL },
  };

  return find_word (words, kind, _("Undone"));
}

const char *
packshot_cli_words_redone (const char *kind)
{
  static const Word words[] = {
    { "add", N_("Added again") },
    { "remove", N_("Removed again") },
    { "move", N_("Moved again") },
    { "primary", N_("The primary is chosen again") },
    { "title", N_("The caption is changed again") },
    { "visibility", N_("The visibility is changed again") },
    { "replace", N_("Replaced again") },
    { "resolve", N_("Decided again") },
    { "restore", N_("Restored again") },
    { "discard", N_("Discarded again") },
    { "move-gallery", N_("The pictures are moved again") },
    { NULL, NULL },
  };

  return find_word (words, kind, _("Done again"));
}

/**
 * packshot_cli_words_format:
 * @mime: (nullable): a type
 *
 * Returns: its name for people, or ""
 */
const char *
packshot_cli_words_format (const char *mime)
{
  static const Word names[] = {
    { "image/jpeg", "JPEG" }, { "image/png", "PNG" }, { "image/webp", "WebP" },
    { "image/gif", "GIF" }, { "image/tiff", "TIFF" }, { "image/bmp", "BMP" },
    { "image/avif", "AVIF" }, { "image/heic", "HEIC" }, { "image/svg+xml", "SVG" },
    { NULL, NULL },
  };

  for (const Word *word = names; mime != NULL && word->code != NULL; word++)
    if (g_str_equal (word->code, mime))
      return word->words;
  return mime != NULL ? mime : "";
}

char *
packshot_cli_words_reference (const PackshotItem    *item,
                              const PackshotAccount *account)
{
  if (account == NULL)
    return g_strdup (item->key);
  return g_strconcat (account->name, ":", item->key, NULL);
}

char *
packshot_cli_words_item (const PackshotItem    *item,
                         const PackshotAccount *account)
{
  g_autofree char *reference = packshot_cli_words_reference (item, account);

  return g_strconcat (reference, "  ", item->name, NULL);
}

/**
 * packshot_cli_words_id:
 * @id: an id
 *
 * Returns: (transfer full): its digits, for texts that are translated
 */
char *
packshot_cli_words_id (gint64 id)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT, id);
}

char *
packshot_cli_words_image (gint64      id,
                          const char *title)
{
  g_autofree char *number = packshot_cli_words_id (id);

  if (title == NULL || *title == '\0')
    return g_strdup_printf (_("picture %s"), number);
  return g_strdup_printf (_("picture %s “%s”"), number, title);
}

/**
 * packshot_cli_words_bytes:
 * @bytes: a size
 *
 * Returns: (transfer full): in the unit that fits: "640 kB", "1.3 MB"; "" when it is not known
 */
char *
packshot_cli_words_bytes (gint64 bytes)
{
  return bytes > 0 ? g_format_size ((guint64)bytes) : g_strdup ("");
}

char *
packshot_cli_words_time (gint64 at)
{
  g_autoptr(GDateTime) utc = NULL;
  g_autoptr(GDateTime) local = NULL;

  if (at == 0)
    return g_strdup (_("never"));
  utc = g_date_time_new_from_unix_utc (at / G_USEC_PER_SEC);
  local = utc != NULL ? g_date_time_to_local (utc) : NULL;
  return local != NULL ? g_date_time_format (local, "%Y-%m-%d %H:%M:%S") : g_strdup ("");
}

char *
packshot_cli_words_time_utc (gint64 at)
{
  g_autoptr(GDateTime) seconds = NULL;
  g_autoptr(GDateTime) utc = NULL;

  if (at == 0)
    return NULL;
  seconds = g_date_time_new_from_unix_utc (at / G_USEC_PER_SEC);
  utc = seconds != NULL ? g_date_time_add (seconds, at % G_USEC_PER_SEC) : NULL;
  return utc != NULL ? g_date_time_format_iso8601 (utc) : NULL;
}
