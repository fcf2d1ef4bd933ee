/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* Orders of pictures, and their three-way merge. An order says of each two pictures which comes
 * first. What one side changed of that is taken, so that moves on both sides meet in one order,
 * and a move keeps its meaning while others move around it. Where the changes go round in a
 * circle there is no such order; and where both sides only moved the same picture, to different
 * places, it is a person who must say which. That way the outcome is the same for both sides, and
 * stays the same when pictures come in between. Any thread. */

#include "config.h"

#include "packshot-merge-private.h"

#include <stdlib.h>

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

gboolean
_packshot_order_equal (GArray *a,
                       GArray *b)
{
  return a->len == b->len &&
         (a->len == 0 || memcmp (a->data, b->data, a->len * sizeof (gint64)) == 0);
}

/* --- Many look-ups in one order --- */

typedef struct
{
  gint64 id;
  int    index;
} Place;

static int
place_compare (gconstpointer a,
               gconstpointer b)
{
  const Place *x = a, *y = b;

  return x->id < y->id ? -1 : x->id > y->id;
}

/* (element-type Place): by id */
static GArray *
places_of (GArray *order)
{
  GArray *places = g_array_sized_new (FALSE, FALSE, sizeof (Place), order->len);

  for (guint i = 0; i < order->len; i++)
    {
      Place place = { g_array_index (order, gint64, i), (int)i };

      g_array_append_val (places, place);
    }
  g_array_sort (places, place_compare);
  return places;
}

static int
places_find (GArray *places,
             gint64  id)
{
  const Place key = { .id = id };
  const Place *place = NULL;

  if (places->len > 0)
    place = bsearch (&key, places->data, places->len, sizeof key, place_compare);
  return place != NULL ? place->index : -1;
}

/* --- What is moved --- */

GArray *
_packshot_order_filter (GArray *self,
                        GArray *kept)
{
  g_autoptr(GArray) places = places_of (kept);
  GArray *filtered = _packshot_order_new ();

  for (guint i = 0; i < self->len; i++)
    if (places_find (places, g_array_index (self, gint64, i)) >= 0)
      g_array_append_val (filtered, g_array_index (self, gint64, i));
  return filtered;
}

GArray *
_packshot_order_unmoved (GArray *from,
                         GArray *to)
{
  g_autoptr(GArray) common = _packshot_order_filter (to, from);
  g_autoptr(GArray) before = places_of (from);
  g_autofree int *places = g_new (int, common->len + 1);
  g_autofree int *lengths = g_new (int, common->len + 1);
  GArray *unmoved = _packshot_order_new ();
  int next = 0;

  /* lengths[i]: the longest rising run of places that starts at i. */
  for (int i = (int)common->len - 1; i >= 0; i--)
    {
      places[i] = places_find (before, g_array_index (common, gint64, i));
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

/* --- The merge --- */

/* The one that @id follows, or 0 at the front. */
static gint64
before_of (GArray *order,
           GArray *places,
           gint64  id)
{
  int index = places_find (places, id);

  return index > 0 ? g_array_index (order, gint64, index - 1) : 0;
}

/* One picture for each group that stands together in all three orders. */
static GArray *
order_heads (GArray *base,
             GArray *local,
             GArray *remote)
{
  g_autoptr(GArray) here = places_of (local);
  g_autoptr(GArray) there = places_of (remote);
  GArray *heads = _packshot_order_new ();
  gint64 before = 0;

  for (guint i = 0; i < base->len; i++)
    {
      gint64 id = g_array_index (base, gint64, i);

      if (before == 0 || before != before_of (local, here, id) ||
          before != before_of (remote, there, id))
        g_array_append_val (heads, id);
      before = id;
    }
  return heads;
}

static gboolean
is_equal_without (GArray *a,
                  GArray *b,
                  gint64  id)
{
  guint k = 0;

  for (guint i = 0; i < a->len; i++)
    {
      if (g_array_index (a, gint64, i) == id)
        continue;
      k += g_array_index (b, gint64, k) == id ? 1 : 0;
      if (g_array_index (a, gint64, i) != g_array_index (b, gint64, k++))
        return FALSE;
    }
  return TRUE;
}

/* Whether all that both sides did was to move the same picture, or group. It is one of the two that
 * stand where two orders first differ. */
static gboolean
is_same_moved (GArray *base,
               GArray *local,
               GArray *remote)
{
  g_autoptr(GArray) b = order_heads (base, local, remote);
  g_autoptr(GArray) l = _packshot_order_filter (local, b);
  g_autoptr(GArray) r = _packshot_order_filter (remote, b);
  guint first = 0;
  gint64 moved[2];

  while (first < b->len && g_array_index (b, gint64, first) == g_array_index (l, gint64, first))
    first++;
  if (first == b->len)
    return FALSE;
  moved[0] = g_array_index (b, gint64, first);
  moved[1] = g_array_index (l, gint64, first);
  for (guint i = 0; i < G_N_ELEMENTS (moved); i++)
    if (is_equal_without (b, l, moved[i]) && is_equal_without (b, r, moved[i]))
      return TRUE;
  return FALSE;
}

/* For each of @order the index of the same picture in @other. */
static int *
indices_in (GArray *order,
            GArray *other)
{
  g_autoptr(GArray) places = places_of (other);
  int *indices = g_new (int, order->len + 1);

  for (guint i = 0; i < order->len; i++)
    indices[i] = places_find (places, g_array_index (order, gint64, i));
  return indices;
}

/* How many stand before the one at @index of the local order, in the merged one. */
static guint
merged_rank (const int *in_base,
             const int *in_remote,
             int        n,
             int        index)
{
  guint rank = 0;

  for (int k = 0; k < n; k++)
    {
      gboolean here = k < index;
      gboolean there = in_remote[k] < in_remote[index];
      gboolean was = in_base[k] < in_base[index];

      rank += here == there ? here : !was;
    }
  /* None stands before itself, in any order. */
  return rank;
}

GArray *
_packshot_order_merge (GArray *base,
                       GArray *local,
                       GArray *remote)
{
  g_autofree int *in_base = NULL;
  g_autofree int *in_remote = NULL;
  g_autoptr(GArray) merged = NULL;

  if (_packshot_order_equal (base, local))
    return g_array_copy (remote);
  if (_packshot_order_equal (base, remote) || _packshot_order_equal (local, remote))
    return g_array_copy (local);
  if (is_same_moved (base, local, remote))
    return NULL;

  in_base = indices_in (local, base);
  in_remote = indices_in (local, remote);
  merged = g_array_copy (local);
  memset (merged->data, 0, merged->len * sizeof (gint64));
  for (guint i = 0; i < local->len; i++)
    {
      guint rank = merged_rank (in_base, in_remote, (int)local->len, (int)i);

      if (g_array_index (merged, gint64, rank) != 0)
        return NULL;
      g_array_index (merged, gint64, rank) = g_array_index (local, gint64, i);
    }
  return g_steal_pointer (&merged);
}
