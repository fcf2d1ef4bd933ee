/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* Formats are told by content. The signatures are those of the formats' documents. */

#include "config.h"

#include "packshot-picture-type.h"

#include <string.h>

#define CASE(type, text) { PACKSHOT_PICTURE_ ## type, text, sizeof (text) - 1 }

static const struct
{
  PackshotPictureType type;
  const char         *data;
  gsize               n_data;
} cases[] = {
  CASE (JPEG, "\xff\xd8\xff\xe0\0\x10JFIF"),
  CASE (JPEG, "\xff\xd8\xff\xe1"),
  CASE (JPEG, "\xff\xd8\xff"),
  CASE (UNKNOWN, "\xff\xd8"),
  CASE (PNG, "\x89PNG\r\n\x1a\n\0\0\0\rIHDR"),
  CASE (UNKNOWN, "\x89PNG\n\x1a\n\0\0\0\rIHDR"),
  CASE (GIF, "GIF87a"),
  CASE (GIF, "GIF89a"),
  CASE (UNKNOWN, "GIF90a"),
  CASE (WEBP, "RIFF\x1a\0\0\0WEBPVP8L"),
  CASE (UNKNOWN, "RIFF\x1a\0\0\0WAVEfmt "),
  CASE (TIFF, "II*\0\x08\0\0\0"),
  CASE (TIFF, "MM\0*\0\0\0\x08"),
  CASE (UNKNOWN, "MM*\0"),
  CASE (BMP, "BM\x46\0\0\0\0\0\0\0\x36\0\0\0"),
  CASE (UNKNOWN, "BMW is a car maker"),
  CASE (AVIF, "\0\0\0\x1c" "ftypavif\0\0\0\0avifmif1miaf"),
  CASE (AVIF, "\0\0\0\x1c" "ftypmif1\0\0\0\0mif1avifmiaf"),
  CASE (HEIC, "\0\0\0\x18" "ftypheic\0\0\0\0mif1heic"),
  CASE (HEIC, "\0\0\0\x18" "ftypmif1\0\0\0\0mif1heic"),
  CASE (UNKNOWN, "\0\0\0\x18" "ftypisom\0\0\0\0isomiso2"),
  /* The brand stands behind the end of the box. */
  CASE (UNKNOWN, "\0\0\0\x14" "ftypmif1\0\0\0\0mif1heic"),
  CASE (SVG, "<svg>"),
  CASE (SVG, "<svg/>"),
  CASE (SVG, "\n\t <svg xmlns='http://www.w3.org/2000/svg'>"),
  CASE (SVG, "\xef\xbb\xbf<?xml version='1.0'?>\n<!-- <html> --><svg>"),
  CASE (SVG, "<!DOCTYPE svg PUBLIC '-//W3C//DTD SVG 1.1//EN' 'svg11.dtd'>\n<svg >"),
  CASE (SVG, "<!DOCTYPE svg [ <!ENTITY a 'b'> ]>\n<svg >"),
  CASE (SVG, "<svg:svg xmlns:svg='http://www.w3.org/2000/svg'>"),
  CASE (UNKNOWN, "<svgx>"),
  CASE (UNKNOWN, "<html><svg></svg></html>"),
  CASE (UNKNOWN, "<!-- <svg>"),
  CASE (UNKNOWN, "<?xml"),
  CASE (UNKNOWN, "<!DOCTYPE svg"),
  CASE (UNKNOWN, "text <svg>"),
  CASE (UNKNOWN, "<"),
  CASE (UNKNOWN, "%PDF-1.7"),
  CASE (UNKNOWN, "8BPS\0\1"),
  CASE (UNKNOWN, "\0"),
  CASE (UNKNOWN, ""),
};

static void
test_sniff (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("case %u", i);
      g_assert_cmpint (packshot_picture_type_sniff ((const guint8 *)cases[i].data,
                                                    cases[i].n_data), ==, cases[i].type);
    }
}

/* No part of a signature is taken for the whole, and nothing behind the given bytes is read. */
static void
test_prefixes (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    for (gsize n = 0; n < cases[i].n_data; n++)
      {
        g_autofree guint8 *part = g_memdup2 (cases[i].data, n);
        PackshotPictureType type = packshot_picture_type_sniff (part, n);

        g_assert_true (type == PACKSHOT_PICTURE_UNKNOWN || type == cases[i].type);
      }
}

static void
test_names (void)
{
  g_assert_cmpstr (packshot_picture_type_get_name (PACKSHOT_PICTURE_WEBP), ==, "WebP");
  g_assert_cmpstr (packshot_picture_type_get_mime (PACKSHOT_PICTURE_SVG), ==, "image/svg+xml");
  g_assert_cmpstr (packshot_picture_type_get_extension (PACKSHOT_PICTURE_JPEG), ==, "jpg");
  for (guint i = 0; i < PACKSHOT_N_PICTURE_TYPES; i++)
    {
      g_assert_nonnull (packshot_picture_type_get_name (i));
      g_assert_nonnull (strchr (packshot_picture_type_get_mime (i), '/'));
      g_assert_nonnull (packshot_picture_type_get_extension (i));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/imaging/picture-type/sniff", test_sniff);
  g_test_add_func ("/imaging/picture-type/prefixes", test_prefixes);
  g_test_add_func ("/imaging/picture-type/names", test_names);
  return g_test_run ();
}
