/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* The log for people: which lines, and a page of them with what is needed to read them. A list of
 * all that fit is their ids, eight bytes each; only what is looked at is read. On a store
 * thread. */

#include "config.h"

#include "packshot-journal.h"

#include "packshot-statement-private.h"

#define COLUMNS \
  "l.id, l.at, l.account, l.item, l.image, l.event, l.detail, l.bytes, a.name, i.name, i.key, " \
  "i.looked_at > l.at"

/* The picture as it stands in a gallery or in the trash, else the first one of the item. */
#define HASH \
  "coalesce ((SELECT p.sha256 FROM gallery_images AS p WHERE p.image = l.image " \
  "AND p.sha256 IS NOT NULL ORDER BY p.gallery DESC LIMIT 1), " \
  "(SELECT t.sha256 FROM trash AS t WHERE t.image = l.image ORDER BY t.id DESC LIMIT 1), " \
  "(SELECT p.sha256 FROM gallery_images AS p JOIN galleries AS g ON g.id = p.gallery " \
  "WHERE p.gallery = i.local_gallery AND p.sha256 IS NOT NULL " \
  "ORDER BY p.image = g.primary_image DESC, p.position LIMIT 1))"

void
packshot_log_entry_free (PackshotLogEntry *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->row, packshot_log_row_free);
  g_free (self->account_name);
  g_free (self->item_name);
  g_free (self->item_key);
  g_free (self->hash);
  g_free (self);
}

/* --- Which lines --- */

static char *
like_pattern (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  const char *stripped = g_strstrip (valid);
  GString *pattern = g_string_new ("%");

  for (const char *p = stripped; *p != '\0'; p++)
    {
      if (*p == '%' || *p == '_' || *p == '\\')
        g_string_append_c (pattern, '\\');
      g_string_append_c (pattern, *p);
    }
  g_string_append_c (pattern, '%');
  return g_string_free (pattern, FALSE);
}

/* Names of the wanted kinds are our own words; a bit for OTHER also means all that is not known. */
static void
append_kinds (GString *sql,
              guint    kinds)
{
  g_autoptr(GString) wanted = g_string_new (NULL);
  g_autoptr(GString) known = g_string_new (NULL);

  for (guint i = 0; i <= PACKSHOT_LOG_OTHER; i++)
    {
      GString *list = kinds & (1u << i) ? wanted : known;

      g_string_append_printf (list, "%s'%s'", list->len > 0 ? ", " : "",
                              packshot_log_kind_to_string ((PackshotLogKind)i));
    }
  if (kinds & (1u << PACKSHOT_LOG_OTHER))
    g_string_append_printf (sql, " AND l.event NOT IN (%s)", known->str);
  else
    g_string_append_printf (sql, " AND l.event IN (%s)", wanted->str);
}

/* Parameters: 1 account, 2 item, 3 since, 4 until, 5 pattern, 6 limit. */
static void
append_conditions (GString                *sql,
                   const PackshotLogQuery *query)
{
  if (query->account != 0)
    g_string_append (sql, " AND l.account = ?1");
  if (query->item != 0)
    g_string_append (sql, " AND l.item = ?2");
  if (query->since != 0)
    g_string_append (sql, " AND l.at >= ?3");
  if (query->until != 0)
    g_string_append (sql, " AND l.at < ?4");
  if (query->text != NULL && *query->text != '\0')
    g_string_append (sql,
                     " AND (l.detail LIKE ?5 ESCAPE '\\' OR l.item IN (SELECT id FROM items AS i "
                     "WHERE i.name LIKE ?5 ESCAPE '\\' OR i.brand LIKE ?5 ESCAPE '\\' "
                     "OR i.key LIKE ?5 ESCAPE '\\' OR i.sku LIKE ?5 ESCAPE '\\'))");
  if (query->kinds != 0)
    append_kinds (sql, query->kinds);
}

