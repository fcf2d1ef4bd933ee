/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* Columns of 214 : 361 : 361, or a column and as many buttons as there are. Main thread. */

#include "config.h"

#include "packshot-conflict-layout.h"

#define FIRST 214
#define OTHERS (361 * 2)
#define GAP 24
#define COLUMN_GAP 18

struct _PackshotConflictLayout
{
  GtkLayoutManager parent_instance;

  int              spacing;
};

G_DEFINE_FINAL_TYPE (PackshotConflictLayout, packshot_conflict_layout, GTK_TYPE_LAYOUT_MANAGER)

static int
first_width (int width)
{
  return MAX (0, width - GAP - COLUMN_GAP) * FIRST / (FIRST + OTHERS);
}

static int
count_children (GtkWidget *widget)
{
  int n = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n++;
  return n;
}

static int
child_width (PackshotConflictLayout *self,
             GtkWidget              *widget,
             int                     index,
             int                     width)
{
  int first = first_width (width);
  int n = count_children (widget) - 1;

  if (index == 0)
    return first;
  return MAX (0, (width - first - GAP - (n - 1) * self->spacing) / MAX (n, 1));
}

static GtkSizeRequestMode
packshot_conflict_layout_get_request_mode (GtkLayoutManager *layout,
                                           GtkWidget        *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

/* How wide all is when a child gets what it asks for. */
static int
width_for (PackshotConflictLayout *self,
           int                     index,
           int                     n,
           int                     wish)
{
  if (index == 0)
    return wish * (FIRST + OTHERS) / FIRST + GAP + COLUMN_GAP;
  return (wish * n + (n - 1) * self->spacing - COLUMN_GAP) * (FIRST + OTHERS) / OTHERS + GAP +
         COLUMN_GAP + n;
}

static void
packshot_conflict_layout_measure (GtkLayoutManager *layout,
                                  GtkWidget        *widget,
                                  GtkOrientation    orientation,
                                  int               for_size,
                                  int              *minimum,
                                  int              *natural,
                                  int              *minimum_baseline,
                                  int              *natural_baseline)
{
  PackshotConflictLayout *self = PACKSHOT_CONFLICT_LAYOUT (layout);
  int n = count_children (widget) - 1;
  int i = 0;

  *minimum = *natural = 0;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child), i++)
    {
      int min, nat, size = -1;

      if (orientation == GTK_ORIENTATION_VERTICAL && for_size >= 0)
        {
          gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &min, NULL, NULL, NULL);
          size = MAX (min, child_width (self, widget, i, for_size));
        }
      gtk_widget_measure (child, orientation, size, &min, &nat, NULL, NULL);
      if (orientation == GTK_ORIENTATION_HORIZONTAL)
        {
          min = width_for (self, i, n, min);
          nat = width_for (self, i, n, nat);
        }
      *minimum = MAX (*minimum, min);
      *natural = MAX (*natural, nat);
    }
}

static void
packshot_conflict_layout_allocate (GtkLayoutManager *layout,
                                   GtkWidget        *widget,
                                   int               width,
                                   int               height,
                                   int               baseline)
{
  PackshotConflictLayout *self = PACKSHOT_CONFLICT_LAYOUT (layout);
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int x = 0, i = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child), i++)
    {
      int w = child_width (self, widget, i, width);
      int least;

      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
      w = MAX (w, least);
      gtk_widget_size_allocate (child, &(GtkAllocation) { rtl ? width - x - w : x, 0, w, height },
                                -1);
      x += w + (i == 0 ? GAP : self->spacing);
    }
}

static void
packshot_conflict_layout_class_init (PackshotConflictLayoutClass *klass)
{
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  layout_class->get_request_mode = packshot_conflict_layout_get_request_mode;
  layout_class->measure = packshot_conflict_layout_measure;
  layout_class->allocate = packshot_conflict_layout_allocate;
}

static void
packshot_conflict_layout_init (PackshotConflictLayout *self)
{
}

/**
 * packshot_conflict_layout_new:
 * @spacing: between all but the first
 *
 * Returns: (transfer full): a layout manager
 */
GtkLayoutManager *
packshot_conflict_layout_new (int spacing)
{
  PackshotConflictLayout *self = g_object_new (PACKSHOT_TYPE_CONFLICT_LAYOUT, NULL);

  self->spacing = spacing;
  return GTK_LAYOUT_MANAGER (self);
}

/* --- The widget --- */

struct _PackshotConflictColumns
{
  GtkWidget parent_instance;
};

G_DEFINE_FINAL_TYPE (PackshotConflictColumns, packshot_conflict_columns, GTK_TYPE_WIDGET)

static void
packshot_conflict_columns_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (packshot_conflict_columns_parent_class)->dispose (object);
}

static void
packshot_conflict_columns_class_init (PackshotConflictColumnsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = packshot_conflict_columns_dispose;
}

static void
packshot_conflict_columns_init (PackshotConflictColumns *self)
{
}

/**
 * packshot_conflict_columns_new:
 * @spacing: between all but the first
 *
 * Returns: (transfer floating): a widget without children
 */
GtkWidget *
packshot_conflict_columns_new (int spacing)
{
  GtkWidget *self = g_object_new (PACKSHOT_TYPE_CONFLICT_COLUMNS, NULL);

  gtk_widget_set_layout_manager (self, packshot_conflict_layout_new (spacing));
  return self;
}

void
packshot_conflict_columns_append (PackshotConflictColumns *self,
                                  GtkWidget               *child)
{
  g_return_if_fail (PACKSHOT_IS_CONFLICT_COLUMNS (self));

  gtk_widget_set_parent (child, GTK_WIDGET (self));
}
