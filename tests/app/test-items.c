/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* The model of the list of items and the cache of textures: what they keep, and how much. */

#include "config.h"

#include "packshot-item-model.h"
#include "packshot-test.h"
#include "packshot-texture-cache.h"

#define MANY 100000

typedef struct
{
  char              *folder;
  PackshotSession   *session;
  PackshotItemModel *model;
  GArray            *headings;
  guint              position, removed, added, n_changes;
} Fixture;

static void
changed_cb (Fixture *fixture,
            guint    position,
            guint    removed,
            guint    added)
{
  fixture->position = position;
  fixture->removed = removed;
  fixture->added = added;
  fixture->n_changes++;
}

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  g_auto(PackshotTestAwait) await = { NULL };
  g_autoptr(GError) error = NULL;

  fixture->folder = packshot_test_tmp_new ();
  packshot_session_open_async (fixture->folder, PACKSHOT_SESSION_MANUAL, NULL,
                               packshot_test_await_cb, &await);
  fixture->session = packshot_session_open_finish (packshot_test_await (&await), &error);
  g_assert_no_error (error);
  fixture->model = packshot_item_model_new (fixture->session);
  fixture->headings = g_array_new (FALSE, FALSE, sizeof (PackshotItemHeading));
  g_signal_connect_swapped (fixture->model, "items-changed", G_CALLBACK (changed_cb), fixture);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  g_auto(PackshotTestAwait) await = { NULL };
  g_autoptr(GError) error = NULL;

  g_clear_object (&fixture->model);
  g_array_unref (fixture->headings);
  packshot_session_close_async (fixture->session, packshot_test_await_cb, &await);
  packshot_session_close_finish (fixture->session, packshot_test_await (&await), &error);
  g_assert_no_error (error);
  g_object_unref (fixture->session);
  packshot_test_tmp_free (fixture->folder);
}

static GArray *
ids_new (gint64 first,
         guint  n)
{
  GArray *ids = g_array_sized_new (FALSE, FALSE, sizeof (gint64), n);

  for (gint64 id = first; id < first + n; id++)
    g_array_append_val (ids, id);
  return ids;
}

/* One change, the smallest; nothing when nothing changed. */
static void
test_splice (Fixture      *fixture,
             gconstpointer data)
{
  g_autoptr(GArray) ids = ids_new (1, 1000);
  gint64 other = 5000;

  g_assert_true (packshot_item_model_set_ids (fixture->model, ids, fixture->headings));
  g_assert_cmpuint (fixture->position, ==, 0);
  g_assert_cmpuint (fixture->added, ==, 1000);
  g_assert_true (packshot_item_model_set_ids (fixture->model, ids, fixture->headings));
  g_assert_cmpuint (fixture->n_changes, ==, 1);

  g_array_remove_index (ids, 400);
  g_assert_true (packshot_item_model_set_ids (fixture->model, ids, fixture->headings));
  g_assert_cmpuint (fixture->position, ==, 400);
  g_assert_cmpuint (fixture->removed, ==, 1);
  g_assert_cmpuint (fixture->added, ==, 0);

  g_array_insert_val (ids, 10, other);
  g_assert_true (packshot_item_model_set_ids (fixture->model, ids, fixture->headings));
  g_assert_cmpuint (fixture->position, ==, 10);
  g_assert_cmpuint (fixture->removed, ==, 0);
  g_assert_cmpuint (fixture->added, ==, 1);
  g_assert_cmpuint (packshot_item_model_find (fixture->model, other), ==, 10);
  g_assert_cmpuint (packshot_item_model_find (fixture->model, 6000), ==, G_MAXUINT);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->model)), ==, 1000);
}

/* A large change is left to a new model, which knows what the old one has read. */
static void
test_large (Fixture      *fixture,
            gconstpointer data)
{
  g_autoptr(GArray) ids = ids_new (1, MANY);
  g_autoptr(GArray) few = ids_new (1, 10);
  g_autoptr(PackshotItemModel) other = NULL;
  g_autoptr(PackshotItemEntry) old = NULL;
  g_autoptr(PackshotItemEntry) same = NULL;

  g_assert_true (packshot_item_model_set_ids (fixture->model, few, fixture->headings));
  old = g_list_model_get_item (G_LIST_MODEL (fixture->model), 5);
  g_assert_false (packshot_item_model_set_ids (fixture->model, ids, fixture->headings));
  g_assert_cmpuint (packshot_item_model_get_n (fixture->model), ==, 10);
  other = packshot_item_model_new_like (fixture->model, ids, fixture->headings);
  g_assert_cmpuint (packshot_item_model_get_n (other), ==, MANY);
  same = g_list_model_get_item (G_LIST_MODEL (other), 5);
  g_assert_true (same == old);
}

