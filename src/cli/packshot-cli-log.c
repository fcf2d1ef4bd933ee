/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* The log, as “log” shows all of it and “sync” what it did itself. One thread. */

#include "config.h"

#include "packshot-cli-log.h"

#include "packshot-cli-find.h"
#include "packshot-cli-json.h"
#include "packshot-cli-output.h"
#include "packshot-cli-words.h"

#include <glib/gi18n.h>

GPtrArray *
packshot_cli_load_rows (PackshotCli *self,
                        GArray      *ids)
{
  g_autoptr(GError) error = NULL;
  GPtrArray *rows;

  packshot_session_load_rows_async (self->session, (const gint64 *)(gpointer)ids->data, ids->len,
                                    NULL, packshot_cli_ready_cb, self);
  rows = packshot_session_load_rows_finish (self->session, packshot_cli_wait (self), &error);
  if (rows == NULL)
    self->status = packshot_cli_fail (self, error);
  return rows;
}

/* ids of the items that the rows are about, each once */
static GArray *
item_ids (GPtrArray *rows)
{
  g_autoptr(GHashTable) seen = g_hash_table_new (g_int64_hash, g_int64_equal);
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < rows->len; i++)
    {
      PackshotLogRow *row = g_ptr_array_index (rows, i);

      if (row->item != 0 && g_hash_table_add (seen, &row->item))
        g_array_append_val (ids, row->item);
    }
  return ids;
}

/**
 * packshot_cli_log_load:
 * @self: a run with an open session
 * @limit: at most so many rows, the newest
 * @log: (out): where to put them
 *
 * Returns: whether they could be read
 */
gboolean
packshot_cli_log_load (PackshotCli    *self,
                       guint           limit,
                       PackshotCliLog *log)
{
  g_autoptr(GArray) ids = NULL;
  g_autoptr(GError) error = NULL;

  packshot_session_list_log_async (self->session, limit, NULL, packshot_cli_ready_cb, self);
  log->rows = packshot_session_list_log_finish (self->session, packshot_cli_wait (self), &error);
  if (log->rows == NULL)
    {
      self->status = packshot_cli_fail (self, error);
      return FALSE;
    }
  ids = item_ids (log->rows);
  log->items = packshot_cli_load_rows (self, ids);
  log->accounts = log->items != NULL ? packshot_cli_list_accounts (self) : NULL;
  return log->accounts != NULL;
}

void
packshot_cli_log_clear (PackshotCliLog *log)
{
  g_clear_pointer (&log->rows, g_ptr_array_unref);
  g_clear_pointer (&log->items, g_ptr_array_unref);
  g_clear_pointer (&log->accounts, g_ptr_array_unref);
}

const PackshotItem *
packshot_cli_log_item (PackshotCliLog *log,
                       gint64          id)
{
  for (guint i = 0; i < log->items->len; i++)
    {
      PackshotItemRow *row = g_ptr_array_index (log->items, i);

      if (row->item->id == id)
        return row->item;
    }
  return NULL;
}

/* What was sent, and what became of it. */
static char *
dup_sent (PackshotLogKind       kind,
          const PackshotLogRow *row)
{
  g_autofree char *image = packshot_cli_words_image (row->image, row->detail);
  g_autofree char *bytes = packshot_cli_words_bytes (row->bytes);

  switch ((int)kind)
    {
    case PACKSHOT_LOG_SENT:
      return *bytes != '\0' ? g_strdup_printf (_("sent %s (%s)"), image, bytes) :
             g_strdup_printf (_("sent %s"), image);

    case PACKSHOT_LOG_DELETED:
      return row->image != 0 ? g_strdup_printf (_("deleted %s"), image) :
             g_strdup (_("deleted an old copy"));

    case PACKSHOT_LOG_WRITTEN:
      return g_strdup (_("wrote the list of pictures"));

    case PACKSHOT_LOG_SETTLED:
      return row->image != 0 ?
             g_strdup_printf (_("%s: the line was cut; found on the server, not sent twice"),
                              image) :
             g_strdup (_("the line was cut; found on the server, not sent twice"));

    case PACKSHOT_LOG_LOST:
      return row->image != 0 ?
             g_strdup_printf (_("%s: the line was cut; not found on the server, sent again"),
                              image) :
             g_strdup (_("the line was cut; not found on the server, sent again"));

    case PACKSHOT_LOG_ORPHAN:
    default:
      return g_strdup_printf (_("%s was cut off while it was sent: an unused copy may be left on "
                                "the server"), image);
    }
}

