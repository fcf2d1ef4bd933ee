/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* Galleries and conflicts as one line of text, and the three kinds of service. */

#include "config.h"

#include "packshot-test-gallery.h"

#include <stdlib.h>

const PackshotServiceProfile packshot_test_rows = {
  .kind = PACKSHOT_SERVICE_CLOSIENT,
  .write = PACKSHOT_WRITE_ROWS,
  .primary = PACKSHOT_PRIMARY_FLAG,
  .has_titles = TRUE,
  .can_list = TRUE,
};
const PackshotServiceProfile packshot_test_put = {
  .kind = PACKSHOT_SERVICE_GOLDLEAF,
  .write = PACKSHOT_WRITE_PUT,
  .primary = PACKSHOT_PRIMARY_NONE,
  .max_images = 1,
};
const PackshotServiceProfile packshot_test_list = {
  .kind = PACKSHOT_SERVICE_BLAZE,
  .write = PACKSHOT_WRITE_LIST,
  .primary = PACKSHOT_PRIMARY_FIRST,
  .has_visibility = TRUE,
  .can_list = TRUE,
};

/* The part of @token after @mark, up to the next mark. */
static char *
part_of (const char *token,
         char        mark)
{
  const char *start = strchr (token, mark);

  return start != NULL ? g_strndup (start + 1, strcspn (start + 1, "*/=@^")) : NULL;
}

static PackshotImage *
image_of (const char *token)
{
  gint64 id = strtoll (token, NULL, 10);
  g_autofree char *sha256 = part_of (token, '/');
  g_autofree char *title = part_of (token, '=');
  g_autofree char *row = part_of (token, '@');
  g_autoptr(PackshotRemote) remote = NULL;

  if (sha256 == NULL)
    sha256 = g_strdup_printf ("sha-%d", (int)id);
  if (row == NULL)
    row = g_strdup_printf ("r%d", (int)id);
  if (!g_str_equal (row, "-"))
    remote = packshot_remote_new (row, -1, NULL, NULL, NULL);
  return packshot_image_new (id, g_str_equal (sha256, "-") ? NULL : sha256, title,
                             strchr (token, '^') != NULL ? PACKSHOT_VISIBILITY_PUBLIC
                                                         : PACKSHOT_VISIBILITY_NONE, remote);
}

PackshotGallery *
packshot_test_gallery (const char *text)
{
  g_autoptr(GPtrArray) images =
    g_ptr_array_new_with_free_func ((GDestroyNotify)packshot_image_unref);
  g_auto(GStrv) tokens = g_strsplit (text, " ", -1);
  g_autoptr(GError) error = NULL;
  PackshotGallery *gallery;
  gint64 primary = 0;

  for (guint i = 0; tokens[i] != NULL; i++)
    {
      if (*tokens[i] == '\0')
        continue;
      g_ptr_array_add (images, image_of (tokens[i]));
      if (strchr (tokens[i], '*') != NULL)
        primary = strtoll (tokens[i], NULL, 10);
    }
  gallery = packshot_gallery_new_from (images, primary, &error);
  g_assert_no_error (error);
  return gallery;
}

/* As it was written, but that rows are said only where they are not the picture's own. */
char *
packshot_test_gallery_say (PackshotGallery *gallery)
{
  GString *said = g_string_new (NULL);

  for (guint i = 0; i < packshot_gallery_get_n (gallery); i++)
    {
      PackshotImage *image = packshot_gallery_get (gallery, i);
      gint64 id = packshot_image_get_id (image);
      const char *sha256 = packshot_image_get_sha256 (image);
      const char *row = packshot_image_get_remote_id (image);
      g_autofree char *own_sha256 = g_strdup_printf ("sha-%d", (int)id);
      g_autofree char *own_row = g_strdup_printf ("r%d", (int)id);

      g_string_append_printf (said, "%s%d", i > 0 ? " " : "", (int)id);
      if (packshot_gallery_get_primary (gallery) == id)
        g_string_append_c (said, '*');
      if (g_strcmp0 (sha256, own_sha256) != 0)
        g_string_append_printf (said, "/%s", sha256 != NULL ? sha256 : "-");
      if (*packshot_image_get_title (image) != '\0')
        g_string_append_printf (said, "=%s", packshot_image_get_title (image));
      if (g_strcmp0 (row, own_row) != 0)
        g_string_append_printf (said, "@%s", row != NULL ? row : "-");
      if (packshot_image_get_visibility (image) == PACKSHOT_VISIBILITY_PUBLIC)
        g_string_append_c (said, '^');
    }
  return g_string_free (said, FALSE);
}

static int
conflict_compare (gconstpointer a,
                  gconstpointer b)
{
  const PackshotConflictRow *x = *(PackshotConflictRow * const *)a;
  const PackshotConflictRow *y = *(PackshotConflictRow * const *)b;

  return x->image != y->image ? (x->image > y->image) - (x->image < y->image)
                              : (int)x->kind - (int)y->kind;
}

/* "title 2, order": by picture, those of the whole gallery first. */
char *
packshot_test_conflicts_say (GPtrArray *conflicts)
{
  static const char * const names[] = {
    "content", "title", "visibility", "primary", "order", "there", "here"
  };
  g_autoptr(GPtrArray) sorted = g_ptr_array_copy (conflicts, NULL, NULL);
  GString *said = g_string_new (NULL);

  g_ptr_array_set_free_func (sorted, NULL);
  g_ptr_array_sort (sorted, conflict_compare);
  for (guint i = 0; i < sorted->len; i++)
    {
      const PackshotConflictRow *row = sorted->pdata[i];

      g_string_append_printf (said, "%s%s", i > 0 ? ", " : "", names[row->kind]);
      if (row->image != 0)
        g_string_append_printf (said, " %d", (int)row->image);
    }
  return g_string_free (said, FALSE);
}
