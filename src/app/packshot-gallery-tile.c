/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* One picture of a gallery: the picture itself, square and as wide as the tile, and two or three
 * lines of words below. All that it shows is derived from the item view it was given last, which
 * it keeps; only the fraction that has been sent comes by itself. Main thread. The star and the
 * check circle act through the gallery's actions and signals; a tile changes nothing itself.
 */

#include "config.h"

#include "packshot-gallery-tile.h"

#include "packshot-gallery-checks.h"
#include "packshot-gallery-geometry.h"
#include "packshot-well.h"
#include "packshot-words.h"

#include <glib/gi18n.h>

#define TEXT_GAP 6
#define TEXT_GAP_LARGE 12

struct _PackshotGalleryTile
{
  GtkWidget                 parent_instance;

  /* Owned */
  PackshotSession          *session;
  PackshotItemView         *view;

  /* Borrowed from @view */
  PackshotImageView        *image;

  PackshotGalleryTileStyle  style;
  double                    progress;
  gboolean                  selected;
  gboolean                  many;

  GtkEventControllerMotion *motion; /* borrowed: the widget's own */

  /* Template children */
  GtkWidget                *picture;
  PackshotWell             *well;
  GtkWidget                *progress_bar;
  GtkWidget                *check;
  GtkWidget                *text;
  GtkLabel                 *number;
  GtkLabel                 *caption;
  GtkImage                 *visibility;
  GtkLabel                 *facts;
  GtkSpinner               *spinner;
  GtkImage                 *icon;
  GtkLabel                 *word;
  GtkWidget                *checks;
  GtkWidget                *star;
};

G_DEFINE_FINAL_TYPE (PackshotGalleryTile, packshot_gallery_tile, GTK_TYPE_WIDGET)

enum
{
  SELECT_TOGGLED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
show_check (PackshotGalleryTile *self)
{
  gboolean hovered = gtk_event_controller_motion_contains_pointer (self->motion);

  gtk_widget_set_visible (self->check, self->many && (self->selected || hovered));
}

static void
check_toggled_cb (GtkCheckButton      *check,
                  PackshotGalleryTile *self)
{
  if (gtk_check_button_get_active (check) == self->selected)
    return;
  gtk_check_button_set_active (check, self->selected); /* the gallery decides */
  g_signal_emit (self, signals[SELECT_TOGGLED], 0);
}

static int
get_text_gap (PackshotGalleryTile *self)
{
  return self->style == PACKSHOT_GALLERY_TILE_PLAIN ? TEXT_GAP : TEXT_GAP_LARGE;
}

static void
packshot_gallery_tile_measure (GtkWidget     *widget,
                               GtkOrientation orientation,
                               int            for_size,
                               int           *minimum,
                               int           *natural,
                               int           *minimum_baseline,
                               int           *natural_baseline)
{
  PackshotGalleryTile *self = PACKSHOT_GALLERY_TILE (widget);
  int least = PACKSHOT_GALLERY_TILE_MIN - 2 * PACKSHOT_GALLERY_PADDING;
  int text_min, text_nat, picture;

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = *natural = least;
      return;
    }
  if (for_size < 0)
    for_size = least;
  /* The picture is asked too, for GTK does not allocate what it has not measured. */
  gtk_widget_measure (self->picture, orientation, for_size, &picture, NULL, NULL, NULL);
  gtk_widget_measure (self->text, orientation, for_size, &text_min, &text_nat, NULL, NULL);
  *minimum = for_size + get_text_gap (self) + text_min;
  *natural = for_size + get_text_gap (self) + text_nat;
}

