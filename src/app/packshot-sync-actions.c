/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* What the Sync page can do, as actions "sync.*" with their keys. Actions of a row have its key;
 * what the row is about is looked up in what was read last. Every edit answers with a toast that
 * undoes it; sending can't be undone, so its plan stands on the page before. Main thread. */

#include "config.h"

#include "packshot-sync-page-private.h"

#include <glib/gi18n.h>

#include "packshot-account-words.h"
#include "packshot-compat.h"
#include "packshot-sync-rows.h"
#include "packshot-sync-words.h"

#define HOUR (G_GINT64_CONSTANT (3600) * G_USEC_PER_SEC)

/* --- What a row is about ---------------------------------------------------------------------- */

static const PackshotWorkGroup *
find_group (PackshotSyncPage *self,
            const char       *key)
{
  const PackshotWorkCause *cause = NULL;
  const PackshotWorkLater *later = NULL;

  if (self->work == NULL)
    return NULL;
  cause = packshot_sync_find_cause (self->work, key);
  if (cause != NULL)
    return &cause->group;
  later = packshot_sync_find_later (self->work, key);
  return later != NULL ? &later->group : NULL;
}

/* (transfer full): ids of the items that a row is about */
static GArray *
dup_items (PackshotSyncPage *self,
           const char       *key)
{
  const PackshotWorkGroup *group = find_group (self, key);
  PackshotSyncRow *row = packshot_sync_list_find (_packshot_sync_page_get_list (self), key);
  GArray *items = g_array_new (FALSE, FALSE, sizeof (gint64));

  if (group != NULL)
    g_array_append_vals (items, group->items->data, group->items->len);
  else if (row != NULL && row->item != 0)
    g_array_append_val (items, row->item);
  return items;
}

static void
toast (PackshotSyncPage *self,
       const char       *text,
       gboolean          undo)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "(sb)", text, undo);
}

static void
toast_error (PackshotSyncPage *self,
             const GError     *error)
{
  g_autofree char *text = NULL;

  if (self->session == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  text = packshot_words_error (error);
  toast (self, text, FALSE);
}

static GtkWindow *
page_window (PackshotSyncPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  return GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL;
}

/* --- Sending ---------------------------------------------------------------------------------- */

/* What a run left over stands on the page, so only its failure is told. */
static void
sent_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr(PackshotSyncPage) self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(PackshotSyncResult) ran = NULL;

  ran = packshot_session_send_finish (PACKSHOT_SESSION (source), result, &error);
  if (ran == NULL)
    toast_error (self, error);
}

static void
send (PackshotSyncPage *self,
      GArray           *items,
      PackshotSendFlags flags)
{
  if (items != NULL && items->len == 0)
    return;
  packshot_session_send_async (self->session,
                               items != NULL ? (const gint64 *)(gpointer)items->data : NULL,
                               items != NULL ? items->len : 0, flags, NULL, sent_cb,
                               g_object_ref (self));
}

static void
send_all_cb (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  send (PACKSHOT_SYNC_PAGE (widget), NULL, PACKSHOT_SEND_NONE);
}

static void
send_cb (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  PackshotSyncPage *self = PACKSHOT_SYNC_PAGE (widget);
  g_autoptr(GArray) items = dup_items (self, g_variant_get_string (parameter, NULL));

  send (self, items, PACKSHOT_SEND_NONE);
}

static void
synced_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(PackshotSyncPage) self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(PackshotSyncResult) ran = NULL;

  ran = packshot_session_sync_finish (PACKSHOT_SESSION (source), result, &error);
  if (ran == NULL)
    toast_error (self, error);
}

/* While paused it runs once, and stays paused. */
static void
now_cb (GtkWidget  *widget,
        const char *name,
        GVariant   *parameter)
{
  PackshotSyncPage *self = PACKSHOT_SYNC_PAGE (widget);

  packshot_session_sync_async (self->session, NULL, 0, PACKSHOT_SYNC_WHILE_PAUSED, NULL, synced_cb,
                               g_object_ref (self));
}

