/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include "packshot-types.h"

G_BEGIN_DECLS

#define PACKSHOT_TYPE_BLOB_STORE (packshot_blob_store_get_type ())
G_DECLARE_FINAL_TYPE (PackshotBlobStore, packshot_blob_store, PACKSHOT, BLOB_STORE, GObject)

/* Synchronous, for worker threads; every function may be called from several at once. */
PackshotBlobStore *packshot_blob_store_open      (const char         *folder,
                                                  GError            **error);
char              *packshot_blob_store_dup_path  (PackshotBlobStore  *self,
                                                  const char         *sha256);
gboolean           packshot_blob_store_has       (PackshotBlobStore  *self,
                                                  const char         *sha256);
char              *packshot_blob_store_dup_temp  (PackshotBlobStore  *self);
char              *packshot_blob_store_add_file  (PackshotBlobStore  *self,
                                                  const char         *path,
                                                  gint64             *bytes,
                                                  GCancellable       *cancellable,
                                                  GError            **error);
char              *packshot_blob_store_take_temp (PackshotBlobStore  *self,
                                                  const char         *temp_path,
                                                  gint64             *bytes,
                                                  GError            **error);
gboolean           packshot_blob_store_verify    (PackshotBlobStore  *self,
                                                  const char         *sha256,
                                                  GCancellable       *cancellable,
                                                  GError            **error);
gboolean           packshot_blob_store_remove    (PackshotBlobStore  *self,
                                                  const char         *sha256,
                                                  GError            **error);
/* A damaged one is kept in the folder's `damaged` under its name. */
gboolean           packshot_blob_store_set_aside (PackshotBlobStore  *self,
                                                  const char         *sha256,
                                                  GError            **error);
GPtrArray         *packshot_blob_store_list      (PackshotBlobStore  *self,
                                                  GError            **error);

/* Sweeping; times are microseconds UTC. */
GPtrArray         *packshot_blob_store_list_old  (PackshotBlobStore  *self,
                                                  gint64              before,
                                                  GError            **error);
gboolean           packshot_blob_store_sweep     (PackshotBlobStore  *self,
                                                  const char         *sha256,
                                                  gint64              before,
                                                  gint64             *bytes,
                                                  GError            **error);
guint              packshot_blob_store_count_temps (PackshotBlobStore *self);
guint              packshot_blob_store_sweep_temps (PackshotBlobStore *self,
                                                    gint64             before);

/* Needs no store: the SHA-256 of any regular file that is not empty. */
char              *packshot_blob_store_hash_file (const char         *path,
                                                  gint64             *bytes,
                                                  GCancellable       *cancellable,
                                                  GError            **error);

G_END_DECLS
