/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* The small windows of the Sync page: another item for pictures whose own is gone, another caption,
 * and which one of several changes is taken back. Each is made when it is needed, points at its
 * row, belongs to the page's right side, and goes when it is closed. Main thread. */

#include "config.h"

#include "packshot-sync-page-private.h"

#include <glib/gi18n.h>

#include "packshot-sync-chooser.h"
#include "packshot-sync-words.h"

/* What the button and the menu at the end of a row take up. */
#define END_WIDTH 120

static void
unparent_cb (gpointer data)
{
  GtkWidget *popover = data;

  if (gtk_widget_get_parent (popover) != NULL)
    gtk_widget_unparent (popover);
  g_object_unref (popover);
}

/* Not at once: whoever closed it may still be at work with it. */
static void
popover_closed_cb (GtkPopover *popover)
{
  g_idle_add_once (unparent_cb, g_object_ref (popover));
}

/* The end of a row, where its buttons are; a row that has no place yet is no place to point at. */
static gboolean
find_end (PackshotSyncPage *self,
          const char       *key,
          GdkRectangle     *end)
{
  PackshotSyncCell *cell = packshot_sync_list_find_cell (_packshot_sync_page_get_list (self), key);
  graphene_rect_t bounds;

  if (cell == NULL || !gtk_widget_compute_bounds (GTK_WIDGET (cell), self->content, &bounds)
      || bounds.size.width < END_WIDTH)
    return FALSE;
  *end = (GdkRectangle) { bounds.origin.x, bounds.origin.y, END_WIDTH, bounds.size.height };
  if (gtk_widget_get_direction (GTK_WIDGET (cell)) != GTK_TEXT_DIR_RTL)
    end->x += bounds.size.width - END_WIDTH;
  return TRUE;
}

static void
place (PackshotSyncPage *self,
       GtkWidget        *popover,
       const char       *key)
{
  GdkRectangle end;

  gtk_widget_set_parent (popover, self->content);
  g_signal_connect_object (self->content, "destroy", G_CALLBACK (gtk_widget_unparent), popover,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (popover, "closed", G_CALLBACK (popover_closed_cb), popover, 0);
  if (find_end (self, key, &end))
    gtk_popover_set_pointing_to (GTK_POPOVER (popover), &end);
  gtk_popover_popup (GTK_POPOVER (popover));
}

/* --- Another item ----------------------------------------------------------------------------- */

typedef struct
{
  PackshotSyncPage *page;       /* borrowed: the popover is a part of it */
  gint64            item;
  gint64            image;
  GtkEditable      *entry;
  GtkLabel         *counter;
  GtkWidget        *button;
} Popover;

static Popover *
popover_data_new (PackshotSyncPage *page,
                  gint64            item,
                  gint64            image)
{
  Popover *self = g_new0 (Popover, 1);

  self->page = page;
  self->item = item;
  self->image = image;
  return self;
}

static void
popover_data_free (gpointer  data,
                   GClosure *closure)
{
  g_free (data);
}

static void
edited (PackshotSyncPage *self,
        GAsyncResult     *result,
        const char       *done)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;

  if (self->session == NULL)
    return;
  if (!packshot_session_edit_finish (self->session, result, &error))
    {
      text = packshot_words_error (error);
      gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "(sb)", text, FALSE);
      return;
    }
  gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "(sb)", done, TRUE);
}

static void
moved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr(PackshotSyncPage) self = data;

  edited (self, result, _("Pictures moved to the other item"));
}

static void
item_chosen_cb (PackshotSyncChooser *chooser,
                gint64               item,
                gpointer             data)
{
  Popover *popover = data;

  packshot_session_move_gallery_async (popover->page->session, popover->item, item, NULL, moved_cb,
                                       g_object_ref (popover->page));
}

void
_packshot_sync_page_choose_item (PackshotSyncPage *self,
                                 const char       *key,
                                 gint64            account,
                                 gint64            item)
{
  GtkWidget *popover = packshot_sync_chooser_new (self->session, account, item);

  g_signal_connect_data (popover, "chosen", G_CALLBACK (item_chosen_cb),
                         popover_data_new (self, item, 0), popover_data_free, 0);
  place (self, popover, key);
}

