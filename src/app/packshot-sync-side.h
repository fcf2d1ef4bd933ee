/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include <adwaita.h>

#include "packshot-session-work.h"

G_BEGIN_DECLS

/* The views of the Sync page, in their order; Alt+1 to Alt+6. */
typedef enum
{
  PACKSHOT_SYNC_VIEW_OVERVIEW,
  PACKSHOT_SYNC_VIEW_NEEDS_YOU,
  PACKSHOT_SYNC_VIEW_SENDING,
  PACKSHOT_SYNC_VIEW_TO_SEND,
  PACKSHOT_SYNC_VIEW_LATER,
  PACKSHOT_SYNC_VIEW_LOG,
} PackshotSyncView;

#define PACKSHOT_N_SYNC_VIEWS (PACKSHOT_SYNC_VIEW_LOG + 1)

/* overview, needs-you, sending, to-send, later, log */
const char      *packshot_sync_view_to_string   (PackshotSyncView  view);
gboolean         packshot_sync_view_from_string (const char       *name,
                                                 PackshotSyncView *view);
/* as a title */
const char      *packshot_sync_view_get_title   (PackshotSyncView  view);

#define PACKSHOT_TYPE_SYNC_SIDE (packshot_sync_side_get_type ())
G_DECLARE_FINAL_TYPE (PackshotSyncSide, packshot_sync_side, PACKSHOT, SYNC_SIDE, AdwBin)

/* The left side: the views with their numbers, how the accounts stand, the calls of today.
 *
 * Signals:
 *   view-chosen (PackshotSyncView view, gboolean activated)  by a click or a key, not by
 *   packshot_sync_side_set_view() */
GtkWidget *packshot_sync_side_new        (void);
void       packshot_sync_side_set_work   (PackshotSyncSide *self,
                                          PackshotWork     *work);
void       packshot_sync_side_set_view   (PackshotSyncSide *self,
                                          PackshotSyncView  view);
/* whether it is all there is to be seen, so that the window's buttons stand in it */
void       packshot_sync_side_set_folded (PackshotSyncSide *self,
                                          gboolean          folded);
void       packshot_sync_side_focus      (PackshotSyncSide *self);

G_END_DECLS
