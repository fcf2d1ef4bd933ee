/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* The pictures of one item, the primary large in front. It owns what is selected, where the
 * keyboard is, and what is dragged; what it shows comes from the last item view alone, and it
 * changes nothing: it says what people want through its signals and the actions of the pane around
 * it. Main thread.
 *
 * Tiles live as long as their picture is in the item, so a tile keeps the focus when pictures move.
 */

#include "config.h"

#include "packshot-gallery-view.h"

#include "packshot-gallery-order.h"
#include "packshot-gallery-view-private.h"
#include "packshot-words.h"

#include <glib/gi18n.h>

G_DEFINE_FINAL_TYPE (PackshotGalleryView, packshot_gallery_view, GTK_TYPE_WIDGET)

enum
{
  SELECTION_CHANGED,
  MOVED,
  STARRED,
  REFUSED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

gboolean
_packshot_gallery_view_is_single (PackshotGalleryView *self)
{
  return self->view != NULL && self->view->profile->max_images == 1 && self->tiles->len <= 1;
}

int
_packshot_gallery_view_index_of (PackshotGalleryView *self,
                                 gint64               image)
{
  for (guint i = 0; i < self->tiles->len; i++)
    if (packshot_gallery_tile_get_id (g_ptr_array_index (self->tiles, i)) == image)
      return (int)i;
  return -1;
}

PackshotGalleryTile *
_packshot_gallery_view_get_nth (PackshotGalleryView *self,
                                guint                index)
{
  return index < self->tiles->len ? g_ptr_array_index (self->tiles, index) : NULL;
}

/* The tile at a point; for a click, none where the tile's own controls are. */
PackshotGalleryTile *
_packshot_gallery_view_pick (PackshotGalleryView *self,
                             double               x,
                             double               y,
                             gboolean             for_click)
{
  GtkWidget *picked = gtk_widget_pick (GTK_WIDGET (self), x, y, GTK_PICK_DEFAULT);
  GtkWidget *tile = picked != NULL ? gtk_widget_get_ancestor (picked, PACKSHOT_TYPE_GALLERY_TILE)
    : NULL;

  if (tile == NULL || (for_click && packshot_gallery_tile_is_control (PACKSHOT_GALLERY_TILE (tile),
                                                                      picked)))
    return NULL;
  return PACKSHOT_GALLERY_TILE (tile);
}

gboolean
_packshot_gallery_view_is_selected (PackshotGalleryView *self,
                                    gint64               image)
{
  return packshot_gallery_order_contains (self->selection, image);
}

static void
show_selection (PackshotGalleryView *self)
{
  gboolean many = self->selection->len > 1;

  for (guint i = 0; i < self->tiles->len; i++)
    {
      PackshotGalleryTile *tile = g_ptr_array_index (self->tiles, i);

      gint64 id = packshot_gallery_tile_get_id (tile);

      packshot_gallery_tile_set_selected (tile, _packshot_gallery_view_is_selected (self, id),
                                          many);
    }
}

static void
selection_done (PackshotGalleryView *self)
{
  show_selection (self);
  g_signal_emit (self, signals[SELECTION_CHANGED], 0);
}

void
_packshot_gallery_view_toggle (PackshotGalleryView *self,
                               gint64               image)
{
  for (guint i = 0; i < self->selection->len; i++)
    if (g_array_index (self->selection, gint64, i) == image)
      {
        g_array_remove_index (self->selection, i);
        selection_done (self);
        return;
      }
  g_array_append_val (self->selection, image);
  self->anchor = image;
  selection_done (self);
}

/* Selects from the anchor to this picture, in the order shown. */
void
_packshot_gallery_view_extend (PackshotGalleryView *self,
                               gint64               image)
{
  int to = _packshot_gallery_view_index_of (self, image);
  int from = _packshot_gallery_view_index_of (self, self->anchor);

  if (from < 0)
    from = to;
  g_array_set_size (self->selection, 0);
  for (int i = MIN (from, to); i >= 0 && i <= MAX (from, to); i++)
    {
      gint64 id = packshot_gallery_tile_get_id (g_ptr_array_index (self->tiles, i));

      g_array_append_val (self->selection, id);
    }
  selection_done (self);
}

static void
tile_select_toggled_cb (PackshotGalleryTile *tile,
                        PackshotGalleryView *self)
{
  _packshot_gallery_view_toggle (self, packshot_gallery_tile_get_id (tile));
}

static void
click_pressed_cb (GtkGestureClick     *gesture,
                  int                  n_press,
                  double               x,
                  double               y,
                  PackshotGalleryView *self)
{
  GdkEvent *event = gtk_event_controller_get_current_event (GTK_EVENT_CONTROLLER (gesture));
  GdkModifierType state =
    gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));
  PackshotGalleryTile *tile = _packshot_gallery_view_pick (self, x, y, TRUE);
  gboolean menu = event != NULL && gdk_event_triggers_context_menu (event);
  gint64 id = tile != NULL ? packshot_gallery_tile_get_id (tile) : 0;

  if (tile == NULL)
    {
      if (_packshot_gallery_view_pick (self, x, y, FALSE) == NULL && self->selection->len > 0)
        packshot_gallery_view_select (self, NULL, 0);
      return;
    }
  if (state & GDK_SHIFT_MASK)
    _packshot_gallery_view_extend (self, id);
  else if (state & GDK_CONTROL_MASK && !menu)
    _packshot_gallery_view_toggle (self, id);
  else if (!_packshot_gallery_view_is_selected (self, id))
    packshot_gallery_view_select (self, &id, 1);
  packshot_gallery_view_set_cursor (self, id, TRUE);
  if (menu)
    gtk_widget_activate_action (GTK_WIDGET (self), "gallery.menu", "(dd)", x, y);
}

