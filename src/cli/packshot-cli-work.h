/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include "packshot-cli.h"
#include "packshot-session-work.h"

G_BEGIN_DECLS

/* The work of a sync in words, and as JSON. */

/* NULL, with the run's status set, on failure */
PackshotWork *packshot_cli_load_work          (PackshotCli             *self);
/* "GoldLeaf refuses the key" */
char         *packshot_cli_words_cause        (const PackshotWorkCause *cause);
/* "GoldLeaf is busy, third try at 14:09" */
char         *packshot_cli_words_later        (const PackshotWorkLater *later);
/* "checked 2026-11-21 14:06:11" */
char         *packshot_cli_words_account_work (const PackshotWorkAccount *account);
/* "3 changes on 2 items" */
char         *packshot_cli_words_changes      (guint                    n_changes,
                                               guint                    n_items);
/* "Paused until 15:10." */
char         *packshot_cli_words_paused       (gint64                   until);
/* what is sent for an item, in one or more sentences */
char         *packshot_cli_words_plan         (const PackshotWorkPlan  *plan);
/* a member "work" of the object that is being built */
void          packshot_cli_json_add_work      (JsonBuilder             *builder,
                                               const PackshotWork      *work);

G_END_DECLS
