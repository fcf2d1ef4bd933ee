/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include "packshot-gallery.h"
#include "packshot-item.h"
#include "packshot-store.h"

G_BEGIN_DECLS

/**
 * PackshotTree:
 * @PACKSHOT_TREE_LOCAL: the gallery as the user wants it
 * @PACKSHOT_TREE_SYNCED: the gallery as both sides last agreed on it
 * @PACKSHOT_TREE_REMOTE: the gallery as the server last showed it
 */
typedef enum
{
  PACKSHOT_TREE_LOCAL,
  PACKSHOT_TREE_SYNCED,
  PACKSHOT_TREE_REMOTE,
} PackshotTree;

gint64           packshot_images_new              (PackshotDb           *db,
                                                   gint64                item,
                                                   GError              **error);
gboolean         packshot_contents_add            (PackshotDb           *db,
                                                   const PackshotContent *content,
                                                   GError              **error);
PackshotContent *packshot_contents_get            (PackshotDb           *db,
                                                   const char           *sha256,
                                                   GError              **error);
/* sha256 -> PackshotContent of all that the gallery names and that are known */
GHashTable      *packshot_contents_of_gallery     (PackshotDb           *db,
                                                   PackshotGallery      *gallery,
                                                   GError              **error);
/* the bytes of a server's row have become known: fills them in wherever it stands without them */
gboolean         packshot_galleries_learn_content (PackshotDb           *db,
                                                   gint64                item,
                                                   const char           *remote_id,
                                                   const char           *sha256,
                                                   GError              **error);
PackshotGallery *packshot_galleries_get           (PackshotDb           *db,
                                                   gint64                item,
                                                   PackshotTree          tree,
                                                   GError              **error);
PackshotGallery *packshot_galleries_load          (PackshotDb           *db,
                                                   gint64                gallery,
                                                   GError              **error);
gint64           packshot_galleries_get_id        (PackshotDb           *db,
                                                   gint64                item,
                                                   PackshotTree          tree,
                                                   GError              **error);
/* Writes a tree. Local and synced share one row when they are equal (packshot_gallery_equal), so
 * that "pending" is a comparison of two numbers. What nothing points at any more is deleted. */
gboolean         packshot_galleries_set           (PackshotDb           *db,
                                                   gint64                item,
                                                   PackshotTree          tree,
                                                   PackshotGallery      *gallery,
                                                   GError              **error);

G_END_DECLS
