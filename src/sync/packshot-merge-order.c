/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* Orders of pictures, and their three-way merge by moves. What stands in the longest run that two
 * orders have in common was not moved; the rest was. A picture that only we moved is put after the
 * one it follows here, in the server's order; so a move keeps its meaning while others move around
 * it. Galleries are small: the quadratic ways are the simple ones. Any thread. */

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

/* At the front a picture is put before the one it precedes here, not before what the server put
 * there. */
static void
order_put (GArray *self,
           gint64  id,
           GArray *local)
{
  guint index = _packshot_order_index (local, id);

  if (index > 0)
    {
      _packshot_order_insert_after (self, id, local);
      return;
    }
  for (guint i = 1; i < local->len; i++)
    {
      int place = _packshot_order_index (self, g_array_index (local, gint64, i));

      if (place >= 0)
        {
          g_array_insert_val (self, place, id);
          return;
        }
    }
  g_array_append_val (self, id);
}

GArray *
_packshot_order_merge (GArray *base,
                       GArray *local,
                       GArray *remote)
{
  g_autoptr(GArray) still_here = NULL;
  g_autoptr(GArray) still_there = NULL;
  g_autoptr(GArray) moved = NULL;
  g_autoptr(GArray) merged = NULL;

  if (_packshot_order_equal (base, local))
    return g_array_copy (remote);
  if (_packshot_order_equal (base, remote) || _packshot_order_equal (local, remote))
    return g_array_copy (local);

  still_here = _packshot_order_unmoved (base, local);
  still_there = _packshot_order_unmoved (base, remote);
  moved = _packshot_order_new ();
  merged = g_array_copy (remote);
  for (guint i = 0; i < local->len; i++)
    {
      gint64 id = g_array_index (local, gint64, i);

      if (_packshot_order_has (still_here, id))
        continue;
      if (_packshot_order_has (still_there, id))
        {
          _packshot_order_remove (merged, id);
          g_array_append_val (moved, id);
        }
      else if (_packshot_order_before (local, id) != _packshot_order_before (remote, id))
        return NULL;
    }
  for (guint i = 0; i < moved->len; i++)
    order_put (merged, g_array_index (moved, gint64, i), local);
  return g_steal_pointer (&merged);
}
