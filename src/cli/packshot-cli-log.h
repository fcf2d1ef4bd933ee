/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include "packshot-cli.h"

G_BEGIN_DECLS

/**
 * PackshotCliLog:
 * @rows: (element-type PackshotLogRow): newest first
 * @items: (element-type PackshotItemRow): those that the rows are about
 * @accounts: (element-type PackshotAccountView): all
 *
 * A part of the log, with what is needed to read it.
 */
typedef struct
{
  GPtrArray *rows;
  GPtrArray *items;
  GPtrArray *accounts;
} PackshotCliLog;

gboolean               packshot_cli_log_load    (PackshotCli           *self,
                                                 guint                  limit,
                                                 PackshotCliLog        *log);
void                   packshot_cli_log_clear   (PackshotCliLog        *log);
/* nullable */
const PackshotItem    *packshot_cli_log_item    (PackshotCliLog        *log,
                                                 gint64                 id);
/* "sent picture 12 “Front” (640 kB)" */
char                  *packshot_cli_log_event   (const PackshotLogRow  *row);
void                   packshot_cli_log_add_row (JsonBuilder           *builder,
                                                 PackshotCliLog        *log,
                                                 const PackshotLogRow  *row);
/* rows of items by their ids; sets the run's status on failure */
GPtrArray             *packshot_cli_load_rows   (PackshotCli           *self,
                                                 GArray                *ids);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PackshotCliLog, packshot_cli_log_clear)

G_END_DECLS
