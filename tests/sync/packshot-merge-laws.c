/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* What must hold of any merge. Each law returns what does not hold, or NULL.
 *
 * Tried once with mistakes made on purpose, and these laws found them: a caption of theirs taken
 * without a question, or agreed on as ours while it is in question (fields, questions, again);
 * changed content dropped (fields); no question about what was removed there (symmetric); what was
 * removed here coming back (lost); no adoption (adopted); their star taken, or ours not sent
 * (star, reached); moves of one side ignored (moves, one side); the order agreed on being ours
 * (again). */

#include "config.h"

#include "packshot-merge-laws.h"
#include "packshot-test-gallery.h"

PackshotGallery *
packshot_test_gallery_shown (PackshotGallery *gallery)
{
  g_autoptr(GPtrArray) images = packshot_gallery_dup_shown (gallery);

  return packshot_gallery_new_from (images, packshot_gallery_get_primary (gallery), NULL);
}

PackshotMerge *
packshot_merge_case_run (const PackshotMergeCase *self)
{
  return packshot_merge_new (self->profile, self->base, self->local, self->remote);
}

void
packshot_merge_case_fail (const PackshotMergeCase *self,
                          const char              *law)
{
  g_autofree char *base = packshot_test_gallery_say (self->base);
  g_autofree char *local = packshot_test_gallery_say (self->local);
  g_autofree char *remote = packshot_test_gallery_say (self->remote);

  g_test_message ("%s: base %s, local %s, remote %s", law, base, local, remote);
  g_test_fail ();
}

static gboolean
has_conflict (PackshotMerge       *merge,
              PackshotConflictKind kind,
              gint64               image)
{
  for (guint i = 0; i < merge->conflicts->len; i++)
    {
      const PackshotConflictRow *row = merge->conflicts->pdata[i];

      if (row->kind == kind && row->image == image)
        return TRUE;
    }
  return FALSE;
}

const char *
packshot_law_one_side (const PackshotMergeCase *c,
                       PackshotMerge           *merge)
{
  g_autoptr(PackshotGallery) seen = packshot_test_gallery_shown (c->base);
  g_autoptr(PackshotMerge) same = packshot_merge_new (c->profile, c->base, c->base, seen);
  g_autoptr(PackshotMerge) here = packshot_merge_new (c->profile, c->base, c->local, seen);
  g_autoptr(PackshotMerge) there = packshot_merge_new (c->profile, c->base, c->base, c->remote);

  if (same->conflicts->len + here->conflicts->len + there->conflicts->len > 0)
    return "no conflict with one side alone";
  if (!packshot_gallery_equal (same->local, c->base) ||
      !packshot_gallery_equal (same->synced, c->base) ||
      !packshot_gallery_equal (same->target, c->base))
    return "merge (b, b, b) = b";
  if (!packshot_gallery_equal (here->local, c->local) ||
      !packshot_gallery_equal (here->target, c->local) ||
      !packshot_gallery_equal_shown (here->synced, c->base))
    return "merge (b, l, b) = l";
  if (!packshot_gallery_equal_shown (there->local, there->remote) ||
      !packshot_gallery_equal (there->target, there->local) ||
      !packshot_gallery_equal (there->synced, there->local))
    return "merge (b, b, r) = r";
  return NULL;
}

const char *
packshot_law_again (const PackshotMergeCase *c,
                    PackshotMerge           *first)
{
  g_autoptr(PackshotMerge) second = packshot_merge_new (c->profile, first->synced, first->local,
                                                        first->remote);
  g_autofree char *open_first = packshot_test_conflicts_say (first->conflicts);
  g_autofree char *open_second = packshot_test_conflicts_say (second->conflicts);

  if (!g_str_equal (open_first, open_second))
    return "the same conflicts again";
  if (!packshot_gallery_equal (first->local, second->local))
    return "the same local again";
  if (!packshot_gallery_equal (first->target, second->target))
    return "the same target again";
  return packshot_gallery_equal (first->synced, second->synced) ? NULL : "the same synced again";
}

/* The server comes to hold the target. */
const char *
packshot_law_reached (const PackshotMergeCase *c,
                      PackshotMerge           *first)
{
  g_autoptr(PackshotGallery) seen = packshot_test_gallery_shown (first->target);
  g_autoptr(PackshotMerge) after = packshot_merge_new (c->profile, first->synced, first->local,
                                                       seen);
  g_autofree char *open_first = packshot_test_conflicts_say (first->conflicts);
  g_autofree char *open_after = packshot_test_conflicts_say (after->conflicts);

  if (first->adopted != NULL)
    return NULL;
  /* A star that moves takes its picture out of an order in question, and may settle it. */
  if (has_conflict (first, PACKSHOT_CONFLICT_ORDER, 0) &&
      packshot_gallery_get_primary (first->target) != packshot_gallery_get_primary (c->remote))
    return NULL;
  if (!packshot_gallery_equal (after->local, first->local))
    return "local stands when the server has come to the target";
  if (!g_str_equal (open_first, open_after))
    return "conflicts stay open when the server has come to the target";
  if (first->conflicts->len == 0 && !packshot_gallery_equal (after->local, after->synced))
    return "synced = local in the end";
  return NULL;
}

