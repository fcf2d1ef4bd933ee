/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* Taking changes back, and moving the pictures of an item to another one. Both are edits like any
 * other: one transaction, undoable, whatever has been sent meanwhile. What is in conflict is left
 * to the conflicts. Main thread; the functions of the transaction on the writer's thread. */

#include "config.h"

#include "packshot-session-edit-private.h"

#include "packshot-accounts.h"
#include "packshot-galleries.h"
#include "packshot-session-work-private.h"

/* Edits of several items, undone together. */
typedef struct
{
  /* Input */
  PackshotSession *session;     /* (borrowed): the task holds it */
  GArray          *items;       /* gint64 */
  gboolean         is_one_change;
  PackshotChange   change;
  gint64           image; /* all changes of this one only, or 0 */

  /* Result */
  gint64           batch;
  GArray          *touched;     /* gint64 */
  gboolean         can_undo;
  gboolean         can_redo;
} Batch;

static void
batch_free (Batch *batch)
{
  g_array_unref (batch->items);
  g_array_unref (batch->touched);
  g_free (batch);
}

static gboolean
batch_record (Batch           *batch,
              PackshotDb      *db,
              const char      *kind,
              gint64           item,
              PackshotGallery *local,
              PackshotGallery *next,
              GError         **error)
{
  gint64 now = packshot_clock_get_real_time (batch->session->clock);

  g_array_append_val (batch->touched, item);
  return packshot_edits_add (db, &batch->batch, now, kind, item, local, next, error) &&
         packshot_log_note (db, PACKSHOT_LOG_EDIT, item, 0, kind, now, error) &&
         packshot_galleries_set (db, item, PACKSHOT_TREE_LOCAL, next, error) &&
         packshot_items_set_edited (db, item, now, error) &&
         packshot_items_set_retry (db, item, 0, 0, error) &&
         packshot_items_set_problem (db, item, NULL, 0, NULL, error);
}

