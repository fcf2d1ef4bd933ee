/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* What the engine's cases share: a profile, a server, edits, and the proof of what is left. */

#include "config.h"

#include "engine-fixture.h"

#include "packshot-accounts.h"
#include "packshot-galleries.h"
#include "packshot-test.h"
#include "packshot-worker.h"

#include <string.h>

#define PNG "\x89PNG\r\n\x1a\n"

static void
probe (const char      *path,
       PackshotContent *content)
{
  g_free (content->mime);
  content->mime = g_strdup ("image/png");
  content->width = 1000;
  content->height = 1000;
}

void
engine_settle (EngineFixture *f)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

void
engine_advance (EngineFixture *f,
                gint64         microseconds)
{
  gint64 end = packshot_clock_get_run_time (f->clock) + microseconds;

  engine_settle (f);
  while (packshot_clock_get_run_time (f->clock) < end)
    {
      gint64 due = packshot_fake_clock_get_next_due (PACKSHOT_FAKE_CLOCK (f->clock));
      gint64 step = end - packshot_clock_get_run_time (f->clock);

      if (due >= 0)
        step = MIN (step, MAX (due - packshot_clock_get_real_time (f->clock), 1));
      packshot_fake_clock_advance (PACKSHOT_FAKE_CLOCK (f->clock), step);
      engine_settle (f);
    }
}

static void
activity_cb (PackshotEngine *engine,
             EngineFixture  *f)
{
  f->n_activities++;
}

static void
paused_cb (PackshotEngine *engine,
           EngineFixture  *f)
{
  f->n_paused++;
}

static PackshotAccount *
account_new (EngineFixture *f)
{
  PackshotAccount *account = packshot_account_new ();

  account->id = f->account;
  account->service = f->kind;
  account->name = g_strdup ("Shop");
  account->base_url = g_strdup (ENGINE_API);
  account->organization = g_strdup (packshot_sandbox_get_organization (f->sandbox, 0));
  account->key_source = g_strdup ("session");
  return account;
}

static gboolean
insert_account (PackshotDb *db,
                gpointer    data,
                GError    **error)
{
  EngineFixture *f = data;
  g_autoptr(PackshotAccount) account = account_new (f);

  f->account = packshot_accounts_insert (db, account, error);
  return f->account != 0;
}

static void
connect_service (EngineFixture *f)
{
  g_autoptr(PackshotAccount) account = account_new (f);
  g_autoptr(PackshotService) service = NULL;
  g_autoptr(GError) error = NULL;
  PackshotSandboxCredential credential = f->kind == PACKSHOT_SERVICE_BLAZE ?
    PACKSHOT_SANDBOX_BLAZE : PACKSHOT_SANDBOX_CLOSIENT_EDITOR;

  service = packshot_service_new (account, packshot_sandbox_get_credential (f->sandbox, credential),
                                  PACKSHOT_TRANSPORT (f->line), f->clock, &error);
  g_assert_no_error (error);
  packshot_engine_set_service (f->engine, f->account, service);
  engine_settle (f);
}

static void
open_engine (EngineFixture *f)
{
  g_autoptr(PackshotWorker) files = packshot_worker_new_inline ("files");
  g_autofree char *lock = g_build_filename (f->folder, "lock", NULL);
  g_autoptr(GError) error = NULL;

  f->store = packshot_store_open (f->folder, PACKSHOT_STORE_INLINE, &error);
  g_assert_no_error (error);
  f->blobs = packshot_blob_store_open (f->folder, &error);
  g_assert_no_error (error);
  f->engine = packshot_engine_new (f->store, f->blobs, f->clock, files, probe, lock);
  packshot_engine_set_seed (f->engine, 1);
  g_signal_connect (f->engine, "activity-changed", G_CALLBACK (activity_cb), f);
  g_signal_connect (f->engine, "paused-changed", G_CALLBACK (paused_cb), f);
  if (f->account == 0)
    packshot_store_write_async (f->store, insert_account, f, NULL, NULL, NULL, NULL);
  engine_settle (f);
  g_assert_cmpint (f->account, >, 0);
  connect_service (f);
}

