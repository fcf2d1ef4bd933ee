/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* The preferences: what is sent by itself. The setting is the only memory of it; each choice goes
 * to the session at once. Main thread. */

#include "config.h"

#include "packshot-preferences.h"

#include "packshot-compat.h"

#include <glib/gi18n.h>

static const struct
{
  const char    *nick;
  PackshotReview review;
  const char    *title;
  const char    *subtitle;
} choices[] = {
  { "changes", PACKSHOT_REVIEW_CHANGES, N_("New Pictures Only"),
    N_("What sends pictures again or deletes some waits until you choose Sync.") },
  { "never", PACKSHOT_REVIEW_NEVER, N_("Everything"),
    N_("Each change is sent ten seconds after the last one of its item.") },
  { "always", PACKSHOT_REVIEW_ALWAYS, N_("Nothing"),
    N_("All changes wait until you choose Sync.") },
};

#define CHOICE_KEY "packshot-choice"
#define SETTINGS_KEY "packshot-settings"

static void
choice_toggled_cb (PackshotSession *session,
                   GtkCheckButton  *check)
{
  guint i = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (check), CHOICE_KEY));
  GSettings *settings = g_object_get_data (G_OBJECT (check), SETTINGS_KEY);

  if (!gtk_check_button_get_active (check))
    return;
  g_settings_set_string (settings, "review", choices[i].nick);
  packshot_session_set_review (session, choices[i].review);
}

static GtkCheckButton *
add_choice (AdwPreferencesGroup *group,
            PackshotSession     *session,
            GSettings           *settings,
            guint                i)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *check = gtk_check_button_new ();
  g_autofree char *chosen = g_settings_get_string (settings, "review");

  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _(choices[i].title));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), _(choices[i].subtitle));
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
  adw_preferences_group_add (group, row);

  g_object_set_data (G_OBJECT (check), CHOICE_KEY, GUINT_TO_POINTER (i));
  g_object_set_data_full (G_OBJECT (check), SETTINGS_KEY, g_object_ref (settings), g_object_unref);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), g_str_equal (chosen, choices[i].nick));
  return GTK_CHECK_BUTTON (check);
}

/**
 * packshot_preferences_page_new:
 * @session: what they are for
 * @settings: where they are kept
 *
 * Returns: (transfer floating): a page with them
 */
AdwPreferencesPage *
packshot_preferences_page_new (PackshotSession *session,
                               GSettings       *settings)
{
  AdwPreferencesPage *page = ADW_PREFERENCES_PAGE (adw_preferences_page_new ());
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  GtkCheckButton *first = NULL;

  adw_preferences_group_set_title (group, _("Sent by Itself"));
  adw_preferences_group_set_description (group, _("While there is a network, and you are not "
                                                  "working offline"));
  for (guint i = 0; i < G_N_ELEMENTS (choices); i++)
    {
      GtkCheckButton *check = add_choice (group, session, settings, i);

      gtk_check_button_set_group (check, first);
      if (first == NULL)
        first = check;
      g_signal_connect_object (check, "toggled", G_CALLBACK (choice_toggled_cb), session,
                               G_CONNECT_SWAPPED);
    }
  adw_preferences_page_set_title (page, _("Preferences"));
  adw_preferences_page_add (page, group);
  return page;
}

/**
 * packshot_preferences_present:
 * @parent: the window
 * @session: what they are for
 * @settings: where they are kept
 *
 * Shows them.
 */
void
packshot_preferences_present (GtkWindow       *parent,
                              PackshotSession *session,
                              GSettings       *settings)
{
  g_return_if_fail (GTK_IS_WINDOW (parent));
  g_return_if_fail (G_IS_SETTINGS (settings));

  packshot_compat_show_preferences (parent, packshot_preferences_page_new (session, settings));
}
