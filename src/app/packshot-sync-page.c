/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* The Sync page: what needs the user, what is sent, what waits and until when, what was done. The
 * views on the left, one of them on the right; a narrow page shows one side at a time.
 *
 *   the session's signals → load_work → the left side, header, banner → the view that is shown
 *                                     → the newest lines of the log → the overview
 *
 * It reads while it is to be seen only. What its buttons do stands in packshot-sync-actions.c.
 * Main thread. */

#include "config.h"

#include "packshot-sync-page-private.h"

#include <glib/gi18n.h>

#include "packshot-sync-rows.h"
#include "packshot-sync-words.h"

/* Below these widths the sides are two pages, and rows leave out what is not needed. */
#define FOLD_WIDTH 860
#define COMPACT_WIDTH 640

/* Of the newest lines so many are read, and so many shown: deleting old copies is not worth telling
 * there. */
#define N_NEWEST 12
#define N_DONE 3

typedef enum
{
  PROP_HOLD_ON_METERED = 1,
  PROP_LAST = PROP_HOLD_ON_METERED,
} PackshotSyncPageProperty;

static GParamSpec *props[PROP_LAST + 1];

enum { CLOSE, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PackshotSyncPage, packshot_sync_page, ADW_TYPE_BIN)

static void page_read (PackshotSyncPage *self);

/* --- Two sides -------------------------------------------------------------------------------- */

static void
update_fold (PackshotSyncPage *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->side), !self->folded || !self->in_content);
  gtk_widget_set_visible (self->separator, !self->folded);
  gtk_widget_set_visible (self->content, !self->folded || self->in_content);
  gtk_widget_set_hexpand (GTK_WIDGET (self->side), self->folded);
  packshot_sync_side_set_folded (self->side, self->folded);
  gtk_widget_set_visible (self->back_button, self->folded);
  for (guint i = 0; i < PACKSHOT_N_SYNC_VIEWS; i++)
    if (PACKSHOT_IS_SYNC_LIST (self->views[i]))
      packshot_sync_list_set_compact (PACKSHOT_SYNC_LIST (self->views[i]), self->compact);
    else if (PACKSHOT_IS_SYNC_CHANGES (self->views[i]))
      packshot_sync_list_set_compact (packshot_sync_changes_get_list
                                        (PACKSHOT_SYNC_CHANGES (self->views[i])), self->compact);
    else if (PACKSHOT_IS_SYNC_LOG (self->views[i]))
      packshot_sync_log_set_compact (PACKSHOT_SYNC_LOG (self->views[i]), self->compact);
}

/* The limits grow with the text. Before it is shown the page will be as wide as its window. */
static gboolean
width_is_below (PackshotSyncPage *self,
                int               limit)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  int width = gtk_widget_get_width (GTK_WIDGET (self));
  int dpi = 0;

  if (width == 0 && root != NULL)
    width = gtk_widget_get_width (GTK_WIDGET (root));
  g_object_get (gtk_widget_get_settings (GTK_WIDGET (self)), "gtk-xft-dpi", &dpi, NULL);
  return width < limit *MAX (1.0, dpi / 1024.0 / 96.0);
}

static void
show_button_words (PackshotSyncPage *self)
{
  gboolean paused = self->work != NULL && self->work->paused;
  GtkWidget *sync = gtk_button_get_child (self->sync_button);
  GtkWidget *pause = adw_split_button_get_child (self->pause_button);

  adw_button_content_set_label (ADW_BUTTON_CONTENT (sync), self->compact ? ""
                                : paused ? _("Sync Once") : _("Sync Now"));
  adw_button_content_set_label (ADW_BUTTON_CONTENT (pause), self->compact ? "" : _("Pause"));
}

static void
fold (PackshotSyncPage *self)
{
  self->folded = width_is_below (self, FOLD_WIDTH);
  self->compact = width_is_below (self, COMPACT_WIDTH);
  update_fold (self);
  show_button_words (self);
}

static gboolean
fold_cb (gpointer data)
{
  PackshotSyncPage *self = data;

  self->fold_source = 0;
  fold (self);
  return G_SOURCE_REMOVE;
}

