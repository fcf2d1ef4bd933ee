/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* The list of items: an array of ids in their order, as a query gave it, and the rows of those
 * that were looked at lately. get_item () never waits: it gives an entry whose row comes
 * later.
 *
 *   cell is bound → request (position) → the ids of its page of 128 → load_rows → entry "changed"
 *   the session says that an item changed → its row is read again, if it is kept
 *
 * One reading is under way at a time; what is asked for meanwhile is read together after it.
 * Rows are kept for the last 4,096 entries; an entry that a cell holds lives on, and is read
 * again when bound. Main thread. */

#include "config.h"

#include "packshot-item-model.h"

#define PAGE 128
#define MAX_ENTRIES 4096
/* A list view asks for each item of a change: above this it is better given a new model. */
#define MAX_SPLICE 2048
/* Rows that wait to be read: when a list is scrolled past more, only those around its place
 * are. */
#define MAX_WANTED 1024

struct _PackshotItemEntry
{
  GObject          parent_instance;

  gint64           id;
  PackshotItemRow *row;   /* (owned) (nullable) */
  char            *heading; /* (owned) (nullable) */
  guint            count;
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PackshotItemEntry, packshot_item_entry, G_TYPE_OBJECT)

struct _PackshotItemModel
{
  GObject          parent_instance;

  PackshotSession *session;     /* (owned) */
  GArray          *ids;         /* (element-type gint64) (owned): negative: a heading */
  GArray          *headings;    /* (element-type PackshotItemHeading) (owned) */

  GHashTable      *entries;     /* id → link of recent */
  GQueue           recent;      /* (element-type PackshotItemEntry) (owned): newest first */

  GHashTable      *wanted;      /* ids whose rows are to be read */
  GCancellable    *cancellable; /* (owned) */
  gboolean         reading;
  guint            idle;
};

static void packshot_item_model_iface_init (GListModelInterface *iface);
static void model_read (PackshotItemModel *self);

G_DEFINE_FINAL_TYPE_WITH_CODE (PackshotItemModel, packshot_item_model, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      packshot_item_model_iface_init))

static void
packshot_item_entry_finalize (GObject *object)
{
  PackshotItemEntry *self = PACKSHOT_ITEM_ENTRY (object);

  g_clear_pointer (&self->row, packshot_item_row_free);
  g_free (self->heading);
  G_OBJECT_CLASS (packshot_item_entry_parent_class)->finalize (object);
}

