/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* Items, and how each stands with its server. Lists of them are made in packshot-items-query.c. On
 * a store thread. */

#include "config.h"

#include "packshot-items.h"

#include "packshot-gtin.h"
#include "packshot-items-private.h"

#include <string.h>

#define FIND_MAX 20

static const char * const state_names[] = {
  "synced", "pending", "conflict", "needs-you", "unknown"
};

/**
 * packshot_state_to_string:
 * @state: a state
 *
 * Returns: its name on the command line and in JSON
 */
const char *
packshot_state_to_string (PackshotState state)
{
  g_return_val_if_fail ((guint)state < G_N_ELEMENTS (state_names), NULL);

  return state_names[state];
}

/**
 * packshot_item_sync_new:
 *
 * Returns: (transfer full): how an item stands that was never looked at
 */
PackshotItemSync *
packshot_item_sync_new (void)
{
  return g_new0 (PackshotItemSync, 1);
}

void
packshot_item_sync_free (PackshotItemSync *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->problem);
  g_free (self->problem_text);
  g_free (self);
}

/**
 * packshot_item_sync_get_state:
 * @self: how an item stands
 *
 * Returns: the same in one word: what a person has to know first
 */
PackshotState
packshot_item_sync_get_state (const PackshotItemSync *self)
{
  g_return_val_if_fail (self != NULL, PACKSHOT_STATE_UNKNOWN);

  if (self->problem != NULL)
    return PACKSHOT_STATE_NEEDS_YOU;
  if (self->n_conflicts > 0)
    return PACKSHOT_STATE_CONFLICT;
  if (self->pending || self->n_sending > 0)
    return PACKSHOT_STATE_PENDING;
  return self->looked_at == 0 ? PACKSHOT_STATE_UNKNOWN : PACKSHOT_STATE_SYNCED;
}

PackshotItem *
_packshot_item_read (PackshotStatement *s,
                     int                column)
{
  PackshotItem *item = packshot_item_new ();

  item->id = _packshot_statement_get_int64 (s, column);
  item->account = _packshot_statement_get_int64 (s, column + 1);
  packshot_item_kind_from_string (_packshot_statement_get_text (s, column + 2), &item->kind);
  item->key = _packshot_statement_dup_text (s, column + 3);
  item->name = _packshot_statement_dup_text (s, column + 4);
  item->brand = _packshot_statement_dup_text (s, column + 5);
  item->gtin = _packshot_statement_dup_text (s, column + 6);
  item->entered = _packshot_statement_dup_text (s, column + 7);
  item->sku = _packshot_statement_dup_text (s, column + 8);
  item->detail = _packshot_statement_dup_text (s, column + 9);
  return item;
}

PackshotItemSync *
_packshot_item_sync_read (PackshotStatement *s,
                          int                column)
{
  PackshotItemSync *sync = packshot_item_sync_new ();

  sync->looked_at = _packshot_statement_get_int64 (s, column);
  sync->edited_at = _packshot_statement_get_int64 (s, column + 1);
  sync->attempts = (int)_packshot_statement_get_int64 (s, column + 2);
  sync->next_try = _packshot_statement_get_int64 (s, column + 3);
  sync->problem = _packshot_statement_dup_text (s, column + 4);
  sync->problem_image = _packshot_statement_get_int64 (s, column + 5);
  sync->problem_text = _packshot_statement_dup_text (s, column + 6);
  sync->pending = _packshot_statement_get_int64 (s, column + 7) != 0;
  sync->n_conflicts = (int)_packshot_statement_get_int64 (s, column + 8);
  sync->n_sending = (int)_packshot_statement_get_int64 (s, column + 9);
  return sync;
}

static gboolean
item_equal (const PackshotItem *a,
            const PackshotItem *b)
{
  return g_strcmp0 (a->name, b->name) == 0 && g_strcmp0 (a->brand, b->brand) == 0 &&
         g_strcmp0 (a->gtin, b->gtin) == 0 && g_strcmp0 (a->entered, b->entered) == 0 &&
         g_strcmp0 (a->sku, b->sku) == 0 && g_strcmp0 (a->detail, b->detail) == 0;
}

