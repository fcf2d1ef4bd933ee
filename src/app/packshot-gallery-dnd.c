/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* Dragging in a gallery: pictures to another place, or onto the primary's place; and what files
 * from elsewhere would do where the pointer is. Main thread.
 *
 *   motion -> locate (geometry) -> aim (what would happen, in words) -> marker and pill
 *
 * The pointer is kept in the coordinates of what the gallery scrolls in, so that the aim follows
 * when the gallery scrolls below a pointer that rests at its upper or lower edge.
 */

#include "config.h"

#include "packshot-gallery-order.h"
#include "packshot-gallery-view-private.h"

#include <glib/gi18n.h>

#define EDGE 48
#define ICON_SIZE 96

static PackshotGalleryDrag *
packshot_gallery_drag_new (gint64  item,
                           GArray *images)
{
  PackshotGalleryDrag *self = g_new0 (PackshotGalleryDrag, 1);

  self->item = item;
  self->images = g_array_ref (images);
  return self;
}

static PackshotGalleryDrag *
packshot_gallery_drag_copy (PackshotGalleryDrag *self)
{
  return packshot_gallery_drag_new (self->item, self->images);
}

static void
packshot_gallery_drag_free (PackshotGalleryDrag *self)
{
  g_array_unref (self->images);
  g_free (self);
}

G_DEFINE_BOXED_TYPE (PackshotGalleryDrag, packshot_gallery_drag, packshot_gallery_drag_copy,
                     packshot_gallery_drag_free)

