/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* Items as lists show them: which ones, in which order, how many, and a page of rows.
 *
 * A person's words are never SQL: words of three letters or more become quoted phrases for the
 * trigram index, shorter ones a LIKE with its wildcards escaped, and a number is also looked for
 * among the digits of the 14-digit keys. On a store thread. */

#include "config.h"

#include "packshot-items.h"

#include "packshot-galleries.h"
#include "packshot-gtin.h"
#include "packshot-items-private.h"

#define TRIGRAM 3
#define MAX_WORDS 8

#define REFUSED "SELECT id FROM items WHERE problem IS NOT NULL"
#define NO_PICTURE \
  "SELECT id FROM items INDEXED BY items_without_picture " \
  "WHERE local_gallery = 1 AND looked_at IS NOT NULL"
#define NO_PRIMARY \
  "SELECT n.id FROM galleries AS g CROSS JOIN items AS n ON n.local_gallery = g.id " \
  "WHERE g.primary_image IS NULL AND g.id <> 1 AND n.kind = 'product'"
#define TOO_SMALL \
  "SELECT DISTINCT n.id FROM contents AS c CROSS JOIN gallery_images AS p ON p.sha256 = c.sha256 " \
  "CROSS JOIN items AS n ON n.local_gallery = p.gallery " \
  "WHERE (c.width BETWEEN 1 AND 499) OR (c.height BETWEEN 1 AND 499)"
#define WAITING \
  "SELECT id FROM items WHERE local_gallery <> synced_gallery UNION " \
  "SELECT item FROM doubts"

/* Each gives every id once. An item without a picture that was never looked at may have some on the
 * server: it is not told. 500 pixels on each side is what Google Merchant Center asks for from
 * 31 January 2027 (https://support.google.com/merchants/answer/6324350). */
static const char * const filters[PACKSHOT_N_FILTERS] = {
  [PACKSHOT_FILTER_ALL] = NULL,
  [PACKSHOT_FILTER_NEEDS_ATTENTION] =
    REFUSED " UNION " NO_PICTURE " UNION " NO_PRIMARY " UNION " TOO_SMALL,
  [PACKSHOT_FILTER_WAITING] = WAITING,
  [PACKSHOT_FILTER_CONFLICTS] = "SELECT DISTINCT item FROM conflicts",
  [PACKSHOT_FILTER_NO_PICTURE] = NO_PICTURE,
  [PACKSHOT_FILTER_NO_PRIMARY] = NO_PRIMARY,
  [PACKSHOT_FILTER_TOO_SMALL] = TOO_SMALL,
  [PACKSHOT_FILTER_NOT_CHECKED] = "SELECT id FROM items WHERE looked_at IS NULL",
};

static const char * const orders[] = {
  [PACKSHOT_SORT_NAME] = "i.name COLLATE NOCASE, i.account, i.kind, i.id",
  [PACKSHOT_SORT_GTIN] = "i.gtin NULLS LAST, i.account, i.kind, i.id",
  [PACKSHOT_SORT_CHANGED] = "i.edited_at DESC, i.account DESC, i.kind DESC, i.id DESC",
};

typedef struct
{
  GString   *match;     /* (owned): an expression for the trigram index; empty: none */
  GPtrArray *patterns;  /* (owned) (element-type utf8): for LIKE */
  char      *digits;    /* (owned) (nullable): to be found within a GTIN */
} Search;

static void
search_clear (Search *search)
{
  g_string_free (search->match, TRUE);
  g_ptr_array_unref (search->patterns);
  g_free (search->digits);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Search, search_clear)

static char *
like_pattern (const char *word)
{
  GString *pattern = g_string_new ("%");

  for (const char *p = word; *p != '\0'; p++)
    {
      if (*p == '%' || *p == '_' || *p == '\\')
        g_string_append_c (pattern, '\\');
      g_string_append_c (pattern, *p);
    }
  g_string_append_c (pattern, '%');
  return g_string_free (pattern, FALSE);
}

