/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* Writes all the pictures of the demo catalogue into a folder: dump-samples FOLDER SIZE */

#include "config.h"

#include "packshot-samples.h"

#include <stdlib.h>

static void
dump (GBytes     *png,
      const char *dir,
      const char *name,
      guint       view)
{
  g_autofree char *file = g_strdup_printf ("%s-%u.png", name, view);
  g_autofree char *path = NULL;
  g_autoptr(GError) error = NULL;

  g_strdelimit (file, " /", '-');
  path = g_build_filename (dir, file, NULL);
  if (!g_file_set_contents (path, g_bytes_get_data (png, NULL), g_bytes_get_size (png), &error))
    g_printerr ("%s\n", error->message);
  g_bytes_unref (png);
}

static void
dump_sample (const PackshotSample *sample,
             const char           *dir,
             int                   size)
{
  for (guint view = 0; view < packshot_sample_get_n_views (sample); view++)
    dump (packshot_sample_render_png (sample, view, size), dir, sample->gtin, view);
}

static void
dump_logo (const PackshotSampleLogo *logo,
           const char               *dir,
           int                       size)
{
  dump (packshot_samples_render_logo_png (logo, size), dir, logo->name, 0);
}

int
main (int   argc,
      char *argv[])
{
  int size = argc > 2 ? atoi (argv[2]) : 1200;

  if (argc < 2 || size < 16 || size > 4096)
    {
      g_printerr ("Usage: dump-samples FOLDER [SIZE]\n");
      return 2;
    }
  for (guint i = 0; i < packshot_samples_get_n (); i++)
    dump_sample (packshot_samples_get (i), argv[1], size);
  for (guint i = 0; i < packshot_samples_get_n_products (); i++)
    dump_sample (packshot_samples_get_product (i), argv[1], size);
  for (guint i = 0; i < packshot_samples_get_n_customers (); i++)
    dump_logo (packshot_samples_get_customer (i), argv[1], size);
  for (guint i = 0; i < packshot_samples_get_n_brands (); i++)
    dump_logo (packshot_samples_get_brand (i), argv[1], size);
  return 0;
}
