/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* Brings our icons and our CSS to a display. Main thread. */

#include "config.h"

#include "packshot-style.h"

#define RESOURCES "/org/packshot/Packshot"

/**
 * packshot_style_load:
 * @display: where windows are shown
 *
 * Adds our icons and our CSS, below what libadwaita loads for high contrast.
 */
void
packshot_style_load (GdkDisplay *display)
{
  g_autoptr(GtkCssProvider) provider = gtk_css_provider_new ();

  gtk_icon_theme_add_resource_path (gtk_icon_theme_get_for_display (display), RESOURCES "/icons");
  gtk_css_provider_load_from_resource (provider, RESOURCES "/style.css");
  gtk_style_context_add_provider_for_display (display, GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION - 1);
}
