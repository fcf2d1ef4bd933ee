/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* The page of conflicts, on a display: the list, the columns, what the buttons decide, undo. */

#include "config.h"

#include "conflicts-fixture.h"

#include "packshot-conflict-canvas.h"
#include "packshot-conflict-list.h"
#include "packshot-conflict-page.h"
#include "packshot-style.h"
#include "packshot-test.h"

static GtkWidget *
find (ConflictsFixture *fixture,
      GType             type,
      const char       *property,
      const char       *value)
{
  return conflicts_fixture_find (GTK_WIDGET (fixture->window), type, property, value);
}

static PackshotConflictList *
open_page (ConflictsFixture *fixture)
{
  GtkWidget *list;

  conflicts_fixture_act (fixture, "win.show-conflicts");
  WAIT_UNTIL ((list = find (fixture, PACKSHOT_TYPE_CONFLICT_LIST, NULL, NULL)) != NULL &&
              packshot_conflict_list_get_n (PACKSHOT_CONFLICT_LIST (list)) == 7);
  return PACKSHOT_CONFLICT_LIST (list);
}

static gint64
select_kind (ConflictsFixture     *fixture,
             PackshotConflictList *list,
             PackshotConflictKind  kind)
{
  g_autoptr(GPtrArray) all = packshot_conflict_list_dup_all (list);

  for (guint i = 0; i < all->len; i++)
    {
      gint64 id = ((PackshotConflictView *)all->pdata[i])->row.id;

      if (((PackshotConflictView *)all->pdata[i])->row.kind != kind)
        continue;
      packshot_conflict_list_select (list, id);
      return id;
    }
  g_assert_not_reached ();
}

static gboolean
is_open (ConflictsFixture *fixture,
         gint64            conflict)
{
  g_autoptr(GPtrArray) views = conflicts_fixture_load (fixture);

  for (guint i = 0; i < views->len; i++)
    if (((PackshotConflictView *)views->pdata[i])->row.id == conflict)
      return TRUE;
  return FALSE;
}

/* Kinds in the order in which they are decided, each conflict under its heading. */
static void
test_list (ConflictsFixture *fixture,
           gconstpointer     data)
{
  static const PackshotConflictKind kinds[] = {
    PACKSHOT_CONFLICT_CONTENT, PACKSHOT_CONFLICT_PRIMARY, PACKSHOT_CONFLICT_PRIMARY,
    PACKSHOT_CONFLICT_ORDER, PACKSHOT_CONFLICT_TITLE, PACKSHOT_CONFLICT_REMOVED_THERE,
    PACKSHOT_CONFLICT_REMOVED_HERE
  };
  PackshotConflictList *list = open_page (fixture);
  g_autoptr(GPtrArray) all = packshot_conflict_list_dup_all (list);
  g_autoptr(GPtrArray) selected = NULL;

  g_assert_cmpuint (all->len, ==, G_N_ELEMENTS (kinds));
  for (guint i = 0; i < all->len; i++)
    g_assert_cmpint (((PackshotConflictView *)all->pdata[i])->row.kind, ==, kinds[i]);
  g_assert_nonnull (find (fixture, GTK_TYPE_LABEL, "label", "Different Primary"));

  select_kind (fixture, list, PACKSHOT_CONFLICT_CONTENT);
  packshot_conflict_list_step (list, 1, FALSE);
  g_assert_cmpint (packshot_conflict_list_get_current (list)->row.kind, ==,
                   PACKSHOT_CONFLICT_PRIMARY);
  g_assert_cmpuint (packshot_conflict_list_get_number (list), ==, 2);
  packshot_conflict_list_step (list, 1, TRUE);
  selected = packshot_conflict_list_dup_selected (list);
  g_assert_cmpuint (selected->len, ==, 2);
  g_assert_nonnull (find (fixture, ADW_TYPE_WINDOW_TITLE, "subtitle",
                          "Primary · 2 of 7 conflicts selected"));
  g_assert_nonnull (find (fixture, GTK_TYPE_BUTTON, "label", "Keep Mine for 2"));

  /* Headings are never among what is selected. */
  conflicts_fixture_act (fixture, "conflicts.select-all");
  g_assert_nonnull (find (fixture, GTK_TYPE_BUTTON, "label", "Keep Mine for 7"));
}

