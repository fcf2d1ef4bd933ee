/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* What the main window can do, as actions "win.*" with their keys, and its banner.
 *
 * Keys that a text entry uses too (Ctrl+V, Ctrl+Z) are bound to the class, so that the entry gets
 * them first; keys that move around the window come before the lists that would take them.
 * Main thread. */

#include "config.h"

#include "packshot-window-private.h"

#include "packshot-compat.h"
#include "packshot-session-work.h"
#include "packshot-words.h"

#include <glib/gi18n.h>

/* --- Undo and redo -------------------------------------------------------------------------- */

static void
undone_finish (PackshotWindow *self,
               GAsyncResult   *result,
               const char *(*words)(const char *kind))
{
  g_autoptr(GError) error = NULL;
  g_autofree char *kind = NULL;
  g_autofree char *text = NULL;
  gint64 item = 0;

  if (self->session == NULL)
    return;
  kind = packshot_session_undo_finish (self->session, result, &item, &error);
  if (kind == NULL)
    {
      text = packshot_words_error (error);
      packshot_window_toast (self, text, FALSE);
      return;
    }
  if (self->undo_toast != NULL)
    adw_toast_dismiss (self->undo_toast);
  if (item != 0 && item != packshot_window_get_item (self)
      && g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "main") == 0)
    packshot_window_show_item (self, item);
  packshot_window_toast (self, words (kind), FALSE);
}

static void
undone_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(PackshotWindow) self = data;

  undone_finish (self, result, packshot_words_undone);
}

static void
redone_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(PackshotWindow) self = data;

  undone_finish (self, result, packshot_words_redone);
}

static void
undo_cb (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  packshot_session_undo_async (PACKSHOT_WINDOW (widget)->session, NULL, undone_cb,
                               g_object_ref (widget));
}

static void
redo_cb (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  packshot_session_redo_async (PACKSHOT_WINDOW (widget)->session, NULL, redone_cb,
                               g_object_ref (widget));
}

/* --- Sync ----------------------------------------------------------------------------------- */

static char *
dup_sync_words (const PackshotSyncResult *result)
{
  if (result->n_needs_you > 0)
    return g_strdup_printf (ngettext ("%u item was refused", "%u items were refused",
                                      result->n_needs_you), result->n_needs_you);
  if (result->n_conflicts > 0)
    return g_strdup_printf (ngettext ("%u item has a conflict", "%u items have conflicts",
                                      result->n_conflicts), result->n_conflicts);
  if (result->n_pending > 0)
    return g_strdup_printf (ngettext ("%u item still waits", "%u items still wait",
                                      result->n_pending), result->n_pending);
  return g_strdup (_("Checked. Nothing is left to send."));
}

static void
synced_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(PackshotWindow) self = data;
  g_autoptr(PackshotSyncResult) sum = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;

  sum = packshot_session_sync_finish (PACKSHOT_SESSION (object), result, &error);
  if (self->session == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  text = sum != NULL ? dup_sync_words (sum) : packshot_words_error (error);
  packshot_window_toast (self, text, FALSE);
}

/* A click is a wish of its own: while paused it runs once. */
static void
sync_cb (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  PackshotWindow *self = PACKSHOT_WINDOW (widget);

  if (packshot_session_get_offline (self->session))
    {
      packshot_window_toast (self, _("Working offline. Changes are kept here."), FALSE);
      return;
    }
  packshot_session_sync_async (self->session, NULL, 0, PACKSHOT_SYNC_WHILE_PAUSED,
                               self->cancellable, synced_cb, g_object_ref (self));
}

static void
resume_cb (GtkWidget  *widget,
           const char *name,
           GVariant   *parameter)
{
  packshot_session_resume (PACKSHOT_WINDOW (widget)->session);
}

/* --- Banner: refused, offline, paused ------------------------------------------------------- */

static const PackshotAccountView *
find_account (PackshotWindow *self,
              gint64          id)
{
  for (guint i = 0; self->accounts != NULL && i < self->accounts->len; i++)
    {
      const PackshotAccountView *account = self->accounts->pdata[i];

      if (account->account->id == id)
        return account;
    }
  return NULL;
}