/* A click without a drag on one of several selected selects it alone. */
static void
click_released_cb (GtkGestureClick     *gesture,
                   int                  n_press,
                   double               x,
                   double               y,
                   PackshotGalleryView *self)
{
  GdkModifierType state =
    gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));
  PackshotGalleryTile *tile = _packshot_gallery_view_pick (self, x, y, TRUE);
  gint64 id;

  if (tile == NULL || state & (GDK_SHIFT_MASK | GDK_CONTROL_MASK)
      || gtk_gesture_single_get_current_button (GTK_GESTURE_SINGLE (gesture)) != GDK_BUTTON_PRIMARY)
    return;
  id = packshot_gallery_tile_get_id (tile);
  if (self->selection->len > 1)
    packshot_gallery_view_select (self, &id, 1);
}

/* Tab comes to the tile that had the focus last, and goes on out of the gallery from there. */
static gboolean
packshot_gallery_view_focus (GtkWidget       *widget,
                             GtkDirectionType direction)
{
  PackshotGalleryView *self = PACKSHOT_GALLERY_VIEW (widget);
  GtkWidget *tile = packshot_gallery_view_get_tile (self, self->cursor);

  if (gtk_widget_get_focus_child (widget) != NULL)
    return FALSE;
  if (tile == NULL)
    tile = (GtkWidget *)_packshot_gallery_view_get_nth (self, 0);
  return gtk_widget_grab_focus (tile != NULL ? tile : self->add);
}

static gboolean
packshot_gallery_view_grab_focus (GtkWidget *widget)
{
  return packshot_gallery_view_focus (widget, GTK_DIR_TAB_FORWARD);
}

static void
packshot_gallery_view_set_focus_child (GtkWidget *widget,
                                       GtkWidget *child)
{
  PackshotGalleryView *self = PACKSHOT_GALLERY_VIEW (widget);

  if (child != NULL && PACKSHOT_IS_GALLERY_TILE (child))
    {
      if (self->cursor != packshot_gallery_tile_get_id (PACKSHOT_GALLERY_TILE (child)))
        packshot_gallery_tile_say (PACKSHOT_GALLERY_TILE (child), NULL);
      self->cursor = packshot_gallery_tile_get_id (PACKSHOT_GALLERY_TILE (child));
      packshot_gallery_view_scroll_to (self, self->cursor);
    }
  GTK_WIDGET_CLASS (packshot_gallery_view_parent_class)->set_focus_child (widget, child);
}

