/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* Files that are said to be pictures: their type by their first bytes, and their header. */

#define _GNU_SOURCE 1
#include "config.h"

#include "fuzz.h"

#include "packshot-picture-header.h"

#include <sys/mman.h>
#include <unistd.h>

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  PackshotPictureType type = packshot_picture_type_sniff (data, size);
  PackshotPictureHeader header = { 0 };
  int fd = memfd_create ("picture", MFD_CLOEXEC);

  g_assert_cmpint (type, <, PACKSHOT_N_PICTURE_TYPES);
  packshot_picture_type_get_extension (type);
  packshot_picture_type_get_mime (type);
  g_assert_cmpint (fd, >=, 0);
  g_assert_cmpint (write (fd, data, size), ==, size);
  _packshot_picture_header_read (fd, (gint64)size, &header);
  g_assert_cmpint (header.width, >=, 0);
  g_assert_cmpint (header.height, >=, 0);
  g_assert_cmpint (header.orientation, >=, 0);
  g_assert_cmpint (header.orientation, <=, 8);
  close (fd);
  return 0;
}
