/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include "packshot-sandbox-server.h"
#include "packshot-session-conflicts.h"
#include "packshot-window.h"

G_BEGIN_DECLS

/* Waits for what the main loop will bring; the test's time limit is the guard. */
#define WAIT_UNTIL(condition) \
  G_STMT_START { \
    while (!(condition)) \
      g_main_context_iteration (NULL, TRUE); \
  } G_STMT_END

#define N_ITEMS 8
#define N_PICTURES 4

/* Returns: (transfer full): the path of a picture; from @number N_PICTURES on they come later */
typedef char *(*ConflictsPictureFunc) (const char *folder,
                                       guint       item,
                                       guint       number);

/* A window on a session with a practice server in this process. Each of the first seven items has a
 * conflict; of "primary" there are two. */
typedef struct
{
  char *folder;
  ConflictsPictureFunc picture;
  const char * const *names;
  PackshotSandbox *sandbox;
  PackshotSandboxServer *server;
  PackshotSession *session;
  gint64 items[N_ITEMS];
  PackshotWindow *window;
} ConflictsFixture;

void       conflicts_fixture_set_up      (ConflictsFixture   *fixture,
                                          gconstpointer       data);
void       conflicts_fixture_tear_down   (ConflictsFixture   *fixture,
                                          gconstpointer       data);
/* the open conflicts, as the session has them */
GPtrArray *conflicts_fixture_load        (ConflictsFixture   *fixture);
GtkWidget *conflicts_fixture_find        (GtkWidget          *root,
                                          GType               type,
                                          const char         *property,
                                          const char         *value);
const char *conflicts_fixture_toast      (ConflictsFixture   *fixture);
void       conflicts_fixture_act         (ConflictsFixture   *fixture,
                                          const char         *action);
void       conflicts_fixture_resize      (ConflictsFixture   *fixture,
                                          int                 width,
                                          int                 height);

G_END_DECLS
