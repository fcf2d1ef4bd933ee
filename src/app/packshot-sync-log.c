/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* The log. Which lines fit is known at once as a list of ids; the lines themselves are read a page
 * at a time as one scrolls down. New lines come in on top; what is there stays.
 *
 *   filter or new work → query → ids → load the newest page → rows
 *                                       near the end → load the next page → rows below
 *
 * Main thread. */

#include "config.h"

#include "packshot-sync-log.h"

#include <glib/gi18n.h>

#include "packshot-compat.h"
#include "packshot-sync-rows.h"
#include "packshot-words.h"

#define PAGE 100
#define SEARCH_REST_MS 150

struct _PackshotSyncLog
{
  AdwBin            parent_instance;

  /* Owned */
  PackshotSession  *session;
  PackshotWork     *work;         /* (nullable) */
  GArray           *ids;          /* (nullable): gint64 of all lines that fit, newest first */
  GPtrArray        *lines;        /* PackshotSyncRow of those that are read */
  GArray           *days;         /* gint64: day of each of @lines */
  GArray           *accounts;     /* gint64 of the filter's entries after the first */
  GCancellable     *cancellable;

  /* State */
  gboolean          reading;
  gboolean          read_again;
  gboolean          is_outdated;  /* what is being read is for a filter of before */
  gboolean          filling;
  guint             rest;

  /* Children */
  GtkEditable      *search;
  GtkDropDown      *account;
  GtkDropDown      *kind;
  GtkWidget        *bar;
  GtkWidget        *filters;
  GtkStack         *stack;
  AdwStatusPage    *empty;
  PackshotSyncList *list;
};

enum { COUNTED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PackshotSyncLog, packshot_sync_log, ADW_TYPE_BIN)

static void log_read (PackshotSyncLog *self);

/* --- Filters ---------------------------------------------------------------------------------- */

typedef struct
{
  const char *name;
  guint       kinds;
} Filter;

static const Filter filters[] = {
  { N_("Everything"), 0 },
  { N_("Sent"), 1 << PACKSHOT_LOG_SENT | 1 << PACKSHOT_LOG_WRITTEN },
  { N_("Deleted"), 1 << PACKSHOT_LOG_DELETED },
  { N_("Failed"), 1 << PACKSHOT_LOG_FAILED | 1 << PACKSHOT_LOG_RETRIED },
  { N_("Settled by Checking"), 1 << PACKSHOT_LOG_SETTLED | 1 << PACKSHOT_LOG_LOST },
  { N_("Taken From the Server"), 1 << PACKSHOT_LOG_TAKEN },
  { N_("Changed Here"), 1 << PACKSHOT_LOG_EDIT },
};

static PackshotLogQuery
log_query (PackshotSyncLog *self)
{
  const char *text = gtk_editable_get_text (self->search);
  guint account = gtk_drop_down_get_selected (self->account);
  guint kind = gtk_drop_down_get_selected (self->kind);
  PackshotLogQuery query = { NULL };

  query.text = *text != '\0' ? text : NULL;
  query.kinds = kind < G_N_ELEMENTS (filters) ? filters[kind].kinds : 0;
  if (account > 0 && account <= self->accounts->len)
    query.account = g_array_index (self->accounts, gint64, account - 1);
  return query;
}

static gboolean
is_filtered (PackshotSyncLog *self)
{
  PackshotLogQuery query = log_query (self);

  return query.text != NULL || query.kinds != 0 || query.account != 0;
}

