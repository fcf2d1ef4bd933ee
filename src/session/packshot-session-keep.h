/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include "packshot-backup.h"
#include "packshot-session.h"

G_BEGIN_DECLS

/* --- Backups ---------------------------------------------------------------------------------- */

/* Writes a backup of the profile, which may be in use here and elsewhere. */
void                 packshot_session_backup_async   (PackshotSession      *self,
                                                      const char           *path,
                                                      gboolean              full,
                                                      GCancellable         *cancellable,
                                                      GAsyncReadyCallback   callback,
                                                      gpointer              user_data);
PackshotBackupFacts *packshot_session_backup_finish  (PackshotSession      *self,
                                                      GAsyncResult         *result,
                                                      GError              **error);
/* Puts a backup back into a profile that nobody has open. */
void                 packshot_profile_restore_async  (const char           *data_dir,
                                                      const char           *path,
                                                      GCancellable         *cancellable,
                                                      GAsyncReadyCallback   callback,
                                                      gpointer              user_data);
PackshotBackupFacts *packshot_profile_restore_finish (GAsyncResult         *result,
                                                      GError              **error);

G_END_DECLS
