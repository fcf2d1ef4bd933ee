/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* The order and the primary of a merge, when it is known which pictures there are. Any thread.
 *
 * The primary's place. A server that shows its primary first can't hold the primary's own number,
 * so the place of the remote primary is no opinion: local's number stays. When the star was
 * moved, the former primary stands among the others there, at a rank that was hidden before. Who
 * only looks on takes that rank: it is what the server shows. Who has moved the star or this
 * picture meanwhile has an opinion, and keeps it. */

#include "config.h"

#include "packshot-merge-private.h"

/* --- Order --- */

static GArray *
order_kept (GArray     *order,
            GHashTable *images)
{
  GArray *kept = _packshot_order_new ();

  for (guint i = 0; i < order->len; i++)
    if (_packshot_merging_has (images, g_array_index (order, gint64, i)))
      g_array_append_val (kept, g_array_index (order, gint64, i));
  return kept;
}

/* Puts what stands only in @remote to the one of @fixed that it follows there; behind a leading
 * primary, whose own place says nothing. */
static void
order_add_remote (PackshotMerging *self,
                  GArray          *order,
                  GArray          *remote,
                  GArray          *fixed,
                  GHashTable      *wanted)
{
  g_autoptr(GArray) others = g_array_copy (remote);

  _packshot_order_remove (others, self->remote_primary);
  if (self->remote_primary != 0 && _packshot_merging_has (wanted, self->remote_primary) &&
      !_packshot_order_has (order, self->remote_primary))
    g_array_prepend_val (order, self->remote_primary);
  for (guint i = 0; i < others->len; i++)
    {
      gint64 id = g_array_index (others, gint64, i);

      if (!_packshot_merging_has (wanted, id) || _packshot_order_has (order, id))
        continue;
      _packshot_order_insert_after (order, id, _packshot_order_has (fixed, id) ? fixed : others);
      if (order->len > 1 && g_array_index (order, gint64, 0) == id &&
          g_array_index (order, gint64, 1) == self->remote_primary)
        {
          g_array_remove_index (order, 0);
          g_array_insert_val (order, 1, id);
        }
    }
}

/* The order @common of what both sides have, with what only one of them has. What has no opinion on
 * its place there keeps its number here. */
static GArray *
order_build (PackshotMerging *self,
             GArray          *common,
             GArray          *local,
             GArray          *remote,
             GHashTable      *wanted)
{
  g_autoptr(GArray) order = g_array_copy (common);
  g_autoptr(GArray) none = _packshot_order_new ();

  for (guint i = 0; i < local->len; i++)
    {
      gint64 id = g_array_index (local, gint64, i);

      if (!_packshot_order_has (order, id) && packshot_gallery_lookup (self->remote, id) == NULL)
        _packshot_order_insert_after (order, id, local);
    }
  for (guint i = 0; i < local->len; i++)
    if (!_packshot_order_has (order, g_array_index (local, gint64, i)))
      g_array_insert_val (order, i, g_array_index (local, gint64, i));
  order_add_remote (self, order, remote, none, wanted);
  return order_kept (order, wanted);
}

/* What stands in both and has an opinion on its place in both. */
static GArray *
order_common (PackshotMerging *self,
              GArray          *local,
              GArray          *remote,
              gboolean         with_former)
{
  GArray *common = _packshot_order_filter (local, remote);

  _packshot_order_remove (common, self->remote_primary);
  if (!with_former)
    _packshot_order_remove (common, self->base_primary);
  return common;
}

/* The former primary's rank there counts only for who has looked on. */
static gboolean
is_former_hidden (PackshotMerging *self,
                  GArray          *base,
                  GArray          *local,
                  GArray          *remote)
{
  g_autoptr(GArray) common = order_common (self, local, remote, TRUE);
  g_autoptr(GArray) b = _packshot_order_filter (base, common);
  g_autoptr(GArray) l = _packshot_order_filter (local, common);
  g_autoptr(GArray) unmoved = _packshot_order_unmoved (b, l);

  if (self->base_primary == 0 || self->base_primary == self->remote_primary ||
      !_packshot_order_has (common, self->base_primary))
    return FALSE;
  return self->local_primary != self->base_primary ||
         !_packshot_order_has (unmoved, self->base_primary);
}

