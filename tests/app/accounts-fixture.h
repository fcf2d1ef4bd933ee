/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include "packshot-account-editor.h"
#include "packshot-accounts-page.h"
#include "packshot-sandbox-server.h"

G_BEGIN_DECLS

/* Waits for what the main loop will bring; the test's time limit is the guard. */
#define WAIT_UNTIL(condition) \
  G_STMT_START { \
    while (!(condition)) \
      g_main_context_iteration (NULL, TRUE); \
  } G_STMT_END

/* The accounts page on a real session, with a practice server in this process. Toasts without a
 * button are caught where the window would show them. */
typedef struct
{
  PackshotSandbox *sandbox;
  PackshotSandboxServer *server;
  PackshotSession *session;
  GtkWindow *window;
  PackshotAccountsPage *page;
  char *folder;
  GPtrArray *toasts;  /* (element-type utf8) */
  guint n_closed;
} Fixture;

typedef struct
{
  const char *path;
  void (* test) (Fixture *, gconstpointer);
} AccountsTest;

/* Runs them, or says that there is no display. */
int accounts_run (int argc, char **argv, const AccountsTest *tests, guint n_tests);
/* The first mapped widget of a type, in which a text property begins with @value (if not NULL). */
GtkWidget *find (GtkWidget *root, GType type, const char *property, const char *value);
GtkWidget *find_row (Fixture *fixture, const char *title);
GtkWidget *find_button (Fixture *fixture, const char *label);
GtkWidget *find_editor (Fixture *fixture);
void wait_for_row (Fixture *fixture, const char *title);
void set_field (Fixture *fixture, const char *title, const char *text);
gboolean can (Fixture *fixture, const char *label);
void click (Fixture *fixture, const char *label);
const char *wait_for_toast (Fixture *fixture, guint number);
GPtrArray *list_accounts (Fixture *fixture);
guint count_accounts (Fixture *fixture);
guint count_calls (Fixture *fixture);
const char *credential (Fixture *fixture, PackshotSandboxCredential which);
const char *address (Fixture *fixture);
/* An account that is saved without the page. */
gint64 save_account (Fixture *fixture, PackshotServiceKind service, PackshotSandboxCredential which,
                     const char *name);
void choose_service (Fixture *fixture, const char *name);
/* Shows a saved account and waits for the test that is made of it. */
void open_account (Fixture *fixture, gint64 account, const char *line);
void open_window (Fixture *fixture, int width);

G_END_DECLS
