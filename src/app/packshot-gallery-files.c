/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* Pictures that come from elsewhere (files chosen, dropped, pasted; pictures on the clipboard) and
 * copies that go elsewhere. Main thread; the session reads the files, workers write temporary
 * ones.
 *
 *   chosen, dropped, pasted files ----------------------------> paths -> add, or replace where
 * there is one slot
 *   clipboard's bytes ----> temporary file (no decoding) ----/
 *   dropped texture ------> PNG in a temporary file (worker) /
 */

#include "config.h"

#include "packshot-compat.h"
#include "packshot-gallery-pane-private.h"
#include "packshot-words.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>

typedef struct
{
  PackshotGalleryPane *pane; /* (owned) */
  gint64               item;
  gint64               image; /* to be replaced or copied, or 0 */
  char                *temp; /* (owned) (nullable): a temporary file that goes in the end */
  char                *path; /* (owned) (nullable): of the picture's bytes */
} Job;

/* Kinds of pictures that are taken from a clipboard, best first. */
static const char * const picture_mimes[] = {
  "image/png", "image/jpeg", "image/webp", "image/tiff", "image/gif", "image/bmp", NULL,
};

static Job *
job_new (PackshotGalleryPane *pane,
         gint64               image)
{
  Job *self = g_new0 (Job, 1);

  self->pane = g_object_ref (pane);
  self->item = pane->view != NULL ? pane->view->item->id : 0;
  self->image = image;
  return self;
}

static void
job_free (Job *self)
{
  if (self->temp != NULL)
    {
      g_autoptr(GFile) file = g_file_new_for_path (self->temp);

      g_file_delete_async (file, G_PRIORITY_LOW, NULL, NULL, NULL);
    }
  g_object_unref (self->pane);
  g_free (self->temp);
  g_free (self->path);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Job, job_free)

static gboolean
is_single (PackshotGalleryPane *self)
{
  return self->view != NULL && self->view->profile->max_images == 1 && self->view->images->len > 0;
}

/* "3 pictures added", "2 pictures added. notes.txt: not a picture" */
static void
tell_added (PackshotGalleryPane *self,
            PackshotAdded       *added)
{
  g_autoptr(GString) text = g_string_new (NULL);
  PackshotImageView *twin = NULL;

  if (added->images->len > 0)
    g_string_append_printf (text, ngettext ("%u picture added", "%u pictures added",
                                            added->images->len),
                            added->images->len);
  if (added->images->len == 0 && added->duplicates->len > 0 && self->view != NULL)
    twin = packshot_item_view_lookup (self->view, g_array_index (added->duplicates, gint64, 0));
  if (twin != NULL)
    g_string_append_printf (text, _("Already on this item: picture %u"), twin->position);
  else if (added->duplicates->len > 0)
    g_string_append_printf (text, ngettext ("%s%u is on this item already",
                                            "%s%u are on this item already",
                                            added->duplicates->len),
                            text->len > 0 ? ". " : "", added->duplicates->len);
  if (added->refused->len > 0)
    g_string_append_printf (text, "%s%s", text->len > 0 ? ". " : "",
                            (const char *)g_ptr_array_index (added->refused, 0));
  _packshot_gallery_pane_toast (self, text->str, added->images->len > 0);
}

static void
add_done_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(Job) job = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(PackshotAdded) added = NULL;

  added = packshot_session_add_files_finish (PACKSHOT_SESSION (source), result, &error);
  if (added == NULL)
    {
      _packshot_gallery_pane_toast_error (job->pane, error);
      return;
    }
  tell_added (job->pane, added);
  if (job->pane->gallery == NULL || job->pane->item != job->item)
    return;
  _packshot_gallery_pane_select_soon (job->pane, added->images->len > 0 ? added->images
                                                                        : added->duplicates);
}

