/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include "packshot-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define PACKSHOT_TYPE_SYNC_CHOOSER (packshot_sync_chooser_get_type ())
G_DECLARE_FINAL_TYPE (PackshotSyncChooser, packshot_sync_chooser, PACKSHOT, SYNC_CHOOSER,
                      GtkPopover)

/* A popover to choose an item of an account by name, brand or number.
 *
 * Signals:
 *   chosen (gint64 item) */
GtkWidget *packshot_sync_chooser_new (PackshotSession *session,
                                      gint64           account,
                                      gint64           except);

G_END_DECLS
