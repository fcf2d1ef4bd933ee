/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include "packshot-blob-store.h"
#include "packshot-store.h"

G_BEGIN_DECLS

/**
 * PackshotSalvageFacts:
 * @was_sound: whether the database was whole, and nothing was done
 * @from_copy: whether nothing but yesterday's copy could be read
 * @n_rows: rows that could be read
 * @unreadable: (element-type utf8): tables of which some rows could not be read
 * @n_unnamed: contents that no row names, which are kept with the damaged files
 * @kept_as: (nullable): the folder with the damaged files
 *
 * What became of a database.
 */
typedef struct
{
  gboolean was_sound;
  gboolean from_copy;
  gint64 n_rows;
  GPtrArray *unreadable;
  guint n_unnamed;
  char *kept_as;
} PackshotSalvageFacts;

void                  packshot_salvage_facts_free (PackshotSalvageFacts  *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PackshotSalvageFacts, packshot_salvage_facts_free)

/* Synchronous, for a worker thread. */
PackshotSalvageFacts *packshot_salvage            (const char            *folder,
                                                   GCancellable          *cancellable,
                                                   GError               **error);

/* --- Contents that are missing or damaged --- */

/* A picture that a server shows, whose bytes were these. */
typedef struct
{
  gint64 item;
  gint64 image;
} PackshotShown;

/* element-type PackshotShown: the pictures that servers showed with these bytes */
GArray               *packshot_salvage_list_shown (PackshotDb            *db,
                                                   const char            *sha256,
                                                   GError               **error);
/* A server's picture is one whose bytes are not known yet: the next look fetches them. */
gboolean              packshot_salvage_forget     (PackshotDb            *db,
                                                   const char            *sha256,
                                                   GError               **error);

G_END_DECLS
