/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include "packshot-http.h"
#include "packshot-json.h"
#include "packshot-service.h"

G_BEGIN_DECLS

GTask              *_packshot_service_task_new          (gpointer               self,
                                                         GCancellable          *cancellable,
                                                         GAsyncReadyCallback    callback,
                                                         gpointer               user_data,
                                                         gpointer               source_tag);
void                _packshot_service_return_page       (GTask                 *task,
                                                         GPtrArray             *items,
                                                         char                  *next_cursor);
GPtrArray          *_packshot_service_list_items_finish (PackshotService       *self,
                                                         GAsyncResult          *result,
                                                         char                 **next_cursor,
                                                         GError               **error);
void                _packshot_service_return_test       (GTask                 *task,
                                                         PackshotConnection    *connection,
                                                         GError                *error);
PackshotConnection *_packshot_service_test_finish       (PackshotService       *self,
                                                         GAsyncResult          *result,
                                                         GError               **error);
void                _packshot_service_note_failure      (PackshotConnection    *connection,
                                                         const GError          *error);
JsonNode           *_packshot_service_finish_json       (GObject               *source,
                                                         GAsyncResult          *result,
                                                         GError               **error);
void                _packshot_service_return_read_error (GTask                 *task,
                                                         GError                *error);
void                _packshot_service_fetch             (GTask                 *task,
                                                         PackshotHttp          *http,
                                                         PackshotRequest       *request,
                                                         gboolean               anonymous);
char               *_packshot_service_dup_setting       (const PackshotAccount *account,
                                                         const char            *name,
                                                         const char            *fallback);
gboolean            _packshot_service_split_key         (const char            *key,
                                                         char                 **first,
                                                         char                 **second);

G_END_DECLS