/* (nullable): NULL without an error when there is none */
static PackshotItem *
item_lookup (PackshotDb         *db,
             const PackshotItem *item,
             gboolean           *ok,
             GError            **error)
{
  g_autoptr(PackshotStatement) s = NULL;
  int more;

  *ok = FALSE;
  s = _packshot_db_prepare (db,
                            "SELECT " PACKSHOT_ITEM_COLUMNS " FROM items AS i "
                            "WHERE account = ?1 AND kind = ?2 AND key = ?3", error);
  if (s == NULL)
    return NULL;
  _packshot_statement_bind_int64 (s, 1, item->account);
  _packshot_statement_bind_text (s, 2, packshot_item_kind_to_string (item->kind));
  _packshot_statement_bind_text (s, 3, item->key);
  more = _packshot_statement_step (s, error);
  *ok = more >= 0;
  return more > 0 ? _packshot_item_read (s, 0) : NULL;
}

static void
item_bind (PackshotStatement  *s,
           const PackshotItem *item,
           gint64              listed_at)
{
  _packshot_statement_bind_text (s, 1, item->name);
  _packshot_statement_bind_text (s, 2, item->brand);
  _packshot_statement_bind_text (s, 3, item->gtin);
  _packshot_statement_bind_text (s, 4, item->entered);
  _packshot_statement_bind_text (s, 5, item->sku);
  _packshot_statement_bind_text (s, 6, item->detail);
  _packshot_statement_bind_id (s, 7, listed_at);
}

static gboolean
item_insert (PackshotDb         *db,
             const PackshotItem *item,
             gint64              listed_at,
             gint64             *id,
             GError            **error)
{
  g_autoptr(PackshotStatement) s = NULL;

  s = _packshot_db_prepare (db,
                            "INSERT INTO items (name, brand, gtin, entered, sku, detail, "
                            "listed_at, account, kind, key) "
                            "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)", error);
  if (s == NULL)
    return FALSE;
  item_bind (s, item, listed_at);
  _packshot_statement_bind_int64 (s, 8, item->account);
  _packshot_statement_bind_text (s, 9, packshot_item_kind_to_string (item->kind));
  _packshot_statement_bind_text (s, 10, item->key);
  return _packshot_statement_run_insert (s, id, error);
}

/* The search index learns of changes and deletions by triggers, of new items here. */
static gboolean
item_index (PackshotDb         *db,
            const PackshotItem *item,
            gint64              id,
            GError            **error)
{
  g_autoptr(PackshotStatement) s = NULL;

  s = _packshot_db_prepare (db,
                            "INSERT INTO items_text (rowid, name, brand, gtin, sku) "
                            "VALUES (?1, ?2, ?3, ?4, ?5)", error);
  if (s == NULL)
    return FALSE;
  _packshot_statement_bind_int64 (s, 1, id);
  _packshot_statement_bind_text (s, 2, item->name);
  _packshot_statement_bind_text (s, 3, item->brand);
  _packshot_statement_bind_text (s, 4, item->gtin);
  _packshot_statement_bind_text (s, 5, item->sku);
  return _packshot_statement_run (s, error);
}

static gboolean
item_update (PackshotDb         *db,
             const PackshotItem *item,
             gint64              listed_at,
             gint64              id,
             GError            **error)
{
  g_autoptr(PackshotStatement) s = NULL;

  s = _packshot_db_prepare (db,
                            "UPDATE items SET name = ?1, brand = ?2, gtin = ?3, entered = ?4, "
                            "sku = ?5, detail = ?6, listed_at = ifnull (?7, listed_at) "
                            "WHERE id = ?8", error);
  if (s == NULL)
    return FALSE;
  item_bind (s, item, listed_at);
  _packshot_statement_bind_int64 (s, 8, id);
  return _packshot_statement_run (s, error);
}

static gboolean
set_time (PackshotDb *db,
          const char *sql,
          gint64      id,
          gint64      at,
          GError    **error)
{
  g_autoptr(PackshotStatement) s = _packshot_db_prepare (db, sql, error);

  if (s == NULL)
    return FALSE;
  _packshot_statement_bind_int64 (s, 1, id);
  _packshot_statement_bind_id (s, 2, at);
  return _packshot_statement_run_one (s, "item", id, error);
}