static void
stop_cb (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  PackshotSyncPage *self = PACKSHOT_SYNC_PAGE (widget);
  g_autoptr(GArray) items = dup_items (self, g_variant_get_string (parameter, NULL));

  if (items->len > 0)
    packshot_session_stop_item (self->session, g_array_index (items, gint64, 0));
}

/* A whole account without items is tried by looking at everything. */
static void
retry_cb (GtkWidget  *widget,
          const char *name,
          GVariant   *parameter)
{
  PackshotSyncPage *self = PACKSHOT_SYNC_PAGE (widget);
  g_autoptr(GArray) items = dup_items (self, g_variant_get_string (parameter, NULL));

  if (items->len > 0)
    send (self, items, PACKSHOT_SEND_NONE);
  else
    now_cb (widget, name, NULL);
}

static void
retry_all (PackshotSyncPage *self)
{
  g_autoptr(GArray) items = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < self->work->needs_you->len; i++)
    {
      const PackshotWorkCause *cause = self->work->needs_you->pdata[i];

      g_array_append_vals (items, cause->group.items->data, cause->group.items->len);
    }
  if (items->len > 0)
    send (self, items, PACKSHOT_SEND_NONE);
  else
    now_cb (GTK_WIDGET (self), NULL, NULL);
}

/* --- Pausing ---------------------------------------------------------------------------------- */

static void
pause_cb (GtkWidget  *widget,
          const char *name,
          GVariant   *parameter)
{
  PackshotSyncPage *self = PACKSHOT_SYNC_PAGE (widget);
  gint64 until = g_str_equal (name, "sync.pause-hour") ? g_get_real_time () + HOUR
    : g_str_equal (name, "sync.pause-tomorrow") ? packshot_session_get_tomorrow (self->session) : 0;

  packshot_session_pause (self->session, until);
}

static void
resume_cb (GtkWidget  *widget,
           const char *name,
           GVariant   *parameter)
{
  packshot_session_resume (PACKSHOT_SYNC_PAGE (widget)->session);
}

static void
toggle_pause_cb (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  PackshotSyncPage *self = PACKSHOT_SYNC_PAGE (widget);

  if (packshot_session_get_paused (self->session, NULL))
    packshot_session_resume (self->session);
  else
    packshot_session_pause (self->session, 0);
}

/* --- Discarding and saving -------------------------------------------------------------------- */

static void
discarded_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr(PackshotSyncPage) self = data;
  g_autoptr(GError) error = NULL;

  if (!packshot_session_edit_finish (PACKSHOT_SESSION (source), result, &error))
    toast_error (self, error);
  else if (self->session != NULL)
    toast (self, _("Changes discarded"), TRUE);
}

static void
discard_cb (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  PackshotSyncPage *self = PACKSHOT_SYNC_PAGE (widget);
  const char *key = g_variant_get_string (parameter, NULL);
  g_autoptr(GArray) items = dup_items (self, key);

  if (items->len == 1)
    _packshot_sync_page_discard_one (self, key, g_array_index (items, gint64, 0));
  else if (items->len > 1)
    packshot_session_discard_items_async (self->session, (const gint64 *)(gpointer)items->data,
                                          items->len, NULL, discarded_cb, g_object_ref (self));
}

typedef struct
{
  PackshotSyncPage *page;       /* (owned) */
  GArray           *items;      /* (owned): gint64 */
  gint64            image;
} Chosen;

static void
chosen_free (Chosen *self)
{
  g_object_unref (self->page);
  g_array_unref (self->items);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Chosen, chosen_free)

static Chosen *
chosen_new (PackshotSyncPage *page,
            GArray           *items,
            gint64 image)
{
  Chosen *self = g_new0 (Chosen, 1);

  self->page = g_object_ref (page);
  self->items = g_array_ref (items);
  self->image = image;
  return self;
}

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr(PackshotSyncPage) self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) files = NULL;
  g_autofree char *text = NULL;

  files = packshot_session_save_pictures_finish (PACKSHOT_SESSION (source), result, &error);
  if (files == NULL)
    {
      toast_error (self, error);
      return;
    }
  if (self->session == NULL)
    return;
  text = g_strdup_printf (ngettext ("%u picture saved", "%u pictures saved", files->len),
                          files->len);
  toast (self, text, FALSE);
}

