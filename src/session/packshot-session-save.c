/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* Pictures that wait, as files: for who wants to send them in another way, or mend them. Captions
 * come from people and servers and never become paths: a name is one component without anything
 * that a file system could mind, and nothing is overwritten. Main thread; files on their worker. */

#include "config.h"

#include "packshot-session-work-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "packshot-galleries.h"
#include "packshot-store-error.h"

#define MAX_NAME 180
#define MAX_TRIES 1000

typedef struct
{
  char *sha256;
  char *name;       /* without an extension */
  char *extension;
} Picture;

typedef struct
{
  /* Input */
  PackshotSession *session;     /* (borrowed): the task holds it */
  GArray          *items;       /* gint64 */
  gint64           image;
  char            *folder;

  /* In progress */
  GPtrArray       *pictures;    /* (element-type Picture) */
} Save;

static void
picture_free (Picture *picture)
{
  g_free (picture->sha256);
  g_free (picture->name);
  g_free (picture->extension);
  g_free (picture);
}

static void
save_free (Save *save)
{
  g_array_unref (save->items);
  g_free (save->folder);
  g_ptr_array_unref (save->pictures);
  g_free (save);
}

/* --- Which pictures --- */

static gboolean
is_safe (gunichar c)
{
  return g_unichar_isprint (c) && (c >= 0x80 || strchr ("/\\:*?\"<>|", (int)c) == NULL);
}

/* A name that is one on any system: no separators, no control characters, no dot in front or
 * behind, not too long. */
static char *
make_name (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  GString *name = g_string_new (NULL);

  for (const char *p = valid; *p != '\0' && name->len < MAX_NAME; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (name->len == 0 && (c == '.' || c == ' '))
        continue;
      g_string_append_unichar (name, is_safe (c) ? c : '-');
    }
  while (name->len > 0 && strchr (". ", name->str[name->len - 1]) != NULL)
    g_string_truncate (name, name->len - 1);
  return g_string_free (name, FALSE);
}