/* --- Another caption -------------------------------------------------------------------------- */

static void
titled_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(PackshotSyncPage) self = data;

  edited (self, result, _("Caption changed"));
}

static void
caption_changed_cb (GtkEditable *entry,
                    gpointer     data)
{
  Popover *popover = data;
  glong n = g_utf8_strlen (gtk_editable_get_text (entry), -1);
  g_autofree char *count = g_strdup_printf (_("%d of %d characters"), (int)n, PACKSHOT_TITLE_MAX);

  gtk_label_set_label (popover->counter, count);
  gtk_widget_set_sensitive (popover->button, n <= PACKSHOT_TITLE_MAX);
}

static void
caption_done_cb (GtkWidget *widget,
                 gpointer   data)
{
  Popover *popover = data;

  if (!gtk_widget_get_sensitive (popover->button))
    return;
  packshot_session_set_title_async (popover->page->session, popover->item, &popover->image, 1,
                                    gtk_editable_get_text (popover->entry), NULL, titled_cb,
                                    g_object_ref (popover->page));
  gtk_popover_popdown (GTK_POPOVER (gtk_widget_get_ancestor (widget, GTK_TYPE_POPOVER)));
}

static GtkWidget *
caption_new (Popover    *popover,
             const char *title)
{
  GtkWidget *widget = gtk_popover_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *entry = gtk_entry_new ();
  GtkWidget *counter = gtk_label_new (NULL);
  GtkWidget *button = gtk_button_new_with_label (_("Change Caption"));

  popover->entry = GTK_EDITABLE (entry);
  popover->counter = GTK_LABEL (counter);
  popover->button = button;
  gtk_editable_set_width_chars (popover->entry, 36);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Caption"), -1);
  gtk_label_set_xalign (GTK_LABEL (counter), 0);
  gtk_widget_add_css_class (counter, "caption");
  gtk_widget_add_css_class (counter, "meta");
  gtk_widget_add_css_class (button, "suggested-action");
  gtk_box_append (GTK_BOX (box), entry);
  gtk_box_append (GTK_BOX (box), counter);
  gtk_box_append (GTK_BOX (box), button);
  gtk_popover_set_child (GTK_POPOVER (widget), box);
  g_signal_connect_data (entry, "changed", G_CALLBACK (caption_changed_cb), popover,
                         popover_data_free, 0);
  g_signal_connect (entry, "activate", G_CALLBACK (caption_done_cb), popover);
  g_signal_connect (button, "clicked", G_CALLBACK (caption_done_cb), popover);
  gtk_editable_set_text (popover->entry, title);
  caption_changed_cb (popover->entry, popover);
  return widget;
}

typedef struct
{
  PackshotSyncPage *page;       /* (owned) */
  char             *key;
  gint64            item;
  gint64            image;
} Request;

static Request *
request_new (PackshotSyncPage *page,
             const char       *key,
             gint64            item,
             gint64            image)
{
  Request *self = g_new0 (Request, 1);

  self->page = g_object_ref (page);
  self->key = g_strdup (key);
  self->item = item;
  self->image = image;
  return self;
}

static void
request_free (Request *self)
{
  g_object_unref (self->page);
  g_free (self->key);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Request, request_free)

static void
item_loaded_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      data)
{
  g_autoptr(Request) request = data;
  PackshotSyncPage *self = request->page;
  g_autoptr(GError) error = NULL;
  g_autoptr(PackshotItemView) view = NULL;
  const PackshotImageView *image;
  const char *title;

  view = packshot_session_load_item_finish (PACKSHOT_SESSION (source), result, &error);
  image = view != NULL ? packshot_item_view_lookup (view, request->image) : NULL;
  if (image == NULL || self->session == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  title = packshot_image_get_title (image->image);
  place (self, caption_new (popover_data_new (self, request->item, request->image),
                            title != NULL ? title : ""), request->key);
}

void
_packshot_sync_page_edit_caption (PackshotSyncPage *self,
                                  const char       *key,
                                  gint64            item,
                                  gint64            image)
{
  packshot_session_load_item_async (self->session, item, self->cancellable, item_loaded_cb,
                                    request_new (self, key, item, image));
}

/* --- Which change is taken back --------------------------------------------------------------- */

static void
discarded_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr(PackshotSyncPage) self = data;

  edited (self, result, _("Change discarded"));
}

