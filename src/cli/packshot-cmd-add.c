/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* packshotctl add: new pictures for an item. Files that can't be used are named and left out, and
 * the run then fails, while the others are added. */

#include "config.h"

#include "packshot-cli-commands.h"
#include "packshot-cli-find.h"
#include "packshot-cli-json.h"
#include "packshot-cli-output.h"
#include "packshot-cli-words.h"

#include <glib/gi18n.h>

typedef struct
{
  gboolean primary;
  gboolean is_private;
  gboolean is_public;
  gboolean again;
  int      position;
} Options;

static void
say_added (PackshotCli      *self,
           PackshotAdded    *added,
           PackshotItemView *view)
{
  g_autofree char *item = packshot_cli_words_item (view->item, view->account);

  if (added->images->len > 0)
    packshot_cli_say (self, ngettext ("%u picture is added to %s", "%u pictures are added to %s",
                                      added->images->len), added->images->len, item);
  for (guint i = 0; i < added->duplicates->len; i++)
    {
      g_autofree char *number =
        packshot_cli_words_id (g_array_index (added->duplicates, gint64, i));

      packshot_cli_say (self, _("The item has this picture already: picture %s"), number);
    }
  for (guint i = 0; i < added->refused->len; i++)
    packshot_cli_tell (_("packshotctl: Left out: %s"),
                       (const char *)g_ptr_array_index (added->refused, i));
}

static void
add_images (JsonBuilder      *builder,
            const char       *name,
            GArray           *ids,
            PackshotItemView *view)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  for (guint i = 0; i < ids->len; i++)
    {
      PackshotImageView *image = packshot_item_view_lookup (view, g_array_index (ids, gint64, i));

      if (image != NULL)
        packshot_cli_json_add_image (builder, image);
    }
  json_builder_end_array (builder);
}

static void
print_json (PackshotCli      *self,
            PackshotAdded    *added,
            PackshotItemView *view)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "item");
  packshot_cli_json_add_item (builder, view->item, view->account);
  add_images (builder, "added", added->images, view);
  add_images (builder, "already_there", added->duplicates, view);
  json_builder_set_member_name (builder, "refused");
  json_builder_begin_array (builder);
  for (guint i = 0; i < added->refused->len; i++)
    {
      g_autofree char *text = g_utf8_make_valid (g_ptr_array_index (added->refused, i), -1);

      json_builder_add_string_value (builder, text);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  packshot_cli_json_print (self, builder);
}

static PackshotCliStatus
add (PackshotCli       *self,
     const PackshotAdd *options)
{
  g_autoptr(PackshotItem) item = packshot_cli_find_item (self, self->args[0]);
  g_autoptr(PackshotItemView) view = NULL;
  g_autoptr(PackshotAdded) added = NULL;
  g_autoptr(GError) error = NULL;

  if (item == NULL)
    return self->status;
  packshot_session_add_files_async (self->session, item->id, (const char * const *)self->args + 1,
                                    options, self->cancellable, packshot_cli_ready_cb, self);
  added = packshot_session_add_files_finish (self->session, packshot_cli_wait (self), &error);
  if (added == NULL)
    return packshot_cli_fail (self, error);
  view = packshot_cli_load_item (self, item->id);
  if (view == NULL)
    return self->status;
  say_added (self, added, view);
  print_json (self, added, view);
  return added->refused->len == 0 ? PACKSHOT_CLI_DONE : PACKSHOT_CLI_FAILED;
}

static PackshotVisibility
chosen_visibility (const Options *options)
{
  if (options->is_public)
    return PACKSHOT_VISIBILITY_PUBLIC;
  return options->is_private ? PACKSHOT_VISIBILITY_PRIVATE : PACKSHOT_VISIBILITY_NONE;
}

static PackshotCliStatus
run (PackshotCli *self)
{
  Options options = { FALSE };
  g_autofree char *raw_title = NULL;
  g_autofree char *title = NULL;
  g_autoptr(GError) error = NULL;
  PackshotAdd how = { 0 };
  const GOptionEntry entries[] = {
    { "title", 0, 0, G_OPTION_ARG_FILENAME, &raw_title, N_("Caption of all of them"),
      N_("TEXT") },
    { "primary", 0, 0, G_OPTION_ARG_NONE, &options.primary,
      N_("The first of them becomes the primary picture"), NULL },
    { "position", 0, 0, G_OPTION_ARG_INT, &options.position,
      N_("Position of the first of them; without it they stand at the end"), N_("N") },
    { "private", 0, 0, G_OPTION_ARG_NONE, &options.is_private,
      N_("With restricted access (BLAZE; the default)"), NULL },
    { "public", 0, 0, G_OPTION_ARG_NONE, &options.is_public, N_("With public access (BLAZE)"),
      NULL },
    { "again", 0, 0, G_OPTION_ARG_NONE, &options.again,
      N_("Add pictures that the item has already once more"), NULL },
    { NULL, 0, 0, 0, NULL, NULL, NULL }
  };

  if (!packshot_cli_parse (self, entries, 2, G_MAXUINT))
    return self->status;
  if (options.is_private && options.is_public)
    return packshot_cli_misuse (self, _("Choose one of --private and --public"));
  if (options.position < 0)
    return packshot_cli_misuse (self, _("Positions begin at 1"));
  if (raw_title != NULL)
    title = packshot_cli_dup_text (raw_title);
  /* Before any file is copied. */
  if (title != NULL && !packshot_title_check (title, &error))
    return packshot_cli_fail (self, error);
  how = (PackshotAdd) {
    .position = (guint)options.position, .title = title, .primary = options.primary,
    .visibility = chosen_visibility (&options), .keep_duplicates = options.again
  };
  return packshot_cli_open (self) ? add (self, &how) : self->status;
}

const PackshotCliCommand packshot_cmd_add = {
  "add", N_("ITEM FILE…"), N_("Add pictures to an item"),
  N_("The files are copied at once; they may be moved or deleted afterwards. A\n"
     "picture that the item has already is not added again.\n\n"
     "Examples:\n"
     "  packshotctl add 2000000000015 front.jpg --primary --title \"Front of the pack\"\n"
     "  packshotctl add 00398 *.png --public"),
  run
};
