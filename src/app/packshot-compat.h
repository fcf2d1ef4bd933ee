/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* The only place with calls that the oldest libraries have and newer ones deprecate, or the
 * other way round. */

/* Lets a person choose pictures. GFile each; G_IO_ERROR_CANCELLED when none was chosen. */
void       packshot_compat_choose_files        (GtkWindow           *parent,
                                                const char          *title,
                                                gboolean             multiple,
                                                GAsyncReadyCallback  callback,
                                                gpointer             user_data);
GPtrArray *packshot_compat_choose_files_finish (GAsyncResult        *result,
                                                GError             **error);
/* Lets a person choose a folder. */
void       packshot_compat_choose_folder       (GtkWindow           *parent,
                                                const char          *title,
                                                GAsyncReadyCallback  callback,
                                                gpointer             user_data);
GFile     *packshot_compat_choose_folder_finish (GAsyncResult       *result,
                                                GError             **error);
/* Lets a person choose where a file is written. */
void       packshot_compat_save_file           (GtkWindow           *parent,
                                                const char          *title,
                                                const char          *name,
                                                GAsyncReadyCallback  callback,
                                                gpointer             user_data);
GFile     *packshot_compat_save_file_finish    (GAsyncResult        *result,
                                                GError             **error);
void       packshot_compat_css_load            (GtkCssProvider      *provider,
                                                const char          *css);
void       packshot_compat_show_about          (GtkWindow           *parent);
/* Shows a page of preferences in a window of its own, or in a dialog. */
void       packshot_compat_show_preferences    (GtkWindow           *parent,
                                                AdwPreferencesPage  *page);
void       packshot_compat_show_shortcuts      (GtkWindow           *parent);
/* Opens an address in the program that is made for it. */
void       packshot_compat_show_uri            (GtkWindow           *parent,
                                                const char          *uri);

G_END_DECLS