static void
test_columns (ConflictsFixture *fixture,
              gconstpointer     data)
{
  PackshotConflictList *list = open_page (fixture);
  GtkWidget *canvas;

  select_kind (fixture, list, PACKSHOT_CONFLICT_CONTENT);
  g_assert_nonnull (find (fixture, ADW_TYPE_WINDOW_TITLE, "subtitle",
                          "Picture 2 of 4 · conflict 1 of 7"));
  g_assert_nonnull (find (fixture, GTK_TYPE_LABEL, "label", "In hand"));
  canvas = find (fixture, PACKSHOT_TYPE_CONFLICT_CANVAS, NULL, NULL);
  WAIT_UNTIL (packshot_conflict_canvas_get_texture (PACKSHOT_CONFLICT_CANVAS (canvas)) != NULL);

  select_kind (fixture, list, PACKSHOT_CONFLICT_TITLE);
  g_assert_nonnull (find (fixture, GTK_TYPE_LABEL, "label", "Front"));
  g_assert_nonnull (find (fixture, GTK_TYPE_LABEL, "label", "Front of the carton"));
  g_assert_nonnull (find (fixture, GTK_TYPE_LABEL, "label", "Carton, front"));
  select_kind (fixture, list, PACKSHOT_CONFLICT_REMOVED_THERE);
  WAIT_UNTIL (find (fixture, GTK_TYPE_LABEL, "label", "Removed") != NULL);
  select_kind (fixture, list, PACKSHOT_CONFLICT_PRIMARY);
  g_assert_nonnull (find (fixture, GTK_TYPE_LABEL, "label",
                          "You and the server chose different primary pictures. Everything else on "
                          "the item is synced as usual."));
}

/* One is decided, the next opens, undo opens the former again. */
static void
test_decide (ConflictsFixture *fixture,
             gconstpointer     data)
{
  PackshotConflictList *list = open_page (fixture);
  gint64 id = select_kind (fixture, list, PACKSHOT_CONFLICT_CONTENT);

  conflicts_fixture_act (fixture, "conflicts.keep-both");
  WAIT_UNTIL (g_strcmp0 (conflicts_fixture_toast (fixture), "Kept both") == 0);
  g_assert_false (is_open (fixture, id));
  WAIT_UNTIL (packshot_conflict_list_get_n (list) == 6);
  g_assert_cmpint (packshot_conflict_list_get_current (list)->row.kind, ==,
                   PACKSHOT_CONFLICT_PRIMARY);

  conflicts_fixture_act (fixture, "win.undo");
  WAIT_UNTIL (packshot_conflict_list_get_n (list) == 7);
  g_assert_true (is_open (fixture, id));
  WAIT_UNTIL (packshot_conflict_list_get_current (list)->row.id == id);
}

/* Why both can't be kept is said, and nothing is done. */
static void
test_both (ConflictsFixture *fixture,
           gconstpointer     data)
{
  PackshotConflictList *list = open_page (fixture);
  gint64 id = select_kind (fixture, list, PACKSHOT_CONFLICT_PRIMARY);

  g_assert_nonnull (find (fixture, GTK_TYPE_BUTTON, "tooltip-text", "An Item Has One Primary"));
  conflicts_fixture_act (fixture, "conflicts.keep-both");
  WAIT_UNTIL (g_strcmp0 (conflicts_fixture_toast (fixture), "An Item Has One Primary") == 0);
  g_assert_true (is_open (fixture, id));
}

