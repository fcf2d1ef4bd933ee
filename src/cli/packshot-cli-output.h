/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include "packshot-cli.h"

G_BEGIN_DECLS

/* Text for people goes to standard output in the text format, and is left out in JSON; messages go
 * to standard error in both; a JSON document is written once. */

void              packshot_cli_write      (const char   *text);
void              packshot_cli_say        (PackshotCli  *self,
                                           const char   *format,
                                           ...) G_GNUC_PRINTF (2, 3);
void              packshot_cli_tell       (const char   *format,
                                           ...) G_GNUC_PRINTF (1, 2);
void              packshot_cli_warn       (const GError *error);
PackshotCliStatus packshot_cli_fail       (PackshotCli  *self,
                                           const GError *error);
PackshotCliStatus packshot_cli_flush      (PackshotCliStatus status);
PackshotCliStatus packshot_cli_misuse     (PackshotCli  *self,
                                           const char   *format,
                                           ...) G_GNUC_PRINTF (2, 3);

/* Columns. Cells are copied. */
typedef struct _PackshotTable PackshotCliTable;

PackshotCliTable *packshot_cli_table_new   (const char *const *titles,
                                            const char        *alignment);
void              packshot_cli_table_add   (PackshotCliTable  *self,
                                            const char        *first,
                                            ...);
void              packshot_cli_table_print (PackshotCliTable  *self);
void              packshot_cli_table_free  (PackshotCliTable  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PackshotCliTable, packshot_cli_table_free)

G_END_DECLS