/* Each picture of either side is still wanted, was removed by one side, or is in question. */
const char *
packshot_law_nothing_lost (const PackshotMergeCase *c,
                           PackshotMerge           *merge)
{
  for (gint64 id = 1; id < 30; id++)
    {
      gboolean base = packshot_gallery_lookup (c->base, id) != NULL;
      gboolean local = packshot_gallery_lookup (c->local, id) != NULL;
      gboolean remote = packshot_gallery_lookup (merge->remote, id) != NULL;
      gboolean is = packshot_gallery_lookup (merge->local, id) != NULL;

      if (local && remote && !is)
        return "what both have is there";
      if (local != remote && !base && !is)
        return "what one side added is there";
      if (!local && !remote && is)
        return "what neither has is not there";
      if (base && local && !remote &&
          is != has_conflict (merge, PACKSHOT_CONFLICT_REMOVED_THERE, id))
        return "what was removed there is gone, or in question";
      if (base && !local && remote && is)
        return "what was removed here is gone";
    }
  return NULL;
}

/* A field that one side changed is taken, whatever else happens. */
const char *
packshot_law_fields_survive (const PackshotMergeCase *c,
                             PackshotMerge           *merge)
{
  for (gint64 id = 1; id < 10; id++)
    {
      PackshotImage *b = packshot_gallery_lookup (c->base, id);
      PackshotImage *l = packshot_gallery_lookup (c->local, id);
      PackshotImage *r = packshot_gallery_lookup (merge->remote, id);
      PackshotImage *m = packshot_gallery_lookup (merge->local, id);
      PackshotImage *t = packshot_gallery_lookup (merge->target, id);
      const char *title;

      if (b == NULL || l == NULL || r == NULL)
        continue;
      title = packshot_image_get_title (b);
      if (!g_str_equal (packshot_image_get_title (l), title) &&
          !g_str_equal (packshot_image_get_title (m), packshot_image_get_title (l)))
        return "our title survives here";
      if (!g_str_equal (packshot_image_get_title (r), title) &&
          !g_str_equal (packshot_image_get_title (t), packshot_image_get_title (r)))
        return "their title survives there";
      if (g_str_equal (packshot_image_get_title (l), title) &&
          !g_str_equal (packshot_image_get_title (m), packshot_image_get_title (r)))
        return "their title comes here";
      if (packshot_image_same_content (b, l) != packshot_image_same_content (b, r) &&
          (!packshot_image_same_content (m, packshot_image_same_content (b, l) ? r : l) ||
           !packshot_image_same_content (m, t)))
        return "content that one side changed is taken";
    }
  return NULL;
}

/* Without stars and new pictures, whose places only a server's order gives, both are treated
 * alike. */
const char *
packshot_law_symmetric (const PackshotMergeCase *c,
                        PackshotMerge           *merge)
{
  g_autoptr(PackshotMerge) mirror = packshot_merge_new (c->profile, c->base, c->remote, c->local);
  g_autofree char *open = NULL;
  g_autofree char *mirrored = NULL;

  for (guint i = 0; i < mirror->conflicts->len; i++)
    {
      PackshotConflictRow *row = mirror->conflicts->pdata[i];

      if (row->kind == PACKSHOT_CONFLICT_REMOVED_THERE)
        row->kind = PACKSHOT_CONFLICT_REMOVED_HERE;
      else if (row->kind == PACKSHOT_CONFLICT_REMOVED_HERE)
        row->kind = PACKSHOT_CONFLICT_REMOVED_THERE;
    }
  open = packshot_test_conflicts_say (merge->conflicts);
  mirrored = packshot_test_conflicts_say (mirror->conflicts);
  return g_str_equal (open, mirrored) ? NULL : "the same conflicts for both sides";
}

/* The way from one gallery to another leads there; a third keeps what the way does not touch. */
const char *
packshot_law_rebased (const PackshotMergeCase *c,
                      PackshotMerge           *merge)
{
  g_autoptr(PackshotGallery) there = packshot_merge_rebase (c->base, c->local, c->base);
  g_autoptr(PackshotGallery) back = packshot_merge_rebase (c->local, c->base, there);
  g_autoptr(PackshotGallery) none = packshot_merge_rebase (c->base, c->base, c->remote);

  if (!packshot_gallery_equal (there, c->local))
    return "rebase (b, l, b) = l";
  if (!packshot_gallery_equal (back, c->base))
    return "rebase (l, b, l) = b";
  return packshot_gallery_equal (none, c->remote) ? NULL : "rebase (b, b, r) = r";
}

