/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* One side of a conflict. The picture is a square as wide as the column, and less where the window
 * is too low for that.
 *
 *   Mine
 *   You, 08:47
 *   ┌────────┐
 *   │ canvas │
 *   └────────┘
 *   Caption  On the shelf        or the strip of the gallery
 *
 * Main thread. */

#include "config.h"

#include "packshot-conflict-column.h"

#include "packshot-conflict-strip.h"
#include "packshot-words.h"

#include <glib/gi18n.h>

#define GAP 9
#define LEAST 130

struct _PackshotConflictColumn
{
  GtkWidget    parent_instance;

  PackshotSide side;

  GtkWidget   *head;
  GtkWidget   *who;
  GtkWidget   *canvas;
  GtkWidget   *values;
  GtkWidget   *strip;
};

G_DEFINE_FINAL_TYPE (PackshotConflictColumn, packshot_conflict_column, GTK_TYPE_WIDGET)

/* --- Sizes --- */

static GtkWidget *
column_foot (PackshotConflictColumn *self)
{
  return gtk_widget_get_visible (self->strip) ? self->strip : self->values;
}

static int
height_of (GtkWidget *widget,
           int        width)
{
  int least, height;

  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  gtk_widget_measure (widget, GTK_ORIENTATION_VERTICAL, MAX (width, least), NULL, &height, NULL,
                      NULL);
  return height;
}

static GtkSizeRequestMode
packshot_conflict_column_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
packshot_conflict_column_measure (GtkWidget     *widget,
                                  GtkOrientation orientation,
                                  int            for_size,
                                  int           *minimum,
                                  int           *natural,
                                  int           *minimum_baseline,
                                  int           *natural_baseline)
{
  PackshotConflictColumn *self = PACKSHOT_CONFLICT_COLUMN (widget);
  GtkWidget *foot = column_foot (self);
  int head, below, canvas, width;

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      gtk_widget_measure (self->head, orientation, -1, &head, NULL, NULL, NULL);
      gtk_widget_measure (foot, orientation, -1, &below, NULL, NULL, NULL);
      gtk_widget_measure (self->canvas, orientation, -1, &canvas, NULL, NULL, NULL);
      *minimum = MAX (MAX (head, below), canvas);
      *natural = MAX (*minimum, self->side == PACKSHOT_SIDE_AGREED ? 214 : 361);
      return;
    }
  width = for_size >= 0 ? for_size : 214;
  head = height_of (self->head, width) + height_of (foot, width) + 2 * GAP;
  gtk_widget_measure (self->canvas, orientation, -1, &canvas, NULL, NULL, NULL);
  *minimum = head + MIN (width, LEAST);
  *natural = head + width;
}

static void
packshot_conflict_column_size_allocate (GtkWidget *widget,
                                        int        width,
                                        int        height,
                                        int        baseline)
{
  PackshotConflictColumn *self = PACKSHOT_CONFLICT_COLUMN (widget);
  GtkWidget *foot = column_foot (self);
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int head = height_of (self->head, width);
  int below = height_of (foot, width);
  int side = CLAMP (height - head - below - 2 * GAP, MIN (72, width), width);
  int y = head + GAP;

  gtk_widget_size_allocate (self->head, &(GtkAllocation) { 0, 0, width, head }, -1);
  gtk_widget_size_allocate (self->canvas,
                            &(GtkAllocation) { rtl ? width - side : 0, y, side, side }, -1);
  gtk_widget_size_allocate (foot, &(GtkAllocation) { 0, y + side + GAP, width, below }, -1);
}

/* --- Values --- */

static void
values_clear (PackshotConflictColumn *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->values)) != NULL)
    gtk_grid_remove (GTK_GRID (self->values), child);
}