static void
packshot_item_entry_class_init (PackshotItemEntryClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = packshot_item_entry_finalize;
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
packshot_item_entry_init (PackshotItemEntry *self)
{
}

/**
 * packshot_item_entry_get_id:
 * @self: an entry
 *
 * Returns: its item's id; negative for a heading
 */
gint64
packshot_item_entry_get_id (PackshotItemEntry *self)
{
  return self->id;
}

/**
 * packshot_item_entry_get_row:
 * @self: an entry
 *
 * Returns: (nullable): its item, once that has been read
 */
const PackshotItemRow *
packshot_item_entry_get_row (PackshotItemEntry *self)
{
  return self->row;
}

/**
 * packshot_item_entry_get_heading:
 * @self: an entry
 *
 * Returns: (nullable): the title, when it is a heading
 */
const char *
packshot_item_entry_get_heading (PackshotItemEntry *self)
{
  return self->heading;
}

/**
 * packshot_item_entry_get_count:
 * @self: an entry
 *
 * Returns: items below a heading
 */
guint
packshot_item_entry_get_count (PackshotItemEntry *self)
{
  return self->count;
}

static PackshotItemEntry *
heading_new (PackshotItemModel *self,
             gint64             id)
{
  const PackshotItemHeading *heading;
  PackshotItemEntry *entry = g_object_new (PACKSHOT_TYPE_ITEM_ENTRY, NULL);

  heading = &g_array_index (self->headings, PackshotItemHeading, -id - 1);
  entry->id = id;
  entry->heading = g_strdup (heading->title);
  entry->count = heading->count;
  return entry;
}

static PackshotItemEntry *
model_lookup (PackshotItemModel *self,
              gint64             id)
{
  GList *link = g_hash_table_lookup (self->entries, &id);

  return link != NULL ? link->data : NULL;
}

/* The entry of an item, as the newest; the oldest go. */
static PackshotItemEntry *
model_touch (PackshotItemModel *self,
             gint64             id)
{
  GList *link = g_hash_table_lookup (self->entries, &id);
  PackshotItemEntry *entry;

  if (link != NULL)
    {
      g_queue_unlink (&self->recent, link);
      g_queue_push_head_link (&self->recent, link);
      return link->data;
    }

  entry = g_object_new (PACKSHOT_TYPE_ITEM_ENTRY, NULL);
  entry->id = id;
  g_queue_push_head (&self->recent, entry);
  g_hash_table_insert (self->entries, &entry->id, self->recent.head);
  while (self->recent.length > MAX_ENTRIES)
    {
      PackshotItemEntry *old = g_queue_pop_tail (&self->recent);

      g_hash_table_remove (self->entries, &old->id);
      g_object_unref (old);
    }
  return entry;
}

static void
model_take_row (PackshotItemModel *self,
                PackshotItemRow   *row)
{
  PackshotItemEntry *entry = model_lookup (self, row->item->id);

  if (entry == NULL)
    {
      packshot_item_row_free (row);
      return;
    }
  g_clear_pointer (&entry->row, packshot_item_row_free);
  entry->row = row;
  g_signal_emit (entry, signals[CHANGED], 0);
}

static void
rows_loaded_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      data)
{
  g_autoptr(PackshotItemModel) self = data;
  g_autoptr(GPtrArray) rows = NULL;
  g_autoptr(GError) error = NULL;

  rows = packshot_session_load_rows_finish (PACKSHOT_SESSION (object), result, &error);
  self->reading = FALSE;
  if (rows == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_warning ("Rows of items could not be read: %s", error->message);
      return;
    }
  /* The entries take the rows over. */
  g_ptr_array_set_free_func (rows, NULL);
  for (guint i = 0; i < rows->len; i++)
    model_take_row (self, rows->pdata[i]);
  model_read (self);
}

static void
model_read (PackshotItemModel *self)
{
  g_autoptr(GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  GHashTableIter iter;
  gpointer key;

  if (self->reading || g_hash_table_size (self->wanted) == 0)
    return;
  g_hash_table_iter_init (&iter, self->wanted);
  while (ids->len < PAGE && g_hash_table_iter_next (&iter, &key, NULL))
    {
      g_array_append_val (ids, *(gint64 *)key);
      g_hash_table_iter_remove (&iter);
    }
  self->reading = TRUE;
  packshot_session_load_rows_async (self->session, (gconstpointer)ids->data, ids->len,
                                    self->cancellable, rows_loaded_cb, g_object_ref (self));
}

static void
read_cb (gpointer data)
{
  PackshotItemModel *self = data;

  self->idle = 0;
  model_read (self);
}

static void
model_want (PackshotItemModel *self,
            gint64             id)
{
  g_hash_table_add (self->wanted, g_memdup2 (&id, sizeof id));
  if (self->idle == 0 && !self->reading)
    self->idle = g_idle_add_once (read_cb, self);
}

static void
item_changed_cb (PackshotItemModel *self,
                 gint64             id)
{
  PackshotItemEntry *entry = model_lookup (self, id);

  if (entry != NULL && entry->row != NULL)
    model_want (self, id);
}

static GType
packshot_item_model_get_item_type (GListModel *list)
{
  return PACKSHOT_TYPE_ITEM_ENTRY;
}

static guint
packshot_item_model_get_n_items (GListModel *list)
{
  return PACKSHOT_ITEM_MODEL (list)->ids->len;
}

static gpointer
packshot_item_model_get_item (GListModel *list,
                              guint       position)
{
  PackshotItemModel *self = PACKSHOT_ITEM_MODEL (list);
  gint64 id;

  if (position >= self->ids->len)
    return NULL;
  id = g_array_index (self->ids, gint64, position);
  return id < 0 ? heading_new (self, id) : g_object_ref (model_touch (self, id));
}

static void
packshot_item_model_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = packshot_item_model_get_item_type;
  iface->get_n_items = packshot_item_model_get_n_items;
  iface->get_item = packshot_item_model_get_item;
}

