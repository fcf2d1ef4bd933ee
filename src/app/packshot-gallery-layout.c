/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* Measures and places the children of a gallery by its geometry: tiles, the last cell, the note
 * under a single picture, and, while something is dragged, the marker and its label. Main thread.
 */

#include "config.h"

#include "packshot-gallery-view-private.h"

#define NOTE_WIDTH 400
#define NOTE_GAP 24
#define PILL_GAP 6

#define PACKSHOT_TYPE_GALLERY_LAYOUT (packshot_gallery_layout_get_type ())
G_DECLARE_FINAL_TYPE (PackshotGalleryLayout, packshot_gallery_layout, PACKSHOT, GALLERY_LAYOUT,
                      GtkLayoutManager)

struct _PackshotGalleryLayout
{
  GtkLayoutManager parent_instance;
};

G_DEFINE_FINAL_TYPE (PackshotGalleryLayout, packshot_gallery_layout, GTK_TYPE_LAYOUT_MANAGER)

/* A row is as high as its highest tile asks for, and half of what the primary does. */
static int
measure_row (PackshotGalleryView           *self,
             const PackshotGalleryGeometry *geometry)
{
  int row = 0;

  for (guint i = 0; i < self->tiles->len; i++)
    {
      gboolean large = geometry->has_primary && i == 0;
      int width = packshot_gallery_geometry_get_well (geometry, i) + 2 * PACKSHOT_GALLERY_PADDING;
      int height;

      gtk_widget_measure (g_ptr_array_index (self->tiles, i), GTK_ORIENTATION_VERTICAL, width, NULL,
                          &height, NULL, NULL);
      row = MAX (row, large ? (height - PACKSHOT_GALLERY_GAP + 1) / 2 : height);
    }
  return row > 0 ? row : geometry->tile;
}

static void
fill_geometry (PackshotGalleryView     *self,
               int                      width,
               PackshotGalleryGeometry *geometry)
{
  PackshotGalleryTile *first = self->tiles->len > 0 ? g_ptr_array_index (self->tiles, 0) : NULL;

  packshot_gallery_geometry_init (geometry, width, self->tiles->len);
  geometry->single = _packshot_gallery_view_is_single (self);
  geometry->has_primary = !geometry->single && first != NULL
    && packshot_gallery_tile_get_image (first)->is_primary;
  geometry->has_add = gtk_widget_get_visible (self->add);
  geometry->rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  geometry->row = measure_row (self, geometry);
}

static int
measure_note (PackshotGalleryView *self,
              int                  width,
              int                 *note_width)
{
  int height;

  *note_width = MIN (NOTE_WIDTH, width - 2 * PACKSHOT_GALLERY_MARGIN);
  gtk_widget_measure (self->note, GTK_ORIENTATION_VERTICAL, *note_width, NULL, &height, NULL, NULL);
  return height;
}

static GtkSizeRequestMode
packshot_gallery_layout_get_request_mode (GtkLayoutManager *manager,
                                          GtkWidget        *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
packshot_gallery_layout_measure (GtkLayoutManager *manager,
                                 GtkWidget        *widget,
                                 GtkOrientation    orientation,
                                 int               for_size,
                                 int              *minimum,
                                 int              *natural,
                                 int              *minimum_baseline,
                                 int              *natural_baseline)
{
  PackshotGalleryView *self = PACKSHOT_GALLERY_VIEW (widget);
  PackshotGalleryGeometry geometry;
  int note_width;

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = 2 * (PACKSHOT_GALLERY_TILE_MIN + PACKSHOT_GALLERY_MARGIN) + PACKSHOT_GALLERY_GAP;
      *natural = PACKSHOT_GALLERY_NATURAL;
      return;
    }
  fill_geometry (self, for_size < 0 ? PACKSHOT_GALLERY_NATURAL : for_size, &geometry);
  *minimum = packshot_gallery_geometry_get_height (&geometry);
  if (geometry.single)
    *minimum += measure_note (self, geometry.width, &note_width) + NOTE_GAP;
  *natural = *minimum;
}

static void
allocate_child (GtkWidget *child,
                int        x,
                int        y,
                int        width,
                int        height)
{
  if (gtk_widget_should_layout (child))
    gtk_widget_size_allocate (child, &(GtkAllocation) { x, y, width, height }, -1);
}

