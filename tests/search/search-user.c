/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* The user of a world: edits at random through the session, as the window does. What an edit did is
 * written down when it is answered, or when the program is killed before. */

#include "config.h"

#include "search-world.h"

#include "packshot-edits.h"
#include "packshot-journal.h"
#include "packshot-session-conflicts.h"

typedef enum
{
  EDIT_ADD,
  EDIT_REPLACE,
  EDIT_REMOVE,
  EDIT_MOVE,
  EDIT_PRIMARY,
  EDIT_TITLE,
  EDIT_VISIBILITY,
  EDIT_UNDO,
  EDIT_REDO,
  EDIT_RESTORE,
  EDIT_RESOLVE,
} EditKind;

static const char * const names[] = {
  "add", "replace", "remove", "move", "primary", "title", "visibility", "undo", "redo", "restore",
  "resolve",
};

/* As often as it stands here. */
static const EditKind chances[] = {
  EDIT_ADD, EDIT_ADD, EDIT_ADD, EDIT_ADD, EDIT_REPLACE, EDIT_REMOVE, EDIT_REMOVE, EDIT_MOVE,
  EDIT_MOVE, EDIT_MOVE, EDIT_PRIMARY, EDIT_PRIMARY, EDIT_TITLE, EDIT_VISIBILITY, EDIT_UNDO,
  EDIT_UNDO, EDIT_REDO, EDIT_RESTORE, EDIT_RESOLVE,
};

void
user_edit_free (UserEdit *edit)
{
  g_clear_pointer (&edit->before, g_hash_table_unref);
  g_clear_pointer (&edit->brought, g_hash_table_unref);
  g_free (edit);
}

void
user_edit_note (UserEdit *edit)
{
  g_autoptr(PackshotItemView) view = world_view (edit->world);
  g_autoptr(GHashTable) after = NULL;

  if (view == NULL)
    return;
  after = ledger_contents (edit->world->ledger, view->local);
  ledger_edited (edit->world->ledger, edit->before, after, edit->brought);
  g_hash_table_unref (edit->before);
  edit->before = g_steal_pointer (&after);
}

static UserEdit *
edit_begin (World            *world,
            PackshotItemView *view,
            EditKind          kind)
{
  UserEdit *edit = g_new0 (UserEdit, 1);

  edit->world = world;
  edit->kind = kind;
  if (kind == EDIT_ADD || kind == EDIT_REPLACE)
    edit->brought = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  edit->before = ledger_contents (world->ledger, view->local);
  g_ptr_array_add (world->life.edits, edit);
  world->tally.n_edits++;
  return edit;
}

static void
edit_end (UserEdit *edit,
          GError   *error)
{
  World *world = edit->world;

  if (error != NULL)
    world_say (world, "  %s refused: %s", names[edit->kind], error->message);
  else
    world_say (world, "  %s done", names[edit->kind]);
  if (error == NULL)
    user_edit_note (edit);
  g_ptr_array_remove (world->life.edits, edit);
}

static void
edited_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GError) error = NULL;

  packshot_session_edit_finish (PACKSHOT_SESSION (source), result, &error);
  edit_end (user_data, error);
}

static void
added_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(PackshotAdded) added = packshot_session_add_files_finish (PACKSHOT_SESSION (source),
                                                                      result, &error);

  edit_end (user_data, error);
}

static void
undone_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *kind = packshot_session_undo_finish (PACKSHOT_SESSION (source), result, NULL,
                                                        &error);

  edit_end (user_data, error);
}

static void
resolved_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GError) error = NULL;

  packshot_session_resolve_finish (PACKSHOT_SESSION (source), result, &error);
  edit_end (user_data, error);
}

/* --- Files --- */

