/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* packshotctl status: how everything stands, counted from the database. */

#include "config.h"

#include "packshot-cli-commands.h"
#include "packshot-cli-find.h"
#include "packshot-cli-json.h"
#include "packshot-cli-output.h"
#include "packshot-cli-words.h"
#include "packshot-cli-work.h"

#include <glib/gi18n.h>

static const struct
{
  PackshotFilter filter;
  const char    *member;
  const char    *label;
} lines[] = {
  { PACKSHOT_FILTER_ALL, "items", N_("Items") },
  { PACKSHOT_FILTER_WAITING, "waiting", N_("Waiting to be sent") },
  { PACKSHOT_FILTER_CONFLICTS, "conflicts", N_("In conflict") },
  { PACKSHOT_FILTER_NEEDS_ATTENTION, "needs_attention", N_("In need of attention") },
  { PACKSHOT_FILTER_NO_PICTURE, "no_picture", N_("Without a picture") },
  { PACKSHOT_FILTER_NO_PRIMARY, "no_primary", N_("Without a primary picture") },
  { PACKSHOT_FILTER_TOO_SMALL, "too_small", N_("With a small picture") },
  { PACKSHOT_FILTER_NOT_CHECKED, "not_checked", N_("Never compared with a server") },
};

static void
say_work (PackshotCli        *self,
          const PackshotWork *work)
{
  for (guint i = 0; i < work->needs_you->len; i++)
    {
      const PackshotWorkCause *cause = g_ptr_array_index (work->needs_you, i);
      g_autofree char *words = packshot_cli_words_cause (cause);

      packshot_cli_say (self, _("Needs you: %s"), words);
    }
  for (guint i = 0; i < work->later->len; i++)
    {
      const PackshotWorkLater *later = g_ptr_array_index (work->later, i);
      g_autofree char *words = packshot_cli_words_later (later);

      if (!later->is_overall)
        packshot_cli_say (self, _("Later: %s"), words);
    }
  if (work->n_to_send > 0)
    {
      g_autofree char *words = packshot_cli_words_changes (work->n_to_send, work->to_send->len);

      packshot_cli_say (self, _("To send: %s"), words);
    }
  if (work->paused)
    {
      g_autofree char *words = packshot_cli_words_paused (work->paused_until);

      packshot_cli_say (self, "%s", words);
    }
}

static void
print_text (PackshotCli          *self,
            const PackshotCounts *counts,
            const PackshotWork   *work)
{
  const char *titles[] = { _("ITEMS"), _("WHICH"), NULL };
  g_autoptr(PackshotCliTable) table = packshot_cli_table_new (titles, "rl");

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_autofree char *n =
        packshot_cli_words_id (counts->by_filter[lines[i].filter]);

      packshot_cli_table_add (table, n, _(lines[i].label));
    }
  packshot_cli_table_print (table);
  packshot_cli_say (self, ngettext ("%u picture in the trash", "%u pictures in the trash",
                                    (gulong)counts->trash), (guint)counts->trash);
  say_work (self, work);
  for (guint i = 0; i < work->accounts->len; i++)
    {
      const PackshotWorkAccount *account = g_ptr_array_index (work->accounts, i);
      g_autofree char *words = packshot_cli_words_account_work (account);

      packshot_cli_say (self, _("Account “%s”: %s"), account->account->name, words);
    }
  if (packshot_session_get_offline (self->session))
    packshot_cli_say (self, _("Offline: no server is called."));
}

static void
print_json (PackshotCli          *self,
            const PackshotCounts *counts,
            const PackshotWork   *work,
            GPtrArray            *accounts)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  packshot_cli_json_add_bool (builder, "offline", packshot_session_get_offline (self->session));
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    packshot_cli_json_add_int (builder, lines[i].member, counts->by_filter[lines[i].filter]);
  packshot_cli_json_add_int (builder, "trash", counts->trash);
  packshot_cli_json_add_bool (builder, "can_undo", packshot_session_get_can_undo (self->session));
  packshot_cli_json_add_bool (builder, "can_redo", packshot_session_get_can_redo (self->session));
  packshot_cli_json_add_work (builder, work);
  json_builder_set_member_name (builder, "accounts");
  json_builder_begin_array (builder);
  for (guint i = 0; i < accounts->len; i++)
    packshot_cli_json_add_account (builder, g_ptr_array_index (accounts, i));
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  packshot_cli_json_print (self, builder);
}

static PackshotCliStatus
run (PackshotCli *self)
{
  g_autoptr(GPtrArray) accounts = NULL;
  g_autoptr(PackshotWork) work = NULL;
  g_autoptr(GError) error = NULL;
  PackshotCounts counts = { { 0 } };

  if (!packshot_cli_parse (self, NULL, 0, 0) || !packshot_cli_open (self))
    return self->status;
  accounts = packshot_cli_list_accounts (self);
  if (accounts == NULL)
    return self->status;
  packshot_session_count_async (self->session, self->cancellable, packshot_cli_ready_cb, self);
  if (!packshot_session_count_finish (self->session, packshot_cli_wait (self), &counts, &error))
    return packshot_cli_fail (self, error);
  work = packshot_cli_load_work (self);
  if (work == NULL)
    return self->status;
  if (!self->is_json)
    print_text (self, &counts, work);
  print_json (self, &counts, work, accounts);
  return PACKSHOT_CLI_DONE;
}

const PackshotCliCommand packshot_cmd_status = {
  "status", NULL, N_("Show how everything stands"),
  NULL,
  run
};
