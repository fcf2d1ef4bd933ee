/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include "packshot-gallery.h"
#include "packshot-store.h"

G_BEGIN_DECLS

/* Which of our pictures a server's row belongs to. Once known it is known for ever, so that an old
 * copy that waits to be deleted is never taken for a new picture. */

/**
 * PackshotRow:
 * @serial: grows with each assignment; of several rows of one picture the highest counts
 * @image: our picture
 * @sha256: (nullable): the bytes of the row, once they are known
 */
typedef struct
{
  gint64 serial;
  gint64 image;
  char *sha256;
} PackshotRow;

void     packshot_row_clear  (PackshotRow  *row);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PackshotRow, packshot_row_clear)

/* row->image is 0 when the row is not known */
gboolean packshot_rows_get   (PackshotDb   *db,
                              gint64        item,
                              const char   *remote_id,
                              PackshotRow  *row,
                              GError      **error);
/* assigns the row anew, behind all others; sha256 NULL keeps what is known */
gboolean packshot_rows_put   (PackshotDb   *db,
                              gint64        item,
                              const char   *remote_id,
                              gint64        image,
                              const char   *sha256,
                              GError      **error);
/* the bytes of a row have become known: here and in each gallery where it stands without them */
gboolean packshot_rows_learn (PackshotDb   *db,
                              gint64        item,
                              const char   *remote_id,
                              const char   *sha256,
                              GError      **error);

G_END_DECLS