static void
packshot_gallery_tile_size_allocate (GtkWidget *widget,
                                     int        width,
                                     int        height,
                                     int        baseline)
{
  PackshotGalleryTile *self = PACKSHOT_GALLERY_TILE (widget);
  int top = width + get_text_gap (self);
  int least, wanted;

  gtk_widget_measure (self->picture, GTK_ORIENTATION_VERTICAL, width, NULL, NULL, NULL, NULL);
  gtk_widget_size_allocate (self->picture, &(GtkAllocation) { 0, 0, width, width }, -1);
  gtk_widget_measure (self->text, GTK_ORIENTATION_VERTICAL, width, &least, &wanted, NULL, NULL);
  height = MAX (least, MIN (wanted, height - top));
  gtk_widget_size_allocate (self->text, &(GtkAllocation) { 0, top, width, height }, -1);
}

static GtkSizeRequestMode
packshot_gallery_tile_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
packshot_gallery_tile_dispose (GObject *object)
{
  PackshotGalleryTile *self = PACKSHOT_GALLERY_TILE (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  self->image = NULL;
  g_clear_object (&self->session);
  g_clear_pointer (&self->view, packshot_item_view_unref);
  G_OBJECT_CLASS (packshot_gallery_tile_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, PackshotGalleryTile, picture);
  gtk_widget_class_bind_template_child (widget_class, PackshotGalleryTile, well);
  gtk_widget_class_bind_template_child_full (widget_class, "progress", FALSE,
                                             G_STRUCT_OFFSET (PackshotGalleryTile, progress_bar));
  gtk_widget_class_bind_template_child (widget_class, PackshotGalleryTile, check);
  gtk_widget_class_bind_template_child (widget_class, PackshotGalleryTile, text);
  gtk_widget_class_bind_template_child (widget_class, PackshotGalleryTile, number);
  gtk_widget_class_bind_template_child (widget_class, PackshotGalleryTile, caption);
  gtk_widget_class_bind_template_child (widget_class, PackshotGalleryTile, visibility);
  gtk_widget_class_bind_template_child (widget_class, PackshotGalleryTile, facts);
  gtk_widget_class_bind_template_child (widget_class, PackshotGalleryTile, spinner);
  gtk_widget_class_bind_template_child (widget_class, PackshotGalleryTile, icon);
  gtk_widget_class_bind_template_child (widget_class, PackshotGalleryTile, word);
  gtk_widget_class_bind_template_child (widget_class, PackshotGalleryTile, checks);
  gtk_widget_class_bind_template_child (widget_class, PackshotGalleryTile, star);
  gtk_widget_class_bind_template_callback (widget_class, check_toggled_cb);
}

static void
packshot_gallery_tile_class_init (PackshotGalleryTileClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = packshot_gallery_tile_dispose;
  widget_class->measure = packshot_gallery_tile_measure;
  widget_class->size_allocate = packshot_gallery_tile_size_allocate;
  widget_class->get_request_mode = packshot_gallery_tile_get_request_mode;

  signals[SELECT_TOGGLED] = g_signal_new ("select-toggled", G_TYPE_FROM_CLASS (klass),
                                          G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (PACKSHOT_TYPE_WELL);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/packshot/Packshot/packshot-gallery-tile.ui");
  bind_children (widget_class);
  gtk_widget_class_set_css_name (widget_class, "tile");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GRID_CELL);
}

static void
packshot_gallery_tile_init (PackshotGalleryTile *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  self->motion = GTK_EVENT_CONTROLLER_MOTION (motion);
  g_signal_connect_swapped (motion, "notify::contains-pointer", G_CALLBACK (show_check), self);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
}

static void
set_class (GtkWidget  *widget,
           const char *name,
           gboolean    set)
{
  if (set)
    gtk_widget_add_css_class (widget, name);
  else
    gtk_widget_remove_css_class (widget, name);
}

/* "Customer picture" */
static char *
dup_kind_picture (PackshotItemView *view)
{
  const char *kind = packshot_words_kind (view->account->service, view->item->kind);
  g_autofree char *first = g_utf8_substring (kind, 0, 1);
  g_autofree char *upper = g_utf8_strup (first, -1);
  g_autofree char *name = g_strconcat (upper, g_utf8_next_char (kind), NULL);

  return g_strdup_printf (_("%s picture"), name);
}

static void
update_caption (PackshotGalleryTile *self)
{
  gboolean single = self->style == PACKSHOT_GALLERY_TILE_SINGLE;
  const char *title = packshot_image_get_title (self->image->image);
  gboolean captioned = single || *title != '\0';
  g_autofree char *number = g_strdup_printf ("%u", self->image->position);
  g_autofree char *kind = NULL;

  if (single)
    kind = dup_kind_picture (self->view);
  gtk_label_set_label (self->number, number);
  gtk_widget_set_visible (GTK_WIDGET (self->number), !single);
  gtk_label_set_label (self->caption, single ? kind : captioned ? title : _("No caption"));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->caption), captioned ? title : NULL);
  set_class (GTK_WIDGET (self->caption), "meta", !captioned);
  set_class (GTK_WIDGET (self->caption), "heading", captioned
             && self->style != PACKSHOT_GALLERY_TILE_PLAIN);
}

