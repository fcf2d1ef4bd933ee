/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define PACKSHOT_TYPE_CONFLICT_ZOOM (packshot_conflict_zoom_get_type ())
G_DECLARE_FINAL_TYPE (PackshotConflictZoom, packshot_conflict_zoom, PACKSHOT, CONFLICT_ZOOM,
                      GObject)

/* What pictures beside each other share: how close they are looked at, and which part of them is in
 * the middle. Factor 1 is the whole picture; x and y go from 0 to 1. Signal: changed (). */
PackshotConflictZoom *packshot_conflict_zoom_new        (void);
double                packshot_conflict_zoom_get_factor (PackshotConflictZoom *self);
double                packshot_conflict_zoom_get_x      (PackshotConflictZoom *self);
double                packshot_conflict_zoom_get_y      (PackshotConflictZoom *self);
/* @x, @y: what stays where it is, from 0 to 1 of what is to be seen */
void                  packshot_conflict_zoom_set_factor (PackshotConflictZoom *self,
                                                         double                factor,
                                                         double                x,
                                                         double                y);
/* one step closer (1) or away (-1), about the middle */
void                  packshot_conflict_zoom_step       (PackshotConflictZoom *self,
                                                         int                   direction,
                                                         double                x,
                                                         double                y);
/* by parts of what is to be seen */
void                  packshot_conflict_zoom_pan        (PackshotConflictZoom *self,
                                                         double                dx,
                                                         double                dy);

G_END_DECLS
