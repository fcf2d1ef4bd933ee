/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* The only place that opens pictures: everything above it sees paths go in and facts, pixels or an
 * error come out, so that decoding can move to other processes behind this file alone.
 *
 *   open ─▶ size ─▶ header ─▶ limits ─▶ loader ◀─ 64 KiB chunks
 *                                        │ size-prepared: limit again, smaller size
 *                                        ▼
 *                            turned upright ─▶ fitted ─▶ pixels
 *
 * Memory: one chunk, and what the format's decoder takes, which for JPEG, WebP and SVG is near the
 * size asked for and for the others that of the whole picture. Colours are handed on as stored: an
 * embedded profile other than sRGB is not converted. Worker threads only; nothing is shared. */

#include "config.h"

#include "packshot-decoder.h"
#include "packshot-picture-header.h"

#include <errno.h>
#include <fcntl.h>
#include <gdk-pixbuf/gdk-pixbuf.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

#define CHUNK_BYTES 65536

/* Probing decodes what it looks at, small, to see that it can be decoded. Beyond these sizes it
 * would take seconds and hundreds of megabytes, and the header and the end have to do. */
#define PROBE_SIDE 64
#define PROBE_DECODE_BYTES (G_GINT64_CONSTANT (64) * 1000 * 1000)
#define PROBE_DECODE_PIXELS (G_GINT64_CONSTANT (100) * 1000 * 1000)

typedef struct
{
  /* Input */
  int                        fd;
  int                        max_side; /* 0: as large as it is */
  const PackshotDecoderStop *stop;  /* (nullable) */
  PackshotPictureHeader      header;
  gint64                     bytes;

  /* In progress */
  gint64                     width; /* as stored, by the header or else the loader */
  gint64                     height;
  gboolean                   is_too_large;
} Decode;

static void
decode_clear (Decode *self)
{
  if (self->fd >= 0)
    g_close (self->fd, NULL);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Decode, decode_clear)

static gboolean
fail_io (GError **error)
{
  g_set_error_literal (error, PACKSHOT_IMAGING_ERROR, PACKSHOT_IMAGING_ERROR_IO,
                       g_strerror (errno));
  return FALSE;
}

static gboolean
fail_pixels (const Decode *self,
             GError      **error)
{
  g_set_error (error, PACKSHOT_IMAGING_ERROR, PACKSHOT_IMAGING_ERROR_TOO_LARGE,
               "%" G_GINT64_FORMAT " × %" G_GINT64_FORMAT " pixels are more than %" G_GINT64_FORMAT,
               self->width, self->height, PACKSHOT_IMAGING_MAX_PIXELS);
  return FALSE;
}

/* Both sides are below 2^32, so their product may not fit: divide. */
static gboolean
has_too_many_pixels (gint64 width,
                     gint64 height)
{
  return width > 0 && height > PACKSHOT_IMAGING_MAX_PIXELS / width;
}

static gboolean
check_file (Decode  *self,
            GError **error)
{
  struct stat info;

  if (fstat (self->fd, &info) != 0)
    return fail_io (error);
  if (!S_ISREG (info.st_mode))
    {
      g_set_error_literal (error, PACKSHOT_IMAGING_ERROR, PACKSHOT_IMAGING_ERROR_IO,
                           "Not a regular file");
      return FALSE;
    }
  if (info.st_size == 0)
    {
      g_set_error_literal (error, PACKSHOT_IMAGING_ERROR, PACKSHOT_IMAGING_ERROR_EMPTY,
                           "The file is empty");
      return FALSE;
    }
  if (info.st_size > PACKSHOT_IMAGING_MAX_BYTES)
    {
      g_set_error (error, PACKSHOT_IMAGING_ERROR, PACKSHOT_IMAGING_ERROR_TOO_LARGE,
                   "%" G_GINT64_FORMAT " bytes are more than %" G_GINT64_FORMAT,
                   (gint64)info.st_size, PACKSHOT_IMAGING_MAX_BYTES);
      return FALSE;
    }
  self->bytes = info.st_size;
  return TRUE;
}

static gboolean
check_header (Decode  *self,
              GError **error)
{
  _packshot_picture_header_read (self->fd, self->bytes, &self->header);
  self->width = self->header.width;
  self->height = self->header.height;

  if (self->header.type == PACKSHOT_PICTURE_UNKNOWN)
    {
      g_set_error_literal (error, PACKSHOT_IMAGING_ERROR, PACKSHOT_IMAGING_ERROR_NOT_A_PICTURE,
                           "The content is of no known picture format");
      return FALSE;
    }
  if (has_too_many_pixels (self->width, self->height))
    return fail_pixels (self, error);
  if (!self->header.is_complete)
    {
      g_set_error (error, PACKSHOT_IMAGING_ERROR, PACKSHOT_IMAGING_ERROR_BROKEN,
                   "The %s file has no end", packshot_picture_type_get_name (self->header.type));
      return FALSE;
    }
  return TRUE;
}