/**
 * packshot_items_put:
 * @db: a connection
 * @item: an item of an account; its id is not looked at
 * @listed_at: when the account's list was read in which it stands, or 0 when it comes from
 *   elsewhere
 * @id: (out) (optional): its id
 * @changed: (out) (optional): whether it is new, or not what it was
 * @error: return location
 *
 * Returns: whether it is stored
 */
gboolean
packshot_items_put (PackshotDb         *db,
                    const PackshotItem *item,
                    gint64              listed_at,
                    gint64             *id,
                    gboolean           *changed,
                    GError            **error)
{
  g_autoptr(PackshotItem) there = NULL;
  gboolean same, ok;
  gint64 number;

  there = item_lookup (db, item, &ok, error);
  if (!ok)
    return FALSE;
  same = there != NULL && item_equal (there, item);
  number = there != NULL ? there->id : 0;
  if (there == NULL)
    ok = item_insert (db, item, listed_at, &number, error) &&
      item_index (db, item, number, error);
  else if (!same)
    ok = item_update (db, item, listed_at, number, error);
  else if (listed_at != 0)
    ok = set_time (db, "UPDATE items SET listed_at = ?2 WHERE id = ?1", number, listed_at, error);
  if (!ok)
    return FALSE;
  if (id != NULL)
    *id = number;
  if (changed != NULL)
    *changed = !same;
  return TRUE;
}

/**
 * packshot_items_get:
 * @db: a connection
 * @id: an item's id
 * @error: return location; %PACKSHOT_STORE_ERROR_NOT_FOUND
 *
 * Returns: (transfer full) (nullable): the item
 */
PackshotItem *
packshot_items_get (PackshotDb *db,
                    gint64      id,
                    GError    **error)
{
  g_autoptr(PackshotStatement) s = NULL;
  int more;

  s = _packshot_db_prepare (db,
                            "SELECT " PACKSHOT_ITEM_COLUMNS " FROM items AS i WHERE i.id = ?1",
                            error);
  if (s == NULL)
    return NULL;
  _packshot_statement_bind_int64 (s, 1, id);
  more = _packshot_statement_step (s, error);
  if (more > 0)
    return _packshot_item_read (s, 0);
  if (more == 0)
    g_set_error (error, PACKSHOT_STORE_ERROR, PACKSHOT_STORE_ERROR_NOT_FOUND,
                 "There is no item %" G_GINT64_FORMAT, id);
  return NULL;
}

/* Adds the items of one account, or of all for 0, whose key or GTIN is @text. */
static gboolean
find_in (PackshotDb *db,
         gint64      account,
         const char *text,
         GPtrArray  *items,
         GError    **error)
{
  g_autoptr(PackshotGtin) gtin = packshot_gtin_parse (text, NULL);
  g_autoptr(PackshotStatement) s = NULL;
  int more = 0;

  s = _packshot_db_prepare (db,
                            "SELECT " PACKSHOT_ITEM_COLUMNS " FROM items AS i WHERE i.id IN "
                            "(SELECT id FROM items WHERE key = ?2 UNION ALL "
                            "SELECT id FROM items WHERE gtin = ?3) "
                            "AND (?1 IS NULL OR i.account = ?1) ORDER BY i.id", error);
  if (s == NULL)
    return FALSE;
  _packshot_statement_bind_id (s, 1, account);
  _packshot_statement_bind_text (s, 2, text);
  _packshot_statement_bind_text (s, 3, gtin != NULL ? packshot_gtin_get_key (gtin) : NULL);
  while (items->len < FIND_MAX && (more = _packshot_statement_step (s, error)) > 0)
    g_ptr_array_add (items, _packshot_item_read (s, 0));
  return more >= 0;
}

/**
 * packshot_items_find:
 * @db: a connection
 * @reference: a GTIN of any length, a remote key, or `ACCOUNT:KEY`, of which KEY may be a GTIN too
 * @error: return location
 *
 * Returns: (transfer full) (element-type PackshotItem) (nullable): all that it can mean, at most 20
 */
