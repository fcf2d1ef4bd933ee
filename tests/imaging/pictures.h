/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The four quarters of the test picture, by their colours: as stored, A B above C D. */
typedef enum
{
  QUARTER_RED = 'A',
  QUARTER_GREEN = 'B',
  QUARTER_BLUE = 'C',
  QUARTER_WHITE = 'D',
} Quarter;

GBytes *pictures_quarters    (const char   *format,
                              int           width,
                              int           height);
GBytes *pictures_clear_png   (int           width,
                              int           height);
GBytes *pictures_gif         (int           width,
                              int           height);
GBytes *pictures_webp        (int           width,
                              int           height,
                              int           orientation);
GBytes *pictures_svg         (int           width,
                              int           height);
GBytes *pictures_exif        (int           orientation,
                              gboolean      big_endian);
GBytes *pictures_jpeg_insert (GBytes       *jpeg,
                              GBytes       *exif);
GBytes *pictures_png_insert  (GBytes       *png,
                              GBytes       *exif);
GBytes *pictures_join        (const void   *head,
                              gsize         n_head,
                              GBytes       *tail);
GBytes *pictures_patch       (GBytes       *bytes,
                              gsize         offset,
                              const void   *data,
                              gsize         n_data);
char   *pictures_write       (const char   *dir,
                              const char   *name,
                              GBytes       *bytes);
Quarter pictures_classify    (const guint8 *pixel);

G_END_DECLS
