/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* The result of a connection test, a plain value. Any thread. */

#include "config.h"

#include "packshot-connection.h"

/**
 * packshot_connection_new:
 *
 * Returns: (transfer full): the result of a test that has not come to anything yet
 */
PackshotConnection *
packshot_connection_new (void)
{
  PackshotConnection *self = g_new0 (PackshotConnection, 1);

  self->organizations = g_new0 (char *, 1);
  self->n_items = -1;
  self->n_images = -1;
  return self;
}

/**
 * packshot_connection_free:
 * @self: (transfer full): a result
 */
void
packshot_connection_free (PackshotConnection *self)
{
  g_return_if_fail (self != NULL);

  g_strfreev (self->organizations);
  g_free (self->role);
  g_free (self);
}
