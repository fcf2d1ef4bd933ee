/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* The rows of the details that are made anew for what is shown: what was refused, what waits,
 * checks, facts. Each says only what the item view says. Main thread.
 */

#include "config.h"

#include "packshot-details-pane-private.h"
#include "packshot-gallery-checks.h"
#include "packshot-words.h"

#include <glib/gi18n.h>

AdwActionRow *
_packshot_details_add_row (PackshotDetailsPane *self,
                           PackshotDetailsGroup group,
                           const char          *title,
                           const char          *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle != NULL ? subtitle : "");
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_preferences_group_add (self->groups[group], row);
  g_ptr_array_add (self->rows, row);
  gtk_widget_set_visible (GTK_WIDGET (self->groups[group]), TRUE);
  return ADW_ACTION_ROW (row);
}

/* Takes away what was made before; groups made of rows alone are hidden. */
void
_packshot_details_clear_rows (PackshotDetailsPane *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      GtkWidget *row = g_ptr_array_index (self->rows, i);
      GtkWidget *group = gtk_widget_get_ancestor (row, ADW_TYPE_PREFERENCES_GROUP);

      adw_preferences_group_remove (ADW_PREFERENCES_GROUP (group), row);
    }
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < PACKSHOT_DETAILS_N_GROUPS; i++)
    gtk_widget_set_visible (GTK_WIDGET (self->groups[i]), FALSE);
}

static void
add_icon (AdwActionRow *row,
          const char   *icon,
          const char   *css)
{
  GtkWidget *image = gtk_image_new_from_icon_name (icon);

  gtk_widget_add_css_class (image, css);
  adw_action_row_add_prefix (row, image);
}

static void
add_value (PackshotDetailsPane *self,
           PackshotDetailsGroup group,
           const char          *title,
           const char          *value)
{
  GtkWidget *label;

  if (value == NULL || *value == '\0')
    return;
  label = gtk_label_new (value);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_widget_set_tooltip_text (label, value);
  gtk_widget_add_css_class (label, "meta");
  gtk_widget_add_css_class (label, "numeric");
  adw_action_row_add_suffix (_packshot_details_add_row (self, group, title, NULL), label);
}

static void
fill_refused (PackshotDetailsPane *self,
              PackshotItemView    *view,
              const char          *problem,
              const char          *text)
{
  const char *service = packshot_words_service (view->account->service);
  g_autofree char *title = g_strdup_printf (_("Refused by %s"), service);
  g_autofree char *sentence = packshot_words_problem_sentence (problem, view->profile);
  AdwActionRow *row;

  adw_preferences_group_set_title (self->groups[PACKSHOT_DETAILS_REFUSED], title);
  row = _packshot_details_add_row (self, PACKSHOT_DETAILS_REFUSED, sentence, text);
  add_icon (row, "dialog-error-symbolic", "error");
}

