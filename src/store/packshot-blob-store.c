/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* The bytes of pictures, as files named by their SHA-256:
 *
 *   FOLDER/blobs/ab/ab12…   a content, complete and on the disk: it appears by a rename
 *   FOLDER/blobs/tmp/…      being written; what a crash leaves there is swept after a day
 *
 *   source ─▶ copy and hash ─▶ fsync ─▶ rename ─▶ fsync of the folder ─▶ a row may name it
 *
 * Synchronous, for worker threads. The object only holds two paths and is never changed, so any
 * number of threads and processes may use one folder: two that add the same bytes rename onto one
 * name. A failure leaves nothing behind. */

#include "config.h"

#include "packshot-blob-store.h"

#include "packshot-files-private.h"
#include "packshot-store-error.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <gnutls/crypto.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define SWEPT "swept-"

struct _PackshotBlobStore
{
  GObject parent_instance;

  /* Construct-only */
  char   *folder;       /* (owned) */
  char   *temp_folder;  /* (owned) */
};

G_DEFINE_FINAL_TYPE (PackshotBlobStore, packshot_blob_store, G_TYPE_OBJECT)

static void
packshot_blob_store_finalize (GObject *object)
{
  PackshotBlobStore *self = PACKSHOT_BLOB_STORE (object);

  g_free (self->folder);
  g_free (self->temp_folder);

  G_OBJECT_CLASS (packshot_blob_store_parent_class)->finalize (object);
}

static void
packshot_blob_store_class_init (PackshotBlobStoreClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = packshot_blob_store_finalize;
}

static void
packshot_blob_store_init (PackshotBlobStore *self)
{
}

/* What went wrong with a file of somebody else. */
static gboolean
set_source_error (const char *path,
                  int         err,
                  GError    **error)
{
  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (err), "“%s”: %s", path, g_strerror (err));
  return FALSE;
}

/* A regular file, opened without waiting for what might be a pipe. */
static int
open_source (const char *path,
             GError    **error)
{
  int fd = g_open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY, 0);
  struct stat st;

  if (fd < 0 || fstat (fd, &st) < 0)
    {
      set_source_error (path, errno, error);
      if (fd >= 0)
        close (fd);
      return -1;
    }
  if (S_ISREG (st.st_mode))
    return fd;
  if (S_ISDIR (st.st_mode))
    set_source_error (path, EISDIR, error);
  else
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_REGULAR_FILE, "“%s” is not a regular file",
                 path);
  close (fd);
  return -1;
}

/* Reads @in to its end into the hash and, unless it is -1, into @out. */
static gboolean
read_through (int              in,
              const char      *in_path,
              int              out,
              const char      *out_path,
              gnutls_hash_hd_t hash,
              gint64          *bytes,
              GCancellable    *cancellable,
              GError         **error)
{
  g_autofree guint8 *buffer = g_malloc (PACKSHOT_PIECE);

  *bytes = 0;
  for (;;)
    {
      gssize n;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      n = _packshot_files_read (in, buffer, PACKSHOT_PIECE);
      if (n < 0)
        return set_source_error (in_path, errno, error);
      if (n == 0)
        break;
      gnutls_hash (hash, buffer, (gsize)n);
      if (out >= 0 && !_packshot_files_write (out, buffer, (gsize)n))
        return _packshot_files_set_error (out_path, errno, error);
      *bytes += n;
    }
  if (*bytes > 0)
    return TRUE;
  g_set_error (error, PACKSHOT_STORE_ERROR, PACKSHOT_STORE_ERROR_EMPTY, "“%s” is empty", in_path);
  return FALSE;
}

static char *
hash_and_copy (int           in,
               const char   *in_path,
               int           out,
               const char   *out_path,
               gint64       *bytes,
               GCancellable *cancellable,
               GError      **error)
{
  guint8 digest[PACKSHOT_HASH_BYTES];
  gnutls_hash_hd_t hash;
  gboolean ok;
  int code;

  code = gnutls_hash_init (&hash, GNUTLS_DIG_SHA256);
  if (code < 0)
    {
      g_set_error (error, PACKSHOT_STORE_ERROR, PACKSHOT_STORE_ERROR_FAILED,
                   "There is no SHA-256: %s", gnutls_strerror (code));
      return NULL;
    }
  ok = read_through (in, in_path, out, out_path, hash, bytes, cancellable, error);
  gnutls_hash_deinit (hash, digest);
  return ok ? _packshot_files_hash_to_text (digest) : NULL;
}

