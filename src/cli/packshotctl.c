/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* packshotctl: Packshot without a window, for scripts and for people at a terminal. Finds the
 * command and runs it; all else is theirs. */

#include "config.h"

#include "packshot-cli-commands.h"
#include "packshot-cli-output.h"

#include <glib/gi18n.h>
#include <locale.h>

static const PackshotCliCommand * const commands[] = {
  &packshot_cmd_account_add,
  &packshot_cmd_account_list,
  &packshot_cmd_account_test,
  &packshot_cmd_account_remove,
  &packshot_cmd_items,
  &packshot_cmd_images,
  &packshot_cmd_fetch,
  &packshot_cmd_add,
  &packshot_cmd_replace,
  &packshot_cmd_remove,
  &packshot_cmd_primary,
  &packshot_cmd_move,
  &packshot_cmd_title,
  &packshot_cmd_visibility,
  &packshot_cmd_undo,
  &packshot_cmd_redo,
  &packshot_cmd_plan,
  &packshot_cmd_sync,
  &packshot_cmd_retry,
  &packshot_cmd_discard,
  &packshot_cmd_pause,
  &packshot_cmd_resume,
  &packshot_cmd_status,
  &packshot_cmd_log,
  &packshot_cmd_conflicts,
  &packshot_cmd_resolve,
  &packshot_cmd_trash_list,
  &packshot_cmd_trash_restore,
  &packshot_cmd_verify,
  &packshot_cmd_repair,
  &packshot_cmd_backup,
  &packshot_cmd_restore,
  &packshot_cmd_clean,
  &packshot_cmd_sandbox,
};

static void
show_help (void)
{
  packshot_cli_write (_("Usage: packshotctl [OPTION…] COMMAND [ARGUMENT…]\n\n"
                        "Looks after the pictures of a catalogue. Every change is made on this "
                        "computer at once,\n"
                        "with or without a network; “packshotctl sync” makes the servers equal "
                        "to it.\n\n"));
  packshot_cli_write (_("Options:\n"
                        "  --data-dir DIR    work in this folder instead of your own data\n"
                        "  --format FORMAT   “text” for people (the default) or one “json” text\n"
                        "  --offline         call no server\n"
                        "  --version         show the version\n"
                        "  -h, --help        show this help, or that of a command\n\n"
                        "Commands:\n"));
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      g_autofree char *line = g_strdup_printf ("  %-16s  %s\n", commands[i]->name,
                                               _(commands[i]->summary));

      packshot_cli_write (line);
    }
  packshot_cli_write (_("\nITEM is a GTIN of any length, a service’s own key, or ACCOUNT:KEY. "
                        "IMAGE is a\n"
                        "picture’s id as “packshotctl images” shows it, '#N' for the picture at "
                        "position N\n(in quotes, for the shell), or remote:ID.\n\n"
                        "Exit status: 0 done, 1 failed, 2 wrong usage, 3 work is left over "
                        "(waiting, in\nconflict, or in need of a person).\n"));
}

/* How many words of the arguments name the command; 0 when it is another. */
static guint
match (const PackshotCliCommand *command,
       char                    **words)
{
  g_auto(GStrv) names = g_strsplit (command->name, " ", -1);
  guint n = g_strv_length (names);

  for (guint i = 0; i < n; i++)
    if (words[i] == NULL || !g_str_equal (words[i], names[i]))
      return 0;
  return n;
}

/* The command that the arguments name; @n_words of them do. */
static const PackshotCliCommand *
find_command (char **words,
              guint *n_words)
{
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      *n_words = match (commands[i], words);
      if (*n_words > 0)
        return commands[i];
    }
  return NULL;
}

/* Takes the command's words out, so that its options follow the program's name. */
static void
drop_words (PackshotCli *cli,
            guint        n_words)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();

  g_strv_builder_add (builder, cli->args[0]);
  g_strv_builder_addv (builder, (const char **)cli->args + 1 + n_words);
  g_strfreev (cli->args);
  cli->args = g_strv_builder_end (builder);
  cli->n_args = g_strv_length (cli->args);
}

static PackshotCliStatus
misuse_command (PackshotCli *cli)
{
  const char *word = cli->args[1];
  g_autoptr(GPtrArray) known = g_ptr_array_new ();
  g_autofree char *list = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    if (g_str_has_prefix (commands[i]->name, word) && commands[i]->name[strlen (word)] == ' ')
      g_ptr_array_add (known, (char *)commands[i]->name);
  if (known->len == 0)
    return packshot_cli_misuse (cli, _("There is no command “%s”"), word);
  g_ptr_array_add (known, NULL);
  list = g_strjoinv (", ", (char **)known->pdata);
  return packshot_cli_misuse (cli, _("“%s” needs another word: %s"), word, list);
}

static PackshotCliStatus
run (PackshotCli *cli)
{
  guint n_words;

  if (!packshot_cli_parse_global (cli))
    return cli->status;
  if (cli->wants_version)
    {
      packshot_cli_write ("packshotctl " PACKSHOT_VERSION "\n");
      return PACKSHOT_CLI_DONE;
    }
  if (cli->n_args < 2)
    {
      if (!cli->wants_help)
        return packshot_cli_misuse (cli, _("A command is missing"));
      show_help ();
      return PACKSHOT_CLI_DONE;
    }
  cli->command = find_command (cli->args + 1, &n_words);
  if (cli->command == NULL)
    return misuse_command (cli);
  drop_words (cli, n_words);
  return cli->command->run (cli);
}

int
main (int   argc,
      char *argv[])
{
  g_auto(PackshotCli) cli = { 0 };

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, PACKSHOT_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  g_set_prgname ("packshotctl");

  packshot_cli_init (&cli);
  cli.args = g_strdupv (argv);
  return packshot_cli_flush (packshot_cli_close (&cli, run (&cli)));
}
