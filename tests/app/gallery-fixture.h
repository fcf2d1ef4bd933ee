/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include "packshot-demo.h"
#include "packshot-details-pane.h"
#include "packshot-gallery-pane.h"
#include "packshot-gallery-view.h"

G_BEGIN_DECLS

/* Waits for what the main loop will bring; the test's time limit is the guard. */
#define WAIT_UNTIL(condition) \
  G_STMT_START { \
    while (!(condition)) \
      g_main_context_iteration (NULL, TRUE); \
  } G_STMT_END

/* A gallery and its details in a window of their own, on the sample catalog, synced. The catalog is
 * the same for all tests of a program, and what a test has edited is undone after it. */
typedef struct
{
  PackshotSession *session;
  GtkWindow *window;
  PackshotGalleryPane *pane;
  PackshotGalleryView *gallery;
  PackshotDetailsPane *details;
  char *folder;
  GPtrArray *toasts;   /* (element-type utf8): what was said; with "+Undo" where it can be undone */
  guint n_heard;       /* of them */
} Fixture;

typedef struct
{
  const char *path;
  void (* test) (Fixture *, gconstpointer);
} FixtureTest;

/* Runs these, or says that there is no display; returns what main () returns. */
int               fixture_run            (int                  argc,
                                          char               **argv,
                                          const FixtureTest   *tests,
                                          guint                n_tests);

/* Shows the first item of this service with at least so many pictures, and selects none. */
PackshotItemView *fixture_open           (Fixture             *fixture,
                                          PackshotServiceKind  service,
                                          guint                n_images);
PackshotItemView *fixture_view           (Fixture             *fixture);
/* id of the picture at a position */
gint64            fixture_id             (Fixture             *fixture,
                                          guint                position);
/* "1 3 2*": ids of @ids as their places in the gallery now, the primary with a star */
char             *fixture_order          (Fixture             *fixture,
                                          GArray              *ids);
GArray           *fixture_dup_ids        (Fixture             *fixture);
void              fixture_select         (Fixture             *fixture,
                                          guint                from,
                                          guint                to);
/* waits for the next toast that was not heard yet */
const char       *fixture_toast          (Fixture             *fixture);
void              fixture_undo           (Fixture             *fixture);
/* a new file with a picture that no other file has */
GFile            *fixture_picture        (Fixture             *fixture,
                                          guint                number);

/* The first widget of a type below another, in which @property has @value (if not NULL). */
GtkWidget        *find_widget            (GtkWidget           *root,
                                          GType                type,
                                          const char          *property,
                                          const char          *value);
guint             count_widgets          (GtkWidget           *root,
                                          GType                type,
                                          gboolean             mapped);
/* a key as the widget's own shortcuts know it: "<Alt>Left"; whether somebody took it */
gboolean          press                  (GtkWidget           *widget,
                                          const char          *key);
/* lets something fall on a widget's drop target for it */
gboolean          drop                   (GtkWidget           *widget,
                                          const GValue        *value,
                                          double               x,
                                          double               y);

G_END_DECLS
