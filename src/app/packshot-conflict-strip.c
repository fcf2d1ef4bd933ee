/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* One side's gallery as a strip that breaks into lines. All cells are of one size, which follows
 * from the width. Main thread. */

#include "config.h"

#include "packshot-conflict-strip.h"

#include "packshot-well.h"

#include <glib/gi18n.h>

#define GAP 6
#define LEAST 40
#define AT_LEAST_IN_LINE 4
#define MOST 40

struct _PackshotConflictStrip
{
  GtkWidget parent_instance;
};

G_DEFINE_FINAL_TYPE (PackshotConflictStrip, packshot_conflict_strip, GTK_TYPE_WIDGET)

static int
count_cells (GtkWidget *widget)
{
  int n = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n++;
  return n;
}

/* Returns: how many stand in a line; *size is their width. */
static int
strip_divide (GtkWidget *widget,
              int        width,
              int       *size)
{
  int n = MAX (AT_LEAST_IN_LINE, MIN (count_cells (widget), (width + GAP) / (LEAST + GAP)));

  *size = MAX (24, (width - (n - 1) * GAP) / n);
  return n;
}

static int
cell_height (GtkWidget *child,
             int        size)
{
  int height;

  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, size, NULL, &height, NULL, NULL);
  return height + size;
}

static GtkSizeRequestMode
packshot_conflict_strip_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
packshot_conflict_strip_measure (GtkWidget     *widget,
                                 GtkOrientation orientation,
                                 int            for_size,
                                 int           *minimum,
                                 int           *natural,
                                 int           *minimum_baseline,
                                 int           *natural_baseline)
{
  GtkWidget *child = gtk_widget_get_first_child (widget);
  int size, n_in_line, n = count_cells (widget);

  *minimum = *natural = 0;
  for (GtkWidget *cell = child; cell != NULL; cell = gtk_widget_get_next_sibling (cell))
    gtk_widget_measure (cell, GTK_ORIENTATION_HORIZONTAL, -1, &size, NULL, NULL, NULL);
  if (orientation == GTK_ORIENTATION_HORIZONTAL || n == 0)
    return;
  n_in_line = strip_divide (widget, MAX (for_size, 0), &size);
  *minimum = *natural = (n + n_in_line - 1) / n_in_line * (cell_height (child, size) + GAP) - GAP;
}

static void
packshot_conflict_strip_size_allocate (GtkWidget *widget,
                                       int        width,
                                       int        height,
                                       int        baseline)
{
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int size, i = 0, n = strip_divide (widget, width, &size);

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child), i++)
    {
      int h = cell_height (child, size);
      int x = i % n * (size + GAP);
      int least;

      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
      gtk_widget_size_allocate (child, &(GtkAllocation) { rtl ? width - x - size : x,
                                                          i / n * (h + GAP), MAX (size, least), h },
                                -1);
    }
}

static void
strip_clear (PackshotConflictStrip *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
}

static void
packshot_conflict_strip_dispose (GObject *object)
{
  strip_clear (PACKSHOT_CONFLICT_STRIP (object));
  G_OBJECT_CLASS (packshot_conflict_strip_parent_class)->dispose (object);
}

static void
packshot_conflict_strip_class_init (PackshotConflictStripClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = packshot_conflict_strip_dispose;
  widget_class->get_request_mode = packshot_conflict_strip_get_request_mode;
  widget_class->measure = packshot_conflict_strip_measure;
  widget_class->size_allocate = packshot_conflict_strip_size_allocate;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LIST);
}

static void
packshot_conflict_strip_init (PackshotConflictStrip *self)
{
}

GtkWidget *
packshot_conflict_strip_new (void)
{
  return g_object_new (PACKSHOT_TYPE_CONFLICT_STRIP, NULL);
}

