/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* A picture on its white ground. While it is mapped it holds the texture, asked for in the
 * size in which it is drawn; when it is unmapped it lets the texture go, and the session's
 * cache decides.
 *
 *   set_image, map, grow → texture in the cache? → shown
 *                          bytes here?           → thumbnail from the imaging's workers → shown
 *                          else                  → a moment's rest, fetch, then as above
 *
 * The rest keeps a list that is scrolled past from fetching. A request is dropped by its
 * cancellable. Main thread; file access and decoding happen in the imaging's workers. */

#include "config.h"

#include "packshot-well.h"

#include "packshot-texture-cache.h"

#define FETCH_REST_MS 250
#define CHECK 8

struct _PackshotWell
{
  GtkWidget         parent_instance;

  int               size;
  PackshotWellState state;

  /* What is to be shown */
  PackshotSession  *session;  /* (owned) (nullable) */
  gint64            item;
  gint64            image;
  char             *sha256;   /* (owned) (nullable) */

  /* What is shown */
  GdkTexture       *texture;  /* (owned) (nullable) */
  gboolean          own_texture; /* given by set_texture (), not to be dropped */
  int               texture_size;

  GCancellable     *cancellable; /* (owned) (nullable): of the request under way */
  int               asked_size;
  guint             rest;

  GtkWidget        *icon;     /* stands for a picture that there is not */
};

G_DEFINE_FINAL_TYPE (PackshotWell, packshot_well, GTK_TYPE_WIDGET)

typedef struct
{
  GWeakRef well;
  char    *sha256;
  int      size;
} Request;

static void well_read (PackshotWell *self);

static void
request_free (Request *request)
{
  g_weak_ref_clear (&request->well);
  g_free (request->sha256);
  g_free (request);
}

static Request *
request_new (PackshotWell *self)
{
  Request *request = g_new0 (Request, 1);

  g_weak_ref_init (&request->well, self);
  request->sha256 = g_strdup (self->sha256);
  request->size = self->asked_size;
  return request;
}

static void
well_set_state (PackshotWell     *self,
                PackshotWellState state)
{
  if (self->state == state)
    return;
  self->state = state;
  gtk_image_set_from_icon_name (GTK_IMAGE (self->icon),
                                state == PACKSHOT_WELL_MISSING
                                ? "image-missing-symbolic" : "image-x-generic-symbolic");
  if (state == PACKSHOT_WELL_EMPTY || state == PACKSHOT_WELL_MISSING)
    gtk_widget_add_css_class (GTK_WIDGET (self), "empty");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "empty");
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
well_cancel (PackshotWell *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->rest, g_source_remove);
  self->asked_size = 0;
}

static void
well_show (PackshotWell *self,
           GdkTexture   *texture,
           int           size)
{
  well_cancel (self);
  g_set_object (&self->texture, texture);
  self->texture_size = size;
  well_set_state (self, PACKSHOT_WELL_READY);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* The steps in which thumbnails are made, so that a changing width asks seldom. */
static int
well_wanted_size (PackshotWell *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  int side = MAX (gtk_widget_get_width (widget), gtk_widget_get_height (widget));
  int wanted = MAX (side, self->size) * gtk_widget_get_scale_factor (widget);
  int size = 64;

  while (size < wanted && size < 2048)
    size *= 2;
  return size;
}

static void
image_fetched_cb (GObject      *object,
                  GAsyncResult *result,
                  gpointer      data)
{
  Request *request = data;
  g_autoptr(GError) error = NULL;
  g_autofree char *path = NULL;
  g_autofree char *name = NULL;
  g_autoptr(PackshotWell) self = g_weak_ref_get (&request->well);
  gboolean wanted;

  path = packshot_session_fetch_image_finish (PACKSHOT_SESSION (object), result, &error);
  wanted = self != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)
    && self->asked_size == request->size
    && g_strcmp0 (self->sha256, request->sha256) == 0;
  request_free (request);
  if (!wanted)
    return;
  if (path == NULL)
    {
      well_cancel (self);
      well_set_state (self, PACKSHOT_WELL_MISSING);
      return;
    }
  /* A blob's name is its hash. */
  name = g_path_get_basename (path);
  g_free (self->sha256);
  self->sha256 = g_steal_pointer (&name);
  well_cancel (self);
  well_read (self);
}