static void
packshot_sync_page_measure (GtkWidget     *widget,
                            GtkOrientation orientation,
                            int            for_size,
                            int           *minimum,
                            int           *natural,
                            int           *minimum_baseline,
                            int           *natural_baseline)
{
  gtk_widget_measure (adw_bin_get_child (ADW_BIN (widget)), orientation, for_size, minimum, natural,
                      minimum_baseline, natural_baseline);
}

/* Folds from an idle: not while sizes are given out, but before the next frame. */
static void
packshot_sync_page_size_allocate (GtkWidget *widget,
                                  int        width,
                                  int        height,
                                  int        baseline)
{
  PackshotSyncPage *self = PACKSHOT_SYNC_PAGE (widget);

  gtk_widget_allocate (adw_bin_get_child (ADW_BIN (self)), width, height, baseline, NULL);
  if (self->fold_source == 0 && (width_is_below (self, FOLD_WIDTH) != self->folded
                                 || width_is_below (self, COMPACT_WIDTH) != self->compact))
    self->fold_source = g_idle_add_full (G_PRIORITY_HIGH_IDLE, fold_cb, self, NULL);
}

/* --- What is shown ---------------------------------------------------------------------------- */

static void
show_title (PackshotSyncPage *self)
{
  g_autofree char *running = packshot_sync_words_running (self->work);
  g_autofree char *left = packshot_sync_words_left (self->work);
  g_autofree char *subtitle = NULL;
  gboolean runs = running != NULL && (self->view == PACKSHOT_SYNC_VIEW_OVERVIEW
                                      || self->view == PACKSHOT_SYNC_VIEW_SENDING);

  if (runs && *left != '\0')
    subtitle = g_steal_pointer (&left);
  else if (self->view == PACKSHOT_SYNC_VIEW_LOG)
    subtitle = g_strdup_printf (ngettext ("%u entry today", "%u entries today",
                                          (gulong)self->work->n_log_today),
                                (guint)self->work->n_log_today);
  else
    subtitle = packshot_sync_words_checked (self->work);
  adw_window_title_set_title (self->title, runs ? running
                                                : packshot_sync_view_get_title (self->view));
  adw_window_title_set_subtitle (self->title, subtitle);
}

static void
show_header (PackshotSyncPage *self)
{
  const PackshotWork *work = self->work;
  gboolean sends = self->view == PACKSHOT_SYNC_VIEW_TO_SEND && work->n_to_send > 0
    && !work->syncing && !work->paused;
  g_autofree char *paused = work->paused ? packshot_sync_words_paused (work) : NULL;

  show_title (self);
  show_button_words (self);
  gtk_widget_set_visible (GTK_WIDGET (self->sync_button), !sends);
  gtk_widget_set_visible (GTK_WIDGET (self->pause_button), !work->paused);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->sync_button), work->paused
                               ? _("Send Everything Once and Stay Paused (Ctrl+R)")
                               : _("Check and Send Everything Now (Ctrl+R)"));
  packshot_banner_show (self->banner, paused, paused != NULL ? _("Resume") : NULL, "sync.resume",
                        NULL);
}