static void
packshot_item_model_dispose (GObject *object)
{
  PackshotItemModel *self = PACKSHOT_ITEM_MODEL (object);

  g_clear_handle_id (&self->idle, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (packshot_item_model_parent_class)->dispose (object);
}

static void
packshot_item_model_finalize (GObject *object)
{
  PackshotItemModel *self = PACKSHOT_ITEM_MODEL (object);

  g_hash_table_unref (self->entries);
  g_hash_table_unref (self->wanted);
  g_queue_clear_full (&self->recent, g_object_unref);
  g_array_unref (self->ids);
  g_array_unref (self->headings);
  g_object_unref (self->cancellable);
  G_OBJECT_CLASS (packshot_item_model_parent_class)->finalize (object);
}

static void
packshot_item_model_class_init (PackshotItemModelClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = packshot_item_model_dispose;
  G_OBJECT_CLASS (klass)->finalize = packshot_item_model_finalize;
}

static void
packshot_item_model_init (PackshotItemModel *self)
{
  self->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->headings = g_array_new (FALSE, FALSE, sizeof (PackshotItemHeading));
  self->entries = g_hash_table_new (g_int64_hash, g_int64_equal);
  self->wanted = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->cancellable = g_cancellable_new ();
  g_queue_init (&self->recent);
}

/**
 * packshot_item_model_new:
 * @session: what reads the rows
 *
 * Returns: (transfer full): an empty list
 */
PackshotItemModel *
packshot_item_model_new (PackshotSession *session)
{
  PackshotItemModel *self = g_object_new (PACKSHOT_TYPE_ITEM_MODEL, NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (session, "item-changed", G_CALLBACK (item_changed_cb), self,
                           G_CONNECT_SWAPPED);
  return self;
}

/* The ids with the headings among them. */
static GArray *
mix_headings (GArray *ids,
              GArray *headings)
{
  GArray *mixed = g_array_sized_new (FALSE, FALSE, sizeof (gint64), ids->len + headings->len);
  guint next = 0;

  for (guint i = 0; i < ids->len; i++)
    {
      while (next < headings->len
             && g_array_index (headings, PackshotItemHeading, next).position == mixed->len)
        {
          gint64 id = -1 - (gint64)next++;

          g_array_append_val (mixed, id);
        }
      g_array_append_val (mixed, g_array_index (ids, gint64, i));
    }
  return mixed;
}

static gboolean
same_headings (GArray *a,
               GArray *b)
{
  return a->len == b->len
         && (a->len == 0 || memcmp (a->data, b->data, a->len * sizeof (PackshotItemHeading)) == 0);
}

/**
 * packshot_item_model_set_ids:
 * @self: a model
 * @ids: (element-type gint64): all items in their order
 * @headings: (element-type PackshotItemHeading): titles among them; their places count them too
 *
 * Changes the list by one replacement, the smallest there is.
 *
 * Returns: whether it was done; not when the replacement would be large
 */
gboolean
packshot_item_model_set_ids (PackshotItemModel *self,
                             GArray            *ids,
                             GArray            *headings)
{
  g_autoptr(GArray) old = NULL;
  g_autoptr(GArray) mixed = NULL;
  guint head = 0, tail = 0, least;

  g_return_val_if_fail (PACKSHOT_IS_ITEM_MODEL (self), FALSE);

  mixed = mix_headings (ids, headings);
  least = MIN (mixed->len, self->ids->len);
  if (same_headings (headings, self->headings))
    {
      while (head < least && g_array_index (mixed, gint64, head)
             == g_array_index (self->ids, gint64, head))
        head++;
      while (tail < least - head && g_array_index (mixed, gint64, mixed->len - 1 - tail)
             == g_array_index (self->ids, gint64, self->ids->len - 1 - tail))
        tail++;
    }
  if (mixed->len + self->ids->len - 2 * (head + tail) > MAX_SPLICE)
    return FALSE;

  old = self->ids;
  self->ids = g_steal_pointer (&mixed);
  g_array_ref (headings);
  g_array_unref (self->headings);
  self->headings = headings;
  if (old->len - head - tail > 0 || self->ids->len - head - tail > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), head, old->len - head - tail,
                                self->ids->len - head - tail);
  return TRUE;
}

/**
 * packshot_item_model_new_like:
 * @self: a model that is given up
 * @ids: (element-type gint64): all items in their order
 * @headings: (element-type PackshotItemHeading): titles among them
 *
 * Returns: (transfer full): a new model with the rows of the old one
 */
PackshotItemModel *
packshot_item_model_new_like (PackshotItemModel *self,
                              GArray            *ids,
                              GArray            *headings)
{
  PackshotItemModel *other;

  g_return_val_if_fail (PACKSHOT_IS_ITEM_MODEL (self), NULL);

  other = packshot_item_model_new (self->session);
  g_array_unref (other->ids);
  other->ids = mix_headings (ids, headings);
  g_array_unref (other->headings);
  other->headings = g_array_ref (headings);
  for (GList *link = self->recent.tail; link != NULL; link = link->prev)
    {
      PackshotItemEntry *entry = link->data;

      g_queue_push_head (&other->recent, g_object_ref (entry));
      g_hash_table_insert (other->entries, &entry->id, other->recent.head);
    }
  return other;
}

/**
 * packshot_item_model_find:
 * @self: a model
 * @id: an item
 *
 * Returns: its place, or %G_MAXUINT
 */
guint
packshot_item_model_find (PackshotItemModel *self,
                          gint64             id)
{
  g_return_val_if_fail (PACKSHOT_IS_ITEM_MODEL (self), G_MAXUINT);

  for (guint i = 0; i < self->ids->len; i++)
    if (g_array_index (self->ids, gint64, i) == id)
      return i;
  return G_MAXUINT;
}

/**
 * packshot_item_model_get_id:
 * @self: a model
 * @position: a place
 *
 * Returns: the item there; 0 for none and for a heading
 */
gint64
packshot_item_model_get_id (PackshotItemModel *self,
                            guint              position)
{
  g_return_val_if_fail (PACKSHOT_IS_ITEM_MODEL (self), 0);

  return position < self->ids->len ? MAX (0, g_array_index (self->ids, gint64, position)) : 0;
}

/**
 * packshot_item_model_get_n:
 * @self: a model
 *
 * Returns: items and headings
 */
guint
packshot_item_model_get_n (PackshotItemModel *self)
{
  g_return_val_if_fail (PACKSHOT_IS_ITEM_MODEL (self), 0);

  return self->ids->len;
}

/**
 * packshot_item_model_request:
 * @self: a model
 * @position: a place that comes into view
 *
 * Reads the rows of its page that have not been read.
 */
void
packshot_item_model_request (PackshotItemModel *self,
                             guint              position)
{
  guint first = position - position % PAGE;
  guint end = first + PAGE;
  PackshotItemEntry *entry;
  gint64 id;

  g_return_if_fail (PACKSHOT_IS_ITEM_MODEL (self));

  id = packshot_item_model_get_id (self, position);
  entry = id > 0 ? model_lookup (self, id) : NULL;
  if (id <= 0 || (entry != NULL && entry->row != NULL))
    return;
  if (g_hash_table_size (self->wanted) > MAX_WANTED)
    {
      g_hash_table_remove_all (self->wanted);
      first -= MIN (first, 2 * PAGE);
      end += 2 * PAGE;
    }
  for (guint i = first; i < end && i < self->ids->len; i++)
    {
      id = g_array_index (self->ids, gint64, i);
      if (id > 0 && model_touch (self, id)->row == NULL)
        model_want (self, id);
    }
}

/**
 * packshot_item_model_get_n_read:
 * @self: a model
 *
 * Returns: entries kept
 */
guint
packshot_item_model_get_n_read (PackshotItemModel *self)
{
  g_return_val_if_fail (PACKSHOT_IS_ITEM_MODEL (self), 0);

  return self->recent.length;
}
