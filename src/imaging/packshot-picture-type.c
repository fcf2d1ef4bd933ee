/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* The format of a picture from its first bytes; a file's name counts for nothing. Pure, any thread.
 *
 * The signatures are those of the formats' own documents: JPEG ITU-T T.81, PNG (W3C, section 5.2),
 * GIF89a, WebP (RFC 9649), TIFF 6.0, BMP (Microsoft's BITMAPFILEHEADER), ISO/IEC 14496-12 file type
 * boxes for AVIF and HEIC. SVG has none: it is XML whose first element is svg. */

#include "config.h"

#include "packshot-picture-type.h"

#include <string.h>

static const struct
{
  const char *name;
  const char *mime;
  const char *extension;
} types[PACKSHOT_N_PICTURE_TYPES] = {
  [PACKSHOT_PICTURE_UNKNOWN] = { "?", "application/octet-stream", "" },
  [PACKSHOT_PICTURE_JPEG] = { "JPEG", "image/jpeg", "jpg" },
  [PACKSHOT_PICTURE_PNG] = { "PNG", "image/png", "png" },
  [PACKSHOT_PICTURE_GIF] = { "GIF", "image/gif", "gif" },
  [PACKSHOT_PICTURE_WEBP] = { "WebP", "image/webp", "webp" },
  [PACKSHOT_PICTURE_SVG] = { "SVG", "image/svg+xml", "svg" },
  [PACKSHOT_PICTURE_BMP] = { "BMP", "image/bmp", "bmp" },
  [PACKSHOT_PICTURE_TIFF] = { "TIFF", "image/tiff", "tif" },
  [PACKSHOT_PICTURE_AVIF] = { "AVIF", "image/avif", "avif" },
  [PACKSHOT_PICTURE_HEIC] = { "HEIC", "image/heic", "heic" },
};

static gboolean
has_at (const guint8 *data,
        gsize         n_bytes,
        gsize         offset,
        const void   *magic,
        gsize         n_magic)
{
  return n_bytes >= offset + n_magic && memcmp (data + offset, magic, n_magic) == 0;
}

#define HAS(offset, magic) has_at (data, n_bytes, offset, magic, sizeof (magic) - 1)

static PackshotPictureType
brand_to_type (const guint8 *brand)
{
  static const char * const heic[] = { "heic", "heix", "heim", "heis", "hevc", "hevx" };

  if (memcmp (brand, "avif", 4) == 0 || memcmp (brand, "avis", 4) == 0)
    return PACKSHOT_PICTURE_AVIF;
  for (guint i = 0; i < G_N_ELEMENTS (heic); i++)
    if (memcmp (brand, heic[i], 4) == 0)
      return PACKSHOT_PICTURE_HEIC;
  return PACKSHOT_PICTURE_UNKNOWN;
}

/* A file type box: size, "ftyp", major brand, version, compatible brands. */
static PackshotPictureType
sniff_boxes (const guint8 *data,
             gsize         n_bytes)
{
  gsize end;
  PackshotPictureType type;

  if (n_bytes < 16 || memcmp (data + 4, "ftyp", 4) != 0)
    return PACKSHOT_PICTURE_UNKNOWN;

  end = (gsize)data[0] << 24 | (gsize)data[1] << 16 | (gsize)data[2] << 8 | data[3];
  end = MIN (end, n_bytes);
  type = brand_to_type (data + 8);
  for (gsize i = 16; type == PACKSHOT_PICTURE_UNKNOWN && i + 4 <= end; i += 4)
    type = brand_to_type (data + i);
  return type;
}

/* Behind a byte order mark, blanks, declarations and comments the first element must be svg, with
 * or without a prefix. */
static gboolean
sniff_svg (const guint8 *data,
           gsize         n_bytes)
{
  g_autofree char *text = g_strndup ((const char *)data,
                                     MIN (n_bytes, PACKSHOT_PICTURE_SNIFF_BYTES));
  const char *p = g_str_has_prefix (text, "\xef\xbb\xbf") ? text + 3 : text;

  for (;;)
    {
      const char *end;

      p += strspn (p, " \t\r\n");
      if (g_str_has_prefix (p, "<!--"))
        end = strstr (p, "-->");
      else if (g_str_has_prefix (p, "<?"))
        end = strstr (p, "?>");
      else if (g_str_has_prefix (p, "<!DOCTYPE"))
        end = strchr (p, '[') != NULL && strchr (p, '[') < strchr (p, '>') ? strstr (p, "]>")
                                                                          : strchr (p, '>');
      else
        break;
      if (end == NULL)
        return FALSE;
      p = strchr (end, '>') + 1;
    }
  if (*p != '<')
    return FALSE;
  p++;
  if (p[strcspn (p, ": \t\r\n/>")] == ':')
    p += strcspn (p, ":") + 1;
  return g_str_has_prefix (p, "svg") && p[3] != '\0' && strchr (" \t\r\n/>", p[3]) != NULL;
}

/**
 * packshot_picture_type_sniff:
 * @data: (array length=n_bytes): the beginning of a file
 * @n_bytes: how many; %PACKSHOT_PICTURE_SNIFF_BYTES are enough
 *
 * Returns: the format, %PACKSHOT_PICTURE_UNKNOWN for all else
 */
PackshotPictureType
packshot_picture_type_sniff (const guint8 *data,
                             gsize         n_bytes)
{
  if (n_bytes == 0)
    return PACKSHOT_PICTURE_UNKNOWN;
  g_return_val_if_fail (data != NULL, PACKSHOT_PICTURE_UNKNOWN);

  if (HAS (0, "\xff\xd8\xff"))
    return PACKSHOT_PICTURE_JPEG;
  if (HAS (0, "\x89PNG\r\n\x1a\n"))
    return PACKSHOT_PICTURE_PNG;
  if (HAS (0, "GIF87a") || HAS (0, "GIF89a"))
    return PACKSHOT_PICTURE_GIF;
  if (HAS (0, "RIFF") && HAS (8, "WEBP"))
    return PACKSHOT_PICTURE_WEBP;
  if (HAS (0, "II*\0") || HAS (0, "MM\0*"))
    return PACKSHOT_PICTURE_TIFF;
  /* Two letters are little: the four reserved bytes behind the size must be zero too. */
  if (HAS (0, "BM") && HAS (6, "\0\0\0\0"))
    return PACKSHOT_PICTURE_BMP;
  if (sniff_svg (data, n_bytes))
    return PACKSHOT_PICTURE_SVG;
  return sniff_boxes (data, n_bytes);
}

/**
 * packshot_picture_type_get_name:
 * @type: a format
 *
 * Returns: its name as people write it, never translated: "JPEG"
 */
const char *
packshot_picture_type_get_name (PackshotPictureType type)
{
  g_return_val_if_fail (type < PACKSHOT_N_PICTURE_TYPES, NULL);

  return types[type].name;
}

/**
 * packshot_picture_type_get_mime:
 * @type: a format
 *
 * Returns: its media type, "application/octet-stream" for the unknown one
 */
const char *
packshot_picture_type_get_mime (PackshotPictureType type)
{
  g_return_val_if_fail (type < PACKSHOT_N_PICTURE_TYPES, NULL);

  return types[type].mime;
}

/**
 * packshot_picture_type_get_extension:
 * @type: a format
 *
 * Returns: the usual end of a file's name without its dot, "" for the unknown one
 */
const char *
packshot_picture_type_get_extension (PackshotPictureType type)
{
  g_return_val_if_fail (type < PACKSHOT_N_PICTURE_TYPES, NULL);

  return types[type].extension;
}
