/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* A row of the Sync page as data: texts, pictures, a bar, a menu. Rows are made anew with each
 * reading of the work; a list keeps the ones it has by their keys and takes over what is new, so
 * that focus, open rows and menus stay. Main thread. */

#include "config.h"

#include "packshot-sync-row.h"

enum { CHANGED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PackshotSyncRow, packshot_sync_row, G_TYPE_OBJECT)

static void
picture_free (PackshotSyncPicture *self)
{
  g_free (self->sha256);
  g_free (self->label);
  g_free (self);
}

static void
step_free (PackshotSyncStep *self)
{
  g_free (self->title);
  g_free (self->subtitle);
  g_free (self->amount);
  g_free (self);
}

static void
texts_clear (PackshotSyncTexts *texts)
{
  g_free (texts->title);
  g_free (texts->subtitle);
  g_free (texts->time);
  g_free (texts->amount);
  g_free (texts->amount_more);
  g_free (texts->spoken);
  g_free (texts->icon_tip);
  g_free (texts->button);
  g_free (texts->button_tip);
  *texts = (PackshotSyncTexts) { 0 };
}

/**
 * packshot_sync_picture_new:
 * @item: its item
 * @image: our id, or 0
 * @sha256: (nullable): its bytes
 *
 * Returns: (transfer full): a small picture
 */
PackshotSyncPicture *
packshot_sync_picture_new (gint64      item,
                           gint64      image,
                           const char *sha256)
{
  PackshotSyncPicture *self = g_new0 (PackshotSyncPicture, 1);

  self->item = item;
  self->image = image;
  self->sha256 = g_strdup (sha256);
  return self;
}

/**
 * packshot_sync_step_new:
 *
 * Returns: (transfer full): a step without words
 */
PackshotSyncStep *
packshot_sync_step_new (void)
{
  return g_new0 (PackshotSyncStep, 1);
}

/**
 * packshot_sync_details_new:
 *
 * Returns: (transfer full): details without pictures and steps
 */
PackshotSyncDetails *
packshot_sync_details_new (void)
{
  PackshotSyncDetails *self = g_new0 (PackshotSyncDetails, 1);

  self->pictures = g_ptr_array_new_with_free_func ((GDestroyNotify)picture_free);
  self->steps = g_ptr_array_new_with_free_func ((GDestroyNotify)step_free);
  return self;
}

/**
 * packshot_sync_details_free:
 * @self: (nullable): details
 *
 * Frees them.
 */
void
packshot_sync_details_free (PackshotSyncDetails *self)
{
  if (self == NULL)
    return;
  g_free (self->caption);
  g_ptr_array_unref (self->pictures);
  g_ptr_array_unref (self->steps);
  g_free (self);
}

static void
packshot_sync_row_finalize (GObject *object)
{
  PackshotSyncRow *self = PACKSHOT_SYNC_ROW (object);

  g_free (self->key);
  texts_clear (&self->texts);
  g_ptr_array_unref (self->pictures);
  packshot_sync_details_free (self->details);
  G_OBJECT_CLASS (packshot_sync_row_parent_class)->finalize (object);
}