/* What the server has added, and what has a place of its own on both sides. To follow anything else
 * would say different things in different galleries. */
static GArray *
order_fixed (PackshotMerging *self,
             GArray          *common,
             GArray          *remote)
{
  GArray *fixed = _packshot_order_new ();

  for (guint i = 0; i < remote->len; i++)
    {
      gint64 id = g_array_index (remote, gint64, i);
      gboolean is_new = packshot_gallery_lookup (self->base, id) == NULL &&
        packshot_gallery_lookup (self->local, id) == NULL;

      if (id != self->remote_primary && (is_new || _packshot_order_has (common, id)))
        g_array_append_val (fixed, id);
    }
  return fixed;
}

/* Gives what is new on both sides a place in the base, the one that it has there. */
static void
order_add_both (PackshotMerging *self,
                GArray          *base,
                GArray          *local,
                GArray          *remote)
{
  g_autoptr(GArray) both = _packshot_order_filter (remote, local);
  g_autoptr(GArray) common = order_common (self, local, remote, FALSE);
  g_autoptr(GArray) fixed = order_fixed (self, common, both);

  order_add_remote (self, base, both, fixed, self->in_synced);
}

void
_packshot_merging_order (PackshotMerging *self)
{
  g_autoptr(GArray) base_all = _packshot_order_of (self->base);
  g_autoptr(GArray) local_all = _packshot_order_of (self->local);
  g_autoptr(GArray) remote = _packshot_order_of (self->remote);
  g_autoptr(GArray) base = order_kept (base_all, self->in_synced);
  g_autoptr(GArray) local = order_kept (local_all, self->in_local);
  g_autoptr(GArray) known = NULL;
  g_autoptr(GArray) fixed = NULL;
  g_autoptr(GArray) common = NULL;
  g_autoptr(GArray) b = NULL;
  g_autoptr(GArray) l = NULL;
  g_autoptr(GArray) r = NULL;
  g_autoptr(GArray) merged = NULL;
  g_autoptr(GArray) shown = NULL;

  /* What the server has added stands in all three from the start, so that it stands there likewise
   * when the same galleries are merged again. */
  order_add_both (self, base, local, remote);
  self->hides_former = is_former_hidden (self, base, local, remote);
  known = order_common (self, local, remote, !self->hides_former);
  fixed = order_fixed (self, known, remote);
  order_add_remote (self, base, remote, fixed, self->in_synced);
  order_add_remote (self, local, remote, fixed, self->in_local);
  common = order_common (self, local, remote, !self->hides_former);
  b = _packshot_order_filter (base, common);
  l = _packshot_order_filter (local, common);
  r = _packshot_order_filter (remote, common);
  merged = self->keeps_order ? _packshot_order_merge (b, l, r) : g_array_copy (l);
  if (merged == NULL)
    {
      self->is_order_open = TRUE;
      _packshot_merging_add_conflict (self, 0, PACKSHOT_CONFLICT_ORDER);
      self->local_order = g_array_ref (local);
      self->target_order = order_build (self, r, local, remote, self->in_target);
      self->synced_order = g_array_ref (base);
      return;
    }
  self->local_order = order_build (self, merged, local, remote, self->in_local);
  self->target_order = order_build (self, merged, local, remote, self->in_target);
  if (self->keeps_order)
    {
      g_autoptr(GArray) seen = order_common (self, local, remote, TRUE);

      shown = _packshot_order_filter (remote, seen);
    }
  else
    shown = g_array_copy (merged);
  self->synced_order = order_build (self, shown, self->local_order, remote, self->in_synced);
}

/* --- Primary --- */

/* Both changed it. The server had to when the former primary was removed there, and when it is
 * removed here no star is what stays there: neither is an opinion. */