/* The well takes what the word under it leaves. */
static GtkWidget *
cell_new (PackshotSession *session,
          gint64           item,
          PackshotImage   *image,
          guint            number,
          gboolean         is_primary,
          gboolean         is_moved)
{
  GtkWidget *cell = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *well = packshot_well_new (0);
  GtkWidget *word;
  const char *title = packshot_image_get_title (image);
  g_autofree char *text = g_strdup_printf ("%u", number);
  g_autofree char *label = NULL;

  gtk_widget_add_css_class (well, "thumb");
  gtk_widget_set_vexpand (well, TRUE);
  packshot_well_set_image (PACKSHOT_WELL (well), session, item, packshot_image_get_id (image),
                           packshot_image_get_sha256 (image));
  gtk_box_append (GTK_BOX (cell), well);
  if (is_primary)
    {
      gtk_widget_add_css_class (well, "ring");
      word = gtk_image_new_from_icon_name ("starred-symbolic");
      gtk_widget_add_css_class (word, "accent");
    }
  else
    {
      word = gtk_label_new (text);
      gtk_widget_add_css_class (word, is_moved ? "moved" : "meta");
      gtk_widget_add_css_class (word, "caption");
      gtk_widget_add_css_class (word, "numeric");
    }
  gtk_widget_set_size_request (word, -1, 18);
  gtk_box_append (GTK_BOX (cell), word);
  /* TRANSLATORS: the number of a picture, and its caption */
  label = g_strdup_printf (is_primary ? _("%u, %s, primary") : _("%u, %s"), number,
                           *title != '\0' ? title : _("no caption"));
  gtk_widget_set_tooltip_text (cell, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (well), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  return cell;
}

/* In the order in which people count. A server that shows its primary first can't hold the
 * primary's own number: it has the one that it has here. */
static GPtrArray *
dup_counted (const PackshotConflictView *view,
             PackshotGallery            *gallery)
{
  GPtrArray *images = g_ptr_array_new ();
  gint64 primary = packshot_gallery_get_primary (gallery);
  PackshotImage *first = NULL;
  int place;

  for (guint i = 0; i < packshot_gallery_get_n (gallery); i++)
    g_ptr_array_add (images, packshot_gallery_get (gallery, i));
  if (gallery != view->server.gallery || view->profile->primary != PACKSHOT_PRIMARY_FLAG ||
      images->len == 0 || packshot_image_get_id (images->pdata[0]) != primary)
    return images;
  place = packshot_gallery_index_of (view->mine.gallery, primary);
  if (place > 0 && place < (int)images->len)
    {
      first = g_ptr_array_steal_index (images, 0);
      g_ptr_array_insert (images, place, first);
    }
  return images;
}

static gboolean
stands_at (GPtrArray *images,
           guint      index,
           gint64     id)
{
  return index < images->len && packshot_image_get_id (images->pdata[index]) == id;
}

/**
 * packshot_conflict_strip_show:
 * @self: a strip
 * @session: where the pictures are
 * @view: a conflict about a gallery
 * @side: whose gallery
 *
 * Where orders differ the numbers of those that stand elsewhere on the other side stand out.
 */
void
packshot_conflict_strip_show (PackshotConflictStrip      *self,
                              PackshotSession            *session,
                              const PackshotConflictView *view,
                              PackshotSide                side)
{
  const PackshotConflictSide *facts = packshot_conflict_get_side (view, side);
  g_autoptr(GPtrArray) images = dup_counted (view, facts->gallery);
  g_autoptr(GPtrArray) others = dup_counted (view, side == PACKSHOT_SIDE_MINE ? view->server.gallery
                                             : view->mine.gallery);
  gint64 primary = packshot_gallery_get_primary (facts->gallery);

  g_return_if_fail (PACKSHOT_IS_CONFLICT_STRIP (self));

  strip_clear (self);
  for (guint i = 0; i < MIN (images->len, MOST); i++)
    {
      PackshotImage *image = images->pdata[i];
      gint64 id = packshot_image_get_id (image);
      gboolean moved = side != PACKSHOT_SIDE_AGREED && view->row.kind == PACKSHOT_CONFLICT_ORDER &&
        !stands_at (others, i, id);

      gtk_widget_set_parent (cell_new (session, view->row.item, image, i + 1, id == primary, moved),
                             GTK_WIDGET (self));
    }
}
