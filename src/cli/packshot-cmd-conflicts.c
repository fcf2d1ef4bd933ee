/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* packshotctl conflicts, resolve: what was changed here and on the server. */

#include "config.h"

#include "packshot-cli-commands.h"
#include "packshot-cli-find.h"
#include "packshot-cli-json.h"
#include "packshot-cli-log.h"
#include "packshot-cli-output.h"
#include "packshot-cli-words.h"

#include <glib/gi18n.h>

/* One side's word on the conflict: a caption, private or public, a hash; NULL when it has none. */
static char *
dup_side (const PackshotConflictRow *row,
          PackshotGallery           *gallery)
{
  PackshotImage *image = packshot_gallery_lookup (gallery, row->image);

  switch (row->kind)
    {
    case PACKSHOT_CONFLICT_TITLE:
      return image != NULL ? g_strdup (packshot_image_get_title (image)) : NULL;

    case PACKSHOT_CONFLICT_VISIBILITY:
      return image != NULL ?
             g_strdup (packshot_visibility_to_string (packshot_image_get_visibility (image))) :
             NULL;

    case PACKSHOT_CONFLICT_PRIMARY:
      return packshot_cli_words_id (packshot_gallery_get_primary (gallery));

    case PACKSHOT_CONFLICT_CONTENT:
    case PACKSHOT_CONFLICT_REMOVED_THERE:
    case PACKSHOT_CONFLICT_REMOVED_HERE:
      return image != NULL ? g_strdup (packshot_image_get_sha256 (image)) : NULL;

    case PACKSHOT_CONFLICT_ORDER:
    default:
      return NULL;
    }
}

static void
add_json (JsonBuilder               *builder,
          const PackshotConflictRow *row,
          PackshotItemView          *view)
{
  g_autofree char *mine = dup_side (row, view->local);
  g_autofree char *server = dup_side (row, view->remote);

  json_builder_begin_object (builder);
  packshot_cli_json_add_int (builder, "id", row->id);
  json_builder_set_member_name (builder, "item");
  packshot_cli_json_add_item (builder, view->item, view->account);
  packshot_cli_json_add_known (builder, "image", row->image);
  packshot_cli_json_add_text (builder, "kind", packshot_conflict_kind_to_string (row->kind));
  packshot_cli_json_add_text (builder, "mine", mine);
  packshot_cli_json_add_text (builder, "server", server);
  packshot_cli_json_add_time (builder, "since", row->since);
  json_builder_end_object (builder);
}

static void
add_text (PackshotCliTable          *table,
          const PackshotConflictRow *row,
          PackshotItemView          *view)
{
  g_autofree char *id = packshot_cli_words_id (row->id);
  g_autofree char *reference = packshot_cli_words_reference (view->item, view->account);
  g_autofree char *image =
    row->image != 0 ? packshot_cli_words_id (row->image) : NULL;
  g_autofree char *since = packshot_cli_words_time (row->since);
  g_autofree char *mine = dup_side (row, view->local);
  g_autofree char *server = dup_side (row, view->remote);

  packshot_cli_table_add (table, id, reference, image, packshot_cli_words_conflict (row->kind),
                          mine, server, since);
}

static PackshotCliStatus
run_conflicts (PackshotCli *self)
{
  const char *titles[] = { _("ID"), _("ITEM"), _("PICTURE"), _("CONFLICT"), _("HERE"), _("THERE"),
                           _("SINCE"), NULL };
  g_autoptr(PackshotCliTable) table = packshot_cli_table_new (titles, "rlrllll");
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  g_autoptr(GPtrArray) rows = NULL;
  g_autoptr(GError) error = NULL;

  if (!packshot_cli_parse (self, NULL, 0, 0) || !packshot_cli_open (self))
    return self->status;
  packshot_session_list_conflicts_async (self->session, self->cancellable, packshot_cli_ready_cb,
                                         self);
  rows = packshot_session_list_conflicts_finish (self->session, packshot_cli_wait (self), &error);
  if (rows == NULL)
    return packshot_cli_fail (self, error);
  json_builder_begin_array (builder);
  for (guint i = 0; i < rows->len; i++)
    {
      const PackshotConflictRow *row = g_ptr_array_index (rows, i);
      g_autoptr(PackshotItemView) view = packshot_cli_load_item (self, row->item);

      if (view == NULL)
        return self->status;
      add_json (builder, row, view);
      add_text (table, row, view);
    }
  json_builder_end_array (builder);
  if (rows->len == 0)
    packshot_cli_say (self, _("No conflicts"));
  else if (!self->is_json)
    packshot_cli_table_print (table);
  packshot_cli_json_print (self, builder);
  return PACKSHOT_CLI_DONE;
}

/* --- resolve --- */

static gboolean
parse_keep (PackshotCli  *self,
            const char   *text,
            PackshotKeep *keep)
{
  static const char * const words[] = { "mine", "server", "both" };

  for (guint i = 0; text != NULL && i < G_N_ELEMENTS (words); i++)
    if (g_str_equal (words[i], text))
      {
        *keep = (PackshotKeep)i;
        return TRUE;
      }
  self->status = packshot_cli_misuse (self, _("Say which side to keep: "
                                              "--keep mine, server or both"));
  return FALSE;
}

static PackshotCliStatus
run_resolve (PackshotCli *self)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;
  PackshotKeep keep;
  gint64 id;
  const GOptionEntry entries[] = {
    { "keep", 0, 0, G_OPTION_ARG_STRING, &text, N_("Which side: mine, server or both"),
      N_("SIDE") },
    { NULL, 0, 0, 0, NULL, NULL, NULL }
  };

  if (!packshot_cli_parse (self, entries, 1, 1) || !parse_keep (self, text, &keep) ||
      !packshot_cli_parse_number (self, self->args[0], &id) || !packshot_cli_open (self))
    return self->status;
  packshot_session_resolve_async (self->session, id, keep, self->cancellable, packshot_cli_ready_cb,
                                  self);
  if (!packshot_session_resolve_finish (self->session, packshot_cli_wait (self), &error))
    return packshot_cli_fail (self, error);
  packshot_cli_say (self, _("Decided. The next sync sends what it takes."));
  json_builder_begin_object (builder);
  packshot_cli_json_add_int (builder, "resolved", id);
  packshot_cli_json_add_text (builder, "kept", text);
  json_builder_end_object (builder);
  packshot_cli_json_print (self, builder);
  return PACKSHOT_CLI_DONE;
}

const PackshotCliCommand packshot_cmd_conflicts = {
  "conflicts", NULL, N_("List what was changed both here and on a server"),
  N_("Until one is decided by “packshotctl resolve”, both sides are kept and\n"
     "everything else of the item is synced."),
  run_conflicts
};

const PackshotCliCommand packshot_cmd_resolve = {
  "resolve", N_("CONFLICT --keep mine|server|both"), N_("Decide a conflict"),
  N_("CONFLICT is an id that “packshotctl conflicts” shows. To keep both makes two\n"
     "pictures of one, where there is more than one to keep.\n\n"
     "Example:\n"
     "  packshotctl resolve 4 --keep mine"),
  run_resolve
};
