/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include "packshot-item.h"
#include "packshot-store.h"

G_BEGIN_DECLS

gint64           packshot_accounts_insert      (PackshotDb             *db,
                                                const PackshotAccount  *account,
                                                GError                **error);
gboolean         packshot_accounts_update      (PackshotDb             *db,
                                                const PackshotAccount  *account,
                                                GError                **error);
gboolean         packshot_accounts_delete      (PackshotDb             *db,
                                                gint64                  id,
                                                GError                **error);
PackshotAccount *packshot_accounts_get         (PackshotDb             *db,
                                                gint64                  id,
                                                GError                **error);
PackshotAccount *packshot_accounts_find        (PackshotDb             *db,
                                                const char             *name,
                                                GError                **error);
GPtrArray       *packshot_accounts_list        (PackshotDb             *db,
                                                GError                **error);

/**
 * PackshotAccountState:
 * @learned: what its answers taught the planner, a JSON object
 * @checked_at: microseconds UTC of the last complete look, or 0
 * @problem: (nullable): an error code that stops the whole account
 * @problem_text: (nullable): what the server said
 * @problem_since: microseconds UTC when it came up, or 0
 */
typedef struct
{
  char *learned;
  gint64 checked_at;
  char *problem;
  char *problem_text;
  gint64 problem_since;
} PackshotAccountState;

void             packshot_account_state_clear  (PackshotAccountState   *state);
gboolean         packshot_accounts_get_state   (PackshotDb             *db,
                                                gint64                  id,
                                                PackshotAccountState   *state,
                                                GError                **error);
gboolean         packshot_accounts_set_learned (PackshotDb             *db,
                                                gint64                  id,
                                                const char             *learned,
                                                GError                **error);
gboolean         packshot_accounts_set_checked (PackshotDb             *db,
                                                gint64                  id,
                                                gint64                  at,
                                                GError                **error);
gboolean         packshot_accounts_set_problem (PackshotDb             *db,
                                                gint64                  id,
                                                const char             *problem,
                                                const char             *text,
                                                GError                **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PackshotAccountState, packshot_account_state_clear)

G_END_DECLS