static void
packshot_sync_row_class_init (PackshotSyncRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = packshot_sync_row_finalize;
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
packshot_sync_row_init (PackshotSyncRow *self)
{
  self->pictures = g_ptr_array_new_with_free_func ((GDestroyNotify)picture_free);
  self->fraction = -1;
  self->is_loaded = TRUE;
}

/**
 * packshot_sync_row_new:
 * @kind: what it shows
 * @key: what it is
 *
 * Returns: (transfer full): a row without texts
 */
PackshotSyncRow *
packshot_sync_row_new (PackshotSyncRowKind kind,
                       const char         *key)
{
  PackshotSyncRow *self = g_object_new (PACKSHOT_TYPE_SYNC_ROW, NULL);

  self->kind = kind;
  self->key = g_strdup (key);
  return self;
}

/**
 * packshot_sync_row_add_picture:
 * @self: a row
 * @item: the picture's item
 * @image: our id, or 0
 * @sha256: (nullable): its bytes
 */
void
packshot_sync_row_add_picture (PackshotSyncRow *self,
                               gint64           item,
                               gint64           image,
                               const char      *sha256)
{
  g_return_if_fail (PACKSHOT_IS_SYNC_ROW (self));

  g_ptr_array_add (self->pictures, packshot_sync_picture_new (item, image, sha256));
}

static gboolean
texts_equal (const PackshotSyncTexts *a,
             const PackshotSyncTexts *b)
{
  return g_strcmp0 (a->title, b->title) == 0 && g_strcmp0 (a->subtitle, b->subtitle) == 0
         && g_strcmp0 (a->time, b->time) == 0 && g_strcmp0 (a->amount, b->amount) == 0
         && g_strcmp0 (a->amount_more, b->amount_more) == 0
         && g_strcmp0 (a->spoken, b->spoken) == 0 && g_strcmp0 (a->icon, b->icon) == 0
         && g_strcmp0 (a->css, b->css) == 0 && g_strcmp0 (a->icon_tip, b->icon_tip) == 0
         && g_strcmp0 (a->button, b->button) == 0
         && g_strcmp0 (a->button_tip, b->button_tip) == 0;
}

static gboolean
pictures_equal (GPtrArray *a,
                GPtrArray *b)
{
  if (a->len != b->len)
    return FALSE;
  for (guint i = 0; i < a->len; i++)
    {
      const PackshotSyncPicture *left = a->pdata[i], *right = b->pdata[i];

      if (left->item != right->item || left->image != right->image
          || g_strcmp0 (left->sha256, right->sha256) != 0)
        return FALSE;
    }
  return TRUE;
}

static gboolean
row_equal (PackshotSyncRow *self,
           PackshotSyncRow *other)
{
  return self->item == other->item && self->n_more == other->n_more && self->menu == other->menu
         && self->fraction == other->fraction && self->is_busy == other->is_busy
         && self->is_first == other->is_first && self->is_last == other->is_last
         && self->is_loaded == other->is_loaded && self->details == NULL
         && other->details == NULL && texts_equal (&self->texts, &other->texts)
         && pictures_equal (self->pictures, other->pictures);
}

/**
 * packshot_sync_row_take:
 * @self: a row
 * @newer: the same row as it is now
 *
 * Takes over what is different. A row that was read stays as it is while @newer is still to be
 * read.
 */
void
packshot_sync_row_take (PackshotSyncRow *self,
                        PackshotSyncRow *newer)
{
  PackshotSyncTexts texts;
  gboolean moved;

  g_return_if_fail (PACKSHOT_IS_SYNC_ROW (self) && PACKSHOT_IS_SYNC_ROW (newer));

  if (self == newer || row_equal (self, newer))
    return;
  moved = self->is_first != newer->is_first || self->is_last != newer->is_last;
  self->is_first = newer->is_first;
  self->is_last = newer->is_last;
  if (newer->is_loaded || self->texts.title == NULL)
    {
      texts = self->texts;
      self->texts = newer->texts;
      newer->texts = texts;
      g_ptr_array_unref (self->pictures);
      self->pictures = g_ptr_array_ref (newer->pictures);
      packshot_sync_details_free (self->details);
      self->details = g_steal_pointer (&newer->details);
      self->item = newer->item;
      self->n_more = newer->n_more;
      self->menu = newer->menu;
      self->fraction = newer->fraction;
      self->is_busy = newer->is_busy;
      self->is_loaded = newer->is_loaded;
      moved = TRUE;
    }
  if (moved)
    packshot_sync_row_changed (self);
}

/**
 * packshot_sync_row_changed:
 * @self: a row
 *
 * Tells whoever shows it that it is different.
 */
void
packshot_sync_row_changed (PackshotSyncRow *self)
{
  g_return_if_fail (PACKSHOT_IS_SYNC_ROW (self));

  g_signal_emit (self, signals[CHANGED], 0);
}

/**
 * packshot_sync_row_dup_label:
 * @self: a row
 *
 * Returns: (transfer full): what a screen reader says of it
 */
char *
packshot_sync_row_dup_label (PackshotSyncRow *self)
{
  const PackshotSyncTexts *texts;
  GString *label;

  g_return_val_if_fail (PACKSHOT_IS_SYNC_ROW (self), NULL);

  texts = &self->texts;
  if (texts->spoken != NULL)
    return g_strdup (texts->spoken);
  label = g_string_new (texts->title);
  for (int i = 0; i < 5; i++)
    {
      const char *part[] = { texts->subtitle, texts->amount, texts->amount_more, texts->icon_tip,
                             texts->time };

      if (part[i] != NULL && *part[i] != '\0')
        g_string_append_printf (label, ", %s", part[i]);
    }
  return g_string_free (label, FALSE);
}

static gboolean
is_in_card (PackshotSyncRow *row)
{
  return row->kind != PACKSHOT_SYNC_ROW_HEADING && row->kind != PACKSHOT_SYNC_ROW_SUMMARY;
}

/**
 * packshot_sync_rows_mark:
 * @rows: (element-type PackshotSyncRow): a list
 *
 * Marks the first and the last row of each card.
 */
void
packshot_sync_rows_mark (GPtrArray *rows)
{
  for (guint i = 0; i < rows->len; i++)
    {
      PackshotSyncRow *row = rows->pdata[i];

      row->is_first = is_in_card (row) && (i == 0 || !is_in_card (rows->pdata[i - 1]));
      row->is_last = is_in_card (row)
        && (i + 1 == rows->len || !is_in_card (rows->pdata[i + 1]));
    }
}
