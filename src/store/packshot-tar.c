/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* The part of POSIX ustar (IEEE Std 1003.1, pax, "ustar Interchange Format") that a backup needs:
 * regular files with short names, one after the other. Any tar reads what is written here; read is
 * only what has been written here, and every byte of it counts: padding must be zero, nothing may
 * follow the end. Any thread.
 *
 *   header of 512 bytes, file, zeros up to 512 │ … │ 1024 zeros */

#include "config.h"

#include "packshot-tar-private.h"

#include "packshot-files-private.h"
#include "packshot-store-error.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <gnutls/crypto.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define BLOCK 512
/* What eleven octal digits hold. */
#define FILE_BYTES ((gint64)1 << 33)
#define TEXT_BYTES (64 * 1024 * 1024)

typedef struct
{
  char name[PACKSHOT_TAR_NAME_MAX];
  char mode[8];
  char uid[8];
  char gid[8];
  char size[12];
  char mtime[12];
  char checksum[8];
  char type;
  char link[100];
  char magic[8];
  char user[32];
  char group[32];
  char major[8];
  char minor[8];
  char prefix[155];
  char rest[12];
} Header;

G_STATIC_ASSERT (sizeof (Header) == BLOCK);

static gboolean
set_broken (const char *path,
            const char *what,
            GError    **error)
{
  g_set_error (error, PACKSHOT_STORE_ERROR, PACKSHOT_STORE_ERROR_BACKUP,
               "“%s” is no whole backup: %s", path, what);
  return FALSE;
}

/* The sum of all bytes, with spaces where it stands itself. */
static guint
header_sum (const Header *header)
{
  const guint8 *bytes = (const guint8 *)header;
  guint sum = 0;

  for (guint i = 0; i < BLOCK; i++)
    sum += i >= G_STRUCT_OFFSET (Header, checksum) && i < G_STRUCT_OFFSET (Header, type) ? ' ' :
      bytes[i];
  return sum;
}

/* --- Writing --- */

static gboolean
put (int         out,
     const char *path,
     const void *data,
     gsize       length,
     GError    **error)
{
  return _packshot_files_write (out, data, length) ||
         _packshot_files_set_error (path, errno, error);
}

static gboolean
put_header (int         out,
            const char *path,
            const char *name,
            gint64      bytes,
            GError    **error)
{
  Header header = { .type = '0', .magic = "ustar\0" "00" };

  g_assert (strlen (name) < sizeof header.name);
  if (bytes >= FILE_BYTES)
    return _packshot_files_set_error (name, EFBIG, error);
  memcpy (header.name, name, strlen (name));
  g_snprintf (header.mode, sizeof header.mode, "%07o", 0600);
  g_snprintf (header.uid, sizeof header.uid, "%07o", 0);
  g_snprintf (header.gid, sizeof header.gid, "%07o", 0);
  g_snprintf (header.size, sizeof header.size, "%011" G_GINT64_MODIFIER "o", (guint64)bytes);
  g_snprintf (header.mtime, sizeof header.mtime, "%011" G_GINT64_MODIFIER "o",
              (guint64)(g_get_real_time () / G_USEC_PER_SEC));
  g_snprintf (header.major, sizeof header.major, "%07o", 0);
  g_snprintf (header.minor, sizeof header.minor, "%07o", 0);
  g_snprintf (header.checksum, sizeof header.checksum, "%06o", header_sum (&header));
  header.checksum[7] = ' ';
  return put (out, path, &header, sizeof header, error);
}

static gboolean
put_padding (int         out,
             const char *path,
             gint64      bytes,
             GError    **error)
{
  const guint8 zeros[BLOCK] = { 0 };
  gsize rest = (gsize)(bytes % BLOCK);

  return rest == 0 || put (out, path, zeros, BLOCK - rest, error);
}

gboolean
_packshot_tar_put_text (int         out,
                        const char *path,
                        const char *name,
                        const char *text,
                        GError    **error)
{
  gsize length = strlen (text);

  return put_header (out, path, name, (gint64)length, error) &&
         put (out, path, text, length, error) && put_padding (out, path, (gint64)length, error);
}

/* Exactly @bytes from @in to @out, unless that is -1, and into the hash. */
static gboolean
pass (int              in,
      const char      *in_path,
      int              out,
      const char      *out_path,
      gint64           bytes,
      gnutls_hash_hd_t hash,
      GCancellable    *cancellable,
      GError         **error)
{
  g_autofree guint8 *buffer = g_malloc (PACKSHOT_PIECE);

  while (bytes > 0)
    {
      gssize n;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      n = _packshot_files_read (in, buffer, (gsize)MIN (bytes, PACKSHOT_PIECE));
      if (n < 0)
        return _packshot_files_set_error (in_path, errno, error);
      if (n == 0)
        return set_broken (in_path, "it ends too early", error);
      gnutls_hash (hash, buffer, (gsize)n);
      if (out >= 0 && !put (out, out_path, buffer, (gsize)n, error))
        return FALSE;
      bytes -= n;
    }
  return TRUE;
}

static char *
pass_and_hash (int           in,
               const char   *in_path,
               int           out,
               const char   *out_path,
               gint64        bytes,
               GCancellable *cancellable,
               GError      **error)
{
  guint8 digest[PACKSHOT_HASH_BYTES];
  gnutls_hash_hd_t hash;
  int code = gnutls_hash_init (&hash, GNUTLS_DIG_SHA256);
  gboolean ok;

  if (code < 0)
    {
      g_set_error (error, PACKSHOT_STORE_ERROR, PACKSHOT_STORE_ERROR_FAILED,
                   "There is no SHA-256: %s", gnutls_strerror (code));
      return NULL;
    }
  ok = pass (in, in_path, out, out_path, bytes, hash, cancellable, error);
  gnutls_hash_deinit (hash, digest);
  return ok ? _packshot_files_hash_to_text (digest) : NULL;
}