static void
batch_written_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Batch *batch = g_task_get_task_data (task);
  PackshotSession *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (!packshot_store_write_finish (PACKSHOT_STORE (source), result, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  _packshot_session_set_undo (self, batch->can_undo, batch->can_redo);
  _packshot_session_emit_touched (self, batch->touched);
  g_task_return_boolean (task, TRUE);
}

static Batch *
batch_new (PackshotSession *self,
           const gint64    *items,
           guint            n_items)
{
  Batch *batch = g_new0 (Batch, 1);

  batch->session = self;
  batch->items = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_array_append_vals (batch->items, items, n_items);
  batch->touched = g_array_new (FALSE, FALSE, sizeof (gint64));
  return batch;
}

static void
batch_start (Batch              *batch,
             PackshotStoreFunc   func,
             GCancellable       *cancellable,
             GAsyncReadyCallback callback,
             gpointer            user_data)
{
  g_autoptr(GTask) task = g_task_new (batch->session, cancellable, callback, user_data);

  g_task_set_source_tag (task, batch_start);
  g_task_set_task_data (task, batch, (GDestroyNotify)batch_free);
  packshot_store_write_async (batch->session->store, func, batch, NULL, cancellable,
                              batch_written_cb, g_object_ref (task));
}

/* --- Discarding --- */

static void
gallery_take (PackshotGallery **gallery,
              PackshotGallery  *next)
{
  packshot_gallery_unref (*gallery);
  *gallery = next;
}

/* Behind the picture that it followed, or in front. */
static void
put_back (PackshotGallery **gallery,
          PackshotGallery  *synced,
          gint64            id)
{
  int index = packshot_gallery_index_of (synced, id);
  int after = -1;

  for (int i = index - 1; i >= 0 && after < 0; i--)
    after = packshot_gallery_index_of (*gallery, packshot_image_get_id
                                         (packshot_gallery_get (synced, (guint)i)));
  gallery_take (gallery, packshot_gallery_with_inserted (*gallery, (guint)(after + 1),
                                                         packshot_gallery_lookup (synced, id)));
}

/* Pictures that stand in both take the order of @synced, in the places that they have; others stay
 * where they are. */
static void
put_in_order (PackshotGallery **gallery,
              PackshotGallery  *synced)
{
  g_autoptr(GPtrArray) images = NULL;
  guint next = 0;

  images = g_ptr_array_new_with_free_func ((GDestroyNotify)packshot_image_unref);
  for (guint i = 0; i < packshot_gallery_get_n (*gallery); i++)
    {
      PackshotImage *image = packshot_gallery_get (*gallery, i);

      if (packshot_gallery_lookup (synced, packshot_image_get_id (image)) != NULL)
        do
          image = packshot_gallery_lookup (*gallery, packshot_image_get_id
                                             (packshot_gallery_get (synced, next++)));
        while (image == NULL);
      g_ptr_array_add (images, packshot_image_ref (image));
    }
  gallery_take (gallery, packshot_gallery_new_from (images, packshot_gallery_get_primary (*gallery),
                                                    NULL));
}

static void
put_image (PackshotGallery     **gallery,
           PackshotGallery      *synced,
           const PackshotChange *change)
{
  PackshotImage *mine = packshot_gallery_lookup (*gallery, change->image);
  PackshotImage *agreed = packshot_gallery_lookup (synced, change->image);
  g_autoptr(PackshotImage) image = NULL;

  if (change->kind == PACKSHOT_CHANGE_REPLACED)
    image = packshot_image_new (change->image, packshot_image_get_sha256 (agreed),
                                packshot_image_get_title (mine),
                                packshot_image_get_visibility (mine),
                                packshot_image_get_remote (agreed));
  else if (change->kind == PACKSHOT_CHANGE_CAPTION)
    image = packshot_image_with_title (mine, packshot_image_get_title (agreed));
  else
    image = packshot_image_with_visibility (mine, packshot_image_get_visibility (agreed));
  gallery_take (gallery, packshot_gallery_with_image (*gallery, image));
}

static void
take_back (PackshotGallery     **gallery,
           PackshotGallery      *synced,
           const PackshotChange *change)
{
  gint64 primary = packshot_gallery_get_primary (synced);

  switch (change->kind)
    {
    case PACKSHOT_CHANGE_ADDED:
      if (packshot_gallery_get_primary (*gallery) != change->image ||
          packshot_gallery_lookup (*gallery, primary) == NULL)
        primary = 0;
      gallery_take (gallery, packshot_gallery_with_removed (*gallery, change->image));
      /* The star of a picture that goes falls back to where it was. */
      if (primary != 0)
        gallery_take (gallery, packshot_gallery_with_primary (*gallery, primary));
      break;

    case PACKSHOT_CHANGE_REMOVED:
      put_back (gallery, synced, change->image);
      if (packshot_gallery_get_primary (*gallery) == 0 && primary == change->image)
        gallery_take (gallery, packshot_gallery_with_primary (*gallery, primary));
      break;

    case PACKSHOT_CHANGE_REPLACED:
    case PACKSHOT_CHANGE_CAPTION:
    case PACKSHOT_CHANGE_VISIBILITY:
      put_image (gallery, synced, change);
      break;

    case PACKSHOT_CHANGE_PRIMARY:
      /* The star of a picture that was removed went with it. */
      if (packshot_gallery_lookup (*gallery, primary) == NULL)
        primary = 0;
      gallery_take (gallery, packshot_gallery_with_primary (*gallery, primary));
      break;

    case PACKSHOT_CHANGE_ORDER:
      put_in_order (gallery, synced);
      break;

    case PACKSHOT_CHANGE_CHECK:
    default:
      break;
    }
}

/* Whether @change is among those to be taken back in this pass: what was removed comes back first,
 * for the star and the order may need it. */
static gboolean
is_wanted (Batch                *batch,
           const PackshotChange *change,
           gboolean              removed)
{
  if ((change->kind == PACKSHOT_CHANGE_REMOVED) != removed)
    return FALSE;
  if (batch->image != 0)
    return change->image == batch->image;
  return !batch->is_one_change ||
         (change->kind == batch->change.kind && change->image == batch->change.image);
}

static PackshotGallery *
discard_from (Batch           *batch,
              PackshotGallery *local,
              PackshotGallery *synced,
              GPtrArray       *conflicts)
{
  g_autoptr(GArray) changes = packshot_changes_new (synced, local, conflicts);
  PackshotGallery *next = packshot_gallery_ref (local);

  for (int removed = TRUE; removed >= FALSE; removed--)
    for (guint i = 0; i < changes->len; i++)
      {
        const PackshotChange *change = &g_array_index (changes, PackshotChange, i);

        if (is_wanted (batch, change, removed))
          take_back (&next, synced, change);
      }
  return next;
}

static gboolean
discard_item (Batch      *batch,
              PackshotDb *db,
              gint64      item,
              GError    **error)
{
  gint64 now = packshot_clock_get_real_time (batch->session->clock);
  g_autoptr(PackshotGallery) local = packshot_galleries_get (db, item, PACKSHOT_TREE_LOCAL, error);
  g_autoptr(PackshotGallery) synced = NULL;
  g_autoptr(PackshotGallery) next = NULL;
  g_autoptr(GPtrArray) conflicts = NULL;

  if (local == NULL ||
      !(synced = packshot_galleries_get (db, item, PACKSHOT_TREE_SYNCED, error)) ||
      !(conflicts = packshot_conflicts_list (db, item, error)))
    return FALSE;
  next = discard_from (batch, local, synced, conflicts);
  if (packshot_gallery_equal (local, next))
    return TRUE;
  return batch_record (batch, db, "discard", item, local, next, error) &&
         packshot_trash_update (db, item, local, next, now, "user", error);
}

static gboolean
discard_write (PackshotDb *db,
               gpointer    data,
               GError    **error)
{
  Batch *batch = data;

  for (guint i = 0; i < batch->items->len; i++)
    if (!discard_item (batch, db, g_array_index (batch->items, gint64, i), error))
      return FALSE;
  if (batch->touched->len > 0)
    return _packshot_session_read_undo (db, &batch->can_undo, &batch->can_redo, error);
  g_set_error_literal (error, PACKSHOT_SESSION_ERROR, PACKSHOT_SESSION_ERROR_NOTHING,
                       "Nothing waits that could be discarded");
  return FALSE;
}

/**
 * packshot_session_discard_async:
 * @self: a session
 * @item: an item's id
 * @change: (nullable): one of its changes, or %NULL for all
 * @cancellable: (nullable)
 * @callback: for packshot_session_edit_finish()
 * @user_data: for @callback
 */
void
packshot_session_discard_async (PackshotSession      *self,
                                gint64                item,
                                const PackshotChange *change,
                                GCancellable         *cancellable,
                                GAsyncReadyCallback   callback,
                                gpointer              user_data)
{
  Batch *batch;

  g_return_if_fail (PACKSHOT_IS_SESSION (self));

  batch = batch_new (self, &item, 1);
  batch->is_one_change = change != NULL;
  if (change != NULL)
    batch->change = *change;
  batch_start (batch, discard_write, cancellable, callback, user_data);
}

/**
 * packshot_session_discard_image_async:
 * @self: a session
 * @item: an item's id
 * @image: one of its pictures, also one that was removed
 * @cancellable: (nullable)
 * @callback: for packshot_session_edit_finish()
 * @user_data: for @callback
 *
 * All changes of one picture; that it became primary is one of them.
 */
void
packshot_session_discard_image_async (PackshotSession    *self,
                                      gint64              item,
                                      gint64              image,
                                      GCancellable       *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer            user_data)
{
  Batch *batch;

  g_return_if_fail (PACKSHOT_IS_SESSION (self));
  g_return_if_fail (image != 0);

  batch = batch_new (self, &item, 1);
  batch->image = image;
  batch_start (batch, discard_write, cancellable, callback, user_data);
}

/**
 * packshot_session_discard_items_async:
 * @self: a session
 * @items: (array length=n_items): ids
 * @n_items: their number
 * @cancellable: (nullable)
 * @callback: for packshot_session_edit_finish()
 * @user_data: for @callback
 *
 * All of them, or none. One undo takes it back.
 */
void
packshot_session_discard_items_async (PackshotSession    *self,
                                      const gint64       *items,
                                      guint               n_items,
                                      GCancellable       *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer            user_data)
{
  g_return_if_fail (PACKSHOT_IS_SESSION (self));

  batch_start (batch_new (self, items, n_items), discard_write, cancellable, callback, user_data);
}

/* --- Moving a gallery --- */

static const PackshotServiceProfile *
get_profile (PackshotDb *db,
             gint64      item,
             GError    **error)
{
  g_autoptr(PackshotItem) row = packshot_items_get (db, item, error);
  g_autoptr(PackshotAccount) account =
    row != NULL ? packshot_accounts_get (db, row->account, error) : NULL;

  return account != NULL ? packshot_service_profile_get (account->service) : NULL;
}

static gboolean
check_taken (PackshotDb                   *db,
             const PackshotServiceProfile *profile,
             PackshotImage                *image,
             GError                      **error)
{
  const char *sha256 = packshot_image_get_sha256 (image);
  g_autoptr(PackshotContent) content = NULL;

  if (sha256 == NULL)
    {
      g_set_error_literal (error, PACKSHOT_SESSION_ERROR, PACKSHOT_SESSION_ERROR_NOT_SUPPORTED,
                           "A picture is not on this computer, and can’t be moved");
      return FALSE;
    }
  content = packshot_contents_get (db, sha256, error);
  if (content == NULL)
    return FALSE;
  if (profile->mimes != NULL && !g_strv_contains (profile->mimes, content->mime))
    g_set_error (error, PACKSHOT_SESSION_ERROR, PACKSHOT_SESSION_ERROR_FORMAT,
                 "The service does not take %s", content->mime);
  else if (profile->max_bytes != 0 && content->bytes > profile->max_bytes)
    g_set_error (error, PACKSHOT_SESSION_ERROR, PACKSHOT_SESSION_ERROR_TOO_LARGE,
                 "A picture of %" G_GINT64_FORMAT " bytes is too large for the service",
                 content->bytes);
  else
    return TRUE;
  return FALSE;
}

/* Under an id of its own: pictures belong to one item for ever. */
static gboolean
move_image (PackshotDb                   *db,
            const PackshotServiceProfile *profile,
            gint64                        to,
            PackshotImage                *image,
            PackshotGallery             **gallery,
            GError                      **error)
{
  PackshotVisibility visibility = packshot_image_get_visibility (image);
  g_autoptr(PackshotImage) moved = NULL;
  gint64 id;

  if (!check_taken (db, profile, image, error))
    return FALSE;
  if (packshot_gallery_find_content (*gallery, packshot_image_get_sha256 (image)) != NULL)
    return TRUE;
  if (profile->max_images != 0 && packshot_gallery_get_n (*gallery) >= profile->max_images)
    {
      g_set_error (error, PACKSHOT_SESSION_ERROR, PACKSHOT_SESSION_ERROR_NOT_SUPPORTED,
                   "The service keeps %u picture of an item", profile->max_images);
      return FALSE;
    }
  id = packshot_images_new (db, to, error);
  if (id == 0)
    return FALSE;
  if (!profile->has_visibility)
    visibility = PACKSHOT_VISIBILITY_NONE;
  else if (visibility == PACKSHOT_VISIBILITY_NONE)
    visibility = PACKSHOT_VISIBILITY_PRIVATE;
  moved = packshot_image_new (id, packshot_image_get_sha256 (image),
                              packshot_image_get_title (image), visibility, NULL);
  gallery_take (gallery, packshot_gallery_with_inserted (*gallery,
                                                         packshot_gallery_get_n (*gallery),
                                                         moved));
  return TRUE;
}

/* What the server had of an item that it does not have any more is no work to be sent. */
static gboolean
forget_server (PackshotDb *db,
               gint64      item,
               GError    **error)
{
  g_autoptr(PackshotItemSync) sync = packshot_items_get_sync (db, item, error);
  g_autoptr(PackshotGallery) nothing = packshot_gallery_new ();

  if (sync == NULL)
    return FALSE;
  if (g_strcmp0 (sync->problem, "gone") != 0)
    return TRUE;
  return packshot_galleries_set (db, item, PACKSHOT_TREE_SYNCED, nothing, error) &&
         packshot_galleries_set (db, item, PACKSHOT_TREE_REMOTE, nothing, error);
}

static gboolean
move_write (PackshotDb *db,
            gpointer    data,
            GError    **error)
{
  Batch *batch = data;
  gint64 from = g_array_index (batch->items, gint64, 0);
  gint64 to = g_array_index (batch->items, gint64, 1);
  const PackshotServiceProfile *profile = get_profile (db, to, error);
  g_autoptr(PackshotGallery) old = NULL;
  g_autoptr(PackshotGallery) local = NULL;
  g_autoptr(PackshotGallery) next = NULL;
  g_autoptr(PackshotGallery) nothing = packshot_gallery_new ();

  if (profile == NULL ||
      !(old = packshot_galleries_get (db, from, PACKSHOT_TREE_LOCAL, error)) ||
      !(local = packshot_galleries_get (db, to, PACKSHOT_TREE_LOCAL, error)))
    return FALSE;
  if (packshot_gallery_get_n (old) == 0 || from == to)
    {
      g_set_error_literal (error, PACKSHOT_SESSION_ERROR, PACKSHOT_SESSION_ERROR_NOTHING,
                           "There is no picture to be moved");
      return FALSE;
    }
  next = packshot_gallery_ref (local);
  for (guint i = 0; i < packshot_gallery_get_n (old); i++)
    if (!move_image (db, profile, to, packshot_gallery_get (old, i), &next, error))
      return FALSE;
  return forget_server (db, from, error) &&
         batch_record (batch, db, "move-gallery", from, old, nothing, error) &&
         (packshot_gallery_equal (local, next) ||
          batch_record (batch, db, "move-gallery", to, local, next, error)) &&
         _packshot_session_read_undo (db, &batch->can_undo, &batch->can_redo, error);
}

/**
 * packshot_session_move_gallery_async:
 * @self: a session
 * @from: an item whose pictures belong to another one
 * @to: that one
 * @cancellable: (nullable)
 * @callback: for packshot_session_edit_finish()
 * @user_data: for @callback
 *
 * Pictures that the other item has already are not added twice. All of them, or none.
 */
void
packshot_session_move_gallery_async (PackshotSession    *self,
                                     gint64              from,
                                     gint64              to,
                                     GCancellable       *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer            user_data)
{
  const gint64 items[] = { from, to };

  g_return_if_fail (PACKSHOT_IS_SESSION (self));

  batch_start (batch_new (self, items, G_N_ELEMENTS (items)), move_write, cancellable, callback,
               user_data);
}
