/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define PACKSHOT_DB_NAME "packshot.db"
#define PACKSHOT_DAILY_NAME PACKSHOT_DB_NAME ".daily"

/* Makes the folder if need be and keeps other processes that open it waiting, until the descriptor
 * is closed; -1 with @error. */
int       _packshot_profile_lock      (const char  *folder,
                                       GError     **error);
/* For who holds the lock: says that the profile is used, together with others or by nobody else,
 * until the descriptor is closed. A new database that stands ready takes the old one's place
 * before. %PACKSHOT_STORE_ERROR_IN_USE */
int       _packshot_profile_use       (const char  *folder,
                                       gboolean     alone,
                                       GError     **error);
/* Changes between both; FALSE when others use it, and nothing has changed. */
gboolean  _packshot_profile_use_alone (int          fd,
                                       gboolean     alone);
/* For who is alone: @path, in the same folder and whole, becomes the database. Killed in the midst
 * of it, the profile opens with the old or with the new. */
gboolean  _packshot_profile_replace   (const char  *folder,
                                       const char  *path,
                                       GError     **error);
/* For who is alone: a second name for the database's files, in a folder of their own, whose path it
 * gives. */
char     *_packshot_profile_set_aside (const char  *folder,
                                       GError     **error);
/* @folder/@what-TIME, a name for what is kept */
char     *_packshot_profile_dup_name  (const char  *folder,
                                       const char  *what,
                                       const char  *suffix);

G_END_DECLS
