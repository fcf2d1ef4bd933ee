/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include "packshot-blob-store.h"
#include "packshot-db-private.h"

G_BEGIN_DECLS

/* Makes rows from anywhere obey the rules of the schema, without losing what can be kept.
 * @lost_pictures: whether galleries may lack some */
gboolean _packshot_salvage_order (PackshotDb         *db,
                                  PackshotBlobStore  *blobs,
                                  gboolean            lost_pictures,
                                  GError            **error);
/* Copies the rows of a table that can be read and are not there yet; *@whole becomes FALSE when
 * some can't. */
gboolean _packshot_salvage_table (PackshotDb         *from,
                                  PackshotDb         *to,
                                  const char         *table,
                                  gint64             *n_rows,
                                  gboolean           *whole,
                                  GError            **error);

G_END_DECLS
