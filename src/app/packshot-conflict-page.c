/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* The page on which conflicts are decided: the list on the left, three columns on the right, and
 * under them what to keep. What the buttons and keys do is in packshot-conflict-actions.c. A narrow
 * page shows one side at a time.
 *
 *   map, item-changed ─▶ load_conflicts ─▶ list ─changed─▶ title, sentence, chips, columns, buttons
 *
 * Main thread. */

#include "config.h"

#include "packshot-conflict-page-private.h"

#include "packshot-conflict-layout.h"
#include "packshot-reload.h"

#include <glib/gi18n.h>

/* Pixels at a text of normal size. */
#define FOLD_WIDTH 860
#define COMPACT_WIDTH 700

G_DEFINE_FINAL_TYPE (PackshotConflictPage, packshot_conflict_page, ADW_TYPE_BIN)

enum
{
  CLOSE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* --- Narrow and wide --- */

void
_packshot_conflict_page_update_fold (PackshotConflictPage *self)
{
  gtk_widget_set_visible (self->list_pane, !self->fold.folded || !self->fold.in_content);
  gtk_widget_set_hexpand (self->list_pane, self->fold.folded);
  gtk_widget_set_visible (self->content, !self->fold.folded || self->fold.in_content);
  gtk_widget_set_visible (self->separator, !self->fold.folded);
  gtk_widget_set_visible (self->back_button, self->fold.folded);
  adw_header_bar_set_show_end_title_buttons (self->list_header, self->fold.folded);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->chips), self->fold.compact ?
                                  GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  gtk_box_set_spacing (self->chips, self->fold.compact ? 6 : 18);
}

/* Limits grow with the text. */
static gboolean
width_is_below (PackshotConflictPage *self,
                int                   limit)
{
  int dpi = 0;

  g_object_get (gtk_widget_get_settings (GTK_WIDGET (self)), "gtk-xft-dpi", &dpi, NULL);
  return gtk_widget_get_width (GTK_WIDGET (self)) < limit *MAX (1.0, dpi / 1024.0 / 96.0);
}

static gboolean
fold_cb (gpointer data)
{
  PackshotConflictPage *self = data;

  self->fold.source = 0;
  self->fold.folded = width_is_below (self, FOLD_WIDTH);
  self->fold.compact = width_is_below (self, COMPACT_WIDTH);
  _packshot_conflict_page_update_fold (self);
  return G_SOURCE_REMOVE;
}

static void
packshot_conflict_page_measure (GtkWidget     *widget,
                                GtkOrientation orientation,
                                int            for_size,
                                int           *minimum,
                                int           *natural,
                                int           *minimum_baseline,
                                int           *natural_baseline)
{
  gtk_widget_measure (adw_bin_get_child (ADW_BIN (widget)), orientation, for_size, minimum, natural,
                      minimum_baseline, natural_baseline);
  /* Until it is folded it must be possible to make it so narrow. */
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *minimum = MIN (*minimum, 360);
}

/* Folds from an idle: not while sizes are given out, but before the next frame. */
static void
packshot_conflict_page_size_allocate (GtkWidget *widget,
                                      int        width,
                                      int        height,
                                      int        baseline)
{
  PackshotConflictPage *self = PACKSHOT_CONFLICT_PAGE (widget);
  GtkWidget *child = adw_bin_get_child (ADW_BIN (self));
  int least;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  gtk_widget_allocate (child, MAX (width, least), height, baseline, NULL);
  if (self->fold.source == 0 && (width_is_below (self, FOLD_WIDTH) != self->fold.folded ||
                                 width_is_below (self, COMPACT_WIDTH) != self->fold.compact))
    self->fold.source = g_idle_add_full (G_PRIORITY_HIGH_IDLE, fold_cb, self, NULL);
}

/* --- What is shown of a conflict --- */

static guint
count_of_item (PackshotConflictPage *self,
               gint64                item)
{
  g_autoptr(GPtrArray) all = packshot_conflict_list_dup_all (self->list);
  guint n = 0;

  for (guint i = 0; i < all->len; i++)
    n += ((PackshotConflictView *)all->pdata[i])->row.item == item ? 1 : 0;
  return n;
}

