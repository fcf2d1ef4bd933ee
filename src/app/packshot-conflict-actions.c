/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* What the page of conflicts can do: "conflicts.*", its keys, and the buttons that decide. What a
 * button decides is the scope: the conflict that is shown, those that are selected, all of its
 * kind, all. After it the next one that is left is shown. Main thread. */

#include "config.h"

#include "packshot-conflict-page-private.h"

#include "packshot-conflict-layout.h"
#include "packshot-words.h"

#include <glib/gi18n.h>

static const struct
{
  const char  *action;
  PackshotKeep keep;
} keeps[PACKSHOT_N_KEEPS] = {
  { "conflicts.keep-mine", PACKSHOT_KEEP_MINE },
  { "conflicts.keep-both", PACKSHOT_KEEP_BOTH },
  { "conflicts.keep-server", PACKSHOT_KEEP_SERVER },
};

/* --- The scope --- */

/* element-type PackshotConflictView, (transfer container) */
static GPtrArray *
scope_dup (PackshotConflictPage *self,
           PackshotScope         scope)
{
  PackshotConflictView *current = packshot_conflict_list_get_current (self->list);
  GPtrArray *views;

  if (scope == PACKSHOT_SCOPE_SELECTED)
    return packshot_conflict_list_dup_selected (self->list);
  if (scope == PACKSHOT_SCOPE_THIS)
    {
      views = g_ptr_array_new ();
      if (current != NULL)
        g_ptr_array_add (views, current);
      return views;
    }
  views = packshot_conflict_list_dup_all (self->list);
  for (guint i = views->len; scope == PACKSHOT_SCOPE_KIND && current != NULL && i > 0; i--)
    if (((PackshotConflictView *)views->pdata[i - 1])->row.kind != current->row.kind)
      g_ptr_array_remove_index (views, i - 1);
  return views;
}

static char *
scope_dup_words (PackshotScope scope,
                 guint         n)
{
  if (scope == PACKSHOT_SCOPE_THIS)
    return g_strdup (_("For this conflict"));
  if (scope == PACKSHOT_SCOPE_SELECTED)
    return g_strdup_printf (_("For %u selected"), n);
  if (scope == PACKSHOT_SCOPE_KIND)
    return g_strdup_printf (_("For all %u of this kind"), n);
  return g_strdup_printf (_("For all %u"), n);
}

/* (nullable): why both can't be kept of all of them */
static char *
scope_dup_both (GPtrArray *views)
{
  for (guint i = 0; i < views->len; i++)
    {
      char *reason = packshot_conflict_words_both (views->pdata[i]);

      if (reason != NULL)
        return reason;
    }
  return NULL;
}

static void
update_scope_menu (PackshotConflictPage *self)
{
  g_autoptr(GMenu) menu = g_menu_new ();
  guint last = 0;

  for (guint i = 0; i < PACKSHOT_N_SCOPES; i++)
    {
      g_autoptr(GPtrArray) views = scope_dup (self, i);
      g_autofree char *words = scope_dup_words (i, views->len);
      g_autoptr(GMenuItem) item = g_menu_item_new (words, NULL);

      if (i != PACKSHOT_SCOPE_THIS && views->len <= last)
        continue;
      last = i == PACKSHOT_SCOPE_SELECTED ? 1 : views->len;
      g_menu_item_set_action_and_target (item, "conflicts.scope", "i", (int)i);
      g_menu_append_item (menu, item);
    }
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (self->buttons.scope), G_MENU_MODEL (menu));
  gtk_widget_set_sensitive (self->buttons.scope,
                            g_menu_model_get_n_items (G_MENU_MODEL (menu)) > 1);
}

