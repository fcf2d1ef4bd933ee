/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char     *_packshot_sandbox_shortuuid           (const char  *text);
char     *_packshot_sandbox_shortuuid_from_uuid (const char  *uuid);
gboolean  _packshot_sandbox_is_shortuuid        (const char  *text);
char     *_packshot_sandbox_mongo_id            (const char  *text);
gboolean  _packshot_sandbox_is_mongo_id         (const char  *text);
char     *_packshot_sandbox_gtin14              (const char  *text);
char     *_packshot_sandbox_closient_key        (const char  *prefix,
                                                 const char  *body);
gboolean  _packshot_sandbox_closient_key_check  (const char  *key);
char     *_packshot_sandbox_iso_time            (gint64       time);

G_END_DECLS
