/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include <adwaita.h>

#include "packshot-session.h"

G_BEGIN_DECLS

#define PACKSHOT_TYPE_SIDEBAR (packshot_sidebar_get_type ())
G_DECLARE_FINAL_TYPE (PackshotSidebar, packshot_sidebar, PACKSHOT, SIDEBAR, AdwBin)

/* The views of the catalog, with their numbers. Choosing one activates "win.view". */
GtkWidget *packshot_sidebar_new         (PackshotSession      *session);
void       packshot_sidebar_set_view    (PackshotSidebar      *self,
                                         const char           *view);
void       packshot_sidebar_set_counts  (PackshotSidebar      *self,
                                         const PackshotCounts *counts);
void       packshot_sidebar_set_accounts (PackshotSidebar     *self,
                                          GPtrArray           *accounts);
/* whether its header has the button that closes it, as where it lies over the rest */
void       packshot_sidebar_set_folded  (PackshotSidebar      *self,
                                         gboolean              folded);
void       packshot_sidebar_open_menu   (PackshotSidebar      *self);

G_END_DECLS