void
_packshot_conflict_page_update_buttons (PackshotConflictPage *self)
{
  g_autoptr(GPtrArray) views = scope_dup (self, self->state.scope);
  g_autofree char *words = scope_dup_words (self->state.scope, views->len);
  g_autofree char *reason = scope_dup_both (views);

  update_scope_menu (self);
  gtk_label_set_label (GTK_LABEL (self->buttons.scope_label), words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->buttons.scope),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  for (guint i = 0; i < PACKSHOT_N_KEEPS; i++)
    {
      g_autofree char *label = packshot_conflict_words_keep (keeps[i].keep, views->len);
      gboolean off = keeps[i].keep == PACKSHOT_KEEP_BOTH && reason != NULL;
      const char *hints[] = { _("Keep Mine (M)"), _("Keep the Server’s (S)"), _("Keep Both (B)") };
      GtkWidget *button = self->buttons.keep[i];

      gtk_button_set_label (GTK_BUTTON (button), label);
      gtk_widget_set_tooltip_text (button, off ? reason : hints[keeps[i].keep]);
      if (off)
        gtk_widget_add_css_class (button, "unavailable");
      else
        gtk_widget_remove_css_class (button, "unavailable");
      gtk_accessible_update_state (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_STATE_DISABLED,
                                   off, -1);
      gtk_accessible_update_property (GTK_ACCESSIBLE (button),
                                      GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, off ? reason : "", -1);
    }
}

static GtkWidget *
scope_button_new (PackshotConflictPage *self)
{
  GtkWidget *button = gtk_menu_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("pan-down-symbolic"));
  gtk_widget_set_hexpand (box, TRUE);
  gtk_menu_button_set_child (GTK_MENU_BUTTON (button), box);
  /* The button centers its child. */
  gtk_widget_set_halign (gtk_widget_get_parent (box), GTK_ALIGN_FILL);
  gtk_widget_set_tooltip_text (button, _("What the Buttons Decide"));
  gtk_widget_add_css_class (button, "keep");
  self->buttons.scope_label = label;
  return button;
}

void
_packshot_conflict_page_add_buttons (PackshotConflictPage *self)
{
  GtkWidget *row = packshot_conflict_columns_new (12);

  self->buttons.scope = scope_button_new (self);
  packshot_conflict_columns_append (PACKSHOT_CONFLICT_COLUMNS (row), self->buttons.scope);
  for (guint i = 0; i < PACKSHOT_N_KEEPS; i++)
    {
      GtkWidget *button = gtk_button_new_with_label ("");
      GtkWidget *label = gtk_button_get_child (GTK_BUTTON (button));

      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
      gtk_widget_add_css_class (button, "keep");
      gtk_actionable_set_action_name (GTK_ACTIONABLE (button), keeps[i].action);
      packshot_conflict_columns_append (PACKSHOT_CONFLICT_COLUMNS (row), button);
      self->buttons.keep[i] = button;
    }
  gtk_box_prepend (GTK_BOX (self->keep_place), row);
}

static void
scope_cb (GtkWidget  *widget,
          const char *name,
          GVariant   *parameter)
{
  PackshotConflictPage *self = PACKSHOT_CONFLICT_PAGE (widget);

  self->state.scope = CLAMP (g_variant_get_int32 (parameter), 0, PACKSHOT_N_SCOPES - 1);
  _packshot_conflict_page_update_buttons (self);
}

/* --- Deciding --- */

typedef struct
{
  PackshotConflictPage *page; /* (owned) */
  PackshotKeep          keep;
  GArray               *ids;  /* gint64 */
  gint64                next; /* shown afterwards, or 0 */
} Decision;

static void
decision_free (Decision *decision)
{
  g_object_unref (decision->page);
  g_array_unref (decision->ids);
  g_free (decision);
}

static void
set_deciding (PackshotConflictPage *self,
              gboolean              deciding)
{
  self->state.deciding = deciding;
  for (guint i = 0; i < PACKSHOT_N_KEEPS; i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), keeps[i].action, !deciding);
}

static void
resolved_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      data)
{
  Decision *decision = data;
  PackshotConflictPage *self = decision->page;
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;
  gboolean ok = packshot_session_resolve_finish (PACKSHOT_SESSION (object), result, &error);

  if (self->list != NULL)
    {
      text = ok ? packshot_conflict_words_kept (decision->keep, decision->ids->len) :
        packshot_words_error (error);
      if (ok && decision->next == 0)
        gtk_stack_set_visible_child_name (self->states, "empty");
      gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "(sb)", text, ok);
      set_deciding (self, FALSE);
    }
  if (ok && self->list != NULL)
    {
      g_array_set_size (self->decided, 0);
      g_array_append_vals (self->decided, decision->ids->data, decision->ids->len);
      packshot_conflict_list_select (self->list, decision->next);
    }
  decision_free (decision);
}

