/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include "packshot-cli.h"

G_BEGIN_DECLS

/* Each stands in the file of its first word. */
extern const PackshotCliCommand packshot_cmd_account_add;
extern const PackshotCliCommand packshot_cmd_account_list;
extern const PackshotCliCommand packshot_cmd_account_remove;
extern const PackshotCliCommand packshot_cmd_account_test;
extern const PackshotCliCommand packshot_cmd_add;
extern const PackshotCliCommand packshot_cmd_conflicts;
extern const PackshotCliCommand packshot_cmd_discard;
extern const PackshotCliCommand packshot_cmd_fetch;
extern const PackshotCliCommand packshot_cmd_images;
extern const PackshotCliCommand packshot_cmd_items;
extern const PackshotCliCommand packshot_cmd_log;
extern const PackshotCliCommand packshot_cmd_move;
extern const PackshotCliCommand packshot_cmd_pause;
extern const PackshotCliCommand packshot_cmd_plan;
extern const PackshotCliCommand packshot_cmd_primary;
extern const PackshotCliCommand packshot_cmd_redo;
extern const PackshotCliCommand packshot_cmd_remove;
extern const PackshotCliCommand packshot_cmd_replace;
extern const PackshotCliCommand packshot_cmd_resolve;
extern const PackshotCliCommand packshot_cmd_resume;
extern const PackshotCliCommand packshot_cmd_retry;
extern const PackshotCliCommand packshot_cmd_sandbox;
extern const PackshotCliCommand packshot_cmd_status;
extern const PackshotCliCommand packshot_cmd_sync;
extern const PackshotCliCommand packshot_cmd_title;
extern const PackshotCliCommand packshot_cmd_trash_list;
extern const PackshotCliCommand packshot_cmd_trash_restore;
extern const PackshotCliCommand packshot_cmd_undo;
extern const PackshotCliCommand packshot_cmd_verify;
extern const PackshotCliCommand packshot_cmd_backup;
extern const PackshotCliCommand packshot_cmd_restore;
extern const PackshotCliCommand packshot_cmd_repair;
extern const PackshotCliCommand packshot_cmd_clean;
extern const PackshotCliCommand packshot_cmd_visibility;

G_END_DECLS