/* Beside the marker, within the gallery: above it where there is room. */
static void
allocate_pill (PackshotGalleryView *self)
{
  const GdkRectangle *marker = &self->place.marker;
  GdkRectangle primary;
  int width, height, x, y;

  gtk_widget_measure (self->pill, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &width, NULL, NULL);
  gtk_widget_measure (self->pill, GTK_ORIENTATION_VERTICAL, width, NULL, &height, NULL, NULL);
  x = marker->x + (marker->width - width) / 2;
  y = marker->y - height - PILL_GAP;
  if (self->place.on_primary && self->target != PACKSHOT_GALLERY_TARGET_PLACE)
    {
      packshot_gallery_geometry_get_rect (&self->geometry, 0, &primary);
      x = primary.x + (primary.width - width) / 2;
      y = primary.y + NOTE_GAP;
    }
  x = CLAMP (x, PACKSHOT_GALLERY_GAP, MAX (PACKSHOT_GALLERY_GAP,
                                           self->geometry.width - width - PACKSHOT_GALLERY_GAP));
  allocate_child (self->pill, x, MAX (y, 0), width, height);
}

static void
allocate_marks (PackshotGalleryView *self)
{
  const GdkRectangle *marker = &self->place.marker;
  int least;

  if (gtk_widget_get_visible (self->marker))
    {
      gtk_widget_measure (self->marker, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
      allocate_child (self->marker, marker->x, marker->y, MAX (marker->width, least),
                      marker->height);
    }
  if (gtk_widget_get_visible (self->pill))
    allocate_pill (self);
}

static void
packshot_gallery_layout_allocate (GtkLayoutManager *manager,
                                  GtkWidget        *widget,
                                  int               width,
                                  int               height,
                                  int               baseline)
{
  PackshotGalleryView *self = PACKSHOT_GALLERY_VIEW (widget);
  int inset = PACKSHOT_GALLERY_PADDING;
  int shift = 0, bottom = 0, note_width = 0, note_height = 0;
  GdkRectangle rect;

  fill_geometry (self, width, &self->geometry);
  if (self->geometry.single)
    {
      note_height = measure_note (self, width, &note_width);
      bottom = packshot_gallery_geometry_get_height (&self->geometry);
      shift = MAX (0, (height - bottom - NOTE_GAP - note_height) / 2);
    }
  for (guint i = 0; i < self->tiles->len; i++)
    {
      packshot_gallery_geometry_get_rect (&self->geometry, i, &rect);
      allocate_child (g_ptr_array_index (self->tiles, i), rect.x, rect.y + shift,
                      rect.width, rect.height);
    }
  if (self->geometry.has_add)
    {
      packshot_gallery_geometry_get_rect (&self->geometry, self->tiles->len, &rect);
      allocate_child (self->add, rect.x + inset, rect.y + inset, rect.width - 2 * inset,
                      rect.height - 2 * inset);
    }
  if (self->geometry.single)
    allocate_child (self->note, (width - note_width) / 2,
                    shift + bottom + NOTE_GAP - PACKSHOT_GALLERY_MARGIN,
                    note_width, note_height);
  allocate_marks (self);
  _packshot_gallery_layout_update (self);
}

static void
packshot_gallery_layout_class_init (PackshotGalleryLayoutClass *klass)
{
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  layout_class->get_request_mode = packshot_gallery_layout_get_request_mode;
  layout_class->measure = packshot_gallery_layout_measure;
  layout_class->allocate = packshot_gallery_layout_allocate;
}

static void
packshot_gallery_layout_init (PackshotGalleryLayout *self)
{
}

GtkLayoutManager *
_packshot_gallery_layout_new (void)
{
  return g_object_new (PACKSHOT_TYPE_GALLERY_LAYOUT, NULL);
}

/* Only tiles on screen, and one screen above and below, hold their pictures. */
void
_packshot_gallery_layout_update (PackshotGalleryView *self)
{
  double top = 0, bottom = G_MAXINT;
  GdkRectangle rect;

  if (self->geometry.row == 0)
    return;
  if (self->adjustment != NULL)
    {
      double page = gtk_adjustment_get_page_size (self->adjustment);

      top = gtk_adjustment_get_value (self->adjustment) - page;
      bottom = top + 3 * page;
    }
  for (guint i = 0; i < self->tiles->len; i++)
    {
      packshot_gallery_geometry_get_rect (&self->geometry, i, &rect);
      packshot_gallery_tile_set_near (g_ptr_array_index (self->tiles, i),
                                      rect.y < bottom && rect.y + rect.height > top);
    }
}
