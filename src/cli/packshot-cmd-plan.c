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
#include "packshot-cli-work.h"

#include <glib/gi18n.h>

static char *
dup_step (const PackshotWorkStep *step)
{
  g_autofree char *name = packshot_cli_words_image (step->image, step->title);
  g_autofree char *bytes = packshot_cli_words_bytes (step->bytes);
  const char *comma = *bytes != '\0' ? ", " : "";
  const char *primary = step->is_primary ? _(" as the primary") : "";

  switch (step->kind)
    {
    case PACKSHOT_WORK_STEP_SEND:
    case PACKSHOT_WORK_STEP_REPLACE:
      return g_strdup_printf (_("send %s%s%s%s"), name, primary, comma, bytes);

    case PACKSHOT_WORK_STEP_SEND_AGAIN:
      return g_strdup_printf (_("send %s again%s%s%s"), name, primary, comma, bytes);

    case PACKSHOT_WORK_STEP_DELETE:
      return g_strdup_printf (_("delete %s"), name);

    case PACKSHOT_WORK_STEP_DELETE_COPY:
      return g_strdup (_("delete an old copy"));

    case PACKSHOT_WORK_STEP_WRITE:
    default:
      return g_strdup (_("write the list of pictures"));
    }
}

/* "1.3 MB in 6 calls, about 3 seconds" */
static char *
dup_cost (const PackshotWorkPlan *plan)
{
  g_autofree char *bytes = packshot_cli_words_bytes (plan->bytes);
  g_autofree char *calls = g_strdup_printf (ngettext ("%u call", "%u calls", plan->n_calls),
                                            plan->n_calls);
  guint seconds = (guint)MAX (plan->seconds + 0.5, 1);
  g_autofree char *time = g_strdup_printf (ngettext ("about %u second", "about %u seconds",
                                                     seconds), seconds);

  if (*bytes == '\0')
    return g_strdup_printf ("%s, %s", calls, time);
  /* TRANSLATORS: "1.3 MB in 6 calls, about 3 seconds" */
  return g_strdup_printf (_("%s in %s, %s"), bytes, calls, time);
}

static void
print_text (PackshotCli *self,
            GPtrArray   *plans)
{
  for (guint i = 0; i < plans->len; i++)
    {
      const PackshotWorkPlan *plan = g_ptr_array_index (plans, i);
      g_autofree char *item = packshot_cli_words_item (plan->item->item, plan->item->account);
      g_autofree char *sentence = packshot_cli_words_plan (plan);
      g_autofree char *cost = dup_cost (plan);

      packshot_cli_say (self, "%s", item);
      packshot_cli_say (self, "  %s", sentence);
      if (plan->n_calls > 0)
        packshot_cli_say (self, "  %s", cost);
      for (guint j = 0; j < plan->steps->len; j++)
        {
          g_autofree char *step = dup_step (g_ptr_array_index (plan->steps, j));

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
add_changes (JsonBuilder            *builder,
             const PackshotWorkPlan *plan)
{
  json_builder_set_member_name (builder, "changes");
  json_builder_begin_array (builder);
  for (guint i = 0; i < plan->changes->len; i++)
    {
      const PackshotChange *change = &g_array_index (plan->changes, PackshotChange, i);

      json_builder_begin_object (builder);
      packshot_cli_json_add_text (builder, "kind", packshot_change_kind_to_string (change->kind));
      packshot_cli_json_add_known (builder, "image", change->image);
      packshot_cli_json_add_bool (builder, "kept_here", change->kept_here);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_plan (JsonBuilder            *builder,
          const PackshotWorkPlan *plan)
{
  const PackshotPlan *planned = plan->item->plan;
  g_autofree char *sentence = packshot_cli_words_plan (plan);

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "item");
  packshot_cli_json_add_item (builder, plan->item->item, plan->item->account);
  packshot_cli_json_add_text (builder, "sentence", sentence);
  packshot_cli_json_add_int (builder, "images", plan->item->view->images->len);
  packshot_cli_json_add_int (builder, "uploads", planned->n_uploads);
  packshot_cli_json_add_int (builder, "again", planned->n_again);
  packshot_cli_json_add_int (builder, "deletes", planned->n_deletes);
  packshot_cli_json_add_int (builder, "bytes", planned->bytes);
  packshot_cli_json_add_int (builder, "calls", plan->n_calls);
  packshot_cli_json_add_bool (builder, "unreachable", planned->unreachable);
  add_changes (builder, plan);
  add_steps (builder, planned);
  json_builder_end_object (builder);
}

static void
print_json (PackshotCli *self,
            GPtrArray   *plans)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  json_builder_begin_array (builder);
  for (guint i = 0; i < plans->len; i++)
    add_plan (builder, g_ptr_array_index (plans, i));
  json_builder_end_array (builder);
  packshot_cli_json_print (self, builder);
}

/* Everything that waits, refused or not, when no item is named. */
static GArray *
list_waiting (PackshotCli *self)
{
  const PackshotItemQuery query = { .kind = -1, .filter = PACKSHOT_FILTER_WAITING };
  g_autoptr(GError) error = NULL;
  GArray *ids;

  packshot_session_query_items_async (self->session, &query, NULL, packshot_cli_ready_cb, self);
  ids = packshot_session_query_items_finish (self->session, packshot_cli_wait (self), &error);
  if (ids == NULL)
    self->status = packshot_cli_fail (self, error);
  return ids;
}

static PackshotCliStatus
run (PackshotCli *self)
{
  g_autoptr(GArray) ids = NULL;
  g_autoptr(GPtrArray) plans = NULL;
  g_autoptr(GError) error = NULL;

  if (!packshot_cli_parse (self, NULL, 0, G_MAXUINT) || !packshot_cli_open (self) ||
      !packshot_cli_find_items (self, &ids) || (ids == NULL && !(ids = list_waiting (self))))
    return self->status;
  packshot_session_load_plans_async (self->session, (const gint64 *)(gpointer)ids->data, ids->len,
                                     self->cancellable, packshot_cli_ready_cb, self);
  plans = packshot_session_load_plans_finish (self->session, packshot_cli_wait (self), &error);
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