GPtrArray *
packshot_items_find (PackshotDb *db,
                     const char *reference,
                     GError    **error)
{
  g_autoptr(GPtrArray) items = NULL;
  g_autoptr(PackshotStatement) s = NULL;
  int more;

  items = g_ptr_array_new_with_free_func ((GDestroyNotify)packshot_item_free);
  if (!find_in (db, 0, reference, items, error))
    return NULL;
  s = _packshot_db_prepare (db,
                            "SELECT id, name FROM accounts "
                            "WHERE substr (?1, 1, length (name) + 1) = name || ':' ORDER BY id",
                            error);
  if (s == NULL)
    return NULL;
  _packshot_statement_bind_text (s, 1, reference);
  while ((more = _packshot_statement_step (s, error)) > 0)
    {
      gsize length = strlen (_packshot_statement_get_text (s, 1));

      if (!find_in (db, _packshot_statement_get_int64 (s, 0), reference + length + 1, items, error))
        return NULL;
    }
  return more == 0 ? g_steal_pointer (&items) : NULL;
}

/**
 * packshot_items_drop_unlisted:
 * @db: a connection
 * @account: an account's id
 * @listed_at: when its list of items was read
 * @error: return location
 *
 * Deletes the items that stood in an older list and not in this one, as far as nothing is lost with
 * them: they have no pictures, no work, no history and nothing in the trash.
 *
 * Returns: whether it is done
 */
gboolean
packshot_items_drop_unlisted (PackshotDb *db,
                              gint64      account,
                              gint64      listed_at,
                              GError    **error)
{
  g_autoptr(PackshotStatement) s = NULL;

  s = _packshot_db_prepare (db,
                            "DELETE FROM items WHERE account = ?1 AND listed_at < ?2 "
                            "AND local_gallery = 1 AND synced_gallery = 1 AND remote_gallery = 1 "
                            "AND NOT EXISTS (SELECT 1 FROM edits WHERE item = items.id) "
                            "AND NOT EXISTS (SELECT 1 FROM trash WHERE item = items.id) "
                            "AND NOT EXISTS (SELECT 1 FROM conflicts WHERE item = items.id) "
                            "AND NOT EXISTS (SELECT 1 FROM steps WHERE item = items.id "
                            "AND state IN ('sending', 'orphan'))", error);
  if (s == NULL)
    return FALSE;
  _packshot_statement_bind_int64 (s, 1, account);
  _packshot_statement_bind_int64 (s, 2, listed_at);
  return _packshot_statement_run (s, error);
}

/**
 * packshot_items_get_sync:
 * @db: a connection
 * @id: an item's id
 * @error: return location; %PACKSHOT_STORE_ERROR_NOT_FOUND
 *
 * Returns: (transfer full) (nullable): how it stands with its server
 */
PackshotItemSync *
packshot_items_get_sync (PackshotDb *db,
                         gint64      id,
                         GError    **error)
{
  g_autoptr(PackshotStatement) s = NULL;
  int more;

  s = _packshot_db_prepare (db,
                            "SELECT " PACKSHOT_ITEM_SYNC_COLUMNS " FROM items AS i "
                            "WHERE i.id = ?1", error);
  if (s == NULL)
    return NULL;
  _packshot_statement_bind_int64 (s, 1, id);
  more = _packshot_statement_step (s, error);
  if (more > 0)
    return _packshot_item_sync_read (s, 0);
  if (more == 0)
    g_set_error (error, PACKSHOT_STORE_ERROR, PACKSHOT_STORE_ERROR_NOT_FOUND,
                 "There is no item %" G_GINT64_FORMAT, id);
  return NULL;
}

/**
 * packshot_items_set_looked:
 * @db: a connection
 * @id: an item's id
 * @at: microseconds UTC of the look, or 0 for never
 * @error: return location
 *
 * Returns: whether it has been written
 */
gboolean
packshot_items_set_looked (PackshotDb *db,
                           gint64      id,
                           gint64      at,
                           GError    **error)
{
  return set_time (db, "UPDATE items SET looked_at = ?2 WHERE id = ?1", id, at, error);
}

/**
 * packshot_items_set_checked:
 * @db: a connection
 * @id: an item's id
 * @checked: whether its server was read back since our last call and shows no old copy
 * @error: return location
 *
 * What is not checked is never called synced, and has its turn at the next sync.
 *
 * Returns: whether it has been written
 */
