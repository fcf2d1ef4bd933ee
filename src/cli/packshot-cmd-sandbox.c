/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* packshotctl sandbox: a practice server that speaks all three services, on this computer only,
 * until it is told to stop. Once it can be reached it says where, and by which keys. */

#include "config.h"

#include "packshot-cli-commands.h"
#include "packshot-cli-json.h"
#include "packshot-cli-output.h"
#include "packshot-demo.h"
#include "packshot-sandbox-server.h"

#include <glib-unix.h>
#include <glib/gi18n.h>
#include <stdio.h>

typedef struct
{
  int      port;
  gint64   seed;
  char    *state;
  char    *catalogue;
  gboolean samples;
  char   **variants;
  char   **faults;
  gboolean list_variants;
} Options;

static void
options_clear (Options *options)
{
  g_free (options->state);
  g_free (options->catalogue);
  g_strfreev (options->variants);
  g_strfreev (options->faults);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

/* --- What can be set --- */

static PackshotCliStatus
list_variants (PackshotCli *self)
{
  const char *titles[] = { _("VARIANT"), _("VALUES"), _("DEFAULT"), _("WHAT IT DECIDES"), NULL };
  g_autoptr(PackshotCliTable) table = packshot_cli_table_new (titles, "llll");
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  const PackshotSandboxVariant *variants;
  guint n;

  variants = packshot_sandbox_get_variants (&n);
  json_builder_begin_array (builder);
  for (guint i = 0; i < n; i++)
    {
      const PackshotSandboxVariant *variant = &variants[i];

      packshot_cli_table_add (table, variant->name,
                              variant->values != NULL ? variant->values : _("a number"),
                              variant->fallback, variant->help);
      json_builder_begin_object (builder);
      packshot_cli_json_add_text (builder, "name", variant->name);
      packshot_cli_json_add_text (builder, "values", variant->values);
      packshot_cli_json_add_text (builder, "default", variant->fallback);
      packshot_cli_json_add_text (builder, "help", variant->help);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  if (!self->is_json)
    {
      packshot_cli_table_print (table);
      packshot_cli_say (self, "\n%s", packshot_sandbox_get_fault_help ());
    }
  packshot_cli_json_print (self, builder);
  return PACKSHOT_CLI_DONE;
}

static gboolean
set_up (PackshotSandbox *sandbox,
        const Options   *options,
        GError         **error)
{
  for (char **setting = options->variants; setting != NULL && *setting != NULL; setting++)
    if (!packshot_sandbox_set_variant (sandbox, *setting, error))
      return FALSE;
  for (char **spec = options->faults; spec != NULL && *spec != NULL; spec++)
    if (!packshot_sandbox_add_fault (sandbox, *spec, error))
      return FALSE;
  return TRUE;
}

static gboolean
is_new_folder (const char *path)
{
  g_autoptr(GDir) dir = g_dir_open (path, 0, NULL);

  return dir == NULL || g_dir_read_name (dir) == NULL;
}

/* What a kept state has already is not put in again. */
static gboolean
fill (PackshotSandbox *sandbox,
      const Options   *options,
      GError         **error)
{
  gboolean is_new = options->state == NULL || is_new_folder (options->state);

  if (options->state != NULL && !packshot_sandbox_open_state (sandbox, options->state, error))
    return FALSE;
  if (options->samples && is_new && !packshot_demo_fill (sandbox, error))
    return FALSE;
  return options->catalogue == NULL ||
         packshot_sandbox_load_catalogue (sandbox, options->catalogue, error);
}

/* --- Announcing --- */

static const struct
{
  PackshotSandboxCredential which;
  const char               *service;
  const char               *member;
  const char               *label;
} credentials[] = {
  { PACKSHOT_SANDBOX_CLOSIENT_EDITOR, "closient", "key", N_("Closient key") },
  { PACKSHOT_SANDBOX_CLOSIENT_VIEWER, "closient", "viewer_key", N_("  that may only read") },
  { PACKSHOT_SANDBOX_CLOSIENT_USER, "closient", "user_key",
    N_("  of a person with two organizations") },
  { PACKSHOT_SANDBOX_CLOSIENT_PUBLISHABLE, "closient", "publishable_key", N_("  publishable") },
  { PACKSHOT_SANDBOX_GOLDLEAF, "goldleaf", "key", N_("GoldLeaf key") },
  { PACKSHOT_SANDBOX_BLAZE, "blaze", "key", N_("BLAZE keys") },
};

static void
announce_json (PackshotSandbox       *sandbox,
               PackshotSandboxServer *server)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  g_autofree char *media = packshot_sandbox_dup_media_origin (sandbox);
  g_autofree char *goldleaf = packshot_sandbox_dup_goldleaf_organization_id (sandbox);
  const char *service = NULL;

  json_builder_begin_object (builder);
  packshot_cli_json_add_text (builder, "base_url", packshot_sandbox_server_get_base_url (server));
  packshot_cli_json_add_int (builder, "port", packshot_sandbox_server_get_port (server));
  packshot_cli_json_add_text (builder, "media_url", media);
  for (guint i = 0; i < G_N_ELEMENTS (credentials); i++)
    {
      if (g_strcmp0 (service, credentials[i].service) != 0)
        {
          if (service != NULL)
            json_builder_end_object (builder);
          service = credentials[i].service;
          json_builder_set_member_name (builder, service);
          json_builder_begin_object (builder);
          if (g_str_equal (service, "closient"))
            packshot_cli_json_add_text (builder, "organization",
                                        packshot_sandbox_get_organization (sandbox, 0));
          else if (g_str_equal (service, "goldleaf"))
            packshot_cli_json_add_text (builder, "organization", goldleaf);
        }
      packshot_cli_json_add_text (builder, credentials[i].member,
                                  packshot_sandbox_get_credential (sandbox, credentials[i].which));
    }
  json_builder_end_object (builder);
  json_builder_end_object (builder);
  packshot_cli_json_print_line (builder);
}

static void
announce_text (PackshotCli           *self,
               PackshotSandbox       *sandbox,
               PackshotSandboxServer *server)
{
  const char *titles[] = { _("Address"), packshot_sandbox_server_get_base_url (server), NULL };
  g_autoptr(PackshotCliTable) table = packshot_cli_table_new (titles, "ll");

  packshot_cli_table_add (table, _("Closient organization"),
                          packshot_sandbox_get_organization (sandbox, 0));
  for (guint i = 0; i < G_N_ELEMENTS (credentials); i++)
    packshot_cli_table_add (table, _(credentials[i].label),
                            packshot_sandbox_get_credential (sandbox, credentials[i].which));
  packshot_cli_table_print (table);
  packshot_cli_say (self, _("The practice server is ready. Ctrl+C stops it."));
  fflush (stdout);
}

/* --- Running --- */

static gboolean
stop_cb (gpointer loop)
{
  g_main_loop_quit (loop);
  return G_SOURCE_CONTINUE;
}

static PackshotCliStatus
serve (PackshotCli     *self,
       PackshotSandbox *sandbox,
       guint16          port)
{
  g_autoptr(GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr(PackshotSandboxServer) server = NULL;
  g_autoptr(GError) error = NULL;
  guint interrupt_id = g_unix_signal_add (SIGINT, stop_cb, loop);
  guint terminate_id = g_unix_signal_add (SIGTERM, stop_cb, loop);
  PackshotCliStatus status = PACKSHOT_CLI_DONE;

  server = packshot_sandbox_server_start (sandbox, port, 0, &error);
  if (server == NULL)
    {
      status = packshot_cli_fail (self, error);
    }
  else
    {
      if (self->is_json)
        announce_json (sandbox, server);
      else
        announce_text (self, sandbox, server);
      g_main_loop_run (loop);
      packshot_sandbox_server_stop (server);
    }
  g_source_remove (interrupt_id);
  g_source_remove (terminate_id);
  return status;
}

static PackshotCliStatus
start (PackshotCli   *self,
       const Options *options)
{
  g_autoptr(PackshotClock) clock = packshot_clock_new_system ();
  g_autoptr(PackshotSandbox) sandbox = packshot_sandbox_new (clock, (guint64)options->seed);
  g_autoptr(GError) error = NULL;

  if (!set_up (sandbox, options, &error))
    {
      packshot_cli_tell (_("“packshotctl sandbox --list-variants” shows what there is."));
      return packshot_cli_misuse (self, "%s", error->message);
    }
  if (!fill (sandbox, options, &error))
    return packshot_cli_fail (self, error);
  return serve (self, sandbox, (guint16)options->port);
}

static PackshotCliStatus
run (PackshotCli *self)
{
  g_auto(Options) options = { .seed = 1 };
  const GOptionEntry entries[] = {
    { "port", 0, 0, G_OPTION_ARG_INT, &options.port,
      N_("Listen on this port; 0 (the default) is any"), N_("PORT") },
    { "state", 0, 0, G_OPTION_ARG_FILENAME, &options.state, N_("Keep everything in this folder"),
      N_("DIR") },
    { "catalogue", 0, 0, G_OPTION_ARG_FILENAME, &options.catalogue,
      N_("Begin with the products of this table: gtin, product_name, brand, net_content, "
         "category, supplier_code"),
      N_("CSV") },
    { "samples", 0, 0, G_OPTION_ARG_NONE, &options.samples,
      N_("Begin with invented products and drawn pictures"), NULL },
    { "variant", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.variants,
      N_("Behave so where the services’ documents leave it open; may be repeated"),
      N_("NAME=VALUE") },
    { "fault", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.faults,
      N_("Let calls go wrong; may be repeated"), N_("SPEC") },
    { "seed", 0, 0, G_OPTION_ARG_INT64, &options.seed,
      N_("For keys, ids and faults by chance (1)"), N_("N") },
    { "list-variants", 0, 0, G_OPTION_ARG_NONE, &options.list_variants,
      N_("Show all variants and faults, and end"), NULL },
    { NULL, 0, 0, 0, NULL, NULL, NULL }
  };

  if (!packshot_cli_parse (self, entries, 0, 0))
    return self->status;
  if (options.list_variants)
    return list_variants (self);
  if (options.port < 0 || options.port > G_MAXUINT16)
    return packshot_cli_misuse (self, _("A port is a number from 0 to 65535"));
  return start (self, &options);
}

const PackshotCliCommand packshot_cmd_sandbox = {
  "sandbox", NULL, N_("Run a practice server for all three services"),
  N_("For trying out, training and tests. It can be reached from this computer only.\n"
     "When it is ready it writes its address and keys, with --format json in one\n"
     "line.\n\n"
     "Examples:\n"
     "  packshotctl sandbox --samples --port 8080\n"
     "  packshotctl sandbox --catalogue products.csv --state practice\n"
     "  packshotctl sandbox --samples --fault 5xx:503@0.1 --variant closient.priority=counting"),
  run
};