static void
close_engine (EngineFixture *f)
{
  packshot_engine_set_automatic (f->engine, FALSE, PACKSHOT_REVIEW_NEVER);
  packshot_engine_stop (f->engine);
  line_set_mode (f->line, LINE_GOOD);
  line_release (f->line);
  engine_settle (f);
  g_assert_false (packshot_engine_get_running (f->engine));
  packshot_engine_set_service (f->engine, f->account, NULL);
  g_assert_finalize_object (g_steal_pointer (&f->engine));
  packshot_store_close_async (f->store, NULL, NULL);
  engine_settle (f);
  g_clear_object (&f->store);
  g_clear_object (&f->blobs);
  g_assert_cmpuint (packshot_fake_clock_get_pending (PACKSHOT_FAKE_CLOCK (f->clock)), ==, 0);
}

static void
set_up (EngineFixture      *f,
        PackshotServiceKind kind,
        const char         *variants)
{
  g_auto(GStrv) settings = g_strsplit (variants != NULL ? variants : "", " ", -1);
  g_autoptr(GError) error = NULL;

  f->kind = kind;
  f->folder = packshot_test_tmp_new ();
  f->clock = packshot_fake_clock_new (ENGINE_START);
  f->sandbox = packshot_sandbox_new (f->clock, 1);
  packshot_sandbox_set_origins (f->sandbox, ENGINE_API, ENGINE_MEDIA);
  for (guint i = 0; settings[i] != NULL && *settings[i] != '\0'; i++)
    {
      packshot_sandbox_set_variant (f->sandbox, settings[i], &error);
      g_assert_no_error (error);
    }
  f->line = line_new (f->sandbox);
  f->items = g_array_new (FALSE, FALSE, sizeof (gint64));
  open_engine (f);
}

void
engine_set_up (EngineFixture *f,
               gconstpointer  data)
{
  set_up (f, PACKSHOT_SERVICE_CLOSIENT, data);
}

void
engine_set_up_plain (EngineFixture *f,
                     gconstpointer  data)
{
  set_up (f, PACKSHOT_SERVICE_CLOSIENT, NULL);
}

void
engine_set_up_blaze (EngineFixture *f,
                     gconstpointer  data)
{
  set_up (f, PACKSHOT_SERVICE_BLAZE, data);
}

void
engine_tear_down (EngineFixture *f,
                  gconstpointer  data)
{
  close_engine (f);
  g_clear_pointer (&f->result, packshot_sync_result_free);
  g_array_unref (f->items);
  g_clear_object (&f->line);
  g_clear_object (&f->sandbox);
  g_clear_object (&f->clock);
  packshot_test_tmp_free (f->folder);
}

void
engine_restart (EngineFixture *f)
{
  close_engine (f);
  open_engine (f);
}

/* --- Items and edits --- */

static gboolean
read_items (PackshotDb *db,
            gpointer    data,
            GError    **error)
{
  EngineFixture *f = data;
  const PackshotItemQuery query = { .kind = PACKSHOT_ITEM_PRODUCT, .sort = PACKSHOT_SORT_GTIN };

  g_array_unref (f->items);
  f->items = packshot_items_query (db, &query, error);
  return f->items != NULL;
}

static char *
make_gtin (guint number)
{
  guint sum = 0;
  char digits[14];

  g_snprintf (digits, sizeof digits, "40%010u", number);
  for (guint i = 0; i < 12; i++)
    sum += (guint)(digits[i] - '0') * (i % 2 == 0 ? 1 : 3);
  return g_strdup_printf ("%s%u", digits, (10 - sum % 10) % 10);
}

void
engine_add_items (EngineFixture *f,
                  guint          n)
{
  g_auto(PackshotTestAwait) await = { NULL };
  g_autoptr(GError) error = NULL;

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *gtin = make_gtin (f->items->len + i);
      g_autofree char *name = g_strdup_printf ("Product %u", i);
      const PackshotSandboxProduct product = { .gtin = gtin, .name = name };

      packshot_sandbox_add_product (f->sandbox, &product, &error);
      g_assert_no_error (error);
    }
  packshot_engine_list_items_async (f->engine, f->account, NULL, packshot_test_await_cb, &await);
  packshot_engine_list_items_finish (f->engine, packshot_test_await (&await), &error);
  g_assert_no_error (error);
  packshot_store_read_async (f->store, 0, read_items, f, NULL, NULL, NULL, NULL);
  engine_settle (f);
  g_assert_cmpuint (f->items->len, >=, n);
}

gint64
engine_get_item (EngineFixture *f,
                 guint          index)
{
  return g_array_index (f->items, gint64, index);
}

typedef struct
{
  EngineFixture *f;
  gint64         item;
  const char    *text;
} Edit;

