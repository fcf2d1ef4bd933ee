/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* Items with work left, and what the work is: the difference local - synced, in the words of a
 * person. Nothing of it is stored; what is in conflict is left to the conflicts. On a store
 * thread. */

#include "config.h"

#include "packshot-work.h"

#include "packshot-galleries.h"
#include "packshot-journal.h"
#include "packshot-statement-private.h"

#define COLUMNS \
  "i.id, i.account, i.name, i.attempts, i.next_try, i.problem, i.problem_text, i.problem_image, " \
  "i.local_gallery, i.synced_gallery, " \
  "EXISTS (SELECT 1 FROM doubts AS d WHERE d.item = i.id)"

#define N_HASHES 3

static const char * const change_names[PACKSHOT_N_CHANGE_KINDS] = {
  [PACKSHOT_CHANGE_ADDED] = "added",
  [PACKSHOT_CHANGE_REMOVED] = "removed",
  [PACKSHOT_CHANGE_REPLACED] = "replaced",
  [PACKSHOT_CHANGE_CAPTION] = "caption",
  [PACKSHOT_CHANGE_VISIBILITY] = "visibility",
  [PACKSHOT_CHANGE_PRIMARY] = "primary",
  [PACKSHOT_CHANGE_ORDER] = "order",
  [PACKSHOT_CHANGE_CHECK] = "check",
};

const char *
packshot_change_kind_to_string (PackshotChangeKind kind)
{
  g_return_val_if_fail ((guint)kind < PACKSHOT_N_CHANGE_KINDS, NULL);

  return change_names[kind];
}

/* --- The changes of one item --- */

static void
add_change (GArray            *changes,
            PackshotChangeKind kind,
            gint64             image)
{
  const PackshotChange change = { .kind = kind, .image = image };

  g_array_append_val (changes, change);
}

static void
add_image_changes (GArray        *changes,
                   PackshotImage *agreed,
                   PackshotImage *mine)
{
  gint64 id = packshot_image_get_id (mine);

  if (agreed == NULL)
    {
      add_change (changes, PACKSHOT_CHANGE_ADDED, id);
      return;
    }
  if (!packshot_image_same_content (mine, agreed))
    add_change (changes, PACKSHOT_CHANGE_REPLACED, id);
  if (!g_str_equal (packshot_image_get_title (mine), packshot_image_get_title (agreed)))
    add_change (changes, PACKSHOT_CHANGE_CAPTION, id);
  if (packshot_image_get_visibility (mine) != packshot_image_get_visibility (agreed))
    add_change (changes, PACKSHOT_CHANGE_VISIBILITY, id);
}

/* Whether the pictures that stand in both stand in another order. */
static gboolean
order_differs (PackshotGallery *synced,
               PackshotGallery *local)
{
  int last = -1;

  for (guint i = 0; i < packshot_gallery_get_n (local); i++)
    {
      PackshotImage *image = packshot_gallery_get (local, i);
      int index = packshot_gallery_index_of (synced, packshot_image_get_id (image));

      if (index >= 0 && index < last)
        return TRUE;
      last = MAX (last, index);
    }
  return FALSE;
}

/* What is in conflict waits for a person, and is no work. */
static gboolean
is_in_conflict (const PackshotChange      *change,
                const PackshotConflictRow *conflict)
{
  switch (conflict->kind)
    {
    case PACKSHOT_CONFLICT_CONTENT:
      return change->kind == PACKSHOT_CHANGE_REPLACED && change->image == conflict->image;

    case PACKSHOT_CONFLICT_TITLE:
      return change->kind == PACKSHOT_CHANGE_CAPTION && change->image == conflict->image;

    case PACKSHOT_CONFLICT_VISIBILITY:
      return change->kind == PACKSHOT_CHANGE_VISIBILITY && change->image == conflict->image;

    case PACKSHOT_CONFLICT_PRIMARY:
      return change->kind == PACKSHOT_CHANGE_PRIMARY;

    case PACKSHOT_CONFLICT_ORDER:
      return change->kind == PACKSHOT_CHANGE_ORDER;

    case PACKSHOT_CONFLICT_REMOVED_THERE:
    case PACKSHOT_CONFLICT_REMOVED_HERE:
      return change->kind != PACKSHOT_CHANGE_PRIMARY && change->image == conflict->image;

    default:
      return FALSE;
    }
}

