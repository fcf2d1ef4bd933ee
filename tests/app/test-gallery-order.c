/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* Where pictures go. Expected positions are those of the outcome: pictures 1…6, moved by hand. */

#include "config.h"

#include "packshot-gallery-order.h"

static PackshotGallery *
make_gallery (guint n)
{
  g_autoptr(GPtrArray) images =
    g_ptr_array_new_with_free_func ((GDestroyNotify)packshot_image_unref);
  g_autoptr(GError) error = NULL;
  PackshotGallery *gallery;

  for (guint i = 1; i <= n; i++)
    g_ptr_array_add (images, packshot_image_new (i, NULL, "", PACKSHOT_VISIBILITY_NONE, NULL));
  gallery = packshot_gallery_new_from (images, 0, &error);
  g_assert_no_error (error);
  return gallery;
}

/* "2 4" */
static GArray *
make_ids (const char *text)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_auto(GStrv) words = g_strsplit (text, " ", -1);

  for (guint i = 0; words[i] != NULL; i++)
    {
      gint64 id = g_ascii_strtoll (words[i], NULL, 10);

      if (id != 0)
        g_array_append_val (ids, id);
    }
  return ids;
}

/* The order after a move, by the rule of the session: the moved ones together, the first at
 * position. */
static char *
move (PackshotGallery *gallery,
      GArray          *ids,
      guint            position)
{
  g_autoptr(GString) text = g_string_new (NULL);
  g_autoptr(GArray) order = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < packshot_gallery_get_n (gallery); i++)
    {
      gint64 id = packshot_image_get_id (packshot_gallery_get (gallery, i));

      if (!packshot_gallery_order_contains (ids, id))
        g_array_append_val (order, id);
    }
  g_array_insert_vals (order, position - 1, ids->data, ids->len);
  for (guint i = 0; i < order->len; i++)
    g_string_append_printf (text, "%s%" G_GINT64_FORMAT, i > 0 ? " " : "",
                            g_array_index (order, gint64, i));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
test_before (void)
{
  const struct
  {
    const char *images;
    gint64      before;
    guint       position;
    const char *outcome;
  } cases[] = {
    { "6", 5, 5, "1 2 3 4 6 5" },
    { "2", 5, 4, "1 3 4 2 5 6" },
    { "2", 0, 6, "1 3 4 5 6 2" },
    { "6", 1, 1, "6 1 2 3 4 5" },
    { "2 4", 6, 4, "1 3 5 2 4 6" },
    { "2 4", 1, 1, "2 4 1 3 5 6" },
    { "2 4", 4, 3, "1 3 2 4 5 6" },
    { "3", 3, 3, "1 2 3 4 5 6" },
    { "3", 4, 3, "1 2 3 4 5 6" },
    { "", 4, 4, NULL },
    { "", 0, 7, NULL },
  };
  g_autoptr(PackshotGallery) gallery = make_gallery (6);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GArray) ids = make_ids (cases[i].images);
      guint position = packshot_gallery_order_before (gallery, ids, cases[i].before);
      g_autofree char *outcome = move (gallery, ids, position);

      g_assert_cmpuint (position, ==, cases[i].position);
      if (cases[i].outcome != NULL)
        g_assert_cmpstr (outcome, ==, cases[i].outcome);
    }
}

static void
test_step (void)
{
  const struct
  {
    const char         *images;
    PackshotGalleryMove move;
    guint               position;
  } cases[] = {
    { "3", PACKSHOT_GALLERY_MOVE_EARLIER, 2 }, { "1", PACKSHOT_GALLERY_MOVE_EARLIER, 1 },
    { "3", PACKSHOT_GALLERY_MOVE_LATER, 4 }, { "6", PACKSHOT_GALLERY_MOVE_LATER, 6 },
    { "5", PACKSHOT_GALLERY_MOVE_ROW_UP, 2 }, { "2", PACKSHOT_GALLERY_MOVE_ROW_UP, 1 },
    { "2", PACKSHOT_GALLERY_MOVE_ROW_DOWN, 5 }, { "5", PACKSHOT_GALLERY_MOVE_ROW_DOWN, 6 },
    { "4", PACKSHOT_GALLERY_MOVE_FIRST, 1 }, { "4", PACKSHOT_GALLERY_MOVE_LAST, 6 },
    { "2 5", PACKSHOT_GALLERY_MOVE_LAST, 5 }, { "2 5", PACKSHOT_GALLERY_MOVE_EARLIER, 1 },
    { "2 5", PACKSHOT_GALLERY_MOVE_LATER, 3 }, { "9", PACKSHOT_GALLERY_MOVE_FIRST, 0 },
    { "", PACKSHOT_GALLERY_MOVE_LAST, 0 },
  };
  g_autoptr(PackshotGallery) gallery = make_gallery (6);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GArray) ids = make_ids (cases[i].images);

      g_assert_cmpuint (packshot_gallery_order_step (gallery, ids, cases[i].move, 3), ==,
                        cases[i].position);
    }
}

/* Whether a move changes something is told rightly for every set of pictures and every position. */
static void
test_changes (void)
{
  g_autoptr(PackshotGallery) gallery = make_gallery (5);
  g_autoptr(GArray) none = make_ids ("");
  g_autofree char *before = move (gallery, none, 1);

  for (guint set = 1; set < 32; set++)
    {
      g_autoptr(GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

      for (gint64 id = 1; id <= 5; id++)
        if (set & 1u << (id - 1))
          g_array_append_val (ids, id);
      for (guint position = 1; position <= 5 - ids->len + 1; position++)
        {
          g_autofree char *after = move (gallery, ids, position);

          g_assert_cmpint (packshot_gallery_order_changes (gallery, ids, position), ==,
                           !g_str_equal (before, after));
        }
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/gallery-order/before", test_before);
  g_test_add_func ("/app/gallery-order/step", test_step);
  g_test_add_func ("/app/gallery-order/changes", test_changes);
  return g_test_run ();
}
