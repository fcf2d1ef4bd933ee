/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* Calls that differ between the oldest and the newest libraries that Packshot is built with.
 * Nothing else may use them. Which of them is compiled follows from the newest version that is
 * allowed (GDK_VERSION_MAX_ALLOWED, ADW_VERSION_MAX_ALLOWED), not from the one that is
 * installed. Main thread. */

#include "config.h"

#include "packshot-compat.h"

#include <glib/gi18n.h>

#include "packshot-shortcuts.h"

#if GDK_VERSION_MAX_ALLOWED >= G_ENCODE_VERSION (4, 10)
#define HAS_FILE_DIALOG 1
#else
#define HAS_FILE_DIALOG 0
#endif

#if ADW_VERSION_MAX_ALLOWED >= ADW_ENCODE_VERSION (1, 5, 0)
#define HAS_ADW_DIALOG 1
#else
#define HAS_ADW_DIALOG 0
#endif

#if ADW_VERSION_MAX_ALLOWED >= ADW_ENCODE_VERSION (1, 8, 0)
#define HAS_SHORTCUTS_DIALOG 1
#else
#define HAS_SHORTCUTS_DIALOG 0
#endif

/* Only what the program can decode; SVG is not a picture of a thing. */
static GtkFileFilter *
picture_filter_new (void)
{
  static const char * const mimes[] = {
    "image/jpeg", "image/png", "image/webp", "image/gif", "image/tiff", "image/bmp",
  };
  GtkFileFilter *filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, _("Pictures"));
  for (guint i = 0; i < G_N_ELEMENTS (mimes); i++)
    gtk_file_filter_add_mime_type (filter, mimes[i]);
  return filter;
}

static GPtrArray *
files_from_model (GListModel *model)
{
  GPtrArray *files = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    g_ptr_array_add (files, g_list_model_get_item (model, i));
  return files;
}

#if HAS_FILE_DIALOG

static void
files_opened_cb (GObject      *object,
                 GAsyncResult *result,
                 gpointer      data)
{
  g_autoptr(GTask) task = data;
  g_autoptr(GListModel) model = NULL;
  GError *error = NULL;

  model = gtk_file_dialog_open_multiple_finish (GTK_FILE_DIALOG (object), result, &error);
  if (model != NULL)
    g_task_return_pointer (task, files_from_model (model), (GDestroyNotify)g_ptr_array_unref);
  else if (g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED))
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "Nothing was chosen");
  else
    g_task_return_error (task, g_steal_pointer (&error));
  g_clear_error (&error);
}

static void
file_opened_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      data)
{
  g_autoptr(GTask) task = data;
  gboolean save = g_task_get_source_tag (task) == packshot_compat_save_file;
  gboolean folder = g_task_get_source_tag (task) == packshot_compat_choose_folder;
  g_autoptr(GFile) file = NULL;
  GError *error = NULL;
  GPtrArray *files;

  if (folder)
    file = gtk_file_dialog_select_folder_finish (GTK_FILE_DIALOG (object), result, &error);
  else
    file = save ? gtk_file_dialog_save_finish (GTK_FILE_DIALOG (object), result, &error)
                : gtk_file_dialog_open_finish (GTK_FILE_DIALOG (object), result, &error);
  if (file != NULL)
    {
      files = g_ptr_array_new_with_free_func (g_object_unref);
      g_ptr_array_add (files, g_steal_pointer (&file));
      g_task_return_pointer (task, files, (GDestroyNotify)g_ptr_array_unref);
    }
  else if (g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED))
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "Nothing was chosen");
    }
  else
    {
      g_task_return_error (task, g_steal_pointer (&error));
    }
  g_clear_error (&error);
}

static void
choose (GtkWindow  *parent,
        const char *title,
        const char *name,
        gboolean    multiple,
        GTask      *task)
{
  g_autoptr(GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autoptr(GListStore) filters = g_list_store_new (GTK_TYPE_FILE_FILTER);
  g_autoptr(GtkFileFilter) filter = picture_filter_new ();

  gtk_file_dialog_set_title (dialog, title);
  if (name != NULL)
    {
      gtk_file_dialog_set_initial_name (dialog, name);
      gtk_file_dialog_save (dialog, parent, NULL, file_opened_cb, task);
      return;
    }
  if (g_task_get_source_tag (task) == packshot_compat_choose_folder)
    {
      gtk_file_dialog_select_folder (dialog, parent, NULL, file_opened_cb, task);
      return;
    }
  g_list_store_append (filters, filter);
  gtk_file_dialog_set_filters (dialog, G_LIST_MODEL (filters));
  if (multiple)
    gtk_file_dialog_open_multiple (dialog, parent, NULL, files_opened_cb, task);
  else
    gtk_file_dialog_open (dialog, parent, NULL, file_opened_cb, task);
}

#else

static void
response_cb (GtkNativeDialog *dialog,
             int              response,
             gpointer         data)
{
  g_autoptr(GTask) task = data;
  g_autoptr(GListModel) model = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    {
      model = gtk_file_chooser_get_files (GTK_FILE_CHOOSER (dialog));
      g_task_return_pointer (task, files_from_model (model), (GDestroyNotify)g_ptr_array_unref);
    }
  else
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "Nothing was chosen");
    }
  g_object_unref (dialog);
}

