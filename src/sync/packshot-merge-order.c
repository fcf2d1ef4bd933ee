/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* Orders of pictures, and their three-way merge. An order says of each two pictures which comes
 * first. What one side changed of that is taken, so that moves on both sides meet in one order,
 * and a move keeps its meaning while others move around it. Where the changes go round in a
 * circle there is no such order; and where both sides only moved the same picture, to different
 * places, it is a person who must say which. That way the outcome is the same for both sides, and
 * stays the same when pictures come in between. Galleries are small: the simple ways are good
 * enough. Any thread. */

#include "config.h"

#include "packshot-merge-private.h"

GArray *
_packshot_order_new (void)
{
  return g_array_new (FALSE, FALSE, sizeof (gint64));
}

GArray *
_packshot_order_of (PackshotGallery *gallery)
{
  GArray *self = _packshot_order_new ();

  for (guint i = 0; i < packshot_gallery_get_n (gallery); i++)
    {
      gint64 id = packshot_image_get_id (packshot_gallery_get (gallery, i));

      g_array_append_val (self, id);
    }
  return self;
}

int
_packshot_order_index (GArray *self,
                       gint64  id)
{
  for (guint i = 0; i < self->len; i++)
    if (g_array_index (self, gint64, i) == id)
      return (int)i;
  return -1;
}

gboolean
_packshot_order_has (GArray *self,
                     gint64  id)
{
  return _packshot_order_index (self, id) >= 0;
}

/* The one that @id follows, or 0 at the front. */
gint64
_packshot_order_before (GArray *self,
                        gint64  id)
{
  int index = _packshot_order_index (self, id);

  return index > 0 ? g_array_index (self, gint64, index - 1) : 0;
}

gboolean
_packshot_order_equal (GArray *a,
                       GArray *b)
{
  return a->len == b->len &&
         (a->len == 0 || memcmp (a->data, b->data, a->len * sizeof (gint64)) == 0);
}

GArray *
_packshot_order_filter (GArray *self,
                        GArray *kept)
{
  GArray *filtered = _packshot_order_new ();

  for (guint i = 0; i < self->len; i++)
    if (_packshot_order_has (kept, g_array_index (self, gint64, i)))
      g_array_append_val (filtered, g_array_index (self, gint64, i));
  return filtered;
}

GArray *
_packshot_order_unmoved (GArray *from,
                         GArray *to)
{
  g_autoptr(GArray) common = _packshot_order_filter (to, from);
  g_autofree int *places = g_new (int, common->len + 1);
  g_autofree int *lengths = g_new (int, common->len + 1);
  GArray *unmoved = _packshot_order_new ();
  int next = 0;

  /* lengths[i]: the longest rising run of places that starts at i. */
  for (int i = (int)common->len - 1; i >= 0; i--)
    {
      places[i] = _packshot_order_index (from, g_array_index (common, gint64, i));
      lengths[i] = 1;
      for (guint k = i + 1; k < common->len; k++)
        if (places[k] > places[i])
          lengths[i] = MAX (lengths[i], lengths[k] + 1);
      next = MAX (next, lengths[i]);
    }
  for (guint i = 0, last = 0; i < common->len && next > 0; i++)
    if (lengths[i] == next && (unmoved->len == 0 || places[i] > places[last]))
      {
        g_array_append_val (unmoved, g_array_index (common, gint64, i));
        last = i;
        next--;
      }
  return unmoved;
}

void
_packshot_order_remove (GArray *self,
                        gint64  id)
{
  int index = _packshot_order_index (self, id);

  if (index >= 0)
    g_array_remove_index (self, index);
}

void
_packshot_order_insert_after (GArray *self,
                              gint64  id,
                              GArray *model)
{
  int index = -1;

  for (int i = _packshot_order_index (model, id) - 1; i >= 0 && index < 0; i--)
    index = _packshot_order_index (self, g_array_index (model, gint64, i));
  g_array_insert_val (self, index + 1, id);
}

/* One picture for each group that stands together in all three orders. */
static GArray *
order_heads (GArray *base,
             GArray *local,
             GArray *remote)
{
  GArray *heads = _packshot_order_new ();

  for (guint i = 0; i < base->len; i++)
    {
      gint64 id = g_array_index (base, gint64, i);
      gint64 before = _packshot_order_before (base, id);

      if (before == 0 || before != _packshot_order_before (local, id) ||
          before != _packshot_order_before (remote, id))
        g_array_append_val (heads, id);
    }
  return heads;
}

/* Whether all that both sides did was to move the same picture, or group. */
static gboolean
is_same_moved (GArray *base,
               GArray *local,
               GArray *remote)
{
  g_autoptr(GArray) heads = order_heads (base, local, remote);
  gboolean is_same = FALSE;

  for (guint i = 0; i < heads->len && !is_same; i++)
    {
      g_autoptr(GArray) others = g_array_copy (heads);
      g_autoptr(GArray) b = NULL;
      g_autoptr(GArray) l = NULL;
      g_autoptr(GArray) r = NULL;

      g_array_remove_index (others, i);
      b = _packshot_order_filter (base, others);
      l = _packshot_order_filter (local, others);
      r = _packshot_order_filter (remote, others);
      is_same = _packshot_order_equal (b, l) && _packshot_order_equal (b, r);
    }
  return is_same;
}

static gboolean
is_ahead (GArray *order,
          gint64  a,
          gint64  b)
{
  return _packshot_order_index (order, a) < _packshot_order_index (order, b);
}

GArray *
_packshot_order_merge (GArray *base,
                       GArray *local,
                       GArray *remote)
{
  g_autoptr(GArray) merged = NULL;

  if (_packshot_order_equal (base, local))
    return g_array_copy (remote);
  if (_packshot_order_equal (base, remote) || _packshot_order_equal (local, remote))
    return g_array_copy (local);
  if (is_same_moved (base, local, remote))
    return NULL;

  merged = g_array_copy (local);
  memset (merged->data, 0, merged->len * sizeof (gint64));
  for (guint i = 0; i < local->len; i++)
    {
      gint64 id = g_array_index (local, gint64, i);
      guint rank = 0;

      for (guint k = 0; k < local->len; k++)
        {
          gint64 other = g_array_index (local, gint64, k);
          gboolean ahead = is_ahead (local, other, id);

          if (ahead != is_ahead (remote, other, id))
            ahead = !is_ahead (base, other, id);
          rank += k != i && ahead ? 1 : 0;
        }
      if (g_array_index (merged, gint64, rank) != 0)
        return NULL;
      g_array_index (merged, gint64, rank) = id;
    }
  return g_steal_pointer (&merged);
}
