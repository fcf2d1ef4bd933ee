/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include <gtk/gtk.h>

#include "packshot-conflict-zoom.h"
#include "packshot-session.h"

G_BEGIN_DECLS

#define PACKSHOT_TYPE_CONFLICT_CANVAS (packshot_conflict_canvas_get_type ())
G_DECLARE_FINAL_TYPE (PackshotConflictCanvas, packshot_conflict_canvas, PACKSHOT, CONFLICT_CANVAS,
                      GtkWidget)

/* A square in which a picture itself, not its thumbnail, is looked at together with others. */
GtkWidget  *packshot_conflict_canvas_new         (PackshotConflictZoom   *zoom);
/* @sha256 NULL: there is no picture, or its bytes are not here; @word says which */
void        packshot_conflict_canvas_set_picture (PackshotConflictCanvas *self,
                                                  PackshotSession        *session,
                                                  const char             *sha256,
                                                  const char             *word);
/* Shows what @other shows, under its @word, until it is called with NULL. */
void        packshot_conflict_canvas_set_guest   (PackshotConflictCanvas *self,
                                                  PackshotConflictCanvas *other,
                                                  const char             *word);
/* (nullable): what is shown now */
GdkTexture *packshot_conflict_canvas_get_texture (PackshotConflictCanvas *self);
/* how many pixels of the picture are one pixel of the screen when all of it is to be seen; 0 while
 * it is not known */
double      packshot_conflict_canvas_get_scale   (PackshotConflictCanvas *self);
/* the picture's own width, when it is known otherwise */
void        packshot_conflict_canvas_set_pixels  (PackshotConflictCanvas *self,
                                                  int                     width,
                                                  int                     height);

G_END_DECLS
