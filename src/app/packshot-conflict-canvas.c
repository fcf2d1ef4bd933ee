/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* A picture that is compared with others. It is decoded by the imaging's processes: in the size in
 * which it is shown as long as all of it is to be seen, and larger when it is looked at closer, so
 * that three large pictures take no more memory than they need. What is shown stays until the
 * larger one is there. All canvases of a page share one zoom.
 *
 *   set_picture, map, grow, zoom ─▶ large enough? ─▶ load_async ─▶ texture
 *
 * Main thread. */

#include "config.h"

#include "packshot-conflict-canvas.h"

#include <glib/gi18n.h>

/* Larger than that no decoded picture is kept: 64 MB for one. */
#define MAX_SIDE 4096
#define CHECK 8

struct _PackshotConflictCanvas
{
  GtkWidget               parent_instance;

  /* Construct-only */
  PackshotConflictZoom   *zoom;        /* (owned) */

  /* What is to be shown */
  PackshotSession        *session;     /* (owned) (nullable) */
  char                   *sha256;      /* (owned) (nullable) */
  int                     pixels;      /* the longer side, 0 when not known */
  PackshotConflictCanvas *guest;       /* (weak) (nullable) */

  /* What is shown */
  GdkTexture             *texture;     /* (owned) (nullable) */
  gboolean                has_alpha;
  int                     side;        /* it was decoded for */
  GCancellable           *cancellable; /* (owned) (nullable) */
  int                     asked;
  double                  drag_x;
  double                  drag_y;

  GtkWidget              *word;
  GtkWidget              *pill;
};

G_DEFINE_FINAL_TYPE (PackshotConflictCanvas, packshot_conflict_canvas, GTK_TYPE_WIDGET)

/* --- Decoding --- */

static void
canvas_cancel (PackshotConflictCanvas *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->asked = 0;
}

static void
canvas_show (PackshotConflictCanvas *self,
             PackshotPixels         *pixels)
{
  gboolean alpha = packshot_pixels_get_has_alpha (pixels);

  g_clear_object (&self->texture);
  self->texture = gdk_memory_texture_new (packshot_pixels_get_width (pixels),
                                          packshot_pixels_get_height (pixels),
                                          alpha ? GDK_MEMORY_R8G8B8A8 : GDK_MEMORY_R8G8B8,
                                          packshot_pixels_get_bytes (pixels),
                                          packshot_pixels_get_stride (pixels));
  self->has_alpha = alpha;
  gtk_widget_hide (self->word);
  gtk_widget_remove_css_class (GTK_WIDGET (self), "empty");
  gtk_widget_queue_draw (GTK_WIDGET (self));
  if (self->guest == NULL)
    return;
  gtk_widget_queue_draw (GTK_WIDGET (self->guest));
}

static void
canvas_fail (PackshotConflictCanvas *self,
             const char             *word)
{
  gtk_widget_add_css_class (GTK_WIDGET (self), "empty");
  gtk_label_set_label (GTK_LABEL (self->word), word);
  gtk_widget_show (self->word);
}

static void
loaded_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(PackshotConflictCanvas) self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(PackshotPixels) pixels =
    packshot_imaging_load_finish (PACKSHOT_IMAGING (object), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->word == NULL)
    return;
  self->side = self->asked;
  canvas_cancel (self);
  if (pixels != NULL)
    canvas_show (self, pixels);
  else if (self->texture == NULL)
    canvas_fail (self, _("Can’t be shown"));
}

/* As many pixels as are on the screen of the whole picture, in steps. */
static int
canvas_wanted (PackshotConflictCanvas *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  double factor = packshot_conflict_zoom_get_factor (self->zoom);
  double wanted = gtk_widget_get_width (widget) * gtk_widget_get_scale_factor (widget) * factor;
  int side = 256;

  while (side < wanted && side < MAX_SIDE)
    side += side / 2;
  if (self->pixels > 0 && side > self->pixels)
    side = self->pixels;
  return MIN (side, MAX_SIDE);
}

static void
canvas_read (PackshotConflictCanvas *self)
{
  int side = canvas_wanted (self);
  g_autofree char *path = NULL;

  if (self->sha256 == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)) ||
      gtk_widget_get_width (GTK_WIDGET (self)) == 0 || self->side >= side || self->asked >= side)
    return;
  canvas_cancel (self);
  self->cancellable = g_cancellable_new ();
  self->asked = side;
  path = packshot_blob_store_dup_path (packshot_session_get_blobs (self->session), self->sha256);
  packshot_imaging_load_async (packshot_session_get_imaging (self->session), path, side,
                               G_PRIORITY_HIGH, self->cancellable, loaded_cb, g_object_ref (self));
}

