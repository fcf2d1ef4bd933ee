/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* Asks the session for what the list of items shows. Most views are one query; what needs attention
 * is shown in groups by its reason, which are queries of their own:
 *
 *   needs attention, no picture, no primary, too small → refused = the first without the others
 *
 * An item stands in one group only, the first that it belongs to; one that was refused and is, say,
 * too small stands with its fellows, and its row says that it was refused.
 *
 * Main thread; the queries run in the store's reader. */

#include "config.h"

#include "packshot-item-query.h"

#include "packshot-gtin.h"
#include "packshot-model-error.h"

#include <glib/gi18n.h>

#define N_PARTS 4

typedef struct
{
  PackshotItemQuery query;
  char             *text;
  guint             n_parts;
  guint             next;
  GArray           *parts[N_PARTS];
} Run;

static const PackshotFilter part_filters[N_PARTS] = {
  PACKSHOT_FILTER_NEEDS_ATTENTION, PACKSHOT_FILTER_NO_PICTURE, PACKSHOT_FILTER_NO_PRIMARY,
  PACKSHOT_FILTER_TOO_SMALL,
};

static void run_next (GTask *task);

static void
run_free (Run *run)
{
  g_free (run->text);
  for (guint i = 0; i < N_PARTS; i++)
    g_clear_pointer (&run->parts[i], g_array_unref);
  g_free (run);
}

/**
 * packshot_item_query_from_view:
 * @view: a view's name
 * @query: (out): account, kind and filter of it
 *
 * Returns: whether the view is one of items
 */
gboolean
packshot_item_query_from_view (const char        *view,
                               PackshotItemQuery *query)
{
  g_auto(GStrv) parts = NULL;

  *query = (PackshotItemQuery) { .kind = -1, .filter = PACKSHOT_FILTER_ALL };
  if (g_strcmp0 (view, "all") == 0)
    return TRUE;
  if (g_strcmp0 (view, "attention") == 0)
    {
      query->filter = PACKSHOT_FILTER_NEEDS_ATTENTION;
      return TRUE;
    }
  if (g_strcmp0 (view, "waiting") == 0)
    {
      query->filter = PACKSHOT_FILTER_WAITING;
      return TRUE;
    }
  if (view == NULL || !g_str_has_prefix (view, "kind:"))
    return FALSE;
  parts = g_strsplit (view, ":", -1);
  if (g_strv_length (parts) != 3)
    return FALSE;
  query->account = g_ascii_strtoll (parts[1], NULL, 10);
  query->kind = CLAMP (atoi (parts[2]), 0, PACKSHOT_N_ITEM_KINDS - 1);
  return TRUE;
}

/**
 * packshot_item_query_mend_gtin:
 * @text: what a person searched for
 *
 * Returns: (transfer full) (nullable): the number with the last digit that belongs to the others
 */
char *
packshot_item_query_mend_gtin (const char *text)
{
  g_autoptr(PackshotGtin) gtin = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(GString) digits = g_string_new (NULL);
  int check;

  gtin = packshot_gtin_parse (text, &error);
  if (gtin != NULL
      || !g_error_matches (error, PACKSHOT_MODEL_ERROR, PACKSHOT_MODEL_ERROR_CHECK_DIGIT))
    return NULL;
  for (const char *p = text; *p != '\0'; p++)
    if (g_ascii_isdigit (*p))
      g_string_append_c (digits, *p);
  if (digits->len < 8 || digits->len > PACKSHOT_GTIN_KEY_LENGTH)
    return NULL;
  g_string_truncate (digits, digits->len - 1);
  check = packshot_gtin_check_digit (digits->str);
  g_string_append_c (digits, '0' + check);
  return g_strdup (digits->str);
}

static void
add_group (GArray     *ids,
           GArray     *headings,
           const char *title,
           GArray     *group)
{
  PackshotItemHeading heading = { title, ids->len + headings->len, group->len };

  if (group->len == 0)
    return;
  g_array_append_val (headings, heading);
  g_array_append_vals (ids, group->data, group->len);
}

