/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include "packshot-cli.h"

G_BEGIN_DECLS

/* Errors of our libraries: a sentence with what was found, what to do about it (nullable), and a
 * word for programs. */
char       *packshot_cli_words_error      (const GError          *error);
const char *packshot_cli_words_advice     (const GError          *error);
const char *packshot_cli_words_error_code (const GError          *error);
/* An error code of the database ("auth", "too-large"), as a sentence. */
const char *packshot_cli_words_problem    (const char            *code);

const char *packshot_cli_words_state      (PackshotState          state);
const char *packshot_cli_words_service    (PackshotServiceKind    service);
const char *packshot_cli_words_kind       (PackshotItemKind       kind);
const char *packshot_cli_words_conflict   (PackshotConflictKind   kind);
const char *packshot_cli_words_change     (const char            *change);
const char *packshot_cli_words_format     (const char            *mime);
/* by an edit's kind: what was undone or done again */
const char *packshot_cli_words_undone     (const char            *kind);
const char *packshot_cli_words_redone     (const char            *kind);

/* "ACCOUNT:KEY", as ITEM is written; what people read of an item: "ACCOUNT:KEY  Name" */
char       *packshot_cli_words_reference  (const PackshotItem    *item,
                                           const PackshotAccount *account);
char       *packshot_cli_words_item       (const PackshotItem    *item,
                                           const PackshotAccount *account);
char       *packshot_cli_words_id         (gint64                 id);
/* "picture 12" or "picture 12 “Front”" */
char       *packshot_cli_words_image      (gint64                 id,
                                           const char            *title);
char       *packshot_cli_words_bytes      (gint64                 bytes);
/* microseconds UTC as local time, or "never" */
char       *packshot_cli_words_time       (gint64                 at);
/* as RFC 3339; NULL for 0 */
char       *packshot_cli_words_time_utc   (gint64                 at);

G_END_DECLS
