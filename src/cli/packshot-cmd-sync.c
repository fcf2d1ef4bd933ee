/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* packshotctl sync, retry: looks, merges, sends, reads back. What it tells afterwards is read from
 * the log and the database, like everything else that is said of states. */

#include "config.h"

#include "packshot-cli-commands.h"
#include "packshot-cli-find.h"
#include "packshot-cli-json.h"
#include "packshot-cli-log.h"
#include "packshot-cli-output.h"
#include "packshot-cli-words.h"
#include "packshot-cli-work.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <unistd.h>

typedef struct
{
  PackshotSyncResult *result;   /* (owned) (nullable) */
  gint64              log_before; /* the newest line of the log before the run */
  PackshotCliLog      log;
  GPtrArray          *stuck;    /* (owned) (element-type PackshotItemRow): items with work left */
} Run;

static void
run_clear (Run *run)
{
  g_clear_pointer (&run->result, packshot_sync_result_free);
  g_clear_pointer (&run->stuck, g_ptr_array_unref);
  packshot_cli_log_clear (&run->log);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Run, run_clear)

/* --- Progress, on a terminal --- */

static void
progress_cb (PackshotSession *session,
             gint64           item,
             gint64           image,
             double           fraction,
             gpointer         user_data)
{
  g_autofree char *number = packshot_cli_words_id (image);

  fputc ('\r', stderr);
  fprintf (stderr, _("Sending picture %s: %d %%"), number, (int)(CLAMP (fraction, 0, 1) * 100));
  fflush (stderr);
}

static void
clear_progress (void)
{
  fprintf (stderr, "\r%*s\r", 60, "");
  fflush (stderr);
}

/* --- The run --- */

static gboolean
find_newest_line (PackshotCli *self,
                  gint64      *id)
{
  g_autoptr(GPtrArray) rows = NULL;
  g_autoptr(GError) error = NULL;

  packshot_session_list_log_async (self->session, 1, NULL, packshot_cli_ready_cb, self);
  rows = packshot_session_list_log_finish (self->session, packshot_cli_wait (self), &error);
  if (rows == NULL)
    {
      self->status = packshot_cli_fail (self, error);
      return FALSE;
    }
  *id = rows->len > 0 ? ((PackshotLogRow *)g_ptr_array_index (rows, 0))->id : 0;
  return TRUE;
}

static gboolean
sync_items (PackshotCli      *self,
            Run              *run,
            GArray           *ids,
            PackshotSyncFlags flags)
{
  gboolean show_progress = !self->is_json && isatty (STDERR_FILENO);
  g_autoptr(GError) error = NULL;

  if (show_progress)
    g_signal_connect (self->session, "progress", G_CALLBACK (progress_cb), NULL);
  packshot_session_sync_async (self->session, ids != NULL ? (gint64 *)(gpointer)ids->data : NULL,
                               ids != NULL ? ids->len : 0, flags, self->cancellable,
                               packshot_cli_ready_cb, self);
  run->result = packshot_session_sync_finish (self->session, packshot_cli_wait (self), &error);
  if (show_progress)
    clear_progress ();
  if (run->result == NULL)
    self->status = packshot_cli_fail (self, error);
  return run->result != NULL;
}

/* Adds the items in @state, which are among those with @filter, to @run. */
static gboolean
load_stuck (PackshotCli   *self,
            Run           *run,
            PackshotFilter filter,
            PackshotState  state)
{
  const PackshotItemQuery query = { .kind = -1, .filter = filter };
  g_autoptr(GArray) ids = NULL;
  g_autoptr(GPtrArray) rows = NULL;
  g_autoptr(GError) error = NULL;
  guint first;

  packshot_session_query_items_async (self->session, &query, NULL, packshot_cli_ready_cb, self);
  ids = packshot_session_query_items_finish (self->session, packshot_cli_wait (self), &error);
  if (ids == NULL)
    {
      self->status = packshot_cli_fail (self, error);
      return FALSE;
    }
  rows = packshot_cli_load_rows (self, ids);
  first = run->stuck->len;
  for (guint i = rows != NULL ? rows->len : 0; i > 0; i--)
    {
      PackshotItemRow *row = g_ptr_array_index (rows, i - 1);

      if (packshot_item_sync_get_state (row->sync) == state)
        g_ptr_array_insert (run->stuck, (int)first, g_ptr_array_steal_index (rows, i - 1));
    }
  return rows != NULL;
}

static gboolean
learn_outcome (PackshotCli *self,
               Run         *run)
{
  /* A run writes a line for each change, and few others. */
  guint limit = 2 * (run->result->n_sent + run->result->n_items) + 100;

  run->stuck = g_ptr_array_new_with_free_func ((GDestroyNotify)packshot_item_row_free);
  return packshot_cli_log_load (self, limit, &run->log) &&
         load_stuck (self, run, PACKSHOT_FILTER_WAITING, PACKSHOT_STATE_PENDING) &&
         load_stuck (self, run, PACKSHOT_FILTER_CONFLICTS, PACKSHOT_STATE_CONFLICT) &&
         load_stuck (self, run, PACKSHOT_FILTER_NEEDS_ATTENTION, PACKSHOT_STATE_NEEDS_YOU);
}