static void
folder_chosen_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      data)
{
  g_autoptr(Chosen) chosen = data;
  PackshotSyncPage *self = chosen->page;
  g_autoptr(GFile) folder = packshot_compat_choose_folder_finish (result, NULL);
  g_autofree char *path = folder != NULL ? g_file_get_path (folder) : NULL;

  if (path == NULL || self->session == NULL)
    return;
  packshot_session_save_pictures_async (self->session,
                                        (const gint64 *)(gpointer)chosen->items->data,
                                        chosen->items->len, 0, path, NULL, saved_cb,
                                        g_object_ref (self));
}

static void
save_cb (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  PackshotSyncPage *self = PACKSHOT_SYNC_PAGE (widget);
  g_autoptr(GArray) items = dup_items (self, g_variant_get_string (parameter, NULL));

  if (items->len > 0)
    packshot_compat_choose_folder (page_window (self), _("Save Pictures"), folder_chosen_cb,
                                   chosen_new (self, items, 0));
}

/* --- Fixing ----------------------------------------------------------------------------------- */

static void
copy (PackshotSyncPage *self,
      const char       *text,
      const char       *said)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
  toast (self, said, FALSE);
}

/* What the page says, then what the server said, as it said it. */
static void
copy_cb (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  PackshotSyncPage *self = PACKSHOT_SYNC_PAGE (widget);
  const char *key = g_variant_get_string (parameter, NULL);
  const PackshotWorkGroup *group = find_group (self, key);
  PackshotSyncRow *row = packshot_sync_list_find (_packshot_sync_page_get_list (self), key);
  g_autofree char *text = NULL;

  if (group == NULL || row == NULL)
    return;
  text = g_strdup_printf ("%s\n%s\n%s%s", row->texts.title, row->texts.subtitle,
                          group->text != NULL ? group->text : "",
                          group->text != NULL ? "\n" : "");
  copy (self, text, _("Details copied"));
}

static void
replaced_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr(PackshotSyncPage) self = data;
  g_autoptr(GError) error = NULL;

  if (!packshot_session_edit_finish (PACKSHOT_SESSION (source), result, &error))
    toast_error (self, error);
  else if (self->session != NULL)
    toast (self, _("Picture replaced"), TRUE);
}

static void
file_chosen_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      data)
{
  g_autoptr(Chosen) chosen = data;
  PackshotSyncPage *self = chosen->page;
  g_autoptr(GPtrArray) files = packshot_compat_choose_files_finish (result, NULL);
  g_autofree char *path = NULL;

  if (files == NULL || files->len == 0 || self->session == NULL)
    return;
  path = g_file_get_path (files->pdata[0]);
  if (path != NULL)
    packshot_session_replace_image_async (self->session,
                                          g_array_index (chosen->items, gint64, 0), chosen->image,
                                          path, NULL, replaced_cb, g_object_ref (self));
}

/* One item is opened; several stand together in the list that they wait in. */
static void
show_items (PackshotSyncPage *self,
            GArray           *items,
            const char       *view)
{
  if (items->len == 0)
    return;
  if (items->len > 1)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.show-items", "(sx)", view,
                                g_array_index (items, gint64, 0));
  else
    gtk_widget_activate_action (GTK_WIDGET (self), "win.show-item", "x",
                                g_array_index (items, gint64, 0));
}

static void
show_cb (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  PackshotSyncPage *self = PACKSHOT_SYNC_PAGE (widget);
  const char *key = g_variant_get_string (parameter, NULL);
  g_autoptr(GArray) items = dup_items (self, key);

  show_items (self, items, packshot_sync_find_cause (self->work, key) != NULL ? "attention"
                                                                              : "waiting");
}

