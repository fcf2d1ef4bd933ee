/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* All keys of the window, in one table, and the help that is made of it. Newer libadwaita has a
 * dialog for them, older GTK a window; both are filled from interface XML of the same shape. Any
 * thread. */

#include "config.h"

#include "packshot-shortcuts.h"

#include <glib/gi18n.h>

/* Without keys it begins a group. */
typedef struct
{
  const char *title;
  const char *keys;
} Shortcut;

static const Shortcut shortcuts[] = {
  { N_("Window"), NULL },
  { N_("Search items"), "<Control>f" },
  { N_("Check for changes and send yours"), "<Control>r" },
  { N_("Undo"), "<Control>z" },
  { N_("Redo"), "<Control><Shift>z" },
  { N_("Show the sidebar"), "F9" },
  { N_("Show details"), "<Alt>Return" },
  { N_("Next pane"), "F6" },
  { N_("Previous pane"), "<Shift>F6" },
  { N_("Main menu"), "F10" },
  { N_("Preferences"), "<Control>comma" },
  { N_("Keyboard shortcuts"), "<Control>question F1" },
  { N_("Close the window"), "<Control>w" },
  { N_("Quit"), "<Control>q" },

  { N_("Items"), NULL },
  { N_("All, needs attention, waiting, conflicts, trash"), "<Alt>1...5" },
  { N_("Next item"), "<Control>Page_Down" },
  { N_("Previous item"), "<Control>Page_Up" },

  { N_("Pictures"), NULL },
  { N_("Add pictures"), "<Control>o" },
  { N_("Paste pictures"), "<Control>v" },
  { N_("Make primary, or no longer"), "<Control>d" },
  { N_("Change the caption"), "F2" },
  { N_("Remove"), "Delete" },
  { N_("Picture’s menu"), "Menu <Shift>F10" },

  { N_("Moving Pictures"), NULL },
  { N_("One place"), "<Alt>Left <Alt>Right" },
  { N_("One row"), "<Alt>Up <Alt>Down" },
  { N_("To the first or last place"), "<Alt>Home <Alt>End" },

  { N_("Selecting Pictures"), NULL },
  { N_("Select with the arrows"), "<Shift>Left <Shift>Right" },
  { N_("Select or not"), "<Control>space" },
  { N_("Select all"), "<Control>a" },
  { N_("Select none, go back"), "Escape" },

  { N_("Sync"), NULL },
  { N_("Open Sync"), "<Control><Shift>s" },
  { N_("Send everything that waits"), "<Control>Return" },
  { N_("Sync now, or once while paused"), "<Control>r" },
  { N_("Pause, resume"), "<Control>p" },
  { N_("Open the row"), "Return" },
  { N_("Discard the row’s changes"), "Delete" },
  { N_("Search the log"), "<Control>f" },
  { N_("Views of Sync"), "<Alt>1...6" },

  { N_("Conflicts"), NULL },
  { N_("Next or previous conflict"), "Down Up" },
  { N_("Select more, all"), "<Shift>Down <Control>a" },
  { N_("Keep mine"), "m" },
  { N_("Keep the server’s"), "s" },
  { N_("Keep both"), "b" },
  { N_("Mine and the server’s in one place"), "space" },
  { N_("Look closer, or from further away"), "plus minus" },
  { N_("Whole picture, its own size"), "0 1" },
  { N_("Show the item"), "<Control>Return" },

  { N_("Accounts"), NULL },
  { N_("Add an account"), "<Control>n" },
  { N_("Test the connection"), "<Control>r" },
  { N_("Save"), "<Control>s" },
  { N_("Remove the account"), "Delete" },
  { N_("Back"), "<Alt>Left Escape" },
};

static void
append_property (GString    *ui,
                 const char *name,
                 const char *value)
{
  g_autofree char *text = g_markup_escape_text (value, -1);

  g_string_append_printf (ui, "<property name=\"%s\">%s</property>", name, text);
}

static void
append_shortcut (GString        *ui,
                 const Shortcut *shortcut,
                 gboolean        dialog)
{
  const char *type = dialog ? "AdwShortcutsItem" : "GtkShortcutsShortcut";

  g_string_append_printf (ui, "<child><object class=\"%s\">", type);
  append_property (ui, "title", _(shortcut->title));
  append_property (ui, "accelerator", shortcut->keys);
  g_string_append (ui, "</object></child>");
}

/**
 * packshot_shortcuts_dup_ui:
 * @dialog: whether it is for a dialog of newer libadwaita
 *
 * Returns: (transfer full): interface XML
 */
char *
packshot_shortcuts_dup_ui (gboolean dialog)
{
  const char *group = dialog ? "AdwShortcutsSection" : "GtkShortcutsGroup";
  GString *ui = g_string_new ("<interface>");
  gboolean open = FALSE;

  if (dialog)
    g_string_append (ui, "<object class=\"AdwShortcutsDialog\" id=\"shortcuts\">");
  else
    g_string_append (ui, "<object class=\"GtkShortcutsWindow\" id=\"shortcuts\">"
                     "<property name=\"modal\">True</property><child>"
                     "<object class=\"GtkShortcutsSection\">"
                     "<property name=\"section-name\">shortcuts</property>"
                     "<property name=\"max-height\">10</property>");
  for (guint i = 0; i < G_N_ELEMENTS (shortcuts); i++)
    {
      if (shortcuts[i].keys != NULL)
        {
          append_shortcut (ui, &shortcuts[i], dialog);
          continue;
        }
      g_string_append_printf (ui, "%s<child><object class=\"%s\">", open ? "</object></child>" : "",
                              group);
      append_property (ui, "title", _(shortcuts[i].title));
      open = TRUE;
    }
  g_string_append (ui, "</object></child></object>");
  if (!dialog)
    g_string_append (ui, "</child></object>");
  g_string_append (ui, "</interface>");
  return g_string_free (ui, FALSE);
}
