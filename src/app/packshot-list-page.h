/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define PACKSHOT_TYPE_LIST_PAGE (packshot_list_page_get_type ())
G_DECLARE_FINAL_TYPE (PackshotListPage, packshot_list_page, PACKSHOT, LIST_PAGE, AdwBin)

/* A page that is one boxed list, with a header, and a word for when it is empty. */
GtkWidget  *packshot_list_page_new         (const char       *title,
                                            const char       *icon,
                                            const char       *empty_title,
                                            const char       *empty_text);
GtkListBox *packshot_list_page_get_list    (PackshotListPage *self);
void        packshot_list_page_clear       (PackshotListPage *self);
/* to be called after rows were added or taken away; hint (nullable) stands above them */
void        packshot_list_page_update      (PackshotListPage *self,
                                            const char       *hint);
void        packshot_list_page_set_buttons (PackshotListPage *self,
                                            gboolean          sidebar_toggle);

G_END_DECLS
