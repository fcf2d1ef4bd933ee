/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* packshotctl images: the gallery of an item, as it is shown. */

#include "config.h"

#include "packshot-cli-commands.h"
#include "packshot-cli-find.h"
#include "packshot-cli-json.h"
#include "packshot-cli-output.h"
#include "packshot-cli-words.h"

#include <glib/gi18n.h>

static char *
dup_state (PackshotImageView *view)
{
  const char *state = packshot_cli_words_state (view->state);

  if (view->state == PACKSHOT_STATE_PENDING && view->change != NULL)
    return g_strdup_printf ("%s (%s)", state, packshot_cli_words_change (view->change));
  if (view->state == PACKSHOT_STATE_NEEDS_YOU && view->problem != NULL)
    return g_strdup_printf ("%s: %s", state, packshot_cli_words_problem (view->problem));
  if (view->kept_here)
    return g_strdup_printf (_("%s, caption kept here"), state);
  return g_strdup (state);
}

static char *
dup_pixels (PackshotImageView *view)
{
  if (view->content == NULL || view->content->width == 0)
    return g_strdup ("");
  return g_strdup_printf ("%d × %d", view->content->width, view->content->height);
}

static const char *
visibility_word (PackshotImageView *view)
{
  switch (packshot_image_get_visibility (view->image))
    {
    case PACKSHOT_VISIBILITY_PUBLIC:
      return _("public");

    case PACKSHOT_VISIBILITY_PRIVATE:
      return _("private");

    case PACKSHOT_VISIBILITY_NONE:
    default:
      return "";
    }
}

static void
print_text (PackshotItemView *view)
{
  const char *titles[] = { _("NO."), "", _("ID"), _("CAPTION"), _("FORMAT"), _("PIXELS"), _("SIZE"),
                           view->profile->has_visibility ? _("ACCESS") : "", _("STATE"), NULL };
  g_autoptr(PackshotCliTable) table = packshot_cli_table_new (titles, "rlrllrrll");
  g_autoptr(GPtrArray) shown = packshot_item_view_dup_shown (view);

  for (guint i = 0; i < shown->len; i++)
    {
      PackshotImageView *image = g_ptr_array_index (shown, i);
      gint64 bytes = image->content != NULL ? image->content->bytes : 0;
      g_autofree char *position = g_strdup_printf ("#%u", image->position);
      g_autofree char *id =
        packshot_cli_words_id (packshot_image_get_id (image->image));
      g_autofree char *pixels = dup_pixels (image);
      g_autofree char *size = packshot_cli_words_bytes (bytes);
      g_autofree char *state = dup_state (image);

      packshot_cli_table_add (table, position, image->is_primary ? "★" : "", id,
                              packshot_image_get_title (image->image),
                              packshot_cli_words_format (image->content != NULL ?
                                                         image->content->mime : NULL),
                              pixels, size, visibility_word (image), state);
    }
  packshot_cli_table_print (table);
}

static PackshotCliStatus
run (PackshotCli *self)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  g_autoptr(PackshotItemView) view = NULL;
  g_autofree char *item = NULL;

  if (!packshot_cli_parse (self, NULL, 1, 1) || !packshot_cli_open (self))
    return self->status;
  view = packshot_cli_find_view (self, self->args[0]);
  if (view == NULL)
    return self->status;
  item = packshot_cli_words_item (view->item, view->account);
  packshot_cli_say (self, "%s", item);
  if (view->sync->looked_at == 0)
    packshot_cli_say (self, _("Not compared with the server yet; "
                              "“packshotctl sync --pull-only” does."));
  if (view->images->len == 0)
    packshot_cli_say (self, _("No pictures"));
  else if (!self->is_json)
    print_text (view);
  packshot_cli_json_add_images (builder, view);
  packshot_cli_json_print (self, builder);
  return PACKSHOT_CLI_DONE;
}

const PackshotCliCommand packshot_cmd_images = {
  "images", N_("ITEM"), N_("List the pictures of an item, the primary first"),
  N_("Examples:\n"
     "  packshotctl images 2000000000015\n"
     "  packshotctl --format json images Shop:02000000000015"),
  run
};