static void
packshot_gallery_view_dispose (GObject *object)
{
  PackshotGalleryView *self = PACKSHOT_GALLERY_VIEW (object);
  GtkWidget *child;

  _packshot_gallery_dnd_clear (self);
  packshot_gallery_view_set_adjustment (self, NULL);
  g_ptr_array_set_size (self->tiles, 0);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_pointer (&self->view, packshot_item_view_unref);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (packshot_gallery_view_parent_class)->dispose (object);
}

static void
packshot_gallery_view_finalize (GObject *object)
{
  PackshotGalleryView *self = PACKSHOT_GALLERY_VIEW (object);

  g_ptr_array_unref (self->tiles);
  g_array_unref (self->selection);
  G_OBJECT_CLASS (packshot_gallery_view_parent_class)->finalize (object);
}

static void
packshot_gallery_view_class_init (PackshotGalleryViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  object_class->dispose = packshot_gallery_view_dispose;
  object_class->finalize = packshot_gallery_view_finalize;
  widget_class->focus = packshot_gallery_view_focus;
  widget_class->grab_focus = packshot_gallery_view_grab_focus;
  widget_class->set_focus_child = packshot_gallery_view_set_focus_child;

  signals[SELECTION_CHANGED] = g_signal_new ("selection-changed", type, G_SIGNAL_RUN_LAST, 0, NULL,
                                             NULL,
                                             NULL, G_TYPE_NONE, 0);
  signals[MOVED] = g_signal_new ("moved", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                 2,
                                 G_TYPE_ARRAY, G_TYPE_UINT);
  signals[STARRED] = g_signal_new ("starred", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1,
                                   G_TYPE_INT64);
  signals[REFUSED] = g_signal_new ("refused", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1,
                                   G_TYPE_STRING);

  gtk_widget_class_set_css_name (widget_class, "gallery");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GRID);
  _packshot_gallery_keys_class_init (widget_class);
}

/* The last cell: "Add Pictures…", and while files are dragged "Add 3 Pictures", "Positions 7 to
 * 9". */
static void
make_add (PackshotGalleryView *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *icon = gtk_image_new_from_icon_name ("list-add-symbolic");

  self->add = gtk_button_new ();
  self->add_word = GTK_LABEL (gtk_label_new (NULL));
  self->add_places = GTK_LABEL (gtk_label_new (NULL));
  gtk_image_set_pixel_size (GTK_IMAGE (icon), 24);
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  gtk_label_set_ellipsize (self->add_word, PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (GTK_WIDGET (self->add_places), "caption");
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->add_word));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->add_places));
  gtk_button_set_child (GTK_BUTTON (self->add), box);
  gtk_widget_add_css_class (self->add, "flat");
  gtk_widget_add_css_class (self->add, "add-tile");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->add), "gallery.add");
  gtk_widget_set_parent (self->add, GTK_WIDGET (self));
}

static void
make_marks (PackshotGalleryView *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->note = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (self->note), TRUE);
  gtk_label_set_justify (GTK_LABEL (self->note), GTK_JUSTIFY_CENTER);
  gtk_widget_add_css_class (self->note, "meta");
  gtk_widget_set_parent (self->note, GTK_WIDGET (self));

  self->marker = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_add_css_class (self->marker, "marker");
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("starred-symbolic"));
  gtk_box_append (GTK_BOX (box), gtk_label_new (NULL));
  self->pill = box;
  gtk_widget_add_css_class (self->pill, "drop-pill");
  gtk_widget_add_css_class (self->pill, "caption-heading");
  gtk_widget_set_can_target (self->marker, FALSE);
  gtk_widget_set_can_target (self->pill, FALSE);
  gtk_widget_set_parent (self->marker, GTK_WIDGET (self));
  gtk_widget_set_parent (self->pill, GTK_WIDGET (self));
  gtk_widget_set_visible (self->note, FALSE);
}

