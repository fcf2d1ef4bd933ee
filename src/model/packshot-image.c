/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* A picture in a gallery, and what a server last said of it: two immutable values, counted by
 * reference. A changed picture is a new value with the same id. Any thread. */

#include "config.h"

#include "packshot-image.h"

#include "packshot-model-error.h"

struct _PackshotImage
{
  gatomicrefcount    ref_count;

  gint64             id;
  char              *sha256; /* (owned) (nullable): NULL until the bytes are known */
  char              *title; /* (owned) */
  PackshotVisibility visibility;
  PackshotRemote    *remote; /* (owned) (nullable): NULL until a server has it */
};

G_DEFINE_BOXED_TYPE (PackshotRemote, packshot_remote, packshot_remote_ref, packshot_remote_unref)
G_DEFINE_BOXED_TYPE (PackshotImage, packshot_image, packshot_image_ref, packshot_image_unref)

/**
 * packshot_remote_new:
 * @id: the service's id
 * @priority: the service's ordering number, or -1
 * @created: (nullable): the service's time of creation
 * @url: (nullable): where the bytes can be fetched
 * @raw: (nullable): the whole record as JSON
 *
 * Returns: (transfer full): what a server says of a picture
 */
PackshotRemote *
packshot_remote_new (const char *id,
                     gint64 priority,
                     const char *created,
                     const char *url,
                     const char *raw)
{
  PackshotRemote *self;

  g_return_val_if_fail (id != NULL && *id != '\0', NULL);

  self = g_new0 (PackshotRemote, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->id = g_strdup (id);
  self->priority = priority;
  self->created = g_strdup (created);
  self->url = g_strdup (url);
  self->raw = g_strdup (raw);
  return self;
}

PackshotRemote *
packshot_remote_ref (PackshotRemote *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
packshot_remote_unref (PackshotRemote *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_free (self->id);
  g_free (self->created);
  g_free (self->url);
  g_free (self->raw);
  g_free (self);
}

/**
 * packshot_image_new:
 * @id: ours, stable for the picture's life; 0 for a server's row that is not known yet
 * @sha256: (nullable): its content, or %NULL while the bytes have not been fetched
 * @title: (nullable): the caption; %NULL is the empty one
 * @visibility: private or public, where the service makes a difference
 * @remote: (nullable): what the server says of it
 *
 * Returns: (transfer full): a picture
 */
PackshotImage *
packshot_image_new (gint64             id,
                    const char        *sha256,
                    const char        *title,
                    PackshotVisibility visibility,
                    PackshotRemote    *remote)
{
  PackshotImage *self = g_new0 (PackshotImage, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->id = id;
  self->sha256 = g_strdup (sha256);
  self->title = g_strdup (title != NULL ? title : "");
  self->visibility = visibility;
  self->remote = remote != NULL ? packshot_remote_ref (remote) : NULL;
  return self;
}

PackshotImage *
packshot_image_ref (PackshotImage *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
packshot_image_unref (PackshotImage *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_free (self->sha256);
  g_free (self->title);
  g_clear_pointer (&self->remote, packshot_remote_unref);
  g_free (self);
}

/**
 * packshot_image_get_id:
 * @self: a picture
 *
 * Returns: our id, or 0
 */
gint64
packshot_image_get_id (PackshotImage *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->id;
}

/**
 * packshot_image_get_sha256:
 * @self: a picture
 *
 * Returns: (nullable): 64 hexadecimal digits, or %NULL while the bytes are not known
 */
const char *
packshot_image_get_sha256 (PackshotImage *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->sha256;
}

/**
 * packshot_image_get_title:
 * @self: a picture
 *
 * Returns: the caption, never %NULL
 */
const char *
packshot_image_get_title (PackshotImage *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->title;
}

PackshotVisibility
packshot_image_get_visibility (PackshotImage *self)
{
  g_return_val_if_fail (self != NULL, PACKSHOT_VISIBILITY_NONE);

  return self->visibility;
}

/**
 * packshot_image_get_remote:
 * @self: a picture
 *
 * Returns: (transfer none) (nullable): what a server last said of it
 */
PackshotRemote *
packshot_image_get_remote (PackshotImage *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->remote;
}

/**
 * packshot_image_get_remote_id:
 * @self: a picture
 *
 * Returns: (nullable): the service's id of it, or %NULL while no server has it
 */
const char *
packshot_image_get_remote_id (PackshotImage *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->remote != NULL ? self->remote->id : NULL;
}

/**
 * packshot_image_with_id:
 * @self: a picture
 * @id: another id
 *
 * Returns: (transfer full): the same picture under @id
 */
PackshotImage *
packshot_image_with_id (PackshotImage *self,
                        gint64         id)
{
  g_return_val_if_fail (self != NULL, NULL);

  return packshot_image_new (id, self->sha256, self->title, self->visibility, self->remote);
}

/**
 * packshot_image_with_sha256:
 * @self: a picture
 * @sha256: (nullable): other content
 *
 * Returns: (transfer full): the picture with that content
 */
PackshotImage *
packshot_image_with_sha256 (PackshotImage *self,
                            const char    *sha256)
{
  g_return_val_if_fail (self != NULL, NULL);

  return packshot_image_new (self->id, sha256, self->title, self->visibility, self->remote);
}

/**
 * packshot_image_with_title:
 * @self: a picture
 * @title: (nullable): another caption
 *
 * Returns: (transfer full): the picture with that caption
 */
PackshotImage *
packshot_image_with_title (PackshotImage *self,
                           const char    *title)
{
  g_return_val_if_fail (self != NULL, NULL);

  return packshot_image_new (self->id, self->sha256, title, self->visibility, self->remote);
}

/**
 * packshot_image_with_visibility:
 * @self: a picture
 * @visibility: another visibility
 *
 * Returns: (transfer full): the picture with that visibility
 */
PackshotImage *
packshot_image_with_visibility (PackshotImage     *self,
                                PackshotVisibility visibility)
{
  g_return_val_if_fail (self != NULL, NULL);

  return packshot_image_new (self->id, self->sha256, self->title, visibility, self->remote);
}

/**
 * packshot_image_with_remote:
 * @self: a picture
 * @remote: (nullable): what a server says of it now
 *
 * Returns: (transfer full): the picture with that
 */
PackshotImage *
packshot_image_with_remote (PackshotImage  *self,
                            PackshotRemote *remote)
{
  g_return_val_if_fail (self != NULL, NULL);

  return packshot_image_new (self->id, self->sha256, self->title, self->visibility, remote);
}

/**
 * packshot_image_same_content:
 * @a: a picture
 * @b: another
 *
 * Bytes of which a hash is known are compared by it. Where one is not known, the two are the same
 * when they are the same row of the server.
 *
 * Returns: whether both are known to hold the same bytes
 */
gboolean
packshot_image_same_content (PackshotImage *a,
                             PackshotImage *b)
{
  g_return_val_if_fail (a != NULL && b != NULL, FALSE);

  if (a->sha256 != NULL && b->sha256 != NULL)
    return g_str_equal (a->sha256, b->sha256);
  if (a->remote == NULL || b->remote == NULL)
    return a->sha256 == b->sha256 && a->remote == b->remote;
  return g_str_equal (a->remote->id, b->remote->id);
}

/**
 * packshot_image_equal:
 * @a: a picture
 * @b: another
 *
 * Returns: whether both have the same id, content, caption and visibility; what servers say of
 *   them is not compared
 */
gboolean
packshot_image_equal (PackshotImage *a,
                      PackshotImage *b)
{
  g_return_val_if_fail (a != NULL && b != NULL, FALSE);

  return a->id == b->id && a->visibility == b->visibility && g_str_equal (a->title, b->title) &&
         packshot_image_same_content (a, b);
}

/**
 * packshot_title_check:
 * @title: a caption
 * @error: return location
 *
 * Returns: whether @title is text of at most %PACKSHOT_TITLE_MAX characters on one line
 */
gboolean
packshot_title_check (const char *title,
                      GError    **error)
{
  glong n;

  g_return_val_if_fail (title != NULL, FALSE);

  if (!g_utf8_validate (title, -1, NULL))
    {
      g_set_error (error, PACKSHOT_MODEL_ERROR, PACKSHOT_MODEL_ERROR_TITLE,
                   "The caption is not valid UTF-8 text");
      return FALSE;
    }
  for (const char *p = title; *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_iscntrl (g_utf8_get_char (p)))
      {
        g_set_error (error, PACKSHOT_MODEL_ERROR, PACKSHOT_MODEL_ERROR_TITLE,
                     "The caption has a line break or another control character");
        return FALSE;
      }
  n = g_utf8_strlen (title, -1);
  if (n > PACKSHOT_TITLE_MAX)
    {
      g_set_error (error, PACKSHOT_MODEL_ERROR, PACKSHOT_MODEL_ERROR_TITLE,
                   "The caption has %ld characters; at most %d are allowed", n, PACKSHOT_TITLE_MAX);
      return FALSE;
    }
  return TRUE;
}