static gboolean
write_edit (PackshotDb *db,
            gpointer    data,
            GError    **error)
{
  Edit *edit = data;
  g_autofree char *path = g_build_filename (edit->f->folder, "picture.png", NULL);
  g_autofree char *bytes = g_strconcat (PNG, edit->text, NULL);
  g_autofree char *sha256 = NULL;
  g_autoptr(PackshotContent) content = NULL;
  g_autoptr(PackshotGallery) before = NULL;
  g_autoptr(PackshotGallery) after = NULL;
  g_autoptr(PackshotImage) image = NULL;
  gint64 size;

  if (!g_file_set_contents (path, bytes, -1, error))
    return FALSE;
  sha256 = packshot_blob_store_add_file (edit->f->blobs, path, &size, NULL, error);
  if (sha256 == NULL)
    return FALSE;
  content = packshot_content_new (sha256, size, "image/png", 1000, 1000);
  before = packshot_galleries_get (db, edit->item, PACKSHOT_TREE_LOCAL, error);
  if (before == NULL || !packshot_contents_add (db, content, error))
    return FALSE;
  image = packshot_image_new (packshot_images_new (db, edit->item, error), sha256, edit->text,
                              edit->f->kind == PACKSHOT_SERVICE_BLAZE ? PACKSHOT_VISIBILITY_PUBLIC :
                              PACKSHOT_VISIBILITY_NONE, NULL);
  after = packshot_gallery_with_inserted (before, packshot_gallery_get_n (before), image);
  return packshot_galleries_set (db, edit->item, PACKSHOT_TREE_LOCAL, after, error) &&
         packshot_items_set_edited (db, edit->item, packshot_clock_get_real_time (edit->f->clock),
                                    error);
}

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GError) error = NULL;

  packshot_store_write_finish (PACKSHOT_STORE (source), result, &error);
  g_assert_no_error (error);
}

void
engine_edit (EngineFixture *f,
             gint64         item,
             const char    *text)
{
  Edit edit = { f, item, text };

  packshot_store_write_async (f->store, write_edit, &edit, NULL, NULL, written_cb, NULL);
  engine_settle (f);
  packshot_engine_item_edited (f->engine, item);
}

/* --- Runs --- */

static void
ran_cb (GObject      *source,
        GAsyncResult *result,
        gpointer      user_data)
{
  EngineFixture *f = user_data;
  g_autoptr(GError) error = NULL;

  g_clear_pointer (&f->result, packshot_sync_result_free);
  f->result = packshot_engine_run_finish (PACKSHOT_ENGINE (source), result, &error);
  g_assert_no_error (error);
  f->n_runs++;
}

void
engine_start (EngineFixture    *f,
              gint64            item,
              PackshotSyncFlags flags)
{
  packshot_engine_run_async (f->engine, item != 0 ? &item : NULL, item != 0 ? 1 : 0, flags, NULL,
                             ran_cb, f);
  engine_settle (f);
}

void
engine_run (EngineFixture    *f,
            gint64            item,
            PackshotSyncFlags flags)
{
  guint n = f->n_runs;

  engine_start (f, item, flags);
  for (guint i = 0; f->n_runs == n; i++)
    {
      g_assert_cmpuint (i, <, 100000);
      engine_advance (f, G_TIME_SPAN_SECOND);
    }
}

typedef struct
{
  gint64            item;
  PackshotItemSync *sync;
} Sync;

static gboolean
read_sync (PackshotDb *db,
           gpointer    data,
           GError    **error)
{
  Sync *sync = data;

  sync->sync = packshot_items_get_sync (db, sync->item, error);
  return sync->sync != NULL;
}

PackshotItemSync *
engine_get_sync (EngineFixture *f,
                 gint64         item)
{
  Sync sync = { item, NULL };

  packshot_store_read_async (f->store, 0, read_sync, &sync, NULL, NULL, NULL, NULL);
  engine_settle (f);
  g_assert_nonnull (sync.sync);
  return sync.sync;
}

guint
engine_count_looks (EngineFixture *f,
                    guint          since)
{
  guint n = 0;

  for (guint i = since; i < line_get_n (f->line); i++)
    {
      const char *target = line_get_target (f->line, i);

      n += g_str_has_prefix (target, "GET ") &&
        (strstr (target, "/images?") != NULL || strstr (target, "/partner/products/") != NULL);
    }
  return n;
}
