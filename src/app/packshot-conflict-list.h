/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include <adwaita.h>

#include "packshot-session.h"

G_BEGIN_DECLS

#define PACKSHOT_TYPE_CONFLICT_LIST (packshot_conflict_list_get_type ())
G_DECLARE_FINAL_TYPE (PackshotConflictList, packshot_conflict_list, PACKSHOT, CONFLICT_LIST, AdwBin)

/* A page: what both sides changed, to be decided. It reads while it is shown. */
GtkWidget *packshot_conflict_list_new         (PackshotSession *session);
void       packshot_conflict_list_set_buttons (PackshotConflictList *self,
                                           gboolean          sidebar_toggle);

G_END_DECLS
