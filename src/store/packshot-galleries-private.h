/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include "packshot-galleries.h"

G_BEGIN_DECLS

/* The row that is shared by all empty galleries. */
#define PACKSHOT_EMPTY_GALLERY 1

/* The row that holds exactly this gallery, one of the item's if there is one, or a new one. */
gint64   _packshot_galleries_keep            (PackshotDb       *db,
                                              gint64            item,
                                              PackshotGallery  *gallery,
                                              GError          **error);
/* Deletes a gallery when nothing points at it. */
gboolean _packshot_galleries_drop            (PackshotDb       *db,
                                              gint64            gallery,
                                              GError          **error);
/* Deletes all galleries at which nothing points. Reads the whole table. */
gboolean _packshot_galleries_sweep           (PackshotDb       *db,
                                              GError          **error);

G_END_DECLS
