/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include "packshot-gallery.h"
#include "packshot-merge.h"

G_BEGIN_DECLS

/* Galleries as text: pictures by their ids, "1 2* 3". After an id may stand, in this order: * for
 * the primary, /HASH for other content than the picture's own (/- for unknown bytes), =TITLE,
 * @ROW for another row than the picture's own (@- for none), and ^ for public. */

extern const PackshotServiceProfile packshot_test_rows;
extern const PackshotServiceProfile packshot_test_put;
extern const PackshotServiceProfile packshot_test_list;

PackshotGallery *packshot_test_gallery        (const char      *text);
char            *packshot_test_gallery_say    (PackshotGallery *gallery);
char            *packshot_test_conflicts_say  (GPtrArray       *conflicts);

#define packshot_assert_gallery(gallery, text) \
  G_STMT_START { \
    g_autofree char *said = packshot_test_gallery_say (gallery); \
    g_assert_cmpstr (said, ==, text); \
  } G_STMT_END

G_END_DECLS