/* A refusal of the open item, or of the whole account that it belongs to. */
static char *
dup_refusal (PackshotWindow *self,
             gint64         *account_id)
{
  PackshotItemView *view = packshot_gallery_pane_get_view (self->gallery);
  const PackshotAccountView *account;
  const PackshotImageView *image;
  g_autofree char *why = NULL;

  *account_id = 0;
  if (view == NULL)
    return NULL;
  account = find_account (self, view->account->id);
  if (account != NULL && account->problem != NULL && !g_str_equal (account->problem, "offline"))
    {
      why = packshot_words_problem_sentence (account->problem, NULL);
      *account_id = view->account->id;
      return g_strdup_printf ("%s: %s", view->account->name, why);
    }
  if (view->sync->problem == NULL)
    return NULL;
  why = packshot_words_problem_sentence (view->sync->problem, view->profile);
  image = packshot_item_view_lookup (view, view->sync->problem_image);
  if (image == NULL)
    return g_strdup_printf ("%s: %s", view->account->name, why);
  return g_strdup_printf (_("%s refused picture %u. %s"), view->account->name, image->position,
                          why);
}

/**
 * _packshot_window_update_banner:
 * @self: a window
 *
 * Says the most important of what is wrong with the open item, that there is no network, or that
 * sending is paused.
 */
void
_packshot_window_update_banner (PackshotWindow *self)
{
  g_autofree char *text = NULL;
  gint64 waiting = self->counts.by_filter[PACKSHOT_FILTER_WAITING];
  gint64 account = 0;

  if (self->panes == NULL)
    return;
  text = dup_refusal (self, &account);
  if (text != NULL && account != 0)
    packshot_banner_show (self->banner, text, _("Account…"), "win.show-account",
                          g_variant_new_int64 (account));
  else if (text != NULL)
    packshot_banner_show (self->banner, text, NULL, NULL, NULL);
  else if (!packshot_session_get_offline (self->session)
           && packshot_session_get_paused (self->session, NULL))
    packshot_banner_show (self->banner, _("Sending is paused."), _("Resume"), "win.resume", NULL);
  else if (!packshot_session_get_offline (self->session))
    packshot_banner_show (self->banner, NULL, NULL, NULL, NULL);
  else if (waiting == 0)
    packshot_banner_show (self->banner, _("Working offline."), NULL, NULL, NULL);
  else
    {
      text = g_strdup_printf (ngettext ("Working offline. %d changed item is kept here.",
                                        "Working offline. %d changed items are kept here.",
                                        (gulong)waiting), (int)waiting);
      packshot_banner_show (self->banner, text, _("Show Changes"), "win.view",
                            g_variant_new_string ("waiting"));
    }
}

/* --- Pages and panes ------------------------------------------------------------------------ */

static void
show_item_cb (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  packshot_window_show_item (PACKSHOT_WINDOW (widget), g_variant_get_int64 (parameter));
}

static void
show_conflicts_cb (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  packshot_window_set_view (PACKSHOT_WINDOW (widget), "conflicts");
}

static void
find_cb (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  PackshotWindow *self = PACKSHOT_WINDOW (widget);

  if (packshot_panes_get_visible (self->panes, PACKSHOT_PANE_PAGE))
    packshot_window_set_view (self, "all");
  while (!packshot_panes_get_visible (self->panes, PACKSHOT_PANE_ITEMS))
    if (!packshot_panes_back (self->panes))
      return;
  packshot_item_list_focus_search (self->items);
}

static void
back_cb (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  packshot_panes_back (PACKSHOT_WINDOW (widget)->panes);
}

/* What the gallery and its selection did not take: a folded pane closes, then the search is
 * cleared. */
static void
escape_cb (GtkWidget  *widget,
           const char *name,
           GVariant   *parameter)
{
  PackshotWindow *self = PACKSHOT_WINDOW (widget);

  if (!packshot_panes_back (self->panes))
    packshot_item_list_clear_search (self->items);
}

static void
next_pane_cb (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  packshot_panes_focus_next (PACKSHOT_WINDOW (widget)->panes, g_str_equal (name, "win.prev-pane"));
}