/* What a person did, by the edit's kind. */
static const char *
edit_words (const char *kind)
{
  static const struct { const char *kind, *words; } words[] = {
    { "add", N_("pictures added") },
    { "remove", N_("pictures removed") },
    { "move", N_("pictures in another order") },
    { "primary", N_("another primary") },
    { "title", N_("another caption") },
    { "visibility", N_("another visibility") },
    { "replace", N_("a picture replaced") },
    { "resolve", N_("a conflict decided") },
    { "restore", N_("a picture taken out of the trash") },
    { "discard", N_("changes discarded") },
    { "move-gallery", N_("pictures moved to another item") },
    { "undo", N_("a change undone") },
    { "redo", N_("a change done again") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_strcmp0 (words[i].kind, kind) == 0)
      return _(words[i].words);
  return kind;
}

static char *
dup_paused (const PackshotLogRow *row)
{
  g_autoptr(GDateTime) until = g_date_time_new_from_iso8601 (row->detail, NULL);
  g_autofree char *time = NULL;

  if (until == NULL)
    return g_strdup (_("paused"));
  time = packshot_cli_words_time (g_date_time_to_unix (until) * G_USEC_PER_SEC);
  return g_strdup_printf (_("paused until %s"), time);
}

static char *
dup_failed (const char           *what,
            const PackshotLogRow *row)
{
  g_autofree char *image = packshot_cli_words_image (row->image, NULL);

  return row->image != 0 ? g_strdup_printf ("%s: %s: %s", image, what, row->detail) :
         g_strdup_printf ("%s: %s", what, row->detail);
}

/**
 * packshot_cli_log_event:
 * @row: a row of the log
 *
 * Returns: (transfer full): what happened, for people
 */
char *
packshot_cli_log_event (const PackshotLogRow *row)
{
  PackshotLogKind kind = packshot_log_kind_from_string (row->event);

  switch (kind)
    {
    case PACKSHOT_LOG_SENT:
    case PACKSHOT_LOG_DELETED:
    case PACKSHOT_LOG_WRITTEN:
    case PACKSHOT_LOG_SETTLED:
    case PACKSHOT_LOG_LOST:
    case PACKSHOT_LOG_ORPHAN:
      return dup_sent (kind, row);

    case PACKSHOT_LOG_CHECKED:
      return g_strdup (_("read back, both sides are the same"));

    case PACKSHOT_LOG_FAILED:
      return dup_failed (_("failed"), row);

    case PACKSHOT_LOG_RETRIED:
      return dup_failed (_("failed for now"), row);

    case PACKSHOT_LOG_TAKEN:
      return g_strdup (_("changes on the server were taken over"));

    case PACKSHOT_LOG_CONFLICT:
      return g_strdup (_("changed here and there; see “packshotctl conflicts”"));

    case PACKSHOT_LOG_EDIT:
      return g_strdup_printf (_("changed here: %s"), edit_words (row->detail));

    case PACKSHOT_LOG_ACCOUNT:
      return g_strdup (*row->detail != '\0' ? packshot_cli_words_problem (row->detail) :
                       _("The account answers again"));

    case PACKSHOT_LOG_PAUSED:
      return dup_paused (row);

    case PACKSHOT_LOG_RESUMED:
      return g_strdup (_("resumed"));

    case PACKSHOT_LOG_OTHER:
    default:
      return g_strdup_printf ("%s %s", row->event, row->detail);
    }
}

void
packshot_cli_log_add_row (JsonBuilder          *builder,
                          PackshotCliLog       *log,
                          const PackshotLogRow *row)
{
  const PackshotItem *item = packshot_cli_log_item (log, row->item);
  const PackshotAccount *account = packshot_cli_get_account (log->accounts, row->account);
  g_autofree char *reference = item != NULL ? packshot_cli_words_reference (item, account) : NULL;

  json_builder_begin_object (builder);
  packshot_cli_json_add_int (builder, "id", row->id);
  packshot_cli_json_add_time (builder, "at", row->at);
  packshot_cli_json_add_text (builder, "account", account != NULL ? account->name : NULL);
  packshot_cli_json_add_text (builder, "item", reference);
  packshot_cli_json_add_known (builder, "image", row->image);
  packshot_cli_json_add_text (builder, "event", row->event);
  packshot_cli_json_add_text (builder, "detail", row->detail);
  packshot_cli_json_add_known (builder, "bytes", row->bytes);
  json_builder_end_object (builder);
}
