/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* What a picture file says of itself, read in place from a descriptor: a few hundred bytes of a
 * file of any size, and nothing is decoded. It is the guard before the decoder, and refuses nothing
 * itself: what it can't follow it leaves unknown. Any thread; the file's position does not move.
 *
 * Formats: JPEG ITU-T T.81 annex B, PNG section 5, GIF89a, WebP RFC 9649, TIFF 6.0 section 2, BMP.
 * EXIF is a TIFF file inside JPEG's APP1, PNG's eXIf and WebP's EXIF chunk. */

#include "config.h"

#include "packshot-picture-header.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

/* A hostile file could consist of nothing but tiny chunks. */
#define MAX_CHUNKS 200000

#define TIFF_WIDTH 256
#define TIFF_HEIGHT 257
#define TIFF_ORIENTATION 274
#define TIFF_SHORT 3
#define TIFF_LONG 4

typedef struct
{
  int    fd;
  gint64 size;
} Source;

static gsize
read_some (const Source *source,
           gint64        offset,
           void         *buffer,
           gsize         n_bytes)
{
  gsize done = 0;

  while (done < n_bytes)
    {
      gssize n = pread (source->fd, (guint8 *)buffer + done, n_bytes - done, offset + done);

      if (n < 0 && errno == EINTR)
        continue;
      if (n <= 0)
        break;
      done += n;
    }
  return done;
}

static gboolean
read_at (const Source *source,
         gint64        offset,
         void         *buffer,
         gsize         n_bytes)
{
  return offset >= 0 && read_some (source, offset, buffer, n_bytes) == n_bytes;
}

static guint32
get_be (const guint8 *p,
        int           n)
{
  guint32 value = 0;

  for (int i = 0; i < n; i++)
    value = value << 8 | p[i];
  return value;
}

static guint32
get_le (const guint8 *p,
        int           n)
{
  guint32 value = 0;

  for (int i = n - 1; i >= 0; i--)
    value = value << 8 | p[i];
  return value;
}

/* The first directory of the TIFF structure at @base. Only an orientation is taken over when
 * @with_size is false: an EXIF block describes a picture, it is not the picture. */
static void
read_tiff (const Source          *source,
           gint64                 base,
           gboolean               with_size,
           PackshotPictureHeader *header)
{
  guint8 head[8], entry[12];
  guint32 (*get) (const guint8 *, int);
  gint64 offset;
  guint n_entries;

  if (!read_at (source, base, head, sizeof head))
    return;
  if (memcmp (head, "II", 2) != 0 && memcmp (head, "MM", 2) != 0)
    return;
  get = head[0] == 'I' ? get_le : get_be;
  offset = base + get (head + 4, 4);
  if (get (head + 2, 2) != 42 || !read_at (source, offset, head, 2))
    return;

  n_entries = get (head, 2);
  for (guint i = 0; i < n_entries; i++)
    {
      guint tag, value;

      if (!read_at (source, offset + 2 + 12 * (gint64)i, entry, sizeof entry))
        return;
      tag = get (entry, 2);
      if (get (entry + 4, 4) != 1)
        continue;
      if (get (entry + 2, 2) == TIFF_SHORT)
        value = get (entry + 8, 2);
      else if (get (entry + 2, 2) == TIFF_LONG)
        value = get (entry + 8, 4);
      else
        continue;
      if (tag == TIFF_ORIENTATION && value >= 1 && value <= 8)
        header->orientation = value;
      else if (tag == TIFF_WIDTH && with_size)
        header->width = value;
      else if (tag == TIFF_HEIGHT && with_size)
        header->height = value;
    }
}

/* EXIF with or without the six bytes that JPEG puts before it. */
static void
read_exif (const Source          *source,
           gint64                 offset,
           PackshotPictureHeader *header)
{
  guint8 prefix[6];

  if (!read_at (source, offset, prefix, sizeof prefix))
    return;
  if (memcmp (prefix, "Exif\0\0", sizeof prefix) == 0)
    offset += sizeof prefix;
  read_tiff (source, offset, FALSE, header);
}

/* Entropy-coded data can't contain the end marker, so one found behind the first scan is real.
 * It stands last as a rule; cameras may put more behind it. */
static gboolean
jpeg_has_end (const Source *source,
              gint64        scan)
{
  guint8 buffer[65536];
  gint64 offset = scan;
  gsize n;

  if (source->size - 2 > scan && read_at (source, source->size - 2, buffer, 2)
      && buffer[0] == 0xff && buffer[1] == 0xd9)
    return TRUE;

  while ((n = read_some (source, offset, buffer, sizeof buffer)) >= 2)
    {
      const guint8 *p = buffer, *last = buffer + n - 1;

      while (p < last && (p = memchr (p, 0xff, last - p)) != NULL)
        {
          if (p[1] == 0xd9)
            return TRUE;
          p++;
        }
      offset += n - 1;
    }
  return FALSE;
}

static gboolean
jpeg_is_frame (guint8 marker)
{
  return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
}

static void
read_jpeg (const Source          *source,
           PackshotPictureHeader *header)
{
  gint64 offset = 2;

  header->is_complete = FALSE;
  for (guint i = 0; i < MAX_CHUNKS; i++)
    {
      guint8 head[9];
      gsize n = read_some (source, offset, head, sizeof head);

      if (n < 4)
        return;
      /* Fill bytes before a marker, and what stands between segments against the rules, are
       * skipped, as decoders do. */
      if (head[0] != 0xff || head[1] == 0xff)
        {
          offset++;
          continue;
        }
      if (jpeg_is_frame (head[1]) && n == sizeof head)
        {
          header->height = get_be (head + 5, 2);
          header->width = get_be (head + 7, 2);
        }
      else if (head[1] == 0xe1)
        read_exif (source, offset + 4, header);
      else if (head[1] == 0xda)
        {
          header->is_complete = jpeg_has_end (source, offset);
          return;
        }
      offset += 2 + get_be (head + 2, 2);
    }
}

