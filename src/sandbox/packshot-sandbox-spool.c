/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* Takes the body of a request as it comes: small ones in memory, large ones into a temporary
 * file that has no name any more and is mapped at the end. Used on the server's thread. */

#include "config.h"

#include "packshot-sandbox-spool-private.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <unistd.h>

#define MEMORY_MAX (1024 * 1024)

struct _PackshotSandboxSpool
{
  GByteArray *memory;   /* (owned): until there is a file */
  int         fd;       /* -1 until there is too much for the memory */
  GError     *error;    /* (owned) (nullable): the first one */
};

PackshotSandboxSpool *
_packshot_sandbox_spool_new (void)
{
  PackshotSandboxSpool *self = g_new0 (PackshotSandboxSpool, 1);

  self->memory = g_byte_array_new ();
  self->fd = -1;
  return self;
}

void
_packshot_sandbox_spool_free (PackshotSandboxSpool *self)
{
  if (self->fd >= 0)
    close (self->fd);
  g_byte_array_unref (self->memory);
  g_clear_error (&self->error);
  g_free (self);
}

static void
write_out (PackshotSandboxSpool *self,
           const guint8         *data,
           gsize                 length)
{
  while (length > 0 && self->error == NULL)
    {
      gssize n = write (self->fd, data, length);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        {
          g_set_error_literal (&self->error, G_IO_ERROR, g_io_error_from_errno (errno),
                               g_strerror (errno));
          return;
        }
      data += n;
      length -= n;
    }
}

static void
move_to_file (PackshotSandboxSpool *self)
{
  g_autofree char *path = NULL;

  self->fd = g_file_open_tmp ("packshot-sandbox-XXXXXX", &path, &self->error);
  if (self->fd < 0)
    return;
  g_unlink (path);
  write_out (self, self->memory->data, self->memory->len);
  g_byte_array_set_size (self->memory, 0);
}

/* An error shows in _packshot_sandbox_spool_finish(). */
void
_packshot_sandbox_spool_add (PackshotSandboxSpool *self,
                             GBytes               *chunk)
{
  gsize length;
  const guint8 *data = g_bytes_get_data (chunk, &length);

  if (self->error != NULL)
    return;
  if (self->fd < 0 && self->memory->len + length > MEMORY_MAX)
    move_to_file (self);
  if (self->error != NULL)
    return;
  if (self->fd >= 0)
    write_out (self, data, length);
  else
    g_byte_array_append (self->memory, data, length);
}

/* To be called once, at the end.
 *
 * Returns: (transfer full) (nullable): the whole body; NULL with an error */
GBytes *
_packshot_sandbox_spool_finish (PackshotSandboxSpool *self,
                                GError              **error)
{
  g_autoptr(GMappedFile) file = NULL;

  if (self->error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&self->error));
      return NULL;
    }
  if (self->fd < 0)
    return g_bytes_new (self->memory->data, self->memory->len);
  file = g_mapped_file_new_from_fd (self->fd, FALSE, error);
  return file != NULL ? g_mapped_file_get_bytes (file) : NULL;
}
