/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include <adwaita.h>

#include "packshot-session.h"

G_BEGIN_DECLS

#define PACKSHOT_TYPE_ACCOUNTS_PAGE (packshot_accounts_page_get_type ())
G_DECLARE_FINAL_TYPE (PackshotAccountsPage, packshot_accounts_page, PACKSHOT, ACCOUNTS_PAGE, AdwBin)

/* All accounts, and one of them. Signal: close (). Actions: accounts.add, accounts.back,
 * accounts.close. It is a descendant of an AdwToastOverlay, which offers to take a removal back. */
GtkWidget *packshot_accounts_page_new  (PackshotSession      *session);
void       packshot_accounts_page_open (PackshotAccountsPage *self);
/* 0: a new one */
void       packshot_accounts_page_show (PackshotAccountsPage *self,
                                        gint64                account);

G_END_DECLS