static void
replace_done_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr(Job) job = user_data;
  g_autoptr(GError) error = NULL;

  if (packshot_session_edit_finish (PACKSHOT_SESSION (source), result, &error))
    _packshot_gallery_pane_toast (job->pane, _("Picture replaced"), TRUE);
  else if (g_error_matches (error, PACKSHOT_SESSION_ERROR, PACKSHOT_SESSION_ERROR_NOTHING))
    _packshot_gallery_pane_toast (job->pane, _("This is the same picture"), FALSE);
  else
    _packshot_gallery_pane_toast_error (job->pane, error);
}

/* Takes the job. Where there is one slot, the picture that is there is replaced. */
static void
add_paths (Job                *job,
           const char * const *paths,
           guint               position)
{
  PackshotGalleryPane *self = job->pane;
  PackshotAdd options = { .position = position };

  if (job->image == 0 && is_single (self) && self->view->item->id == job->item)
    {
      PackshotImageView *only = g_ptr_array_index (self->view->images, 0);

      job->image = packshot_image_get_id (only->image);
    }
  if (job->image != 0)
    packshot_session_replace_image_async (self->session, job->item, job->image, paths[0], NULL,
                                          replace_done_cb, job);
  else
    packshot_session_add_files_async (self->session, job->item, paths, &options, NULL, add_done_cb,
                                      job);
}

/* Files that this computer has, as paths; others are told of. */
static GStrv
dup_paths (PackshotGalleryPane *self,
           GSList              *files)
{
  g_autoptr(GStrvBuilder) paths = g_strv_builder_new ();
  gboolean elsewhere = FALSE;

  for (GSList *l = files; l != NULL; l = l->next)
    {
      const char *path = g_file_peek_path (l->data);

      if (path != NULL)
        g_strv_builder_add (paths, path);
      else
        elsewhere = TRUE;
    }
  if (elsewhere)
    _packshot_gallery_pane_toast (self, _("Only files on this computer can be added"), FALSE);
  return g_strv_builder_end (paths);
}

/**
 * packshot_gallery_pane_add_files:
 * @self: a pane
 * @files: (element-type GFile): pictures
 * @position: where the first of them goes, from 1; 0: at the end
 *
 * Where the service keeps one picture, the first file takes its place.
 */
void
packshot_gallery_pane_add_files (PackshotGalleryPane *self,
                                 GSList              *files,
                                 guint                position)
{
  g_auto(GStrv) paths = NULL;

  if (self->view == NULL)
    return;
  paths = dup_paths (self, files);
  if (paths[0] == NULL)
    return;
  if (self->view->profile->max_images == 1 && paths[1] != NULL)
    {
      const char *service = packshot_words_service (self->view->account->service);
      g_autofree char *text = g_strdup_printf (_("%s keeps one picture: choose one file"), service);

      _packshot_gallery_pane_toast (self, text, FALSE);
      return;
    }
  add_paths (job_new (self, 0), (const char * const *)paths, position);
}

static GtkWindow *
get_window (PackshotGalleryPane *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  return GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL;
}

static void
chosen_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(Job) job = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) files = packshot_compat_choose_files_finish (result, &error);
  GSList *list = NULL;

  if (files == NULL || job->pane->view == NULL || job->pane->view->item->id != job->item)
    return; /* nothing was chosen, or the item is no longer there */
  for (guint i = files->len; i > 0; i--)
    list = g_slist_prepend (list, g_ptr_array_index (files, i - 1));
  if (job->image == 0)
    {
      packshot_gallery_pane_add_files (job->pane, list, 0);
    }
  else
    {
      g_auto(GStrv) paths = dup_paths (job->pane, list);

      if (paths[0] != NULL)
        add_paths (job_new (job->pane, job->image), (const char * const *)paths, 0);
    }
  g_slist_free (list);
}

void
_packshot_gallery_files_choose (PackshotGalleryPane *self)
{
  gboolean single = self->view != NULL && self->view->profile->max_images == 1;

  if (self->view == NULL)
    return;
  packshot_compat_choose_files (get_window (self), is_single (self) ? _("Replace Picture")
                                : _("Add Pictures"),
                                !single, chosen_cb, job_new (self, 0));
}

void
_packshot_gallery_files_replace (PackshotGalleryPane *self,
                                 gint64               image)
{
  packshot_compat_choose_files (get_window (self), _("Replace Picture"), FALSE, chosen_cb,
                                job_new (self, image));
}

