/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include "packshot-session-work.h"
#include "packshot-sync-row.h"

G_BEGIN_DECLS

/* Keys of headings' buttons and of rows that are not about an item, a cause or a line of the log */
#define PACKSHOT_SYNC_KEY_NEEDS_YOU "heading:needs-you"
#define PACKSHOT_SYNC_KEY_SENDING "heading:sending"
#define PACKSHOT_SYNC_KEY_TO_SEND "heading:to-send"
#define PACKSHOT_SYNC_KEY_LATER "heading:later"
#define PACKSHOT_SYNC_KEY_DONE "heading:done"
#define PACKSHOT_SYNC_KEY_REVIEW "review"
#define PACKSHOT_SYNC_KEY_CONFLICTS "conflicts"

/* How many rows of a view the overview shows. */
#define PACKSHOT_SYNC_HEAD 4

/* All are (element-type PackshotSyncRow) (transfer full). @by_choice: whether being offline was
 * chosen; @now: microseconds UTC, for the countdown. */
GPtrArray               *packshot_sync_rows_needs_you  (const PackshotWork     *work);
GPtrArray               *packshot_sync_rows_sending    (const PackshotWork     *work);
GPtrArray               *packshot_sync_rows_later      (const PackshotWork     *work,
                                                        gboolean                by_choice,
                                                        gint64                  now);
/* the heads of all views; @newest (element-type PackshotLogEntry) */
GPtrArray               *packshot_sync_rows_overview   (const PackshotWork     *work,
                                                        GPtrArray              *newest,
                                                        gboolean                by_choice,
                                                        gint64                  now);
/* an item that waits; @plan NULL while it is still to be read */
PackshotSyncRow         *packshot_sync_row_for_change  (gint64                  item,
                                                        const PackshotWorkPlan *plan);
PackshotSyncRow         *packshot_sync_row_for_entry   (const PackshotLogEntry *entry);
PackshotSyncRow         *packshot_sync_row_new_heading (const char             *key,
                                                        const char             *title);

/* What a row is about, or NULL. */
const PackshotWorkCause *packshot_sync_find_cause      (const PackshotWork     *work,
                                                        const char             *key);
const PackshotWorkLater *packshot_sync_find_later      (const PackshotWork     *work,
                                                        const char             *key);

G_END_DECLS