/* O_NONBLOCK lets a pipe that someone named like a picture be refused instead of waited for. */
static gboolean
decode_open (Decode     *self,
             const char *path,
             GError    **error)
{
  self->fd = g_open (path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK, 0);
  if (self->fd < 0)
    return fail_io (error);
  return check_file (self, error) && check_header (self, error);
}

static void
loader_size_prepared_cb (GdkPixbufLoader *loader,
                         int              width,
                         int              height,
                         Decode          *self)
{
  int side = MAX (width, height);

  if (self->width == 0)
    {
      self->width = width;
      self->height = height;
    }
  if (has_too_many_pixels (width, height))
    {
      self->is_too_large = TRUE;
      gdk_pixbuf_loader_set_size (loader, 1, 1);
    }
  else if (self->max_side > 0 && side > self->max_side)
    gdk_pixbuf_loader_set_size (loader,
                                MAX (1, (gint64)width * self->max_side / side),
                                MAX (1, (gint64)height * self->max_side / side));
}

static GdkPixbufLoader *
decode_new_loader (Decode  *self,
                   GError **error)
{
  const char *mime = packshot_picture_type_get_mime (self->header.type);
  GdkPixbufLoader *loader = gdk_pixbuf_loader_new_with_mime_type (mime, NULL);

  if (loader == NULL)
    g_set_error (error, PACKSHOT_IMAGING_ERROR, PACKSHOT_IMAGING_ERROR_UNSUPPORTED,
                 "%s can’t be decoded here", packshot_picture_type_get_name (self->header.type));
  else
    g_signal_connect (loader, "size-prepared", G_CALLBACK (loader_size_prepared_cb), self);
  return loader;
}

static gboolean
decode_is_stopped (Decode  *self,
                   GError **error)
{
  if (self->stop == NULL || !self->stop->func (self->stop->user_data))
    return FALSE;
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "Decoding was given up");
  return TRUE;
}

/* Every error of the loader means the same to us: what stands in the file is not what its header
 * says. Its words are kept. */
static gboolean
decode_fail_loader (Decode  *self,
                    GError  *cause,
                    GError **error)
{
  if (self->is_too_large)
    return fail_pixels (self, error);
  g_set_error_literal (error, PACKSHOT_IMAGING_ERROR, PACKSHOT_IMAGING_ERROR_BROKEN,
                       cause != NULL ? cause->message : "The file holds no picture");
  return FALSE;
}

static gboolean
decode_feed (Decode          *self,
             GdkPixbufLoader *loader,
             GError         **error)
{
  g_autofree guint8 *chunk = g_malloc (CHUNK_BYTES);
  g_autoptr(GError) cause = NULL;

  for (;;)
    {
      gssize n;

      if (decode_is_stopped (self, error))
        return FALSE;
      n = read (self->fd, chunk, CHUNK_BYTES);
      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        return fail_io (error);
      if (n == 0)
        return TRUE;
      if (!gdk_pixbuf_loader_write (loader, chunk, n, &cause))
        return decode_fail_loader (self, cause, error);
      if (self->is_too_large)
        return fail_pixels (self, error);
    }
}

/* The loader tells the orientation of JPEG and TIFF, where its word counts as it has turned some of
 * the latter already; the header tells that of PNG and WebP too. */
static GdkPixbuf *
decode_turn_upright (Decode    *self,
                     GdkPixbuf *pixbuf)
{
  const char *told = gdk_pixbuf_get_option (pixbuf, "orientation");
  g_autofree char *known = g_strdup_printf ("%d", self->header.orientation);

  if (told != NULL)
    self->header.orientation = CLAMP (g_ascii_strtoll (told, NULL, 10), 1, 8);
  else
    gdk_pixbuf_set_option (pixbuf, "orientation", known);
  return gdk_pixbuf_apply_embedded_orientation (pixbuf);
}

