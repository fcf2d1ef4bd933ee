/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include <gtk/gtk.h>

#include "packshot-session.h"

G_BEGIN_DECLS

/**
 * PackshotWellState:
 * @PACKSHOT_WELL_EMPTY: there is no picture
 * @PACKSHOT_WELL_LOADING: it is being read or fetched
 * @PACKSHOT_WELL_READY: it is shown
 * @PACKSHOT_WELL_MISSING: it can't be shown: not here and not to be fetched, or damaged
 */
typedef enum
{
  PACKSHOT_WELL_EMPTY,
  PACKSHOT_WELL_LOADING,
  PACKSHOT_WELL_READY,
  PACKSHOT_WELL_MISSING,
} PackshotWellState;

#define PACKSHOT_TYPE_WELL (packshot_well_get_type ())
G_DECLARE_FINAL_TYPE (PackshotWell, packshot_well, PACKSHOT, WELL, GtkWidget)

/* A square on which a picture lies. @size in logical pixels, or 0: as large as it is made. A
 * well has the CSS class "well"; add "thumb" for a small one. */
GtkWidget         *packshot_well_new       (int              size);
void               packshot_well_set_size  (PackshotWell    *self,
                                            int              size);
/* image 0 and sha256 NULL: empty. sha256 NULL with an image: its bytes are fetched first. */
void               packshot_well_set_image (PackshotWell    *self,
                                            PackshotSession *session,
                                            gint64           item,
                                            gint64           image,
                                            const char      *sha256);
/* Shows a texture that the caller has, or nothing. */
void               packshot_well_set_texture (PackshotWell  *self,
                                              GdkTexture    *texture);
PackshotWellState  packshot_well_get_state (PackshotWell    *self);

G_END_DECLS
