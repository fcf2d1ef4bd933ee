/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* Gives a fuzzer every file of the folders that are named, one test each. For builds without
 * libFuzzer, which has a main() of its own. */

#include "config.h"

#include "fuzz.h"

static void
run_file (gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *bytes = NULL;
  g_autofree guint8 *exact = NULL;
  gsize size;

  g_file_get_contents (data, &bytes, &size, &error);
  g_assert_no_error (error);
  /* Without the NUL that follows what was read. */
  exact = g_memdup2 (bytes, size);
  LLVMFuzzerTestOneInput (exact, size);
}

static int
compare (gconstpointer a,
         gconstpointer b)
{
  return strcmp (*(const char * const *)a, *(const char * const *)b);
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  g_test_init (&argc, &argv, NULL);
  for (int i = 1; i < argc; i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(GDir) dir = g_dir_open (argv[i], 0, &error);
      const char *name;

      g_assert_no_error (error);
      while ((name = g_dir_read_name (dir)) != NULL)
        g_ptr_array_add (names, g_build_filename (argv[i], name, NULL));
    }
  g_ptr_array_sort (names, compare);
  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *name = g_path_get_basename (names->pdata[i]);
      g_autofree char *path = g_strconcat ("/", g_get_prgname (), "/", name, NULL);

      g_test_add_data_func (path, names->pdata[i], run_file);
    }
  return g_test_run ();
}
