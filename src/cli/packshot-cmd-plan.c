/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* packshotctl plan: what a sync would send, before it does. From what was last seen of the servers;
 * no server is asked. */

#include "config.h"

#include "packshot-cli-commands.h"
#include "packshot-cli-find.h"
#include "packshot-cli-json.h"
#include "packshot-cli-output.h"
#include "packshot-cli-words.h"

#include <glib/gi18n.h>

static guint
count_steps (const PackshotItemPlan *plan,
             PackshotStepKind        kind)
{
  guint n = 0;

  for (guint i = 0; i < plan->plan->steps->len; i++)
    {
      const PackshotPlanStep *step = g_ptr_array_index (plan->plan->steps, i);

      n += step->kind == kind;
    }
  return n;
}

/* Rows that go for good; the others are old copies of pictures that stay. */
static guint
count_removed (const PackshotItemPlan *plan)
{
  guint n = 0;

  for (guint i = 0; i < plan->plan->steps->len; i++)
    {
      const PackshotPlanStep *step = g_ptr_array_index (plan->plan->steps, i);

      n += step->kind == PACKSHOT_STEP_DELETE && step->image != 0 &&
        packshot_gallery_lookup (plan->view->local, step->image) == NULL;
    }
  return n;
}

static void
append (GString *sentence,
        char    *part)
{
  if (sentence->len > 0)
    g_string_append (sentence, ", ");
  g_string_append (sentence, part);
  g_free (part);
}

static char *
dup_sentence (const PackshotItemPlan *item_plan)
{
  const PackshotPlan *plan = item_plan->plan;
  GString *sentence = g_string_new (NULL);
  guint n_all = item_plan->view->images->len;
  guint n_new = plan->n_uploads - plan->n_again;
  guint n_removed = count_removed (item_plan);

  if (n_new > 0)
    append (sentence, g_strdup_printf (ngettext ("%u picture will be sent",
                                                 "%u pictures will be sent", n_new), n_new));
  if (plan->n_again > 0)
    append (sentence, g_strdup_printf (ngettext ("%u of %u picture will be sent again",
                                                 "%u of %u pictures will be sent again", n_all),
                                       plan->n_again, n_all));
  if (n_removed > 0)
    append (sentence, g_strdup_printf (ngettext ("%u picture will be deleted there",
                                                 "%u pictures will be deleted there", n_removed),
                                       n_removed));
  if (sentence->len == 0 && count_steps (item_plan, PACKSHOT_STEP_DELETE) > 0)
    append (sentence, g_strdup (_("old copies will be deleted there")));
  if (count_steps (item_plan, PACKSHOT_STEP_WRITE) > 0)
    append (sentence, g_strdup (_("the list of pictures will be written")));
  if (plan->bytes > 0)
    append (sentence, packshot_cli_words_bytes (plan->bytes));
  if (plan->unreachable)
    append (sentence, g_strdup (_("a part of it the service can’t hold: it stays here")));
  return g_string_free (sentence, FALSE);
}

static char *
dup_step (const PackshotItemPlan *plan,
          const PackshotPlanStep *step)
{
  PackshotImage *image = packshot_gallery_lookup (plan->view->local, step->image);
  g_autofree char *name = packshot_cli_words_image (step->image, image != NULL ?
                                                    packshot_image_get_title (image) : NULL);
  g_autofree char *bytes = packshot_cli_words_bytes (step->bytes);

  switch (step->kind)
    {
    case PACKSHOT_STEP_UPLOAD:
    case PACKSHOT_STEP_PUT:
      return g_strdup_printf (step->again ? _("send %s again%s%s%s") : _("send %s%s%s%s"), name,
                              step->is_primary ? _(" as the primary") : "",
                              *bytes != '\0' ? ", " : "", bytes);

    case PACKSHOT_STEP_DELETE:
      if (step->image == 0 || image != NULL)
        return g_strdup (_("delete an old copy"));
      return g_strdup_printf (_("delete %s"), name);

    case PACKSHOT_STEP_WRITE:
    default:
      return g_strdup (_("write the list of pictures"));
    }
}