static char *
write_file (UserEdit *edit,
            Dice     *dice,
            guint     number)
{
  World *world = edit->world;
  g_autofree char *name = g_strdup_printf ("new-%u.png", number);
  char *path = g_build_filename (world->folder, name, NULL);
  GBytes *bytes = shop_take_picture (world->shop, dice);

  g_hash_table_add (edit->brought, ledger_bring (world->ledger, bytes));
  g_assert_true (g_file_set_contents (path, g_bytes_get_data (bytes, NULL),
                                      (gssize)g_bytes_get_size (bytes), NULL));
  return path;
}

static void
user_add (World            *world,
          Dice             *dice,
          PackshotItemView *view)
{
  guint n_files = view->profile->max_images == 1 ? 1 : 1 + dice_below (dice, 3);
  g_auto(GStrv) paths = g_new0 (char *, n_files + 1);
  g_autofree char *title = g_strdup_printf ("mine %u", world->shop->n_used);
  const PackshotAdd options = {
    .position = dice_below (dice, packshot_gallery_get_n (view->local) + 2),
    .title = dice_chance (dice, 50) ? title : NULL,
    .primary = dice_chance (dice, 30),
    .visibility = view->profile->has_visibility && dice_chance (dice, 50) ?
      PACKSHOT_VISIBILITY_PUBLIC : PACKSHOT_VISIBILITY_NONE,
  };

  UserEdit *edit = edit_begin (world, view, EDIT_ADD);

  for (guint i = 0; i < n_files; i++)
    paths[i] = write_file (edit, dice, i);
  packshot_session_add_files_async (world->life.session, world->item,
                                    (const char * const *)paths, &options, NULL, added_cb, edit);
}

static void
user_replace (World            *world,
              Dice             *dice,
              PackshotItemView *view,
              gint64            image)
{
  UserEdit *edit = edit_begin (world, view, EDIT_REPLACE);
  g_autofree char *path = write_file (edit, dice, 9);

  packshot_session_replace_image_async (world->life.session, world->item, image, path, NULL,
                                        edited_cb, edit);
}

/* --- Rows of tables --- */

static gboolean
list_trash (PackshotDb *db,
            gpointer    data,
            GError    **error)
{
  GPtrArray **rows = data;

  *rows = packshot_trash_list (db, error);
  return *rows != NULL;
}

static void
user_restore (World            *world,
              Dice             *dice,
              PackshotItemView *view)
{
  g_autoptr(GPtrArray) rows = NULL;
  PackshotTrashRow *row;

  world_read (world, list_trash, &rows);
  if (rows == NULL || rows->len == 0)
    return;
  row = rows->pdata[dice_below (dice, rows->len)];
  packshot_session_restore_async (world->life.session, row->id, NULL, edited_cb,
                                  edit_begin (world, view, EDIT_RESTORE));
}

/* A person's decision may drop either side's picture. */
static void
user_resolve (World               *world,
              Dice                *dice,
              PackshotItemView    *view,
              PackshotConflictRow *conflict)
{
  PackshotImage *sides[] = {
    packshot_gallery_lookup (view->local, conflict->image),
    packshot_gallery_lookup (view->synced, conflict->image),
    packshot_gallery_lookup (view->remote, conflict->image),
  };
  PackshotKeep keep = dice_below (dice, 3);

  if (keep == PACKSHOT_KEEP_BOTH &&
      packshot_both_get (view->profile, conflict->kind) != PACKSHOT_BOTH_POSSIBLE)
    keep = dice_chance (dice, 50) ? PACKSHOT_KEEP_MINE : PACKSHOT_KEEP_SERVER;

  for (guint i = 0; i < G_N_ELEMENTS (sides); i++)
    {
      const char *sha256 = sides[i] != NULL ? packshot_image_get_sha256 (sides[i]) : NULL;
      const char *row = sides[i] != NULL ? packshot_image_get_remote_id (sides[i]) : NULL;

      ledger_forgive (world->ledger, sha256);
      if (row != NULL)
        ledger_forgive (world->ledger, g_hash_table_lookup (world->shop->rows, row));
    }
  world_say (world, "  conflict %s of picture %" G_GINT64_FORMAT ": keep %d",
             packshot_conflict_kind_to_string (conflict->kind), conflict->image, keep);
  packshot_session_resolve_async (world->life.session, &conflict->id, 1, keep, NULL, resolved_cb,
                                  edit_begin (world, view, EDIT_RESOLVE));
}

