/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

GPtrArray *_packshot_sandbox_csv_parse (const char  *text,
                                        GError     **error);

G_END_DECLS