static void
fetch_cb (gpointer data)
{
  PackshotWell *self = data;

  self->rest = 0;
  packshot_session_fetch_image_async (self->session, self->item, self->image, self->cancellable,
                                      image_fetched_cb, request_new (self));
}

static void
well_fetch (PackshotWell *self)
{
  if (self->image == 0)
    {
      well_cancel (self);
      well_set_state (self, PACKSHOT_WELL_MISSING);
      return;
    }
  self->rest = g_timeout_add_once (FETCH_REST_MS, fetch_cb, self);
}

static void
thumbnail_ready_cb (GObject      *object,
                    GAsyncResult *result,
                    gpointer      data)
{
  Request *request = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(PackshotPixels) pixels = NULL;
  g_autoptr(PackshotWell) self = g_weak_ref_get (&request->well);
  g_autoptr(GdkTexture) texture = NULL;

  pixels = packshot_imaging_thumbnail_finish (PACKSHOT_IMAGING (object), result, &error);
  if (self != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)
      && self->asked_size == request->size && g_strcmp0 (self->sha256, request->sha256) == 0)
    {
      if (pixels != NULL)
        {
          texture = packshot_texture_cache_add (packshot_texture_cache_for_session (self->session),
                                                request->sha256, request->size, pixels);
          well_show (self, texture, request->size);
        }
      else if (g_error_matches (error, PACKSHOT_IMAGING_ERROR, PACKSHOT_IMAGING_ERROR_IO))
        {
          well_fetch (self);
        }
      else
        {
          well_cancel (self);
          well_set_state (self, PACKSHOT_WELL_MISSING);
        }
    }
  request_free (request);
}

/* Asks for the texture in the size that is drawn, unless it is there or under way. */
static void
well_read (PackshotWell *self)
{
  int size = well_wanted_size (self);
  g_autofree char *path = NULL;
  GdkTexture *texture;

  if (self->session == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  if ((self->texture != NULL && self->texture_size >= size) || self->asked_size == size)
    return;

  well_cancel (self);
  self->asked_size = size;
  if (self->sha256 != NULL)
    {
      texture = packshot_texture_cache_lookup (packshot_texture_cache_for_session (self->session),
                                               self->sha256, size);
      if (texture != NULL)
        {
          well_show (self, texture, size);
          return;
        }
    }
  if (self->texture == NULL)
    well_set_state (self, PACKSHOT_WELL_LOADING);
  self->cancellable = g_cancellable_new ();
  if (self->sha256 == NULL)
    {
      well_fetch (self);
      return;
    }
  path = packshot_blob_store_dup_path (packshot_session_get_blobs (self->session), self->sha256);
  packshot_imaging_thumbnail_async (packshot_session_get_imaging (self->session), path,
                                    self->sha256, size, G_PRIORITY_DEFAULT, self->cancellable,
                                    thumbnail_ready_cb, request_new (self));
}

static void
packshot_well_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (packshot_well_parent_class)->map (widget);
  well_read (PACKSHOT_WELL (widget));
}

static void
packshot_well_unmap (GtkWidget *widget)
{
  PackshotWell *self = PACKSHOT_WELL (widget);

  GTK_WIDGET_CLASS (packshot_well_parent_class)->unmap (widget);
  well_cancel (self);
  if (self->own_texture || self->session == NULL)
    return;
  g_clear_object (&self->texture);
  self->texture_size = 0;
}

