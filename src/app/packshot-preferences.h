/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include <adwaita.h>

#include "packshot-session.h"

G_BEGIN_DECLS

/* The page alone, and shown over a window. */
AdwPreferencesPage *packshot_preferences_page_new (PackshotSession *session,
                                                   GSettings       *settings);
void                packshot_preferences_present  (GtkWindow       *parent,
                                                   PackshotSession *session,
                                                   GSettings       *settings);

G_END_DECLS
