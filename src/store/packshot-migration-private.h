/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include "packshot-db-private.h"

G_BEGIN_DECLS

GPtrArray *_packshot_migration_load_scripts (GError     **error);
gboolean   _packshot_migration_run          (PackshotDb  *db,
                                             const char  *path,
                                             GPtrArray   *scripts,
                                             GError     **error);

G_END_DECLS