static void
update_visibility (PackshotGalleryTile *self)
{
  PackshotVisibility visibility = packshot_image_get_visibility (self->image->image);
  gboolean public = visibility == PACKSHOT_VISIBILITY_PUBLIC;
  gboolean shown = self->view->profile->has_visibility && visibility != PACKSHOT_VISIBILITY_NONE;
  const char *word = public ? _("Public") : _("Private");
  GtkWidget *word_label = gtk_widget_get_next_sibling (GTK_WIDGET (self->visibility));

  gtk_widget_set_visible (GTK_WIDGET (self->visibility), shown);
  gtk_widget_set_visible (word_label, shown
                          && self->style == PACKSHOT_GALLERY_TILE_PRIMARY);
  gtk_image_set_from_icon_name (self->visibility, public ? "packshot-public-symbolic"
                                : "changes-prevent-symbolic");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->visibility), word);
  gtk_label_set_label (GTK_LABEL (word_label), word);
}

static void
update_checks (PackshotGalleryTile *self,
               GPtrArray           *checks)
{
  guint n = packshot_gallery_checks_failed (checks);
  PackshotCheck *first = n > 0 ? g_ptr_array_index (checks, 0) : NULL;
  g_autofree char *number = g_strdup_printf ("%u", n);
  g_autoptr(GString) tip = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    {
      PackshotCheck *check = g_ptr_array_index (checks, i);

      g_string_append_printf (tip, "%s%s: %s", i > 0 ? "\n" : "", check->title, check->subtitle);
    }
  gtk_widget_set_visible (self->checks, n > 0);
  gtk_widget_set_tooltip_text (self->checks, n > 0 ? tip->str : NULL);
  gtk_label_set_label (GTK_LABEL (gtk_widget_get_last_child (self->checks)),
                       n == 1 && self->style != PACKSHOT_GALLERY_TILE_PLAIN ? first->word : number);
}

static void
update_star (PackshotGalleryTile *self)
{
  gboolean starred = self->image->is_primary;
  const char *tip = starred ? _("No Longer Primary") : _("Make Primary");

  gtk_widget_set_visible (self->star, self->style != PACKSHOT_GALLERY_TILE_SINGLE);
  gtk_widget_set_visible (gtk_widget_get_next_sibling (self->star),
                          self->style == PACKSHOT_GALLERY_TILE_PRIMARY);
  gtk_button_set_icon_name (GTK_BUTTON (self->star), starred ? "starred-symbolic"
                            : "non-starred-symbolic");
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->star), starred);
  gtk_widget_set_tooltip_text (self->star, tip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->star), GTK_ACCESSIBLE_PROPERTY_LABEL, tip,
                                  -1);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->star), "x",
                                    packshot_image_get_id (self->image->image));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->star), "gallery.star");
}