static void
show_title (PackshotConflictPage *self,
            PackshotConflictView *view)
{
  g_autoptr(GPtrArray) selected = packshot_conflict_list_dup_selected (self->list);
  g_autofree char *place = packshot_conflict_words_place (view);
  g_autofree char *subtitle = NULL;
  guint n = packshot_conflict_list_get_n (self->list);

  if (selected->len > 1)
    subtitle = g_strdup_printf (_("%s · %u of %u conflicts selected"), place, selected->len, n);
  else
    subtitle = g_strdup_printf (_("%s · conflict %u of %u"), place,
                                packshot_conflict_list_get_number (self->list), n);
  adw_window_title_set_title (self->title, view->item->name);
  adw_window_title_set_subtitle (self->title, subtitle);
}

static void
show_sentence (PackshotConflictPage *self,
               PackshotConflictView *view)
{
  guint more = count_of_item (self, view->row.item) - 1;
  g_autofree char *text = NULL;

  if (more == 0)
    text = g_strdup_printf ("%s %s", packshot_conflict_words_sentence (view->row.kind),
                            _("Everything else on the item is synced as usual."));
  else
    text = g_strdup_printf (ngettext ("%s The item has %u more conflict.",
                                      "%s The item has %u more conflicts.", more),
                            packshot_conflict_words_sentence (view->row.kind), more);
  gtk_label_set_label (self->sentence, text);
}

static void
add_chip (GtkWidget  *group,
          const char *text,
          const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_widget_add_css_class (label, css_class);
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_set_valign (label, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (group), label);
}

static void
add_chips (PackshotConflictPage  *self,
           const char            *name,
           PackshotConflictFields fields,
           const char            *css_class)
{
  GtkWidget *group = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  gtk_box_append (self->chips, group);
  gtk_widget_set_visible (group, fields != 0);
  add_chip (group, name, "meta");
  for (guint i = 0; i < PACKSHOT_N_CONFLICT_FIELDS; i++)
    if (fields & 1u << i)
      add_chip (group, packshot_conflict_words_field (1u << i), css_class);
}

static void
show_chips (PackshotConflictPage *self,
            PackshotConflictView *view)
{
  gboolean is_gone = view->mine.image == NULL || view->server.image == NULL;
  gboolean is_removal = is_gone && view->row.image != 0;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->chips))) != NULL)
    gtk_box_remove (self->chips, child);
  add_chips (self, is_removal ? _("Changed") : _("Differs"), view->differs, "chip-differs");
  add_chips (self, is_removal ? _("Unchanged") : _("Same"), view->same, "chip");
}

static void
list_changed_cb (PackshotConflictPage *self)
{
  PackshotConflictView *view = packshot_conflict_list_get_current (self->list);
  g_autoptr(GPtrArray) selected = packshot_conflict_list_dup_selected (self->list);

  self->state.scope = selected->len > 1 ? PACKSHOT_SCOPE_SELECTED : PACKSHOT_SCOPE_THIS;
  _packshot_conflict_page_set_flickers (self, FALSE);
  if (view == NULL)
    return;
  show_title (self, view);
  show_sentence (self, view);
  show_chips (self, view);
  gtk_label_set_label (self->note, packshot_conflict_words_note (view->row.kind));
  for (guint i = 0; i < PACKSHOT_N_SIDES; i++)
    packshot_conflict_column_show (self->columns[i], self->session, view);
  _packshot_conflict_page_update_buttons (self);
  _packshot_conflict_page_update_zoom (self);
}

static void
list_activated_cb (PackshotConflictPage *self)
{
  self->fold.in_content = TRUE;
  if (!self->fold.folded)
    return;
  _packshot_conflict_page_update_fold (self);
  gtk_widget_grab_focus (GTK_WIDGET (packshot_conflict_column_get_canvas (
                                       self->columns[PACKSHOT_SIDE_MINE])));
}

/* --- Reading --- */

