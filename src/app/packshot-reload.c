/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* Lists that are read when they are shown and again when something changes; nothing is kept up to
 * date in between. Changes that come together are one. Main thread; the widget owns this. */

#include "config.h"

#include "packshot-reload.h"

#define REST_MS 150
#define RELOAD_KEY "packshot-reload"

typedef struct
{
  GtkWidget         *widget;       /* (borrowed): it owns this */
  PackshotReloadFunc func;
  GCancellable      *cancellable;  /* (owned) (nullable) */
  guint              rest;
} Reload;

static void
reload_cancel (Reload *reload)
{
  g_clear_handle_id (&reload->rest, g_source_remove);
  if (reload->cancellable != NULL)
    g_cancellable_cancel (reload->cancellable);
  g_clear_object (&reload->cancellable);
}

static void
reload_free (Reload *reload)
{
  reload_cancel (reload);
  g_free (reload);
}

static void
reload_now (Reload *reload)
{
  reload_cancel (reload);
  reload->cancellable = g_cancellable_new ();
  reload->func (reload->widget, reload->cancellable);
}

static void
rest_cb (gpointer data)
{
  Reload *reload = data;

  reload->rest = 0;
  reload_now (reload);
}

static void
map_cb (GtkWidget *widget)
{
  reload_now (g_object_get_data (G_OBJECT (widget), RELOAD_KEY));
}

static void
changed_cb (GtkWidget *widget)
{
  Reload *reload = g_object_get_data (G_OBJECT (widget), RELOAD_KEY);

  if (reload != NULL && reload->rest == 0 && gtk_widget_get_mapped (widget))
    reload->rest = g_timeout_add_once (REST_MS, rest_cb, reload);
}

static void
destroy_cb (GtkWidget *widget)
{
  Reload *reload = g_object_get_data (G_OBJECT (widget), RELOAD_KEY);

  if (reload != NULL)
    reload_cancel (reload);
}

/**
 * packshot_reload_attach:
 * @widget: shows what is read
 * @session: where it is read
 * @func: reads it
 */
void
packshot_reload_attach (GtkWidget         *widget,
                        PackshotSession   *session,
                        PackshotReloadFunc func)
{
  Reload *reload = g_new0 (Reload, 1);

  reload->widget = widget;
  reload->func = func;
  g_object_set_data_full (G_OBJECT (widget), RELOAD_KEY, reload, (GDestroyNotify)reload_free);
  g_signal_connect (widget, "map", G_CALLBACK (map_cb), NULL);
  g_signal_connect (widget, "destroy", G_CALLBACK (destroy_cb), NULL);
  g_signal_connect_object (session, "item-changed", G_CALLBACK (changed_cb), widget,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "items-changed", G_CALLBACK (changed_cb), widget,
                           G_CONNECT_SWAPPED);
}
