/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include "packshot-gallery-pane.h"

G_BEGIN_DECLS

#define PACKSHOT_TYPE_DETAILS_PANE (packshot_details_pane_get_type ())
G_DECLARE_FINAL_TYPE (PackshotDetailsPane, packshot_details_pane, PACKSHOT, DETAILS_PANE, AdwBin)

/* What there is to know and to change about the pictures selected in a gallery; about the item when
 * none is. */
GtkWidget *packshot_details_pane_new              (PackshotSession     *session,
                                                   PackshotGalleryPane *gallery);
void       packshot_details_pane_set_show_buttons (PackshotDetailsPane *self,
                                                   gboolean             end_title_buttons,
                                                   gboolean             back);

G_END_DECLS
