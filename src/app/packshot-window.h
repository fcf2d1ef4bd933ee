/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include <adwaita.h>

#include "packshot-session.h"

G_BEGIN_DECLS

#define PACKSHOT_TYPE_WINDOW (packshot_window_get_type ())
G_DECLARE_FINAL_TYPE (PackshotWindow, packshot_window, PACKSHOT, WINDOW, AdwApplicationWindow)

/* The main window of one session. settings (nullable) keeps its size and what is open;
 * application may be NULL, as in tests. Its actions are "win.*": see packshot-window-
 * actions.c. */
PackshotWindow  *packshot_window_new         (GtkApplication  *application,
                                              GSettings       *settings);
/* Until one of these is called the window says that it is starting. */
void             packshot_window_start       (PackshotWindow  *self,
                                              PackshotSession *session);
void             packshot_window_fail        (PackshotWindow  *self,
                                              const char      *why);
void             packshot_window_set_starting_text (PackshotWindow *self,
                                                    const char     *text);
PackshotSession *packshot_window_get_session (PackshotWindow  *self);
/* "all", "attention", "waiting", "conflicts", "trash", "kind:ACCOUNT:KIND" */
const char      *packshot_window_get_view    (PackshotWindow  *self);
void             packshot_window_set_view    (PackshotWindow  *self,
                                              const char      *view);
void             packshot_window_show_item   (PackshotWindow  *self,
                                              gint64           item);
gint64           packshot_window_get_item    (PackshotWindow  *self);
void             packshot_window_toast       (PackshotWindow  *self,
                                              const char      *text,
                                              gboolean         undo);

G_END_DECLS