/* --- Telling --- */

static void
say_item (PackshotCli *self,
          Run         *run,
          gint64       id)
{
  const PackshotItem *item = packshot_cli_log_item (&run->log, id);
  g_autofree char *name =
    item != NULL ? packshot_cli_words_item (item, packshot_cli_get_account (run->log.accounts,
                                                                            item->account)) : NULL;

  if (name != NULL)
    packshot_cli_say (self, "%s", name);
}

/* The log has the newest first; of one item, the lines stand together mostly. */
static void
say_events (PackshotCli *self,
            Run         *run)
{
  gint64 item = 0;

  for (guint i = run->log.rows->len; i > 0; i--)
    {
      const PackshotLogRow *row = g_ptr_array_index (run->log.rows, i - 1);
      g_autofree char *event = NULL;

      if (row->id <= run->log_before)
        continue;
      if (row->item != item)
        say_item (self, run, row->item);
      item = row->item;
      event = packshot_cli_log_event (row);
      packshot_cli_say (self, "  %s", event);
    }
}

static char *
dup_trouble (PackshotItemRow *row)
{
  const PackshotItemSync *sync = row->sync;
  g_autofree char *time = NULL;

  if (sync->problem != NULL)
    return g_strdup_printf ("%s%s%s", packshot_cli_words_problem (sync->problem),
                            sync->problem_text != NULL ? ": " : "",
                            sync->problem_text != NULL ? sync->problem_text : "");
  if (sync->n_conflicts > 0)
    return g_strdup (_("changed here and there; see “packshotctl conflicts”"));
  if (sync->next_try == 0)
    return g_strdup (_("waits"));
  time = packshot_cli_words_time (sync->next_try);
  return g_strdup_printf (_("failed for now, to be tried again from %s"), time);
}

static void
tell_stuck (Run *run)
{
  for (guint i = 0; i < run->stuck->len; i++)
    {
      PackshotItemRow *row = g_ptr_array_index (run->stuck, i);
      const PackshotAccount *account =
        packshot_cli_get_account (run->log.accounts, row->item->account);
      g_autofree char *item = packshot_cli_words_item (row->item, account);
      g_autofree char *trouble = dup_trouble (row);

      packshot_cli_tell ("%s: %s", item, trouble);
    }
  for (guint i = 0; i < run->log.accounts->len; i++)
    {
      PackshotAccountView *view = g_ptr_array_index (run->log.accounts, i);

      if (view->problem != NULL)
        packshot_cli_tell (_("Account “%s”: %s%s%s"), view->account->name,
                           packshot_cli_words_problem (view->problem),
                           view->problem_text != NULL ? ": " : "",
                           view->problem_text != NULL ? view->problem_text : "");
    }
}

static void
say_summary (PackshotCli              *self,
             const PackshotSyncResult *result)
{
  g_autofree char *looked = g_strdup_printf (ngettext ("%u item compared", "%u items compared",
                                                       result->n_items), result->n_items);
  g_autofree char *sent = g_strdup_printf (ngettext ("%u change sent", "%u changes sent",
                                                     result->n_sent), result->n_sent);

  packshot_cli_say (self, "%s, %s.", looked, sent);
  if (result->n_pending + result->n_conflicts + result->n_needs_you == 0)
    packshot_cli_say (self, _("Nothing is left to do."));
  else
    packshot_cli_say (self, _("Left over: %u waiting, %u in conflict, %u in need of you."),
                      result->n_pending, result->n_conflicts, result->n_needs_you);
}

static void
add_stuck (JsonBuilder *builder,
           Run         *run)
{
  json_builder_set_member_name (builder, "left_over");
  json_builder_begin_array (builder);
  for (guint i = 0; i < run->stuck->len; i++)
    {
      PackshotItemRow *row = g_ptr_array_index (run->stuck, i);

      packshot_cli_json_add_row (builder, row, packshot_cli_get_account (run->log.accounts,
                                                                         row->item->account));
    }
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "accounts");
  json_builder_begin_array (builder);
  for (guint i = 0; i < run->log.accounts->len; i++)
    packshot_cli_json_add_account (builder, g_ptr_array_index (run->log.accounts, i));
  json_builder_end_array (builder);
}

static void
print_json (PackshotCli *self,
            Run         *run)
{
  const PackshotSyncResult *result = run->result;
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  packshot_cli_json_add_int (builder, "items", result->n_items);
  packshot_cli_json_add_int (builder, "sent", result->n_sent);
  packshot_cli_json_add_int (builder, "pending", result->n_pending);
  packshot_cli_json_add_int (builder, "conflicts", result->n_conflicts);
  packshot_cli_json_add_int (builder, "needs_you", result->n_needs_you);
  packshot_cli_json_add_text (builder, "first_problem", result->first_problem);
  json_builder_set_member_name (builder, "events");
  json_builder_begin_array (builder);
  for (guint i = run->log.rows->len; i > 0; i--)
    {
      const PackshotLogRow *row = g_ptr_array_index (run->log.rows, i - 1);

      if (row->id > run->log_before)
        packshot_cli_log_add_row (builder, &run->log, row);
    }
  json_builder_end_array (builder);
  add_stuck (builder, run);
  json_builder_end_object (builder);
  packshot_cli_json_print (self, builder);
}