static PackshotPrimaries
primary_of_both (PackshotMerging *self,
                 gint64           base,
                 gint64           here,
                 gint64           there)
{
  gboolean had_to = (base != 0 && packshot_gallery_lookup (self->remote, base) == NULL) ||
    (there == 0 && packshot_gallery_lookup (self->local, base) == NULL);

  if (here != 0 && !_packshot_merging_has (self->in_target, here))
    return (PackshotPrimaries) { here, there, base }
  ;
  /* A picture that is only there, in question, stays as it is there. */
  if (had_to && here == 0 && _packshot_merging_has (self->in_target, there) &&
      !_packshot_merging_has (self->in_local, there))
    return (PackshotPrimaries) { here, there, there }
  ;
  if (had_to || (there != 0 && !_packshot_merging_has (self->in_target, there)))
    return (PackshotPrimaries) { here, here, there }
  ;
  _packshot_merging_add_conflict (self, 0, PACKSHOT_CONFLICT_PRIMARY);
  return (PackshotPrimaries) { here, there, base };
}

/* Only the server changed it. Ours stays where the picture starred there was removed here, or the
 * one starred here was removed there and is in question. */
static PackshotPrimaries
primary_of_theirs (PackshotMerging *self,
                   gint64           here,
                   gint64           there)
{
  gboolean is_here = there == 0 || _packshot_merging_has (self->in_local, there);
  gboolean is_there = there == 0 || _packshot_merging_has (self->in_target, there);
  gboolean in_question = _packshot_merging_has (self->in_local, here) &&
    !_packshot_merging_has (self->in_target, here);

  if (!is_there)
    return (PackshotPrimaries) { here, here, here }
  ;
  if (!is_here || in_question)
    return (PackshotPrimaries) { here, there, here }
  ;
  return (PackshotPrimaries) { there, there, there };
}

static gboolean
is_first (GArray *order,
          gint64  id)
{
  return order->len > 0 && g_array_index (order, gint64, 0) == id;
}

static PackshotPrimaries
primary_choose (PackshotMerging *self,
                gint64           base,
                gint64           here,
                gint64           there)
{
  gboolean is_target = here == 0 || _packshot_merging_has (self->in_target, here);

  /* Where the first is the primary, a wish for none is met by the first. */
  if (self->profile->primary == PACKSHOT_PRIMARY_FIRST && here == 0 &&
      _packshot_merging_has (self->in_local, there) && is_first (self->target_order, there))
    return (PackshotPrimaries) { there, there, there }
  ;
  if (here == there)
    return (PackshotPrimaries) { here, here, here }
  ;
  /* The star went from here with its picture: that is no wish for none. */
  if (here == 0 && base != 0 && packshot_gallery_lookup (self->local, base) == NULL)
    return (PackshotPrimaries) {
             there, there, _packshot_merging_has (self->in_local, there) ? there : base
    }
  ;
  if (here == base)
    return primary_of_theirs (self, here, there);
  if (there == base)
    return (PackshotPrimaries) { here, is_target ? here : there, base }
  ;
  return primary_of_both (self, base, here, there);
}

static gint64
primary_in (GHashTable *images,
            gint64      id)
{
  return _packshot_merging_has (images, id) ? id : 0;
}

/* What is left to compare with: not a former primary that is gone, or goes; and while an order is
 * in question, the former primary, whose place there is no opinion, stays the one that it was. */
static gint64
primary_agreed (PackshotMerging *self,
                gint64           agreed)
{
  gint64 base = self->base_primary;
  gint64 there = self->remote_primary;

  if (self->is_order_open && self->hides_former && agreed == there)
    agreed = base;
  if (base != 0 && agreed == base && !_packshot_merging_has (self->in_synced, base))
    agreed = there;
  if (agreed == base && there != base && packshot_gallery_lookup (self->local, base) == NULL)
    agreed = 0;
  return primary_in (self->in_synced, agreed);
}

PackshotPrimaries
_packshot_merging_primary (PackshotMerging *self)
{
  PackshotPrimaries primaries = { self->local_primary, self->local_primary, self->local_primary };

  if (_packshot_merging_keeps_primary (self))
    {
      primaries = primary_choose (self, self->base_primary, self->local_primary,
                                  self->remote_primary);
      primaries.synced = primary_agreed (self, primaries.synced);
    }
  primaries.local = primary_in (self->in_local, primaries.local);
  primaries.target = primary_in (self->in_target, primaries.target);
  primaries.synced = primary_in (self->in_synced, primaries.synced);
  return primaries;
}
