/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include "packshot-backup.h"
#include "packshot-db-private.h"

G_BEGIN_DECLS

#define PACKSHOT_BACKUP_INFO "PACKSHOT-BACKUP"
#define PACKSHOT_BACKUP_SUMS "SHA256SUMS"
#define PACKSHOT_BACKUP_GROUP "Packshot Backup"

PackshotBackupFacts *_packshot_backup_facts_new    (void);
/* A copy of the database as it is at one moment, as one file with a whole structure. */
gboolean             _packshot_backup_snapshot     (const char    *folder,
                                                    const char    *to,
                                                    GError       **error);
/* SQLite's own proof of a database. */
gboolean             _packshot_backup_check_whole  (PackshotDb    *db,
                                                    GError       **error);
/* element-type utf8: the first column */
GPtrArray           *_packshot_backup_list         (PackshotDb    *db,
                                                    const char    *sql,
                                                    GError       **error);
/* The bytes are not here any more: a server's picture is one whose bytes are not known yet. */
gboolean             _packshot_backup_forget_bytes (PackshotDb    *db,
                                                    const char    *sha256,
                                                    GError       **error);
/* After bytes were forgotten: what has become equal is one again. */
gboolean             _packshot_backup_share        (PackshotDb    *db,
                                                    GError       **error);

G_END_DECLS