static PackshotCliStatus
judge (PackshotCli              *self,
       const PackshotSyncResult *result)
{
  if (g_cancellable_is_cancelled (self->cancellable))
    {
      packshot_cli_tell (_("packshotctl: Interrupted. What was sent is recorded; the rest waits."));
      return PACKSHOT_CLI_FAILED;
    }
  if (result->n_pending + result->n_conflicts + result->n_needs_you > 0)
    return PACKSHOT_CLI_LEFT_OVER;
  if (result->first_problem == NULL)
    return PACKSHOT_CLI_DONE;
  packshot_cli_tell ("packshotctl: %s", result->first_problem);
  return PACKSHOT_CLI_FAILED;
}

/* What a pause keeps back is left over, also when nothing of it is known yet. */
static PackshotCliStatus
judge_paused (PackshotCli *self)
{
  gint64 until = 0;
  g_autofree char *words = NULL;

  packshot_session_get_paused (self->session, &until);
  words = packshot_cli_words_paused (until);
  packshot_cli_tell (_("packshotctl: %s “packshotctl sync --once” sends all the same."), words);
  return PACKSHOT_CLI_LEFT_OVER;
}

static PackshotCliStatus
run_with (PackshotCli      *self,
          PackshotSyncFlags flags)
{
  g_autoptr(GArray) ids = NULL;
  g_auto(Run) sync = { NULL };

  if (!packshot_cli_open (self) || !packshot_cli_find_items (self, &ids) ||
      !find_newest_line (self, &sync.log_before) || !sync_items (self, &sync, ids, flags) ||
      !learn_outcome (self, &sync))
    return self->status;
  say_events (self, &sync);
  say_summary (self, sync.result);
  tell_stuck (&sync);
  print_json (self, &sync);
  if (packshot_session_get_paused (self->session, NULL) && !(flags & PACKSHOT_SYNC_WHILE_PAUSED))
    return judge_paused (self);
  return judge (self, sync.result);
}

static PackshotCliStatus
run_sync (PackshotCli *self)
{
  gboolean pull_only = FALSE;
  gboolean once = FALSE;
  gboolean anyway = FALSE;
  const GOptionEntry entries[] = {
    { "pull-only", 0, 0, G_OPTION_ARG_NONE, &pull_only, N_("Look at the servers and send nothing"),
      NULL },
    { "once", 0, 0, G_OPTION_ARG_NONE, &once, N_("Once, although it is paused"), NULL },
    { "anyway", 0, 0, G_OPTION_ARG_NONE, &anyway,
      N_("Large pictures too on a metered network"), NULL },
    { NULL, 0, 0, 0, NULL, NULL, NULL }
  };

  if (!packshot_cli_parse (self, entries, 0, G_MAXUINT))
    return self->status;
  return run_with (self, (pull_only ? PACKSHOT_SYNC_PULL_ONLY : PACKSHOT_SYNC_NONE) |
                   (once ? PACKSHOT_SYNC_WHILE_PAUSED : PACKSHOT_SYNC_NONE) |
                   (anyway ? PACKSHOT_SYNC_SEND_ANYWAY : PACKSHOT_SYNC_NONE));
}

static PackshotCliStatus
run_retry (PackshotCli *self)
{
  if (!packshot_cli_parse (self, NULL, 0, G_MAXUINT))
    return self->status;
  return run_with (self, PACKSHOT_SYNC_ONLY_WORK | PACKSHOT_SYNC_WHILE_PAUSED);
}

const PackshotCliCommand packshot_cmd_sync = {
  "sync", N_("[ITEM…]"), N_("Make the servers equal to what is here"),
  N_("Looks at each item’s pictures on its server, takes over what changed there,\n"
     "sends what changed here, and reads it back. Without ITEM, all items of all\n"
     "accounts.\n\n"
     "Ends with 3 when something is left over: waiting, in conflict, or in need of\n"
     "you.\n\n"
     "Examples:\n"
     "  packshotctl sync\n"
     "  packshotctl sync --pull-only 2000000000015"),
  run_sync
};

const PackshotCliCommand packshot_cmd_retry = {
  "retry", N_("[ITEM…]"), N_("Try again what was refused or had to wait"),
  N_("Sends what waits, without looking at anything else. Without ITEM, everything\n"
     "that waits. Ends like “sync”.\n\n"
     "Examples:\n"
     "  packshotctl retry\n"
     "  packshotctl retry 2000000000015"),
  run_retry
};