/* Scrolling through all of a large list keeps a bounded part of it. */
static void
test_bounded (Fixture      *fixture,
              gconstpointer data)
{
  g_autoptr(GArray) ids = ids_new (1, MANY);
  g_autoptr(PackshotItemModel) model = NULL;

  model = packshot_item_model_new_like (fixture->model, ids, fixture->headings);
  for (guint i = 0; i < MANY; i += 7)
    {
      g_autoptr(PackshotItemEntry) entry = g_list_model_get_item (G_LIST_MODEL (model), i);

      g_assert_cmpint (packshot_item_entry_get_id (entry), ==, i + 1);
      packshot_item_model_request (model, i);
      g_assert_cmpuint (packshot_item_model_get_n_read (model), <=, 4096);
    }
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (model), MANY));
}

static void
test_headings (Fixture      *fixture,
               gconstpointer data)
{
  g_autoptr(GArray) ids = ids_new (1, 5);
  static const PackshotItemHeading headings[] = { { "First", 0, 2 }, { "Second", 3, 3 } };
  g_autoptr(PackshotItemEntry) entry = NULL;

  g_array_append_vals (fixture->headings, headings, G_N_ELEMENTS (headings));
  g_assert_true (packshot_item_model_set_ids (fixture->model, ids, fixture->headings));
  g_assert_cmpuint (packshot_item_model_get_n (fixture->model), ==, 7);
  g_assert_cmpint (packshot_item_model_get_id (fixture->model, 0), ==, 0);
  g_assert_cmpint (packshot_item_model_get_id (fixture->model, 2), ==, 2);
  g_assert_cmpint (packshot_item_model_get_id (fixture->model, 3), ==, 0);
  g_assert_cmpint (packshot_item_model_get_id (fixture->model, 6), ==, 5);
  g_assert_cmpint (packshot_item_model_get_id (fixture->model, 7), ==, 0);
  entry = g_list_model_get_item (G_LIST_MODEL (fixture->model), 3);
  g_assert_cmpstr (packshot_item_entry_get_heading (entry), ==, "Second");
  g_assert_cmpuint (packshot_item_entry_get_count (entry), ==, 3);
  g_assert_null (packshot_item_entry_get_row (entry));
}

/* --- Textures ------------------------------------------------------------------------------- */

static PackshotPixels *
pixels_new (gboolean alpha)
{
  const gsize stride = 10 * (alpha ? 4 : 3);
  g_autoptr(GBytes) bytes = g_bytes_new_take (g_malloc0 (10 * stride), 10 * stride);

  return packshot_pixels_new (10, 10, stride, alpha, bytes);
}

/* The least recently asked for goes first; one larger than all of it is shown, not kept. */
static void
test_cache (void)
{
  g_autoptr(PackshotTextureCache) cache = packshot_texture_cache_new (900);
  g_autoptr(PackshotPixels) pixels = pixels_new (FALSE);
  g_autoptr(PackshotPixels) clear = pixels_new (TRUE);
  g_autoptr(PackshotTextureCache) tiny = packshot_texture_cache_new (10);
  g_autoptr(GdkTexture) a = packshot_texture_cache_add (cache, "a", 64, pixels);
  g_autoptr(GdkTexture) b = packshot_texture_cache_add (cache, "b", 64, pixels);
  g_autoptr(GdkTexture) b2 = packshot_texture_cache_add (cache, "b", 128, pixels);
  g_autoptr(GdkTexture) again = packshot_texture_cache_add (cache, "b", 64, pixels);
  g_autoptr(GdkTexture) c = NULL;
  g_autoptr(GdkTexture) large = packshot_texture_cache_add (tiny, "a", 64, clear);

  g_assert_true (again == b);
  g_assert_true (b2 != b);
  g_assert_cmpuint (packshot_texture_cache_get_bytes (cache), ==, 900);
  g_assert_true (packshot_texture_cache_lookup (cache, "a", 64) == a);
  c = packshot_texture_cache_add (cache, "c", 64, pixels);
  g_assert_cmpuint (packshot_texture_cache_get_bytes (cache), ==, 900);
  g_assert_null (packshot_texture_cache_lookup (cache, "b", 128));
  g_assert_nonnull (packshot_texture_cache_lookup (cache, "a", 64));
  g_assert_false (packshot_texture_get_has_alpha (c));
  g_assert_true (packshot_texture_get_has_alpha (large));
  g_assert_cmpuint (packshot_texture_cache_get_bytes (tiny), ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/app/items/splice", Fixture, NULL, set_up, test_splice, tear_down);
  g_test_add ("/app/items/large", Fixture, NULL, set_up, test_large, tear_down);
  g_test_add ("/app/items/bounded", Fixture, NULL, set_up, test_bounded, tear_down);
  g_test_add ("/app/items/headings", Fixture, NULL, set_up, test_headings, tear_down);
  g_test_add_func ("/app/items/textures", test_cache);
  return g_test_run ();
}
