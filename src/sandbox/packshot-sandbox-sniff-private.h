/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

const char *_packshot_sandbox_sniff          (GBytes     *bytes);
const char *_packshot_sandbox_type_extension (const char *type);

G_END_DECLS
