/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include "packshot-blob-store.h"
#include "packshot-store.h"

G_BEGIN_DECLS

/**
 * PackshotSweepFacts:
 * @n_trash: pictures whose time in the trash is over
 * @n_contents: contents that nobody names any more
 * @bytes: their sum
 * @n_temps: files that a crash left behind
 * @in_use: whether contents were left alone, because another process has the profile open
 *
 * What was removed.
 */
typedef struct
{
  guint n_trash;
  guint n_contents;
  gint64 bytes;
  guint n_temps;
  gboolean in_use;
} PackshotSweepFacts;

/* In a write: removes those of @hashes (from packshot_blob_store_list_old()) that no row names. */
gboolean   packshot_sweep_contents (PackshotDb          *db,
                                    PackshotBlobStore   *blobs,
                                    GPtrArray           *hashes,
                                    gint64               before,
                                    PackshotSweepFacts  *facts,
                                    GError             **error);
/* Everything of a crash in the profile's folder; for a worker. */
guint      packshot_sweep_files    (const char          *folder,
                                    PackshotBlobStore   *blobs,
                                    gint64               before);
/* A copy of the database beside it, for the day on which it can't be read. For a worker. */
gboolean   packshot_sweep_copy     (const char          *folder,
                                    GError             **error);

G_END_DECLS