/* The accounts that can be chosen; the choice stays as long as its account does. */
static void
fill_accounts (PackshotSyncLog *self)
{
  g_autoptr(GtkStringList) names = gtk_string_list_new (NULL);
  gint64 chosen = log_query (self).account;
  guint selected = 0;
  gboolean same = self->accounts->len == self->work->accounts->len
    && gtk_drop_down_get_model (self->account) != NULL;

  for (guint i = 0; same && i < self->accounts->len; i++)
    {
      const PackshotWorkAccount *account = self->work->accounts->pdata[i];

      same = g_array_index (self->accounts, gint64, i) == account->account->id;
    }
  if (same)
    return;
  gtk_string_list_append (names, _("All Accounts"));
  g_array_set_size (self->accounts, 0);
  for (guint i = 0; i < self->work->accounts->len; i++)
    {
      const PackshotWorkAccount *account = self->work->accounts->pdata[i];

      gtk_string_list_append (names, account->account->name);
      g_array_append_val (self->accounts, account->account->id);
      if (account->account->id == chosen)
        selected = i + 1;
    }
  self->filling = TRUE;
  gtk_drop_down_set_model (self->account, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (self->account, selected);
  self->filling = FALSE;
}

/* --- Rows ------------------------------------------------------------------------------------- */

/* The day of a local time, as a number that grows by one each day. */
static gint64
day_of (gint64 at)
{
  g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc (at / G_USEC_PER_SEC);
  g_autoptr(GDateTime) local = utc != NULL ? g_date_time_to_local (utc) : NULL;
  int year, month, day;
  GDate date;

  if (local == NULL)
    return 0;
  g_date_time_get_ymd (local, &year, &month, &day);
  g_date_clear (&date, 1);
  g_date_set_dmy (&date, day, month, year);
  return g_date_get_julian (&date);
}

static PackshotSyncRow *
day_new (gint64 day)
{
  gint64 today = day_of (g_get_real_time ());
  g_autofree char *key = g_strdup_printf ("day:%" G_GINT64_FORMAT, day);
  g_autofree char *text = NULL;
  g_autoptr(GDateTime) time = NULL;
  GDate date;

  if (day == today)
    return packshot_sync_row_new_heading (key, _("Today"));
  if (day == today - 1)
    return packshot_sync_row_new_heading (key, _("Yesterday"));
  g_date_clear (&date, 1);
  g_date_set_julian (&date, (guint32)day);
  if (!g_date_valid (&date))
    return packshot_sync_row_new_heading (key, _("Earlier"));
  time = g_date_time_new_local (g_date_get_year (&date), g_date_get_month (&date),
                                g_date_get_day (&date), 0, 0, 0);
  /* TRANSLATORS: for g_date_time_format(): "Thursday, 12 March 2026" */
  text = g_date_time_format (time, _("%A, %-e %B %Y"));
  return packshot_sync_row_new_heading (key, text);
}

static void
log_show (PackshotSyncLog *self)
{
  g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);
  gint64 last = -1;

  for (guint i = 0; i < self->lines->len; i++)
    {
      gint64 day = g_array_index (self->days, gint64, i);

      if (day != last)
        g_ptr_array_add (rows, day_new (day));
      last = day;
      g_ptr_array_add (rows, g_object_ref (self->lines->pdata[i]));
    }
  packshot_sync_list_set_rows (self->list, rows);
  adw_status_page_set_title (self->empty, is_filtered (self) ? _("No Entries Found")
                                                             : _("No Entries"));
  adw_status_page_set_description (self->empty, is_filtered (self)
                                   ? _("Nothing in the log fits the search and the filters.")
                                   : _("What is sent, deleted and checked is written down here."));
  gtk_stack_set_visible_child_name (self->stack, rows->len > 0 ? "list" : "empty");
  g_signal_emit (self, signals[COUNTED], 0);
}

/* --- Reading ---------------------------------------------------------------------------------- */

static void
add_entry (GPtrArray              *lines,
           GArray                 *days,
           const PackshotLogEntry *entry)
{
  gint64 day = day_of (entry->row->at);

  g_ptr_array_add (lines, packshot_sync_row_for_entry (entry));
  g_array_append_val (days, day);
}

static void
read_done (PackshotSyncLog *self)
{
  self->reading = FALSE;
  self->is_outdated = FALSE;
  if (self->session != NULL && self->read_again)
    log_read (self);
}

/* The page that follows those that are there. */
static void
more_loaded_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      data)
{
  g_autoptr(PackshotSyncLog) self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) entries = NULL;

  entries = packshot_session_load_log_finish (PACKSHOT_SESSION (source), result, &error);
  if (self->session != NULL && entries != NULL && !self->is_outdated)
    {
      for (guint i = 0; i < entries->len; i++)
        add_entry (self->lines, self->days, entries->pdata[i]);
      log_show (self);
    }
  read_done (self);
}

/* Where the first line that is not read stands, or the end: lines that came or went since then
 * shift the rest. */
static guint
next_unread (PackshotSyncLog *self)
{
  gint64 last = 0;
  guint i;

  if (self->lines->len == 0 || self->ids == NULL)
    return 0;
  last = g_ascii_strtoll (PACKSHOT_SYNC_ROW (self->lines->pdata[self->lines->len - 1])->key
                          + strlen ("log:"), NULL, 10);
  for (i = 0; i < self->ids->len; i++)
    if (g_array_index (self->ids, gint64, i) < last)
      break;
  return i;
}

static void
near_end_cb (PackshotSyncLog *self)
{
  guint start = next_unread (self);

  if (self->reading || self->ids == NULL || start >= self->ids->len)
    return;
  self->reading = TRUE;
  packshot_session_load_log_async (self->session, &g_array_index (self->ids, gint64, start),
                                   MIN (PAGE, self->ids->len - start), self->cancellable,
                                   more_loaded_cb, g_object_ref (self));
}

