/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include <gtk/gtk.h>

#include "packshot-session.h"

G_BEGIN_DECLS

/* Reads what @widget shows. The cancellable is cancelled when it is read again, and at the end. */
typedef void (*PackshotReloadFunc) (GtkWidget    *widget,
                                    GCancellable *cancellable);

/* Calls @func whenever @widget is mapped, and while it is, a moment after something changed in
 * @session. */
void packshot_reload_attach (GtkWidget          *widget,
                             PackshotSession    *session,
                             PackshotReloadFunc  func);

G_END_DECLS