static void
copied_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(Job) job = user_data;
  g_autoptr(GError) error = NULL;

  if (g_file_copy_finish (G_FILE (source), result, &error))
    _packshot_gallery_pane_toast (job->pane, _("Copy saved"), FALSE);
  else
    _packshot_gallery_pane_toast_error (job->pane, error);
}

static void
save_chosen_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr(Job) job = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GFile) to = packshot_compat_save_file_finish (result, &error);
  g_autoptr(GFile) from = NULL;

  if (to == NULL)
    return;
  from = g_file_new_for_path (job->path);
  g_file_copy_async (from, to, G_FILE_COPY_OVERWRITE | G_FILE_COPY_TARGET_DEFAULT_PERMS,
                     G_PRIORITY_DEFAULT, NULL, NULL, NULL, copied_cb, g_steal_pointer (&job));
}

/* "2000000000527-3.jpg" */
static char *
dup_copy_name (PackshotItemView *view,
               gint64            id)
{
  PackshotImageView *image = packshot_item_view_lookup (view, id);
  g_autofree char *number = packshot_words_item_number (view->item);
  const char *mime = image != NULL && image->content != NULL ? image->content->mime : NULL;
  const char *end = mime != NULL && g_str_has_prefix (mime, "image/") ? mime + strlen ("image/")
    : NULL;
  char *name = g_strdup_printf ("%s-%u%s%s", *number != '\0' ? number : view->item->name,
                                image != NULL ? image->position : 0, end != NULL ? "." : "",
                                g_strcmp0 (end, "jpeg") == 0 ? "jpg" : end != NULL ? end : "");

  return g_strdelimit (name, "/\\:", '-');
}

static void
fetched_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(Job) job = user_data;
  g_autoptr(GError) error = NULL;
  g_autofree char *name = NULL;

  job->path = packshot_session_fetch_image_finish (PACKSHOT_SESSION (source), result, &error);
  if (job->path == NULL)
    {
      _packshot_gallery_pane_toast_error (job->pane, error);
      return;
    }
  if (job->pane->view == NULL || job->pane->view->item->id != job->item)
    return;
  name = dup_copy_name (job->pane->view, job->image);
  packshot_compat_save_file (get_window (job->pane), _("Save a Copy"), name, save_chosen_cb, job);
  job = NULL;
}

void
_packshot_gallery_files_save_copy (PackshotGalleryPane *self,
                                   gint64               image)
{
  packshot_session_fetch_image_async (self->session, self->view->item->id, image, NULL, fetched_cb,
                                      job_new (self, image));
}

static void
write_texture (GTask        *task,
               gpointer      source,
               gpointer      task_data,
               GCancellable *cancellable)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *path = NULL;
  int fd = g_file_open_tmp ("packshot-XXXXXX.png", &path, &error);

  if (fd < 0)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  g_close (fd, NULL);
  if (gdk_texture_save_to_png (task_data, path))
    {
      g_task_return_pointer (task, g_steal_pointer (&path), g_free);
      return;
    }
  g_unlink (path);
  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_FAILED, "%s",
                           _("The picture could not be written"));
}

/* Takes a job whose temporary file is complete. */
static void
add_temp (Job *job)
{
  const char *paths[] = { job->temp, NULL };

  if (job->pane->session != NULL && job->item != 0)
    add_paths (job, paths, 0);
  else
    job_free (job);
}

static void
texture_written_cb (GObject      *source,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  g_autoptr(Job) job = user_data;
  g_autoptr(GError) error = NULL;

  job->temp = g_task_propagate_pointer (G_TASK (result), &error);
  if (job->temp == NULL)
    _packshot_gallery_pane_toast_error (job->pane, error);
  else
    add_temp (g_steal_pointer (&job));
}

static void
add_texture (PackshotGalleryPane *self,
             GdkTexture          *texture)
{
  g_autoptr(GTask) task = g_task_new (self, NULL, texture_written_cb, job_new (self, 0));

  g_task_set_source_tag (task, add_texture);
  g_task_set_task_data (task, g_object_ref (texture), g_object_unref);
  g_task_run_in_thread (task, write_texture);
}

