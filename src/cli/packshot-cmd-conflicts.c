/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* packshotctl conflicts, resolve: what was changed here and on the server. */

#include "config.h"

#include "packshot-cli-commands.h"
#include "packshot-cli-find.h"
#include "packshot-cli-json.h"
#include "packshot-cli-output.h"
#include "packshot-cli-words.h"

#include "packshot-session-conflicts.h"

#include <glib/gi18n.h>

/* Each command waits for them. */
static GPtrArray *
load_conflicts (PackshotCli *self)
{
  g_autoptr(GError) error = NULL;
  GPtrArray *views;

  packshot_session_load_conflicts_async (self->session, self->cancellable, packshot_cli_ready_cb,
                                         self);
  views = packshot_session_load_conflicts_finish (self->session, packshot_cli_wait (self), &error);
  if (views == NULL)
    self->status = packshot_cli_fail (self, error);
  return views;
}

/* --- conflicts --- */

static char *
dup_order (PackshotGallery *gallery)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < packshot_gallery_get_n (gallery); i++)
    g_string_append_printf (text, "%s%" G_GINT64_FORMAT, i > 0 ? " " : "",
                            packshot_image_get_id (packshot_gallery_get (gallery, i)));
  return g_string_free (text, FALSE);
}

/* One side's word on the conflict: a caption, private or public, a hash, pictures' ids; NULL when
 * it has none. */
static char *
dup_side (PackshotConflictKind        kind,
          const PackshotConflictSide *side)
{
  PackshotImage *image = side->image;

  if (kind == PACKSHOT_CONFLICT_ORDER)
    return dup_order (side->gallery);
  if (image == NULL)
    return NULL;
  switch (kind)
    {
    case PACKSHOT_CONFLICT_TITLE:
      return g_strdup (packshot_image_get_title (image));

    case PACKSHOT_CONFLICT_VISIBILITY:
      return g_strdup (packshot_visibility_to_string (packshot_image_get_visibility (image)));

    case PACKSHOT_CONFLICT_PRIMARY:
      return packshot_cli_words_id (packshot_image_get_id (image));

    case PACKSHOT_CONFLICT_CONTENT:
    case PACKSHOT_CONFLICT_REMOVED_THERE:
    case PACKSHOT_CONFLICT_REMOVED_HERE:
    case PACKSHOT_CONFLICT_ORDER:
    default:
      return g_strdup (packshot_image_get_sha256 (image));
    }
}

static void
add_json_fields (JsonBuilder           *builder,
                 const char            *name,
                 PackshotConflictFields fields)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  for (guint i = 0; i < PACKSHOT_N_CONFLICT_FIELDS; i++)
    if (fields & 1u << i)
      json_builder_add_string_value (builder, packshot_conflict_field_to_string (1u << i));
  json_builder_end_array (builder);
}

/* null where the side does not have the picture. */
static void
add_json_picture (JsonBuilder                *builder,
                  const PackshotConflictSide *side)
{
  PackshotImage *image = side->image;
  const PackshotContent *content = side->content;
  const char *visibility;

  json_builder_set_member_name (builder, "picture");
  if (image == NULL)
    {
      json_builder_add_null_value (builder);
      return;
    }
  visibility = packshot_visibility_to_string (packshot_image_get_visibility (image));
  json_builder_begin_object (builder);
  packshot_cli_json_add_int (builder, "id", packshot_image_get_id (image));
  packshot_cli_json_add_text (builder, "sha256", packshot_image_get_sha256 (image));
  packshot_cli_json_add_text (builder, "title", packshot_image_get_title (image));
  packshot_cli_json_add_text (builder, "visibility", visibility);
  packshot_cli_json_add_known (builder, "position", side->position);
  packshot_cli_json_add_bool (builder, "is_primary", side->is_primary);
  packshot_cli_json_add_text (builder, "mime", content != NULL ? content->mime : NULL);
  packshot_cli_json_add_known (builder, "width", content != NULL ? content->width : 0);
  packshot_cli_json_add_known (builder, "height", content != NULL ? content->height : 0);
  packshot_cli_json_add_known (builder, "bytes", content != NULL ? content->bytes : 0);
  json_builder_end_object (builder);
}