static void
show_empty (PackshotSyncPage *self)
{
  static const struct
  {
    const char *title;
    const char *icon;
  } views[PACKSHOT_N_SYNC_VIEWS] = {
    { N_("Nothing to Send"), "object-select-symbolic" },
    { N_("Nothing Needs You"), "object-select-symbolic" },
    { N_("Nothing Is Being Sent"), "network-transmit-receive-symbolic" },
    { N_("Nothing to Send"), "object-select-symbolic" },
    { N_("Nothing Is Tried Later"), "alarm-symbolic" },
    { N_("No Entries"), "document-open-recent-symbolic" },
  };
  g_autofree char *text = NULL;
  g_autofree char *markup = NULL;
  gboolean checked = self->work->checked_at > 0;

  if (self->view == PACKSHOT_SYNC_VIEW_OVERVIEW || self->view == PACKSHOT_SYNC_VIEW_TO_SEND)
    text = packshot_sync_words_nothing (self->work);
  else if (self->view == PACKSHOT_SYNC_VIEW_NEEDS_YOU)
    text = g_strdup (_("No server has refused anything."));
  else if (self->work->n_to_send > 0)
    text = packshot_sync_words_totals (self->work->n_to_send, self->work->to_send->len);
  else
    text = g_strdup ("");
  markup = g_markup_escape_text (text, -1);
  adw_status_page_set_title (self->empty, _(views[self->view].title));
  adw_status_page_set_description (self->empty, markup);
  adw_status_page_set_icon_name (self->empty, !checked && g_str_equal (views[self->view].icon,
                                                                       "object-select-symbolic")
                                 && self->view != PACKSHOT_SYNC_VIEW_NEEDS_YOU
                                 ? "dialog-question-symbolic" : views[self->view].icon);
  gtk_widget_set_visible (self->empty_button, self->work->n_log > 0);
}

/* A view without rows says why. */
static void
show_view (PackshotSyncPage *self)
{
  PackshotSyncList *list = _packshot_sync_page_get_list (self);
  gboolean empty = self->view != PACKSHOT_SYNC_VIEW_LOG && packshot_sync_list_get_n (list) == 0;

  if (empty && self->work != NULL)
    show_empty (self);
  gtk_stack_set_visible_child_name (self->stack, empty ? "empty"
                                    : packshot_sync_view_to_string (self->view));
}

static GPtrArray *
dup_rows (PackshotSyncPage *self,
          PackshotSyncView  view)
{
  gboolean by_choice = packshot_session_get_offline_wish (self->session);
  gint64 now = g_get_real_time ();

  switch (view)
    {
    case PACKSHOT_SYNC_VIEW_OVERVIEW:
      return packshot_sync_rows_overview (self->work, self->newest, by_choice, now);
    case PACKSHOT_SYNC_VIEW_NEEDS_YOU:
      return packshot_sync_rows_needs_you (self->work);
    case PACKSHOT_SYNC_VIEW_SENDING:
      return packshot_sync_rows_sending (self->work);
    case PACKSHOT_SYNC_VIEW_LATER:
      return packshot_sync_rows_later (self->work, by_choice, now);
    case PACKSHOT_SYNC_VIEW_TO_SEND:
    case PACKSHOT_SYNC_VIEW_LOG:
    default:
      return NULL;
    }
}

/* Only the view that is shown is filled. */
static void
fill_view (PackshotSyncPage *self)
{
  GtkWidget *view = self->views[self->view];
  g_autoptr(GPtrArray) rows = dup_rows (self, self->view);

  if (rows != NULL)
    packshot_sync_list_set_rows (PACKSHOT_SYNC_LIST (view), rows);
  else if (PACKSHOT_IS_SYNC_CHANGES (view))
    packshot_sync_changes_set_work (PACKSHOT_SYNC_CHANGES (view), self->work);
  else
    packshot_sync_log_set_work (PACKSHOT_SYNC_LOG (view), self->work);
  show_view (self);
}

static gboolean
countdown_cb (gpointer data)
{
  PackshotSyncPage *self = data;
  g_autoptr(GPtrArray) rows = dup_rows (self, self->view);

  if (rows != NULL)
    packshot_sync_list_set_rows (PACKSHOT_SYNC_LIST (self->views[self->view]), rows);
  return G_SOURCE_CONTINUE;
}

/* Seconds are counted down while there are any to be seen. */
static void
update_countdown (PackshotSyncPage *self)
{
  gboolean wanted = gtk_widget_get_mapped (GTK_WIDGET (self)) && self->work != NULL
    && self->work->later->len > 0 && (self->view == PACKSHOT_SYNC_VIEW_LATER
                                      || self->view == PACKSHOT_SYNC_VIEW_OVERVIEW);

  if (!wanted)
    g_clear_handle_id (&self->countdown, g_source_remove);
  else if (self->countdown == 0)
    self->countdown = g_timeout_add_seconds (1, countdown_cb, self);
}

