/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* What people do with the pictures of an item: the pane's actions, and the edits behind them. Each
 * edit goes to the session, which makes it at once and can undo it; what is shown follows from the
 * session's item-changed. The answer is a toast. Main thread.
 */

#include "config.h"

#include "packshot-gallery-order.h"
#include "packshot-gallery-pane-private.h"
#include "packshot-gallery-tile.h"
#include "packshot-words.h"

#include <glib/gi18n.h>

typedef struct
{
  PackshotGalleryPane *pane; /* (owned) */
  char                *done; /* (owned): what the toast says */
  char                *spoken; /* (owned) (nullable): what a screen reader says of the picture */
  gint64               image;
} Edit;

static const struct
{
  const char         *name;
  PackshotGalleryMove move;
} moves[] = {
  { "earlier", PACKSHOT_GALLERY_MOVE_EARLIER },
  { "later", PACKSHOT_GALLERY_MOVE_LATER },
  { "row-up", PACKSHOT_GALLERY_MOVE_ROW_UP },
  { "row-down", PACKSHOT_GALLERY_MOVE_ROW_DOWN },
  { "first", PACKSHOT_GALLERY_MOVE_FIRST },
  { "last", PACKSHOT_GALLERY_MOVE_LAST },
};

static Edit *
edit_new (PackshotGalleryPane *pane,
          char                *done)
{
  Edit *self = g_new0 (Edit, 1);

  self->pane = g_object_ref (pane);
  self->done = done;
  return self;
}

static void
edit_free (Edit *self)
{
  g_object_unref (self->pane);
  g_free (self->done);
  g_free (self->spoken);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Edit, edit_free)

static void
edit_done_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(Edit) edit = user_data;
  g_autoptr(GError) error = NULL;
  GtkWidget *tile;

  if (packshot_session_edit_finish (PACKSHOT_SESSION (source), result, &error))
    {
      _packshot_gallery_pane_toast (edit->pane, edit->done, TRUE);
      tile = edit->pane->gallery != NULL && edit->spoken != NULL
             ? packshot_gallery_view_get_tile (edit->pane->gallery, edit->image)
             : NULL;
      if (tile != NULL)
        packshot_gallery_tile_say (PACKSHOT_GALLERY_TILE (tile), edit->spoken);
      return;
    }
  if (!g_error_matches (error, PACKSHOT_SESSION_ERROR, PACKSHOT_SESSION_ERROR_NOTHING))
    _packshot_gallery_pane_toast_error (edit->pane, error);
  if (edit->pane->gallery != NULL)
    _packshot_gallery_pane_show_view (edit->pane, edit->pane->view); /* switches go back */
}

/* "“Cap and spout”", "Picture 3" */
static char *
dup_name (PackshotItemView *view,
          gint64            id)
{
  PackshotImageView *image = packshot_item_view_lookup (view, id);

  if (image == NULL)
    return g_strdup (_("The picture"));
  if (*packshot_image_get_title (image->image) != '\0')
    return g_strdup_printf (_("“%s”"), packshot_image_get_title (image->image));
  return g_strdup_printf (_("Picture %u"), image->position);
}

/* "Moved to position 2, before Front": the picture that comes after those that are moved */
static char *
word_move (PackshotItemView *view,
           GArray           *images,
           guint             position)
{
  g_autofree char *name = NULL;
  guint place = 0;

  for (guint i = 0; i < packshot_gallery_get_n (view->local); i++)
    {
      gint64 id = packshot_image_get_id (packshot_gallery_get (view->local, i));

      if (packshot_gallery_order_contains (images, id))
        continue;
      if (++place < position)
        continue;
      name = dup_name (view, id);
      return g_strdup_printf (_("Moved to position %u, before %s"), position, name);
    }
  return g_strdup_printf (_("Moved to position %u, the last"), position);
}

/**
 * packshot_gallery_pane_move:
 * @self: a pane
 * @images: (element-type gint64): pictures
 * @position: where the first of them goes, from 1
 */
void
packshot_gallery_pane_move (PackshotGalleryPane *self,
                            GArray              *images,
                            guint                position)
{
  Edit *edit;

  if (self->view == NULL || images->len == 0
      || !packshot_gallery_order_changes (self->view->local, images, position))
    return;
  edit = edit_new (self, g_strdup_printf (_("Moved to position %u"), position));
  edit->spoken = word_move (self->view, images, position);
  edit->image = g_array_index (images, gint64, 0);
  packshot_session_move_images_async (self->session, self->view->item->id,
                                      &g_array_index (images, gint64, 0),
                                      images->len, position, NULL, edit_done_cb, edit);
}

/**
 * packshot_gallery_pane_set_primary:
 * @self: a pane
 * @image: a picture
 * @primary: whether it becomes the primary, or none does
 */