typedef struct
{
  PackshotSyncPage *page;       /* borrowed: the popover is a part of it */
  gint64            item;
  gboolean          all;
  PackshotChange    change;
} Discard;

static void
discard_clicked_cb (GtkWidget *button,
                    gpointer   data)
{
  Discard *discard = data;

  packshot_session_discard_async (discard->page->session, discard->item,
                                  discard->all ? NULL : &discard->change, NULL, discarded_cb,
                                  g_object_ref (discard->page));
  gtk_popover_popdown (GTK_POPOVER (gtk_widget_get_ancestor (button, GTK_TYPE_POPOVER)));
}

static void
add_discard (GtkWidget            *box,
             PackshotSyncPage     *page,
             gint64                item,
             const PackshotChange *change,
             const char           *label)
{
  GtkWidget *button = gtk_button_new_with_label (label);
  Discard *discard = g_new0 (Discard, 1);

  discard->page = page;
  discard->item = item;
  discard->all = change == NULL;
  if (change != NULL)
    discard->change = *change;
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_halign (gtk_button_get_child (GTK_BUTTON (button)), GTK_ALIGN_START);
  gtk_widget_add_css_class (button, "sync-plain");
  g_signal_connect_data (button, "clicked", G_CALLBACK (discard_clicked_cb), discard,
                         popover_data_free, 0);
  gtk_box_append (GTK_BOX (box), button);
}

static GtkWidget *
discard_new (PackshotSyncPage       *self,
             const PackshotWorkPlan *plan)
{
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *heading = gtk_label_new (_("Which change is taken back?"));
  gint64 item = plan->item->item->id;

  gtk_widget_add_css_class (heading, "heading");
  gtk_label_set_xalign (GTK_LABEL (heading), 0);
  gtk_widget_set_margin_start (heading, 12);
  gtk_widget_set_margin_top (heading, 6);
  gtk_widget_set_margin_bottom (heading, 6);
  gtk_box_append (GTK_BOX (box), heading);
  for (guint i = 0; i < plan->changes->len; i++)
    {
      const PackshotChange *change = &g_array_index (plan->changes, PackshotChange, i);
      g_autofree char *label = packshot_sync_words_one_change (plan, change);

      if (change->kind != PACKSHOT_CHANGE_CHECK)
        add_discard (box, self, item, change, label);
    }
  add_discard (box, self, item, NULL, _("All of Them"));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), 360);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), box);
  gtk_popover_set_child (GTK_POPOVER (popover), scroller);
  return popover;
}

static void
plan_loaded_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      data)
{
  g_autoptr(Request) request = data;
  PackshotSyncPage *self = request->page;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) plans = NULL;
  const PackshotWorkPlan *plan;

  plans = packshot_session_load_plans_finish (PACKSHOT_SESSION (source), result, &error);
  if (plans == NULL || plans->len == 0 || self->session == NULL
      || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  plan = plans->pdata[0];
  if (plan->changes->len > 1)
    place (self, discard_new (self, plan), request->key);
  else
    packshot_session_discard_async (self->session, request->item, NULL, NULL, discarded_cb,
                                    g_object_ref (self));
}

/* One change is taken back at once; of several a person chooses. */
void
_packshot_sync_page_discard_one (PackshotSyncPage *self,
                                 const char       *key,
                                 gint64            item)
{
  packshot_session_load_plans_async (self->session, &item, 1, self->cancellable, plan_loaded_cb,
                                     request_new (self, key, item, 0));
}
