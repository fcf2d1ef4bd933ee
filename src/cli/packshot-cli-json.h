/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include "packshot-cli.h"

G_BEGIN_DECLS

/* Members of the object that is being built; NULL, times and sizes of 0 become null. */
void packshot_cli_json_add_text    (JsonBuilder           *builder,
                                    const char            *name,
                                    const char            *value);
void packshot_cli_json_add_int     (JsonBuilder           *builder,
                                    const char            *name,
                                    gint64                 value);
void packshot_cli_json_add_known   (JsonBuilder           *builder,
                                    const char            *name,
                                    gint64                 value);
void packshot_cli_json_add_bool    (JsonBuilder           *builder,
                                    const char            *name,
                                    gboolean               value);
void packshot_cli_json_add_time    (JsonBuilder           *builder,
                                    const char            *name,
                                    gint64                 at);

/* Whole values. */
void packshot_cli_json_add_error   (JsonBuilder           *builder,
                                    const char            *code,
                                    const char            *message);
void packshot_cli_json_add_account (JsonBuilder           *builder,
                                    PackshotAccountView   *view);
void packshot_cli_json_add_item    (JsonBuilder           *builder,
                                    const PackshotItem    *item,
                                    const PackshotAccount *account);
void packshot_cli_json_add_row     (JsonBuilder           *builder,
                                    PackshotItemRow       *row,
                                    const PackshotAccount *account);
void packshot_cli_json_add_image   (JsonBuilder           *builder,
                                    PackshotImageView     *view);
void packshot_cli_json_add_images  (JsonBuilder           *builder,
                                    PackshotItemView      *view);

void packshot_cli_json_print       (PackshotCli           *self,
                                    JsonBuilder           *builder);
void packshot_cli_json_print_line  (JsonBuilder           *builder);

G_END_DECLS