static void
fill_conflict (PackshotDetailsPane *self,
               PackshotConflictRow *conflict)
{
  AdwActionRow *row = _packshot_details_add_row (self, PACKSHOT_DETAILS_CONFLICT,
                                                 packshot_words_conflict (conflict->kind),
                                                 _("Choose which one is kept"));

  add_icon (row, "packshot-conflict-symbolic", "warning");
  adw_action_row_add_suffix (row, gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.show-conflicts");
}

static const char *
word_change (PackshotItemView  *view,
             PackshotImageView *image)
{
  const char *change = image->change;

  if (g_strcmp0 (change, "new") == 0)
    return _("New picture");
  if (g_strcmp0 (change, "content") == 0)
    return _("Picture replaced");
  if (g_strcmp0 (change, "title") == 0)
    return C_("change of a picture", "Caption changed");
  if (g_strcmp0 (change, "primary") == 0)
    return image->is_primary ? _("Made primary") : _("No longer primary");
  if (g_strcmp0 (change, "order") == 0)
    return _("Moved");
  if (g_strcmp0 (change, "visibility") != 0)
    return _("Changed");
  if (packshot_image_get_visibility (image->image) == PACKSHOT_VISIBILITY_PUBLIC)
    return _("Made public");
  return _("Made private");
}

/* What it takes to make a change, where rows of a server are never changed in place. */
static char *
explain_rows (const char *service,
              const char *change,
              const char *bytes)
{
  if (g_str_equal (change, "title"))
    return g_strdup_printf (_("%s can’t change a caption in place. The picture is "
                              "sent again (%s), then the old one is deleted."), service, bytes);
  if (g_str_equal (change, "primary"))
    return g_strdup_printf (_("%s can’t change the primary in place. The picture is "
                              "sent again (%s), then the old one is deleted."), service, bytes);
  if (g_str_equal (change, "order"))
    return g_strdup_printf (_("%s can’t change the order in place. As few pictures "
                              "as possible are sent again."), service);
  if (g_str_equal (change, "content"))
    return g_strdup_printf (_("The new picture is sent (%s), then the old one is deleted."), bytes);
  return g_strdup_printf (_("%s to send"), bytes);
}

static char *
explain_change (PackshotItemView  *view,
                PackshotImageView *image)
{
  const char *service = packshot_words_service (view->account->service);
  g_autofree char *bytes = image->content != NULL ? packshot_words_bytes (image->content->bytes)
    : NULL;
  const char *change = image->change;

  if (bytes == NULL || change == NULL)
    return NULL;
  if (view->profile->write == PACKSHOT_WRITE_ROWS)
    return explain_rows (service, change, bytes);
  if (g_str_equal (change, "visibility"))
    return g_strdup_printf (_("%s can’t change this once a picture is sent. It is "
                              "sent again (%s)."),
                            service, bytes);
  if (g_str_equal (change, "new") || g_str_equal (change, "content"))
    return g_strdup_printf (_("%s to send"), bytes);
  return g_strdup (_("The list of pictures is written anew"));
}

static void
fill_waiting (PackshotDetailsPane *self,
              PackshotItemView    *view,
              GPtrArray           *images)
{
  g_autoptr(GPtrArray) waiting = g_ptr_array_new ();
  g_autoptr(GString) kinds = g_string_new (NULL);
  g_autofree char *title = NULL;

  for (guint i = 0; i < images->len; i++)
    {
      PackshotImageView *image = g_ptr_array_index (images, i);

      if (image->change == NULL)
        continue;
      g_ptr_array_add (waiting, image);
      if (strstr (kinds->str, word_change (view, image)) == NULL)
        g_string_append_printf (kinds, "%s%s", kinds->len > 0 ? ", " : "",
                                word_change (view, image));
    }
  if (waiting->len == 0)
    return;
  if (images->len == 1)
    {
      g_autofree char *why = explain_change (view, g_ptr_array_index (waiting, 0));

      _packshot_details_add_row (self, PACKSHOT_DETAILS_WAITING, kinds->str, why);
      return;
    }
  title = g_strdup_printf (ngettext ("%u picture", "%u pictures", waiting->len), waiting->len);
  _packshot_details_add_row (self, PACKSHOT_DETAILS_WAITING, title, kinds->str);
}

static void
add_failed (PackshotDetailsPane *self,
            PackshotDetailsGroup group,
            const char          *title,
            const char          *subtitle)
{
  add_icon (_packshot_details_add_row (self, group, title, subtitle), "dialog-warning-symbolic",
            "warning");
}

static void
add_passed (PackshotDetailsPane *self,
            GPtrArray           *checks)
{
  guint n = checks->len - packshot_gallery_checks_failed (checks);
  GtkWidget *expander;
  GtkWidget *icon;
  g_autofree char *title = NULL;

  if (n == 0)
    return;
  expander = adw_expander_row_new ();
  title = g_strdup_printf (ngettext ("%u check passed", "%u checks passed", n), n);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (expander), title);
  icon = gtk_image_new_from_icon_name ("object-select-symbolic");
  gtk_widget_add_css_class (icon, "meta");
  adw_expander_row_add_prefix (ADW_EXPANDER_ROW (expander), icon);
  for (guint i = 0; i < checks->len; i++)
    {
      PackshotCheck *check = g_ptr_array_index (checks, i);
      GtkWidget *row;

      if (!check->passed)
        continue;
      row = adw_action_row_new ();
      adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), check->title);
      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), check->subtitle != NULL ? check->subtitle
                                   : "");
      adw_expander_row_add_row (ADW_EXPANDER_ROW (expander), row);
    }
  adw_preferences_group_add (self->groups[PACKSHOT_DETAILS_CHECKS], expander);
  g_ptr_array_add (self->rows, expander);
  gtk_widget_set_visible (GTK_WIDGET (self->groups[PACKSHOT_DETAILS_CHECKS]), TRUE);
}