static void
zoom_changed_cb (PackshotConflictCanvas *self)
{
  gtk_widget_queue_draw (GTK_WIDGET (self));
  canvas_read (self);
}

/* --- Drawing --- */

static void
snapshot_checks (GtkSnapshot           *snapshot,
                 const graphene_rect_t *area)
{
  graphene_rect_t cell = GRAPHENE_RECT_INIT (area->origin.x, area->origin.y, 2 * CHECK, 2 * CHECK);
  GdkRGBA grey = { 0.8f, 0.8f, 0.8f, 1 };

  gtk_snapshot_push_repeat (snapshot, area, &cell);
  gtk_snapshot_append_color (snapshot, &grey,
                             &GRAPHENE_RECT_INIT (area->origin.x, area->origin.y, CHECK, CHECK));
  gtk_snapshot_append_color (snapshot, &grey,
                             &GRAPHENE_RECT_INIT (area->origin.x + CHECK, area->origin.y + CHECK,
                                                  CHECK, CHECK));
  gtk_snapshot_pop (snapshot);
}

/* Where the whole picture lies, parts of which may be outside. */
static void
canvas_place (PackshotConflictCanvas *self,
              GdkTexture             *texture,
              graphene_rect_t        *area)
{
  double width = gtk_widget_get_width (GTK_WIDGET (self));
  double height = gtk_widget_get_height (GTK_WIDGET (self));
  double factor = packshot_conflict_zoom_get_factor (self->zoom);
  double w = gdk_texture_get_width (texture);
  double h = gdk_texture_get_height (texture);
  double scale = MIN (width / w, height / h);
  double x = (width - w * scale) / 2, y = (height - h * scale) / 2;

  graphene_rect_init (area,
                      x * factor + width * (0.5 - packshot_conflict_zoom_get_x (self->zoom) *
                                            factor),
                      y * factor + height * (0.5 - packshot_conflict_zoom_get_y (self->zoom) *
                                             factor),
                      w * scale * factor, h * scale * factor);
}

static void
packshot_conflict_canvas_snapshot (GtkWidget   *widget,
                                   GtkSnapshot *snapshot)
{
  PackshotConflictCanvas *self = PACKSHOT_CONFLICT_CANVAS (widget);
  PackshotConflictCanvas *shown = self->guest != NULL ? self->guest : self;
  graphene_rect_t area;

  if (shown->texture != NULL)
    {
      canvas_place (self, shown->texture, &area);
      if (shown->has_alpha)
        snapshot_checks (snapshot, &area);
      gtk_snapshot_append_texture (snapshot, shown->texture, &area);
    }
  else if (self->guest == NULL)
    gtk_widget_snapshot_child (widget, self->word, snapshot);
  if (self->guest != NULL)
    gtk_widget_snapshot_child (widget, self->pill, snapshot);
}

static void
packshot_conflict_canvas_measure (GtkWidget     *widget,
                                  GtkOrientation orientation,
                                  int            for_size,
                                  int           *minimum,
                                  int           *natural,
                                  int           *minimum_baseline,
                                  int           *natural_baseline)
{
  PackshotConflictCanvas *self = PACKSHOT_CONFLICT_CANVAS (widget);
  int least;

  gtk_widget_measure (self->word, orientation, -1, &least, NULL, NULL, NULL);
  gtk_widget_measure (self->pill, orientation, -1, &least, NULL, NULL, NULL);
  *minimum = 72;
  *natural = 361;
}

static void
packshot_conflict_canvas_size_allocate (GtkWidget *widget,
                                        int        width,
                                        int        height,
                                        int        baseline)
{
  PackshotConflictCanvas *self = PACKSHOT_CONFLICT_CANVAS (widget);
  int w, h;

  gtk_widget_size_allocate (self->word, &(GtkAllocation) { 6, 6, MAX (width - 12, 1),
                                                           MAX (height - 12, 1) }, -1);
  gtk_widget_measure (self->pill, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &w, NULL, NULL);
  gtk_widget_measure (self->pill, GTK_ORIENTATION_VERTICAL, -1, NULL, &h, NULL, NULL);
  gtk_widget_size_allocate (self->pill, &(GtkAllocation) { 9, height - h - 9, w, h }, -1);
  canvas_read (self);
}