/* What was read before stays below the newest page, as far as it joins on to it and still fits. */
static void
keep_older (PackshotSyncLog *self,
            GPtrArray       *lines,
            GArray          *days)
{
  g_autoptr(GHashTable) there = g_hash_table_new (g_str_hash, g_str_equal);
  guint joint = self->lines->len;

  for (guint i = 0; i < lines->len; i++)
    g_hash_table_add (there, PACKSHOT_SYNC_ROW (lines->pdata[i])->key);
  for (guint i = 0; i < self->lines->len; i++)
    if (g_hash_table_contains (there, PACKSHOT_SYNC_ROW (self->lines->pdata[i])->key))
      joint = i;
  for (guint i = joint + 1; i < self->lines->len; i++)
    {
      g_ptr_array_add (lines, g_object_ref (self->lines->pdata[i]));
      g_array_append_val (days, g_array_index (self->days, gint64, i));
    }
}

static void
newest_loaded_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      data)
{
  g_autoptr(PackshotSyncLog) self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) entries = NULL;
  GPtrArray *lines;
  GArray *days;

  entries = packshot_session_load_log_finish (PACKSHOT_SESSION (source), result, &error);
  if (self->session == NULL || entries == NULL || self->is_outdated)
    {
      read_done (self);
      return;
    }
  lines = g_ptr_array_new_with_free_func (g_object_unref);
  days = g_array_new (FALSE, FALSE, sizeof (gint64));
  for (guint i = 0; i < entries->len; i++)
    add_entry (lines, days, entries->pdata[i]);
  keep_older (self, lines, days);
  g_ptr_array_unref (self->lines);
  g_array_unref (self->days);
  self->lines = lines;
  self->days = days;
  log_show (self);
  read_done (self);
}

static void
queried_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr(PackshotSyncLog) self = data;
  g_autoptr(GError) error = NULL;
  GArray *ids = packshot_session_query_log_finish (PACKSHOT_SESSION (source), result, &error);

  if (self->session == NULL || ids == NULL || self->is_outdated)
    {
      g_clear_pointer (&ids, g_array_unref);
      read_done (self);
      return;
    }
  g_clear_pointer (&self->ids, g_array_unref);
  self->ids = ids;
  packshot_session_load_log_async (self->session, (const gint64 *)(gpointer)ids->data,
                                   MIN (PAGE, ids->len), self->cancellable, newest_loaded_cb,
                                   g_object_ref (self));
}

/* One reading at a time, and once more if something changed meanwhile. */
static void
log_read (PackshotSyncLog *self)
{
  PackshotLogQuery query = log_query (self);

  self->read_again = self->reading;
  if (self->reading)
    return;
  self->reading = TRUE;
  packshot_session_query_log_async (self->session, &query, self->cancellable, queried_cb,
                                    g_object_ref (self));
}

static void
filter_changed_cb (PackshotSyncLog *self)
{
  if (self->filling || self->session == NULL)
    return;
  g_ptr_array_set_size (self->lines, 0);
  g_array_set_size (self->days, 0);
  self->is_outdated = self->reading;
  log_read (self);
}

static void
rest_cb (gpointer data)
{
  PackshotSyncLog *self = data;

  self->rest = 0;
  filter_changed_cb (self);
}

static void
search_changed_cb (PackshotSyncLog *self)
{
  if (self->rest == 0)
    self->rest = g_timeout_add_once (SEARCH_REST_MS, rest_cb, self);
}

/* --- Export ----------------------------------------------------------------------------------- */

static void
exported_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr(PackshotSyncLog) self = data;
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;
  int n = packshot_session_export_log_finish (PACKSHOT_SESSION (source), result, &error);

  if (self->session == NULL)
    return;
  if (n < 0)
    text = packshot_words_error (error);
  else
    text = g_strdup_printf (ngettext ("%d entry exported", "%d entries exported", (gulong)n), n);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "(sb)", text, FALSE);
}

static void
file_chosen_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      data)
{
  g_autoptr(PackshotSyncLog) self = data;
  g_autoptr(GFile) file = packshot_compat_save_file_finish (result, NULL);
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;
  PackshotLogQuery query;

  if (path == NULL || self->session == NULL)
    return;
  query = log_query (self);
  packshot_session_export_log_async (self->session, &query,
                                     g_str_has_suffix (path, ".json") ? PACKSHOT_LOG_JSON
                                                                      : PACKSHOT_LOG_CSV,
                                     path, NULL, exported_cb, g_object_ref (self));
}

static void
export_cb (PackshotSyncLog *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *name = g_date_time_format (now, "packshot-log-%Y-%m-%d.csv");

  packshot_compat_save_file (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, _("Export Log"),
                             name, file_chosen_cb, g_object_ref (self));
}

/* --- The object ------------------------------------------------------------------------------- */

static void
packshot_sync_log_dispose (GObject *object)
{
  PackshotSyncLog *self = PACKSHOT_SYNC_LOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->rest, g_source_remove);
  g_clear_pointer (&self->work, packshot_work_unref);
  g_clear_pointer (&self->ids, g_array_unref);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (packshot_sync_log_parent_class)->dispose (object);
}

