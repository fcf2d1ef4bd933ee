/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * PackshotTried:
 * @PACKSHOT_TRIED_NOTHING: nothing answered
 * @PACKSHOT_TRIED_SERVER: an answer came, over a secure connection
 * @PACKSHOT_TRIED_KEY: the key was accepted
 * @PACKSHOT_TRIED_ORGANIZATION: an organization was found
 * @PACKSHOT_TRIED_PICTURES: pictures could be read
 *
 * How far a connection test came.
 */
typedef enum
{
  PACKSHOT_TRIED_NOTHING,
  PACKSHOT_TRIED_SERVER,
  PACKSHOT_TRIED_KEY,
  PACKSHOT_TRIED_ORGANIZATION,
  PACKSHOT_TRIED_PICTURES,
} PackshotTried;

/**
 * PackshotConnection:
 * @organizations: (array zero-terminated=1): ids and names in turn: what the key may work for
 * @role: (nullable): the key's role as the server names it
 * @n_items: items seen, or -1 when that was not asked
 * @n_images: pictures looked at, or -1
 * @tried: how far the test came: the last step that worked
 *
 * What a connection test found out without changing anything. On failure the steps that worked are
 * still told.
 */
typedef struct
{
  char **organizations;
  char *role;
  gint64 n_items;
  gint64 n_images;
  PackshotTried tried;
} PackshotConnection;

PackshotConnection *packshot_connection_new  (void);
void                packshot_connection_free (PackshotConnection *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PackshotConnection, packshot_connection_free)

G_END_DECLS