/* "Cap and spout, picture 3 of 6, waiting, 1 check failed" */
static void
update_label (PackshotGalleryTile *self,
              PackshotImageView   *image,
              GPtrArray           *checks)
{
  gboolean offline = self->session != NULL && packshot_session_get_offline (self->session);
  g_autofree char *label = packshot_words_image_label (self->view, image, offline);
  guint n = packshot_gallery_checks_failed (checks);
  g_autofree char *failed = NULL;
  g_autofree char *all = NULL;

  if (n > 0)
    failed = g_strdup_printf (ngettext ("%u check failed", "%u checks failed", n), n);
  all = g_strjoin (", ", label, failed, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, all, -1);
}

/* In a narrow tile with large letters the word goes before its number. */
static void
shorten_sending (PackshotGalleryTile *self,
                 double               progress)
{
  g_autoptr(PangoLayout) layout = NULL;
  g_autofree char *percent = NULL;
  int wanted;
  int given = gtk_widget_get_width (GTK_WIDGET (self->word));

  layout = gtk_widget_create_pango_layout (GTK_WIDGET (self->word),
                                           gtk_label_get_label (self->word));
  pango_layout_get_pixel_size (layout, &wanted, NULL);
  if (given == 0 || wanted <= given)
    return;
  percent = g_strdup_printf (_("%d%%"), (int)(CLAMP (progress, 0, 1) * 100 + 0.5));
  gtk_label_set_label (self->word, percent);
}

static void
update_state (PackshotGalleryTile *self)
{
  gboolean offline = self->session != NULL && packshot_session_get_offline (self->session);
  PackshotImageView image = *self->image;
  g_autoptr(PackshotWording) words = NULL;
  g_autoptr(GPtrArray) checks = packshot_gallery_check_image (self->view, self->image);

  image.progress = MAX (image.progress, self->progress);
  words = packshot_words_image (self->view, &image, offline);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), words->icon == NULL);
  gtk_spinner_set_spinning (self->spinner, words->icon == NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->icon), words->icon != NULL);
  gtk_image_set_from_icon_name (self->icon, words->icon);
  gtk_widget_set_css_classes (GTK_WIDGET (self->icon), (const char *[]) { words->css, NULL });
  gtk_label_set_label (self->word, words->word);
  if (image.sending && image.progress > 0)
    shorten_sending (self, image.progress);
  set_class (GTK_WIDGET (self->word), "meta", g_strcmp0 (words->css, "meta") == 0);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->icon), words->sentence);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->word), words->sentence);

  gtk_widget_set_visible (self->progress_bar, image.sending);
  gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (self->progress_bar),
                                 CLAMP (image.progress, 0, 1));
  update_checks (self, checks);
  update_label (self, &image, checks);
}

/**
 * packshot_gallery_tile_new:
 *
 * Returns: a tile that shows nothing
 */
GtkWidget *
packshot_gallery_tile_new (void)
{
  return g_object_new (PACKSHOT_TYPE_GALLERY_TILE, NULL);
}

/**
 * packshot_gallery_tile_set:
 * @self: a tile
 * @session: (nullable): where the picture's bytes are; without one only its words are shown
 * @view: the item; kept
 * @image: one of its pictures
 * @style: how it is shown
 *
 * Shows a picture.
 */
