/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include "packshot-blob-store.h"
#include "packshot-store.h"

G_BEGIN_DECLS

/**
 * PackshotBackupFacts:
 * @made_at: microseconds UTC
 * @is_full: whether pictures that a server has are in it too
 * @n_pictures: contents in it
 * @bytes: their sum
 * @n_left_out: contents that only a server has, seen from the backup
 * @missing: (element-type utf8): hashes of contents that are nowhere
 * @kept_as: (nullable): after restoring: where what had been there before is kept
 *
 * What a backup holds, and what became of it.
 */
typedef struct
{
  gint64 made_at;
  gboolean is_full;
  guint n_pictures;
  gint64 bytes;
  guint n_left_out;
  GPtrArray *missing;
  char *kept_as;
} PackshotBackupFacts;

void                 packshot_backup_facts_free (PackshotBackupFacts  *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PackshotBackupFacts, packshot_backup_facts_free)

/* All synchronous, for worker threads. */
PackshotBackupFacts *packshot_backup_write      (const char           *folder,
                                                 PackshotBlobStore    *blobs,
                                                 const char           *path,
                                                 gboolean              full,
                                                 GCancellable         *cancellable,
                                                 GError              **error);
PackshotBackupFacts *packshot_backup_check      (const char           *path,
                                                 GCancellable         *cancellable,
                                                 GError              **error);
PackshotBackupFacts *packshot_backup_restore    (const char           *path,
                                                 const char           *folder,
                                                 GCancellable         *cancellable,
                                                 GError              **error);

G_END_DECLS