static void
read_png (const Source          *source,
          PackshotPictureHeader *header)
{
  gint64 offset = 8;
  guint8 head[16];

  header->is_complete = FALSE;
  if (!read_at (source, offset, head, sizeof head) || memcmp (head + 4, "IHDR", 4) != 0)
    return;
  header->width = get_be (head + 8, 4);
  header->height = get_be (head + 12, 4);

  for (guint i = 0; i < MAX_CHUNKS; i++)
    {
      if (!read_at (source, offset, head, 8))
        return;
      if (memcmp (head + 4, "eXIf", 4) == 0)
        read_exif (source, offset + 8, header);
      offset += 12 + (gint64)get_be (head, 4);
      if (memcmp (head + 4, "IEND", 4) == 0)
        {
          header->is_complete = offset <= source->size;
          return;
        }
    }
}

static void
read_webp_extended (const Source          *source,
                    PackshotPictureHeader *header)
{
  gint64 offset = 12;
  guint8 head[8];

  for (guint i = 0; i < MAX_CHUNKS && read_at (source, offset, head, sizeof head); i++)
    {
      gint64 n = get_le (head + 4, 4);

      if (memcmp (head, "EXIF", 4) == 0)
        read_exif (source, offset + 8, header);
      offset += 8 + n + (n & 1);
    }
}

static void
read_webp (const Source          *source,
           PackshotPictureHeader *header)
{
  guint8 head[30];
  guint32 bits;

  header->is_complete = FALSE;
  if (!read_at (source, 0, head, sizeof head))
    return;
  header->is_complete = 8 + (gint64)get_le (head + 4, 4) <= source->size;

  if (memcmp (head + 12, "VP8 ", 4) == 0)
    {
      header->width = get_le (head + 26, 2) & 0x3fff;
      header->height = get_le (head + 28, 2) & 0x3fff;
    }
  else if (memcmp (head + 12, "VP8L", 4) == 0)
    {
      bits = get_le (head + 21, 4);
      header->width = 1 + (bits & 0x3fff);
      header->height = 1 + (bits >> 14 & 0x3fff);
    }
  else if (memcmp (head + 12, "VP8X", 4) == 0)
    {
      header->width = 1 + get_le (head + 24, 3);
      header->height = 1 + get_le (head + 27, 3);
      read_webp_extended (source, header);
    }
}

static void
read_gif (const Source          *source,
          PackshotPictureHeader *header)
{
  guint8 head[10];

  if (!read_at (source, 0, head, sizeof head))
    return;
  header->width = get_le (head + 6, 2);
  header->height = get_le (head + 8, 2);
}

/* Heights below zero mean rows from the top. The oldest of the headers has 16-bit sizes. How many
 * bytes the rows take is only known of rows that are not compressed (methods 0 and 3). */
static void
read_bmp (const Source          *source,
          PackshotPictureHeader *header)
{
  guint8 head[34];
  guint32 n_bits, method = 0;
  gint64 row, rows;

  header->is_complete = FALSE;
  if (!read_at (source, 0, head, sizeof head))
    return;
  if (get_le (head + 14, 4) == 12)
    {
      header->width = get_le (head + 18, 2);
      header->height = get_le (head + 20, 2);
      n_bits = get_le (head + 24, 2);
    }
  else
    {
      header->width = ABS ((gint64)(gint32)get_le (head + 18, 4));
      header->height = ABS ((gint64)(gint32)get_le (head + 22, 4));
      n_bits = get_le (head + 28, 2);
      method = get_le (head + 30, 4);
    }
  row = MAX (1, (header->width * n_bits + 31) / 32 * 4);
  rows = (source->size - (gint64)get_le (head + 10, 4)) / row;
  header->is_complete = (method != 0 && method != 3) || header->height <= rows;
}

/*
 * _packshot_picture_header_read:
 * @fd: a file open for reading
 * @n_bytes: its size
 * @header: (out): what was found
 */
void
_packshot_picture_header_read (int                    fd,
                               gint64                 n_bytes,
                               PackshotPictureHeader *header)
{
  guint8 start[PACKSHOT_PICTURE_SNIFF_BYTES];
  Source source = { fd, n_bytes };
  gsize n = read_some (&source, 0, start, sizeof start);

  *header = (PackshotPictureHeader) { .orientation = 1, .is_complete = TRUE };
  header->type = packshot_picture_type_sniff (start, n);
  switch (header->type)
    {
    case PACKSHOT_PICTURE_JPEG:
      read_jpeg (&source, header);
      break;
    case PACKSHOT_PICTURE_PNG:
      read_png (&source, header);
      break;
    case PACKSHOT_PICTURE_GIF:
      read_gif (&source, header);
      break;
    case PACKSHOT_PICTURE_WEBP:
      read_webp (&source, header);
      break;
    case PACKSHOT_PICTURE_BMP:
      read_bmp (&source, header);
      break;
    case PACKSHOT_PICTURE_TIFF:
      read_tiff (&source, 0, TRUE, header);
      break;
    case PACKSHOT_PICTURE_SVG:
    case PACKSHOT_PICTURE_AVIF:
    case PACKSHOT_PICTURE_HEIC:
    case PACKSHOT_PICTURE_UNKNOWN:
    default:
      break;
    }
}