static void
packshot_gallery_view_init (PackshotGalleryView *self)
{
  GtkGesture *click = gtk_gesture_click_new ();

  self->tiles = g_ptr_array_new_with_free_func ((GDestroyNotify)gtk_widget_unparent);
  self->selection = g_array_new (FALSE, FALSE, sizeof (gint64));
  gtk_widget_set_layout_manager (GTK_WIDGET (self), _packshot_gallery_layout_new ());
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Pictures"),
                                  GTK_ACCESSIBLE_PROPERTY_MULTI_SELECTABLE, TRUE, -1);
  make_add (self);
  make_marks (self);

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), 0);
  g_signal_connect (click, "pressed", G_CALLBACK (click_pressed_cb), self);
  g_signal_connect (click, "released", G_CALLBACK (click_released_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  _packshot_gallery_dnd_init (self);
}

/* The tile of this picture, taken out of the old ones, or a new one. */
static PackshotGalleryTile *
take_tile (PackshotGalleryView *self,
           GPtrArray           *old,
           gint64               image)
{
  PackshotGalleryTile *tile;

  for (guint i = 0; i < old->len; i++)
    if (packshot_gallery_tile_get_id (g_ptr_array_index (old, i)) == image)
      return g_ptr_array_steal_index (old, i);
  tile = PACKSHOT_GALLERY_TILE (packshot_gallery_tile_new ());
  g_signal_connect_object (tile, "select-toggled", G_CALLBACK (tile_select_toggled_cb), self, 0);
  return tile;
}

static PackshotGalleryTileStyle
get_style (PackshotGalleryView *self,
           PackshotImageView   *image)
{
  if (self->view->profile->max_images == 1 && self->view->images->len == 1)
    return PACKSHOT_GALLERY_TILE_SINGLE;
  return image->is_primary ? PACKSHOT_GALLERY_TILE_PRIMARY : PACKSHOT_GALLERY_TILE_PLAIN;
}

static void
fill_tiles (PackshotGalleryView *self)
{
  g_autoptr(GPtrArray) old = g_steal_pointer (&self->tiles);
  g_autoptr(GPtrArray) shown = self->view != NULL ? packshot_item_view_dup_shown (self->view)
    : g_ptr_array_new ();
  GtkWidget *before = NULL;

  self->tiles = g_ptr_array_new_with_free_func ((GDestroyNotify)gtk_widget_unparent);
  for (guint i = 0; i < shown->len; i++)
    {
      PackshotImageView *image = g_ptr_array_index (shown, i);
      PackshotGalleryTile *tile = take_tile (self, old, packshot_image_get_id (image->image));

      packshot_gallery_tile_set (tile, self->session, self->view, image, get_style (self, image));
      gtk_widget_insert_after (GTK_WIDGET (tile), GTK_WIDGET (self), before);
      gtk_accessible_update_relation (GTK_ACCESSIBLE (tile), GTK_ACCESSIBLE_RELATION_POS_IN_SET,
                                      (int)i + 1,
                                      GTK_ACCESSIBLE_RELATION_SET_SIZE, (int)shown->len, -1);
      before = GTK_WIDGET (tile);
      g_ptr_array_add (self->tiles, tile);
    }
}

static void
fill_note (PackshotGalleryView *self)
{
  gboolean single = _packshot_gallery_view_is_single (self);
  const char *service, *kind;
  g_autofree char *text = NULL;

  gtk_widget_set_visible (self->note, single);
  gtk_widget_set_visible (self->add, self->view != NULL && !single);
  if (!single)
    return;
  service = packshot_words_service (self->view->account->service);
  kind = packshot_words_kind (self->view->account->service, self->view->item->kind);
  /* TRANSLATORS: "GoldLeaf keeps one picture for each customer. …" */
  text = g_strdup_printf (_("%s keeps one picture for each %s. A new picture takes its place; "
                            "the old one stays in the Trash for 30 days."), service, kind);
  gtk_label_set_label (GTK_LABEL (self->note), text);
}

/* Keeps of the selection what is still there. */
static gboolean
prune_selection (PackshotGalleryView *self)
{
  guint before = self->selection->len;

  for (guint i = self->selection->len; i > 0; i--)
    if (_packshot_gallery_view_index_of (self, g_array_index (self->selection, gint64, i - 1)) < 0)
      g_array_remove_index (self->selection, i - 1);
  return self->selection->len != before;
}

/**
 * packshot_gallery_view_new:
 * @session: (nullable): where pictures are; without one only words are shown
 *
 * Returns: an empty gallery
 */
GtkWidget *
packshot_gallery_view_new (PackshotSession *session)
{
  PackshotGalleryView *self = g_object_new (PACKSHOT_TYPE_GALLERY_VIEW, NULL);

  g_set_object (&self->session, session);
  return GTK_WIDGET (self);
}

/**
 * packshot_gallery_view_set_view:
 * @self: a gallery
 * @view: (nullable): what it shows from now on; kept
 *
 * For the same item as before, selection, focus and place stay; a focused picture that is gone
 * hands its focus to the one that took its place.
 */
void
packshot_gallery_view_set_view (PackshotGalleryView *self,
                                PackshotItemView    *view)
{
  gboolean same = self->view != NULL && view != NULL && self->view->item->id == view->item->id;
  int index = _packshot_gallery_view_index_of (self, self->cursor);
  gboolean focused = index >= 0 && gtk_widget_get_focus_child (GTK_WIDGET (self)) != NULL;
  gboolean changed;
  PackshotGalleryTile *heir;

  g_return_if_fail (PACKSHOT_IS_GALLERY_VIEW (self));

  if (view != NULL)
    packshot_item_view_ref (view);
  g_clear_pointer (&self->view, packshot_item_view_unref);
  self->view = view;
  if (!same)
    {
      packshot_gallery_view_leave (self);
      self->cursor = self->anchor = 0;
      if (self->adjustment != NULL)
        gtk_adjustment_set_value (self->adjustment, 0);
    }
  fill_tiles (self);
  fill_note (self);
  packshot_gallery_view_leave (self);
  changed = prune_selection (self);
  show_selection (self);
  if (same && index >= 0 && _packshot_gallery_view_index_of (self, self->cursor) < 0
      && self->tiles->len > 0)
    {
      heir = g_ptr_array_index (self->tiles, MIN ((guint)index, self->tiles->len - 1));
      packshot_gallery_view_set_cursor (self, packshot_gallery_tile_get_id (heir), focused);
    }
  gtk_widget_queue_resize (GTK_WIDGET (self));
  if (changed)
    g_signal_emit (self, signals[SELECTION_CHANGED], 0);
}

/**
 * packshot_gallery_view_get_view:
 * @self: a gallery
 *
 * Returns: (transfer none) (nullable): what it shows
 */
PackshotItemView *
packshot_gallery_view_get_view (PackshotGalleryView *self)
{
  return self->view;
}

/**
 * packshot_gallery_view_update:
 * @self: a gallery
 *
 * Words everything anew, for when the network came or went.
 */
void
packshot_gallery_view_update (PackshotGalleryView *self)
{
  if (self->view != NULL)
    fill_tiles (self);
}

/**
 * packshot_gallery_view_set_adjustment:
 * @self: a gallery
 * @adjustment: (nullable): the vertical one of what it scrolls in
 */
void
packshot_gallery_view_set_adjustment (PackshotGalleryView *self,
                                      GtkAdjustment       *adjustment)
{
  if (self->adjustment != NULL)
    g_signal_handlers_disconnect_by_data (self->adjustment, self);
  g_set_object (&self->adjustment, adjustment);
  if (adjustment == NULL)
    return;
  g_signal_connect_swapped (adjustment, "value-changed",
                            G_CALLBACK (_packshot_gallery_layout_update), self);
  g_signal_connect_swapped (adjustment, "changed", G_CALLBACK (_packshot_gallery_layout_update),
                            self);
}

/**
 * packshot_gallery_view_set_progress:
 * @self: a gallery
 * @image: a picture
 * @fraction: how much of it has been sent
 */
void
packshot_gallery_view_set_progress (PackshotGalleryView *self,
                                    gint64               image,
                                    double               fraction)
{
  int index = _packshot_gallery_view_index_of (self, image);

  if (index >= 0)
    packshot_gallery_tile_set_progress (g_ptr_array_index (self->tiles, index), fraction);
}

/**
 * packshot_gallery_view_dup_selection:
 * @self: a gallery
 *
 * Returns: (transfer full) (element-type gint64): ids of the selected pictures, in the gallery's
 * order
 */
GArray *
packshot_gallery_view_dup_selection (PackshotGalleryView *self)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; self->view != NULL && i < self->view->images->len; i++)
    {
      PackshotImageView *image = g_ptr_array_index (self->view->images, i);
      gint64 id = packshot_image_get_id (image->image);

      if (_packshot_gallery_view_is_selected (self, id))
        g_array_append_val (ids, id);
    }
  return ids;
}