static gboolean
has_view (GPtrArray            *views,
          PackshotConflictView *view)
{
  return g_ptr_array_find (views, view, NULL);
}

/* The first that is left below the last that is decided, else the last that is left. */
static gint64
find_next (PackshotConflictPage *self,
           GPtrArray            *views)
{
  g_autoptr(GPtrArray) all = packshot_conflict_list_dup_all (self->list);
  gint64 before = 0, next = 0;

  for (guint i = 0; i < all->len; i++)
    {
      PackshotConflictView *view = all->pdata[i];

      if (has_view (views, view))
        next = 0;
      else if (next == 0)
        before = next = view->row.id;
      else
        before = view->row.id;
    }
  return next != 0 ? next : before;
}

static void
keep_cb (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  PackshotConflictPage *self = PACKSHOT_CONFLICT_PAGE (widget);
  g_autoptr(GPtrArray) views = scope_dup (self, self->state.scope);
  g_autofree char *reason = NULL;
  Decision *decision;
  guint index = 0;

  while (!g_str_equal (keeps[index].action, name))
    index++;
  if (views->len == 0 || self->state.deciding)
    return;
  if (keeps[index].keep == PACKSHOT_KEEP_BOTH && (reason = scope_dup_both (views)) != NULL)
    {
      gtk_widget_activate_action (widget, "win.toast", "(sb)", reason, FALSE);
      return;
    }
  decision = g_new0 (Decision, 1);
  decision->page = g_object_ref (self);
  decision->keep = keeps[index].keep;
  decision->next = find_next (self, views);
  decision->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  for (guint i = 0; i < views->len; i++)
    g_array_append_val (decision->ids, ((PackshotConflictView *)views->pdata[i])->row.id);
  set_deciding (self, TRUE);
  packshot_session_resolve_async (self->session, (gconstpointer)decision->ids->data,
                                  decision->ids->len, decision->keep, NULL, resolved_cb, decision);
}

/* --- Looking --- */

/* How many of the picture's own pixels there are to one of the screen, when all of it is seen. */
static double
own_scale (PackshotConflictPage *self)
{
  for (guint i = PACKSHOT_N_SIDES; i > 0; i--)
    {
      double scale = packshot_conflict_canvas_get_scale (
        packshot_conflict_column_get_canvas (self->columns[i - 1]));

      if (scale > 0)
        return scale;
    }
  return 0;
}

void
_packshot_conflict_page_update_zoom (PackshotConflictPage *self)
{
  double factor = packshot_conflict_zoom_get_factor (self->zoom);
  double scale = own_scale (self);
  g_autofree char *text = factor <= 1 ? g_strdup (_("Fit")) :
    g_strdup_printf (_("%.0f%%"), factor / (scale > 0 ? scale : 1) * 100);

  gtk_button_set_label (self->zoom_button, text);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "conflicts.zoom-out", factor > 1);
}

static void
zoom_cb (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  PackshotConflictPage *self = PACKSHOT_CONFLICT_PAGE (widget);
  double own = MAX (own_scale (self), 1);

  if (g_str_equal (name, "conflicts.zoom-in"))
    packshot_conflict_zoom_step (self->zoom, 1, 0.5, 0.5);
  else if (g_str_equal (name, "conflicts.zoom-out"))
    packshot_conflict_zoom_step (self->zoom, -1, 0.5, 0.5);
  else if (g_str_equal (name, "conflicts.zoom-own") ||
           (g_str_equal (name, "conflicts.zoom-toggle") &&
            packshot_conflict_zoom_get_factor (self->zoom) <= 1))
    packshot_conflict_zoom_set_factor (self->zoom, own > 1 ? own : 2, 0.5, 0.5);
  else
    packshot_conflict_zoom_set_factor (self->zoom, 1, 0.5, 0.5);
}

