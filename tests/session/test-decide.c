/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* Deciding conflicts of galleries made at random, for each service: what was decided is no conflict
 * any more, nothing is lost, undo gives everything back, redo does it again, and after the server
 * has come to hold what was decided undo wants again what was not kept. No server is asked: what it
 * shows is written into the store. */

#include "config.h"

#include "packshot-edits.h"
#include "packshot-galleries.h"
#include "packshot-merge.h"
#include "packshot-session-conflicts.h"
#include "packshot-test.h"
#include "sync-fixture.h"

#define N_CASES 120

typedef struct
{
  Fixture                      *fixture;
  const PackshotServiceProfile *profile;
  GRand                        *rand;
  gint64                        item;
  guint                         n_contents;
  gint64                        images[6];
  PackshotGallery              *local;
  PackshotGallery              *synced;
  PackshotGallery              *remote;
  PackshotGallery              *target;
  GPtrArray                    *conflicts; /* as the store has them */
  GPtrArray                    *trash;
} Case;

static void
case_forget (Case *c)
{
  g_clear_pointer (&c->local, packshot_gallery_unref);
  g_clear_pointer (&c->synced, packshot_gallery_unref);
  g_clear_pointer (&c->remote, packshot_gallery_unref);
  g_clear_pointer (&c->target, packshot_gallery_unref);
  g_clear_pointer (&c->conflicts, g_ptr_array_unref);
  g_clear_pointer (&c->trash, g_ptr_array_unref);
}

