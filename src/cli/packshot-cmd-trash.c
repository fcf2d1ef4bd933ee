/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* packshotctl trash list, restore: pictures that were removed or replaced. */

#include "config.h"

#include "packshot-cli-commands.h"
#include "packshot-cli-find.h"
#include "packshot-cli-json.h"
#include "packshot-cli-output.h"
#include "packshot-cli-words.h"

#include <glib/gi18n.h>

static GPtrArray *
load_trash (PackshotCli *self)
{
  g_autoptr(GError) error = NULL;
  GPtrArray *rows;

  packshot_session_list_trash_async (self->session, self->cancellable, packshot_cli_ready_cb, self);
  rows = packshot_session_list_trash_finish (self->session, packshot_cli_wait (self), &error);
  if (rows == NULL)
    self->status = packshot_cli_fail (self, error);
  return rows;
}

static void
add_json (JsonBuilder            *builder,
          const PackshotTrashRow *row,
          PackshotItemView       *view)
{
  json_builder_begin_object (builder);
  packshot_cli_json_add_int (builder, "id", row->id);
  json_builder_set_member_name (builder, "item");
  packshot_cli_json_add_item (builder, view->item, view->account);
  packshot_cli_json_add_int (builder, "image", row->image);
  packshot_cli_json_add_text (builder, "title", row->title);
  packshot_cli_json_add_text (builder, "sha256", row->sha256);
  packshot_cli_json_add_text (builder, "reason", row->reason);
  packshot_cli_json_add_time (builder, "removed_at", row->removed_at);
  json_builder_end_object (builder);
}

static void
add_text (PackshotCliTable       *table,
          const PackshotTrashRow *row,
          PackshotItemView       *view)
{
  g_autofree char *id = packshot_cli_words_id (row->id);
  g_autofree char *item = packshot_cli_words_item (view->item, view->account);
  g_autofree char *time = packshot_cli_words_time (row->removed_at);

  packshot_cli_table_add (table, id, time, row->title, item);
}

static PackshotCliStatus
run_list (PackshotCli *self)
{
  const char *titles[] = { _("ID"), _("REMOVED"), _("CAPTION"), _("ITEM"), NULL };
  g_autoptr(PackshotCliTable) table = packshot_cli_table_new (titles, "rlll");
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  g_autoptr(GPtrArray) rows = NULL;

  if (!packshot_cli_parse (self, NULL, 0, 0) || !packshot_cli_open (self))
    return self->status;
  rows = load_trash (self);
  if (rows == NULL)
    return self->status;
  json_builder_begin_array (builder);
  for (guint i = 0; i < rows->len; i++)
    {
      const PackshotTrashRow *row = g_ptr_array_index (rows, i);
      g_autoptr(PackshotItemView) view = packshot_cli_load_item (self, row->item);

      if (view == NULL)
        return self->status;
      add_json (builder, row, view);
      add_text (table, row, view);
    }
  json_builder_end_array (builder);
  if (rows->len == 0)
    packshot_cli_say (self, _("The trash is empty."));
  else if (!self->is_json)
    packshot_cli_table_print (table);
  packshot_cli_json_print (self, builder);
  return PACKSHOT_CLI_DONE;
}

static PackshotCliStatus
run_restore (PackshotCli *self)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  g_autoptr(GError) error = NULL;
  gint64 id;

  if (!packshot_cli_parse (self, NULL, 1, 1) ||
      !packshot_cli_parse_number (self, self->args[0], &id) || !packshot_cli_open (self))
    return self->status;
  packshot_session_restore_async (self->session, id, self->cancellable, packshot_cli_ready_cb,
                                  self);
  if (!packshot_session_edit_finish (self->session, packshot_cli_wait (self), &error))
    return packshot_cli_fail (self, error);
  packshot_cli_say (self, _("The picture stands at the end of its item’s gallery again."));
  json_builder_begin_object (builder);
  packshot_cli_json_add_int (builder, "restored", id);
  json_builder_end_object (builder);
  packshot_cli_json_print (self, builder);
  return PACKSHOT_CLI_DONE;
}

const PackshotCliCommand packshot_cmd_trash_list = {
  "trash list", NULL, N_("List the pictures in the trash"),
  N_("Pictures that were removed or replaced stay in the trash for 30 days."),
  run_list
};

const PackshotCliCommand packshot_cmd_trash_restore = {
  "trash restore", N_("ID"), N_("Take a picture out of the trash"),
  N_("ID is one that “packshotctl trash list” shows.\n\n"
     "Example:\n"
     "  packshotctl trash restore 3"),
  run_restore
};