static void
page_show (PackshotSyncPage *self)
{
  packshot_sync_side_set_work (self->side, self->work);
  show_header (self);
  fill_view (self);
  update_countdown (self);
  _packshot_sync_page_update_actions (self);
}

/* --- Reading ---------------------------------------------------------------------------------- */

static void
read_done (PackshotSyncPage *self)
{
  self->reading = FALSE;
  if (self->session != NULL && self->read_again)
    page_read (self);
}

static void
keep_done (GPtrArray *entries)
{
  for (guint i = 0; i < entries->len;)
    {
      const PackshotLogEntry *entry = entries->pdata[i];

      if (i < N_DONE && (entry->kind != PACKSHOT_LOG_DELETED || entry->row->image != 0))
        i++;
      else
        g_ptr_array_remove_index (entries, i);
    }
}

static void
newest_loaded_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      data)
{
  g_autoptr(PackshotSyncPage) self = data;
  g_autoptr(GError) error = NULL;
  GPtrArray *entries = packshot_session_load_log_finish (PACKSHOT_SESSION (source), result, &error);

  if (self->session != NULL && entries != NULL)
    {
      keep_done (entries);
      g_clear_pointer (&self->newest, g_ptr_array_unref);
      self->newest = g_steal_pointer (&entries);
      page_show (self);
    }
  g_clear_pointer (&entries, g_ptr_array_unref);
  read_done (self);
}

static void
newest_queried_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      data)
{
  g_autoptr(PackshotSyncPage) self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GArray) ids = packshot_session_query_log_finish (PACKSHOT_SESSION (source), result,
                                                             &error);

  if (self->session == NULL || ids == NULL)
    {
      read_done (self);
      return;
    }
  packshot_session_load_log_async (self->session, (const gint64 *)(gpointer)ids->data, ids->len,
                                   self->cancellable, newest_loaded_cb, g_object_ref (self));
}

static void
work_loaded_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      data)
{
  g_autoptr(PackshotSyncPage) self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(PackshotWork) work = NULL;
  PackshotLogQuery query = {
    .kinds = 1 << PACKSHOT_LOG_SENT | 1 << PACKSHOT_LOG_DELETED | 1 << PACKSHOT_LOG_WRITTEN
      | 1 << PACKSHOT_LOG_SETTLED | 1 << PACKSHOT_LOG_TAKEN,
      .limit = N_NEWEST,
  };

  work = packshot_session_load_work_finish (PACKSHOT_SESSION (source), result, &error);
  if (self->session == NULL || work == NULL)
    {
      read_done (self);
      return;
    }
  g_clear_pointer (&self->work, packshot_work_unref);
  self->work = g_steal_pointer (&work);
  if (self->view != PACKSHOT_SYNC_VIEW_OVERVIEW)
    {
      page_show (self);
      read_done (self);
      return;
    }
  packshot_session_query_log_async (self->session, &query, self->cancellable, newest_queried_cb,
                                    g_object_ref (self));
}

/* One reading at a time, and once more if something changed meanwhile. Pictures are counted when
 * there may be nothing else to say. */
static void
page_read (PackshotSyncPage *self)
{
  gboolean idle = self->work == NULL
    || (self->work->n_to_send == 0 && self->work->sending->len == 0);

  if (self->session == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  self->read_again = self->reading;
  if (self->reading)
    return;
  self->reading = TRUE;
  packshot_session_load_work_async (self->session, idle ? PACKSHOT_WORK_COUNT_SYNCED
                                                        : PACKSHOT_WORK_NONE, self->cancellable,
                                    work_loaded_cb, g_object_ref (self));
}

static void
set_view (PackshotSyncPage *self,
          PackshotSyncView  view)
{
  self->view = view;
  packshot_sync_side_set_view (self->side, view);
  adw_window_title_set_title (self->title, packshot_sync_view_get_title (view));
  if (self->work != NULL)
    page_show (self);
  else
    show_view (self);
  page_read (self);
}

static void
view_chosen_cb (PackshotSyncPage *self,
                guint             view,
                gboolean          activated)
{
  if (view != self->view)
    set_view (self, view);
  if (activated)
    {
      self->in_content = TRUE;
      update_fold (self);
    }
}

/* --- The object ------------------------------------------------------------------------------- */

static void
packshot_sync_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (packshot_sync_page_parent_class)->map (widget);
  update_countdown (PACKSHOT_SYNC_PAGE (widget));
  page_read (PACKSHOT_SYNC_PAGE (widget));
}