void
user_resolve_all (World *world,
                  Dice  *dice)
{
  for (guint i = 0; i < 40; i++)
    {
      g_autoptr(PackshotItemView) view = world_view (world);

      if (view == NULL || view->conflicts->len == 0)
        return;
      world->tally.n_conflicts++;
      user_resolve (world, dice, view, view->conflicts->pdata[0]);
      world_drive_edits (world);
    }
  world_violate (world, "conflicts don’t come to an end");
}

/* --- One edit --- */

static void
user_edit_image (World            *world,
                 Dice             *dice,
                 PackshotItemView *view,
                 EditKind          kind)
{
  guint n = packshot_gallery_get_n (view->local);
  gint64 image = packshot_image_get_id (packshot_gallery_get (view->local, dice_below (dice, n)));
  PackshotSession *session = world->life.session;
  g_autofree char *title = g_strdup_printf ("caption %u", dice_below (dice, 5));

  if (kind == EDIT_REPLACE)
    user_replace (world, dice, view, image);
  else if (kind == EDIT_REMOVE)
    packshot_session_remove_images_async (session, world->item, &image, 1, NULL, edited_cb,
                                          edit_begin (world, view, kind));
  else if (kind == EDIT_MOVE)
    packshot_session_move_images_async (session, world->item, &image, 1, 1 + dice_below (dice, n),
                                        NULL, edited_cb, edit_begin (world, view, kind));
  else if (kind == EDIT_PRIMARY)
    packshot_session_set_primary_async (session, world->item, dice_chance (dice, 15) ? 0 : image,
                                        NULL, edited_cb, edit_begin (world, view, kind));
  else if (kind == EDIT_TITLE)
    packshot_session_set_title_async (session, world->item, &image, 1, title, NULL, edited_cb,
                                      edit_begin (world, view, kind));
  else if (view->profile->has_visibility)
    packshot_session_set_visibility_async (session, world->item, &image, 1,
                                           dice_chance (dice, 50) ? PACKSHOT_VISIBILITY_PUBLIC :
                                           PACKSHOT_VISIBILITY_PRIVATE, NULL, edited_cb,
                                           edit_begin (world, view, kind));
}

void
user_edit (World *world,
           Dice  *dice)
{
  g_autoptr(PackshotItemView) view = world_view (world);
  EditKind kind = chances[dice_below (dice, G_N_ELEMENTS (chances))];

  if (view == NULL)
    return;
  world_say (world, "  user: %s", names[kind]);
  if (kind == EDIT_ADD)
    user_add (world, dice, view);
  else if (kind == EDIT_UNDO)
    packshot_session_undo_async (world->life.session, NULL, undone_cb,
                                 edit_begin (world, view, kind));
  else if (kind == EDIT_REDO)
    packshot_session_redo_async (world->life.session, NULL, undone_cb,
                                 edit_begin (world, view, kind));
  else if (kind == EDIT_RESTORE)
    user_restore (world, dice, view);
  else if (kind == EDIT_RESOLVE && view->conflicts->len > 0)
    user_resolve (world, dice, view,
                  view->conflicts->pdata[dice_below (dice, view->conflicts->len)]);
  else if (kind < EDIT_UNDO && packshot_gallery_get_n (view->local) > 0)
    user_edit_image (world, dice, view, kind);
  /* Most edits are written by now; what they took away must not be charged to the program if it is
   * killed before they are answered. */
  for (guint i = 0; i < world->life.edits->len; i++)
    {
      UserEdit *edit = world->life.edits->pdata[i];

      if (edit->brought == NULL)
        user_edit_note (edit);
    }
}