static void
fix_cause (PackshotSyncPage        *self,
           const PackshotWorkCause *cause,
           const char              *key)
{
  const PackshotAccount *account = cause->group.account;
  GArray *items = cause->group.items;
  gint64 item = items->len > 0 ? g_array_index (items, gint64, 0) : 0;
  g_autofree char *text = NULL;

  switch (cause->fix)
    {
    case PACKSHOT_FIX_NEW_KEY:
    case PACKSHOT_FIX_OPEN_ACCOUNT:
      if (account != NULL)
        gtk_widget_activate_action (GTK_WIDGET (self), "win.show-account", "x", account->id);
      break;
    case PACKSHOT_FIX_COPY_REQUEST:
      if (account == NULL)
        break;
      text = packshot_account_words_request (account);
      copy (self, text, _("Request copied"));
      break;
    case PACKSHOT_FIX_CHOOSE_ITEM:
      if (item != 0 && account != NULL)
        _packshot_sync_page_choose_item (self, key, account->id, item);
      break;
    case PACKSHOT_FIX_REPLACE:
      if (item != 0 && cause->image != 0)
        packshot_compat_choose_files (page_window (self), _("Replace Picture"), FALSE,
                                      file_chosen_cb, chosen_new (self, items, cause->image));
      break;
    case PACKSHOT_FIX_EDIT_CAPTION:
      if (item != 0 && cause->image != 0)
        _packshot_sync_page_edit_caption (self, key, item, cause->image);
      break;
    case PACKSHOT_FIX_SHOW_ITEMS:
      show_items (self, items, "attention");
      break;
    case PACKSHOT_FIX_FREE_SPACE:
    case PACKSHOT_FIX_TRY_AGAIN:
    default:
      gtk_widget_activate_action (GTK_WIDGET (self), "sync.retry", "s", key);
    }
}

static void
fix_later (PackshotSyncPage        *self,
           const PackshotWorkLater *later)
{
  if (later->kind == PACKSHOT_LATER_PAUSED)
    packshot_session_resume (self->session);
  else if (later->kind == PACKSHOT_LATER_HELD)
    send (self, later->group.items, PACKSHOT_SEND_ANYWAY);
  else if (later->group.items->len > 0)
    send (self, later->group.items, PACKSHOT_SEND_NONE);
  else
    now_cb (GTK_WIDGET (self), NULL, NULL);
}

static void
fix_cb (GtkWidget  *widget,
        const char *name,
        GVariant   *parameter)
{
  PackshotSyncPage *self = PACKSHOT_SYNC_PAGE (widget);
  const char *key = g_variant_get_string (parameter, NULL);
  const PackshotWorkCause *cause = packshot_sync_find_cause (self->work, key);
  const PackshotWorkLater *later = packshot_sync_find_later (self->work, key);

  if (g_str_equal (key, PACKSHOT_SYNC_KEY_CONFLICTS))
    gtk_widget_activate_action (widget, "win.show-conflicts", NULL);
  else if (g_str_equal (key, PACKSHOT_SYNC_KEY_REVIEW))
    packshot_sync_page_open (self, PACKSHOT_SYNC_VIEW_TO_SEND);
  else if (cause != NULL)
    fix_cause (self, cause, key);
  else if (later != NULL)
    fix_later (self, later);
}

static void
head_cb (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  PackshotSyncPage *self = PACKSHOT_SYNC_PAGE (widget);
  const char *key = g_variant_get_string (parameter, NULL);

  if (g_str_equal (key, PACKSHOT_SYNC_KEY_NEEDS_YOU))
    retry_all (self);
  else if (g_str_equal (key, PACKSHOT_SYNC_KEY_DONE))
    packshot_sync_page_open (self, PACKSHOT_SYNC_VIEW_LOG);
}

/* --- Going around ----------------------------------------------------------------------------- */

static void
view_cb (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  PackshotSyncView view;

  if (packshot_sync_view_from_string (g_variant_get_string (parameter, NULL), &view))
    packshot_sync_page_open (PACKSHOT_SYNC_PAGE (widget), view);
}

static void
find_cb (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  PackshotSyncPage *self = PACKSHOT_SYNC_PAGE (widget);

  packshot_sync_page_open (self, PACKSHOT_SYNC_VIEW_LOG);
  packshot_sync_log_focus_search (PACKSHOT_SYNC_LOG (self->views[PACKSHOT_SYNC_VIEW_LOG]));
}

/* There are two panes: from one to the other, either way round. */
static void
next_pane_cb (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  PackshotSyncPage *self = PACKSHOT_SYNC_PAGE (widget);

  if (gtk_widget_get_focus_child (self->content) == NULL)
    gtk_widget_child_focus (GTK_WIDGET (self->stack), GTK_DIR_TAB_FORWARD);
  else
    packshot_sync_side_focus (self->side);
}

