/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* What is sent for an item, in sentences that a person can judge: what was done, and what it costs
 * at this service. One thread. */

#include "config.h"

#include "packshot-cli-words.h"
#include "packshot-cli-work.h"

#include <glib/gi18n.h>

static void
say (GString *text,
     char    *sentence)
{
  if (text->len > 0)
    g_string_append_c (text, ' ');
  g_string_append (text, sentence);
  g_free (sentence);
}

static void
say_new (GString                *text,
         const PackshotWorkPlan *plan)
{
  guint n = plan->n_new;

  if (n == 0)
    return;
  if (plan->writes && plan->n_private == n)
    say (text, g_strdup_printf (ngettext ("%u private picture will be uploaded, then the item is "
                                          "written once.",
                                          "%u private pictures will be uploaded, then the item is "
                                          "written once.", n), n));
  else if (plan->writes)
    say (text, g_strdup_printf (ngettext ("%u picture will be uploaded, then the item is written "
                                          "once.",
                                          "%u pictures will be uploaded, then the item is written "
                                          "once.", n), n));
  else
    say (text, g_strdup_printf (ngettext ("%u new picture.", "%u new pictures.", n), n));
}

/* Services that can't change a picture in place get it again. */
static void
say_again (GString                *text,
           const PackshotWorkPlan *plan)
{
  const char *service = packshot_cli_words_service (plan->item->account->service);
  guint n_all = plan->item->view->images->len;
  guint n = plan->n_again;

  if (n == 0)
    return;
  if (plan->by_kind[PACKSHOT_CHANGE_ORDER] > 0)
    say (text, g_strdup_printf (ngettext ("%s can’t change an order in place: %u of %u picture "
                                          "will be sent again.",
                                          "%s can’t change an order in place: %u of %u pictures "
                                          "will be sent again.", n_all), service, n, n_all));
  else if (plan->by_kind[PACKSHOT_CHANGE_PRIMARY] > 0)
    say (text, g_strdup_printf (ngettext ("A new primary: %u picture will be sent again, then its "
                                          "old copy is deleted.",
                                          "A new primary: %u pictures will be sent again, then "
                                          "their old copies are deleted.", n), n));
  else if (plan->by_kind[PACKSHOT_CHANGE_CAPTION] == 1)
    say (text, g_strdup_printf (ngettext ("A new caption: %u picture will be sent again.",
                                          "A new caption: %u pictures will be sent again.", n), n));
  else
    say (text, g_strdup_printf (ngettext ("%u of %u picture will be sent again.",
                                          "%u of %u pictures will be sent again.", n_all), n,
                                n_all));
}

static void
say_written (GString                *text,
             const PackshotWorkPlan *plan)
{
  if (!plan->writes || plan->n_new > 0)
    return;
  if (plan->by_kind[PACKSHOT_CHANGE_ORDER] > 0)
    say (text, g_strdup (_("A new order: the item is written once, no picture is sent.")));
  else if (plan->by_kind[PACKSHOT_CHANGE_PRIMARY] > 0)
    say (text, g_strdup (_("A new primary: the item is written once, no picture is sent.")));
  else
    say (text, g_strdup (_("The item is written once, no picture is sent.")));
}

/* A picture that is new and starred, for the others are said already. */
static void
say_primary (GString                *text,
             const PackshotWorkPlan *plan)
{
  PackshotItemView *view = plan->item->view;
  PackshotImageView *image = packshot_item_view_lookup (view, plan->primary);
  g_autofree char *name = NULL;

  if (image == NULL || packshot_gallery_lookup (view->synced, plan->primary) != NULL)
    return;
  name = packshot_cli_words_image (plan->primary, packshot_image_get_title (image->image));
  /* TRANSLATORS: %s is “picture 12 “Front””. */
  say (text, g_strdup_printf (_("It makes %s the primary, as you chose."), name));
}

/* Captions that stay on this computer, of pictures that are sent. */
static void
say_captions (GString                *text,
              const PackshotWorkPlan *plan)
{
  const char *service = packshot_cli_words_service (plan->item->account->service);
  guint n = 0;

  for (guint i = 0; i < plan->item->view->images->len; i++)
    {
      const PackshotImageView *image = g_ptr_array_index (plan->item->view->images, i);

      n += image->kept_here && image->change != NULL;
    }
  if (n > 0)
    say (text, g_strdup_printf (ngettext ("%s has no captions: this one stays here.",
                                          "%s has no captions: these stay here.", n), service));
}

static void
say_rest (GString                *text,
          const PackshotWorkPlan *plan)
{
  const char *service = packshot_cli_words_service (plan->item->account->service);
  guint n = plan->n_deleted;

  if (plan->replaces)
    say (text, g_strdup_printf (_("%s keeps one picture: the one there now will be replaced."),
                                service));
  if (n > 0)
    say (text, g_strdup_printf (ngettext ("%u picture will be deleted there. It stays in the trash "
                                          "here for 30 days.",
                                          "%u pictures will be deleted there. They stay in the "
                                          "trash here for 30 days.", n), n));
  if (plan->by_kind[PACKSHOT_CHANGE_CHECK] > 0)
    say (text, g_strdup (_("Something was cut off while it was sent: it is looked up.")));
  if (plan->n_kept_here > 0)
    say (text, g_strdup_printf (ngettext ("%s can’t hold %u change: it stays here.",
                                          "%s can’t hold %u changes: they stay here.",
                                          plan->n_kept_here), service, plan->n_kept_here));
  else if (plan->item->plan->unreachable)
    say (text, g_strdup (_("The service can’t hold a part of it: it stays here.")));
  if (text->len == 0 && plan->steps->len > 0)
    say (text, g_strdup (_("Old copies will be deleted there.")));
}

/**
 * packshot_cli_words_plan:
 * @plan: an item's plan
 *
 * Returns: (transfer full): what is sent, without numbers of bytes and calls
 */
char *
packshot_cli_words_plan (const PackshotWorkPlan *plan)
{
  GString *text = g_string_new (NULL);

  say_new (text, plan);
  say_primary (text, plan);
  say_again (text, plan);
  say_written (text, plan);
  say_captions (text, plan);
  say_rest (text, plan);
  return g_string_free (text, FALSE);
}