gboolean
packshot_items_set_checked (PackshotDb *db,
                            gint64      id,
                            gboolean    checked,
                            GError    **error)
{
  g_autoptr(PackshotStatement) s = NULL;

  s = _packshot_db_prepare (db, checked ? "DELETE FROM unchecked WHERE item = ?1" :
                            "INSERT OR IGNORE INTO unchecked (item) VALUES (?1)", error);
  if (s == NULL)
    return FALSE;
  _packshot_statement_bind_int64 (s, 1, id);
  return _packshot_statement_run (s, error);
}

/**
 * packshot_items_set_edited:
 * @db: a connection
 * @id: an item's id
 * @at: microseconds UTC of the edit
 * @error: return location
 *
 * Returns: whether it has been written
 */
gboolean
packshot_items_set_edited (PackshotDb *db,
                           gint64      id,
                           gint64      at,
                           GError    **error)
{
  /* That a server's list shows the item unchanged says nothing any more. */
  return set_time (db, "UPDATE items SET edited_at = ?2, looked_mark = NULL WHERE id = ?1", id, at,
                   error);
}

/**
 * packshot_items_set_retry:
 * @db: a connection
 * @id: an item's id
 * @attempts: failed tries in a row
 * @next_try: microseconds UTC before which nothing is tried, or 0
 * @error: return location
 *
 * Returns: whether it has been written
 */
gboolean
packshot_items_set_retry (PackshotDb *db,
                          gint64      id,
                          int         attempts,
                          gint64      next_try,
                          GError    **error)
{
  g_autoptr(PackshotStatement) s = NULL;

  s = _packshot_db_prepare (db, "UPDATE items SET attempts = ?2, next_try = ?3 WHERE id = ?1",
                            error);
  if (s == NULL)
    return FALSE;
  _packshot_statement_bind_int64 (s, 1, id);
  _packshot_statement_bind_int64 (s, 2, attempts);
  _packshot_statement_bind_id (s, 3, next_try);
  return _packshot_statement_run_one (s, "item", id, error);
}

/**
 * packshot_items_set_problem:
 * @db: a connection
 * @id: an item's id
 * @problem: (nullable): an error code, or %NULL when there is none any more
 * @image: the picture it is about, or 0
 * @text: (nullable): what the server said
 * @error: return location
 *
 * Returns: whether it has been written
 */
gboolean
packshot_items_set_problem (PackshotDb *db,
                            gint64      id,
                            const char *problem,
                            gint64      image,
                            const char *text,
                            GError    **error)
{
  g_autoptr(PackshotStatement) s = NULL;

  s = _packshot_db_prepare (db,
                            "UPDATE items SET problem = ?2, problem_image = ?3, problem_text = ?4 "
                            "WHERE id = ?1", error);
  if (s == NULL)
    return FALSE;
  _packshot_statement_bind_int64 (s, 1, id);
  _packshot_statement_bind_text (s, 2, problem);
  _packshot_statement_bind_id (s, 3, problem != NULL ? image : 0);
  _packshot_statement_bind_text (s, 4, problem != NULL ? text : NULL);
  return _packshot_statement_run_one (s, "item", id, error);
}

/**
 * packshot_items_list_work:
 * @db: a connection
 * @account: an account's id, or 0 for all
 * @error: return location
 *
 * Returns: (transfer full) (element-type gint64) (nullable): the items that have changes to be sent
 *   or a step in doubt, the oldest edit first
 */
GArray *
packshot_items_list_work (PackshotDb *db,
                          gint64      account,
                          GError    **error)
{
  g_autoptr(PackshotStatement) s = NULL;

  s = _packshot_db_prepare (db,
                            "SELECT id FROM items WHERE id IN "
                            "(SELECT id FROM items WHERE local_gallery <> synced_gallery UNION ALL "
                            "SELECT item FROM doubts) "
                            "AND (?1 IS NULL OR account = ?1) ORDER BY edited_at, id", error);
  if (s == NULL)
    return NULL;
  _packshot_statement_bind_id (s, 1, account);
  return _packshot_statement_run_ids (s, error);
}
