/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

const char *_packshot_json_check (const char *text,
                                  gsize       length);

G_END_DECLS