static void
close_cb (GtkWidget  *widget,
          const char *name,
          GVariant   *parameter)
{
  _packshot_sync_page_close (PACKSHOT_SYNC_PAGE (widget));
}

static void
back_cb (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  _packshot_sync_page_back (PACKSHOT_SYNC_PAGE (widget));
}

/* --- Installing ------------------------------------------------------------------------------- */

static const struct
{
  const char                 *name;
  const char                 *parameter;
  GtkWidgetActionActivateFunc activate;
} actions[] = {
  { "sync.send-all", NULL, send_all_cb },
  { "sync.send", "s", send_cb },
  { "sync.now", NULL, now_cb },
  { "sync.stop", "s", stop_cb },
  { "sync.retry", "s", retry_cb },
  { "sync.pause", NULL, pause_cb },
  { "sync.pause-hour", NULL, pause_cb },
  { "sync.pause-tomorrow", NULL, pause_cb },
  { "sync.resume", NULL, resume_cb },
  { "sync.toggle-pause", NULL, toggle_pause_cb },
  { "sync.discard", "s", discard_cb },
  { "sync.save", "s", save_cb },
  { "sync.copy", "s", copy_cb },
  { "sync.show", "s", show_cb },
  { "sync.fix", "s", fix_cb },
  { "sync.head", "s", head_cb },
  { "sync.view", "s", view_cb },
  { "sync.find", NULL, find_cb },
  { "sync.next-pane", NULL, next_pane_cb },
  { "sync.close", NULL, close_cb },
  { "sync.back", NULL, back_cb },
};

static const struct
{
  guint           key;
  GdkModifierType modifiers;
  const char     *action;
} keys[] = {
  { GDK_KEY_Return, GDK_CONTROL_MASK, "sync.send-all" },
  { GDK_KEY_KP_Enter, GDK_CONTROL_MASK, "sync.send-all" },
  { GDK_KEY_r, GDK_CONTROL_MASK, "sync.now" },
  { GDK_KEY_F5, 0, "sync.now" },
  { GDK_KEY_p, GDK_CONTROL_MASK, "sync.toggle-pause" },
  { GDK_KEY_f, GDK_CONTROL_MASK, "sync.find" },
  { GDK_KEY_F6, 0, "sync.next-pane" },
  { GDK_KEY_F6, GDK_SHIFT_MASK, "sync.next-pane" },
  { GDK_KEY_Left, GDK_ALT_MASK, "sync.back" },
  { GDK_KEY_Escape, 0, "sync.back" },
};

/**
 * _packshot_sync_page_update_actions:
 * @self: a page
 *
 * Enables what can be done now.
 */
void
_packshot_sync_page_update_actions (PackshotSyncPage *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean offline = packshot_session_get_offline (self->session);
  gboolean syncing = packshot_session_get_syncing (self->session);
  gboolean waits = self->work != NULL && self->work->n_to_send > 0;

  gtk_widget_action_set_enabled (widget, "sync.send-all", !offline && !syncing && waits);
  gtk_widget_action_set_enabled (widget, "sync.send", !offline);
  gtk_widget_action_set_enabled (widget, "sync.now", !offline && !syncing);
  gtk_widget_action_set_enabled (widget, "sync.retry", !offline);
}

/**
 * _packshot_sync_page_actions_class_init:
 * @widget_class: the page's class
 *
 * Installs the actions and their keys.
 */
void
_packshot_sync_page_actions_class_init (GtkWidgetClass *widget_class)
{
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i].name, actions[i].parameter,
                                     actions[i].activate);
  gtk_widget_class_install_property_action (widget_class, "sync.hold-on-metered",
                                            "hold-on-metered");
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_widget_class_add_binding_action (widget_class, keys[i].key, keys[i].modifiers,
                                         keys[i].action, NULL);
  for (guint i = 0; i < PACKSHOT_N_SYNC_VIEWS; i++)
    gtk_widget_class_add_binding_action (widget_class, GDK_KEY_1 + i, GDK_ALT_MASK, "sync.view",
                                         "s", packshot_sync_view_to_string (i));
}