static GdkPixbuf *
decode_fit (Decode    *self,
            GdkPixbuf *pixbuf)
{
  int width = gdk_pixbuf_get_width (pixbuf);
  int height = gdk_pixbuf_get_height (pixbuf);
  int side = MAX (width, height);

  if (self->max_side <= 0 || side <= self->max_side)
    return g_object_ref (pixbuf);
  return gdk_pixbuf_scale_simple (pixbuf, MAX (1, (gint64)width * self->max_side / side),
                                  MAX (1, (gint64)height * self->max_side / side),
                                  GDK_INTERP_BILINEAR);
}

static GdkPixbuf *
decode_run (Decode  *self,
            GError **error)
{
  g_autoptr(GdkPixbufLoader) loader = decode_new_loader (self, error);
  g_autoptr(GdkPixbuf) upright = NULL;
  g_autoptr(GError) cause = NULL;
  GdkPixbuf *pixbuf;

  if (loader == NULL)
    return NULL;
  if (!decode_feed (self, loader, error))
    {
      gdk_pixbuf_loader_close (loader, NULL);
      return NULL;
    }
  if (!gdk_pixbuf_loader_close (loader, &cause)
      || (pixbuf = gdk_pixbuf_loader_get_pixbuf (loader)) == NULL
      || self->is_too_large)
    {
      decode_fail_loader (self, cause, error);
      return NULL;
    }

  upright = decode_turn_upright (self, pixbuf);
  if (upright == NULL)
    {
      decode_fail_loader (self, NULL, error);
      return NULL;
    }
  return decode_fit (self, upright);
}

static void
decode_get_facts (const Decode         *self,
                  PackshotPictureFacts *facts)
{
  gboolean is_lying = self->header.orientation >= 5;

  facts->type = self->header.type;
  facts->mime_type = packshot_picture_type_get_mime (self->header.type);
  facts->width = is_lying ? self->height : self->width;
  facts->height = is_lying ? self->width : self->height;
  facts->bytes = self->bytes;
}

static PackshotPixels *
pixels_from_pixbuf (GdkPixbuf *pixbuf)
{
  g_autoptr(GBytes) bytes = NULL;

  g_assert (gdk_pixbuf_get_bits_per_sample (pixbuf) == 8);

  /* The bytes hold the pixbuf instead of a copy of what it holds. */
  bytes = g_bytes_new_with_free_func (gdk_pixbuf_read_pixels (pixbuf),
                                      gdk_pixbuf_get_byte_length (pixbuf),
                                      g_object_unref, g_object_ref (pixbuf));
  return packshot_pixels_new (gdk_pixbuf_get_width (pixbuf), gdk_pixbuf_get_height (pixbuf),
                              gdk_pixbuf_get_rowstride (pixbuf),
                              gdk_pixbuf_get_has_alpha (pixbuf), bytes);
}

/*
 * _packshot_decoder_probe:
 * @path: a file
 * @stop: (nullable): asked between chunks
 * @facts: (out): set on success alone
 * @error: return location
 *
 * Returns: whether @path is a picture that can be decoded
 */
gboolean
_packshot_decoder_probe (const char                *path,
                         const PackshotDecoderStop *stop,
                         PackshotPictureFacts      *facts,
                         GError                   **error)
{
  g_auto(Decode) self = { .fd = -1, .max_side = PROBE_SIDE, .stop = stop };
  g_autoptr(GdkPixbuf) pixbuf = NULL;
  g_autoptr(GdkPixbufLoader) loader = NULL;

  if (!decode_open (&self, path, error))
    return FALSE;

  if (self.width > 0 && (self.bytes > PROBE_DECODE_BYTES
                         || self.width * self.height > PROBE_DECODE_PIXELS))
    {
      loader = decode_new_loader (&self, error);
      if (loader == NULL)
        return FALSE;
      gdk_pixbuf_loader_close (loader, NULL);
    }
  else
    {
      pixbuf = decode_run (&self, error);
      if (pixbuf == NULL)
        return FALSE;
    }
  decode_get_facts (&self, facts);
  return TRUE;
}

/*
 * _packshot_decoder_decode:
 * @path: a file
 * @max_side: neither side gets longer; 0 for the full size. Never enlarges.
 * @stop: (nullable): asked between chunks
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the picture, upright
 */
PackshotPixels *
_packshot_decoder_decode (const char                *path,
                          int                        max_side,
                          const PackshotDecoderStop *stop,
                          GError                   **error)
{
  g_auto(Decode) self = { .fd = -1, .max_side = max_side, .stop = stop };
  g_autoptr(GdkPixbuf) pixbuf = NULL;

  if (!decode_open (&self, path, error))
    return NULL;
  pixbuf = decode_run (&self, error);
  return pixbuf != NULL ? pixels_from_pixbuf (pixbuf) : NULL;
}
