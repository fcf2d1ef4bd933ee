/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

#pragma once

#include "packshot-item.h"

G_BEGIN_DECLS

#define PACKSHOT_TYPE_SECRETS (packshot_secrets_get_type ())
G_DECLARE_FINAL_TYPE (PackshotSecrets, packshot_secrets, PACKSHOT, SECRETS, GObject)

PackshotSecrets *packshot_secrets_new           (const char           *profile);
gboolean         packshot_secrets_get_keyring   (PackshotSecrets      *self);
void             packshot_secrets_probe_async   (PackshotSecrets      *self,
                                                 GAsyncReadyCallback   callback,
                                                 gpointer              user_data);
gboolean         packshot_secrets_probe_finish  (PackshotSecrets      *self,
                                                 GAsyncResult         *result);
void             packshot_secrets_lookup_async  (PackshotSecrets      *self,
                                                 const PackshotAccount *account,
                                                 GCancellable         *cancellable,
                                                 GAsyncReadyCallback   callback,
                                                 gpointer              user_data);
char            *packshot_secrets_lookup_finish (PackshotSecrets      *self,
                                                 GAsyncResult         *result,
                                                 GError              **error);
void             packshot_secrets_store_async   (PackshotSecrets      *self,
                                                 const PackshotAccount *account,
                                                 const char           *key,
                                                 GCancellable         *cancellable,
                                                 GAsyncReadyCallback   callback,
                                                 gpointer              user_data);
gboolean         packshot_secrets_store_finish  (PackshotSecrets      *self,
                                                 GAsyncResult         *result,
                                                 gboolean             *in_session,
                                                 GError              **error);
void             packshot_secrets_forget        (PackshotSecrets      *self,
                                                 gint64                account);
gboolean         packshot_secrets_is_in_session (PackshotSecrets      *self,
                                                 gint64                account);

G_END_DECLS
