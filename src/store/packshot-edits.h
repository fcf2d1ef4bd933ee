/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include "packshot-gallery.h"
#include "packshot-store.h"

G_BEGIN_DECLS

/**
 * PackshotEdit:
 * @kind: what was done: add, remove, move, primary, title, visibility, replace, resolve, restore
 * @before: the gallery before
 * @after: the gallery after; undoing is merging the way back into what is there now
 *
 * One thing a user did to one item. Edits of one batch are undone together.
 */
typedef struct
{
  gint64 id;
  gint64 batch;
  gint64 at;
  char *kind;
  gint64 item;
  PackshotGallery *before;
  PackshotGallery *after;
  gboolean undone;
} PackshotEdit;

void       packshot_edit_free          (PackshotEdit     *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PackshotEdit, packshot_edit_free)

/* Records an edit; what had been undone can't be redone after it. *batch 0 starts a new batch and
 * is set to its number; NULL is a batch of this edit alone. */
gboolean   packshot_edits_add          (PackshotDb       *db,
                                        gint64           *batch,
                                        gint64            at,
                                        const char       *kind,
                                        gint64            item,
                                        PackshotGallery  *before,
                                        PackshotGallery  *after,
                                        GError          **error);
/* The edits of the newest batch that is not undone (or, for redo, the oldest that is), newest first
 * (oldest first); empty when there is none. */
GPtrArray *packshot_edits_get_undo     (PackshotDb       *db,
                                        GError          **error);
GPtrArray *packshot_edits_get_redo     (PackshotDb       *db,
                                        GError          **error);
/* microseconds UTC of the last edit of an item that decided no conflict, or 0 */
gboolean   packshot_edits_get_time     (PackshotDb       *db,
                                        gint64            item,
                                        gint64           *at,
                                        GError          **error);
gboolean   packshot_edits_set_undone   (PackshotDb       *db,
                                        gint64            batch,
                                        gboolean          undone,
                                        GError          **error);

/* Trash: pictures that left the local gallery and whose bytes are known */
typedef struct
{
  gint64 id;
  gint64 item;
  gint64 image;
  char *sha256;
  char *title;
  PackshotVisibility visibility;
  gint64 removed_at;
  char *reason;
} PackshotTrashRow;

void       packshot_trash_row_free     (PackshotTrashRow *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PackshotTrashRow, packshot_trash_row_free)

/* Adds what is in @before and not (or with other bytes) in @after; takes out what has come back. */
gboolean   packshot_trash_update       (PackshotDb       *db,
                                        gint64            item,
                                        PackshotGallery  *before,
                                        PackshotGallery  *after,
                                        gint64            at,
                                        const char       *reason,
                                        GError          **error);
gboolean   packshot_trash_forget_kept  (PackshotDb       *db,
                                        gint64            item,
                                        gboolean          with_remote,
                                        GError          **error);
GPtrArray *packshot_trash_list         (PackshotDb       *db,
                                        GError          **error);
gboolean   packshot_trash_remove       (PackshotDb       *db,
                                        gint64            id,
                                        GError          **error);
/* drops rows older than @before; blobs are swept apart */
gboolean   packshot_trash_expire       (PackshotDb       *db,
                                        gint64            before,
                                        GError          **error);

G_END_DECLS
