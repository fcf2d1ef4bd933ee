/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* What all commands share: their options, the session, and waiting for its asynchronous calls. One
 * thread, which runs the default main context only while it waits.
 *
 *   parse_global ─▶ command's run: parse ─▶ open ─▶ call, wait, finish … ─▶ close */

#include "config.h"

#include "packshot-cli.h"

#include "packshot-cli-output.h"

#include <glib-unix.h>
#include <glib/gi18n.h>

/**
 * packshot_cli_init:
 * @self: where to begin
 *
 * Makes an empty run.
 */
void
packshot_cli_init (PackshotCli *self)
{
  *self = (PackshotCli) { .status = PACKSHOT_CLI_FAILED };
  self->cancellable = g_cancellable_new ();
}

/**
 * packshot_cli_clear:
 * @self: a run that is over
 */
void
packshot_cli_clear (PackshotCli *self)
{
  g_clear_handle_id (&self->interrupt_id, g_source_remove);
  g_clear_handle_id (&self->terminate_id, g_source_remove);
  g_clear_object (&self->result);
  g_clear_object (&self->session);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->args, g_strfreev);
  g_clear_pointer (&self->data_dir, g_free);
  g_clear_pointer (&self->format, g_free);
}

/* --- Options --- */

static gboolean
apply_format (PackshotCli *self,
              GError     **error)
{
  self->is_json = g_strcmp0 (self->format, "json") == 0;
  if (self->format == NULL || self->is_json || g_str_equal (self->format, "text"))
    return TRUE;
  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
               _("The format is “text” or “json”, not “%s”"), self->format);
  return FALSE;
}

static GOptionContext *
new_context (PackshotCli        *self,
             const char         *parameters,
             const GOptionEntry *entries)
{
  const GOptionEntry globals[] = {
    { "data-dir", 0, 0, G_OPTION_ARG_FILENAME, &self->data_dir,
      N_("Work in this folder instead of your own data"), N_("DIR") },
    { "format", 0, 0, G_OPTION_ARG_STRING, &self->format,
      N_("Write “text” for people (the default) or one “json” document for programs"),
      N_("FORMAT") },
    { "offline", 0, 0, G_OPTION_ARG_NONE, &self->is_offline, N_("Call no server"), NULL },
    { "help", 'h', 0, G_OPTION_ARG_NONE, &self->wants_help, N_("Show this help"), NULL },
    { "version", 0, 0, G_OPTION_ARG_NONE, &self->wants_version, N_("Show the version"), NULL },
    { NULL, 0, 0, 0, NULL, NULL, NULL }
  };
  GOptionContext *context = g_option_context_new (parameters);
  GOptionGroup *group =
    g_option_group_new ("global", _("Options of all commands:"), "", NULL, NULL);

  g_option_context_set_help_enabled (context, FALSE);
  g_option_context_set_translation_domain (context, GETTEXT_PACKAGE);
  if (entries != NULL)
    g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  g_option_group_add_entries (group, globals);
  g_option_group_set_translation_domain (group, GETTEXT_PACKAGE);
  g_option_context_add_group (context, group);
  return context;
}

/* GLib takes the first for the program's name and leaves it. */
static gboolean
parse_args (PackshotCli    *self,
            GOptionContext *context)
{
  g_autoptr(GError) error = NULL;
  gboolean ok = g_option_context_parse_strv (context, &self->args, &error);

  if (ok)
    ok = apply_format (self, &error);
  else
    self->is_json = g_strcmp0 (self->format, "json") == 0;
  self->n_args = g_strv_length (self->args);
  if (!ok)
    self->status = packshot_cli_misuse (self, "%s", error->message);
  return ok;
}

/**
 * packshot_cli_parse_global:
 * @self: a run with the program's arguments
 *
 * Takes the options before the command.
 *
 * Returns: whether they are right; else it has been said
 */
gboolean
packshot_cli_parse_global (PackshotCli *self)
{
  g_autoptr(GOptionContext) context = new_context (self, NULL, NULL);

  g_option_context_set_strict_posix (context, TRUE);
  return parse_args (self, context);
}

/* Takes what follows a “--” out of the arguments: GLib would leave the dashes there.
 *
 * Returns: (transfer full): it */
static char **
take_after_dashes (PackshotCli *self)
{
  for (guint i = 1; i < self->n_args; i++)
    {
      char **rest;

      if (!g_str_equal (self->args[i], "--"))
        continue;
      rest = g_strdupv (self->args + i + 1);
      for (; i < self->n_args; i++)
        g_clear_pointer (&self->args[i], g_free);
      return rest;
    }
  return g_new0 (char *, 1);
}

/* The command's arguments: those after the program's name, then @rest. */
static void
set_args (PackshotCli *self,
          char       **rest)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();

  g_strv_builder_addv (builder, (const char **)self->args + 1);
  g_strv_builder_addv (builder, (const char **)rest);
  g_strfreev (self->args);
  self->args = g_strv_builder_end (builder);
  self->n_args = g_strv_length (self->args);
}

