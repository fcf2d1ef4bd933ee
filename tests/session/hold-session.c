/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* A session that lives long and shows items, as a window does: each view is read once, and again
 * only when the session says that its item has changed. Told what to do line by line:
 *
 *   hold-session PROFILE PICTURES ITEM…
 *   edit N SEED    N random edits of these items, one after the other; answers with their outcomes
 *   show           answers with the views as they are held, without reading anything
 */

#include "config.h"

#include "packshot-session.h"
#include "packshot-test.h"

#include <gio/gunixinputstream.h>
#include <json-glib/json-glib.h>
#include <stdio.h>
#include <unistd.h>

typedef struct
{
  PackshotSession *session;
  char            *pictures;    /* folder of files that no other process adds */
  GArray          *items;       /* gint64 */
  GPtrArray       *views;       /* PackshotItemView, one for each item */
  GHashTable      *outcomes;    /* char* -> number */
  guint            n_pictures;  /* added so far */
} Hold;

/* --- Views --- */

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  Hold *hold = user_data;
  g_autoptr(GError) error = NULL;
  PackshotItemView *view =
    packshot_session_load_item_finish (PACKSHOT_SESSION (source), result, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < hold->items->len; i++)
    if (g_array_index (hold->items, gint64, i) == view->item->id)
      {
        g_clear_pointer ((PackshotItemView **)&hold->views->pdata[i], packshot_item_view_unref);
        hold->views->pdata[i] = view;
        return;
      }
  g_assert_not_reached ();
}

static void
item_changed_cb (PackshotSession *session,
                 gint64           item,
                 gpointer         user_data)
{
  Hold *hold = user_data;

  for (guint i = 0; i < hold->items->len; i++)
    if (g_array_index (hold->items, gint64, i) == item)
      packshot_session_load_item_async (session, item, NULL, loaded_cb, hold);
}

static void
hold_item (Hold       *hold,
           const char *reference)
{
  g_auto(PackshotTestAwait) await = { NULL };
  g_autoptr(GError) error = NULL;
  g_autoptr(PackshotItem) item = NULL;

  packshot_session_find_item_async (hold->session, reference, NULL, packshot_test_await_cb, &await);
  item = packshot_session_find_item_finish (hold->session, packshot_test_await (&await), &error);
  g_assert_no_error (error);
  g_array_append_val (hold->items, item->id);
  packshot_session_load_item_async (hold->session, item->id, NULL, packshot_test_await_cb, &await);
  g_ptr_array_add (hold->views, packshot_session_load_item_finish (hold->session,
                                                                   packshot_test_await (&await),
                                                                   &error));
  g_assert_no_error (error);
}

static void
answer (JsonBuilder *builder)
{
  g_autoptr(JsonNode) root = json_builder_get_root (builder);
  g_autofree char *text = json_to_string (root, FALSE);

  g_print ("%s\n", text);
  fflush (stdout);
}

static void
show_image (JsonBuilder       *builder,
            PackshotImageView *view)
{
  json_builder_begin_array (builder);
  json_builder_add_int_value (builder, packshot_image_get_id (view->image));
  json_builder_add_int_value (builder, view->position);
  json_builder_add_boolean_value (builder, view->is_primary);
  json_builder_add_string_value (builder, packshot_image_get_title (view->image));
  json_builder_add_string_value (builder, packshot_image_get_sha256 (view->image));
  json_builder_end_array (builder);
}

static void
show (Hold *hold)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  json_builder_begin_array (builder);
  for (guint i = 0; i < hold->views->len; i++)
    {
      PackshotItemView *view = hold->views->pdata[i];

      json_builder_begin_array (builder);
      for (guint k = 0; k < view->images->len; k++)
        show_image (builder, view->images->pdata[k]);
      json_builder_end_array (builder);
    }
  json_builder_end_array (builder);
  answer (builder);
}

/* --- Edits --- */

static void
count (Hold       *hold,
       const char *outcome)
{
  guint n = GPOINTER_TO_UINT (g_hash_table_lookup (hold->outcomes, outcome));

  g_hash_table_insert (hold->outcomes, g_strdup (outcome), GUINT_TO_POINTER (n + 1));
}

static void
count_error (Hold         *hold,
             const GError *error)
{
  g_autofree char *text = NULL;

  if (error->domain == PACKSHOT_SESSION_ERROR && (error->code == PACKSHOT_SESSION_ERROR_NOT_FOUND ||
                                                  error->code == PACKSHOT_SESSION_ERROR_NOTHING ||
                                                  error->code == PACKSHOT_SESSION_ERROR_INVALID))
    {
      count (hold, "refused");
      return;
    }
  text = g_strdup_printf ("failed: %s", error->message);
  count (hold, text);
}

static void
add_picture (Hold  *hold,
             gint64 item)
{
  g_auto(PackshotTestAwait) await = { NULL };
  g_autoptr(GError) error = NULL;
  g_autofree char *path = g_strdup_printf ("%s/%u.png", hold->pictures, hold->n_pictures);
  const char *paths[] = { path, NULL };
  const PackshotAdd options = { 0 };
  g_autoptr(PackshotAdded) added = NULL;

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return;
  hold->n_pictures++;
  packshot_session_add_files_async (hold->session, item, paths, &options, NULL,
                                    packshot_test_await_cb, &await);
  added = packshot_session_add_files_finish (hold->session, packshot_test_await (&await), &error);
  if (added == NULL)
    count_error (hold, error);
  else
    count (hold, "edit");
}

