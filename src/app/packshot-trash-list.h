/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include <adwaita.h>

#include "packshot-session.h"

G_BEGIN_DECLS

#define PACKSHOT_TYPE_TRASH_LIST (packshot_trash_list_get_type ())
G_DECLARE_FINAL_TYPE (PackshotTrashList, packshot_trash_list, PACKSHOT, TRASH_LIST, AdwBin)

/* A page: what was removed lately, to be taken back. It reads while it is shown. */
GtkWidget *packshot_trash_list_new         (PackshotSession *session);
void       packshot_trash_list_set_buttons (PackshotTrashList *self,
                                           gboolean          sidebar_toggle);

G_END_DECLS
