/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Our icons and CSS for all windows of a display; call once, after GTK and libadwaita have
 * started. */
void packshot_style_load (GdkDisplay *display);

G_END_DECLS