void
packshot_gallery_pane_set_primary (PackshotGalleryPane *self,
                                   gint64               image,
                                   gboolean             primary)
{
  g_autofree char *name = NULL;
  char *text;

  if (self->view == NULL)
    return;
  name = dup_name (self->view, image);
  text = primary ? g_strdup_printf (_("%s is now primary"), name)
                 : g_strdup_printf (_("%s is no longer primary"), name);
  packshot_session_set_primary_async (self->session, self->view->item->id, primary ? image : 0,
                                      NULL,
                                      edit_done_cb, edit_new (self, text));
}

/**
 * packshot_gallery_pane_set_title:
 * @self: a pane
 * @images: (element-type gint64): pictures
 * @title: their caption from now on
 *
 * A caption that is too long is answered by the reason.
 */
void
packshot_gallery_pane_set_title (PackshotGalleryPane *self,
                                 GArray              *images,
                                 const char          *title)
{
  char *text;

  if (self->view == NULL || images->len == 0)
    return;
  text = g_strdup_printf (ngettext ("Caption changed", "%u captions changed", images->len),
                          images->len);
  packshot_session_set_title_async (self->session, self->view->item->id,
                                    &g_array_index (images, gint64, 0),
                                    images->len, title, NULL, edit_done_cb, edit_new (self, text));
}

/**
 * packshot_gallery_pane_set_visibility:
 * @self: a pane
 * @images: (element-type gint64): pictures
 * @visibility: private or public from now on
 */
void
packshot_gallery_pane_set_visibility (PackshotGalleryPane *self,
                                      GArray              *images,
                                      PackshotVisibility   visibility)
{
  gboolean public = visibility == PACKSHOT_VISIBILITY_PUBLIC;
  char *text;

  if (self->view == NULL || images->len == 0)
    return;
  text = g_strdup (public ? _("Will be public") : _("Will be private"));
  packshot_session_set_visibility_async (self->session, self->view->item->id,
                                         &g_array_index (images, gint64, 0), images->len,
                                         visibility,
                                         NULL,
                                         edit_done_cb, edit_new (self, text));
}

/**
 * packshot_gallery_pane_remove:
 * @self: a pane
 * @images: (element-type gint64): pictures
 */
void
packshot_gallery_pane_remove (PackshotGalleryPane *self,
                              GArray              *images)
{
  char *text;

  if (self->view == NULL || images->len == 0)
    return;
  text = g_strdup_printf (ngettext ("%u picture removed", "%u pictures removed", images->len),
                          images->len);
  packshot_session_remove_images_async (self->session, self->view->item->id,
                                        &g_array_index (images, gint64, 0), images->len, NULL,
                                        edit_done_cb,
                                        edit_new (self, text));
}

static void
add_cb (GtkWidget  *widget,
        const char *name,
        GVariant   *parameter)
{
  _packshot_gallery_files_choose (PACKSHOT_GALLERY_PANE (widget));
}

static void
paste_cb (GtkWidget  *widget,
          const char *name,
          GVariant   *parameter)
{
  _packshot_gallery_files_paste (PACKSHOT_GALLERY_PANE (widget));
}

static void
select_all_cb (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  packshot_gallery_view_select_all (PACKSHOT_GALLERY_PANE (widget)->gallery);
}

static void
toggle_primary (PackshotGalleryPane *self,
                GArray              *images)
{
  gint64 id = images->len > 0 ? g_array_index (images, gint64, 0) : 0;
  PackshotImageView *image;

  if (!_packshot_gallery_pane_can (self, images, PACKSHOT_GALLERY_PRIMARY))
    return;
  image = packshot_item_view_lookup (self->view, id);
  if (image != NULL)
    packshot_gallery_pane_set_primary (self, id, !image->is_primary);
}

static void
primary_cb (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  PackshotGalleryPane *self = PACKSHOT_GALLERY_PANE (widget);
  g_autoptr(GArray) images = _packshot_gallery_pane_dup_targets (self);

  toggle_primary (self, images);
}

static void
star_cb (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  g_autoptr(GArray) images = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 id = g_variant_get_int64 (parameter);

  g_array_append_val (images, id);
  toggle_primary (PACKSHOT_GALLERY_PANE (widget), images);
}

static void
move_cb (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  PackshotGalleryPane *self = PACKSHOT_GALLERY_PANE (widget);
  g_autoptr(GArray) images = _packshot_gallery_pane_dup_targets (self);
  const char *how = g_variant_get_string (parameter, NULL);
  PackshotGalleryGeometry geometry;

  if (!_packshot_gallery_pane_can (self, images, PACKSHOT_GALLERY_MOVE))
    return;
  packshot_gallery_view_get_geometry (self->gallery, &geometry);
  for (guint i = 0; i < G_N_ELEMENTS (moves); i++)
    if (g_str_equal (moves[i].name, how))
      packshot_gallery_pane_move (self, images,
                                  packshot_gallery_order_step (self->view->local, images,
                                                               moves[i].move,
                                                               geometry.columns));
}