/* --- New pictures with the same bytes --- */

static gint64
find_bytes (PackshotGallery *gallery,
            const char      *sha256)
{
  for (guint i = 0; i < packshot_gallery_get_n (gallery); i++)
    if (g_strcmp0 (packshot_image_get_sha256 (packshot_gallery_get (gallery, i)), sha256) == 0)
      return packshot_image_get_id (packshot_gallery_get (gallery, i));
  return 0;
}

static gboolean
is_adopted (PackshotMerge *merge,
            gint64         ours)
{
  GHashTableIter iter;
  gpointer value;

  if (merge->adopted == NULL)
    return FALSE;
  g_hash_table_iter_init (&iter, merge->adopted);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    if (*(gint64 *)value == ours)
      return TRUE;
  return FALSE;
}

/* A picture that is new on both sides with the same bytes is one picture, under our name; and no
 * other row is taken for one of ours. */
const char *
packshot_law_adopted (const PackshotMergeCase *c,
                      PackshotMerge           *merge)
{
  guint n = 0;

  for (guint i = 0; i < packshot_gallery_get_n (c->remote); i++)
    {
      PackshotImage *there = packshot_gallery_get (c->remote, i);
      const char *sha256 = packshot_image_get_sha256 (there);
      gint64 id = packshot_image_get_id (there);
      gint64 ours = find_bytes (c->local, sha256);
      gboolean is_new = packshot_gallery_lookup (c->base, id) == NULL &&
        packshot_gallery_lookup (c->local, id) == NULL;
      gboolean is_ours = is_new && ours != 0 && packshot_gallery_lookup (c->base, ours) == NULL &&
        packshot_gallery_lookup (c->remote, ours) == NULL;
      const gint64 *adopted = merge->adopted == NULL ? NULL :
        g_hash_table_lookup (merge->adopted, packshot_image_get_remote_id (there));

      /* Of several rows with these bytes, one. */
      if (is_ours && !is_adopted (merge, ours))
        return "the same bytes are one picture";
      if (adopted != NULL && packshot_gallery_lookup (merge->local, id) != NULL)
        return "an adopted picture has our name";
      if (adopted != NULL && !is_new)
        return "a known picture keeps its name";
      n += adopted != NULL;
    }
  if (merge->adopted != NULL && g_hash_table_size (merge->adopted) != n)
    return "what is adopted stands there";
  return NULL;
}

/* --- What is in question, and nothing else --- */

static gboolean
both_changed (gboolean here,
              gboolean there,
              gboolean alike)
{
  return here && there && !alike;
}

/* A field is in question when both sides changed it, and not to the same. */
const char *
packshot_law_questions (const PackshotMergeCase *c,
                        PackshotMerge           *merge)
{
  for (guint i = 0; i < packshot_gallery_get_n (c->local); i++)
    {
      PackshotImage *l = packshot_gallery_get (c->local, i);
      gint64 id = packshot_image_get_id (l);
      PackshotImage *b = packshot_gallery_lookup (c->base, id);
      PackshotImage *r = packshot_gallery_lookup (merge->remote, id);

      if (b == NULL || r == NULL)
        continue;
      if (has_conflict (merge, PACKSHOT_CONFLICT_TITLE, id) !=
          (c->profile->has_titles &&
           both_changed (!g_str_equal (packshot_image_get_title (b), packshot_image_get_title (l)),
                         !g_str_equal (packshot_image_get_title (b), packshot_image_get_title (r)),
                         g_str_equal (packshot_image_get_title (l),
                                      packshot_image_get_title (r)))))
        return "a caption is in question when both changed it";
      if (has_conflict (merge, PACKSHOT_CONFLICT_CONTENT, id) !=
          both_changed (!packshot_image_same_content (b, l), !packshot_image_same_content (b, r),
                        packshot_image_same_content (l, r)))
        return "content is in question when both changed it";
    }
  return NULL;
}

/* --- Stars --- */

/* The star that one side moved has moved; where both moved it, ours stands here. */
const char *
packshot_law_star_survives (const PackshotMergeCase *c,
                            PackshotMerge           *merge)
{
  gint64 base = packshot_gallery_get_primary (c->base);
  gint64 local = packshot_gallery_get_primary (c->local);
  gint64 remote = packshot_gallery_get_primary (merge->remote);
  gint64 here = packshot_gallery_get_primary (merge->local);
  gint64 there = packshot_gallery_get_primary (merge->target);
  gboolean is_open = has_conflict (merge, PACKSHOT_CONFLICT_PRIMARY, 0);

  if (is_open && (local == base || remote == base || local == remote))
    return "a star is in question when both moved it";
  if (local != base && local != 0 && here != local)
    return "our star stands here";
  if (remote == base && local != base &&
      packshot_gallery_lookup (merge->target, local) != NULL && there != local)
    return "our star goes there";
  /* One that was only promoted when the former one, which is in question, was deleted waits. */
  if (local == base && remote != base && remote != 0 &&
      !has_conflict (merge, PACKSHOT_CONFLICT_REMOVED_THERE, base) &&
      packshot_gallery_lookup (merge->local, remote) != NULL && here != remote)
    return "their star comes here";
  return NULL;
}