static void
search_add_word (Search     *search,
                 const char *word)
{
  g_auto(GStrv) parts = NULL;
  g_autofree char *quoted = NULL;

  if (g_utf8_strlen (word, -1) < TRIGRAM)
    {
      g_ptr_array_add (search->patterns, like_pattern (word));
      return;
    }
  parts = g_strsplit (word, "\"", -1);
  quoted = g_strjoinv ("\"\"", parts);
  if (search->match->len > 0)
    g_string_append (search->match, " AND ");
  g_string_append_printf (search->match, "\"%s\"", quoted);
}

static void
search_parse (Search     *search,
              const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "", -1);
  g_auto(GStrv) words = g_strsplit_set (valid, " \t\r\n\f\v", -1);
  guint n = 0;

  search->match = g_string_new (NULL);
  search->patterns = g_ptr_array_new_with_free_func (g_free);
  search->digits = packshot_gtin_dup_search_key (valid);
  for (guint i = 0; words[i] != NULL && n < MAX_WORDS; i++)
    if (*words[i] != '\0')
      {
        search_add_word (search, words[i]);
        n++;
      }
}

/* Parameters: 1 account, 2 kind, 3 match, 4 digits, 5… patterns. */
static void
search_append_sql (const Search *search,
                   GString      *sql)
{
  gboolean has_match = search->match->len > 0;

  if (!has_match && search->patterns->len == 0)
    return;
  g_string_append (sql, " AND ((1");
  if (has_match)
    g_string_append (sql, " AND i.id IN (SELECT rowid FROM items_text WHERE items_text MATCH ?3)");
  for (guint i = 0; i < search->patterns->len; i++)
    g_string_append_printf (sql,
                            " AND (i.name LIKE ?%u ESCAPE '\\' OR i.brand LIKE ?%u ESCAPE '\\' "
                            "OR i.gtin LIKE ?%u ESCAPE '\\' OR i.sku LIKE ?%u ESCAPE '\\')",
                            i + 5, i + 5, i + 5, i + 5);
  g_string_append (sql, ")");
  if (search->digits != NULL && g_utf8_strlen (search->digits, -1) >= TRIGRAM)
    g_string_append (sql, " OR i.id IN (SELECT rowid FROM items_text WHERE items_text MATCH "
                     "'gtin : \"' || ?4 || '\"')");
  g_string_append (sql, ")");
}

static void
search_bind (const Search      *search,
             PackshotStatement *s)
{
  if (search->match->len > 0)
    _packshot_statement_bind_text (s, 3, search->match->str);
  if (search->digits != NULL && g_utf8_strlen (search->digits, -1) >= TRIGRAM &&
      (search->match->len > 0 || search->patterns->len > 0))
    _packshot_statement_bind_text (s, 4, search->digits);
  for (guint i = 0; i < search->patterns->len; i++)
    _packshot_statement_bind_text (s, (int)i + 5, search->patterns->pdata[i]);
}

/**
 * packshot_items_query:
 * @db: a connection
 * @query: which items, and in which order
 * @error: return location
 *
 * Returns: (transfer full) (element-type gint64) (nullable): their ids
 */
GArray *
packshot_items_query (PackshotDb              *db,
                      const PackshotItemQuery *query,
                      GError                 **error)
{
  g_auto(Search) search = { NULL };
  g_autoptr(GString) sql = g_string_new ("SELECT i.id FROM items AS i WHERE 1");
  g_autoptr(PackshotStatement) s = NULL;

  g_return_val_if_fail ((guint)query->filter < PACKSHOT_N_FILTERS, NULL);
  g_return_val_if_fail ((guint)query->sort < G_N_ELEMENTS (orders), NULL);

  search_parse (&search, query->text);
  if (query->account != 0)
    g_string_append (sql, " AND +i.account = ?1");
  if (query->kind >= 0)
    g_string_append (sql, " AND +i.kind = ?2");
  if (filters[query->filter] != NULL)
    g_string_append_printf (sql, " AND i.id IN (%s)", filters[query->filter]);
  search_append_sql (&search, sql);
  g_string_append_printf (sql, " ORDER BY %s", orders[query->sort]);

  s = _packshot_db_prepare (db, sql->str, error);
  if (s == NULL)
    return NULL;
  if (query->account != 0)
    _packshot_statement_bind_int64 (s, 1, query->account);
  if (query->kind >= 0)
    _packshot_statement_bind_text (s, 2, packshot_item_kind_to_string (query->kind));
  search_bind (&search, s);
  return _packshot_statement_run_ids (s, error);
}