static void
packshot_sync_log_finalize (GObject *object)
{
  PackshotSyncLog *self = PACKSHOT_SYNC_LOG (object);

  g_object_unref (self->cancellable);
  g_ptr_array_unref (self->lines);
  g_array_unref (self->days);
  g_array_unref (self->accounts);
  G_OBJECT_CLASS (packshot_sync_log_parent_class)->finalize (object);
}

static void
packshot_sync_log_class_init (PackshotSyncLogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = packshot_sync_log_dispose;
  G_OBJECT_CLASS (klass)->finalize = packshot_sync_log_finalize;
  signals[COUNTED] = g_signal_new ("counted", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/packshot/Packshot/packshot-sync-log.ui");
  gtk_widget_class_bind_template_child (widget_class, PackshotSyncLog, bar);
  gtk_widget_class_bind_template_child (widget_class, PackshotSyncLog, filters);
  gtk_widget_class_bind_template_child (widget_class, PackshotSyncLog, search);
  gtk_widget_class_bind_template_child (widget_class, PackshotSyncLog, account);
  gtk_widget_class_bind_template_child (widget_class, PackshotSyncLog, kind);
  gtk_widget_class_bind_template_child (widget_class, PackshotSyncLog, stack);
  gtk_widget_class_bind_template_child (widget_class, PackshotSyncLog, empty);
  gtk_widget_class_bind_template_callback (widget_class, filter_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, export_cb);
}

static void
packshot_sync_log_init (PackshotSyncLog *self)
{
  g_autoptr(GtkStringList) names = gtk_string_list_new (NULL);

  self->cancellable = g_cancellable_new ();
  self->lines = g_ptr_array_new_with_free_func (g_object_unref);
  self->days = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->accounts = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < G_N_ELEMENTS (filters); i++)
    gtk_string_list_append (names, _(filters[i].name));
  gtk_drop_down_set_model (self->kind, G_LIST_MODEL (names));
  self->filling = FALSE;
}

/**
 * packshot_sync_log_new:
 * @session: whose log
 *
 * Returns: (transfer floating): an empty view
 */
GtkWidget *
packshot_sync_log_new (PackshotSession *session)
{
  PackshotSyncLog *self = g_object_new (PACKSHOT_TYPE_SYNC_LOG, NULL);

  self->session = g_object_ref (session);
  self->list = PACKSHOT_SYNC_LIST (packshot_sync_list_new (session, _("Log")));
  g_signal_connect_object (self->list, "near-end", G_CALLBACK (near_end_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->list), "list");
  return GTK_WIDGET (self);
}

/**
 * packshot_sync_log_set_work:
 * @self: a view
 * @work: what was read
 *
 * Reads the newest lines.
 */
void
packshot_sync_log_set_work (PackshotSyncLog *self,
                            PackshotWork    *work)
{
  g_return_if_fail (PACKSHOT_IS_SYNC_LOG (self));

  packshot_work_ref (work);
  g_clear_pointer (&self->work, packshot_work_unref);
  self->work = work;
  fill_accounts (self);
  log_read (self);
}

/**
 * packshot_sync_log_focus_search:
 * @self: a view
 *
 * Puts the cursor into its search.
 */
void
packshot_sync_log_focus_search (PackshotSyncLog *self)
{
  g_return_if_fail (PACKSHOT_IS_SYNC_LOG (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

/**
 * packshot_sync_log_get_list:
 * @self: a view
 *
 * Returns: (transfer none): its column
 */
PackshotSyncList *
packshot_sync_log_get_list (PackshotSyncLog *self)
{
  g_return_val_if_fail (PACKSHOT_IS_SYNC_LOG (self), NULL);

  return self->list;
}

/**
 * packshot_sync_log_set_compact:
 * @self: a view
 * @compact: whether there is little room: search and filters stand below each other
 */
void
packshot_sync_log_set_compact (PackshotSyncLog *self,
                               gboolean         compact)
{
  g_return_if_fail (PACKSHOT_IS_SYNC_LOG (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->bar),
                                  compact ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->filters),
                                  compact ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  packshot_sync_list_set_compact (self->list, compact);
}

/**
 * packshot_sync_log_dup_count:
 * @self: a view
 *
 * Returns: (transfer full): how many lines fit, or "" before they are counted
 */
char *
packshot_sync_log_dup_count (PackshotSyncLog *self)
{
  g_return_val_if_fail (PACKSHOT_IS_SYNC_LOG (self), NULL);

  if (self->ids == NULL)
    return g_strdup ("");
  return g_strdup_printf (ngettext ("%u entry", "%u entries", self->ids->len), self->ids->len);
}