static void
add_json_side (JsonBuilder                *builder,
               const char                 *name,
               const PackshotConflictView *view,
               const PackshotConflictSide *side)
{
  g_autofree char *value = dup_side (view->row.kind, side);

  json_builder_set_member_name (builder, name);
  json_builder_begin_object (builder);
  packshot_cli_json_add_text (builder, "value", value);
  add_json_picture (builder, side);
  json_builder_set_member_name (builder, "order");
  json_builder_begin_array (builder);
  for (guint i = 0; i < packshot_gallery_get_n (side->gallery); i++)
    json_builder_add_int_value (builder, packshot_image_get_id (packshot_gallery_get (side->gallery,
                                                                                      i)));
  json_builder_end_array (builder);
  packshot_cli_json_add_time (builder, "not_before", side->from);
  packshot_cli_json_add_time (builder, "not_after", side->until);
  json_builder_end_object (builder);
}

static void
add_json (JsonBuilder                *builder,
          const PackshotConflictView *view)
{
  json_builder_begin_object (builder);
  packshot_cli_json_add_int (builder, "id", view->row.id);
  json_builder_set_member_name (builder, "item");
  packshot_cli_json_add_item (builder, view->item, view->account);
  packshot_cli_json_add_known (builder, "image", view->row.image);
  packshot_cli_json_add_text (builder, "kind", packshot_conflict_kind_to_string (view->row.kind));
  add_json_side (builder, "mine", view, &view->mine);
  add_json_side (builder, "server", view, &view->server);
  add_json_side (builder, "agreed", view, &view->agreed);
  add_json_fields (builder, "differs", view->differs);
  add_json_fields (builder, "same", view->same);
  packshot_cli_json_add_text (builder, "both", packshot_both_to_string (view->both));
  packshot_cli_json_add_time (builder, "since", view->row.since);
  json_builder_end_object (builder);
}

static void
add_text (PackshotCliTable           *table,
          const PackshotConflictView *view)
{
  g_autofree char *id = packshot_cli_words_id (view->row.id);
  g_autofree char *reference = packshot_cli_words_reference (view->item, view->account);
  g_autofree char *image = view->row.image != 0 ? packshot_cli_words_id (view->row.image) : NULL;
  g_autofree char *since = packshot_cli_words_time (view->row.since);
  g_autofree char *agreed = dup_side (view->row.kind, &view->agreed);
  g_autofree char *mine = dup_side (view->row.kind, &view->mine);
  g_autofree char *server = dup_side (view->row.kind, &view->server);

  packshot_cli_table_add (table, id, reference, image, packshot_cli_words_conflict (view->row.kind),
                          agreed, mine, server, since);
}

static PackshotCliStatus
run_conflicts (PackshotCli *self)
{
  const char *titles[] = { _("ID"), _("ITEM"), _("PICTURE"), _("CONFLICT"), _("LAST AGREED"),
                           _("HERE"), _("THERE"), _("SINCE"), NULL };
  g_autoptr(PackshotCliTable) table = packshot_cli_table_new (titles, "rlrlllll");
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  g_autoptr(GPtrArray) views = NULL;

  if (!packshot_cli_parse (self, NULL, 0, 0) || !packshot_cli_open (self) ||
      !(views = load_conflicts (self)))
    return self->status;
  json_builder_begin_array (builder);
  for (guint i = 0; i < views->len; i++)
    {
      add_json (builder, views->pdata[i]);
      add_text (table, views->pdata[i]);
    }
  json_builder_end_array (builder);
  if (views->len == 0)
    packshot_cli_say (self, _("No conflicts"));
  else if (!self->is_json)
    packshot_cli_table_print (table);
  packshot_cli_json_print (self, builder);
  return PACKSHOT_CLI_DONE;
}

/* --- resolve --- */

typedef struct
{
  char    *keep;
  char    *item;
  char    *kind;
  gboolean all;
} Choice;

static void
choice_clear (Choice *choice)
{
  g_free (choice->keep);
  g_free (choice->item);
  g_free (choice->kind);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Choice, choice_clear)

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

static gboolean
check_choice (PackshotCli  *self,
              const Choice *choice)
{
  guint n = (self->n_args > 0) + (choice->item != NULL) + (choice->kind != NULL) + choice->all;
  PackshotConflictKind kind;

  if (n != 1)
    self->status = packshot_cli_misuse (self, _("Say which conflicts: their ids, --item, --kind "
                                                "or --all"));
  else if (choice->kind != NULL && !packshot_conflict_kind_from_string (choice->kind, &kind))
    self->status = packshot_cli_misuse (self, _("There is no kind of conflict “%s”"), choice->kind);
  else
    return TRUE;
  return FALSE;
}