static void
add_value (PackshotConflictColumn *self,
           int                    *row,
           const char             *name,
           const char             *value,
           gboolean                differs)
{
  GtkWidget *key = gtk_label_new (name);
  GtkWidget *text = gtk_label_new (value);

  gtk_widget_add_css_class (key, "meta");
  gtk_widget_add_css_class (key, "caption");
  gtk_widget_add_css_class (text, "caption");
  gtk_label_set_xalign (GTK_LABEL (key), 0);
  gtk_label_set_xalign (GTK_LABEL (text), 0);
  gtk_widget_set_hexpand (text, TRUE);
  gtk_label_set_ellipsize (GTK_LABEL (text), PANGO_ELLIPSIZE_END);
  gtk_widget_set_tooltip_text (text, value);
  if (differs)
    gtk_widget_add_css_class (text, "differs");
  gtk_accessible_update_relation (GTK_ACCESSIBLE (text), GTK_ACCESSIBLE_RELATION_LABELLED_BY, key,
                                  NULL, -1);
  gtk_grid_attach (GTK_GRID (self->values), key, 0, *row, 1, 1);
  gtk_grid_attach (GTK_GRID (self->values), text, 1, *row, 1, 1);
  (*row)++;
}

static char *
dup_position (const PackshotConflictSide *facts)
{
  guint n = packshot_gallery_get_n (facts->gallery);

  return facts->is_primary ? g_strdup_printf (_("%u of %u, primary"), facts->position, n) :
         g_strdup_printf (_("%u of %u"), facts->position, n);
}

/* The same lines on every side, so that the pictures are of one size. */
static void
show_values (PackshotConflictColumn     *self,
             const PackshotConflictView *view,
             const PackshotConflictSide *facts)
{
  PackshotConflictFields differs =
    self->side == PACKSHOT_SIDE_AGREED || facts->image == NULL ? 0 : view->differs;
  const PackshotContent *content = facts->content;
  g_autofree char *pixels = NULL, *bytes = NULL, *position = NULL;
  const char *title = "–", *seen = "–";
  int row = 0;

  if (facts->image != NULL)
    {
      title = packshot_image_get_title (facts->image);
      seen = packshot_image_get_visibility (facts->image) == PACKSHOT_VISIBILITY_PUBLIC ?
        _("everybody") : _("staff only");
      position = dup_position (facts);
    }
  pixels = content != NULL ? packshot_words_pixels (content->width, content->height) : NULL;
  bytes = content != NULL ? packshot_words_bytes (content->bytes) : NULL;
  if (view->profile->has_titles)
    add_value (self, &row, _("Caption"), *title != '\0' ? title : _("none"),
               differs & PACKSHOT_CONFLICT_FIELD_CAPTION);
  if (view->profile->has_visibility)
    add_value (self, &row, _("Seen By"), seen, differs & PACKSHOT_CONFLICT_FIELD_VISIBILITY);
  add_value (self, &row, _("Pixels"), pixels != NULL ? pixels : "–",
             differs & PACKSHOT_CONFLICT_FIELD_PIXELS);
  add_value (self, &row, _("Size"), bytes != NULL ? bytes : "–", FALSE);
  if (view->profile->max_images != 1)
    add_value (self, &row, _("Position"), position != NULL ? position : "–",
               differs & (PACKSHOT_CONFLICT_FIELD_POSITION | PACKSHOT_CONFLICT_FIELD_PRIMARY));
}

/* --- Object --- */

static void
packshot_conflict_column_dispose (GObject *object)
{
  PackshotConflictColumn *self = PACKSHOT_CONFLICT_COLUMN (object);

  g_clear_pointer (&self->head, gtk_widget_unparent);
  g_clear_pointer (&self->canvas, gtk_widget_unparent);
  g_clear_pointer (&self->values, gtk_widget_unparent);
  g_clear_pointer (&self->strip, gtk_widget_unparent);
  G_OBJECT_CLASS (packshot_conflict_column_parent_class)->dispose (object);
}