static void
show_help (PackshotCli    *self,
           GOptionContext *context)
{
  g_autofree char *help = NULL;

  g_option_context_set_summary (context, _(self->command->summary));
  if (self->command->help != NULL)
    g_option_context_set_description (context, _(self->command->help));
  help = g_option_context_get_help (context, FALSE, NULL);
  packshot_cli_write (help);
}

/**
 * packshot_cli_parse:
 * @self: a run whose first argument is the program's name
 * @entries: (nullable): the command's options
 * @min: fewest arguments that must be there
 * @max: most that may be
 *
 * Takes the options of the command and leaves its arguments.
 *
 * Returns: whether to go on; else the help was shown or a mistake told, and the run's status is set
 */
gboolean
packshot_cli_parse (PackshotCli        *self,
                    const GOptionEntry *entries,
                    guint               min,
                    guint               max)
{
  const char *arguments =
    self->command->arguments != NULL ? _(self->command->arguments) : NULL;
  g_autofree char *parameters = g_strconcat (self->command->name, arguments != NULL ? " " : NULL,
                                             arguments, NULL);
  g_autoptr(GOptionContext) context = new_context (self, parameters, entries);
  g_auto(GStrv) rest = take_after_dashes (self);

  if (!parse_args (self, context))
    return FALSE;
  set_args (self, rest);
  if (self->wants_help)
    {
      show_help (self, context);
      self->status = PACKSHOT_CLI_DONE;
      return FALSE;
    }
  if (self->n_args < min)
    self->status = packshot_cli_misuse (self, _("Something is missing: %s"), parameters);
  else if (self->n_args > max)
    self->status =
      packshot_cli_misuse (self, _("“%s” is too much: %s"), self->args[max], parameters);
  return self->n_args >= min && self->n_args <= max;
}

/**
 * packshot_cli_dup_text:
 * @argument: an argument as it came
 *
 * UTF-8 is taken as such whatever the locale, so that scripts need not set one.
 *
 * Returns: (transfer full): valid UTF-8
 */
char *
packshot_cli_dup_text (const char *argument)
{
  char *text;

  if (g_utf8_validate (argument, -1, NULL))
    return g_strdup (argument);
  text = g_locale_to_utf8 (argument, -1, NULL, NULL, NULL);
  return text != NULL ? text : g_utf8_make_valid (argument, -1);
}

/* --- Waiting --- */

/**
 * packshot_cli_ready_cb:
 * @source: (nullable): what was called
 * @result: its result
 * @self: the run that waits
 */
void
packshot_cli_ready_cb (GObject      *source,
                       GAsyncResult *result,
                       gpointer      self)
{
  PackshotCli *cli = self;

  g_set_object (&cli->result, result);
  cli->has_result = TRUE;
}

/**
 * packshot_cli_wait:
 * @self: a run that has made an asynchronous call
 *
 * Returns: (transfer none): its result, good until the next call
 */
GAsyncResult *
packshot_cli_wait (PackshotCli *self)
{
  while (!self->has_result)
    g_main_context_iteration (NULL, TRUE);
  self->has_result = FALSE;
  return self->result;
}

/* --- The session --- */

/* Asked once more, the system ends the program as it does any. */
static gboolean
interrupt_cb (gpointer user_data)
{
  PackshotCli *self = user_data;

  self->interrupt_id = 0;
  g_cancellable_cancel (self->cancellable);
  return G_SOURCE_REMOVE;
}

static gboolean
terminate_cb (gpointer user_data)
{
  PackshotCli *self = user_data;

  self->terminate_id = 0;
  g_cancellable_cancel (self->cancellable);
  return G_SOURCE_REMOVE;
}

/**
 * packshot_cli_open:
 * @self: a run
 *
 * Opens the profile. From then on Ctrl+C ends what is under way in good order.
 *
 * Returns: whether it is open; else it has been said why, and the run's status is set
 */
gboolean
packshot_cli_open (PackshotCli *self)
{
  PackshotSessionFlags flags = PACKSHOT_SESSION_MANUAL;
  g_autoptr(GError) error = NULL;

  if (self->is_offline)
    flags |= PACKSHOT_SESSION_OFFLINE;
  packshot_session_open_async (self->data_dir, flags, self->cancellable, packshot_cli_ready_cb,
                               self);
  self->session = packshot_session_open_finish (packshot_cli_wait (self), &error);
  if (self->session == NULL)
    {
      self->status = packshot_cli_fail (self, error);
      return FALSE;
    }
  self->interrupt_id = g_unix_signal_add (SIGINT, interrupt_cb, self);
  self->terminate_id = g_unix_signal_add (SIGTERM, terminate_cb, self);
  return TRUE;
}

/**
 * packshot_cli_close:
 * @self: a run
 * @status: how it ended so far
 *
 * Closes the profile if it is open.
 *
 * Returns: the status to end with
 */
PackshotCliStatus
packshot_cli_close (PackshotCli      *self,
                    PackshotCliStatus status)
{
  g_autoptr(GError) error = NULL;

  if (self->session == NULL)
    return status;
  packshot_session_close_async (self->session, packshot_cli_ready_cb, self);
  if (packshot_session_close_finish (self->session, packshot_cli_wait (self), &error))
    return status;
  packshot_cli_warn (error);
  return status == PACKSHOT_CLI_DONE ? PACKSHOT_CLI_FAILED : status;
}