/**
 * packshot_blob_store_hash_file:
 * @path: any regular file
 * @bytes: (out) (optional): its length
 * @cancellable: (nullable): to give up
 * @error: return location; %PACKSHOT_STORE_ERROR_EMPTY, a #GIOErrorEnum
 *
 * Returns: (transfer full) (nullable): the SHA-256 of the file, 64 hexadecimal digits
 */
char *
packshot_blob_store_hash_file (const char   *path,
                               gint64       *bytes,
                               GCancellable *cancellable,
                               GError      **error)
{
  gint64 length;
  char *sha256;
  int fd;

  g_return_val_if_fail (path != NULL, NULL);

  fd = open_source (path, error);
  if (fd < 0)
    return NULL;
  sha256 = hash_and_copy (fd, path, -1, NULL, &length, cancellable, error);
  close (fd);
  if (sha256 != NULL && bytes != NULL)
    *bytes = length;
  return sha256;
}

/* The folder of a content, made if need be. */
static char *
make_shelf (PackshotBlobStore *self,
            const char        *sha256,
            GError           **error)
{
  g_autofree char *shelf = g_strdup_printf ("%s/%.2s", self->folder, sha256);

  if (g_mkdir (shelf, 0700) == 0)
    return _packshot_files_sync_folder (self->folder, error) ? g_steal_pointer (&shelf) : NULL;
  if (errno == EEXIST)
    return g_steal_pointer (&shelf);
  _packshot_files_set_error (shelf, errno, error);
  return NULL;
}

static gboolean
is_complete (const char *path,
             gint64      bytes)
{
  struct stat st;

  return stat (path, &st) == 0 && S_ISREG (st.st_mode) && st.st_size == bytes;
}

/* Gives a written file, open as @fd, its name. A content that is there already is kept. */
static gboolean
shelve (PackshotBlobStore *self,
        const char        *temp,
        int                fd,
        const char        *sha256,
        gint64             bytes,
        GError           **error)
{
  g_autofree char *shelf = make_shelf (self, sha256, error);
  g_autofree char *path = packshot_blob_store_dup_path (self, sha256);

  if (shelf == NULL)
    return FALSE;
  /* Touched, so that who sweeps sees that it is wanted again; gone by now, it is written anew. */
  if (is_complete (path, bytes) && utimensat (AT_FDCWD, path, NULL, 0) == 0)
    {
      g_unlink (temp);
      return _packshot_files_sync_folder (shelf, error);
    }
  if (fchmod (fd, 0600) < 0 || fsync (fd) < 0)
    return _packshot_files_set_error (temp, errno, error);
  if (g_rename (temp, path) < 0)
    return _packshot_files_set_error (path, errno, error);
  return _packshot_files_sync_folder (shelf, error);
}

static gint64
get_changed_at (const struct stat *st)
{
  return st->st_mtim.tv_sec * G_USEC_PER_SEC + st->st_mtim.tv_nsec / 1000;
}

/* A content that was on its way out when somebody who swept was killed comes back: who sweeps next
 * decides anew. */
static void
take_back (PackshotBlobStore *self,
           const char        *temp,
           const char        *sha256)
{
  g_autofree char *path = packshot_blob_store_dup_path (self, sha256);

  if (g_file_test (path, G_FILE_TEST_EXISTS))
    g_unlink (temp);
  else
    g_rename (temp, path);
}

guint
packshot_blob_store_sweep_temps (PackshotBlobStore *self,
                                 gint64             before)
{
  g_autoptr(GDir) dir = NULL;
  const char *name;
  guint n = 0;

  g_return_val_if_fail (PACKSHOT_IS_BLOB_STORE (self), 0);

  dir = g_dir_open (self->temp_folder, 0, NULL);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (self->temp_folder, name, NULL);
      struct stat st;

      if (g_str_has_prefix (name, SWEPT) && _packshot_files_is_hash (name + strlen (SWEPT)))
        take_back (self, path, name + strlen (SWEPT));
      else if (lstat (path, &st) == 0 && get_changed_at (&st) < before)
        n += g_unlink (path) == 0;
    }
  return n;
}

