/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* The program: reads its options, opens the session, shows its window, and closes the session
 * before it ends.
 *
 *   activate → window → session or demo is opened → the window is started
 *   the window is closed → session is closed → the demo's folder is removed → end
 *
 * It is held while a session is opened or closed. The demo, and a profile named on the command
 * line, are programs of their own; otherwise a second start shows the first one's window. Main
 * thread. */

#include "config.h"

#include "packshot-application.h"

#include "packshot-demo.h"
#include "packshot-style.h"
#include "packshot-window.h"
#include "packshot-words.h"

#define G_SETTINGS_ENABLE_BACKEND
#include <gio/gsettingsbackend.h>
#include <glib/gi18n.h>

struct _PackshotApplication
{
  AdwApplication   parent_instance;

  /* Options */
  gboolean         demo_wanted;
  char            *data_dir;    /* (owned) (nullable) */

  /* Owned */
  PackshotSession *session;     /* (nullable) */
  PackshotDemo    *demo;        /* (nullable) */
  GSettings       *settings;    /* (nullable) */
  PackshotWindow  *window;      /* (nullable), weak */
  gboolean         opening;
};

G_DEFINE_FINAL_TYPE (PackshotApplication, packshot_application, ADW_TYPE_APPLICATION)

/* Settings of the user; of the demo, which leaves no trace, in memory. None where the schema
 * is not installed. */
static GSettings *
settings_new (gboolean demo)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr(GSettingsSchema) schema = NULL;
  g_autoptr(GSettingsBackend) backend = NULL;

  if (source != NULL)
    schema = g_settings_schema_source_lookup (source, PACKSHOT_APP_ID, TRUE);
  if (schema == NULL)
    return NULL;
  if (demo)
    backend = g_memory_settings_backend_new ();
  return g_settings_new_full (schema, backend, NULL);
}

/* --- The end -------------------------------------------------------------------------------- */

static void
closed_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(PackshotApplication) self = data;
  g_autoptr(GError) error = NULL;

  if (!packshot_session_close_finish (PACKSHOT_SESSION (object), result, &error))
    g_warning ("The session could not be closed in order: %s", error->message);
  g_clear_object (&self->session);
  g_clear_pointer (&self->demo, packshot_demo_free);
  g_application_release (G_APPLICATION (self));
}

static void
close_session (PackshotApplication *self)
{
  g_application_hold (G_APPLICATION (self));
  packshot_session_close_async (self->session, closed_cb, g_object_ref (self));
}

/* A session that is still being opened is closed when it is there. */
static void
window_gone_cb (PackshotApplication *self)
{
  self->window = NULL;
  if (self->session != NULL)
    close_session (self);
}

/* --- The start ------------------------------------------------------------------------------ */

static void
set_review (PackshotApplication *self)
{
  g_autofree char *review = NULL;

  if (self->settings == NULL)
    return;
  review = g_settings_get_string (self->settings, "review");
  packshot_session_set_review (self->session,
                               g_str_equal (review, "always") ? PACKSHOT_REVIEW_ALWAYS
                               : g_str_equal (review, "never") ? PACKSHOT_REVIEW_NEVER
                               : PACKSHOT_REVIEW_CHANGES);
}

static void
opened (PackshotApplication *self,
        PackshotSession     *session,
        const GError        *error)
{
  g_autofree char *why = NULL;

  self->opening = FALSE;
  g_set_object (&self->session, session);
  if (session != NULL && self->window == NULL)
    {
      close_session (self);
    }
  else if (session != NULL)
    {
      set_review (self);
      packshot_window_start (self->window, session);
    }
  else if (self->window != NULL)
    {
      why = packshot_words_error (error);
      packshot_window_fail (self->window, why);
    }
}

static void
session_opened_cb (GObject      *object,
                   GAsyncResult *result,
                   gpointer      data)
{
  g_autoptr(PackshotApplication) self = data;
  g_autoptr(PackshotSession) session = NULL;
  g_autoptr(GError) error = NULL;

  session = packshot_session_open_finish (result, &error);
  opened (self, session, error);
  g_application_release (G_APPLICATION (self));
}

static void
demo_opened_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      data)
{
  g_autoptr(PackshotApplication) self = data;
  g_autoptr(GError) error = NULL;

  self->demo = packshot_demo_open_finish (result, &error);
  opened (self, self->demo != NULL ? packshot_demo_get_session (self->demo) : NULL, error);
  g_application_release (G_APPLICATION (self));
}

static void
make_window (PackshotApplication *self)
{
  g_clear_object (&self->settings);
  self->settings = settings_new (self->demo_wanted);
  self->window = packshot_window_new (GTK_APPLICATION (self), self->settings);
  g_signal_connect_object (self->window, "destroy", G_CALLBACK (window_gone_cb), self,
                           G_CONNECT_SWAPPED);
  if (self->demo_wanted)
    {
      gtk_window_set_title (GTK_WINDOW (self->window), _("Packshot: Sample Catalog"));
      packshot_window_set_starting_text (self->window, _("The sample catalog is being drawn…"));
    }
  gtk_window_present (GTK_WINDOW (self->window));
}

