/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* The content of the main window: sidebar | items | gallery | details, folding when it gets
 * narrow.
 *
 *   1276 and more   sidebar | items | gallery | details
 *   1064 and more             items | gallery | details     the sidebar comes over them
 *    640 and more             items | gallery               details take the place of the items
 *   less                      one of items, gallery, details
 *
 * All limits grow with the text. The width is compared in size_allocate (); what follows from
 * it is done from an idle, as widgets must not be shown or hidden during an allocation. What
 * the user opened is remembered for the wide window and for the folded one apart.
 *
 * Owns its children; knows nothing of what they show. Main thread. */

#include "config.h"

#include "packshot-panes.h"

#define MIN_WIDTH 360
#define MIN_HEIGHT 294
#define SIDEBAR_WIDTH 210
#define ITEMS_WIDTH 288
#define ITEMS_MIN_WIDTH 252
#define DETAILS_WIDTH 270

struct _PackshotPanes
{
  GtkWidget    parent_instance;

  /* Children */
  GtkWidget   *overlay;
  GtkWidget   *dock;                     /* place of the sidebar in the wide window */
  GtkWidget   *stack;                    /* "catalog" or a page */
  GtkWidget   *paned;                    /* items | the rest */
  GtkWidget   *rest;                     /* gallery | details */
  GtkWidget   *shade;
  GtkWidget   *flap;                     /* place of the sidebar over the rest */
  GtkWidget   *details_line;
  GtkWidget   *panes[PACKSHOT_N_PANES];  /* (nullable) */

  /* State */
  PackshotFold fold;
  PackshotFold wanted;
  guint        idle;
  gboolean     docked[PACKSHOT_N_PANES]; /* open in the wide window */
  gboolean     over[PACKSHOT_N_PANES];   /* open in the folded window */
  gboolean     entered;                  /* the gallery's page, where there are pages */
  gboolean     page;                     /* a page is shown instead of the catalog */
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PackshotPanes, packshot_panes, GTK_TYPE_WIDGET)

static gboolean
is_folded (PackshotPanes *self,
           PackshotPane   pane)
{
  return self->fold >= (pane == PACKSHOT_PANE_SIDEBAR ? PACKSHOT_FOLD_SIDEBAR
                                                      : PACKSHOT_FOLD_DETAILS);
}

/* Moves the one sidebar to where it belongs now. */
static void
place_sidebar (PackshotPanes *self)
{
  GtkWidget *sidebar = self->panes[PACKSHOT_PANE_SIDEBAR];
  gboolean folded = is_folded (self, PACKSHOT_PANE_SIDEBAR);
  GtkWidget *parent;

  if (sidebar == NULL)
    return;
  parent = gtk_widget_get_parent (sidebar);
  if (folded == (parent == self->flap) && parent != NULL)
    return;

  g_object_ref (sidebar);
  if (parent == self->flap)
    gtk_revealer_set_child (GTK_REVEALER (self->flap), NULL);
  else if (parent != NULL)
    gtk_box_remove (GTK_BOX (self->dock), sidebar);
  if (folded)
    gtk_revealer_set_child (GTK_REVEALER (self->flap), sidebar);
  else
    gtk_box_prepend (GTK_BOX (self->dock), sidebar);
  g_object_unref (sidebar);
}

static void
show_flap (PackshotPanes *self,
           gboolean       open)
{
  gtk_widget_set_visible (self->shade, open);
  if (open)
    gtk_widget_set_visible (self->flap, TRUE);
  gtk_revealer_set_reveal_child (GTK_REVEALER (self->flap), open);
}

static void
show_if (GtkWidget *widget,
         gboolean   visible)
{
  if (widget != NULL)
    gtk_widget_set_visible (widget, visible);
}