static void
print_text (PackshotCli *self,
            GPtrArray   *plans)
{
  for (guint i = 0; i < plans->len; i++)
    {
      const PackshotItemPlan *plan = g_ptr_array_index (plans, i);
      g_autofree char *item = packshot_cli_words_item (plan->item, plan->account);
      g_autofree char *sentence = dup_sentence (plan);

      packshot_cli_say (self, "%s", item);
      packshot_cli_say (self, "  %s", sentence);
      for (guint j = 0; j < plan->plan->steps->len; j++)
        {
          g_autofree char *step = dup_step (plan, g_ptr_array_index (plan->plan->steps, j));

          packshot_cli_say (self, "    %u. %s", j + 1, step);
        }
    }
}

static const char *
step_kind_word (PackshotStepKind kind)
{
  switch (kind)
    {
    case PACKSHOT_STEP_UPLOAD:
      return "upload";

    case PACKSHOT_STEP_PUT:
      return "put";

    case PACKSHOT_STEP_DELETE:
      return "delete";

    case PACKSHOT_STEP_WRITE:
    default:
      return "write";
    }
}

static void
add_steps (JsonBuilder        *builder,
           const PackshotPlan *plan)
{
  json_builder_set_member_name (builder, "steps");
  json_builder_begin_array (builder);
  for (guint i = 0; i < plan->steps->len; i++)
    {
      const PackshotPlanStep *step = g_ptr_array_index (plan->steps, i);

      json_builder_begin_object (builder);
      packshot_cli_json_add_text (builder, "kind", step_kind_word (step->kind));
      packshot_cli_json_add_known (builder, "image", step->image);
      packshot_cli_json_add_text (builder, "remote_id", step->remote);
      packshot_cli_json_add_bool (builder, "is_primary", step->is_primary);
      packshot_cli_json_add_bool (builder, "again", step->again);
      packshot_cli_json_add_known (builder, "bytes", step->bytes);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
print_json (PackshotCli *self,
            GPtrArray   *plans)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  json_builder_begin_array (builder);
  for (guint i = 0; i < plans->len; i++)
    {
      const PackshotItemPlan *plan = g_ptr_array_index (plans, i);
      g_autofree char *sentence = dup_sentence (plan);

      json_builder_begin_object (builder);
      json_builder_set_member_name (builder, "item");
      packshot_cli_json_add_item (builder, plan->item, plan->account);
      packshot_cli_json_add_text (builder, "sentence", sentence);
      packshot_cli_json_add_int (builder, "images", plan->view->images->len);
      packshot_cli_json_add_int (builder, "uploads", plan->plan->n_uploads);
      packshot_cli_json_add_int (builder, "again", plan->plan->n_again);
      packshot_cli_json_add_int (builder, "deletes", plan->plan->n_deletes);
      packshot_cli_json_add_int (builder, "bytes", plan->plan->bytes);
      packshot_cli_json_add_bool (builder, "unreachable", plan->plan->unreachable);
      add_steps (builder, plan->plan);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  packshot_cli_json_print (self, builder);
}

static PackshotCliStatus
run (PackshotCli *self)
{
  g_autoptr(GArray) ids = NULL;
  g_autoptr(GPtrArray) plans = NULL;
  g_autoptr(GError) error = NULL;

  if (!packshot_cli_parse (self, NULL, 0, G_MAXUINT) || !packshot_cli_open (self) ||
      !packshot_cli_find_items (self, &ids))
    return self->status;
  packshot_session_plan_async (self->session, ids != NULL ? (gint64 *)(gpointer)ids->data : NULL,
                               ids != NULL ? ids->len : 0, self->cancellable, packshot_cli_ready_cb,
                               self);
  plans = packshot_session_plan_finish (self->session, packshot_cli_wait (self), &error);
  if (plans == NULL)
    return packshot_cli_fail (self, error);
  if (plans->len == 0)
    packshot_cli_say (self, _("Nothing waits to be sent."));
  print_text (self, plans);
  print_json (self, plans);
  return PACKSHOT_CLI_DONE;
}

const PackshotCliCommand packshot_cmd_plan = {
  "plan", N_("[ITEM…]"), N_("Show what a sync would send"),
  N_("From what was last seen of the servers. A sync looks again first and may find a\n"
     "shorter way.\n\n"
     "Examples:\n"
     "  packshotctl plan\n"
     "  packshotctl plan 2000000000015"),
  run
};