static void
packshot_application_activate (GApplication *application)
{
  PackshotApplication *self = PACKSHOT_APPLICATION (application);
  PackshotSessionFlags flags = PACKSHOT_SESSION_NONE;

  if (self->window != NULL)
    gtk_window_present (GTK_WINDOW (self->window));
  if (self->window != NULL || self->opening || self->session != NULL)
    return;

  self->opening = TRUE;
  g_application_hold (application);
  make_window (self);
  if (self->demo_wanted)
    {
      packshot_demo_open_async (PACKSHOT_SESSION_NONE, NULL, demo_opened_cb, g_object_ref (self));
      return;
    }
  if (self->settings != NULL && g_settings_get_boolean (self->settings, "offline"))
    flags = PACKSHOT_SESSION_OFFLINE;
  packshot_session_open_async (self->data_dir, flags, NULL, session_opened_cb, g_object_ref (self));
}

static void
packshot_application_startup (GApplication *application)
{
  GtkApplication *app = GTK_APPLICATION (application);

  G_APPLICATION_CLASS (packshot_application_parent_class)->startup (application);
  packshot_style_load (gdk_display_get_default ());
  gtk_window_set_default_icon_name (PACKSHOT_APP_ID);
  gtk_application_set_accels_for_action (app, "app.quit",
                                         (const char * const[]) { "<Control>q", NULL });
}

static int
packshot_application_handle_local_options (GApplication *application,
                                           GVariantDict *options)
{
  PackshotApplication *self = PACKSHOT_APPLICATION (application);

  if (g_variant_dict_contains (options, "version"))
    {
      g_print ("Packshot %s\n", PACKSHOT_VERSION);
      return 0;
    }
  self->demo_wanted = g_variant_dict_contains (options, "demo");
  g_variant_dict_lookup (options, "data-dir", "^ay", &self->data_dir);
  if (self->demo_wanted && self->data_dir != NULL)
    {
      g_printerr ("%s\n", _("--demo and --data-dir exclude each other"));
      return 2;
    }
  if (self->demo_wanted || self->data_dir != NULL)
    g_application_set_flags (application, g_application_get_flags (application)
                             | G_APPLICATION_NON_UNIQUE);
  return -1;
}

/* --- Actions -------------------------------------------------------------------------------- */

static void
quit_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       data)
{
  PackshotApplication *self = data;

  if (self->window != NULL)
    gtk_window_close (GTK_WINDOW (self->window));
  else
    g_application_quit (G_APPLICATION (self));
}

/* The sample catalog is a program of its own: it can't touch what belongs to the user. */
static void
demo_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       data)
{
  PackshotApplication *self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GSubprocess) process = NULL;

  process = g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, &error, "/proc/self/exe", "--demo", NULL);
  if (process == NULL && self->window != NULL)
    packshot_window_toast (self->window, error->message, FALSE);
}

static void
packshot_application_finalize (GObject *object)
{
  PackshotApplication *self = PACKSHOT_APPLICATION (object);

  g_free (self->data_dir);
  g_clear_object (&self->session);
  g_clear_object (&self->settings);
  G_OBJECT_CLASS (packshot_application_parent_class)->finalize (object);
}

static void
packshot_application_class_init (PackshotApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = packshot_application_finalize;
  application_class->startup = packshot_application_startup;
  application_class->activate = packshot_application_activate;
  application_class->handle_local_options = packshot_application_handle_local_options;
}

static void
packshot_application_init (PackshotApplication *self)
{
  static const GActionEntry entries[] = {
    { .name = "quit", .activate = quit_cb },
    { .name = "demo", .activate = demo_cb },
  };
  static const GOptionEntry options[] = {
    { .long_name = "demo", .arg = G_OPTION_ARG_NONE,
      .description = N_("Show a sample catalog on a practice server") },
    { .long_name = "data-dir", .arg = G_OPTION_ARG_FILENAME, .arg_description = N_("DIR"),
      .description = N_("Use another folder for all data") },
    { .long_name = "version", .arg = G_OPTION_ARG_NONE, .description = N_("Show the version") },
    { NULL }
  };

  g_application_add_main_option_entries (G_APPLICATION (self), options);
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
}

/**
 * packshot_application_new:
 *
 * Returns: (transfer full): the program
 */
PackshotApplication *
packshot_application_new (void)
{
  return g_object_new (PACKSHOT_TYPE_APPLICATION, "application-id", PACKSHOT_APP_ID,
                       "resource-base-path", "/org/packshot/Packshot", NULL);
}