/* What was decided and is open again was undone: it is shown. */
static gint64
find_reopened (PackshotConflictPage *self,
               GPtrArray            *views)
{
  g_autoptr(GPtrArray) shown = packshot_conflict_list_dup_all (self->list);

  for (guint i = 0; i < views->len; i++)
    {
      gint64 id = ((PackshotConflictView *)views->pdata[i])->row.id;
      gboolean was_decided = FALSE, is_shown = FALSE;

      for (guint k = 0; k < self->decided->len; k++)
        was_decided |= g_array_index (self->decided, gint64, k) == id;
      for (guint k = 0; was_decided && k < shown->len; k++)
        is_shown |= ((PackshotConflictView *)shown->pdata[k])->row.id == id;
      if (was_decided && !is_shown)
        return id;
    }
  return 0;
}

static gint64
find_of_item (GPtrArray *views,
              gint64     item)
{
  for (guint i = 0; item != 0 && i < views->len; i++)
    {
      const PackshotConflictRow *row = &((PackshotConflictView *)views->pdata[i])->row;

      if (row->item == item)
        return row->id;
    }
  return 0;
}

/* Keys work while something of the page has the focus. */
static void
keep_focus (PackshotConflictPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self)) &&
      gtk_widget_get_mapped (focus))
    return;
  if (gtk_widget_get_mapped (GTK_WIDGET (self->list)))
    packshot_conflict_list_focus (self->list);
  else
    gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_FORWARD);
}

static void
loaded_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(PackshotConflictPage) self = data;
  g_autoptr(GPtrArray) views = NULL;
  g_autoptr(GError) error = NULL;
  gint64 wanted;

  views = packshot_session_load_conflicts_finish (PACKSHOT_SESSION (object), result, &error);
  if (views == NULL || self->list == NULL)
    return;
  wanted = find_reopened (self, views);
  if (wanted == 0)
    wanted = find_of_item (views, self->state.wanted_item);
  self->state.wanted_item = 0;
  packshot_conflict_list_set_conflicts (self->list, views);
  gtk_stack_set_visible_child_name (self->states, views->len > 0 ? "list" : "empty");
  if (wanted != 0)
    packshot_conflict_list_select (self->list, wanted);
  keep_focus (self);
}

static void
page_load (GtkWidget    *widget,
           GCancellable *cancellable)
{
  packshot_session_load_conflicts_async (PACKSHOT_CONFLICT_PAGE (widget)->session, cancellable,
                                         loaded_cb, g_object_ref (widget));
}

/* --- Object --- */

static void
packshot_conflict_page_dispose (GObject *object)
{
  PackshotConflictPage *self = PACKSHOT_CONFLICT_PAGE (object);

  g_clear_handle_id (&self->fold.source, g_source_remove);
  self->list = NULL;
  G_OBJECT_CLASS (packshot_conflict_page_parent_class)->dispose (object);
  g_clear_object (&self->session);
  g_clear_object (&self->zoom);
}

static void
packshot_conflict_page_finalize (GObject *object)
{
  g_array_unref (PACKSHOT_CONFLICT_PAGE (object)->decided);
  G_OBJECT_CLASS (packshot_conflict_page_parent_class)->finalize (object);
}