/* Mine and the server's in one place, in turn: what differs jumps to the eye. */
void
_packshot_conflict_page_set_flickers (PackshotConflictPage *self,
                                      gboolean              flickers)
{
  PackshotConflictCanvas *mine =
    packshot_conflict_column_get_canvas (self->columns[PACKSHOT_SIDE_MINE]);
  PackshotConflictCanvas *server =
    packshot_conflict_column_get_canvas (self->columns[PACKSHOT_SIDE_SERVER]);

  self->state.flickers = flickers;
  packshot_conflict_canvas_set_guest (mine, flickers ? server : NULL, flickers ?
                                      packshot_conflict_words_side (PACKSHOT_SIDE_SERVER) : NULL);
}

static void
flicker_cb (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  PackshotConflictPage *self = PACKSHOT_CONFLICT_PAGE (widget);

  _packshot_conflict_page_set_flickers (self, !self->state.flickers);
}

/* --- Moving around --- */

static void
step_cb (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  PackshotConflictPage *self = PACKSHOT_CONFLICT_PAGE (widget);

  packshot_conflict_list_step (self->list, g_variant_get_int32 (parameter) > 0 ? 1 : -1,
                               ABS (g_variant_get_int32 (parameter)) > 1);
}

static void
select_all_cb (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  packshot_conflict_list_select_all (PACKSHOT_CONFLICT_PAGE (widget)->list);
}

static void
show_item_cb (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  PackshotConflictView *view =
    packshot_conflict_list_get_current (PACKSHOT_CONFLICT_PAGE (widget)->list);

  if (view != NULL)
    gtk_widget_activate_action (widget, "win.show-item", "x", view->row.item);
}

static void
close_cb (GtkWidget  *widget,
          const char *name,
          GVariant   *parameter)
{
  g_signal_emit_by_name (widget, "close");
}

/* Back to the list of a narrow page, else the page closes. */
static void
back_cb (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  PackshotConflictPage *self = PACKSHOT_CONFLICT_PAGE (widget);

  if (!self->fold.folded || !self->fold.in_content ||
      g_strcmp0 (gtk_stack_get_visible_child_name (self->states), "list") != 0)
    {
      close_cb (widget, name, NULL);
      return;
    }
  self->fold.in_content = FALSE;
  _packshot_conflict_page_update_fold (self);
  packshot_conflict_list_focus (self->list);
}

static void
next_pane_cb (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  PackshotConflictPage *self = PACKSHOT_CONFLICT_PAGE (widget);
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (widget));
  GtkWidget *canvas =
    GTK_WIDGET (packshot_conflict_column_get_canvas (self->columns[PACKSHOT_SIDE_MINE]));

  if (focus != NULL && gtk_widget_is_ancestor (focus, self->keep_place))
    packshot_conflict_list_focus (self->list);
  else if (focus != NULL && gtk_widget_is_ancestor (focus, self->columns_place))
    gtk_widget_grab_focus (self->buttons.keep[0]);
  else
    gtk_widget_grab_focus (canvas);
}

/* --- Keys --- */

/* Space on a button presses it; everywhere else it flickers, also in the list, which would take it
 * to select. */
static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint                  keyval,
                guint                  keycode,
                GdkModifierType        state,
                gpointer               data)
{
  GtkWidget *widget = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (controller));
  PackshotConflictPage *self = PACKSHOT_CONFLICT_PAGE (widget);
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (widget));
  gboolean in_list = focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->list));

  if (keyval != GDK_KEY_space || (state & gtk_accelerator_get_default_mod_mask ()) != 0 ||
      (!in_list && !PACKSHOT_IS_CONFLICT_CANVAS (focus)))
    return FALSE;
  gtk_widget_activate_action (widget, "conflicts.flicker", NULL);
  return TRUE;
}