static void
step_cb (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  packshot_item_list_step (PACKSHOT_WINDOW (widget)->items,
                           g_str_equal (name, "win.next-item") ? 1 : -1);
}

static void
menu_cb (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  PackshotWindow *self = PACKSHOT_WINDOW (widget);

  packshot_panes_set_open (self->panes, PACKSHOT_PANE_SIDEBAR, TRUE);
  packshot_sidebar_open_menu (self->sidebar);
}

/* --- Forwarded and foreign ------------------------------------------------------------------ */

static gboolean
gallery_is_shown (PackshotWindow *self)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "main") == 0
         && packshot_panes_get_visible (self->panes, PACKSHOT_PANE_GALLERY);
}

static void
gallery_cb (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  PackshotWindow *self = PACKSHOT_WINDOW (widget);

  if (gallery_is_shown (self))
    gtk_widget_activate_action (GTK_WIDGET (self->gallery),
                                g_str_equal (name, "win.add") ? "gallery.add" : "gallery.paste",
                                NULL);
}

static void
toast_cb (GtkWidget  *widget,
          const char *name,
          GVariant   *parameter)
{
  const char *text;
  gboolean undo;

  g_variant_get (parameter, "(&sb)", &text, &undo);
  packshot_window_toast (PACKSHOT_WINDOW (widget), text, undo);
}

static void
about_cb (GtkWidget  *widget,
          const char *name,
          GVariant   *parameter)
{
  packshot_compat_show_about (GTK_WINDOW (widget));
}

static void
close_cb (GtkWidget  *widget,
          const char *name,
          GVariant   *parameter)
{
  gtk_window_close (GTK_WINDOW (widget));
}

/* --- Keys ----------------------------------------------------------------------------------- */

typedef struct
{
  guint           key;
  GdkModifierType modifiers;
  const char     *action;
  const char     *target;
} Key;

/* Entries come first. */
static const Key late_keys[] = {
  { GDK_KEY_f, GDK_CONTROL_MASK, "win.find", NULL },
  { GDK_KEY_o, GDK_CONTROL_MASK, "win.add", NULL },
  { GDK_KEY_v, GDK_CONTROL_MASK, "win.paste", NULL },
  { GDK_KEY_z, GDK_CONTROL_MASK, "win.undo", NULL },
  { GDK_KEY_z, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "win.redo", NULL },
  { GDK_KEY_y, GDK_CONTROL_MASK, "win.redo", NULL },
  { GDK_KEY_w, GDK_CONTROL_MASK, "win.close", NULL },
  { GDK_KEY_Escape, 0, "win.escape", NULL },
};

/* These come before the widget that has the focus. */
static const Key early_keys[] = {
  { GDK_KEY_r, GDK_CONTROL_MASK, "win.sync", NULL },
  { GDK_KEY_F5, 0, "win.sync", NULL },
  { GDK_KEY_F6, 0, "win.next-pane", NULL },
  { GDK_KEY_F6, GDK_SHIFT_MASK, "win.prev-pane", NULL },
  { GDK_KEY_F9, 0, "win.toggle-sidebar", NULL },
  { GDK_KEY_F10, 0, "win.menu", NULL },
  { GDK_KEY_Return, GDK_ALT_MASK, "win.toggle-details", NULL },
  { GDK_KEY_Page_Down, GDK_CONTROL_MASK, "win.next-item", NULL },
  { GDK_KEY_Page_Up, GDK_CONTROL_MASK, "win.previous-item", NULL },
  { GDK_KEY_1, GDK_ALT_MASK, "win.view", "all" },
  { GDK_KEY_2, GDK_ALT_MASK, "win.view", "attention" },
  { GDK_KEY_3, GDK_ALT_MASK, "win.view", "waiting" },
  { GDK_KEY_4, GDK_ALT_MASK, "win.view", "conflicts" },
  { GDK_KEY_5, GDK_ALT_MASK, "win.view", "trash" },
};

/* --- Installing ----------------------------------------------------------------------------- */