static void
undo_or_redo (Hold    *hold,
              gboolean redo)
{
  g_auto(PackshotTestAwait) await = { NULL };
  g_autoptr(GError) error = NULL;
  g_autofree char *kind = NULL;

  if (redo)
    packshot_session_redo_async (hold->session, NULL, packshot_test_await_cb, &await);
  else
    packshot_session_undo_async (hold->session, NULL, packshot_test_await_cb, &await);
  kind = packshot_session_undo_finish (hold->session, packshot_test_await (&await), NULL, &error);
  if (kind == NULL)
    count_error (hold, error);
  else
    count (hold, redo ? "redo" : "undo");
}

static void
edit_picture (Hold  *hold,
              gint64 item,
              gint64 image,
              guint  n,
              GRand *random)
{
  g_auto(PackshotTestAwait) await = { NULL };
  g_autoptr(GError) error = NULL;
  g_autofree char *title = g_strdup_printf ("Held %u", g_rand_int (random) % 1000);
  int kind = g_rand_int_range (random, 0, 7);

  if (kind < 2)
    packshot_session_move_images_async (hold->session, item, &image, 1,
                                        g_rand_int_range (random, 1, n + 1), NULL,
                                        packshot_test_await_cb, &await);
  else if (kind < 4)
    packshot_session_set_title_async (hold->session, item, &image, 1, title, NULL,
                                      packshot_test_await_cb, &await);
  else if (kind < 6)
    packshot_session_set_primary_async (hold->session, item, image, NULL, packshot_test_await_cb,
                                        &await);
  else
    packshot_session_remove_images_async (hold->session, item, &image, 1, NULL,
                                          packshot_test_await_cb, &await);
  if (packshot_session_edit_finish (hold->session, packshot_test_await (&await), &error))
    count (hold, "edit");
  else
    count_error (hold, error);
}

/* What is edited is chosen from the views, as a person does. */
static void
edit_once (Hold  *hold,
           GRand *random)
{
  guint i = g_rand_int_range (random, 0, hold->items->len);
  gint64 item = g_array_index (hold->items, gint64, i);
  PackshotItemView *view = hold->views->pdata[i];
  guint n = view->images->len;
  int kind = g_rand_int_range (random, 0, 10);
  PackshotImageView *image;

  if (kind < 2 || n == 0)
    add_picture (hold, item);
  else if (kind < 4)
    undo_or_redo (hold, kind == 3);
  else
    {
      image = view->images->pdata[g_rand_int_range (random, 0, n)];
      edit_picture (hold, item, packshot_image_get_id (image->image), n, random);
    }
}

static void
edit (Hold   *hold,
      guint   n,
      guint32 seed)
{
  g_autoptr(GRand) random = g_rand_new_with_seed (seed);
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  GHashTableIter iter;
  gpointer outcome, times;

  g_hash_table_remove_all (hold->outcomes);
  for (guint i = 0; i < n; i++)
    edit_once (hold, random);
  json_builder_begin_object (builder);
  g_hash_table_iter_init (&iter, hold->outcomes);
  while (g_hash_table_iter_next (&iter, &outcome, &times))
    {
      json_builder_set_member_name (builder, outcome);
      json_builder_add_int_value (builder, GPOINTER_TO_UINT (times));
    }
  json_builder_end_object (builder);
  answer (builder);
}

/* --- The program --- */

static void
obey (Hold *hold)
{
  g_autoptr(GInputStream) in = g_unix_input_stream_new (STDIN_FILENO, FALSE);
  g_autoptr(GDataInputStream) lines = g_data_input_stream_new (in);

  for (;;)
    {
      g_auto(PackshotTestAwait) await = { NULL };
      g_autofree char *line = NULL;
      guint n, seed;

      g_data_input_stream_read_line_async (lines, G_PRIORITY_DEFAULT, NULL, packshot_test_await_cb,
                                           &await);
      line = g_data_input_stream_read_line_finish (lines, packshot_test_await (&await), NULL, NULL);
      if (line == NULL)
        return;
      if (sscanf (line, "edit %u %u", &n, &seed) == 2)
        edit (hold, n, seed);
      else
        show (hold);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_auto(PackshotTestAwait) await = { NULL };
  g_autoptr(GError) error = NULL;
  Hold hold = { .pictures = argv[2] };

  g_assert_cmpint (argc, >, 3);
  packshot_session_open_async (argv[1], PACKSHOT_SESSION_NONE, NULL, packshot_test_await_cb,
                               &await);
  hold.session = packshot_session_open_finish (packshot_test_await (&await), &error);
  g_assert_no_error (error);
  packshot_session_set_review (hold.session, PACKSHOT_REVIEW_ALWAYS);
  hold.items = g_array_new (FALSE, FALSE, sizeof (gint64));
  hold.views = g_ptr_array_new_with_free_func ((GDestroyNotify)packshot_item_view_unref);
  hold.outcomes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_signal_connect (hold.session, "item-changed", G_CALLBACK (item_changed_cb), &hold);
  for (int i = 3; i < argc; i++)
    hold_item (&hold, argv[i]);

  obey (&hold);

  packshot_session_close_async (hold.session, packshot_test_await_cb, &await);
  packshot_session_close_finish (hold.session, packshot_test_await (&await), &error);
  g_assert_no_error (error);
  g_object_unref (hold.session);
  g_hash_table_unref (hold.outcomes);
  g_ptr_array_unref (hold.views);
  g_array_unref (hold.items);
  return 0;
}