static void
choose (GtkWindow  *parent,
        const char *title,
        const char *name,
        gboolean    multiple,
        GTask      *task)
{
  gboolean folder = g_task_get_source_tag (task) == packshot_compat_choose_folder;
  GtkFileChooserAction action = name != NULL ? GTK_FILE_CHOOSER_ACTION_SAVE
    : folder ? GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER : GTK_FILE_CHOOSER_ACTION_OPEN;
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (title, parent, action, NULL, NULL);
  g_autoptr(GtkFileFilter) filter = picture_filter_new ();

  if (name != NULL)
    gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), name);
  else if (!folder)
    gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (dialog), filter);
  gtk_file_chooser_set_select_multiple (GTK_FILE_CHOOSER (dialog), multiple);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_signal_connect (dialog, "response", G_CALLBACK (response_cb), task);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

#endif

/**
 * packshot_compat_choose_files:
 * @parent: (nullable): the window
 * @title: the dialog's title
 * @multiple: whether several may be chosen
 * @callback: called with the result
 * @user_data: for @callback
 */
void
packshot_compat_choose_files (GtkWindow          *parent,
                              const char         *title,
                              gboolean            multiple,
                              GAsyncReadyCallback callback,
                              gpointer            user_data)
{
  GTask *task = g_task_new (NULL, NULL, callback, user_data);

  g_task_set_source_tag (task, packshot_compat_choose_files);
  choose (parent, title, NULL, multiple, task);
}

/**
 * packshot_compat_choose_files_finish:
 * @result: from the callback
 * @error: return location
 *
 * Returns: (transfer full) (nullable) (element-type GFile): what was chosen
 */
GPtrArray *
packshot_compat_choose_files_finish (GAsyncResult *result,
                                     GError      **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, packshot_compat_choose_files), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * packshot_compat_choose_folder:
 * @parent: (nullable): the window
 * @title: the dialog's title
 * @callback: called with the result
 * @user_data: for @callback
 */
void
packshot_compat_choose_folder (GtkWindow          *parent,
                               const char         *title,
                               GAsyncReadyCallback callback,
                               gpointer            user_data)
{
  GTask *task = g_task_new (NULL, NULL, callback, user_data);

  g_task_set_source_tag (task, packshot_compat_choose_folder);
  choose (parent, title, NULL, FALSE, task);
}

/**
 * packshot_compat_choose_folder_finish:
 * @result: from the callback
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the folder
 */
GFile *
packshot_compat_choose_folder_finish (GAsyncResult *result,
                                      GError      **error)
{
  g_autoptr(GPtrArray) files = NULL;

  g_return_val_if_fail (g_async_result_is_tagged (result, packshot_compat_choose_folder), NULL);

  files = g_task_propagate_pointer (G_TASK (result), error);
  return files != NULL && files->len > 0 ? g_object_ref (files->pdata[0]) : NULL;
}

/**
 * packshot_compat_save_file:
 * @parent: (nullable): the window
 * @title: the dialog's title
 * @name: the name that is proposed
 * @callback: called with the result
 * @user_data: for @callback
 */
void
packshot_compat_save_file (GtkWindow          *parent,
                           const char         *title,
                           const char         *name,
                           GAsyncReadyCallback callback,
                           gpointer            user_data)
{
  GTask *task = g_task_new (NULL, NULL, callback, user_data);

  g_task_set_source_tag (task, packshot_compat_save_file);
  choose (parent, title, name, FALSE, task);
}

/**
 * packshot_compat_save_file_finish:
 * @result: from the callback
 * @error: return location
 *
 * Returns: (transfer full) (nullable): where to write
 */