static void
move_to_cb (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  PackshotGalleryPane *self = PACKSHOT_GALLERY_PANE (widget);
  g_autoptr(GArray) images = _packshot_gallery_pane_dup_targets (self);

  if (_packshot_gallery_pane_can (self, images, PACKSHOT_GALLERY_MOVE))
    _packshot_gallery_popover_move (self, images);
}

static void
caption_cb (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  PackshotGalleryPane *self = PACKSHOT_GALLERY_PANE (widget);
  g_autoptr(GArray) images = _packshot_gallery_pane_dup_targets (self);

  if (_packshot_gallery_pane_can (self, images, PACKSHOT_GALLERY_CAPTION))
    _packshot_gallery_popover_caption (self, images);
}

static void
replace_cb (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  PackshotGalleryPane *self = PACKSHOT_GALLERY_PANE (widget);
  g_autoptr(GArray) images = _packshot_gallery_pane_dup_targets (self);

  if (_packshot_gallery_pane_can (self, images, PACKSHOT_GALLERY_REPLACE))
    _packshot_gallery_files_replace (self, g_array_index (images, gint64, 0));
}

static void
save_copy_cb (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  PackshotGalleryPane *self = PACKSHOT_GALLERY_PANE (widget);
  g_autoptr(GArray) images = _packshot_gallery_pane_dup_targets (self);

  if (_packshot_gallery_pane_can (self, images, PACKSHOT_GALLERY_SAVE_COPY))
    _packshot_gallery_files_save_copy (self, g_array_index (images, gint64, 0));
}

static void
remove_cb (GtkWidget  *widget,
           const char *name,
           GVariant   *parameter)
{
  PackshotGalleryPane *self = PACKSHOT_GALLERY_PANE (widget);
  g_autoptr(GArray) images = _packshot_gallery_pane_dup_targets (self);

  if (_packshot_gallery_pane_can (self, images, PACKSHOT_GALLERY_REMOVE))
    packshot_gallery_pane_remove (self, images);
}

static void
menu_cb (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  PackshotGalleryPane *self = PACKSHOT_GALLERY_PANE (widget);
  g_autoptr(GArray) images = _packshot_gallery_pane_dup_targets (self);
  double x, y;

  g_variant_get (parameter, "(dd)", &x, &y);
  if (images->len > 0)
    _packshot_gallery_popover_menu (self, images, x, y);
}

static void
sync_done_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(PackshotGalleryPane) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(PackshotSyncResult) done = NULL;

  done = packshot_session_sync_finish (PACKSHOT_SESSION (source), result, &error);
  if (done == NULL)
    _packshot_gallery_pane_toast_error (self, error);
  else if (done->first_problem != NULL)
    _packshot_gallery_pane_toast (self, done->first_problem, FALSE);
  else
    _packshot_gallery_pane_toast (self, _("Checked with the server"), FALSE);
}

static void
sync_item (PackshotGalleryPane *self,
           PackshotSyncFlags    flags)
{
  if (self->item == 0 || self->session == NULL)
    return;
  packshot_session_sync_async (self->session, &self->item, 1, flags, NULL, sync_done_cb,
                               g_object_ref (self));
}

static void
check_cb (GtkWidget  *widget,
          const char *name,
          GVariant   *parameter)
{
  sync_item (PACKSHOT_GALLERY_PANE (widget), PACKSHOT_SYNC_PULL_ONLY);
}

static void
send_again_cb (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  sync_item (PACKSHOT_GALLERY_PANE (widget), PACKSHOT_SYNC_NONE);
}

void
_packshot_gallery_actions_class_init (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "gallery.add", NULL, add_cb);
  gtk_widget_class_install_action (widget_class, "gallery.paste", NULL, paste_cb);
  gtk_widget_class_install_action (widget_class, "gallery.select-all", NULL, select_all_cb);
  gtk_widget_class_install_action (widget_class, "gallery.primary", NULL, primary_cb);
  gtk_widget_class_install_action (widget_class, "gallery.star", "x", star_cb);
  gtk_widget_class_install_action (widget_class, "gallery.move", "s", move_cb);
  gtk_widget_class_install_action (widget_class, "gallery.move-to", NULL, move_to_cb);
  gtk_widget_class_install_action (widget_class, "gallery.caption", NULL, caption_cb);
  gtk_widget_class_install_action (widget_class, "gallery.replace", NULL, replace_cb);
  gtk_widget_class_install_action (widget_class, "gallery.save-copy", NULL, save_copy_cb);
  gtk_widget_class_install_action (widget_class, "gallery.remove", NULL, remove_cb);
  gtk_widget_class_install_action (widget_class, "gallery.check", NULL, check_cb);
  gtk_widget_class_install_action (widget_class, "gallery.send-again", NULL, send_again_cb);
  gtk_widget_class_install_action (widget_class, "gallery.menu", "(dd)", menu_cb);
}
