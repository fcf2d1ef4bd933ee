/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* What is looked at in pictures, in words. Only what is known is judged: a picture whose bytes are
 * not here yet has neither passed nor failed. Main thread; the arrays belong to the caller.
 */

#include "config.h"

#include "packshot-gallery-checks.h"

#include "packshot-words.h"

#include <glib/gi18n.h>

static void
packshot_check_free (PackshotCheck *self)
{
  g_free (self->word);
  g_free (self->title);
  g_free (self->subtitle);
  g_free (self);
}

static void
add (GPtrArray  *checks,
     gboolean    passed,
     const char *word,
     const char *title,
     const char *subtitle)
{
  PackshotCheck *check = g_new0 (PackshotCheck, 1);

  check->passed = passed;
  check->word = g_strdup (word);
  check->title = g_strdup (title);
  check->subtitle = g_strdup (subtitle);
  g_ptr_array_add (checks, check);
}

/* Only products are meant for sales channels. */
static void
check_pixels (GPtrArray               *checks,
              PackshotItemView        *view,
              const PackshotImageView *image)
{
  const PackshotContent *content = image->content;
  g_autofree char *title = NULL;

  if (view->item->kind != PACKSHOT_ITEM_PRODUCT || content == NULL || content->width == 0)
    return;
  title = packshot_words_pixels (content->width, content->height);
  add (checks, MIN (content->width, content->height) >= PACKSHOT_CHECK_PIXELS, _("Too small"),
       title, _("Google needs 500 × 500 px from 31 January 2027"));
}

static void
check_type (GPtrArray               *checks,
            PackshotItemView        *view,
            const PackshotImageView *image)
{
  const char *service = packshot_words_service (view->account->service);
  const char *format;
  g_autofree char *subtitle = NULL;
  gboolean taken;

  if (image->content == NULL || image->content->mime == NULL || view->profile->mimes == NULL)
    return;
  format = packshot_words_format (image->content->mime);
  taken = g_strv_contains (view->profile->mimes, image->content->mime);
  subtitle = taken ? g_strdup_printf (_("%s takes this format"), service)
                   : g_strdup_printf (_("%s doesn’t take this format"), service);
  add (checks, taken, _("Wrong format"), format, subtitle);
}

static void
check_bytes (GPtrArray               *checks,
             PackshotItemView        *view,
             const PackshotImageView *image)
{
  const char *service = packshot_words_service (view->account->service);
  g_autofree char *title = NULL;
  g_autofree char *limit = NULL;
  g_autofree char *subtitle = NULL;

  if (image->content == NULL || view->profile->max_bytes == 0)
    return;
  title = packshot_words_bytes (image->content->bytes);
  limit = packshot_words_bytes (view->profile->max_bytes);
  subtitle = g_strdup_printf (_("%s takes up to %s"), service, limit);
  add (checks, image->content->bytes <= view->profile->max_bytes, _("Too large"), title, subtitle);
}

static void
check_caption (GPtrArray               *checks,
               PackshotItemView        *view,
               const PackshotImageView *image)
{
  gboolean present = *packshot_image_get_title (image->image) != '\0';

  if (!view->profile->has_titles)
    return;
  add (checks, present, _("No caption"), present ? _("Caption") : _("No caption"),
       present ? _("There is one") : _("Screen readers have nothing to read"));
}

/**
 * packshot_gallery_check_image:
 * @view: the item
 * @image: one of its pictures
 *
 * Returns: (transfer container) (element-type PackshotCheck): those that failed first
 */
GPtrArray *
packshot_gallery_check_image (PackshotItemView        *view,
                              const PackshotImageView *image)
{
  g_autoptr(GPtrArray) all = g_ptr_array_new ();
  GPtrArray *checks = g_ptr_array_new_with_free_func ((GDestroyNotify)packshot_check_free);

  check_pixels (all, view, image);
  check_bytes (all, view, image);
  check_type (all, view, image);
  check_caption (all, view, image);
  for (int passed = 0; passed <= 1; passed++)
    for (guint i = 0; i < all->len; i++)
      if (((PackshotCheck *)g_ptr_array_index (all, i))->passed == passed)
        g_ptr_array_add (checks, g_ptr_array_index (all, i));
  return checks;
}

/**
 * packshot_gallery_check_item:
 * @view: the item
 *
 * What an item as a whole lacks.
 *
 * Returns: (transfer container) (element-type PackshotCheck): empty when it lacks nothing
 */
GPtrArray *
packshot_gallery_check_item (PackshotItemView *view)
{
  GPtrArray *checks = g_ptr_array_new_with_free_func ((GDestroyNotify)packshot_check_free);

  if (view->images->len == 0)
    add (checks, FALSE, _("No picture"), _("A picture"), _("There is none yet"));
  else if (packshot_gallery_get_primary (view->local) == 0
           && view->profile->primary != PACKSHOT_PRIMARY_NONE)
    add (checks, FALSE, _("No primary"), _("A primary picture"),
         _("None of the pictures is starred"));
  return checks;
}

/**
 * packshot_gallery_checks_failed:
 * @checks: (element-type PackshotCheck): outcomes
 *
 * Returns: how many failed
 */
guint
packshot_gallery_checks_failed (GPtrArray *checks)
{
  guint n = 0;

  for (guint i = 0; i < checks->len; i++)
    n += !((PackshotCheck *)g_ptr_array_index (checks, i))->passed;
  return n;
}
