/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include "packshot-blob-store.h"
#include "packshot-store.h"

G_BEGIN_DECLS

/* Problems found, one text each ("item 7: …"); empty when all is well. Only in a write, although
 * nothing is changed: a connection that only reads can't check the search index. */
GPtrArray *packshot_verify_database (PackshotDb         *db,
                                     GError            **error);
/* every hash that must be there as a file: char* */
GPtrArray *packshot_verify_contents (PackshotDb         *db,
                                     GError            **error);
/* who names that content, for people: items and pictures */
char      *packshot_verify_dup_names (PackshotDb        *db,
                                      const char        *sha256,
                                      GError           **error);
/* Reads every one of these files. For a worker, outside of any transaction. */
GPtrArray *packshot_verify_blobs    (PackshotBlobStore  *blobs,
                                     GPtrArray          *hashes,
                                     GCancellable       *cancellable,
                                     GError            **error);

G_END_DECLS