static void
bind_conditions (PackshotStatement      *s,
                 const PackshotLogQuery *query)
{
  if (query->account != 0)
    _packshot_statement_bind_int64 (s, 1, query->account);
  if (query->item != 0)
    _packshot_statement_bind_int64 (s, 2, query->item);
  if (query->since != 0)
    _packshot_statement_bind_int64 (s, 3, query->since);
  if (query->until != 0)
    _packshot_statement_bind_int64 (s, 4, query->until);
  if (query->text != NULL && *query->text != '\0')
    {
      g_autofree char *pattern = like_pattern (query->text);

      _packshot_statement_bind_text (s, 5, pattern);
    }
  _packshot_statement_bind_int64 (s, 6, query->limit != 0 ? query->limit : -1);
}

/**
 * packshot_log_query:
 * @db: a connection
 * @query: which lines
 * @error: return location
 *
 * Returns: (transfer full) (element-type gint64) (nullable): their ids, the newest first
 */
GArray *
packshot_log_query (PackshotDb             *db,
                    const PackshotLogQuery *query,
                    GError                **error)
{
  g_autoptr(GString) sql = g_string_new ("SELECT l.id FROM log AS l WHERE 1");
  g_autoptr(PackshotStatement) s = NULL;

  append_conditions (sql, query);
  g_string_append (sql, " ORDER BY l.id DESC LIMIT ?6");
  s = _packshot_db_prepare (db, sql->str, error);
  if (s == NULL)
    return NULL;
  bind_conditions (s, query);
  return _packshot_statement_run_ids (s, error);
}

/* --- A page of them --- */

static PackshotLogEntry *
read_entry (PackshotStatement *s)
{
  PackshotLogEntry *entry = g_new0 (PackshotLogEntry, 1);
  PackshotLogRow *row = g_new0 (PackshotLogRow, 1);

  row->id = _packshot_statement_get_int64 (s, 0);
  row->at = _packshot_statement_get_int64 (s, 1);
  row->account = _packshot_statement_get_int64 (s, 2);
  row->item = _packshot_statement_get_int64 (s, 3);
  row->image = _packshot_statement_get_int64 (s, 4);
  row->event = _packshot_statement_dup_text (s, 5);
  row->detail = _packshot_statement_dup_text (s, 6);
  row->bytes = _packshot_statement_get_int64 (s, 7);
  entry->row = row;
  entry->kind = packshot_log_kind_from_string (row->event);
  entry->account_name = _packshot_statement_dup_text (s, 8);
  entry->item_name = _packshot_statement_dup_text (s, 9);
  entry->item_key = _packshot_statement_dup_text (s, 10);
  entry->is_read_back = _packshot_statement_get_int64 (s, 11) != 0;
  entry->hash = _packshot_statement_dup_text (s, 12);
  return entry;
}

static gboolean
add_entry (PackshotDb *db,
           gint64      id,
           GPtrArray  *entries,
           GError    **error)
{
  g_autoptr(PackshotStatement) s = NULL;
  int more;

  s = _packshot_db_prepare (db,
                            "SELECT " COLUMNS ", " HASH " FROM log AS l "
                            "LEFT JOIN accounts AS a ON a.id = l.account "
                            "LEFT JOIN items AS i ON i.id = l.item WHERE l.id = ?1", error);
  if (s == NULL)
    return FALSE;
  _packshot_statement_bind_int64 (s, 1, id);
  more = _packshot_statement_step (s, error);
  if (more > 0)
    g_ptr_array_add (entries, read_entry (s));
  return more >= 0;
}

/**
 * packshot_log_load:
 * @db: a connection
 * @ids: (array length=n_ids): a page of packshot_log_query()
 * @n_ids: how many
 * @error: return location
 *
 * Returns: (transfer full) (element-type PackshotLogEntry) (nullable): the lines in that order;
 *   those that are gone are left out
 */
GPtrArray *
packshot_log_load (PackshotDb   *db,
                   const gint64 *ids,
                   guint         n_ids,
                   GError      **error)
{
  g_autoptr(GPtrArray) entries = NULL;

  entries = g_ptr_array_new_with_free_func ((GDestroyNotify)packshot_log_entry_free);
  for (guint i = 0; i < n_ids; i++)
    if (!add_entry (db, ids[i], entries, error))
      return NULL;
  return g_steal_pointer (&entries);
}
