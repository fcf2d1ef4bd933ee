/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include "packshot-types.h"

G_BEGIN_DECLS

/**
 * PackshotDb:
 *
 * One connection, inside a transaction, on the thread that owns it. Only the functions of the
 * tables take one.
 */
typedef struct _PackshotDb PackshotDb;

/**
 * PackshotStoreFunc:
 * @db: the connection
 * @user_data: given with the function
 * @error: return location
 *
 * Runs on a store thread inside a transaction. Returning %FALSE with @error set undoes all of it.
 */
typedef gboolean (*PackshotStoreFunc) (PackshotDb  *db,
                                       gpointer     user_data,
                                       GError     **error);

typedef enum
{
  PACKSHOT_STORE_NONE = 0,
  PACKSHOT_STORE_INLINE = 1 << 0,     /* no threads: everything runs in the caller */
} PackshotStoreFlags;

#define PACKSHOT_TYPE_STORE (packshot_store_get_type ())
G_DECLARE_FINAL_TYPE (PackshotStore, packshot_store, PACKSHOT, STORE, GObject)

PackshotStore *packshot_store_open          (const char           *folder,
                                             PackshotStoreFlags    flags,
                                             GError              **error);
void           packshot_store_write_async   (PackshotStore        *self,
                                             PackshotStoreFunc     func,
                                             gpointer              data,
                                             GDestroyNotify        destroy,
                                             GCancellable         *cancellable,
                                             GAsyncReadyCallback   callback,
                                             gpointer              user_data);
gboolean       packshot_store_write_finish  (PackshotStore        *self,
                                             GAsyncResult         *result,
                                             GError              **error);
void           packshot_store_read_async    (PackshotStore        *self,
                                             int                   priority,
                                             PackshotStoreFunc     func,
                                             gpointer              data,
                                             GDestroyNotify        destroy,
                                             GCancellable         *cancellable,
                                             GAsyncReadyCallback   callback,
                                             gpointer              user_data);
gboolean       packshot_store_read_finish   (PackshotStore        *self,
                                             GAsyncResult         *result,
                                             GError              **error);
gpointer       packshot_store_result_get_data (GAsyncResult       *result);
void           packshot_store_get_version_async  (PackshotStore       *self,
                                                  GAsyncReadyCallback  callback,
                                                  gpointer             user_data);
gint64         packshot_store_get_version_finish (PackshotStore       *self,
                                                  GAsyncResult        *result,
                                                  GError             **error);
gint64         packshot_store_get_opened_version (PackshotStore       *self);
gboolean       packshot_store_set_alone          (PackshotStore       *self,
                                                  gboolean             alone);
void           packshot_store_close_async   (PackshotStore        *self,
                                             GAsyncReadyCallback   callback,
                                             gpointer              user_data);
gboolean       packshot_store_close_finish  (PackshotStore        *self,
                                             GAsyncResult         *result,
                                             GError              **error);

G_END_DECLS
