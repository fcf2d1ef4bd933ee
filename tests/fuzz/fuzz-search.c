/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* What a person types into a search: whatever it is, the database answers, and with items that
 * there are. The first byte chooses the filter, the second the order. */

#include "config.h"

#include "fuzz.h"

#include "packshot-accounts.h"
#include "packshot-items.h"
#include "packshot-journal.h"
#include "packshot-store.h"
#include "packshot-test.h"

static const char * const names[] = {
  "Apple Golden 1 kg", "Äpfel \"Elstar\"", "100 % Juice_", "O'Brien’s Tea", "Thé à la menthe",
  "x' OR 1=1 --", "NEAR(a b)", "名前", "\xf0\x9f\x8d\x8e", "*", "AND", "a",
};

typedef struct
{
  char          *folder;
  PackshotStore *store;
} Search;

typedef struct
{
  PackshotItemQuery items;
  PackshotLogQuery  log;
} Question;

static gboolean
search_fill (PackshotDb *db,
             gpointer    data,
             GError    **error)
{
  g_autoptr(PackshotAccount) account = packshot_account_new ();
  gint64 account_id = 0;

  account->service = PACKSHOT_SERVICE_CLOSIENT;
  account->name = g_strdup ("Shop");
  account->base_url = g_strdup ("https://api.example.com");
  account->key_source = g_strdup ("session");
  account_id = packshot_accounts_insert (db, account, error);
  g_assert_cmpint (account_id, >, 0);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr(PackshotItem) item = packshot_item_new ();
      PackshotLogRow row = { .at = 1, .account = account_id, .event = (char *)"sent" };
      gint64 id;
      gboolean changed;

      item->account = account_id;
      item->kind = PACKSHOT_ITEM_PRODUCT;
      item->key = g_strdup_printf ("0400000000%04u", i);
      item->gtin = g_strdup (item->key);
      item->name = g_strdup (names[i]);
      item->brand = g_strdup (names[G_N_ELEMENTS (names) - 1 - i]);
      item->sku = g_strdup_printf ("SKU-%u", i);
      if (!packshot_items_put (db, item, 1, &id, &changed, error))
        return FALSE;
      row.item = id;
      row.detail = (char *)names[i];
      if (!packshot_log_add (db, &row, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
search_run (PackshotDb *db,
            gpointer    data,
            GError    **error)
{
  const Question *question = data;
  g_autoptr(GHashTable) seen = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_autoptr(GArray) ids = packshot_items_query (db, &question->items, error);
  g_autoptr(GArray) lines = NULL;
  g_autoptr(GPtrArray) rows = NULL;

  g_assert_no_error (*error);
  for (guint i = 0; i < ids->len; i++)
    g_assert_true (g_hash_table_add (seen, &g_array_index (ids, gint64, i)));
  rows = packshot_items_get_rows (db, (gint64 *)(gpointer)ids->data, ids->len, error);
  g_assert_no_error (*error);
  g_assert_cmpuint (rows->len, ==, ids->len);
  lines = packshot_log_query (db, &question->log, error);
  g_assert_no_error (*error);
  g_assert_nonnull (lines);
  return TRUE;
}

static void
must (PackshotStore    *store,
      PackshotStoreFunc func,
      gpointer          data)
{
  g_auto(PackshotTestAwait) await = { NULL };
  g_autoptr(GError) error = NULL;

  packshot_store_write_async (store, func, data, NULL, NULL, packshot_test_await_cb, &await);
  packshot_store_write_finish (store, packshot_test_await (&await), &error);
  g_assert_no_error (error);
}

/* One database for all inputs; it is kept in files that are gone from their folder already. */
static Search *
search_get (void)
{
  static Search search;

  if (search.store == NULL)
    {
      g_autoptr(GError) error = NULL;

      search.folder = packshot_test_tmp_new ();
      search.store = packshot_store_open (search.folder, PACKSHOT_STORE_INLINE, &error);
      g_assert_no_error (error);
      must (search.store, search_fill, NULL);
      packshot_test_tmp_free (g_steal_pointer (&search.folder));
    }
  return &search;
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autofree char *text = size > 2 ? fuzz_text (data + 2, size - 2) : NULL;
  Question question = {
    .items = {
      .kind = -1,
      .filter = size > 0 ? data[0] % PACKSHOT_N_FILTERS : 0,
      .sort = size > 1 ? data[1] % (PACKSHOT_SORT_CHANGED + 1) : 0,
      .text = text,
    },
    .log = { .text = text, .kinds = size > 0 ? data[0] : 0, .limit = 100 },
  };

  must (search_get ()->store, search_run, &question);
  return 0;
}
