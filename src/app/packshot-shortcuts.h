/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The list of all keys as interface XML with the object "shortcuts": an AdwShortcutsDialog, or a
 * GtkShortcutsWindow where there is none yet. */
char *packshot_shortcuts_dup_ui (gboolean dialog);

G_END_DECLS
