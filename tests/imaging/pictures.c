/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* Picture files for the tests, made in memory: by gdk-pixbuf where it can save a format, by hand
 * from the format's document where it can't or where the file has to be wrong. */

#include "config.h"

#include "pictures.h"

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <glib/gstdio.h>
#include <string.h>

static GBytes *
save (GdkPixbuf  *pixbuf,
      const char *format)
{
  g_autoptr(GError) error = NULL;
  char *data = NULL;
  gsize n_data = 0;

  gdk_pixbuf_save_to_buffer (pixbuf, &data, &n_data, format, &error, NULL);
  g_assert_no_error (error);
  return g_bytes_new_take (data, n_data);
}

/* Red, green above blue, white. */
GBytes *
pictures_quarters (const char *format,
                   int         width,
                   int         height)
{
  static const guint32 colors[] = { 0xff0000ff, 0x00ff00ff, 0x0000ffff, 0xffffffff };
  g_autoptr(GdkPixbuf) pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, width, height);

  for (int i = 0; i < 4; i++)
    {
      g_autoptr(GdkPixbuf) quarter = NULL;

      quarter = gdk_pixbuf_new_subpixbuf (pixbuf, i % 2 * (width / 2), i / 2 * (height / 2),
                                          width / 2, height / 2);
      gdk_pixbuf_fill (quarter, colors[i]);
    }
  return save (pixbuf, format);
}

/* Half-transparent red. */
GBytes *
pictures_clear_png (int width,
                    int height)
{
  g_autoptr(GdkPixbuf) pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, TRUE, 8, width, height);

  gdk_pixbuf_fill (pixbuf, 0xff000080);
  return save (pixbuf, "png");
}

typedef struct
{
  GByteArray *bytes;
  guint       n_bits;
} BitWriter;

static void
put_bits (BitWriter *writer,
          guint      value,
          guint      n_bits)
{
  for (guint i = 0; i < n_bits; i++, writer->n_bits++)
    {
      guint8 zero = 0;

      if (writer->n_bits % 8 == 0)
        g_byte_array_append (writer->bytes, &zero, 1);
      if (value >> i & 1)
        writer->bytes->data[writer->bytes->len - 1] |= 1 << writer->n_bits % 8;
    }
}

static void
put_le (GByteArray *bytes,
        guint32     value,
        guint       n)
{
  for (guint i = 0; i < n; i++)
    {
      guint8 byte = value >> 8 * i;

      g_byte_array_append (bytes, &byte, 1);
    }
}

static void
put_text (GByteArray *bytes,
          const char *text)
{
  g_byte_array_append (bytes, (const guint8 *)text, strlen (text));
}

/* GIF89a, all pixels red. A clear code before each pixel keeps the codes at three bits, so nothing
 * needs compressing. */
GBytes *
pictures_gif (int width,
              int height)
{
  static const guint8 palette[12] = { 0xff, 0, 0, 0, 0xff, 0, 0, 0, 0xff, 0xff, 0xff, 0xff };
  g_autoptr(GByteArray) codes = g_byte_array_new ();
  BitWriter writer = { codes, 0 };
  GByteArray *gif = g_byte_array_new ();

  for (int i = 0; i < width * height; i++)
    put_bits (&writer, 4 | 0 << 3, 6);
  put_bits (&writer, 5, 3);

  put_text (gif, "GIF89a");
  put_le (gif, width, 2);
  put_le (gif, height, 2);
  put_le (gif, 0x81, 3);
  g_byte_array_append (gif, palette, sizeof palette);
  put_text (gif, ",");
  put_le (gif, 0, 4);
  put_le (gif, width, 2);
  put_le (gif, height, 2);
  put_le (gif, 0x0200, 2);
  for (guint i = 0; i < codes->len; i += 255)
    {
      guint n = MIN (255, codes->len - i);

      put_le (gif, n, 1);
      g_byte_array_append (gif, codes->data + i, n);
    }
  put_le (gif, 0x3b00, 2);
  return g_byte_array_free_to_bytes (gif);
}

/* The lossless bit stream of RFC 9649, all pixels red: five prefix codes of one symbol each, so the
 * pixels themselves take no bits. */
static GByteArray *
webp_lossless (int width,
               int height)
{
  static const guint symbols[] = { 0, 0xff, 0, 0xff };
  GByteArray *bytes = g_byte_array_new ();
  BitWriter writer = { bytes, 0 };

  put_bits (&writer, 0x2f, 8);
  put_bits (&writer, width - 1, 14);
  put_bits (&writer, height - 1, 14);
  put_bits (&writer, 0, 4);
  put_bits (&writer, 0, 3);
  for (guint i = 0; i < G_N_ELEMENTS (symbols); i++)
    {
      put_bits (&writer, 1 | 0 << 1 | 1 << 2, 3);
      put_bits (&writer, symbols[i], 8);
    }
  put_bits (&writer, 1, 4);
  if (bytes->len % 2 != 0)
    put_bits (&writer, 0, 8);
  return bytes;
}

static void
webp_put_chunk (GByteArray *webp,
                const char *name,
                const void *data,
                gsize       n_data)
{
  put_text (webp, name);
  put_le (webp, n_data, 4);
  g_byte_array_append (webp, data, n_data);
  if (n_data % 2 != 0)
    put_le (webp, 0, 1);
}

