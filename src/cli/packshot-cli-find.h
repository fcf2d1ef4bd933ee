/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include "packshot-cli.h"

G_BEGIN_DECLS

/* What ITEM, IMAGE and the names of accounts on a command line stand for. Each says why it finds
 * nothing and sets the run's status. */
PackshotItem      *packshot_cli_find_item    (PackshotCli      *self,
                                              const char       *reference);
PackshotItemView  *packshot_cli_load_item    (PackshotCli      *self,
                                              gint64            item);
PackshotItemView  *packshot_cli_find_view    (PackshotCli      *self,
                                              const char       *reference);
PackshotImageView *packshot_cli_find_image   (PackshotCli      *self,
                                              PackshotItemView *view,
                                              const char       *reference);
/* ids of the items that the arguments name; NULL in @ids when there is no argument */
gboolean           packshot_cli_find_items   (PackshotCli      *self,
                                              GArray          **ids);
GPtrArray         *packshot_cli_list_accounts (PackshotCli     *self);
PackshotAccountView *packshot_cli_find_account (PackshotCli    *self,
                                                GPtrArray      *accounts,
                                                const char     *name);
/* by id; NULL when it is not there */
const PackshotAccount *packshot_cli_get_account (GPtrArray     *accounts,
                                                 gint64         id);
gboolean           packshot_cli_parse_number (PackshotCli      *self,
                                              const char       *text,
                                              gint64           *number);

G_END_DECLS
