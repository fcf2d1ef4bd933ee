/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean  packshot_url_check       (const char  *url,
                                    GError     **error);
gboolean  packshot_url_is_loopback (const char  *url);
gboolean  packshot_url_same_origin (const char  *a,
                                    const char  *b);
char     *packshot_url_normalize   (const char  *url,
                                    GError     **error);

G_END_DECLS