static void
spliced_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(Job) job = user_data;
  g_autoptr(GError) error = NULL;

  if (g_output_stream_splice_finish (G_OUTPUT_STREAM (source), result, &error) < 0)
    _packshot_gallery_pane_toast_error (job->pane, error);
  else
    add_temp (g_steal_pointer (&job));
}

typedef struct
{
  Job          *job;
  GInputStream *bytes;
} Paste;

static void
temp_made_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autofree Paste *paste = user_data;
  g_autoptr(Job) job = paste->job;
  g_autoptr(GInputStream) bytes = paste->bytes;
  g_autoptr(GError) error = NULL;
  g_autoptr(GFileIOStream) stream = NULL;
  g_autoptr(GFile) file = g_file_new_tmp_finish (result, &stream, &error);

  if (file == NULL)
    {
      _packshot_gallery_pane_toast_error (job->pane, error);
      return;
    }
  job->temp = g_file_get_path (file);
  g_object_set_data_full (G_OBJECT (bytes), "packshot-stream", g_object_ref (stream),
                          g_object_unref);
  g_output_stream_splice_async (g_io_stream_get_output_stream (G_IO_STREAM (stream)), bytes,
                                G_OUTPUT_STREAM_SPLICE_CLOSE_SOURCE
                                | G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET,
                                G_PRIORITY_DEFAULT, NULL, spliced_cb, g_steal_pointer (&job));
}

/* The bytes as they are: they are looked at and decoded where all pictures are, not here. */
static void
bytes_pasted_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr(Job) job = user_data;
  g_autoptr(GError) error = NULL;
  GInputStream *bytes = gdk_clipboard_read_finish (GDK_CLIPBOARD (source), result, NULL, &error);
  Paste *paste;

  if (bytes == NULL)
    {
      _packshot_gallery_pane_toast_error (job->pane, error);
      return;
    }
  paste = g_new0 (Paste, 1);
  paste->job = g_steal_pointer (&job);
  paste->bytes = bytes;
  g_file_new_tmp_async ("packshot-XXXXXX", G_PRIORITY_DEFAULT, NULL, temp_made_cb, paste);
}

static void
files_pasted_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr(Job) job = user_data;
  g_autoptr(GError) error = NULL;
  const GValue *value = gdk_clipboard_read_value_finish (GDK_CLIPBOARD (source), result, &error);

  if (value == NULL)
    _packshot_gallery_pane_toast_error (job->pane, error);
  else if (job->pane->item == job->item)
    packshot_gallery_pane_add_files (job->pane, g_value_get_boxed (value), 0);
}

void
_packshot_gallery_files_paste (PackshotGalleryPane *self)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (self));
  GdkContentFormats *formats = gdk_clipboard_get_formats (clipboard);
  g_autoptr(GdkContentFormats) pictures =
    gdk_content_formats_new ((const char **)picture_mimes, G_N_ELEMENTS (picture_mimes) - 1);
  g_autoptr(GdkContentFormats) written = gdk_content_formats_union_serialize_mime_types (
    gdk_content_formats_ref (formats));

  if (self->view == NULL)
    return;
  if (gdk_content_formats_contain_gtype (formats, GDK_TYPE_FILE_LIST)
      || gdk_content_formats_contain_mime_type (formats, "text/uri-list"))
    gdk_clipboard_read_value_async (clipboard, GDK_TYPE_FILE_LIST, G_PRIORITY_DEFAULT, NULL,
                                    files_pasted_cb, job_new (self, 0));
  else if (gdk_content_formats_match (written, pictures))
    gdk_clipboard_read_async (clipboard, (const char **)picture_mimes, G_PRIORITY_DEFAULT, NULL,
                              bytes_pasted_cb, job_new (self, 0));
  else
    _packshot_gallery_pane_toast (self, _("There is no picture to paste"), FALSE);
}