static void
case_clear (Case *c)
{
  case_forget (c);
  g_clear_pointer (&c->rand, g_rand_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Case, case_clear)

static PackshotGallery *
take (PackshotGallery *old,
      PackshotGallery *gallery)
{
  packshot_gallery_unref (old);
  return gallery;
}

/* As a server shows it: the primary first. */
static PackshotGallery *
shown (PackshotGallery *gallery)
{
  g_autoptr(GPtrArray) images = packshot_gallery_dup_shown (gallery);
  PackshotGallery *other =
    packshot_gallery_new_from (images, packshot_gallery_get_primary (gallery), NULL);

  g_assert_nonnull (other);
  return other;
}

/* --- Galleries at random, on the writer's thread --- */

static char *
new_content (Case       *c,
             PackshotDb *db)
{
  guint n = ++c->n_contents;
  char *sha256 = g_strdup_printf ("%064x", n);
  g_autoptr(PackshotContent) content = packshot_content_new (sha256, n, "image/png", 24, 24);
  g_autoptr(GError) error = NULL;

  packshot_contents_add (db, content, &error);
  g_assert_no_error (error);
  return sha256;
}

static PackshotGallery *
change (Case            *c,
        PackshotDb      *db,
        PackshotGallery *gallery,
        gboolean         is_here)
{
  guint n = packshot_gallery_get_n (gallery);
  int what = n > 0 ? g_rand_int_range (c->rand, 0, 12) : 12;
  PackshotImage *image = n > 0 ? packshot_gallery_get (gallery,
                                                       g_rand_int_range (c->rand, 0, n)) : NULL;
  gint64 id = image != NULL ? packshot_image_get_id (image) : 0;
  g_autofree char *text = NULL;
  g_autoptr(PackshotImage) changed = NULL;
  g_autoptr(PackshotImage) plain = NULL;

  if (what < 3)
    {
      text = new_content (c, db);
      plain = packshot_image_with_sha256 (image, text);
      changed = is_here ? packshot_image_with_remote (plain, NULL) : packshot_image_ref (plain);
      return take (gallery, packshot_gallery_with_image (gallery, changed));
    }
  if (what < 5 && c->profile->has_visibility)
    changed = packshot_image_with_visibility (image, g_rand_int_range (c->rand, 1, 3));
  else if (what < 5)
    {
      text = g_strdup_printf ("Caption %u", g_rand_int_range (c->rand, 0, 3));
      changed = packshot_image_with_title (image, text);
    }
  if (changed != NULL)
    return take (gallery, packshot_gallery_with_image (gallery, changed));
  if (what < 7 && (c->profile->can_list || !is_here))
    return take (gallery, packshot_gallery_with_removed (gallery, id));
  if (what < 10)
    return take (gallery, packshot_gallery_with_moved (gallery, id,
                                                       g_rand_int_range (c->rand, 0, n)));
  if (what < 12)
    return take (gallery, packshot_gallery_with_primary (gallery, id));
  return gallery;
}

static PackshotGallery *
changed (Case            *c,
         PackshotDb      *db,
         PackshotGallery *base,
         gboolean         is_here)
{
  PackshotGallery *gallery = packshot_gallery_ref (base);

  for (int i = g_rand_int_range (c->rand, 1, 5); i > 0; i--)
    gallery = change (c, db, gallery, is_here);
  return gallery;
}

static PackshotGallery *
new_base (Case       *c,
          PackshotDb *db)
{
  guint max = c->profile->max_images == 1 ? 1 : G_N_ELEMENTS (c->images);
  guint n = g_rand_int_range (c->rand, 1, (int)max + 1);
  PackshotGallery *gallery = packshot_gallery_new ();
  PackshotVisibility visibility =
    c->profile->has_visibility ? PACKSHOT_VISIBILITY_PRIVATE : PACKSHOT_VISIBILITY_NONE;
  g_autoptr(GError) error = NULL;

  for (guint i = 0; i < n; i++)
    {
      gint64 id = packshot_images_new (db, c->item, &error);
      g_autofree char *row = g_strdup_printf ("r%" G_GINT64_FORMAT, id);
      g_autofree char *sha256 = new_content (c, db);
      g_autoptr(PackshotRemote) facts = packshot_remote_new (row, -1, NULL, NULL, NULL);
      g_autoptr(PackshotImage) image = packshot_image_new (id, sha256, "", visibility, facts);

      g_assert_no_error (error);
      c->images[i] = id;
      gallery = take (gallery, packshot_gallery_with_inserted (gallery, i, image));
    }
  return take (gallery, packshot_gallery_with_primary (gallery,
                                                       c->images[g_rand_int_range (c->rand, 0,
                                                                                   (int)n)]));
}

/* What a look does with what the server shows. */
static void
look (Case            *c,
      PackshotDb      *db,
      PackshotGallery *synced,
      PackshotGallery *local,
      PackshotGallery *remote)
{
  g_autoptr(PackshotMerge) merge = packshot_merge_new (c->profile, synced, local, remote);
  g_autoptr(GError) error = NULL;

  packshot_galleries_set (db, c->item, PACKSHOT_TREE_REMOTE, merge->remote, &error);
  g_assert_no_error (error);
  packshot_galleries_set (db, c->item, PACKSHOT_TREE_LOCAL, merge->local, &error);
  g_assert_no_error (error);
  packshot_galleries_set (db, c->item, PACKSHOT_TREE_SYNCED, merge->synced, &error);
  g_assert_no_error (error);
  packshot_conflicts_set (db, c->item, merge->conflicts, 1000, &error);
  g_assert_no_error (error);
  packshot_items_set_looked (db, c->item, 1000, &error);
  g_assert_no_error (error);
}

static gboolean
fill (PackshotDb *db,
      gpointer    data,
      GError    **error)
{
  Case *c = data;
  g_autoptr(PackshotGallery) base = new_base (c, db);
  g_autoptr(PackshotGallery) local = changed (c, db, base, TRUE);
  g_autoptr(PackshotGallery) there = changed (c, db, base, FALSE);
  g_autoptr(PackshotGallery) remote = shown (there);

  look (c, db, base, local, remote);
  return TRUE;
}

/* The server comes to hold the target, in rows of its own. */
static gboolean
reach (PackshotDb *db,
       gpointer    data,
       GError    **error)
{
  Case *c = data;
  g_autoptr(PackshotGallery) target = shown (c->target);

  for (guint i = 0; i < packshot_gallery_get_n (target); i++)
    {
      PackshotImage *image = packshot_gallery_get (target, i);
      g_autofree char *row = g_strdup_printf ("n%" G_GINT64_FORMAT, packshot_image_get_id (image));
      g_autoptr(PackshotRemote) facts = packshot_remote_new (row, -1, NULL, NULL, NULL);
      g_autoptr(PackshotImage) held = packshot_image_with_remote (image, facts);

      if (packshot_image_get_remote (image) == NULL)
        target = take (target, packshot_gallery_with_image (target, held));
    }
  look (c, db, c->synced, c->local, target);
  return TRUE;
}

static gboolean
read_all (PackshotDb *db,
          gpointer    data,
          GError    **error)
{
  Case *c = data;
  g_autoptr(PackshotMerge) merge = NULL;

  case_forget (c);
  c->local = packshot_galleries_get (db, c->item, PACKSHOT_TREE_LOCAL, error);
  c->synced = packshot_galleries_get (db, c->item, PACKSHOT_TREE_SYNCED, error);
  c->remote = packshot_galleries_get (db, c->item, PACKSHOT_TREE_REMOTE, error);
  c->conflicts = packshot_conflicts_list (db, c->item, error);
  c->trash = packshot_trash_list (db, error);
  merge = packshot_merge_new (c->profile, c->synced, c->local, c->remote);
  c->target = packshot_gallery_ref (merge->target);
  return TRUE;
}

static void
in_store (Case             *c,
          PackshotStoreFunc func)
{
  PackshotStore *store = packshot_session_get_store (c->fixture->session);
  g_auto(PackshotTestAwait) await = { NULL };
  g_autoptr(GError) error = NULL;

  packshot_store_write_async (store, func, c, NULL, NULL, packshot_test_await_cb, &await);
  packshot_store_write_finish (store, packshot_test_await (&await), &error);
  g_assert_no_error (error);
}

/* --- What is proved --- */

static gboolean
resolve (Case         *c,
         const gint64 *ids,
         guint         n,
         PackshotKeep  keep,
         GError      **error)
{
  g_auto(PackshotTestAwait) await = { NULL };

  packshot_session_resolve_async (c->fixture->session, ids, n, keep, NULL, packshot_test_await_cb,
                                  &await);
  return packshot_session_resolve_finish (c->fixture->session, packshot_test_await (&await), error);
}

static void
step (Case    *c,
      gboolean redo)
{
  g_auto(PackshotTestAwait) await = { NULL };
  g_autoptr(GError) error = NULL;
  g_autofree char *kind = NULL;

  if (redo)
    packshot_session_redo_async (c->fixture->session, NULL, packshot_test_await_cb, &await);
  else
    packshot_session_undo_async (c->fixture->session, NULL, packshot_test_await_cb, &await);
  kind = packshot_session_undo_finish (c->fixture->session, packshot_test_await (&await), NULL,
                                       &error);
  g_assert_no_error (error);
  g_assert_cmpstr (kind, ==, "resolve");
  in_store (c, read_all);
}

static char *
say_conflicts (GPtrArray *rows)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < rows->len; i++)
    {
      const PackshotConflictRow *row = rows->pdata[i];

      g_string_append_printf (text, "%" G_GINT64_FORMAT ":%s:%" G_GINT64_FORMAT ":%" G_GINT64_FORMAT
                              " ", row->id, packshot_conflict_kind_to_string (row->kind),
                              row->image, row->since);
    }
  return g_string_free (text, FALSE);
}