static void
show_aim (PackshotGalleryView *self,
          const char          *words)
{
  gboolean place = self->target == PACKSHOT_GALLERY_TARGET_PLACE;
  GtkWidget *first = self->tiles->len > 0 ? g_ptr_array_index (self->tiles, 0) : NULL;

  gtk_widget_set_visible (self->marker, place);
  gtk_widget_set_visible (self->pill, words != NULL);
  gtk_widget_set_visible (gtk_widget_get_first_child (self->pill),
                          self->target == PACKSHOT_GALLERY_TARGET_PRIMARY);
  gtk_label_set_label (GTK_LABEL (gtk_widget_get_last_child (self->pill)),
                       words != NULL ? words : "");
  if (first != NULL && self->target == PACKSHOT_GALLERY_TARGET_PRIMARY)
    gtk_widget_add_css_class (first, "drop-primary");
  else if (first != NULL)
    gtk_widget_remove_css_class (first, "drop-primary");
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

static void
show_add (PackshotGalleryView *self,
          const char          *word,
          const char          *places)
{
  gtk_label_set_label (self->add_word, word);
  gtk_label_set_label (self->add_places, places != NULL ? places : "");
  gtk_widget_set_visible (GTK_WIDGET (self->add_places), places != NULL);
  if (places != NULL)
    gtk_widget_add_css_class (self->add, "hot");
  else
    gtk_widget_remove_css_class (self->add, "hot");
}

static gint64
get_id (PackshotGalleryView *self,
        guint                index)
{
  PackshotGalleryTile *tile = _packshot_gallery_view_get_nth (self, index);

  return tile != NULL ? packshot_gallery_tile_get_id (tile) : 0;
}

static char *
word_positions (guint from,
                guint n)
{
  if (n <= 1)
    return g_strdup_printf (_("Position %u"), from);
  return g_strdup_printf (_("Positions %u to %u"), from, from + n - 1);
}

/* The primary's place means a star, never a position: both stand in the words before the drop. */
static char *
aim_at_primary (PackshotGalleryView *self,
                GArray              *images)
{
  PackshotImageView *image;

  if (images->len > 1)
    {
      self->target = PACKSHOT_GALLERY_TARGET_REFUSED;
      return g_strdup (_("Only one picture can be primary"));
    }
  image = packshot_item_view_lookup (self->view, g_array_index (images, gint64, 0));
  if (image == NULL || image->is_primary)
    return NULL;
  self->target = PACKSHOT_GALLERY_TARGET_PRIMARY;
  return g_strdup_printf (_("Make primary, keep position %u"), image->position);
}

static char *
aim (PackshotGalleryView *self,
     GArray              *images)
{
  self->target = PACKSHOT_GALLERY_TARGET_NONE;
  if (self->place.on_primary)
    return aim_at_primary (self, images);
  self->position = packshot_gallery_order_before (self->view->local, images,
                                                  get_id (self, self->place.before));
  if (!packshot_gallery_order_changes (self->view->local, images, self->position))
    return NULL;
  self->target = PACKSHOT_GALLERY_TARGET_PLACE;
  return word_positions (self->position, images->len);
}

static char *
aim_files (PackshotGalleryView *self)
{
  g_autoptr(GArray) none = g_array_new (FALSE, FALSE, sizeof (gint64));
  gboolean between = self->place.between && !self->place.on_primary;

  self->target = between ? PACKSHOT_GALLERY_TARGET_PLACE : PACKSHOT_GALLERY_TARGET_NONE;
  self->position = packshot_gallery_order_before (self->view->local, none,
                                                  between ? get_id (self, self->place.before) : 0);
  return between ? word_positions (self->position, MAX (self->n_files, 1)) : NULL;
}

static void
aim_again (PackshotGalleryView *self)
{
  double top = self->adjustment != NULL ? gtk_adjustment_get_value (self->adjustment) : 0;
  g_autofree char *words = NULL;

  if (self->view == NULL || self->geometry.row == 0 || self->geometry.single)
    return;
  packshot_gallery_geometry_locate (&self->geometry, self->pointer_x, self->pointer_y + top,
                                    &self->place);
  if (self->drag != NULL)
    words = aim (self, self->drag->images);
  else
    words = aim_files (self);
  show_aim (self, words);
}

static gboolean
scroll_tick_cb (GtkWidget     *widget,
                GdkFrameClock *clock,
                gpointer       user_data)
{
  PackshotGalleryView *self = PACKSHOT_GALLERY_VIEW (widget);
  double value = gtk_adjustment_get_value (self->adjustment);

  gtk_adjustment_set_value (self->adjustment, value + self->scroll_step);
  if (gtk_adjustment_get_value (self->adjustment) != value)
    aim_again (self);
  return G_SOURCE_CONTINUE;
}

static void
stop_scrolling (PackshotGalleryView *self)
{
  if (self->scroll_tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->scroll_tick);
  self->scroll_tick = 0;
}

/* Faster the nearer the edge: from 1 to 16 px each frame. */
static void
scroll_at_edges (PackshotGalleryView *self)
{
  double page = self->adjustment != NULL ? gtk_adjustment_get_page_size (self->adjustment) : 0;
  double into = 0;

  if (page > 3 * EDGE && self->pointer_y < EDGE)
    into = self->pointer_y - EDGE;
  else if (page > 3 * EDGE && self->pointer_y > page - EDGE)
    into = self->pointer_y - (page - EDGE);
  self->scroll_step = (int)(CLAMP (into, -EDGE, EDGE) / 3);
  if (self->scroll_step == 0)
    stop_scrolling (self);
  else if (self->scroll_tick == 0)
    self->scroll_tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), scroll_tick_cb, NULL,
                                                      NULL);
}

static void
point_at (PackshotGalleryView *self,
          double               x,
          double               y)
{
  self->pointer_x = x;
  self->pointer_y = y - (self->adjustment != NULL ? gtk_adjustment_get_value (self->adjustment)
                         : 0);
  scroll_at_edges (self);
  aim_again (self);
}

static void
set_ghosts (PackshotGalleryView *self,
            gboolean             ghost)
{
  for (guint i = 0; i < self->tiles->len; i++)
    {
      GtkWidget *tile = g_ptr_array_index (self->tiles, i);
      gint64 id = packshot_gallery_tile_get_id (PACKSHOT_GALLERY_TILE (tile));

      if (ghost && self->drag != NULL && packshot_gallery_order_contains (self->drag->images, id))
        gtk_widget_add_css_class (tile, "ghost");
      else
        gtk_widget_remove_css_class (tile, "ghost");
    }
}