static guint
count_files (GtkDropTarget *target)
{
  const GValue *value = gtk_drop_target_get_value (target);

  if (value != NULL && G_VALUE_HOLDS (value, GDK_TYPE_FILE_LIST))
    return g_slist_length (g_value_get_boxed (value));
  return value != NULL ? 1 : 0;
}

/* What would happen if that many files (0: not known yet) were dropped. */
static char *
word_drop (PackshotGalleryPane *self,
           guint                n_files)
{
  const char *service = packshot_words_service (self->view->account->service);

  if (self->view->profile->max_images == 1 && n_files > 1)
    return g_strdup_printf (_("%s keeps one picture: choose one file"), service);
  if (is_single (self))
    return g_strdup_printf (_("%s keeps one picture: this replaces it"), service);
  if (self->view->images->len > 0)
    return g_strdup (_("Drop between pictures to choose the place"));
  if (n_files == 0)
    return g_strdup (_("Add Pictures"));
  return g_strdup_printf (ngettext ("Add %u Picture", "Add %u Pictures", n_files), n_files);
}

static void
hover (PackshotGalleryPane *self,
       guint                n_files,
       double               x,
       double               y)
{
  g_autofree char *text = word_drop (self, n_files);
  double gallery_x = 0, gallery_y = 0;

  gtk_label_set_label (self->drop_hint, text);
  gtk_widget_set_visible (self->drop_frame, TRUE);
  if (self->view->profile->max_images != 1
      && gtk_widget_translate_coordinates (self->body, GTK_WIDGET (self->gallery), x, y, &gallery_x,
                                           &gallery_y))
    packshot_gallery_view_hover_files (self->gallery, gallery_x, gallery_y, n_files);
}

static GdkDragAction
drop_motion_cb (GtkDropTarget       *target,
                double               x,
                double               y,
                PackshotGalleryPane *self)
{
  if (self->view == NULL)
    return 0;
  hover (self, count_files (target), x, y);
  return GDK_ACTION_COPY;
}

static void
drop_leave_cb (PackshotGalleryPane *self)
{
  gtk_widget_set_visible (self->drop_frame, FALSE);
  packshot_gallery_view_leave (self->gallery);
}

static gboolean
drop_cb (GtkDropTarget       *target,
         const GValue        *value,
         double               x,
         double               y,
         PackshotGalleryPane *self)
{
  double gallery_x = 0, gallery_y = 0;
  guint position = 0;

  drop_leave_cb (self);
  if (self->view == NULL)
    return FALSE;
  if (G_VALUE_HOLDS (value, GDK_TYPE_TEXTURE))
    {
      add_texture (self, g_value_get_object (value));
      return TRUE;
    }
  if (!G_VALUE_HOLDS (value, GDK_TYPE_FILE_LIST))
    return FALSE;
  if (self->view->images->len > 0
      && gtk_widget_translate_coordinates (self->body, GTK_WIDGET (self->gallery), x, y, &gallery_x,
                                           &gallery_y))
    {
      position = packshot_gallery_view_hover_files (self->gallery, gallery_x, gallery_y, 1);
      packshot_gallery_view_leave (self->gallery);
    }
  packshot_gallery_pane_add_files (self, g_value_get_boxed (value), position);
  return TRUE;
}

void
_packshot_gallery_files_init (PackshotGalleryPane *self)
{
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_INVALID, GDK_ACTION_COPY);
  GType types[] = { GDK_TYPE_FILE_LIST, GDK_TYPE_TEXTURE };

  gtk_drop_target_set_gtypes (target, types, G_N_ELEMENTS (types));
  gtk_drop_target_set_preload (target, TRUE);
  g_signal_connect (target, "enter", G_CALLBACK (drop_motion_cb), self);
  g_signal_connect (target, "motion", G_CALLBACK (drop_motion_cb), self);
  g_signal_connect_swapped (target, "leave", G_CALLBACK (drop_leave_cb), self);
  g_signal_connect (target, "drop", G_CALLBACK (drop_cb), self);
  gtk_widget_add_controller (self->body, GTK_EVENT_CONTROLLER (target));
}
