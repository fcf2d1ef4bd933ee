/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* The part of a picture that is to be seen, for several pictures at once. Main thread. */

#include "config.h"

#include "packshot-conflict-zoom.h"

#define MAX_FACTOR 32.0
#define STEP 1.5

struct _PackshotConflictZoom
{
  GObject parent_instance;

  double  factor;
  double  x;
  double  y;
};

G_DEFINE_FINAL_TYPE (PackshotConflictZoom, packshot_conflict_zoom, G_TYPE_OBJECT)

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
packshot_conflict_zoom_class_init (PackshotConflictZoomClass *klass)
{
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
packshot_conflict_zoom_init (PackshotConflictZoom *self)
{
  self->factor = 1;
  self->x = self->y = 0.5;
}

PackshotConflictZoom *
packshot_conflict_zoom_new (void)
{
  return g_object_new (PACKSHOT_TYPE_CONFLICT_ZOOM, NULL);
}

double
packshot_conflict_zoom_get_factor (PackshotConflictZoom *self)
{
  g_return_val_if_fail (PACKSHOT_IS_CONFLICT_ZOOM (self), 1);

  return self->factor;
}

double
packshot_conflict_zoom_get_x (PackshotConflictZoom *self)
{
  g_return_val_if_fail (PACKSHOT_IS_CONFLICT_ZOOM (self), 0.5);

  return self->x;
}

double
packshot_conflict_zoom_get_y (PackshotConflictZoom *self)
{
  g_return_val_if_fail (PACKSHOT_IS_CONFLICT_ZOOM (self), 0.5);

  return self->y;
}

/* Nothing beyond an edge is to be seen. */
static void
zoom_set (PackshotConflictZoom *self,
          double                factor,
          double                x,
          double                y)
{
  double half = 0.5 / factor;

  x = CLAMP (x, half, 1 - half);
  y = CLAMP (y, half, 1 - half);
  if (ABS (factor - self->factor) < 1e-9 && ABS (x - self->x) < 1e-9 && ABS (y - self->y) < 1e-9)
    return;
  self->factor = factor;
  self->x = x;
  self->y = y;
  g_signal_emit (self, signals[CHANGED], 0);
}

void
packshot_conflict_zoom_set_factor (PackshotConflictZoom *self,
                                   double                factor,
                                   double                x,
                                   double                y)
{
  double px, py;

  g_return_if_fail (PACKSHOT_IS_CONFLICT_ZOOM (self));

  factor = CLAMP (factor, 1, MAX_FACTOR);
  px = self->x + (x - 0.5) / self->factor;
  py = self->y + (y - 0.5) / self->factor;
  zoom_set (self, factor, px - (x - 0.5) / factor, py - (y - 0.5) / factor);
}

void
packshot_conflict_zoom_step (PackshotConflictZoom *self,
                             int                   direction,
                             double                x,
                             double                y)
{
  g_return_if_fail (PACKSHOT_IS_CONFLICT_ZOOM (self));

  packshot_conflict_zoom_set_factor (self, direction > 0 ? self->factor * STEP
                                                         : self->factor / STEP, x, y);
}

void
packshot_conflict_zoom_pan (PackshotConflictZoom *self,
                            double                dx,
                            double                dy)
{
  g_return_if_fail (PACKSHOT_IS_CONFLICT_ZOOM (self));

  zoom_set (self, self->factor, self->x + dx / self->factor, self->y + dy / self->factor);
}
