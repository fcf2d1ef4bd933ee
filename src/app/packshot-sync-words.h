/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include "packshot-session-work.h"
#include "packshot-words.h"

G_BEGIN_DECLS

/* "3 changes"; "2 items"; "9 pictures"; "6 calls" */
char       *packshot_sync_words_changes        (guint                       n);
char       *packshot_sync_words_items          (guint                       n);
char       *packshot_sync_words_pictures       (guint                       n);
char       *packshot_sync_words_calls          (guint                       n);
/* "about 40 seconds", "about 3 minutes" */
char       *packshot_sync_words_duration       (double                      seconds);
/* "in 1 min 50 s" */
char       *packshot_sync_words_countdown      (gint64                      microseconds);

/* Why something needs the user, how much of it, and what mends it. */
char       *packshot_sync_words_cause          (const PackshotWorkCause    *cause);
char       *packshot_sync_words_cause_more     (const PackshotWorkCause    *cause);
const char *packshot_sync_words_cause_icon     (PackshotCauseKind           kind);
const char *packshot_sync_words_fix            (PackshotFix                 fix);
/* Why something is tried later, and when, as it is at @now. */
char       *packshot_sync_words_later          (const PackshotWorkLater    *later,
                                                gboolean                    by_choice);
char       *packshot_sync_words_later_more     (const PackshotWorkLater    *later,
                                                gint64                      now);
const char *packshot_sync_words_later_icon     (PackshotLaterKind           kind);
/* "New picture 2 of 4"; "412 of 612 kB", or NULL */
char       *packshot_sync_words_activity       (const PackshotWorkActivity *activity);
char       *packshot_sync_words_activity_bytes (const PackshotWorkActivity *activity);

/* How an account stands: word and sentence are the same. */
PackshotWording *packshot_sync_words_account   (const PackshotWorkAccount  *account);
/* "Checked at 14:06", or the account that was not */
char       *packshot_sync_words_checked        (const PackshotWork         *work);
/* what is true when nothing is to be sent */
char       *packshot_sync_words_nothing        (const PackshotWork         *work);
/* "Paused until 15:10. 34 changes are kept here." */
char       *packshot_sync_words_paused         (const PackshotWork         *work);
/* "Sending 12 of 41", "Checking", or NULL when nothing runs; "About 30 seconds left", or "" */
char       *packshot_sync_words_running        (const PackshotWork         *work);
char       *packshot_sync_words_left           (const PackshotWork         *work);

/* What is sent for an item, in one sentence. */
char       *packshot_sync_words_change         (const PackshotWorkPlan     *plan);
/* "41 changes on 14 items"; "18.6 MB in 63 calls, about 40 seconds." */
char       *packshot_sync_words_totals         (guint                       n_changes,
                                                guint                       n_items);
char       *packshot_sync_words_totals_more    (const PackshotWorkTotals   *totals);
/* A step: "Send “Crate” again as position 2", "Check that it has arrived, then delete …" */
char       *packshot_sync_words_step           (const PackshotWorkStep     *step);
char       *packshot_sync_words_step_more      (const PackshotWorkStep     *step);
/* above the pictures of an opened change, or NULL */
char       *packshot_sync_words_order          (const PackshotWorkPlan     *plan);
/* one change that can be taken back: "Caption of picture 2" */
char       *packshot_sync_words_one_change     (const PackshotWorkPlan     *plan,
                                                const PackshotChange       *change);

/* A line of the log; icon, css and what the icon says (out). */
char       *packshot_sync_words_entry          (const PackshotLogEntry     *entry);
const char *packshot_sync_words_entry_icon     (const PackshotLogEntry     *entry,
                                                const char                **css,
                                                const char                **tip);

G_END_DECLS