/**
 * packshot_gallery_view_select:
 * @self: a gallery
 * @images: (array length=n_images): ids of pictures
 * @n_images: how many
 *
 * Selects these, and no others.
 */
void
packshot_gallery_view_select (PackshotGalleryView *self,
                              const gint64        *images,
                              guint                n_images)
{
  g_array_set_size (self->selection, 0);
  for (guint i = 0; i < n_images; i++)
    if (_packshot_gallery_view_index_of (self, images[i]) >= 0)
      g_array_append_val (self->selection, images[i]);
  self->anchor = n_images > 0 ? images[n_images - 1] : 0;
  selection_done (self);
}

/**
 * packshot_gallery_view_select_all:
 * @self: a gallery
 */
void
packshot_gallery_view_select_all (PackshotGalleryView *self)
{
  g_array_set_size (self->selection, 0);
  for (guint i = 0; i < self->tiles->len; i++)
    {
      gint64 id = packshot_gallery_tile_get_id (g_ptr_array_index (self->tiles, i));

      g_array_append_val (self->selection, id);
    }
  selection_done (self);
}

/**
 * packshot_gallery_view_get_cursor:
 * @self: a gallery
 *
 * Returns: the picture that has or had the focus, or 0
 */
gint64
packshot_gallery_view_get_cursor (PackshotGalleryView *self)
{
  return self->cursor;
}

