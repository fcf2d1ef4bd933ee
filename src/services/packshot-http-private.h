/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include "packshot-http.h"

G_BEGIN_DECLS

GError *_packshot_http_error_new (const PackshotResponse *response,
                                  gboolean                anonymous,
                                  gint64                  now);

void    _packshot_http_send      (PackshotHttp           *self,
                                  PackshotRequest        *request,
                                  gboolean                anonymous,
                                  GCancellable           *cancellable,
                                  GAsyncReadyCallback     callback,
                                  gpointer                user_data);

void    _packshot_http_wait      (PackshotClock          *clock,
                                  gint64                  delay,
                                  GCancellable           *cancellable,
                                  GSourceOnceFunc         func,
                                  gpointer                user_data);

G_END_DECLS
