/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* The keyboard in a gallery. Arrows, Home and End go to another picture and select it; with Shift
 * they extend the selection, with Ctrl they leave it alone. Keys that change something go to the
 * actions of the pane around. Left and right are as seen, so they change their sense where text
 * runs from right to left. Main thread.
 */

#include "config.h"

#include "packshot-gallery-view-private.h"

typedef enum
{
  STEP_LEFT,
  STEP_RIGHT,
  STEP_UP,
  STEP_DOWN,
  STEP_FIRST,
  STEP_LAST,
} Step;

typedef enum
{
  WITH_SELECT,
  WITH_EXTEND,
  WITH_NOTHING,
} With;

static const GtkDirectionType directions[] = {
  [STEP_LEFT] = GTK_DIR_LEFT,
  [STEP_RIGHT] = GTK_DIR_RIGHT,
  [STEP_UP] = GTK_DIR_UP,
  [STEP_DOWN] = GTK_DIR_DOWN,
};

/* Where the focus is: a tile, or the last cell. */
static guint
get_index (PackshotGalleryView *self)
{
  int index;

  if (gtk_widget_get_focus_child (GTK_WIDGET (self)) == self->add)
    return self->tiles->len;
  index = _packshot_gallery_view_index_of (self, self->cursor);
  return index >= 0 ? (guint)index : 0;
}

static guint
get_target (PackshotGalleryView *self,
            guint                index,
            Step                 step)
{
  if (step == STEP_FIRST)
    return 0;
  if (step == STEP_LAST)
    return self->tiles->len - 1;
  return packshot_gallery_geometry_step (&self->geometry, index, directions[step]);
}

static gboolean
step_cb (GtkWidget *widget,
         GVariant  *args,
         gpointer   user_data)
{
  PackshotGalleryView *self = PACKSHOT_GALLERY_VIEW (widget);
  guint index, target;
  gint64 id;
  int step, with;

  g_variant_get (args, "(ii)", &step, &with);
  if (self->tiles->len == 0 || self->geometry.row == 0)
    return FALSE;
  index = get_index (self);
  target = get_target (self, index, step);
  if (target >= self->tiles->len)
    {
      if (with != WITH_EXTEND)
        gtk_widget_grab_focus (self->add);
      return TRUE;
    }
  id = packshot_gallery_tile_get_id (g_ptr_array_index (self->tiles, target));
  if (self->anchor == 0)
    self->anchor = self->cursor;
  if (with == WITH_EXTEND)
    _packshot_gallery_view_extend (self, id);
  else if (with == WITH_SELECT)
    packshot_gallery_view_select (self, &id, 1);
  packshot_gallery_view_set_cursor (self, id, TRUE);
  return TRUE;
}

static gboolean
toggle_cb (GtkWidget *widget,
           GVariant  *args,
           gpointer   user_data)
{
  PackshotGalleryView *self = PACKSHOT_GALLERY_VIEW (widget);

  if (self->cursor == 0 || gtk_widget_get_focus_child (widget) == self->add)
    return FALSE;
  _packshot_gallery_view_toggle (self, self->cursor);
  return TRUE;
}

static gboolean
escape_cb (GtkWidget *widget,
           GVariant  *args,
           gpointer   user_data)
{
  PackshotGalleryView *self = PACKSHOT_GALLERY_VIEW (widget);

  if (self->selection->len == 0)
    return FALSE; /* whoever is next in line */
  packshot_gallery_view_select (self, NULL, 0);
  return TRUE;
}

static gboolean
menu_cb (GtkWidget *widget,
         GVariant  *args,
         gpointer   user_data)
{
  gtk_widget_activate_action (widget, "gallery.menu", "(dd)", -1.0, -1.0);
  return TRUE;
}

static gboolean
move_cb (GtkWidget *widget,
         GVariant  *args,
         gpointer   user_data)
{
  const char *how;

  g_variant_get (args, "(&s)", &how);
  if (gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL)
    {
      if (g_str_equal (how, "earlier"))
        how = "later";
      else if (g_str_equal (how, "later"))
        how = "earlier";
    }
  gtk_widget_activate_action (widget, "gallery.move", "s", how);
  return TRUE;
}

static void
add_step (GtkWidgetClass *widget_class,
          guint           key,
          guint           keypad,
          Step            step)
{
  const guint keys[] = { key, keypad };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      gtk_widget_class_add_binding (widget_class, keys[i], 0, step_cb, "(ii)", step, WITH_SELECT);
      gtk_widget_class_add_binding (widget_class, keys[i], GDK_SHIFT_MASK, step_cb, "(ii)", step,
                                    WITH_EXTEND);
      gtk_widget_class_add_binding (widget_class, keys[i], GDK_CONTROL_MASK, step_cb, "(ii)", step,
                                    WITH_NOTHING);
    }
}

static void
add_move (GtkWidgetClass *widget_class,
          guint           key,
          guint           keypad,
          const char     *how)
{
  gtk_widget_class_add_binding (widget_class, key, GDK_ALT_MASK, move_cb, "(s)", how);
  gtk_widget_class_add_binding (widget_class, keypad, GDK_ALT_MASK, move_cb, "(s)", how);
}

void
_packshot_gallery_keys_class_init (GtkWidgetClass *widget_class)
{
  add_step (widget_class, GDK_KEY_Left, GDK_KEY_KP_Left, STEP_LEFT);
  add_step (widget_class, GDK_KEY_Right, GDK_KEY_KP_Right, STEP_RIGHT);
  add_step (widget_class, GDK_KEY_Up, GDK_KEY_KP_Up, STEP_UP);
  add_step (widget_class, GDK_KEY_Down, GDK_KEY_KP_Down, STEP_DOWN);
  add_step (widget_class, GDK_KEY_Home, GDK_KEY_KP_Home, STEP_FIRST);
  add_step (widget_class, GDK_KEY_End, GDK_KEY_KP_End, STEP_LAST);

  add_move (widget_class, GDK_KEY_Left, GDK_KEY_KP_Left, "earlier");
  add_move (widget_class, GDK_KEY_Right, GDK_KEY_KP_Right, "later");
  add_move (widget_class, GDK_KEY_Up, GDK_KEY_KP_Up, "row-up");
  add_move (widget_class, GDK_KEY_Down, GDK_KEY_KP_Down, "row-down");
  add_move (widget_class, GDK_KEY_Home, GDK_KEY_KP_Home, "first");
  add_move (widget_class, GDK_KEY_End, GDK_KEY_KP_End, "last");

  gtk_widget_class_add_binding (widget_class, GDK_KEY_space, 0, toggle_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_space, GDK_CONTROL_MASK, toggle_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, escape_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Menu, 0, menu_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, menu_cb, NULL);

  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_a, GDK_CONTROL_MASK,
                                       "gallery.select-all", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_d, GDK_CONTROL_MASK, "gallery.primary",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F2, 0, "gallery.caption", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Delete, 0, "gallery.remove", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Delete, 0, "gallery.remove", NULL);
}
