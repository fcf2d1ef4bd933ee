/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* What the store's tests share. A case is a function of one transaction; asserts stand in it. */

#define _GNU_SOURCE

#include "config.h"

#include "store-fixture.h"

#include "packshot-accounts.h"
#include "packshot-statement-private.h"
#include "packshot-test.h"
#include "packshot-verify.h"

#include <sched.h>
#include <sys/mount.h>

gboolean
store_write (PackshotStore    *store,
             PackshotStoreFunc func,
             gpointer          data,
             GError          **error)
{
  g_auto(PackshotTestAwait) await = { NULL };

  packshot_store_write_async (store, func, data, NULL, NULL, packshot_test_await_cb, &await);
  return packshot_store_write_finish (store, packshot_test_await (&await), error);
}

gboolean
store_read (PackshotStore    *store,
            PackshotStoreFunc func,
            gpointer          data,
            GError          **error)
{
  g_auto(PackshotTestAwait) await = { NULL };

  packshot_store_read_async (store, G_PRIORITY_DEFAULT, func, data, NULL, NULL,
                             packshot_test_await_cb, &await);
  return packshot_store_read_finish (store, packshot_test_await (&await), error);
}

void
store_close (PackshotStore *store)
{
  g_auto(PackshotTestAwait) await = { NULL };
  g_autoptr(GError) error = NULL;

  packshot_store_close_async (store, packshot_test_await_cb, &await);
  packshot_store_close_finish (store, packshot_test_await (&await), &error);
  g_assert_no_error (error);
}

static gboolean
verify_func (PackshotDb *db,
             gpointer    data,
             GError    **error)
{
  g_autoptr(GPtrArray) problems = packshot_verify_database (db, error);

  if (problems == NULL)
    return FALSE;
  for (guint i = 0; i < problems->len; i++)
    g_test_message ("%s", (char *)problems->pdata[i]);
  g_assert_cmpuint (problems->len, ==, 0);
  return TRUE;
}

void
store_must_verify (PackshotStore *store)
{
  g_autoptr(GError) error = NULL;

  store_write (store, verify_func, NULL, &error);
  g_assert_no_error (error);
}

static gboolean
account_func (PackshotDb *db,
              gpointer    data,
              GError    **error)
{
  gint64 *id = data;

  *id = make_account (db, "Fixture", error);
  return *id != 0;
}

void
store_fixture_set_up (StoreFixture *self,
                      gconstpointer data)
{
  g_autoptr(GError) error = NULL;

  self->folder = packshot_test_tmp_new ();
  self->store = packshot_store_open (self->folder, PACKSHOT_STORE_INLINE, &error);
  g_assert_no_error (error);
  store_write (self->store, account_func, &self->account, &error);
  g_assert_no_error (error);
}

void
store_fixture_tear_down (StoreFixture *self,
                         gconstpointer data)
{
  store_close (self->store);
  g_assert_finalize_object (g_steal_pointer (&self->store));
  packshot_test_tmp_free (self->folder);
}

void
store_fixture_run (StoreFixture *self,
                   gconstpointer func)
{
  g_autoptr(GError) error = NULL;

  store_write (self->store, (PackshotStoreFunc)func, self, &error);
  g_assert_no_error (error);
  store_must_verify (self->store);
}

GSubprocess *
child_start (const char *what,
             const char *folder)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *program = g_file_read_link ("/proc/self/exe", &error);
  GSubprocess *child;

  g_assert_no_error (error);
  child = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE, &error, program, "child", what,
                            folder, NULL);
  g_assert_no_error (error);
  return child;
}

void
child_must_succeed (GSubprocess *child)
{
  g_autoptr(GError) error = NULL;

  g_subprocess_wait_check (child, NULL, &error);
  g_assert_no_error (error);
}

gboolean
child_mount_disk (const char *folder,
                  gsize       bytes)
{
  g_autofree char *options = g_strdup_printf ("size=%" G_GSIZE_FORMAT, bytes);

  return unshare (CLONE_NEWNS) == 0 && mount (NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0 &&
         mount ("tmpfs", folder, "tmpfs", 0, options) == 0;
}

void
must (gboolean ok,
      GError **error)
{
  g_assert_no_error (*error);
  g_assert_true (ok);
}

/* Asserts a failure and forgets it, so that the case goes on. */
void
must_fail (gboolean ok,
           GError **error,
           int      code)
{
  g_assert_error (*error, PACKSHOT_STORE_ERROR, code);
  g_assert_false (ok);
  g_clear_error (error);
}

gint64
make_account (PackshotDb *db,
              const char *name,
              GError    **error)
{
  g_autoptr(PackshotAccount) account = packshot_account_new ();

  account->service = PACKSHOT_SERVICE_CLOSIENT;
  account->name = g_strdup (name);
  account->base_url = g_strdup ("https://example.com");
  account->key_source = g_strdup ("session");
  return packshot_accounts_insert (db, account, error);
}

gint64
make_item (PackshotDb *db,
           gint64      account,
           const char *key,
           const char *name,
           GError    **error)
{
  g_autoptr(PackshotItem) item = packshot_item_new ();
  gint64 id = 0;

  item->account = account;
  item->kind = PACKSHOT_ITEM_PRODUCT;
  item->key = g_strdup (key);
  item->name = g_strdup (name);
  must (packshot_items_put (db, item, 1, &id, NULL, error), error);
  return id;
}

char *
make_content (PackshotDb *db,
              guint       number,
              int         size,
              GError    **error)
{
  g_autofree char *sha256 = g_strdup_printf ("%064x", number);
  g_autoptr(PackshotContent) content = NULL;

  content = packshot_content_new (sha256, 1000 + number, "image/png", size, size);
  must (packshot_contents_add (db, content, error), error);
  return g_steal_pointer (&sha256);
}

PackshotImage *
make_image (PackshotDb *db,
            gint64      item,
            guint       content,
            const char *title,
            const char *remote_id,
            GError    **error)
{
  g_autofree char *sha256 = content != 0 ? make_content (db, content, 1000, error) : NULL;
  g_autoptr(PackshotRemote) remote = NULL;
  gint64 id = packshot_images_new (db, item, error);

  must (id != 0, error);
  if (remote_id != NULL)
    remote = packshot_remote_new (remote_id, 10, "2026-01-02T03:04:05Z",
                                  "https://example.com/1.png", "{}");
  return packshot_image_new (id, sha256, title, PACKSHOT_VISIBILITY_NONE, remote);
}

PackshotGallery *
make_gallery (int            primary,
              PackshotImage *first,
              ...)
{
  g_autoptr(GPtrArray) images = g_ptr_array_new ();
  g_autoptr(GError) error = NULL;
  PackshotGallery *gallery;
  va_list args;

  va_start (args, first);
  for (PackshotImage *image = first; image != NULL; image = va_arg (args, PackshotImage *))
    g_ptr_array_add (images, image);
  va_end (args);
  gallery = packshot_gallery_new_from (images, primary < 0 ? 0 :
                                       packshot_image_get_id (images->pdata[primary]), &error);
  g_assert_no_error (error);
  return gallery;
}

gint64
count_rows (PackshotDb *db,
            const char *table)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count(*) FROM %s", table);
  g_autoptr(GError) error = NULL;
  g_autoptr(PackshotStatement) s = _packshot_db_prepare (db, sql, &error);
  gint64 n;

  g_assert_no_error (error);
  _packshot_statement_run_number (s, &n, &error);
  g_assert_no_error (error);
  return n;
}