guint
packshot_blob_store_count_temps (PackshotBlobStore *self)
{
  g_autoptr(GDir) dir = NULL;
  guint n = 0;

  g_return_val_if_fail (PACKSHOT_IS_BLOB_STORE (self), 0);

  dir = g_dir_open (self->temp_folder, 0, NULL);
  while (dir != NULL && g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

/**
 * packshot_blob_store_open:
 * @folder: the folder of the profile; the blobs stand in its folder `blobs`
 * @error: return location; a [error@Packshot.StoreError]
 *
 * Makes the folders if need be and removes unfinished files that are older than a day.
 *
 * Returns: (transfer full) (nullable): the blob store
 */
PackshotBlobStore *
packshot_blob_store_open (const char *folder,
                          GError    **error)
{
  g_autoptr(PackshotBlobStore) self = NULL;

  g_return_val_if_fail (folder != NULL, NULL);

  self = g_object_new (PACKSHOT_TYPE_BLOB_STORE, NULL);
  self->folder = g_build_filename (folder, "blobs", NULL);
  self->temp_folder = g_build_filename (self->folder, "tmp", NULL);
  if (g_mkdir_with_parents (self->temp_folder, 0700) < 0)
    {
      _packshot_files_set_error (self->temp_folder, errno, error);
      return NULL;
    }
  if (!_packshot_files_sync_folder (self->folder, error) ||
      !_packshot_files_sync_folder (folder, error))
    return NULL;
  packshot_blob_store_sweep_temps (self, g_get_real_time () - G_TIME_SPAN_DAY);
  return g_steal_pointer (&self);
}

/**
 * packshot_blob_store_dup_path:
 * @self: a blob store
 * @sha256: 64 hexadecimal digits in lower case; anything else is a programming error
 *
 * Returns: (transfer full) (nullable): where that content is or would be; it may only be read
 */
char *
packshot_blob_store_dup_path (PackshotBlobStore *self,
                              const char        *sha256)
{
  g_return_val_if_fail (PACKSHOT_IS_BLOB_STORE (self), NULL);
  g_return_val_if_fail (_packshot_files_is_hash (sha256), NULL);

  return g_strdup_printf ("%s/%.2s/%s", self->folder, sha256, sha256);
}

/**
 * packshot_blob_store_has:
 * @self: a blob store
 * @sha256: a hash
 *
 * Returns: whether that content is there
 */
gboolean
packshot_blob_store_has (PackshotBlobStore *self,
                         const char        *sha256)
{
  g_autofree char *path = packshot_blob_store_dup_path (self, sha256);

  return path != NULL && g_file_test (path, G_FILE_TEST_IS_REGULAR);
}

/**
 * packshot_blob_store_dup_temp:
 * @self: a blob store
 *
 * Returns: (transfer full): a path of its own for a file that is to be written, which does not
 *   exist yet, for packshot_blob_store_take_temp()
 */
char *
packshot_blob_store_dup_temp (PackshotBlobStore *self)
{
  g_autofree char *name = g_uuid_string_random ();

  g_return_val_if_fail (PACKSHOT_IS_BLOB_STORE (self), NULL);

  return g_build_filename (self->temp_folder, name, NULL);
}

static char *
copy_in (PackshotBlobStore *self,
         int                in,
         const char        *path,
         gint64            *bytes,
         GCancellable      *cancellable,
         GError           **error)
{
  g_autofree char *temp = packshot_blob_store_dup_temp (self);
  g_autofree char *sha256 = NULL;
  gboolean ok;
  int out;

  out = g_open (temp, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (out < 0)
    {
      _packshot_files_set_error (temp, errno, error);
      return NULL;
    }
  sha256 = hash_and_copy (in, path, out, temp, bytes, cancellable, error);
  ok = sha256 != NULL && shelve (self, temp, out, sha256, *bytes, error);
  close (out);
  if (!ok)
    g_unlink (temp);
  return ok ? g_steal_pointer (&sha256) : NULL;
}

/**
 * packshot_blob_store_add_file:
 * @self: a blob store
 * @path: any regular file; it is only read
 * @bytes: (out) (optional): its length
 * @cancellable: (nullable): to give up
 * @error: return location; %PACKSHOT_STORE_ERROR_EMPTY, %PACKSHOT_STORE_ERROR_FULL and others for
 *   our side, a #GIOErrorEnum for the side of @path
 *
 * Copies a file. When this returns the bytes are on the disk.
 *
 * Returns: (transfer full) (nullable): the hash of what was read; on failure nothing has changed
 */
char *
packshot_blob_store_add_file (PackshotBlobStore *self,
                              const char        *path,
                              gint64            *bytes,
                              GCancellable      *cancellable,
                              GError           **error)
{
  gint64 length;
  char *sha256;
  int in;

  g_return_val_if_fail (PACKSHOT_IS_BLOB_STORE (self), NULL);
  g_return_val_if_fail (path != NULL, NULL);

  in = open_source (path, error);
  if (in < 0)
    return NULL;
  sha256 = copy_in (self, in, path, &length, cancellable, error);
  close (in);
  if (sha256 != NULL && bytes != NULL)
    *bytes = length;
  return sha256;
}

/**
 * packshot_blob_store_take_temp:
 * @self: a blob store
 * @temp_path: a complete file at a path from packshot_blob_store_dup_temp(); it is gone afterwards,
 *   also on failure
 * @bytes: (out) (optional): its length
 * @error: return location; %PACKSHOT_STORE_ERROR_EMPTY, %PACKSHOT_STORE_ERROR_FULL and others
 *
 * Keeps a file that was downloaded. When this returns the bytes are on the disk.
 *
 * Returns: (transfer full) (nullable): its hash
 */
char *
packshot_blob_store_take_temp (PackshotBlobStore *self,
                               const char        *temp_path,
                               gint64            *bytes,
                               GError           **error)
{
  g_autofree char *sha256 = NULL;
  gint64 length;
  gboolean ok;
  int fd;

  g_return_val_if_fail (PACKSHOT_IS_BLOB_STORE (self), NULL);
  g_return_val_if_fail (temp_path != NULL, NULL);

  fd = open_source (temp_path, error);
  if (fd < 0)
    return NULL;
  sha256 = hash_and_copy (fd, temp_path, -1, NULL, &length, NULL, error);
  ok = sha256 != NULL && shelve (self, temp_path, fd, sha256, length, error);
  close (fd);
  if (!ok)
    {
      g_unlink (temp_path);
      return NULL;
    }
  if (bytes != NULL)
    *bytes = length;
  return g_steal_pointer (&sha256);
}

/**
 * packshot_blob_store_verify:
 * @self: a blob store
 * @sha256: a hash
 * @cancellable: (nullable): to give up
 * @error: return location; %PACKSHOT_STORE_ERROR_NOT_FOUND, %PACKSHOT_STORE_ERROR_CORRUPT
 *
 * Reads a content.
 *
 * Returns: whether it is there and what its name says
 */
gboolean
packshot_blob_store_verify (PackshotBlobStore *self,
                            const char        *sha256,
                            GCancellable      *cancellable,
                            GError           **error)
{
  g_autofree char *path = packshot_blob_store_dup_path (self, sha256);
  g_autofree char *found = NULL;
  g_autoptr(GError) local_error = NULL;

  g_return_val_if_fail (path != NULL, FALSE);

  found = packshot_blob_store_hash_file (path, NULL, cancellable, &local_error);
  if (g_strcmp0 (found, sha256) == 0)
    return TRUE;
  if (g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_propagate_error (error, g_steal_pointer (&local_error));
  else if (g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    g_set_error (error, PACKSHOT_STORE_ERROR, PACKSHOT_STORE_ERROR_NOT_FOUND,
                 "Content %s is missing", sha256);
  else if (local_error != NULL)
    g_set_error (error, PACKSHOT_STORE_ERROR, PACKSHOT_STORE_ERROR_CORRUPT,
                 "Content %s can’t be read: %s", sha256, local_error->message);
  else
    g_set_error (error, PACKSHOT_STORE_ERROR, PACKSHOT_STORE_ERROR_CORRUPT,
                 "Content %s has other bytes", sha256);
  return FALSE;
}

/**
 * packshot_blob_store_remove:
 * @self: a blob store
 * @sha256: a hash that no row names
 * @error: return location
 *
 * Returns: whether that content is not there any more
 */
gboolean
packshot_blob_store_remove (PackshotBlobStore *self,
                            const char        *sha256,
                            GError           **error)
{
  g_autofree char *path = packshot_blob_store_dup_path (self, sha256);

  g_return_val_if_fail (path != NULL, FALSE);

  if (g_unlink (path) == 0 || errno == ENOENT)
    return TRUE;
  return _packshot_files_set_error (path, errno, error);
}

/**
 * packshot_blob_store_set_aside:
 * @self: a blob store
 * @sha256: the hash of a content that is damaged, or missing
 * @error: return location
 *
 * Returns: whether nothing is there any more under that hash
 */
gboolean
packshot_blob_store_set_aside (PackshotBlobStore *self,
                               const char        *sha256,
                               GError           **error)
{
  g_autofree char *path = packshot_blob_store_dup_path (self, sha256);
  g_autofree char *folder = NULL;
  g_autofree char *aside = NULL;

  g_return_val_if_fail (path != NULL, FALSE);

  folder = g_build_filename (self->folder, "damaged", NULL);
  aside = g_build_filename (folder, sha256, NULL);
  if (g_mkdir_with_parents (folder, 0700) < 0)
    return _packshot_files_set_error (folder, errno, error);
  if (g_rename (path, aside) == 0 || errno == ENOENT)
    return TRUE;
  return _packshot_files_set_error (aside, errno, error);
}

static void
list_shelf (const char *shelf,
            GPtrArray  *hashes)
{
  g_autoptr(GDir) dir = g_dir_open (shelf, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (_packshot_files_is_hash (name))
      g_ptr_array_add (hashes, g_strdup (name));
}

/**
 * packshot_blob_store_list:
 * @self: a blob store
 * @error: return location
 *
 * Returns: (transfer full) (element-type utf8) (nullable): the hashes of all contents, in no order
 */
GPtrArray *
packshot_blob_store_list (PackshotBlobStore *self,
                          GError           **error)
{
  g_autoptr(GPtrArray) hashes = NULL;
  g_autoptr(GDir) dir = NULL;
  const char *name;

  g_return_val_if_fail (PACKSHOT_IS_BLOB_STORE (self), NULL);

  dir = g_dir_open (self->folder, 0, error);
  if (dir == NULL)
    return NULL;
  hashes = g_ptr_array_new_with_free_func (g_free);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *shelf = g_build_filename (self->folder, name, NULL);

      if (strlen (name) == 2)
        list_shelf (shelf, hashes);
    }
  return g_steal_pointer (&hashes);
}

/**
 * packshot_blob_store_list_old:
 * @self: a blob store
 * @before: microseconds UTC
 * @error: return location
 *
 * Returns: (transfer full) (element-type utf8) (nullable): the hashes of contents that nobody has
 *   added, or wanted to add again, since then
 */
GPtrArray *
packshot_blob_store_list_old (PackshotBlobStore *self,
                              gint64             before,
                              GError           **error)
{
  g_autoptr(GPtrArray) hashes = packshot_blob_store_list (self, error);
  struct stat st;

  if (hashes == NULL)
    return NULL;
  for (guint i = hashes->len; i > 0; i--)
    {
      g_autofree char *path = packshot_blob_store_dup_path (self, hashes->pdata[i - 1]);

      if (stat (path, &st) < 0 || get_changed_at (&st) >= before)
        g_ptr_array_remove_index_fast (hashes, i - 1);
    }
  return g_steal_pointer (&hashes);
}

/**
 * packshot_blob_store_sweep:
 * @self: a blob store
 * @sha256: the hash of a content that no row names, told inside a transaction that writes
 * @before: microseconds UTC
 * @bytes: (out): its length, or 0 when it stays
 * @error: return location
 *
 * Removes a content that nobody has wanted since. It is taken out of the way first: who adds the
 * same bytes meanwhile either finds it, and it comes back for that, or does not and adds it anew.
 *
 * Returns: whether it is gone, or wanted
 */
gboolean
packshot_blob_store_sweep (PackshotBlobStore *self,
                           const char        *sha256,
                           gint64             before,
                           gint64            *bytes,
                           GError           **error)
{
  g_autofree char *path = packshot_blob_store_dup_path (self, sha256);
  g_autofree char *name = g_strconcat (SWEPT, sha256, NULL);
  g_autofree char *temp = NULL;
  struct stat st;

  g_return_val_if_fail (path != NULL, FALSE);

  *bytes = 0;
  temp = g_build_filename (self->temp_folder, name, NULL);
  if (g_rename (path, temp) < 0)
    return errno == ENOENT || _packshot_files_set_error (path, errno, error);
  if (stat (temp, &st) == 0 && get_changed_at (&st) < before && g_unlink (temp) == 0)
    *bytes = st.st_size;
  else
    take_back (self, temp, sha256);
  return TRUE;
}
