/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* packshotctl undo, redo: the last change, on whichever item. */

#include "config.h"

#include "packshot-cli-commands.h"
#include "packshot-cli-find.h"
#include "packshot-cli-json.h"
#include "packshot-cli-output.h"
#include "packshot-cli-words.h"

#include <glib/gi18n.h>

static void
print_json (PackshotCli      *self,
            const char       *kind,
            PackshotItemView *view)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  packshot_cli_json_add_text (builder, "kind", kind);
  json_builder_set_member_name (builder, "item");
  packshot_cli_json_add_item (builder, view->item, view->account);
  json_builder_end_object (builder);
  packshot_cli_json_print (self, builder);
}

static PackshotCliStatus
finish (PackshotCli *self,
        gboolean     redo)
{
  g_autoptr(PackshotItemView) view = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *kind = NULL;
  g_autofree char *item = NULL;
  gint64 id = 0;

  kind = packshot_session_undo_finish (self->session, packshot_cli_wait (self), &id, &error);
  if (kind == NULL)
    return packshot_cli_fail (self, error);
  view = packshot_cli_load_item (self, id);
  if (view == NULL)
    return self->status;
  item = packshot_cli_words_item (view->item, view->account);
  packshot_cli_say (self, "%s: %s",
                    redo ? packshot_cli_words_redone (kind) : packshot_cli_words_undone (kind),
                    item);
  print_json (self, kind, view);
  return PACKSHOT_CLI_DONE;
}

static PackshotCliStatus
run_undo (PackshotCli *self)
{
  if (!packshot_cli_parse (self, NULL, 0, 0) || !packshot_cli_open (self))
    return self->status;
  packshot_session_undo_async (self->session, self->cancellable, packshot_cli_ready_cb, self);
  return finish (self, FALSE);
}

static PackshotCliStatus
run_redo (PackshotCli *self)
{
  if (!packshot_cli_parse (self, NULL, 0, 0) || !packshot_cli_open (self))
    return self->status;
  packshot_session_redo_async (self->session, self->cancellable, packshot_cli_ready_cb, self);
  return finish (self, TRUE);
}

const PackshotCliCommand packshot_cmd_undo = {
  "undo", NULL, N_("Take the last change back"),
  N_("All changes can be taken back one after the other, also after a sync: the next\n"
     "one sends what it takes."),
  run_undo
};

const PackshotCliCommand packshot_cmd_redo = {
  "redo", NULL, N_("Make the change again that was taken back last"),
  NULL,
  run_redo
};