static void
drop_drag (PackshotGalleryView *self)
{
  if (self->drag != NULL)
    packshot_gallery_drag_free (g_steal_pointer (&self->drag));
}

static GdkContentProvider *
source_prepare_cb (GtkDragSource       *source,
                   double               x,
                   double               y,
                   PackshotGalleryView *self)
{
  PackshotGalleryTile *tile = _packshot_gallery_view_pick (self, x, y, TRUE);
  g_autoptr(GArray) images = NULL;
  gint64 id;

  if (tile == NULL || self->geometry.single)
    return NULL;
  id = packshot_gallery_tile_get_id (tile);
  if (!_packshot_gallery_view_is_selected (self, id))
    packshot_gallery_view_select (self, &id, 1);
  images = packshot_gallery_view_dup_selection (self);
  drop_drag (self);
  self->drag = packshot_gallery_drag_new (self->view->item->id, images);
  return gdk_content_provider_new_typed (PACKSHOT_TYPE_GALLERY_DRAG, self->drag);
}

/* The picture under the pointer, with a number when there are more. */
static GtkWidget *
make_icon (GdkPaintable *paintable,
           guint         n)
{
  GtkWidget *overlay = gtk_overlay_new ();
  GtkWidget *picture = gtk_image_new_from_paintable (paintable);

  gtk_image_set_pixel_size (GTK_IMAGE (picture), ICON_SIZE);
  gtk_widget_add_css_class (picture, "drag-icon");
  gtk_widget_set_overflow (picture, GTK_OVERFLOW_HIDDEN);
  gtk_overlay_set_child (GTK_OVERLAY (overlay), picture);
  if (n > 1)
    {
      g_autofree char *text = g_strdup_printf ("%u", n);
      GtkWidget *badge = gtk_label_new (text);

      gtk_widget_add_css_class (badge, "badge");
      gtk_widget_set_halign (badge, GTK_ALIGN_END);
      gtk_widget_set_valign (badge, GTK_ALIGN_START);
      gtk_overlay_add_overlay (GTK_OVERLAY (overlay), badge);
    }
  return overlay;
}

static void
source_drag_begin_cb (GtkDragSource       *source,
                      GdkDrag             *drag,
                      PackshotGalleryView *self)
{
  GtkWidget *tile = packshot_gallery_view_get_tile (self, self->cursor);
  g_autoptr(GdkPaintable) paintable = NULL;

  if (tile == NULL || !packshot_gallery_order_contains (self->drag->images, self->cursor))
    tile = packshot_gallery_view_get_tile (self, g_array_index (self->drag->images, gint64, 0));
  if (tile == NULL)
    return;
  paintable = packshot_gallery_tile_dup_paintable (PACKSHOT_GALLERY_TILE (tile));
  gtk_drag_icon_set_child (GTK_DRAG_ICON (gtk_drag_icon_get_for_drag (drag)),
                           make_icon (paintable, self->drag->images->len));
  gdk_drag_set_hotspot (drag, -3, -3);
  set_ghosts (self, TRUE);
}

static void
source_drag_end_cb (GtkDragSource       *source,
                    GdkDrag             *drag,
                    gboolean             delete_data,
                    PackshotGalleryView *self)
{
  set_ghosts (self, FALSE);
  drop_drag (self);
  packshot_gallery_view_leave (self);
}

static GdkDragAction
target_motion_cb (GtkDropTarget       *target,
                  double               x,
                  double               y,
                  PackshotGalleryView *self)
{
  if (self->drag == NULL)
    return 0; /* of another window */
  point_at (self, x, y);
  return self->target == PACKSHOT_GALLERY_TARGET_REFUSED ? 0 : GDK_ACTION_MOVE;
}