/* One kind of failure of several pictures: "3 pictures: Too small". */
static void
add_failed_of_many (PackshotDetailsPane *self,
                    GPtrArray           *checks,
                    guint                first)
{
  PackshotCheck *check = g_ptr_array_index (checks, first);
  guint n = 0;
  g_autofree char *title = NULL;

  for (guint i = 0; i < checks->len; i++)
    {
      PackshotCheck *other = g_ptr_array_index (checks, i);

      if (other->passed || !g_str_equal (other->word, check->word))
        continue;
      if (i < first)
        return; /* told already */
      n++;
    }
  title = g_strdup_printf (ngettext ("%u picture: %s", "%u pictures: %s", n), n, check->word);
  add_failed (self, PACKSHOT_DETAILS_CHECKS, title, check->subtitle);
}

static void
fill_checks (PackshotDetailsPane *self,
             PackshotItemView    *view,
             GPtrArray           *images)
{
  g_autoptr(GPtrArray) checks = NULL;

  for (guint i = 0; i < images->len; i++)
    {
      GPtrArray *of_one = packshot_gallery_check_image (view, g_ptr_array_index (images, i));

      if (checks == NULL)
        checks = of_one;
      else
        g_ptr_array_extend_and_steal (checks, of_one);
    }
  for (guint i = 0; i < checks->len; i++)
    {
      PackshotCheck *check = g_ptr_array_index (checks, i);

      if (!check->passed && images->len == 1)
        add_failed (self, PACKSHOT_DETAILS_CHECKS, check->title, check->subtitle);
      else if (!check->passed)
        add_failed_of_many (self, checks, i);
    }
  if (images->len == 1)
    add_passed (self, checks);
}

static void
fill_visibility (PackshotDetailsPane *self,
                 PackshotItemView    *view,
                 PackshotImageView   *image)
{
  gboolean public = packshot_image_get_visibility (image->image) == PACKSHOT_VISIBILITY_PUBLIC;
  gboolean sent = packshot_image_get_remote (image->image) != NULL;
  const char *service = packshot_words_service (view->account->service);
  g_autofree char *why = NULL;
  AdwActionRow *row;

  if (!view->profile->has_visibility)
    return;
  if (sent)
    why = g_strdup_printf (_("%s can’t change this once a picture is sent"), service);
  row = _packshot_details_add_row (self, PACKSHOT_DETAILS_VISIBILITY, public ? _("Public")
                                   : _("Private"), why);
  add_icon (row, public ? "packshot-public-symbolic" : "changes-prevent-symbolic", "meta");
  if (sent)
    row = _packshot_details_add_row (self, PACKSHOT_DETAILS_VISIBILITY,
                                     public ? _("Send Again as Private")
                                       : _("Send Again as Public"), NULL);
  else
    row = _packshot_details_add_row (self, PACKSHOT_DETAILS_VISIBILITY,
                                     public ? _("Make Private") : _("Make Public"), NULL);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "b", !public);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "details.set-public");
  adw_action_row_add_suffix (row, gtk_image_new_from_icon_name ("go-next-symbolic"));
}