static void
drop_conflicting (GArray    *changes,
                  GPtrArray *conflicts)
{
  for (guint i = 0; i < conflicts->len; i++)
    for (guint k = changes->len; k > 0; k--)
      if (is_in_conflict (&g_array_index (changes, PackshotChange, k - 1), conflicts->pdata[i]))
        g_array_remove_index (changes, k - 1);
}

/**
 * packshot_changes_new:
 * @synced: what both sides last agreed on
 * @local: what the user wants
 * @conflicts: (nullable) (element-type PackshotConflictRow): open conflicts, whose changes are left
 *   out
 *
 * A picture that was added is one change, whatever was done to it since. A primary that went with
 * its picture is no change of its own, and neither is that of an item whose first picture was
 * added: the picture is.
 *
 * Returns: (transfer full) (element-type PackshotChange): what the user did
 */
GArray *
packshot_changes_new (PackshotGallery *synced,
                      PackshotGallery *local,
                      GPtrArray       *conflicts)
{
  GArray *changes = g_array_new (FALSE, FALSE, sizeof (PackshotChange));
  gint64 was = packshot_gallery_get_primary (synced);
  gint64 is = packshot_gallery_get_primary (local);

  for (guint i = 0; i < packshot_gallery_get_n (local); i++)
    {
      PackshotImage *mine = packshot_gallery_get (local, i);

      add_image_changes (changes, packshot_gallery_lookup (synced, packshot_image_get_id (mine)),
                         mine);
    }
  for (guint i = 0; i < packshot_gallery_get_n (synced); i++)
    {
      gint64 id = packshot_image_get_id (packshot_gallery_get (synced, i));

      if (packshot_gallery_lookup (local, id) == NULL)
        add_change (changes, PACKSHOT_CHANGE_REMOVED, id);
    }
  if (was != is && !(is == 0 && packshot_gallery_lookup (local, was) == NULL) &&
      !(was == 0 && packshot_gallery_get_n (synced) == 0))
    add_change (changes, PACKSHOT_CHANGE_PRIMARY, is);
  if (order_differs (synced, local))
    add_change (changes, PACKSHOT_CHANGE_ORDER, 0);
  if (conflicts != NULL)
    drop_conflicting (changes, conflicts);
  return changes;
}

/* --- The rows --- */

void
packshot_work_row_free (PackshotWorkRow *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->name);
  g_free (self->problem);
  g_free (self->problem_text);
  g_free (self->problem_mime);
  g_clear_pointer (&self->changes, g_array_unref);
  g_clear_pointer (&self->hashes, g_ptr_array_unref);
  g_free (self);
}

static void
row_show (PackshotWorkRow *row,
          PackshotImage   *image)
{
  const char *sha256 = image != NULL ? packshot_image_get_sha256 (image) : NULL;

  if (sha256 != NULL && row->hashes->len < N_HASHES &&
      !g_ptr_array_find_with_equal_func (row->hashes, sha256, g_str_equal, NULL))
    g_ptr_array_add (row->hashes, g_strdup (sha256));
}

static gboolean
row_weigh (PackshotWorkRow *row,
           PackshotDb      *db,
           PackshotImage   *image,
           GError         **error)
{
  g_autoptr(PackshotContent) content = NULL;

  if (packshot_image_get_sha256 (image) == NULL)
    return TRUE;
  content = packshot_contents_get (db, packshot_image_get_sha256 (image), error);
  if (content == NULL)
    return FALSE;
  row->bytes += content->bytes;
  row->largest = MAX (row->largest, content->bytes);
  return TRUE;
}

/* A picture with two changes is one picture; its changes follow each other. */
static gboolean
row_take_images (PackshotWorkRow *row,
                 PackshotDb      *db,
                 PackshotGallery *local,
                 PackshotGallery *synced,
                 GError         **error)
{
  gint64 last = 0;

  for (guint i = 0; i < row->changes->len; i++)
    {
      const PackshotChange *change = &g_array_index (row->changes, PackshotChange, i);
      PackshotImage *image = packshot_gallery_lookup (local, change->image);

      if (change->image != 0 && change->image != last)
        row->n_images++;
      last = change->image;
      row_show (row, image != NULL ? image : packshot_gallery_lookup (synced, change->image));
      if ((change->kind == PACKSHOT_CHANGE_ADDED || change->kind == PACKSHOT_CHANGE_REPLACED) &&
          !row_weigh (row, db, image, error))
        return FALSE;
    }
  for (guint i = 0; i < packshot_gallery_get_n (local) && row->hashes->len == 0; i++)
    row_show (row, packshot_gallery_get (local, i));
  return TRUE;
}

