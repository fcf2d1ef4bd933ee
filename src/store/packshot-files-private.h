/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define PACKSHOT_PIECE (256 * 1024)
#define PACKSHOT_HASH_BYTES 32
#define PACKSHOT_HASH_LENGTH (2 * PACKSHOT_HASH_BYTES)

/* What went wrong with our own files, by errno. Always FALSE, for returning it. */
gboolean  _packshot_files_set_error     (const char    *path,
                                         int            err,
                                         GError       **error);
/* As read (), at most %PACKSHOT_PIECE, whatever interrupts it. */
gssize    _packshot_files_read          (int            fd,
                                         guint8        *buffer,
                                         gsize          length);
/* All of it, or FALSE with errno. */
gboolean  _packshot_files_write         (int            fd,
                                         const guint8  *buffer,
                                         gsize          length);
gboolean  _packshot_files_sync          (const char    *path,
                                         GError       **error);
gboolean  _packshot_files_sync_folder   (const char    *path,
                                         GError       **error);
/* One that is not there is fine. */
gboolean  _packshot_files_unlink        (const char    *path,
                                         GError       **error);
/* @from takes the place of @to, and is there after a power cut. */
gboolean  _packshot_files_rename        (const char    *from,
                                         const char    *to,
                                         GError       **error);
gboolean  _packshot_files_is_hash       (const char    *text);
char     *_packshot_files_hash_to_text  (const guint8   digest[PACKSHOT_HASH_BYTES]);

G_END_DECLS