/**
 * packshot_gallery_view_set_cursor:
 * @self: a gallery
 * @image: a picture
 * @focus: whether it takes the keyboard's focus too
 */
void
packshot_gallery_view_set_cursor (PackshotGalleryView *self,
                                  gint64               image,
                                  gboolean             focus)
{
  GtkWidget *tile = packshot_gallery_view_get_tile (self, image);

  if (tile == NULL)
    return;
  self->cursor = image;
  if (focus)
    gtk_widget_grab_focus (tile);
}

/**
 * packshot_gallery_view_get_tile:
 * @self: a gallery
 * @image: a picture
 *
 * Returns: (transfer none) (nullable): its tile
 */
GtkWidget *
packshot_gallery_view_get_tile (PackshotGalleryView *self,
                                gint64               image)
{
  int index = _packshot_gallery_view_index_of (self, image);

  return index >= 0 ? g_ptr_array_index (self->tiles, index) : NULL;
}

/**
 * packshot_gallery_view_scroll_to:
 * @self: a gallery
 * @image: a picture
 *
 * Scrolls no further than it takes to see all of it.
 */
void
packshot_gallery_view_scroll_to (PackshotGalleryView *self,
                                 gint64               image)
{
  int index = _packshot_gallery_view_index_of (self, image);
  GdkRectangle rect;

  if (index < 0 || self->adjustment == NULL || self->geometry.row == 0 || self->geometry.single)
    return;
  packshot_gallery_geometry_get_rect (&self->geometry, index, &rect);
  gtk_adjustment_clamp_page (self->adjustment, rect.y - PACKSHOT_GALLERY_MARGIN,
                             rect.y + rect.height + PACKSHOT_GALLERY_MARGIN);
}

/**
 * packshot_gallery_view_get_geometry:
 * @self: a gallery
 * @geometry: (out): how its tiles stand since they were last placed
 */
void
packshot_gallery_view_get_geometry (PackshotGalleryView     *self,
                                    PackshotGalleryGeometry *geometry)
{
  *geometry = self->geometry;
}
