/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include "packshot-store-error.h"
#include "packshot-store.h"
#include "packshot-worker.h"

#include <sqlite3.h>

G_BEGIN_DECLS

PackshotDb *_packshot_db_open            (const char         *path,
                                          int                 flags,
                                          GError            **error);
void        _packshot_db_close           (PackshotDb         *db);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PackshotDb, _packshot_db_close)

/* From now on the connection belongs to that worker's thread. */
void        _packshot_db_set_worker      (PackshotDb         *db,
                                          PackshotWorker     *worker);
sqlite3    *_packshot_db_get_handle      (PackshotDb         *db);
/* SQL text -> statement that waits for its next use */
GHashTable *_packshot_db_get_statements  (PackshotDb         *db);
gboolean    _packshot_db_is_read_only    (PackshotDb         *db);
gboolean    _packshot_db_set_error       (PackshotDb         *db,
                                          int                 code,
                                          GError            **error);
gboolean    _packshot_db_exec            (PackshotDb         *db,
                                          const char         *sql,
                                          GError            **error);
gboolean    _packshot_db_set_pragma      (PackshotDb         *db,
                                          const char         *name,
                                          const char         *value,
                                          const char         *expected,
                                          GError            **error);
gboolean    _packshot_db_get_pragma      (PackshotDb         *db,
                                          const char         *name,
                                          gint64             *value,
                                          GError            **error);
gboolean    _packshot_db_run_transaction (PackshotDb         *db,
                                          const char         *begin,
                                          PackshotStoreFunc   func,
                                          gpointer            user_data,
                                          GError            **error);
gboolean    _packshot_db_run_part        (PackshotDb         *db,
                                          gboolean            is_first,
                                          PackshotStoreFunc   func,
                                          gpointer            user_data,
                                          GError            **error);
gboolean    _packshot_db_is_in_transaction (PackshotDb       *db);
gboolean    _packshot_db_commit          (PackshotDb         *db,
                                          GError            **error);

G_END_DECLS