static void
test_all (ConflictsFixture *fixture,
          gconstpointer     data)
{
  PackshotConflictList *list = open_page (fixture);

  gtk_widget_activate_action (GTK_WIDGET (list), "conflicts.scope", "i", 3);
  g_assert_nonnull (find (fixture, GTK_TYPE_BUTTON, "label", "Keep Server’s for 7"));
  conflicts_fixture_act (fixture, "conflicts.keep-server");
  WAIT_UNTIL (g_strcmp0 (conflicts_fixture_toast (fixture),
                         "Kept the server’s for 7 conflicts") == 0);
  WAIT_UNTIL (find (fixture, ADW_TYPE_STATUS_PAGE, "title", "No Conflicts") != NULL);
  conflicts_fixture_act (fixture, "win.undo");
  WAIT_UNTIL (find (fixture, PACKSHOT_TYPE_CONFLICT_LIST, NULL, NULL) != NULL &&
              packshot_conflict_list_get_n (list) == 7);
}

static void
test_zoom (ConflictsFixture *fixture,
           gconstpointer     data)
{
  PackshotConflictList *list = open_page (fixture);

  GtkWidget *canvas;

  select_kind (fixture, list, PACKSHOT_CONFLICT_CONTENT);
  canvas = find (fixture, PACKSHOT_TYPE_CONFLICT_CANVAS, NULL, NULL);
  WAIT_UNTIL (packshot_conflict_canvas_get_texture (PACKSHOT_CONFLICT_CANVAS (canvas)) != NULL);
  g_assert_nonnull (find (fixture, GTK_TYPE_BUTTON, "label", "Fit"));
  conflicts_fixture_act (fixture, "conflicts.zoom-in");
  g_assert_null (find (fixture, GTK_TYPE_BUTTON, "label", "Fit"));
  conflicts_fixture_act (fixture, "conflicts.zoom-fit");
  g_assert_nonnull (find (fixture, GTK_TYPE_BUTTON, "label", "Fit"));
  conflicts_fixture_act (fixture, "conflicts.flicker");
  conflicts_fixture_act (fixture, "conflicts.flicker");
}

/* A narrow page shows the list, then the conflict, and goes back the same way. */
static void
test_narrow (ConflictsFixture *fixture,
             gconstpointer     data)
{
  PackshotConflictList *list = open_page (fixture);

  conflicts_fixture_resize (fixture, 800, 600);
  WAIT_UNTIL (find (fixture, PACKSHOT_TYPE_CONFLICT_CANVAS, NULL, NULL) == NULL);
  g_signal_emit_by_name (list, "activated");
  WAIT_UNTIL (find (fixture, PACKSHOT_TYPE_CONFLICT_CANVAS, NULL, NULL) != NULL);
  g_assert_null (find (fixture, PACKSHOT_TYPE_CONFLICT_LIST, NULL, NULL));
  conflicts_fixture_act (fixture, "conflicts.back");
  WAIT_UNTIL (find (fixture, PACKSHOT_TYPE_CONFLICT_LIST, NULL, NULL) != NULL);
  conflicts_fixture_act (fixture, "conflicts.back");
  WAIT_UNTIL (find (fixture, PACKSHOT_TYPE_CONFLICT_PAGE, NULL, NULL) == NULL);
}

#define ADD(path, func) \
  g_test_add (path, ConflictsFixture, NULL, conflicts_fixture_set_up, func, \
              conflicts_fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  gtk_disable_setlocale (); /* words are compared as they stand in the source */
  if (!gtk_init_check ())
    {
      g_print ("1..0 # SKIP no display\n");
      return 0;
    }
  adw_init ();
  packshot_style_load (gdk_display_get_default ());
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);

  ADD ("/app/conflicts/list", test_list);
  ADD ("/app/conflicts/columns", test_columns);
  ADD ("/app/conflicts/decide", test_decide);
  ADD ("/app/conflicts/both", test_both);
  ADD ("/app/conflicts/all", test_all);
  ADD ("/app/conflicts/zoom", test_zoom);
  ADD ("/app/conflicts/narrow", test_narrow);

  return g_test_run ();
}