static void
packshot_conflict_page_class_init (PackshotConflictPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = packshot_conflict_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = packshot_conflict_page_finalize;
  widget_class->measure = packshot_conflict_page_measure;
  widget_class->size_allocate = packshot_conflict_page_size_allocate;
  signals[CLOSE] = g_signal_new ("close", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/packshot/Packshot/packshot-conflict-page.ui");
  gtk_widget_class_bind_template_child (widget_class, PackshotConflictPage, states);
  gtk_widget_class_bind_template_child (widget_class, PackshotConflictPage, list_pane);
  gtk_widget_class_bind_template_child (widget_class, PackshotConflictPage, list_header);
  gtk_widget_class_bind_template_child (widget_class, PackshotConflictPage, separator);
  gtk_widget_class_bind_template_child (widget_class, PackshotConflictPage, content);
  gtk_widget_class_bind_template_child (widget_class, PackshotConflictPage, back_button);
  gtk_widget_class_bind_template_child (widget_class, PackshotConflictPage, title);
  gtk_widget_class_bind_template_child (widget_class, PackshotConflictPage, zoom_button);
  gtk_widget_class_bind_template_child (widget_class, PackshotConflictPage, columns_place);
  gtk_widget_class_bind_template_child (widget_class, PackshotConflictPage, sentence);
  gtk_widget_class_bind_template_child (widget_class, PackshotConflictPage, chips);
  gtk_widget_class_bind_template_child (widget_class, PackshotConflictPage, toasts);
  gtk_widget_class_bind_template_child (widget_class, PackshotConflictPage, keep_place);
  gtk_widget_class_bind_template_child (widget_class, PackshotConflictPage, note);
  _packshot_conflict_page_actions_class_init (widget_class);
}

static void
packshot_conflict_page_init (PackshotConflictPage *self)
{
  self->zoom = packshot_conflict_zoom_new ();
  self->decided = g_array_new (FALSE, FALSE, sizeof (gint64));
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_layout_manager (GTK_WIDGET (self), NULL);
  g_signal_connect_object (self->zoom, "changed",
                           G_CALLBACK (_packshot_conflict_page_update_zoom), self,
                           G_CONNECT_SWAPPED);
}

/**
 * packshot_conflict_page_new:
 * @session: whose conflicts
 *
 * Returns: (transfer floating): the page
 */
GtkWidget *
packshot_conflict_page_new (PackshotSession *session)
{
  PackshotConflictPage *self = g_object_new (PACKSHOT_TYPE_CONFLICT_PAGE, NULL);
  GtkWidget *columns = packshot_conflict_columns_new (18);
  GtkWidget *list = packshot_conflict_list_new (session);

  self->session = g_object_ref (session);
  self->list = PACKSHOT_CONFLICT_LIST (list);
  gtk_widget_set_vexpand (list, TRUE);
  gtk_box_append (GTK_BOX (self->list_pane), list);
  for (guint i = 0; i < PACKSHOT_N_SIDES; i++)
    {
      GtkWidget *column = packshot_conflict_column_new (i, self->zoom);

      self->columns[i] = PACKSHOT_CONFLICT_COLUMN (column);
      packshot_conflict_columns_append (PACKSHOT_CONFLICT_COLUMNS (columns), column);
    }
  gtk_widget_set_vexpand (columns, TRUE);
  gtk_box_append (GTK_BOX (self->columns_place), columns);
  _packshot_conflict_page_add_buttons (self);
  _packshot_conflict_page_add_keys (self);
  g_signal_connect_object (list, "changed", G_CALLBACK (list_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (list, "activated", G_CALLBACK (list_activated_cb), self,
                           G_CONNECT_SWAPPED);
  packshot_reload_attach (GTK_WIDGET (self), session, page_load);
  return GTK_WIDGET (self);
}

/**
 * packshot_conflict_page_open:
 * @self: the page
 * @item: an item whose conflict is shown, if it has one, or 0
 */
void
packshot_conflict_page_open (PackshotConflictPage *self,
                             gint64                item)
{
  g_return_if_fail (PACKSHOT_IS_CONFLICT_PAGE (self));

  self->state.wanted_item = item;
  self->fold.in_content = FALSE;
  _packshot_conflict_page_update_fold (self);
}

/**
 * packshot_conflict_page_get_toasts:
 * @self: the page
 *
 * Returns: (transfer none) (nullable): where toasts are not in the way of the buttons, while these
 *   are to be seen
 */
AdwToastOverlay *
packshot_conflict_page_get_toasts (PackshotConflictPage *self)
{
  g_return_val_if_fail (PACKSHOT_IS_CONFLICT_PAGE (self), NULL);

  if (g_strcmp0 (gtk_stack_get_visible_child_name (self->states), "list") != 0 ||
      !gtk_widget_get_visible (self->content))
    return NULL;
  return self->toasts;
}