static void
packshot_well_measure (GtkWidget     *widget,
                       GtkOrientation orientation,
                       int            for_size,
                       int           *minimum,
                       int           *natural,
                       int           *minimum_baseline,
                       int           *natural_baseline)
{
  PackshotWell *self = PACKSHOT_WELL (widget);
  int least;

  /* The icon is measured for the sake of GTK's order of calls; it never makes the well larger. */
  gtk_widget_measure (self->icon, orientation, for_size, &least, NULL, NULL, NULL);
  *minimum = *natural = self->size;
}

static GtkSizeRequestMode
packshot_well_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_CONSTANT_SIZE;
}

static void
packshot_well_size_allocate (GtkWidget *widget,
                             int        width,
                             int        height,
                             int        baseline)
{
  PackshotWell *self = PACKSHOT_WELL (widget);

  gtk_widget_size_allocate (self->icon, &(GtkAllocation) { 0, 0, width, height }, -1);
  well_read (self);
}

static void
snapshot_checks (GtkSnapshot           *snapshot,
                 const graphene_rect_t *area)
{
  graphene_rect_t cell = GRAPHENE_RECT_INIT (area->origin.x, area->origin.y, 2 * CHECK, 2 * CHECK);
  GdkRGBA grey = { 0.8f, 0.8f, 0.8f, 1 };

  gtk_snapshot_push_repeat (snapshot, area, &cell);
  gtk_snapshot_append_color (snapshot, &grey,
                             &GRAPHENE_RECT_INIT (area->origin.x, area->origin.y, CHECK, CHECK));
  gtk_snapshot_append_color (snapshot, &grey,
                             &GRAPHENE_RECT_INIT (area->origin.x + CHECK, area->origin.y + CHECK,
                                                  CHECK, CHECK));
  gtk_snapshot_pop (snapshot);
}

static void
snapshot_texture (PackshotWell *self,
                  GtkSnapshot  *snapshot)
{
  double width = gtk_widget_get_width (GTK_WIDGET (self));
  double height = gtk_widget_get_height (GTK_WIDGET (self));
  double w = gdk_texture_get_width (self->texture);
  double h = gdk_texture_get_height (self->texture);
  double scale = MIN (width / w, height / h);
  graphene_rect_t area;

  w = MAX (1, w * scale);
  h = MAX (1, h * scale);
  graphene_rect_init (&area, (width - w) / 2, (height - h) / 2, w, h);
  if (packshot_texture_get_has_alpha (self->texture))
    snapshot_checks (snapshot, &area);
  gtk_snapshot_append_texture (snapshot, self->texture, &area);
}

static void
packshot_well_snapshot (GtkWidget   *widget,
                        GtkSnapshot *snapshot)
{
  PackshotWell *self = PACKSHOT_WELL (widget);

  if (gtk_widget_get_width (widget) <= 0 || gtk_widget_get_height (widget) <= 0)
    return;
  if (self->texture != NULL)
    snapshot_texture (self, snapshot);
  else if (self->state != PACKSHOT_WELL_LOADING)
    gtk_widget_snapshot_child (widget, self->icon, snapshot);
}

static void
packshot_well_dispose (GObject *object)
{
  PackshotWell *self = PACKSHOT_WELL (object);

  well_cancel (self);
  g_clear_object (&self->texture);
  g_clear_pointer (&self->icon, gtk_widget_unparent);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (packshot_well_parent_class)->dispose (object);
}

static void
packshot_well_finalize (GObject *object)
{
  g_free (PACKSHOT_WELL (object)->sha256);
  G_OBJECT_CLASS (packshot_well_parent_class)->finalize (object);
}