static gboolean
collect_named (PackshotCli *self,
               GArray      *ids)
{
  for (guint i = 0; i < self->n_args; i++)
    {
      gint64 id;

      if (!packshot_cli_parse_number (self, self->args[i], &id))
        return FALSE;
      g_array_append_val (ids, id);
    }
  return TRUE;
}

static gboolean
collect_chosen (PackshotCli  *self,
                const Choice *choice,
                GArray       *ids)
{
  g_autoptr(PackshotItem) item = NULL;
  g_autoptr(GPtrArray) views = NULL;

  if (choice->item != NULL && !(item = packshot_cli_find_item (self, choice->item)))
    return FALSE;
  views = load_conflicts (self);
  for (guint i = 0; views != NULL && i < views->len; i++)
    {
      const PackshotConflictRow *row = &((PackshotConflictView *)views->pdata[i])->row;

      if ((item == NULL || item->id == row->item) &&
          (choice->kind == NULL ||
           g_str_equal (choice->kind, packshot_conflict_kind_to_string (row->kind))))
        g_array_append_val (ids, row->id);
    }
  return views != NULL;
}

static void
print_resolved (PackshotCli *self,
                GArray      *ids,
                const char  *keep)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  if (ids->len == 0)
    packshot_cli_say (self, _("No conflicts"));
  else
    packshot_cli_say (self, ngettext ("Decided %u conflict. The next sync sends what it takes.",
                                      "Decided %u conflicts. The next sync sends what it takes.",
                                      ids->len), ids->len);
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "resolved");
  json_builder_begin_array (builder);
  for (guint i = 0; i < ids->len; i++)
    json_builder_add_int_value (builder, g_array_index (ids, gint64, i));
  json_builder_end_array (builder);
  packshot_cli_json_add_text (builder, "kept", keep);
  json_builder_end_object (builder);
  packshot_cli_json_print (self, builder);
}

static PackshotCliStatus
run_resolve (PackshotCli *self)
{
  g_auto(Choice) choice = { NULL };
  g_autoptr(GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr(GError) error = NULL;
  PackshotKeep keep;
  const GOptionEntry entries[] = {
    { "keep", 0, 0, G_OPTION_ARG_STRING, &choice.keep, N_("Which side: mine, server or both"),
      N_("SIDE") },
    { "item", 0, 0, G_OPTION_ARG_STRING, &choice.item, N_("All conflicts of an item"),
      N_("ITEM") },
    { "kind", 0, 0, G_OPTION_ARG_STRING, &choice.kind, N_("All conflicts of a kind"), N_("KIND") },
    { "all", 0, 0, G_OPTION_ARG_NONE, &choice.all, N_("All conflicts"), NULL },
    { NULL, 0, 0, 0, NULL, NULL, NULL }
  };

  if (!packshot_cli_parse (self, entries, 0, G_MAXUINT) || !parse_keep (self, choice.keep, &keep) ||
      !check_choice (self, &choice) || !collect_named (self, ids) || !packshot_cli_open (self) ||
      (self->n_args == 0 && !collect_chosen (self, &choice, ids)))
    return self->status;
  if (ids->len > 0)
    {
      packshot_session_resolve_async (self->session, (const gint64 *)(gpointer)ids->data, ids->len,
                                      keep, self->cancellable, packshot_cli_ready_cb, self);
      if (!packshot_session_resolve_finish (self->session, packshot_cli_wait (self), &error))
        return packshot_cli_fail (self, error);
    }
  print_resolved (self, ids, choice.keep);
  return PACKSHOT_CLI_DONE;
}

const PackshotCliCommand packshot_cmd_conflicts = {
  "conflicts", NULL, N_("List what was changed both here and on a server"),
  N_("Until one is decided by “packshotctl resolve”, both sides are kept and\n"
     "everything else of the item is synced."),
  run_conflicts
};

const PackshotCliCommand packshot_cmd_resolve = {
  "resolve", N_("CONFLICT…|--item ITEM|--kind KIND|--all --keep mine|server|both"),
  N_("Decide conflicts"),
  N_("CONFLICT is an id that “packshotctl conflicts” shows. All that are named are\n"
     "decided, or none. What is not kept goes to the trash; “packshotctl undo”\n"
     "takes it all back. To keep both makes two pictures of one, where both have\n"
     "replaced it and there is more than one to keep.\n\n"
     "Kinds: content, title, visibility, primary, order, removed-there, removed-here.\n\n"
     "Examples:\n"
     "  packshotctl resolve 4 --keep mine\n"
     "  packshotctl resolve --kind primary --keep server"),
  run_resolve
};