static const struct
{
  const char                 *name;
  const char                 *parameter;
  GtkWidgetActionActivateFunc activate;
} actions[] = {
  { "conflicts.keep-mine", NULL, keep_cb },
  { "conflicts.keep-both", NULL, keep_cb },
  { "conflicts.keep-server", NULL, keep_cb },
  { "conflicts.scope", "i", scope_cb },
  { "conflicts.zoom-in", NULL, zoom_cb },
  { "conflicts.zoom-out", NULL, zoom_cb },
  { "conflicts.zoom-toggle", NULL, zoom_cb },
  { "conflicts.zoom-fit", NULL, zoom_cb },
  { "conflicts.zoom-own", NULL, zoom_cb },
  { "conflicts.flicker", NULL, flicker_cb },
  { "conflicts.step", "i", step_cb },
  { "conflicts.select-all", NULL, select_all_cb },
  { "conflicts.show-item", NULL, show_item_cb },
  { "conflicts.next-pane", NULL, next_pane_cb },
  { "conflicts.close", NULL, close_cb },
  { "conflicts.back", NULL, back_cb },
};

static const struct
{
  guint           key;
  GdkModifierType modifiers;
  const char     *action;
  int             step;
} keys[] = {
  { GDK_KEY_m, 0, "conflicts.keep-mine", 0 },
  { GDK_KEY_s, 0, "conflicts.keep-server", 0 },
  { GDK_KEY_b, 0, "conflicts.keep-both", 0 },
  { GDK_KEY_plus, 0, "conflicts.zoom-in", 0 },
  { GDK_KEY_plus, GDK_SHIFT_MASK, "conflicts.zoom-in", 0 },
  { GDK_KEY_equal, 0, "conflicts.zoom-in", 0 },
  { GDK_KEY_KP_Add, 0, "conflicts.zoom-in", 0 },
  { GDK_KEY_plus, GDK_CONTROL_MASK, "conflicts.zoom-in", 0 },
  { GDK_KEY_minus, 0, "conflicts.zoom-out", 0 },
  { GDK_KEY_KP_Subtract, 0, "conflicts.zoom-out", 0 },
  { GDK_KEY_minus, GDK_CONTROL_MASK, "conflicts.zoom-out", 0 },
  { GDK_KEY_0, 0, "conflicts.zoom-fit", 0 },
  { GDK_KEY_KP_0, 0, "conflicts.zoom-fit", 0 },
  { GDK_KEY_0, GDK_CONTROL_MASK, "conflicts.zoom-fit", 0 },
  { GDK_KEY_1, 0, "conflicts.zoom-own", 0 },
  { GDK_KEY_KP_1, 0, "conflicts.zoom-own", 0 },
  { GDK_KEY_space, 0, "conflicts.flicker", 0 },
  { GDK_KEY_Up, 0, "conflicts.step", -1 },
  { GDK_KEY_Down, 0, "conflicts.step", 1 },
  { GDK_KEY_Up, GDK_SHIFT_MASK, "conflicts.step", -2 },
  { GDK_KEY_Down, GDK_SHIFT_MASK, "conflicts.step", 2 },
  { GDK_KEY_a, GDK_CONTROL_MASK, "conflicts.select-all", 0 },
  { GDK_KEY_F6, 0, "conflicts.next-pane", 0 },
  { GDK_KEY_Left, GDK_ALT_MASK, "conflicts.back", 0 },
  { GDK_KEY_Escape, 0, "conflicts.back", 0 },
  { GDK_KEY_Return, GDK_CONTROL_MASK, "conflicts.show-item", 0 },
};

void
_packshot_conflict_page_add_keys (PackshotConflictPage *self)
{
  GtkEventController *controller = gtk_event_controller_key_new ();

  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  g_signal_connect (controller, "key-pressed", G_CALLBACK (key_pressed_cb), NULL);
  gtk_widget_add_controller (GTK_WIDGET (self), controller);
}

void
_packshot_conflict_page_actions_class_init (GtkWidgetClass *widget_class)
{
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i].name, actions[i].parameter,
                                     actions[i].activate);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    if (keys[i].step != 0)
      gtk_widget_class_add_binding_action (widget_class, keys[i].key, keys[i].modifiers,
                                           keys[i].action, "i", keys[i].step);
    else
      gtk_widget_class_add_binding_action (widget_class, keys[i].key, keys[i].modifiers,
                                           keys[i].action, NULL);
}