/* --- Moves --- */

static int
place_of (PackshotGallery *gallery,
          gint64           id)
{
  for (guint i = 0; i < packshot_gallery_get_n (gallery); i++)
    if (packshot_image_get_id (packshot_gallery_get (gallery, i)) == id)
      return (int)i;
  return -1;
}

/* Whether a comes before b: 1 or -1; 0 where one of them is not there. */
static int
order_of (PackshotGallery *gallery,
          gint64           a,
          gint64           b)
{
  int x = place_of (gallery, a);
  int y = place_of (gallery, b);

  return x < 0 || y < 0 ? 0 : x < y ? 1 : -1;
}

/* Shown first whatever its number: a place among the others says nothing. */
static gboolean
is_starred (const PackshotMergeCase *c,
            PackshotMerge           *merge,
            gint64                   id)
{
  return packshot_gallery_get_primary (c->base) == id ||
         packshot_gallery_get_primary (c->local) == id ||
         packshot_gallery_get_primary (merge->remote) == id;
}

static const char *
moves_of_pair (const PackshotMergeCase *c,
               PackshotMerge           *merge,
               gint64                   x,
               gint64                   y)
{
  int b = order_of (c->base, x, y);
  int l = order_of (c->local, x, y);
  int r = order_of (merge->remote, x, y);
  int m = order_of (merge->local, x, y);
  int t = order_of (merge->target, x, y);

  if (b * l * r * m * t == 0 || is_starred (c, merge, x) || is_starred (c, merge, y))
    return NULL;
  if (has_conflict (merge, PACKSHOT_CONFLICT_ORDER, 0))
    return m == l ? NULL : "our order stands here while it is in question";
  if (m != t)
    return "one order when none is in question";
  if (l == r)
    return m == l ? NULL : "what both have in one order stays so";
  return m == (l == b ? r : l) ? NULL : "two pictures that one side changed round are so";
}

const char *
packshot_law_moves_survive (const PackshotMergeCase *c,
                            PackshotMerge           *merge)
{
  for (guint i = 0; i < packshot_gallery_get_n (c->base); i++)
    for (guint k = 0; k < i; k++)
      {
        const char *failed =
          moves_of_pair (c, merge, packshot_image_get_id (packshot_gallery_get (c->base, i)),
                         packshot_image_get_id (packshot_gallery_get (c->base, k)));

        if (failed != NULL)
          return failed;
      }
  return NULL;
}

/* --- Names --- */

#define OTHER_NAME(id) ((id) == 0 ? 0 : 50 - (id))

static PackshotGallery *
rename_all (PackshotGallery *gallery)
{
  g_autoptr(GPtrArray) images =
    g_ptr_array_new_with_free_func ((GDestroyNotify)packshot_image_unref);

  for (guint i = 0; i < packshot_gallery_get_n (gallery); i++)
    {
      PackshotImage *image = packshot_gallery_get (gallery, i);

      g_ptr_array_add (images,
                       packshot_image_with_id (image,
                                               OTHER_NAME (packshot_image_get_id (image))));
    }
  return packshot_gallery_new_from (images, OTHER_NAME (packshot_gallery_get_primary (gallery)),
                                    NULL);
}

static gboolean
is_renamed (PackshotGallery *gallery,
            PackshotGallery *other)
{
  g_autoptr(PackshotGallery) renamed = rename_all (gallery);

  return packshot_gallery_equal (renamed, other);
}

/* Pictures with other names, in the other order of names, are merged in the same way. */
const char *
packshot_law_names (const PackshotMergeCase *c,
                    PackshotMerge           *merge)
{
  g_autoptr(PackshotGallery) base = rename_all (c->base);
  g_autoptr(PackshotGallery) local = rename_all (c->local);
  g_autoptr(PackshotGallery) remote = rename_all (c->remote);
  g_autoptr(PackshotMerge) other = packshot_merge_new (c->profile, base, local, remote);

  if (merge->conflicts->len != other->conflicts->len)
    return "the same questions under other names";
  return is_renamed (merge->local, other->local) && is_renamed (merge->target, other->target) &&
         is_renamed (merge->synced, other->synced) ? NULL : "the same outcome under other names";
}