void
packshot_gallery_tile_set (PackshotGalleryTile     *self,
                           PackshotSession         *session,
                           PackshotItemView        *view,
                           PackshotImageView       *image,
                           PackshotGalleryTileStyle style)
{
  g_autofree char *facts = NULL;

  g_return_if_fail (PACKSHOT_IS_GALLERY_TILE (self));

  packshot_item_view_ref (view);
  g_clear_pointer (&self->view, packshot_item_view_unref);
  self->view = view;
  self->image = image;
  self->style = style;
  if (!image->sending)
    self->progress = 0;
  g_set_object (&self->session, session);
  if (session != NULL)
    packshot_well_set_image (self->well, session, view->item->id,
                             packshot_image_get_id (image->image),
                             packshot_image_get_sha256 (image->image));

  facts = image->content != NULL ? packshot_words_facts (image->content) : NULL;
  gtk_label_set_label (self->facts, facts != NULL ? facts : "");
  gtk_widget_set_visible (GTK_WIDGET (self->facts), style != PACKSHOT_GALLERY_TILE_PLAIN);
  gtk_widget_set_valign (self->text, style == PACKSHOT_GALLERY_TILE_PLAIN ? GTK_ALIGN_FILL
                         : GTK_ALIGN_START);
  set_class (GTK_WIDGET (self), "primary", style == PACKSHOT_GALLERY_TILE_PRIMARY);
  update_caption (self);
  update_visibility (self);
  update_star (self);
  update_state (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/**
 * packshot_gallery_tile_get_id:
 * @self: a tile
 *
 * Returns: the id of its picture, or 0
 */
gint64
packshot_gallery_tile_get_id (PackshotGalleryTile *self)
{
  return self->image != NULL ? packshot_image_get_id (self->image->image) : 0;
}

/**
 * packshot_gallery_tile_get_image:
 * @self: a tile
 *
 * Returns: (transfer none) (nullable): its picture
 */
PackshotImageView *
packshot_gallery_tile_get_image (PackshotGalleryTile *self)
{
  return self->image;
}

/**
 * packshot_gallery_tile_dup_paintable:
 * @self: a tile
 *
 * Returns: (transfer full): its picture as it stands, for an icon under the pointer
 */
GdkPaintable *
packshot_gallery_tile_dup_paintable (PackshotGalleryTile *self)
{
  g_autoptr(GdkPaintable) live = gtk_widget_paintable_new (GTK_WIDGET (self->well));

  return gdk_paintable_get_current_image (live);
}

/**
 * packshot_gallery_tile_set_progress:
 * @self: a tile
 * @fraction: how much of the picture has been sent, from 0 to 1
 *
 * Shown only while the picture's view says that it is being sent.
 */
void
packshot_gallery_tile_set_progress (PackshotGalleryTile *self,
                                    double               fraction)
{
  if (self->image == NULL || !self->image->sending)
    return;
  self->progress = fraction;
  update_state (self);
}

/**
 * packshot_gallery_tile_set_selected:
 * @self: a tile
 * @selected: whether it is selected
 * @many: whether several are: then circles on the pictures tell and change it
 */
void
packshot_gallery_tile_set_selected (PackshotGalleryTile *self,
                                    gboolean             selected,
                                    gboolean             many)
{
  self->selected = selected;
  self->many = many;
  set_class (GTK_WIDGET (self), "selected", selected);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (self->check), selected);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_SELECTED, selected, -1);
  show_check (self);
}

/**
 * packshot_gallery_tile_set_near:
 * @self: a tile
 * @near: whether it is on screen or soon will be
 *
 * A tile far away holds no picture in memory.
 */
void
packshot_gallery_tile_set_near (PackshotGalleryTile *self,
                                gboolean             near)
{
  gtk_widget_set_child_visible (self->picture, near);
}

/**
 * packshot_gallery_tile_is_control:
 * @self: a tile
 * @picked: (nullable): a widget in it
 *
 * Returns: whether @picked takes clicks for itself
 */
gboolean
packshot_gallery_tile_is_control (PackshotGalleryTile *self,
                                  GtkWidget           *picked)
{
  return picked != NULL
         && (picked == self->star || gtk_widget_is_ancestor (picked, self->star)
             || picked == self->check || gtk_widget_is_ancestor (picked, self->check));
}

/**
 * packshot_gallery_tile_say:
 * @self: a tile
 * @sentence: (nullable): what has happened to it
 *
 * What a screen reader says of the tile before all else, until it is set anew.
 */
void
packshot_gallery_tile_say (PackshotGalleryTile *self,
                           const char          *sentence)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  sentence != NULL ? sentence : "", -1);
}