/* --- Hands --- */

static void
drag_begin_cb (GtkGestureDrag         *gesture,
               double                  x,
               double                  y,
               PackshotConflictCanvas *self)
{
  self->drag_x = self->drag_y = 0;
  gtk_widget_grab_focus (GTK_WIDGET (self));
}

static void
drag_update_cb (GtkGestureDrag         *gesture,
                double                  x,
                double                  y,
                PackshotConflictCanvas *self)
{
  double width = MAX (1, gtk_widget_get_width (GTK_WIDGET (self)));

  packshot_conflict_zoom_pan (self->zoom, (self->drag_x - x) / width, (self->drag_y - y) / width);
  self->drag_x = x;
  self->drag_y = y;
}

static gboolean
scroll_cb (GtkEventControllerScroll *controller,
           double                    dx,
           double                    dy,
           PackshotConflictCanvas   *self)
{
  GdkEvent *event = gtk_event_controller_get_current_event (GTK_EVENT_CONTROLLER (controller));
  GdkModifierType state =
    gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (controller));
  GtkWidget *widget = GTK_WIDGET (self);
  GtkWidget *root = GTK_WIDGET (gtk_widget_get_root (widget));
  double width = MAX (1, gtk_widget_get_width (widget));
  double x = width / 2, y = width / 2;

  /* Without Ctrl, and all of it to be seen, the page scrolls. */
  if (!(state & GDK_CONTROL_MASK) && packshot_conflict_zoom_get_factor (self->zoom) <= 1)
    return FALSE;
  if (!(state & GDK_CONTROL_MASK))
    {
      packshot_conflict_zoom_pan (self->zoom, dx * 0.1, dy * 0.1);
      return TRUE;
    }
  if (gdk_event_get_position (event, &x, &y))
    gtk_widget_translate_coordinates (root, widget, x, y, &x, &y);
  packshot_conflict_zoom_step (self->zoom, dy < 0 ? 1 : -1, CLAMP (x / width, 0, 1),
                               CLAMP (y / width, 0, 1));
  return TRUE;
}

static gboolean
pan_cb (GtkWidget *widget,
        GVariant  *args,
        gpointer   data)
{
  PackshotConflictCanvas *self = PACKSHOT_CONFLICT_CANVAS (widget);
  double dx, dy;

  if (packshot_conflict_zoom_get_factor (self->zoom) <= 1)
    return FALSE;
  g_variant_get (args, "(dd)", &dx, &dy);
  packshot_conflict_zoom_pan (self->zoom, dx, dy);
  return TRUE;
}

/* --- Object --- */

static void
packshot_conflict_canvas_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (packshot_conflict_canvas_parent_class)->map (widget);
  canvas_read (PACKSHOT_CONFLICT_CANVAS (widget));
}

static void
canvas_forget (PackshotConflictCanvas *self)
{
  canvas_cancel (self);
  g_clear_object (&self->texture);
  self->side = 0;
}

static void
packshot_conflict_canvas_unmap (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (packshot_conflict_canvas_parent_class)->unmap (widget);
  canvas_forget (PACKSHOT_CONFLICT_CANVAS (widget));
}

static void
packshot_conflict_canvas_dispose (GObject *object)
{
  PackshotConflictCanvas *self = PACKSHOT_CONFLICT_CANVAS (object);

  canvas_forget (self);
  g_clear_weak_pointer (&self->guest);
  g_clear_pointer (&self->word, gtk_widget_unparent);
  g_clear_pointer (&self->pill, gtk_widget_unparent);
  g_clear_pointer (&self->sha256, g_free);
  g_clear_object (&self->session);
  g_clear_object (&self->zoom);
  G_OBJECT_CLASS (packshot_conflict_canvas_parent_class)->dispose (object);
}

