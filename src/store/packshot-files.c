/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* Reading and writing files of ours so that they are on the disk when it is said. Any thread. */

#include "config.h"

#include "packshot-files-private.h"

#include "packshot-store-error.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

gboolean
_packshot_files_set_error (const char *path,
                           int         err,
                           GError    **error)
{
  PackshotStoreError code = PACKSHOT_STORE_ERROR_FAILED;

  if (err == ENOSPC || err == EDQUOT || err == EFBIG)
    code = PACKSHOT_STORE_ERROR_FULL;
  else if (err == EACCES || err == EPERM || err == EROFS)
    code = PACKSHOT_STORE_ERROR_READ_ONLY;
  else if (err == ENOENT)
    code = PACKSHOT_STORE_ERROR_NOT_FOUND;
  g_set_error (error, PACKSHOT_STORE_ERROR, code, "“%s”: %s", path, g_strerror (err));
  return FALSE;
}

gssize
_packshot_files_read (int     fd,
                      guint8 *buffer,
                      gsize   length)
{
  gssize n;

  do
    n = read (fd, buffer, MIN (length, PACKSHOT_PIECE));
  while (n < 0 && errno == EINTR);
  return n;
}

gboolean
_packshot_files_write (int           fd,
                       const guint8 *buffer,
                       gsize         length)
{
  while (length > 0)
    {
      gssize n = write (fd, buffer, length);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        return FALSE;
      buffer += n;
      length -= (gsize)n;
    }
  return TRUE;
}

static gboolean
sync_path (const char *path,
           int         flags,
           GError    **error)
{
  int fd = g_open (path, O_RDONLY | O_CLOEXEC | flags, 0);
  gboolean ok = fd >= 0 && fsync (fd) == 0;
  int err = errno;

  if (fd >= 0)
    close (fd);
  return ok || _packshot_files_set_error (path, err, error);
}

gboolean
_packshot_files_sync (const char *path,
                      GError    **error)
{
  return sync_path (path, 0, error);
}

gboolean
_packshot_files_sync_folder (const char *path,
                             GError    **error)
{
  return sync_path (path, O_DIRECTORY, error);
}

gboolean
_packshot_files_unlink (const char *path,
                        GError    **error)
{
  return g_unlink (path) == 0 || errno == ENOENT || _packshot_files_set_error (path, errno, error);
}

gboolean
_packshot_files_rename (const char *from,
                        const char *to,
                        GError    **error)
{
  g_autofree char *folder = g_path_get_dirname (to);

  if (!_packshot_files_sync (from, error))
    return FALSE;
  if (g_rename (from, to) < 0)
    return _packshot_files_set_error (to, errno, error);
  return _packshot_files_sync_folder (folder, error);
}

gboolean
_packshot_files_is_hash (const char *text)
{
  return text != NULL && strlen (text) == PACKSHOT_HASH_LENGTH &&
         strspn (text, "0123456789abcdef") == PACKSHOT_HASH_LENGTH;
}

char *
_packshot_files_hash_to_text (const guint8 digest[PACKSHOT_HASH_BYTES])
{
  static const char digits[] = "0123456789abcdef";
  char *text = g_malloc (PACKSHOT_HASH_LENGTH + 1);

  for (int i = 0; i < PACKSHOT_HASH_BYTES; i++)
    {
      text[2 * i] = digits[digest[i] >> 4];
      text[2 * i + 1] = digits[digest[i] & 15];
    }
  text[PACKSHOT_HASH_LENGTH] = '\0';
  return text;
}
