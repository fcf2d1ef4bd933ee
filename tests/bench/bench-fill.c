/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* Makes a profile with one Closient account and as many items as wanted, straight through the
 * store:
 *
 *   bench-fill FOLDER BASE_URL ITEMS PICTURES BYTES    each picture waits to be sent
 *   bench-fill FOLDER BASE_URL ITEMS PICTURES 0        both sides agree; there are no bytes
 *
 * Prints item, title and path of each picture's bytes, parted by tabs. */

#include "config.h"

#include "bench-gtin.h"
#include "packshot-accounts.h"
#include "packshot-blob-store.h"
#include "packshot-galleries.h"
#include "packshot-gallery.h"
#include "packshot-image.h"
#include "packshot-items.h"
#include "packshot-store.h"

#include <stdlib.h>
#include <string.h>

#define BLOCK_BYTES (1024 * 1024)
#define JPEG_START "\xff\xd8\xff\xe0"

typedef struct
{
  PackshotBlobStore *blobs;     /* (owned) */
  const char        *base_url;
  guint              n_items;
  guint              n_pictures;
  gint64             bytes;
  char              *block;     /* (owned): noise */
} Fill;

/* Noise that no two pictures share, and that passes for a JPEG. */
static char *
write_picture (Fill    *self,
               guint    number,
               GError **error)
{
  g_autofree char *temp = packshot_blob_store_dup_temp (self->blobs);
  g_autoptr(GFile) file = g_file_new_for_path (temp);
  g_autoptr(GFileOutputStream) stream = g_file_create (file, G_FILE_CREATE_PRIVATE, NULL, error);
  gint64 left = self->bytes;

  if (stream == NULL)
    return NULL;
  memcpy (self->block, JPEG_START, strlen (JPEG_START));
  memcpy (self->block + strlen (JPEG_START), &number, sizeof number);
  while (left > 0)
    {
      gsize n = (gsize)MIN (left, BLOCK_BYTES);

      if (!g_output_stream_write_all (G_OUTPUT_STREAM (stream), self->block, n, NULL, NULL, error))
        return NULL;
      left -= (gint64)n;
    }
  if (!g_output_stream_close (G_OUTPUT_STREAM (stream), NULL, error))
    return NULL;
  return packshot_blob_store_take_temp (self->blobs, temp, NULL, error);
}

static PackshotImage *
make_picture (Fill       *self,
              PackshotDb *db,
              gint64      item,
              guint       number,
              GError    **error)
{
  g_autofree char *title = g_strdup_printf ("Picture %u", number);
  g_autofree char *id = g_strdup_printf ("%u", number);
  g_autoptr(PackshotRemote) remote = self->bytes > 0 ? NULL :
    packshot_remote_new (id, 0, "2026-01-01T00:00:00Z", NULL, NULL);
  PackshotContent content = { .mime = (char *)"image/jpeg", .width = 600, .height = 600 };
  g_autofree char *sha256 = self->bytes > 0 ? write_picture (self, number, error) :
    g_strdup_printf ("%064x", number);
  gint64 image;

  if (sha256 == NULL)
    return NULL;
  content.sha256 = sha256;
  content.bytes = MAX (self->bytes, 1);
  if (!packshot_contents_add (db, &content, error))
    return NULL;
  image = packshot_images_new (db, item, error);
  if (image == 0)
    return NULL;
  return packshot_image_new (image, sha256, title, PACKSHOT_VISIBILITY_NONE, remote);
}

static gboolean
fill_gallery (Fill       *self,
              PackshotDb *db,
              gint64      item,
              guint       index,
              GError    **error)
{
  g_autofree char *gtin = bench_gtin_new (index);
  g_autoptr(GPtrArray) images =
    g_ptr_array_new_with_free_func ((GDestroyNotify)packshot_image_unref);
  g_autoptr(PackshotGallery) gallery = NULL;

  for (guint i = 0; i < self->n_pictures; i++)
    {
      PackshotImage *image = make_picture (self, db, item, index * self->n_pictures + i, error);
      g_autofree char *path = NULL;

      if (image == NULL)
        return FALSE;
      g_ptr_array_add (images, image);
      path = packshot_blob_store_dup_path (self->blobs, packshot_image_get_sha256 (image));
      if (self->bytes > 0)
        g_print ("%s\t%s\t%s\n", gtin, packshot_image_get_title (image), path);
    }
  gallery = packshot_gallery_new_from (images, packshot_image_get_id (images->pdata[0]), error);
  if (gallery == NULL ||
      !packshot_galleries_set (db, item, PACKSHOT_TREE_LOCAL, gallery, error))
    return FALSE;
  if (self->bytes > 0)
    return packshot_items_set_edited (db, item, 2, error);
  return packshot_galleries_set (db, item, PACKSHOT_TREE_SYNCED, gallery, error) &&
         packshot_galleries_set (db, item, PACKSHOT_TREE_REMOTE, gallery, error) &&
         packshot_items_set_looked (db, item, 2, error);
}

static gboolean
fill (PackshotDb *db,
      gpointer    data,
      GError    **error)
{
  Fill *self = data;
  g_autoptr(PackshotAccount) account = packshot_account_new ();
  gint64 id;

  account->service = PACKSHOT_SERVICE_CLOSIENT;
  account->name = g_strdup ("Shop");
  account->base_url = g_strdup (self->base_url);
  account->key_source = g_strdup ("env:PACKSHOT_BENCH_KEY");
  id = packshot_accounts_insert (db, account, error);
  for (guint i = 0; id != 0 && i < self->n_items; i++)
    {
      g_autoptr(PackshotItem) item = packshot_item_new ();
      gint64 item_id;
      gboolean changed;

      item->account = id;
      item->key = bench_gtin_new (i);
      item->gtin = g_strdup (item->key);
      item->name = g_strdup_printf ("Product %u", i);
      if (!packshot_items_put (db, item, 1, &item_id, &changed, error) ||
          !fill_gallery (self, db, item_id, i, error))
        return FALSE;
    }
  return id != 0;
}

static void
wrote_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GError) error = NULL;

  if (!packshot_store_write_finish (PACKSHOT_STORE (source), result, &error))
    g_error ("%s", error->message);
  packshot_store_close_async (PACKSHOT_STORE (source), NULL, NULL);
}

int
main (int    argc,
      char **argv)
{
  Fill self = { 0 };
  g_autoptr(PackshotStore) store = NULL;
  g_autoptr(GRand) rand = g_rand_new_with_seed (1);
  g_autoptr(GError) error = NULL;

  if (argc != 6)
    return 2;
  store = packshot_store_open (argv[1], PACKSHOT_STORE_INLINE, &error);
  self.blobs = store != NULL ? packshot_blob_store_open (argv[1], &error) : NULL;
  if (self.blobs == NULL)
    g_error ("%s", error->message);
  self.base_url = argv[2];
  self.n_items = (guint)strtoul (argv[3], NULL, 10);
  self.n_pictures = (guint)strtoul (argv[4], NULL, 10);
  self.bytes = g_ascii_strtoll (argv[5], NULL, 10);
  self.block = g_malloc (BLOCK_BYTES);
  for (guint i = 0; i < BLOCK_BYTES; i += 4)
    {
      guint32 noise = g_rand_int (rand);

      memcpy (self.block + i, &noise, sizeof noise);
    }
  packshot_store_write_async (store, fill, &self, NULL, NULL, wrote_cb, NULL);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  g_free (self.block);
  g_object_unref (self.blobs);
  return 0;
}