static gboolean
row_take_problem (PackshotWorkRow *row,
                  PackshotDb      *db,
                  PackshotGallery *local,
                  GError         **error)
{
  PackshotImage *image = packshot_gallery_lookup (local, row->problem_image);
  const char *sha256 = image != NULL ? packshot_image_get_sha256 (image) : NULL;
  g_autoptr(PackshotContent) content = NULL;

  if (image == NULL)
    return TRUE;
  row->problem_caption = (guint)g_utf8_strlen (packshot_image_get_title (image), -1);
  row_show (row, image);
  if (sha256 == NULL)
    return TRUE;
  content = packshot_contents_get (db, sha256, error);
  if (content == NULL)
    return FALSE;
  row->problem_bytes = content->bytes;
  row->problem_mime = g_strdup (content->mime);
  return TRUE;
}

static gboolean
row_take_galleries (PackshotWorkRow *row,
                    PackshotDb      *db,
                    gint64           local_id,
                    gint64           synced_id,
                    GError         **error)
{
  g_autoptr(PackshotGallery) local = packshot_galleries_load (db, local_id, error);
  g_autoptr(PackshotGallery) synced = NULL;
  g_autoptr(GPtrArray) conflicts = NULL;

  if (local == NULL)
    return FALSE;
  synced = local_id != synced_id ? packshot_galleries_load (db, synced_id, error) :
    packshot_gallery_ref (local);
  if (synced == NULL || !(conflicts = packshot_conflicts_list (db, row->item, error)))
    return FALSE;
  row->changes = packshot_changes_new (synced, local, conflicts);
  return (row->problem == NULL || row_take_problem (row, db, local, error)) &&
         row_take_images (row, db, local, synced, error);
}

static PackshotWorkRow *
row_read (PackshotDb        *db,
          PackshotStatement *s,
          GError           **error)
{
  g_autoptr(PackshotWorkRow) row = g_new0 (PackshotWorkRow, 1);
  gboolean in_doubt = _packshot_statement_get_int64 (s, 10) != 0;

  row->item = _packshot_statement_get_int64 (s, 0);
  row->account = _packshot_statement_get_int64 (s, 1);
  row->name = _packshot_statement_dup_text (s, 2);
  row->attempts = (int)_packshot_statement_get_int64 (s, 3);
  row->next_try = _packshot_statement_get_int64 (s, 4);
  row->problem = _packshot_statement_dup_text (s, 5);
  row->problem_text = _packshot_statement_dup_text (s, 6);
  row->problem_image = _packshot_statement_get_int64 (s, 7);
  row->hashes = g_ptr_array_new_with_free_func (g_free);
  if (!row_take_galleries (row, db, _packshot_statement_get_int64 (s, 8),
                           _packshot_statement_get_int64 (s, 9), error))
    return NULL;
  if (row->changes->len == 0 && in_doubt)
    add_change (row->changes, PACKSHOT_CHANGE_CHECK, 0);
  return g_steal_pointer (&row);
}

/**
 * packshot_work_list:
 * @db: a connection
 * @error: return location
 *
 * Items of which nothing is left but a conflict are not among them.
 *
 * Returns: (transfer full) (element-type PackshotWorkRow) (nullable): items with something to send,
 *   in doubt or refused; the oldest edit first, as they will be sent
 */
GPtrArray *
packshot_work_list (PackshotDb *db,
                    GError    **error)
{
  g_autoptr(GPtrArray) rows = NULL;
  g_autoptr(PackshotStatement) s = NULL;
  int more;

  s = _packshot_db_prepare (db,
                            "SELECT " COLUMNS " FROM items AS i WHERE i.id IN "
                            "(SELECT id FROM items WHERE local_gallery <> synced_gallery UNION "
                            "SELECT item FROM doubts UNION "
                            "SELECT id FROM items WHERE problem IS NOT NULL) "
                            "ORDER BY i.edited_at, i.id", error);
  if (s == NULL)
    return NULL;
  rows = g_ptr_array_new_with_free_func ((GDestroyNotify)packshot_work_row_free);
  while ((more = _packshot_statement_step (s, error)) > 0)
    {
      PackshotWorkRow *row = row_read (db, s, error);

      if (row == NULL)
        return NULL;
      if (row->changes->len > 0 || row->problem != NULL)
        g_ptr_array_add (rows, row);
      else
        packshot_work_row_free (row);
    }
  return more == 0 ? g_steal_pointer (&rows) : NULL;
}
