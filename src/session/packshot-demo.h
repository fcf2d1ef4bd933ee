/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include "packshot-session.h"

G_BEGIN_DECLS

typedef struct _PackshotSandbox PackshotSandbox;

/* Puts the sample products, customers, brands and their drawn pictures into a practice server. Any
 * thread. */
gboolean         packshot_demo_fill         (PackshotSandbox      *sandbox,
                                             GError              **error);

/* A throw-away profile on an embedded practice server with drawn sample pictures, all three
 * services, no network. The folder is removed by packshot_demo_free (), after the session has been
 * closed. */
typedef struct _PackshotDemo PackshotDemo;

void             packshot_demo_open_async   (PackshotSessionFlags  flags,
                                             GCancellable         *cancellable,
                                             GAsyncReadyCallback   callback,
                                             gpointer              user_data);
PackshotDemo    *packshot_demo_open_finish  (GAsyncResult         *result,
                                             GError              **error);
PackshotSession *packshot_demo_get_session  (PackshotDemo         *self);
void             packshot_demo_free         (PackshotDemo         *self);

G_END_DECLS
