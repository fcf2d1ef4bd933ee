/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include "packshot-budget.h"
#include "packshot-clock.h"
#include "packshot-governor.h"
#include "packshot-service-error.h"
#include "packshot-transport.h"

G_BEGIN_DECLS

#define PACKSHOT_TYPE_HTTP (packshot_http_get_type ())
G_DECLARE_FINAL_TYPE (PackshotHttp, packshot_http, PACKSHOT, HTTP, GObject)

PackshotHttp     *packshot_http_new            (const char            *base_url,
                                                PackshotTransport     *transport,
                                                PackshotClock         *clock);
const char       *packshot_http_get_base_url   (PackshotHttp          *self);
PackshotClock    *packshot_http_get_clock      (PackshotHttp          *self);
void              packshot_http_set_credential (PackshotHttp          *self,
                                                const char            *name,
                                                const char            *scheme,
                                                const char            *secret);
void              packshot_http_add_secret     (PackshotHttp          *self,
                                                const char            *secret);
void              packshot_http_get_budget     (PackshotHttp          *self,
                                                PackshotBudget        *budget);
PackshotGovernor *packshot_http_get_governor   (PackshotHttp          *self);
PackshotRequest  *packshot_http_new_request    (PackshotHttp          *self,
                                                const char            *method,
                                                const char            *format,
                                                ...) G_GNUC_PRINTF (3, 4);

void              packshot_http_send_async     (PackshotHttp          *self,
                                                PackshotRequest       *request,
                                                PackshotProgressFunc   progress,
                                                gpointer               progress_data,
                                                GCancellable          *cancellable,
                                                GAsyncReadyCallback    callback,
                                                gpointer               user_data);
PackshotResponse *packshot_http_send_finish    (PackshotHttp          *self,
                                                GAsyncResult          *result,
                                                GError               **error);

PackshotRequest  *packshot_http_new_fetch      (PackshotHttp          *self,
                                                const char            *url,
                                                const char            *path,
                                                GError               **error);
void              packshot_http_fetch_async    (PackshotHttp          *self,
                                                PackshotRequest       *request,
                                                gboolean               anonymous,
                                                GCancellable          *cancellable,
                                                GAsyncReadyCallback    callback,
                                                gpointer               user_data);
gboolean          packshot_http_fetch_finish   (PackshotHttp          *self,
                                                GAsyncResult          *result,
                                                GError               **error);

G_END_DECLS