static gboolean
has_row (GPtrArray                 *rows,
         const PackshotConflictRow *like)
{
  for (guint i = 0; i < rows->len; i++)
    {
      const PackshotConflictRow *row = rows->pdata[i];

      if (row->kind == like->kind && row->image == like->image)
        return TRUE;
    }
  return FALSE;
}

static void
assert_same_galleries (PackshotGallery *a,
                       PackshotGallery *b)
{
  g_assert_true (packshot_gallery_equal (a, b));
  for (guint i = 0; i < packshot_gallery_get_n (a); i++)
    g_assert_cmpstr (packshot_image_get_remote_id (packshot_gallery_get (a, i)), ==,
                     packshot_image_get_remote_id (packshot_gallery_get (b, i)));
}

/* Nothing that was decided is found again, and nothing else is settled by it. */
static void
assert_decided (Case      *c,
                GPtrArray *decided,
                GPtrArray *before)
{
  g_autoptr(PackshotMerge) merge =
    packshot_merge_new (c->profile, c->synced, c->local, c->remote);
  gboolean moves = FALSE;

  for (guint i = 0; i < decided->len; i++)
    {
      const PackshotConflictRow *row = decided->pdata[i];

      g_assert_false (has_row (merge->conflicts, row));
      g_assert_false (has_row (c->conflicts, row));
      moves |= row->kind >= PACKSHOT_CONFLICT_PRIMARY;
    }
  g_assert_cmpuint (c->conflicts->len, ==, before->len - decided->len);
  /* Who moves the star or a picture may settle an order in question. */
  for (guint i = 0; i < c->conflicts->len && !moves; i++)
    g_assert_true (has_row (merge->conflicts, c->conflicts->pdata[i]));
}