char *
_packshot_tar_put_file (int           out,
                        const char   *path,
                        const char   *name,
                        const char   *file,
                        GCancellable *cancellable,
                        GError      **error)
{
  int in = g_open (file, O_RDONLY | O_CLOEXEC, 0);
  g_autofree char *sha256 = NULL;
  struct stat st;

  if (in < 0 || fstat (in, &st) < 0)
    {
      _packshot_files_set_error (file, errno, error);
      if (in >= 0)
        close (in);
      return NULL;
    }
  if (put_header (out, path, name, st.st_size, error))
    sha256 = pass_and_hash (in, file, out, path, st.st_size, cancellable, error);
  close (in);
  if (sha256 == NULL || !put_padding (out, path, st.st_size, error))
    return NULL;
  return g_steal_pointer (&sha256);
}

gboolean
_packshot_tar_put_end (int         out,
                       const char *path,
                       GError    **error)
{
  const guint8 zeros[2 * BLOCK] = { 0 };

  return put (out, path, zeros, sizeof zeros, error);
}

/* --- Reading --- */

static gboolean
get (int         in,
     const char *path,
     guint8     *data,
     gsize       length,
     GError    **error)
{
  while (length > 0)
    {
      gssize n = _packshot_files_read (in, data, length);

      if (n < 0)
        return _packshot_files_set_error (path, errno, error);
      if (n == 0)
        return set_broken (path, "it ends too early", error);
      data += n;
      length -= (gsize)n;
    }
  return TRUE;
}

static gboolean
is_zero (const guint8 *data,
         gsize         length)
{
  while (length > 0 && data[length - 1] == 0)
    length--;
  return length == 0;
}

static gboolean
get_padding (int         in,
             const char *path,
             gint64      bytes,
             GError    **error)
{
  guint8 padding[BLOCK];
  gsize rest = (gsize)(bytes % BLOCK);

  if (rest == 0)
    return TRUE;
  if (!get (in, path, padding, BLOCK - rest, error))
    return FALSE;
  return is_zero (padding, BLOCK - rest) || set_broken (path, "it has been changed", error);
}

static gboolean
parse_octal (const char *digits,
             gsize       length,
             gint64     *value)
{
  *value = 0;
  for (gsize i = 0; i < length; i++)
    {
      if (digits[i] < '0' || digits[i] > '7')
        return FALSE;
      *value = *value * 8 + (digits[i] - '0');
    }
  return TRUE;
}

static gboolean
parse_header (const Header *header,
              char          name[PACKSHOT_TAR_NAME_MAX + 1],
              gint64       *bytes)
{
  gint64 sum;

  memcpy (name, header->name, PACKSHOT_TAR_NAME_MAX);
  name[PACKSHOT_TAR_NAME_MAX] = '\0';
  return parse_octal (header->checksum, 6, &sum) && sum == header_sum (header) &&
         memcmp (header->magic, "ustar\0" "00", 8) == 0 && header->type == '0' &&
         parse_octal (header->size, 11, bytes);
}

/* Behind the last file: one block of zeros has been read. */
static int
get_end (int         in,
         const char *path,
         GError    **error)
{
  guint8 block[BLOCK];

  if (!get (in, path, block, BLOCK, error))
    return -1;
  if (is_zero (block, BLOCK) && _packshot_files_read (in, block, 1) == 0)
    return 0;
  set_broken (path, "it has been changed", error);
  return -1;
}

int
_packshot_tar_get_next (int         in,
                        const char *path,
                        char        name[PACKSHOT_TAR_NAME_MAX + 1],
                        gint64     *bytes,
                        GError    **error)
{
  Header header;

  if (!get (in, path, (guint8 *)&header, sizeof header, error))
    return -1;
  if (is_zero ((guint8 *)&header, sizeof header))
    return get_end (in, path, error);
  if (parse_header (&header, name, bytes))
    return 1;
  set_broken (path, "it has been changed, or is another kind of file", error);
  return -1;
}

char *
_packshot_tar_get_file (int           in,
                        const char   *path,
                        gint64        bytes,
                        const char   *file,
                        GCancellable *cancellable,
                        GError      **error)
{
  int out = file == NULL ? -1 : g_open (file, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  g_autofree char *sha256 = NULL;

  if (file != NULL && out < 0)
    {
      _packshot_files_set_error (file, errno, error);
      return NULL;
    }
  sha256 = pass_and_hash (in, path, out, file, bytes, cancellable, error);
  if (out >= 0)
    close (out);
  if (sha256 == NULL || !get_padding (in, path, bytes, error))
    return NULL;
  return g_steal_pointer (&sha256);
}

char *
_packshot_tar_get_text (int         in,
                        const char *path,
                        gint64      bytes,
                        GError    **error)
{
  g_autofree char *text = NULL;

  if (bytes > TEXT_BYTES)
    {
      set_broken (path, "it has been changed", error);
      return NULL;
    }
  text = g_malloc0 ((gsize)bytes + 1);
  if (!get (in, path, (guint8 *)text, (gsize)bytes, error) ||
      !get_padding (in, path, bytes, error))
    return NULL;
  return g_steal_pointer (&text);
}
