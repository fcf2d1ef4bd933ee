/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define PACKSHOT_TYPE_BANNER (packshot_banner_get_type ())
G_DECLARE_FINAL_TYPE (PackshotBanner, packshot_banner, PACKSHOT, BANNER, AdwBin)

/* One line over the gallery with at most one button. */
GtkWidget  *packshot_banner_new      (void);
/* text NULL: hidden; button NULL: none; target (nullable), a floating one is taken */
void        packshot_banner_show     (PackshotBanner *self,
                                      const char     *text,
                                      const char     *button,
                                      const char     *action,
                                      GVariant       *target);
const char *packshot_banner_get_text (PackshotBanner *self);

G_END_DECLS