static void
fill_file (PackshotDetailsPane *self,
           PackshotContent     *content)
{
  g_autofree char *bytes = NULL;
  g_autofree char *pixels = NULL;

  if (content == NULL)
    return;
  bytes = packshot_words_bytes (content->bytes);
  pixels = content->width > 0 ? packshot_words_pixels (content->width, content->height) : NULL;
  add_value (self, PACKSHOT_DETAILS_FILE, _("Format"), packshot_words_format (content->mime));
  add_value (self, PACKSHOT_DETAILS_FILE, _("Dimensions"), pixels);
  add_value (self, PACKSHOT_DETAILS_FILE, _("Size"), bytes);
}

/* Rows of one or several pictures; images is (element-type PackshotImageView), not empty. */
void
_packshot_details_fill_images (PackshotDetailsPane *self,
                               PackshotItemView    *view,
                               GPtrArray           *images)
{
  PackshotImageView *only = images->len == 1 ? g_ptr_array_index (images, 0) : NULL;

  if (only != NULL && only->problem != NULL)
    fill_refused (self, view, only->problem, only->problem_text);
  for (guint i = 0; only != NULL && i < view->conflicts->len; i++)
    {
      PackshotConflictRow *conflict = g_ptr_array_index (view->conflicts, i);

      if (conflict->image == packshot_image_get_id (only->image))
        fill_conflict (self, conflict);
    }
  fill_waiting (self, view, images);
  fill_checks (self, view, images);
  if (only == NULL)
    return;
  fill_visibility (self, view, only);
  fill_file (self, only->content);
}

static void
fill_server (PackshotDetailsPane *self,
             PackshotItemView    *view)
{
  gint64 at = view->sync != NULL ? view->sync->looked_at : 0;
  g_autofree char *time = at != 0 ? packshot_words_time_at (at) : NULL;
  g_autofree char *when = at != 0 ? g_strdup_printf (_("Checked %s"), time) : NULL;
  guint n = view->remote != NULL ? packshot_gallery_get_n (view->remote) : 0;
  g_autofree char *title = NULL;
  AdwActionRow *row;

  adw_preferences_group_set_title (self->groups[PACKSHOT_DETAILS_SERVER],
                                   packshot_words_service (view->account->service));
  if (at == 0)
    title = g_strdup (_("Not checked yet"));
  else if (n == 0)
    title = g_strdup (_("No pictures on the server"));
  else
    title = g_strdup_printf (ngettext ("%u picture on the server", "%u pictures on the server", n),
                             n);
  row = _packshot_details_add_row (self, PACKSHOT_DETAILS_SERVER, title, when);
  add_icon (row, at != 0 ? "object-select-symbolic" : "dialog-question-symbolic", "meta");
}

/* Rows of an item of which no picture is selected. */
void
_packshot_details_fill_item (PackshotDetailsPane *self,
                             PackshotItemView    *view)
{
  const PackshotItem *item = view->item;
  g_autofree char *number = packshot_words_item_number (item);
  g_autoptr(GPtrArray) lacks = packshot_gallery_check_item (view);

  if (view->sync != NULL && view->sync->problem != NULL)
    fill_refused (self, view, view->sync->problem, view->sync->problem_text);
  for (guint i = 0; i < view->conflicts->len; i++)
    fill_conflict (self, g_ptr_array_index (view->conflicts, i));
  add_value (self, PACKSHOT_DETAILS_ITEM, _("Name"), item->name);
  add_value (self, PACKSHOT_DETAILS_ITEM, _("Brand"), item->brand);
  add_value (self, PACKSHOT_DETAILS_ITEM, _("Description"), item->detail);
  add_value (self, PACKSHOT_DETAILS_ITEM, _("GTIN"), item->gtin != NULL ? number : NULL);
  add_value (self, PACKSHOT_DETAILS_ITEM, _("SKU"), item->sku);
  add_value (self, PACKSHOT_DETAILS_ITEM, _("Account"), view->account->name);
  for (guint i = 0; i < lacks->len; i++)
    {
      PackshotCheck *check = g_ptr_array_index (lacks, i);

      add_failed (self, PACKSHOT_DETAILS_MISSING, check->title, check->subtitle);
    }
  if (view->images->len > 0)
    fill_checks (self, view, view->images);
  fill_server (self, view);
}
