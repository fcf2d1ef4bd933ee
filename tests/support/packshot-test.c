/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* What several test programs need: waiting for an asynchronous result, and temporary folders.
 * Waiting iterates the thread-default main context; it has no time limit of its own, the test
 * runner's limit ends a program that waits for ever. */

#include "config.h"

#include "packshot-test.h"

#include <glib/gstdio.h>

/**
 * packshot_test_await_cb:
 * @source: (nullable): as given to the callback
 * @result: as given to the callback
 * @user_data: a #PackshotTestAwait
 *
 * A #GAsyncReadyCallback that keeps the result for packshot_test_await().
 */
void
packshot_test_await_cb (GObject      *source,
                        GAsyncResult *result,
                        gpointer      user_data)
{
  PackshotTestAwait *await = user_data;

  g_assert_null (await->result);
  await->result = g_object_ref (result);
}

/**
 * packshot_test_await:
 * @await: given to packshot_test_await_cb() as user data
 *
 * Iterates the thread-default main context until the result has come.
 *
 * Returns: (transfer none): the result, alive until the next wait or the end of @await
 */
GAsyncResult *
packshot_test_await (PackshotTestAwait *await)
{
  while (await->result == NULL)
    g_main_context_iteration (g_main_context_get_thread_default (), TRUE);
  g_clear_object (&await->taken);
  await->taken = g_steal_pointer (&await->result);
  return await->taken;
}

/**
 * packshot_test_await_clear:
 * @await: a #PackshotTestAwait
 *
 * Called by `g_auto`.
 */
void
packshot_test_await_clear (PackshotTestAwait *await)
{
  g_clear_object (&await->result);
  g_clear_object (&await->taken);
}

/**
 * packshot_test_spin:
 * @done: set by a callback
 *
 * Iterates the thread-default main context until @done is true.
 */
void
packshot_test_spin (gboolean *done)
{
  while (!*done)
    g_main_context_iteration (g_main_context_get_thread_default (), TRUE);
}

/**
 * packshot_test_tmp_new:
 *
 * Returns: (transfer full): an empty temporary folder, for packshot_test_tmp_free()
 */
char *
packshot_test_tmp_new (void)
{
  g_autoptr(GError) error = NULL;
  char *path = g_dir_make_tmp ("packshot-test-XXXXXX", &error);

  g_assert_no_error (error);
  return path;
}

static void
remove_tree (const char *path)
{
  g_autoptr(GDir) dir = NULL;
  const char *name;

  if (!g_file_test (path, G_FILE_TEST_IS_SYMLINK) && g_file_test (path, G_FILE_TEST_IS_DIR))
    {
      /* A test may have taken the right to write away. */
      g_chmod (path, 0700);
      dir = g_dir_open (path, 0, NULL);
      while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
        {
          g_autofree char *child = g_build_filename (path, name, NULL);

          remove_tree (child);
        }
    }
  g_assert_cmpint (g_remove (path), ==, 0);
}

/**
 * packshot_test_tmp_free:
 * @path: (transfer full): from packshot_test_tmp_new()
 *
 * Removes the folder with all that is in it and fails the test when it can't.
 */
void
packshot_test_tmp_free (char *path)
{
  remove_tree (path);
  g_free (path);
}
