/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include <gtk/gtk.h>

#include "packshot-session-conflicts.h"

G_BEGIN_DECLS

#define PACKSHOT_TYPE_CONFLICT_ENTRY (packshot_conflict_entry_get_type ())
G_DECLARE_FINAL_TYPE (PackshotConflictEntry, packshot_conflict_entry, PACKSHOT, CONFLICT_ENTRY,
                      GObject)

/* A line of the list of conflicts: the heading of a kind, or a conflict. */
PackshotConflictEntry *packshot_conflict_entry_new         (PackshotConflictView  *view);
PackshotConflictEntry *packshot_conflict_entry_new_heading (PackshotConflictKind   kind,
                                                            guint                  n);
/* (nullable): NULL for a heading */
PackshotConflictView  *packshot_conflict_entry_get_view    (PackshotConflictEntry *self);
PackshotConflictKind   packshot_conflict_entry_get_kind    (PackshotConflictEntry *self);
guint                  packshot_conflict_entry_get_count   (PackshotConflictEntry *self);

#define PACKSHOT_TYPE_CONFLICT_LINE (packshot_conflict_line_get_type ())
G_DECLARE_FINAL_TYPE (PackshotConflictLine, packshot_conflict_line, PACKSHOT, CONFLICT_LINE,
                      GtkWidget)

/* What shows it. */
GtkWidget             *packshot_conflict_line_new           (PackshotSession         *session);
void                   packshot_conflict_line_set_entry     (PackshotConflictLine *self,
                                                            PackshotConflictEntry   *entry);

G_END_DECLS
