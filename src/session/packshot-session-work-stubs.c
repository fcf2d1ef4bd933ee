/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* What of the work is not built yet answers so. Main thread. */

#include "config.h"

#include "packshot-session-private.h"
#include "packshot-session-work.h"

static void
not_yet (PackshotSession    *self,
         GAsyncReadyCallback callback,
         gpointer            user_data)
{
  g_task_report_new_error (self, callback, user_data, NULL, PACKSHOT_SESSION_ERROR,
                           PACKSHOT_SESSION_ERROR_NOT_SUPPORTED, "Not built yet");
}

void
packshot_session_discard_async (PackshotSession      *self,
                                gint64                item,
                                const PackshotChange *change,
                                GCancellable         *cancellable,
                                GAsyncReadyCallback   callback,
                                gpointer              user_data)
{
  not_yet (self, callback, user_data);
}

void
packshot_session_discard_items_async (PackshotSession    *self,
                                      const gint64       *items,
                                      guint               n_items,
                                      GCancellable       *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer            user_data)
{
  not_yet (self, callback, user_data);
}

void
packshot_session_save_pictures_async (PackshotSession    *self,
                                      const gint64       *items,
                                      guint               n_items,
                                      gint64              image,
                                      const char         *folder,
                                      GCancellable       *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer            user_data)
{
  not_yet (self, callback, user_data);
}

GPtrArray *
packshot_session_save_pictures_finish (PackshotSession *self,
                                       GAsyncResult    *result,
                                       GError         **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
packshot_session_move_gallery_async (PackshotSession    *self,
                                     gint64              from,
                                     gint64              to,
                                     GCancellable       *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer            user_data)
{
  not_yet (self, callback, user_data);
}

void
packshot_session_query_log_async (PackshotSession        *self,
                                  const PackshotLogQuery *query,
                                  GCancellable           *cancellable,
                                  GAsyncReadyCallback     callback,
                                  gpointer                user_data)
{
  not_yet (self, callback, user_data);
}

GArray *
packshot_session_query_log_finish (PackshotSession *self,
                                   GAsyncResult    *result,
                                   GError         **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
packshot_session_load_log_async (PackshotSession    *self,
                                 const gint64       *ids,
                                 guint               n_ids,
                                 GCancellable       *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer            user_data)
{
  not_yet (self, callback, user_data);
}

GPtrArray *
packshot_session_load_log_finish (PackshotSession *self,
                                  GAsyncResult    *result,
                                  GError         **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
packshot_session_export_log_async (PackshotSession        *self,
                                   const PackshotLogQuery *query,
                                   PackshotLogFormat       format,
                                   const char             *path,
                                   GCancellable           *cancellable,
                                   GAsyncReadyCallback     callback,
                                   gpointer                user_data)
{
  not_yet (self, callback, user_data);
}

int
packshot_session_export_log_finish (PackshotSession *self,
                                    GAsyncResult    *result,
                                    GError         **error)
{
  return g_task_propagate_boolean (G_TASK (result), error) ? 0 : -1;
}