static void
packshot_conflict_canvas_class_init (PackshotConflictCanvasClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  static const struct
  {
    guint  key;
    double dx;
    double dy;
  } keys[] = {
    { GDK_KEY_Left, -0.1, 0 }, { GDK_KEY_Right, 0.1, 0 }, { GDK_KEY_Up, 0, -0.1 },
    { GDK_KEY_Down, 0, 0.1 },
  };

  G_OBJECT_CLASS (klass)->dispose = packshot_conflict_canvas_dispose;
  widget_class->map = packshot_conflict_canvas_map;
  widget_class->unmap = packshot_conflict_canvas_unmap;
  widget_class->measure = packshot_conflict_canvas_measure;
  widget_class->size_allocate = packshot_conflict_canvas_size_allocate;
  widget_class->snapshot = packshot_conflict_canvas_snapshot;
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_widget_class_add_binding (widget_class, keys[i].key, 0, pan_cb, "(dd)", keys[i].dx,
                                  keys[i].dy);
  gtk_widget_class_set_css_name (widget_class, "canvas");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
packshot_conflict_canvas_init (PackshotConflictCanvas *self)
{
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkEventController *scroll =
    gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES);

  gtk_widget_add_css_class (GTK_WIDGET (self), "well");
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  self->word = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (self->word), TRUE);
  gtk_label_set_justify (GTK_LABEL (self->word), GTK_JUSTIFY_CENTER);
  gtk_widget_set_parent (self->word, GTK_WIDGET (self));
  self->pill = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->pill, "canvas-pill");
  gtk_widget_set_parent (self->pill, GTK_WIDGET (self));
  g_signal_connect (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
  g_signal_connect (scroll, "scroll", G_CALLBACK (scroll_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), scroll);
}

/**
 * packshot_conflict_canvas_new:
 * @zoom: shared with others
 *
 * Returns: (transfer floating): an empty canvas
 */
GtkWidget *
packshot_conflict_canvas_new (PackshotConflictZoom *zoom)
{
  PackshotConflictCanvas *self = g_object_new (PACKSHOT_TYPE_CONFLICT_CANVAS, NULL);

  self->zoom = g_object_ref (zoom);
  g_signal_connect_object (zoom, "changed", G_CALLBACK (zoom_changed_cb), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

/**
 * packshot_conflict_canvas_set_picture:
 * @self: a canvas
 * @session: where the bytes are
 * @sha256: (nullable): the picture
 * @word: what stands there without a picture
 */
void
packshot_conflict_canvas_set_picture (PackshotConflictCanvas *self,
                                      PackshotSession        *session,
                                      const char             *sha256,
                                      const char             *word)
{
  g_return_if_fail (PACKSHOT_IS_CONFLICT_CANVAS (self));

  g_set_object (&self->session, session);
  if (sha256 == NULL)
    canvas_fail (self, word);
  if (sha256 != NULL && g_strcmp0 (self->sha256, sha256) == 0)
    return;
  canvas_forget (self);
  g_free (self->sha256);
  self->sha256 = g_strdup (sha256);
  self->pixels = 0;
  if (sha256 != NULL)
    {
      gtk_widget_hide (self->word);
      gtk_widget_remove_css_class (GTK_WIDGET (self), "empty");
    }
  gtk_widget_queue_draw (GTK_WIDGET (self));
  canvas_read (self);
}

void
packshot_conflict_canvas_set_pixels (PackshotConflictCanvas *self,
                                     int                     width,
                                     int                     height)
{
  g_return_if_fail (PACKSHOT_IS_CONFLICT_CANVAS (self));

  self->pixels = MAX (width, height);
}

/**
 * packshot_conflict_canvas_set_guest:
 * @self: a canvas
 * @other: (nullable): another one of the same zoom
 * @word: (nullable): what the other one is
 */
void
packshot_conflict_canvas_set_guest (PackshotConflictCanvas *self,
                                    PackshotConflictCanvas *other,
                                    const char             *word)
{
  g_return_if_fail (PACKSHOT_IS_CONFLICT_CANVAS (self));

  g_set_weak_pointer (&self->guest, other);
  gtk_label_set_label (GTK_LABEL (self->pill), word != NULL ? word : "");
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

GdkTexture *
packshot_conflict_canvas_get_texture (PackshotConflictCanvas *self)
{
  g_return_val_if_fail (PACKSHOT_IS_CONFLICT_CANVAS (self), NULL);

  return self->guest != NULL ? self->guest->texture : self->texture;
}

double
packshot_conflict_canvas_get_scale (PackshotConflictCanvas *self)
{
  int width;

  g_return_val_if_fail (PACKSHOT_IS_CONFLICT_CANVAS (self), 0);

  width = gtk_widget_get_width (GTK_WIDGET (self)) *
    gtk_widget_get_scale_factor (GTK_WIDGET (self));
  return self->pixels > 0 && width > 0 ? (double)self->pixels / width : 0;
}