static void
packshot_sync_page_unmap (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (packshot_sync_page_parent_class)->unmap (widget);
  update_countdown (PACKSHOT_SYNC_PAGE (widget));
}

static void
packshot_sync_page_get_property (GObject    *object,
                                 guint       id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  PackshotSyncPage *self = PACKSHOT_SYNC_PAGE (object);

  switch ((PackshotSyncPageProperty)id)
    {
    case PROP_HOLD_ON_METERED:
      g_value_set_boolean (value, self->session != NULL
                           && packshot_session_get_hold_on_metered (self->session));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
packshot_sync_page_set_property (GObject      *object,
                                 guint         id,
                                 const GValue *value,
                                 GParamSpec   *pspec)
{
  PackshotSyncPage *self = PACKSHOT_SYNC_PAGE (object);

  switch ((PackshotSyncPageProperty)id)
    {
    case PROP_HOLD_ON_METERED:
      if (self->session == NULL)
        break;
      packshot_session_set_hold_on_metered (self->session, g_value_get_boolean (value));
      g_object_notify_by_pspec (object, pspec);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
packshot_sync_page_dispose (GObject *object)
{
  PackshotSyncPage *self = PACKSHOT_SYNC_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->fold_source, g_source_remove);
  g_clear_handle_id (&self->countdown, g_source_remove);
  g_clear_pointer (&self->work, packshot_work_unref);
  g_clear_pointer (&self->newest, g_ptr_array_unref);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (packshot_sync_page_parent_class)->dispose (object);
}

static void
packshot_sync_page_finalize (GObject *object)
{
  g_object_unref (PACKSHOT_SYNC_PAGE (object)->cancellable);
  G_OBJECT_CLASS (packshot_sync_page_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/packshot/Packshot/packshot-sync-page.ui");
  gtk_widget_class_bind_template_child (widget_class, PackshotSyncPage, side);
  gtk_widget_class_bind_template_child (widget_class, PackshotSyncPage, separator);
  gtk_widget_class_bind_template_child (widget_class, PackshotSyncPage, content);
  gtk_widget_class_bind_template_child (widget_class, PackshotSyncPage, back_button);
  gtk_widget_class_bind_template_child (widget_class, PackshotSyncPage, title);
  gtk_widget_class_bind_template_child (widget_class, PackshotSyncPage, pause_button);
  gtk_widget_class_bind_template_child (widget_class, PackshotSyncPage, sync_button);
  gtk_widget_class_bind_template_child (widget_class, PackshotSyncPage, banner);
  gtk_widget_class_bind_template_child (widget_class, PackshotSyncPage, stack);
  gtk_widget_class_bind_template_child (widget_class, PackshotSyncPage, empty);
  gtk_widget_class_bind_template_child (widget_class, PackshotSyncPage, empty_button);
  gtk_widget_class_bind_template_callback (widget_class, view_chosen_cb);
}

static void
packshot_sync_page_class_init (PackshotSyncPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (PACKSHOT_TYPE_BANNER);
  g_type_ensure (PACKSHOT_TYPE_SYNC_SIDE);
  object_class->get_property = packshot_sync_page_get_property;
  object_class->set_property = packshot_sync_page_set_property;
  object_class->dispose = packshot_sync_page_dispose;
  object_class->finalize = packshot_sync_page_finalize;
  widget_class->map = packshot_sync_page_map;
  widget_class->unmap = packshot_sync_page_unmap;
  widget_class->measure = packshot_sync_page_measure;
  widget_class->size_allocate = packshot_sync_page_size_allocate;
  props[PROP_HOLD_ON_METERED] = g_param_spec_boolean ("hold-on-metered", NULL, NULL, FALSE,
                                                      G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS
                                                      | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);
  signals[CLOSE] = g_signal_new ("close", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
  bind_children (widget_class);
  _packshot_sync_page_actions_class_init (widget_class);
}

static void
packshot_sync_page_init (PackshotSyncPage *self)
{
  self->cancellable = g_cancellable_new ();
  self->folded = self->compact = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_layout_manager (GTK_WIDGET (self), NULL);
}

static void
make_views (PackshotSyncPage *self)
{
  for (guint i = 0; i < PACKSHOT_N_SYNC_VIEWS; i++)
    {
      if (i == PACKSHOT_SYNC_VIEW_TO_SEND)
        self->views[i] = packshot_sync_changes_new (self->session);
      else if (i == PACKSHOT_SYNC_VIEW_LOG)
        self->views[i] = packshot_sync_log_new (self->session);
      else
        self->views[i] = packshot_sync_list_new (self->session, packshot_sync_view_get_title (i));
      gtk_stack_add_named (self->stack, self->views[i], packshot_sync_view_to_string (i));
    }
}

/**
 * packshot_sync_page_new:
 * @session: whose work
 *
 * Returns: (transfer floating): a page
 */
GtkWidget *
packshot_sync_page_new (PackshotSession *session)
{
  PackshotSyncPage *self = g_object_new (PACKSHOT_TYPE_SYNC_PAGE, NULL);
  static const char * const changes[] = {
    "work-changed", "accounts-changed", "notify::syncing", "notify::offline", "notify::paused",
  };

  self->session = g_object_ref (session);
  make_views (self);
  update_fold (self);
  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    g_signal_connect_object (session, changes[i], G_CALLBACK (page_read), self, G_CONNECT_SWAPPED);
  packshot_sync_side_set_view (self->side, self->view);
  return GTK_WIDGET (self);
}

/**
 * packshot_sync_page_open:
 * @self: a page
 * @view: a view
 *
 * Shows it, and puts the focus on it.
 */
void
packshot_sync_page_open (PackshotSyncPage *self,
                         PackshotSyncView  view)
{
  g_return_if_fail (PACKSHOT_IS_SYNC_PAGE (self));
  g_return_if_fail (view < PACKSHOT_N_SYNC_VIEWS);

  self->in_content = TRUE;
  fold (self);
  set_view (self, view);
  if (!self->folded)
    packshot_sync_side_focus (self->side);
  else if (!gtk_widget_child_focus (GTK_WIDGET (self->stack), GTK_DIR_TAB_FORWARD))
    gtk_widget_grab_focus (self->back_button);
}

/**
 * packshot_sync_page_get_view:
 * @self: a page
 *
 * Returns: the view that it shows
 */
PackshotSyncView
packshot_sync_page_get_view (PackshotSyncPage *self)
{
  g_return_val_if_fail (PACKSHOT_IS_SYNC_PAGE (self), PACKSHOT_SYNC_VIEW_OVERVIEW);

  return self->view;
}

/* --- For packshot-sync-actions.c -------------------------------------------------------------- */

PackshotSyncList *
_packshot_sync_page_get_list (PackshotSyncPage *self)
{
  GtkWidget *view = self->views[self->view];

  if (PACKSHOT_IS_SYNC_CHANGES (view))
    return packshot_sync_changes_get_list (PACKSHOT_SYNC_CHANGES (view));
  if (PACKSHOT_IS_SYNC_LOG (view))
    return packshot_sync_log_get_list (PACKSHOT_SYNC_LOG (view));
  return PACKSHOT_SYNC_LIST (view);
}

void
_packshot_sync_page_close (PackshotSyncPage *self)
{
  g_signal_emit (self, signals[CLOSE], 0);
}

/* One step back: from the right side to the left of a narrow page, else the page closes. */
void
_packshot_sync_page_back (PackshotSyncPage *self)
{
  if (!self->folded || !self->in_content)
    {
      _packshot_sync_page_close (self);
      return;
    }
  self->in_content = FALSE;
  update_fold (self);
  packshot_sync_side_focus (self->side);
}