GFile *
packshot_compat_save_file_finish (GAsyncResult *result,
                                  GError      **error)
{
  g_autoptr(GPtrArray) files = NULL;

  g_return_val_if_fail (g_async_result_is_tagged (result, packshot_compat_save_file), NULL);

  files = g_task_propagate_pointer (G_TASK (result), error);
  return files != NULL && files->len > 0 ? g_object_ref (files->pdata[0]) : NULL;
}

/**
 * packshot_compat_css_load:
 * @provider: a provider
 * @css: its text
 */
void
packshot_compat_css_load (GtkCssProvider *provider,
                          const char     *css)
{
#if GDK_VERSION_MAX_ALLOWED >= G_ENCODE_VERSION (4, 12)
  gtk_css_provider_load_from_string (provider, css);
#else
  gtk_css_provider_load_from_data (provider, css, -1);
#endif
}

/**
 * packshot_compat_show_about:
 * @parent: the window
 */
void
packshot_compat_show_about (GtkWindow *parent)
{
  const char * const developers[] = { "The Packshot authors", NULL };

#if HAS_ADW_DIALOG
  GtkWidget *about = GTK_WIDGET (adw_about_dialog_new ());
#else
  GtkWidget *about = adw_about_window_new ();
#endif

  g_object_set (about,
                "application-name", "Packshot",
                "application-icon", PACKSHOT_APP_ID,
                "version", PACKSHOT_VERSION,
                "developer-name", _("The Packshot authors"),
                "developers", developers,
                "copyright", "© 2026 The Packshot authors",
                "license-type", GTK_LICENSE_GPL_3_0,
                "comments", _("Keep the pictures of your products in order, with or without a "
                              "network."),
                /* TRANSLATORS: your name and address, for the list of translators */
                "translator-credits", _("translator-credits"),
                NULL);
#if HAS_ADW_DIALOG
  adw_dialog_present (ADW_DIALOG (about), GTK_WIDGET (parent));
#else
  gtk_window_set_transient_for (GTK_WINDOW (about), parent);
  gtk_window_present (GTK_WINDOW (about));
#endif
}

/**
 * packshot_compat_show_preferences:
 * @parent: the window
 * @page: (transfer floating): what it shows
 */
void
packshot_compat_show_preferences (GtkWindow          *parent,
                                  AdwPreferencesPage *page)
{
#if HAS_ADW_DIALOG
  AdwDialog *dialog = adw_preferences_dialog_new ();

  adw_preferences_dialog_add (ADW_PREFERENCES_DIALOG (dialog), page);
  adw_dialog_present (dialog, GTK_WIDGET (parent));
#else
  GtkWidget *window = adw_preferences_window_new ();

  adw_preferences_window_set_search_enabled (ADW_PREFERENCES_WINDOW (window), FALSE);
  adw_preferences_window_add (ADW_PREFERENCES_WINDOW (window), page);
  gtk_window_set_transient_for (GTK_WINDOW (window), parent);
  gtk_window_set_modal (GTK_WINDOW (window), TRUE);
  gtk_window_set_default_size (GTK_WINDOW (window), 600, 480);
  gtk_window_present (GTK_WINDOW (window));
#endif
}

/**
 * packshot_compat_show_shortcuts:
 * @parent: the window
 *
 * Shows all keys.
 */
void
packshot_compat_show_shortcuts (GtkWindow *parent)
{
  g_autofree char *ui = packshot_shortcuts_dup_ui (HAS_SHORTCUTS_DIALOG);
  g_autoptr(GtkBuilder) builder = gtk_builder_new_from_string (ui, -1);
  GObject *shortcuts = gtk_builder_get_object (builder, "shortcuts");

#if HAS_SHORTCUTS_DIALOG
  adw_dialog_present (ADW_DIALOG (shortcuts), GTK_WIDGET (parent));
#else
  gtk_window_set_transient_for (GTK_WINDOW (shortcuts), parent);
  gtk_window_set_destroy_with_parent (GTK_WINDOW (shortcuts), TRUE);
  gtk_window_present (GTK_WINDOW (shortcuts));
#endif
}

/**
 * packshot_compat_show_uri:
 * @parent: the window
 * @uri: an address
 */
void
packshot_compat_show_uri (GtkWindow  *parent,
                          const char *uri)
{
#if GDK_VERSION_MAX_ALLOWED >= G_ENCODE_VERSION (4, 10)
  g_autoptr(GtkUriLauncher) launcher = gtk_uri_launcher_new (uri);

  gtk_uri_launcher_launch (launcher, parent, NULL, NULL, NULL);
#else
  gtk_show_uri (parent, uri, GDK_CURRENT_TIME);
#endif
}