/* The ids that are not in the set; they are put into it. */
static GArray *
dup_new (GArray     *ids,
         GHashTable *seen)
{
  GArray *fresh = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < ids->len; i++)
    {
      gint64 *id = &g_array_index (ids, gint64, i);

      if (g_hash_table_add (seen, id))
        g_array_append_val (fresh, *id);
    }
  return fresh;
}

static GArray *
dup_groups (Run    *run,
            GArray *headings)
{
  const char * const titles[N_PARTS] = {
    _("Refused by the Server"), _("No Picture"), _("No Primary"), _("Too Small for Google"),
  };
  g_autoptr(GHashTable) seen = g_hash_table_new (g_int64_hash, g_int64_equal);
  GArray *groups[N_PARTS];
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 1; i < N_PARTS; i++)
    groups[i] = dup_new (run->parts[i], seen);
  groups[0] = dup_new (run->parts[0], seen);
  for (guint i = 0; i < N_PARTS; i++)
    {
      add_group (ids, headings, titles[i], groups[i]);
      g_array_unref (groups[i]);
    }
  return ids;
}

static void
run_done (GTask *task)
{
  Run *run = g_task_get_task_data (task);

  g_task_return_pointer (task, g_array_ref (run->parts[0]), (GDestroyNotify)g_array_unref);
}

static void
part_queried_cb (GObject      *object,
                 GAsyncResult *result,
                 gpointer      data)
{
  g_autoptr(GTask) task = data;
  Run *run = g_task_get_task_data (task);
  GError *error = NULL;

  run->parts[run->next] = packshot_session_query_items_finish (PACKSHOT_SESSION (object), result,
                                                               &error);
  if (run->parts[run->next] == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  run->next++;
  if (run->next < run->n_parts)
    run_next (g_steal_pointer (&task));
  else
    run_done (task);
}

static void
run_next (GTask *task)
{
  Run *run = g_task_get_task_data (task);

  if (run->n_parts > 1)
    run->query.filter = part_filters[run->next];
  packshot_session_query_items_async (g_task_get_source_object (task), &run->query,
                                      g_task_get_cancellable (task), part_queried_cb, task);
}

/**
 * packshot_item_query_run_async:
 * @session: the session
 * @query: what is asked for
 * @cancellable: (nullable): gives it up
 * @callback: called with the result
 * @user_data: for @callback
 */
void
packshot_item_query_run_async (PackshotSession         *session,
                               const PackshotItemQuery *query,
                               GCancellable            *cancellable,
                               GAsyncReadyCallback      callback,
                               gpointer                 user_data)
{
  GTask *task = g_task_new (session, cancellable, callback, user_data);
  Run *run = g_new0 (Run, 1);

  g_task_set_source_tag (task, packshot_item_query_run_async);
  run->query = *query;
  run->text = g_strdup (query->text);
  run->query.text = run->text;
  run->n_parts = query->filter == PACKSHOT_FILTER_NEEDS_ATTENTION ? N_PARTS : 1;
  g_task_set_task_data (task, run, (GDestroyNotify)run_free);
  run_next (task);
}

/**
 * packshot_item_query_run_finish:
 * @session: the session
 * @result: from the callback
 * @headings: (out) (transfer full) (element-type PackshotItemHeading): titles of groups
 * @error: return location
 *
 * Returns: (transfer full) (element-type gint64) (nullable): all ids in their order
 */
GArray *
packshot_item_query_run_finish (PackshotSession *session,
                                GAsyncResult    *result,
                                GArray         **headings,
                                GError         **error)
{
  GTask *task = G_TASK (result);
  Run *run;
  g_autoptr(GArray) all = NULL;

  g_return_val_if_fail (g_task_is_valid (result, session), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, packshot_item_query_run_async), NULL);

  all = g_task_propagate_pointer (task, error);
  if (all == NULL)
    return NULL;
  run = g_task_get_task_data (task);
  *headings = g_array_new (FALSE, FALSE, sizeof (PackshotItemHeading));
  if (run->n_parts == 1)
    return g_steal_pointer (&all);

  return dup_groups (run, *headings);
}
