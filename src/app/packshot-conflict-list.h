/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include <adwaita.h>

#include "packshot-session-conflicts.h"

G_BEGIN_DECLS

#define PACKSHOT_TYPE_CONFLICT_LIST (packshot_conflict_list_get_type ())
G_DECLARE_FINAL_TYPE (PackshotConflictList, packshot_conflict_list, PACKSHOT, CONFLICT_LIST, AdwBin)

/* Conflicts by kind, one or several of them selected. Signals:
 *   changed ()    something else is selected, or is the current one
 *   activated ()  the current one was asked for: Enter, or a click */
GtkWidget            *packshot_conflict_list_new           (PackshotSession      *session);
/* element-type PackshotConflictView; what stays stays selected, else what takes its place */
void                  packshot_conflict_list_set_conflicts (PackshotConflictList *self,
                                                            GPtrArray            *views);
guint                 packshot_conflict_list_get_n         (PackshotConflictList *self);
/* (nullable): the one that is shown */
PackshotConflictView *packshot_conflict_list_get_current   (PackshotConflictList *self);
/* its number from 1, as they stand in the list */
guint                 packshot_conflict_list_get_number    (PackshotConflictList *self);
/* element-type PackshotConflictView, (transfer container), in the order of the list */
GPtrArray            *packshot_conflict_list_dup_selected  (PackshotConflictList *self);
GPtrArray            *packshot_conflict_list_dup_all       (PackshotConflictList *self);
gboolean              packshot_conflict_list_select        (PackshotConflictList *self,
                                                            gint64                conflict);
void                  packshot_conflict_list_step          (PackshotConflictList *self,
                                                            int                   direction,
                                                            gboolean              extend);
void                  packshot_conflict_list_select_all    (PackshotConflictList *self);
void                  packshot_conflict_list_focus         (PackshotConflictList *self);

G_END_DECLS
