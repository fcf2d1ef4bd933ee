/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define PACKSHOT_TAR_NAME_MAX 100

/* Writing, one file after the other. @path is that of the archive, for errors. */
gboolean  _packshot_tar_put_text  (int            out,
                                   const char    *path,
                                   const char    *name,
                                   const char    *text,
                                   GError       **error);
/* Gives the SHA-256 of what was written. */
char     *_packshot_tar_put_file  (int            out,
                                   const char    *path,
                                   const char    *name,
                                   const char    *file,
                                   GCancellable  *cancellable,
                                   GError       **error);
gboolean  _packshot_tar_put_end   (int            out,
                                   const char    *path,
                                   GError       **error);

/* Reading. 1: a file follows, 0: the archive is over, and nothing stands behind it, -1: @error */
int       _packshot_tar_get_next  (int            in,
                                   const char    *path,
                                   char           name[PACKSHOT_TAR_NAME_MAX + 1],
                                   gint64        *bytes,
                                   GError       **error);
/* Reads the file that follows; into @file, which must not exist, unless it is NULL. Gives its
 * SHA-256. */
char     *_packshot_tar_get_file  (int            in,
                                   const char    *path,
                                   gint64         bytes,
                                   const char    *file,
                                   GCancellable  *cancellable,
                                   GError       **error);
char     *_packshot_tar_get_text  (int            in,
                                   const char    *path,
                                   gint64         bytes,
                                   GError       **error);

G_END_DECLS