/* Makes everything as fold and wishes say. */
static void
panes_update (PackshotPanes *self)
{
  gboolean details = packshot_panes_get_visible (self, PACKSHOT_PANE_DETAILS);
  gboolean gallery = packshot_panes_get_visible (self, PACKSHOT_PANE_GALLERY);

  place_sidebar (self);
  gtk_widget_set_visible (self->dock, !is_folded (self, PACKSHOT_PANE_SIDEBAR)
                          && self->docked[PACKSHOT_PANE_SIDEBAR]);
  show_flap (self, is_folded (self, PACKSHOT_PANE_SIDEBAR) && self->over[PACKSHOT_PANE_SIDEBAR]);
  show_if (self->panes[PACKSHOT_PANE_ITEMS],
           packshot_panes_get_visible (self, PACKSHOT_PANE_ITEMS));
  show_if (self->panes[PACKSHOT_PANE_GALLERY], gallery);
  show_if (self->panes[PACKSHOT_PANE_DETAILS], details);
  if (self->panes[PACKSHOT_PANE_DETAILS] != NULL)
    gtk_widget_set_hexpand (self->panes[PACKSHOT_PANE_DETAILS], details && !gallery);
  gtk_widget_set_visible (self->details_line, details && gallery);
  gtk_widget_set_visible (self->rest, gallery || details);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
fold_cb (gpointer data)
{
  PackshotPanes *self = data;

  self->idle = 0;
  if (self->fold == self->wanted)
    return;
  self->fold = self->wanted;
  self->over[PACKSHOT_PANE_SIDEBAR] = FALSE;
  if (!is_folded (self, PACKSHOT_PANE_DETAILS))
    self->over[PACKSHOT_PANE_DETAILS] = FALSE;
  panes_update (self);
}

static double
text_scale (GtkWidget *widget)
{
  int dpi = 0;

  g_object_get (gtk_widget_get_settings (widget), "gtk-xft-dpi", &dpi, NULL);
  return dpi > 0 ? MAX (1.0, dpi / 1024.0 / 96.0) : 1.0;
}

static PackshotFold
fold_for_width (GtkWidget *widget,
                int        width)
{
  double scale = text_scale (widget);

  if (width < 640 * scale)
    return PACKSHOT_FOLD_PAGES;
  if (width < 1064 * scale)
    return PACKSHOT_FOLD_DETAILS;
  return width < 1276 * scale ? PACKSHOT_FOLD_SIDEBAR : PACKSHOT_FOLD_NONE;
}

static void
packshot_panes_measure (GtkWidget     *widget,
                        GtkOrientation orientation,
                        int            for_size,
                        int           *minimum,
                        int           *natural,
                        int           *minimum_baseline,
                        int           *natural_baseline)
{
  PackshotPanes *self = PACKSHOT_PANES (widget);
  int least, wish;

  gtk_widget_measure (self->overlay, orientation, -1, &least, &wish, NULL, NULL);
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? MIN_WIDTH : MIN_HEIGHT;
  *natural = MAX (*minimum, wish);
}

static GtkSizeRequestMode
packshot_panes_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_CONSTANT_SIZE;
}

static void
packshot_panes_size_allocate (GtkWidget *widget,
                              int        width,
                              int        height,
                              int        baseline)
{
  PackshotPanes *self = PACKSHOT_PANES (widget);
  int least_width, least_height;
  GtkAllocation all = { 0 };

  self->wanted = fold_for_width (widget, width);
  if (self->wanted != self->fold && self->idle == 0)
    self->idle = g_idle_add_once (fold_cb, self);

  /* Until the fold, and in a very small window, what does not fit is cut off. */
  gtk_widget_measure (self->overlay, GTK_ORIENTATION_HORIZONTAL, -1, &least_width, NULL, NULL,
                      NULL);
  all.width = MAX (width, least_width);
  gtk_widget_measure (self->overlay, GTK_ORIENTATION_VERTICAL, all.width, &least_height, NULL, NULL,
                      NULL);
  all.height = MAX (height, least_height);
  if (gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL)
    all.x = width - all.width;
  gtk_widget_size_allocate (self->overlay, &all, -1);
}

static void
shade_pressed_cb (PackshotPanes *self)
{
  packshot_panes_set_open (self, PACKSHOT_PANE_SIDEBAR, FALSE);
}

/* Open, it takes the focus, so that Esc and the arrows are its own; closed, it is out of the
 * way. */
static void
flap_moved_cb (PackshotPanes *self)
{
  GtkRevealer *flap = GTK_REVEALER (self->flap);
  gboolean open = gtk_revealer_get_reveal_child (flap);

  if (open && gtk_revealer_get_child_revealed (flap))
    gtk_widget_child_focus (self->flap, GTK_DIR_TAB_FORWARD);
  else if (!open && !gtk_revealer_get_child_revealed (flap))
    gtk_widget_set_visible (self->flap, FALSE);
}