/* What is dropped says itself what it is; the aim is taken anew for the point where it falls. */
static gboolean
target_drop_cb (GtkDropTarget       *target,
                const GValue        *value,
                double               x,
                double               y,
                PackshotGalleryView *self)
{
  PackshotGalleryDrag *drag = g_value_get_boxed (value);
  g_autofree char *words = NULL;

  if (self->view == NULL || drag == NULL || drag->item != self->view->item->id
      || self->geometry.single)
    return FALSE;
  stop_scrolling (self);
  packshot_gallery_geometry_locate (&self->geometry, x, y, &self->place);
  words = aim (self, drag->images);
  if (self->target == PACKSHOT_GALLERY_TARGET_PRIMARY)
    g_signal_emit_by_name (self, "starred", g_array_index (drag->images, gint64, 0));
  else if (self->target == PACKSHOT_GALLERY_TARGET_PLACE)
    g_signal_emit_by_name (self, "moved", drag->images, self->position);
  else if (self->target == PACKSHOT_GALLERY_TARGET_REFUSED)
    g_signal_emit_by_name (self, "refused", words);
  packshot_gallery_view_leave (self);
  return TRUE;
}

void
_packshot_gallery_dnd_init (PackshotGalleryView *self)
{
  GtkDragSource *source = gtk_drag_source_new ();
  GtkDropTarget *target = gtk_drop_target_new (PACKSHOT_TYPE_GALLERY_DRAG, GDK_ACTION_MOVE);

  gtk_drag_source_set_actions (source, GDK_ACTION_MOVE);
  g_signal_connect (source, "prepare", G_CALLBACK (source_prepare_cb), self);
  g_signal_connect (source, "drag-begin", G_CALLBACK (source_drag_begin_cb), self);
  g_signal_connect (source, "drag-end", G_CALLBACK (source_drag_end_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (source));

  g_signal_connect (target, "enter", G_CALLBACK (target_motion_cb), self);
  g_signal_connect (target, "motion", G_CALLBACK (target_motion_cb), self);
  g_signal_connect_swapped (target, "leave", G_CALLBACK (packshot_gallery_view_leave), self);
  g_signal_connect (target, "drop", G_CALLBACK (target_drop_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
  packshot_gallery_view_leave (self);
}

void
_packshot_gallery_dnd_clear (PackshotGalleryView *self)
{
  stop_scrolling (self);
  drop_drag (self);
}

/**
 * packshot_gallery_view_hover_files:
 * @self: a gallery
 * @x: where files are
 * @y: likewise
 * @n_files: how many; 0 when that is not known yet
 *
 * Shows what would happen if they were dropped here: beside a picture they take its place,
 * elsewhere they come last.
 *
 * Returns: the position of the first of them, from 1
 */
guint
packshot_gallery_view_hover_files (PackshotGalleryView *self,
                                   double               x,
                                   double               y,
                                   guint                n_files)
{
  g_autofree char *places = NULL;
  g_autofree char *word = NULL;
  guint last;

  if (self->view == NULL)
    return 0;
  self->n_files = n_files;
  self->position = last = self->view->images->len + 1;
  if (self->view->images->len == 0)
    return last;
  point_at (self, x, y);
  if (self->target == PACKSHOT_GALLERY_TARGET_PLACE)
    {
      show_add (self, _("Add Pictures…"), NULL);
      return self->position;
    }
  places = word_positions (last, MAX (n_files, 1));
  word = n_files == 0 ? g_strdup (_("Add Pictures"))
                      : g_strdup_printf (ngettext ("Add %u Picture", "Add %u Pictures", n_files),
                                         n_files);
  show_add (self, word, places);
  return self->position;
}

/**
 * packshot_gallery_view_leave:
 * @self: a gallery
 *
 * Nothing is dragged over it any more.
 */
void
packshot_gallery_view_leave (PackshotGalleryView *self)
{
  stop_scrolling (self);
  self->target = PACKSHOT_GALLERY_TARGET_NONE;
  self->n_files = 0;
  show_aim (self, NULL);
  show_add (self, _("Add Pictures…"), NULL);
}