static void
packshot_well_class_init (PackshotWellClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = packshot_well_dispose;
  object_class->finalize = packshot_well_finalize;
  widget_class->map = packshot_well_map;
  widget_class->unmap = packshot_well_unmap;
  widget_class->measure = packshot_well_measure;
  widget_class->get_request_mode = packshot_well_get_request_mode;
  widget_class->size_allocate = packshot_well_size_allocate;
  widget_class->snapshot = packshot_well_snapshot;
  gtk_widget_class_set_css_name (widget_class, "well");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
packshot_well_init (PackshotWell *self)
{
  gtk_widget_add_css_class (GTK_WIDGET (self), "well");
  gtk_widget_add_css_class (GTK_WIDGET (self), "empty");
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  self->icon = gtk_image_new_from_icon_name ("image-x-generic-symbolic");
  gtk_widget_set_parent (self->icon, GTK_WIDGET (self));
}

/**
 * packshot_well_new:
 * @size: its side in logical pixels, or 0 for as large as it is made
 *
 * Returns: (transfer floating): an empty well
 */
GtkWidget *
packshot_well_new (int size)
{
  PackshotWell *self = g_object_new (PACKSHOT_TYPE_WELL, NULL);

  packshot_well_set_size (self, size);
  return GTK_WIDGET (self);
}

/**
 * packshot_well_set_size:
 * @self: a well
 * @size: its side in logical pixels, or 0
 */
void
packshot_well_set_size (PackshotWell *self,
                        int           size)
{
  g_return_if_fail (PACKSHOT_IS_WELL (self));

  if (self->size == size)
    return;
  self->size = size;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/**
 * packshot_well_set_image:
 * @self: a well
 * @session: where the picture comes from
 * @item: its item
 * @image: (nullable): the picture, or 0
 * @sha256: (nullable): its bytes, when they are known
 *
 * Shows a picture as soon as it can. The picture shown before stays until then only when its bytes
 * are the same.
 */
void
packshot_well_set_image (PackshotWell    *self,
                         PackshotSession *session,
                         gint64           item,
                         gint64           image,
                         const char      *sha256)
{
  g_return_if_fail (PACKSHOT_IS_WELL (self));

  self->item = item;
  if (self->session == session && self->image == image && sha256 != NULL
      && g_strcmp0 (self->sha256, sha256) == 0 && self->state != PACKSHOT_WELL_MISSING)
    return;
  /* The same picture, of which the caller does not know the bytes yet. */
  if (self->session == session && image != 0 && self->image == image && sha256 == NULL
      && self->state == PACKSHOT_WELL_READY)
    return;

  well_cancel (self);
  if (sha256 == NULL || g_strcmp0 (self->sha256, sha256) != 0)
    {
      g_clear_object (&self->texture);
      self->texture_size = 0;
    }
  self->own_texture = FALSE;
  g_set_object (&self->session, session);
  self->image = image;
  g_free (self->sha256);
  self->sha256 = g_strdup (sha256);
  if (image == 0 && sha256 == NULL)
    {
      g_clear_object (&self->session);
      well_set_state (self, PACKSHOT_WELL_EMPTY);
      return;
    }
  well_set_state (self, self->texture != NULL ? PACKSHOT_WELL_READY : PACKSHOT_WELL_LOADING);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  well_read (self);
}

/**
 * packshot_well_set_texture:
 * @self: a well
 * @texture: (nullable): what to show
 *
 * Shows a texture that the caller keeps the size of.
 */
void
packshot_well_set_texture (PackshotWell *self,
                           GdkTexture   *texture)
{
  g_return_if_fail (PACKSHOT_IS_WELL (self));

  packshot_well_set_image (self, NULL, 0, 0, NULL);
  if (texture == NULL)
    return;
  self->own_texture = TRUE;
  well_show (self, texture, G_MAXINT);
}

/**
 * packshot_well_get_state:
 * @self: a well
 *
 * Returns: what it shows
 */
PackshotWellState
packshot_well_get_state (PackshotWell *self)
{
  g_return_val_if_fail (PACKSHOT_IS_WELL (self), PACKSHOT_WELL_EMPTY);

  return self->state;
}
