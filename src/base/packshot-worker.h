/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define PACKSHOT_TYPE_WORKER (packshot_worker_get_type ())
G_DECLARE_FINAL_TYPE (PackshotWorker, packshot_worker, PACKSHOT, WORKER, GObject)

PackshotWorker *packshot_worker_new             (const char          *name);
PackshotWorker *packshot_worker_new_inline      (const char          *name);
void            packshot_worker_queue           (PackshotWorker      *self,
                                                 int                  priority,
                                                 GTask               *task,
                                                 GTaskThreadFunc      func);
GTask          *packshot_worker_take_next       (PackshotWorker      *self,
                                                 GTaskThreadFunc      func);
gboolean        packshot_worker_is_current      (PackshotWorker      *self);
void            packshot_worker_shutdown_async  (PackshotWorker      *self,
                                                 GAsyncReadyCallback  callback,
                                                 gpointer             user_data);
gboolean        packshot_worker_shutdown_finish (PackshotWorker      *self,
                                                 GAsyncResult        *result,
                                                 GError             **error);

G_END_DECLS
