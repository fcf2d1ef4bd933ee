/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * PACKSHOT_SHORTUUID_LENGTH:
 *
 * Symbols of a UUID in base 57: 57^21 < 2^128 < 57^22.
 */
#define PACKSHOT_SHORTUUID_LENGTH 22

gboolean  packshot_shortuuid_decode   (const char    *text,
                                       guint8         uuid[16],
                                       GError       **error);
char     *packshot_shortuuid_encode   (const guint8   uuid[16]);
gboolean  packshot_shortuuid_is_valid (const char    *text);
char     *packshot_shortuuid_from_any (const char    *text,
                                       GError       **error);

G_END_DECLS
