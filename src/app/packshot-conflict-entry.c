/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* Lines of the list of conflicts, and the widget that shows one. Headings stand in the model like
 * the rest: lists have no sections on the oldest GTK. Main thread. */

#include "config.h"

#include "packshot-conflict-entry.h"

#include "packshot-conflict-words.h"
#include "packshot-well.h"

#define THUMBNAIL 42

struct _PackshotConflictEntry
{
  GObject               parent_instance;

  PackshotConflictView *view;  /* (owned) (nullable) */
  PackshotConflictKind  kind;
  guint                 n;
};

G_DEFINE_FINAL_TYPE (PackshotConflictEntry, packshot_conflict_entry, G_TYPE_OBJECT)

static void
packshot_conflict_entry_finalize (GObject *object)
{
  g_clear_pointer (&PACKSHOT_CONFLICT_ENTRY (object)->view, packshot_conflict_view_unref);
  G_OBJECT_CLASS (packshot_conflict_entry_parent_class)->finalize (object);
}

static void
packshot_conflict_entry_class_init (PackshotConflictEntryClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = packshot_conflict_entry_finalize;
}

static void
packshot_conflict_entry_init (PackshotConflictEntry *self)
{
}

PackshotConflictEntry *
packshot_conflict_entry_new (PackshotConflictView *view)
{
  PackshotConflictEntry *self = g_object_new (PACKSHOT_TYPE_CONFLICT_ENTRY, NULL);

  self->view = packshot_conflict_view_ref (view);
  self->kind = view->row.kind;
  return self;
}

PackshotConflictEntry *
packshot_conflict_entry_new_heading (PackshotConflictKind kind,
                                     guint                n)
{
  PackshotConflictEntry *self = g_object_new (PACKSHOT_TYPE_CONFLICT_ENTRY, NULL);

  self->kind = kind;
  self->n = n;
  return self;
}

PackshotConflictView *
packshot_conflict_entry_get_view (PackshotConflictEntry *self)
{
  g_return_val_if_fail (PACKSHOT_IS_CONFLICT_ENTRY (self), NULL);

  return self->view;
}

PackshotConflictKind
packshot_conflict_entry_get_kind (PackshotConflictEntry *self)
{
  g_return_val_if_fail (PACKSHOT_IS_CONFLICT_ENTRY (self), PACKSHOT_CONFLICT_CONTENT);

  return self->kind;
}

guint
packshot_conflict_entry_get_count (PackshotConflictEntry *self)
{
  g_return_val_if_fail (PACKSHOT_IS_CONFLICT_ENTRY (self), 0);

  return self->n;
}

/* --- The widget --- */

struct _PackshotConflictLine
{
  GtkWidget        parent_instance;

  PackshotSession *session;  /* (owned) */

  /* Template children */
  GtkWidget       *heading;
  GtkLabel        *kind;
  GtkLabel        *count;
  GtkWidget       *conflict;
  GtkWidget       *place;
  GtkLabel        *name;
  GtkLabel        *since;

  GtkWidget       *well;
};

G_DEFINE_FINAL_TYPE (PackshotConflictLine, packshot_conflict_line, GTK_TYPE_WIDGET)

static void
packshot_conflict_line_dispose (GObject *object)
{
  PackshotConflictLine *self = PACKSHOT_CONFLICT_LINE (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (packshot_conflict_line_parent_class)->dispose (object);
}

static void
packshot_conflict_line_class_init (PackshotConflictLineClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = packshot_conflict_line_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/packshot/Packshot/packshot-conflict-line.ui");
  gtk_widget_class_bind_template_child (widget_class, PackshotConflictLine, heading);
  gtk_widget_class_bind_template_child (widget_class, PackshotConflictLine, kind);
  gtk_widget_class_bind_template_child (widget_class, PackshotConflictLine, count);
  gtk_widget_class_bind_template_child (widget_class, PackshotConflictLine, conflict);
  gtk_widget_class_bind_template_child (widget_class, PackshotConflictLine, place);
  gtk_widget_class_bind_template_child (widget_class, PackshotConflictLine, name);
  gtk_widget_class_bind_template_child (widget_class, PackshotConflictLine, since);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
packshot_conflict_line_init (PackshotConflictLine *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->well = packshot_well_new (THUMBNAIL);
  gtk_widget_add_css_class (self->well, "thumb");
  gtk_widget_set_valign (self->well, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (self->place), self->well);
}

/**
 * packshot_conflict_line_new:
 * @session: where pictures are
 *
 * Returns: (transfer floating): an empty line
 */
GtkWidget *
packshot_conflict_line_new (PackshotSession *session)
{
  PackshotConflictLine *self = g_object_new (PACKSHOT_TYPE_CONFLICT_LINE, NULL);

  self->session = g_object_ref (session);
  return GTK_WIDGET (self);
}

static void
show_conflict (PackshotConflictLine *self,
               PackshotConflictView *view)
{
  g_autofree char *since = packshot_conflict_words_since (view);
  PackshotImage *image = view->mine.image != NULL ? view->mine.image : view->server.image;

  if (image == NULL)
    image = view->agreed.image;
  gtk_label_set_label (self->name, view->item->name);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->name), view->item->name);
  gtk_label_set_label (self->since, since);
  packshot_well_set_image (PACKSHOT_WELL (self->well), self->session, view->row.item,
                           image != NULL ? packshot_image_get_id (image) : 0,
                           image != NULL ? packshot_image_get_sha256 (image) : NULL);
}

/**
 * packshot_conflict_line_set_entry:
 * @self: a line
 * @entry: (nullable): what it shows
 */
void
packshot_conflict_line_set_entry (PackshotConflictLine  *self,
                                  PackshotConflictEntry *entry)
{
  g_autofree char *count = NULL;

  g_return_if_fail (PACKSHOT_IS_CONFLICT_LINE (self));

  if (entry == NULL)
    {
      packshot_well_set_image (PACKSHOT_WELL (self->well), self->session, 0, 0, NULL);
      return;
    }
  gtk_widget_set_visible (self->heading, entry->view == NULL);
  gtk_widget_set_visible (self->conflict, entry->view != NULL);
  if (entry->view != NULL)
    {
      show_conflict (self, entry->view);
      return;
    }
  count = g_strdup_printf ("%u", entry->n);
  gtk_label_set_label (self->kind, packshot_conflict_words_kind (entry->kind));
  gtk_label_set_label (self->count, count);
}