static const char *
extension_of (const char *mime)
{
  static const struct { const char *mime, *extension; } known[] = {
    { "image/jpeg", "jpg" }, { "image/png", "png" }, { "image/gif", "gif" },
    { "image/webp", "webp" }, { "image/svg+xml", "svg" }, { "image/bmp", "bmp" },
    { "image/tiff", "tif" }, { "image/avif", "avif" }, { "image/heif", "heic" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    if (g_strcmp0 (known[i].mime, mime) == 0)
      return known[i].extension;
  return "bin";
}

static gboolean
add_picture (Save             *save,
             PackshotDb       *db,
             PackshotItemView *view,
             gint64            id,
             GError          **error)
{
  PackshotImage *image = packshot_gallery_lookup (view->local, id);
  const char *sha256 = image != NULL ? packshot_image_get_sha256 (image) : NULL;
  g_autoptr(PackshotContent) content = NULL;
  g_autofree char *title = NULL;
  Picture *picture;

  if (sha256 == NULL)
    return TRUE;
  for (guint i = 0; i < save->pictures->len; i++)
    if (g_str_equal (((Picture *)save->pictures->pdata[i])->sha256, sha256))
      return TRUE;
  content = packshot_contents_get (db, sha256, error);
  if (content == NULL)
    return FALSE;
  title = make_name (packshot_image_get_title (image));
  picture = g_new0 (Picture, 1);
  picture->sha256 = g_strdup (sha256);
  picture->extension = g_strdup (extension_of (content->mime));
  if (*title != '\0')
    picture->name = g_steal_pointer (&title);
  else
    {
      g_autofree char *text =
        g_strdup_printf ("%s %d", *view->item->name != '\0' ? view->item->name : view->item->key,
                         packshot_gallery_index_of (view->local, id) + 1);

      picture->name = make_name (text);
    }
  g_ptr_array_add (save->pictures, picture);
  return TRUE;
}

/* All pictures of an item that its server does not have any more; else those that wait to be sent
 * or were refused. */
static gboolean
add_item (Save       *save,
          PackshotDb *db,
          gint64      item,
          GError    **error)
{
  g_autoptr(PackshotItemView) view = packshot_item_view_load (db, item, error);
  g_autoptr(GArray) changes = NULL;

  if (view == NULL)
    return FALSE;
  if (save->image != 0)
    return add_picture (save, db, view, save->image, error);
  if (g_strcmp0 (view->sync->problem, "gone") == 0)
    {
      for (guint i = 0; i < packshot_gallery_get_n (view->local); i++)
        if (!add_picture (save, db, view,
                          packshot_image_get_id (packshot_gallery_get (view->local, i)), error))
          return FALSE;
      return TRUE;
    }
  changes = packshot_changes_new (view->synced, view->local, NULL);
  for (guint i = 0; i < changes->len; i++)
    {
      const PackshotChange *change = &g_array_index (changes, PackshotChange, i);

      if ((change->kind == PACKSHOT_CHANGE_ADDED || change->kind == PACKSHOT_CHANGE_REPLACED) &&
          !add_picture (save, db, view, change->image, error))
        return FALSE;
    }
  return view->sync->problem == NULL ||
         add_picture (save, db, view, view->sync->problem_image, error);
}

static gboolean
save_read (PackshotDb *db,
           gpointer    data,
           GError    **error)
{
  Save *save = data;

  for (guint i = 0; i < save->items->len; i++)
    if (!add_item (save, db, g_array_index (save->items, gint64, i), error))
      return FALSE;
  if (save->pictures->len > 0)
    return TRUE;
  g_set_error_literal (error, PACKSHOT_SESSION_ERROR, PACKSHOT_SESSION_ERROR_NOTHING,
                       "There is no picture to be saved");
  return FALSE;
}

/* --- Files --- */

/* A file that did not exist, open for writing. */
static int
open_new (Save          *save,
          const Picture *picture,
          char         **path,
          GError       **error)
{
  for (guint i = 1; i <= MAX_TRIES; i++)
    {
      g_autofree char *name = i == 1 ?
        g_strdup_printf ("%s.%s", picture->name, picture->extension) :
        g_strdup_printf ("%s (%u).%s", picture->name, i, picture->extension);
      g_autofree char *candidate = g_build_filename (save->folder, name, NULL);
      int fd = g_open (candidate, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);

      if (fd >= 0)
        {
          *path = g_steal_pointer (&candidate);
          return fd;
        }
      if (errno != EEXIST)
        break;
    }
  g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (errno),
               "“%s” can’t be written to: %s", save->folder, g_strerror (errno));
  return -1;
}

static gboolean
copy_bytes (Save          *save,
            const Picture *picture,
            const char    *path,
            int            fd,
            GCancellable  *cancellable,
            GError       **error)
{
  g_autofree char *blob = packshot_blob_store_dup_path (save->session->blobs, picture->sha256);
  g_autoptr(GFile) from = g_file_new_for_path (blob);
  g_autoptr(GFile) to = g_file_new_for_path (path);

  close (fd);
  return g_file_copy (from, to, G_FILE_COPY_OVERWRITE | G_FILE_COPY_TARGET_DEFAULT_PERMS,
                      cancellable, NULL, NULL, error);
}

static void
save_write (GTask        *task,
            gpointer      source,
            gpointer      data,
            GCancellable *cancellable)
{
  Save *save = data;
  g_autoptr(GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);
  GError *error = NULL;

  for (guint i = 0; i < save->pictures->len && error == NULL; i++)
    {
      g_autofree char *path = NULL;
      int fd = open_new (save, save->pictures->pdata[i], &path, &error);

      if (fd < 0)
        break;
      if (copy_bytes (save, save->pictures->pdata[i], path, fd, cancellable, &error))
        g_ptr_array_add (paths, g_steal_pointer (&path));
      else
        g_unlink (path);
    }
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_steal_pointer (&paths), (GDestroyNotify)g_ptr_array_unref);
}

static void
save_read_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  PackshotSession *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (!packshot_store_read_finish (PACKSHOT_STORE (source), result, &error))
    g_task_return_error (task, error);
  else
    packshot_worker_queue (self->files, G_PRIORITY_DEFAULT, task, save_write);
}

/**
 * packshot_session_save_pictures_async:
 * @self: a session
 * @items: (array length=n_items): ids
 * @n_items: their number
 * @image: one picture's id, or 0 for all that wait
 * @folder: a folder that exists
 * @cancellable: (nullable)
 * @callback: called when the files are written
 * @user_data: for @callback
 */
void
packshot_session_save_pictures_async (PackshotSession    *self,
                                      const gint64       *items,
                                      guint               n_items,
                                      gint64              image,
                                      const char         *folder,
                                      GCancellable       *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer            user_data)
{
  g_autoptr(GTask) task = NULL;
  Save *save;

  g_return_if_fail (PACKSHOT_IS_SESSION (self));
  g_return_if_fail (folder != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, packshot_session_save_pictures_async);
  save = g_new0 (Save, 1);
  save->session = self;
  save->items = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_array_append_vals (save->items, items, n_items);
  save->image = image;
  save->folder = g_strdup (folder);
  save->pictures = g_ptr_array_new_with_free_func ((GDestroyNotify)picture_free);
  g_task_set_task_data (task, save, (GDestroyNotify)save_free);
  packshot_store_read_async (self->store, G_PRIORITY_DEFAULT, save_read, save, NULL, cancellable,
                             save_read_cb, g_object_ref (task));
}

/**
 * packshot_session_save_pictures_finish:
 * @self: a session
 * @result: from the callback
 * @error: return location
 *
 * Returns: (transfer full) (nullable) (element-type filename): the files that were written
 */
GPtrArray *
packshot_session_save_pictures_finish (PackshotSession *self,
                                       GAsyncResult    *result,
                                       GError         **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