static const struct
{
  const char                 *name;
  const char                 *parameter;
  GtkWidgetActionActivateFunc activate;
} actions[] = {
  { "win.undo", NULL, undo_cb },
  { "win.redo", NULL, redo_cb },
  { "win.sync", NULL, sync_cb },
  { "win.resume", NULL, resume_cb },
  { "win.toast", "(sb)", toast_cb },
  { "win.show-item", "x", show_item_cb },
  { "win.show-conflicts", NULL, show_conflicts_cb },
  { "win.find", NULL, find_cb },
  { "win.back", NULL, back_cb },
  { "win.escape", NULL, escape_cb },
  { "win.next-pane", NULL, next_pane_cb },
  { "win.prev-pane", NULL, next_pane_cb },
  { "win.next-item", NULL, step_cb },
  { "win.previous-item", NULL, step_cb },
  { "win.menu", NULL, menu_cb },
  { "win.add", NULL, gallery_cb },
  { "win.paste", NULL, gallery_cb },
};

static const struct
{
  const char *name;
  const char *property;
} states[] = {
  { "win.view", "view" },
  { "win.offline", "offline" },
  { "win.toggle-sidebar", "sidebar-visible" },
  { "win.toggle-details", "details-visible" },
};

/* What has to do with the panes is enabled while they are to be seen. */
static gboolean
is_of_panes (const char *name)
{
  return !g_str_equal (name, "win.toast") && !g_str_has_prefix (name, "win.show-");
}

/**
 * _packshot_window_update_actions:
 * @self: a window
 *
 * Enables what can be done now.
 */
void
_packshot_window_update_actions (PackshotWindow *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean started = self->session != NULL;
  const char *page = gtk_stack_get_visible_child_name (self->stack);
  gboolean panes = started && g_strcmp0 (page, "main") == 0;
  gboolean edits = panes || (started && (g_strcmp0 (page, "sync") == 0
                                         || g_strcmp0 (page, "conflicts") == 0));

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_action_set_enabled (widget, actions[i].name,
                                   is_of_panes (actions[i].name) ? panes : started);
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    gtk_widget_action_set_enabled (widget, states[i].name, panes);
  gtk_widget_action_set_enabled (widget, "win.undo",
                                 edits && packshot_session_get_can_undo (self->session));
  gtk_widget_action_set_enabled (widget, "win.redo",
                                 edits && packshot_session_get_can_redo (self->session));
}

/**
 * _packshot_window_actions_init:
 * @self: a window
 *
 * What can be done follows from what is shown; nothing until the window is started.
 */
void
_packshot_window_actions_init (PackshotWindow *self)
{
  g_signal_connect_object (self->stack, "notify::visible-child",
                           G_CALLBACK (_packshot_window_update_actions), self, G_CONNECT_SWAPPED);
  _packshot_window_update_actions (self);
}

/**
 * _packshot_window_actions_start:
 * @self: a window
 *
 * Binds the keys that come before the focused widget.
 */
void
_packshot_window_actions_start (PackshotWindow *self)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();

  for (guint i = 0; i < G_N_ELEMENTS (early_keys); i++)
    {
      const Key *key = &early_keys[i];
      GtkShortcut *shortcut;

      shortcut = gtk_shortcut_new (gtk_keyval_trigger_new (key->key, key->modifiers),
                                   gtk_named_action_new (key->action));
      if (key->target != NULL)
        gtk_shortcut_set_arguments (shortcut, g_variant_new_string (key->target));
      gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller), shortcut);
    }
  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  gtk_widget_add_controller (GTK_WIDGET (self), controller);
  _packshot_window_update_actions (self);
}

/**
 * _packshot_window_actions_class_init:
 * @widget_class: the window's class
 *
 * Installs the actions, and the keys that come after the focused widget.
 */
void
_packshot_window_actions_class_init (GtkWidgetClass *widget_class)
{
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i].name, actions[i].parameter,
                                     actions[i].activate);
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    gtk_widget_class_install_property_action (widget_class, states[i].name, states[i].property);
  gtk_widget_class_install_action (widget_class, "win.about", NULL, about_cb);
  gtk_widget_class_install_action (widget_class, "win.close", NULL, close_cb);
  for (guint i = 0; i < G_N_ELEMENTS (late_keys); i++)
    gtk_widget_class_add_binding_action (widget_class, late_keys[i].key, late_keys[i].modifiers,
                                         late_keys[i].action, NULL);
}