/* A plain file for orientation 0, else an extended one with an EXIF chunk. */
GBytes *
pictures_webp (int width,
               int height,
               int orientation)
{
  g_autoptr(GByteArray) stream = webp_lossless (width, height);
  GByteArray *webp = g_byte_array_new ();
  guint32 size;

  put_text (webp, "RIFF....WEBP");
  if (orientation > 0)
    {
      g_autoptr(GByteArray) extended = g_byte_array_new ();

      put_le (extended, 0x08, 4);
      put_le (extended, width - 1, 3);
      put_le (extended, height - 1, 3);
      webp_put_chunk (webp, "VP8X", extended->data, extended->len);
    }
  webp_put_chunk (webp, "VP8L", stream->data, stream->len);
  if (orientation > 0)
    {
      g_autoptr(GBytes) exif = pictures_exif (orientation, FALSE);

      webp_put_chunk (webp, "EXIF", g_bytes_get_data (exif, NULL), g_bytes_get_size (exif));
    }
  size = GUINT32_TO_LE (webp->len - 8);
  memcpy (webp->data + 4, &size, 4);
  return g_byte_array_free_to_bytes (webp);
}

GBytes *
pictures_svg (int width,
              int height)
{
  char *text = g_strdup_printf ("<?xml version='1.0'?>\n<!-- drawn -->\n"
                                "<svg xmlns='http://www.w3.org/2000/svg' width='%d' height='%d'>"
                                "<rect width='100%%' height='100%%' fill='red'/></svg>\n",
                                width, height);

  return g_bytes_new_take (text, strlen (text));
}

/* A TIFF header and one directory with the one entry, in either byte order. */
GBytes *
pictures_exif (int      orientation,
               gboolean big_endian)
{
  const guint8 little[] = { 'I', 'I', 42, 0, 8, 0, 0, 0, 1, 0, 0x12, 0x01, 3, 0, 1, 0, 0, 0,
                            orientation, 0, 0, 0, 0, 0, 0, 0 };
  const guint8 big[] = { 'M', 'M', 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1,
                         0, orientation, 0, 0, 0, 0, 0, 0 };

  return big_endian ? g_bytes_new (big, sizeof big) : g_bytes_new (little, sizeof little);
}

static GBytes *
insert (GBytes     *bytes,
        gsize       offset,
        GByteArray *data)
{
  GByteArray *all = g_byte_array_new ();
  gsize n;
  const guint8 *old = g_bytes_get_data (bytes, &n);

  g_byte_array_append (all, old, offset);
  g_byte_array_append (all, data->data, data->len);
  g_byte_array_append (all, old + offset, n - offset);
  return g_byte_array_free_to_bytes (all);
}

/* As the first segment behind the start of the image. */
GBytes *
pictures_jpeg_insert (GBytes *jpeg,
                      GBytes *exif)
{
  g_autoptr(GByteArray) segment = g_byte_array_new ();
  guint n = g_bytes_get_size (exif) + 8;

  put_le (segment, 0xe1ff, 2);
  put_le (segment, GUINT16_SWAP_LE_BE (n), 2);
  g_byte_array_append (segment, (const guint8 *)"Exif\0", 6);
  g_byte_array_append (segment, g_bytes_get_data (exif, NULL), g_bytes_get_size (exif));
  return insert (jpeg, 2, segment);
}

static guint32
crc32 (const guint8 *data,
       gsize         n_data)
{
  guint32 crc = 0xffffffff;

  for (gsize i = 0; i < n_data; i++)
    {
      crc ^= data[i];
      for (int k = 0; k < 8; k++)
        crc = crc & 1 ? 0xedb88320 ^ crc >> 1 : crc >> 1;
    }
  return ~crc;
}

/* An eXIf chunk behind IHDR. */
GBytes *
pictures_png_insert (GBytes *png,
                     GBytes *exif)
{
  g_autoptr(GByteArray) chunk = g_byte_array_new ();
  guint32 n = g_bytes_get_size (exif);

  put_le (chunk, GUINT32_SWAP_LE_BE (n), 4);
  put_text (chunk, "eXIf");
  g_byte_array_append (chunk, g_bytes_get_data (exif, NULL), n);
  put_le (chunk, GUINT32_SWAP_LE_BE (crc32 (chunk->data + 4, n + 4)), 4);
  return insert (png, 33, chunk);
}

GBytes *
pictures_join (const void *head,
               gsize       n_head,
               GBytes     *tail)
{
  g_autoptr(GByteArray) first = g_byte_array_new ();

  g_byte_array_append (first, head, n_head);
  return insert (tail, 0, first);
}

GBytes *
pictures_patch (GBytes     *bytes,
                gsize       offset,
                const void *data,
                gsize       n_data)
{
  GByteArray *all = g_byte_array_new ();

  g_assert_cmpuint (g_bytes_get_size (bytes), >=, offset + n_data);
  g_byte_array_append (all, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  memcpy (all->data + offset, data, n_data);
  return g_byte_array_free_to_bytes (all);
}

char *
pictures_write (const char *dir,
                const char *name,
                GBytes     *bytes)
{
  g_autoptr(GError) error = NULL;
  char *path = g_build_filename (dir, name, NULL);

  /* Nobody needs these on disk; written in place, a longer file would keep its end. */
  g_unlink (path);
  g_file_set_contents_full (path, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes),
                            G_FILE_SET_CONTENTS_NONE, 0600, &error);
  g_assert_no_error (error);
  return path;
}

/* Which quarter a pixel came from; lossy formats leave room. */
Quarter
pictures_classify (const guint8 *pixel)
{
  if (pixel[0] > 128 && pixel[1] > 128 && pixel[2] > 128)
    return QUARTER_WHITE;
  if (pixel[0] > pixel[1] && pixel[0] > pixel[2])
    return QUARTER_RED;
  return pixel[1] > pixel[2] ? QUARTER_GREEN : QUARTER_BLUE;
}
