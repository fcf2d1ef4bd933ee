/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include "packshot-cli.h"
#include "packshot-connection.h"

G_BEGIN_DECLS

PackshotConnection *packshot_cli_account_test           (PackshotCli            *self,
                                                         const PackshotAccount  *account,
                                                         const char             *key,
                                                         GError                **error);
void                packshot_cli_account_add_connection (JsonBuilder            *builder,
                                                         PackshotConnection     *connection);

G_END_DECLS