static void
packshot_panes_dispose (GObject *object)
{
  PackshotPanes *self = PACKSHOT_PANES (object);

  g_clear_handle_id (&self->idle, g_source_remove);
  for (int i = 0; i < PACKSHOT_N_PANES; i++)
    self->panes[i] = NULL;
  g_clear_pointer (&self->overlay, gtk_widget_unparent);
  G_OBJECT_CLASS (packshot_panes_parent_class)->dispose (object);
}

static void
packshot_panes_class_init (PackshotPanesClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = packshot_panes_dispose;
  widget_class->measure = packshot_panes_measure;
  widget_class->get_request_mode = packshot_panes_get_request_mode;
  widget_class->size_allocate = packshot_panes_size_allocate;
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
init_catalog (PackshotPanes *self)
{
  self->rest = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_widget_set_hexpand (self->rest, TRUE);
  self->details_line = gtk_separator_new (GTK_ORIENTATION_VERTICAL);
  gtk_box_append (GTK_BOX (self->rest), self->details_line);

  self->paned = gtk_paned_new (GTK_ORIENTATION_HORIZONTAL);
  gtk_paned_set_end_child (GTK_PANED (self->paned), self->rest);
  gtk_paned_set_resize_start_child (GTK_PANED (self->paned), FALSE);
  gtk_paned_set_shrink_start_child (GTK_PANED (self->paned), FALSE);
  gtk_paned_set_shrink_end_child (GTK_PANED (self->paned), FALSE);
  gtk_paned_set_position (GTK_PANED (self->paned), ITEMS_WIDTH);

  self->stack = gtk_stack_new ();
  gtk_widget_set_hexpand (self->stack, TRUE);
  gtk_stack_set_hhomogeneous (GTK_STACK (self->stack), FALSE);
  gtk_stack_set_vhomogeneous (GTK_STACK (self->stack), FALSE);
  gtk_stack_add_named (GTK_STACK (self->stack), self->paned, "catalog");
}

static void
packshot_panes_init (PackshotPanes *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkGesture *click = gtk_gesture_click_new ();

  self->docked[PACKSHOT_PANE_SIDEBAR] = TRUE;
  self->docked[PACKSHOT_PANE_DETAILS] = TRUE;

  self->dock = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_box_append (GTK_BOX (self->dock), gtk_separator_new (GTK_ORIENTATION_VERTICAL));
  init_catalog (self);
  gtk_box_append (GTK_BOX (box), self->dock);
  gtk_box_append (GTK_BOX (box), self->stack);

  self->shade = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_widget_add_css_class (self->shade, "shade");
  gtk_widget_set_visible (self->shade, FALSE);
  g_signal_connect_object (click, "pressed", G_CALLBACK (shade_pressed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (self->shade, GTK_EVENT_CONTROLLER (click));

  self->flap = gtk_revealer_new ();
  gtk_widget_add_css_class (self->flap, "flap");
  gtk_widget_set_halign (self->flap, GTK_ALIGN_START);
  gtk_widget_set_visible (self->flap, FALSE);
  gtk_revealer_set_transition_type (GTK_REVEALER (self->flap),
                                    GTK_REVEALER_TRANSITION_TYPE_SLIDE_RIGHT);
  g_signal_connect_object (self->flap, "notify::child-revealed", G_CALLBACK (flap_moved_cb), self,
                           G_CONNECT_SWAPPED);

  self->overlay = gtk_overlay_new ();
  gtk_overlay_set_child (GTK_OVERLAY (self->overlay), box);
  gtk_overlay_add_overlay (GTK_OVERLAY (self->overlay), self->shade);
  gtk_overlay_add_overlay (GTK_OVERLAY (self->overlay), self->flap);
  gtk_widget_set_parent (self->overlay, GTK_WIDGET (self));
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

/**
 * packshot_panes_new:
 *
 * Returns: (transfer floating): panes without content
 */
GtkWidget *
packshot_panes_new (void)
{
  return g_object_new (PACKSHOT_TYPE_PANES, NULL);
}

/**
 * packshot_panes_set_pane:
 * @self: panes
 * @pane: sidebar, items, gallery or details; each once
 * @widget: its content
 */
void
packshot_panes_set_pane (PackshotPanes *self,
                         PackshotPane   pane,
                         GtkWidget     *widget)
{
  g_return_if_fail (PACKSHOT_IS_PANES (self));
  g_return_if_fail (pane < PACKSHOT_PANE_PAGE && self->panes[pane] == NULL);

  self->panes[pane] = widget;
  switch (pane)
    {
    case PACKSHOT_PANE_SIDEBAR:
      gtk_widget_set_size_request (widget, SIDEBAR_WIDTH, -1);
      break;
    case PACKSHOT_PANE_ITEMS:
      gtk_widget_set_size_request (widget, ITEMS_MIN_WIDTH, -1);
      gtk_paned_set_start_child (GTK_PANED (self->paned), widget);
      break;
    case PACKSHOT_PANE_GALLERY:
      gtk_widget_set_hexpand (widget, TRUE);
      gtk_box_prepend (GTK_BOX (self->rest), widget);
      break;
    case PACKSHOT_PANE_DETAILS:
      gtk_widget_set_size_request (widget, DETAILS_WIDTH, -1);
      gtk_box_append (GTK_BOX (self->rest), widget);
      break;
    case PACKSHOT_PANE_PAGE:
    default:
      break;
    }
  panes_update (self);
}

/**
 * packshot_panes_add_page:
 * @self: panes
 * @name: for packshot_panes_show_page()
 * @page: what stands in place of items, gallery and details
 */
void
packshot_panes_add_page (PackshotPanes *self,
                         const char    *name,
                         GtkWidget     *page)
{
  g_return_if_fail (PACKSHOT_IS_PANES (self));

  gtk_stack_add_named (GTK_STACK (self->stack), page, name);
}

/**
 * packshot_panes_show_page:
 * @self: panes
 * @name: (nullable): a page, or %NULL for items, gallery and details
 */
void
packshot_panes_show_page (PackshotPanes *self,
                          const char    *name)
{
  g_return_if_fail (PACKSHOT_IS_PANES (self));

  self->page = name != NULL;
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), name != NULL ? name : "catalog");
  panes_update (self);
}

/**
 * packshot_panes_get_fold:
 * @self: panes
 *
 * Returns: what is folded at the present width
 */
PackshotFold
packshot_panes_get_fold (PackshotPanes *self)
{
  g_return_val_if_fail (PACKSHOT_IS_PANES (self), PACKSHOT_FOLD_NONE);

  return self->fold;
}

/**
 * packshot_panes_get_visible:
 * @self: panes
 * @pane: one of them
 *
 * Returns: whether it is to be seen
 */
gboolean
packshot_panes_get_visible (PackshotPanes *self,
                            PackshotPane   pane)
{
  gboolean details;

  g_return_val_if_fail (PACKSHOT_IS_PANES (self), FALSE);

  if (pane == PACKSHOT_PANE_SIDEBAR)
    return packshot_panes_get_open (self, pane);
  if (pane == PACKSHOT_PANE_PAGE || self->page)
    return (pane == PACKSHOT_PANE_PAGE) == self->page;

  details = packshot_panes_get_open (self, PACKSHOT_PANE_DETAILS);
  if (self->fold < PACKSHOT_FOLD_DETAILS)
    return pane != PACKSHOT_PANE_DETAILS || details;
  if (self->fold == PACKSHOT_FOLD_DETAILS)
    return pane == PACKSHOT_PANE_GALLERY || (pane == PACKSHOT_PANE_DETAILS) == details;
  if (!self->entered)
    return pane == PACKSHOT_PANE_ITEMS;
  return pane == (details ? PACKSHOT_PANE_DETAILS : PACKSHOT_PANE_GALLERY);
}

/**
 * packshot_panes_get_open:
 * @self: panes
 * @pane: sidebar or details
 *
 * Returns: whether the user has it open at the present width
 */
gboolean
packshot_panes_get_open (PackshotPanes *self,
                         PackshotPane   pane)
{
  g_return_val_if_fail (PACKSHOT_IS_PANES (self), FALSE);

  return is_folded (self, pane) ? self->over[pane] : self->docked[pane];
}

/**
 * packshot_panes_set_open:
 * @self: panes
 * @pane: sidebar or details
 * @open: whether it is to be open at the present width
 */
void
packshot_panes_set_open (PackshotPanes *self,
                         PackshotPane   pane,
                         gboolean       open)
{
  gboolean *place;

  g_return_if_fail (PACKSHOT_IS_PANES (self));

  place = is_folded (self, pane) ? &self->over[pane] : &self->docked[pane];
  if (*place == open)
    return;
  *place = open;
  panes_update (self);
}

/**
 * packshot_panes_get_docked:
 * @self: panes
 * @pane: sidebar or details
 *
 * Returns: whether it is open in a wide window
 */
gboolean
packshot_panes_get_docked (PackshotPanes *self,
                           PackshotPane   pane)
{
  g_return_val_if_fail (PACKSHOT_IS_PANES (self), FALSE);

  return self->docked[pane];
}

/**
 * packshot_panes_set_docked:
 * @self: panes
 * @pane: sidebar or details
 * @open: whether it is to be open in a wide window
 */
void
packshot_panes_set_docked (PackshotPanes *self,
                           PackshotPane   pane,
                           gboolean       open)
{
  g_return_if_fail (PACKSHOT_IS_PANES (self));

  self->docked[pane] = open;
  panes_update (self);
}

/**
 * packshot_panes_enter:
 * @self: panes
 *
 * Shows the gallery where it is a page of its own.
 */
void
packshot_panes_enter (PackshotPanes *self)
{
  g_return_if_fail (PACKSHOT_IS_PANES (self));

  if (self->entered)
    return;
  self->entered = TRUE;
  panes_update (self);
}

/**
 * packshot_panes_back:
 * @self: panes
 *
 * Closes what lies over the rest, one at a time.
 *
 * Returns: whether there was something to close
 */
gboolean
packshot_panes_back (PackshotPanes *self)
{
  g_return_val_if_fail (PACKSHOT_IS_PANES (self), FALSE);

  if (is_folded (self, PACKSHOT_PANE_SIDEBAR) && self->over[PACKSHOT_PANE_SIDEBAR])
    packshot_panes_set_open (self, PACKSHOT_PANE_SIDEBAR, FALSE);
  else if (!self->page && is_folded (self, PACKSHOT_PANE_DETAILS)
           && self->over[PACKSHOT_PANE_DETAILS])
    packshot_panes_set_open (self, PACKSHOT_PANE_DETAILS, FALSE);
  else if (!self->page && self->fold == PACKSHOT_FOLD_PAGES && self->entered)
    {
      self->entered = FALSE;
      panes_update (self);
    }
  else
    return FALSE;
  return TRUE;
}

static GtkWidget *
pane_widget (PackshotPanes *self,
             int            pane)
{
  if (!packshot_panes_get_visible (self, pane))
    return NULL;
  return pane == PACKSHOT_PANE_PAGE ? gtk_stack_get_visible_child (GTK_STACK (self->stack))
                                    : self->panes[pane];
}

static int
focused_pane (PackshotPanes *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  for (int i = 0; focus != NULL && i < PACKSHOT_N_PANES; i++)
    {
      GtkWidget *widget = pane_widget (self, i);

      if (widget != NULL && (focus == widget || gtk_widget_is_ancestor (focus, widget)))
        return i;
    }
  return -1;
}

/**
 * packshot_panes_focus_next:
 * @self: panes
 * @backwards: whether to go against the direction of reading
 *
 * Moves the keyboard focus into the next pane that is to be seen.
 */
void
packshot_panes_focus_next (PackshotPanes *self,
                           gboolean       backwards)
{
  int now, step = backwards ? PACKSHOT_N_PANES - 1 : 1;

  g_return_if_fail (PACKSHOT_IS_PANES (self));

  now = focused_pane (self);
  if (now < 0)
    now = backwards ? 0 : PACKSHOT_N_PANES - 1;
  for (int i = 0; i < PACKSHOT_N_PANES; i++)
    {
      GtkWidget *widget;

      now = (now + step) % PACKSHOT_N_PANES;
      widget = pane_widget (self, now);
      if (widget != NULL && gtk_widget_child_focus (widget, backwards ? GTK_DIR_TAB_BACKWARD
                                                                      : GTK_DIR_TAB_FORWARD))
        return;
    }
}
