/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* A connection test as a boxed list: a line for each step, with its mark, and a button where
 * something can be done about it. Main thread. */

#include "config.h"

#include "packshot-test-list.h"

#include <glib/gi18n.h>

struct _PackshotTestList
{
  AdwBin               parent_instance;

  /* Children */
  AdwPreferencesGroup *group;
  GPtrArray           *rows;  /* (owned) (element-type GtkWidget), borrowed from the group */
};

G_DEFINE_FINAL_TYPE (PackshotTestList, packshot_test_list, ADW_TYPE_BIN)

static const struct
{
  const char *icon;
  const char *css;
  const char *word;
} marks[] = {
  [PACKSHOT_TEST_GOOD] = { "object-select-symbolic", "success", N_("Works") },
  [PACKSHOT_TEST_FAILED] = { "dialog-error-symbolic", "error", N_("Failed") },
  [PACKSHOT_TEST_WARNING] = { "dialog-warning-symbolic", "warning", N_("Needs attention") },
  [PACKSHOT_TEST_UNKNOWN] = { "dialog-question-symbolic", "meta", N_("Not known") },
  [PACKSHOT_TEST_RUNNING] = { NULL, NULL, N_("Being tested") },
  [PACKSHOT_TEST_OFFLINE] = { "network-offline-symbolic", "meta", N_("Waiting") },
  [PACKSHOT_TEST_LATER] = { "packshot-later-symbolic", "meta", N_("Not tested") },
};

static GtkWidget *
mark_new (PackshotTestMark mark)
{
  GtkWidget *image;

  if (marks[mark].icon == NULL)
    {
      image = gtk_spinner_new ();
      gtk_spinner_start (GTK_SPINNER (image));
    }
  else
    {
      image = gtk_image_new_from_icon_name (marks[mark].icon);
      gtk_widget_add_css_class (image, marks[mark].css);
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (image), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _(marks[mark].word), -1);
  return image;
}

static GtkWidget *
help_new (PackshotTestHelp    help,
          PackshotServiceKind service)
{
  g_autofree char *open = NULL;
  GtkWidget *button = gtk_button_new ();

  if (help == PACKSHOT_TEST_COPY_REQUEST)
    {
      gtk_button_set_label (GTK_BUTTON (button), _("Copy Request"));
      gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "account.copy-request");
    }
  else
    {
      /* TRANSLATORS: a service's web page */
      open = g_strdup_printf (_("Open %s"), packshot_words_service (service));
      gtk_button_set_label (GTK_BUTTON (button), open);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "account.open-service");
    }
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  return button;
}

static GtkWidget *
row_new (const PackshotTestStep *step,
         PackshotServiceKind     service)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), step->title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), step->subtitle);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), mark_new (step->mark));
  if (step->help != PACKSHOT_TEST_NO_HELP)
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), help_new (step->help, service));
  if (step->mark == PACKSHOT_TEST_LATER)
    gtk_widget_add_css_class (row, "unavailable");
  return row;
}

static void
packshot_test_list_finalize (GObject *object)
{
  g_ptr_array_unref (PACKSHOT_TEST_LIST (object)->rows);
  G_OBJECT_CLASS (packshot_test_list_parent_class)->finalize (object);
}

static void
packshot_test_list_class_init (PackshotTestListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = packshot_test_list_finalize;
}

static void
packshot_test_list_init (PackshotTestList *self)
{
  self->rows = g_ptr_array_new ();
  self->group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  adw_preferences_group_set_title (self->group, _("Connection"));
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->group));
}

/**
 * packshot_test_list_update:
 * @self: a list
 * @state: what is known
 *
 * Shows it.
 */
void
packshot_test_list_update (PackshotTestList        *self,
                           const PackshotTestState *state)
{
  g_autoptr(GPtrArray) steps = packshot_account_words_steps (state);
  g_autofree char *summary = packshot_account_words_summary (state);

  g_return_if_fail (PACKSHOT_IS_TEST_LIST (self));

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->group, self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < steps->len; i++)
    {
      GtkWidget *row = row_new (steps->pdata[i], state->account->service);

      adw_preferences_group_add (self->group, row);
      g_ptr_array_add (self->rows, row);
    }
  adw_preferences_group_set_description (self->group, summary);
}
