/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include "packshot-demo.h"
#include "packshot-item-list.h"
#include "packshot-panes.h"
#include "packshot-window.h"

G_BEGIN_DECLS

/* Waits for what the main loop will bring; the test's time limit is the guard. */
#define WAIT_UNTIL(condition) \
  G_STMT_START { \
    while (!(condition)) \
      g_main_context_iteration (NULL, TRUE); \
  } G_STMT_END

/* The main window on a session of the sample catalog or on an empty one. Edits are undone
 * after each test. */
typedef struct
{
  PackshotSession *session;
  GSettings *settings;
  PackshotWindow *window;
  PackshotPanes *panes;
  PackshotItemList *items;
} WindowFixture;

typedef struct
{
  const char *path;
  void (* test) (WindowFixture *, gconstpointer);
} WindowTest;

/* Runs these on the sample catalog, then those on an empty profile; or says that there is no
 * display. */
int        window_fixture_run    (int                argc,
                                  char             **argv,
                                  const WindowTest  *tests,
                                  guint              n_tests,
                                  const WindowTest  *empty_tests,
                                  guint              n_empty_tests);
/* waits until the window has content of this width and has folded */
void       window_fixture_resize (WindowFixture     *fixture,
                                  int                width,
                                  int                height,
                                  PackshotFold       fold);
/* the first item with a GTIN and so many pictures */
gint64     window_fixture_find   (WindowFixture     *fixture,
                                  guint              n_images);
PackshotItemView *window_fixture_load (WindowFixture *fixture,
                                       gint64         item);
/* an edit that changes the primary of the item, without the window's help */
void       window_fixture_star   (WindowFixture     *fixture,
                                  gint64             item);
void       window_fixture_act    (WindowFixture     *fixture,
                                  const char        *action,
                                  const char        *format,
                                  ...);
/* a key of the window, as "<Control>f"; whether it has one */
gboolean   window_fixture_press  (WindowFixture     *fixture,
                                  const char        *key);

/* The first widget of a type below another, in which @property has @value (if not NULL). */
GtkWidget *window_find           (GtkWidget         *root,
                                  GType              type,
                                  const char        *property,
                                  const char        *value);
/* the text that a toast shows now, or NULL */
const char *window_toast         (WindowFixture     *fixture);

G_END_DECLS