/**
 * packshot_items_count:
 * @db: a connection
 * @counts: (out): numbers of items for each filter, and of pictures in the trash
 * @error: return location
 *
 * Returns: whether @counts is filled
 */
gboolean
packshot_items_count (PackshotDb     *db,
                      PackshotCounts *counts,
                      GError        **error)
{
  for (int i = 0; i <= PACKSHOT_N_FILTERS; i++)
    {
      g_autoptr(PackshotStatement) s = NULL;
      g_autofree char *sql = NULL;
      gint64 *number = i < PACKSHOT_N_FILTERS ? &counts->by_filter[i] : &counts->trash;

      if (i == PACKSHOT_N_FILTERS)
        sql = g_strdup ("SELECT count(*) FROM trash");
      else if (filters[i] == NULL)
        sql = g_strdup ("SELECT count(*) FROM items");
      else
        sql = g_strdup_printf ("SELECT count(*) FROM (%s)", filters[i]);
      s = _packshot_db_prepare (db, sql, error);
      if (s == NULL || !_packshot_statement_run_number (s, number, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * packshot_items_count_kind:
 * @db: a connection
 * @account: an account's id
 * @kind: a kind of item
 * @error: return location
 *
 * Returns: how many items of that kind the account has, or -1
 */
gint64
packshot_items_count_kind (PackshotDb *db,
                           gint64      account,
                           int         kind,
                           GError    **error)
{
  g_autoptr(PackshotStatement) s = NULL;
  gint64 number;

  s = _packshot_db_prepare (db, "SELECT count(*) FROM items WHERE account = ?1 AND kind = ?2",
                            error);
  if (s == NULL)
    return -1;
  _packshot_statement_bind_int64 (s, 1, account);
  _packshot_statement_bind_text (s, 2, packshot_item_kind_to_string (kind));
  return _packshot_statement_run_number (s, &number, error) ? number : -1;
}

void
packshot_item_row_free (PackshotItemRow *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->item, packshot_item_free);
  g_clear_pointer (&self->sync, packshot_item_sync_free);
  g_free (self->cover);
  g_free (self);
}

/* The primary, else the first picture. */
static gboolean
read_cover (PackshotDb      *db,
            PackshotItemRow *row,
            gint64           gallery,
            gint64           primary,
            GError         **error)
{
  g_autoptr(PackshotStatement) s = NULL;
  int more;

  s = _packshot_db_prepare (db,
                            "SELECT image, sha256 FROM gallery_images WHERE gallery = ?1 "
                            "ORDER BY image = ?2 DESC, position LIMIT 1", error);
  if (s == NULL)
    return FALSE;
  _packshot_statement_bind_int64 (s, 1, gallery);
  _packshot_statement_bind_int64 (s, 2, primary);
  more = _packshot_statement_step (s, error);
  if (more > 0)
    {
      row->cover_image = _packshot_statement_get_int64 (s, 0);
      row->cover = _packshot_statement_dup_text (s, 1);
    }
  return more >= 0;
}

static int
count_differences (PackshotGallery *local,
                   PackshotGallery *synced)
{
  int n = 0;

  for (guint i = 0; i < packshot_gallery_get_n (local); i++)
    {
      PackshotImage *mine = packshot_gallery_get (local, i);
      PackshotImage *agreed = packshot_gallery_lookup (synced, packshot_image_get_id (mine));

      n += agreed == NULL || !packshot_image_equal (mine, agreed);
    }
  for (guint i = 0; i < packshot_gallery_get_n (synced); i++)
    n += packshot_gallery_lookup (local,
                                  packshot_image_get_id (packshot_gallery_get (synced, i))) == NULL;
  return MAX (n, 1);
}

static gboolean
read_differences (PackshotDb      *db,
                  PackshotItemRow *row,
                  GError         **error)
{
  g_autoptr(PackshotGallery) local = NULL;
  g_autoptr(PackshotGallery) synced = NULL;

  local = packshot_galleries_get (db, row->item->id, PACKSHOT_TREE_LOCAL, error);
  if (local == NULL)
    return FALSE;
  synced = packshot_galleries_get (db, row->item->id, PACKSHOT_TREE_SYNCED, error);
  if (synced == NULL)
    return FALSE;
  row->n_changed = count_differences (local, synced);
  return TRUE;
}

static gboolean
read_conflicting (PackshotDb      *db,
                  PackshotItemRow *row,
                  GError         **error)
{
  g_autoptr(PackshotStatement) s = NULL;
  gint64 number;

  s = _packshot_db_prepare (db,
                            "SELECT count (DISTINCT image) FROM conflicts WHERE item = ?1", error);
  if (s == NULL)
    return FALSE;
  _packshot_statement_bind_int64 (s, 1, row->item->id);
  if (!_packshot_statement_run_number (s, &number, error))
    return FALSE;
  row->n_changed = MAX ((int)number, 1);
  return TRUE;
}

static gboolean
read_concerned (PackshotDb      *db,
                PackshotItemRow *row,
                GError         **error)
{
  switch (packshot_item_sync_get_state (row->sync))
    {
    case PACKSHOT_STATE_NEEDS_YOU:
      if (row->sync->problem_image == 0 && row->sync->pending)
        return read_differences (db, row, error);
      row->n_changed = 1;
      return TRUE;

    case PACKSHOT_STATE_CONFLICT:
      return read_conflicting (db, row, error);

    case PACKSHOT_STATE_PENDING:
      if (row->sync->pending)
        return read_differences (db, row, error);
      row->n_changed = row->sync->n_sending;
      return TRUE;

    case PACKSHOT_STATE_SYNCED:
    case PACKSHOT_STATE_UNKNOWN:
    default:
      return TRUE;
    }
}

static gboolean
add_row (PackshotDb *db,
         gint64      id,
         GPtrArray  *rows,
         GError    **error)
{
  g_autoptr(PackshotStatement) s = NULL;
  g_autoptr(PackshotItemRow) row = NULL;
  const int after = PACKSHOT_ITEM_N_COLUMNS + PACKSHOT_ITEM_SYNC_N_COLUMNS;
  int more;

  s = _packshot_db_prepare (db,
                            "SELECT " PACKSHOT_ITEM_COLUMNS ", " PACKSHOT_ITEM_SYNC_COLUMNS ", "
                            "(SELECT count(*) FROM gallery_images AS p "
                            "WHERE p.gallery = i.local_gallery), "
                            "i.local_gallery, g.primary_image FROM items AS i "
                            "JOIN galleries AS g ON g.id = i.local_gallery WHERE i.id = ?1",
                            error);
  if (s == NULL)
    return FALSE;
  _packshot_statement_bind_int64 (s, 1, id);
  more = _packshot_statement_step (s, error);
  if (more <= 0)
    return more == 0;
  row = g_new0 (PackshotItemRow, 1);
  row->item = _packshot_item_read (s, 0);
  row->sync = _packshot_item_sync_read (s, PACKSHOT_ITEM_N_COLUMNS);
  row->n_images = (int)_packshot_statement_get_int64 (s, after);
  if (row->n_images > 0 &&
      !read_cover (db, row, _packshot_statement_get_int64 (s, after + 1),
                   _packshot_statement_get_int64 (s, after + 2), error))
    return FALSE;
  if (!read_concerned (db, row, error))
    return FALSE;
  g_ptr_array_add (rows, g_steal_pointer (&row));
  return TRUE;
}

/**
 * packshot_items_get_rows:
 * @db: a connection
 * @ids: (array length=n_ids): items' ids, a page of packshot_items_query()
 * @n_ids: how many
 * @error: return location
 *
 * Returns: (transfer full) (element-type PackshotItemRow) (nullable): the items in that order;
 *   those that are gone are left out
 */
GPtrArray *
packshot_items_get_rows (PackshotDb   *db,
                         const gint64 *ids,
                         guint         n_ids,
                         GError      **error)
{
  g_autoptr(GPtrArray) rows = NULL;

  rows = g_ptr_array_new_with_free_func ((GDestroyNotify)packshot_item_row_free);
  for (guint i = 0; i < n_ids; i++)
    if (!add_row (db, ids[i], rows, error))
      return NULL;
  return g_steal_pointer (&rows);
}