static void
packshot_conflict_column_class_init (PackshotConflictColumnClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = packshot_conflict_column_dispose;
  widget_class->get_request_mode = packshot_conflict_column_get_request_mode;
  widget_class->measure = packshot_conflict_column_measure;
  widget_class->size_allocate = packshot_conflict_column_size_allocate;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
packshot_conflict_column_init (PackshotConflictColumn *self)
{
}

/**
 * packshot_conflict_column_new:
 * @side: whose
 * @zoom: shared by the columns
 *
 * Returns: (transfer floating): an empty column
 */
GtkWidget *
packshot_conflict_column_new (PackshotSide          side,
                              PackshotConflictZoom *zoom)
{
  PackshotConflictColumn *self = g_object_new (PACKSHOT_TYPE_CONFLICT_COLUMN, NULL);
  GtkWidget *title = gtk_label_new (packshot_conflict_words_side (side));

  self->side = side;
  self->head = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (title, "heading");
  self->who = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->who), 0);
  gtk_label_set_ellipsize (GTK_LABEL (self->who), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (self->who, "caption");
  gtk_widget_add_css_class (self->who, "meta");
  gtk_box_append (GTK_BOX (self->head), title);
  gtk_box_append (GTK_BOX (self->head), self->who);
  self->canvas = packshot_conflict_canvas_new (zoom);
  self->values = gtk_grid_new ();
  gtk_grid_set_row_spacing (GTK_GRID (self->values), 6);
  gtk_grid_set_column_spacing (GTK_GRID (self->values), 18);
  self->strip = packshot_conflict_strip_new ();
  gtk_widget_set_parent (self->head, GTK_WIDGET (self));
  gtk_widget_set_parent (self->canvas, GTK_WIDGET (self));
  gtk_widget_set_parent (self->values, GTK_WIDGET (self));
  gtk_widget_set_parent (self->strip, GTK_WIDGET (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  packshot_conflict_words_side (side), -1);
  return GTK_WIDGET (self);
}

static const char *
missing_word (PackshotConflictColumn     *self,
              const PackshotConflictView *view,
              const PackshotConflictSide *facts)
{
  if (facts->image != NULL)
    return _("Not fetched yet");
  if (view->row.image == 0)
    return _("No primary");
  return self->side == PACKSHOT_SIDE_AGREED ? _("Never agreed") : _("Removed");
}

/**
 * packshot_conflict_column_show:
 * @self: a column
 * @session: where the pictures are
 * @view: a conflict
 */
void
packshot_conflict_column_show (PackshotConflictColumn *self,
                               PackshotSession        *session,
                               PackshotConflictView   *view)
{
  const PackshotConflictSide *facts;
  g_autofree char *who = NULL;
  g_autofree char *label = NULL;
  gboolean whole;

  g_return_if_fail (PACKSHOT_IS_CONFLICT_COLUMN (self));
  g_return_if_fail (view != NULL);

  facts = packshot_conflict_get_side (view, self->side);
  who = packshot_conflict_words_who (view, self->side);
  whole = view->row.image == 0;
  gtk_label_set_label (GTK_LABEL (self->who), who);
  gtk_widget_set_tooltip_text (self->who, who);
  packshot_conflict_canvas_set_picture (PACKSHOT_CONFLICT_CANVAS (self->canvas), session,
                                        facts->image != NULL ?
                                        packshot_image_get_sha256 (facts->image) : NULL,
                                        missing_word (self, view, facts));
  if (facts->content != NULL)
    packshot_conflict_canvas_set_pixels (PACKSHOT_CONFLICT_CANVAS (self->canvas),
                                         facts->content->width, facts->content->height);
  label = g_strdup_printf ("%s: %s", packshot_conflict_words_side (self->side), who);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->canvas), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label, -1);
  values_clear (self);
  gtk_widget_set_visible (self->strip, whole);
  gtk_widget_set_visible (self->values, !whole);
  if (whole)
    packshot_conflict_strip_show (PACKSHOT_CONFLICT_STRIP (self->strip), session, view, self->side);
  else
    show_values (self, view, facts);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

PackshotConflictCanvas *
packshot_conflict_column_get_canvas (PackshotConflictColumn *self)
{
  g_return_val_if_fail (PACKSHOT_IS_CONFLICT_COLUMN (self), NULL);

  return PACKSHOT_CONFLICT_CANVAS (self->canvas);
}
