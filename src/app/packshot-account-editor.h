/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include <adwaita.h>

#include "packshot-session.h"

G_BEGIN_DECLS

#define PACKSHOT_TYPE_ACCOUNT_EDITOR (packshot_account_editor_get_type ())
G_DECLARE_FINAL_TYPE (PackshotAccountEditor, packshot_account_editor, PACKSHOT, ACCOUNT_EDITOR,
                      AdwBin)

/* The fields of one account and its connection test. account has id 0 for a new one, with a name
 * that is proposed. Signals:
 *   saved (gint64 account)
 *   remove-wanted ()
 * Actions: account.test, account.save, account.remove, account.copy-details, account.copy-request,
 * account.open-service. Its back button activates "accounts.back". */
GtkWidget *packshot_account_editor_new         (PackshotSession           *session,
                                                const PackshotAccount     *account);
gint64     packshot_account_editor_get_account (PackshotAccountEditor     *self);
/* What the session knows of it now; NULL for a new one. What was typed stays. */
void       packshot_account_editor_set_view    (PackshotAccountEditor     *self,
                                                const PackshotAccountView *view);
/* Tests the connection, the first time that this is called. */
void       packshot_account_editor_start       (PackshotAccountEditor     *self);
void       packshot_account_editor_focus       (PackshotAccountEditor     *self);
void       packshot_account_editor_set_fold    (PackshotAccountEditor     *self,
                                                gboolean                   back,
                                                gboolean                   compact);

G_END_DECLS
