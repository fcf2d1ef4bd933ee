/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include "packshot-blob-store.h"
#include "packshot-store.h"

G_BEGIN_DECLS

/* Problems found, one text each ("item 7: position 3 is missing"); empty when all is well. Reads every blob. */
GPtrArray *packshot_verify_database (PackshotDb         *db,
                                     GError            **error);
/* every hash that a row names: char* */
GPtrArray *packshot_verify_contents (PackshotDb         *db,
                                     GError            **error);

G_END_DECLS
