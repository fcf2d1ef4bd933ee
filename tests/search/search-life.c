/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* A life of the program in a world: the real session, engine, store and adapters, on one thread,
 * under a clock and a line of the world. It ends as a killed process does: what was to happen next
 * in it never happens, and what is on the disk is what the next life finds. Its objects are left
 * behind; a world runs in a process that does not live long. */

#include "config.h"

#include "search-world.h"

#include "packshot-accounts.h"

#include <glib/gstdio.h>

static gboolean
read_view (PackshotDb *db,
           gpointer    data,
           GError    **error)
{
  struct { gint64 item; PackshotItemView *view; } *read = data;

  read->view = packshot_item_view_load (db, read->item, error);
  return read->view != NULL;
}

/* A look into the database from outside, which leaves nothing to be done in the program's life. */
void
world_read (World            *self,
            PackshotStoreFunc func,
            gpointer          data)
{
  g_autoptr(GMainContext) aside = g_main_context_new ();

  g_main_context_push_thread_default (aside);
  packshot_store_read_async (self->life.session->store, 0, func, data, NULL, NULL, NULL, NULL);
  while (g_main_context_iteration (aside, FALSE))
    ;
  g_main_context_pop_thread_default (aside);
}

static gboolean
find_item (PackshotDb *db,
           gpointer    data,
           GError    **error)
{
  World *self = data;
  g_autoptr(GPtrArray) items = packshot_items_find (db, self->shop->key, error);

  g_assert_true (items != NULL && items->len == 1);
  self->item = ((PackshotItem *)items->pdata[0])->id;
  return TRUE;
}

/* An item without anything to it that a list left out is gone, and has another id when it is listed
 * again. */
void
world_find_item (World *self)
{
  world_read (self, find_item, self);
}

PackshotItemView *
world_view (World *self)
{
  struct { gint64 item; PackshotItemView *view; } read = { self->item, NULL };

  world_read (self, read_view, &read);
  return read.view;
}

static gboolean
read_trash (PackshotDb *db,
            gpointer    data,
            GError    **error)
{
  GPtrArray **rows = data;

  *rows = packshot_trash_list (db, error);
  return *rows != NULL;
}

GHashTable *
world_trash (World *self)
{
  GHashTable *set = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(GPtrArray) rows = NULL;

  world_read (self, read_trash, &rows);
  for (guint i = 0; rows != NULL && i < rows->len; i++)
    g_hash_table_add (set, g_strdup (((PackshotTrashRow *)rows->pdata[i])->sha256));
  return set;
}

static PackshotAccount *
account_new (World *self)
{
  PackshotAccount *account = packshot_account_new ();

  account->id = self->account;
  account->service = self->shop->service;
  account->name = g_strdup ("shop");
  account->base_url = g_strdup (SHOP_API);
  account->key_source = g_strdup ("session");
  if (self->shop->service == PACKSHOT_SERVICE_CLOSIENT)
    account->organization = g_strdup (packshot_sandbox_get_organization (self->shop->sandbox, 0));
  return account;
}

static gboolean
insert_account (PackshotDb *db,
                gpointer    data,
                GError    **error)
{
  World *self = data;
  g_autoptr(PackshotAccount) account = account_new (self);

  self->account = packshot_accounts_insert (db, account, error);
  return self->account != 0;
}

static void
listed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GError) error = NULL;

  packshot_session_refresh_items_finish (PACKSHOT_SESSION (source), result, &error);
  g_assert_no_error (error);
  *(gboolean *)user_data = TRUE;
}

static void
life_meet_shop (World *self)
{
  gboolean done = FALSE;

  packshot_session_refresh_items_async (self->life.session, self->account, NULL, listed_cb, &done);
  world_drive (self, &done);
  world_find_item (self);
}

void
life_begin (World *self)
{
  g_autofree char *profile = g_build_filename (self->folder, "profile", NULL);
  g_autofree char *cache = g_build_filename (self->folder, "cache", NULL);
  g_autoptr(PackshotWorker) files = packshot_worker_new_inline ("files");
  g_autoptr(PackshotStore) store = NULL;
  g_autoptr(PackshotBlobStore) blobs = NULL;
  g_autoptr(PackshotAccount) account = NULL;
  g_autoptr(GError) error = NULL;
  PackshotSessionParts parts;

  self->life.context = g_main_context_new ();
  g_main_context_push_thread_default (self->life.context);
  self->life.clock = packshot_fake_clock_new (packshot_clock_get_real_time (self->shop->clock));
  self->life.edits = g_ptr_array_new_with_free_func ((GDestroyNotify)user_edit_free);
  store = packshot_store_open (profile, PACKSHOT_STORE_INLINE, &error);
  g_assert_no_error (error);
  blobs = packshot_blob_store_open (profile, &error);
  g_assert_no_error (error);
  parts = (PackshotSessionParts) {
    store, blobs, self->life.clock, files, PACKSHOT_TRANSPORT (self->line)
  };
  self->life.session = _packshot_session_new_with (profile, cache, PACKSHOT_SESSION_MANUAL, &parts);
  packshot_engine_set_seed (self->life.session->engine, (guint32)self->seed);
  if (self->account == 0)
    packshot_store_write_async (store, insert_account, self, NULL, NULL, NULL, NULL);
  account = account_new (self);
  _packshot_session_connect_account (self->life.session, account,
                                     shop_get_credential (self->shop));
  if (self->item == 0)
    life_meet_shop (self);
  packshot_engine_set_automatic (self->life.session->engine, TRUE, PACKSHOT_REVIEW_NEVER);
  self->looked_at = 0;
}

void
life_end (World *self,
          Dice  *dice)
{
  Life *life = &self->life;
  g_autofree char *lock = g_build_filename (self->folder, "profile", "sync.lock", NULL);

  line_crash (self->line, dice);
  for (guint i = 0; i < life->edits->len; i++)
    user_edit_note (life->edits->pdata[i]);
  g_ptr_array_set_size (life->edits, 0);
  /* The lock of a killed process is free; here the one who held it lives on. */
  g_unlink (lock);
  packshot_store_close_async (life->session->store, NULL, NULL);
  g_main_context_pop_thread_default (life->context);
  *life = (Life) { NULL };
}