static void
assert_kept (Case            *c,
             PackshotGallery *gallery)
{
  for (guint i = 0; i < packshot_gallery_get_n (gallery); i++)
    {
      const char *sha256 = packshot_image_get_sha256 (packshot_gallery_get (gallery, i));
      gboolean found = packshot_gallery_find_content (c->local, sha256) != NULL ||
        packshot_gallery_find_content (c->target, sha256) != NULL;

      for (guint k = 0; k < c->trash->len && !found; k++)
        found = g_str_equal (((PackshotTrashRow *)c->trash->pdata[k])->sha256, sha256);
      g_assert_true (found);
    }
}

/* Only what conflicts put there, and nothing that is in sight besides. */
static void
assert_no_trash (Case *c)
{
  for (guint i = 0; i < c->trash->len; i++)
    {
      PackshotTrashRow *row = c->trash->pdata[i];

      if (packshot_gallery_lookup (c->synced, row->image) != NULL)
        g_assert_cmpstr (row->reason, !=, "conflict");
    }
}

/* After the server holds what was decided: the picture in question is what was not kept. */
static void
assert_wanted_again (Case                      *c,
                     const PackshotConflictRow *row,
                     PackshotGallery           *other)
{
  PackshotImage *image = row->image != 0 ? packshot_gallery_lookup (c->local, row->image) : NULL;
  PackshotImage *wanted = row->image != 0 ? packshot_gallery_lookup (other, row->image) : NULL;

  if (row->image == 0)
    return;
  g_assert_true ((image == NULL) == (wanted == NULL));
  if (image == NULL)
    return;
  if (row->kind == PACKSHOT_CONFLICT_TITLE)
    g_assert_cmpstr (packshot_image_get_title (image), ==, packshot_image_get_title (wanted));
  else if (row->kind == PACKSHOT_CONFLICT_VISIBILITY)
    g_assert_cmpint (packshot_image_get_visibility (image), ==,
                     packshot_image_get_visibility (wanted));
  else if (row->kind == PACKSHOT_CONFLICT_CONTENT)
    g_assert_cmpstr (packshot_image_get_sha256 (image), ==, packshot_image_get_sha256 (wanted));
}

static gboolean
can_keep_both (Case      *c,
               GPtrArray *rows)
{
  for (guint i = 0; i < rows->len; i++)
    if (packshot_both_get (c->profile, ((PackshotConflictRow *)rows->pdata[i])->kind) !=
        PACKSHOT_BOTH_POSSIBLE)
      return FALSE;
  return TRUE;
}

static void
check_case (Case *c)
{
  g_autoptr(GPtrArray) decided = g_ptr_array_new ();
  g_autoptr(GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr(PackshotGallery) local = packshot_gallery_ref (c->local);
  g_autoptr(PackshotGallery) synced = packshot_gallery_ref (c->synced);
  g_autoptr(PackshotGallery) remote = packshot_gallery_ref (c->remote);
  g_autoptr(PackshotGallery) target = packshot_gallery_ref (c->target);
  g_autoptr(PackshotGallery) after = NULL;
  g_autoptr(GPtrArray) before = g_ptr_array_ref (c->conflicts);
  g_autofree char *said = say_conflicts (before);
  g_autofree char *again = NULL;
  g_autoptr(GError) error = NULL;
  PackshotKeep keep = g_rand_int_range (c->rand, 0, 3);

  for (guint i = 0; i < before->len; i++)
    if (i == 0 || g_rand_boolean (c->rand))
      {
        PackshotConflictRow *row = before->pdata[i];

        g_ptr_array_add (decided, row);
        g_array_append_val (ids, row->id);
      }
  g_test_message ("%s: decides %u, keeps %d", said, decided->len, keep);
  if (keep == PACKSHOT_KEEP_BOTH && !can_keep_both (c, decided))
    {
      g_assert_false (resolve (c, (gint64 *)(gpointer)ids->data, ids->len, keep, &error));
      g_assert_error (error, PACKSHOT_SESSION_ERROR, PACKSHOT_SESSION_ERROR_NOT_SUPPORTED);
      in_store (c, read_all);
      assert_same_galleries (c->local, local);
      assert_same_galleries (c->synced, synced);
      return;
    }
  resolve (c, (gint64 *)(gpointer)ids->data, ids->len, keep, &error);
  g_assert_no_error (error);
  in_store (c, read_all);
  assert_decided (c, decided, before);
  assert_kept (c, local);
  assert_kept (c, target);
  if (keep == PACKSHOT_KEEP_MINE)
    assert_same_galleries (c->local, local);
  after = packshot_gallery_ref (c->local);

  step (c, FALSE);
  again = say_conflicts (c->conflicts);
  g_assert_cmpstr (again, ==, said);
  assert_same_galleries (c->local, local);
  assert_same_galleries (c->synced, synced);
  assert_no_trash (c);

  step (c, TRUE);
  assert_same_galleries (c->local, after);
  assert_decided (c, decided, before);
  assert_kept (c, local);
  assert_kept (c, target);

  in_store (c, reach);
  in_store (c, read_all);
  step (c, FALSE);
  for (guint i = 0; i < decided->len; i++)
    assert_wanted_again (c, decided->pdata[i], keep == PACKSHOT_KEEP_MINE &&
                         !has_row (c->conflicts, decided->pdata[i]) ? remote : local);
  assert_kept (c, after);
  step (c, TRUE);
  for (guint i = 0; i < decided->len; i++)
    assert_wanted_again (c, decided->pdata[i], after);
}

static void
test_random (Fixture      *fixture,
             gconstpointer data)
{
  PackshotServiceKind service = GPOINTER_TO_INT (data);
  g_autofree char *reference = NULL;
  g_auto(Case) c = { .fixture = fixture, .item = fixture->item };
  guint n_conflicts = 0;

  if (service == PACKSHOT_SERVICE_BLAZE)
    {
      add_account (fixture, PACKSHOT_SERVICE_BLAZE, PACKSHOT_SANDBOX_BLAZE);
      reference = g_strdup_printf ("blaze:%s", fixture->product);
    }
  else if (service == PACKSHOT_SERVICE_GOLDLEAF)
    {
      add_account (fixture, PACKSHOT_SERVICE_GOLDLEAF, PACKSHOT_SANDBOX_GOLDLEAF);
      reference = g_strdup_printf ("goldleaf:%s", fixture->customer);
    }
  if (reference != NULL)
    c.item = find_item (fixture, reference);
  c.profile = packshot_service_profile_get (service);
  c.rand = g_rand_new_with_seed ((guint32)g_test_rand_int ());
  for (guint i = 0; i < N_CASES; i++)
    {
      in_store (&c, fill);
      in_store (&c, read_all);
      n_conflicts += c.conflicts->len;
      if (c.conflicts->len > 0)
        check_case (&c);
    }
  g_test_message ("%u conflicts", n_conflicts);
  g_assert_cmpuint (n_conflicts, >, N_CASES / 8);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/session/decide/closient", Fixture, GINT_TO_POINTER (PACKSHOT_SERVICE_CLOSIENT),
              fixture_set_up, test_random, fixture_tear_down);
  g_test_add ("/session/decide/goldleaf", Fixture, GINT_TO_POINTER (PACKSHOT_SERVICE_GOLDLEAF),
              fixture_set_up, test_random, fixture_tear_down);
  g_test_add ("/session/decide/blaze", Fixture, GINT_TO_POINTER (PACKSHOT_SERVICE_BLAZE),
              fixture_set_up, test_random, fixture_tear_down);

  return g_test_run ();
}
